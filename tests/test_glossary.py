"""The glossary: every name it gives can be imported from where it says."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import sundgov

PAGE = (Path(__file__).parent.parent / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS, _, OTHERS = PAGE.partition("## Where the others live")


def rows(text: str) -> list[list[str]]:
    """The rows of a table, without its head and the rule under it."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def in_code(cell: str) -> list[str]:
    return re.findall("`([^`]+)`", cell)


HOMES = {
    name: module
    for where, names in rows(OTHERS)
    for module in in_code(where)
    for name in in_code(names)
}
NAMED = sorted({name for row in rows(TERMS) for name in in_code(row[1])})


@pytest.mark.parametrize(("name", "module"), HOMES.items())
def test_the_others_live_where_the_glossary_says(name: str, module: str) -> None:
    assert hasattr(import_module(module), name)
    assert name not in sundgov.__all__


@pytest.mark.parametrize("name", NAMED)
def test_every_name_in_code_is_found(name: str) -> None:
    first, *rest = name.split(".")
    found = getattr(import_module(HOMES.get(first, "sundgov")), first)
    for inner in rest:
        found = getattr(found, inner)


def test_the_tables_are_read_whole() -> None:
    assert len(rows(TERMS)) > 100
    assert len({name.partition(".")[0] for name in NAMED}) > 100
    assert [module for module in HOMES.values() if not module.startswith("sundgov.")] == []
    assert sum(len(in_code(names)) for _, names in rows(OTHERS)) == len(HOMES)
