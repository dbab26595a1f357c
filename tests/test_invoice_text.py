"""Invoices as a table, CSV and JSON, and the command that prints them."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import kr
from sundgov.__main__ import main
from sundgov.authority import Authority
from sundgov.finance.addresses import BankAccount, BillingAddress, Endpoint
from sundgov.finance.invoices import CreditNote
from sundgov.formats.invoice_json import exact_text
from sundgov.formats.invoice_text import findings_text, invoices_text
from sundgov.formats.layout import Format
from sundgov.parties import Party
from tests.builders import EXAMPLE, KPRO
from tests.invoice_cases import EXEMPT, STANDARD, after, closed, year

FILE = str(EXAMPLE)
JULY = KPRO.bill(2025).invoices("2025-07")
BACK = after(closed(100, vat=STANDARD), vat=STANDARD).invoices("2025-07")


def test_the_json_of_samsoe_in_july() -> None:
    one = KPRO.bill(2025).invoice("Samsø", "2025-07")
    (read,) = json.loads(invoices_text([one], Format.JSON))
    lines = read.pop("lines")
    assert read == {
        "number": "kommunal-pro-2025-07-741",
        "kind": "invoice",
        "agreement": "kommunal-pro",
        "seller": {
            "id": "region-nordjylland",
            "code": "1081",
            "name": "Region Nordjylland",
            "cvr": "29190941",
        },
        "party": {"id": "samsoe", "code": "741", "name": "Samsø"},
        "buyer": {
            "id": "samsoe",
            "code": "741",
            "name": "Samsø",
            "cvr": "23795515",
            "endpoint": {"scheme": "CVR", "id": "23795515"},
            "reference": None,
            "order": None,
        },
        "account": None,
        "currency": "DKK",
        "issue_date": "2025-07-01",
        "due_date": "2025-07-31",
        "period": {"from": "2025-07-01", "to": "2025-12-31"},
        "allowances": [
            {"amount": "636.32", "reason": "Overskud 2024, kendt 15. marts 2025", "year": 2024}
        ],
        "net": "1597.62",
        "vat": "0.00",
        "vat_treatment": {"kind": "outside scope", "rate": "0", "reason": None},
        "total": "1597.62",
        "authority": {
            "id": "kpro-2023-12-08-3",
            "body": "Forretningsstyregruppen for Kommunal PRO",
            "decided_on": "2023-12-08",
        },
        "corrects": [],
    }
    assert lines[0] == {
        "id": "drift",
        "name": "Drift",
        "note": None,
        "quantity": "3694",
        "unit": "indbyggere",
        # 4.223.000 ÷ 2 ÷ 5.961.158
        "unit_price": str(Fraction(4_223_000, 2 * 5_961_158)),
        "net": "1308.45",
        "price_level": {"from": "2024 pl", "to": "løbende priser 2025"},
        "indices": [
            {
                "publisher": "Økonomistyrelsen",
                "name": "generelt pris- og lønindeks",
                "kind": "total",
                "from_year": 2024,
                "to_year": 2025,
                "percent": "3",
                "published": "2024-06-06",
            }
        ],
        "key": "folketal 1. januar 2024 (FOLK1A, offentliggjort 15. februar 2024 efter udgiverens"
        " kalender)",
        "populations": [
            {"reference_date": "2024-01-01", "published": "2024-02-15", "table": "FOLK1A"}
        ],
    }
    assert [line["net"] for line in lines] == ["1308.45", "446.79", "159.57", "319.13"]


def test_the_json_of_a_credit_note_is_above_zero() -> None:
    a, b = json.loads(invoices_text(BACK, Format.JSON))
    assert (a["kind"], a["net"], a["vat"], a["total"]) == (
        "credit note",
        "150.00",
        "37.50",
        "187.50",
    )
    assert a["lines"] == [
        {
            "id": "l1",
            "name": "L1",
            "note": None,
            "quantity": "-3",
            "unit": "timer",
            "unit_price": "125",
            "net": "-375.00",
            "price_level": {"from": "løbende priser 2025", "to": "løbende priser 2025"},
            "indices": [],
            "key": "antal timer",
            "populations": [],
        },
        {
            "id": "efterregulering-2024",
            "name": "Overskud 2024",
            "note": "Overskud 2024, kendt 15. marts 2025; hjemmel: ref-7 (styregruppen, 20. marts"
            " 2025)",
            "quantity": "1",
            "unit": "stk.",
            "unit_price": None,
            "net": "525.00",
            "price_level": None,
            "indices": [],
            "key": None,
            "populations": [],
        },
    ]
    assert b["corrects"] == ["aftale-2024-01-b", "aftale-2024-07-b"]
    assert a["party"] == {"id": "a", "code": None, "name": "A"}
    assert (a["buyer"]["endpoint"], a["authority"]) == (None, None)
    assert a["vat_treatment"] == {"kind": "standard", "rate": "25", "reason": None}


GLN = Endpoint.gln("5798000416604")
DESK = BillingAddress(Party("a", "A", cvr="29190941"), GLN, reference="Mette", order="@4711")
TO_DESK = year(
    2025,
    kr(1000),
    addresses=(DESK,),
    account=BankAccount("0040", "440116243"),
    vat=EXEMPT,
    authority=Authority("ref-8", "styregruppen"),
)


def test_the_json_tells_where_it_goes_and_where_it_is_paid() -> None:
    (read,) = json.loads(invoices_text([TO_DESK.invoice("A", "2025-07")], Format.JSON))
    assert read["buyer"] == {
        "id": "a",
        "code": None,
        "name": "A",
        "cvr": "29190941",
        "endpoint": {"scheme": "GLN", "id": "5798000416604"},
        "reference": "Mette",
        "order": "@4711",
    }
    assert read["account"] == {"registration": "0040", "number": "440116243"}
    assert read["authority"] == {"id": "ref-8", "body": "styregruppen", "decided_on": None}
    assert read["vat_treatment"] == {
        "kind": "exempt",
        "rate": "0",
        "reason": "omkostningsfællesskab",
    }


def test_the_csv_tells_where_it_goes() -> None:
    text = invoices_text(TO_DESK.invoices("2025-07"), Format.CSV)
    a, b = csv.DictReader(io.StringIO(text))
    new = ("seller_cvr", "buyer_cvr", "endpoint", "reference", "order", "currency")
    assert [a[column] for column in new] == [
        "29190941",
        "29190941",
        "GLN 5798000416604",
        "Mette",
        "'@4711",
        "DKK",
    ]
    assert [b[column] for column in new] == ["29190941", "", "", "", "", "DKK"]


def test_the_csv_sums_to_the_instalment() -> None:
    rows = list(csv.DictReader(io.StringIO(invoices_text(JULY, Format.CSV))))
    assert len(rows) == 98
    assert sum(Decimal(row["net"]) for row in rows) == 2_605_000
    assert rows[0] == {
        "number": "kommunal-pro-2025-07-101",
        "kind": "invoice",
        "id": "koebenhavn",
        "code": "101",
        "name": "København",
        "issue_date": "2025-07-01",
        "due_date": "2025-07-31",
        "from": "2025-07-01",
        "to": "2025-12-31",
        "net": "288558.34",
        "vat": "0.00",
        "total": "288558.34",
        "corrects": "",
        "seller_cvr": "29190941",
        "buyer_cvr": "64942212",
        "endpoint": "CVR 64942212",
        "reference": "",
        "order": "",
        "currency": "DKK",
    }


def test_a_credit_note_is_below_zero_in_csv_and_table() -> None:
    assert invoices_text(BACK, Format.CSV).splitlines()[1] == (
        "aftale-2025-07-a,credit note,a,,A,2025-07-01,2025-07-31,2025-07-01,2025-12-31,"
        "-150.00,-37.50,-187.50,aftale-2024-01-a aftale-2024-07-a,29190941,,,,,DKK"
    )
    assert invoices_text(BACK, Format.TABLE) == (
        "Nummer            Art         Part   Udstedt     Forfalder   Før moms    Moms    I alt\n"
        "----------------  ----------  -----  ----------  ----------  --------  ------  -------\n"
        "aftale-2025-07-a  Kreditnota  A      2025-07-01  2025-07-31   -150,00  -37,50  -187,50\n"
        "aftale-2025-07-b  Kreditnota  B      2025-07-01  2025-07-31    -50,00  -12,50   -62,50\n"
        "----------------  ----------  -----  ----------  ----------  --------  ------  -------\n"
        "                              I alt                           -200,00  -50,00  -250,00\n"
    )


def test_cells_are_no_formulas() -> None:
    (note,) = (one for one in BACK[:1] if isinstance(one, CreditNote))
    evil = evolve(note, number="=1+1", buyer=BillingAddress(Party("x", "@x")), corrects=("-1",))
    row = invoices_text([evil], Format.CSV).splitlines()[1]
    assert row.startswith("'=1+1,credit note,x,,'@x,")
    assert ",'-1,29190941," in row


def test_no_invoices_are_an_empty_answer() -> None:
    assert invoices_text([], Format.JSON) == "[]\n"
    assert len(invoices_text([], Format.CSV).splitlines()) == 1
    assert invoices_text([], Format.TABLE).splitlines()[-1].split() == [
        "I",
        "alt",
        "0,00",
        "0,00",
        "0,00",
    ]


@given(st.fractions(max_denominator=10**6))
def test_an_exact_text_is_read_back(number: Fraction) -> None:
    text = exact_text(number)
    assert Fraction(text) == number
    ends = all(number.denominator % prime for prime in (3, 7, 11, 13))
    if "." in text:
        assert ends
        assert not text.endswith("0")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(1, 80), "0.0125"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(41750, 20000), "2.0875"),
        (Fraction(-2, 3), "-2/3"),
    ],
)
def test_exact_texts(number: Fraction, text: str) -> None:
    assert exact_text(number) == text


def test_findings_are_told_once_a_kind() -> None:
    a, b = year(2025, kr(1000), payment_days=60).invoices("2025-07")
    assert findings_text([a, b]) == (
        "warning no-endpoint: aftale-2025-07-a: A has neither a GLN nor a CVR number, so no"
        " e-invoice reaches it. State its GLN in agreement.addresses, or send it on paper. (2 of"
        " 2)",
        "warning no-reference: aftale-2025-07-a: A is given neither a person reference nor an"
        " order number. Ask it for one and state it in agreement.addresses. (2 of 2)",
        "warning no-account: aftale-2025-07-a: Aftale names no account that it is paid to. State"
        " the collector's in agreement.account. (2 of 2)",
        "warning payment-days: aftale-2025-07-a: 60 payment days; a public body may not agree to"
        " more than 30. Shorten payment_days. (2 of 2)",
    )


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(("invoices", FILE, "--year", "2025", "--instalment", *arguments))
    out, err = capsys.readouterr()
    return status, out, err


def test_the_command_prints_an_instalment(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "2025-07")
    assert status == 0
    assert len(out.splitlines()) == 98 + 4
    assert out.splitlines()[-1].split()[-1] == "2.605.000,00"
    assert err == (
        "warning no-reference: kommunal-pro-2025-07-101: København (101) is given neither a person"
        " reference nor an order number. Ask it for one and state it in agreement.addresses. (98"
        " of 98)\n"
        "warning no-account: kommunal-pro-2025-07-101: Kommunal PRO names no account that it is"
        " paid to. State the collector's in agreement.account. (98 of 98)\n"
    )


def test_the_command_prints_one_party(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "2025-07", "--party", "Samsø", "--format", "json")
    (read,) = json.loads(out)
    assert read["total"] == "1597.62"
    _, out, _ = run(capsys, "2025-01", "--party", "741", "--format", "csv")
    assert len(out.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("2025-08",),
            "instalment: is none of the bill (got '2025-08'). Instalments: 2025-01, 2025-07.\n",
        ),
        (
            ("2025-07", "--party", "Samso"),
            "party: no party answers to this name or code (got 'Samso'). "
            "Nearest: Samsø (741), Morsø (773), Læsø (825).\n",
        ),
    ],
)
def test_what_is_not_billed_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    assert run(capsys, *arguments) == (1, "", message)


def test_the_instalment_is_required(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["invoices", FILE, "--year", "2025"])
    assert ended.value.code == 2
    assert "--instalment" in capsys.readouterr().err
