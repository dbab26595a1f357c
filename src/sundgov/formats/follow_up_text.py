"""A follow-up as text: a table for people, CSV and JSON for programs.

The table shows transfers as one column, in less out; CSV and JSON show both, and every other
figure. An expected outturn that nobody has told is blank in table and CSV and null in JSON,
never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sundgov.finance.follow_up import FollowUp, Standing
from sundgov.finance.transfers import LineOfYear, Transfer
from sundgov.formats.layout import (
    Format,
    aligned_text,
    csv_text,
    harmless,
    json_text,
    table_text,
)
from sundgov.money import Amount
from sundgov.printing import day, kroner_figures, plain_decimal


def follow_up_text(follow_up: FollowUp, form: Format) -> str:
    """A follow-up as text."""
    if form is Format.JSON:
        return json_text(_json(follow_up))
    if form is Format.CSV:
        return _csv(follow_up)
    return _table(follow_up)


_COLUMNS: dict[str, Callable[[Standing], Amount | None]] = {
    "budget": lambda row: row.budget,
    "transferred_in": lambda row: row.transferred_in,
    "transferred_out": lambda row: row.transferred_out,
    "revised": lambda row: row.revised,
    "held_back": lambda row: row.held_back,
    "committed": lambda row: row.committed,
    "spent": lambda row: row.spent,
    "remaining": lambda row: row.remaining,
    "expected": lambda row: row.expected,
    "deviation": lambda row: row.deviation,
}
_SHOWN: dict[str, Callable[[Standing], Amount | None]] = {
    "Budget": lambda row: row.budget,
    "Overført": lambda row: row.transferred_in - row.transferred_out,
    "Korrigeret": lambda row: row.revised,
    "Betinget": lambda row: row.held_back,
    "Disponeret": lambda row: row.committed,
    "Forbrugt": lambda row: row.spent,
    "Rest": lambda row: row.remaining,
    "Forventet": lambda row: row.expected,
    "Afvigelse": lambda row: row.deviation,
}


def _decimal(amount: Amount | None) -> str | None:
    return None if amount is None else plain_decimal(amount.ore)


def _figures(stands: Standing) -> dict[str, str | None]:
    return {name: _decimal(column(stands)) for name, column in _COLUMNS.items()}


def _json(follow_up: FollowUp) -> dict[str, object]:
    status = follow_up.status
    return {
        "agreement": follow_up.agreement.id,
        "year": follow_up.year,
        "version": follow_up.budget.version,
        "on": f"{follow_up.on}",
        "status_on": None if status is None else f"{status.on}",
        "lines": [
            {
                "id": row.line.id,
                "name": row.line.name,
                "kind": row.line.kind.value,
                **_figures(row),
            }
            for row in follow_up.rows
        ],
        "totals": _figures(follow_up.totals),
        "ceiling": _decimal(follow_up.ceiling),
        "revised_ceiling": _decimal(follow_up.revised_ceiling),
        "under_ceiling": _decimal(follow_up.under_ceiling),
        "transfers": [_transfer(one) for one in follow_up.transfers.counted],
    }


def _transfer(transfer: Transfer) -> dict[str, object]:
    behind = transfer.authority
    return {
        "id": transfer.id,
        "amount": plain_decimal(transfer.amount.ore),
        "from": _place(transfer.from_line),
        "to": _place(transfer.to_line),
        "authority": None if behind is None else behind.id,
        "decided_on": f"{behind.decided_on}" if behind and behind.decided_on else None,
    }


def _place(place: LineOfYear) -> dict[str, object]:
    return {"year": place.year, "line": place.line}


def _csv(follow_up: FollowUp) -> str:
    rows = [
        [
            harmless(row.line.id),
            harmless(row.line.name),
            row.line.kind.value,
            *(figure or "" for figure in _figures(row).values()),
        ]
        for row in follow_up.rows
    ]
    return csv_text(["line", "name", "kind", *_COLUMNS], rows)


def _table(follow_up: FollowUp) -> str:
    head = ["Post", *_SHOWN]
    body = [[row.line.name, *_shown(row)] for row in follow_up.rows]
    foot = ["I alt", *_shown(follow_up.totals)]
    told = "ingen" if follow_up.status is None else day(follow_up.status.on)
    title = f"{follow_up.agreement.name} {follow_up.year} pr. {day(follow_up.on)}; status: {told}"
    return table_text(title, head, body, foot, texts=1) + _ceiling(follow_up)


def _shown(stands: Standing) -> Sequence[str]:
    amounts = [column(stands) for column in _SHOWN.values()]
    return ["" if amount is None else kroner_figures(amount.ore) for amount in amounts]


def _ceiling(follow_up: FollowUp) -> str:
    """The ceiling below the table, where the budget has one."""
    parts = {
        "Ramme": follow_up.ceiling,
        "Korrigeret ramme": follow_up.revised_ceiling,
        "Tilbage under rammen": follow_up.under_ceiling,
    }
    cells = [[name, kroner_figures(held.ore)] for name, held in parts.items() if held is not None]
    return "\n" + aligned_text(cells, texts=1) if cells else ""
