"""A key as a rule that laws can be tried on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from sundgov.finance.drivers import GivenUnits
from sundgov.finance.keys import Key
from sundgov.laws import Number, Parts
from sundgov.money import Amount
from sundgov.parties import Party


@frozen
class _ByKey:
    key_of: Callable[[Mapping[Party, Number]], Key]

    def __call__(self, amount: int, weights: Sequence[Number], /) -> Parts:
        units = {Party(f"{place:04d}", f"P{place}"): each for place, each in enumerate(weights)}
        split = self.key_of(units).split(Amount(amount))
        return tuple(split[party].ore for party in units)


def by_key(key: Key | Callable[[Mapping[Party, Number]], Key]) -> _ByKey:
    """A key as a rule, to be tried with `law_suite`.

    Either a function that makes a key of parties and what was measured for each, or a key, whose
    drivers are then all changed for the units that a law tries: what is tried is how the key is
    built, of slices and bounds, and not whom it is over.

    >>> from sundgov import GivenUnits, Proportional
    >>> by_key(lambda units: Proportional(GivenUnits(units, "timer")))(7, [1, 2, 3])
    (1, 2, 4)
    >>> from sundgov import Bounded, equally, kr
    >>> by_key(Bounded(equally(["Samsø", "Læsø"]), maximum=kr("0,03 kr.")))(7, [1, 2, 3])
    (1, 3, 3)
    """
    if not isinstance(key, Key):
        return _ByKey(key)
    given = key
    return _ByKey(lambda units: given.with_drivers(lambda _: GivenUnits(units, "enheder")))
