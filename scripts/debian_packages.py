"""Installing a program that the tests start, where that can be done: on Debian, as root."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence


def install(program: str, packages: Sequence[str], needed_by: str, settings: Mapping[str, str] | None = None) -> None:
    """Install packages unless a program is there; elsewhere than on Debian, or not as root, say what to do.

    Args:
        program: The program.
        packages: The packages of it.
        needed_by: The tests that start it, for the message.
        settings: Environment variables for the installation.
    """
    if shutil.which(program):
        return
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        print(f"{program} is not installed; {needed_by} need it, from your system's packages")
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", **(settings or {})}
    command = ["apt-get", "install", "--quiet=2", "--yes", "--no-install-recommends", *packages]
    if subprocess.run(command, env=environment, check=False, capture_output=True).returncode != 0:
        subprocess.run(["apt-get", "update", "--quiet=2"], env=environment, check=True)
        subprocess.run(command, env=environment, check=True)
