"""Named columns: what a table of whole numbers becomes, and what every table library takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeAlias, TypeGuard, cast, runtime_checkable

from sundgov.batch.arrow_in import ArrowPiece, ArrowStream, SpeaksArrow, read_arrow
from sundgov.batch.arrow_out import stream_of
from sundgov.batch.reading import Column, Ints, whole_column
from sundgov.errors import InvalidValueError
from sundgov.kinds import listed, must_be


@runtime_checkable
class Frame(Protocol):
    """A data frame: it tells the names of its columns, and gives each by its name."""

    @property
    def columns(self) -> Iterable[str]:
        """The names."""
        ...

    def __getitem__(self, name: str, /) -> Column: ...


Table: TypeAlias = Mapping[str, Column] | Frame | SpeaksArrow
"""Columns by name: a mapping, a data frame, or whatever speaks Arrow."""


class Columns(dict[str, Ints]):
    """Columns of whole numbers by name, equally long, in their order.

    A dict, so that pandas, polars and pyarrow take it as it is: `pandas.DataFrame(columns)`,
    `polars.DataFrame(columns)`, `pyarrow.table(columns)`. It speaks the Arrow PyCapsule interface
    too, for everything else.

    >>> Columns.of({"heads": [1, 2], "equal": [1, 1]})["heads"].tolist()
    [1, 2]
    """

    @classmethod
    def of(cls, table: Table, field: str = "table") -> Columns:
        """The columns of any table; all hold whole numbers, and nothing is missing.

        Raises `NotExactError` and `InvalidValueError` naming the column.
        """
        read = read_arrow(table, field) if isinstance(table, ArrowStream | ArrowPiece) else None
        if read is None:
            return cls._of(_named(table, field), field)
        if not read.is_table:
            raise InvalidValueError(field, "must be a table, not one column")
        return cls._of(read.columns, field)

    @classmethod
    def of_parts(cls, parts: Ints, names: Iterable[str]) -> Columns:
        """The columns of an (m, n) array by the names of its n recipients.

        >>> from sundgov.batch import apportion_many
        >>> Columns.of_parts(apportion_many([10, 7], [1, 1]), ["0101", "0147"])["0101"].tolist()
        [5, 4]
        """
        given = listed(names, "names")
        if parts.ndim != 2 or len(given) != parts.shape[1]:
            rule = "must be as many as the columns of the parts"
            raise InvalidValueError("names", rule, len(given), parts.shape)
        return cls._of(zip(given, parts.T, strict=True), "names")

    @classmethod
    def _of(cls, pairs: Iterable[tuple[str, Column]], field: str) -> Columns:
        """Read every column; no two of one name, and all equally long."""
        found = cls()
        for name, values in pairs:
            must_be(name, field, str)
            if name in found:
                raise InvalidValueError(field, "no two columns have the same name", name)
            found[name] = whole_column(values, f"{field}[{name!r}]")
        lengths = sorted({len(column) for column in found.values()})
        if len(lengths) > 1:
            raise InvalidValueError(field, "columns must be equally long", *lengths)
        return found

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The columns for whatever speaks Arrow; int64, as nothing else is on offer."""
        return stream_of(self, "columns")


def is_table(value: object) -> TypeGuard[Table]:
    """Whether a value has columns by name; what only speaks Arrow is found out by reading it."""
    return isinstance(value, Mapping | Frame | ArrowStream | ArrowPiece)


def _named(table: object, field: str) -> Iterable[tuple[str, Column]]:
    if isinstance(table, Mapping):
        return cast(Mapping[str, Column], table).items()
    must_be(table, field, Mapping, Frame)
    frame = cast(Frame, table)
    return ((name, frame[name]) for name in frame.columns)
