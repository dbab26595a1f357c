"""Whole numbers divided exactly: knows nothing of money, parties or municipalities.

`apportion` divides one whole number by weights; `round_nested` rounds a tree of exact shares,
and groups that cut across it, all at once; `water_fill` holds fractions within bounds before
anything is rounded; `spread` lays a table of whole numbers over instalments; `running` rounds
period after period, with what earlier ones left. `verify` checks a `Certificate` or a `CellProof`
of what came out, with code of its own.
"""

from sundgov.apportion.apportionments import Apportionment, Share
from sundgov.apportion.certificates import Cell, CellProof, Certificate, Cutoff, Margin
from sundgov.apportion.cost_sharing import AboveAlone, above_alone
from sundgov.apportion.cost_sharing_steps import (
    CostStep,
    SequentialContributions,
    sequential_contributions,
)
from sundgov.apportion.nested import Branch, Nested, round_flat, round_nested
from sundgov.apportion.one import apportion
from sundgov.apportion.running import running
from sundgov.apportion.running_residuals import Residuals
from sundgov.apportion.running_split import RunningPeriod, RunningShare, RunningSplit
from sundgov.apportion.spread import Table, spread
from sundgov.apportion.verify import verify, verify_all
from sundgov.apportion.waterfill import water_fill

__all__ = [
    "AboveAlone",
    "Apportionment",
    "Branch",
    "Cell",
    "CellProof",
    "Certificate",
    "CostStep",
    "Cutoff",
    "Margin",
    "Nested",
    "Residuals",
    "RunningPeriod",
    "RunningShare",
    "RunningSplit",
    "SequentialContributions",
    "Share",
    "Table",
    "above_alone",
    "apportion",
    "round_flat",
    "round_nested",
    "running",
    "sequential_contributions",
    "spread",
    "verify",
    "verify_all",
    "water_fill",
]
