"""StatBank files for tests, of all 98 municipalities or of two, and how a refusal is held to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import sundgov
from sundgov.errors import SundgovError
from sundgov.formats import read_statbank
from sundgov.parties import Parties, Party, PartyKind
from sundgov.populations import Population

SAMPLES = Path(__file__).parent / "data" / "statbank"
PEOPLE = sundgov.population("2023-01-01")
HEADS = dict(PEOPLE)

FREDERIKSBERG = Party("frederiksberg", "Frederiksberg", PartyKind.MUNICIPALITY, code="147")
SAMSOE = Party("samsoe", "Samsø", PartyKind.MUNICIPALITY, code="741")
MIDT = Party("midt", "Region Midtjylland", PartyKind.REGION, code="1082", aliases=("Midtjylland",))
PAIR = Parties((FREDERIKSBERG, SAMSOE, MIDT))
AGES = [f"{age} år" for age in range(126)]


def text(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def pair(*figures: str, header: str = "OMRÅDE;TID;INDHOLD") -> Population:
    """A file of lines, read for two municipalities."""
    return read_statbank(text(header, *figures), register=PAIR)


def refused(kind: type[SundgovError], message: str, read: Callable[[], object]) -> None:
    """The whole message, so that every operand and place in it is held to."""
    with pytest.raises(kind) as caught:
        read()
    assert type(caught.value) is kind
    assert str(caught.value) == message, f"{caught.value}"


SET_ASIDE = {
    "codes": ["000", "081", "082", "083", "084", "085", "01", "11", "411"],
    "da": ["Hele landet", "Region Hovedstaden", "Landsdel Bornholm", "Christiansø"],
    "en": ["All Denmark", "Region Sjælland", "Province Bornholm", "Christiansø"],
    "both": ["000 Hele landet", "084 Region Hovedstaden", "01 Landsdel Byen København"],
    "dagi": ["1081", "1082", "1083", "1084", "1085", "0411"],
}


def area(party: Party, language: str) -> str:
    english = "Copenhagen" if party.code == "101" else party.name
    return {
        "codes": party.key,
        "da": party.name,
        "en": english,
        "both": f"{party.code} {party.name}",
        "dagi": f"0{party.code}",
    }[language]


TIMES = {"codes": "2023K1", "da": "2023K1", "en": "2023Q1", "both": "2023K1 2023Q1", "dagi": "2023"}
TOTALS = {
    "codes": ("TOT", "IALT", "TOT"),
    "da": ("I alt", "Alder i alt", "I alt"),
    "en": ("Total", "Age, total", "Total"),
    "both": ("TOT I alt", "IALT Alder i alt", "TOT I alt"),
    "dagi": ("Kønnet i alt", "I alt", "Civilstand i alt"),
}
PARTS = {
    "codes": ("1", "17", "U"),
    "da": ("Mænd", "17 år", "Ugift"),
    "en": ("Men", "17 years", "Never married"),
    "both": ("1 Mænd", "17 17 år", "U Ugift"),
    "dagi": ("Mænd i alt", "17 år i alt", "Ugift"),
}
DANISH = ("OMRÅDE", "KØN", "ALDER", "CIVILSTAND", "TID", "INDHOLD")
ENGLISH = ("REGION", "SEX", "AGE", "MARITAL STATUS", "TIME", "CONTENT")
PLAIN = ("omrade", "KOEN", "ALDER", "CIVILSTAND", "Tid", "FOLK1A")


def rows_of_98(language: str) -> list[tuple[str, ...]]:
    """All 98 with totals, and beside them what must not be counted."""
    total, part, time = TOTALS[language], PARTS[language], TIMES[language]
    rows: list[tuple[str, ...]] = [(name, *total, time, "5932654") for name in SET_ASIDE[language]]
    for party in PEOPLE.parties:
        name = area(party, language)
        rows += [
            (name, *total, time, f"{PEOPLE[party.key]}"),
            (name, part[0], *total[1:], time, "1"),
            (name, total[0], part[1], total[2], time, ".."),
            (name, *total[:2], part[2], time, ""),
        ]
    return rows


def written(
    rows: Iterable[tuple[str, ...]], header: tuple[str, ...] = DANISH, eol: str = "\r\n"
) -> str:
    return eol.join(map(";".join, [header, *rows])) + eol


Dimensions = dict[str, dict[str, str]]


def jsonstat(
    dimensions: Dimensions, values: object, *, version: int = 1, **beside: object
) -> dict[str, object]:
    """A JSON-stat document of version 1 (as StatBank returns it) or 2."""
    entries: dict[str, object] = {
        name: {
            "label": name,
            "category": {"index": {code: at for at, code in enumerate(labels)}, "label": labels},
        }
        for name, labels in dimensions.items()
    }
    outline = {"id": list(dimensions), "size": [len(each) for each in dimensions.values()]}
    if version == 1:
        entries |= outline
        return {"dataset": {"dimension": entries, "value": values, **beside}}
    return {"class": "dataset", "dimension": entries, **outline, "value": values, **beside}


def encoded(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def small(**changes: object) -> dict[str, object]:
    """A document for the two municipalities."""
    return (
        jsonstat({"OMRÅDE": {"147": "", "741": "Samsø"}, "Tid": {"2023K1": "2023Q1"}}, [7, 3])
        | changes
    )


def dataset(**changes: object) -> bytes:
    """The small document with parts of its dataset replaced."""
    inner = small()["dataset"]
    assert isinstance(inner, dict)
    return encoded({"dataset": inner | changes})


def dimension(**changes: object) -> bytes:
    inner = small()["dataset"]
    assert isinstance(inner, dict)
    return dataset(dimension=inner["dimension"] | changes)
