"""Printing: every digit right, nothing rounded, whatever the caller's decimal context."""

import datetime as dt
import decimal
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov import printing
from sundgov.errors import InvalidValueError
from sundgov.printing import Language

HUGE = st.integers() | st.integers(-(10**300), 10**300)
LANGUAGES = st.sampled_from(["da", "en"])
NARROW = decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Rounded], Emax=9, Emin=-9)
unhurried = settings(deadline=None)


def grouped(number: int, mark: str) -> str:
    """The thousands of a number set apart, without babel."""
    return f"{abs(number):,}".replace(",", mark)


@unhurried
@given(HUGE)
def test_an_amount_is_printed_in_danish_to_the_ore(ore: int) -> None:
    sign = "-" if ore < 0 else ""
    figures = f"{sign}{grouped(abs(ore) // 100, '.')},{abs(ore) % 100:02d}"
    assert printing.kroner(ore) == f"{figures}\N{NO-BREAK SPACE}kr."
    assert printing.kroner_figures(ore) == figures


@unhurried
@given(HUGE)
def test_an_amount_is_printed_in_english_to_the_ore(ore: int) -> None:
    figures = f"DKK\N{NO-BREAK SPACE}{grouped(abs(ore) // 100, ',')}.{abs(ore) % 100:02d}"
    assert printing.kroner(ore, "en") == ("-" if ore < 0 else "") + figures


@unhurried
@given(HUGE)
def test_an_amount_is_printed_alike_whatever_the_decimal_context(ore: int) -> None:
    ordinary = printing.kroner(ore)
    with decimal.localcontext(NARROW):
        assert printing.kroner(ore) == ordinary


@pytest.mark.parametrize(
    ("ore", "danish", "english"),
    [
        (0, "0,00 kr.", "DKK 0.00"),
        (5, "0,05 kr.", "DKK 0.05"),
        (-5, "-0,05 kr.", "-DKK 0.05"),
        (100_000, "1.000,00 kr.", "DKK 1,000.00"),
        (700_000_000, "7.000.000,00 kr.", "DKK 7,000,000.00"),
        (-6_125_000, "-61.250,00 kr.", "-DKK 61,250.00"),
    ],
)
def test_known_amounts(ore: int, danish: str, english: str) -> None:
    assert printing.spaced(printing.kroner(ore)) == danish
    assert printing.spaced(printing.kroner(ore, "en")) == english


@unhurried
@given(st.integers(-(10**24), 10**24))
def test_a_whole_number_has_its_thousands_apart(number: int) -> None:
    sign = "-" if number < 0 else ""
    assert printing.whole_number(number) == sign + grouped(number, ".")
    assert printing.whole_number(number, "en") == sign + grouped(number, ",")


@unhurried
@given(st.fractions(-(10**15), 10**15), st.integers(1, 12), LANGUAGES)
def test_a_fraction_is_cut_and_never_rounded(
    value: Fraction, decimals: int, language: Language
) -> None:
    text = printing.exact_number(value, decimals, language)
    thousands, mark = (".", ",") if language == "da" else (",", ".")
    read = Fraction(text.removesuffix("…").replace(thousands, "").replace(mark, "."))
    assert abs(read) <= abs(value) < abs(read) + Fraction(1, 10**decimals)
    assert text.endswith("…") == (read != value)
    assert text.startswith("-") == (value < 0)
    if text.endswith("…"):
        assert len(text.removesuffix("…").split(mark)[1]) == decimals
    else:
        assert mark not in text or not text.endswith("0")


@unhurried
@given(st.fractions(0, 10**15), LANGUAGES)
def test_a_negative_number_mirrors_the_positive_one(size: Fraction, language: Language) -> None:
    positive = printing.exact_number(size, 4, language)
    assert printing.exact_number(-size, 4, language) == ("-" if size else "") + positive


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (Fraction(0), "0", "0"),
        (Fraction(2, 3), "0,6666…", "0.6666…"),
        (Fraction(1, 10**9), "0,0000…", "0.0000…"),
        (Fraction(-1, 10**9), "-0,0000…", "-0.0000…"),
        (Fraction(10_001, 10), "1.000,1", "1,000.1"),
        (Fraction(19_999, 10_000), "1,9999", "1.9999"),
        (Fraction(199_999, 100_000), "1,9999…", "1.9999…"),
    ],
)
def test_known_fractions(value: Fraction, danish: str, english: str) -> None:
    assert printing.exact_number(value) == danish
    assert printing.exact_number(value, 4, "en") == english


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (Fraction(0), "0,0 pct.", "0.0 per cent"),
        (Fraction(3), "3,0 pct.", "3.0 per cent"),
        (Fraction(-23, 10), "-2,3 pct.", "-2.3 per cent"),
        (Fraction(1000), "1.000,0 pct.", "1,000.0 per cent"),
        (Fraction(1, 3), "0,333333… pct.", "0.333333… per cent"),
    ],
)
def test_a_percentage_has_at_least_one_decimal(value: Fraction, danish: str, english: str) -> None:
    assert printing.percent(value) == danish
    assert printing.percent(value, "en") == english


@pytest.mark.parametrize(
    ("month", "danish", "english"),
    [
        (1, "januar", "January"),
        (2, "februar", "February"),
        (3, "marts", "March"),
        (4, "april", "April"),
        (5, "maj", "May"),
        (6, "juni", "June"),
        (7, "juli", "July"),
        (8, "august", "August"),
        (9, "september", "September"),
        (10, "oktober", "October"),
        (11, "november", "November"),
        (12, "december", "December"),
    ],
)
def test_a_day_has_its_month_in_words(month: int, danish: str, english: str) -> None:
    assert printing.day(dt.date(2024, month, 9)) == f"9. {danish} 2024"
    assert printing.day(dt.date(2024, month, 29 if month == 2 else 30), "en") == (
        f"{29 if month == 2 else 30} {english} 2024"
    )


@given(st.text())
def test_no_break_spaces_become_ordinary_ones_and_nothing_else_changes(text: str) -> None:
    assert printing.spaced(text) == " ".join(text.split("\xa0"))


@given(HUGE)
def test_an_amount_for_machines_reads_back_as_a_decimal(ore: int) -> None:
    text = printing.plain_decimal(ore)
    assert text.isascii()
    assert Fraction(Decimal(text)) * 100 == ore
    assert text[-3] == "."
    assert text.startswith("-") == (ore < 0)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_two_languages_are_known(language: str) -> None:
    assert printing.language_of(language) == language


@pytest.mark.parametrize("language", ["sv", "", "DA", "da_DK"])
def test_no_other_language_is_printed_in(language: Any) -> None:
    with pytest.raises(InvalidValueError) as refused:
        printing.language_of(language)
    assert str(refused.value) == f"language: must be 'da' or 'en' (got {language!r})"
