"""TOML in: what loads, and what is refused with its path, the rule and the value."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from sundgov import kr, population
from sundgov.figures import Figures, packaged_figures
from sundgov.finance.agreements import (
    EntryEffect,
    EntryRule,
    IndexTerms,
    VatKind,
)
from sundgov.finance.budgets import LineKind
from sundgov.finance.carry_rules import (
    AtOnce,
    CarryBasis,
    CarryRule,
    EstimateThenResult,
    InOneInstalment,
    Spread,
)
from sundgov.finance.prices import Chaining, CompositeIndex
from sundgov.finance.results import LineSpent, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.terms import (
    BoundedTerms,
    ComposedTerms,
    EqualTerms,
    HeadTerms,
    NewestPublished,
    Pool,
    PopulationFixed,
    PopulationOn,
    UnitTerms,
    UnstatedTerms,
)
from sundgov.formats import load, loads, values_in
from sundgov.formats.file_tables import LISTS
from sundgov.indices import IndexKind, IndexName
from sundgov.money import Unit
from sundgov.parties import PartyKind
from sundgov.publications import PublicationBasis
from tests.builders import municipality
from tests.toml_files import HEADS, INDEX, problems, small, text

DOCS = Path(__file__).parent.parent / "docs"


def refusal(changed: str, to: str) -> str:
    assert changed in text()
    (problem,) = problems(text().replace(changed, to, 1))
    return problem


# -- what loads


def test_the_example_loads_with_every_term() -> None:
    terms = load(DOCS / "examples" / "kommunal-pro.toml").agreement
    assert terms.vat.kind is VatKind.OUTSIDE_SCOPE
    assert terms.entry is EntryRule.FROM_NEXT_YEAR
    assert terms.entry_effect is EntryEffect.RESPLIT
    assert terms.carry == CarryRule(CarryBasis.AS_PAID, 1, InOneInstalment(7))
    assert terms.payment_days == 30
    assert len(terms.members) == 98
    assert terms.authority is not None
    assert terms.authority.decided_on == dt.date(2023, 12, 8)
    assert [step.share for step in terms.instalments] == [Fraction(1, 2)] * 2
    slagelse = next(m for m in terms.members if m.party.name == "Slagelse")
    assert (slagelse.joined, slagelse.billed_from) == (dt.date(2023, 1, 1), dt.date(2024, 1, 1))


def test_a_small_file_bills() -> None:
    bill = small().bill(2025)
    assert list(bill) == ["741", "825", "1082"]
    assert bill["Region Midtjylland"].ore == 0


def test_bytes_with_a_byte_order_mark_load() -> None:
    assert loads(b"\xef\xbb\xbf" + text().encode()).agreement.id == "aftale"


@pytest.mark.parametrize(
    ("key", "terms"),
    [
        (HEADS, HeadTerms(PopulationOn(1), Pool(kind=PartyKind.MUNICIPALITY))),
        ('{by = "equal"}', EqualTerms()),
        ('{by = "equal", pool = "regions"}', EqualTerms(Pool(kind=PartyKind.REGION))),
        (
            '{by = "equal", pool = "municipalities in Region Midtjylland"}',
            EqualTerms(
                Pool(kind=PartyKind.MUNICIPALITY, region=municipality("Region Midtjylland"))
            ),
        ),
        ('{by = "equal", pool = ["741"]}', EqualTerms(Pool(named=(municipality("Samsø"),)))),
        ('{by = "unstated"}', UnstatedTerms()),
        (
            '{by = "heads", population = "newest published", cap = 5}',
            HeadTerms(NewestPublished(), cap=5),
        ),
        (
            '{by = "units", counted = "timer", units = {"Samsø" = "1/2", "Læsø" = 3}}',
            UnitTerms(
                ((municipality("Samsø"), Fraction(1, 2)), (municipality("Læsø"), Fraction(3))),
                "timer",
            ),
        ),
        (
            '{by = "equal", minimum = "1 kr.", maximum = "2 kr."}',
            BoundedTerms(EqualTerms(), minimum=kr(1), maximum=kr(2)),
        ),
    ],
)
def test_keys_are_read(key: str, terms: object) -> None:
    found = small(key).agreement.key
    assert found == terms


def test_slices_are_read_to_any_depth() -> None:
    key = (
        '{slices = [{name = "fast", amount = 100, key = {by = "equal"}}, {name = "rest", share = 1,'
        ' key = {slices = [{name = "region", share = 0.5, key = {by = "equal", pool = "regions"}},'
        ' {name = "heads", share = "0,5", key = {by = "heads", population = "2023-01-01",'
        ' pool = "municipalities"}}]}}]}'
    )
    record = small(key)
    assert isinstance(record.agreement.key, ComposedTerms)
    bill = record.bill(2025)
    assert sum(amount.ore for amount in bill.values()) == 100_000
    assert bill.exact("Region Midtjylland").kroner == Fraction(100, 3) + 450
    assert bill["Region Midtjylland"].ore == 48_333
    assert bill.exact("Samsø").kroner == Fraction(100, 3) + 450 * Fraction(3775, 3775 + 1789)


LATER = """
[[budgets]]
year = 2026
lines = [{id = "drift", name = "Drift", amount = "1.000 kr."}]

[[results]]
year = 2025
spent = {drift = "900,50 kr."}
known_on = 2026-03-15
authority = {id = "r-1", body = "Styregruppen"}

[[estimates]]
year = 2025
spent = "950 kr."
made_on = 2025-12-01
note = "Efter tre kvartaler"

[[revisions]]
year = 2025
on = 2025-05-01
population = 2025-01-01
billed_in = 2026
month = 1
note = "Nyt folketal"

[[revisions]]
year = 2025
on = 2025-06-01
key = {by = "equal", pool = "municipalities"}
index = {publisher = "KL", name = "x", kind = "total"}

[[revisions]]
year = 2025
on = 2025-07-01
population = "1 January of the year"
"""


def test_results_estimates_and_revisions_are_read() -> None:
    record = loads(text() + LATER)
    (result,), (estimate,) = record.results, record.estimates
    assert (result.total.ore, result.on) == (90050, dt.date(2026, 3, 15))
    assert result.by_line is not None
    assert list(result.by_line) == ["drift"]
    assert result.authority is not None
    assert (estimate.total.ore, estimate.on) == (95000, dt.date(2025, 12, 1))
    assert (estimate.by_line, estimate.note) == (None, "Efter tre kvartaler")
    first, second, third = record.revisions
    assert first == RevisionTerms(
        2025,
        "2025-05-01",
        PopulationFixed(dt.date(2025, 1, 1)),
        billed_in=2026,
        month=1,
        note="Nyt folketal",
    )
    assert second.key == EqualTerms(Pool(kind=PartyKind.MUNICIPALITY))
    assert second.index == IndexTerms(IndexName("KL", "x", IndexKind.TOTAL))
    assert (second.population, second.billed_in, second.month) == (None, None, None)
    assert third.population == PopulationOn(0)


def test_a_revision_in_the_file_enters_the_later_bill() -> None:
    """1.000 kr. over Samsø and Læsø by the population of 2025, and not that of 2024."""
    source = text() + LATER.split("[[results]]")[0]
    source += "[[revisions]]" + LATER.split("[[revisions]]")[1]
    (carried,) = loads(source).bill(2026).carries
    counted = [population(on) for on in ("2024-01-01", "2025-01-01")]
    exact = [Fraction(100_000 * p["741"], p["741"] + p["825"]) for p in counted]
    assert abs(carried.parts[0] - (exact[1] - exact[0])) < 1
    assert carried.parts[0] == -carried.parts[1]


def test_tiers_weigh_heads() -> None:
    key = (
        '{by = "heads", population = "2023-01-01", pool = "municipalities",'
        ' tiers = [{above = 0, weight = 1}, {above = 2000, weight = "1/2"}]}'
    )
    bill = small(key).bill(2025)
    assert bill.weight("Samsø") == 2000 + Fraction(1775, 2)


def test_an_index_is_read_with_its_chaining_and_base_level() -> None:
    plain = small(more=INDEX + 'publisher = "KL"\nkind = "total"').agreement.index
    assert plain is not None
    assert (str(plain.index), plain.chaining, plain.base_level) == (
        "KL: x (total)",
        Chaining.ADD,
        2024,
    )
    parts = '[[agreement.index.parts]]\npublisher = "KL"\nname = "a"\nkind = "total"\nweight = 1'
    mixed = small(more=INDEX + parts).agreement.index
    assert isinstance(mixed, IndexTerms)
    assert isinstance(mixed.index, CompositeIndex)


def test_an_index_compounds_and_has_no_base_level_unless_the_file_says_so() -> None:
    plain = '[agreement.index]\nname = "x"\npublisher = "KL"\nkind = "total"'
    index = small(more=plain).agreement.index
    assert index is not None
    assert (index.chaining, index.base_level) == (Chaining.COMPOUND, None)


def test_own_parties_figures_and_percentages_stand_in_the_file() -> None:
    source = text(
        '{by = "heads", population = "2025-03-01", pool = "municipalities"}',
        'override = "aftalt"',
    ).replace('"Læsø"', '"Læsø", "sundhed.dk"')
    source += """
[[parties]]
id = "sundhed-dk"
name = "sundhed.dk"
kind = "state"
valid_from = 2003-01-01

[[figures.populations]]
reference_date = 2025-03-01
heads = {"Samsø" = 3700, "825" = 1800}
table = "FOLK1AM"

[[figures.populations]]
reference_date = 2025-04-01
published = 2025-05-12
heads = {"Samsø" = 3701}

[[figures.indices]]
publisher = "KL"
name = "x"
kind = "total"
from_year = 2025
to_year = 2026
percent = 3.1
published = 2025

[[figures.indices]]
publisher = "KL"
name = "x"
kind = "total"
from_year = 2025
to_year = 2026
percent = "2,9"
published = "2024-06-01"
"""
    record = loads(source)
    assert record.bill(2025).weight("825") == 1800
    held = record.figures
    assert held.register.find("sundhed.dk").kind is PartyKind.STATE
    april = held.population("2025-04-01").publication
    assert (april.on, april.basis) == (dt.date(2025, 5, 12), PublicationBasis.STATED)
    march = held.population("2025-03-01")
    assert (march.table, march.publication.basis) == ("FOLK1AM", PublicationBasis.UNKNOWN)
    assert [step.publication.basis for step in held.steps[-2:]] == [
        PublicationBasis.YEAR,
        PublicationBasis.STATED,
    ]
    assert [step.percent for step in held.steps[-2:]] == [Fraction("3.1"), Fraction("2.9")]


def test_figures_without_a_publication_follow_the_calendar_or_none() -> None:
    more = """
[[figures.populations]]
reference_date = 2026-10-01
heads = {"Samsø" = 3700}

[[figures.indices]]
publisher = "KL"
name = "x"
kind = "total"
from_year = 2025
to_year = 2026
percent = "-1/2"
"""
    held = loads(text() + more).figures
    october = held.population("2026-10-01")
    assert (october.published_on, october.table) == (dt.date(2026, 11, 15), "")
    assert october.publication.basis is PublicationBasis.RULE
    step = held.steps[-1]
    assert (step.percent, step.source) == (Fraction(-1, 2), "")
    assert (step.publication.on, step.publication.basis) == (None, PublicationBasis.UNKNOWN)


def test_members_may_be_groups_with_exceptions() -> None:
    more = (
        'members = [{who = "all regions", joined = 2020-01-01}, {who = "municipalities in Region '
        'Nordjylland", joined = "2020-01-01"}, {who = "Aalborg", joined = 2021-01-01}]'
    )
    source = text(more=more).replace(
        'members = [{who = ["Samsø", "Læsø", "Region Midtjylland"], joined = 2020-01-01}]\n', "", 1
    )
    members = loads(source).agreement.members
    assert len(members) == 5 + 11
    joined = {member.party.name: member.joined for member in members}
    assert joined["Aalborg"] == dt.date(2021, 1, 1)
    assert joined["Læsø"] == joined["Region Sjælland"] == dt.date(2020, 1, 1)


def test_a_party_named_before_its_group_keeps_its_own_dates() -> None:
    more = (
        'members = [{who = "Aalborg", joined = 2021-01-01, billed_from = 2022-01-01,'
        ' left = 2024-12-31}, {who = "all municipalities", joined = 2020-01-01}]'
    )
    source = text(more=more).replace(
        'members = [{who = ["Samsø", "Læsø", "Region Midtjylland"], joined = 2020-01-01}]\n', "", 1
    )
    members = {member.party.name: member for member in loads(source).agreement.members}
    assert len(members) == 98
    aalborg = members["Aalborg"]
    assert (aalborg.joined, aalborg.billed_from, aalborg.left) == (
        dt.date(2021, 1, 1),
        dt.date(2022, 1, 1),
        dt.date(2024, 12, 31),
    )
    assert (members["Læsø"].billed_from, members["Læsø"].left) == (None, None)


def test_vat_is_a_word_or_a_table_with_a_reason() -> None:
    exempt = text().replace(
        '"outside scope"', '{kind = "exempt", reason = "omkostningsfællesskab"}'
    )
    assert loads(exempt).agreement.vat.reason == "omkostningsfællesskab"
    assert loads(text().replace('"outside scope"', '"standard"')).agreement.vat.kind is (
        VatKind.STANDARD
    )


def test_units_of_rounding_are_named_in_danish() -> None:
    assert small(more='unit = "krone"').agreement.unit is Unit.KRONE
    assert small(more='unit = "1.000 kr."').agreement.unit is Unit.THOUSAND_KRONER


def test_a_line_may_be_undisposed() -> None:
    source = text().replace('amount = "1.000 kr."', 'amount = 1000, kind = "undisposed"')
    assert loads(source).budgets[0].lines[0].kind is LineKind.UNDISPOSED


def test_other_figures_may_be_laid_beneath() -> None:
    held = packaged_figures()
    bare = Figures(held.register)
    record = loads(text(), bare)
    assert record.figures == bare
    assert load(DOCS / "examples" / "kommunal-pro.toml", held).figures == held


# -- what is refused


@pytest.mark.parametrize(
    ("changed", "to", "message"),
    [
        ('id = "aftale"', "id = 7", "file: agreement.id: must be a text (got 7)"),
        (
            '"Region Nordjylland"',
            '"Region Nordjyland"',
            "file: agreement.collector: party: no party answers to this name or code (got "
            "'Region Nordjyland'). Nearest: Region Nordjylland (1081), Region Midtjylland (1082), "
            "Region Sjælland (1085).",
        ),
        (
            "month = 1, share = 1",
            "month = 1, share = 1, dya = 15",
            "file: agreement.instalments[0]: unknown: 'dya' (did you mean 'day'?); "
            "known: month, day, share",
        ),
        (
            "month = 1, share = 1",
            "month = 1, share = 2",
            "file: agreement.instalments[0]: share: a share lies above 0 and at most at 1 "
            "(got Fraction(2, 1))",
        ),
        (
            "month = 1, share = 1",
            'month = 1, share = "halvdelen"',
            "file: agreement.instalments[0].share: must be a fraction such as '1/2' or '0,5' "
            "(got 'halvdelen')",
        ),
        (
            "month = 1, share = 1",
            "month = 1.0, share = 1",
            "file: agreement.instalments[0].month: must be a whole number (got 1.0)",
        ),
        (
            "month = 1, share = 1",
            "month = 13, share = 1",
            "file: agreement.instalments[0]: billing date: is no day of every year (got 13, 1)",
        ),
        (
            "month = 1, share = 1",
            "month = true, share = 1",
            "file: agreement.instalments[0].month: must be a whole number (got true)",
        ),
        (
            "month = 1, share = 1",
            "month = 1, share = nan",
            "file: agreement.instalments[0].share: a number must be finite (got NaN)",
        ),
        (
            "instalments = [{month = 1, share = 1}]",
            "instalments = 5",
            "file: agreement.instalments: must be a list (got 5)",
        ),
        (
            '"outside scope"',
            '"momsfri"',
            "file: agreement.vat.kind: must be one of 'outside scope', 'exempt', 'standard' "
            "(got 'momsfri')",
        ),
        (
            '"outside scope"',
            '"exempt"',
            "file: agreement.vat: an exemption states its reason",
        ),
        (
            'amount = "1.000 kr."',
            'amount = "1.23"',
            "file: budgets[0].lines[0].amount: a point separates thousands and a comma the "
            "decimals (got '1.23'). Write it as '1,23'.",
        ),
        (
            'amount = "1.000 kr."',
            "amount = 1000.5",
            "file: budgets[0].lines[0].amount: is written as a text or in whole kroner "
            "(got 1000.5). Write '1000,50 kr.'.",
        ),
        (
            'amount = "1.000 kr."',
            "amount = true",
            "file: budgets[0].lines[0].amount: a number must be exact, never a float or bool "
            "(got true). Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            'name = "Drift"',
            'name = "Dr\\u0007ift"',
            "file: budgets[0].lines[0].name: control and invisible characters are not allowed "
            "(got 'Dr\\x07ift', 'U+0007')",
        ),
        (
            "joined = 2020-01-01",
            'joined = "1/1-2020"',
            "file: agreement.members[0].joined: a date is written year-month-day (got '1/1-2020'). "
            "Write it as '2020-01-01'.",
        ),
        (
            "joined = 2020-01-01",
            "joined = 2020-01-01T00:00:00",
            "file: agreement.members[0].joined: must be a date without a time of day "
            "(got 2020-01-01T00:00:00)",
        ),
        (
            '["Samsø", "Læsø", "Region Midtjylland"]',
            '["Samsø", "741"]',
            "file: agreement.members[0]: who: names a party twice (got 'Samsø')",
        ),
        (
            'members = [{who = ["Samsø"',
            'members = [{who = "Læsø", joined = 2021-01-01}, {who = ["Samsø"',
            "file: agreement.members[1]: who: names a party twice (got 'Læsø')",
        ),
        (
            "[{who = [",
            '[{who = "Atlantis", joined = 2021-01-01}, {who = [',
            "file: agreement.members[0]: party: no party answers to this name or code "
            "(got 'Atlantis')",
        ),
        (
            "joined = 2020-01-01}",
            'joined = 2020-01-01}, {who = "all regions", joined = 2020-01-01, left = 2019-01-01}',
            "file: agreement.members[1]: left: must not lie before joined "
            "(got '2020-01-01', '2019-01-01')",
        ),
        (
            "joined = 2020-01-01}",
            'joined = 2020-01-01}, {who = "municipalities in Samsø", joined = 2020-01-01}',
            "file: agreement.members[1]: region: must be a region (got 'Samsø')",
        ),
        (
            "[{who = [",
            "[7, {who = [",
            "file: agreement.members[0]: must be a table (got 7)",
        ),
        (
            "year = 2025",
            "year = 25",
            "file: budgets[0]: year: a year lies between 1900 and 2999 (got 25)",
        ),
        (
            "[[budgets]]\nyear = 2025",
            "[[budgets]]\nyear = 2025\nlines = [{id = 'x', name = 'X', amount = 1}]\n"
            "[[budgets]]\nyear = 2025",
            "file: budgets: hold a version of a year twice (got 2025, 1)",
        ),
        (
            '{by = "heads"',
            '{by = "hoveder"',
            "file: agreement.key: by: must be 'heads', 'equal', 'units' or 'unstated', or the key "
            "holds slices (got 'hoveder')",
        ),
        (HEADS, '"heads"', "file: agreement.key: must be a table (got 'heads')"),
        (
            '"Region Nordjylland"',
            "7",
            "file: agreement.collector: party: must be a text (got 7)",
        ),
        (
            '"Region Nordjylland"',
            '"a @ b"',
            "file: agreement.collector: party: no party answers to this name or code (got 'a @ b')",
        ),
        (
            'vat = "outside scope"',
            'vat = "outside scope"\nunit = "kroner"',
            "file: agreement.unit: must be one of 'øre', 'krone', '1.000 kr.' (got 'kroner')."
            " Did you mean 'krone'?",
        ),
        (
            'vat = "outside scope"',
            "vat = 7",
            "file: agreement.vat: must be a table (got 7)",
        ),
        (
            'pool = "municipalities"',
            "pool = [7]",
            "file: agreement.key.pool: must be a text (got 7)",
        ),
        (
            '"1 January of the year before"',
            '"i fjor"',
            "file: agreement.key.population: is no population rule (got 'i fjor'). "
            "Write '1 January of the year before', '1 July two years before', "
            "'1 January of the year', 'newest published' or a date.",
        ),
        (
            'pool = "municipalities"',
            'pool = "alle"',
            "file: agreement.key.pool: must be 'members', 'municipalities', 'regions', "
            "'municipalities in …' or a list of names (got 'alle')",
        ),
        (
            'pool = "municipalities"',
            "pool = []",
            "file: agreement.key.pool: must name at least one party (got [])",
        ),
    ],
)
def test_a_fault_is_refused_with_its_path_the_rule_and_the_value(
    changed: str, to: str, message: str
) -> None:
    assert refusal(changed, to) == message


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (
            '{slices = [{name = "a", key = {by = "equal"}}]}',
            "file: agreement.key.slices[0]: share: a slice has a share or an amount (got 'a')",
        ),
        (
            '{slices = [{name = "a", share = 1, amount = 1, key = {by = "equal"}}]}',
            "file: agreement.key.slices[0]: share: a slice has a share or an amount (got 'a')",
        ),
        (
            '{by = "units", counted = "timer", units = {"Samsø" = 1, "741" = 2}}',
            "file: agreement.key: units: name a party twice (got '741')",
        ),
        (
            '{by = "equal", minimum = "1.5"}',
            "file: agreement.key.minimum: a point separates thousands and a comma the decimals "
            "(got '1.5'). Write it as '1,5'.",
        ),
        (
            '{slices = [{name = "a", share = 0.5, key = {by = "equal"}},'
            ' {name = "b", share = "1/3", key = {by = "equal"}}]}',
            "file: agreement.key: slices: the shares must sum to one (got '5/6')",
        ),
        (
            '{slices = [{name = "a", share = 2, key = {by = "equal"}}]}',
            "file: agreement.key.slices[0]: share: a share lies above 0 and at most at 1 "
            "(got Fraction(2, 1))",
        ),
        (
            '{by = "equal", minimum = -1}',
            "file: agreement.key: minimum: must not be negative (got '-1,00\\xa0kr.')",
        ),
        (
            '{by = "equal", minimum = 2, maximum = 1}',
            "file: agreement.key: maximum: must not be below the minimum "
            "(got '1,00 kr.', '2,00 kr.')",
        ),
        (
            '{by = "equal", pool = "municipalities in Samsø"}',
            "file: agreement.key.pool: region: must be a region (got 'Samsø')",
        ),
        (
            '{by = "heads", population = "2023-01-01", cap = -1}',
            "file: agreement.key: cap: must not be negative (got -1)",
        ),
        (
            '{by = "heads", population = "2023-01-01", tiers = [{above = 1, weight = 1}]}',
            "file: agreement.key: tiers: must begin at 0 and rise (got [1])",
        ),
        (
            '{by = "units", counted = "timer", units = {"Samsø" = -1}}',
            "file: agreement.key: units[Samsø]: must not be negative (got Fraction(-1, 1))",
        ),
    ],
)
def test_a_faulty_key_is_refused(key: str, message: str) -> None:
    assert problems(text(key)) == [message]


def test_an_index_has_a_kind_or_parts() -> None:
    assert problems(text(more=INDEX)) == [
        "file: agreement.index: kind: is required, or the index holds parts"
    ]
    assert problems(text(more=INDEX + 'kind = "total"')) == [
        "file: agreement.index: publisher: must not be empty (got '')"
    ]


def test_an_index_of_parts_has_no_publisher_or_kind_of_its_own() -> None:
    part = '[[agreement.index.parts]]\npublisher = "KL"\nname = "a"\nkind = "total"\nweight = 1\n'
    for own in ('publisher = "KL"\n', 'kind = "total"\n'):
        assert problems(text(more=INDEX + own + part)) == [
            "file: agreement.index: parts: say publisher and kind themselves (got 'x')"
        ]
    assert problems(text(more=INDEX + part + part.replace("= 1", "= 2"))) == [
        "file: agreement.index.parts[1]: weight: a share lies above 0 and at most at 1 "
        "(got Fraction(2, 1))"
    ]


def test_a_fault_of_the_program_is_none_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(value: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(values_in, "kr", broken)
    with pytest.raises(RuntimeError, match="broken"):
        loads(text())


def test_every_member_at_fault_is_told() -> None:
    who = '{who = ["Samsø", "Læsø", "Region Midtjylland"], joined = 2020-01-01}'
    bad = '{who = "Atlantis", joined = 2020-01-01}'
    assert [
        line.split(": ")[1] for line in problems(text().replace(who, f"{bad}, {who}, {bad}"))
    ] == [
        "agreement.members[0]",
        "agreement.members[2]",
    ]


def test_every_fault_is_told_at_once() -> None:
    assert problems("[agreement]\nid = 7\n[[budgets]]\nyaer = 1") == [
        "file: agreement.id: must be a text (got 7)",
        "file: agreement.name: is required",
        "file: agreement.members: is required",
        "file: agreement.key: is required",
        "file: agreement.instalments: is required",
        "file: agreement.collector: is required",
        "file: agreement.vat: is required",
        "file: budgets[0].year: is required",
        "file: budgets[0].lines: is required",
        "file: budgets[0]: unknown: 'yaer' (did you mean 'year'?); "
        "known: year, lines, version, ceiling, authority, note, agreement",
    ]


def test_an_unknown_table_is_refused() -> None:
    assert problems(text() + "\n[budget]\nx = 1") == [
        "file: unknown: 'budget' (did you mean 'budgets'?); known: agreement, " + ", ".join(LISTS)
    ]


@pytest.mark.parametrize(
    ("changed", "to", "messages"),
    [
        (
            "month = 1\nnote",
            "month = 13\nnote",
            ["revisions[0]: month: is a month of the year, 1 to 12 (got 13)"],
        ),
        (
            "billed_in = 2026",
            "billed_in = 2025",
            ["revisions[0]: billed_in: is a later year than the one revised (got 2025, 2025)"],
        ),
        (
            'population = "1 January of the year"',
            "",
            ["revisions[2]: revision: corrects a key, a population or an index"],
        ),
        (
            'population = "1 January of the year"',
            'population = "last spring"',
            [
                "revisions[2].population: is no population rule (got 'last spring'). Write "
                "'1 January of the year before', '1 July two years before', "
                "'1 January of the year', 'newest published' or a date."
            ],
        ),
        ("on = 2025-07-01\n", "", ["revisions[2].on: is required"]),
        (
            "on = 2025-07-01\n",
            "on = 2025-06-01\n",
            ["revisions: hold a year and the day it is corrected twice (got 2025, '2025-06-01')"],
        ),
        (
            "[[revisions]]\nyear = 2025",
            "[[revisions]]\nyear = 2019",
            ["revisions: hold a year that was never billed (got 2019)"],
        ),
        (
            "[[results]]\nyear = 2025",
            "[[results]]\nyear = 2024",
            ["results: hold a year that was never billed (got 2024)"],
        ),
        (
            "[[estimates]]\nyear = 2025",
            "[[estimates]]\nyear = 2024",
            ["estimates: hold a year that was never billed (got 2024)"],
        ),
        (
            "known_on = 2026-03-15",
            "known_on = 2025-03-15",
            [
                "results[0]: known_on: a result is known when its year has ended "
                "(got '2025-03-15', 2025). Before that it is an Estimate."
            ],
        ),
        ('{drift = "900,50 kr."}', "{}", ["results[0]: spent: must name at least one line"]),
        (
            '"950 kr."',
            '"950 kr. (2024 pl)"',
            [
                "estimates[0]: spent: what was spent is current money of 2025 "
                "(got '950,00 kr. (2024 pl)'). Money that was spent is in no price level; "
                "leave it out."
            ],
        ),
    ],
)
def test_a_faulty_later_table_is_refused(changed: str, to: str, messages: list[str]) -> None:
    assert changed in LATER
    found = problems(text() + LATER.replace(changed, to, 1))
    assert [one.replace("\xa0", " ") for one in found] == [f"file: {one}" for one in messages]


def test_own_parties_and_figures_that_collide_are_refused() -> None:
    twice = text() + '\n[[parties]]\nid = "samsoe"\nname = "Samsø"\n'
    assert problems(twice) == ["file: parties: parties.id: must be unique (got 'samsoe')"]
    doubled = (
        '\n[[figures.populations]]\nreference_date = 2023-01-01\nheads = {"741" = 1, Samsoe = 2}'
    )
    assert problems(text() + doubled) == [
        "file: figures.populations[0]: heads: name a party twice (got 'Samsoe')"
    ]
    other = (
        text()
        + """
[[figures.populations]]
reference_date = 2023-01-01
heads = {"741" = 1}
"""
    )
    assert problems(other) == [
        "file: figures: populations: two different figures claim the same date and publication "
        "(got '2023-01-01', '2023-02-15')"
    ]


# -- results, and where they go

TWICE = text().replace(
    "[{month = 1, share = 1}]", "[{month = 1, share = '1/2'}, {month = 7, share = '1/2'}]"
)


def carrying(words: str) -> str:
    return TWICE.replace("[[budgets]]", f"[agreement.carry]\n{words}\n\n[[budgets]]", 1)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("", CarryRule()),
        ('way = "spread"', CarryRule(way=Spread())),
        ("instalment = 7", CarryRule(way=InOneInstalment(7))),
        ('way = "one instalment"\ninstalment = 1', CarryRule(way=InOneInstalment(1))),
        (
            'way = "estimate then result"\nestimate_instalment = 1\ninstalment = 7',
            CarryRule(way=EstimateThenResult(1, 7)),
        ),
        ('way = "at once"', CarryRule(way=AtOnce())),
        ('basis = "new key"\nyears_later = 2', CarryRule(CarryBasis.NEW_KEY, 2)),
    ],
)
def test_a_carry_rule_is_read_from_its_words(words: str, rule: CarryRule) -> None:
    assert loads(carrying(words)).agreement.carry == rule


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            'way = "one instalment"',
            "agreement.carry: instalment: is required when the way is (got 'one instalment')",
        ),
        (
            'way = "estimate then result"\ninstalment = 7',
            "agreement.carry: estimate_instalment: is required when the way is "
            "(got 'estimate then result')",
        ),
        (
            "estimate_instalment = 1",
            "agreement.carry: estimate_instalment: is not used when the way is (got 'spread')",
        ),
        (
            "estimate_instalment = 1\ninstalment = 7",
            "agreement.carry: estimate_instalment: is not used when the way is "
            "(got 'one instalment')",
        ),
        (
            'way = "at once"\ninstalment = 7',
            "agreement.carry: instalment: is not used when the way is (got 'at once')",
        ),
        (
            'way = "at once"\nbasis = "new key"',
            "agreement.carry: basis: what is settled at once is each party's own: no later year's"
            " key divides it (got 'new key'). Settle as paid, or carry the result into a later"
            " year.",
        ),
        (
            'way = "straks"',
            "agreement.carry.way: must be one of 'spread', 'one instalment', "
            "'estimate then result', 'at once' (got 'straks')",
        ),
        (
            'basis = "som betalt"',
            "agreement.carry.basis: must be one of 'as paid', 'new key' (got 'som betalt')",
        ),
        (
            "years_later = 0",
            "agreement.carry: years_later: a result is carried to a later year (got 0)",
        ),
        (
            "years_later = 1.5",
            "agreement.carry.years_later: must be a whole number (got 1.5)",
        ),
        (
            "instalment = 13",
            "agreement.carry: month: is a month of the year, 1 to 12 (got 13)",
        ),
        ("instalment = 8", "agreement: carry: names a month without an instalment (got 8)"),
    ],
)
def test_what_is_no_carry_rule_is_refused(words: str, message: str) -> None:
    assert problems(carrying(words)) == [f"file: {message}"]


def test_a_carry_rule_is_a_table() -> None:
    source = TWICE.replace('vat = "outside scope"', 'vat = "outside scope"\ncarry = "as paid"')
    assert problems(source) == ["file: agreement.carry: must be a table (got 'as paid')"]


RESULT = """
[[results]]
year = 2025
spent = 900
known_on = 2026-03-15
"""


def test_results_and_estimates_are_read_in_one_sum_or_by_line() -> None:
    record = loads(
        TWICE
        + RESULT.replace("900", '{drift = "900,50 kr.", pulje = -1}')
        + """
[[estimates]]
year = 2025
spent = "900 kr."
made_on = 2025-12-01
note = "efter tredje kvartal"

[estimates.authority]
id = "a"
body = "styregruppen"
"""
    )
    (result,), (estimate,) = record.results, record.estimates
    spent = (LineSpent("drift", kr("900,50 kr.")), LineSpent("pulje", kr(-1)))
    assert result == Result(2025, spent, "2026-03-15")
    assert (estimate.total.ore, estimate.on) == (90_000, dt.date(2025, 12, 1))
    assert (estimate.note, str(estimate.authority)) == ("efter tredje kvartal", "a (styregruppen)")


@pytest.mark.parametrize(
    ("changed", "to", "message"),
    [
        (
            "900",
            "9.5",
            "results[0].spent: is written as a text or in whole kroner (got 9.5). "
            "Write '9,50 kr.'.",
        ),
        (
            "900",
            '"900 kr. (2025 pl)"',
            "results[0]: spent: what was spent is current money of 2025 (got '900,00 kr. "
            "(2025 pl)'). Money that was spent is in no price level; leave it out.",
        ),
        ("900", "{}", "results[0]: spent: must name at least one line"),
        (
            "900",
            "{drift = true}",
            "results[0].spent['drift']: a number must be exact, never a float or bool (got true). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            "900",
            "[900]",
            "results[0].spent: a number must be exact, never a float or bool (got [900]). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            "2026-03-15",
            "2025-12-30",
            "results[0]: known_on: a result is known when its year has ended "
            "(got '2025-12-30', 2025). Before that it is an Estimate.",
        ),
        ("known_on = 2026-03-15", "", "results[0].known_on: is required"),
        (
            "year = 2025\nspent",
            "year = 2024\nspent",
            "results: hold a year that was never billed (got 2024)",
        ),
        (
            "known_on = 2026-03-15",
            "known_on = 2026-03-15" + RESULT,
            "results: hold a year twice (got 2025)",
        ),
        (
            "known_on",
            "made_on",
            "results[0].known_on: is required",
        ),
    ],
)
def test_a_faulty_result_is_refused(changed: str, to: str, message: str) -> None:
    found = problems(TWICE + RESULT.replace(changed, to, 1))
    assert found[0] == f"file: {message}"


def test_two_estimates_of_a_year_are_refused() -> None:
    estimate = "\n[[estimates]]\nyear = 2025\nspent = 900\nmade_on = 2025-12-01\n"
    assert problems(TWICE + 2 * estimate) == ["file: estimates: hold a year twice (got 2025)"]
    assert problems(TWICE + estimate.replace("2025\n", "2024\n", 1)) == [
        "file: estimates: hold a year that was never billed (got 2024)"
    ]
