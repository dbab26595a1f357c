"""Which kind of table a file holds, told by its content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sundgov.errors import InvalidValueError, NotExactError
from sundgov.formats.limits import MEGABYTE, check_size
from sundgov.formats.statbank.cells import Table
from sundgov.formats.statbank.csv_in import csv_table, refuse_columns
from sundgov.formats.statbank.json_in import json_table
from sundgov.kinds import listed
from sundgov.text import plain

LARGEST = 64 * MEGABYTE

_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]")


def read_table(data: bytes, columns: Sequence[str] | None) -> Table:
    """The table in a file of any of the three kinds; `columns` names a matrix's value columns."""
    if not isinstance(data, bytes):
        raise NotExactError("data", "must be the bytes of the file", type(data).__name__)
    check_size("file", data, LARGEST)
    names = None if columns is None else _named(columns)
    if _JSON_START.match(data):
        refuse_columns(names)
        return json_table(data)
    return csv_table(data, names)


def _named(columns: Sequence[str]) -> tuple[str, ...]:
    names = tuple(plain(name, "columns").strip() for name in listed(columns, "columns"))
    if len(set(names)) < len(names):
        raise InvalidValueError("columns", "must not name a column twice", *names)
    return names
