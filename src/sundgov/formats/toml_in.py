"""TOML in: an agreement, its budgets and figures, written by people, into a `Record`.

Every fault is reported at once, each with its path into the file, the rule and the value. Only
reading is offered: the file is for people, and a program that writes should write JSON.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from os import PathLike
from pathlib import Path
from types import NoneType
from typing import TypeVar

from attrs import frozen
from cattrs.errors import BaseValidationError

from sundgov.errors import FileFormatError, SundgovError
from sundgov.figures import Figures, packaged_figures
from sundgov.finance.agreements import Agreement
from sundgov.finance.budgets import Budget
from sundgov.finance.exits import Exit
from sundgov.finance.results import Estimate, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.statuses import BudgetStatus
from sundgov.finance.transfers import Transfer
from sundgov.formats.limits import MEGABYTE, check_depth, check_size, read_bytes, too_deep, utf8
from sundgov.formats.structure import Structurer, problems_in
from sundgov.indices import IndexStep
from sundgov.kinds import must_be
from sundgov.parties import Party
from sundgov.populations import Population
from sundgov.record import Ledger, Record

T = TypeVar("T")
LARGEST = 4 * MEGABYTE


@frozen
class FigureTables:
    """What a file lays beside the packaged figures."""

    indices: tuple[IndexStep, ...] = ()
    populations: tuple[Population, ...] = ()


@frozen
class _Own:
    """The tables that must be known before names can be looked up."""

    parties: tuple[Party, ...] = ()
    figures: FigureTables = FigureTables()


_OWN = ("parties", "figures")


@frozen
class _File:
    """The tables of a file that name parties."""

    agreement: Agreement
    budgets: tuple[Budget, ...] = ()
    results: tuple[Result, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    revisions: tuple[RevisionTerms, ...] = ()
    exits: tuple[Exit, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    follow_ups: tuple[BudgetStatus, ...] = ()


def load(path: str | Path, figures: Figures | None = None) -> Record:
    """A record from a TOML file; `figures` replaces the packaged ones.

    Raises `FileFormatError` listing every fault, `LimitError` for a file beyond 4 MB or 40
    levels, and `OSError` where the file cannot be opened.
    """
    must_be(path, "path", str, PathLike)
    place = Path(path)
    return loads(read_bytes(place, LARGEST), figures, name=place.name)


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
    return from_tables(_parsed(utf8(name, raw), name), figures, name=name)


def from_tables(
    tables: Mapping[str, object], figures: Figures | None = None, *, name: str = "file"
) -> Record:
    """A record from tables as a TOML parser gives them; refuses as `loads` does."""
    must_be(figures, "figures", Figures, NoneType)
    held = packaged_figures() if figures is None else figures
    own = {key: tables[key] for key in _OWN if key in tables}
    rest = {key: value for key, value in tables.items() if key not in _OWN}
    found = _structured(lambda: Structurer(held.register).structure(own, _Own), name)
    held = _in_place("parties", name, lambda: held.adding(*found.parties))
    laid: tuple[IndexStep | Population, ...] = (
        *found.figures.indices,
        *found.figures.populations,
    )
    held = _in_place("figures", name, lambda: held.adding(*laid))
    file = _structured(lambda: Structurer(held.register).structure(rest, _File), name)
    return _in_place(
        "",
        name,
        lambda: Record(
            ledgers=(
                Ledger(
                    file.agreement,
                    file.budgets,
                    held,
                    results=file.results,
                    estimates=file.estimates,
                    revisions=file.revisions,
                    exits=file.exits,
                    transfers=file.transfers,
                    statuses=file.follow_ups,
                ),
            ),
            figures=held,
        ),
    )


def _parsed(text: str, name: str) -> dict[str, object]:
    try:
        tables: dict[str, object] = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError) as error:  # broken, or a number beyond all measure
        hint = " – a key with æ, ø or å stands in quotes" if "after a key" in str(error) else ""
        raise FileFormatError(name, f"is not TOML: {error}{hint}") from None
    except RecursionError:
        raise too_deep(name) from None
    check_depth(name, tables)
    return tables


def _structured(build: Callable[[], T], name: str) -> T:
    try:
        return build()
    except BaseValidationError as error:
        raise FileFormatError(name, "cannot be read", problems=problems_in(error)) from None


def _in_place(place: str, name: str, build: Callable[[], T]) -> T:
    try:
        return build()
    except SundgovError as error:
        problem = f"{place}: {error}" if place else f"{error}"
        raise FileFormatError(name, "cannot be read", problems=(problem,)) from None
