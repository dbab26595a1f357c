"""Deliverables: how far each is on a day, who waits for whom, and which times cannot be kept."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, TextError
from sundgov.exact import Exact
from sundgov.governance.deliverable_plans import (
    Finish,
    Need,
    SamePeriod,
    deliverable_plan,
)
from sundgov.governance.deliverables import Deliverable, DeliverableState, Progress
from sundgov.governance.dependencies import dependencies
from sundgov.governance.planned_times import PlannedTime

DECEMBER = dt.date(2023, 12, 8)
QUARTER = PlannedTime("Q1-2024", "2024-01-01", "2024-03-31")
YEAR_END = PlannedTime("inden udgang 2023", None, "2023-12-31")
MEETING = "kpro-2023-12-08"
HELD = {MEETING: DECEMBER}


def told(percent: int) -> tuple[Progress, ...]:
    return (Progress(percent=percent, meeting=MEETING),)


SYSTEM = Deliverable(
    "fsa-system", "Kvalitetsledelsessystem for forvaltningen", owner="RN", project="kpro-mdr"
)
MANUAL = Deliverable(
    "manual", "Kvalitetsmanual", due=YEAR_END, part_of="fsa-system", progress=told(50)
)
REPORT = Deliverable(
    "rapport",
    "Overensstemmelsesrapport",
    due=QUARTER,
    finishes_after=("fsa-system",),
    part_of="fsa-system",
    progress=told(80),
)
AGREEMENT = Deliverable("aftale", "Kvalitetsaftale", due=QUARTER, part_of="fsa-system")
HANDBOOK = Deliverable("haandbog", "Kvalitetshåndbog", due=QUARTER, finishes_after=("fsa-system",))
MUNICIPAL = Deliverable(
    "kommunernes-system",
    "Kvalitetsledelsessystem for kommunerne",
    owner="RN",
    due=QUARTER,
    begins_after=("fsa-system", "haandbog"),
)
PACKAGE = Deliverable("pakke", "Dokumentationspakke", due=QUARTER, finishes_after=("aftale",))
MDR = (SYSTEM, MANUAL, REPORT, AGREEMENT, HANDBOOK, MUNICIPAL, PACKAGE)


def test_kommunal_pro_s_mdr_work_as_it_was_told() -> None:
    plan = deliverable_plan(MDR, DECEMBER, HELD)
    percents = {one.deliverable.id: one.percent for one in plan.standings}
    assert (percents["manual"], percents["rapport"]) == (Fraction(50), Fraction(80))
    assert percents["fsa-system"] is None
    assert (plan.dependencies.cycles, plan.dependencies.dangling) == ((), ())
    order = plan.dependencies.order
    assert order.index("fsa-system") < order.index("haandbog") < order.index("kommunernes-system")
    assert plan.too_early == ()


def test_predecessor_and_successor_in_one_quarter() -> None:
    assert deliverable_plan(MDR, DECEMBER, HELD).same_period == (
        SamePeriod("haandbog", "kommunernes-system", Need.BEGIN, QUARTER),
        SamePeriod("aftale", "pakke", Need.FINISH, QUARTER),
    )


def test_a_system_that_comes_late_holds_the_others_back() -> None:
    late = evolve(SYSTEM, due=PlannedTime("medio 2024", "2024-05-01", "2024-08-31"))
    plan = deliverable_plan((late, *MDR[1:]), DECEMBER, HELD)
    may = dt.date(2024, 5, 1)
    assert plan.finish("manual") == Finish("manual")
    assert plan.finish("aftale") == Finish("aftale", dt.date(2024, 1, 1), "aftale")
    assert plan.too_early == tuple(
        Finish(name, may, "fsa-system") for name in ("haandbog", "kommunernes-system", "rapport")
    )
    assert plan.finish("ukendt") is None


@pytest.mark.parametrize("state", [DeliverableState.DONE, DeliverableState.DROPPED])
def test_what_is_done_or_dropped_bounds_nothing(state: DeliverableState) -> None:
    late = evolve(
        SYSTEM, due=PlannedTime.exact("2024-08-31"), progress=(Progress("2023-12-01", state=state),)
    )
    over = evolve(AGREEMENT, progress=(Progress("2023-12-01", state=state),))
    plan = deliverable_plan((late, over, HANDBOOK, PACKAGE), DECEMBER)
    assert plan.finish("fsa-system") == Finish("fsa-system")
    assert plan.finish("haandbog") == Finish("haandbog", dt.date(2024, 1, 1), "haandbog")
    assert plan.same_period == ()
    before = deliverable_plan((late, over, HANDBOOK, PACKAGE), dt.date(2023, 11, 30))
    assert before.finish("haandbog") == Finish("haandbog", dt.date(2024, 8, 31), "fsa-system")
    assert len(before.same_period) == 1


def test_a_circle_is_told_and_bounds_nothing() -> None:
    round_again = evolve(SYSTEM, due=QUARTER, begins_after=("haandbog",))
    alone = evolve(AGREEMENT, finishes_after=("aftale",))
    plan = deliverable_plan((round_again, HANDBOOK, MUNICIPAL, alone, MANUAL), DECEMBER)
    assert plan.dependencies.cycles == (("aftale",), ("fsa-system", "haandbog"))
    assert plan.dependencies.waiting == ("kommunernes-system",)
    assert plan.dependencies.order == ("manual",)
    assert plan.finish("haandbog") == Finish("haandbog")
    assert plan.finish("kommunernes-system") == Finish("kommunernes-system")
    assert SamePeriod("aftale", "aftale", Need.FINISH, QUARTER) not in plan.same_period


def test_what_leads_nowhere_is_told_and_bounds_nothing() -> None:
    plan = deliverable_plan((HANDBOOK,), DECEMBER)
    assert plan.dependencies.dangling == (("haandbog", "fsa-system"),)
    assert plan.finish("haandbog") == Finish("haandbog", dt.date(2024, 1, 1), "haandbog")


def test_of_equal_bounds_its_own_is_told_then_the_lowest_number() -> None:
    first, second = (Deliverable(name, "x", due="2024-01-01") for name in ("L9", "L10"))
    third = Deliverable("L11", "x", begins_after=("L10", "L9"))
    plan = deliverable_plan((first, second, third), DECEMBER)
    assert plan.finish("L11") == Finish("L11", dt.date(2024, 1, 1), "L9")
    own = evolve(third, due="2024-01-01")
    assert deliverable_plan((first, second, own), DECEMBER).finish("L11") == Finish(
        "L11", dt.date(2024, 1, 1), "L11"
    )


def test_times_open_at_an_end_are_no_period() -> None:
    open_end = PlannedTime("tidligst i 2024", "2024-01-01")
    pair = (evolve(AGREEMENT, due=open_end), evolve(PACKAGE, due=open_end))
    assert deliverable_plan(pair, DECEMBER).same_period == ()
    other = evolve(PACKAGE, due=PlannedTime("primo 2024", "2024-01-01", "2024-04-30"))
    assert deliverable_plan((AGREEMENT, other), DECEMBER).same_period == ()


def test_progress_is_told_as_of_a_day() -> None:
    thing = Deliverable(
        "x",
        "En ting",
        owner="AJ",
        due="2024-01-31",
        note="Ny.",
        progress=(
            Progress("2024-02-01", 100, note="Færdig."),
            Progress("2023-12-08", 50, owner="BK"),
            Progress("2024-01-15", due="2024-03-31"),
            Progress("2023-11-01", 0),
            Progress(state=DeliverableState.DROPPED),
        ),
    )
    rows = [
        (one.state.value, one.percent, one.owner, str(one.due), one.note)
        for one in (
            thing.on(dt.date.fromisoformat(day))
            for day in ("2023-10-31", "2023-11-01", "2023-12-08", "2024-01-15", "2024-02-01")
        )
    ]
    assert rows == [
        ("planned", None, "AJ", "2024-01-31", "Ny."),
        ("planned", 0, "AJ", "2024-01-31", "Ny."),
        ("under way", 50, "BK", "2024-01-31", "Ny."),
        ("under way", 50, "BK", "2024-03-31", "Ny."),
        ("done", 100, "BK", "2024-03-31", "Færdig."),
    ]
    assert thing.on(DECEMBER).history.undated == (thing.progress[-1],)


@pytest.mark.parametrize(
    ("progress", "tells"),
    [
        (Progress(note="x"), None),
        (Progress(percent=0), "planned"),
        (Progress(percent=Decimal("99.9")), "under way"),
        (Progress(percent=100), "done"),
        (Progress(percent=100, state=DeliverableState.UNDER_WAY), "under way"),
        (Progress(state=DeliverableState.DROPPED), "dropped"),
        (Progress(percent=50, state=DeliverableState.ON_HOLD), "on hold"),
    ],
)
def test_the_state_is_told_or_follows_from_the_percent(
    progress: Progress, tells: str | None
) -> None:
    assert progress.tells == (None if tells is None else DeliverableState(tells))


@pytest.mark.parametrize(
    ("state", "overdue"),
    [
        (None, [False, True]),
        (DeliverableState.ON_HOLD, [False, True]),
        (DeliverableState.DONE, [False, False]),
        (DeliverableState.DROPPED, [False, False]),
    ],
)
def test_it_is_overdue_when_its_time_is_surely_over(
    state: DeliverableState | None, overdue: list[bool]
) -> None:
    thing = evolve(MANUAL, progress=(Progress("2023-12-01", state=state),))
    last, next_day = dt.date(2023, 12, 31), dt.date(2024, 1, 1)
    assert [thing.on(day).overdue for day in (last, next_day)] == overdue
    assert not SYSTEM.on(next_day).overdue


@pytest.mark.parametrize("percent", [-1, Fraction(201, 2)])
def test_a_percent_lies_between_nothing_and_all(percent: Exact) -> None:
    with pytest.raises(InvalidValueError) as refused:
        Progress(percent=percent)
    assert str(refused.value) == f"percent: lies between 0 and 100 (got {percent})"


def test_a_percent_is_exact() -> None:
    with pytest.raises(NotExactError, match=r"^percent: a number must be exact"):
        Progress(percent=0.5)  # type: ignore[arg-type]


def test_ids_and_days_are_such() -> None:
    with pytest.raises(TextError, match=r"^begins_after: holds letters and digits"):
        Deliverable("x", "x", begins_after=("FSA system",))
    with pytest.raises(TextError, match=r"^due: a date is written year-month-day"):
        Progress(due="Q1-2024")


def test_ids_are_unique() -> None:
    with pytest.raises(InvalidValueError) as refused:
        deliverable_plan((MANUAL, SYSTEM, MANUAL), DECEMBER)
    assert str(refused.value) == "deliverables.id: must be unique (got 'manual')"


NAMES = tuple(f"L{number}" for number in range(1, 9))
GRAPHS = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from((*NAMES, "L99")), max_size=3), max_size=8
)


def reached(needs: dict[str, list[str]], start: str) -> set[str]:
    """All that a thing needs, directly or not."""
    found: set[str] = set()
    left = list(needs.get(start, []))
    while left:
        one = left.pop()
        if one not in found and one in needs:
            found.add(one)
            left += needs[one]
    return found


@given(GRAPHS)
def test_everything_comes_after_what_it_needs_or_waits_for_a_circle(
    needs: dict[str, list[str]],
) -> None:
    found = dependencies(needs)
    place = {name: index for index, name in enumerate(found.order)}
    assert all(place[one] < place[name] for name in place for one in needs[name] if one in needs)
    circling = {name for name in needs if name in reached(needs, name)}
    stuck = {name for name in needs if circling & ({name} | reached(needs, name))}
    assert set(found.order) == set(needs) - stuck
    inside = [name for cycle in found.cycles for name in cycle]
    assert len(inside) == len(set(inside))
    assert sorted([*inside, *found.waiting]) == sorted(stuck)
    for cycle in found.cycles:
        assert all(b in needs[a] for a, b in zip(cycle, (*cycle[1:], cycle[0]), strict=True))
    for tangle in circling:  # every tangle has a member in a told circle
        same = {one for one in reached(needs, tangle) if tangle in reached(needs, one)}
        assert same & set(inside)
    assert set(found.dangling) == {
        (name, one) for name, wanted in needs.items() for one in wanted if one not in needs
    }


@given(GRAPHS, st.randoms())
def test_the_order_in_which_needs_are_given_decides_nothing(
    needs: dict[str, list[str]], random: Random
) -> None:
    pairs = [(name, random.sample(wanted, len(wanted))) for name, wanted in needs.items()]
    random.shuffle(pairs)
    assert dependencies(dict(pairs)) == dependencies(needs)


def test_a_circle_is_told_from_its_lowest_number_on() -> None:
    """Whoever leads into it, and wherever it is entered."""
    found = dependencies({"L1": ["L12"], "L12": ["L9"], "L9": ["L10"], "L10": ["L12"]})
    assert (found.cycles, found.waiting) == ((("L9", "L10", "L12"),), ("L1",))


def test_a_long_chain_is_no_trouble() -> None:
    chain = {f"L{number}": [f"L{number + 1}"] for number in range(3000)}
    assert len(dependencies({**chain, "L3000": []}).order) == 3001
    assert dependencies({**chain, "L3000": ["L0"]}).cycles == ((*chain, "L3000"),)


TIMES = st.none() | st.builds(
    lambda pair: PlannedTime("engang", *sorted(pair)),
    st.tuples(*[st.dates(dt.date(2024, 1, 1), dt.date(2024, 2, 1))] * 2),
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Deliverable, ...]:
    """Deliverables that may wait for each other in any way."""
    given_needs = draw(GRAPHS)
    return tuple(
        Deliverable(
            name, "x", due=draw(TIMES), begins_after=tuple(wanted[:1]), finishes_after=tuple(wanted)
        )
        for name, wanted in given_needs.items()
    )


@given(plans(), st.randoms())
def test_the_order_of_the_deliverables_decides_nothing(
    given_plan: tuple[Deliverable, ...], random: Random
) -> None:
    shuffled = list(given_plan)
    random.shuffle(shuffled)
    assert deliverable_plan(shuffled, DECEMBER) == deliverable_plan(given_plan, DECEMBER)


@given(plans())
def test_nothing_is_finished_before_what_it_waits_for(given_plan: tuple[Deliverable, ...]) -> None:
    plan = deliverable_plan(given_plan, DECEMBER)
    finishes = {one.id: one.not_before for one in plan.finishes}
    dues = {one.id: one.due for one in given_plan}
    for each in given_plan:
        own = finishes[each.id]
        if each.id not in plan.dependencies.order:
            assert own is None
            continue
        bounds = [finishes.get(one) for one in each.depends_on]
        due = dues[each.id]
        bounds.append(due.earliest if due else None)
        assert own == max((day for day in bounds if day is not None), default=None)
