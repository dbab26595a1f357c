"""Hypothesis strategies for everything a record holds beside its agreements: small by default.

They follow the fields of the types, so that a new type or field comes along by itself. What a
constructor refuses is drawn again; types of which that would happen often have an entry of their
own in `OWN`.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields
from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov.errors import SundgovError
from sundgov.figures import packaged_figures
from sundgov.finance.terms import EqualTerms, HeadTerms, KeyTerms, NewestPublished, PopulationOn
from sundgov.governance.actions import ByMeeting
from sundgov.governance.agendas import Slot
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.qualified_amounts import Per, QualifiedAmount, Qualifier
from sundgov.governance.risk_scales import RiskScale
from sundgov.governance.schedules import MeetingPlan
from sundgov.money import UNSTATED, Amount, PriceLevel, PriceState
from sundgov.parties import Party
from sundgov.periods import CalendarPeriod, HalfYear, IsoWeek, Month, Quarter, Year
from sundgov.record import Record

T = TypeVar("T")
Kind: TypeAlias = type[Any]

# Fields that hold words; every other text is an id, which is a word as well.
WORDS = {
    *("text", "title", "name", "note", "what", "heading", "wording", "purpose", "subject"),
    *("place", "scope", "principles", "reason", "source", "file", "definition", "event", "cause"),
    *("effect", "category", "unit", "paragraphs", "comments", "topics"),
}
LETTERS = st.characters(
    categories=["L", "N", "P", "S"], exclude_characters="\u115f\u1160\u2800\u3164\uffa0"
)

words = st.text(LETTERS, min_size=1, max_size=8)
ids = st.from_regex(r"[a-zæøå0-9]{1,4}([-.][a-z0-9]{1,3})?", fullmatch=True)
days = st.dates(dt.date(2000, 1, 1), dt.date(2035, 12, 31))
clock = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))
years = st.integers(2000, 2035)
prices: SearchStrategy[PriceState] = st.just(UNSTATED) | st.builds(PriceLevel, years)
amounts = st.builds(Amount, st.integers(0, 10**12), prices)
fractions = st.fractions(0, 100, max_denominator=999)
parties = st.sampled_from(packaged_figures().register.members)
keys: SearchStrategy[KeyTerms] = st.sampled_from(
    [EqualTerms(), HeadTerms(PopulationOn(1)), HeadTerms(NewestPublished())]
)
periods: SearchStrategy[CalendarPeriod] = st.builds(
    lambda kind, on: kind.containing(on),
    st.sampled_from((Year, HalfYear, Quarter, Month, IsoWeek)),
    days,
)


@st.composite
def planned_times(draw: DrawFn) -> PlannedTime:
    """Single days, open and closed spans, and wordings without any bound."""
    first, last = sorted(draw(st.lists(days, min_size=2, max_size=2)))
    bounds = draw(st.sampled_from([(first, first), (first, last), (first, None), (None, last), ()]))
    return PlannedTime(draw(words), *bounds)


@st.composite
def qualified_amounts(draw: DrawFn) -> QualifiedAmount:
    """Amounts with a qualifier, per something, and some of them ranges."""
    amount = draw(amounts)
    per = tuple(draw(st.lists(st.sampled_from(Per), max_size=2, unique=True)))
    if draw(st.booleans()):
        upper = Amount(amount.ore + draw(st.integers(1, 10**6)), amount.prices)
        return QualifiedAmount(draw(words), amount, Qualifier.ABOUT, per, upper)
    return QualifiedAmount(draw(words), amount, draw(st.sampled_from(Qualifier)), per)


@st.composite
def slots(draw: DrawFn) -> Slot:
    """From one time to a later one."""
    return Slot(*sorted(draw(st.lists(clock, min_size=2, max_size=2))))


@st.composite
def scales(draw: DrawFn) -> RiskScale:
    """Scales of different sizes, some with scores of their own."""
    likelihoods, impacts = (
        tuple(draw(st.lists(words, min_size=1, max_size=3, unique=True))) for _ in range(2)
    )
    row = st.lists(st.integers(0, 9), min_size=len(impacts), max_size=len(impacts))
    table = st.lists(row, min_size=len(likelihoods), max_size=len(likelihoods))
    return RiskScale(likelihoods, impacts, scores=draw(table) if draw(st.booleans()) else ())


def plans() -> SearchStrategy[MeetingPlan]:
    """Plans of dates, and plans by a rule."""
    rules = st.sampled_from(["FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "FREQ=YEARLY;COUNT=4"])
    return st.one_of(
        st.builds(MeetingPlan, ids, st.lists(days, max_size=3), place=words, starts=clock),
        st.builds(MeetingPlan, ids, rule=rules, begins=days),
    )


OWN: dict[Kind, Callable[[], SearchStrategy[Any]]] = {
    Amount: lambda: amounts,
    ByMeeting: lambda: st.one_of(st.builds(ByMeeting, ids), st.builds(ByMeeting, body=ids)),
    CalendarPeriod: lambda: periods,
    Fraction: lambda: fractions,
    KeyTerms: lambda: keys,
    MeetingPlan: plans,
    Party: lambda: parties,
    PlannedTime: planned_times,
    QualifiedAmount: qualified_amounts,
    RiskScale: scales,
    Slot: slots,
    bool: st.booleans,
    dt.date: lambda: days,
    dt.time: lambda: clock,
}


@st.composite
def values(draw: DrawFn, kind: type[T], depth: int = 3) -> T:
    """A value of a type; its optional fields are told now and then, and not for ever deeper."""
    hints = get_type_hints(kind)
    told: dict[str, object] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        if field.default is NOTHING or (depth > 0 and draw(st.booleans())):
            told[field.name] = draw(held_by(hints[field.name], field.name, depth - 1))
    make: Callable[..., T] = kind
    try:
        return make(**told)
    except SundgovError:
        reject()


def held_by(hint: Any, name: str, depth: int) -> SearchStrategy[Any]:
    """What a field of that name and type may hold."""
    if hint in OWN:
        return OWN[hint]()
    if get_origin(hint) in (Union, UnionType):
        members = [each for each in get_args(hint) if each is not NoneType]
        return st.one_of(*(held_by(each, name, depth) for each in members))
    if get_origin(hint) is tuple:
        kinds = get_args(hint)
        if kinds[1:] != (...,):
            return st.tuples(*(held_by(each, name, depth) for each in kinds))
        identified = "id" in getattr(kinds[0], "__annotations__", ())
        unique = (lambda one: one.id) if identified else None
        most = 2 if depth > 0 else 1
        return st.lists(held_by(kinds[0], name, depth), max_size=most, unique_by=unique).map(tuple)
    if hint is str:
        return words if name in WORDS else ids
    if hint is int:
        return years if name in ("year", "years") else st.integers(0, 12)
    if issubclass(hint, enum.Enum):
        return st.sampled_from(hint)
    return values(hint, depth)


GOVERNANCE = [field.name for field in fields(Record) if field.name not in ("figures", "ledgers")]
KINDS: dict[str, Kind] = {name: get_args(get_type_hints(Record)[name])[0] for name in GOVERNANCE}


@st.composite
def records(draw: DrawFn) -> Record:
    """A record without agreements that holds a little of several kinds of thing."""
    hints = get_type_hints(Record)
    names = draw(st.lists(st.sampled_from(GOVERNANCE), max_size=4, unique=True))
    held = {name: draw(held_by(hints[name], name, 3)) for name in names}
    return Record(figures=packaged_figures(), **held)
