"""Which agreement every entry of some files is of, and the ledgers that come of it.

An entry that names no agreement is of the only one in its own file. So files are told apart until
that is settled, and laid together afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from attrs import evolve

from sundgov.errors import InvalidValueError, NotHeldError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement
from sundgov.formats.file_tables import (
    LISTS,
    OF_THE_RECORD,
    FileTables,
    NamedTables,
    Owned,
    laid_together,
    of_lists,
)
from sundgov.formats.ids_once import each_id_once
from sundgov.formats.problems import in_place, of_each, refused
from sundgov.record import Ledger, Record

T = TypeVar("T")
_SHOWN = 5


def record_of(files: Sequence[NamedTables], figures: Figures) -> Record:
    """The record that some files hold together, with everything in its agreement's ledger."""
    places: dict[str, str] = {}
    of_each(files, lambda file: _enter(file, places))
    each_id_once(files)
    settled = of_each(files, lambda file: _settled(file, places))
    laid = laid_together(settled)
    named = _names(zip(files, settled, strict=True))
    single = len(laid.agreements) == 1
    ledger = _ledgers(laid, figures)
    ledgers = of_each(
        laid.agreements,
        lambda one: in_place(
            "" if single else f"agreement {one.id}", named[one.id], lambda: ledger(one)
        ),
    )
    own = {name: getattr(laid, name) for name in OF_THE_RECORD}
    return Record(figures=figures, ledgers=ledgers, **own)


def _agreements(tables: FileTables) -> tuple[tuple[str, Agreement], ...]:
    """A file's agreements, each with its place in the file."""
    listed = ((f"agreements[{at}]", one) for at, one in enumerate(tables.agreements))
    only = () if tables.agreement is None else (("agreement", tables.agreement),)
    return (*only, *listed)


def _enter(file: NamedTables, places: dict[str, str]) -> None:
    """Note where a file's agreements stand; refuses the id of one that is noted already."""
    problems = []
    for place, agreement in _agreements(file.tables):
        if agreement.id not in places:
            places[agreement.id] = f"{file.name}: {place}"
            continue
        hint = f"The other is {places[agreement.id]}."
        field, rule = f"{place}.id", "two agreements have the same"
        problems.append(f"{InvalidValueError(field, rule, agreement.id, hint=hint)}")
    if problems:
        raise refused(file.name, tuple(problems))


def _settled(file: NamedTables, known: Mapping[str, str]) -> FileTables:
    """A file's tables with the agreement of every entry; refuses an entry that is of none."""
    own = tuple(one for _, one in _agreements(file.tables))
    problems: list[str] = []

    def settle(place: str, entry: object) -> object:
        if not isinstance(entry, Owned) or entry.agreement in known:
            return entry
        if entry.agreement is None and len(own) == 1:
            return evolve(entry, agreement=own[0].id)
        problems.append(f"{_of_none(f'{place}.agreement', entry.agreement, len(own), known)}")
        return entry

    def entries(name: str) -> Iterator[object]:
        held = own if name == "agreements" else getattr(file.tables, name)
        return (settle(f"{name}[{at}]", entry) for at, entry in enumerate(held))

    tables = of_lists(entries)
    if problems:
        raise refused(file.name, tuple(problems))
    return tables


def _of_none(place: str, named: str | None, own: int, known: Mapping[str, str]) -> NotHeldError:
    """The refusal of an entry whose agreement is not known."""
    if named is None:
        held = "several agreements" if own else "no agreement"
        return NotHeldError(place, f"is required where the file itself holds {held}")
    more = ", …" if len(known) > _SHOWN else ""
    held = ", ".join(islice(known, _SHOWN)) or "none"
    return NotHeldError(place, "is no agreement's id", named, hint=f"Held: {held}{more}.")


def _names(files: Iterable[tuple[NamedTables, FileTables]]) -> dict[str, str]:
    """By agreement the names of the files that say something of it."""
    names: dict[str, dict[str, None]] = {}
    for file, settled in files:
        ids = [one.id for one in settled.agreements]
        entries = (entry for name in LISTS for entry in getattr(settled, name))
        ids += [f"{entry.agreement}" for entry in entries if isinstance(entry, Owned)]
        for one in ids:
            names.setdefault(one, {})[file.name] = None
    return {one: ", ".join(found) for one, found in names.items()}


def _ledgers(laid: FileTables, figures: Figures) -> Callable[[Agreement], Ledger]:
    """What makes an agreement's ledger of all that is its own."""
    budgets = _grouped(laid.budgets)
    results = _grouped(laid.results)
    estimates = _grouped(laid.estimates)
    revisions = _grouped(laid.revisions)
    exits = _grouped(laid.exits)
    transfers = _grouped(laid.transfers)
    statuses = _grouped(laid.follow_ups)

    def ledger(agreement: Agreement) -> Ledger:
        own = agreement.id
        return Ledger(
            agreement,
            budgets.get(own, ()),
            figures,
            results=results.get(own, ()),
            estimates=estimates.get(own, ()),
            revisions=revisions.get(own, ()),
            exits=exits.get(own, ()),
            transfers=transfers.get(own, ()),
            statuses=statuses.get(own, ()),
        )

    return ledger


def _grouped(entries: Iterable[Owned[T]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for owned in entries:
        found.setdefault(f"{owned.agreement}", []).append(owned.entry)
    return {agreement: tuple(held) for agreement, held in found.items()}
