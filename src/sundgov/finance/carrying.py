"""Earlier years' results laid into a later bill, by the agreement's carry rule.

What is carried is whole øre that were settled when the year was closed: it is moved to the party
that bears it today, laid on instalments billed when it was known, and never indexed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from sundgov.apportion import spread
from sundgov.errors import BillingError
from sundgov.finance.agreements import VatKind
from sundgov.finance.bills import Bill, Instalment
from sundgov.finance.carried import Carried, CarryKind, CarrySource
from sundgov.finance.carry_rules import CarryBasis
from sundgov.finance.closing import Closing, by_key_of
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.finance.results import Estimate, Result
from sundgov.finance.revisions import Revision
from sundgov.kinds import listed, must_be
from sundgov.money import Amount
from sundgov.parties import Parties, Party, by_rank
from sundgov.printing import spaced


@frozen
class Heirs:
    """Who bears today what a party paid: itself, its successor, or nobody once it is settled.

    `register` knows the successors; `settled` holds the ids of parties whose balance is settled
    when they leave, and which nothing is carried to. `left` is what their exits left to the
    others, in øre by party id and last year; negative is left for them to bear.
    """

    register: Parties
    settled: frozenset[str] = frozenset()
    left: Mapping[tuple[str, int], int] = field(factory=dict)

    def of(self, party: Party, billed: Collection[Party]) -> Party | None:
        """The party itself or whoever succeeds it, if it is among those billed."""
        ids = {other.id for other in billed}
        heir, seen = party, {party.id}
        while heir.id not in ids:
            if heir.successor is None:
                return None
            heir = self.register.find(heir.successor)
            if heir.id in seen:  # a circle of successors ends nowhere
                return None
            seen.add(heir.id)
        return heir

    def is_settled(self, party: Party, billed: Collection[Party]) -> bool:
        """Whether nothing of a party's is carried, to itself or a successor: it was settled."""
        return party.id in self.settled and party.id not in {other.id for other in billed}

    def unsettled(self, owed: PartyAmounts, billed: Collection[Party]) -> PartyAmounts:
        """What is owed, without the parties that left and were settled."""
        ore = tuple(
            0 if self.is_settled(party, billed) else amount
            for party, amount in zip(owed.parties, owed.ore, strict=True)
        )
        return PartyAmounts(owed.parties, ore, owed.prices)


def carry_into(bill: Bill, sources: Sequence[CarrySource], heirs: Heirs) -> Bill:
    """The bill with what earlier years carry into it.

    Raises `BillingError` for what comes from another agreement, a year carried twice or
    backwards, a result used before it was known, a party that left without a settlement, an
    agreement that carries nothing, and an exempt arrangement, whose members may build up no
    surplus; `NotExactError` for what is neither a closing nor a revision.
    """
    sources = listed(sources, "carry")
    for source in sources:
        must_be(source, "carry", Closing, Revision)
    _check_once(bill, sources)
    closings = [source for source in sources if isinstance(source, Closing)]
    carried = [
        *(_closing(bill, closing, closings, heirs) for closing in closings),
        *(
            _left(bill, closing, heirs)
            for closing in closings
            if isinstance(closing.result, Result)
        ),
        *(_revision(bill, found, heirs) for found in sources if isinstance(found, Revision)),
    ]
    kept = [one for one in carried if _moves(one)]
    kept.sort(key=lambda one: (one.source.year, one.source.on, one.kind.value))
    return evolve(bill, carries=tuple(kept))


def _moves(carried: Carried) -> bool:
    """Whether anybody is billed, or anything leaves one account for another."""
    found = [carried.owed.ore, *carried.steps]
    if isinstance(carried.source, Revision):
        found.append(carried.source.by_party.ore)
    return any(map(any, found))


def _check_once(bill: Bill, sources: Sequence[CarrySource]) -> None:
    for source in sources:
        if source.agreement.id != bill.agreement.id:
            names = (source.agreement.id, bill.agreement.id)
            raise BillingError("carry", "comes from another agreement", *names)
    named = Counter((source.year, _word(source)) for source in sources)
    for (year, word), count in sorted(named.items()):
        if year >= bill.year:
            raise BillingError("carry", "comes from an earlier year", year, bill.year)
        if count > 1:
            raise BillingError("carry", f"a year's {word} is carried once", year)


def _word(source: CarrySource) -> str:
    """What is carried; of revisions a year may have several, each decided on a day of its own."""
    if isinstance(source, Closing):
        return "estimate" if isinstance(source.result, Estimate) else "result"
    return f"revision of {source.on}"


def _closing(bill: Bill, closing: Closing, closings: Sequence[Closing], heirs: Heirs) -> Carried:
    """A closing in a bill; after an estimate, what the result differs from it."""
    way = bill.agreement.carry.way
    estimated = isinstance(closing.result, Estimate)
    if not way.carries:
        raise BillingError("carry", "the agreement settles at once and carries nothing", bill.year)
    if estimated and not way.takes_estimates:
        raise BillingError("carry", "the agreement carries results, not estimates", closing.year)
    _check_vat(bill, closing)
    before = () if estimated else tuple(one for one in closings if _estimates(one, closing.year))
    kind = CarryKind.ESTIMATE if estimated else CarryKind.RESULT
    if before:
        kind = CarryKind.TRUE_UP
    owed = heirs.unsettled(_owed(bill, closing, before), bill.parties)
    if bill.agreement.carry.basis is CarryBasis.AS_PAID:
        parts = _as_paid(bill, owed, heirs)
    else:
        parts = _by_new_key(bill, closing, before, heirs)
    month = way.months[0 if estimated else -1] if way.months else None
    return Carried(kind, closing, _laid(bill, parts, month, closing.on, _TOLD[kind]), owed)


def _left(bill: Bill, closing: Closing, heirs: Heirs) -> Carried:
    """What leavers of a closed year were not settled of their balance: the others', by the key."""
    kind, way = CarryKind.LEFT, bill.agreement.carry.way
    ore = tuple(
        -heirs.left.get((party.id, closing.year), 0) if heirs.is_settled(party, bill.parties) else 0
        for party in closing.parties
    )
    owed = PartyAmounts(closing.parties, ore, bill.prices)
    month = way.months[-1] if way.months else None
    parts = by_key_of(bill, owed.total.ore)
    return Carried(kind, closing, _laid(bill, parts, month, closing.on, _TOLD[kind]), owed)


def _estimates(closing: Closing, year: int) -> bool:
    return closing.year == year and isinstance(closing.result, Estimate)


def _owed(bill: Bill, closing: Closing, before: Sequence[Closing]) -> PartyAmounts:
    """What every party is to be billed for a closing beyond what was carried before it."""
    amounts = [(closing.by_party, -1), *((one.by_party, 1) for one in before)]
    by_id = {party.id: party for found, _ in amounts for party in found.parties}
    parties = by_rank(by_id.values())
    sums = dict.fromkeys((party.id for party in parties), 0)
    for found, sign in amounts:
        for party, ore in zip(found.parties, found.ore, strict=True):
            sums[party.id] += sign * ore
    return PartyAmounts(parties, tuple(sums.values()), bill.prices)


_TOLD = {
    CarryKind.RESULT: "the result",
    CarryKind.ESTIMATE: "the estimate",
    CarryKind.TRUE_UP: "the result",
    CarryKind.LEFT: "the result",
    CarryKind.REVISION: "the revision",
}


def _revision(bill: Bill, revision: Revision, heirs: Heirs) -> Carried:
    """A correction backwards: every party's own difference, whatever the carry rule's basis."""
    kind = CarryKind.REVISION
    by_party = revision.by_party
    owed = PartyAmounts(by_party.parties, by_party.ore, bill.prices)
    owed = heirs.unsettled(owed, bill.parties)
    parts = _as_paid(bill, owed, heirs)
    return Carried(
        kind, revision, _laid(bill, parts, revision.month, revision.on, _TOLD[kind]), owed
    )


def _by_new_key(
    bill: Bill, closing: Closing, before: Sequence[Closing], heirs: Heirs
) -> tuple[int, ...]:
    """The pool's result by the new key, less what its estimate gave by the same key.

    So what a party is billed for the year in all is the floor or ceiling of its exact share,
    which two roundings of their own would not be.
    """
    whole, *estimates = (
        by_key_of(bill, heirs.unsettled(_owed(bill, one, ()), bill.parties).total.ore)
        for one in (closing, *before)
    )
    return tuple(part - sum(given) for part, *given in zip(whole, *estimates, strict=True))


def _as_paid(bill: Bill, owed: PartyAmounts, heirs: Heirs) -> tuple[int, ...]:
    """Amounts of an earlier year's parties, moved to those that bear them in the bill."""
    sums = dict.fromkeys((party.id for party in bill.parties), 0)
    for party, ore in zip(owed.parties, owed.ore, strict=True):
        heir = heirs.of(party, bill.parties) if ore else None
        if heir is not None:
            sums[heir.id] += ore
        elif ore:
            raise BillingError(
                "carry",
                "cannot go to a party that has left and has no successor in the bill",
                party.name,
                bill.year,
                hint="Settle its balance when it leaves: an exit of the party.",
            )
    return tuple(sums.values())


def _check_vat(bill: Bill, closing: Closing) -> None:
    """Members of an exempt cost-sharing group pay exactly their share: nothing is built up.

    Nor is it where one member's surplus is another's deficit; a single øre is how it was rounded.
    """
    vat, own = bill.agreement.vat, max(closing.by_party.ore, key=abs)
    if vat.kind is VatKind.EXEMPT and (closing.surplus or abs(own) > 1):
        raise BillingError(
            "carry",
            f"an exempt cost-sharing group may carry no surplus or deficit ({vat.reason})",
            closing.year,
            spaced(str(closing.surplus or Amount(own, closing.surplus.prices))),
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
    known = [step.billing_date >= on for step in bill.instalments]
    if not any(known):
        raise BillingError(
            "carry",
            f"{what} is known only after the year's last instalment",
            f"{on}",
            f"{bill.instalments[-1].billing_date}",
            hint="Carry it to a later year: years_later.",
        )
    agreed = [step.share for step in bill.instalments]
    shares = [_of_known(own, known) or _of_known(agreed, known) for own in bill.shares]
    return tuple(row for (row,) in spread((parts,), shares))


def _of_known(shares: Sequence[Fraction], known: Sequence[bool]) -> list[Fraction]:
    """Shares of the instalments still to come that sum to one; none where nothing is paid there."""
    held = [share if still else Fraction(0) for share, still in zip(shares, known, strict=True)]
    whole = sum(held)
    return [share / whole for share in held] if whole else []


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
