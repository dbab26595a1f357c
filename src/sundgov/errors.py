"""Every refusal the library makes: what was wrong, by which rule, and with what.

A constructor refuses only what has no meaning. Each error names the *field*, states the
*rule* and keeps the operands in *got*; most add a hint of what to write instead. Every class
subclasses the nearest built-in, so a caller may catch either.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

_SHOWN = 80


def shown(value: object) -> str:
    """One operand as an error shows it: its repr, shortened, control characters escaped.

    >>> shown("a" * 200)[-4:]
    "...'"
    >>> shown("Samsø\\n")
    "'Samsø\\\\n'"
    """
    try:
        broken = isinstance(value, Fraction) and value.denominator != 1
        text = f"{value}" if broken else repr(value)
    except ValueError:  # Python writes no number of more than 4300 digits
        return "a number of thousands of digits"
    return shortened(text)


def shortened(text: str) -> str:
    """A text as an error shows it: its beginning and its end, where it is long.

    >>> len(shortened("1" * 200))
    80
    """
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 4]}...{text[-1]}"


class SundgovError(Exception):
    """Base of every refusal.

    `field` names what was wrong, `rule` says what it must be, `got` holds what was read and
    `hint` what to write instead (empty where there is nothing to add).

    >>> print(InvalidValueError("share", "a share lies between 0 and 1", 2, hint="Write '1/2'."))
    share: a share lies between 0 and 1 (got 2). Write '1/2'.
    """

    def __init__(self, field: str, rule: str, *got: object, hint: str = "") -> None:
        super().__init__(field, rule, *got)
        self.field = field
        self.rule = rule
        self.got = got
        self.hint = hint

    def __str__(self) -> str:
        return self.told(shown)

    def told(self, show: Callable[[object], str]) -> str:
        """The whole refusal, each operand as `show` writes it.

        >>> InvalidValueError("share", "lies above 0", 0).told(lambda value: f"<{value}>")
        'share: lies above 0 (got <0>)'
        """
        operands = f" (got {', '.join(map(show, self.got))})" if self.got else ""
        ending = f". {self.hint}" if self.hint else ""
        return f"{self.field}: {self.rule}{operands}{ending}"


class NotExactError(SundgovError, TypeError):
    """A float, bool or other inexact thing stood where an exact number belongs."""


class InvalidValueError(SundgovError, ValueError):
    """A value that has no meaning in its field."""


class TextError(SundgovError, ValueError):
    """A text that does not follow the grammar of its field."""


class PriceLevelError(SundgovError, TypeError):
    """Amounts of different price levels met in one operation."""


class UnknownPartyError(SundgovError, KeyError):
    """No party answers to this name or code; `hint` names the nearest."""


class AmbiguousPartyError(UnknownPartyError):
    """Several parties answer to this name; `hint` names them."""


class PartyPeriodError(SundgovError, ValueError):
    """A party is used on a day when it does not exist."""


class MissingFigureError(SundgovError, LookupError):
    """A population, a price index or another figure is not held."""


class NotHeldError(SundgovError, LookupError):
    """A record holds nothing of this id, or several that could be meant; `hint` names them."""


class NotPublishedError(SundgovError, ValueError):
    """A figure would be used before it was published, or its publication is not known."""


class AllocationError(SundgovError, ValueError):
    """Weights or bounds under which nothing can be divided."""


class BillingError(SundgovError, ValueError):
    """Terms, budget and figures that do not make a bill."""


class LimitError(SundgovError, ValueError):
    """A file larger or more deeply nested than the library reads."""


class FileFormatError(SundgovError, ValueError):
    """A file that cannot be read; the message says where in it, by which rule, and what was read.

    `problems` holds every fault found, each beginning with its place in the file. Where several
    files are faulty `field` is empty, and each problem begins with its file's name.
    """

    def __init__(
        self, field: str, rule: str, *got: object, hint: str = "", problems: tuple[str, ...] = ()
    ) -> None:
        super().__init__(field, rule, *got, hint=hint)
        self.problems = problems or (f"{rule}",)

    def __str__(self) -> str:
        if len(self.problems) == 1 and self.problems[0] == self.rule:
            return super().__str__()
        named = f"{self.field}: " if self.field else ""
        return "\n".join(f"{named}{problem}" for problem in self.problems)
