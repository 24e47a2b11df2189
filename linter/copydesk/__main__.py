"""`python -m copydesk`, and what the command `copydesk` calls."""

from __future__ import annotations

import gc

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NoReturn

_COLLECT_AFTER = 50_000  # new objects; start-up alone makes twenty thousand that all stay


def main() -> NoReturn:
    """Run the command line and end the process."""
    gc.set_threshold(_COLLECT_AFTER, 20, 20)
    from copydesk.cli.main import run

    run()


if __name__ == "__main__":
    main()
