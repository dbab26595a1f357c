"""The thread from a line of an invoice back to the decisions that allow it (sporing af hjemmel)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator

from attrs import field, frozen

from sundgov.authority import Authority
from sundgov.errors import NotHeldError
from sundgov.finance.agreements import Agreement
from sundgov.finance.budgets import Budget
from sundgov.finance.invoice_lines import Allowance, Billed, Earlier, InvoiceLine
from sundgov.finance.revisions import Revision
from sundgov.governance.decisions import TakenDecision
from sundgov.governance.in_force import Changed, changes_of
from sundgov.kinds import checked
from sundgov.printing import Language, language_of
from sundgov.record.register import ItemAt, Register


class Behind(enum.Enum):
    """What a decision stands behind: what of a line it allows."""

    AGREEMENT = "agreement"
    BUDGET = "budget"
    CEILING = "ceiling"
    RELEASE = "release"
    RESULT = "result"
    REVISION = "revision"


@frozen(field_transformer=checked)
class TracedAuthority:
    """An authority followed to its decision, its meeting and its item.

    `decision` and `item` are None where the record does not hold them; `changed` is what later
    decisions, taken by the day of the line, did to it.
    """

    behind: Behind
    authority: Authority
    body: str
    decision: TakenDecision | None = field(default=None, repr=False)
    item: ItemAt | None = field(default=None, repr=False)
    changed: tuple[Changed, ...] = ()


@frozen(field_transformer=checked)
class Trace:
    """A line and every decision behind it, the agreement's first.

    `on` is the day by which later decisions are counted: that of billing.
    """

    line: InvoiceLine | Allowance
    on: dt.date
    authorities: tuple[TracedAuthority, ...]

    def thread(self, language: Language = "da") -> str:
        """The decisions behind the line, each with its meeting and item, to be read aloud."""
        from sundgov.record.trace_wording import worded_thread

        return worded_thread(self, language_of(language))

    def explain(self, language: Language = "da") -> str:
        """The line's own proof, and behind it each decision, to be read aloud."""
        return f"{self.line.explain(language)}\n{self.thread(language)}"


def trace(line: InvoiceLine | Allowance, register: Register) -> Trace:
    """Follow a line to the decisions behind it.

    Raises `NotHeldError` for a line that comes from no bill: nobody knows what allows it.
    """
    origin = line.origin
    if origin is None:
        raise NotHeldError("line", "comes from no bill, so nothing stands behind it", _name(line))
    on = _day(origin)
    found = tuple(_followed(behind, held, register, on) for behind, held in _authorities(origin))
    return Trace(line, on, found)


def _name(line: InvoiceLine | Allowance) -> str:
    return line.id if isinstance(line, InvoiceLine) else line.reason


def _day(origin: Billed | Earlier) -> dt.date:
    """The day a line is billed; what is settled at once is settled when it is known."""
    place = origin if isinstance(origin, Billed) else origin.laid
    if place is None:
        assert isinstance(origin, Earlier)
        return origin.source.on
    return place.bill.instalment(place.instalment).billing_date


def _authorities(origin: Billed | Earlier) -> Iterator[tuple[Behind, Authority]]:
    if isinstance(origin, Earlier):
        yield from _of_agreement(origin.source.agreement)
        kind = Behind.REVISION if isinstance(origin.source, Revision) else Behind.RESULT
        if origin.source.authority is not None:
            yield kind, origin.source.authority
        return
    yield from _of_agreement(origin.bill.agreement)
    yield from _of_budget(origin.bill.budget)
    condition = origin.line.line.condition
    if condition is not None and condition.released is not None:
        yield Behind.RELEASE, condition.released


def _of_agreement(agreement: Agreement) -> Iterator[tuple[Behind, Authority]]:
    if agreement.authority is not None:
        yield Behind.AGREEMENT, agreement.authority


def _of_budget(budget: Budget) -> Iterator[tuple[Behind, Authority]]:
    if budget.authority is not None:
        yield Behind.BUDGET, budget.authority
    if budget.ceiling is not None and budget.ceiling.authority is not None:
        yield Behind.CEILING, budget.ceiling.authority


def _followed(
    behind: Behind, authority: Authority, register: Register, on: dt.date
) -> TracedAuthority:
    decision = register.decision(authority.id)
    if decision is None:
        return TracedAuthority(behind, authority, authority.body)
    body = register.body(decision.body)
    return TracedAuthority(
        behind,
        authority,
        body.name_on(decision.on) if body else authority.body,
        decision,
        register.item_of(decision),
        changes_of(decision, register.decisions, on),
    )
