"""What a paper says in passing: amounts, figures and texts with their meaning, as it states them.

A stated amount decides nothing and is never billed; checks hold statements against each other and
against what the record computes.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from fractions import Fraction

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import Exact, calendar_year, fraction
from sundgov.governance.fields import time_due, time_needed_by, time_on, time_time
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.qualified_amounts import QualifiedAmount, Qualifier, qualified
from sundgov.governance.references import are_references, is_reference
from sundgov.kinds import as_tuple, checked
from sundgov.money import Amount
from sundgov.text import are_plain, is_plain, is_plain_or_empty


class MoneyMeaning(enum.Enum):
    """What an amount in a paper is; the value is the word used in files.

    The budget (budget), the most that may be collected or spent (ramme, bevilling), what is
    collected (opkrævning, fakturering), what has a purpose (disponeret) and what has none (ikke
    disponeret), spent (forbrug), expected (forventet), unspent (mindreforbrug), a pool (pulje) or
    reserve, a contribution (bidrag), a unit price (enhedspris, takst), a cost (udgift) and a
    benefit (gevinst).
    """

    BUDGET = "budget"
    CEILING = "ceiling"
    COLLECTED = "collected"
    DISPOSED = "disposed"
    UNDISPOSED = "undisposed"
    SPENT = "spent"
    EXPECTED = "expected"
    UNSPENT = "unspent"
    POOL = "pool"
    RESERVE = "reserve"
    CONTRIBUTION = "contribution"
    PRICE = "price"
    COST = "cost"
    BENEFIT = "benefit"
    OTHER = "other"


def _years(value: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted({calendar_year(year, "years") for year in as_tuple(value)}))


def _stated(value: QualifiedAmount | Amount | str | int | None) -> QualifiedAmount | None:
    return None if value is None else qualified(value)


class Extent(enum.Enum):
    """What an amount for several years is: so much in each of them, or in all of them together."""

    EACH_YEAR = "each year"
    TOGETHER = "together"


@frozen(field_transformer=checked)
class StatedAmount:
    """An amount that a paper states, and what it is an amount of.

    `amount` is None where the paper decides a sum and names none. `of` is the agreement, project or
    mandate it belongs to, `line` a budget line of it; `years` those it is for, and where there are
    several it `extent` says whether it is for each. `subject` says in words what it is for, and
    `payers` are the parties that pay it, by id, code or name (finansieret af). An income is below
    zero, as in public accounts.

    >>> collected = MoneyMeaning.COLLECTED
    >>> stated = StatedAmount("7 mio. kr.", collected, of="kommunal-pro", years=[2025, 2024])
    >>> stated.amount.amount, stated.years
    (Amount('7.000.000,00 kr.'), (2024, 2025))
    """

    amount: QualifiedAmount | None = field(converter=_stated)
    meaning: MoneyMeaning = MoneyMeaning.OTHER
    of: str = field(default="", validator=is_reference, kw_only=True)
    line: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    subject: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    payers: tuple[str, ...] = field(default=(), validator=are_plain, kw_only=True)
    years: tuple[int, ...] = field(default=(), converter=_years, kw_only=True)
    extent: Extent = field(default=Extent.EACH_YEAR, kw_only=True)
    on: PlannedTime | None = field(default=None, converter=time_on, kw_only=True)

    def __str__(self) -> str:
        return self.amount.wording if self.amount else self.meaning.value


def _number(value: Exact) -> Fraction:
    return fraction(value, "value")


def _whole(value: Exact | None) -> Fraction | None:
    return None if value is None else fraction(value, "whole")


def _upper(value: Exact | None) -> Fraction | None:
    return None if value is None else fraction(value, "upper")


@frozen(field_transformer=checked)
class StatedFigure:
    """A number that a paper states, other than money: 96 of 98 municipalities, 79 per cent.

    `whole` is what it is a part of, `upper` the other end of a range (15-20 municipalities).
    `members_of` is the body or agreement whose members are counted.

    >>> StatedFigure("kommuner, der kan bruge løsningen", 96, whole=98).value
    Fraction(96, 1)
    >>> StatedFigure("kommuner", 20, upper=15)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: upper: must not lie below the value (got '15', '20')
    """

    what: str = field(validator=is_plain)
    value: Fraction = field(converter=_number)
    unit: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    qualifier: Qualifier = field(default=Qualifier.EXACT, kw_only=True)
    whole: Fraction | None = field(default=None, converter=_whole, kw_only=True)
    upper: Fraction | None = field(
        default=None,
        converter=_upper,
        kw_only=True,
    )
    members_of: str = field(default="", validator=is_reference, kw_only=True)
    on: PlannedTime | None = field(default=None, converter=time_on, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.upper is not None and self.upper < self.value:
            raise InvalidValueError(
                "upper", "must not lie below the value", f"{self.upper}", f"{self.value}"
            )


class Tense(enum.Enum):
    """Whether a paper tells of something as coming (fremtid) or as past (datid)."""

    COMING = "coming"
    PAST = "past"


@frozen(field_transformer=checked)
class StatedTime:
    """A time that a paper states, and what happens then."""

    what: str = field(validator=is_plain)
    time: PlannedTime = field(converter=time_time)
    tense: Tense = field(default=Tense.COMING, kw_only=True)


@frozen(field_transformer=checked)
class Citation:
    """A reference to an attachment in a text (henvisning): its label, and what it is called there.

    >>> Citation("8.3", "Notat om økonomi fra oktober 2021").label
    '8.3'
    """

    label: str = field(validator=is_plain)
    title: str = field(default="", validator=is_plain_or_empty)


@frozen(field_transformer=checked)
class Provision:
    """A place in a law, an order or an agreement that a text points to (bestemmelse).

    `of` is what the paper calls the law or agreement, `at` the place in it, if any.

    >>> f"{Provision('sundhedsloven', '§ 205, stk. 2')}", f"{Provision('OK22')}"
    ('sundhedsloven § 205, stk. 2', 'OK22')
    """

    of: str = field(validator=is_plain)
    at: str = field(default="", validator=is_plain_or_empty)

    def __str__(self) -> str:
        return f"{self.of} {self.at}".rstrip()


@frozen(field_transformer=checked)
class Section:
    """A part of a text under its heading, with what it states (afsnit).

    `paragraphs` are the keeper's words; `cites` are attachments, `provisions` laws and agreements,
    `links` pages of the net.
    `concerns` names what it is about: risks, mandates, projects, earlier decisions. `sections` are
    the parts of it, in the order of the paper.
    """

    heading: str = field(default="", validator=is_plain_or_empty)
    paragraphs: tuple[str, ...] = field(default=(), validator=are_plain)
    amounts: tuple[StatedAmount, ...] = field(default=(), kw_only=True)
    figures: tuple[StatedFigure, ...] = field(default=(), kw_only=True)
    times: tuple[StatedTime, ...] = field(default=(), kw_only=True)
    cites: tuple[Citation, ...] = field(default=(), kw_only=True)
    provisions: tuple[Provision, ...] = field(default=(), kw_only=True)
    links: tuple[str, ...] = field(default=(), validator=are_plain, kw_only=True)
    concerns: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)
    sections: tuple[Section, ...] = field(default=(), kw_only=True)

    def walk(self) -> tuple[Section, ...]:
        """This section and all within it, in the order of the paper."""
        return (self, *(inner for part in self.sections for inner in part.walk()))


@frozen(field_transformer=checked)
class Proviso:
    """What a decision presumes (forudsætning, forbehold): it counts only if this comes true.

    `due` is when it is to be settled, `needed_by` when what it carries must stand; `met_by` the
    decision that it is met.
    """

    text: str = field(validator=is_plain)
    due: PlannedTime | None = field(default=None, converter=time_due, kw_only=True)
    needed_by: PlannedTime | None = field(default=None, converter=time_needed_by, kw_only=True)
    met_by: str = field(default="", validator=is_reference, kw_only=True)
