"""Who is heard before something is settled, and what they answer (høring, høringssvar)."""

from __future__ import annotations

import datetime as dt
import enum

from attrs import field, frozen

from sundgov.governance.fields import day_or_none_on, time_due
from sundgov.governance.planned_times import PlannedTime
from sundgov.kinds import checked
from sundgov.text import are_plain, is_plain, is_plain_or_empty


class Stance(enum.Enum):
    """What somebody heard thinks of it; the value is the word used in files.

    In favour (tilslutter sig), in favour with remarks (med bemærkninger), no remarks (ingen
    bemærkninger), or against (kan ikke tilslutte sig).
    """

    IN_FAVOUR = "in favour"
    WITH_REMARKS = "in favour with remarks"
    NO_REMARKS = "no remarks"
    AGAINST = "against"


@frozen(field_transformer=checked)
class HearingAnswer:
    """What one of those heard answered (høringssvar), on which day.

    `by` is a body, by its id, or whoever else the paper names; `stance` is None where it cannot be
    told from the paper.
    """

    by: str = field(validator=is_plain)
    stance: Stance | None = None
    text: str = field(default="", validator=is_plain_or_empty)
    on: dt.date | None = field(default=None, converter=day_or_none_on, kw_only=True)


@frozen(field_transformer=checked)
class Hearing:
    """Who was asked, by when, and what came of it (høring).

    >>> answers = (HearingAnswer("kosu", Stance.IN_FAVOUR), HearingAnswer("plo"))
    >>> Hearing(("kosu", "brugergruppe"), "2022-04-22", answers).unanswered
    ('brugergruppe',)
    """

    asked: tuple[str, ...] = field(default=(), validator=are_plain)
    due: PlannedTime | None = field(default=None, converter=time_due)
    answers: tuple[HearingAnswer, ...] = ()

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Those who were asked and have not answered."""
        heard = {answer.by for answer in self.answers}
        return tuple(each for each in self.asked if each not in heard)
