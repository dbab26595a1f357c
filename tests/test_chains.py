"""`round_subtotals`: every subtotal of two chains at once, or a refusal that names what crosses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import population
from sundgov.apportion import (
    Axis,
    Grouping,
    RoundedSubtotals,
    Subtotals,
    apportion_table,
    round_subtotals,
    verify,
    verify_all,
)
from sundgov.errors import AllocationError, InvalidValueError, NotExactError, SundgovError

Cells: TypeAlias = dict[tuple[str, ...], Fraction]

LINE, TOWN, HALF = (
    Axis("line", list("abc")),
    Axis("town", list("ABCD")),
    Axis("half", ["jan", "jul"]),
)
REGION = Grouping("region", "town", {"A": "west", "B": "west", "C": "east", "D": "east"})
AXES = [LINE, TOWN, HALF]
BIT = [Axis(name, list("01")) for name in "xyz"]


def by(*names: str) -> Subtotals:
    return Subtotals(names)


CHAINS = {
    "lines down to towns, halves down to towns": [
        [by(), by("line"), by("line", "town")],
        [by("half"), by("half", "region"), by("half", "town")],
    ],
    "a tree of regions against lines by halves": [
        [by("region"), by("town"), by("town", "half")],
        [by("line"), by("line", "half")],
    ],
    "one chain alone": [[by(), by("town"), by("town", "line")], []],
    "the total alone": [[by()], []],
    "lines against regions": [[by("line")], [by("region"), by("region", "half")]],
}


@st.composite
def cells(draw: st.DrawFn, axes: Sequence[Axis] = AXES, least: int = -6) -> Cells:
    """A number for some of the places, at least for one."""
    places = list(product(*(axis.members for axis in axes)))
    chosen = draw(st.lists(st.sampled_from(places), min_size=1, unique=True))
    twelfths = st.integers(least * 12, 240)
    return {place: Fraction(draw(twelfths), 12) for place in chosen}


def sums(exact: Mapping[tuple[str, ...], Fraction], names: Sequence[str]) -> Cells:
    """The exact subtotals by some names."""
    found: Cells = {}
    for place, number in exact.items():
        held = dict(zip(("line", "town", "half"), place, strict=True))
        held["region"] = REGION.of(held["town"])
        key = tuple(held[name] for name in names)
        found[key] = found.get(key, Fraction(0)) + number
    return found


def near(part: int, exact: Fraction) -> bool:
    return floor(exact) <= part <= ceil(exact)


def shown_of(chains: Sequence[Sequence[Subtotals]]) -> list[Subtotals]:
    return [subtotals for chain in chains for subtotals in chain]


# -- laws


@pytest.mark.parametrize("name", CHAINS)
@given(cells())
def test_two_chains_always_come_out(name: str, exact: Cells) -> None:
    shown = shown_of(CHAINS[name])
    table = round_subtotals(exact, AXES, shown, groupings=[REGION])
    assert set(table) == set(exact)
    assert len(table) == len(exact)
    assert all(near(table[place], number) for place, number in exact.items())
    for subtotals in shown:
        found = table.subtotals(*subtotals.by)
        wanted = sums(exact, subtotals.by)
        assert set(found) == set(wanted)
        assert all(near(found[key], number) for key, number in wanted.items())
    proofs = [table.proof(*place) for place in table]
    assert all(map(verify, proofs))
    assert verify_all(proofs)


@pytest.mark.parametrize("name", CHAINS)
@given(cells())
def test_a_negative_table_mirrors_the_positive_one(name: str, exact: Cells) -> None:
    shown = shown_of(CHAINS[name])
    there = round_subtotals(exact, AXES, shown, groupings=[REGION])
    turned = {place: -number for place, number in exact.items()}
    back = round_subtotals(turned, AXES, shown, groupings=[REGION])
    assert dict(back) == {place: -part for place, part in there.items()}


@given(cells(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_decides_nothing(exact: Cells, random: Random) -> None:
    shown = shown_of(CHAINS["lines down to towns, halves down to towns"])
    table = round_subtotals(exact, AXES, shown, groupings=[REGION])
    places = random.sample(list(exact), len(exact))
    mixed = round_subtotals(
        {place: exact[place] for place in places}, AXES, shown, groupings=[REGION]
    )
    assert mixed == table
    assert list(mixed) == list(table)
    assert hash(mixed) == hash(table)


def every_table(exact: Cells) -> list[dict[tuple[str, ...], int]]:
    """Every way to round the cells."""
    ways = [range(floor(number), ceil(number) + 1) for number in exact.values()]
    return [dict(zip(exact, way, strict=True)) for way in product(*ways)]


def holds(
    table: Mapping[tuple[str, ...], int], exact: Cells, shown: Sequence[Subtotals], axes: str
) -> bool:
    """Whether every subtotal is what it is told, or else near its sum."""
    for subtotals in shown:
        at = [axes.index(name) for name in subtotals.by]
        told = dict(subtotals.told)
        for key in {tuple(place[i] for i in at) for place in exact}:
            inside = [place for place in exact if tuple(place[i] for i in at) == key]
            part = sum(table[place] for place in inside)
            number = sum((exact[place] for place in inside), Fraction(0))
            if part != told[key] if key in told else not near(part, number):
                return False
    return True


small = st.fractions(-1, 2, max_denominator=3)


@given(
    st.fixed_dictionaries(dict.fromkeys(product("01", repeat=3), small)),
    st.dictionaries(st.sampled_from([("0",), ("1",)]), st.integers(-2, 4), max_size=2),
    st.dictionaries(
        st.sampled_from([("0", "0"), ("0", "1"), ("1", "1")]), st.integers(-1, 2), max_size=2
    ),
)
def test_what_is_told_is_kept_wherever_a_table_has_it(
    exact: Cells, one: dict[tuple[str, ...], int], other: dict[tuple[str, ...], int]
) -> None:
    shown = [by("x", "y"), Subtotals(["x"], one), Subtotals(["y", "z"], other)]
    possible = any(holds(table, exact, shown, "xyz") for table in every_table(exact))
    if possible:
        assert holds(round_subtotals(exact, BIT, shown), exact, shown, "xyz")
    else:
        with pytest.raises(AllocationError) as refusal:
            round_subtotals(exact, BIT, shown)
        named = dict(part.split(" ") for part in refusal.value.field.split(", "))
        key = tuple(named.values())
        assert {**one, **other}[key] == refusal.value.got[0]
        # Without what was told from there on, a table exists; with it there is none.
        before: list[tuple[Subtotals, tuple[str, ...]]] = []
        for subtotals in shown:
            for place, _ in subtotals.told:
                before.append((subtotals, place))
        at = before.index(next(pair for pair in before if pair[1] == key))
        for count, wanted in ((at, True), (at + 1, False)):
            kept = before[:count]
            some = [
                Subtotals(
                    subtotals.by,
                    {p: told for p, told in subtotals.told if (subtotals, p) in kept},
                )
                for subtotals in shown
            ]
            assert any(holds(t, exact, some, "xyz") for t in every_table(exact)) is wanted


@given(st.lists(st.integers(0, 30), min_size=1, max_size=4), st.data())
def test_two_axes_are_a_table(rows: list[int], data: st.DataObject) -> None:
    """With the columns told alike it is the very table of `apportion_table`."""
    weights = data.draw(st.lists(st.integers(0, 6), min_size=1, max_size=4).filter(any))
    table = apportion_table(rows, weights)
    down = Axis("row", map(str, range(len(rows))))
    across = Axis("column", map(str, range(len(weights))))
    exact: Cells = {
        (one, other): table.exact(int(one), int(other))
        for one, other in product(down.members, across.members)
    }
    told: dict[tuple[str, ...], int] = {(str(at),): total for at, total in enumerate(table.columns)}
    found = round_subtotals(exact, [down, across], [by("row"), Subtotals(["column"], told)])
    assert found.parts == tuple(cell for row in table.cells for cell in row)
    assert found.moved is (table.moved > 0)


# -- what crosses


def halves() -> Cells:
    return {place: Fraction(1, 2) for place in product("01", repeat=3)}


def test_all_sums_of_eight_cells_may_have_no_table() -> None:
    """Three halves, of which any two make up a sum: each pair wants one up and one down."""
    exact = dict.fromkeys(halves(), Fraction(0))
    for place in product("01", repeat=3):
        if place.count("1") == 2:
            exact[place] = Fraction(1, 2)
    two_way = [by("x", "y"), by("y", "z"), by("x", "z")]
    one_way = [by("x"), by("y"), by("z")]
    assert not any(holds(table, exact, two_way + one_way, "xyz") for table in every_table(exact))
    assert not any(holds(table, exact, one_way, "xyz") for table in every_table(exact))
    with pytest.raises(AllocationError) as refusal:
        round_subtotals(exact, BIT, two_way + one_way)
    assert str(refusal.value) == (
        "x × z: crosses two others that cross each other, so a table may not exist "
        "(got 'x × y', 'y × z')"
    )


def test_the_two_way_sums_of_twelve_cells_alone_may_have_no_table() -> None:
    axes = [*BIT[:2], Axis("z", list("012"))]
    numbers = map(int, "011101110100")
    places = product("01", "01", "012")
    exact: Cells = {place: Fraction(next(numbers), 2) for place in places}
    two_way = [by("x", "y"), by("y", "z"), by("x", "z")]
    assert not any(holds(table, exact, two_way, "xyz") for table in every_table(exact))
    with pytest.raises(AllocationError, match="crosses two others that cross each other"):
        round_subtotals(exact, axes, two_way)


def test_any_two_of_the_three_come_out() -> None:
    for one, other in (("xy", "yz"), ("xy", "xz"), ("yz", "xz")):
        shown = [by(*one), by(*other)]
        assert holds(round_subtotals(halves(), BIT, shown), halves(), shown, "xyz")


def test_three_one_way_sums_cross_too() -> None:
    with pytest.raises(AllocationError, match="crosses two others"):
        round_subtotals(halves(), BIT, [by("x"), by("y"), by("z")])


def test_subtotals_that_fall_together_do_not_cross() -> None:
    """With one member on an axis, its sums are those of everything."""
    one = [BIT[0], BIT[1], Axis("z", ["0"])]
    exact: Cells = {place: Fraction(1, 2) for place in product("01", "01", "0")}
    shown = [by("x", "y"), by("y", "z"), by("x", "z"), by("z"), by()]
    table = round_subtotals(exact, one, shown)
    assert holds(table, exact, shown, "xyz")
    assert verify_all(table.proof(*place) for place in table)


def test_groups_of_municipalities_by_half_years_come_out_as_well() -> None:
    """Two-colouring could lay the odd øre of a whole region on January; here it may not."""
    heads = dict(list(population("2023-01-01").items())[:40])
    towns = Axis("town", heads)
    places = Grouping("place", "town", {code: code[0] for code in heads})
    odd: Cells = {
        (code, half): Fraction(2 * count + 1, 2)
        for code, count in heads.items()
        for half in HALF.members
    }
    shown = [by("town"), by("half"), by("half", "place")]
    table = round_subtotals(odd, [towns, HALF], shown, groupings=[places])
    assert all(abs(table[code, "jan"] - table[code, "jul"]) == 1 for code in heads)
    for place in set(dict(places.groups).values()):
        found = table.subtotals("half", "place")
        assert abs(found["jan", place] - found["jul", place]) <= 1
    assert abs(table.subtotals("half")["jan",] - table.subtotals("half")["jul",]) <= 1


# -- what it tells


def example() -> RoundedSubtotals:
    exact: Cells = {place: Fraction(1, 2) for place in product("ab", "AC", HALF.members)}
    shown = [by(), by("line"), by("line", "town"), by("half"), by("half", "region")]
    return round_subtotals(exact, AXES, shown, groupings=[REGION])


def test_a_proof_names_every_subtotal_that_a_cell_is_in() -> None:
    proof = example().proof("a", "C", "jul")
    assert proof.explain("en").splitlines() == [
        "jul › east, a › C: 1",
        "  Exact share: 0.5; rounded up, so that every sum comes out",
        "  a › C: jan › east 0 + jul › east 1 = 1",
        "  a: A 1 + C 1 = 2",
        "  In all: a 2 + b 2 = 4",
        "  jul › east: a › C 1 + b › C 0 = 1",
        "  jul: jul › west 1 + jul › east 1 = 2",
    ]


def test_subtotals_that_are_not_shown_can_be_read_too() -> None:
    table = example()
    assert table.subtotals() == {(): 4}
    assert table.subtotals("region", "line") == {
        ("west", "a"): 1,
        ("east", "a"): 1,
        ("west", "b"): 1,
        ("east", "b"): 1,
    }
    assert repr(table) == f"RoundedSubtotals(parts={table.parts}, moved=True)"


def test_a_cell_that_no_subtotal_tells_apart_is_told_by_its_members() -> None:
    table = round_subtotals({("a", "A", "jan"): 1, ("a", "A", "jul"): 2}, AXES, [by("line")])
    assert table.proof("a", "A", "jul").cell.row == ("a", "A", "jul")


def test_a_total_that_is_not_shown_follows_what_is_told() -> None:
    exact: Cells = {("0",): Fraction(1, 2), ("1",): Fraction(1, 2)}
    axes = [Axis("x", list("01"))]
    assert round_subtotals(exact, axes, [Subtotals(["x"], {("0",): 1, ("1",): 1})]).parts == (1, 1)
    assert round_subtotals(exact, axes, [Subtotals([], {(): 2})]).parts == (1, 1)
    assert round_subtotals(exact, axes, [by()]).parts == (1, 0)
    with pytest.raises(AllocationError) as refusal:
        round_subtotals(exact, axes, [Subtotals(["x"], {("0",): 1, ("1",): 1}), by()])
    assert str(refusal.value) == (
        "x 1: no table keeps this subtotal beside what is told before it (got 1)"
    )


def test_a_chart_of_accounts_is_a_tree() -> None:
    accounts = Axis("account", ["1010", "1020", "2010"])
    heads = Grouping("head", "account", {"1010": "10", "1020": "10", "2010": "20"})
    main = Grouping("main", "account", dict.fromkeys(accounts.members, "drift"))
    towns = Axis("town", list("AB"))
    exact: Cells = {place: Fraction(1, 3) for place in product(accounts.members, "AB")}
    shown = [by("main"), by("head"), by("account"), by("town")]
    table = round_subtotals(exact, [accounts, towns], shown, groupings=[heads, main])
    assert table.subtotals("main") == {("drift",): 2}
    assert sum(table.subtotals("head").values()) == 2
    assert verify_all(table.proof(*place) for place in table)


@pytest.mark.parametrize("told", [1, 2])
def test_a_subtotal_with_others_within_it_keeps_what_it_is_told(told: int) -> None:
    axes = [Axis("line", list("abc")), Axis("town", list("ABC"))]
    region = Grouping("region", "town", {"A": "N", "B": "N", "C": "S"})
    exact: Cells = {place: Fraction(1, 4) for place in product("abc", "ABC")}
    shown = [by("line"), Subtotals(["region"], {("N",): told}), by("town")]
    table = round_subtotals(exact, axes, shown, groupings=[region])
    assert table.subtotals("region")[("N",)] == told


def test_a_table_has_the_sign_of_its_sum_whatever_its_first_cell() -> None:
    axis, third, half = Axis("x", list("abc")), Fraction(1, 3), Fraction(1, 2)
    shown = [by("x"), by()]
    less_than_one: Cells = {("a",): third, ("b",): third}
    assert dict(round_subtotals(less_than_one, [axis], shown)) == {("a",): 1, ("b",): 0}
    mixed: Cells = {("a",): -half, ("b",): half, ("c",): Fraction(1)}
    table = round_subtotals(mixed, [axis], shown)
    assert dict(table) == {("a",): 0, ("b",): 0, ("c",): 1}


def test_ties_go_by_the_order_of_the_members() -> None:
    axis = Axis("x", ["b", "a"])
    exact: Cells = {("a",): Fraction(1, 2), ("b",): Fraction(1, 2)}
    assert dict(round_subtotals(exact, [axis], [by("x"), by()])) == {("b",): 1, ("a",): 0}
    assert (str(by()), str(by("x", "y"))) == ("the total", "x × y")


# -- refusals


def rounded(
    exact: object = None,
    axes: object = (LINE,),
    shown: object = (by("line"),),
    groupings: object = (),
) -> Callable[[], object]:
    held = {("a",): 1} if exact is None else exact
    return lambda: round_subtotals(held, axes, shown, groupings=groupings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (lambda: Axis("x", []), InvalidValueError, "members: must not be empty"),
        (
            lambda: Axis("x", list("aa")),
            InvalidValueError,
            "members: must differ from each other (got ('a', 'a'))",
        ),
        (
            lambda: Axis("x", ["a", 1]),  # type: ignore[list-item]
            NotExactError,
            "members[1]: must be a text (got 1)",
        ),
        (
            lambda: Grouping("g", "x", 1),  # type: ignore[arg-type]
            NotExactError,
            "groups: must be a list or the like (got 1)",
        ),
        (
            lambda: REGION.of("E"),
            InvalidValueError,
            "groups of region: must hold every member (got 'E')",
        ),
        (
            lambda: Subtotals(["x", "x"]),
            InvalidValueError,
            "by: must name each only once (got ('x', 'x'))",
        ),
        (
            lambda: Subtotals(["x"], {("a",): 1.0}),  # type: ignore[dict-item]
            NotExactError,
            "told: a whole number is an int (got 1.0)",
        ),
        (
            lambda: Subtotals(["x"], {"a": 1}),  # type: ignore[dict-item]
            NotExactError,
            "told: must be a list or the like (got 'a')",
        ),
        (rounded(3), NotExactError, "exact: must be a list or the like (got 3)"),
        (rounded(axes=3), NotExactError, "axes: must be a list or the like (got 3)"),
        (rounded(shown=3), NotExactError, "shown: must be a list or the like (got 3)"),
        (rounded(groupings=3), NotExactError, "groupings: must be a list or the like (got 3)"),
        (
            lambda: Axis("x", 3),  # type: ignore[arg-type]
            NotExactError,
            "members: must be a list or the like (got 3)",
        ),
        (
            lambda: Subtotals(3),  # type: ignore[arg-type]
            NotExactError,
            "by: must be a list or the like (got 3)",
        ),
        (
            lambda: Subtotals(["x"], 3),  # type: ignore[arg-type]
            NotExactError,
            "told: must be a list or the like (got 3)",
        ),
        (rounded({}), InvalidValueError, "exact: must hold at least one cell"),
        (
            rounded({"a": 1}),
            InvalidValueError,
            "exact: must name a member of every axis (got 'a')",
        ),
        (
            rounded({("a", "b"): 1}),
            InvalidValueError,
            "exact: must name a member of every axis (got ('a', 'b'))",
        ),
        (
            rounded({("d",): 1}),
            InvalidValueError,
            "exact: must name a member of every axis (got ('d',))",
        ),
        (
            rounded({("a",): 0.5}),
            NotExactError,
            "exact[('a',)]: a number must be exact, never a float or bool (got 0.5). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (rounded(axes=("x",)), NotExactError, "axes[0]: must be an Axis (got 'x')"),
        (
            rounded(axes=(LINE, LINE)),
            InvalidValueError,
            "axes: and groupings must differ in name (got 'line', 'line')",
        ),
        (
            rounded(groupings=(1,)),
            NotExactError,
            "groupings[0]: must be a Grouping (got 1)",
        ),
        (
            rounded(groupings=(REGION,)),
            InvalidValueError,
            "groupings: must be of one of the axes (got 'town')",
        ),
        (
            rounded(groupings=(Grouping("g", "line", {"a": "1"}),)),
            InvalidValueError,
            "groups of g: must hold every member (got 'b')",
        ),
        (rounded(shown=()), InvalidValueError, "shown: must hold at least one"),
        (rounded(shown=("line",)), NotExactError, "shown[0]: must be a Subtotals (got 'line')"),
        (
            rounded(shown=(by("town"),)),
            InvalidValueError,
            "by: must be one of line (got 'town')",
        ),
        (
            rounded(shown=(Subtotals(["line"], {("b",): 1}),)),
            InvalidValueError,
            "told: is no subtotal by line (got ('b',))",
        ),
        (
            rounded(shown=(Subtotals(["line"], {("a",): 2}),)),
            AllocationError,
            "line a: no table keeps this subtotal (got 2)",
        ),
        (
            rounded(shown=(Subtotals([], {(): 2}),)),
            AllocationError,
            "the total: no table keeps this subtotal (got 2)",
        ),
        (
            lambda: example().proof("a", "B", "jan"),
            InvalidValueError,
            "place: is none of the table (got ('a', 'B', 'jan'))",
        ),
        (
            lambda: example().subtotals("town", "land"),
            InvalidValueError,
            "by: must be one of line, town, half, region (got 'land')",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refusal:
        build()
    assert str(refusal.value) == message


def test_a_place_that_is_none_is_no_key() -> None:
    assert ("a", "B", "jan") not in example()
    with pytest.raises(KeyError):
        example()["a", "B", "jan"]
