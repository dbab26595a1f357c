"""A bill's proofs in words, whole, in Danish and English."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from sundgov import kr
from sundgov.authority import Authority
from sundgov.figures import packaged_figures
from sundgov.finance.agreements import (
    EntryEffect,
    EntryRule,
    IndexTerms,
    InstalmentTerms,
    Membership,
)
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine, Ceiling
from sundgov.finance.prices import CompositeIndex, IndexPart
from sundgov.finance.terms import ComposedTerms, HeadTerms, PopulationFixed, SliceTerms
from sundgov.indices import IndexKind, IndexName
from sundgov.money import Unit
from sundgov.populations import Population
from tests.builders import (
    FFL,
    HALF,
    KPRO,
    agreement,
    budget,
    figures_with,
    in_year,
    municipality,
    party,
    units,
)

A, B, C = (party(name) for name in "ABC")
WHOLE = (InstalmentTerms(3, 1),)


INDEX = (
    "  Indeks: Økonomistyrelsen, generelt pris- og lønindeks (samlet opregning), fra 2024 pl til "
    "2025 pl: 3,0 pct., offentliggjort 6. juni 2024"
)
INDEX_IN_ENGLISH = (
    "  Index: Økonomistyrelsen, generelt pris- og lønindeks (total), from 2024 pl to 2025 pl: "
    "3.0 per cent, published 6 June 2024"
)
FROM_THE_EXAMPLE = (
    "  Hjemmel: kpro-2023-12-08-3 (Forretningsstyregruppen for Kommunal PRO, 8. december 2023)",
    "  Ramme: 7.000.000,00 kr. (2024 pl) × 1,03 = 7.210.000,00 kr. (løbende priser 2025); hjemmel: "
    "kpro-2023-01 (Forretningsstyregruppen for Kommunal PRO)",
)
IN_ENGLISH = (
    "  Authority: kpro-2023-12-08-3 (Forretningsstyregruppen for Kommunal PRO, 8 December 2023)",
    "  Ceiling: DKK 7,000,000.00 (2024 pl) × 1.03 = DKK 7,210,000.00 (current prices 2025); "
    "authority: kpro-2023-01 (Forretningsstyregruppen for Kommunal PRO)",
)


def test_samsoes_year_in_danish() -> None:
    assert KPRO.bill(2025).explain("Samsø").splitlines() == [
        "Samsø (741): 3.831,56 kr. af 6.210.000,00 kr.",
        "  Kommunal PRO, 2025",
        "  Årets udgift, før hvad tidligere år overfører: 4.467,88 kr. af 7.210.000,00 kr.",
        "  Nøgle: folketal 1. januar 2024 (FOLK1A, offentliggjort 15. februar 2024 efter "
        "udgiverens kalender)",
        "  Andel: 3.694 indbyggere ÷ 5.961.158 indbyggere",
        "  Nøjagtig andel: 4.467,880234… kr.",
        "  Hele øre: 4.467,88 kr.; rest 0,0234… øre",
        "  Overskydende øre: 51 tilbage, når alle har fået deres hele øre; de går til de 51 "
        "største rester. Denne er nummer 97 af 98 og får ingen.",
        "  Poster:",
        "    Drift: 2.616,90 kr. af 4.223.000,00 kr. = 4.100.000,00 kr. (2024 pl) × 1,03",
        "    Forvaltning: 893,58 kr. af 1.442.000,00 kr. = 1.400.000,00 kr. (2024 pl) × 1,03",
        "    Udviklingspulje: 319,13 kr. af 515.000,00 kr. = 500.000,00 kr. (2024 pl) × 1,03",
        "    Ikke disponeret: 638,27 kr. af 1.030.000,00 kr. = 1.000.000,00 kr. (2024 pl) × 1,03",
        INDEX,
        "  Efterregulering af 2024: 636,32 kr. tilbageføres (-636,32 kr. af -1.000.000,00 kr.)",
        "    Samsø (741): overskud 636,32 kr. af 1.000.000,00 kr.",
        "      Kommunal PRO, Regnskab 2024, kendt 15. marts 2025",
        "      Opkrævet: 7.000.000,00 kr.; forbrugt: 6.000.000,00 kr.; overskud 1.000.000,00 kr.",
        "        Partens andel af forbruget, fordelt som det opkrævede: "
        "6.000.000,00 kr. × 4.454,231486… kr. ÷ 7.000.000,00 kr. = "
        "3.817,912702… kr. → 3.817,91 kr.",
        "        Partens betaling, og hvad der er tilbage: 4.454,23 kr. − 3.817,91 kr. = "
        "636,32 kr.",
        "      Bemærkning: Antaget",
        "  Opkræves 15. januar 2025: 2.233,94 kr. (1/2 af året)",
        "  Opkræves 1. juli 2025: 1.597,62 kr. = 2.233,94 kr. (1/2 af året) − 636,32 kr. fra "
        "tidligere år",
        *FROM_THE_EXAMPLE,
    ]


def test_copenhagens_year_in_english() -> None:
    told = "so that every instalment's totals come out"
    half = "1/2 of the year = DKK 398,740.775"
    assert KPRO.bill(2025).explain("101", language="en").splitlines() == [
        "København (101): DKK 687,299.11 of DKK 6,210,000.00",
        "  Kommunal PRO, 2025",
        "  The year's cost, before what earlier years carry: DKK 797,481.55 of DKK 7,210,000.00",
        "  Key: population on 1 January 2024 (FOLK1A, published 15 February 2024 by the "
        "publisher's calendar)",
        "  Share: 659,350 inhabitants ÷ 5,961,158 inhabitants",
        "  Exact share: DKK 797,481.546370…",
        "  Whole øre: DKK 797,481.54; remainder 0.6370… øre",
        "  Odd øre: 51 left when everyone has the whole øre; they go to the 51 largest "
        "remainders. This one is number 42 of 98 and gets one.",
        "  Lines:",
        "    Drift: DKK 467,096.34 of DKK 4,223,000.00 = DKK 4,100,000.00 (2024 pl) × 1.03",
        "    Forvaltning: DKK 159,496.31 of DKK 1,442,000.00 = DKK 1,400,000.00 (2024 pl) × 1.03",
        "    Udviklingspulje: DKK 56,962.97 of DKK 515,000.00 = DKK 500,000.00 (2024 pl) × 1.03",
        "    Ikke disponeret: DKK 113,925.93 of DKK 1,030,000.00 = DKK 1,000,000.00 (2024 pl) "
        "× 1.03",
        INDEX_IN_ENGLISH,
        "  Settlement of 2024: DKK 110,182.44 returned (-DKK 110,182.44 of -DKK 1,000,000.00)",
        "    København (101): surplus DKK 110,182.44 of DKK 1,000,000.00",
        "      Kommunal PRO, Result of 2024, known 15 March 2025",
        "      Billed: DKK 7,000,000.00; spent: DKK 6,000,000.00; surplus DKK 1,000,000.00",
        "        The party's share of what was spent, divided like what was billed: "
        "DKK 6,000,000.00 × DKK 771,277.025217… ÷ DKK 7,000,000.00 = DKK 661,094.593043… → "
        "DKK 661,094.59",
        "        What the party paid, and what is left: DKK 771,277.03 − DKK 661,094.59 = "
        "DKK 110,182.44",
        "      Note: Antaget",
        f"  Billed 15 January 2025: DKK 398,740.77 ({half}, rounded down, {told})",
        f"  Billed 1 July 2025: DKK 288,558.34 = DKK 398,740.78 ({half}, rounded up, {told}) "
        "− DKK 110,182.44 from earlier years",
        *IN_ENGLISH,
    ]


def test_samsoes_line_in_both_languages() -> None:
    bill = KPRO.bill(2025)
    assert bill.explain("741", line="udviklingspulje").splitlines() == [
        "Samsø (741), Udviklingspulje: 319,13 kr. af 515.000,00 kr.",
        "  Kommunal PRO, 2025",
        "  Beløb: 500.000,00 kr. (2024 pl) × 1,03 = 515.000,00 kr.",
        INDEX,
        "  Nøgle: folketal 1. januar 2024 (FOLK1A, offentliggjort 15. februar 2024 efter "
        "udgiverens kalender)",
        "  Andel: 3.694 indbyggere ÷ 5.961.158 indbyggere",
        "  Nøjagtig andel: 319,134302… kr.",
        "  Hele øre: 319,13 kr.; rest 0,4302… øre",
        "  Rundet ned til 319,13 kr., så alle summer passer på én gang",
        "  Opkræves 15. januar 2025: 159,56 kr. (1/2 af året = 159,565 kr., rundet ned, så "
        "alle raters summer passer)",
        "  Opkræves 1. juli 2025: 159,57 kr. (1/2 af året = 159,565 kr., rundet op, så alle "
        "raters summer passer)",
        *FROM_THE_EXAMPLE,
    ]
    english = bill.explain("101", line="Ikke disponeret", language="en").splitlines()
    assert english[:1] == [
        "København (101), Ikke disponeret: DKK 113,925.93 of DKK 1,030,000.00",
    ]
    assert english[2:4] == [
        "  Amount: DKK 1,000,000.00 (2024 pl) × 1.03 = DKK 1,030,000.00",
        INDEX_IN_ENGLISH,
    ]
    assert english[6:9] == [
        "  Exact share: DKK 113,925.935195…",
        "  Whole øre: DKK 113,925.93; remainder 0.5195… øre",
        "  Rounded down to DKK 113,925.93, so that every total comes out at once",
    ]


@pytest.mark.parametrize(("sign", "minus"), [(1, ""), (-1, "-")])
def test_odd_kroner_and_their_ties_are_told_for_both_signs(sign: int, minus: str) -> None:
    """Seven kroner 1:1:2 are 1.75, 1.75 and 3.50: two are odd, and A and B are before C."""
    terms = agreement([A, B, C], units({"A": 1, "B": 1, "C": 2}), unit=Unit.KRONE)
    bill = bill_year(terms, budget(2025, kr(sign * 7)), figures_with(A, B, C))
    odd = (
        "  Overskydende kroner: 2 tilbage, når alle har fået deres hele kroner; de går til de 2 "
        "største rester. Denne er nummer"
    )
    tie = "2 har samme rest; de står i rækkefølge efter kode, derefter id."
    assert bill.explain("B").splitlines() == [
        f"B: {minus}2,00 kr. af {minus}7,00 kr.",
        "  Aftale, 2025, i hele kroner",
        "  Nøgle: antal timer",
        "  Andel: 1 timer ÷ 4 timer",
        f"  Nøjagtig andel: {minus}1,75 kr.",
        f"  Hele kroner: {minus}1,00 kr.; rest 0,75 krone",
        f"{odd} 2 af 3 og får én. {tie}",
        "  Poster:",
        f"    L1: {minus}2,00 kr. af {minus}7,00 kr.",
        f"  Opkræves 15. januar 2025: {minus}1,00 kr. (1/2 af året)",
        f"  Opkræves 1. juli 2025: {minus}1,00 kr. (1/2 af året)",
    ]
    assert bill.explain("C").splitlines()[5:] == [
        f"  Hele kroner: {minus}3,00 kr.; rest 0,5 krone",
        f"{odd} 3 af 3 og får ingen.",
        "  Poster:",
        f"    L1: {minus}3,00 kr. af {minus}7,00 kr.",
        f"  Opkræves 15. januar 2025: {minus}2,00 kr. (1/2 af året = {minus}1,5 kr., rundet op, "
        "så alle raters summer passer)",
        f"  Opkræves 1. juli 2025: {minus}1,00 kr. (1/2 af året = {minus}1,5 kr., rundet ned, "
        "så alle raters summer passer)",
    ]
    line = bill.explain("B", line="l1").splitlines()
    assert line[-3] == f"  Rundet op til {minus}2,00 kr., så alle summer passer på én gang"


def test_a_tie_for_odd_kroner_in_english() -> None:
    terms = agreement([A, B, C], units({"A": 1, "B": 1, "C": 2}), unit=Unit.KRONE)
    bill = bill_year(terms, budget(2025, kr(7)), figures_with(A, B, C))
    assert bill.explain("A", language="en").splitlines()[5:7] == [
        "  Whole kroner: DKK 1.00; remainder 0.75 krone",
        "  Odd kroner: 2 left when everyone has the whole kroner; they go to the 2 largest "
        "remainders. This one is number 1 of 3 and gets one. 2 have the same remainder; they "
        "stand in order of code, then id.",
    ]
    assert bill.explain("A", line="l1", language="en").splitlines()[6] == (
        "  Rounded up to DKK 2.00, so that every total comes out at once"
    )


def test_a_year_under_several_keys_lists_its_lines() -> None:
    own = BudgetLine("egen", "Egen", kr(2), key=units({"A": 1, "B": 3}))
    bill = bill_year(
        agreement([A, B, C], units({"A": 1, "B": 1, "C": 1}), instalments=WHOLE),
        budget(2025, kr(1), own),
        figures_with(A, B, C),
    )
    assert bill.explain("A").splitlines() == [
        "A: 0,84 kr. af 3,00 kr.",
        "  Aftale, 2025",
        "  Nøgle: flere i brug; hver post har sin egen forklaring",
        "  Nøjagtig andel: 0,833333… kr.",
        "  Hele øre: 0,83 kr.; rest 0,3333… øre",
        "  Overskydende øre: 1 tilbage, når alle har fået deres hele øre; den går til den største "
        "rest. Denne er nummer 1 af 3 og får én. 3 har samme rest; de står i rækkefølge efter "
        "kode, derefter id.",
        "  Poster:",
        "    L1: 0,34 kr. af 1,00 kr.",
        "    Egen: 0,50 kr. af 2,00 kr.",
        "  Opkræves 1. marts 2025: 0,84 kr.",
    ]
    assert bill.explain("B", line="egen", language="en").splitlines() == [
        "B, Egen: DKK 1.50 of DKK 2.00",
        "  Aftale, 2025",
        "  Key: number of timer",
        "  Share: 3 timer ÷ 4 timer",
        "  Exact share: DKK 1.5",
        "  Whole øre: DKK 1.50; remainder 0 øre",
        "  Comes out even",
        "  Billed 1 March 2025: DKK 1.50",
    ]


def test_a_line_moved_by_nothing_is_not_told_to_be_moved() -> None:
    """Stated at the year's own level, an amount is not told to come from another."""
    terms = agreement([A], units({"A": 1}), index=FFL, instalments=WHOLE)
    bill = bill_year(terms, budget(2025, kr(7, 2025)), figures_with(A))
    assert bill.explain("A").splitlines()[-2:] == [
        "    L1: 7,00 kr. af 7,00 kr.",
        "  Opkræves 1. marts 2025: 7,00 kr.",
    ]
    assert bill.explain("A", line="l1").splitlines()[2] == (
        "  Beløb: 7,00 kr. (2025 pl) × 1 = 7,00 kr."
    )


def test_what_a_newcomer_pays_on_top_is_told_slice_by_slice() -> None:
    halves = ComposedTerms(
        (
            SliceTerms("faste", HALF, units({"A": 1})),
            SliceTerms("alle", HALF, units({"A": 1, "B": 1})),
        )
    )
    terms = agreement(
        [Membership(A, "2020-01-01"), Membership(B, "2025-07-01")],
        halves,
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
    )
    bill = bill_year(terms, budget(2025, kr(800), kr(400)), figures_with(A, B))
    assert bill.explain("B", line="indtraedelse").splitlines() == [
        "B, Indtrædelse: 150,00 kr. af 150,00 kr.",
        "  Aftale, 2025",
        "  Del L1 › alle: 100 kr.",
        "  Nøgle: antal timer",
        "  Andel: 1 timer ÷ 2 timer",
        "  Del L2 › alle: 50 kr.",
        "  Nøgle: antal timer",
        "  Andel: 1 timer ÷ 2 timer",
        "  Indtrædelse: beløbene ovenfor er for den del af året, parten betaler for: 1 af 2 halvår",
        "  Nøjagtig andel: 150 kr.",
        "  Hele øre: 150,00 kr.; rest 0 øre",
        "  Går lige op",
        "  Opkræves 15. januar 2025: 0,00 kr.",
        "  Opkræves 1. juli 2025: 150,00 kr.",
    ]
    english = bill.explain("B", line="indtraedelse", language="en").splitlines()
    assert english[0] == "B, Entry: DKK 150.00 of DKK 150.00"
    assert english[2] == "  Slice L1 › alle: DKK 100"
    assert english[8] == (
        "  Entry: the amounts above are for the part of the year that the party pays for: "
        "1 of 2 half-years"
    )
    assert "    Entry: DKK 0.00 of DKK 150.00" in bill.explain("A", language="en").splitlines()
    assert bill.explain("A", line="indtraedelse").splitlines()[2:4] == [
        "  Nøgle: parten er uden for nøglens kreds og bærer intet",
        "  Nøjagtig andel: 0 kr.",
    ]
    assert "  Nøgle: antal timer; ikke medregnet: B" in bill.explain("A", line="l1").splitlines()
    slices = [line for line in bill.explain("A", line="l1").splitlines() if "  Del " in line]
    assert slices == ["  Del faste: 600 kr.", "  Del alle: 600 kr."]


def entered(rule: EntryRule, effect: EntryEffect) -> Bill:
    """A is a member for years; B is billed from 1 July 2025, and C left by the end of January."""
    members = [
        Membership(A, "2020-01-01"),
        Membership(B, "2025-07-01"),
        Membership(C, "2020-01-01", left="2025-01-31"),
    ]
    terms = agreement(
        members, units({"A": 1, "B": 1, "C": 1}), entry=rule, entry_effect=effect, index=FFL
    )
    return bill_year(terms, budget(2025, kr(800, 2025)), figures_with(A, B, C))


def test_parts_of_a_year_are_told_in_days_or_half_years() -> None:
    by_days = entered(EntryRule.BY_DAYS, EntryEffect.RESPLIT)
    assert by_days.explain("A").splitlines()[2] == (
        "  Nøgle: antal timer; del af året: B 184 af 365 dage (184/365), C 31 af 365 dage (31/365)"
    )
    halves = entered(EntryRule.BY_HALF_YEARS, EntryEffect.RESPLIT)
    assert halves.explain("A", language="en").splitlines()[2] == (
        "  Key: number of timer; part of the year: B 1 of 2 half-years, C 1 of 2 half-years"
    )
    on_top = entered(EntryRule.BY_DAYS, EntryEffect.ON_TOP)
    assert on_top.explain("A", line="l1", language="en").splitlines()[3] == (
        "  Key: number of timer; part of the year: C 31 of 365 days (31/365); not counted: B"
    )
    assert (
        "  Indtrædelse: beløbene ovenfor er for den del af året, parten betaler for: "
        "184 af 365 dage (184/365)"
    ) in on_top.explain("B", line="indtraedelse").splitlines()
    assert "Indtrædelse: beløbene" not in on_top.explain("C", line="indtraedelse")


def test_a_newcomer_that_pays_for_all_of_the_year_is_told_so() -> None:
    whole = entered(EntryRule.WHOLE_YEAR, EntryEffect.ON_TOP)
    told = "  Indtrædelse: beløbene ovenfor er for den del af året, parten betaler for: hele året"
    assert told in whole.explain("B", line="indtraedelse").splitlines()
    english = whole.explain("B", line="indtraedelse", language="en")
    assert "that the party pays for: the whole year\n" in english


def test_a_year_tells_every_step_of_its_index_once() -> None:
    """Lines at two levels share the last step; rounding to kroner is told with each."""
    index = IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.DEVELOPMENT)
    terms = agreement(
        [A],
        units({"A": 1}),
        index=IndexTerms(index),
        override="aftalt",
        unit=Unit.KRONE,
        instalments=WHOLE,
    )
    ceiling = Ceiling(kr("1.001 kr. (2022 pl)"))
    plan = budget(2024, kr(101, 2023), kr(500, 2024), kr(100, 2023), ceiling=ceiling)
    bill = bill_year(terms, plan, figures_with(A))
    assert bill.explain("A").splitlines()[7:] == [
        "  Poster:",
        "    L1: 105,00 kr. af 105,00 kr. = 101,00 kr. (2023 pl) × 1,04, afrundet til hele kroner",
        "    L2: 500,00 kr. af 500,00 kr.",
        "    L3: 104,00 kr. af 104,00 kr. = 100,00 kr. (2023 pl) × 1,04",
        "  Indeks: Økonomistyrelsen, generelt pris- og lønindeks (udvikling)",
        "    fra 2022 pl til 2023 pl: 2,5 pct., offentliggørelse ukendt",
        "    fra 2023 pl til 2024 pl: 4,0 pct., offentliggørelse ukendt",
        "  Opkræves 1. marts 2024: 709,00 kr.",
        "  Ramme: 1.001,00 kr. (2022 pl) × 1,066 = 1.067,07 kr. (løbende priser 2024), "
        "afrundet til hele øre",
        "  Tal uden kendt offentliggørelse: aftalt",
    ]
    assert bill.explain("A", line="l1", language="en").splitlines()[1:4] == [
        "  Aftale, 2024, in whole kroner",
        "  Amount: DKK 101.00 (2023 pl) × 1.04 = DKK 105.04, rounded to whole kroner: DKK 105.00 "
        "(halves away from zero)",
        "  Index: Økonomistyrelsen, generelt pris- og lønindeks (development), from 2023 pl to "
        "2024 pl: 4.0 per cent, publication day unknown",
    ]


def test_a_composite_index_is_told_part_by_part_in_a_year_and_in_a_line() -> None:
    wages, prices = (
        IndexName("Økonomistyrelsen", name, IndexKind.TOTAL)
        for name in ("statsligt lønindeks", "nettoprisindeks")
    )
    mixed = CompositeIndex(
        "60/40", (IndexPart(wages, Fraction(3, 5)), IndexPart(prices, Fraction(2, 5)))
    )
    terms = agreement([A], units({"A": 1}), index=IndexTerms(mixed), instalments=WHOLE)
    bill = bill_year(terms, budget(2025, kr(100, 2024)), figures_with(A))
    told = [
        "  Indeks: sammensat indeks 60/40 (samlet opregning), fra 2024 pl til 2025 pl: 2,46 pct., "
        "vægtet gennemsnit",
        "    vægt 60,0 pct.: Økonomistyrelsen, statsligt lønindeks, fra 2024 pl til 2025 pl: "
        "4,1 pct., offentliggjort 6. juni 2024",
        "    vægt 40,0 pct.: Økonomistyrelsen, nettoprisindeks, fra 2024 pl til 2025 pl: "
        "0,0 pct., offentliggjort 6. juni 2024",
    ]
    assert bill.explain("A").splitlines()[-4:-1] == told
    assert bill.explain("A", line="l1").splitlines()[3:6] == told


def test_whole_thousands_are_told_in_words() -> None:
    terms = agreement([A, B], units({"A": 1, "B": 2}), unit=Unit.THOUSAND_KRONER, instalments=WHOLE)
    bill = bill_year(terms, budget(2025, kr(5000)), figures_with(A, B))
    assert bill.explain("A").splitlines()[1:7] == [
        "  Aftale, 2025, i hele tusinde kroner",
        "  Nøgle: antal timer",
        "  Andel: 1 timer ÷ 3 timer",
        "  Nøjagtig andel: 1.666,666666… kr.",
        "  Hele tusinde kroner: 1.000,00 kr.; rest 0,6666… tusinde kroner",
        "  Overskydende tusinde kroner: 1 tilbage, når alle har fået deres hele tusinde kroner; "
        "den går til den største rest. Denne er nummer 1 af 2 og får én.",
    ]
    assert bill.explain("A", language="en").splitlines()[5:7] == [
        "  Whole thousands of kroner: DKK 1,000.00; remainder 0.6666… thousand kroner",
        "  Odd thousands of kroner: 1 left when everyone has the whole thousands of kroner; it "
        "goes to the largest remainder. This one is number 1 of 2 and gets one.",
    ]


def test_a_ceiling_in_current_money_is_told_as_such_in_both_languages() -> None:
    ceiling = Ceiling(in_year(2025, "9 kr."))
    bill = bill_year(
        agreement([A], units({"A": 1})), budget(2025, kr(7), ceiling=ceiling), figures_with(A)
    )
    assert bill.explain("A").splitlines()[-1] == "  Ramme: 9,00 kr. (løbende priser 2025)"
    english = bill.explain("A", language="en").splitlines()
    assert english[-1] == "  Ceiling: DKK 9.00 (current prices 2025)"
    unstated = bill_year(
        agreement([A], units({"A": 1})),
        budget(2025, kr(7), ceiling=Ceiling(kr(9))),
        figures_with(A),
    )
    assert unstated.explain("A").splitlines()[-1] == "  Ramme: 9,00 kr."


def test_the_budgets_own_decision_stands_before_the_agreements() -> None:
    terms = agreement(
        [A], units({"A": 1}), authority=Authority("a-1", "Styregruppen"), override="aftalt"
    )
    ceiling = Ceiling(kr(9, 2025))
    decided = Authority("b-2", "Udvalget", decided_on=dt.date(2024, 12, 1))
    own = bill_year(terms, budget(2025, kr(7), authority=decided, ceiling=ceiling), figures_with(A))
    assert own.explain("A").splitlines()[-3:] == [
        "  Opkræves 1. juli 2025: 3,50 kr. (1/2 af året)",
        "  Hjemmel: b-2 (Udvalget, 1. december 2024)",
        "  Ramme: 9,00 kr. (2025 pl)",
    ]
    plain = bill_year(terms, budget(2025, kr(7)), figures_with(A))
    assert plain.explain("A", line="l1", language="en").splitlines()[-2:] == [
        "  Billed 1 July 2025: DKK 3.50 (1/2 of the year)",
        "  Authority: a-1 (Styregruppen)",
    ]


def test_a_line_of_several_under_one_key_is_told_as_its_part_of_their_sum() -> None:
    """The slices are of the sum of the lines; L1 is 800 of 1200."""
    halves = ComposedTerms(
        (
            SliceTerms("faste", HALF, units({"A": 1})),
            SliceTerms("alle", HALF, units({"A": 1, "B": 2})),
        )
    )
    terms = agreement([A, B, C], halves, instalments=WHOLE)
    bill = bill_year(terms, budget(2025, kr(800), kr(400)), figures_with(A, B, C))
    assert bill.explain("A", line="l1").splitlines() == [
        "A, L1: 533,33 kr. af 800,00 kr.",
        "  Aftale, 2025",
        "  Del faste: 600 kr.",
        "  Nøgle: antal timer",
        "  Andel: 1 timer ÷ 1 timer",
        "  Del alle: 600 kr.",
        "  Nøgle: antal timer",
        "  Andel: 1 timer ÷ 3 timer",
        "  Postens del af beløbet: 800,00 kr. ÷ 1.200,00 kr.",
        "  Nøjagtig andel: 533,333333… kr.",
        "  Hele øre: 533,33 kr.; rest 0,3333… øre",
        "  Rundet ned til 533,33 kr., så alle summer passer på én gang",
        "  Opkræves 1. marts 2025: 533,33 kr.",
    ]
    assert bill.explain("B", line="l2", language="en").splitlines()[2:6] == [
        "  Slice alle: DKK 600",
        "  Key: number of timer",
        "  Share: 2 timer ÷ 3 timer",
        "  The line's part of the sum: DKK 400.00 ÷ DKK 1,200.00",
    ]
    assert bill.explain("C", line="l2", language="en").splitlines()[2] == (
        "  Key: the party is outside the key's pool and bears nothing"
    )
    assert bill.explain("A").splitlines()[2:6] == [
        "  Del faste: 600 kr.",
        "  Nøgle: antal timer",
        "  Andel: 1 timer ÷ 1 timer",
        "  Del alle: 600 kr.",
    ]
    assert "sum" not in bill_year(terms, budget(2025, kr(800)), figures_with(A, B, C)).explain(
        "A", line="l1", language="en"
    )


def test_a_party_outside_the_only_key_is_told_so_of_its_year() -> None:
    terms = agreement([A, B], units({"A": 1}), instalments=WHOLE)
    bill = bill_year(terms, budget(2025, kr(7)), figures_with(A, B))
    assert bill.explain("B").splitlines() == [
        "B: 0,00 kr. af 7,00 kr.",
        "  Aftale, 2025",
        "  Nøgle: parten er uden for nøglens kreds og bærer intet",
        "  Nøjagtig andel: 0 kr.",
        "  Hele øre: 0,00 kr.; rest 0 øre",
        "  Overskydende øre: ingen",
        "  Poster:",
        "    L1: 0,00 kr. af 7,00 kr.",
        "  Opkræves 1. marts 2025: 0,00 kr.",
    ]


def test_slices_of_a_negative_sum_are_negative_for_everyone() -> None:
    halves = ComposedTerms(
        (
            SliceTerms("faste", HALF, units({"A": 1})),
            SliceTerms("alle", HALF, units({"A": 1, "B": 0})),
        )
    )
    bill = bill_year(agreement([A, B], halves), budget(2025, -kr(800)), figures_with(A, B))
    for name, slices in (("A", ["faste", "alle"]), ("B", ["alle"])):
        told = [line for line in bill.explain(name, line="l1").splitlines() if "  Del " in line]
        assert told == [f"  Del {slice_}: -400 kr." for slice_ in slices]


def test_an_override_is_told_only_where_it_lets_a_figure_through() -> None:
    monthly = Population("2025-03-01", {"741": 3700, "825": 1800})
    members = [municipality("Samsø"), municipality("Læsø")]
    key = HeadTerms(PopulationFixed(dt.date(2025, 3, 1)))
    terms = agreement(members, key, override="aftalt", instalments=WHOLE)
    bill = bill_year(terms, budget(2026, kr(7)), packaged_figures().adding(monthly))
    assert bill.explain("Samsø").splitlines()[-1] == "  Tal uden kendt offentliggørelse: aftalt"
    known = agreement(members, override="aftalt")
    told = bill_year(known, budget(2025, kr(7)), packaged_figures()).explain("Samsø")
    assert "aftalt" not in told


def test_every_part_and_line_explains_itself_in_both_languages() -> None:
    bill = KPRO.bill(2025)
    for name in bill:
        for language in ("da", "en"):
            year = bill.explain(name, language=language)
            assert year.splitlines()[0].startswith(f"{bill.party(name)}: ")
            for line in bill.lines:
                text = bill.explain(name, line=line.line.id, language=language)
                assert line.line.name in text.splitlines()[0]


def test_an_odd_ore_in_an_instalment_is_told() -> None:
    text = KPRO.bill(2025).explain("København")
    assert (
        "Opkræves 15. januar 2025: 398.740,77 kr. (1/2 af året = 398.740,775 kr., rundet ned"
        in text
    )
    assert "1. juli 2025: 288.558,34 kr. = 398.740,78 kr. (1/2 af året = 398.740,775 kr., " in text
    english = KPRO.bill(2025).explain("København", language="en")
    assert "rounded down, so that every instalment's totals come out" in english


def test_a_line_that_comes_out_even_says_so() -> None:
    bill = bill_year(agreement([A], units({"A": 1})), budget(2025, kr(7)), figures_with(A))
    assert "Går lige op" in bill.explain("A", line="l1")
    assert "Comes out even" in bill.explain("A", line="l1", language="en")
    assert "Overskydende øre: ingen" in bill.explain("A")


def test_a_negative_line_is_explained_with_its_sign() -> None:
    key = ComposedTerms((SliceTerms("alt", Fraction(1), units({"A": 1, "B": 2})),))
    bill = bill_year(agreement([A, B], key), budget(2025, -kr(1)), figures_with(A, B))
    text = bill.explain("A", line="l1")
    assert "Del alt: -1 kr." in text
    assert "Nøjagtig andel: -0,333333… kr." in text
    assert bill.weight("A") is None
