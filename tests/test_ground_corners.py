"""Corners of the ground floor: hostile operands, far dates, huge numbers, hints that help."""

from __future__ import annotations

import datetime as dt
import decimal
import operator
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from sundgov import kr, population, printing
from sundgov.amount_text import read_amount
from sundgov.errors import (
    AmbiguousPartyError,
    InvalidValueError,
    NotExactError,
    NotPublishedError,
    PriceLevelError,
    SundgovError,
    TextError,
    UnknownPartyError,
)
from sundgov.exact import natural
from sundgov.figures import Figures
from sundgov.indices import IndexName
from sundgov.money import UNSTATED, Amount, ExactAmount, PriceLevel, Unit
from sundgov.parties import Belonging, Parties, Party, PartyKind, packaged_parties
from sundgov.periods import IsoWeek, Month, Year
from sundgov.populations import Population
from sundgov.publications import Publication, PublicationBasis
from sundgov.text import plain

WORD: Any = "region"
R, P = packaged_parties(), population("2023-01-01")
LEVEL = Amount(1, PriceLevel(2021))


@pytest.mark.parametrize("text", ["7,000", "1,000 kr.", "12,000 kr. (2021 pl)"])
def test_an_english_thousand_is_not_read_as_kroner(text: str) -> None:
    with pytest.raises(TextError):
        read_amount(text)


def test_an_id_never_shadows_another_partys_code() -> None:
    with pytest.raises(InvalidValueError):
        R.adding(Party("101", "Eget"))


def test_a_padded_code_is_the_same_code() -> None:
    with pytest.raises(TextError) as refused:
        R.adding(Party("eget", "Eget", code="0741"))
    assert str(refused.value) == (
        "code: is three or four digits, without a leading zero (got '0741')"
    )


@pytest.mark.parametrize("number", [5932561, 10**25, 12345678901234567890123456789012345])
def test_a_whole_number_prints_in_any_context(number: int) -> None:
    with decimal.localcontext(decimal.Context(prec=3)):
        assert printing.whole_number(number) == f"{number:,}".replace(",", ".")
        assert printing.exact_number(Fraction(number)) == f"{number:,}".replace(",", ".")


def test_a_refusal_of_a_huge_number_can_be_read() -> None:
    with pytest.raises(InvalidValueError) as refused:
        natural(-(10**5000), "heads")
    assert str(refused.value).startswith("heads: must not be negative (got ")


@pytest.mark.parametrize("absent", [741, None, "", "\x07"])
def test_in_never_raises(absent: Any) -> None:
    assert absent not in P


def test_a_hint_can_be_followed() -> None:
    for text in ("1 2345", "12 000 fisk"):
        with pytest.raises(TextError) as refused:
            read_amount(text)
        assert "1.2345" not in refused.value.hint
        assert "fisk" not in refused.value.hint


@pytest.mark.parametrize("text", ["Finansiering 7 mio. kr.", "7 mio. kr. i infrastruktur"])
def test_a_danish_word_is_not_nan(text: str) -> None:
    with pytest.raises(TextError, match="cannot be read as a Danish amount"):
        read_amount(text)


def test_the_neighbours_keep_the_minus() -> None:
    hint = r"Write '-1\.005 kr\.' if .* thousands, else '-1,00 kr\.' or '-1,01 kr\.'"
    with pytest.raises(TextError, match=hint):
        read_amount("-1,005 kr.")


def test_no_decimals_means_none() -> None:
    assert printing.exact_number(Fraction(7, 2), 0) == "3…"


def test_a_ratio_shows_ordinary_spaces() -> None:
    with pytest.raises(
        InvalidValueError, match=r"^ratio: the whole must not be zero \(got '0,00 kr\.'\)$"
    ):
        Amount(1).ratio(Amount(0))


@pytest.mark.parametrize("other", [5, None, ExactAmount(Fraction(0))])
def test_a_ratio_to_a_stranger_is_refused(other: Any) -> None:
    with pytest.raises(SundgovError):
        Amount(5).ratio(other)


def test_an_exact_nothing_is_false() -> None:
    assert not ExactAmount(Fraction(0))


def test_mixed_exact_prices_name_the_operation_and_keep_the_order() -> None:
    for left, right, operation in (
        (LEVEL.exact, Amount(1), operator.sub),
        (LEVEL, Amount(1).exact, operator.sub),
        (LEVEL, Amount(1).exact, operator.add),
    ):
        with pytest.raises(PriceLevelError) as refused:
            operation(left, right)
        assert refused.value.field == ("-" if operation is operator.sub else "+")
        assert refused.value.got == ("2021 pl", "no price level stated")


def test_unstated_is_shown_in_words() -> None:
    with pytest.raises(PriceLevelError, match="'2021 pl', 'no price level stated'"):
        LEVEL.at(UNSTATED)


def test_the_first_vintage_tells_when_the_figure_appeared() -> None:
    revised = Population("2023-01-01", {"741": 1}, Publication.read("2023-06-01"))
    with pytest.raises(NotPublishedError, match="published 2023-02-15"):
        Figures(R, (P, revised)).population("2023-01-01", on=dt.date(2023, 1, 10))


def test_a_belonging_does_not_end_before_it_begins() -> None:
    with pytest.raises(InvalidValueError):
        Belonging("a", "b", dt.date(2025, 1, 2), dt.date(2025, 1, 1))


def test_a_dangling_region_is_a_refusal_in_words() -> None:
    with pytest.raises(UnknownPartyError) as refused:
        Parties((Party("a", "A", PartyKind.MUNICIPALITY),), (Belonging("a", "nowhere"),))
    assert str(refused.value) == "belongings: name a party not in the register (got 'nowhere')"


def test_a_publication_day_and_its_basis_agree() -> None:
    for on, basis in (
        (dt.date(2022, 1, 1), PublicationBasis.UNKNOWN),
        (None, PublicationBasis.RULE),
    ):
        with pytest.raises(InvalidValueError):
            Publication(on, basis)


def test_a_year_is_written_in_ascii() -> None:
    with pytest.raises(TextError):
        Publication.read("２０２２")


@pytest.mark.parametrize(
    "far",
    [
        lambda: Year(2025).shift(10**6),
        lambda: IsoWeek(2025, 1).shift(10**12),
        lambda: Month(2025, 1).shift(-(10**12)),
    ],
)
def test_a_step_out_of_the_calendar_is_refused_in_words(far: Any) -> None:
    with pytest.raises(InvalidValueError):
        far()


def test_ambiguous_candidates_stand_in_order_of_rank() -> None:
    twin = Party("ny", "Ærø")
    for members in ((twin, *R.members), (*R.members, twin)):
        with pytest.raises(AmbiguousPartyError, match=r"Choose one of: Ærø \(492\), Ærø\."):
            Parties(members).find("Ærø")


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(UnknownPartyError, match=r"Nearest: Silkeborg \(740\), Samsø \(741\)"):
        R.find("742")


@pytest.mark.parametrize("name", ["411", "0411", "Christiansø", "Ertholmene"])
def test_christiansoe_is_told_to_be_no_municipality(name: str) -> None:
    with pytest.raises(UnknownPartyError) as refused:
        R.find(name)
    assert str(refused.value) == (
        f"party: Christiansø is state-run and no municipality (got '{name}')"
    )


@pytest.mark.parametrize("text", ["\u3164", "\u115f", "\u2800", "Sam\u034fsø"])
def test_a_name_that_cannot_be_seen_is_refused(text: str) -> None:
    with pytest.raises(TextError):
        plain(text, "name")


def test_a_register_from_a_generator_is_a_register() -> None:
    members: Any = (party for party in [Party("a", "A")])
    assert Parties(members).find("a").name == "A"


def test_a_hint_for_an_english_amount_in_kroner() -> None:
    with pytest.raises(TextError, match=r"Write it as '1\.234,50 kr\.'\."):
        read_amount("1,234.50 kr.")
    with pytest.raises(TextError, match=r"Write it as 'kr\. 9\.234,50'\."):
        read_amount("kr. 9,234.50")


@pytest.mark.parametrize("digits", [3200, 4190])
def test_every_amount_reads_back(digits: int) -> None:
    assert read_amount(str(Amount(10**digits))) == Amount(10**digits)


def test_a_successor_is_plain_text() -> None:
    with pytest.raises(TextError):
        Party("a", "A", successor="x\n")


def test_a_scrap_names_nobody() -> None:
    with pytest.raises(UnknownPartyError) as refused:
        R.find("-")
    assert refused.value.hint == ""


def test_a_population_evolves_without_restating_its_heads() -> None:
    assert evolve(P, table="FOLK1A").total == P.total


def test_a_population_holds_municipalities_only() -> None:
    with pytest.raises(InvalidValueError):
        Population("2023-01-01", {"1081": 5})


def test_an_amount_of_more_digits_than_can_be_printed_is_refused() -> None:
    with pytest.raises(TextError) as refused:
        read_amount("9" * 4300)
    assert str(refused.value) == f"amount: has more than 4200 digits (got '{'9' * 40}')"


@pytest.mark.parametrize(
    "build", [lambda: Party("a", "A", WORD), lambda: IndexName("KL", "x", WORD)]
)
def test_a_kind_that_is_a_word_is_refused(build: Any) -> None:
    with pytest.raises(NotExactError, match=r"^kind: must be an? (Party|Index)Kind"):
        build()


def test_a_rounding_that_is_none_is_refused() -> None:
    rule: Any = "up"
    with pytest.raises(NotExactError):
        (kr(1) / 3).rounded(Unit.ORE, rule)


def test_a_day_of_use_may_be_a_text_everywhere() -> None:
    on: Any = "2023-03-01"
    assert Figures(R, (P,)).population("2023-01-01", on=on) == P
