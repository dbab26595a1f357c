"""An exit in words: every line settled with the leaver, and what stays with the others."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sundgov.finance.exit_terms import (
    AssetsTerm,
    BalanceTerm,
    BarredUntilWrittenOff,
    FreeToLeave,
    PaysPartOfTheRest,
)
from sundgov.finance.exits import ExitItem, ExitLine, ExitSettlement
from sundgov.finance.wording import OddUnits, Words, place_of
from sundgov.money import Amount, ExactAmount, Unit
from sundgov.printing import Language, day, exact_number, spaced

_WORDS = {
    "da": {
        "title": "{agreement}, udtræden {day}",
        "key": "Nøgle: hvad hver part betaler af {year}",
        "whole year": "Betaler {paid} for {part}; regnet for et helt år {whole}",
        "share": "Andel: {own} ÷ {all}",
        "gets": "får {amount}",
        "pays": "betaler {amount}",
        "nothing": "hverken får eller betaler noget",
        "stays": "hos de øvrige bliver {amount}",
        "borne": "de øvrige bærer {amount}",
        "none left": "hos de øvrige bliver intet",
        "balance": "Saldo {amount}",
        "net assets": "Nettoformue {amount}",
        "net debt": "Nettogæld {amount}",
        "investment": "{name}, afskrives {day}: {amount} er ikke afskrevet",
        "silent": "vilkåret mangler, og intet er afregnet",
        "short": "Opkrævet {ore} for lidt i alle år; det lukkes uden betaling",
        "long": "Opkrævet {ore} for meget i alle år; det lukkes uden betaling",
        "exactly": "Opkrævet nøjagtigt i alle år; intet at lukke",
        "together": "I alt",
        "authority": "Hjemmel",
        "note": "Bemærkning",
    },
    "en": {
        "title": "{agreement}, exit on {day}",
        "key": "Key: what each party pays of {year}",
        "whole year": "Pays {paid} for {part}; counted for a whole year {whole}",
        "share": "Share: {own} ÷ {all}",
        "gets": "gets {amount}",
        "pays": "pays {amount}",
        "nothing": "neither gets nor pays anything",
        "stays": "{amount} stays with the others",
        "borne": "the others bear {amount}",
        "none left": "nothing stays with the others",
        "balance": "Balance {amount}",
        "net assets": "Net assets {amount}",
        "net debt": "Net debt {amount}",
        "investment": "{name}, written off on {day}: {amount} is not written off",
        "silent": "the term is missing, and nothing is settled",
        "short": "Billed {ore} too little over the years; it is closed without payment",
        "long": "Billed {ore} too much over the years; it is closed without payment",
        "exactly": "Billed exactly over the years; nothing to close",
        "together": "Together",
        "authority": "Authority",
        "note": "Note",
    },
}
_TERMS = {
    "da": {
        BalanceTerm.AS_PAID: "som betalt",
        BalanceTerm.BY_KEY: "efter nøglen",
        BalanceTerm.NONE: "ingen andel til den, der udtræder",
        AssetsTerm.BY_KEY: "efter nøglen",
        AssetsTerm.NONE: "ingen andel til den, der udtræder",
        BarredUntilWrittenOff(): "ingen udtræden før afskrivning",
        PaysPartOfTheRest(): "den, der udtræder, betaler sin del efter nøglen",
        FreeToLeave(): "den, der udtræder, betaler intet af det",
    },
    "en": {
        BalanceTerm.AS_PAID: "as paid",
        BalanceTerm.BY_KEY: "by the key",
        BalanceTerm.NONE: "no share to the leaver",
        AssetsTerm.BY_KEY: "by the key",
        AssetsTerm.NONE: "no share to the leaver",
        BarredUntilWrittenOff(): "no exit before it is written off",
        PaysPartOfTheRest(): "the leaver pays its part by the key",
        FreeToLeave(): "the leaver pays nothing of it",
    },
}


def worded_exit(settlement: ExitSettlement, language: Language) -> str:
    """What a leaver gets or pays, line by line, and what stays with the others."""
    word, say, leaving = _WORDS[language], Words(language, Unit.ORE), settlement.exit
    title = word["title"].format(
        agreement=settlement.bill.agreement.name, day=day(settlement.on, language)
    )
    lines = [f"{settlement.party} {_paid(settlement.total, language, say)}", f"  {title}"]
    if any(line.share is not None for line in settlement.lines):
        lines += _key(settlement, language, say)
    for line in settlement.lines:
        lines += _line(settlement, line, language, say)
    lines.append(
        f"  {word['together']}: {_paid(settlement.total, language, say)}; "
        f"{_left(settlement.residual, language, say)}"
    )
    lines += _rounding(settlement, language)
    if leaving.authority is not None:
        lines.append(f"  {word['authority']}: {leaving.authority.worded(language)}")
    if leaving.note:
        lines.append(f"  {word['note']}: {leaving.note}")
    return spaced("\n".join(lines))


def _paid(amount: Amount, language: Language, say: Words) -> str:
    word = "gets" if amount.ore > 0 else "pays" if amount.ore < 0 else "nothing"
    return _WORDS[language][word].format(amount=say.money(abs(amount)))


def _left(residual: Amount, language: Language, say: Words) -> str:
    word = "stays" if residual.ore > 0 else "borne" if residual.ore < 0 else "none left"
    return _WORDS[language][word].format(amount=say.money(abs(residual)))


def _key(settlement: ExitSettlement, language: Language, say: Words) -> Iterator[str]:
    """The leaver's share under the key; a part of a year is counted as a whole one."""
    word, key = _WORDS[language], settlement.key
    paid, own, everybody = (
        say.exact_money(ExactAmount(abs(ore)))
        for ore in (key.paid[key.column], key.weights[key.column], key.total)
    )
    yield f"  {word['key'].format(year=key.year)}"
    part = key.parts_of_year[key.column]
    if part != 1:
        counted = settlement.bill.agreement.entry.counted_in(key.year)
        assert counted is not None
        told = counted.worded(part, language)
        yield f"  {word['whole year'].format(paid=paid, part=told, whole=own)}"
    yield f"  {word['share'].format(own=own, all=everybody)}"


def _rounding(settlement: ExitSettlement, language: Language) -> Iterator[str]:
    """What rounding that runs on over the years has left of the leaver's bills."""
    residual = settlement.rounding_residual
    if residual is not None:
        left = residual.closing
        word = "short" if left > 0 else "long" if left < 0 else "exactly"
        ore = f"{exact_number(abs(left), 4, language)} øre"
        yield f"  {_WORDS[language][word].format(ore=ore)}"


def _line(
    settlement: ExitSettlement, line: ExitLine, language: Language, say: Words
) -> Iterator[str]:
    word = _WORDS[language]
    term = word["silent"] if line.term is None else _TERMS[language][line.term]
    yield f"  {_whole(line, language, say)}; {term}"
    if line.share is not None:
        # Which way it goes is told in words, so the figures are without a sign.
        exact, amount = ExactAmount(abs(line.exact)), abs(line.amount)
        for text in say.rounding(exact, amount, _odd(settlement, line)):
            yield f"    {text}"
    result = _paid(line.amount, language, say)
    yield f"    {settlement.party.name} {result}; {_left(line.residual, language, say)}"


def _whole(line: ExitLine, language: Language, say: Words) -> str:
    word = _WORDS[language]
    if line.investment is not None:
        rest = say.money(line.investment.remaining)
        name, on = line.investment.name, day(line.investment.written_off_on, language)
        return word["investment"].format(name=name, day=on, amount=rest)
    if line.item is ExitItem.BALANCE:
        return word["balance"].format(amount=say.money(line.whole))
    name = "net debt" if line.whole.ore < 0 else "net assets"
    return word[name].format(amount=say.money(abs(line.whole)))


def _odd(settlement: ExitSettlement, line: ExitLine) -> OddUnits:
    """How the odd øre of a line fell out for the leaver."""
    key = settlement.key
    exact = [abs(line.whole.ore * weight / key.total) for weight in key.weights]
    rests = [number % 1 for number in exact]
    own: Fraction = rests[key.column]
    return OddUnits(
        left=abs(line.whole.ore) - sum(map(int, exact)),
        rivals=len(rests),
        place=place_of(key.column, rests),
        equals=rests.count(own),
        remainder=own,
        got=abs(line.amount.ore) - int(abs(line.exact)),
    )
