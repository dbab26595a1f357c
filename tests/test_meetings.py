"""Meetings: who was there, what was settled, and how minutes become final."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError
from sundgov.governance.agendas import Agenda, AgendaItem
from sundgov.governance.decisions import Decision, Outcome, OutcomeKind
from sundgov.governance.meetings import Attendance, Meeting, Presence
from sundgov.governance.minutes import (
    Correction,
    Minutes,
    MinutesEntry,
    MinutesEvent,
    MinutesState,
)
from sundgov.governance.recommendations import Ask
from sundgov.governance.statements import Section

NOTED = Decision((Outcome(OutcomeKind.NOTED, "1"),))


def test_a_meeting_lasts_from_start_to_end() -> None:
    hour = Meeting("m", "b", "2023-12-08", starts=dt.time(8, 30), ends=dt.time(9, 30))
    assert hour.minutes_long == 60
    assert Meeting("m", "b", "2023-12-08", starts=dt.time(10)).minutes_long is None
    overnight = Meeting(
        "m", "b", "2023-12-08", last_day="2023-12-09", starts=dt.time(12), ends=dt.time(10)
    )
    assert overnight.minutes_long is None
    with pytest.raises(InvalidValueError, match=r"^ends: must not lie before starts \(got '08:30'"):
        Meeting("m", "b", "2023-12-08", starts=dt.time(9), ends=dt.time(8, 30))
    with pytest.raises(InvalidValueError, match=r"^last_day: must not lie before the first"):
        Meeting("m", "b", "2023-12-08", last_day="2023-12-07")


@pytest.mark.parametrize(
    ("attendance", "came", "to_three"),
    [
        (Attendance("aj"), "aj", "aj"),
        (Attendance("aj", Presence.ABSENT), "", ""),
        (Attendance("aj", Presence.APOLOGIES), "", ""),
        (Attendance("aj", Presence.APOLOGIES, substitute="bk"), "bk", "bk"),
        (Attendance("aj", items=("1", "2")), "aj", ""),
        (Attendance("aj", away_from=("3",)), "aj", ""),
        (Attendance("aj", items=("3",)), "aj", "aj"),
    ],
)
def test_who_came(attendance: Attendance, came: str, to_three: str) -> None:
    assert (attendance.who_came(), attendance.who_came("3")) == (came, to_three)


def test_what_was_settled_is_named_by_its_item() -> None:
    agenda = Agenda((AgendaItem("1", "Velkomst"), AgendaItem("2", "Status")))
    named = Decision((Outcome(OutcomeKind.APPROVED, text="Ja."),), id="eget-navn", text="Vedtaget.")
    entries = (
        MinutesEntry("2", decision=NOTED),
        MinutesEntry("1", account=(Section("A", sections=(Section("B"),)),)),
        MinutesEntry("", "Uden for dagsordenen", decision=NOTED),
        MinutesEntry("1", decision=named),
    )
    meeting = Meeting("m", "b", "2023-12-08", agenda=agenda, minutes=Minutes(entries))
    taken = meeting.decisions()
    assert [(one.id, one.title, one.order) for one in taken] == [
        ("m-2", "Status", 1),
        ("m-x3", "Uden for dagsordenen", 3),
        ("eget-navn", "Velkomst", 4),
    ]
    assert taken[2].text == "Vedtaget."
    assert taken[2].authority("Gruppen").body == "Gruppen"
    assert str(taken[2].authority()) == "eget-navn (b 2023-12-08)"
    assert taken[2].dated("en") == "8 December 2023"
    assert meeting.entry("2") is entries[0]
    assert [section.heading for section in entries[1].sections()] == ["A", "B"]
    bare = Meeting("m", "b", "2023-12-08")
    assert bare.decisions() == ()
    assert bare.items == ()
    assert bare.entry("1") is None


SENT = MinutesEvent(MinutesState.SENT, "2023-12-11")
APPROVED = MinutesEvent(MinutesState.APPROVED, "2024-02-02", meeting="m2")


def state(minutes: Minutes, day: str) -> str:
    return minutes.state_on(dt.date.fromisoformat(day)).value


def test_minutes_are_approved_at_the_next_meeting() -> None:
    minutes = Minutes((), (APPROVED, SENT))
    found = [
        state(minutes, day) for day in ("2023-12-10", "2023-12-11", "2024-02-01", "2024-02-02")
    ]
    assert found == ["draft", "sent", "sent", "approved"]


def test_minutes_approved_at_a_meeting_are_so_from_its_day() -> None:
    at_next = MinutesEvent(MinutesState.APPROVED, meeting="m2")
    minutes = Minutes((), (at_next, SENT))
    days = {"m2": dt.date(2024, 2, 2)}
    on = [dt.date(2023, 12, 10), dt.date(2024, 2, 1), dt.date(2024, 2, 2)]
    assert [minutes.state_on(each, days).value for each in on] == ["draft", "sent", "approved"]
    assert minutes.state_on(on[2]) is MinutesState.SENT


def test_minutes_are_approved_by_silence_unless_somebody_objects() -> None:
    silent = Minutes((), (SENT,), objections_due="2023-12-19")
    assert [state(silent, f"2023-12-{on}") for on in (19, 20)] == ["sent", "approved"]
    objected = MinutesEvent(MinutesState.OBJECTED, "2023-12-18", note="Punkt 3")
    against = Minutes((), (SENT, objected), objections_due="2023-12-19")
    assert state(against, "2023-12-20") == "objected to"
    never_sent = Minutes((), objections_due="2023-12-19")
    assert state(never_sent, "2023-12-20") == "draft"
    undated = Minutes((), (MinutesEvent(MinutesState.SENT),))
    assert state(undated, "2000-01-01") == "sent"
    assert undated.entry("1") is None


@given(st.permutations([SENT, APPROVED, MinutesEvent(MinutesState.DRAFT, "2023-12-08")]))
def test_the_order_of_a_history_does_not_matter(history: list[MinutesEvent]) -> None:
    assert state(Minutes((), tuple(history)), "2024-01-01") == "sent"


def test_outcomes_answer_what_was_asked() -> None:
    answered = {ask: {kind for kind in OutcomeKind if kind.answers(ask)} for ask in Ask}
    always = {
        OutcomeKind.POSTPONED,
        OutcomeKind.REFERRED,
        OutcomeKind.REJECTED,
        OutcomeKind.WITHDRAWN,
    }
    assert all(always < kinds for kinds in answered.values())
    assert answered[Ask.TAKE_NOTE] - always == {OutcomeKind.NOTED}
    assert OutcomeKind.NOTED not in answered[Ask.APPROVE]
    assert OutcomeKind.APPROVED in answered[Ask.DISCUSS]
    assert {kind for kind in OutcomeKind if kind.settles} == {
        OutcomeKind.APPROVED,
        OutcomeKind.APPROVED_WITH_CHANGES,
        OutcomeKind.ENDORSED,
    }


def test_a_correction_stands_beside_what_it_corrects() -> None:
    wrong = MinutesEntry("1", decision=NOTED, label="2")
    correction = Correction("Punktet blev drøftet.", "1", on="2024-01-15", meeting="m2")
    minutes = Minutes((wrong,), (SENT,), corrections=(correction,))
    assert minutes.entry("1") is wrong
    assert [(each.item, each.on) for each in minutes.corrections] == [("1", dt.date(2024, 1, 15))]
    assert state(minutes, "2024-01-31") == "sent"
