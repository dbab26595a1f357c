"""From plain tables to the library's types, by cattrs: strict, and every fault with its path."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import TypeAlias, TypeVar, cast, get_origin

from attrs import fields_dict, has
from cattrs import Converter, transform_error
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory
from cattrs.errors import (
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

from sundgov.errors import InvalidValueError, NotExactError, SundgovError, TextError
from sundgov.exact import fraction, whole
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
from sundgov.indices import IndexName, IndexStep
from sundgov.money import Amount, Unit, kr
from sundgov.parties import Parties, Party, PartyKind
from sundgov.periods import day
from sundgov.populations import Population
from sundgov.publications import Publication, PublicationBasis, quarterly_publication
from sundgov.text import plain

T = TypeVar("T")
Table: TypeAlias = Mapping[str, object]
Target: TypeAlias = type[object]

_UNITS = {"øre": Unit.ORE, "krone": Unit.KRONE, "1.000 kr.": Unit.THOUSAND_KRONER}
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
_FRACTION = re.compile(r"(-?[0-9]{1,30})/([1-9][0-9]{0,29})|(-?[0-9]{1,30}),([0-9]{1,30})")


class Structurer:
    """Builds the library's types from tables; names are looked up in `register`."""

    def __init__(self, register: Parties) -> None:
        self._register = register
        self._converter = Converter(forbid_extra_keys=True)
        self._converter.register_structure_hook_factory(has, self._table_hook)
        self._converter.register_structure_hook_factory(_is(tuple), self._list_hook)
        self._converter.register_structure_hook_factory(_is(dict), self._names_hook)
        for target, hook in self._hooks().items():
            self._converter.register_structure_hook(target, hook)
        self._converter.register_structure_hook_func(_is_enum, _enum)
        self._converter.register_structure_hook_func(
            lambda target: target == Spent, lambda value, _: self._spent(value)
        )
        self._converter.register_structure_hook_func(
            lambda target: target == tuple[Membership, ...], self._members
        )

    def structure(self, table: object, target: type[T]) -> T:
        """`table` as a `target`, or cattrs' group of everything that is wrong with it."""
        return self._converter.structure(table, target)

    def _table_hook(self, target: type[T]) -> Callable[[object, Target], T]:
        """A class is built from a table and nothing else; what is not one is shown."""
        build = make_dict_structure_fn(target, self._converter, _cattrs_forbid_extra_keys=True)
        return lambda value, _: build(_checked(value, dict, "table"), target)

    def _list_hook(self, target: type[T]) -> Callable[[object, Target], T]:
        build = homogenous_tuple_structure_factory(target, self._converter)
        return lambda value, _: build(_checked(value, list, "list"), target)

    def _names_hook(self, target: type[T]) -> Callable[[object, Target], T]:
        build = mapping_structure_factory(target, self._converter)
        return lambda value, _: build(_checked(value, dict, "table"), target)

    def _hooks(self) -> dict[Target, Callable[[object, Target], object]]:
        return {
            str: lambda value, _: plain(value, "text"),
            int: lambda value, _: whole(value, "number"),
            Fraction: lambda value, _: _fraction(value),
            Amount: lambda value, _: _amount(value),
            dt.date: lambda value, _: day(cast(str, value), "date"),
            Publication: lambda value, _: _publication(value),
            Unit: lambda value, _: _one_of(value, _UNITS, "unit"),
            PopulationRule: lambda value, _: _population_rule(value),
            Party: self._party,
            Pool: self._pool,
            VatTreatment: self._vat,
            BankAccount: lambda value, _: BankAccount.read(plain(value, "account")),
            BillingAddress: lambda value, _: self.structure(value, AddressTable).address(),
            CarryRule: lambda value, _: self.structure(value, CarryTable).rule(),
            LockIn: lambda value, _: _one_of(value, _LOCK_INS, "lock_in"),
            Exit: lambda value, _: self.structure(value, ExitTable).exit(),
            KeyTerms: self._key,
            SliceTerms: self._slice,
            IndexTerms: self._index,
            IndexPart: self._part,
            IndexStep: self._step,
            Population: self._population,
        }

    def _party(self, value: object, _: Target) -> Party:
        if isinstance(value, Mapping):
            return self._own_party(value)
        return self._register.find(plain(value, "party"))

    def _own_party(self, value: Table) -> Party:
        """A party that the file itself introduces."""
        build = make_dict_structure_fn(Party, self._converter, _cattrs_forbid_extra_keys=True)
        return build(value, Party)

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
        entry = self.structure({"kind": value} if isinstance(value, str) else value, VatTable)
        return VatTreatment(entry.kind, entry.reason)

    def _key(self, value: object, _: Target) -> KeyTerms:
        table = dict(_checked(value, dict, "table"))
        limits = {name: table.pop(name) for name in ("minimum", "maximum") if name in table}
        bounds = self.structure(limits, BoundsTable)
        terms = self._plain_key(table)
        if not limits:
            return terms
        return BoundedTerms(terms, minimum=bounds.minimum, maximum=bounds.maximum)

    def _plain_key(self, table: dict[str, object]) -> KeyTerms:
        if "slices" in table:
            return ComposedTerms(self.structure(table, SlicesTable).slices)
        by = table.pop("by", None)
        if by == "heads":
            heads = self.structure(table, HeadsTable)
            return HeadTerms(heads.population, heads.pool, cap=heads.cap, tiers=heads.tiers)
        if by == "equal":
            return EqualTerms(self.structure(table, EqualTable).pool)
        if by == "units":
            units = self.structure(table, UnitsTable)
            return UnitTerms(tuple(self._named(units.units, "units").items()), units.counted)
        raise TextError("by", "must be 'heads', 'equal' or 'units', or the key holds slices", by)

    def _slice(self, value: object, _: Target) -> SliceTerms:
        entry = self.structure(value, SliceTable)
        size = entry.share if entry.amount is None else entry.amount
        if size is None or (entry.share is not None and entry.amount is not None):
            raise InvalidValueError("share", "a slice has a share or an amount", entry.name)
        return SliceTerms(entry.name, size, entry.key)

    def _named(self, values: Mapping[str, T], place: str) -> dict[Party, T]:
        """A table by party name as a mapping by party; a party named twice is refused."""
        found: dict[Party, T] = {}
        for name, value in values.items():
            party = self._register.find(name)
            if party in found:
                raise InvalidValueError(place, "name a party twice", name)
            found[party] = value
        return found

    def _index(self, value: object, _: Target) -> IndexTerms:
        entry = self.structure(value, IndexTable)
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

    def _spent(self, value: object) -> Spent:
        """One sum, or a table of sums by line."""
        if not isinstance(value, Mapping):
            return _amount(value)
        amounts = self.structure(value, dict[str, Amount])
        return tuple(LineSpent(line, amount) for line, amount in amounts.items())

    def _part(self, value: object, _: Target) -> IndexPart:
        entry = self.structure(value, PartTable)
        return IndexPart(IndexName(entry.publisher, entry.name, entry.kind), entry.weight)

    def _step(self, value: object, _: Target) -> IndexStep:
        entry = self.structure(value, StepTable)
        name = IndexName(entry.publisher, entry.name, entry.kind)
        return IndexStep(
            name, entry.from_year, entry.to_year, entry.percent, entry.published, entry.source
        )

    def _population(self, value: object, _: Target) -> Population:
        entry = self.structure(value, InhabitantsTable)
        heads = {party.key: count for party, count in self._named(entry.heads, "heads").items()}
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
            for entry in _checked(value, list, "list")
        ]
        grouped: dict[str, Membership] = {}
        single: dict[str, Membership] = {}
        faults: list[SundgovError] = []
        for index, entry in enumerate(self.structure(entries, tuple[MemberTable, ...])):
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


_IN = "municipalities in "


def _checked(value: object, shape: type[T], name: str) -> T:
    if not isinstance(value, shape):
        raise TextError(name, f"must be a {name}", value)
    return value


def _is(shape: type[object]) -> Callable[[object], bool]:
    return lambda target: get_origin(target) is shape


def _population_rule(value: object) -> PopulationRule:
    date = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    return PopulationRule.read(f"{value}" if date else plain(value, "population"))


def _amount(value: object) -> Amount:
    if isinstance(value, Decimal):
        raise NotExactError(
            "amount", "is written as a text or in whole kroner", value, hint="Write '7,50 kr.'."
        )
    return kr(cast(str, value))


def _fraction(value: object) -> Fraction:
    if not isinstance(value, str):
        return fraction(value, "number")
    match = _FRACTION.fullmatch(value)
    if match is None:
        raise TextError("number", "must be a fraction such as '1/2' or '0,5'", value)
    over, under, before, after = match.groups()
    return Fraction(int(over), int(under)) if over else Fraction(f"{before}.{after}")


def _publication(value: object) -> Publication:
    if isinstance(value, dt.date):
        return Publication(day(value, "published"), PublicationBasis.STATED)
    text = str(whole(value, "published")) if isinstance(value, int) else value
    return Publication.read(plain(text, "published"))


def _one_of(value: object, known: Mapping[str, T], name: str) -> T:
    found = known.get(plain(value, name))
    if found is None:
        raise TextError(name, f"must be one of {', '.join(map(repr, known))}", value)
    return found


def _is_enum(target: object) -> bool:
    return isinstance(target, type) and issubclass(target, enum.Enum) and target is not Unit


def _enum(value: object, target: type[enum.Enum]) -> enum.Enum:
    known = {str(member.value): member for member in target}
    return _one_of(value, known, "value")


def problems_in(error: BaseValidationError) -> tuple[str, ...]:
    """Every fault in cattrs' group of them, each beginning with its path into the file."""
    return tuple(
        _with_path(*text.rsplit(" @ ", 1)) for text in transform_error(error, "", _message)
    )


def _with_path(message: str, path: str) -> str:
    """The path in front; a field named by the path already is not named twice."""
    place = path.removeprefix(".")
    last = re.split(r"[.\]\[]+", place.rstrip("]"))[-1]
    # The innermost name is either that of the place or of a plain kind of value. A place in a list
    # is never a bare amount, so there the name is that of a field.
    kinds = ("text", "number", "date", "value", "table", "list")
    for generic in (*kinds, *(() if last.isdigit() else ("amount",)), last):
        message = message.removeprefix(f"{generic}: ")
    return f"{place}: {message}" if place else message


def _message(error: BaseException, _: type[object] | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return _unknown_keys(error)
    if isinstance(error, SundgovError):
        return str(error)
    if isinstance(error, KeyError):
        return "is required"
    raise error  # a fault of the program is none of the file


def _unknown_keys(error: ForbiddenExtraKeysError) -> str:
    known = [name for name in fields_dict(error.cl) if not name.startswith("_")]
    hints = []
    for extra in sorted(error.extra_fields):
        close = get_close_matches(extra, known, n=1)
        hints.append(f"{extra!r}" + (f" (did you mean {close[0]!r}?)" if close else ""))
    return f"unknown: {', '.join(hints)}; known: {', '.join(known)}"
