"""Hypothesis strategies for every public type: valid by construction, small, readable when shrunk.

`values(kind)` draws any value of a type, and `values(kind, field=strategy)` such of which some
fields are told; the named ones below take parameters. What is derived is drawn by making it: a
bill by billing a ledger that can be billed. The parties are four small islands whose figures are
packaged, 2025 comes before other years and whole kroner before øre, so that a failing case reads
like an example.
"""

from sundgov.testing.strategies.agreements import agreements, exits, memberships
from sundgov.testing.strategies.amounts import amounts, exact_amounts, prices
from sundgov.testing.strategies.apportionments import apportionments, weights
from sundgov.testing.strategies.bills import bills, closings, credit_notes, invoices, revisions
from sundgov.testing.strategies.budgets import budgets, estimates, results
from sundgov.testing.strategies.figures import figures, populations
from sundgov.testing.strategies.general import values
from sundgov.testing.strategies.governance import (
    mandates,
    meetings,
    planned_times,
    qualified_amounts,
)
from sundgov.testing.strategies.indices import chains, index_steps, publications
from sundgov.testing.strategies.keys import drivers, keys, splits, tariffs
from sundgov.testing.strategies.ledgers import Course, ledgers, stated_ledgers
from sundgov.testing.strategies.parties import islands, parties, pools, registers
from sundgov.testing.strategies.periods import calendar_periods, clock, days, periods, spans, years
from sundgov.testing.strategies.records import RECORDED, records, share_tables
from sundgov.testing.strategies.settlements import accounts, exit_settlements, follow_ups
from sundgov.testing.strategies.simplest import simplest
from sundgov.testing.strategies.terms import key_terms, population_rules
from sundgov.testing.strategies.texts import ids, words

__all__ = [
    "RECORDED",
    "Course",
    "accounts",
    "agreements",
    "amounts",
    "apportionments",
    "bills",
    "budgets",
    "calendar_periods",
    "chains",
    "clock",
    "closings",
    "credit_notes",
    "days",
    "drivers",
    "estimates",
    "exact_amounts",
    "exit_settlements",
    "exits",
    "figures",
    "follow_ups",
    "ids",
    "index_steps",
    "invoices",
    "islands",
    "key_terms",
    "keys",
    "ledgers",
    "mandates",
    "meetings",
    "memberships",
    "parties",
    "periods",
    "planned_times",
    "pools",
    "population_rules",
    "populations",
    "prices",
    "publications",
    "qualified_amounts",
    "records",
    "registers",
    "results",
    "revisions",
    "share_tables",
    "simplest",
    "spans",
    "splits",
    "stated_ledgers",
    "tariffs",
    "values",
    "weights",
    "words",
    "years",
]
