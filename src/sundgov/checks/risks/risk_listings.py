"""Risks as papers list them: those without a status, statuses without a risk, those that are gone.

A paper that lists no risks, or gives none a status, says nothing of what it leaves out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Set
from itertools import pairwise

from attrs import frozen

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.errors import SundgovError
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.dated_events import MeetingDays, day_of
from sundgov.governance.numbering import by_number
from sundgov.governance.risk_logs import LogStanding, RiskListing, RiskLog
from sundgov.governance.risks import RiskState
from sundgov.record import Record

_ENDED = (RiskState.CLOSED, RiskState.MERGED)
_TELLS_END = re.compile(
    r"lukke[st]|afslutte|udgå|bortfald|lagt sammen|flyttet|indgår|ikke længere",
    re.IGNORECASE,
)


@frozen
class Listed:
    """A listing in its log, and the day of its paper where it is known."""

    log: RiskLog
    listing: RiskListing
    on: dt.date | None

    def at(self, risk: str) -> str:
        """The place of a risk in it, by its printed number."""
        paper = self.listing.meeting or f"{self.listing.on or ''}"
        return place(paper, f"risk log {self.log.id}", f"risk {risk}")


def logs_of(record: Record) -> tuple[RiskLog, ...]:
    """The logs, with what was taken over from one into another; as they are where that cannot be.

    What a paper calls a risk that came from another log is its number here.
    """
    try:
        return record.logs
    except SundgovError:
        return record.risk_logs


def listed(record: Record, log: RiskLog) -> Iterator[Listed]:
    """The listings of a log."""
    days = record.register.calendar.days
    return (Listed(log, listing, day_of(listing, days)) for listing in log.listings)


@check("status-of-unlisted-risk", Severity.ERROR)
def status_of_unlisted_risk(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A status under the number of a risk that the same paper does not list."""
    for one in _all_listed(record):
        told = {status.risk for status in one.listing.statuses}
        silent = [risk for risk in one.listing.risks if risk not in told]
        for status in one.listing.statuses if one.listing.risks else ():
            if status.risk not in one.listing.risks:
                yield Spot(
                    one.at(status.risk),
                    f"a status is given for risk {status.risk}, and the paper lists"
                    f" {_and(one.listing.risks)}",
                    f"Write it as the status of risk {silent[0]}, which has none."
                    if len(silent) == 1
                    else "List the risk, or correct its number.",
                    status.text,
                )


def _all_listed(record: Record) -> Iterator[Listed]:
    return (one for log in logs_of(record) for one in listed(record, log))


def _and(risks: tuple[str, ...]) -> str:
    ordered = sorted(set(risks), key=by_number)
    return " and ".join(filter(None, [", ".join(ordered[:-1]), ordered[-1]]))


@check("risk-without-status", Severity.WARNING)
def risk_without_status(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A listed risk without a status where others have one, and with nothing done in the log."""
    days = record.register.calendar.days
    for one in _all_listed(record):
        told = {status.risk for status in one.listing.statuses}
        stray = sorted(told - set(one.listing.risks), key=by_number)
        for risk in dict.fromkeys(one.listing.risks) if told else ():
            if risk not in told and not _is_met(one.log, risk, one.on or on, days):
                yield Spot(
                    one.at(risk),
                    f"risk {risk} is listed, and nothing is said of how it stands or is met",
                    f"Give it a status, or the one that is written for risk {stray[0]}."
                    if len(stray) == 1
                    else "Give it a status.",
                    _called(one.log, risk),
                )


def _is_met(log: RiskLog, risk: str, on: dt.date, days: MeetingDays) -> bool:
    """Whether the log says how a risk is met: by a response, or by mitigations."""
    standing = log.on(on, days).risk(risk)
    return standing is not None and bool(standing.response or standing.mitigations)


def _called(log: RiskLog, risk: str) -> str:
    held = log.risk(risk)
    return "" if held is None else held.name or held.event


def _in_turn(record: Record, log: RiskLog) -> list[tuple[dt.date, Listed]]:
    """The listings of a log whose day is known and that list anything, oldest first."""
    dated = [(one.on, one) for one in listed(record, log) if one.on and one.listing.risks]
    return sorted(dated, key=lambda pair: (pair[0], pair[1].listing.meeting, pair[1].listing.risks))


@check("closed-risk-listed", Severity.WARNING)
def closed_risk_listed(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A risk that was over when the listing before this one was made, and is listed still.

    It may be listed as what it is: with a status that says that it is closed.
    """
    days = record.register.calendar.days
    for log in logs_of(record):
        ended = {risk.id for risk in log.risks if any(one.state in _ENDED for one in risk.history)}
        for (before, _), (day, one) in pairwise(_in_turn(record, log)):
            told = {each.risk for each in one.listing.statuses if _TELLS_END.search(each.text)}
            suspects = [risk for risk in dict.fromkeys(one.listing.risks) if risk in ended - told]
            then, now = (log.on(each, days) if suspects else None for each in (before, day))
            for risk in suspects:
                over = _over(then, risk)
                if over and _over(now, risk):
                    yield Spot(
                        one.at(risk),
                        f"risk {risk} is listed, and it was {over} by {before}, the day of the"
                        " paper before",
                        "Leave it out, or open it again in the log.",
                        _called(log, risk),
                    )


def _over(held: LogStanding | None, risk: str) -> str:
    """That a risk is closed or merged, in a word; the empty text where it is neither."""
    standing = held.risk(risk) if held else None
    state = standing.state if standing else None
    return state.value if state in _ENDED else ""


@check("risk-gone", Severity.NOTE)
def risk_gone(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An open risk that an earlier paper lists and the newest does not, with no word of why.

    Only where papers list every open risk: the three gravest today may be others tomorrow.
    """
    for log in logs_of(record):
        papers = [pair for pair in _in_turn(record, log) if pair[0] <= on]
        last = {risk: day for day, one in papers[:-1] for risk in one.listing.risks}
        if last.keys() <= {risk for _, one in papers[-1:] for risk in one.listing.risks}:
            continue
        if any(_is_selection(log, day, one, last.keys(), record) for day, one in papers):
            continue
        for newest_on, newest in papers[-1:]:
            told = {*newest.listing.risks, *(one.risk for one in newest.listing.statuses)}
            for risk in sorted(last.keys() - told, key=by_number):
                if _is_open_and_silent(record, log, risk, last[risk], on):
                    yield Spot(
                        newest.at(risk),
                        f"risk {risk} was listed on {last[risk]} and is not on {newest_on}, and"
                        " nothing says why",
                        "List it, close it, or state what became of it.",
                        _called(log, risk),
                    )


def _is_selection(
    log: RiskLog, on: dt.date, paper: Listed, listed_once: Set[str], record: Record
) -> bool:
    """Whether a paper leaves out risks that are open and that no paper lists before the newest."""
    held = log.on(on, record.register.calendar.days).open
    told = {*paper.listing.risks, *(one.risk for one in paper.listing.statuses)}
    return not {one.risk.id for one in held} <= told | listed_once


def _is_open_and_silent(
    record: Record, log: RiskLog, risk: str, since: dt.date, on: dt.date
) -> bool:
    """Whether a risk is open, and nothing was told of it after a day."""
    days = record.register.calendar.days
    standing = log.on(on, days).risk(risk)
    if standing is None or standing.state is not RiskState.OPEN or standing.history.undated:
        return False
    told = (day_of(event, days) for event in standing.history.counted)
    return not any(day is not None and day > since for day in told)


LISTINGS: tuple[Check, ...] = (
    status_of_unlisted_risk,
    risk_without_status,
    closed_risk_listed,
    risk_gone,
)
"""The checks of risks as papers list them."""
