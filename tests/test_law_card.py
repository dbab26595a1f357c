"""The law card is what its command would write: every cell is tried again, and the page follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sundgov.apportion.methods import METHODS
from sundgov.errors import AllocationError
from sundgov.laws import OF_RULES, ByMethod, Division, house_monotonicity
from sundgov.testing import try_law
from tests import law_card
from tests.law_card import KNOWN, THEOREMS, Row, is_theorem, page, paradoxes, read, rows, told

CARD = read()
ROWS = {row.name: row for row in rows()}
LAWS = {law.name: law for law in OF_RULES}


def test_the_card_has_every_method_and_every_law_that_fits() -> None:
    assert list(CARD) == list(ROWS)
    assert set(METHODS) < set(ROWS)
    for name, row in ROWS.items():
        assert list(CARD[name]) == [law.name for law in row.laws]
    assert {law for cells in CARD.values() for law in cells} == set(LAWS) - {"order"}


def test_the_page_is_written_of_what_was_found() -> None:
    assert law_card.PAGE.read_text(encoding="utf-8") == page(CARD)
    assert law_card.DATA.read_text(encoding="utf-8") == law_card.dump(CARD)
    assert law_card.with_known(CARD) == CARD


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.name)
def test_what_is_told_to_hold_holds_on_fewer_cases(row: Row) -> None:
    for name, cell in CARD[row.name].items():
        if isinstance(cell, int):
            trial = try_law(
                LAWS[name], row.rule, most=row.most, refuses=(AllocationError,), examples=3
            )
            assert trial.holds, name
            assert cell > trial.cases > 0


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.name)
def test_what_is_told_to_break_a_law_breaks_it(row: Row) -> None:
    for name, cell in CARD[row.name].items():
        if isinstance(cell, Division):
            left, right = LAWS[name].of(row.rule, cell)
            assert left != right, told(cell)


def test_theorems_hold() -> None:
    assert set(THEOREMS) == set(ROWS)
    for name, cells in CARD.items():
        for law, cell in cells.items():
            assert isinstance(cell, int) or not is_theorem(name, law), f"{name}: {law}"
        assert set(THEOREMS[name]) <= set(cells)
    assert [key for key in KNOWN if is_theorem(*key)] == []


def test_no_method_keeps_both_quotas_and_the_monotony_in_weights() -> None:
    """Balinski and Young's theorem, on what was found."""
    both = ("lower_quota", "upper_quota", "population_monotonicity")
    assert [
        name for name, cells in CARD.items() if all(isinstance(cells[law], int) for law in both)
    ] == []


# -- published paradoxes


def shown(method: str) -> list[bool]:
    return [one.shown(ByMethod(method, minimum=one.minimum)) for one in paradoxes()]


def test_largest_remainder_shows_every_published_paradox() -> None:
    assert shown("largest-remainder") == [True] * 9
    pairs = json.loads((law_card.VECTORS / "paradoxes.json").read_text(encoding="utf-8"))["vectors"]
    assert len(pairs) == 14
    for vector in pairs:
        parts = ByMethod("hamilton")(vector["amount"], vector["weights"])
        assert list(parts) == vector["expected"]


@pytest.mark.parametrize("method", ["adams", "dean", "hill", "webster", "jefferson"])
def test_divisor_methods_show_none(method: str) -> None:
    assert shown(method) == [False] * 9


def test_alabama_and_oklahoma_need_the_minimum() -> None:
    *_, alabama, oklahoma = paradoxes()
    plain = ByMethod("hamilton")
    assert (alabama.minimum, oklahoma.minimum) == (1, 1)
    assert not alabama.shown(plain)
    assert not oklahoma.shown(plain)


def test_a_case_is_told_in_whole_units() -> None:
    assert told(KNOWN["lowndes", "house_monotonicity"]) == "5 by 1, 1, 3, 1, 3; 1 more"
    assert house_monotonicity(ByMethod("lowndes"), 5, (1, 1, 3, 1, 3), 1) == (
        (1, 1, 2, 0, 2),
        (1, 1, 2, 1, 2),
    )


def test_the_command_writes_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law_card, "PAGE", tmp_path / "card.md")
    monkeypatch.setattr(law_card, "DATA", tmp_path / "card.json")
    monkeypatch.setattr(law_card, "EXAMPLES", 1)
    monkeypatch.setattr(law_card, "rows", lambda: (ROWS["lowndes"], ROWS["quota"]))
    law_card.main()
    card = read()
    assert list(card) == ["lowndes", "quota"]
    assert card["lowndes"]["house_monotonicity"] == KNOWN["lowndes", "house_monotonicity"]
    written = (tmp_path / "card.md").read_text(encoding="utf-8")
    assert "| house monotonicity | no | always |" in written
