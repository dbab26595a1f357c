"""Commands for money: bill, close, explain, follow up, invoice and split."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sundgov import by_heads, kr, population
from sundgov.commands.common import (
    DONE,
    REFUSED,
    file_and_year,
    file_option,
    format_option,
    language_option,
    ledger_of,
    report,
    write,
)
from sundgov.finance.invoices import CreditNote, Invoice
from sundgov.finance.results import Result
from sundgov.findings import Severity
from sundgov.formats.follow_up_text import follow_up_text
from sundgov.formats.invoice_text import findings_text, invoices_text
from sundgov.formats.layout import Format
from sundgov.formats.settlement_text import account_text, closing_text, revision_text
from sundgov.formats.tables import bill_text, split_text
from sundgov.printing import language_of


def add_money(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands for money, in the order of a year."""
    _add_bill(commands.add_parser("bill", help="what every party pays in a year"))
    _add_close(commands.add_parser("close", help="what was collected against what was spent"))
    _add_history(commands.add_parser("history", help="a party's account, one row a year"))
    _add_revise(commands.add_parser("revise", help="correct a year's key or index backwards"))
    _add_exit(commands.add_parser("exit", help="what is settled with a party that leaves"))
    _add_explain(commands.add_parser("explain", help="why one party pays what it pays"))
    _add_follow_up(commands.add_parser("followup", help="how a year's budget stands on a day"))
    _add_invoices(commands.add_parser("invoices", help="an instalment's invoices, one a party"))
    _add_split(commands.add_parser("split", help="a quick split by inhabitants, without a file"))


def _bill(arguments: argparse.Namespace) -> int:
    bill = ledger_of(arguments).bill(arguments.year)
    write(bill_text(bill, Format(arguments.format), lines=arguments.lines))
    return report(bill.findings)


def _close(arguments: argparse.Namespace) -> int:
    if (arguments.spent is None) != (arguments.known_on is None):
        arguments.misused("--spent and --known-on go together")
    ledger = ledger_of(arguments)
    result = None
    if arguments.spent is not None:
        result = Result(arguments.year, kr(arguments.spent), arguments.known_on)
    closing = ledger.close(arguments.year, result)
    if arguments.issue_date is not None:
        return _documents(closing.invoices(arguments.issue_date), arguments)
    write(closing_text(closing, Format(arguments.format)))
    return DONE


def _history(arguments: argparse.Namespace) -> int:
    ledger = ledger_of(arguments)
    account = ledger.account(arguments.party)
    write(account_text(account, ledger.agreement, Format(arguments.format)))
    return DONE


def _exit(arguments: argparse.Namespace) -> int:
    settlement = ledger_of(arguments).exit(arguments.party)
    write(settlement.explain(language_of(arguments.language)) + "\n")
    return report([one for one in settlement.findings if one.severity is not Severity.NOTE])


def _revise(arguments: argparse.Namespace) -> int:
    ledger = ledger_of(arguments)
    revision = ledger.revise(
        arguments.year,
        population=arguments.population,
        index=arguments.index,
        on=arguments.on,
    )
    write(revision_text(revision, Format(arguments.format)))
    return DONE


def _explain(arguments: argparse.Namespace) -> int:
    bill = ledger_of(arguments).bill(arguments.year)
    language = language_of(arguments.language)
    write(bill.explain(arguments.party, line=arguments.line, language=language) + "\n")
    return DONE


def _follow_up(arguments: argparse.Namespace) -> int:
    stands = ledger_of(arguments).follow_up(arguments.year, arguments.on)
    write(follow_up_text(stands, Format(arguments.format)))
    return report(stands.findings)


def _invoices(arguments: argparse.Namespace) -> int:
    bill = ledger_of(arguments).bill(arguments.year)
    documents = bill.invoices(arguments.instalment)
    if arguments.party is not None:
        documents = (bill.invoice(arguments.party, arguments.instalment),)
    return _documents(documents, arguments)


def _documents(documents: Sequence[Invoice | CreditNote], arguments: argparse.Namespace) -> int:
    """Print documents, and on the error stream their findings; only an error is reported."""
    write(invoices_text(documents, Format(arguments.format)))
    for line in findings_text(documents):
        print(line, file=sys.stderr)
    found = {finding.severity for document in documents for finding in document.findings}
    return REFUSED if Severity.ERROR in found else DONE


def _split(arguments: argparse.Namespace) -> int:
    key = by_heads(population(arguments.population), region=arguments.region)
    write(split_text(key.split(kr(arguments.amount)), Format(arguments.format)))
    return DONE


def _add_bill(command: argparse.ArgumentParser) -> None:
    command.description = "Bill a year: every party's total and instalments, in whole øre."
    file_and_year(command)
    format_option(command)
    command.add_argument("--lines", action="store_true", help="show every budget line as well")
    command.set_defaults(run=_bill)


def _add_close(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Close a year: what every party was billed, its part of what was spent, and the surplus"
        " or (with a minus) deficit that is left. The result is the file's, or given here. With an"
        " issue date it prints the credit notes and invoices of a year that is settled at once."
    )
    file_and_year(command)
    command.add_argument("--spent", metavar="AMOUNT", help="what was spent: '6 mio. kr.'")
    command.add_argument("--known-on", metavar="DATE", help="the day it was known: 2025-03-15")
    command.add_argument(
        "--issue-date",
        metavar="DATE",
        help="print the documents of a year settled at once instead, issued on this day",
    )
    format_option(command)
    command.set_defaults(run=_close, misused=command.error)


def _add_history(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Show a party's account: opening balance, invoiced, carried from earlier years, moved"
        " from or to other parties, its part of what was spent, settled, closing balance."
    )
    file_option(command)
    command.add_argument("--party", help="code or name; without it all parties together")
    format_option(command)
    command.set_defaults(run=_history)


def _add_exit(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Settle a party that leaves: its balance, its part of the net assets and of what is not"
        " written off, and what stays with the others. The exit stands in the file."
    )
    file_option(command)
    command.add_argument("--party", required=True, help="code or name of the leaver")
    language_option(command)
    command.set_defaults(run=_exit)


def _add_revise(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Bill a year again by another population or index, and show what every party was billed,"
        " should have been, and the difference. The old bill stays as it is."
    )
    file_and_year(command)
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
    format_option(command)
    command.set_defaults(run=_revise)


def _add_explain(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Prove one party's year, or one of its lines: the key, the exact share, the whole øre,"
        " and who got the odd ones."
    )
    file_and_year(command)
    command.add_argument("--party", required=True, help="code or name: 741, Samsø")
    command.add_argument(
        "--line", type=str.strip, help="a budget line's id; without it the whole year"
    )
    language_option(command)
    command.set_defaults(run=_explain)


def _add_follow_up(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Follow a year's budget: what was transferred, held back, committed, spent, is left and"
        " expected, line by line."
    )
    file_and_year(command)
    command.add_argument(
        "--on", metavar="DATE", help="a day, such as 2023-11-01 (default: of the newest status)"
    )
    format_option(command)
    command.set_defaults(run=_follow_up)


def _add_invoices(command: argparse.ArgumentParser) -> None:
    command.description = (
        "The invoices and credit notes of an instalment. What a receiver will miss is a warning on"
        " the error stream and leaves the exit status at 0; an error makes it 1."
    )
    file_and_year(command)
    command.add_argument(
        "--instalment", required=True, metavar="MONTH", help="an instalment's id, such as 2025-07"
    )
    command.add_argument("--party", help="only this one, by code or name: 741, Samsø")
    format_option(command)
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
    format_option(command)
    command.set_defaults(run=_split)
