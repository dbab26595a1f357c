"""Decisions: what became of what was recommended, and what decisions name (beslutninger)."""

from __future__ import annotations

from sundgov.checks.checking import Check
from sundgov.checks.decisions.decided_amounts import DECIDED_AMOUNTS
from sundgov.checks.decisions.decision_references import DECISION_REFERENCES
from sundgov.checks.decisions.options import OPTIONS
from sundgov.checks.decisions.outcomes import OUTCOMES
from sundgov.checks.decisions.postponements import POSTPONEMENTS
from sundgov.checks.decisions.provisos import PROVISOS
from sundgov.checks.decisions.supersession import SUPERSESSION
from sundgov.checks.decisions.under_mandates import UNDER_MANDATES

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
