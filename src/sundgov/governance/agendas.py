"""What a meeting is called to: items with their papers (dagsorden, dagsordenspunkt, bilag)."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from functools import cached_property

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import natural
from sundgov.governance.fields import day_or_none_material_sent_on, day_or_none_written_on
from sundgov.governance.recommendations import Recommendation
from sundgov.governance.references import is_reference, names_itself, slug
from sundgov.governance.statements import Section
from sundgov.kinds import checked
from sundgov.periods import day
from sundgov.text import is_plain, is_plain_or_empty


class ItemKind(enum.Enum):
    """What an item is put forward for: decision (B), information (O), discussion (D)."""

    DECISION = "B"
    INFORMATION = "O"
    DISCUSSION = "D"


class Access(enum.Enum):
    """Who may read it: everybody (åbent), or only those who meet (lukket)."""

    OPEN = "open"
    CLOSED = "closed"


@frozen(field_transformer=checked)
class Slot:
    """From when to when an item is planned (tidsrum), in the meeting's local time.

    >>> Slot(dt.time(8, 30), dt.time(8, 35)).minutes
    5
    >>> Slot(dt.time(9, 0), dt.time(8, 30))
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: slot: must not end before it begins (got '09:00', '08:30')
    """

    starts: dt.time
    ends: dt.time

    def __attrs_post_init__(self) -> None:
        if self.ends < self.starts:
            first, last = (f"{each:%H:%M}" for each in (self.starts, self.ends))
            raise InvalidValueError("slot", "must not end before it begins", first, last)

    @property
    def minutes(self) -> int:
        """Its length in whole minutes."""
        return minute_of(self.ends) - minute_of(self.starts)

    def __str__(self) -> str:
        return f"{self.starts:%H.%M}-{self.ends:%H.%M}"


def minute_of(time: dt.time) -> int:
    """The minute of the day of a time.

    >>> minute_of(dt.time(8, 30))
    510
    """
    return time.hour * 60 + time.minute


def _sent(value: dt.date | str | None) -> dt.date | None:
    return None if value is None else day(value, "sent_on")


@frozen(field_transformer=checked)
class Attachment:
    """A paper that goes with an item (bilag); `label` is its printed number ("9.1", "3")."""

    label: str = field(validator=is_plain)
    title: str = field(validator=is_plain)
    sent_on: dt.date | None = field(default=None, converter=_sent, kw_only=True)
    access: Access = field(default=Access.OPEN, kw_only=True)
    file: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    replaces: str = field(default="", validator=is_plain_or_empty, kw_only=True)


def _minutes(value: int | None) -> int | None:
    return None if value is None else natural(value, "minutes")


@frozen(field_transformer=checked)
class AgendaItem:
    """One thing on an agenda (dagsordenspunkt).

    `label` is its printed number, which may be missing or repeated; its order is its place among
    the items. `id` names it within the meeting and follows from the label where it is not given:
    it is the label itself, if that can be an id ("3a", "B"), else what is left of it.
    `presentation` is the case presentation (sagsfremstilling) in sections; `continues` the item of
    an earlier meeting that it goes on from; `case` the case that it is a step of.

    >>> AgendaItem("3", "Status fra forvaltningen").own_id
    '3'
    """

    label: str = field(validator=is_plain_or_empty)
    title: str = field(validator=is_plain)
    id: str = field(default="", validator=is_reference, kw_only=True)
    kinds: tuple[ItemKind, ...] = field(default=(), kw_only=True)
    presenters: tuple[str, ...] = field(default=(), kw_only=True)
    slot: Slot | None = field(default=None, kw_only=True)
    minutes: int | None = field(default=None, converter=_minutes, kw_only=True)
    access: Access = field(default=Access.OPEN, kw_only=True)
    recommendation: Recommendation | None = field(default=None, kw_only=True)
    presentation: tuple[Section, ...] = field(default=(), kw_only=True)
    attachments: tuple[Attachment, ...] = field(default=(), kw_only=True)
    items: tuple[AgendaItem, ...] = field(default=(), kw_only=True)
    continues: str = field(default="", validator=is_reference, kw_only=True)
    case: str = field(default="", validator=is_reference, kw_only=True)

    @property
    def own_id(self) -> str:
        """What names it within its meeting, unless another item has the same name."""
        label = self.label if names_itself(self.label) else slug(self.label)
        return self.id or label or slug(self.title) or "item"

    @property
    def named(self) -> str:
        """Its label and title, as a heading has them."""
        return f"{self.label} {self.title}" if self.label else self.title

    def sections(self) -> tuple[Section, ...]:
        """Every section of its case presentation, those within others too."""
        return tuple(inner for section in self.presentation for inner in section.walk())


@frozen(field_transformer=checked)
class PlacedItem:
    """An item in its place: its id within the meeting, how deep it lies, and its parent's id."""

    id: str
    item: AgendaItem
    parent: str = ""


@frozen(field_transformer=checked)
class ContentsLine:
    """A line of the list in front of an agenda, where that is apart from the items themselves."""

    label: str = field(validator=is_plain_or_empty)
    title: str = field(validator=is_plain)


@frozen(field_transformer=checked)
class Agenda:
    """What is sent before a meeting (dagsorden): it stays as it was, whatever the meeting does.

    `contents` is the list in front, where the paper has one; `sent_on` when it was sent,
    `material_sent_on` when its attachments followed. `late_consent` is who consented that papers
    came after their time (formandens accept).

    >>> twice = Agenda((AgendaItem("1", "Velkomst"), AgendaItem("1", "Eventuelt")))
    >>> [placed.id for placed in twice.placed]
    ['1', '1-2']
    """

    items: tuple[AgendaItem, ...]
    contents: tuple[ContentsLine, ...] = field(default=(), kw_only=True)
    sent_on: dt.date | None = field(default=None, converter=_sent, kw_only=True)
    material_sent_on: dt.date | None = field(
        default=None,
        converter=day_or_none_material_sent_on,
        kw_only=True,
    )
    written_on: dt.date | None = field(
        default=None,
        converter=day_or_none_written_on,
        kw_only=True,
    )
    case_number: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    document_number: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    officer: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    late_consent: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    @cached_property
    def placed(self) -> tuple[PlacedItem, ...]:
        """Every item in the order of the paper, sub-items after theirs, each with its own id."""
        used: Counter[str] = Counter()
        return tuple(_placed(self.items, "", used))

    def item(self, wanted: str) -> PlacedItem | None:
        """The item with an id, or None."""
        return next((placed for placed in self.placed if placed.id == wanted), None)


def _placed(items: tuple[AgendaItem, ...], parent: str, used: Counter[str]) -> list[PlacedItem]:
    found = []
    for item in items:
        found_id = own = item.own_id
        while used[found_id]:
            used[own] += 1
            found_id = f"{own}-{used[own]}"
        used[found_id] += 1
        found += [PlacedItem(found_id, item, parent), *_placed(item.items, found_id, used)]
    return found
