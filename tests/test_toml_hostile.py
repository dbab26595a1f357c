"""TOML in: large, deep, broken and random files are refused, never endured."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov.errors import LimitError, SundgovError
from sundgov.formats import load, loads
from sundgov.formats.limits import check_depth, check_size, read_bytes
from sundgov.formats.toml_in import LARGEST, from_tables
from tests.toml_files import INDEX, problems, text


@pytest.mark.parametrize("depth", [45, 100_000])
def test_a_deeply_nested_file_is_refused(depth: int) -> None:
    with pytest.raises(LimitError) as refused:
        loads("x = " + "[" * depth + "]" * depth)
    assert str(refused.value) == "file: is nested more than 40 levels deep"


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "stor.toml"
    with large.open("wb") as out:
        out.truncate(100 * 1024 * 1024)
    with pytest.raises(LimitError) as refused:
        load(large)
    assert str(refused.value) == "stor.toml: is larger than 4 MB"
    with pytest.raises(LimitError, match="is larger than 4 MB"):
        loads(b"#" * (4 * 1024 * 1024 + 1))


def test_the_limits_are_the_last_that_pass(tmp_path: Path) -> None:
    held = tmp_path / "fil"
    held.write_bytes(b"1234")
    assert read_bytes(held, 4) == b"1234"
    check_size("fil", b"1234", 4)
    for refused in (lambda: read_bytes(held, 3), lambda: check_size("fil", b"1234", 3)):
        with pytest.raises(LimitError, match=r"^fil: is larger than 0 MB$"):
            refused()
    whole = text().encode()
    assert loads(whole + b"#" * (LARGEST - len(whole))).agreement.id == "aftale"
    with pytest.raises(LimitError, match="file: is larger than 4 MB"):
        loads(whole + b"#" * (LARGEST - len(whole) + 1))


@pytest.mark.parametrize("inside", [list, dict])
def test_forty_levels_are_read_and_not_one_more(inside: type) -> None:
    """The innermost value is a level too."""

    def within(value: object, levels: int) -> object:
        for _ in range(levels):
            value = [value] if inside is list else {"x": value}
        return value

    check_depth("fil", within(1, 39))
    check_depth("fil", {"x": [], "y": within(1, 38)})
    with pytest.raises(LimitError, match=r"^fil: is nested more than 40 levels deep$"):
        check_depth("fil", [within(1, 39), 1])


def test_what_is_not_utf8_is_refused() -> None:
    assert problems(b"name = '\xe5'") == [
        "file: must be UTF-8 text (got 'byte 8, in line 1'). Save the file as UTF-8."
    ]
    assert problems("x = '\ud800'") == [
        "file: must be UTF-8 text (got 'byte 5, in line 1'). Save the file as UTF-8."
    ]


@given(st.binary(max_size=200))
def test_no_bytes_are_endured(data: bytes) -> None:
    with pytest.raises(SundgovError):
        loads(data)


@given(st.integers(0, len(text().encode()) - 1), st.integers(0, 255))
def test_one_changed_byte_loads_or_is_refused(place: int, byte: int) -> None:
    changed = bytearray(text().encode())
    changed[place] = byte
    with suppress(SundgovError):
        loads(bytes(changed)).bill(2025)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**40, -1, 0, Decimal("1e999999999"), Decimal("NaN"), Decimal("-0.5")]),
    st.text(max_size=8),
    st.dates(),
    st.datetimes(),
    st.lists(st.one_of(st.integers(), st.text(max_size=3)), max_size=2),
    st.dictionaries(st.sampled_from(["id", "by", "name", "samsoe"]), st.integers(), max_size=2),
)
RICH = tomllib.loads(
    text(
        '{minimum = 1, slices = [{name = "a", share = "1/2", key = {by = "heads", population ='
        ' "2023-01-01", pool = ["Samsø"], cap = 5}}, {name = "b", amount = 5, key = {by = "units",'
        ' counted = "x", units = {"Samsø" = 1}}}]}',
        INDEX
        + '[[agreement.index.parts]]\npublisher = "KL"\nname = "a"\nkind = "total"\nweight = 1',
    )
    + """
[[parties]]
id = "x"
name = "X"
aliases = ["Y"]
valid_from = 2020-01-01

[[figures.populations]]
reference_date = 2025-03-01
heads = {"741" = 3700}

[[figures.indices]]
publisher = "KL"
name = "a"
kind = "total"
from_year = 2024
to_year = 2025
percent = 3.1
"""
)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    if isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(deeper for key, held in inner for deeper in places(held, (*path, key)))][
        0 if path else 1 :
    ]


def with_junk(value: object, path: tuple[str | int, ...], junk: object) -> object:
    if not path:
        return junk
    if isinstance(value, dict):
        return {**value, path[0]: with_junk(value[path[0]], path[1:], junk)}
    assert isinstance(value, list)
    return [
        with_junk(held, path[1:], junk) if n == path[0] else held for n, held in enumerate(value)
    ]


@settings(max_examples=400)
@given(st.sampled_from(places(RICH)), JUNK)
def test_junk_anywhere_loads_or_is_refused(path: tuple[str | int, ...], junk: object) -> None:
    tables = with_junk(RICH, path, junk)
    assert isinstance(tables, dict)
    with suppress(SundgovError):
        from_tables(tables).bill(2025)


@pytest.mark.parametrize("number", ["1" * 5000, "1e999999999", '"' + "9" * 5000 + '/7"'])
def test_a_number_out_of_all_proportion_is_refused(number: str) -> None:
    assert problems(text().replace("share = 1}", f"share = {number}}}"))
