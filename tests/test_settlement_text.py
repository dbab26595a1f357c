"""Closed years, revisions and accounts as text, read back and summed."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest

from sundgov import kr
from sundgov.authority import Authority
from sundgov.finance.billing import bill_year
from sundgov.finance.budgets import BudgetLine
from sundgov.finance.closing import Closing, close_year
from sundgov.finance.results import Estimate, LineSpent, Result
from sundgov.finance.revisions import Revision
from sundgov.finance.terms import EqualTerms
from sundgov.formats.layout import Format, csv_text, harmless, json_text, table_text
from sundgov.formats.settlement_text import account_text, closing_text, revision_text
from sundgov.money import Amount
from sundgov.parties import Party
from sundgov.record import Ledger
from tests.builders import KPRO, agreement, budget, figures_with, municipality, party, units

A, B, C = (party(name) for name in "ABC")
SPENT = (LineSpent("drift", kr(8)), LineSpent("-pulje", kr(5)))


def closing(result: Result | Estimate) -> Closing:
    """10 kr. over A and B, 4 kr. over B and C 3:1."""
    alike, other = units({"A": 1, "B": 1}), units({"B": 3, "C": 1})
    terms = agreement([A, B, C], alike)
    lines = (
        BudgetLine("drift", "Drift", kr(10)),
        BudgetLine("-pulje", "Pulje", kr(4), key=other),
    )
    return close_year(bill_year(terms, budget(2024, *lines), figures_with(A, B, C)), result)


CLOSED = closing(Result(2024, SPENT, "2025-03-15"))


def test_a_closed_year_as_a_table_has_deficits_with_a_minus() -> None:
    assert closing_text(CLOSED, Format.TABLE) == (
        "Aftale 2024, regnskab 15. marts 2025\n"
        "\n"
        "Kode  Part   Opkrævet  Forbrug  Overskud\n"
        "----  -----  --------  -------  --------\n"
        "      A          5,00     4,00      1,00\n"
        "      B          8,00     7,75      0,25\n"
        "      C          1,00     1,25     -0,25\n"
        "----  -----  --------  -------  --------\n"
        "      I alt     14,00    13,00      1,00\n"
    )


def test_a_closed_year_as_json_sums_by_line_and_by_party() -> None:
    read = json.loads(closing_text(CLOSED, Format.JSON))
    assert list(read) == [
        *("agreement", "year", "kind", "known_on"),
        *("billed", "spent", "surplus", "lines", "parties"),
    ]
    assert (read["agreement"], read["year"], read["kind"]) == ("aftale", 2024, "result")
    assert read["known_on"] == "2025-03-15"
    assert read["lines"][1] == {
        "id": "-pulje",
        "billed": "4.00",
        "spent": "5.00",
        "surplus": "-1.00",
    }
    assert read["parties"][2] == {
        "id": "c",
        "code": None,
        "name": "C",
        "billed": "1.00",
        "spent": "1.25",
        "surplus": "-0.25",
    }
    for name in ("billed", "spent", "surplus"):
        for rows in (read["lines"], read["parties"]):
            assert sum(Decimal(row[name]) for row in rows) == Decimal(read[name])


def test_an_estimate_says_that_it_is_one() -> None:
    estimated = closing(Estimate(2024, SPENT, "2024-12-01"))
    assert closing_text(estimated, Format.TABLE).startswith("Aftale 2024, skøn 1. december 2024\n")
    read = json.loads(closing_text(estimated, Format.JSON))
    assert (read["kind"], read["made_on"]) == ("estimate", "2024-12-01")
    assert "known_on" not in read


def test_a_year_closed_in_one_sum_has_one_line_without_a_name() -> None:
    read = json.loads(closing_text(KPRO.close(2024), Format.JSON))
    assert read["lines"] == [
        {"id": None, "billed": "7000000.00", "spent": "6000000.00", "surplus": "1000000.00"}
    ]
    assert read["parties"][0]["code"] == "101"
    assert read["parties"][0]["surplus"] == "110182.44"


def test_a_closed_year_as_csv_is_read_back() -> None:
    rows = list(csv.DictReader(io.StringIO(closing_text(KPRO.close(2024), Format.CSV))))
    assert rows[0] == {
        "id": "koebenhavn",
        "code": "101",
        "name": "København",
        "billed": "771277.03",
        "spent": "661094.59",
        "surplus": "110182.44",
    }
    assert sum(Decimal(row["surplus"]) for row in rows) == 1_000_000


def held() -> Ledger:
    """7 kr. by hours 1:2:4 in 2024 and 2025; of 2024's, 6,30 were spent."""
    return Ledger(
        agreement([A, B, C], units({"A": 1, "B": 2, "C": 4})),
        (budget(2024, kr(7)), budget(2025, kr(7))),
        figures_with(A, B, C),
        results=(Result(2024, Amount(630), "2025-03-15"),),
    )


def revised(on: str) -> Revision:
    key = units({"A": 4, "B": 2, "C": 1})
    decided = Authority("st-4", "styregruppen", decided_on=on)
    return held().revise(2024, key=key, on=on, authority=decided, note="timer talt om")


def test_a_revision_as_a_table_says_whether_the_year_was_closed() -> None:
    assert revision_text(revised("2025-04-10"), Format.TABLE) == (
        "Aftale 2024, korrigeret 10. april 2025, efter afslutning\n"
        "\n"
        "Kode  Part   Opkrævet  Skulle være  Forskel\n"
        "----  -----  --------  -----------  -------\n"
        "      A          0,90         3,60     2,70\n"
        "      B          1,80         1,80     0,00\n"
        "      C          3,60         0,90    -2,70\n"
        "----  -----  --------  -----------  -------\n"
        "      I alt      6,30         6,30     0,00\n"
    )
    before = revision_text(revised("2025-01-10"), Format.TABLE).splitlines()
    assert before[0] == "Aftale 2024, korrigeret 10. januar 2025"
    assert before[4].split() == ["A", "1,00", "4,00", "3,00"]


def test_a_revision_as_json_and_csv() -> None:
    read = json.loads(revision_text(revised("2025-04-10"), Format.JSON))
    parties = read.pop("parties")
    assert read == {
        "agreement": "aftale",
        "year": 2024,
        "on": "2025-04-10",
        "was": "6.30",
        "should": "6.30",
        "difference": "0.00",
        "lines": [{"id": "l1", "difference": "0.00"}, {"id": "resultat", "difference": "0.00"}],
    }
    assert parties[0] == {
        "id": "a",
        "code": None,
        "name": "A",
        "was": "0.90",
        "should": "3.60",
        "difference": "2.70",
    }
    assert revision_text(revised("2025-04-10"), Format.CSV) == (
        "id,code,name,was,should,difference\n"
        "a,,A,0.90,3.60,2.70\n"
        "b,,B,1.80,1.80,0.00\n"
        "c,,C,3.60,0.90,-2.70\n"
    )


def test_a_revision_in_words() -> None:
    assert revised("2025-04-10").explain("A").splitlines() == [
        "A: forskel 2,70 kr.",
        "  Aftale, 2024 korrigeret, besluttet 10. april 2025",
        "  L1: opkrævet 1,00 kr., skulle have været 4,00 kr., forskel 3,00 kr.",
        "  Efterregulering 2024: opkrævet -0,10 kr., skulle have været -0,40 kr., "
        "forskel -0,30 kr.",
        "  Hjemmel: st-4 (styregruppen, 10. april 2025)",
        "  Bemærkning: timer talt om",
    ]
    assert revised("2025-01-10").explain("C", language="en").splitlines() == [
        "C: difference -DKK 3.00",
        "  Aftale, 2024 revised, decided 10 January 2025",
        "  L1: billed DKK 4.00, should have been DKK 1.00, difference -DKK 3.00",
        "  Authority: st-4 (styregruppen, 10 January 2025)",
        "  Note: timer talt om",
    ]
    assert revised("2025-04-10").explain("A", "en").splitlines()[3] == (
        "  Settlement of 2024: billed -DKK 0.10, should have been -DKK 0.40, difference -DKK 0.30"
    )
    bare = held().revise(2024, key=units({"A": 1, "B": 1, "C": 1}), on="2025-01-10")
    assert len(bare.explain("A").splitlines()) == 3


def test_an_account_leaves_open_what_is_not_known() -> None:
    record = held()
    assert account_text(record.account("A"), record.agreement, Format.TABLE) == (
        "Aftale, A\n"
        "\n"
        "År    Primo  Opkrævet  Overført  Flyttet  Forbrug  Afregnet  Ultimo\n"
        "----  -----  --------  --------  -------  -------  --------  ------\n"
        "2024   0,00      1,00      0,00     0,00     0,90      0,00    0,10\n"
        "2025   0,10      1,00     -0,10     0,00               0,00\n"
    )
    assert account_text(record.account("A"), record.agreement, Format.CSV) == (
        "year,opening,invoiced,carried,moved,spent,settled,closing\n"
        "2024,0.00,1.00,0.00,0.00,0.90,0.00,0.10\n"
        "2025,0.10,1.00,-0.10,0.00,,0.00,\n"
    )
    read = json.loads(account_text(record.account("A"), record.agreement, Format.JSON))
    assert (read["agreement"], read["party"]["id"]) == ("aftale", "a")
    assert read["years"][1] == {
        "year": 2025,
        "opening": "0.10",
        "invoiced": "1.00",
        "carried": "-0.10",
        "moved": "0.00",
        "spent": None,
        "settled": "0.00",
        "closing": None,
    }


def test_the_account_of_all_together_names_nobody() -> None:
    record = held()
    whole = record.account()
    text = account_text(whole, record.agreement, Format.TABLE).splitlines()
    assert text[0] == "Aftale, alle parter"
    assert text[4].split() == ["2024", "0,00", "7,00", "0,00", "0,00", "6,30", "0,00", "0,70"]
    assert json.loads(account_text(whole, record.agreement, Format.JSON))["party"] is None


def test_a_name_is_never_a_formula() -> None:
    own = Party("fjendtlig", "=1+1")
    bill = bill_year(agreement([own], EqualTerms()), budget(2024, kr(1)), figures_with(own))
    text = closing_text(close_year(bill, Result(2024, kr(1), "2025-03-15")), Format.CSV)
    assert text.splitlines()[1] == "fjendtlig,,'=1+1,1.00,1.00,0.00"


# -- the layout itself


def test_a_table_without_title_rows_or_foot_is_its_head() -> None:
    assert table_text("", ["Navn", "kr."], [], texts=1) == "Navn  kr.\n----  ---\n"
    assert table_text("", ["a", "b"], [["x", "1"]], texts=2) == "a  b\n-  -\nx  1\n"


def test_no_break_spaces_become_ordinary_ones() -> None:
    assert table_text("1\N{NO-BREAK SPACE}kr.", ["a"], [], texts=0) == "1 kr.\n\na\n-\n"


def test_csv_quotes_what_needs_it_and_json_keeps_its_letters() -> None:
    assert csv_text(["a", "b"], [['x,"y"', 1]]) == 'a,b\n"x,""y""",1\n'
    assert json_text({"å": None}) == '{\n  "å": null\n}\n'


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x"])
def test_a_formula_is_made_harmless_and_plain_text_left_alone(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"
    assert municipality("Samsø").name == harmless("Samsø")
