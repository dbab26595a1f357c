"""Earlier years' results laid into a later bill, by the agreement's carry rule.

What is carried is whole øre that were settled when the year was closed: it is moved to the party
that bears it today, laid on instalments billed when it was known, and never indexed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, frozen

from sundgov.apportion import round_flat, spread
from sundgov.errors import BillingError
from sundgov.finance.agreements import VatKind
from sundgov.finance.bills import Bill, Instalment
from sundgov.finance.carried import Carried, CarryKind, CarrySource
from sundgov.finance.carry_rules import CarryBasis
from sundgov.finance.closing import Closing
from sundgov.finance.results import Estimate
from sundgov.finance.revisions import Revision
from sundgov.parties import Parties, Party


@frozen
class Heirs:
    """Who bears today what a party paid: itself, its successor, or nobody once it is settled.

    `register` knows the successors; `settled` holds the ids of parties whose balance is settled
    when they leave, and which nothing is carried to.
    """

    register: Parties
    settled: frozenset[str] = frozenset()

    def of(self, party: Party, bill: Bill) -> Party | None:
        """The party of the bill that bears `party`'s amount; None once that is settled."""
        billed = {other.id: other for other in bill.parties}
        heir: Party | None = party
        while heir is not None and heir.id not in billed:
            successor = heir.successor
            heir = None if successor is None else self.register.find(successor)
        if heir is not None or party.id in self.settled:
            return heir
        raise BillingError(
            "carry",
            "cannot go to a party that has left and has no successor in the bill",
            party.name,
            bill.year,
            hint="Settle its balance when it leaves: an exit of the party.",
        )


def carry_into(bill: Bill, sources: Sequence[CarrySource], heirs: Heirs) -> Bill:
    """The bill with what earlier years carry into it.

    Raises `BillingError` for a year carried twice or backwards, a result used before it was
    known, a party that left without a settlement, an agreement that carries nothing, and an
    exempt arrangement, whose members may build up no surplus.
    """
    _check_once(bill, sources)
    closings = [source for source in sources if isinstance(source, Closing)]
    carried = [
        *(_closing(bill, closing, closings, heirs) for closing in closings),
        *(_revision(bill, found, heirs) for found in sources if isinstance(found, Revision)),
    ]
    kept = [one for one in carried if any(map(any, one.steps))]
    kept.sort(key=lambda one: (one.source.year, one.source.on, one.kind.value))
    return evolve(bill, carries=tuple(kept))


def _check_once(bill: Bill, sources: Sequence[CarrySource]) -> None:
    named = Counter((type(source).__name__, _word(source), source.year) for source in sources)
    for (_, word, year), count in sorted(named.items()):
        if year >= bill.year:
            raise BillingError("carry", "comes from an earlier year", year, bill.year)
        if count > 1 and word != "revision":
            raise BillingError("carry", f"a year's {word} is carried once", year)


def _word(source: CarrySource) -> str:
    if isinstance(source, Closing):
        return "estimate" if isinstance(source.result, Estimate) else "result"
    return "revision"


def _closing(bill: Bill, closing: Closing, closings: Sequence[Closing], heirs: Heirs) -> Carried:
    """A closing in a bill; after an estimate, what the result differs from it."""
    way = bill.agreement.carry.way
    estimated = isinstance(closing.result, Estimate)
    if not way.carries:
        raise BillingError("carry", "the agreement settles at once and carries nothing", bill.year)
    if estimated and not way.takes_estimates:
        raise BillingError("carry", "the agreement carries results, not estimates", closing.year)
    parts, bearers = _borne(bill, closing, heirs)
    kind = CarryKind.ESTIMATE if estimated else CarryKind.RESULT
    for other in closings:
        if not estimated and other is not closing and other.year == closing.year:
            kind = CarryKind.TRUE_UP
            before, _ = _borne(bill, other, heirs)
            parts = tuple(now - then for now, then in zip(parts, before, strict=True))
    _check_vat(bill, closing, parts)
    month = way.months[0 if estimated else -1] if way.months else None
    return Carried(kind, closing, _laid(bill, parts, month, closing.on, _TOLD[kind]), bearers)


_TOLD = {
    CarryKind.RESULT: "the result",
    CarryKind.ESTIMATE: "the estimate",
    CarryKind.TRUE_UP: "the result",
    CarryKind.REVISION: "the revision",
}


def _revision(bill: Bill, revision: Revision, heirs: Heirs) -> Carried:
    parts, bearers = _moved(bill, revision.by_party.parties, revision.by_party.ore, heirs)
    month = revision.month
    steps = _laid(bill, parts, month, revision.on, _TOLD[CarryKind.REVISION])
    return Carried(CarryKind.REVISION, revision, steps, bearers)


_Borne = tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]


def _borne(bill: Bill, closing: Closing, heirs: Heirs) -> _Borne:
    """What every party of the bill is to be billed for a closing, and whose payments it was."""
    if bill.agreement.carry.basis is CarryBasis.AS_PAID:
        owed = tuple(-ore for ore in closing.by_party.ore)
        return _moved(bill, closing.parties, owed, heirs)
    return _by_new_key(bill, -closing.surplus.ore), tuple(() for _ in bill.parties)


def _by_new_key(bill: Bill, ore: int) -> tuple[int, ...]:
    """An amount in the proportions of what every party pays of the new year."""
    whole = bill.gross().ore
    if not whole:
        raise BillingError("carry", "the new year bills nothing, so no key divides it", bill.year)
    return round_flat([number * ore / whole for number in bill.exact_parts], ore)


def _moved(bill: Bill, parties: Sequence[Party], owed: Sequence[int], heirs: Heirs) -> _Borne:
    """Amounts of an earlier year's parties, moved to those that bear them in the bill."""
    sums = dict.fromkeys((party.id for party in bill.parties), 0)
    bearers: dict[str, list[str]] = {party.id: [] for party in bill.parties}
    for party, ore in zip(parties, owed, strict=True):
        heir = heirs.of(party, bill) if ore else None
        if heir is not None:
            sums[heir.id] += ore
            bearers[heir.id].append(party.id)
    return tuple(sums.values()), tuple(tuple(found) for found in bearers.values())


def _check_vat(bill: Bill, closing: Closing, parts: Sequence[int]) -> None:
    """Members of an exempt cost-sharing group pay exactly their share: nothing is built up."""
    vat = bill.agreement.vat
    if vat.kind is VatKind.EXEMPT and any(parts):
        raise BillingError(
            "carry",
            f"an exempt cost-sharing group may carry no surplus or deficit ({vat.reason})",
            closing.year,
            str(closing.surplus),
            hint="Settle the year at once: way = 'at once'.",
        )


def _laid(
    bill: Bill, parts: tuple[int, ...], month: int | None, on: dt.date, what: str
) -> tuple[tuple[int, ...], ...]:
    """Amounts laid on the one instalment of a month, or spread over those billed once known."""
    none = tuple(0 for _ in parts)
    if not any(parts):
        return tuple(none for _ in bill.instalments)
    if month is not None:
        chosen = _instalment(bill, month, on, what)
        return tuple(parts if step is chosen else none for step in bill.instalments)
    known = [step for step in bill.instalments if step.billing_date >= on]
    if not known:
        raise BillingError(
            "carry",
            f"{what} is known only after the year's last instalment",
            f"{on}",
            f"{bill.instalments[-1].billing_date}",
            hint="Carry it to a later year: years_later.",
        )
    whole = sum(step.share for step in known)
    shares = [step.share / whole if step in known else Fraction(0) for step in bill.instalments]
    return tuple(row for (row,) in spread((parts,), [shares] * len(parts)))


def _instalment(bill: Bill, month: int, on: dt.date, what: str) -> Instalment:
    """The instalment of a month, if what is laid on it was known when it was billed."""
    for step in bill.instalments:
        if step.billing_date.month == month:
            if step.billing_date < on:
                raise BillingError(
                    "carry",
                    f"{what} was not known on the instalment's billing date",
                    f"{on}",
                    f"{step.billing_date}",
                    hint="Name a later instalment, or carry it a year later.",
                )
            return step
    raise BillingError("carry", "names a month without an instalment", month)
