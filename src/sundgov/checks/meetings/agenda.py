"""Agendas: what they number and how (dagsordenens numre)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import groupby
from typing import TypeAlias

from sundgov.checks.checking import Check, Spot, check
from sundgov.checks.meetings.agenda_contents import CONTENTS
from sundgov.checks.meetings.agenda_kinds import KINDS
from sundgov.checks.meetings.agenda_times import TIMES
from sundgov.checks.meetings.meeting_references import MEETING_REFERENCES
from sundgov.checks.meetings.meeting_states import MEETING_STATES
from sundgov.checks.meetings.minutes import MINUTES
from sundgov.checks.walks.meeting_walk import agendas, at_item, bare
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.agendas import Agenda, PlacedItem
from sundgov.record import Record

_NUMBER = re.compile(r"([0-9]{1,18}(?:\.[0-9]{1,18})*)\s?([a-z]?)")
_Order: TypeAlias = tuple[tuple[int, ...], str]


@check("item-label-repeated", Severity.ERROR)
def item_label_repeated(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Two items side by side with one number."""
    for meeting, agenda in agendas(record):
        for siblings in _siblings(agenda):
            first: dict[str, PlacedItem] = {}
            for placed in siblings:
                label = bare(placed.item.label)
                if label and label in first:
                    yield Spot(
                        at_item(meeting, placed.id),
                        f"it is numbered {label} as {first[label].item.title!r} is before it",
                        _own_number(label, siblings),
                        placed.item.named,
                    )
                first.setdefault(label, placed)


def _own_number(label: str, siblings: tuple[PlacedItem, ...]) -> str:
    if not label.isdecimal():
        return "Give it a number of its own."
    following = f"{int(label) + 1}"
    if following in {bare(placed.item.label) for placed in siblings}:
        return f"Number it {following}, and those after it on from there."
    return f"Number it {following}."


@check("items-out-of-order", Severity.WARNING)
def items_out_of_order(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item whose number is lower than that of the item before it; a gap is no fault."""
    for meeting, agenda in agendas(record):
        for siblings in _siblings(agenda):
            last: tuple[_Order, PlacedItem] | None = None
            for placed in siblings:
                order = _order(placed.item.label)
                if order is None:
                    continue
                if last and len(last[0][0]) == len(order[0]) and order < last[0]:
                    after = bare(last[1].item.label)
                    yield Spot(
                        at_item(meeting, placed.id),
                        f"it is numbered {bare(placed.item.label)} and stands after {after}",
                        f"Move it before {after}, or number the items as they stand.",
                        placed.item.named,
                    )
                last = order, placed


def _siblings(agenda: Agenda) -> Iterator[tuple[PlacedItem, ...]]:
    """The items that lie side by side, each group in the order of the paper."""
    by_parent = sorted(agenda.placed, key=lambda placed: placed.parent)
    return (tuple(group) for _, group in groupby(by_parent, key=lambda placed: placed.parent))


def _order(label: str) -> _Order | None:
    """A number with its parts and its letter; None for what is no number."""
    found = _NUMBER.fullmatch(bare(label))
    return (tuple(int(part) for part in found[1].split(".")), found[2]) if found else None


AGENDA: tuple[Check, ...] = (
    item_label_repeated,
    items_out_of_order,
    *CONTENTS,
    *TIMES,
    *KINDS,
    *MINUTES,
    *MEETING_STATES,
    *MEETING_REFERENCES,
)
"""The checks of agendas and of meetings."""
