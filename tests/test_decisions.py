"""Decisions taken outside the record's meetings, and when papers know no day."""

from __future__ import annotations

import datetime as dt

import pytest

from sundgov.errors import InvalidValueError, NotExactError
from sundgov.governance.decisions import (
    Breadth,
    ChangeKind,
    Decision,
    Manner,
    Outcome,
    OutcomeKind,
    OutsideDecision,
    TakenDecision,
)
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.words import word

BUDGET = Decision((Outcome(OutcomeKind.APPROVED, text="7 mio. kr. om året."),), id="kpro-2023-01")
JANUARY = PlannedTime("januar 2023", "2023-01-01", "2023-01-31")


def test_a_decision_of_which_only_the_month_is_known_counts_from_its_last_day() -> None:
    outside = OutsideDecision(BUDGET, "kpro", JANUARY, Manner.AT_A_MEETING)
    taken = TakenDecision(outside.decision, "kpro-2023-01", outside.body, outside.time)
    assert taken.on == dt.date(2023, 1, 31)
    assert taken.dated() == "januar 2023"
    assert taken.authority("Styregruppen").decided_on is None
    assert taken.authority().wording == "7 mio. kr. om året."


def test_a_decision_was_taken_by_some_day() -> None:
    with pytest.raises(InvalidValueError) as refused:
        OutsideDecision(BUDGET, "kpro", PlannedTime("snart"))
    assert str(refused.value) == (
        "time: must have a latest day, from which it counts (got 'snart')"
    )
    with pytest.raises(NotExactError, match=r"^time: must be a PlannedTime"):
        OutsideDecision(BUDGET, "kpro", None)


@pytest.mark.parametrize("kinds", [OutcomeKind, Manner, Breadth, ChangeKind])
def test_every_word_is_said_in_both_languages(
    kinds: type[OutcomeKind] | type[Manner] | type[Breadth] | type[ChangeKind],
) -> None:
    danish = [word(each, "da") for each in kinds]
    english = [word(each, "en") for each in kinds]
    assert len(set(danish)) == len(set(english)) == len(list(kinds))
    assert all(danish)
    assert not set(danish) & set(english)


def test_points_of_a_decision() -> None:
    noted, approved = Outcome(OutcomeKind.NOTED, "1"), Outcome(OutcomeKind.APPROVED, "2")
    decision = Decision((noted, approved))
    assert decision.settled == ("2",)
    assert decision.outcome("1") is noted
    assert decision.outcome("3") is None
