"""Bodies: whether those that are named exist, and how they hang together (organer)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.checks.walks.destinations import bodies_named
from sundgov.checks.walks.meeting_walk import write_instead
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.dependencies import dependencies
from sundgov.record import Record


@check("unknown-body", Severity.ERROR)
def unknown_body(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A body is named, and the record has none of that id, though it has others."""
    known = {body.id for body in record.bodies}
    for where, what, named in _named(record):
        if named and known and named not in known:
            yield Spot(
                where,
                f"{what} {named}, and the record has no such body",
                write_instead(named, known, "Add the body, or write the id of one that is held."),
                named,
            )


def _named(record: Record) -> Iterator[tuple[str, str, str]]:
    """Every place that names a body, what it says of it, and the id that it names."""
    yield from _of_bodies(record)
    for seat in record.seats:
        yield place(f"seat of {seat.holder}"), "it is in", seat.body
    for meeting in record.meetings:
        yield meeting.id, "it is a meeting of", meeting.body
    for plan in record.meeting_plans:
        yield "meeting plan", "it is that of", plan.body
    for outside in record.decisions:
        named = outside.decision.id or f"of {outside.time}"
        yield f"decision {named}", "it was taken by", outside.body
    for project in record.projects:
        yield f"project {project.id}", "it is steered by", project.body
    for case in record.cases:
        yield f"case {case.id}", "it is settled by", case.decided_in
        for number, step in enumerate(case.route, 1):
            yield place(f"case {case.id}", f"step {number}"), "it comes before", step.body
    yield from bodies_named(record)


def _of_bodies(record: Record) -> Iterator[tuple[str, str, str]]:
    for body in record.bodies:
        where = f"body {body.id}"
        yield where, "it answers to", body.parent
        yield where, "its secretariat is", body.secretariat
        yield where, "it recommends to", body.recommends_to
        for event in body.events:
            yield from ((where, "it goes on in", into) for into in event.into)


@check("seat-after-body-ended", Severity.ERROR)
def seat_after_body_ended(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A seat that surely begins when its body is surely no more."""
    for seat in record.seats:
        body = record.register.body(seat.body)
        since = seat.since.earliest if seat.since else None
        if body is None or seat.since is None or since is None:
            continue
        for event in body.events:
            ended = event.time.latest if event.time and event.change.ends else None
            if event.time and ended and ended <= since:
                yield Spot(
                    place(f"seat of {seat.holder}"),
                    f"it begins {seat.since}, and {body.id} was {event.change.value} {event.time}",
                    "Correct from when the seat is held, or name the body that goes on.",
                    seat.body,
                )


@check("body-circular", Severity.ERROR)
def body_circular(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Bodies that answer to themselves, or go on in themselves, by way of each other."""
    parents = {body.id: (body.parent,) for body in record.bodies if body.parent}
    into = {body.id: _goes_on_in(body.id, record) for body in record.bodies}
    yield from _circles(parents, "answers to")
    yield from _circles(into, "goes on in")


def _goes_on_in(id: str, record: Record) -> tuple[str, ...]:  # noqa: A002
    held = record.register.body(id)
    events = held.events if held else ()
    return tuple(into for event in events if event.change.ends for into in event.into)


def _circles(needs: Mapping[str, Sequence[str]], verb: str) -> Iterator[Spot]:
    for circle in dependencies(needs).cycles:
        steps = zip(circle, (*circle[1:], circle[0]), strict=True)
        yield Spot(
            f"body {circle[0]}",
            ", and ".join(f"{one} {verb} {other}" for one, other in steps),
            f"Write what {circle[-1]} {verb} instead.",
        )


BODIES: tuple[Check, ...] = (unknown_body, seat_after_body_ended, body_circular)
"""The checks of bodies."""
