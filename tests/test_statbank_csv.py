"""StatBank's CSV: every language, header, encoding and order, and the website's matrix."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from sundgov.errors import FileFormatError
from sundgov.formats import read_statbank, read_statbank_dates
from sundgov.formats.statbank.cells import Role, role_named
from sundgov.formats.statbank.tables import read_table
from sundgov.populations import Population
from tests.statbank_files import (
    AGES,
    DANISH,
    ENGLISH,
    HEADS,
    PAIR,
    PEOPLE,
    PLAIN,
    SET_ASIDE,
    TIMES,
    TOTALS,
    area,
    refused,
    rows_of_98,
    text,
    written,
)


@pytest.mark.parametrize("language", list(TIMES))
@pytest.mark.parametrize("header", [DANISH, ENGLISH, PLAIN])
@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-8", "cp1252"])
def test_csv_in_every_language_header_and_encoding(
    language: str, header: tuple[str, ...], coding: str
) -> None:
    read = read_statbank(written(rows_of_98(language), header).encode(coding))
    assert dict(read) == HEADS
    assert read.reference_date == dt.date(2023, 1, 1)
    assert read.publication == PEOPLE.publication
    assert read.table == ("FOLK1A" if header is PLAIN else "")


@pytest.mark.parametrize("order", list(itertools.permutations(range(6)))[::37])
def test_csv_in_every_column_order(order: tuple[int, ...]) -> None:
    rows = [tuple(row[at] for at in order) for row in rows_of_98("da")]
    data = written(rows, tuple(DANISH[at] for at in order), "\n").encode()
    assert dict(read_statbank(data)) == HEADS


def test_csv_of_the_only_variables_asked_for() -> None:
    rows = [(area(party, "codes"), "2023K1", f"{PEOPLE[party.key]}") for party in PEOPLE.parties]
    data = written(rows, ("OMRÅDE", "TID", "INDHOLD")).encode()
    assert read_statbank(data) == Population("2023-01-01", HEADS)


def test_a_variable_is_not_taken_for_the_table() -> None:
    assert role_named("HERKOMST1") is Role.OTHER
    table = read_table(text("HERKOMST1;OMRÅDE;TID;INDHOLD"), None)
    assert next(variable.role for variable in table.variables) is Role.OTHER


# --- the website's matrix ----------------------------------------------------------------------


def matrix(language: str, *, columns: bool = True) -> bytes:
    """As the website saves it: the country first, texts in quotes, men and women as columns."""
    names = SET_ASIDE[language] + [area(party, language) for party in PEOPLE.parties]
    heads = [9] * len(SET_ASIDE[language]) + list(HEADS.values())
    values = [f"{h // 3};{h - h // 3}" if columns else f"{h}" for h in heads]
    total, time = TOTALS[language][0], TIMES[language]
    lines = [
        f'"{total}";"{name}";"{time}";{value}' for name, value in zip(names, values, strict=True)
    ]
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


@pytest.mark.parametrize("language", list(TIMES))
def test_matrix_with_men_and_women_as_columns(language: str) -> None:
    read = read_statbank(matrix(language), columns=["Mænd", "Kvinder"])
    assert dict(read) == HEADS
    assert read.table == ""


@pytest.mark.parametrize("language", list(TIMES))
def test_matrix_with_one_value_column(language: str) -> None:
    assert dict(read_statbank(matrix(language, columns=False))) == HEADS
    assert dict(read_statbank(matrix(language, columns=False), columns=[" I alt "])) == HEADS


def test_matrix_without_quotes_and_with_a_total_beside_its_parts() -> None:
    data = text("", "Samsø;I alt;2023K1;3;1;2", ";;", "Frederiksberg;I alt;2023K1;7;4;3", " ")
    read = read_statbank(data, columns=["I alt", "Mænd", "Kvinder"], register=PAIR)
    assert dict(read) == {"147": 7, "741": 3}


def test_matrix_whose_columns_are_times() -> None:
    data = text('"Samsø";3;1', '"Frederiksberg";7;4')
    dates = read_statbank_dates(data, columns=["2022K1", "2021K1"], register=PAIR)
    assert [(each.reference_date.year, each["741"]) for each in dates] == [(2021, 1), (2022, 3)]


def test_matrix_by_ages_in_codes_is_not_taken_for_areas() -> None:
    lines = [f'"{age}";"{who}";"2020";3' for who in ("147", "741") for age in range(126)]
    refused(
        FileFormatError,
        "2020-01-01: column 1 is broken down without its total, so it cannot be known to be "
        "whole (got '0', '1', '10', '100', '101', '126 held')",
        lambda: read_statbank(text(*lines), register=PAIR),
    )
    lines = [f'"{age}";"{who}";"2020";3' for who in ("147", "741") for age in AGES]
    assert read_statbank(text(*lines), register=PAIR)["741"] == 378
