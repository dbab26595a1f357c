"""Mandates: what they bound, what was taken of them, and who decides beyond (bemyndigelser)."""

from __future__ import annotations

from sundgov.checks.checking import Check
from sundgov.checks.mandates.mandate_bounds import BOUNDS
from sundgov.checks.mandates.mandate_pools import POOLS
from sundgov.checks.mandates.mandate_ways import WAYS

MANDATES: tuple[Check, ...] = (*BOUNDS, *POOLS, *WAYS)
"""The checks of mandates."""
