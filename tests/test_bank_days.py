"""Bank days, against lists of closed weekdays written down by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.bank_days import (
    CLOSED_DAYS,
    LONGEST,
    closed_days,
    due_date,
    is_bank_day,
    next_bank_day,
    unmoved_due_date,
    why_closed,
)
from sundgov.errors import InvalidValueError, NotExactError, SundgovError, TextError

# Every day from Monday to Friday on which Danish banks were or will be closed.
CLOSED = {
    # The Danish Bankers Association's list; the Friday after Ascension Day was not yet one.
    2006: "04-13 04-14 04-17 05-12 05-25 06-05 12-25 12-26",
    2016: "01-01 03-24 03-25 03-28 04-22 05-05 05-06 05-16 12-26",
    2022: "04-14 04-15 04-18 05-13 05-26 05-27 06-06 12-26",
    2023: "04-06 04-07 04-10 05-05 05-18 05-19 05-29 06-05 12-25 12-26",
    2024: "01-01 03-28 03-29 04-01 05-09 05-10 05-20 06-05 12-24 12-25 12-26 12-31",
    2025: "01-01 04-17 04-18 04-21 05-29 05-30 06-05 06-09 12-24 12-25 12-26 12-31",
    # Danmarks Nationalbank's lists.
    2026: "01-01 04-02 04-03 04-06 05-14 05-15 05-25 06-05 12-24 12-25 12-31",
    2027: "01-01 03-25 03-26 03-29 05-06 05-07 05-17 12-24 12-31",
}


@pytest.mark.parametrize("year", CLOSED)
def test_the_closed_weekdays_of_a_year(year: int) -> None:
    days = (dt.date(year, 1, 1) + dt.timedelta(days=count) for count in range(366))
    closed = [
        f"{on:%m-%d}" for on in days if on.year == year and on.weekday() < 5 and not is_bank_day(on)
    ]
    assert closed == CLOSED[year].split()


def test_rules_are_kept_from_and_to_their_years() -> None:
    assert [is_bank_day(f"{year}-12-31") for year in (2002, 2003)] == [True, False]
    assert [is_bank_day(on) for on in ("2008-05-02", "2009-05-22")] == [True, False]
    assert [is_bank_day(on) for on in ("2023-05-05", "2024-04-26")] == [False, True]


def test_what_keeps_banks_closed_is_told_in_both_languages() -> None:
    assert why_closed(dt.date(2025, 7, 5)) == "lørdag"
    assert why_closed(dt.date(2025, 7, 6), "en") == "Sunday"
    assert why_closed(dt.date(2025, 5, 30)) == "banklukkedag efter Kristi himmelfart"
    assert why_closed(dt.date(2025, 5, 30), "en") == "the Friday after Ascension Day"
    assert why_closed(dt.date(2025, 7, 7)) == ""
    assert closed_days(2023)[dt.date(2023, 5, 5)].english == "General Prayer Day"


def test_no_two_closed_days_have_one_name() -> None:
    assert len({one.danish for one in CLOSED_DAYS}) == len(CLOSED_DAYS) == 13
    assert len({one.english for one in CLOSED_DAYS}) == 13


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
def test_the_next_bank_day_is_the_first_that_is_open(on: dt.date) -> None:
    found = next_bank_day(on)
    assert is_bank_day(found)
    between = (on + dt.timedelta(days=count) for count in range((found - on).days))
    assert not any(map(is_bank_day, between))
    assert (found - on).days <= 5


@pytest.mark.parametrize(
    ("issued", "days", "first", "due"),
    [
        ("2025-07-01", 30, "2025-07-31", "2025-07-31"),
        ("2025-01-15", 30, "2025-02-14", "2025-02-14"),
        # Maundy Thursday, and the first bank day after Easter Monday
        ("2025-03-18", 30, "2025-04-17", "2025-04-22"),
        # Constitution Day, a Thursday
        ("2025-05-06", 30, "2025-06-05", "2025-06-06"),
        # Christmas Eve runs into a week-end, and New Year's Eve into the next year
        ("2025-11-24", 30, "2025-12-24", "2025-12-29"),
        ("2026-12-01", 30, "2026-12-31", "2027-01-04"),
        ("2025-07-05", 0, "2025-07-05", "2025-07-07"),
    ],
)
def test_payment_days_run_to_the_next_bank_day(
    issued: str, days: int, first: str, due: str
) -> None:
    assert unmoved_due_date(issued, days) == dt.date.fromisoformat(first)
    assert due_date(dt.date.fromisoformat(issued), days) == dt.date.fromisoformat(due)


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: due_date("2025-07-01", -1),
            InvalidValueError,
            "payment_days: must not be negative (got -1)",
        ),
        (
            lambda: due_date("2025-07-01", LONGEST + 1),
            InvalidValueError,
            "payment_days: must not exceed 3650 (got 3651)",
        ),
        (
            lambda: due_date("1/7-2025", 30),
            TextError,
            "issued_on: a date is written year-month-day (got '1/7-2025'). "
            "Write it as '2023-01-01'.",
        ),
        (
            lambda: due_date(dt.date(1850, 1, 1), 30),
            InvalidValueError,
            "issued_on: a year lies between 1900 and 2999 (got 1850)",
        ),
        (
            lambda: is_bank_day(20250701),  # type: ignore[arg-type]
            NotExactError,
            "day: must be a date or an ISO text (got 20250701)",
        ),
        (
            lambda: next_bank_day(dt.date(3000, 1, 1)),
            InvalidValueError,
            "year: a year lies between 1900 and 2999 (got 3000)",
        ),
    ],
)
def test_what_is_no_day_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message
