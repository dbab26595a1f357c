"""A closed year and a revised one in words: one party's surplus, deficit or difference."""

from __future__ import annotations

from sundgov.finance.closing import ClosedLine, Closing
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
        "estimate": "Skøn over {year}, dateret {day}",
        "corrected": ", efter korrektion besluttet {day}",
        "billed": "Opkrævet",
        "due": "Skulle have været opkrævet",
        "spent": "forbrugt",
        "expected": "forventet forbrug",
        "share": "Partens andel af forbruget, fordelt som det opkrævede",
        "paid": "Partens betaling, og hvad der er tilbage",
        "payable": "Hvad parten skulle have betalt, og hvad der er tilbage",
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
        "corrected": ", after a correction decided {day}",
        "billed": "Billed",
        "due": "Should have been billed",
        "spent": "spent",
        "expected": "expected to be spent",
        "share": "The party's share of what was spent, divided like what was billed",
        "paid": "What the party paid, and what is left",
        "payable": "What the party should have paid, and what is left",
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
    if closing.corrected_on is not None:
        title += word["corrected"].format(day=day(closing.corrected_on, language))
    lines = [
        f"{party}: {_signed(part, language, say)} {say.of} {_whole(closing, part, language, say)}",
        f"  {closing.bill.agreement.name}, {title}",
    ]
    for line in closing.lines:
        lines += _line(closing, line, party, language, say)
    if closing.result.authority is not None:
        lines.append(f"  {word['authority']}: {closing.result.authority.worded(language)}")
    if closing.result.note:
        lines.append(f"  {word['note']}: {closing.result.note}")
    return spaced("\n".join(lines))


def _whole(closing: Closing, part: Amount, language: Language, say: Words) -> str:
    """The year's surplus or deficit, by name where the party's own is the other of the two."""
    alike = (part.ore < 0) is (closing.surplus.ore < 0)
    return say.money(abs(closing.surplus)) if alike else _signed(closing.surplus, language, say)


def _line(
    closing: Closing, line: ClosedLine, party: Party, language: Language, say: Words
) -> list[str]:
    """What was billed and spent on a line, the party's part of it, and what it has left."""
    word, column = _WORDS[language], closing.by_party.column(party)
    corrected = closing.corrected_on is not None
    name = f" {line.line.line.name}" if line.line is not None else ""
    spent_word = word["expected" if isinstance(closing.result, Estimate) else "spent"]
    spent, paid = Amount(line.parts[column]), Amount(line.paid[column])
    return [
        f"  {word['due' if corrected else 'billed']}{name}: {say.money(line.billed)};"
        f" {spent_word}: {say.money(line.spent)}; {_signed(line.surplus, language, say)}",
        f"    {word['share']}: {_share(closing, line, party, say)}"
        f"{say.exact_money(ExactAmount(line.exact[column]))} → {say.money(spent)}",
        f"    {word['payable' if corrected else 'paid']}: {say.money(paid)} − {say.money(spent)}"
        f" = {say.money(paid - spent)}",
    ]


def _share(closing: Closing, line: ClosedLine, party: Party, say: Words) -> str:
    """Where the party's exact part comes from: spent × its share ÷ all that was billed.

    Nothing where newcomers paid on top of the budget: their payments are measured too.
    """
    own = closing.bill.exact(party, line=None if line.line is None else line.line.line.id)
    exact = line.exact[closing.by_party.column(party)]
    if not line.billed or own.ore * line.spent.ratio(line.billed) != exact:
        return ""
    return f"{say.money(line.spent)} × {say.exact_money(own)} ÷ {say.money(line.billed)} = "


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
