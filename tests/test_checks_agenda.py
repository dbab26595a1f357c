"""What agendas and minutes are told of, and where they are left alone."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from sundgov.checks import run
from sundgov.checks.checking import Check
from sundgov.checks.meetings.agenda import AGENDA, item_label_repeated, items_out_of_order
from sundgov.checks.meetings.agenda_contents import (
    contents_without_item,
    item_not_in_contents,
    item_renumbered,
    item_retitled,
)
from sundgov.checks.meetings.agenda_kinds import (
    kind_against_recommendation,
    kind_missing,
    nothing_to_decide,
)
from sundgov.checks.meetings.agenda_times import (
    items_exceed_meeting,
    slot_against_minutes,
    slot_outside_meeting,
    slots_leave_gap,
    slots_overlap,
)
from sundgov.checks.meetings.meeting_references import (
    continues_later_item,
    unknown_case,
    unknown_item,
    unknown_meeting,
)
from sundgov.checks.meetings.meeting_states import held_in_the_future, moved_to_nowhere
from sundgov.checks.meetings.minutes import (
    LONG,
    decision_of_no_item,
    item_not_minuted,
    minutes_approved_before_sent,
    minutes_before_meeting,
    minutes_missing,
    minutes_never_approved,
    minutes_of_unknown_item,
)
from sundgov.governance.agendas import Access, Agenda, AgendaItem, ContentsLine, ItemKind, Slot
from sundgov.governance.cases import Case, RouteStep
from sundgov.governance.decisions import Decision
from sundgov.governance.meetings import Attendance, Meeting, MeetingState
from sundgov.governance.minutes import Correction, Minutes, MinutesEntry, MinutesEvent, MinutesState
from sundgov.governance.recommendations import Ask
from sundgov.record import Record
from tests.check_papers import FIGURES, TODAY, asking, called, told

HELD = MeetingState.HELD


def labelled(*labels: str) -> Meeting:
    return called(*(AgendaItem(label, f"Punkt {place}") for place, label in enumerate(labels)))


def clock(minutes: int) -> dt.time:
    return dt.time(minutes // 60, minutes % 60)


def timed(*spans: tuple[int, int]) -> Meeting:
    """A meeting from 9 to 10 whose items have slots by minutes after 9."""
    slots = [Slot(clock(540 + first), clock(540 + last)) for first, last in spans]
    items = (AgendaItem(f"{at}", f"Punkt {at}", slot=slot) for at, slot in enumerate(slots, 1))
    return evolve(called(*items), starts=dt.time(9), ends=dt.time(10))


@pytest.mark.parametrize(
    ("labels", "remedies"),
    [
        (("1", "2", "2", "4"), ["Number it 3."]),
        (("1", "2", "2", "3"), ["Number it 3, and those after it on from there."]),
        (("1.", "1)"), ["Number it 2."]),
        (("3a", "3A"), ["Give it a number of its own."]),
        (("1", "1", "1"), ["Number it 2.", "Number it 2."]),
        (("", "", "1"), []),
    ],
)
def test_a_number_given_twice_gets_the_next_that_is_free(
    labels: tuple[str, ...], remedies: list[str]
) -> None:
    found = told(item_label_repeated, labelled(*labels))
    assert [each.split(". ", 1)[1] for each in found] == remedies


@pytest.mark.parametrize(
    ("labels", "out_of_order"),
    [
        (("1", "3", "2"), ["2"]),
        (("1", "5", "2", "3", "4"), ["2"]),
        (("9", "10", "11"), []),
        (("1", "2", "4", "7"), []),
        (("2", "2a", "2b", "3"), []),
        (("2b", "2a"), ["2a"]),
        (("1.2", "1.10"), []),
        (("1.10", "1.2"), ["1.2"]),
        (("2.1", "1"), []),
        (("b", "a"), []),
        (("2", "Orientering", "1"), ["1"]),
        (("2", "2"), []),
    ],
)
def test_numbers_ascend_and_may_leave_gaps(
    labels: tuple[str, ...], out_of_order: list[str]
) -> None:
    found = told(items_out_of_order, labelled(*labels))
    assert [each.split(" is numbered ")[1].split(" and ")[0] for each in found] == out_of_order


def with_contents(lines: list[tuple[str, str]], items: list[tuple[str, str]]) -> Meeting:
    contents = tuple(ContentsLine(*line) for line in lines)
    return Meeting(
        "m",
        "b",
        "2023-12-08",
        agenda=Agenda(tuple(AgendaItem(*item) for item in items), contents=contents),
    )


def test_a_line_that_no_item_answers_to_is_held_against_the_nearest_title() -> None:
    meeting = with_contents([("2", "Møder 2024")], [("4", "Møder i 2024")])
    assert told(contents_without_item, meeting) == [
        "m, contents: no item of the agenda is '2 Møder 2024'."
        " Write 'Møder i 2024' if that is meant."
    ]
    assert told(item_not_in_contents, meeting) == [
        "m, item 4: the contents do not have it. Add the line '4 Møder i 2024' to the contents."
    ]


def test_an_exchange_of_titles_is_told_of_both_items_and_of_nothing_else() -> None:
    meeting = with_contents([("1", "A"), ("2", "B")], [("1", "B"), ("2", "A")])
    assert len(told(item_renumbered, meeting)) == 2
    for check in (contents_without_item, item_not_in_contents, item_retitled):
        assert told(check, meeting) == []


def test_what_has_no_number_is_known_by_its_title_alone() -> None:
    front, body = [("", "A"), ("2", "B"), ("", "C")], [("1", "A"), ("", "B"), ("", "D")]
    for meeting in (with_contents(front, body), with_contents(body, front)):
        assert told(item_renumbered, meeting) == []
        assert told(item_retitled, meeting) == []
        assert len(told(contents_without_item, meeting)) == 1
        assert len(told(item_not_in_contents, meeting)) == 1


def test_a_part_is_not_retitled_by_a_line_of_its_number() -> None:
    part = AgendaItem("1", "Support")
    agenda = Agenda(
        (AgendaItem("2", "Drift", items=(part,)),),
        contents=(ContentsLine("1", "Velkomst"), ContentsLine("2", "Drift")),
    )
    meeting = Meeting("m", "b", "2023-12-08", agenda=agenda)
    assert told(item_retitled, meeting) == []
    assert len(told(contents_without_item, meeting)) == 1
    by_title = evolve(agenda, contents=(ContentsLine("2", "Drift"), ContentsLine("3", "Support")))
    for check in (item_renumbered, contents_without_item):
        assert told(check, evolve(meeting, agenda=by_title)) == []


titles = st.lists(st.sampled_from("ABCDE"), max_size=5, unique=True)


@given(titles, titles)
def test_a_list_in_front_accounts_for_every_line_and_every_item(
    front: list[str], body: list[str]
) -> None:
    """Numbers from 1 and titles: each item is told of once, in one way, or agrees."""
    lines = [(f"{at}", title) for at, title in enumerate(front, 1)]
    items = [(f"{at}", title) for at, title in enumerate(body, 1)]
    meeting = with_contents(lines, items)
    told_of = {
        check.code: len(told(check, meeting))
        for check in (contents_without_item, item_not_in_contents, item_renumbered, item_retitled)
    }
    if not front:
        assert not any(told_of.values())
        return
    same = len(set(lines) & set(items))
    renumbered = sum(title in front and front.index(title) != body.index(title) for title in body)
    assert told_of["item-renumbered"] == renumbered
    agreed = same + renumbered + told_of["item-retitled"]
    assert told_of["contents-without-item"] == len(front) - agreed
    assert told_of["item-not-in-contents"] == len(body) - agreed


def test_slots_are_told_where_they_leave_the_meeting() -> None:
    assert told(slot_outside_meeting, timed((-5, 10), (10, 60))) == [
        "m, item 1: its slot 08.55-09.10 begins before the meeting does at 09.00."
        " Let it begin at 09.00, or the meeting at 08.55."
    ]
    both = timed((-5, 65))
    assert len(told(slot_outside_meeting, both)) == 2
    assert told(slot_outside_meeting, evolve(both, starts=None, ends=None)) == []
    assert told(slot_outside_meeting, labelled("1")) == []


def test_an_item_within_a_longer_one_overlaps_it_and_not_what_comes_between() -> None:
    meeting = timed((0, 40), (10, 20), (30, 45))
    assert told(slots_overlap, meeting) == [
        "m, item 2: its slot 09.10-09.20 begins before item 1 ends at 09.40."
        " Let it begin at 09.40, or let item 1 end at 09.10.",
        "m, item 3: its slot 09.30-09.45 begins before item 1 ends at 09.40."
        " Let it begin at 09.40, or let item 1 end at 09.30.",
    ]


def test_an_item_is_held_against_the_one_that_ends_last_before_it() -> None:
    (found,) = told(slots_overlap, timed((0, 10), (10, 30), (20, 40)))
    assert found.startswith("m, item 3: its slot 09.20-09.40 begins before item 2 ends at 09.30.")


def test_gaps_are_told_at_the_ends_too() -> None:
    assert told(slots_leave_gap, timed((5, 20), (30, 55))) == [
        f"m: no item is planned from {gap}. Plan it, be it as a break, or move the items together."
        for gap in ("09.00 to 09.05", "09.20 to 09.30", "09.55 to 10.00")
    ]
    assert told(slots_leave_gap, evolve(timed((5, 20)), starts=None, ends=None)) == []
    assert told(slots_leave_gap, called()) == []


lengths = st.lists(st.integers(1, 30), min_size=1, max_size=10)


@given(lengths, st.data())
def test_slots_that_fill_the_meeting_are_well_and_any_that_is_moved_is_seen(
    given_minutes: list[int], data: DataObject
) -> None:
    ends = [sum(given_minutes[: at + 1]) for at in range(len(given_minutes))]
    spans = list(zip([0, *ends[:-1]], ends, strict=True))
    meeting = evolve(timed(*spans), ends=clock(540 + ends[-1]))
    checks = (slot_outside_meeting, slots_overlap, slots_leave_gap, items_exceed_meeting)
    for check in checks:
        assert told(check, meeting) == []
    moved = data.draw(st.integers(0, len(spans) - 1))
    by = data.draw(st.integers(-60, 60).filter(bool))
    spans[moved] = (spans[moved][0] + by, spans[moved][1] + by)
    meeting = evolve(timed(*spans), ends=meeting.ends)
    assert any(told(check, meeting) for check in checks)


def test_minutes_given_are_added_to_the_slots_that_others_have() -> None:
    half = AgendaItem("1", "Status", slot=Slot(dt.time(9), dt.time(9, 30)))
    overlapping = AgendaItem("2", "Budget", slot=Slot(dt.time(9, 20), dt.time(9, 40)))
    rest = AgendaItem("3", "Risici", minutes=21)
    half, untimed = evolve(half, minutes=30), AgendaItem("4", "Eventuelt")
    items = (half, overlapping, rest, untimed)
    meeting = evolve(called(*items), starts=dt.time(9), ends=dt.time(10))
    assert told(items_exceed_meeting, meeting) == [
        "m: its items are given 61 minutes, and it lasts 60."
        " Shorten items by 1 minute, or let the meeting last 61."
    ]
    fits = called(half, overlapping, evolve(rest, minutes=20))
    assert told(items_exceed_meeting, evolve(fits, starts=dt.time(9), ends=dt.time(10))) == []
    assert told(slot_against_minutes, meeting) == []


def test_slots_that_leave_the_meeting_are_not_told_of_again_as_minutes() -> None:
    assert told(items_exceed_meeting, timed((-5, 70))) == []


DECIDES = (Ask.APPROVE, Ask.DECIDE, Ask.ENDORSE)


@pytest.mark.parametrize("ask", Ask)
@pytest.mark.parametrize("kinds", ["B", "O", "D", "OB", "OD", "BD", ""])
def test_kinds_against_each_thing_that_may_be_asked(kinds: str, ask: Ask) -> None:
    against = {
        "O": (*DECIDES, Ask.DISCUSS, Ask.GIVE_INPUT),
        "D": DECIDES,
        "OD": DECIDES,
    }.get(kinds, ())
    found = told(kind_against_recommendation, called(asking("1", kinds, ask)))
    assert bool(found) is (ask in against)


@pytest.mark.parametrize(
    ("kinds", "asks", "kind"),
    [
        ("O", (Ask.TAKE_NOTE, Ask.DISCUSS, Ask.APPROVE), "B"),
        ("O", (Ask.TAKE_NOTE, Ask.GIVE_INPUT), "D"),
        ("D", (Ask.TAKE_NOTE, Ask.APPROVE), "B"),
        ("D", (Ask.TAKE_NOTE, *DECIDES), "B"),
    ],
)
def test_the_kind_that_is_asked_for_is_proposed(
    kinds: str, asks: tuple[Ask, ...], kind: str
) -> None:
    (found,) = told(kind_against_recommendation, called(asking("1", kinds, *asks)))
    assert found.endswith(f"Write {kind} beside it, or take that point out.")


def test_a_point_that_does_not_say_what_it_asks_leaves_room_for_discussion() -> None:
    assert told(kind_against_recommendation, called(asking("1", "D", Ask.APPROVE, ()))) == []
    (found,) = told(kind_against_recommendation, called(asking("1", "O", (), Ask.APPROVE)))
    assert "asks to approve" in found


@pytest.mark.parametrize(
    ("asks", "kind"),
    [((Ask.TAKE_NOTE,), "O"), ((Ask.TAKE_NOTE, Ask.CONSIDER), "D"), ((Ask.DECIDE,), "B")],
)
def test_a_missing_kind_is_proposed(asks: tuple[Ask, ...], kind: str) -> None:
    meeting = called(asking("1", "O"), asking("2", "", *asks))
    assert told(kind_missing, meeting) == [
        "m, item 2: it has a recommendation and no kind, as other items of the agenda have."
        f" Write {kind} beside it."
    ]


def test_an_item_for_decision_alone_asks_for_one() -> None:
    assert told(nothing_to_decide, called(asking("1", "B", Ask.TAKE_NOTE, Ask.DISCUSS))) == [
        "m, item 1: it is put forward for decision and has a recommendation that asks for no"
        " decision. Write D beside it, or what the meeting is to decide."
    ]
    for well in (
        asking("1", "B", Ask.DECIDE),
        asking("1", "BO", Ask.TAKE_NOTE),
        asking("1", "B", Ask.TAKE_NOTE, ()),
        asking("1", "O"),
    ):
        assert told(nothing_to_decide, called(well)) == []


def minuted(*entries: MinutesEntry, **changes: object) -> Minutes:
    return Minutes(entries, **changes)  # type: ignore[arg-type]


def test_minutes_are_expected_of_open_items_that_are_put_forward_for_something() -> None:
    items = (
        asking("1", "O"),
        asking("2", "", Ask.APPROVE),
        AgendaItem("3", "Eventuelt"),
        AgendaItem("4", "Personalesag", kinds=(ItemKind.DECISION,), access=Access.CLOSED),
    )
    told_of = evolve(called(*items), minutes=minuted(MinutesEntry("3")))
    assert [each.split(":")[0] for each in told(item_not_minuted, told_of)] == [
        "m, item 1",
        "m, item 2",
    ]
    for without in (None, minuted(), minuted(MinutesEntry("", "Punkt 1"))):
        assert told(item_not_minuted, evolve(told_of, minutes=without)) == []


def test_parts_are_minuted_by_their_item_and_an_item_by_its_parts() -> None:
    deep = evolve(asking("1", "O"), items=(evolve(asking("a", "O"), items=(asking("x", "O"),)),))
    other = asking("2", "O")
    for item in ("1", "a", "x"):
        meeting = evolve(called(deep, other), minutes=minuted(MinutesEntry(item)))
        assert [each.split(":")[0] for each in told(item_not_minuted, meeting)] == ["m, item 2"]


def test_minutes_of_an_unknown_item_are_held_against_ids_where_no_title_answers() -> None:
    items = (AgendaItem("1", "Status", id="status"), AgendaItem("2", "Budget"))
    for wanted, remedy in (
        ("staus", "Write 'status' if that is meant."),
        ("9", "Leave the item out, if it came up at the meeting."),
    ):
        meeting = evolve(called(*items), minutes=minuted(MinutesEntry(wanted)))
        assert told(minutes_of_unknown_item, meeting) == [
            f"m, minutes of item {wanted}: the agenda has no item {wanted}. {remedy}"
        ]


def test_the_day_of_minutes_may_be_that_of_a_meeting() -> None:
    earlier = evolve(called(id="earlier", on="2023-06-01"), state=HELD)
    history = (MinutesEvent(MinutesState.APPROVED, meeting="earlier"),)
    meeting = evolve(called(), minutes=minuted(history=history))
    assert told(minutes_before_meeting, meeting, earlier) == [
        "m, minutes: they were approved on 2023-06-01, before the meeting on 2023-12-08."
        " Write the day on which they were approved."
    ]
    assert told(minutes_before_meeting, meeting) == []


def test_minutes_are_approved_after_they_are_sent_where_both_are_known() -> None:
    sent, approved = (
        MinutesEvent(state, "2023-12-11") for state in (MinutesState.SENT, MinutesState.APPROVED)
    )
    for history in ((), (sent,), (approved,), (sent, approved)):
        meeting = evolve(called(), minutes=minuted(history=history))
        assert told(minutes_approved_before_sent, meeting) == []
    meeting = evolve(called(), minutes=minuted(history=(evolve(sent, on="2023-12-12"), approved)))
    assert len(told(minutes_approved_before_sent, meeting)) == 1


def approvals(*history: MinutesEvent, held: bool = True, on: dt.date = TODAY) -> list[str]:
    first = evolve(called(on="2023-06-01"), state=HELD, minutes=minuted(history=history))
    second = evolve(called(id="n"), state=HELD if held else MeetingState.CALLED)
    return told(minutes_never_approved, first, second, on=on)


def test_minutes_are_approved_before_the_body_has_met_for_long() -> None:
    draft, objected = MinutesEvent(MinutesState.DRAFT), MinutesEvent(MinutesState.OBJECTED)
    remedy = "Have them approved at the next meeting, or write when they were."
    for event, how in ((draft, "are a draft"), (objected, "were objected to")):
        assert approvals(event) == [
            f"m, minutes: they {how} and were not approved, and the body met again on 2023-12-08."
            f" {remedy}"
        ]
    assert approvals(draft, held=False) == []
    assert approvals(draft, on=dt.date(2023, 12, 7)) == []
    assert approvals() == []
    approved = MinutesEvent(MinutesState.APPROVED)
    assert approvals(approved) == []
    assert approvals(MinutesEvent(MinutesState.APPROVED, meeting="n")) == []
    later = MinutesEvent(MinutesState.APPROVED, "2023-12-21")
    assert len(approvals(draft, later)) == 1
    met = dt.date(2023, 12, 8)
    assert len(approvals(draft, on=met)) == 1
    assert approvals(MinutesEvent(MinutesState.APPROVED, meeting="n"), on=met) == []


def test_minutes_are_missed_after_their_time() -> None:
    with_minutes = evolve(called(on="2023-06-01"), state=HELD, minutes=minuted())
    without = evolve(called(id="n"), state=HELD)
    day = without.on + dt.timedelta(days=LONG)
    assert told(minutes_missing, with_minutes, without, on=day) == []
    assert told(minutes_missing, with_minutes, without, on=day + dt.timedelta(days=1)) == [
        "n: it was held 31 days ago and has no minutes, as other meetings of b have."
        " Write its minutes."
    ]


def test_what_takes_the_place_of_a_moved_meeting_is_proposed_where_it_is_known() -> None:
    moved = evolve(called(), state=MeetingState.MOVED)
    assert told(moved_to_nowhere, moved) == [
        "m: it was moved from 2023-12-08, and no meeting takes its place."
        " Write moved_to once the new day is known."
    ]
    assert told(moved_to_nowhere, evolve(moved, moved_to="n")) == []


def test_every_place_that_names_a_meeting_is_followed() -> None:
    history = (MinutesEvent(MinutesState.APPROVED, meeting="x"),)
    meeting = evolve(called(), links=("y",), minutes=minuted(history=history))
    case = Case("sag", "Sag", (RouteStep("b", meeting="m"), RouteStep("b", meeting="z")))
    assert told(unknown_meeting, meeting, cases=(case,)) == [
        f"{place} {named}, and the record has no such meeting."
        " Add the meeting, or leave its id out."
        for place, named in (
            ("m: it goes with", "y"),
            ("m, minutes: they were approved at", "x"),
            ("case sag, step 2: it comes before", "z"),
        )
    ]


def test_every_place_that_names_an_item_is_followed() -> None:
    guest = Attendance("KH", items=("1", "3"), away_from=("2",))
    corrected = minuted(corrections=(Correction("Rettet.", "7"), Correction("Rettet.")))
    meeting = called(AgendaItem("1", "Status"), asking("2", "O"))
    meeting = evolve(meeting, attendance=(guest,), minutes=corrected)
    case = Case("sag", "Sag", (RouteStep("b", item="m-1"), RouteStep("b", item="m-11")))
    assert told(unknown_item, meeting, cases=(case,)) == [
        "case sag, step 2: it is item m-11, and the record has no such item."
        " Write 'm-1' if that is meant.",
        "m, attendance of KH: it names item 3, and the agenda has no such item. Write one of 1, 2.",
        "m, minutes: they were corrected in item 7, and the agenda has no such item."
        " Write one of 1, 2.",
    ]


def test_a_meeting_to_come_may_be_called_and_not_held() -> None:
    before = dt.date(2023, 12, 7)
    assert told(held_in_the_future, called(), on=before) == []
    assert len(told(held_in_the_future, evolve(called(), state=HELD), on=before)) == 1


def test_an_item_may_go_on_from_another_of_its_meeting_or_of_its_day() -> None:
    first = AgendaItem("1", "Status")
    meeting = called(first, AgendaItem("2", "Status", continues="m-1"))
    other = called(evolve(first, continues="m-1"), id="n")
    assert told(continues_later_item, meeting, other) == []


def test_an_item_of_no_case_is_well_where_there_are_cases() -> None:
    assert told(unknown_case, called(AgendaItem("1", "Status")), cases=(Case("sag", "Sag"),)) == []


def test_an_item_does_not_go_on_from_itself() -> None:
    meeting = called(AgendaItem("1", "Status", continues="m-1"))
    assert told(continues_later_item, meeting) == [
        "m, item 1: it continues itself. Name the item of an earlier meeting that it goes on from."
    ]
    assert told(continues_later_item, called(AgendaItem("1", "Status", continues="m-2"))) == []


def test_a_decision_of_no_item_may_be_of_the_only_one_left() -> None:
    items = tuple(AgendaItem(f"{at}", f"Punkt {at}") for at in (1, 2, 3))
    one, two, three = (MinutesEntry(item.label) for item in items)
    loose = MinutesEntry(decision=Decision((), text="Godkendt"))
    which = "Write its item, or a title if it came up at the meeting."
    why = "it settles something, and says neither of which item nor under which title"
    for entries, at, remedy in (
        ((loose,), 1, which),
        ((one, loose, three), 2, "Write item = '2' if that is meant, else a title."),
        ((one, two, three, loose), 4, which),
    ):
        meeting = evolve(called(*items), minutes=minuted(*entries))
        expected = [f"m, minutes, entry {at}: {why}. {remedy}"]
        assert told(decision_of_no_item, meeting) == expected
    entries = (MinutesEntry(), evolve(loose, title="Lokaler"), evolve(loose, item="9"))
    assert told(decision_of_no_item, evolve(called(*items), minutes=minuted(*entries))) == []


@pytest.mark.parametrize("check", AGENDA, ids=lambda check: check.code)
def test_what_was_cancelled_is_of_no_interest_and_what_is_empty_says_nothing(check: Check) -> None:
    early = MinutesEvent(MinutesState.SENT, "2020-01-01")
    bad = evolve(
        timed((-5, 10), (5, 70)),
        state=MeetingState.CANCELLED,
        minutes=minuted(MinutesEntry("9"), history=(early,)),
    )
    assert told(check, bad) == []
    assert told(check) == []


def test_a_true_agenda_is_well() -> None:
    """Eight slots in an hour, B, O, O/B and any other business, and minutes of them all."""
    asked = {"B": (Ask.APPROVE,), "O": (Ask.TAKE_NOTE,), "OB": (Ask.TAKE_NOTE, Ask.DECIDE)}
    kinds = ["B", "O", "OB", "O", "B", "O", "O", ""]
    ends = [5, 15, 25, 30, 40, 50, 55, 60]
    items = tuple(
        evolve(
            asking(f"{at}", kind, *asked.get(kind, ())),
            slot=Slot(clock(510 + first), clock(510 + last)),
        )
        for at, (kind, first, last) in enumerate(zip(kinds, [0, *ends[:-1]], ends, strict=True), 1)
    )
    meeting = Meeting(
        "kpro-2023-12-08",
        "kpro",
        "2023-12-08",
        starts=dt.time(8, 30),
        ends=dt.time(9, 30),
        state=HELD,
        agenda=Agenda(items),
        minutes=minuted(*(MinutesEntry(item.label) for item in items)),
    )
    record = Record(figures=FIGURES, meetings=(meeting,))
    assert run(AGENDA, record, FIGURES, TODAY) == ()


def test_minutes_that_may_be_objected_to_yet_need_no_approval() -> None:
    history = (MinutesEvent(MinutesState.SENT), MinutesEvent(MinutesState.OBJECTED))
    for due, fires in ((TODAY, False), (TODAY - dt.timedelta(days=1), True)):
        minutes = evolve(minuted(history=history), objections_due=due)
        first = evolve(called(on="2023-06-01"), state=HELD, minutes=minutes)
        second = evolve(called(id="n"), state=HELD)
        assert bool(told(minutes_never_approved, first, second)) is fires


def test_minutes_that_a_meeting_approved_itself_may_be_sent_later() -> None:
    sent = MinutesEvent(MinutesState.SENT, TODAY + dt.timedelta(days=3))
    for days, fires in ((0, False), (1, False), (2, True)):
        approved = MinutesEvent(MinutesState.APPROVED, TODAY + dt.timedelta(days=days))
        meeting = evolve(
            called(),
            state=HELD,
            last_day=TODAY + dt.timedelta(days=1),
            minutes=minuted(history=(approved, sent)),
        )
        assert bool(told(minutes_approved_before_sent, meeting)) is fires
