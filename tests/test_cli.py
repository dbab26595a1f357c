"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from sundgov import population
from sundgov.__main__ import _EXAMPLES, main
from tests.builders import EXAMPLE
from tests.toml_files import text

FILE = str(EXAMPLE)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def test_bill_prints_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "bill", FILE, "--year", "2025")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "Kommunal PRO 2025"
    assert "797.481,55" in out


def test_bill_as_json_and_csv_with_lines(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "bill", FILE, "--year", "2025", "--format", "json", "--lines")
    assert json.loads(out)["lines"][0]["id"] == "drift"
    _, out, _ = run(capsys, "bill", FILE, "--year", "2025", "--format", "csv")
    assert out.startswith("id,code,name,weight,gross,carried,2025-01,2025-07,total\n")
    assert len(out.splitlines()) == 1 + 98
    _, out, _ = run(capsys, "bill", FILE, "--year", "2025", "--format", "csv", "--lines")
    assert len(out.splitlines()) == 1 + (4 + 1) * 98


def test_explain_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "explain", FILE, "--year", "2025", "--party", "741")
    assert status == 0
    assert out.startswith("Samsø (741): 3.831,56 kr. af 6.210.000,00 kr.\n")
    arguments = ("--party", "Samsø", "--line", "drift", "--language", "en")
    _, out, _ = run(capsys, "explain", FILE, "--year", "2025", *arguments)
    assert out.startswith("Samsø (741), Drift: DKK 2,616.90 of DKK 4,223,000.00\n")


def test_close_by_the_files_result(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "close", FILE, "--year", "2024")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "Kommunal PRO 2024, regnskab 15. marts 2025"
    assert "101   København            771.277,03    661.094,59    110.182,44\n" in out
    _, out, _ = run(capsys, "close", FILE, "--year", "2024", "--format", "json")
    assert json.loads(out)["surplus"] == "1000000.00"


def test_close_by_a_result_that_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    given = ("--spent", "8 mio. kr.", "--known-on", "2026-03-15", "--format", "csv")
    status, out, err = run(capsys, "close", FILE, "--year", "2025", *given)
    assert (status, err) == (0, "")
    assert out.splitlines()[:2] == [
        "id,code,name,billed,spent,surplus",
        "koebenhavn,101,København,797481.55,884861.63,-87380.08",
    ]


AT_ONCE = (
    '[agreement.carry]\nway = "at once"\n\n[[results]]\nyear = 2025\nspent = "900 kr."\n'
    "known_on = 2026-03-15\n"
)


@pytest.fixture
def settled(tmp_path: Path) -> str:
    path = tmp_path / "settled.toml"
    path.write_text(text('{by = "equal"}', AT_ONCE), encoding="utf-8")
    return str(path)


def test_close_prints_the_documents_of_a_year_settled_at_once(
    settled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("close", settled, "--year", "2025", "--issue-date", "2026-04-01")
    status, out, err = run(capsys, *command, "--format", "csv")
    assert status == 0
    # 1.000 kr. billed and 900 spent over three: 33,33 or 33,34 each goes back
    assert [line.split(",")[:2] for line in out.splitlines()[1:]] == [
        ["aftale-2025-efterregulering-741", "credit note"],
        ["aftale-2025-efterregulering-825", "credit note"],
        ["aftale-2025-efterregulering-1082", "credit note"],
    ]
    assert err.startswith("warning no-reference: aftale-2025-efterregulering-741: ")
    _, out, _ = run(capsys, *command)
    assert out.splitlines()[-1].split()[-1] == "-100,00"


def test_close_refuses_documents_as_the_library_does(
    settled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    early = ("close", settled, "--year", "2025", "--issue-date", "2026-03-01")
    assert run(capsys, *early) == (
        1,
        "",
        "issue_date: the result was not known yet (got '2026-03-01', 'known 2026-03-15')\n",
    )
    carried = ("close", FILE, "--year", "2024", "--issue-date", "2025-04-01")
    assert run(capsys, *carried) == (
        1,
        "",
        "closing: the agreement carries its results into a later year's bill (got 2024)\n",
    )


def test_documents_with_an_error_are_printed_and_exit_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """X ends with the year and has no successor: there is nobody to settle with."""
    path = tmp_path / "gone.toml"
    file = text('{by = "equal"}', AT_ONCE).replace('"Læsø"', '"X"')
    path.write_text(
        file + '\n[[parties]]\nid = "x"\nname = "X"\nvalid_to = 2025-12-31\n', encoding="utf-8"
    )
    command = ("close", str(path), "--year", "2025", "--issue-date", "2026-04-01")
    status, out, err = run(capsys, *command)
    assert (status, len(out.splitlines())) == (1, 3 + 4)
    assert "error receiver-gone: aftale-2025-efterregulering-x: X does not exist" in err


def test_history_of_a_party_and_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "history", FILE, "--party", "Samsø")
    assert (status, err) == (0, "")
    head, _, columns, _, *years = out.splitlines()
    assert head == "Kommunal PRO, Samsø (741)"
    assert columns.split() == [
        "År",
        "Primo",
        "Opkrævet",
        "Overført",
        "Flyttet",
        "Forbrug",
        "Afregnet",
        "Ultimo",
    ]
    assert [line.split() for line in years] == [
        ["2023", "0,00", "4.489,75", "0,00", "0,00", "4.489,75", "0,00", "0,00"],
        ["2024", "0,00", "4.454,23", "0,00", "0,00", "3.817,91", "0,00", "636,32"],
        ["2025", "636,32", "4.467,88", "-636,32", "0,00", "0,00"],
    ]
    _, out, _ = run(capsys, "history", FILE)
    assert out.splitlines()[0] == "Kommunal PRO, alle parter"
    _, out, _ = run(capsys, "history", FILE, "--format", "csv")
    assert out.splitlines()[0] == "year,opening,invoiced,carried,moved,spent,settled,closing"
    assert out.splitlines()[3] == "2025,1000000.00,7210000.00,-1000000.00,0.00,,0.00,"


def test_history_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "history", FILE, "--party", "741", "--format", "json")
    told = json.loads(out)
    assert (told["agreement"], told["party"]) == (
        "kommunal-pro",
        {"id": "samsoe", "code": "741", "name": "Samsø"},
    )
    assert told["years"][2] == {
        "year": 2025,
        "opening": "636.32",
        "invoiced": "4467.88",
        "carried": "-636.32",
        "moved": "0.00",
        "spent": None,
        "settled": "0.00",
        "closing": None,
    }
    _, out, _ = run(capsys, "history", FILE, "--format", "json")
    assert json.loads(out)["party"] is None


def test_an_exit_is_settled_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    home = str(EXAMPLE.parent / "home-monitoring.toml")
    status, out, err = run(capsys, "exit", home, "--party", "Læsø")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "Læsø (825) får 2.158,38 kr."
    _, out, _ = run(capsys, "exit", home, "--party", "825", "--language", "en")
    assert out.splitlines()[0] == "Læsø (825) gets DKK 2,158.38"


def test_revise_by_another_population(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("revise", FILE, "--year", "2025", "--population", "2025-01-01")
    status, out, err = run(capsys, *arguments)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Kommunal PRO 2025, korrigeret 15. februar 2025"
    assert lines[2].split() == ["Kode", "Part", "Opkrævet", "Skulle", "være", "Forskel"]
    assert lines[-1].split() == ["I", "alt", "7.210.000,00", "7.210.000,00", "0,00"]
    (samsoe,) = (line.split() for line in lines if line.startswith("741"))
    heads = {on: population(on) for on in ("2024-01-01", "2025-01-01")}
    was, should = (721_000_000 * p["741"] // sum(p.values()) for p in heads.values())
    old, new, difference = (int(figure.replace(".", "").replace(",", "")) for figure in samsoe[2:])
    assert old in (was, was + 1)
    assert new in (should, should + 1)
    assert difference == new - old
    _, out, _ = run(capsys, *arguments, "--format", "csv")
    assert out.splitlines()[0] == "id,code,name,was,should,difference"
    assert len(out.splitlines()) == 1 + 98


def test_revise_a_closed_year_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--year", "2024", "--population", "2024-01-01", "--on", "2025-06-01")
    _, out, _ = run(capsys, "revise", FILE, *arguments, "--format", "json")
    told = json.loads(out)
    assert (told["agreement"], told["year"], told["on"]) == ("kommunal-pro", 2024, "2025-06-01")
    assert (told["was"], told["should"], told["difference"]) == ("6000000.00", "6000000.00", "0.00")
    assert [line["id"] for line in told["lines"]][-1] == "resultat"
    assert all(line["difference"] == "0.00" for line in told["lines"])
    assert told["parties"][0]["code"] == "101"
    _, out, _ = run(capsys, "revise", FILE, *arguments)
    assert out.splitlines()[0] == "Kommunal PRO 2024, korrigeret 1. juni 2025, efter afslutning"


def test_revise_by_another_index(capsys: pytest.CaptureFixture[str]) -> None:
    """The estimate was 2,8 pct. and not the 3,0 that it is with the correction of 0,2."""
    _, out, _ = run(capsys, "revise", FILE, "--year", "2025", "--index", "estimate")
    assert out.splitlines()[-1].split() == [
        "I",
        "alt",
        "7.210.000,00",
        "7.196.000,00",
        "-14.000,00",
    ]


def test_split_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("split", "7 mio. kr.", "--population", "2023-01-01")
    status, out, _ = run(capsys, *arguments, "--format", "csv")
    assert status == 0
    assert "samsoe,741,Samsø,3775,4454.23\n" in out
    _, out, _ = run(capsys, *arguments, "--region", "Region Nordjylland")
    assert len(out.splitlines()) == 2 + 11 + 2
    assert out.splitlines()[0].split() == ["Kode", "Part", "Fordelingstal", "I", "alt"]
    _, out, _ = run(capsys, *arguments, "--format", "json")
    assert json.loads(out)["parties"][0]["total"] == "771277.03"


@pytest.mark.parametrize("amount", ["-7.000.000", "-7000000", "-7 mio. kr.", "kr. -7.000.000,-"])
def test_a_negative_amount_is_no_option(capsys: pytest.CaptureFixture[str], amount: str) -> None:
    arguments = ("--population", "2023-01-01", "--format", "csv")
    for order in (("split", amount, *arguments), ("split", *arguments, amount)):
        status, out, err = run(capsys, *order)
        assert (status, err) == (0, "")
        assert "samsoe,741,Samsø,3775,-4454.23\n" in out


def test_an_amount_that_cannot_be_read_is_shown_as_it_was_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(capsys, "split", "-7.5", "--population", "2023-01-01") == (
        1,
        "",
        "amount: a point separates thousands and a comma the decimals (got '-7.5'). "
        "Write it as '-7,5'.\n",
    )


def test_a_party_not_billed_that_year_is_told_from_a_stranger(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(capsys, "explain", FILE, "--year", "2023", "--party", "Slagelse") == (
        1,
        "",
        "Slagelse: is a member that is not billed in the year "
        "(got 2023, 'billed from 2024-01-01')\n",
    )


def test_check_says_what_it_read(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check", FILE)
    assert (status, err) == (0, "")
    told = "checked as of 2023-12-08; meetings: 1; budgets: 2023, 2024, 2025: "
    assert out.splitlines()[-1].startswith(told)


def test_check_says_what_is_wrong_and_where(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bad = tmp_path / "fejl.toml"
    bad.write_text(text().replace('"1.000 kr."', '"1.23"'), encoding="utf-8")
    assert run(capsys, "check", str(bad)) == (
        1,
        "",
        "fejl.toml: budgets[0].lines[0].amount: a point separates thousands and a comma the "
        "decimals (got '1.23'). Write it as '1,23'.\n",
    )


def test_check_bills_every_year(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "fejl.toml"
    more = (
        '\n[[budgets]]\nyear = 2026\nlines = [{id = "x", name = "X", amount = "1 kr. (2024 pl)"}]'
    )
    ceiling = "\n[budgets.ceiling]\namount = 900\n"
    bad.write_text(text() + ceiling + more, encoding="utf-8")
    status, out, err = run(capsys, "check", str(bad))
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "error ceiling-exceeded: aftale, budget 2025, version 1: 1.000,00 kr. (løbende priser 2025)"
        " billed, 900,00 kr. (løbende priser 2025) allowed, 100,00 kr. (løbende priser 2025) too"
        " much. Cut the lines, or have the ceiling raised by a decision.",
        "error cannot-be-billed: aftale, budget 2026: line x: must be moved to another year's"
        " prices, but the agreement has no index (got '2024 pl', 2026). Correct the terms, the"
        " budget or the figures.",
        "checked as of 2026-12-31; budgets: 2025, 2026: 2 errors",
    ]


LEFT = """
[[results]]
year = 2025
spent = {SPENT}
known_on = 2026-03-15

[[exits]]
party = "Læsø"
on = 2025-12-31
"""


def test_check_closes_the_years_and_settles_the_exits(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bad = tmp_path / "fejl.toml"
    bad.write_text(text() + LEFT.replace("{SPENT}", '"900 kr."'), encoding="utf-8")
    status, out, err = run(capsys, "check", str(bad))
    assert (status, err) == (1, "")
    assert [line.split(":")[0] for line in out.splitlines()] == [
        "error exit-day-differs",
        "warning exit-terms-silent",
        "checked as of 2025-12-31; budgets",
    ]
    bad.write_text(text() + LEFT.replace("{SPENT}", '{hjem = "900 kr."}'), encoding="utf-8")
    status, out, err = run(capsys, "check", str(bad))
    assert (status, err) == (1, "")
    assert out.startswith(
        "error cannot-be-closed: aftale, result 2025: spent: names no line that was billed"
        " (got 'hjem'). Correct the terms, the budget or the figures. Lines: drift.\n"
    )


def test_an_exit_waits_for_the_years_result(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    open_year = tmp_path / "aaben.toml"
    exits = "[[exits]]" + LEFT.split("[[exits]]")[1]
    other = exits.replace("2025", "2027")
    open_year.write_text(text() + exits, encoding="utf-8")
    assert run(capsys, "check", str(open_year))[0] == 0
    open_year.write_text(
        text() + LEFT.split("[[exits]]")[0].replace("{SPENT}", "900") + other, encoding="utf-8"
    )
    assert run(capsys, "check", str(open_year))[0] == 0


def test_a_bill_with_findings_is_printed_and_exits_with_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bad = tmp_path / "fejl.toml"
    bad.write_text(text() + "\n[budgets.ceiling]\namount = 900\n", encoding="utf-8")
    status, out, err = run(capsys, "bill", str(bad), "--year", "2025")
    assert status == 1
    assert "Samsø" in out
    assert err.startswith("error ceiling-exceeded")


def test_a_file_without_budgets_loads(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bare = tmp_path / "uden.toml"
    bare.write_text(text().split("[[budgets]]")[0], encoding="utf-8")
    assert run(capsys, "check", str(bare), "--on", "2025-01-01") == (
        0,
        "checked as of 2025-01-01: nothing found\n",
        "",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["bill", FILE, "--year", "2026"],
            "year: has no budget (got 2026). Budgets: 2023, 2024, 2025.\n",
        ),
        (
            ["explain", FILE, "--year", "2025", "--party", "Samso"],
            "party: no party answers to this name or code (got 'Samso'). "
            "Nearest: Samsø (741), Morsø (773), Læsø (825).\n",
        ),
        (
            ["split", "7.5 mio.", "--population", "2023-01-01"],
            "amount: a point separates thousands and a comma the decimals (got '7.5 mio.'). "
            "Write it as '7,5 mio.'.\n",
        ),
        (
            ["split", "7 mio.", "--population", "2023-04-01"],
            "population: no population is held for the date (got '2023-04-01'). "
            "Nearest held: 2023-01-01, 2024-01-01.\n",
        ),
        (
            ["split", "7 mio.", "--population", "2023-01-01", "--region", "Samsø"],
            "region: must be a region (got 'Samsø')\n",
        ),
        (
            ["close", FILE, "--year", "2025"],
            "year: has no result (got 2025). Give what was spent and the day it was known: in "
            "[[results]], or as a Result.\n",
        ),
        (
            ["close", FILE, "--year", "2025", "--spent", "7 mio.", "--known-on", "2025-12-01"],
            "known_on: a result is known when its year has ended (got '2025-12-01', 2025). "
            "Before that it is an Estimate.\n",
        ),
        (
            ["close", FILE, "--year", "2025", "--spent", "7.5", "--known-on", "2026-03-15"],
            "amount: a point separates thousands and a comma the decimals (got '7.5'). "
            "Write it as '7,5'.\n",
        ),
        (["exit", FILE, "--party", "Samsø"], "Samsø: has no exit in the record\n"),
        (
            ["history", FILE, "--party", "Samso"],
            "party: no party answers to this name or code (got 'Samso'). "
            "Nearest: Samsø (741), Morsø (773), Læsø (825).\n",
        ),
        (
            ["revise", FILE, "--year", "2019", "--population", "2019-01-01"],
            "revision: is of a year that was never billed (got 2019). Billed: 2023, 2024, 2025.\n",
        ),
        (
            ["revise", FILE, "--year", "2024", "--population", "2023-07-01"],
            "population: no population is held for the date (got '2023-07-01'). "
            "Nearest held: 2023-01-01, 2024-01-01.\n",
        ),
        (
            ["revise", FILE, "--year", "2025", "--population", "2025-01-01", "--on", "2025-01-20"],
            "folketal 1. januar 2025: a figure is used only after it was published "
            "(got 'used 2025-01-20', 'published 2025-02-15')\n",
        ),
        (
            ["revise", FILE, "--year", "2025", "--index", "development"],
            "Økonomistyrelsen: generelt pris- og lønindeks (development) 2024-2025: 2,8 pct.: its "
            "publication day is not known, so the day of the revision must be given. "
            "Give the day: on.\n",
        ),
        (
            ["revise", FILE, "--year", "2025", "--index", "huslejer"],
            "index: is not one that is held (got 'huslejer'). Nearest: Økonomistyrelsen: "
            "vejindeks (correction); Økonomistyrelsen: vejindeks (total); Økonomistyrelsen: "
            "vejindeks (estimate).\n",
        ),
        (["check", "findes-ikke.toml"], "findes-ikke.toml: No such file or directory\n"),
    ],
)
def test_what_is_refused_exits_with_one(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(capsys, *arguments) == (1, "", message)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frob"],
        ["bill"],
        ["bill", "--year", "2025"],
        ["bill", FILE],
        ["bill", FILE, "--year", "x"],
        ["bill", FILE, "--year", "2025", "--format", "xml"],
        ["explain", FILE, "--year", "2025"],
        ["explain", FILE, "--party", "741"],
        ["explain", FILE, "--year", "2025", "--party", "741", "--language", "sv"],
        ["close"],
        ["close", FILE],
        ["close", FILE, "--year", "2024", "--format", "xml"],
        ["exit", FILE],
        ["close", FILE, "--year", "2025", "--spent", "7 mio."],
        ["close", FILE, "--year", "2025", "--known-on", "2026-03-15"],
        ["history", FILE, "--format", "xml"],
        ["revise", FILE, "--year", "2025"],
        ["revise", FILE, "--population", "2025-01-01"],
        ["revise", FILE, "--year", "2025", "--population", "2025-01-01", "--index", "total"],
        ["split", "--population", "2023-01-01"],
        ["split", "7 mio."],
        ["check"],
    ],
)
def test_wrong_usage_exits_with_two(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m sundgov" in capsys.readouterr().err


def test_the_help_lists_commands_and_examples_line_by_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "usage: python -m sundgov [-h] COMMAND ..."
    assert "Exit status: 0 done, 1 refused or errors found, 2 wrong usage." in lines
    assert "Warnings make it 1 in bill, exit and followup alone." in lines
    assert "commands:" in lines
    assert "  python -m sundgov bill docs/examples/kommunal-pro.toml --year 2025" in lines
    named = (
        "bill",
        "close",
        "exit",
        "explain",
        "followup",
        "history",
        "invoices",
        "revise",
        "split",
        "check",
    )
    for command in named:
        (told,) = (line.split(maxsplit=1) for line in lines if line.split()[:1] == [command])
        assert len(told) == 2


EXAMPLES = [line for line in _EXAMPLES.splitlines() if line.startswith("  python -m sundgov")]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_help_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], example: str
) -> None:
    monkeypatch.chdir(Path(__file__).parent.parent)
    assert main(shlex.split(example)[3:]) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["bill"],
        ["close"],
        ["exit"],
        ["explain"],
        ["followup"],
        ["history"],
        ["invoices"],
        ["revise"],
        ["split"],
        ["check"],
    ],
)
def test_help_is_worth_reading(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) > 6
    assert "python -m sundgov" in out


def test_danish_letters_are_whole_in_any_locale() -> None:
    """A fresh process told to speak ASCII still prints UTF-8."""
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "sundgov", "explain", FILE, "--year", "2025", "--party", "741"],
        capture_output=True,
        env={**os.environ, **plain},
        check=True,
    )
    assert done.stdout.decode("utf-8").startswith("Samsø (741): 3.831,56 kr.")


def test_a_reader_that_stops_early_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    assert main(["check", FILE]) == 1


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run([sys.executable, "-m", "sundgov"], capture_output=True, check=False)
    assert done.returncode == 2
