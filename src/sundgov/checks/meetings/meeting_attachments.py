"""The attachments of a meeting with the items that they lie with."""

from __future__ import annotations

import re

from attrs import frozen

from sundgov.checks.checking import place
from sundgov.checks.walks.meeting_walk import at_item, bare, title_words
from sundgov.governance.agendas import Attachment, PlacedItem
from sundgov.governance.meetings import Meeting

_DOTTED = re.compile(r"([0-9]{1,18})(?:\.[0-9]{1,18})*\.([0-9]{1,18})[a-z]?")


@frozen
class Attached:
    """An attachment where it lies; `number` and `words` are its label and title to compare."""

    meeting: Meeting
    placed: PlacedItem
    attachment: Attachment

    @property
    def number(self) -> str:
        """Its label without what is printed around it."""
        return bare(self.attachment.label)

    @property
    def words(self) -> str:
        """Its title in words that compare."""
        return title_words(self.attachment.title)

    @property
    def parts(self) -> tuple[str, int] | None:
        """The item that a number such as 9.3 is of, and its last part; None for other numbers."""
        found = _DOTTED.fullmatch(self.number)
        return (found[1], int(found[2])) if found else None

    @property
    def where(self) -> str:
        """Its place in the record."""
        return place(at_item(self.meeting, self.placed.id), f"attachment {self.attachment.label}")

    def __str__(self) -> str:
        return f"{self.attachment.label} {self.attachment.title!r}"


def attached(meeting: Meeting) -> tuple[Attached, ...]:
    """Every attachment of a meeting, in the order of the paper."""
    return tuple(
        Attached(meeting, placed, attachment)
        for placed in meeting.items
        for attachment in placed.item.attachments
    )
