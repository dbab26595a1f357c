"""Small records written as files write them, for checks of decisions, mandates and actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sundgov.checks import Check, run
from sundgov.findings import Finding
from sundgov.formats import loads
from sundgov.record import Record

TODAY = "2023-12-20"


def read(text: str) -> Record:
    return loads(text)


def told(check: Check, text: str, on: str = TODAY) -> list[str]:
    """What a check finds in a record, without its code: the place, why, and the remedy."""
    record = read(text)
    found = check(record, record.figures, dt.date.fromisoformat(on))
    return [f"{one.place}: {one.why}. {one.remedy}" for one in found]


def places(check: Check, text: str, on: str = TODAY) -> list[str]:
    """Where a check finds something."""
    record = read(text)
    return [one.place for one in check(record, record.figures, dt.date.fromisoformat(on))]


def said(checks: Iterable[Check], record: Record, on: dt.date) -> tuple[Finding, ...]:
    """What checks find, each finding a sentence about a place and one of what to do."""
    found = run(checks, record, record.figures, on)
    for one in found:
        assert one.place[0] not in " ,"
        assert not one.why.endswith(".") or one.why.endswith(" kr.")
        assert one.remedy[0].isupper()
        assert one.remedy.endswith(".")
    return found


def meeting(points: str, entry: str, title: str = "Budget", more: str = "") -> str:
    """A meeting of one item that is recommended in points, and what the minutes say of it."""
    recommended = f"recommendation = {{points = [{points}]}}" if points else ""
    return f"""
[[meetings]]
id = "m"
body = "kpro"
on = 2023-12-08

[[meetings.agenda.items]]
label = 1
title = "{title}"
{recommended}
{more}

[[meetings.minutes.entries]]
item = 1
{entry}
"""


def decision(id: str, on: str, more: str = "", body: str = "kpro") -> str:  # noqa: A002
    """A decision outside the record's meetings, as one line of a list."""
    told = (
        more
        if "outcome" in more
        else ", ".join(filter(None, (more, 'outcome = {kind = "approved"}')))
    )
    return (
        f'{{body = "{body}", time = {on}, manner = "at a meeting",'
        f' decision = {{id = "{id}", {told}}}}},\n'
    )


def decisions(*lines: str) -> str:
    return f"decisions = [\n{''.join(lines)}]\n"


APPROVE = '{text = "godkender", asks = "approve"}'
"""A point that asks for approval."""


def approved(more: str = "") -> str:
    """That point 1 was approved."""
    return f'decision = {{outcome = {{kind = "approved", point = 1{more}}}}}'
