"""Who is heard, and how a meeting was divided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from sundgov.errors import InvalidValueError, SundgovError, TextError
from sundgov.governance.decisions import Outcome, OutcomeKind
from sundgov.governance.hearings import Hearing, HearingAnswer, Stance
from sundgov.governance.votes import Dissent, Vote


def test_those_who_have_not_answered_are_told_in_the_order_they_were_asked() -> None:
    answer = HearingAnswer("kosu", Stance.WITH_REMARKS, "Husk driften.", on="2019-09-20")
    hearing = Hearing(("plo", "kosu", "brugere"), "2019-10-01", (answer, HearingAnswer("andre")))
    assert hearing.unanswered == ("plo", "brugere")
    assert hearing.due is not None
    assert hearing.due.latest == dt.date(2019, 10, 1)
    assert answer.on == dt.date(2019, 9, 20)
    assert Hearing().unanswered == ()


def test_a_vote_is_told_by_its_counts() -> None:
    assert [f"{each}" for each in (Vote(5, 2), Vote(5, 2, 1), Vote(0, 0))] == [
        "5-2",
        "5-2-1",
        "0-0",
    ]


def test_an_outcome_has_its_vote_and_those_who_did_not_agree() -> None:
    against = Dissent(("Herning", "Struer"), "Prisen er for høj.")
    divided = Outcome(OutcomeKind.APPROVED, "1", vote=Vote(17, 2), dissents=(against,))
    assert divided.vote == Vote(17, 2)
    assert divided.dissents == (against,)
    agreed = Outcome(OutcomeKind.APPROVED, "1")
    assert (agreed.vote, agreed.dissents) == (None, ())


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (lambda: Vote(-1, 2), InvalidValueError, "in_favour: must not be negative (got -1)"),
        (lambda: Vote(1, -2), InvalidValueError, "against: must not be negative (got -2)"),
        (lambda: Vote(1, 2, -3), InvalidValueError, "abstained: must not be negative (got -3)"),
        (lambda: Dissent(("",)), TextError, "by: must not be empty (got '')"),
        (
            lambda: Outcome(OutcomeKind.NOTED, comments=("",)),
            TextError,
            "comments: must not be empty (got '')",
        ),
        (lambda: Hearing(("kosu", " ")), TextError, "asked: must not be empty (got ' ')"),
    ],
)
def test_what_has_no_meaning_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message
