"""The tiniest cases of a law, smallest first: what breaks among them is the smallest there is.

No chance is in it. By size, which is the amount and the weights together, come all divisions among
at most four, listed from the lightest and from the heaviest; then, for each, all that the law adds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations as subsets
from itertools import islice, product

from sundgov.laws import (
    Division,
    Enlarged,
    Grouped,
    Limited,
    Number,
    Ranked,
    Reordered,
    Reweighed,
    RuleLaw,
    Scaled,
)
from sundgov.laws.rules import sign_of

_MOST_RECIPIENTS = 4
_SIZE_OF_NOTHING = 4


def tiny_cases(law: RuleLaw, divisions: int, *, most: int | None = None) -> Iterator[Division]:
    """The cases of a law on so many divisions, smallest first; `most` is the largest amount.

    >>> from sundgov.laws import law_named
    >>> for case in tiny_cases(law_named("scale_freedom"), 2):
    ...     print(case)
    Scaled(amount=0, weights=(1,), scale=2)
    Scaled(amount=0, weights=(1,), scale=Fraction(1, 3))
    Scaled(amount=0, weights=(0, 1), scale=2)
    Scaled(amount=0, weights=(0, 1), scale=Fraction(1, 3))
    """
    more = _MORE[law.case]
    for plain in islice(_divisions(law.recipients), divisions):
        if most is None or abs(plain.amount) <= most:
            yield from dict.fromkeys(more(plain))


def _divisions(least: int) -> Iterator[Division]:
    """All divisions by size; of amounts of nothing and of a negative øre, some."""
    size = 0
    while True:
        size += 1
        for amount in range(size):
            for weights in _weights(size - amount, least):
                if amount or size <= _SIZE_OF_NOTHING:
                    yield Division(amount, weights)
                if amount == 1:
                    yield Division(-1, weights)


def _weights(total: int, least: int) -> Iterator[tuple[int, ...]]:
    """Weights of a sum, at most one of them nothing, from the lightest and from the heaviest."""
    for recipients in range(least, _MOST_RECIPIENTS + 1):
        for first in range(total + 1 if recipients > 1 else 0):
            for rest in _rising(total - first, recipients - 1, max(first, 1)):
                yield (first, *rest)
                if first != rest[-1]:
                    yield (*rest[::-1], first)
        if recipients == 1:
            yield (total,)


def _rising(total: int, recipients: int, least: int) -> Iterator[tuple[int, ...]]:
    """Whole numbers of a sum, each at least as large as the one before."""
    if recipients == 1 and total >= least:
        yield (total,)
    for first in range(least, total // recipients + 1 if recipients > 1 else 0):
        for rest in _rising(total - first, recipients - 1, first):
            yield (first, *rest)


def _plain(case: Division) -> Iterator[Division]:
    yield case


def _enlarged(case: Division) -> Iterator[Division]:
    yield Enlarged(case.amount, case.weights, 1)


def _reweighed(case: Division) -> Iterator[Division]:
    """Everyone as before, or one heavier, or twice as heavy."""
    for after in product(*({weight, weight + 1, 2 * weight} for weight in case.weights)):
        yield Reweighed(case.amount, case.weights, after)


def _scaled(case: Division) -> Iterator[Division]:
    scales: tuple[Number, ...] = (2, Fraction(1, 3))
    for scale in scales:
        yield Scaled(case.amount, case.weights, scale)


def _orders(recipients: int) -> Iterator[tuple[int, ...]]:
    """The last one first, and all the other way round."""
    places = tuple(range(recipients))
    yield (places[-1], *places[:-1])
    yield places[::-1]


def _reordered(case: Division) -> Iterator[Division]:
    for order in _orders(len(case.weights)):
        yield Reordered(case.amount, case.weights, order)


def _ranked(case: Division) -> Iterator[Division]:
    """Ranked as listed and the other way round."""
    ranks = tuple(range(len(case.weights)))
    for order in _orders(len(ranks)):
        yield Ranked(case.amount, case.weights, ranks, order)
        yield Ranked(case.amount, case.weights, ranks[::-1], order)


def _grouped(case: Division) -> Iterator[Division]:
    recipients = len(case.weights)
    for members in range(1, recipients):
        for group in subsets(range(recipients), members):
            yield Grouped(case.amount, case.weights, group)


def _limited(case: Division) -> Iterator[Division]:
    """From nothing or a unit each, and up to all that is left or for one of them a unit."""
    amount, sign, recipients = abs(case.amount), sign_of(case.amount), len(case.weights)
    for low, highest in product((0, 1), (1, amount + 1)):
        lows, highs = [low] * recipients, [amount + 1] * (recipients - 1) + [highest]
        if low * recipients <= amount <= sum(highs):
            bounds = sorted(([sign * each for each in lows], [sign * each for each in highs]))
            yield Limited(case.amount, case.weights, *bounds)


_MORE: Mapping[type[Division], Callable[[Division], Iterator[Division]]] = {
    Division: _plain,
    Enlarged: _enlarged,
    Reweighed: _reweighed,
    Scaled: _scaled,
    Reordered: _reordered,
    Ranked: _ranked,
    Grouped: _grouped,
    Limited: _limited,
}
