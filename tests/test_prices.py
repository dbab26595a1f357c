"""Price levels: chains, uplifts, composite indices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import kr
from sundgov.errors import (
    InvalidValueError,
    MissingFigureError,
    NotPublishedError,
    PriceLevelError,
    SundgovError,
    TextError,
)
from sundgov.figures import Figures, packaged_figures
from sundgov.finance.prices import (
    Chain,
    Chaining,
    CompositeIndex,
    IndexPart,
    chain,
    current,
    uplift,
)
from sundgov.indices import IndexKind, IndexName, IndexStep
from sundgov.money import Amount, CurrentPrices, PriceLevel, Rounding, Unit
from sundgov.parties import packaged_parties
from sundgov.publications import Publication, PublicationBasis

HELD = packaged_figures()
STATE = "Økonomistyrelsen"
GENERAL = IndexName(STATE, "generelt pris- og lønindeks", IndexKind.DEVELOPMENT)
TOTAL = IndexName(STATE, "generelt pris- og lønindeks", IndexKind.TOTAL)
OWN = IndexName("KL", "eget", IndexKind.TOTAL)
OTHER = IndexName("KL", "andet", IndexKind.TOTAL)
DEVELOPMENT = IndexName("KL", "eget", IndexKind.DEVELOPMENT)
JANUARY = dt.date(2025, 1, 15)


def figures(*steps: IndexStep) -> Figures:
    return Figures(packaged_parties(), (), steps)


def step(
    start: int, end: int, percent: str, published: str = "", index: IndexName = OWN
) -> IndexStep:
    return IndexStep(index, start, end, Decimal(percent), Publication.read(published))


def test_the_state_chain_from_2021_to_2024() -> None:
    level = kr("350.000 kr. (2021 pl)")
    compound = uplift(level, 2024, chain(HELD, GENERAL, 2021, 2024))
    added = uplift(level, 2024, chain(HELD, GENERAL, 2021, 2024, chaining=Chaining.ADD))
    assert compound.amount == kr("389.143,30 kr. (2024 pl)")
    assert added.amount == kr("387.800,00 kr. (2024 pl)")


def test_the_kl_rate_uplift_per_100_inhabitants() -> None:
    by = chain(HELD, IndexName("KL", "KL-kontingent", IndexKind.TOTAL), 2014, 2015)
    assert uplift(kr("3.473,32 kr. (2014 pl)"), 2015, by).amount == kr("3.494,16 kr. (2015 pl)")


def test_chains_of_one_kind_agree_to_rounding_and_a_mixture_does_not() -> None:
    totals = Chain((step(2023, 2024, "3.8"), step(2024, 2025, "3.0")))
    developments = Chain((step(2023, 2024, "4.0"), step(2024, 2025, "2.8")))
    assert totals.factor == Fraction("1.06914")
    assert developments.factor == Fraction("1.06912")


def test_ffl25_lifts_seven_million_by_three_per_cent() -> None:
    by = chain(HELD, TOTAL, 2024, 2025, on=JANUARY)
    moved = uplift(kr(7_000_000, 2024), 2025, by)
    assert moved.amount == kr(7_210_000, 2025)
    assert moved.factor == Fraction("1.03")
    assert moved.worded("da") == (
        "7.000.000,00 kr. (2024 pl) × 1,03 = 7.210.000,00 kr.\n"
        "Indeks: Økonomistyrelsen, generelt pris- og lønindeks (samlet opregning), "
        "fra 2024 pl til 2025 pl: 3,0 pct., offentliggjort 6. juni 2024"
    )


@given(st.integers(-(10**12), 10**12), st.integers(2000, 2024), st.integers(2000, 2024))
def test_there_and_back_again_is_exact_on_fractions(ore: int, start: int, end: int) -> None:
    by = chain(HELD, GENERAL, start, end)
    there = uplift(Amount(ore, PriceLevel(start)), end, by)
    assert there.exact / there.factor == Amount(ore, PriceLevel(end)).exact
    back = 1 / by.factor if start <= end else by.factor
    assert there.factor * back == 1


@given(st.integers(1995, 2005), st.integers(2005, 2015), st.integers(2015, 2025))
def test_a_compound_chain_does_not_depend_on_its_stops(start: int, stop: int, end: int) -> None:
    whole = chain(HELD, GENERAL, start, end).factor
    parts = chain(HELD, GENERAL, start, stop).factor * chain(HELD, GENERAL, stop, end).factor
    assert whole == parts


def test_added_percentages_go_back_by_the_same_sum() -> None:
    by = chain(HELD, GENERAL, 2021, 2024, chaining=Chaining.ADD)
    assert uplift(kr("387.800 kr. (2024 pl)"), 2021, by).amount == kr("350.000 kr. (2021 pl)")


def test_a_negative_amount_mirrors() -> None:
    by = Chain((step(2024, 2025, "2.5"),))
    assert uplift(Amount(-2, PriceLevel(2024)), 2025, by).exact.ore == Fraction(-41, 20)
    for ore in range(1, 300):
        up, down = (uplift(Amount(sign * ore, PriceLevel(2024)), 2025, by) for sign in (1, -1))
        assert up.amount.ore == -down.amount.ore


def test_the_one_rounding_has_a_unit_and_a_rule() -> None:
    by = Chain((step(2024, 2025, "0.5"),))
    moved = uplift(kr(100, 2024), 2025, by, unit=Unit.KRONE, rule=Rounding.HALF_EVEN)
    assert moved.exact.kroner == Fraction("100.5")
    assert moved.amount == kr(100, 2025)
    assert uplift(kr(100, 2024), 2025, by, unit=Unit.KRONE).amount == kr(101, 2025)


def test_the_same_level_needs_no_chain() -> None:
    moved = uplift(kr(7, 2025), 2025, Chain(()))
    assert moved.amount == kr(7, 2025)
    assert moved.worded("en") == "DKK 7.00 (2025 pl) × 1 = DKK 7.00"


def test_the_latest_vintage_published_by_the_day_of_use_counts() -> None:
    early, late = step(2024, 2025, "2.0", "2024-06-01"), step(2024, 2025, "2.5", "2025-06-01")
    held = figures(late, early)
    on_january = chain(held, OWN, 2024, 2025, on=dt.date(2025, 1, 1))
    assert on_january.steps == (early,)
    assert chain(held, OWN, 2024, 2025, on=dt.date(2025, 6, 1)).steps == (late,)
    assert chain(held, OWN, 2024, 2025).steps == (late,)


def test_a_bare_year_counts_from_its_last_day() -> None:
    ffl23 = IndexName(STATE, "generelt pris- og lønindeks", IndexKind.TOTAL)
    assert chain(HELD, ffl23, 2022, 2023, on=dt.date(2022, 12, 31)).steps
    with pytest.raises(NotPublishedError, match="published 2022-12-31"):
        chain(HELD, ffl23, 2022, 2023, on=dt.date(2022, 12, 30))


def test_unknown_publication_is_let_through_only_with_a_reason() -> None:
    by = chain(HELD, GENERAL, 2023, 2024, on=JANUARY, override="aftalt med parterne")
    assert by.factor == Fraction("1.04")
    with pytest.raises(NotPublishedError) as refused:
        chain(HELD, GENERAL, 2023, 2024, on=JANUARY)
    assert str(refused.value) == (
        "Økonomistyrelsen: generelt pris- og lønindeks (development) 2023-2024: its publication "
        "day is not known, so it cannot be used for billing (got 'used 2025-01-15'). State when "
        "it was published, or override it in the agreement with a reason."
    )


def test_a_reason_does_not_make_a_later_publication_known() -> None:
    held = figures(step(2024, 2025, "2.0", "2025-06-01"))
    with pytest.raises(NotPublishedError) as refused:
        chain(held, OWN, 2024, 2025, on=JANUARY, override="aftalt")
    assert str(refused.value) == (
        "KL: eget (total) 2024-2025: a figure is used only after it was published "
        "(got 'used 2025-01-15', 'published 2025-06-01')"
    )


def test_the_first_to_be_published_is_named_among_several_unpublished() -> None:
    held = figures(step(2024, 2025, "2", "2025-09-01"), step(2024, 2025, "3", "2025-06-01"))
    with pytest.raises(NotPublishedError, match="2025-06-01"):
        chain(held, OWN, 2024, 2025, on=JANUARY)


def test_an_unknown_vintage_gives_way_to_a_known_one() -> None:
    unknown, known = step(2024, 2025, "9"), step(2024, 2025, "2", "2024-06-01")
    for held in (figures(unknown, known), figures(known, unknown)):
        assert chain(held, OWN, 2024, 2025).steps == (known,)
        assert chain(held, OWN, 2024, 2025, on=JANUARY).steps == (known,)
        assert chain(held, OWN, 2024, 2025, on=JANUARY, override="aftalt").steps == (known,)


def test_a_later_vintage_does_not_keep_an_unknown_one_with_a_reason_from_use() -> None:
    unknown, later = step(2024, 2025, "9"), step(2024, 2025, "2", "2025-06-01")
    held = figures(unknown, later)
    assert chain(held, OWN, 2024, 2025, on=JANUARY, override="aftalt").steps == (unknown,)
    with pytest.raises(NotPublishedError, match="published 2025-06-01"):
        chain(held, OWN, 2024, 2025, on=JANUARY)


def test_of_two_steps_published_together_the_shorter_is_taken() -> None:
    short, long = step(2023, 2024, "1", "2022-06-01"), step(2023, 2025, "9", "2022-06-01")
    rest = step(2024, 2025, "2", "2022-06-01")
    for held in (figures(short, long, rest), figures(long, short, rest)):
        assert chain(held, OWN, 2023, 2025).steps == (short, rest)


def test_a_composite_asks_every_part_when_it_was_published() -> None:
    one, two = (IndexName("KL", name, IndexKind.TOTAL) for name in "ab")
    both = CompositeIndex("ab", (IndexPart(one, Fraction(1, 2)), IndexPart(two, Fraction(1, 2))))
    held = figures(step(2024, 2025, "1", "2024-06-01", one), step(2024, 2025, "3", "", two))
    with pytest.raises(NotPublishedError, match="KL: b"):
        chain(held, both, 2024, 2025, on=JANUARY)
    found = chain(held, both, 2024, 2025, on=JANUARY, override="aftalt").steps[0]
    assert (found.from_year, found.to_year, found.percent) == (2024, 2025, Fraction(2))
    assert found.publication.basis is PublicationBasis.UNKNOWN


def test_a_step_over_two_years_is_not_cut_in_two() -> None:
    roads = IndexName(STATE, "vejindeks", IndexKind.CORRECTION)
    assert [str(found) for found in chain(HELD, roads, 2020, 2022).steps] == [
        "Økonomistyrelsen: vejindeks (correction) 2020-2022: 11,5 pct."
    ]
    with pytest.raises(MissingFigureError):
        chain(HELD, roads, 2020, 2021)


def test_a_gap_is_refused_naming_what_is_held() -> None:
    with pytest.raises(MissingFigureError) as refused:
        chain(HELD, TOTAL, 2022, 2025)
    assert str(refused.value) == (
        "Økonomistyrelsen: generelt pris- og lønindeks (total): no percentage is held from this "
        "year's prices onwards (got 2023). Held: 2022-2023, 2024-2025."
    )


def test_a_gap_names_the_last_eight_steps_held() -> None:
    held = figures(*(step(year, year + 1, "1") for year in range(2020, 2010, -1)))
    with pytest.raises(MissingFigureError) as refused:
        chain(held, OWN, 2021, 2022)
    assert str(refused.value).endswith(
        "(got 2021). Held: 2013-2014, 2014-2015, 2015-2016, 2016-2017, 2017-2018, 2018-2019, "
        "2019-2020, 2020-2021."
    )


def test_the_indices_held_are_named_once_each_nearest_first() -> None:
    held = figures(step(2024, 2025, "1", index=OTHER), step(2023, 2024, "1", index=OTHER))
    held = held.adding(step(2024, 2025, "1", index=DEVELOPMENT), step(2024, 2025, "1", index=TOTAL))
    with pytest.raises(MissingFigureError) as refused:
        chain(held, OWN, 2024, 2025)
    assert str(refused.value).endswith(
        "Nearest of 3 indices held: KL: andet (total); KL: eget (development); "
        "Økonomistyrelsen: generelt pris- og lønindeks (total)."
    )


def test_an_index_not_held_is_refused_naming_the_nearest() -> None:
    misnamed = IndexName(STATE, "pris- og lønindeks", IndexKind.TOTAL)
    with pytest.raises(MissingFigureError) as refused:
        chain(HELD, misnamed, 2022, 2025)
    nearest = "Økonomistyrelsen: generelt pris- og lønindeks (total)"
    assert f"indices held: {nearest};" in str(refused.value)


WAGES, PRICES = (
    IndexName(STATE, name, IndexKind.TOTAL) for name in ("statsligt lønindeks", "nettoprisindeks")
)
MIXED = CompositeIndex(
    "60/40", (IndexPart(WAGES, Fraction(3, 5)), IndexPart(PRICES, Fraction(2, 5)))
)


def test_a_composite_index_is_the_weighted_mean_of_its_parts() -> None:
    by = chain(HELD, MIXED, 2024, 2025, on=JANUARY)
    assert by.steps[0].percent == Fraction("4.1") * Fraction(3, 5)
    assert by.steps[0].publication.on == dt.date(2024, 6, 6)
    assert str(by.steps[0].index) == "sammensat: 60/40 (total)"
    assert str(MIXED) == "60/40"


def test_a_composite_is_published_when_its_last_part_is() -> None:
    one, two = (IndexName("KL", name, IndexKind.TOTAL) for name in "ab")
    both = CompositeIndex("ab", (IndexPart(one, Fraction(1, 2)), IndexPart(two, Fraction(1, 2))))
    held = figures(
        step(2024, 2025, "1", "2024-06-01", one), step(2024, 2025, "3", "2024-09-01", two)
    )
    found = chain(held, both, 2024, 2025).steps[0]
    assert found.publication.on == dt.date(2024, 9, 1)
    assert found.percent == 2
    unknown = figures(step(2024, 2025, "1", "2024-06-01", one), step(2024, 2025, "3", "", two))
    assert chain(unknown, both, 2024, 2025).steps[0].publication.on is None


def test_composite_parts_step_through_the_same_years() -> None:
    one, two = (IndexName("KL", name, IndexKind.TOTAL) for name in "ab")
    both = CompositeIndex("ab", (IndexPart(one, Fraction(1, 2)), IndexPart(two, Fraction(1, 2))))
    held = figures(step(2023, 2024, "1", "", one), step(2023, 2025, "3", "", two))
    with pytest.raises(InvalidValueError) as refused:
        chain(held, both, 2023, 2025)
    assert str(refused.value) == (
        "ab: the parts must step through the same years "
        "(got 'KL: a (total) 2023-2024: 1,0 pct.', 'KL: b (total) 2023-2025: 3,0 pct.')"
    )


def test_a_move_downwards_divides_and_tells_its_factor() -> None:
    by = Chain((step(2024, 2025, "25"),))
    moved = uplift(kr(5, 2025), 2024, by)
    assert (moved.before, moved.amount, moved.chain) == (kr(5, 2025), kr(4, 2024), by)
    assert moved.exact == kr(4, 2024).exact
    assert moved.worded() == (
        "5,00 kr. (2025 pl) × 0,8 = 4,00 kr.\n"
        "Indeks: KL, eget (samlet opregning), fra 2024 pl til 2025 pl: 25,0 pct., "
        "offentliggørelse ukendt"
    )
    assert moved.factors("en") == "DKK 5.00 (2025 pl) × 0.8"


def test_steps_are_told_one_after_the_other() -> None:
    by = Chain((step(2023, 2024, "10"), step(2024, 2025, "20")), Chaining.ADD)
    assert by.factor == Fraction(13, 10)
    assert Chain(by.steps).factor == Fraction(132, 100)
    assert uplift(kr(1, 2023), 2025, by).worded("en").splitlines() == [
        "DKK 1.00 (2023 pl) × 1.3 = DKK 1.30",
        "Index: KL, eget (total), percentages added",
        "  from 2023 pl to 2024 pl: 10.0 per cent, publication day unknown",
        "  from 2024 pl to 2025 pl: 20.0 per cent, publication day unknown",
    ]
    compound = uplift(kr(1, 2023), 2025, Chain(by.steps)).worded().splitlines()
    assert compound[1:3] == [
        "Indeks: KL, eget (samlet opregning)",
        "  fra 2023 pl til 2024 pl: 10,0 pct., offentliggørelse ukendt",
    ]


def test_what_was_rounded_is_told_with_its_unit_and_rule() -> None:
    by = Chain((step(2024, 2025, "0.5"),))
    moved = uplift(kr(100, 2024), 2025, by, unit=Unit.KRONE, rule=Rounding.HALF_EVEN)
    assert moved.sum() == (
        "100,00 kr. (2024 pl) × 1,005 = 100,5 kr., afrundet til hele kroner: 100,00 kr. "
        "(halve til lige tal)"
    )
    down = uplift(kr(1500, 2024), 2025, by, unit=Unit.THOUSAND_KRONER, rule=Rounding.DOWN)
    assert down.sum("en") == (
        "DKK 1,500.00 (2024 pl) × 1.005 = DKK 1,507.5, rounded to whole thousands of kroner: "
        "DKK 1,000.00 (down towards zero)"
    )
    assert (moved.is_rounded, (moved.unit, moved.rule)) == (
        True,
        (Unit.KRONE, Rounding.HALF_EVEN),
    )


def test_a_composite_tells_its_parts_with_weight_percentage_and_publication() -> None:
    moved = uplift(kr(100, 2024), 2025, chain(HELD, MIXED, 2024, 2025, on=JANUARY))
    assert moved.worded().splitlines()[1:] == [
        "Indeks: sammensat indeks 60/40 (samlet opregning), fra 2024 pl til 2025 pl: 2,46 pct., "
        "vægtet gennemsnit",
        "  vægt 60,0 pct.: Økonomistyrelsen, statsligt lønindeks, fra 2024 pl til 2025 pl: "
        "4,1 pct., offentliggjort 6. juni 2024",
        "  vægt 40,0 pct.: Økonomistyrelsen, nettoprisindeks, fra 2024 pl til 2025 pl: 0,0 pct., "
        "offentliggjort 6. juni 2024",
    ]
    assert moved.worded("en").splitlines()[1:3] == [
        "Index: composite index 60/40 (total), from 2024 pl to 2025 pl: 2.46 per cent, "
        "weighted mean",
        "  weight 60.0 per cent: Økonomistyrelsen, statsligt lønindeks, from 2024 pl to 2025 pl: "
        "4.1 per cent, published 6 June 2024",
    ]


@pytest.mark.parametrize(
    ("kind", "danish"),
    [
        (IndexKind.DEVELOPMENT, "udvikling"),
        (IndexKind.ESTIMATE, "skøn"),
        (IndexKind.CORRECTION, "niveaukorrektion"),
        (IndexKind.TOTAL, "samlet opregning"),
    ],
)
def test_kinds_are_told_in_both_languages(kind: IndexKind, danish: str) -> None:
    index = IndexName("KL", "eget", kind)
    assert index.worded() == f"KL, eget ({danish})"
    assert index.worded("en") == f"KL, eget ({kind.value})"


def test_chaining_is_named_in_files() -> None:
    assert [way.value for way in Chaining] == ["compound", "add"]


def test_an_amount_at_its_level_becomes_current_money() -> None:
    assert current(kr(1, 2025), 2025) == Amount(100, CurrentPrices(2025))


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: Chain((step(2023, 2024, "1"), step(2024, 2025, "1", index=DEVELOPMENT))),
            InvalidValueError,
            "steps: a chain is of one kind; mixed kinds count a correction twice "
            "(got 'KL: eget (total) 2023-2024: 1,0 pct.', "
            "'KL: eget (development) 2024-2025: 1,0 pct.')",
        ),
        (
            lambda: Chain((step(2023, 2024, "1"), step(2024, 2025, "1", index=OTHER))),
            InvalidValueError,
            "steps: a chain is of one index (got 'KL: eget (total) 2023-2024: 1,0 pct.', "
            "'KL: andet (total) 2024-2025: 1,0 pct.')",
        ),
        (
            lambda: Chain((step(2022, 2023, "1"), step(2024, 2025, "1"))),
            InvalidValueError,
            "steps: a chain has no gap (got 'KL: eget (total) 2022-2023: 1,0 pct.', "
            "'KL: eget (total) 2024-2025: 1,0 pct.')",
        ),
        (
            lambda: uplift(kr(1), 2025, Chain((step(2024, 2025, "1"),))),
            PriceLevelError,
            "amount: only an amount at a stated price level can be moved (got '1,00 kr.'). "
            "State its level with at(year).",
        ),
        (
            lambda: uplift(Amount(1, CurrentPrices(2024)), 2025, Chain((step(2024, 2025, "1"),))),
            PriceLevelError,
            "amount: only an amount at a stated price level can be moved "
            "(got '0,01 kr. (løbende priser 2024)'). State its level with at(year).",
        ),
        (
            lambda: uplift(kr(1, 2023), 2025, Chain((step(2024, 2025, "1"),))),
            InvalidValueError,
            "chain: must run between the two levels (got [2024, 2025], [2023, 2025])",
        ),
        (
            lambda: uplift(kr(1, 2023), 2025, Chain(())),
            InvalidValueError,
            "chain: must run between the two levels (got [2023, 2023], [2023, 2025])",
        ),
        (
            lambda: current(kr(1, 2024), 2025),
            PriceLevelError,
            "amount: must be at the level of 2025 (got '2024 pl')",
        ),
        (
            lambda: CompositeIndex("x", (IndexPart(WAGES, Fraction(1, 2)),)),
            InvalidValueError,
            "parts: the weights must sum to one (got '1/2')",
        ),
        (
            lambda: CompositeIndex(
                "x", (IndexPart(OWN, Fraction(1, 2)), IndexPart(DEVELOPMENT, Fraction(1, 2)))
            ),
            InvalidValueError,
            "parts: must be of one kind (got 'development', 'total')",
        ),
        (
            lambda: CompositeIndex("", (IndexPart(OWN, 1),)),
            TextError,
            "name: must not be empty (got '')",
        ),
        (
            lambda: chain(HELD, TOTAL, 24, 2025),
            InvalidValueError,
            "year: a year lies between 1900 and 2999 (got 24)",
        ),
        (
            lambda: uplift(kr(1, 2024), 25, Chain(())),
            InvalidValueError,
            "year: a year lies between 1900 and 2999 (got 25)",
        ),
        (
            lambda: IndexPart(OWN, 0),
            InvalidValueError,
            "weight: a share lies above 0 and at most at 1 (got 0)",
        ),
    ],
)
def test_what_makes_no_move_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message
