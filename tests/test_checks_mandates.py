"""Mandates, what was taken under them, and reports of it: told with every figure, or let be."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import kr, packaged_figures
from sundgov.checks import run
from sundgov.checks.decisions.under_mandates import decided_beyond_mandate
from sundgov.checks.mandates.mandate_bounds import (
    limit_above_parent,
    mandate_prices_differ,
    pool_above_parent,
    single_request_may_empty_pool,
)
from sundgov.checks.mandates.mandate_pools import (
    pool_overdrawn,
    report_overdue,
    use_above_limit,
    use_outside_mandate,
)
from sundgov.checks.mandates.mandate_ways import (
    escalates_to_nobody,
    escalation_circular,
    mandate_circular,
    unknown_holder,
    unknown_mandate,
)
from sundgov.checks.mandates.mandates import MANDATES
from sundgov.checks.people.bodies import unknown_body
from sundgov.governance.mandate_rulings import Ground, may_decide
from sundgov.governance.mandates import Mandate, PoolUse, Request
from sundgov.money import PriceLevel
from sundgov.record import Record
from tests.decision_papers import decision, decisions, places, said, told

FIGURES = packaged_figures()
REPORTING = 'reporting = {to = "kpro", every = "year", months = 2}'
TODAY = dt.date(2023, 12, 20)


def mandates(*lines: str, uses: str = "", more: str = "") -> str:
    """Mandates "m1", "m2" … of holders "h1", "h2" …, each with what its line says of it."""
    listed = "".join(
        f'{{id = "m{number}", scope = "Udvikling", {line}'
        + ("" if "holder =" in line else f'{"" if not line else ", "}holder = "h{number}"')
        + "},\n"
        for number, line in enumerate(lines, 1)
    )
    return f"mandates = [\n{listed}]\npool_uses = [{uses}]\n{more}\n"


def use(amount: str, of: str = "m1", on: str = "2023-03-01", id: str = "u", more: str = "") -> str:  # noqa: A002
    return f'{{id = "{id}", mandate = "{of}", amount = "{amount}", on = {on}{more}}}, '


# -- bounds ----------------------------------------------------------------------------------------


def test_a_pool_without_a_limit_may_be_emptied_by_one_request() -> None:
    assert told(single_request_may_empty_pool, mandates('pool = "500.000 kr."')) == [
        "mandate m1: one request may take the whole pool of 500.000,00 kr., for no limit is set for"
        " one. Set a limit for one request below the pool, above which somebody else decides."
    ]


def test_the_least_of_the_limits_above_counts() -> None:
    lines = ('pool = "500.000 kr.", within = "m2"', 'limit = "600.000 kr.", within = "m3"')
    (found,) = told(single_request_may_empty_pool, mandates(*lines, 'limit = "500.000 kr."'))
    assert "for the limit of 500.000,00 kr. is no lower" in found
    assert told(single_request_may_empty_pool, mandates(*lines, 'limit = "499.999 kr."')) == []
    assert told(single_request_may_empty_pool, mandates(*lines, 'limit = "5 kr. (2023 pl)"')) == []


def test_a_limit_above_that_of_a_mandate_two_steps_up() -> None:
    lines = ('limit = "300 kr.", within = "m2"', 'within = "m3"', 'limit = "200 kr."')
    assert told(limit_above_parent, mandates(*lines)) == [
        "mandate m1: its limit of 300,00 kr. is above the 200,00 kr. of m3, which it lies within."
        " Lower it to 200,00 kr., or raise that of m3."
    ]
    between = ('limit = "300 kr.", within = "m2"', 'limit = "250 kr.", within = "m3"', lines[2])
    assert places(limit_above_parent, mandates(*between)) == ["mandate m1", "mandate m2"]
    assert told(limit_above_parent, mandates(lines[0], lines[1], 'limit = "2 kr. (2023 pl)"')) == []


@pytest.mark.parametrize(
    ("mine", "yours", "above"),
    [
        ("year", "year", 1),
        ("month", "year", 1),
        ("month", "quarter", 1),
        ("quarter", "month", 0),
        ("quarter", "half-year", 1),
        ("once", "once", 1),
        ("year", "once", 1),
        ("year", "half-year", 0),
        ("once", "year", 0),
    ],
)
def test_a_pool_above_that_of_a_mandate_for_a_time_as_long(
    mine: str, yours: str, above: int
) -> None:
    lines = (f'pool = "300 kr.", period = "{mine}", within = "m2"',)
    found = told(pool_above_parent, mandates(*lines, f'pool = "200 kr.", period = "{yours}"'))
    assert len(found) == above


def test_the_periods_of_the_pools_are_told() -> None:
    lines = ('pool = "300 kr.", within = "m2"', 'pool = "200 kr.", period = "once"')
    assert told(pool_above_parent, mandates(*lines)) == [
        "mandate m1: its pool of 300,00 kr. every year is above the 200,00 kr. once of m2, which it"
        " lies within. Lower it to 200,00 kr., or raise that of m2."
    ]


def test_only_the_nearest_that_is_lower_is_told() -> None:
    lines = ('pool = "3 kr.", within = "m2"', 'pool = "2 kr.", within = "m3"', 'pool = "1 kr."')
    assert places(pool_above_parent, mandates(*lines)) == ["mandate m1", "mandate m2"]
    limits = [line.replace("pool", "limit") for line in lines]
    assert places(limit_above_parent, mandates(*limits)) == ["mandate m1", "mandate m2"]


def test_what_is_to_end_still_binds() -> None:
    text = mandates('pool = "3 kr.", until = 2024-12-31')
    assert places(single_request_may_empty_pool, text) == ["mandate m1"]


def test_what_has_ended_binds_nobody_any_more() -> None:
    ended = "until = 2022-12-31"
    text = mandates(
        f'limit = "300 kr. (2022 pl)", pool = "300 kr.", within = "m2", {ended}',
        'limit = "200 kr.", pool = "200 kr."',
    )
    for check in (limit_above_parent, pool_above_parent, mandate_prices_differ):
        assert "mandate m1" not in places(check, text)


def test_prices_are_held_against_those_above_and_those_of_uses() -> None:
    lines = ('limit = "200 kr.", within = "m2"', 'pool = "500 kr. (2024 pl)"')
    text = mandates(*lines, uses=use("10 kr. (2023 pl)") + use("10 kr.", of="x", id="v"))
    assert told(mandate_prices_differ, text) == [
        "mandate m1: the limit of m1 is 200,00 kr. and the pool of m2 500,00 kr. (2024 pl), which"
        " are not in the same prices. State both at one price level.",
        "mandate m1, use u: the use is 10,00 kr. (2023 pl) and the limit of m1 200,00 kr., which"
        " are not in the same prices. State both at one price level.",
    ]


def test_prices_of_two_mandates_above_are_their_own_affair() -> None:
    lines = ('within = "m2"', 'limit = "200 kr.", within = "m3"', 'limit = "500 kr. (2024 pl)"')
    assert places(mandate_prices_differ, mandates(*lines)) == ["mandate m2"]


# -- uses and reports ------------------------------------------------------------------------------


def test_uses_of_a_mandate_handed_down_count_above() -> None:
    text = mandates(
        'pool = "500 kr.", period = "once"',
        'within = "m1"',
        uses=use("400 kr.") + use("150 kr.", of="m2", on="2023-04-01", id="v"),
    )
    assert told(pool_overdrawn, text) == [
        "mandate m1: 550,00 kr. was taken from a pool of 500,00 kr. by u (400,00 kr.),"
        " v (150,00 kr.). Have whoever granted it allow the 50,00 kr. too much, or give it back."
    ]
    assert told(pool_overdrawn, text, on="2023-03-31") == []
    assert places(pool_overdrawn, text, on="2023-04-01") == ["mandate m1"]


def test_years_that_no_period_has_are_let_be() -> None:
    text = mandates(
        f'pool = "1 kr.", {REPORTING}, since = 1850-01-01', uses=use("2 kr.", on="1850-03-01")
    )
    assert told(pool_overdrawn, text) == []
    assert told(report_overdue, text) == []
    sums = 'under = "m1", outcome = {kind = "approved", amounts = [{amount = "2 kr."}]}'
    decided = decisions(decision("d", "1850-03-01", sums, body="h1"))
    assert told(decided_beyond_mandate, text + decided) == []


def test_each_period_that_was_overdrawn() -> None:
    text = mandates(
        'pool = "100 kr.", period = "quarter"',
        uses=use("101 kr.")
        + use("100 kr.", on="2023-04-01", id="v")
        + use("102 kr.", on="2023-07-01", id="w"),
    )
    assert places(pool_overdrawn, text) == ["mandate m1, 2023-Q1", "mandate m1, 2023-Q3"]


def test_a_use_above_the_lowest_of_the_limits() -> None:
    text = mandates(
        'limit = "200 kr.", within = "m2"',
        'limit = "100 kr.", within = "m3"',
        'limit = "1 kr. (2023 pl)"',
        uses=use("150 kr.", more=', decision = "d"') + use("150 kr. (2020 pl)", id="v"),
    )
    own = decisions(decision("d", "2023-03-01", body="h1"))
    assert told(use_above_limit, text + own) == [
        "mandate m1, use u: it took 150,00 kr., above the limit of 100,00 kr. for one request."
        " Name the decision by which whoever granted the mandate allowed it."
    ]
    others = decisions(decision("d", "2023-03-01", body="h2"))
    assert told(use_above_limit, text + others) == []


def test_a_use_after_the_mandate_has_ended() -> None:
    text = mandates("until = 2022-12-31", uses=use("1 kr.") + use("1 kr.", of="x", id="v"))
    assert told(use_outside_mandate, text) == [
        "mandate m1, use u: it is of 2023-03-01, and the mandate is in force until 2022-12-31 only."
        " Name the mandate that was in force, or correct the day."
    ]


def test_the_first_of_several_reports_that_are_owed() -> None:
    text = mandates(f'{REPORTING}, granted_by = "d"') + decisions(decision("d", "2020-05-01"))
    assert told(report_overdue, text) == [
        "mandate m1: the report of 2020 to kpro was due by 2021-02-28, and is not recorded, nor 2"
        " after it. Report how the mandate was used, or write when it was reported."
    ]
    assert told(report_overdue, mandates(f'{REPORTING}, granted_by = "x"')) == []


def test_the_one_report_of_a_mandate_that_has_ended() -> None:
    text = mandates('until = 2023-06-30, reporting = {to = "kpro", every = "once", days = 14}')
    (found,) = told(report_overdue, text)
    assert found.startswith(
        "mandate m1: the report to kpro was due by 2023-07-14, and is not recorded."
    )


# -- ways ------------------------------------------------------------------------------------------


def test_every_place_that_names_a_mandate() -> None:
    text = mandates('within = "m7"', uses=use("1 kr.", of="m8"))
    text += 'reports = [{mandate = "m9", on = 2023-03-01}]\n'
    text += decisions(decision("d", "2023-03-01", 'under = "m6"'))
    assert places(unknown_mandate, text) == [
        "mandate m1",
        "mandate m8, use u",
        "mandate m9, report 2023-03-01",
        "decision d",
    ]


@pytest.mark.parametrize(
    "named",
    [
        *("kpro-gruppe", "Gruppen", "KG", "AJ", "aj-1", "Asta Juhl"),
        # Names may look like ids, and words that do not are no ids.
        *("kpro-grupper", "kpro-grup", "aj-2", "kprogruppe", "Kpro-Gruppe", "kpro gruppe"),
    ],
)
def test_people_and_bodies_by_all_their_names(named: str) -> None:
    known = """
people = [
    {id = "aj-1", name = "Asta Juhl", initials = "AJ"},
    {id = "aj-3", name = "Aja Juul", initials = "aj-2"},
]
bodies = [
    {id = "kpro-gruppe", name = "Gruppen", short = "KG"},
    {id = "kosu", name = "kpro-grupper", short = "kpro-grup"},
]
"""
    assert told(unknown_holder, known + mandates(f'holder = "{named}"')) == []


def test_both_holder_and_those_above_are_looked_up() -> None:
    known = 'people = [{id = "asta-juhl", name = "Asta Juhl"}]\n'
    text = known + mandates('holder = "asta-juul", escalates_to = "astajuhl.1"')
    assert told(unknown_holder, text) == [
        "mandate m1: it is held by asta-juul, and the record has no such person or body."
        " Write 'asta-juhl' if that is meant.",
        "mandate m1: it goes up to astajuhl.1, and the record has no such person or body."
        " Write 'asta-juhl' if that is meant.",
    ]


def test_who_may_decide_instead_is_proposed() -> None:
    text = mandates(
        'pool = "1 kr.", within = "m2"', 'limit = "2 kr.", granted_by = "d"', 'limit = "3 kr."'
    ) + decisions(decision("d", "2023-01-01", body="h2"))
    assert [one.rpartition(". ")[2] for one in told(escalates_to_nobody, text)] == [
        "Write escalates_to = 'h2'.",
        "Write escalates_to.",
        "Write escalates_to.",
    ]


def test_a_holder_that_sends_to_itself() -> None:
    text = mandates('escalates_to = "h1"', 'escalates_to = "h1", escalates_on = []')
    assert told(escalation_circular, text) == [
        "mandates of h1: h1 sends to h1. Write which of them decides in the end."
    ]
    nothing = mandates('escalates_to = "h1", escalates_on = []', "")
    assert told(escalation_circular, nothing) == []


def test_a_ring_within_a_topic_is_told_once() -> None:
    topics = 'topics = ["Udstyr", "licenser"]'
    text = mandates(f'escalates_to = "h2", {topics}', f'escalates_to = "h1", {topics}')
    assert len(told(escalation_circular, text)) == 1
    other = text.replace(
        'escalates_to = "h1", topics = ["Udstyr", "licenser"]',
        'escalates_to = "h1", topics = ["udstyr"]',
    )
    assert len(told(escalation_circular, other)) == 1
    apart = text.replace(
        'escalates_to = "h1", topics = ["Udstyr", "licenser"]',
        'escalates_to = "h1", topics = ["rejser"]',
    )
    assert told(escalation_circular, apart) == []


def test_what_is_ended_sends_nothing_up() -> None:
    text = mandates('escalates_to = "h2", until = 2022-12-31', 'escalates_to = "h1"')
    assert told(escalation_circular, text) == []


def test_a_mandate_within_itself() -> None:
    assert told(mandate_circular, mandates('within = "m1"')) == [
        "mandate m1: m1 lies within m1. Write which of them the others lie within."
    ]


def test_reports_go_to_bodies_that_are_known() -> None:
    text = 'bodies = [{id = "kosu", name = "KOSU"}]\n'
    text += 'risk_logs = [{id = "l", name = "Log", body = "kosy"}]\n'
    assert places(unknown_body, text + mandates("", REPORTING)) == ["mandate m2", "risk log l"]


# -- laws ------------------------------------------------------------------------------------------

few = st.integers(0, 3)
amounts = st.one_of(st.none(), st.integers(1, 4).map(kr), st.just(kr(2).at(PriceLevel(2023))))


@st.composite
def registers(draw: st.DrawFn) -> Record:
    """Three mandates that lie within, and send up to, each other or nobody, with their uses."""
    within = st.sampled_from(["", "m0", "m1", "m2"])
    to = st.sampled_from(["", "h0", "h1", "h2", "kpro"])
    held = tuple(
        Mandate(
            f"m{number}",
            f"h{number}",
            "Udvikling",
            limit=draw(amounts),
            pool=draw(amounts),
            within=draw(within),
            escalates_to=draw(to),
        )
        for number in range(3)
    )
    uses = tuple(
        PoolUse(
            f"u{number}",
            f"m{draw(few)}",
            draw(st.integers(1, 3).map(kr)),
            draw(st.dates(dt.date(2023, 1, 1), TODAY)),
        )
        for number in range(draw(few))
    )
    return Record(figures=FIGURES, mandates=held, pool_uses=uses)


def found(record: Record, *checks: object) -> set[str]:
    wanted = tuple(check for check in MANDATES if check in checks)
    return {one.place for one in run(wanted, record, FIGURES, TODAY)}


@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_a_file_changes_nothing(record: Record, chance: random.Random) -> None:
    held, uses = list(record.mandates), list(record.pool_uses)
    chance.shuffle(held)
    chance.shuffle(uses)
    other = evolve(record, mandates=tuple(held), pool_uses=tuple(uses))
    assert said(MANDATES, record, TODAY) == said(MANDATES, other, TODAY)


@given(registers(), st.sampled_from(["h0", "h1", "h2"]))
def test_no_matter_is_sent_round_where_nothing_is_circular(record: Record, holder: str) -> None:
    """Where prices agree and no check tells of a ring, a request never ends in one."""
    if found(record, mandate_prices_differ, escalation_circular):
        return
    prices = {bound.prices for one in record.mandates for bound in (one.limit, one.pool) if bound}
    if len(prices) > 1 or prices - {kr(1).prices}:
        return
    ruling = may_decide(Request(holder, kr(100), TODAY), record.mandates, record.pool_uses)
    assert Ground.CIRCULAR not in {reason.ground for reason in ruling.reasons}


@given(registers())
def test_a_pool_is_safe_from_one_request_unless_it_is_told_otherwise(record: Record) -> None:
    """Without the finding, a request for the whole pool is not the holder's to decide."""
    unsafe = found(record, single_request_may_empty_pool)
    for mandate in record.mandates:
        bounds = [one for each in record.mandates for one in (each.limit, each.pool) if one]
        if any(bound.prices != kr(1).prices for bound in bounds):
            return
        if mandate.pool and f"mandate {mandate.id}" not in unsafe:
            request = Request(mandate.holder, mandate.pool, TODAY)
            assert may_decide(request, record.mandates).decides != mandate.holder
