"""Walking what papers state of money: every stated amount, where it stands and what it is there.

An amount in a case presentation is told; one in a recommendation is proposed; one of an outcome is
decided. Which of them can be held against each other is `sundgov.checks.money.agreeing`.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable, Iterator

from attrs import field, frozen

from sundgov.checks.checking import place
from sundgov.checks.walks.meeting_walk import bare
from sundgov.checks.walks.outcome_walk import outcome_place
from sundgov.governance.agendas import PlacedItem
from sundgov.governance.decisions import Outcome, OutcomeKind, TakenDecision
from sundgov.governance.meetings import Meeting
from sundgov.governance.recommendations import Point
from sundgov.governance.statements import Section, StatedAmount
from sundgov.record import Record

# "Yderligere 200.000 kr.", "budgettet hæves med 300.000 kr."; what it is raised to is all of it.
_ADDED = re.compile(
    r"(?:tillægs|mer)bevilling|(?<!\w)(?:yderligere|ekstra)|omplacer|omprioriter"
    r"|(?:forhøj|øge|hæve|reducer|nedsæt|sænke)\w*[^.]{0,60}? med(?!\w)",
    re.IGNORECASE,
)

# "Puljen hæves til 300.000 kr.", "revideret budget".
_CHANGED = re.compile(
    r"(?:forhøj|nedsæt|sænk|reducer|ændr|juster|revider|korriger)|(?<!\w)(?:hæve|øge)",
    re.IGNORECASE,
)


class Way(enum.Enum):
    """How an amount is stated: in a presentation, the minutes, a point, an option, an outcome."""

    PRESENTED = "presentation"
    TOLD = "minutes"
    RECOMMENDED = "recommendation"
    OPTION = "option"
    DECIDED = "outcome"
    PLANNED = "plan"


@frozen
class Said:
    """A stated amount where it stands.

    `paper` is the id of the meeting, case or project whose paper it is, and `on` its day, None for
    those without one. `item` is the item's id within the meeting. Of an outcome, `taken` is the
    decision and `point` the point that it answers, and `settled` tells whether it was approved.
    `names` are what a recommended point says it concerns. `adds` tells that it is put on top of
    another, or taken from it, by the words of the point or outcome (tillægsbevilling); `changes`
    that a point asks for another amount than there is; `advice` that it was endorsed, which may be
    for others to decide.
    """

    stated: StatedAmount
    way: Way
    place: str
    paper: str
    on: dt.date | None = None
    item: str = ""
    taken: TakenDecision | None = field(default=None, eq=False)
    point: str = ""
    settled: bool = False
    names: tuple[str, ...] = ()
    adds: bool = False
    changes: bool = False
    advice: bool = False


def amounts_said(record: Record) -> tuple[Said, ...]:
    """Every amount that a record's papers state, those of meetings first."""
    return (
        *(said for meeting in record.meetings for said in _at_meeting(meeting)),
        *(said for taken in record.register.decisions for said in _decided(taken, record)),
        *_planned(record),
    )


def _at_meeting(meeting: Meeting) -> Iterator[Said]:
    for placed in meeting.items:
        where = place(meeting.id, f"item {placed.id}")
        for stated in _in_sections(placed.item.sections()):
            spot = place(where, "presentation")
            yield Said(stated, Way.PRESENTED, spot, meeting.id, meeting.on, placed.id)
        put = placed.item.recommendation
        for label, point in zip(put.labels, put.points, strict=True) if put else ():
            yield from _put(point, place(where, f"point {label}"), meeting, placed)
    for entry in meeting.minutes.entries if meeting.minutes else ():
        spot = place(meeting.id, f"item {entry.item}" if entry.item else "", "minutes")
        for stated in _in_sections(entry.sections()):
            yield Said(stated, Way.TOLD, spot, meeting.id, meeting.on, entry.item)


def _put(point: Point, spot: str, meeting: Meeting, placed: PlacedItem) -> Iterator[Said]:
    """What a recommended point asks for, and the options that it lays before the meeting."""
    item, adds = placed.id, _is_added(placed.item.title, point.text)
    for stated in point.amounts:
        yield Said(
            stated,
            Way.RECOMMENDED,
            spot,
            meeting.id,
            meeting.on,
            item,
            names=point.concerns,
            adds=adds,
            changes=any(map(_CHANGED.search, (placed.item.title, point.text))),
        )
    for option in point.options:
        for stated in (*option.amounts, *_in_sections(_walked(option.presentation))):
            where = place(spot, f"option {option.id}")
            yield Said(stated, Way.OPTION, where, meeting.id, meeting.on, item)


def _is_added(*words: str) -> bool:
    """Whether an amount is put on top of another, or taken from it, as the words about it tell.

    >>> _is_added("Tillægsbevilling til support"), _is_added("Budgettet hæves til 7 mio. kr.")
    (True, False)
    """
    return any(map(_ADDED.search, words))


def _points_answered(taken: TakenDecision, outcome: Outcome, record: Record) -> Iterator[str]:
    """The words of the points that an outcome answers: the one it names, or all of its item."""
    at = record.register.item_of(taken) if outcome.amounts else None
    put = at.placed.item.recommendation if at else None
    for label, point in zip(put.labels, put.points, strict=True) if put else ():
        if bare(outcome.point) in ("", bare(label)):
            yield point.text


def _decided(taken: TakenDecision, record: Record) -> Iterator[Said]:
    for outcome in taken.decision.outcomes:
        asked = _points_answered(taken, outcome, record)
        adds = _is_added(taken.title, taken.decision.text, outcome.text, *asked)
        for stated in outcome.amounts:
            yield Said(
                stated,
                Way.DECIDED,
                outcome_place(taken, outcome),
                taken.meeting or taken.id,
                taken.on,
                taken.item,
                taken,
                outcome.point,
                outcome.kind.settles,
                adds=adds,
                advice=outcome.kind is OutcomeKind.ENDORSED,
            )


def seen_from(here: str, there: str) -> str:
    """Where something else stands, as a finding at a place tells it.

    >>> seen_from("item 1", "item 1"), seen_from("item 1", "item 2")
    ('at the same place', 'in item 2')
    """
    return "at the same place" if here == there else f"in {there}"


def _planned(record: Record) -> Iterator[Said]:
    for case in record.cases:
        for stated in _in_sections(_walked(case.presentation)):
            yield Said(stated, Way.PLANNED, f"case {case.id}", f"case {case.id}")
    for project in record.projects:
        for stated in project.amounts:
            yield Said(stated, Way.PLANNED, f"project {project.id}", f"project {project.id}")


def _walked(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections, and those within others."""
    return (inner for section in sections for inner in section.walk())


def _in_sections(sections: Iterable[Section]) -> Iterator[StatedAmount]:
    return (stated for section in sections for stated in section.amounts)
