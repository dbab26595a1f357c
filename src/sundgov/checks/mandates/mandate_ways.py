"""Who holds mandates, within which others, and where matters go from there (eskalering)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sundgov.checks.checking import Check, Grade, Spot, check, place
from sundgov.checks.mandates.mandate_bounds import in_time
from sundgov.checks.walks.actors import Actors
from sundgov.checks.walks.meeting_walk import write_instead
from sundgov.checks.walks.outcome_walk import decision_place
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.dependencies import dependencies
from sundgov.governance.mandates import EscalatesOn, Mandate
from sundgov.record import Record


@check("unknown-mandate", Severity.ERROR)
def unknown_mandate(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A mandate is named, and the record has none of that id, though it has others."""
    known = {mandate.id for mandate in record.mandates}
    for where, what, named in _mandates_named(record):
        if named and known and named not in known:
            yield Spot(
                where,
                f"{what} {named}, and the record has no such mandate",
                write_instead(named, known, "Add the mandate, or correct its id."),
                named,
            )


def _mandates_named(record: Record) -> Iterator[tuple[str, str, str]]:
    """Every place that names a mandate, what it says of it, and the id that it names."""
    for mandate in record.mandates:
        yield f"mandate {mandate.id}", "it lies within", mandate.within
    for use in record.pool_uses:
        yield place(f"mandate {use.mandate}", f"use {use.id}"), "it was taken from", use.mandate
    for report in record.reports:
        where = place(f"mandate {report.mandate}", f"report {report.on}")
        yield where, "it was given of", report.mandate
    for taken in record.register.decisions:
        yield decision_place(taken), "it was taken under", taken.decision.under


@check("grant-not-settled", Severity.ERROR)
def grant_not_settled(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A mandate whose granting decision settles nothing: it was postponed, rejected, noted."""
    for mandate in in_time(record, on):
        granted = [one for one in record.register.decisions if one.id == mandate.granted_by]
        kinds = dict.fromkeys(each.kind for one in granted for each in one.decision.outcomes)
        if kinds and not any(kind.settles for kind in kinds):
            yield Spot(
                f"mandate {mandate.id}",
                f"it was granted by {mandate.granted_by}, which approves nothing, its outcomes"
                f" being {', '.join(kind.value for kind in kinds)}",
                "Name the decision that granted it, or leave the mandate out.",
                mandate.granted_by,
            )


@check("unknown-holder", Severity.ERROR)
def unknown_holder(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A mandate held by, or sent up to, what is nearly the id of somebody, and not quite."""
    actors = Actors(record)
    for mandate in record.mandates:
        for what, named in (("is held by", mandate.holder), ("goes up to", mandate.escalates_to)):
            meant = actors.meant(named)
            if meant:
                yield Spot(
                    f"mandate {mandate.id}",
                    f"it {what} {named}, and the record has no such person or body",
                    f"Write {meant!r} if that is meant.",
                    named,
                )


@check("escalates-to-nobody", Severity.WARNING, Grade.STRICT)
def escalates_to_nobody(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A mandate with a limit or pool that does not say who decides what goes beyond."""
    holders = {mandate.id: mandate.holder for mandate in record.mandates}
    for mandate in in_time(record, on):
        bounded = mandate.limit is not None or mandate.pool is not None
        if mandate.escalates_to or not bounded or EscalatesOn.AMOUNT not in mandate.escalates_on:
            continue
        granted = record.register.decision(mandate.granted_by)
        instead = holders.get(mandate.within) or (granted.body if granted else "")
        named = f" = {instead!r}" if instead and instead != mandate.holder else ""
        yield Spot(
            f"mandate {mandate.id}",
            "what goes beyond its limit or pool is for another to decide, and nobody is named",
            f"Write escalates_to{named}.",
            mandate.scope,
        )


@check("escalation-circular", Severity.ERROR)
def escalation_circular(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Holders that send what they may not decide to each other in a ring, or to themselves.

    Only of mandates that are about the same: one body may send up what it buys and be sent what
    others hire.
    """
    told: set[tuple[str, ...]] = set()
    mandates = list(in_time(record, on))
    topics = sorted({topic.casefold() for one in mandates for topic in one.topics})
    for topic in (*topics, ""):
        about = [one for one in mandates if topic in {each.casefold() for each in one.topics}]
        about = about if topic else [one for one in mandates if not one.topics]
        for circle in dependencies(_ways_up(about)).cycles:
            if circle not in told:
                told.add(circle)
                yield _ring(f"mandates of {circle[0]}", circle, "sends to", "decides in the end")


def _ways_up(mandates: Sequence[Mandate]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for one in mandates:
        up = [one.escalates_to] if one.escalates_on else []
        found.setdefault(one.holder, []).extend(up)
    return found


@check("mandate-circular", Severity.ERROR)
def mandate_circular(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Mandates that lie within each other in a ring, or within themselves."""
    within = {one.id: [one.within] for one in record.mandates}
    for circle in dependencies(within).cycles:
        yield _ring(f"mandate {circle[0]}", circle, "lies within", "the others lie within")


def _ring(where: str, circle: tuple[str, ...], verb: str, which: str) -> Spot:
    steps = zip(circle, (*circle[1:], circle[0]), strict=True)
    why = ", ".join(f"{one} {verb} {after}" for one, after in steps)
    return Spot(where, why, f"Write which of them {which}.")


WAYS: tuple[Check, ...] = (
    unknown_mandate,
    grant_not_settled,
    unknown_holder,
    escalates_to_nobody,
    escalation_circular,
    mandate_circular,
)
"""The checks of who decides by mandates, and in whose place."""
