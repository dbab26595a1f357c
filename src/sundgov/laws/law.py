"""A law as a value: its name, what it says, and what it is tried on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.laws.cases import Division
from sundgov.laws.rules import Allocate
from sundgov.printing import Language

Told: TypeAlias = tuple[object, ...]
"""One side of an equation, whatever it is counted in."""


@frozen
class Law:
    """A law (lov): an equation that holds, or does not, of a rule or of something finished.

    `name` is that of its function in English; `danish` what it is called in Danish.

    >>> from sundgov.laws import law_named
    >>> law_named("house_monotonicity").title("da"), law_named("house_monotonicity").title("en")
    ('monotoni i beløbet', 'house monotonicity')
    >>> law_named("house_monotonicity").says("da")
    'når der er mere at fordele, får ingen mindre'
    """

    name: str
    danish: str
    says_danish: str
    says_english: str
    function: Callable[..., tuple[Told, Told]] = field(repr=False)

    def title(self, language: Language) -> str:
        """What the law is called."""
        return self.danish if language == "da" else self.name.replace("_", " ")

    def says(self, language: Language) -> str:
        """The law in one sentence."""
        return self.says_danish if language == "da" else self.says_english


@frozen
class RuleLaw(Law):
    """A law of rules that divide. It is tried on cases of a kind.

    `recipients` is the fewest that it says anything about; `needs` names the keywords that a rule
    has to take, and `without` those that it must not.
    """

    case: type[Division] = Division
    recipients: int = field(default=1, kw_only=True)
    needs: frozenset[str] = field(default=frozenset(), kw_only=True)
    without: frozenset[str] = field(default=frozenset(), kw_only=True)

    def of(self, allocate: Allocate, case: Division) -> tuple[Told, Told]:
        """The left and right side for a rule and a case.

        >>> from sundgov.laws import ByMethod, Division, law_named
        >>> law_named("sums").of(ByMethod("hamilton"), Division(7, [1, 2]))
        ((7,), (7,))
        >>> law_named("scale_freedom").of(ByMethod("hamilton"), Division(7, [1, 2]))
        Traceback (most recent call last):
        sundgov.errors.InvalidValueError: case: scale_freedom is tried on a Scaled (got \
Division(amount=7, weights=(1, 2)))
        """
        if not isinstance(case, self.case):
            raise InvalidValueError("case", f"{self.name} is tried on a {self.case.__name__}", case)
        return self.function(allocate, *case.operands)

    def fits(self, takes: frozenset[str]) -> bool:
        """Whether a rule that takes these keywords can be tried."""
        return self.needs <= takes and not self.without & takes


@frozen
class FinishedLaw(Law):
    """A law of something finished: a bill, a closed year, an account, an amount in new prices."""

    kind: type[object] = object

    def of(self, value: object) -> tuple[Told, Told]:
        """The left and right side for a finished value.

        >>> from sundgov.laws import law_named
        >>> from sundgov.laws.examples import small_bill
        >>> law_named("lines_sum").of(small_bill())
        ((7500, 2501), (7500, 2501))
        """
        if not isinstance(value, self.kind):
            raise InvalidValueError(
                "value", f"{self.name} is a law of a {self.kind.__name__}", value
            )
        return self.function(value)
