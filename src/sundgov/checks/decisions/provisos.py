"""What decisions presume, and whether it comes in time (forudsætninger og forbehold)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.checks.walks.due_words import dated
from sundgov.checks.walks.outcome_walk import changed_later, every_outcome
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.statements import Proviso
from sundgov.record import Record


@check("proviso-due-too-late", Severity.WARNING)
def proviso_due_too_late(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A proviso that is to be settled only after what rests on it must stand."""
    for where, proviso in _provisos(record):
        due, needed = proviso.due, proviso.needed_by
        if due is None or needed is None or needed.latest is None:
            continue
        # "Senest uge 10" is a last day alone: it is settled then, for all that anybody knows.
        settled = due.earliest or due.latest
        if settled is not None and settled > needed.latest:
            yield Spot(
                where,
                f"it is due {dated(due)}, and needed by {dated(needed)}",
                f"Have it settled by {needed.latest}, or move what rests on it.",
                proviso.text,
            )


@check("proviso-overdue", Severity.WARNING)
def proviso_overdue(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A proviso whose time has passed, and no decision says that it was met."""
    for where, proviso in _provisos(record):
        time = proviso.due or proviso.needed_by
        if not proviso.met_by and time is not None and time.surely_past(on):
            was = "due" if proviso.due else "needed by"
            yield Spot(
                where,
                f"it was {was} {dated(time)}, and no decision says that it was met",
                "Name the decision that it was met, or take up what rests on it again.",
                proviso.text,
            )


def _provisos(record: Record) -> Iterator[tuple[str, Proviso]]:
    """What the decisions in force presume, and what others must bring to join a project."""
    changed = changed_later(record)
    for became in every_outcome(record):
        if became.settles and became.taken.id not in changed:
            for number, proviso in enumerate(became.outcome.provisos, 1):
                yield place(became.where, f"proviso {number}"), proviso
    for project in record.projects:
        for number, proviso in enumerate(project.joining, 1):
            yield place(f"project {project.id}", f"proviso {number}"), proviso


PROVISOS: tuple[Check, ...] = (proviso_due_too_late, proviso_overdue)
"""The checks of provisos."""
