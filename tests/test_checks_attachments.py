"""Attachments: what cites them, how they are numbered, and when they were sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.checks.checking import Check
from sundgov.checks.meetings.attachment_citations import (
    attachment_never_cited,
    attachment_not_found,
    cites_another_attachment,
)
from sundgov.checks.meetings.attachment_notice import (
    LONG,
    agenda_sent_early,
    agenda_sent_late,
    attachment_sent_late,
    material_sent_late,
)
from sundgov.checks.meetings.attachments import (
    ATTACHMENTS,
    attachment_against_item,
    attachment_label_repeated,
    replaces_unknown_attachment,
)
from sundgov.governance.agendas import Agenda, AgendaItem, Attachment
from sundgov.governance.meetings import Meeting, MeetingState
from sundgov.governance.minutes import Minutes, MinutesEntry
from sundgov.governance.notice import DayCount, NoticeRule
from sundgov.governance.recommendations import Option, Point, Recommendation
from sundgov.governance.statements import Citation, Section
from tests.check_papers import called, told


def papers(*labels: str) -> tuple[Attachment, ...]:
    """Attachments of these numbers, each with a title of its own."""
    return tuple(Attachment(label, f"Notat {place}") for place, label in enumerate(labels, 1))


def item(label: str, *labels: str, text: str = "", cites: tuple[Citation, ...] = ()) -> AgendaItem:
    section = Section("Økonomi", (text,) if text else (), cites=cites)
    return AgendaItem(label, "Økonomi", attachments=papers(*labels), presentation=(section,))


def remedies(check: Check, *meetings: Meeting) -> list[str]:
    return [each.split(". ")[-1] for each in told(check, *meetings)]


@pytest.mark.parametrize(
    ("label", "labels", "remedy"),
    [
        ("9", ("9.1", "9.2", "9.2"), "Number it 9.3."),
        ("9", ("9.1", "9.4", "9.1"), "Number it 9.5."),
        ("9", ("1", "2", "1"), "Number it 3."),
        ("9", ("A", "A"), "Number it otherwise."),
        ("9", ("8.1", "8.1"), "Number it 9.1."),
        ("", ("9.1", "9.1"), "Number it otherwise."),
        ("9", ("9.1", "Bilag 9.1:"), "Number it 9.2."),
    ],
)
def test_a_number_given_twice_gets_the_next_of_its_item(
    label: str, labels: tuple[str, ...], remedy: str
) -> None:
    (found,) = told(attachment_label_repeated, called(item(label, *labels)))
    assert found.endswith(f"has that number too. {remedy}")


def test_a_number_with_its_item_in_it_is_the_meetings_and_a_plain_one_the_items() -> None:
    first = AgendaItem("1", "Status", attachments=(Attachment("1", "Rapport"),))
    other = AgendaItem("2", "Økonomi", attachments=(Attachment("1", "Budget"),))
    assert told(attachment_label_repeated, called(first, other)) == []
    dotted = [
        evolve(each, attachments=(evolve(each.attachments[0], label="1.1"),))
        for each in (first, other)
    ]
    assert told(attachment_label_repeated, called(*dotted)) == [
        "m, item 2, attachment 1.1: 'Rapport' of item 1 has that number too. Number it 2.1."
    ]


def test_a_number_against_its_item_is_told_only_where_numbers_follow_the_items() -> None:
    well, moved = item("8", "8.1"), item("9", "8.2")
    assert told(attachment_against_item, called(well, moved)) == [
        "m, item 9, attachment 8.2: it is numbered as one of item 8 and lies with item 9."
        " Number it 9.1, or list it with item 8."
    ]
    assert told(attachment_against_item, called(moved)) == []
    assert told(attachment_against_item, called(well, item("", "8.2"))) == []
    assert told(attachment_against_item, called(well, item("9", "3", "A"))) == []


def test_an_attachment_of_a_part_has_the_number_of_the_whole_item() -> None:
    part = evolve(item("a", "9.1"), items=(item("i", "9.2", "8.4"),))
    whole = evolve(item("9"), items=(part,))
    found = told(attachment_against_item, called(whole))
    assert [each.split(":")[0] for each in found] == ["m, item i, attachment 8.4"]


def test_what_is_replaced_is_held_against_the_numbers_there_are() -> None:
    old, new = Attachment("9.1", "Budget"), Attachment("9.2", "Budget, rettet", replaces="7")
    meeting = called(AgendaItem("9", "Økonomi", attachments=(old, new)))
    assert told(replaces_unknown_attachment, meeting) == [
        "m, item 9, attachment 9.2: it takes the place of attachment 7, and the meeting has none."
        " List what it replaces too, or write that it replaces nothing."
    ]


@pytest.mark.parametrize(
    ("citation", "remedy"),
    [
        (Citation("8.3", "notat 3"), "Cite 9.3 'Notat 3', which has that title."),
        (Citation("8.3", "Notatt 3"), "Cite 9.3 'Notat 3'."),
        (Citation("8.2"), "Cite 9.2 'Notat 2' if that is meant."),
        (Citation("8.9"), "Attach it, or cite one of 8.1, 9.1, 9.2, 9.3."),
        (
            Citation("8.9", "Referat fra mødet i marts"),
            "Attach it, or cite one of 8.1, 9.1, 9.2, 9.3.",
        ),
    ],
)
def test_what_may_be_meant_by_a_number_that_is_not_there(citation: Citation, remedy: str) -> None:
    meeting = called(item("8", "8.1"), item("9", "9.1", "9.2", "9.3", cites=(citation,)))
    (found,) = told(attachment_not_found, meeting)
    assert found.endswith(f"the meeting has no such number. {remedy}")


def test_a_title_without_words_and_the_number_of_another_item_are_not_meant() -> None:
    drawn = Attachment("8.1", "–")
    for citation in (Citation("7.1"), Citation("8.1"), Citation("8.1", "…")):
        citing = item("9", "9.2", cites=(citation,))
        meeting = called(AgendaItem("8", "Skitse", attachments=(drawn,)), citing)
        assert told(cites_another_attachment, meeting) == []
    (found,) = told(
        attachment_not_found,
        called(
            AgendaItem("8", "Skitse", attachments=(drawn,)),
            item("9", "9.2", cites=(Citation("7.1"),)),
        ),
    )
    assert found.endswith("Attach it, or cite one of 8.1, 9.2.")
    unknown = item("9", "9.1", "9.2", cites=(Citation("8.3", "Notat 1"),))
    assert told(cites_another_attachment, called(unknown)) == []


def test_of_two_papers_with_one_title_that_of_the_item_itself_is_meant() -> None:
    cited = item("9", "9.1", cites=(Citation("7.1", "Notat 1"),))
    (found,) = told(attachment_not_found, called(item("8", "8.1"), cited))
    assert found.endswith("Cite 9.1 'Notat 1', which has that title.")


def test_citations_are_read_in_the_ways_between_which_a_meeting_chooses() -> None:
    option = Option("a", "Fælles center", presentation=(Section(cites=(Citation("7"),)),))
    put = Recommendation((Point("vælger", options=(option,)),))
    meeting = called(evolve(item("1", "1"), recommendation=put))
    assert len(told(attachment_not_found, meeting)) == 1


def test_citations_are_read_in_minutes_too_and_in_parts_of_sections() -> None:
    inner = Section(cites=(Citation("7"),))
    entries = (
        MinutesEntry("1", account=(Section(sections=(inner,)),)),
        MinutesEntry("", "Orientering", account=(inner,)),
    )
    meeting = evolve(called(item("1", "1")), minutes=Minutes(entries))
    found = told(attachment_not_found, meeting)
    assert [each.split(":")[0] for each in found] == ["m, item 1", "m"]


def test_a_citation_without_a_title_or_with_words_of_its_own_crosses_nothing() -> None:
    cites = (Citation("9.1"), Citation("9.1", "budgettet"), Citation("9.1", "Notat 1"))
    assert told(cites_another_attachment, called(item("9", "9.1", "9.2", cites=cites))) == []
    crossed = item("9", "9.1", "9.2", cites=(Citation("9.1", "NOTAT 2"),))
    assert told(cites_another_attachment, called(crossed)) == [
        "m, item 9: it cites attachment 9.1 'NOTAT 2', and that is the title of 9.2."
        " Cite 9.2, or the title of 9.1 'Notat 1'."
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Se bilag 9.1, 9.2 og 9.4.", ["9.3"]),
        ("Se bilag 9.2-9.4", ["9.1"]),
        ("Se bilagene 9.1 til 9.3.", ["9.4"]),
        ("Se bilag 9.1 samt 9.2 – 9.3", ["9.4"]),
        ("Der er 9.1 grunde.", ["9.1", "9.2", "9.3", "9.4"]),
        ("Se bilag 19.1 og notat 2", ["9.1", "9.3", "9.4"]),
        ("Se vedlagte bilag.", []),
        ("Se Bilag 9.10.", ["9.1", "9.2", "9.3", "9.4"]),
    ],
)
def test_mentions_in_a_text(text: str, left: list[str]) -> None:
    meeting = called(item("9", "9.1", "9.2", "9.3", "9.4", text=text))
    found = told(attachment_never_cited, meeting)
    assert [each.split(":")[0].split()[-1] for each in found] == left


def test_attachments_of_items_without_texts_are_left_alone() -> None:
    assert told(attachment_never_cited, called(item("9", "9.1"))) == []


def test_attachments_do_not_mention_each_other_and_a_meetings_title_mentions_them() -> None:
    first = Attachment("9.1", "Rettelse til bilag 9.2")
    other = Attachment("9.2", "Budget")
    text = Section(paragraphs=("Intet.",))
    named = AgendaItem("9", "Økonomi", attachments=(first, other), presentation=(text,))
    assert len(told(attachment_never_cited, called(named))) == 2
    titled = evolve(called(named), title="Om bilag 9.1 og 9.2")
    assert told(attachment_never_cited, titled) == []


def sent(agenda: str | None = None, material: str | None = None, *, rule: NoticeRule) -> Meeting:
    return Meeting(
        "m",
        "b",
        "2023-12-08",
        notice=rule,
        agenda=Agenda((AgendaItem("1", "Status"),), sent_on=agenda, material_sent_on=material),
    )


WEEK = NoticeRule(7)


@pytest.mark.parametrize(
    ("day", "ahead"),
    [
        ("2023-12-02", "6 days before"),
        ("2023-12-07", "1 day before"),
        ("2023-12-08", "on the day of"),
        ("2023-12-09", "after"),
    ],
)
def test_how_late_is_told_in_days(day: str, ahead: str) -> None:
    consent = "Write who consented to it, or move what needs the paper to a later meeting."
    remedy = "Correct the day." if ahead == "after" else consent
    late = (
        f"it was sent on {day}, {ahead} the meeting, and 2023-12-01 is the last day by the rule of"
        f" 7 calendar days. {remedy}"
    )
    assert told(agenda_sent_late, sent(day, rule=WEEK)) == [f"m, agenda: {late}"]
    assert told(material_sent_late, sent(None, day, rule=WEEK)) == [f"m, material: {late}"]


def twice(sent_on: str, on: str, before: str, **named: Any) -> tuple[Meeting, Meeting]:
    """A meeting whose agenda was sent on a day, and one that the body held before it."""
    earlier = evolve(called(id="n", on=before), **{"state": MeetingState.HELD, **named})
    return earlier, evolve(called(on=on), agenda=Agenda((), sent_on=sent_on))


@pytest.mark.parametrize(
    ("sent_on", "on", "before", "remedy"),
    [
        ("2023-01-26", "2024-02-02", "2023-12-08", "Write 2024-01-26 if that is meant."),
        ("2022-12-20", "2024-01-15", "2023-12-08", "Write 2023-12-20 if that is meant."),
        ("2020-02-29", "2021-03-05", "2021-01-08", "Write 2021-02-28 if that is meant."),
        ("2023-02-02", "2024-02-02", "2023-12-08", "Write 2024-02-02 if that is meant."),
        ("2023-02-03", "2024-02-02", "2023-12-08", "Correct the day."),
        ("2023-09-01", "2024-02-02", "2023-12-08", "Correct the day."),
    ],
)
def test_an_agenda_of_another_year_is_told_with_the_day_that_was_meant(
    sent_on: str, on: str, before: str, remedy: str
) -> None:
    days = (dt.date.fromisoformat(on) - dt.date.fromisoformat(sent_on)).days
    assert told(agenda_sent_early, *twice(sent_on, on, before)) == [
        f"m, agenda: it was sent on {sent_on}, {days} days before the meeting, and b met on"
        f" {before}. {remedy}"
    ]


def test_how_far_ahead_an_agenda_is_early_and_what_lies_between() -> None:
    on = dt.date(2024, 2, 2)
    for days, early in ((LONG - 1, False), (LONG, True)):
        sent_on = f"{on - dt.timedelta(days)}"
        assert bool(told(agenda_sent_early, *twice(sent_on, f"{on}", "2024-01-05"))) is early
    for before, early in (("2023-09-01", False), ("2023-09-02", True), ("2024-02-02", False)):
        assert bool(told(agenda_sent_early, *twice("2023-09-01", f"{on}", before))) is early
    for named in ({"state": MeetingState.CANCELLED}, {"state": MeetingState.CALLED}, {"body": "c"}):
        assert told(agenda_sent_early, *twice("2023-09-01", f"{on}", "2023-12-08", **named)) == []
    first, last = twice("2023-09-01", f"{on}", "2023-12-08")
    assert told(agenda_sent_early, first, evolve(last, agenda=Agenda(()))) == []


def test_papers_that_somebody_let_come_late_are_not_late() -> None:
    late = sent("2023-12-04", "2023-12-05", rule=WEEK)
    assert late.agenda
    consented = evolve(late, agenda=evolve(late.agenda, late_consent="AW"))
    for check in (agenda_sent_late, material_sent_late):
        assert len(told(check, late)) == 1
        assert told(check, consented) == []


def test_material_has_a_rule_of_its_own_where_it_has_one() -> None:
    rule = NoticeRule(7, DayCount.WORKING, material_days=3)
    (found,) = told(material_sent_late, sent("2023-11-01", "2023-12-06", rule=rule))
    assert "2023-12-05 is the last day by the rule of 3 working days" in found
    assert told(material_sent_late, sent("2023-11-01", "2023-12-05", rule=rule)) == []


def test_a_single_attachment_is_late_by_itself_until_the_meeting_is_over() -> None:
    def with_day(day: str, last: str = "2023-12-08", replaces: str = "") -> Meeting:
        attachment = Attachment("1", "Rapport", sent_on=day, replaces=replaces)
        meeting = sent("2023-12-04", "2023-12-05", rule=WEEK)
        items = (AgendaItem("1", "Status", attachments=(attachment,)),)
        assert meeting.agenda
        return evolve(meeting, last_day=last, agenda=evolve(meeting.agenda, items=items))

    undated = sent("2023-12-01", "2023-12-01", rule=WEEK)
    assert undated.agenda
    with_items = evolve(undated.agenda, items=(item("1", "1"),))
    assert told(attachment_sent_late, evolve(undated, agenda=with_items)) == []

    assert len(told(attachment_sent_late, with_day("2023-12-02"))) == 1
    assert len(told(attachment_sent_late, with_day("2023-12-08"))) == 1
    assert len(told(attachment_sent_late, with_day("2023-12-09", last="2023-12-09"))) == 1
    for well in ("2023-12-01", "2023-12-04", "2023-12-05", "2023-12-09"):
        assert told(attachment_sent_late, with_day(well)) == []
    assert told(attachment_sent_late, with_day("2023-12-07", replaces="1")) == []


days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


@given(days, days, st.integers(0, 30), st.sampled_from(DayCount))
def test_an_agenda_is_late_on_the_day_after_the_last_and_no_earlier(
    meets: dt.date, day: dt.date, notice: int, count: DayCount
) -> None:
    rule = NoticeRule(notice, count)
    meeting = evolve(sent(f"{day}", rule=rule), on=meets)
    counted = sum(count.counts(day + dt.timedelta(later)) for later in range((meets - day).days))
    in_time = day <= meets and counted >= notice
    assert bool(told(agenda_sent_late, meeting)) is not in_time


@pytest.mark.parametrize("check", ATTACHMENTS, ids=lambda check: check.code)
def test_what_was_moved_away_is_of_no_interest_and_what_is_empty_says_nothing(check: Check) -> None:
    bad = item("9", "9.1", "9.1", "8.1", text="Intet.", cites=(Citation("7"),))
    agenda = Agenda((bad,), sent_on="2023-12-07", material_sent_on="2023-12-07")
    moved = Meeting(
        "m", "b", "2023-12-08", notice=WEEK, agenda=agenda, state=MeetingState.MOVED, moved_to="n"
    )
    assert told(check, moved) == []
    assert told(check, called()) == []
