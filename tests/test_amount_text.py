"""Amounts that come in: what is printed reads back, and nothing else is guessed at."""

import decimal
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov import kr
from sundgov.amount_text import read_amount
from sundgov.errors import InvalidValueError, NotExactError, PriceLevelError, TextError, shown
from sundgov.money import UNSTATED, Amount, CurrentPrices, PriceLevel, PriceState

YEARS = st.integers(1900, 2999)
STATES: st.SearchStrategy[PriceState] = st.one_of(
    st.just(UNSTATED), st.builds(PriceLevel, YEARS), st.builds(CurrentPrices, YEARS)
)
ORE = st.integers() | st.integers(-(10**400), 10**400)
SPACES = st.sampled_from(["\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", " "])
MINUS = st.sampled_from(["-", "\N{MINUS SIGN}"])
SCALES = st.sampled_from(
    [
        ("", 1),
        *((text, 1000) for text in ("t.kr.", "tkr.", "t.kr", "tkr", "T.KR.")),
        *((text, 10**6) for text in ("mio.", "mio", "mio. kr.", "mio.kr.", "MIO. KR.")),
        *((text, 10**9) for text in ("mia.", "mia", "mia. kr.", "Mia. kr")),
    ]
)
HOW = "Write it as '1.234,50 kr.', '7 mio. kr.', '250 t.kr.' or '350.000 kr. (2021 pl)'."
UNREADABLE = "cannot be read as a Danish amount"
INEXACT = "NaN, infinity and exponents are not amounts"
SWAPPED = "a point separates thousands and a comma the decimals"
SPACED = "thousands are separated by points, not spaces"
BRACKET = "the bracket must state a price level"


class FloatSubclass(float):
    """What numpy.float64 is."""


class EqualToSeven:
    """What numpy.int64 is: behaves like a number, and is none."""

    def __int__(self) -> int:
        return 7

    __index__ = __int__

    def __eq__(self, other: object) -> bool:
        return other == 7

    def __hash__(self) -> int:
        return hash(7)


@settings(deadline=None)
@given(ORE, STATES, SPACES, MINUS)
def test_what_is_printed_reads_back(ore: int, prices: PriceState, space: str, minus: str) -> None:
    amount = Amount(ore, prices)
    text = str(amount)
    assert read_amount(text) == kr(text) == amount
    assert read_amount(text.replace("\N{NO-BREAK SPACE}", space).replace("-", minus)) == amount
    assert read_amount(text.replace("\N{NO-BREAK SPACE}kr.", "").replace(".", "")) == amount
    assert read_amount(f"  {text}\n") == amount


@given(st.integers(0, 10**12), st.integers(0, 99), SCALES, SPACES, MINUS | st.just(""))
def test_a_scale_multiplies_exactly(
    kroner: int, hundredths: int, scale: tuple[str, int], space: str, minus: str
) -> None:
    word, factor = scale
    sign = -1 if minus else 1
    for whole in (f"{kroner}", f"{kroner:,}".replace(",", ".")):
        text = f"{minus}{whole},{hundredths:02d}{space}{word}"
        assert read_amount(text).ore == sign * (kroner * 100 + hundredths) * factor


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("0", 0),
        ("-0 kr.", 0),
        ("7", 700),
        ("7000000", 700_000_000),
        ("7.000.000", 700_000_000),
        ("7.000.000,00 kr.", 700_000_000),
        ("7kr", 700),
        ("kr 7", 700),
        ("kr.7", 700),
        ("Kr. 7 kr.", 700),
        ("7,- kr.", 700),
        ("kr. -61.250,-", -6_125_000),
        ("0,5", 50),
        ("3.494,16", 349_416),
        ("6,0 mio. kr.", 600_000_000),
        ("3,75 mio.", 375_000_000),
        ("0,00000001 mio.", 1),
        ("7,125 t.kr.", 712_500),
        ("1.500 mio. kr.", 150_000_000_000),
        ("1,2 mia.", 120_000_000_000),
        ("250 t. kr.", 25_000_000),
    ],
)
def test_known_texts(text: str, ore: int) -> None:
    assert read_amount(text) == Amount(ore)


@pytest.mark.parametrize(
    ("bracket", "prices"),
    [
        ("(2021 pl)", PriceLevel(2021)),
        ("(2021-pl)", PriceLevel(2021)),
        ("(2021pl)", PriceLevel(2021)),
        ("(pl 2021)", PriceLevel(2021)),
        ("(PL-2021)", PriceLevel(2021)),
        ("( 2021 pl )", PriceLevel(2021)),
        ("(2021\N{NO-BREAK SPACE}pl)", PriceLevel(2021)),
        ("(løbende priser 2025)", CurrentPrices(2025)),
        ("(Løbende priser 2025)", CurrentPrices(2025)),
    ],
)
def test_a_price_level_stands_in_a_bracket(bracket: str, prices: PriceState) -> None:
    assert read_amount(f"350.000 kr. {bracket}") == Amount(35_000_000, prices)
    assert read_amount(f"350.000{bracket}") == Amount(35_000_000, prices)


@pytest.mark.parametrize(
    ("text", "rule", "hint"),
    [
        ("1.23", SWAPPED, "Write it as '1,23'."),
        ("1.5", SWAPPED, "Write it as '1,5'."),
        ("3.75 mio.", SWAPPED, "Write it as '3,75 mio.'."),
        ("3.494.16", SWAPPED, "Write it as '3.494,16'."),
        ("1,234.50", SWAPPED, "Write it as '1.234,50'."),
        ("1,234,567.89", SWAPPED, "Write it as '1.234.567,89'."),
        ("1.2345", SWAPPED, HOW),
        ("1.23.4", SWAPPED, HOW),
        ("12 000", SPACED, "Write it as '12.000'."),
        ("12\N{NO-BREAK SPACE}000", SPACED, "Write it as '12.000'."),
        ("12 000 000,50 kr.", SPACED, "Write it as '12.000.000,50 kr.'."),
        ("1e3", INEXACT, HOW),
        ("1E+3", INEXACT, HOW),
        ("1e-3", INEXACT, HOW),
        ("NaN", INEXACT, HOW),
        ("Infinity", INEXACT, HOW),
        ("-inf", INEXACT, HOW),
        ("7 kr. (2021)", BRACKET, "Write '(2021 pl)' or '(løbende priser 2025)'."),
        ("7 kr. ()", BRACKET, "Write '(2021 pl)' or '(løbende priser 2025)'."),
        ("7 kr. (21 pl)", BRACKET, "Write '(2021 pl)' or '(løbende priser 2025)'."),
        ("7 kr. (pl 21)", BRACKET, "Write '(2021 pl)' or '(løbende priser 2025)'."),
        ("7 kr. (løbende priser)", BRACKET, "Write '(2021 pl)' or '(løbende priser 2025)'."),
        *(
            (text, UNREADABLE, HOW)
            for text in (
                *("", " ", "kr.", "-", "syv kr.", "7 kroner", "DKK 7", "7 EUR", "$7", "0x10"),
                *("+7", "--7", "- 7", "7-", "-kr. 7", "kr. kr. 7", "7 kr. kr.", "007", "00"),
                *(
                    "7,",
                    ",5",
                    "7,0,0",
                    "7,-5",
                    "7.000.-",
                    "1_000",
                    "½",
                    "7 t",
                    "7 mil.",
                    "7 miokr.",
                ),
                *("1234.567", "12.34.567", ".500", "7 (2021 pl) kr.", "7 kr. (2021 pl", "7;8"),
                *("١٢", "٧ kr.", "７ kr.", "–7 kr.", "7\u200b kr.", "\u202e7 kr.", "7\x00"),
            )
        ),
    ],
)
def test_anything_else_is_refused_with_what_was_read_and_how_to_write_it(
    text: str, rule: str, hint: str
) -> None:
    for read in (read_amount, kr):
        with pytest.raises(TextError) as refused:
            read(text)
        assert str(refused.value) == f"amount: {rule} (got {text!r}). {hint}"


@pytest.mark.parametrize(
    ("text", "below", "above"),
    [
        ("1234,567", "1.234,56", "1.234,57"),
        ("1,0050 kr.", "1,00", "1,01"),
        ("0,999", "0,99", "1,00"),
        ("0,000000001 mio.", "0,00", "0,01"),
    ],
)
def test_an_amount_below_the_ore_is_refused_with_its_two_neighbours(
    text: str, below: str, above: str
) -> None:
    with pytest.raises(TextError) as refused:
        read_amount(text)
    assert str(refused.value) == (
        f"amount: an amount stops at whole øre (got '{text}'). Write '{below} kr.' or "
        f"'{above} kr.'."
    )


@pytest.mark.parametrize(
    ("text", "thousands", "otherwise"),
    [
        ("100,000 kr.", "100.000 kr.", "'100,00 kr.'"),
        ("kr. -100,000", "kr. -100.000", "'-100,00 kr.'"),
        ("1,005", "1.005", "'1,00 kr.' or '1,01 kr.'"),
        ("1.234,567 kr.", "1.234.567 kr.", "'1.234,56 kr.' or '1.234,57 kr.'"),
        ("350,000 kr. (2021 pl)", "350.000 kr. (2021 pl)", "'350,00 kr. (2021 pl)'"),
    ],
)
def test_a_comma_before_three_digits_is_first_taken_for_thousands(
    text: str, thousands: str, otherwise: str
) -> None:
    with pytest.raises(TextError) as refused:
        read_amount(text)
    assert str(refused.value) == (
        f"amount: an amount stops at whole øre (got '{text}'). Write '{thousands}' if the comma"
        f" separates thousands, else {otherwise}."
    )


@given(st.integers(10**6, 10**15), st.sampled_from(["", " kr.", " mio. kr.", " (2021 pl)"]))
def test_the_hint_for_commas_between_thousands_reads_to_what_was_meant(
    number: int, ending: str
) -> None:
    with pytest.raises(TextError) as refused:
        read_amount(f"{number:,}{ending}")
    hint = re.fullmatch(r"Write it as '(.*)'\.", refused.value.hint)
    assert hint is not None
    assert read_amount(hint[1]) == read_amount(f"{number}{ending}")


def test_a_price_level_outside_the_known_years_is_refused() -> None:
    with pytest.raises(InvalidValueError) as refused:
        read_amount("7 kr. (1021 pl)")
    assert str(refused.value) == "year: a year lies between 1900 and 2999 (got 1021)"


def test_a_text_of_more_than_six_thousand_characters_is_not_read() -> None:
    assert read_amount("7" * 4000).ore == int("7" * 4000) * 100
    with pytest.raises(TextError) as refused:
        read_amount("7" * 6001)
    assert str(refused.value) == (f"amount: is longer than 6000 characters (got '{'7' * 40}')")


@pytest.mark.parametrize(
    "text", ["7" * 3999 + "x", "1." * 2000, "1," * 2000, "(" * 4000, "7 " * 2000]
)
def test_a_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(TextError):
        read_amount(text)


@given(st.integers(0, 10**9), st.integers(0, 99), st.booleans())
def test_the_hint_for_a_swapped_comma_reads_to_what_was_meant(
    kroner: int,
    ore: int,
    thousands: bool,  # noqa: FBT001
) -> None:
    text = f"{kroner:,}.{ore:02d}" if thousands else f"{kroner}.{ore:02d}"
    with pytest.raises(TextError) as refused:
        read_amount(text)
    hint = re.fullmatch(r"Write it as '(.*)'\.", refused.value.hint)
    assert hint is not None
    assert read_amount(hint[1]).ore == kroner * 100 + ore


@given(st.integers(1000, 10**15))
def test_the_hint_for_spaced_thousands_reads_to_what_was_meant(kroner: int) -> None:
    with pytest.raises(TextError) as refused:
        read_amount(f"{kroner:,}".replace(",", " "))
    hint = re.fullmatch(r"Write it as '(.*)'\.", refused.value.hint)
    assert hint is not None
    assert read_amount(hint[1]).ore == kroner * 100


@given(st.text("0123456789.,- −\xa0()krtmioapl", max_size=20))
def test_a_text_is_read_as_the_sum_of_its_digits_or_refused(text: str) -> None:
    try:
        amount = read_amount(text)
    except (TextError, InvalidValueError):
        return
    spaced = text.replace("\xa0", " ").replace("\N{MINUS SIGN}", "-")
    number = re.search(r"-?[0-9.]+(,[0-9]+)?", spaced.partition("(")[0])
    assert number is not None
    kroner = Fraction(number[0].replace(".", "").replace(",", "."))
    ratio = Fraction(amount.ore, 100) / kroner if kroner else 1
    assert ratio in {1, 1000, 10**6, 10**9}


@given(st.integers())
def test_whole_kroner_may_come_in_as_any_exact_number(kroner: int) -> None:
    with decimal.localcontext(decimal.Context(prec=1)):
        assert kr(kroner) == kr(Fraction(kroner)) == kr(Decimal(kroner)) == Amount(kroner * 100)


def test_a_price_level_is_stated_once() -> None:
    assert kr(7, 2021) == kr("7 kr.", 2021) == kr("7 kr. (2021 pl)", 2021) == kr(7).at(2021)
    assert kr(7).at(2021).at(PriceLevel(2021)) == kr(7, level=2021)
    assert kr(7).at(CurrentPrices(2025)) == Amount(700, CurrentPrices(2025))
    assert kr(Decimal("0.07")) == kr(Fraction(7, 100)) == Amount(7)


@pytest.mark.parametrize("number", [1.5, 7.0, float("nan"), float("inf"), FloatSubclass(7)])
def test_a_float_is_no_amount(number: Any) -> None:
    with pytest.raises(NotExactError) as refused:
        kr(number)
    assert str(refused.value) == (
        f"amount: a float is not an exact amount (got {number!r}). Write it as '1.234,50 kr.'"
    )


@pytest.mark.parametrize("stranger", [True, False, None, b"7", 7j, [7], (7,), EqualToSeven()])
def test_a_stranger_is_no_amount(stranger: Any) -> None:
    with pytest.raises(NotExactError) as refused:
        kr(stranger)
    assert str(refused.value).startswith(
        f"amount: a number must be exact, never a float or bool (got {stranger!r}). "
    )


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        (Decimal("1.005"), "an amount is a whole number of øre"),
        (Fraction(1, 3), "an amount is a whole number of øre"),
        (Decimal("NaN"), "a number must be finite"),
        (Decimal("-Infinity"), "a number must be finite"),
    ],
)
def test_a_number_that_is_not_whole_ore_is_no_amount(number: Decimal, rule: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        kr(number)
    assert str(refused.value) == f"amount: {rule} (got {shown(number)})"


def test_a_price_level_is_not_stated_twice() -> None:
    with pytest.raises(PriceLevelError) as refused:
        kr("7 kr. (2021 pl)", 2022)
    assert str(refused.value) == (
        "prices: are stated already (got '2021 pl', '2022 pl'). Move the amount with uplift(...)."
    )
