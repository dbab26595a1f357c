"""What a record settles with those that leave it: every øre once, and none that was paid before."""

from __future__ import annotations

import pytest
from attrs import evolve

from sundgov import kr
from sundgov.errors import BillingError
from sundgov.finance.agreements import Membership
from sundgov.finance.budgets import BudgetLine
from sundgov.finance.carried import CarryKind
from sundgov.finance.carry_rules import AtOnce, CarryBasis, CarryRule, InOneInstalment
from sundgov.finance.exit_terms import BalanceTerm, ExitTerms
from sundgov.finance.exits import Exit
from sundgov.finance.invoices import Invoice
from sundgov.finance.results import LineSpent, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.revisions import Revision
from sundgov.finance.terms import EqualTerms
from sundgov.money import Amount
from sundgov.parties import Party
from sundgov.printing import Language
from sundgov.record import Ledger
from tests.accounts_told import record, rows, spent
from tests.builders import agreement, budget, figures_with, party, units

A, B, C = (party(name) for name in "ABC")
ABC = figures_with(A, B, C)
IN_JULY = CarryRule(way=InOneInstalment(7))


def leaving(
    term: BalanceTerm | None = BalanceTerm.AS_PAID, rule: CarryRule = IN_JULY, **left: int
) -> Ledger:
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


def test_a_member_that_stays_has_no_exit() -> None:
    with pytest.raises(BillingError) as refused:
        leaving(c=2024).exit("A")
    assert str(refused.value) == "A: has no exit in the record"


def test_another_agreements_result_is_not_carried() -> None:
    held = leaving()
    other = evolve(held, agreement=evolve(held.agreement, id="anden"))
    with pytest.raises(BillingError) as refused:
        held.bill(2025, carry=[other.close(2024)])
    assert str(refused.value) == "carry: comes from another agreement (got 'anden', 'aftale')"


@pytest.mark.parametrize("basis", CarryBasis)
@pytest.mark.parametrize(
    ("term", "paid", "left"),
    [
        (BalanceTerm.AS_PAID, 2000, 0),
        (BalanceTerm.BY_KEY, 1600, 400),
        (BalanceTerm.NONE, 0, 2000),
    ],
)
def test_what_a_leaver_is_not_settled_goes_to_the_others(
    term: BalanceTerm, paid: int, left: int, basis: CarryBasis
) -> None:
    """Of 2024's 40 kr. C paid 20; by the key it has 40 of 100. The rest is A's and B's."""
    held = two_lines(ExitTerms(term), CarryRule(basis, way=InOneInstalment(7)))
    found, bill = held.exit("C"), held.bill(2025)
    assert (found.balance.ore, found.total.ore, found.residual.ore) == (2000, paid, 4000 - paid)
    given = [one for one in bill.carries if one.kind is CarryKind.LEFT]
    assert [one.parts for one in given] == ([(-left // 2, -left // 2)] if left else [])
    assert bill.carried().ore == bill.carried(instalment="2025-07").ore == paid - 4000
    c = rows(held.account("C"))
    assert c == [(0, 4000, 0, 0, 2000, paid, left), (left, 0, 0, -left, 0, 0, 0)]
    assert_accounts_sum(held)
    assert rows(held.account())[1][6] == 0


def test_a_leaver_pays_less_of_a_deficit_than_it_caused() -> None:
    """C's own line cost 20 kr. too much: by the key it pays 8 of them, and 12 are the others'."""
    held = two_lines(ExitTerms(BalanceTerm.BY_KEY), IN_JULY, drift=9000, own=3000)
    assert (held.exit("C").balance.ore, held.exit("C").total.ore) == (-2000, -800)
    assert [one.parts for one in held.bill(2025).carries] == [(600, 600)]
    assert_accounts_sum(held)


def test_what_a_silent_exit_leaves_is_nobodys_yet() -> None:
    held = two_lines(ExitTerms(), IN_JULY)
    assert (held.exit("C").balance.ore, held.exit("C").total.ore) == (2000, 0)
    assert held.bill(2025).carries[0].parts == (-1000, -1000)
    assert [row[6] for row in rows(held.account("C"))] == [2000, 2000]
    assert_accounts_sum(held)


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_leavers_left_is_told(language: Language) -> None:
    bill = two_lines(ExitTerms(BalanceTerm.NONE), IN_JULY).bill(2025)
    told = bill.explain("A", language=language).replace("\xa0", " ").splitlines()
    start = next(number for number, line in enumerate(told) if "20,00" in line or "20.00" in line)
    assert (
        told[start : start + 3]
        == {
            "da": [
                "  Saldo fra 2024 efter udtrådte: 10,00 kr. tilbageføres "
                "(-10,00 kr. af -20,00 kr.)",
                "    fordelt efter årets nøgle: -20,00 kr. × 50 kr. ÷ 100,00 kr.",
                "    efter C: -20,00 kr.",
            ],
            "en": [
                "  Balance of 2024 left by leavers: DKK 10.00 returned (-DKK 10.00 of -DKK 20.00)",
                "    divided by this year's key: -DKK 20.00 × DKK 50 ÷ DKK 100.00",
                "    left by C: -DKK 20.00",
            ],
        }[language]
    )
    invoice = bill.invoice("A", "2025-07")
    assert isinstance(invoice, Invoice)
    assert [one.reason for one in invoice.allowances] == [
        "Overskud 2024 efter udtrådte, kendt 15. marts 2025",
        "Overskud 2024, kendt 15. marts 2025",
    ]


@pytest.mark.parametrize("basis", CarryBasis)
def test_a_key_corrected_after_an_exit_is_the_leavers_own_difference(basis: CarryBasis) -> None:
    """Of 2023's 70 kr. C bore a third and should have borne half, whosever the surplus was."""
    rule = CarryRule(basis, way=InOneInstalment(7))
    corrected = RevisionTerms(
        2023, "2024-06-01", key=units({"A": 1, "B": 1, "C": 2}), billed_in=2025, month=7
    )
    held = evolve(leaving(BalanceTerm.AS_PAID, rule, c=2023), revisions=(corrected,))
    found = held.bill(2025).carries[0]
    assert isinstance(found.source, Revision)
    assert found.source.by_party["C"].ore == 3500 - 2333
    assert found.source.total.ore == 0
    assert [row[6] for row in rows(held.account("C"))] == [0, 0, 0, None]
    assert rows(held.account("C"))[2][5] == 2333 - 3500
    assert_accounts_sum(held)


def two_lines(terms: ExitTerms, rule: CarryRule, drift: int = 6000, own: int = 0) -> Ledger:
    """2024: 90 kr. of all three and 10 kr. of C alone, who then leaves; 2025 is spent as billed."""
    members = [Membership(one, "2015-01-01") for one in (A, B)]
    members.append(Membership(C, "2015-01-01", None, "2024-12-31"))
    line = BudgetLine("egen", "Egen", kr(10), key=units({"C": 1}))
    spending = (LineSpent("l1", Amount(drift)), LineSpent("egen", Amount(own)))
    return record(
        agreement(members, units({"A": 1, "B": 1, "C": 1}), carry=rule, exit=terms),
        [budget(2024, kr(90), line), budget(2025, kr(100))],
        ABC,
        results=[Result(2024, spending, "2025-03-15"), spent(2025, 10000)],
        exits=[Exit(C, "2024-12-31")],
    )


def assert_accounts_sum(held: Ledger) -> None:
    """The parties' accounts are the pool's, and nothing moves into it or out of it."""
    pool = rows(held.account())
    each = [rows(held.account(one)) for one in (A, B, C)]
    for number, row in enumerate(pool):
        assert row[3] == 0
        for name, whole in enumerate(row):
            parts = [of_party[number][name] for of_party in each]
            assert whole == (None if None in parts else sum(filter(None, parts)))
