"""The areas of a StatBank file: every municipality once, whatever it is called."""

from __future__ import annotations

import pytest

from sundgov.errors import (
    AmbiguousPartyError,
    FileFormatError,
    MissingFigureError,
    PartyPeriodError,
    TextError,
    UnknownPartyError,
)
from sundgov.formats import read_statbank, read_statbank_dates
from sundgov.parties import Parties, Party, PartyKind
from tests.statbank_files import (
    HEADS,
    PAIR,
    PEOPLE,
    SAMPLES,
    SAMSOE,
    TOTALS,
    dimension,
    pair,
    refused,
    rows_of_98,
    text,
    written,
)


def test_names_as_other_lists_write_them() -> None:
    other = {
        "751": "Århus",
        "480": "Nordfyn",
        "169": "Høje Taastrup",
        "400": "Bornholms Regionskommune",
    }
    rows = [
        (other.get(party.key, party.name), "2023K1", f"{PEOPLE[party.key]}")
        for party in PEOPLE.parties
    ]
    data = written(rows, ("OMRÅDE", "TID", "INDHOLD")).encode()
    assert dict(read_statbank(data)) == HEADS


def test_a_region_by_its_short_name_is_set_aside() -> None:
    assert len(pair("Midtjylland;2023K1;1", "147;2023K1;2", "741;2023K1;3")) == 2


# --- areas that are refused --------------------------------------------------------------------


def test_an_unknown_area() -> None:
    rows = [*rows_of_98("da"), ("Herringsholm", *TOTALS["da"], "2023K1", "7")]
    refused(
        UnknownPartyError,
        "line 398: no party answers to this name or code (got 'Herringsholm'). Nearest: "
        "Hørsholm (223), Bornholm (400), Herning (657), Hjørring (860).",
        lambda: read_statbank(written(rows).encode()),
    )
    refused(
        UnknownPartyError,
        "line 2: no party answers to this name or code (got '131 Gamlestad')",
        lambda: pair("131 Gamlestad;2023K1;7"),
    )
    refused(
        UnknownPartyError,
        "value 1: no party answers to this name or code (got '999')",
        lambda: read_statbank(
            dimension(OMRÅDE={"category": {"index": ["741", "999"]}}), register=PAIR
        ),
    )


def test_an_area_that_is_no_text() -> None:
    refused(
        TextError,
        "line 2: must not be empty (got '')",
        lambda: pair(";2023K1;7"),
    )
    refused(
        TextError,
        "line 2: control and invisible characters are not allowed (got 'Sam\\tsø', 'U+0009')",
        lambda: pair("Sam\tsø;2023K1;7"),
    )
    refused(
        TextError,
        "line 2: control and invisible characters are not allowed "
        "(got 'Høje\\tTaastrup', 'U+0009')",
        lambda: read_statbank(text("OMRÅDE;TID;INDHOLD", "Høje\tTaastrup;2023K1;7")),
    )


def test_a_name_that_is_too_long() -> None:
    with pytest.raises(FileFormatError, match="line 2: holds a name too long for an area"):
        pair(f"{'x' * 201};2023K1;7")


def test_code_and_name_that_disagree() -> None:
    refused(
        FileFormatError,
        "line 2: code and name are two areas (got '147 Samsø')",
        lambda: pair("147 Samsø;2023K1;7"),
    )


def test_a_name_that_several_answer_to() -> None:
    twin = Party("samsoe-2", "Anden", PartyKind.MUNICIPALITY, code="742", aliases=("Samsø",))
    register = Parties((SAMSOE, twin))
    refused(
        AmbiguousPartyError,
        "line 2: several parties answer to this name (got 'Samsø'). "
        "Choose one of: Samsø (741), Anden (742).",
        lambda: read_statbank(text("OMRÅDE;TID;INDHOLD", "Samsø;2023K1;7"), register=register),
    )
    data = text("OMRÅDE;TID;INDHOLD", "741 Samsø;2023K1;7", "742 Samsø;2023K1;8")
    assert dict(read_statbank(data, register=register)) == {"741": 7, "742": 8}


def test_a_party_that_is_no_municipality() -> None:
    other = Party("digital", "Digital Sundhed", PartyKind.STATE)
    refused(
        FileFormatError,
        "line 2: must name a municipality (got 'Digital Sundhed')",
        lambda: read_statbank(
            text("OMRÅDE;TID;INDHOLD", "Digital Sundhed;2023K1;7"),
            register=Parties((SAMSOE, other)),
        ),
    )


def test_a_municipality_that_does_not_exist_on_the_date() -> None:
    refused(
        PartyPeriodError,
        "København: does not exist on the day it is counted "
        "(got '2006-01-01', 'valid from 2007-01-01')",
        lambda: read_statbank(text("OMRÅDE;TID;INDHOLD", "101;2006K1;7")),
    )


def test_municipalities_that_are_missing() -> None:
    gone = {"101", "147", "151", "153", "155", "157", "741"}
    rows = [
        (party.name, "2023K1", f"{PEOPLE[party.key]}")
        for party in PEOPLE.parties
        if party.key not in gone
    ]
    refused(
        MissingFigureError,
        "2023-01-01: the file must hold every municipality (got 'København (101)', "
        "'Frederiksberg (147)', 'Ballerup (151)', 'Brøndby (153)', 'Dragør (155)', '7 missing')",
        lambda: read_statbank(written(rows, ("OMRÅDE", "TID", "INDHOLD")).encode()),
    )


def test_a_municipality_without_the_total_of_the_others() -> None:
    refused(
        MissingFigureError,
        "2023-01-01: the file must hold every municipality (got 'Samsø (741)', '1 missing')",
        lambda: pair(
            "147;I alt;2023K1;1",
            "741;M;2023K1;1",
            "741;K;2023K1;1",
            header="OMRÅDE;KØN;TID;INDHOLD",
        ),
    )


@pytest.mark.parametrize("again", ["741", "0741", "Samsø", "741 Samsø"])
def test_a_municipality_that_stands_twice(again: str) -> None:
    refused(
        FileFormatError,
        "line 4: names a municipality twice (got 'Samsø (741)', '2023-01-01')",
        lambda: pair("147;2023K1;1", "741;2023K1;2", f"{again};2023Q1;2"),
    )


def test_a_part_that_stands_twice() -> None:
    refused(
        FileFormatError,
        "line 4: names a municipality twice (got 'Samsø (741)', '2023-01-01')",
        lambda: pair(
            "741;M;2023K1;1", "741;K;2023K1;2", "741;K;2023K1;2", header="OMRÅDE;KØN;TID;INDHOLD"
        ),
    )


def test_a_part_that_is_missing() -> None:
    refused(
        MissingFigureError,
        "Frederiksberg (147): the file lacks some of the figures to be added up "
        "(got '1 of 2', '2023-01-01')",
        lambda: pair(
            "741;M;2023K1;1", "741;K;2023K1;2", "147;K;2023K1;2", header="OMRÅDE;KØN;TID;INDHOLD"
        ),
    )


NATIONAL = "holds no municipality, only the country, regions, provinces or Christiansø"


def test_a_national_series() -> None:
    refused(
        FileFormatError,
        f"file: {NATIONAL} (got 'Hele landet')",
        lambda: read_statbank((SAMPLES / "FOLK1A_hele_landet_da.csv").read_bytes()),
    )
    refused(
        FileFormatError,
        f"file: {NATIONAL} (got 'Hele landet')",
        lambda: read_statbank(
            (SAMPLES / "statistikbanken_matrix_uden_header.csv").read_bytes(),
            columns=["Mænd", "Kvinder"],
        ),
    )
    refused(
        FileFormatError,
        f"file: {NATIONAL}",
        lambda: read_statbank(text("OMRÅDE;TID;INDHOLD")),
    )
    data = text("OMRÅDE;TID;INDHOLD", "147;2023K1;1", "741;2023K1;2", "000;2022K1;3")
    refused(
        FileFormatError,
        f"2022-01-01: {NATIONAL}",
        lambda: read_statbank_dates(data, register=PAIR),
    )
    assert len(read_statbank(data, register=PAIR, reference_date="2023-01-01")) == 2
