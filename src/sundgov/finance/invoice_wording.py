"""Invoices in words, Danish and English, so that one can be gone through by telephone."""

from __future__ import annotations

from collections.abc import Iterator

from sundgov.bank_days import unmoved_due_date, why_closed
from sundgov.finance.agreements import VatKind, VatTreatment
from sundgov.finance.carried import CarryKind
from sundgov.finance.carry_wording import is_pooled, worded_carry
from sundgov.finance.invoice_lines import Allowance, Billed, Earlier, InvoiceLine
from sundgov.finance.invoices import BillingDocument, CreditNote
from sundgov.finance.phrases import prices_in_words
from sundgov.finance.wording import Words
from sundgov.money import Unit
from sundgov.printing import Language, day, exact_number, spaced

_WORDS = {
    "da": {
        "invoice": "Faktura",
        "credit note": "Kreditnota",
        "to": "til",
        "issued": "Udstedt {day} af {seller}",
        "receiver": "Modtager",
        "no endpoint": "hverken GLN eller CVR-nummer; sendes på papir",
        "reference": "personreference",
        "order": "rekvisition",
        "pay by": "Betales senest {day} ({days} dage)",
        "nothing": "Intet at betale",
        "repay by": "Udbetales senest {day} ({days} dage)",
        "moved": "{days} dage løber til {day}, men da har bankerne lukket ({why}), så fristen er"
        " næste bankdag",
        "account": "Konto",
        "lines": "Linjer",
        "allowance": "Fradrag",
        "net": "I alt før moms",
        "vat": "Moms",
        "due": "At betale",
        "repaid": "At udbetale",
        "authority": "Hjemmel",
        "corrects": "Retter",
        "level": "Prisniveau: {after}",
        "levels": "Prisniveau: fra {before} til {after}",
        "product": "Antal × pris",
        "whole": "hele øre op eller ned, så alle summer passer",
        "turned": "Kreditnota: fortegnet er vendt; opkrævningen er {billed}",
        "year": "Postens hele år",
        "step": "heraf i denne rate",
    },
    "en": {
        "invoice": "Invoice",
        "credit note": "Credit note",
        "to": "to",
        "issued": "Issued {day} by {seller}",
        "receiver": "Receiver",
        "no endpoint": "neither GLN nor CVR number; sent on paper",
        "reference": "person reference",
        "order": "order",
        "pay by": "To be paid by {day} ({days} days)",
        "nothing": "Nothing to be paid",
        "repay by": "To be paid back by {day} ({days} days)",
        "moved": "{days} days run to {day}, but banks are closed then ({why}), so it is due on the"
        " next bank day",
        "account": "Account",
        "lines": "Lines",
        "allowance": "Deducted",
        "net": "Sum before VAT",
        "vat": "VAT",
        "due": "To be paid",
        "repaid": "To be paid back",
        "authority": "Authority",
        "corrects": "Corrects",
        "level": "Price level: {after}",
        "levels": "Price level: from {before} to {after}",
        "product": "Quantity × price",
        "whole": "the whole øre below or above, so that every total comes out",
        "turned": "Credit note: the sign is turned; what is billed is {billed}",
        "year": "The line's whole year",
        "step": "of this in this instalment",
    },
}
_EARLIER = {
    "da": {
        CarryKind.RESULT: ("Underskud {year}", "Overskud {year}", "kendt {day}"),
        CarryKind.ESTIMATE: ("Skønnet underskud {year}", "Skønnet overskud {year}", "skøn {day}"),
        CarryKind.TRUE_UP: (
            "Underskud {year} ud over skønnet",
            "Overskud {year} ud over skønnet",
            "kendt {day}",
        ),
        CarryKind.LEFT: (
            "Underskud {year} efter udtrådte",
            "Overskud {year} efter udtrådte",
            "kendt {day}",
        ),
        CarryKind.REVISION: (
            "Korrektion af {year}, for lidt opkrævet",
            "Korrektion af {year}, for meget opkrævet",
            "besluttet {day}",
        ),
    },
    "en": {
        CarryKind.RESULT: ("Deficit of {year}", "Surplus of {year}", "known {day}"),
        CarryKind.ESTIMATE: (
            "Estimated deficit of {year}",
            "Estimated surplus of {year}",
            "estimated {day}",
        ),
        CarryKind.TRUE_UP: (
            "Deficit of {year} beyond the estimate",
            "Surplus of {year} beyond the estimate",
            "known {day}",
        ),
        CarryKind.LEFT: (
            "Deficit of {year} left by leavers",
            "Surplus of {year} left by leavers",
            "known {day}",
        ),
        CarryKind.REVISION: (
            "Revision of {year}, too little billed",
            "Revision of {year}, too much billed",
            "decided {day}",
        ),
    },
}


def earlier_name(origin: Earlier, language: Language) -> str:
    """What an earlier year collects or returns, in a few words."""
    collected, returned, _ = _EARLIER[language][origin.kind]
    return (returned if origin.owed.ore < 0 else collected).format(year=origin.source.year)


def earlier_reason(origin: Earlier, language: Language) -> str:
    """Why an earlier year's money is on an invoice: what it is, since when, by which decision."""
    return f"{earlier_name(origin, language)}, {_since(origin, language)}"


def _since(origin: Earlier, language: Language) -> str:
    """Since when an earlier year's amount is known, and by which decision it is returned."""
    known = _EARLIER[language][origin.kind][2].format(day=day(origin.source.on, language))
    authority = origin.source.authority
    if authority is None:
        return known
    return f"{known}; {_WORDS[language]['authority'].lower()}: {authority.worded(language)}"


def worded_document(document: BillingDocument, language: Language) -> str:
    """What is to be paid, by whom, when, and for what."""
    word, say = _WORDS[language], Words(language, Unit.ORE)
    credit = isinstance(document, CreditNote)
    period = (
        f"{day(document.period.first_day, language)} – {day(document.period.last_day, language)}"
    )
    issued = word["issued"].format(
        day=day(document.issue_date, language), seller=document.seller.party
    )
    lines = [
        f"{word[document.word]} {document.number} {word['to']} {document.buyer.party}:"
        f" {say.money(document.total)}",
        f"  {document.agreement.name}, {period}",
        f"  {issued}",
        f"  {word['receiver']}: {_receiver(document, language)}",
        *_due(document, language),
    ]
    if document.account is not None and document.total and not credit:
        lines.append(f"  {word['account']}: {document.account}")
    lines.append(f"  {word['lines']}:")
    lines += [f"    {_line(line, language)}" for line in document.lines]
    for one in document.allowances:
        name, reason = _deducted(one, language)
        lines.append(f"  {name}: {say.money(one.amount)} ({reason})")
    lines += [
        f"  {word['net']}: {say.money(document.net)}",
        f"  {word['vat']}: {say.money(document.vat.amount)}"
        f" ({_vat(document.agreement.vat, language)})",
        f"  {word['repaid' if credit else 'due']}: {say.money(document.total)}",
    ]
    if document.authority is not None:
        lines.append(f"  {word['authority']}: {document.authority.worded(language)}")
    if isinstance(document, CreditNote) and document.corrects:
        lines.append(f"  {word['corrects']}: {', '.join(document.corrects)}")
    return spaced("\n".join(lines))


def _receiver(document: BillingDocument, language: Language) -> str:
    word, buyer = _WORDS[language], document.buyer
    told = [str(buyer.endpoint) if buyer.endpoint else word["no endpoint"]]
    told += [f"{word['reference']} {buyer.reference}"] if buyer.reference else []
    told += [f"{word['order']} {buyer.order}"] if buyer.order else []
    return ", ".join(told)


def _due(document: BillingDocument, language: Language) -> Iterator[str]:
    """When it is due, and why that is not the day that the payment days run to.

    Where earlier years pay all of it there is nothing to pay, and no day to pay it by.
    """
    word, days = _WORDS[language], document.agreement.payment_days
    if not document.total:
        yield f"  {word['nothing']}"
        return
    by = word["repay by" if isinstance(document, CreditNote) else "pay by"]
    yield f"  {by.format(day=day(document.due_date, language), days=days)}"
    first = unmoved_due_date(document.issue_date, days)
    if first != document.due_date:
        why = why_closed(first, language)
        moved = word["moved"].format(days=days, day=day(first, language), why=why)
        yield f"    {moved}"


def worded_line(line: InvoiceLine, language: Language) -> str:
    """Where a line's amount comes from: measure and price, prices and index, key, authority."""
    lines = [_line(line, language)]
    if isinstance(line.origin, Billed):
        lines += _billed(line, line.origin, language)
    elif line.origin is not None:
        lines += _earlier(line.origin, language)
    return spaced("\n".join(lines))


def worded_allowance(allowance: Allowance, language: Language) -> str:
    """Where a deduction comes from: the earlier year it returns, or the reason alone."""
    say, told = Words(language, Unit.ORE), _deducted(allowance, language)
    lines = [f"{told[0]}: {say.money(allowance.amount)} ({told[1]})"]
    if allowance.origin is not None:
        lines += _earlier(allowance.origin, language)
    return spaced("\n".join(lines))


def _deducted(allowance: Allowance, language: Language) -> tuple[str, str]:
    """What a deduction is, and its reason."""
    word, origin = _WORDS[language]["allowance"], allowance.origin
    if origin is None:
        return word, allowance.reason
    return f"{word}, {earlier_name(origin, language)}", _since(origin, language)


def _line(line: InvoiceLine, language: Language) -> str:
    """A line in one sentence: its measure and price, or the earlier year it comes from."""
    say = Words(language, Unit.ORE)
    if isinstance(line.origin, Earlier):
        name, since = earlier_name(line.origin, language), _since(line.origin, language)
        return f"{name}: {say.money(line.net)} ({since})"
    if line.unit_price is None:
        return f"{line.name}: {say.money(line.net)}"
    unit = line.drivers[0].unit(language) if line.drivers else line.unit
    quantity = f"{exact_number(line.quantity, 4, language)} {unit}"
    return f"{line.name}: {say.money(line.net)} ({quantity} × {say.exact_money(line.unit_price)})"


def _billed(line: InvoiceLine, origin: Billed, language: Language) -> Iterator[str]:
    """A budget line's part in an instalment, and the proof of its whole year."""
    word, say, bill = _WORDS[language], Words(language, Unit.ORE), origin.bill
    step = bill.instalment(origin.instalment)
    yield f"  {bill.agreement.name}, {origin.party}, {step.id}"
    exact = line.net.exact if line.unit_price is None else line.unit_price * line.quantity
    if exact != line.net.exact:
        told = f"{say.exact_money(exact)} → {say.money(line.net)}"
        yield f"  {word['product']}: {told} ({word['whole']})"
    billed = bill.amount(origin.party, line=origin.line.line.id, instalment=step.id)
    if billed != line.net:
        yield f"  {word['turned'].format(billed=say.money(billed))}"
    before, after = (prices_in_words(prices, language) for prices in line.price_level)
    levels = word["level"] if before == after else word["levels"]
    yield f"  {levels.format(before=before, after=after)}"
    yield f"  {word['vat']}: {_vat(bill.agreement.vat, language)}"
    yield f"  {word['year']}:"
    proof = bill.explain(origin.party, line=origin.line.line.id, language=language)
    yield from (f"    {text}" for text in proof.splitlines())


def _earlier(origin: Earlier, language: Language) -> Iterator[str]:
    """What an earlier year carries in the whole year, this instalment's part of it, and why.

    Where the party bears what another paid, the other's payment is proved too; what is settled at
    once is proved by the payments alone.
    """
    laid, payers, indent = origin.laid, origin.payers, "  "
    if laid is not None:
        head, *reasons = worded_carry(laid.bill, laid.party, laid.carried, language)
        yield f"  {head}"
        if origin.owed != laid.whole:
            say = Words(language, Unit.ORE)
            yield f"    {_WORDS[language]['step']}: {say.money(abs(origin.owed))}"
        yield from (f"  {text}" for text in reasons)
        pooled = is_pooled(laid.bill, laid.carried)
        payers = tuple(one for one in payers if not pooled and one != laid.party.id)
        indent = "    "
    for payer in payers:
        told = origin.source.explain(payer, language)
        yield from (f"{indent}{text}" for text in told.splitlines())


def _vat(vat: VatTreatment, language: Language) -> str:
    danish = language == "da"
    if vat.kind is VatKind.STANDARD:
        return "25 pct." if danish else "25 per cent"
    text = "uden for momslovens område" if danish else "outside the scope of VAT"
    if vat.kind is VatKind.EXEMPT:
        text = "fritaget" if danish else "exempt"
    return f"{text}: {vat.reason}" if vat.reason else text
