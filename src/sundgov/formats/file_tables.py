"""The tables of a file, and how those of several files are laid together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Generic, TypeVar

from attrs import fields_dict, frozen

from sundgov.finance.agreements import Agreement
from sundgov.finance.budgets import Budget
from sundgov.finance.exits import Exit
from sundgov.finance.results import Estimate, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.statuses import BudgetStatus
from sundgov.finance.transfers import Transfer
from sundgov.governance.actions import Action
from sundgov.governance.bodies import Body, Person, Seat
from sundgov.governance.cases import Case
from sundgov.governance.decisions import OutsideDecision
from sundgov.governance.deliverables import Deliverable
from sundgov.governance.mandates import Mandate, PoolUse, Report
from sundgov.governance.meetings import Meeting
from sundgov.governance.projects import Project
from sundgov.governance.risk_logs import RiskLog
from sundgov.governance.risk_merges import LogMerge
from sundgov.governance.schedules import MeetingPlan
from sundgov.governance.targets import Target
from sundgov.indices import IndexStep
from sundgov.parties import Party
from sundgov.populations import Population
from sundgov.record import Record
from sundgov.record.share_tables import ShareTable

T = TypeVar("T")


@frozen
class FigureTables:
    """What a file lays beside the packaged figures."""

    indices: tuple[IndexStep, ...] = ()
    populations: tuple[Population, ...] = ()


@frozen
class OwnTables:
    """The tables that must be known, of all files, before names can be looked up."""

    parties: tuple[Party, ...] = ()
    figures: FigureTables = FigureTables()


@frozen
class OwnerTable:
    """What an entry says beside its own words: the agreement it is of."""

    agreement: str | None = None


@frozen
class Owned(Generic[T]):
    """An entry of a list in a file, and the agreement that it names."""

    entry: T
    agreement: str | None = None


@frozen
class FileTables:
    """The tables of a file that name parties.

    All but `agreement` are lists, so that several files are laid together list by list. What is
    `Owned` belongs to one of the agreements; the lists after it are those of the record itself.
    """

    agreement: Agreement | None = None
    agreements: tuple[Agreement, ...] = ()
    budgets: tuple[Owned[Budget], ...] = ()
    results: tuple[Owned[Result], ...] = ()
    estimates: tuple[Owned[Estimate], ...] = ()
    revisions: tuple[Owned[RevisionTerms], ...] = ()
    exits: tuple[Owned[Exit], ...] = ()
    transfers: tuple[Owned[Transfer], ...] = ()
    follow_ups: tuple[Owned[BudgetStatus], ...] = ()
    bodies: tuple[Body, ...] = ()
    people: tuple[Person, ...] = ()
    seats: tuple[Seat, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    meeting_plans: tuple[MeetingPlan, ...] = ()
    decisions: tuple[OutsideDecision, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    pool_uses: tuple[PoolUse, ...] = ()
    reports: tuple[Report, ...] = ()
    actions: tuple[Action, ...] = ()
    risk_logs: tuple[RiskLog, ...] = ()
    risk_merges: tuple[LogMerge, ...] = ()
    targets: tuple[Target, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    cases: tuple[Case, ...] = ()
    projects: tuple[Project, ...] = ()
    share_tables: tuple[ShareTable, ...] = ()


LISTS = tuple(name for name in fields_dict(FileTables) if name != "agreement")
OF_THE_RECORD = tuple(name for name in LISTS if name in fields_dict(Record))
OWNED = (
    Owned[Budget],
    Owned[Result],
    Owned[Estimate],
    Owned[RevisionTerms],
    Owned[Exit],
    Owned[Transfer],
    Owned[BudgetStatus],
)


@frozen
class NamedTables:
    """A file's tables under the name that its faults are told by."""

    name: str
    tables: FileTables


def of_lists(entries: Callable[[str], Iterable[object]]) -> FileTables:
    """Tables whose every list holds the entries given for its name."""
    make: Callable[..., FileTables] = FileTables
    return make(**{name: tuple(entries(name)) for name in LISTS})


def laid_together(files: Sequence[FileTables]) -> FileTables:
    """Several files as one that holds the lists of all, in their order."""
    return of_lists(lambda name: chain.from_iterable(getattr(file, name) for file in files))
