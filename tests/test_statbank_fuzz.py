"""Whatever comes in as a StatBank file, a population or a refusal comes out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov.errors import SundgovError
from sundgov.formats import read_statbank, read_statbank_dates
from tests.statbank_files import PAIR, dataset, encoded, jsonstat, text, written

SMALL_FILES = [
    text(
        "OMRÅDE;KØN;ALDER;TID;INDHOLD",
        *(f"{who};{sex};I alt;2023K1;9" for who in ("741", "147") for sex in "MK"),
    ),
    text('"I alt";"Samsø";"2023K1";1;2', '"I alt";"Frederiksberg";"2023K1";3;4'),
    "OMRÅDE;TID;INDHOLD\r\nSamsø;2023K1;1\r\n147 Frederiksberg;2023K1;2\r\n".encode("cp1252"),
    dataset(updated="2023-02-10T07:00:00Z"),
    encoded(
        jsonstat(
            {"OMRÅDE": {"741": "", "147": ""}, "KØN": {"1": "M", "2": "K"}, "Tid": {"2023": ""}},
            {"0": 1, "1": 2, "2": 3, "3": 4},
            version=2,
        )
    ),
]
COLUMNS = st.sampled_from([None, ["Mænd", "Kvinder"], ["I alt"]])
PIECES = st.binary(max_size=4) | st.sampled_from(
    [
        *(b";", b'"', b"\n", b"\r", b"\0", b"..", b"-", b"{", b"]", b"null", b"1e999", b"NaN"),
        *(b"\xff", b"\xe5", b"2023K1", b"147", b"I alt", b'"value":', b'"\\ud800"', b"9" * 40),
    ]
)


def outcome(data: bytes, columns: list[str] | None) -> None:
    """A tuple of populations, or a refusal that can be printed."""
    try:
        read = read_statbank_dates(data, register=PAIR, columns=columns)
    except SundgovError as error:
        message = f"{error}"
    else:
        message = "read" if all(len(population) == 2 for population in read) else ""
    assert message


@settings(max_examples=600, deadline=None)
@given(
    data=st.sampled_from(SMALL_FILES),
    changes=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 9), PIECES), max_size=6),
    columns=COLUMNS,
)
def test_mutated_files(
    data: bytes, changes: list[tuple[int, int, bytes]], columns: list[str] | None
) -> None:
    for at, cut, piece in changes:
        at %= len(data) + 1
        data = data[:at] + piece + data[at + cut :]
    outcome(data, columns)


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=200), columns=COLUMNS)
def test_any_bytes(data: bytes, columns: list[str] | None) -> None:
    outcome(data, columns)
    outcome(b"OMR;TID;INDHOLD\n" + data, columns)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.integers()
    | st.sampled_from(["741", "2023K1", "M", "", "..", "id", "\ud800", "x" * 300])
    | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["0", "1", "741", "index", "label"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def places(value: object) -> list[tuple[str | int, ...]]:
    """The paths to everything in a document."""
    inner: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    return [(), *((key, *rest) for key, each in inner for rest in places(each))]


def replaced(document: object, path: tuple[str | int, ...], value: object) -> object:
    if not path:
        return value
    first, *rest = path
    if isinstance(document, dict):
        return {**document, first: replaced(document[first], tuple(rest), value)}
    assert isinstance(document, list)
    assert isinstance(first, int)
    inner = replaced(document[first], tuple(rest), value)
    return [*document[:first], inner, *document[first + 1 :]]


@settings(max_examples=600, deadline=None)
@given(
    file=st.sampled_from(SMALL_FILES[3:]),
    changes=st.lists(st.tuples(st.integers(0, 99), JSON_VALUES), min_size=1, max_size=3),
)
def test_mutated_documents(file: bytes, changes: list[tuple[int, object]]) -> None:
    document: object = json.loads(file)
    for at, value in changes:
        paths = places(document)
        document = replaced(document, paths[at % len(paths)], value)
    outcome(json.dumps(document).encode(), None)


@given(
    heads=st.fixed_dictionaries({key: st.integers(0, 10**12 - 1) for key in ("147", "741")}),
    flip=st.booleans(),
)
def test_what_is_written_is_what_is_read(*, heads: Mapping[str, int], flip: bool) -> None:
    rows = [(code, "2023K1", f"{count}") for code, count in heads.items()]
    data = written(reversed(rows) if flip else rows, ("OMRÅDE", "TID", "INDHOLD")).encode()
    assert dict(read_statbank(data, register=PAIR)) == heads
