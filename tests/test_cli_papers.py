"""The commands for papers: what they print, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sundgov.__main__ import main

SAMPLE = str(Path(__file__).parent / "samples" / "kommunal-pro-2023-12-08.toml")
EXAMPLE = str(Path(__file__).parent.parent / "docs" / "examples" / "kommunal-pro.toml")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def test_decisions_actions_and_risks_of_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    for command, wanted in (
        ("decisions", "kpro-2023-12-08-5"),
        ("actions", "kpro-a1"),
        ("risks", "kpro-risici"),
    ):
        status, out, err = run(capsys, command, SAMPLE, "--on", "2024-01-15")
        assert (status, err) == (0, "")
        assert "15. januar 2024" in out.splitlines()[0]
        assert wanted in out
        _, out, _ = run(capsys, command, SAMPLE, "--on", "2024-01-15", "--format", "json")
        assert wanted in json.dumps(json.loads(out))


def test_without_a_day_it_is_that_of_the_newest_meeting(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, "decisions", SAMPLE)
    assert out.splitlines()[0] == "Gældende beslutninger 8. december 2023"


def test_without_meetings_it_is_the_last_day_of_the_newest_year(
    capsys: pytest.CaptureFixture[str],
) -> None:
    care = EXAMPLE.replace("kommunal-pro", "care-plans")
    _, out, _ = run(capsys, "decisions", care)
    assert out.splitlines()[0] == "Gældende beslutninger 31. december 2024"


def test_a_file_without_days_needs_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bare = tmp_path / "bare.toml"
    bare.write_text('[[bodies]]\nid = "x"\nname = "X"\n', encoding="utf-8")
    assert run(capsys, "check", str(bare)) == (
        1,
        "",
        "on: must be given: the files have no meeting and no budget\n",
    )
    status, out, _ = run(capsys, "check", str(bare), "--on", "2024-01-01")
    assert (status, out) == (0, "checked as of 2024-01-01: nothing found\n")
    status, _, err = run(capsys, "actions", str(bare), "--on", "i dag")
    assert (status, err[:32]) == (1, "on: a date is written year-month")


def test_several_files_are_one_record(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    later = tmp_path / "later.toml"
    later.write_text(
        '[[actions]]\nid = "ny"\ntext = "Ny"\nowner = "kpro-forvaltning"\nmade_on = 2023-12-09\n',
        encoding="utf-8",
    )
    _, out, _ = run(capsys, "actions", SAMPLE, str(later), "--on", "2024-01-15")
    assert out.splitlines()[-1].split() == [
        "ny",
        "Forvaltningen",
        "for",
        "Kommunal",
        "PRO",
        "åben",
        "Ny",
    ]


def test_trace_follows_a_line_to_its_meeting(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--year", "2025", "--party", "Samsø")
    status, out, err = run(capsys, "trace", EXAMPLE, *arguments)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "kommunal-pro-2025-01-741, Samsø (741): 2.233,94 kr."
    assert "  Drift: 1.308,45 kr." in lines
    assert "    Aftalens hjemmel: kpro-2023-12-08-3" in lines
    assert (
        "      Besluttet af: Forretningsstyregruppen for Kommunal PRO, 8. december 2023"
        " (kpro-2023-12-08)"
    ) in lines
    assert "      Punkt: 3 Status fra forvaltningen" in lines
    assert "  Overskud 2024, kendt 15. marts 2025: -636,32 kr." in lines


def test_trace_of_one_instalment_and_of_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--year", "2025", "--party", "741", "--instalment", "2025-07")
    _, out, _ = run(capsys, "trace", EXAMPLE, *arguments, "--language", "en")
    assert out.startswith("kommunal-pro-2025-07-741, Samsø (741): DKK 1,597.62\n")
    assert "2025-01" not in out
    _, out, _ = run(capsys, "trace", EXAMPLE, *arguments, "--line", "drift")
    assert "Nøgle: folketal 1. januar 2024" in out
    assert "\nAftalens hjemmel: kpro-2023-12-08-3\n" in out
    assert "Forvaltning" not in out
    status, out, err = run(capsys, "trace", EXAMPLE, *arguments, "--line", "kaffe")
    assert (status, out) == (1, "")
    assert err == (
        "line: is on no document (got 'kaffe'). Known: drift, forvaltning, udviklingspulje,"
        " ikke-disponeret.\n"
    )
