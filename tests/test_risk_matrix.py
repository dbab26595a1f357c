"""The matrix holds every open risk once; changes are what differs between two days."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError
from sundgov.governance.risk_logs import RiskLog
from sundgov.governance.risk_matrix import Altered, RiskMatrix, changes_between, risk_matrix
from sundgov.governance.risk_scales import Assessment
from sundgov.governance.risks import Risk, RiskEvent, RiskResponse, RiskState
from tests.risk_cases import FIVE, KPRO, days, logs

DECEMBER, SEPTEMBER = dt.date(2023, 12, 8), dt.date(2023, 9, 1)


def told(matrix: RiskMatrix) -> list[str]:
    inside = [name for cell in matrix.cells for name in cell.risks]
    return [*inside, *matrix.unrated, *matrix.off_scale]


def test_kommunal_pro_s_risks_lie_where_they_are_rated() -> None:
    matrix = risk_matrix(KPRO, DECEMBER)
    assert len(matrix.cells) == 25
    assert (matrix.risks(4, 3), matrix.risks(3, 4)) == (("ID4",), ("ID5",))
    assert (matrix.unrated, matrix.off_scale) == (("ID2",), ())
    assert matrix.risks(1, 1) == matrix.risks(9, 9) == ()
    assert risk_matrix(KPRO, DECEMBER, residual=True).unrated == ("ID2", "ID4", "ID5")


def test_a_risk_is_in_the_matrix_while_it_is_open() -> None:
    shut = (RiskEvent("2023-12-08", state=RiskState.OCCURRED),)
    risk = Risk("1", "x", inherent=Assessment(1, 1), history=shut)
    log = RiskLog("k", "Log", (risk,), scale=FIVE)
    assert risk_matrix(log, dt.date(2023, 12, 7)).risks(1, 1) == ("1",)
    assert told(risk_matrix(log, DECEMBER)) == []


def test_a_rating_off_the_scale_is_put_aside() -> None:
    log = RiskLog("k", "Log", (Risk("1", "x", inherent=Assessment(6, 1)),), scale=FIVE)
    assert risk_matrix(log, DECEMBER).off_scale == ("1",)
    without = risk_matrix(evolve(log, scale=None), DECEMBER)
    assert (without.cells, without.off_scale) == ((), ("1",))


def test_ids_in_a_cell_go_by_number() -> None:
    risks = tuple(Risk(name, "x", inherent=Assessment(1, 1)) for name in ("ID12", "ID4"))
    assert risk_matrix(RiskLog("k", "Log", risks, scale=FIVE), DECEMBER).risks(1, 1) == (
        "ID4",
        "ID12",
    )


@given(logs("a"), days)
def test_every_open_risk_is_told_once(log: RiskLog, on: dt.date) -> None:
    for matrix in (risk_matrix(log, on), risk_matrix(log, on, residual=True)):
        assert sorted(told(matrix)) == sorted(one.risk.id for one in log.on(on).open)


def test_what_changed_since_the_last_meeting() -> None:
    history = (
        RiskEvent(
            "2023-10-01",
            inherent=Assessment(2, 3),
            residual=Assessment(1, 1),
            owner="BK",
            response=RiskResponse.REDUCE,
        ),
        RiskEvent("2023-11-01", state=RiskState.CLOSED),
    )
    moved = Risk("9", "x", inherent=Assessment(4, 3), owner="AJ", history=history)
    new = Risk("10", "y", raised_on="2023-12-08")
    opened = Risk(
        "11",
        "z",
        history=(
            RiskEvent("2023-01-01", state=RiskState.CLOSED),
            RiskEvent("2023-12-01", state=RiskState.OPEN),
        ),
    )
    changes = changes_between(
        RiskLog("k", "Log", (new, moved, opened), scale=FIVE), SEPTEMBER, DECEMBER
    )
    assert changes.new == ("10",)
    assert changes.closed == ("9",)
    assert changes.states == (
        Altered("9", RiskState.OPEN, RiskState.CLOSED),
        Altered("11", RiskState.CLOSED, RiskState.OPEN),
    )
    assert changes.inherent == (Altered("9", Assessment(4, 3), Assessment(2, 3)),)
    assert changes.residual == (Altered("9", None, Assessment(1, 1)),)
    assert changes.owners == (Altered("9", "AJ", "BK"),)
    assert changes.responses == (Altered("9", None, RiskResponse.REDUCE),)


def test_meetings_give_events_their_days() -> None:
    over = Risk("1", "x", history=(RiskEvent(meeting="m1", owner="AJ"),))
    log = RiskLog("k", "Log", (over,))
    found = changes_between(log, SEPTEMBER, DECEMBER, {"m1": DECEMBER})
    assert found.owners == (Altered("1", "", "AJ"),)
    assert changes_between(log, SEPTEMBER, DECEMBER).owners == ()


@given(logs("a"), days)
def test_nothing_changes_within_a_day(log: RiskLog, on: dt.date) -> None:
    same = changes_between(log, on, on)
    assert not any(
        (same.new, same.states, same.inherent, same.residual, same.owners, same.responses)
    )


@given(logs("a"), st.lists(days, min_size=3, max_size=3).map(sorted))
def test_changes_in_two_steps_are_those_in_one(log: RiskLog, three: list[dt.date]) -> None:
    first, middle, last = three
    owners = {one.risk.id: one.owner for one in log.on(first).risks}
    new: list[str] = []
    for step in (changes_between(log, first, middle), changes_between(log, middle, last)):
        new += step.new
        owners |= {each.risk: each.after for each in step.owners if each.risk in owners}
    whole = changes_between(log, first, last)
    assert sorted(whole.new) == sorted(new)
    assert {each.risk: each.after for each in whole.owners}.items() <= owners.items()


def test_the_later_day_is_the_later() -> None:
    with pytest.raises(InvalidValueError) as refused:
        changes_between(KPRO, DECEMBER, SEPTEMBER)
    assert str(refused.value) == (
        "later: must not lie before earlier (got '2023-09-01', '2023-12-08')"
    )
