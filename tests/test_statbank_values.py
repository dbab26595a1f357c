"""The values of a StatBank file: whole numbers that are there, or a refusal."""

from __future__ import annotations

import pytest

from sundgov.errors import FileFormatError, MissingFigureError
from sundgov.formats import read_statbank
from tests.statbank_files import PAIR, dataset, pair, refused


@pytest.mark.parametrize("missing", ["..", ".", "", " .. "])
def test_a_missing_value(missing: str) -> None:
    refused(
        MissingFigureError,
        "Samsø (741): the file has no figure for it (got 'line 3')",
        lambda: pair("147;2023K1;1", f"741;2023K1;{missing}"),
    )


@pytest.mark.parametrize("missing", [None, "..", ""])
def test_a_missing_value_in_json(missing: str | None) -> None:
    refused(
        MissingFigureError,
        "Samsø (741): the file has no figure for it (got 'value 1')",
        lambda: read_statbank(dataset(value=[7, missing]), register=PAIR),
    )
    refused(
        MissingFigureError,
        "2023-01-01: the file must hold every municipality (got 'Samsø (741)', '1 missing')",
        lambda: read_statbank(dataset(value={"0": 7}), register=PAIR),
    )


@pytest.mark.parametrize("value", ["-1", "1,5", "1.5", "1.234", "1 234", "½", "٣", "9" * 13, "x"])
def test_a_value_that_is_no_count(value: str) -> None:
    refused(
        FileFormatError,
        f"line 3: inhabitants are a whole number (got 'Samsø (741)', {value!r})",
        lambda: pair("147;2023K1;1", f"741;2023K1;{value}"),
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("-1", "-1"),
        ("1.5", "Decimal('1.5')"),
        ("-3.0", "-3"),
        ("1e12", "Decimal('1E+12')"),
        ("1e999999", "Decimal('1E+999999')"),
        ("1000000000000", "1000000000000"),
        ("true", "True"),
        ("[3]", "[3]"),
        ('"3,5"', "'3,5'"),
    ],
)
def test_a_value_in_json_that_is_no_count(value: str, shown: str) -> None:
    data = dataset(value=[7, "V"]).replace(b'"V"', value.encode())
    refused(
        FileFormatError,
        f"value 1: inhabitants are a whole number (got 'Samsø (741)', {shown})",
        lambda: read_statbank(data, register=PAIR),
    )
