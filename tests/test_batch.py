"""`sundgov.batch`: what `apportion` gives, many at once, whatever the chunks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.apportion import apportion
from sundgov.batch import (
    Columns,
    apportion_groups,
    apportion_long,
    apportion_many,
    apportion_scenarios,
)
from sundgov.errors import AllocationError, InvalidValueError, NotExactError

EDGES = (2**22, 2**30, 2**31, 2**32, 2**49, 2**52, 2**53, 2**61, 2**62, 2**63, 2**64)
"""Where one way of computing ends, or nearly, and another begins."""
AT_EDGES = st.builds(
    lambda edge, off: edge + off, st.sampled_from(EDGES), st.integers(min_value=-2, max_value=2)
)
WEIGHT = st.one_of(
    st.integers(0, 3), st.integers(0, 700_000), AT_EDGES, st.integers(0, 10**18), st.just(10**30)
)
SMALL = st.lists(st.integers(0, 4), min_size=1, max_size=9).filter(any)
"""Weights so small that ties are common."""
WEIGHTS = st.one_of(
    SMALL,
    st.lists(st.integers(0, 700_000), min_size=1, max_size=9).filter(any),
    st.lists(WEIGHT, min_size=1, max_size=9).filter(any),
)
SIZE = st.one_of(
    st.integers(0, 50), st.integers(0, 10**9), AT_EDGES, st.integers(0, 10**18), st.just(10**25)
)
AMOUNT = st.builds(lambda size, sign: sign * size, SIZE, st.sampled_from((1, -1)))
CHUNK = st.one_of(st.integers(1, 30), st.just(1 << 17))
RANDOM = st.randoms(use_true_random=False)


def expected(amount: int, weights: Sequence[int], rank: Sequence[int] | None) -> list[int]:
    return list(apportion(amount, weights, rank=rank).parts)


def ranks(random: Any, count: int) -> list[int] | None:
    drawn: list[int] = random.sample(range(100), count)
    return random.choice((None, drawn)) and drawn


@given(st.lists(AMOUNT, max_size=5), WEIGHTS, RANDOM, CHUNK)
def test_many_amounts_are_what_apportion_gives_each(
    amounts: list[int], weights: list[int], random: Any, chunk: int
) -> None:
    rank = ranks(random, len(weights))
    parts = apportion_many(amounts, weights, rank=rank, chunk=chunk)
    assert parts.shape == (len(amounts), len(weights))
    assert parts.tolist() == [expected(amount, weights, rank) for amount in amounts]


@given(AMOUNT, WEIGHTS, RANDOM, CHUNK)
def test_one_amount_by_many_weights_is_what_apportion_gives(
    amount: int, weights: list[int], random: Any, chunk: int
) -> None:
    rank = ranks(random, len(weights))
    parts = apportion_long(amount, weights, rank=rank, chunk=chunk)
    assert parts.tolist() == expected(amount, weights, rank)


@given(st.lists(AMOUNT, min_size=1, max_size=4), st.data(), RANDOM, CHUNK)
def test_every_group_is_what_apportion_gives_its_members(
    amounts: list[int], data: st.DataObject, random: Any, chunk: int
) -> None:
    each = [data.draw(WEIGHTS) for _ in amounts]
    members = [(group, weight) for group, some in enumerate(each) for weight in some]
    random.shuffle(members)
    groups, weights = [group for group, _ in members], [weight for _, weight in members]
    rank = ranks(random, len(members))
    parts = apportion_groups(amounts, weights, groups, rank=rank, chunk=chunk).tolist()
    for group, amount in enumerate(amounts):
        own = [index for index, other in enumerate(groups) if other == group]
        its_rank = rank and [rank[index] for index in own]
        found = [parts[index] for index in own]
        assert found == expected(amount, [weights[index] for index in own], its_rank)


@given(st.lists(AMOUNT, max_size=3), st.integers(1, 5), st.data(), RANDOM, CHUNK)
def test_a_scenario_is_what_its_key_gives_alone(
    amounts: list[int], count: int, data: st.DataObject, random: Any, chunk: int
) -> None:
    column = st.lists(WEIGHT, min_size=count, max_size=count).filter(any)
    keys = {str(index): data.draw(column) for index in range(random.randint(1, 3))}
    rank = ranks(random, count)
    parts = apportion_scenarios(amounts, keys, rank=rank, chunk=chunk)
    assert parts.shape == (len(keys), len(amounts), count)
    for found, weights in zip(parts, keys.values(), strict=True):
        assert found.tolist() == apportion_many(amounts, weights, rank=rank).tolist()
    assert parts.tolist() == apportion_scenarios(amounts, keys.values(), rank=rank).tolist()


@given(st.lists(AMOUNT, min_size=1, max_size=4), WEIGHTS, RANDOM)
def test_order_is_of_no_matter_where_ranks_decide(
    amounts: list[int], weights: list[int], random: Any
) -> None:
    count = len(weights)
    rank, order = random.sample(range(100), count), random.sample(range(count), count)
    rows = random.sample(range(len(amounts)), len(amounts))
    moved = apportion_many(
        [amounts[row] for row in rows],
        [weights[index] for index in order],
        rank=[rank[index] for index in order],
    )
    straight = apportion_many(amounts, weights, rank=rank)
    assert moved.tolist() == straight[rows][:, order].tolist()


@pytest.mark.parametrize("top", [1, 3, 1000, 10**6, 10**9, 10**12, 10**15, 10**20])
@pytest.mark.parametrize("amount", [0, 7, 1_500, 2_999, 700_000_000, -(10**15) - 1, 10**25])
@pytest.mark.parametrize("skew", [1, 5])
def test_thousands_of_weights_of_any_spread(top: int, amount: int, skew: int) -> None:
    """Evenly spread remainders, all alike, and heaped at one end."""
    weights = [
        int(top * ((index * 7919 % 3001) / 3001) ** skew) + index % 2 for index in range(3001)
    ]
    rank = [index * 1009 % 3001 for index in range(3001)]
    assert apportion_long(amount, weights, chunk=1000).tolist() == expected(amount, weights, None)
    assert apportion_long(amount, weights, rank=rank).tolist() == expected(amount, weights, rank)
    assert apportion_many([amount], weights)[0].tolist() == expected(amount, weights, None)


def test_nobody_waits_for_what_is_left_where_it_is_not_looked_for_first() -> None:
    """One large weight takes nearly all; the fractions of the others are heaped near one."""
    weights = [10**6, *[999] * 4000, *[998] * 4000]
    for amount in (1, 7999, 8000, 8001, 8999, 9_000, 9_990, 10**6):
        assert apportion_long(amount, weights).tolist() == expected(amount, weights, None)


def test_the_parts_are_int64_wherever_the_amounts_are() -> None:
    assert apportion_many([2**63 - 1], [2**70, 1]).dtype == np.int64
    assert apportion_many([-(2**63)], [1, 1]).tolist() == [[-(2**62), -(2**62)]]
    assert apportion_many([2**63], [1, 1]).dtype == object
    assert apportion_long(2**63 - 1, [1]).dtype == np.int64
    assert type(apportion_long(2**63, [1])[0]) is int
    assert apportion_groups([5], [2**70, 1], [0, 0]).dtype == np.int64
    assert apportion_groups([2**70], [1, 1], [0, 0]).tolist() == [2**69, 2**69]


def test_progress_is_told_after_every_chunk() -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> None:
        told.append((done, of))

    apportion_many([1, 2, 3, 4, 5], [1, 1], chunk=4, progress=tell)
    assert told == [(2, 5), (4, 5), (5, 5)]
    told.clear()
    apportion_long(7, [1] * 5, chunk=2, progress=tell)
    apportion_long(2**70, [2**70] * 5, chunk=2, progress=tell)
    assert told == [(2, 5), (4, 5), (5, 5), (5, 5)]
    told.clear()
    apportion_groups([1, 2, 3], [1] * 6, [0, 0, 0, 1, 2, 2], chunk=3, progress=tell)
    assert told == [(3, 6), (6, 6)]
    told.clear()
    apportion_scenarios([1, 2], [[1, 1], [1, 2]], chunk=2, progress=tell)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    told.clear()
    apportion_many([], [1, 1], progress=tell)
    assert told == []


def test_groups_go_by_ids_of_any_kind() -> None:
    groups = np.array(["0147", "0101", "0147"])
    assert apportion_groups([7, 5], [1, 1, 1], groups, ids=["0101", "0147"]).tolist() == [3, 7, 2]
    assert apportion_groups([7], [1, 2], [(1, 2), (1, 2)], ids=[(1, 2)]).tolist() == [2, 5]
    assert apportion_groups([], [], []).tolist() == []
    assert apportion_groups([], [], [], ids=[]).tolist() == []


def test_ranks_may_be_anything_with_an_order() -> None:
    assert apportion_many([1], [1, 1], rank=["b", "a"]).tolist() == [[0, 1]]
    assert apportion_many([1], [1, 1], rank=np.array(["0147", "0101"])).tolist() == [[0, 1]]
    assert apportion_long(1, [1, 1], rank=[(2, 0), (1, 9)]).tolist() == [0, 1]
    assert apportion_groups([1], [1, 1], [0, 0], rank=[2, 1]).tolist() == [0, 1]


def test_equal_ranks_are_no_matter_where_nothing_ties() -> None:
    same = [5, 5, 5]
    assert apportion_many([7, 4], [1, 2, 4], rank=same).tolist() == [[1, 2, 4], [1, 1, 2]]
    assert apportion_long(7, [1, 2, 4], rank=same).tolist() == [1, 2, 4]
    assert apportion_groups([7], [1, 2, 4], [0, 0, 0], rank=same).tolist() == [1, 2, 4]
    # Where some are equal and others tie, the others are served by rank.
    assert apportion_many([3], [1, 1, 4], rank=[2, 1, 1]).tolist() == [[0, 1, 2]]
    assert apportion_long(3, [1, 1, 4], rank=[2, 1, 1]).tolist() == [0, 1, 2]
    assert apportion_groups([3], [1, 1, 4], [0] * 3, rank=[2, 1, 1]).tolist() == [0, 1, 2]


TIE = "rank: recipients that tie must differ in rank (got 0, 2)"
MANY: Any = apportion_many
LONG: Any = apportion_long
GROUPS: Any = apportion_groups
SCENARIOS: Any = apportion_scenarios

REFUSED: list[tuple[type[Exception], str, Any]] = [
    (AllocationError, "weights: must not be empty", lambda: MANY([1], [])),
    (AllocationError, "weights: at least one must be above zero", lambda: MANY([1], [0, 0])),
    (AllocationError, "weights[1]: must not be negative (got -2)", lambda: MANY([1], [3, -2, -1])),
    (
        AllocationError,
        f"weights[0]: must not be negative (got {-(2**70)})",
        lambda: LONG(1, [-(2**70), 2**71]),
    ),
    (
        AllocationError,
        f"weights[1]: must not be negative (got {-(2**70)})",
        lambda: LONG(1, [5, -(2**70)]),
    ),
    (NotExactError, "amounts[1]: a whole number is an int (got 0.5)", lambda: MANY([1, 0.5], [1])),
    (NotExactError, "amounts[0]: a whole number is an int (got True)", lambda: MANY([True], [1])),
    (
        NotExactError,
        "weights: a column of whole numbers holds integers, not float64",
        lambda: MANY([1], np.array([1.0])),
    ),
    (
        NotExactError,
        "amounts: a column of whole numbers holds integers, not bool",
        lambda: MANY(np.array([True]), [1]),
    ),
    (NotExactError, "amount: a whole number is an int (got 1.0)", lambda: LONG(1.0, [1])),
    (
        AllocationError,
        "rank: must be as many as the weights (got 1, 2)",
        lambda: MANY([1], [1, 1], rank=[1]),
    ),
    (InvalidValueError, "rank[1]: must not be missing", lambda: MANY([1], [1, 1], rank=[1, None])),
    (AllocationError, TIE, lambda: MANY([1, 2], [1, 2, 1], rank=[7, 1, 7])),
    (AllocationError, TIE, lambda: LONG(2, [1, 2, 1], rank=[7, 1, 7])),
    (AllocationError, TIE, lambda: GROUPS([1, 2], [1, 9, 1, 2], [1, 0, 1, 1], rank=[7, 7, 7, 1])),
    (
        NotExactError,
        "rank: ranks must be comparable with each other",
        lambda: MANY([1], [1, 1], rank=[1, "a"]),
    ),
    (
        InvalidValueError,
        "chunk: at least one cell is computed at a time (got 0)",
        lambda: MANY([1], [1], chunk=0),
    ),
    (NotExactError, "chunk: a whole number is an int (got 1.5)", lambda: LONG(1, [1], chunk=1.5)),
    (AllocationError, "keys: must not be empty", lambda: SCENARIOS([1], [])),
    (
        AllocationError,
        "keys: must all have as many weights (got 1, 2)",
        lambda: SCENARIOS([1], [[1], [1, 2]]),
    ),
    (
        AllocationError,
        "keys[1]: at least one must be above zero",
        lambda: SCENARIOS([1], np.eye(2, dtype=int) * [[1], [0]]),
    ),
    (
        AllocationError,
        "keys['b']: at least one must be above zero",
        lambda: SCENARIOS([1], {"a": [1], "b": [0]}),
    ),
    (
        InvalidValueError,
        "groups: must be as many as the weights (got 1, 2)",
        lambda: GROUPS([1], [1, 1], [0]),
    ),
    (
        InvalidValueError,
        "groups[1]: is none of the 1 amounts, counted from 0 (got -1)",
        lambda: GROUPS([1], [1, 1], [0, -1]),
    ),
    (
        InvalidValueError,
        "groups[1]: is none of the 1 amounts, counted from 0 (got 1)",
        lambda: GROUPS([1], [1, 1], [0, 1]),
    ),
    (
        InvalidValueError,
        "ids: must be as many as the amounts (got 2, 1)",
        lambda: GROUPS([1], [1], ["a"], ids=["a", "b"]),
    ),
    (
        InvalidValueError,
        "ids[1]: stands there twice (got 'a')",
        lambda: GROUPS([1, 2], [1], ["a"], ids=["a", "a"]),
    ),
    (
        InvalidValueError,
        "groups[0]: is none of the ids (got 'b')",
        lambda: GROUPS([1], [1], ["b"], ids=["a"]),
    ),
    (
        InvalidValueError,
        "groups[0]: must not be missing",
        lambda: GROUPS([1], [1], [None], ids=["a"]),
    ),
    (
        AllocationError,
        "groups: every amount must have a member (got 1)",
        lambda: GROUPS([1, 2], [1], [0]),
    ),
    (
        AllocationError,
        "weights: at least one in every group must be above zero (got 1)",
        lambda: GROUPS([1, 2], [1, 0], [0, 1]),
    ),
    (
        AllocationError,
        "weights[0]: must not be negative (got -1)",
        lambda: GROUPS([1], [-1, 2], [0, 0]),
    ),
]


@pytest.mark.parametrize(("error", "message", "call"), REFUSED)
def test_refuses(error: type[Exception], message: str, call: Any) -> None:
    with pytest.raises(error) as refusal:
        call()
    assert type(refusal.value) is error
    assert str(refusal.value) == message


def test_numpy_is_asked_for_in_words_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "sundgov.batch")
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(ModuleNotFoundError) as refusal:
        import_module("sundgov.batch")
    assert str(refusal.value) == (
        "sundgov.batch needs NumPy. Install it with: pip install 'sundgov[batch]'"
    )
    assert refusal.value.name == "numpy"


def test_columns_are_named_by_the_recipients() -> None:
    columns = Columns.of_parts(apportion_many([10, 7], [1, 1]), ["0101", "0147"])
    assert {name: column.tolist() for name, column in columns.items()} == {
        "0101": [5, 4],
        "0147": [5, 3],
    }
