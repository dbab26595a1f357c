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
        "share": "Partens andel af forbruget, fordelt som det opkrævede",
        "paid": "Partens betaling, og hvad der er tilbage",
        "was": "opkrævet",
        "should": "skulle have været",
        "difference": "forskel",
        "revised": "{year} korrigeret, besluttet {day}",
        "returned": "Efterregulering {year}",
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
        "share": "The party's share of what was spent, divided like what was billed",
        "paid": "What the party paid, and what is left",
        "was": "billed",
        "should": "should have been",
        "difference": "difference",
        "revised": "{year} revised, decided {day}",
        "returned": "Settlement of {year}",
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
        exact = say.exact_money(ExactAmount(line.exact[column]))
        spent, paid = Amount(line.parts[column]), Amount(line.paid[column])
        lines += [
            f"    {word['share']}: {exact} → {say.money(spent)}",
            f"    {word['paid']}: {say.money(paid)} − {say.money(spent)}"
            f" = {say.money(paid - spent)}",
        ]
    if closing.result.authority is not None:
        lines.append(f"  {word['authority']}: {closing.result.authority.worded(language)}")
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
    returned = None if revision.result is None else revision.lines[-1]
    for line in revision.lines:
        name = word["returned"].format(year=revision.year) if line is returned else line.name
        lines.append(
            f"  {name}: {word['was']} {say.money(Amount(line.was[column]))},"
            f" {word['should']} {say.money(Amount(line.should[column]))},"
            f" {word['difference']} {say.money(Amount(line.differences[column]))}"
        )
    if revision.authority is not None:
        lines.append(f"  {word['authority']}: {revision.authority.worded(language)}")
    if revision.note:
        lines.append(f"  {word['note']}: {revision.note}")
    return spaced("\n".join(lines))
