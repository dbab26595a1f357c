"""Checks: from a record, the figures and a day to what is wrong in the papers (kontroller).

Each check has a public code, which is also its anchor in `docs/checks` and the folder of its
smallest documents in the tests. A finding is right or it is not made; what is heuristic is a note.
"""

from sundgov.checks.checking import Check, Grade, Spot, check, run
from sundgov.checks.families import ALL, graded

__all__ = ["ALL", "Check", "Grade", "Spot", "check", "graded", "run"]
