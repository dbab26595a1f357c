"""Bills and splits as text: a table for people, CSV and JSON for programs.

CSV has commas, points and two decimals, one row a party (with lines: one a party and line), and
cells of text that a spreadsheet would take for a formula are preceded by an apostrophe. JSON has
amounts as strings with two decimals, so that no reader turns them into floats.
"""

from __future__ import annotations

import csv
import enum
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from sundgov.finance.bills import Bill, BillLine
from sundgov.finance.splits import Split
from sundgov.parties import Party
from sundgov.printing import exact_number, kroner_figures, plain_decimal, spaced


class Format(enum.Enum):
    """What a result is written as."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@frozen
class _Row:
    """One row of a result: who, on which line if any, the measure, and amounts in øre."""

    party: Party
    line: BillLine | None
    weight: Fraction | None
    amounts: tuple[int, ...]


def bill_text(bill: Bill, form: Format, *, lines: bool = False) -> str:
    """A bill as text; `lines` shows every budget line as well."""
    if form is Format.JSON:
        return _json(_bill_json(bill, lines=lines))
    columns = [instalment.id for instalment in bill.instalments]
    rows = [*_line_rows(bill)] if lines else [*_party_rows(bill)]
    if form is Format.CSV:
        return _csv(rows, columns, lines=lines)
    title = f"{bill.agreement.name} {bill.year}"
    return _table(title, rows, columns, _bill_totals(bill), lines=lines)


def split_text(split: Split, form: Format) -> str:
    """A split as text."""
    rows = [_Row(party, None, split.weight(party), (amount.ore,)) for party, amount in split.parts]
    if form is Format.JSON:
        return _json(
            {
                "total": plain_decimal(split.amount.ore),
                "parties": [
                    {**_party_json(row.party, row.weight), "total": plain_decimal(row.amounts[0])}
                    for row in rows
                ],
            }
        )
    if form is Format.CSV:
        return _csv(rows, [], lines=False)
    return _table("", rows, [], (split.amount.ore,), lines=False)


def _party_rows(bill: Bill) -> Iterator[_Row]:
    for party in bill.parties:
        parts = (bill.amount(party, instalment=step.id).ore for step in bill.instalments)
        yield _Row(party, None, bill.weight(party), (*parts, bill[party].ore))


def _line_rows(bill: Bill) -> Iterator[_Row]:
    for party in bill.parties:
        weight = bill.weight(party)
        for line in bill.lines:
            name = line.line.id
            parts = [bill.amount(party, line=name, instalment=i.id) for i in bill.instalments]
            year = bill.amount(party, line=name)
            yield _Row(party, line, weight, tuple(part.ore for part in (*parts, year)))


def _bill_totals(bill: Bill) -> tuple[int, ...]:
    return (*(bill.amount(instalment=step.id).ore for step in bill.instalments), bill.total.ore)


def _bill_json(bill: Bill, *, lines: bool) -> dict[str, object]:
    result: dict[str, object] = {
        "agreement": bill.agreement.id,
        "year": bill.year,
        "total": plain_decimal(bill.total.ore),
        "instalments": [
            {
                "id": step.id,
                "billing_date": f"{step.billing_date}",
                "total": plain_decimal(bill.amount(instalment=step.id).ore),
            }
            for step in bill.instalments
        ],
    }
    if lines:
        result["lines"] = [
            {
                "id": line.line.id,
                "name": line.line.name,
                "kind": line.line.kind.value,
                "total": plain_decimal(line.amount.ore),
                "instalments": _steps(bill, None, line.line.id),
            }
            for line in bill.lines
        ]
    result["parties"] = [_bill_party(bill, party, lines=lines) for party in bill.parties]
    return result


def _bill_party(bill: Bill, party: Party, *, lines: bool) -> dict[str, object]:
    result: dict[str, object] = {
        **_party_json(party, bill.weight(party)),
        "total": plain_decimal(bill[party].ore),
        "instalments": _steps(bill, party, None),
    }
    if lines:
        result["lines"] = [
            {
                "id": line.line.id,
                "total": plain_decimal(bill.amount(party, line=line.line.id).ore),
                "instalments": _steps(bill, party, line.line.id),
            }
            for line in bill.lines
        ]
    return result


def _steps(bill: Bill, party: Party | None, line: str | None) -> dict[str, str]:
    return {
        step.id: plain_decimal(bill.amount(party, line=line, instalment=step.id).ore)
        for step in bill.instalments
    }


def _party_json(party: Party, weight: Fraction | None) -> dict[str, object]:
    return {"id": party.id, "code": party.code, "name": party.name, "weight": _weight(weight)}


def _weight(weight: Fraction | None) -> int | str | None:
    """A whole weight as a number, another as "a/b", and none where several measures apply."""
    if weight is None:
        return None
    return weight.numerator if weight.denominator == 1 else str(weight)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _csv(rows: Iterable[_Row], columns: Sequence[str], *, lines: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["id", "code", "name", *(["line"] if lines else []), "weight", *columns, "total"]
    )
    for row in rows:
        weight = _weight(row.weight)
        writer.writerow(
            [
                row.party.id,
                row.party.code or "",
                harmless(row.party.name),
                *([harmless(row.line.line.id)] if row.line else []),
                "" if weight is None else weight,
                *map(plain_decimal, row.amounts),
            ]
        )
    return out.getvalue()


def harmless(text: str) -> str:
    """A cell of text that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("Samsø")
    ("'=1+1", 'Samsø')
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _table(
    title: str,
    rows: Sequence[_Row],
    columns: Sequence[str],
    totals: Sequence[int],
    *,
    lines: bool,
) -> str:
    measured = any(row.weight is not None for row in rows)
    head = [
        "Kode",
        "Part",
        *(["Post"] if lines else []),
        *(["Fordelingstal"] if measured else []),
        *columns,
        "I alt",
    ]
    texts = 3 if lines else 2
    body = [
        [
            row.party.code or "",
            row.party.name,
            *([row.line.line.name] if row.line else []),
            *([exact_number(row.weight) if row.weight is not None else ""] if measured else []),
            *map(kroner_figures, row.amounts),
        ]
        for row in rows
    ]
    foot = ["", "I alt", *([""] if lines else []), *([""] if measured else [])]
    foot += map(kroner_figures, totals)
    widths = [max(map(len, column)) for column in zip(head, *body, foot, strict=True)]
    ruler = ["-" * width for width in widths]
    printed = [aligned(row, widths, texts) for row in (head, ruler, *body, ruler, foot)]
    return spaced("\n".join([*([title, ""] if title else []), *printed])) + "\n"


def aligned(cells: Sequence[str], widths: Sequence[int], texts: int) -> str:
    """A row of a printed table: the first `texts` cells to the left, figures to the right.

    >>> aligned(["Drift", "7,50"], [8, 6], 1)
    'Drift       7,50'
    """
    pairs = enumerate(zip(cells, widths, strict=True))
    return "  ".join(
        cell.ljust(width) if column < texts else cell.rjust(width)
        for column, (cell, width) in pairs
    ).rstrip()
