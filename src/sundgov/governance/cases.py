"""A case on its way through several bodies, before and after any agenda has it (sag, sagsgang)."""

from __future__ import annotations

from attrs import field, frozen

from sundgov.governance.fields import time_time
from sundgov.governance.hearings import Hearing
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.recommendations import Ask
from sundgov.governance.references import is_id, is_reference
from sundgov.governance.statements import Section
from sundgov.kinds import checked
from sundgov.text import is_plain, is_plain_or_empty


@frozen(field_transformer=checked)
class RouteStep:
    """One body that a case comes before, and what for (led i sagsgangen).

    `item` is the id of the item there, once there is one; until then a meeting or a planned time
    may be known, or nothing. `decision` is the id of what it settled there, where that is held as a
    decision taken outside the record's meetings.
    """

    body: str = field(validator=is_id)
    asks: tuple[Ask, ...] = ()
    time: PlannedTime | None = field(default=None, converter=time_time, kw_only=True)
    meeting: str = field(default="", validator=is_reference, kw_only=True)
    item: str = field(default="", validator=is_reference, kw_only=True)
    decision: str = field(default="", validator=is_reference, kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)


@frozen(field_transformer=checked)
class Case:
    """What bodies are asked to settle, from the first to the one that decides (sag).

    `decided_in` is the body that settles it (sagen afgøres i); `hearings` are those heard of it.

    >>> through = Case("hjerte", "Ny kontrakt", (RouteStep("kosu"), RouteStep("styregruppe")))
    >>> [step.body for step in through.route]
    ['kosu', 'styregruppe']
    """

    id: str = field(validator=is_id)
    title: str = field(validator=is_plain)
    route: tuple[RouteStep, ...] = ()
    decided_in: str = field(default="", validator=is_reference, kw_only=True)
    number: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    presentation: tuple[Section, ...] = field(default=(), kw_only=True)
    hearings: tuple[Hearing, ...] = field(default=(), kw_only=True)
