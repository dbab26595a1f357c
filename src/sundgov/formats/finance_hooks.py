"""How the words of an agreement, its budgets and its figures become the library's types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar, get_args

from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from sundgov.errors import InvalidValueError, SundgovError, TextError
from sundgov.finance.addresses import BankAccount, BillingAddress
from sundgov.finance.agreements import IndexTerms, Membership, VatTreatment
from sundgov.finance.carry_rules import CarryRule
from sundgov.finance.exit_terms import (
    BarredUntilWrittenOff,
    FreeToLeave,
    LockIn,
    PaysPartOfTheRest,
)
from sundgov.finance.exits import Exit
from sundgov.finance.prices import CompositeIndex, IndexPart
from sundgov.finance.results import LineSpent, Spent
from sundgov.finance.terms import (
    BoundedTerms,
    ComposedTerms,
    EqualTerms,
    HeadTerms,
    KeyTerms,
    Pool,
    PopulationRule,
    SliceTerms,
    UnitTerms,
    UnstatedTerms,
)
from sundgov.formats.entries import (
    AddressTable,
    BoundsTable,
    CarryTable,
    EqualTable,
    ExitTable,
    HeadsTable,
    IndexTable,
    InhabitantsTable,
    MemberTable,
    PartTable,
    SlicesTable,
    SliceTable,
    StepTable,
    UnitsTable,
    VatTable,
)
from sundgov.formats.file_tables import OWNED, Owned, OwnerTable
from sundgov.formats.structure import Hook, Hooks, Structurer, Target
from sundgov.formats.values_in import one_of, shaped
from sundgov.indices import IndexName, IndexStep
from sundgov.money import Amount
from sundgov.parties import Party, PartyKind
from sundgov.populations import Population
from sundgov.publications import quarterly_publication
from sundgov.text import plain

T = TypeVar("T")

_LOCK_INS: dict[str, LockIn] = {
    "barred": BarredUntilWrittenOff(),
    "part of the rest": PaysPartOfTheRest(),
    "none": FreeToLeave(),
}
_POOLS = {
    "members": Pool(),
    "municipalities": Pool(kind=PartyKind.MUNICIPALITY),
    "regions": Pool(kind=PartyKind.REGION),
}
_IN = "municipalities in "
_OWNER = "agreement"


def finance_hooks(structurer: Structurer) -> Hooks:
    """What stands in a file otherwise than the fields of the type it becomes."""
    return _Finance(structurer).hooks()


class _Finance:
    def __init__(self, structurer: Structurer) -> None:
        self._structurer = structurer
        self._register = structurer.register

    def hooks(self) -> Hooks:
        return {
            PopulationRule: lambda value, _: _population_rule(value),
            Pool: self._pool,
            VatTreatment: self._vat,
            BankAccount: lambda value, _: BankAccount.read(plain(value, "account")),
            BillingAddress: lambda value, _: self._structure(value, AddressTable).address(),
            CarryRule: lambda value, _: self._structure(value, CarryTable).rule(),
            LockIn: lambda value, _: one_of(value, _LOCK_INS, "lock_in"),
            Exit: lambda value, _: self._structure(value, ExitTable).exit(),
            KeyTerms: self._key,
            SliceTerms: self._slice,
            IndexTerms: self._index,
            IndexPart: self._part,
            IndexStep: self._step,
            Population: self._population,
            Spent: self._spent,
            tuple[Membership, ...]: self._members,
            **{owned: self._owned(get_args(owned)[0]) for owned in OWNED},
        }

    def _structure(self, table: object, target: type[T]) -> T:
        return self._structurer.structure(table, target)

    def _owned(self, kind: type[object]) -> Hook:
        """An entry that may say beside its own words which agreement it is of."""

        def hook(value: object, _: Target) -> Owned[object]:
            table = dict(shaped(value, dict, "table"))
            owner = {_OWNER: table.pop(_OWNER)} if _OWNER in table else {}
            named = self._structure(owner, OwnerTable).agreement
            try:
                entry = self._structure(table, kind)
            except ClassValidationError as faults:
                for fault in faults.exceptions:
                    if isinstance(fault, ForbiddenExtraKeysError):
                        fault.add_note(_OWNER)
                raise
            return Owned(entry, named)

        return hook

    def _pool(self, value: object, _: Target) -> Pool:
        if isinstance(value, str) and value in _POOLS:
            return _POOLS[value]
        if isinstance(value, str) and value.startswith(_IN):
            region = self._register.find(value.removeprefix(_IN))
            return Pool(kind=PartyKind.MUNICIPALITY, region=region)
        if isinstance(value, list):
            if not value:
                raise InvalidValueError("pool", "must name at least one party", value)
            return Pool(named=tuple(self._register.find(plain(name, "pool")) for name in value))
        known = ", ".join(repr(name) for name in (*_POOLS, _IN + "…"))
        raise TextError("pool", f"must be {known} or a list of names", value)

    def _vat(self, value: object, _: Target) -> VatTreatment:
        entry = self._structure({"kind": value} if isinstance(value, str) else value, VatTable)
        return VatTreatment(entry.kind, entry.reason)

    def _key(self, value: object, _: Target) -> KeyTerms:
        table = dict(shaped(value, dict, "table"))
        limits = {name: table.pop(name) for name in ("minimum", "maximum") if name in table}
        bounds = self._structure(limits, BoundsTable)
        terms = self._plain_key(table)
        if not limits:
            return terms
        return BoundedTerms(terms, minimum=bounds.minimum, maximum=bounds.maximum)

    def _plain_key(self, table: dict[str, object]) -> KeyTerms:
        if "slices" in table:
            return ComposedTerms(self._structure(table, SlicesTable).slices)
        by = table.pop("by", None)
        if by == "heads":
            heads = self._structure(table, HeadsTable)
            return HeadTerms(heads.population, heads.pool, cap=heads.cap, tiers=heads.tiers)
        if by == "equal":
            return EqualTerms(self._structure(table, EqualTable).pool)
        if by == "unstated":
            return UnstatedTerms(self._structure(table, EqualTable).pool)
        if by == "units":
            units = self._structure(table, UnitsTable)
            return UnitTerms(
                tuple(self._structurer.named(units.units, "units").items()), units.counted
            )
        rule = "must be 'heads', 'equal', 'units' or 'unstated', or the key holds slices"
        raise TextError("by", rule, by)

    def _slice(self, value: object, _: Target) -> SliceTerms:
        entry = self._structure(value, SliceTable)
        size = entry.share if entry.amount is None else entry.amount
        if size is None or (entry.share is not None and entry.amount is not None):
            raise InvalidValueError("share", "a slice has a share or an amount", entry.name)
        return SliceTerms(entry.name, size, entry.key)

    def _index(self, value: object, _: Target) -> IndexTerms:
        entry = self._structure(value, IndexTable)
        index: IndexName | CompositeIndex
        if entry.parts and (entry.publisher or entry.kind):
            raise InvalidValueError("parts", "say publisher and kind themselves", entry.name)
        if entry.parts:
            index = CompositeIndex(entry.name, entry.parts)
        elif entry.kind is None:
            raise InvalidValueError("kind", "is required, or the index holds parts")
        else:
            index = IndexName(entry.publisher, entry.name, entry.kind)
        return IndexTerms(index, entry.chaining, entry.base_level)

    def _spent(self, value: object, _: Target) -> Spent:
        """One sum, or a table of sums by line."""
        if not isinstance(value, Mapping):
            return self._structure(value, Amount)
        amounts = self._structure(value, dict[str, Amount])
        return tuple(LineSpent(line, amount) for line, amount in amounts.items())

    def _part(self, value: object, _: Target) -> IndexPart:
        entry = self._structure(value, PartTable)
        return IndexPart(IndexName(entry.publisher, entry.name, entry.kind), entry.weight)

    def _step(self, value: object, _: Target) -> IndexStep:
        entry = self._structure(value, StepTable)
        name = IndexName(entry.publisher, entry.name, entry.kind)
        return IndexStep(
            name, entry.from_year, entry.to_year, entry.percent, entry.published, entry.source
        )

    def _population(self, value: object, _: Target) -> Population:
        entry = self._structure(value, InhabitantsTable)
        heads = {
            party.key: count
            for party, count in self._structurer.named(entry.heads, "heads").items()
        }
        return Population(
            entry.reference_date,
            heads,
            entry.published or quarterly_publication(entry.reference_date),
            entry.table,
            self._register,
        )

    def _members(self, value: object, _: Target) -> tuple[Membership, ...]:
        """Memberships; a party named after a group it belongs to has its own dates instead."""
        entries = [
            {**entry, "who": [entry["who"]]}
            if isinstance(entry, Mapping) and isinstance(entry.get("who"), str)
            else entry
            for entry in shaped(value, list, "list")
        ]
        grouped: dict[str, Membership] = {}
        single: dict[str, Membership] = {}
        faults: list[SundgovError] = []
        for index, entry in enumerate(self._structure(entries, tuple[MemberTable, ...])):
            try:
                self._enter(entry, grouped, single)
            except SundgovError as fault:
                fault.add_note(IterableValidationNote("member", index, MemberTable))
                faults.append(fault)
        if faults:
            raise IterableValidationError("members", faults, tuple[Membership, ...])
        return tuple({**grouped, **single}.values())

    def _enter(
        self, entry: MemberTable, grouped: dict[str, Membership], single: dict[str, Membership]
    ) -> None:
        for who in entry.who:
            group = self._group(who, entry.joined)
            for party in group or (self._register.find(who),):
                member = Membership(party, entry.joined, entry.billed_from, entry.left)
                if not group and party.id in single:
                    raise InvalidValueError("who", "names a party twice", party.name)
                (grouped if group else single)[party.id] = member

    def _group(self, who: str, on: dt.date) -> tuple[Party, ...]:
        """The parties that a group's name stands for on a day; empty if it is no group's name."""
        if who == "all municipalities":
            return self._register.municipalities(on)
        if who == "all regions":
            return self._register.regions(on)
        if who.startswith(_IN):
            return self._register.municipalities_in(who.removeprefix(_IN), on)
        return ()


def _population_rule(value: object) -> PopulationRule:
    date = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    return PopulationRule.read(f"{value}" if date else plain(value, "population"))
