"""`python -m copydesk`, and what the command `copydesk` calls."""

from __future__ import annotations

from copydesk.cli import run as main

if __name__ == "__main__":
    main()
