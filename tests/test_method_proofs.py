"""Proofs of parts by every method: they hold for what came out, and for nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.apportion import (
    Apportionment,
    BoundedCertificate,
    Certificate,
    Divisor,
    DivisorCertificate,
    LastClaim,
    LastUnit,
    Replay,
    apportion,
    verify,
    verify_all,
)
from sundgov.apportion.divisor_rounding import rounded, signpost
from sundgov.apportion.methods import METHODS
from sundgov.apportion.replays import REPLAYED
from sundgov.apportion.signposts import SIGNPOSTS
from sundgov.errors import InvalidValueError, NotExactError

HALF = Fraction(1, 2)
KINDS = {
    "largest-remainder": Certificate,
    **dict.fromkeys(SIGNPOSTS, DivisorCertificate),
    **dict.fromkeys(REPLAYED, Replay),
}
WEIGHT = st.one_of(
    st.integers(0, 3), st.integers(0, 40), st.builds(Fraction, st.integers(0, 9), st.integers(1, 4))
)
WEIGHTS = st.lists(WEIGHT, min_size=1, max_size=6).filter(any)
AMOUNT = st.one_of(st.integers(-30, 30), st.integers(-(10**4), 10**4))


@st.composite
def divisions(draw: st.DrawFn, methods: Sequence[str] = tuple(METHODS)) -> Apportionment:
    """What any method makes, with ranks that differ."""
    weights = draw(WEIGHTS)
    rank = draw(st.permutations(range(len(weights))))
    return apportion(draw(AMOUNT), weights, method=draw(st.sampled_from(methods)), rank=rank)


CUTTING = ("largest-remainder", *SIGNPOSTS)


@st.composite
def bounded(draw: st.DrawFn, methods: Sequence[str] = CUTTING) -> Apportionment:
    """What largest remainder and divisor methods make between bounds, also below zero."""
    weights = draw(WEIGHTS)
    lows = [draw(st.integers(-4, 5)) for _ in weights]
    highs = [low + draw(st.integers(0, 7)) for low in lows]
    return apportion(
        draw(st.integers(sum(lows), sum(highs))),
        weights,
        method=draw(st.sampled_from(methods)),
        minimum=lows,
        maximum=highs,
        rank=draw(st.permutations(range(len(weights)))),
    )


def altered(proof: Any, by: int) -> Any:
    """The proof of another part."""
    if isinstance(proof, Replay):
        parts = list(proof.parts)
        parts[proof.index] += by
        return evolve(proof, parts=parts)
    return evolve(proof, part=proof.part + by)


@given(st.one_of(divisions(), bounded()))
def test_every_proof_holds_alone_and_all_hold_together(division: Apportionment) -> None:
    proofs = division.certificates
    assert [proof.part for proof in proofs] == list(division.parts)
    assert all(map(verify, proofs))
    assert verify_all(proofs)
    assert verify_all(reversed(proofs))


@given(st.one_of(divisions(), bounded()), st.data())
def test_no_proof_holds_for_another_part(division: Apportionment, data: st.DataObject) -> None:
    index = data.draw(st.sampled_from(range(len(division.parts))))
    proof = division.certificate(index)
    for by in (-2, -1, 1, 2):
        assert not verify(altered(proof, by))
    others = list(division.certificates)
    others[index] = altered(proof, 1)
    assert not verify_all(others)


@pytest.mark.parametrize("method", CUTTING)
@given(data=st.data())
def test_between_bounds_proofs_hold_for_these_parts_alone(method: str, data: st.DataObject) -> None:
    proofs = data.draw(bounded([method])).certificates
    assert verify_all(proofs)
    for proof in proofs:
        assert not verify(altered(proof, 1))
        assert not verify(altered(proof, -1))


@given(st.one_of(divisions(), bounded()), st.data())
def test_a_proof_too_few_or_twice_is_seen(division: Apportionment, data: st.DataObject) -> None:
    """Unless what is left out neither weighs nor gets anything."""
    index = data.draw(st.sampled_from(range(len(division.parts))))
    proofs = list(division.certificates)
    gone = proofs.pop(index)
    weighs = division.weights[index] and not isinstance(gone, DivisorCertificate)
    if gone.part or weighs or isinstance(gone, Replay):
        assert not verify_all(proofs)
    if gone.part or isinstance(gone, Replay):
        assert not verify_all([*division.certificates, gone])


@given(st.one_of(divisions(), bounded()), st.data())
def test_the_order_of_ranks_counts_where_claims_tie(
    division: Apportionment, data: st.DataObject
) -> None:
    """With ranks turned about, proofs of the same parts fail together wherever rank decided."""
    again = apportion(
        division.amount,
        division.weights,
        method=division.method,
        minimum=division.bounds and division.bounds.lows,  # type: ignore[arg-type]
        maximum=division.bounds and division.bounds.highs,  # type: ignore[arg-type]
        rank=[-rank for rank in division.ranks],  # type: ignore[operator]
    )
    moved = {
        index
        for index, (one, other) in enumerate(zip(division.parts, again.parts, strict=True))
        if one != other
    }
    assert moved <= set(division.ties)
    assert bool(moved) is (not division.unique)


@pytest.mark.parametrize("method", REPLAYED)
@given(data=st.data())
def test_each_replay_is_remade_by_its_own_rule(method: str, data: st.DataObject) -> None:
    division = data.draw(divisions([method]))
    assert verify_all(division.certificates)


@pytest.mark.parametrize("method", METHODS)
def test_each_method_has_its_kind_of_proof(method: str) -> None:
    division = apportion(10, [9, 60, 31], method=method)
    assert {type(proof) for proof in division.certificates} == {KINDS[method]}
    for language in ("da", "en"):
        for proof in division.certificates:
            assert proof.explain(language).splitlines()[0].endswith("10")


def test_a_divisor_has_as_few_digits_as_it_can() -> None:
    def divisor(amount: int, weights: Sequence[int | Fraction], method: str) -> Any:
        proof: Any = apportion(amount, weights, method=method).certificate(0)
        return proof.threshold

    assert divisor(10, [9, 60, 31], "webster") == Divisor(10)
    assert divisor(10, [9, 60, 31], "jefferson") == Divisor(Fraction(43, 5))
    assert divisor(435, [21_000_000, 35_000_000, 9_000_001], "hill") == Divisor(149_300)
    assert divisor(0, [7, 3], "webster") == Divisor(100)
    assert divisor(0, [7, 3], "hill") is None  # every claim comes before all others
    assert divisor(3, [1, 1, 2], "webster") == Divisor(Fraction(7, 5))
    assert divisor(2, [5, 5, 2], "hill") == LastUnit(5, 0, 1)  # fewer units than weights
    assert divisor(1, [1, 1], "webster") == LastUnit(1, 0, 0)  # a tie
    few = divisor(1, [Fraction(1, 7), Fraction(2, 7)], "webster")
    assert few == Divisor(Fraction(3, 10))  # all claims below one


def test_of_equal_claims_the_highest_rank_was_served_last() -> None:
    for terms in ({}, {"minimum": 0}):
        proof: Any = apportion(2, [1, 1, 1], method="webster", rank=[1, 0, 2], **terms)
        assert proof.parts == (1, 1, 0)
        assert proof.certificate(1).threshold == LastUnit(1, 0, 1)
        assert verify_all(proof.certificates)


@pytest.mark.parametrize("method", ["largest-remainder", *SIGNPOSTS])
def test_nothing_is_proved_upright_or_as_the_mirror_it_was_divided_as(method: str) -> None:
    def proofs(least: int) -> Any:
        lows, highs = [least, -9, -9], [least, 9, 9]
        return apportion(0, [1, 1, 1], method=method, minimum=lows, maximum=highs).certificates

    for least, mirrored in ((1, False), (-1, True)):
        found = proofs(least)
        assert {proof.mirrored for proof in found} == {mirrored}
        assert [proof.part for proof in found] == [least, 0, -least]
        assert verify_all(found)
    if method in SIGNPOSTS:
        free: Any = apportion(0, [7, 3], method=method).certificates
        assert not any(proof.mirrored for proof in free)


@pytest.mark.parametrize(
    ("method", "parts", "last"),
    [
        ("jefferson", (-4, 0, 7), LastUnit(9, -5, 0)),
        ("webster", (-4, 0, 7), LastUnit(1, -1, 1)),
        ("adams", (-3, -1, 7), LastUnit(9, -4, 0)),
    ],
)
def test_no_divisor_tells_parts_below_zero(
    method: str, parts: tuple[int, ...], last: LastUnit
) -> None:
    division = apportion(3, [9, 1, 2], method=method, minimum=[-5, -5, 7])
    proof: Any = division.certificate(0)
    assert (division.parts, proof.threshold) == (parts, last)
    nothing: Any = apportion(0, [1, 2], method=method, minimum=-5, maximum=5).certificate(0)
    assert nothing.threshold == LastUnit(2, -1, 1)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("method", SIGNPOSTS)
def test_the_last_unit_is_told_apart_far_below_zero(method: str, sign: int) -> None:
    """Claims there differ in the ninth digit."""
    lows, highs = [-(10**9)] * 3 + [10**9], [10**9] * 4
    turned = [-high for high in highs], [-low for low in lows]
    least, most = (lows, highs) if sign > 0 else turned
    weights = [300, 500, 301, 1]
    division = apportion(sign, weights, method=method, minimum=least, maximum=most)
    proofs: Any = division.certificates
    assert proofs[0].threshold == LastUnit(500, -454_132_607, 1)
    assert verify_all(proofs)


def test_bounds_leave_a_divisor_where_one_tells_the_parts() -> None:
    held = apportion(10, [9, 60, 31], method="webster", minimum=2, maximum=5)
    proof = held.certificate(0)
    assert isinstance(proof, DivisorCertificate)
    assert (held.parts, proof.threshold) == ((2, 5, 3), Divisor(10))
    without = apportion(10, [0, 1], method="webster", maximum=5).certificate(0)
    assert isinstance(without, DivisorCertificate)
    assert without.threshold == LastUnit(0, 4, 0)
    below = apportion(-1, [1, 3], method="webster", minimum=[-3, 2], maximum=4).certificate(0)
    assert isinstance(below, DivisorCertificate)
    assert below.threshold == LastUnit(1, 2, 0)


EXPLAINED = [
    (
        lambda: apportion(10, [9, 60, 31], method="webster").certificate(2),
        "Andel: 3 af 10\n  31 ÷ 10 = 3,1: webster afrunder til 3",
        "Part: 3 of 10\n  31 ÷ 10 = 3.1: webster rounds it to 3",
    ),
    (
        lambda: evolve(
            apportion(-3, [1, 1, 2], method="hill", minimum=-2, maximum=0).certificate(1),
            name="Samsø",
            unit="øre",
        ),
        "Samsø: -1 af -3 (i øre), mellem -2 og 0\n  Regnet med modsat fortegn\n"
        "  1 ÷ 10 = 0,1: hill afrunder til 1",
        "Samsø: -1 of -3 (in øre), between -2 and 0\n  Reckoned with the other sign\n"
        "  1 ÷ 10 = 0.1: hill rounds it to 1",
    ),
    (
        lambda: apportion(3, [1, 1], method="webster").certificate(0),
        "Andel: 2 af 3\n  Sidste enhed gik til vægten 1 som nummer 2: krav 1 ÷ 1,5 = 0,666666…\n"
        "  Egen enhed nummer 2: krav 1 ÷ 1,5 = 0,666666…, givet\n"
        "  Egen enhed nummer 3: krav 1 ÷ 2,5 = 0,4, ikke givet\n"
        "  Er kravene lige store, afgør rang: egen er 0, den sidstes 0",
        "Part: 2 of 3\n"
        "  The last unit went to weight 1 as its number 2: claim 1 ÷ 1.5 = 0.666666…\n"
        "  Own unit number 2: claim 1 ÷ 1.5 = 0.666666…, given\n"
        "  Own unit number 3: claim 1 ÷ 2.5 = 0.4, not given\n"
        "  Where claims are equal, rank decides: its own is 0, the last one's 0",
    ),
]


@pytest.mark.parametrize(("make", "danish", "english"), EXPLAINED)
def test_proofs_in_words(make: Callable[[], Any], danish: str, english: str) -> None:
    assert make().explain() == f"{make()}" == danish
    assert make().explain("en") == english


@pytest.mark.parametrize(
    ("method", "claims"),
    [
        ("adams", ["1 ÷ 1 = 1", "1 ÷ 2 = 0.5"]),
        ("dean", ["1 ÷ 1.333333… = 0.75", "1 ÷ 2.4 = 0.416666…"]),
        ("hill", ["1 ÷ √(1 × 2)", "1 ÷ √(2 × 3)"]),
        ("jefferson", ["1 ÷ 2 = 0.5", "1 ÷ 3 = 0.333333…"]),
    ],
)
def test_claims_in_words(method: str, claims: list[str]) -> None:
    lines = apportion(3, [1, 1], method=method).certificate(0).explain("en").splitlines()
    assert f"claim {claims[0]}, given" in lines[2]
    assert f"claim {claims[1]}, not given" in lines[3]


def test_claims_that_are_no_number_in_words() -> None:
    first = apportion(1, [1, 1], method="hill").certificate(1).explain("en")
    assert "The last unit went to weight 1 as its number 1: claim before all others" in first
    assert "Own unit number 0: claim none: it has the unit without a claim, given" in first
    last = apportion(10, [0, 1], method="webster", maximum=5).certificate(0).explain("en")
    assert "Own unit number 5: claim after all others, given" in last
    held = apportion(4, [1, 3], method="webster", minimum=2).certificate(0).explain("en")
    assert held.endswith("1 ÷ 10 = 0.1: webster rounds it to 0, the least part is 2")
    least = apportion(0, [1, 3], method="hill").certificate(0).explain("en")
    assert least.endswith("All get their least part; nothing is left over")
    odd = DivisorCertificate(1, "webster", 1, 1, 0, Divisor(Fraction(1, 3)))
    assert odd.explain("en").splitlines()[1].startswith(f"  1 ÷ 0.{'3' * 30}… = 3")


def test_claims_between_bounds_in_words() -> None:
    division = apportion(10, [1, 60, 39], minimum=1, maximum=5)
    lines = [proof.explain("en").splitlines()[-1].strip() for proof in division.certificates]
    assert lines == [
        "The claims reach 0, the least part is 1",
        "The claims reach 6, the greatest part is 5",
        "The claims reach 4; one claim is at the last, and rank decides: its own is 2, "
        "the last one's 2",
    ]
    loose = apportion(10, [1, 60, 39], minimum=0).certificate(0)
    assert loose.explain("en").endswith("The claims reach 0")
    tied = apportion(3, [1, 1], minimum=0)
    assert [proof.explain("en").splitlines()[-1].strip()[:18] for proof in tied.certificates] == [
        "The claims reach 2",
        "The claims reach 1",
    ]
    assert f"{division.certificate(0)}" == division.certificate(0).explain()
    least = apportion(4, [1, 3], minimum=2).certificate(0)
    assert least.explain("en").endswith("All get their least part; nothing is left over")
    mirrored = apportion(-10, [1, 60, 39], minimum=-5, maximum=-1).certificate(0)
    assert mirrored.explain("en").splitlines()[1:3] == [
        "  Reckoned with the other sign",
        "  10 × 1 ÷ 100 = 0.1: the exact share",
    ]


IN_FULL = [
    (
        apportion(10_000, [Fraction(1, 7), 60, 39], minimum=1000, maximum=5000).certificate(2),
        "en",
        [
            "Part: 4,000 of 10,000, between 1,000 and 5,000",
            "10,000 × 39 ÷ 99.142857… = 3,933.717579…: the exact share",
            "Last claim served: -65.282420…; each unit is claimed by the exact share less what one "
            "holds",
            "The claims reach 4,000; one claim is at the last, and rank decides: its own is 2, the "
            "last one's 2",
        ],
    ),
    (
        apportion(
            -12_345, [Fraction(1, 7), 1, 4], minimum=-9000, maximum=[-2000, 0, 0]
        ).certificate(0),
        "da",
        [
            "Andel: -2.000 af -12.345, mellem -9.000 og -2.000",
            "Regnet med modsat fortegn",
            "12.345 × 0,142857… ÷ 5,142857… = 342,916666…: den nøjagtige andel",
            "Sidste krav, der blev imødekommet: 829,416666…; hver enhed kræves med den nøjagtige "
            "andel minus det, man har",
            "Kravene rækker til -486, den mindste andel er 2.000",
        ],
    ),
    (
        apportion(-12_345, [1, 1, 4], minimum=[-9000, -9000, -5000], maximum=0).certificate(2),
        "en",
        [
            "Part: -5,000 of -12,345, between -5,000 and 0",
            "Reckoned with the other sign",
            "12,345 × 4 ÷ 6 = 8,230: the exact share",
            "Last claim served: -1,614.5; each unit is claimed by the exact share less what one "
            "holds",
            "The claims reach 9,845, the greatest part is 5,000",
        ],
    ),
    (
        apportion(7, [1, 1], minimum=0).certificate(1),
        "en",
        [
            "Part: 3 of 7, between 0 and 7",
            "7 × 1 ÷ 2 = 3.5: the exact share",
            "Last claim served: 0.5; each unit is claimed by the exact share less what one holds",
            "The claims reach 3; one claim is at the last, and rank decides: its own is 1, the "
            "last one's 0",
        ],
    ),
    (
        apportion(-2001, [Fraction(1, 7), Fraction(1, 7)], method="webster").certificate(1),
        "en",
        [
            "Part: -1,000 of -2,001",
            "Reckoned with the other sign",
            "The last unit went to weight 0.142857… as its number 1,001: claim 0.142857… ÷ 1,000.5 "
            "= 0.000142…",
            "Own unit number 1,000: claim 0.142857… ÷ 999.5 = 0.000142…, given",
            "Own unit number 1,001: claim 0.142857… ÷ 1,000.5 = 0.000142…, not given",
            "Where claims are equal, rank decides: its own is 1, the last one's 0",
        ],
    ),
    (
        apportion(-5000, [1, 90], method="webster", minimum=-9000, maximum=[-2000, 0]).certificate(
            0
        ),
        "en",
        [
            "Part: -2,000 of -5,000, between -9,000 and -2,000",
            "Reckoned with the other sign",
            "1 ÷ 0.03 = 33.333333…: webster rounds it to 33, the least part is 2,000",
        ],
    ),
    (
        apportion(12_345, [1, 4], method="webster").certificate(0),
        "en",
        ["Part: 2,469 of 12,345", "1 ÷ 0.00040501 = 2,469.074837…: webster rounds it to 2,469"],
    ),
    (
        apportion(10, [9, 60, 31], method="webster", maximum=5).certificate(1),
        "en",
        [
            "Part: 5 of 10, between 0 and 5",
            "60 ÷ 7 = 8.571428…: webster rounds it to 9, the greatest part is 5",
        ],
    ),
    (
        DivisorCertificate(9, "adams", 4, 3, 0, Divisor(2), 3, 9),
        "en",
        ["Part: 3 of 9, between 3 and 9", "4 ÷ 2 = 2: adams rounds it to 3"],
    ),
    (
        DivisorCertificate(9, "adams", 4, 3, 0, Divisor(2), 3),
        "en",
        ["Part: 3 of 9", "4 ÷ 2 = 2: adams rounds it to 3"],
    ),
    (
        DivisorCertificate(1, "webster", 1, 1, 0, Divisor(Fraction(7, 10**31))),
        "en",
        [
            "Part: 1 of 1",
            f"1 ÷ 0.{'0' * 30}… = 1,428,571,428,571,428,571,428,571,428,571.428571…: "
            "webster rounds it to 1,428,571,428,571,428,571,428,571,428,571, the greatest part "
            "is 1",
        ],
    ),
    (
        apportion(4, [1, 3], minimum=2).certificate(0),
        "en",
        [
            "Part: 2 of 4, between 2 and 2",
            "4 × 1 ÷ 4 = 1: the exact share",
            "All get their least part; nothing is left over",
        ],
    ),
    (
        apportion(0, [1] * 1000, method="quota").certificate(0),
        "en",
        [
            "Part: 0 of 0",
            "0 × 1 ÷ 1,000 = 0: the exact share",
            "Divided by quota among 1,000, whose weights and ranks the proof holds",
        ],
    ),
    (
        DivisorCertificate(3001, "adams", 0, 0, 2, LastUnit(0, 1000, 1)),
        "en",
        [
            "Part: 0 of 3,001",
            "The last unit went to weight 0 as its number 1,001: claim after all others",
            "Own unit number 0: claim none: it has the unit without a claim, given",
            "Own unit number 1: claim after all others, not given",
            "Where claims are equal, rank decides: its own is 2, the last one's 1",
        ],
    ),
]


@pytest.mark.parametrize(("proof", "language", "lines"), IN_FULL)
def test_a_proof_is_told_in_full(proof: Any, language: str, lines: list[str]) -> None:
    assert proof.explain(language) == "\n  ".join(lines)


@pytest.mark.parametrize("method", ["adams", "dean", "hill"])
def test_a_first_unit_that_everyone_with_a_weight_gets_is_claimed_before_all(method: str) -> None:
    """Fewer units than weights: nobody's first unit has a number for its claim."""
    lines = apportion(1, [1, 1], method=method).certificate(0).explain("en").splitlines()
    assert lines[1].endswith("as its number 1: claim before all others")
    assert lines[2].endswith("Own unit number 1: claim before all others, given")


def test_a_proof_of_nothing_is_no_mirror() -> None:
    """Unless it says so, a proof mirrors where the amount is below zero."""
    assert not DivisorCertificate(0, "webster", 1, 0, 0, Divisor(9)).mirrored
    assert not DivisorCertificate(1, "webster", 1, 0, 0, Divisor(9)).mirrored
    assert DivisorCertificate(-1, "webster", 1, 0, 0, Divisor(9)).mirrored


def test_a_replay_holds_the_whole_division() -> None:
    proof = apportion(10, [9, 60, 31], method="quota").certificate(1)
    assert isinstance(proof, Replay)
    assert f"{proof}" == (
        "Andel: 6 af 10\n  10 × 60 ÷ 100 = 6: den nøjagtige andel\n"
        "  Fordelt med quota på 3, hvis vægte og rang beviset rummer"
    )
    assert not verify(evolve(proof, weights=(9, 50, 41)))
    assert not verify(evolve(proof, amount=11))
    assert verify(evolve(proof, index=2))
    assert not verify_all([proof, evolve(proof, index=0)])
    assert not verify_all([evolve(proof, index=index, name="A") for index in range(3)])
    assert verify_all([evolve(proof, index=index, name=f"{index}") for index in range(3)])


def test_certificates_of_different_divisions_do_not_belong_together() -> None:
    def proofs(**terms: Any) -> list[Any]:
        return list(apportion(10, [9, 60, 31], **terms).certificates)

    webster, hill = proofs(method="webster"), proofs(method="hill")
    assert not verify_all([webster[0], *hill[1:]])
    assert not verify_all([webster[0], *proofs()[1:]])
    assert not verify_all([evolve(proof, name="A") for proof in webster])
    held = proofs(minimum=1)
    assert not verify_all([evolve(held[0], total_weight=101), *held[1:]])
    assert not verify_all([evolve(held[0], mirrored=True, part=-1), *held[1:]])
    assert not verify_all([evolve(proof, unit=f"{at}") for at, proof in enumerate(held)])


def test_where_nothing_is_left_over_a_part_is_the_least() -> None:
    for minimum, least in ((None, 0), (2, 2), (-2, -2)):
        for part in range(-3, 4):
            proof = DivisorCertificate(0, "hill", 1, part, 0, None, minimum)
            assert verify(proof) is (part == least)


@pytest.mark.parametrize("method", SIGNPOSTS)
def test_who_got_nothing_of_an_amount_below_zero_has_a_proof(method: str) -> None:
    division = apportion(-1, [1, 1], method=method)
    assert division.parts == (-1, 0)
    assert verify_all(division.certificates)


def test_weights_that_do_not_make_the_total_are_seen() -> None:
    held: list[Any] = list(apportion(10, [900, 6000, 3100], minimum=0, maximum=10).certificates)
    held = [evolve(proof, cutoff=LastClaim(HALF, 0)) for proof in held]
    assert verify_all(held)
    lighter = [evolve(proof, total_weight=10_001) for proof in held]
    assert all(map(verify, lighter))
    assert not verify_all(lighter)


def test_a_quotient_on_a_signpost_may_be_rounded_either_way_where_bounds_decide() -> None:
    def proof(part: int, maximum: int | None) -> DivisorCertificate:
        return DivisorCertificate(9, "webster", 5, part, 0, Divisor(2), 0, maximum)

    assert verify(proof(2, 2))
    assert not verify(proof(2, None))
    assert not verify(proof(3, None))
    on_adams = DivisorCertificate(9, "adams", 4, 2, 0, Divisor(2), 0, 2)
    assert verify(on_adams)
    assert not verify(evolve(on_adams, maximum=3))
    assert verify(DivisorCertificate(9, "adams", 0, 0, 0, Divisor(2)))


@pytest.mark.parametrize("method", SIGNPOSTS)
@given(held=st.integers(0, 10**4))
def test_those_who_check_have_the_signposts_of_those_who_divide(method: str, held: int) -> None:
    assert signpost(method, held) == Fraction(*SIGNPOSTS[method].at(held))


@pytest.mark.parametrize("method", SIGNPOSTS)
@given(quotient=st.builds(Fraction, st.integers(0, 400), st.integers(1, 20)))
def test_a_quotient_is_rounded_by_those_who_check_as_by_those_who_divide(
    method: str, quotient: Fraction
) -> None:
    rule, whole = SIGNPOSTS[method], floor(quotient)
    stands_at = quotient**rule.power == signpost(method, whole) and quotient > 0
    between = {whole, whole + 1} if stands_at else {rule.rounded(quotient)}
    assert rounded(method, quotient) == between


@pytest.mark.parametrize(
    ("method", "on", "either"),
    [
        ("adams", Fraction(2), {2, 3}),
        ("dean", Fraction(12, 5), {2, 3}),
        ("dean", Fraction(4, 3), {1, 2}),
        ("webster", Fraction(5, 2), {2, 3}),
        ("webster", Fraction(1, 2), {0, 1}),
        ("jefferson", Fraction(2), {2}),
    ],
)
def test_a_quotient_on_a_signpost_is_rounded_either_way(
    method: str, on: Fraction, either: set[int]
) -> None:
    assert rounded(method, on) == either
    assert rounded(method, on - Fraction(1, 100)) == {min(either) if method != "jefferson" else 1}
    assert rounded(method, on + Fraction(1, 100)) == {max(either)}
    assert rounded(method, Fraction(0)) == {0}


REFUSED: list[tuple[Callable[[], Any], type[Exception], str]] = [
    (
        lambda: DivisorCertificate(1, "hamilton", 1, 1, 0, None),
        InvalidValueError,
        "method: must be one of 'adams', 'dean', 'hill', 'jefferson', 'webster' (got 'hamilton')",
    ),
    (
        lambda: DivisorCertificate(1, "hill", 1, 1, 0, 7),  # type: ignore[arg-type]
        NotExactError,
        "threshold: must be a Divisor, a LastUnit or None (got 7)",
    ),
    (
        lambda: DivisorCertificate(1, "hill", 1, 1, 0, None, 3, 2),
        InvalidValueError,
        "minimum: must not exceed the maximum (got 3, 2)",
    ),
    (
        lambda: DivisorCertificate(1, "hill", 1, 1, 0, LastUnit(1, 0, "a")),
        InvalidValueError,
        "rank: must be comparable with the cut-off's (got 0, 'a')",
    ),
    (
        lambda: DivisorCertificate(1, "hill", 1, 1, 0, None, 0.5),  # type: ignore[arg-type]
        NotExactError,
        "minimum: a whole number is an int (got 0.5)",
    ),
    (
        lambda: DivisorCertificate(1, "hill", 1, 1, 0, None, 0, True),  # noqa: FBT003
        NotExactError,
        "maximum: a whole number is an int (got True)",
    ),
    (
        lambda: Divisor(0),
        InvalidValueError,
        "value: must be above zero (got 0)",
    ),
    (
        lambda: Divisor(0.5),  # type: ignore[arg-type]
        NotExactError,
        "value: a number must be exact, never a float or bool (got 0.5). "
        "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
    ),
    (
        lambda: LastUnit(-1, 0, 0),
        InvalidValueError,
        "weight: must not be negative (got -1)",
    ),
    (
        lambda: LastUnit(1, 0.5, 0),  # type: ignore[arg-type]
        NotExactError,
        "held: a whole number is an int (got 0.5)",
    ),
    (
        lambda: LastClaim(0.5, 0),  # type: ignore[arg-type]
        NotExactError,
        "claim: a number must be exact, never a float or bool (got 0.5). "
        "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
    ),
    (
        lambda: BoundedCertificate(1, 2, 1, 1, 0, 0, 1, None),
        InvalidValueError,
        "weight: must not exceed the total weight (got Fraction(2, 1), Fraction(1, 1))",
    ),
    (
        lambda: BoundedCertificate(1, 1, 1, 1, 0, 2, 1, None),
        InvalidValueError,
        "minimum: must not exceed the maximum (got 2, 1)",
    ),
    (
        lambda: BoundedCertificate(1, 1, 1, 1, 0, 0, 1, HALF),  # type: ignore[arg-type]
        NotExactError,
        "cutoff: must be a LastClaim or None (got 1/2)",
    ),
    (
        lambda: BoundedCertificate(1, 1, 1, 1, 0, 0, 1, LastClaim(1, "a")),
        InvalidValueError,
        "rank: must be comparable with the cut-off's (got 0, 'a')",
    ),
    (
        lambda: Replay(1, "hill", [1], [0], [1], 0),
        InvalidValueError,
        "method: must be one of 'cascade-from-last', 'floor-to-first', "
        "'floor-to-largest-weight', 'floor-to-last', 'lowndes', 'quota' (got 'hill')",
    ),
    (
        lambda: Replay(1, "quota", [1, 1], [0], [1], 0),
        InvalidValueError,
        "weights, ranks, parts: must be equally many (got 2, 1, 1)",
    ),
    (
        lambda: Replay(1, "quota", [1], [0], [1], 1),
        InvalidValueError,
        "index: is none of the 1 recipients, counted from 0 (got 1)",
    ),
    (
        lambda: Replay(1, "quota", [1], [0], [1], 0.5),  # type: ignore[arg-type]
        NotExactError,
        "index: a whole number is an int (got 0.5)",
    ),
    (
        lambda: Replay(1, "quota", [0], [0], [1], 0),
        InvalidValueError,
        "weights: at least one must be above zero",
    ),
]


@pytest.mark.parametrize(("make", "error", "message"), REFUSED)
def test_what_proves_nothing_is_refused(
    make: Callable[[], Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refusal:
        make()
    assert type(refusal.value) is error
    assert str(refusal.value) == message


REMADE = [
    ("lowndes", [9, 60, 31], (1, 6, 3)),
    ("floor-to-first", [9, 60, 31], (1, 6, 3)),
    ("floor-to-last", [9, 60, 31], (0, 6, 4)),
    ("floor-to-largest-weight", [9, 60, 31], (0, 7, 3)),
    ("cascade-from-last", [9, 60, 31], (1, 6, 3)),
    ("quota", [9, 60, 31], (1, 6, 3)),
    ("lowndes", [66, 14, 20], (6, 2, 2)),
    ("lowndes", [40, 44, 9, 7], (4, 4, 1, 1)),
    ("lowndes", [10, 12, 61, 17], (1, 1, 6, 2)),
    ("floor-to-first", [66, 14, 20], (7, 1, 2)),
    ("floor-to-last", [66, 14, 20], (6, 1, 3)),
    ("floor-to-largest-weight", [14, 66, 20], (1, 7, 2)),
    ("cascade-from-last", [25, 2, 13, 23], (5, 0, 2, 3)),
    ("cascade-from-last", [5, 5, 15, 0, 75], (1, 1, 1, 0, 7)),
]


@pytest.mark.parametrize(("method", "weights", "parts"), REMADE)
def test_each_replay_is_made_again(method: str, weights: list[int], parts: tuple[int, ...]) -> None:
    division = apportion(10, weights, method=method)
    assert division.parts == parts
    assert verify_all(division.certificates)
    proof = division.certificate(0)
    assert isinstance(proof, Replay)
    assert not verify(evolve(proof, parts=parts[::-1]))


def test_who_holds_its_quota_waits_its_turn_and_equal_ranks_stand_as_they_do() -> None:
    division = apportion(2, [2, 1, 1], method="quota")
    assert division.parts == (1, 1, 0)
    assert verify_all(division.certificates)
    assert verify(Replay(1, "floor-to-first", [1, 1], [0, 0], [1, 0], 0))
    assert not verify(Replay(1, "floor-to-first", [1, 1], [0, 0], [0, 1], 0))


@pytest.mark.parametrize("method", SIGNPOSTS)
@pytest.mark.parametrize("weights", [(7, 2, 2), (1, 20, 20), (30, 7, 7)])
def test_claims_of_other_weights_lie_on_the_right_side_of_a_tie(
    method: str, weights: tuple[int, ...]
) -> None:
    for amount in range(1, 40):
        proofs = apportion(amount, weights, method=method).certificates
        assert verify_all(proofs)
        assert not any(verify(altered(proof, by)) for proof in proofs for by in (-1, 1))


@pytest.mark.parametrize("method", SIGNPOSTS)
def test_claims_below_zero_go_by_the_signposts_of_the_method(method: str) -> None:
    for amount in range(-5, 9):
        division = apportion(
            amount, [7, 3, 2, 1], method=method, minimum=[-9, -9, -9, 9], maximum=9
        )
        proofs = division.certificates
        assert verify_all(proofs)
        assert not any(verify(altered(proof, by)) for proof in proofs for by in (-1, 1))


def test_claims_beyond_the_bounds_in_proofs() -> None:
    """The last unit is another's, and the own claims are cut short by a bound or reach below it."""
    for weights, lows, highs, amount in (
        ([1, 1, 5], [0, 0, 0], [4, 4, 1], 4),
        ([1, 1, 1], [3, 0, 0], [4, 4, 4], 4),
        ([2, 2, 0], [-1, -1, -4], [0, 0, 3], -1),
    ):
        division = apportion(amount, weights, method="webster", minimum=lows, maximum=highs)
        assert not division.unique
        proofs = division.certificates
        assert {type(proof.threshold) for proof in proofs} == {LastUnit}  # type: ignore[union-attr]
        assert verify_all(proofs)
        for by in (-1, 1):
            assert not any(verify(altered(proof, by)) for proof in proofs)
    tied = apportion(3, [1, 1], minimum=0).certificates
    assert verify_all(tied)
    assert not verify(altered(tied[1], 1))
