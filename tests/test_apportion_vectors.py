"""Largest remainder against the published examples in data/vectors/hamilton.json."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sundgov.apportion import apportion

_FILE = Path(__file__).parent / "data" / "vectors" / "hamilton.json"
VECTORS: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))["vectors"]

each_vector = pytest.mark.parametrize(
    "vector", VECTORS, ids=[f"{n}-{vector['amount']}" for n, vector in enumerate(VECTORS)]
)


def _weights(vector: dict[str, Any]) -> list[Fraction]:
    return [Fraction(weight) for weight in vector["weights"]]


def _served_first(expected: Sequence[int], parts: Sequence[int]) -> list[tuple[int, int]]:
    """Ranks under which those who got more than `parts` come first, in size."""
    gains = [abs(part) - abs(other) for part, other in zip(expected, parts, strict=True)]
    return [(-gain, index) for index, gain in enumerate(gains)]


def test_no_vector_is_lost() -> None:
    assert len(VECTORS) == 70
    assert sum(not vector["unique"] for vector in VECTORS) == 17
    assert len({vector["source"] for vector in VECTORS}) == 17


@each_vector
def test_says_where_it_comes_from(vector: dict[str, Any]) -> None:
    assert set(vector) == {"source", "note", "amount", "weights", "expected", "unique"}
    assert vector["source"]
    assert sum(vector["expected"]) == vector["amount"]
    assert len(vector["expected"]) == len(vector["weights"])


@each_vector
def test_parts_are_as_published(vector: dict[str, Any]) -> None:
    """Equal where the weights decide; where they tie, apart only among those that tie."""
    result = apportion(vector["amount"], _weights(vector))
    expected = tuple(vector["expected"])
    assert result.unique is vector["unique"]
    apart = {
        index
        for index, (part, published) in enumerate(zip(result.parts, expected, strict=True))
        if part != published
    }
    assert apart <= set(result.ties)
    for share in result.trace:
        assert abs(expected[share.index] - share.floor) <= (share.remainder != 0)


@each_vector
def test_published_parts_follow_from_a_rank(vector: dict[str, Any]) -> None:
    """Whoever the source lets win a tie wins it here when ranked first."""
    expected = tuple(vector["expected"])
    by_position = apportion(vector["amount"], _weights(vector)).parts
    rank = _served_first(expected, by_position)
    assert apportion(vector["amount"], _weights(vector), rank=rank).parts == expected
