"""What is wrong with an exit as a paper: terms that nobody set, days and figures that disagree."""

from __future__ import annotations

from collections.abc import Iterator

from sundgov.finance.exit_terms import AssetsTerm, BalanceTerm
from sundgov.finance.exits import ExitItem, ExitLine, ExitSettlement
from sundgov.findings import Finding, Severity
from sundgov.money import Amount
from sundgov.printing import kroner, spaced


def exit_findings(settlement: ExitSettlement) -> tuple[Finding, ...]:
    """Every finding of a settlement, in the order of its lines."""
    return (
        *_silent(settlement),
        *_unknown_assets(settlement),
        *_day(settlement),
        *_past_investments(settlement),
        *_unallowed(settlement),
        *_not_as_paid(settlement),
        *_estimated(settlement),
    )


def _finding(
    settlement: ExitSettlement, code: str, severity: Severity, why: str, remedy: str
) -> Finding:
    return Finding(code, severity, f"exit of {settlement.party.name}", spaced(why), remedy)


def _silent(settlement: ExitSettlement) -> Iterator[Finding]:
    """A line with money in it and no term: the parties or the authority set one."""
    for line in settlement.lines:
        own = line.item is ExitItem.BALANCE and settlement.balance
        if line.term is None and (line.whole or own):
            yield _finding(
                settlement,
                "exit-terms-silent",
                Severity.WARNING,
                f"neither the exit nor the agreement says what the leaver has of "
                f"{_named(line, settlement)}; nothing of it is settled",
                "Let the parties agree on the term, or the authority set it.",
            )


def _named(line: ExitLine, settlement: ExitSettlement) -> str:
    whole = kroner(abs(line.whole).ore)
    if line.investment is not None:
        return f"the {whole} left to write off on {line.investment.name}"
    if line.item is ExitItem.NET_ASSETS:
        return f"the net {'debt' if line.whole.ore < 0 else 'assets'} of {whole}"
    own = kroner(settlement.balance.ore)
    return f"the balance of {kroner(line.whole.ore)}, {own} by what it paid"


def _unknown_assets(settlement: ExitSettlement) -> Iterator[Finding]:
    if settlement.terms.assets is AssetsTerm.BY_KEY and settlement.exit.net_assets is None:
        yield _finding(
            settlement,
            "exit-net-assets-missing",
            Severity.ERROR,
            "the leaver has a share of the net assets, but nobody has told what they are",
            "State the net assets on the last day.",
        )


def _day(settlement: ExitSettlement) -> Iterator[Finding]:
    """The agreement's own last day for the party is that of the exit."""
    members = settlement.bill.agreement.members
    left = next(one.left for one in members if one.party.id == settlement.party.id)
    if left != settlement.on:
        told = "as a member without a last day" if left is None else f"as leaving on {left}"
        yield _finding(
            settlement,
            "exit-day-differs",
            Severity.ERROR,
            f"its last day is {settlement.on}, but the agreement has it {told}",
            "Let the agreement and the exit name the same day.",
        )


def _past_investments(settlement: ExitSettlement) -> Iterator[Finding]:
    for one in settlement.exit.investments:
        if one.remaining and one.written_off_on < settlement.on:
            yield _finding(
                settlement,
                "exit-investment-past",
                Severity.ERROR,
                f"{one.name} was to be written off on {one.written_off_on}, but "
                f"{kroner(one.remaining.ore)} is left on {settlement.on}",
                "Correct the day or the amount.",
            )


def _unallowed(settlement: ExitSettlement) -> Iterator[Finding]:
    if settlement.exit.terms.stated and settlement.exit.authority is None:
        yield _finding(
            settlement,
            "exit-terms-unauthorised",
            Severity.WARNING,
            "the exit has terms of its own, and no decision stands behind them",
            "Name the parties' agreement or the authority's ruling.",
        )


def _not_as_paid(settlement: ExitSettlement) -> Iterator[Finding]:
    """A leaver that gets another balance than it paid gains or loses what the others have."""
    if settlement.terms.balance not in (BalanceTerm.BY_KEY, BalanceTerm.NONE):
        return
    line, own = settlement.lines[0], settlement.balance
    lost = own - line.amount
    if lost:
        yield _finding(
            settlement,
            "exit-balance-not-as-paid",
            Severity.NOTE,
            f"by what it paid its balance is {kroner(own.ore)}, and {kroner(line.amount.ore)} is "
            f"settled; {_moved(lost)}",
            "Let the parties know, or settle the balance as paid.",
        )


def _moved(lost: Amount) -> str:
    to = "stays with the others" if lost.ore > 0 else "comes from the others"
    return f"{kroner(abs(lost).ore)} {to}"


def _estimated(settlement: ExitSettlement) -> Iterator[Finding]:
    divided = any(line.share is not None for line in settlement.lines)
    if settlement.key.estimated and divided:
        yield _finding(
            settlement,
            "exit-key-estimated",
            Severity.NOTE,
            "some pay for a part of the year, under bounds or on top of the budget; their whole "
            "year is counted as what they paid divided by that part",
            "Compare the shares with those of a year that all pay in full.",
        )
