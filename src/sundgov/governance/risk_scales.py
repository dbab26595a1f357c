"""How likely and how grave a risk is rated, and what score follows (risikoskala, vurdering).

The scale is a value of the log that uses it: its words, its size and its scores are somebody's
choice. A score is derived from a rating and never stored.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable
from itertools import product
from typing import TypeAlias

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import natural
from sundgov.kinds import checked, listed
from sundgov.printing import Language, language_of
from sundgov.text import is_plain, plain


class ScoreRule(enum.Enum):
    """How a score follows from the two levels: one times the other, or one and the other."""

    PRODUCT = "product"
    SUM = "sum"


ScoreTable: TypeAlias = tuple[tuple[int, ...], ...]
"""Scores of one's own: a row for each likelihood, with a score for each impact."""


def _likelihood(value: int) -> int:
    return natural(value, "likelihood")


def _impact(value: int) -> int:
    return natural(value, "impact")


@frozen(field_transformer=checked)
class Assessment:
    """How likely and how grave a risk is (vurdering): levels counted from 1, the lowest.

    The log's scale says what the levels are called. A level that the scale does not have can be
    stated, as a paper can.

    >>> str(Assessment(4, 3))
    '4 × 3'
    """

    likelihood: int = field(converter=_likelihood)
    impact: int = field(converter=_impact)

    def __str__(self) -> str:
        return f"{self.likelihood} × {self.impact}"


def _lowest(value: int) -> int:
    return natural(value, "lowest")


@frozen(field_transformer=checked)
class Band:
    """A name for the scores from `lowest` up to the next band (farve, niveau)."""

    name: str = field(validator=is_plain)
    lowest: int = field(converter=_lowest)


def _scores(value: Iterable[Iterable[int]]) -> ScoreTable:
    rows = (listed(row, "scores") for row in listed(value, "scores"))
    return tuple(tuple(natural(score, "scores") for score in row) for row in rows)


def _by_lowest(value: Iterable[Band]) -> tuple[Band, ...]:
    found = listed(value, "bands")
    fit = all(isinstance(each, Band) for each in found)
    return tuple(sorted(found, key=lambda band: band.lowest)) if fit else found


@frozen(field_transformer=checked)
class RiskScale:
    """The words for likelihood and impact, lowest first, and how they score (risikoskala).

    The two may be of different length. `score` is the rule, and `scores` a table of one's own in
    its place. `bands` name the scores; one below the lowest band has no name.

    >>> bands = [Band("grøn", 1), Band("gul", 4), Band("rød", 6)]
    >>> scale = RiskScale(("lav", "middel", "høj"), ("lille", "stor", "kritisk"), bands=bands)
    >>> scale.score_of(Assessment(2, 3)), scale.band_of(Assessment(2, 3))
    (6, 'rød')
    >>> scale.score_of(Assessment(4, 1)) is None
    True
    >>> RiskScale(("lav", "lav"), ("lille",))
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: likelihoods: must be told apart (got 'lav')
    """

    likelihoods: tuple[str, ...]
    impacts: tuple[str, ...]
    score: ScoreRule = field(default=ScoreRule.PRODUCT, kw_only=True)
    scores: ScoreTable = field(default=(), converter=_scores, kw_only=True)
    bands: tuple[Band, ...] = field(default=(), converter=_by_lowest, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for name, words in (("likelihoods", self.likelihoods), ("impacts", self.impacts)):
            if not words:
                raise InvalidValueError(name, "must have at least one level")
            _told_apart(name, (plain(word, name) for word in words))
        _told_apart("bands.name", (band.name for band in self.bands))
        _told_apart("bands.lowest", (band.lowest for band in self.bands))
        sizes = tuple(len(row) for row in self.scores)
        if sizes not in ((), (len(self.impacts),) * len(self.likelihoods)):
            rule = "have a row for each likelihood, with a score for each impact"
            raise InvalidValueError("scores", rule, sizes)

    def ratings(self) -> tuple[Assessment, ...]:
        """Every rating there is, lowest likelihood first, and within it lowest impact."""
        levels = (range(1, len(words) + 1) for words in (self.likelihoods, self.impacts))
        return tuple(Assessment(*pair) for pair in product(*levels))

    def has(self, rating: Assessment) -> bool:
        """Whether a rating lies on the scale."""
        return (
            1 <= rating.likelihood <= len(self.likelihoods)
            and 1 <= rating.impact <= len(self.impacts)
        )  # fmt: skip

    def score_of(self, rating: Assessment) -> int | None:
        """The score of a rating; None for one off the scale.

        >>> RiskScale(("lav", "høj"), ("lille",), score=ScoreRule.SUM).score_of(Assessment(2, 1))
        3
        >>> RiskScale(("lav", "høj"), ("lille",), scores=[[1], [5]]).score_of(Assessment(2, 1))
        5
        """
        if not self.has(rating):
            return None
        if self.scores:
            return self.scores[rating.likelihood - 1][rating.impact - 1]
        if self.score is ScoreRule.SUM:
            return rating.likelihood + rating.impact
        return rating.likelihood * rating.impact

    def band_of(self, rating: Assessment) -> str:
        """The name of the band that a rating's score lies in; empty where there is none."""
        score = self.score_of(rating)
        names = [band.name for band in self.bands if score is not None and band.lowest <= score]
        return names[-1] if names else ""

    def worded(self, rating: Assessment, language: Language = "da") -> str:
        """A rating in the scale's words, with its score and band, to be read aloud.

        >>> scale = RiskScale(("lav", "høj"), ("lille", "stor"), bands=[Band("rød", 4)])
        >>> scale.worded(Assessment(2, 2)), scale.worded(Assessment(3, 1), "en")
        ('høj (2) × stor (2) = 4, rød', '3 × 1, off the scale')
        """
        said = language_of(language)
        score = self.score_of(rating)
        if score is None:
            return f"{rating}, {'uden for skalaen' if said == 'da' else 'off the scale'}"
        likelihood = self.likelihoods[rating.likelihood - 1]
        impact = self.impacts[rating.impact - 1]
        band = self.band_of(rating)
        levels = f"{likelihood} ({rating.likelihood}) × {impact} ({rating.impact})"
        return f"{levels} = {score}{f', {band}' if band else ''}"


def _told_apart(name: str, values: Iterable[str | int]) -> None:
    doubled = sorted(value for value, count in Counter(values).items() if count > 1)
    if doubled:
        raise InvalidValueError(name, "must be told apart", *doubled)
