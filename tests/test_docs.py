"""README and docs: their code runs, their output is real, their links lead somewhere."""

from __future__ import annotations

import datetime as dt
import doctest
import enum
import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from attrs import AttrsInstance, fields, has

from sundgov.__main__ import main
from sundgov.authority import Authority
from sundgov.checks import Grade, graded, run
from sundgov.finance.agreements import Agreement, InstalmentTerms
from sundgov.finance.budgets import Budget, BudgetLine, Ceiling, Condition
from sundgov.finance.drivers import Tier
from sundgov.finance.exit_terms import ExitTerms, Investment
from sundgov.finance.results import Estimate, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.statuses import BudgetStatus, LineStatus
from sundgov.finance.transfers import LineOfYear, Transfer
from sundgov.formats import entries, load, loads
from sundgov.formats.governance_tables import DueTable, MeetingTable
from sundgov.parties import Party
from sundgov.record import Record

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(#[^)]*)?\)")
SAME = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def blocks(page: Path, kind: str) -> list[str]:
    found = BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [match["body"] for match in found if match["kind"] == kind]


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_code_runs_and_prints_what_it_says(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = "\n".join(blocks(page, "python"))
    test = doctest.DocTestParser().get_doctest(text, {}, named(page), str(page), 0)
    runner = doctest.DocTestRunner(optionflags=SAME)
    report: list[str] = []
    runner.run(test, out=report.append)
    assert not report, "".join(report)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_print_what_the_page_says(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    for block in blocks(page, "console"):
        command, _, expected = block.partition("\n")
        words = shlex.split(command.removeprefix("$ "))
        assert words[:3] == ["python", "-m", "sundgov"]
        main(words[3:])
        printed = capsys.readouterr()
        assert doctest.OutputChecker().check_output(expected, printed.out + printed.err, SAME), (
            f"{command}\n{printed.out}{printed.err}"
        )


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    for match in LINK.finditer(page.read_text(encoding="utf-8")):
        assert (page.parent / match[1]).exists(), match[1]


def test_the_readme_is_short_and_has_its_two_commands() -> None:
    readme = ROOT / "README.md"
    assert len(readme.read_text(encoding="utf-8").splitlines()) <= 200
    assert blocks(readme, "sh") == [
        "pip install . && python -m sundgov bill docs/examples/kommunal-pro.toml --year 2025\n",
        'pip install ".[test]" && python -m pytest\n',
    ]


def test_the_file_to_copy_holds_what_a_secretary_keeps_and_nothing_is_found_in_it() -> None:
    record = load(ROOT / "docs" / "examples" / "steering-group.toml")
    assert run(graded(Grade.STRICT), record, record.figures, dt.date(2026, 4, 29)) == ()
    kept = (record.people, record.seats, record.meeting_plans, record.mandates, record.actions)
    assert all(kept)
    held, called = record.meetings
    assert held.minutes is not None
    assert called.minutes is None
    assert [len(item.item.attachments) for item in held.items] == [0, 1, 0]
    (log,) = record.risk_logs
    assert log.scale is not None
    assert [len(risk.history) for risk in log.risks] == [0, 1]


def test_the_file_to_copy_may_be_laid_in_a_folder_piece_by_piece(tmp_path: Path) -> None:
    whole = ROOT / "docs" / "examples" / "steering-group.toml"
    _, *pieces = whole.read_text(encoding="utf-8").split("\n# -- ")
    for number, piece in enumerate(pieces):
        (tmp_path / f"{number}.toml").write_text(f"# {piece}", encoding="utf-8")
    assert load(tmp_path) == load(whole)


def test_the_meeting_that_a_secretary_is_shown_can_be_read() -> None:
    (shown,) = blocks(ROOT / "docs" / "guide-keep-a-record.md", "toml")
    assert [one.decision.id for one in loads(shown).in_force("2026-02-05")] == ["sg-2026-02-05-2"]


TABLES = [
    *(one for name, one in vars(entries).items() if name.endswith("Table")),
    *(Agreement, InstalmentTerms, Authority, Party, Tier, Investment, ExitTerms),
    *(Budget, BudgetLine, Ceiling, Condition, Result, Estimate, RevisionTerms),
    *(Transfer, LineOfYear, BudgetStatus, LineStatus),
]


@pytest.mark.parametrize("table", TABLES)
def test_every_word_of_the_file_is_told(table: type[AttrsInstance]) -> None:
    assert {field.name for field in fields(table)} <= told_in("file-format.md")


def told_in(name: str) -> set[str]:
    """The words that a page has in its text as code."""
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    spans = re.findall("`[^`]+`", BLOCK.sub("", page))
    return set(re.findall("[a-z_]+", " ".join(spans)))


def kinds_within(hints: Iterable[Any]) -> Iterator[type[Any]]:
    """The types that hints are made of, and those of their fields."""
    seen: set[object] = set()
    waiting = list(hints)
    while waiting:
        found = waiting.pop()
        waiting += [inner for inner in get_args(found) if inner is not Ellipsis]
        home = getattr(found, "__module__", "")
        ours = home.startswith("sundgov.governance") or home == "sundgov.record.share_tables"
        if not isinstance(found, type) or not ours or found in seen:
            continue
        seen.add(found)
        yield found
        waiting += get_type_hints(found).values() if has(found) else []


GOVERNANCE = [*kinds_within(get_type_hints(Record).values()), MeetingTable, DueTable]
WORDS = [kind for kind in GOVERNANCE if issubclass(kind, enum.Enum)]


@pytest.mark.parametrize("kind", [kind for kind in GOVERNANCE if has(kind)])
def test_every_word_of_the_governance_tables_is_told(kind: type[AttrsInstance]) -> None:
    assert {field.name for field in fields(kind)} <= told_in("file-format-governance.md")


@pytest.mark.parametrize("kind", WORDS)
def test_every_value_of_the_governance_tables_is_told(kind: type[enum.Enum]) -> None:
    page = (ROOT / "docs" / "file-format-governance.md").read_text(encoding="utf-8")
    flowing = " ".join(page.split())
    assert [word.value for word in kind if f'"{word.value}"' not in flowing] == []


def test_the_top_level_holds_what_belongs_there() -> None:
    allowed = {
        "pyproject.toml",
        "src",
        "docs",
        "tests",
        "CHANGELOG.md",
        "README.md",
        "LICENSE",
        "publiccode.yml",
    }
    made = {"build", "dist"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - made <= allowed
