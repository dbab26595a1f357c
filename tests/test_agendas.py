"""Agendas, recommendations and items, as called."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError
from sundgov.governance.agendas import Agenda, AgendaItem, Attachment, Slot
from sundgov.governance.recommendations import Ask, Point, Recommendation
from sundgov.governance.statements import Section

LABELS = st.sampled_from(["", "1", "2", "3a", "3.1", "Eventuelt"])


def items(depth: int = 2) -> st.SearchStrategy[AgendaItem]:
    inner = st.just(()) if depth == 0 else st.lists(items(depth - 1), max_size=2).map(tuple)
    ids = st.sampled_from(["", "x", "1"])
    return st.builds(
        lambda label, own, parts: AgendaItem(label, "Punkt", id=own, items=parts),
        LABELS,
        ids,
        inner,
    )


@given(st.lists(items(), max_size=5))
def test_every_item_has_an_id_of_its_own(held: list[AgendaItem]) -> None:
    agenda = Agenda(tuple(held))
    ids = [placed.id for placed in agenda.placed]
    assert len(set(ids)) == len(ids)
    for placed in agenda.placed:
        assert agenda.item(placed.id) is placed
        assert placed.parent == "" or placed.parent in ids[: ids.index(placed.id)]
    assert agenda.item("findes-ikke") is None


def test_an_item_that_comes_later_changes_no_earlier_id() -> None:
    first, again = AgendaItem("1", "A"), AgendaItem("1", "B")
    assert [placed.id for placed in Agenda((first, again, again)).placed] == ["1", "1-2", "1-3"]
    taken = AgendaItem("", "C", id="1-2")
    assert [placed.id for placed in Agenda((taken, first, again)).placed] == ["1-2", "1", "1-3"]


def test_an_item_is_named_by_label_title_or_nothing() -> None:
    assert AgendaItem("3 a", "Status").own_id == "3-a"
    assert AgendaItem("B", "Status").own_id == "B"
    assert AgendaItem("", "Mødeplan 2022").own_id == "moedeplan-2022"
    assert AgendaItem("–", "?").own_id == "item"
    assert AgendaItem("", "Eventuelt").named == "Eventuelt"
    assert AgendaItem("8", "Eventuelt").named == "8 Eventuelt"


def test_sections_of_an_item() -> None:
    item = AgendaItem("1", "A", presentation=(Section("X", sections=(Section("Y"),)), Section("Z")))
    assert [section.heading for section in item.sections()] == ["X", "Y", "Z"]


def test_a_slot_has_its_length() -> None:
    slot = Slot(dt.time(9, 25), dt.time(9, 30))
    assert (slot.minutes, str(slot)) == (5, "09.25-09.30")
    with pytest.raises(InvalidValueError, match=r"^slot: must not end before it begins"):
        Slot(dt.time(9, 30), dt.time(9, 25))
    with pytest.raises(InvalidValueError, match=r"^minutes: must not be negative"):
        AgendaItem("1", "A", minutes=-5)


def test_days_of_papers_are_read() -> None:
    agenda = Agenda(
        (), sent_on="2023-11-14", material_sent_on="2023-11-15", written_on="2023-11-13"
    )
    assert agenda.sent_on == dt.date(2023, 11, 14)
    assert Attachment("9.1", "Økonomistatus", sent_on="2023-11-15").sent_on == dt.date(2023, 11, 15)
    assert Attachment("9.1", "Økonomistatus").sent_on is None


def test_points_are_found_by_label_or_number() -> None:
    first, second = Point("tager til efterretning", (Ask.TAKE_NOTE,)), Point("drøfter", label="b")
    put = Recommendation((first, second), proposer="Formandskabet")
    assert put.labels == ("1", "b")
    assert put.point("1") is first
    assert put.point("b") is second
    assert put.point("2") is None
    assert [Point("x", (ask,)).decides for ask in Ask] == [True] * 3 + [False] * 5
