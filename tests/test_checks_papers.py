"""Papers of every shape: checks of agendas, attachments and people say the same in every order."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import Any, TypeAlias, TypeVar

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn

from sundgov import packaged_figures
from sundgov.checks import Check, run
from sundgov.checks.meetings.agenda import AGENDA
from sundgov.checks.meetings.attachments import ATTACHMENTS
from sundgov.checks.people.people import PEOPLE
from sundgov.findings import Finding
from sundgov.governance.agendas import Agenda, AgendaItem, Attachment, ContentsLine, ItemKind, Slot
from sundgov.governance.bodies import Body, BodyChange, BodyEvent, Person, Role, Seat
from sundgov.governance.meetings import Attendance, Meeting, MeetingState, Presence
from sundgov.governance.minutes import Minutes, MinutesEntry, MinutesEvent, MinutesState
from sundgov.governance.notice import DayCount, NoticeRule
from sundgov.governance.recommendations import Ask, Point, Recommendation
from sundgov.governance.statements import Citation, Section
from sundgov.record import Record
from sundgov.testing.strategies import RECORDED, planned_times, records

T = TypeVar("T")
FIGURES = packaged_figures()
CHECKS: tuple[Check, ...] = (*AGENDA, *ATTACHMENTS, *PEOPLE)

# Few names, so that they meet: what is drawn is full of what papers get wrong.
names = st.sampled_from(["a", "b", "ab", "AB", "Anna Bro"])
ids = st.sampled_from(["a", "b", "ab"])
maybe = st.sampled_from(["", "", "a", "b", "c"])
labels = st.sampled_from(["", "1", "2.", "1.1", "2.1", "3a", "Bilag 1"])
titles = st.sampled_from(["Status", "Økonomi", "Status v/AB"])
days = st.dates(dt.date(2023, 12, 1), dt.date(2023, 12, 20))
clock = st.builds(dt.time, st.integers(8, 10), st.sampled_from([0, 30]))


def few(of: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(of, max_size=3).map(tuple)


def either(of: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.one_of(st.none(), of)


slots = st.lists(clock, min_size=2, max_size=2).map(lambda both: Slot(*sorted(both)))
points = st.builds(Point, st.just("at bilag 1.1"), few(st.sampled_from(Ask)))
sections = st.builds(
    Section,
    titles,
    few(st.sampled_from(["Se bilag 1-2.", "Se bilag."])),
    cites=few(st.builds(Citation, labels.filter(bool), st.one_of(st.just(""), titles))),
)
attachments = st.builds(
    Attachment, labels.filter(bool), titles, sent_on=either(days), replaces=labels
)
flat_items = st.builds(
    AgendaItem,
    labels,
    titles,
    kinds=few(st.sampled_from(ItemKind)),
    presenters=few(names),
    slot=either(slots),
    minutes=either(st.integers(0, 90)),
    recommendation=either(st.builds(Recommendation, few(points))),
    presentation=few(sections),
    attachments=few(attachments),
    continues=st.sampled_from(["", "a-1", "b-1", "x-1"]),
)
items = st.builds(lambda item, parts: evolve(item, items=parts), flat_items, few(flat_items))
agendas = st.builds(
    Agenda,
    few(items),
    contents=few(st.builds(ContentsLine, labels, titles)),
    sent_on=either(days),
    material_sent_on=either(days),
)
entries = st.builds(
    MinutesEntry,
    st.sampled_from(["", "1", "1.1", "9"]),
    account=few(sections),
    presenters=few(names),
)
events = st.builds(MinutesEvent, st.sampled_from(MinutesState), either(days), meeting=maybe)
attendance = st.builds(
    Attendance,
    names,
    st.sampled_from(Presence),
    substitute=st.one_of(st.just(""), names),
    items=few(st.sampled_from(["1", "2"])),
    role=either(st.sampled_from(Role)),
)
seats = st.builds(
    Seat,
    ids,
    ids,
    st.sampled_from(Role),
    on_behalf_of=maybe,
    substitute_for=maybe,
    until=either(planned_times()),
)
bodies = st.builds(
    Body,
    ids,
    st.just("B"),
    parent=maybe,
    events=few(
        st.builds(BodyEvent, st.sampled_from(BodyChange), either(planned_times()), into=few(ids))
    ),
)
people = st.builds(Person, ids, st.sampled_from(["Anna Bro", "Bo"]), st.sampled_from(["", "AB"]))


@st.composite
def meetings(draw: DrawFn) -> Meeting:
    starts, ends = sorted(draw(st.lists(clock, min_size=2, max_size=2)))
    return Meeting(
        draw(ids),
        draw(ids),
        draw(days),
        starts=draw(st.sampled_from([starts, None])),
        ends=draw(st.sampled_from([ends, None])),
        state=draw(st.sampled_from(MeetingState)),
        moved_to=draw(maybe),
        chair=draw(st.one_of(st.just(""), names)),
        minute_taker=draw(st.one_of(st.just(""), names)),
        notice=draw(
            st.one_of(
                st.none(), st.builds(NoticeRule, st.integers(0, 9), st.sampled_from(DayCount))
            )
        ),
        attendance=draw(few(attendance)),
        agenda=draw(st.one_of(st.none(), agendas)),
        minutes=draw(st.one_of(st.none(), st.builds(Minutes, few(entries), few(events)))),
    )


def own(of: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    """A few things with ids of their own."""
    return st.lists(of, max_size=3, unique_by=lambda one: one.id).map(tuple)  # type: ignore[attr-defined]


papers = st.fixed_dictionaries(
    {
        "meetings": own(meetings()),
        "people": own(people),
        "bodies": own(bodies),
        "seats": few(seats),
    }
)
Papers: TypeAlias = dict[str, tuple[Any, ...]]


def found_in(held: Papers, on: dt.date) -> tuple[Finding, ...]:
    return run(CHECKS, Record(figures=FIGURES, **held), FIGURES, on)


@given(papers, days, st.data())
def test_the_order_of_a_file_says_nothing(held: Papers, on: dt.date, data: DataObject) -> None:
    shuffled = {name: tuple(data.draw(st.permutations(each))) for name, each in held.items()}
    assert found_in(shuffled, on) == found_in(held, on)


@given(papers, days)
def test_findings_are_sentences_about_a_place(held: Papers, on: dt.date) -> None:
    for found in found_in(held, on):
        assert not found.why.endswith(".")
        assert found.remedy.endswith(".")
        assert found.remedy[0].isupper()
        assert found.place[0] not in " ,"


def without_figures(record: Record) -> Papers:
    """What a failing test can print."""
    return {name: getattr(record, name) for name in RECORDED}


@given(records(most_ledgers=0).map(without_figures))
def test_any_record_can_be_read(held: Papers) -> None:
    for on in (dt.date.min, dt.date.max):
        found_in(held, on)


def test_codes_are_different() -> None:
    codes = [check.code for check in chain(AGENDA, ATTACHMENTS, PEOPLE)]
    assert len(set(codes)) == len(codes)
