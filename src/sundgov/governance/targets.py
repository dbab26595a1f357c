"""What somebody means to reach by when, and what was measured on the way (mål, måltal, måling)."""

from __future__ import annotations

import datetime as dt
import enum
from fractions import Fraction

from attrs import field, frozen

from sundgov.exact import Exact, fraction
from sundgov.governance.fields import Day, day_or_none_on, time_due
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.qualified_amounts import Qualifier
from sundgov.governance.references import is_id, is_reference
from sundgov.kinds import checked
from sundgov.periods import day
from sundgov.printing import Language, exact_number, percent
from sundgov.text import is_plain, is_plain_or_empty

PERCENT = "pct."
"""The unit of a figure in per cent: a goal of 85 per cent is 85 in this unit."""


class Direction(enum.Enum):
    """Which way is better: the goal is the least to be reached, or the most to be kept to."""

    HIGHER = "higher"
    LOWER = "lower"


def _value(value: Exact) -> Fraction:
    return fraction(value, "value")


@frozen(field_transformer=checked)
class Reading:
    """What was measured, and the day it was so (måling, status).

    `value` is in the target's unit and `qualifier` what the paper says around it ("over 20.000");
    `source` names the paper, or the item it was told under.

    >>> Reading("2023-11-01", 143953, source="flp-2023-11-21-8").value
    Fraction(143953, 1)
    """

    on: dt.date | None = field(converter=day_or_none_on)
    value: Fraction = field(converter=_value)
    qualifier: Qualifier = field(default=Qualifier.EXACT, kw_only=True)
    meeting: str = field(default="", validator=is_reference, kw_only=True)
    source: str = field(default="", validator=is_plain_or_empty, kw_only=True)


def _goal(value: Exact) -> Fraction:
    return fraction(value, "goal")


def _baseline(value: Exact | None) -> Fraction | None:
    return None if value is None else fraction(value, "baseline")


def _since(value: Day | None) -> dt.date | None:
    return None if value is None else day(value, "since")


@frozen(field_transformer=checked)
class Target:
    """What somebody means to reach (mål): a number in a unit, and the time it is to stand.

    `definition` says what is counted. `baseline` is where it began and `since` the first day of
    the time it is given (udgangspunkt); `adopted_by` is the decision that set it.

    >>> share = Target("ok22", "Klinikker, der opfylder OK22", 85, PERCENT, due="2023-12-31")
    >>> share.measured(share.goal)
    '85,0 pct.'
    """

    id: str = field(validator=is_id)
    name: str = field(validator=is_plain)
    goal: Fraction = field(converter=_goal)
    unit: str = field(default="", validator=is_plain_or_empty)
    direction: Direction = field(default=Direction.HIGHER, kw_only=True)
    definition: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    baseline: Fraction | None = field(default=None, converter=_baseline, kw_only=True)
    since: dt.date | None = field(default=None, converter=_since, kw_only=True)
    due: PlannedTime | None = field(default=None, converter=time_due, kw_only=True)
    owner: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    project: str = field(default="", validator=is_reference, kw_only=True)
    adopted_by: str = field(default="", validator=is_reference, kw_only=True)
    readings: tuple[Reading, ...] = field(default=(), kw_only=True)

    def measured(self, value: Fraction, language: Language = "da") -> str:
        """A number of the target's unit, printed exactly."""
        if self.unit == PERCENT:
            return percent(value, language)
        return f"{exact_number(value, language=language)} {self.unit}".rstrip()
