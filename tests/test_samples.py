"""Three papers of the field as records: what they say can be asked of the model."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve

from sundgov import Amount, kr
from sundgov.checks import Grade, graded, run
from sundgov.findings import Finding, Severity
from sundgov.formats import dump_record, load, loads, read_record
from sundgov.governance.agendas import minute_of
from sundgov.governance.bodies import Role
from sundgov.governance.deliverables import DeliverableState
from sundgov.governance.mandate_rulings import Ground
from sundgov.governance.mandates import Consensus, Request
from sundgov.governance.meetings import Meeting, MeetingState, Presence, Venue
from sundgov.governance.qualified_amounts import Per
from sundgov.governance.recommendations import Ask
from sundgov.governance.risks import RiskState
from sundgov.governance.statements import MoneyMeaning, StatedAmount
from sundgov.governance.target_status import Pace, target_status
from sundgov.periods import Year
from sundgov.record import Record

SAMPLES = Path(__file__).parent / "samples"
PAGE = Path(__file__).parent.parent / "docs" / "checks" / "samples.md"
EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
CARE_PLANS = load(SAMPLES / "care-plans-2023-11-21.toml")
KOSU = load(SAMPLES / "kosu-2021-11-15.toml")
KPRO = load(SAMPLES / "kommunal-pro-2023-12-08.toml")
NOVEMBER, AUTUMN, DECEMBER = dt.date(2023, 11, 21), dt.date(2021, 11, 15), dt.date(2023, 12, 8)


def held(record: Record, wanted: str) -> Meeting:
    meeting = record.register.meeting(wanted)
    assert meeting is not None
    return meeting


FLP_MEETING = held(CARE_PLANS, "flp-2023-11-21")
KOSU_MEETING = held(KOSU, "kosu-2021-11-15")
KPRO_MEETING = held(KPRO, "kpro-2023-12-08")


def times_of(meeting: Meeting, *items: str) -> list[tuple[str, str, str]]:
    """Every time that the papers of items state, with its first and last day."""
    put = [placed.item.sections() for placed in meeting.items if placed.id in items]
    told = [entry.sections() for item in items if (entry := meeting.entry(item))]
    return [
        (one.time.wording, f"{one.time.earliest or ''}", f"{one.time.latest or ''}")
        for sections in (*put, *told)
        for section in sections
        for one in section.times
    ]


def amounts_of(meeting: Meeting, item: str) -> list[StatedAmount]:
    """Every amount that the case presentation of an item states."""
    found = [placed.item for placed in meeting.items if placed.id == item]
    return [told for section in found[0].sections() for told in section.amounts]


def asked(meeting: Meeting) -> dict[str, list[str]]:
    """What the points of each item ask for, in the words of files."""
    return {
        placed.id: [
            " and ".join(ask.value for ask in point.asks)
            for point in placed.item.recommendation.points
        ]
        for placed in meeting.items
        if placed.item.recommendation
    }


def outcomes(meeting: Meeting) -> dict[str, list[tuple[str, str]]]:
    """The outcomes of each item, with the points that they answer."""
    return {
        taken.item: [(one.point, one.kind.value) for one in taken.decision.outcomes]
        for taken in meeting.decisions()
    }


@pytest.mark.parametrize("record", [CARE_PLANS, KOSU, KPRO])
def test_a_sample_is_written_as_json_and_read_again_without_loss(record: Record) -> None:
    assert read_record(dump_record(record)) == record


# --- the agenda of the care plans ---


def test_the_care_plans_have_an_agenda_and_no_minutes() -> None:
    agenda = FLP_MEETING.agenda
    assert agenda is not None
    assert FLP_MEETING.state is MeetingState.CALLED
    assert FLP_MEETING.minutes is None
    assert (FLP_MEETING.starts, FLP_MEETING.ends) == (dt.time(10), None)
    assert FLP_MEETING.minutes_long is None
    assert agenda.written_on == dt.date(2023, 11, 13)
    assert (agenda.case_number, agenda.document_number) == ("2023 - 4182", "49024")
    assert CARE_PLANS.register.person(agenda.officer) is not None
    assert FLP_MEETING.decisions() == ()
    assert CARE_PLANS.register.who_was_there("flp-2023-11-21") == ()


def test_the_care_plans_list_their_items_as_they_stand() -> None:
    agenda = FLP_MEETING.agenda
    assert agenda is not None
    listed = [(line.label, line.title) for line in agenda.contents]
    assert listed == [(item.label, item.title) for item in agenda.items]
    kinds = ["/".join(kind.value for kind in item.kinds) for item in agenda.items]
    assert "".join(kinds) == "DOODBDBDBD"
    parts = [placed.id for placed in agenda.placed if placed.parent == "2"]
    assert parts == ["2a", "2b"]
    attached = [one.label for placed in agenda.placed for one in placed.item.attachments]
    assert " ".join(attached) == "1.1 1.2 4.1 5.1 6.1 8.1 8.2 9.1 9.2 9.3 10.1"
    cited = [
        citation.label
        for placed in agenda.placed
        for section in placed.item.sections()
        for citation in section.cites
    ]
    assert cited == ["4.1", "5.1", "6.1", "9.1", "8.3"]


def test_what_the_care_plans_ask_for() -> None:
    assert asked(FLP_MEETING) == {
        "1": ["take note", "discuss"],
        "2": ["take note"],
        "3": ["take note", "discuss"],
        "4": ["take note", "discuss"],
        "5": ["take note", "approve"],
        "6": ["take note and consider"],
        "7": ["take note", "approve", "approve"],
        "8": ["take note", "discuss"],
        "9": ["take note", "discuss", "discuss and approve"],
        "10": ["take note", "discuss"],
    }


def test_what_was_decided_before_is_in_force_and_nothing_of_the_coming_meeting() -> None:
    standing = CARE_PLANS.in_force(NOVEMBER)
    assert [one.decision.id for one in standing] == ["flp-2022-12", "flp-2023-03"]
    assert [one.decision.dated() for one in standing] == ["december 2022", "marts 2023"]
    rejected = CARE_PLANS.register.decision("flp-klinikere-telekol")
    assert rejected is not None
    assert rejected.body == "flp-klinikere"
    assert CARE_PLANS.register.item("flp-2023-11-21-3") is not None


def test_the_care_plans_money() -> None:
    grant, unspent, views = amounts_of(FLP_MEETING, "9")
    assert grant.amount is not None
    assert grant.meaning is MoneyMeaning.CEILING
    assert (grant.amount.wording, grant.amount.amount) == ("12.2 mio. kr.", kr("12,2 mio. kr."))
    assert unspent.amount is not None
    assert unspent.meaning is MoneyMeaning.UNSPENT
    told = [kr(each) for each in ("1.150.000 kr.", "1.249.999,99 kr.", "1.250.000 kr.")]
    assert [unspent.amount.allows(each) for each in told] == [True, True, False]
    assert (f"{views}", views.years) == ("500.000 kr.", (2024,))
    item = CARE_PLANS.register.item("flp-2023-11-21-7")
    assert item is not None
    assert item.placed.item.recommendation is not None
    (asked_for,) = item.placed.item.recommendation.points[1].amounts
    assert asked_for.amount is None


def test_the_care_plans_times_and_the_days_they_allow() -> None:
    assert times_of(FLP_MEETING, "1", "2", "2a", "2b", "3", "4") == [
        ("december 2022", "2022-12-01", "2022-12-31"),
        ("29. marts 2023", "2023-03-29", "2023-03-29"),
        ("tidligere", "", ""),
        ("i marts", "2023-03-01", "2023-03-31"),
        ("i uge 49", "2023-12-04", "2023-12-10"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("senest uge 10 i 2024", "", "2024-03-10"),
        ("tidligere", "", ""),
        ("i efteråret", "2023-09-01", "2023-11-30"),
        ("fra februar 2024", "2024-02-01", ""),
    ]
    assert times_of(FLP_MEETING, "6", "7", "8", "9", "10") == [
        ("november 2023", "2023-11-01", "2023-11-30"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("i 2023", "2023-01-01", "2023-12-31"),
        ("i år", "2023-01-01", "2023-12-31"),
        ("primo 2024", "2024-01-01", "2024-04-30"),
        ("Q1 2024", "2024-01-01", "2024-03-31"),
        ("inden udgangen af 2023", "", "2023-12-31"),
        ("i 2024", "2024-01-01", "2024-12-31"),
        ("august 2023", "2023-08-01", "2023-08-31"),
        ("marts 2023", "2023-03-01", "2023-03-31"),
        ("i løbet af 2024", "2024-01-01", "2024-12-31"),
        ("primo 2024", "2024-01-01", "2024-04-30"),
        ("oktober 2021", "2021-10-01", "2021-10-31"),
        ("i efteråret og i vinter", "", ""),
        ("i 2023", "2023-01-01", "2023-12-31"),
        ("i 2023", "2023-01-01", "2023-12-31"),
    ]


def test_how_far_the_care_plans_are_against_the_time_that_is_gone() -> None:
    plans, share = (target_status(target, NOVEMBER) for target in CARE_PLANS.targets)
    assert plans.share_reached == Fraction(143_953, 180_000)
    assert plans.share_of_time_gone == Fraction(305, 365)
    assert (plans.pace, plans.met) == (Pace.BEHIND, False)
    assert share.share_reached == Fraction(79, 85)
    assert share.pace is Pace.AHEAD
    assert target_status(CARE_PLANS.targets[0], dt.date(2023, 10, 31)).reading is None


def test_the_care_plans_risks_as_of_the_day_and_a_status_of_none_of_them() -> None:
    (log,) = CARE_PLANS.logs
    standing = log.on(NOVEMBER, CARE_PLANS.register.calendar.days)
    assert [one.risk.id for one in standing.open] == ["1", "3", "5"]
    assert [bool(one.note) for one in standing.risks] == [True, True, False]
    assert [len(one.mitigations) for one in standing.risks] == [2, 2, 0]
    (listing,) = standing.listings.counted
    assert [status.risk for status in listing.statuses] == ["1", "3", "6"]
    assert log.on(dt.date(2023, 11, 20), CARE_PLANS.register.calendar.days).listings.counted == ()


def test_what_the_care_plans_are_to_deliver() -> None:
    days = CARE_PLANS.register.calendar.days
    by_id = {one.id: one for one in CARE_PLANS.deliverables}
    assert {name: one.on(NOVEMBER, days).state.value for name, one in by_id.items()} == {
        "flp-patientlister": "done",
        "flp-rekvisition": "under way",
        "flp-rekvisition-laeger": "planned",
        "flp-certificering-foerste": "planned",
        "flp-drift-foerste": "planned",
        "flp-certificering-oevrige": "planned",
        "flp-opgave-2023": "planned",
        "flp-visninger": "planned",
        "flp-blodsukker": "done",
        "flp-kram": "on hold",
    }
    assert by_id["flp-kram"].on(NOVEMBER, days).state is DeliverableState.ON_HOLD
    assert by_id["flp-drift-foerste"].depends_on == ("flp-certificering-foerste",)
    first = by_id["flp-certificering-foerste"]
    assert [first.on(day, days).overdue for day in (NOVEMBER, dt.date(2024, 1, 1))] == [False, True]


# --- the minutes of KOSU ---


def test_who_was_there_for_the_contract_and_who_had_left() -> None:
    present = KOSU.register.who_was_there("kosu-2021-11-15", "3")
    assert len(present) == 10
    assert "winkel" not in present
    assert "winkel" in KOSU.register.who_was_there("kosu-2021-11-15", "2")
    assert len(KOSU.register.who_was_there("kosu-2021-11-15")) == 11
    guest = [one for one in KOSU_MEETING.attendance if one.role is Role.GUEST]
    assert [(one.person, one.items) for one in guest] == [("winkel", ("1", "2"))]
    roles = [seat.role.value for seat in KOSU.register.seats_of("kosu")]
    assert roles == ["chair", "deputy chair", "deputy chair"]
    assert KOSU_MEETING.minutes_long == 105
    assert KOSU_MEETING.venue is Venue.ONLINE


def test_what_kosu_was_asked_and_what_became_of_it() -> None:
    assert asked(KOSU_MEETING) == {
        "1": ["take note", "discuss"],
        "2": ["give input"],
        "3": ["approve", "approve"],
        "4": ["take note"],
        "5": ["discuss", "exchange"],
        "6": ["exchange"],
        "7": ["exchange"],
        "8": ["take note"],
    }
    assert outcomes(KOSU_MEETING) == {
        "1": [("1", "noted"), ("2", "discussed")],
        "2": [("1", "input given")],
        "3": [("", "approved")],
        "4": [("1", "noted")],
        "5": [("1", "discussed"), ("2", "exchanged")],
        "6": [("1", "exchanged")],
        "8": [("1", "noted")],
    }
    proposers = {
        placed.item.recommendation.proposer
        for placed in KOSU_MEETING.items
        if placed.item.recommendation
    }
    assert proposers == {"Formandskabet for KOSU"}


def test_the_contract_is_in_force_and_opens_two_bodies() -> None:
    assert [one.decision.id for one in KOSU.in_force(AUTUMN)] == ["kosu-2021-11-15-3"]
    assert KOSU.in_force(dt.date(2021, 11, 14)) == ()
    opened = [
        body.id
        for body in KOSU.bodies
        for event in body.events
        if event.decision == "kosu-2021-11-15-3"
    ]
    assert opened == ["hjerte-styregruppe", "hjerte-brugergruppe"]
    (cost,) = amounts_of(KOSU_MEETING, "3")
    assert cost.amount is not None
    assert cost.amount.amount == kr("350.000 kr.", 2021)


def test_three_years_with_a_status_after_two_land_on_the_new_set_up() -> None:
    contract = next(project for project in KOSU.projects if project.id == "hjertekommidt")
    assert contract.terms is not None
    begins = dt.date(2022, 1, 1)
    assert contract.terms.ends(begins) == dt.date(2024, 12, 31)
    status = contract.terms.status_from(begins)
    item = KOSU.register.item("kosu-2021-11-15-3")
    assert status is not None
    assert item is not None
    stated = [told for section in item.placed.item.sections() for told in section.times]
    (setup,) = (told.time for told in stated if told.time.wording == "primo 2024")
    assert setup.may_hold_on(status)


def test_the_next_year_has_one_meeting_a_quarter() -> None:
    plan, following = KOSU.meeting_plans
    days = [dt.date(2022, 2, 9), dt.date(2022, 5, 5), dt.date(2022, 9, 15), dt.date(2022, 11, 10)]
    assert plan.dates_in(Year(2022)) == tuple(days) == following.dates
    assert plan.uneven() == ()
    assert (plan.starts, plan.ends) == (dt.time(12), dt.time(13, 30))
    assert plan.place == "Viborg Rådhus"


def test_the_times_of_kosu_and_the_days_they_allow() -> None:
    assert times_of(KOSU_MEETING, "1", "2", "3", "4") == [
        ("medio 2022", "2022-05-01", "2022-08-31"),
        ("november 2022", "2022-11-01", "2022-11-30"),
        ("første halvdel af 2022", "2022-01-01", "2022-06-30"),
        ("2022-2025", "2022-01-01", "2025-12-31"),
        ("2019-2021", "2019-01-01", "2021-12-31"),
        ("foråret 2021", "2021-03-01", "2021-05-31"),
        ("tidligst i 2024", "2024-01-01", ""),
        ("primo 2024", "2024-01-01", "2024-04-30"),
        ("siden 2016", "2016-01-01", "2016-12-31"),
        ("2020/2021", "", ""),
        ("november 2021", "2021-11-01", "2021-11-30"),
        ("oktober 2021", "2021-10-01", "2021-10-31"),
        ("i 2022", "2022-01-01", "2022-12-31"),
        ("i 2022", "2022-01-01", "2022-12-31"),
        ("primo 2022", "2022-01-01", "2022-04-30"),
    ]


def test_what_is_left_to_do_for_kosu() -> None:
    february = Meeting("kosu-2022-02-09", "kosu", "2022-02-09")
    record = evolve(KOSU, meetings=(*KOSU.meetings, february))
    (status,) = record.open_actions_at("kosu-2022-02-09")
    assert (status.action.id, status.owner, status.dues) == ("kosu-a1", "kosu-sekretariat", ())
    group = KOSU.register.body("ortose-arbejdsgruppe")
    assert group is not None
    wanted = [(one.role.value, one.title) for one in group.vacancies]
    assert wanted == [("chair", ""), ("member", "jurist"), ("member", "økonom")]
    assert all(one.may_be_open_on(AUTUMN) for one in group.vacancies)


def test_a_case_goes_on_to_another_body_on_the_same_day() -> None:
    (case,) = KOSU.cases
    assert [step.body for step in case.route] == ["kosu", "sundhedsstyregruppen"]
    assert KOSU_MEETING.links == ("sundhedsstyregruppen-2021-11-15",)
    other = held(KOSU, KOSU_MEETING.links[0])
    assert (other.on, other.state) == (KOSU_MEETING.on, MeetingState.CALLED)


# --- the minutes of Kommunal PRO ---


def test_who_was_there_for_the_administrations_status() -> None:
    present = KPRO.register.who_was_there("kpro-2023-12-08", "3")
    assert len(present) == 12
    absent = [one for one in KPRO_MEETING.attendance if one.presence is Presence.ABSENT]
    assert [one.person for one in absent] == ["MR"]
    assert (KPRO_MEETING.chair, KPRO_MEETING.minute_taker) == ("AB", "LE")
    assert all(KPRO.register.person(each, KPRO_MEETING) for each in (*present, "MR"))


def test_eight_slots_fill_the_hour() -> None:
    slots = [placed.item.slot for placed in KPRO_MEETING.items if placed.item.slot]
    assert len(slots) == 8
    assert sum(slot.minutes for slot in slots) == KPRO_MEETING.minutes_long == 60
    assert all(one.ends == other.starts for one, other in pairwise(slots))
    assert KPRO_MEETING.starts is not None
    assert minute_of(slots[0].starts) == minute_of(KPRO_MEETING.starts)


def test_the_agenda_was_sent_in_time() -> None:
    assert KPRO_MEETING.agenda is not None
    assert KPRO_MEETING.notice is not None
    in_time = KPRO_MEETING.notice.last_day_before(KPRO_MEETING.on)
    assert KPRO_MEETING.agenda.sent_on == in_time == dt.date(2023, 12, 1)


def test_what_the_steering_group_was_asked_and_what_became_of_it() -> None:
    assert asked(KPRO_MEETING) == {
        "1": ["approve"],
        "2": ["take note"],
        "3": ["take note", "decide"],
        "4": ["take note"],
        "5": ["approve"],
        "6": ["take note"],
        "7": ["take note"],
    }
    assert outcomes(KPRO_MEETING) == {
        "1": [("1", "approved")],
        "2": [("1", "noted")],
        "3": [("1", "noted"), ("2", "approved"), ("", "approved")],
        "5": [("1", "approved")],
        "6": [("1", "noted")],
    }


def test_the_decisions_in_force_afterwards() -> None:
    standing = [(one.decision.id, one.points) for one in KPRO.in_force(DECEMBER)]
    assert standing == [
        ("kpro-2023-01", ("",)),
        ("kpro-2023-12-08-1", ("1",)),
        ("kpro-2023-12-08-3", ("2", "")),
        ("kpro-2023-12-08-5", ("1",)),
    ]
    before = [one.decision.id for one in KPRO.in_force(dt.date(2023, 12, 7))]
    assert before == ["kpro-2023-01"]


def test_the_open_actions_at_the_next_meeting() -> None:
    march = Meeting("kpro-2024-03-01", "kpro-styregruppe", "2024-03-01")
    record = evolve(KPRO, meetings=(*KPRO.meetings, march))
    standing = record.open_actions_at("kpro-2024-03-01")
    assert [(one.action.id, one.due_days) for one in standing] == [
        ("kpro-a1", (march.on,)),
        ("kpro-a2", (march.on,)),
        ("kpro-a3", (dt.date(2024, 4, 30),)),
        ("kpro-a4", (None,)),
    ]
    assert not any(one.past_due(march.on) for one in standing)
    assert [one.past_due(dt.date(2024, 3, 2)) for one in standing] == [True, True, False, False]


@pytest.mark.parametrize(
    ("asks", "consensus", "decides", "ground"),
    [
        ("500.000 kr.", Consensus.AGREED, "kpro-brugergruppe", Ground.WITHIN_POOL),
        ("500.001 kr.", Consensus.AGREED, "kpro-styregruppe", Ground.ABOVE_LIMIT),
        ("1 kr.", Consensus.DISAGREED, "kpro-styregruppe", Ground.DISAGREEMENT),
    ],
)
def test_who_decides_what_the_user_group_wishes(
    asks: str, consensus: Consensus, decides: str, ground: Ground
) -> None:
    request = Request("kpro-brugergruppe", kr(asks), "2024-02-01", consensus=consensus)
    ruling = KPRO.may_decide(request)
    assert ruling.decides == decides
    assert ground in {reason.ground for reason in ruling.reasons}


def test_the_amounts_that_kommunal_pro_states() -> None:
    (budget,) = amounts_of(KPRO_MEETING, "3")
    assert budget.amount is not None
    assert not budget.amount.allows(kr("7 mio. kr."))
    entry = KPRO_MEETING.entry("3")
    assert entry is not None
    approved, undisposed = (told for section in entry.sections() for told in section.amounts)
    assert approved.years == (2024, 2025)
    assert undisposed.amount is not None
    assert undisposed.meaning is MoneyMeaning.UNDISPOSED
    assert undisposed.amount.bounds == (95_000_000, 104_999_999)
    point = KPRO_MEETING.items[4].item.recommendation
    assert point is not None
    (pool,) = point.points[0].amounts
    assert pool.amount is not None
    assert (pool.amount.per, pool.amount.amount) == ((Per.YEAR,), Amount(50_000_000))


def test_the_numbers_that_kommunal_pro_states() -> None:
    figures = [
        figure
        for placed in KPRO_MEETING.items
        for section in placed.item.sections()
        for figure in section.figures
    ]
    assert (figures[0].value, figures[0].whole) == (Fraction(96), Fraction(98))
    entry = KPRO_MEETING.entry("2")
    assert entry is not None
    (slow,) = (figure for section in entry.sections() for figure in section.figures)
    assert (slow.value, slow.upper, slow.qualifier.value) == (Fraction(15), Fraction(20), "about")


def test_the_times_of_kommunal_pro_and_the_days_they_allow() -> None:
    assert times_of(KPRO_MEETING, "1", "2", "3") == [
        ("foråret 2024", "2024-03-01", "2024-05-31"),
        ("efter nytår", "2024-01-01", ""),
        ("fra 2024", "2024-01-01", ""),
        ("mandag d. 04.12.", "2023-12-04", "2023-12-04"),
        ("fra 2024", "2024-01-01", ""),
        ("inden jul", "", "2023-12-24"),
        ("første halvår 2024", "2024-01-01", "2024-06-30"),
        ("oktober 2023", "2023-10-01", "2023-10-31"),
        ("i starten af 2024", "2024-01-01", "2024-04-30"),
        ("31.10.23", "2023-10-31", "2023-10-31"),
        ("31/10-23", "2023-10-31", "2023-10-31"),
        ("3/11-23", "2023-11-03", "2023-11-03"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("4/12-23", "2023-12-04", "2023-12-04"),
        ("i starten af 2024", "2024-01-01", "2024-04-30"),
        ("januar 2023", "2023-01-01", "2023-01-31"),
        ("juni 2024", "2024-06-01", "2024-06-30"),
    ]
    assert times_of(KPRO_MEETING, "4", "5", "6", "7", "8") == [
        ("1.11.23", "2023-11-01", "2023-11-01"),
        ("ultimo november", "2023-11-21", "2023-11-30"),
    ]


def test_the_joint_log_on_the_day() -> None:
    (log,) = KPRO.logs
    standing = log.on(DECEMBER, KPRO.register.calendar.days)
    assert [one.risk.id for one in standing.risks] == ["ID2", "ID4", "ID5"]
    assert {one.state for one in standing.risks} == {RiskState.OPEN}
    assert all(one.note for one in standing.risks)
    touched = [one.risk.id for one in standing.risks if one.decisions == ("kpro-2023-12-08-3",)]
    assert touched == ["ID4", "ID5"]


def test_how_far_the_quality_system_has_come() -> None:
    days = KPRO.register.calendar.days
    told = {one.id: one.on(DECEMBER, days).percent for one in KPRO.deliverables}
    assert told["mdr-manual"] == Fraction(50)
    assert told["mdr-rapport"] == Fraction(80)
    assert told["mdr-aftale"] is None
    due = {one.id: one.due.wording for one in KPRO.deliverables if one.due}
    assert due == {
        "mdr-haandbog": "Q1-2024",
        "mdr-kommuner": "Q1-2024",
        "mdr-manual": "inden udgangen af 2023",
        "mdr-rapport": "Q1-2024",
        "mdr-aftale": "Q1-2024",
        "mdr-leverandoer": "Q1-2024",
    }


# --- papers together ---


def members(record: Record) -> list[tuple[dt.date, Fraction]]:
    """How many members papers say that Kommunal PRO has, oldest first."""
    return sorted(
        (meeting.on, figure.value)
        for meeting in record.meetings
        for placed in meeting.items
        for section in placed.item.sections()
        for figure in section.figures
        if figure.members_of == "kommunal-pro"
    )


def test_ninety_seven_municipalities_in_one_paper_and_ninety_eight_in_the_other() -> None:
    record = load([SAMPLES / "kosu-2021-11-15.toml", SAMPLES / "kommunal-pro-2023-12-08.toml"])
    assert members(record) == [(AUTUMN, Fraction(97)), (DECEMBER, Fraction(98))]


def test_an_invoice_line_of_july_2025_leads_to_the_item_of_december_2023() -> None:
    record = load(EXAMPLES / "kommunal-pro.toml")
    invoice = record.bill(2025).invoice("Samsø", "2025-07")
    agreement, ceiling = record.trace(invoice.lines[0]).authorities
    assert agreement.item is not None
    assert agreement.item.id == "kpro-2023-12-08-3"
    assert agreement.item.meeting.on == DECEMBER
    assert agreement.item.placed.item.recommendation is not None
    assert agreement.item.placed.item.recommendation.points[1].asks == (Ask.DECIDE,)
    assert ceiling.decision is not None
    assert (ceiling.decision.dated(), ceiling.decision.meeting) == ("januar 2023", "")
    mandate = record.mandates[0]
    granted = record.register.item(mandate.granted_by)
    assert granted is not None
    assert granted.placed.item.label == "5"


# --- what the checks say ---


def found_in(record: Record, on: dt.date) -> tuple[Finding, ...]:
    return run(graded(Grade.ON_DEMAND), record, record.figures, on)


def explained(heading: str) -> list[tuple[str, str]]:
    """The codes and places of the table under a heading of the page on these samples."""
    section = PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}")[2]
    table = section.partition("\n## ")[0]
    return re.findall(r"^\| `(.+?)` \| (.+?) \| .+ \|$", table, re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "record", "on"),
    [
        ("Digital care plans", CARE_PLANS, NOVEMBER),
        ("KOSU", KOSU, AUTUMN),
        ("Kommunal PRO", KPRO, DECEMBER),
    ],
)
def test_every_finding_is_explained_and_nothing_else_is_found(
    heading: str, record: Record, on: dt.date
) -> None:
    assert [(one.code, one.place) for one in found_in(record, on)] == explained(heading)


def test_what_to_do_about_each_error_and_warning() -> None:
    told = [
        (one.severity.value, one.code, one.remedy)
        for record, on in ((CARE_PLANS, NOVEMBER), (KOSU, AUTUMN), (KPRO, DECEMBER))
        for one in found_in(record, on)
        if one.severity is not Severity.NOTE
    ]
    note = "'Notat vedrørende FLP- økonomi fra oktober 2021'"
    outcome = "Write its outcome, such as 'noted'."
    assert told == [
        (
            "error",
            "kind-against-recommendation",
            "Write D beside it, or take that point out.",
        ),
        ("error", "attachment-not-found", f"Cite 9.3 {note}, which has that title."),
        (
            "warning",
            "risk-without-status",
            "Give it a status, or the one that is written for risk 6.",
        ),
        (
            "error",
            "status-of-unlisted-risk",
            "Write it as the status of risk 5, which has none.",
        ),
        (
            "warning",
            "action-without-due",
            "Write its due: a day, a meeting, or the next meeting of a body.",
        ),
        (
            "warning",
            "price-level-missing",
            "Write its price level behind it, such as '(2024 pl)'.",
        ),
        (
            "error",
            "amounts-differ",
            "Correct the wrong one, or have a decision say that it changes the other.",
        ),
        ("warning", "point-without-outcome", outcome),
        (
            "warning",
            "time-already-past",
            "State when it is to be now, or tell it as past.",
        ),
        ("warning", "point-without-outcome", outcome),
        (
            "warning",
            "single-request-may-empty-pool",
            "Set a limit for one request below the pool, above which kpro-styregruppe decides.",
        ),
    ]


def test_the_municipality_that_joined_between_two_papers_tells_them_apart() -> None:
    example = (EXAMPLES / "kommunal-pro.toml").read_text(encoding="utf-8")
    kosu = load(SAMPLES / "kosu-2021-11-15.toml")
    joined = evolve(kosu, ledgers=loads(example).ledgers)
    assert counted(joined) == []
    sooner = loads(example.replace("joined = 2023-01-01", "joined = 2021-01-01"))
    (finding,) = counted(evolve(kosu, ledgers=sooner.ledgers))
    assert finding.place == "kosu-2021-11-15, item 1, presentation"


def counted(record: Record) -> list[Finding]:
    return [one for one in found_in(record, AUTUMN) if one.code == "members-differ"]
