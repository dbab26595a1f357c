"""How large and how deep a file may be, so that a hostile one is refused and not endured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sundgov.errors import FileFormatError, LimitError, TextError

MEGABYTE = 1024 * 1024
DEEPEST = 40


def read_bytes(path: Path, most: int) -> bytes:
    """The bytes of a file no larger than `most`; never more than that is read, even of a pipe."""
    try:
        opened = path.open("rb")
    except ValueError:  # a null or a lone surrogate
        raise TextError("path", "is no name of a file", f"{path}") from None
    with opened as file:
        data = file.read(most + 1)
    check_size(path.name, data, most)
    return data


def read_together(files: Iterable[tuple[str, Path]], most: int) -> Iterator[tuple[str, bytes]]:
    """The bytes of several named files, which together are no larger than `most`."""
    read = 0
    for name, path in files:
        data = read_bytes(path, most)
        read += len(data)
        if read > most:
            rule = f"and the files before it are larger than {most // MEGABYTE} MB together"
            raise LimitError(name, rule)
        yield name, data


def check_size(name: str, data: bytes, most: int) -> None:
    """Refuse bytes beyond a limit."""
    if len(data) > most:
        raise LimitError(name, f"is larger than {most // MEGABYTE} MB")


def too_deep(name: str, deepest: int = DEEPEST) -> LimitError:
    """The refusal of a file nested beyond the limit."""
    return LimitError(name, f"is nested more than {deepest} levels deep")


def check_depth(name: str, value: object, deepest: int = DEEPEST) -> None:
    """Refuse what is nested more deeply than anything the library reads.

    >>> check_depth("file", {"a": [1, {"b": 2}]})
    """
    level: list[object] = [value]
    for _ in range(deepest):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise too_deep(name, deepest)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def utf8(name: str, data: bytes) -> str:
    """Bytes as UTF-8 text, with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"byte {error.start}, in line {line}"
        hint = "Save the file as UTF-8."
        raise FileFormatError(name, "must be UTF-8 text", where, hint=hint) from None
