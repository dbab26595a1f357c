"""What finance finds in a record comes out of the checks, each bill made once."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from sundgov.checks import Check, run
from sundgov.checks.money.books import BILLS, BOOKS, EXITS, FOLLOW_UPS, INVOICES
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import Budget
from sundgov.findings import Finding
from sundgov.formats import load, loads
from sundgov.record import Record
from sundgov.record.books import Books
from tests.builders import EXAMPLE

ON = dt.date(2024, 1, 1)
DRIFT = """
[agreement]
id = "drift"
name = "Fælles drift"
collector = "Region Nordjylland"
vat = "outside scope"
key = {by = "equal"}
instalments = [{month = 1, share = "1/2"}, {month = 7, share = "1/2"}]
members = [{who = ["Læsø", "Samsø"], joined = 2020-01-01}]
"""
YEAR = """
[[budgets]]
year = 2024
ceiling = {amount = 900}
lines = [{id = "drift", name = "Drift", amount = 1000}]
"""
BROKEN = """
[[budgets]]
year = 2025
lines = [{id = "drift", name = "Drift", amount = "1.000 kr. (2023 pl)"}]
"""


def found(text: str, on: dt.date = ON, checks: tuple[Check, ...] = BOOKS) -> tuple[Finding, ...]:
    record = loads(text)
    return run(checks, record, record.figures, on)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in findings]


def test_every_finding_of_a_bill_and_a_follow_up_is_told_with_its_agreement() -> None:
    status = """
[[follow_ups]]
year = 2024
on = 2024-06-01
lines = [{line = "drift", spent = 1100}, {line = "support", spent = 1}]
"""
    record = loads(DRIFT + YEAR + status)
    told = run((*BILLS, *FOLLOW_UPS), record, record.figures, dt.date(2026, 1, 1))
    own = [*record.bill(2024).findings, *record.follow_up(2024).findings]
    assert len(own) == 4
    assert {(one.code, one.place, one.why) for one in told} == {
        (one.code, f"drift, {one.place}", one.why) for one in own
    }


def test_the_examples_books_are_in_order() -> None:
    for name in ("kommunal-pro", "care-plans", "home-monitoring"):
        record = load(EXAMPLE.with_name(f"{name}.toml"))
        strict = ("no-reference", "no-account")
        told = run(BOOKS, record, record.figures, dt.date(2024, 2, 1))
        assert [one for one in told if one.code not in strict] == []


def test_each_bill_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[int] = Counter()

    def counted(agreement: object, plan: Budget, *others: object) -> Bill:
        made[plan.year] += 1
        return bill_year(agreement, plan, *others)  # type: ignore[arg-type]

    monkeypatch.setattr("sundgov.record.ledger.bill_year", counted)
    text = DRIFT + YEAR + YEAR.replace("2024", "2026")
    record = loads(text)
    run(BOOKS, record, record.figures, ON)
    run(BOOKS, record, record.figures, dt.date(2025, 1, 1))
    assert made == {2024: 1, 2026: 1}
    record.bill(2024)
    assert made[2024] == 1
    record.bill(2024, carry=())
    assert made[2024] == 2


def test_a_year_that_cannot_be_billed_is_told_and_the_others_are_read() -> None:
    told = found(DRIFT + YEAR + BROKEN, checks=BILLS)
    assert codes(told) == ["ceiling-exceeded", "cannot-be-billed"]
    assert told[1].place == "drift, budget 2025"


def test_what_builds_on_a_bill_that_cannot_be_made_is_not_told() -> None:
    more = "\n[[results]]\nyear = 2025\nspent = {support = 1}\nknown_on = 2026-03-01\n"
    assert codes(found(DRIFT + BROKEN + more, dt.date(2030, 1, 1))) == ["cannot-be-billed"]


def test_a_refusal_says_what_to_do_or_what_there_is() -> None:
    result = "\n[[results]]\nyear = 2024\nspent = {support = 1}\nknown_on = 2025-03-01\n"
    (closing,) = found(DRIFT + YEAR + result, checks=(BILLS[2],))
    assert closing.remedy == "Correct the terms, the budget or the figures. Lines: drift."
    key = DRIFT.replace('"equal"}', '"equal", pool = ["Ærø"]}')
    (refused,) = found(key + YEAR, checks=(BILLS[0],))
    assert refused.why == "pool: names a party outside the agreement (got 'Ærø')"
    assert refused.remedy == "Correct the terms, the budget or the figures."
    unheld = DRIFT.replace(
        '{by = "equal"}', '{by = "heads", population = "1 April two years before"}'
    )
    (missing,) = found(unheld + YEAR, checks=(BILLS[0],))
    assert (missing.why, missing.remedy) == (
        "population: no population is held for the date (got '2022-04-01')",
        "Correct the terms, the budget or the figures. Nearest held: 2022-01-01, 2023-01-01.",
    )


def test_a_transfer_between_years_is_told_once() -> None:
    later = YEAR.replace("2024", "2025")
    moved = """
[[transfers]]
id = "1"
amount = 100
from_line = {year = 2024, line = "drift"}
to_line = {year = 2025, line = "drift"}
"""
    told = found(DRIFT + YEAR + later + moved, checks=FOLLOW_UPS)
    assert codes(told).count("transfer-without-authority") == 1


@pytest.mark.parametrize(
    ("on", "instalment"),
    [
        ("2023-01-01", "2024-01"),
        ("2024-01-01", "2024-01"),
        ("2024-01-02", "2024-07"),
        ("2024-07-01", "2024-07"),
        ("2024-07-02", None),
    ],
)
def test_the_invoices_next_to_be_sent_are_read(on: str, instalment: str | None) -> None:
    later = YEAR.replace("2024", "2023").replace("900", "1000")
    told = found(DRIFT + YEAR + later + BROKEN, dt.date.fromisoformat(on), INVOICES)
    wanted = {"2023-01-01": "2023-01"}.get(on, instalment)
    places = [one.place for one in told]
    assert places == (
        [f"drift, instalment {wanted}", f"drift-{wanted}-741", f"drift-{wanted}-825"]
        if wanted
        else []
    )


def test_several_agreements_are_told_apart() -> None:
    first, second = loads(DRIFT + YEAR), loads((DRIFT + YEAR).replace('"drift"', '"support"', 1))
    both = Record(figures=first.figures, ledgers=(*second.ledgers, *first.ledgers))
    told = run(BILLS, both, both.figures, ON)
    assert [one.place.partition(",")[0] for one in told] == ["drift", "support"]
    turned = Record(figures=first.figures, ledgers=(*first.ledgers, *second.ledgers))
    assert run(BOOKS, turned, turned.figures, ON) == run(BOOKS, both, both.figures, ON)


def test_books_of_nothing_find_nothing() -> None:
    assert Books(()).findings(ON) == ()


def test_what_cannot_be_followed_or_settled_is_told() -> None:
    decided = 'authority = {id = "st-1", body = "Styregruppen", decided_on = 2024-03-01}\nlines'
    early = '\n[[follow_ups]]\nyear = 2024\non = 2024-02-01\nlines = [{line = "drift"}]\n'
    (followed,) = found(DRIFT + YEAR.replace("lines", decided) + early, checks=FOLLOW_UPS)
    assert (followed.code, followed.place) == ("cannot-be-followed", "drift, budget 2024")
    left = """
[[results]]
year = 2024
spent = 1000
known_on = 2025-03-01

[[exits]]
party = "Læsø"
on = 2024-12-31
"""
    (settled,) = found(DRIFT + YEAR.replace("2024", "2023") + YEAR + left, checks=EXITS)
    assert (settled.code, settled.place) == ("cannot-be-settled", "drift, exit of Læsø")
    assert settled.remedy == "Give the year's result."
