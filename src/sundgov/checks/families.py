"""Every check there is, by family; a family is a tuple, and tuples add up."""

from __future__ import annotations

from sundgov.checks.checking import Check, Grade

ALL: tuple[Check, ...] = ()
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
