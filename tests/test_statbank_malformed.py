"""Files that are no StatBank files, limits, and arguments that are refused."""

from __future__ import annotations

import pytest

from sundgov.errors import (
    FileFormatError,
    InvalidValueError,
    LimitError,
    NotExactError,
    SundgovError,
    TextError,
)
from sundgov.formats import read_statbank
from sundgov.formats.statbank import tables
from tests.statbank_files import PAIR, dataset, dimension, encoded, jsonstat, refused, text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "file: is empty"),
        (b"\xef\xbb\xbf\r\n ; ;\r\n", "file: is empty"),
        (b"a;b\nOMR\0;1", "line 2: holds a NUL character, so it is no text"),
        (
            "OMRÅDE;TID\n".encode() + b"\x81",
            "line 2: must be text in UTF-8 or Windows-1252 (got 'byte 12')",
        ),
        (
            text("OMRÅDE,TID,INDHOLD", "Samsø,2023K1,3775"),
            "line 1: must name the variables, or end in values separated by semicolons",
        ),
        (
            text('"Samsø";"2023K1";"3"'),
            "line 1: must name the variables, or end in values separated by semicolons",
        ),
        (
            text("OMRÅDE;TID;INDHOLD", "147;2023K1;1", "", "741;2023K1;2;3"),
            "line 4: must hold 3 cells as the first (got 4)",
        ),
        (
            text("OMRÅDE;TID;INDHOLD", '"147"x;2023K1;1'),
            "line 2: is not CSV: ';' expected after '\"'",
        ),
        (
            text("OMRÅDE;TID;INDHOLD", '"147;2023K1;1'),
            "line 2: is not CSV: unexpected end of data",
        ),
        (
            text("OMRÅDE;TID;INDHOLD", f"{'1' * 200_000};2023K1;1"),
            "line 2: is not CSV: field larger than field limit (131072)",
        ),
        (
            text("OMRÅDE;;TID;INDHOLD"),
            "header: must name every column, and none twice (got 'OMRÅDE', '', 'TID', 'INDHOLD')",
        ),
        (
            text("OMRÅDE;KØN;Koen;INDHOLD"),
            "header: must name every column, and none twice "
            "(got 'OMRÅDE', 'KØN', 'Koen', 'INDHOLD')",
        ),
        (
            text("OMRÅDE;TID;ANTAL"),
            "header: must name one column of values, such as INDHOLD or FOLK1A "
            "(got 'OMRÅDE', 'TID', 'ANTAL')",
        ),
        (
            text("OMRÅDE;TID;INDHOLD;CONTENT"),
            "header: must name one column of values, such as INDHOLD or FOLK1A "
            "(got 'OMRÅDE', 'TID', 'INDHOLD', 'CONTENT')",
        ),
        (
            text("OMRÅDE;KOMMUNE;TID;INDHOLD", "147;147;2023K1;1"),
            "file: must hold one variable of areas (got 'OMRÅDE', 'KOMMUNE', 'TID', 'INDHOLD')",
        ),
        (
            text("OMRÅDE;INDHOLD", "147;1"),
            "file: must hold one variable of times (got 'OMRÅDE', 'INDHOLD')",
        ),
        (
            text('"I alt";"0 år";5'),
            "file: must hold one variable of areas (got 'column 1', 'column 2')",
        ),
        (b"{", "line 1: is not JSON: Expecting property name enclosed in double quotes"),
        (b'{"a": 1,\n"b" 2}', "line 2: is not JSON: Expecting ':' delimiter"),
        (b'{"a": 1, "a": 2}', "file: holds a name twice in one object (got 'a')"),
        (b'{"a": NaN}', "file: holds what is no number (got 'NaN')"),
        (b'{"a": -Infinity}', "file: holds what is no number (got '-Infinity')"),
        (
            b'{"a": 1234567890123456789012345678901}',
            "file: holds a number beyond all measure (got '1234567890123456789012345678901')",
        ),
        (b'{"a": 1.5e9999999}', "file: holds a number beyond all measure (got '1.5e9999999')"),
        (
            b'{"a": "\xe5"}',
            "file: must be UTF-8 text (got 'byte 7, in line 1'). Save the file as UTF-8.",
        ),
        (b"[1]", "file: must be an object of JSON-stat (got 'list')"),
        (b"{}", "dimension: must be an object of JSON-stat (got 'NoneType')"),
        (b'{"dataset": 1}', "dataset: must be an object of JSON-stat (got 'int')"),
        (dataset(id="x"), "id: must be a list of JSON-stat (got 'str')"),
        (dimension(role=[]), "role: must be an object of JSON-stat (got 'list')"),
        (
            encoded(jsonstat({"a": {"x": ""}}, [1], version=2, role={"time": "a"})),
            "role: must be a list of JSON-stat (got 'str')",
        ),
        (dimension(id=["Tid", 7]), "id: must name the dimensions, and none twice (got 'Tid', 7)"),
        (
            dimension(id=["Tid", "Tid"]),
            "id: must name the dimensions, and none twice (got 'Tid', 'Tid')",
        ),
        (
            encoded(jsonstat({f"{n}": {"x": ""} for n in range(31)}, [1])),
            "id: must not name more than 30 (got 31)",
        ),
        (dimension(Tid=[]), "Tid: must be an object of JSON-stat (got 'list')"),
        (dimension(Tid={}), "Tid: must be an object of JSON-stat (got 'NoneType')"),
        (
            dimension(Tid={"category": {"index": 1}}),
            "Tid: must be a list of JSON-stat (got 'int')",
        ),
        (dimension(Tid={"category": {}}), "Tid: must hold categories, and none twice"),
        (
            dimension(Tid={"category": {"index": ["2023", "2023"]}}),
            "Tid: must hold categories, and none twice (got '2023', '2023')",
        ),
        (
            dimension(Tid={"category": {"index": [2023]}}),
            "Tid: must hold categories, and none twice (got 2023)",
        ),
        (
            dimension(Tid={"category": {"index": {"2023": 1}}}),
            "Tid: must number its categories from 0 (got '2023')",
        ),
        (
            dimension(Tid={"category": {"index": {"2023": 0, "2022": True}}}),
            "Tid: must number its categories from 0 (got '2023', '2022')",
        ),
        (dimension(size=[2, 2]), "size: must be that of the categories, [2, 1]"),
        (dataset(value=[1]), "value: must hold 2 values (got 1)"),
        (dataset(value=7), "value: must be a list of JSON-stat (got 'int')"),
        (dataset(value={"0": 1, "2": 1}), "value: must be numbered below 2 (got '2')"),
        (dataset(value={"00": 1}), "value: must be numbered below 2 (got '00')"),
        (
            encoded(jsonstat({"INDHOLD": {"a": "", "b": ""}}, [1, 2])),
            "INDHOLD: must hold one content (got 'a', 'b')",
        ),
    ],
)
def test_files_that_are_no_such_file(data: bytes, message: str) -> None:
    refused(FileFormatError, message, lambda: read_statbank(data, register=PAIR))


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    message = "file: is nested more than 40 levels deep"
    refused(LimitError, message, lambda: read_statbank(b'{"a":' + b"[" * 50 + b"]" * 50 + b"}"))
    refused(LimitError, message, lambda: read_statbank(b"[" * 200_000))
    monkeypatch.setattr(tables, "LARGEST", 1024 * 1024)
    refused(
        LimitError,
        "file: is larger than 1 MB",
        lambda: read_statbank(b"{" * (1024 * 1024 + 1)),
    )


def test_the_limit_is_64_megabytes() -> None:
    assert tables.LARGEST == 64 * 1024 * 1024


def test_data_is_bytes() -> None:
    wrong: object = "OMRÅDE;TID;INDHOLD"
    refused(
        NotExactError,
        "data: must be the bytes of the file (got 'str')",
        lambda: read_statbank(wrong),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("data", "columns", "kind", "message"),
    [
        (b"a;1;2", "ab", NotExactError, "columns: must be a list or the like (got 'ab')"),
        (
            b"a;1;2",
            ["a", "a"],
            InvalidValueError,
            "columns: must not name a column twice (got 'a', 'a')",
        ),
        (b"a;1;2", ["a", " "], TextError, "columns: must not be empty (got ' ')"),
        (b"a;1;2", ["a"], InvalidValueError, "columns: must name all 2 value columns (got 'a')"),
        (
            dataset(),
            ["a"],
            InvalidValueError,
            "columns: are for a file whose columns have no names (got 'a')",
        ),
        (
            b"TID;FOLK1A",
            ["a"],
            InvalidValueError,
            "columns: are for a file whose columns have no names (got 'a')",
        ),
    ],
)
def test_columns_that_are_refused(
    data: bytes, columns: list[str], kind: type[SundgovError], message: str
) -> None:
    refused(kind, message, lambda: read_statbank(data, columns=columns))
