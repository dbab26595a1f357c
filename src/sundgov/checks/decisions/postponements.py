"""Where points go that a meeting did not settle (udsættelse og oversendelse)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Set
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from sundgov.checks.checking import Check, Spot, check
from sundgov.checks.walks.meeting_walk import items, title_words
from sundgov.checks.walks.outcome_walk import Became, every_outcome
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.agendas import AgendaItem, PlacedItem
from sundgov.governance.decisions import OutcomeKind
from sundgov.governance.meetings import Meeting, MeetingState
from sundgov.record import Record

_Mark: TypeAlias = tuple[str, str]
_OFF = (MeetingState.CANCELLED, MeetingState.MOVED)
# "Udsættes til marts", "sendes til udvalget"; "til senere" says nothing.
_BETWEEN = re.compile(r"[:()–—]|\s-\s")
_WHERE = re.compile(r"(?<!\w)til (?!(?:et )?senere)", re.IGNORECASE)


@frozen
class _Gone:
    """A point that was postponed or referred, where it came from and where it goes."""

    became: Became
    meeting: Meeting | None
    placed: PlacedItem | None
    target: Meeting | None

    @property
    def id(self) -> str:
        """The id of its item outside its meeting."""
        return self.meeting.item_id(self.placed.id) if self.meeting and self.placed else ""

    @property
    def is_told(self) -> bool:
        """Whether the minutes say where it goes, be it in words."""
        outcome = self.became.outcome
        words = (self.became.taken.text, outcome.text, *outcome.comments)
        return outcome.to.known or any(map(_WHERE.search, words))

    @property
    def marks(self) -> frozenset[_Mark]:
        """What an item of a later meeting that goes on with it is known by.

        Its title may be a part of that one's, or that one's of its own.
        """
        title, case = self.became.taken.title, self.placed.item.case if self.placed else ""
        parts = (("title", part) for part in _parts(title))
        return _marks(title, case, {("part", title_words(title)), *parts})


def _marks(title: str, case: str, others: Set[_Mark]) -> frozenset[_Mark]:
    """The title and the case of an item and what else it has, to be compared with those of others.

    "Budget 2025: anden behandling" goes on with "Budget 2025: første behandling".
    """
    head = next((part for part in _parts(title)[:1] if " " in part), "")
    told = {("title", title_words(title)), ("head", head), ("case", case), *others}
    return frozenset(mark for mark in told if mark[1])


def _marks_of(item: AgendaItem) -> frozenset[_Mark]:
    """What an item has that one which was sent on is known by."""
    return _marks(item.title, item.case, {("part", part) for part in _parts(item.title)})


def _parts(title: str) -> list[str]:
    """What stands before and after a colon, in brackets, or beside a dash."""
    parts = (title_words(part) for part in _BETWEEN.split(title))
    return [part for part in parts if part]


class _Ways:
    """Where the points of a record go, and whether a later meeting has taken them up."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def gone(self, *kinds: OutcomeKind) -> Iterator[_Gone]:
        """Every point that was sent on in one of these ways."""
        find = self._record.register
        for became in every_outcome(self._record):
            if became.outcome.kind in kinds:
                at = find.item_of(became.taken)
                yield _Gone(
                    became,
                    find.meeting(became.taken.meeting),
                    at.placed if at else None,
                    find.meeting(became.outcome.to.meeting),
                )

    @cached_property
    def continued(self) -> frozenset[str]:
        """The ids of items that others say they continue."""
        return frozenset(placed.item.continues for _, placed in items(self._record)) - {""}

    @cached_property
    def _last(self) -> Mapping[tuple[str, _Mark], dt.date]:
        """The last day on which a body had an item of a title or a case on its agenda."""
        found: dict[tuple[str, _Mark], dt.date] = {}
        for meeting, placed in items(self._record):
            for mark in _marks_of(placed.item):
                key = meeting.body, mark
                found[key] = max(meeting.on, found.get(key, meeting.on))
        return found

    def came_back(self, gone: _Gone) -> bool:
        """Whether a later meeting has it: by its id, or by its title or case in the same body."""
        taken = gone.became.taken
        days = (self._last.get((taken.body, mark), dt.date.min) for mark in gone.marks)
        return gone.id in self.continued or any(day > taken.on for day in days)

    def later(self, gone: _Gone) -> Iterator[Meeting]:
        """The meetings of the body after the one that sent it on, the next one first."""
        here = gone.meeting
        return (
            meeting
            for meeting in (self._record.register.meetings_of(here.body) if here else ())
            if here is not None and meeting.on > here.on and meeting.state not in _OFF
        )


@check("postponed-to-nowhere", Severity.WARNING)
def postponed_to_nowhere(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A point that was postponed, and nobody knows to when; nor has a later meeting taken it up."""
    ways = _Ways(record)
    for gone in ways.gone(OutcomeKind.POSTPONED):
        if not gone.is_told and not ways.came_back(gone):
            following = next(ways.later(gone), None)
            such = f", such as {following.id!r}" if following else ", or until when"
            yield Spot(
                gone.became.where,
                "it was postponed, and the minutes do not say to when",
                f"Write to which meeting it was postponed{such}.",
                gone.became.taken.title,
            )


@check("referred-to-nowhere", Severity.WARNING)
def referred_to_nowhere(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A point that was sent on, and nobody knows to whom; a case has its way in its own steps."""
    ways = _Ways(record)
    cases = {case.id for case in record.cases}
    for gone in ways.gone(OutcomeKind.REFERRED):
        routed = gone.placed is not None and gone.placed.item.case in cases
        if not gone.is_told and not routed and gone.id not in ways.continued:
            yield Spot(
                gone.became.where,
                "it was referred, and the minutes do not say to whom",
                "Write the body, or the meeting, that it was referred to.",
                gone.became.taken.title,
            )


@check("postponed-to-earlier-meeting", Severity.ERROR)
def postponed_to_earlier_meeting(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A point that was postponed or referred to the meeting itself, or to an earlier one."""
    for gone in _Ways(record).gone(OutcomeKind.POSTPONED, OutcomeKind.REFERRED):
        here, there = gone.meeting, gone.target
        if here is None or there is None:
            continue
        if there.id == here.id or (there.last_day or there.on) < here.on:
            itself = "the meeting itself" if there.id == here.id else f"{there.id} of {there.on}"
            yield Spot(
                gone.became.where,
                f"it was {gone.became.worded} to {itself}, and the meeting is on {here.on}",
                "Write the later meeting that is meant.",
                there.id,
            )


@check("postponed-to-cancelled-meeting", Severity.WARNING)
def postponed_to_cancelled_meeting(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A point that was postponed or referred to a meeting that was not held on that day."""
    ways = _Ways(record)
    for gone in ways.gone(OutcomeKind.POSTPONED, OutcomeKind.REFERRED):
        there = gone.target
        if there is None or there.state not in _OFF or ways.came_back(gone):
            continue
        instead = there.moved_to or "the meeting that takes it up"
        yield Spot(
            gone.became.where,
            f"it was {gone.became.worded} to {there.id}, which was {there.state.value}",
            f"Put it on the agenda of {instead}, and write what it continues.",
            there.id,
        )


@check("postponed-not-on-agenda", Severity.WARNING)
def postponed_not_on_agenda(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A point that was postponed to a meeting whose agenda does not have it."""
    ways = _Ways(record)
    for gone in ways.gone(OutcomeKind.POSTPONED):
        there = gone.target
        if there is None or there.state in _OFF or not there.items or not gone.id:
            continue
        if there.on < gone.became.taken.on:
            continue  # it cannot be meant
        listed = (_marks_of(placed.item) for placed in there.items)
        if not ways.came_back(gone) and not any(gone.marks & each for each in listed):
            yield Spot(
                gone.became.where,
                f"it was postponed to {there.id}, and no item of that agenda takes it up",
                f"Put it on the agenda of {there.id}, or write continues = {gone.id!r} at the item"
                " that takes it up.",
                gone.became.taken.title,
            )


POSTPONEMENTS: tuple[Check, ...] = (
    postponed_to_nowhere,
    referred_to_nowhere,
    postponed_to_earlier_meeting,
    postponed_to_cancelled_meeting,
    postponed_not_on_agenda,
)
"""The checks of what is put off and sent on."""
