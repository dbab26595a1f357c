"""What agreements and budgets say, before they meet a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import kr, population
from sundgov.errors import (
    AllocationError,
    BillingError,
    InvalidValueError,
    MissingFigureError,
    NotExactError,
    NotPublishedError,
    PartyPeriodError,
    PriceLevelError,
    SundgovError,
    TextError,
)
from sundgov.figures import packaged_figures
from sundgov.finance.agreements import (
    Agreement,
    EntryEffect,
    EntryRule,
    IndexTerms,
    InstalmentTerms,
    Membership,
    VatKind,
    VatTreatment,
)
from sundgov.finance.budgets import Budget, BudgetLine, LineKind
from sundgov.finance.carry_rules import CarryBasis, CarryRule
from sundgov.finance.drivers import Tier
from sundgov.finance.prices import Chaining
from sundgov.finance.terms import (
    BoundedTerms,
    ComposedTerms,
    EqualTerms,
    HeadTerms,
    NewestPublished,
    Pool,
    PopulationFixed,
    PopulationOn,
    PopulationRule,
    SliceTerms,
    UnitTerms,
    UnstatedTerms,
    YearOfUse,
)
from sundgov.indices import IndexKind, IndexName
from sundgov.money import Unit
from sundgov.parties import Party, PartyKind
from sundgov.populations import Population
from tests.builders import BY_HEADS, HALF, agreement, budget, municipality, party, units

FIGURES = packaged_figures()
REGION = municipality("Region Midtjylland")
SAMSOE, LAESOE, AARHUS = (municipality(name) for name in ("Samsø", "Læsø", "Aarhus"))


def use(
    year: int = 2025, members: tuple[Party, ...] = (SAMSOE, LAESOE, REGION), override: str = ""
) -> YearOfUse:
    return YearOfUse(year, dt.date(year, 1, 15), members, FIGURES, override)


# -- population rules


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1 January of the year before", PopulationOn(1, 1)),
        ("1 July two years before", PopulationOn(2, 7)),
        ("1 October of the year", PopulationOn(0, 10)),
        ("2014-01-01", PopulationFixed(dt.date(2014, 1, 1))),
        ("newest published", NewestPublished()),
    ],
)
def test_population_rules_are_read_from_words(text: str, rule: PopulationRule) -> None:
    assert PopulationRule.read(text) == rule


def test_a_january_bill_uses_the_year_before() -> None:
    assert PopulationOn(1).choose(use(2025)) == population("2024-01-01")
    assert PopulationFixed(dt.date(2014, 1, 1)).choose(use(2025)) == population("2014-01-01")
    assert PopulationOn(2).choose(use(2025)) == population("2023-01-01")


def test_a_january_bill_cannot_use_that_january() -> None:
    with pytest.raises(NotPublishedError) as refused:
        PopulationOn(0).choose(use(2025))
    assert str(refused.value) == (
        "folketal 1. januar 2025: a figure is used only after it was published "
        "(got 'used 2025-01-15', 'published 2025-02-15')"
    )


def test_unknown_publication_needs_the_agreements_reason() -> None:
    monthly = FIGURES.adding(Population("2025-03-01", {"741": 3700}))
    rule = PopulationFixed(dt.date(2025, 3, 1))
    known = YearOfUse(2026, dt.date(2026, 1, 15), (SAMSOE,), monthly, "aftalt")
    assert rule.choose(known)["741"] == 3700
    unknown = YearOfUse(2026, dt.date(2026, 1, 15), (SAMSOE,), monthly)
    with pytest.raises(NotPublishedError) as refused:
        rule.choose(unknown)
    assert str(refused.value) == (
        "folketal 1. marts 2025: its publication day is not known, so it cannot be used for "
        "billing (got 'used 2026-01-15'). State when it was published, or override it in the "
        "agreement with a reason."
    )


def test_a_reason_does_not_let_an_unpublished_population_through() -> None:
    with pytest.raises(NotPublishedError):
        PopulationOn(0).choose(use(2025, override="aftalt"))


def test_a_population_not_held_is_refused() -> None:
    with pytest.raises(MissingFigureError):
        PopulationOn(1, 4).choose(use(2024))


def test_the_newest_published_must_be_held() -> None:
    assert NewestPublished().choose(use(2020)).reference_date == dt.date(2019, 10, 1)
    with pytest.raises(BillingError) as refused:
        NewestPublished().choose(use(2024))
    assert str(refused.value) == (
        "population: a newer population was published by the day of use but is not held "
        "(got 'held 2023-01-01', 'published 2023-10-01'). Add it to the figures."
    )


# -- pools


def test_pools_choose_among_the_years_members() -> None:
    members = (SAMSOE, AARHUS, LAESOE, REGION)
    year = use(2025, members)
    assert Pool().members(year) == members
    assert Pool(kind=PartyKind.REGION).members(year) == (REGION,)
    assert Pool(region=REGION).members(year) == (SAMSOE, AARHUS)
    assert Pool(named=(LAESOE,)).members(year) == (LAESOE,)
    assert EqualTerms().key(year).parties == (SAMSOE, AARHUS, LAESOE, REGION)


def test_a_region_means_its_municipalities_on_the_day_of_use() -> None:
    soroe = municipality("Sorø")
    old, new = municipality("Region Sjælland"), municipality("Region Østdanmark")
    assert Pool(region=old).members(use(2026, (soroe, SAMSOE))) == (soroe,)
    assert Pool(region=new).members(use(2027, (soroe, SAMSOE))) == (soroe,)


def test_terms_compose_into_keys() -> None:
    year = use(2025)
    halves = ComposedTerms(
        (
            SliceTerms("region", HALF, EqualTerms(Pool(kind=PartyKind.REGION))),
            SliceTerms(
                "kommuner",
                HALF,
                BoundedTerms(
                    HeadTerms(PopulationOn(1), Pool(kind=PartyKind.MUNICIPALITY)),
                    minimum=kr(1),
                ),
            ),
        )
    )
    parts = halves.key(year).split(kr(100))
    assert parts["Region Midtjylland"] == kr(50)
    assert parts["Samsø"] + parts["Læsø"] == kr(50)


# -- memberships


@pytest.mark.parametrize(
    ("rule", "first", "left", "part"),
    [
        (EntryRule.BY_DAYS, "2025-07-01", None, Fraction(184, 365)),
        (EntryRule.BY_DAYS, "2024-07-01", None, Fraction(1)),
        (EntryRule.BY_DAYS, "2020-01-01", "2025-01-01", Fraction(1, 365)),
        (EntryRule.BY_DAYS, "2026-01-01", None, Fraction(0)),
        (EntryRule.BY_DAYS, "2020-01-01", "2024-12-31", Fraction(0)),
        (EntryRule.BY_HALF_YEARS, "2025-04-01", None, HALF),
        (EntryRule.BY_HALF_YEARS, "2025-07-01", None, HALF),
        (EntryRule.BY_HALF_YEARS, "2025-07-02", None, Fraction(0)),
        (EntryRule.BY_HALF_YEARS, "2020-01-01", "2025-01-31", HALF),
        (EntryRule.FROM_NEXT_YEAR, "2025-01-01", None, Fraction(1)),
        (EntryRule.FROM_NEXT_YEAR, "2025-01-02", None, Fraction(0)),
        (EntryRule.FROM_NEXT_YEAR, "2020-01-01", "2025-01-02", Fraction(1)),
        (EntryRule.WHOLE_YEAR, "2025-12-31", None, Fraction(1)),
        (EntryRule.WHOLE_YEAR, "2026-01-01", None, Fraction(0)),
    ],
)
def test_what_part_of_2025_is_paid(
    rule: EntryRule, first: str, left: str | None, part: Fraction
) -> None:
    assert Membership(SAMSOE, "2020-01-01", first, left).part_of(2025, rule) == part


@given(st.dates(dt.date(2019, 1, 1), dt.date(2027, 12, 31)), st.integers(0, 2000))
def test_by_days_a_membership_is_paid_once_over_the_years(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    member = Membership(SAMSOE, first, left=last)
    days = sum(
        member.part_of(year, EntryRule.BY_DAYS) * (366 if year % 4 == 0 else 365)
        for year in range(2018, 2035)
    )
    assert days == length + 1


def test_a_leaver_before_the_first_billed_day_is_never_billed() -> None:
    never = Membership(SAMSOE, "2023-01-01", "2024-01-01", "2023-06-30")
    assert never.billed_days(2023) is None
    assert not never.billed_on(dt.date(2024, 1, 1))


def test_the_first_and_the_last_day_are_both_billed() -> None:
    member = Membership(SAMSOE, "2025-01-01", "2025-04-01", "2025-06-30")
    assert [
        member.billed_on(dt.date(2025, month, day))
        for month, day in ((3, 31), (4, 1), (6, 30), (7, 1))
    ] == [False, True, True, False]
    one_day = Membership(SAMSOE, "2025-01-01", left="2025-01-01")
    days = one_day.billed_days(2025)
    assert days is not None
    assert (days.first_day, days.last_day) == (dt.date(2025, 1, 1), dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    ("first", "enters"),
    [
        ("2024-12-31", False),
        ("2025-01-01", False),
        ("2025-01-02", True),
        ("2025-12-31", True),
        ("2026-01-01", False),
    ],
)
def test_a_newcomer_is_first_billed_after_new_years_day(
    first: str,
    enters: bool,  # noqa: FBT001
) -> None:
    assert Membership(SAMSOE, "2020-01-01", first).enters_in(2025) is enters


def test_joining_and_being_billed_are_two_dates() -> None:
    slagelse = Membership(municipality("Slagelse"), "2023-01-01", "2024-01-01")
    others = Membership(SAMSOE, "2021-01-01")
    terms = agreement([slagelse, others])
    assert [member.party for member in terms.billed_in(2023)] == [SAMSOE]
    assert [member.party.name for member in terms.billed_in(2024)] == ["Slagelse", "Samsø"]
    assert not slagelse.enters_in(2024)


@pytest.mark.parametrize(("name", "year"), [("Region Østdanmark", 2026), ("Region Sjælland", 2027)])
def test_a_party_is_not_billed_when_it_does_not_exist(name: str, year: int) -> None:
    terms = agreement([Membership(municipality(name), "2026-01-01")])
    with pytest.raises(PartyPeriodError) as refused:
        terms.billed_in(year)
    assert str(refused.value).startswith(f"{name}: does not exist on the day it is billed (got '")


def test_a_party_that_ends_within_the_year_is_not_billed_to_its_last_day() -> None:
    short = Party("kort", "Kort", valid_to=dt.date(2025, 6, 30))
    assert agreement([Membership(short, "2020-01-01", left="2025-06-30")]).billed_in(2025)
    with pytest.raises(PartyPeriodError, match="2025-12-31"):
        agreement([Membership(short, "2020-01-01")]).billed_in(2025)


def build(**changes: Any) -> Callable[[], Agreement]:
    return lambda: agreement([SAMSOE, LAESOE], **changes)


INSTALMENT = InstalmentTerms(1, 1, HALF)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: agreement([]), InvalidValueError, "members: must hold at least one party"),
        (
            lambda: agreement([SAMSOE, SAMSOE]),
            InvalidValueError,
            "members: hold a party twice (got 'samsoe')",
        ),
        (
            build(instalments=(INSTALMENT, InstalmentTerms(1, 20, HALF))),
            InvalidValueError,
            "instalments: hold a month twice (got '01')",
        ),
        (
            build(instalments=(InstalmentTerms(7, 1, HALF), INSTALMENT)),
            InvalidValueError,
            "instalments: must be in the order of billing (got (7, 1), (1, 1))",
        ),
        (
            build(instalments=(INSTALMENT,)),
            InvalidValueError,
            "instalments: the shares must sum to one (got '1/2')",
        ),
        (
            build(instalments=()),
            InvalidValueError,
            "instalments: the shares must sum to one (got '0')",
        ),
        (build(name=""), TextError, "name: must not be empty (got '')"),
        (
            build(override="a\nb"),
            TextError,
            "override: control and invisible characters are not allowed (got 'a\\nb', 'U+000A')",
        ),
        (build(id="a b"), TextError, "id: holds letters, digits and hyphens only (got 'a b')"),
        (
            build(payment_days=3651),
            InvalidValueError,
            "payment_days: must not exceed 3650 (got 3651)",
        ),
        (
            build(payment_days=-1),
            InvalidValueError,
            "payment_days: must not be negative (got -1)",
        ),
        (
            lambda: InstalmentTerms(2, 29, HALF),
            InvalidValueError,
            "billing date: is no day of every year (got 2, 29)",
        ),
        (
            lambda: InstalmentTerms(True, 1, HALF),  # noqa: FBT003
            NotExactError,
            "month: a whole number is an int (got True)",
        ),
        (
            lambda: InstalmentTerms(1, 1, 0.5),  # type: ignore[arg-type]
            NotExactError,
            "share: a number must be exact, never a float or bool (got 0.5). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            lambda: VatTreatment(VatKind.EXEMPT),
            InvalidValueError,
            "vat: an exemption states its reason",
        ),
        (
            lambda: CarryRule(years_later=0),
            InvalidValueError,
            "years_later: a result is carried to a later year (got 0)",
        ),
        (
            lambda: IndexTerms(IndexName("KL", "x", IndexKind.TOTAL), base_level=24),
            InvalidValueError,
            "base_level: a year lies between 1900 and 2999 (got 24)",
        ),
        (
            lambda: Membership(SAMSOE, "2024-01-01", left="2023-01-01"),
            InvalidValueError,
            "left: must not lie before joined (got '2024-01-01', '2023-01-01')",
        ),
        (
            lambda: agreement([Membership(SAMSOE, "2030-01-01")]).billed_in(2025),
            BillingError,
            "members: none is billed in the year (got 2025)",
        ),
        (
            lambda: Pool(named=(AARHUS,)).members(use()),
            BillingError,
            "pool: names a party outside the agreement (got 'Aarhus')",
        ),
        (
            lambda: Pool(kind=PartyKind.STATE).members(use()),
            BillingError,
            "pool: holds none of the year's members (got 2025)",
        ),
        (
            lambda: units({"A": 1}).key(use()),
            BillingError,
            "pool: names a party outside the agreement (got 'A')",
        ),
        (
            lambda: PopulationOn(51),
            InvalidValueError,
            "years_before: must not exceed 50 (got 51)",
        ),
        (
            lambda: PopulationOn(1, 2),
            InvalidValueError,
            "month: a population is of the first of a quarter (got 2)",
        ),
        (
            lambda: InstalmentTerms(10**30, 1, HALF),
            InvalidValueError,
            "billing date: is no day of every year (got 1000000000000000000000000000000, 1)",
        ),
        (
            lambda: PopulationOn(-1),
            InvalidValueError,
            "years_before: must not be negative (got -1)",
        ),
        (
            lambda: PopulationRule.read("2024-13-01"),
            TextError,
            "population: is no day of the calendar (got '2024-13-01')",
        ),
        (
            lambda: PopulationRule.read("2 January of the year"),
            TextError,
            "population: is no population rule (got '2 January of the year'). Write '1 January of "
            "the year before', '1 July two years before', '1 January of the year', "
            "'newest published' or a date.",
        ),
        (
            lambda: agreement([SAMSOE], instalments=(InstalmentTerms(1, 1), INSTALMENT)),
            InvalidValueError,
            "instalments: hold a month twice (got '01')",
        ),
        (
            lambda: ComposedTerms((SliceTerms("a", HALF, EqualTerms()),)),
            AllocationError,
            "slices: the shares must sum to one (got '1/2')",
        ),
        (lambda: ComposedTerms(()), AllocationError, "slices: must hold at least one slice"),
        (
            lambda: ComposedTerms(2 * (SliceTerms("a", HALF, EqualTerms()),)),
            AllocationError,
            "slices: must have different names (got 'a', 'a')",
        ),
        (
            lambda: SliceTerms("a", -kr(1), EqualTerms()),
            InvalidValueError,
            "share: a fixed amount must not be negative (got '-1,00\\xa0kr.')",
        ),
        (lambda: SliceTerms("", HALF, EqualTerms()), TextError, "name: must not be empty (got '')"),
        (
            lambda: BoundedTerms(EqualTerms()),
            InvalidValueError,
            "bounds: need a minimum or a maximum",
        ),
        (
            lambda: BoundedTerms(EqualTerms(), minimum=kr(2), maximum=kr(1)),
            AllocationError,
            "maximum: must not be below the minimum (got '1,00 kr.', '2,00 kr.')",
        ),
        (
            lambda: Pool(region=SAMSOE),
            InvalidValueError,
            "region: must be a region (got 'Samsø')",
        ),
        (
            lambda: HeadTerms(PopulationOn(1), cap=5, tiers=(Tier(0, 1),)),
            InvalidValueError,
            "cap: a key has a cap or tiers, not both (got 5)",
        ),
        (lambda: UnitTerms((), "timer"), AllocationError, "pool: must hold at least one party"),
        (lambda: Budget(2025, ()), InvalidValueError, "lines: must not be empty"),
        (
            lambda: budget(25, kr(1)),
            InvalidValueError,
            "year: a year lies between 1900 and 2999 (got 25)",
        ),
        (
            lambda: budget(2025, kr(1), version=-1),
            InvalidValueError,
            "version: must not be negative (got -1)",
        ),
        (
            lambda: budget(2025, BudgetLine("a", "A", kr(1)), BudgetLine("a", "B", kr(1))),
            InvalidValueError,
            "lines.id: must be unique (got 'a')",
        ),
        (
            lambda: BudgetLine("a", "A\u202egul", kr(1)),
            TextError,
            "name: control and invisible characters are not allowed (got 'A\\u202egul', 'U+202E')",
        ),
    ],
)
def test_terms_without_meaning_are_refused(
    make: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        make()
    assert str(refused.value) == message


def test_bounds_in_different_prices_meet_in_a_year_and_not_before() -> None:
    terms = BoundedTerms(EqualTerms(), minimum=kr(2, 2024), maximum=kr(1, 2025))
    with pytest.raises(PriceLevelError):
        terms.key(use()).split(kr(9, 2024))


def test_vat_outside_scope_needs_no_reason_and_an_exemption_has_one() -> None:
    assert VatTreatment(VatKind.OUTSIDE_SCOPE).reason == ""
    assert VatTreatment(VatKind.EXEMPT, "omkostningsfællesskab").reason


def test_a_key_that_is_not_stated_divides_among_one_and_not_among_several() -> None:
    one, two, three = municipality("Læsø"), municipality("Samsø"), municipality("Ærø")
    alone = UnstatedTerms(Pool(named=(two,))).key(use(members=(one, two, three)))
    assert alone.split(kr(9))["Samsø"] == kr(9)
    for members, named in (
        ((one, two), "Samsø, Læsø"),
        ((one, two, three), "Ærø, Samsø and 1 more"),
    ):
        with pytest.raises(BillingError) as refused:
            UnstatedTerms().key(use(members=members))
        rule = f"key: is not stated among those who share (got '{named}')"
        assert str(refused.value) == rule


def test_the_default_key_terms_are_by_heads() -> None:
    assert agreement([party("A")]).key == BY_HEADS


def test_what_an_agreement_leaves_out_has_a_plain_meaning() -> None:
    terms = agreement([SAMSOE])
    assert terms.index is None
    assert terms.unit is Unit.ORE
    assert terms.carry == CarryRule(CarryBasis.AS_PAID, 1)
    assert terms.payment_days == 30
    assert terms.entry is EntryRule.FROM_NEXT_YEAR
    assert terms.entry_effect is EntryEffect.RESPLIT
    assert (terms.authority, terms.override, terms.note) == (None, "", "")
    assert InstalmentTerms(3) == InstalmentTerms(3, 1, Fraction(1))
    index = IndexTerms(IndexName("KL", "x", IndexKind.TOTAL))
    assert (index.chaining, index.base_level) == (Chaining.COMPOUND, None)


def test_what_a_budget_leaves_out_has_a_plain_meaning() -> None:
    line = BudgetLine("a", "A", kr(1))
    plan = Budget(2025, (line,))
    assert (line.kind, line.key) == (LineKind.COST, None)
    assert (plan.version, plan.ceiling, plan.authority, plan.note) == (1, None, None, "")


def test_an_id_may_hold_letters_digits_and_hyphens() -> None:
    assert agreement([SAMSOE], id="fælles-drift-2").id == "fælles-drift-2"
