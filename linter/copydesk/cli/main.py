"""What the command `copydesk` calls: one run, from its arguments to the end of the process."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from copydesk.cli.check_options import read_plain
from copydesk.model import CopydeskError
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NoReturn, TextIO


def run() -> NoReturn:
    """Run the command line; wrong use and bad configuration end with status 2 and one clear message."""
    sys.stdout = sys.stdout or _nowhere()  # None where the caller has closed it
    sys.stderr = sys.stderr or _nowhere()
    try:
        _leave(main(sys.argv[1:]))
    except CopydeskError as error:
        _fail(f"copydesk: {error}\n")
    except BrokenPipeError:
        # The reader of our output has gone, as with `| head`; nothing more can be said to it.
        os._exit(1)
    except OSError as error:
        # Every file that is read has its own handling, so without a name this is the output: a full disk, most often.
        what = f"{error.filename}: " if error.filename else "the output cannot be written: "
        _fail(f"copydesk: {what}{error.strerror or error}\n")
    except KeyboardInterrupt:
        os._exit(130)
    except Exception:  # noqa: BLE001 - status 1 would say that there are findings
        from traceback import format_exc

        _fail(f"{format_exc()}copydesk: this is an internal error; please report it with the lines above\n")


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say.

    Args:
        arguments: What follows the program's name.

    Returns:
        The exit status.

    Raises:
        CopydeskError: The configuration is wrong, or a report cannot be written.
    """
    values = read_plain(arguments)
    if values is not None:
        from copydesk.cli.check_run import WrongUseError, run_check

        with suppress(WrongUseError):  # click says what is wrong, with the usage beside it
            return run_check(**values)
    from copydesk.cli.commands import run_command

    return run_command(arguments)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8", errors="replace")


def _fail(message: str) -> NoReturn:
    """End with status 2, even if the message cannot be written either."""
    with suppress(OSError):
        sys.stderr.write(message)
        sys.stderr.flush()
    os._exit(2)


def _leave(status: int) -> NoReturn:
    """End the process at once: taking an interpreter apart costs a tenth of a short run and serves nobody."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
