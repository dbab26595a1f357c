"""The command line: a thin layer over the library, for money and for papers."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from sundgov.commands.common import REFUSED
from sundgov.commands.money import add_money
from sundgov.commands.papers import add_papers
from sundgov.errors import SundgovError

_ABOUT = """\
Exact, explainable bills for the shared financing of Danish joint-municipal digital health.

Every figure is whole øre, every total comes out, and every part can be explained.
Exit status: 0 done, 1 refused or errors found, 2 wrong usage.
Warnings make it 1 in bill, exit and followup alone."""

_EXAMPLES = """\
examples:
  python -m sundgov bill docs/examples/kommunal-pro.toml --year 2025
  python -m sundgov close docs/examples/kommunal-pro.toml --year 2024
  python -m sundgov history docs/examples/kommunal-pro.toml --party Samsø
  python -m sundgov revise docs/examples/kommunal-pro.toml --year 2025 --population 2025-01-01
  python -m sundgov explain docs/examples/kommunal-pro.toml --year 2025 --party Samsø
  python -m sundgov exit docs/examples/home-monitoring.toml --party Læsø
  python -m sundgov followup docs/examples/care-plans.toml --year 2023
  python -m sundgov invoices docs/examples/kommunal-pro.toml --year 2025 --instalment 2025-07
  python -m sundgov split "7 mio. kr." --population 2023-01-01
  python -m sundgov check docs/examples/kommunal-pro.toml
  python -m sundgov decisions docs/examples/kommunal-pro.toml --on 2024-01-01
  python -m sundgov trace docs/examples/kommunal-pro.toml --year 2025 --party Samsø"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sundgov",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add_money(commands)
    add_papers(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    given = sys.argv[1:] if arguments is None else arguments
    chosen = _parser().parse_args([*map(_value, given)])
    run: Callable[[argparse.Namespace], int] = chosen.run
    try:
        return run(chosen)
    except SundgovError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        # The reader has what it wanted (a pipe into head); nothing more can be written.
        sys.stdout = sys.stderr
    except OSError as error:
        print(f"{error.filename or 'output'}: {error.strerror}", file=sys.stderr)
    return REFUSED


def _value(argument: str) -> str:
    """A negative amount begins like an option; behind a space it is taken for the value it is."""
    return f" {argument}" if re.match("-[0-9]", argument) else argument


def _speak_utf8(stream: TextIO) -> None:
    """Danish letters come out whole whatever the terminal's locale says."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
