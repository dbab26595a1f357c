"""Columns in and out: NumPy, pandas, polars, pyarrow, and whatever else speaks Arrow."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.batch import (
    Columns,
    apportion_groups,
    apportion_long,
    apportion_many,
    apportion_scenarios,
    arrow_in,
)
from sundgov.batch.arrow_layout import (
    _IN_CAPSULES,
    GET,
    GET_LAST_ERROR,
    ArrowArray,
    ArrowArrayStream,
    in_capsule,
)
from sundgov.batch.arrow_out import _HELD
from sundgov.batch.reading import whole_column
from sundgov.errors import InvalidValueError, NotExactError

# Not all of them tell their types.
pd: Any = import_module("pandas")
pl: Any = import_module("polars")
pa: Any = import_module("pyarrow")

read: Any = whole_column
table_of: Any = Columns.of


class OnlyArrow:
    """A column or table that nothing but the Arrow interface gets at."""

    def __init__(self, held: Any) -> None:
        self.held = held

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.held.__arrow_c_stream__(requested_schema)


class OnePiece(OnlyArrow):
    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        return self.held.__arrow_c_array__(requested_schema)


class WithoutArrow:
    """A column whose library lacks what it needs to speak Arrow."""

    def __init__(self, held: Any) -> None:
        self.held = held

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        raise ImportError("pyarrow is required")

    def __array__(self) -> Any:
        return np.asarray(self.held)


class FrameWithoutArrow(WithoutArrow):
    columns = ("a", "b")

    def __getitem__(self, name: str) -> Any:
        return self.held[name]


class OnlyToNumPy:
    def to_numpy(self) -> Any:
        return np.array([3, 4])


NUMBERS = [7, 0, -3, 2**62]
COLUMNS: list[Callable[[list[int]], Any]] = [
    list,
    tuple,
    iter,
    np.array,
    lambda values: np.array(values, object),
    lambda values: np.array(values, ">i8"),
    lambda values: np.array([[value, 0] for value in values])[:, 0],
    lambda values: [np.int64(value) for value in values],
    lambda values: np.ma.array(values, mask=False),
    pd.Series,
    lambda values: pd.Series(values, dtype="Int64"),
    lambda values: pd.Series(values, dtype="int64[pyarrow]"),
    pl.Series,
    pa.array,
    lambda values: pa.chunked_array([values[:1], [], values[1:]]),
    lambda values: pa.array([None, *values, None])[1:-1],
    lambda values: OnlyArrow(pl.Series(values)),
    lambda values: OnePiece(pa.array(values)),
    lambda values: OnePiece(pa.array([0, None, *values])[2:]),
    WithoutArrow,
]


@pytest.mark.parametrize("column", COLUMNS)
def test_any_column_of_whole_numbers_is_read(column: Callable[[list[int]], Any]) -> None:
    found = whole_column(column(NUMBERS), "amounts")
    assert found.dtype == np.int64
    assert found.tolist() == NUMBERS


@pytest.mark.parametrize(
    "empty",
    [
        [],
        np.array([], np.uint64),
        np.array([], object),
        pd.Series([], dtype="int64"),
        pl.Series([], dtype=pl.Int8),
        pa.array([], "int64"),
        pa.chunked_array([], "int64"),
    ],
)
def test_an_empty_column_of_whole_numbers_is_one(empty: Any) -> None:
    assert read(empty, "amounts").dtype == np.int64
    assert apportion_many(empty, [1, 1]).shape == (0, 2)


@pytest.mark.parametrize(
    "kind", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
)
def test_every_integer_type_is_read(kind: Any) -> None:
    limits = np.iinfo(kind)
    values = [int(limits.min), 0, int(limits.max)]
    for column in (
        np.array(values, kind),
        pa.array(values, kind),
        pl.Series(np.array(values, kind)),
    ):
        assert read(column, "amounts").tolist() == values


def test_python_ints_of_any_size_are_read() -> None:
    for values in ([2**63], [-(2**70), 1], [2**63 - 1], [2**64, 2**63]):
        found = whole_column(values, "amounts")
        assert found.tolist() == values
        assert found.dtype == (np.int64 if values == [2**63 - 1] else object)
        assert whole_column(np.array(values, object), "amounts").tolist() == values
    assert whole_column(np.array([2**63], ">u8"), "amounts").tolist() == [2**63]
    assert whole_column(np.array([2**63 - 1], np.uint64), "amounts").dtype == np.int64


def test_what_only_gives_itself_to_numpy_is_read() -> None:
    assert read(OnlyToNumPy(), "amounts").tolist() == [3, 4]


HOLDS = "a column of whole numbers holds integers, not"
FLOATS: list[tuple[Any, str]] = [
    (np.array([1.0]), f"amounts: {HOLDS} float64"),
    (np.array(["1"]), f"amounts: {HOLDS} <U1"),
    (np.array([True]), f"amounts: {HOLDS} bool"),
    (pd.Series([1.0]), f"amounts: {HOLDS} floats"),
    (pl.Series([1.0]), f"amounts: {HOLDS} floats"),
    (pa.array([1.0], "float32"), f"amounts: {HOLDS} floats"),
    (pa.array(np.ones(1, np.float16)), f"amounts: {HOLDS} floats"),
    (pa.array([True]), f"amounts: {HOLDS} bools"),
    (pa.array(["1"]), f"amounts: {HOLDS} texts"),
    (pa.array(["1"], pa.large_string()), f"amounts: {HOLDS} texts"),
    (pa.array([1], pa.date32()), f"amounts: {HOLDS} what Arrow calls tdD"),
    (pa.array([1, 1]).dictionary_encode(), f"amounts: {HOLDS} categories"),
    (WithoutArrow([0.5]), f"amounts: {HOLDS} float64"),
    ([1, 0.5], "amounts[1]: a whole number is an int (got 0.5)"),
    ([np.float64(2)], f"amounts[0]: a whole number is an int (got {np.float64(2)!r})"),
    ([1, "2"], "amounts[1]: a whole number is an int (got '2')"),
    ("12", "amounts: must be a list or the like (got '12')"),
    (12, "amounts: must be a list or the like (got 12)"),
]


@pytest.mark.parametrize(("given", "message"), FLOATS)
def test_what_is_not_exact_is_refused_by_name(given: Any, message: str) -> None:
    with pytest.raises(NotExactError) as refusal:
        read(given, "amounts")
    assert str(refusal.value) == message


MISSING: list[Any] = [
    [1, None],
    [1, float("nan")],
    [1, pd.NA],
    np.array([1, None]),
    np.ma.array([1, 2], mask=[False, True]),
    pd.Series([1, None], dtype="Int64"),
    pd.Series([1, None], dtype=object),
    pl.Series([1, None]),
    pa.array([1, None]),
    pa.chunked_array([[1], [None]]),
    OnePiece(pa.array([None, 1, None])[1:]),
    WithoutArrow([1, None]),
]


@pytest.mark.parametrize("given", MISSING, ids=repr)
def test_what_is_missing_is_refused_by_name_and_place(given: Any) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        read(given, "amounts")
    assert str(refusal.value) == "amounts[1]: must not be missing"


def test_what_is_missing_is_looked_for_where_nobody_has_counted_it() -> None:
    bits = (ctypes.c_uint8 * 1)(0b110)
    column = ArrowArray(null_count=-1)
    column.buffers = (ctypes.c_void_p * 2)(ctypes.addressof(bits), None)
    arrow_in._must_be_there(column, (1, 3), 0, "amounts")
    with pytest.raises(InvalidValueError) as refusal:
        arrow_in._must_be_there(column, (0, 3), 5, "amounts")
    assert str(refusal.value) == "amounts[5]: must not be missing"


def frames(columns: dict[str, list[int]]) -> Iterator[Any]:
    """A table of every kind."""
    yield columns
    yield pd.DataFrame(columns)
    yield pl.DataFrame(columns)
    yield pa.table(columns)
    yield pa.table(
        {
            name: pa.chunked_array([pa.array([], "int64"), values])
            for name, values in columns.items()
        }
    )
    yield pa.record_batch({name: [0, *values] for name, values in columns.items()})[1:]
    yield OnlyArrow(pl.DataFrame(columns))
    yield FrameWithoutArrow(columns)
    yield Columns.of(columns)


def plain(columns: Columns) -> dict[str, list[int]]:
    return {name: column.tolist() for name, column in columns.items()}


def test_any_table_is_read() -> None:
    columns = {"a": [1, 2, 3], "b": [-4, 5, 6]}
    for frame in frames(columns):
        assert plain(Columns.of(frame)) == columns
    assert Columns.of({}) == {}


def test_every_table_library_takes_columns_as_they_are() -> None:
    columns = Columns.of_parts(apportion_many([10, 7], [1, 2, 3]), ["0101", "0147", "Ærø"])
    expected = {"0101": [2, 1], "0147": [3, 2], "Ærø": [5, 4]}
    assert plain(columns) == expected
    assert pd.DataFrame(columns).to_dict("list") == expected
    assert pl.DataFrame(columns).to_dict(as_series=False) == expected
    assert pa.table(columns).to_pydict() == expected
    assert pa.table(OnlyArrow(columns)).to_pydict() == expected
    assert pl.DataFrame(OnlyArrow(columns)).to_dict(as_series=False) == expected
    schema = pa.table(OnlyArrow(columns)).schema
    assert [str(each) for each in schema.types] == ["int64"] * 3


@given(st.dictionaries(st.text(max_size=3), st.just([3, -1, 2**40]), max_size=4))
def test_columns_come_back_through_arrow_as_they_went(columns: dict[str, list[int]]) -> None:
    out = OnlyArrow(Columns.of(columns))
    assert plain(Columns.of(out)) == columns
    assert pa.RecordBatchReader.from_stream(out).read_all().to_pydict() == columns


def test_what_is_handed_over_is_not_copied_and_is_let_go_in_the_end() -> None:
    parts = np.asfortranarray(apportion_many([10, 7], [1, 2]))
    columns = Columns.of_parts(parts, ["a", "b"])
    gc.collect()
    before = len(_HELD), len(_IN_CAPSULES)
    taken = pa.table(OnlyArrow(columns))
    buffer = taken["b"].chunk(0).buffers()[1]
    assert buffer.address == parts[:, 1].ctypes.data
    assert len(_HELD) > before[0]
    del taken
    assert buffer.to_pybytes() == parts[:, 1].tobytes()
    del buffer
    unused = columns.__arrow_c_stream__()
    assert len(_IN_CAPSULES) == before[1] + 1
    del unused
    gc.collect()
    assert (len(_HELD), len(_IN_CAPSULES)) == before


def test_numbers_beyond_int64_have_no_arrow() -> None:
    columns = Columns.of({"a": [1], "b": [2**63]})
    with pytest.raises(InvalidValueError) as refusal:
        columns.__arrow_c_stream__()
    assert str(refusal.value) == "columns['b']: Arrow has no integers beyond 64 bits"


def broken(*, code: int, reason: bytes) -> object:
    """A stream that tells nothing but that it failed."""
    text = ctypes.create_string_buffer(reason)
    fail = GET(lambda *_: code)
    tell = GET_LAST_ERROR(lambda _: ctypes.addressof(text) if reason else None)

    class Broken:
        kept = fail, tell, text

        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return in_capsule(ArrowArrayStream(fail, fail, tell))

    return Broken()


MISSING_B = {"a": [1], "b": pa.array([None], "int64")}
TWO_OF_ONE_NAME = pa.Table.from_arrays([pa.array([1])] * 2, ["a", "a"])
LENGTHS = "must be as many as the columns of the parts"
NO_DISK, NO_REASON = broken(code=5, reason=b"no disk"), broken(code=22, reason=b"")
ROW = np.array([[1, 2]])

REFUSED: list[tuple[type[Exception], str, Callable[[], object]]] = [
    (
        NotExactError,
        f"table['b']: {HOLDS} floats",
        lambda: table_of(pl.DataFrame({"a": [1], "b": [0.5]})),
    ),
    (
        NotExactError,
        f"table['b']: {HOLDS} float64",
        lambda: table_of({"a": [1], "b": np.array([0.5])}),
    ),
    (
        InvalidValueError,
        "table['b'][0]: must not be missing",
        lambda: table_of(pa.table(MISSING_B)),
    ),
    (
        InvalidValueError,
        "table: columns must be equally long (got 1, 2)",
        lambda: table_of({"a": [1], "b": [1, 2]}),
    ),
    (
        InvalidValueError,
        "table: no two columns have the same name (got 'a')",
        lambda: table_of(TWO_OF_ONE_NAME),
    ),
    (NotExactError, "table: must be a text (got 5)", lambda: table_of({5: [1]})),
    (NotExactError, "table: must be a Mapping or a Frame (got 5)", lambda: table_of(5)),
    (
        InvalidValueError,
        "table: must be a table, not one column",
        lambda: table_of(pl.Series([1])),
    ),
    (
        InvalidValueError,
        "amounts: must be one column, not a table",
        lambda: read(pl.DataFrame({"a": [1]}), "amounts"),
    ),
    (InvalidValueError, "amounts: must be one column (got (1, 2))", lambda: read(ROW, "amounts")),
    (
        InvalidValueError,
        f"names: {LENGTHS} (got 1, (1, 2))",
        lambda: Columns.of_parts(ROW, ["a"]),
    ),
    (
        InvalidValueError,
        f"names: {LENGTHS} (got 2, (2,))",
        lambda: Columns.of_parts(ROW[0], ["a", "b"]),
    ),
    (
        InvalidValueError,
        "names: no two columns have the same name (got 'a')",
        lambda: Columns.of_parts(ROW, ["a", "a"]),
    ),
    (
        InvalidValueError,
        "amounts: could not be read from Arrow (got 5, 'no disk')",
        lambda: read(NO_DISK, "amounts"),
    ),
    (
        InvalidValueError,
        "amounts: could not be read from Arrow (got 22, '')",
        lambda: read(NO_REASON, "amounts"),
    ),
]


@pytest.mark.parametrize(("error", "message", "call"), REFUSED)
def test_refuses(error: type[Exception], message: str, call: Callable[[], object]) -> None:
    with pytest.raises(error) as refusal:
        call()
    assert type(refusal.value) is error
    assert str(refusal.value) == message


def test_columns_of_any_library_may_be_mixed() -> None:
    frame = pl.DataFrame({"municipality": ["0101", "0147", "0101"], "heads": [1, 2, 2]})
    amounts = pa.table({"code": ["0147", "0101"], "amount": [5, 10]})
    parts = apportion_groups(
        amounts["amount"], frame["heads"], frame["municipality"], ids=amounts["code"]
    )
    assert frame.with_columns(part=parts)["part"].to_list() == [3, 5, 7]
    assert apportion_long(10, pd.Series([1, 2])).tolist() == [3, 7]
    keys = pd.DataFrame({"heads": [1, 2], "equal": [1, 1]})
    assert apportion_scenarios(pl.Series([10]), keys).tolist() == [[[3, 7]], [[5, 5]]]
    assert apportion_many(pa.array([1]), pl.Series([1, 1]), rank=pd.Series(["b", "a"]))[0, 1] == 1
