"""Proofs by replay: all that a division was made of, so that anyone can make it again.

Where no single number proves a part, as with rules that serve one unit after another, the proof
is the whole division. `sundgov.apportion.verify` makes it again, slowly, with code of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import field, frozen

from sundgov.apportion.cut_wording import worded_replay
from sundgov.apportion.proof_fields import Comparable, amount_of, part_of, weights_of
from sundgov.errors import InvalidValueError
from sundgov.exact import whole
from sundgov.printing import Language, language_of

REPLAYED = (
    "cascade-from-last",
    "floor-to-first",
    "floor-to-largest-weight",
    "floor-to-last",
    "lowndes",
    "quota",
)


def _parts(value: Iterable[int]) -> tuple[int, ...]:
    return tuple(map(part_of, value))


def _ranks(value: Iterable[Comparable]) -> tuple[Comparable, ...]:
    return tuple(value)


def _index(value: int) -> int:
    return whole(value, "index")


@frozen
class Replay:
    """A whole division, to be made again: the part is that of recipient `index`, counted from 0.

    Everyone's weight, rank and part stand in the order in which they were given.

    >>> from sundgov.apportion import apportion, verify
    >>> proof = apportion(10, [9, 60, 31], method="lowndes").certificate(0)
    >>> proof.parts, proof.part, verify(proof)
    ((1, 6, 3), 1, True)
    >>> print(proof.explain("en"))
    Part: 1 of 10
      10 × 9 ÷ 100 = 0.9: the exact share
      Divided by lowndes among 3, whose weights and ranks the proof holds
    """

    amount: int = field(converter=amount_of)
    method: str = field()
    weights: tuple[Fraction, ...] = field(converter=weights_of)
    ranks: tuple[Comparable, ...] = field(converter=_ranks)
    parts: tuple[int, ...] = field(converter=_parts)
    index: int = field(converter=_index)
    name: str = field(default="", kw_only=True)
    unit: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.method not in REPLAYED:
            known = ", ".join(map(repr, REPLAYED))
            raise InvalidValueError("method", f"must be one of {known}", self.method)
        sizes = [len(self.weights), len(self.ranks), len(self.parts)]
        if len(set(sizes)) > 1:
            raise InvalidValueError("weights, ranks, parts", "must be equally many", *sizes)
        if not 0 <= self.index < len(self.parts):
            rule = f"is none of the {len(self.parts)} recipients, counted from 0"
            raise InvalidValueError("index", rule, self.index)
        if not any(self.weights):
            raise InvalidValueError("weights", "at least one must be above zero")

    @property
    def part(self) -> int:
        """The part that is proved."""
        return self.parts[self.index]

    def explain(self, language: Language = "da") -> str:
        """What has to be made again, in a few lines."""
        return worded_replay(self, language_of(language))

    def __str__(self) -> str:
        return self.explain()
