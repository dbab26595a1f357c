"""StatBank's JSON-stat: both versions, what a file says of itself, and when it was updated."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from sundgov.formats import read_statbank, read_statbank_dates
from sundgov.publications import PublicationBasis
from tests.statbank_files import HEADS, PAIR, PEOPLE, Dimensions, area, dataset, encoded, jsonstat


def dimensions_of_98() -> Dimensions:
    return {
        "OMRÅDE": {"000": "All Denmark", "084": "Region Hovedstaden", "01": "Byen København"}
        | {party.key: area(party, "en") for party in PEOPLE.parties},
        "KØN": {"TOT": "Total", "1": "Men"},
        "ContentsCode": {"FOLK1A": "Population at the first day of the quarter"},
        "Tid": {"2023K1": "2023Q1"},
    }


VALUES_OF_98 = list(itertools.chain(*((heads, 1) for heads in (5932654, 1, 1, *HEADS.values()))))


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("sparse", [False, True])
@pytest.mark.parametrize("outer", [False, True])
def test_jsonstat_of_both_versions(*, version: int, sparse: bool, outer: bool) -> None:
    values = {f"{at}": value for at, value in enumerate(VALUES_OF_98)} if sparse else VALUES_OF_98
    document = jsonstat(dimensions_of_98(), values, version=version)
    inner = document.get("dataset", document)
    data = encoded({"dataset": inner} if outer else inner)
    read = read_statbank(b"\xef\xbb\xbf \n" + data)
    assert dict(read) == HEADS
    assert read.table == "FOLK1A"


def test_jsonstat_with_other_names_lists_and_decimals() -> None:
    data = encoded(
        {
            "id": ["a", "b", "when", "what"],
            "size": [2, 1, 1, 1],
            "role": {"time": ["when"], "metric": ["what"]},
            "dimension": {
                "a": {"label": "municipality", "category": {"index": ["741", "147"]}},
                "b": {"category": {"label": {"TOT": 7}}},
                "when": {"label": 5, "category": {"label": {"x": "2023Q1"}}},
                "what": {"category": {"index": {"people": 0}}},
            },
            "value": [3, 7],
        }
    ).replace(b"[3, 7]", b"[3.0, 7E+0]")
    read = read_statbank(data, register=PAIR)
    assert dict(read) == {"147": 7, "741": 3}
    assert read.table == ""


def test_jsonstat_labels_where_the_codes_are_unknown() -> None:
    document = jsonstat(
        {"OMRÅDE": {"x": "Samsø", "y": "Frederiksberg"}, "Tid": {"2023K1": ""}}, [3, 7]
    )
    assert read_statbank(encoded(document), register=PAIR)["Samsø"] == 3


@pytest.mark.parametrize(
    ("extension", "table"),
    [
        ({"px": {"tableid": "FOLK1A"}}, "FOLK1A"),
        ({"px": {"tableid": "folk\u202e"}}, ""),
        ({"px": {"tableid": 7}}, ""),
        ({"px": []}, ""),
        ("px", ""),
    ],
)
def test_the_table_that_jsonstat_states(extension: object, table: str) -> None:
    assert read_statbank(dataset(extension=extension), register=PAIR).table == table


@pytest.mark.parametrize(
    ("updated", "published", "basis"),
    [
        ("2023-02-10T07:00:00Z", "2023-02-10", PublicationBasis.STATED),
        ("2023-01-01", "2023-01-01", PublicationBasis.STATED),
        ("2023-04-30T23:59:59Z", "2023-04-30", PublicationBasis.STATED),
        ("2023-05-01T00:00:00Z", "2023-02-15", PublicationBasis.RULE),
        ("2023-05-11T06:00:00Z", "2023-02-15", PublicationBasis.RULE),
        ("2022-12-31T07:00:00Z", "2023-02-15", PublicationBasis.RULE),
        ("yesterday", "2023-02-15", PublicationBasis.RULE),
        (20230210, "2023-02-15", PublicationBasis.RULE),
        (None, "2023-02-15", PublicationBasis.RULE),
    ],
)
def test_publication_when_the_table_was_updated(
    updated: object, published: str, basis: PublicationBasis
) -> None:
    publication = read_statbank(dataset(updated=updated), register=PAIR).publication
    assert (f"{publication.on}", publication.basis) == (published, basis)


def test_only_the_newest_figures_were_published_on_the_update() -> None:
    dims: Dimensions = {"OMRÅDE": {"147": "", "741": ""}, "Tid": {"2022K4": "", "2023K1": ""}}
    data = encoded(jsonstat(dims, [1, 2, 3, 4], updated="2023-02-10T07:00:00Z"))
    older, newer = read_statbank_dates(data, register=PAIR)
    assert older.publication.basis is PublicationBasis.RULE
    assert newer.publication.basis is PublicationBasis.STATED
    assert read_statbank(data, reference_date="2022-10-01", register=PAIR) == older
    assert read_statbank(data, reference_date=dt.date(2023, 1, 1), register=PAIR) == newer
