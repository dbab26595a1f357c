"""Bills and splits as text: a table for people, CSV and JSON for programs.

CSV has one row a party, with lines one a party and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from sundgov.finance.bills import Bill
from sundgov.finance.carried import Carried, CarryKind
from sundgov.finance.splits import Split
from sundgov.formats.layout import Format, csv_text, harmless, json_text, table_text
from sundgov.kinds import must_be
from sundgov.money import UNSTATED
from sundgov.parties import Party
from sundgov.printing import exact_number, kroner_figures, plain_decimal


@frozen
class _Entry:
    """A budget line in a row, or what an earlier year carried."""

    id: str
    name: str


@frozen
class _Row:
    """One row of a result: who, on which line if any, the measure, and amounts in øre."""

    party: Party
    line: _Entry | None
    weight: Fraction | None
    amounts: tuple[int, ...]


def bill_text(bill: Bill, form: Format, *, lines: bool = False) -> str:
    """A bill as text; `lines` shows every budget line as well."""
    must_be(bill, "bill", Bill)
    must_be(form, "form", Format)
    if form is Format.JSON:
        return json_text(_bill_json(bill, lines=lines))
    columns = [instalment.id for instalment in bill.instalments]
    if lines:
        rows, totals = [*_line_rows(bill)], _paid(bill, None)
    else:
        # A table shows what is carried where anything is; a program always finds its columns.
        shown = form is Format.CSV or bool(bill.carries)
        words = _CARRY_COLUMNS[form] if shown else ()
        columns = [*words, *columns]
        rows = [*_party_rows(bill, gross=shown)]
        totals = _paid(bill, None, gross=shown)
    if form is Format.CSV:
        return _csv(rows, columns, lines=lines)
    title = f"{bill.agreement.name} {bill.year}"
    return _table(title, rows, columns, totals, lines=lines)


_CARRY_COLUMNS = {Format.CSV: ("gross", "carried"), Format.TABLE: ("Årets udgift", "Overført")}


def split_text(split: Split, form: Format) -> str:
    """A split as text."""
    must_be(split, "split", Split)
    must_be(form, "form", Format)
    rows = [_Row(party, None, split.weight(party), (amount.ore,)) for party, amount in split.parts]
    if form is Format.JSON:
        return json_text(
            {
                "total": plain_decimal(split.amount.ore),
                "prices": str(split.amount.prices) or None,
                "parties": [
                    {**_party_json(row.party, row.weight), "total": plain_decimal(row.amounts[0])}
                    for row in rows
                ],
            }
        )
    if form is Format.CSV:
        return _csv(rows, [], lines=False)
    title = "" if split.amount.prices == UNSTATED else str(split.amount)
    return _table(title, rows, [], (split.amount.ore,), lines=False)


def _party_rows(bill: Bill, *, gross: bool) -> Iterator[_Row]:
    for party in bill.parties:
        yield _Row(party, None, bill.weight(party), _paid(bill, party, gross=gross))


def _line_rows(bill: Bill) -> Iterator[_Row]:
    """A party's budget lines, and after them what earlier years carried."""
    for column, party in enumerate(bill.parties):
        weight = bill.weight(party)
        for line in bill.lines:
            parts = [step[column] for step in line.instalments]
            entry = _Entry(line.line.id, line.line.name)
            yield _Row(party, entry, weight, (*parts, line.year[column]))
        for one in bill.carries:
            parts = [step[column] for step in one.steps]
            yield _Row(party, _carry_entry(one), None, (*parts, one.parts[column]))


def _carry_entry(one: Carried) -> _Entry:
    return _Entry(f"{one.kind.value}-{one.year}", f"{_CARRIED[one.kind]} {one.year}")


_CARRIED = {
    CarryKind.RESULT: "Efterregulering",
    CarryKind.ESTIMATE: "Skønnet efterregulering",
    CarryKind.TRUE_UP: "Rest af efterregulering",
    CarryKind.LEFT: "Saldo efter udtrådte",
    CarryKind.REVISION: "Korrektion",
}


def _paid(bill: Bill, party: Party | None, *, gross: bool = False) -> tuple[int, ...]:
    """What is paid in every instalment and in all, in øre; before it the year and the carried."""
    first = (bill.gross(party), bill.carried(party)) if gross else ()
    steps = (bill.amount(party, instalment=step.id) for step in bill.instalments)
    return tuple(amount.ore for amount in (*first, *steps, bill.amount(party)))


def _bill_json(bill: Bill, *, lines: bool) -> dict[str, object]:
    result: dict[str, object] = {
        "agreement": bill.agreement.id,
        "year": bill.year,
        **_totals(bill, None),
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
    if bill.carries:
        result["carries"] = [
            {
                "kind": one.kind.value,
                "year": one.year,
                "on": f"{one.source.on}",
                "total": plain_decimal(sum(one.parts)),
            }
            for one in bill.carries
        ]
    result["parties"] = [_bill_party(bill, party, lines=lines) for party in bill.parties]
    return result


def _bill_party(bill: Bill, party: Party, *, lines: bool) -> dict[str, object]:
    result: dict[str, object] = {
        **_party_json(party, bill.weight(party)),
        **_totals(bill, party),
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
    if lines and bill.carries:
        result["carries"] = [_carried_json(bill, party, one) for one in bill.carries]
    return result


def _carried_json(bill: Bill, party: Party, one: Carried) -> dict[str, object]:
    """What an earlier year adds to a party's instalments, so that they sum line by line."""
    column = bill.parties.index(party)
    return {
        "kind": one.kind.value,
        "year": one.year,
        "total": plain_decimal(one.parts[column]),
        "instalments": {
            step.id: plain_decimal(row[column])
            for step, row in zip(bill.instalments, one.steps, strict=True)
        },
    }


def _totals(bill: Bill, party: Party | None) -> dict[str, object]:
    """The year itself, what earlier years carried, and what is paid."""
    return {
        "gross": plain_decimal(bill.gross(party).ore),
        "carried": plain_decimal(bill.carried(party).ore),
        "total": plain_decimal(bill.amount(party).ore),
    }


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


def _csv(rows: Iterable[_Row], columns: Sequence[str], *, lines: bool) -> str:
    head = ["id", "code", "name", *(["line"] if lines else []), "weight", *columns, "total"]
    cells = [
        [
            row.party.id,
            row.party.code or "",
            harmless(row.party.name),
            *([harmless(row.line.id)] if row.line else []),
            "" if row.weight is None else _weight(row.weight),
            *map(plain_decimal, row.amounts),
        ]
        for row in rows
    ]
    return csv_text(head, cells)


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
            *([row.line.name] if row.line else []),
            *([exact_number(row.weight) if row.weight is not None else ""] if measured else []),
            *map(kroner_figures, row.amounts),
        ]
        for row in rows
    ]
    foot = ["", "I alt", *([""] if lines else []), *([""] if measured else [])]
    foot += map(kroner_figures, totals)
    return table_text(title, head, body, foot, texts=texts)
