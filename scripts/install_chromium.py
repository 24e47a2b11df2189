"""Install Chromium, in which the tests open the quality report, where that can be done: on Debian, as root.

Elsewhere say what to do; only those tests need it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def main() -> int:
    """Install it unless there is one."""
    if shutil.which("chromium"):
        return 0
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        print("chromium is not installed; the tests of the quality report need it, from your system's packages")
        return 0
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = ["chromium", "fonts-dejavu-core"]
    install = ["apt-get", "install", "--quiet=2", "--yes", "--no-install-recommends", *packages]
    if subprocess.run(install, env=environment, check=False, capture_output=True).returncode != 0:
        subprocess.run(["apt-get", "update", "--quiet=2"], env=environment, check=True)
        subprocess.run(install, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
