"""Risks: in their log, in the papers that list them, and where they are referred to (risici)."""

from __future__ import annotations

from sundgov.checks.checking import Check
from sundgov.checks.risks.risk_listings import LISTINGS
from sundgov.checks.risks.risk_ratings import RATINGS
from sundgov.checks.risks.risk_references import REFERENCES

RISKS: tuple[Check, ...] = (*LISTINGS, *REFERENCES, *RATINGS)
