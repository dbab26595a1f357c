"""Whole numbers divided exactly: knows nothing of money, parties or municipalities.

`apportion` divides one whole number by weights; `round_nested` rounds a tree of exact shares,
and groups that cut across it, all at once; `water_fill` holds fractions within bounds before
anything is rounded; `spread` lays a table of whole numbers over instalments; `running` rounds
period after period, with what earlier ones left. `verify` checks a `Certificate` or a `CellProof`
of what came out, with code of its own.
"""

from sundgov.apportion.certificates import Cell, CellProof, Certificate, Cutoff, Margin
from sundgov.apportion.nested import Branch, Nested, round_flat, round_nested
from sundgov.apportion.one import Apportionment, Share, apportion
from sundgov.apportion.running import running
from sundgov.apportion.spread import Table, spread
from sundgov.apportion.verify import verify, verify_all
from sundgov.apportion.waterfill import water_fill

__all__ = [
    "Apportionment",
    "Branch",
    "Cell",
    "CellProof",
    "Certificate",
    "Cutoff",
    "Margin",
    "Nested",
    "Share",
    "Table",
    "apportion",
    "round_flat",
    "round_nested",
    "running",
    "spread",
    "verify",
    "verify_all",
    "water_fill",
]
