"""Proofs in words, Danish and English, so that a figure can be defended by telephone."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from sundgov.finance.derivations import Bounds, Derivation
from sundgov.finance.phrases import exact_money, one_unit, whole_units
from sundgov.money import Amount, ExactAmount, Unit
from sundgov.parties import Party
from sundgov.printing import Language, exact_number, kroner, spaced, whole_number


@frozen
class OddUnits:
    """How the units left over fell out for one part: what was left, and the part's place.

    `place` is the remainder's place among `rivals`, `equals` how many have the same remainder,
    `got` the units it was given (0 or 1).
    """

    left: int
    rivals: int
    place: int
    equals: int
    remainder: Fraction
    got: int


def place_of(index: int, rests: Sequence[Fraction]) -> int:
    """The place of one remainder among all, ties in the order of rank."""
    own = rests[index]
    return 1 + sum(rest > own for rest in rests) + sum(rest == own for rest in rests[:index])


@frozen
class Step:
    """One place in a key where a party bears something.

    `within` is the whole amount being divided there, `node` and `leaf` the exact numbers, and
    `odd` how the odd units fell, or None where totals across slices decided.
    """

    path: tuple[str, ...]
    within: Amount
    node: Derivation
    leaf: Derivation
    exact: ExactAmount
    amount: Amount
    odd: OddUnits | None


@frozen
class Proof:
    """Everything that explains one part."""

    party: Party
    amount: Amount
    of: Amount
    exact: ExactAmount
    unit: Unit
    steps: tuple[Step, ...]

    def worded(self, language: Language) -> str:
        """The proof in words, one statement a line."""
        say = Words(language, self.unit)
        lines = [f"{self.party}: {say.money(self.amount)} {say.of} {say.money(self.of)}"]
        for step in self.steps:
            lines += [f"  {line}" for line in say.step(step)]
        if len(self.steps) > 1:
            lines.append(f"  {say.whole_share(self.exact, self.amount)}")
        return spaced("\n".join(lines))


class Words:
    """The sentences of a proof in one language."""

    def __init__(self, language: Language, unit: Unit) -> None:
        self._language = language
        self._danish = language == "da"
        self._unit = unit
        self._units = whole_units(unit, language)
        self.of = "af" if self._danish else "of"

    def money(self, amount: Amount) -> str:
        """A whole amount."""
        return kroner(amount.ore, self._language)

    def exact_money(self, amount: ExactAmount) -> str:
        """An exact amount; an ellipsis marks what is cut."""
        return exact_money(amount, self._language)

    def whole_share(self, exact: ExactAmount, amount: Amount) -> str:
        """A party's exact and whole amount over all slices."""
        word = "I alt" if self._danish else "Together"
        return f"{word}: {self.exact_money(exact)} → {self.money(amount)}"

    def step(self, step: Step) -> list[str]:
        """One place in a key: what is divided there, by what, and the part that came of it."""
        lines = []
        if step.path:
            name = "Del" if self._danish else "Slice"
            lines.append(f"{name} {' › '.join(step.path)}: {self._slice(step)}")
        lines += self.key(step.node, step.leaf)
        lines += self.rounding(step.exact, step.amount, step.odd)
        return lines

    def _slice(self, step: Step) -> str:
        """A slice's exact amount, which its parts are measured on, and its whole one."""
        sign = -1 if step.within.ore < 0 else 1
        exact = ExactAmount(step.node.exact * sign)
        whole = self.money(step.within)
        if exact.ore == step.within.ore:
            return whole
        return f"{self.exact_money(exact)} ({'vist' if self._danish else 'shown as'} {whole})"

    def key(self, node: Derivation, leaf: Derivation) -> list[str]:
        """The key at one place, and the party's share of its measure."""
        word = "Nøgle" if self._danish else "Key"
        if node.bounds is not None:
            return [f"{word}: {self._bounds(node.bounds, leaf)}"]
        assert node.driver is not None
        return [f"{word}: {node.driver.described(self._language)}", self._share(node, leaf)]

    def rounding(self, exact: ExactAmount, amount: Amount, odd: OddUnits | None) -> list[str]:
        """The exact share, its whole units, and how the odd ones fell."""
        word = "Nøjagtig andel" if self._danish else "Exact share"
        return [
            f"{word}: {self.exact_money(exact)}",
            self._whole(exact),
            self._moved(exact, amount) if odd is None else self._odd(odd),
        ]

    def _bounds(self, bounds: Bounds, leaf: Derivation) -> str:
        parts = []
        if bounds.minimum is not None:
            word = "mindst" if self._danish else "at least"
            parts.append(f"{word} {self.money(bounds.minimum)}")
        if bounds.maximum is not None:
            word = "højst" if self._danish else "at most"
            parts.append(f"{word} {self.money(bounds.maximum)}")
        joined = (" og " if self._danish else " and ").join(parts)
        before = self.exact_money(ExactAmount(leaf.weight or 0))
        level = ""
        if bounds.level is not None:
            word = "niveau" if self._danish else "level"
            level = f" × {word} {exact_number(bounds.level, 8, self._language)}"
        if self._danish:
            return f"bidrag {joined}; uden grænser {before}{level}"
        return f"contributions {joined}; without bounds {before}{level}"

    def _share(self, node: Derivation, leaf: Derivation) -> str:
        assert node.driver is not None
        assert leaf.weight is not None
        assert node.weight is not None
        own = node.driver.measured(leaf.weight, self._language)
        total = node.driver.measured(node.weight, self._language)
        return f"{'Andel' if self._danish else 'Share'}: {own} ÷ {total}"

    def _whole(self, exact: ExactAmount) -> str:
        size = self._unit.value
        floor = int(exact.ore / size) * size
        rest = abs(exact.ore) / size % 1
        whole = f"{self._units}: {kroner(floor, self._language)}"
        number = exact_number(rest, 4, self._language)
        part = f"{number} {one_unit(self._unit, self._language)}"
        return f"Hele {whole}; rest {part}" if self._danish else f"Whole {whole}; remainder {part}"

    def _odd(self, odd: OddUnits) -> str:
        head = f"{'Overskydende' if self._danish else 'Odd'} {self._units}"
        if not odd.left:
            return f"{head}: {'ingen' if self._danish else 'none'}"
        left, place, many, equals = (
            whole_number(number, self._language)
            for number in (odd.left, odd.place, odd.rivals, odd.equals)
        )
        if self._danish:
            go = "den går til den største rest"
            if odd.left > 1:
                go = f"de går til de {left} største rester"
            text = (
                f"{head}: {left} tilbage, når alle har fået deres hele {self._units}; {go}. "
                f"Denne er nummer {place} af {many} og får {'én' if odd.got else 'ingen'}."
            )
            tie = f" {equals} har samme rest; de står i rækkefølge efter kode, derefter id."
        else:
            go = "it goes to the largest remainder"
            if odd.left > 1:
                go = f"they go to the {left} largest remainders"
            text = (
                f"{head}: {left} left when everyone has the whole {self._units}; {go}. "
                f"This one is number {place} of {many} and gets {'one' if odd.got else 'none'}."
            )
            tie = f" {equals} have the same remainder; they stand in order of code, then id."
        return text + (tie if odd.equals > 1 and odd.remainder else "")

    def _moved(self, exact: ExactAmount, amount: Amount) -> str:
        if exact == amount.exact:
            return "Går lige op" if self._danish else "Comes out even"
        up = abs(amount.ore) > abs(exact.ore)
        if self._danish:
            way = "Rundet op" if up else "Rundet ned"
            return f"{way} til {self.money(amount)}, så alle summer passer på én gang"
        way = "Rounded up" if up else "Rounded down"
        return f"{way} to {self.money(amount)}, so that every total comes out at once"
