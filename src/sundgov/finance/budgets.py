"""Planned amounts of a year: lines, the undisposed, the ceiling, versions (budget, ramme)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sized

from attrs import Attribute, field, frozen

from sundgov.authority import Authority
from sundgov.errors import InvalidValueError
from sundgov.exact import calendar_year, natural
from sundgov.finance.terms import KeyTerms
from sundgov.kinds import checked
from sundgov.money import Amount
from sundgov.printing import spaced
from sundgov.text import is_plain


class LineKind(enum.Enum):
    """What a budget line is.

    A cost (udgift); what is collected but not yet disposed of (ikke disponeret); what is set
    aside for the unforeseen and moved to other lines when needed (reserve, pulje); or, in a
    bill alone, what newcomers pay on top of the budget (indtrædelse).
    """

    COST = "cost"
    UNDISPOSED = "undisposed"
    RESERVE = "reserve"
    ENTRY = "entry"


def _above_zero(instance: object, attribute: Attribute[Amount | None], value: object) -> None:
    if isinstance(value, Amount) and value.ore <= 0:
        raise InvalidValueError(attribute.name, "must be above zero", spaced(str(value)))


@frozen(field_transformer=checked)
class Condition:
    """What must happen before money may be used (betinget bevilling).

    `text` is the condition in words; `amount` the part of the line it holds back, None for all
    of it, in the line's prices where it states none; `released` the later decision that the
    condition is met (frigivelse). The money is billed like any other: only its use waits.

    >>> released = Authority("st-2024-3", "styregruppen", decided_on="2024-06-01")
    >>> condition = Condition("en positiv evaluering", released=released)
    >>> [condition.holds_on(dt.date(2024, month, 1)) for month in (5, 6)]
    [True, False]
    """

    text: str = field(validator=is_plain)
    amount: Amount | None = field(default=None, validator=_above_zero)
    released: Authority | None = None

    def holds_on(self, on: dt.date) -> bool:
        """Whether the money is still held back on a day."""
        return self.released is None or not self.released.decided_by(on)


@frozen(field_transformer=checked)
class BudgetLine:
    """One planned amount (budgetpost); `key` is its own key, or None for the agreement's."""

    id: str = field(validator=is_plain)
    name: str = field(validator=is_plain)
    amount: Amount
    kind: LineKind = LineKind.COST
    key: KeyTerms | None = None
    condition: Condition | None = None


@frozen(field_transformer=checked)
class Ceiling:
    """The most that may be collected or spent (ramme, bevilling), at its own price level."""

    amount: Amount
    authority: Authority | None = None


def _year(value: int) -> int:
    return calendar_year(value, "year")


def _version(value: int) -> int:
    return natural(value, "version")


def _not_empty(instance: object, attribute: Attribute[Sized], value: Sized) -> None:
    if not len(value):
        raise InvalidValueError(attribute.name, "must not be empty")


@frozen(field_transformer=checked)
class Budget:
    """A version of a year's budget; the highest version is the one in force.

    >>> from sundgov import kr
    >>> Budget(2024, (BudgetLine("drift", "Drift", kr(1)), BudgetLine("drift", "Mere", kr(2))))
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: lines.id: must be unique (got 'drift')
    """

    year: int = field(converter=_year)
    lines: tuple[BudgetLine, ...] = field(validator=_not_empty)
    version: int = field(default=1, converter=_version)
    ceiling: Ceiling | None = None
    authority: Authority | None = None
    note: str = ""

    def __attrs_post_init__(self) -> None:
        seen: set[str] = set()
        for line in self.lines:
            if line.kind is LineKind.ENTRY:
                raise InvalidValueError("lines.kind", "a budget has no entry lines", line.id)
            if line.id in seen:
                raise InvalidValueError("lines.id", "must be unique", line.id)
            seen.add(line.id)
