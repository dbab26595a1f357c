"""Files as StatBank and its website gave them out."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from sundgov.errors import FileFormatError, InvalidValueError
from sundgov.formats import read_statbank, read_statbank_dates
from sundgov.formats.statbank.cells import Role
from sundgov.formats.statbank.tables import read_table
from sundgov.parties import Parties, Party, PartyKind
from sundgov.publications import PublicationBasis
from tests.statbank_files import SAMPLES, refused

HVIDOVRE = Party("hvidovre", "Hvidovre", PartyKind.MUNICIPALITY, code="167")


def test_the_monthly_sample() -> None:
    data = (SAMPLES / "FOLK1AM_hvidovre_da.csv").read_bytes()
    register = Parties((HVIDOVRE,))
    january = read_statbank(data, register=register, reference_date="2025-01-01")
    assert january["Hvidovre"] == 53760
    assert january.publication.basis is PublicationBasis.RULE
    every = read_statbank_dates(data, register=register)
    assert [each.reference_date.month for each in every] == [*range(1, 13), 1, 2, 3, 4]
    assert every[1].publication.basis is PublicationBasis.UNKNOWN
    assert every[-1]["167"] == 54152


@pytest.mark.parametrize(
    ("name", "names", "roles", "first", "count"),
    [
        (
            "FOLK1A_hele_landet_da.csv",
            "OMRÅDE CIVILSTAND TID INDHOLD",
            [Role.AREA, Role.OTHER, Role.TIME, Role.VALUE],
            (2, ["Hele landet", "I alt", "2008K1", "5475791"], "5475791"),
            6,
        ),
        (
            "FOLK1A_koder.csv",
            "OMRÅDE KØN ALDER TID INDHOLD",
            [Role.AREA, Role.SEX, Role.AGE, Role.TIME, Role.VALUE],
            (2, ["000", "1", "0", "2008K1", "32976"], "32976"),
            21,
        ),
        (
            "FOLK1A_jsonstat_en.json",
            "ContentsCode Tid",
            [Role.VALUE, Role.TIME],
            (0, ("FOLK1A", "2020K1"), 5822763),
            1,
        ),
        (
            "BEF5_jsonstat_multi_en.json",
            "KØN FODLAND ContentsCode Tid",
            [Role.SEX, Role.OTHER, Role.VALUE, Role.TIME],
            (0, ("M", "5101", "BEF5", "2018"), 7016),
            8,
        ),
        (
            "STRAF42_jsonstat_en.json",
            "HERKOMST1 ContentsCode Tid",
            [Role.OTHER, Role.VALUE, Role.TIME],
            (0, ("00", "STRAF42", "2023"), 233454),
            1,
        ),
    ],
)
def test_what_stands_where_in_the_samples(
    name: str, names: str, roles: list[Role], first: object, count: int
) -> None:
    table = read_table((SAMPLES / name).read_bytes(), None)
    assert [variable.name for variable in table.variables] == names.split()
    assert [variable.role for variable in table.variables] == roles
    assert next(table.rows()) == first
    assert len(list(table.rows())) == count


def test_what_the_samples_state_of_themselves() -> None:
    table = read_table((SAMPLES / "STRAF42_jsonstat_en.json").read_bytes(), None)
    assert (table.name, table.updated) == ("STRAF42", dt.date(2025, 3, 25))
    table = read_table((SAMPLES / "FOLK1A_jsonstat_en.json").read_bytes(), None)
    assert (table.name, table.updated) == ("FOLK1A", dt.date(2020, 2, 11))


def test_the_matrix_sample() -> None:
    data = (SAMPLES / "statistikbanken_matrix_uden_header.csv").read_bytes()
    table = read_table(data, ["Mænd", "Kvinder"])
    assert list(itertools.islice(table.rows(), 2)) == [
        (1, ["I alt", "Hele landet", "2021K1", "0 år", "Mænd"], "31303"),
        (1, ["I alt", "Hele landet", "2021K1", "0 år", "Kvinder"], "29888"),
    ]
    refused(
        InvalidValueError,
        "columns: must name the value columns, as the file does not (got '2 columns')",
        lambda: read_statbank(data),
    )


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        ("FOLK1A_jsonstat_en.json", "'ContentsCode', 'Tid'"),
        ("BEF5_jsonstat_multi_en.json", "'KØN', 'FODLAND', 'ContentsCode', 'Tid'"),
        ("STRAF42_jsonstat_en.json", "'HERKOMST1', 'ContentsCode', 'Tid'"),
    ],
)
def test_tables_without_areas(name: str, variables: str) -> None:
    refused(
        FileFormatError,
        f"file: must hold one variable of areas (got {variables})",
        lambda: read_statbank((SAMPLES / name).read_bytes()),
    )
