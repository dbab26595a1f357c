"""Strategies: every public type has one, valid, the same every time, and readable when shrunk."""

from __future__ import annotations

import datetime as dt
import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, assert_type

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from hypothesis.vendor.pretty import pretty

import sundgov
import sundgov.apportion
import sundgov.governance
import sundgov.record
from sundgov import (
    Amount,
    Bill,
    CarryKind,
    CreditNote,
    CurrentPrices,
    Heads,
    Key,
    KeyTerms,
    Party,
    PriceLevel,
    Unit,
    kr,
    packaged_figures,
    packaged_parties,
)
from sundgov.apportion import Replay, verify
from sundgov.errors import InvalidValueError
from sundgov.finance.tariffs import Comparison
from sundgov.finance.terms import UnstatedTerms
from sundgov.governance.actions import Action
from sundgov.governance.bodies import Seat
from sundgov.governance.dated_events import Dated
from sundgov.governance.dependencies import Dependencies
from sundgov.governance.meetings import Meeting
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.planned_years import Named
from sundgov.money import Unstated
from sundgov.parties import Belonging
from sundgov.record import Ledger
from sundgov.testing import strategies
from sundgov.testing.strategies import (
    Course,
    amounts,
    apportionments,
    bills,
    days,
    drivers,
    index_steps,
    key_terms,
    keys,
    ledgers,
    memberships,
    planned_times,
    pools,
    populations,
    publications,
    simplest,
    splits,
    values,
    weights,
)
from sundgov.testing.strategies.general import built
from sundgov.testing.strategies.governance import seats, terms_of_time

# What no user holds: what a protocol asks for, and how the reader of planned times thinks.
NOT_HELD = {Dated, Named}
FORTY = settings(max_examples=40)


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for found in walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(found.name)


def listed(package: ModuleType) -> Iterator[type[Any]]:
    """The classes that a package's face names, without errors."""
    for name in package.__all__:
        found = getattr(package, name)
        if inspect.isclass(found) and not issubclass(found, Exception):
            yield found


def defined(package: ModuleType) -> Iterator[type[Any]]:
    """The public classes of a package's modules."""
    for module in modules_of(package):
        for name, found in vars(module).items():
            own = inspect.isclass(found) and found.__module__ == module.__name__
            if own and not name.startswith("_") and found not in NOT_HELD:
                yield found


PUBLIC = [
    *listed(sundgov),
    *listed(sundgov.apportion),
    *defined(sundgov.governance),
    *defined(sundgov.record),
]


def named(kind: type[Any]) -> str:
    return kind.__name__


def drawn(strategy: SearchStrategy[Any], count: int = 10) -> list[Any]:
    """Some examples; always the same."""
    found: list[Any] = []

    @seeded(0)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(one: Any) -> None:
        found.append(one)

    draw()
    return found


@pytest.mark.parametrize("kind", PUBLIC, ids=named)
def test_every_public_type_is_drawn(kind: type[Any]) -> None:
    found = drawn(values(kind))
    assert found
    assert all(isinstance(one, kind) for one in found)


@pytest.mark.parametrize("kind", [Belonging, Comparison, UnstatedTerms, Unstated], ids=named)
def test_so_are_others_that_stand_beside_them(kind: type[Any]) -> None:
    assert all(isinstance(one, kind) for one in drawn(values(kind)))


@given(terms_of_time(), seats())
def test_what_ends_does_not_end_before_it_begins(
    times: tuple[PlannedTime | None, PlannedTime | None], seat: Seat
) -> None:
    since, until = times
    assert since is None or until is None or not until.surely_before(since)
    assert seat.holder


def test_the_public_types_are_many() -> None:
    assert len(set(PUBLIC)) == len(PUBLIC) > 280
    assert {Bill, Key, Ledger, Action, Replay, Unit} <= set(PUBLIC)


SAME = """
from sundgov import Bill, Key, Party
from sundgov.record import Record
from sundgov.testing.strategies import values
from tests.test_strategies import drawn
for kind in (Bill, Key, Party, Record):
    print(kind.__name__, [repr(one) for one in drawn(values(kind), 5)])
"""


def test_the_same_is_drawn_every_time_whatever_the_seed_of_hashes() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", SAME],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert len(told.pop().splitlines()) == 4


def test_no_packaged_figure_is_loaded_before_it_is_drawn() -> None:
    probe = (
        "import sundgov.testing.strategies\n"
        "from sundgov.figures import packaged_figures\n"
        "from sundgov.parties import packaged_parties\n"
        "print(packaged_figures.cache_info().misses, packaged_parties.cache_info().misses)"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout == "0 0\n"


# -- what is left when a case is shrunk


def anything(_: object) -> bool:
    return True


DAY = "datetime.date(2025, 1, 1)"
SIMPLEST: list[tuple[SearchStrategy[Any], Callable[[Any], bool], str]] = [
    (values(Amount), lambda one: one.ore > 0, "Amount('1,00 kr.')"),
    (amounts(at_least=kr(1)), anything, "Amount('1,00 kr.')"),
    (values(Party), anything, "packaged_parties().find('Samsø')"),
    (values(sundgov.HalfYear), anything, "HalfYear(year=2025, half=1)"),
    (values(sundgov.Span), anything, f"Span(first_day={DAY}, last_day={DAY})"),
    (
        values(Key),
        anything,
        "Proportional(driver=EqualParts(pool=(packaged_parties().find('Samsø'),)))",
    ),
    (
        values(Heads),
        anything,
        f"Heads(population=Population(reference_date={DAY}, heads=(('741', 1),)), "
        "pool=(packaged_parties().find('Samsø'),))",
    ),
    (values(KeyTerms), anything, "EqualTerms()"),
    (
        values(PlannedTime),
        anything,
        f"PlannedTime(wording='2025-01-01', earliest={DAY}, latest={DAY})",
    ),
    (values(Meeting), anything, f"Meeting(id='a', body='a', on={DAY})"),
    (values(Action), lambda one: bool(one.owner), "Action(id='a', text='Aftalt', owner='a')"),
    (
        values(sundgov.BudgetLine),
        lambda one: one.amount.ore > 0,
        "BudgetLine(id='drift', name='Drift', amount=Amount('1,00 kr.'))",
    ),
    (
        values(sundgov.Result),
        anything,
        "Result(year=2025, spent=Amount('0,00 kr.'), known_on=datetime.date(2025, 12, 31))",
    ),
    (
        values(sundgov.IndexName),
        anything,
        "IndexName(publisher='KL', name='Drift', kind=IndexKind.TOTAL)",
    ),
    (
        values(sundgov.apportion.Apportionment),
        lambda one: len(one.parts) == 2 and one.amount > 0,
        "Apportionment(amount=1, weights=(1, 0), method='largest-remainder', parts=(1, 0))",
    ),
]


@pytest.mark.parametrize(("strategy", "condition", "shown"), SIMPLEST)
def test_the_simplest_is_what_an_example_would_show(
    strategy: SearchStrategy[Any], condition: Callable[[Any], bool], shown: str
) -> None:
    assert " ".join(pretty(simplest(strategy, condition)).split()) == shown


def test_a_bill_shrinks_to_one_island_one_line_and_one_krone() -> None:
    bill = simplest(bills())
    assert [party.name for party in bill.parties] == ["Samsø"]
    assert [(line.line.id, line.amount) for line in bill.lines] == [
        ("drift", Amount(100, CurrentPrices(2025)))
    ]
    two = simplest(bills(), lambda found: len(set(found.values())) == 2)
    assert [amount.ore for amount in two.values()] in ([0, 100], [100, 0], [1, 99])


def test_what_is_packaged_is_shown_by_its_name() -> None:
    ledger = simplest(ledgers(), anything)
    shown = pretty(ledger)
    assert "figures=packaged_figures()" in shown
    assert "collector=packaged_parties().find('Samsø')" in shown
    assert len(shown) < 1200
    assert pretty(packaged_parties()) == "packaged_parties()"
    (own,) = drawn(values(sundgov.Parties), 1)
    assert pretty(own).startswith("Parties(")
    steps = pretty(sundgov.Figures(packaged_parties()))
    assert steps == "Figures(register=packaged_parties())"
    assert pretty(packaged_figures()) == "packaged_figures()"


def test_what_a_default_is_made_of_is_left_out_as_well() -> None:
    address = sundgov.BillingAddress(Party("a", "A", cvr="12345674"))
    drawn(values(sundgov.BillingAddress), 1)
    assert pretty(address).count("endpoint") == 0
    assert "endpoint=None" in pretty(sundgov.BillingAddress(address.party, None))


# -- parameters


@given(st.data())
def test_amounts_stay_between_and_whole(data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(Unit))
    low, high = sorted(data.draw(st.tuples(amounts(unit=unit), amounts(unit=unit))))
    found = data.draw(amounts(PriceLevel(2024), at_least=low, at_most=high, unit=unit))
    assert low.ore <= found.ore <= high.ore
    assert found.ore % unit.value == 0
    assert found.prices == PriceLevel(2024)


@given(amounts(at_least=Amount(1), at_most=Amount(99)))
def test_amounts_below_a_krone_are_in_ore(found: Amount) -> None:
    assert 1 <= found.ore <= 99


def test_amounts_that_no_whole_unit_lies_between_are_refused() -> None:
    with pytest.raises(InvalidValueError) as refused:
        amounts(at_least=Amount(1), at_most=Amount(99), unit=Unit.KRONE)
    assert str(refused.value) == (
        "amounts: no whole number of krone lies between (got '0,01 kr.', '0,99 kr.')"
    )


@pytest.mark.parametrize(
    ("kind", "name"), [(int, "int"), (Named, "Callable"), (dict[str, int], "dict"), ("x", "'x'")]
)
def test_what_is_no_public_type_is_refused(kind: Any, name: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        values(kind)
    assert str(refused.value) == f"kind: has no strategy (got {name!r})"


@given(values(Meeting, body=st.just("kpro")), days(dt.date(2025, 3, 1), dt.date(2025, 3, 9)))
def test_fields_that_are_told_are_kept(meeting: Meeting, on: dt.date) -> None:
    assert meeting.body == "kpro"
    assert dt.date(2025, 3, 1) <= on <= dt.date(2025, 3, 9)


def test_pairs_are_drawn_as_pairs() -> None:
    found = simplest(built(Dependencies), lambda one: bool(one.dangling))
    assert found.dangling == (("a", "a"),)


def test_days_have_a_bound_where_only_one_is_told() -> None:
    assert simplest(days(last=dt.date(2001, 1, 1)), anything) == dt.date(2000, 1, 1)


A, B = Party("a", "A"), Party("b", "B")


@given(st.data())
def test_keys_are_over_the_parties_told_and_divide_what_they_shall(data: st.DataObject) -> None:
    amount = data.draw(amounts(at_most=kr(1_000)))
    for key in (data.draw(keys([A, B])), data.draw(keys([A, B], dividing=amount))):
        assert set(key.parties) <= {A, B}
        assert sum(part.ore for part in key.split(amount).values()) == amount.ore
    assert set(data.draw(drivers([A, B])).pool) == {A, B}
    assert set(data.draw(splits([A, B])).parties) <= {A, B}


@given(st.data())
def test_pools_populations_and_the_rest_follow_what_is_told(data: st.DataObject) -> None:
    two = data.draw(pools(least=2, most=2))
    assert len(two) == 2
    counted = data.draw(populations(two, on=st.just(dt.date(2025, 3, 2)), at_least=7))
    assert set(counted.parties) == set(two)
    assert counted.reference_date == dt.date(2025, 3, 2)
    assert min(counted.values()) >= 7
    assert data.draw(memberships(st.just(A))).party == A
    assert data.draw(planned_times(ends=True)).latest is not None
    published = data.draw(publications(dt.date(2025, 3, 2))).on
    assert published is None or published >= dt.date(2025, 3, 2)
    assert data.draw(index_steps(begins=2001)).from_year == 2001


@given(st.data())
def test_every_method_is_drawn_with_its_proofs(data: st.DataObject) -> None:
    found = data.draw(apportionments(bounded=data.draw(st.booleans())))
    assert sum(found.parts) == found.amount
    assert all(map(verify, found.certificates))
    assert any(data.draw(weights(most=2)))


# -- ledgers that can be billed


@FORTY
@given(ledgers())
def test_every_ledger_is_billed_closed_settled_and_followed(ledger: Ledger) -> None:
    for year in ledger.years:
        bill = ledger.bill(year)
        assert sum(amount.ore for amount in bill.values()) == bill.total.ore
        assert {party.id for party in bill.parties} <= {
            one.party.id for one in ledger.agreement.members
        }
        assert ledger.follow_up(year).year == year
        for step in bill.instalments:
            owed = sum(one.owed.ore for one in bill.invoices(step.id))
            assert owed >= bill.amount(instalment=step.id).ore
    for result in ledger.results:
        assert ledger.close(result.year).spent.ore == result.total.ore
    for leaving in ledger.exits:
        assert ledger.exit(leaving.party).party == leaving.party
    assert len(ledger.account().years) == len(ledger.years)


@FORTY
@given(ledgers(Course.CARRIED, name="anden"))
def test_a_surplus_is_carried(ledger: Ledger) -> None:
    assert ledger.agreement.id == "anden"
    assert ledger.close(2024).surplus.ore > 0
    carried = {one.kind for year in ledger.years for one in ledger.bill(year).carries}
    assert carried & {CarryKind.RESULT, CarryKind.TRUE_UP}


@FORTY
@given(ledgers(Course.SETTLED), ledgers(Course.LEAVING), ledgers(Course.CORRECTED))
def test_courses_are_what_they_say(settled: Ledger, leaving: Ledger, corrected: Ledger) -> None:
    issued = settled.close(2025).invoices("2026-04-01")
    assert any(isinstance(one, CreditNote) for one in issued)
    (gone,) = leaving.exits
    assert gone.party not in leaving.agreement.parties_in(2025)
    (terms,) = corrected.revisions
    assert corrected.bill(2025).year == terms.billed_in


@FORTY
@given(ledgers(Course.JOINING))
def test_somebody_joins_within_the_first_year(ledger: Ledger) -> None:
    first = ledger.years[0]
    assert [one.enters_in(first) for one in ledger.agreement.members].count(True) == 1


def test_strategies_are_typed() -> None:
    assert_type(values(Bill), SearchStrategy[Bill])
    assert_type(values(Key), SearchStrategy[Key])
    assert_type(amounts(), SearchStrategy[Amount])
    assert_type(ledgers(), SearchStrategy[Ledger])
    assert_type(key_terms(), SearchStrategy[KeyTerms])
    assert_type(weights(), SearchStrategy[tuple[int | Fraction, ...]])


def test_the_page_tells_every_name() -> None:
    page = (Path(__file__).parent.parent / "docs" / "strategies.md").read_text(encoding="utf-8")
    missing = [name for name in strategies.__all__ if f"`{name}" not in page]
    assert missing == []
