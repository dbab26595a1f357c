"""How the library's types look in a record's JSON: their fields, and the names of their kinds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, fields, frozen, has

from sundgov.figures import Figures

Kind: TypeAlias = type[Any]

TAG = "type"


@frozen
class FieldShape:
    """A field: what it is called, what it holds, and what it holds where nothing is said.

    `optional` ones need not be told: what has a default or may be None, and figures, which are the
    record's own. `unsaid` is NOTHING where it depends on other fields.
    """

    name: str
    hint: Any
    optional: bool = False
    defaults: bool = False
    unsaid: object = None


@cache
def fields_of(kind: Hashable) -> tuple[FieldShape, ...]:
    """The fields of a class, in the order in which they are declared."""
    cls = cast(Kind, kind)
    hints = get_type_hints(cls)
    return tuple(_shape(each, hints[each.name]) for each in fields(cls))


def _shape(field: Attribute[object], hint: object) -> FieldShape:
    given = field.default
    defaults = given is not NOTHING
    make: Callable[[], object] | None = getattr(given, "factory", None)
    if make is not None:
        given = NOTHING if getattr(given, "takes_self", None) else make()
    may_be_none = NoneType in get_args(hint)
    return FieldShape(
        field.name,
        hint,
        optional=defaults or may_be_none or hint is Figures,
        defaults=defaults,
        unsaid=given if defaults or not may_be_none else None,
    )


def kinds_of(hint: object) -> dict[str, Kind]:
    """By name, everything that may stand where a class or a union is declared."""
    return {kind.__name__: kind for each in members_of(hint) for kind in _concrete(each)}


def members_of(hint: object) -> tuple[Kind, ...]:
    """The members of a union other than None; of anything else the thing itself."""
    if not is_union(hint):
        return (cast(Kind, hint),)
    return tuple(each for each in get_args(hint) if each is not NoneType)


def is_(wanted: object) -> Callable[[object], bool]:
    """Whether a hint is this one."""
    return lambda hint: hint is wanted


def is_list(hint: object) -> bool:
    """Whether it is a tuple of something."""
    return get_origin(hint) is tuple


def is_union(hint: object) -> bool:
    """Whether it is one of several things."""
    return get_origin(hint) in (Union, UnionType)


def is_class(hint: object) -> bool:
    """Whether it is a class of fields, or one that only such classes stand for."""
    return isinstance(hint, type) and (has(hint) or any(map(is_class, hint.__subclasses__())))


def _concrete(hint: Kind) -> Iterator[Kind]:
    """What may stand for a thing: itself, and every class of fields that extends it."""
    if has(hint) or not is_class(hint):
        yield hint
    for extending in hint.__subclasses__() if is_class(hint) else ():
        yield from _concrete(extending)
