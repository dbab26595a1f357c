"""Attachments: how they are numbered, and what they replace (bilagsnumre)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sundgov.checks.checking import Check, Spot, check
from sundgov.checks.meetings.attachment_citations import CITATIONS
from sundgov.checks.meetings.attachment_notice import NOTICE
from sundgov.checks.meetings.meeting_attachments import Attached, attached
from sundgov.checks.walks.meeting_walk import bare, meetings, write_instead
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.meetings import Meeting
from sundgov.record import Record


@check("attachment-label-repeated", Severity.ERROR)
def attachment_label_repeated(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Two papers of one number: with one item, or anywhere where the number has its item in it."""
    for meeting in meetings(record):
        first: dict[tuple[str, str], Attached] = {}
        for each in attached(meeting):
            # A bare number may begin anew with every item; 9.1 names its item itself.
            key = ("" if each.parts else each.placed.id, each.number)
            other = first.setdefault(key, each)
            if not _one_paper(other, each):
                yield Spot(
                    each.where,
                    f"{other.attachment.title!r} of item {other.placed.id} has that number too",
                    f"Number it {_free(each, attached(meeting))}.",
                    f"{each}",
                )


def _one_paper(one: Attached, other: Attached) -> bool:
    """Whether they are one paper listed twice, or a paper and the one that takes its place."""
    replaced = {bare(each.attachment.replaces) for each in (one, other)}
    return one.words == other.words or one.number in replaced


def _free(wanted: Attached, all_of_them: Sequence[Attached]) -> str:
    """The number after the last of those that lie with the same item."""
    label = bare(wanted.placed.item.label)
    beside = [each for each in all_of_them if each.placed == wanted.placed]
    dotted = [each.parts[1] for each in beside if each.parts and each.parts[0] == label]
    if wanted.parts and label:
        return f"{label}.{max(dotted, default=0) + 1}"
    plain = [int(each.number) for each in beside if each.number.isdecimal()]
    return f"{max(plain) + 1}" if plain else "otherwise"


@check("attachment-against-item", Severity.ERROR)
def attachment_against_item(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An attachment with the number of another item than the one that it lies with."""
    for meeting in meetings(record):
        held = attached(meeting)
        numbered = _by_items(meeting, held)
        if _in_turn(numbered) or not any(of == label for _, of, label in numbered):
            continue  # the numbers follow something else
        at_home = {(each.number, each.words) for each, of, label in numbered if of == label}
        for each, of, label in numbered:
            shared = (each.number, each.words) in at_home
            if label.isdecimal() and not shared:
                yield Spot(
                    each.where,
                    f"it is numbered as one of item {of} and lies with item {label}",
                    f"Number it {_free(each, held)}, or list it with item {of}.",
                    f"{each}",
                )


def _by_items(meeting: Meeting, held: Sequence[Attached]) -> list[tuple[Attached, str, str]]:
    """The attachments with an item in their number: that, and the item they lie with."""
    parents = {placed.id: placed.parent for placed in meeting.items}
    labels = {placed.id: bare(placed.item.label) for placed in meeting.items}
    return [
        (each, each.parts[0], labels[_outermost(each.placed.id, parents)])
        for each in held
        if each.parts
    ]


def _in_turn(numbered: Sequence[tuple[Attached, str, str]]) -> bool:
    """Whether 1.1 lies with the first item that has attachments, 2.1 with the second, and so on."""
    turns = list(dict.fromkeys(label for _, _, label in numbered))
    return all(of == f"{turns.index(label) + 1}" for _, of, label in numbered)


def _outermost(item: str, parents: Mapping[str, str]) -> str:
    while parents[item]:
        item = parents[item]
    return item


@check("replaces-unknown-attachment", Severity.ERROR)
def replaces_unknown_attachment(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An attachment that takes the place of one that the meeting does not have."""
    for meeting in meetings(record):
        held = attached(meeting)
        numbers = {each.number for each in held}
        for each in held:
            replaced = each.attachment.replaces
            if replaced and bare(replaced) not in numbers:
                yield Spot(
                    each.where,
                    f"it takes the place of attachment {replaced}, and the meeting has none",
                    write_instead(
                        replaced,
                        (other.attachment.label for other in held if other is not each),
                        "List what it replaces too, or write that it replaces nothing.",
                    ),
                    f"{each}",
                )


ATTACHMENTS: tuple[Check, ...] = (
    attachment_label_repeated,
    attachment_against_item,
    replaces_unknown_attachment,
    *CITATIONS,
    *NOTICE,
)
"""The checks of attachments."""
