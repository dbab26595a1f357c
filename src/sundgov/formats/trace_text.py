"""What a party pays in a year, followed to the decisions that allow it, as text."""

from __future__ import annotations

from itertools import groupby

from sundgov.errors import NotHeldError
from sundgov.finance.bills import Bill
from sundgov.finance.invoice_lines import Allowance, InvoiceLine
from sundgov.finance.invoices import CreditNote, Invoice
from sundgov.printing import Language, kroner, spaced
from sundgov.record import Record
from sundgov.record.trace import Trace


def trace_text(
    record: Record,
    bill: Bill,
    party: str,
    *,
    instalment: str | None = None,
    line: str | None = None,
    language: Language = "da",
) -> str:
    """Every line of a party's documents of a year with the decisions behind it.

    Lines that the same decisions allow stand together. With a `line` it alone is told, and proved.
    Raises `NotHeldError` where no document has the line.
    """
    months = [instalment] if instalment else [one.id for one in bill.instalments]
    documents = [bill.invoice(party, month) for month in months]
    texts = [_document(document, record, line, language) for document in documents]
    found = [text for text in texts if text]
    if not found:
        known = dict.fromkeys(each.id for document in documents for each in document.lines)
        raise NotHeldError("line", "is on no document", line, hint=f"Known: {', '.join(known)}.")
    return "\n".join(found)


def _document(
    document: Invoice | CreditNote, record: Record, line: str | None, language: Language
) -> str:
    held: tuple[InvoiceLine | Allowance, ...] = (*document.lines, *document.allowances)
    wanted = [each for each in held if line is None or _id(each) == line]
    if not wanted:
        return ""
    traces = [record.trace(each) for each in wanted]
    whole = spaced(kroner(abs(document.owed.ore), language))
    lines = [f"{document.number}, {document.buyer.party}: {whole}"]
    if line is not None:
        return "\n".join([*lines, *(each.explain(language) for each in traces)]) + "\n"
    for thread, alike in groupby(traces, key=lambda each: each.thread(language)):
        lines += [f"  {_told(each, language)}" for each in alike]
        lines += [f"    {row}" for row in thread.splitlines()]
    return "\n".join(lines) + "\n"


def _id(line: InvoiceLine | Allowance) -> str:
    return line.id if isinstance(line, InvoiceLine) else line.reason


def _told(trace: Trace, language: Language) -> str:
    line = trace.line
    if isinstance(line, InvoiceLine):
        return f"{line.name}: {spaced(kroner(line.net.ore, language))}"
    return f"{line.reason}: {spaced(kroner(-line.amount.ore, language))}"
