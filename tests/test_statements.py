"""What papers state in passing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sundgov import kr
from sundgov.errors import InvalidValueError, NotExactError, TextError
from sundgov.governance.statements import (
    Citation,
    Extent,
    MoneyMeaning,
    Provision,
    Proviso,
    Section,
    StatedAmount,
    StatedFigure,
    StatedTime,
    Tense,
)


def test_an_amount_for_two_years() -> None:
    stated = StatedAmount(
        "7 mio. kr.", MoneyMeaning.COLLECTED, of="kommunal-pro", years=[2025, 2024, 2025]
    )
    assert stated.years == (2024, 2025)
    assert stated.extent is Extent.EACH_YEAR
    assert stated.amount is not None
    assert stated.amount.amount == kr("7 mio. kr.")
    assert str(stated) == "7 mio. kr."


def test_a_reserve_without_an_amount() -> None:
    stated = StatedAmount(None, MoneyMeaning.RESERVE, years=[2024])
    assert stated.amount is None
    assert str(stated) == "reserve"
    assert StatedAmount(kr(5)).amount is not None


def test_a_figure_and_its_range() -> None:
    stated = StatedFigure("kommuner", 15, upper=20, whole=98, members_of="kommunal-pro")
    assert [stated.value, stated.upper, stated.whole] == [15, 20, 98]
    assert StatedFigure("klinikker", Fraction(79, 100)).upper is None
    with pytest.raises(InvalidValueError, match=r"^upper: must not lie below the value"):
        StatedFigure("kommuner", 20, upper=15)
    with pytest.raises(NotExactError, match=r"^value: a number must be exact"):
        StatedFigure("kommuner", 0.5)  # type: ignore[arg-type]


def test_sections_lie_within_sections() -> None:
    inner = Section("Risikolog", ("To logge samles.",))
    outer = Section("Status", sections=(inner, Section("Budget", cites=(Citation("8.3"),))))
    assert [section.heading for section in outer.walk()] == ["Status", "Risikolog", "Budget"]
    with pytest.raises(TextError, match=r"^paragraphs: control and invisible characters"):
        Section("x", ("\u202eomvendt",))


def test_a_time_told_as_past_and_a_proviso() -> None:
    told = StatedTime("Opdatering", "2023-10-31", tense=Tense.PAST)
    assert told.time.is_day
    proviso = Proviso("En positiv evaluering", due="2024-01-31", needed_by="2024-01-01")
    assert proviso.due is not None
    assert proviso.needed_by is not None
    assert proviso.due.surely_after(proviso.needed_by)
    with pytest.raises(NotExactError, match=r"^time: must be a PlannedTime"):
        StatedTime("Engang", None)


def test_those_who_pay_an_amount() -> None:
    stated = StatedAmount("1 mio. kr.", MoneyMeaning.CONTRIBUTION, payers=("Region Midtjylland",))
    assert stated.payers == ("Region Midtjylland",)
    with pytest.raises(TextError, match=r"^payers: must not be empty"):
        StatedAmount("1 mio. kr.", payers=("",))


def test_a_section_points_to_laws_and_agreements() -> None:
    law = Provision("sundhedsloven", "§ 205")
    section = Section("Hjemmel", provisions=(law, Provision("OK22")))
    assert [f"{each}" for each in section.provisions] == ["sundhedsloven § 205", "OK22"]
