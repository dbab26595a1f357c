"""By when something was due: the paper's words, with the day where they leave the year open."""

from __future__ import annotations

import re

from sundgov.governance.planned_times import PlannedTime

_YEAR = re.compile(r"[0-9]{4}")


def dated(time: PlannedTime) -> str:
    """A time in its own words, and its last day where nobody can tell that from them.

    >>> print(dated(PlannedTime.read("uge 49", near="2023-11-21")))
    uge 49 (2023-12-10)
    >>> print(dated(PlannedTime.read("primo 2024")), dated(PlannedTime("snarest")), sep=", ")
    primo 2024, snarest
    """
    is_open = time.latest is None or _YEAR.search(time.wording)
    return time.wording if is_open else f"{time.wording} ({time.latest})"
