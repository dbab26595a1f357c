"""The risks that somebody keeps watch over, and those that papers list (risikolog)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cached_property

from attrs import evolve, field, frozen

from sundgov.errors import InvalidValueError
from sundgov.governance.dated_events import (
    NO_MEETINGS,
    History,
    MeetingDays,
    day_of,
    history_by,
)
from sundgov.governance.fields import day_or_none_on
from sundgov.governance.numbering import NumberedOrder, by_number
from sundgov.governance.references import is_id, is_reference
from sundgov.governance.risk_scales import RiskScale
from sundgov.governance.risks import LogRisk, Risk, RiskEvent, RiskStanding, RiskState
from sundgov.kinds import checked, must_be
from sundgov.text import is_plain, is_plain_or_empty, plain


@frozen(field_transformer=checked)
class RiskStatus:
    """What a paper says of a risk under its printed number ("Ad 6"), listed or not (status)."""

    risk: str = field(validator=is_plain)
    text: str = field(validator=is_plain)


@frozen(field_transformer=checked)
class RiskListing:
    """The risks that a paper puts before a meeting, by their printed numbers, with a status each.

    A listing need not hold the whole log ("the most important risks"), and its numbers need not be
    in the log, nor those of its statuses among the listed.

    >>> told = (RiskStatus("1", "Kurven flader ud."), RiskStatus("6", "Leverandører er pressede."))
    >>> RiskListing(("1", "3", "5"), told, on="2023-11-21").risks
    ('1', '3', '5')
    """

    risks: tuple[str, ...]
    statuses: tuple[RiskStatus, ...] = ()
    on: dt.date | None = field(
        default=None,
        converter=day_or_none_on,
        kw_only=True,
    )
    meeting: str = field(default="", validator=is_reference, kw_only=True)
    source: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for each in self.risks:
            plain(each, "risks")


@frozen(field_transformer=checked)
class RiskLog:
    """The risks of a project or body, the scale that rates them, and how papers listed them.

    `owner` keeps the log, `body` is the one it is laid before. A log without a scale may still
    rate its risks; nobody can say then what the levels are.

    >>> log = RiskLog("flp", "Projektets risici", (Risk("1", "Udbredelsen går i stå"),))
    >>> [standing.risk.id for standing in log.on(dt.date(2023, 11, 21)).open]
    ['1']
    >>> RiskLog("flp", "Projektets risici", (Risk("1", "Udbredelse"), Risk("1", "Teknik")))
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: risks.id: must be unique (got '1')
    """

    id: str = field(validator=is_id)
    name: str = field(validator=is_plain)
    risks: tuple[Risk, ...] = ()
    scale: RiskScale | None = field(default=None, kw_only=True)
    owner: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    body: str = field(default="", validator=is_reference, kw_only=True)
    listings: tuple[RiskListing, ...] = field(default=(), kw_only=True)

    def __attrs_post_init__(self) -> None:
        counts = Counter(risk.id for risk in self.risks)
        doubled = sorted((name for name, count in counts.items() if count > 1), key=by_number)
        if doubled:
            raise InvalidValueError("risks.id", "must be unique", *doubled)

    @cached_property
    def told(self) -> tuple[Risk, ...]:
        """Every risk by its number, with what the listings say of it among its own events."""
        statuses: dict[str, tuple[RiskEvent, ...]] = {}
        for listing in self.listings:
            for status in listing.statuses:
                event = RiskEvent(listing.on, meeting=listing.meeting, note=status.text)
                statuses[status.risk] = (*statuses.get(status.risk, ()), event)
        return tuple(
            evolve(risk, history=risk.history + statuses.get(risk.id, ()))
            for risk in sorted(self.risks, key=_number)
        )

    @cached_property
    def _by_id(self) -> dict[str, Risk]:
        return {risk.id: risk for risk in self.risks}

    @cached_property
    def _homes(self) -> dict[LogRisk, str]:
        """What each risk is called here: the log's own, and those that came from other logs."""
        homes = {LogRisk(self.id, risk.id): risk.id for risk in self.risks}
        for risk in sorted(self.risks, key=_number):
            for origin in self.origins(risk.id):
                homes.setdefault(origin, risk.id)
        return homes

    def risk(self, wanted: str) -> Risk | None:
        """The risk with an id, or None."""
        return self._by_id.get(wanted)

    def id_of(self, risk: LogRisk) -> str | None:
        """What a risk of this or another log is called here; None where it never came here."""
        return self._homes.get(risk)

    def origins(self, wanted: str) -> tuple[LogRisk, ...]:
        """The risks of other logs that are this one now, in the order they came."""
        risk = self.risk(wanted)
        events = () if risk is None else risk.history
        return tuple(event.moved_from for event in events if event.moved_from is not None)

    def on(self, when: dt.date, meetings: MeetingDays = NO_MEETINGS) -> LogStanding:
        """The log as of a day: every risk raised by then, with what was said of it by then.

        What a listing says of a risk of the log counts as an event of the risk. A risk taken over
        from another log is here from the day it was.
        """
        must_be(when, "on", dt.date)
        here = (risk for risk in self.told if not _comes_later(risk, when, meetings))
        standings = (risk.on(when, meetings) for risk in here)
        raised = tuple(standing for standing in standings if standing.state is not None)
        return LogStanding(self, when, raised, history_by(self.listings, when, meetings))


@frozen
class LogStanding:
    """A risk log as of a day: its risks by their numbers, and the listings by then."""

    log: RiskLog = field(repr=False)
    on: dt.date
    risks: tuple[RiskStanding, ...]
    listings: History[RiskListing] = field(repr=False)

    @property
    def open(self) -> tuple[RiskStanding, ...]:
        """Those that are open: neither closed nor occurred nor merged into another."""
        return tuple(standing for standing in self.risks if standing.state is RiskState.OPEN)

    def risk(self, wanted: str) -> RiskStanding | None:
        """How the risk with an id stands; None where the log has none such by then."""
        return next((one for one in self.risks if one.risk.id == wanted), None)


def _number(risk: Risk) -> NumberedOrder:
    return by_number(risk.id)


def _comes_later(risk: Risk, when: dt.date, meetings: MeetingDays) -> bool:
    """Whether a risk taken over from another log had not come by a day."""
    if risk.taken_from is None:
        return False
    came = (day_of(one, meetings) for one in risk.history if one.moved_from == risk.taken_from)
    return any(on is not None and on > when for on in came)
