"""Planned times: what a wording leaves open stays open, and nothing makes a date of it."""

from __future__ import annotations

import copy
import datetime as dt
import operator
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import assume, given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, SundgovError, TextError
from sundgov.governance.planned_times import PlannedTime, planned

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
ENDS = st.none() | DAYS
ONE_DAY = dt.timedelta(days=1)
DECEMBER_8 = dt.date(2023, 12, 8)
ORDERINGS: list[Callable[[Any, Any], bool]] = [operator.lt, operator.le, operator.gt, operator.ge]


def time(earliest: dt.date | None, latest: dt.date | None) -> PlannedTime:
    return PlannedTime("en gang", earliest, latest)


@st.composite
def times(draw: st.DrawFn) -> PlannedTime:
    earliest, latest = draw(ENDS), draw(ENDS)
    if earliest is not None and latest is not None:
        earliest, latest = sorted((earliest, latest))
    return time(earliest, latest)


def possible(planned_time: PlannedTime, on: dt.date) -> bool:
    """Whether a day lies in the time, said once more."""
    after_start = planned_time.earliest is None or planned_time.earliest <= on
    return after_start and (planned_time.latest is None or on <= planned_time.latest)


# The value


@given(DAYS, DAYS)
def test_a_time_holds_its_wording_and_both_ends(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    found = PlannedTime(" Som skrevet ", first, last)
    assert (found.wording, found.earliest, found.latest) == (" Som skrevet ", first, last)
    assert f"{found}" == " Som skrevet "
    assert found == PlannedTime(" Som skrevet ", f"{first}", f"{last}")
    assert found.is_day == (first == last)
    assert copy.deepcopy(found) == pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(copy.copy(found))
    if first < last:
        with pytest.raises(InvalidValueError) as refused:
            PlannedTime("baglæns", last, first)
        assert f"{refused.value}" == (
            f"planned time: must not end before it begins (got '{last}', '{first}')"
        )


def test_either_end_or_both_may_be_open() -> None:
    assert not time(DECEMBER_8, None).is_day
    assert not time(None, DECEMBER_8).is_day
    soon = PlannedTime("snarest")
    assert (soon.earliest, soon.latest, soon.is_day) == (None, None, False)


def test_one_day_is_worded_as_written_in_files() -> None:
    assert PlannedTime.exact(DECEMBER_8) == PlannedTime("2023-12-08", DECEMBER_8, DECEMBER_8)
    assert PlannedTime.exact("2023-12-08").is_day
    with pytest.raises(TextError, match="planned time: a date is written year-month-day"):
        PlannedTime.exact("8. december 2023")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("",), "wording: must not be empty (got '')"),
        (
            ("primo\x07",),
            "wording: control and invisible characters are not allowed "
            r"(got 'primo\x07', 'U+0007')",
        ),
        ((2024,), "wording: must be a text (got 2024)"),
        (("primo", 2024), "earliest: must be a date or an ISO text (got 2024)"),
        (
            ("primo", None, "2024"),
            "latest: a date is written year-month-day (got '2024'). Write it as '2023-01-01'.",
        ),
        (
            ("primo", dt.datetime(2024, 1, 1, 12)),
            "earliest: must be a date without a time of day "
            "(got datetime.datetime(2024, 1, 1, 12, 0))",
        ),
    ],
)
def test_what_a_time_cannot_hold(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(SundgovError) as refused:
        PlannedTime(*arguments)
    assert f"{refused.value}" == message


def test_a_time_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        PlannedTime("primo").wording = "ultimo"  # type: ignore[misc]


# Never a date


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_a_time_has_no_order_with_dates_or_among_its_kind(
    ordering: Callable[[Any, Any], bool],
) -> None:
    exact = PlannedTime.exact(DECEMBER_8)
    for one, other in ((exact, DECEMBER_8), (DECEMBER_8, exact), (exact, exact)):
        with pytest.raises(TypeError, match="not supported between instances"):
            ordering(one, other)


def test_a_time_is_not_equal_to_its_day() -> None:
    exact: object = PlannedTime.exact(DECEMBER_8)
    assert exact != DECEMBER_8
    assert exact != "2023-12-08"
    assert not isinstance(exact, dt.date)
    assert not hasattr(exact, "date")


# Questions


@given(times(), DAYS)
def test_a_day_is_surely_before_surely_after_or_may_be_meant(
    planned_time: PlannedTime, on: dt.date
) -> None:
    answers = (
        planned_time.surely_past(on),
        planned_time.may_hold_on(on),
        planned_time.surely_after(on),
    )
    assert answers.count(True) == 1
    assert planned_time.may_hold_on(on) == possible(planned_time, on)
    assert planned_time.surely_past(on) == planned_time.surely_before(on)


@given(times(), times(), DAYS, DAYS)
def test_one_time_is_surely_before_another_if_each_of_its_days_is(
    one: PlannedTime, other: PlannedTime, on: dt.date, then: dt.date
) -> None:
    assert one.surely_before(other) == other.surely_after(one)
    assert not (one.surely_before(other) and one.surely_after(other))
    if one.surely_before(other) and one.may_hold_on(on) and other.may_hold_on(then):
        assert on < then
    assert one.surely_before(PlannedTime.exact(on)) == one.surely_before(on)
    assert one.surely_after(PlannedTime.exact(on)) == one.surely_after(on)


@given(DAYS, st.integers(0, 900), DAYS, st.integers(0, 900))
def test_a_day_in_common_is_enough_for_not_being_sure(
    first: dt.date, days: int, second: dt.date, more: int
) -> None:
    one = time(first, first + dt.timedelta(days=days))
    other = time(second, second + dt.timedelta(days=more))
    assume(one.latest is not None and other.latest is not None)
    apart = one.latest < second or other.latest < first  # type: ignore[operator]
    assert (one.surely_before(other) or one.surely_after(other)) == apart


@given(DAYS)
def test_the_last_day_still_counts(on: dt.date) -> None:
    by = time(None, on)
    assert not by.surely_past(on)
    assert by.surely_past(on + ONE_DAY)
    start = time(on, None)
    assert not start.surely_after(on)
    assert start.surely_after(on - ONE_DAY)
    assert not start.surely_past(dt.date(2099, 12, 31))
    assert time(None, None).may_hold_on(on)


def test_questions_are_put_about_days_and_planned_times() -> None:
    soon = PlannedTime("snarest")
    wrong: Any = "8. december"
    with pytest.raises(NotExactError, match="other: must be a PlannedTime or a date"):
        soon.surely_before(wrong)
    with pytest.raises(NotExactError, match="other: must be a PlannedTime or a date"):
        soon.surely_after(wrong)
    with pytest.raises(NotExactError, match="on: must be a PlannedTime or a date"):
        soon.surely_past(wrong)
    with pytest.raises(NotExactError, match="on: must be a PlannedTime or a date"):
        soon.may_hold_on(wrong)
    with pytest.raises(NotExactError, match="must be a PlannedTime or a date"):
        soon.surely_before(dt.datetime(2023, 12, 8))


# Fields that take a day or a planned time


def test_what_is_planned_comes_as_a_day_or_as_a_planned_time() -> None:
    primo = PlannedTime.read("primo 2024")
    assert planned(primo, "due") is primo
    assert planned(None, "due") is None
    assert (
        planned(DECEMBER_8, "due") == planned("2023-12-08", "due") == PlannedTime.exact(DECEMBER_8)
    )


def test_a_wording_is_not_read_in_passing() -> None:
    wrong: Any = 2024
    with pytest.raises(TextError) as refused:
        planned("primo 2024", "due")
    assert f"{refused.value}" == (
        "due: a date is written year-month-day (got 'primo 2024'). Write it as '2023-01-01'."
    )
    with pytest.raises(NotExactError, match="due: must be a date or an ISO text"):
        planned(wrong, "due")


def test_a_wording_is_read_by_name() -> None:
    assert PlannedTime.read("uge 49", near=DECEMBER_8) == PlannedTime(
        "uge 49", "2023-12-04", "2023-12-10"
    )
