"""Meeting plans: dates, rules, and whether they are as often as they say."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, TextError
from sundgov.governance.schedules import Frequency, MeetingPlan
from sundgov.periods import Quarter, Span, Year

FOUR = ["2022-02-09", "2022-05-05", "2022-09-15", "2022-11-10"]


def test_four_dates_one_a_quarter_are_quarterly() -> None:
    plan = MeetingPlan(
        "kosu",
        FOUR,
        every=Frequency.QUARTERLY,
        starts=dt.time(12),
        ends=dt.time(13, 30),
        place="Viborg Rådhus",
    )
    assert plan.uneven() == ()
    assert [f"{on}" for on in plan.dates_in(Year(2022))] == FOUR
    assert plan.dates_in(Quarter(2022, 3)) == (dt.date(2022, 9, 15),)


def test_what_is_not_once_a_period_is_told() -> None:
    plan = MeetingPlan("kosu", [*FOUR[:2], "2022-05-20", *FOUR[3:]], every=Frequency.QUARTERLY)
    assert [(str(period), count) for period, count in plan.uneven()] == [
        ("2022-Q2", 2),
        ("2022-Q3", 0),
    ]
    assert MeetingPlan("kosu", FOUR).uneven() == ()
    assert MeetingPlan("kosu", every=Frequency.MONTHLY).uneven() == ()
    assert MeetingPlan("kosu", FOUR, every=Frequency.HALF_YEARLY).uneven()[0][1] == 2
    assert MeetingPlan("kosu", FOUR[:1], every=Frequency.YEARLY).uneven() == ()


def test_a_rule_gives_the_dates_from_the_day_it_begins() -> None:
    plan = MeetingPlan("kosu", rule="FREQ=MONTHLY;BYDAY=1MO", begins="2023-01-15")
    found = plan.dates_in(Span("2023-01-01", "2023-03-31"))
    assert found == (dt.date(2023, 2, 6), dt.date(2023, 3, 6))
    assert plan.dates_in(Year(2022)) == ()


def test_dates_and_rule_add_up_without_doubling() -> None:
    plan = MeetingPlan(
        "x", ["2023-02-06", "2023-02-20"], rule="FREQ=MONTHLY;BYDAY=1MO", begins="2023-02-01"
    )
    assert [on.day for on in plan.dates_in(Span("2023-02-01", "2023-02-28"))] == [6, 20]


@given(st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31)), max_size=8))
def test_the_order_of_dates_does_not_matter(dates: list[dt.date]) -> None:
    plan = MeetingPlan("x", dates, every=Frequency.QUARTERLY)
    assert plan == MeetingPlan("x", list(reversed(dates)), every=Frequency.QUARTERLY)
    gaps = dict(plan.uneven())
    counted = len(plan.dates) - sum(count for count in gaps.values())
    quarters = {Quarter.containing(on) for on in dates}
    assert counted == len(quarters - set(gaps))


@pytest.mark.parametrize(
    "rule", ["every now and then", "FREQ=HOURLY", "FREQ=MONTHLY;BYDAY=9XX", "FREQ=MONTHLY;BYHOUR=3"]
)
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(TextError) as refused:
        MeetingPlan("x", rule=rule, begins="2023-01-01")
    assert str(refused.value) == (
        f"rule: is no recurrence rule (got '{rule}'). Write it as"
        " 'FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH'."
    )


def test_a_rule_goes_with_the_day_it_begins() -> None:
    with pytest.raises(InvalidValueError, match=r"^rule: goes with the day it begins"):
        MeetingPlan("x", rule="FREQ=MONTHLY")
    with pytest.raises(InvalidValueError, match=r"^rule: goes with the day it begins"):
        MeetingPlan("x", begins="2023-01-01")
    with pytest.raises(InvalidValueError, match=r"^ends: must lie after starts \(got '12:00:00'"):
        MeetingPlan("x", starts=dt.time(12), ends=dt.time(12))
