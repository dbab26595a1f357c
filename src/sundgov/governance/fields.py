"""Converters of fields that several types share, one for each name: an error says which field."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

from sundgov.governance.planned_times import PlannedTime, planned
from sundgov.periods import day

Day: TypeAlias = dt.date | str
"""A date, or its ISO text."""

Time: TypeAlias = PlannedTime | dt.date | str | None
"""A planned time, a date or its ISO text; or None."""


def day_on(value: Day) -> dt.date:
    """The day of `on`."""
    return day(value, "on")


def day_or_none_begins(value: Day | None) -> dt.date | None:
    """The day of `begins`, if any."""
    return None if value is None else day(value, "begins")


def day_or_none_last_day(value: Day | None) -> dt.date | None:
    """The day of `last_day`, if any."""
    return None if value is None else day(value, "last_day")


def day_or_none_material_sent_on(value: Day | None) -> dt.date | None:
    """The day of `material_sent_on`, if any."""
    return None if value is None else day(value, "material_sent_on")


def day_or_none_objections_due(value: Day | None) -> dt.date | None:
    """The day of `objections_due`, if any."""
    return None if value is None else day(value, "objections_due")


def day_or_none_on(value: Day | None) -> dt.date | None:
    """The day of `on`, if any."""
    return None if value is None else day(value, "on")


def day_or_none_written_on(value: Day | None) -> dt.date | None:
    """The day of `written_on`, if any."""
    return None if value is None else day(value, "written_on")


def time_due(value: Time) -> PlannedTime | None:
    """The planned time of `due`, if any."""
    return planned(value, "due")


def time_effective(value: Time) -> PlannedTime | None:
    """The planned time of `effective`, if any."""
    return planned(value, "effective")


def time_needed_by(value: Time) -> PlannedTime | None:
    """The planned time of `needed_by`, if any."""
    return planned(value, "needed_by")


def time_on(value: Time) -> PlannedTime | None:
    """The planned time of `on`, if any."""
    return planned(value, "on")


def time_since(value: Time) -> PlannedTime | None:
    """The planned time of `since`, if any."""
    return planned(value, "since")


def time_time(value: Time) -> PlannedTime | None:
    """The planned time of `time`, if any."""
    return planned(value, "time")


def time_until(value: Time) -> PlannedTime | None:
    """The planned time of `until`, if any."""
    return planned(value, "until")
