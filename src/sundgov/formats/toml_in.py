"""TOML in: agreements, budgets and figures, written by people, into a `Record`.

Every fault is reported at once, each with its path into the file, the rule and the value. Only
reading is offered: the files are for people, and a program that writes should write JSON.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from os import PathLike
from pathlib import Path
from types import NoneType
from typing import TypeAlias, TypeVar

from attrs import fields_dict

from sundgov.errors import FileFormatError, InvalidValueError
from sundgov.figures import Figures, packaged_figures
from sundgov.formats.file_tables import FileTables, NamedTables, OwnTables
from sundgov.formats.finance_hooks import finance_hooks
from sundgov.formats.governance_in import governance_hooks
from sundgov.formats.ledgers import record_of
from sundgov.formats.limits import (
    MEGABYTE,
    check_depth,
    check_size,
    read_together,
    too_deep,
    utf8,
)
from sundgov.formats.problems import in_place, of_each, structured
from sundgov.formats.structure import Hooks, Structurer
from sundgov.formats.toml_faults import toml_fault
from sundgov.kinds import must_be
from sundgov.parties import Party
from sundgov.record import Record

T = TypeVar("T")
LARGEST = 4 * MEGABYTE
_OWN = tuple(fields_dict(OwnTables))
WINGS: tuple[Callable[[Structurer], Hooks], ...] = (finance_hooks, governance_hooks)
# A file's name, and its tables as a TOML parser gives them.
Parsed: TypeAlias = tuple[str, Mapping[str, object]]


def load(paths: str | Path | Sequence[str | Path], figures: Figures | None = None) -> Record:
    """A record from a TOML file, from a folder of them, or from several of either.

    A folder stands for the files in it that end in `.toml`, in the order of their names; what
    begins with a point, and what lies in folders below, is left out. `figures` replaces the
    packaged ones.

    Raises `FileFormatError` listing every fault, `LimitError` for more than 4 MB in all or 40
    levels, and `OSError` where a file cannot be opened.
    """
    given = paths if isinstance(paths, Sequence) and not isinstance(paths, str) else (paths,)
    for path in given:
        must_be(path, "path", str, PathLike)
    if not given:
        raise InvalidValueError("path", "must name at least one file")
    places = [place for path in given for place in _files(Path(path))]
    named = [(place.name if len(given) == 1 else f"{place}", place) for place in places]
    return _record(of_each(read_together(named, LARGEST), _parsed), figures)


def _files(path: Path) -> list[Path]:
    """A file by itself, or those of a folder."""
    if not path.is_dir():
        return [path]
    inside = (file for file in path.iterdir() if file.suffix == ".toml" and not file.is_dir())
    found = sorted(file for file in inside if not file.name.startswith("."))
    if not found:
        raise FileFormatError(f"{path}", "holds no file that ends in .toml")
    return found


def loads(data: bytes | str, figures: Figures | None = None, *, name: str = "file") -> Record:
    """A record from TOML text or bytes.

    >>> loads("[agreement]\\nid = 7")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    sundgov.errors.FileFormatError: file: agreement.id: must be a text (got 7)
    file: agreement.name: is required
    ...
    """
    must_be(data, "data", str, bytes)
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    check_size(name, raw, LARGEST)
    return _record([_parsed((name, raw))], figures)


def from_tables(
    tables: Mapping[str, object], figures: Figures | None = None, *, name: str = "file"
) -> Record:
    """A record from tables as a TOML parser gives them; refuses as `loads` does."""
    return _record([(name, tables)], figures)


def _record(files: Sequence[Parsed], figures: Figures | None) -> Record:
    must_be(figures, "figures", Figures, NoneType)
    held = _laid_beside(packaged_figures() if figures is None else figures, files)
    tables = _structured(files, held, FileTables, lambda word: word not in _OWN)
    return record_of(tuple(NamedTables(name, one) for name, one in tables), held)


def _laid_beside(held: Figures, files: Sequence[Parsed]) -> Figures:
    """Figures and, beside them, what all files have of their own.

    Parties come first, and one that two files state alike is held once.
    """
    found = _structured(files, held, OwnTables, lambda word: word in _OWN)
    known: set[Party] = set()
    for name, own in found:
        newer = tuple(party for party in own.parties if party not in known)
        held = in_place("parties", name, partial(held.adding, *newer))
        known.update(newer)
    for name, own in found:
        laid = own.figures
        held = in_place("figures", name, partial(held.adding, *laid.indices, *laid.populations))
    return held


def _structured(
    files: Sequence[Parsed], held: Figures, target: type[T], wanted: Callable[[str], bool]
) -> tuple[tuple[str, T], ...]:
    """Of every file the tables that are wanted, under its name."""
    structurer = Structurer(held.register, *WINGS)

    def build(file: Parsed) -> tuple[str, T]:
        name, tables = file
        if not tables:
            raise FileFormatError(name, "holds no table")
        own = {word: table for word, table in tables.items() if wanted(word)}
        return name, structured(lambda: structurer.structure(own, target), name)

    return of_each(files, build)


def _parsed(file: tuple[str, bytes]) -> Parsed:
    name, data = file
    text = utf8(name, data)
    try:
        tables: dict[str, object] = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError) as error:  # broken, or a number beyond all measure
        raise toml_fault(name, text, error) from None
    except RecursionError:
        raise too_deep(name) from None
    check_depth(name, tables)
    return name, tables
