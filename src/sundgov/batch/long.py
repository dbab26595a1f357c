"""One amount by very many weights."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sundgov.batch.fixed_point import Fixed
from sundgov.batch.keys import Key, Rank
from sundgov.batch.long_cut import Cut, middle
from sundgov.batch.long_shares import FixedShares, Shares, WholeShares, pieces
from sundgov.batch.many import CHUNK, Progress, at_a_time
from sundgov.batch.paths import Amounts, rows_for
from sundgov.batch.reading import Column, Ints
from sundgov.exact import whole


def apportion_long(
    amount: int,
    weights: Column,
    *,
    rank: Rank | None = None,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Ints:
    """Divide one amount by n weights: an array of (n,), what `apportion` gives.

    The array is of int64, or of Python ints if the amount needs more. `chunk` is the number of
    weights looked at a time, which changes memory and nothing else; `progress` hears of weights.

    Raises as `apportion_many` does.

    >>> apportion_long(100, [1, 1, 1]).tolist()
    [34, 33, 33]
    """
    cells = at_a_time(chunk)
    given, key = Amounts.of([whole(amount, "amount")], "amount"), Key.of(weights, rank)
    parts = np.empty(len(key.weights), given.sizes.dtype)
    for done in _write(given, key, parts, min(cells, len(parts))):
        if progress is not None:
            progress(done, len(parts))
    return parts


def _write(given: Amounts, key: Key, parts: Ints, cells: int) -> Iterator[int]:
    """Write all parts by the quickest way that is exact (see `paths`), and tell how many are."""
    whole_totals, rest = 0, given.top
    if Fixed.fitting(rest, key, cells) is None and not key.holds(rest):
        whole_totals, rest = divmod(rest, key.total)
    narrow = parts if parts.dtype == np.int64 else np.empty(len(parts), np.int64)
    shares = _shares(rest, key, narrow, cells)
    if shares is None:
        rows_for(given.top, key, 1).write(given.sizes, parts[None])
        given.mirror(slice(None), parts[None])
        yield len(parts)
        return
    seen, counted = middle(shares, len(parts)), 0
    for some in pieces(len(parts), cells):
        levels, count = shares.lay_bare(some)
        counted += count
        seen.look(levels, some.start)
    cut, extra = Cut(key, rest, shares, cells).found(shares.left(counted), seen)
    for some in pieces(len(parts), cells):
        shares.settle(some, cut)
        start, end = np.searchsorted(extra, (some.start, some.stop))
        narrow[extra[start:end]] += 1
        if whole_totals:
            parts[some] = narrow[some] + key.weights[some].astype(parts.dtype) * whole_totals
        given.mirror(slice(None), parts[None, some])
        yield some.stop


def _shares(amount: int, key: Key, parts: Ints, cells: int) -> Shares | None:
    """The shares of an amount where int64 holds them, None elsewhere."""
    fixed = Fixed.fitting(amount, key, cells)
    if fixed is not None:
        return FixedShares(key, amount, parts, fixed)
    return WholeShares(key, amount, parts) if key.holds(amount) else None
