"""What is decided under a mandate, against what it allows (beslutning efter bemyndigelse)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from sundgov.checks.checking import Check, Spot, check
from sundgov.checks.mandates.mandate_bounds import NOT_COMPARABLE, time_of
from sundgov.checks.walks.outcome_walk import decision_place, outside_id
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.decisions import TakenDecision
from sundgov.governance.mandate_rulings import Ground, Reason, may_decide
from sundgov.governance.mandate_use import Lineage
from sundgov.governance.mandates import Mandate, Request
from sundgov.governance.qualified_amounts import Per, Qualifier
from sundgov.governance.statements import Extent, MoneyMeaning, StatedAmount
from sundgov.money import Amount
from sundgov.printing import spaced
from sundgov.record import Record

_COSTS_NOTHING = (
    MoneyMeaning.CEILING,
    MoneyMeaning.POOL,
    MoneyMeaning.UNDISPOSED,
    MoneyMeaning.EXPECTED,
    MoneyMeaning.UNSPENT,
    MoneyMeaning.PRICE,
    MoneyMeaning.BENEFIT,
)
_NOTHING = Amount(0)  # what every decision costs: it needs a mandate that is in force
# "Op til 500.000 kr." allows all of it, "mindst 500.000 kr." costs that at the least.
_SURELY = (Qualifier.EXACT, Qualifier.UP_TO, Qualifier.AT_LEAST, Qualifier.OVER)


@frozen
class _Taken:
    """A decision with the mandate that it was taken under.

    `alone` tells that the holder took it for the body: its chair, say.
    """

    taken: TakenDecision
    mandate: Mandate
    alone: bool

    @property
    def by_holder(self) -> bool:
        """Whether the holder of the mandate took it."""
        return self.alone or self.taken.body == self.mandate.holder

    def sums(self) -> Iterator[Amount]:
        """What it surely costs; each sum for itself, since one may be a part of another."""
        for outcome in self.taken.decision.outcomes:
            if outcome.kind.settles:
                costs = (_cost(stated) for stated in outcome.amounts)
                yield from (cost for cost in costs if cost is not None)


def _cost(stated: StatedAmount) -> Amount | None:
    """What a stated amount costs, where it can be held against a mandate for a year."""
    amount = stated.amount
    if amount is None or stated.meaning in _COSTS_NOTHING or amount.qualifier not in _SURELY:
        return None
    together = stated.extent is Extent.TOGETHER and len(stated.years) > 1
    each = set(amount.per) - {Per.YEAR}
    return None if together or each or amount.amount.ore < 0 else amount.amount


def _under(record: Record) -> Iterator[_Taken]:
    """The decisions that say under which mandate they were taken, where that is known."""
    mandates = {mandate.id: mandate for mandate in record.mandates}
    by = {(outside_id(outside), outside.by) for outside in record.decisions}
    for taken in record.register.decisions:
        mandate = mandates.get(taken.decision.under)
        if mandate is not None and taken.decision.settled:
            yield _Taken(taken, mandate, (taken.id, mandate.holder) in by)


@check("decided-beyond-mandate", Severity.ERROR)
def decided_beyond_mandate(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A decision beyond its mandate: a sum above the limit or the pool, or a day not covered.

    Silent where another mandate of the holder allows it, and where it is not sure.
    """
    for each in _under(record):
        if not each.by_holder:
            continue
        told = (_beyond(each, amount, record) for amount in (*each.sums(), _NOTHING))
        why = next(filter(None, told), "")
        if why:
            instead = each.mandate.escalates_to or "whoever granted the mandate"
            yield Spot(
                decision_place(each.taken),
                why,
                f"Have {instead} decide it, or name the mandate that allows it.",
                each.taken.text or each.taken.title,
            )


def _beyond(each: _Taken, amount: Amount, record: Record) -> str:
    """Why the mandate, or one that it lies within, keeps the holder from deciding a sum, if so."""
    taken = each.taken
    # What was used on the same day may be this very decision, or come after it.
    before = [use for use in record.pool_uses if use.on < taken.on and use.decision != taken.id]
    try:
        ruling = may_decide(Request(each.mandate.holder, amount, taken.on), record.mandates, before)
    except NOT_COMPARABLE:
        return ""
    above = Lineage(record.mandates).above(each.mandate)
    within = {one.id for one in (each.mandate, *above)}
    for reason in ruling.reasons:
        imprecise = reason.ground is Ground.NOT_IN_FORCE and not taken.time.is_day
        own = reason.mandate is not None and reason.mandate.id in within
        if own and reason.bars and not imprecise:
            return _worded(each, amount, reason)
    return ""


def _worded(each: _Taken, amount: Amount, reason: Reason) -> str:
    """Why a mandate does not allow it, with every figure."""
    mandate = reason.mandate
    assert mandate is not None
    decided = f"{spaced(str(amount))} is decided under it"
    of = f"of mandate {mandate.id}"
    if mandate.id != each.mandate.id:
        of += f", which {each.mandate.id} lies within,"
    if reason.ground is Ground.NOT_IN_FORCE:
        day = each.taken.on
        return f"it was decided on {day}, and mandate {mandate.id} is in force {time_of(mandate)}"
    if reason.pool is None:
        limit = spaced(str(mandate.limit))
        return f"the limit {of} is {limit} for one request, and {decided}"
    pool, used = (spaced(str(one)) for one in (reason.pool.pool, reason.pool.used))
    period = f" in {reason.pool.period}" if reason.pool.period else ""
    return f"the pool {of} is {pool}{period}, {used} of it was used, and {decided}"


@check("under-anothers-mandate", Severity.ERROR)
def under_anothers_mandate(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A decision under the mandate of another body.

    A body that decides what the mandate sends up to it names the mandate as well, and so may one
    in which the holder goes on.
    """
    for each in _under(record):
        holder = record.register.body(each.mandate.holder)
        if holder is None or each.by_holder or each.mandate.escalates_to == each.taken.body:
            continue
        heirs = {into for event in holder.events for into in event.into}
        if each.taken.body not in heirs:
            yield Spot(
                decision_place(each.taken),
                f"{each.taken.body} decided it under mandate {each.mandate.id}, which"
                f" {holder.id} holds",
                f"Write the mandate of {each.taken.body}, or leave it out if it decides itself.",
                each.mandate.id,
            )


UNDER_MANDATES: tuple[Check, ...] = (decided_beyond_mandate, under_anothers_mandate)
"""The checks of what is decided under mandates."""
