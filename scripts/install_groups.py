"""Install the packages of dependency groups of pyproject.toml into the environment this runs in.

Older versions of pip do not know `--group`, and a fresh environment has whatever pip came with Python.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def requirements(group: str) -> list[str]:
    """The requirements of a group, those of the groups it includes among them."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    found: list[str] = []
    for item in groups[group]:
        found += requirements(item["include-group"]) if isinstance(item, dict) else [item]
    return list(dict.fromkeys(found))


if __name__ == "__main__":
    wanted = [requirement for group in sys.argv[1:] for requirement in requirements(group)]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], check=True
    )
