"""Laws as tests: of a rule of one's own, of a key, and of what is finished.

The tests are methods of a class, so that pytest and unittest find them, and neither is needed here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sundgov.errors import InvalidValueError
from sundgov.laws import OF_RULES, Allocate, RuleLaw, laws_of
from sundgov.printing import Language, language_of
from sundgov.testing.suite_trials import Refusals, takes, try_law
from sundgov.testing.suite_wording import told, told_of_finished


class LawBrokenError(AssertionError):
    """A law is broken; the message tells which, and the smallest case found, in kroner."""


class LawSuite:
    """The laws of a rule as tests, one method for each; `law_suite` makes its kind."""


def law_suite(
    allocate: Allocate,
    laws: Sequence[RuleLaw] | None = None,
    *,
    most: int | None = None,
    refuses: Refusals | type[Exception] = (),
    examples: int | None = None,
    language: Language = "en",
) -> type[LawSuite]:
    """Tests that a rule keeps laws: a class for pytest, to be named `Test…` in a test module.

    Without `laws` these are all that fit: with the keyword `rank` a rule is tried with ranks, and
    without it so that the order of its recipients must not matter; with `minimum` and `maximum` its
    bounds are tried. `most` is the largest amount in øre, `refuses` the errors by which the rule
    says that a case is none for it, `examples` how many cases of any size are drawn beside ten
    times as many tiny ones.

    Raises `InvalidValueError` for a law that the rule lacks the keywords for.

    >>> def all_to_the_first(amount, weights):
    ...     return [amount, *(0 for _ in weights[1:])]
    >>> TestMine = law_suite(all_to_the_first)
    >>> TestMine().test_sums()
    >>> TestMine().test_zero_stays_zero()
    Traceback (most recent call last):
    sundgov.testing.suite.LawBrokenError: all_to_the_first breaks the law "zero stays zero":
      who weighs nothing gets nothing
    The smallest case found:
      amount: DKK 0.01
      weights: 0; 1
    What the rule answered:
      DKK 0.01 by 0; 1: DKK 0.01; 0.00
    Two sides that should be equal:
      DKK 0.01
      DKK 0.00
    Try it again:
      zero_stays_zero(rule, 1, (0, 1))
    """
    keywords, say = takes(allocate), language_of(language)
    name = getattr(allocate, "__name__", None) or repr(allocate)
    refusals = refuses if isinstance(refuses, tuple) else (refuses,)
    if laws is None:
        laws = [law for law in OF_RULES if law.fits(keywords)]

    def test_of(law: RuleLaw) -> Callable[[LawSuite], None]:
        def test(self: LawSuite) -> None:
            __tracebackhide__ = True
            trial = try_law(law, allocate, most=most, refuses=refusals, examples=examples)
            if not trial.holds:
                raise LawBrokenError(told(trial, name, say))

        test.__doc__ = law.says(say)
        return test

    for law in laws:
        if not law.fits(keywords):
            missing = law.needs - keywords
            needed = _keywords(law.needs) if missing else f"no {_keywords(law.without)}"
            rule = f"{law.name} is tried on a rule with {needed}"
            raise InvalidValueError("laws", rule, _keywords(keywords))
    return type("LawSuite", (LawSuite,), {f"test_{law.name}": test_of(law) for law in laws})


def _keywords(names: frozenset[str]) -> str:
    return " and ".join(sorted(names)) or "no keywords"


def hold(value: object, language: Language = "en") -> None:
    """Refuse a bill, a closed year, an account or an amount in new prices that breaks a law.

    Raises `LawBrokenError` for the first law broken, and `InvalidValueError` for what no law is of.

    >>> from attrs import evolve
    >>> from sundgov.laws.examples import small_bill
    >>> bill = small_bill()
    >>> hold(bill)
    >>> hold(evolve(bill, lines=[evolve(line, amount=line.amount * 2) for line in bill.lines]))
    Traceback (most recent call last):
    sundgov.testing.suite.LawBrokenError: Bill breaks the law "lines sum":
      what the parties pay of a line is the line
    Two sides that should be equal:
      DKK 75.00; 25.01
      DKK 150.00; 50.02
    """
    __tracebackhide__ = True
    laws = laws_of(value)
    if not laws:
        raise InvalidValueError("value", "is nothing that a law is of", type(value).__name__)
    for law in laws:
        left, right = law.of(value)
        if left != right:
            raise LawBrokenError(told_of_finished(law, left, right, language_of(language)))
