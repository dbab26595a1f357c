"""Risks: what was said by a day holds on it, and nothing said later reaches back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, TextError
from sundgov.governance.dated_events import day_of
from sundgov.governance.numbering import by_number
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.risk_scales import Assessment
from sundgov.governance.risks import (
    LogRisk,
    Mitigation,
    MitigationState,
    Risk,
    RiskEvent,
    RiskResponse,
    RiskState,
)
from tests.risk_cases import days, events, meeting_days, risks, seen

ANY = risks(st.just("ID4"))
START, END = dt.date(2023, 1, 1), dt.date(2023, 12, 31)


def risk(*history: RiskEvent, raised_on: str | None = None, raised_at: str = "") -> Risk:
    return Risk("ID4", "Sker", raised_on=raised_on, raised_at=raised_at, history=history)


def test_a_risk_tells_its_newest_of_everything() -> None:
    told = Risk(
        "ID4",
        "Skemaerne bygges for sent",
        name="Byggeri",
        cause="Ingen har sagt, hvem der bygger",
        effect="Kommunerne venter",
        category="organisation",
        inherent=Assessment(4, 4),
        owner="AJ",
        note="Ny.",
        mitigations=(Mitigation("Strategidag"),),
        decisions=("kpro-2023-12-08-5",),
        raised_on="2023-10-02",
        history=(
            RiskEvent("2024-02-01", state=RiskState.CLOSED, note="Aftalt."),
            RiskEvent(
                "2023-12-08",
                residual=Assessment(2, 4),
                response=RiskResponse.REDUCE,
                proximity=PlannedTime("primo 2024", "2024-01-01", "2024-04-30"),
                owner="BK",
                mitigations=(Mitigation("Strategidag"), Mitigation("Skabelon")),
                decisions=("kpro-2023-12-08-7",),
            ),
        ),
    )
    first = told.on(dt.date(2023, 12, 7))
    assert (first.state, first.inherent, first.residual) == (RiskState.OPEN, Assessment(4, 4), None)
    assert (first.owner, first.response, first.proximity) == ("AJ", None, None)
    then = told.on(dt.date(2023, 12, 8))
    assert (then.state, then.inherent) == (RiskState.OPEN, Assessment(4, 4))
    assert (then.residual, then.response) == (Assessment(2, 4), RiskResponse.REDUCE)
    assert (then.owner, str(then.proximity), then.note) == ("BK", "primo 2024", "Ny.")
    assert [one.text for one in then.mitigations] == ["Strategidag", "Skabelon"]
    assert then.decisions == ("kpro-2023-12-08-5", "kpro-2023-12-08-7")
    last = told.on(dt.date(2024, 2, 1))
    assert (last.state, last.note, last.owner) == (RiskState.CLOSED, "Aftalt.", "BK")


@pytest.mark.parametrize(
    ("when", "state"), [(dt.date(2023, 5, 31), None), (dt.date(2023, 6, 1), RiskState.OPEN)]
)
@pytest.mark.parametrize("raised", [{"raised_on": "2023-06-01"}, {"raised_at": "m1"}])
def test_before_it_was_raised_nothing_is_told(
    when: dt.date, state: RiskState | None, raised: dict[str, str]
) -> None:
    early = risk(RiskEvent("2023-01-01", note="Forud"), **raised)
    standing = early.on(when, {"m1": dt.date(2023, 6, 1)})
    assert standing.state is state
    assert standing.note == ("Forud" if state else "")


def test_its_own_day_counts_before_the_meeting_s() -> None:
    stated = risk(raised_on="2023-06-01", raised_at="m1")
    assert stated.on(dt.date(2023, 6, 1), {"m1": dt.date(2024, 1, 1)}).state is RiskState.OPEN
    event = RiskEvent("2023-06-01", meeting="m1")
    assert day_of(event, {"m1": dt.date(2024, 1, 1)}) == dt.date(2023, 6, 1)


def test_a_risk_whose_raising_is_not_dated_is_there_every_day() -> None:
    assert risk(raised_at="m9").on(dt.date(1900, 1, 1)).state is RiskState.OPEN


def test_what_a_meeting_said_is_of_the_meeting_s_day() -> None:
    told = risk(RiskEvent(meeting="m1", owner="AJ"), RiskEvent(meeting="m9", owner="BK"))
    held = {"m1": dt.date(2023, 6, 1)}
    assert told.on(dt.date(2023, 5, 31), held).owner == ""
    assert told.on(dt.date(2023, 6, 1), held).owner == "AJ"


def test_an_event_of_no_known_day_is_told_apart() -> None:
    nowhere = RiskEvent(meeting="m9", owner="BK")
    standing = risk(nowhere, RiskEvent("2023-06-01", owner="AJ")).on(END)
    assert standing.history.undated == (nowhere,)
    assert standing.owner == "AJ"


def test_of_one_day_the_event_written_last_counts() -> None:
    one, two = RiskEvent("2023-06-01", owner="AJ"), RiskEvent("2023-06-01", owner="BK")
    assert [risk(*pair).on(END).owner for pair in ((one, two), (two, one))] == ["BK", "AJ"]


def test_a_closed_risk_may_be_opened_again() -> None:
    told = risk(
        RiskEvent("2023-02-01", state=RiskState.CLOSED),
        RiskEvent("2023-03-01", state=RiskState.OPEN),
    )
    assert told.on(dt.date(2023, 2, 28)).state is RiskState.CLOSED
    assert told.on(dt.date(2023, 3, 1)).state is RiskState.OPEN


@given(ANY, events, days, meeting_days)
def test_what_is_said_later_changes_nothing(
    any_risk: Risk, event: RiskEvent, on: dt.date, meetings: Mapping[str, dt.date]
) -> None:
    day = day_of(event, meetings)
    later = evolve(any_risk, history=(*any_risk.history, event))
    if day is not None and day > on:
        assert seen(later.on(on, meetings)) == seen(any_risk.on(on, meetings))


@given(ANY, days, days, meeting_days)
def test_a_later_day_has_heard_all_that_an_earlier_one_had(
    any_risk: Risk, one: dt.date, other: dt.date, meetings: Mapping[str, dt.date]
) -> None:
    early, late = (any_risk.on(day, meetings) for day in sorted((one, other)))
    count = len(early.history.counted)
    assert late.history.counted[:count] == early.history.counted
    assert set(early.mitigations) <= set(late.mitigations)
    assert set(early.decisions) <= set(late.decisions)


@given(st.lists(events, max_size=6, unique_by=lambda event: event.on), days, st.randoms())
def test_events_of_different_days_may_stand_in_any_order(
    history: list[RiskEvent], on: dt.date, random: Random
) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)
    given_order, another = (risk(*each).on(on) for each in (history, shuffled))
    assert seen(given_order) == seen(another)


@pytest.mark.parametrize(
    ("mitigation", "states"),
    [
        (Mitigation("x"), ["open", "open"]),
        (Mitigation("x", owner="AJ", due="2023-06-01"), ["open", "open"]),
        (Mitigation("x", done_on="2023-06-01"), ["open", "done"]),
        (Mitigation("x", dropped_on="2023-06-01"), ["open", "dropped"]),
    ],
)
def test_a_mitigation_is_open_until_it_is_done_or_dropped(
    mitigation: Mitigation, states: list[str]
) -> None:
    found = [mitigation.state_on(on) for on in (dt.date(2023, 5, 31), dt.date(2023, 6, 1))]
    assert found == [MitigationState(state) for state in states]


def test_a_mitigation_is_not_both_done_and_dropped() -> None:
    with pytest.raises(InvalidValueError) as refused:
        Mitigation("x", done_on="2023-06-01", dropped_on="2023-07-01")
    assert str(refused.value) == (
        "mitigation: is done or dropped, not both (got '2023-06-01', '2023-07-01')"
    )


def test_a_risk_of_a_log_is_told_with_it() -> None:
    assert str(LogRisk("projekt", "3")) == "projekt 3"


@pytest.mark.parametrize("field", ["done_on", "dropped_on"])
def test_a_mitigation_s_days_are_days(field: str) -> None:
    with pytest.raises(TextError, match=f"^{field}: a date is written year-month-day"):
        Mitigation("x", **{field: "1/6-23"})


@pytest.mark.parametrize("field", ["raised_on", "proximity"])
def test_a_risk_s_days_are_days(field: str) -> None:
    with pytest.raises(TextError, match=f"^{field}: a date is written year-month-day"):
        Risk("1", "x", **{field: "1/6-23"})  # type: ignore[arg-type]


def test_ids_are_ids_and_references_too() -> None:
    rule = "holds letters and digits, joined by single hyphens or points"
    with pytest.raises(TextError, match=f"^id: {rule}"):
        Risk("Ad 6)", "x")
    with pytest.raises(TextError, match=f"^decisions: {rule}"):
        RiskEvent(decisions=("punkt 3",))
    with pytest.raises(TextError, match=f"^log: {rule}"):
        LogRisk("min log", "1")


@given(st.permutations(("ID12", "10", "ID4", "9", "2a", "a", "2", "01", "1", "")))
def test_numbers_go_as_people_count(labels: list[str]) -> None:
    wanted = ["", "01", "1", "2", "2a", "9", "10", "ID4", "ID12", "a"]
    assert sorted(labels, key=by_number) == wanted
