"""What is wrong in a paper that can be represented all the same: returned, never raised."""

from __future__ import annotations

import enum

from attrs import field, frozen

from sundgov.kinds import checked
from sundgov.text import is_plain, is_plain_or_empty


class Severity(enum.Enum):
    """How much a finding matters; a note is heuristic or a matter of taste."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen(field_transformer=checked)
class Finding:
    """What a check returns (bemærkning): which rule, where, why, and what to do.

    `excerpt` is the piece of the paper that it is about, where one can be shown.

    >>> print(Finding("ceiling-exceeded", Severity.ERROR, "budget 2024", "7,1 over 7,0", "Cut it."))
    error ceiling-exceeded: budget 2024: 7,1 over 7,0. Cut it.
    >>> print(Finding("ceiling-exceeded", Severity.ERROR, "budget 2024", "above 7 kr.", "Cut it."))
    error ceiling-exceeded: budget 2024: above 7 kr. Cut it.
    """

    code: str = field(validator=is_plain)
    severity: Severity
    place: str = field(validator=is_plain)
    why: str = field(validator=is_plain)
    remedy: str = field(validator=is_plain)
    excerpt: str = field(default="", validator=is_plain_or_empty)

    def __str__(self) -> str:
        why = self.why.removesuffix(".")
        return f"{self.severity.value} {self.code}: {self.place}: {why}. {self.remedy}"
