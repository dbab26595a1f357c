"""Any value of any public type, by what its fields may hold.

A type has a strategy of its own where a constructor refuses some combinations, or where a value
is made by computing it (a bill by billing). All others follow from their fields, so that a new
field or type comes along by itself.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from attrs import NOTHING, evolve, fields, has
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov.errors import InvalidValueError
from sundgov.testing.strategies.periods import clock, days, years
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept, said_in

T = TypeVar("T")
M = TypeVar("M")
Kind: TypeAlias = Callable[..., T]
"""A class, also an abstract one: its strategy draws of those below it."""
Own: TypeAlias = Mapping[object, Callable[[int], SearchStrategy[object]]]
"""The strategies of some types, each from how deep its optional fields may still go."""
Told: TypeAlias = Mapping[str, SearchStrategy[object]]

_DEPTH = 3
_FEW = 3
# Where the strategies of the types of a package are; the first that begins a type's home counts.
_ROOMS = (
    ("sundgov.apportion", ("apportionments",)),
    (
        "sundgov.finance",
        ("indices", "keys", "terms", "agreements", "budgets", "bills", "settlements"),
    ),
    ("sundgov.governance", ("governance", "standings")),
    ("sundgov.record", ("ledgers", "records")),
    ("sundgov", ("amounts", "periods", "parties", "indices", "figures")),
)
_PLAIN: Mapping[object, Callable[[], SearchStrategy[object]]] = {
    Fraction: lambda: st.fractions(0, 100, max_denominator=999),
    bool: st.booleans,
    dt.date: days,
    dt.time: clock,
}
_YEARS = {"year", "years", "base_level", "from_year", "to_year"}


def values(kind: Kind[T], /, **told: SearchStrategy[object]) -> SearchStrategy[T]:
    """Any value of a public type: of a class, an abstract one included, or of an enum.

    Fields that are told are drawn by their own strategies instead.

    >>> from sundgov.testing.strategies import simplest
    >>> from sundgov import Amount, HalfYear, Unit
    >>> [simplest(values(kind)) for kind in (Amount, HalfYear, Unit)]
    [Amount('0,00 kr.'), HalfYear(year=2025, half=1), <Unit.ORE: 1>]
    >>> simplest(values(HalfYear, half=st.just(2)))
    HalfYear(year=2025, half=2)

    Raises `InvalidValueError` for what is no public type of sundgov.

    >>> values(int)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: kind: has no strategy (got 'int')
    """
    found = cast("SearchStrategy[T]", of(kind, _DEPTH))
    return _changed(found, told) if told else found


@st.composite
def _changed(draw: DrawFn, found: SearchStrategy[T], told: Told) -> T:
    make: Callable[..., T] = evolve
    return make(draw(found), **{name: draw(one) for name, one in told.items()})


def built(
    kind: Kind[T], depth: int = _DEPTH, /, **told: SearchStrategy[object]
) -> SearchStrategy[T]:
    """Values made from their fields: those told by their strategies, the others as they may be.

    A required field is always drawn, and so is one that is told; of the others a few at a time,
    and theirs in turn so deep. Whoever builds so tells the fields that do not go with any others.

    >>> from sundgov.testing.strategies import simplest
    >>> from sundgov.governance.meeting_days import MeetingDay
    >>> simplest(built(MeetingDay, body=st.just("kpro")))
    MeetingDay(id='a', body='kpro', on=datetime.date(2025, 1, 1))
    """
    return cast("SearchStrategy[T]", of_fields(kind, depth, told))


def few(of: SearchStrategy[T], *, most: int = 2) -> SearchStrategy[tuple[T, ...]]:
    """None, one or some, in any order and perhaps alike."""
    return st.lists(of, max_size=most).map(tuple)


def one_of(held: SearchStrategy[M], part: Callable[[M], Sequence[T]]) -> SearchStrategy[T]:
    """One of several that something was made with; there is always one."""
    return held.flatmap(lambda found: st.sampled_from(part(found)))


@cache
def of(kind: object, depth: int) -> SearchStrategy[object]:
    """The strategy of a type, whose optional fields may go so much deeper."""
    own = _own(kind)
    if own is not None:
        return own(depth)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    return of_fields(kind, depth, {})


def _own(kind: object) -> Callable[[int], SearchStrategy[object]] | None:
    home = getattr(kind, "__module__", "")
    rooms = next((rooms for start, rooms in _ROOMS if home.startswith(start)), ())
    return next((table[kind] for table in map(_table, rooms) if kind in table), None)


@cache
def _table(room: str) -> Own:
    table: Own = import_module(f"sundgov.testing.strategies.{room}").OWN
    return table


def of_fields(kind: object, depth: int, told: Told) -> SearchStrategy[object]:
    """Values of an attrs class by its fields, some of which are told."""
    required, optional = _by_field(kind, depth, frozenset(told))
    make = cast(Callable[..., object], kind)
    return _made(make, {**required, **told}, optional, _few_of(tuple(optional)))


@cache
def _by_field(kind: object, depth: int, told: frozenset[str]) -> tuple[Told, Told]:
    """What the required and the optional fields of a class may hold that are not told."""
    home = getattr(kind, "__module__", "")
    if not (isinstance(kind, type) and has(kind) and home.startswith("sundgov.")):
        name = getattr(kind, "__name__", repr(kind))
        raise InvalidValueError("kind", "has no strategy", name)
    show_briefly([kind])
    hints = get_type_hints(kind)
    required: dict[str, SearchStrategy[object]] = {}
    optional: dict[str, SearchStrategy[object]] = {}
    for field in (each for each in fields(kind) if each.alias not in told):
        hint, name = hints[field.name], field.alias or field.name
        if field.default is NOTHING:
            required[name] = held_by(hint, field.name, depth - 1)
        elif depth > 0:
            optional[name] = held_by(_without_none(hint), field.name, depth - 1)
    return required, optional


@kept
def _few_of(names: tuple[str, ...]) -> SearchStrategy[list[str]]:
    if not names:
        return st.just([])
    return st.lists(st.sampled_from(names), max_size=_FEW, unique=True)


@st.composite
def _made(
    draw: DrawFn,
    make: Callable[..., object],
    always: Told,
    perhaps: Told,
    chosen: SearchStrategy[list[str]],
) -> object:
    told = {name: perhaps[name] for name in draw(chosen)}
    return make(**{name: draw(one) for name, one in {**always, **told}.items()})


@cache
def held_by(hint: object, name: str, depth: int) -> SearchStrategy[object]:
    """What a field of that type and name may hold."""
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([held_by(each, name, depth) for each in get_args(hint)])
    if hint is NoneType:
        return st.none()
    if get_origin(hint) is tuple:
        return _tuples(get_args(hint), name, depth)
    if hint is str:
        return said_in(name)
    if hint is int:
        return years() if name in _YEARS else st.integers(0, 12)
    plain = _PLAIN.get(hint)
    return plain() if plain is not None else of(hint, depth)


def _without_none(hint: object) -> object:
    """What an optional field holds when something is told in it."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    return Union[tuple(each for each in get_args(hint) if each is not NoneType)]  # noqa: UP007


def _tuples(kinds: tuple[object, ...], name: str, depth: int) -> SearchStrategy[object]:
    """A few of one kind, told apart by their ids where they have any, or a fixed number."""
    if kinds[1:] != (...,):
        return st.tuples(*(held_by(each, name, depth) for each in kinds))
    identified = "id" in getattr(kinds[0], "__annotations__", ())
    most = 2 if depth > 0 else 1
    unique: Callable[[object], object] | None = _id if identified else None
    return st.lists(held_by(kinds[0], name, depth), max_size=most, unique_by=unique).map(tuple)


def _id(held: object) -> object:
    return getattr(held, "id", None)
