"""Typed models and exact cost allocation for Danish joint-municipal digital health.

The face of money and billing: every name below is imported from here. Files are read by
`sundgov.formats`, whole numbers divided by `sundgov.apportion`. A name is loaded when it is first
used, so that importing the library costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sundgov.authority import Authority
    from sundgov.bank_days import due_date, is_bank_day, next_bank_day
    from sundgov.errors import SundgovError
    from sundgov.figures import Figures, packaged_figures, population, population_known_on
    from sundgov.finance.addresses import BankAccount, BillingAddress, Endpoint, EndpointScheme
    from sundgov.finance.agreements import (
        Agreement,
        EntryEffect,
        EntryRule,
        IndexTerms,
        InstalmentTerms,
        Membership,
        VatKind,
        VatTreatment,
        YearRounding,
    )
    from sundgov.finance.billing import bill_year
    from sundgov.finance.bills import Bill, BillLine, Instalment
    from sundgov.finance.budgets import Budget, BudgetLine, Ceiling, Condition, LineKind
    from sundgov.finance.buy_in import AtEquity, AtRate, BuyIn, BuyInTerms, buy_in
    from sundgov.finance.carried import Carried, CarryKind
    from sundgov.finance.carry_rules import (
        AtOnce,
        CarryBasis,
        CarryRule,
        CarryWay,
        EstimateThenResult,
        InOneInstalment,
        Spread,
    )
    from sundgov.finance.carrying import Heirs, carry_into
    from sundgov.finance.closing import ClosedLine, Closing, close_year
    from sundgov.finance.drivers import (
        CappedHeads,
        Driver,
        EqualParts,
        GivenUnits,
        Heads,
        Tier,
        TieredHeads,
    )
    from sundgov.finance.exit_terms import (
        AssetsTerm,
        BalanceTerm,
        BarredUntilWrittenOff,
        ExitTerms,
        FreeToLeave,
        Investment,
        LockIn,
        PaysPartOfTheRest,
    )
    from sundgov.finance.exits import (
        Exit,
        ExitItem,
        ExitLine,
        ExitSettlement,
        settle_exit,
        settled_parties,
    )
    from sundgov.finance.follow_up import FollowUp, FollowUpLine, Standing, follow_up
    from sundgov.finance.histories import Account, AccountYear
    from sundgov.finance.invoice_lines import Allowance, InvoiceLine
    from sundgov.finance.invoices import CreditNote, Invoice, Vat
    from sundgov.finance.keys import (
        Bounded,
        Composed,
        Key,
        Proportional,
        Slice,
        by_heads,
        by_units,
        equally,
        solely,
    )
    from sundgov.finance.party_amounts import PartyAmounts
    from sundgov.finance.prices import (
        Chain,
        Chaining,
        CompositeIndex,
        IndexPart,
        Uplift,
        chain,
        uplift,
    )
    from sundgov.finance.residuals import Residual
    from sundgov.finance.results import Estimate, LineSpent, Outturn, Result
    from sundgov.finance.revision_terms import RevisionTerms
    from sundgov.finance.revisions import RevisedLine, Revision
    from sundgov.finance.running_years import opening_residuals
    from sundgov.finance.splits import Split
    from sundgov.finance.statuses import BudgetStatus, LineStatus
    from sundgov.finance.tariffs import Charges, Tariff
    from sundgov.finance.terms import (
        BoundedTerms,
        ComposedTerms,
        EqualTerms,
        HeadTerms,
        KeyTerms,
        NewestPublished,
        Pool,
        PopulationFixed,
        PopulationOn,
        PopulationRule,
        SliceTerms,
        UnitTerms,
    )
    from sundgov.finance.transfers import LineOfYear, Transfer, YearTransfers
    from sundgov.findings import Finding, Severity
    from sundgov.indices import IndexKind, IndexName, IndexStep
    from sundgov.money import (
        UNSTATED,
        Amount,
        CurrentPrices,
        ExactAmount,
        PriceLevel,
        Rounding,
        Unit,
        Unstated,
        kr,
    )
    from sundgov.parties import Parties, Party, PartyKind, packaged_parties
    from sundgov.periods import HalfYear, IsoWeek, Month, Period, Quarter, Span, Year
    from sundgov.populations import Population
    from sundgov.publications import Publication

__all__ = [
    # money
    "UNSTATED",
    "Amount",
    "CurrentPrices",
    "ExactAmount",
    "PriceLevel",
    "Rounding",
    "Unit",
    "Unstated",
    "kr",
    # periods
    "HalfYear",
    "IsoWeek",
    "Month",
    "Period",
    "Quarter",
    "Span",
    "Year",
    "due_date",
    "is_bank_day",
    "next_bank_day",
    # parties
    "Parties",
    "Party",
    "PartyKind",
    "packaged_parties",
    # figures
    "Figures",
    "IndexKind",
    "IndexName",
    "IndexStep",
    "Population",
    "Publication",
    "packaged_figures",
    "population",
    "population_known_on",
    # prices
    "Chain",
    "Chaining",
    "CompositeIndex",
    "IndexPart",
    "Uplift",
    "chain",
    "uplift",
    # keys and splits
    "Bounded",
    "CappedHeads",
    "Composed",
    "Driver",
    "EqualParts",
    "GivenUnits",
    "Heads",
    "Key",
    "Proportional",
    "Slice",
    "Split",
    "Tier",
    "TieredHeads",
    "by_heads",
    "by_units",
    "equally",
    "solely",
    # tariffs
    "Charges",
    "Tariff",
    # agreements and budgets
    "Agreement",
    "BoundedTerms",
    "Budget",
    "BudgetLine",
    "Ceiling",
    "ComposedTerms",
    "Condition",
    "EntryEffect",
    "EntryRule",
    "EqualTerms",
    "HeadTerms",
    "IndexTerms",
    "InstalmentTerms",
    "KeyTerms",
    "LineKind",
    "Membership",
    "NewestPublished",
    "Pool",
    "PopulationFixed",
    "PopulationOn",
    "PopulationRule",
    "SliceTerms",
    "UnitTerms",
    "VatKind",
    "VatTreatment",
    "YearRounding",
    # bills
    "Bill",
    "BillLine",
    "Instalment",
    "Residual",
    "bill_year",
    "opening_residuals",
    # closing, carrying, correcting
    "Account",
    "AccountYear",
    "AtOnce",
    "Carried",
    "CarryBasis",
    "CarryKind",
    "CarryRule",
    "CarryWay",
    "ClosedLine",
    "Closing",
    "Estimate",
    "EstimateThenResult",
    "Heirs",
    "InOneInstalment",
    "LineSpent",
    "Outturn",
    "PartyAmounts",
    "Result",
    "RevisedLine",
    "Revision",
    "RevisionTerms",
    "Spread",
    "carry_into",
    "close_year",
    # exit and buy-in
    "AssetsTerm",
    "AtEquity",
    "AtRate",
    "BalanceTerm",
    "BarredUntilWrittenOff",
    "BuyIn",
    "BuyInTerms",
    "Exit",
    "ExitItem",
    "ExitLine",
    "ExitSettlement",
    "ExitTerms",
    "FreeToLeave",
    "Investment",
    "LockIn",
    "PaysPartOfTheRest",
    "buy_in",
    "settle_exit",
    "settled_parties",
    # follow-up
    "BudgetStatus",
    "FollowUp",
    "FollowUpLine",
    "LineOfYear",
    "LineStatus",
    "Standing",
    "Transfer",
    "YearTransfers",
    "follow_up",
    # invoices
    "Allowance",
    "BankAccount",
    "BillingAddress",
    "CreditNote",
    "Endpoint",
    "EndpointScheme",
    "Invoice",
    "InvoiceLine",
    "Vat",
    # governance and checks, as finance knows them
    "Authority",
    "Finding",
    "Severity",
    "SundgovError",
]

# Where each name lives.
_HOMES = {
    "authority": ("Authority",),
    "bank_days": ("due_date", "is_bank_day", "next_bank_day"),
    "errors": ("SundgovError",),
    "figures": ("Figures", "packaged_figures", "population", "population_known_on"),
    "finance.addresses": ("BankAccount", "BillingAddress", "Endpoint", "EndpointScheme"),
    "finance.agreements": (
        "Agreement",
        "EntryEffect",
        "EntryRule",
        "IndexTerms",
        "InstalmentTerms",
        "Membership",
        "VatKind",
        "VatTreatment",
        "YearRounding",
    ),
    "finance.billing": ("bill_year",),
    "finance.bills": ("Bill", "BillLine", "Instalment"),
    "finance.budgets": ("Budget", "BudgetLine", "Ceiling", "Condition", "LineKind"),
    "finance.buy_in": ("AtEquity", "AtRate", "BuyIn", "BuyInTerms", "buy_in"),
    "finance.carried": ("Carried", "CarryKind"),
    "finance.carry_rules": (
        "AtOnce",
        "CarryBasis",
        "CarryRule",
        "CarryWay",
        "EstimateThenResult",
        "InOneInstalment",
        "Spread",
    ),
    "finance.carrying": ("Heirs", "carry_into"),
    "finance.closing": ("ClosedLine", "Closing", "close_year"),
    "finance.drivers": (
        "CappedHeads",
        "Driver",
        "EqualParts",
        "GivenUnits",
        "Heads",
        "Tier",
        "TieredHeads",
    ),
    "finance.exit_terms": (
        "AssetsTerm",
        "BalanceTerm",
        "BarredUntilWrittenOff",
        "ExitTerms",
        "FreeToLeave",
        "Investment",
        "LockIn",
        "PaysPartOfTheRest",
    ),
    "finance.exits": (
        "Exit",
        "ExitItem",
        "ExitLine",
        "ExitSettlement",
        "settle_exit",
        "settled_parties",
    ),
    "finance.follow_up": ("FollowUp", "FollowUpLine", "Standing", "follow_up"),
    "finance.histories": ("Account", "AccountYear"),
    "finance.invoice_lines": ("Allowance", "InvoiceLine"),
    "finance.invoices": ("CreditNote", "Invoice", "Vat"),
    "finance.keys": (
        "Bounded",
        "Composed",
        "Key",
        "Proportional",
        "Slice",
        "by_heads",
        "by_units",
        "equally",
        "solely",
    ),
    "finance.party_amounts": ("PartyAmounts",),
    "finance.prices": (
        "Chain",
        "Chaining",
        "CompositeIndex",
        "IndexPart",
        "Uplift",
        "chain",
        "uplift",
    ),
    "finance.residuals": ("Residual",),
    "finance.results": ("Estimate", "LineSpent", "Outturn", "Result"),
    "finance.revision_terms": ("RevisionTerms",),
    "finance.revisions": ("RevisedLine", "Revision"),
    "finance.running_years": ("opening_residuals",),
    "finance.splits": ("Split",),
    "finance.statuses": ("BudgetStatus", "LineStatus"),
    "finance.tariffs": ("Charges", "Tariff"),
    "finance.terms": (
        "BoundedTerms",
        "ComposedTerms",
        "EqualTerms",
        "HeadTerms",
        "KeyTerms",
        "NewestPublished",
        "Pool",
        "PopulationFixed",
        "PopulationOn",
        "PopulationRule",
        "SliceTerms",
        "UnitTerms",
    ),
    "finance.transfers": ("LineOfYear", "Transfer", "YearTransfers"),
    "findings": ("Finding", "Severity"),
    "indices": ("IndexKind", "IndexName", "IndexStep"),
    "money": (
        "UNSTATED",
        "Amount",
        "CurrentPrices",
        "ExactAmount",
        "PriceLevel",
        "Rounding",
        "Unit",
        "Unstated",
        "kr",
    ),
    "parties": ("Parties", "Party", "PartyKind", "packaged_parties"),
    "periods": ("HalfYear", "IsoWeek", "Month", "Period", "Quarter", "Span", "Year"),
    "populations": ("Population",),
    "publications": ("Publication",),
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"sundgov.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'sundgov' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
