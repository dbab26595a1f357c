"""Every check has its smallest firing and silent documents, and says what its page says."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from sundgov.checks import ALL, Check
from sundgov.findings import Finding
from sundgov.formats import load

CORPUS = Path(__file__).parent / "checks"
PAGES = Path(__file__).parent.parent / "docs" / "checks"
ON = re.compile(r"# on: ([0-9-]{10})")


def codes(each: Check) -> str:
    return each.code


def found_in(each: Check, name: str) -> tuple[Finding, ...]:
    """What a check finds in a document of its folder; the first line says on which day."""
    path = CORPUS / each.code / name
    stated = ON.match(path.read_text(encoding="utf-8"))
    assert stated, f"{path} begins with '# on: 2023-12-08'"
    record = load(path)
    return each(record, record.figures, dt.date.fromisoformat(stated[1]))


@pytest.mark.parametrize("each", ALL, ids=codes)
def test_a_check_fires_with_exactly_this_message(each: Check) -> None:
    found = "".join(f"{finding}\n" for finding in found_in(each, "fires.toml"))
    assert found == (CORPUS / each.code / "expected.txt").read_text(encoding="utf-8")
    assert found


@pytest.mark.parametrize("each", ALL, ids=codes)
def test_a_check_is_silent_where_all_is_well(each: Check) -> None:
    silent = sorted(path.name for path in (CORPUS / each.code).glob("silent*.toml"))
    assert silent
    for name in silent:
        assert found_in(each, name) == ()


@pytest.mark.parametrize("each", ALL, ids=codes)
def test_a_check_has_its_section_with_its_message(each: Check) -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in sorted(PAGES.glob("*.md")))
    section = text.partition(f"\n## {each.code}\n")[2].partition("\n## ")[0]
    assert section, f"docs/checks has no section {each.code}"
    expected = (CORPUS / each.code / "expected.txt").read_text(encoding="utf-8")
    assert expected.splitlines()[0] in section.splitlines()
    for part in ("**Why.**", "**Remedy.**"):
        assert part in section
    assert f"*{each.severity.value}*, *{each.grade.value}*" in section


def test_codes_are_unique_and_every_folder_is_a_code() -> None:
    names = [each.code for each in ALL]
    assert len(set(names)) == len(names)
    assert {path.name for path in CORPUS.iterdir() if path.is_dir()} == set(names)
