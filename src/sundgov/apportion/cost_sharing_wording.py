"""Shared costs in words, Danish and English."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sundgov.printing import Language, exact_number, spaced

if TYPE_CHECKING:
    from sundgov.apportion.cost_sharing import AboveAlone
    from sundgov.apportion.cost_sharing_steps import CostStep

_ABOVE: dict[Language, str] = {
    "da": "{who} betaler {pays}; alene ville det koste {alone}: {excess} for meget",
    "en": "{who} {pay} {pays}; alone it would cost {alone}: {excess} too much",
}
_STEP: dict[Language, str] = {
    "da": "fra {low} til {high}: {step} delt på {count} = {each}",
    "en": "from {low} to {high}: {step} shared by {count} = {each}",
}
_PART: dict[Language, str] = {
    "da": "{name}: {part} af {amount} (alene {alone})",
    "en": "{name}: {part} of {amount} (alone {alone})",
}
_SUM: dict[Language, str] = {"da": "nøjagtig andel: {}", "en": "exact share: {}"}
_AND: dict[Language, str] = {"da": "og", "en": "and"}


def worded_above(above: AboveAlone, language: Language) -> str:
    """Who pays what, what it would cost alone, and the difference."""
    *names, last = above.members
    who = f"{', '.join(names)} {_AND[language]} {last}" if names else last
    pays = _number(above.pays, language)
    if names:
        pays += f" ({' + '.join(_number(part, language) for part in above.parts)})"
    told = _ABOVE[language].format(
        who=who,
        pay="pay" if names else "pays",
        pays=pays,
        alone=_number(above.alone, language),
        excess=_number(above.excess, language),
    )
    return spaced(told)


def worded_steps(
    name: str, part: int, alone: int, amount: int, steps: tuple[CostStep, ...], language: Language
) -> str:
    """A part with the steps that make up its exact share."""
    numbers = {"part": part, "amount": amount, "alone": alone}
    told = {key: _number(Fraction(value), language) for key, value in numbers.items()}
    exact = sum((step.each for step in steps), Fraction(0))
    lines = [
        _PART[language].format(name=name, **told),
        *(f"  {_step(step, language)}" for step in steps),
        f"  {_SUM[language].format(_number(exact, language))}",
    ]
    return spaced("\n".join(lines))


def _step(step: CostStep, language: Language) -> str:
    numbers = (step.low, step.high, step.high - step.low, len(step.users))
    low, high, size, count = (_number(Fraction(number), language) for number in numbers)
    each = _number(step.each, language)
    return _STEP[language].format(low=low, high=high, step=size, count=count, each=each)


def _number(value: Fraction, language: Language) -> str:
    return exact_number(value, 4, language)
