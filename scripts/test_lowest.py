"""Run the tests with the lowest version of every dependency that pyproject.toml allows.

A second environment is kept in .venv-lowest. It has the packages of the group `tests` and no other extra, so a module
that needs one without saying so fails here.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from install_groups import requirements

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv-lowest"
PYTHON = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"


def lowest(requirement: str) -> str:
    """`name>=1.2` as `name==1.2`."""
    return re.sub(r">=", "==", requirement, count=1)


def main() -> int:
    """Set the environment up if the dependencies have changed, then run the tests in it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = sorted(lowest(requirement) for requirement in project["dependencies"])
    wanted = "\n".join([*pins, *requirements("tests")])
    stamp = ENVIRONMENT / "pins.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *pins, *requirements("tests")], check=True)
        subprocess.run([*pip, "--no-deps", "--editable", str(ROOT)], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    command = [str(PYTHON), "-m", "pytest", "-q", "-n", "auto", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
