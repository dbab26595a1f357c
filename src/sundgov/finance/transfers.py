"""Budget moved between lines and between years, as records of their own (overførsler).

A transfer is money of its day. Between two years it keeps its kroner and is never indexed, so it
is stated in current money of the year it leaves and arrives as the same øre of the other year.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from sundgov.authority import Authority
from sundgov.errors import InvalidValueError, PriceLevelError
from sundgov.exact import calendar_year
from sundgov.finance.budgets import Budget
from sundgov.findings import Finding, Severity
from sundgov.money import UNSTATED, Amount, CurrentPrices
from sundgov.printing import spaced
from sundgov.text import is_plain, is_plain_or_empty


def money_of(amount: Amount, year: int, name: str) -> Amount:
    """An amount that was spent, bound or moved, as current money of its year: never indexed.

    Raises `PriceLevelError` for one at a price level, or in money of another year.

    >>> money_of(Amount(100), 2023, "spent")
    Amount('1,00 kr. (løbende priser 2023)')
    """
    prices = CurrentPrices(year)
    if amount.prices not in (UNSTATED, prices):
        raise PriceLevelError(
            name,
            f"is money of {year} and is never indexed",
            spaced(str(amount)),
            hint="Write the kroner of the day, without a price level.",
        )
    return Amount(amount.ore, prices)


def _year(value: int) -> int:
    return calendar_year(value, "year")


@frozen
class LineOfYear:
    """A budget line of a year, named by the line's id: where money is moved from or to.

    >>> str(LineOfYear(2023, "drift"))
    'drift 2023'
    """

    year: int = field(converter=_year)
    line: str = field(validator=is_plain)

    def __str__(self) -> str:
        return f"{self.line} {self.year}"


@frozen
class Transfer:
    """Budget moved from one line to another, of the same year or not (overførsel, omplacering).

    `amount` is above zero. `authority` is the decision behind it; without one the transfer still
    counts, as any figure in a paper does, and is an error among the findings.

    >>> from sundgov import kr
    >>> old, new = LineOfYear(2023, "leverandoer"), LineOfYear(2024, "leverandoer")
    >>> moved = Transfer("o1", kr("600.000 kr."), old, new)
    >>> moved.taken, moved.given
    (Amount('600.000,00 kr. (løbende priser 2023)'), Amount('600.000,00 kr. (løbende priser 2024)'))
    >>> Transfer("o2", kr("600.000 kr. (2023 pl)"), old, new)
    Traceback (most recent call last):
    sundgov.errors.PriceLevelError: transfer o2: is money of 2023 and is never indexed \
(got '600.000,00 kr. (2023 pl)'). Write the kroner of the day, without a price level.
    """

    id: str = field(validator=is_plain)
    amount: Amount
    from_line: LineOfYear
    to_line: LineOfYear
    authority: Authority | None = None
    note: str = field(default="", validator=is_plain_or_empty)

    def __attrs_post_init__(self) -> None:
        if self.amount.ore <= 0:
            got = spaced(str(self.amount))
            raise InvalidValueError("amount", "a transfer is above zero", got)
        if self.from_line == self.to_line:
            raise InvalidValueError(
                "to_line", "must not be the line it is taken from", str(self.to_line)
            )
        money_of(self.amount, self.from_line.year, f"transfer {self.id}")

    @property
    def taken(self) -> Amount:
        """What leaves, in money of the year it leaves."""
        return Amount(self.amount.ore, CurrentPrices(self.from_line.year))

    @property
    def given(self) -> Amount:
        """What arrives: the same øre, in money of the year it arrives in."""
        return Amount(self.amount.ore, CurrentPrices(self.to_line.year))

    @property
    def between_years(self) -> bool:
        """Whether it leaves one year for another."""
        return self.from_line.year != self.to_line.year

    def decided_by(self, on: dt.date) -> bool:
        """Whether it counts on a day: nothing says that it was decided later."""
        return self.authority is None or self.authority.decided_by(on)

    def __str__(self) -> str:
        return f"transfer {self.id}"


@frozen
class YearTransfers:
    """What the transfers do to a year on a day.

    `counted` are those decided by then that have both their lines; `later` those decided
    afterwards. Both stand in the order they were decided, then of id. `findings` tell what is
    wrong with the ones that were decided by then, and which of them are not counted.
    """

    year: int
    counted: tuple[Transfer, ...]
    later: tuple[Transfer, ...]
    findings: tuple[Finding, ...]

    def into(self, line: str) -> Amount:
        """What a line of the year is given."""
        place = LineOfYear(self.year, line)
        return self._sum(one for one in self.counted if one.to_line == place)

    def out_of(self, line: str) -> Amount:
        """What is taken from a line of the year."""
        place = LineOfYear(self.year, line)
        return self._sum(one for one in self.counted if one.from_line == place)

    @property
    def from_other_years(self) -> Amount:
        """What decided transfers bring into the year from others, less what they take from it.

        One without a decision moves budget and no ceiling, so it is left out here.
        """
        moved = [one for one in self.counted if one.between_years and one.authority]
        given = self._sum(one for one in moved if one.to_line.year == self.year)
        return given - self._sum(one for one in moved if one.from_line.year == self.year)

    def _sum(self, transfers: Iterable[Transfer]) -> Amount:
        return Amount(sum(one.amount.ore for one in transfers), CurrentPrices(self.year))


def year_transfers(
    budget: Budget, transfers: Iterable[Transfer], on: dt.date, others: Iterable[Budget] = ()
) -> YearTransfers:
    """The transfers that touch a budget's year, as they stand on a day.

    `others` are the budgets of other years, to see that what leaves one year is received in the
    next; of several versions the highest counts. A transfer that names a line its year's budget
    lacks is not counted, but what leaves for another year has left, received or not.

    Raises `InvalidValueError` if two transfers have one id.
    """
    held = tuple(transfers)
    counts = Counter(one.id for one in held)
    doubled = sorted(name for name, count in counts.items() if count > 1)
    if doubled:
        raise InvalidValueError("transfers.id", "must be unique", *doubled)
    lines = {
        known.year: {line.id for line in known.lines}
        for known in (*sorted(others, key=lambda other: other.version), budget)
    }
    touching = [one for one in held if budget.year in (one.from_line.year, one.to_line.year)]
    by_day = sorted(touching, key=_decided)
    decided = [one for one in by_day if one.decided_by(on)]
    return YearTransfers(
        budget.year,
        tuple(one for one in decided if _placed(one, budget.year, lines)),
        tuple(one for one in by_day if not one.decided_by(on)),
        tuple(finding for one in decided for finding in _findings(one, lines)),
    )


def _decided(transfer: Transfer) -> tuple[dt.date, str]:
    found = transfer.authority and transfer.authority.decided_on
    return found or dt.date.min, transfer.id


def _known(place: LineOfYear, lines: Mapping[int, set[str]]) -> bool:
    """Whether a line is in its year's budget; one of a year without a budget may be."""
    return place.line in lines.get(place.year, {place.line})


def _placed(transfer: Transfer, year: int, lines: Mapping[int, set[str]]) -> bool:
    """Whether a transfer can be counted in a year: it has the lines that it needs there.

    What leaves for another year has left, whether it is received or not.
    """
    leaves = transfer.between_years and transfer.from_line.year == year
    return _known(transfer.from_line, lines) and (leaves or _known(transfer.to_line, lines))


def _findings(transfer: Transfer, lines: Mapping[int, set[str]]) -> Iterator[Finding]:
    """What is wrong with a transfer as a paper."""
    place, source, target = str(transfer), transfer.from_line, transfer.to_line
    if transfer.authority is None:
        yield Finding(
            "transfer-without-authority",
            Severity.ERROR,
            place,
            f"no decision allows it, from {source} to {target}",
            "Have it decided, or take it out.",
        )
    elif transfer.authority.decided_on is None:
        yield Finding(
            "decision-undated",
            Severity.NOTE,
            place,
            f"the day of {transfer.authority.id} is not stated, so it counts on every day",
            "State the day of the decision.",
        )
    if not _known(source, lines):
        yield Finding(
            "transfer-from-unknown-line",
            Severity.ERROR,
            place,
            f"the budget of {source.year} has no line {source.line}, so it is not counted",
            "Name a line of the budget.",
        )
    yield from _receiving(transfer, lines)


def _receiving(transfer: Transfer, lines: Mapping[int, set[str]]) -> Iterator[Finding]:
    """What is wrong where the money arrives."""
    place, target = str(transfer), transfer.to_line
    if target.year not in lines:
        yield Finding(
            "transfer-not-opened",
            Severity.WARNING,
            place,
            f"{target.year} has no budget to receive it in",
            "Open the year with a budget that has the line.",
        )
    elif not _known(target, lines):
        code = "transfer-not-received" if transfer.between_years else "transfer-to-unknown-line"
        lost = "received" if transfer.between_years else "counted"
        yield Finding(
            code,
            Severity.ERROR,
            place,
            f"the budget of {target.year} has no line {target.line}, so it is not {lost}",
            "Name a line of the budget, or open the line.",
        )
