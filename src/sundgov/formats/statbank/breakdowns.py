"""What makes up a whole: the total of a breakdown or all of its parts, and nothing in doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from attrs import frozen

from sundgov.errors import FileFormatError
from sundgov.formats.statbank.cells import Category, Role, Variable
from sundgov.parties import folded

_TOTALS = frozenset({"i alt", "ialt", "tot", "total", folded("begge køn"), "both sexes"})
_WHOLES = frozenset(
    folded(whole)
    for whole in (
        *("alder", "age", "køn", "kønnet", "sex", "gender", "mænd og kvinder", "men and women"),
        *("civilstand", "marital status", "statsborgerskab", "citizenship", "herkomst"),
        *("personer", "persons", "befolkning", "befolkningen", "population"),
    )
)
_MEN = frozenset(map(folded, ("mænd", "mand", "men", "male", "males", "m", "1")))
_WOMEN = frozenset(("kvinder", "kvinde", "women", "female", "females", "k", "2"))
_AGE = re.compile(r"([0-9]{1,3})(?: \1)?( år| years?)?", re.IGNORECASE)
_OLDEST = 125


def whole_of(place: str, variable: Variable, cells: set[str]) -> frozenset[str]:
    """The categories of a breakdown that make up its whole: its total, or all of its parts."""
    categories = {cell: variable.category(cell) for cell in sorted(cells)}
    totals = [cell for cell, category in categories.items() if _is_total(variable, category)]
    held = [f"{category}" for category in islice(categories.values(), 5)]
    if len(totals) > 1:
        raise FileFormatError(place, f"{variable.name} holds several totals", *totals[:5])
    if totals:
        return frozenset(totals)
    parts = [(_sex(variable, each), _age(variable, each)) for each in categories.values()]
    sexes, ages = [sex for sex, _ in parts], [age for _, age in parts]
    if sorted(sexes) == ["men", "women"] or sorted(ages) == list(range(_OLDEST + 1)):
        return frozenset(cells)
    raise FileFormatError(
        place,
        f"{variable.name} is broken down without its total, so it cannot be known to be whole",
        *held,
        f"{len(categories)} held",
    )


def _is_total(variable: Variable, category: Category) -> bool:
    return any(_names_total(variable, folded(each)) for each in (category.code, category.label))


def _names_total(variable: Variable, text: str) -> bool:
    """Whether a text is "Total", or that of a whole ("Alder i alt"); "Mænd i alt" is a part."""
    if text in _TOTALS:
        return True
    whole = text.removesuffix(" i alt").removesuffix(" total").removesuffix(",")
    return whole != text and (whole in _WHOLES or whole == folded(variable.name))


def _sex(variable: Variable, category: Category) -> str:
    """Which of the two; a bare 1 or 2 says so only of a variable that is named as sex."""
    texts = {folded(text) for text in (category.code, category.label) if text}
    if texts <= {"1", "2"} and variable.role is not Role.SEX:
        return ""
    return "men" if texts <= _MEN else "women" if texts <= _WOMEN else ""


def _age(variable: Variable, category: Category) -> int:
    """Which single year of age, or -1; a bare number says so only of a variable named as age."""
    match = _AGE.fullmatch(f"{category}")
    if match is None or not (match[2] or variable.role is Role.AGE):
        return -1
    return int(match[1])


@frozen
class Plan:
    """Which figures of a date count: the categories taken, each with its place among them all."""

    taken: tuple[tuple[int, dict[str, int]], ...]
    size: int

    @classmethod
    def of(cls, wholes: Mapping[int, frozenset[str]]) -> Plan:
        """A plan that takes every combination of the categories of these variables."""
        taken, size = [], 1
        for at, cells in wholes.items():
            taken.append((at, {cell: size * place for place, cell in enumerate(cells)}))
            size *= len(cells)
        return cls(tuple(taken), size)

    def place(self, cells: Sequence[str]) -> int:
        """The place of a figure among those taken, or -1."""
        place = 0
        for at, places in self.taken:
            found = places.get(cells[at])
            if found is None:
                return -1
            place += found
        return place
