"""Figures: every packaged number as Statistics Denmark gave it, used only once published."""

import copy
import datetime as dt
import hashlib
import pickle
import random
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov import packaged, population, population_known_on
from sundgov.errors import NotPublishedError, SundgovError, UnknownPartyError
from sundgov.figures import Figures, packaged_figures
from sundgov.indices import IndexKind, IndexName, IndexStep
from sundgov.parties import Party, packaged_parties
from sundgov.populations import Population
from sundgov.publications import Publication, PublicationBasis, quarterly_publication

HELD = packaged_figures()
P2023 = population("2023-01-01")
EVERY_QUARTER_DAY = [
    dt.date(year, month, 1) for year in range(2008, 2061) for month in (1, 4, 7, 10)
]
DATES = [
    *(on for on in EVERY_QUARTER_DAY if on.year <= 2020),
    *(dt.date(year, 1, 1) for year in range(2021, 2027)),
]
# Statistics Denmark's totals of the 98: "Hele landet" less Christiansø, table FOLK1A.
TOTALS = [
    *(5475695, 5482172, 5488922, 5505895, 5511355, 5515193, 5519344, 5532428, 5534637, 5540141),
    *(5543723, 5557615, 5560534, 5564114, 5566751, 5579099, 5580413, 5584655, 5586981, 5599567),
    *(5602536, 5605744, 5608692, 5623396, 5627145, 5634343, 5639625, 5655656, 5659624, 5668656),
    *(5678257, 5699125, 5707160, 5716923, 5724367, 5745439, 5748691, 5756092, 5760617, 5778479),
    *(5781107, 5785776, 5789871, 5805921, 5805991, 5811325, 5814378, 5827377, 5822679, 5824772),
    *(5825250, 5837123, 5839955, 5873327, 5932561, 5961158, 5992644, 6025511),
]
# Of the lines "date,code,heads" of all 5,684 figures as they were collected, sorted.
DIGEST = "701b4fc8979c0c16c498f02dcea202f409a8152c4f849245c8a12347395303ab"


# The packaged populations


@pytest.mark.parametrize(("on", "total"), list(zip(DATES, TOTALS, strict=True)))
def test_every_population_held_has_98_municipalities_and_its_known_total(
    on: dt.date, total: int
) -> None:
    held = population(on)
    assert held is HELD.population(on.isoformat())
    assert (held.reference_date, len(held), held.total) == (on, 98, total)
    assert tuple(held) == tuple(party.code for party in packaged_parties().municipalities(on))
    assert (held.table, held.newer_not_held) == ("FOLK1B" if on.year < 2021 else "FOLK1A", None)
    assert held.publication == quarterly_publication(on)


def test_no_other_population_is_held_and_every_figure_is_as_it_was_collected() -> None:
    assert [held.reference_date for held in HELD.populations] == DATES
    lines = (f"{p.reference_date},{code},{p[code]}\n" for p in HELD.populations for code in p)
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == DIGEST


@pytest.mark.parametrize(
    ("name", "heads"),
    [("København", 653_664), ("Slagelse", 79_728), ("Samsø", 3_775), ("Læsø", 1_789)],
)
def test_known_figures_of_1_january_2023(name: str, heads: int) -> None:
    party = packaged_parties().find(name)
    assert P2023[name] == P2023[party.id] == P2023[party.key] == P2023[f"0{party.code}"] == heads
    assert P2023.get(f"{name} Kommune") == P2023.get(name.upper()) == heads


def test_a_population_is_a_mapping_from_code_to_heads() -> None:
    assert isinstance(P2023, Mapping)
    assert dict(P2023) == dict(zip(P2023.keys(), P2023.values(), strict=True))
    assert set(P2023) == P2023.keys()
    assert [party.code for party in P2023.parties] == list(P2023) == sorted(P2023)
    assert all(party.code in P2023 and party.name in P2023 for party in P2023.parties)
    assert sum(P2023.values()) == P2023.total == 5_932_561
    assert P2023.published_on == dt.date(2023, 2, 15)
    assert P2023.named() == "folketal 1. januar 2023"
    assert P2023.named("en") == "population on 1 January 2023"


@pytest.mark.parametrize("absent", ["411", "Christiansø", "Herringsholm", "Region Midtjylland"])
def test_what_is_no_municipality_is_not_in_a_population(absent: str) -> None:
    assert absent not in P2023
    assert P2023.get(absent) is None
    assert P2023.get(absent, 0) == 0
    with pytest.raises(UnknownPartyError):
        P2023[absent]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(list(P2023)), st.integers(0), min_size=1), st.randoms())
def test_a_population_is_the_same_in_whatever_order_it_is_given(
    heads: dict[str, int], order: Any
) -> None:
    pairs = list(heads.items())
    order.shuffle(pairs)
    one, other = Population("2023-01-01", heads), Population(dt.date(2023, 1, 1), dict(pairs))
    assert (one, hash(one), list(one)) == (other, hash(other), list(other))
    assert (list(one), len(one)) == (sorted(heads), len(heads))
    assert one.total == sum(heads.values())
    assert dict(one) == heads


# Publication


@given(st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)))
def test_a_quarter_day_is_published_in_the_middle_of_the_next_month_and_others_by_no_rule(
    on: dt.date,
) -> None:
    assert quarterly_publication(on.replace(month=on.month // 4 * 3 + 1, day=1)) == Publication(
        dt.date(on.year, on.month // 4 * 3 + 2, 15), PublicationBasis.RULE
    )
    if on.day != 1 or on.month not in (1, 4, 7, 10):
        assert quarterly_publication(on) == Publication(None, PublicationBasis.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "on", "danish", "english"),
    [
        ("2024-06-06", "2024-06-06", "offentliggjort 6. juni 2024", "published 6 June 2024"),
        (
            "2022",
            "2022-12-31",
            "offentliggjort i 2022 (regnet fra 31. december 2022)",
            "published in 2022 (counted from 31 December 2022)",
        ),
        ("", "None", "offentliggørelse ukendt", "publication day unknown"),
    ],
)
def test_a_publication_says_its_day_and_how_it_is_known(
    text: str, on: str, danish: str, english: str
) -> None:
    publication = Publication.read(text)
    assert str(publication.on) == on
    assert (publication.worded(), publication.worded("en")) == (danish, english)
    assert P2023.publication.worded() == "offentliggjort 15. februar 2023 efter udgiverens kalender"
    assert P2023.publication.worded("en").endswith("15 February 2023 by the publisher's calendar")


@given(st.none() | st.dates(), st.dates())
def test_a_figure_is_known_from_its_publication_on_and_never_if_that_is_unknown(
    published: dt.date | None, on: dt.date
) -> None:
    basis = PublicationBasis.STATED if published else PublicationBasis.UNKNOWN
    publication = Publication(published, basis)
    assert publication.known_by(on) == (published is not None and published <= on)
    if publication.known_by(on):
        publication.require("tal", on)
    else:
        with pytest.raises(NotPublishedError):
            publication.require("tal", on)


# The newest population known on a day


@pytest.mark.parametrize(
    ("on", "reference_date", "newer"),
    [
        ("2021-02-15", "2021-01-01", "None"),
        ("2021-05-15", "2021-01-01", "2021-04-01"),
        ("2022-02-15", "2022-01-01", "None"),
        ("2024-01-10", "2023-01-01", "2023-10-01"),
        ("2026-05-15", "2026-01-01", "2026-04-01"),
        ("2030-01-10", "2026-01-01", "2029-10-01"),
    ],
)
def test_the_newest_population_known_on_a_day(on: str, reference_date: str, newer: str) -> None:
    known = population_known_on(on)
    assert (f"{known.reference_date}", f"{known.newer_not_held}") == (reference_date, newer)


@settings(deadline=None)
@given(st.dates(dt.date(2008, 2, 15), dt.date(2060, 1, 1)))
def test_it_is_the_newest_published_one_held_and_names_a_newer_one_only_if_not_held(
    on: dt.date,
) -> None:
    published = [d for d in EVERY_QUARTER_DAY if dt.date(d.year, d.month + 1, 15) <= on]
    known, newest = HELD.population_known_on(on), max(published)
    assert known == population(max(d for d in published if d in DATES))
    assert known.newer_not_held == (None if newest in DATES else newest)


def test_a_users_newer_population_is_used_once_published() -> None:
    own = Population("2023-10-01", {"741": 3_700, "101": 1})
    figures = HELD.adding(own)
    assert HELD.population_known_on("2024-01-10").newer_not_held == own.reference_date
    assert figures.population_known_on("2023-11-14").reference_date == P2023.reference_date
    known = figures.population_known_on("2024-01-10")
    assert (known, known.newer_not_held) == (own, None)


def test_the_latest_vintage_known_on_the_day_counts() -> None:
    heads = {"741": 3_775}
    drafts = [
        Population("2023-01-01", heads, Publication.read("")),
        Population("2023-01-01", heads),
        Population("2023-01-01", {"741": 3_776}, Publication.read("2023-06-01")),
    ]
    for seed in range(6):
        figures = Figures(packaged_parties(), tuple(random.Random(seed).sample(drafts, 3)))
        assert figures.population("2023-01-01") == drafts[2]
        assert figures.population("2023-01-01", on=dt.date(2023, 5, 31)) == drafts[1]
        assert figures.population("2023-01-01", on=dt.date(2023, 6, 1)) == drafts[2]
        assert figures.population_known_on("2023-05-31") == drafts[1]
        assert figures.population_known_on("2023-06-01") == drafts[2]
    late = Population("2023-01-01", heads, Publication.read("2024-03-01"))
    assert HELD.adding(late).population_known_on("2024-03-02") == population("2024-01-01")


# Price indices


def steps(name: str, kind: str) -> dict[tuple[int, int], Fraction]:
    """The percentages of a packaged series."""
    return {
        (step.from_year, step.to_year): step.percent
        for step in HELD.steps
        if (step.index.name, step.index.kind.value) == (name, kind)
    }


def test_every_packaged_percentage_is_held_with_its_publication() -> None:
    rows = list(packaged.rows("price_indices"))
    assert len(HELD.steps) == len(rows) == len(set(HELD.steps)) == 158
    for step, row in zip(HELD.steps, rows, strict=True):
        assert step.percent == Fraction(Decimal(row["percent"]))
        assert step.publication == Publication.read(row["published"])
        assert (step.index.publisher, step.source) == (row["publisher"], row["publication"])
    counts = Counter(step.index.kind.value for step in HELD.steps)
    assert counts == Counter(development=102, estimate=22, total=22, correction=12)


def test_known_percentages() -> None:
    general = "generelt pris- og lønindeks"
    assert steps(general, "total") == {(2022, 2023): Fraction(39, 10), (2024, 2025): 3}
    assert steps(general, "estimate")[2024, 2025] == Fraction(28, 10)
    assert steps(general, "correction")[2023, 2024] == Fraction(2, 10)
    fee = steps("KL-kontingent", "total")
    assert fee == {(2014, 2015): Fraction(6, 10), (2019, 2020): Fraction(23, 10)}


def test_a_total_is_its_estimate_and_the_correction_before_it() -> None:
    for name in {step.index.name for step in HELD.steps if step.index.publisher != "KL"}:
        corrections = {to: percent for (_, to), percent in steps(name, "correction").items()}
        assert steps(name, "total") == {
            years: percent + corrections.get(years[0], 0)
            for years, percent in steps(name, "estimate").items()
        }


def test_a_development_is_held_for_every_year_without_a_gap() -> None:
    for name in ("generelt pris- og lønindeks", "statsligt lønindeks", "forbrugerprisindeks"):
        years = sorted(steps(name, "development"))
        assert years == [(year, year + 1) for year in range(1991, 2025)]


KL = IndexName("KL", "KL-kontingent", IndexKind.TOTAL)
STEP = IndexStep(KL, 2024, 2025, Fraction(3))


@given(st.fractions(-100, 1000).filter(lambda percent: percent > -100))
def test_a_factor_is_one_and_the_percentage(percent: Fraction) -> None:
    assert IndexStep(KL, 2024, 2025, percent).factor * 100 == 100 + percent
    assert str(STEP) == "KL: KL-kontingent (total) 2024-2025: 3,0 pct."
    assert STEP.publication == Publication(None, PublicationBasis.UNKNOWN)


# Laying one's own beside


def test_figures_grow_without_changing_what_was_there() -> None:
    own, other = Party("sds", "SDS"), Population("2026-04-01", {"741": 3_700})
    figures = HELD.adding(own, STEP, other)
    assert own in figures.register
    assert figures.steps == (*HELD.steps, STEP)
    assert figures.populations == (*HELD.populations, other)
    assert (own in HELD.register, STEP in HELD.steps) == (False, False)
    assert figures.adding(STEP, other, P2023) == figures
    assert evolve(P2023, heads=dict(P2023), register=figures.register) == P2023


@pytest.mark.parametrize("value", [P2023, STEP, P2023.publication, HELD])
def test_figures_are_immutable_hashable_and_travel(value: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        value.publication = None
    for again in (copy.copy(value), pickle.loads(pickle.dumps(value))):
        assert again == value
        assert {again} == {value}


# Refusals


def says(attempt: Callable[..., object], *arguments: Any) -> str:
    """The class and the message of the refusal."""
    with pytest.raises(SundgovError) as refused:
        attempt(*arguments)
    return f"{type(refused.value).__name__}: {refused.value}"


def of_2023(heads: Any, table: str = "") -> Population:
    return Population("2023-01-01", heads, table=table)


def test_a_population_that_is_not_held_names_the_nearest_dates() -> None:
    rule = "MissingFigureError: population: no population is held for the date"
    for on, nearest in (
        ("2021-04-01", "2020-10-01, 2021-01-01"),
        ("2007-01-01", "2008-01-01, 2008-04-01"),
        ("2030-01-01", "2025-01-01, 2026-01-01"),
    ):
        assert says(population, on) == f"{rule} (got '{on}'). Nearest held: {nearest}."
    empty = Figures(packaged_parties())
    assert says(empty.population, "2021-01-01") == f"{rule} (got '2021-01-01')"
    assert says(population_known_on, "2008-02-14") == (
        "MissingFigureError: population: none held was published by the day (got '2008-02-14')"
    )


def test_a_population_is_refused_before_it_was_published() -> None:
    assert says(HELD.population, "2023-01-01", dt.date(2023, 2, 14)) == (
        "NotPublishedError: folketal 1. januar 2023: a figure is used only after it was published "
        "(got 'used 2023-02-14', 'published 2023-02-15')"
    )
    figures = HELD.adding(Population("2023-01-02", {"741": 1}))
    assert says(figures.population, "2023-01-02", dt.date(2025, 1, 1)) == (
        "NotPublishedError: folketal 2. januar 2023: its publication day is not known, so it "
        "cannot be used for billing (got 'used 2025-01-01'). State when it was published, or "
        "override it in the agreement with a reason."
    )


def test_days_of_figures_are_days_of_the_calendar() -> None:
    rule = "is no day of the calendar (got '2023-02-30')"
    assert says(population, "2023-02-30") == f"TextError: reference_date: {rule}"
    assert says(population_known_on, "2023-02-30") == f"TextError: on: {rule}"
    assert says(Population, "2023-02-30", {"741": 1}) == f"TextError: reference_date: {rule}"
    assert says(Publication.read, "2023-02-30") == f"TextError: published: {rule}"
    assert says(Publication.read, "1066").startswith("InvalidValueError: year: a year lies between")
    for text in ("2o22", "20230", "maj 2023"):
        assert says(Publication.read, text).startswith("TextError: published: a date is written")


def test_a_population_holds_whole_heads_by_code() -> None:
    value, kind = "InvalidValueError: population", "NotExactError: population"
    assert says(of_2023, {}) == f"{value}: must hold at least one municipality"
    assert says(of_2023, {"741": -1}) == f"{value}['741']: must not be negative (got -1)"
    assert says(of_2023, {"741": 3.0}) == f"{kind}['741']: a whole number is an int (got 3.0)"
    assert says(of_2023, {"741": True}) == f"{kind}['741']: a whole number is an int (got True)"
    for name in ("Samsø", "samsoe", "0741"):
        assert says(of_2023, {name: 1}) == (
            f"{value}: is keyed by the official codes of municipalities (got '{name}')"
        )
    assert says(of_2023, {"Herringsholm": 1}) == (
        "UnknownPartyError: party: no party answers to this name or code (got 'Herringsholm'). "
        "Nearest: Hørsholm (223), Bornholm (400), Herning (657), Hjørring (860)."
    )
    assert says(of_2023, {"741": 1}, "\x07").startswith("TextError: table: control and invisible")
    assert says(of_2023({"741": 1}).__getitem__, "101") == (
        "UnknownPartyError: population on 1 January 2023: holds no figure for the party "
        "(got 'København')"
    )


def test_an_index_step_rises_from_one_year_to_a_later_one() -> None:
    assert says(IndexName, "", "x", KL.kind) == "TextError: publisher: must not be empty (got '')"
    assert says(IndexName, "x", "", KL.kind) == "TextError: name: must not be empty (got '')"
    inexact = says(IndexStep, KL, 2024, 2025, 3.0)
    assert inexact.startswith("NotExactError: percent: a number must be exact")
    ruin = "percent: prices cannot fall by 100 per cent or more (got Fraction(-100, 1))"
    assert says(IndexStep, KL, 2024, 2025, -100) == f"InvalidValueError: {ruin}"
    for last in (2024, 2023):
        assert says(IndexStep, KL, 2024, last, 3) == (
            f"InvalidValueError: to_year: must lie after from_year (got 2024, {last})"
        )


def test_two_vintages_of_one_publication_collide() -> None:
    rule = "two different figures claim the same date and publication"
    assert says(HELD.adding, of_2023({"741": 1})) == (
        f"InvalidValueError: populations: {rule} (got '2023-01-01', '2023-02-15')"
    )
    assert says(HELD.adding, STEP, IndexStep(KL, 2024, 2025, 4)) == (
        f"InvalidValueError: steps: {rule} "
        "(got 'KL: KL-kontingent (total)', '2024', '2025', 'no publication day')"
    )
