"""The example of home monitoring: most words of the file, billed, closed, invoiced and left."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sundgov import Amount, kr
from sundgov.formats import load
from sundgov.record import Record
from tests.builders import EXAMPLE

FILE = EXAMPLE.parent / "home-monitoring.toml"


@pytest.fixture(scope="module")
def record() -> Record:
    return load(FILE)


def ore(amount: Amount) -> int:
    return amount.ore


def test_half_the_operation_is_the_regions_and_the_newcomer_pays_one_half_year(
    record: Record,
) -> None:
    bill = record.bill(2024)
    assert ore(bill["Region Nordjylland"]) == 60_000_000
    # Half of 1,2 mio. kr. by heads of 2023, 19.182 being half of Jammerbugt's 38.364; and of
    # 300.000 kr. 20 hours of the 315 that are left when half its 40 count.
    exact = Fraction(60_000_000 * 19_182, 180_373) + Fraction(30_000_000 * 20, 315)
    assert ore(bill["Jammerbugt"]) in (int(exact), int(exact) + 1)
    assert not bill.amount("Jammerbugt", instalment="2024-01")
    assert ore(bill.total) == 150_000_000


def test_the_next_year_is_indexed_and_takes_the_result_and_the_revision(record: Record) -> None:
    bill = record.bill(2025)
    assert ore(bill.gross()) == 154_500_000  # by 3,0 per cent
    assert ore(bill.carried()) == -8_000_000  # 1.420.000 of 1.500.000 spent; a revision sums to 0
    assert ore(bill["Region Nordjylland"]) == 61_800_000 - 5_000_000


def test_invoices_have_vat_and_reach_the_gln(record: Record) -> None:
    invoice = record.bill(2025).invoice("Hjørring", "2025-07")
    assert str(invoice.buyer.endpoint) == "GLN 5798000416604"
    assert ore(invoice.total) == 17_972_683  # 143.781,46 and a quarter of it, 35.945,365


def test_the_leaver_is_settled_and_its_account_closed(record: Record) -> None:
    settlement = record.exit("Læsø")
    assert ore(settlement.total) == 13_433 + 261_167 - 58_762
    assert settlement.findings == ()
    last = record.account("Læsø").years[-1]
    assert last.closing is not None
    assert last.closing.ore == kr(0).ore
