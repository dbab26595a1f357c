"""A second way to the figures, in plain Python: it imports nothing of the library."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

DATA = Path(__file__).parent.parent / "src" / "sundgov" / "data"


def largest_remainder(whole: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Whole units by weight: the whole part to everyone, then one each to the largest rests.

    Equal rests go by place; a negative whole mirrors the positive one.
    """
    if whole < 0:
        return [-part for part in largest_remainder(-whole, weights)]
    exact = [Fraction(whole) * weight / sum(weights) for weight in weights]
    parts = [number.numerator // number.denominator for number in exact]
    places = list(range(len(exact)))
    places.sort(key=lambda place: (parts[place] - exact[place], place))
    for place in places[: whole - sum(parts)]:
        parts[place] += 1
    return parts


def heads_on(date: str) -> dict[str, int]:
    """The inhabitants of the 98 municipalities by code, straight from the packaged table."""
    with (DATA / "population.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["reference_date"] == date]
    return {row["code"]: int(row["population"]) for row in sorted(rows, key=lambda r: r["code"])}
