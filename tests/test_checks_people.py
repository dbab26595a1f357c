"""Who was there and who sits where: told where it is certain, and left alone where it is not."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.checks.checking import Check
from sundgov.checks.people.attendance import (
    attendance_contradicts,
    chair_not_listed,
    chair_not_present,
    minute_taker_not_present,
    presenter_not_listed,
    presenter_not_present,
    substitute_beside_member,
)
from sundgov.checks.people.bodies import body_circular, seat_after_body_ended, unknown_body
from sundgov.checks.people.people import PEOPLE, unknown_person, unknown_presenter
from sundgov.checks.people.seats import (
    chair_after_leaving,
    initials_not_unique,
    present_after_leaving,
    two_chairs,
)
from sundgov.governance.agendas import Agenda, AgendaItem
from sundgov.governance.bodies import Body, BodyChange, BodyEvent, Person, Role, Seat
from sundgov.governance.cases import Case, RouteStep
from sundgov.governance.decisions import Decision, Manner, Outcome, OutcomeKind, OutsideDecision
from sundgov.governance.meetings import Attendance, Meeting, MeetingState, Presence
from sundgov.governance.minutes import Minutes, MinutesEntry
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.projects import Project
from sundgov.governance.schedules import MeetingPlan
from sundgov.record import Record
from tests.check_papers import FIGURES, TODAY, called, told

NANNA = Person("nanna", "Nanna Riis", "NR")
LASSE = Person("lasse", "Lasse Abel", "LA")
KAREN = Person("karen", "Karen Falk", "KF")
PEOPLE_HELD = (NANNA, LASSE, KAREN)
PRESENT, ABSENT, APOLOGIES = Presence.PRESENT, Presence.ABSENT, Presence.APOLOGIES


def attended(*entries: Attendance | str, chair: str = "", taker: str = "") -> Meeting:
    """A meeting of two items with those who were there."""
    items = (AgendaItem("1", "Status"), AgendaItem("2", "Budget"))
    attendance = tuple(Attendance(one) if isinstance(one, str) else one for one in entries)
    return evolve(called(*items), attendance=attendance, chair=chair, minute_taker=taker)


def presented(meeting: Meeting, *presenters: str) -> Meeting:
    """The meeting with presenters of item 1."""
    return evolve(meeting, agenda=called(AgendaItem("1", "Status", presenters=presenters)).agenda)


def away(person: str, substitute: str = "", presence: Presence = APOLOGIES) -> Attendance:
    return Attendance(person, presence, substitute=substitute)


# -- who was there ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "how"),
    [
        (("LA", away("NR")), "is listed as having sent apologies"),
        (("LA", away("nanna", presence=ABSENT)), "is listed as absent"),
        (("LA", away("Nanna Riis", "KF")), "is listed as having sent apologies"),
    ],
)
def test_a_chair_who_was_not_there(entries: tuple[Attendance | str, ...], how: str) -> None:
    meeting = attended(*entries, chair="NR")
    assert told(chair_not_present, meeting, people=PEOPLE_HELD) == [
        f"m: Nanna Riis (NR) led the meeting and {how}."
        " List NR as present, or write who led the meeting."
    ]
    assert told(chair_not_listed, meeting, people=PEOPLE_HELD) == []


def test_a_chair_whom_the_list_does_not_have() -> None:
    meeting = attended("LA", chair="NR")
    assert told(chair_not_listed, meeting, people=PEOPLE_HELD) == [
        "m: Nanna Riis (NR) led the meeting and is not among those listed as present."
        " List NR as present, or write who led the meeting."
    ]
    assert told(chair_not_present, meeting, people=PEOPLE_HELD) == []


@pytest.mark.parametrize("chair", ["NR", "nanna", "Nanna Riis"])
@pytest.mark.parametrize(
    "entries",
    [
        ("NR",),
        ("nanna", "LA"),
        ("LA", Attendance("Nanna Riis", items=("1",))),
        ("LA", Attendance("NR", away_from=("1",))),
        ("NR", away("LA", "KF")),
        (away("LA", "NR"),),
        (away("LA"), away("KF")),
        (),
        ("LA", "Nanna"),
        ("LA", "X"),
    ],
)
def test_a_chair_who_was_or_may_have_been_there(
    chair: str, entries: tuple[Attendance | str, ...]
) -> None:
    for check in (chair_not_present, chair_not_listed):
        assert told(check, attended(*entries, chair=chair), people=PEOPLE_HELD) == []


def test_another_name_in_the_list_that_shares_no_word_is_somebody_else() -> None:
    meeting = attended("LA", "Poul Vang", chair="NR")
    assert len(told(chair_not_listed, meeting, people=PEOPLE_HELD)) == 1
    for namesake in ("Poul Riis", "NANNA R."):
        meeting = attended("LA", namesake, chair="NR")
        assert told(chair_not_listed, meeting, people=PEOPLE_HELD) == []


def test_without_people_initials_are_held_against_initials_and_names_against_names() -> None:
    assert len(told(chair_not_listed, attended("LA", chair="NR"))) == 1
    assert len(told(chair_not_listed, attended("Lasse Abel", chair="Nanna Riis"))) == 1
    assert told(chair_not_listed, attended("Lasse Abel", chair="NR")) == []
    assert told(chair_not_listed, attended("LA", chair="Nanna Riis")) == []


def test_a_chair_whom_the_record_does_not_know_may_be_anybody() -> None:
    assert told(chair_not_listed, attended("LA", chair="Rådmanden"), people=PEOPLE_HELD) == []
    assert told(chair_not_listed, attended("LA"), people=PEOPLE_HELD) == []
    assert told(chair_not_listed, attended("LA")) == []


def test_whoever_took_the_minutes_may_stand_at_the_meeting_or_in_the_minutes() -> None:
    meeting = evolve(attended("LA", taker="KF"), minutes=Minutes((), taker="NR"))
    assert told(minute_taker_not_present, meeting, people=PEOPLE_HELD) == [
        f"m: {who} took the minutes and is not among those listed as present."
        f" List {named} as present, or write who took the minutes."
        for who, named in (("Karen Falk (KF)", "KF"), ("Nanna Riis (NR)", "NR"))
    ]
    same = evolve(attended("LA", taker="KF"), minutes=Minutes((), taker="KF"))
    assert len(told(minute_taker_not_present, same, people=PEOPLE_HELD)) == 1
    assert told(minute_taker_not_present, attended("LA", taker="LA"), people=PEOPLE_HELD) == []


SEATED = (Seat("b", "karen"),)


@pytest.mark.parametrize(
    ("entries", "how"),
    [
        (("LA",), "is not among those listed as present"),
        (("LA", away("KF")), "is listed as having sent apologies"),
        (("LA", Attendance("KF", items=("2",))), "is listed as there for other items alone"),
        (("LA", Attendance("KF", away_from=("1",))), "is listed as there for other items alone"),
    ],
)
def test_a_member_who_presents_and_was_not_there(
    entries: tuple[Attendance | str, ...], how: str
) -> None:
    meeting = presented(attended(*entries), "KF")
    assert told(presenter_not_present, meeting, people=PEOPLE_HELD, seats=SEATED) == [
        f"m, item 1: Karen Falk (KF) presents it and {how}."
        " List KF as present, or write in the minutes who presented it."
    ]
    assert told(presenter_not_listed, meeting, people=PEOPLE_HELD, seats=SEATED) == []


@pytest.mark.parametrize(
    "seats",
    [
        (),
        (Seat("b", "nanna"),),
        (Seat("c", "karen"),),
        (Seat("b", "karen", Role.GUEST),),
        (Seat("b", "karen", until="2023-12-07"),),
        (Seat("b", "karen", since=PlannedTime.read("december 2023")),),
    ],
)
def test_who_presents_from_outside_and_is_not_listed_is_a_note(seats: tuple[Seat, ...]) -> None:
    meeting = presented(attended("LA"), "KF")
    assert told(presenter_not_present, meeting, people=PEOPLE_HELD, seats=seats) == []
    assert told(presenter_not_listed, meeting, people=PEOPLE_HELD, seats=seats) == [
        "m, item 1: Karen Falk (KF) presents it, has no seat in b and is not among those listed as"
        " present. List KF as a guest for item 1."
    ]


def test_the_minutes_say_who_presented_in_the_end() -> None:
    meeting = presented(attended("LA"), "KF")

    def with_entry(entry: MinutesEntry) -> list[str]:
        held = evolve(meeting, minutes=Minutes((entry,)))
        return told(presenter_not_present, held, people=PEOPLE_HELD, seats=SEATED)

    assert with_entry(MinutesEntry("1", presenters=("LA",))) == []
    assert len(with_entry(MinutesEntry("1"))) == 1
    for kind, left_alone in (
        (OutcomeKind.POSTPONED, True),
        (OutcomeKind.WITHDRAWN, True),
        (OutcomeKind.NOTED, False),
    ):
        decision = Decision((Outcome(kind),))
        assert (with_entry(MinutesEntry("1", decision=decision)) == []) is left_alone
    put_off = Decision((Outcome(OutcomeKind.POSTPONED, "1"), Outcome(OutcomeKind.WITHDRAWN, "2")))
    assert with_entry(MinutesEntry("1", decision=put_off)) == []
    mixed = Decision((Outcome(OutcomeKind.POSTPONED, "1"), Outcome(OutcomeKind.NOTED, "2")))
    assert len(with_entry(MinutesEntry("1", decision=mixed))) == 1


def test_who_presents_from_outside_and_is_said_to_be_away_was_not_there() -> None:
    meeting = presented(attended("LA", away("KF")), "KF")
    assert len(told(presenter_not_present, meeting, people=PEOPLE_HELD)) == 1


def test_a_member_who_may_be_listed_under_another_name_may_have_presented() -> None:
    meeting = presented(attended("LA", "Karen F."), "KF")
    assert told(presenter_not_present, meeting, people=PEOPLE_HELD, seats=SEATED) == []


def test_a_substitute_presents_for_the_one_it_came_for() -> None:
    meeting = presented(attended("LA", away("KF", "NR")), "KF")
    assert told(presenter_not_present, meeting, people=PEOPLE_HELD, seats=SEATED) == []


@pytest.mark.parametrize(
    ("entries", "both"),
    [
        (("NR", "nanna"), "present and as present"),
        (("NR", away("Nanna Riis")), "present and as having sent apologies"),
        ((away("NR"), away("NR", presence=ABSENT)), "having sent apologies and as absent"),
        (
            (Attendance("NR", items=("1",)), Attendance("NR", items=("1", "2"))),
            "present and as present",
        ),
        ((Attendance("NR", items=("1",)), "NR"), "present and as present"),
        (("NR", Attendance("NR", items=("1",))), "present and as present"),
    ],
)
def test_one_person_listed_twice(entries: tuple[Attendance | str, ...], both: str) -> None:
    (found,) = told(attendance_contradicts, attended(*entries), people=PEOPLE_HELD)
    assert found.startswith("m: Nanna Riis (NR) is listed twice, as ")
    assert found.split("twice, as ")[1].split(". ")[0] == both


def test_one_person_listed_for_different_parts_of_a_meeting() -> None:
    first, second = Attendance("NR", items=("1",)), Attendance("NR", items=("2",))
    for pair in ((first, second), (first, away("NR"))):
        for entries in permutations(pair):
            assert told(attendance_contradicts, attended(*entries), people=PEOPLE_HELD) == []


def test_whoever_came_for_another_was_there() -> None:
    meeting = attended(away("NR", "LA"), away("LA"))
    assert told(attendance_contradicts, meeting, people=PEOPLE_HELD) == [
        "m: Lasse Abel (LA) came for Nanna Riis (NR) and is listed as having sent apologies."
        " List LA as present, or let nobody have come for NR."
    ]
    in_part = Attendance("LA", APOLOGIES, items=("2",))
    for well in ("LA", in_part):
        meeting = attended(away("NR", "LA"), well)
        assert told(attendance_contradicts, meeting, people=PEOPLE_HELD) == []


SUBSTITUTE = Seat("b", "lasse", Role.SUBSTITUTE, substitute_for="nanna")
AS_SUBSTITUTE = Attendance("LA", role=Role.SUBSTITUTE)


def beside(*entries: Attendance | str, seats: tuple[Seat, ...] = (SUBSTITUTE,)) -> list[str]:
    return told(substitute_beside_member, attended(*entries), people=PEOPLE_HELD, seats=seats)


def test_a_substitute_beside_everybody_whom_it_stands_for() -> None:
    both = (SUBSTITUTE, evolve(SUBSTITUTE, substitute_for="karen"))
    one = (
        "m: Lasse Abel (LA) is listed as a substitute for Nanna Riis (NR), listed as present too."
        " List LA as an observer, or Nanna Riis (NR) as having sent apologies."
    )
    assert beside("NR", AS_SUBSTITUTE) == [one]
    assert beside(Attendance("NR", substitute="LA")) == [one]
    assert beside("NR", AS_SUBSTITUTE, seats=both) == []
    (found,) = beside("NR", "KF", AS_SUBSTITUTE, seats=both)
    assert "a substitute for Karen Falk (KF) and Nanna Riis (NR)," in found


@pytest.mark.parametrize(
    "entries",
    [
        (AS_SUBSTITUTE,),
        (away("NR"), AS_SUBSTITUTE),
        ("NR", "LA"),
        ("NR", Attendance("LA", role=Role.OBSERVER)),
        ("NR", evolve(AS_SUBSTITUTE, items=("1",))),
        (Attendance("NR", items=("1",)), AS_SUBSTITUTE),
        (Attendance("NR", away_from=("1",), substitute="LA"),),
        ("NR", AS_SUBSTITUTE, away("KF", "LA")),
    ],
)
def test_a_substitute_who_may_stand_for_somebody(entries: tuple[Attendance | str, ...]) -> None:
    assert beside(*entries) == []


def test_a_substitute_for_whom_is_not_said() -> None:
    for seats in (
        (),
        (evolve(SUBSTITUTE, substitute_for=""),),
        (evolve(SUBSTITUTE, until="2023-12-07"),),
        (Seat("b", "lasse", substitute_for="nanna"),),
    ):
        assert beside("NR", AS_SUBSTITUTE, seats=seats) == []


# -- who is known ----------------------------------------------------------------------------------


def test_every_place_that_names_a_person_is_followed() -> None:
    seats = (Seat("b", "lase", substitute_for="x1"),)
    meeting = evolve(
        attended("NRX", away("LA", "ZZ"), chair="KFX", taker="ABC"),
        agenda=Agenda((), late_consent="NRY"),
        minutes=Minutes((), taker="karin"),
    )
    assert told(unknown_person, meeting, people=PEOPLE_HELD, seats=seats) == [
        f"{where} {named}, and the record has no such person. {remedy}"
        for where, named, remedy in (
            ("body b, seat of lase: it is held by", "lase", "Write 'lasse' if that is meant."),
            ("body b, seat of lase: it is for", "x1", "Add the person, or write the name in full."),
            ("m: its attendance names", "NRX", "Write 'NR' if that is meant."),
            ("m: its attendance names", "ZZ", "Add the person, or write the name in full."),
            ("m: it was led by", "KFX", "Write 'KF' if that is meant."),
            (
                "m: its papers came late with the consent of",
                "NRY",
                "Write 'NR' if that is meant.",
            ),
            (
                "m: its minutes were taken by",
                "ABC",
                "Add the person, or write the name in full.",
            ),
            ("m: its minutes were taken by", "karin", "Write 'karen' if that is meant."),
        )
    ]


def test_a_minute_taker_named_twice_is_told_of_once_and_initials_have_five_letters() -> None:
    meeting = evolve(attended("NR", taker="ABCDE"), minutes=Minutes((), taker="ABCDE"))
    assert len(told(unknown_person, meeting, people=PEOPLE_HELD)) == 1


def test_names_in_full_offices_and_records_without_people_are_left_alone() -> None:
    meeting = attended("NR", "Poul Vang", chair="Rådmanden", taker="SEKRETARIATET")
    assert told(unknown_person, meeting, people=PEOPLE_HELD) == []
    assert told(unknown_person, attended("X", chair="Y")) == []
    nameless = (Person("nanna", "Nanna Riis"),)
    assert told(unknown_person, attended("nanna", "Nanna Riis"), people=nameless) == []


def test_a_slip_in_a_presenters_initials_is_a_note() -> None:
    entry = MinutesEntry("", "Orientering", presenters=("LAA",))
    meeting = evolve(presented(called(), "NRX", "KL", "FUT", "NR", "Karen", "XYZ"))
    meeting = evolve(meeting, minutes=Minutes((entry,)))
    people = (*PEOPLE_HELD, Person("kl", "Kit Lund", "KLA", organisation="FUTA"))
    assert told(unknown_presenter, meeting, people=people) == [
        f"{where}: {named} presents it, and the record has nobody of these initials."
        f" Write {meant!r} if that is meant, or the name in full."
        for where, named, meant in (("m, item 1", "NRX", "NR"), ("m", "LAA", "LA"))
    ]
    assert told(unknown_presenter, meeting) == []


# -- who sits where --------------------------------------------------------------------------------

CHAIR = Seat("b", "nanna", Role.CHAIR)
OTHER = Seat("b", "lasse", Role.CHAIR)
BOTH = "body b: Lasse Abel (LA) and Nanna Riis (NR) are both its chair"
REMEDY = "Write until when one of them is chair, or on whose behalf each leads it."


@pytest.mark.parametrize(
    ("one", "other", "span"),
    [
        (CHAIR, OTHER, ""),
        (evolve(CHAIR, until="2023-12-31"), OTHER, " to 2023-12-31"),
        (CHAIR, evolve(OTHER, since="2023-07-01"), " from 2023-07-01"),
        (
            evolve(CHAIR, until=PlannedTime.read("december 2023")),
            evolve(OTHER, since=PlannedTime.read("oktober 2023")),
            " from 2023-10-31 to 2023-12-01",
        ),
        (CHAIR, evolve(OTHER, on_behalf_of="KL"), ""),
        (evolve(CHAIR, on_behalf_of="KL"), OTHER, ""),
        (
            evolve(CHAIR, until="2023-07-01"),
            evolve(OTHER, since="2023-07-01"),
            " from 2023-07-01 to 2023-07-01",
        ),
        (evolve(CHAIR, on_behalf_of="KL"), evolve(OTHER, on_behalf_of="KL"), ""),
    ],
)
def test_two_chairs_at_once(one: Seat, other: Seat, span: str) -> None:
    for seats in permutations((one, other)):
        found = told(two_chairs, people=PEOPLE_HELD, seats=seats)
        assert found == [f"{BOTH}{span}. {REMEDY}"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CHAIR, evolve(OTHER, role=Role.DEPUTY_CHAIR)),
        (CHAIR, evolve(OTHER, body="c")),
        (CHAIR, evolve(CHAIR, since="2023-01-01")),
        (evolve(CHAIR, until="2023-06-30"), evolve(OTHER, since="2023-07-01")),
        (evolve(CHAIR, until=PlannedTime("snarest")), OTHER),
        (CHAIR, evolve(OTHER, since=PlannedTime("snarest"))),
        (CHAIR, evolve(OTHER, since="2023-07-01", until=PlannedTime.read("2023"))),
        (evolve(CHAIR, on_behalf_of="KL"), evolve(OTHER, on_behalf_of="Danske Regioner")),
        (CHAIR, Seat("b", role=Role.CHAIR, on_behalf_of="KL")),
        (CHAIR, evolve(OTHER, since=PlannedTime.read("2023"), until=PlannedTime.read("2023"))),
    ],
)
def test_chairs_who_may_follow_each_other_or_lead_together(one: Seat, other: Seat) -> None:
    for seats in permutations((one, other)):
        assert told(two_chairs, people=PEOPLE_HELD, seats=seats) == []


def test_chairs_whom_the_record_does_not_know_are_called_by_their_ids() -> None:
    (found,) = told(two_chairs, seats=(CHAIR, OTHER))
    assert found.startswith("body b: lasse and nanna are both its chair. ")


LONE, LARS = Person("lone", "Lone Rask", "LR"), Person("lars", "Lars Riis", "lr")


def test_initials_of_two_in_one_body_or_at_one_meeting() -> None:
    seats = (Seat("b", "lone"), Seat("b", "lars"), Seat("b", "lars", Role.CHAIR))
    meeting = attended("lone", "lars")
    seated = "body b: lr stands for Lars Riis and for Lone Rask. Refer to Lone Rask as LRA."
    assert told(initials_not_unique, meeting, people=(LONE, LARS), seats=seats) == [seated]
    met = "m: lr stands for Lars Riis and for Lone Rask. Refer to Lone Rask as LRA."
    assert told(initials_not_unique, meeting, people=(LONE, LARS)) == [met]
    assert told(initials_not_unique, attended(away("lone", "lars")), people=(LONE, LARS)) == [met]


def test_initials_in_a_list_that_may_mean_two() -> None:
    people = (evolve(LARS, initials="LR"), LONE)
    (found,) = told(initials_not_unique, attended("LR"), people=people)
    assert found.startswith("m: LR stands for Lars Riis and for Lone Rask.")
    assert told(initials_not_unique, attended("LR"), people=people, seats=SEATED[:0]) == [found]
    here = (Seat("b", "lone"), Seat("c", "lars"))
    assert told(initials_not_unique, attended("LR"), people=people, seats=here) == []


def test_longer_initials_that_are_taken_are_not_proposed() -> None:
    (found,) = told(
        initials_not_unique,
        attended("lone", "lars"),
        people=(LONE, LARS, Person("lis", "Lis Ravn", "LRA")),
    )
    assert found.endswith("Refer to Lone Rask as Lone Rask.")


def test_initials_of_none_and_of_people_who_followed_each_other() -> None:
    nameless = (evolve(LONE, initials=""), evolve(LARS, initials=""))
    assert told(initials_not_unique, attended("lone", "lars"), people=nameless) == []
    seats = (Seat("b", "lone", until="2022-12-31"), Seat("b", "lars", since="2023-01-01"))
    assert told(initials_not_unique, people=(LONE, LARS), seats=seats) == []
    assert told(initials_not_unique, people=(LONE,), seats=(Seat("b", "lone"), SUBSTITUTE)) == []


LEFT = Seat("b", "nanna", until=PlannedTime.read("ultimo november 2023"))


def test_present_after_every_seat_has_ended() -> None:
    earlier = evolve(LEFT, until="2023-01-31")
    for seats in ((LEFT,), (earlier, LEFT), (LEFT, earlier)):
        assert told(present_after_leaving, attended("NR"), people=PEOPLE_HELD, seats=seats) == [
            "m: Nanna Riis (NR) is listed as present on 2023-12-08, and left b ultimo november"
            " 2023. List NR as a guest, or correct until when the seat was held."
        ]


@pytest.mark.parametrize(
    ("entry", "seats"),
    [
        (Attendance("NR", role=Role.GUEST), (LEFT,)),
        (Attendance("NR", role=Role.SECRETARIAT), (LEFT,)),
        (Attendance("NR", items=("1",)), (LEFT,)),
        (away("NR"), (LEFT,)),
        (Attendance("NR"), ()),
        (Attendance("NR"), (evolve(LEFT, body="c"),)),
        (Attendance("NR"), (LEFT, Seat("b", "nanna", since="2023-12-01"))),
        (Attendance("NR"), (evolve(LEFT, until="2023-12-08"),)),
        (Attendance("NR"), (evolve(LEFT, until=PlannedTime.read("december 2023")),)),
        (Attendance("NR"), (evolve(LEFT, until=PlannedTime("snarest")),)),
    ],
)
def test_present_as_a_guest_or_not_surely_gone(entry: Attendance, seats: tuple[Seat, ...]) -> None:
    assert told(present_after_leaving, attended(entry), people=PEOPLE_HELD, seats=seats) == []


def test_a_chair_who_has_left_is_told_of_once() -> None:
    meeting = attended("NR", chair="nanna")
    assert told(present_after_leaving, meeting, people=PEOPLE_HELD, seats=(LEFT,)) == []
    assert told(chair_after_leaving, meeting, people=PEOPLE_HELD, seats=(LEFT,)) == [
        "m: Nanna Riis (NR) led the meeting on 2023-12-08, and left b ultimo november 2023."
        " Write who led the meeting, or correct until when the seat was held."
    ]
    assert told(chair_after_leaving, attended("NR"), people=PEOPLE_HELD, seats=(LEFT,)) == []
    still = (LEFT, Seat("b", "nanna", Role.OBSERVER))
    assert told(chair_after_leaving, meeting, people=PEOPLE_HELD, seats=still) == []


# -- bodies ----------------------------------------------------------------------------------------


def test_every_place_that_names_a_body_is_followed() -> None:
    merged = BodyEvent(BodyChange.MERGED, "2024-01-01", into=("x4",))
    body = Body(
        "forum", "Forum", parent="x1", secretariat="x2", recommends_to="x3", events=(merged,)
    )
    given = Decision((Outcome(OutcomeKind.APPROVED),), id="mail-1")
    record = Record(
        figures=FIGURES,
        bodies=(body,),
        seats=(Seat("x5", "nanna"),),
        meetings=(Meeting("m", "forun", "2023-12-08"),),
        meeting_plans=(MeetingPlan("x6", ("2024-02-02",)),),
        decisions=(
            OutsideDecision(given, "x7", "2023-11-02", Manner.BY_MAIL),
            OutsideDecision(evolve(given, id=""), "x8", "2023-11-02"),
        ),
        projects=(Project("proeve", "Prøve", body="x9"),),
        cases=(Case("sag", "Sag", (RouteStep("forum"), RouteStep("y1")), decided_in="y2"),),
    )
    found = unknown_body(record, FIGURES, TODAY)
    assert [f"{one.place}: {one.why.split(',')[0]}" for one in found] == [
        "body forum: it answers to x1",
        "body forum: its secretariat is x2",
        "body forum: it recommends to x3",
        "body forum: it goes on in x4",
        "seat of nanna: it is in x5",
        "m: it is a meeting of forun",
        "meeting plan: it is that of x6",
        "decision mail-1: it was taken by x7",
        "decision of 2023-11-02: it was taken by x8",
        "project proeve: it is steered by x9",
        "case sag: it is settled by y2",
        "case sag, step 2: it comes before y1",
    ]
    remedies = {one.remedy for one in found}
    assert remedies == {
        "Write 'forum' if that is meant.",
        "Add the body, or write the id of one that is held.",
    }
    assert unknown_body(evolve(record, bodies=()), FIGURES, TODAY) == ()


@pytest.mark.parametrize(
    ("change", "time", "since", "after"),
    [
        (BodyChange.CLOSED, "2024-01-01", "2024-01-01", True),
        (BodyChange.CLOSED, "2024-01-01", "2023-12-31", False),
        (BodyChange.SUCCEEDED, "2024-01-01", "2024-02-01", True),
        (BodyChange.RENAMED, "2024-01-01", "2024-02-01", False),
        (BodyChange.OPENED, "2024-01-01", "2024-02-01", False),
        (BodyChange.CLOSED, None, "2024-02-01", False),
        (BodyChange.CLOSED, PlannedTime.read("2024"), PlannedTime.read("ultimo 2024"), False),
        (BodyChange.CLOSED, PlannedTime("snarest"), "2024-02-01", False),
        (BodyChange.CLOSED, "2024-01-01", PlannedTime("snarest"), False),
        (BodyChange.CLOSED, "2024-01-01", None, False),
    ],
)
def test_a_seat_that_begins_when_its_body_is_no_more(
    change: BodyChange,
    time: PlannedTime | str | None,
    since: PlannedTime | str | None,
    after: bool,  # noqa: FBT001
) -> None:
    body = Body("b", "B", events=(BodyEvent(change, time),))
    found = told(seat_after_body_ended, bodies=(body,), seats=(Seat("b", "nanna", since=since),))
    assert bool(found) is after
    for one in found:
        assert one.startswith(f"seat of nanna: it begins {since}, and b was {change.value} {time}.")


def test_a_seat_in_a_body_that_is_not_known_is_told_of_elsewhere() -> None:
    assert told(seat_after_body_ended, seats=(Seat("b", "nanna", since="2024-01-01"),)) == []


def test_bodies_that_answer_to_themselves_or_go_on_in_themselves() -> None:
    def merged(id: str, *into: str) -> Body:  # noqa: A002
        return Body(id, id, events=(BodyEvent(BodyChange.MERGED, "2024-01-01", into=into),))

    circle = (Body("c", "C", parent="a"), Body("a", "A", parent="b"), Body("b", "B", parent="c"))
    for bodies in permutations((*circle, Body("d", "D", parent="a"))):
        assert told(body_circular, bodies=bodies) == [
            "body a: a answers to b, and b answers to c, and c answers to a."
            " Write what c answers to instead."
        ]
    assert told(body_circular, bodies=(Body("a", "A", parent="a"),)) == [
        "body a: a answers to a. Write what a answers to instead."
    ]
    assert told(body_circular, bodies=(merged("a", "b", "c"), merged("b", "a"))) == [
        "body a: a goes on in b, and b goes on in a. Write what b goes on in instead."
    ]
    renamed = BodyEvent(BodyChange.RENAMED, "2024-01-01", name="A", into=("a",))
    assert told(body_circular, bodies=(Body("a", "A", parent="x", events=(renamed,)),)) == []


parents = st.lists(st.integers(0, 5), min_size=1, max_size=6)


@given(parents)
def test_every_chain_of_parents_ends_or_is_told_of(chosen: list[int]) -> None:
    names = [f"b{at}" for at in range(len(chosen))]
    above = dict(zip(names, (f"b{parent}" for parent in chosen), strict=True))
    bodies = tuple(Body(name, name, parent=parent) for name, parent in above.items())
    circles = set()
    for name in names:
        seen: list[str] = []
        while name in above and name not in seen:
            seen.append(name)
            name = above[name]
        if name in seen:
            circles.add(frozenset(seen[seen.index(name) :]))
    assert len(told(body_circular, bodies=bodies)) == len(circles)


@pytest.mark.parametrize("check", PEOPLE, ids=lambda check: check.code)
def test_what_is_empty_says_nothing(check: Check) -> None:
    assert told(check, called(), people=PEOPLE_HELD) == []
    cancelled = evolve(attended("NR", chair="LA", taker="LA"), state=MeetingState.CANCELLED)
    assert told(check, cancelled, people=PEOPLE_HELD) == []


@given(st.permutations(["NR", "LA", away("KF", "NR"), Attendance("KF", items=("1",))]))
def test_the_order_of_a_list_says_nothing(entries: list[Attendance | str]) -> None:
    meeting = presented(attended(*entries, chair="KF", taker="KF"), "KF")
    for check in PEOPLE:
        found = told(check, meeting, people=PEOPLE_HELD, seats=(*SEATED, SUBSTITUTE))
        again = told(
            check,
            evolve(meeting, attendance=meeting.attendance[::-1]),
            people=PEOPLE_HELD[::-1],
            seats=(SUBSTITUTE, *SEATED),
        )
        assert len(found) == len(again)


def test_days_are_read_by_the_meeting_and_not_by_the_day_of_reading() -> None:
    for on in (dt.date(2020, 1, 1), dt.date(2030, 1, 1)):
        found = told(
            present_after_leaving, attended("NR"), people=PEOPLE_HELD, seats=(LEFT,), on=on
        )
        assert len(found) == 1


def test_words_in_a_list_that_are_no_reference() -> None:
    def names(person: str, role: Role | None = None) -> bool:
        found = told(unknown_person, attended(Attendance(person, role=role)), people=PEOPLE_HELD)
        return bool(found)

    # An id and initials are; a first name, a firm and KL are not, nor a guest's initials.
    told_of = {"nana": True, "XY": True, "ABCDE": True, "Bo": False, "KL": False, "ABCDEF": False}
    assert {name: names(name) for name in told_of} == told_of
    of_guests = {"nana": True, "XYZ": False, "Bo": False}
    assert {name: names(name, Role.GUEST) for name in of_guests} == of_guests
    assert names("XYZ", Role.OBSERVER)


def test_full_names_in_the_list_may_go_with_a_title() -> None:
    titled = attended("Kontorchef Nanna Riis", chair="Nanna Riis")
    assert told(chair_not_listed, titled) == []
    assert told(chair_not_listed, attended("ABC", "DEF", chair="formanden")) == []
    assert len(told(chair_not_listed, attended("ABC", "DEF", chair="GHI"))) == 1


def test_two_entries_of_one_name_are_not_two_people() -> None:
    held = (NANNA, evolve(NANNA, id="nanna-2"), evolve(LASSE, initials="NR"))
    seats = tuple(Seat("b", person.id) for person in held)
    found = told(initials_not_unique, attended(), people=held, seats=seats)
    assert len(found) == 2
    assert all("Lasse Abel" in one for one in found)
