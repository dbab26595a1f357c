"""A bill's proofs in words: one party's year, and one of its lines."""

from __future__ import annotations

from collections.abc import Iterator

from sundgov.apportion import round_flat
from sundgov.finance.agreements import YearRounding
from sundgov.finance.bills import Bill, BillLine
from sundgov.finance.budgets import LineKind
from sundgov.finance.derivations import Derivation
from sundgov.finance.running_wording import worded_running
from sundgov.finance.wording import OddUnits, Words, place_of
from sundgov.money import ExactAmount
from sundgov.parties import Party
from sundgov.printing import Language, day, kroner, spaced


def worded_year(bill: Bill, party: Party, language: Language) -> str:
    """Why a party pays what it pays in a year."""
    say = Words(language, bill.agreement.unit)
    danish = language == "da"
    amount = bill[party]
    lines = [
        f"{party}: {say.money(amount)} {say.of} {say.money(bill.total)}",
        f"  {bill.agreement.name}, {bill.year}",
    ]
    derivations = {id(line.derivation) for line in bill.lines}
    if len(derivations) == 1:
        lines += _key_places(bill.lines[0], party, language, say)
    else:
        lines.append(f"  {_KEYS[language]}")
    if bill.agreement.rounding is YearRounding.RUNNING:
        lines += _indented(worded_running(bill, party, language))
    else:
        lines += _indented(say.rounding(bill.exact(party), amount, _odd_units(bill, party)))
    lines.append("  Poster:" if danish else "  Lines:")
    for line in bill.lines:
        part = say.money(bill.amount(party, line=line.line.id))
        moved = line.uplift is not None and line.uplift.factor != 1
        source = f" = {line.uplift.factors(language)}" if line.uplift and moved else ""
        lines.append(f"    {line.line.name}: {part} {say.of} {say.money(line.amount)}{source}")
    lines += _instalments(bill, party, None, language)
    lines += _authority(bill, language)
    return spaced("\n".join(lines))


def worded_line(bill: Bill, party: Party, line: BillLine, language: Language) -> str:
    """Why a party pays what it pays on one line."""
    say = Words(language, bill.agreement.unit)
    amount = bill.amount(party, line=line.line.id)
    lines = [
        f"{party}, {line.line.name}: {say.money(amount)} {say.of} {say.money(line.amount)}",
        f"  {bill.agreement.name}, {bill.year}",
    ]
    if line.uplift is not None:
        word = "Beløb" if language == "da" else "Amount"
        lines.append(f"  {word}: {line.uplift.worded(language)}")
    lines += _key_places(line, party, language, say)
    if line.basis != line.amount and line.derivation.driver is None:
        word = "Postens del af beløbet" if language == "da" else "The line's part of the sum"
        lines.append(f"  {word}: {say.money(line.amount)} ÷ {say.money(line.basis)}")
    if line.line.kind is LineKind.ENTRY:
        member = next(found for found in bill.agreement.members if found.party.id == party.id)
        part = member.part_of(bill.year, bill.agreement.entry)
        lines.append(f"  {_ENTRY[language]}: {part}")
    lines += _indented(say.rounding(bill.exact(party, line=line.line.id), amount, None))
    lines += _instalments(bill, party, line.line.id, language)
    lines += _authority(bill, language)
    return spaced("\n".join(lines))


_KEYS = {
    "da": "Nøgle: flere i brug; hver post har sin egen forklaring",
    "en": "Key: several in use; every line has an explanation of its own",
}
_ENTRY = {
    "da": "Indtrædelse: beløbene ovenfor er medregnet den del af året, parten betaler for",
    "en": "Entry: the amounts above count the part of the year that the party pays for",
}


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _key_places(line: BillLine, party: Party, language: Language, say: Words) -> list[str]:
    """Every place in the key where the party bears something of what the line is a part of."""
    entry, sign = line.line.kind is LineKind.ENTRY, -1 if line.basis.ore < 0 else 1
    lines = []
    for path, node, leaf in _places(line.derivation, party, ()):
        if path:
            name = "Del" if language == "da" else "Slice"
            # On top of the budget, a line's slice is the newcomer's own share of it.
            exact = (leaf.exact if entry else node.exact) * sign
            lines.append(f"  {name} {' › '.join(path)}: {say.exact_money(ExactAmount(exact))}")
        lines += _indented(say.key(node, leaf))
    if not lines:
        lines.append(f"  {_OUTSIDE[language]}")
    return lines


_OUTSIDE = {
    "da": "Nøgle: parten er uden for nøglens kreds og bærer intet",
    "en": "Key: the party is outside the key's pool and bears nothing",
}


def _places(
    node: Derivation, party: Party, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Derivation, Derivation]]:
    """Every place in a derivation where the party bears something under a key."""
    for child in node.children:
        if child.party is None:
            yield from _places(child, party, (*path, child.name))
        elif child.party.id == party.id:
            yield path, node, child


def _odd_units(bill: Bill, party: Party) -> OddUnits | None:
    """How the year's odd units fell, or None where totals of different keys decided."""
    unit = bill.agreement.unit.value
    exact = [bill.exact(other).ore / unit for other in bill.parties]
    whole = bill.total.ore // unit
    if sum(exact) != whole:
        return None
    parts = [bill[other].ore // unit for other in bill.parties]
    if list(round_flat(exact, whole)) != parts or min(exact) < 0 < max(exact):
        return None
    rests = [abs(number) % 1 for number in exact]
    own = rests[bill.parties.index(party)]
    return OddUnits(
        left=abs(whole) - sum(int(abs(number)) for number in exact),
        rivals=len(rests),
        place=place_of(bill.parties.index(party), rests),
        equals=sum(rest == own for rest in rests),
        remainder=own,
        got=abs(bill[party].ore) // unit - int(abs(bill.exact(party).ore) / unit),
    )


def _instalments(bill: Bill, party: Party, line: str | None, language: Language) -> list[str]:
    """What is billed when; an instalment that is not its exact share says which way it went."""
    say = Words(language, bill.agreement.unit)
    year = bill.amount(party, line=line)
    lines = []
    for step in bill.instalments:
        part = bill.amount(party, line=line, instalment=step.id)
        share = bill.share(party, step.id)
        text = f"  {_BILLED[language]} {day(step.billing_date, language)}: {say.money(part)}"
        if year * share != part.exact:
            up = abs(part.ore) > abs(year.ore * share)
            words = _WAYS[language][up]
            text += f" ({share} = {say.exact_money(year * share)}, {words})"
        lines.append(text)
    return lines


_BILLED = {"da": "Opkræves", "en": "Billed"}
_WAYS = {
    "da": (
        "rundet ned, så alle raters summer passer",
        "rundet op, så alle raters summer passer",
    ),
    "en": (
        "rounded down, so that every instalment's totals come out",
        "rounded up, so that every instalment's totals come out",
    ),
}


def _lets_through(bill: Bill) -> bool:
    """Whether any figure in the bill has no known publication."""
    steps = (step for line in bill.lines if line.uplift for step in line.uplift.chain.steps)
    publications = [step.publication for step in steps]
    nodes = [line.derivation for line in bill.lines]
    while nodes:
        node = nodes.pop()
        nodes += node.children
        if node.driver is not None and node.driver.publication is not None:
            publications.append(node.driver.publication)
    return any(publication.on is None for publication in publications)


def _authority(bill: Bill, language: Language) -> list[str]:
    """The decisions behind the bill, its ceiling, and the reason for any figure let through."""
    danish = language == "da"
    word = "Hjemmel" if danish else "Authority"
    found = bill.budget.authority or bill.agreement.authority
    lines = [f"  {word}: {found}"] if found else []
    ceiling = bill.budget.ceiling
    if ceiling is not None:
        state = f" ({ceiling.amount.prices})" if str(ceiling.amount.prices) else ""
        amount = kroner(ceiling.amount.ore, language) + state
        if bill.ceiling is not None and bill.ceiling.ore != ceiling.amount.ore:
            amount += f" = {kroner(bill.ceiling.ore, language)} ({bill.ceiling.prices})"
        behind = f"; {word.lower()}: {ceiling.authority}" if ceiling.authority else ""
        lines.append(f"  {'Ramme' if danish else 'Ceiling'}: {amount}{behind}")
    if bill.agreement.override and _lets_through(bill):
        reason = (
            "Tal uden kendt offentliggørelse" if danish else "Figures with no known publication"
        )
        lines.append(f"  {reason}: {bill.agreement.override}")
    return lines
