"""What is wrong with files: every fault with its path, told of all of them at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from attrs import fields_dict
from cattrs import transform_error
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

from sundgov.errors import FileFormatError, SundgovError, shortened, shown

S = TypeVar("S")
T = TypeVar("T")


def structured(build: Callable[[], T], name: str) -> T:
    """What is built of a file's tables; cattrs' group of faults as the refusal of the file."""
    try:
        return build()
    except BaseValidationError as error:
        raise refused(name, problems_in(error)) from None


def in_place(place: str, name: str, build: Callable[[], T]) -> T:
    """What is built of a file; a refusal is that of the file, at a place in it."""
    try:
        return build()
    except SundgovError as error:
        raise refused(name, (f"{place}: {error}" if place else f"{error}",)) from None


def of_each(files: Iterable[S], build: Callable[[S], T]) -> tuple[T, ...]:
    """What is built of each of several files, or the refusal of all that are faulty at once."""
    built, faulty = [], []
    for file in files:
        try:
            built.append(build(file))
        except FileFormatError as error:
            faulty.append(error)
    if len(faulty) == 1:
        raise faulty[0]
    if faulty:
        raise refused("", tuple(line for error in faulty for line in f"{error}".split("\n")))
    return tuple(built)


def refused(name: str, problems: tuple[str, ...]) -> FileFormatError:
    """The refusal of a file by all that is wrong with it."""
    return FileFormatError(name, "cannot be read", problems=problems)


def problems_in(error: BaseValidationError) -> tuple[str, ...]:
    """Every fault in cattrs' group of them, each beginning with its path into the file."""
    return tuple(
        _with_path(*text.rsplit(" @ ", 1)) for text in transform_error(error, "", _message)
    )


def _with_path(message: str, path: str) -> str:
    """The path in front; a field named by the path already is not named twice."""
    place = path.removeprefix(".")
    last = re.split(r"[.\]\[]+", place.rstrip("]"))[-1]
    # The innermost name is either that of the place or of a plain kind of value. A place in a list
    # is never a bare amount, so there the name is that of a field.
    kinds = ("text", "number", "date", "value", "table", "list")
    for generic in (*kinds, *(() if last.isdigit() else ("amount",)), last):
        message = message.removeprefix(f"{generic}: ")
    return f"{place}: {message}" if place else message


def _message(error: BaseException, _: type[object] | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return _unknown_keys(error)
    if isinstance(error, SundgovError):
        return error.told(_as_written)
    if isinstance(error, KeyError):
        return "is required"
    raise error  # a fault of the program is none of the file


def _as_written(value: object) -> str:
    """One operand as whoever typed the file knows it, and not as Python holds it."""
    if isinstance(value, Decimal):
        return shortened(f"{value}")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return f"{value}".lower() if isinstance(value, bool) else shown(value)


def _unknown_keys(error: ForbiddenExtraKeysError) -> str:
    # A note names a word that stands in the table beside the fields of what it becomes.
    fields = [name for name in fields_dict(error.cl) if not name.startswith("_")]
    known = [*fields, *getattr(error, "__notes__", ())]
    hints = []
    for extra in sorted(error.extra_fields):
        close = get_close_matches(extra, known, n=1)
        hints.append(f"{extra!r}" + (f" (did you mean {close[0]!r}?)" if close else ""))
    return f"unknown: {', '.join(hints)}; known: {', '.join(known)}"
