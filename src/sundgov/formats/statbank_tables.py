"""StatBank's files as plain tables: CSV, the website's matrix and JSON-stat, told by content.

Here is only what stands where, and which variable a name stands for; what areas, dates and
categories mean, and what may be added up, is decided in `statbank`.
"""

from __future__ import annotations

import csv
import datetime as dt
import enum
import io
import itertools
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from attrs import frozen

from sundgov.errors import FileFormatError, InvalidValueError, NotExactError
from sundgov.formats.limits import MEGABYTE, check_depth, check_size, too_deep, utf8
from sundgov.parties import folded
from sundgov.text import plain

LARGEST = 64 * MEGABYTE

Row: TypeAlias = tuple[int, Sequence[str], object]
"""A figure: its number in the file, the cell of each variable, and the value as written."""
_Record: TypeAlias = tuple[int, list[str]]
_Values: TypeAlias = list[object] | dict[int, object]


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
_TABLE_ID = re.compile(r"[A-ZÆØÅ]{2,9}[0-9][0-9A-ZÆØÅ]{0,8}")
_STATED_ID = re.compile(r"[0-9A-ZÆØÅ]{2,20}")
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]")
_VALUE = re.compile(r"[-0-9., ]*")
_INDEX = re.compile(r"0|[1-9][0-9]{0,14}")
_LONGEST_NUMBER, _LONGEST_EXPONENT = 30, 6
_MOST_VARIABLES = 30


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


def read_table(data: bytes, columns: Sequence[str] | None) -> Table:
    """The table in a file of any of the three kinds; `columns` names a matrix's value columns."""
    if not isinstance(data, bytes):
        raise NotExactError("data", "must be the bytes of the file", type(data).__name__)
    check_size("file", data, LARGEST)
    names = None if columns is None else _named(columns)
    if _JSON_START.match(data):
        _refuse_columns(names)
        return _json_table(data)
    return _csv_table(data, names)


def _named(columns: Sequence[str]) -> tuple[str, ...]:
    if isinstance(columns, str):
        raise InvalidValueError("columns", "must be a list of names", columns)
    names = tuple(plain(name, "columns").strip() for name in columns)
    if len(set(names)) < len(names):
        raise InvalidValueError("columns", "must not name a column twice", *names)
    return names


def _refuse_columns(names: tuple[str, ...] | None) -> None:
    if names is not None:
        raise InvalidValueError("columns", "are for a file whose columns have no names", *names)


# --- CSV -------------------------------------------------------------------------------------


def _csv_table(data: bytes, columns: tuple[str, ...] | None) -> Table:
    encoding = _encoding(data)
    records = partial(_records, data, encoding)
    first = next(records(), None)
    if first is None:
        raise FileFormatError("file", "is empty")
    if any(role_named(cell) is not Role.OTHER for cell in first[1]):
        _refuse_columns(columns)
        return _headed(first[1], records)
    return _matrix(len(first[1]), _values_at_end(data, encoding, first[0]), columns, records)


def _encoding(data: bytes) -> str:
    nul = data.find(b"\0")
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        raise FileFormatError(f"line {line}", "holds a NUL character, so it is no text")
    wrong = 0
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            wrong = error.start
        else:
            return encoding
    line = data.count(b"\n", 0, wrong) + 1
    raise FileFormatError(f"line {line}", "must be text in UTF-8 or Windows-1252", f"byte {wrong}")


def _text(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _records(data: bytes, encoding: str) -> Iterator[_Record]:
    """The lines of a CSV file that hold anything, all as wide as the first."""
    reader = csv.reader(_text(data, encoding), delimiter=";", strict=True)
    width = 0
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            width = width or len(cells)
            if len(cells) != width:
                raise FileFormatError(
                    f"line {reader.line_num}", f"must hold {width} cells as the first", len(cells)
                )
            yield reader.line_num, cells
    except csv.Error as error:
        raise FileFormatError(f"line {reader.line_num}", f"is not CSV: {error}") from None


def _headed(names: list[str], records: Callable[[], Iterator[_Record]]) -> Table:
    """A table as the API returns it: the first line names the variables, in any order."""
    if "" in names or len({folded(name) for name in names}) < len(names):
        raise FileFormatError("header", "must name every column, and none twice", *names)
    roles = [role_named(name) for name in names]
    if Role.VALUE not in roles and _TABLE_ID.fullmatch(names[-1]):
        roles[-1] = Role.VALUE
    if roles.count(Role.VALUE) != 1:
        raise FileFormatError(
            "header", "must name one column of values, such as INDHOLD or FOLK1A", *names
        )
    at = roles.index(Role.VALUE)

    def rows() -> Iterator[Row]:
        for line, cells in itertools.islice(records(), 1, None):
            yield line, cells, cells[at]

    name = names[at] if _TABLE_ID.fullmatch(names[at]) else ""
    return Table(tuple(map(Variable, names, roles)), rows, "line", name)


def _values_at_end(data: bytes, encoding: str, line: int) -> int:
    """How many unquoted numbers a line ends with; quoted ones are codes."""
    text = next(itertools.islice(_text(data, encoding), line - 1, None)).strip()
    cells = text.rpartition('"')[2].split(";")[1:]
    return len(list(itertools.takewhile(_VALUE.fullmatch, reversed(cells))))


def _matrix(
    width: int,
    values: int,
    columns: tuple[str, ...] | None,
    records: Callable[[], Iterator[_Record]],
) -> Table:
    """A table as the website saves it: no header, the last columns are values."""
    if values == 0:
        raise FileFormatError(
            "line 1", "must name the variables, or end in values separated by semicolons"
        )
    if columns is None and values > 1:
        raise InvalidValueError(
            "columns", "must name the value columns, as the file does not", f"{values} columns"
        )
    if columns is not None and len(columns) != values:
        raise InvalidValueError("columns", f"must name all {values} value columns", *columns)
    texts = width - values
    headings = [[name] for name in columns or ()] or [[]]
    names = [f"column {place}" for place in range(1, texts + 1)] + ["columns"] * bool(columns)

    def rows() -> Iterator[Row]:
        for line, cells in records():
            for place, heading in enumerate(headings, texts):
                yield line, cells[:texts] + heading, cells[place]

    return Table(tuple(Variable(name, Role.UNLABELLED) for name in names), rows, "line")


# --- JSON-stat -------------------------------------------------------------------------------


def _json_table(data: bytes) -> Table:
    """A JSON-stat table of version 1 (id and size inside dimension) or 2 (outside)."""
    document = _object(_parsed(utf8("file", data)), "file")
    dataset = _object(document["dataset"], "dataset") if "dataset" in document else document
    dimension = _object(dataset.get("dimension"), "dimension")
    outline = dataset if "id" in dataset else dimension
    roles = _object(outline.get("role", {}), "role")
    variables, codes = [], []
    for name in _ids(outline, dimension):
        entry = _object(dimension[name], name)
        labels = _categories(_object(entry.get("category"), name), name)
        role = _json_role(name, entry.get("label"), roles)
        if role is Role.VALUE and len(labels) != 1:
            raise FileFormatError(name, "must hold one content", *itertools.islice(labels, 5))
        variables.append(Variable(name, role, labels))
        codes.append(tuple(labels))
    sizes = [len(each) for each in codes]
    if outline.get("size") != sizes:
        raise FileFormatError("size", f"must be that of the categories, {sizes}")
    rows = partial(_cells, codes, _values(dataset.get("value"), math.prod(sizes)))
    name = _table_id(dataset.get("extension"), variables)
    return Table(tuple(variables), rows, "value", name, _updated(dataset.get("updated")))


def _parsed(text: str) -> object:
    try:
        document: object = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_constant,
            object_pairs_hook=_distinct,
        )
    except json.JSONDecodeError as error:
        raise FileFormatError(f"line {error.lineno}", f"is not JSON: {error.msg}") from None
    except RecursionError:
        raise too_deep("file") from None
    check_depth("file", document)
    return document


def _decimal(text: str) -> Decimal:
    return Decimal(_measured(text))


def _integer(text: str) -> int:
    return int(_measured(text))


def _measured(text: str) -> str:
    """A number that can be held without effort; a short exponent may stand for a huge one."""
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > _LONGEST_NUMBER or len(exponent) > _LONGEST_EXPONENT:
        raise FileFormatError("file", "holds a number beyond all measure", text)
    return text


def _constant(text: str) -> object:
    raise FileFormatError("file", "holds what is no number", text)


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for name, value in pairs:
        if name in table:
            raise FileFormatError("file", "holds a name twice in one object", name)
        table[name] = value
    return table


def _object(value: object, place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise FileFormatError(place, "must be an object of JSON-stat", type(value).__name__)
    return value


def _list(value: object, place: str) -> list[object]:
    if not isinstance(value, list):
        raise FileFormatError(place, "must be a list of JSON-stat", type(value).__name__)
    return value


def _ids(outline: dict[str, object], dimension: dict[str, object]) -> list[str]:
    ids = _list(outline.get("id"), "id")
    names = [name for name in ids if isinstance(name, str) and name in dimension]
    if len(set(names)) < len(ids):
        raise FileFormatError("id", "must name the dimensions, and none twice", *ids[:5])
    if len(names) > _MOST_VARIABLES:
        raise FileFormatError("id", f"must not name more than {_MOST_VARIABLES}", len(names))
    return names


def _categories(category: dict[str, object], place: str) -> dict[str, str]:
    """The codes of a dimension in the order of its values, each with its text."""
    texts = _object(category.get("label", {}), place)
    # JSON-stat lets a dimension of one category do without an index.
    index = category.get("index", list(texts)[:1])
    codes = _in_order(index, place) if isinstance(index, dict) else _list(index, place)
    labels = {code: f"{texts.get(code, '')}".strip() for code in codes if isinstance(code, str)}
    if not codes or len(labels) < len(codes):
        raise FileFormatError(place, "must hold categories, and none twice", *codes[:5])
    return labels


def _in_order(index: dict[str, object], place: str) -> list[object]:
    by_position = {position: code for code, position in index.items() if type(position) is int}
    if sorted(by_position) != list(range(len(index))):
        raise FileFormatError(place, "must number its categories from 0", *list(index)[:5])
    return [by_position[position] for position in range(len(index))]


def _json_role(name: str, label: object, roles: dict[str, object]) -> Role:
    """By name, by label, or by the role the file gives it."""
    for text in (name, label):
        if isinstance(text, str) and role_named(text) is not Role.OTHER:
            return role_named(text)
    for kind, role in (("time", Role.TIME), ("metric", Role.VALUE)):
        if name in _list(roles.get(kind, []), "role"):
            return role
    return Role.OTHER


def _values(value: object, count: int) -> _Values:
    """Values by their place: a list holds all of them, an object the ones it names."""
    if isinstance(value, dict):
        wrong = [key for key in value if not _INDEX.fullmatch(key) or int(key) >= count]
        if wrong:
            raise FileFormatError("value", f"must be numbered below {count}", *wrong[:5])
        return {int(key): each for key, each in value.items()}
    values = _list(value, "value")
    if len(values) != count:
        raise FileFormatError("value", f"must hold {count} values", len(values))
    return values


def _cells(codes: list[tuple[str, ...]], values: _Values) -> Iterator[Row]:
    if isinstance(values, list):
        for number, cells in enumerate(itertools.product(*codes)):
            yield number, cells, values[number]
        return
    for number, value in values.items():
        named, rest = [], number
        for each in reversed(codes):
            rest, place = divmod(rest, len(each))
            named.append(each[place])
        yield number, named[::-1], value


def _table_id(extension: object, variables: list[Variable]) -> str:
    """The table's name: stated beside the data, or the one content's code."""
    px = extension.get("px") if isinstance(extension, dict) else None
    stated = px.get("tableid") if isinstance(px, dict) else None
    if isinstance(stated, str) and _STATED_ID.fullmatch(stated):
        return stated
    contents = (variable.labels or {} for variable in variables if variable.role is Role.VALUE)
    found = (code for code in itertools.chain(*contents) if _TABLE_ID.fullmatch(code))
    return next(found, "")


def _updated(value: object) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(value).date() if isinstance(value, str) else None
    except ValueError:
        return None
