"""Follow-ups in words, as tables, from files and on the command line; the care plans' figures."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from sundgov import Authority, kr
from sundgov.__main__ import main
from sundgov.errors import BillingError, InvalidValueError
from sundgov.finance.budgets import BudgetLine, Ceiling, Condition, LineKind
from sundgov.finance.follow_up import FollowUp, follow_up
from sundgov.finance.statuses import BudgetStatus, LineStatus
from sundgov.finance.transfers import LineOfYear, Transfer
from sundgov.formats import load, loads
from sundgov.formats.follow_up_text import follow_up_text
from sundgov.formats.layout import Format
from sundgov.record import Ledger
from tests.builders import EXAMPLE, KPRO, agreement, budget, party
from tests.toml_files import problems, text

FILE = EXAMPLE.with_name("care-plans.toml")
PLANS = load(FILE)
COLUMNS = [
    "budget",
    "transferred_in",
    "transferred_out",
    "revised",
    "held_back",
    "committed",
    "spent",
    "remaining",
    "expected",
    "deviation",
]

# --- the example, computed by hand in 1.000 kr. ---


def row(stands: FollowUp, line: str) -> list[int]:
    """Budget, in, out, revised, held back, committed, spent, remaining, expected, deviation."""
    found = stands.row(line)
    figures = (getattr(found, column) for column in COLUMNS)
    return [amount.ore // 100_000 for amount in figures]


def test_the_care_plans_in_november_2023() -> None:
    """Of 12,2 mio. kr. about 1,2 is expected unspent: 0,6 + 0,4 + 0,2."""
    stands = PLANS.follow_up(2023)
    assert f"{stands.on}" == "2023-11-13"
    assert row(stands, "laegesystemer") == [3000, 0, 0, 3000, 0, 900, 1500, 600, 2400, 600]
    assert row(stands, "modul") == [5500, 300, 0, 5800, 0, 1000, 4100, 700, 5400, 400]
    assert row(stands, "udbredelse") == [2000, 0, 0, 2000, 0, 300, 1600, 100, 2000, 0]
    assert row(stands, "projekt") == [1200, 0, 0, 1200, 0, 100, 1000, 100, 1200, 0]
    assert row(stands, "reserve") == [500, 0, 300, 200, 0, 0, 0, 200, 0, 200]
    totals = stands.totals
    assert totals.revised.ore == 3000_00000 + 5800_00000 + 2000_00000 + 1200_00000 + 200_00000
    assert totals.revised == stands.ceiling
    assert totals.deviation is not None
    assert totals.deviation.ore == 1200_00000
    assert totals.remaining.ore == (600 + 700 + 100 + 100 + 200) * 100_000
    assert stands.remaining_of(LineKind.RESERVE).ore == 200_00000
    assert stands.findings == ()
    assert [one.id for one in stands.transfers.later] == ["2023-2"]


def test_the_care_plans_at_the_end_of_2023() -> None:
    """0,6 mio. kr. moved to 2024 on 21 November: 12,2 − 0,6 = 11,6, of which 0,6 unspent."""
    assert PLANS.follow_up(2023, "2023-11-20").totals.revised.ore == 12_200_000_00
    for on in ("2023-11-21", "2023-12-31"):
        stands = PLANS.follow_up(2023, on)
        assert row(stands, "laegesystemer") == [3000, 0, 600, 2400, 0, 900, 1500, 0, 2400, 0]
        assert stands.totals.revised.ore == 11_600_000_00
        assert stands.revised_ceiling == stands.totals.revised
        assert stands.totals.deviation is not None
        assert stands.totals.deviation.ore == 600_000_00
        assert stands.findings == ()


def test_the_care_plans_in_2024() -> None:
    """The 0,6 arrives as 0,6; half a million waits until 4 June."""
    stands = PLANS.follow_up(2024)
    assert row(stands, "laegesystemer") == [2800, 600, 0, 3400, 0, 2800, 600, 0, 3400, 0]
    assert row(stands, "visninger") == [500, 0, 0, 500, 500, 0, 0, 0, 0, 500]
    assert stands.totals.revised.ore == 12_800_000_00
    assert stands.under_ceiling is not None
    assert stands.under_ceiling.ore == 0
    assert PLANS.follow_up(2024, "2024-06-03").totals.held_back.ore == 500_000_00
    released = PLANS.follow_up(2024, "2024-06-04")
    assert row(released, "visninger") == [500, 0, 0, 500, 0, 0, 0, 500, 0, 500]
    assert released.findings == ()


def test_the_years_of_the_care_plans_are_billed_in_full() -> None:
    for year in (2023, 2024):
        assert PLANS.bill(year).total.ore == 12_200_000_00
        assert PLANS.bill(year).findings == ()


# --- words ---


def test_a_line_in_danish() -> None:
    assert PLANS.follow_up(2023, "2023-12-31").explain("reserve") == (
        "Reserve: rest 200.000,00 kr.\n"
        "  Digitale forløbsplaner, 2023, pr. 31. december 2023\n"
        "  Post: reserve\n"
        "  Budget: 500.000,00 kr.\n"
        "  Overført ud til modul 2023: -300.000,00 kr. (2023-1; hjemmel: flp-2023-03-29"
        " (Styregruppen for digitale forløbsplaner, 29. marts 2023))\n"
        "  Korrigeret budget: 200.000,00 kr.\n"
        "  Disponeret: 0,00 kr.\n"
        "  Forbrugt: 0,00 kr.\n"
        "  Rest: 200.000,00 kr. − 0,00 kr. − 0,00 kr. − 0,00 kr. = 200.000,00 kr.\n"
        "  Forventet årsresultat: 0,00 kr.; mindreforbrug 200.000,00 kr.\n"
        "  Status: 13. november 2023 (dagsorden 21. november 2023, punkt 9)"
    )


def test_a_line_in_english() -> None:
    assert PLANS.follow_up(2024).explain("Lægepraksissystemer", "en") == (
        "Lægepraksissystemer: remaining DKK 0.00\n"
        "  Digitale forløbsplaner, 2024, on 31 March 2024\n"
        "  Budget: DKK 2,800,000.00\n"
        "  Transferred in from laegesystemer 2023: DKK 600,000.00 (2023-2; authority:"
        " flp-2023-11-21-9 (Styregruppen for digitale forløbsplaner, 21 November 2023))\n"
        "  Revised budget: DKK 3,400,000.00\n"
        "  Committed: DKK 2,800,000.00\n"
        "  Spent: DKK 600,000.00\n"
        "  Remaining: DKK 3,400,000.00 − DKK 0.00 − DKK 2,800,000.00 − DKK 600,000.00 = DKK 0.00\n"
        "  Expected outturn: DKK 3,400,000.00; no deviation\n"
        "  Status: 31 March 2024"
    )


def test_a_condition_in_words() -> None:
    held = PLANS.follow_up(2024).explain("visninger")
    waits = "  Betinget og ikke frigivet: 500.000,00 kr. (De nye krav til visningerne er godkendt)"
    assert waits in held.splitlines()
    released = PLANS.follow_up(2024, "2024-06-04").explain("visninger", "en")
    assert (
        "  Conditional, but released: De nye krav til visningerne er godkendt; authority:"
        " flp-2024-06 (Styregruppen for digitale forløbsplaner, 4 June 2024)"
    ) in released.splitlines()


def test_the_year_in_danish() -> None:
    assert PLANS.follow_up(2024).explain() == (
        "Digitale forløbsplaner: rest 4.950.000,00 kr.\n"
        "  Digitale forløbsplaner, 2024, pr. 31. marts 2024\n"
        "  Budget: 12.200.000,00 kr.\n"
        "  Overført ind: 600.000,00 kr.\n"
        "  Overført ud: 0,00 kr.\n"
        "  Korrigeret budget: 12.800.000,00 kr.\n"
        "  Betinget og ikke frigivet: 500.000,00 kr.\n"
        "  Disponeret: 4.800.000,00 kr.\n"
        "  Forbrugt: 2.550.000,00 kr.\n"
        "  Rest: 12.800.000,00 kr. − 500.000,00 kr. − 4.800.000,00 kr. − 2.550.000,00 kr."
        " = 4.950.000,00 kr.\n"
        "  Forventet årsresultat: 12.100.000,00 kr.; mindreforbrug 700.000,00 kr.\n"
        "  Poster:\n"
        "    Lægepraksissystemer: rest 0,00 kr.\n"
        "    Forløbsplansmodul: rest 2.300.000,00 kr.\n"
        "    Visninger i Min Læge: rest 0,00 kr. (betinget og ikke frigivet: 500.000,00 kr.)\n"
        "    Udbredelse: rest 1.550.000,00 kr.\n"
        "    Projektledelse: rest 900.000,00 kr.\n"
        "    Reserve: rest 200.000,00 kr.\n"
        "  Ramme: 12.200.000,00 kr.; ingen hjemmel\n"
        "  Ramme flyttet mellem år: 600.000,00 kr.\n"
        "  Korrigeret ramme: 12.800.000,00 kr.\n"
        "  Tilbage under rammen: 0,00 kr.\n"
        "  Status: 31. marts 2024"
    )


def test_the_year_without_a_status_and_with_a_moved_budget() -> None:
    said = KPRO.follow_up(2025).explain(language="en").splitlines()
    assert said[-6:] == [
        "    Ikke disponeret: remaining DKK 1,030,000.00",
        "  Ceiling: DKK 7,000,000.00 (2024 pl) × 1.03 = DKK 7,210,000.00; authority: kpro-2023-01"
        " (Forretningsstyregruppen for Kommunal PRO)",
        "    Index: Økonomistyrelsen, generelt pris- og lønindeks (total), from 2024 pl to 2025 pl:"
        " 3.0 per cent, published 6 June 2024",
        "  Left under the ceiling: DKK 0.00",
        "  Status: none on the day; nothing counts as committed or spent",
        "  Authority: kpro-2023-12-08-3 (Forretningsstyregruppen for Kommunal PRO,"
        " 8 December 2023)",
    ]
    assert "  Expected outturn: not told" in said
    line = KPRO.follow_up(2025).explain("ikke-disponeret").splitlines()
    assert line[2:5] == [
        "  Post: ikke disponeret",
        "  Budget: 1.000.000,00 kr. (2024 pl) × 1,03 = 1.030.000,00 kr.",
        "  Indeks: Økonomistyrelsen, generelt pris- og lønindeks (samlet opregning), fra 2024 pl"
        " til 2025 pl: 3,0 pct., offentliggjort 6. juni 2024",
    ]


TERMS = agreement([party("A")])
BARE = follow_up(
    TERMS,
    budget(2024, kr(10), authority=Authority("b-1", "styregruppen")),
    [BudgetStatus(2024, "2024-03-31", (LineStatus("l1", expected=kr(12)),))],
    [Transfer("o1", kr(1), LineOfYear(2023, "l1"), LineOfYear(2024, "l1"))],
    "2024-04-01",
    KPRO.figures,
)


def test_a_year_without_a_ceiling_that_costs_more_than_planned() -> None:
    said = BARE.explain().splitlines()
    assert "  Forventet årsresultat: 12,00 kr.; merforbrug 1,00 kr." in said
    assert said[-2:] == ["  Status: 31. marts 2024", "  Hjemmel: b-1 (styregruppen)"]
    assert not any("amme" in line for line in said)
    assert "  Overført ind fra l1 2023: 1,00 kr. (o1; ingen hjemmel)" in BARE.explain("l1")


def test_a_proof_speaks_two_languages() -> None:
    with pytest.raises(InvalidValueError, match="must be 'da' or 'en'"):
        BARE.explain(language="sv")  # type: ignore[arg-type]


# --- tables ---


def test_the_table() -> None:
    printed = follow_up_text(PLANS.follow_up(2023), Format.TABLE).splitlines()
    assert printed[0] == (
        "Digitale forløbsplaner 2023 pr. 13. november 2023; status: 13. november 2023"
    )
    assert printed[2].split() == [
        "Post",
        "Budget",
        "Overført",
        "Korrigeret",
        "Betinget",
        "Disponeret",
        "Forbrugt",
        "Rest",
        "Forventet",
        "Afvigelse",
    ]
    cells = "500.000,00 -300.000,00 200.000,00 0,00 0,00 0,00 200.000,00 0,00 200.000,00"
    assert " ".join(printed[8].split()) == f"Reserve {cells}"
    assert printed[10].split()[:4] == ["I", "alt", "12.200.000,00", "0,00"]
    assert printed[-3:] == [
        "Ramme                 12.200.000,00",
        "Korrigeret ramme      12.200.000,00",
        "Tilbage under rammen           0,00",
    ]
    assert len({len(line) for line in printed[2:11]}) == 1


def test_the_table_of_a_year_with_nothing_told() -> None:
    stands = follow_up(TERMS, budget(2024, kr(10)), [], [], "2024-04-01", KPRO.figures)
    printed = follow_up_text(stands, Format.TABLE).splitlines()
    assert printed[0] == "Aftale 2024 pr. 1. april 2024; status: ingen"
    assert printed[4].split() == ["L1", "10,00", "0,00", "10,00", *["0,00"] * 3, "10,00"]
    assert len(printed) == 7


def test_the_csv_is_read_back() -> None:
    stands = PLANS.follow_up(2024)
    rows = list(csv.DictReader(io.StringIO(follow_up_text(stands, Format.CSV))))
    assert list(rows[0]) == ["line", "name", "kind", *COLUMNS]
    assert [found["kind"] for found in rows] == ["cost"] * 5 + ["reserve"]
    for column in COLUMNS:
        total = getattr(stands.totals, column)
        assert sum(Decimal(found[column]) for found in rows) * 100 == total.ore
    assert rows[2]["held_back"] == "500000.00"


def test_the_csv_leaves_blank_what_nobody_told_and_is_harmless() -> None:
    held = budget(2024, BudgetLine("=a", "@b", kr(10)))
    stands = follow_up(TERMS, held, [], [], "2024-04-01", KPRO.figures)
    assert follow_up_text(stands, Format.CSV).splitlines()[1] == (
        "'=a,'@b,cost,10.00,0.00,0.00,10.00,0.00,0.00,0.00,10.00,,"
    )


def test_the_json() -> None:
    stands = PLANS.follow_up(2023, "2023-12-31")
    read = json.loads(follow_up_text(stands, Format.JSON))
    assert {name: read[name] for name in read if name not in ("lines", "totals", "transfers")} == {
        "agreement": "forloebsplaner",
        "year": 2023,
        "version": 1,
        "on": "2023-12-31",
        "status_on": "2023-11-13",
        "ceiling": "12200000.00",
        "revised_ceiling": "11600000.00",
        "under_ceiling": "0.00",
    }
    assert list(read["totals"]) == COLUMNS
    for column in COLUMNS:
        parts = (Decimal(line[column]) for line in read["lines"])
        assert sum(parts) == Decimal(read["totals"][column])
    assert read["lines"][4]["kind"] == "reserve"
    assert read["transfers"][1] == {
        "id": "2023-2",
        "amount": "600000.00",
        "from": {"year": 2023, "line": "laegesystemer"},
        "to": {"year": 2024, "line": "laegesystemer"},
        "authority": "flp-2023-11-21-9",
        "decided_on": "2023-11-21",
    }


def test_the_json_says_null_where_nothing_is_known() -> None:
    undated = Transfer(
        "o2", kr(1), LineOfYear(2024, "l1"), LineOfYear(2025, "l1"), Authority("st-9", "x")
    )
    plain = Transfer("o1", kr(1), LineOfYear(2023, "l1"), LineOfYear(2024, "l1"))
    stands = follow_up(
        TERMS, budget(2024, kr(10)), [], [undated, plain], "2024-04-01", KPRO.figures
    )
    read = json.loads(follow_up_text(stands, Format.JSON))
    assert [read["status_on"], read["ceiling"], read["totals"]["expected"]] == [None] * 3
    assert read["lines"][0]["deviation"] is None
    assert [(one["authority"], one["decided_on"]) for one in read["transfers"]] == [
        (None, None),
        ("st-9", None),
    ]


# --- files ---


def test_a_file_holds_transfers_statuses_and_conditions() -> None:
    assert [one.id for one in PLANS.transfers] == ["2023-1", "2023-2"]
    assert PLANS.transfers[0].note == "Stabil drift"
    assert [(status.year, f"{status.on}") for status in PLANS.statuses] == [
        (2023, "2023-11-13"),
        (2024, "2024-03-31"),
    ]
    assert PLANS.budget(2024).lines[2].condition == Condition(
        "De nye krav til visningerne er godkendt",
        released=Authority(
            "flp-2024-06", "Styregruppen for digitale forløbsplaner", decided_on="2024-06-04"
        ),
    )
    assert PLANS.budget(2023).ceiling == Ceiling(kr("12,2 mio. kr."))


def test_every_fault_of_a_transfer_and_a_status_is_told_with_its_place() -> None:
    wrong = """
[[transfers]]
id = "o1"
amount = 0
from_line = {year = 2025, line = "drift"}
to_line = {year = 2026, line = "drift"}

[[transfers]]
id = "o2"
amount = 1
from_line = {year = 2025, linje = "drift"}

[[follow_ups]]
year = 2025
on = 2025-03-31
lines = [{line = "drift", spent = "1 kr. (2024 pl)"}]
"""
    assert problems(text() + wrong) == [
        "file: transfers[0]: amount: a transfer is above zero (got '0,00 kr.')",
        "file: transfers[1].from_line.line: is required",
        "file: transfers[1].from_line: unknown: 'linje' (did you mean 'line'?); known: year, line",
        "file: transfers[1].to_line: is required",
        "file: follow_ups[0]: drift, spent: is money of 2025 and is never indexed (got '1,00 kr."
        " (2024 pl)'). Write the kroner of the day, without a price level.",
    ]


def versions(*decided: str | None) -> Ledger:
    held = (
        budget(
            2024,
            kr(number),
            version=number,
            authority=None if on is None else Authority("b", "styregruppen", decided_on=on),
        )
        for number, on in enumerate(decided, start=1)
    )
    later = budget(2025, kr(1), kr(1), authority=Authority("b", "x", decided_on="2024-12-01"))
    moved = Transfer(
        "o1", kr(1), LineOfYear(2024, "l1"), LineOfYear(2025, "l2"), Authority("c", "x", "", None)
    )
    return Ledger(TERMS, (*held, later), KPRO.figures, transfers=(moved,))


def test_the_budget_is_the_highest_version_decided_by_the_day() -> None:
    record = versions(None, "2024-03-01", "2024-09-01")
    days = ("2024-02-29", "2024-03-01", "2024-08-31", "2024-09-01")
    assert [record.follow_up(2024, on).budget.version for on in days] == [1, 2, 2, 3]
    assert record.budget(2024).version == 3
    assert f"{record.follow_up(2024).on}" == "2024-12-31"


def test_a_year_is_opened_when_its_budget_is_decided() -> None:
    record = versions(None)
    before, after = (
        [finding.code for finding in record.follow_up(2024, on).findings]
        for on in ("2024-11-30", "2024-12-01")
    )
    assert before == ["decision-undated", "transfer-not-opened"]
    assert after == ["decision-undated"]


def test_a_year_with_no_budget_decided_yet() -> None:
    record = versions("2024-03-01")
    with pytest.raises(BillingError) as refused:
        record.follow_up(2024, "2024-02-29")
    assert str(refused.value) == (
        "year: has no budget decided by 2024-02-29 (got 2024). Budgets: 2024, 2025."
    )
    with pytest.raises(BillingError, match=r"^year: has no budget decided by 2026-12-31"):
        record.follow_up(2026)


# --- the command line ---


def test_followup_prints_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["followup", str(FILE), "--year", "2024"]) == 0
    assert capsys.readouterr().out == follow_up_text(PLANS.follow_up(2024), Format.TABLE)
    arguments = ["--on", "2023-12-31", "--format", "json"]
    assert main(["followup", str(FILE), "--year", "2023", *arguments]) == 0
    assert json.loads(capsys.readouterr().out)["revised_ceiling"] == "11600000.00"


def test_followup_and_check_tell_what_is_wrong(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bad = tmp_path / "fejl.toml"
    moved = """
[[transfers]]
id = "o1"
amount = 1
from_line = {year = 2025, line = "drift"}
to_line = {year = 2024, line = "drift"}
"""
    bad.write_text(text() + moved, encoding="utf-8")
    wrong = [
        "error transfer-without-authority: transfer o1: no decision allows it, from drift 2025 to"
        " drift 2024. Have it decided, or take it out.",
        "warning transfer-not-opened: transfer o1: 2024 has no budget to receive it in. Open the"
        " year with a budget that has the line.",
    ]
    assert main(["followup", str(bad), "--year", "2025"]) == 1
    assert capsys.readouterr().err.splitlines() == wrong
    assert main(["check", str(bad)]) == 1
    assert capsys.readouterr().out.splitlines()[:2] == [
        line.replace("transfer o1", "aftale, transfer o1") for line in wrong
    ]
    assert main(["followup", str(bad), "--year", "2025", "--on", "i går"]) == 1
    assert capsys.readouterr().err.startswith("on: a date is written year-month-day")


def test_check_passes_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(FILE)]) == 0
    told = "checked as of 2024-12-31; budgets: 2023, 2024: nothing found\n"
    assert capsys.readouterr() == (told, "")


def test_loading_twice_gives_the_same() -> None:
    assert loads(FILE.read_bytes()).follow_up(2023) == PLANS.follow_up(2023)
