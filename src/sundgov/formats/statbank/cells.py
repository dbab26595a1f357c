"""A StatBank file as a plain table: its variables by their names, its categories and its rows.

Here is only what stands where; what areas, dates and categories mean is said in `meaning`, and
what may be added up in `breakdowns`.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from sundgov.parties import folded

Row: TypeAlias = tuple[int, Sequence[str], object]
"""A figure: its number in the file, the cell of each variable, and the value as written."""

TABLE_ID = re.compile(r"[A-ZÆØÅ]{2,9}[0-9][0-9A-ZÆØÅ]{0,8}")
"""StatBank's name of a table, such as FOLK1A; it may stand for the values."""


class Role(enum.Enum):
    """What a variable says about a figure; unlabelled ones are told by their content."""

    AREA = "area"
    TIME = "time"
    SEX = "sex"
    AGE = "age"
    VALUE = "value"
    OTHER = "other"
    UNLABELLED = "unlabelled"


_NAMES = {
    Role.AREA: "område omrade region area kommune kommunedk municipality bopomr bopkom komk",
    Role.TIME: "tid time kvartal quarter måned month år year",
    Role.SEX: "køn kon sex gender",
    Role.AGE: "alder age",
    Role.VALUE: "indhold content contents contentscode",
}
_ROLES = {folded(name): role for role, names in _NAMES.items() for name in names.split()}

# One cell may hold code and text. Only codes that mean something to the reader are split off,
# so that the "I" of "I alt" is not taken for one.
_CODED = re.compile(r"(-?[0-9]{1,5}|TOT|IALT|[MK]|[0-9]{4}[KQM][0-9]{1,2}) +(\S.*)")


@frozen
class Category:
    """One value of a variable: its code, and its text where both stand in the file."""

    code: str
    label: str = ""

    @classmethod
    def read(cls, cell: str) -> Category:
        """A cell of a CSV file: a code, a text, or both.

        >>> Category.read("101 København"), Category.read("I alt")
        (Category(code='101', label='København'), Category(code='I alt', label=''))
        """
        match = _CODED.fullmatch(cell)
        return cls(*match.groups()) if match else cls(cell)

    def __str__(self) -> str:
        return f"{self.code} {self.label}".strip()


@frozen
class Variable:
    """A variable of the table; `labels` are the texts of its codes where the file holds them."""

    name: str
    role: Role
    labels: Mapping[str, str] | None = None

    def category(self, cell: str) -> Category:
        """The category that a cell of this variable stands for."""
        if self.labels is None:
            return Category.read(cell)
        return Category(cell, self.labels.get(cell, ""))


@frozen
class Table:
    """What a file holds; `rows` may be called again, so that nobody need keep them.

    `counted` says what the number of a row counts, `name` is StatBank's name of the table and
    `updated` the day it was last updated, where the file states them.
    """

    variables: tuple[Variable, ...]
    rows: Callable[[], Iterator[Row]]
    counted: str
    name: str = ""
    updated: dt.date | None = None


def role_named(name: str) -> Role:
    """What a variable of this name is.

    >>> role_named("OMRÅDE"), role_named("koen"), role_named("CIVILSTAND")
    (<Role.AREA: 'area'>, <Role.SEX: 'sex'>, <Role.OTHER: 'other'>)
    """
    return _ROLES.get(folded(name), Role.OTHER)
