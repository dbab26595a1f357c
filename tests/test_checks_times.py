"""Times: what was over when it was written, what cannot be kept, and what nobody followed."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.checks import Check, run
from sundgov.checks.times.meeting_dates import meeting_outside_body_life, meetings_uneven
from sundgov.checks.times.plans import (
    before_predecessor,
    deliverable_overdue,
    dependency_cycle,
    done_without_date,
    same_period,
    unknown_dependency,
)
from sundgov.checks.times.stated_times import season_without_year, time_already_past
from sundgov.checks.times.targets import target_missed, target_without_reading
from sundgov.checks.times.times import TIMES
from sundgov.formats import loads
from sundgov.governance.agendas import Agenda
from sundgov.governance.deliverables import Deliverable
from sundgov.governance.meetings import Meeting, MeetingState
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.projects import Project
from sundgov.governance.statements import Section, StatedTime, Tense
from sundgov.governance.targets import PERCENT, Reading, Target
from sundgov.record import Record
from sundgov.testing.strategies import planned_times, records
from tests.check_papers import FIGURES

DAY = dt.date(2023, 12, 8)
days = st.dates(dt.date(2020, 1, 1), dt.date(2029, 12, 31))


def lines(check: Check, toml: str, on: dt.date = DAY) -> list[str]:
    """What a check finds in a document: the place, why, and the remedy."""
    record = loads(toml)
    return [f"{one.place}: {one.why}. {one.remedy}" for one in check(record, record.figures, on)]


def whys(check: Check, toml: str, on: dt.date = DAY) -> list[str]:
    """What a check finds in a document, without what is to be done."""
    record = loads(toml)
    return [f"{one.place}: {one.why}" for one in check(record, record.figures, on)]


(PAPERS,) = loads(
    """
    [[meetings]]
    id = "m"
    body = "b"
    on = 2023-12-08
    last_day = 2023-12-10
    agenda = {sent_on = 2023-12-01, items = [{label = 1, title = "Status"}]}
    minutes = {entries = [{item = 1}]}
    """
).meetings


def stating(time: PlannedTime, tense: Tense = Tense.COMING, *, minutes: bool = False) -> Record:
    """A record of a meeting on the day that states a time, in its agenda or in its minutes."""
    section = Section(times=(StatedTime("det sker", time, tense=tense),))
    assert PAPERS.agenda is not None
    assert PAPERS.minutes is not None
    if minutes:
        entry = evolve(PAPERS.minutes.entries[0], account=(section,))
        told = evolve(PAPERS, minutes=evolve(PAPERS.minutes, entries=(entry,)))
    else:
        item = evolve(PAPERS.agenda.items[0], presentation=(section,))
        told = evolve(PAPERS, agenda=evolve(PAPERS.agenda, items=(item,)))
    return Record(figures=FIGURES, meetings=(told,))


def sent(record: Record, on: dt.date | str | None, written: dt.date | str | None = None) -> Record:
    """The record with its meeting's agenda sent, and written, on other days."""
    (meeting,) = record.meetings
    assert meeting.agenda is not None
    agenda = evolve(meeting.agenda, sent_on=on, written_on=written)
    return evolve(record, meetings=(evolve(meeting, agenda=agenda),))


# Times that papers state


@given(planned_times(), st.sampled_from(Tense))
def test_a_time_is_past_when_it_ended_before_its_paper(time: PlannedTime, tense: Tense) -> None:
    for minutes, written in ((False, dt.date(2023, 12, 1)), (True, dt.date(2023, 12, 10))):
        record = stating(time, tense, minutes=minutes)
        over = tense is Tense.COMING and time.latest is not None and time.latest < written
        assert bool(time_already_past(record, FIGURES, DAY)) is over


def test_the_day_of_the_paper_is_told() -> None:
    record = stating(PlannedTime.read("primo december 2023"), minutes=True)
    assert time_already_past(record, FIGURES, DAY) == ()
    record = stating(PlannedTime.read("9. december 2023"), minutes=True)
    (found,) = time_already_past(record, FIGURES, DAY)
    assert found.place == "m, item 1, minutes, section 1"
    assert found.why == (
        "'det sker' is to come '9. december 2023', which ended on 2023-12-09, and the minutes are"
        " of 2023-12-10"
    )


def test_minutes_of_a_meeting_of_one_day_are_of_that_day() -> None:
    record = stating(PlannedTime.exact("2023-12-07"), minutes=True)
    meeting = evolve(record.meetings[0], last_day=None)
    (found,) = time_already_past(evolve(record, meetings=(meeting,)), FIGURES, DAY)
    assert found.why.endswith("the minutes are of 2023-12-08")


def test_an_agenda_is_as_old_as_it_was_written() -> None:
    record = stating(PlannedTime.exact("2023-11-30"))

    def found(written: str | None, on: str | None) -> int:
        return len(time_already_past(sent(record, on, written), FIGURES, DAY))

    assert found(None, "2023-12-01") == found("2023-12-01", None) == 1
    assert found("2023-11-30", "2023-12-01") == found(None, None) == 0
    uncalled = evolve(record.meetings[0], agenda=None)
    assert time_already_past(evolve(record, meetings=(uncalled,)), FIGURES, DAY) == ()


def test_a_new_time_for_a_deliverable_may_be_over_when_it_is_told() -> None:
    told = """
        [[deliverables]]
        id = "manual"
        name = "Kvalitetsmanual"
        due = 2023-06-30
        progress = [{on = 2023-11-01, percent = 5}, {%s due = "november 2023"%s}]

        [[meetings]]
        id = "m"
        body = "b"
        on = 2023-12-08
        """
    assert whys(time_already_past, told % ("meeting = 'm',", "")) == [
        "deliverable manual: 'Kvalitetsmanual' is to come 'november 2023', which ended on"
        " 2023-11-30, and that was told on 2023-12-08"
    ]
    under_way = (", percent = 50", ", state = 'planned'")
    for more in under_way:
        assert len(whys(time_already_past, told % ("meeting = 'm',", more))) == 1
    assert whys(time_already_past, told % ("meeting = 'm',", ", percent = 100")) == []
    assert whys(time_already_past, told % ("meeting = 'm',", ", state = 'dropped'")) == []
    assert whys(time_already_past, told % ("on = 2023-11-30,", "")) == []
    assert whys(time_already_past, told % ("", "")) == []


@pytest.mark.parametrize(
    ("due", "adopted", "found"),
    [
        ("'februar 2023'", "'marts 2023'", 1),
        ("'marts 2023'", "'marts 2023'", 0),
        ("{wording = 'snart'}", "'marts 2023'", 0),
        ("2023-03-28", "2023-03-29", 1),
        ("2023-03-29", "2023-03-29", 0),
    ],
)
def test_a_target_may_be_over_when_it_is_adopted(due: str, adopted: str, found: int) -> None:
    document = f"""
        [[decisions]]
        body = "b"
        time = {adopted}
        decision = {{id = "d", outcome = {{kind = "approved"}}}}

        [[targets]]
        id = "planer"
        name = "Planer"
        goal = 5
        due = {due}
        adopted_by = "d"

        [[targets]]
        id = "andre"
        name = "Andre"
        goal = 5
        adopted_by = "d"

        [[targets]]
        id = "ingens"
        name = "Ingens"
        goal = 5
        due = 2020-01-01
        """
    told = whys(time_already_past, document)
    assert len(told) == found
    assert all(line.endswith(f", and it was adopted {adopted}".replace("'", "")) for line in told)


# Seasons


@pytest.mark.parametrize(
    ("wording", "written", "proposed"),
    [
        ("foråret", "2023-05-31", "foråret 2023"),
        ("foråret", "2023-06-01", "foråret 2024"),
        ("til sommer", "2023-08-31", "til sommer 2023"),
        ("til sommer", "2023-09-01", "til sommer 2024"),
        ("i Efteråret eller senere", "2023-11-30", "i Efteråret 2023 eller senere"),
        ("efteråret", "2023-12-01", "efteråret 2024"),
        ("vinteren", "2023-02-28", "vinteren 2022/23"),
        ("vinteren", "2023-03-01", "vinteren 2023/24"),
        ("vinter", "1999-12-24", "vinter 1999/00"),
    ],
)
def test_the_year_of_the_next_season_is_proposed(wording: str, written: str, proposed: str) -> None:
    record = stating(PlannedTime(wording))
    (found,) = season_without_year(sent(record, written), FIGURES, DAY)
    assert found.why == f"{wording!r} does not say of which year"
    assert found.remedy == f"Write {proposed!r}."
    (found,) = season_without_year(sent(record, None), FIGURES, DAY)
    assert found.remedy == "Write the year with it."


@given(days)
def test_the_season_that_is_proposed_is_not_over_and_the_one_before_it_is(written: dt.date) -> None:
    for season in ("foråret", "sommeren", "efteråret"):
        record = sent(stating(PlannedTime(season)), written)
        (found,) = season_without_year(record, FIGURES, DAY)
        proposed = PlannedTime.read(found.remedy.removeprefix("Write '").removesuffix("'."))
        assert proposed.latest is not None
        assert written <= proposed.latest
        assert (proposed.latest - written).days < 366


@pytest.mark.parametrize(
    "wording", ["foråret 2024", "vinteren 2023/24", "efter sommerferien", "snarest", "forårets"]
)
def test_a_season_with_its_year_and_a_word_that_is_none_are_let_be(wording: str) -> None:
    assert season_without_year(stating(PlannedTime(wording)), FIGURES, DAY) == ()
    past = stating(PlannedTime("foråret"), Tense.PAST)
    assert season_without_year(past, FIGURES, DAY) == ()


def test_plans_have_their_seasons_too_and_the_record_may_know_the_year() -> None:
    spring = "{wording = 'foråret', near = 2024-01-01}"
    assert lines(
        season_without_year,
        f"""
        [[deliverables]]
        id = "manual"
        name = "Manual"
        due = {spring}
        progress = [{{on = 2023-12-08, due = {{wording = "sommeren"}}}}, {{percent = 5}}]

        [[targets]]
        id = "planer"
        name = "Planer"
        goal = 5
        due = {spring}

        [[projects]]
        id = "drift"
        name = "Drift"
        since = {spring}
        until = {{wording = "vinteren", earliest = 2025-12-01, latest = 2026-02-28}}
        """,
    ) == [
        "deliverable manual: 'foråret' does not say of which year. Write 'foråret 2024'.",
        "deliverable manual: 'sommeren' does not say of which year. Write the year with it.",
        "target planer: 'foråret' does not say of which year. Write 'foråret 2024'.",
        "project drift, since: 'foråret' does not say of which year. Write 'foråret 2024'.",
        "project drift, until: 'vinteren' does not say of which year. Write 'vinteren 2025/26'.",
    ]


# Plans


def test_circles_of_every_kind_are_told_step_by_step() -> None:
    assert whys(
        dependency_cycle,
        """
        deliverables = [
          {id = "a", name = "A", begins_after = ["c"]},
          {id = "b", name = "B", finishes_after = ["a"]},
          {id = "c", name = "C", begins_after = ["b"]},
          {id = "d", name = "D", part_of = "d"},
        ]
        projects = [
          {id = "p", name = "P", follows = ["q"], within = "r"},
          {id = "q", name = "Q", follows = ["p"]},
          {id = "r", name = "R", within = "p"},
        ]
        """,
    ) == [
        "deliverable a: a waits for c, c waits for b, b waits for a",
        "deliverable d: d is a part of d",
        "project p: p follows q, q follows p",
        "project p: p lies within r, r lies within p",
    ]


def test_references_of_every_kind_may_lead_nowhere() -> None:
    assert lines(
        unknown_dependency,
        """
        deliverables = [
          {id = "system", name = "S", begins_after = ["x"], part_of = "helhed"},
          {id = "manual", name = "M", finishes_after = ["sistem"]},
        ]
        projects = [{id = "drift", name = "D", follows = ["drift-1"], within = "ramme"}]
        """,
    ) == [
        "deliverable manual: it waits for sistem, and the record has no such deliverable."
        " Write 'system' if that is meant.",
        "deliverable system: it waits for x, and the record has no such deliverable."
        " Add the deliverable, or leave it out.",
        "deliverable system: it is a part of helhed, and the record has no such deliverable."
        " Add the deliverable, or leave it out.",
        "project drift: it follows drift-1, and the record has no such project."
        " Add the project, or leave it out.",
        "project drift: it lies within ramme, and the record has no such project."
        " Add the project, or leave it out.",
    ]


CHAIN = """
    deliverables = [
      {id = "a", name = "A", due = "maj 2024"},
      {id = "b", name = "B", begins_after = ["a"]},
      {id = "c", name = "C", due = "april 2024", finishes_after = ["b"]},
    ]
    projects = [
      {id = "p", name = "P", until = "maj 2024"},
      {id = "q", name = "Q", since = "april 2024", follows = ["p", "x", "r", "t"]},
      {id = "r", name = "R"},
      {id = "s", name = "S", follows = ["p"]},
      {id = "t", name = "T", until = "marts 2024"},
      {id = "u", name = "U", since = {wording = "snarest"}, follows = ["v"]},
      {id = "v", name = "V", until = {wording = "snarest"}},
    ]
    """


def test_what_waits_through_others_cannot_be_done_before_them() -> None:
    assert lines(before_predecessor, CHAIN) == [
        "deliverable c: it is due april 2024, and a, which it waits for, is due maj 2024."
        " Let it be due later, or a earlier.",
        "project q: it begins april 2024, and p, which it follows, runs until maj 2024."
        " Let it begin later, or p end earlier.",
    ]
    assert before_predecessor(loads(CHAIN), FIGURES, dt.date(2024, 4, 30))
    assert lines(before_predecessor, CHAIN, dt.date(2024, 5, 1)) == []  # it is over already


def test_one_period_for_both_is_told() -> None:
    document = CHAIN.replace("april", "maj").replace('name = "B",', 'name = "B", due = "maj 2024",')
    after = "and both are due maj 2024"
    assert whys(same_period, document) == [
        f"deliverable b: it is to begin after a, {after}",
        f"deliverable c: it is to finish after b, {after}",
        "project q: it begins when p, which it follows, ends: maj 2024",
    ]
    assert len(whys(same_period, document, dt.date(2024, 5, 31))) == 3
    assert whys(same_period, document, dt.date(2024, 6, 1)) == []


def test_on_one_day_only_what_can_begin_after_the_other_is_told() -> None:
    document = """
        deliverables = [
          {id = "a", name = "A", due = 2024-05-02},
          {id = "b", name = "B", due = 2024-05-02, begins_after = ["a"]},
          {id = "c", name = "C", due = 2024-05-02, finishes_after = ["a"]},
        ]
        """
    assert whys(same_period, document) == [
        "deliverable b: it is to begin after a, and both are due 2024-05-02"
    ]


PARTS = """
    deliverables = [
      {id = "system", name = "System"%s},
      {id = "aftale", name = "Aftale", due = "Q1 2024", part_of = "system"%s},
      {id = "haandbog", name = "Håndbog", due = "Q1 2024"%s, finishes_after = ["system", "x"]},
      {id = "andet", name = "Andet", due = "Q1 2024"},
    ]
    """


def test_the_parts_of_what_is_waited_for_count_where_it_has_no_time() -> None:
    assert lines(same_period, PARTS % ("", "", "")) == [
        "deliverable haandbog: it is to finish after system, and aftale, a part of that, is due"
        " like it, Q1 2024. State which of them comes first within Q1 2024."
    ]
    done = ', progress = [{on = 2023-12-01, state = "done"}]'
    waits = ', begins_after = ["system"]'
    assert lines(same_period, PARTS % (', due = "2024"', "", "")) == []
    assert lines(same_period, PARTS % ("", done, "")) == []
    assert lines(same_period, PARTS % ("", "", done)) == []
    assert lines(same_period, PARTS % ("", "", ""), dt.date(2024, 4, 1)) == []
    assert lines(same_period, PARTS % ("", waits, "")) == []
    timeless = PARTS.replace('due = "Q1 2024", part_of', "part_of")
    assert lines(same_period, timeless % ("", "", "")) == []
    assert lines(same_period, (PARTS % ("", "", "")).replace("Q1 2024", "februar 2024")) != []
    assert lines(same_period, (PARTS % ("", "", "")).replace("Q1 2024", "1. maj 2024")) == []


@given(planned_times(), planned_times(), days)
def test_nothing_is_both_too_early_and_of_the_same_period(
    one: PlannedTime, other: PlannedTime, on: dt.date
) -> None:
    plan = (Deliverable("a", "A", due=one), Deliverable("b", "B", due=other, begins_after=("a",)))
    record = Record(figures=FIGURES, deliverables=plan)
    early = before_predecessor(record, FIGURES, on)
    assert not (early and same_period(record, FIGURES, on))
    assert bool(early) is (other.surely_before(one) and not other.surely_past(on))


def test_what_is_overdue_is_told_as_it_stands() -> None:
    document = """
        [[deliverables]]
        id = "a"
        name = "A"
        due = "november 2023"

        [[deliverables]]
        id = "b"
        name = "B"
        due = "november 2023"
        progress = [{on = 2023-11-01, percent = 0}]

        [[deliverables]]
        id = "c"
        name = "C"
        due = "november 2023"
        progress = [{on = 2023-11-01, percent = "62,5"}]
        """
    overdue = "it was due november 2023, and on 2023-12-08 it is"
    assert whys(deliverable_overdue, document) == [
        f"deliverable a: {overdue} planned",
        f"deliverable b: {overdue} planned, 0 per cent done",
        f"deliverable c: {overdue} under way, 62,5 per cent done",
    ]
    assert whys(deliverable_overdue, document, dt.date(2023, 11, 30)) == []


def test_done_on_no_known_day_is_told_once() -> None:
    assert whys(
        done_without_date,
        """
        deliverables = [
          {id = "a", name = "A", progress = [{percent = 100}, {state = "done", meeting = "x"}]},
          {id = "b", name = "B", progress = [{percent = 100}, {state = "done", on = 2023-12-08}]},
          {id = "c", name = "C", progress = [{percent = 99}, {state = "dropped"}]},
        ]
        """,
    ) == ["deliverable a: it is told as done, and not since when"]


# Targets


def test_a_missed_target_is_told_in_its_unit() -> None:
    target = Target(
        "ok22",
        "Klinikker",
        85,
        PERCENT,
        due=PlannedTime.read("31. december 2023"),
        readings=(Reading("2023-11-01", 79), Reading("2024-06-01", 86)),
    )
    record = Record(figures=FIGURES, targets=(target,))
    (found,) = target_missed(record, FIGURES, dt.date(2024, 1, 1))
    assert found.why == (
        "the goal of 85,0 pct. was due 31. december 2023, and the newest reading, of 2023-11-01, is"
        " 79,0 pct."
    )
    assert target_missed(record, FIGURES, dt.date(2023, 12, 31)) == ()
    assert target_missed(record, FIGURES, dt.date(2024, 6, 1)) == ()


def steered(*meetings: Meeting, target: Target) -> Record:
    """A record of some meetings of the body that steers the project of a target."""
    projects = (Project("p", "P", body="b"),)
    return Record(figures=FIGURES, meetings=meetings, targets=(target,), projects=projects)


FIRST, SECOND = Meeting("m1", "b", "2023-03-29"), Meeting("m2", "b", "2023-11-21")
BEGUN = Target("t", "Planer", 100, since="2023-01-01", project="p")


@given(st.lists(days, max_size=3), days)
def test_a_target_under_way_is_read_between_meetings(read: list[dt.date], on: dt.date) -> None:
    target = evolve(BEGUN, readings=tuple(Reading(day, 1) for day in read))
    found = target_without_reading(steered(FIRST, SECOND, target=target), FIGURES, on)
    new = any(FIRST.on < day <= SECOND.on for day in read)
    assert bool(found) is (on >= SECOND.on and not new)


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (BEGUN, 1),
        (evolve(BEGUN, since="2023-03-29"), 1),
        (evolve(BEGUN, since="2023-03-30"), 0),
        (evolve(BEGUN, since=None), 0),
        (evolve(BEGUN, since=None, readings=(Reading("2023-03-29", 1),)), 1),
        (evolve(BEGUN, readings=(Reading("2023-03-29", 100),)), 0),
        (evolve(BEGUN, readings=(Reading(None, 1),)), 0),
        (evolve(BEGUN, readings=(Reading("2023-11-21", 1),)), 0),
        (evolve(BEGUN, readings=(Reading("2023-11-22", 1),)), 1),
        (evolve(BEGUN, due="2023-03-28"), 0),
        (evolve(BEGUN, due="2023-03-29"), 1),
        (evolve(BEGUN, project="x"), 0),
    ],
)
def test_a_target_is_under_way_when_begun_and_neither_over_nor_met(
    target: Target, found: int
) -> None:
    record = steered(FIRST, SECOND, target=target)
    assert len(target_without_reading(record, FIGURES, dt.date(2023, 11, 21))) == found


def test_only_the_newest_two_meetings_count_and_the_next_when_it_is_called() -> None:
    read = evolve(BEGUN, readings=(Reading("2023-05-01", 1), Reading("2023-12-01", 1)))
    third, coming = Meeting("m3", "b", "2023-12-20"), Meeting("m4", "b", "2024-03-01")
    on = dt.date(2024, 1, 15)
    late = evolve(read, readings=read.readings[1:])
    for each in (read, late):
        record = steered(FIRST, SECOND, third, coming, target=each)
        assert target_without_reading(record, FIGURES, on) == ()
    called = evolve(coming, agenda=Agenda(()))
    record = steered(FIRST, SECOND, third, called, target=read)
    (found,) = target_without_reading(record, FIGURES, on)
    assert f"{found.place}: {found.why}. {found.remedy}" == (
        "m4: target t has no reading since the meeting before, m3. State how far it is now with"
        " 'Planer'."
    )
    moved = evolve(called, state=MeetingState.MOVED)
    record = steered(FIRST, SECOND, third, moved, target=read)
    assert target_without_reading(record, FIGURES, on) == ()


def test_the_body_that_adopted_a_target_follows_it() -> None:
    other = evolve(BEGUN, since=None, adopted_by="d", project="")
    (decided,) = loads(
        "[[decisions]]\nbody = 'b'\ntime = 2023-03-29\n"
        "decision = {id = 'd', outcome = {kind = 'approved'}}"
    ).decisions
    record = evolve(steered(FIRST, SECOND, target=other), decisions=(decided,))
    assert len(target_without_reading(record, FIGURES, dt.date(2023, 11, 21))) == 1


# Meeting days


@pytest.mark.parametrize(
    ("every", "dates", "found"),
    [
        ("quarterly", "2022-02-09, 2022-09-15", ["2022-Q2 has no meeting"]),
        ("quarterly", "2022-02-09, 2022-03-09, 2022-04-01", ["2022-Q1 has 2 meetings"]),
        ("monthly", "2022-06-01, 2022-08-01", []),
        ("monthly", "2022-06-01, 2022-07-01, 2022-07-02", ["2022-07 has 2 meetings"]),
        ("monthly", "2022-05-01, 2022-07-01", ["2022-06 has no meeting"]),
        ("half-yearly", "2022-05-01, 2023-05-01", ["2022-H2 has no meeting"]),
        ("yearly", "2022-05-01, 2024-05-01", ["2023 has no meeting"]),
        # About a quarter apart: not less than the half of one, and not more than one and a half.
        ("quarterly", "2022-01-01, 2022-02-16", []),
        ("quarterly", "2022-01-01, 2022-02-15", ["2022-Q1 has 2 meetings"]),
        ("quarterly", "2022-01-01, 2022-02-16, 2022-02-17", ["2022-Q1 has 3 meetings"]),
        ("quarterly", "2022-03-31, 2022-08-14", []),
        ("quarterly", "2022-03-31, 2022-08-15", ["2022-Q2 has no meeting"]),
    ],
)
def test_a_plan_is_held_to_its_word(every: str, dates: str, found: list[str]) -> None:
    document = f"[[meeting_plans]]\nbody = 'b'\ndates = [{dates}]\nevery = '{every}'"
    told = [
        f"b, meeting plan: the plan says {every}, and {each}. Move a meeting"
        f" {'into' if ' no ' in each else 'out of'} {each.split()[0]}, or leave out how often."
        for each in found
    ]
    assert lines(meetings_uneven, document) == told


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("change = 'opened', time = '2024'", "it is on 2023-12-08, and b was opened 2024"),
        ("change = 'opened', time = '2023'", None),
        ("change = 'opened'", None),
        ("change = 'renamed', time = '2024', name = 'N'", None),
        (
            "change = 'closed', time = 2023-12-07",
            "it is on 2023-12-08, and b was closed 2023-12-07",
        ),
        ("change = 'closed', time = 2023-12-08", None),
        ("change = 'closed', time = 'december 2023'", None),
        (
            "change = 'merged', time = '2022', into = ['c', 'd']",
            "it is on 2023-12-08, and b was merged 2022",
        ),
    ],
)
def test_a_body_meets_while_it_is(event: str, why: str | None) -> None:
    document = f"""
        bodies = [{{id = "b", name = "B", events = [{{{event}}}]}}]
        meetings = [{{id = "m", body = "b", on = 2023-12-08}}]
        """
    other = "c or d" if "into" in event else "another body"
    remedy = f"Correct the day, or write it as a meeting of {other}."
    assert lines(meeting_outside_body_life, document) == ([f"m: {why}. {remedy}"] if why else [])


@given(records(most_ledgers=0), days)
def test_no_record_is_too_much_and_no_order_counts(record: Record, on: dt.date) -> None:
    turned = evolve(
        record,
        meetings=record.meetings[::-1],
        deliverables=record.deliverables[::-1],
        targets=record.targets[::-1],
        projects=record.projects[::-1],
        bodies=record.bodies[::-1],
    )
    assert run(TIMES, record, FIGURES, on) == run(TIMES, turned, FIGURES, on)


def test_a_due_without_its_year_is_told_with_its_day() -> None:
    document = """
        [[deliverables]]
        id = "a"
        name = "A"
        due = {wording = "uge 47", near = 2023-11-01}
        """
    assert whys(deliverable_overdue, document) == [
        "deliverable a: it was due uge 47 (2023-11-26), and on 2023-12-08 it is planned"
    ]
