"""Ledgers: as papers state them, and such that can be billed and closed year by year."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import (
    Agreement,
    AtOnce,
    BillingAddress,
    Budget,
    CarryBasis,
    CarryRule,
    EqualTerms,
    Estimate,
    ExitTerms,
    FreeToLeave,
    KeyTerms,
    Membership,
    Party,
    PaysPartOfTheRest,
    Result,
    RevisionTerms,
    Unit,
    packaged_figures,
    packaged_parties,
)
from sundgov.record import Ledger
from sundgov.testing.strategies.agreements import (
    SCHEDULES,
    agreements,
    carry_rules,
    carry_ways,
    exits,
    vat_treatments,
)
from sundgov.testing.strategies.budgets import (
    budget_statuses,
    budgets,
    estimates,
    results,
    revision_terms,
    transfers,
)
from sundgov.testing.strategies.general import built, few
from sundgov.testing.strategies.parties import ISLANDS, islands
from sundgov.testing.strategies.periods import days
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept
from sundgov.testing.strategies.years import (
    INDEX,
    YEARS,
    billed_budgets,
    fitting_terms,
    known_results,
    members,
    plain_terms,
    spent_on,
    under_the_key,
)

SINCE = dt.date(2020, 1, 1)


class Course(enum.Enum):
    """What happens in the years of a ledger that can be billed (forløb).

    `SINGLE`: one year is billed. `SETTLED`: its surplus is settled at once. `CARRIED`: the first
    year's surplus goes into a later one. `JOINING`: a party is billed from within the first year.
    `LEAVING`: a party leaves with the first year, and its exit is settled. `CORRECTED`: the first
    year's key is corrected later.
    """

    SINGLE = "single"
    SETTLED = "settled"
    CARRIED = "carried"
    JOINING = "joining"
    LEAVING = "leaving"
    CORRECTED = "corrected"


@kept
def ledgers(course: Course | None = None, *, name: str = "aftale") -> SearchStrategy[Ledger]:
    """Ledgers of one to three years that can be billed, and closed where they hold a result.

    One to four parties with packaged figures, under plain, sliced or bounded key terms. `course`
    says what happens in the years, anything if it is not told; `name` is the agreement's id.

    >>> from sundgov.testing.strategies import simplest
    >>> ledger = simplest(ledgers())
    >>> [(year, dict(ledger.bill(year))) for year in ledger.years]
    [(2025, {'741': Amount('1,00 kr. (løbende priser 2025)')})]
    """
    made = {
        Course.SINGLE: _single,
        Course.SETTLED: _settled,
        Course.CARRIED: _carried,
        Course.JOINING: _joining,
        Course.LEAVING: _leaving,
        Course.CORRECTED: _corrected,
    }
    return st.one_of([made[each](name) for each in ([course] if course else Course)])


@frozen
class _Frame:
    """What the years of a ledger have in common, before anything happens in them."""

    agreement: Agreement
    budgets: tuple[Budget, ...]

    def begins(self, year: int) -> dt.date:
        """The first billing date of a year."""
        return self.agreement.instalments[0].billed_on(year)

    def ledger(self, **held: Sequence[object]) -> Ledger:
        """The ledger, with what happened."""
        make: Callable[..., Ledger] = Ledger
        happened = {name: tuple(each) for name, each in held.items()}
        return make(self.agreement, self.budgets, packaged_figures(), **happened)


@st.composite
def _frames(
    draw: DrawFn,
    name: str,
    years: Sequence[int],
    held: tuple[Membership, ...],
    *,
    carry: Callable[[tuple[int, ...]], SearchStrategy[CarryRule]] = carry_rules,
    fitting: bool = False,
) -> _Frame:
    """Terms and budgets that can be billed; with `fitting` under slices and bounds as well."""
    pool = tuple(one.party for one in held)
    schedule = draw(st.sampled_from(SCHEDULES))
    unit = draw(st.sampled_from(Unit))
    indexed = years[-1] in YEARS and draw(st.booleans())
    plain = plain_terms(pool, schedule[0].month)
    planned = tuple(draw(billed_budgets(year, unit, plain, indexed=indexed)) for year in years)
    key: KeyTerms = draw(plain)
    if fitting and draw(st.booleans()):
        sums = [under_the_key(one) for one in planned]
        key = draw(fitting_terms(pool, schedule[0].month, min(sums), 2 * max(sums)))
    months = tuple(terms.month for terms in schedule)
    rule = draw(carry(months))
    vat = draw(vat_treatments(exempt=not rule.way.carries))
    agreement = evolve(
        draw(_options()),
        id=name,
        members=held,
        key=key,
        instalments=schedule,
        vat=vat,
        index=INDEX if indexed else None,
        unit=unit,
        carry=rule,
        addresses=draw(few(built(BillingAddress, 1, party=st.just(pool[0])), most=1)),
    )
    return _Frame(agreement, planned)


@kept
def _options() -> SearchStrategy[Agreement]:
    """An agreement's other terms, around members and a key that others take the place of."""
    holder = st.just(packaged_parties().find(ISLANDS[0]))
    told = {
        "members": st.tuples(st.builds(Membership, holder, st.just(SINCE))),
        "key": st.just(EqualTerms()),
        "instalments": st.just(SCHEDULES[0]),
        "collector": islands(),
        "vat": vat_treatments(),
        "index": st.none(),
        "unit": st.just(Unit.ORE),
        "carry": st.just(CarryRule()),
        "exit": _exit_terms(),
        "addresses": st.just(()),
    }
    return built(Agreement, 1, id=st.just("aftale"), **told)


@kept
@st.composite
def _carrying(draw: DrawFn, months: tuple[int, ...]) -> CarryRule:
    """A rule that carries a result into the next year that is billed."""
    ways = carry_ways(months, at_once=False)
    return CarryRule(draw(st.sampled_from(CarryBasis)), 1, draw(ways))


def _at_once(months: tuple[int, ...]) -> SearchStrategy[CarryRule]:
    return st.just(CarryRule(way=AtOnce()))


@kept
def _exit_terms() -> SearchStrategy[ExitTerms]:
    locks = st.sampled_from([None, FreeToLeave(), PaysPartOfTheRest()])
    return built(ExitTerms, lock_in=locks)


def _stay(pool: Sequence[Party]) -> tuple[Membership, ...]:
    return tuple(Membership(party, SINCE) for party in pool)


@st.composite
def _single(draw: DrawFn, name: str) -> Ledger:
    frame = draw(_frames(name, (2025,), _stay(draw(members())), fitting=True))
    return frame.ledger(
        results=draw(few(known_results(frame.budgets[0], dt.date(2026, 3, 1)), most=1)),
        transfers=draw(few(transfers(2025), most=1)),
        statuses=draw(few(budget_statuses(2025), most=1)),
    )


@st.composite
def _settled(draw: DrawFn, name: str) -> Ledger:
    frame = draw(_frames(name, (2025,), _stay(draw(members())), carry=_at_once, fitting=True))
    closed = known_results(frame.budgets[0], dt.date(2026, 3, 1), all_of_it=False)
    return frame.ledger(results=[draw(closed)])


@st.composite
def _carried(draw: DrawFn, name: str) -> Ledger:
    years = draw(st.sampled_from([(2024, 2025), (2024, 2025, 2026)]))
    frame = draw(_frames(name, years, _stay(draw(members())), carry=_carrying, fitting=True))
    first, *others = frame.budgets
    closed = [draw(known_results(first, frame.begins(2025), all_of_it=False))]
    closed += [draw(known_results(one, frame.begins(one.year + 1))) for one in others[:-1]]
    expected: tuple[Estimate, ...] = ()
    if frame.agreement.carry.way.takes_estimates:
        expected = draw(few(_estimate(first), most=1))
    return frame.ledger(results=closed, estimates=expected)


def _estimate(budget: Budget) -> SearchStrategy[Estimate]:
    made = days(dt.date(budget.year, 7, 1), dt.date(budget.year, 12, 31))
    return built(Estimate, year=st.just(budget.year), spent=spent_on(budget), made_on=made)


@st.composite
def _joining(draw: DrawFn, name: str) -> Ledger:
    years = draw(st.sampled_from([(2025,), (2024, 2025)]))
    *others, last = _stay(draw(members(least=2)))
    within = days(dt.date(years[0], 1, 2), dt.date(years[0], 7, 1))
    newcomer = evolve(last, billed_from=draw(within))
    return draw(_frames(name, years, (*others, newcomer))).ledger()


@st.composite
def _leaving(draw: DrawFn, name: str) -> Ledger:
    years = draw(st.sampled_from([(2024,), (2024, 2025)]))
    *others, last = _stay(draw(members(least=2)))
    on = dt.date(2024, 12, 31)
    frame = draw(_frames(name, years, (*others, evolve(last, left=on))))
    leaving = exits(st.just(last.party), on=st.just(on), terms=_exit_terms())
    closed: Result = draw(known_results(frame.budgets[0], frame.begins(2025)))
    return frame.ledger(results=[closed], exits=[draw(leaving)])


@st.composite
def _corrected(draw: DrawFn, name: str) -> Ledger:
    years = draw(st.sampled_from([(2024, 2025), (2024, 2025, 2026)]))
    held = draw(members())
    frame = draw(_frames(name, years, _stay(held)))
    decided = days(dt.date(2024, 2, 1), dt.date(2025, 7, 1))
    terms = built(
        RevisionTerms,
        year=st.just(2024),
        on=decided,
        population=st.none(),
        index=st.none(),
        key=plain_terms(held),
        billed_in=st.just(2025),
        month=st.none(),
    )
    return frame.ledger(revisions=[draw(terms)])


@kept
@st.composite
def stated_ledgers(draw: DrawFn, name: str = "aftale") -> Ledger:
    """An agreement, a budget of 2025, and one of everything else now and then.

    What papers state: nobody promises that it can be billed. The figures are packaged.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(stated_ledgers())
    >>> found.agreement.id, found.years, found.results, found.exits
    ('aftale', (2025,), (), ())
    """
    terms = draw(agreements(name))
    held = [one.party for one in terms.members]
    return Ledger(
        terms,
        (draw(budgets(2025)),),
        packaged_figures(),
        results=draw(few(results(2025), most=1)),
        estimates=draw(few(estimates(2025), most=1)),
        revisions=draw(few(revision_terms(2025), most=1)),
        exits=draw(few(exits(st.sampled_from(held)), most=1)),
        transfers=draw(few(transfers(2025), most=1)),
        statuses=draw(few(budget_statuses(2025), most=1)),
    )


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Ledger: lambda _: ledgers() | stated_ledgers(),
}

show_briefly(OWN)
