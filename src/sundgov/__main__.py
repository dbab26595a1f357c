"""The command line: a thin layer over the library, for billing, explaining and splitting."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from sundgov import by_heads, kr, population
from sundgov.errors import SundgovError
from sundgov.finance.invoices import CreditNote, Invoice
from sundgov.finance.results import Result
from sundgov.findings import Finding, Severity
from sundgov.formats import load
from sundgov.formats.follow_up_text import follow_up_text
from sundgov.formats.invoice_text import findings_text, invoices_text
from sundgov.formats.layout import Format
from sundgov.formats.settlement_text import account_text, closing_text, revision_text
from sundgov.formats.tables import bill_text, split_text
from sundgov.printing import language_of
from sundgov.record import Ledger

DONE, REFUSED = 0, 1

_ABOUT = """\
Exact, explainable bills for the shared financing of Danish joint-municipal digital health.

Every figure is whole øre, every total comes out, and every part can be explained.
Exit status: 0 done, 1 refused or findings, 2 wrong usage."""

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
  python -m sundgov check docs/examples/kommunal-pro.toml"""


def _ledger(arguments: argparse.Namespace) -> Ledger:
    return load(arguments.file).ledger(arguments.agreement)


def _bill(arguments: argparse.Namespace) -> int:
    bill = _ledger(arguments).bill(arguments.year)
    _write(bill_text(bill, Format(arguments.format), lines=arguments.lines))
    return _report(bill.findings)


def _close(arguments: argparse.Namespace) -> int:
    if (arguments.spent is None) != (arguments.known_on is None):
        arguments.misused("--spent and --known-on go together")
    ledger = _ledger(arguments)
    result = None
    if arguments.spent is not None:
        result = Result(arguments.year, kr(arguments.spent), arguments.known_on)
    closing = ledger.close(arguments.year, result)
    if arguments.issue_date is not None:
        return _documents(closing.invoices(arguments.issue_date), arguments)
    _write(closing_text(closing, Format(arguments.format)))
    return DONE


def _history(arguments: argparse.Namespace) -> int:
    ledger = _ledger(arguments)
    account = ledger.account(arguments.party)
    _write(account_text(account, ledger.agreement, Format(arguments.format)))
    return DONE


def _exit(arguments: argparse.Namespace) -> int:
    settlement = _ledger(arguments).exit(arguments.party)
    _write(settlement.explain(language_of(arguments.language)) + "\n")
    return _report([one for one in settlement.findings if one.severity is not Severity.NOTE])


def _revise(arguments: argparse.Namespace) -> int:
    ledger = _ledger(arguments)
    revision = ledger.revise(
        arguments.year,
        population=arguments.population,
        index=arguments.index,
        on=arguments.on,
    )
    _write(revision_text(revision, Format(arguments.format)))
    return DONE


def _explain(arguments: argparse.Namespace) -> int:
    bill = _ledger(arguments).bill(arguments.year)
    language = language_of(arguments.language)
    _write(bill.explain(arguments.party, line=arguments.line, language=language) + "\n")
    return DONE


def _follow_up(arguments: argparse.Namespace) -> int:
    stands = _ledger(arguments).follow_up(arguments.year, arguments.on)
    _write(follow_up_text(stands, Format(arguments.format)))
    return _report(stands.findings)


def _invoices(arguments: argparse.Namespace) -> int:
    bill = _ledger(arguments).bill(arguments.year)
    documents = bill.invoices(arguments.instalment)
    if arguments.party is not None:
        documents = (bill.invoice(arguments.party, arguments.instalment),)
    return _documents(documents, arguments)


def _documents(documents: Sequence[Invoice | CreditNote], arguments: argparse.Namespace) -> int:
    """Print documents, and on the error stream their findings; only an error is reported."""
    _write(invoices_text(documents, Format(arguments.format)))
    for line in findings_text(documents):
        print(line, file=sys.stderr)
    found = {finding.severity for document in documents for finding in document.findings}
    return REFUSED if Severity.ERROR in found else DONE


def _split(arguments: argparse.Namespace) -> int:
    key = by_heads(population(arguments.population), region=arguments.region)
    _write(split_text(key.split(kr(arguments.amount)), Format(arguments.format)))
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    record = load(arguments.file)
    single = len(record.ledgers) == 1
    problems: list[str] = []
    billed: list[str] = []
    for ledger in record.ledgers:
        named = "" if single else f"{ledger.agreement.id}: "
        problems += (f"{named}{problem}" for problem in _problems(ledger))
        billed.append(named + (", ".join(map(str, ledger.years)) or "none"))
    if not problems:
        name = Path(arguments.file).name or arguments.file
        _write(f"{name}: loads; years billed: {'; '.join(billed) or 'none'}\n")
    return _report(problems)


def _problems(ledger: Ledger) -> Iterator[str]:
    for year in ledger.years:
        try:
            yield from map(str, _found_in(ledger, year))
        except SundgovError as error:
            yield f"budget {year}: {error}"


def _found_in(ledger: Ledger, year: int) -> Iterator[Finding]:
    """What is wrong with a year's bill, its follow-up, its result and its exits.

    An exit is settled when its year is closed, so it waits for the year's result.
    """
    yield from ledger.bill(year).findings
    if year in _followed(ledger):
        yield from ledger.follow_up(year).findings
    if year in [result.year for result in ledger.results]:
        ledger.close(year)
        for leaving in ledger.exits:
            if leaving.on.year == year:
                yield from ledger.exit(leaving.party).findings


def _followed(ledger: Ledger) -> set[int]:
    """The years that a status is of, or that a transfer touches."""
    places = {place for one in ledger.transfers for place in (one.from_line, one.to_line)}
    return {status.year for status in ledger.statuses} | {place.year for place in places}


def _report(problems: Sequence[object]) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    return REFUSED if problems else DONE


def _write(text: str) -> None:
    sys.stdout.write(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sundgov",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_bill(commands.add_parser("bill", help="what every party pays in a year"))
    _add_close(commands.add_parser("close", help="what was collected against what was spent"))
    _add_history(commands.add_parser("history", help="a party's account, one row a year"))
    _add_revise(commands.add_parser("revise", help="correct a year's key or index backwards"))
    _add_exit(commands.add_parser("exit", help="what is settled with a party that leaves"))
    _add_explain(commands.add_parser("explain", help="why one party pays what it pays"))
    _add_follow_up(commands.add_parser("followup", help="how a year's budget stands on a day"))
    _add_invoices(commands.add_parser("invoices", help="an instalment's invoices, one a party"))
    _add_split(commands.add_parser("split", help="a quick split by inhabitants, without a file"))
    _add_check(commands.add_parser("check", help="load a file, or say what is wrong and where"))
    return parser


def _add_bill(command: argparse.ArgumentParser) -> None:
    command.description = "Bill a year: every party's total and instalments, in whole øre."
    _file_and_year(command)
    _format(command)
    command.add_argument("--lines", action="store_true", help="show every budget line as well")
    command.set_defaults(run=_bill)


def _add_close(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Close a year: what every party was billed, its part of what was spent, and the surplus"
        " or (with a minus) deficit that is left. The result is the file's, or given here. With an"
        " issue date it prints the credit notes and invoices of a year that is settled at once."
    )
    _file_and_year(command)
    command.add_argument("--spent", metavar="AMOUNT", help="what was spent: '6 mio. kr.'")
    command.add_argument("--known-on", metavar="DATE", help="the day it was known: 2025-03-15")
    command.add_argument(
        "--issue-date",
        metavar="DATE",
        help="print the documents of a year settled at once instead, issued on this day",
    )
    _format(command)
    command.set_defaults(run=_close, misused=command.error)


def _add_history(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Show a party's account: opening balance, invoiced, carried from earlier years, moved"
        " from or to other parties, its part of what was spent, settled, closing balance."
    )
    _file(command)
    command.add_argument("--party", help="code or name; without it all parties together")
    _format(command)
    command.set_defaults(run=_history)


def _add_exit(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Settle a party that leaves: its balance, its part of the net assets and of what is not"
        " written off, and what stays with the others. The exit stands in the file."
    )
    _file(command)
    command.add_argument("--party", required=True, help="code or name of the leaver")
    command.add_argument("--language", choices=["da", "en"], default="da", help="(default: da)")
    command.set_defaults(run=_exit)


def _add_revise(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Bill a year again by another population or index, and show what every party was billed,"
        " should have been, and the difference. The old bill stays as it is."
    )
    _file_and_year(command)
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--population", metavar="DATE", help="inhabitants on a date: 2024-01-01")
    what.add_argument(
        "--index",
        metavar="NAME",
        help="another index: its name, or its kind (development, estimate, correction, total)",
    )
    command.add_argument(
        "--on",
        metavar="DATE",
        help="the day of the decision; by default the first on which the figures were published",
    )
    _format(command)
    command.set_defaults(run=_revise)


def _add_explain(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Prove one party's year, or one of its lines: the key, the exact share, the whole øre,"
        " and who got the odd ones."
    )
    _file_and_year(command)
    command.add_argument("--party", required=True, help="code or name: 741, Samsø")
    command.add_argument(
        "--line", type=str.strip, help="a budget line's id; without it the whole year"
    )
    command.add_argument("--language", choices=["da", "en"], default="da", help="(default: da)")
    command.set_defaults(run=_explain)


def _add_follow_up(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Follow a year's budget: what was transferred, held back, committed, spent, is left and"
        " expected, line by line."
    )
    _file_and_year(command)
    command.add_argument(
        "--on", metavar="DATE", help="a day, such as 2023-11-01 (default: of the newest status)"
    )
    _format(command)
    command.set_defaults(run=_follow_up)


def _add_invoices(command: argparse.ArgumentParser) -> None:
    command.description = (
        "The invoices and credit notes of an instalment. What a receiver will miss is a warning on"
        " the error stream and leaves the exit status at 0; an error makes it 1."
    )
    _file_and_year(command)
    command.add_argument(
        "--instalment", required=True, metavar="MONTH", help="an instalment's id, such as 2025-07"
    )
    command.add_argument("--party", help="only this one, by code or name: 741, Samsø")
    _format(command)
    command.set_defaults(run=_invoices)


def _add_split(command: argparse.ArgumentParser) -> None:
    command.description = "Divide an amount by inhabitants over the municipalities."
    command.add_argument(
        "amount", type=str.strip, help="a Danish amount: '7 mio. kr.', '350.000 kr. (2021 pl)'"
    )
    command.add_argument(
        "--population", required=True, metavar="DATE", help="a date held, such as 2023-01-01"
    )
    command.add_argument("--region", help="only the municipalities of a region")
    _format(command)
    command.set_defaults(run=_split)


def _add_check(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Load a file, bill every year that has a budget, close those with a result and settle"
        " their exits; report what is wrong."
    )
    command.add_argument("file", help="a TOML file, or a folder of them")
    command.set_defaults(run=_check)


def _file(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file", help="a TOML file, or a folder of them, with an agreement and its budgets"
    )
    command.add_argument(
        "--agreement", metavar="ID", help="which agreement, where there are several"
    )


def _file_and_year(command: argparse.ArgumentParser) -> None:
    _file(command)
    command.add_argument("--year", type=int, required=True, help="the year, such as 2025")


def _format(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format",
        choices=[form.value for form in Format],
        default=Format.TABLE.value,
        help="(default: table)",
    )


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
