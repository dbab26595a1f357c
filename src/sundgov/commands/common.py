"""What the commands share: the record they read, what they write, and how it is asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sundgov.formats import load
from sundgov.formats.layout import Format
from sundgov.record import Ledger, Record

DONE, REFUSED = 0, 1


def ledger_of(arguments: argparse.Namespace, record: Record | None = None) -> Ledger:
    """The ledger that a command is about, of its file or of a record read from it."""
    return (record or load(arguments.file)).ledger(arguments.agreement)


def report(problems: Sequence[object]) -> int:
    """Print problems on the error stream; the exit status says whether there are any."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return REFUSED if problems else DONE


def write(text: str) -> None:
    """Print what was asked for."""
    sys.stdout.write(text)


def file_option(command: argparse.ArgumentParser) -> None:
    """The file, and which agreement of it."""
    command.add_argument(
        "file", help="a TOML file, or a folder of them, with an agreement and its budgets"
    )
    command.add_argument(
        "--agreement", metavar="ID", help="which agreement, where there are several"
    )


def file_and_year(command: argparse.ArgumentParser) -> None:
    """The file and the year."""
    file_option(command)
    command.add_argument("--year", type=int, required=True, help="the year, such as 2025")


def format_option(command: argparse.ArgumentParser) -> None:
    """What is written."""
    command.add_argument(
        "--format",
        choices=[form.value for form in Format],
        default=Format.TABLE.value,
        help="(default: table)",
    )


def language_option(command: argparse.ArgumentParser) -> None:
    """Which language it is written in."""
    command.add_argument("--language", choices=["da", "en"], default="da", help="(default: da)")
