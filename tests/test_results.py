"""What a year cost, and where a surplus goes: terms and values, and what has no meaning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from sundgov import kr
from sundgov.authority import Authority
from sundgov.errors import (
    InvalidValueError,
    NotExactError,
    PriceLevelError,
    SundgovError,
    TextError,
    UnknownPartyError,
)
from sundgov.finance.carried import CarryKind
from sundgov.finance.carry_rules import (
    AtOnce,
    CarryBasis,
    CarryRule,
    EstimateThenResult,
    InOneInstalment,
    Spread,
)
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.finance.results import Estimate, LineSpent, Outturn, Result
from sundgov.money import Amount, CurrentPrices, PriceLevel
from sundgov.parties import Party
from tests.builders import agreement, in_year, municipality, party, units

A, B = party("A"), party("B")


def wrong(value: object) -> Any:
    """A value of the wrong kind, hidden from the type checker."""
    return value


def refused(build: Callable[[], object], kind: type[SundgovError], message: str) -> None:
    with pytest.raises(kind) as error:
        build()
    assert str(error.value) == message


# -- results and estimates


def test_a_result_is_money_of_its_year() -> None:
    for spent in (kr(6), in_year(2024, "6 kr.")):
        result = Result(2024, spent, "2025-03-15")
        assert result.total == in_year(2024, "6 kr.")
        assert result.by_line is None
        assert result.prices == CurrentPrices(2024)
        assert (result.known_on, result.on) == (dt.date(2025, 3, 15),) * 2


def test_a_result_by_line_sums_to_its_total() -> None:
    spent = (LineSpent("drift", kr(4)), LineSpent("pulje", in_year(2024, "-1 kr.")))
    result = Result(2024, spent, dt.date(2025, 3, 15))
    assert result.by_line == {
        "drift": in_year(2024, "4 kr."),
        "pulje": in_year(2024, "-1 kr."),
    }
    assert result.total == in_year(2024, "3 kr.")


def test_an_estimate_may_be_made_in_its_year_and_is_another_thing() -> None:
    estimate = Estimate(2024, kr(6), "2024-12-01", note="november", authority=Authority("x", "y"))
    assert (estimate.made_on, estimate.on) == (dt.date(2024, 12, 1),) * 2
    assert estimate.total == in_year(2024, "6 kr.")
    held: Outturn = estimate
    assert held != Result(2024, kr(6), "2024-12-31", note="november")


def test_a_result_may_be_known_on_the_last_day_of_its_year() -> None:
    assert Result(2024, kr(6), "2024-12-31").on == dt.date(2024, 12, 31)
    refused(
        lambda: Result(2024, kr(6), "2024-12-30"),
        InvalidValueError,
        "known_on: a result is known when its year has ended (got '2024-12-30', 2024). "
        "Before that it is an Estimate.",
    )


@pytest.mark.parametrize("prices", [PriceLevel(2024), CurrentPrices(2025)])
def test_what_was_spent_is_in_no_other_prices(prices: PriceLevel | CurrentPrices) -> None:
    spent = Amount(600, prices)
    hint = "Money that was spent is in no price level; leave it out."
    rule = f"what was spent is current money of 2024 (got '6,00 kr. ({prices})'). {hint}"
    refused(lambda: Result(2024, spent, "2025-03-15"), PriceLevelError, f"spent: {rule}")
    refused(
        lambda: Estimate(2024, (LineSpent("drift", spent),), "2025-03-15"),
        PriceLevelError,
        f"spent on drift: {rule}",
    )


@pytest.mark.parametrize(
    ("build", "kind", "message"),
    [
        (
            lambda: Result(2024, wrong(6.0), "2025-03-15"),
            NotExactError,
            "spent: must be an Amount or a tuple (got 6.0)",
        ),
        (
            lambda: Result(2024, wrong((kr(1),)), "2025-03-15"),
            NotExactError,
            "spent[0]: must be a LineSpent (got Amount('1,00 kr.'))",
        ),
        (
            lambda: LineSpent("drift", wrong(6.0)),
            NotExactError,
            "amount: must be an Amount (got 6.0)",
        ),
        (lambda: LineSpent(wrong(7), kr(1)), NotExactError, "line: must be a text (got 7)"),
        (lambda: LineSpent("", kr(1)), TextError, "line: must not be empty (got '')"),
        (
            lambda: Result(2024, (), "2025-03-15"),
            InvalidValueError,
            "spent: must name at least one line",
        ),
        (
            lambda: Result(2024, (LineSpent("x", kr(1)), LineSpent("x", kr(1))), "2025-03-15"),
            InvalidValueError,
            "spent: names a line twice (got 'x')",
        ),
        (
            lambda: Result(wrong("2024"), kr(1), "2025-03-15"),
            NotExactError,
            "year: a whole number is an int (got '2024')",
        ),
        (
            lambda: Result(24, kr(1), "2025-03-15"),
            InvalidValueError,
            "year: a year lies between 1900 and 2999 (got 24)",
        ),
        (
            lambda: Result(2024, kr(1), wrong(20250315)),
            NotExactError,
            "known_on: must be a date or an ISO text (got 20250315)",
        ),
        (
            lambda: Estimate(2024, kr(1), "15/3-2025"),
            TextError,
            "made_on: a date is written year-month-day (got '15/3-2025'). Write it as "
            "'2023-01-01'.",
        ),
        (
            lambda: Result(2024, kr(1), "2025-03-15", authority=wrong("hjemmel")),
            NotExactError,
            "authority: must be an Authority (got 'hjemmel')",
        ),
        (
            lambda: Result(2024, kr(1), "2025-03-15", note=wrong(7)),
            NotExactError,
            "note: must be a text (got 7)",
        ),
    ],
)
def test_what_is_no_result_is_refused(
    build: Callable[[], Outturn], kind: type[SundgovError], message: str
) -> None:
    refused(build, kind, message)


# -- carry rules


def test_a_rule_carries_as_paid_to_the_next_year_and_spreads() -> None:
    rule = CarryRule()
    assert (rule.basis, rule.years_later, rule.way) == (CarryBasis.AS_PAID, 1, Spread())
    assert agreement([A], units({"A": 1})).carry == rule


def test_every_way_names_its_months_and_says_what_it_takes() -> None:
    ways = [Spread(), InOneInstalment(7), EstimateThenResult(1, 7), AtOnce()]
    assert [way.months for way in ways] == [(), (7,), (1, 7), ()]
    assert [way.carries for way in ways] == [True, True, True, False]
    assert [way.takes_estimates for way in ways] == [False, False, True, False]


@pytest.mark.parametrize(
    ("build", "kind", "message"),
    [
        (
            lambda: InOneInstalment(0),
            InvalidValueError,
            "month: is a month of the year, 1 to 12 (got 0)",
        ),
        (
            lambda: InOneInstalment(wrong("7")),
            NotExactError,
            "month: a whole number is an int (got '7')",
        ),
        (
            lambda: EstimateThenResult(13, 7),
            InvalidValueError,
            "estimate_month: is a month of the year, 1 to 12 (got 13)",
        ),
        (
            lambda: EstimateThenResult(1, wrong(7.0)),
            NotExactError,
            "result_month: a whole number is an int (got 7.0)",
        ),
        (
            lambda: EstimateThenResult(7, 7),
            InvalidValueError,
            "result_month: must lie after the estimate's month (got 7, 7)",
        ),
        (
            lambda: CarryRule(years_later=0),
            InvalidValueError,
            "years_later: a result is carried to a later year (got 0)",
        ),
        (
            lambda: CarryRule(years_later=-1),
            InvalidValueError,
            "years_later: must not be negative (got -1)",
        ),
        (
            lambda: CarryRule(years_later=wrong(1.0)),
            NotExactError,
            "years_later: a whole number is an int (got 1.0)",
        ),
        (
            lambda: CarryRule(CarryBasis.NEW_KEY, way=AtOnce()),
            InvalidValueError,
            "basis: what is settled at once is each party's own: no later year's key divides it"
            " (got 'new key'). Settle as paid, or carry the result into a later year.",
        ),
        (
            lambda: CarryRule(wrong("as paid")),
            NotExactError,
            "basis: must be a CarryBasis (got 'as paid')",
        ),
        (
            lambda: CarryRule(way=wrong(AtOnce)),
            NotExactError,
            "way: must be a CarryWay (got <class 'sundgov.finance.carry_rules.AtOnce'>)",
        ),
        (
            lambda: agreement([A], units({"A": 1}), carry=AtOnce()),
            NotExactError,
            "carry: must be a CarryRule (got AtOnce())",
        ),
        (
            lambda: agreement([A], units({"A": 1}), carry=CarryRule(way=InOneInstalment(8))),
            InvalidValueError,
            "carry: names a month without an instalment (got 8)",
        ),
        (
            lambda: agreement([A], units({"A": 1}), carry=CarryRule(way=EstimateThenResult(2, 7))),
            InvalidValueError,
            "carry: names a month without an instalment (got 2)",
        ),
    ],
)
def test_what_is_no_rule_is_refused(
    build: Callable[[], object], kind: type[SundgovError], message: str
) -> None:
    refused(build, kind, message)


# -- amounts by party


def test_amounts_are_found_by_any_name_and_sum() -> None:
    samsoe, own = municipality("Samsø"), Party("oevrige", "Øvrige")
    found = PartyAmounts((samsoe, own), (300, -50), CurrentPrices(2024))
    assert dict(found) == {"741": in_year(2024, "3 kr."), "oevrige": in_year(2024, "-0,50 kr.")}
    assert found["Samsø Kommune"] == found["0741"] == found[samsoe] == in_year(2024, "3 kr.")
    assert found[own] == found["Øvrige"]
    assert [found.column(who) for who in (samsoe, "oevrige")] == [0, 1]
    assert (len(found), found.total) == (2, in_year(2024, "2,50 kr."))
    assert "Læsø" not in found
    refused(
        lambda: found["Læsø"],
        UnknownPartyError,
        "party: no party answers to this name or code (got 'Læsø'). Nearest: Samsø (741).",
    )


def test_the_kinds_of_carry_have_words() -> None:
    assert [kind.value for kind in CarryKind] == [
        "result",
        "estimate",
        "true-up",
        "left",
        "revision",
    ]
