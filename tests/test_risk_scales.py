"""Scales: a rating's score follows from the scale, and one off it has none."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, TextError
from sundgov.governance.risk_scales import Assessment, Band, RiskScale, ScoreRule
from tests.risk_cases import FIVE, ratings

WORDS = ("lav", "middel", "høj")
TABLE = ((1, 2), (3, 5), (4, 9))


@pytest.mark.parametrize(
    ("score", "scores", "wanted"),
    [
        (ScoreRule.PRODUCT, (), 6),
        (ScoreRule.SUM, (), 5),
        (ScoreRule.SUM, TABLE, 9),
        (ScoreRule.PRODUCT, [[1, 2], [3, 5], [4, 9]], 9),
    ],
)
def test_the_scale_says_how_two_levels_score(
    score: ScoreRule, scores: Iterable[Iterable[int]], wanted: int
) -> None:
    scale = RiskScale(WORDS, ("lille", "stor"), score=score, scores=scores)
    assert scale.score_of(Assessment(3, 2)) == wanted


def test_a_table_may_score_as_its_owner_likes() -> None:
    """A graver risk may score less: that is a strange scale, and no broken one."""
    scale = RiskScale(("lav", "høj"), ("lille",), scores=((5,), (1,)))
    assert [scale.score_of(rating) for rating in scale.ratings()] == [5, 1]


@pytest.mark.parametrize(
    ("score", "band"), [((1, 1), "grøn"), ((1, 5), "gul"), ((3, 3), "gul"), ((2, 5), "rød")]
)
def test_a_band_goes_from_its_lowest_score_to_the_next(score: tuple[int, int], band: str) -> None:
    assert FIVE.band_of(Assessment(*score)) == band


def test_below_the_lowest_band_there_is_none_and_off_the_scale_neither() -> None:
    scale = RiskScale(("lav", "høj"), ("lille",), bands=[Band("rød", 2)])
    assert [scale.band_of(Assessment(level, 1)) for level in (1, 2, 3)] == ["", "rød", ""]


def test_bands_are_the_same_in_any_order() -> None:
    assert RiskScale(("a",), ("b",), bands=[Band("rød", 2), Band("grøn", 1)]) == RiskScale(
        ("a",), ("b",), bands=[Band("grøn", 1), Band("rød", 2)]
    )


@given(ratings)
def test_a_rating_scores_if_it_lies_on_the_scale(rating: Assessment) -> None:
    assert (FIVE.score_of(rating) is None) == (rating not in FIVE.ratings())
    assert FIVE.has(rating) == (rating in FIVE.ratings())
    assert (FIVE.band_of(rating) == "") == (rating not in FIVE.ratings())


@given(st.integers(1, 4), st.integers(1, 4))
def test_a_scale_has_every_pair_of_its_levels_once(likelihoods: int, impacts: int) -> None:
    first, second = (tuple(f"{level}" for level in range(size)) for size in (likelihoods, impacts))
    found = RiskScale(first, second).ratings()
    assert len(found) == len(set(found)) == likelihoods * impacts
    assert list(found) == sorted(found, key=lambda each: (each.likelihood, each.impact))


def test_a_rating_is_told_in_the_words_of_the_scale() -> None:
    assert FIVE.worded(Assessment(4, 3)) == "sandsynlig (4) × mærkbar (3) = 12, rød"
    assert FIVE.worded(Assessment(6, 3)) == "6 × 3, uden for skalaen"
    assert FIVE.worded(Assessment(0, 3), "en") == "0 × 3, off the scale"
    assert RiskScale(("lav",), ("lille",)).worded(Assessment(1, 1)) == "lav (1) × lille (1) = 1"


@pytest.mark.parametrize("language", ["sv", ""])
def test_it_is_told_in_danish_or_english(language: str) -> None:
    with pytest.raises(InvalidValueError, match=r"^language: must be 'da' or 'en'"):
        FIVE.worded(Assessment(1, 1), language)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("levels", "message"),
    [
        ((-1, 1), "likelihood: must not be negative (got -1)"),
        ((1, -1), "impact: must not be negative (got -1)"),
    ],
)
def test_no_level_is_negative(levels: tuple[int, int], message: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        Assessment(*levels)
    assert str(refused.value) == message


def test_a_level_is_a_whole_number() -> None:
    with pytest.raises(NotExactError) as refused:
        Assessment(1, 2.5)  # type: ignore[arg-type]
    assert str(refused.value) == "impact: a whole number is an int (got 2.5)"


def test_a_band_begins_at_a_whole_number() -> None:
    with pytest.raises(InvalidValueError) as refused:
        Band("rød", -1)
    assert str(refused.value) == "lowest: must not be negative (got -1)"


@pytest.mark.parametrize(
    ("likelihoods", "impacts", "message"),
    [
        ((), ("a",), "likelihoods: must have at least one level"),
        (("a",), (), "impacts: must have at least one level"),
        (("a", "a"), ("a",), "likelihoods: must be told apart (got 'a')"),
        (("a",), ("b", "c", "b"), "impacts: must be told apart (got 'b')"),
    ],
)
def test_levels_are_there_and_told_apart(
    likelihoods: tuple[str, ...], impacts: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        RiskScale(likelihoods, impacts)
    assert str(refused.value) == message


def test_levels_have_names() -> None:
    with pytest.raises(TextError) as refused:
        RiskScale(("lav", ""), ("lille",))
    assert str(refused.value) == "likelihoods: must not be empty (got '')"


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        ([("rød", 1), ("rød", 2)], "bands.name: must be told apart (got 'rød')"),
        ([("gul", 1), ("rød", 1)], "bands.lowest: must be told apart (got 1)"),
    ],
)
def test_bands_are_told_apart(bands: list[tuple[str, int]], message: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        RiskScale(("a",), ("b",), bands=[Band(*each) for each in bands])
    assert str(refused.value) == message


def test_bands_are_bands() -> None:
    with pytest.raises(NotExactError) as refused:
        RiskScale(("a",), ("b",), bands=["rød"])  # type: ignore[list-item]
    assert str(refused.value) == "bands[0]: must be a Band (got 'rød')"


@pytest.mark.parametrize("table", [((1, 2),), ((1, 2), (3,)), ((),)])
def test_a_table_has_the_size_of_the_scale(table: tuple[tuple[int, ...], ...]) -> None:
    with pytest.raises(InvalidValueError) as refused:
        RiskScale(("lav", "høj"), ("lille", "stor"), scores=table)
    sizes = tuple(len(row) for row in table)
    rule = "have a row for each likelihood, with a score for each impact"
    assert str(refused.value) == f"scores: {rule} (got {sizes})"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("score", "product", "score: must be a ScoreRule (got 'product')"),
        ("scores", "1", "scores: must be a list or the like (got '1')"),
        ("scores", [[1], ["2"]], "scores: a whole number is an int (got '2')"),
    ],
)
def test_scores_follow_a_rule_or_a_table_of_numbers(
    field: str, value: object, message: str
) -> None:
    with pytest.raises(NotExactError) as refused:
        RiskScale(("lav", "høj"), ("lille",), **{field: value})  # type: ignore[arg-type]
    assert str(refused.value) == message
