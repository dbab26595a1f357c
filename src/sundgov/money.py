"""Amounts of money in whole øre, exact fractions of a krone, and the prices they are in.

An `Amount` is whole øre and prints; an `ExactAmount` is a fraction and has to be rounded, by a
named rule to a named unit, before it can be paid. Both carry their *price state*: not stated,
at the level of a year (`2021 pl`), or current money of a year. Different states do not add.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, overload

from attrs import field, frozen

from sundgov import printing
from sundgov.errors import InvalidValueError, NotExactError, PriceLevelError
from sundgov.exact import Exact, calendar_year, fraction, whole
from sundgov.kinds import must_be


@frozen
class Unstated:
    """The price state of an amount that does not say in which year's prices it is."""

    def __str__(self) -> str:
        return ""


@frozen
class PriceLevel:
    """Prices of a year (prisniveau, `2021 pl`).

    >>> str(PriceLevel(2021))
    '2021 pl'
    """

    year: int = field(converter=calendar_year)

    def __str__(self) -> str:
        return f"{self.year} pl"


@frozen
class CurrentPrices:
    """Current money of a year (løbende priser): what is really billed and paid.

    >>> str(CurrentPrices(2025))
    'løbende priser 2025'
    """

    year: int = field(converter=calendar_year)

    def __str__(self) -> str:
        return f"løbende priser {self.year}"


PriceState: TypeAlias = Unstated | PriceLevel | CurrentPrices
UNSTATED = Unstated()


class Unit(enum.Enum):
    """What amounts are whole in; the value is the unit in øre."""

    ORE = 1
    KRONE = 100
    THOUSAND_KRONER = 100_000

    @property
    def danish(self) -> str:
        """The unit's Danish name."""
        return {"ORE": "øre", "KRONE": "krone", "THOUSAND_KRONER": "1.000 kr."}[self.name]

    @property
    def english(self) -> str:
        """The unit's English name."""
        return {"ORE": "øre", "KRONE": "krone", "THOUSAND_KRONER": "1,000 kroner"}[self.name]


class Rounding(enum.Enum):
    """How a fraction becomes whole.

    `HALF_AWAY` takes a half away from zero (almindelig afrunding), so that a negative amount
    mirrors the positive one; `HALF_EVEN` takes it to the even neighbour; `DOWN` cuts towards
    zero; `REFUSE` raises unless nothing needs rounding.
    """

    HALF_AWAY = "half away from zero"
    HALF_EVEN = "half to even"
    DOWN = "towards zero"
    REFUSE = "refuse"


def round_fraction(value: Fraction, rule: Rounding, unit: Unit = Unit.ORE) -> int:
    """`value` made whole by `rule`.

    >>> [round_fraction(Fraction(5, 2), rule) for rule in list(Rounding)[:3]]
    [3, 2, 2]
    >>> round_fraction(Fraction(-5, 2), Rounding.HALF_AWAY)
    -3
    """
    must_be(rule, "rule", Rounding)
    if rule is Rounding.HALF_EVEN:
        return round(value)
    if value.denominator == 1:
        return value.numerator
    if rule is Rounding.REFUSE:
        raise InvalidValueError("amount", f"is not a whole number of {unit.danish}", value)
    magnitude = abs(value)
    size = int(magnitude + Fraction(1, 2)) if rule is Rounding.HALF_AWAY else int(magnitude)
    return size if value > 0 else -size


def _named(prices: PriceState) -> str:
    return str(prices) or "no price level stated"


def _same_state(left: PriceState, right: PriceState, operation: str) -> PriceState:
    if left != right:
        raise PriceLevelError(
            operation,
            "amounts must be in the same prices",
            _named(left),
            _named(right),
            hint="Move one of them with uplift(...), or state its level with at(...).",
        )
    return left


def _state(value: PriceState) -> PriceState:
    if not isinstance(value, Unstated | PriceLevel | CurrentPrices):
        raise NotExactError("prices", "must be Unstated, PriceLevel or CurrentPrices", value)
    return value


def _whole_ore(value: int) -> int:
    return whole(value, "ore")


def _exact_ore(value: Exact) -> Fraction:
    return fraction(value, "ore")


@frozen(order=False)
class Amount:
    """A whole number of øre, in stated or unstated prices (beløb).

    >>> Amount(445423)
    Amount('4.454,23 kr.')
    >>> Amount(100) + Amount(50), Amount(100) * 3, -Amount(100)
    (Amount('1,50 kr.'), Amount('3,00 kr.'), Amount('-1,00 kr.'))
    >>> Amount(100) / 3
    ExactAmount(ore=Fraction(100, 3), prices=Unstated())
    >>> Amount(100) == Amount(100, PriceLevel(2021))
    False
    """

    ore: int = field(converter=_whole_ore)
    prices: PriceState = field(default=UNSTATED, converter=_state)

    @property
    def kroner(self) -> Fraction:
        """The amount in kroner, exact."""
        return Fraction(self.ore, 100)

    def __str__(self) -> str:
        state = str(self.prices)
        return printing.kroner(self.ore) + (f" ({state})" if state else "")

    def __repr__(self) -> str:
        return f"Amount({printing.spaced(str(self))!r})"

    def at(self, prices: PriceState | int) -> Amount:
        """The same øre, said to be in `prices` (a year means that year's price level).

        This states what was unstated; it moves nothing, so an amount that already has a
        price state refuses.

        >>> Amount(100).at(2021)
        Amount('1,00 kr. (2021 pl)')
        >>> Amount(100).at(2021).at(2022)
        Traceback (most recent call last):
        sundgov.errors.PriceLevelError: prices: are stated already (got '2021 pl', '2022 pl'). \
Move the amount with uplift(...).
        """
        new = PriceLevel(prices) if isinstance(prices, int) else prices
        if self.prices not in (UNSTATED, new):
            raise PriceLevelError(
                "prices",
                "are stated already",
                _named(self.prices),
                _named(new),
                hint="Move the amount with uplift(...).",
            )
        return Amount(self.ore, new)

    @overload
    def __add__(self, other: Amount) -> Amount: ...

    @overload
    def __add__(self, other: ExactAmount) -> ExactAmount: ...

    def __add__(self, other: Amount | ExactAmount) -> Amount | ExactAmount:
        if isinstance(other, ExactAmount):
            return self.exact + other
        if not isinstance(other, Amount):
            return NotImplemented
        return Amount(self.ore + other.ore, _same_state(self.prices, other.prices, "+"))

    def __radd__(self, other: int) -> Amount:
        """Only for sum(), which starts from 0: nothing has no price level."""
        if isinstance(other, int) and not isinstance(other, bool) and other == 0:
            return self
        return NotImplemented

    @overload
    def __sub__(self, other: Amount) -> Amount: ...

    @overload
    def __sub__(self, other: ExactAmount) -> ExactAmount: ...

    def __sub__(self, other: Amount | ExactAmount) -> Amount | ExactAmount:
        if isinstance(other, ExactAmount):
            return self.exact - other
        if not isinstance(other, Amount):
            return NotImplemented
        return Amount(self.ore - other.ore, _same_state(self.prices, other.prices, "-"))

    def __neg__(self) -> Amount:
        return Amount(-self.ore, self.prices)

    def __abs__(self) -> Amount:
        return Amount(abs(self.ore), self.prices)

    def __bool__(self) -> bool:
        return self.ore != 0

    @overload
    def __mul__(self, factor: int) -> Amount: ...

    @overload
    def __mul__(self, factor: Fraction | Decimal) -> ExactAmount: ...

    def __mul__(self, factor: Exact) -> Amount | ExactAmount:
        if isinstance(factor, Fraction | Decimal):
            return self.exact * factor
        return Amount(self.ore * whole(factor, "factor"), self.prices)

    __rmul__ = __mul__

    def __truediv__(self, divisor: Exact) -> ExactAmount:
        return self.exact / divisor

    def __lt__(self, other: Amount) -> bool:
        return self._compared(other, "<") < 0

    def __le__(self, other: Amount) -> bool:
        return self._compared(other, "<=") <= 0

    def __gt__(self, other: Amount) -> bool:
        return self._compared(other, ">") > 0

    def __ge__(self, other: Amount) -> bool:
        return self._compared(other, ">=") >= 0

    def _compared(self, other: Amount, operation: str) -> int:
        if not isinstance(other, Amount):
            raise NotExactError(operation, "an amount is compared with an amount", other)
        _same_state(self.prices, other.prices, operation)
        return self.ore - other.ore

    def ratio(self, other: Amount) -> Fraction:
        """This amount as a fraction of another in the same prices.

        >>> Amount(50).ratio(Amount(200))
        Fraction(1, 4)
        """
        if not isinstance(other, Amount):
            raise NotExactError("ratio", "an amount is measured by an amount", other)
        _same_state(self.prices, other.prices, "ratio")
        if not other:
            zero = printing.spaced(str(other))
            raise InvalidValueError("ratio", "the whole must not be zero", zero)
        return Fraction(self.ore, other.ore)

    @property
    def exact(self) -> ExactAmount:
        """The same amount as a fraction, for multiplying and dividing."""
        return ExactAmount(Fraction(self.ore), self.prices)

    def units(self, unit: Unit, name: str = "amount") -> int:
        """How many whole units the amount is; refuses one that does not divide evenly.

        >>> Amount(100_000).units(Unit.KRONE)
        1000
        >>> Amount(150).units(Unit.KRONE)
        Traceback (most recent call last):
        sundgov.errors.InvalidValueError: amount: must be a whole number of krone (got '1,50 kr.')
        """
        must_be(unit, "unit", Unit)
        count, rest = divmod(self.ore, unit.value)
        if rest:
            raise InvalidValueError(
                name, f"must be a whole number of {unit.danish}", printing.spaced(str(self))
            )
        return count


@frozen(order=False)
class ExactAmount:
    """An exact fraction of øre: what arithmetic gives before the one rounding.

    >>> third = Amount(100) / 3
    >>> third * 3 == Amount(100).exact
    True
    >>> third.rounded(Unit.ORE)
    Amount('0,33 kr.')
    """

    ore: Fraction = field(converter=_exact_ore)
    prices: PriceState = field(default=UNSTATED, converter=_state)

    @property
    def kroner(self) -> Fraction:
        """The amount in kroner, exact."""
        return self.ore / 100

    def __str__(self) -> str:
        state = str(self.prices)
        return f"{printing.exact_number(self.kroner, 6)} kr." + (f" ({state})" if state else "")

    def __add__(self, other: ExactAmount | Amount) -> ExactAmount:
        if not isinstance(other, Amount | ExactAmount):
            return NotImplemented
        return ExactAmount(self.ore + other.ore, _same_state(self.prices, other.prices, "+"))

    def __sub__(self, other: ExactAmount | Amount) -> ExactAmount:
        if not isinstance(other, Amount | ExactAmount):
            return NotImplemented
        return ExactAmount(self.ore - other.ore, _same_state(self.prices, other.prices, "-"))

    def __bool__(self) -> bool:
        return self.ore != 0

    def __neg__(self) -> ExactAmount:
        return ExactAmount(-self.ore, self.prices)

    def __mul__(self, factor: Exact) -> ExactAmount:
        return ExactAmount(self.ore * fraction(factor, "factor"), self.prices)

    __rmul__ = __mul__

    def __truediv__(self, divisor: Exact) -> ExactAmount:
        by = fraction(divisor, "divisor")
        if not by:
            raise InvalidValueError("divisor", "must not be zero", divisor)
        return ExactAmount(self.ore / by, self.prices)

    def rounded(self, unit: Unit, rule: Rounding = Rounding.HALF_AWAY) -> Amount:
        """The amount in whole units by a named rule: the only way out of fractions.

        >>> ExactAmount(Fraction(12350)).rounded(Unit.KRONE)
        Amount('124,00 kr.')
        """
        must_be(unit, "unit", Unit)
        return Amount(round_fraction(self.ore / unit.value, rule, unit) * unit.value, self.prices)


def kr(value: int | str | Decimal | Fraction, level: int | None = None) -> Amount:
    """An amount from whole kroner or from a Danish text.

    An int means kroner; a Decimal or Fraction must come out in whole øre; a text follows the
    grammar of `sundgov.amount_text`. `level` states the price level of a number or of a text
    that names none.

    >>> kr(7_000_000) == kr("7 mio. kr.") == kr("7.000.000,00 kr.")
    True
    >>> kr("350.000 kr. (2021 pl)")
    Amount('350.000,00 kr. (2021 pl)')
    """
    if isinstance(value, str):
        from sundgov.amount_text import read_amount

        amount = read_amount(value)
    else:
        if isinstance(value, float):
            raise NotExactError(
                "amount", "a float is not an exact amount", value, hint="Write it as '1.234,50 kr.'"
            )
        ore = fraction(value, "amount") * 100
        if ore.denominator != 1:
            raise InvalidValueError("amount", "an amount is a whole number of øre", value)
        amount = Amount(ore.numerator)
    return amount if level is None else amount.at(level)


def total(amounts: Iterable[Amount], prices: PriceState) -> Amount:
    """The sum of amounts that must all be in `prices`; an empty sum is zero there.

    >>> total([], PriceLevel(2021))
    Amount('0,00 kr. (2021 pl)')
    """
    result = Amount(0, prices)
    for amount in amounts:
        result = result + amount
    return result
