"""What finance finds in the ledgers of a record: every year billed, followed, closed and settled.

Each bill is made once. What cannot be made is a finding too, and stops what builds on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from attrs import evolve

from sundgov.errors import SundgovError, shown
from sundgov.finance.bills import Bill, Instalment
from sundgov.findings import Finding, Severity
from sundgov.printing import spaced
from sundgov.record.ledger import Ledger

_SEPARATELY = 3
_REMEDY = "Correct the terms, the budget or the figures."


class Books:
    """The findings of some ledgers, each made once: of the years, and of the invoices to come."""

    def __init__(self, ledgers: Iterable[Ledger]) -> None:
        self._ledgers = tuple(ledgers)
        self._invoiced: dict[dt.date, tuple[Finding, ...]] = {}

    def findings(self, on: dt.date) -> tuple[Finding, ...]:
        """What is wrong with the years, and with the invoices that are next to be sent on a day."""
        if on not in self._invoiced:
            found = (one for ledger in self._ledgers for one in _next_invoices(ledger, on))
            self._invoiced[on] = tuple(found)
        return (*self._of_years, *self._invoiced[on])

    @cached_property
    def _of_years(self) -> tuple[Finding, ...]:
        """A transfer between years is followed in both, and told once."""
        found = (
            evolve(one, place=f"{ledger.agreement.id}, {one.place}")
            for ledger in self._ledgers
            for year in ledger.years
            for one in _of_year(ledger, year)
        )
        return tuple(dict.fromkeys(found))


def _of_year(ledger: Ledger, year: int) -> Iterator[Finding]:
    """A year's bill, its follow-up, its result and its exits."""
    budget = f"budget {year}"
    try:
        yield from ledger.bill(year).findings
    except SundgovError as error:
        yield _refused("cannot-be-billed", budget, error)
        return
    if year in _followed(ledger):
        yield from _made("cannot-be-followed", budget, lambda: ledger.follow_up(year).findings)
    if year in [result.year for result in ledger.results]:
        yield from _settled(ledger, year)


def _settled(ledger: Ledger, year: int) -> Iterator[Finding]:
    """A year's result, and the exits that wait for it."""
    try:
        ledger.close(year)
    except SundgovError as error:
        yield _refused("cannot-be-closed", f"result {year}", error)
        return
    for leaving in ledger.exits:
        if leaving.on.year == year:
            yield from _exit(ledger, leaving.party.name)


def _followed(ledger: Ledger) -> set[int]:
    """The years that a status is of, or that a transfer touches."""
    places = {place for one in ledger.transfers for place in (one.from_line, one.to_line)}
    return {status.year for status in ledger.statuses} | {place.year for place in places}


def _exit(ledger: Ledger, party: str) -> Iterator[Finding]:
    return _made("cannot-be-settled", f"exit of {party}", lambda: ledger.exit(party).findings)


def _next_invoices(ledger: Ledger, on: dt.date) -> Iterator[Finding]:
    """What is wrong with the invoices of the first instalment that is billed on a day or later."""
    coming = [step for bill in _bills(ledger) for step in _steps(bill, on)]
    if not coming:
        return
    bill, step = min(coming, key=lambda pair: pair[1].billing_date)
    place = f"{ledger.agreement.id}, instalment {step.id}"
    found: dict[str, list[Finding]] = {}
    for document in bill.invoices(step.id):
        for one in document.findings:
            found.setdefault(one.code, []).append(one)
    for alike in found.values():
        yield from _folded(alike, place)


def _folded(alike: list[Finding], place: str) -> Iterator[Finding]:
    """What is found on many invoices, told once: the agreement's own, or the first and how many."""
    reasons = dict.fromkeys(one.why for one in alike)
    if len(alike) > 1 and len(reasons) == 1:
        yield evolve(alike[0], place=place)
    elif len(reasons) > _SEPARATELY:
        others = len(reasons) - 1
        yield evolve(
            alike[0], place=place, why=f"{alike[0].why}, and so it is with {others} others"
        )
    else:
        yield from dict.fromkeys(alike)


def _bills(ledger: Ledger) -> Iterator[Bill]:
    """The years that can be billed."""
    for year in ledger.years:
        try:
            yield ledger.bill(year)
        except SundgovError:
            continue


def _steps(bill: Bill, on: dt.date) -> Iterator[tuple[Bill, Instalment]]:
    return ((bill, step) for step in bill.instalments if step.billing_date >= on)


def _made(code: str, place: str, findings: Callable[[], tuple[Finding, ...]]) -> Iterator[Finding]:
    """What is found, or that it cannot be made."""
    try:
        yield from findings()
    except SundgovError as error:
        yield _refused(code, place, error)


def _refused(code: str, place: str, error: SundgovError) -> Finding:
    """The refusal of what cannot be made, as a finding."""
    operands = f" (got {', '.join(map(shown, error.got))})" if error.got else ""
    why = spaced(f"{error.field}: {error.rule}{operands}")
    # A hint tells what to do, or what there is: "Lines: drift."
    told = error.hint if error.hint and ": " not in error.hint else f"{_REMEDY} {error.hint}"
    return Finding(code, Severity.ERROR, place, why, spaced(told).strip())
