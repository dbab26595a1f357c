"""What kind of value stands where: a wrong one is refused by name, not where it first breaks."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

from attrs import Attribute
from attrs.validators import and_

from sundgov.errors import NotExactError

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

_WORDS: dict[type[object], str] = {str: "a text", bytes: "bytes"}


def must_be(value: object, field: str, *kinds: type[object]) -> None:
    """Refuse what is of none of the kinds; a bool is no number, and a datetime no date.

    >>> must_be("2023-01-01", "population", Mapping)
    Traceback (most recent call last):
    sundgov.errors.NotExactError: population: must be a Mapping (got '2023-01-01')
    """
    if not isinstance(value, kinds) or isinstance(value, bool | dt.datetime):
        raise NotExactError(field, f"must be {_worded(kinds)}", value)


def must_all_be(values: Sequence[object], field: str, kind: type[object]) -> None:
    """Refuse the first of some values that is not of a kind."""
    if {type(each) for each in values} == {kind}:
        return  # the common case
    for index, each in enumerate(values):
        must_be(each, f"{field}[{index}]", kind)


def _worded(kinds: tuple[type[object], ...]) -> str:
    told = (kind for kind in kinds if kind is not NoneType)
    *names, last = (_WORDS.get(kind) or _with_article(kind.__name__) for kind in told)
    return f"{', '.join(names)} or {last}" if names else last


def _with_article(name: str) -> str:
    return f"an {name}" if name[0] in "AEIOaeio" else f"a {name}"


def listed(value: Iterable[T], field: str) -> tuple[T, ...]:
    """The members of a list or the like; a text is none, although it has letters.

    >>> listed("Samsø", "among")
    Traceback (most recent call last):
    sundgov.errors.NotExactError: among: must be a list or the like (got 'Samsø')
    """
    held: object = value
    if isinstance(held, str | bytes) or not isinstance(held, Iterable):
        raise NotExactError(field, "must be a list or the like", value)
    return tuple(value)


def pairs(value: Mapping[K, V] | Iterable[tuple[K, V]], field: str) -> tuple[tuple[K, V], ...]:
    """The pairs of a mapping, or of a list of them."""
    found = tuple(value.items()) if isinstance(value, Mapping) else listed(value, field)
    for pair in found:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise NotExactError(field, "must be a mapping, or a list of pairs", value)
    return found


def as_tuple(value: Iterable[T]) -> tuple[T, ...]:
    """A list or the like as a tuple; what is none is left for the field's check to refuse."""
    held: object = value
    loose = isinstance(held, Iterable) and not isinstance(held, str | bytes)
    return tuple(value) if loose else cast(tuple[T, ...], value)


def checked(cls: type[object], fields: list[Attribute[object]]) -> list[Attribute[object]]:
    """Attrs field transformer: every field holds what its annotation says, a list as a tuple.

    Whole numbers are let through: they have a border of their own in `sundgov.exact`.
    """
    own = inspect.get_annotations(cls)  # what is inherited is checked already
    return [_checked(each) if each.name in own else each for each in fields]


def _checked(field: Attribute[object]) -> Attribute[object]:
    validator = and_(_fits, field.validator) if field.validator else _fits
    plain_tuple = field.converter is None and f"{field.type}".startswith("tuple[")
    return field.evolve(validator=validator, converter=as_tuple if plain_tuple else field.converter)


def _fits(instance: object, attribute: Attribute[object], value: object) -> None:
    kinds, inside = _shapes(cast(Hashable, type(instance)))[attribute.name]
    if int not in kinds:
        must_be(value, attribute.name, *kinds)
    if inside is not None and isinstance(value, tuple):
        must_all_be(value, attribute.name, inside)


@cache
def _shapes(cls: Hashable) -> dict[str, tuple[tuple[type, ...], type | None]]:
    """For each field of a class its kinds, and the kind inside its tuples where that is plain."""
    return {name: _shape(hint) for name, hint in get_type_hints(cls).items()}


def _shape(hint: object) -> tuple[tuple[type, ...], type | None]:
    either = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    inside = (get_args(each)[0] for each in either if get_origin(each) is tuple)
    kinds = tuple(get_origin(each) or each for each in either)
    return kinds, next((each for each in inside if isinstance(each, type)), None)
