"""Planned amounts of a year: lines, the undisposed, the ceiling, versions (budget, ramme)."""

from __future__ import annotations

import enum
from collections.abc import Sized

from attrs import Attribute, field, frozen

from sundgov.authority import Authority
from sundgov.errors import InvalidValueError
from sundgov.exact import calendar_year, natural
from sundgov.finance.terms import KeyTerms
from sundgov.kinds import checked
from sundgov.money import Amount
from sundgov.text import is_plain


class LineKind(enum.Enum):
    """What a budget line is.

    A cost (udgift); what is collected but not yet disposed of (ikke disponeret); or, in a bill
    alone, what newcomers pay on top of the budget (indtrædelse).
    """

    COST = "cost"
    UNDISPOSED = "undisposed"
    ENTRY = "entry"


@frozen(field_transformer=checked)
class BudgetLine:
    """One planned amount (budgetpost); `key` is its own key, or None for the agreement's."""

    id: str = field(validator=is_plain)
    name: str = field(validator=is_plain)
    amount: Amount
    kind: LineKind = LineKind.COST
    key: KeyTerms | None = None


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
