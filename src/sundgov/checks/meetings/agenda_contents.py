"""The list in front of an agenda against the items that follow (indholdsfortegnelse)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from attrs import field, frozen

from sundgov.checks.checking import Check, Grade, Spot, check, place
from sundgov.checks.walks.meeting_walk import (
    agendas,
    at_item,
    bare,
    title_words,
    top,
    write_instead,
)
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.agendas import Access, Agenda, ContentsLine, PlacedItem
from sundgov.governance.meetings import Meeting
from sundgov.record import Record


@frozen
class _Compared:
    """Which line of the contents is which item: by number and title, by title, or by number.

    `lines` and `items` are what is left; of items under others nobody expects a line, and the list
    in front may keep the title of a closed item to itself.
    """

    renumbered: tuple[tuple[ContentsLine, PlacedItem], ...] = ()
    retitled: tuple[tuple[ContentsLine, PlacedItem], ...] = ()
    lines: tuple[ContentsLine, ...] = ()
    items: tuple[PlacedItem, ...] = field(default=())


def _compared(agenda: Agenda) -> _Compared:
    lines, items = list(agenda.contents), list(agenda.placed)
    _taken(lines, items, lambda line, placed: _same_title(line, placed) and _same(line, placed))
    by_title = _taken(lines, items, _same_title)
    above = [placed for placed in items if not placed.parent]
    by_label = _taken(lines, above, _same)
    return _Compared(
        tuple(
            (line, placed)
            for line, placed in by_title
            if line.label and placed.item.label and not placed.parent
        ),
        tuple(pair for pair in by_label if pair[1].item.access is Access.OPEN),
        tuple(lines),
        tuple(above),
    )


def _taken(
    lines: list[ContentsLine],
    items: list[PlacedItem],
    alike: Callable[[ContentsLine, PlacedItem], bool],
) -> list[tuple[ContentsLine, PlacedItem]]:
    """The pairs that are alike, taken out of both; items that lie under no other come first."""
    pairs = []
    for line in tuple(lines):
        found = [placed for placed in items if alike(line, placed)]
        if found:
            best = min(found, key=lambda placed: bool(placed.parent))
            pairs.append((line, best))
            lines.remove(line)
            items.remove(best)
    return pairs


def _same(line: ContentsLine, placed: PlacedItem) -> bool:
    return bool(line.label) and bare(line.label) == bare(placed.item.label)


def _same_title(line: ContentsLine, placed: PlacedItem) -> bool:
    return title_words(line.title) == title_words(placed.item.title)


def _with_contents(record: Record) -> Iterator[tuple[Meeting, Agenda, _Compared]]:
    return (
        (meeting, agenda, _compared(agenda))
        for meeting, agenda in agendas(record)
        if agenda.contents
    )


@check("contents-without-item", Severity.ERROR)
def contents_without_item(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A line of the contents that no item answers to."""
    for meeting, agenda, compared in _with_contents(record):
        for line in compared.lines:
            named = f"{line.label} {line.title}".strip()
            yield Spot(
                place(meeting.id, "contents"),
                f"no item of the agenda is {named!r}",
                write_instead(
                    line.title,
                    (placed.item.title for placed in top(agenda)),
                    "Take the line out, or add the item.",
                ),
                named,
            )


@check("item-not-in-contents", Severity.ERROR)
def item_not_in_contents(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item that the contents leave out."""
    for meeting, _, compared in _with_contents(record):
        for placed in compared.items:
            yield Spot(
                at_item(meeting, placed.id),
                "the contents do not have it",
                f"Add the line {placed.item.named!r} to the contents.",
                placed.item.named,
            )


@check("item-renumbered", Severity.ERROR)
def item_renumbered(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item with one number in the contents and another where it stands."""
    for meeting, _, compared in _with_contents(record):
        for line, placed in compared.renumbered:
            here, there = bare(placed.item.label), bare(line.label)
            yield Spot(
                at_item(meeting, placed.id),
                f"it is numbered {here} where it stands and {there} in the contents",
                f"Number it {here} in the contents.",
                placed.item.named,
            )


@check("item-retitled", Severity.NOTE, Grade.STRICT)
def item_retitled(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item with one title in the contents and another where it stands."""
    for meeting, _, compared in _with_contents(record):
        for line, placed in compared.retitled:
            yield Spot(
                at_item(meeting, placed.id),
                f"it is called {placed.item.title!r} where it stands and {line.title!r} in the"
                " contents",
                "Call it the same in both.",
                placed.item.named,
            )


CONTENTS: tuple[Check, ...] = (
    contents_without_item,
    item_not_in_contents,
    item_renumbered,
    item_retitled,
)
"""The checks of the list in front."""
