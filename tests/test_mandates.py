"""Mandates: who decides a request, and every reason for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import Amount, kr
from sundgov.errors import InvalidValueError, NotExactError, PriceLevelError, TextError
from sundgov.governance.mandate_rulings import Ground, Ruling, may_decide
from sundgov.governance.mandates import (
    Consensus,
    EscalatesOn,
    Mandate,
    PoolPeriod,
    PoolUse,
    Report,
    Reporting,
    Request,
)
from sundgov.governance.planned_times import PlannedTime
from sundgov.money import CurrentPrices
from sundgov.periods import Quarter
from sundgov.printing import spaced

MARCH = dt.date(2024, 3, 1)
POOL = kr("500.000 kr.")
AMOUNT, DISAGREEMENT, SCOPE = EscalatesOn

# The user group has 500.000 kr. a year, the steering group the rest.
GROUP = Mandate(
    "raaderet",
    "brugergruppe",
    "Prioriterede ændringsønsker",
    pool=POOL,
    granted_by="kpro-2023-12-08-5",
    escalates_to="styregruppe",
    reporting=Reporting("styregruppe"),
    since="2024-01-01",
    principles="Gruppens principper for prioritering",
)


def mandate(name: str, holder: str, up: str = "", **changes: Any) -> Mandate:
    plain = Mandate(name, holder, "Udvikling", escalates_to=up)
    return evolve(plain, **changes)


def ask(
    amount: Amount | int,
    holder: str = "brugergruppe",
    on: dt.date | str = MARCH,
    topic: str = "",
    consensus: Consensus = Consensus.AGREED,
) -> Request:
    money = kr(amount) if isinstance(amount, int) else amount
    return Request(holder, money, on, topic=topic, consensus=consensus)


def use(name: str, amount: int, on: dt.date | str = MARCH, of: str = "raaderet") -> PoolUse:
    return PoolUse(name, of, kr(amount), on)


def grounds(ruling: Ruling) -> list[Ground]:
    return [reason.ground for reason in ruling.reasons]


def told(ruling: Ruling, language: str = "da") -> list[str]:
    return spaced(ruling.worded("da" if language == "da" else "en")).splitlines()


# What the user group of Kommunal PRO may decide.


def test_one_request_may_empty_the_pool() -> None:
    ruling = may_decide(ask(500_000), [GROUP])
    assert (ruling.decides, ruling.mandate, ruling.bodies) == (
        "brugergruppe",
        GROUP,
        ("brugergruppe",),
    )
    assert grounds(ruling) == [Ground.WITHIN_POOL]
    assert not ruling.escalated


def test_one_krone_more_is_for_the_steering_group() -> None:
    ruling = may_decide(ask(500_001), [GROUP])
    assert (ruling.decides, ruling.mandate) == ("styregruppe", None)
    assert grounds(ruling) == [Ground.POOL_EXHAUSTED, Ground.SENT_HERE]
    assert ruling.bodies == ("brugergruppe", "styregruppe")
    assert ruling.escalated


def test_the_third_request_finds_too_little_left() -> None:
    uses = [use("t1", 200_000, "2024-02-01"), use("t2", 200_000, "2024-02-02")]
    assert may_decide(ask(100_000), [GROUP], uses).decides == "brugergruppe"
    assert may_decide(ask(100_001), [GROUP], uses).decides == "styregruppe"
    assert may_decide(ask(100_001, on="2025-01-01"), [GROUP], uses).decides == "brugergruppe"
    assert may_decide(ask(300_001, on="2024-02-01"), [GROUP], uses).decides == "styregruppe"
    assert may_decide(ask(300_000, on="2024-02-01"), [GROUP], uses).decides == "brugergruppe"


def test_disagreement_goes_up_and_no_further() -> None:
    above = mandate("styregruppens", "styregruppe", "direktion", pool=kr(2_000_000))
    disagreed = ask(1, consensus=Consensus.DISAGREED)
    ruling = may_decide(disagreed, [GROUP, above])
    assert (ruling.decides, ruling.mandate) == ("styregruppe", above)
    assert grounds(ruling) == [Ground.DISAGREEMENT, Ground.WITHIN_POOL, Ground.WITHIN_POOL]
    settled = evolve(GROUP, escalates_on=(AMOUNT,))
    assert may_decide(disagreed, [settled]).decides == "brugergruppe"


def test_a_ruling_is_read_aloud_with_every_figure() -> None:
    uses = [use("t1", 400_000, "2024-02-01")]
    asked = Request("brugergruppe", kr(80_000), MARCH, text="Ny visning")
    assert told(may_decide(asked, [GROUP], uses)) == [
        "brugergruppe afgør: 80.000,00 kr. den 1. marts 2024, Ny visning.",
        "  brugergruppe, mandat raaderet: af puljen på 500.000,00 kr. i 2024 er 400.000,00 kr."
        " brugt; tilbage 100.000,00 kr., bagefter 20.000,00 kr.",
    ]
    assert told(may_decide(ask(120_000), [GROUP], uses), "en") == [
        "styregruppe decides: DKK 120,000.00 on 1 March 2024.",
        "  brugergruppe, mandate raaderet: the pool of DKK 500,000.00 in 2024 does not suffice:"
        " DKK 400,000.00 is used; DKK 100,000.00 is left.",
        "  styregruppe: decides what the mandates send up, and is bound by no mandate about it.",
    ]


# Where a decision goes.


def test_it_goes_up_to_the_top() -> None:
    group = mandate("a", "brugergruppe", "styregruppe", limit=kr(100))
    steering = mandate("b", "styregruppe", "direktion", limit=kr(1000))
    board = mandate("c", "direktion", "ejerkreds", limit=kr(5000))
    every = [board, group, steering]
    for amount, who in (
        (100, "brugergruppe"),
        (101, "styregruppe"),
        (1001, "direktion"),
        (5001, "ejerkreds"),
    ):
        assert may_decide(ask(amount), every).decides == who
    assert may_decide(ask(5001), every).bodies == (
        "brugergruppe",
        "styregruppe",
        "direktion",
        "ejerkreds",
    )


def test_a_ring_ends_with_nobody() -> None:
    ring = [
        mandate("a", "brugergruppe", "styregruppe", limit=kr(100)),
        mandate("b", "styregruppe", "direktion", limit=kr(100)),
        mandate("c", "direktion", "styregruppe", limit=kr(100)),
    ]
    ruling = may_decide(ask(101), ring)
    assert (ruling.decides, ruling.mandate, ruling.escalated) == ("", None, True)
    assert told(ruling) == [
        "Efter mandaterne kan ingen afgøre: 101,00 kr. den 1. marts 2024.",
        "  brugergruppe, mandat a: over grænsen på 100,00 kr. pr. sag.",
        "  styregruppe, mandat b: over grænsen på 100,00 kr. pr. sag.",
        "  direktion, mandat c: over grænsen på 100,00 kr. pr. sag.",
        "  direktion: sendes rundt i ring: styregruppe → direktion → styregruppe.",
    ]
    assert may_decide(ask(100), ring).decides == "brugergruppe"
    names = {"direktion": "Direktionen", "styregruppe": "Styregruppen"}
    last = spaced(ruling.worded("en", names)).splitlines()[-1]
    assert last == (
        "  Direktionen: is sent round in a ring: Styregruppen → Direktionen → Styregruppen."
    )


def test_one_that_escalates_to_itself_is_a_ring() -> None:
    own = mandate("a", "styregruppe", "styregruppe", limit=kr(100))
    assert grounds(may_decide(ask(101, "styregruppe"), [own])) == [
        Ground.ABOVE_LIMIT,
        Ground.CIRCULAR,
    ]
    elsewhere = evolve(own, topics=("rejser",), escalates_on=(SCOPE,))
    assert grounds(may_decide(ask(1, "styregruppe", topic="udstyr"), [elsewhere])) == [
        Ground.OUTSIDE_SCOPE,
        Ground.CIRCULAR,
    ]


def test_where_nobody_is_named_nobody_decides() -> None:
    alone = mandate("a", "brugergruppe", limit=kr(100))
    ruling = may_decide(ask(101), [alone])
    assert ruling.decides == ""
    assert told(ruling, "en") == [
        "By the mandates nobody can decide: DKK 101.00 on 1 March 2024.",
        "  brugergruppe, mandate a: above the limit of DKK 100.00 a request.",
        "  brugergruppe: it is not said who decides instead.",
    ]
    only_disagreement = evolve(alone, escalates_to="styregruppe", escalates_on=(DISAGREEMENT,))
    assert grounds(may_decide(ask(101), [only_disagreement]))[-1] is Ground.NOT_SAID_WHERE
    both = ask(101, consensus=Consensus.DISAGREED)
    assert may_decide(both, [only_disagreement]).decides == "styregruppe"


def test_without_a_mandate_nobody_decides_but_those_it_is_sent_to() -> None:
    assert may_decide(ask(1, "styregruppe"), [GROUP]).decides == "styregruppe"
    ruling = may_decide(ask(1, "festudvalg"), [GROUP])
    assert ruling.decides == ""
    assert told(ruling)[1:] == [
        "  festudvalg: har intet mandat.",
        "  festudvalg: det er ikke sagt, hvem der ellers afgør.",
    ]
    assert ruling.reasons[0].bars
    assert not ruling.reasons[1].bars
    assert grounds(may_decide(ask(1), [])) == [Ground.NO_MANDATE, Ground.NOT_SAID_WHERE]


def test_a_mandate_without_limit_and_pool_bounds_no_amount() -> None:
    ruling = may_decide(ask(10**9), [mandate("a", "brugergruppe")])
    assert grounds(ruling) == [Ground.UNLIMITED]
    assert told(ruling)[1] == "  brugergruppe, mandat a: mandatet sætter ingen grænse for beløbet."


def test_a_limit_and_a_pool_hold_together() -> None:
    both = mandate("a", "brugergruppe", "styregruppe", limit=kr(100), pool=kr(150))
    spent = [use("t1", 100, of="a")]
    assert grounds(may_decide(ask(100), [both])) == [Ground.WITHIN_LIMIT, Ground.WITHIN_POOL]
    assert grounds(may_decide(ask(51), [both], spent))[:2] == [
        Ground.WITHIN_LIMIT,
        Ground.POOL_EXHAUSTED,
    ]
    above = evolve(both, limit=kr(1000))
    assert grounds(may_decide(ask(151), [above]))[:2] == [
        Ground.WITHIN_LIMIT,
        Ground.POOL_EXHAUSTED,
    ]
    assert told(may_decide(ask(100), [both]))[1] == (
        "  brugergruppe, mandat a: inden for grænsen på 100,00 kr. pr. sag."
    )


def test_what_costs_nothing_needs_no_room() -> None:
    overdrawn = [use("t1", 600_000)]
    assert may_decide(ask(0), [GROUP], overdrawn).decides == "brugergruppe"
    assert may_decide(ask(1), [GROUP], overdrawn).decides == "styregruppe"


# What a mandate is about, and when.


def test_a_mandate_is_about_its_topics() -> None:
    narrow = mandate("a", "brugergruppe", "styregruppe", limit=kr(100), topics=("Udstyr", "kurser"))
    assert may_decide(ask(100, topic="UDSTYR"), [narrow]).decides == "brugergruppe"
    assert may_decide(ask(100), [narrow]).decides == "brugergruppe"
    ruling = may_decide(ask(101, topic="rejser"), [narrow])
    assert grounds(ruling) == [Ground.OUTSIDE_SCOPE, Ground.NOT_SAID_WHERE]
    assert told(ruling)[1] == (
        "  brugergruppe, mandat a: mandatet omfatter ikke rejser, kun Udstyr, kurser."
    )
    upwards = evolve(narrow, escalates_on=(SCOPE,))
    assert may_decide(ask(1, topic="rejser"), [upwards]).decides == "styregruppe"
    assert may_decide(ask(1, "styregruppe", topic="rejser"), [upwards]).decides == "styregruppe"
    assert may_decide(ask(1, "styregruppe", topic="rejser"), [narrow]).decides == ""


def test_who_is_sent_a_matter_is_bound_by_mandates_about_it_alone() -> None:
    group = mandate("a", "brugergruppe", "styregruppe", limit=kr(100))
    travel = mandate("b", "styregruppe", "direktion", limit=kr(10), topics=("rejser",))
    assert grounds(may_decide(ask(101, topic="udstyr"), [group, travel])) == [
        Ground.ABOVE_LIMIT,
        Ground.SENT_HERE,
    ]
    assert may_decide(ask(101, topic="rejser"), [group, travel]).decides == "direktion"


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2023-12-31", [Ground.NOT_IN_FORCE, Ground.NOT_SAID_WHERE]),
        ("2024-01-01", [Ground.PERHAPS_IN_FORCE, Ground.WITHIN_LIMIT]),
        ("2024-03-31", [Ground.WITHIN_LIMIT]),
        ("2024-10-01", [Ground.WITHIN_LIMIT]),
        ("2024-10-02", [Ground.PERHAPS_IN_FORCE, Ground.WITHIN_LIMIT]),
        ("2024-12-31", [Ground.PERHAPS_IN_FORCE, Ground.WITHIN_LIMIT]),
        ("2025-01-01", [Ground.NOT_IN_FORCE, Ground.NOT_SAID_WHERE]),
    ],
)
def test_a_mandate_counts_in_its_time(on: str, found: list[Ground]) -> None:
    dated = mandate(
        "a",
        "brugergruppe",
        "styregruppe",
        limit=kr(100),
        since=PlannedTime("Q1-2024", "2024-01-01", "2024-03-31"),
        until=PlannedTime("Q4-2024", "2024-10-01", "2024-12-31"),
    )
    assert grounds(may_decide(ask(1, on=on), [dated])) == found
    upwards = evolve(dated, escalates_on=(SCOPE,))
    expected = "brugergruppe" if Ground.WITHIN_LIMIT in found else "styregruppe"
    assert may_decide(ask(1, on=on), [upwards]).decides == expected


def test_the_time_of_a_mandate_is_told() -> None:
    dated = mandate("a", "brugergruppe", since="2024-04-01", until="2024-12-31")
    assert told(may_decide(ask(1), [dated]))[1] == (
        "  brugergruppe, mandat a: mandatet gælder ikke den dag"
        " (fra 2024-04-01, til og med 2024-12-31)."
    )
    early = evolve(dated, since=None, until="2024-02-01")
    assert told(may_decide(ask(1), [early]), "en")[1] == (
        "  brugergruppe, mandate a: the mandate is not in force on that day"
        " (until 2024-02-01 included)."
    )
    loose = evolve(dated, since=PlannedTime("foråret", "2024-03-01", "2024-05-31"), until=None)
    assert told(may_decide(ask(1), [loose]))[1] == (
        "  brugergruppe, mandat a: mandatets tid er ikke præcis (fra foråret),"
        " og det regnes for at gælde."
    )


def test_open_ends_are_taken_at_the_end_they_have() -> None:
    since = PlannedTime("fra februar 2024", "2024-02-01")
    until = PlannedTime("indtil 1. juni 2024", None, "2024-06-01")
    open_ended = mandate("a", "brugergruppe", since=since, until=until)
    assert (open_ended.surely_begun, open_ended.surely_lasting) == (
        dt.date(2024, 2, 1),
        dt.date(2024, 6, 1),
    )
    days = [dt.date(2024, 1, 31), dt.date(2024, 2, 1), dt.date(2024, 6, 1), dt.date(2024, 6, 2)]
    assert [open_ended.may_hold_on(on) for on in days] == [False, True, True, False]
    assert [open_ended.surely_holds_on(on) for on in days] == [False, True, True, False]
    wordless = evolve(open_ended, since=PlannedTime("snarest"), until=PlannedTime("senere"))
    assert (wordless.surely_begun, wordless.surely_lasting) == (None, None)
    assert wordless.may_hold_on(MARCH)
    assert not wordless.surely_holds_on(MARCH)
    assert not evolve(wordless, since=None).surely_holds_on(MARCH)
    assert evolve(wordless, since=None, until=None).surely_holds_on(MARCH)


# Several mandates, and mandates within others.


def test_any_mandate_of_the_holder_will_do() -> None:
    small = mandate("b", "brugergruppe", "styregruppe", limit=kr(100))
    large = mandate("a", "brugergruppe", "styregruppe", limit=kr(500))
    ruling = may_decide(ask(300), [small, large])
    assert (ruling.decides, ruling.mandate) == ("brugergruppe", large)
    assert may_decide(ask(50), [small, large]).mandate == large
    assert grounds(may_decide(ask(501), [small, large])) == [
        Ground.ABOVE_LIMIT,
        Ground.ABOVE_LIMIT,
        Ground.SENT_HERE,
    ]


def test_two_mandates_may_not_name_two_bodies() -> None:
    one = mandate("a", "brugergruppe", "styregruppe", limit=kr(100))
    other = mandate("b", "brugergruppe", "direktion", limit=kr(200))
    ruling = may_decide(ask(201), [one, other])
    assert ruling.decides == ""
    assert ruling.reasons[-1].bodies == ("direktion", "styregruppe")
    assert told(ruling)[-1] == (
        "  brugergruppe: flere er nævnt til at afgøre i stedet: direktion, styregruppe."
    )
    silent = evolve(other, escalates_to="")
    assert may_decide(ask(201), [one, silent]).decides == "styregruppe"


def test_what_is_handed_down_stays_within_what_it_was_taken_from() -> None:
    parent = mandate("hele", "styregruppe", "direktion", limit=kr(80), pool=kr(100))
    child = mandate("del", "brugergruppe", "styregruppe", pool=kr(500), within="hele")
    assert grounds(may_decide(ask(80), [parent, child])) == [
        Ground.WITHIN_POOL,
        Ground.WITHIN_LIMIT,
        Ground.WITHIN_POOL,
    ]
    assert may_decide(ask(81), [parent, child]).bodies == (
        "brugergruppe",
        "styregruppe",
        "direktion",
    )
    for of in ("hele", "del"):
        assert may_decide(ask(51), [parent, child], [use("t", 50, of=of)]).decides == "direktion"
    over = evolve(parent, until="2024-02-01")
    assert grounds(may_decide(ask(1), [over, child])) == [
        Ground.NOT_IN_FORCE,
        Ground.NOT_SAID_WHERE,
    ]
    narrow = evolve(parent, topics=("rejser",))
    assert Ground.OUTSIDE_SCOPE in grounds(may_decide(ask(1, topic="kurser"), [narrow, child]))


def test_a_mandate_within_an_unknown_one_or_in_a_ring_still_counts() -> None:
    orphan = mandate("a", "brugergruppe", limit=kr(100), within="ukendt")
    ruling = may_decide(ask(100), [orphan])
    assert grounds(ruling) == [Ground.WITHIN_LIMIT, Ground.PARENT_UNKNOWN]
    assert told(ruling)[-1] == (
        "  brugergruppe, mandat a: det er en del af mandatet ukendt, som ikke kendes."
    )
    ring = [
        mandate("a", "brugergruppe", limit=kr(100), within="b"),
        mandate("b", "styregruppe", limit=kr(50), within="a"),
    ]
    assert may_decide(ask(50), ring).decides == "brugergruppe"
    assert may_decide(ask(51), ring).decides == ""
    own = mandate("a", "brugergruppe", limit=kr(100), within="a")
    assert may_decide(ask(100), [own]).decides == "brugergruppe"


# What has no meaning.


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (
            lambda: mandate("a", "b", limit=kr(-1)),
            "limit: must not be below zero (got '-1,00 kr.')",
        ),
        (lambda: mandate("a", "b", pool=kr(-1)), "pool: must not be below zero (got '-1,00 kr.')"),
        (
            lambda: mandate("a", "b", since="2024-02-02", until="2024-02-01"),
            "until: must not lie before since (got '2024-02-01', '2024-02-02')",
        ),
        (lambda: ask(-1), "amount: must not be below zero (got '-1,00 kr.')"),
        (lambda: use("t", 0), "amount: a use takes something or gives it back (got '0,00 kr.')"),
        (
            lambda: Reporting("styregruppe", months=121),
            "months: must be at most 120 (got 121)",
        ),
        (lambda: Reporting("styregruppe", days=367), "days: must be at most 366 (got 367)"),
        (lambda: Reporting("styregruppe", days=-1), "days: must not be negative (got -1)"),
        (
            lambda: may_decide(ask(1), [GROUP, GROUP]),
            "mandates.id: must be unique (got 'raaderet')",
        ),
        (
            lambda: may_decide(ask(1), [GROUP], [use("t", 1), use("t", 2)]),
            "uses.id: must be unique (got 't')",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(made: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        made()
    assert str(refused.value) == message


def test_what_a_paper_gets_wrong_is_not() -> None:
    assert mandate("a", "AJ", limit=kr(1000), pool=kr(10)).limit == kr(1000)
    assert mandate("a", "AJ", escalates_on=()).escalates_on == ()
    same_day = mandate("a", "b", since="2024-02-02", until="2024-02-02")
    assert same_day.surely_holds_on(dt.date(2024, 2, 2))


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (
            lambda: Mandate("to ord", "b", "c"),
            "id: holds letters and digits, joined by single hyphens or points (got 'to ord')",
        ),
        (lambda: Mandate("a", "", "c"), "holder: must not be empty (got '')"),
        (lambda: Mandate("a", "b", "c", topics=("",)), "topics: must not be empty (got '')"),
        (
            lambda: Report("a", "2024-01-01", "2024-Q5"),
            "period: is no year, half-year, quarter, month or week (got '2024-Q5')."
            " Write it as '2025', '2025-H1', '2025-Q3', '2025-07' or '2025-W09'.",
        ),
    ],
)
def test_texts_are_plain(made: Callable[[], object], message: str) -> None:
    with pytest.raises(TextError) as refused:
        made()
    assert str(refused.value) == message


def test_the_wrong_kind_is_refused_by_name() -> None:
    with pytest.raises(NotExactError, match=r"^request: must be a Request \(got 'GROUP'\)"):
        may_decide("GROUP", [])  # type: ignore[arg-type]
    with pytest.raises(NotExactError, match=r"^mandates\[0\]: must be a Mandate \(got 'a'\)"):
        may_decide(ask(1), ["a"])  # type: ignore[list-item]
    with pytest.raises(NotExactError, match=r"^uses\[0\]: must be a PoolUse \(got 't'\)"):
        may_decide(ask(1), [GROUP], ["t"])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("bounds", "kind"), [({"limit": kr(1, 2021)}, "limit"), ({"pool": kr(1, 2021)}, "pool")]
)
def test_a_request_is_in_the_prices_of_the_mandate(bounds: dict[str, Any], kind: str) -> None:
    held = mandate("a", "brugergruppe", **bounds)
    with pytest.raises(PriceLevelError) as refused:
        may_decide(ask(kr(2, 2024)), [held])
    assert str(refused.value) == (
        f"request: must be in the same prices as the {kind} of mandate a"
        " (got '2,00 kr. (2024 pl)', '1,00 kr. (2021 pl)')"
    )
    ruling = may_decide(ask(kr(2, 2021)), [held])
    assert "2,00 kr. (2021 pl)" in told(ruling)[0]
    assert may_decide(ask(kr(2, 2024), topic="x"), [evolve(held, topics=("y",))]).decides == ""


def test_current_prices_are_told_in_either_language() -> None:
    held = mandate("a", "brugergruppe", limit=Amount(100, CurrentPrices(2024)))
    ruling = may_decide(ask(Amount(100, CurrentPrices(2024))), [held])
    assert told(ruling)[0] == (
        "brugergruppe afgør: 1,00 kr. (løbende priser 2024) den 1. marts 2024."
    )
    assert told(ruling, "en")[1] == (
        "  brugergruppe, mandate a: within the limit of DKK 1.00 (current prices 2024) a request."
    )


def test_languages_are_two() -> None:
    with pytest.raises(InvalidValueError, match=r"^language: must be 'da' or 'en'"):
        may_decide(ask(1), [GROUP]).worded("sv")  # type: ignore[arg-type]


def test_a_report_names_its_period() -> None:
    assert Report("raaderet", "2024-04-10", "2024-Q1").period == Quarter(2024, 1)
    assert Report("raaderet", "2024-04-10", Quarter(2024, 1)).period == Quarter(2024, 1)
    assert Report("raaderet", "2024-04-10", at="kpro-2024-04-10-4").period is None


# Laws.

BODIES = ("a", "b", "c", "d")
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2024, 12, 31))
AMOUNTS = st.integers(0, 40)


@st.composite
def mandates(draw: st.DrawFn) -> list[Mandate]:
    """Some mandates: bodies escalate anywhere, also in rings, and mandates lie within any."""
    names = [f"m{number}" for number in range(draw(st.integers(0, 5)))]
    money = st.none() | AMOUNTS.map(kr)
    return [
        Mandate(
            name,
            draw(st.sampled_from(BODIES)),
            "noget",
            limit=draw(money),
            pool=draw(money),
            period=draw(st.sampled_from(PoolPeriod)),
            within=draw(st.sampled_from(["", "", "ukendt", *names])),
            escalates_to=draw(st.sampled_from(["", *BODIES])),
            escalates_on=draw(st.sets(st.sampled_from(EscalatesOn)).map(tuple)),
            topics=draw(st.sampled_from([(), ("x",), ("x", "y")])),
            since=draw(st.sampled_from([None, "2023-07-01"])),
            until=draw(st.sampled_from([None, "2024-06-30"])),
        )
        for name in names
    ]


@st.composite
def uses(draw: st.DrawFn) -> list[PoolUse]:
    found = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9), DAYS), max_size=6))
    return [use(f"u{n}", amount, on, f"m{of}") for n, (of, amount, on) in enumerate(found)]


REQUESTS = st.builds(
    ask,
    AMOUNTS,
    st.sampled_from(BODIES),
    DAYS,
    st.sampled_from(["", "x", "y", "z"]),
    st.sampled_from(Consensus),
)


@given(REQUESTS, mandates(), uses(), st.randoms(use_true_random=False))
def test_a_ruling_does_not_know_the_order(
    request_: Request, held: list[Mandate], taken: list[PoolUse], shuffle: Random
) -> None:
    ruling = may_decide(request_, held, taken)
    mixed, mixed_uses = list(reversed(held)), list(reversed(taken))
    shuffle.shuffle(mixed)
    assert may_decide(request_, mixed, mixed_uses) == ruling
    assert spaced(ruling.worded("da")).count("\n") == len(ruling.reasons)
    assert ruling.bodies[0] == request_.holder
    assert len(set(ruling.bodies)) == len(ruling.bodies)
    assert ruling.decides in ("", ruling.bodies[-1])


@given(REQUESTS, AMOUNTS, mandates(), uses())
def test_more_money_never_moves_a_decision_down(
    request_: Request, more: int, held: list[Mandate], taken: list[PoolUse]
) -> None:
    small = may_decide(request_, held, taken)
    large = may_decide(evolve(request_, amount=request_.amount + kr(more)), held, taken)
    assert large.bodies[: len(small.bodies)] == small.bodies
    if small.decides == "":
        assert (large.decides, large.bodies) == ("", small.bodies)


@given(REQUESTS, mandates(), uses())
def test_going_up_first_changes_nothing(
    request_: Request, held: list[Mandate], taken: list[PoolUse]
) -> None:
    ruling = may_decide(request_, held, taken)
    if ruling.escalated and ruling.decides:
        same = evolve(request_, holder=ruling.decides, consensus=Consensus.AGREED)
        assert may_decide(same, held, taken).decides == ruling.decides


@given(REQUESTS, mandates(), uses())
def test_who_decides_is_not_barred_and_who_does_not_is(
    request_: Request, held: list[Mandate], taken: list[PoolUse]
) -> None:
    ruling = may_decide(request_, held, taken)
    for body in ruling.bodies:
        barred = any(reason.bars for reason in ruling.reasons if reason.holder == body)
        assert barred != (body == ruling.decides)
    if ruling.mandate is not None:
        assert ruling.mandate.holder == ruling.decides


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_within_limit_and_pool_it_is_always_the_holder(limit: int, pool: int, asked: int) -> None:
    held = mandate("a", "brugergruppe", "styregruppe", limit=kr(limit), pool=kr(pool))
    within = asked <= min(limit, pool)
    decides = may_decide(ask(asked), [held]).decides
    assert decides == ("brugergruppe" if within else "styregruppe")
