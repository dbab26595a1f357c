"""Thousands of amounts by one key, and scenarios: every amount by every key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, cast

import numpy as np

from sundgov.batch.columns import Columns, Table, is_table
from sundgov.batch.keys import Key, Rank
from sundgov.batch.paths import Amounts, rows_for
from sundgov.batch.reading import Column, Ints
from sundgov.errors import AllocationError, InvalidValueError
from sundgov.exact import whole
from sundgov.kinds import listed

CHUNK = 1 << 17
"""How many cells are computed at a time unless told: what a processor's near memory holds.

And so few that no matrix library starts threads for them.
"""

Progress: TypeAlias = Callable[[int, int], object]
"""Called after every chunk with how much is done, and of how much."""


def apportion_many(
    amounts: Column,
    weights: Column,
    *,
    rank: Rank | None = None,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Ints:
    """Divide each of m amounts by the same n weights: an (m, n) array, a row per amount.

    Each row is what `apportion` gives. The array is of int64, or of Python ints if an amount needs
    more. `chunk` is the number of cells computed at a time, which changes memory and nothing else;
    `progress` hears of amounts.

    Raises `NotExactError` for floats, `InvalidValueError` for what is missing, `AllocationError`
    for weights that divide nothing.

    >>> apportion_many([100, -100, 7], [1, 1, 1]).tolist()
    [[34, 33, 33], [-34, -33, -33], [3, 2, 2]]
    """
    given, key = Amounts.of(amounts), Key.of(weights, rank)
    parts = np.empty((len(given), len(key.weights)), given.sizes.dtype)
    for done in _write(given, key, at_a_time(chunk), parts):
        if progress is not None:
            progress(done, len(given))
    return parts


def apportion_scenarios(
    amounts: Column,
    keys: Table | Iterable[Column],
    *,
    rank: Rank | None = None,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Ints:
    """Divide each of m amounts by each of s keys of n weights: an (s, m, n) array.

    `keys` is a table with a column per key and a row per recipient, or a list of such columns, as
    is a NumPy array of (s, n). `progress` hears of amounts times keys. Otherwise as
    `apportion_many`.

    >>> apportion_scenarios([10, 7], {"heads": [1, 2], "equal": [1, 1]}).tolist()
    [[[3, 7], [2, 5]], [[5, 5], [4, 3]]]
    """
    given, cells = Amounts.of(amounts), at_a_time(chunk)
    held = [Key.of(weights, rank, field) for field, weights in _columns(keys)]
    if not held:
        raise AllocationError("keys", "must not be empty")
    counts = sorted({len(key.weights) for key in held})
    if len(counts) > 1:
        raise AllocationError("keys", "must all have as many weights", *counts)
    parts = np.empty((len(held), len(given), counts[0]), given.sizes.dtype)
    for index, key in enumerate(held):
        for done in _write(given, key, cells, parts[index]):
            if progress is not None:
                progress(index * len(given) + done, len(held) * len(given))
    return parts


def at_a_time(chunk: int) -> int:
    """A number of cells that can be computed at a time."""
    if whole(chunk, "chunk") < 1:
        raise InvalidValueError("chunk", "at least one cell is computed at a time", chunk)
    return chunk


def _columns(keys: Table | Iterable[Column]) -> list[tuple[str, Column]]:
    if is_table(keys):
        columns = Columns.of(keys, "keys")
        return [(f"keys[{name!r}]", weights) for name, weights in columns.items()]
    several = listed(cast(Iterable[Column], keys), "keys")
    return [(f"keys[{index}]", weights) for index, weights in enumerate(several)]


def _write(given: Amounts, key: Key, cells: int, parts: Ints) -> Iterator[int]:
    """Write the parts of every amount, and tell after each chunk how many are done."""
    key = key.in_lowest_terms()
    step = max(1, min(cells // len(key.weights), len(given)))
    rows = rows_for(given.top, key, step)
    for start in range(0, len(given), step):
        some = slice(start, start + step)
        rows.write(given.sizes[some], parts[some])
        given.mirror(some, parts[some])
        yield min(start + step, len(given))
