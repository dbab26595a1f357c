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
    column = bill.gross_by_party.column(party)
    lines = []
    for carried in bill.carries:
        lines += _one(bill, party, carried, carried.parts[column], language)
    return lines


def _estimated(bill: Bill, year: int, owner: Party, language: Language) -> list[str]:
    """What a result is beyond: the estimate of the same year, billed before it was known."""
    say = Words(language, bill.agreement.unit)
    owed = (
        one.owed[owner]
        for one in bill.carries
        if one.year == year and one.kind is CarryKind.ESTIMATE
    )
    return [
        f"  {_ESTIMATED[language][amount.ore < 0].format(money=say.money(abs(amount)))}"
        for amount in owed
    ]


def _exact_gross(bill: Bill, say: Words) -> str:
    """What the new key is measured on; newcomers on top of the budget leave it no whole øre."""
    exact = sum(bill.exact_parts, Fraction(0))
    gross = bill.gross()
    return say.money(gross) if exact == gross.ore else say.exact_money(ExactAmount(exact))


def _one(bill: Bill, party: Party, carried: Carried, ore: int, language: Language) -> list[str]:
    say = Words(language, bill.agreement.unit)
    whole = Amount(sum(carried.parts))
    way = _RETURNED[language][ore < 0]
    lines = [
        f"{worded_kind(carried, language)}: {say.money(Amount(abs(ore)))} {way}"
        f" ({say.money(Amount(ore))} {say.of} {say.money(whole)})"
    ]
    left = carried.kind is CarryKind.LEFT
    new_key = bill.agreement.carry.basis is CarryBasis.NEW_KEY
    if left or (new_key and carried.kind is not CarryKind.REVISION):
        words = _POOL[language].format(
            whole=say.money(whole),
            exact=say.exact_money(bill.exact(party)),
            gross=_exact_gross(bill, say),
        )
        lines.append(f"  {words}")
        if left:
            lines += [
                f"  {_LEFT[language]} {owner}: {say.money(carried.owed[owner])}"
                for owner in carried.owed.parties
                if carried.owed[owner]
            ]
        return lines
    for owner in carried.owed.parties:
        if owner.id == party.id:
            lines += [f"  {line}" for line in carried.source.explain(owner, language).splitlines()]
            if carried.kind is CarryKind.TRUE_UP:
                lines += _estimated(bill, carried.year, owner, language)
        elif carried.owed[owner] and owner.successor == party.id:
            lines.append(f"  {_TAKEN[language]} {owner}: {say.money(carried.owed[owner])}")
    return lines
