"""The times of a StatBank file, and the dates read from it."""

from __future__ import annotations

import pytest

import sundgov
from sundgov.errors import FileFormatError, InvalidValueError, MissingFigureError, TextError
from sundgov.formats import read_statbank, read_statbank_dates
from sundgov.publications import PublicationBasis
from tests.statbank_files import (
    HEADS,
    PAIR,
    PEOPLE,
    dataset,
    encoded,
    jsonstat,
    pair,
    refused,
    written,
)

EARLIER = sundgov.population("2022-01-01")


@pytest.mark.parametrize(
    ("time", "on"),
    [
        ("2020K1", "2020-01-01"),
        ("2020Q2", "2020-04-01"),
        ("2020K4 2020Q4", "2020-10-01"),
        ("2020M02", "2020-02-01"),
        ("2020M12", "2020-12-01"),
        ("2020", "2020-01-01"),
    ],
)
def test_times(time: str, on: str) -> None:
    assert f"{pair(f'147;{time};1', f'741;{time};2').reference_date}" == on


@pytest.mark.parametrize(
    "time", ["2020K5", "2020M13", "2020M1", "2020U07", "20", "1899", "2020K1 2020Q2", "", "i dag"]
)
def test_a_time_it_does_not_know(time: str) -> None:
    refused(
        FileFormatError,
        f"line 3: is of no quarter, month or year such as 2024K1 (got {time!r})",
        lambda: pair("147;2020K1;1", f"741;{time};2"),
    )


def test_publication_is_unknown_off_the_quarter_days() -> None:
    assert pair("147;2020M02;1", "741;2020M02;2").publication.basis is PublicationBasis.UNKNOWN
    data = encoded(
        jsonstat(
            {"OMRÅDE": {"147": "", "741": ""}, "Tid": {"2023M02": ""}}, [1, 2], updated="2023-03-11"
        )
    )
    assert read_statbank(data, register=PAIR).published_on is None


def test_all_dates_in_order() -> None:
    rows = [
        (party.name, time, f"{people[party.key]}")
        for time, people in (("2023K1", PEOPLE), ("2022K1", EARLIER))
        for party in people.parties
    ]
    data = written(rows, ("OMRÅDE", "TID", "INDHOLD")).encode()
    both = read_statbank_dates(data)
    assert [dict(each) for each in both] == [dict(EARLIER), HEADS]
    assert dict(read_statbank(data, reference_date="2022-01-01")) == dict(EARLIER)


def test_several_dates_and_none_asked_for() -> None:
    lines = [f"{who};{year};1" for year in range(2010, 2012) for who in ("147", "741")]
    refused(
        InvalidValueError,
        "reference_date: must be given, as the file holds several dates (got '2 dates'). "
        "It holds 2010-01-01, 2011-01-01.",
        lambda: pair(*lines),
    )
    lines = [f"{who};{year};1" for year in range(2008, 2022) for who in ("147", "741")]
    with pytest.raises(InvalidValueError, match=r"2018-01-01, 2019-01-01 and 2 later\.$"):
        pair(*lines)


def test_a_date_that_is_not_there() -> None:
    refused(
        MissingFigureError,
        "reference_date: is not in the file (got '2021-01-01'). It holds 2023-01-01.",
        lambda: read_statbank(dataset(), reference_date="2021-01-01", register=PAIR),
    )
    with pytest.raises(TextError, match="reference_date: a date is written year-month-day"):
        read_statbank(dataset(), reference_date="1/1-2021", register=PAIR)
