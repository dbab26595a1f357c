"""How long contracts run: notice, and options to go on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError
from sundgov.governance.contract_terms import ContractTerms, Prolongation

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
FEW = st.integers(1, 60)


@pytest.mark.parametrize(
    ("ends", "months", "notice_by"),
    [
        ("2020-12-31", 6, "2020-06-30"),
        ("2021-08-31", 6, "2021-02-28"),
        ("2020-02-29", 6, "2019-08-31"),
        ("2020-09-15", 3, "2020-06-15"),
        ("2020-05-30", 3, "2020-02-29"),
        ("2020-09-15", 0, "2020-09-15"),
        ("0001-03-31", 6, "0001-01-01"),
    ],
)
def test_notice_is_given_so_many_months_before_the_end(
    ends: str, months: int, notice_by: str
) -> None:
    terms = ContractTerms(notice_months=months)
    assert terms.notice_by(dt.date.fromisoformat(ends)) == dt.date.fromisoformat(notice_by)


def test_where_nothing_is_said_nothing_is_known_of_notice_and_nothing_is_prolonged() -> None:
    ends = dt.date(2020, 12, 31)
    assert ContractTerms().notice_by(ends) is None
    assert ContractTerms().longest(ends) == ends


def test_what_runs_three_years_has_a_status_after_two() -> None:
    terms = ContractTerms("DEFACTUM", runs_months=36, status_months=24)
    begins = dt.date(2022, 1, 1)
    assert terms.ends(begins) == dt.date(2024, 12, 31)
    assert terms.status_from(begins) == dt.date(2024, 1, 1)
    assert (ContractTerms().ends(begins), ContractTerms().status_from(begins)) == (None, None)
    assert terms.ends(dt.date(9999, 1, 1)) == terms.status_from(dt.date(9999, 1, 1)) == dt.date.max


@given(DAYS, FEW, FEW)
def test_a_contract_ends_the_day_before_the_one_that_follows_it(
    begins: dt.date, months: int, more: int
) -> None:
    first = begins.replace(day=1)
    ends = ContractTerms(runs_months=months).ends(first)
    whole = ContractTerms(runs_months=months + more).ends(first)
    assert ends is not None
    assert ContractTerms(runs_months=more).ends(ends + dt.timedelta(days=1)) == whole


def test_every_prolongation_counts() -> None:
    terms = ContractTerms("Kontrakt", prolongations=(Prolongation(12, 2), Prolongation(6)))
    assert terms.longest(dt.date(2022, 6, 30)) == dt.date(2024, 12, 31)
    assert terms.longest(dt.date(9999, 1, 31)) == dt.date.max
    assert [f"{each}" for each in terms.prolongations] == ["2 × 12 months", "1 × 6 months"]


@given(DAYS, FEW, FEW)
def test_options_used_one_by_one_or_all_together_end_on_the_same_last_of_a_month(
    on: dt.date, months: int, times: int
) -> None:
    ends = on.replace(day=1) - dt.timedelta(days=1)
    one, found = ContractTerms(prolongations=(Prolongation(months),)), ends
    for _ in range(times):
        found = one.longest(found)
    assert ContractTerms(prolongations=(Prolongation(months, times),)).longest(ends) == found
    assert (found + dt.timedelta(days=1)).day == 1


@given(DAYS, FEW)
def test_longer_notice_is_never_given_later(ends: dt.date, months: int) -> None:
    shorter, longer = (ContractTerms(notice_months=each).notice_by(ends) for each in (0, months))
    assert shorter == ends
    assert longer is not None
    assert longer < ends


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Prolongation(0), "months: must be above zero (got 0)"),
        (lambda: Prolongation(12, 0), "times: must be above zero (got 0)"),
        (lambda: Prolongation(1201), "months: must be at most 1200 (got 1201)"),
        (lambda: Prolongation(12, 101), "times: must be at most 100 (got 101)"),
        (lambda: ContractTerms(runs_months=0), "runs_months: must be above zero (got 0)"),
        (lambda: ContractTerms(status_months=0), "status_months: must be above zero (got 0)"),
        (
            lambda: ContractTerms(notice_months=-1),
            "notice_months: must not be negative (got -1)",
        ),
        (
            lambda: ContractTerms(notice_months=1201),
            "notice_months: must be at most 1200 (got 1201)",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(build: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        build()
    assert str(refused.value) == message


def test_the_farthest_that_may_be_said_is_kept() -> None:
    farthest = Prolongation(1200, 100)
    assert (farthest.months, farthest.times) == (1200, 100)
    assert ContractTerms(notice_months=1200).notice_months == 1200
