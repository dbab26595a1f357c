"""What is made of a record on a day: how actions and risks stand, who decides, what is owed.

All of it is drawn by making it, from values that its parts are drawn of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import kr
from sundgov.governance.actions import Action, ActionStanding
from sundgov.governance.agendas import Agenda, AgendaItem, PlacedItem
from sundgov.governance.dated_events import History
from sundgov.governance.decisions import (
    Change,
    ChangeKind,
    Decision,
    Outcome,
    OutcomeKind,
    TakenDecision,
)
from sundgov.governance.deliverable_plans import (
    DeliverablePlan,
    Finish,
    SamePeriod,
    deliverable_plan,
)
from sundgov.governance.deliverables import Deliverable, DeliverableStanding
from sundgov.governance.dependencies import Dependencies, dependencies
from sundgov.governance.in_force import StandingDecision, in_force
from sundgov.governance.mandate_rulings import Reason, Ruling, may_decide
from sundgov.governance.mandate_use import (
    Lineage,
    OwedReport,
    PoolStatus,
    pool_status,
    reports_owed,
)
from sundgov.governance.mandates import Mandate, PoolPeriod, PoolUse, Reporting, Request
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.risk_logs import LogStanding, RiskLog
from sundgov.governance.risk_matrix import (
    Altered,
    LogChanges,
    RiskCell,
    RiskMatrix,
    changes_between,
    risk_matrix,
)
from sundgov.governance.risk_merges import LogMerge, MergedLog, merge_logs
from sundgov.governance.risks import Risk, RiskStanding, RiskState
from sundgov.governance.target_status import TargetStatus, target_status
from sundgov.governance.targets import Target
from sundgov.money import Amount
from sundgov.testing.strategies.amounts import amounts
from sundgov.testing.strategies.general import built, one_of, values
from sundgov.testing.strategies.governance import mandates, planned_times, risk_scales
from sundgov.testing.strategies.periods import days
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import ids, kept

TODAY = dt.date(2025, 6, 1)


@kept
def action_standings() -> SearchStrategy[ActionStanding]:
    """Actions as they stand on a day."""
    return st.builds(lambda action, on: action.on(on), values(Action), days())


@kept
def placed_items() -> SearchStrategy[PlacedItem]:
    """Items at their place in an agenda."""
    agenda = built(Agenda, items=st.tuples(values(AgendaItem)))
    return one_of(agenda, lambda found: found.placed)


@kept
def _approving(
    points: tuple[str, ...], *changes: SearchStrategy[Change]
) -> SearchStrategy[Decision]:
    """A decision that approves some points and changes another decision."""
    kind = st.just(OutcomeKind.APPROVED)
    outcomes = st.tuples(*(built(Outcome, 0, kind=kind, point=st.just(one)) for one in points))
    return built(Decision, 1, outcomes=outcomes, changes=st.tuples(*changes), effective=st.none())


@kept
@st.composite
def standing_decisions(draw: DrawFn) -> StandingDecision:
    """Decisions that count on a day, with what a later one changed in them."""
    on = days(dt.date(2024, 1, 1), dt.date(2025, 4, 30)).map(PlannedTime.exact)
    taken = draw(built(TakenDecision, 1, decision=_approving(("1", "2")), time=on))
    change = st.sampled_from(
        [Change(ChangeKind.AMENDS, taken.id), Change(ChangeKind.SUPERSEDES, taken.id, ("1",))]
    )
    later = built(
        TakenDecision,
        1,
        decision=_approving(("1",), change),
        id=st.just(f"{taken.id}-2"),
        time=st.just(PlannedTime.exact(dt.date(2025, 5, 1))),
    )
    return in_force([taken, *draw(st.lists(later, max_size=1))], TODAY)[0]


@kept
@st.composite
def rulings(draw: DrawFn) -> Ruling:
    """Who decides a request, by up to two mandates in the prices of the request."""
    money = amounts(at_least=kr(0))
    held = _in_one_price("a", money), _in_one_price("b", money)
    known = tuple(draw(one) for one in held[: draw(st.integers(0, 2))])
    holder = st.sampled_from([*(one.holder for one in known), "styregruppen"])
    return may_decide(draw(built(Request, holder=holder, amount=money)), known)


def _in_one_price(name: str, money: SearchStrategy[Amount]) -> SearchStrategy[Mandate]:
    return built(Mandate, 1, id=st.just(name), limit=money, pool=money, **_AT_ANY_TIME)


_AT_ANY_TIME = {"since": st.none(), "until": st.none()}


@kept
@st.composite
def reasons(draw: DrawFn) -> Reason:
    """Why a request that nobody may decide alone goes on to others."""
    return draw(st.sampled_from(may_decide(draw(values(Request)), ()).reasons))


@kept
@st.composite
def pool_statuses(draw: DrawFn) -> PoolStatus:
    """What is used of the pool of a mandate on a day, and what is left."""
    money = amounts(at_least=kr(1), at_most=kr(100_000))
    mandate = draw(built(Mandate, 1, pool=money, limit=st.none(), **_AT_ANY_TIME))
    use = built(PoolUse, mandate=st.just(mandate.id), amount=money)
    used = st.lists(use, max_size=2, unique_by=lambda one: one.id)
    return pool_status(mandate, draw(used), draw(days()))


@kept
@st.composite
def owed_reports(draw: DrawFn) -> OwedReport:
    """Reports of a mandate that should have been given."""
    every = st.sampled_from([one for one in PoolPeriod if one is not PoolPeriod.ONCE])
    few = st.integers(0, 6)
    reporting = built(Reporting, every=every, months=few, days=few)
    since = st.just(PlannedTime.exact(dt.date(2024, 1, 1)))
    told = {"reporting": reporting, "since": since, "until": st.none()}
    mandate = draw(built(Mandate, 1, limit=st.none(), pool=st.none(), **told))
    return draw(st.sampled_from(reports_owed(mandate, (), dt.date(2026, 1, 1))))


@kept
def lineages() -> SearchStrategy[Lineage]:
    """A few mandates, some within others."""
    held = st.lists(mandates(), max_size=3, unique_by=lambda one: one.id)
    return held.map(lambda found: Lineage(tuple(found)))


@kept
def _logs(name: str) -> SearchStrategy[RiskLog]:
    return built(RiskLog, 2, id=st.just(name), scale=st.none() | risk_scales())


@kept
@st.composite
def merged_logs(draw: DrawFn) -> MergedLog:
    """Two logs of which one was taken over into the other."""
    into, other = draw(_logs("forvaltning")), draw(_logs("projekt"))
    same = [(one.id, into.risks[0].id) for one in other.risks[:1] if into.risks]
    mapped = dict(same if draw(st.booleans()) else [])
    merge = built(
        LogMerge,
        into=st.just(into.id),
        other=st.just(other.id),
        ids=st.just(mapped),
        prefix=st.just(""),
    )
    return merge_logs(into, other, draw(merge))


@kept
@st.composite
def risk_matrices(draw: DrawFn) -> RiskMatrix:
    """The open risks of a log by likelihood and impact on a day."""
    log = draw(built(RiskLog, 2, scale=risk_scales()))
    return risk_matrix(log, draw(days()), residual=draw(st.booleans()))


@kept
@st.composite
def log_changes(draw: DrawFn) -> LogChanges:
    """What changed in a log between two days."""
    earlier, later = sorted(draw(st.tuples(days(), days())))
    return changes_between(draw(values(RiskLog)), earlier, later)


@kept
@st.composite
def deliverable_plans(draw: DrawFn) -> DeliverablePlan:
    """Two deliverables that are due together, of which one waits for the other, and some more."""
    due = st.just(draw(planned_times()) if draw(st.booleans()) else _LATER)
    first = draw(built(Deliverable, 1, id=st.just("a"), due=due, progress=st.just(())))
    waiting = built(
        Deliverable, 1, id=st.just("b"), due=due, begins_after=st.just(("a",)), progress=st.just(())
    )
    others = st.lists(built(Deliverable, 1, id=st.sampled_from(["c", "d"])), max_size=1)
    return deliverable_plan([first, draw(waiting), *draw(others)], TODAY)


_LATER = PlannedTime.exact(dt.date(2025, 12, 31))


@kept
@st.composite
def _same_periods(draw: DrawFn) -> SamePeriod:
    one = Deliverable("a", "A", due=_LATER)
    other = Deliverable("b", "B", due=_LATER)
    waiting = draw(
        st.sampled_from([evolve(other, begins_after=("a",)), evolve(other, finishes_after=("a",))])
    )
    return deliverable_plan([one, waiting], draw(days())).same_period[0]


@kept
def order_of_needs() -> SearchStrategy[Dependencies]:
    """An order of things that need each other, some in circles."""
    return st.dictionaries(ids(), st.lists(ids(), max_size=2), max_size=3).map(dependencies)


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    ActionStanding: lambda _: action_standings(),
    Altered: lambda _: st.builds(Altered, ids(), values(RiskState), values(RiskState)),
    DeliverablePlan: lambda _: deliverable_plans(),
    DeliverableStanding: lambda _: one_of(deliverable_plans(), lambda found: found.standings),
    Dependencies: lambda _: order_of_needs(),
    Finish: lambda _: one_of(deliverable_plans(), lambda found: found.finishes),
    History: lambda _: action_standings().map(lambda found: found.history),
    Lineage: lambda _: lineages(),
    LogChanges: lambda _: log_changes(),
    LogStanding: lambda _: st.builds(lambda log, on: log.on(on), values(RiskLog), days()),
    MergedLog: lambda _: merged_logs(),
    OwedReport: lambda _: owed_reports(),
    PlacedItem: lambda _: placed_items(),
    PoolStatus: lambda _: pool_statuses(),
    Reason: lambda _: reasons(),
    RiskCell: lambda _: one_of(risk_matrices(), lambda found: found.cells),
    RiskMatrix: lambda _: risk_matrices(),
    RiskStanding: lambda _: st.builds(lambda risk, on: risk.on(on), values(Risk), days()),
    Ruling: lambda _: rulings(),
    SamePeriod: lambda _: _same_periods(),
    StandingDecision: lambda _: standing_decisions(),
    TargetStatus: lambda _: st.builds(target_status, values(Target), days()),
}

show_briefly(OWN)
