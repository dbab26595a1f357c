"""The command line on a folder that holds several agreements."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sundgov.__main__ import main
from tests.builders import EXAMPLE
from tests.toml_files import text

IDS = {
    "kommunal-pro.toml": "kommunal-pro",
    "home-monitoring.toml": "hjemmemonitorering",
    "care-plans.toml": "forloebsplaner",
}
SEVERAL = (
    "agreement: must be named: several are held."
    " Held: forloebsplaner, hjemmemonitorering, kommunal-pro.\n"
)
COMMANDS = [
    ("bill", "kommunal-pro.toml", ["--year", "2025"]),
    ("close", "kommunal-pro.toml", ["--year", "2024"]),
    ("history", "kommunal-pro.toml", ["--party", "Samsø"]),
    ("revise", "kommunal-pro.toml", ["--year", "2025", "--population", "2025-01-01"]),
    ("explain", "kommunal-pro.toml", ["--year", "2025", "--party", "Samsø"]),
    ("invoices", "kommunal-pro.toml", ["--year", "2025", "--instalment", "2025-07"]),
    ("exit", "home-monitoring.toml", ["--party", "Læsø"]),
    ("followup", "care-plans.toml", ["--year", "2023"]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The three examples side by side."""
    for name in IDS:
        shutil.copy(EXAMPLE.parent / name, tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


@pytest.mark.parametrize(("command", "file", "asked"), COMMANDS)
def test_every_command_takes_a_folder_and_the_agreement_that_is_meant(
    command: str, file: str, asked: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what it says of the agreement's own file."""
    alone = run(capsys, command, str(folder / file), *asked)
    assert alone[1]
    named = ("--agreement", IDS[file])
    assert run(capsys, command, str(folder), *asked, *named) == alone
    assert run(capsys, command, str(folder / file), *asked, *named) == alone
    assert run(capsys, command, str(folder), *asked) == (1, "", SEVERAL)


def test_an_agreement_that_is_not_held_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("bill", str(EXAMPLE), "--year", "2025", "--agreement", "komunal-pro")
    assert run(capsys, *asked) == (
        1,
        "",
        "agreement: is not held (got 'komunal-pro'). Nearest: kommunal-pro.\n",
    )


def test_check_tells_every_agreement_of_a_folder(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = text().replace('id = "aftale"', 'id = "anden"')
    (tmp_path / "a.toml").write_text(text(), encoding="utf-8")
    (tmp_path / "b.toml").write_text(other.split("[[budgets]]")[0], encoding="utf-8")
    told = "checked as of 2025-12-31; budgets: aftale 2025: nothing found\n"
    assert run(capsys, "check", str(tmp_path)) == (0, told, "")
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "check", ".") == (0, told, "")
    (tmp_path / "b.toml").write_text(other.replace("year = 2025", "year = 2035"), encoding="utf-8")
    status, out, err = run(capsys, "check", str(tmp_path))
    assert (status, err) == (1, "")
    assert out.startswith("error cannot-be-billed: anden, budget 2035: population: ")


def test_check_takes_a_file_without_an_agreement(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    own = tmp_path / "parter.toml"
    own.write_text('[[parties]]\nid = "medcom"\nname = "MedCom"\n', encoding="utf-8")
    assert run(capsys, "check", str(own), "--on", "2024-01-01") == (
        0,
        "checked as of 2024-01-01: nothing found\n",
        "",
    )
