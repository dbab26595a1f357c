"""Qualified amounts: which figures agree with what a paper says of an amount."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import assume, given
from hypothesis import strategies as st

from sundgov.errors import NotExactError, PriceLevelError, SundgovError
from sundgov.governance.qualified_amounts import (
    Per,
    QualifiedAmount,
    Qualifier,
    printed_unit,
    qualified,
)
from sundgov.money import Amount, CurrentPrices, PriceLevel, kr

ORE = st.integers(-(10**13), 10**13)


def stated(wording: str, amount: Amount, qualifier: Qualifier) -> QualifiedAmount:
    return QualifiedAmount(wording, amount, qualifier)


def allows(wording: str, figure: str) -> bool:
    return QualifiedAmount.read(wording).allows(kr(figure))


# The value


def test_an_amount_holds_what_its_paper_says() -> None:
    grant = QualifiedAmount("12.2 mio. kr.", kr("12,2 mio. kr."))
    assert (grant.wording, grant.amount) == ("12.2 mio. kr.", kr("12,2 mio. kr."))
    assert (grant.qualifier, grant.per, grant.upper) == (Qualifier.EXACT, (), None)
    assert f"{grant}" == "12.2 mio. kr."
    per: Any = [Per.INHABITANT, Per.YEAR]
    assert QualifiedAmount("25 kr.", kr(25), per=per).per == (Per.INHABITANT, Per.YEAR)
    assert copy.deepcopy(grant) == pickle.loads(pickle.dumps(grant)) == grant
    with pytest.raises(FrozenInstanceError):
        grant.amount = kr(1)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"wording": ""}, "wording: must not be empty (got '')"),
        ({"amount": 7}, "amount: must be an Amount (got 7)"),
        ({"qualifier": "about"}, "qualifier: must be a Qualifier (got 'about')"),
        ({"per": ("year",)}, "per[0]: must be a Per (got 'year')"),
        (
            {"per": (Per.YEAR, Per.YEAR)},
            "per: must be unique (got 'year', 'year')",
        ),
        ({"upper": 8}, "upper: must be an Amount (got 8)"),
        (
            {"upper": kr(7)},
            "upper: must lie above the amount (got '7,00 kr.', '7,00 kr.')",
        ),
        (
            {"upper": kr(8), "qualifier": Qualifier.UP_TO},
            "qualifier: a range is stated exactly or about (got 'up to')",
        ),
    ],
)
def test_what_an_amount_cannot_hold(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(SundgovError) as refused:
        QualifiedAmount(**{"wording": "7 kr.", "amount": kr(7), **arguments})
    assert f"{refused.value}" == message


def test_both_ends_of_a_range_are_in_the_same_prices() -> None:
    with pytest.raises(PriceLevelError):
        QualifiedAmount("2-3 kr.", kr(2), upper=kr(3, 2021))
    assert QualifiedAmount("2-3 kr.", kr(2, 2021), upper=kr(3, 2021)).upper == kr(3, 2021)


def test_the_words_of_files_are_unique() -> None:
    for words in ([each.value for each in Qualifier], [each.value for each in Per]):
        assert len(set(words)) == len(words)


# Which figures agree


@pytest.mark.parametrize(
    ("wording", "inside", "outside"),
    [
        ("7 mio. kr.", ["7 mio. kr."], ["6.999.999,99", "7.000.000,01", "6,0 mio. kr."]),
        ("ca. 1,2 mio. kr.", ["1.150.000", "1.249.999,99"], ["1.149.999,99", "1.250.000"]),
        ("ca. 6 mio. kr.", ["5,5 mio.", "6,2 mio.", "6.499.999,99"], ["6,5 mio.", "5.499.999,99"]),
        ("ca. 6,0 mio. kr.", ["5,95 mio.", "6.049.999,99"], ["6,05 mio.", "5,9 mio."]),
        ("ca. 1,0 mio.", ["1 mio.", "980.000"], ["900.000", "1,2 mio."]),
        ("ca. 500.000 kr.", ["450.000", "549.999,99"], ["449.999,99", "550.000"]),
        ("ca. 1.250.000 kr.", ["1.245.000", "1.254.999"], ["1.244.999", "1.255.000"]),
        ("ca. 250 t.kr.", ["249.500", "250.499,99"], ["249.499,99", "250.500"]),
        ("ca. 20 mio. kr.", ["19,5 mio.", "20,4 mio."], ["19,4 mio.", "20,5 mio."]),
        ("ca. 4,85 kr.", ["4,85"], ["4,84", "4,86"]),
        ("ca. 0 kr.", ["0", "0,49", "-0,49"], ["0,50", "-0,50"]),
        ("ca. -1,2 mio. kr.", ["-1.150.000", "-1.249.999,99"], ["-1.250.000", "1,2 mio."]),
        ("ca. 2-3 mio. kr.", ["1,5 mio.", "3.499.999,99"], ["1.499.999,99", "3,5 mio."]),
        ("ca. 1,5-2 mio. kr.", ["1,45 mio.", "2.499.999,99"], ["1.449.999,99", "2,5 mio."]),
        ("2-3 mio. kr.", ["2 mio.", "2,5 mio.", "3 mio."], ["1.999.999,99", "3.000.000,01"]),
        ("op imod 500.000 kr.", ["500.000", "0", "143.953"], ["500.000,01"]),
        ("mindst 2 mio. kr.", ["2 mio.", "9 mio."], ["1.999.999,99"]),
        ("lidt over 3 mio. kr.", ["3.000.000,01", "3,5 mio."], ["3 mio.", "3.500.000,01"]),
        ("lidt over 4,85 kr.", ["4,86"], ["4,85", "4,87"]),
        ("knap 3 mio. kr.", ["2,5 mio.", "2.999.999,99"], ["3 mio.", "2.499.999,99"]),
        ("knap 4,85 kr.", ["4,84"], ["4,85", "4,83"]),
        ("over 20.000 kr.", ["20.000,01", "9 mio."], ["20.000"]),
        ("under 20.000 kr.", ["19.999,99", "-1"], ["20.000"]),
    ],
)
def test_which_figures_a_wording_allows(
    wording: str, inside: list[str], outside: list[str]
) -> None:
    assert [figure for figure in inside if not allows(wording, figure)] == []
    assert [figure for figure in outside if allows(wording, figure)] == []


@given(ORE, st.sampled_from(list(Qualifier)))
def test_an_amount_allows_itself_unless_it_is_a_strict_bound(
    ore: int, qualifier: Qualifier
) -> None:
    amount = Amount(ore)
    strict = {
        *(Qualifier.SLIGHTLY_OVER, Qualifier.SLIGHTLY_UNDER),
        *(Qualifier.OVER, Qualifier.UNDER),
    }
    assert stated("et beløb", amount, qualifier).allows(amount) == (qualifier not in strict)


@given(ORE, ORE)
def test_bounds_are_told_by_order(ore: int, figure: int) -> None:
    amount, other = Amount(ore), Amount(figure)
    told = {each: stated("et beløb", amount, each).allows(other) for each in Qualifier}
    assert told[Qualifier.EXACT] == (other == amount)
    assert told[Qualifier.UP_TO] == (other <= amount)
    assert told[Qualifier.AT_LEAST] == (other >= amount)
    assert told[Qualifier.OVER] == (other > amount)
    assert told[Qualifier.UNDER] == (other < amount)
    assert not told[Qualifier.SLIGHTLY_OVER] or told[Qualifier.OVER]
    assert not told[Qualifier.SLIGHTLY_UNDER] or told[Qualifier.UNDER]


@given(st.integers(1, 9999), st.integers(0, 3), st.integers(-(10**9), 10**9))
def test_about_allows_what_rounds_to_the_printed_number(
    digits: int, decimals: int, off: int
) -> None:
    """In millions, with so many decimals: against rounding by the library's own rule."""
    whole, rest = divmod(digits, 10**decimals)
    printed = f"{whole},{rest:0{decimals}d}" if decimals else f"{whole}"
    about = QualifiedAmount.read(f"ca. {printed} mio. kr.")
    unit = Fraction(100_000_000, 10**decimals)
    figure = Amount(about.amount.ore + off)
    assume(figure.ore >= 0)
    rounded = int(Fraction(figure.ore) / unit + Fraction(1, 2)) * unit
    assert about.allows(figure) == (rounded == about.amount.ore)
    mirrored = stated(f"ca. -{printed} mio. kr.", -about.amount, Qualifier.ABOUT)
    assert mirrored.allows(-figure) == about.allows(figure)


@given(ORE, st.integers(1, 10**10), ORE)
def test_a_range_allows_what_lies_in_it(ore: int, width: int, figure: int) -> None:
    low, high = Amount(ore), Amount(ore + width)
    between = QualifiedAmount("fra og til", low, upper=high)
    assert between.allows(Amount(figure)) == (low <= Amount(figure) <= high)
    about = QualifiedAmount("fra og til", low, Qualifier.ABOUT, upper=high)
    assert about.allows(Amount(figure)) or not between.allows(Amount(figure))


@pytest.mark.parametrize("qualifier", list(Qualifier))
def test_figures_in_other_prices_cannot_be_compared(qualifier: Qualifier) -> None:
    contract = stated("350.000 kr. (2021 pl)", kr(350_000, 2021), qualifier)
    for prices in (PriceLevel(2022), CurrentPrices(2021)):
        with pytest.raises(PriceLevelError):
            contract.allows(kr(350_000).at(prices))
    with pytest.raises(PriceLevelError):
        contract.allows(kr(350_000))
    wrong: Any = 350_000
    with pytest.raises(NotExactError, match="amount: must be an Amount"):
        contract.allows(wrong)


# The printed unit


@pytest.mark.parametrize(
    ("wording", "amount", "unit"),
    [
        ("6 mio. kr.", "6 mio.", "1 mio."),
        ("6,0 mio. kr.", "6 mio.", "100.000"),
        ("6,00 mio. kr.", "6 mio.", "10.000"),
        ("ca. 1.2 mio. kr.", "1,2 mio.", "100.000"),
        ("7. mio.kr.", "7 mio.", "1 mio."),
        ("250 t.kr.", "250.000", "1.000"),
        ("250.000 kr.", "250.000", "10.000"),
        ("250.000,00 kr.", "250.000", "0,01"),
        ("1.234 kr.", "1.234", "1"),
        ("4,80 kr.", "4,80", "0,01"),
        ("4,8 kr.", "4,80", "0,10"),
        ("kr.1,20 mio.", "1,2 mio.", "10.000"),
        ("i 2024 ca. 3 mio. kr.", "3 mio.", "1 mio."),
        ("0 stk., ca. 3 mio. kr.", "3 mio.", "1 mio."),
        ("en halv million", "500.000", "100.000"),
        ("ingenting", "0", "1"),
        ("en halv krone", "0,50", "0,10"),
    ],
)
def test_the_last_printed_digit(wording: str, amount: str, unit: str) -> None:
    assert printed_unit(wording, kr(amount).ore) == kr(unit).ore
    assert printed_unit(wording, -kr(amount).ore) == kr(unit).ore


def test_a_number_of_any_length_has_a_unit() -> None:
    assert printed_unit("9" * 5000, 7) == 1
    found = printed_unit(f"1{'0' * 5000} kr.", 10**5002) == 10**5002
    assert found  # compared first: Python writes no number of so many digits


@given(st.integers(1, 10**12))
def test_a_unit_is_a_power_of_ten_that_divides_the_amount(ore: int) -> None:
    for wording in ("et beløb", f"{ore}", f"{Amount(ore)}"):
        unit = printed_unit(wording, ore)
        assert ore % unit == 0
        assert f"{unit}".strip("0") == "1"


# Fields that take either


def test_what_is_stated_comes_as_an_amount_a_wording_or_kroner() -> None:
    pool = QualifiedAmount.read("500.000 kr. pr. år")
    assert qualified(pool) is pool
    assert qualified("500.000 kr. pr. år") == pool
    assert qualified(500_000) == qualified(kr(500_000))
    assert qualified(500_000) == QualifiedAmount("500.000,00 kr.", kr(500_000))
    assert qualified(kr(350_000, 2021)) == qualified("350.000,00 kr. (2021 pl)")


def test_what_is_not_exact_is_not_stated() -> None:
    for wrong in (7.0, True, None):
        value: Any = wrong
        with pytest.raises(NotExactError):
            qualified(value)


@given(ORE)
def test_an_exact_amount_reads_back_from_its_wording(ore: int) -> None:
    amount = qualified(Amount(ore))
    assert QualifiedAmount.read(amount.wording) == amount
    assert amount.allows(Amount(ore))
