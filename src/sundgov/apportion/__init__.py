"""Whole numbers divided exactly: knows nothing of money, parties or municipalities.

`apportion` divides one whole number by weights; `round_nested` rounds a tree of exact shares,
and groups that cut across it, all at once; `water_fill` holds fractions within bounds before
anything is rounded; `spread` lays a table of whole numbers over instalments; `running` rounds
period after period, with what earlier ones left.
"""

from sundgov.apportion.nested import Branch, Nested, round_flat, round_nested
from sundgov.apportion.one import Apportionment, Share, apportion
from sundgov.apportion.running import running
from sundgov.apportion.spread import Table, spread
from sundgov.apportion.waterfill import water_fill

__all__ = [
    "Apportionment",
    "Branch",
    "Nested",
    "Share",
    "Table",
    "apportion",
    "round_flat",
    "round_nested",
    "running",
    "spread",
    "water_fill",
]
