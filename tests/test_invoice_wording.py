"""Invoices and their lines in words, in both languages."""

from __future__ import annotations

import pytest
from attrs import evolve

from sundgov import kr
from sundgov.finance.addresses import BankAccount, BillingAddress, Endpoint
from sundgov.finance.agreements import VatKind, VatTreatment
from sundgov.finance.carried import Carried, CarryKind
from sundgov.finance.carry_rules import AtOnce, CarryBasis, CarryRule, EstimateThenResult
from sundgov.finance.carrying import Heirs, carry_into
from sundgov.finance.invoice_lines import Allowance
from sundgov.finance.invoices import Invoice
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.parties import Party
from sundgov.printing import Language
from tests.builders import KPRO, units
from tests.invoice_cases import (
    BOTH,
    DECIDED,
    EXEMPT,
    HALF_YEAR,
    STANDARD,
    A,
    after,
    closed,
    estimated,
    line,
    money,
    year,
)
from tests.test_invoicing import revision

ADDRESS = BillingAddress(A, Endpoint.gln("5798000416604"), reference="Mette", order="4711")
BEHIND = "ref-7 (styregruppen, 20. marts 2025)"
DECISION = "ref-7 (styregruppen, 20 March 2025)"


def test_an_invoice_with_everything() -> None:
    bill = after(
        closed(400, vat=STANDARD),
        vat=STANDARD,
        payment_days=31,
        authority=DECIDED,
        addresses=(ADDRESS,),
        account=BankAccount("0040", "440116243"),
    )
    one = bill.invoice("A", "2025-07")
    assert one.explain().splitlines() == [
        "Faktura aftale-2025-07-a til A: 93,75 kr.",
        "  Aftale, 1. juli 2025 – 31. december 2025",
        "  Udstedt 1. juli 2025 af Region Nordjylland (1081)",
        "  Modtager: GLN 5798000416604, personreference Mette, rekvisition 4711",
        "  Betales senest 1. august 2025 (31 dage)",
        "  Konto: 0040 440116243",
        "  Linjer:",
        "    L1: 375,00 kr. (3 timer × 125 kr.)",
        f"  Fradrag, Overskud 2024: 300,00 kr. (kendt 15. marts 2025; hjemmel: {BEHIND})",
        "  I alt før moms: 75,00 kr.",
        "  Moms: 18,75 kr. (25 pct.)",
        "  At betale: 93,75 kr.",
        f"  Hjemmel: {BEHIND}",
    ]
    assert one.explain("en").splitlines() == [
        "Invoice aftale-2025-07-a to A: DKK 93.75",
        "  Aftale, 1 July 2025 – 31 December 2025",
        "  Issued 1 July 2025 by Region Nordjylland (1081)",
        "  Receiver: GLN 5798000416604, person reference Mette, order 4711",
        "  To be paid by 1 August 2025 (31 days)",
        "  Account: 0040 440116243",
        "  Lines:",
        "    L1: DKK 375.00 (3 timer × DKK 125)",
        f"  Deducted, Surplus of 2024: DKK 300.00 (known 15 March 2025; authority: {DECISION})",
        "  Sum before VAT: DKK 75.00",
        "  VAT: DKK 18.75 (25 per cent)",
        "  To be paid: DKK 93.75",
        f"  Authority: {DECISION}",
    ]


def test_a_credit_note_names_what_it_corrects() -> None:
    paid_to = BankAccount("0040", "1")
    one = after(closed(100), account=paid_to).invoice("A", "2025-07")
    assert one.explain().splitlines() == [
        "Kreditnota aftale-2025-07-a til A: 150,00 kr.",
        "  Aftale, 1. juli 2025 – 31. december 2025",
        "  Udstedt 1. juli 2025 af Region Nordjylland (1081)",
        "  Modtager: hverken GLN eller CVR-nummer; sendes på papir",
        "  Udbetales senest 31. juli 2025 (30 dage)",
        "  Linjer:",
        "    L1: -375,00 kr. (-3 timer × 125 kr.)",
        f"    Overskud 2024: 525,00 kr. (kendt 15. marts 2025; hjemmel: {BEHIND})",
        "  I alt før moms: 150,00 kr.",
        "  Moms: 0,00 kr. (uden for momslovens område)",
        "  At udbetale: 150,00 kr.",
        "  Retter: aftale-2024-01-a, aftale-2024-07-a",
    ]
    english = one.explain("en").splitlines()
    assert english[0] == "Credit note aftale-2025-07-a to A: DKK 150.00"
    assert english[3:5] == [
        "  Receiver: neither GLN nor CVR number; sent on paper",
        "  To be paid back by 31 July 2025 (30 days)",
    ]
    assert english[9:] == [
        "  VAT: DKK 0.00 (outside the scope of VAT)",
        "  To be paid back: DKK 150.00",
        "  Corrects: aftale-2024-01-a, aftale-2024-07-a",
    ]
    back = year(2025, kr(-1000)).invoice("A", "2025-07").explain()
    assert back.splitlines()[-1] == "  At udbetale: 375,00 kr."


def test_an_invoice_of_nothing_has_no_day_to_pay_by() -> None:
    """A's half of the year is 375 kr., and 375 of the 500 kr. left of 2024 are its."""
    bill = after(closed(300), account=BankAccount("0040", "1"))
    one = bill.invoice("A", "2025-07")
    assert one.explain().splitlines()[3:6] == [
        "  Modtager: hverken GLN eller CVR-nummer; sendes på papir",
        "  Intet at betale",
        "  Linjer:",
    ]
    assert one.explain().splitlines()[-1] == "  At betale: 0,00 kr."
    assert one.explain("en").splitlines()[4] == "  Nothing to be paid"


def test_a_moved_due_date_tells_why() -> None:
    closing = closed(1000, vat=EXEMPT, carry=CarryRule(way=AtOnce()))
    _, b = closing.invoices("2025-05-06")
    assert b.explain().splitlines()[4:6] == [
        "  Betales senest 6. juni 2025 (30 dage)",
        "    30 dage løber til 5. juni 2025, men da har bankerne lukket (Grundlovsdag), så fristen"
        " er næste bankdag",
    ]
    assert "  Moms: 0,00 kr. (fritaget: omkostningsfællesskab)" in b.explain().splitlines()
    assert b.explain("en").splitlines()[5] == (
        "    30 days run to 5 June 2025, but banks are closed then (Constitution Day), so it is due"
        " on the next bank day"
    )
    assert "  VAT: DKK 0.00 (exempt: omkostningsfællesskab)" in b.explain("en").splitlines()


def test_a_reason_outside_the_scope_and_a_plain_allowance_are_told() -> None:
    law = VatTreatment(VatKind.OUTSIDE_SCOPE, "myndighedsudøvelse")
    terms = year(2025, kr(1), vat=law).agreement
    one = Invoice(
        terms,
        "n",
        "2025-07-01",
        HALF_YEAR,
        BillingAddress(A),
        (line(money(10)),),
        allowances=(Allowance(money(3), "Aftalt nedslag", 2024),),
    )
    told = one.explain().splitlines()
    assert told[6:9] == [
        "    Drift: 10,00 kr.",
        "  Fradrag: 3,00 kr. (Aftalt nedslag)",
        "  I alt før moms: 7,00 kr.",
    ]
    assert "  Moms: 0,00 kr. (uden for momslovens område: myndighedsudøvelse)" in told


def test_a_line_tells_price_level_index_key_population_and_authority() -> None:
    one = KPRO.bill(2025, carry=()).invoice("Samsø", "2025-07").line("drift")
    danish = one.explain().splitlines()
    assert danish[:9] == [
        "Drift: 1.308,45 kr. (3.694 indbyggere × 0,354209… kr.)",
        "  Kommunal PRO, Samsø (741), 2025-07",
        "  Antal × pris: 1.308,450639… kr. → 1.308,45 kr. (hele øre op eller ned, så alle summer"
        " passer)",
        "  Prisniveau: fra 2024 pl til løbende priser 2025",
        "  Moms: uden for momslovens område",
        "  Postens hele år:",
        "    Samsø (741), Drift: 2.616,90 kr. af 4.223.000,00 kr.",
        "      Kommunal PRO, 2025",
        "      Beløb: 4.100.000,00 kr. (2024 pl) × 1,03 = 4.223.000,00 kr.",
    ]
    proof = KPRO.bill(2025, carry=()).explain("Samsø", line="drift").splitlines()
    assert danish[6:] == [f"    {text}" for text in proof]
    for word in ("Indeks: ", "offentliggjort", "folketal 1. januar 2024", "Hjemmel: kpro-2023"):
        assert word in one.explain()
    english = one.explain("en").splitlines()
    assert english[0] == "Drift: DKK 1,308.45 (3,694 inhabitants × DKK 0.354209…)"
    assert english[2:6] == [
        "  Quantity × price: DKK 1,308.450639… → DKK 1,308.45 (the whole øre below or above, so"
        " that every total comes out)",
        "  Price level: from 2024 pl to current prices 2025",
        "  VAT: outside the scope of VAT",
        "  The line's whole year:",
    ]


def test_a_line_that_comes_out_even_says_less() -> None:
    even = year(2025, kr(1000)).invoice("A", "2025-07").lines[0]
    assert even.explain().splitlines()[1:4] == [
        "  Aftale, A, 2025-07",
        "  Prisniveau: løbende priser 2025",
        "  Moms: uden for momslovens område",
    ]


@pytest.mark.parametrize(
    ("language", "collected", "returned"),
    [
        ("da", "Underskud 2024: 150,00 kr. (kendt", "Overskud 2024: 300,00 kr. (kendt"),
        ("en", "Deficit of 2024: DKK 150.00 (known", "Surplus of 2024: DKK 300.00 (known"),
    ],
)
def test_results_are_named_by_what_they_do(
    language: Language, collected: str, returned: str
) -> None:
    deficit = after(closed(1000)).invoice("A", "2025-07").lines[1]
    assert deficit.explain(language).startswith(collected)
    assert "200" in deficit.explain(language).splitlines()[1]
    assert returned in after(closed(400)).invoice("A", "2025-07").explain(language)


@pytest.mark.parametrize(
    ("language", "estimate", "result"),
    [
        (
            "da",
            "Skønnet overskud 2024: 150,00 kr. (skøn 1. dec",
            "Underskud 2024 ud over skønnet: 75",
        ),
        (
            "en",
            "Estimated surplus of 2024: DKK 150.00 (estimated 1 Dec",
            "Deficit of 2024 beyond the estimate: DKK 75",
        ),
    ],
)
def test_estimates_are_named_as_such(language: Language, estimate: str, result: str) -> None:
    rule = CarryRule(way=EstimateThenResult(1, 7))
    bill = after(estimated(600, carry=rule), closed(700, carry=rule), carry=rule)
    assert estimate in bill.invoice("A", "2025-01").explain(language)
    assert result in bill.invoice("A", "2025-07").explain(language)
    other = after(estimated(900, carry=rule), closed(700, carry=rule), carry=rule)
    worse, less = {
        "da": ("Skønnet underskud 2024: 75", "Overskud 2024 ud over skønnet: 150"),
        "en": ("Estimated deficit of 2024: DKK 75", "Surplus of 2024 beyond the estimate: DKK 150"),
    }[language]
    assert worse in other.invoice("A", "2025-01").explain(language)
    assert less in other.invoice("A", "2025-07").explain(language)


def test_revisions_are_named_by_what_was_wrong() -> None:
    a, b = after(revision(1)).invoices("2025-07")
    assert "Revision of 2024, too much billed: DKK 200.00 (decided 1 May 2025" in a.explain("en")
    assert "Revision of 2024, too little billed: DKK 200.00 (decided" in b.explain("en")
    assert a.allowances[0].origin is not None
    assert a.allowances[0].origin.kind is CarryKind.REVISION
    assert "forskel" in b.lines[1].explain()


def test_a_deduction_tells_where_it_comes_from() -> None:
    (less,) = after(closed(400)).invoice("A", "2025-07").allowances
    (closing,) = after(closed(400)).carries
    assert less.explain().splitlines() == [
        f"Fradrag, Overskud 2024: 300,00 kr. (kendt 15. marts 2025; hjemmel: {BEHIND})",
        "  Efterregulering af 2024: 300,00 kr. tilbageføres (-300,00 kr. af -400,00 kr.)",
        *(f"    {told}" for told in closing.source.explain("A").splitlines()),
    ]
    assert less.explain("en").startswith("Deducted, Surplus of 2024: DKK 300.00 (known 15 March")
    bare = Allowance(money(5), "Efter aftale", 2024)
    assert bare.explain() == "Fradrag: 5,00 kr. (Efter aftale)"


def test_by_a_new_key_what_a_party_paid_is_no_proof() -> None:
    """Of the 400 left of 2024 B had paid 100 and gets half by the new key."""
    rule = CarryRule(basis=CarryBasis.NEW_KEY)
    bill = after(closed(400, carry=rule), key=units({"A": 1, "B": 1}), carry=rule)
    (less,) = bill.invoice("B", "2025-07").allowances
    assert less.explain("en").splitlines() == [
        f"Deducted, Surplus of 2024: DKK 200.00 (known 15 March 2025; authority: {DECISION})",
        "  Settlement of 2024: DKK 200.00 returned (-DKK 200.00 of -DKK 400.00)",
        "    divided by this year's key: -DKK 400.00 × DKK 500 ÷ DKK 1,000.00",
    ]


def test_an_instalments_part_of_what_is_carried_is_told_beside_the_whole() -> None:
    """Known two years before, A's 300 kr. go back by halves: 150 in January and 150 in July."""
    rule = CarryRule(years_later=2)
    before = closed(400, carry=rule)
    bill = carry_into(year(2026, kr(1000), carry=rule), [before], Heirs(BOTH.register))
    for step in ("2026-01", "2026-07"):
        (less,) = bill.invoice("A", step).allowances
        told = less.explain().splitlines()
        assert told[0].startswith("Fradrag, Overskud 2024: 150,00 kr. (kendt")
        assert told[1:4] == [
            "  Efterregulering af 2024: 300,00 kr. tilbageføres (-300,00 kr. af -400,00 kr.)",
            "    heraf i denne rate: 150,00 kr.",
            "    A: overskud 300,00 kr. af 400,00 kr.",
        ]
        assert "    of this in this instalment: DKK 150.00" in less.explain("en").splitlines()


def test_a_true_up_tells_what_the_estimate_gave() -> None:
    """A was to get 150 back and is owed 75: of those 150 half is collected again."""
    rule = CarryRule(way=EstimateThenResult(1, 7))
    bill = after(estimated(600, carry=rule), closed(700, carry=rule), carry=rule)
    told = bill.invoice("A", "2025-07").lines[1].explain().splitlines()
    assert told[1:3] == [
        "  Efterregulering af 2024 ud over skønnet: 75,00 kr. opkræves (75,00 kr. af 100,00 kr.)",
        "    A: overskud 75,00 kr. af 100,00 kr.",
    ]
    assert told[-1] == "    heraf er 150,00 kr. tilbageført efter skønnet"


def test_what_leavers_left_is_no_payment_of_the_partys_own() -> None:
    """Not even where the leaver is one that the party succeeds."""
    source, old = closed(400), Party("old", "Old", successor="a")
    left = Carried(
        CarryKind.LEFT,
        source,
        ((0, 0), (-300, -100)),
        PartyAmounts((old,), (-400,), source.bill.prices),
    )
    bill = evolve(year(2025, kr(1000)), carries=(left,))
    (less,) = bill.invoice("A", "2025-07").allowances
    assert less.explain().splitlines()[1:] == [
        "  Saldo fra 2024 efter udtrådte: 3,00 kr. tilbageføres (-3,00 kr. af -4,00 kr.)",
        "    fordelt efter årets nøgle: -4,00 kr. × 750 kr. ÷ 1.000,00 kr.",
        "    efter Old: -4,00 kr.",
    ]


def test_a_line_of_a_credit_note_tells_that_its_sign_is_turned() -> None:
    line = after(closed(0), amounts=(kr(50),)).invoice("A", "2025-07").lines[0]
    assert "  Kreditnota: fortegnet er vendt; opkrævningen er 18,75 kr." in (
        line.explain().splitlines()
    )
    english = year(2025, kr(-1000)).invoice("A", "2025-07").lines[0].explain("en").splitlines()
    assert "  Credit note: the sign is turned; what is billed is -DKK 375.00" in english
    assert "      Exact share: -DKK 750" in english


def test_a_language_that_is_not_spoken_is_refused() -> None:
    one = year(2025, kr(1), key=units({"A": 1})).invoice("A", "2025-07")
    for explain in (one.explain, one.lines[0].explain):
        with pytest.raises(ValueError, match="language: must be 'da' or 'en'"):
            explain("sv")  # type: ignore[arg-type]
