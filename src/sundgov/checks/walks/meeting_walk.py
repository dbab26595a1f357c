"""Walking the papers of meetings: what is read, and what the places in it are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from sundgov.checks.checking import place
from sundgov.governance.agendas import Agenda, PlacedItem
from sundgov.governance.meetings import Meeting, MeetingState
from sundgov.governance.statements import Section
from sundgov.record import Record

_NAMED = re.compile(r"(?:bilag|punkt|pkt\.?)\s*(?=\S)")
_PRESENTED = re.compile(r"\s+v/.*")
# Titles of what every meeting settles: "Referat fra sidste møde", "Valg af dirigent".
_ROUTINE = ("dagsorden", "referat", "mødeplan", "valg af", "udpegning", "konstituer")


def meetings(record: Record) -> Iterator[Meeting]:
    """The meetings that were called and not cancelled or moved away: whose papers matter."""
    return (
        meeting
        for meeting in record.meetings
        if meeting.state not in (MeetingState.CANCELLED, MeetingState.MOVED)
    )


def agendas(record: Record) -> Iterator[tuple[Meeting, Agenda]]:
    """Those meetings that have an agenda, with it."""
    return ((one, one.agenda) for one in meetings(record) if one.agenda is not None)


def items(record: Record) -> Iterator[tuple[Meeting, PlacedItem]]:
    """Every item of their agendas."""
    return ((meeting, placed) for meeting in meetings(record) for placed in meeting.items)


def top(agenda: Agenda) -> tuple[PlacedItem, ...]:
    """The items of an agenda that lie under no other."""
    return tuple(placed for placed in agenda.placed if not placed.parent)


def sections(meeting: Meeting) -> Iterator[tuple[str, Section]]:
    """Every section of a meeting's papers, with the id of its item ("" for what came up there)."""
    for placed in meeting.items:
        yield from ((placed.id, section) for section in placed.item.sections())
        for point in placed.item.recommendation.points if placed.item.recommendation else ():
            parts = (part for option in point.options for part in option.presentation)
            yield from ((placed.id, section) for part in parts for section in part.walk())
    for entry in meeting.minutes.entries if meeting.minutes else ():
        yield from ((entry.item, section) for section in entry.sections())


def at_item(meeting: Meeting, item: str) -> str:
    """The place of an item; the meeting's where it is none."""
    return place(meeting.id, f"item {item}" if item else "")


def bare(label: str) -> str:
    """A label without what is printed around it.

    >>> bare("Bilag 9.1:"), bare("3."), bare("Punkt 4 a)")
    ('9.1', '3', '4 a')
    """
    return _NAMED.sub("", label.casefold().strip(), count=1).rstrip(".):").strip()


def title_words(title: str) -> str:
    """A title to compare: its words in lower case, without who presents it.

    >>> title_words("Status fra  projektet v/CR"), title_words("FLP- økonomi_2021")
    ('status fra projektet', 'flp økonomi 2021')
    """
    return " ".join(re.findall(r"[^\W_]+", _PRESENTED.sub("", title).casefold()))


def is_routine(title: str) -> bool:
    """Whether a title says by itself what the meeting is to settle, as it always is.

    >>> is_routine("Godkendelse af referat"), is_routine("Budget 2024")
    (True, False)
    """
    return any(word in title.casefold() for word in _ROUTINE)


def nearest(wanted: str, known: Iterable[str]) -> str:
    """The known word that looks most like another one, or the empty text.

    >>> nearest("kpro-2023-12-8", ["kpro-2023-12-08", "kosu"]), nearest("x", ["kosu"])
    ('kpro-2023-12-08', '')
    """
    return next(iter(get_close_matches(wanted, sorted(set(known)), n=1)), "")


def write_instead(wanted: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy for a reference that leads nowhere: the nearest there is, else something else.

    >>> write_instead("kosy", ["kosu"], "Leave it out.")
    "Write 'kosu' if that is meant."
    """
    near = nearest(wanted, known)
    return f"Write {near!r} if that is meant." if near else otherwise
