"""Years corrected backwards: key, population and index, before and after the year was closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import kr, packaged_figures, population
from sundgov.authority import Authority
from sundgov.errors import (
    BillingError,
    InvalidValueError,
    MissingFigureError,
    NotExactError,
    NotPublishedError,
    SundgovError,
    UnknownPartyError,
)
from sundgov.figures import Figures
from sundgov.finance.agreements import IndexTerms, Membership
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine
from sundgov.finance.carried import CarryKind
from sundgov.finance.carry_rules import AtOnce, CarryBasis, CarryRule, InOneInstalment
from sundgov.finance.carrying import Heirs, carry_into
from sundgov.finance.prices import CompositeIndex, IndexPart
from sundgov.finance.results import Estimate
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.revisions import Revision
from sundgov.finance.terms import (
    BoundedTerms,
    ComposedTerms,
    EqualTerms,
    HeadTerms,
    NewestPublished,
    PopulationFixed,
    PopulationOn,
    SliceTerms,
)
from sundgov.indices import IndexKind, IndexName, IndexStep
from sundgov.money import Amount
from sundgov.parties import Parties, Party
from sundgov.populations import Population
from sundgov.publications import Publication
from sundgov.record import Ledger
from tests.accounts_told import minus, record, spent
from tests.builders import HALF, agreement, budget, figures_with, municipality, party, units
from tests.by_hand import largest_remainder

A, B, C = (party(name) for name in "ABC")
ABC = figures_with(A, B, C)
ISLANDS = [municipality(name) for name in ("Samsø", "Læsø", "Fanø")]
ISLANDS.sort(key=lambda island: island.rank)
OLD, NEW = "2024-01-01", "2025-01-01"
PUBLISHED = dt.date(2025, 2, 15)
ONE_OTHER = units({"A": 3, "B": 2, "C": 1})
EVEN = units({"A": 1, "B": 1, "C": 1})


def heads(on: str) -> list[int]:
    return [population(on)[island.name] for island in ISLANDS]


def islands(*revisions: RevisionTerms, known: str | None = None, **changes: Any) -> Ledger:
    """Three islands billed 9.999,97 kr. in 2025 and twice that in 2026 and 2027."""
    results = [] if known is None else [spent(2025, 777_777, known)]
    budgets = [budget(2025, Amount(999_997)), *(budget(y, kr(20000)) for y in (2026, 2027))]
    terms = agreement(ISLANDS, **changes)
    return record(terms, budgets, packaged_figures(), results=results, revisions=revisions)


def three(*revisions: RevisionTerms, result: int | None = None, **changes: Any) -> Ledger:
    """A, B and C billed 100 kr. in thirds in 2024 to 2027, closed in March where a result is given.

    100 kr. in thirds: A pays 33,34 kr., and B and C 33,33 kr.
    """
    terms = agreement([A, B, C], EVEN, **changes)
    budgets = [budget(year, kr(100)) for year in range(2024, 2028)]
    results = [] if result is None else [spent(2024, result)]
    return record(terms, budgets, ABC, results=results, revisions=revisions)


def to_new_key(on: str = "2024-06-01", **changes: Any) -> RevisionTerms:
    return RevisionTerms(2024, on, key=ONE_OTHER, **changes)


def finally_borne(held: Ledger, year: int, later: tuple[int, ...]) -> list[int]:
    """What every party was billed for a year, and what later bills carried of it."""
    bills = [held.bill(one) for one in later]
    sums = list(held.bill(year).gross_by_party.ore)
    for bill in bills:
        for one in bill.carries:
            assert one.year == year
            sums = [total + part for total, part in zip(sums, one.parts, strict=True)]
    return sums


# -- the population


def test_a_population_corrected_before_the_year_is_closed() -> None:
    held = islands()
    revision = held.revise(2025, population=NEW)
    was, should = (largest_remainder(999_997, heads(on)) for on in (OLD, NEW))
    assert was != should
    assert (revision.on, revision.result) == (PUBLISHED, None)
    assert revision.was.ore == tuple(was)
    assert revision.should.ore == tuple(should)
    assert revision.by_party.ore == tuple(minus(should, was))
    assert revision.total.ore == 0
    assert [line.id for line in revision.lines] == ["l1"]
    assert revision.by_party["Fanø"].ore == minus(should, was)[0]
    assert held.revise(2025, population=dt.date(2025, 1, 1)) == revision
    assert held.revise(2025, population=PopulationOn(0)).by_party == revision.by_party
    assert held.revise(2025, population=PopulationOn(0)).on == PUBLISHED


def test_closing_after_a_revision_is_by_the_revised_bill() -> None:
    terms = RevisionTerms(2025, PUBLISHED, PopulationFixed(dt.date(2025, 1, 1)), billed_in=2026)
    held = islands(terms, known="2026-03-15")
    was, should = (largest_remainder(999_997, heads(on)) for on in (OLD, NEW))
    bears = largest_remainder(777_777, heads(NEW))
    closing = held.close(2025)
    assert closing.bill.gross_by_party.ore == tuple(should)
    assert closing.by_party.ore == tuple(minus(should, bears))
    carried = {one.kind: one.parts for one in held.bill(2026).carries}
    assert carried == {
        CarryKind.REVISION: tuple(minus(should, was)),
        CarryKind.RESULT: tuple(minus(bears, should)),
    }
    assert finally_borne(held, 2025, (2026,)) == bears


def test_a_population_corrected_after_the_year_was_closed() -> None:
    terms = RevisionTerms(2025, "2026-03-15", PopulationFixed(dt.date(2025, 1, 1)), billed_in=2027)
    held = islands(terms, known="2026-03-15")
    was, should = (largest_remainder(999_997, heads(on)) for on in (OLD, NEW))
    bore, bears = (largest_remainder(777_777, heads(on)) for on in (OLD, NEW))
    assert held.close(2025).by_party.ore == tuple(minus(was, bore))
    (carried,) = held.bill(2027).carries
    revision = carried.source
    assert isinstance(revision, Revision)
    assert (carried.kind, carried.parts) == (CarryKind.REVISION, tuple(minus(bears, bore)))
    assert revision.result == held.results[0]
    assert (revision.was.ore, revision.should.ore) == (tuple(bore), tuple(bears))
    assert [line.id for line in revision.lines] == ["l1", "resultat"]
    assert revision.lines[1].name == "Efterregulering 2025"
    assert revision.lines[1].was == tuple(minus(bore, was))
    assert revision.lines[1].should == tuple(minus(bears, should))
    assert revision.total.ore == 0
    assert finally_borne(held, 2025, (2026, 2027)) == bears


def test_the_day_before_the_result_was_known_the_year_was_open() -> None:
    terms = RevisionTerms(2025, "2026-03-14", PopulationFixed(dt.date(2025, 1, 1)))
    held = islands(terms, known="2026-03-15")
    assert held.revise(2025, population=NEW, on="2026-03-14").result is None
    assert held.close(2025).bill.gross_by_party.ore == tuple(largest_remainder(999_997, heads(NEW)))


def test_lines_under_the_same_key_stay_under_it() -> None:
    """A bound holds for the year's sum of its lines, also where another population counts."""
    bounded = BoundedTerms(HeadTerms(PopulationOn(1)), maximum=kr(400))
    own = EqualTerms()
    lines = [
        BudgetLine("a", "A", kr(500)),
        BudgetLine("b", "B", kr(500), key=bounded),
        BudgetLine("c", "C", kr(3), key=own),
    ]
    whole = budget(2025, BudgetLine("ab", "AB", kr(1000)), lines[2])
    held = record(agreement(ISLANDS, bounded), [budget(2025, *lines)], packaged_figures())
    sums = record(agreement(ISLANDS, bounded), [whole], packaged_figures())
    one, other = (found.revise(2025, population=NEW) for found in (held, sums))
    assert one.should.ore == other.should.ore
    assert max(one.should.ore) == 40_100
    assert any(one.by_party.ore)


# -- the key


def test_a_key_corrected_backwards_before_and_after_closing() -> None:
    """6:4:2 of 100 kr. is 50,00, 33,33 and 16,67 kr.; of 90 kr. it is 45, 30 and 15 kr."""
    before = three(to_new_key(billed_in=2025, month=7), result=9000)
    assert before.bill(2025).carries[0].parts == (1666, 0, -1666)
    assert before.bill(2025).carries[0].steps == ((0, 0, 0), (1666, 0, -1666))
    assert before.bill(2025).carries[1].parts == (-500, -333, -167)
    assert finally_borne(before, 2024, (2025,)) == [4500, 3000, 1500]

    after = three(to_new_key("2025-04-01", billed_in=2026), result=9000)
    assert after.bill(2025).carries[0].parts == (-334, -333, -333)
    assert after.bill(2026).carries[0].parts == (1500, 0, -1500)
    assert finally_borne(after, 2024, (2025, 2026)) == [4500, 3000, 1500]


def test_a_revision_is_billed_two_years_later_where_it_says() -> None:
    held = three(to_new_key(billed_in=2026, month=1))
    assert held.bill(2025).carries == ()
    (carried,) = held.bill(2026).carries
    assert carried.steps == ((1666, 0, -1666), (0, 0, 0))
    assert (carried.year, carried.source.on) == (2024, dt.date(2024, 6, 1))
    assert held.bill(2027).carries == ()
    assert three(to_new_key()).bill(2025).carries == ()


def test_a_revision_without_a_month_is_spread_over_what_is_billed_once_decided() -> None:
    early = three(to_new_key(billed_in=2025)).bill(2025).carries[0]
    assert early.steps == ((833, 0, -833), (833, 0, -833))
    late = three(to_new_key("2025-01-16", billed_in=2025)).bill(2025).carries[0]
    assert late.steps == ((0, 0, 0), (1666, 0, -1666))


def test_an_ad_hoc_revision_is_carried_where_it_is_given() -> None:
    held = three()
    first = held.revise(2024, key=ONE_OTHER, month=7)
    assert first.on == dt.date(2024, 1, 15)
    assert held.bill(2025, carry=[first]).carries[0].steps[1] == (1666, 0, -1666)
    assert held.bill(2025).carries == ()


def test_revisions_of_a_year_add_up() -> None:
    """The second starts from the first: what it does not name stays corrected."""
    fixed = PopulationFixed(dt.date(2025, 1, 1))
    first = RevisionTerms(2025, "2025-03-01", fixed, billed_in=2026)
    half = ComposedTerms(
        (
            SliceTerms("ligeligt", Fraction(1, 2), EqualTerms()),
            SliceTerms("indbyggere", Fraction(1, 2), HeadTerms(PopulationOn(1))),
        )
    )
    second = RevisionTerms(2025, "2025-04-01", key=half, billed_in=2026)
    third = RevisionTerms(2025, "2025-05-01", fixed, billed_in=2026)
    held = islands(third, first, second)
    found = [one.source for one in held.bill(2026).carries]
    assert [one.on.month for one in found] == [3, 4, 5]
    one, two, three_ = (source for source in found if isinstance(source, Revision))
    assert two.was.ore == one.should.ore == tuple(largest_remainder(999_997, heads(NEW)))
    assert three_.was.ore == two.should.ore
    for revision, on in ((two, OLD), (three_, NEW)):
        exact = [
            Fraction(999_997, 6) + Fraction(999_997 * count, 2 * sum(heads(on)))
            for count in heads(on)
        ]
        assert all(
            abs(got - want) < 1 for got, want in zip(revision.should.ore, exact, strict=True)
        )
    wholly = held.bill(2026).carried()
    assert wholly.ore == 0
    assert held.bill(2026)["Samsø"].ore == (
        held.bill(2026).gross("Samsø").ore + three_.should["Samsø"].ore - one.was["Samsø"].ore
    )
    assert held.close(2025, spent(2025, 0)).bill.gross_by_party == three_.should


@given(
    old=st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any),
    new=st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any),
    billed=st.integers(1, 5000),
    cost=st.integers(0, 7000),
    closed=st.booleans(),
)
def test_after_a_revision_everyone_has_borne_its_part_of_the_cost(
    old: list[int],
    new: list[int],
    billed: int,
    cost: int,
    closed: bool,  # noqa: FBT001
) -> None:
    """Whether it was decided before or after the closing, and whatever was billed."""
    first, second = (units(dict(zip("ABC", w, strict=True))) for w in (old, new))
    revision = RevisionTerms(2024, "2025-05-01" if closed else "2024-05-01", key=second)
    held = record(
        agreement([A, B, C], first),
        [budget(2024, Amount(billed)), budget(2025, kr(9)), budget(2026, kr(9))],
        ABC,
        results=[spent(2024, cost)],
        revisions=[evolve(revision, billed_in=2026)],
    )
    assert finally_borne(held, 2024, (2025, 2026)) == largest_remainder(cost, new)


# -- the index

GENERAL = IndexName("Nævnet", "pris", IndexKind.ESTIMATE)
CORRECTION = IndexName("Nævnet", "pris", IndexKind.CORRECTION)
OTHER = IndexName("Nævnet", "løn", IndexKind.TOTAL)


def step(name: IndexName, percent: int, published: str, start: int = 2023) -> IndexStep:
    return IndexStep(name, start, start + 1, Fraction(percent), Publication.read(published))


INDICES = Figures(ABC.register).adding(
    step(GENERAL, 10, "2023-09-01"),
    step(CORRECTION, 4, "2024-09-01"),
    step(OTHER, 7, ""),
)


def indexed(figures: Figures = INDICES, **changes: Any) -> Ledger:
    """100 kr. at the prices of 2023 in 2024, and 200 kr. of the year's own in 2025 and 2026."""
    changes.setdefault("index", IndexTerms(GENERAL))
    terms = agreement([A, B, C], units({"A": 2, "B": 1, "C": 1}), **changes)
    budgets = [budget(2024, kr(100, 2023)), budget(2025, kr(200, 2025)), budget(2026, kr(1, 2026))]
    return record(terms, budgets, figures)


def test_an_index_corrected_before_closing_is_a_difference_for_all() -> None:
    """110 kr. became 104 kr.: 6 kr. come back, 3 to A and 1,50 to B and C."""
    revision = indexed().revise(2024, index="correction")
    assert revision.on == dt.date(2024, 9, 1)
    assert revision.by_party.ore == (-300, -150, -150)
    assert revision.total == kr(-6).at(revision.original.prices)
    assert revision == indexed().revise(2024, index="Nævnet: pris (correction)")


def test_an_index_corrected_after_closing_moves_nothing() -> None:
    """What was spent is the same, and everyone has borne its part of it already."""
    held = evolve(indexed(), results=(spent(2024, 8001),))
    revision = held.revise(2024, index="correction", on="2025-04-01")
    assert revision.lines[0].differences == (-300, -150, -150)
    assert revision.lines[1].differences == (300, 150, 150)
    assert revision.by_party.ore == (0, 0, 0)
    assert held.bill(2025, carry=[revision]).carries == ()


def test_an_index_is_found_by_its_name_and_keeps_the_terms() -> None:
    held = indexed(override="aftalt")
    revision = held.revise(2024, index="løn", on="2024-05-01")
    assert revision.total.ore == -300
    assert revision.revised.agreement.index == IndexTerms(OTHER, known_on=dt.date(2024, 5, 1))
    same = held.revise(2024, index="pris", on="2024-05-01")
    assert same.total.ore == 0
    assert same.revised.agreement.index is not None
    assert same.revised.agreement.index.index == GENERAL


def test_an_index_of_parts_is_corrected_by_name_and_by_terms() -> None:
    second = IndexName("Nævnet", "leje", IndexKind.CORRECTION)
    mixed = CompositeIndex("halvt", (IndexPart(CORRECTION, HALF), IndexPart(second, HALF)))
    held = indexed(INDICES.adding(step(second, 8, "2024-10-01")))
    revision = held.revise(2024, index=IndexTerms(mixed))
    assert (revision.on, revision.total.ore) == (dt.date(2024, 10, 1), -400)
    parts = CompositeIndex("p", (IndexPart(GENERAL, Fraction(1)),))
    held = indexed(index=IndexTerms(parts), override="aftalt")
    assert held.revise(2024, index="løn", on="2024-05-01").total.ore == -300
    with pytest.raises(MissingFigureError) as refused:
        held.revise(2024, index="pris")
    assert str(refused.value) == (
        "index: names several that are held (got 'pris'). "
        "Nearest: Nævnet: pris (estimate); Nævnet: pris (correction)."
    )


def test_the_day_is_that_of_the_steps_in_use() -> None:
    """A step to after the year, or from before the amount's level, is not waited for."""
    after, before = (step(CORRECTION, 1, "2025-09-01", year) for year in (2024, 2022))
    figures = INDICES.adding(after, before)
    assert indexed(figures).revise(2024, index="correction").on == dt.date(2024, 9, 1)
    own = evolve(indexed(figures), budgets=(budget(2024, kr(100, 2024)),))
    assert own.revise(2024, index="correction").on == dt.date(2024, 1, 15)


def test_the_level_of_unstated_amounts_is_waited_for() -> None:
    figures = INDICES.adding(
        step(GENERAL, 1, "2021-09-01", 2022), step(CORRECTION, 1, "2024-11-01", 2022)
    )
    terms = IndexTerms(GENERAL, base_level=2022)
    held = evolve(indexed(figures, index=terms), budgets=(budget(2024, kr(100)),))
    assert held.revise(2024, index="correction").on == dt.date(2024, 11, 1)
    stated = evolve(held, budgets=(budget(2024, kr(100, 2023)),))
    assert stated.revise(2024, index="correction").on == dt.date(2024, 9, 1)


# -- what is not corrected stays


def test_a_newer_index_does_not_slip_into_another_correction() -> None:
    """The percentage was published anew in 2024; only who corrects the index uses that."""
    figures = INDICES.adding(step(GENERAL, 20, "2024-11-01"))
    held = indexed(figures)
    key = held.revise(2024, key=EVEN, on="2025-01-01")
    assert (key.was.total.ore, key.should.total.ore) == (11000, 11000)
    assert key.by_party.ore == (3667 - 5500, 3667 - 2750, 3666 - 2750)
    index = held.revise(2024, index=IndexTerms(GENERAL), on="2025-01-01")
    assert index.should.total.ore == 12000
    both = evolve(held, revisions=(RevisionTerms(2024, "2024-02-01", index=IndexTerms(GENERAL)),))
    assert both.revise(2024, key=EVEN, on="2025-01-01").should.total.ore == 11000


def test_a_newer_population_does_not_slip_into_another_correction() -> None:
    """The newest published was that of 2024; whoever corrects the population uses a newer one."""
    figures = Figures(
        packaged_figures().register,
        (
            Population(OLD, {"741": 300, "825": 100}, Publication.read("2024-02-01")),
            Population(NEW, {"741": 100, "825": 100}, Publication.read("2025-02-01")),
        ),
    )
    quarterly = [municipality("Samsø"), municipality("Læsø")]
    newest = HeadTerms(PopulationFixed(dt.date(2024, 1, 1)))
    held = record(agreement(quarterly, newest), [budget(2024, kr(4))], figures)
    with pytest.raises(NotPublishedError):
        held.bill(2024)
    terms = agreement(quarterly, HeadTerms(PopulationOn(1)))
    lines = [BudgetLine("l1", "L1", kr(4)), BudgetLine("l2", "L2", kr(2), key=EqualTerms())]
    held = record(terms, [budget(2025, *lines)], figures)
    assert held.bill(2025).gross_by_party.ore == (400, 200)
    key = HeadTerms(PopulationOn(0))
    assert held.revise(2025, key=key, on="2025-02-01").should.ore == (300, 300)
    with pytest.raises(NotPublishedError):
        held.revise(2025, key=key, on="2025-01-31")
    both = held.revise(2025, key=HeadTerms(PopulationOn(1)), population=NEW, on="2025-02-01")
    assert both.should.ore == (300, 300)


def test_the_newest_published_is_newest_on_the_day_that_counts() -> None:
    """On 15 January 2022 that of 1 October 2021 was out; it is held here, and a later one too."""

    def known(on: str, samsoe: int, published: str) -> Population:
        return Population(on, {"741": samsoe, "825": 100}, Publication.read(published))

    figures = Figures(
        packaged_figures().register,
        (known("2021-10-01", 300, "2021-11-11"), known("2022-01-01", 100, "2022-02-11")),
        (step(GENERAL, 10, "2020-09-01", 2021), step(CORRECTION, 20, "2022-03-01", 2021)),
    )
    two = [municipality("Samsø"), municipality("Læsø")]
    terms = agreement(two, HeadTerms(NewestPublished()), index=IndexTerms(GENERAL))
    held = record(terms, [budget(2022, kr(40, 2021))], figures)
    assert held.bill(2022).gross_by_party.ore == (3300, 1100)
    assert held.revise(2022, index="correction").should.ore == (3600, 1200)
    newer = held.revise(2022, population=NewestPublished(), on="2022-02-20")
    assert newer.should.ore == (2200, 2200)


# -- a closed year whose surplus is the pool's


def pooled(*revisions: RevisionTerms, **changes: Any) -> Ledger:
    """100 kr. by 2:1:1 in 2024, 60 kr. spent; in 2025 the pool's surplus goes to A and D, 1:3."""
    newcomer = party("D")
    members = [
        Membership(A, "2020-01-01"),
        Membership(B, "2020-01-01", None, "2024-12-31"),
        Membership(C, "2020-01-01", None, "2024-12-31"),
        Membership(newcomer, "2025-01-01"),
    ]
    rule = CarryRule(CarryBasis.NEW_KEY)
    terms = agreement(members, units({"A": 2, "B": 1, "C": 1, "D": 6}), carry=rule)
    terms = evolve(terms, **changes)
    budgets = [budget(2024, kr(100, 2023)), budget(2025, kr(8, 2025)), budget(2026, kr(8, 2026))]
    figures = INDICES.adding(newcomer)
    terms = evolve(terms, index=IndexTerms(GENERAL))
    return record(terms, budgets, figures, results=[spent(2024, 6000)], revisions=revisions)


def test_a_closed_year_is_revised_by_what_the_pool_got() -> None:
    """110 kr. became 104 kr., so the pool got 6 kr. too much, and gave them to A and D as 1:3."""
    held = pooled()
    assert held.bill(2025).carries[0].parts == (-1250, -3750)
    revision = held.revise(2024, index="correction", on="2025-04-01")
    assert [one.id for one in revision.parties] == ["a", "b", "c", "d"]
    assert revision.lines[0].differences == (-300, -150, -150, 0)
    assert revision.lines[1].was == (-1250, 0, 0, -3750)
    assert revision.lines[1].should == (-1100, 0, 0, -3300)
    assert revision.by_party.ore == (-150, -150, -150, 450)


def test_a_key_corrected_after_the_pool_got_its_surplus_is_borne_in_full() -> None:
    """What the pool got is no other by another key: everyone owes what its bill was short of."""
    revision = pooled().revise(2024, key=units({"A": 1, "B": 1, "C": 2, "D": 6}), on="2025-04-01")
    assert revision.by_party.ore == (-2750, 0, 2750, 0)
    at_once = pooled(carry=CarryRule(way=AtOnce()))
    by_cost = at_once.revise(2024, key=units({"A": 1, "B": 1, "C": 2, "D": 6}), on="2025-04-01")
    assert by_cost.by_party.ore == (-1500, 0, 1500)


def test_the_year_that_gave_the_pool_its_surplus_must_be_known() -> None:
    held = evolve(pooled(), budgets=pooled().budgets[:1])
    with pytest.raises(BillingError) as refused:
        held.revise(2024, index="correction", on="2025-04-01")
    assert str(refused.value) == "year: has no budget (got 2025). Budgets: 2024."


# -- words


def test_a_revision_is_told_in_both_languages() -> None:
    held = three(result=9000)
    allowed = Authority("sg-1", "Styregruppen", wording="Nøglen rettes")
    revision = held.revise(2024, key=ONE_OTHER, on="2025-04-01", authority=allowed, note="Fejl")
    assert revision.explain("A").replace("\xa0", " ") == (
        "A: forskel 15,00 kr.\n"
        "  Aftale, 2024 korrigeret, besluttet 1. april 2025\n"
        "  L1: opkrævet 33,34 kr., skulle have været 50,00 kr., forskel 16,66 kr.\n"
        "  Efterregulering 2024: opkrævet -3,34 kr., skulle have været -5,00 kr., "
        "forskel -1,66 kr.\n"
        "  Hjemmel: sg-1 (Styregruppen)\n"
        "  Bemærkning: Fejl"
    )
    english = revision.explain("A", language="en")
    assert "A: difference DKK 15.00" in english
    assert "Authority: sg-1 (Styregruppen)" in english
    assert "Note: Fejl" in english
    bare = held.revise(2024, key=ONE_OTHER)
    assert "Hjemmel" not in bare.explain("B")
    assert "Bemærkning" not in bare.explain("B")


def test_a_party_of_a_revision_is_looked_up() -> None:
    revision = three().revise(2024, key=ONE_OTHER)
    assert revision.party("b") == revision.party(B) == B
    with pytest.raises(UnknownPartyError):
        revision.explain("Samsø")


def test_lines_of_either_bill_are_compared() -> None:
    held = three()
    other = record(
        held.agreement,
        [budget(2024, BudgetLine("l1", "L1", kr(30)), BudgetLine("ny", "Ny", kr(3)))],
        ABC,
    )
    revision = Revision(held.bill(2024), other.bill(2024), "2024-06-01")
    assert [(line.id, line.name, line.differences) for line in revision.lines] == [
        ("l1", "L1", (-2334, -2333, -2333)),
        ("ny", "Ny", (100, 100, 100)),
    ]
    assert revision.year == 2024


def test_parties_of_either_bill_are_compared() -> None:
    held = three()
    fewer = record(agreement([A, B], units({"A": 1, "B": 1})), [budget(2024, kr(100))], ABC)
    for first, second, differences in (
        (held, fewer, (1666, 1667, -3333)),
        (fewer, held, (-1666, -1667, 3333)),
    ):
        revision = Revision(first.bill(2024), second.bill(2024), "2024-06-01")
        assert revision.by_party.ore == differences


# -- what is refused

PAID = three(result=9000)


def held_with(*revisions: RevisionTerms) -> Bill:
    return three(*revisions, result=9000).bill(2025)


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: PAID.revise(2019, key=ONE_OTHER),
            BillingError,
            "revision: is of a year that was never billed (got 2019). "
            "Billed: 2024, 2025, 2026, 2027.",
        ),
        (
            lambda: record(agreement([A]), [], ABC).revise(2019, key=ONE_OTHER),
            BillingError,
            "revision: is of a year that was never billed (got 2019). Billed: none.",
        ),
        (
            lambda: PAID.revise(2024),
            InvalidValueError,
            "revision: corrects a key, a population or an index",
        ),
        (
            lambda: RevisionTerms(2024, "2024-06-01", key=EVEN, billed_in=2024),
            InvalidValueError,
            "billed_in: is a later year than the one revised (got 2024, 2024)",
        ),
        (
            lambda: RevisionTerms(2024, "2024-06-01", key=EVEN, month=13),
            InvalidValueError,
            "month: is a month of the year, 1 to 12 (got 13)",
        ),
        (
            lambda: RevisionTerms(2024, "2024-06-01", key=EVEN, month="7"),  # type: ignore[arg-type]
            NotExactError,
            "month: a whole number is an int (got '7')",
        ),
        (
            lambda: PAID.revise(2024, key=EVEN, month=0),
            InvalidValueError,
            "month: is a month of the year, 1 to 12 (got 0)",
        ),
        (
            lambda: held_with(to_new_key(billed_in=2025, month=3)),
            BillingError,
            "carry: names a month without an instalment (got 3)",
        ),
        (
            lambda: held_with(to_new_key("2025-02-01", billed_in=2025, month=1)),
            BillingError,
            "carry: the revision was not known on the instalment's billing date "
            "(got '2025-02-01', '2025-01-15'). "
            "Name a later instalment, or carry it a year later.",
        ),
        (
            lambda: held_with(to_new_key("2025-07-02", billed_in=2025)),
            BillingError,
            "carry: the revision is known only after the year's last instalment "
            "(got '2025-07-02', '2025-07-01'). Carry it to a later year: years_later.",
        ),
        (
            lambda: islands().revise(2025, population=NEW, on="2025-02-14"),
            NotPublishedError,
            "folketal 1. januar 2025: a figure is used only after it was published "
            "(got 'used 2025-02-14', 'published 2025-02-15')",
        ),
        (
            lambda: islands().revise(2025, population="2025-03-01"),
            MissingFigureError,
            "population: no population is held for the date (got '2025-03-01'). "
            "Nearest held: 2025-01-01, 2026-01-01.",
        ),
        (
            lambda: indexed().revise(2024, index="huslejer"),
            MissingFigureError,
            "index: is not one that is held (got 'huslejer'). "
            "Nearest: Nævnet: pris (estimate); Nævnet: pris (correction); Nævnet: løn (total).",
        ),
        (
            lambda: evolve(indexed(), figures=Figures(ABC.register)).revise(2024, index="løn"),
            MissingFigureError,
            "index: is not one that is held (got 'løn'). Nearest: none.",
        ),
        (
            lambda: PAID.revise(2024, index="pris"),
            BillingError,
            "index: the agreement has no index to correct (got 'pris')",
        ),
        (
            lambda: indexed().revise(2024, index="løn"),
            NotPublishedError,
            "Nævnet: løn (total) 2023-2024: 7,0 pct.: its publication day is not known, so the "
            "day of the revision must be given. Give the day: on.",
        ),
        (
            lambda: three(to_new_key(note="a"), to_new_key(note="b")),
            InvalidValueError,
            "revisions: hold a year and the day it is corrected twice (got 2024, '2024-06-01')",
        ),
        (
            lambda: three(RevisionTerms(2019, "2024-06-01", key=EVEN)),
            InvalidValueError,
            "revisions: hold a year that was never billed (got 2019)",
        ),
        (
            lambda: evolve(PAID, results=(spent(2019, 1),)),
            InvalidValueError,
            "results: hold a year that was never billed (got 2019)",
        ),
        (
            lambda: evolve(PAID, estimates=(Estimate(2019, kr(1), "2019-12-01"),)),
            InvalidValueError,
            "estimates: hold a year that was never billed (got 2019)",
        ),
        (
            lambda: evolve(PAID, results=PAID.results * 2),
            InvalidValueError,
            "results: hold a year twice (got 2024)",
        ),
        (
            lambda: evolve(PAID, estimates=(Estimate(2024, kr(1), "2024-12-01"),) * 2),
            InvalidValueError,
            "estimates: hold a year twice (got 2024)",
        ),
        (
            lambda: Revision(PAID.bill(2024), PAID.bill(2025), "2025-06-01"),
            BillingError,
            "revision: compares bills of one year (got 2024, 2025)",
        ),
        (
            lambda: PAID.bill(2024, carry=[PAID.revise(2024, key=ONE_OTHER)]),
            BillingError,
            "carry: comes from an earlier year (got 2024, 2024)",
        ),
        (
            lambda: PAID.bill(2025, carry=[PAID.revise(2024, key=ONE_OTHER)] * 2),
            BillingError,
            "carry: a year's revision of 2024-01-15 is carried once (got 2024)",
        ),
        (
            lambda: PAID.close(2025, PAID.results[0]),
            BillingError,
            "result: is of another year (got 2024, 2025)",
        ),
        (
            lambda: PAID.close(2025),
            BillingError,
            "year: has no result (got 2025). Give what was spent and the day it was known: in "
            "[[results]], or as a Result.",
        ),
        (lambda: PAID.estimate(2024), BillingError, "year: has no estimate (got 2024)"),
        (
            lambda: PAID.close(2019),
            BillingError,
            "year: has no budget (got 2019). Budgets: 2024, 2025, 2026, 2027.",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value).replace("\xa0", " ") == message


def test_successors_in_a_circle_lead_to_nobody() -> None:
    first, second = Party("x", "X", successor="y"), Party("y", "Y", successor="x")
    assert Heirs(Parties((first, second, A))).of(first, [A]) is None


def test_a_revision_of_a_party_that_left_needs_an_heir() -> None:
    members = [Membership(A, "2020-01-01"), Membership(B, "2020-01-01", None, "2024-12-31")]
    terms = agreement(members, units({"A": 1, "B": 1}))
    held = record(terms, [budget(2024, kr(2)), budget(2025, kr(2))], ABC)
    revision = held.revise(2024, key=units({"A": 1, "B": 3}))
    with pytest.raises(BillingError) as refused:
        held.bill(2025, carry=[revision])
    assert str(refused.value) == (
        "carry: cannot go to a party that has left and has no successor in the bill "
        "(got 'B', 2025). Settle its balance when it leaves: an exit of the party."
    )
    settled = carry_into(held.bill(2025), [revision], Heirs(ABC.register, frozenset({"b"})))
    assert settled.carries[0].parts == (-50,)


def test_a_way_that_names_months_leaves_a_revision_to_its_own() -> None:
    rule = CarryRule(way=InOneInstalment(7))
    held = three(to_new_key(billed_in=2025), carry=rule)
    assert held.bill(2025).carries[0].steps[0] == (833, 0, -833)
