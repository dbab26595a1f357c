"""Certificates in words, Danish and English, to be recomputed with a pocket calculator."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from sundgov.printing import Language, exact_number, spaced, whole_number

if TYPE_CHECKING:
    from sundgov.apportion.certificates import Cell, CellProof, Certificate, Margin
    from sundgov.apportion.proof_fields import Comparable

_FEW = 8
"""So many parts of a sum are written out; of more, only how many they are."""

_WORDS: dict[Language, dict[str, str]] = {
    "da": {
        "part": "Andel",
        "all": "I alt",
        "of": "af",
        "in": "i",
        "whole": "hele",
        "rest": "rest",
        "none left": "Intet er tilovers, når alle har fået deres hele",
        "cut": "Skæring: {}; en rest over den giver én til, en rest under den ingen",
        "above": "Resten ligger over skæringen: én til",
        "below": "Resten ligger under skæringen: ingen",
        "at": "Resten ligger på skæringen, og rang afgør: egen er {}, skæringens {}: {}",
        "one": "én til",
        "none": "ingen",
        "exact": "Nøjagtig andel",
        "even": "går lige op",
        "up": "rundet op, så alle summer passer",
        "down": "rundet ned, så alle summer passer",
        "many": "{} tal",
    },
    "en": {
        "part": "Part",
        "all": "In all",
        "of": "of",
        "in": "in",
        "whole": "whole",
        "rest": "remainder",
        "none left": "Nothing is left over when everyone has the whole units",
        "cut": "Cut-off: {}; a remainder above it gets one more, one below it none",
        "above": "The remainder lies above the cut-off: one more",
        "below": "The remainder lies below the cut-off: none",
        "at": "The remainder lies at the cut-off, and rank decides: its own is {}, the cut-off's "
        "{}: {}",
        "one": "one more",
        "none": "none",
        "exact": "Exact share",
        "even": "comes out even",
        "up": "rounded up, so that every sum comes out",
        "down": "rounded down, so that every sum comes out",
        "many": "{} numbers",
    },
}


def worded_certificate(certificate: Certificate, language: Language) -> str:
    """The sum to do, the remainder it leaves, and on which side of the cut-off that lies."""
    say, amount = _WORDS[language], certificate.amount
    exact = amount * certificate.weight / certificate.total_weight
    rest, cutoff = abs(exact) % 1, certificate.cutoff
    decimals = 4 if cutoff is None else _telling(rest, cutoff.remainder)
    name = certificate.name or say["part"]
    part, of = (whole_number(number, language) for number in (certificate.part, amount))
    unit = f" ({say['in']} {certificate.unit})" if certificate.unit else ""
    lines = [
        f"{name}: {part} {say['of']} {of}{unit}",
        f"  {of} × {_share(certificate.weight, certificate.total_weight, language)} = "
        f"{exact_number(exact, decimals, language)}: {say['whole']} "
        f"{whole_number(int(exact), language)}, {say['rest']} "
        f"{exact_number(rest, decimals, language)}",
    ]
    if cutoff is None:
        lines.append(f"  {say['none left']}")
    else:
        lines.append(f"  {say['cut'].format(exact_number(cutoff.remainder, decimals, language))}")
        lines.append(f"  {_side(certificate, rest, say)}")
    return spaced("\n".join(lines))


def _telling(one: Fraction, other: Fraction) -> int:
    """So many decimals that two different fractions look different."""
    decimals = 4
    while one != other and int(one * 10**decimals) == int(other * 10**decimals):
        decimals += 1
    return decimals


def _share(weight: Fraction, total: Fraction, language: Language) -> str:
    own, all_ = (exact_number(number, 6, language) for number in (weight, total))
    return f"{own} ÷ {all_}"


def _side(certificate: Certificate, rest: Fraction, say: dict[str, str]) -> str:
    assert certificate.cutoff is not None
    cutoff = certificate.cutoff
    if rest != cutoff.remainder:
        return say["above" if rest > cutoff.remainder else "below"]
    got = say["none" if cutoff.rank < certificate.rank else "one"]
    return say["at"].format(_rank(certificate.rank), _rank(cutoff.rank), got)


def _rank(rank: Comparable) -> str:
    return " ".join(map(str, rank)) if isinstance(rank, tuple) else str(rank)


def worded_cell(proof: CellProof, language: Language) -> str:
    """The exact share, how it was rounded, and the sums that had to come out."""
    say, cell = _WORDS[language], proof.cell
    unit = f" ({say['in']} {proof.unit})" if proof.unit else ""
    lines = [
        f"{_place(cell, say)}: {whole_number(cell.part, language)}{unit}",
        f"  {say['exact']}: {exact_number(cell.exact, 6, language)}; {say[_way(cell)]}",
        *(f"  {line}" for line in _worked_out(proof, language)),
        *(f"  {_sum(margin, language)}" for margin in proof.margins),
    ]
    return spaced("\n".join(lines))


def _place(cell: Cell, say: dict[str, str]) -> str:
    return ", ".join(filter(None, (cell.column, " › ".join(cell.row)))) or say["all"]


def _way(cell: Cell) -> str:
    if cell.exact == cell.part:
        return "even"
    return "up" if abs(cell.part) > abs(cell.exact) else "down"


def _worked_out(proof: CellProof, language: Language) -> Iterator[str]:
    """The exact shares that weights tell, of the figure itself or of what it consists of."""
    for margin in proof.margins:
        total, whole = sum(margin.weights, Fraction(0)), margin.whole
        for part, weight in zip(margin.parts, margin.weights, strict=False):
            if part.column == proof.cell.column:
                of, exact = (exact_number(n, 6, language) for n in (whole.exact, part.exact))
                share = _share(weight, total, language)
                yield f"{_place(whole, _WORDS[language])}: {of} × {share} = {exact}"


def _sum(margin: Margin, language: Language) -> str:
    """A sum in full, or where it has many terms how many they are."""
    say, whole, parts = _WORDS[language], margin.whole, margin.parts
    terms = say["many"].format(whole_number(len(parts), language))
    if len(parts) <= _FEW:
        terms = " + ".join(
            f"{_within(part, whole)} {whole_number(part.part, language)}" for part in parts
        )
    return f"{_place(whole, say)}: {terms} = {whole_number(whole.part, language)}"


def _within(part: Cell, whole: Cell) -> str:
    """What sets a part apart from the others in its sum."""
    if part.column != whole.column:
        return part.column
    return " › ".join(part.row[len(whole.row) :])
