"""Lists of decisions, actions and risks, and findings, as tables, CSV and JSON."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

from sundgov.errors import NotExactError
from sundgov.findings import Finding, Severity
from sundgov.formats import loads
from sundgov.formats.finding_text import findings_text
from sundgov.formats.layout import Format
from sundgov.formats.paper_text import actions_text, decisions_text, risks_text
from sundgov.record import Record
from tests.builders import KPRO

ON = dt.date(2024, 1, 15)
PAPERS = loads("""
[[bodies]]
id = "gruppe"
name = "Styregruppen"
short = "SG"

[[people]]
id = "asta"
name = "Asta Juhl"
initials = "AJ"

[[meetings]]
id = "m1"
body = "gruppe"
on = 2023-12-08

[[meetings.agenda.items]]
label = 1
title = "Budget"

[[meetings.agenda.items]]
label = 2
title = "Plan"

[[meetings.minutes.entries]]
item = 1
decision.outcomes = [
    {kind = "approved", point = 1},
    {kind = "approved", point = 2},
    {kind = "approved"},
]

[[meetings.minutes.entries]]
item = 2

[meetings.minutes.entries.decision]
outcome = {kind = "approved", text = "=Planen gælder"}
changes = [
    {kind = "supersedes", decision = "m1-1", points = 1},
    {kind = "amends", decision = "m1-1", points = 2},
]

[[meetings]]
id = "m2"
body = "andre"
on = 2024-02-01

[[actions]]
id = "a1"
text = "Oplæg"
owner = "AJ"
dues = [2024-01-10]
made_at = "m1"

[[actions]]
id = "a2"
text = "Budget"
owner = "SG"
dues = [{meeting = "m2"}, {next_meeting_of = "gruppe"}, "primo 2024"]
made_at = "m1"
history = [{state = "in progress", on = 2024-01-01}]

[[risk_logs]]
id = "log"
name = "Log"

[risk_logs.scale]
likelihoods = ["lav", "høj"]
impacts = ["lille", "stor"]

[[risk_logs.risks]]
id = "ID1"
event = "Forsinkelse"
owner = "gruppe"
inherent = {likelihood = 2, impact = 2}
residual = {likelihood = 1, impact = 2}

[[risk_logs]]
id = "uden-skala"
name = "Log"

[[risk_logs.risks]]
id = "1"
event = "Andet"
inherent = {likelihood = 3, impact = 1}
history = [{state = "closed", on = 2024-01-01, note = "Væk"}]
""")


def test_decisions_in_force() -> None:
    assert decisions_text(PAPERS, ON, Format.TABLE) == (
        "Gældende beslutninger 15. januar 2024\n"
        "\n"
        "Id    Dato              Besluttet af  Punkter    Beslutning      Ændret af\n"
        "----  ----------------  ------------  ---------  --------------  ---------\n"
        "m1-1  8. december 2023  SG            2, øvrigt  Budget          m1-2\n"
        "m1-2  8. december 2023  SG            hele       =Planen gælder\n"
    )
    assert json.loads(decisions_text(PAPERS, ON, Format.JSON))[0] == {
        "id": "m1-1",
        "decided_earliest": "2023-12-08",
        "decided_latest": "2023-12-08",
        "body": "gruppe",
        "meeting": "m1",
        "item": "1",
        "points": ["2", ""],
        "fallen": ["1"],
        "amended_by": ["m1-2"],
        "text": "Budget",
    }


def test_cells_of_text_are_harmless_in_csv() -> None:
    assert decisions_text(PAPERS, ON, Format.CSV).splitlines()[-1] == (
        "m1-2,2023-12-08,2023-12-08,gruppe,m1,2,,,,'=Planen gælder"
    )


def test_actions_open_and_past_due() -> None:
    rows = actions_text(PAPERS, ON, Format.TABLE).splitlines()[4:]
    assert [re.split(" {2,}", row) for row in rows] == [
        ["a1", "Asta Juhl (AJ)", "10. januar 2024", "overskredet", "Oplæg"],
        ["a2", "SG", "til mødet m2, til næste møde i SG, primo 2024", "i gang", "Budget"],
    ]
    assert json.loads(actions_text(PAPERS, dt.date(2023, 12, 7), Format.JSON)) == []
    assert json.loads(actions_text(PAPERS, ON, Format.JSON))[1] == {
        "id": "a2",
        "owner": "SG",
        "due": ["til mødet m2", "til næste møde i gruppe", "primo 2024"],
        "due_by": ["2024-02-01", "", "2024-04-30"],
        "state": "in progress",
        "past_due": False,
        "text": "Budget",
    }
    assert actions_text(PAPERS, ON, Format.CSV).splitlines()[1] == (
        "a1,AJ,2024-01-10,2024-01-10,open,true,Oplæg"
    )


def test_risks_with_the_words_of_their_scale() -> None:
    table = risks_text(PAPERS, ON, Format.TABLE)
    assert [re.split(" {2,}", row) for row in table.splitlines()[4:]] == [
        [
            "log",
            "ID1",
            "åben",
            "Forsinkelse",
            "høj (2) × stor (2) = 4",
            "lav (1) × stor (2) = 2",
            "SG",
        ],
        ["uden-skala", "1", "lukket", "Andet", "3 × 1", "Væk"],
    ]
    rows = json.loads(risks_text(PAPERS, ON, Format.JSON))
    assert (rows[0]["inherent_likelihood"], rows[0]["inherent_score"]) == (2, 4)
    assert (rows[0]["residual_impact"], rows[0]["residual_score"]) == (2, 2)
    assert (rows[1]["inherent_score"], rows[1]["residual_score"]) == (None, None)
    assert (rows[1]["state"], rows[1]["owner"], rows[1]["note"]) == ("closed", None, "Væk")


FOUND = (
    Finding("x", Severity.ERROR, "m1, item 1", "why", "Do.", "uddrag"),
    Finding("y", Severity.NOTE, "m1, item 2", "+why", "Do."),
    Finding("y", Severity.NOTE, "m1, item 3", "why", "Do."),
)


def test_findings_as_a_list_with_their_counts() -> None:
    assert findings_text(FOUND, PAPERS, ON, Format.TABLE) == (
        "error x: m1, item 1: why. Do.\n"
        "    uddrag\n"
        "note y: m1, item 2: +why. Do.\n"
        "note y: m1, item 3: why. Do.\n"
        "checked as of 2024-01-15; meetings: 2: 1 error, 2 notes\n"
    )
    money = Record(figures=KPRO.figures, ledgers=(KPRO,))
    assert findings_text((), money, ON, Format.TABLE) == (
        "checked as of 2024-01-15; budgets: 2023, 2024, 2025: nothing found\n"
    )


def test_findings_for_programs() -> None:
    assert json.loads(findings_text(FOUND, PAPERS, ON, Format.JSON))[0] == {
        "code": "x",
        "severity": "error",
        "place": "m1, item 1",
        "why": "why",
        "remedy": "Do.",
        "excerpt": "uddrag",
    }
    assert "'+why" in findings_text(FOUND, PAPERS, ON, Format.CSV).splitlines()[2]
    with pytest.raises(NotExactError, match=r"^form: must be a Format"):
        findings_text(FOUND, PAPERS, ON, "json")  # type: ignore[arg-type]
    with pytest.raises(NotExactError, match=r"^form: must be a Format"):
        actions_text(PAPERS, ON, "json")  # type: ignore[arg-type]
