"""Targets: how much is reached against how much of the time is gone, in exact fractions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, TextError
from sundgov.exact import Exact
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.qualified_amounts import Qualifier
from sundgov.governance.target_status import Pace, target_status
from sundgov.governance.targets import PERCENT, Direction, Reading, Target

NOVEMBER, MEETING = dt.date(2023, 11, 1), dt.date(2023, 11, 21)
YEAR = PlannedTime("inden udgangen af 2023", None, "2023-12-31")
PLANS = Target(
    "flp-planer",
    "Oprettede forløbsplaner",
    180_000,
    "forløbsplaner",
    since="2023-01-01",
    due=YEAR,
    adopted_by="flp-2023-03-29-5",
    readings=(Reading("2023-11-01", 143_953, source="flp-2023-11-21-8"),),
)
CLINICS = Target(
    "ok22",
    "Klinikker, der opfylder OK22",
    85,
    PERCENT,
    definition="Mindst fem nye planer pr. kapacitet",
    since="2023-01-01",
    due="2023-12-31",
    readings=(Reading("2023-11-01", 79),),
)


def test_the_plans_made_by_november() -> None:
    status = target_status(PLANS, MEETING)
    assert (status.reading, status.read_on) == (PLANS.readings[0], NOVEMBER)
    assert status.share_reached == Fraction(143_953, 180_000)
    assert status.days == (305, 365)
    assert status.share_of_time_gone == Fraction(305, 365)
    assert (status.pace, status.met) == (Pace.BEHIND, False)


def test_the_clinics_by_november() -> None:
    status = target_status(CLINICS, MEETING)
    assert status.share_reached == Fraction(79, 85)
    assert (status.pace, status.met) == (Pace.AHEAD, False)


@pytest.mark.parametrize(
    ("target", "danish", "english"),
    [
        (
            PLANS,
            "Oprettede forløbsplaner: 143.953 forløbsplaner 1. november 2023;"
            " målet er 180.000 forløbsplaner (inden udgangen af 2023)."
            " Nået: 79,97… pct. Tid gået: 83,56… pct. (305 af 365 dage). Bagud.",
            "Oprettede forløbsplaner: 143,953 forløbsplaner on 1 November 2023;"
            " the goal is 180,000 forløbsplaner (inden udgangen af 2023)."
            " Reached: 79.97… per cent. Time gone: 83.56… per cent (305 of 365 days). Behind.",
        ),
        (
            CLINICS,
            "Klinikker, der opfylder OK22: 79,0 pct. 1. november 2023;"
            " målet er 85,0 pct. (31. december 2023)."
            " Nået: 92,94… pct. Tid gået: 83,56… pct. (305 af 365 dage). Foran.",
            "Klinikker, der opfylder OK22: 79.0 per cent on 1 November 2023;"
            " the goal is 85.0 per cent (31 December 2023)."
            " Reached: 92.94… per cent. Time gone: 83.56… per cent (305 of 365 days). Ahead.",
        ),
        (
            evolve(CLINICS, readings=(), since=None),
            "Klinikker, der opfylder OK22: ingen måling; målet er 85,0 pct. (31. december 2023).",
            "Klinikker, der opfylder OK22: no reading;"
            " the goal is 85.0 per cent (31 December 2023).",
        ),
        (
            Target("x", "Sager", 4, readings=(Reading("2023-11-01", 2, qualifier=Qualifier.OVER),)),
            "Sager: over 2 1. november 2023; målet er 4. Nået: 50 pct.",
            "Sager: over 2 on 1 November 2023; the goal is 4. Reached: 50 per cent.",
        ),
    ],
)
def test_a_status_is_read_aloud(target: Target, danish: str, english: str) -> None:
    status = target_status(target, MEETING)
    assert (status.worded(), status.worded("en")) == (danish, english)


@pytest.mark.parametrize(
    ("qualifier", "danish", "english"),
    [
        (Qualifier.EXACT, "", ""),
        (Qualifier.ABOUT, "ca. ", "about "),
        (Qualifier.UP_TO, "op til ", "up to "),
        (Qualifier.AT_LEAST, "mindst ", "at least "),
        (Qualifier.SLIGHTLY_OVER, "lidt over ", "slightly over "),
        (Qualifier.SLIGHTLY_UNDER, "lidt under ", "slightly under "),
        (Qualifier.OVER, "over ", "over "),
        (Qualifier.UNDER, "under ", "under "),
    ],
)
def test_what_the_paper_says_around_a_number_is_said(
    qualifier: Qualifier, danish: str, english: str
) -> None:
    reading = Reading("2023-11-01", 3, qualifier=qualifier)
    status = target_status(Target("x", "Sager", 4, readings=(reading,)), MEETING)
    assert status.worded().startswith(f"Sager: {danish}3 1. november 2023")
    assert status.worded("en").startswith(f"Sager: {english}3 on 1 November 2023")


def test_it_is_told_in_danish_or_english() -> None:
    with pytest.raises(InvalidValueError, match=r"^language: must be 'da' or 'en'"):
        target_status(PLANS, MEETING).worded("sv")  # type: ignore[arg-type]


def test_the_newest_reading_by_the_day_counts() -> None:
    readings = (Reading("2023-11-01", 2), Reading("2023-06-01", 1), Reading("2023-11-22", 3))
    target = evolve(PLANS, readings=readings)
    assert target_status(target, MEETING).reading == readings[0]
    assert target_status(target, dt.date(2023, 5, 31)).reading is None


def test_of_two_of_one_day_the_one_written_last_counts() -> None:
    pair = (Reading("2023-11-01", 2), Reading("2023-11-01", 1))
    assert target_status(evolve(PLANS, readings=pair), MEETING).reading == pair[1]


def test_a_reading_of_a_meeting_is_of_its_day() -> None:
    target = evolve(PLANS, readings=(Reading(None, 5, meeting="m1"), Reading(None, 6)))
    assert target_status(target, MEETING).reading is None
    held = {"m1": dt.date(2023, 11, 20)}
    status = target_status(target, MEETING, held)
    assert (status.reading, status.read_on) == (target.readings[0], held["m1"])
    assert status.days == (324, 365)


@pytest.mark.parametrize(
    ("goal", "baseline", "direction", "value", "share"),
    [
        (100, None, Direction.HIGHER, 25, Fraction(1, 4)),
        (100, 20, Direction.HIGHER, 60, Fraction(1, 2)),
        (100, 20, Direction.HIGHER, 10, Fraction(-1, 8)),
        (100, 20, Direction.HIGHER, 140, Fraction(3, 2)),
        (100, 100, Direction.HIGHER, 100, None),
        (100, 120, Direction.HIGHER, 110, None),
        (0, None, Direction.HIGHER, 0, None),
        (5, 15, Direction.LOWER, 10, Fraction(1, 2)),
        (5, None, Direction.LOWER, 10, None),
        (5, 5, Direction.LOWER, 5, None),
        (5, 4, Direction.LOWER, 5, None),
    ],
)
def test_the_share_is_of_the_way_from_the_baseline(
    goal: int, baseline: int | None, direction: Direction, value: int, share: Fraction | None
) -> None:
    target = Target(
        "x",
        "Ventetid",
        goal,
        "dage",
        baseline=baseline,
        direction=direction,
        readings=(Reading("2023-11-01", value),),
    )
    status = target_status(target, MEETING)
    assert status.share_reached == share
    assert status.pace is None


NUMBERS = st.fractions(-1000, 1000, max_denominator=100)


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(Direction))
def test_the_share_leads_back_to_the_reading(
    goal: Fraction, baseline: Fraction, value: Fraction, direction: Direction
) -> None:
    target = Target(
        "x",
        "x",
        goal,
        baseline=baseline,
        direction=direction,
        readings=(Reading("2023-11-01", value),),
    )
    share = target_status(target, MEETING).share_reached
    way = goal - baseline
    if share is None:
        assert way <= 0 if direction is Direction.HIGHER else way >= 0
    else:
        assert share * way + baseline == value


@pytest.mark.parametrize(
    ("read", "days"),
    [
        ("2022-12-31", (0, 365)),
        ("2022-01-01", (0, 365)),
        ("2023-01-01", (1, 365)),
        ("2023-12-30", (364, 365)),
        ("2023-12-31", (365, 365)),
        ("2024-02-01", (365, 365)),
    ],
)
def test_the_first_day_and_the_last_are_days_of_the_time(read: str, days: tuple[int, int]) -> None:
    target = evolve(PLANS, readings=(Reading(read, 1),))
    assert target_status(target, dt.date(2024, 3, 1)).days == days


@given(st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1)), st.integers(0, 900))
def test_time_goes_on_from_none_to_all(on: dt.date, later: int) -> None:
    target = evolve(PLANS, readings=())
    early, late = (
        target_status(target, day).share_of_time_gone for day in (on, on + dt.timedelta(later))
    )
    assert early is not None
    assert late is not None
    assert 0 <= early <= late <= 1


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (None, YEAR),
        ("2023-01-01", None),
        ("2023-01-01", PlannedTime("tidligst i 2024", "2024-01-01")),
        ("2024-01-01", YEAR),
    ],
)
def test_without_a_beginning_and_an_end_no_time_is_gone(
    since: str | None, due: PlannedTime | None
) -> None:
    status = target_status(evolve(PLANS, since=since, due=due), MEETING)
    assert (status.days, status.share_of_time_gone, status.pace) == (None, None, None)
    assert status.share_reached == Fraction(143_953, 180_000)


@pytest.mark.parametrize(
    ("value", "pace"), [(305, Pace.EVEN), (306, Pace.AHEAD), (304, Pace.BEHIND)]
)
def test_the_two_shares_are_held_against_each_other(value: int, pace: Pace) -> None:
    target = evolve(PLANS, goal=365, readings=(Reading("2023-11-01", value),))
    assert target_status(target, MEETING).pace is pace


def test_an_even_pace_is_told() -> None:
    target = evolve(PLANS, goal=365, readings=(Reading("2023-11-01", 305),))
    assert target_status(target, MEETING).worded().endswith("(305 af 365 dage). Lige med.")


@pytest.mark.parametrize(
    ("qualifier", "value", "met"),
    [
        (Qualifier.EXACT, 9, (False, True)),
        (Qualifier.EXACT, 10, (True, True)),
        (Qualifier.EXACT, 11, (True, False)),
        (Qualifier.ABOUT, 9, (None, None)),
        (Qualifier.ABOUT, 11, (None, None)),
        (Qualifier.OVER, 9, (None, None)),
        (Qualifier.OVER, 10, (True, None)),
        (Qualifier.AT_LEAST, 11, (True, False)),
        (Qualifier.SLIGHTLY_OVER, 10, (True, None)),
        (Qualifier.UP_TO, 9, (False, True)),
        (Qualifier.UNDER, 10, (None, True)),
        (Qualifier.SLIGHTLY_UNDER, 11, (None, None)),
    ],
)
def test_a_goal_is_met_when_the_reading_settles_it(
    qualifier: Qualifier, value: int, met: tuple[bool | None, bool | None]
) -> None:
    """Of a goal of 10: at least so much, and at most."""
    reading = Reading("2023-11-01", value, qualifier=qualifier)
    found = tuple(
        target_status(Target("x", "x", 10, direction=way, readings=(reading,)), MEETING).met
        for way in (Direction.HIGHER, Direction.LOWER)
    )
    assert found == met


def test_nothing_read_settles_nothing() -> None:
    status = target_status(evolve(PLANS, readings=()), MEETING)
    assert (status.met, status.share_reached, status.pace) == (None, None, None)


READINGS = st.builds(
    Reading,
    st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
    st.integers(0, 9),
    meeting=st.sampled_from(("", "m1")),
)
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2023, 12, 31))


@given(st.lists(READINGS, max_size=5).map(tuple), READINGS, DAYS, st.none() | DAYS)
def test_what_is_read_later_changes_nothing(
    readings: tuple[Reading, ...], reading: Reading, on: dt.date, meeting: dt.date | None
) -> None:
    held: Mapping[str, dt.date] = {} if meeting is None else {"m1": meeting}
    day = reading.on or held.get(reading.meeting)
    before = target_status(evolve(PLANS, readings=readings), on, held)
    after = target_status(evolve(PLANS, readings=(*readings, reading)), on, held)
    if day is None or day > on:
        assert (before.reading, before.read_on) == (after.reading, after.read_on)


@given(st.lists(READINGS, max_size=5, unique_by=lambda one: one.on), DAYS, st.randoms())
def test_readings_of_different_days_may_stand_in_any_order(
    readings: list[Reading], on: dt.date, random: Random
) -> None:
    shuffled = list(readings)
    random.shuffle(shuffled)
    one, two = (
        target_status(evolve(PLANS, readings=tuple(order)), on) for order in (readings, shuffled)
    )
    assert (one.reading, one.read_on) == (two.reading, two.read_on)


@pytest.mark.parametrize("number", [Decimal("0.5"), Fraction(1, 2)])
def test_numbers_are_exact(number: Exact) -> None:
    target = Target("x", "x", number, baseline=number, readings=(Reading(None, number),))
    assert {target.goal, target.baseline, target.readings[0].value} == {Fraction(1, 2)}


@pytest.mark.parametrize(
    ("field", "build"),
    [
        ("goal", lambda: Target("x", "x", 0.5)),  # type: ignore[arg-type]
        ("baseline", lambda: Target("x", "x", 1, baseline=0.5)),  # type: ignore[arg-type]
        ("value", lambda: Reading(None, 0.5)),  # type: ignore[arg-type]
    ],
)
def test_no_number_is_a_float(field: str, build: Callable[[], object]) -> None:
    with pytest.raises(NotExactError) as refused:
        build()
    assert str(refused.value) == (
        f"{field}: a number must be exact, never a float or bool (got 0.5)."
        " Write it as an int, Fraction(1, 3) or Decimal('0.1')."
    )


@pytest.mark.parametrize("field", ["since", "due"])
def test_a_target_s_days_are_days(field: str) -> None:
    with pytest.raises(TextError, match=f"^{field}: a date is written year-month-day"):
        Target("x", "x", 1, **{field: "31/12-23"})  # type: ignore[arg-type]
