"""Breakdowns of a StatBank file: added up where they are whole, refused where in doubt."""

from __future__ import annotations

import pytest

from sundgov.errors import FileFormatError
from sundgov.formats import read_statbank
from sundgov.parties import Parties, Party, PartyKind
from tests.statbank_files import AGES, FREDERIKSBERG, PAIR, SAMPLES, pair, refused, written


def test_sums_over_both_sexes_and_every_year_of_age() -> None:
    rows = [
        (name, sex, age, "2023K1", f"{3 * place + (sex == 'Kvinder')}")
        for name in ("Samsø", "147", "Hele landet")
        for sex in ("Mænd", "Kvinder")
        for place, age in enumerate(AGES)
    ]
    data = written(rows, ("OMRÅDE", "KØN", "ALDER", "TID", "INDHOLD")).encode()
    assert dict(read_statbank(data, register=PAIR)) == dict.fromkeys(("147", "741"), 47376)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("KØN", ["M", "K"]),
        ("KOEN", ["1", "2"]),
        ("SEX", ["Men", "Women"]),
        ("gender", ["1 Mænd", "2 Kvinder"]),
        ("other", ["M Mænd", "K Kvinder"]),
        ("other", ["M", "K"]),
        ("ALDER", [f"{age}" for age in range(126)]),
        ("AGE", [f"{age} year{'s' * (age != 1)}" for age in range(126)]),
        ("other", AGES),
        ("other", [f"{age} {age} ÅR" for age in range(126)]),
    ],
)
def test_breakdowns_that_are_whole(name: str, parts: list[str]) -> None:
    lines = [f"{who};{part};2023K1;2" for who in ("147", "741") for part in parts]
    read = pair(*lines, header=f"OMRÅDE;{name};TID;INDHOLD")
    assert dict(read) == dict.fromkeys(("147", "741"), 2 * len(parts))


@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("KØN", "Mænd og kvinder i alt"),
        ("KØN", "Begge køn"),
        ("SEX", "Both sexes"),
        ("HERKOMST", "Herkomst i alt"),
        ("FODLAND", "Fodland i alt"),
        ("CITIZENSHIP", "TOT Total"),
        ("FODLAND", "0000 I alt"),
        ("ANY", "Persons, total"),
    ],
)
def test_totals_in_words(name: str, total: str) -> None:
    lines = [f"{who};{each};2023K1;3" for who in ("147", "741") for each in (total, "part")]
    assert set(pair(*lines, header=f"OMRÅDE;{name};TID;INDHOLD").values()) == {3}


def test_a_total_may_stand_beside_a_sum() -> None:
    lines = [
        f"{who};{sex};{status};2023K1;5"
        for who in ("147", "741")
        for sex in ("M", "K")
        for status in ("I alt", "Ugift")
    ]
    assert set(pair(*lines, header="OMRÅDE;KØN;CIVILSTAND;TID;INDHOLD").values()) == {10}


# --- breakdowns that are refused ---------------------------------------------------------------


DOUBT = "is broken down without its total, so it cannot be known to be whole"


@pytest.mark.parametrize(
    ("name", "parts", "got"),
    [
        ("KØN", ["Mænd"], "'Mænd', '1 held'"),
        ("KØN", ["Mænd i alt"], "'Mænd i alt', '1 held'"),
        ("KØN", ["M", "K", "Uoplyst"], "'K', 'M', 'Uoplyst', '3 held'"),
        ("KØN", ["M", "Mænd", "K"], "'K', 'M', 'Mænd', '3 held'"),
        ("KØN", ["1 Mænd", "2 Mænd"], "'1 Mænd', '2 Mænd', '2 held'"),
        ("GRUPPE", ["1", "2"], "'1', '2', '2 held'"),
        ("ALDER", ["0-17 år", "18 år og derover"], "'0-17 år', '18 år og derover', '2 held'"),
        ("ALDER", AGES[:-1], "'0 år', '1 år', '10 år', '100 år', '101 år', '125 held'"),
        ("GRUPPE", [f"{n}" for n in range(126)], "'0', '1', '10', '100', '101', '126 held'"),
        ("CIVILSTAND", ["U", "G", "E", "F"], "'E', 'F', 'G', 'U', '4 held'"),
        ("HERKOMST", ["Udlandet i alt", "Danmark"], "'Danmark', 'Udlandet i alt', '2 held'"),
        ("OPGØRELSE", ["Total fertility"], "'Total fertility', '1 held'"),
    ],
)
def test_a_breakdown_that_may_not_be_whole(name: str, parts: list[str], got: str) -> None:
    lines = [f"{who};{part};2023K1;2" for who in ("147", "741") for part in parts]
    refused(
        FileFormatError,
        f"2023-01-01: {name} {DOUBT} (got {got})",
        lambda: pair(*lines, header=f"OMRÅDE;{name};TID;INDHOLD"),
    )


def test_a_breakdown_of_several_totals() -> None:
    refused(
        FileFormatError,
        "2023-01-01: ALDER holds several totals (got 'Alder i alt', 'I alt')",
        lambda: pair(
            "147;I alt;2023K1;1", "741;Alder i alt;2023K1;1", header="OMRÅDE;ALDER;TID;INDHOLD"
        ),
    )


def test_the_excerpt_in_codes_holds_men_of_two_ages() -> None:
    bornholm = Party("bornholm", "Bornholm", PartyKind.MUNICIPALITY, code="400")
    odense = Party("odense", "Odense", PartyKind.MUNICIPALITY, code="461")
    refused(
        FileFormatError,
        f"2020-01-01: KØN {DOUBT} (got '1', '1 held')",
        lambda: read_statbank(
            (SAMPLES / "FOLK1A_koder.csv").read_bytes(),
            reference_date="2020-01-01",
            register=Parties((FREDERIKSBERG, bornholm, odense)),
        ),
    )
