"""What earlier years return or collect, in words: one party's carried amounts in a bill."""

from __future__ import annotations

from fractions import Fraction

from sundgov.finance.bills import Bill
from sundgov.finance.carried import Carried, CarryKind
from sundgov.finance.carry_rules import CarryBasis
from sundgov.finance.wording import Words
from sundgov.money import Amount, ExactAmount
from sundgov.parties import Party
from sundgov.printing import Language

_KINDS = {
    "da": {
        CarryKind.RESULT: "Efterregulering af {year}",
        CarryKind.ESTIMATE: "Skønnet efterregulering af {year}",
        CarryKind.TRUE_UP: "Efterregulering af {year} ud over skønnet",
        CarryKind.LEFT: "Saldo fra {year} efter udtrådte",
        CarryKind.REVISION: "Korrektion af {year}",
    },
    "en": {
        CarryKind.RESULT: "Settlement of {year}",
        CarryKind.ESTIMATE: "Estimated settlement of {year}",
        CarryKind.TRUE_UP: "Settlement of {year} beyond the estimate",
        CarryKind.LEFT: "Balance of {year} left by leavers",
        CarryKind.REVISION: "Revision of {year}",
    },
}
_RETURNED = {"da": ("opkræves", "tilbageføres"), "en": ("collected", "returned")}
_POOL = {
    "da": "fordelt efter årets nøgle: {whole} × {exact} ÷ {gross}",
    "en": "divided by this year's key: {whole} × {exact} ÷ {gross}",
}
_ESTIMATED = {
    "da": ("heraf er {money} opkrævet efter skønnet", "heraf er {money} tilbageført efter skønnet"),
    "en": (
        "of this {money} was collected by the estimate",
        "of this {money} was returned by the estimate",
    ),
}
_LEFT = {"da": "efter", "en": "left by"}
_TAKEN = {"da": "overtaget fra", "en": "taken over from"}


def worded_kind(carried: Carried, language: Language) -> str:
    """What is carried, and from which year."""
    return _KINDS[language][carried.kind].format(year=carried.year)


def worded_carries(bill: Bill, party: Party, language: Language) -> list[str]:
    """Every amount that earlier years carry to a party, each with how it came about."""
    return [
        line for carried in bill.carries for line in worded_carry(bill, party, carried, language)
    ]


def worded_carry(bill: Bill, party: Party, carried: Carried, language: Language) -> list[str]:
    """One amount that an earlier year carries to a party over the whole year, and why."""
    say = Words(language, bill.agreement.unit)
    ore, whole = carried.parts[bill.gross_by_party.column(party)], sum(carried.parts)
    told = (
        f"{worded_kind(carried, language)}: {say.money(Amount(abs(ore)))}"
        f" {_RETURNED[language][ore < 0]}"
        f" ({say.money(Amount(ore))} {say.of} {say.money(Amount(whole))})"
    )
    reasons = _pooled if is_pooled(bill, carried) else _own
    return [told, *(f"  {line}" for line in reasons(bill, party, carried, say, language))]


def is_pooled(bill: Bill, carried: Carried) -> bool:
    """Whether the amount is everybody's: what leavers leave, and by a new key all but revisions."""
    if carried.kind is CarryKind.LEFT:
        return True
    by_new_key = bill.agreement.carry.basis is CarryBasis.NEW_KEY
    return by_new_key and carried.kind is not CarryKind.REVISION


def _pooled(
    bill: Bill, party: Party, carried: Carried, say: Words, language: Language
) -> list[str]:
    """The pool's amount divided by the new key; a result in all, and what the estimate gave."""
    estimate = _estimate_of(bill, carried)
    before = () if estimate is None else estimate.parts
    words = _POOL[language].format(
        whole=say.money(Amount(sum(carried.parts) + sum(before))),
        exact=say.exact_money(bill.exact(party)),
        gross=_exact_gross(bill, say),
    )
    column = bill.gross_by_party.column(party)
    lines = [words, *(_given(ore, say, language) for ore in before[column : column + 1])]
    if carried.kind is CarryKind.LEFT:
        lines += [
            f"{_LEFT[language]} {owner}: {say.money(carried.owed[owner])}"
            for owner in carried.owed.parties
            if carried.owed[owner]
        ]
    return lines


def _exact_gross(bill: Bill, say: Words) -> str:
    """What the new key is measured on; newcomers on top of the budget leave it no whole øre."""
    exact = sum(bill.exact_parts, Fraction(0))
    gross = bill.gross()
    return say.money(gross) if exact == gross.ore else say.exact_money(ExactAmount(exact))


def _own(bill: Bill, party: Party, carried: Carried, say: Words, language: Language) -> list[str]:
    """What the party paid and bore itself, and what it takes over from those it succeeds."""
    estimate = _estimate_of(bill, carried)
    lines = []
    for owner in carried.owed.parties:
        if owner.id == party.id:
            lines += carried.source.explain(owner, language).splitlines()
            if estimate is not None:
                lines.append(_given(estimate.owed[owner].ore, say, language))
        elif carried.owed[owner] and owner.successor == party.id:
            lines.append(f"{_TAKEN[language]} {owner}: {say.money(carried.owed[owner])}")
    return lines


def _estimate_of(bill: Bill, carried: Carried) -> Carried | None:
    """The estimate that a result was billed beyond, if it billed anything."""
    if carried.kind is not CarryKind.TRUE_UP:
        return None
    estimates = (one for one in bill.carries if one.kind is CarryKind.ESTIMATE)
    return next((one for one in estimates if one.year == carried.year), None)


def _given(ore: int, say: Words, language: Language) -> str:
    return _ESTIMATED[language][ore < 0].format(money=say.money(Amount(abs(ore))))
