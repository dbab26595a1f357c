"""Finding things in a record: people, meetings, items, decisions, and who was there."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from sundgov import kr, packaged_figures
from sundgov.errors import InvalidValueError, NotExactError, NotHeldError
from sundgov.governance.actions import Action, ActionEvent, ActionState
from sundgov.governance.agendas import Agenda, AgendaItem
from sundgov.governance.bodies import Body, Person, Seat
from sundgov.governance.cases import Case, RouteStep
from sundgov.governance.decisions import (
    Decision,
    Manner,
    Outcome,
    OutcomeKind,
    OutsideDecision,
)
from sundgov.governance.deliverables import Deliverable
from sundgov.governance.mandates import Mandate, PoolUse, Request
from sundgov.governance.meetings import Attendance, Meeting, MeetingState, Presence
from sundgov.governance.minutes import Minutes, MinutesEntry
from sundgov.governance.projects import Project
from sundgov.governance.risk_logs import RiskLog
from sundgov.governance.risk_matrix import changes_between
from sundgov.governance.risk_merges import LogMerge
from sundgov.governance.risk_scales import Assessment, RiskScale
from sundgov.governance.risks import Risk, RiskEvent, RiskState
from sundgov.governance.targets import Reading, Target
from sundgov.record import Record

APPROVED = Decision((Outcome(OutcomeKind.APPROVED, "1"),))


def record(**held: Any) -> Record:
    return Record(figures=packaged_figures(), **held)


def meeting(name: str, on: str, body: str = "gruppe", **changes: Any) -> Meeting:
    agenda = Agenda((AgendaItem("1", "Velkomst"), AgendaItem("2", "Status")))
    minutes = Minutes((MinutesEntry("2", decision=APPROVED),))
    return Meeting(name, body, on, **{"agenda": agenda, "minutes": minutes, **changes})


def test_people_answer_to_id_and_initials() -> None:
    asta, bo, also = (
        Person("asta", "Asta", "AJ"),
        Person("BK", "Bo", "BK"),
        Person("anna", "Anna", "AJ"),
    )
    register = record(people=(asta, bo, also)).register
    assert register.person("asta") is asta
    assert register.people("AJ") == (asta, also)
    assert register.person("AJ") is None
    assert register.people("BK") == (bo,)
    assert register.person("nobody") is None


def test_initials_that_several_have_mean_the_one_of_the_meeting() -> None:
    asta, anna = Person("asta", "Asta", "AJ"), Person("anna", "Anna", "AJ")
    seats = (Seat("gruppe", "anna"),)
    register = record(people=(asta, anna), seats=seats).register
    assert register.person("AJ", meeting("m", "2023-12-08")) is anna
    listed = meeting("m", "2023-12-08", "andre", attendance=(Attendance("asta"),))
    assert register.person("AJ", listed) is asta
    unlisted = meeting("m", "2023-12-08", "andre")
    assert register.person("AJ", unlisted) is None


def test_initials_mean_the_one_who_sits_on_the_day() -> None:
    people = (Person("asta", "Asta", "AJ"), Person("anna", "Anna", "AJ"))
    seats = (Seat("gruppe", "asta", until="2022-12-31"), Seat("gruppe", "anna", since="2023-01-01"))
    register = record(people=people, seats=seats).register
    found = [register.person("AJ", meeting("m", on)) for on in ("2022-12-31", "2023-01-01")]
    assert found == list(people)


def test_meetings_items_and_decisions_are_found_by_id() -> None:
    first, second = meeting("a", "2023-03-29"), meeting("b", "2023-12-08")
    held = record(meetings=(second, first), bodies=(Body("gruppe", "Gruppen"),))
    register = held.register
    assert register is held.register
    assert register.meeting("b") is second
    assert register.body("gruppe") is held.bodies[0]
    found = register.item("b-2")
    assert found is not None
    assert (found.id, found.placed.item.title) == ("b-2", "Status")
    assert found.entry is second.entry("2")
    assert register.item("b-3") is None
    assert register.meeting("c") is None
    assert register.body("x") is None
    assert [one.id for one in register.decisions] == ["a-2", "b-2"]
    taken = register.decision("b-2")
    assert taken is not None
    assert register.item_of(taken) == found
    assert register.decision("b-9") is None
    assert [one.decision.id for one in held.in_force("2023-12-08")] == ["a-2", "b-2"]
    assert [one.decision.id for one in held.in_force(dt.date(2023, 12, 7))] == ["a-2"]


def test_decisions_outside_meetings_are_found_too() -> None:
    named = Decision((Outcome(OutcomeKind.APPROVED, text="Tilsagn"),), id="mail-1")
    outside = (
        OutsideDecision(APPROVED, "gruppe", "2023-11-02", Manner.BY_MAIL),
        OutsideDecision(named, "gruppe", "2023-11-01", Manner.BY_MAIL, source="mail"),
    )
    register = record(decisions=outside, meetings=(meeting("a", "2023-03-29"),)).register
    assert [one.id for one in register.decisions] == ["a-2", "mail-1", "gruppe-2023-11-02"]
    taken = register.decision("mail-1")
    assert taken is not None
    assert taken.source == "mail"
    assert register.item_of(taken) is None


def test_the_meetings_of_a_body_in_order() -> None:
    cancelled = meeting("c", "2023-06-01", state=MeetingState.CANCELLED)
    moved = meeting("d", "2023-06-15", state=MeetingState.MOVED)
    first, last, other = (
        meeting("a", "2023-03-29"),
        meeting("b", "2023-12-08"),
        meeting("x", "2023-07-01", "andre"),
    )
    register = record(meetings=(last, moved, other, cancelled, first)).register
    assert [one.id for one in register.meetings_of("gruppe")] == ["a", "c", "d", "b"]
    following = register.calendar.next_of("gruppe", dt.date(2023, 3, 29))
    assert following is not None
    assert following.id == "b"
    assert register.calendar.next_of("gruppe", dt.date(2023, 12, 8)) is None
    assert register.seats_of("gruppe") == ()


def test_who_was_there() -> None:
    there = (
        Attendance("aj"),
        Attendance("bk", Presence.APOLOGIES, substitute="cd"),
        Attendance("ef", Presence.ABSENT),
        Attendance("gh", items=("1",)),
    )
    register = record(meetings=(meeting("a", "2023-03-29", attendance=there),)).register
    assert register.who_was_there("a") == ("aj", "cd", "gh")
    assert register.who_was_there("a", "2") == ("aj", "cd")
    with pytest.raises(NotHeldError) as refused:
        register.who_was_there("b")
    assert str(refused.value) == "meeting: is not held (got 'b'). Nearest: a."
    with pytest.raises(NotHeldError) as refused:
        register.who_was_there("a", "9")
    assert str(refused.value) == "item: is not held (got '9'). Nearest: 2, 1."
    bare = record(meetings=(Meeting("c", "gruppe", "2023-01-01", attendance=there),)).register
    assert bare.who_was_there("c", "2") == ("aj", "cd")


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("mandates", Mandate("x", "gruppe", "X")),
        ("actions", Action("x", "X")),
        ("risk_logs", RiskLog("x", "X")),
        ("bodies", Body("x", "X")),
        ("people", Person("x", "X")),
        ("meetings", meeting("x", "2023-12-08")),
        ("cases", Case("x", "X", (RouteStep("gruppe"),))),
        ("projects", Project("x", "X")),
    ],
)
def test_an_id_is_held_once(name: str, held: object) -> None:
    with pytest.raises(InvalidValueError) as refused:
        record(**{name: (held, held)})
    assert str(refused.value) == f"{name}: hold an id twice (got 'x')"


def test_the_action_list_of_a_meeting_is_that_of_its_body() -> None:
    done = ActionEvent(ActionState.DONE, on="2023-06-01")
    actions = (
        Action("a1", "Oplæg", made_at="a"),
        Action("a2", "Lukket", made_at="a", history=(done,)),
        Action("a3", "Andres", made_at="x"),
    )
    held = record(
        actions=actions,
        meetings=(
            meeting("a", "2023-03-29"),
            meeting("x", "2023-03-29", "andre"),
            meeting("b", "2023-12-08"),
        ),
    )
    assert [one.action.id for one in held.open_actions_at("b")] == ["a1"]
    assert [one.action.id for one in held.open_actions("2023-05-31")] == ["a1", "a2", "a3"]


def test_who_decides_is_asked_of_the_record() -> None:
    puljen = Mandate("puljen", "gruppe", "Ønsker", pool=kr(500), escalates_to="styregruppe")
    use = PoolUse("traek", "puljen", kr(400), "2024-02-01")
    held = record(mandates=(puljen,), pool_uses=(use,))
    asked = [Request("gruppe", kr(amount), "2024-03-01") for amount in (100, 101)]
    assert [held.may_decide(one).decides for one in asked] == ["gruppe", "styregruppe"]


def test_a_mandate_counts_while_its_grant_does() -> None:
    puljen = Mandate(
        "puljen", "gruppe", "Ønsker", pool=kr(500), granted_by="a-2", escalates_to="styregruppe"
    )
    asked = [Request("gruppe", kr(100), on) for on in ("2023-03-28", "2023-03-29")]
    held = record(mandates=(puljen,), meetings=(meeting("a", "2023-03-29"),))
    assert [held.may_decide(one).decides for one in asked] == ["", "gruppe"]
    rejected = Decision((Outcome(OutcomeKind.REJECTED, "1"),))
    refused = meeting("a", "2023-03-29", minutes=Minutes((MinutesEntry("2", decision=rejected),)))
    assert evolve(held, meetings=(refused,)).may_decide(asked[1]).decides == ""
    use = PoolUse("traek", "puljen", kr(50), "2023-03-29")
    assert evolve(held, pool_uses=(use,)).may_decide(asked[0]).decides == ""


def test_logs_are_read_after_their_merges() -> None:
    own, project = RiskLog("egen", "Egen"), RiskLog("projekt", "Dens", (Risk("1", "x"),))
    held = record(
        risk_logs=(own, project), risk_merges=(LogMerge("egen", "projekt", {"1": "ID1"}),)
    )
    assert [(log.id, [risk.id for risk in log.risks]) for log in held.logs] == [
        ("egen", ["ID1"]),
        ("projekt", ["1"]),
    ]


def test_risks_targets_and_plans_are_read_by_the_days_of_meetings() -> None:
    closed = RiskEvent(meeting="a", state=RiskState.CLOSED)
    scale = RiskScale(("lav", "høj"), ("lille", "stor"))
    rated = Risk("1", "x", inherent=Assessment(2, 2), residual=Assessment(1, 1), history=(closed,))
    reading = Reading(None, 80, meeting="a")
    held = record(
        meetings=(meeting("a", "2023-03-29"),),
        risk_logs=(RiskLog("log", "Log", (rated,), scale=scale),),
        targets=(Target("maal", "Mål", 100, readings=(reading,)),),
        deliverables=(Deliverable("a", "A", due="2023-06-01"),),
    )
    assert held.risk_matrix("log", "2023-03-28").risks(2, 2) == ("1",)
    assert held.risk_matrix("log", "2023-03-28", residual=True).risks(1, 1) == ("1",)
    assert held.risk_matrix("log", dt.date(2023, 3, 29)).risks(2, 2) == ()
    assert held.risk_changes("log", "2023-03-28", "2023-03-29").closed == ("1",)
    assert held.target_status("maal", "2023-03-29").share_reached == Fraction(4, 5)
    assert held.deliverable_plan("2023-03-29").dependencies.order == ("a",)
    with pytest.raises(NotHeldError) as refused:
        held.risk_matrix("logg", "2023-03-28")
    assert str(refused.value) == "risk log: is not held (got 'logg'). Nearest: log."
    with pytest.raises(NotHeldError, match=r"^target: is not held \(got 'x'\)"):
        held.target_status("x", "2023-03-28")


def test_a_day_in_words_is_refused_where_a_date_is_asked_for() -> None:
    log = RiskLog("log", "Log", (Risk("1", "x", raised_on="2023-01-01"),))
    text: Any = "2023-03-28"
    for ask in (log.on, log.risks[0].on, Deliverable("a", "A").on):
        with pytest.raises(NotExactError, match=r"^on: must be a date \(got '2023-03-28'\)"):
            ask(text)
    with pytest.raises(NotExactError, match=r"^earlier: must be a date"):
        changes_between(log, text, text)
    with pytest.raises(NotExactError, match=r"^later: must be a date"):
        changes_between(log, dt.date(2023, 1, 1), text)


def test_hundreds_of_meetings_answer() -> None:
    many = tuple(
        meeting(f"m{year}-{week}", dt.date.fromisocalendar(year, week, 3).isoformat())
        for year in range(2010, 2025)
        for week in range(1, 53)
    )
    held = record(meetings=many)
    assert len(held.in_force("2030-01-01")) == len(many) == 780
    assert held.register.meeting("m2024-52") is many[-1]
