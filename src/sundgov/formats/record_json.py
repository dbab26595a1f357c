"""A whole record as JSON, out and in: nothing is lost on the way, and a fault has its place.

Written for programs. Amounts are texts with two decimals, other exact numbers whole or broken
("1/3"), days and times ISO 8601. Parties of the register are named by id.
"""

from __future__ import annotations

import json
from decimal import Decimal
from types import NoneType

from sundgov.errors import FileFormatError, shown
from sundgov.figures import Figures, packaged_figures
from sundgov.formats.json_figures import FiguresTable
from sundgov.formats.json_in import Reader
from sundgov.formats.json_out import Writer
from sundgov.formats.layout import json_text
from sundgov.formats.limits import MEGABYTE, check_depth, check_size, too_deep, utf8
from sundgov.formats.problems import in_place, structured
from sundgov.formats.values_in import shaped
from sundgov.kinds import must_be
from sundgov.record import Record

VERSION = 1
LARGEST = 64 * MEGABYTE
DEEPEST = 100

_FORMAT = "sundgov"
_FIGURES = "figures"


def dump_record(record: Record) -> str:
    """A record as JSON, from which `read_record` makes an equal one.

    The same record always gives the same text. Raises `LimitError` for a record that is larger or
    nested more deeply than what is read.
    """
    must_be(record, "record", Record)
    writer, base = Writer(record.figures), packaged_figures()
    head: dict[str, object] = {_FORMAT: VERSION}
    if record.figures != base:
        head[_FIGURES] = writer.table(FiguresTable.of(record.figures, base))
    try:
        tables = {**head, **writer.table(record)}
    except RecursionError:
        raise too_deep("record", DEEPEST) from None
    check_depth("record", tables, DEEPEST)
    text = json_text(tables)
    check_size("record", text.encode("utf-8", "surrogatepass"), LARGEST)
    return text


def read_record(
    text: str | bytes, figures: Figures | None = None, *, name: str = "record"
) -> Record:
    """The record that JSON holds; `figures` replaces the packaged ones.

    Raises `FileFormatError` listing every fault, and `LimitError` for a text beyond 64 MB or 100
    levels.

    >>> read_record('{"sundgov": 1, "people": [{"name": "Asta Juhl"}]}')
    Traceback (most recent call last):
    sundgov.errors.FileFormatError: record: people[0].id: is required
    """
    must_be(text, "text", str, bytes)
    must_be(figures, "figures", Figures, NoneType)
    tables = _tables(text, name)
    reader = Reader(packaged_figures() if figures is None else figures)
    head = {key: tables.pop(key) for key in (_FIGURES,) if key in tables}
    structured(lambda: reader.take_figures(head), name)
    return structured(lambda: in_place("", name, lambda: reader.read(tables, Record)), name)


def _tables(text: str | bytes, name: str) -> dict[str, object]:
    """The tables of a text, without the mark of the format."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    check_size(name, raw, LARGEST)
    held = utf8(name, raw)
    try:
        told = json.loads(
            held,
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_each_once,
        )
    except RecursionError:
        raise too_deep(name, DEEPEST) from None
    except ValueError as error:
        raise FileFormatError(name, f"is not JSON: {error}") from None
    check_depth(name, told, DEEPEST)
    tables: dict[str, object] = in_place("", name, lambda: shaped(told, dict, "table"))
    version = tables.pop(_FORMAT, None)
    if version != VERSION or isinstance(version, bool):
        raise FileFormatError(_FORMAT, f"must be {VERSION}, the version that is read", version)
    return tables


def _no_number(word: str) -> object:
    raise ValueError(f"{word} is no number")


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{shown(twice)} stands twice in a table")
    return found
