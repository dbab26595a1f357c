"""What an item is put forward for against what its recommendation asks (art og indstilling)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from sundgov.checks.checking import Check, Grade, Spot, check
from sundgov.checks.walks.meeting_walk import agendas, at_item, is_routine, items
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.agendas import AgendaItem, ItemKind
from sundgov.governance.recommendations import Ask
from sundgov.record import Record

# What is asked of people's opinion. To consider a matter, or to inform each other of it, goes with
# information as well as with discussion.
_TALK = (Ask.DISCUSS, Ask.GIVE_INPUT)
_NOT_TALK = (Ask.TAKE_NOTE, Ask.APPROVE, Ask.DECIDE, Ask.ENDORSE)


@frozen
class _Asked:
    """What a recommendation asks for in all; `wholly` where every point of it says so."""

    asks: tuple[Ask, ...]
    wholly: bool

    @property
    def decides(self) -> bool:
        return any(ask.decides for ask in self.asks)

    @property
    def kind(self) -> ItemKind:
        """What an item that asks for this is put forward for."""
        if self.decides:
            return ItemKind.DECISION
        talks = any(ask is not Ask.TAKE_NOTE for ask in self.asks)
        return ItemKind.DISCUSSION if talks else ItemKind.INFORMATION

    def first(self, *wanted: Ask) -> Ask | None:
        """The first of these that is asked for."""
        return next((ask for ask in self.asks if ask in wanted), None)


def _asked(item: AgendaItem) -> _Asked:
    points = item.recommendation.points if item.recommendation else ()
    asks = tuple(ask for point in points for ask in point.asks)
    return _Asked(asks, wholly=all(point.asks for point in points))


@check("kind-missing", Severity.WARNING)
def kind_missing(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item that asks for something and says not what it is, where other items do."""
    for meeting, agenda in agendas(record):
        kinds = {placed.id: placed.item.kinds for placed in agenda.placed}
        if not any(kinds.values()):
            continue
        for placed in agenda.placed:
            asked = _asked(placed.item)
            if not asked.asks or placed.item.kinds or kinds.get(placed.parent):
                continue
            yield Spot(
                at_item(meeting, placed.id),
                "it has a recommendation and no kind, as other items of the agenda have",
                f"Write {asked.kind.value} beside it.",
                placed.item.named,
            )


@check("kind-against-recommendation", Severity.ERROR)
def kind_against_recommendation(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Information alone that asks for talk or a decision; discussion that asks for none."""
    for meeting, placed in items(record):
        asked = _asked(placed.item)
        against = _against(placed.item, asked)
        if against is not None:
            kinds = "/".join(kind.value for kind in placed.item.kinds)
            yield Spot(
                at_item(meeting, placed.id),
                f"it is put forward as {kinds}, and its recommendation asks to {against.value}",
                f"Write {asked.kind.value} beside it, or take that point out.",
                placed.item.named,
            )


def _against(item: AgendaItem, asked: _Asked) -> Ask | None:
    """What a recommendation asks for that the item's kinds do not cover."""
    decides = asked.first(Ask.APPROVE, Ask.DECIDE, Ask.ENDORSE)
    if not item.kinds or ItemKind.DECISION in item.kinds:
        return None
    if ItemKind.DISCUSSION not in item.kinds:
        return decides or asked.first(*_TALK)
    # What is discussed may be approved in the end; D is wrong where nothing is to be discussed.
    return decides if asked.wholly and set(asked.asks) <= set(_NOT_TALK) else None


@check("nothing-to-decide", Severity.WARNING, Grade.STRICT)
def nothing_to_decide(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item for decision with nothing put before the meeting to be decided."""
    for meeting, agenda in agendas(record):
        parts = {placed.parent for placed in agenda.placed if placed.item.recommendation}
        for placed in agenda.placed:
            asked = _asked(placed.item)
            if ItemKind.DECISION not in placed.item.kinds or placed.id in parts:
                continue
            if placed.item.recommendation is None and is_routine(placed.item.title):
                continue
            if placed.item.recommendation is None:
                why, remedy = "no recommendation", "Write what the meeting is to decide"
            elif placed.item.kinds == (ItemKind.DECISION,) and asked.wholly and not asked.decides:
                why = "a recommendation that asks for no decision"
                remedy = f"Write {asked.kind.value} beside it, or what the meeting is to decide"
            else:
                continue
            yield Spot(
                at_item(meeting, placed.id),
                f"it is put forward for decision and has {why}",
                f"{remedy}.",
                placed.item.named,
            )


KINDS: tuple[Check, ...] = (kind_missing, kind_against_recommendation, nothing_to_decide)
"""The checks of what items are put forward for."""
