"""CSV in: what the API returns, and the matrix without a header that the website saves."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from sundgov.errors import FileFormatError, InvalidValueError
from sundgov.formats.statbank.cells import TABLE_ID, Role, Row, Table, Variable, role_named
from sundgov.parties import folded

_Record: TypeAlias = tuple[int, list[str]]

_VALUE = re.compile(r"[-0-9., ]*")


def csv_table(data: bytes, columns: tuple[str, ...] | None) -> Table:
    """The table in a CSV file; `columns` names the value columns where the file does not."""
    encoding = _encoding(data)
    records = partial(_records, data, encoding)
    first = next(records(), None)
    if first is None:
        raise FileFormatError("file", "is empty")
    if any(role_named(cell) is not Role.OTHER for cell in first[1]):
        refuse_columns(columns)
        return _headed(first[1], records)
    return _matrix(len(first[1]), _values_at_end(data, encoding, first[0]), columns, records)


def refuse_columns(names: tuple[str, ...] | None) -> None:
    """Refuse names for columns that the file names itself."""
    if names is not None:
        raise InvalidValueError("columns", "are for a file whose columns have no names", *names)


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
    if Role.VALUE not in roles and TABLE_ID.fullmatch(names[-1]):
        roles[-1] = Role.VALUE
    if roles.count(Role.VALUE) != 1:
        raise FileFormatError(
            "header", "must name one column of values, such as INDHOLD or FOLK1A", *names
        )
    at = roles.index(Role.VALUE)

    def rows() -> Iterator[Row]:
        for line, cells in itertools.islice(records(), 1, None):
            yield line, cells, cells[at]

    name = names[at] if TABLE_ID.fullmatch(names[at]) else ""
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
