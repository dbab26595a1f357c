"""What a check is and how checks are run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import packaged_figures
from sundgov.checks import ALL, Check, Grade, Spot, check, graded, run
from sundgov.checks.checking import place
from sundgov.errors import NotExactError, TextError
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.record import Record

FIGURES = packaged_figures()
EMPTY = Record(figures=FIGURES)
TODAY = dt.date(2023, 12, 8)


def finding(code: str, severity: Severity, *places: str) -> Check:
    @check(code, severity)
    def search(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
        for where in places:
            yield Spot(where, f"seen on {on}", "Mend it.", "uddrag")

    return search


@given(st.permutations(["m, item 2", "m, item 10", "m, item 10, point 1", "a", "m"]))
def test_findings_are_sorted_by_place_with_numbers_as_numbers(places: list[str]) -> None:
    found = run([finding("x", Severity.NOTE, *places)], EMPTY, FIGURES, TODAY)
    assert [one.place for one in found] == [
        "a",
        "m",
        "m, item 2",
        "m, item 10",
        "m, item 10, point 1",
    ]


def test_at_one_place_the_gravest_comes_first_and_each_once() -> None:
    checks = [
        finding("b", Severity.NOTE, "m", "m"),
        finding("a", Severity.NOTE, "m"),
        finding("c", Severity.ERROR, "m"),
    ]
    for order in (checks, checks[::-1], checks * 2):
        found = run(order, EMPTY, FIGURES, TODAY)
        assert [one.code for one in found] == ["c", "a", "b"]
    assert found[0].why == "seen on 2023-12-08"
    assert found[0].excerpt == "uddrag"


def test_running_changes_nothing_and_holds_nothing() -> None:
    checks = (finding("a", Severity.NOTE, "m"),)
    assert run(checks, EMPTY, FIGURES, TODAY) == run(checks, EMPTY, FIGURES, TODAY)
    assert run((), EMPTY, FIGURES, TODAY) == ()


def test_grades_reach_wider_and_wider() -> None:
    always, strict, every = (graded(grade) for grade in Grade)
    assert set(always) <= set(strict) <= set(every) == set(ALL)
    assert {each.grade for each in always} <= {Grade.ALWAYS}
    assert Grade.ON_DEMAND not in {each.grade for each in strict}


def test_a_place_is_told_from_the_outside_in() -> None:
    assert place("m", "", "point 2") == "m, point 2"


def test_what_is_no_record_figures_or_day_is_refused() -> None:
    one = finding("x", Severity.NOTE)
    with pytest.raises(NotExactError, match=r"^record: must be a Record"):
        one("x", FIGURES, TODAY)  # type: ignore[arg-type]
    with pytest.raises(NotExactError, match=r"^figures: must be a Figures"):
        one(EMPTY, None, TODAY)  # type: ignore[arg-type]
    with pytest.raises(NotExactError, match=r"^on: must be a date"):
        one(EMPTY, FIGURES, "2023-12-08")  # type: ignore[arg-type]
    with pytest.raises(TextError, match=r"^why: must not be empty"):
        Spot("m", "", "Mend it.")
