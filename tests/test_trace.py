"""From a line of an invoice to the meeting and item that allow it."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve

from sundgov import kr
from sundgov.authority import Authority
from sundgov.errors import NotHeldError
from sundgov.finance.budgets import BudgetLine, Condition
from sundgov.finance.carry_rules import AtOnce, CarryRule
from sundgov.finance.invoice_lines import Allowance, InvoiceLine
from sundgov.finance.results import Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.governance.agendas import Agenda, AgendaItem
from sundgov.governance.bodies import Body
from sundgov.governance.decisions import (
    Change,
    ChangeKind,
    Decision,
    Manner,
    Outcome,
    OutcomeKind,
    OutsideDecision,
)
from sundgov.governance.meetings import Meeting
from sundgov.governance.minutes import Minutes, MinutesEntry
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.recommendations import Ask, Point, Recommendation
from sundgov.record import Ledger, Record
from sundgov.record.trace import Behind
from tests.builders import KPRO, agreement, budget, figures_with, party, units

STEERING = Body("kpro-styregruppe", "Forretningsstyregruppen for Kommunal PRO")
STATUS = AgendaItem(
    "3",
    "Status fra forvaltningen",
    recommendation=Recommendation(
        (
            Point("tager status til efterretning", (Ask.TAKE_NOTE,)),
            Point("beslutter at holde en strategidag", (Ask.DECIDE,)),
        )
    ),
)
DECIDED = Decision(
    (
        Outcome(OutcomeKind.NOTED, "1"),
        Outcome(OutcomeKind.APPROVED, text="Der faktureres fortsat 7 mio. kr."),
    )
)
MEETING = Meeting(
    "kpro-2023-12-08",
    STEERING.id,
    "2023-12-08",
    agenda=Agenda((STATUS,)),
    minutes=Minutes((MinutesEntry("3", decision=DECIDED),)),
)
JANUARY = OutsideDecision(
    Decision((Outcome(OutcomeKind.APPROVED, text="7 mio. kr. om året"),), id="kpro-2023-01"),
    STEERING.id,
    PlannedTime("januar 2023", "2023-01-01", "2023-01-31"),
    Manner.AT_A_MEETING,
    source="referat 8. december 2023, punkt 3",
)
BARE = Record(figures=KPRO.figures, ledgers=(KPRO,))
HELD = evolve(BARE, bodies=(STEERING,), meetings=(MEETING,), decisions=(JANUARY,))


def line(record: Record, number: int = 0) -> InvoiceLine:
    return record.bill(2025).invoice("Samsø", "2025-07").lines[number]


def test_samsoes_july_line_comes_from_the_meeting_in_december() -> None:
    found = HELD.trace(line(HELD))
    assert [one.behind for one in found.authorities] == [Behind.AGREEMENT, Behind.CEILING]
    agreed, ceiling = found.authorities
    assert agreed.item is not None
    assert agreed.item.meeting is MEETING
    assert agreed.item.placed.item is STATUS
    assert ceiling.decision is not None
    assert ceiling.item is None
    assert found.on == dt.date(2025, 7, 1)


def test_the_thread_is_told_in_danish() -> None:
    found = HELD.trace(line(HELD))
    text = found.explain()
    assert text.startswith(found.line.explain())
    assert text.removeprefix(found.line.explain()) == (
        "\nAftalens hjemmel: kpro-2023-12-08-3"
        "\n  Besluttet af: Forretningsstyregruppen for Kommunal PRO, 8. december 2023"
        " (kpro-2023-12-08)"
        "\n  Punkt: 3 Status fra forvaltningen"
        "\n  Indstillet 1: tager status til efterretning"
        "\n  Indstillet 2: beslutter at holde en strategidag"
        "\n  Taget til efterretning 1"
        "\n  Godkendt: Der faktureres fortsat 7 mio. kr."
        "\nRammens hjemmel: kpro-2023-01"
        "\n  Besluttet af: Forretningsstyregruppen for Kommunal PRO, januar 2023"
        "\n  Godkendt: 7 mio. kr. om året"
        "\n  Kilde: referat 8. december 2023, punkt 3"
    )


def test_the_thread_is_told_in_english_with_what_later_decisions_did() -> None:
    amended = Decision(
        (Outcome(OutcomeKind.APPROVED),),
        id="mail-1",
        changes=(
            Change(ChangeKind.AMENDS, "kpro-2023-01"),
            Change(ChangeKind.SUPERSEDES, "kpro-2023-12-08-3", ("1",)),
        ),
    )
    later = OutsideDecision(amended, STEERING.id, "2025-03-01", Manner.BY_MAIL)
    too_late = OutsideDecision(
        evolve(amended, id="mail-2"), STEERING.id, "2025-07-02", Manner.BY_MAIL
    )
    held = evolve(HELD, decisions=(JANUARY, later, too_late), bodies=())
    text = held.trace(line(held)).explain("en")
    assert "  Superseded (point 1): mail-1, 1 March 2025" in text
    assert "  Amended: mail-1, 1 March 2025" in text
    assert "mail-2" not in text
    assert "  Decided by: Forretningsstyregruppen for Kommunal PRO, 8 December 2023" in text


def test_only_the_points_answered_are_told() -> None:
    noted = Decision((Outcome(OutcomeKind.NOTED, "1"),))
    meeting = evolve(MEETING, minutes=Minutes((MinutesEntry("3", decision=noted),)))
    text = evolve(HELD, meetings=(meeting,)).trace(line(HELD)).explain()
    assert "Indstillet 1" in text
    assert "Indstillet 2" not in text


def test_a_decision_that_the_record_does_not_hold_is_told_by_its_own_paper() -> None:
    found = BARE.trace(line(BARE)).explain().splitlines()
    begins = found.index("Rammens hjemmel: kpro-2023-01")
    assert found[begins + 1 :] == [
        "  kpro-2023-01 (Forretningsstyregruppen for Kommunal PRO)",
        "  Budget 2024 og 2025: 7 mio. kr. om året",
        "  Kilde: referat 8. december 2023, punkt 3",
        "  Beslutningen selv er ikke i registret",
    ]


A, B = party("A"), party("B")
TERMS = agreement((A, B), units({"A": 1, "B": 1}))


def ledger(**changes: object) -> Ledger:
    lines = (budget(2024, kr(100)), budget(2025, kr(100)))
    return Ledger(TERMS, lines, figures_with(A, B), **changes)  # type: ignore[arg-type]


def test_without_any_authority_it_says_so() -> None:
    held = ledger()
    record = Record(figures=held.figures, ledgers=(held,))
    found = record.trace(record.bill(2025).invoice("A", "2025-01").lines[0])
    assert found.authorities == ()
    assert found.explain().endswith("\nHjemmel: ingen oplyst")
    assert found.explain("en").endswith("\nAuthority: none is stated")


def test_budgets_and_releases_have_decisions_of_their_own() -> None:
    released = Authority("frigivet", "gruppen", wording="", decided_on="2024-06-01")
    condition = Condition("en positiv evaluering", released=released)
    conditional = BudgetLine("drift", "Drift", kr(100), condition=condition)
    own = budget(2025, conditional, authority=Authority("budget-25", "gruppen"))
    held = Ledger(TERMS, (own,), figures_with(A, B))
    record = Record(figures=held.figures, ledgers=(held,))
    found = record.trace(record.bill(2025).invoice("A", "2025-01").lines[0])
    assert [one.behind for one in found.authorities] == [Behind.BUDGET, Behind.RELEASE]
    assert "  frigivet (gruppen, 1. juni 2024)\n  Beslutningen selv" in found.explain()


def test_what_is_carried_is_traced_to_its_result() -> None:
    known = Result(2024, kr(50), "2025-03-01", authority=Authority("regnskab-24", "gruppen"))
    held = ledger(results=(known,))
    record = Record(figures=held.figures, ledgers=(held,))
    (allowance,) = record.bill(2025).invoice("A", "2025-07").allowances
    found = record.trace(allowance)
    assert [one.behind for one in found.authorities] == [Behind.RESULT]
    assert found.on == dt.date(2025, 7, 1)


def test_what_is_settled_at_once_is_traced_from_the_day_it_is_known() -> None:
    terms = evolve(TERMS, carry=CarryRule(way=AtOnce()), authority=Authority("aftale", "gruppen"))
    known = Result(2024, kr(50), "2025-03-01")
    held = Ledger(terms, (budget(2024, kr(100)),), figures_with(A, B), results=(known,))
    record = Record(figures=held.figures, ledgers=(held,))
    document = record.close(2024).invoices("2025-04-01")[0]
    found = record.trace(document.lines[0])
    assert [one.behind for one in found.authorities] == [Behind.AGREEMENT]
    assert found.on == dt.date(2025, 3, 1)


def test_a_revision_has_its_own_decision() -> None:
    corrected = RevisionTerms(
        2024,
        "2025-02-01",
        key=units({"A": 3, "B": 1}),
        billed_in=2025,
        authority=Authority("korrektion", "gruppen"),
    )
    held = ledger(revisions=(corrected,))
    record = Record(figures=held.figures, ledgers=(held,))
    lines = record.bill(2025).invoice("A", "2025-07").lines
    found = record.trace(lines[-1])
    assert [one.behind for one in found.authorities] == [Behind.REVISION]


def test_a_line_of_no_bill_has_nothing_behind_it() -> None:
    loose = InvoiceLine("drift", "Drift", 1, "stk.", None, kr(5))
    with pytest.raises(NotHeldError) as refused:
        HELD.trace(loose)
    assert str(refused.value) == (
        "line: comes from no bill, so nothing stands behind it (got 'drift')"
    )
    with pytest.raises(NotHeldError, match=r"\(got 'Overskud'\)"):
        HELD.trace(Allowance(kr(5), "Overskud", 2024))
