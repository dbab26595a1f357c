"""Closed years, accounts and revisions as text: a table for people, CSV and JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence

from sundgov.finance.agreements import Agreement
from sundgov.finance.closing import Closing
from sundgov.finance.histories import Account, AccountYear
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.finance.results import Estimate, Outturn
from sundgov.finance.revisions import Revision
from sundgov.formats.layout import Format, csv_text, harmless, json_text, table_text
from sundgov.money import Amount
from sundgov.parties import Party
from sundgov.printing import day, kroner_figures, plain_decimal


def closing_text(closing: Closing, form: Format) -> str:
    """A closed year: what every party was billed, its part of what was spent, and the rest."""
    columns = {
        "billed": ("Opkrævet", closing.bill.gross_by_party),
        "spent": ("Forbrug", closing.spent_by_party),
        "surplus": ("Overskud", closing.by_party),
    }
    if form is Format.JSON:
        return json_text(
            {
                "agreement": closing.bill.agreement.id,
                "year": closing.year,
                **_outturn_json(closing.result),
                **{name: plain_decimal(found.total.ore) for name, (_, found) in columns.items()},
                "lines": [
                    {
                        "id": None if line.line is None else line.line.line.id,
                        "billed": plain_decimal(line.billed.ore),
                        "spent": plain_decimal(line.spent.ore),
                        "surplus": plain_decimal(line.surplus.ore),
                    }
                    for line in closing.lines
                ],
                "parties": _parties_json(closing.parties, columns),
            }
        )
    kind = "skøn" if isinstance(closing.result, Estimate) else "regnskab"
    title = f"{closing.bill.agreement.name} {closing.year}, {kind} {day(closing.on)}"
    return _by_party_text(title, closing.parties, columns, form)


def revision_text(revision: Revision, form: Format) -> str:
    """A year revised: what every party was billed, should have been, and the difference."""
    columns = {
        "was": ("Opkrævet", revision.was),
        "should": ("Skulle være", revision.should),
        "difference": ("Forskel", revision.by_party),
    }
    if form is Format.JSON:
        return json_text(
            {
                "agreement": revision.original.agreement.id,
                "year": revision.year,
                "on": f"{revision.on}",
                **{name: plain_decimal(found.total.ore) for name, (_, found) in columns.items()},
                "lines": [
                    {"id": line.id, "difference": plain_decimal(sum(line.differences))}
                    for line in revision.lines
                ],
                "parties": _parties_json(revision.parties, columns),
            }
        )
    closed = "" if revision.result is None else ", efter afslutning"
    name = revision.original.agreement.name
    title = f"{name} {revision.year}, korrigeret {day(revision.on)}{closed}"
    return _by_party_text(title, revision.parties, columns, form)


_Columns = dict[str, tuple[str, PartyAmounts]]


def _outturn_json(result: Outturn) -> dict[str, object]:
    estimated = isinstance(result, Estimate)
    return {
        "kind": "estimate" if estimated else "result",
        "made_on" if estimated else "known_on": f"{result.on}",
    }


def _parties_json(parties: Sequence[Party], columns: _Columns) -> list[dict[str, object]]:
    return [
        {
            **_named(party),
            **{name: plain_decimal(found.ore[row]) for name, (_, found) in columns.items()},
        }
        for row, party in enumerate(parties)
    ]


def _named(party: Party) -> dict[str, object]:
    return {"id": party.id, "code": party.code, "name": party.name}


def _by_party_text(title: str, parties: Sequence[Party], columns: _Columns, form: Format) -> str:
    """One row a party, one column an amount."""
    found = [amounts for _, amounts in columns.values()]
    if form is Format.CSV:
        rows = [
            [
                party.id,
                party.code or "",
                harmless(party.name),
                *(plain_decimal(one.ore[row]) for one in found),
            ]
            for row, party in enumerate(parties)
        ]
        return csv_text(["id", "code", "name", *columns], rows)
    body = [
        [party.code or "", party.name, *(kroner_figures(one.ore[row]) for one in found)]
        for row, party in enumerate(parties)
    ]
    foot = ["", "I alt", *(kroner_figures(one.total.ore) for one in found)]
    head = ["Kode", "Part", *(danish for danish, _ in columns.values())]
    return table_text(title, head, body, foot, texts=2)


_ACCOUNT = {
    "opening": "Primo",
    "invoiced": "Opkrævet",
    "carried": "Overført",
    "moved": "Flyttet",
    "spent": "Forbrug",
    "settled": "Afregnet",
    "closing": "Ultimo",
}


def account_text(account: Account, agreement: Agreement, form: Format) -> str:
    """An account under an agreement: one row a year; what is not known yet stands empty."""
    if form is Format.JSON:
        return json_text(
            {
                "agreement": agreement.id,
                "party": None if account.party is None else _named(account.party),
                "years": [
                    {
                        "year": row.year,
                        **{
                            column: None if amount is None else plain_decimal(amount.ore)
                            for column, amount in zip(_ACCOUNT, _amounts(row), strict=True)
                        },
                    }
                    for row in account.years
                ],
            }
        )
    if form is Format.CSV:
        rows = [
            [
                f"{row.year}",
                *("" if one is None else plain_decimal(one.ore) for one in _amounts(row)),
            ]
            for row in account.years
        ]
        return csv_text(["year", *_ACCOUNT], rows)
    body = [
        [f"{row.year}", *("" if one is None else kroner_figures(one.ore) for one in _amounts(row))]
        for row in account.years
    ]
    who = "alle parter" if account.party is None else f"{account.party}"
    return table_text(f"{agreement.name}, {who}", ["År", *_ACCOUNT.values()], body, texts=1)


def _amounts(row: AccountYear) -> tuple[Amount | None, ...]:
    return (
        row.opening,
        row.invoiced,
        row.carried,
        row.moved,
        row.spent,
        row.settled,
        row.closing,
    )
