"""Pools followed over their periods, and the reports that are owed of them."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import Amount, kr
from sundgov.errors import InvalidValueError, NotExactError, PriceLevelError, TextError
from sundgov.governance.mandate_use import (
    OwedReport,
    PoolStatus,
    pool_history,
    pool_status,
    reports_owed,
)
from sundgov.governance.mandates import Mandate, PoolPeriod, PoolUse, Report, Reporting
from sundgov.governance.planned_times import PlannedTime
from sundgov.periods import HalfYear, Month, Quarter, Year
from sundgov.printing import Language, spaced

POOL = Mandate("raaderet", "brugergruppe", "Udvikling", pool=kr("500.000 kr."), since="2024-01-01")
MARCH = dt.date(2024, 3, 1)


def use(name: str, amount: int, on: str | dt.date, of: str = "raaderet") -> PoolUse:
    return PoolUse(name, of, kr(amount), on)


USES = [
    use("t3", 150_000, "2024-12-31"),
    use("t1", 200_000, "2024-01-01"),
    use("t4", 90_000, "2025-01-01"),
    use("t2", 250_000, "2024-03-01"),
    use("andet", 1, "2024-03-01", of="et-andet"),
]


def test_a_pool_is_followed_over_the_year() -> None:
    for on, used, left in (
        ("2023-12-31", 0, 500_000),
        ("2024-01-01", 200_000, 300_000),
        ("2024-02-29", 200_000, 300_000),
        ("2024-03-01", 450_000, 50_000),
        ("2024-12-31", 600_000, -100_000),
        ("2025-01-01", 90_000, 410_000),
    ):
        status = pool_status(POOL, USES, dt.date.fromisoformat(on))
        assert (status.used, status.left) == (kr(used), kr(left))
        assert status.overdrawn == (left < 0)
        assert status.period == Year(int(on[:4]))


def test_a_pool_used_to_the_last_krone_is_not_overdrawn() -> None:
    emptied = pool_status(POOL, [use("t", 500_000, MARCH)], MARCH)
    assert (emptied.left, emptied.overdrawn) == (kr(0), False)


def test_money_given_back_is_a_use_below_zero() -> None:
    given = [use("t1", 400_000, MARCH), use("t1-retur", -100_000, MARCH)]
    assert pool_status(POOL, given, MARCH).left == kr(200_000)


def test_the_uses_of_a_status_stand_by_day_and_id() -> None:
    held = [use("b", 1, MARCH), use("c", 1, "2024-02-01"), use("a", 1, MARCH)]
    assert [each.id for each in pool_status(POOL, held, MARCH).uses] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("period", "found", "danish", "english"),
    [
        (PoolPeriod.YEAR, Year(2024), "i 2024", "in 2024"),
        (PoolPeriod.HALF_YEAR, HalfYear(2024, 1), "i 1. halvår 2024", "in half 1 of 2024"),
        (PoolPeriod.QUARTER, Quarter(2024, 1), "i 1. kvartal 2024", "in quarter 1 of 2024"),
        (PoolPeriod.MONTH, Month(2024, 3), "i marts 2024", "in March 2024"),
        (PoolPeriod.ONCE, None, "i alt", "in all"),
    ],
)
def test_a_pool_is_for_a_period(
    period: PoolPeriod, found: object, danish: str, english: str
) -> None:
    status = pool_status(evolve(POOL, period=period), USES, MARCH)
    assert status.period == found
    words: dict[Language, str] = {"da": danish, "en": english}
    for language, wanted in words.items():
        assert f" {wanted}; " in spaced(status.worded(language))


def test_a_status_is_read_aloud() -> None:
    held = [
        use("t1", 200_000, "2024-01-01"),
        PoolUse("t2", "raaderet", kr(50), MARCH, decision="bg-7", text="Ny visning"),
    ]
    assert spaced(pool_status(POOL, held, MARCH).worded()).splitlines() == [
        "raaderet: 500.000,00 kr. i 2024; den 1. marts 2024 er 200.050,00 kr. brugt,"
        " tilbage 299.950,00 kr.",
        "  1. januar 2024: 200.000,00 kr.",
        "  1. marts 2024: 50,00 kr. (Ny visning, bg-7)",
    ]
    assert spaced(pool_status(POOL, [], MARCH).worded("en")) == (
        "raaderet: DKK 500,000.00 in 2024; on 1 March 2024 DKK 0.00 is used, DKK 500,000.00 is left"
    )
    with pytest.raises(InvalidValueError, match=r"^language: must be 'da' or 'en'"):
        pool_status(POOL, [], MARCH).worded("sv")  # type: ignore[arg-type]


def test_what_is_handed_down_counts_above_as_well() -> None:
    child = evolve(POOL, id="del", within="raaderet", pool=kr(100), period=PoolPeriod.MONTH)
    grandchild = evolve(child, id="delens-del", within="del")
    every = [POOL, child, grandchild]
    held = [use("d1", 7, "2024-02-01", "delens-del"), use("d2", 5, MARCH, "del"), *USES]
    assert pool_status(POOL, held, MARCH, every).used == kr(450_012)
    assert pool_status(POOL, held, MARCH).used == kr(450_000)
    assert pool_status(child, held, MARCH, every).used == kr(5)
    assert pool_status(child, held, dt.date(2024, 2, 1), every).used == kr(7)
    assert pool_status(grandchild, held, dt.date(2024, 2, 1), every).used == kr(7)


def test_mandates_within_each_other_share_their_uses() -> None:
    ring = [evolve(POOL, id="a", within="b"), evolve(POOL, id="b", within="a")]
    held = [use("t1", 7, MARCH, "a"), use("t2", 5, MARCH, "b")]
    assert [pool_status(each, held, MARCH, ring).used for each in ring] == [kr(12), kr(12)]


def test_the_history_has_every_period_of_the_mandate() -> None:
    history = pool_history(POOL, USES, dt.date(2026, 5, 5))
    assert [(str(each.period), each.used, each.on.isoformat()) for each in history] == [
        ("2024", kr(600_000), "2024-12-31"),
        ("2025", kr(90_000), "2025-12-31"),
        ("2026", kr(0), "2026-05-05"),
    ]
    assert [each.overdrawn for each in history] == [True, False, False]


def test_the_history_begins_with_what_is_earliest() -> None:
    early = [use("t0", 1, "2022-06-01")]
    assert len(pool_history(POOL, early, MARCH)) == 3
    undated = evolve(POOL, since=None)
    assert [str(each.period) for each in pool_history(undated, early, MARCH)] == [
        "2022",
        "2023",
        "2024",
    ]
    assert [str(each.period) for each in pool_history(undated, [], MARCH)] == ["2024"]
    assert [str(each.period) for each in pool_history(POOL, [], dt.date(2023, 1, 1))] == ["2023"]


def test_the_history_of_a_pool_for_all_time_is_one_line() -> None:
    once = evolve(POOL, period=PoolPeriod.ONCE)
    (status,) = pool_history(once, USES, dt.date(2026, 5, 5))
    assert (status.used, status.period) == (kr(690_000), None)


def test_a_mandate_without_a_pool_is_not_followed() -> None:
    bare = evolve(POOL, pool=None)
    for asked in (pool_status, pool_history):
        with pytest.raises(InvalidValueError) as refused:
            asked(bare, USES, MARCH)
        assert str(refused.value) == "mandate: has no pool to follow (got 'raaderet')"


def test_ids_are_unique() -> None:
    with pytest.raises(InvalidValueError) as refused:
        pool_status(POOL, [use("t", 1, MARCH), use("t", 2, MARCH)], MARCH)
    assert str(refused.value) == "uses.id: must be unique (got 't')"
    with pytest.raises(InvalidValueError) as refused:
        pool_status(POOL, [], MARCH, [POOL, POOL])
    assert str(refused.value) == "mandates.id: must be unique (got 'raaderet')"


def test_uses_are_in_the_prices_of_the_pool() -> None:
    other = PoolUse("t1", "raaderet", kr(7, 2021), MARCH)
    with pytest.raises(PriceLevelError) as refused:
        pool_status(POOL, [other], MARCH)
    assert str(refused.value) == (
        "use t1: must be in the same prices as the pool of mandate raaderet"
        " (got '7,00 kr. (2021 pl)', '500.000,00 kr.')"
    )
    level = evolve(POOL, pool=kr(10, 2021))
    assert pool_status(level, [other], MARCH).left == kr(3, 2021)
    assert pool_status(level, [], MARCH).used == kr(0, 2021)


def test_a_day_is_a_day() -> None:
    assert pool_status(POOL, [], "2024-03-01").on == MARCH  # type: ignore[arg-type]
    with pytest.raises(TextError, match=r"^on: a date is written year-month-day"):
        pool_history(POOL, [], "marts")  # type: ignore[arg-type]
    with pytest.raises(NotExactError, match=r"^on: must be a date or an ISO text"):
        reports_owed(POOL, [], 2024)  # type: ignore[arg-type]


# Reports.


def owed(mandate: Mandate, on: str, *reports: Report, since: str = "") -> list[str]:
    start = dt.date.fromisoformat(since) if since else None
    found = reports_owed(mandate, reports, dt.date.fromisoformat(on), since=start)
    return [f"{each.period} {each.due}" for each in found]


QUARTERLY = evolve(POOL, reporting=Reporting("styregruppe", PoolPeriod.QUARTER, days=14))


def report(on: str, period: str | None = None, of: str = "raaderet") -> Report:
    return Report(of, on, period)


def test_a_report_is_owed_when_its_last_day_has_passed() -> None:
    assert owed(QUARTERLY, "2024-04-14") == []
    assert owed(QUARTERLY, "2024-04-15") == ["2024-Q1 2024-04-14"]
    assert owed(QUARTERLY, "2024-07-15") == ["2024-Q1 2024-04-14", "2024-Q2 2024-07-14"]


def test_a_report_given_is_not_owed() -> None:
    assert owed(QUARTERLY, "2024-07-15", report("2024-04-10", "2024-Q1")) == ["2024-Q2 2024-07-14"]
    assert owed(QUARTERLY, "2024-07-15", report("2024-07-10", "2024-H1")) == []
    assert owed(QUARTERLY, "2024-07-15", report("2024-05-10", "2024-05")) == [
        "2024-Q1 2024-04-14",
        "2024-Q2 2024-07-14",
    ]
    assert owed(QUARTERLY, "2024-07-15", report("2024-07-16", "2024-H1")) != []
    assert owed(QUARTERLY, "2024-04-15", report("2024-04-10", "2024-Q1", "et-andet")) != []


def test_a_report_of_no_period_tells_of_everything_begun_by_then() -> None:
    assert owed(QUARTERLY, "2024-07-15", report("2024-03-31")) == ["2024-Q2 2024-07-14"]
    assert owed(QUARTERLY, "2024-07-15", report("2024-04-01")) == []


def test_reports_are_owed_while_the_mandate_surely_lasts() -> None:
    ended = evolve(QUARTERLY, until="2024-04-01")
    assert owed(ended, "2025-01-01") == ["2024-Q1 2024-04-14", "2024-Q2 2024-07-14"]
    loose = evolve(QUARTERLY, until=PlannedTime("medio 2024", "2024-03-31", "2024-08-31"))
    assert owed(loose, "2025-01-01") == ["2024-Q1 2024-04-14"]
    unsaid = evolve(QUARTERLY, until=PlannedTime("indtil videre"))
    assert owed(unsaid, "2025-01-01") == []


def test_reports_are_owed_from_a_known_start() -> None:
    loose = evolve(QUARTERLY, since=PlannedTime("primo 2024", "2024-01-01", "2024-04-30"))
    assert owed(loose, "2024-08-01", since="2023-01-01") == ["2024-Q2 2024-07-14"]
    unsaid = evolve(QUARTERLY, since=PlannedTime("snarest"))
    assert owed(unsaid, "2024-08-01", since="2024-01-01") == []
    none = evolve(QUARTERLY, since=None)
    assert owed(none, "2024-08-01") == []
    assert owed(none, "2024-08-01", since="2024-05-05") == ["2024-Q2 2024-07-14"]
    assert owed(QUARTERLY, "2023-08-01") == []


def test_what_is_told_as_it_happens_is_never_owed() -> None:
    assert owed(evolve(POOL, reporting=Reporting("styregruppe")), "2030-01-01") == []
    assert owed(POOL, "2030-01-01") == []


def test_one_report_is_owed_when_the_mandate_has_ended() -> None:
    once = evolve(POOL, reporting=Reporting("styregruppe", PoolPeriod.ONCE, months=1))
    assert owed(once, "2030-01-01") == []
    ended = evolve(once, until="2024-12-31")
    assert owed(ended, "2025-01-31") == []
    assert reports_owed(ended, [], dt.date(2025, 2, 1)) == (
        OwedReport(ended, None, dt.date(2025, 1, 31)),
    )
    assert owed(ended, "2025-02-01", report("2024-10-01")) == []


def test_a_report_is_due_months_and_days_after() -> None:
    end = dt.date(2023, 12, 31)
    assert Reporting("s", months=2).due_after(end) == dt.date(2024, 2, 29)
    assert Reporting("s", months=1, days=3).due_after(end) == dt.date(2024, 2, 3)
    assert Reporting("s").due_after(end) == end
    assert Reporting("s", days=1).due_after(dt.date.max) == dt.date.max
    assert Reporting("s", months=1).due_after(dt.date.max) == dt.date.max


# Laws.

DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31))
AMOUNTS = st.integers(-50, 50).filter(bool)
TREE = [
    evolve(POOL, id="hele"),
    evolve(POOL, id="del", within="hele", period=PoolPeriod.QUARTER),
    evolve(POOL, id="delens-del", within="del", period=PoolPeriod.MONTH),
]


@st.composite
def uses(draw: st.DrawFn) -> list[PoolUse]:
    of = st.sampled_from(["hele", "del", "delens-del"])
    found = draw(st.lists(st.tuples(AMOUNTS, DAYS, of), max_size=8))
    return [use(f"t{n}", amount, on, name) for n, (amount, on, name) in enumerate(found)]


@given(uses(), DAYS, st.sampled_from(PoolPeriod))
def test_used_and_left_are_the_pool(held: list[PoolUse], on: dt.date, kind: PoolPeriod) -> None:
    status = pool_status(evolve(TREE[0], period=kind), held, on, TREE)
    assert status.used + status.left == status.pool
    assert status.overdrawn == (status.used > status.pool)
    by_hand = [each for each in held if each.on <= on and kind.containing(each.on) == status.period]
    assert status.used == sum((each.amount for each in by_hand), Amount(0))


@given(uses(), DAYS)
def test_the_order_of_uses_and_mandates_changes_nothing(held: list[PoolUse], on: dt.date) -> None:
    for mandate in TREE:
        told = pool_history(mandate, held, on, TREE)
        assert pool_history(mandate, held[::-1], on, TREE[::-1]) == told


@given(uses(), DAYS)
def test_later_uses_change_no_earlier_day(held: list[PoolUse], on: dt.date) -> None:
    known = [each for each in held if each.on <= on]
    assert pool_status(TREE[0], held, on, TREE) == pool_status(TREE[0], known, on, TREE)


@given(uses(), st.sampled_from(PoolPeriod))
def test_the_history_holds_every_use_once(held: list[PoolUse], kind: PoolPeriod) -> None:
    def in_history(mandate: Mandate) -> list[PoolStatus]:
        return list(pool_history(evolve(mandate, period=kind), held, dt.date(2025, 12, 31), TREE))

    told = [each.id for status in in_history(TREE[0]) for each in status.uses]
    assert sorted(told) == sorted(each.id for each in held)
    periods = [status.period for status in in_history(TREE[0]) if status.period]
    assert all(one.next == two for one, two in pairwise(periods))


@given(uses(), DAYS)
def test_what_a_child_uses_its_parent_uses(held: list[PoolUse], on: dt.date) -> None:
    above, child, below = (
        {each.id for status in pool_history(one, held, on, TREE) for each in status.uses}
        for one in TREE
    )
    assert below <= child <= above


@given(st.lists(DAYS, max_size=6), DAYS, st.sampled_from([None, *PoolPeriod]))
def test_a_report_more_never_owes_more(
    given_on: list[dt.date], on: dt.date, every: PoolPeriod | None
) -> None:
    mandate = evolve(POOL, until="2025-06-30", reporting=Reporting("s", every, days=5))
    reports = [Report("raaderet", each) for each in given_on]
    all_owed = set(reports_owed(mandate, [], on))
    assert set(reports_owed(mandate, reports, on)) <= all_owed
    assert reports_owed(mandate, reports, on) == reports_owed(mandate, reports[::-1], on)
    assert all(each.due < on for each in all_owed)
