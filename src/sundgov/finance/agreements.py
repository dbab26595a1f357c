"""Who shares what, by which key, billed when, indexed by what (samarbejds-, driftsaftale)."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from fractions import Fraction

from attrs import Attribute, field, frozen

from sundgov.authority import Authority
from sundgov.bank_days import LONGEST
from sundgov.errors import BillingError, InvalidValueError, TextError
from sundgov.exact import Exact, calendar_year, natural, share, whole
from sundgov.finance.addresses import BankAccount, BillingAddress
from sundgov.finance.carry_rules import CarryRule
from sundgov.finance.exit_terms import ExitTerms
from sundgov.finance.phrases import YearCount
from sundgov.finance.prices import Chaining, CompositeIndex
from sundgov.finance.terms import KeyTerms
from sundgov.indices import IndexName
from sundgov.kinds import checked
from sundgov.money import Unit
from sundgov.parties import Party, by_rank
from sundgov.periods import HalfYear, Span, Year, day
from sundgov.text import is_plain, is_plain_or_empty, plain


class VatKind(enum.Enum):
    """How an arrangement stands to VAT (momsmæssig behandling)."""

    OUTSIDE_SCOPE = "outside scope"
    EXEMPT = "exempt"
    STANDARD = "standard"


@frozen(field_transformer=checked)
class VatTreatment:
    """The VAT treatment of an agreement: always stated, an exemption always with its reason.

    >>> VatTreatment(VatKind.EXEMPT)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: vat: an exemption states its reason
    """

    kind: VatKind
    reason: str = field(default="", validator=is_plain_or_empty)

    def __attrs_post_init__(self) -> None:
        if self.kind is VatKind.EXEMPT and not self.reason:
            raise InvalidValueError("vat", "an exemption states its reason")


class EntryRule(enum.Enum):
    """What a party pays of a year in which it enters or leaves.

    `BY_DAYS`: the share of the year's days. `BY_HALF_YEARS`: the half-years on whose first day
    it is billed. `FROM_NEXT_YEAR`: the whole year if it is billed on 1 January, otherwise
    nothing until the next. `WHOLE_YEAR`: the whole year whenever it enters.
    """

    BY_DAYS = "by days"
    BY_HALF_YEARS = "by half-years"
    FROM_NEXT_YEAR = "from next year"
    WHOLE_YEAR = "whole year"

    def counted_in(self, year: int) -> YearCount | None:
        """What the parts of a year are counted in; None where there is all or nothing of it."""
        if self is EntryRule.BY_DAYS:
            return YearCount(Year(year).days, "dage", "days")
        if self is EntryRule.BY_HALF_YEARS:
            return YearCount(2, "halvår", "half-years")
        return None


class EntryEffect(enum.Enum):
    """What a newcomer's payment does to the others.

    `RESPLIT`: the total stands and everyone else pays less. `ON_TOP`: the others pay as if
    alone, and what the newcomer pays is income on top of the budget.
    """

    RESPLIT = "resplit"
    ON_TOP = "on top"


class YearRounding(enum.Enum):
    """How the odd øre of a year fall (afrunding).

    `PER_YEAR`: each year by itself, to the largest remainders. `RUNNING`: to the largest sums of
    the year's remainder and what earlier years billed a party too little (løbende afrunding).
    Every year's part is the floor or the ceiling of its exact share under both.
    """

    PER_YEAR = "per year"
    RUNNING = "running"


def _joined(value: dt.date | str) -> dt.date:
    return day(value, "joined")


def _billed_from(value: dt.date | str | None) -> dt.date | None:
    return None if value is None else day(value, "billed_from")


def _left(value: dt.date | str | None) -> dt.date | None:
    return None if value is None else day(value, "left")


@frozen(field_transformer=checked)
class Membership:
    """A party's time in an agreement: joined, first billed and last day, as three dates.

    >>> from sundgov.parties import packaged_parties
    >>> slagelse = Membership(packaged_parties().find("Slagelse"), "2023-01-01", "2024-01-01")
    >>> [slagelse.part_of(year, EntryRule.BY_DAYS) for year in (2023, 2024)]
    [Fraction(0, 1), Fraction(1, 1)]
    """

    party: Party
    joined: dt.date = field(converter=_joined)
    billed_from: dt.date | None = field(default=None, converter=_billed_from)
    left: dt.date | None = field(default=None, converter=_left)

    def __attrs_post_init__(self) -> None:
        if self.left is not None and self.left < self.joined:
            raise InvalidValueError(
                "left", "must not lie before joined", f"{self.joined}", f"{self.left}"
            )

    @property
    def first_billed(self) -> dt.date:
        """The first day that is billed."""
        return self.billed_from or self.joined

    def billed_on(self, on: dt.date) -> bool:
        """Whether a day is one the party pays for."""
        return self.first_billed <= on and (self.left is None or on <= self.left)

    def billed_days(self, year: int) -> Span | None:
        """The days of a year the party pays for, if any."""
        period = Year(year)
        last = self.left or period.last_day
        if last < self.first_billed:
            return None
        return Span(self.first_billed, max(last, self.first_billed)).overlap(period)

    def enters_in(self, year: int) -> bool:
        """Whether the party is a newcomer of a year: billed first after 1 January."""
        return Year(year).first_day < self.first_billed <= Year(year).last_day

    def part_of(self, year: int, rule: EntryRule) -> Fraction:
        """The part of a year that the party pays, between 0 and 1."""
        days = self.billed_days(year)
        if days is None:
            return Fraction(0)
        if rule is EntryRule.BY_DAYS:
            return Fraction(days.days, Year(year).days)
        if rule is EntryRule.BY_HALF_YEARS:
            halves = (HalfYear(year, 1), HalfYear(year, 2))
            return Fraction(sum(self.billed_on(half.first_day) for half in halves), 2)
        if rule is EntryRule.FROM_NEXT_YEAR:
            return Fraction(self.billed_on(Year(year).first_day))
        return Fraction(1)


def _share(value: Exact) -> Fraction:
    return share(value, "share")


@frozen(field_transformer=checked)
class InstalmentTerms:
    """When a part of the year is billed: the day and month, and the share of the year (rate)."""

    month: int
    day: int = 1
    share: Fraction = field(default=Fraction(1), converter=_share)

    def __attrs_post_init__(self) -> None:
        whole(self.month, "month")
        whole(self.day, "day")
        try:
            dt.date(2023, self.month, self.day)
        except (ValueError, OverflowError):
            raise InvalidValueError(
                "billing date", "is no day of every year", self.month, self.day
            ) from None

    def billed_on(self, year: int) -> dt.date:
        """The billing date in a year."""
        return dt.date(year, self.month, self.day)


@frozen(field_transformer=checked)
class IndexTerms:
    """Which index moves the budget, how its steps combine, and the level of unstated amounts.

    Its steps are those published by the first billing date, or by `known_on` where the index was
    corrected backwards.
    """

    index: IndexName | CompositeIndex
    chaining: Chaining = Chaining.COMPOUND
    base_level: int | None = None
    known_on: dt.date | None = None

    def __attrs_post_init__(self) -> None:
        if self.base_level is not None:
            calendar_year(self.base_level, "base_level")


def _payment_days(value: int) -> int:
    if natural(value, "payment_days") > LONGEST:
        raise InvalidValueError("payment_days", f"must not exceed {LONGEST}", value)
    return value


def _is_agreement_id(instance: object, attribute: Attribute[str], value: str) -> None:
    if not all(character.isalnum() or character == "-" for character in plain(value, "id")):
        raise TextError("id", "holds letters, digits and hyphens only", value)


@frozen(field_transformer=checked)
class Agreement:
    """The terms under which a system's cost is shared, year after year.

    `exit` is what it says of leaving, silent unless told. `override` is the reason, if any, why
    figures whose publication day is unknown may be used; it appears in every proof. `addresses`
    say where invoices go, for parties that are not reached by their CVR number alone, and
    `account` where they are paid to.
    """

    id: str = field(validator=_is_agreement_id)
    name: str = field(validator=is_plain)
    members: tuple[Membership, ...] = field(repr=False)
    key: KeyTerms
    instalments: tuple[InstalmentTerms, ...]
    collector: Party
    vat: VatTreatment
    index: IndexTerms | None = None
    unit: Unit = Unit.ORE
    rounding: YearRounding = YearRounding.PER_YEAR
    carry: CarryRule = field(factory=CarryRule)
    payment_days: int = field(default=30, converter=_payment_days)
    entry: EntryRule = EntryRule.FROM_NEXT_YEAR
    entry_effect: EntryEffect = EntryEffect.RESPLIT
    exit: ExitTerms = field(factory=ExitTerms)
    authority: Authority | None = None
    override: str = field(default="", validator=is_plain_or_empty)
    note: str = ""
    addresses: tuple[BillingAddress, ...] = field(default=(), repr=False)
    account: BankAccount | None = None

    def __attrs_post_init__(self) -> None:
        self._check_members()
        self._check_instalments()
        self._check_carry()

    def _check_members(self) -> None:
        if not self.members:
            raise InvalidValueError("members", "must hold at least one party")
        counts = Counter(member.party.id for member in self.members)
        doubled = sorted(party for party, count in counts.items() if count > 1)
        if doubled:
            raise InvalidValueError("members", "hold a party twice", *doubled)
        for name, count in Counter(one.party.id for one in self.addresses).items():
            if count > 1:
                raise InvalidValueError("addresses", "hold a party twice", name)

    def _check_instalments(self) -> None:
        dates = [(terms.month, terms.day) for terms in self.instalments]
        months = Counter(month for month, _ in dates)
        doubled = [f"{month:02d}" for month, count in months.items() if count > 1]
        if doubled:
            raise InvalidValueError("instalments", "hold a month twice", *doubled)
        if dates != sorted(dates):
            raise InvalidValueError("instalments", "must be in the order of billing", *dates)
        shares = sum((terms.share for terms in self.instalments), Fraction(0))
        if shares != 1:
            raise InvalidValueError("instalments", "the shares must sum to one", str(shares))

    def _check_carry(self) -> None:
        """The months that a result is carried in are months that are billed."""
        billed = [terms.month for terms in self.instalments]
        for month in self.carry.way.months:
            if month not in billed:
                raise InvalidValueError("carry", "names a month without an instalment", month)

    def billed_in(self, year: int) -> tuple[Membership, ...]:
        """The memberships that pay something in a year, in the order of rank.

        Every party must exist on the first and on the last day it pays for.
        """
        billed = [member for member in self.members if member.part_of(year, self.entry)]
        if not billed:
            raise BillingError("members", "none is billed in the year", year)
        for member in billed:
            days = member.billed_days(year)
            assert days is not None
            member.party.require(days.first_day, "billed")
            member.party.require(days.last_day, "billed")
        return tuple(sorted(billed, key=lambda member: member.party.rank))

    def parties_in(self, year: int) -> tuple[Party, ...]:
        """The parties that pay something in a year, in the order of rank; none is no fault."""
        billed = [member.party for member in self.members if member.part_of(year, self.entry)]
        return by_rank(billed)

    def address_of(self, party: Party) -> BillingAddress:
        """Where a party's invoices go: as stated, or else to its CVR number."""
        stated = (one for one in self.addresses if one.party.id == party.id)
        return next(stated, BillingAddress(party))
