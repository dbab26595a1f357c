"""Random years of a small agreement: whatever is held, rule 9 holds, or the refusal is foreseen."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import TypeAlias

import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sundgov.errors import BillingError
from sundgov.figures import Figures
from sundgov.finance.agreements import EntryEffect, EntryRule, IndexTerms, Membership
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import Budget, BudgetLine, LineKind
from sundgov.finance.carried import Carried, CarryKind
from sundgov.finance.carry_rules import (
    AtOnce,
    CarryBasis,
    CarryRule,
    CarryWay,
    EstimateThenResult,
    InOneInstalment,
    Spread,
)
from sundgov.finance.closing import Closing
from sundgov.finance.results import Estimate, LineSpent, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.revisions import Revision
from sundgov.finance.terms import UnitTerms
from sundgov.indices import IndexKind, IndexName, IndexStep
from sundgov.money import Amount, PriceLevel
from sundgov.publications import Publication
from sundgov.record import Ledger
from tests.accounts_told import rows
from tests.builders import agreement, figures_with, party

FIRST, LAST = 2021, 2024
YEARS = st.integers(FIRST, LAST)
LETTERS = "ABCDE"
# A stays; C is succeeded by A and E by D; whatever B and D are owed when they leave has no heir.
PARTIES = {
    letter: evolve(party(letter), successor={"C": "a", "E": "d"}.get(letter)) for letter in LETTERS
}
INDEX, CORRECTED = (
    IndexName("Nævnet", "pris", kind) for kind in (IndexKind.ESTIMATE, IndexKind.CORRECTION)
)
STEPS = [
    IndexStep(name, year, year + 1, Fraction(percent), Publication.read("2020-01-01"))
    for year in range(2020, LAST)
    for name, percent in ((INDEX, 3), (CORRECTED, 1))
]
FIGURES = Figures(figures_with(*PARTIES.values()).register).adding(*STEPS)
WAYS: list[CarryWay] = [
    Spread(),
    InOneInstalment(1),
    InOneInstalment(7),
    EstimateThenResult(1, 7),
    AtOnce(),
]
BY_PARTY = (CarryBasis.AS_PAID,)
WEIGHTS = st.fixed_dictionaries({letter: st.integers(1, 7) for letter in LETTERS})
# A line: øre, whether it is at the prices of 2020, whether it is undisposed, and its own key.
Line: TypeAlias = tuple[int, bool, bool, dict[str, int] | None]
LINES: st.SearchStrategy[list[Line]] = st.lists(
    st.tuples(st.integers(1, 9999), st.booleans(), st.booleans(), st.none() | WEIGHTS),
    min_size=1,
    max_size=3,
)
# A revision: the new key, if it is the key; when decided and how many years later it is billed;
# and in which month.
Correction: TypeAlias = tuple[dict[str, int] | None, tuple[int, int, int], int, int | None]
CORRECTIONS: st.SearchStrategy[Correction] = st.tuples(
    st.none() | WEIGHTS,
    st.sampled_from([(0, 3, 1), (1, 1, 5), (1, 1, 10), (1, 3, 15), (1, 6, 1), (2, 2, 1)]),
    st.integers(1, 3),
    st.sampled_from([None, None, 7, 7, 1]),
)
POOLED = (CarryKind.RESULT, CarryKind.ESTIMATE, CarryKind.TRUE_UP)
CHANGES = st.lists(st.integers(-60, 60), min_size=3, max_size=3)
ENTRY = (EntryRule.BY_DAYS, EntryRule.BY_HALF_YEARS, EntryRule.FROM_NEXT_YEAR)
NO_HEIR = "cannot go to a party that has left and has no successor in the bill"
TOO_LATE = "is known only after the year's last instalment"
NOT_YET = "was not known on the instalment's billing date"
NO_BUDGET = "has no budget"


class Years(RuleBasedStateMachine):
    """An agreement whose years, parties, results and revisions come in any order."""

    def __init__(self, way: CarryWay, basis: CarryBasis) -> None:
        super().__init__()
        self.way, self.basis = way, basis
        self.checked: Ledger | None = None

    @initialize(
        later=st.integers(1, 2),
        entry=st.sampled_from(ENTRY),
        effect=st.sampled_from(EntryEffect),
        weights=WEIGHTS,
        years=st.lists(LINES, min_size=3, max_size=4),
        closed=st.lists(CHANGES, min_size=1, max_size=3),
        corrected=st.lists(CORRECTIONS, max_size=2),
    )
    def agree(
        self,
        later: int,
        entry: EntryRule,
        effect: EntryEffect,
        weights: dict[str, int],
        years: list[list[Line]],
        closed: list[list[int]],
        corrected: list[Correction],
    ) -> None:
        """Terms, and some years that are closed or corrected from the beginning."""
        self.rule = CarryRule(self.basis, later, self.way)
        self.entry, self.effect, self.weights = entry, effect, weights
        self.times = {letter: (dt.date(2015, 1, 1), dt.date(2099, 12, 31)) for letter in "ABC"}
        self.budgets = dict(enumerate(years, start=FIRST))
        self.results: dict[int, tuple[list[int], dt.date]] = {}
        self.estimates: dict[int, tuple[list[int], dt.date]] = {}
        self.revisions: dict[
            tuple[int, dt.date], tuple[dict[str, int] | None, int, int | None]
        ] = {}
        for changes in closed:
            self.close((1, 1, 10), changes, latest=False)
        for number, correction in enumerate(corrected):
            self.correct(FIRST + number, correction)

    @rule(year=YEARS, lines=LINES)
    def budget(self, year: int, lines: list[Line]) -> None:
        if year not in self.results and year not in self.estimates:
            self.budgets[year] = lines

    @rule(letter=st.sampled_from("DE"), year=YEARS, month=st.sampled_from([1, 4, 7]))
    def enter(self, letter: str, year: int, month: int) -> None:
        _, last = self.times.get(letter, (None, dt.date(2099, 12, 31)))
        if dt.date(year, month, 1) < last:
            self.times[letter] = (dt.date(year, month, 1), last)

    @rule(letter=st.sampled_from("BCCCDEEE"), year=YEARS, month=st.sampled_from([6, 12]))
    def leave(self, letter: str, year: int, month: int) -> None:
        last = dt.date(year, month, 30)
        if letter in self.times and self.times[letter][0] < last:
            self.times[letter] = (self.times[letter][0], last)

    @precondition(lambda self: self.budgets.keys() - self.results.keys())
    @rule(
        known=st.sampled_from([(1, 1, 10)] * 4 + [(1, 3, 15)] * 3 + [(1, 9, 1)]),
        changes=CHANGES,
        latest=st.sampled_from([False, False, False, True]),
    )
    def close(self, known: tuple[int, int, int], changes: list[int], *, latest: bool) -> None:
        """Mostly the years are closed in their order."""
        open_ = sorted(self.budgets.keys() - self.results.keys())
        year = open_[-1 if latest else 0]
        on = dt.date(year + known[0], known[1], known[2])
        self.results[year] = (self.changed(year, changes), on)

    @rule(data=st.data(), changes=CHANGES)
    def estimate(self, data: st.DataObject, changes: list[int]) -> None:
        year = data.draw(st.sampled_from(sorted(self.budgets)))
        self.estimates[year] = (self.changed(year, changes), dt.date(year, 12, 1))

    def changed(self, year: int, changes: list[int]) -> list[int]:
        """What was spent on each line: as budgeted, some percent more or less."""
        return [
            ore + ore * more // 100
            for (ore, *_), more in zip(self.budgets[year], changes, strict=False)
        ]

    @rule(data=st.data(), correction=CORRECTIONS)
    def revise(self, data: st.DataObject, correction: Correction) -> None:
        self.correct(data.draw(st.sampled_from(sorted(self.budgets))), correction)

    def correct(self, year: int, correction: Correction) -> None:
        """A key, or without one the index, corrected backwards and billed later."""
        weights, decided, billed, month = correction
        on = dt.date(year + decided[0], decided[1], decided[2])
        self.revisions[year, on] = (weights, max(year + billed, on.year), month)

    # -- the record of what has been said so far

    def key(self, weights: dict[str, int]) -> UnitTerms:
        """Units of everyone that is or will be a member, A among them every year."""
        counted = ((PARTIES[one], Fraction(weights[one])) for one in sorted(self.times))
        return UnitTerms(tuple(counted), "timer")

    def held(self) -> Ledger:
        members = [
            Membership(PARTIES[letter], first, None, last)
            for letter, (first, last) in self.times.items()
        ]
        terms = agreement(
            members,
            self.key(self.weights),
            carry=self.rule,
            entry=self.entry,
            entry_effect=self.effect,
            index=IndexTerms(INDEX),
        )
        return Ledger(
            terms,
            tuple(self.one_budget(year) for year in self.budgets),
            FIGURES,
            results=tuple(Result(y, self.by_line(y, s), on) for y, (s, on) in self.results.items()),
            estimates=tuple(
                Estimate(y, self.by_line(y, s), on) for y, (s, on) in self.estimates.items()
            ),
            revisions=tuple(
                RevisionTerms(
                    year,
                    on,
                    index=IndexTerms(CORRECTED) if weights is None else None,
                    key=None if weights is None else self.key(weights),
                    billed_in=billed,
                    month=month,
                )
                for (year, on), (weights, billed, month) in self.revisions.items()
            ),
        )

    def one_budget(self, year: int) -> Budget:
        lines = []
        for number, (ore, of_2020, undisposed, own) in enumerate(self.budgets[year]):
            prices = PriceLevel(2020) if of_2020 else PriceLevel(year)
            kind = LineKind.UNDISPOSED if undisposed else LineKind.COST
            key = None if own is None else self.key(own)
            lines.append(BudgetLine(f"l{number}", f"L{number}", Amount(ore, prices), kind, key))
        return Budget(year, tuple(lines))

    def by_line(self, year: int, spent: Iterable[int]) -> tuple[LineSpent, ...]:
        return tuple(LineSpent(f"l{n}", Amount(ore)) for n, ore in enumerate(spent))

    # -- what is foreseen

    def billed(self, year: int) -> set[str]:
        """The ids of those that pay something in a year."""
        return {
            one.lower()
            for one, (first, last) in self.times.items()
            if pays(self.entry, first, last, year)
        }

    def heir(self, who: str, year: int) -> str | None:
        known, successors = self.billed(year), {"c": "a", "e": "d"}
        while who not in known:
            if who not in successors:
                return None
            who = successors[who]
        return who

    def refusals(self, held: Ledger, year: int) -> set[str]:
        """Why the bill of a year cannot carry what it should; empty where it can."""
        found: set[str] = set()
        earlier = year - self.rule.years_later
        takes = isinstance(self.way, EstimateThenResult)
        month: int | None = self.way.month if isinstance(self.way, InOneInstalment) else None
        if self.way.carries:
            expected: Counter[str] = Counter()
            if takes and earlier in self.estimates:
                expected = owed_by(held.estimate(earlier))
                found |= self.refused(expected, year, self.estimates[earlier][1], 1, pool=True)
            if earlier in self.results:
                owed = Counter(owed_by(held.close(earlier)))
                owed.subtract(expected)
                month = 7 if takes else month
                found |= self.refused(owed, year, self.results[earlier][1], month, pool=True)
        for (of_year, on), (_, billed_in, its_month) in self.revisions.items():
            if billed_in == year:
                if self.pool_unknown(of_year, on):
                    return {NO_BUDGET}
                revision = revised(held, of_year, on)
                owed = Counter(
                    {p.id: o for p, o in zip(revision.parties, revision.by_party.ore, strict=True)}
                )
                found |= self.refused(owed, year, on, its_month, pool=False)
        return found

    def pool_unknown(self, year: int, on: dt.date) -> bool:
        """Whether a closed year's surplus went by the key of a year that nobody has billed."""
        closed = year in self.results and self.results[year][1] <= on
        pool = self.basis is CarryBasis.NEW_KEY
        return closed and pool and year + self.rule.years_later not in self.budgets

    def refused(
        self, owed: Counter[str], year: int, on: dt.date, month: int | None, *, pool: bool
    ) -> set[str]:
        borne: Counter[str] = Counter()
        if pool and self.basis is CarryBasis.NEW_KEY:
            borne["a"] = sum(owed.values())
        else:
            for who, ore in owed.items():
                heir = self.heir(who, year) if ore else who
                if heir is None:
                    return {NO_HEIR}
                borne[heir] += ore
        if not any(borne.values()):
            return set()
        if month is None:
            return {TOO_LATE} if on > dt.date(year, 7, 1) else set()
        return {NOT_YET} if on > dt.date(year, month, {1: 15, 7: 1}[month]) else set()

    # -- what must hold

    @invariant()
    def every_bill_comes_out_or_is_refused_as_foreseen(self) -> None:
        if not getattr(self, "budgets", None):
            return
        held = self.held()
        if held == self.checked:
            return
        self.checked = held
        bills: list[Bill] = []
        refused: set[str] = set()
        refusing: list[int] = []
        for year in held.years:
            foreseen = self.refusals(held, year)
            bill, reason = made(held, year)
            assert bool(reason) == bool(foreseen), (reason, foreseen)
            if bill is None:
                assert any(one in reason for one in foreseen), (reason, foreseen)
                refused |= foreseen
                refusing.append(year)
                continue
            assert {one.id for one in bill.parties} == self.billed(year)
            assert_comes_out(bill)
            bills.append(bill)
        if refused:
            with pytest.raises(BillingError) as found:
                held.account()
            assert any(one in str(found.value) for one in refused)
            while refusing:  # a year cut off may be the one in which a pool's surplus fell due
                held = before(held, min(refusing))
                refusing = [year for year in held.years if made(held, year)[0] is None]
        if held.budgets:
            assert_carried_once(held, [bill for bill in bills if bill.year in held.years])
            self.assert_accounts(held)

    def assert_accounts(self, held: Ledger) -> None:
        pool = rows(held.account())
        each = {one.party.id: rows(held.account(one.party)) for one in held.agreement.members}
        for number, row in enumerate(pool):
            for name, whole in enumerate(row):
                parts = [found[number][name] for found in each.values()]
                assert whole == (None if None in parts else sum(part or 0 for part in parts))
            assert row[3] == 0
        closed = 0
        for number, year in enumerate(held.years):
            if year not in self.results:
                break
            closed = number + 1
            for found in (pool, *each.values()):
                opening, invoiced, carried, moved, spent, settled, closing = found[number]
                known = (opening, invoiced, carried, moved, spent, settled)
                assert None not in known
                assert closing == sum((opening, invoiced, carried, moved)) - spent - settled  # type: ignore[arg-type, operator]
        assert all(row[6] is None for row in pool[closed:])
        if closed:
            sums = [sum(row[name] or 0 for row in pool[:closed]) for name in range(7)]
            assert sums[1] + sums[2] == sums[4] + (pool[closed - 1][6] or 0) + sums[5]
            outstanding = self.outstanding(held, held.years[:closed])
            for who, found in each.items():
                assert found[closed - 1][6] == outstanding[who]

    def outstanding(self, held: Ledger, years: tuple[int, ...]) -> Counter[str]:
        """Rule 9 the other way: what is owed to each after the last closed year, not yet billed."""
        left: Counter[str] = Counter()
        for year in years:
            if self.way.carries and year + self.rule.years_later not in years:
                left.subtract(owed_by(held.close(year)))
        for (year, on), (_, billed_in, _) in self.revisions.items():
            if on < self.results.get(year, (0, on))[1] and year in years and billed_in not in years:
                revision = revised(held, year, on)
                for one, ore in zip(revision.parties, revision.by_party.ore, strict=True):
                    left[one.id] -= ore
        return left

    @rule()
    def say_it_in_another_order(self) -> None:
        """Members, budgets, lines and results in another order bill the same."""
        held = self.held()
        turned = evolve(
            held,
            agreement=evolve(held.agreement, members=held.agreement.members[::-1]),
            budgets=tuple(evolve(b, lines=b.lines[::-1]) for b in held.budgets[::-1]),
            results=tuple(evolve(r, spent=r.spent[::-1]) for r in held.results[::-1]),  # type: ignore[index]
            estimates=held.estimates[::-1],
            revisions=held.revisions[::-1],
        )
        for year in held.years:
            assert told(held, year) == told(turned, year)


def pays(entry: EntryRule, first: dt.date, last: dt.date, year: int) -> bool:
    """Whether a member of these days pays anything of a year."""
    january, july, december = dt.date(year, 1, 1), dt.date(year, 7, 1), dt.date(year, 12, 31)
    if entry is EntryRule.BY_DAYS:
        return first <= december and january <= last
    return first <= january <= last or (entry is EntryRule.BY_HALF_YEARS and first <= july <= last)


def before(held: Ledger, year: int) -> Ledger:
    """What the record holds of the years before one."""
    return evolve(
        held,
        budgets=tuple(one for one in held.budgets if one.year < year),
        results=tuple(one for one in held.results if one.year < year),
        estimates=tuple(one for one in held.estimates if one.year < year),
        revisions=tuple(one for one in held.revisions if one.year < year),
    )


def made(held: Ledger, year: int) -> tuple[Bill | None, str]:
    """The bill of a year, or why it is refused."""
    try:
        return held.bill(year), ""
    except BillingError as error:
        return None, str(error)


def told(held: Ledger, year: int) -> object:
    """Everybody's instalments, what is carried among them, or the refusal."""
    bill, refusal = made(held, year)
    if bill is None:
        return refusal
    return [dict(bill)] + [
        {one.id: bill.amount(one, instalment=step.id) for one in bill.parties}
        for step in bill.instalments
    ]


def owed_by(closing: Closing) -> Counter[str]:
    """What everybody is to be billed for a closed year: a surplus with a minus."""
    pairs = zip(closing.parties, closing.by_party.ore, strict=True)
    return Counter({one.id: -ore for one, ore in pairs})


def revised(held: Ledger, year: int, on: dt.date) -> Revision:
    (terms,) = (one for one in held.revisions if (one.year, one.on) == (year, on))
    return held.revise(year, on=on, key=terms.key, index=terms.index)


def assert_comes_out(bill: Bill) -> None:
    """Parties x instalments sum, with what is carried and without."""
    whole = 0
    for one in bill.parties:
        steps = [bill.amount(one, instalment=step.id).ore for step in bill.instalments]
        assert sum(steps) == bill.amount(one).ore
        assert bill.amount(one) == bill.gross(one) + bill.carried(one)
        whole += sum(steps)
    assert whole == bill.total.ore
    assert bill.gross().ore == sum(line.amount.ore for line in bill.lines)
    assert sum(bill.amount(instalment=step.id).ore for step in bill.instalments) == whole
    for carried in bill.carries:
        assert_carry_comes_out(bill, carried)


def assert_carry_comes_out(bill: Bill, carried: Carried) -> None:
    """What is borne is what is owed, and a pool's is divided as the year is.

    What a result differs from its estimate is divided together with it.
    """
    assert sum(carried.parts) == carried.owed.total.ore
    if bill.agreement.carry.basis is CarryBasis.AS_PAID or carried.kind is CarryKind.REVISION:
        return
    both = [one for one in bill.carries if one.year == carried.year and one.kind in POOLED]
    whole = sum(one.owed.total.ore for one in both)
    columns = zip(*(one.parts for one in both), strict=True)
    exact = [part * whole / sum(bill.exact_parts) for part in bill.exact_parts]
    assert all(
        abs(sum(column) - want) < len(both) for column, want in zip(columns, exact, strict=True)
    )


def assert_carried_once(held: Ledger, bills: list[Bill]) -> None:
    """Every surplus in one later year, wholly; every revision once."""
    carried: Counter[int] = Counter()
    seen: Counter[tuple[CarryKind, int, dt.date]] = Counter()
    for bill in bills:
        for one in bill.carries:
            assert one.source.on <= dt.date(bill.year, 7, 1)
            seen[one.kind, one.year, one.source.on] += 1
            if one.kind is not CarryKind.REVISION:
                carried[one.year] += sum(one.parts)
    assert all(count == 1 for count in seen.values())
    rule = held.agreement.carry
    for result in held.results:
        if rule.way.carries and result.year + rule.years_later in held.years:
            assert carried[result.year] == -held.close(result.year).surplus.ore


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bills are made once for the same terms and budget, so that there is time for more walks."""
    made_once = cache(lambda terms, budget: bill_year(terms, budget, FIGURES))
    monkeypatch.setattr("sundgov.record.ledger.bill_year", lambda *given: made_once(*given[:2]))


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize(
    ("way", "basis"),
    [(way, basis) for way in WAYS for basis in (CarryBasis if way.carries else BY_PARTY)],
    ids=str,
)
def test_nothing_is_lost_in_any_years(way: CarryWay, basis: CarryBasis) -> None:
    """A few walks for every way and basis; more under the profile that searches."""
    current = settings.default
    assert current is not None

    class Walk(Years):
        def __init__(self) -> None:
            super().__init__(way, basis)

    some = settings(max_examples=max(2, current.max_examples // 12), stateful_step_count=14)
    run_state_machine_as_test(Walk, settings=some)
