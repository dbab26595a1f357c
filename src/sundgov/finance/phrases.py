"""Words that several proofs share: units, roundings, prices, and parts of a year."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from sundgov.money import Amount, CurrentPrices, ExactAmount, PriceState, Rounding, Unit
from sundgov.printing import Language, exact_number, kroner

_ONE = {
    "da": {Unit.ORE: "øre", Unit.KRONE: "krone", Unit.THOUSAND_KRONER: "tusinde kroner"},
    "en": {Unit.ORE: "øre", Unit.KRONE: "krone", Unit.THOUSAND_KRONER: "thousand kroner"},
}
_MANY = {
    "da": {Unit.ORE: "øre", Unit.KRONE: "kroner", Unit.THOUSAND_KRONER: "tusinde kroner"},
    "en": {Unit.ORE: "øre", Unit.KRONE: "kroner", Unit.THOUSAND_KRONER: "thousands of kroner"},
}
_RULES = {
    "da": {
        Rounding.HALF_AWAY: "halve væk fra nul",
        Rounding.HALF_EVEN: "halve til lige tal",
        Rounding.DOWN: "ned mod nul",
    },
    "en": {
        Rounding.HALF_AWAY: "halves away from zero",
        Rounding.HALF_EVEN: "halves to even",
        Rounding.DOWN: "down towards zero",
    },
}


def one_unit(unit: Unit, language: Language) -> str:
    """The unit's name behind a part of one: 0,75 krone."""
    return _ONE[language][unit]


def whole_units(unit: Unit, language: Language) -> str:
    """The unit's name in the plural, as behind "hele".

    >>> whole_units(Unit.KRONE, "da"), whole_units(Unit.THOUSAND_KRONER, "en")
    ('kroner', 'thousands of kroner')
    """
    return _MANY[language][unit]


def rounded_to(unit: Unit, language: Language) -> str:
    """What was rounded to.

    >>> rounded_to(Unit.KRONE, "da")
    'afrundet til hele kroner'
    """
    words = "afrundet til hele" if language == "da" else "rounded to whole"
    return f"{words} {whole_units(unit, language)}"


def rounding(amount: Amount, unit: Unit, rule: Rounding, language: Language) -> str:
    """What an exact amount was rounded to, and by which rule.

    >>> from sundgov.printing import spaced
    >>> spaced(rounding(Amount(300), Unit.KRONE, Rounding.HALF_AWAY, "en"))
    'rounded to whole kroner: DKK 3.00 (halves away from zero)'
    """
    whole = kroner(amount.ore, language)
    return f"{rounded_to(unit, language)}: {whole} ({_RULES[language][rule]})"


def even(unit: Unit, language: Language) -> str:
    """That nothing had to be rounded."""
    words = "går lige op i hele" if language == "da" else "comes out even in whole"
    return f"{words} {whole_units(unit, language)}"


def exact_money(amount: ExactAmount, language: Language) -> str:
    """An exact amount; an ellipsis marks what is cut."""
    number = exact_number(amount.kroner, 6, language)
    if language == "da":
        return f"{number} kr."
    return f"-DKK {number[1:]}" if amount.ore < 0 else f"DKK {number}"


def prices_in_words(prices: PriceState, language: Language) -> str:
    """The prices an amount is in; empty where they are not stated.

    >>> prices_in_words(CurrentPrices(2025), "en")
    'current prices 2025'
    """
    if language == "en" and isinstance(prices, CurrentPrices):
        return f"current prices {prices.year}"
    return str(prices)


@frozen
class YearCount:
    """What parts of a year are counted in, and how many of them the year has."""

    count: int
    danish: str
    english: str

    def worded(self, part: Fraction, language: Language) -> str:
        """A part of the year: so many of so many; of days the fraction too.

        >>> YearCount(365, "dage", "days").worded(Fraction(184, 365), "da")
        '184 af 365 dage (184/365)'
        """
        word, of = (self.danish, "af") if language == "da" else (self.english, "of")
        fraction = f" ({part})" if self.count > 2 else ""
        return f"{exact_number(part * self.count, 4, language)} {of} {self.count} {word}{fraction}"
