"""What meetings hold and keep: bodies, meetings, decisions, mandates, actions, risks, targets.

Most types follow from their fields. Here are those of which a constructor refuses something, and
the words of time and money that all of them use.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import kr
from sundgov.governance.actions import ActionEvent, ActionState, ByMeeting, Due
from sundgov.governance.agendas import Slot
from sundgov.governance.bodies import Seat
from sundgov.governance.contract_terms import ContractTerms, Prolongation
from sundgov.governance.decisions import OutsideDecision, TakenDecision
from sundgov.governance.mandates import Mandate, PoolUse, Reporting, Request
from sundgov.governance.meeting_days import MeetingCalendar, MeetingDay
from sundgov.governance.meetings import Meeting
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.qualified_amounts import Per, QualifiedAmount, Qualifier
from sundgov.governance.risk_merges import LogMerge
from sundgov.governance.risk_scales import Band, RiskScale
from sundgov.governance.risks import Mitigation
from sundgov.governance.schedules import Frequency, MeetingPlan
from sundgov.governance.statements import StatedFigure
from sundgov.money import Amount
from sundgov.testing.strategies.amounts import amounts, prices
from sundgov.testing.strategies.general import built, values
from sundgov.testing.strategies.periods import clock, days
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import ids, kept, words

_RULES = ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "FREQ=YEARLY;COUNT=4")


@kept
@st.composite
def planned_times(draw: DrawFn, *, ends: bool = False) -> PlannedTime:
    """Single days, open and closed spans of days, and wordings without any bound.

    With `ends` every one has a latest day.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(planned_times(), lambda found: found.latest is None)
    PlannedTime(wording='snarest', earliest=None, latest=None)
    """
    first, last = sorted(draw(st.tuples(days(), days())))
    bounds: list[tuple[dt.date | None, dt.date | None]]
    bounds = [(first, first), (first, last), (None, last)]
    if not ends:
        bounds += [(None, None), (first, None)]
    earliest, latest = draw(st.sampled_from(bounds))
    if earliest is not None and earliest == latest:
        return PlannedTime.exact(earliest)
    return PlannedTime(draw(words("snarest")), earliest, latest)


@kept
@st.composite
def terms_of_time(draw: DrawFn) -> tuple[PlannedTime | None, PlannedTime | None]:
    """Since when and until when, where the end does not surely lie before the beginning."""
    both = draw(st.tuples(planned_times(), planned_times()))
    since, until = sorted(both, key=lambda time: time.earliest or dt.date.min)
    return draw(st.sampled_from([None, since])), draw(st.sampled_from([None, until]))


@kept
@st.composite
def qualified_amounts(draw: DrawFn) -> QualifiedAmount:
    """Amounts with a qualifier, per something, and some of them ranges.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(qualified_amounts(), lambda found: found.upper is not None)
    >>> found.amount, found.upper
    (Amount('0,00 kr.'), Amount('0,01 kr.'))
    """
    amount = draw(amounts(prices(), at_least=kr(0)))
    per = tuple(draw(st.lists(st.sampled_from(Per), max_size=2, unique=True)))
    wording = words("ca. 1 mio. kr.")
    if not draw(st.booleans()):
        return QualifiedAmount(draw(wording), amount, draw(st.sampled_from(Qualifier)), per)
    upper = Amount(amount.ore + draw(st.integers(1, 10**6)), amount.prices)
    ranged = draw(st.sampled_from([Qualifier.EXACT, Qualifier.ABOUT]))
    return QualifiedAmount(draw(wording), amount, ranged, per, upper)


@kept
@st.composite
def slots(draw: DrawFn) -> Slot:
    """From one time of day to a later one."""
    return Slot(*sorted(draw(st.tuples(clock(), clock()))))


@kept
def by_meetings() -> SearchStrategy[ByMeeting]:
    """A meeting by its id, or the next one of a body."""
    return st.builds(ByMeeting, ids()) | st.builds(ByMeeting, body=ids())


@kept
def dues() -> SearchStrategy[Due]:
    """By when something is due: a planned time, or a meeting."""
    return planned_times() | by_meetings()


def _action_events(depth: int) -> SearchStrategy[ActionEvent]:
    """What was said of an action: a state, a due, an owner or something else."""
    return st.one_of(
        built(ActionEvent, depth, state=values(ActionState)),
        built(ActionEvent, depth, due=dues()),
        built(ActionEvent, depth, owner=words()),
        built(ActionEvent, depth, note=words()),
    )


@kept
@st.composite
def seats(draw: DrawFn) -> Seat:
    """A place in a body, held by a person or on somebody's behalf."""
    since, until = draw(terms_of_time())
    holder = draw(st.sampled_from(["person", "on_behalf_of"]))
    return draw(built(Seat, 1, since=st.just(since), until=st.just(until), **{holder: ids()}))


@kept
def _contract_terms() -> SearchStrategy[ContractTerms]:
    months = st.none() | st.integers(1, 48)
    return built(ContractTerms, runs_months=months, status_months=months, notice_months=months)


@kept
@st.composite
def mandates(draw: DrawFn) -> Mandate:
    """What a body may decide alone, with limits and pools in the same prices.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(mandates(), lambda found: found.limit is not None).limit
    Amount('0,00 kr.')
    """
    since, until = draw(terms_of_time())
    money = st.none() | amounts(draw(prices()), at_least=kr(0))
    return draw(
        built(
            Mandate,
            2,
            since=st.just(since),
            until=st.just(until),
            limit=money,
            pool=money,
        )
    )


@kept
@st.composite
def meetings(draw: DrawFn, depth: int = 3) -> Meeting:
    """When and where a body meets, who was there, the agenda and the minutes.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(meetings())
    >>> found.id, found.body, str(found.on), found.items
    ('a', 'a', '2025-01-01', ())
    """
    on = draw(days())
    starts, ends = sorted(draw(st.tuples(clock(), clock())))
    later = st.integers(0, 2).map(lambda count: on + dt.timedelta(days=count))
    return draw(
        built(
            Meeting,
            depth,
            on=st.just(on),
            last_day=st.none() | later,
            starts=st.sampled_from([None, starts]),
            ends=st.sampled_from([None, ends]),
        )
    )


@kept
@st.composite
def meeting_plans(draw: DrawFn) -> MeetingPlan:
    """Plans of dates, and plans by a rule."""
    starts = draw(st.none() | clock().filter(lambda time: time < dt.time(23, 59)))
    ends = draw(st.sampled_from([None, dt.time(23, 59)]))
    times = {"starts": st.just(starts), "ends": st.just(ends), "every": values(Frequency)}
    by_rule = built(MeetingPlan, 0, rule=st.sampled_from(_RULES), begins=days(), **times)
    return draw(built(MeetingPlan, 0, dates=st.lists(days(), max_size=3), **times) | by_rule)


@kept
def meeting_calendars() -> SearchStrategy[MeetingCalendar]:
    """The days of up to three meetings."""
    held = st.lists(values(MeetingDay), max_size=3, unique_by=lambda one: one.id)
    return held.map(lambda found: MeetingCalendar(tuple(found)))


@kept
@st.composite
def _mitigations(draw: DrawFn) -> Mitigation:
    ended = draw(st.sampled_from(["done_on", "dropped_on"]))
    other = "dropped_on" if ended == "done_on" else "done_on"
    return draw(built(Mitigation, 1, **{ended: st.none() | days(), other: st.none()}))


@kept
@st.composite
def risk_scales(draw: DrawFn) -> RiskScale:
    """Scales of different sizes, some with scores and bands of their own.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(risk_scales())
    >>> found.likelihoods, found.impacts
    (('lav',), ('lav',))
    """
    levels = st.lists(words("lav"), min_size=1, max_size=3, unique=True).map(tuple)
    likelihoods, impacts = draw(levels), draw(levels)
    row = st.tuples(*(st.integers(0, 9) for _ in impacts))
    table = st.tuples(*(row for _ in likelihoods))
    bands = st.lists(
        st.builds(Band, words("grøn"), st.integers(0, 9)),
        max_size=2,
        unique_by=(lambda one: one.name, lambda one: one.lowest),
    )
    return draw(
        built(
            RiskScale,
            likelihoods=st.just(likelihoods),
            impacts=st.just(impacts),
            scores=st.just(()) | table,
            bands=bands.map(tuple),
        )
    )


@kept
@st.composite
def log_merges(draw: DrawFn) -> LogMerge:
    """One log taken over into another."""
    into, other = draw(st.lists(ids(), min_size=2, max_size=2, unique=True))
    new = st.dictionaries(ids(), ids(), max_size=2)
    return draw(
        built(
            LogMerge,
            into=st.just(into),
            other=st.just(other),
            ids=new,
            prefix=st.just("") | st.sampled_from(["X", "ny-"]),
        )
    )


@kept
@st.composite
def _stated_figures(draw: DrawFn) -> StatedFigure:
    value = draw(_numbers())
    more = st.none() | _numbers().map(lambda found: value + found)
    return draw(built(StatedFigure, value=st.just(value), upper=more))


def _numbers() -> SearchStrategy[Fraction]:
    return st.integers(0, 100).map(Fraction) | st.fractions(0, 100, max_denominator=999)


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    ActionEvent: _action_events,
    ByMeeting: lambda _: by_meetings(),
    ContractTerms: lambda _: _contract_terms(),
    LogMerge: lambda _: log_merges(),
    Mandate: lambda _: mandates(),
    Meeting: meetings,
    MeetingCalendar: lambda _: meeting_calendars(),
    MeetingPlan: lambda _: meeting_plans(),
    Mitigation: lambda _: _mitigations(),
    OutsideDecision: lambda depth: built(OutsideDecision, depth, time=planned_times(ends=True)),
    PlannedTime: lambda _: planned_times(),
    PoolUse: lambda _: built(PoolUse, amount=amounts(prices()).filter(bool)),
    Prolongation: lambda _: st.builds(Prolongation, st.integers(1, 48), st.integers(1, 3)),
    QualifiedAmount: lambda _: qualified_amounts(),
    Reporting: lambda _: built(Reporting, months=st.integers(0, 12), days=st.integers(0, 31)),
    Request: lambda _: built(Request, amount=amounts(prices(), at_least=kr(0))),
    RiskScale: lambda _: risk_scales(),
    Seat: lambda _: seats(),
    Slot: lambda _: slots(),
    StatedFigure: lambda _: _stated_figures(),
    TakenDecision: lambda depth: built(TakenDecision, depth, time=planned_times(ends=True)),
}

show_briefly(OWN)
