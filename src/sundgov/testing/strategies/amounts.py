"""Amounts, exact amounts and the prices they are in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sundgov.errors import InvalidValueError
from sundgov.money import (
    UNSTATED,
    Amount,
    CurrentPrices,
    ExactAmount,
    PriceLevel,
    PriceState,
    Unit,
)
from sundgov.printing import spaced
from sundgov.testing.strategies.periods import years
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept

_FARTHEST = Amount(10**12)


@kept
def prices() -> SearchStrategy[PriceState]:
    """Every price state: unstated, at the level of a year, or current money of one.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(prices())
    Unstated()
    """
    return st.one_of(
        st.just(UNSTATED), st.builds(PriceLevel, years()), st.builds(CurrentPrices, years())
    )


@kept
def amounts(
    prices: SearchStrategy[PriceState] | PriceState = UNSTATED,
    *,
    at_least: Amount = -_FARTHEST,
    at_most: Amount = _FARTHEST,
    unit: Unit = Unit.ORE,
) -> SearchStrategy[Amount]:
    """Amounts between two others, both included, whole in a unit; whole kroner first.

    `prices` is the price state of all of them, or a strategy of states. The bounds count by
    their øre alone.

    >>> from sundgov.testing.strategies import simplest
    >>> from sundgov import kr
    >>> simplest(amounts()), simplest(amounts(PriceLevel(2024), at_least=kr(9)))
    (Amount('0,00 kr.'), Amount('9,00 kr. (2024 pl)'))

    Raises `InvalidValueError` where nothing lies between.

    >>> amounts(at_least=Amount(1), at_most=Amount(99), unit=Unit.KRONE)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: amounts: no whole number of krone lies between \
(got '0,01 kr.', '0,99 kr.')
    """
    state = prices if isinstance(prices, SearchStrategy) else st.just(prices)
    steps = dict.fromkeys(step for step in (Unit.KRONE.value, unit.value) if step >= unit.value)
    found = [whole for step in steps for whole in _multiples(at_least.ore, at_most.ore, step)]
    if not found:
        between = (spaced(str(each)) for each in (at_least, at_most))
        rule = f"no whole number of {unit.danish} lies between"
        raise InvalidValueError("amounts", rule, *between)
    return st.builds(Amount, st.one_of(found), state)


def _multiples(least: int, most: int, step: int) -> list[SearchStrategy[int]]:
    """The multiples of a step from the least to the most, if there are any."""
    first, last = -(-least // step), most // step
    return [st.integers(first, last).map(lambda count: count * step)] if first <= last else []


@kept
def exact_amounts(
    prices: SearchStrategy[PriceState] | PriceState = UNSTATED,
    *,
    at_least: Amount = -_FARTHEST,
    at_most: Amount = _FARTHEST,
) -> SearchStrategy[ExactAmount]:
    """Exact fractions of øre between two amounts, both included.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(exact_amounts(), lambda found: found.ore > 1)
    ExactAmount(ore=Fraction(2, 1), prices=Unstated())
    """
    state = prices if isinstance(prices, SearchStrategy) else st.just(prices)
    return st.builds(
        ExactAmount, st.fractions(at_least.ore, at_most.ore, max_denominator=999), state
    )


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Amount: lambda _: amounts(prices()),
    ExactAmount: lambda _: exact_amounts(prices()),
}

show_briefly(OWN)
