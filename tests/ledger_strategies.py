"""Hypothesis strategies for ledgers, whether or not anybody could bill them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov.authority import Authority
from sundgov.figures import Figures, packaged_figures
from sundgov.finance.addresses import BankAccount, BillingAddress, Endpoint
from sundgov.finance.agreements import (
    EntryEffect,
    EntryRule,
    IndexTerms,
    InstalmentTerms,
    Membership,
    VatKind,
    VatTreatment,
    YearRounding,
)
from sundgov.finance.budgets import Budget, BudgetLine, Ceiling, Condition, LineKind
from sundgov.finance.carry_rules import (
    AtOnce,
    CarryBasis,
    CarryRule,
    CarryWay,
    EstimateThenResult,
    InOneInstalment,
    Spread,
)
from sundgov.finance.drivers import Tier
from sundgov.finance.exit_terms import (
    AssetsTerm,
    BalanceTerm,
    BarredUntilWrittenOff,
    ExitTerms,
    FreeToLeave,
    Investment,
    LockIn,
    PaysPartOfTheRest,
)
from sundgov.finance.exits import Exit
from sundgov.finance.prices import Chaining, CompositeIndex, IndexPart
from sundgov.finance.results import Estimate, LineSpent, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.statuses import BudgetStatus, LineStatus
from sundgov.finance.terms import (
    BoundedTerms,
    ComposedTerms,
    EqualTerms,
    HeadTerms,
    KeyTerms,
    NewestPublished,
    Pool,
    PopulationFixed,
    PopulationOn,
    PopulationRule,
    SliceTerms,
    UnitTerms,
)
from sundgov.finance.transfers import LineOfYear, Transfer
from sundgov.indices import IndexKind, IndexName
from sundgov.money import UNSTATED, Amount, PriceLevel, Unit
from sundgov.parties import Party, PartyKind
from sundgov.record import Ledger
from tests.builders import agreement
from tests.governance_strategies import days, parties, words

THIRD = Fraction(1, 3)
ids = st.from_regex("[a-z]{1,3}", fullmatch=True)
months = st.integers(1, 12)
money = st.builds(Amount, st.integers(1, 10**10))
at_a_level = st.builds(
    Amount, st.integers(1, 10**10), st.sampled_from([UNSTATED, PriceLevel(2024)])
)
authorities = st.builds(Authority, words, words, words, st.none() | days, st.just("") | words)
members = st.one_of(
    parties,  # the register's, and some that no register holds
    st.builds(Party, ids.map("egen-{}".format), words, cvr=st.sampled_from([None, "12345678"])),
)
rules: SearchStrategy[PopulationRule] = st.one_of(
    st.builds(PopulationOn, st.integers(0, 2), st.sampled_from([1, 4, 7, 10])),
    st.builds(PopulationFixed, days),
    st.just(NewestPublished()),
)
pools = st.one_of(
    st.just(Pool()),
    st.builds(Pool, st.sampled_from(PartyKind)),
    st.builds(lambda named: Pool(named=tuple(named)), st.lists(members, min_size=1, max_size=2)),
    st.just(Pool(PartyKind.MUNICIPALITY, packaged_figures().register.find("Region Midtjylland"))),
)
tiers = st.just((Tier(0, Fraction(1)), Tier(150_000, Fraction(1, 2))))
plain_keys: SearchStrategy[KeyTerms] = st.one_of(
    st.builds(EqualTerms, pools),
    st.builds(HeadTerms, rules, pools, cap=st.none() | st.just(100_000)),
    st.builds(HeadTerms, rules, tiers=tiers),
    st.builds(
        UnitTerms,
        st.dictionaries(parties, st.fractions(1, 9), min_size=1, max_size=2).map(
            lambda found: tuple(found.items())
        ),
        words,
    ),
)


def composed(inner: SearchStrategy[KeyTerms]) -> SearchStrategy[KeyTerms]:
    """Keys of slices of other keys, and other keys within bounds."""
    slices = st.builds(
        lambda one, other, share, amount: ComposedTerms(
            (
                SliceTerms("fast", amount, one),
                SliceTerms("første", share, other),
                SliceTerms("resten", 1 - share, one),
            )
        ),
        inner,
        inner,
        st.fractions(Fraction(1, 9), Fraction(8, 9), max_denominator=9),
        money,
    )
    return slices | st.builds(BoundedTerms, inner, maximum=money)


keys: SearchStrategy[KeyTerms] = st.recursive(plain_keys, composed, max_leaves=3)
series = st.builds(IndexName, words, words, st.sampled_from(IndexKind))
mixed = st.builds(
    lambda one, name: CompositeIndex(
        name, (IndexPart(one, THIRD), IndexPart(evolve(one, name=f"{one.name}2"), 2 * THIRD))
    ),
    series,
    words,
)
indices = st.builds(
    IndexTerms, series | mixed, st.sampled_from(Chaining), st.none() | st.just(2024)
)
ways: SearchStrategy[CarryWay] = st.one_of(
    st.just(Spread()), st.just(InOneInstalment(7)), st.just(EstimateThenResult(1, 7))
)
locks: SearchStrategy[LockIn | None] = st.sampled_from(
    [None, FreeToLeave(), PaysPartOfTheRest(), BarredUntilWrittenOff()]
)
exit_terms = st.builds(
    ExitTerms,
    st.sampled_from([None, *BalanceTerm]),
    st.sampled_from([None, *AssetsTerm]),
    locks,
)
ENDPOINT = Endpoint.gln("5798000416604")
OPTIONS: dict[str, SearchStrategy[Any]] = {
    "index": indices,
    "unit": st.sampled_from(Unit),
    "rounding": st.sampled_from(YearRounding),
    "carry": st.one_of(
        st.builds(CarryRule, st.sampled_from(CarryBasis), st.integers(1, 3), ways),
        st.just(CarryRule(way=AtOnce())),
    ),
    "payment_days": st.integers(0, 90),
    "entry": st.sampled_from(EntryRule),
    "entry_effect": st.sampled_from(EntryEffect),
    "exit": exit_terms,
    "authority": authorities,
    "override": words,
    "vat": st.builds(VatTreatment, st.just(VatKind.EXEMPT), words),
    "instalments": st.just((InstalmentTerms(1, 1, THIRD), InstalmentTerms(7, 9, 2 * THIRD))),
    "account": st.just(BankAccount.read("0040 0440116243")),
}


@st.composite
def ledgers(draw: DrawFn, figures: Figures | None = None, name: str = "aftale") -> Ledger:
    """An agreement, a budget of 2025, and one of everything else now and then."""
    held = draw(st.lists(members, min_size=1, max_size=3, unique_by=lambda one: one.id))
    chosen = draw(st.lists(st.sampled_from(sorted(OPTIONS)), max_size=4, unique=True))
    since = dt.date(2020, 1, 1)
    billed_from = st.none() | st.dates(since, dt.date(2030, 1, 1))
    terms = agreement(
        [Membership(one, since, draw(billed_from)) for one in held],
        draw(keys),
        id=name,
        **{option: draw(OPTIONS[option]) for option in chosen},
        addresses=draw(addresses(held[0])),
    )
    return Ledger(
        terms,
        (draw(budgets()),),
        figures or packaged_figures(),
        results=draw(perhaps(results)),
        estimates=draw(perhaps(estimates)),
        revisions=draw(perhaps(revisions)),
        exits=draw(perhaps(exits(held[0]))),
        transfers=draw(perhaps(transfers)),
        statuses=draw(perhaps(statuses)),
    )


def perhaps(one: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
    """One or none."""
    return st.lists(one, max_size=1).map(tuple)


def addresses(party: Party) -> SearchStrategy[tuple[BillingAddress, ...]]:
    """An address of a party, or none: by its CVR number, by a GLN, or on paper."""
    endpoints = st.sampled_from([None, ENDPOINT])
    told = st.builds(BillingAddress, st.just(party), endpoints, reference=words)
    return perhaps(told | st.just(BillingAddress(party)))


@st.composite
def budgets(draw: DrawFn) -> Budget:
    """A budget of one or two lines, some with a condition or a key of their own."""
    conditions = st.builds(Condition, words, st.none(), st.none() | authorities)
    lines = tuple(
        BudgetLine(
            line,
            draw(words),
            draw(at_a_level),
            draw(st.sampled_from([LineKind.COST, LineKind.UNDISPOSED, LineKind.RESERVE])),
            key=draw(st.none() | keys),
            condition=draw(st.none() | conditions),
        )
        for line in draw(st.sampled_from([("drift",), ("drift", "andet")]))
    )
    ceilings = st.builds(Ceiling, at_a_level, st.none() | authorities)
    return Budget(2025, lines, version=draw(st.integers(1, 3)), ceiling=draw(st.none() | ceilings))


spent = money | money.map(lambda amount: (LineSpent("drift", amount),))
results = st.builds(Result, st.just(2025), spent, st.just(dt.date(2026, 3, 1)))
estimates = st.builds(Estimate, st.just(2025), spent, st.just(dt.date(2025, 11, 1)))
revisions = st.one_of(
    st.builds(RevisionTerms, st.just(2025), st.just("2025-05-01"), rules),
    st.builds(RevisionTerms, st.just(2025), st.just("2025-05-01"), index=indices, key=keys),
)
transfers = st.builds(
    Transfer,
    ids,
    money,
    st.just(LineOfYear(2025, "drift")),
    st.just(LineOfYear(2026, "drift")),
    st.none() | authorities,
)
statuses = st.builds(
    BudgetStatus,
    st.just(2025),
    st.just("2025-06-30"),
    st.just(()) | st.builds(lambda one: (LineStatus("drift", one, one, one),), money),
)


def exits(party: Party) -> SearchStrategy[Exit]:
    """A party leaves, with or without figures."""
    rest = st.builds(Investment, words, money, st.just("2027-01-01"))
    return st.builds(
        Exit,
        st.just(party),
        st.just("2025-12-31"),
        terms=exit_terms,
        net_assets=st.none() | money,
        investments=perhaps(rest),
    )
