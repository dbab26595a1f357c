"""The library's values as plain tables, lists and texts, of which nothing is lost.

Every class is a table of its fields in the order in which they are declared. What is empty is left
out where that means the same; a `type` is named where the declared one does not tell it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from fractions import Fraction
from typing import Any, cast, get_args

from cattrs import Converter

from sundgov.figures import Figures, packaged_figures
from sundgov.formats.json_figures import FiguresTable, OwnParty
from sundgov.formats.json_shapes import (
    TAG,
    Kind,
    fields_of,
    is_,
    is_class,
    is_list,
    is_union,
    members_of,
)
from sundgov.money import UNSTATED, Amount, PriceState, Unit
from sundgov.parties import Party
from sundgov.printing import plain_decimal

_EMPTY: tuple[object, ...] = (None, "", [], {})


class Writer:
    """Writes the values of a record; parties that its figures hold are named by id."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._converter = Converter()
        self._converter.register_unstructure_hook_factory(is_class, self._class_hook)
        self._converter.register_unstructure_hook_factory(is_union, self._union_hook)
        self._converter.register_unstructure_hook_factory(is_list, self._list_hook)
        hooks: dict[object, Callable[[Any], object]] = {
            Fraction: str,
            dt.date: dt.date.isoformat,
            dt.time: dt.time.isoformat,
            Unit: lambda value: value.danish,
            Amount: self._amount,
            Party: lambda value: value.id if value in figures.register else self.table(value),
            OwnParty: self.table,
            Figures: self._own_figures,
        }
        for hint, hook in hooks.items():
            self._converter.register_unstructure_hook_func(is_(hint), hook)

    def table(self, value: object) -> dict[str, object]:
        """A value of some class as the table of its fields."""
        table = {}
        for field in fields_of(cast(Hashable, type(value))):
            held = getattr(value, field.name)
            inner = self._written(held, field.hint)
            same = held == field.unsaid or field.hint is Figures
            if not (same and inner in _EMPTY):
                table[field.name] = inner
        return table

    def _written(self, value: object, hint: object) -> object:
        """A value as what was declared for it."""
        return self._converter.unstructure(value, unstructure_as=hint)

    def _tagged(self, value: object, hint: Any) -> dict[str, object]:
        inner = self._written(value, hint)
        held = inner if isinstance(inner, dict) else {"value": inner}
        return {TAG: type(value).__name__, **held}

    def _class_hook(self, kind: Kind) -> Callable[[object], object]:
        def hook(value: object) -> object:
            own = type(value)
            return self.table(value) if own is kind else self._tagged(value, own)

        return hook

    def _union_hook(self, union: Any) -> Callable[[object], object]:
        members = members_of(union)
        lists = [each for each in members if is_list(each)]

        def hook(value: object) -> object:
            if value is None:
                return None
            if len(members) == 1:
                return self._written(value, members[0])
            if isinstance(value, tuple):
                return self._written(value, lists[0])
            return self._tagged(value, type(value))

        return hook

    def _list_hook(self, hint: Any) -> Callable[[tuple[object, ...]], object]:
        kinds = get_args(hint)
        if kinds[1:] == (...,):
            return lambda value: [self._written(each, kinds[0]) for each in value]
        return lambda value: [
            self._written(each, kind) for each, kind in zip(value, kinds, strict=True)
        ]

    def _amount(self, amount: Amount) -> dict[str, object]:
        kroner = {"kroner": plain_decimal(amount.ore)}
        if amount.prices == UNSTATED:
            return {**kroner}
        return {**kroner, "prices": self._written(amount.prices, PriceState)}

    def _own_figures(self, figures: Figures) -> object:
        """Nothing for the record's own, which are told once."""
        if figures == self._figures:
            return None
        return self._written(FiguresTable.of(figures, packaged_figures()), FiguresTable)
