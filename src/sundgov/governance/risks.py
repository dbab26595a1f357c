"""What may go wrong, how it is met, and all that was said of it since (risiko, risikostyring)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from typing import TypeVar

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.governance.dated_events import (
    NO_MEETINGS,
    History,
    MeetingDays,
    history_by,
    newest,
)
from sundgov.governance.fields import Day, Time, day_or_none_on, time_due
from sundgov.governance.planned_times import PlannedTime, planned
from sundgov.governance.references import are_references, is_id, is_reference
from sundgov.governance.risk_scales import Assessment
from sundgov.kinds import checked, must_be
from sundgov.periods import day
from sundgov.text import is_plain, is_plain_or_empty

T = TypeVar("T")


class RiskResponse(enum.Enum):
    """How a risk is met, in the words of PRINCE2.

    Avoid (undgå), reduce (reducere), transfer (overføre), share (dele), accept (acceptere), or
    prepare a plan for when it comes (beredskab).
    """

    AVOID = "avoid"
    REDUCE = "reduce"
    TRANSFER = "transfer"
    SHARE = "share"
    ACCEPT = "accept"
    PREPARE = "prepare"


class RiskState(enum.Enum):
    """How it stands with a risk.

    Open (åben), closed (lukket), occurred and now a problem (indtruffet), or merged into another
    (samlet med en anden, overført til en anden log).
    """

    OPEN = "open"
    CLOSED = "closed"
    OCCURRED = "occurred"
    MERGED = "merged"


class MitigationState(enum.Enum):
    """How it stands with a mitigation: open (i gang), done (udført) or dropped (opgivet)."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


def _done_on(value: Day | None) -> dt.date | None:
    return None if value is None else day(value, "done_on")


def _dropped_on(value: Day | None) -> dt.date | None:
    return None if value is None else day(value, "dropped_on")


@frozen(field_transformer=checked)
class Mitigation:
    """What is done against a risk (afværgende indsats), by whom and by when.

    >>> test = Mitigation("Test før hver release", owner="KiAP", done_on="2023-12-01")
    >>> test.state_on(dt.date(2023, 11, 30)), test.state_on(dt.date(2023, 12, 1))
    (<MitigationState.OPEN: 'open'>, <MitigationState.DONE: 'done'>)
    """

    text: str = field(validator=is_plain)
    owner: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    due: PlannedTime | None = field(default=None, converter=time_due, kw_only=True)
    done_on: dt.date | None = field(
        default=None,
        converter=_done_on,
        kw_only=True,
    )
    dropped_on: dt.date | None = field(
        default=None,
        converter=_dropped_on,
        kw_only=True,
    )

    def __attrs_post_init__(self) -> None:
        if self.done_on is not None and self.dropped_on is not None:
            days = (f"{self.done_on}", f"{self.dropped_on}")
            raise InvalidValueError("mitigation", "is done or dropped, not both", *days)

    def state_on(self, on: dt.date) -> MitigationState:
        """How it stands on a day."""
        if self.done_on is not None and self.done_on <= on:
            return MitigationState.DONE
        if self.dropped_on is not None and self.dropped_on <= on:
            return MitigationState.DROPPED
        return MitigationState.OPEN


@frozen(field_transformer=checked)
class LogRisk:
    """A risk as a log has it: the ids of both, since two logs may use one number.

    >>> str(LogRisk("projekt", "3"))
    'projekt 3'
    """

    log: str = field(validator=is_id)
    risk: str = field(validator=is_id)

    def __str__(self) -> str:
        return f"{self.log} {self.risk}"


def _proximity(value: Time) -> PlannedTime | None:
    return planned(value, "proximity")


@frozen(field_transformer=checked)
class RiskEvent:
    """What was said or settled of a risk on a day, or at a meeting; what it leaves out stands.

    `note` is the status in words, `decisions` those that touched it, `mitigations` what is added.
    `moved_from` is the risk of another log that is this one from now on; `moved_to` where this
    one is kept from now on.
    """

    on: dt.date | None = field(default=None, converter=day_or_none_on)
    meeting: str = field(default="", validator=is_reference, kw_only=True)
    state: RiskState | None = field(default=None, kw_only=True)
    inherent: Assessment | None = field(default=None, kw_only=True)
    residual: Assessment | None = field(default=None, kw_only=True)
    proximity: PlannedTime | None = field(default=None, converter=_proximity, kw_only=True)
    response: RiskResponse | None = field(default=None, kw_only=True)
    owner: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    mitigations: tuple[Mitigation, ...] = field(default=(), kw_only=True)
    decisions: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    moved_from: LogRisk | None = field(default=None, kw_only=True)
    moved_to: LogRisk | None = field(default=None, kw_only=True)


def _raised_on(value: Day | None) -> dt.date | None:
    return None if value is None else day(value, "raised_on")


@frozen(field_transformer=checked)
class Risk:
    """Something that may happen, why, and what would follow (risiko: årsag, hændelse, virkning).

    `inherent` is its rating if nothing is done, `residual` with the mitigations (iboende risiko,
    restrisiko); `proximity` when it may come. What is stated here holds from the day it was
    raised, or from the day of the meeting it was raised at; where neither is known, on every day.
    `taken_from` is the log that it was taken over from.

    >>> late = RiskEvent("2023-12-08", residual=Assessment(2, 3), owner="AJ")
    >>> risk = Risk("ID4", "Skemaerne bygges for sent", inherent=Assessment(4, 3), history=(late,))
    >>> before, after = risk.on(dt.date(2023, 12, 7)), risk.on(dt.date(2023, 12, 8))
    >>> before.owner, after.owner, f"{after.inherent}", f"{after.residual}"
    ('', 'AJ', '4 × 3', '2 × 3')
    """

    id: str = field(validator=is_id)
    event: str = field(validator=is_plain)
    name: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    cause: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    effect: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    category: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    inherent: Assessment | None = field(default=None, kw_only=True)
    residual: Assessment | None = field(default=None, kw_only=True)
    proximity: PlannedTime | None = field(default=None, converter=_proximity, kw_only=True)
    response: RiskResponse | None = field(default=None, kw_only=True)
    owner: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    mitigations: tuple[Mitigation, ...] = field(default=(), kw_only=True)
    raised_on: dt.date | None = field(
        default=None,
        converter=_raised_on,
        kw_only=True,
    )
    raised_at: str = field(default="", validator=is_reference, kw_only=True)
    taken_from: LogRisk | None = field(default=None, kw_only=True)
    decisions: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    history: tuple[RiskEvent, ...] = field(default=(), kw_only=True)

    def on(self, when: dt.date, meetings: MeetingDays = NO_MEETINGS) -> RiskStanding:
        """How it stands on a day; `meetings` gives the days of what happened at meetings.

        Events whose day is not known are told apart and change nothing.
        """
        must_be(when, "on", dt.date)
        raised = self.raised_on or meetings.get(self.raised_at)
        if raised is not None and when < raised:
            return RiskStanding(self, when)
        told = history_by(self.history, when, meetings)
        events = told.counted
        return RiskStanding(
            self,
            when,
            newest(RiskState.OPEN, (event.state for event in events)),
            inherent=newest(self.inherent, (event.inherent for event in events)),
            residual=newest(self.residual, (event.residual for event in events)),
            proximity=newest(self.proximity, (event.proximity for event in events)),
            response=newest(self.response, (event.response for event in events)),
            owner=newest(self.owner, (event.owner for event in events)),
            mitigations=_together(self.mitigations, (event.mitigations for event in events)),
            decisions=_together(self.decisions, (event.decisions for event in events)),
            note=newest(self.note, (event.note for event in events)),
            history=told,
        )


@frozen
class RiskStanding:
    """How a risk stands on a day: the newest of everything that was said by then.

    `state` is None before the risk was raised, and nothing else is told of it then.
    """

    risk: Risk = field(repr=False)
    on: dt.date
    state: RiskState | None = None
    inherent: Assessment | None = None
    residual: Assessment | None = None
    proximity: PlannedTime | None = None
    response: RiskResponse | None = None
    owner: str = ""
    mitigations: tuple[Mitigation, ...] = ()
    decisions: tuple[str, ...] = ()
    note: str = ""
    history: History[RiskEvent] = field(default=History((), ()), repr=False)


def _together(first: tuple[T, ...], added: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    """All of them, each once, in the order they came."""
    return tuple(dict.fromkeys([*first, *(each for some in added for each in some)]))
