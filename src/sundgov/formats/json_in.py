"""From plain tables, lists and texts back to the library's values; every fault has its path."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from types import NoneType
from typing import Any, TypeAlias, TypeVar, cast, get_args, get_origin

from attrs import frozen, has
from cattrs import Converter
from cattrs.cols import mapping_structure_factory
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from sundgov.errors import InvalidValueError, SundgovError, TextError
from sundgov.exact import whole
from sundgov.figures import Figures
from sundgov.formats.json_figures import FiguresTable, OwnParty
from sundgov.formats.json_shapes import (
    TAG,
    FieldShape,
    Kind,
    fields_of,
    is_,
    is_class,
    is_list,
    is_union,
    kinds_of,
    members_of,
)
from sundgov.formats.values_in import UNITS, enum_word, one_of, shaped, truth
from sundgov.money import UNSTATED, Amount, PriceState, Unit
from sundgov.parties import Party
from sundgov.periods import day
from sundgov.text import plain

T = TypeVar("T")
Hook: TypeAlias = Callable[[Any, Any], Any]

_FAULTS = (SundgovError, BaseValidationError, KeyError)
_KRONER = re.compile(r"-?[0-9]{1,4000}\.[0-9]{2}")
_FRACTION = re.compile(r"-?[0-9]{1,4000}(/[1-9][0-9]{0,3999})?")


@frozen
class AmountTable:
    """An amount: kroner with two decimals, and the prices that it is in."""

    kroner: str
    prices: PriceState = UNSTATED


@frozen
class ValueTable:
    """What is no class, where its type must be told."""

    value: object


@frozen
class HeadTable:
    """What must be known before anything else is read."""

    figures: Figures


class Reader:
    """Reads the values of a record; `figures` are the record's own."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._base = figures
        self._converter = Converter()
        self._converter.register_structure_hook_factory(is_class, self._class_hook)
        self._converter.register_structure_hook_factory(is_union, self._union_hook)
        self._converter.register_structure_hook_factory(is_list, self._list_hook)
        self._converter.register_structure_hook_factory(_is_names, self._names_hook)
        self._converter.register_structure_hook_func(_is_enum, enum_word)
        hooks: dict[Kind, Hook] = {
            str: lambda value, _: shaped(value, str, "text"),
            int: lambda value, _: whole(value, "number"),
            bool: lambda value, _: truth(value),
            Fraction: lambda value, _: _fraction(value),
            dt.date: lambda value, _: day(value, "date"),
            dt.time: lambda value, _: _time(value),
            Unit: lambda value, _: one_of(value, UNITS, "unit"),
            Amount: lambda value, _: self._amount(value),
            Party: lambda value, _: self._party(value),
            Figures: lambda value, _: self._figures(value),
        }
        for kind, hook in hooks.items():
            self._converter.register_structure_hook(kind, hook)
        self._converter.register_structure_hook_func(
            is_(OwnParty), lambda value, _: self._built(value, Party)
        )

    def read(self, value: object, hint: type[T]) -> T:
        """A value as what was declared for it, or cattrs' group of what is wrong."""
        return self._converter.structure(value, hint)

    def take_figures(self, table: dict[str, object]) -> None:
        """Read the record's own figures, if any; what is read afterwards is read by them."""
        self.figures = self.read(table, HeadTable).figures

    def _class_hook(self, kind: Kind) -> Hook:
        def hook(value: object, _: object) -> object:
            table = shaped(value, dict, "table")
            if TAG in table:
                return self._tagged(table, kind)
            if not has(kind):
                raise InvalidValueError(TAG, "is required")
            return self._built(table, kind)

        return hook

    def _union_hook(self, union: Any) -> Hook:
        members = members_of(union)
        lists = [each for each in members if is_list(each)]

        def hook(value: object, _: object) -> object:
            if value is None and NoneType in get_args(union):
                return None
            if len(members) == 1:
                return self._converter.structure(value, members[0])
            if lists and isinstance(value, list):
                return self._converter.structure(value, lists[0])
            return self._tagged(shaped(value, dict, "table"), union)

        return hook

    def _tagged(self, table: dict[str, object], hint: Any) -> object:
        kind = one_of(table.get(TAG), kinds_of(hint), TAG)
        rest = {name: inner for name, inner in table.items() if name != TAG}
        if is_class(kind):
            return self._converter.structure(rest, kind)
        return self._fields(rest, (FieldShape("value", kind),), ValueTable)["value"]

    def _built(self, value: object, kind: type[T]) -> T:
        table = shaped(value, dict, "table")
        make: Callable[..., T] = kind
        return make(**self._fields(table, fields_of(cast(Hashable, kind)), kind))

    def _fields(
        self, table: dict[str, object], fields: Sequence[FieldShape], kind: Kind
    ) -> dict[str, object]:
        """What a table says of fields; all that is wrong with it is told at once."""
        held: dict[str, object] = {}
        faults: list[Exception] = []
        for field in fields:
            if field.defaults and field.name not in table:
                continue
            try:
                told = table.get(field.name) if field.optional else table[field.name]
                held[field.name] = self._converter.structure(told, field.hint)
            except _FAULTS as fault:
                fault.add_note(AttributeValidationNote("", field.name, field.hint))
                faults.append(fault)
        unknown = table.keys() - {field.name for field in fields}
        if unknown:
            faults.append(ForbiddenExtraKeysError("", kind, unknown))
        if faults:
            raise ClassValidationError("faults", faults, kind)
        return held

    def _list_hook(self, hint: Any) -> Hook:
        kinds = get_args(hint)

        def hook(value: object, _: object) -> tuple[object, ...]:
            told = shaped(value, list, "list")
            each = kinds[:1] * len(told) if kinds[1:] == (...,) else kinds
            if len(told) != len(each):
                raise InvalidValueError("list", f"must have {len(each)} members", told)
            return self._members(told, each, hint)

        return hook

    def _members(
        self, told: Sequence[object], kinds: Sequence[Any], hint: Any
    ) -> tuple[object, ...]:
        held: list[object] = []
        faults: list[Exception] = []
        for index, (each, kind) in enumerate(zip(told, kinds, strict=True)):
            try:
                held.append(self._converter.structure(each, kind))
            except _FAULTS as fault:
                fault.add_note(IterableValidationNote("", index, kind))
                faults.append(fault)
        if faults:
            raise IterableValidationError("faults", faults, hint)
        return tuple(held)

    def _names_hook(self, hint: Any) -> Hook:
        build = mapping_structure_factory(hint, self._converter)
        return lambda value, _: build(shaped(value, dict, "table"), hint)

    def _amount(self, value: object) -> Amount:
        told = self._built(value, AmountTable)
        if not _KRONER.fullmatch(told.kroner):
            raise TextError("kroner", "are written with two decimals", told.kroner)
        return Amount(int(told.kroner.replace(".", "")), told.prices)

    def _party(self, value: object) -> Party:
        if not isinstance(value, str):
            return self._built(value, Party)
        found = self.figures.register.find(value)
        if found.id != value:
            hint = f"Write {found.id!r}."
            raise InvalidValueError("party", "is named by its id", value, hint=hint)
        return found

    def _figures(self, value: object) -> Figures:
        """Figures as told; None stands for the record's own."""
        if value is None:
            return self.figures
        return self._built(value, FiguresTable).figures(self._base)


def _is_names(hint: object) -> bool:
    return get_origin(hint) is dict


def _is_enum(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, enum.Enum)


def _fraction(value: object) -> Fraction:
    text = plain(value, "number")
    if not _FRACTION.fullmatch(text):
        raise TextError("number", "is written as '7' or '1/3'", text)
    return Fraction(text)


def _time(value: object) -> dt.time:
    text = plain(value, "time")
    try:
        found = dt.time.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise TextError("time", "is no time of day", text, hint="Write it as '08:30:00'.")
    return found
