"""Proofs by a divisor, between bounds and by replay in words, Danish and English."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from sundgov.apportion.divisor_rounding import rounded
from sundgov.apportion.thresholds import LastUnit
from sundgov.printing import Language, exact_number, spaced, whole_number

if TYPE_CHECKING:
    from sundgov.apportion.cut_certificates import BoundedCertificate, DivisorCertificate
    from sundgov.apportion.replays import Replay

_TYPED = 30
"""So many decimals of a divisor are told, or as few as tell it in full: nobody types more."""

_WORDS: dict[Language, dict[str, str]] = {
    "da": {
        "part": "Andel",
        "of": "af",
        "in": "i",
        "between": "mellem {} og {}",
        "exact": "den nøjagtige andel",
        "mirrored": "Regnet med modsat fortegn",
        "last claim": "Sidste krav, der blev imødekommet: {}; hver enhed kræves med den nøjagtige "
        "andel minus det, man har",
        "claims": "Kravene rækker til {}",
        "rank": "et krav ligger på det sidste, og rang afgør: egen er {}, den sidstes {}",
        "held": "Kravene rækker til {}, {} er {}",
        "least": "den mindste andel",
        "most": "den største andel",
        "all at least": "Alle får deres mindste andel; intet er tilovers",
        "rounded": "{} afrunder til {}",
        "last unit": "Sidste enhed gik til vægten {} som nummer {}: krav {}",
        "own unit": "Egen enhed nummer {}: krav {}, {}",
        "given": "givet",
        "not given": "ikke givet",
        "at once": "før alle andre",
        "never": "efter alle andre",
        "free": "ingen: den har enheden uden at kræve den",
        "by rank": "Er kravene lige store, afgør rang: egen er {}, den sidstes {}",
        "is": "er",
        "replay": "Fordelt med {} på {}, hvis vægte og rang beviset rummer",
    },
    "en": {
        "part": "Part",
        "of": "of",
        "in": "in",
        "between": "between {} and {}",
        "exact": "the exact share",
        "mirrored": "Reckoned with the other sign",
        "last claim": "Last claim served: {}; each unit is claimed by the exact share less what "
        "one holds",
        "claims": "The claims reach {}",
        "rank": "one claim is at the last, and rank decides: its own is {}, the last one's {}",
        "held": "The claims reach {}, {} is {}",
        "least": "the least part",
        "most": "the greatest part",
        "all at least": "All get their least part; nothing is left over",
        "rounded": "{} rounds it to {}",
        "last unit": "The last unit went to weight {} as its number {}: claim {}",
        "own unit": "Own unit number {}: claim {}, {}",
        "given": "given",
        "not given": "not given",
        "at once": "before all others",
        "never": "after all others",
        "free": "none: it has the unit without a claim",
        "by rank": "Where claims are equal, rank decides: its own is {}, the last one's {}",
        "is": "is",
        "replay": "Divided by {} among {}, whose weights and ranks the proof holds",
    },
}


def worded_bounded(proof: BoundedCertificate, language: Language) -> str:
    """The exact share, the last claim served, and what the bounds do to the part."""
    say, sign = _WORDS[language], -1 if proof.mirrored else 1
    exact = sign * proof.amount * proof.weight / proof.total_weight
    head = f"{_head(proof, language)}, {_bounds(proof.minimum, proof.maximum, language)}"
    lines = [head]
    if proof.mirrored:
        lines.append(f"  {say['mirrored']}")
    lines.append(
        f"  {_exact_share(sign * proof.amount, proof.weight, proof.total_weight, exact, language)}"
    )
    if proof.cutoff is None:
        lines.append(f"  {say['all at least']}")
        return spaced("\n".join(lines))
    claim = exact_number(proof.cutoff.claim, 6, language)
    lines.append(f"  {say['last claim'].format(claim)}")
    lines.append(f"  {_reach(proof, exact - proof.cutoff.claim, say, language)}")
    return spaced("\n".join(lines))


def _reach(
    proof: BoundedCertificate, above: Fraction, say: dict[str, str], language: Language
) -> str:
    """How far the claims go up to the last one served, and which bound they meet."""
    assert proof.cutoff is not None
    reached = above.numerator // above.denominator + 1
    tied = above.denominator == 1
    if tied and proof.cutoff.rank < proof.rank:
        reached -= 1
    part = -proof.part if proof.mirrored else proof.part
    told = whole_number(reached, language)
    if part != reached:
        bound = say["least" if part > reached else "most"]
        return say["held"].format(told, bound, whole_number(part, language))
    line = say["claims"].format(told)
    if tied:
        return f"{line}; {say['rank'].format(proof.rank, proof.cutoff.rank)}"
    return line


def worded_divisor(proof: DivisorCertificate, language: Language) -> str:
    """The weight over the divisor and what it is rounded to; or the claims about the last unit."""
    say, lines = _WORDS[language], [_head(proof, language)]
    if proof.minimum is not None and proof.maximum is not None:
        lines[0] += f", {_bounds(proof.minimum, proof.maximum, language)}"
    if proof.mirrored:
        lines.append(f"  {say['mirrored']}")
    threshold = proof.threshold
    if threshold is None:
        lines.append(f"  {say['all at least']}")
    elif isinstance(threshold, LastUnit):
        lines += [f"  {line}" for line in _about_last(proof, threshold, language)]
    else:
        quotient = proof.weight / threshold.value
        weight, result = (exact_number(each, 6, language) for each in (proof.weight, quotient))
        value = exact_number(threshold.value, _TYPED, language)
        told = f"{weight} ÷ {value} = {result}: {_rounding(proof, quotient, language)}"
        lines.append(f"  {told}")
    return spaced("\n".join(lines))


def _rounding(proof: DivisorCertificate, quotient: Fraction, language: Language) -> str:
    """What the method makes of a quotient, and the bound that holds it where one does."""
    say, part = _WORDS[language], -proof.part if proof.mirrored else proof.part
    either = rounded(proof.method, quotient)
    whole = part if part in either else min(either)
    line = say["rounded"].format(proof.method, whole_number(whole, language))
    if whole == part:
        return line
    bound = say["least" if part > whole else "most"]
    return f"{line}, {bound} {say['is']} {whole_number(part, language)}"


def _about_last(proof: DivisorCertificate, last: LastUnit, language: Language) -> Iterator[str]:
    """The claim served last, and the recipient's own claims on either side of it."""
    say, method = _WORDS[language], proof.method
    claim = _claim(method, last.weight, last.held, language)
    weight, number = exact_number(last.weight, 6, language), whole_number(last.held + 1, language)
    yield say["last unit"].format(weight, number, claim)
    part = -proof.part if proof.mirrored else proof.part
    for held, fate in ((part - 1, "given"), (part, "not given")):
        claim = _claim(method, proof.weight, held, language)
        yield say["own unit"].format(whole_number(held + 1, language), claim, say[fate])
    yield say["by rank"].format(proof.rank, last.rank)


def _claim(method: str, weight: Fraction, held: int, language: Language) -> str:
    """A claim to a unit beyond those held, as a sum to do."""
    say, own = _WORDS[language], exact_number(weight, 6, language)
    if not weight or held < 0:
        return say["never" if held >= 0 else "free"]
    if held == 0 and method in ("adams", "dean", "hill"):
        return say["at once"]
    if method == "hill":
        return f"{own} ÷ √({held} × {held + 1})"
    post = {
        "adams": Fraction(held),
        "dean": Fraction(2 * held * (held + 1), 2 * held + 1),
        "jefferson": Fraction(held + 1),
        "webster": Fraction(2 * held + 1, 2),
    }[method]
    under, value = (exact_number(number, 6, language) for number in (post, weight / post))
    return f"{own} ÷ {under} = {value}"


def worded_replay(proof: Replay, language: Language) -> str:
    """The exact share, and what has to be made again."""
    say, total = _WORDS[language], sum(proof.weights, Fraction(0))
    weight = proof.weights[proof.index]
    share = _exact_share(proof.amount, weight, total, proof.amount * weight / total, language)
    count = whole_number(len(proof.weights), language)
    lines = [_head(proof, language), f"  {share}", f"  {say['replay'].format(proof.method, count)}"]
    return spaced("\n".join(lines))


def _head(proof: BoundedCertificate | DivisorCertificate | Replay, language: Language) -> str:
    say = _WORDS[language]
    unit = f" ({say['in']} {proof.unit})" if proof.unit else ""
    part, amount = (whole_number(number, language) for number in (proof.part, proof.amount))
    return f"{proof.name or say['part']}: {part} {say['of']} {amount}{unit}"


def _bounds(low: int, high: int, language: Language) -> str:
    ends = (whole_number(number, language) for number in (low, high))
    return _WORDS[language]["between"].format(*ends)


def _exact_share(
    amount: int, weight: Fraction, total: Fraction, exact: Fraction, language: Language
) -> str:
    own, all_, share = (exact_number(number, 6, language) for number in (weight, total, exact))
    told = whole_number(amount, language)
    return f"{told} × {own} ÷ {all_} = {share}: {_WORDS[language]['exact']}"
