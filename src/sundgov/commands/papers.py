"""Commands for papers: check them, list what was decided, what is open and what may go wrong."""

from __future__ import annotations

import argparse
import datetime as dt

from sundgov.checks import Grade, graded, run
from sundgov.commands.common import (
    DONE,
    REFUSED,
    file_and_year,
    format_option,
    language_option,
    ledger_of,
    write,
)
from sundgov.errors import NotHeldError
from sundgov.findings import Severity
from sundgov.formats import load
from sundgov.formats.finding_text import findings_text
from sundgov.formats.layout import Format
from sundgov.formats.paper_text import actions_text, decisions_text, risks_text
from sundgov.formats.trace_text import trace_text
from sundgov.periods import Year, day
from sundgov.printing import language_of
from sundgov.record import Record


def add_papers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands for papers."""
    _add_check(commands.add_parser("check", help="say what is wrong in files, and where"))
    _add_decisions(commands.add_parser("decisions", help="the decisions in force on a day"))
    _add_actions(commands.add_parser("actions", help="the actions open on a day"))
    _add_risks(commands.add_parser("risks", help="the risk logs as of a day"))
    _add_trace(commands.add_parser("trace", help="the decisions behind what a party pays"))


def _check(arguments: argparse.Namespace) -> int:
    record = load(arguments.files)
    on = _day(arguments, record)
    found = run(graded(Grade(arguments.grade)), record, record.figures, on)
    write(findings_text(found, record, on, Format(arguments.format)))
    return REFUSED if any(one.severity is Severity.ERROR for one in found) else DONE


def _decisions(arguments: argparse.Namespace) -> int:
    record = load(arguments.files)
    write(decisions_text(record, _day(arguments, record), Format(arguments.format)))
    return DONE


def _actions(arguments: argparse.Namespace) -> int:
    record = load(arguments.files)
    write(actions_text(record, _day(arguments, record), Format(arguments.format)))
    return DONE


def _risks(arguments: argparse.Namespace) -> int:
    record = load(arguments.files)
    write(risks_text(record, _day(arguments, record), Format(arguments.format)))
    return DONE


def _trace(arguments: argparse.Namespace) -> int:
    record = load(arguments.file)
    bill = ledger_of(arguments, record).bill(arguments.year)
    text = trace_text(
        record,
        bill,
        arguments.party,
        instalment=arguments.instalment,
        line=arguments.line,
        language=language_of(arguments.language),
    )
    write(text)
    return DONE


def _day(arguments: argparse.Namespace, record: Record) -> dt.date:
    """The day asked for; without one the newest meeting's, or the last of the newest year."""
    if arguments.on is not None:
        return day(arguments.on, "on")
    met = [meeting.on for meeting in record.meetings]
    years = [Year(year).last_day for ledger in record.ledgers for year in ledger.years]
    if not met and not years:
        raise NotHeldError("on", "must be given: the files have no meeting and no budget")
    return max(met or years)


def _add_check(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Check files: agendas, minutes, decisions, mandates, actions, risks and money, and bill,"
        " close and settle every year. An error makes the exit status 1; warnings and notes do not."
    )
    _files(command)
    command.add_argument(
        "--grade",
        choices=[grade.value for grade in Grade],
        default=Grade.ALWAYS.value,
        help="which checks: each grade holds those before it (default: always)",
    )
    command.set_defaults(run=_check)


def _add_decisions(command: argparse.ArgumentParser) -> None:
    command.description = "List the decisions in force on a day, and what later ones altered."
    _files(command)
    command.set_defaults(run=_decisions)


def _add_actions(command: argparse.ArgumentParser) -> None:
    command.description = "List the actions open on a day: who, by when, and what is past due."
    _files(command)
    command.set_defaults(run=_actions)


def _add_risks(command: argparse.ArgumentParser) -> None:
    command.description = "List every risk log as of a day: ratings, owners and status."
    _files(command)
    command.set_defaults(run=_risks)


def _add_trace(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Follow every line of a party's invoices to the decisions that allow it, their meetings"
        " and items. With --line that line is proved as well."
    )
    file_and_year(command)
    command.add_argument("--party", required=True, help="code or name: 741, Samsø")
    command.add_argument("--instalment", metavar="MONTH", help="only this one, such as 2025-07")
    command.add_argument("--line", type=str.strip, help="only this line, by its id, with its proof")
    language_option(command)
    command.set_defaults(run=_trace)


def _files(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE", help="TOML files, or folders of them")
    command.add_argument(
        "--on",
        metavar="DATE",
        help="the day, such as 2023-12-08 (default: of the newest meeting in the files)",
    )
    format_option(command)
