"""A closed year and a revised one in words: one party's surplus, deficit or difference."""

from __future__ import annotations

from sundgov.finance.closing import Closing
from sundgov.finance.results import Estimate
from sundgov.finance.revisions import Revision
from sundgov.finance.wording import Words
from sundgov.money import Amount, ExactAmount, Unit
from sundgov.parties import Party
from sundgov.printing import Language, day, spaced

_WORDS = {
    "da": {
        "surplus": "overskud",
        "deficit": "underskud",
        "result": "Regnskab {year}, kendt {day}",
        "estimate": "Skøn over {year}, lavet {day}",
        "billed": "Opkrævet",
        "spent": "Forbrugt",
        "share": "Andel som betalt",
        "own": "Partens del",
        "rest": "Partens del af forbruget",
        "basis": "fordeles som betalt",
        "was": "opkrævet",
        "should": "skulle være",
        "difference": "forskel",
        "revised": "{year} efterreguleret, besluttet {day}",
        "authority": "Hjemmel",
        "note": "Bemærkning",
    },
    "en": {
        "surplus": "surplus",
        "deficit": "deficit",
        "result": "Result of {year}, known {day}",
        "estimate": "Estimate of {year}, made {day}",
        "billed": "Billed",
        "spent": "Spent",
        "share": "Share as paid",
        "own": "The party's part",
        "rest": "The party's part of what was spent",
        "basis": "divided as paid",
        "was": "billed",
        "should": "should be",
        "difference": "difference",
        "revised": "{year} revised, decided {day}",
        "authority": "Authority",
        "note": "Note",
    },
}


def worded_closing(closing: Closing, party: Party, language: Language) -> str:
    """Why a party has the surplus or deficit it has."""
    word, say = _WORDS[language], Words(language, Unit.ORE)
    part = closing.by_party[party]
    kind = "estimate" if isinstance(closing.result, Estimate) else "result"
    title = word[kind].format(year=closing.year, day=day(closing.on, language))
    whole_part = _signed(closing.surplus, language, say)
    lines = [
        f"{party}: {_signed(part, language, say)} {say.of} {whole_part}",
        f"  {closing.bill.agreement.name}, {title}",
    ]
    column = closing.by_party.column(party)
    for line in closing.lines:
        name = f" {line.line.line.name}" if line.line is not None else ""
        lines.append(
            f"  {word['billed']}{name}: {say.money(line.billed)}; {word['spent'].lower()}:"
            f" {say.money(line.spent)}; {_signed(line.surplus, language, say)}"
        )
        paid, whole = closing.bill.exact(party), closing.bill.gross()
        if line.line is not None and line.line.amount:
            paid, whole = closing.bill.exact(party, line=line.line.line.id), line.line.amount
        exact = ExactAmount(line.exact[column])
        lines.append(
            f"    {word['share']}: {say.exact_money(paid)} ÷ {say.money(whole)}"
            f" → {say.exact_money(exact)} → {say.money(Amount(line.parts[column]))}"
        )
    lines.append(
        f"  {word['rest']}: {say.money(closing.bill.gross(party))} − {say.money(part)}"
        f" = {say.money(closing.spent_by_party[party])}"
    )
    if closing.result.authority is not None:
        lines.append(f"  {word['authority']}: {closing.result.authority}")
    if closing.result.note:
        lines.append(f"  {word['note']}: {closing.result.note}")
    return spaced("\n".join(lines))


def _signed(amount: Amount, language: Language, say: Words) -> str:
    """A surplus or a deficit by its name, without a sign."""
    name = _WORDS[language]["deficit" if amount.ore < 0 else "surplus"]
    return f"{name} {say.money(abs(amount))}"


def worded_revision(revision: Revision, party: Party, language: Language) -> str:
    """What a party was billed, should have been, and the difference, line by line."""
    word, say = _WORDS[language], Words(language, revision.original.agreement.unit)
    title = word["revised"].format(year=revision.year, day=day(revision.on, language))
    column = revision.by_party.column(party)
    lines = [
        f"{party}: {word['difference']} {say.money(revision.by_party[party])}",
        f"  {revision.original.agreement.name}, {title}",
    ]
    for line in revision.lines:
        lines.append(
            f"  {line.name}: {word['was']} {say.money(Amount(line.was[column]))},"
            f" {word['should']} {say.money(Amount(line.should[column]))},"
            f" {word['difference']} {say.money(Amount(line.differences[column]))}"
        )
    if revision.authority is not None:
        lines.append(f"  {word['authority']}: {revision.authority}")
    if revision.note:
        lines.append(f"  {word['note']}: {revision.note}")
    return spaced("\n".join(lines))
