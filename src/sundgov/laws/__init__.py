"""The laws of a fair and exact division, as plain equations (love for fordeling).

A law is a function from a rule and what it is tried on, or from something finished, to a left and
a right side: it holds where they are equal. `OF_RULES` and `OF_FINISHED` list them with their
names and what they say; `sundgov.testing` searches for the smallest case that breaks one, and
docs/law-card.md tells which method keeps which.
"""

from sundgov.laws.bounds import bounds_held, bounds_mirrored
from sundgov.laws.cases import (
    Division,
    Enlarged,
    Grouped,
    Limited,
    Ranked,
    Reordered,
    Reweighed,
    Scaled,
)
from sundgov.laws.finished import (
    balances_follow,
    carry_conserved,
    figures_in_quota,
    index_round_trip,
    instalments_sum,
    lines_sum,
    surplus_divided,
    used_only_after_published,
)
from sundgov.laws.groups import (
    consistency,
    merging,
    merging_within_one,
    order,
    permutation,
    splitting,
)
from sundgov.laws.growth import house_monotonicity, new_states, population_monotonicity
from sundgov.laws.law import FinishedLaw, Law, RuleLaw
from sundgov.laws.register import ALL, OF_FINISHED, OF_RULES, law_named, laws_of
from sundgov.laws.rules import (
    Allocate,
    BoundedAllocate,
    ByMethod,
    Equation,
    Number,
    Parts,
    RankedAllocate,
    Sides,
    WithinBounds,
    exact_shares,
)
from sundgov.laws.shares import (
    larger_not_less,
    lower_quota,
    scale_freedom,
    sign_symmetry,
    sums,
    upper_quota,
    zero_stays_zero,
)

__all__ = [
    "ALL",
    "OF_FINISHED",
    "OF_RULES",
    "Allocate",
    "BoundedAllocate",
    "ByMethod",
    "Division",
    "Enlarged",
    "Equation",
    "FinishedLaw",
    "Grouped",
    "Law",
    "Limited",
    "Number",
    "Parts",
    "Ranked",
    "RankedAllocate",
    "Reordered",
    "Reweighed",
    "RuleLaw",
    "Scaled",
    "Sides",
    "WithinBounds",
    "balances_follow",
    "bounds_held",
    "bounds_mirrored",
    "carry_conserved",
    "consistency",
    "exact_shares",
    "figures_in_quota",
    "house_monotonicity",
    "index_round_trip",
    "instalments_sum",
    "larger_not_less",
    "law_named",
    "laws_of",
    "lines_sum",
    "lower_quota",
    "merging",
    "merging_within_one",
    "new_states",
    "order",
    "permutation",
    "population_monotonicity",
    "scale_freedom",
    "sign_symmetry",
    "splitting",
    "sums",
    "surplus_divided",
    "upper_quota",
    "used_only_after_published",
    "zero_stays_zero",
]
