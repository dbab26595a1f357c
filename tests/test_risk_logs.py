"""Risk logs as of a day, with what papers listed; and one log taken over into another."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, TextError
from sundgov.governance.risk_logs import RiskListing, RiskLog, RiskStatus
from sundgov.governance.risks import LogRisk, Risk, RiskEvent, RiskState
from tests.risk_cases import (
    CARE_PLANS,
    FLP_MEETING,
    MARCH,
    NOVEMBER,
    all_seen,
    days,
    logs,
)

HELD = {FLP_MEETING: NOVEMBER}


def test_the_care_plans_risks_with_a_status_that_fits_none() -> None:
    standing = CARE_PLANS.on(NOVEMBER, HELD)
    (listing,) = standing.listings.counted
    assert listing.risks == ("1", "3", "5")
    assert [status.risk for status in listing.statuses] == ["1", "3", "6"]
    assert {one.risk.id: bool(one.note) for one in standing.risks} == {
        "1": True,
        "3": True,
        "5": False,
    }
    assert standing.risk("6") is None
    assert CARE_PLANS.risk("6") is None


def test_a_listing_is_of_its_meeting_s_day() -> None:
    before = CARE_PLANS.on(MARCH, HELD)
    assert before.listings.counted == ()
    assert [one.note for one in before.risks] == ["", "", ""]
    undated = CARE_PLANS.on(NOVEMBER)
    assert undated.listings.undated == CARE_PLANS.listings
    assert len(undated.risks) == 3


def test_what_was_listed_and_is_no_more() -> None:
    """Listed in March, absent in November, never closed: all of it is there to be told."""
    spring = RiskListing(("1", "2"), on=MARCH)
    log = evolve(
        CARE_PLANS,
        risks=(*CARE_PLANS.risks, Risk("2", "Aftaler mangler")),
        listings=(*CARE_PLANS.listings, spring),
    )
    standing = log.on(NOVEMBER, HELD)
    earlier, latest = standing.listings.counted
    gone = set(earlier.risks) - set(latest.risks)
    assert gone == {"2"}
    second = standing.risk("2")
    assert second is not None
    assert second.state is RiskState.OPEN


def test_open_risks_are_those_neither_closed_nor_occurred_nor_merged() -> None:
    log = RiskLog(
        "flp",
        "Log",
        tuple(
            Risk(f"{number}", "Sker", history=(RiskEvent("2023-06-01", state=state),))
            for number, state in enumerate(RiskState, 9)
        ),
    )
    assert [one.risk.id for one in log.on(dt.date(2023, 5, 31)).open] == ["9", "10", "11", "12"]
    assert [one.risk.id for one in log.on(dt.date(2023, 6, 1)).open] == ["9"]


@given(logs("a"), days, st.randoms())
def test_the_order_in_which_risks_stand_decides_nothing(
    log: RiskLog, on: dt.date, random: Random
) -> None:
    shuffled = list(log.risks)
    random.shuffle(shuffled)
    assert all_seen(evolve(log, risks=tuple(shuffled)).on(on)) == all_seen(log.on(on))


@given(logs("a"), days, days)
def test_a_later_listing_changes_nothing(log: RiskLog, on: dt.date, listed: dt.date) -> None:
    told = (RiskStatus("1", "Senere"), RiskStatus("9", "Senere"))
    later = evolve(log, listings=(*log.listings, RiskListing(("1",), told, on=listed)))
    if listed > on:
        assert all_seen(later.on(on)) == all_seen(log.on(on))
        assert later.on(on).listings == log.on(on).listings


@given(logs("a"), days)
def test_every_risk_raised_by_then_is_told_once(log: RiskLog, on: dt.date) -> None:
    standing = log.on(on)
    ids = [one.risk.id for one in standing.risks]
    raised = [risk.id for risk in log.risks if risk.raised_on is None or risk.raised_on <= on]
    assert sorted(ids) == sorted(raised)
    assert set(standing.open) <= set(standing.risks)


def test_a_log_finds_its_own_risks_and_those_that_came() -> None:
    came = RiskEvent("2023-12-04", moved_from=LogRisk("projekt", "3"))
    log = RiskLog("forvaltning", "Log", (Risk("ID4", "x"), Risk("ID5", "y", history=(came,))))
    assert log.id_of(LogRisk("forvaltning", "ID4")) == "ID4"
    assert log.id_of(LogRisk("projekt", "3")) == "ID5"
    assert log.id_of(LogRisk("projekt", "ID4")) is None
    assert log.origins("ID5") == (LogRisk("projekt", "3"),)
    assert log.origins("ID4") == log.origins("ukendt") == ()


def test_of_two_that_say_they_are_one_the_lower_number_is_found() -> None:
    came = RiskEvent(moved_from=LogRisk("projekt", "3"))
    twice = tuple(Risk(name, "x", history=(came,)) for name in ("ID10", "ID9"))
    assert RiskLog("forvaltning", "Log", twice).id_of(LogRisk("projekt", "3")) == "ID9"


@pytest.mark.parametrize("came", ["2023-12-04", None])
def test_a_risk_taken_over_is_here_from_the_day_it_came(came: str | None) -> None:
    origin, other = LogRisk("projekt", "3"), LogRisk("andet", "1")
    history = (RiskEvent("2024-06-01", moved_from=other), RiskEvent(came, moved_from=origin))
    log = RiskLog("drift", "Log", (Risk("ID5", "y", taken_from=origin, history=history),))
    early, late = log.on(dt.date(2023, 12, 3)), log.on(dt.date(2023, 12, 4))
    assert len(early.risks) == (came is None)
    assert len(late.risks) == 1


def test_ids_of_a_log_are_unique() -> None:
    twice = tuple(Risk(name, "x") for name in ("10", "9", "10", "9"))
    with pytest.raises(InvalidValueError) as refused:
        RiskLog("flp", "Log", twice)
    assert str(refused.value) == "risks.id: must be unique (got '9', '10')"


@pytest.mark.parametrize("bad", ["", "\n"])
def test_printed_numbers_are_plain(bad: str) -> None:
    with pytest.raises(TextError, match=r"^risks: "):
        RiskListing((bad,))
    with pytest.raises(TextError, match=r"^risk: "):
        RiskStatus(bad, "x")


def test_a_listing_has_a_day() -> None:
    with pytest.raises(TextError, match=r"^on: a date is written year-month-day"):
        RiskListing((), on="21/11-23")


def test_a_log_holds_risks() -> None:
    with pytest.raises(NotExactError) as refused:
        RiskLog("flp", "Log", ("1",))  # type: ignore[arg-type]
    assert str(refused.value) == "risks[0]: must be a Risk (got '1')"
