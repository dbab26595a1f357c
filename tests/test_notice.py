"""How long before a meeting papers are sent, over weekends and holidays."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.bank_days import is_holiday
from sundgov.errors import InvalidValueError, NotExactError
from sundgov.governance.notice import DayCount, NoticeRule

MEETINGS = st.dates(dt.date(2019, 1, 1), dt.date(2029, 12, 31))


@pytest.mark.parametrize(
    ("rule", "meeting", "last"),
    [
        (NoticeRule(7), "2023-12-08", "2023-12-01"),
        (NoticeRule(0), "2023-12-08", "2023-12-08"),
        # Friday; the four working days before are Thursday to Monday
        (NoticeRule(4, DayCount.WORKING), "2023-12-08", "2023-12-04"),
        # Over Easter 2024: 28 March, 29 March and 1 April are holidays
        (NoticeRule(3, DayCount.WORKING), "2024-04-03", "2024-03-26"),
        (NoticeRule(3, DayCount.WORKING_WITH_SATURDAY), "2024-04-03", "2024-03-27"),
        # General Prayer Day was a Friday until 2023
        (NoticeRule(1, DayCount.WORKING), "2023-05-08", "2023-05-04"),
        (NoticeRule(1, DayCount.WORKING), "2024-04-29", "2024-04-26"),
        # Banks are closed on 5 June, and it is no public holiday
        (NoticeRule(1, DayCount.WORKING), "2024-06-06", "2024-06-05"),
    ],
)
def test_the_last_day_in_time(rule: NoticeRule, meeting: str, last: str) -> None:
    on = dt.date.fromisoformat(meeting)
    assert rule.last_day_before(on) == rule.last_day_for_material(on) == dt.date.fromisoformat(last)


def test_material_may_follow_later() -> None:
    rule = NoticeRule(4, DayCount.WORKING, material_days=3)
    meeting = dt.date(2023, 12, 8)
    assert rule.last_day_for_material(meeting) == dt.date(2023, 12, 5)
    assert str(rule) == "4 working days"


@given(MEETINGS, st.integers(0, 30), st.sampled_from(DayCount))
def test_so_many_counting_days_lie_between(meeting: dt.date, days: int, count: DayCount) -> None:
    last = NoticeRule(days, count).last_day_before(meeting)
    between = [last + dt.timedelta(days=step) for step in range((meeting - last).days)]
    assert sum(count.counts(on) for on in between) == days
    assert not days or count.counts(last)


@given(MEETINGS, st.integers(0, 30))
def test_more_days_count_less_time(meeting: dt.date, days: int) -> None:
    calendar, saturday, working = (
        NoticeRule(days, count).last_day_before(meeting)
        for count in (DayCount.CALENDAR, DayCount.WORKING_WITH_SATURDAY, DayCount.WORKING)
    )
    assert working <= saturday <= calendar


def test_a_notice_is_a_whole_number_of_days() -> None:
    with pytest.raises(InvalidValueError, match=r"^days: must not be negative \(got -1\)"):
        NoticeRule(-1)
    with pytest.raises(NotExactError, match=r"^material_days: a whole number is an int"):
        NoticeRule(7, material_days=2.5)  # type: ignore[arg-type]


def test_bank_holidays_that_are_no_public_ones() -> None:
    closed = ["2024-05-10", "2024-06-05", "2024-12-24", "2024-12-31"]
    assert not any(map(is_holiday, closed))
    assert all(map(is_holiday, ["2024-01-01", "2024-05-09", "2024-12-25", "2023-05-05"]))
    assert not is_holiday("2024-04-26")


def test_a_notice_that_is_longer_than_the_calendar_ends_where_it_begins() -> None:
    for count in DayCount:
        assert NoticeRule(400, count).last_day_before(dt.date(1, 2, 1)) == dt.date.min
