"""Agreements as papers state them: members, instalments, carry rules, VAT, exits and the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import (
    Agreement,
    AtEquity,
    AtOnce,
    AtRate,
    BankAccount,
    BarredUntilWrittenOff,
    BillingAddress,
    BuyInTerms,
    CarryBasis,
    CarryRule,
    CarryWay,
    Endpoint,
    EndpointScheme,
    EstimateThenResult,
    Exit,
    ExitTerms,
    FreeToLeave,
    InOneInstalment,
    InstalmentTerms,
    Investment,
    LockIn,
    Membership,
    Party,
    PaysPartOfTheRest,
    Spread,
    VatKind,
    VatTreatment,
    kr,
)
from sundgov.testing.strategies.amounts import amounts, exact_amounts
from sundgov.testing.strategies.general import built, few, values
from sundgov.testing.strategies.parties import parties, pools
from sundgov.testing.strategies.periods import days
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept, words

THIRD = Fraction(1, 3)
HALF = Fraction(1, 2)
# When a year may be billed: every one has an instalment in July or later.
SCHEDULES = (
    (InstalmentTerms(1, 1, HALF), InstalmentTerms(7, 1, HALF)),
    (InstalmentTerms(7, 1),),
    (InstalmentTerms(1, 15, THIRD), InstalmentTerms(7, 1, 2 * THIRD)),
    (InstalmentTerms(4, 1, HALF), InstalmentTerms(10, 1, HALF)),
)


@kept
@st.composite
def memberships(draw: DrawFn, party: SearchStrategy[Party] | None = None) -> Membership:
    """A party's time in an agreement: joined, first billed and left, as three dates.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(memberships())
    >>> found.party.name, str(found.joined), found.billed_from, found.left
    ('Samsø', '2020-01-01', None, None)
    """
    who = draw(parties() if party is None else party)
    joined = draw(days(dt.date(2020, 1, 1)))
    return Membership(who, joined, draw(st.none() | days(joined)), draw(st.none() | days(joined)))


@kept
def instalment_terms() -> SearchStrategy[InstalmentTerms]:
    """When a part of the year is billed, and which part."""
    shares = st.just(Fraction(1)) | st.fractions(Fraction(1, 9), 1, max_denominator=9)
    return st.builds(InstalmentTerms, st.integers(1, 12), st.integers(1, 28), shares)


def carry_ways(
    months: tuple[int, ...] = (1, 7), *, at_once: bool = True
) -> SearchStrategy[CarryWay]:
    """How a result is carried into instalments of some months, or that it is settled at once."""
    found: list[CarryWay] = [Spread(), *map(InOneInstalment, months)]
    if months[1:]:
        found.append(EstimateThenResult(months[0], months[-1]))
    if at_once:
        found.append(AtOnce())
    return st.sampled_from(found)


@st.composite
def carry_rules(draw: DrawFn, months: tuple[int, ...] = (1, 7)) -> CarryRule:
    """Whose a result is, when it is carried, and how."""
    way = draw(carry_ways(months))
    basis = draw(st.sampled_from(CarryBasis)) if way.carries else CarryBasis.AS_PAID
    return CarryRule(basis, draw(st.integers(1, 3)), way)


@kept
def vat_treatments(*, exempt: bool = True) -> SearchStrategy[VatTreatment]:
    """Outside scope, standard, or, unless that is left out, exempt with a reason."""
    plain = st.sampled_from([VatKind.OUTSIDE_SCOPE, VatKind.STANDARD])
    stated = st.builds(VatTreatment, plain)
    with_reason = st.builds(VatTreatment, st.just(VatKind.EXEMPT), words("momslovens § 13"))
    return stated | with_reason if exempt else stated


@kept
def endpoints() -> SearchStrategy[Endpoint]:
    """Where an invoice is sent: a CVR number or a GLN with its check digit."""
    by_cvr = st.integers(10_000_000, 99_999_999).map(
        lambda number: Endpoint(EndpointScheme.CVR, str(number))
    )
    return by_cvr | st.integers(0, 10**12 - 1).map(_gln)


def _gln(number: int) -> Endpoint:
    digits = f"{number:012d}"
    summed = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return Endpoint(EndpointScheme.GLN, f"{digits}{-summed % 10}")


@kept
def bank_accounts() -> SearchStrategy[BankAccount]:
    """Registration and account numbers."""
    numbers = st.tuples(st.integers(1, 9999), st.integers(1, 10**10 - 1))
    return numbers.map(lambda pair: BankAccount(f"{pair[0]:04d}", str(pair[1])))


@kept
def lock_ins() -> SearchStrategy[LockIn]:
    """What holds a party until the investments are written off."""
    return st.sampled_from([FreeToLeave(), PaysPartOfTheRest(), BarredUntilWrittenOff()])


@kept
def buy_in_terms() -> SearchStrategy[BuyInTerms]:
    """What a newcomer pays per inhabitant: its part of the equity, or a rate."""
    return st.just(AtEquity()) | _at_rate()


@kept
def _at_rate() -> SearchStrategy[AtRate]:
    return st.builds(AtRate, exact_amounts(at_least=kr(0), at_most=kr(100)))


@kept
def investments() -> SearchStrategy[Investment]:
    """What is left to write off, and when nothing is."""
    return st.builds(
        Investment, words("Server"), amounts(at_least=kr(0)), days(dt.date(2026, 1, 1))
    )


@kept
def exits(
    party: SearchStrategy[Party] | None = None,
    *,
    on: SearchStrategy[dt.date] | None = None,
    terms: SearchStrategy[ExitTerms] | None = None,
) -> SearchStrategy[Exit]:
    """A party leaves, with or without figures and terms of its own."""
    return built(
        Exit,
        party=parties() if party is None else party,
        on=days(dt.date(2025, 12, 31)) if on is None else on,
        terms=values(ExitTerms) if terms is None else terms,
        net_assets=st.none() | amounts(),
        investments=st.lists(investments(), max_size=2, unique_by=_name).map(tuple),
    )


def _name(held: Investment) -> str:
    return held.name


@kept
@st.composite
def agreements(draw: DrawFn, name: str = "aftale") -> Agreement:
    """Terms under which a few parties share the cost of a system.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(agreements())
    >>> found.id, [one.party.name for one in found.members], found.key
    ('aftale', ['Samsø'], EqualTerms(pool=Pool(kind=None, region=None, named=())))
    """
    members = draw(pools(parties(), most=3))
    billed = draw(st.sampled_from(SCHEDULES))
    months = tuple(terms.month for terms in billed)
    addresses = built(BillingAddress, party=st.just(members[0]))
    return draw(
        built(
            Agreement,
            id=st.just(name),
            members=st.tuples(*(memberships(st.just(party)) for party in members)),
            instalments=st.just(billed),
            carry=carry_rules(months),
            payment_days=st.sampled_from([30, 0, 90]),
            addresses=few(addresses, most=1),
        )
    )


@kept
@st.composite
def _months_in_order(draw: DrawFn) -> tuple[int, int]:
    first = draw(st.integers(1, 11))
    return first, draw(st.integers(first + 1, 12))


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Agreement: lambda _: agreements(),
    AtRate: lambda _: _at_rate(),
    BankAccount: lambda _: bank_accounts(),
    BuyInTerms: lambda _: buy_in_terms(),
    CarryRule: lambda _: carry_rules(),
    CarryWay: lambda _: carry_ways(),
    Endpoint: lambda _: endpoints(),
    EstimateThenResult: lambda _: _months_in_order().map(lambda two: EstimateThenResult(*two)),
    Exit: lambda _: exits(),
    InOneInstalment: lambda _: st.builds(InOneInstalment, st.integers(1, 12)),
    InstalmentTerms: lambda _: instalment_terms(),
    Investment: lambda _: investments(),
    LockIn: lambda _: lock_ins(),
    Membership: lambda _: memberships(),
    VatTreatment: lambda _: vat_treatments(),
}

show_briefly(OWN)
