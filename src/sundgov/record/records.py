"""The record: everything that one file or register holds, side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from types import NoneType

from attrs import field, frozen

from sundgov.errors import InvalidValueError, NotHeldError
from sundgov.figures import Figures
from sundgov.finance.invoice_lines import Allowance, InvoiceLine
from sundgov.governance.actions import (
    Action,
    ActionStanding,
    actions_of,
    open_actions,
    open_actions_at,
)
from sundgov.governance.bodies import Body, Person, Seat
from sundgov.governance.cases import Case
from sundgov.governance.decisions import OutsideDecision
from sundgov.governance.deliverable_plans import DeliverablePlan, deliverable_plan
from sundgov.governance.deliverables import Deliverable
from sundgov.governance.in_force import StandingDecision
from sundgov.governance.mandate_rulings import Ruling, may_decide
from sundgov.governance.mandates import Mandate, PoolUse, Report, Request
from sundgov.governance.meetings import Meeting
from sundgov.governance.projects import Project
from sundgov.governance.risk_logs import RiskLog
from sundgov.governance.risk_matrix import LogChanges, RiskMatrix, changes_between, risk_matrix
from sundgov.governance.risk_merges import LogMerge, logs_after
from sundgov.governance.schedules import MeetingPlan
from sundgov.governance.target_status import TargetStatus, target_status
from sundgov.governance.targets import Target
from sundgov.kinds import checked, must_be
from sundgov.periods import day
from sundgov.record.books import Books
from sundgov.record.ledger import Ledger
from sundgov.record.only import OnlyLedger
from sundgov.record.register import Register, held_by_id, not_held
from sundgov.record.share_tables import ShareTable
from sundgov.record.trace import Trace, trace


@frozen(kw_only=True, field_transformer=checked)
class Record(OnlyLedger):
    """Agreements with what became of them, and the figures that all of it is read by.

    Where there is one agreement the record answers as its ledger does: `record.bill(2025)`. What
    bodies, meetings and decisions it holds stands beside the agreements; `register` finds them by
    id.

    >>> from sundgov.figures import packaged_figures
    >>> Record(figures=packaged_figures()).ledgers
    ()
    """

    figures: Figures = field(repr=False)
    ledgers: tuple[Ledger, ...] = ()
    bodies: tuple[Body, ...] = ()
    people: tuple[Person, ...] = ()
    seats: tuple[Seat, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    meeting_plans: tuple[MeetingPlan, ...] = ()
    decisions: tuple[OutsideDecision, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    pool_uses: tuple[PoolUse, ...] = ()
    reports: tuple[Report, ...] = ()
    actions: tuple[Action, ...] = ()
    risk_logs: tuple[RiskLog, ...] = ()
    risk_merges: tuple[LogMerge, ...] = ()
    targets: tuple[Target, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    cases: tuple[Case, ...] = ()
    projects: tuple[Project, ...] = ()
    share_tables: tuple[ShareTable, ...] = ()

    def __attrs_post_init__(self) -> None:
        _once("ledgers", "an agreement", self._ids())
        for name, held in (
            ("bodies", self.bodies),
            ("people", self.people),
            ("meetings", self.meetings),
            ("mandates", self.mandates),
            ("pool_uses", self.pool_uses),
            ("actions", self.actions),
            ("risk_logs", self.risk_logs),
            ("targets", self.targets),
            ("deliverables", self.deliverables),
            ("cases", self.cases),
            ("projects", self.projects),
            ("share_tables", self.share_tables),
        ):
            _once(name, "an id", (each.id for each in held))

    @cached_property
    def register(self) -> Register:
        """What the record's ids stand for."""
        return Register(self)

    @cached_property
    def books(self) -> Books:
        """What finance finds in the ledgers: every bill is made once."""
        return Books(self.ledgers)

    def in_force(self, on: dt.date | str) -> tuple[StandingDecision, ...]:
        """The decisions in force on a day, oldest first."""
        return self.register.in_force(day(on, "on"))

    def may_decide(self, request: Request) -> Ruling:
        """Who decides what somebody asks for, and why: by the mandates and what they have used.

        A mandate whose grant the record holds counts while that decision is in force.
        """
        return may_decide(request, self._granted(request.on), self.pool_uses)

    def _granted(self, on: dt.date) -> tuple[Mandate, ...]:
        """The mandates without those whose grant does not count on a day."""
        counts = {standing.decision.id for standing in self.in_force(on)}
        return tuple(
            mandate
            for mandate in self.mandates
            if mandate.granted_by in counts or self.register.decision(mandate.granted_by) is None
        )

    def open_actions(self, on: dt.date | str) -> tuple[ActionStanding, ...]:
        """The actions open on a day, in the order they were made."""
        return open_actions(self.actions, day(on, "on"), self.register.calendar)

    def open_actions_at(self, meeting: str) -> tuple[ActionStanding, ...]:
        """The actions of a meeting's body that are open when it begins: its action list."""
        calendar = self.register.calendar
        own = actions_of(self.actions, calendar.meeting(meeting).body, calendar)
        return open_actions_at(own, meeting, calendar)

    @cached_property
    def logs(self) -> tuple[RiskLog, ...]:
        """The risk logs, with what was taken over from one into another."""
        return logs_after(self.risk_logs, self.risk_merges, self.register.calendar.days)

    def risk_matrix(self, log: str, on: dt.date | str, *, residual: bool = False) -> RiskMatrix:
        """The open risks of a log on a day by their inherent, or else residual, ratings."""
        held = held_by_id("risk log", self.logs, log)
        return risk_matrix(held, day(on, "on"), self.register.calendar.days, residual=residual)

    def risk_changes(self, log: str, earlier: dt.date | str, later: dt.date | str) -> LogChanges:
        """What changed in a log after one day, to the end of another."""
        days = day(earlier, "earlier"), day(later, "later")
        held = held_by_id("risk log", self.logs, log)
        return changes_between(held, *days, self.register.calendar.days)

    def target_status(self, target: str, on: dt.date | str) -> TargetStatus:
        """How a target stands on a day, by its newest reading."""
        held = held_by_id("target", self.targets, target)
        return target_status(held, day(on, "on"), self.register.calendar.days)

    def deliverable_plan(self, on: dt.date | str) -> DeliverablePlan:
        """The deliverables in their order on a day, and how early each can be finished."""
        return deliverable_plan(self.deliverables, day(on, "on"), self.register.calendar.days)

    def trace(self, line: InvoiceLine | Allowance) -> Trace:
        """A line of an invoice, followed to the meetings and items that allow it.

        The line is one of `bill.invoice(party, instalment).lines`, or of its allowances;
        `explain()` tells the whole of it, and `thread()` the decisions alone.
        """
        return trace(line, self.register)

    def ledger(self, agreement: str | None = None) -> Ledger:
        """The ledger of the agreement with this id; without one, the only ledger held.

        Raises `NotHeldError` where no agreement has the id, or none is named and there is not
        exactly one.
        """
        must_be(agreement, "agreement", str, NoneType)
        if agreement is None:
            return self._only()
        for held in self.ledgers:
            if held.agreement.id == agreement:
                return held
        raise not_held("agreement", agreement, self._ids())

    def _only(self) -> Ledger:
        if len(self.ledgers) == 1:
            return self.ledgers[0]
        if not self.ledgers:
            raise NotHeldError("agreement", "the record holds none")
        held = ", ".join(self._ids())
        raise NotHeldError("agreement", "must be named: several are held", hint=f"Held: {held}.")

    def _ids(self) -> tuple[str, ...]:
        return tuple(held.agreement.id for held in self.ledgers)


def _once(field_name: str, what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise InvalidValueError(field_name, f"hold {what} twice", each)
        seen.add(each)
