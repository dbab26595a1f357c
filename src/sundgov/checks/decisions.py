"""Decisions: what became of what was recommended, and what decisions name (beslutninger)."""

from __future__ import annotations

from sundgov.checks.checking import Check
from sundgov.checks.decided_amounts import DECIDED_AMOUNTS
from sundgov.checks.decision_references import DECISION_REFERENCES
from sundgov.checks.options import OPTIONS
from sundgov.checks.outcomes import OUTCOMES
from sundgov.checks.postponements import POSTPONEMENTS
from sundgov.checks.provisos import PROVISOS
from sundgov.checks.supersession import SUPERSESSION
from sundgov.checks.under_mandates import UNDER_MANDATES

DECISIONS: tuple[Check, ...] = (
    *OUTCOMES,
    *OPTIONS,
    *DECIDED_AMOUNTS,
    *PROVISOS,
    *POSTPONEMENTS,
    *DECISION_REFERENCES,
    *UNDER_MANDATES,
    *SUPERSESSION,
)
"""The checks of decisions."""
