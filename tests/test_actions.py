"""Actions: by when, whose, how they stand on a day, and which are open when a meeting begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, NotHeldError, TextError
from sundgov.governance.actions import (
    Action,
    ActionEvent,
    ActionState,
    ByMeeting,
    Due,
    actions_of,
    due_day,
    open_actions,
    open_actions_at,
)
from sundgov.governance.meeting_days import MeetingCalendar, MeetingDay
from sundgov.governance.planned_times import PlannedTime

OPEN, IN_PROGRESS, DONE, DROPPED = ActionState
DECEMBER, MARCH, JUNE = dt.date(2023, 12, 8), dt.date(2024, 3, 1), dt.date(2024, 6, 7)
KPRO = MeetingCalendar(
    (
        MeetingDay("kpro-3", "kpro", JUNE),
        MeetingDay("kpro-1", "kpro", DECEMBER),
        MeetingDay("kpro-2", "kpro", MARCH),
        MeetingDay("bg-1", "brugergruppe", "2024-02-01"),
    )
)
NEXT = ByMeeting(body="kpro")
EARLY_2024 = PlannedTime("start 2024", "2024-01-01", "2024-04-30")

# From the meeting of 8 December 2023.
BUDGET = Action(
    "budget",
    "Et revideret budget, der viser hvad hver krone er sat af til",
    owner="forvaltning",
    dues=(NEXT,),
    origin="kpro-1-3",
    made_at="kpro-1",
)
STRATEGY = Action(
    "strategidag", "Strategidag", owner="forvaltning", dues=(EARLY_2024,), made_on=DECEMBER
)


def event(state: ActionState | None, on: str | dt.date | None = None, **rest: str) -> ActionEvent:
    return ActionEvent(state, on=on, **rest)


def ids(found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [each.action.id for each in found]


# By when.


def test_the_next_meeting_is_the_bodys_first_later_one() -> None:
    assert BUDGET.on(DECEMBER, KPRO).due_days == (MARCH,)
    assert due_day(NEXT, DECEMBER - dt.timedelta(days=1), KPRO) == DECEMBER
    assert due_day(NEXT, JUNE, KPRO) is None
    assert due_day(NEXT, None, KPRO) is None
    assert due_day(ByMeeting(body="ukendt"), DECEMBER, KPRO) is None


def test_a_due_is_a_known_meeting_a_day_or_a_planned_time() -> None:
    both = ByMeeting("kpro-3", "kpro")
    assert due_day(both, DECEMBER, KPRO) == JUNE
    assert due_day(both, None, KPRO) == JUNE
    assert due_day(ByMeeting("ukendt", "kpro"), DECEMBER, KPRO) is None
    assert due_day(EARLY_2024, None, KPRO) == dt.date(2024, 4, 30)
    assert due_day(PlannedTime("tidligst 2025", "2025-01-01"), None, KPRO) is None


def test_a_due_is_told_in_words() -> None:
    assert [each.worded("da") for each in (NEXT, ByMeeting("kpro-3", "kpro"))] == [
        "til næste møde i kpro",
        "til mødet kpro-3",
    ]
    assert [each.worded("en") for each in (NEXT, ByMeeting("kpro-3", "kpro"))] == [
        "by the next meeting of kpro",
        "by the meeting kpro-3",
    ]


def test_an_action_may_have_two_dues_or_none() -> None:
    two = evolve(BUDGET, dues=(NEXT, PlannedTime.exact("2024-04-01")))
    standing = two.on(DECEMBER, KPRO)
    assert standing.due_days == (MARCH, dt.date(2024, 4, 1))
    assert not standing.past_due(dt.date(2024, 4, 1))
    assert standing.past_due(dt.date(2024, 4, 2))
    none = evolve(BUDGET, dues=()).on(DECEMBER, KPRO)
    assert (none.dues, none.due_days) == ((), ())
    assert not none.past_due(dt.date(2099, 1, 1))
    assert Action("a", "b", dues=[MARCH, "2024-03-01"]).dues == (PlannedTime.exact(MARCH),) * 2


# How it stands on a day.


def test_an_action_is_there_from_the_day_it_was_made() -> None:
    eve = DECEMBER - dt.timedelta(days=1)
    before = BUDGET.on(eve, KPRO)
    assert (before.state, before.is_open, before.owner, before.dues) == (None, False, "", ())
    assert not before.past_due(JUNE)
    assert BUDGET.on(DECEMBER, KPRO).state is OPEN
    assert BUDGET.on(eve).state is OPEN  # no meeting is known, so it is there on every day
    assert evolve(BUDGET, made_on=eve).on(eve, KPRO).state is OPEN
    assert (BUDGET.made(), BUDGET.made(KPRO), STRATEGY.made()) == (None, DECEMBER, DECEMBER)


def test_the_newest_word_counts_and_the_rest_stands() -> None:
    followed = evolve(
        BUDGET,
        history=(
            event(DONE, meeting="kpro-3"),
            event(IN_PROGRESS, "2024-01-10", note="Udkast til høring"),
            event(None, "2024-02-02", owner="KF"),
            ActionEvent(due=NEXT, meeting="kpro-2"),
        ),
    )
    days = ["2024-01-09", "2024-01-10", "2024-02-02", "2024-03-01", "2024-06-07"]
    standings = [followed.on(dt.date.fromisoformat(on), KPRO) for on in days]
    assert [each.state for each in standings] == [OPEN, *[IN_PROGRESS] * 3, DONE]
    assert [each.owner for each in standings] == ["forvaltning", "forvaltning", "KF", "KF", "KF"]
    assert [each.due_days for each in standings] == [(MARCH,)] * 3 + [(JUNE,)] * 2
    assert [len(each.history.counted) for each in standings] == [0, 1, 2, 3, 4]


def test_events_of_one_day_count_as_they_are_written() -> None:
    twice = evolve(STRATEGY, history=(event(DONE, MARCH), event(OPEN, MARCH)))
    assert twice.on(MARCH).state is OPEN
    assert evolve(twice, history=twice.history[::-1]).on(MARCH).state is DONE


def test_an_action_may_be_reopened_and_dropped() -> None:
    told = (event(DONE, "2024-01-10"), event(OPEN, "2024-01-20"), event(DROPPED, "2024-01-30"))
    action = evolve(STRATEGY, history=told)
    days = [9, 10, 19, 20, 29, 30]
    states = [action.on(dt.date(2024, 1, each)).is_open for each in days]
    assert states == [True, False, False, True, True, False]


def test_the_day_of_an_event_is_its_own_before_its_meetings() -> None:
    told = evolve(BUDGET, history=(event(DONE, "2024-02-20", meeting="kpro-2"),))
    assert not told.on(dt.date(2024, 2, 20), KPRO).is_open
    assert open_actions_at([told], "kpro-2", KPRO) == ()


def test_an_event_of_an_unknown_day_changes_nothing_and_raises_no_alarm() -> None:
    undated = evolve(STRATEGY, history=(event(DONE),))
    standing = undated.on(JUNE, KPRO)
    assert (standing.state, standing.history.undated) == (OPEN, (event(DONE),))
    assert STRATEGY.on(JUNE, KPRO).past_due(JUNE)
    assert not standing.past_due(JUNE)
    noted = evolve(STRATEGY, history=(event(IN_PROGRESS), event(None, note="Rykket")))
    assert noted.on(JUNE, KPRO).past_due(JUNE)
    unknown = evolve(STRATEGY, history=(event(DONE, meeting="ukendt"),))
    assert unknown.on(JUNE, KPRO).is_open


def test_an_action_is_late_when_the_last_day_has_passed() -> None:
    done = evolve(STRATEGY, history=(event(DONE, "2024-04-01"),))
    for on, late in ((dt.date(2024, 4, 30), False), (dt.date(2024, 5, 1), True)):
        assert STRATEGY.on(DECEMBER).past_due(on) == late
        assert not done.on(on).past_due(on)


def test_an_action_whose_due_is_open_is_never_late() -> None:
    loose = evolve(STRATEGY, dues=(PlannedTime("snarest"), PlannedTime.exact("2024-01-01")))
    assert not loose.on(DECEMBER).past_due(dt.date(2099, 1, 1))


# Lists.


def test_open_actions_stand_in_the_order_they_were_made() -> None:
    undated = Action("uden-dag", "Oplæg")
    later = Action("a-senere", "Oplæg", made_on=MARCH)
    done = evolve(STRATEGY, id="gjort", history=(event(DONE, MARCH),))
    every = [later, STRATEGY, done, BUDGET, undated]
    assert ids(open_actions(every, MARCH, KPRO)) == [
        "uden-dag",
        "budget",
        "strategidag",
        "a-senere",
    ]
    assert ids(open_actions(every, DECEMBER, KPRO)) == [
        "uden-dag",
        "budget",
        "gjort",
        "strategidag",
    ]
    assert ids(open_actions(every, dt.date(2023, 12, 7), KPRO)) == ["uden-dag"]
    assert ids(open_actions(every, dt.date(2023, 12, 7))) == ["budget", "uden-dag"]


def test_an_action_made_at_a_meeting_is_not_on_its_list() -> None:
    assert open_actions_at([BUDGET, STRATEGY], "kpro-1", KPRO) == ()
    assert ids(open_actions_at([BUDGET, STRATEGY], "kpro-2", KPRO)) == ["budget", "strategidag"]


def test_an_action_closed_at_a_meeting_is_open_when_it_begins() -> None:
    closed = evolve(BUDGET, history=(event(DONE, meeting="kpro-2"),))
    (standing,) = open_actions_at([closed], "kpro-2", KPRO)
    assert (standing.state, standing.on) == (OPEN, dt.date(2024, 2, 29))
    assert not standing.past_due(MARCH)
    assert open_actions_at([closed], "kpro-3", KPRO) == ()


def test_a_meeting_must_be_known() -> None:
    with pytest.raises(NotHeldError) as refused:
        open_actions_at([BUDGET], "kpro-9", KPRO)
    assert str(refused.value) == "meeting: is not in the calendar of meetings (got 'kpro-9')"


def test_a_body_has_the_actions_of_its_own_meetings() -> None:
    theirs = Action("deres", "Principper", made_at="bg-1", owner="KF")
    for_them = Action("til-dem", "Principper", made_at="kpro-1", owner="brugergruppe")
    due_there = Action("frist", "Principper", made_at="kpro-1", dues=(ByMeeting("bg-1"),))
    moved = Action(
        "flyttet",
        "Principper",
        made_at="kpro-1",
        history=(ActionEvent(due=ByMeeting(body="brugergruppe")), event(DONE)),
    )
    anybodys = Action("uden-sted", "Principper", made_at="ukendt")
    every = [BUDGET, theirs, for_them, due_there, moved, anybodys]

    def of(body: str) -> list[str]:
        return [each.id for each in actions_of(every, body, KPRO)]

    assert of("brugergruppe") == ["deres", "til-dem", "frist", "flyttet", "uden-sted"]
    assert of("kpro") == ["budget", "til-dem", "frist", "flyttet", "uden-sted"]
    assert of("forvaltning") == ["budget", "uden-sted"]


# The calendar.


def test_a_calendar_knows_meetings_by_id_and_day() -> None:
    assert [each.id for each in KPRO.meetings] == ["kpro-1", "bg-1", "kpro-2", "kpro-3"]
    assert KPRO.meeting("kpro-2").on == MARCH
    assert KPRO.days["bg-1"] == dt.date(2024, 2, 1)
    second = MeetingCalendar([*KPRO.meetings, MeetingDay("kpro-1b", "kpro", DECEMBER)])
    found = second.next_of("kpro", DECEMBER - dt.timedelta(days=1))
    assert found is not None
    assert found.id == "kpro-1"
    found = second.next_of("kpro", DECEMBER)
    assert found is not None
    assert found.id == "kpro-2"


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.dates(dt.date(2024, 1, 1), dt.date(2024, 3, 1))),
        max_size=8,
    ),
    st.dates(dt.date(2023, 12, 1), dt.date(2024, 4, 1)),
)
def test_the_next_meeting_is_the_nearest_later_one(
    held: list[tuple[str, dt.date]], after: dt.date
) -> None:
    days = [MeetingDay(f"m{number}", body, on) for number, (body, on) in enumerate(held)]
    calendar = MeetingCalendar(days)
    assert calendar == MeetingCalendar(days[::-1])
    later = [each for each in days if each.body == "a" and each.on > after]
    wanted = min(later, key=lambda each: (each.on, each.id), default=None)
    assert calendar.next_of("a", after) == wanted


# What has no meaning.


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (ByMeeting, "due: names a meeting, or a body whose next one it is"),
        (
            lambda: ActionEvent(on="2024-01-01"),
            "event: tells of a state, a due, an owner or something else",
        ),
        (
            lambda: MeetingCalendar([*KPRO.meetings, MeetingDay("kpro-1", "b", "2024-01-01")]),
            "meetings.id: must be unique (got 'kpro-1')",
        ),
        (
            lambda: NEXT.worded("sv"),  # type: ignore[arg-type]
            "language: must be 'da' or 'en' (got 'sv')",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(made: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        made()
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (
            lambda: Action("a", "b", dues=[None]),  # type: ignore[list-item]
            "dues[0]: must be a PlannedTime or a ByMeeting (got None)",
        ),
        (
            lambda: Action("a", "b", dues=["2024-01-01", 3]),  # type: ignore[list-item]
            "dues[1]: must be a date or an ISO text (got 3)",
        ),
        (
            lambda: Action("a", "b", dues="2024-01-01"),
            "dues: must be a list or the like (got '2024-01-01')",
        ),
        (
            lambda: MeetingCalendar(["kpro-1"]),  # type: ignore[list-item]
            "meetings[0]: must be a MeetingDay (got 'kpro-1')",
        ),
    ],
)
def test_the_wrong_kind_is_refused_by_name(made: Callable[[], object], message: str) -> None:
    with pytest.raises(NotExactError) as refused:
        made()
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: Action("a b", "c"), r"^id: holds letters and digits"),
        (lambda: Action("a", ""), r"^text: must not be empty"),
        (lambda: Action("a", "b", made_on="8/12-23"), r"^made_on: a date is written year-month"),
        (lambda: Action("a", "b", dues=["8/12-23"]), r"^dues\[0\]: a date is written year-month"),
        (lambda: ActionEvent(due="8/12-23"), r"^due: a date is written year-month-day"),
        (lambda: ActionEvent(DONE, meeting="et møde"), r"^meeting: holds letters and digits"),
        (lambda: MeetingDay("a", "b", "8/12-23"), r"^on: a date is written year-month-day"),
    ],
)
def test_ids_days_and_texts_are_checked(made: Callable[[], object], message: str) -> None:
    with pytest.raises(TextError, match=message):
        made()


# Laws.

DAYS = st.dates(dt.date(2023, 11, 1), dt.date(2024, 7, 1))
MEETINGS = st.sampled_from(["", "kpro-1", "kpro-2", "kpro-3", "ukendt"])
DUES: st.SearchStrategy[Due] = st.sampled_from([NEXT, ByMeeting("kpro-3"), EARLY_2024])
EVENTS = st.builds(
    ActionEvent,
    st.sampled_from(ActionState),
    on=st.none() | DAYS,
    meeting=MEETINGS,
    due=st.none() | DUES,
    owner=st.sampled_from(["", "KF", "LT"]),
)


@st.composite
def actions(draw: st.DrawFn) -> list[Action]:
    held = st.builds(
        Action,
        st.just("a"),
        st.just("Oplæg"),
        dues=st.lists(DUES, max_size=2),
        made_on=st.none() | DAYS,
        made_at=MEETINGS,
        history=st.lists(EVENTS, max_size=4).map(tuple),
    )
    found = draw(st.lists(held, max_size=5))
    return [evolve(each, id=f"a{number}") for number, each in enumerate(found)]


@given(actions(), DAYS)
def test_what_is_told_later_changes_no_earlier_day(held: list[Action], on: dt.date) -> None:
    def by_then(each: ActionEvent) -> bool:
        when = each.on or KPRO.days.get(each.meeting)
        return when is None or when <= on

    for action in held:
        known = evolve(action, history=tuple(each for each in action.history if by_then(each)))
        now, then = action.on(on, KPRO), known.on(on, KPRO)
        assert (now.state, now.owner, now.dues, now.due_days, now.history) == (
            then.state,
            then.owner,
            then.dues,
            then.due_days,
            then.history,
        )


@given(actions(), DAYS, DAYS)
def test_what_is_closed_stays_closed_unless_reopened(
    held: list[Action], one: dt.date, other: dt.date
) -> None:
    first, last = sorted((one, other))
    for action in held:
        closing = tuple(each for each in action.history if each.state in (DONE, DROPPED))
        for_good = evolve(action, history=closing)
        if for_good.made(KPRO) is None or for_good.on(first, KPRO).state is not None:
            assert for_good.on(first, KPRO).is_open >= for_good.on(last, KPRO).is_open


@given(actions(), st.sampled_from(["kpro-1", "kpro-2", "kpro-3"]))
def test_open_at_a_meeting_is_made_and_not_closed_before_it(
    held: list[Action], meeting: str
) -> None:
    day = KPRO.days[meeting]
    found = open_actions_at(held, meeting, KPRO)
    assert found == open_actions_at(held[::-1], meeting, KPRO)
    listed = set(ids(found))
    for action in held:
        made = action.made(KPRO)
        before = [
            (when, number, each.state)
            for number, each in enumerate(action.history)
            if (when := each.on or KPRO.days.get(each.meeting)) is not None and when < day
        ]
        closed = bool(before) and max(before, key=lambda each: each[:2])[2] in (DONE, DROPPED)
        assert (action.id in listed) == ((made is None or made < day) and not closed)


@given(actions(), DAYS)
def test_open_actions_do_not_know_the_order(held: list[Action], on: dt.date) -> None:
    found = open_actions(held, on, KPRO)
    assert found == open_actions(held[::-1], on, KPRO)
    made = [each.action.made(KPRO) or dt.date.min for each in found]
    assert made == sorted(made)


@given(actions(), DAYS, DAYS)
def test_what_is_late_stays_late_while_nothing_is_told(
    held: list[Action], one: dt.date, other: dt.date
) -> None:
    first, last = sorted((one, other))
    for action in held:
        standing = action.on(first, KPRO)
        assert standing.past_due(first) <= standing.past_due(last)
        if standing.past_due(first):
            assert all(each is not None and each < first for each in standing.due_days)
