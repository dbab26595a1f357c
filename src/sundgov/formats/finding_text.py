"""Findings as text: a list for people, CSV and JSON for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sundgov.findings import Finding, Severity
from sundgov.formats.layout import Format, csv_text, harmless, json_text
from sundgov.kinds import must_be
from sundgov.record import Record

_COLUMNS = ("code", "severity", "place", "why", "remedy", "excerpt")


def findings_text(findings: Sequence[Finding], record: Record, on: dt.date, form: Format) -> str:
    """Findings in the order given; for people with what was checked and how many there are."""
    must_be(form, "form", Format)
    cells = [
        (one.code, one.severity.value, one.place, one.why, one.remedy, one.excerpt)
        for one in findings
    ]
    if form is Format.JSON:
        return json_text([dict(zip(_COLUMNS, row, strict=True)) for row in cells])
    if form is Format.CSV:
        return csv_text(_COLUMNS, ([harmless(cell) for cell in row] for row in cells))
    return "".join(f"{_told(one)}\n" for one in findings) + _summary(findings, record, on)


def _told(finding: Finding) -> str:
    """A finding on one line, and under it the piece of paper that it is about."""
    return f"{finding}\n    {finding.excerpt}" if finding.excerpt else f"{finding}"


def _summary(findings: Sequence[Finding], record: Record, on: dt.date) -> str:
    counts = [
        f"{count} {severity.value}{'' if count == 1 else 's'}"
        for severity in Severity
        if (count := sum(one.severity is severity for one in findings))
    ]
    years = [
        f"{'' if len(record.ledgers) == 1 else ledger.agreement.id + ' '}{year}"
        for ledger in record.ledgers
        for year in ledger.years
    ]
    held = [f"meetings: {len(record.meetings)}"] if record.meetings else []
    held += [f"budgets: {', '.join(years)}"] if years else []
    what = "; ".join([f"checked as of {on}", *held])
    return f"{what}: {', '.join(counts) or 'nothing found'}\n"
