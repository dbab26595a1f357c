"""Two invented documents that hold what papers of the family hold: each fact has its home.

What all checks say of them is asserted as well, and every finding is true of its document.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from sundgov import kr
from sundgov.checks import Grade, graded, run
from sundgov.findings import Finding
from sundgov.formats import load
from sundgov.formats.record_json import dump_record, read_record
from sundgov.governance.agendas import Access, AgendaItem
from sundgov.governance.decisions import Manner, Outcome, OutcomeKind
from sundgov.governance.hearings import Stance
from sundgov.governance.mandates import Request
from sundgov.governance.meetings import Meeting, MeetingState, Presence
from sundgov.governance.minutes import MinutesState
from sundgov.governance.projects import Project, ProjectKind
from sundgov.governance.qualified_amounts import Per, Qualifier
from sundgov.governance.recommendations import Point
from sundgov.governance.statements import Extent, MoneyMeaning, StatedAmount
from sundgov.money import PriceLevel
from sundgov.record import Record
from sundgov.record.recomputed import recomputed

SAMPLES = Path(__file__).parent / "samples"
FORUM = load(SAMPLES / "service-centre-2019-10-25.toml")
BOARD = load(SAMPLES / "programme-board-2022-05-05.toml")
HELD = "forum-2019-10-25"


def meeting(record: Record, name: str) -> Meeting:
    found = record.register.meeting(name)
    assert found is not None
    return found


def item(record: Record, name: str) -> AgendaItem:
    found = record.register.item(name)
    assert found is not None
    return found.placed.item


def points(record: Record, name: str) -> tuple[Point, ...]:
    put = item(record, name).recommendation
    assert put is not None
    return put.points


def outcomes(record: Record, name: str) -> tuple[Outcome, ...]:
    taken = record.register.decision(name)
    assert taken is not None
    return taken.decision.outcomes


def project(record: Record, name: str) -> Project:
    return next(each for each in record.projects if each.id == name)


def on(day: str) -> dt.date:
    return dt.date.fromisoformat(day)


def total(amounts: tuple[StatedAmount, ...], **wanted: object) -> int:
    """The sum in whole kroner of those stated amounts whose fields are as wanted."""
    chosen = [
        each
        for each in amounts
        if all(getattr(each, name) == value for name, value in wanted.items())
    ]
    assert chosen
    return sum(each.amount.amount.ore for each in chosen if each.amount) // 100


# -- the forum: prices, models, money -------------------------------------------------------------


def test_prices_are_per_delivery_minute_and_hour_and_one_is_to_be_found() -> None:
    prices = {each.subject: each.amount for each in points(FORUM, f"{HELD}-4")[1].amounts}
    per = {subject: amount.per for subject, amount in prices.items() if amount is not None}
    assert per["levering"] == (Per.UNIT,)
    assert per["support"] == (Per.MINUTE,)
    assert [subject for subject, each in per.items() if each == (Per.HOUR,)] == [
        *("opsætning", "nedtagning", "reparation", "rengøring", "undervisning"),
    ]
    support = prices["support"]
    assert support is not None
    assert support.amount == kr("7,50 kr.")
    assert prices["levering uden for normal arbejdstid"] is None
    (task,) = [each for each in FORUM.open_actions("2019-11-20") if each.owner == "GH"]
    assert task.action.origin == f"{HELD}-4"
    assert task.due_days == (on("2020-01-30"),)


def test_two_models_with_costs_and_consequences_and_one_chosen_with_a_change() -> None:
    (point,) = points(FORUM, f"{HELD}-3")
    agreement, association = point.options
    assert point.option == association.id == "b"
    assert [each.amount.amount for each in agreement.amounts if each.amount] == [kr("2,7 mio. kr.")]
    yearly = association.amounts[0].amount
    assert yearly is not None
    assert (yearly.amount, yearly.upper) == (kr("2,7 mio. kr."), kr("2,9 mio. kr."))
    staff, hours = association.presentation[0].figures
    assert (staff.value, staff.unit) == (Fraction(3, 4), "årsværk")
    assert [hours.value, hours.upper, hours.unit] == [200, 300, "timer"]
    assert agreement.presentation[0].heading == association.presentation[0].heading
    (chosen,) = outcomes(FORUM, f"{HELD}-3")
    assert (chosen.kind, chosen.option) == (OutcomeKind.APPROVED_WITH_CHANGES, "b")
    assert chosen.to.body == "kosu"


def test_a_vote_a_dissent_and_what_the_decision_presumes() -> None:
    (chosen,) = outcomes(FORUM, f"{HELD}-3")
    assert f"{chosen.vote}" == "4-1-1"
    (dissent,) = chosen.dissents
    person = FORUM.register.person(dissent.by[0])
    assert person is not None
    assert person.organisation == "Region Midtjylland"
    (proviso,) = chosen.provisos
    assert proviso.due is not None
    assert (proviso.due.earliest, proviso.due.latest) == (on("2020-04-01"), on("2020-06-30"))
    assert f"{HELD}-3" not in {one.decision.id for one in FORUM.in_force("2020-08-31")}
    assert f"{HELD}-3" in {one.decision.id for one in FORUM.in_force("2020-09-01")}


def test_half_is_the_regions_and_half_the_municipalities_by_inhabitants() -> None:
    bill = FORUM.bill(2020)
    assert bill["Region Midtjylland"].kroner == 1_350_000
    assert bill.total.kroner == 2_700_000
    assert [line.line.amount.ore < 0 for line in bill.lines] == [False, False, True]
    presented = item(FORUM, f"{HELD}-4").presentation
    stated = presented[0].amounts
    assert total(stated, meaning=MoneyMeaning.BUDGET) == 2_700_000
    assert total(stated, payers=("Region Midtjylland",)) == 1_350_000
    assert total(presented[1].amounts, meaning=MoneyMeaning.SPENT) == 2_700_000
    assert FORUM.close(2018).surplus.kroner == 0


def test_a_cost_table_for_an_example_municipality_holds() -> None:
    costs, programme = (recomputed(table, FORUM.figures) for table in FORUM.share_tables)
    assert [cell.party.name for cell in costs.cells] == ["Skive"] * 3
    assert [cell.party.name for cell in programme.cells] == ["Skive", "Region Midtjylland"]
    for found in (costs, programme):
        assert (found.wrong, found.exchanges, found.sums) == ((), (), ())


def test_a_programme_over_several_years_at_a_price_level() -> None:
    (ceiling,) = outcomes(FORUM, f"{HELD}-7")[0].amounts
    assert ceiling.amount is not None
    assert ceiling.amount.amount.prices == PriceLevel(2020)
    assert (ceiling.years, ceiling.extent) == ((2020, 2021, 2022, 2023), Extent.TOGETHER)
    programme = project(FORUM, "midt-program")
    assert programme.until is not None
    assert programme.until.latest == on("2023-06-30")
    halves = item(FORUM, f"{HELD}-7").presentation[0].amounts
    assert total(halves, meaning=MoneyMeaning.CONTRIBUTION) == 5_150_000


# -- the forum: contracts, cases, trials ----------------------------------------------------------


def test_a_contract_has_its_notice_and_may_be_prolonged() -> None:
    contract = project(FORUM, "hjertekommidt")
    assert contract.terms is not None
    assert contract.terms.supplier == "DEFACTUM"
    assert contract.terms.notice_by(on("2021-12-31")) == on("2021-06-30")
    assert contract.terms.longest(on("2021-12-31")) == on("2023-12-31")


def test_an_agreement_becomes_an_association() -> None:
    before, after = project(FORUM, "fsc-aftale"), project(FORUM, "fsc-forening")
    assert after.follows == (before.id,)
    assert before.until is not None
    assert after.since is not None
    assert before.until.surely_before(after.since)
    assert before.terms is not None
    assert before.terms.notice_by(on("2020-08-31")) == on("2020-02-29")
    association = FORUM.figures.register.find(after.owner)
    assert association.valid_from == on("2020-09-01")
    (evaluation,) = FORUM.deliverables
    assert evaluation.due is not None
    assert evaluation.due.latest == on("2020-06-30")


def test_a_body_that_changes_its_name_and_its_chair() -> None:
    board = FORUM.register.body("fsc-styregruppe")
    assert board is not None
    for day, name, chair in (
        ("2020-08-31", "Styregruppen for Fælles Servicecenter", "bent"),
        ("2020-09-01", "Bestyrelsen for Foreningen Fælles Servicecenter", "camilla"),
    ):
        assert board.name_on(on(day)) == name
        seats = FORUM.register.seats_of(board.id)
        assert [seat.person for seat in seats if seat.surely_holds_on(on(day))] == [chair]


def test_a_case_comes_before_five_bodies_and_is_decided_in_the_last() -> None:
    (case,) = FORUM.cases
    assert [step.body for step in case.route] == [
        *("fsc-styregruppe", "forum", "kosu", "sundhedsstyregruppen"),
        "sundhedskoordinationsudvalget",
    ]
    assert case.decided_in == case.route[-1].body
    assert [step.time is not None and step.time.is_day for step in case.route] == [
        *(True, False, True, False, False),
    ]
    first, here = case.route[:2]
    (recommended,) = outcomes(FORUM, first.decision)
    assert (recommended.kind, recommended.to.body) == (OutcomeKind.ENDORSED, "forum")
    assert item(FORUM, here.item).case == case.id


def test_those_who_were_heard() -> None:
    (hearing,) = FORUM.cases[0].hearings
    assert [answer.stance for answer in hearing.answers] == [
        *(Stance.IN_FAVOUR, Stance.WITH_REMARKS, Stance.NO_REMARKS),
    ]
    assert hearing.unanswered == ("Ældre Sagen",)


def test_four_try_and_others_may_join() -> None:
    trial = project(FORUM, "skaermbesoeg")
    assert trial.kind is ProjectKind.TRIAL
    assert len(trial.parties) == 4
    evaluated, own = trial.joining
    assert evaluated.due is not None
    assert own.due is None


# -- the forum: the meeting itself ----------------------------------------------------------------


def test_a_meeting_moved_and_its_material_late_with_the_chairs_consent() -> None:
    moved = meeting(FORUM, "forum-2019-10-11")
    assert (moved.state, moved.moved_to) == (MeetingState.MOVED, HELD)
    held = meeting(FORUM, HELD)
    assert held.agenda is not None
    assert held.notice is not None
    assert held.agenda.material_sent_on is not None
    assert held.agenda.material_sent_on > held.notice.last_day_for_material(held.on)
    assert held.agenda.late_consent == held.chair


def test_who_was_there() -> None:
    register = FORUM.register
    assert set(register.who_was_there(HELD, "5")) == {"AW", "BK", "CT", "EL", "FA", "IS", "HB"}
    assert "GH" in register.who_was_there(HELD, "4")
    (sorry,) = [
        each for each in meeting(FORUM, HELD).attendance if each.presence is Presence.APOLOGIES
    ]
    assert (sorry.person, sorry.substitute) == ("DM", "IS")


def test_items_moved_withdrawn_and_added() -> None:
    held = meeting(FORUM, HELD)
    assert held.minutes is not None
    assert [entry.item or entry.label for entry in held.minutes.entries] == [
        *("1", "7", "2", "3", "4", "5", "6", "8", "9", "9a", "10"),
    ]
    assert [placed.id for placed in held.items] == [f"{number}" for number in range(1, 11)]
    (withdrawn,) = outcomes(FORUM, f"{HELD}-9")
    assert (withdrawn.kind, withdrawn.to.meeting) == (OutcomeKind.WITHDRAWN, "forum-2020-01-30")
    (added,) = outcomes(FORUM, f"{HELD}-9a")
    assert added.kind is OutcomeKind.NOTED


def test_a_closed_item_has_an_open_attachment() -> None:
    closed = item(FORUM, f"{HELD}-8")
    assert closed.access is Access.CLOSED
    assert [each.access for each in closed.attachments] == [Access.OPEN, Access.CLOSED]


def test_minutes_are_corrected_at_the_next_meeting_or_in_between() -> None:
    earlier, held = meeting(FORUM, "forum-2019-06-20").minutes, meeting(FORUM, HELD).minutes
    assert earlier is not None
    assert held is not None
    states = [earlier.state_on(on(day)) for day in ("2019-08-12", "2019-10-25")]
    assert states == [MinutesState.OBJECTED, MinutesState.APPROVED]
    assert [(each.item, each.meeting) for each in earlier.corrections] == [("1", HELD)]
    assert [(each.item, each.on) for each in held.corrections] == [("4", on("2019-11-06"))]
    assert held.state_on(on("2019-11-16")) is MinutesState.APPROVED


def test_laws_and_agreements_that_papers_point_to() -> None:
    lawful = item(FORUM, f"{HELD}-3").presentation[0].provisions
    assert [(each.of, each.at) for each in lawful] == [
        ("kommunestyrelsesloven", "§ 60"),
        ("sundhedsloven", "§ 205, stk. 1"),
    ]
    section = item(BOARD, "board-2022-05-05-4").presentation[0]
    assert section.provisions[0].of == "OK22"
    assert section.concerns == ("fut",)


# -- the programme board --------------------------------------------------------------------------


def test_projects_under_one_frame_and_what_is_left_of_it() -> None:
    frame = project(BOARD, "ramme")
    assert frame.kind is ProjectKind.FRAME
    assert [each.id for each in BOARD.projects if each.within == frame.id] == [
        *("skaerm", "maaling", "maaling-2"),
    ]
    parts = outcomes(BOARD, "board-2022-05-05-2")[0].amounts
    assert total(parts, meaning=MoneyMeaning.UNDISPOSED) == 2_000_000
    assert total(frame.amounts) == sum(total((each,)) for each in parts) == 12_000_000
    closing, taking_over = project(BOARD, "maaling"), project(BOARD, "maaling-2")
    assert taking_over.follows == (closing.id,)
    halves = item(BOARD, "board-2022-05-05-2").presentation[0].amounts[1:]
    assert len({each.payers for each in halves}) == 2
    assert total(halves, meaning=MoneyMeaning.CONTRIBUTION) == total(frame.amounts)


def test_a_reserve_without_an_amount_and_a_remark() -> None:
    parts, reserve = outcomes(BOARD, "board-2022-05-05-2")
    assert [(each.meaning, each.amount) for each in reserve.amounts] == [
        (MoneyMeaning.RESERVE, None)
    ]
    assert len(parts.comments) == 1


def test_a_commitment_given_by_mail_is_reported_afterwards() -> None:
    (given,) = BOARD.decisions
    assert given.manner is Manner.ADMINISTRATIVE
    assert given.reason
    reported = BOARD.register.item(given.reported)
    assert reported is not None
    assert reported.placed.item.presentation[0].concerns == (given.decision.id,)
    assert given.decision.id in {one.decision.id for one in BOARD.in_force("2022-04-08")}


def test_a_working_group_lacks_its_chair() -> None:
    group = BOARD.register.body("honorar-gruppe")
    assert group is not None
    open_places = [each for each in group.vacancies if each.may_be_open_on(on("2022-05-25"))]
    assert [(each.role.value, each.title, each.number) for each in open_places] == [
        ("chair", "", 1),
        ("member", "jurist", 2),
    ]
    assert all(each.due and each.due.surely_past(on("2022-05-21")) for each in open_places)


def test_a_mandate_to_negotiate_within_bounds() -> None:
    (bounds,) = points(BOARD, "board-2022-05-05-5")[0].amounts
    assert bounds.of == "board-forhandling"
    assert bounds.amount is not None
    assert bounds.amount.allows(kr("1,2 mio. kr."))
    assert not bounds.amount.allows(kr("1.500.001 kr."))
    for amount, who in (("1,5 mio. kr.", "board-sekretariat"), ("1.500.001 kr.", "board")):
        wish = Request("board-sekretariat", kr(amount), "2022-06-01", topic="support")
        assert BOARD.may_decide(wish).decides == who
    (presumed,) = outcomes(BOARD, "board-2022-05-05-5")[0].provisos
    assert presumed.due is not None
    assert presumed.due.latest == on("2022-12-31")


def test_the_chairs_decide_between_the_meetings() -> None:
    for amount, who in ((250_000, "board-formandskab"), (250_001, "board")):
        wish = Request("board-formandskab", kr(amount), "2022-06-01")
        assert BOARD.may_decide(wish).decides == who
    seats = BOARD.register.seats_of("board-formandskab")
    assert [seat.person for seat in seats] == ["johan", "kirstine"]


def test_staff_time_ranges_and_times_that_are_not_fixed() -> None:
    figures = {
        figure.what: figure
        for placed in meeting(BOARD, "board-2022-05-05").items
        for section in placed.item.sections()
        for figure in section.figures
    }
    staff = figures["tidsforbrug i projektet i 2022"]
    assert (staff.value, staff.unit) == (Fraction(3, 2), "årsværk")
    doctors = figures["læger, der ventes at bruge ydelsen"]
    assert [doctors.value, doctors.upper, doctors.qualifier] == [300, 400, Qualifier.ABOUT]
    assert figures["arbejdsgruppens tidsforbrug"].qualifier is Qualifier.UP_TO
    (told,) = item(BOARD, "board-2022-05-05-8").presentation[0].times
    assert (told.time.wording, told.time.latest) == ("efter sommerferien", None)


def test_the_board_has_the_name_and_the_chair_of_its_year() -> None:
    board = BOARD.register.body("board")
    assert board is not None
    names = [board.name_on(on(day)) for day in ("2021-12-31", "2022-01-01")]
    assert len(set(names)) == 2
    chairs = [
        seat.person
        for day in ("2021-12-31", "2022-01-01")
        for seat in BOARD.register.seats_of("board")
        if seat.role.value == "chair" and seat.surely_holds_on(on(day))
    ]
    assert chairs == ["lauge", "johan"]


# -- both -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", [FORUM, BOARD], ids=["forum", "board"])
def test_nothing_is_lost_in_json(record: Record) -> None:
    assert read_record(dump_record(record)) == record


def found(record: Record, day: str) -> tuple[Finding, ...]:
    return run(graded(Grade.ON_DEMAND), record, record.figures, on(day))


def test_what_all_checks_say_of_the_forum() -> None:
    """Changes are told, papers have no words for invoices, and late material had consent."""
    findings = found(FORUM, "2019-11-20")
    assert [(each.code, each.place) for each in findings if each.code != "no-reference"] == [
        ("outcome-not-as-recommended", f"{HELD}, item 1, outcome of point 1"),
        ("outcome-not-as-recommended", f"{HELD}, item 3, outcome of point 1"),
        ("no-account", "fsc, instalment 2020-03"),
    ]
    (reference,) = (each for each in findings if each.code == "no-reference")
    assert reference.place == "fsc, instalment 2020-03"
    assert reference.why.endswith("and so it is with 19 others")  # every party that is billed


def test_what_all_checks_say_of_the_board() -> None:
    """The reserve has no amount yet, and nominations are five days late."""
    findings = found(BOARD, "2022-05-25")
    assert [(each.code, each.place) for each in findings] == [
        ("action-overdue", "action board-a1"),
        ("approved-without-amount", "board-2022-05-05, item 2, outcome of point b"),
    ]
