"""Why a party got an odd øre or not under running rounding, in words."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from sundgov.apportion import running
from sundgov.finance.bills import Bill
from sundgov.finance.phrases import one_unit, whole_units
from sundgov.finance.residuals import Residual
from sundgov.finance.wording import Words
from sundgov.money import Unit
from sundgov.parties import Party
from sundgov.printing import Language, exact_number, whole_number


@frozen
class _Need:
    """A party's remainder of the year and what it is behind, in units; its odd unit, if any."""

    remainder: Fraction
    behind: Fraction
    got: bool

    @property
    def together(self) -> Fraction:
        """What the odd units are given by."""
        return self.remainder + self.behind


def worded_running(bill: Bill, party: Party, language: Language) -> list[str]:
    """A party's exact share, what earlier years left, how the odd øre fell, and what is left now.

    Where other totals decided, the year's share is only said to be rounded up or down.
    """
    say = Words(language, bill.agreement.unit)
    place = [other.id for other in bill.parties].index(party.id)
    residual = bill.residuals[place]
    exact, whole, moved = say.rounding(bill.exact(party), bill.gross(party), None)
    needs = _needs(bill)
    odd = [moved] if needs is None else _odd(needs, place, bill.agreement.unit, language)
    ways = _BEHIND[language]
    return [
        exact,
        whole,
        f"{ways[0]}: {_behind(bill, residual.opening, language)}{_of(residual, language)}",
        *odd,
        f"{ways[1]}: {_behind(bill, residual.closing, language)}",
    ]


_BEHIND = {
    "da": ("Fra tidligere år", "Til næste år"),
    "en": ("From earlier years", "On to the next year"),
}


def _behind(bill: Bill, ore: Fraction, language: Language) -> str:
    """What has been billed too little or too much, in the agreement's unit."""
    unit = bill.agreement.unit
    number = exact_number(abs(ore) / unit.value, 4, language)
    if not ore:
        return "ingen rest" if language == "da" else "nothing left"
    name = one_unit(unit, language)
    if language == "da":
        return f"opkrævet {number} {name} for {'lidt' if ore > 0 else 'meget'}"
    return f"billed {number} {name} too {'little' if ore > 0 else 'much'}"


def _of(residual: Residual, language: Language) -> str:
    """Whose residual a party has taken over."""
    if not residual.predecessors:
        return ""
    names = ", ".join(party.name for party in residual.predecessors)
    return f" (overtaget fra {names})" if language == "da" else f" (taken over from {names})"


def _needs(bill: Bill) -> list[_Need] | None:
    """What the odd units went by, or None where totals of different keys decided."""
    unit = bill.agreement.unit.value
    exact = [one.exact / unit for one in bill.residuals]
    behind = [one.opening / unit for one in bill.residuals]
    parts = [one.billed // unit for one in bill.residuals]
    sign = -1 if sum(parts) < 0 else 1
    if sum(exact) != sum(parts) or min(number * sign for number in exact) < 0:
        return None
    if list(running(exact, behind, sum(parts))) != parts:
        return None
    return [
        _Need(abs(number) % 1, before * sign, abs(part) > abs(number))
        for number, before, part in zip(exact, behind, parts, strict=True)
    ]


def _odd(needs: list[_Need], place: int, unit: Unit, language: Language) -> list[str]:
    """How many odd units there were, by what they went, and where the party stands."""
    danish, own, units = language == "da", needs[place], whole_units(unit, language)
    rivals = [need.together for need in needs if need.remainder]
    served = [need.together for need in needs if need.got]
    if not served:
        return [f"Overskydende {units}: ingen" if danish else f"Odd {units}: none"]
    left, many = (whole_number(len(them), language) for them in (served, rivals))
    if danish:
        text = (
            f"Overskydende {units}: {left} tilbage, når alle har fået deres hele {units}; de går "
            "til dem, hvor årets rest og resten fra tidligere år tilsammen er størst."
        )
    else:
        text = (
            f"Odd {units}: {left} left when everyone has the whole {units}; they go where this "
            "year's remainder and what earlier years left are largest together."
        )
    if not own.remainder:
        even = (
            "Denne går lige op og får ingen." if danish else "This one comes out even, gets none."
        )
        return [f"{text} {even}"]
    first = 1 + sum(other > own.together for other in rivals)
    rank = first + sum(
        need.remainder > 0 and need.together == own.together for need in needs[:place]
    )
    refused = max(need.together for need in needs if need.remainder and not need.got)
    return [
        _sum(own, one_unit(unit, language), language),
        f"{text} {_stand(whole_number(rank, language), many, own, language)}",
        _line(min(served), refused, one_unit(unit, language), language),
    ]


def _sum(own: _Need, unit: str, language: Language) -> str:
    """The year's remainder and the earlier ones', added."""
    numbers = (own.remainder, abs(own.behind), own.together)
    remainder, behind, together = (exact_number(number, 4, language) for number in numbers)
    word = "Tilsammen" if language == "da" else "Together"
    return f"{word}: {remainder} {'-' if own.behind < 0 else '+'} {behind} = {together} {unit}"


def _stand(rank: str, many: str, own: _Need, language: Language) -> str:
    if language == "da":
        return f"Denne er nummer {rank} af {many} og får {'én' if own.got else 'ingen'}."
    return f"This one is number {rank} of {many} and gets {'one' if own.got else 'none'}."


def _line(served: Fraction, refused: Fraction, unit: str, language: Language) -> str:
    """Where the line fell between those that got one and those that did not."""
    least, most = (exact_number(number, 4, language) for number in (served, refused))
    if served == refused:
        if language == "da":
            return f"Grænsen: {least} {unit}; ens går efter kode, derefter id"
        return f"The line: {least} {unit}; equals go by code, then id"
    if language == "da":
        return f"Grænsen: mindst {least} {unit} fik én, højst {most} fik ingen"
    return f"The line: at least {least} {unit} got one, at most {most} got none"
