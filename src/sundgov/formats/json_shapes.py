"""How the library's types look in a record's JSON: their fields, and the names of their kinds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, frozen, has

from sundgov.figures import Figures

Kind: TypeAlias = type[Any]

TAG = "type"


@frozen
class FieldShape:
    """A field: what it is called, what it holds, and what it holds where nothing is said."""

    name: str
    hint: Any
    default: object

    @property
    def required(self) -> bool:
        """Whether it must be said; None, and the record's own figures, need not be."""
        optional = NoneType in get_args(self.hint) or self.hint is Figures
        return self.default is NOTHING and not optional

    @property
    def unsaid(self) -> object:
        """What it holds where nothing is said, or NOTHING where that depends on other fields."""
        make: Callable[[], object] | None = getattr(self.default, "factory", None)
        if make is not None:
            return NOTHING if getattr(self.default, "takes_self", None) else make()
        return None if self.default is NOTHING else self.default


@cache
def fields_of(kind: Hashable) -> tuple[FieldShape, ...]:
    """The fields of a class, in the order in which they are declared."""
    cls = cast(Kind, kind)
    hints = get_type_hints(cls)
    return tuple(FieldShape(each.name, hints[each.name], each.default) for each in fields(cls))


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
