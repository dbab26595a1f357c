"""The tables of a file where they are shaped otherwise than the types they become."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from fractions import Fraction

from attrs import frozen

from sundgov.authority import Authority
from sundgov.errors import InvalidValueError
from sundgov.finance.addresses import BillingAddress, Endpoint
from sundgov.finance.agreements import VatKind
from sundgov.finance.carry_rules import (
    AtOnce,
    CarryBasis,
    CarryRule,
    CarryWay,
    EstimateThenResult,
    InOneInstalment,
    Spread,
)
from sundgov.finance.drivers import Tier
from sundgov.finance.exit_terms import AssetsTerm, BalanceTerm, ExitTerms, Investment, LockIn
from sundgov.finance.exits import Exit
from sundgov.finance.prices import Chaining, IndexPart
from sundgov.finance.terms import KeyTerms, Pool, PopulationRule, SliceTerms
from sundgov.indices import IndexKind
from sundgov.money import Amount
from sundgov.parties import Party
from sundgov.publications import Publication, PublicationBasis


@frozen
class HeadsTable:
    """A key by inhabitants."""

    population: PopulationRule
    pool: Pool = Pool()
    cap: int | None = None
    tiers: tuple[Tier, ...] | None = None


@frozen
class EqualTable:
    """A key in equal parts."""

    pool: Pool = Pool()


@frozen
class UnitsTable:
    """A key by given units, named party by party."""

    units: dict[str, Fraction]
    counted: str


@frozen
class SliceTable:
    """A slice of a key: a share or an amount, and its own key."""

    name: str
    key: KeyTerms
    share: Fraction | None = None
    amount: Amount | None = None


@frozen
class SlicesTable:
    """A key of slices."""

    slices: tuple[SliceTerms, ...]


@frozen
class BoundsTable:
    """The bounds that may stand in any key."""

    minimum: Amount | None = None
    maximum: Amount | None = None


@frozen
class IndexTable:
    """The index of an agreement: one by name, or parts."""

    name: str
    publisher: str = ""
    kind: IndexKind | None = None
    parts: tuple[IndexPart, ...] = ()
    chaining: Chaining = Chaining.COMPOUND
    base_level: int | None = None


@frozen
class PartTable:
    """One index within a composite."""

    publisher: str
    name: str
    kind: IndexKind
    weight: Fraction


@frozen
class StepTable:
    """One published percentage."""

    publisher: str
    name: str
    kind: IndexKind
    from_year: int
    to_year: int
    percent: Fraction
    published: Publication = Publication(None, PublicationBasis.UNKNOWN)
    source: str = ""


@frozen
class InhabitantsTable:
    """One population, named municipality by municipality."""

    reference_date: dt.date
    heads: dict[str, int]
    published: Publication | None = None
    table: str = ""


@frozen
class VatTable:
    """A VAT treatment."""

    kind: VatKind
    reason: str = ""


@frozen
class AddressTable:
    """Where a party's invoices go; without a GLN to its CVR number."""

    party: Party
    gln: str | None = None
    reference: str = ""
    order: str = ""

    def address(self) -> BillingAddress:
        """The address that the table states."""
        if self.gln is None:
            return BillingAddress(self.party, reference=self.reference, order=self.order)
        endpoint = Endpoint.gln(self.gln)
        return BillingAddress(self.party, endpoint, reference=self.reference, order=self.order)


@frozen
class MemberTable:
    """Members with the same dates: names of parties or of groups."""

    who: tuple[str, ...]
    joined: dt.date
    billed_from: dt.date | None = None
    left: dt.date | None = None


@frozen
class ExitTable:
    """A party that leaves; the terms set for it stand beside the figures."""

    party: Party
    on: dt.date
    balance: BalanceTerm | None = None
    assets: AssetsTerm | None = None
    lock_in: LockIn | None = None
    net_assets: Amount | None = None
    investments: tuple[Investment, ...] = ()
    authority: Authority | None = None
    note: str = ""

    def exit(self) -> Exit:
        """The exit that the table states."""
        return Exit(
            self.party,
            self.on,
            terms=ExitTerms(self.balance, self.assets, self.lock_in),
            net_assets=self.net_assets,
            investments=self.investments,
            authority=self.authority,
            note=self.note,
        )


class CarryWord(enum.Enum):
    """The ways of carrying, in words."""

    SPREAD = "spread"
    ONE = "one instalment"
    ESTIMATE = "estimate then result"
    AT_ONCE = "at once"


@frozen
class CarryTable:
    """Where a result goes; `instalment` and `estimate_instalment` are months.

    Without a `way` a named instalment takes it all, and no instalment spreads it.
    """

    basis: CarryBasis = CarryBasis.AS_PAID
    years_later: int = 1
    way: CarryWord | None = None
    instalment: int | None = None
    estimate_instalment: int | None = None

    def rule(self) -> CarryRule:
        """The rule that the table states; refuses a month that its way has no use for."""
        way = self.way or (CarryWord.SPREAD if self.instalment is None else CarryWord.ONE)
        months = {"estimate_instalment": self.estimate_instalment, "instalment": self.instalment}
        needed = _MONTHS[way]
        for name, month in months.items():
            if (month is not None) is not (name in needed):
                rule = f"is {'required' if month is None else 'not used'} when the way is"
                raise InvalidValueError(name, rule, way.value)
        told = [month for month in months.values() if month is not None]
        return CarryRule(self.basis, self.years_later, _WAYS[way](*told))


_MONTHS: dict[CarryWord, tuple[str, ...]] = {
    CarryWord.SPREAD: (),
    CarryWord.ONE: ("instalment",),
    CarryWord.ESTIMATE: ("estimate_instalment", "instalment"),
    CarryWord.AT_ONCE: (),
}
_WAYS: dict[CarryWord, Callable[..., CarryWay]] = {
    CarryWord.SPREAD: Spread,
    CarryWord.ONE: InOneInstalment,
    CarryWord.ESTIMATE: EstimateThenResult,
    CarryWord.AT_ONCE: AtOnce,
}
