"""Bodies, meetings, decisions and what follows of them in TOML: what loads, and what is refused."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from attrs import fields, has
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov import kr
from sundgov.finance.terms import EqualTerms, HeadTerms, KeyTerms, NewestPublished, PopulationOn
from sundgov.formats import loads
from sundgov.formats.file_tables import OF_THE_RECORD
from sundgov.formats.toml_in import from_tables
from sundgov.governance.actions import Action, ActionEvent, ActionState, ByMeeting
from sundgov.governance.agendas import AgendaItem, ItemKind, Slot
from sundgov.governance.bodies import BodyChange, BodyKind, Role
from sundgov.governance.decisions import (
    Change,
    ChangeKind,
    Decision,
    Manner,
    Outcome,
    OutcomeKind,
)
from sundgov.governance.mandates import EscalatesOn, PoolPeriod
from sundgov.governance.meetings import Attendance, Meeting, MeetingState, Presence
from sundgov.governance.minutes import MinutesEntry
from sundgov.governance.notice import DayCount, NoticeRule
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.qualified_amounts import Per, QualifiedAmount, Qualifier
from sundgov.governance.recommendations import Ask
from sundgov.governance.risk_merges import LogMerge
from sundgov.governance.risk_scales import Assessment, ScoreRule
from sundgov.governance.schedules import Frequency
from sundgov.governance.statements import MoneyMeaning, StatedAmount
from sundgov.money import Amount, Unit
from sundgov.parties import Party
from sundgov.periods import CalendarPeriod, HalfYear, Year
from sundgov.record import Record
from sundgov.record.share_tables import ShareLine
from sundgov.testing.strategies import RECORDED, records, values
from tests.builders import municipality
from tests.toml_files import text

PAPERS = """
[[bodies]]
id = "kpro"
name = "Styregruppen for Kommunal PRO"
kind = "steering group"
owners = ["samsoe", "odder"]
events = {change = "opened", time = "primo 2021"}

[[people]]
id = "aj"
name = "Asta Juhl"
initials = "AJ"

[[seats]]
body = "kpro"
person = "aj"
role = "chair"
since = "1. kvartal 2021"
until = 2024-12-31

[[meeting_plans]]
body = "kpro"
dates = [2024-02-02, "2024-05-03"]
starts = "9.00"
every = "quarterly"

[[meetings]]
id = "kpro-2023-12-08"
body = "kpro"
on = 2023-12-08
number = 4
starts = "8.30"
ends = 09:30:00
state = "held"
chair = "AJ"
notice = {days = 7, count = "calendar days"}
present = ["AJ", "BK"]
absent = "CL"
apologies = ["DM"]
attendance = {person = "EN", presence = "present", items = 3, role = "guest"}

[[meetings.agenda.items]]
label = 3
title = "Udviklingspuljen"
kinds = "B/D"
slot = "8:30-8:35"
presenters = "AJ"
attachments = {label = 3, title = "Notat om puljen"}

[meetings.agenda.items.recommendation]
proposer = "Brugergruppen"

[[meetings.agenda.items.recommendation.points]]
text = "drøfter og godkender puljen"
asks = ["discuss", "approve"]
amounts = {amount = "op imod 500.000 kr. om året", meaning = "pool", years = 2024}

[[meetings.agenda.items.presentation]]
heading = "Økonomi"
paragraphs = "Puljen er ny."
cites = {label = 3}

[[meetings.agenda.items.presentation.sections]]
heading = "Tal"
figures = {what = "kommuner", value = 96, whole = 98}
times = {what = "puljen gøres op", time = "inden udgangen af 2024"}

[[meetings.agenda.items.items]]
label = "3a"
title = "Vilkår"

[[meetings.minutes.entries]]
item = 3
decision = {under = "raaderet", outcome = {kind = "approved", point = 1, text = "Godkendt."}}

[[meetings.minutes.entries]]
title = "Eventuelt"

[[meetings.minutes.entries.decision.outcomes]]
kind = "postponed"
to = {time = "1. halvår 2024"}
provisos = {text = "En positiv evaluering", due = "ultimo januar 2024"}

[[decisions]]
body = "kpro"
time = "januar 2024"
manner = "by mail"

[decisions.decision]
id = "mail-1"
outcome = {kind = "approved"}
changes = {kind = "amends", decision = "kpro-2023-12-08-3", points = 1}

[[mandates]]
id = "raaderet"
holder = "brugergruppe"
scope = "Udviklingspuljen"
pool = "500.000 kr."
escalates_to = "kpro"
escalates_on = "amount"
reporting = {to = "kpro", every = "half-year"}

[[pool_uses]]
id = "u1"
mandate = "raaderet"
amount = 120000
on = 2024-03-01

[[reports]]
mandate = "raaderet"
on = 2024-07-15
period = "2024-H1"

[[reports]]
mandate = "raaderet"
on = 2025-01-15
period = 2024

[[actions]]
id = "a1"
text = "Udkast til vilkår"
owner = "BK"
due = "2024-02-01"
made_at = "kpro-2023-12-08"

[[actions]]
id = "a2"
text = "Status"
due = {next_meeting_of = "kpro"}
history = {state = "done", meeting = "kpro-2024-02-02"}

[[actions]]
id = "a3"
text = "Evaluering"
dues = ["primo 2024", {meeting = "kpro-2024-02-02"}, {wording = "uge 5", near = 2024-01-01}]

[[risk_logs]]
id = "log"
name = "Risici"
scale = {likelihoods = ["lav", "høj"], impacts = ["lille", "stor"], score = "sum"}
listings = {risks = [1, 3], statuses = {risk = 6, text = "Uændret"}}

[[risk_logs.risks]]
id = "ID4"
event = "Skemaerne bygges for sent"
inherent = {likelihood = 2, impact = 1}
proximity = {wording = "snarest"}

[[risk_merges]]
into = "log"
other = "projektet"
ids = {"3" = "ID6"}

[[targets]]
id = "downloads"
name = "Hentninger"
goal = 180000
due = "ultimo 2024"
readings = {on = 2023-11-01, value = 143953}

[[deliverables]]
id = "app"
name = "App"
due = "medio 2024"

[[cases]]
id = "sag"
title = "Ny kontrakt"
route = [{body = "kpro", asks = "discuss"}, {body = "kosu"}]

[[projects]]
id = "frame"
name = "Ramme"
kind = "frame"
parties = "Samsø"

[[share_tables]]
id = "tabel"
title = "Udgifter"
key = {by = "heads", population = "1 January of the year before"}
year = 2024
unit = "øre"
among = ["Samsø", "Læsø"]
total = {label = "I alt", cells = {"Samsø" = "6 kr."}}
lines = [{label = "Drift", whole = "9 kr.", cells = {"Samsø" = "6 kr.", "Læsø" = 3}}]
"""


@pytest.fixture(scope="module")
def record() -> Record:
    return loads(PAPERS)


def one(table: str, kind: str = "meetings") -> Any:
    """The only thing that a file lists."""
    (found,) = getattr(loads(f"[[{kind}]]\n{table}"), kind)
    return found


MEETING = 'id = "m"\nbody = "b"\non = 2023-12-08\n'
ITEM = MEETING + '[[meetings.agenda.items]]\nlabel = 1\ntitle = "T"\n'
ENTRY = MEETING + "[[meetings.minutes.entries]]\nitem = 1\n"
ACTION = 'id = "a"\ntext = "x"\n'


def item(words: str) -> AgendaItem:
    meeting = one(ITEM + words)
    assert isinstance(meeting, Meeting)
    return meeting.items[0].item


def decision(words: str) -> Decision:
    meeting = one(ENTRY + words)
    assert isinstance(meeting, Meeting)
    assert meeting.minutes is not None
    found = meeting.minutes.entries[0].decision
    assert found is not None
    return found


# -- what loads


def test_a_file_lists_everything_that_a_record_holds(record: Record) -> None:
    assert list(OF_THE_RECORD) == list(RECORDED)
    assert all(getattr(record, name) for name in RECORDED)
    assert record.ledgers == ()


def test_bodies_and_seats_are_read(record: Record) -> None:
    (body,), (seat,) = record.bodies, record.seats
    assert (body.kind, body.owners) == (BodyKind.STEERING_GROUP, ("samsoe", "odder"))
    (event,) = body.events
    assert event.change is BodyChange.OPENED
    assert event.time == PlannedTime.read("primo 2021")
    assert seat.role is Role.CHAIR
    assert seat.since == PlannedTime.read("1. kvartal 2021")
    assert seat.until == PlannedTime.exact("2024-12-31")
    (plan,) = record.meeting_plans
    assert plan.dates == (dt.date(2024, 2, 2), dt.date(2024, 5, 3))
    assert (plan.starts, plan.every) == (dt.time(9), Frequency.QUARTERLY)


def test_a_meeting_is_read(record: Record) -> None:
    (meeting,) = record.meetings
    assert (meeting.number, meeting.state) == ("4", MeetingState.HELD)
    assert (meeting.starts, meeting.ends) == (dt.time(8, 30), dt.time(9, 30))
    assert meeting.notice == NoticeRule(7, DayCount.CALENDAR)
    assert meeting.attendance == (
        Attendance("EN", Presence.PRESENT, items=("3",), role=Role.GUEST),
        Attendance("AJ", Presence.PRESENT),
        Attendance("BK", Presence.PRESENT),
        Attendance("CL", Presence.ABSENT),
        Attendance("DM", Presence.APOLOGIES),
    )


def test_an_item_is_read_with_what_lies_in_it(record: Record) -> None:
    first, inner = (placed.item for placed in record.meetings[0].items)
    assert (first.label, inner.label) == ("3", "3a")
    assert first.kinds == (ItemKind.DECISION, ItemKind.DISCUSSION)
    assert first.slot == Slot(dt.time(8, 30), dt.time(8, 35))
    assert [paper.label for paper in first.attachments] == ["3"]
    assert first.recommendation is not None
    (point,) = first.recommendation.points
    assert point.asks == (Ask.DISCUSS, Ask.APPROVE)
    assert point.amounts == (
        StatedAmount("op imod 500.000 kr. om året", MoneyMeaning.POOL, years=[2024]),
    )
    economy, figures = first.sections()
    assert (economy.paragraphs, economy.cites[0].label) == (("Puljen er ny.",), "3")
    assert (figures.figures[0].value, figures.figures[0].whole) == (Fraction(96), Fraction(98))
    assert figures.times[0].time.latest == dt.date(2024, 12, 31)


def test_minutes_and_decisions_are_read(record: Record) -> None:
    minutes = record.meetings[0].minutes
    assert minutes is not None
    first, other = minutes.entries
    approved = Outcome(OutcomeKind.APPROVED, "1", "Godkendt.")
    assert first == MinutesEntry("3", decision=Decision((approved,), under="raaderet"))
    assert other.decision is not None
    (postponed,) = other.decision.outcomes
    assert postponed.to.time == PlannedTime.read("1. halvår 2024")
    assert postponed.provisos[0].due == PlannedTime.read("ultimo januar 2024")
    (outside,) = record.decisions
    assert (outside.manner, outside.time.latest) == (Manner.BY_MAIL, dt.date(2024, 1, 31))
    assert outside.decision.changes == (Change(ChangeKind.AMENDS, "kpro-2023-12-08-3", ("1",)),)


def test_mandates_and_their_use_are_read(record: Record) -> None:
    (mandate,), (use,) = record.mandates, record.pool_uses
    assert (mandate.pool, mandate.escalates_on) == (kr("500.000 kr."), (EscalatesOn.AMOUNT,))
    assert mandate.reporting is not None
    assert mandate.reporting.every is PoolPeriod.HALF_YEAR
    assert use.amount == kr(120_000)
    assert [report.period for report in record.reports] == [HalfYear(2024, 1), Year(2024)]


def test_actions_are_read(record: Record) -> None:
    by_day, by_body, several = record.actions
    assert by_day.dues == (PlannedTime.exact("2024-02-01"),)
    assert by_body.dues == (ByMeeting(body="kpro"),)
    assert by_body.history == (ActionEvent(ActionState.DONE, meeting="kpro-2024-02-02"),)
    assert several.dues == (
        PlannedTime.read("primo 2024"),
        ByMeeting("kpro-2024-02-02"),
        PlannedTime.read("uge 5", near="2024-01-01"),
    )


def test_risks_targets_and_projects_are_read(record: Record) -> None:
    (log,), (target,) = record.risk_logs, record.targets
    assert log.scale is not None
    assert log.scale.score is ScoreRule.SUM
    assert log.risks[0].inherent == Assessment(2, 1)
    assert log.risks[0].proximity == PlannedTime("snarest")
    assert (log.listings[0].risks, log.listings[0].statuses[0].risk) == (("1", "3"), "6")
    assert (target.goal, target.readings[0].value) == (Fraction(180_000), Fraction(143_953))
    assert record.risk_merges == (LogMerge("log", "projektet", {"3": "ID6"}),)
    assert record.projects[0].parties == ("Samsø",)
    assert record.cases[0].route[0].asks == (Ask.DISCUSS,)


def test_a_table_of_shares_is_read_with_the_names_of_parties(record: Record) -> None:
    samsoe, laesoe = municipality("Samsø"), municipality("Læsø")
    (table,) = record.share_tables
    assert table.key == HeadTerms(PopulationOn(1))
    assert (table.unit, table.among) == (Unit.ORE, (samsoe, laesoe))
    assert table.lines == (ShareLine("Drift", kr(9), {samsoe: kr(6), laesoe: kr(3)}),)
    assert table.total == ShareLine("I alt", None, {samsoe: kr(6)})


def test_governance_stands_beside_an_agreement() -> None:
    record = loads(text() + PAPERS)
    assert record.bill(2025)
    assert len(record.meetings) == 1


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2024-01-31", PlannedTime.exact("2024-01-31")),
        ('"2024-01-31"', PlannedTime.read("2024-01-31")),
        ('"inden udgangen af 2023"', PlannedTime.read("inden udgangen af 2023")),
        (
            '{wording = "uge 49", near = 2023-11-13}',
            PlannedTime.read("uge 49", near="2023-11-13"),
        ),
        ('{wording = "snarest"}', PlannedTime("snarest")),
        ('{wording = "snart", earliest = 2024-08-01}', PlannedTime("snart", "2024-08-01")),
        (
            '{wording = "i ferien", earliest = 2024-07-01, latest = "2024-07-31"}',
            PlannedTime("i ferien", "2024-07-01", "2024-07-31"),
        ),
    ],
)
def test_a_planned_time_is_a_day_a_wording_or_a_table(written: str, time: PlannedTime) -> None:
    (action,) = loads(f"[[actions]]\n{ACTION}due = {written}").actions
    assert action.dues == (time,)
    (seat,) = loads(f'[[seats]]\nbody = "b"\nperson = "p"\nsince = {written}').seats
    assert seat.since == time


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ('"op imod 500.000 kr."', QualifiedAmount.read("op imod 500.000 kr.")),
        ("500000", QualifiedAmount("500.000,00 kr.", kr(500_000))),
        (
            '{wording = "12.2 mio. kr.", amount = "12,2 mio. kr.", qualifier = "about"}',
            QualifiedAmount("12.2 mio. kr.", kr("12,2 mio. kr."), Qualifier.ABOUT),
        ),
        (
            '{wording = "2-3 kr. pr. sag", amount = 2, upper = 3, per = "case"}',
            QualifiedAmount("2-3 kr. pr. sag", kr(2), per=(Per.CASE,), upper=kr(3)),
        ),
    ],
)
def test_an_amount_is_a_wording_kroner_or_a_table(written: str, amount: QualifiedAmount) -> None:
    found = item(f'presentation = {{amounts = {{amount = {written}, meaning = "cost"}}}}')
    (stated,) = found.presentation[0].amounts
    assert stated == StatedAmount(amount, MoneyMeaning.COST)


def test_an_amount_that_nobody_named_is_left_out() -> None:
    found = item('presentation = {amounts = {meaning = "reserve"}}')
    assert found.presentation[0].amounts == (StatedAmount(None, MoneyMeaning.RESERVE),)


@pytest.mark.parametrize("written", ['"8:30"', '"8.30"', '"08.30"', "08:30:00"])
def test_a_time_of_day_is_written_in_several_ways(written: str) -> None:
    assert one(f"{MEETING}starts = {written}").starts == dt.time(8, 30)


@pytest.mark.parametrize(
    "written",
    ['"8:30-8:35"', '"8.30 - 8.35"', '"08.30 – 08.35"', '{starts = "8.30", ends = 08:35:00}'],
)
def test_a_slot_is_written_in_several_ways(written: str) -> None:
    assert item(f"slot = {written}").slot == Slot(dt.time(8, 30), dt.time(8, 35))


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ('"B"', (ItemKind.DECISION,)),
        ('"O/B"', (ItemKind.INFORMATION, ItemKind.DECISION)),
        ('["O", "D"]', (ItemKind.INFORMATION, ItemKind.DISCUSSION)),
        ("[]", ()),
    ],
)
def test_kinds_stand_alone_joined_or_in_a_list(written: str, kinds: tuple[ItemKind, ...]) -> None:
    assert item(f"kinds = {written}").kinds == kinds


def test_one_outcome_may_stand_by_itself_or_in_a_list() -> None:
    noted = Decision((Outcome(OutcomeKind.NOTED),))
    assert decision('decision = {outcome = {kind = "noted"}}') == noted
    assert decision('decision = {outcomes = {kind = "noted"}}') == noted
    assert decision('decision = {outcomes = [{kind = "noted"}]}') == noted
    assert decision('decision = {text = "Intet."}') == Decision((), text="Intet.")


def test_an_item_may_have_no_label() -> None:
    assert one(ITEM.replace("label = 1", 'label = ""')).items[0].item == AgendaItem("", "T")


def test_an_action_may_have_no_due() -> None:
    assert loads(f"[[actions]]\n{ACTION}").actions == (Action("a", "x"),)


# -- whatever a record holds can be written


def key_words(key: KeyTerms) -> dict[str, Any]:
    if isinstance(key, EqualTerms):
        return {"by": "equal"}
    assert isinstance(key, HeadTerms)
    newest = key.population == NewestPublished()
    return {
        "by": "heads",
        "population": "newest published" if newest else "1 January of the year before",
    }


def share_words(line: ShareLine) -> dict[str, Any]:
    cells = {party.id: toml(amount) for party, amount in line.cells}
    return {"label": line.label, "cells": cells} | words_of({"whole": line.whole, "key": line.key})


WRITTEN: dict[type, Callable[[Any], object]] = {
    Unit: lambda unit: unit.danish,
    enum.Enum: lambda word: word.value,
    Fraction: lambda number: f"{number.numerator}/{number.denominator}",
    Amount: lambda amount: f"{amount}".replace("\xa0", " "),
    CalendarPeriod: str,
    Party: lambda party: party.name,
    KeyTerms: key_words,
    ShareLine: share_words,
    ByMeeting: lambda due: words_of({"meeting": due.meeting, "next_meeting_of": due.body}),
}


def toml(value: object, name: str = "") -> Any:
    """A value as TOML tables have it; what is empty is left out."""
    for kind, write in WRITTEN.items():
        if isinstance(value, kind):
            return write(value)
    if isinstance(value, tuple):
        return several([toml(each, name) for each in value], name)
    if name in {"label", "item", "point", "risk"} and value in {"0", "7", "31"}:
        return int(f"{value}")
    return table(value) if has(type(value)) else value


def several(listed: list[Any], name: str) -> object:
    """One may stand by itself, but for lists of lists and what parties share."""
    if name == "ids":
        return {each["old"]: each["new"] for each in listed}
    alone = len(listed) == 1 and name not in {"scores", "lines", "among"}
    return listed[0] if alone else listed


def table(value: object) -> dict[str, Any]:
    kind: Any = type(value)
    return words_of({each.name: getattr(value, each.name) for each in fields(kind)})


def words_of(held: dict[str, Any]) -> dict[str, Any]:
    return {name: toml(each, name) for name, each in held.items() if each not in (None, "")}


@settings(max_examples=60)
@given(records(most_ledgers=0))
def test_whatever_a_record_holds_can_be_written_in_a_file(record: Record) -> None:
    tables = {name: [table(each) for each in getattr(record, name)] for name in RECORDED}
    assert from_tables(tables) == record


@pytest.mark.parametrize("name", RECORDED)
@settings(max_examples=15)
@given(st.data())
def test_whatever_is_listed_can_be_written_in_a_file(name: str, data: st.DataObject) -> None:
    one = data.draw(values(RECORDED[name]))
    assert getattr(from_tables({name: [table(one)]}), name) == (one,)
