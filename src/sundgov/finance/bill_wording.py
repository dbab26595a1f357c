"""A bill's proofs in words: one party's year, and one of its lines."""

from __future__ import annotations

from collections.abc import Iterator

from sundgov.finance.agreements import YearRounding
from sundgov.finance.bills import Bill, BillLine
from sundgov.finance.budgets import LineKind
from sundgov.finance.carry_wording import worded_carries
from sundgov.finance.derivations import Derivation
from sundgov.finance.phrases import prices_in_words, rounded_to, whole_units
from sundgov.finance.prices import worded_steps
from sundgov.finance.proofs import by_remainders
from sundgov.finance.running_wording import worded_running
from sundgov.finance.wording import OddUnits, Words, place_of
from sundgov.indices import IndexStep
from sundgov.money import Amount, ExactAmount, Unit
from sundgov.parties import Party
from sundgov.printing import Language, day, kroner, spaced


def worded_year(bill: Bill, party: Party, language: Language) -> str:
    """Why a party pays what it pays in a year."""
    say = Words(language, bill.agreement.unit)
    danish = language == "da"
    amount = bill.gross(party)
    lines = [
        f"{party}: {say.money(bill[party])} {say.of} {say.money(bill.total)}",
        _heading(bill, language),
    ]
    if bill.carries:
        gross = f"{say.money(amount)} {say.of} {say.money(bill.gross())}"
        lines.append(f"  {_GROSS[language]}: {gross}")
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
        whole = f"{say.money(line.amount)}{_source(line, language)}"
        lines.append(f"    {_name(line, language)}: {part} {say.of} {whole}")
    lines += _indices(bill, language)
    lines += _indented(worded_carries(bill, party, language))
    lines += _instalments(bill, party, None, language)
    lines += _authority(bill, language)
    return spaced("\n".join(lines))


def worded_line(bill: Bill, party: Party, line: BillLine, language: Language) -> str:
    """Why a party pays what it pays on one line."""
    say = Words(language, bill.agreement.unit)
    amount = bill.amount(party, line=line.line.id)
    lines = [
        f"{party}, {_name(line, language)}: {say.money(amount)} {say.of} {say.money(line.amount)}",
        _heading(bill, language),
    ]
    if line.uplift is not None:
        word = "Beløb" if language == "da" else "Amount"
        lines += _indented(f"{word}: {line.uplift.worded(language)}".splitlines())
    lines += _key_places(line, party, language, say)
    if line.basis != line.amount and line.derivation.driver is None:
        word = "Postens del af beløbet" if language == "da" else "The line's part of the sum"
        lines.append(f"  {word}: {say.money(line.amount)} ÷ {say.money(line.basis)}")
    if line.line.kind is LineKind.ENTRY:
        lines += _part_of_year(bill, party, language)
    lines += _indented(say.rounding(bill.exact(party, line=line.line.id), amount, None))
    lines += _instalments(bill, party, line.line.id, language)
    lines += _authority(bill, language)
    return spaced("\n".join(lines))


_GROSS = {
    "da": "Årets udgift, før hvad tidligere år overfører",
    "en": "The year's cost, before what earlier years carry",
}
_KEYS = {
    "da": "Nøgle: flere i brug; hver post har sin egen forklaring",
    "en": "Key: several in use; every line has an explanation of its own",
}
_ENTRY = {
    "da": "Indtrædelse: beløbene ovenfor er for den del af året, parten betaler for",
    "en": "Entry: the amounts above are for the part of the year that the party pays for",
}


def _heading(bill: Bill, language: Language) -> str:
    """The agreement and the year, and the unit where it is not the øre."""
    unit = bill.agreement.unit
    whole = f"{'i hele' if language == 'da' else 'in whole'} {whole_units(unit, language)}"
    return f"  {bill.agreement.name}, {bill.year}" + (f", {whole}" if unit is not Unit.ORE else "")


def _name(line: BillLine, language: Language) -> str:
    """A line's name as the budget has it; the entry line is the library's own."""
    entry = language == "en" and line.line.kind is LineKind.ENTRY
    return "Entry" if entry else line.line.name


def _source(line: BillLine, language: Language) -> str:
    """What a line's amount was moved from, and whether that was rounded."""
    if line.uplift is None or line.uplift.factor == 1:
        return ""
    rounded = f", {rounded_to(line.uplift.unit, language)}" if line.uplift.is_rounded else ""
    return f" = {line.uplift.factors(language)}{rounded}"


def _indices(bill: Bill, language: Language) -> list[str]:
    """The agreement's index, and every step of it that moved a line or the ceiling."""
    if bill.agreement.index is None:
        return []
    in_order = sorted(_steps(bill), key=lambda step: (step.from_year, step.to_year))
    return _indented(worded_steps(in_order, bill.agreement.index.chaining, language))


def _steps(bill: Bill) -> set[IndexStep]:
    """Every percentage that moved a line or the ceiling."""
    uplifts = [*(line.uplift for line in bill.lines), bill.ceiling_uplift]
    return {step for uplift in uplifts if uplift is not None for step in uplift.chain.steps}


def _part_of_year(bill: Bill, party: Party, language: Language) -> list[str]:
    """The part of the year that a newcomer pays for; nothing for the others."""
    entry = bill.agreement.entry
    member = next(found for found in bill.agreement.members if found.party.id == party.id)
    if not member.enters_in(bill.year):
        return []
    counted = entry.counted_in(bill.year)
    part = "hele året" if language == "da" else "the whole year"
    if counted is not None:
        part = counted.worded(member.part_of(bill.year, entry), language)
    return [f"  {_ENTRY[language]}: {part}"]


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
    exact = by_remainders(bill)
    if exact is None:
        return None
    unit = bill.agreement.unit.value
    whole = int(sum(exact))
    rests = [abs(number) % 1 for number in exact]
    own = rests[bill.parties.index(party)]
    return OddUnits(
        left=abs(whole) - sum(int(abs(number)) for number in exact),
        rivals=len(rests),
        place=place_of(bill.parties.index(party), rests),
        equals=sum(rest == own for rest in rests),
        remainder=own,
        got=abs(bill.gross(party).ore) // unit - int(abs(bill.exact(party).ore) / unit),
    )


def _instalments(bill: Bill, party: Party, line: str | None, language: Language) -> list[str]:
    """What is billed when; an instalment that is not its exact share says which way it went."""
    say = Words(language, bill.agreement.unit)
    whole = bill.gross(party) if line is None else bill.amount(party, line=line)
    lines = []
    for step in bill.instalments:
        part = bill.amount(party, line=line, instalment=step.id)
        carried = Amount(0, bill.prices)
        if line is None:
            carried = bill.carried(party, instalment=step.id)
        own, share = part - carried, bill.share(party, step.id)
        credited = part.ore < 0 and bool(carried)
        text = f"  {_BILLED[language][credited]} {day(step.billing_date, language)}: "
        if carried:
            text += f"{say.money(abs(part))}{';' if credited else ' ='} "
        text += say.money(own)
        of_year = f"{share} {_OF_YEAR[language]}"
        if whole * share != own.exact:
            up = abs(own.ore) > abs(whole.ore * share)
            text += f" ({of_year} = {say.exact_money(whole * share)}, {_WAYS[language][up]})"
        elif 0 < share < 1:
            text += f" ({of_year})"
        if carried:
            sign = "−" if carried.ore < 0 else "+"
            text += f" {sign} {say.money(abs(carried))} {_CARRIED[language]}"
        lines.append(text)
    return lines


_BILLED = {"da": ("Opkræves", "Krediteres"), "en": ("Billed", "Credited")}
_CARRIED = {"da": "fra tidligere år", "en": "from earlier years"}
_OF_YEAR = {"da": "af året", "en": "of the year"}
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
    publications = [step.publication for step in _steps(bill)]
    nodes = [line.derivation for line in bill.lines]
    while nodes:
        node = nodes.pop()
        nodes += node.children
        if node.driver is not None and node.driver.publication is not None:
            publications.append(node.driver.publication)
    return any(publication.on is None for publication in publications)


def _ceiling(bill: Bill, stated: Amount, language: Language) -> str:
    """The ceiling as stated, and what it is in the year's money if it was moved there."""
    moved = bill.ceiling_uplift
    if moved is None or not moved.chain.steps:
        prices = prices_in_words(stated.prices, language)
        return kroner(stated.ore, language) + (f" ({prices})" if prices else "")
    rounded = f", {rounded_to(moved.unit, language)}" if moved.is_rounded else ""
    prices = prices_in_words(bill.prices, language)
    return f"{moved.factors(language)} = {kroner(moved.amount.ore, language)} ({prices}){rounded}"


def _authority(bill: Bill, language: Language) -> list[str]:
    """The decisions behind the bill, its ceiling, and the reason for any figure let through."""
    danish = language == "da"
    word = "Hjemmel" if danish else "Authority"
    found = bill.budget.authority or bill.agreement.authority
    lines = [f"  {word}: {found.worded(language)}"] if found else []
    ceiling = bill.budget.ceiling
    if ceiling is not None:
        allowed = ceiling.authority
        behind = f"; {word.lower()}: {allowed.worded(language)}" if allowed else ""
        amount = _ceiling(bill, ceiling.amount, language)
        lines.append(f"  {'Ramme' if danish else 'Ceiling'}: {amount}{behind}")
    if bill.agreement.override and _lets_through(bill):
        reason = (
            "Tal uden kendt offentliggørelse" if danish else "Figures with no known publication"
        )
        lines.append(f"  {reason}: {bill.agreement.override}")
    return lines
