"""Whole numbers divided exactly: knows nothing of money, parties or municipalities.

`apportion` divides one whole number by weights, `apportion_table` the totals of a table's rows so
that its columns come out too, and `round_subtotals` a table of more axes; in a table by
`apportion_biproportional` the cells follow their weights between totals that follow something else.
`round_nested` rounds a tree of exact shares, and groups that cut across it, all at once;
`water_fill` holds fractions within bounds before anything is rounded; `spread` lays a table of
whole numbers over instalments; `running` rounds period after period, with what earlier ones left,
which a `RunningSplit` keeps by id. `sequential_contributions` shares a cost step by step, and
`above_alone` tells who pays more than alone. `verify` checks the proof of what came out, with code
of its own.
"""

from sundgov.apportion.apportionments import Apportionment, Share
from sundgov.apportion.biproportional import Biproportional, apportion_biproportional
from sundgov.apportion.biproportional_certificates import MultiplierCertificate
from sundgov.apportion.bounds import Bounds
from sundgov.apportion.certificates import Cell, CellProof, Certificate, Cutoff, Margin
from sundgov.apportion.chains import round_subtotals
from sundgov.apportion.chains_found import RoundedSubtotals
from sundgov.apportion.chains_terms import Axis, Grouping, Subtotals
from sundgov.apportion.cost_sharing import AboveAlone, above_alone
from sundgov.apportion.cost_sharing_steps import (
    CostStep,
    SequentialContributions,
    sequential_contributions,
)
from sundgov.apportion.cut_certificates import BoundedCertificate, DivisorCertificate
from sundgov.apportion.nested import Branch, Nested, round_flat, round_nested
from sundgov.apportion.one import apportion
from sundgov.apportion.replays import Replay
from sundgov.apportion.running import running
from sundgov.apportion.running_residuals import Residuals
from sundgov.apportion.running_split import RunningPeriod, RunningShare, RunningSplit
from sundgov.apportion.spread import spread
from sundgov.apportion.tables import apportion_table
from sundgov.apportion.tables_found import ApportionedTable
from sundgov.apportion.thresholds import Divisor, LastClaim, LastUnit
from sundgov.apportion.two_way import Table
from sundgov.apportion.verify import verify, verify_all
from sundgov.apportion.waterfill import water_fill

__all__ = [
    "AboveAlone",
    "ApportionedTable",
    "Apportionment",
    "Axis",
    "Biproportional",
    "BoundedCertificate",
    "Bounds",
    "Branch",
    "Cell",
    "CellProof",
    "Certificate",
    "CostStep",
    "Cutoff",
    "Divisor",
    "DivisorCertificate",
    "Grouping",
    "LastClaim",
    "LastUnit",
    "Margin",
    "MultiplierCertificate",
    "Nested",
    "Replay",
    "Residuals",
    "RoundedSubtotals",
    "RunningPeriod",
    "RunningShare",
    "RunningSplit",
    "SequentialContributions",
    "Share",
    "Subtotals",
    "Table",
    "above_alone",
    "apportion",
    "apportion_biproportional",
    "apportion_table",
    "round_flat",
    "round_nested",
    "round_subtotals",
    "running",
    "sequential_contributions",
    "spread",
    "verify",
    "verify_all",
    "water_fill",
]
