"""What allows a money figure: all that finance knows of governance (hjemmel)."""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen

from sundgov.kinds import checked
from sundgov.periods import day
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

    def __str__(self) -> str:
        on = f" {self.decided_on}" if self.decided_on else ""
        return f"{self.id} ({self.body}{on})"
