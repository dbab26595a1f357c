"""The family of money: what papers state, tables of shares, and the decisions behind a bill."""

from __future__ import annotations

from sundgov.checks.money.against_ledgers import budget_above_ceiling, ledger_differs, rate_differs
from sundgov.checks.money.authorities import (
    authority_day_differs,
    authority_not_settled,
    authority_superseded,
    authority_unknown,
    bill_without_authority,
)
from sundgov.checks.money.members import members_differ
from sundgov.checks.money.money_kinds import (
    benefit_below_cost,
    collected_above_ceiling,
    disposal_differs,
    undisposed_without_decision,
)
from sundgov.checks.money.shares import (
    cell_differs,
    cells_exchanged,
    split_without_key,
    table_sum_differs,
    table_without_shares,
)
from sundgov.checks.money.stated_amounts import (
    amount_changed_undecided,
    amounts_differ,
    price_level_missing,
    price_levels_mixed,
)

STATED = (amounts_differ, amount_changed_undecided, price_level_missing, price_levels_mixed)
"""Of amounts as papers state them."""

KINDS = (
    collected_above_ceiling,
    disposal_differs,
    undisposed_without_decision,
    benefit_below_cost,
)
"""Of what an amount is."""

LEDGERS = (ledger_differs, budget_above_ceiling, rate_differs, members_differ)
"""Of papers against the agreements that are billed."""

SHARES = (cells_exchanged, cell_differs, table_sum_differs, table_without_shares, split_without_key)
"""Of tables of shares and of keys."""

AUTHORITIES = (
    bill_without_authority,
    authority_unknown,
    authority_day_differs,
    authority_not_settled,
    authority_superseded,
)
"""Of the decisions behind what is billed."""

MONEY = (*STATED, *KINDS, *LEDGERS, *SHARES, *AUTHORITIES)
