"""Periods: exact intervals that tile the calendar, step by step and back again."""

import copy
import datetime as dt
import operator
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, SundgovError, TextError
from sundgov.periods import (
    CalendarPeriod,
    HalfYear,
    IsoWeek,
    Month,
    Period,
    Quarter,
    Span,
    Year,
    day,
    period,
)

KINDS: list[type[CalendarPeriod]] = [Year, HalfYear, Quarter, Month, IsoWeek]
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2800, 12, 31))
PERIODS: st.SearchStrategy[CalendarPeriod] = st.builds(
    lambda kind, on: kind.containing(on), st.sampled_from(KINDS), DAYS
)
ANY: st.SearchStrategy[Period] = PERIODS | st.builds(
    lambda on, days: Span(on, on + dt.timedelta(days=days)), DAYS, st.integers(0, 800)
)
STEPS = st.integers(-50, 50)
YEARS = st.integers(1900, 2998)
ORDERINGS: list[Callable[[Any, Any], bool]] = [operator.lt, operator.le, operator.gt, operator.ge]
ONE_DAY = dt.timedelta(days=1)


# Stepping and tiling


@given(PERIODS, STEPS, STEPS)
def test_shifting_goes_there_and_back_and_adds_up(p: CalendarPeriod, m: int, n: int) -> None:
    assert p.shift(n).shift(-n) == p.shift(0) == p
    assert p.shift(m).shift(n) == p.shift(m + n)
    assert type(p.shift(n)) is type(p)
    assert (p.shift(n) > p, p.shift(n) < p) == (n > 0, n < 0)


@given(PERIODS)
def test_neighbours_touch_without_overlap(p: CalendarPeriod) -> None:
    assert p.next.first_day == p.last_day + ONE_DAY
    assert p.previous.last_day == p.first_day - ONE_DAY
    assert (p.next.previous, p.previous.next) == (p, p)
    assert p.before(p.next)
    assert not p.next.before(p)
    assert not p.before(p)
    assert p.overlap(p.next) is None


@given(PERIODS, st.data())
def test_a_period_is_the_one_that_contains_each_of_its_days(
    p: CalendarPeriod, data: st.DataObject
) -> None:
    on = data.draw(st.dates(p.first_day, p.last_day))
    assert type(p).containing(on) == p
    assert on in p
    assert p.first_day - ONE_DAY not in p
    assert p.last_day + ONE_DAY not in p


@pytest.mark.parametrize(("kind", "count"), [(Year, 1), (HalfYear, 2), (Quarter, 4), (Month, 12)])
@given(year=YEARS)
def test_the_periods_of_a_year_tile_it(kind: type[CalendarPeriod], count: int, year: int) -> None:
    tiles = [kind.containing(dt.date(year, 1, 1))]
    while len(tiles) < count:
        tiles.append(tiles[-1].next)
    assert tiles[0].first_day == dt.date(year, 1, 1)
    assert tiles[-1].last_day == dt.date(year, 12, 31)
    assert sum(tile.days for tile in tiles) == Year(year).days
    assert Year(year).days == (dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days
    assert tiles == sorted(tiles, key=lambda tile: tile.first_day)
    if kind is HalfYear:
        assert Year(year).halves == tuple(tiles)


@given(DAYS)
def test_iso_weeks_agree_with_the_calendar(on: dt.date) -> None:
    week = IsoWeek.containing(on)
    assert (week.year, week.week) == on.isocalendar()[:2]
    assert (week.first_day.isoweekday(), week.last_day.isoweekday(), week.days) == (1, 7, 7)
    assert week.next.first_day - week.first_day == dt.timedelta(days=7)


@pytest.mark.parametrize(("year", "weeks"), [(2020, 53), (2024, 52), (2025, 52), (2026, 53)])
def test_a_year_has_fifty_two_or_fifty_three_weeks(year: int, weeks: int) -> None:
    assert IsoWeek(year, weeks).next == IsoWeek(year + 1, 1)
    assert IsoWeek(year + 1, 1).previous == IsoWeek(year, weeks)


@pytest.mark.parametrize(
    ("text", "expected", "first", "last", "days"),
    [
        ("2024", Year(2024), "2024-01-01", "2024-12-31", 366),
        ("2023", Year(2023), "2023-01-01", "2023-12-31", 365),
        ("1900", Year(1900), "1900-01-01", "1900-12-31", 365),
        ("2999", Year(2999), "2999-01-01", "2999-12-31", 365),
        ("2025-H1", HalfYear(2025, 1), "2025-01-01", "2025-06-30", 181),
        ("2025-H2", HalfYear(2025, 2), "2025-07-01", "2025-12-31", 184),
        ("2025-Q1", Quarter(2025, 1), "2025-01-01", "2025-03-31", 90),
        ("2025-Q4", Quarter(2025, 4), "2025-10-01", "2025-12-31", 92),
        ("2024-02", Month(2024, 2), "2024-02-01", "2024-02-29", 29),
        ("2025-12", Month(2025, 12), "2025-12-01", "2025-12-31", 31),
        ("2025-W01", IsoWeek(2025, 1), "2024-12-30", "2025-01-05", 7),
        ("2020-W53", IsoWeek(2020, 53), "2020-12-28", "2021-01-03", 7),
    ],
)
def test_a_short_text_names_a_period(
    text: str, expected: CalendarPeriod, first: str, last: str, days: int
) -> None:
    assert period(text) == expected
    assert str(expected) == text
    assert (f"{expected.first_day}", f"{expected.last_day}") == (first, last)
    assert expected.days == days


@given(PERIODS)
def test_every_period_reads_back_from_its_text(p: CalendarPeriod) -> None:
    assert period(str(p)) == p


# Containing and overlapping


@given(ANY, ANY)
def test_containment_and_overlap_agree(p: Period, q: Period) -> None:
    common = p.overlap(q)
    assert common == q.overlap(p)
    whole_q = Span(q.first_day, q.last_day)
    assert (q in p) == (common == whole_q)
    assert (common is None) == (p.before(q) or q.before(p))
    if common is not None:
        assert common in p
        assert common in q
        assert common.days == sum(
            p.first_day <= q.first_day + dt.timedelta(days=step) <= p.last_day
            for step in range(q.days)
        )


@given(ANY)
def test_a_period_contains_and_overlaps_itself(p: Period) -> None:
    assert p in p
    assert p.overlap(p) == Span(p.first_day, p.last_day)
    assert p.first_day in p
    assert day(p.last_day.isoformat()) in p
    assert p.days == (p.last_day - p.first_day).days + 1


def test_a_single_shared_day_is_an_overlap() -> None:
    span = Span("2025-06-30", "2025-07-01")
    assert span.overlap(HalfYear(2025, 1)) == Span("2025-06-30", "2025-06-30")
    assert str(span) == "2025-06-30/2025-07-01"
    assert span not in HalfYear(2025, 1)
    assert not HalfYear(2025, 1).before(span)


# Order


@given(st.sampled_from(KINDS), DAYS, DAYS)
def test_periods_of_one_kind_are_ordered_by_their_days(
    kind: type[CalendarPeriod], a: dt.date, b: dt.date
) -> None:
    p, q = kind.containing(a), kind.containing(b)
    assert [p < q, p == q, p > q].count(True) == 1
    for compare in ORDERINGS:
        assert compare(p, q) == compare(p.first_day, q.first_day)
    assert (hash(p) == hash(q)) or p != q


@pytest.mark.parametrize("compare", ORDERINGS)
@pytest.mark.parametrize(
    "other", [Quarter(2025, 1), Span("2025-01-01", "2025-12-31"), dt.date(2025, 1, 1), 2025, None]
)
def test_periods_of_different_kinds_have_no_order(
    compare: Callable[[Any, Any], bool], other: Any
) -> None:
    assert Year(2025) != other
    with pytest.raises(NotExactError) as refused:
        compare(Year(2025), other)
    assert str(refused.value) == f"<: a Year is ordered among its kind (got {other!r})"


@pytest.mark.parametrize(
    "p",
    [*(kind.containing(dt.date(2025, 7, 1)) for kind in KINDS), Span("2025-01-01", "2025-01-02")],
)
def test_periods_are_immutable_hashable_and_travel(p: Period) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(p, "year" if hasattr(p, "year") else "first_day", 2026)
    for again in (copy.copy(p), pickle.loads(pickle.dumps(p))):
        assert again == p
        assert {again} == {p}


# Days


@given(DAYS)
def test_a_date_and_its_text_are_the_same_day(on: dt.date) -> None:
    assert day(on) is on
    assert day(on.isoformat()) == on


WHEN = "day: a date is written year-month-day (got {!r}). Write it as '2023-01-01'."
NO_PERIOD = (
    "period: is no year, half-year, quarter, month or week (got {!r}). "
    "Write it as '2025', '2025-H1', '2025-Q3', '2025-07' or '2025-W09'."
)
NOON: Any = dt.datetime(2023, 1, 1, 12)
NUMBER: Any = 20230101
HALF: Any = 1.0
REFUSALS: list[tuple[Callable[[], object], type[SundgovError], str]] = [
    *(
        (lambda text=text: day(text), TextError, WHEN.format(text))
        for text in (
            *("", "2023", "1/1-2023", "01-01-2023", "20230101", "2023-1-1", "2023-01-01T00:00"),
            *(" 2023-01-01", "2023-01-01\n", "٢٠٢٣-٠١-٠١", "2023-W01-1"),
        )
    ),
    *(
        (
            lambda text=text: day(text, "due"),
            TextError,
            f"due: is no day of the calendar (got '{text}')",
        )
        for text in ("2023-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "0000-01-01")
    ),
    (
        lambda: day(NOON),
        NotExactError,
        "day: must be a date without a time of day (got datetime.datetime(2023, 1, 1, 12, 0))",
    ),
    (lambda: day(NUMBER), NotExactError, "day: must be a date or an ISO text (got 20230101)"),
    (
        lambda: NUMBER in Year(2023),
        NotExactError,
        "day: must be a date or an ISO text (got 20230101)",
    ),
    *(
        (lambda text=text: period(text), TextError, NO_PERIOD.format(text))
        for text in (
            *("", "25", "2025-H3", "2025-H0", "2025-Q5", "2025-7", "2025-W9", "2025-h1"),
            *("primo 2024", "2025-07-01", "2025-", "2025 ", "٢٠٢٥", "2025-H1\n"),
        )
    ),
    (lambda: period("2025-W00"), InvalidValueError, "week: lies between 1 and 53 (got 0)"),
    (lambda: period("2025-W54"), InvalidValueError, "week: lies between 1 and 53 (got 54)"),
    (
        lambda: period("2025-W53"),
        InvalidValueError,
        "week: the year has no such week (got 2025, 53)",
    ),
    (lambda: period("2025-00"), InvalidValueError, "month: lies between 1 and 12 (got 0)"),
    (lambda: Month(2025, 13), InvalidValueError, "month: lies between 1 and 12 (got 13)"),
    (lambda: Quarter(2025, 0), InvalidValueError, "quarter: lies between 1 and 4 (got 0)"),
    (lambda: Quarter(2025, 5), InvalidValueError, "quarter: lies between 1 and 4 (got 5)"),
    (lambda: HalfYear(2025, 0), InvalidValueError, "half: lies between 1 and 2 (got 0)"),
    (lambda: HalfYear(2025, 3), InvalidValueError, "half: lies between 1 and 2 (got 3)"),
    (lambda: HalfYear(2025, HALF), NotExactError, "half: a whole number is an int (got 1.0)"),
    (lambda: Month(2025, bool(1)), NotExactError, "month: a whole number is an int (got True)"),
    (lambda: Year(2025).shift(HALF), NotExactError, "count: a whole number is an int (got 1.0)"),
    *(
        (make, InvalidValueError, "year: a year lies between 1900 and 2999 (got 25)")
        for make in (
            lambda: Year(25),
            lambda: HalfYear(25, 1),
            lambda: Quarter(25, 1),
            lambda: Month(25, 1),
            lambda: IsoWeek(25, 1),
        )
    ),
    (
        lambda: Year(2999).next,
        InvalidValueError,
        "shift: leaves the calendar (got '2999', 1)",
    ),
    (
        lambda: Month(1900, 1).previous,
        InvalidValueError,
        "shift: leaves the calendar (got '1900-01', -1)",
    ),
    (
        lambda: Span("2025-02-01", "2025-01-31"),
        InvalidValueError,
        "span: must not end before it begins (got '2025-02-01', '2025-01-31')",
    ),
    (
        lambda: Span("2025-1-1", "2025-01-31"),
        TextError,
        "first_day: a date is written year-month-day (got '2025-1-1'). Write it as '2023-01-01'.",
    ),
    (
        lambda: Span("2025-01-01", "2025-02-30"),
        TextError,
        "last_day: is no day of the calendar (got '2025-02-30')",
    ),
]


@pytest.mark.parametrize(("attempt", "kind", "message"), REFUSALS)
def test_a_refusal_says_what_was_wrong(
    attempt: Callable[[], object], kind: type[SundgovError], message: str
) -> None:
    with pytest.raises(kind) as refused:
        attempt()
    assert str(refused.value) == message
