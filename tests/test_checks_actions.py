"""Actions: who is to do them, by when, and what their history says."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import packaged_figures
from sundgov.checks import run
from sundgov.checks.actions.action_dues import (
    action_overdue,
    action_without_due,
    due_before_made,
    dues_disagree,
    no_next_meeting,
)
from sundgov.checks.actions.actions import (
    ACTIONS,
    action_without_owner,
    closed_without_date,
    event_before_made,
    unknown_owner,
)
from sundgov.checks.meetings.meeting_references import unknown_meeting
from sundgov.checks.people.bodies import unknown_body
from sundgov.governance.actions import Action, ActionEvent, ActionState, ByMeeting, Due
from sundgov.governance.meetings import Meeting
from sundgov.governance.planned_times import PlannedTime
from sundgov.record import Record
from tests.decision_papers import places, said, told

FIGURES = packaged_figures()
MEETINGS = """
meetings = [
    {id = "k1", body = "kpro", on = 2023-12-08},
    {id = "k2", body = "kpro", on = 2024-02-02},
    {id = "k3", body = "kpro", on = 2024-03-01, state = "cancelled"},
    {id = "o1", body = "kosu", on = 2024-01-20},
]
"""


def actions(*lines: str) -> str:
    """Actions "a1", "a2" …, each with what its line says of it."""
    listed = "".join(
        f'{{id = "a{number}", text = "Budget", {line}}},\n' for number, line in enumerate(lines, 1)
    )
    return f"actions = [\n{listed}]\n"


MADE = 'made_at = "k1"'


def test_only_what_is_open_on_the_day_is_asked_for_owner_and_due() -> None:
    text = actions(
        "made_on = 2023-12-21",
        'made_on = 2023-12-01, history = [{state = "dropped", on = 2023-12-10}]',
        'made_on = 2023-12-01, history = [{state = "in progress", on = 2023-12-10}]',
        'owner = "AJ", due = {wording = "løbende"}',
    )
    for check in (action_without_owner, action_without_due):
        assert places(check, text) == ["action a3"]
        assert set(places(check, text, on="2023-12-21")) == {"action a1", "action a3"}


@pytest.mark.parametrize(
    ("due", "why", "remedy"),
    [
        ('{meeting = "k1"}', "it was due by the meeting k1 (2023-12-08)", " at k2"),
        ('{next_meeting_of = "kpro"}', "", ""),
        ('"ultimo 2023"', "it was due ultimo 2023 (2023-12-31)", " at k2"),
    ],
)
def test_a_due_is_told_in_its_own_words(due: str, why: str, remedy: str) -> None:
    text = MEETINGS + actions(f"due = {due}, {MADE}")
    expected = (
        [
            f"action a1: {why}, and is still open on 2024-01-15."
            f" Take it up{remedy}: write that it is done, or by when it is due instead."
        ]
        if why
        else []
    )
    assert told(action_overdue, text, on="2024-01-15") == expected


def test_the_last_of_several_dues_counts() -> None:
    text = actions(
        'dues = [2023-12-01, 2023-12-10, {wording = "snarest"}]', "dues = [2023-12-10, 2023-12-01]"
    )
    assert places(action_overdue, text) == ["action a2"]
    (found,) = told(action_overdue, text)
    assert "it was due 2023-12-10," in found


def test_on_the_day_of_a_meeting_the_action_is_taken_up_there() -> None:
    text = MEETINGS + actions(f"due = 2024-01-01, {MADE}")
    (found,) = told(action_overdue, text, on="2024-02-02")
    assert "Take it up at k2:" in found
    (found,) = told(action_overdue, text, on="2024-02-03")
    assert "Take it up: write" in found


def test_a_due_before_it_was_told() -> None:
    told_late = 'history = [{meeting = "k2", due = {meeting = "k1"}}]'
    text = MEETINGS + actions(
        f'due = {{meeting = "k2"}}, {MADE}, {told_late}',
        f"due = 2023-12-07, {MADE}",
        f'due = {{meeting = "k3"}}, {MADE}, history = [{{due = 2023-01-01}}]',
    )
    told_of = 'history = [{on = 2023-12-01, note = "Talt om"}]'
    assert told(due_before_made, actions(f"made_on = 2023-12-08, {told_of}")) == []
    assert told(due_before_made, text) == [
        "action a1: it is due by the meeting k1 (2023-12-08), and that was told on 2024-02-02."
        " Write the day or the year that is meant.",
        "action a2: it is due 2023-12-07, and it was made on 2023-12-08."
        " Write the day or the year that is meant.",
    ]


def test_every_two_dues_that_cannot_be_one() -> None:
    text = MEETINGS + actions(f'dues = [{{meeting = "k2"}}, 2024-02-01, "januar 2024"], {MADE}')
    assert told(dues_disagree, text) == [
        f"action a1: it is due {one} and {other}. Write the one that counts."
        for one, other in [
            ("by the meeting k2 (2024-02-02)", "2024-02-01"),
            ("by the meeting k2 (2024-02-02)", "januar 2024"),
            ("2024-02-01", "januar 2024"),
        ]
    ]
    assert told(dues_disagree, actions('dues = ["senest uge 10 i 2024", 2024-03-10]')) == []


def test_the_next_meeting_is_after_the_day_on_which_it_was_said() -> None:
    moved = '{meeting = "k2", due = {next_meeting_of = "kpro"}}, {on = 2024-02-03, note = "Rykket"}'
    text = MEETINGS + actions(f"due = 2023-12-20, {MADE}, history = [{moved}]")
    assert told(no_next_meeting, text) == []
    assert told(no_next_meeting, text, on="2024-02-10") == [
        "action a1: it is due by the next meeting of kpro, and the record has none after"
        " 2024-02-02. Call the next meeting of kpro, or write a day."
    ]
    plan = 'meeting_plans = [{{body = "{}", dates = [2024-02-02, 2024-04-01]}}]\n'
    assert len(told(no_next_meeting, plan.format("kosu") + text, on="2024-02-10")) == 1
    assert told(no_next_meeting, plan.format("kpro") + text, on="2024-02-10") == []
    over = plan.format("kpro").replace(", 2024-04-01", "")
    assert len(told(no_next_meeting, over + text, on="2024-02-10")) == 1


def test_all_who_ever_owned_it_are_looked_up() -> None:
    known = 'people = [{id = "asta-juhl", name = "Asta Juhl"}]\n'
    text = known + actions(
        'owner = "asta-juul", history = [{owner = "asta-jul"}, {owner = "asta-juul"}]'
    )
    assert [one.partition(", and")[0] for one in told(unknown_owner, text)] == [
        "action a1: it is owned by asta-juul",
        "action a1: it is owned by asta-jul",
    ]


def test_any_event_before_it_was_made() -> None:
    text = MEETINGS + actions(
        f'{MADE}, history = [{{on = 2023-12-07, note = "Talt om"}}]',
        'history = [{on = 2023-12-07, note = "Talt om"}]',
        f'{MADE}, history = [{{note = "Talt om"}}]',
    )
    assert told(event_before_made, text) == [
        "action a1: it was changed on 2023-12-07, and was made on 2023-12-08."
        " Write the days that are meant."
    ]


def test_what_was_dropped_on_no_day() -> None:
    assert told(closed_without_date, actions('history = [{state = "dropped"}]')) == [
        "action a1: it was dropped, and neither a day nor a meeting is given."
        " Write on which day, or at which meeting."
    ]


def test_meetings_and_bodies_of_actions_are_known() -> None:
    history = 'history = [{meeting = "k8", due = {meeting = "k9"}}]'
    text = MEETINGS + actions(f'made_at = "k6", due = {{meeting = "k7"}}, {history}')
    assert [one.partition(", and")[0] for one in told(unknown_meeting, text)] == [
        "action a1: it was made at k6",
        "action a1: it is due by k7",
        "action a1: it is due by k9",
        "action a1: it was changed at k8",
    ]
    bodies = 'bodies = [{id = "kpro", name = "Styregruppen"}]\n'
    assert places(unknown_body, bodies + actions('due = {next_meeting_of = "kpr"}')) == [
        "action a1"
    ]


EVERYWHERE = """
[[meetings]]
id = "k1"
body = "kpro"
on = 2023-12-08
minutes = {entries = [], corrections = [{text = "Beløbet", meeting = "x"}]}

[[risk_logs]]
id = "l"
name = "Log"
risks = [{id = "1", event = "Brand", raised_at = "x", history = [{meeting = "x"}]}]
listings = [{risks = ["1"], meeting = "x"}]

[[deliverables]]
id = "d"
name = "Manual"
progress = [{meeting = "x", percent = 50}]

[[targets]]
id = "t"
name = "Planer"
goal = 1
readings = [{value = 1, meeting = "x"}]
"""


def test_every_other_place_that_names_a_meeting() -> None:
    assert places(unknown_meeting, EVERYWHERE) == [
        "k1, minutes",
        "risk log l",
        "risk log l, risk 1",
        "risk log l, risk 1",
        "deliverable d",
        "target t",
    ]
    assert told(unknown_meeting, EVERYWHERE.replace('"x"', '"k1"')) == []


# -- laws ------------------------------------------------------------------------------------------

days = st.dates(dt.date(2023, 11, 1), dt.date(2024, 3, 1))
maybe_days = st.one_of(st.none(), days)
meetings = st.sampled_from(["", "k1", "k2", "x"])
dues: st.SearchStrategy[Due] = st.one_of(
    days.map(PlannedTime.exact),
    st.just(PlannedTime("snarest")),
    st.sampled_from([ByMeeting("k2"), ByMeeting("x"), ByMeeting(body="kpro")]),
)
events = st.builds(
    ActionEvent,
    st.sampled_from(ActionState),
    on=maybe_days,
    meeting=meetings,
    due=st.one_of(st.none(), dues),
    owner=st.sampled_from(["", "AJ", "kpro-x"]),
)


@st.composite
def registers(draw: st.DrawFn) -> Record:
    """Two meetings and three actions with what happened to them."""
    held = (Meeting("k1", "kpro", "2023-12-08"), Meeting("k2", "kpro", "2024-02-02"))
    drawn = tuple(
        Action(
            f"a{number}",
            "Budget",
            owner=draw(st.sampled_from(["", "AJ"])),
            dues=tuple(draw(st.lists(dues, max_size=2))),
            made_on=draw(maybe_days),
            made_at=draw(meetings),
            history=tuple(draw(st.lists(events, max_size=2))),
        )
        for number in range(3)
    )
    return Record(figures=FIGURES, meetings=held, actions=drawn)


@given(registers(), days, st.randoms(use_true_random=False))
def test_the_order_of_a_file_changes_nothing(
    record: Record, on: dt.date, chance: random.Random
) -> None:
    shuffled = list(record.actions)
    chance.shuffle(shuffled)
    other = evolve(record, actions=tuple(shuffled), meetings=record.meetings[::-1])
    assert said(ACTIONS, record, on) == said(ACTIONS, other, on)


@given(registers(), days)
def test_an_action_is_without_due_or_late_or_neither_and_never_both(
    record: Record, on: dt.date
) -> None:
    late = {one.place for one in run((action_overdue,), record, FIGURES, on)}
    undue = {one.place for one in run((action_without_due,), record, FIGURES, on)}
    assert not late & undue
    open_now = {f"action {one.action.id}" for one in record.open_actions(on)}
    assert late | undue <= open_now


@given(registers(), days)
def test_what_is_late_stays_late_until_somebody_says_something(record: Record, on: dt.date) -> None:
    """A day later it is late still, unless it was told of on that day."""
    tomorrow = on + dt.timedelta(days=1)
    quiet = {
        f"action {one.id}"
        for one in record.actions
        if all((event.on or event.meeting) and event.on != tomorrow for event in one.history)
        and tomorrow not in {meeting.on for meeting in record.meetings}
    }
    late = {one.place for one in run((action_overdue,), record, FIGURES, on)}
    later = {one.place for one in run((action_overdue,), record, FIGURES, tomorrow)}
    assert late & quiet <= later
