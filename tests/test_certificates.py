"""Proofs that one recipient checks alone: they hold for every figure, and for nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov import by_heads, kr, population
from sundgov.apportion import (
    Apportionment,
    Cell,
    CellProof,
    Certificate,
    Cutoff,
    Margin,
    apportion,
    verify,
    verify_all,
)
from sundgov.errors import InvalidValueError, NotExactError
from sundgov.finance.agreements import EntryEffect, EntryRule, Membership
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine
from sundgov.finance.keys import Bounded, Composed, Key, Slice
from sundgov.finance.terms import ComposedTerms, SliceTerms
from sundgov.money import Amount, Unit
from tests.builders import HALF, KPRO, SEVEN, agreement, budget, by, figures_with, party, units
from tests.test_apportion import AMOUNTS, TYING, WEIGHTS
from tests.test_billing import KEYS, lines
from tests.test_keys import keys

A, B, C, D, E = (party(name) for name in "ABCDE")
P2023 = by_heads(population("2023-01-01")).split(SEVEN)


# -- largest remainder


def by_remainder(division: Apportionment) -> list[Certificate]:
    """Everyone's proof, which by largest remainder is a certificate."""
    proofs = [proof for proof in division.certificates if isinstance(proof, Certificate)]
    assert len(proofs) == len(division.parts)
    return proofs


def by_hand(proof: Certificate) -> int:
    """The part in whole numbers alone, as one would write it in another language."""
    scale = proof.weight.denominator * proof.total_weight.denominator
    weight, total = int(proof.weight * scale), int(proof.total_weight * scale)
    part, rest = divmod(abs(proof.amount) * weight, total)
    if proof.cutoff is not None:
        cut: Any = proof.cutoff.rank
        own: Any = proof.rank
        above = rest * proof.cutoff.remainder.denominator - proof.cutoff.remainder.numerator * total
        part += above > 0 or (above == 0 and own <= cut)
    return part if proof.amount > 0 else -part


@given(AMOUNTS, WEIGHTS, st.data())
def test_every_certificate_holds_alone_and_all_hold_together(
    amount: int, weights: list[Any], data: st.DataObject
) -> None:
    result = apportion(amount, weights, rank=data.draw(st.permutations(range(len(weights)))))
    for index, (part, proof) in enumerate(zip(result.parts, by_remainder(result), strict=True)):
        assert proof == result.certificate(index)
        assert (proof.amount, proof.part) == (amount, part)
        assert proof.weight == Fraction(weights[index])
        assert verify(proof)
        assert by_hand(proof) == part
    assert verify_all(map(result.certificate, range(len(weights))))
    assert verify_all(result.certificates[::-1])


OTHER_RANKS = st.integers(0, 20)


def changed(data: st.DataObject, proof: Certificate) -> Certificate:
    """The same certificate with another part, weight, cut-off, amount or total."""
    what = data.draw(st.sampled_from(["part", "weight", "cutoff", "amount", "total_weight"]))
    value: object
    if what == "part":
        value = proof.part + data.draw(st.integers(-3, 3))
    elif what == "amount":
        value = proof.amount + data.draw(st.integers(-3, 3))
    elif what == "weight":
        value = proof.total_weight * data.draw(st.fractions(0, 1))
    elif what == "total_weight":
        value = proof.total_weight * data.draw(st.fractions(1, 9))
    else:
        value = data.draw(st.one_of(st.none(), cutoffs(), st.just(proof.cutoff)))
    return with_(proof, **{what: value})


def with_(proof: Certificate, **values: Any) -> Certificate:
    return evolve(proof, **values)


def cutoffs() -> st.SearchStrategy[Cutoff]:
    remainders = st.fractions(0, 1, max_denominator=12).filter(lambda rest: 0 < rest < 1)
    return st.builds(Cutoff, remainders, OTHER_RANKS)


@settings(max_examples=300)
@given(AMOUNTS, WEIGHTS, st.data())
def test_one_that_is_changed_is_found_out(
    amount: int, weights: list[Any], data: st.DataObject
) -> None:
    proofs = by_remainder(apportion(amount, weights))
    index = data.draw(st.integers(0, len(proofs) - 1))
    true, proofs[index] = proofs[index], changed(data, proofs[index])
    assert verify_all(proofs) is (proofs[index] == true)


@settings(max_examples=300)
@given(st.integers(-60, 60), TYING, cutoffs(), st.data())
def test_a_cut_off_that_all_agree_on_must_be_the_true_one(
    amount: int, weights: list[int], stated: Cutoff, data: st.DataObject
) -> None:
    proofs = by_remainder(apportion(amount, weights))
    rests = [abs(proof.amount) * proof.weight / proof.total_weight % 1 for proof in proofs]
    held = [Cutoff(rest, rank) for rank, rest in enumerate(rests) if rest]
    other = data.draw(st.sampled_from([None, stated, *held]))
    agreed = [evolve(proof, cutoff=other) for proof in proofs]
    assert verify_all(agreed) is (other == proofs[0].cutoff)


@given(st.integers(-60, 60), TYING, st.data())
def test_one_left_out_or_counted_twice_is_found_out(
    amount: int, weights: list[int], data: st.DataObject
) -> None:
    proofs = list(apportion(amount, weights).certificates)
    index = data.draw(st.sampled_from([at for at, weight in enumerate(weights) if weight]))
    assert not verify_all(proofs[:index] + proofs[index + 1 :])
    assert not verify_all([*proofs, proofs[index]])


def test_certificates_in_different_units_do_not_belong_together() -> None:
    one, other = apportion(4, [1, 1]).certificates
    assert verify_all([one, other])
    assert not verify_all([one, evolve(other, unit="kr.")])
    assert not verify_all([])


def test_one_left_out_for_another_counted_twice_is_found_out_by_name() -> None:
    first, second = apportion(4, [1, 1]).certificates
    assert verify_all([evolve(first, name="A"), evolve(second, name="B")])
    assert not verify_all([evolve(first, name="A")] * 2)


def test_parts_that_follow_but_do_not_sum_are_found_out() -> None:
    """Each follows from the cut-off stated, which served too many."""
    proofs = [Certificate(1, 1, 2, 1, rank, Cutoff(HALF, 1)) for rank in (0, 1)]
    assert all(map(verify, proofs))
    assert not verify_all(proofs)


def test_the_cut_off_is_the_last_one_served() -> None:
    result = apportion(4, [1, 1, 1, 1, 2], rank=["d", "b", "c", "a", "e"])
    assert result.parts == (0, 1, 1, 1, 1)
    assert {proof.cutoff for proof in by_remainder(result)} == {Cutoff(Fraction(2, 3), "c")}
    assert [verify(evolve(proof, rank="c1")) for proof in by_remainder(result)] == [
        *(True, False, False, False),  # served no longer, had its rank come after the cut-off's
        True,
    ]
    assert verify(evolve(by_remainder(result)[0], rank="c", part=1))
    assert {proof.cutoff for proof in by_remainder(apportion(6, [1, 2, 3]))} == {None}


def test_a_negative_amount_mirrors_the_positive_one() -> None:
    there, back = apportion(7, [1, 2, 3]), apportion(-7, [1, 2, 3])
    for one, other in zip(by_remainder(there), by_remainder(back), strict=True):
        assert other == evolve(one, amount=-7, part=-one.part)
        assert verify(other)
        assert not verify(evolve(other, part=one.part))


@pytest.mark.parametrize("index", [-1, 3])
def test_only_a_recipient_has_a_certificate(index: int) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        apportion(7, [1, 2, 3]).certificate(index)
    rule = "is none of the 3 recipients, counted from 0"
    assert str(refusal.value) == f"index: {rule} (got {index})"
    with pytest.raises(NotExactError, match="index: a whole number is an int"):
        apportion(7, [1, 2, 3]).certificate(1.0)  # type: ignore[arg-type]


# -- København and Samsø of seven million


def stated(proof: Certificate) -> tuple[Fraction | int, ...]:
    return proof.amount, proof.weight, proof.total_weight


def test_koebenhavn_and_samsoe_of_seven_million() -> None:
    """The whole units and remainders are those of 700.000.000 × heads ÷ 5.932.561 by divmod."""
    samsoe = P2023.certificate("Samsø")
    assert isinstance(samsoe, Certificate)
    cutoff = samsoe.cutoff
    assert cutoff is not None
    for name, heads, part in (("København", 653_664, 77_127_703), ("Samsø", 3_775, 445_423)):
        proof = P2023.certificate(name)
        assert isinstance(proof, Certificate)
        assert stated(proof) == (700_000_000, heads, 5_932_561)
        assert proof.part == part == P2023[name].ore
        assert proof.cutoff == cutoff
        assert verify(proof)
        assert not verify(evolve(proof, part=part + 1))
    whole, rest = divmod(700_000_000 * 653_664, 5_932_561)
    assert (whole, Fraction(rest, 5_932_561) > cutoff.remainder) == (77_127_702, True)
    whole, rest = divmod(700_000_000 * 3_775, 5_932_561)
    assert (whole, Fraction(rest, 5_932_561) < cutoff.remainder) == (445_423, True)


def test_without_a_cut_off_a_share_is_whole() -> None:
    """Remainders sum to the units left over: who has one was left out of nothing."""
    for name in ("København", "Samsø"):
        proof = P2023.certificate(name)
        assert isinstance(proof, Certificate)
        whole = proof.amount * proof.weight // proof.total_weight
        assert not verify(evolve(proof, part=int(whole), cutoff=None))
    assert verify(apportion(6, [1, 2, 3]).certificate(2))


def test_ninety_eight_municipalities_together_prove_the_seven_million() -> None:
    proofs = [P2023.certificate(name) for name in P2023]
    assert verify_all(proofs)
    assert not verify_all(proofs[:-1])


def test_what_is_proved_is_the_part_as_it_stands() -> None:
    """A part changed afterwards keeps its certificate from holding."""
    parts = tuple((member, amount + Amount(1)) for member, amount in P2023.parts)
    assert not verify(evolve(P2023, parts=parts).certificate("Samsø"))


SAMSOE = {
    "da": [
        "Samsø (741): 445.423 af 700.000.000 (i øre)",
        "  700.000.000 × 3.775 ÷ 5.932.561 = 445.423,1486…: hele 445.423, rest 0,1486…",
        "  Skæring: 0,4805…; en rest over den giver én til, en rest under den ingen",
        "  Resten ligger under skæringen: ingen",
    ],
    "en": [
        "Samsø (741): 445,423 of 700,000,000 (in øre)",
        "  700,000,000 × 3,775 ÷ 5,932,561 = 445,423.1486…: whole 445,423, remainder 0.1486…",
        "  Cut-off: 0.4805…; a remainder above it gets one more, one below it none",
        "  The remainder lies below the cut-off: none",
    ],
}


def test_samsoes_certificate_in_both_languages() -> None:
    proof = P2023.certificate("Samsø")
    assert proof.explain("da").splitlines() == SAMSOE["da"]
    assert proof.explain("en").splitlines() == SAMSOE["en"]
    assert str(proof) == proof.explain()
    assert P2023.certificate("101").explain().splitlines()[-1] == (
        "  Resten ligger over skæringen: én til"
    )
    assert P2023.certificate("101").explain("en").splitlines()[-1] == (
        "  The remainder lies above the cut-off: one more"
    )


def test_a_tie_is_told_with_its_ranks() -> None:
    one, other = apportion(-1, [1, 1], rank=[(0, "0101"), (0, "0741")]).certificates
    assert one.explain().splitlines() == [
        "Andel: -1 af -1",
        "  -1 × 1 ÷ 2 = -0,5: hele 0, rest 0,5",
        "  Skæring: 0,5; en rest over den giver én til, en rest under den ingen",
        "  Resten ligger på skæringen, og rang afgør: egen er 0 0101, skæringens 0 0101: én til",
    ]
    assert other.explain("en").splitlines()[3] == (
        "  The remainder lies at the cut-off, and rank decides: its own is 0 0741, the cut-off's "
        "0 0101: none"
    )


def test_a_rank_that_is_one_number_is_told_as_it_is() -> None:
    told = apportion(1, [1, 1]).certificate(1).explain("en")
    assert told.endswith("rank decides: its own is 1, the cut-off's 0: none")


def test_a_share_stated_to_be_whole_is_told_as_it_is() -> None:
    """What it states is false: four decimals show that."""
    assert Certificate(10, 1, 3, 3, 0, None).explain("en").splitlines()[1:] == [
        "  10 × 1 ÷ 3 = 3.3333…: whole 3, remainder 0.3333…",
        "  Nothing is left over when everyone has the whole units",
    ]


class OnlyLess:
    """A rank that can do no more than a rank must."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __lt__(self, other: OnlyLess) -> bool:
        return self.at < other.at


def test_ranks_need_no_other_order_than_less_than() -> None:
    assert verify_all(apportion(1, [1, 1], rank=[OnlyLess(2), OnlyLess(1)]).certificates)


def test_nothing_left_over_is_told() -> None:
    proof = apportion(6, [Fraction(1, 3), Fraction(2, 3)]).certificate(0)
    assert proof.explain().splitlines() == [
        "Andel: 2 af 6",
        "  6 × 0,333333… ÷ 1 = 2: hele 2, rest 0",
        "  Intet er tilovers, når alle har fået deres hele",
    ]
    assert proof.explain("en").splitlines()[2:] == [
        "  Nothing is left over when everyone has the whole units"
    ]
    with pytest.raises(InvalidValueError, match="language: must be 'da' or 'en'"):
        proof.explain("sv")  # type: ignore[arg-type]


def test_remainders_that_differ_look_different() -> None:
    """A ten-millionth apart: four decimals would show the same number on both sides."""
    weights = [10**7 // 2 + 1, 10**7 // 2, 10**7 // 2 - 1]
    told = apportion(1, weights).certificate(1).explain().splitlines()
    assert told[1:3] == [
        "  1 × 5.000.000 ÷ 15.000.000 = 0,3333333…: hele 0, rest 0,3333333…",
        "  Skæring: 0,3333334; en rest over den giver én til, en rest under den ingen",
    ]


# -- figures that sums decide: splits


def proofs_of(key: Key, amount: Amount, unit: Unit = Unit.ORE) -> list[Certificate | CellProof]:
    split = key.split(amount, unit)
    found = [split.certificate(member) for member in split.parties]
    parts = [proof.part if isinstance(proof, Certificate) else proof.cell.part for proof in found]
    assert parts == [part.ore // unit.value for part in split.values()]
    return found


@given(keys(), st.integers(-1000, 1000), st.sampled_from(list(Unit)))
def test_every_part_of_any_split_has_a_proof(key: Key, count: int, unit: Unit) -> None:
    for proof in proofs_of(key, Amount(count * unit.value), unit):
        assert verify(proof)
        assert proof.unit in {"øre", "kr.", "1000 kr."}
        assert proof.explain("da") != proof.explain("en")


@given(keys().filter(lambda key: isinstance(key, Composed)), st.integers(-99, 99), st.data())
def test_a_changed_number_in_a_cell_proof_is_found_out(
    key: Key, ore: int, data: st.DataObject
) -> None:
    proof = data.draw(st.sampled_from(proofs_of(key, Amount(ore))))
    assert isinstance(proof, CellProof)
    at = data.draw(st.integers(0, len(proof.margins) - 1))
    margin = proof.margins[at]
    change = data.draw(st.sampled_from(CHANGES))
    margins = (*proof.margins[:at], change(margin), *proof.margins[at + 1 :])
    assert not verify(evolve(proof, margins=margins))


def _first(margin: Margin, **values: Any) -> Margin:
    return evolve(margin, parts=(evolve(margin.parts[0], **values), *margin.parts[1:]))


CHANGES: list[Callable[[Margin], Margin]] = [
    lambda margin: _first(margin, part=margin.parts[0].part + 1),
    lambda margin: _first(margin, exact=margin.parts[0].exact + Fraction(1, 999)),
    lambda margin: evolve(margin, whole=evolve(margin.whole, part=margin.whole.part - 1)),
    lambda margin: evolve(
        margin, whole=evolve(margin.whole, exact=margin.whole.exact + Fraction(1, 999))
    ),
]


def test_a_composed_key_is_proved_from_the_part_up_to_the_amount() -> None:
    region = Composed((Slice("små", HALF, by({A: 1})), Slice("alle", HALF, by({A: 1, B: 2}))))
    key = Composed(
        (Slice("faste", Fraction(1, 3), by({B: 1})), Slice("rest", HALF * 4 / 3, region))
    )
    one = key.split(Amount(100)).certificate("A")
    assert isinstance(one, CellProof)
    whole = Cell((), "", 100, 100)
    rest = Cell(("rest",), "", Fraction(200, 3), 67)
    small = Cell(("rest", "små"), "", Fraction(100, 3), 34)
    everyone = Cell(("rest", "alle"), "", Fraction(100, 3), 33)
    mine = Cell(("rest", "små"), "A (a)", Fraction(100, 3), 34)
    ours = Cell(("rest", "alle"), "A (a)", Fraction(100, 9), 11)
    theirs = Cell(("rest", "alle"), "B (b)", Fraction(200, 9), 22)
    assert one.cell == Cell((), "A (a)", Fraction(400, 9), 45)
    assert one.margins == (
        Margin(one.cell, (mine, ours)),
        Margin(small, (mine,), (1,)),
        Margin(everyone, (ours, theirs), (1, 2)),
        Margin(rest, (small, everyone)),
        Margin(whole, (Cell(("faste",), "", Fraction(100, 3), 33), rest)),
    )
    assert one.explain().splitlines() == [
        "A (a): 45 (i øre)",
        "  Nøjagtig andel: 44,444444…; rundet op, så alle summer passer",
        "  rest › små: 33,333333… × 1 ÷ 1 = 33,333333…",
        "  rest › alle: 33,333333… × 1 ÷ 3 = 11,111111…",
        "  A (a): rest › små 34 + rest › alle 11 = 45",
        "  rest › små: A (a) 34 = 34",
        "  rest › alle: A (a) 11 + B (b) 22 = 33",
        "  rest: små 34 + alle 33 = 67",
        "  I alt: faste 33 + rest 67 = 100",
    ]
    assert one.explain("en").splitlines()[1] == (
        "  Exact share: 44.444444…; rounded up, so that every sum comes out"
    )


def test_a_bounded_key_is_proved_by_its_one_sum() -> None:
    split = Bounded(by({A: 8, B: 1, C: 1}), maximum=kr(60)).split(-kr(100))
    one, other = split.certificate("A"), split.certificate("B")
    assert isinstance(one, CellProof)
    assert len(one.margins) == 1
    assert verify(one)
    assert verify(other)
    assert one.explain("en").splitlines() == [
        "A (a): -6,000 (in øre)",
        "  Exact share: -6,000; comes out even",
        "  In all: A (a) -6,000 + B (b) -2,000 + C (c) -2,000 = -10,000",
    ]


def test_sums_are_told_in_the_language_asked_for() -> None:
    cells = [Cell((), "A", Fraction(4000, 3), 1333), Cell((), "B", Fraction(8000, 3), 2667)]
    proof = CellProof(cells[0], [Margin(Cell((), "", 4000, 4000), cells, [1, 2])])
    assert proof.explain("en").splitlines()[2:] == [
        "  In all: 4,000 × 1 ÷ 3 = 1,333.333333…",
        "  In all: A 1,333 + B 2,667 = 4,000",
    ]
    assert proof.explain().splitlines()[2:] == [
        "  I alt: 4.000 × 1 ÷ 3 = 1.333,333333…",
        "  I alt: A 1.333 + B 2.667 = 4.000",
    ]


@pytest.mark.parametrize(
    ("count", "terms"), [(8, " + ".join(f"c{at} 1" for at in range(8))), (9, "9 numbers")]
)
def test_a_sum_of_eight_is_written_out_and_a_longer_one_is_not(count: int, terms: str) -> None:
    cells = [Cell((), f"c{at}", 1, 1) for at in range(count)]
    proof = CellProof(cells[0], [Margin(Cell((), "", count, count), cells)])
    assert proof.explain("en").splitlines()[-1] == f"  In all: {terms} = {count}"


def test_how_many_are_summed_is_told_in_the_language_asked_for() -> None:
    cells = [Cell((), f"c{at}", 1, 1) for at in range(1000)]
    proof = CellProof(cells[0], [Margin(Cell((), "", 1000, 1000), cells)])
    assert proof.explain("en").splitlines()[-1] == "  In all: 1,000 numbers = 1,000"


# -- figures that sums decide: bills


@settings(max_examples=60)
@given(st.data())
def test_every_figure_of_any_bill_has_a_proof(data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from([Unit.ORE, Unit.KRONE]))
    terms = agreement([A, B, C, D, E], KEYS[1], unit=unit)
    bill = bill_year(terms, budget(2025, *data.draw(lines(unit))), figures_with(A, B, C, D, E))
    assert_every_figure_is_proved(bill)


def assert_every_figure_is_proved(bill: Bill) -> None:
    unit = bill.agreement.unit.value
    years = [bill.certificate(member) for member in bill.parties]
    for member, year in zip(bill.parties, years, strict=True):
        assert verify(year)
        assert exact_of(year) * unit == bill.exact(member).ore
        assert part_of(year) * unit == bill[member].ore
        for line in bill.lines:
            cell = bill.certificate(member, line.line.id)
            assert isinstance(cell, CellProof)
            assert verify(cell)
            assert exact_of(cell) * unit == bill.exact(member, line=line.line.id).ore
            assert part_of(cell) * unit == bill.amount(member, line=line.line.id).ore
            assert [margin.whole.part * unit for margin in cell.margins] == [
                line.amount.ore,
                bill[member].ore,
            ]
    assert verify_all(years)
    assert verify_all(
        bill.certificate(member, line.line.id) for member in bill.parties for line in bill.lines
    )


def exact_of(proof: Certificate | CellProof) -> Fraction:
    if isinstance(proof, CellProof):
        return proof.cell.exact
    return proof.amount * proof.weight / proof.total_weight


def part_of(proof: Certificate | CellProof) -> int:
    return proof.cell.part if isinstance(proof, CellProof) else proof.part


def bill_of(key: Any, *amounts: Amount | BudgetLine, **changes: Any) -> Bill:
    terms = agreement([A, B, C, D, E], key, **changes)
    return bill_year(terms, budget(2025, *amounts), figures_with(A, B, C, D, E))


def test_a_year_under_one_driver_is_certified_by_measure() -> None:
    bill = KPRO.bill(2025)
    proof = bill.certificate("Samsø")
    assert isinstance(proof, Certificate)
    assert stated(proof) == (721_000_000, 3_694, 5_961_158)
    assert (proof.part, proof.rank, proof.name) == (446_788, (0, "0741"), "Samsø (741)")
    assert verify(proof)
    assert verify_all(bill.certificate(name) for name in bill)
    assert proof.explain("en").splitlines()[:2] == [
        "Samsø (741): 446,788 of 721,000,000 (in øre)",
        "  721,000,000 × 3,694 ÷ 5,961,158 = 446,788.0234…: whole 446,788, remainder 0.0234…",
    ]


def test_a_line_is_proved_by_its_line_and_its_party() -> None:
    proof = KPRO.bill(2025).certificate("Samsø", "Drift")
    assert verify(proof)
    assert proof.explain().splitlines() == [
        "Samsø (741), Drift: 261.690 (i øre)",
        "  Nøjagtig andel: 261.690,127991…; rundet ned, så alle summer passer",
        "  Drift: 422.300.000 × 3.694 ÷ 5.961.158 = 261.690,127991…",
        "  Drift: 98 tal = 422.300.000",
        "  Samsø (741): Drift 261.690 + Forvaltning 89.358 + "
        "Udviklingspulje 31.913 + Ikke disponeret 63.827 "
        "= 446.788",
    ]
    english = proof.explain("en").splitlines()
    assert english[1:4:2] == [
        "  Exact share: 261,690.127991…; rounded down, so that every sum comes out",
        "  Drift: 98 numbers = 422,300,000",
    ]


def test_a_year_under_several_drivers_is_certified_by_exact_ore() -> None:
    own = BudgetLine("egen", "Egen", -kr(2), key=units({"A": 1, "B": 3}))
    bill = bill_of(units({"A": 1, "B": 1, "C": 1}), -kr(1), own, unit=Unit.KRONE)
    proof = bill.certificate("A")
    assert isinstance(proof, Certificate)
    assert (proof.amount, proof.unit) == (-3, "kr.")
    assert proof.weight == Fraction(100, 3) + 50
    assert proof.total_weight == 300
    assert_every_figure_is_proved(bill)


def test_a_party_outside_the_only_key_has_weight_nothing() -> None:
    bill = bill_of(units({"A": 1, "B": 1}), Amount(3))
    proof = bill.certificate("C")
    assert isinstance(proof, Certificate)
    assert (*stated(proof), proof.part) == (3, 0, 2, 0)
    assert_every_figure_is_proved(bill)


def test_a_year_that_sums_decided_is_proved_by_them() -> None:
    small = BudgetLine("a", "A", Amount(1), key=units({"B": 2, "D": 3}))
    large = BudgetLine("b", "B", Amount(5), key=units({"A": 1, "C": 1, "E": 1}))
    bill = bill_of(KEYS[1], small, large)
    assert_every_figure_is_proved(bill)
    proof = bill.certificate("A")
    assert isinstance(proof, CellProof)
    assert [len(margin.parts) for margin in proof.margins] == [2, 5]
    assert proof.margins[1].whole == Cell((), "", 6, 6)


@pytest.mark.parametrize(
    "key",
    [units({"A": 1, "B": 1}), ComposedTerms((SliceTerms("alt", Fraction(1), units({"A": 1})),))],
)
def test_a_year_of_nothing_has_a_proof(key: Any) -> None:
    bill = bill_of(key, Amount(5), Amount(-5))
    assert_every_figure_is_proved(bill)
    assert isinstance(bill.certificate("A"), Certificate) is (bill.weight("A") is not None)


def test_where_some_pay_and_others_are_paid_sums_decide() -> None:
    back = BudgetLine("retur", "Retur", -kr(3), key=units({"C": 1}))
    bill = bill_of(units({"A": 1, "B": 2}), kr(10), back)
    assert isinstance(bill.certificate("A"), CellProof)
    assert_every_figure_is_proved(bill)


def test_what_newcomers_pay_on_top_is_rounded_once_and_proved() -> None:
    members = [Membership(A, "2020-01-01"), *(Membership(x, "2025-07-01") for x in (B, C))]
    terms = agreement(
        members,
        units({"A": 5, "B": 1, "C": 1}),
        entry=EntryRule.BY_DAYS,
        entry_effect=EntryEffect.ON_TOP,
    )
    bill = bill_year(terms, budget(2025, Amount(101)), figures_with(A, B, C))
    assert_every_figure_is_proved(bill)
    proof = bill.certificate("B", "indtraedelse")
    assert isinstance(proof, CellProof)
    assert proof.margins[0].whole.exact.denominator != 1


def test_lines_of_one_name_are_told_apart_by_id() -> None:
    twins = [BudgetLine(name, "Drift", Amount(5), key=KEYS[0]) for name in ("a", "b")]
    bill = bill_of(KEYS[1], *twins)
    assert_every_figure_is_proved(bill)
    assert str(bill.certificate("A", "b")).startswith("A (a), Drift (b): ")


def test_a_line_that_is_not_in_the_bill_has_no_proof() -> None:
    with pytest.raises(InvalidValueError, match="line: is no line of the bill"):
        KPRO.bill(2025).certificate("Samsø", "renter")


# -- hostile values


def certificate(**changes: Any) -> Certificate:
    given: dict[str, Any] = {"amount": 7, "weight": 1, "total_weight": 6, "part": 1, "rank": 0}
    return Certificate(**{**given, **changes})


FLOAT = (
    "a number must be exact, never a float or bool (got {}). "
    "Write it as an int, Fraction(1, 3) or Decimal('0.1')."
)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"amount": 7.0}, NotExactError, "amount: a whole number is an int (got 7.0)"),
        ({"part": 1.0}, NotExactError, "part: a whole number is an int (got 1.0)"),
        ({"weight": 1.0}, NotExactError, f"weight: {FLOAT.format(1.0)}"),
        ({"weight": True}, NotExactError, f"weight: {FLOAT.format('True')}"),
        (
            {"weight": Decimal("NaN")},
            InvalidValueError,
            "weight: a number must be finite (got Decimal('NaN'))",
        ),
        ({"weight": -1}, InvalidValueError, "weight: must not be negative (got -1)"),
        (
            {"weight": 7},
            InvalidValueError,
            "weight: must not exceed the total weight (got Fraction(7, 1), Fraction(6, 1))",
        ),
        ({"total_weight": 6.5}, NotExactError, f"total_weight: {FLOAT.format(6.5)}"),
        ({"total_weight": 0}, InvalidValueError, "total_weight: must be above zero (got 0)"),
        ({"cutoff": HALF}, NotExactError, "cutoff: must be a Cutoff or None (got 1/2)"),
        (
            {"cutoff": Cutoff(HALF, "a")},
            InvalidValueError,
            "rank: must be comparable with the cut-off's (got 0, 'a')",
        ),
    ],
)
def test_what_certifies_nothing_is_refused(
    changes: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refusal:
        certificate(**changes)
    assert str(refusal.value) == message


@pytest.mark.parametrize("remainder", [0, 1, -HALF, Fraction(3, 2)])
def test_a_cut_off_is_a_true_fraction(remainder: Fraction | int) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        Cutoff(remainder, 0)
    assert str(refusal.value) == f"remainder: a cut-off lies above 0 and below 1 (got {remainder})"


def test_a_cut_off_is_exact() -> None:
    with pytest.raises(NotExactError) as refusal:
        Cutoff(0.5, 0)  # type: ignore[arg-type]
    assert str(refusal.value) == f"remainder: {FLOAT.format(0.5)}"


ONE = Cell(("l",), "A", HALF, 1)
TWO = Cell(("l",), "B", HALF, 0)
LINE = Cell(("l",), "", 1, 1)


INEXACT: Any = 0.5
NO_PROOF: Any = ONE


def table(*margins: Margin, cell: Cell = ONE) -> CellProof:
    return CellProof(cell, margins)


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (lambda: Cell((), "A", INEXACT, 1), NotExactError, f"exact: {FLOAT.format(0.5)}"),
        (
            lambda: Cell((), "A", HALF, INEXACT),
            NotExactError,
            "part: a whole number is an int (got 0.5)",
        ),
        (lambda: Margin(LINE, ()), InvalidValueError, "parts: must hold at least one cell"),
        (
            lambda: Margin(LINE, (ONE, TWO), (1,)),
            InvalidValueError,
            "weights: must be as many as the parts, or none (got 1, 2)",
        ),
        (
            lambda: Margin(LINE, (ONE, TWO), (0, 0)),
            InvalidValueError,
            "weights: at least one must be above zero",
        ),
        (
            lambda: Margin(LINE, (ONE, TWO), (2, -1)),
            InvalidValueError,
            "weight: must not be negative (got -1)",
        ),
        (lambda: CellProof(ONE, ()), InvalidValueError, "margins: must hold at least one margin"),
        (
            lambda: verify(NO_PROOF),
            NotExactError,
            f"proof: must be a certificate, a Replay or a CellProof (got {ONE!r})"[:100],
        ),
    ],
)
def test_what_proves_no_cell_is_refused(
    build: Callable[[], object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refusal:
        build()
    assert str(refusal.value).startswith(message)


def _cells(*rows: tuple[str, Fraction | int, int]) -> Sequence[Cell]:
    return [Cell(("l",), column, exact, part) for column, exact, part in rows]


@pytest.mark.parametrize(
    "proof",
    [
        # another rounding than floor or ceiling, of itself or of another
        table(
            Margin(LINE, _cells(("A", HALF, 2), ("B", HALF, -1))), cell=Cell(("l",), "A", HALF, 2)
        ),
        table(Margin(Cell(("l",), "", 1, 2), (ONE, evolve(TWO, part=1)))),
        # sums that do not come out, exactly or in whole units
        table(Margin(LINE, (ONE, evolve(TWO, exact=Fraction(1, 3))))),
        table(Margin(LINE, (ONE, evolve(TWO, part=1)))),
        # weights that give other shares
        table(Margin(LINE, (ONE, TWO), (1, 2))),
        # a sum that the figure is not in, or only by way of another figure for its place
        table(Margin(LINE, (evolve(ONE, column="C"), TWO))),
        table(Margin(LINE, (evolve(ONE, part=0), evolve(TWO, part=1)))),
        table(
            Margin(LINE, (ONE, TWO)),
            Margin(Cell((), "B", HALF, 1), (evolve(TWO, part=1),)),
        ),
        table(
            Margin(LINE, (ONE, TWO)),
            Margin(Cell((), "x", 2, 2), (LINE, *_cells(("A", HALF, 0), ("C", HALF, 1)))),
        ),
        # one counted twice
        table(
            Margin(Cell((), "A", 2, 2), (Cell(("l",), "A", 1, 1),) * 2), cell=Cell((), "A", 2, 2)
        ),
    ],
)
def test_a_table_that_does_not_add_up_proves_nothing(proof: CellProof) -> None:
    assert not verify(proof)


def test_proofs_of_two_tables_do_not_belong_together() -> None:
    """Each adds up, and they show one figure differently; nor do certificates go with cells."""
    one = table(Margin(LINE, (ONE, TWO)))
    other = table(
        Margin(LINE, (evolve(ONE, part=0), evolve(TWO, part=1))), cell=evolve(TWO, part=1)
    )
    assert verify(one)
    assert verify(other)
    assert not verify_all([one, other])
    whole = apportion(3, [1]).certificate(0)
    assert verify_all([whole])
    assert not verify_all([whole, one])
    assert not verify_all([one, table(Margin(LINE, (ONE, evolve(TWO, part=1))))])


def test_a_table_that_adds_up_proves_its_cell() -> None:
    assert verify(table(Margin(LINE, (ONE, TWO), (3, 3))))
    assert verify(table(Margin(LINE, (ONE, TWO)), cell=TWO))
    assert verify(table(Margin(LINE, (ONE, TWO)), cell=LINE))
    both = [table(Margin(LINE, (ONE, TWO)), cell=cell) for cell in (ONE, TWO)]
    assert verify_all(both)
    assert not verify_all([both[0], evolve(both[1], unit="kr.")])
    assert str(table(Margin(LINE, (ONE, TWO)))).splitlines() == [
        "A, l: 1",
        "  Nøjagtig andel: 0,5; rundet op, så alle summer passer",
        "  l: A 1 + B 0 = 1",
    ]
    below = Cell(("l",), "A", -HALF, -1)
    assert "; rundet op, " in str(table(Margin(below, (below,)), cell=below))
    grand = Cell((), "", 1, 1)
    assert table(Margin(grand, (LINE,)), cell=grand).explain("en").splitlines() == [
        "In all: 1",
        "  Exact share: 1; comes out even",
        "  In all: l 1 = 1",
    ]
