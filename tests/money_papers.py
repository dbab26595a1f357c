"""Small papers that state amounts, for checks of money, and what the checks say of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sundgov import packaged_figures
from sundgov.checks import Check, run
from sundgov.findings import Finding
from sundgov.governance.agendas import Agenda, AgendaItem
from sundgov.governance.decisions import (
    Change,
    ChangeKind,
    Decision,
    Outcome,
    OutcomeKind,
    OutsideDecision,
)
from sundgov.governance.meetings import Meeting
from sundgov.governance.minutes import Minutes, MinutesEntry
from sundgov.governance.recommendations import Ask, Option, Point, Recommendation
from sundgov.governance.statements import MoneyMeaning, Section, StatedAmount
from sundgov.record import Record

FIGURES = packaged_figures()
TODAY = dt.date(2023, 12, 20)
BUDGET, CEILING = MoneyMeaning.BUDGET, MoneyMeaning.CEILING
COLLECTED, UNDISPOSED = MoneyMeaning.COLLECTED, MoneyMeaning.UNDISPOSED


def amount(
    wording: Any, meaning: MoneyMeaning = BUDGET, years: Iterable[int] = (2024,), **named: Any
) -> StatedAmount:
    """An amount stated of the agreement "drift"."""
    return StatedAmount(wording, meaning, **{"of": "drift", "years": tuple(years), **named})


def item(
    *presented: StatedAmount,
    put: Iterable[StatedAmount] = (),
    options: Iterable[Option] = (),
    concerns: tuple[str, ...] = (),
    label: str = "1",
) -> AgendaItem:
    """An item that presents some amounts and puts others forward in its only point."""
    point = Point(
        "at", (Ask.APPROVE,), amounts=tuple(put), options=tuple(options), concerns=concerns
    )
    asked = Recommendation((point,)) if point.amounts or point.options else None
    return AgendaItem(
        label, "Økonomi", presentation=(Section(amounts=presented),), recommendation=asked
    )


def entry(
    *told: StatedAmount,
    decided: Iterable[StatedAmount] | None = None,
    kind: OutcomeKind = OutcomeKind.APPROVED,
    point: str = "",
    changes: tuple[Change, ...] = (),
    label: str = "1",
) -> MinutesEntry:
    """What the minutes tell of an item, and what they say was decided."""
    outcome = Outcome(kind, point, amounts=tuple(decided or ()))
    decision = None if decided is None else Decision((outcome,), changes=changes)
    return MinutesEntry(label, account=(Section(amounts=told),), decision=decision)


def meeting(
    *items: AgendaItem, on: str = "2023-12-08", minutes: Iterable[MinutesEntry] | None = None
) -> Meeting:
    """A meeting named by its day, with minutes where any entries are given."""
    held = None if minutes is None else Minutes(tuple(minutes))
    return Meeting(f"st-{on}", "st", on, agenda=Agenda(items or (item(),)), minutes=held)


def outside(
    name: str, *decided: StatedAmount, on: str = "2023-01-20", changes: tuple[Change, ...] = ()
) -> OutsideDecision:
    """An approval outside meetings."""
    outcome = Outcome(OutcomeKind.APPROVED, amounts=decided)
    return OutsideDecision(Decision((outcome,), id=name, changes=changes), "st", on)


def supersedes(name: str) -> tuple[Change, ...]:
    return (Change(ChangeKind.SUPERSEDES, name),)


def amends(name: str) -> tuple[Change, ...]:
    return (Change(ChangeKind.AMENDS, name),)


def record(*held: Meeting | OutsideDecision, **others: Any) -> Record:
    """A record of meetings and outside decisions in any order, and of what else is named."""
    return Record(
        figures=FIGURES,
        meetings=tuple(one for one in held if isinstance(one, Meeting)),
        decisions=tuple(one for one in held if isinstance(one, OutsideDecision)),
        **others,
    )


def found(check: Check, *held: Meeting | OutsideDecision, **others: Any) -> tuple[Finding, ...]:
    on = others.pop("on", TODAY)
    return run((check,), record(*held, **others), FIGURES, on)


def places(check: Check, *held: Meeting | OutsideDecision, **others: Any) -> list[str]:
    """Where a check finds something."""
    return [one.place for one in found(check, *held, **others)]
