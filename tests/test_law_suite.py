"""The suite: what it tries, what it finds in rules that are wrong, and what pytest then prints."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings

from sundgov import kr
from sundgov.errors import AllocationError, InvalidValueError
from sundgov.finance.derivations import Derivation
from sundgov.finance.drivers import Driver, GivenUnits
from sundgov.finance.keys import Bounded, Composed, Key, Proportional, Slice
from sundgov.finance.prices import Chain, uplift
from sundgov.laws import OF_RULES, ByMethod, Division, Limited, RuleLaw, WithinBounds
from sundgov.laws.examples import small_account, small_bill, small_closing
from sundgov.money import UNSTATED, Amount, PriceLevel, PriceState
from sundgov.parties import Party
from sundgov.testing import (
    Broken,
    LawBrokenError,
    LawSuite,
    Raised,
    Trial,
    by_key,
    cases,
    hold,
    law_suite,
    tiny_cases,
    try_law,
)
from sundgov.testing.suite_wording import told
from tests.builders import KPRO, equally_of

HAMILTON = ByMethod("hamilton")
SUMS, HOUSE = (law for law in OF_RULES if law.name in ("sums", "house_monotonicity"))


def names_in(suite: type[LawSuite]) -> list[str]:
    return [name.removeprefix("test_") for name in vars(suite) if name.startswith("test_")]


def hamilton(amount: int, weights: Sequence[Any]) -> Sequence[int]:
    return HAMILTON(amount, weights)


def in_floats(amount: int, weights: Sequence[Any]) -> list[int]:
    """The last one gets what is left over, as floats have it: wrong only at large amounts."""
    shares = [int(amount * float(weight) / float(sum(weights))) for weight in weights[:-1]]
    return [*shares, int(float(amount)) - sum(shares)]


# -- which laws are tried


def test_a_rule_without_ranks_must_not_look_at_the_order() -> None:
    tried = names_in(law_suite(hamilton))
    assert "order" in tried
    assert {"permutation", "bounds_held"}.isdisjoint(tried)


def test_a_rule_with_ranks_is_tried_with_them() -> None:
    tried = names_in(law_suite(HAMILTON))
    assert "permutation" in tried
    assert {"order", "bounds_held"}.isdisjoint(tried)


def test_a_rule_with_bounds_is_tried_with_them() -> None:
    def bounded(amount: int, weights: Sequence[Any], **given: Any) -> Sequence[int]:
        return WithinBounds("webster")(amount, weights, **given)

    for rule in (WithinBounds("webster"), bounded):
        tried = names_in(law_suite(rule))
        assert {"permutation", "bounds_held", "bounds_mirrored"} <= set(tried)
    for name in ("test_bounds_held", "test_bounds_mirrored", "test_permutation"):
        getattr(law_suite(WithinBounds("webster"), examples=20)(), name)()


def test_laws_may_be_chosen() -> None:
    suite = law_suite(hamilton, [SUMS, HOUSE])
    assert names_in(suite) == ["sums", "house_monotonicity"]
    assert vars(suite)["test_sums"].__doc__ == "the parts sum to the amount"
    danish = law_suite(hamilton, [SUMS], language="da")
    assert vars(danish)["test_sums"].__doc__ == "delene giver tilsammen beløbet"


@pytest.mark.parametrize(
    ("rule", "law", "message"),
    [
        (hamilton, "permutation", "permutation is tried on a rule with rank (got 'no keywords')"),
        (HAMILTON, "order", "order is tried on a rule with no rank (got 'rank')"),
        (
            HAMILTON,
            "bounds_held",
            "bounds_held is tried on a rule with maximum and minimum (got 'rank')",
        ),
    ],
)
def test_a_law_that_a_rule_lacks_the_keywords_for_is_refused(
    rule: Any, law: str, message: str
) -> None:
    chosen = [each for each in OF_RULES if each.name == law]
    with pytest.raises(InvalidValueError) as refused:
        law_suite(rule, chosen)
    assert str(refused.value) == f"laws: {message}"


def test_the_language_is_one_of_two() -> None:
    with pytest.raises(InvalidValueError, match="language: must be 'da' or 'en'"):
        law_suite(hamilton, language="sv")  # type: ignore[arg-type]


# -- what is found


def found(law: RuleLaw, rule: Any, **options: Any) -> Broken | Raised | None:
    return try_law(law, rule, **options).found


def test_the_smallest_case_is_found() -> None:
    broken = found(HOUSE, hamilton, examples=100)
    assert isinstance(broken, Broken)
    assert broken.case.operands == (3, (1, 3, 3), 1)
    assert (broken.left, broken.right) == ((0, 2, 2), (1, 2, 2))
    assert [(each.amount, each.parts) for each in broken.answers] == [
        (3, (1, 1, 1)),
        (4, (0, 2, 2)),
    ]


def test_as_many_cases_are_drawn_as_the_profile_says() -> None:
    trial = try_law(SUMS, hamilton)
    assert trial.cases > 10 * settings().max_examples * 9 // 10


def test_what_breaks_only_at_large_amounts_is_found_and_made_small() -> None:
    broken = found(SUMS, in_floats, examples=100)
    assert isinstance(broken, Broken)
    assert abs(broken.case.amount) > 2**53
    assert len(broken.case.weights) == 1
    assert found(SUMS, in_floats, examples=50, most=10**12) is None


def test_what_breaks_only_among_many_is_found() -> None:
    def for_a_few(amount: int, weights: Sequence[Any]) -> Sequence[int]:
        return hamilton(amount, weights) if len(weights) < 30 else [0] * len(weights)

    broken = found(SUMS, for_a_few, examples=200)
    assert isinstance(broken, Broken)
    assert len(broken.case.weights) == 30


def test_a_rule_that_raises_is_told_with_the_smallest_case() -> None:
    def positive(amount: int, weights: Sequence[Any]) -> Sequence[int]:
        if amount < 0:
            raise ValueError("the total must be non-negative")
        return hamilton(amount, weights)

    raised = found(SUMS, positive, examples=10)
    assert isinstance(raised, Raised)
    assert raised.case == Division(-1, [1])
    with pytest.raises(LawBrokenError) as failed:
        law_suite(positive, [SUMS], examples=10)().test_sums()  # type: ignore[attr-defined]
    assert str(failed.value) == (
        'positive raises where the law "sums" is tried:\n'
        "  ValueError: the total must be non-negative\n"
        "The smallest case found:\n"
        "  amount: DKK -0.01\n"
        "  weights: 1\n"
        "Try it again:\n"
        "  sums(rule, -1, (1,))"
    )


def test_a_broken_law_goes_before_an_error() -> None:
    def both(amount: int, weights: Sequence[Any]) -> Sequence[int]:
        if amount <= 0:
            raise ValueError("nothing to divide")
        return [amount + 1, *(0 for _ in weights[1:])]

    assert isinstance(found(SUMS, both, examples=10), Broken)


def test_an_error_that_only_many_recipients_show_is_made_small() -> None:
    def named(amount: int, weights: Sequence[Any]) -> Sequence[int]:
        assert "abcdefghijklmnopqrstuvwxyz"[len(weights) - 1]
        return hamilton(amount, weights)

    raised = found(SUMS, named, examples=100)
    assert isinstance(raised, Raised)
    assert isinstance(raised.error, IndexError)
    assert len(raised.case.weights) == 27


def test_cases_that_a_rule_refuses_are_set_aside() -> None:
    least = ByMethod("hamilton", minimum=1)
    for refuses in (AllocationError, (AllocationError,)):
        suite = law_suite(least, [SUMS], refuses=refuses, examples=20)
        suite().test_sums()  # type: ignore[attr-defined]
    trial = try_law(SUMS, least, refuses=(AllocationError,), examples=20)
    assert trial.holds
    assert trial.refused


def test_a_rule_that_refuses_everything_was_not_tried() -> None:
    def nothing(amount: int, weights: Sequence[Any]) -> Sequence[int]:
        raise AllocationError("rule", "divides nothing")

    with pytest.raises(LawBrokenError) as failed:
        law_suite(nothing, [SUMS], refuses=AllocationError, examples=5)().test_sums()  # type: ignore[attr-defined]
    assert re.fullmatch(
        'nothing refuses all [0-9]+ cases of the law "sums": it was not tried.', str(failed.value)
    )


def test_parts_are_whole_numbers_one_for_each() -> None:
    class Count:
        def __init__(self, held: int) -> None:
            self.held = held

        def __index__(self) -> int:
            return self.held

    def counts(amount: int, weights: Sequence[Any]) -> Any:
        return map(Count, hamilton(amount, weights))

    def floats(amount: int, weights: Sequence[Any]) -> Any:
        return [float(part) for part in hamilton(amount, weights)]

    def short(amount: int, weights: Sequence[Any]) -> Any:
        return [amount]

    assert found(SUMS, counts, examples=10) is None
    for rule, message in (
        (floats, "parts[0]: a whole number is an int (got 0.0)"),
        (short, "parts: must be as many as the weights (got (0,), (0, 1))"),
    ):
        raised = found(SUMS, rule, examples=5)
        assert isinstance(raised, Raised)
        assert str(raised.error) == message


def test_a_rule_that_changes_its_mind_is_found_out() -> None:
    asked: list[int] = []

    def moody(amount: int, weights: Sequence[Any]) -> Sequence[int]:
        """Right but once, on something larger than tiny."""
        if abs(amount) > 10**6 and not asked:
            asked.append(amount)
            return [0 for _ in weights]
        return hamilton(amount, weights)

    broken = found(SUMS, moody, examples=50)
    assert isinstance(broken, Broken)
    assert broken.case.amount == asked[0]


# -- what is drawn


@pytest.mark.parametrize("law", OF_RULES, ids=lambda law: law.name)
def test_what_is_drawn_is_what_the_law_is_tried_on(law: RuleLaw) -> None:
    @given(cases(law, most=1000))
    def drawn(case: Division) -> None:
        assert_is_of(law, case)
        assert abs(case.amount) <= 1000

    drawn()
    tiny = list(tiny_cases(law, 400))
    for case in tiny:
        assert_is_of(law, case)
    assert len(set(tiny)) == len(tiny)
    assert {abs(case.amount) for case in tiny_cases(law, 400, most=2)} == {0, 1, 2}


def assert_is_of(law: RuleLaw, case: Division) -> None:
    assert type(case) is law.case
    assert len(case.weights) >= law.recipients
    assert any(case.weights)
    assert min(case.weights) >= 0
    for name in ("after", "order", "rank", "minimum", "maximum"):
        listed = getattr(case, name, case.weights)
        assert len(listed) == len(case.weights)
    for name in ("order", "rank"):
        places = getattr(case, name, range(len(case.weights)))
        assert sorted(places) == list(range(len(case.weights)))
    if isinstance(case, Limited):
        assert sum(case.minimum) <= case.amount <= sum(case.maximum)
        assert all(map(int.__le__, case.minimum, case.maximum))


def test_tiny_cases_come_smallest_first() -> None:
    sizes = [abs(case.amount) + sum(case.weights) for case in tiny_cases(SUMS, 500)]
    assert sizes == sorted(sizes)
    first = [case.operands for case in tiny_cases(SUMS, 6)]
    assert first == [(0, (1,)), (0, (0, 1)), (0, (1, 0)), (0, (2,)), (0, (0, 2)), (0, (2, 0))]


def test_all_kinds_of_weights_are_drawn() -> None:
    kinds: dict[str, bool] = {}

    @settings(max_examples=300)
    @given(cases(SUMS))
    def drawn(case: Division) -> None:
        weights = case.weights
        kinds["fractions"] = kinds.get("fractions", False) or any(
            isinstance(weight, Fraction) for weight in weights
        )
        kinds["zeros"] = kinds.get("zeros", False) or 0 in weights
        kinds["alike"] = kinds.get("alike", False) or len(set(weights)) == 1 < len(weights)
        kinds["huge"] = kinds.get("huge", False) or max(weights) > 2**64
        kinds["negative"] = kinds.get("negative", False) or case.amount < 0

    drawn()
    assert all(kinds.values())


# -- what is told


def test_a_failure_is_told_in_danish_kroner() -> None:
    trial = try_law(HOUSE, hamilton, examples=100)
    assert told(trial, "min_regel", "da").splitlines() == [
        'min_regel bryder loven "monotoni i beløbet":',
        "  når der er mere at fordele, får ingen mindre",
        "Det mindste tilfælde, der blev fundet:",
        "  beløb: 0,03 kr.",
        "  vægte: 1; 3; 3",
        "  mere, i samme retning: 0,01 kr.",
        "Reglen svarede:",
        "  0,03 kr. efter 1; 3; 3: 0,01; 0,01; 0,01 kr.",
        "  0,04 kr. efter 1; 3; 3: 0,00; 0,02; 0,02 kr.",
        "To sider, der skulle være ens:",
        "  0,00; 0,02; 0,02 kr.",
        "  0,01; 0,02; 0,02 kr.",
        "Prøv igen:",
        "  house_monotonicity(rule, 3, (1, 3, 3), 1)",
    ]


def test_a_law_that_holds_is_told_with_the_number_of_cases() -> None:
    assert told(Trial(SUMS, 12, 0, None), "mine") == 'mine keeps the law "sums" in 12 cases.'
    assert told(Trial(SUMS, 12, 0, None), "min", "da") == (
        'min holder loven "summen stemmer" i 12 tilfælde.'
    )


def test_bounds_are_told_in_kroner_and_places_as_they_are() -> None:
    case = Limited(7, [1, Fraction(1, 2)], [100, 0], [200, 0])
    text = told(Trial(SUMS, 1, 0, Broken(SUMS, case, (1,), (), ())), "mine")
    assert "  weights: 1; 1/2\n  minimum: DKK 1.00; 0.00\n  maximum: DKK 2.00; 0.00" in text
    assert text.endswith("sums(rule, 7, (1, Fraction(1, 2)), (100, 0), (200, 0))")
    assert "  DKK 0.01\n  (nothing)\n" in text


def test_of_many_the_first_are_told() -> None:
    case = Division(7, range(1, 21))
    text = told(Trial(SUMS, 1, 0, Broken(SUMS, case, (1,), (2,), ())), "mine")
    assert "weights: 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; and 8 more" in text


SOMEBODYS = """
from sundgov.testing import law_suite


def somebodys_rule(amount, weights):
    parts = [amount * weight // sum(weights) for weight in weights]
    parts[0] += amount - sum(parts)
    return parts


TestSomebodys = law_suite(somebodys_rule, examples=20)
"""


def run_pytest(folder: Path, text: str) -> str:
    (folder / "test_somebodys.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_somebodys.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_pytest_prints_the_law_and_the_case_and_no_code_of_ours(tmp_path: Path) -> None:
    printed = run_pytest(tmp_path, SOMEBODYS)
    assert (
        "_________________________ TestSomebodys.test_zero_stays_zero _________________________"
        in re.sub("__+", "_" * 25, printed)
    )
    assert (
        'LawBrokenError: somebodys_rule breaks the law "zero stays zero":\n'
        "      who weighs nothing gets nothing\n"
        "    The smallest case found:\n"
        "      amount: DKK 0.01\n"
        "      weights: 0; 1; 1\n"
        "    What the rule answered:\n"
        "      DKK 0.01 by 0; 1; 1: DKK 0.01; 0.00; 0.00\n"
        "    Two sides that should be equal:\n"
        "      DKK 0.01\n"
        "      DKK 0.00\n"
        "    Try it again:\n"
        "      zero_stays_zero(rule, 1, (0, 1, 1))\n"
    ) in printed
    assert "Falsifying example" not in printed
    assert "try_law(" not in printed
    assert re.search("^FAILED test_somebodys.py::TestSomebodys::test_sign_symmetry", printed, re.M)
    assert re.search(r"^1[0-3] failed, [2-5] passed", printed, re.M)


def test_a_rule_that_is_right_passes_in_five_lines(tmp_path: Path) -> None:
    text = (
        "from sundgov.apportion import apportion\n"
        "from sundgov.testing import law_suite\n"
        "def mine(amount, weights, rank=None):\n"
        "    return apportion(amount, weights, method='webster', rank=rank).parts\n"
        "from sundgov.laws import OF_RULES\n"
        "kept = [law for law in OF_RULES if law.name in ('sums', 'permutation', 'consistency')]\n"
        "TestMine = law_suite(mine, kept, examples=20)\n"
    )
    assert "3 passed" in run_pytest(tmp_path, text)


# -- keys


def by_units(units: Any) -> Key:
    return Proportional(GivenUnits(units, "timer"))


def test_a_key_made_of_units_keeps_the_laws_of_largest_remainder() -> None:
    suite = law_suite(by_key(by_units), examples=5)()
    for name in ("sums", "lower_quota", "upper_quota", "zero_stays_zero", "sign_symmetry"):
        getattr(suite, f"test_{name}")()


def test_a_key_within_bounds_breaks_the_quota() -> None:
    capped = by_key(Bounded(equally_of(Party("a", "A")), maximum=kr("0,02 kr.")))
    broken = found(rule_law("upper_quota"), capped, refuses=(AllocationError,), examples=10)
    assert isinstance(broken, Broken)
    assert 2 in broken.left


def rule_law(name: str) -> RuleLaw:
    return next(law for law in OF_RULES if law.name == name)


@frozen
class HalfToTheFirst(Key):
    """Somebody's own key: the first party bears half, the others the rest by their measure."""

    driver: Driver

    @property
    def parties(self) -> tuple[Party, ...]:
        return self.driver.pool

    def derive(self, ore: Fraction, prices: PriceState = UNSTATED) -> Derivation:
        first = Slice("den første", Fraction(1, 2), equally_of(self.parties[0]))
        rest = Slice("resten", Fraction(1, 2), Proportional(self.driver))
        return Composed((first, rest)).derive(ore, prices)

    def with_drivers(self, change: Callable[[Driver], Driver]) -> Key:
        return HalfToTheFirst(change(self.driver))


def test_a_key_class_of_ones_own_is_tried_too() -> None:
    own = by_key(HalfToTheFirst(GivenUnits({Party("a", "A"): 1}, "timer")))
    assert own(8, [0, 1]) == (4, 4)
    assert found(SUMS, own, examples=5) is None
    broken = found(rule_law("zero_stays_zero"), own, examples=5)
    assert isinstance(broken, Broken)
    assert broken.case == Division(1, [0, 1])


# -- what is finished


def test_what_is_finished_and_right_holds() -> None:
    moved = uplift(Amount(100, PriceLevel(2025)), 2025, Chain(()))
    for value in (small_bill(), small_closing(), small_account(), KPRO.bill(2025), moved):
        hold(value)


def test_what_is_finished_and_wrong_is_told_where_it_differs() -> None:
    moved = uplift(Amount(100, PriceLevel(2025)), 2025, Chain(()))
    with pytest.raises(LawBrokenError) as failed:
        hold(evolve(moved, exact=moved.exact / 3))
    assert str(failed.value) == (
        'Uplift breaks the law "index round trip":\n'
        "  an amount moved to other prices and back is itself\n"
        "Two sides that should be equal:\n"
        "  DKK 0.333333…\n"
        "  DKK 1"
    )
    bill = small_bill()
    early = evolve(bill.instalments[0], billing_date=bill.instalments[0].billing_date.replace(2023))
    with pytest.raises(LawBrokenError) as failed:
        hold(evolve(bill, instalments=(early, *bill.instalments[1:])), "da")
    assert str(failed.value) == (
        'Bill bryder loven "først brugt, når den er offentliggjort":\n'
        "  intet tal bruges, før det er offentliggjort\n"
        "To sider, der skulle være ens:\n"
        "  2024-02-15\n"
        "  2023-03-01"
    )


def test_what_no_law_is_of_is_refused() -> None:
    with pytest.raises(InvalidValueError) as refused:
        hold(kr(7))
    assert str(refused.value) == "value: is nothing that a law is of (got 'Amount')"
