"""The tables of a file where they are shaped otherwise than the types they become."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from attrs import frozen

from sundgov.finance.agreements import VatKind
from sundgov.finance.drivers import Tier
from sundgov.finance.prices import Chaining, IndexPart
from sundgov.finance.terms import KeyTerms, Pool, PopulationRule, SliceTerms
from sundgov.indices import IndexKind
from sundgov.money import Amount
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
class MemberTable:
    """Members with the same dates: names of parties or of groups."""

    who: tuple[str, ...]
    joined: dt.date
    billed_from: dt.date | None = None
    left: dt.date | None = None
