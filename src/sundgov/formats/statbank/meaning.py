"""What a cell means: whom an area stands for, when a time is, how many inhabitants a value is.

By these meanings are told, too, which columns without a name hold areas and which hold times.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from attrs import evolve

from sundgov.errors import FileFormatError, MissingFigureError, SundgovError
from sundgov.exact import FIRST_YEAR, LAST_YEAR
from sundgov.formats.statbank.cells import Category, Role, Table
from sundgov.parties import Parties, Party, PartyKind, folded

_MISSING = frozenset({"..", ".", ""})
_COUNT = re.compile(r"[0-9]{1,12}")
_DIGITS = 12
_TIME = re.compile(r"([0-9]{4})(?:[KQ]([1-4])|M(0[1-9]|1[0-2]))?")
_LONGEST_NAME = 200

_ASIDE_CODES = frozenset(
    {"000", "411", "0411"}
    | {f"{region:03}" for region in range(81, 86)}
    | {f"{region}" for region in range(1081, 1086)}
    | {f"{province:02}" for province in range(1, 12)}
)
_ASIDE_NAMES = frozenset({"hele landet", "all denmark", folded("Christiansø")})
_ASIDE_KINDS = ("region ", "landsdel ", "province ")


class Areas:
    """Whom the areas of a file stand for, by a register."""

    def __init__(self, register: Parties) -> None:
        self._register = register
        self._names: set[str] = set()
        for party in register:
            code = party.code or party.id
            self._names |= {party.id, code, f"0{code}"}
            names = (party.name, party.registered_name, *party.aliases)
            self._names |= {folded(name) for name in names}
        self._names.discard("")

    def known(self, category: Category) -> bool:
        """Whether this is an area at all."""
        return _set_aside(category) or any(map(self._party, (category.code, category.label)))

    def municipality(self, category: Category, place: str) -> Party | None:
        """The municipality, or None for another area of Denmark; what is unknown is refused."""
        if _set_aside(category):
            return None
        if len(f"{category}") > _LONGEST_NAME:
            raise FileFormatError(place, "holds a name too long for an area", f"{category}")
        party = self._of(category, place)
        if party.kind is PartyKind.REGION:
            return None
        if party.kind is not PartyKind.MUNICIPALITY:
            raise FileFormatError(place, "must name a municipality", party.name)
        return party

    def _of(self, category: Category, place: str) -> Party:
        by_code, by_name = self._party(category.code), self._party(category.label)
        if by_code and by_name and by_code != by_name:
            raise FileFormatError(place, "code and name are two areas", f"{category}")
        party = by_code or by_name
        if party is not None:
            return party
        try:
            return self._register.find(f"{category}")
        except SundgovError as error:
            raise type(error)(place, error.rule, *error.got, hint=error.hint) from None

    def _party(self, text: str) -> Party | None:
        """The party that answers, if one does.

        A register that finds nothing searches for near names; over the texts of a whole file
        that takes too long, so only names it knows are looked up.
        """
        if text not in self._names and folded(text) not in self._names:
            return None
        try:
            return self._register.find(text)
        except SundgovError:
            return None


def _set_aside(category: Category) -> bool:
    """The country, regions, provinces and Christiansø, by code or by name."""
    names = (folded(category.code), folded(category.label))
    return (
        category.code in _ASIDE_CODES
        or not _ASIDE_NAMES.isdisjoint(names)
        or any(name.startswith(_ASIDE_KINDS) for name in names)
    )


def _date(text: str) -> dt.date | None:
    """The first day of a quarter, month or year as StatBank writes them.

    >>> str(_date("2020K2")), str(_date("2020M02")), str(_date("2020")), _date("2020U07")
    ('2020-04-01', '2020-02-01', '2020-01-01', None)
    """
    match = _TIME.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    return dt.date(int(match[1]), 3 * int(match[2]) - 2 if match[2] else int(match[3] or 1), 1)


def date_of(category: Category) -> dt.date | None:
    """The date of a code, or else of its text; None where they differ."""
    by_code, by_text = _date(category.code), _date(category.label)
    if by_code and by_text and by_code != by_text:
        return None
    return by_code or by_text


def heads_of(value: object, place: str, party: Party) -> int:
    """A value as inhabitants: whole, not negative, and there."""
    if value is None or (isinstance(value, str) and value in _MISSING):
        raise MissingFigureError(f"{party}", "the file has no figure for it", place)
    if isinstance(value, str) and _COUNT.fullmatch(value):
        return int(value)
    if isinstance(value, Decimal) and value.adjusted() < _DIGITS and value == int(value):
        value = int(value)
    if type(value) is int and 0 <= value < 10**_DIGITS:
        return value
    raise FileFormatError(place, "inhabitants are a whole number", f"{party}", value)


def recognised(table: Table, areas: Areas) -> Table:
    """The table with the roles of unlabelled variables, told by what most of their cells are."""
    if all(variable.role is not Role.UNLABELLED for variable in table.variables):
        return table
    held: list[set[str]] = [set() for _ in table.variables]
    for _, cells, _ in table.rows():
        for seen, cell in zip(held, cells, strict=True):
            seen.add(cell)
    variables = (
        evolve(variable, role=_role_of(list(map(variable.category, cells)), areas))
        for variable, cells in zip(table.variables, held, strict=True)
    )
    return evolve(table, variables=tuple(variables))


def _role_of(categories: list[Category], areas: Areas) -> Role:
    if 2 * sum(map(areas.known, categories)) > len(categories):
        return Role.AREA
    dated = sum(date_of(category) is not None for category in categories)
    return Role.TIME if 2 * dated > len(categories) else Role.OTHER
