"""Which decisions count on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import NotExactError
from sundgov.governance.decisions import (
    Change,
    ChangeKind,
    Decision,
    Destination,
    Outcome,
    OutcomeKind,
    TakenDecision,
)
from sundgov.governance.in_force import changes_of, counts_on, in_force
from sundgov.governance.planned_times import PlannedTime

LATE = dt.date(2030, 1, 1)


def taken(
    name: str,
    on: str,
    *changes: Change,
    points: tuple[str, ...] = ("",),
    kind: OutcomeKind = OutcomeKind.APPROVED,
    effective: PlannedTime | str | None = None,
    order: int = 0,
) -> TakenDecision:
    outcomes = tuple(Outcome(kind, point) for point in points)
    decision = Decision(outcomes, changes=changes, effective=effective)
    return TakenDecision(decision, name, "b", dt.date.fromisoformat(on), order=order)


def supersedes(name: str, *points: str) -> Change:
    return Change(ChangeKind.SUPERSEDES, name, points)


def amends(name: str, *points: str) -> Change:
    return Change(ChangeKind.AMENDS, name, points)


def standing(decisions: list[TakenDecision], on: dt.date = LATE) -> dict[str, tuple[str, ...]]:
    return {one.decision.id: one.points for one in in_force(decisions, on)}


def test_a_later_decision_takes_the_place_of_an_earlier() -> None:
    old, new = taken("old", "2023-01-20"), taken("new", "2023-12-08", supersedes("old"))
    assert standing([new, old]) == {"new": ("",)}
    assert standing([new, old], dt.date(2023, 12, 7)) == {"old": ("",)}
    assert standing([new, old], dt.date(2023, 1, 19)) == {}


def test_points_fall_one_by_one_and_others_are_amended() -> None:
    old = taken("old", "2023-01-20", points=("1", "2", "3"))
    new = taken("new", "2023-12-08", supersedes("old", "1"), amends("old", "2"))
    (first, _) = in_force([old, new], LATE)
    assert (first.points, first.fallen) == (("2", "3"), ("1",))
    assert [one.by.id for one in first.amended] == ["new"]
    rest = taken("rest", "2024-12-08", supersedes("old", "2", "3"))
    assert standing([old, new, rest]) == {"new": ("",), "rest": ("",)}


def test_an_amendment_of_what_has_fallen_is_none() -> None:
    old = taken("old", "2023-01-20", points=("1", "2"))
    new = taken("new", "2023-12-08", supersedes("old", "1"), amends("old", "1"))
    (first, _) = in_force([old, new], LATE)
    assert first.amended == ()


def test_nothing_comes_back_when_what_took_its_place_falls() -> None:
    first = taken("first", "2023-01-01")
    second = taken("second", "2023-02-01", supersedes("first"))
    third = taken("third", "2023-03-01", supersedes("second"))
    assert standing([first, second, third]) == {"third": ("",)}


def test_of_two_meetings_on_one_day_the_earlier_comes_first() -> None:
    old, new = taken("a", "2023-12-08"), taken("b", "2023-12-08", supersedes("a"))
    early, late = (
        evolve(old, meeting="z", starts=dt.time(9)),
        evolve(new, meeting="b", starts=dt.time(12)),
    )
    assert standing([late, early]) == {"b": ("",)}
    unknown = evolve(early, starts=None)
    assert standing([late, unknown]) == {"b": ("",)}


def test_what_was_not_settled_changes_nothing() -> None:
    old = taken("old", "2023-01-20")
    for kind in (OutcomeKind.POSTPONED, OutcomeKind.REJECTED, OutcomeKind.NOTED):
        put = taken("put", "2023-12-08", supersedes("old"), kind=kind)
        assert standing([old, put]) == {"old": ("",)}


def test_a_decision_counts_from_when_it_is_effective() -> None:
    later = taken("a", "2023-12-08", effective="2024-01-01")
    assert [counts_on(later, dt.date(2023, 12, day)) for day in (8, 31)] == [False, False]
    assert counts_on(later, dt.date(2024, 1, 1))
    never = taken("b", "2023-12-08", effective=PlannedTime("snart"))
    assert not counts_on(never, LATE)
    backwards = taken("c", "2023-12-08", effective="2023-01-01")
    assert not counts_on(backwards, dt.date(2023, 6, 1))


def test_circles_and_changes_of_nothing_do_no_harm() -> None:
    one = taken("one", "2023-01-01", supersedes("two"), supersedes("one"), supersedes("nothing"))
    two = taken("two", "2023-02-01", supersedes("one"))
    assert standing([one, two]) == {"two": ("",)}


def test_what_later_decisions_do_to_one() -> None:
    old, new = taken("old", "2023-01-20"), taken("new", "2023-12-08", amends("old"))
    assert [one.by.id for one in changes_of(old, [new, old], LATE)] == ["new"]
    assert changes_of(old, [new, old], dt.date(2023, 6, 1)) == ()
    assert changes_of(new, [new, old], LATE) == ()


NAMES = ["a", "b", "c", "d"]
CHANGES = st.builds(
    Change, st.sampled_from(ChangeKind), st.sampled_from(NAMES), st.sampled_from([(), ("1",)])
)


@given(
    st.lists(st.lists(CHANGES, max_size=2), min_size=4, max_size=4),
    st.lists(st.integers(1, 28), min_size=4, max_size=4),
    st.integers(1, 28),
)
def test_laws_of_what_is_in_force(changes: list[list[Change]], days: list[int], day: int) -> None:
    decisions = [
        taken(name, f"2023-01-{on:02d}", *each, points=("1", "2"), order=number)
        for number, (name, each, on) in enumerate(zip(NAMES, changes, days, strict=True))
    ]
    on = dt.date(2023, 1, day)
    found = in_force(decisions, on)
    assert in_force(list(reversed(decisions)), on) == found
    assert all(one.decision.on <= on for one in found)
    for one in found:
        assert set(one.points) | set(one.fallen) == {"1", "2"}
        assert not set(one.points) & set(one.fallen)
    # the last one taken is superseded by nobody
    taken_by_then = [one for one in decisions if one.on <= on]
    if taken_by_then:
        last = max(taken_by_then, key=lambda one: (one.on, one.order))
        assert last.id in {one.decision.id for one in found}


def test_a_day_is_a_day_and_a_destination_may_be_nowhere() -> None:
    with pytest.raises(NotExactError, match=r"^on: must be a date"):
        in_force([], "2023-01-01")  # type: ignore[arg-type]
    assert not Destination().known
    assert Destination(time="2024-02-01").known
    assert Destination(body="kosu").known
