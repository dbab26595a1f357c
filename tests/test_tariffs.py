"""Tariffs: rates per inhabitant, usage, and revenue beside a budget."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import by_heads, kr, population
from sundgov.errors import InvalidValueError, NotExactError, PriceLevelError, SundgovError
from sundgov.finance.drivers import GivenUnits, Heads, Tier
from sundgov.finance.keys import by_units
from sundgov.finance.tariffs import Tariff
from sundgov.money import Amount, ExactAmount, Rounding, Unit
from sundgov.populations import Population
from tests.builders import HALF, party

P2023 = population("2023-01-01")
BREAK = (Tier(0, 1), Tier(150_000, HALF))


def test_25_kroner_a_head_and_half_of_it_above_150_000() -> None:
    charges = Tariff(kr(25), by_heads(P2023, tiers=BREAK).driver).charge()
    assert charges["København"] == kr(150_000 * 25) + kr("6.295.800 kr.")
    assert charges["Samsø"] == kr(3775 * 25)


def test_the_kombit_tier_at_290_000_heads() -> None:
    one = Population("2023-01-01", {"741": 290_000})
    assert Tariff(kr(25), by_heads(one, tiers=BREAK).driver).charge()["741"] == kr(5_500_000)


@pytest.mark.parametrize("heads", [100_000, 100_001, 653_664])
def test_80_80_ore_a_head_for_at_most_100_000_heads(heads: int) -> None:
    one = Population("2023-01-01", {"741": heads})
    rate = Tariff(ExactAmount(Decimal("80.80")), by_heads(one, cap=100_000).driver)
    assert rate.charge()["741"] == kr("80.800,00 kr.")


def test_a_rate_for_every_100_inhabitants() -> None:
    fee = Tariff(kr("3.494,16 kr."), by_heads(P2023).driver, per=100)
    assert fee.charge()["Samsø"] == (kr("3.494,16") * Fraction(3775, 100)).rounded(Unit.ORE)


def test_usage_is_units_times_price() -> None:
    minutes = by_units({"Samsø": 30, "Læsø": Fraction(1, 2)}, "minutter")
    charges = Tariff(kr("12,55 kr."), minutes.driver).charge()
    assert dict(charges) == {"741": kr("376,50 kr."), "825": kr("6,28 kr.")}
    assert charges.revenue == kr("382,78 kr.")
    assert len(charges) == 2


@given(
    st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 10**6), min_size=1),
    st.integers(0, 10**6),
)
def test_every_charge_is_its_own_rounding_and_the_revenue_their_sum(
    counts: dict[str, int], millis: int
) -> None:
    driver = GivenUnits({party(name): count for name, count in counts.items()}, "kald")
    charges = Tariff(ExactAmount(Fraction(millis, 1000)), driver).charge()
    for name, count in counts.items():
        exact = Fraction(count * millis, 1000)
        assert abs(charges[name].ore - exact) <= Fraction(1, 2)
    assert charges.revenue.ore == sum(amount.ore for amount in charges.values())


def test_charges_can_be_rounded_to_whole_kroner() -> None:
    driver = by_units({"Samsø": 1}, "kald").driver
    half = Tariff(kr("2,50 kr."), driver)
    assert half.charge(Unit.KRONE)["741"] == kr(3)
    assert half.charge(Unit.KRONE, Rounding.HALF_EVEN)["741"] == kr(2)


def test_revenue_beside_a_budget() -> None:
    against = Tariff(kr(1), by_heads(P2023).driver).charge().against(kr("7 mio. kr."))
    assert against.difference == kr(5_932_561 - 7_000_000)
    assert against.price_to_cover.ore * 5_932_561 == 700_000_000


def test_the_price_to_cover_a_budget_is_for_the_same_number_of_units() -> None:
    per_hundred = Tariff(kr(100), by_heads(P2023).driver, per=100).charge()
    assert per_hundred.against(per_hundred.revenue).price_to_cover == kr(100).exact


def test_a_charge_explains_itself() -> None:
    fee = Tariff(kr("3.494,16 kr."), by_heads(P2023).driver, per=100).charge()
    assert fee.explain("Samsø") == (
        "Samsø (741): 131.904,54 kr.\n"
        "  Pris: 3.494,16 kr. pr. 100 indbyggere\n"
        "  Målt: 3.775 indbyggere\n"
        "  Nøjagtigt: 131.904,54 kr., går lige op i hele øre"
    )
    assert fee.explain("Samsø", language="en") == (
        "Samsø (741): DKK 131,904.54\n"
        "  Price: DKK 3,494.16 per 100 inhabitants\n"
        "  Measured: 3,775 inhabitants\n"
        "  Exactly: DKK 131,904.54, comes out even in whole øre"
    )


NOBODY = by_heads(P2023, among=["Samsø"]).driver


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: Tariff(-kr(1), NOBODY),
            InvalidValueError,
            "price: must not be negative (got '-100')",
        ),
        (
            lambda: Tariff(ExactAmount(Fraction(-1, 2)), NOBODY),
            InvalidValueError,
            "price: must not be negative (got '-1/2')",
        ),
        (
            lambda: Tariff(25, NOBODY),  # type: ignore[arg-type]
            NotExactError,
            "price: must be an Amount or an ExactAmount (got 25)",
        ),
        (
            lambda: Tariff(kr(1), NOBODY).charge().explain("Samsø", language="sv"),  # type: ignore[arg-type]
            InvalidValueError,
            "language: must be 'da' or 'en' (got 'sv')",
        ),
        (
            lambda: Tariff(kr(1), NOBODY, per=0),
            InvalidValueError,
            "per: must be above zero (got 0)",
        ),
        (
            lambda: Tariff(kr(1), NOBODY, per=1.0),  # type: ignore[arg-type]
            NotExactError,
            "per: a whole number is an int (got 1.0)",
        ),
        (
            lambda: Tariff(kr(1), NOBODY).charge().against(kr(1, 2024)).difference,
            PriceLevelError,
            "-: amounts must be in the same prices (got 'no price level stated', '2024 pl'). "
            "Move one of them with uplift(...), or state its level with at(...).",
        ),
        (
            lambda: (
                Tariff(kr(1), GivenUnits({party("A"): 0}, "kald"))
                .charge()
                .against(kr(1))
                .price_to_cover
            ),
            InvalidValueError,
            "units: must not all be zero to price a budget",
        ),
    ],
)
def test_what_makes_no_tariff_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message


def test_a_price_of_nothing_brings_in_nothing() -> None:
    assert Tariff(kr(0), NOBODY).charge().revenue == kr(0)


def test_charges_and_revenue_are_in_the_prices_of_the_rate() -> None:
    charges = Tariff(kr(2, 2024), by_units({"Samsø": 3, "Læsø": 1}, "kald").driver).charge()
    assert charges["Læsø"] == kr(2, 2024)
    assert charges.revenue == kr(8, 2024)
    assert charges.against(kr(9, 2024)).difference == -kr(1, 2024)
    assert list(charges) == ["741", "825"]


def test_a_charge_shows_what_was_rounded_away() -> None:
    charges = Tariff(kr("0,10 kr."), by_units({"Samsø": 5}, "kald").driver, per=3).charge()
    assert charges["Samsø"] == kr("0,17 kr.")
    assert charges.explain("Samsø").splitlines() == [
        "Samsø (741): 0,17 kr.",
        "  Pris: 0,1 kr. pr. 3 kald",
        "  Målt: 5 kald",
        "  Nøjagtigt: 0,166666… kr., afrundet til hele øre: 0,17 kr. (halve væk fra nul)",
    ]


def test_a_charge_tells_its_unit_and_rule() -> None:
    rate = Tariff(kr("2,50 kr."), by_heads(P2023, among=["Samsø"]).driver)
    kroner = rate.charge(Unit.KRONE, Rounding.HALF_EVEN)
    assert kroner.explain("Samsø").splitlines() == [
        "Samsø (741): 9.438,00 kr.",
        "  Pris: 2,5 kr. pr. 1 indbygger",
        "  Målt: 3.775 indbyggere",
        "  Nøjagtigt: 9.437,5 kr., afrundet til hele kroner: 9.438,00 kr. (halve til lige tal)",
    ]
    thousands = rate.charge(Unit.THOUSAND_KRONER, Rounding.DOWN)
    assert thousands.explain("Samsø", language="en").splitlines()[-1] == (
        "  Exactly: DKK 9,437.5, rounded to whole thousands of kroner: DKK 9,000.00 "
        "(down towards zero)"
    )


def test_a_tariff_takes_the_heads_of_a_pool() -> None:
    assert isinstance(NOBODY, Heads)
    assert Tariff(kr(1), NOBODY).charge().revenue == Amount(377_500)
