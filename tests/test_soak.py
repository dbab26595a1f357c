"""The soak itself: a few thousand cases of it, and that it finds what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from attrs import evolve

from sundgov.apportion import Apportionment, apportion
from tests import soak
from tests.apportion_oracle import ALL, BOUNDED, Case


def test_some_thousand_cases_show_no_difference(capsys: pytest.CaptureFixture[str]) -> None:
    assert soak.main(["--cases", "3000", "--seed", "7", "--processes", "1"]) == 0
    printed = capsys.readouterr().out
    assert "3000 of 3000 cases, 0 wrong" in printed
    assert printed.endswith("seed 7: no difference\n")
    kinds = {line.split(maxsplit=1)[1] for line in printed.splitlines() if line[:1] == " "}
    assert kinds == {
        *ALL,
        *(f"{method}, bounded" for method in BOUNDED),
        *("batch, groups", "batch, many"),
    }


def test_the_same_seed_gives_the_same_cases_however_many_processes() -> None:
    one = list(soak.chunks(2_500, 3, 1))
    two = list(soak.chunks(2_500, 3, 2))
    assert one == two
    assert [sum(chunk.counts[name] for name in ALL) for chunk in one] != [0, 0]


def test_cases_are_of_every_size_and_kind() -> None:
    random = Random(1)
    cases = [soak.some_case(random) for _ in range(6_000)]
    sizes = {len(case.weights) for case in cases}
    assert 1 in sizes
    assert max(sizes) > 500
    assert max(abs(case.amount) for case in cases) > 10**30
    assert any(case.amount < 0 for case in cases)
    assert any(0 in case.weights for case in cases)
    assert any(isinstance(weight, Fraction) for case in cases for weight in case.weights)
    assert any(min(case.lows or (0,)) < 0 for case in cases)


def broken(unfair: int) -> Any:
    """`apportion` that gives a unit of the last to the first where there are so many of them."""

    def divide(amount: int, weights: Sequence[Any], **options: Any) -> Apportionment:
        made = apportion(amount, weights, **options)
        parts = made.parts
        if len(parts) < unfair or amount < 5 or made.method != "largest-remainder":
            return made
        return evolve(made, parts=(parts[0] + 1, *parts[1:-1], parts[-1] - 1))

    return divide


def test_the_smallest_case_that_goes_wrong_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(soak, "apportion", broken(3))
    assert soak.main(["--cases", "300", "--seed", "1", "--processes", "1"]) == 1
    last = capsys.readouterr().out.splitlines()[-3:]
    assert last[0].endswith("went wrong; the smallest:")
    assert last[1] == "apportion(5, [0, 0, 1], method='largest-remainder', rank=(0, 1, 2))"
    assert last[2] == "a stronger claim was passed over (got (1, 0, 4), ties ())"


def test_an_error_is_a_case_as_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuses(amount: int, weights: Sequence[Any], **options: Any) -> Apportionment:
        if amount < 0:
            raise OverflowError("too little")
        return apportion(amount, weights, **options)

    monkeypatch.setattr(soak, "apportion", refuses)
    assert soak.main(["--cases", "100", "--seed", "1", "--processes", "1"]) == 1
    assert capsys.readouterr().out.endswith("OverflowError: too little\n")


def test_a_method_told_otherwise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case("lowndes", 10, (14, 66, 20), (0, 1, 2))
    assert soak.judge(case) is None

    def other(amount: int, weights: Sequence[Any], **options: Any) -> Apportionment:
        return apportion(amount, weights)

    monkeypatch.setattr(soak, "apportion", other)
    assert soak.judge(case) == "got (1, 7, 2), by the oracle (2, 6, 2)"


@pytest.mark.parametrize("function", ["apportion_many", "apportion_long", "apportion_scenarios"])
def test_a_batch_that_differs_is_found(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sundgov.batch

    case = Case("largest-remainder", 7, (1, 2, 4), (2, 0, 1))
    assert soak.judge_many(case) is None
    right = getattr(sundgov.batch, function)
    monkeypatch.setattr(sundgov.batch, function, lambda *given, rank: -right(*given, rank=rank))
    found = soak.judge_many(case)
    assert found is not None
    assert found.startswith(f"batch, {function.removeprefix('apportion_')}: got ")
    smallest = soak.told([(case, found)]).splitlines()[1]
    assert re.fullmatch(
        r"apportion\([01], \[1\], method='largest-remainder', rank=\(0,\)\)", smallest
    )


def test_groups_that_differ_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    import sundgov.batch

    cases = [Case("largest-remainder", amount, (1, 2, 4), (2, 0, 1)) for amount in (7, -8)]
    assert list(soak.wrong_in_groups(cases)) == []
    assert list(soak.wrong_in_groups([])) == []
    right = sundgov.batch.apportion_groups
    monkeypatch.setattr(
        sundgov.batch, "apportion_groups", lambda *given, rank: right(*given, rank=rank) + 1
    )
    ((case, why), _) = soak.wrong_in_groups(cases)
    assert why == "batch, groups: got (2, 3, 5), alone (1, 2, 4)"
    assert soak.told([(case, why)]) == f"1 went wrong; the smallest:\n{soak.shown(case)}\n{why}\n"


def test_without_numpy_it_says_what_it_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(soak, "WITH_BATCH", False)
    assert soak.main(["--cases", "20", "--processes", "1"]) == 0
    assert "sundgov.batch was left out: it needs NumPy\n" in capsys.readouterr().out


def test_a_case_is_shown_as_the_call_it_is() -> None:
    case = Case("hill", -7, (Fraction(1, 3), 2), (1, 0), (-9, -9), (0, 3))
    assert soak.shown(case) == (
        "apportion(-7, [1/3, 2], method='hill', minimum=(-9, -9), maximum=(0, 3), rank=(1, 0))"
    )
