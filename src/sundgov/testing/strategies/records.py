"""Records, share tables, and what is found in them: computed again, and followed to decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import get_args, get_type_hints

from attrs import evolve, fields
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import (
    Authority,
    EqualTerms,
    HeadTerms,
    KeyTerms,
    NewestPublished,
    PopulationOn,
    kr,
    packaged_figures,
    packaged_parties,
)
from sundgov.governance.agendas import Agenda, AgendaItem
from sundgov.governance.decisions import Decision, OutsideDecision
from sundgov.governance.meetings import Meeting
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.references import names_itself
from sundgov.record import Record
from sundgov.record.books import Books
from sundgov.record.only import OnlyLedger
from sundgov.record.recomputed import (
    Exchange,
    PrintedCell,
    Recomputed,
    SumDiffers,
    recomputed,
)
from sundgov.record.register import ItemAt, Register
from sundgov.record.share_tables import ShareLine, ShareTable
from sundgov.record.trace import Trace, TracedAuthority
from sundgov.testing.strategies.amounts import amounts, prices
from sundgov.testing.strategies.general import built, few, held_by, one_of, values
from sundgov.testing.strategies.ledgers import Course, ledgers, stated_ledgers
from sundgov.testing.strategies.parties import ISLANDS, pools
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept, words

RECORDED: Mapping[str, type[object]] = {
    field.name: get_args(get_type_hints(Record)[field.name])[0]
    for field in fields(Record)
    if field.name not in ("figures", "ledgers")
}
"""What a record lists beside its ledgers: the type of each of its fields."""


@kept
@st.composite
def records(draw: DrawFn, *, most_ledgers: int = 1) -> Record:
    """Records that hold a little of several kinds of thing, with packaged figures.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(records(), lambda found: bool(found.bodies)).bodies[0].name
    'Drift'
    """
    names = draw(st.lists(st.sampled_from(list(RECORDED)), max_size=4, unique=True))
    held = {name: draw(_listed(name)) for name in names}
    books = draw(few(stated_ledgers() | ledgers(), most=most_ledgers))
    make: Callable[..., Record] = Record
    return make(figures=packaged_figures(), ledgers=books, **held)


@kept
def _listed(name: str) -> SearchStrategy[object]:
    """What a field of a record lists: one or two of its type."""
    return held_by(get_type_hints(Record)[name], name, 3)


@kept
def _table_keys() -> SearchStrategy[KeyTerms]:
    """Terms that a file says in a word or two."""
    return st.sampled_from([EqualTerms(), HeadTerms(PopulationOn(1)), HeadTerms(NewestPublished())])


@kept
@st.composite
def _share_lines(draw: DrawFn, *, total: bool = False) -> ShareLine:
    money = amounts(draw(prices()))
    cells = tuple((party, draw(money)) for party in draw(pools(least=0, most=2)))
    key = st.none() if total else st.none() | _table_keys()
    return ShareLine(draw(words()), draw(st.none() | money), cells, key=draw(key))


@kept
def share_tables() -> SearchStrategy[ShareTable]:
    """Tables of shares as papers print them, right or wrong.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(share_tables(), lambda found: bool(found.parties))
    >>> found.id, found.key, [party.name for party in found.parties]
    ('a', EqualTerms(pool=Pool(kind=None, region=None, named=())), ['Samsø'])
    """
    return built(
        ShareTable,
        1,
        key=_table_keys(),
        year=st.sampled_from([2025, 2024]),
        lines=few(_share_lines()),
        total=st.none() | _share_lines(total=True),
        among=st.just(()) | pools(most=2),
    )


@kept
@st.composite
def recomputations(draw: DrawFn, *, wrong: bool = False) -> Recomputed:
    """Tables computed again by the library's own keys, the first line by inhabitants.

    With `wrong` two cells of it have each other's amount, and the total does not come out.
    """
    pool = draw(st.permutations([packaged_parties().find(name) for name in ISLANDS[:2]]))
    whole = draw(amounts(at_least=kr(10_000), at_most=kr(1_000_000)))
    line = ShareLine("drift", whole, [(party, kr(0)) for party in pool])
    key = HeadTerms(PopulationOn(1))
    printed = _computed(ShareTable("a", "Budget", key, 2025, (line,), among=tuple(pool)))
    cells = [(cell.party, cell.rounded) for cell in printed.cells]
    if wrong:
        cells = [(one, other) for (one, _), (_, other) in zip(cells, cells[::-1], strict=True)]
    total = ShareLine("i alt", whole + kr(1_000) if wrong else whole, cells)
    table = evolve(printed.table, lines=(evolve(line, cells=cells),), total=total)
    return _computed(table)


def _computed(table: ShareTable) -> Recomputed:
    return recomputed(table, packaged_figures())


@kept
@st.composite
def items_at(draw: DrawFn) -> ItemAt:
    """Items of an agenda where they stand."""
    agenda = built(Agenda, 2, items=st.tuples(built(AgendaItem, 1)))
    meeting = draw(built(Meeting, 1, agenda=agenda, last_day=st.none(), ends=st.none()))
    return ItemAt(meeting, draw(st.sampled_from(meeting.items)))


@kept
@st.composite
def traces(draw: DrawFn) -> Trace:
    """Lines of invoices, followed to the decisions behind them."""
    ledger = draw(ledgers(Course.SINGLE))
    authority = draw(values(Authority))
    allowed = evolve(ledger, agreement=evolve(ledger.agreement, authority=authority))
    bill = allowed.bill(2025)
    issued = [one for step in bill.instalments for one in bill.invoices(step.id)]
    lines = [line for one in issued for line in one.lines]
    decided = built(
        OutsideDecision,
        1,
        decision=built(Decision, 1, id=st.just(authority.id)),
        time=st.just(PlannedTime.exact(dt.date(2024, 1, 1))),
    )
    held = draw(few(decided, most=1)) if names_itself(authority.id) else ()
    record = Record(figures=packaged_figures(), ledgers=(allowed,), decisions=held)
    return record.trace(draw(st.sampled_from(lines)))


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Books: lambda _: records().map(lambda record: record.books),
    Exchange: lambda _: one_of(recomputations(wrong=True), lambda found: found.exchanges),
    ItemAt: lambda _: items_at(),
    OnlyLedger: lambda _: records(),
    PrintedCell: lambda _: one_of(recomputations(), lambda found: found.cells),
    Recomputed: lambda _: recomputations(),
    Record: lambda _: records(),
    Register: lambda _: records().map(lambda record: record.register),
    ShareLine: lambda _: _share_lines(),
    ShareTable: lambda _: share_tables(),
    SumDiffers: lambda _: one_of(recomputations(wrong=True), lambda found: found.sums),
    Trace: lambda _: traces(),
    TracedAuthority: lambda _: one_of(traces(), lambda found: found.authorities),
}

show_briefly(OWN)
