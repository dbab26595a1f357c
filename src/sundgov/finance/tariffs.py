"""Prices per unit: what comes in is a result, to be compared with the budget (takst).

A key divides an amount that is given; a tariff prices units and its revenue follows. A rate per
inhabitant, flat, capped or tiered, and usage (minutes, hours, deliveries) are the same thing:
a price times what a driver measures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import Attribute, field, frozen

from sundgov.errors import InvalidValueError, NotExactError
from sundgov.exact import natural
from sundgov.finance.drivers import Driver
from sundgov.finance.phrases import even, exact_money, rounding
from sundgov.kinds import checked
from sundgov.money import Amount, ExactAmount, Rounding, Unit, total
from sundgov.parties import Parties, Party
from sundgov.printing import Language, kroner, language_of, spaced, whole_number


def _per(value: int) -> int:
    per = natural(value, "per")
    if not per:
        raise InvalidValueError("per", "must be above zero", value)
    return per


def _exact(value: Amount | ExactAmount) -> ExactAmount:
    if not isinstance(value, Amount | ExactAmount):
        raise NotExactError("price", "must be an Amount or an ExactAmount", value)
    return value.exact if isinstance(value, Amount) else value


def _not_negative(instance: object, attribute: Attribute[ExactAmount], price: ExactAmount) -> None:
    if price.ore < 0:
        raise InvalidValueError("price", "must not be negative", str(price.ore))


@frozen(field_transformer=checked)
class Tariff:
    """A price for every `per` units of a driver (takst, rate, enhedspris).

    Each party's charge is rounded once, on its own; nothing is held to a total.

    >>> from decimal import Decimal
    >>> from sundgov import by_heads, kr, population
    >>> from sundgov.finance.drivers import Tier
    >>> p = population("2023-01-01")
    >>> broken = by_heads(p, tiers=(Tier(0, 1), Tier(150_000, Fraction(1, 2))))
    >>> Tariff(kr(25), broken.driver).charge()["København"]
    Amount('10.045.800,00 kr.')
    >>> capped = by_heads(p, cap=100_000)
    >>> Tariff(ExactAmount(Decimal("80.80")), capped.driver).charge()["København"]
    Amount('80.800,00 kr.')
    """

    price: ExactAmount = field(converter=_exact, validator=_not_negative)
    driver: Driver
    per: int = field(default=1, converter=_per)

    def charge(self, unit: Unit = Unit.ORE, rule: Rounding = Rounding.HALF_AWAY) -> Charges:
        """What every party is charged, each rounded by `rule` to `unit`."""
        charges = []
        for party in self.driver.pool:
            exact = self.price * (self.driver.weight(party) / self.per)
            charges.append((party, exact, exact.rounded(unit, rule)))
        return Charges(self, tuple(charges), unit, rule)


@frozen
class Charges(Mapping[str, Amount]):
    """What a tariff brings in: a mapping from party to its charge, like a split."""

    tariff: Tariff
    charges: tuple[tuple[Party, ExactAmount, Amount], ...] = field(repr=False)
    unit: Unit = Unit.ORE
    rule: Rounding = Rounding.HALF_AWAY

    @cached_property
    def _by_id(self) -> dict[str, tuple[Party, ExactAmount, Amount]]:
        return {party.id: (party, exact, amount) for party, exact, amount in self.charges}

    @cached_property
    def _register(self) -> Parties:
        return Parties(tuple(party for party, _, _ in self.charges))

    def __getitem__(self, party: str | Party) -> Amount:
        return self._by_id[self._register.find(party).id][2]

    def __iter__(self) -> Iterator[str]:
        return (party.key for party, _, _ in self.charges)

    def __len__(self) -> int:
        return len(self.charges)

    @property
    def revenue(self) -> Amount:
        """What comes in from everyone."""
        return total(self.values(), self.tariff.price.prices)

    def against(self, budget: Amount) -> Comparison:
        """The revenue beside a budget."""
        return Comparison(self, budget)

    def explain(self, party: str | Party, language: Language = "da") -> str:
        """The proof of one charge.

        >>> from sundgov.finance.keys import by_units
        >>> support = Tariff(Amount(1250), by_units({"Samsø": 30}, "minutter").driver)
        >>> print(support.charge().explain("Samsø"))
        Samsø (741): 375,00 kr.
          Pris: 12,5 kr. pr. 1 minutter
          Målt: 30 minutter
          Nøjagtigt: 375 kr., går lige op i hele øre
        """
        wanted, exact, amount = self._by_id[self._register.find(party).id]
        price, per, measured, exactly = _WORDS[language_of(language)]
        tariff = self.tariff
        number = whole_number(tariff.per, language)
        units = tariff.driver.unit(language, one=tariff.per == 1)
        weight = tariff.driver.measured(tariff.driver.weight(wanted), language)
        rounded = (
            even(self.unit, language)
            if exact == amount.exact
            else rounding(amount, self.unit, self.rule, language)
        )
        return spaced(
            f"{wanted}: {kroner(amount.ore, language)}\n"
            f"  {price}: {exact_money(tariff.price, language)} {per} {number} {units}\n"
            f"  {measured}: {weight}\n"
            f"  {exactly}: {exact_money(exact, language)}, {rounded}"
        )


_WORDS = {
    "da": ("Pris", "pr.", "Målt", "Nøjagtigt"),
    "en": ("Price", "per", "Measured", "Exactly"),
}


@frozen(field_transformer=checked)
class Comparison:
    """A tariff's revenue beside a budget in the same prices.

    >>> from sundgov import by_heads, kr, population
    >>> charges = Tariff(kr(1), by_heads(population("2023-01-01")).driver).charge()
    >>> against = charges.against(kr("7 mio. kr."))
    >>> against.difference, against.price_to_cover.rounded(Unit.ORE)
    (Amount('-1.067.439,00 kr.'), Amount('1,18 kr.'))
    """

    charges: Charges
    budget: Amount

    @property
    def difference(self) -> Amount:
        """Revenue less budget: what is left over, or missing when negative."""
        return self.charges.revenue - self.budget

    @property
    def price_to_cover(self) -> ExactAmount:
        """The price at which the revenue would be the budget, before rounding."""
        driver = self.charges.tariff.driver
        units = sum((driver.weight(party) for party in driver.pool), Fraction(0))
        if not units:
            raise InvalidValueError("units", "must not all be zero to price a budget")
        return self.budget.exact * (self.charges.tariff.per / units)
