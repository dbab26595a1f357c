"""What allows a money figure: all that finance knows of governance (hjemmel)."""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen

from sundgov.kinds import checked
from sundgov.periods import day
from sundgov.printing import Language
from sundgov.printing import day as printed_day
from sundgov.text import is_plain, is_plain_or_empty


def _decided(value: dt.date | str | None) -> dt.date | None:
    return None if value is None else day(value, "decided_on")


@frozen(field_transformer=checked)
class Authority:
    """The decision that allows a figure: its id, body and text, and the day where known.

    `wording` is what was decided; `source` names the paper it stands in. A paper may give no
    more than a month, so `decided_on` may be None and the wording tells.

    >>> str(Authority("kpro-2023-01", "forretningsstyregruppen", "godkendt", None))
    'kpro-2023-01 (forretningsstyregruppen)'
    """

    id: str = field(validator=is_plain)
    body: str = field(validator=is_plain)
    wording: str = field(default="", validator=is_plain_or_empty)
    decided_on: dt.date | None = field(default=None, converter=_decided)
    source: str = field(default="", validator=is_plain_or_empty)

    def decided_by(self, on: dt.date) -> bool:
        """Whether it counts on a day: decided by then, or on a day that no paper gives.

        >>> early, undated = (Authority("a", "b", decided_on=on) for on in ("2023-01-01", None))
        >>> [found.decided_by(dt.date(2022, 12, 31)) for found in (early, undated)]
        [False, True]
        """
        return self.decided_on is None or self.decided_on <= on

    def worded(self, language: Language = "da") -> str:
        """Its id, body and day, to be read aloud.

        >>> Authority("ref-7", "styregruppen", decided_on="2025-03-20").worded("en")
        'ref-7 (styregruppen, 20 March 2025)'
        """
        on = f", {printed_day(self.decided_on, language)}" if self.decided_on else ""
        return f"{self.id} ({self.body}{on})"

    def __str__(self) -> str:
        on = f" {self.decided_on}" if self.decided_on else ""
        return f"{self.id} ({self.body}{on})"
