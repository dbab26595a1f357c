"""Bills and splits as text, read back and summed."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from sundgov import by_heads, kr, population
from sundgov.finance.agreements import EntryEffect, EntryRule, Membership
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine, LineKind
from sundgov.finance.keys import Composed, Slice, solely
from sundgov.finance.terms import EqualTerms, UnitTerms
from sundgov.formats.layout import Format, harmless
from sundgov.formats.tables import bill_text, split_text
from sundgov.money import Amount, CurrentPrices, PriceLevel
from sundgov.parties import Party
from tests.builders import HALF, KPRO, agreement, budget, figures_with, municipality, party, units

BILL = KPRO.bill(2025)
FIGURES = ("gross", "carried", "total")


def test_the_json_of_a_bill_has_its_shape_and_its_sums() -> None:
    read = json.loads(bill_text(BILL, Format.JSON))
    assert list(read) == [
        "agreement",
        "year",
        "gross",
        "carried",
        "total",
        "instalments",
        "carries",
        "parties",
    ]
    assert (read["agreement"], read["year"]) == ("kommunal-pro", 2025)
    assert [read[name] for name in FIGURES] == ["7210000.00", "-1000000.00", "6210000.00"]
    assert read["instalments"] == [
        {"id": "2025-01", "billing_date": "2025-01-15", "total": "3605000.00"},
        {"id": "2025-07", "billing_date": "2025-07-01", "total": "2605000.00"},
    ]
    assert read["carries"] == [
        {"kind": "result", "year": 2024, "on": "2025-03-15", "total": "-1000000.00"}
    ]
    samsoe = next(row for row in read["parties"] if row["code"] == "741")
    assert samsoe == {
        "id": "samsoe",
        "code": "741",
        "name": "Samsø",
        "weight": 3694,
        "gross": "4467.88",
        "carried": "-636.32",
        "total": "3831.56",
        "instalments": {"2025-01": "2233.94", "2025-07": "1597.62"},
    }
    for name in FIGURES:
        assert sum(Decimal(row[name]) for row in read["parties"]) == Decimal(read[name])
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
        assert sum(Decimal(line["total"]) for line in row["lines"]) == Decimal(row["gross"])
        (carried,) = row["carries"]
        assert (carried["kind"], carried["year"]) == ("result", 2024)
        assert carried["total"] == row["carried"]
        for step, net in row["instalments"].items():
            parts = [one["instalments"][step] for one in (*row["lines"], carried)]
            assert sum(map(Decimal, parts)) == Decimal(net)


def test_the_csv_of_a_bill_is_read_back() -> None:
    rows = list(csv.DictReader(io.StringIO(bill_text(BILL, Format.CSV))))
    assert rows[0] == {
        "id": "koebenhavn",
        "code": "101",
        "name": "København",
        "weight": "659350",
        "gross": "797481.55",
        "carried": "-110182.44",
        "2025-01": "398740.77",
        "2025-07": "288558.34",
        "total": "687299.11",
    }
    assert sum(Decimal(row["total"]) for row in rows) == Decimal("6210000.00")


def test_the_csv_with_lines_has_a_row_for_each() -> None:
    rows = list(csv.DictReader(io.StringIO(bill_text(BILL, Format.CSV, lines=True))))
    assert len(rows) == 98 * 5
    names = [*(line.line.id for line in BILL.lines), "result-2024"]
    assert [row["line"] for row in rows[:5]] == names
    assert (rows[4]["weight"], rows[4]["2025-01"], rows[4]["total"]) == ("", "0.00", "-110182.44")
    assert sum(Decimal(row["2025-07"]) for row in rows) == Decimal("2605000.00")


def test_the_table_of_a_bill_is_danish_and_lines_up() -> None:
    lines = bill_text(BILL, Format.TABLE).splitlines()
    assert lines[0] == "Kommunal PRO 2025"
    head = "Kode Part Fordelingstal Årets udgift Overført 2025-01 2025-07 I alt"
    assert lines[2].split() == head.split()
    assert lines[4].split() == [
        "101",
        "København",
        "659.350",
        "797.481,55",
        "-110.182,44",
        "398.740,77",
        "288.558,34",
        "687.299,11",
    ]
    assert lines[-1].split() == [
        *("I", "alt", "7.210.000,00", "-1.000.000,00"),
        *("3.605.000,00", "2.605.000,00", "6.210.000,00"),
    ]
    assert len({len(line) for line in lines[2:]}) == 1


def test_the_table_with_lines_names_them() -> None:
    lines = bill_text(BILL, Format.TABLE, lines=True).splitlines()
    assert "Udviklingspulje" in lines[6]
    assert lines[8].split() == [
        *("101", "København", "Efterregulering", "2024"),
        *("0,00", "-110.182,44", "-110.182,44"),
    ]
    assert lines[-1].split()[2:] == ["3.605.000,00", "2.605.000,00", "6.210.000,00"]
    assert lines[2].split()[:3] == ["Kode", "Part", "Post"]


def two_thirds() -> Bill:
    """Samsø and a party without a code 2:1, over two lines."""
    samsoe, own = municipality("Samsø"), Party("oevrige", "Øvrige")
    key = UnitTerms(((samsoe, Fraction(1)), (own, HALF)), "timer")
    reserve = BudgetLine("-r", "Reserve", kr(50), LineKind.UNDISPOSED)
    lines = budget(2025, kr("1.000,01 kr."), reserve)
    return bill_year(agreement([samsoe, own], key), lines, figures_with(own))


def test_a_table_sets_texts_to_the_left_and_figures_to_the_right() -> None:
    assert bill_text(two_thirds(), Format.TABLE) == (
        "Aftale 2025\n"
        "\n"
        "Kode  Part    Fordelingstal  2025-01  2025-07     I alt\n"
        "----  ------  -------------  -------  -------  --------\n"
        "741   Samsø               1   350,01   350,00    700,01\n"
        "      Øvrige            0,5   175,00   175,00    350,00\n"
        "----  ------  -------------  -------  -------  --------\n"
        "      I alt                   525,01   525,00  1.050,01\n"
    )
    assert bill_text(two_thirds(), Format.TABLE, lines=True).splitlines()[2:] == [
        "Kode  Part    Post     Fordelingstal  2025-01  2025-07     I alt",
        "----  ------  -------  -------------  -------  -------  --------",
        "741   Samsø   L1                   1   333,34   333,33    666,67",
        "741   Samsø   Reserve              1    16,67    16,67     33,34",
        "      Øvrige  L1                 0,5   166,67   166,67    333,34",
        "      Øvrige  Reserve            0,5     8,33     8,33     16,66",
        "----  ------  -------  -------------  -------  -------  --------",
        "      I alt                            525,01   525,00  1.050,01",
    ]


def test_csv_rows_hold_plain_decimals_and_a_line_id_that_is_no_formula() -> None:
    assert bill_text(two_thirds(), Format.CSV) == (
        "id,code,name,weight,gross,carried,2025-01,2025-07,total\n"
        "samsoe,741,Samsø,1,700.01,0.00,350.01,350.00,700.01\n"
        "oevrige,,Øvrige,1/2,350.00,0.00,175.00,175.00,350.00\n"
    )
    assert bill_text(two_thirds(), Format.CSV, lines=True) == (
        "id,code,name,line,weight,2025-01,2025-07,total\n"
        "samsoe,741,Samsø,l1,1,333.34,333.33,666.67\n"
        "samsoe,741,Samsø,'-r,1,16.67,16.67,33.34\n"
        "oevrige,,Øvrige,l1,1/2,166.67,166.67,333.34\n"
        "oevrige,,Øvrige,'-r,1/2,8.33,8.33,16.66\n"
    )


def test_json_is_indented_and_keeps_its_letters() -> None:
    text = bill_text(two_thirds(), Format.JSON, lines=True)
    assert text.startswith('{\n  "agreement": "aftale",\n')
    assert '      "name": "Samsø",\n' in text
    assert text.endswith("  ]\n}\n")
    read = json.loads(text)
    assert read["lines"][1] == {
        "id": "-r",
        "name": "Reserve",
        "kind": "undisposed",
        "total": "50.00",
        "instalments": {"2025-01": "25.00", "2025-07": "25.00"},
    }
    assert read["parties"][1]["lines"][1] == {
        "id": "-r",
        "total": "16.66",
        "instalments": {"2025-01": "8.33", "2025-07": "8.33"},
    }


def test_what_newcomers_pay_on_top_is_a_line_of_its_own_kind() -> None:
    a, b = party("A"), party("B")
    terms = agreement(
        [Membership(a, "2020-01-01"), Membership(b, "2025-07-01")],
        units({"A": 1, "B": 1}),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
    )
    bill = bill_year(terms, budget(2025, kr(4)), figures_with(a, b))
    read = json.loads(bill_text(bill, Format.JSON, lines=True))
    assert [(line["id"], line["kind"], line["total"]) for line in read["lines"]] == [
        ("l1", "cost", "4.00"),
        ("indtraedelse", "entry", "1.00"),
    ]


SPLIT = by_heads(population("2023-01-01")).split(kr("7 mio. kr."))


def test_a_split_as_text() -> None:
    read = json.loads(split_text(SPLIT, Format.JSON))
    assert (read["total"], read["prices"]) == ("7000000.00", None)
    assert read["parties"][0] == {
        "id": "koebenhavn",
        "code": "101",
        "name": "København",
        "weight": 653664,
        "total": "771277.03",
    }
    rows = list(csv.DictReader(io.StringIO(split_text(SPLIT, Format.CSV))))
    assert rows[0]["total"] == "771277.03"
    assert rows[0]["weight"] == "653664"
    table = split_text(SPLIT, Format.TABLE).splitlines()
    assert table[0].split() == ["Kode", "Part", "Fordelingstal", "I", "alt"]
    assert table[-1].split() == ["I", "alt", "7.000.000,00"]


@pytest.mark.parametrize("prices", [PriceLevel(2021), CurrentPrices(2025)])
def test_a_split_tells_the_prices_it_is_in(prices: PriceLevel | CurrentPrices) -> None:
    split = solely("Samsø").split(Amount(100, prices))
    assert json.loads(split_text(split, Format.JSON))["prices"] == str(prices)
    assert split_text(split, Format.TABLE).splitlines()[:3] == [
        f"1,00 kr. ({prices})",
        "",
        "Kode  Part   Fordelingstal  I alt",
    ]


def test_a_composed_split_has_no_single_measure() -> None:
    key = Composed((Slice("a", HALF, solely("Samsø")), Slice("b", HALF, solely("Region Sjælland"))))
    split = key.split(kr(1))
    assert json.loads(split_text(split, Format.JSON))["parties"][0]["weight"] is None
    assert split_text(split, Format.TABLE) == (
        "Kode  Part             I alt\n"
        "----  ---------------  -----\n"
        "741   Samsø             0,50\n"
        "1085  Region Sjælland   0,50\n"
        "----  ---------------  -----\n"
        "      I alt             1,00\n"
    )
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
    bill = bill_year(evolve(terms, key=EqualTerms()), budget(2025, kr(1)), figures_with(own))
    assert f",'{name}," in bill_text(bill, Format.CSV)
