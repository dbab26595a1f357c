"""Largest remainder over rows of whole numbers, nothing but integers: the path that always holds.

It takes int64 where no product can reach 2**63 and NumPy arrays of Python ints otherwise; the
steps are the same, and no step knows which it was given.
"""

from __future__ import annotations

import numpy as np

from sundgov.batch.keys import Key
from sundgov.batch.reading import Flags, Ints


def rows_exactly(amounts: Ints, key: Key) -> Ints:
    """The parts of amounts that are not negative: (rows,) by (n,) to (rows, n).

    The caller has seen to it that amount x weight and total + weight stay within the arrays' type.
    """
    products = amounts[:, None] * key.weights
    parts: Ints = products // key.total
    remainders: Ints = products - parts * key.total
    left: Ints = amounts - parts.sum(axis=1)
    parts += served(remainders, left, key)
    return parts


def served(remainders: Ints, left: Ints, key: Key) -> Flags:
    """Who gets one of the units left over in each row: the largest remainders, ties by rank."""
    count = remainders.shape[1]
    # Remainders are below the total, so the last one served is never the first in order; where
    # nothing is left, the cut is the total itself, which no remainder reaches.
    ordered = np.sort(remainders, axis=1)
    rows = np.arange(len(left))
    some = left > 0
    at = np.where(some, count - left, 0).astype(np.intp)
    cut = np.where(some, ordered[rows, at], key.total)[:, None]
    given: Flags = np.asarray(remainders >= cut, bool)
    surplus = given.sum(axis=1) > left
    tied_rows = np.flatnonzero(surplus)
    if len(tied_rows):
        given[tied_rows] = _by_rank(remainders[tied_rows], cut[tied_rows], left[tied_rows], key)
    return given


def _by_rank(remainders: Ints, cut: Ints, left: Ints, key: Key) -> Flags:
    """Rows in which more tie at the cut than there are units for: the lowest ranks are served."""
    given: Flags = np.asarray(remainders > cut, bool)
    tied: Flags = np.asarray(remainders == cut, bool)
    for row in tied if key.ranks.some_equal else ():
        key.ranks.must_differ(np.flatnonzero(row))
    order = key.ranks.order
    in_order = tied[:, order]
    room = (left - given.sum(axis=1))[:, None]
    given[:, order] |= in_order & (in_order.cumsum(axis=1) <= room)
    return given
