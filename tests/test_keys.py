"""Keys: drivers, slices, bounds, and the laws of splitting."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import by_heads, kr, population
from sundgov.errors import (
    AllocationError,
    InvalidValueError,
    NotExactError,
    PriceLevelError,
    SundgovError,
    TextError,
    UnknownPartyError,
)
from sundgov.finance.derivations import Bounds
from sundgov.finance.drivers import (
    CappedHeads,
    GivenUnits,
    Heads,
    PartOfYear,
    Tier,
    TieredHeads,
)
from sundgov.finance.keys import (
    Bounded,
    Composed,
    Key,
    Proportional,
    Slice,
    by_units,
    equally,
    solely,
)
from sundgov.finance.splits import SlicePart, Split
from sundgov.money import Amount, CurrentPrices, PriceLevel, Unit
from sundgov.parties import Parties, Party, PartyKind, packaged_parties
from sundgov.populations import Population
from sundgov.printing import Language
from tests.builders import HALF, SEVEN, by, equally_of, everyone, municipality, party

P2023 = population("2023-01-01")
LANGUAGES: tuple[Language, ...] = ("da", "en")
A, B, C, D = (party(name) for name in "ABCD")


def ore_of(split: Split) -> int:
    return sum(amount.ore for amount in split.values())


# -- published and real figures


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("København", "771.277,03 kr."),
        ("Aalborg", "262.617,95 kr."),
        ("Slagelse", "94.073,37 kr."),
        ("Samsø", "4.454,23 kr."),
        ("Læsø", "2.110,89 kr."),
    ],
)
def test_seven_million_over_the_98(name: str, part: str) -> None:
    parts = by_heads(P2023).split(SEVEN)
    assert parts[name] == kr(part)
    assert len(parts) == 98
    assert sum(parts.values()) == SEVEN


def test_a_split_answers_to_code_padded_code_name_and_party() -> None:
    parts = by_heads(P2023).split(SEVEN)
    assert parts["741"] == parts["0741"] == parts["Samsø"] == parts[municipality("Samsø")]
    assert list(parts)[:2] == ["101", "147"]
    assert parts.parties == everyone("2023-01-01")
    assert "Samsø" in parts
    assert "Christiansø" not in parts
    assert parts.weight("Samsø") == 3775


def test_a_region_and_its_19_municipalities_half_and_half() -> None:
    heads = by_heads(population("2019-01-01"), region="Region Midtjylland")
    key = Composed(
        (
            Slice("regionen", HALF, solely("Region Midtjylland")),
            Slice("kommunerne", HALF, heads),
        )
    )
    parts = key.split(kr(2_700_000))
    assert parts["Region Midtjylland"] == kr(1_350_000)
    assert len(parts) == 20
    alone = heads.split(kr(1_350_000))
    assert all(parts[code] == alone[code] for code in alone)
    assert [node.amount for node in parts.tree.children] == [kr(1_350_000)] * 2


def test_movias_eighty_twenty() -> None:
    hours = by({A: 300, B: 100})
    heads = by({A: 1, B: 1, C: 2})
    key = Composed((Slice("timer", Fraction(4, 5), hours), Slice("hoveder", Fraction(1, 5), heads)))
    parts = key.split(kr(1000))
    assert [parts[name] for name in "abc"] == [kr(650), kr(250), kr(100)]


@given(st.integers(0, 10**12))
def test_thirds_leave_one_or_two_ore_to_the_slices_stated_first(ore: int) -> None:
    key = Composed(
        tuple(
            Slice(name, Fraction(1, 3), solely(Party(name, name), Parties((Party(name, name),))))
            for name in ("stat", "regioner", "kommuner")
        )
    )
    parts = key.split(Amount(ore))
    base, left = divmod(ore, 3)
    assert [parts[name].ore for name in ("stat", "regioner", "kommuner")] == [
        base + (number < left) for number in range(3)
    ]


def test_half_over_all_and_half_over_users() -> None:
    key = Composed(
        (Slice("alle", HALF, by({A: 1, B: 1, C: 1})), Slice("brugere", HALF, by({A: 1})))
    )
    parts = key.split(Amount(100))
    assert parts["a"].ore in (66, 67)
    assert ore_of(parts) == 100
    assert parts.exact("a").ore == Fraction(200, 3)


def test_caps_and_tiers_count_heads_before_anything_is_divided() -> None:
    pool = P2023.parties
    broken = TieredHeads(P2023, pool, tiers=(Tier(0, 1), Tier(150_000, HALF)))
    assert broken.weight(municipality("København")) == 150_000 + Fraction(653_664 - 150_000, 2)
    assert broken.weight(municipality("Samsø")) == 3775
    capped = CappedHeads(P2023, pool, cap=100_000)
    assert capped.weight(municipality("København")) == 100_000
    assert capped.weight(municipality("Samsø")) == 3775


def test_the_kombit_tier_is_continuous_at_its_break() -> None:
    tiers = (Tier(0, 25), Tier(150_000, Fraction(25, 2)))
    by_size = {heads: tiered_weight(heads, tiers) for heads in (149_999, 150_000, 150_001, 290_000)}
    assert by_size[150_000] - by_size[149_999] == 25
    assert by_size[150_001] - by_size[150_000] == Fraction(25, 2)
    assert by_size[290_000] == 5_500_000


def tiered_weight(heads: int, tiers: tuple[Tier, ...]) -> Fraction:
    one = Population("2023-01-01", {"741": heads})
    return TieredHeads(one, one.parties, tiers=tiers).weight(one.parties[0])


def test_splitting_a_municipality_in_two_changes_a_capped_key() -> None:
    """A law that does not hold: caps make a key non-proportional."""
    one = Population("2023-01-01", {"741": 150, "825": 100})
    two = Population("2023-01-01", {"741": 75, "773": 75, "825": 100})
    whole = by_heads(one, cap=100).split(Amount(3000))
    halves = by_heads(two, cap=100).split(Amount(3000))
    assert whole["741"] == Amount(1500)
    assert halves["741"] + halves["773"] == Amount(1800)


# -- composition


@st.composite
def keys(draw: st.DrawFn, depth: int = 2) -> Key:
    """Any key over A, B, C, D: drivers, slices (overlapping), nested, bounded above."""
    kind = draw(st.sampled_from(["leaf", "composed"] if depth else ["leaf"]))
    if kind == "leaf":
        pool = draw(st.lists(st.sampled_from([A, B, C, D]), min_size=1, unique=True))
        weights: dict[Party, int | Fraction] = {}
        for member in pool:
            weights[member] = draw(st.integers(0, 9))
        weights[pool[0]] += 1
        return by(weights)
    sizes = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    return Composed(
        tuple(
            Slice(f"s{number}", Fraction(size, sum(sizes)), draw(keys(depth=depth - 1)))
            for number, size in enumerate(sizes)
        )
    )


def nodes(node: SlicePart) -> list[SlicePart]:
    return [node, *(inner for child in node.children for inner in nodes(child))]


@given(keys(), st.integers(-1000, 1000))
def test_every_node_and_every_party_is_within_quota_and_everything_sums(key: Key, ore: int) -> None:
    split = key.split(Amount(ore))
    assert sum(amount.ore for amount in split.values()) == ore
    for node in nodes(split.tree):
        assert floor(node.exact.ore) <= node.amount.ore <= ceil(node.exact.ore)
        if node.children:
            assert sum(child.amount.ore for child in node.children) == node.amount.ore
    for member in split.parties:
        exact = split.exact(member)
        assert floor(exact.ore) <= split[member].ore <= ceil(exact.ore)


@given(keys(), st.integers(0, 1000))
def test_a_negative_amount_mirrors_the_positive_one(key: Key, ore: int) -> None:
    there, back = key.split(Amount(ore)), key.split(Amount(-ore))
    assert {name: -amount for name, amount in there.items()} == dict(back)


@given(keys(), st.integers(0, 10**6), st.sampled_from(list(Unit)))
def test_a_split_in_a_larger_unit_is_whole_in_it(key: Key, count: int, unit: Unit) -> None:
    split = key.split(Amount(count * unit.value), unit)
    assert all(amount.ore % unit.value == 0 for amount in split.values())
    assert ore_of(split) == count * unit.value


@given(keys(), st.integers(0, 1000))
def test_every_part_can_be_explained_in_both_languages(key: Key, ore: int) -> None:
    split = key.split(Amount(ore))
    for member in split.parties:
        for language in LANGUAGES:
            text = split.explain(member, language=language)
            assert text.startswith(f"{member}: ")
            assert "\N{NO-BREAK SPACE}" not in text


def test_a_flat_composed_key_agrees_with_its_driver() -> None:
    heads = by_heads(P2023)
    composed = Composed((Slice("alt", Fraction(1), heads),))
    assert dict(composed.split(SEVEN)) == dict(heads.split(SEVEN))


def test_who_measures_nothing_pays_nothing() -> None:
    assert dict(by({A: 3, B: 0}).split(Amount(100))) == {"a": Amount(100), "b": Amount(0)}


def test_fixed_amounts_come_off_first_and_the_fractions_divide_the_rest() -> None:
    key = Composed(
        (
            Slice("grundbeløb", kr(100), equally_of(A, B)),
            Slice("resten", Fraction(1), by({A: 3, B: 1})),
        )
    )
    parts = key.split(kr(500))
    assert (parts["a"], parts["b"]) == (kr(350), kr(150))
    mirrored = key.split(-kr(500))
    assert (mirrored["a"], mirrored["b"]) == (-kr(350), -kr(150))


def test_fixed_amounts_alone_must_make_up_the_amount() -> None:
    key = Composed((Slice("a", kr(3), equally_of(A)), Slice("b", kr(4), equally_of(B))))
    assert dict(key.split(kr(7))) == {"a": kr(3), "b": kr(4)}
    with pytest.raises(AllocationError) as less:
        key.split(kr(6))
    assert str(less.value) == (
        "slices: the fixed amounts exceed the amount (got '700 øre', '600 øre')"
    )
    with pytest.raises(AllocationError) as more:
        key.split(kr(8))
    assert str(more.value) == (
        "slices: the fixed amounts do not make up the amount (got '700 øre', '800 øre')"
    )


def test_a_fixed_amount_is_in_the_prices_of_what_is_split() -> None:
    key = Composed(
        (Slice("fast", kr(1, 2024), equally_of(A)), Slice("rest", Fraction(1), by({B: 1})))
    )
    assert key.split(kr(2, 2024))["a"] == kr(1, 2024)
    with pytest.raises(PriceLevelError) as refused:
        key.split(Amount(200, CurrentPrices(2025)))
    assert str(refused.value) == (
        "fast: a fixed amount in a key must be in the prices of what is split "
        "(got '2024 pl', 'løbende priser 2025')"
    )
    with pytest.raises(PriceLevelError, match="'no price level stated'"):
        key.split(kr(2))


def test_an_unstated_fixed_amount_is_money_of_whatever_is_split() -> None:
    key = Composed((Slice("fast", kr(1), equally_of(A)), Slice("rest", Fraction(1), by({B: 1}))))
    assert key.split(kr(2, 2024))["b"] == kr(1, 2024)


def test_a_fixed_amount_may_be_all_there_is() -> None:
    key = Composed((Slice("fast", kr(5), equally_of(A)), Slice("rest", Fraction(1), equally_of(B))))
    assert dict(key.split(kr(5))) == {"a": kr(5), "b": kr(0)}
    with pytest.raises(AllocationError, match="the fixed amounts exceed the amount"):
        key.split(Amount(499))


def test_a_fixed_amount_of_nothing_is_allowed() -> None:
    key = Composed((Slice("a", kr(0), equally_of(A)), Slice("b", Fraction(1), equally_of(B))))
    assert dict(key.split(kr(5))) == {"a": kr(0), "b": kr(5)}


def test_a_region_has_the_municipalities_of_the_day_asked_for() -> None:
    key = by_heads(P2023, region="Region Østdanmark", on="2027-01-01")
    assert len(key.parties) == 46
    assert len(by_heads(P2023, region="Region Hovedstaden").parties) == 29


# -- bounds


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=4).filter(any),
    st.integers(1, 2000),
    st.integers(0, 2000),
    st.integers(0, 2000),
)
def test_contributions_keep_their_bounds(weights: list[int], ore: int, low: int, high: int) -> None:
    members = dict(zip([A, B, C, D], weights, strict=False))
    payers = sum(map(bool, weights))
    if low * payers > ore or high * payers < ore or high < low:
        with pytest.raises(AllocationError):
            within(members, low, high).split(Amount(ore))
        return
    split = within(members, low, high).split(Amount(ore))
    assert ore_of(split) == ore
    for member, weight in members.items():
        assert (low <= split[member].ore <= high) if weight else not split[member]


def within(members: dict[Party, int], low: int, high: int) -> Bounded:
    return Bounded(by(dict(members)), minimum=Amount(low), maximum=Amount(high))


def test_a_cap_is_borne_by_the_others_in_proportion() -> None:
    key = Bounded(by({A: 8, B: 1, C: 1}), maximum=kr(500))
    assert [key.split(kr(1000))[name] for name in "abc"] == [kr(500), kr(250), kr(250)]


def test_a_least_contribution_is_taken_from_the_others_in_proportion() -> None:
    key = Bounded(by({A: 8, B: 2, C: 0}), minimum=kr(400))
    assert [key.split(kr(1000))[name] for name in "abc"] == [kr(600), kr(400), kr(0)]


def test_nothing_to_bear_leaves_nothing_to_hold_within_bounds() -> None:
    assert not any(Bounded(by({A: 1}), minimum=kr(1)).split(kr(0)).values())


def test_a_bounded_key_within_slices_keeps_its_own_bounds() -> None:
    bounded = Bounded(by({A: 9, B: 1}), maximum=kr(60))
    key = Composed((Slice("loft", HALF, bounded), Slice("frit", HALF, by({A: 1}))))
    assert key.split(kr(200))["a"] == kr(160)
    assert key.parties == (A, B)
    assert Composed((Slice("loft", Fraction(1), bounded),)).parties == (A, B)


def test_bounds_hold_the_parties_in_the_order_of_rank_whatever_the_slices() -> None:
    """Equal remainders go to the lowest code, not to the slice stated first."""
    inner = Composed((Slice("b", HALF, by({B: 1})), Slice("a", HALF, by({A: 1}))))
    derivation = Bounded(inner, maximum=kr(1)).derive(Fraction(3))
    assert list(derivation.by_party()) == [A, B]
    assert list(inner.derive(Fraction(3)).by_party()) == [A, B]


def test_a_bound_of_nothing_is_a_bound() -> None:
    assert dict(Bounded(by({A: 1, B: 1}), minimum=kr(0)).split(kr(2))) == {"a": kr(1), "b": kr(1)}
    with pytest.raises(AllocationError):
        Bounded(by({A: 1, B: 1}), maximum=kr(0)).split(kr(2))


def test_bounds_may_leave_one_contribution_alone() -> None:
    key = Bounded(by({A: 3, B: 1}), minimum=kr(5), maximum=kr(5))
    assert dict(key.split(kr(10))) == {"a": kr(5), "b": kr(5)}


def test_bounds_hold_what_a_party_bears_over_all_slices() -> None:
    inner = Composed((Slice("x", HALF, by({A: 1})), Slice("y", HALF, by({A: 1, B: 1}))))
    assert inner.derive(Fraction(4)).by_party() == {A: 3, B: 1}
    assert dict(Bounded(inner, maximum=kr(2)).split(kr(4))) == {"a": kr(2), "b": kr(2)}


def test_a_derivation_under_bounds_holds_its_whole_and_of_nothing_no_level() -> None:
    key = Bounded(by({A: 3, B: 1}), maximum=kr(1))
    for ore, level in ((160, Fraction(3, 2)), (0, None)):
        held = key.derive(Fraction(ore))
        assert held.weight == ore
        assert held.bounds == Bounds(None, kr(1), level)


@pytest.mark.parametrize("bounds", [{"minimum": kr(1, 2024)}, {"maximum": kr(9, 2024)}])
def test_prices_follow_the_amount_through_slices_and_bounds(bounds: dict[str, Amount]) -> None:
    bounded = Bounded(by({A: 1, B: 1}), **bounds)
    outer = Bounded(Composed((Slice("alt", 1, bounded),)), minimum=kr(0))
    for key in (bounded, outer):
        assert key.split(kr(4, 2024))["a"] == kr(2, 2024)
        with pytest.raises(PriceLevelError) as refused:
            key.split(kr(4, 2025))
        (name,) = bounds
        assert str(refused.value) == (
            f"{name}: a fixed amount in a key must be in the prices of what is split "
            "(got '2024 pl', '2025 pl')"
        )


def test_fixed_amounts_fall_short_by_less_than_an_ore_too() -> None:
    key = Composed((Slice("a", Amount(3), equally_of(A)),))
    with pytest.raises(AllocationError) as refused:
        key.derive(Fraction(7, 2))
    assert str(refused.value) == (
        "slices: the fixed amounts do not make up the amount (got '3 øre', '7/2 øre')"
    )


# -- part of a year


def test_a_party_counted_for_half_the_year_weighs_half() -> None:
    key = Composed((Slice("alt", Fraction(1), Bounded(by({A: 1, B: 1}), maximum=kr(90))),))
    assert key.for_part_of_year({B: HALF}).split(kr(90))["a"] == kr(60)
    assert key.for_part_of_year({}) is key


def test_a_driver_that_nobody_counted_in_part_is_left_as_it_is() -> None:
    key = Composed((Slice("a", HALF, by({A: 1})), Slice("b", HALF, by({B: 1}))))
    part = key.for_part_of_year({B: HALF})
    assert isinstance(part, Composed)
    first, second = (piece.key for piece in part.slices)
    assert first == by({A: 1})
    assert isinstance(second, Proportional)
    assert second.driver == PartOfYear(GivenUnits({B: 1}, "timer"), ((B, HALF),))


def test_a_measure_is_a_fraction_also_of_nobody() -> None:
    assert type(tiered_weight(0, (Tier(0, 1),))) is Fraction


def test_a_tier_begins_above_its_number_and_ends_where_the_next_begins() -> None:
    tiers = (Tier(0, 1), Tier(100, HALF), Tier(200, 0))
    assert [tiered_weight(heads, tiers) for heads in (0, 1, 100, 101, 200, 201, 900)] == [
        0,
        1,
        100,
        100 + HALF,
        150,
        150,
        150,
    ]


# -- refusals


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: by_heads(P2023, cap=1, tiers=(Tier(0, 1),)),
            InvalidValueError,
            "cap: a key has a cap or tiers, not both (got 1)",
        ),
        (
            lambda: by_heads(P2023, among=[]),
            AllocationError,
            "pool: must hold at least one party",
        ),
        (
            lambda: by_heads(P2023, among=["Samsø", "741"]),
            AllocationError,
            "pool: holds a party twice (got 'Samsø')",
        ),
        (
            lambda: Heads(P2023, (municipality("Region Sjælland"),)),
            UnknownPartyError,
            "pool: has no population on 1 January 2023 (got 'Region Sjælland')",
        ),
        (
            lambda: by_heads(P2023, region="Samsø"),
            InvalidValueError,
            "region: must be a region (got 'Samsø')",
        ),
        (
            lambda: by({A: 0, B: 0}),
            AllocationError,
            "weights: at least one must be above zero",
        ),
        (
            lambda: by_heads(P2023, cap=0),
            AllocationError,
            "weights: at least one must be above zero",
        ),
        (
            lambda: by({A: -1}),
            InvalidValueError,
            "units[A]: must not be negative (got -1)",
        ),
        (
            lambda: by_units({"Samsø": 0.5}, "timer"),  # type: ignore[dict-item]
            NotExactError,
            "units[Samsø]: a number must be exact, never a float or bool (got 0.5). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            lambda: by_units({"Samsø": 1, "741": 2}, "timer"),
            AllocationError,
            "units: name a party twice (got '741')",
        ),
        (
            lambda: Composed(()),
            AllocationError,
            "slices: must hold at least one slice",
        ),
        (
            lambda: Composed((Slice("x", HALF, by({A: 1})), Slice("x", HALF, by({A: 1})))),
            AllocationError,
            "slices: must have different names (got 'x', 'x')",
        ),
        (
            lambda: Composed(
                (Slice("x", HALF, by({A: 1})), Slice("y", Fraction(1, 3), by({A: 1})))
            ),
            AllocationError,
            "slices: the shares must sum to one (got '5/6')",
        ),
        (
            lambda: Slice("x", 0.5, by({A: 1})),  # type: ignore[arg-type]
            NotExactError,
            "share: a number must be exact, never a float or bool (got 0.5). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            lambda: Slice("x", 2, by({A: 1})),
            InvalidValueError,
            "share: a share lies above 0 and at most at 1 (got 2)",
        ),
        (
            lambda: Slice("x", -kr(1), by({A: 1})),
            InvalidValueError,
            "share: a fixed amount must not be negative (got '-1,00\\xa0kr.')",
        ),
        (
            lambda: Bounded(by({A: 1}), minimum=-kr(1)),
            InvalidValueError,
            "minimum: must not be negative (got '-1,00\\xa0kr.')",
        ),
        (
            lambda: Bounded(by({A: 1}), minimum=kr(2, 2024), maximum=kr(1, 2024)),
            AllocationError,
            "maximum: must not be below the minimum (got '1,00 kr. (2024 pl)', "
            "'2,00 kr. (2024 pl)')",
        ),
        (
            lambda: Bounded(by({A: 1}), minimum=kr(2, 2024), maximum=kr(1)),
            AllocationError,
            "maximum: must not be below the minimum (got '1,00 kr.', '2,00 kr. (2024 pl)')",
        ),
        (
            lambda: by_heads(P2023, cap=-1),
            InvalidValueError,
            "cap: must not be negative (got -1)",
        ),
        (
            lambda: Tier(-1, 1),
            InvalidValueError,
            "above: must not be negative (got -1)",
        ),
        (
            lambda: GivenUnits({A: 1}, ""),
            TextError,
            "counted: must not be empty (got '')",
        ),
        (
            lambda: Slice("", HALF, by({A: 1})),
            TextError,
            "name: must not be empty (got '')",
        ),
        (
            lambda: Tier(0, -1),
            InvalidValueError,
            "weight: must not be negative (got -1)",
        ),
        (
            lambda: TieredHeads(P2023, P2023.parties, tiers=(Tier(1, 1),)),
            InvalidValueError,
            "tiers: must begin at 0 and rise (got [1])",
        ),
        (
            lambda: TieredHeads(P2023, P2023.parties, tiers=()),
            InvalidValueError,
            "tiers: must begin at 0 and rise (got [])",
        ),
        (
            lambda: TieredHeads(P2023, P2023.parties, tiers=(Tier(0, 1), Tier(0, 2))),
            InvalidValueError,
            "tiers: must begin at 0 and rise (got [0, 0])",
        ),
        (
            lambda: Heads(P2023, 3),  # type: ignore[arg-type]
            NotExactError,
            "pool: must be a list or the like (got 3)",
        ),
        (
            lambda: Heads(P2023, (3,)),  # type: ignore[arg-type]
            NotExactError,
            "pool[0]: must be a Party (got 3)",
        ),
        (
            lambda: Tier(0, 0.5),  # type: ignore[arg-type]
            NotExactError,
            "weight: a number must be exact, never a float or bool (got 0.5). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            lambda: TieredHeads(P2023, P2023.parties, tiers=3),  # type: ignore[arg-type]
            NotExactError,
            "tiers: must be a list or the like (got 3)",
        ),
        (
            lambda: TieredHeads(P2023, P2023.parties, tiers=(3,)),  # type: ignore[arg-type]
            NotExactError,
            "tiers[0]: must be a Tier (got 3)",
        ),
        (
            lambda: GivenUnits(3),  # type: ignore[arg-type]
            NotExactError,
            "units: must be a list or the like (got 3)",
        ),
        (
            lambda: Bounded(by({A: 1})),
            InvalidValueError,
            "bounds: need a minimum or a maximum",
        ),
        (
            lambda: Bounded(by({A: 1}), maximum=-kr(1)),
            InvalidValueError,
            "maximum: must not be negative (got '-1,00\\xa0kr.')",
        ),
        (
            lambda: by_heads(P2023, region="Region Sjælland", among=["Samsø"]),
            InvalidValueError,
            "region: a key is over a region or among parties, not both (got 'Region Sjælland')",
        ),
        (
            lambda: by_heads(P2023, among=3),  # type: ignore[arg-type]
            NotExactError,
            "among: must be a list or the like (got 3)",
        ),
        (
            lambda: equally(3),  # type: ignore[arg-type]
            NotExactError,
            "among: must be a list or the like (got 3)",
        ),
        (
            lambda: equally(["Samsø"], 3),  # type: ignore[arg-type]
            NotExactError,
            "register: must be a Parties (got 3)",
        ),
        (
            lambda: by_units([("Samsø", 1)], "timer"),  # type: ignore[arg-type]
            NotExactError,
            "units: must be a Mapping (got [('Samsø', 1)])",
        ),
        (
            lambda: by_heads(P2023).split(3),  # type: ignore[arg-type]
            NotExactError,
            "amount: must be an Amount (got 3)",
        ),
        (
            lambda: by_heads(3),  # type: ignore[arg-type]
            NotExactError,
            "population: must be a Population (got 3)",
        ),
        (
            lambda: by_heads(P2023).split(Amount(150), Unit.KRONE),
            InvalidValueError,
            "amount: must be a whole number of krone (got '1,50 kr.')",
        ),
        (
            lambda: by_heads(P2023).split(SEVEN).explain("Samsø", language="sv"),  # type: ignore[arg-type]
            InvalidValueError,
            "language: must be 'da' or 'en' (got 'sv')",
        ),
    ],
)
def test_what_makes_no_key_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message


def test_a_users_own_parties_share_by_id() -> None:
    own = packaged_parties().adding(Party("sundhed-dk", "sundhed.dk", PartyKind.STATE))
    split = equally(["sundhed.dk", "Samsø"], own).split(kr(1))
    assert list(split) == ["741", "sundhed-dk"]
    assert split["sundhed.dk"] == Amount(50)
    assert by_units({"sundhed-dk": 1}, "kald", own).parties[0].kind is PartyKind.STATE


def test_prices_follow_the_amount() -> None:
    split = by({A: 1, B: 2}).split(kr(1, 2021))
    assert all(amount.prices == PriceLevel(2021) for amount in split.values())
    assert split.exact("a").prices == PriceLevel(2021)
    assert [node.exact.prices for node in nodes(split.tree)] == [PriceLevel(2021)] * 3


def test_a_part_of_a_year_is_measured_by_the_same_published_figure() -> None:
    part = by_heads(P2023).for_part_of_year({municipality("Samsø"): HALF})
    assert isinstance(part, Proportional)
    assert part.driver.publication == P2023.publication
    assert by({A: 1}).driver.publication is None
