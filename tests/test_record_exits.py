"""What a record settles with those that leave it: every øre once, and none that was paid before."""

from __future__ import annotations

import pytest
from attrs import evolve

from sundgov import kr
from sundgov.errors import BillingError
from sundgov.finance.agreements import Membership
from sundgov.finance.carry_rules import AtOnce, CarryRule, InOneInstalment
from sundgov.finance.exit_terms import BalanceTerm, ExitTerms
from sundgov.finance.exits import Exit
from sundgov.finance.terms import EqualTerms
from sundgov.parties import Party
from sundgov.record import Record
from tests.builders import agreement, budget, figures_with, party, units
from tests.second_way import record, rows, spent

A, B, C = (party(name) for name in "ABC")
ABC = figures_with(A, B, C)
IN_JULY = CarryRule(way=InOneInstalment(7))


def leaving(
    term: BalanceTerm | None = BalanceTerm.AS_PAID, rule: CarryRule = IN_JULY, **left: int
) -> Record:
    """A, B and C share equally; 100 kr. a year from 2023, of which 30 kr. are left.

    Those named leave at the end of their year.
    """
    parties = {"a": A, "b": B, "c": C}
    last = {name: f"{year}-12-31" for name, year in left.items()}
    members = [Membership(one, "2015-01-01", None, last.get(one.id)) for one in parties.values()]
    return record(
        agreement(members, units({"A": 1, "B": 1, "C": 1}), carry=rule),
        [budget(year, kr(100)) for year in (2023, 2024, 2025, 2026)],
        ABC,
        results=[spent(year, 7000) for year in (2023, 2024, 2025)],
        exits=[Exit(parties[one], on, terms=ExitTerms(term)) for one, on in last.items()],
    )


@pytest.mark.parametrize("term", BalanceTerm)
def test_what_was_settled_at_once_is_not_settled_again(term: BalanceTerm) -> None:
    """C got a credit note of 10 kr. for each year, so nothing is left when it leaves."""
    held = leaving(term, CarryRule(way=AtOnce()), c=2024)
    assert held.close(2023).by_party["C"].ore == held.close(2024).by_party["C"].ore == 1000
    found = held.exit("C")
    assert (found.balance.ore, found.lines[0].whole.ore, found.total.ore) == (0, 0, 0)


def test_what_was_paid_to_an_earlier_leaver_is_not_divided_again() -> None:
    """B took its 10 kr. with it at the end of 2023; of 2024's 30 kr. C's half is 15 kr."""
    held = leaving(BalanceTerm.BY_KEY, b=2023, c=2024)
    assert held.exit("B").lines[0].whole.ore == 3000
    found = held.exit("C")
    assert (found.lines[0].whole.ore, found.total.ore) == (3000, 1500)


def test_what_a_later_leaver_is_owed_is_still_the_pools() -> None:
    """Two years' lag: C, that leaves after 2025, is never carried its part of 2024."""
    held = leaving(BalanceTerm.BY_KEY, CarryRule(years_later=2), b=2024, c=2025)
    assert [row[5] for row in rows(held.account("C"))] == [0, 1000, 1500, 0]
    assert held.exit("B").lines[0].whole.ore == 6000


def test_an_exit_is_settled_once_although_a_successor_comes() -> None:
    """B left and was settled before B's successor A came: nothing of B's is carried to A."""
    merged = Party("b", "B", successor="a")
    members = [
        Membership(A, "2026-01-01"),
        Membership(merged, "2015-01-01", None, "2024-12-31"),
        Membership(C, "2015-01-01"),
    ]
    held = record(
        agreement(members, EqualTerms(), carry=CarryRule(years_later=2)),
        [budget(year, kr(100)) for year in (2024, 2025, 2026)],
        figures_with(A, merged, C),
        results=[spent(2024, 7000)],
        exits=[Exit(merged, "2024-12-31", terms=ExitTerms(BalanceTerm.AS_PAID))],
    )
    assert held.exit("B").total.ore == 1500
    assert held.bill(2026).carried("A").ore == 0
    assert rows(held.account("B"))[0] == (0, 5000, 0, 0, 3500, 1500, 0)
    unsettled = evolve(held, exits=())
    assert unsettled.bill(2026).carried("A").ore == -1500


def test_an_exit_waits_for_its_years_result() -> None:
    held = evolve(leaving(c=2024), results=())
    with pytest.raises(BillingError) as refused:
        held.exit("C")
    assert str(refused.value) == (
        "exit: is settled when its year is closed (got 2024). Give the year's result."
    )


def test_another_agreements_result_is_not_carried() -> None:
    held = leaving()
    other = evolve(held, agreement=evolve(held.agreement, id="anden"))
    with pytest.raises(BillingError) as refused:
        held.bill(2025, carry=[other.close(2024)])
    assert str(refused.value) == "carry: comes from another agreement (got 'anden', 'aftale')"
