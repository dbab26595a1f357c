"""Keys and splits in words: drivers, bounds, parts of a year, and the proof of a part."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sundgov import by_heads, kr, population
from sundgov.finance.drivers import GivenUnits, PartOfYear, Tier
from sundgov.finance.keys import Bounded, Composed, Proportional, Slice, equally
from sundgov.finance.phrases import YearCount
from sundgov.money import Amount, Unit
from sundgov.populations import Population
from tests.builders import HALF, by, equally_of, party

P2023 = population("2023-01-01")
A, B, C, D = (party(name) for name in "ABCD")

# -- drivers


@pytest.mark.parametrize(
    ("key", "danish", "english"),
    [
        (
            by_heads(P2023, among=["Samsø"], cap=1000),
            "folketal 1. januar 2023 (FOLK1A, offentliggjort 15. februar 2023 efter udgiverens "
            "kalender), højst 1.000 pr. part",
            "population on 1 January 2023 (FOLK1A, published 15 February 2023 by the publisher's "
            "calendar), at most 1,000 a party",
        ),
        (
            by_heads(P2023, among=["Samsø"], tiers=(Tier(0, 1), Tier(1000, Fraction(1, 3)))),
            "kalender), vægt 1 over 0; vægt 0,3333… over 1.000",
            "calendar), weight 1 above 0; weight 0.3333… above 1,000",
        ),
        (
            equally(["Samsø", "Læsø"]),
            "lige store dele mellem 2 parter",
            "equal parts among 2 parties",
        ),
    ],
)
def test_a_driver_describes_itself(key: Proportional, danish: str, english: str) -> None:
    assert key.driver.described("da").endswith(danish)
    assert key.driver.described("en").endswith(english)


def test_measures_are_counted_in_words() -> None:
    tiered = by_heads(P2023, among=["Samsø"], tiers=(Tier(0, HALF),)).driver
    assert tiered.measured(Fraction(3775, 2), "da") == "1.887,5 vægtede indbyggere"
    assert tiered.measured(Fraction(3775, 2), "en") == "1,887.5 weighted inhabitants"
    equal = equally(["Samsø"]).driver
    assert equal.measured(Fraction(1), "da") == "1 lige stor del"
    assert equal.measured(Fraction(2), "en") == "2 equal parts"
    assert (equal.unit("da"), equal.unit("en")) == ("lige store dele", "equal parts")
    assert equal.measured(Fraction(2), "da") == "2 lige store dele"
    assert equal.measured(Fraction(1), "en") == "1 equal part"
    heads = by_heads(P2023, among=["Samsø"]).driver
    assert (heads.unit("da"), heads.unit("en")) == ("indbyggere", "inhabitants")
    part = PartOfYear(equal, ())
    assert (part.unit("da"), part.unit("da", one=True)) == ("lige store dele", "lige stor del")


def test_one_of_a_measure_is_told_in_the_singular() -> None:
    one = Population("2023-01-01", {"741": 1})
    plain, tiered = by_heads(one).driver, by_heads(one, tiers=(Tier(0, 1),)).driver
    assert [plain.measured(Fraction(1), language) for language in ("da", "en")] == [
        "1 indbygger",
        "1 inhabitant",
    ]
    assert [tiered.measured(Fraction(1), language) for language in ("da", "en")] == [
        "1 vægtet indbygger",
        "1 weighted inhabitant",
    ]
    assert equally(["Samsø"]).driver.described("da") == "lige store dele mellem 1 part"
    assert equally(["Samsø"]).driver.described("en") == "equal parts among 1 party"


def test_a_measure_is_told_with_four_decimals() -> None:
    driver = GivenUnits({A: 1}, "timer")
    assert driver.measured(Fraction(4000, 3), "da") == "1.333,3333… timer"
    assert driver.measured(Fraction(4000, 3), "en") == "1,333.3333… timer"


def test_tiers_and_many_parties_are_told_in_the_language_asked_for() -> None:
    tiered = by_heads(P2023, among=["Samsø"], tiers=(Tier(0, HALF),)).driver
    assert tiered.unit("da") == "vægtede indbyggere"
    many = equally_of(*(party(f"p{number}") for number in range(1000))).driver
    assert many.described("da") == "lige store dele mellem 1.000 parter"
    assert many.described("en") == "equal parts among 1,000 parties"


def test_units_are_called_units_where_nobody_says_what_was_counted() -> None:
    driver = GivenUnits({A: 1})
    assert driver.described("da") == "antal enheder"
    assert driver.described("en") == "number of units"
    assert (driver.unit("da"), driver.unit("en")) == ("enheder", "units")
    assert GivenUnits({A: 1}, "timer").unit("en") == "timer"


def test_a_population_without_a_table_is_described_without_one() -> None:
    own = Population("2023-01-01", {"741": 1})
    assert (
        by_heads(own).driver.described("da").startswith("folketal 1. januar 2023 (offentliggjort")
    )


# -- bounds and parts of a year


def test_bounds_are_explained() -> None:
    key = Bounded(by({A: 8, B: 1, C: 1}), minimum=kr(1), maximum=kr(500))
    split = key.split(kr(1000))
    assert "Nøgle: bidrag mindst 1,00 kr. og højst 500,00 kr.; uden grænser 800 kr." in (
        split.explain("A")
    )
    assert (
        "Key: contributions at least DKK 1.00 and at most DKK 500.00; without bounds DKK 800"
        in split.explain("A", language="en")
    )


def test_a_single_bound_is_explained_alone() -> None:
    least = Bounded(by({A: 8, B: 1}), minimum=kr(200)).split(kr(1000))
    assert "Nøgle: bidrag mindst 200,00 kr.; uden grænser" in least.explain("B")
    most = Bounded(by({A: 8, B: 1}), maximum=kr(600)).split(kr(1000))
    assert "Nøgle: bidrag højst 600,00 kr.; uden grænser" in most.explain("A")


def test_part_of_a_year_is_told_in_words() -> None:
    driver = by({A: 4, B: 1}).for_part_of_year({B: Fraction(3, 4)})
    text = driver.split(kr(1)).explain("B")
    assert "antal timer; del af året: B 3/4" in text
    assert "Andel: 0,75 timer ÷ 4,75 timer" in text
    english = driver.split(kr(1)).explain("B", language="en")
    assert "number of timer; part of the year: B 3/4" in english


def test_parts_of_a_year_are_told_party_by_party_and_who_was_out_of_it() -> None:
    key = by({A: 4, B: 1, C: 1, D: 1})
    presence = {A: HALF, B: Fraction(3, 4), C: Fraction(0), D: Fraction(0)}
    days = YearCount(360, "dage", "days")
    plain, counted = key.for_part_of_year(presence), key.for_part_of_year(presence, days)
    assert isinstance(plain, Proportional)
    assert isinstance(counted, Proportional)
    assert plain.driver.described("da") == (
        "antal timer; del af året: A 1/2, B 3/4; ikke medregnet: C, D"
    )
    assert plain.driver.described("en") == (
        "number of timer; part of the year: A 1/2, B 3/4; not counted: C, D"
    )
    assert "del af året: A 180 af 360 dage (1/2), B 270 af 360 dage (3/4);" in (
        counted.driver.described("da")
    )
    assert "part of the year: A 180 of 360 days (1/2), B 270 of 360 days (3/4);" in (
        counted.driver.described("en")
    )


# -- proofs


@pytest.mark.parametrize(("sign", "minus"), [(1, ""), (-1, "-")])
def test_a_part_over_several_slices_is_told_slice_by_slice(sign: int, minus: str) -> None:
    rest = Composed((Slice("timer", HALF, by({A: 1, B: 2})), Slice("hoveder", HALF, by({A: 1}))))
    key = Composed((Slice("fast", kr(10), equally_of(A, B, C)), Slice("resten", 1, rest)))
    split = key.split(kr(sign * 101), Unit.KRONE)
    odd = (
        "  Overskydende kroner: 1 tilbage, når alle har fået deres hele kroner; den går til "
        "den største rest. Denne er nummer"
    )
    tie = "3 har samme rest; de står i rækkefølge efter kode, derefter id."
    assert split.explain("B").splitlines() == [
        f"B: {minus}34,00 kr. af {minus}101,00 kr.",
        f"  Del fast: {minus}10,00 kr.",
        "  Nøgle: lige store dele mellem 3 parter",
        "  Andel: 1 lige stor del ÷ 3 lige store dele",
        f"  Nøjagtig andel: {minus}3,333333… kr.",
        f"  Hele kroner: {minus}3,00 kr.; rest 0,3333… krone",
        f"{odd} 2 af 3 og får ingen. {tie}",
        f"  Del resten › timer: {minus}45,5 kr. (vist {minus}46,00 kr.)",
        "  Nøgle: antal timer",
        "  Andel: 2 timer ÷ 3 timer",
        f"  Nøjagtig andel: {minus}30,333333… kr.",
        f"  Hele kroner: {minus}30,00 kr.; rest 0,3333… krone",
        f"{odd} 1 af 2 og får én.",
        f"  I alt: {minus}33,666666… kr. → {minus}34,00 kr.",
    ]
    assert split.weight("B") is None


def test_totals_that_decide_across_slices_are_told_as_such() -> None:
    """Slice by slice C would get 3 and 22 kroner of its 26.08: A gives it the odd one."""
    rest = Composed(
        (Slice("timer", HALF, by({A: 1, B: 2})), Slice("hoveder", HALF, by({A: 1, C: 1})))
    )
    key = Composed((Slice("fast", kr(10), equally_of(A, B, C)), Slice("resten", 1, rest)))
    split = key.split(kr(101), Unit.KRONE)
    assert split.moved
    assert [line for line in split.explain("A").splitlines() if "Rundet" in line] == [
        "  Rundet ned til 3,00 kr., så alle summer passer på én gang",
        "  Rundet ned til 15,00 kr., så alle summer passer på én gang",
        "  Rundet op til 23,00 kr., så alle summer passer på én gang",
    ]
    english = split.explain("A", language="en").splitlines()
    assert english[0] == "A: DKK 41.00 of DKK 101.00"
    assert english[1] == "  Slice fast: DKK 10.00"
    assert english[6] == "  Rounded down to DKK 3.00, so that every total comes out at once"
    assert english[7] == "  Slice resten › timer: DKK 45.5 (shown as DKK 46.00)"
    assert english[18] == "  Rounded up to DKK 23.00, so that every total comes out at once"
    assert english[19:] == ["  Together: DKK 41.25 → DKK 41.00"]


@pytest.mark.parametrize(("sign", "minus"), [(1, ""), (-1, "-")])
def test_odd_kroner_and_their_ties_are_told_for_both_signs(sign: int, minus: str) -> None:
    split = by({A: 1, B: 1, C: 2}).split(kr(sign * 7), Unit.KRONE)
    odd = (
        "  Overskydende kroner: 2 tilbage, når alle har fået deres hele kroner; de går til de 2 "
        "største rester. Denne er nummer"
    )
    assert split.explain("B").splitlines() == [
        f"B: {minus}2,00 kr. af {minus}7,00 kr.",
        "  Nøgle: antal timer",
        "  Andel: 1 timer ÷ 4 timer",
        f"  Nøjagtig andel: {minus}1,75 kr.",
        f"  Hele kroner: {minus}1,00 kr.; rest 0,75 krone",
        f"{odd} 2 af 3 og får én. 2 har samme rest; de står i rækkefølge efter kode, derefter id.",
    ]
    assert split.explain("C").splitlines()[-1] == f"{odd} 3 af 3 og får ingen."


def test_a_tie_for_odd_kroner_in_english() -> None:
    split = by({A: 1, B: 1, C: 2}).split(kr(7), Unit.KRONE)
    assert split.explain("C", language="en").endswith("This one is number 3 of 3 and gets none.")
    assert split.explain("A", language="en").splitlines() == [
        "A: DKK 2.00 of DKK 7.00",
        "  Key: number of timer",
        "  Share: 1 timer ÷ 4 timer",
        "  Exact share: DKK 1.75",
        "  Whole kroner: DKK 1.00; remainder 0.75 krone",
        "  Odd kroner: 2 left when everyone has the whole kroner; they go to the 2 largest "
        "remainders. This one is number 1 of 3 and gets one. 2 have the same remainder; they "
        "stand in order of code, then id.",
    ]


def test_fixed_amounts_are_told_in_the_prices_of_what_is_split() -> None:
    key = Composed((Slice("fast", kr(1, 2024), equally_of(A)), Slice("rest", 1, by({B: 1}))))
    assert key.split(kr(3, 2024)).explain("A").startswith("A: 1,00 kr. af 3,00 kr.\n")


def test_the_odd_ore_is_told_at_any_size() -> None:
    split = by({A: 1, B: 1}).split(Amount(10**20 + 1))
    assert "Denne er nummer 1 af 2 og får én." in split.explain("A")
    assert "Denne er nummer 2 af 2 og får ingen." in split.explain("B")


def test_parts_that_have_no_remainder_have_no_tie() -> None:
    """A and B are whole; only C and D tie, for one øre."""
    split = by({A: 2, B: 2, C: 1, D: 1}).split(Amount(3))
    assert split.explain("A").endswith("Denne er nummer 3 af 4 og får ingen.")
    assert split.explain("D").endswith(
        "Denne er nummer 2 af 4 og får ingen. 2 har samme rest; de står i rækkefølge efter kode, "
        "derefter id."
    )
    even = by({A: 1, B: 1}).split(kr(2))
    assert even.explain("A").splitlines()[-1] == "  Overskydende øre: ingen"
    assert even.explain("A", language="en").splitlines()[-1] == "  Odd øre: none"


def test_the_level_of_bounded_contributions_is_told_so_that_they_can_be_recomputed() -> None:
    key = Bounded(by({A: 8, B: 1, C: 1}), maximum=kr(500))
    assert "uden grænser 100 kr. × niveau 2,5" in key.split(kr(1000)).explain("B")
    english = key.split(kr(1000)).explain("B", language="en")
    assert "without bounds DKK 100 × level 2.5" in english
    everyone_held = Bounded(by({A: 1, B: 1}), maximum=kr(5)).split(kr(10))
    assert "niveau" not in everyone_held.explain("A")
