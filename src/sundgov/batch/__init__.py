"""Many apportionments at once, with NumPy: the rule of `apportion`, bit for bit.

`apportion_many` divides thousands of amounts by one set of weights, `apportion_long` one amount by
a million weights, `apportion_groups` each group's amount over its own members, and
`apportion_scenarios` every amount by every set of weights. All by largest remainder, ties by
rank, exact at any size. Columns come from NumPy, pandas, polars, pyarrow or anything that speaks
Arrow, and go back as `Columns`. Needs the extra `batch`.
"""

from __future__ import annotations

try:
    import numpy as np
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(
        "sundgov.batch needs NumPy. Install it with: pip install 'sundgov[batch]'", name="numpy"
    ) from missing

from sundgov.batch.columns import Columns
from sundgov.batch.groups import apportion_groups
from sundgov.batch.long import apportion_long
from sundgov.batch.many import apportion_many, apportion_scenarios
from sundgov.batch.reading import Ints

assert np  # only so that its absence is told here, in words

__all__ = [
    "Columns",
    "Ints",
    "apportion_groups",
    "apportion_long",
    "apportion_many",
    "apportion_scenarios",
]
