"""Ids and labels in the order in which people number things: 9 before 10, ID4 before ID12."""

from __future__ import annotations

import re
from typing import TypeAlias

NumberedOrder: TypeAlias = tuple[tuple[str | int, ...], str]


def by_number(label: str) -> NumberedOrder:
    """What to sort an id by: its letters as letters, its digits as numbers.

    >>> sorted(["ID12", "ID4", "10", "9"], key=by_number)
    ['9', '10', 'ID4', 'ID12']
    """
    parts = re.split(r"([0-9]{1,18})", label)  # letters and digits in turn, so like meets like
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), label
