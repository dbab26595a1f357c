"""Every check there is, by family; a family is a tuple, and tuples add up."""

from __future__ import annotations

from sundgov.checks.actions.actions import ACTIONS
from sundgov.checks.checking import Check, Grade
from sundgov.checks.decisions.decisions import DECISIONS
from sundgov.checks.mandates.mandates import MANDATES
from sundgov.checks.meetings.agenda import AGENDA
from sundgov.checks.meetings.attachments import ATTACHMENTS
from sundgov.checks.money.books import BOOKS
from sundgov.checks.money.money import MONEY
from sundgov.checks.people.people import PEOPLE
from sundgov.checks.risks.risks import RISKS
from sundgov.checks.times.times import TIMES
from sundgov.checks.words.words import WORDS

ALL: tuple[Check, ...] = (
    *AGENDA,
    *ATTACHMENTS,
    *PEOPLE,
    *DECISIONS,
    *MANDATES,
    *ACTIONS,
    *MONEY,
    *RISKS,
    *TIMES,
    *BOOKS,
    *WORDS,
)
"""Every check, family by family."""

_REACH = {
    Grade.ALWAYS: {Grade.ALWAYS},
    Grade.STRICT: {Grade.ALWAYS, Grade.STRICT},
    Grade.ON_DEMAND: {Grade.ALWAYS, Grade.STRICT, Grade.ON_DEMAND},
}


def graded(upto: Grade) -> tuple[Check, ...]:
    """The checks of a grade and of those that more people want.

    >>> set(graded(Grade.ALWAYS)) <= set(graded(Grade.STRICT)) <= set(ALL)
    True
    """
    return tuple(each for each in ALL if each.grade in _REACH[upto])
