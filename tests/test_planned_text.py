"""Reading planned times: every wording of the papers, and why the others are refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, TextError
from sundgov.governance.planned_text import read_planned_time
from sundgov.periods import HalfYear, IsoWeek, Month, Period, Quarter, Year

Ends: TypeAlias = tuple[str | None, str | None]

NEAR = "2023-12-08"
ONE_DAY = dt.timedelta(days=1)
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
DAYS = st.dates(dt.date(1902, 1, 1), dt.date(2097, 12, 31))


def ends(text: str, near: dt.date | str | None = None) -> tuple[dt.date | None, dt.date | None]:
    found = read_planned_time(text, near=near)
    assert found.wording == text
    return found.earliest, found.latest


def as_days(expected: Ends) -> tuple[dt.date | None, dt.date | None]:
    first, last = (dt.date.fromisoformat(one) if one else None for one in expected)
    return first, last


def refusal(text: str, near: dt.date | str | None = None) -> str:
    with pytest.raises(TextError) as refused:
        read_planned_time(text, near=near)
    assert refused.value.got == (text,)
    return f"{refused.value}"


# Dates


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("8. december 2023", "2023-12-08"),
        ("08. december 2023", "2023-12-08"),
        ("8 december 2023", "2023-12-08"),
        ("8.december 2023", "2023-12-08"),
        ("8. december, 2023", "2023-12-08"),
        ("8. DECEMBER 2023", "2023-12-08"),
        ("8. dec. 2023", "2023-12-08"),
        ("8. dec 2023", "2023-12-08"),
        ("1. sept. 2023", "2023-09-01"),
        ("den 15. november 2021", "2021-11-15"),
        ("d. 15. november 2021", "2021-11-15"),
        ("d.15. november 2021", "2021-11-15"),
        ("fredag den 8. december 2023", "2023-12-08"),
        ("Fredag d. 8. december 2023", "2023-12-08"),
        ("fredag, den 8. december 2023", "2023-12-08"),
        ("fredag 8. december 2023", "2023-12-08"),
        ("8. december 23", "2023-12-08"),
        ("13-11-2023", "2023-11-13"),
        ("31/10-23", "2023-10-31"),
        ("31/10-2023", "2023-10-31"),
        ("31/10 - 2023", "2023-10-31"),
        ("31/10/23", "2023-10-31"),
        ("31/10/2023", "2023-10-31"),
        ("31/10 2023", "2023-10-31"),
        ("d. 31/10-23", "2023-10-31"),
        ("31.10.23", "2023-10-31"),
        ("31.10.2023", "2023-10-31"),
        ("31. 10. 2023", "2023-10-31"),
        ("31.10-23", "2023-10-31"),
        ("31.10 2023", "2023-10-31"),
        ("1.11.23", "2023-11-01"),
        ("den 1.11.23", "2023-11-01"),
        ("3/11-23", "2023-11-03"),
        ("4/12-23", "2023-12-04"),
        ("03.04.05", "2005-04-03"),
        ("1/1-00", "2000-01-01"),
        ("31.12.99", "2099-12-31"),
        ("2023-12-08", "2023-12-08"),
        ("pr. 31. december 2023", "2023-12-31"),
        ("pr. 1. november 2023", "2023-11-01"),
        ("pr. d. 1/1-24", "2024-01-01"),
        ("29. februar 2024", "2024-02-29"),
        ("8. december 2023.", "2023-12-08"),
        ("  8.  december\N{NO-BREAK SPACE}2023 ", "2023-12-08"),
        ("13\N{EN DASH}11\N{EN DASH}2023", "2023-11-13"),
    ],
)
def test_every_form_of_a_date(text: str, on: str) -> None:
    assert ends(text) == as_days((on, on))
    assert ends(text, near="1999-01-01") == as_days((on, on))
    assert read_planned_time(text).is_day


@pytest.mark.parametrize(
    ("text", "near", "on"),
    [
        ("d. 04.12.", NEAR, "2023-12-04"),
        ("mandag d. 04.12.", NEAR, "2023-12-04"),
        ("den 4/12", NEAR, "2023-12-04"),
        ("pr. 1. november", "2023-11-21", "2023-11-01"),
        ("9. februar", "2021-11-15", "2022-02-09"),
        ("15. november", "2021-11-15", "2021-11-15"),
        ("2. januar", NEAR, "2024-01-02"),
        ("30. december", "2024-01-02", "2023-12-30"),
        ("29. februar", "2023-02-27", "2024-02-29"),
    ],
)
def test_a_date_without_a_year_is_the_one_near_a_day(text: str, near: str, on: str) -> None:
    assert ends(text, near=near) == as_days((on, on))
    assert "does not say which year" in refusal(text)


# Periods


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("primo 2024", ("2024-01-01", "2024-04-30")),
        ("medio 2022", ("2022-05-01", "2022-08-31")),
        ("ultimo 2023", ("2023-09-01", "2023-12-31")),
        ("primo november 2023", ("2023-11-01", "2023-11-10")),
        ("medio november 2023", ("2023-11-11", "2023-11-20")),
        ("ultimo november 2023", ("2023-11-21", "2023-11-30")),
        ("ultimo februar 2024", ("2024-02-21", "2024-02-29")),
        ("medio 2. kvartal 2024", ("2024-05-01", "2024-05-31")),
        ("primo Q2 2024", ("2024-04-01", "2024-04-30")),
        ("ultimo 1. halvår 2024", ("2024-05-01", "2024-06-30")),
        ("i starten af 2024", ("2024-01-01", "2024-04-30")),
        ("i begyndelsen af 2024", ("2024-01-01", "2024-04-30")),
        ("i start 2024", ("2024-01-01", "2024-04-30")),
        ("start 2024", ("2024-01-01", "2024-04-30")),
        ("midten af 2024", ("2024-05-01", "2024-08-31")),
        ("midt i november 2023", ("2023-11-11", "2023-11-20")),
        ("i slutningen af 2024", ("2024-09-01", "2024-12-31")),
        ("sidst i november 2023", ("2023-11-21", "2023-11-30")),
        ("slut 2024", ("2024-09-01", "2024-12-31")),
        ("Q1-2024", ("2024-01-01", "2024-03-31")),
        ("Q1 2024", ("2024-01-01", "2024-03-31")),
        ("Q1, 2024", ("2024-01-01", "2024-03-31")),
        ("Q1/2024", ("2024-01-01", "2024-03-31")),
        ("2024 Q1", ("2024-01-01", "2024-03-31")),
        ("i Q1-2024", ("2024-01-01", "2024-03-31")),
        ("1. kvartal 2020", ("2020-01-01", "2020-03-31")),
        ("1.kvartal 2020", ("2020-01-01", "2020-03-31")),
        ("fjerde kvartal af 2023", ("2023-10-01", "2023-12-31")),
        ("første halvår 2024", ("2024-01-01", "2024-06-30")),
        ("første halvår (2024)", ("2024-01-01", "2024-06-30")),
        ("1. halvår 2024", ("2024-01-01", "2024-06-30")),
        ("andet halvår 2024", ("2024-07-01", "2024-12-31")),
        ("H2 2024", ("2024-07-01", "2024-12-31")),
        ("første halvdel af 2022", ("2022-01-01", "2022-06-30")),
        ("i sidste halvdel af 2022", ("2022-07-01", "2022-12-31")),
        ("1. halvdel af marts 2022", ("2022-03-01", "2022-03-15")),
        ("anden halvdel af marts 2022", ("2022-03-16", "2022-03-31")),
        ("foråret 2024", ("2024-03-01", "2024-05-31")),
        ("i foråret 2021", ("2021-03-01", "2021-05-31")),
        ("sommer 2024", ("2024-06-01", "2024-08-31")),
        ("efteråret 2023", ("2023-09-01", "2023-11-30")),
        ("vinteren 2023/24", ("2023-12-01", "2024-02-29")),
        ("vinteren 2022-2023", ("2022-12-01", "2023-02-28")),
        ("vinteren 1999/00", ("1999-12-01", "2000-02-29")),
        ("uge 49 2023", ("2023-12-04", "2023-12-10")),
        ("uge 49 (2023)", ("2023-12-04", "2023-12-10")),
        ("uge 49, 2023", ("2023-12-04", "2023-12-10")),
        ("uge 49-2023", ("2023-12-04", "2023-12-10")),
        ("uge 49 - 2023", ("2023-12-04", "2023-12-10")),
        ("i uge 10 i 2024", ("2024-03-04", "2024-03-10")),
        ("uge 1 2020", ("2019-12-30", "2020-01-05")),
        ("uge 53 2020", ("2020-12-28", "2021-01-03")),
        ("december 2023", ("2023-12-01", "2023-12-31")),
        ("i december måned 2023", ("2023-12-01", "2023-12-31")),
        ("nov. 2023", ("2023-11-01", "2023-11-30")),
        ("pr. november 2023", ("2023-11-01", "2023-11-30")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("i 2023", ("2023-01-01", "2023-12-31")),
        ("i løbet af 2024", ("2024-01-01", "2024-12-31")),
        ("i hele 2024", ("2024-01-01", "2024-12-31")),
        ("året 2024", ("2024-01-01", "2024-12-31")),
        ("årsskiftet 2023/24", ("2023-12-16", "2024-01-15")),
        ("omkring årsskiftet 2023/2024", ("2023-12-16", "2024-01-15")),
    ],
)
def test_periods(text: str, expected: Ends) -> None:
    assert ends(text) == as_days(expected)
    assert ends(text.upper(), near="1999-01-01") == as_days(expected)


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("ultimo november", NEAR, ("2023-11-21", "2023-11-30")),
        ("uge 49", "2023-11-13", ("2023-12-04", "2023-12-10")),
        ("uge 2", NEAR, ("2024-01-08", "2024-01-14")),
        ("første halvår", "2021-11-15", ("2022-01-01", "2022-06-30")),
        ("efteråret", "2023-11-13", ("2023-09-01", "2023-11-30")),
        ("i foråret", NEAR, ("2024-03-01", "2024-05-31")),
        ("vinteren", NEAR, ("2023-12-01", "2024-02-29")),
        ("i vinter", "2024-02-01", ("2023-12-01", "2024-02-29")),
        ("Q1", NEAR, ("2024-01-01", "2024-03-31")),
        ("januar", NEAR, ("2024-01-01", "2024-01-31")),
        ("omkring nytår", NEAR, ("2023-12-16", "2024-01-15")),
        ("omkring nytår", "2024-01-10", ("2023-12-16", "2024-01-15")),
        ("ved årsskiftet", NEAR, ("2023-12-16", "2024-01-15")),
        ("i slutningen af året", NEAR, ("2023-09-01", "2023-12-31")),
        ("primo måneden", NEAR, ("2023-12-01", "2023-12-10")),
        ("kvartalet", NEAR, ("2023-10-01", "2023-12-31")),
        ("halvåret", NEAR, ("2023-07-01", "2023-12-31")),
    ],
)
def test_a_period_without_a_year_is_the_one_near_a_day(
    text: str, near: str, expected: Ends
) -> None:
    assert ends(text, near=near) == ends(text, near=dt.date.fromisoformat(near))
    assert ends(text, near=near) == as_days(expected)
    assert "does not say which year" in refusal(text)


# Bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("inden udgangen af 2023", (None, "2023-12-31")),
        ("inden udgang 2023", (None, "2023-12-31")),
        ("senest ved udgangen af november 2023", (None, "2023-11-30")),
        ("senest med udgangen af Q1 2024", (None, "2024-03-31")),
        ("før udgangen af 1. halvår 2024", (None, "2024-06-30")),
        ("indtil udgangen af foråret 2024", (None, "2024-05-31")),
        ("frem til udgangen af 2023", (None, "2023-12-31")),
        ("senest uge 10 i 2024", (None, "2024-03-10")),
        ("senest i uge 10 i 2024", (None, "2024-03-10")),
        ("senest d. 31/10-23", (None, "2023-10-31")),
        ("senest den 31. oktober 2023", (None, "2023-10-31")),
        ("senest primo 2024", (None, "2024-04-30")),
        ("ikke senere end 1. marts 2024", (None, "2024-03-01")),
        ("til og med 2025", (None, "2025-12-31")),
        ("indtil og med juni 2024", (None, "2024-06-30")),
        ("frem til og med juni 2024", (None, "2024-06-30")),
        ("indtil 1. juni 2020", (None, "2020-06-01")),
        ("frem til 1. juni 2020", (None, "2020-06-01")),
        ("inden den 1. marts 2024", (None, "2024-03-01")),
        ("før 1. juni 2020", (None, "2020-05-31")),
        ("før uge 10 2024", (None, "2024-03-03")),
        ("før foråret 2024", (None, "2024-02-29")),
        ("før 2024", (None, "2023-12-31")),
        ("tidligst i 2024", ("2024-01-01", None)),
        ("tidligst 1. marts 2024", ("2024-03-01", None)),
        ("tidligst medio 2024", ("2024-05-01", None)),
        ("tidligst fra uge 10 2024", ("2024-03-04", None)),
        ("ikke før 2024", ("2024-01-01", None)),
        ("fra februar 2024", ("2024-02-01", None)),
        ("fra 2024", ("2024-01-01", None)),
        ("fra og med 1. januar 2024", ("2024-01-01", None)),
        ("fra 2024 og frem", ("2024-01-01", None)),
        ("fra 2024 og fremefter", ("2024-01-01", None)),
        ("med virkning fra 1. januar 2024", ("2024-01-01", None)),
        ("gældende fra 1/1-24", ("2024-01-01", None)),
        ("efter 1. juni 2020", ("2020-06-02", None)),
        ("efter uge 10 2024", ("2024-03-11", None)),
        ("efter sommeren 2024", ("2024-09-01", None)),
        ("inden jul 2023", (None, "2023-12-24")),
        ("senest inden julen 2023", (None, "2023-12-24")),
        ("efter jul 2023", ("2023-12-27", None)),
        ("inden påske 2024", (None, "2024-03-27")),
        ("efter påsken 2024", ("2024-04-02", None)),
        ("inden årsskiftet 2023/24", (None, "2023-12-31")),
        ("senest ved årsskiftet 2023/24", (None, "2023-12-31")),
        ("fra årsskiftet 2023/24", ("2024-01-01", None)),
        ("tidligst efter årsskiftet 2023/24", ("2024-01-01", None)),
    ],
)
def test_bounds(text: str, expected: Ends) -> None:
    assert ends(text) == as_days(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("inden årets udgang", (None, "2023-12-31")),
        ("senest ved årets udgang", (None, "2023-12-31")),
        ("inden udgangen af året", (None, "2023-12-31")),
        ("inden månedens udgang", (None, "2023-12-31")),
        ("inden kvartalets udgang", (None, "2023-12-31")),
        ("inden udgangen af uge 49", (None, "2023-12-10")),
        ("senest uge 10", (None, "2024-03-10")),
        ("inden jul", (None, "2023-12-24")),
        ("før jul", (None, "2023-12-24")),
        ("efter jul", ("2023-12-27", None)),
        ("efter nytår", ("2024-01-01", None)),
        ("inden nytår", (None, "2023-12-31")),
        ("fra nytår", ("2024-01-01", None)),
        ("tidligst nytår", ("2024-01-01", None)),
        ("inden 4/12", (None, "2023-12-04")),
        ("efter uge 49", ("2023-12-11", None)),
    ],
)
def test_bounds_without_a_year(text: str, expected: Ends) -> None:
    assert ends(text, near=NEAR) == as_days(expected)
    assert "does not say which year" in refusal(text)


# Ranges


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8.-9. december 2023", ("2023-12-08", "2023-12-09")),
        ("8. - 9. december 2023", ("2023-12-08", "2023-12-09")),
        ("8.\N{EN DASH}9. december 2023", ("2023-12-08", "2023-12-09")),
        ("den 8.-9. december 2023", ("2023-12-08", "2023-12-09")),
        ("8. og 9. december 2023", ("2023-12-08", "2023-12-09")),
        ("torsdag den 7. eller fredag den 8. december 2023", ("2023-12-07", "2023-12-08")),
        ("fredag den 8. - lørdag den 9. december 2023", ("2023-12-08", "2023-12-09")),
        ("30. november - 1. december 2023", ("2023-11-30", "2023-12-01")),
        ("30. december - 2. januar 2024", ("2023-12-30", "2024-01-02")),
        ("30. december 2023 - 2. januar 2024", ("2023-12-30", "2024-01-02")),
        ("31/10-23 - 3/11-23", ("2023-10-31", "2023-11-03")),
        ("fra 1. januar til 31. marts 2024", ("2024-01-01", "2024-03-31")),
        ("fra 1. januar til og med 31. marts 2024", ("2024-01-01", "2024-03-31")),
        ("i perioden 1. januar - 31. december 2024", ("2024-01-01", "2024-12-31")),
        ("fra 1. april 2024 til 31. marts 2025", ("2024-04-01", "2025-03-31")),
        ("mellem 1. og 15. marts 2024", ("2024-03-01", "2024-03-15")),
        ("mellem marts og maj 2024", ("2024-03-01", "2024-05-31")),
        ("mellem primo marts og medio april 2024", ("2024-03-01", "2024-04-20")),
        ("marts-april 2024", ("2024-03-01", "2024-04-30")),
        ("marts/april 2024", ("2024-03-01", "2024-04-30")),
        ("november og december 2023", ("2023-11-01", "2023-12-31")),
        ("november 2023-januar 2024", ("2023-11-01", "2024-01-31")),
        ("november-januar 2024", ("2023-11-01", "2024-01-31")),
        ("primo-medio april 2024", ("2024-04-01", "2024-04-20")),
        ("medio/ultimo 2024", ("2024-05-01", "2024-12-31")),
        ("primo marts - medio april 2024", ("2024-03-01", "2024-04-20")),
        ("uge 49-50 2023", ("2023-12-04", "2023-12-17")),
        ("uge 20-24 2024", ("2024-05-13", "2024-06-16")),
        ("i uge 49 til uge 50 2023", ("2023-12-04", "2023-12-17")),
        ("ugerne 51-2 2024", ("2023-12-18", "2024-01-14")),
        ("Q1-Q2 2024", ("2024-01-01", "2024-06-30")),
        ("Q1 2024-Q2 2024", ("2024-01-01", "2024-06-30")),
        ("1.-2. kvartal 2024", ("2024-01-01", "2024-06-30")),
        ("2024-2025", ("2024-01-01", "2025-12-31")),
        ("2024 - 2025", ("2024-01-01", "2025-12-31")),
        ("fra 2024 til 2025", ("2024-01-01", "2025-12-31")),
        ("2024 og 2025", ("2024-01-01", "2025-12-31")),
        ("tidligst uge 10, senest uge 12 2024", ("2024-03-04", "2024-03-24")),
        ("tidligst 1. marts og senest 1. juni 2024", ("2024-03-01", "2024-06-01")),
    ],
)
def test_ranges(text: str, expected: Ends) -> None:
    assert ends(text) == as_days(expected)


def test_a_range_without_a_year_lies_near_a_day() -> None:
    assert ends("8.-9. december", near=NEAR) == as_days(("2023-12-08", "2023-12-09"))
    assert ends("30. december - 2. januar", near=NEAR) == as_days(("2023-12-30", "2024-01-02"))
    assert ends("uge 51-2", near=NEAR) == as_days(("2023-12-18", "2024-01-14"))


def test_a_range_across_a_new_year_spans_at_most_half_a_year_unless_both_years_are_told() -> None:
    assert ends("2. juli - 1. januar 2024") == as_days(("2023-07-02", "2024-01-01"))
    assert "ends before it begins" in refusal("1. juli - 1. januar 2024")
    assert ends("1. juli 2023 - 1. januar 2024") == as_days(("2023-07-01", "2024-01-01"))


# Refusals

HOW = (
    "Write it as '8. december 2023', 'primo 2024', 'Q1 2024', 'uge 49 2023', "
    "'inden udgangen af 2023' or 'tidligst i 2024'."
)
NO_YEAR = "Write the year, or give the day that it is near to: near=date(2023, 12, 8)."
DAY_OR_NUMBER = "may be a day or another number"
BOTH_YEARS = "Write both years if the range lies across a new year."
FOUR_DIGITS = "Write it as 'Q1 2024', 'november 2023' or 'uge 10 2024'."
DOUBT = "Write the year: {} is about as near to the one as to the other."
PARTS = "Write it as 'primo marts 2024', 'medio 2. kvartal 2024' or 'ultimo 2024'."
HALVES = "Write it as 'første halvdel af 2022' or 'anden halvdel af marts 2022'."
VAGUE = "Write it as 'primo 2024', 'medio 2024' or 'tidligst i 2024'."


@pytest.mark.parametrize(
    ("text", "rule", "hint"),
    [
        # two meanings
        ("1/2", DAY_OR_NUMBER, "Write '1/2-…' with the year, or 'den 1/2'."),
        ("4. 12.", DAY_OR_NUMBER, "Write '4. 12-…' with the year, or 'den 4. 12'."),
        ("04.12.", DAY_OR_NUMBER, "Write '04.12-…' with the year, or 'den 04.12'."),
        (
            "uge 10-24",
            "may be several weeks, or a week of a year in two digits",
            "Write it as 'uge 10 2024' or 'uge 20-24 2024'.",
        ),
        (
            "inden foråret",
            "may mean until the season begins, until it ends, or in it",
            "Write 'før foråret 2024', 'inden udgangen af foråret 2024' or 'foråret 2024'.",
        ),
        (
            "til sommeren 2024",
            "may mean until the season begins, until it ends, or in it",
            "Write 'før foråret 2024', 'inden udgangen af foråret 2024' or 'foråret 2024'.",
        ),
        (
            "10-11-12",
            "may be day-month-year or year-month-day",
            "Write the year with four digits, or the date as '10.11.12'.",
        ),
        (
            "2023-24",
            "may be two calendar years or a year across the new year",
            "Write '2023-2024' for two calendar years, or the days themselves.",
        ),
        (
            "2023/2024",
            "may be two calendar years or a year across the new year",
            "Write '2023-2024' for two calendar years, or the days themselves.",
        ),
        (
            "inden 2024",
            "may mean until the period begins, or until it ends",
            "Write 'før 2024' or 'inden udgangen af 2024'.",
        ),
        (
            "indtil december 2023",
            "may mean until the period begins, or until it ends",
            "Write 'før december 2023' or 'inden udgangen af december 2023'.",
        ),
        (
            "til 1. juni 2020",
            "may mean until then, or at that time",
            "Write 'indtil 1. juni 2020', 'senest 1. juni 2020' or the time alone.",
        ),
        (
            "ved udgangen af 2023",
            "may be the last day or the weeks before it",
            "Write '31. december 2023', 'ultimo 2023' or 'inden udgangen af 2023'.",
        ),
        ("1. jul. 2024", "may be July or Christmas", "Write 'juli' or the days."),
        ("vinteren 2023", "a winter lies in two years", "Write it as 'vinteren 2023/24'."),
        (
            "omkring nytår 2024",
            "a new year lies between two years",
            "Write it as 'årsskiftet 2023/24'.",
        ),
        # not in the calendar
        ("31. november 2023", "is not in the calendar", "day: lies between 1 and 30."),
        ("29. februar 2023", "is not in the calendar", "day: lies between 1 and 28."),
        ("0. december 2023", "is not in the calendar", "day: lies between 1 and 31."),
        ("12/31/2023", "is not in the calendar", "month: lies between 1 and 12."),
        ("Q5-2024", "is not in the calendar", "quarter: lies between 1 and 4."),
        ("3. halvår 2024", "is not in the calendar", "half: lies between 1 and 2."),
        ("uge 53 2023", "is not in the calendar", "week: the year has no such week."),
        ("uge 54 2023", "is not in the calendar", "week: lies between 1 and 53."),
        (
            "fredag den 9. december 2023",
            "the weekday contradicts the date",
            "2023-12-09 is a lørdag.",
        ),
        (
            "vinteren 2023/25",
            "the two years do not follow each other",
            "Write '2023/2024'.",
        ),
        # no such part
        ("primo uge 10 2024", "only a month, quarter, half-year or year has such a part", PARTS),
        ("medio foråret 2024", "only a month, quarter, half-year or year has such a part", PARTS),
        ("første halvdel af Q1 2024", "only a month or a year has such a half", HALVES),
        # ranges
        ("9.-8. december 2023", "ends before it begins", BOTH_YEARS),
        ("3. december - 1. december 2023", "ends before it begins", BOTH_YEARS),
        ("29. februar - 1. marts 2023", "ends before it begins", BOTH_YEARS),
        ("2025-2024", "ends before it begins", ""),
        ("2024 - januar 2024", "ends before it begins", ""),
        (
            "8. og 10. december 2023",
            "names two times with days between them",
            "Write each by itself.",
        ),
        (
            "marts eller maj 2024",
            "names two times with days between them",
            "Write each by itself.",
        ),
        # no year
        ("ultimo november", "does not say which year", NO_YEAR),
        ("inden årets udgang", "does not say which year", NO_YEAR),
        ("fredag den 8. december", "does not say which year", NO_YEAR),
        ("nov. 23", "outside a date, a year has four digits", FOUR_DIGITS),
        ("Q1-24", "outside a date, a year has four digits", FOUR_DIGITS),
        ("primo 24", "outside a date, a year has four digits", FOUR_DIGITS),
        # no time
        (
            "9. februar 2022 kl. 12-13.30",
            "a planned time has no time of day",
            "Leave it out.",
        ),
        (
            "til næste styregruppemøde",
            "names a meeting, not a time",
            "Name the meeting instead, or write its day.",
        ),
        (
            "efter ferien",
            "the days of a holiday differ from place to place",
            "Write the weeks or the month.",
        ),
        (
            "snart",
            "names no time",
            "Name a day or a period; without one, state the wording alone.",
        ),
        (
            "snarest muligt",
            "names no time",
            "Name a day or a period; without one, state the wording alone.",
        ),
        (
            "i næste uge",
            "counts from the day on which it was said",
            "Write the day or the period itself.",
        ),
        (
            "om 14 dage",
            "counts from the day on which it was said",
            "Write the day or the period itself.",
        ),
        ("midt på året", "is vaguer than a named part of a named period", VAGUE),
        ("først i 2024", "is vaguer than a named part of a named period", VAGUE),
        (
            "omkring 1. marts 2024",
            "does not say how far around",
            "Write the period that it lies in, as in 'primo marts 2024'.",
        ),
        ("primo", "cannot be read as a time", HOW),
        ("senest", "cannot be read as a time", HOW),
        ("Q12024", "cannot be read as a time", HOW),
        ("december 8, 2023", "cannot be read as a time", HOW),
        ("8. december 1823", "cannot be read as a time", HOW),
        ("efter julefrokosten", "cannot be read as a time", HOW),
        ("inden jul og nytår", "may be July or Christmas", "Write 'juli' or the days."),
        ("KL 2023", "cannot be read as a time", HOW),
        ("8. décembre 2023", "cannot be read as a time", HOW),
        ("٨. december 2023", "cannot be read as a time", HOW),
    ],
)
def test_what_is_refused(text: str, rule: str, hint: str) -> None:
    ending = f". {hint}" if hint else ""
    assert refusal(text) == f"planned time: {rule} (got {text!r}){ending}"


@pytest.mark.parametrize(
    ("text", "near", "rule", "hint"),
    [
        ("juni", NEAR, "may be meant of 2023 or 2024", DOUBT.format(NEAR)),
        ("september", "2023-02-15", "may be meant of 2022 or 2023", DOUBT.format("2023-02-15")),
        ("første halvår", "2023-10-01", "may be meant of 2023 or 2024", DOUBT.format("2023-10-01")),
        ("31. november", NEAR, "is not in the calendar", "day: lies between 1 and 30."),
        ("29. februar", "2022-02-28", "is not in the calendar", "day: lies between 1 and 28."),
        ("uge 53", NEAR, "is not in the calendar", "week: the year has no such week."),
        ("tirsdag d. 04.12.", NEAR, "the weekday contradicts the date", "2023-12-04 is a mandag."),
        ("4/12", NEAR, DAY_OR_NUMBER, "Write '4/12-…' with the year, or 'den 4/12'."),
    ],
)
def test_what_is_refused_near_a_day(text: str, near: str, rule: str, hint: str) -> None:
    assert refusal(text, near) == f"planned time: {rule} (got {text!r}). {hint}"


def test_hostile_texts_are_refused() -> None:
    wrong: Any = 2024
    assert refusal("") == "planned time: must not be empty (got '')"
    assert refusal("primo 2024" * 20).startswith("planned time: is longer than 120 characters")
    assert ends(f"primo{' ' * 111}2024") == ends("primo 2024")
    for hidden in ("\x00", "\n", "\u200b", "\u202e", "\u00ad"):
        with pytest.raises(TextError, match="planned time: control and invisible characters"):
            read_planned_time(f"primo{hidden} 2024")
    with pytest.raises(NotExactError, match="planned time: must be a text"):
        read_planned_time(wrong)


def test_the_day_that_a_year_is_near_to_is_a_day() -> None:
    wrong: Any = 2023
    with pytest.raises(NotExactError, match="near: must be a date or an ISO text"):
        read_planned_time("uge 49", near=wrong)
    with pytest.raises(TextError, match="near: a date is written year-month-day"):
        read_planned_time("uge 49", near="2023")
    with pytest.raises(InvalidValueError, match="near: a year lies between 1900 and 2999"):
        read_planned_time("uge 49", near="0023-12-08")


def test_the_calendar_ends_somewhere() -> None:
    assert ends("1. december", near="1900-01-01") == as_days(("1900-12-01", "1900-12-01"))
    assert ends("efter nytår", near="2999-12-31") == as_days(("3000-01-01", None))
    assert ends("efter december", near="2999-12-31") == as_days(("3000-01-01", None))
    assert ends("før januar", near="1900-01-01") == as_days((None, "1899-12-31"))


# Laws


def worded(kind: type[Period], on: dt.date) -> tuple[Period, tuple[str, ...], int]:
    """The period of a kind that a day lies in, what papers write before its year, and the year."""
    if kind is Year:
        return Year(on.year), ("", "i løbet af ", "året "), on.year
    if kind is HalfYear:
        half = HalfYear.containing(on)
        word = ("første", "andet")[half.half - 1]
        return half, (f"{half.half}. halvår ", f"{word} halvår ", f"H{half.half} "), on.year
    if kind is Quarter:
        quarter = Quarter.containing(on)
        return quarter, (f"Q{quarter.quarter} ", f"{quarter.quarter}. kvartal "), on.year
    if kind is Month:
        return (
            Month.containing(on),
            (f"{MONTHS[on.month - 1]} ", f"i {MONTHS[on.month - 1]} "),
            on.year,
        )
    week = IsoWeek.containing(on)
    return week, (f"uge {week.week} ", f"i uge {week.week} i "), week.year


KINDS = st.sampled_from([Year, HalfYear, Quarter, Month, IsoWeek])


@given(KINDS, DAYS)
def test_a_period_reads_as_its_first_and_last_day(kind: type[Period], on: dt.date) -> None:
    period, starts, year = worded(kind, on)
    for text in (f"{period}", *(f"{start}{year}" for start in starts)):
        assert ends(text) == (period.first_day, period.last_day), text
        assert ends(text.upper()) == ends(f" {text}. ") == ends(text)


@given(KINDS, DAYS)
def test_a_bound_takes_one_end_of_its_period(kind: type[Period], on: dt.date) -> None:
    period, (start, *_), year = worded(kind, on)
    text = f"{start}{year}"
    assert ends(f"senest {text}") == ends(f"inden udgangen af {text}") == (None, period.last_day)
    assert ends(f"tidligst {text}") == ends(f"fra {text}") == (period.first_day, None)
    assert ends(f"før {text}") == (None, period.first_day - ONE_DAY)
    assert ends(f"efter {text}") == (period.last_day + ONE_DAY, None)
    assert "may mean until the period begins" in refusal(f"inden {text}")


@given(st.sampled_from([Year, HalfYear, Quarter, Month]), DAYS)
def test_thirds_make_the_whole(kind: type[Period], on: dt.date) -> None:
    period, (start, *_), year = worded(kind, on)
    thirds = [ends(f"{part} {start}{year}") for part in ("primo", "medio", "ultimo")]
    (first, before), (second, then), (third, last) = thirds
    assert (first, last) == (period.first_day, period.last_day)
    assert before is not None
    assert then is not None
    assert (second, third) == (before + ONE_DAY, then + ONE_DAY)


@given(st.integers(1901, 2098), st.none() | st.sampled_from(MONTHS))
def test_halves_make_the_whole(year: int, month: str | None) -> None:
    text = f"{month} {year}" if month else f"{year}"
    first, middle = ends(f"første halvdel af {text}")
    second, last = ends(f"anden halvdel af {text}")
    assert middle is not None
    assert (first, last) == ends(text)
    assert second == middle + ONE_DAY


FORMS: list[Callable[[dt.date], str]] = [
    lambda on: f"{on}",
    lambda on: f"{on.day}. {MONTHS[on.month - 1]} {on.year}",
    lambda on: f"{WEEKDAYS[on.weekday()]} den {on.day:02d}. {MONTHS[on.month - 1]} {on.year}",
    lambda on: f"{on.day}/{on.month}-{on.year}",
    lambda on: f"{on.day:02d}.{on.month:02d}.{on.year}",
    lambda on: f"d. {on.day}-{on.month}-{on.year}",
]


@given(DAYS, st.sampled_from(FORMS))
def test_a_date_reads_as_itself_in_every_form(on: dt.date, form: Callable[[dt.date], str]) -> None:
    text = form(on)
    assert ends(text) == (on, on)
    assert ends(f"senest {text}") == ends(f"inden {text}") == ends(f"indtil {text}") == (None, on)
    assert ends(f"{text} - {text}") == ends(f"{text} til {text}") == (on, on)
    two_digits = text.replace(f"{on.year}", f"{on.year % 100:02d}")
    if on.year >= 2000 and f"{on.year}" in text and text.count("-") < 2 and "den" not in text:
        assert ends(two_digits) == (on, on)


@given(DAYS, st.integers(1, 6))
def test_a_wrong_weekday_is_refused(on: dt.date, off: int) -> None:
    wrong = WEEKDAYS[(on.weekday() + off) % 7]
    text = f"{wrong} den {on.day}. {MONTHS[on.month - 1]} {on.year}"
    assert f"{on} is a {WEEKDAYS[on.weekday()]}." in refusal(text)


@given(DAYS, DAYS)
def test_a_range_runs_from_the_first_to_the_second(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    for join in (" - ", " til ", " \N{EN DASH} "):
        assert ends(f"{first}{join}{last}") == (first, last)
    assert ends(f"mellem {first} og {last}") == (first, last)
    if first < last:
        assert "ends before it begins" in refusal(f"{last} - {first}")


@given(DAYS, st.integers(-121, 121))
def test_a_year_is_kept_by_every_day_within_four_months(on: dt.date, off: int) -> None:
    assume((on.month, on.day) != (2, 29))
    near = on + dt.timedelta(days=off)
    assert ends(f"{on.day}. {MONTHS[on.month - 1]}", near) == (on, on)


@given(DAYS, st.integers(-30, 30))
def test_a_period_is_kept_by_every_day_within_a_month(on: dt.date, off: int) -> None:
    for kind in (HalfYear, Quarter, Month):
        period, (start, *_), _ = worded(kind, on)
        inside = on + dt.timedelta(days=off)
        near = min(max(inside, period.first_day - 30 * ONE_DAY), period.last_day + 30 * ONE_DAY)
        assert ends(start.strip(), near) == (period.first_day, period.last_day)


@given(DAYS, DAYS)
def test_the_nearest_year_is_chosen_if_no_other_is_almost_as_near(
    on: dt.date, near: dt.date
) -> None:
    """Against a plain search of many years."""
    assume((on.month, on.day) != (2, 29))
    text = f"{on.day}. {MONTHS[on.month - 1]}"
    every = [on.replace(year=near.year + step) for step in range(-3, 4)]
    first, second, *_ = sorted(every, key=lambda each: abs((each - near).days))
    if abs((second - near).days) >= 2 * abs((first - near).days):
        assert ends(text, near) == (first, first)
    else:
        years = sorted((first.year, second.year))
        assert f"may be meant of {years[0]} or {years[1]}" in refusal(text, near)


@given(st.text(), st.none() | DAYS)
def test_any_text_reads_or_is_refused(text: str, near: dt.date | None) -> None:
    with suppress(TextError):
        assert read_planned_time(text, near=near).wording == text


PIECES = st.sampled_from(
    [
        *("primo", "medio", "ultimo", "i", "af", "inden", "udgangen af", "senest", "tidligst"),
        *("fra", "til", "før", "efter", "indtil", "mellem", "og", "-", "/", ".", "omkring", "pr."),
        *("første", "anden", "halvdel af", "halvår", "kvartal", "Q1", "H2", "uge", "10", "53"),
        *("2023", "2024", "23", "8.", "31.", "februar", "november", "2023/24", "31/10-23"),
        *("foråret", "vinteren", "nytår", "jul", "påske", "året", "fredag", "den", "d.", "(2024)"),
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=7), st.sampled_from([" ", ""]), st.none() | DAYS)
def test_any_wording_of_known_words_reads_or_is_refused(
    pieces: list[str], join: str, near: dt.date | None
) -> None:
    text = join.join(pieces)
    with suppress(TextError):
        found = read_planned_time(text, near=near)
        assert found.wording == text
        assert found.earliest is not None or found.latest is not None
        if near is None:
            assert read_planned_time(text, near="2050-06-01") == found
