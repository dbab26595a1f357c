"""Amounts as papers state them: which are the same figure, and when two of them differ."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sundgov import kr
from sundgov.checks.money.agreeing import abouts, grouped, in_words, span, surely_above
from sundgov.checks.money.standing import Amounts
from sundgov.checks.money.stated import Way, amounts_said
from sundgov.checks.money.stated_amounts import (
    amount_changed_undecided,
    amounts_differ,
    price_level_missing,
    price_levels_mixed,
)
from sundgov.finance.agreements import IndexTerms
from sundgov.governance.bodies import Body
from sundgov.governance.cases import Case
from sundgov.governance.decisions import (
    Change,
    ChangeKind,
    Decision,
    Outcome,
    OutcomeKind,
    OutsideDecision,
)
from sundgov.governance.meetings import Meeting
from sundgov.governance.minutes import Minutes
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.projects import Project
from sundgov.governance.qualified_amounts import QualifiedAmount
from sundgov.governance.recommendations import Option, Point, Recommendation
from sundgov.governance.statements import Extent, MoneyMeaning, Section, StatedAmount
from sundgov.indices import IndexKind, IndexName
from sundgov.printing import exact_number, kroner, spaced
from sundgov.record import Ledger
from tests.builders import agreement, budget, municipality
from tests.money_papers import (
    BUDGET,
    CEILING,
    COLLECTED,
    FIGURES,
    amends,
    amount,
    entry,
    found,
    item,
    meeting,
    outside,
    places,
    record,
    supersedes,
)

SIX, SEVEN = amount("6,0 mio. kr."), amount("7 mio. kr.")
DIFFER = amounts_differ


# -- what an amount is about


def test_without_an_amount_an_agreement_or_a_year_an_amount_is_about_nothing() -> None:
    silent = [
        amount(None),
        amount("7 mio. kr.", of=""),
        amount("7 mio. kr.", years=()),
        amount("7 mio. kr.", MoneyMeaning.POOL),
        amount("7 mio. kr. om året", years=(2024, 2025), extent=Extent.TOGETHER),
    ]
    assert [list(abouts(one)) for one in silent] == [[]] * len(silent)


def test_an_amount_a_year_is_about_each_of_them_and_one_together_about_all() -> None:
    each = amount("7 mio. kr. om året", years=(2024, 2025))
    together = amount("14 mio. kr.", years=(2024, 2025), extent=Extent.TOGETHER)
    assert [one.years for one in abouts(each)] == [(2024,), (2025,)]
    assert [one.years for one in abouts(together)] == [(2024, 2025)]
    assert next(abouts(each)) == next(abouts(SEVEN))


@pytest.mark.parametrize(
    "other",
    [
        amount("7 mio. kr.", of="support"),
        amount("7 mio. kr.", CEILING),
        amount("7 mio. kr.", line="drift"),
        amount("7 mio. kr.", subject="rejser"),
        amount("7 mio. kr.", payers=("Samsø",)),
        amount("7 mio. kr.", years=(2025,)),
        amount("7 kr. pr. indbygger"),
    ],
)
def test_what_is_about_another_thing_is_another_figure(other: StatedAmount) -> None:
    assert set(abouts(other)).isdisjoint(abouts(SEVEN))
    assert places(DIFFER, meeting(item(SIX, other))) == []


def test_what_it_is_about_is_told_with_line_subject_and_payers() -> None:
    told = amount("1 kr.", line="pulje", subject="Rejser", payers=("Samsø", "Læsø"))
    assert next(abouts(told)).named == "the budget for drift, line pulje, (rejser) from læsø, samsø"
    assert in_words((2025, 2024)) == "2024 and 2025"


# -- what an amount may stand for


@pytest.mark.parametrize(
    ("wording", "low", "high"),
    [
        ("7 mio. kr.", 695_000_000, 705_000_000),
        ("12,2 mio. kr.", 1_215_000_000, 1_225_000_000),
        ("250 t.kr.", 24_950_000, 25_050_000),
        ("500.000 kr.", 50_000_000, 50_000_000),
        ("4.454,23 kr.", 445_423, 445_423),
        ("0 kr.", 0, 0),
        ("ca. 1,0 mio. kr.", 95_000_000, 104_999_999),
        ("lidt over 500.000 kr.", 50_000_000, 55_000_000),
        ("mindst 2 mio. kr.", 200_000_000, None),
        ("op til 2 mio. kr.", None, 200_000_000),
        ("2-3 mio. kr.", 195_000_000, 305_000_000),
    ],
)
def test_a_wording_stands_for_what_rounds_to_it(
    wording: str, low: int | None, high: int | None
) -> None:
    assert span(QualifiedAmount.read(wording)) == (low, high)


def test_below_zero_is_rounded_alike() -> None:
    loss = QualifiedAmount("-6,0 mio. kr.", kr(-6_000_000))
    assert span(loss) == (-605_000_000, -595_000_000)
    printed = QualifiedAmount("minus en halv", kr(-500_000))
    assert span(printed) == (-55_000_000, -45_000_000)


WORDED = st.sampled_from([1, 2, 3])


def in_millions(ore: int, decimals: int) -> str:
    """A figure printed in millions, rounded by hand."""
    unit = 10 ** (8 - decimals)
    rounded = (2 * ore + unit) // (2 * unit) * unit
    return f"{exact_number(kr(1).kroner * rounded / 10**8, decimals)} mio. kr."


@given(st.integers(10**8, 10**11), st.lists(WORDED, min_size=1, max_size=4))
def test_roundings_of_one_figure_never_differ(ore: int, decimals: list[int]) -> None:
    wordings = [spaced(kroner(ore)), *(in_millions(ore, places) for places in decimals)]
    stated = [amount(wording) for wording in wordings]
    assert places(DIFFER, meeting(item(*stated))) == []


@given(st.integers(1, 10**10), st.integers(1, 10**10))
def test_two_figures_in_kroner_differ_unless_they_are_the_same(one: int, other: int) -> None:
    stated = [amount(spaced(kroner(ore))) for ore in (one, other)]
    assert len(places(DIFFER, meeting(item(*stated)))) == (one != other)


# -- what is held against what


def test_a_figure_is_told_once_by_its_clash_with_the_first() -> None:
    first = outside("st-1", SEVEN)
    later = meeting(item(SIX), minutes=[entry(SEVEN)])
    assert places(DIFFER, later, first) == ["st-2023-12-08, item 1, presentation"]
    (one,) = found(DIFFER, later, first)
    assert one.why == (
        "the budget for drift in 2024 is stated as 6,0 mio. kr., and as 7 mio. kr. in decision st-1"
    )


def test_the_years_of_two_amounts_are_told_together() -> None:
    (one,) = found(
        DIFFER,
        meeting(item(amount("6 mio. kr.", years=(2024, 2025)))),
        outside("st-1", amount("7 mio. kr.", years=(2024, 2025))),
    )
    assert one.why.startswith("the budget for drift in 2024 and 2025 is stated as 6 mio. kr.")


def test_options_are_meant_to_differ() -> None:
    options = (Option("a", "A", amounts=(SIX,)), Option("b", "B", amounts=(SEVEN,)))
    assert places(DIFFER, meeting(item(amount("9 mio. kr."), options=options))) == []


def test_decisions_differ_while_both_are_in_force() -> None:
    first, second = outside("st-1", SIX), outside("st-2", SEVEN, on="2023-06-01")
    assert places(DIFFER, first, second) == ["decision st-2"]
    for changes in (supersedes("st-1"), amends("st-1")):
        changed = outside("st-2", SEVEN, on="2023-06-01", changes=changes)
        assert places(DIFFER, first, changed) == []


def test_a_decision_amended_by_another_holds_nothing_against_papers() -> None:
    amended = outside("st-2", on="2023-02-01", changes=amends("st-1"))
    assert places(DIFFER, meeting(item(SIX)), outside("st-1", SEVEN), amended) == []


def test_a_paper_is_held_against_what_was_in_force_on_its_day() -> None:
    paper = meeting(item(SIX))
    assert places(DIFFER, paper, outside("st-1", SEVEN, on="2023-12-07")) != []
    assert places(DIFFER, paper, outside("st-1", SEVEN, on="2023-12-08")) == []
    assert places(DIFFER, paper, outside("st-1", SEVEN, on="2023-12-09")) == []


def test_what_a_meeting_decides_may_be_another_thing_than_its_papers() -> None:
    own = meeting(item(SIX), minutes=[entry(decided=[SEVEN])])
    assert places(DIFFER, own) == []
    noted = meeting(item(SIX), minutes=[entry(decided=[SEVEN], kind=OutcomeKind.NOTED)])
    assert places(DIFFER, noted, meeting(item(SIX), on="2024-02-02")) == []


def test_a_recommendation_is_held_against_its_own_presentation_unless_it_changes_a_decision() -> (
    None
):
    assert places(DIFFER, meeting(item(SIX, put=[SEVEN]))) == [
        "st-2023-12-08, item 1, presentation"
    ]
    assert places(DIFFER, meeting(item(SIX, put=[SEVEN], concerns=("st-1",)))) == []
    assert places(DIFFER, meeting(item(SIX), item(put=[SEVEN], label="2"))) == []
    first = outside("st-1", SEVEN)
    assert places(DIFFER, meeting(item(put=[SIX])), first) == []
    assert places(DIFFER, meeting(item(SEVEN, put=[SIX])), first) == []
    later = outside("st-1", SEVEN, on="2023-12-08")
    assert len(places(DIFFER, meeting(item(SEVEN, put=[SIX])), later)) == 1
    assert len(places(DIFFER, meeting(item(SIX, put=[SIX])), first)) == 1
    assert places(DIFFER, meeting(item(put=[SIX], concerns=("st-1",))), first) == []
    told = meeting(item(put=[SIX]), minutes=[entry(SEVEN)])
    assert places(DIFFER, told) == []


def test_a_case_and_a_project_have_papers_of_their_own() -> None:
    case = Case("sag", "Sag", presentation=(Section(sections=(Section(amounts=(SIX, SEVEN)),)),))
    assert places(DIFFER, cases=(case,)) == ["case sag"]
    project = Project("p", "P", amounts=(SIX,))
    assert places(DIFFER, meeting(item(SEVEN)), projects=(project,)) == []
    assert places(DIFFER, outside("st-1", SEVEN), projects=(project,)) == ["project p"]


def test_amounts_as_of_two_days_are_two_amounts() -> None:
    spent = MoneyMeaning.SPENT
    first, second, loose = (
        amount(text, spent, on=on)
        for text, on in (("1 kr.", "2024-03-31"), ("2 kr.", "2024-06-30"), ("3 kr.", None))
    )
    early = amount("4 kr.", spent, on=PlannedTime.read("marts 2024"))
    assert places(DIFFER, meeting(item(first, second, loose))) == []
    assert places(DIFFER, meeting(item(second, first))) == []
    assert len(places(DIFFER, meeting(item(first, early)))) == 1


def test_only_the_same_money_is_compared() -> None:
    level = amount("350.000 kr. (2021 pl)")
    moved = amount("389.143 kr.")
    own = amount("389.144 kr. (2024 pl)")
    assert places(DIFFER, meeting(item(level, moved))) == []
    assert len(places(DIFFER, meeting(item(own, moved)))) == 1
    both = (2024, 2025)
    together = [
        amount(text, years=both, extent=Extent.TOGETHER) for text in ("2 kr.", "3 kr. (2024 pl)")
    ]
    assert places(DIFFER, meeting(item(*together))) == []


def test_an_amount_for_several_years_may_be_in_the_money_of_the_first() -> None:
    several = outside("st-1", amount("7 mio. kr.", years=(2024, 2025)))
    assert places(DIFFER, meeting(item(amount("7,2 mio. kr.", years=(2025,)))), several) == []
    same = meeting(item(amount("7,2 mio. kr.", years=(2024, 2025))))
    assert len(places(DIFFER, same, several)) == 1


def test_below_zero_and_above_it_are_two_ways_to_write() -> None:
    income = amount(QualifiedAmount("-7,0 mio. kr.", kr(-7_000_000)), COLLECTED)
    assert places(DIFFER, meeting(item(income, amount("7 mio. kr.", COLLECTED)))) == []
    assert len(places(DIFFER, meeting(item(income, amount(kr(-6), COLLECTED))))) == 1
    assert len(places(DIFFER, meeting(item(amount("0 kr."), SEVEN)))) == 1


def test_the_order_of_the_record_decides_nothing() -> None:
    held: list[Meeting | OutsideDecision] = [
        meeting(item(SIX)),
        outside("st-1", SEVEN),
        outside("st-2", amount("8 mio. kr."), on="2023-02-01"),
    ]
    told = {found(DIFFER, *order) for order in permutations(held)}
    assert len(told) == 1
    assert len(next(iter(told))) == 2


NAMES = st.sampled_from(["a", "b", "c", "d"])
MONTHS = st.integers(1, 6)
CHANGES = st.builds(
    Change, st.sampled_from(ChangeKind), NAMES, st.lists(st.sampled_from(["1", "2"]), max_size=1)
)


@st.composite
def decisions(draw: DrawFn, name: str) -> OutsideDecision:
    """A decision of two points, each with an amount; it may change others and count only later."""
    kinds = draw(st.lists(st.sampled_from(list(OutcomeKind)[:4]), min_size=2, max_size=2))
    outcomes = tuple(
        Outcome(kind, f"{number}", amounts=(SIX,)) for number, kind in enumerate(kinds, 1)
    )
    effective = draw(st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2023, 9, 1)))
    changes = tuple(draw(st.lists(CHANGES, max_size=2)))
    decision = Decision(outcomes, id=name, changes=changes, effective=effective)
    return OutsideDecision(decision, "st", dt.date(2023, draw(MONTHS), 1))


@given(st.tuples(*map(decisions, "abcd")), st.dates(dt.date(2023, 1, 1), dt.date(2023, 9, 1)))
def test_an_amount_counts_where_its_point_is_in_force_and_nothing_amends_it(
    taken: tuple[OutsideDecision, ...], on: dt.date
) -> None:
    held = record(*taken)
    standing = {one.decision.id: one for one in held.register.in_force(on)}
    amounts = Amounts(held, on)
    for said in amounts.said:
        assert said.taken is not None
        own = standing.get(said.taken.id)
        in_force = own is not None and said.point in own.points
        if amounts.counts(said, on):
            assert in_force
        elif in_force:
            assert own is not None
            assert own.amended or any(
                change.kind is ChangeKind.AMENDS and change.decision == said.taken.id
                for other in held.register.decisions
                for change in other.decision.changes
            )


# -- changed and no decision


def test_a_later_paper_with_another_budget_is_told_where_nobody_decided() -> None:
    early = meeting(item(SIX), on="2023-09-01", minutes=[entry()])
    check = amount_changed_undecided
    assert places(check, early, meeting(item(SEVEN))) == ["st-2023-12-08, item 1, presentation"]
    assert places(check, early, meeting(item(amount("6.010.000 kr.")))) == []
    assert places(check, meeting(item(SIX), on="2023-09-01"), meeting(item(SEVEN))) == []
    assert places(check, early, meeting(item(SEVEN)), outside("st-1", amount("1 kr."))) == []
    assert places(check, early, meeting(item(put=[SEVEN]))) == []


# -- price levels


def test_an_amount_for_each_of_several_years_needs_its_level() -> None:
    both = amount("7 mio. kr.", years=(2024, 2025))
    check = price_level_missing
    assert places(check, meeting(item(put=[both]))) == ["st-2023-12-08, item 1, point 1"]
    decided = meeting(item(put=[both]), minutes=[entry(decided=[both])])
    assert places(check, decided) == ["st-2023-12-08, item 1, outcome"]
    replaced = outside("st-2", on="2023-06-01", changes=supersedes("st-1"))
    assert places(check, outside("st-1", both), replaced) == []
    rejected = meeting(minutes=[entry(decided=[both], kind=OutcomeKind.REJECTED)])
    assert places(check, rejected) == []
    coming = outside("st-1", both, on="2024-06-01")
    assert places(check, coming) == ["decision st-1"]
    for years, told in (((2022, 2023), 0), ((2023, 2024), 1)):
        asked = meeting(item(put=[amount("7 mio. kr.", years=years)]))
        assert len(places(check, asked)) == told
    spent = amount("7 mio. kr.", MoneyMeaning.SPENT, years=(2024, 2025))
    for other in (spent, amount(None, years=(2024, 2025)), SEVEN):
        assert places(check, outside("st-1", other)) == []


def test_an_agreement_with_a_base_level_has_told_it() -> None:
    index = IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.TOTAL)
    both = outside("st-1", amount("7 mio. kr.", years=(2024, 2025)))
    for base, told in ((2024, 0), (None, 1)):
        terms = agreement(
            [municipality("Samsø")], id="drift", index=IndexTerms(index, base_level=base)
        )
        ledger = Ledger(terms, (budget(2024, kr(1)),), FIGURES)
        assert len(places(price_level_missing, both, ledgers=(ledger,))) == told


def test_two_levels_in_one_paper_are_told_once_for_an_agreement_and_a_year() -> None:
    top, plan = amount("7 mio. kr. (2023 pl)", CEILING), amount("6,9 mio. kr. (2024 pl)")
    check = price_levels_mixed
    assert len(places(check, meeting(item(top, plan)))) == 1
    assert places(check, meeting(item(top)), meeting(item(plan), on="2024-02-02")) == []
    several = [
        amount(text, kind, (2024, 2025))
        for text, kind in (("7 mio. kr. (2023 pl)", CEILING), ("6,9 mio. kr. (2024 pl)", BUDGET))
    ]
    assert len(places(check, meeting(item(*several)))) == 1
    loose = amount("6,9 mio. kr. (2024 pl)", of="")
    option = Option("a", "A", amounts=(plan,))
    assert places(check, meeting(item(top, loose, SEVEN, amount(None), options=[option]))) == []


# -- where amounts stand


def test_every_amount_is_found_where_it_stands() -> None:
    option = Option("a", "A", amounts=(SEVEN,), presentation=(Section(amounts=(SIX,)),))
    held = record(
        meeting(
            item(SIX, put=[SEVEN], options=[option]),
            minutes=[entry(SIX, decided=[SEVEN], point="1"), entry(SIX, label="")],
        ),
        outside("st-1", SEVEN),
        cases=(Case("sag", "Sag", presentation=(Section(amounts=(SIX,)),)),),
        projects=(Project("p", "P", amounts=(SIX,)),),
    )
    assert [(one.way, one.place) for one in amounts_said(held)] == [
        (Way.PRESENTED, "st-2023-12-08, item 1, presentation"),
        (Way.RECOMMENDED, "st-2023-12-08, item 1, point 1"),
        (Way.OPTION, "st-2023-12-08, item 1, point 1, option a"),
        (Way.OPTION, "st-2023-12-08, item 1, point 1, option a"),
        (Way.TOLD, "st-2023-12-08, item 1, minutes"),
        (Way.TOLD, "st-2023-12-08, minutes"),
        (Way.DECIDED, "decision st-1"),
        (Way.DECIDED, "st-2023-12-08, item 1, outcome of point 1"),
        (Way.PLANNED, "case sag"),
        (Way.PLANNED, "project p"),
    ]
    assert [one.on for one in amounts_said(held)][6] == dt.date(2023, 1, 20)


@pytest.mark.parametrize(
    ("one", "other", "is_above"),
    [
        ("2,5 mio. kr.", "2,4 mio. kr.", True),
        ("25 t.kr.", "24 t.kr.", True),
        ("10,0 mio. kr.", "9,9 mio. kr.", True),
        ("2,4 mio. kr.", "2,4 mio. kr.", False),
        ("2,45 mio. kr.", "2,4 mio. kr.", False),
        ("2.450.000 kr.", "2,4 mio. kr.", False),
        ("2,5 mio. kr.", "2.450.000 kr.", False),
        ("6,1 mio. kr.", "6 mio. kr.", False),
        ("500.000 kr.", "500.000 kr.", False),
        ("mindst 2,5 mio. kr.", "2,4 mio. kr.", True),
    ],
)
def test_neighbours_rounded_alike_are_apart(one: str, other: str, is_above: bool) -> None:  # noqa: FBT001
    stated = (StatedAmount(each, MoneyMeaning.BUDGET) for each in (one, other))
    assert surely_above(*stated) is is_above


ENDORSED = OutcomeKind.ENDORSED


def endorsed(body: str, on: str, *, kind: OutcomeKind = ENDORSED) -> Meeting:
    """A meeting of a body that endorsed 6,0 mio."""
    held = meeting(on=on, minutes=[entry(decided=[SIX], kind=kind)])
    return evolve(held, id=f"{body}-{on}", body=body)


def test_what_one_body_endorses_another_may_decide_otherwise() -> None:
    decided, told = outside("a", SEVEN, on="2023-06-01"), meeting(item(SEVEN))
    for body, clashes in (("st", 1), ("udvalg", 0)):
        for on in ("2023-05-01", "2023-07-01"):
            assert len(places(amounts_differ, decided, endorsed(body, on))) == clashes
        assert len(places(amounts_differ, told, endorsed(body, "2023-05-01"))) == clashes
    approved = endorsed("udvalg", "2023-05-01", kind=OutcomeKind.APPROVED)
    assert len(places(amounts_differ, told, approved)) == 1
    # A body that only recommends may endorse one thing after another.
    again = evolve(
        endorsed("st", "2023-07-01"), minutes=Minutes((entry(decided=[SEVEN], kind=ENDORSED),))
    )
    for to, clashes in (("raad", 0), ("", 1)):
        bodies = (Body("st", "Styregruppen", recommends_to=to),)
        both = places(amounts_differ, endorsed("st", "2023-05-01"), again, bodies=bodies)
        assert len(both) == clashes
    # A project has no body: it is anybody's.
    project = Project("p", "P", amounts=(SEVEN,))
    assert places(amounts_differ, endorsed("st", "2023-05-01"), projects=(project,)) == []


@pytest.mark.parametrize(
    ("words", "adds"),
    [
        ("Tillægsbevilling", True),
        ("Merbevilling til drift", True),
        ("Yderligere midler", True),
        ("Omplacering fra løn", True),
        ("Budgettet hæves i 2024 med 1 mio.", True),
        ("Budgettet sænkes. Enighed med KL.", False),
        ("Budgettet hæves til 7 mio.", False),
        ("Budget", False),
    ],
)
def test_what_is_put_on_top_is_another_figure(words: str, *, adds: bool) -> None:
    first = outside("a", SEVEN, on="2023-06-01")
    told = Outcome(OutcomeKind.APPROVED, text=words, amounts=(SIX,))
    for decision in (
        Decision((told,), id="b"),
        Decision((evolve(told, text=""),), id="b", text=words),
    ):
        later = OutsideDecision(decision, "st", "2023-07-01")
        assert bool(places(amounts_differ, first, later)) is not adds
    put = evolve(item(put=[SIX]), title=words)
    assert bool(grouped(amounts_said(record(meeting(put))))) is not adds


def test_the_words_of_the_point_that_is_answered_are_those_of_the_outcome() -> None:
    first = outside("a", SEVEN, on="2023-06-01")
    points = (Point("tillægsbevilling", label="a)"), Point("budget", label="b)"))
    put = evolve(item(), recommendation=Recommendation(points))
    for point, adds in (("a", True), ("b)", False), ("", True)):
        answered = meeting(put, minutes=[entry(decided=[SIX], point=point)])
        assert bool(places(amounts_differ, first, answered)) is not adds


def test_an_approved_recommendation_decides_its_amounts() -> None:
    changed = item(SIX, put=[SEVEN], concerns=("drift",))
    later = meeting(item(SEVEN), on="2024-02-02")
    for kind, told in ((OutcomeKind.APPROVED, 0), (OutcomeKind.POSTPONED, 1)):
        first = meeting(changed, minutes=[entry(decided=(), kind=kind)])
        assert len(places(amount_changed_undecided, first, later)) == told
    elsewhere = meeting(changed, minutes=[entry(decided=(), label="2")])
    assert len(places(amount_changed_undecided, elsewhere, later)) == 1


@pytest.mark.parametrize(
    ("words", "fires"),
    [("Puljen hæves til 7 mio.", False), ("Revideret budget", False), ("Ophævelse", True)],
)
def test_a_point_may_say_in_words_that_it_changes_what_is_presented(
    words: str, *, fires: bool
) -> None:
    titled = evolve(item(SIX, put=[SEVEN]), title=words)
    asked = evolve(item(SIX), recommendation=Recommendation((Point(words, amounts=(SEVEN,)),)))
    for put in (titled, asked):
        assert bool(places(DIFFER, meeting(put))) is fires
