"""Every way of computing a batch ends where it is said to, and gives the same on both sides."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.apportion import apportion
from sundgov.batch import apportion_groups, apportion_long, apportion_many
from sundgov.batch.fixed_point import APART, LIFT, Fixed, FixedRows
from sundgov.batch.keys import Key
from sundgov.batch.paths import ExactRows, ReducedRows, rows_for


def told(top: int, weights: list[int]) -> str:
    """Which way amounts to `top` are computed."""
    rows = rows_for(top, Key.of(weights, None).in_lowest_terms(), 1)
    kind = type(rows).__name__
    if isinstance(rows, ReducedRows):
        return f"{kind} {type(rows.rest).__name__}"
    return f"{kind} {rows.key.weights.dtype}" if isinstance(rows, ExactRows) else kind


def agree(amount: int, weights: list[int]) -> None:
    """Every function gives what `apportion` gives."""
    parts = list(apportion(amount, weights).parts)
    assert apportion_many([amount], weights).tolist() == [parts]
    assert apportion_many([-amount], weights).tolist() == [[-part for part in parts]]
    assert apportion_long(amount, weights).tolist() == parts
    assert apportion_groups([amount], weights, [0] * len(weights)).tolist() == parts


PATHS = [
    # In fixed point a total of 2**24 takes 26 bits for the fractions and leaves 26 for the rest.
    (2**27 - 19, [2**23 + 1, 2**23 - 1], "FixedRows"),
    (2**27 - 18, [2**23 + 1, 2**23 - 1], "FixedRows"),
    (2**27 - 17, [2**23 + 1, 2**23 - 1], "ReducedRows FixedRows"),
    # Amounts about 2**50, the largest that two alike may share in fixed point, and about 2**53.
    (2**50 - 3, [1, 1], "FixedRows"),
    (2**50 - 2, [1, 1], "ReducedRows FixedRows"),
    (2**53 - 1, [1, 1], "ReducedRows FixedRows"),
    (2**53, [1, 1], "ReducedRows FixedRows"),
    (2**53 + 1, [1, 1], "ReducedRows FixedRows"),
    # A total of 2**30 is the last whose fractions are sorted in 32 bits.
    (2**20 - 2, [2**30 - 2, 1], "FixedRows"),
    (2**20 - 2, [2**30 - 1, 1], "FixedRows"),
    (2**19 - 2, [2**30, 1], "FixedRows"),
    (2**19, [2**30, 1], "ExactRows int64"),
    # The largest total for which the rest of any amount fits.
    (2**60, [2**24, 2**24 - 1], "ReducedRows FixedRows"),
    (2**60, [2**24 + 1, 2**24 - 1], "ReducedRows FixedRows"),
    (2**60, [2**24, 2**24 + 1], "ReducedRows ExactRows"),
    # Products about 2**63.
    (2**33 - 1, [2**30, 2**30 - 1], "ExactRows int64"),
    (2**33, [2**30, 2**30 - 1], "ReducedRows ExactRows"),
    ((2**63 - 1) // (2**31 + 11), [2**31 + 11, 2**31], "ExactRows int64"),
    ((2**63 - 1) // (2**31 + 11) + 1, [2**31 + 11, 2**31], "ExactRows object"),
    # Totals about 2**63.
    (1, [2**62, 2**62 - 1], "ExactRows int64"),
    (1, [2**62 + 1, 2**62 - 1], "ExactRows object"),
    (1, [2**62, 2**62 + 1], "ExactRows object"),
    # Amounts about 2**63.
    (2**63 - 1, [1, 2, 4], "ReducedRows FixedRows"),
    (2**63, [1, 2, 4], "ReducedRows FixedRows"),
    (2**63 + 1, [1, 2, 4], "ReducedRows FixedRows"),
    (2**63 + 1, [2**32, 2**32 - 1], "ExactRows object"),
    (10**40, [2**64, 1], "ExactRows object"),
    # Only proportions count.
    (10**40, [2**64, 2**64], "ReducedRows FixedRows"),
]


@pytest.mark.parametrize(("amount", "weights", "path"), PATHS)
def test_on_both_sides_of_every_boundary(amount: int, weights: list[int], path: str) -> None:
    assert told(amount, weights) == path
    agree(amount, weights)


@pytest.mark.parametrize("total", [2**30 - 1, 2**30, 2**30 + 1])
def test_fractions_are_narrow_as_long_as_they_fit(total: int) -> None:
    key = Key.of([total - 5, 3, 2], None)
    fixed = Fixed.fitting(2**18, key, 3)
    assert fixed is not None
    assert fixed.room(1).dtype == (np.uint32 if total <= 2**30 else np.int64)
    for amount in range(2**18 - 20, 2**18):
        agree(amount, [total - 5, 3, 2])


@pytest.mark.parametrize("count", [5, 6, 7, 8, 9, 10])
@pytest.mark.parametrize("total", [2**28 - 1, 2**28, 2**28 + 1, 2**29])
def test_sums_of_pairs_do_not_overflow(count: int, total: int) -> None:
    """Fractions of 30 bits fit in pairs of four and no more; all here are nearly whole."""
    weights = [total // count - index for index in range(count - 1)]
    weights.append(total - sum(weights))
    for amount in (count - 1, count, 10**3 - 1):
        agree(amount, weights)


@given(st.integers(1, 40), st.integers(0, 2**24), st.randoms(use_true_random=False))
def test_ties_are_told_apart_in_the_fractions_themselves(
    count: int, amount: int, random: random.Random
) -> None:
    """In the order of remainder and rank, and never 4 units off what they are lifted by."""
    weights = [random.randint(0, 3) for _ in range(count)] + [1]
    rank = random.sample(range(count + 1), count + 1)
    key = Key.of(weights, rank)
    fixed = Fixed.telling_ranks(amount, key, count + 1)
    assert fixed is not None
    parts = np.empty((1, count + 1), np.int64)
    rows = FixedRows.of(key, fixed, 1)
    rows.write(np.array([amount]), parts)
    assert parts[0].tolist() == list(apportion(amount, weights, rank=rank).parts)
    units = np.dot(np.array([[amount, 1.0]]), rows._scale).view(np.uint64)
    fractions = (units[0] % np.uint64(fixed.one)).tolist()
    remainders = [amount * weight % key.total for weight in weights]
    order = sorted(range(count + 1), key=lambda index: (-remainders[index], rank[index]))
    assert order == sorted(range(count + 1), key=lambda index: -fractions[index])
    assert sum(fractions) // fixed.one == sum(remainders) // key.total


def test_a_fixed_point_has_room_for_all_recipients() -> None:
    """As many as there are, each at least four units; many that weigh nothing count as well."""
    weights = [1, 1, *[0] * 3000]
    fixed = Fixed.fitting(3, Key.of(weights, None), 3002)
    assert fixed == Fixed((4 * 3002 - 1).bit_length(), APART)
    agree(3, weights)


WEIGHTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=9).filter(any)


@given(WEIGHTS, st.integers(0, 2**50), st.integers(0, 8))
def test_a_share_in_fixed_point_is_as_near_as_is_said(
    weights: list[int], amount: int, less: int
) -> None:
    """Within one and a half unit of the true share, before the lift; also at the last fit."""
    key = Key.of(weights, None)
    room = 2 ** (52 - (4 * max(key.total, len(weights)) - 1).bit_length()) - 1
    last_fitting = (room * key.total - 1) // key.largest
    assert Fixed.fitting(last_fitting, key, 9) is not None
    assert Fixed.fitting(last_fitting + 1, key, 9) is None
    top = max(0, min(amount, last_fitting) - less)
    fixed = Fixed.fitting(top, key, 9)
    assert fixed is not None
    floats = np.dot(np.array([[top, 1.0]]), FixedRows.of(key, fixed, 1)._scale)
    units = (floats.view(np.uint64) + fixed.less_base(0))[0]
    for unit, weight in zip(units.tolist(), weights, strict=True):
        true = Fraction(top * weight, key.total) * fixed.one
        assert abs(unit - LIFT - true) <= Fraction(APART - 1, 2)
