"""Trying a law on a rule: as many cases as are asked for, and the smallest one that breaks it."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from contextlib import suppress
from operator import index
from typing import TypeAlias, TypeVar

from attrs import field, frozen
from hypothesis import find, reject, settings
from hypothesis.errors import Flaky, NoSuchExample, Unsatisfiable

from sundgov.errors import AllocationError, NotExactError
from sundgov.laws import Allocate, Division, Number, Parts, RuleLaw
from sundgov.laws.law import Told
from sundgov.testing.cases import cases
from sundgov.testing.cases_tiny import tiny_cases

F = TypeVar("F", "Broken", "Raised")

Refusals: TypeAlias = tuple[type[Exception], ...]
"""Errors by which a rule says that a case is none for it."""


@frozen
class Answer:
    """What a rule was asked, and the parts it answered."""

    amount: int
    weights: tuple[Number, ...]
    parts: Parts


@frozen
class Broken:
    """A case on which the sides of a law differ, with everything that the rule answered."""

    law: RuleLaw
    case: Division
    left: Told
    right: Told
    answers: tuple[Answer, ...] = field(repr=False)


@frozen
class Raised:
    """A case on which the rule raised, or answered what are no parts."""

    law: RuleLaw
    case: Division
    error: Exception = field(eq=False)


@frozen
class Trial:
    """What came of trying a law: on how many different cases, and what was found.

    `cases` counts also those tried while a case that was found was made small; `refused` the cases
    that the rule said were none for it, which are not among them.
    """

    law: RuleLaw
    cases: int
    refused: int
    found: Broken | Raised | None

    @property
    def holds(self) -> bool:
        """Whether the law was tried, and nothing was found."""
        return self.found is None and self.cases > 0


class _Heard:
    """A rule that remembers what it answered; every answer is a whole number for each weight."""

    def __init__(self, allocate: Allocate) -> None:
        self.allocate = allocate
        self.answers: list[Answer] = []

    def __call__(
        self, amount: int, weights: Sequence[Number], /, **given: Sequence[int]
    ) -> tuple[int, ...]:
        told = {name: list(values) for name, values in given.items()}
        found = self.allocate(amount, list(weights), **told)
        parts = tuple(_unit(part, place) for place, part in enumerate(found))
        if len(parts) != len(weights):
            raise AllocationError("parts", "must be as many as the weights", parts, weights)
        self.answers.append(Answer(amount, tuple(weights), parts))
        return parts


def _unit(part: int, place: int) -> int:
    """A part as an int: NumPy's whole numbers are, floats are not."""
    try:
        return index(part)
    except TypeError:
        raise NotExactError(f"parts[{place}]", "a whole number is an int", part) from None


def takes(allocate: Allocate) -> frozenset[str]:
    """Which of `rank`, `minimum` and `maximum` a rule takes as keywords.

    >>> from sundgov.laws import ByMethod
    >>> sorted(takes(ByMethod("hamilton"))), sorted(takes(lambda amount, weights: [amount]))
    (['rank'], [])
    """
    known = frozenset({"rank", "minimum", "maximum"})
    parameters = inspect.signature(allocate).parameters.values()
    if any(each.kind is each.VAR_KEYWORD for each in parameters):
        return known
    return known & {each.name for each in parameters}


def try_law(
    law: RuleLaw,
    allocate: Allocate,
    *,
    most: int | None = None,
    refuses: Refusals = (),
    examples: int | None = None,
) -> Trial:
    """A law tried on a rule.

    First come the tiniest cases, smallest first; then `examples` cases of any size are drawn, by
    default as many as the profile of Hypothesis says, and what they show is made small. `most` is
    the largest amount in øre, for a rule whose time grows with it; `refuses` names the errors by
    which the rule says that a case is none for it. A case that breaks the law goes before one on
    which the rule raises.

    >>> from sundgov.laws import ByMethod, law_named
    >>> try_law(law_named("sums"), ByMethod("hamilton"), examples=20).holds
    True
    >>> found = try_law(law_named("house_monotonicity"), ByMethod("hamilton"), examples=100).found
    >>> found.case
    Enlarged(amount=3, weights=(1, 3, 3), more=1)
    """
    chosen = settings(deadline=None, database=None)
    if examples is not None:
        chosen = settings(chosen, max_examples=examples)
    search = _Search(law, allocate, refuses)
    found: Broken | Raised | None = search.among_tiny(10 * chosen.max_examples, most)
    found = found or search.among_drawn(Broken, most, chosen)
    found = found or search.tiny_error
    if found is None and search.raises:
        found = search.among_drawn(Raised, most, chosen)
    return Trial(law, len(search.tried), len(search.refused), found)


class _Search:
    """What is seen while cases are tried: which, those refused, and whether the rule raised."""

    def __init__(self, law: RuleLaw, allocate: Allocate, refuses: Refusals) -> None:
        self.law = law
        self.allocate = allocate
        self.refuses = refuses
        self.tried: set[Division] = set()
        self.refused: set[Division] = set()
        self.tiny_error: Raised | None = None
        self.raises = False

    def outcome(self, case: Division) -> Broken | Raised | None:
        """What a case shows; None where the law holds, and where the rule refuses the case."""
        heard = _Heard(self.allocate)
        try:
            left, right = self.law.of(heard, case)
        except self.refuses:
            self.refused.add(case)
            return None
        except Exception as error:
            self.raises = True
            return Raised(self.law, case, error)
        self.tried.add(case)
        return None if left == right else Broken(self.law, case, left, right, tuple(heard.answers))

    def among_tiny(self, divisions: int, most: int | None) -> Broken | None:
        """The smallest case that breaks the law; the smallest that raises is kept beside it."""
        for case in tiny_cases(self.law, divisions, most=most):
            shown = self.outcome(case)
            if isinstance(shown, Broken):
                return shown
            self.tiny_error = self.tiny_error or shown
        return None

    def among_drawn(self, wanted: type[F], most: int | None, chosen: settings) -> F | None:
        """A case of any size that shows what is wanted, made as small as Hypothesis can."""
        found: list[F] = []

        def shows(case: Division) -> bool:
            shown = self.outcome(case)
            if case in self.refused:
                reject()
            if isinstance(shown, wanted):
                found.append(shown)
            return isinstance(shown, wanted)

        # The last one tried is the smallest, also of a rule that changes its mind.
        with suppress(NoSuchExample, Unsatisfiable, Flaky):
            find(cases(self.law, most=most), shows, settings=chosen)
        return found[-1] if found else None
