"""Every method against published examples: the files of data/vectors named for a method."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sundgov.apportion import Apportionment, apportion
from sundgov.apportion.methods import ALIASES, METHODS

HOME = Path(__file__).parent / "data" / "vectors"
# How many there are, in how many a tie is left, from how many sources.
PUBLISHED = {
    "adams": (9, 0, 5),
    "cascade-from-last": (19, 0, 1),
    "dean": (6, 0, 5),
    "floor-to-first": (45, 0, 7),
    "floor-to-largest-weight": (14, 6, 2),
    "floor-to-last": (4, 0, 1),
    "hamilton": (75, 17, 17),
    "hill": (15, 0, 5),
    "jefferson": (23, 0, 8),
    "lowndes": (2, 0, 1),
    "quota": (2, 0, 1),
    "webster": (14, 0, 8),
}
# Where rank decides everything: a library's place in the list is part of the rule.
BY_PLACE = {"cascade-from-last", "floor-to-first", "floor-to-last"}


def _read(method: str) -> list[dict[str, Any]]:
    read: dict[str, Any] = json.loads((HOME / f"{method}.json").read_text(encoding="utf-8"))
    vectors: list[dict[str, Any]] = read["vectors"]
    return vectors


VECTORS = [(method, vector) for method in PUBLISHED for vector in _read(method)]
each_vector = pytest.mark.parametrize(
    ("method", "vector"),
    VECTORS,
    ids=[f"{n}-{method}-{vector['amount']}" for n, (method, vector) in enumerate(VECTORS)],
)


def _divided(method: str, vector: dict[str, Any], rank: Any = None) -> Apportionment:
    """In units of the cash step, where there is one."""
    amount, rest = divmod(vector["amount"], vector.get("step", 1))
    assert not rest
    weights = [Fraction(weight) for weight in vector["weights"]]
    least = vector.get("minimum")
    return apportion(amount, weights, method=method, minimum=least, rank=rank)


def _expected(vector: dict[str, Any]) -> tuple[int, ...]:
    return tuple(part // vector.get("step", 1) for part in vector["expected"])


def test_no_vector_is_lost() -> None:
    assert len(VECTORS) == 228
    for method, counts in PUBLISHED.items():
        vectors = _read(method)
        ties = sum(not vector["unique"] for vector in vectors)
        sources = {vector["source"] for vector in vectors}
        assert (len(vectors), ties, len(sources)) == counts
    assert {ALIASES.get(method, method) for method in PUBLISHED} == set(METHODS)
    assert sum("minimum" in vector for _, vector in VECTORS) == 20
    assert sum("step" in vector for _, vector in VECTORS) == 2


# Rules of money libraries that are not offered, by how many examples there were of each.
NOT_OFFERED = {
    "remainder told apart, the rest by floors": 8,
    "remainder told apart, the rest in blocks": 15,
    "largest remainder from floors towards minus infinity": 1,
}


def test_of_261_that_were_collected_237_are_of_a_rule_that_is_offered() -> None:
    offered = len(VECTORS) + len(_read("biproportional")) + len(_read("cost_sharing"))
    assert offered == 237
    assert offered + sum(NOT_OFFERED.values()) == 261
    page = (HOME / "README.md").read_text(encoding="utf-8")
    for rule, count in NOT_OFFERED.items():
        (row,) = (line for line in page.splitlines() if line.startswith(f"| {rule}"))
        assert f" | {count} | " in row


def test_the_page_counts_them_alike() -> None:
    page = (HOME / "README.md").read_text(encoding="utf-8")
    for method, (count, _, _) in PUBLISHED.items():
        assert f"| `{method}.json` | {count} |" in page


@each_vector
def test_says_where_it_comes_from(method: str, vector: dict[str, Any]) -> None:
    plain = {"source", "note", "amount", "weights", "expected", "unique"}
    assert set(vector) - {"minimum", "step"} == plain
    assert vector["source"]
    assert sum(vector["expected"]) == vector["amount"]
    assert len(vector["expected"]) == len(vector["weights"])
    assert all(part % vector.get("step", 1) == 0 for part in vector["expected"])


@each_vector
def test_parts_are_as_published(method: str, vector: dict[str, Any]) -> None:
    """Ties go by place where no ranks are given, as they do in every source."""
    assert _divided(method, vector).parts == _expected(vector)


@each_vector
def test_only_ties_depend_on_the_ranks(method: str, vector: dict[str, Any]) -> None:
    result = _divided(method, vector)
    turned = _divided(method, vector, range(len(vector["weights"]), 0, -1))
    apart = {
        index
        for index, (one, other) in enumerate(zip(result.parts, turned.parts, strict=True))
        if one != other
    }
    assert turned.ties == result.ties
    assert apart <= set(result.ties)
    if method not in BY_PLACE:
        assert result.unique is vector["unique"]
        assert bool(apart) is not vector["unique"]


def test_the_pairs_that_show_a_paradox_are_among_them() -> None:
    def figures(method: str) -> list[tuple[Any, ...]]:
        return [(each["amount"], each["weights"], each["expected"]) for each in _read(method)]

    pairs = figures("paradoxes")
    assert len(pairs) == 14
    assert all(pair in figures("hamilton") for pair in pairs)


def test_the_paradoxes_of_1880_and_1907_need_their_one_seat() -> None:
    """With a seat for everyone Alabama and New York lose one; without, on these figures, not."""
    held = [vector for vector in _read("hamilton") if "minimum" in vector]
    assert len(held) == 4
    for vector in held:
        free = {name: value for name, value in vector.items() if name != "minimum"}
        assert _divided("hamilton", free).parts != _expected(vector)
