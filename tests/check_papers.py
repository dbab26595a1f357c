"""Small records of meetings for checks, and what a check says of them in one line each."""

from __future__ import annotations

import datetime as dt

from sundgov import packaged_figures
from sundgov.checks import Check
from sundgov.governance.agendas import Agenda, AgendaItem, ItemKind
from sundgov.governance.bodies import Body, Person, Seat
from sundgov.governance.cases import Case
from sundgov.governance.meetings import Meeting
from sundgov.governance.recommendations import Ask, Point, Recommendation
from sundgov.record import Record

FIGURES = packaged_figures()
TODAY = dt.date(2023, 12, 20)


def told(
    check: Check,
    *meetings: Meeting,
    people: tuple[Person, ...] = (),
    seats: tuple[Seat, ...] = (),
    bodies: tuple[Body, ...] = (),
    cases: tuple[Case, ...] = (),
    on: dt.date = TODAY,
) -> list[str]:
    """What a check finds, without its code: the place, why, and the remedy."""
    record = Record(
        figures=FIGURES, meetings=meetings, people=people, seats=seats, bodies=bodies, cases=cases
    )
    found = check(record, FIGURES, on)
    return [f"{one.place}: {one.why}. {one.remedy}" for one in found]


def called(*items: AgendaItem, id: str = "m", on: str = "2023-12-08") -> Meeting:  # noqa: A002
    """A meeting of the body "b" that is called to these items."""
    return Meeting(id, "b", on, agenda=Agenda(items))


def asking(label: str, kinds: str, *asks: Ask | tuple[Ask, ...]) -> AgendaItem:
    """An item put forward for something, with a point for each of what it asks."""
    points = tuple(Point("at", ask if isinstance(ask, tuple) else (ask,)) for ask in asks)
    letters = tuple(ItemKind(kind) for kind in kinds)
    put = Recommendation(points) if points else None
    return AgendaItem(label, f"Punkt {label}", kinds=letters, recommendation=put)
