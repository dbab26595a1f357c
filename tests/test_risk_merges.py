"""One log taken over into another: no risk is lost, no two ids meet, and both ways are answered."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, TextError
from sundgov.governance.risk_logs import RiskLog
from sundgov.governance.risk_matrix import changes_between
from sundgov.governance.risk_merges import LogMerge, MergedLog, NewId, logs_after, merge_logs
from sundgov.governance.risk_scales import Assessment, RiskScale
from sundgov.governance.risks import LogRisk, Mitigation, Risk, RiskState
from tests.risk_cases import HANDOVER, KPRO, PROJECT, all_seen, days, logs

BEFORE = dt.date(2023, 12, 3)
MERGE = LogMerge(
    "forvaltning", "projekt", {"ID5": "ID5"}, on=HANDOVER, decision="kpro-2023-12-08-5"
)


def taken_over() -> MergedLog:
    return merge_logs(KPRO, PROJECT, MERGE)


def test_kommunal_pro_takes_the_project_s_log_over() -> None:
    merged = taken_over()
    assert [risk.id for risk in merged.log.risks] == ["ID2", "ID4", "ID5", "projekt-ID2"]
    assert [merged.new_id(old) for old in ("ID2", "ID5", "ID9")] == ["projekt-ID2", "ID5", None]
    olds = {risk.id: merged.old_ids(risk.id) for risk in merged.log.risks}
    assert olds == {"ID2": (), "ID4": (), "ID5": ("ID5",), "projekt-ID2": ("ID2",)}


def test_the_log_is_the_administration_s_own_until_the_hand_over() -> None:
    merged = taken_over()
    assert all_seen(merged.log.on(BEFORE)) == all_seen(KPRO.on(BEFORE))
    assert len(merged.log.on(HANDOVER).risks) == 4
    changes = changes_between(merged.log, BEFORE, HANDOVER)
    assert (changes.new, changes.states, changes.inherent) == (("projekt-ID2",), (), ())


def test_a_risk_taken_over_keeps_what_was_said_of_it() -> None:
    standing = taken_over().log.on(HANDOVER).risk("projekt-ID2")
    assert standing is not None
    assert (standing.inherent, standing.owner) == (Assessment(2, 5), "CL")
    assert standing.decisions == ("kpro-2023-12-08-5",)
    assert standing.risk.taken_from == LogRisk("projekt", "ID2")


def test_a_risk_that_is_the_same_adds_its_mitigations_and_decisions_alone() -> None:
    standing = taken_over().log.on(HANDOVER).risk("ID5")
    assert standing is not None
    assert (standing.inherent, standing.residual, standing.note) == (Assessment(3, 4), None, "")
    assert standing.mitigations == (Mitigation("Workshop i Aalborg"),)
    assert standing.decisions == ("projekt-7", "kpro-2023-12-08-5")
    assert standing.risk.taken_from is None


def test_the_log_that_was_left_says_where_its_risks_went() -> None:
    left = taken_over().left
    assert [one.state for one in left.on(BEFORE).risks] == [RiskState.OPEN] * 2
    gone = left.on(HANDOVER)
    assert gone.open == ()
    assert {one.risk.id: one.risk.history[-1].moved_to for one in gone.risks} == {
        "ID2": LogRisk("forvaltning", "projekt-ID2"),
        "ID5": LogRisk("forvaltning", "ID5"),
    }
    assert [risk.history[:-1] for risk in left.risks] == [risk.history for risk in PROJECT.risks]


def test_a_merge_at_a_meeting_is_of_its_day() -> None:
    merge = LogMerge("forvaltning", "projekt", meeting="overdragelse")
    merged = merge_logs(KPRO, PROJECT, merge)
    held = {"overdragelse": HANDOVER}
    assert len(merged.log.on(BEFORE, held).risks) == 3
    assert len(merged.log.on(HANDOVER, held).risks) == 5


@pytest.mark.parametrize("scale", [None, RiskScale(("lav", "høj"), ("lille", "stor"))])
def test_levels_of_another_scale_do_not_come_along(scale: RiskScale | None) -> None:
    merged = merge_logs(KPRO, evolve(PROJECT, scale=scale), LogMerge("forvaltning", "projekt"))
    standing = merged.log.on(HANDOVER).risk("projekt-ID5")
    assert standing is not None
    assert (standing.inherent, standing.residual) == (None, None)
    assert standing.note == "Spurgt rundt."
    old = merged.left.on(HANDOVER).risk("ID5")
    assert old is not None
    assert (old.inherent, old.residual) == (Assessment(5, 5), Assessment(3, 3))


def test_several_risks_may_be_one_that_is_there() -> None:
    merged = merge_logs(
        KPRO, PROJECT, LogMerge("forvaltning", "projekt", {"ID2": "ID4", "ID5": "ID4"})
    )
    assert merged.old_ids("ID4") == ("ID2", "ID5")
    assert merged.new_id("ID2") == merged.new_id("ID5") == "ID4"
    assert merged.log.scale == KPRO.scale


def test_an_id_that_the_other_log_does_not_have_is_told() -> None:
    merge = LogMerge("forvaltning", "projekt", {"ID9": "ID6", "ID2": "ID7"})
    assert merge_logs(KPRO, PROJECT, merge).unknown == ("ID9",)


def test_logs_are_taken_over_in_turn_and_every_id_is_found() -> None:
    first = merge_logs(PROJECT, RiskLog("pilot", "Pilot", (Risk("1", "x"),)), pilot("projekt"))
    second = merge_logs(KPRO, first.log, evolve(MERGE, ids=()))
    now = second.log.id_of(LogRisk("pilot", "1"))
    assert now == second.new_id("pilot-1") == "projekt-pilot-1"
    assert second.log.origins(now) == (LogRisk("pilot", "1"), LogRisk("projekt", "pilot-1"))
    assert second.old_ids(now) == ("pilot-1",)


def pilot(into: str) -> LogMerge:
    return LogMerge(into, "pilot", on="2023-01-01")


@given(logs("a"), logs("b"), days, st.none() | days, st.sampled_from(("", "B", "b.")))
def test_no_risk_and_no_id_is_lost(
    into: RiskLog, other: RiskLog, on: dt.date, day: dt.date | None, prefix: str
) -> None:
    same = {risk.id: risk.id for risk in other.risks if risk.id == "1" and into.risk("1")}
    merge = LogMerge("a", "b", same, on=day, prefix=prefix)
    merged = merge_logs(into, other, merge)
    for risk in other.risks:
        new = merged.new_id(risk.id)
        assert new is not None
        assert risk.id in merged.old_ids(new)
        assert merged.log.risk(new) is not None
        assert merged.left.risk(risk.id) is not None
    for risk in into.risks:
        assert merged.log.id_of(LogRisk("a", risk.id)) == risk.id
        kept = merged.log.risk(risk.id)
        assert kept is not None
        assert kept.history[: len(risk.history)] == risk.history
    assert len(merged.log.risks) == len(into.risks) + len(other.risks) - len(same)
    if day is not None and on < day:
        assert all_seen(merged.log.on(on)) == all_seen(into.on(on))
        assert all_seen(merged.left.on(on)) == all_seen(other.on(on))


@given(logs("a"), logs("b"), st.randoms())
def test_the_order_of_the_risks_decides_nothing(
    into: RiskLog, other: RiskLog, random: Random
) -> None:
    merge = LogMerge("a", "b", on=HANDOVER)
    shuffled = list(other.risks)
    random.shuffle(shuffled)
    one, two = (
        merge_logs(into, evolve(other, risks=tuple(order)), merge).log
        for order in (other.risks, shuffled)
    )
    assert one == two


@pytest.mark.parametrize("pair", [(PROJECT, KPRO), (KPRO, KPRO)])
def test_a_merge_is_of_the_logs_it_names(pair: tuple[RiskLog, RiskLog]) -> None:
    with pytest.raises(InvalidValueError) as refused:
        merge_logs(*pair, MERGE)
    assert str(refused.value) == "merge: is of other logs (got 'forvaltning', 'projekt')"


@pytest.mark.parametrize(
    ("risks", "ids", "clash"),
    [
        (("2", "4"), {}, "'projekt-2'"),
        (("2", "4"), {"2": "ny", "4": "ny"}, "'ny'"),
        (("2", "4"), {"2": "projekt-4"}, "'projekt-4'"),
    ],
)
def test_two_risks_do_not_get_one_id_unsaid(
    risks: tuple[str, ...], ids: dict[str, str], clash: str
) -> None:
    own = RiskLog("forvaltning", "Log", (Risk("projekt-2", "x"),))
    other = RiskLog("projekt", "Log", tuple(Risk(name, "y") for name in risks))
    free = own if not ids else evolve(own, risks=())
    with pytest.raises(InvalidValueError) as refused:
        merge_logs(free, other, LogMerge("forvaltning", "projekt", ids))
    assert str(refused.value) == (
        f"ids: would be those of two risks (got {clash})."
        " Give another prefix, or map each of the risks on purpose."
    )


def test_a_log_is_not_taken_over_into_itself() -> None:
    with pytest.raises(InvalidValueError) as refused:
        LogMerge("projekt", "projekt")
    assert str(refused.value) == "other: must be another log (got 'projekt')"


def test_a_risk_gets_one_new_id() -> None:
    with pytest.raises(InvalidValueError) as refused:
        LogMerge("a", "b", (NewId("1", "x"), NewId("1", "y")))
    assert str(refused.value) == "ids: give a risk one new id (got '1')"


@pytest.mark.parametrize("prefix", ["P ", "-", "p--"])
def test_a_prefix_makes_ids(prefix: str) -> None:
    with pytest.raises(TextError) as refused:
        LogMerge("a", "b", prefix=prefix)
    assert str(refused.value) == (
        f"prefix: holds letters and digits, joined by single hyphens or points (got '{prefix}1')"
    )


@pytest.mark.parametrize(("ids", "field"), [({"Ad 6)": "x"}, "old"), ({"6": "x)"}, "new")])
def test_ids_are_ids(ids: dict[str, str], field: str) -> None:
    with pytest.raises(TextError, match=f"^{field}: holds letters and digits"):
        LogMerge("a", "b", ids)


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (("1",), "ids[0]: must be a NewId (got '1')"),
        ("1", "ids: must be a list or the like (got '1')"),
    ],
)
def test_ids_are_new_ids(ids: object, message: str) -> None:
    with pytest.raises(NotExactError) as refused:
        LogMerge("a", "b", ids)  # type: ignore[arg-type]
    assert str(refused.value) == message


def test_merges_are_done_in_the_order_of_their_days() -> None:
    logs_given = (KPRO, PROJECT, RiskLog("pilot", "Pilot", (Risk("1", "x"),)))
    first, second = pilot("projekt"), LogMerge("forvaltning", "projekt", meeting="overdragelse")
    held = {"overdragelse": HANDOVER}
    for logs_in, merges in ((logs_given, (first, second)), (logs_given[::-1], (second, first))):
        after = {log.id: log for log in logs_after(logs_in, merges, held)}
        assert list(after) == ["forvaltning", "pilot", "projekt"]
        assert after["forvaltning"].id_of(LogRisk("pilot", "1")) == "projekt-pilot-1"
        assert [one.state for one in after["pilot"].on(HANDOVER).risks] == [RiskState.MERGED]
    undated = {log.id: log for log in logs_after(logs_given, (first, second))}
    assert undated["forvaltning"].id_of(LogRisk("pilot", "1")) == "projekt-pilot-1"


@pytest.mark.parametrize("merge", [LogMerge("ukendt", "projekt"), LogMerge("projekt", "ukendt")])
def test_a_merge_of_a_log_that_is_not_there_is_passed_over(merge: LogMerge) -> None:
    assert logs_after((PROJECT,), (merge,)) == (PROJECT,)


def test_logs_are_told_apart() -> None:
    with pytest.raises(InvalidValueError) as refused:
        logs_after((PROJECT, KPRO, PROJECT), ())
    assert str(refused.value) == "logs.id: must be unique (got 'projekt')"
