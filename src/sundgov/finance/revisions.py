"""A year corrected backwards: what was billed, what should have been, and the difference.

The old bill stays as it was; the difference is new lines, billed later. Of a year that was closed
before it was revised, the surplus was returned too, to each as it had paid or to the pool by a
later key, so the difference is that of what every party finally bore.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cached_property

from attrs import field, frozen

from sundgov.authority import Authority
from sundgov.errors import BillingError
from sundgov.exact import calendar_month
from sundgov.finance.agreements import Agreement
from sundgov.finance.bills import Bill
from sundgov.finance.carried import CarrySource
from sundgov.finance.closing import Closing, by_key_of, close_year
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.finance.results import Result
from sundgov.money import Amount
from sundgov.parties import Parties, Party, by_rank
from sundgov.periods import day
from sundgov.printing import Language, language_of
from sundgov.text import is_plain_or_empty

RESULT_ID = "resultat"


@frozen
class RevisedLine:
    """What a line billed every party and should have billed, in øre.

    The figures are in the order of the revision's parties; what a closed year returned is a line
    of its own, negative.
    """

    id: str
    name: str
    was: tuple[int, ...] = field(repr=False)
    should: tuple[int, ...] = field(repr=False)

    @property
    def differences(self) -> tuple[int, ...]:
        """What is still to be billed, or with a minus to be returned."""
        return tuple(new - old for old, new in zip(self.was, self.should, strict=True))


def _on(value: dt.date | str) -> dt.date:
    return day(value, "on")


def _month(value: int | None) -> int | None:
    return None if value is None else calendar_month(value)


@frozen
class Revision(CarrySource):
    """A bill and what it should have been (efterregulering af fordelingsnøgle).

    `on` is the day of the decision, from which the difference may be billed; `month` the one
    instalment it is billed in, None to spread it. `result` is what the year was closed by before
    the revision. `later` is the bill whose key divided that result, where a surplus is the pool's;
    without it each party got its own. `settled` holds the ids of those that had left by then and
    took their own with them.
    """

    original: Bill = field(repr=False)
    revised: Bill = field(repr=False)
    on: dt.date = field(converter=_on)
    month: int | None = field(default=None, converter=_month)
    result: Result | None = None
    authority: Authority | None = None
    note: str = field(default="", validator=is_plain_or_empty)
    later: Bill | None = field(default=None, repr=False)
    settled: frozenset[str] = frozenset()

    def __attrs_post_init__(self) -> None:
        if self.original.year != self.revised.year:
            raise BillingError(
                "revision", "compares bills of one year", self.original.year, self.revised.year
            )

    @property
    def agreement(self) -> Agreement:
        return self.original.agreement

    @property
    def year(self) -> int:
        return self.original.year

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Everyone billed before or after, or given a part of the result, in the order of rank."""
        bills = [self.original, self.revised, *([] if self.later is None else [self.later])]
        return by_rank({party.id: party for bill in bills for party in bill.parties}.values())

    @cached_property
    def lines(self) -> tuple[RevisedLine, ...]:
        """Every line of either bill, and what a closed year returned."""
        names = {
            line.line.id: line.line.name
            for bill in (self.original, self.revised)
            for line in bill.lines
        }
        lines = [
            RevisedLine(
                name_id,
                name,
                self._cells(self.original, name_id),
                self._cells(self.revised, name_id),
            )
            for name_id, name in names.items()
        ]
        if self.result is not None:
            lines.append(self._result_line(self.result))
        return tuple(lines)

    def _cells(self, bill: Bill, line: str) -> tuple[int, ...]:
        found = [row.year for row in bill.lines if row.line.id == line]
        return self._in_order(bill.parties, found[0] if found else (0,) * len(bill.parties))

    def _result_line(self, result: Result) -> RevisedLine:
        """What was returned after the old bill, and should have been after the new one."""
        was, should = (
            self._returned(close_year(bill, result)) for bill in (self.original, self.revised)
        )
        return RevisedLine(RESULT_ID, f"Efterregulering {self.year}", was, should)

    def _returned(self, closing: Closing) -> tuple[int, ...]:
        """A result as it was carried: each party's own, or the pool's by the later bill's key."""
        own = [-ore for ore in closing.by_party.ore]
        if self.later is None:
            return self._in_order(closing.parties, own)
        stays = {party.id for party in self.later.parties}
        gone = self._in_order(
            closing.parties,
            [
                ore if party.id in self.settled - stays else 0
                for party, ore in zip(closing.parties, own, strict=True)
            ],
        )
        parts = by_key_of(self.later, sum(own) - sum(gone))
        pool = self._in_order(self.later.parties, parts)
        return tuple(one + other for one, other in zip(gone, pool, strict=True))

    def _in_order(self, parties: Sequence[Party], ore: Sequence[int]) -> tuple[int, ...]:
        """A bill's figures in the order of the revision's parties, zero for those not billed."""
        by_id = {party.id: figure for party, figure in zip(parties, ore, strict=True)}
        return tuple(by_id.get(party.id, 0) for party in self.parties)

    def _sums(self, of: Callable[[RevisedLine], tuple[int, ...]]) -> PartyAmounts:
        ore = tuple(map(sum, zip(*map(of, self.lines), strict=True)))
        return PartyAmounts(self.parties, ore, self.original.prices)

    @cached_property
    def was(self) -> PartyAmounts:
        """What every party was billed, less what the closed year returned."""
        return self._sums(lambda line: line.was)

    @cached_property
    def should(self) -> PartyAmounts:
        """What every party should have been billed, less what should have been returned."""
        return self._sums(lambda line: line.should)

    @cached_property
    def by_party(self) -> PartyAmounts:
        """The difference: what is still to be billed, or with a minus to be returned."""
        return self._sums(lambda line: line.differences)

    @property
    def total(self) -> Amount:
        """The difference over all parties; zero where only the key was wrong."""
        return self.by_party.total

    def party(self, wanted: str | Party) -> Party:
        """A party of either bill by code or name."""
        return Parties(self.parties).find(wanted)

    def explain(self, party: str | Party, language: Language = "da") -> str:
        """One party's difference, line by line, to be read aloud."""
        from sundgov.finance.closing_wording import worded_revision

        return worded_revision(self, self.party(party), language_of(language))
