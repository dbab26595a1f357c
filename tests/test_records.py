"""A record holds several agreements, and answers as its only one where there is no other."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest
from attrs import evolve, fields

from sundgov.errors import InvalidValueError, NotExactError, NotHeldError, SundgovError
from sundgov.figures import packaged_figures
from sundgov.record import Ledger, Record
from tests.builders import KPRO
from tests.toml_files import small

FIGURES = packaged_figures()
OTHER = small().ledger()
NONE = Record(figures=FIGURES)
ONE = Record(figures=FIGURES, ledgers=(KPRO,))
TWO = Record(figures=FIGURES, ledgers=(KPRO, OTHER))
PUBLIC = {name for name in dir(Ledger) if not name.startswith("_")}


def test_an_agreement_is_found_by_its_id() -> None:
    assert TWO.ledger("aftale") is OTHER
    assert TWO.ledger("kommunal-pro") is KPRO
    assert ONE.ledger() is ONE.ledger("kommunal-pro") is KPRO


def test_where_there_is_one_agreement_the_record_answers_everything_as_its_ledger_does() -> None:
    for name in sorted(PUBLIC - {"figures"}):
        method = getattr(Ledger, name)
        if inspect.isfunction(method):
            answers = getattr(Record, name)
            assert inspect.signature(answers) == inspect.signature(method)
            assert answers.__doc__ == method.__doc__
        else:
            assert getattr(ONE, name) == getattr(KPRO, name)
    assert ONE.bill(2025, carry=()) == KPRO.bill(2025, carry=())
    assert ONE.bill(2025) == KPRO.bill(2025) != ONE.bill(2025, carry=())
    assert ONE.close(2024) == KPRO.close(2024)


@pytest.mark.parametrize("name", sorted(PUBLIC - {"figures"}))
def test_where_there_are_several_one_must_be_named(name: str) -> None:
    """Whatever is asked for and with whatever words."""
    value = inspect.getattr_static(Record, name)
    for record in (NONE, TWO):
        with pytest.raises(NotHeldError, match=r"^agreement: "):
            getattr(record, name)(2025) if inspect.isfunction(value) else getattr(record, name)


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: TWO.bill(2025),
            NotHeldError,
            "agreement: must be named: several are held. Held: kommunal-pro, aftale.",
        ),
        (lambda: NONE.years, NotHeldError, "agreement: the record holds none"),
        (
            lambda: TWO.ledger("comunal-pro"),
            NotHeldError,
            "agreement: is not held (got 'comunal-pro'). Nearest: kommunal-pro, aftale.",
        ),
        (
            lambda: NONE.ledger("aftale"),
            NotHeldError,
            "agreement: is not held (got 'aftale'). Nearest: none.",
        ),
        (
            lambda: TWO.ledger(7),  # type: ignore[arg-type]
            NotExactError,
            "agreement: must be a text (got 7)",
        ),
        (
            lambda: Record(figures=FIGURES, ledgers=(OTHER, KPRO, evolve(OTHER, budgets=()))),
            InvalidValueError,
            "ledgers: hold an agreement twice (got 'aftale')",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message


def test_every_field_of_a_record_is_named() -> None:
    assert all(one.kw_only for one in fields(Record))
