"""No two things of one kind have the same id, whichever file of a record they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sundgov.errors import InvalidValueError
from sundgov.formats.file_tables import OF_THE_RECORD, FileTables, NamedTables
from sundgov.formats.problems import of_each, refused


def each_id_once(files: Sequence[NamedTables]) -> None:
    """Refuse the id of a body, a meeting and so on that another has; both places are told."""
    places: dict[tuple[str, str], str] = {}
    of_each(files, lambda file: _note(file, places))


def _note(file: NamedTables, places: dict[tuple[str, str], str]) -> None:
    problems = []
    for name, at, found in _ids(file.tables):
        place = f"{name}[{at}].id"
        here = f"{file.name}: {place}"
        first = places.setdefault((name, found), here)
        if first != here:
            fault = InvalidValueError(
                place, "two have the same", found, hint=f"The other is {first}."
            )
            problems.append(f"{fault}")
    if problems:
        raise refused(file.name, tuple(problems))


def _ids(tables: FileTables) -> Iterator[tuple[str, int, str]]:
    for name in OF_THE_RECORD:
        for at, entry in enumerate(getattr(tables, name)):
            if hasattr(entry, "id"):
                yield name, at, entry.id
