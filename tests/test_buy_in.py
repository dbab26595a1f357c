"""A newcomer buys in: a deposit per inhabitant at least equal to the equity per inhabitant."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import kr, population
from sundgov.errors import (
    AllocationError,
    BillingError,
    InvalidValueError,
    NotExactError,
    NotPublishedError,
    PriceLevelError,
    SundgovError,
    UnknownPartyError,
)
from sundgov.finance.buy_in import AtEquity, AtRate, BuyIn, buy_in
from sundgov.finance.exit_terms import ExitTerms
from sundgov.findings import Severity
from sundgov.money import Amount, CurrentPrices, ExactAmount, Unit
from sundgov.parties import packaged_parties
from sundgov.populations import Population
from tests.builders import in_year

POPULATION = population("2024-01-01")
ON = "2024-12-01"
ISLANDS = ["Samsø", "Ærø"]
IN_2024 = CurrentPrices(2024)


def islands(equity: Amount, **changes: Any) -> BuyIn:
    """Læsø (1.759) buys in with Samsø (3.694) and Ærø (5.960), 9.654 together."""
    return buy_in(equity, POPULATION, "Læsø", ISLANDS, ON, **changes)


def test_the_98th_municipality_buys_in_with_the_97() -> None:
    """Slagelse enters Kommunal PRO; a second way counts in whole øre alone."""
    others = [party for party in POPULATION.parties if party.name != "Slagelse"]
    found = buy_in(kr("10 mio. kr."), POPULATION, "Slagelse", others, ON)
    heads, rest = POPULATION["Slagelse"], POPULATION.total - POPULATION["Slagelse"]
    assert len(others) == 97
    assert (found.inhabitants, found.members_inhabitants) == (heads, rest)
    assert found.amount.ore == (1_000_000_000 * heads + rest - 1) // rest
    assert found.amount.ore * rest >= 1_000_000_000 * heads > (found.amount.ore - 1) * rest
    assert found.equity_per_inhabitant.ore == Fraction(1_000_000_000, rest)
    assert found.per_inhabitant == found.equity_per_inhabitant
    assert found.findings == ()


@pytest.mark.parametrize(
    ("unit", "paid"),
    [
        (Unit.ORE, "182.204,27 kr."),
        (Unit.KRONE, "182.205 kr."),
        (Unit.THOUSAND_KRONER, "183.000 kr."),
    ],
)
def test_it_is_rounded_up_to_the_unit_and_the_residual_shown(unit: Unit, paid: str) -> None:
    found = islands(kr("1 mio. kr."), unit=unit)
    exact = Fraction(100_000_000 * 1759, 9654)
    assert found.amount == in_year(2024, paid)
    assert found.exact == ExactAmount(exact, IN_2024)
    assert found.residual == ExactAmount(found.amount.ore - exact, IN_2024)


def test_what_comes_out_even_leaves_no_residual() -> None:
    found = islands(kr(9654), unit=Unit.KRONE)
    assert found.amount == in_year(2024, "1.759 kr.")
    assert not found.residual
    assert "  Går lige op i hele kroner: 1.759,00 kr.\n" in found.explain()
    assert found.explain().endswith("Over egenkapitalen af lige så mange indbyggere: 0 kr.")
    assert found.findings == ()


def test_a_rate_above_the_equity() -> None:
    found = islands(kr(9654), terms=AtRate(kr("1,50 kr.")))
    assert found.amount == in_year(2024, "2.638,50 kr.")
    assert found.residual == ExactAmount(Fraction(1759 * 50), IN_2024)
    assert found.findings == ()
    assert islands(kr(9654), terms=AtRate(kr(1))).findings == ()
    assert not islands(kr(9654), terms=AtRate(kr(0))).amount


def test_a_rate_below_the_equity_is_a_finding() -> None:
    """Of 1 kr. per inhabitant 80,80 øre is asked: 19,2 øre × 1.759 = 337,728 kr. is missing."""
    found = islands(kr(9654), terms=AtRate(ExactAmount(Fraction(808, 10))))
    assert found.amount == in_year(2024, "1.421,28 kr.")
    (finding,) = found.findings
    assert str(finding) == (
        "warning buy-in-below-equity: buy-in of Læsø: 0,808 kr. per inhabitant is asked, and the "
        "members own 1 kr. per inhabitant; 337,72 kr. is missing. Ask for at least the equity "
        "per inhabitant, or decide that the rest is given."
    )


def test_members_that_owe_more_than_they_own_ask_for_nothing() -> None:
    found = islands(kr(-9654))
    assert found.amount == in_year(2024, "0 kr.")
    assert found.equity_per_inhabitant.ore == -100
    assert found.residual == ExactAmount(Fraction(175_900), IN_2024)
    (finding,) = found.findings
    assert finding.severity is Severity.NOTE
    assert str(finding) == (
        "note buy-in-of-net-debt: buy-in of Læsø: the members owe 9.654,00 kr. more than they "
        "own. Agree whether the newcomer takes a part of the debt."
    )
    assert islands(kr(0)).findings == ()


def test_read_aloud_in_english_by_a_rate() -> None:
    found = islands(kr(9654), terms=AtRate(kr("0,75 kr.")), unit=Unit.KRONE)
    assert found.explain("en").splitlines() == [
        "Læsø (825): deposit of DKK 1,320.00 on 1 December 2024",
        "  Inhabitants: population on 1 January 2024 (FOLK1A, published 15 February 2024 by the "
        "publisher's calendar)",
        "  Equity: DKK 9,654.00 ÷ 9,654 inhabitants = DKK 1 per inhabitant",
        "  Deposit by the agreement's rate: 1,759 inhabitants × DKK 0.75 = DKK 1,319.25",
        "  Rounded up to whole kroner: DKK 1,320.00",
        "  Below the equity of as many inhabitants: DKK 439",
    ]
    with pytest.raises(InvalidValueError, match="language: must be 'da' or 'en'"):
        found.explain(WRONG)


WRONG: Any = "x"
UNPUBLISHED = Population("2024-03-05", {"741": 10, "825": 5, "492": 7})
DESERTED = Population("2024-01-01", {"741": 0, "825": 5})


@pytest.mark.parametrize(
    ("build", "kind", "message"),
    [
        (
            lambda: buy_in(kr(1), POPULATION, "Samsø", ISLANDS, ON),
            BillingError,
            "newcomer: is one of the members already (got 'Samsø')",
        ),
        (
            lambda: buy_in(kr(1), DESERTED, "Læsø", ["Samsø"], ON),
            BillingError,
            "members: have no inhabitants to own anything by (got 1)",
        ),
        (
            lambda: buy_in(kr(1), POPULATION, "Læsø", [], ON),
            AllocationError,
            "pool: must hold at least one party",
        ),
        (
            lambda: buy_in(kr(1), POPULATION, "Læsø", ["Samsø", "741"], ON),
            AllocationError,
            "pool: holds a party twice (got 'Samsø')",
        ),
        (
            lambda: buy_in(kr(1), POPULATION, "Region Nordjylland", ISLANDS, ON),
            UnknownPartyError,
            "pool: has no population on 1 January 2024 (got 'Region Nordjylland')",
        ),
        (
            lambda: buy_in(kr(1), POPULATION, "Læsø", ISLANDS, "2024-02-14"),
            NotPublishedError,
            "folketal 1. januar 2024: a figure is used only after it was published "
            "(got 'used 2024-02-14', 'published 2024-02-15')",
        ),
        (
            lambda: buy_in(kr(1), UNPUBLISHED, "Læsø", ISLANDS, ON),
            NotPublishedError,
            "folketal 5. marts 2024: its publication day is not known, so it cannot be used for "
            "billing (got 'used 2024-12-01'). State when it was published, or override it in the "
            "agreement with a reason.",
        ),
        (
            lambda: islands(kr("1 kr. (2024 pl)")),
            PriceLevelError,
            "equity: is money of a day, in no price level (got '1,00 kr. (2024 pl)')",
        ),
        (
            lambda: AtRate(kr("1 kr. (2024 pl)")),
            PriceLevelError,
            "rate: is money of a day, in no price level (got '1 kr. (2024 pl)')",
        ),
        (lambda: AtRate(kr(-1)), InvalidValueError, "rate: must not be negative (got '-1 kr.')"),
        (
            lambda: AtRate(WRONG),
            NotExactError,
            "rate: must be an Amount or an ExactAmount (got 'x')",
        ),
        (
            lambda: buy_in(kr(1), WRONG, "Læsø", ISLANDS, ON),
            NotExactError,
            "population: must be a Population (got 'x')",
        ),
        (lambda: islands(WRONG), NotExactError, "equity: must be an Amount (got 'x')"),
        (
            lambda: islands(kr(1), terms=ExitTerms()),
            NotExactError,
            "terms: must be a BuyInTerms (got ExitTerms(balance=None, assets=None, lock_in=None))",
        ),
        (lambda: islands(kr(1), unit=100), NotExactError, "unit: must be a Unit (got 100)"),
    ],
)
def test_what_has_no_meaning_is_refused(build: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as refused:
        build()
    assert isinstance(refused.value, SundgovError)
    assert str(refused.value) == message


@given(
    st.integers(-(10**10), 10**12),
    st.sampled_from(list(Unit)),
    st.lists(st.sampled_from(packaged_parties().municipalities(dt.date(2024, 1, 1))), unique=True),
)
def test_a_newcomer_pays_at_least_what_the_members_own_and_less_than_a_unit_more(
    ore: int, unit: Unit, chosen: list[Any]
) -> None:
    members = [party for party in chosen if party.name != "Læsø"] or [POPULATION.parties[0]]
    found = buy_in(Amount(ore), POPULATION, "Læsø", members, ON, unit=unit, terms=AtEquity())
    heads = sum(POPULATION[party.code] for party in members)
    owned = Fraction(max(ore, 0) * POPULATION["Læsø"], heads)
    assert owned <= found.amount.ore < owned + unit.value
    assert found.amount.ore % unit.value == 0
    assert found.exact.ore == owned
    backwards = buy_in(Amount(ore), POPULATION, "825", members[::-1], ON, unit=unit)
    assert backwards == found
