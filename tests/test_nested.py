"""`round_nested` and `round_flat`: every node and group whole at once, or a named refusal."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor
from random import Random

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given, settings
from hypothesis import strategies as st

import sundgov
from sundgov.apportion import Branch, Nested, apportion, round_flat, round_nested
from sundgov.errors import AllocationError, NotExactError

RULE = "no whole numbers keep every total here"
law = settings(max_examples=100, deadline=None)


def test_nodes_and_groups_keep_within_what_they_are_told() -> None:
    """Two rows of halves: the first may take nothing, and group b at most one."""
    leaves_ = tuple(Branch(Fraction(1, 2), group=group) for group in "ab")
    none = Branch(Fraction(1), leaves_, within=(0, 0))
    some = Branch(
        Fraction(1), tuple(evolve(leaf, within=(0, 2)) for leaf in leaves_), within=(1, 3)
    )
    root = Branch(Fraction(2), (none, some))
    rounded = round_nested(root, {"a": (0, 2), "b": (0, 0)})
    assert [[leaf.part for leaf in row.children] for row in rounded.children] == [[0, 0], [2, 0]]
    with pytest.raises(AllocationError, match="needs 0 to 0"):
        round_nested(root, {"a": (0, 1), "b": (0, 0)})
    assert [(some.low, some.high), (none.low, none.high)] == [(1, 3), (0, 0)]


def test_groups_lie_within_groups() -> None:
    """Six halves in two rows, by towns a to c; a and b make up a region."""
    rows = tuple(
        Branch(
            Fraction(3, 2), tuple(Branch(Fraction(1, 2), group=town) for town in "abc"), name=row
        )
        for row in "rs"
    )
    above: dict[Hashable, Hashable] = {"a": "region", "b": "region", "region": "land", "c": "land"}
    rounded = round_nested(Branch(Fraction(3), rows), above=above)
    sums = group_sums(rounded)
    assert (sums["a"], sums["b"], sums["c"]) == (1, 1, 1)
    told = round_nested(
        Branch(Fraction(3), rows), {"region": 3, "a": (0, 2), "b": (1, 2), "c": 0}, above=above
    )
    sums = group_sums(told)
    assert (sums["a"] + sums["b"], sums["c"]) == (3, 0)
    with pytest.raises(AllocationError) as refusal:
        round_nested(Branch(Fraction(3), rows), {"land": 4}, above=above)
    assert str(refusal.value) == f"land: {RULE} (got 'needs 4 to 4')"
    with pytest.raises(AllocationError) as refusal:
        round_nested(Branch(Fraction(3), rows), above={"a": "b", "b": "a"})
    assert str(refusal.value) == "above: a group lies in itself (got 'a')"


def test_a_root_told_bounds_starts_from_the_nearest_within_them() -> None:
    halves_ = tuple(Branch(Fraction(1, 2)) for _ in range(3))
    for within, part in (((1, 2), 2), ((0, 1), 1), ((0, 3), 2), ((3, 3), 3)):
        assert round_nested(Branch(Fraction(3, 2), halves_, within=within)).part == part


def leaves(nested: Nested) -> Iterator[Nested]:
    if not nested.children:
        yield nested
    for child in nested.children:
        yield from leaves(child)


def group_sums(nested: Nested) -> dict[Hashable, int]:
    sums: dict[Hashable, int] = defaultdict(int)
    for leaf in leaves(nested):
        sums[leaf.branch.group] += leaf.part
    return sums


def exact_groups(nested: Nested) -> dict[Hashable, Fraction]:
    sums: dict[Hashable, Fraction] = defaultdict(Fraction)
    for leaf in leaves(nested):
        sums[leaf.branch.group] += leaf.branch.exact
    return sums


def holds(part: int, exact: Fraction, told: int | None = None) -> bool:
    return floor(exact) <= part <= ceil(exact) if told is None else part == told


def check(nested: Nested, branch: Branch, told: Mapping[Hashable, int] | None = None) -> None:
    """The tree is the one given, and every node and group is what it must be."""
    assert nested.branch is branch
    _check_nodes(nested)
    sums = group_sums(nested)
    for group, exact in exact_groups(nested).items():
        assert group is None or holds(sums[group], exact, (told or {}).get(group))


def _check_nodes(nested: Nested) -> None:
    branch = nested.branch
    assert holds(nested.part, branch.exact, branch.whole)
    assert [child.branch for child in nested.children] == list(branch.children)
    if nested.children:
        assert sum(child.part for child in nested.children) == nested.part
    for child in nested.children:
        _check_nodes(child)


def by_hand(branch: Branch, part: int) -> list[int]:
    """The leaves by largest remainder down the tree, blind to groups."""
    if not branch.children:
        return [part]
    parts = [floor(child.exact) for child in branch.children]
    while sum(parts) < part:
        rests = [child.exact - its for child, its in zip(branch.children, parts, strict=True)]
        parts[rests.index(max(rests))] += 1
    return [
        leaf
        for child, its in zip(branch.children, parts, strict=True)
        for leaf in by_hand(child, its)
    ]


def tree(random: Random, depth: int, groups: Sequence[Hashable], low: int = 0) -> Branch:
    """A random tree; sums of denominators up to twelve, so that ties and whole nodes occur."""
    if not depth:
        exact = Fraction(random.randint(12 * low, 36), random.choice((1, 2, 3, 4, 6, 12)) * 4)
        return Branch(exact, group=random.choice(groups))
    children = tuple(tree(random, depth - 1, groups, low) for _ in range(random.randint(1, 4)))
    return Branch(sum((child.exact for child in children), Fraction(0)), children)


def told_root(random: Random, branch: Branch) -> Branch:
    whole = random.choice((None, floor(branch.exact), ceil(branch.exact)))
    return Branch(branch.exact, branch.children, whole=whole)


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("low", [0, -3])
def test_without_told_groups_there_is_always_a_way(depth: int, low: int) -> None:
    """Largest remainder where that keeps the groups; otherwise `moved`, and every bound holds."""
    random = Random(f"{depth} {low}")
    seen = set()
    for _ in range(500):
        groups = [None, *range(random.randint(0, 5))] if random.random() < 0.2 else range(1, 6)
        root = told_root(random, tree(random, depth, groups, low))
        rounded = round_nested(root)
        check(rounded, root)
        straight = by_hand(root, rounded.part)
        kept = [leaf.part for leaf in leaves(rounded)] == straight
        assert rounded.moved is not kept
        sums: dict[Hashable, int] = defaultdict(int)
        for leaf, part in zip(leaves(rounded), straight, strict=True):
            sums[leaf.branch.group] += part
        assert kept is all(
            group is None or holds(sums[group], exact)
            for group, exact in exact_groups(rounded).items()
        )
        seen.add(kept)
    assert seen == {True, False}


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_groups_become_what_they_are_told(depth: int) -> None:
    """Told the sums of another way to round the same tree, it finds a way with those sums."""
    random = Random(depth)
    moved = 0
    for _ in range(300):
        root = tree(random, depth, "abcd", random.choice((0, -2)))
        root = Branch(root.exact, root.children, whole=floor(root.exact))
        told = group_sums(round_nested(reversed_children(root)))
        shuffled = random.sample(list(told.items()), random.randint(1, len(told)))
        some = dict(shuffled)
        rounded = round_nested(root, some)
        check(rounded, root, some)
        assert round_nested(root, dict(reversed(shuffled))) == rounded
        moved += rounded.moved
    assert moved


def reversed_children(branch: Branch) -> Branch:
    children = tuple(map(reversed_children, reversed(branch.children)))
    return Branch(branch.exact, children, branch.group, branch.whole)


@pytest.mark.parametrize("seed", range(5))
def test_told_values_are_kept_exactly_where_they_can_be(seed: int) -> None:
    """Lines and groups told at random, against every way to round the leaves."""
    random = Random(seed)
    outcomes = set()
    for _ in range(80):
        rows = tuple(told_line(random, f"line {index}") for index in range(random.randint(1, 3)))
        exact = sum((row.exact for row in rows), Fraction(0))
        root = Branch(exact, rows, whole=round(exact), name="total")
        told: dict[Hashable, int] = {
            group: random.randint(-1, 3) for group in "abc" if random.random() < 0.3
        }
        possible = can_be(root, told)
        if possible:
            check(round_nested(root, told), root, told)
        else:
            with pytest.raises(AllocationError, match="no whole numbers keep every") as refusal:
                round_nested(root, told)
            assert refusal.value.field in {"total", *"abc", *names(root)}
        outcomes.add(possible)
    assert outcomes == {True, False}


def told_line(random: Random, name: str) -> Branch:
    cells = tuple(
        Branch(
            Fraction(random.randint(-3, 9), 4), group=random.choice("abc"), name=f"{name}.{cell}"
        )
        for cell in range(random.randint(1, 3))
    )
    exact = sum((cell.exact for cell in cells), Fraction(0))
    whole = random.choice((None, None, None, floor(exact), ceil(exact), 1))
    return Branch(exact, cells, whole=whole, name=name)


def names(branch: Branch) -> Iterator[str]:
    for child in branch.children:
        yield child.name
        yield from names(child)


def can_be(root: Branch, told: Mapping[Hashable, int]) -> bool:
    """Whether any rounding of the leaves keeps all, by trying every one."""
    cells = [cell for row in root.children for cell in row.children]
    for parts in product(*(range(cell.low, cell.high + 1) for cell in cells)):
        given_out = iter(map(Nested, cells, parts))
        rows = []
        for row in root.children:
            its = tuple(next(given_out) for _ in row.children)
            rows.append(Nested(row, sum(cell.part for cell in its), its))
        whole = Nested(root, sum(parts), tuple(rows))
        if is_right(whole, told):
            return True
    return False


def is_right(nested: Nested, told: Mapping[Hashable, int]) -> bool:
    try:
        check(nested, nested.branch, told)
    except AssertionError:
        return False
    return True


@law
@given(
    st.integers(-(10**20), 10**20),
    st.lists(st.integers(0, 9), min_size=1, max_size=9).filter(any),
)
def test_flat_rounding_is_apportioning(amount: int, weights: list[int]) -> None:
    parts = apportion(amount, weights).parts
    exact = [Fraction(amount * weight, sum(weights)) for weight in weights]
    assert round_flat(exact, amount) == parts
    if amount >= 0:
        root = Branch(Fraction(amount), tuple(Branch(share) for share in exact))
        rounded = round_nested(root)
        assert tuple(leaf.part for leaf in rounded.children) == parts
        assert rounded.moved is False


@law
@given(st.lists(st.fractions(-9, 9, max_denominator=12), min_size=1, max_size=9))
def test_flat_rounding_of_both_signs(numbers: list[Fraction]) -> None:
    whole = floor(sum(numbers))
    numbers[-1] += whole - sum(numbers)
    parts = round_flat(numbers, whole)
    assert sum(parts) == whole
    assert all(map(holds, parts, numbers))
    mirrored = round_flat([-number for number in numbers], -whole)
    assert not whole or mirrored == tuple(-part for part in parts)


def test_flat_rounding_breaks_ties_by_order() -> None:
    halves = [Fraction(1, 2)] * 4
    assert round_flat(halves, 2) == (1, 1, 0, 0)
    assert round_flat([-half for half in halves], -2) == (-1, -1, 0, 0)
    assert round_flat([Fraction(1, 2), Fraction(-1, 2)], 0) == (1, -1)
    assert round_flat([], 0) == ()


def table(lines: Mapping[str, tuple[int, Mapping[str, Fraction]]]) -> Branch:
    """A bill: the total, its lines, and each line's parties, whose totals are the groups."""
    rows = tuple(
        Branch(
            Fraction(total),
            tuple(
                Branch(total * share, group=party, name=f"{line}, {party}")
                for party, share in shares.items()
            ),
            whole=total,
            name=line,
        )
        for line, (total, shares) in lines.items()
    )
    grand = sum(total for total, _ in lines.values())
    return Branch(Fraction(grand), rows, whole=grand, name="total")


def column_totals(root: Branch) -> dict[Hashable, int]:
    """Each group's part of the total by largest remainder over the sums, ties by order."""
    sums: dict[Hashable, Fraction] = defaultdict(Fraction)
    for row in root.children:
        for leaf in row.children:
            sums[leaf.group] += leaf.exact
    return dict(zip(sums, round_flat(list(sums.values()), int(root.exact)), strict=True))


def one_key(totals: Sequence[int], weights: Mapping[str, int]) -> Branch:
    whole = sum(weights.values())
    shares = {party: Fraction(weight, whole) for party, weight in weights.items()}
    return table({f"line {index}": (total, shares) for index, total in enumerate(totals)})


def test_lines_on_different_keys_may_have_no_table_of_largest_remainders() -> None:
    """allocation.md §8: 1 øre shared 2:3 by B and D beside 5 øre shared by A, C and E."""
    thirds = {party: Fraction(1, 3) for party in "ACE"}
    root = table({"ABC": (5, thirds), "BD": (1, {"B": Fraction(2, 5), "D": Fraction(3, 5)})})
    told = column_totals(root)
    assert told == {"A": 2, "C": 2, "E": 2, "B": 0, "D": 0}
    with pytest.raises(AllocationError) as refusal:
        round_nested(root, told)
    assert str(refusal.value) == f"E: {RULE} (got 'needs 2 to 2')"
    rounded = round_nested(root)
    check(rounded, root)
    assert [leaf.part for leaf in leaves(rounded)] == [2, 2, 1, 0, 1]


@pytest.mark.parametrize("seed", range(4))
def test_one_key_always_has_a_table_of_largest_remainders(seed: int) -> None:
    random = Random(seed)
    for _ in range(400):
        parties = "abcdef"[: random.randint(1, 6)]
        weights = {party: random.randint(0, 7) for party in parties}
        weights[parties[0]] += 1
        totals = [random.randint(0, 20) for _ in range(random.randint(1, 5))]
        root = one_key(totals, weights)
        told = column_totals(root)
        check(round_nested(root, told), root, told)


@pytest.mark.parametrize("lines", [1, 7, 12])
def test_one_key_over_real_populations(lines: int) -> None:
    random = Random(lines)
    heads = dict(sundgov.population("2023-01-01"))
    assert len(heads) == 98
    root = one_key([random.randint(1, 10**9) for _ in range(lines)], heads)
    told = column_totals(root)
    assert tuple(told.values()) == apportion(int(root.exact), heads.values()).parts
    check(round_nested(root, told), root, told)


def test_same_tree_same_parts() -> None:
    def rounded() -> Nested:
        return round_nested(tree(Random(7), 3, "abc"))

    assert rounded() == rounded()
    assert hash(rounded()) == hash(rounded())


def halves(whole: int | None = None) -> Branch:
    cells = tuple(Branch(Fraction(1, 2), group=name, name=f"cell {name}") for name in "ab")
    return Branch(Fraction(1), cells, whole=whole, name="total")


def lines(*wholes: int) -> Branch:
    told = tuple(Branch(Fraction(3, 2), whole=its, name=f"line {its}") for its in wholes)
    return Branch(Fraction(3), told, name="total")


@pytest.mark.parametrize(
    ("root", "told", "named", "needs"),
    [
        (halves(), {"a": 1, "b": 1}, "b", "1 to 1"),
        (halves(), {"a": 2}, "a", "2 to 2"),
        (halves(), {"b": -1}, "b", "-1 to -1"),
        (halves(2), {"a": 0}, "a", "0 to 0"),
        (halves(5), {}, "cell a", "0 to 1"),
        (halves(-1), {}, "cell a", "0 to 1"),
        (lines(1, 1), {}, "line 1", "1 to 1"),
        (lines(3, 2), {}, "line 3", "3 to 3"),
        (Branch(Fraction(7, 2), group=("p", 1)), {("p", 1): 4}, "('p', 1)", "4 to 4"),
    ],
)
def test_refuses_what_cannot_come_out(
    root: Branch, told: Mapping[Hashable, int], named: str, needs: str
) -> None:
    with pytest.raises(AllocationError) as refusal:
        round_nested(root, told)
    assert str(refusal.value) == f"{named}: {RULE} (got 'needs {needs}')"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: round_nested(3), "root: must be a Branch (got 3)"),  # type: ignore[arg-type]
        (
            lambda: round_flat([Fraction(1)], 0.5),  # type: ignore[arg-type]
            "whole: a whole number is an int (got 0.5)",
        ),
        (
            lambda: round_flat(3, 3),  # type: ignore[arg-type]
            "exact: must be a list or the like (got 3)",
        ),
        (
            lambda: round_flat([Fraction(1), 0.5], 3),  # type: ignore[list-item]
            "exact[1]: a number must be exact, never a float or bool (got 0.5). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
    ],
)
def test_refuses_what_is_no_exact_tree(call: Callable[[], object], message: str) -> None:
    with pytest.raises(NotExactError) as refusal:
        call()
    assert str(refusal.value) == message


@pytest.mark.parametrize("sign", [1, -1])
def test_flat_rounding_is_exact_at_any_size(sign: int) -> None:
    half = Fraction(10**30 + 1, 2) * sign
    parts = round_flat([half, half], (10**30 + 1) * sign)
    assert parts == ((10**30 // 2 + 1) * sign, 10**30 // 2 * sign)


def test_flat_rounding_refuses_a_whole_that_is_no_sum() -> None:
    with pytest.raises(AllocationError) as refusal:
        round_flat([Fraction(1, 2)] * 2, 5)
    assert str(refusal.value) == f": {RULE} (got 'needs 0 to 1')"


def test_a_branch_knows_its_bounds() -> None:
    assert (Branch(Fraction(7, 2)).low, Branch(Fraction(7, 2)).high) == (3, 4)
    assert (Branch(Fraction(-7, 2)).low, Branch(Fraction(-7, 2)).high) == (-4, -3)
    assert (Branch(Fraction(3)).low, Branch(Fraction(3)).high) == (3, 3)
    assert (Branch(Fraction(7, 2), whole=9).low, Branch(Fraction(7, 2), whole=9).high) == (9, 9)
    with pytest.raises(FrozenInstanceError):
        Branch(Fraction(1)).exact = Fraction(2)  # type: ignore[misc]


def test_a_leaf_alone_is_a_tree() -> None:
    assert round_nested(Branch(Fraction(7, 2))).part == 3
    assert round_nested(Branch(Fraction(7, 2), whole=9)) == Nested(
        Branch(Fraction(7, 2), whole=9), 9, moved=True
    )
    assert Nested(Branch(Fraction(1)), 1).moved is False


def test_a_told_child_takes_no_part_in_the_rounding() -> None:
    """Its rest is larger than the others', yet the odd unit is not first laid on it."""
    told = Branch(Fraction(3, 2), whole=1)
    numbers = Branch(Fraction(5, 4)), Branch(Fraction(1, 4))
    rounded = round_nested(Branch(Fraction(3), (told, *numbers)))
    assert [child.part for child in rounded.children] == [1, 2, 0]
    assert rounded.moved is False
