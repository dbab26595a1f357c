"""From plain tables to the library's types, by cattrs: strict, and every fault with its path."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from operator import eq
from typing import TypeAlias, TypeVar, cast, get_origin

from attrs import has
from cattrs import Converter
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory
from cattrs.gen import make_dict_structure_fn

from sundgov.errors import InvalidValueError
from sundgov.exact import whole
from sundgov.formats.values_in import (
    UNITS,
    calendar_day,
    enum_word,
    exact_amount,
    exact_number,
    one_of,
    shaped,
    text,
    whole_number,
)
from sundgov.money import Amount, Unit
from sundgov.parties import Parties, Party
from sundgov.periods import day
from sundgov.publications import Publication, PublicationBasis
from sundgov.text import plain

T = TypeVar("T")
Table: TypeAlias = Mapping[str, object]
Target: TypeAlias = type[object]
Hook: TypeAlias = Callable[[object, Target], object]
Hooks: TypeAlias = Mapping[object, Hook]


class Structurer:
    """Builds the library's types from tables; names are looked up in `register`.

    An attrs class is read from a table of its fields, an enum from the values of its members.
    What is written otherwise needs a hook: `wings` are functions that give the hooks of a part
    of the library, each from a type to what builds it.
    """

    def __init__(self, register: Parties, *wings: Callable[[Structurer], Hooks]) -> None:
        self.register = register
        self._converter = Converter(forbid_extra_keys=True)
        self._converter.register_structure_hook_factory(has, self._table_hook)
        self._converter.register_structure_hook_factory(_is(tuple), self._list_hook)
        self._converter.register_structure_hook_factory(_is(dict), self._names_hook)
        self._converter.register_structure_hook_func(_is_enum, enum_word)
        for hooks in (self._hooks(), *(wing(self) for wing in wings)):
            for target, hook in hooks.items():
                self._register_hook(target, hook)

    def _register_hook(self, target: object, hook: Hook) -> None:
        if get_origin(target) is None:
            self._converter.register_structure_hook(cast(Target, target), hook)
        else:  # a union, or a class of something
            self._converter.register_structure_hook_func(partial(eq, target), hook)

    def structure(self, table: object, target: type[T]) -> T:
        """`table` as a `target`, or cattrs' group of everything that is wrong with it."""
        return self._converter.structure(table, target)

    def _table_hook(self, target: type[T]) -> Callable[[object, Target], T]:
        """A class is built from a table and nothing else; what is not one is shown."""
        build = make_dict_structure_fn(target, self._converter, _cattrs_forbid_extra_keys=True)
        return lambda value, _: build(shaped(value, dict, "table"), target)

    def _list_hook(self, target: type[T]) -> Callable[[object, Target], T]:
        build = homogenous_tuple_structure_factory(target, self._converter)
        return lambda value, _: build(shaped(value, list, "list"), target)

    def _names_hook(self, target: type[T]) -> Callable[[object, Target], T]:
        build = mapping_structure_factory(target, self._converter)
        return lambda value, _: build(shaped(value, dict, "table"), target)

    def _hooks(self) -> Hooks:
        return {
            str: lambda value, _: text(value),
            int: lambda value, _: whole_number(value),
            Fraction: lambda value, _: exact_number(value),
            Amount: lambda value, _: exact_amount(value),
            dt.date: lambda value, _: calendar_day(value),
            Publication: lambda value, _: _publication(value),
            Unit: lambda value, _: one_of(value, UNITS, "unit"),
            Party: self._party,
        }

    def _party(self, value: object, _: Target) -> Party:
        if isinstance(value, Mapping):
            return self._own_party(value)
        return self.register.find(plain(value, "party"))

    def _own_party(self, value: Table) -> Party:
        """A party that the file itself introduces."""
        build = make_dict_structure_fn(Party, self._converter, _cattrs_forbid_extra_keys=True)
        return build(value, Party)

    def named(self, values: Mapping[str, T], place: str) -> dict[Party, T]:
        """A table by party name as a mapping by party; a party named twice is refused."""
        found: dict[Party, T] = {}
        for name, value in values.items():
            party = self.register.find(name)
            if party in found:
                raise InvalidValueError(place, "name a party twice", name)
            found[party] = value
        return found


def _is(shape: type[object]) -> Callable[[object], bool]:
    return lambda target: get_origin(target) is shape


def _publication(value: object) -> Publication:
    if isinstance(value, dt.date):
        return Publication(day(value, "published"), PublicationBasis.STATED)
    text = str(whole(value, "published")) if isinstance(value, int) else value
    return Publication.read(plain(text, "published"))


def _is_enum(target: object) -> bool:
    return isinstance(target, type) and issubclass(target, enum.Enum) and target is not Unit
