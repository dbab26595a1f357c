"""Bills and splits as text, read back and summed."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest

from sundgov import by_heads, kr, population
from sundgov.finance.agreements import EntryRule, Membership
from sundgov.finance.billing import bill_year
from sundgov.finance.keys import Composed, Slice, solely
from sundgov.formats.tables import Format, bill_text, harmless, split_text
from sundgov.parties import Party
from tests.builders import HALF, KPRO, agreement, budget, figures_with, party, units

BILL = KPRO.bill(2025)


def test_the_json_of_a_bill_has_its_shape_and_its_sums() -> None:
    read = json.loads(bill_text(BILL, Format.JSON))
    assert list(read) == ["agreement", "year", "total", "instalments", "parties"]
    assert (read["agreement"], read["year"], read["total"]) == ("kommunal-pro", 2025, "7210000.00")
    assert read["instalments"] == [
        {"id": "2025-01", "billing_date": "2025-01-15", "total": "3605000.00"},
        {"id": "2025-07", "billing_date": "2025-07-01", "total": "3605000.00"},
    ]
    samsoe = next(row for row in read["parties"] if row["code"] == "741")
    assert samsoe == {
        "id": "samsoe",
        "code": "741",
        "name": "Samsø",
        "weight": 3694,
        "total": "4467.88",
        "instalments": {"2025-01": "2233.94", "2025-07": "2233.94"},
    }
    assert sum(Decimal(row["total"]) for row in read["parties"]) == Decimal(read["total"])
    for step in read["instalments"]:
        parts = (Decimal(row["instalments"][step["id"]]) for row in read["parties"])
        assert sum(parts) == Decimal(step["total"])


def test_the_json_with_lines_sums_by_line_too() -> None:
    read = json.loads(bill_text(BILL, Format.JSON, lines=True))
    assert [line["kind"] for line in read["lines"]] == ["cost"] * 3 + ["undisposed"]
    for number, line in enumerate(read["lines"]):
        rows = [row["lines"][number] for row in read["parties"]]
        assert {row["id"] for row in rows} == {line["id"]}
        assert sum(Decimal(row["total"]) for row in rows) == Decimal(line["total"])
        for step, total in line["instalments"].items():
            assert sum(Decimal(row["instalments"][step]) for row in rows) == Decimal(total)
    for row in read["parties"]:
        assert sum(Decimal(line["total"]) for line in row["lines"]) == Decimal(row["total"])


def test_the_csv_of_a_bill_is_read_back() -> None:
    rows = list(csv.DictReader(io.StringIO(bill_text(BILL, Format.CSV))))
    assert rows[0] == {
        "id": "koebenhavn",
        "code": "101",
        "name": "København",
        "weight": "659350",
        "2025-01": "398740.77",
        "2025-07": "398740.78",
        "total": "797481.55",
    }
    assert sum(Decimal(row["total"]) for row in rows) == Decimal("7210000.00")


def test_the_csv_with_lines_has_a_row_for_each() -> None:
    rows = list(csv.DictReader(io.StringIO(bill_text(BILL, Format.CSV, lines=True))))
    assert len(rows) == 98 * 4
    assert [row["line"] for row in rows[:4]] == [line.line.id for line in BILL.lines]
    assert sum(Decimal(row["2025-07"]) for row in rows) == Decimal("3605000.00")


def test_the_table_of_a_bill_is_danish_and_lines_up() -> None:
    lines = bill_text(BILL, Format.TABLE).splitlines()
    assert lines[0] == "Kommunal PRO 2025"
    assert lines[2].split() == ["Kode", "Part", "Fordelingstal", "2025-01", "2025-07", "I", "alt"]
    assert lines[4].split() == [
        "101",
        "København",
        "659.350",
        "398.740,77",
        "398.740,78",
        "797.481,55",
    ]
    assert lines[-1].split() == ["I", "alt", "3.605.000,00", "3.605.000,00", "7.210.000,00"]
    assert len({len(line) for line in lines[2:]}) == 1


def test_the_table_with_lines_names_them() -> None:
    lines = bill_text(BILL, Format.TABLE, lines=True).splitlines()
    assert "Udviklingspulje" in lines[6]
    assert lines[2].split()[:3] == ["Kode", "Part", "Post"]


SPLIT = by_heads(population("2023-01-01")).split(kr("7 mio. kr."))


def test_a_split_as_text() -> None:
    read = json.loads(split_text(SPLIT, Format.JSON))
    assert read["total"] == "7000000.00"
    assert read["parties"][0] == {
        "id": "koebenhavn",
        "code": "101",
        "name": "København",
        "weight": 653664,
        "total": "771277.03",
    }
    rows = list(csv.DictReader(io.StringIO(split_text(SPLIT, Format.CSV))))
    assert rows[0]["total"] == "771277.03"
    table = split_text(SPLIT, Format.TABLE).splitlines()
    assert table[0].split() == ["Kode", "Part", "Fordelingstal", "I", "alt"]
    assert table[-1].split() == ["I", "alt", "7.000.000,00"]


def test_a_composed_split_has_no_single_measure() -> None:
    key = Composed((Slice("a", HALF, solely("Samsø")), Slice("b", HALF, solely("Region Sjælland"))))
    split = key.split(kr(1))
    assert json.loads(split_text(split, Format.JSON))["parties"][0]["weight"] is None
    assert split_text(split, Format.TABLE).splitlines()[0].split() == ["Kode", "Part", "I", "alt"]
    assert next(csv.DictReader(io.StringIO(split_text(split, Format.CSV))))["weight"] == ""


def test_a_part_of_a_year_is_a_fraction_of_a_measure() -> None:
    a, b = party("A"), party("B")
    members = [Membership(a, "2020-01-01"), Membership(b, "2025-04-01")]
    terms = agreement(members, units({"A": 1, "B": 1}), entry=EntryRule.BY_DAYS)
    bill = bill_year(terms, budget(2025, kr(1)), figures_with(a, b))
    read = json.loads(bill_text(bill, Format.JSON))
    assert [row["weight"] for row in read["parties"]] == [1, "55/73"]
    assert [row["code"] for row in read["parties"]] == [None, None]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@x"])
def test_a_name_is_never_a_formula(name: str) -> None:
    assert harmless(name) == f"'{name}"
    own = Party("fjendtlig", name)
    terms = agreement([own], units({"fjendtlig": 1}))
    from attrs import evolve

    from sundgov.finance.terms import EqualTerms

    bill = bill_year(evolve(terms, key=EqualTerms()), budget(2025, kr(1)), figures_with(own))
    assert f",'{name}," in bill_text(bill, Format.CSV)
