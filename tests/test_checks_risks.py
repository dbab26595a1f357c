"""Risks: in their log, in the papers that list them, and where papers refer to them."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.checks import Check, run
from sundgov.checks.risks.risk_listings import (
    closed_risk_listed,
    risk_gone,
    risk_without_status,
    status_of_unlisted_risk,
)
from sundgov.checks.risks.risk_ratings import (
    mitigation_overdue,
    rated_off_scale,
    rated_without_scale,
    residual_above_inherent,
    response_without_mitigation,
    risk_without_owner,
)
from sundgov.checks.risks.risk_references import risk_of_another_log, unknown_risk
from sundgov.checks.risks.risks import RISKS
from sundgov.formats import loads
from sundgov.governance.risk_logs import RiskListing, RiskLog, RiskStatus
from sundgov.governance.risk_merges import LogMerge
from sundgov.governance.risk_scales import Assessment, RiskScale
from sundgov.governance.risks import (
    LogRisk,
    Mitigation,
    Risk,
    RiskEvent,
    RiskResponse,
    RiskState,
)
from sundgov.record import Record
from sundgov.testing.strategies import records
from tests.check_papers import FIGURES

DAY = dt.date(2023, 11, 21)
days = st.dates(dt.date(2020, 1, 1), dt.date(2029, 12, 31))
numbers = st.lists(st.sampled_from("12345"), max_size=4).map(tuple)


def found(check: Check, *logs: RiskLog, on: dt.date = DAY) -> list[str]:
    """What a check finds in some logs: the place, why, and the remedy."""
    spots = check(Record(figures=FIGURES, risk_logs=logs), FIGURES, on)
    return [f"{one.place}: {one.why}. {one.remedy}" for one in spots]


def whys(check: Check, *logs: RiskLog, on: dt.date = DAY) -> list[str]:
    """What a check finds in some logs, without the place and what is to be done."""
    return [one.why for one in check(Record(figures=FIGURES, risk_logs=logs), FIGURES, on)]


def log(*risks: Risk, listings: tuple[RiskListing, ...] = ()) -> RiskLog:
    return RiskLog("flp", "Projektets risici", risks, listings=listings)


def listing(risks: str, statuses: str = "", *, on: str | None = "2023-11-21") -> RiskListing:
    """A listing of risks with one-letter numbers, and of their statuses."""
    told = tuple(RiskStatus(risk, "Status") for risk in statuses)
    return RiskListing(tuple(risks), told, on=on)


def risk(name: str, *history: RiskEvent) -> Risk:
    return Risk(name, f"Hændelse {name}", history=history)


# Listings


@given(numbers, numbers)
def test_statuses_and_listed_risks_are_held_against_each_other(
    risks: tuple[str, ...], statuses: tuple[str, ...]
) -> None:
    held = log(listings=(listing("".join(risks), "".join(statuses)),))
    stray = set(statuses) - set(risks)
    assert len(set(found(status_of_unlisted_risk, held))) == (len(stray) if risks else 0)
    silent = set(risks) - set(statuses)
    assert len(found(risk_without_status, held)) == (len(silent) if statuses else 0)


def test_the_one_that_lacks_a_status_is_proposed() -> None:
    place = "2023-11-21, risk log flp, risk"
    assert found(status_of_unlisted_risk, log(listings=(listing("135", "136"),))) == [
        f"{place} 6: a status is given for risk 6, and the paper lists 1, 3 and 5."
        " Write it as the status of risk 5, which has none."
    ]
    assert found(status_of_unlisted_risk, log(listings=(listing("1", "126"),))) == [
        f"{place} {number}: a status is given for risk {number}, and the paper lists 1."
        " List the risk, or correct its number."
        for number in "26"
    ]
    assert found(status_of_unlisted_risk, log(listings=(listing("135", "16"),))) == [
        f"{place} 6: a status is given for risk 6, and the paper lists 1, 3 and 5."
        " List the risk, or correct its number."
    ]
    assert found(risk_without_status, log(listings=(listing("155", "16"),))) == [
        f"{place} 5: risk 5 is listed, and nothing is said of how it stands or is met."
        " Give it a status, or the one that is written for risk 6."
    ]
    assert found(risk_without_status, log(listings=(listing("15", "1"),)))[0].endswith(
        "is met. Give it a status."
    )


@pytest.mark.parametrize(
    ("event", "lines"),
    [
        (RiskEvent("2023-11-21", response=RiskResponse.ACCEPT), 0),
        (RiskEvent("2023-11-21", mitigations=(Mitigation("Test"),)), 0),
        (RiskEvent("2023-11-22", response=RiskResponse.ACCEPT), 1),
        (RiskEvent("2023-11-21", owner="AJ"), 1),
    ],
)
def test_what_is_met_by_the_day_of_the_paper_needs_no_status(event: RiskEvent, lines: int) -> None:
    held = log(risk("5", event), listings=(listing("15", "1"),))
    assert len(found(risk_without_status, held, on=dt.date(2024, 1, 1))) == lines
    undated = log(risk("5", event), listings=(listing("15", "1", on=None),))
    assert (
        len(found(risk_without_status, undated, on=dt.date(2024, 1, 1))) == 0 if lines == 0 else 1
    )


def test_of_a_paper_of_no_known_day_the_log_is_read_today() -> None:
    undated = log(
        evolve(risk("5"), raised_on="2023-06-01"), listings=(listing("15", "1", on=None),)
    )
    met = evolve(undated, risks=(evolve(undated.risks[0], response=RiskResponse.ACCEPT),))
    assert found(risk_without_status, undated)[0].startswith("risk log flp, risk 5: ")
    assert found(risk_without_status, met, on=dt.date(2023, 6, 1)) == []
    assert len(found(risk_without_status, met, on=dt.date(2023, 5, 31))) == 1


def test_a_listing_is_placed_at_its_meeting_and_shows_what_the_risk_is_called() -> None:
    record = loads(
        """
        [[meetings]]
        id = "m"
        body = "b"
        on = 2023-11-21

        [[risk_logs]]
        id = "flp"
        name = "Projektets risici"
        risks = [{id = "5", name = "Prioritering", event = "Andet"}, {id = "6", event = "Pres"}]
        listings = [{meeting = "m", risks = [1, 5, 6], statuses = [{risk = 1, text = "Fladt"}]}]
        """
    )
    spots = risk_without_status(record, FIGURES, DAY)
    assert [(one.place, one.excerpt) for one in spots] == [
        ("m, risk log flp, risk 5", "Prioritering"),
        ("m, risk log flp, risk 6", "Pres"),
    ]


CLOSED = RiskEvent("2023-02-01", state=RiskState.CLOSED)
SPRING, AUTUMN = listing("1", on="2023-03-29"), listing("12")


def test_a_risk_that_was_over_by_the_paper_before_is_listed_still() -> None:
    merged = RiskEvent("2023-03-29", state=RiskState.MERGED)
    assert found(closed_risk_listed, log(risk("2", CLOSED), listings=(AUTUMN, SPRING))) == [
        "2023-11-21, risk log flp, risk 2: risk 2 is listed, and it was closed by 2023-03-29, the"
        " day of the paper before. Leave it out, or open it again in the log."
    ]
    (why,) = whys(closed_risk_listed, log(risk("2", merged), listings=(SPRING, AUTUMN)))
    assert "merged by 2023-03-29" in why


@pytest.mark.parametrize(
    ("status", "fires"),
    [("Lukket i februar", False), ("Lagt sammen med 4", False), ("Uændret", True)],
)
def test_a_closed_risk_may_be_listed_as_closed(status: str, *, fires: bool) -> None:
    told = evolve(AUTUMN, statuses=(RiskStatus("2", status), RiskStatus("1", "Lukket")))
    held = log(risk("2", CLOSED), listings=(SPRING, told))
    assert bool(found(closed_risk_listed, held)) is fires


@pytest.mark.parametrize(
    "events",
    [
        (),
        (RiskEvent("2023-03-30", state=RiskState.CLOSED),),
        (CLOSED, RiskEvent("2023-11-21", state=RiskState.OPEN)),
        (RiskEvent("2023-02-01", state=RiskState.OCCURRED),),
    ],
)
def test_a_risk_that_is_closed_since_or_open_may_be_listed(events: tuple[RiskEvent, ...]) -> None:
    assert found(closed_risk_listed, log(risk("2", *events), listings=(SPRING, AUTUMN))) == []
    first = log(risk("2", CLOSED), listings=(AUTUMN,))
    assert found(closed_risk_listed, first) == []
    empty = log(risk("2", CLOSED), listings=(listing("", "1", on="2023-03-29"), AUTUMN))
    assert found(closed_risk_listed, empty) == []


def test_a_risk_that_is_left_out_without_a_word_is_gone() -> None:
    papers = (listing("12", on="2023-03-29"), listing("1"))
    assert found(risk_gone, log(risk("2"), listings=papers)) == [
        "2023-11-21, risk log flp, risk 2: risk 2 was listed on 2023-03-29 and is not on"
        " 2023-11-21, and nothing says why. List it, close it, or state what became of it."
    ]
    assert found(risk_gone, log(risk("2"), listings=papers), on=dt.date(2023, 11, 20)) == []
    told = RiskEvent("2023-03-29", note="Drøftet")
    assert len(found(risk_gone, log(risk("2", told), listings=papers))) == 1


@pytest.mark.parametrize(
    "event",
    [
        RiskEvent("2023-03-30", note="Nu mindre"),
        RiskEvent("2023-11-21", state=RiskState.CLOSED),
        RiskEvent("2023-01-01", state=RiskState.OCCURRED),
        RiskEvent(note="Ingen dag"),
    ],
)
def test_a_risk_that_something_is_told_of_is_not_gone(event: RiskEvent) -> None:
    papers = (listing("12", on="2023-03-29"), listing("1"))
    assert found(risk_gone, log(risk("2", event), listings=papers)) == []


def test_a_risk_of_an_older_paper_may_be_gone_from_the_newest() -> None:
    papers = (listing("123", on="2022-03-29"), listing("1", on="2023-03-29"), listing("12"))
    (line,) = found(risk_gone, log(risk("2"), risk("3"), listings=papers))
    assert "risk 3 was listed on 2022-03-29" in line
    assert found(risk_gone, log(listings=papers)) == []  # the log has none of them
    with_status = (*papers[:2], listing("12", "3"))
    assert found(risk_gone, log(risk("3"), listings=with_status)) == []


def test_papers_of_no_known_day_have_no_turn() -> None:
    papers = (listing("12", on=None), listing("1"))
    assert found(risk_gone, log(risk("2"), listings=papers)) == []
    assert found(closed_risk_listed, log(risk("2", CLOSED), listings=papers)) == []


def test_papers_that_list_some_of_the_open_risks_need_not_list_the_same() -> None:
    papers = (listing("12", on="2023-03-29"), listing("1"))
    later = RiskEvent("2023-11-21", state=RiskState.CLOSED)
    for another, fires in (
        (risk("3"), False),  # it was open, and neither paper has it
        (risk("3", later), False),  # the first paper did not have it
        (risk("3", CLOSED), True),
    ):
        assert bool(found(risk_gone, log(risk("2"), another, listings=papers))) is fires
    told = (listing("12", "3", on="2023-03-29"), listing("1", "3"))
    assert len(found(risk_gone, log(risk("2"), risk("3"), listings=told))) == 1


# References


def other(*risks: Risk) -> RiskLog:
    return RiskLog("projekt", "Projektets egne", risks)


@pytest.mark.parametrize(
    ("held", "others", "line"),
    [
        (
            log(risk("ID4"), listings=(listing("6"),)),
            (),
            "log flp has no risk 6. Add it to log flp, or correct the number.",
        ),
        (
            log(risk("ID4"), listings=(listing("", "4"),)),
            (),
            "log flp has no risk 4. Write 'ID4' if that is meant.",
        ),
        (
            log(risk("ID4"), risk("R04"), listings=(listing("4"),)),
            (),
            "log flp has no risk 4. Add it to log flp, or correct the number.",
        ),
        (
            log(risk("ID4"), listings=(listing("3"),)),
            (RiskLog("z", "Z", (risk("3"),)), other(risk("3"))),
            "log flp has no risk 3; log projekt has one. Name it as risk 3 of log projekt.",
        ),
        (
            log(
                risk("ID4", RiskEvent(moved_from=LogRisk("projekt", "3"))),
                listings=(listing("33"),),
            ),
            (other(risk("3")),),
            "log flp has no risk 3; log projekt has one. Write 'ID4' if that is meant.",
        ),
    ],
)
def test_a_number_of_another_log_is_told(
    held: RiskLog, others: tuple[RiskLog, ...], line: str
) -> None:
    number = line.partition("no risk ")[2][0]
    place = f"2023-11-21, risk log flp, risk {number}"
    assert found(unknown_risk, held, *others) == [f"{place}: {line}"]


def test_what_the_log_has_or_nobody_wrote_is_let_be() -> None:
    assert found(unknown_risk, log(risk("4"), listings=(listing("4"), listing("", "4")))) == []
    assert found(unknown_risk, log(listings=(listing("4"), listing("", "4")))) == []


def test_what_moved_from_or_to_a_log_must_have_been_in_it() -> None:
    moved = (
        RiskEvent(moved_to=LogRisk("projekt", "8")),
        RiskEvent(moved_to=LogRisk("gammel", "8")),
        RiskEvent(moved_from=LogRisk("projekt", "3")),
    )
    held = log(evolve(risk("1", *moved), taken_from=LogRisk("projekt", "7")), risk("2"))
    told = "risk log flp, risk 1: it was moved from or to risk"
    assert found(unknown_risk, held, other(risk("3"))) == [
        f"{told} {number}, and log projekt has none such."
        " Add it to log projekt, or correct the number."
        for number in "78"
    ]


PAPER = """
    [[meetings]]
    id = "m"
    body = "b"
    on = 2023-11-21

    [[meetings.agenda.items]]
    label = 3
    title = "Risikolog"
    recommendation = {points = [{label = "a", text = "drøfter", concerns = ["%s"]}]}
    presentation = [{concerns = ["m-3", "strategidag"]}]

    [[meetings.agenda.items]]
    label = 4
    title = "Eventuelt"

    [meetings.minutes]
    entries = [{item = 3, account = [{sections = [{concerns = ["%s"]}]}]}]

    [[risk_logs]]
    id = "forvaltning"
    name = "Forvaltningens risici"
    body = "b"
    risks = [{id = "ID4", event = "Skemaerne bygges for sent"}]

    [[risk_logs]]
    id = "projekt"
    name = "Projektets risici"
    body = "p"
    risks = [{id = "ID3", event = "Udrulningen går i stå"}, {id = "R7", event = "Andet"}]
    """


def in_papers(check: Check, *concerns: str, more: str = "") -> list[str]:
    record = loads(PAPER % concerns + more)
    return [f"{one.place}: {one.why}. {one.remedy}" for one in check(record, FIGURES, DAY)]


def test_what_looks_like_a_risk_and_is_none_is_told() -> None:
    section = "m, item 3, minutes, section 1.1"
    assert in_papers(unknown_risk, "ID4", "ID3") == []
    assert in_papers(unknown_risk, "id9", "R04") == [
        f"{section}: no log has a risk R04. Add it to log projekt, or correct the number.",
        "m, item 3, point a: no log has a risk id9. Add it to log forvaltning, or correct the"
        " number.",
    ]
    assert in_papers(unknown_risk, "ID04", "IDX") == [
        "m, item 3, point a: no log has a risk ID04. Write 'ID4' if that is meant."
    ]
    held = """
        projects = [{id = "ID9", name = "Projekt"}]
        """
    assert in_papers(unknown_risk, "ID9", "ID4") != []
    record = loads(held + PAPER % ("ID9", "ID4"))
    assert unknown_risk(record, FIGURES, DAY) == ()


@pytest.mark.parametrize(
    "table",
    [
        "bodies = [{id = 'R1', name = 'B'}]",
        "people = [{id = 'R1', name = 'P'}]",
        "mandates = [{id = 'R1', holder = 'b', scope = 'S'}]",
        "pool_uses = [{id = 'R1', mandate = 'x', amount = 5, on = 2023-01-01}]",
        "actions = [{id = 'R1', text = 'A'}]",
        "targets = [{id = 'R1', name = 'T', goal = 5}]",
        "deliverables = [{id = 'R1', name = 'D'}]",
        "cases = [{id = 'R1', title = 'C'}]",
        "decisions = [{body = 'b', time = 2023-01-01, decision = {id = 'R1', outcomes = []}}]",
    ],
)
def test_whatever_the_record_holds_may_be_concerned(table: str) -> None:
    assert len(in_papers(unknown_risk, "R1", "ID4")) == 1
    assert unknown_risk(loads(f"{table}\n{PAPER % ('R1', 'ID4')}"), FIGURES, DAY) == ()


def test_an_agreement_may_be_concerned() -> None:
    agreement = """
        [agreement]
        id = "r1"
        name = "Drift"
        collector = "Samsø"
        vat = "outside scope"
        unit = "øre"
        payment_days = 30
        key = {by = "equal"}
        instalments = [{month = 1, day = 15, share = "1/1"}]
        members = [{who = "Samsø", joined = 2021-01-01}]
        """
    assert len(in_papers(unknown_risk, "r1", "ID4")) == 1
    assert unknown_risk(loads(agreement + PAPER % ("r1", "ID4")), FIGURES, DAY) == ()


def test_a_risk_of_a_log_that_is_laid_before_another_body_is_told() -> None:
    assert in_papers(risk_of_another_log, "ID4", "ID9") == []
    assert in_papers(risk_of_another_log, "R7", "ID3") == [
        "m, item 3, minutes, section 1.1: risk ID3 is in log projekt, and b has log forvaltning."
        " Name it as risk ID3 of log projekt.",
        "m, item 3, point a: risk R7 is in log projekt, and b has log forvaltning."
        " Name it as risk R7 of log projekt.",
    ]
    both = """
        [[risk_logs]]
        id = "a"
        name = "Fælles"
        body = "b"
        risks = [{id = "R7", event = "Også her"}, {id = "F1", event = "F"}]

        [[projects]]
        id = "ID3"
        name = "Projekt"
        """
    assert in_papers(risk_of_another_log, "R7", "ID3", more=both) == []
    nobodys = """
        [[risk_logs]]
        id = "faelles"
        name = "Fælles"
        risks = [{id = "R7", event = "Også her"}]
        """
    assert in_papers(risk_of_another_log, "R7", "ID4", more=nobodys) == []


def test_a_body_without_a_log_that_says_anything_reads_those_of_others() -> None:
    record = loads(PAPER % ("R7", "ID3"))
    assert len(risk_of_another_log(record, FIGURES, DAY)) == 2
    own, others = record.risk_logs
    for logs in ((evolve(own, risks=()), others), (evolve(own, body="c"), others), (others,)):
        assert risk_of_another_log(evolve(record, risk_logs=logs), FIGURES, DAY) == ()


def test_of_several_logs_of_a_body_the_first_by_its_id_is_named() -> None:
    record = loads(PAPER % ("R7", "ID4"))
    second = evolve(record.risk_logs[0], id="a")
    for logs in ((second, *record.risk_logs), (*record.risk_logs, second)):
        (spot,) = risk_of_another_log(evolve(record, risk_logs=logs), FIGURES, DAY)
        assert spot.why == "risk R7 is in log projekt, and b has log a"


# Ratings

SCALE = RiskScale(("lav", "middel", "høj"), ("lille", "stor"))


def rated(inherent: Assessment | None, residual: Assessment | None, *events: RiskEvent) -> RiskLog:
    return evolve(
        log(evolve(risk("1", *events), inherent=inherent, residual=residual)), scale=SCALE
    )


levels = st.builds(Assessment, st.integers(1, 4), st.integers(1, 3))


@given(levels, levels)
def test_a_residual_rating_is_above_by_its_score(
    inherent: Assessment, residual: Assessment
) -> None:
    held = rated(inherent, residual)
    before, after = SCALE.score_of(inherent), SCALE.score_of(residual)
    above = before is not None and after is not None and before < after
    assert bool(found(residual_above_inherent, held)) is above
    off = [one for one in (inherent, residual) if not SCALE.has(one)]
    assert len(found(rated_off_scale, held)) == len(off)
    assert found(rated_without_scale, held) == []
    unscaled = evolve(held, scale=None)
    assert found(residual_above_inherent, unscaled) == found(rated_off_scale, unscaled) == []
    assert len(found(rated_without_scale, unscaled)) == 1


def test_a_rating_is_worded_by_its_scale() -> None:
    low, high, off = Assessment(1, 2), Assessment(2, 2), Assessment(2, 3)
    assert found(residual_above_inherent, rated(low, high)) == [
        "risk log flp, risk 1: its residual rating, middel (2) × stor (2) = 4, is above its"
        " inherent one, lav (1) × stor (2) = 2. Correct the one that is wrong, or rate both anew."
    ]
    for held, name in ((rated(off, None), "inherent"), (rated(None, off), "residual")):
        assert found(rated_off_scale, held) == [
            f"risk log flp, risk 1: its {name} rating is 2 × 3, and the scale goes to 3 × 2."
            " Rate it on the scale, or give the log the scale that was used."
        ]
        (line,) = found(rated_without_scale, evolve(held, scale=None))
        assert line.startswith("risk log flp: risk 1 is rated 2 × 3, and the log has no scale.")
    for held in (rated(low, None), rated(None, low), rated(low, high, CLOSED)):
        assert found(residual_above_inherent, held) == []
    assert found(rated_without_scale, evolve(rated(None, None), scale=None)) == []
    later = RiskEvent("2023-11-22", residual=low)
    assert len(found(residual_above_inherent, rated(low, high, later))) == 1
    assert found(residual_above_inherent, rated(low, high, later), on=dt.date(2023, 11, 22)) == []


# Owners and what is done


def test_an_open_risk_has_an_owner_where_others_have() -> None:
    owned, free = evolve(risk("1"), owner="AJ"), risk("2")
    assert found(risk_without_owner, log(owned, free)) == [
        "risk log flp, risk 2: it is open and has no owner, and others in the log have."
        " Name who watches over it."
    ]
    assert found(risk_without_owner, log(free)) == found(risk_without_owner, log(owned)) == []
    closed = risk("2", CLOSED)
    assert found(risk_without_owner, log(owned, closed)) == []
    assert len(found(risk_without_owner, log(evolve(risk("1", CLOSED), owner="AJ"), free))) == 1


@given(days, days, days)
def test_a_mitigation_is_overdue_until_it_ends(due: dt.date, end: dt.date, on: dt.date) -> None:
    for ended in (
        Mitigation("Test", due=due, done_on=end),
        Mitigation("T", due=due, dropped_on=end),
    ):
        late = found(mitigation_overdue, log(evolve(risk("1"), mitigations=(ended,))), on=on)
        assert bool(late) is (due < on < end)
    timeless = log(evolve(risk("1"), mitigations=(Mitigation("Test"),)))
    assert found(mitigation_overdue, timeless, on=on) == []


def test_what_is_overdue_is_told_with_its_words() -> None:
    test = Mitigation("Test før release", due="2023-11-20")
    assert found(mitigation_overdue, log(evolve(risk("1"), mitigations=(test,)))) == [
        "risk log flp, risk 1: 'Test før release' was due 2023-11-20, and on 2023-11-21 it is"
        " neither done nor dropped. State when it was done, or when it is to be."
    ]
    assert found(mitigation_overdue, log(evolve(risk("1", CLOSED), mitigations=(test,)))) == []


@pytest.mark.parametrize("response", RiskResponse)
def test_only_what_is_avoided_or_reduced_needs_something_done(response: RiskResponse) -> None:
    wanted = response in (RiskResponse.AVOID, RiskResponse.REDUCE)
    nothing = log(evolve(risk("1"), response=response))
    assert bool(found(response_without_mitigation, nothing)) is wanted
    dropped, done = (
        log(evolve(risk("1"), response=response, mitigations=(each,)))
        for each in (
            Mitigation("T", dropped_on="2023-11-21"),
            Mitigation("T", done_on="2023-11-21"),
        )
    )
    assert bool(found(response_without_mitigation, dropped)) is wanted
    assert found(response_without_mitigation, done) == []
    assert (
        found(response_without_mitigation, log(evolve(risk("1", CLOSED), response=response))) == []
    )


def test_a_risk_is_shown_by_its_name_or_else_by_what_may_happen() -> None:
    named = evolve(risk("1"), response=RiskResponse.AVOID, name="Udbud")
    nameless = evolve(risk("2"), response=RiskResponse.AVOID)
    record = Record(figures=FIGURES, risk_logs=(log(named, nameless),))
    spots = response_without_mitigation(record, FIGURES, DAY)
    assert [one.excerpt for one in spots] == ["Udbud", "Hændelse 2"]


def test_a_response_is_named() -> None:
    assert found(
        response_without_mitigation, log(evolve(risk("1"), response=RiskResponse.AVOID))
    ) == [
        "risk log flp, risk 1: the response is to avoid it, and nothing says how."
        " Add what is done against it, by whom and by when."
    ]


@given(records(most_ledgers=0), days)
def test_no_record_is_too_much_and_no_order_counts(record: Record, on: dt.date) -> None:
    turned = evolve(
        record,
        meetings=record.meetings[::-1],
        risk_logs=tuple(
            evolve(one, risks=one.risks[::-1], listings=one.listings[::-1])
            for one in reversed(record.risk_logs)
        ),
    )
    assert run(RISKS, record, FIGURES, on) == run(RISKS, turned, FIGURES, on)


def test_logs_that_cannot_be_merged_are_read_as_they_are() -> None:
    held, other = log(risk("a-1"), listings=(listing("1"),)), RiskLog("p", "P", (risk("1"),))
    for prefix, told in (("b-", "flp has no risk 1"), ("a-", "flp has no risk 1")):
        record = Record(
            figures=FIGURES,
            risk_logs=(held, other),
            risk_merges=(LogMerge("flp", "p", prefix=prefix, on="2023-01-01"),),
        )
        (one,) = unknown_risk(record, FIGURES, DAY)
        assert told in one.why
