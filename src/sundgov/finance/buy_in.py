"""What a newcomer pays to own as much as the others, by inhabitant (indskud ved indtrædelse).

A newcomer becomes an owner of what the members have built up, so statutes ask for a deposit per
inhabitant at least equal to the equity per inhabitant (Deponi.net, docplayer 2896394).
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable
from fractions import Fraction

from attrs import Attribute, field, frozen

from sundgov.errors import BillingError, InvalidValueError, PriceLevelError
from sundgov.finance.drivers import Heads
from sundgov.finance.exit_terms import money_of_a_day
from sundgov.finance.phrases import even, exact_money, whole_units
from sundgov.findings import Finding, Severity
from sundgov.kinds import checked, must_be
from sundgov.money import Amount, CurrentPrices, ExactAmount, PriceLevel, Unit
from sundgov.parties import Party
from sundgov.periods import day
from sundgov.populations import Population
from sundgov.printing import Language, kroner, language_of, spaced
from sundgov.printing import day as printed_day


class BuyInTerms(ABC):
    """What an agreement says a newcomer pays per inhabitant."""

    @abstractmethod
    def per_inhabitant(self, equity: Fraction) -> Fraction:
        """The exact øre asked per inhabitant, from the members' equity per inhabitant."""


@frozen
class AtEquity(BuyInTerms):
    """As much per inhabitant as the members own; nothing where they owe more than they own."""

    def per_inhabitant(self, equity: Fraction) -> Fraction:
        return max(equity, Fraction(0))


def _rate(value: Amount | ExactAmount) -> ExactAmount:
    must_be(value, "rate", Amount, ExactAmount)
    return ExactAmount(Fraction(value.ore), value.prices)


def _is_rate(instance: object, attribute: Attribute[ExactAmount], rate: ExactAmount) -> None:
    if isinstance(rate.prices, PriceLevel):
        raise PriceLevelError("rate", "is money of a day, in no price level", spaced(str(rate)))
    if rate.ore < 0:
        raise InvalidValueError("rate", "must not be negative", spaced(str(rate)))


@frozen
class AtRate(BuyInTerms):
    """A rate per inhabitant that the agreement states, whatever the equity is.

    >>> from sundgov import kr
    >>> AtRate(kr("12,50 kr.")).per_inhabitant(Fraction(1))
    Fraction(1250, 1)
    """

    rate: ExactAmount = field(converter=_rate, validator=_is_rate)

    def per_inhabitant(self, equity: Fraction) -> Fraction:
        return self.rate.ore


def _equity(value: Amount) -> Amount:
    return money_of_a_day(value, "equity")


@frozen(field_transformer=checked)
class BuyIn:
    """What a newcomer pays when it enters (indskud), and how it stands to what the members own.

    `members` and `newcomer` count inhabitants of one population. `amount` is rounded up to the
    unit, so that it is never less than what is asked.
    """

    newcomer: Party
    members: Heads = field(repr=False)
    equity: Amount = field(converter=_equity)
    on: dt.date
    terms: BuyInTerms
    unit: Unit

    @property
    def inhabitants(self) -> int:
        """The newcomer's inhabitants."""
        return self.members.population[self.newcomer.key]

    @property
    def members_inhabitants(self) -> int:
        """The inhabitants of all members together."""
        return sum(map(self.members.heads, self.members.pool))

    @property
    def equity_per_inhabitant(self) -> ExactAmount:
        """What the members own per inhabitant, exact; negative where they owe more."""
        return self._exact(Fraction(self.equity.ore, self.members_inhabitants))

    @property
    def per_inhabitant(self) -> ExactAmount:
        """What is asked per inhabitant, exact."""
        return self._exact(self.terms.per_inhabitant(self.equity_per_inhabitant.ore))

    @property
    def exact(self) -> ExactAmount:
        """What is asked in all, before rounding."""
        return self.per_inhabitant * self.inhabitants

    @property
    def amount(self) -> Amount:
        """What the newcomer pays: the least whole number of units not below what is asked."""
        units = -(-self.exact.ore // self.unit.value)
        return Amount(units * self.unit.value, self._prices)

    @property
    def residual(self) -> ExactAmount:
        """What is paid above the equity of as many inhabitants; negative is missing."""
        return self.amount - self.equity_per_inhabitant * self.inhabitants

    @property
    def _prices(self) -> CurrentPrices:
        return CurrentPrices(self.on.year)

    def _exact(self, ore: Fraction) -> ExactAmount:
        return ExactAmount(ore, self._prices)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """A rate below the equity per inhabitant; members that owe more than they own."""
        place = f"buy-in of {self.newcomer.name}"
        found = []
        asked, own = self.per_inhabitant.ore, self.equity_per_inhabitant.ore
        if asked < own:
            asked_each, own_each, missing = (
                exact_money(amount, "da")
                for amount in (self.per_inhabitant, self.equity_per_inhabitant, -self.residual)
            )
            found.append(
                Finding(
                    "buy-in-below-equity",
                    Severity.WARNING,
                    place,
                    spaced(
                        f"{asked_each} per inhabitant is asked, and the members own "
                        f"{own_each} per inhabitant; {missing} is missing"
                    ),
                    "Ask for at least the equity per inhabitant, or decide that the rest is given.",
                )
            )
        if own < 0:
            found.append(
                Finding(
                    "buy-in-of-net-debt",
                    Severity.NOTE,
                    place,
                    spaced(f"the members owe {kroner(-self.equity.ore)} more than they own"),
                    "Agree whether the newcomer takes a part of the debt.",
                )
            )
        return tuple(found)

    def explain(self, language: Language = "da") -> str:
        """How the amount came about, to be read aloud.

        >>> from sundgov import kr, population
        >>> p = population("2024-01-01")
        >>> asked = buy_in(kr("1 mio. kr."), p, "Læsø", ["Samsø", "Ærø"], "2024-12-01")
        >>> print(asked.explain())  # doctest: +NORMALIZE_WHITESPACE
        Læsø (825): indskud 182.204,27 kr. den 1. december 2024
          Indbyggere: folketal 1. januar 2024 (FOLK1A, offentliggjort 15. februar 2024 efter
            udgiverens kalender)
          Egenkapital: 1.000.000,00 kr. ÷ 9.654 indbyggere = 103,584006… kr. pr. indbygger
          Indskud: 1.759 indbyggere × 103,584006… kr. = 182.204,267661… kr.
          Rundet op til hele øre: 182.204,27 kr.
          Over egenkapitalen af lige så mange indbyggere: 0,002338… kr.
        """
        word, heads = _WORDS[language_of(language)], self.members
        asked = exact_money(self.per_inhabitant, language)
        count = heads.measured(Fraction(self.inhabitants), language)
        total = heads.measured(Fraction(self.members_inhabitants), language)
        equity = kroner(self.equity.ore, language)
        each = exact_money(self.equity_per_inhabitant, language)
        over, distance = "above", self.residual
        if distance.ore < 0:
            over, distance = "below", -distance
        rounded = f"{word['rounded']} {whole_units(self.unit, language)}"
        if self.exact == self.amount.exact:
            rounded = even(self.unit, language).capitalize()
        return spaced(
            f"{self.newcomer}: {word['deposit']} {kroner(self.amount.ore, language)} "
            f"{word['on']} {printed_day(self.on, language)}\n"
            f"  {word['heads']}: {heads.described(language)}\n"
            f"  {word['equity']}: {equity} ÷ {total} = {each} {word['per']}\n"
            f"  {word[self._kind]}: {count} × {asked} = {exact_money(self.exact, language)}\n"
            f"  {rounded}: {kroner(self.amount.ore, language)}\n"
            f"  {word[over]}: {exact_money(distance, language)}"
        )

    @property
    def _kind(self) -> str:
        return "rate" if isinstance(self.terms, AtRate) else "asked"


_WORDS = {
    "da": {
        "deposit": "indskud",
        "on": "den",
        "heads": "Indbyggere",
        "equity": "Egenkapital",
        "per": "pr. indbygger",
        "asked": "Indskud",
        "rate": "Indskud efter aftalens sats",
        "rounded": "Rundet op til hele",
        "above": "Over egenkapitalen af lige så mange indbyggere",
        "below": "Under egenkapitalen af lige så mange indbyggere",
    },
    "en": {
        "deposit": "deposit of",
        "on": "on",
        "heads": "Inhabitants",
        "equity": "Equity",
        "per": "per inhabitant",
        "asked": "Deposit",
        "rate": "Deposit by the agreement's rate",
        "rounded": "Rounded up to whole",
        "above": "Above the equity of as many inhabitants",
        "below": "Below the equity of as many inhabitants",
    },
}


_AT_EQUITY = AtEquity()


def buy_in(
    equity: Amount,
    population: Population,
    newcomer: str | Party,
    members: Iterable[str | Party],
    on: dt.date | str,
    *,
    terms: BuyInTerms = _AT_EQUITY,
    unit: Unit = Unit.ORE,
) -> BuyIn:
    """What a newcomer pays on a day to own as much per inhabitant as the members do.

    `equity` is what the members own together less what they owe, before the newcomer enters.
    Raises `NotPublishedError` for a population not published by the day, `UnknownPartyError` for a
    party without a figure in it, `AllocationError` for no member or one named twice, and
    `BillingError` where the newcomer is a member already or the members have no inhabitants.
    """
    must_be(population, "population", Population)
    register = population.register
    entered = register.find(newcomer)
    when = day(on, "on")
    population.publication.require(population.named(), when)
    heads = Heads(population, tuple(map(register.find, members)))
    Heads(population, (entered,))
    if entered.id in [party.id for party in heads.pool]:
        raise BillingError("newcomer", "is one of the members already", entered.name)
    if not sum(map(heads.heads, heads.pool)):
        raise BillingError("members", "have no inhabitants to own anything by", len(heads.pool))
    return BuyIn(entered, heads, equity, when, terms, unit)
