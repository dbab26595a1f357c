"""Times: what was over when it was written, what cannot be kept, and what nobody read (tid).

Every planned time is taken by the days that it surely allows; a wording that may still hold is
never held against a paper.
"""

from __future__ import annotations

from sundgov.checks.checking import Check
from sundgov.checks.times.meeting_dates import DATES
from sundgov.checks.times.plans import PLANS
from sundgov.checks.times.stated_times import (
    season_without_year,
    time_already_past,
    time_still_to_come,
)
from sundgov.checks.times.targets import TARGETS

TIMES: tuple[Check, ...] = (
    time_already_past,
    time_still_to_come,
    season_without_year,
    *PLANS,
    *TARGETS,
    *DATES,
)
