"""Which method keeps which law: `python -m tests.law_card` tries all and writes docs/law-card.md.

What was found is kept in data/law_card.json, of which the page is written; the tests try it again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

from attrs import fields, frozen

from sundgov.apportion.methods import ALIASES, METHODS
from sundgov.errors import AllocationError
from sundgov.laws import (
    OF_RULES,
    Allocate,
    ByMethod,
    Division,
    Enlarged,
    RuleLaw,
    WithinBounds,
    house_monotonicity,
    new_states,
    population_monotonicity,
)
from sundgov.testing import Broken, try_law
from sundgov.testing.suite_trials import takes

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "law-card.md"
DATA = HERE / "data" / "law_card.json"
VECTORS = HERE / "data" / "vectors"
EXAMPLES = 100

Cell: TypeAlias = int | Division
"""In how many cases a law held, or a case that breaks it."""

Card: TypeAlias = dict[str, dict[str, Cell]]
"""Cells by row and law."""


@frozen
class Row:
    """A method as a rule, or a method with a minimum; `most` is the largest amount tried."""

    name: str
    rule: ByMethod | WithinBounds
    most: int | None = None

    @property
    def laws(self) -> tuple[RuleLaw, ...]:
        """Every law that the method can be tried on."""
        return tuple(law for law in OF_RULES if law.fits(takes(self.rule)))


# The quota method goes through every unit, so it is tried on small amounts.
SEQUENTIAL = {"quota": 200}


def rows() -> tuple[Row, ...]:
    """Every method of the register, and some with a minimum of one."""
    plain = tuple(
        Row(
            name,
            WithinBounds(name) if method.takes_bounds else ByMethod(name),
            SEQUENTIAL.get(name),
        )
        for name, method in METHODS.items()
    )
    least = tuple(
        Row(f"{name}, minimum 1", ByMethod(name, minimum=1))
        for name in ("largest-remainder", "webster", "hill")
    )
    return (*plain, *least)


DIVISORS = ("adams", "dean", "hill", "webster", "jefferson")
IN_ALL = ("sums", "sign_symmetry", "scale_freedom", "permutation")
IN_QUOTA = ("lower_quota", "upper_quota", "zero_stays_zero")
OF_DIVISORS = (
    "zero_stays_zero",
    "larger_not_less",
    "house_monotonicity",
    "population_monotonicity",
    "new_states",
    "consistency",
)
OF_BOUNDS = ("bounds_held", "bounds_mirrored")

THEOREMS: Mapping[str, Sequence[str]] = {
    "largest-remainder": (*IN_QUOTA, "larger_not_less", "merging_within_one", *OF_BOUNDS),
    **dict.fromkeys(DIVISORS, (*OF_DIVISORS, *OF_BOUNDS)),
    "jefferson": (*OF_DIVISORS, *OF_BOUNDS, "lower_quota", "merging", "merging_within_one"),
    "adams": (*OF_DIVISORS, *OF_BOUNDS, "upper_quota"),
    "quota": (*IN_QUOTA, "house_monotonicity"),
    "lowndes": IN_QUOTA,
    "floor-to-first": ("lower_quota", "zero_stays_zero"),
    "floor-to-last": ("lower_quota", "zero_stays_zero"),
    "floor-to-largest-weight": ("lower_quota", "zero_stays_zero", "larger_not_less"),
    "cascade-from-last": ("zero_stays_zero",),
    **{f"{name}, minimum 1": () for name in ("largest-remainder", "webster", "hill")},
}
"""What is proved of a method beside what is proved of all."""


def is_theorem(row: str, law: str) -> bool:
    """Whether a law is proved of a method, and not only tried."""
    return law in IN_ALL or law in THEOREMS.get(row, ())


# Cases beyond what the search reaches every time, found by longer ones.
KNOWN: Mapping[tuple[str, str], Division] = {
    ("hill", "upper_quota"): Division(25, (1, 1, 1, 1, 16)),
    ("lowndes", "house_monotonicity"): Enlarged(5, (1, 1, 3, 1, 3), 1),
    ("floor-to-largest-weight", "house_monotonicity"): Enlarged(3, (2, 1, 2, 1, 1), 1),
}


def tried(row: Row, examples: int) -> dict[str, Cell]:
    """The cells of a row."""
    found: dict[str, Cell] = {}
    for law in row.laws:
        trial = try_law(law, row.rule, most=row.most, refuses=(AllocationError,), examples=examples)
        if trial.found is not None and not isinstance(trial.found, Broken):
            raise trial.found.error
        found[law.name] = trial.found.case if trial.found else trial.cases
    return found


def with_known(card: Card) -> Card:
    """A card with the known cases in the place of larger ones, and of none."""
    return {
        row: {law: KNOWN.get((row, law), cell) for law, cell in cells.items()}
        for row, cells in card.items()
    }


# -- kept


def dump(card: Card) -> str:
    """The card as JSON, fractions as text."""
    cells = {row: {law: _out(cell) for law, cell in found.items()} for row, found in card.items()}
    lines = (f" {json.dumps(row)}: {json.dumps(found)}" for row, found in cells.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _out(cell: Cell) -> Any:
    if isinstance(cell, int):
        return cell
    told = {each.name: getattr(cell, each.name) for each in fields(type(cell))}
    return {name: _number(value) for name, value in told.items()}


def _number(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_number(each) for each in value]
    return str(value) if isinstance(value, Fraction) else value


def read() -> Card:
    """The card that is kept."""
    laws = {law.name: law for law in OF_RULES}
    kept = json.loads(DATA.read_text(encoding="utf-8"))
    return {
        row: {name: _in(laws[name], cell) for name, cell in found.items()}
        for row, found in kept.items()
    }


def _in(law: RuleLaw, cell: Any) -> Cell:
    if isinstance(cell, int):
        return cell
    return law.case(**{name: _exact(value) for name, value in cell.items()})


def _exact(value: Any) -> Any:
    if isinstance(value, list):
        return [_exact(each) for each in value]
    return Fraction(value) if isinstance(value, str) else value


# -- published paradoxes


@frozen
class Paradox:
    """A published pair, and whether a rule shows it."""

    name: str
    minimum: int | None
    shown: Callable[[Allocate], bool]


def _broken(
    law: Callable[..., tuple[object, object]], *operands: object
) -> Callable[[Allocate], bool]:
    def shown(allocate: Allocate) -> bool:
        left, right = law(allocate, *operands)
        return left != right

    return shown


def paradoxes() -> list[Paradox]:
    """The pairs of paradoxes.json, and two of the House of Representatives with its minimum."""
    read = json.loads((VECTORS / "paradoxes.json").read_text(encoding="utf-8"))["vectors"]
    pairs = [_paradox(before, after) for before, after in zip(read[::2], read[1::2], strict=True)]
    house = json.loads((VECTORS / "hamilton.json").read_text(encoding="utf-8"))["vectors"]
    held = {vector["amount"]: vector for vector in house if vector.get("minimum")}
    alabama, oklahoma = (299, 300), (386, 391)
    for kind, ends in (("alabama", alabama), ("new-states", oklahoma)):
        before, after = (held[amount] for amount in ends)
        pairs.append(_paradox({**before, "paradox": kind}, after))
    return pairs


def _paradox(before: Mapping[str, Any], after: Mapping[str, Any]) -> Paradox:
    kind, weights, amount = before["paradox"], before["weights"], before["amount"]
    more, minimum = after["amount"] - amount, before.get("minimum")
    told = f"{amount} by {_weights(weights)}"
    if kind == "alabama":
        name = f"Alabama: {told}; {more} more"
        return Paradox(name, minimum, _broken(house_monotonicity, amount, weights, more))
    if kind == "population":
        name = f"population: {told}; then by {_weights(after['weights'])}"
        shown = _broken(population_monotonicity, amount, weights, after["weights"])
        return Paradox(name, minimum, shown)
    (newcomer,) = set(after["weights"]) - set(weights)
    listed = [*weights, newcomer]
    name = f"new states: {told}; {_weights([newcomer])} joins with {more}"
    return Paradox(name, minimum, _broken(new_states, after["amount"], listed))


def _weights(weights: Sequence[object]) -> str:
    if len(weights) > 6:
        return f"the {len(weights)} states"
    return ", ".join(map(str, weights))


# -- the page


def page(card: Card) -> str:
    """The whole page."""
    aliases = "; ".join(f"`{alias}` is `{name}`" for alias, name in ALIASES.items())
    return "\n".join(
        [
            HEAD.format(aliases=aliases),
            *_overview(card),
            "",
            PUBLISHED,
            *_published(),
            "",
            *_details(card),
        ]
    )


HEAD = """# Law card

Written by `python -m tests.law_card`, which tries every method of `apportion` on every law of
[`sundgov.laws`](guide-test-your-own-key.md#the-laws); the tests try each cell again.
{aliases}.

- **always**: a theorem, and tried. Sum, sign, scale, rank, quota and bounds follow from how a
  method is made; the rest is in Balinski and Young, Fair Representation (1982), chapters 8 to 10
  and appendix A.
- **held**: tried on as many cases as are told below, from the tiniest on, and not broken.
- **no**: broken; the smallest case found is told below.
- –: the law says nothing of the method.

No method has it all: whoever keeps both quotas gives up the monotony in weights (Balinski and
Young). Adams, Dean and Hill give everyone a unit before anyone a second; where there are fewer
units than recipients they serve the heaviest, and splitting may then cost. A minimum takes the
quota with it.
"""


def _overview(card: Card) -> list[str]:
    head = ["| law |", *(f" {row} |" for row in card)]
    lines = ["".join(head), "| --- |" + " --- |" * len(card)]
    for law in OF_RULES:
        cells = [_short(row, law.name, found) for row, found in card.items()]
        if any(cell != "–" for cell in cells):
            lines.append(f"| {law.title('en')} | {' | '.join(cells)} |")
    return lines


def _short(row: str, law: str, found: Mapping[str, Cell]) -> str:
    cell = found.get(law)
    if cell is None:
        return "–"
    if isinstance(cell, Division):
        return "no"
    return "always" if is_theorem(row, law) else "held"


PUBLISHED = """## Published paradoxes

Pairs from textbooks on which largest remainder takes a unit from somebody, and two of the House of
Representatives that exist only with its minimum of one seat for every state: Alabama in 1880, and
New York when Oklahoma joined in 1907. Methods that show none of them are left out.
"""


def _published() -> list[str]:
    rules: dict[str, list[str]] = {name: [] for name in METHODS}
    told = []
    for one in paradoxes():
        for minimum in (None, one.minimum) if one.minimum else (None,):
            told.append(one.name + (f", with a minimum of {minimum}" if minimum else ""))
            for name, method in METHODS.items():
                fits = method.takes_bounds or not minimum
                shown = fits and one.shown(ByMethod(name, minimum=minimum))
                rules[name].append("shown" if shown else "" if fits else "–")
    shows = {name: cells for name, cells in rules.items() if "shown" in cells}
    lines = [f"| pair | {' | '.join(shows)} |", "| --- |" + " --- |" * len(shows)]
    for name, *cells in zip(told, *shows.values(), strict=True):
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def _details(card: Card) -> list[str]:
    held = {row.name: row for row in rows()}
    lines = ["## What was found", ""]
    for name, found in card.items():
        laws = {law.name: law for law in OF_RULES}
        lines += [f"### {name}", "", "| law | |", "| --- | --- |"]
        for law_name, cell in found.items():
            law = laws[law_name]
            lines.append(f"| {law.title('en')} | {_cell(name, law, held[name].rule, cell)} |")
        lines.append("")
    return lines


def _cell(row: str, law: RuleLaw, rule: Allocate, cell: Cell) -> str:
    if isinstance(cell, int):
        word = "always" if is_theorem(row, law.name) else "holds"
        return f"{word} ({cell:,} cases)"
    left, right = law.of(rule, cell)
    return f"{told(cell)}: {_side(left)} where {_side(right)} is asked"


def told(case: Division) -> str:
    """A case in whole units."""
    text = f"{case.amount} by {_side(case.weights)}"
    for each in fields(type(case))[2:]:
        value = getattr(case, each.name)
        shown = _side(value) if isinstance(value, tuple) else str(value)
        text += f"; {_PHRASES[each.name].format(shown)}"
    return text


_PHRASES = {
    "more": "{} more",
    "after": "then by {}",
    "scale": "then all times {}",
    "rank": "ranks {}",
    "order": "then listed {}",
    "group": "those at {} again",
    "minimum": "at least {}",
    "maximum": "at most {}",
}


def _side(values: Iterable[object]) -> str:
    return ", ".join(map(str, values)) or "nothing"


def main() -> None:
    """Try everything, keep it and write the page."""
    card: Card = {}
    for row in rows():
        sys.stderr.write(f"{row.name}\n")
        card[row.name] = tried(row, EXAMPLES)
    card = with_known(card)
    DATA.write_text(dump(card), encoding="utf-8")
    PAGE.write_text(page(card), encoding="utf-8")


if __name__ == "__main__":
    main()
