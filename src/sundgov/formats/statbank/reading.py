"""The reading: a table gone through, and its figures added up to populations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice
from types import NoneType
from typing import TypeAlias

from attrs import define, field

from sundgov.errors import FileFormatError, InvalidValueError, MissingFigureError
from sundgov.formats.statbank.breakdowns import Plan, whole_of
from sundgov.formats.statbank.cells import Role, Table
from sundgov.formats.statbank.meaning import Areas, date_of, heads_of, recognised
from sundgov.formats.statbank.tables import read_table
from sundgov.kinds import must_be
from sundgov.parties import Parties, Party, packaged_parties
from sundgov.periods import Quarter, day
from sundgov.populations import Population
from sundgov.publications import Publication, PublicationBasis, quarterly_publication

_Figure: TypeAlias = tuple[int, Sequence[str], object, dt.date, Party]
"""A row for a municipality: its number, cells and value, its date and the municipality."""

_DATES_LISTED = 12
_NO_MUNICIPALITY = "holds no municipality, only the country, regions, provinces or Christiansø"


def read_statbank(
    data: bytes,
    *,
    reference_date: dt.date | str | None = None,
    register: Parties | None = None,
    columns: Sequence[str] | None = None,
) -> Population:
    """The population in a file of StatBank, of its one date or of the date asked for.

    `register` replaces the packaged parties; every municipality it holds on the date must be in
    the file. `columns` names the value columns of a matrix saved from the website, which has no
    header. Raises `LimitError` for more than 64 MB, `MissingFigureError` for what is not there,
    and `FileFormatError` or another `SundgovError` for what cannot be read.

    >>> from sundgov.parties import Parties, Party, PartyKind
    >>> samsoe = Party("samsoe", "Samsø", PartyKind.MUNICIPALITY, code="741")
    >>> text = "OMRÅDE;TID;INDHOLD\\nHele landet;2023K1;5932654\\nSamsø;2023K1;3775\\n"
    >>> read_statbank(text.encode(), register=Parties((samsoe,)))["741"]
    3775
    >>> read_statbank(text.replace("Samsø", "Atlantis").encode(), register=Parties((samsoe,)))
    Traceback (most recent call last):
    sundgov.errors.UnknownPartyError: line 3: no party answers to this name or code \
(got 'Atlantis')
    """
    wanted = None if reference_date is None else day(reference_date, "reference_date")
    reading = _Reading(data, register, columns)
    dates = sorted(reading.dates)
    if wanted is None and len(dates) > 1:
        raise InvalidValueError(
            "reference_date",
            "must be given, as the file holds several dates",
            f"{len(dates)} dates",
            hint=_holding(dates),
        )
    if wanted is not None and wanted not in reading.dates:
        raise MissingFigureError(
            "reference_date",
            "is not in the file",
            f"{wanted}",
            hint=_holding(dates),
        )
    return reading.populations((wanted or dates[0],))[0]


def read_statbank_dates(
    data: bytes,
    *,
    register: Parties | None = None,
    columns: Sequence[str] | None = None,
) -> tuple[Population, ...]:
    """The populations in a file of StatBank, one for each reference date, in their order.

    >>> from sundgov.parties import Parties, Party, PartyKind
    >>> samsoe = Party("samsoe", "Samsø", PartyKind.MUNICIPALITY, code="741")
    >>> text = "OMRÅDE;TID;INDHOLD\\n741;2023K1;3775\\n741;2022K1;3657\\n"
    >>> both = read_statbank_dates(text.encode(), register=Parties((samsoe,)))
    >>> [(str(each.reference_date), each["741"]) for each in both]
    [('2022-01-01', 3657), ('2023-01-01', 3775)]
    """
    reading = _Reading(data, register, columns)
    return reading.populations(sorted(reading.dates))


def _holding(dates: Sequence[dt.date]) -> str:
    first = ", ".join(map(str, dates[:_DATES_LISTED]))
    rest = f" and {len(dates) - _DATES_LISTED} later" if len(dates) > _DATES_LISTED else ""
    return f"It holds {first}{rest}."


@define
class _Sum:
    """What has been added up for one municipality, and from which figures of the plan."""

    party: Party
    heads: int = 0
    seen: set[int] = field(factory=set)


class _Reading:
    """A table gone through twice: for what it holds, and for the figures that count.

    Its rows are not kept in between, since a table by age and sex is long.
    """

    def __init__(
        self, data: bytes, register: Parties | None, columns: Sequence[str] | None
    ) -> None:
        must_be(register, "register", Parties, NoneType)
        self._register = packaged_parties() if register is None else register
        self._areas = Areas(self._register)
        self._table = recognised(read_table(data, columns), self._areas)
        self._area_at = _only(self._table, Role.AREA)
        self._time_at = _only(self._table, Role.TIME)
        self._dates: dict[str, dt.date] = {}
        self._parties: dict[str, Party | None] = {}
        self._held = self._survey()
        self.dates = frozenset(self._dates.values())
        if not self._held:
            raise FileFormatError("file", _NO_MUNICIPALITY, *islice(self._parties, 5))

    def populations(self, dates: Sequence[dt.date]) -> tuple[Population, ...]:
        """The populations of some of the dates."""
        plans = {on: self._plan(on) for on in dates}
        sums: dict[dt.date, dict[str, _Sum]] = {on: {} for on in dates}
        for number, cells, value, on, party in self._figures():
            plan = plans.get(on)
            place = -1 if plan is None else plan.place(cells)
            if place < 0:
                continue
            each = sums[on].get(party.key)
            if each is None:
                each = sums[on][party.key] = _Sum(party)
            if place in each.seen:
                raise FileFormatError(
                    self._place(number), "names a municipality twice", f"{party}", f"{on}"
                )
            each.seen.add(place)
            each.heads += heads_of(value, self._place(number), party)
        return tuple(self._population(on, sums[on], plans[on].size) for on in dates)

    def _figures(self) -> Iterator[_Figure]:
        for number, cells, value in self._table.rows():
            time, area = cells[self._time_at], cells[self._area_at]
            on = self._dates.get(time) or self._date(time, number)
            party = self._parties[area] if area in self._parties else self._party(area, number)
            if party is not None:
                yield number, cells, value, on, party

    def _place(self, number: int) -> str:
        return f"{self._table.counted} {number}"

    def _date(self, cell: str, number: int) -> dt.date:
        on = date_of(self._table.variables[self._time_at].category(cell))
        if on is None:
            raise FileFormatError(
                self._place(number), "is of no quarter, month or year such as 2024K1", cell
            )
        self._dates[cell] = on
        return on

    def _party(self, cell: str, number: int) -> Party | None:
        category = self._table.variables[self._area_at].category(cell)
        party = self._areas.municipality(category, self._place(number))
        self._parties[cell] = party
        return party

    def _survey(self) -> dict[dt.date, dict[int, set[str]]]:
        """What each breakdown holds on each date, of the municipalities alone."""
        held: dict[dt.date, dict[int, set[str]]] = {}
        known = (Role.AREA, Role.TIME, Role.VALUE)
        variables = enumerate(self._table.variables)
        breakdowns = [at for at, variable in variables if variable.role not in known]
        for _, cells, _, on, _ in self._figures():
            if on not in held:
                held[on] = {at: set() for at in breakdowns}
            for at, seen in held[on].items():
                seen.add(cells[at])
        return held

    def _plan(self, on: dt.date) -> Plan:
        if on not in self._held:
            raise FileFormatError(f"{on}", _NO_MUNICIPALITY)
        variables = self._table.variables
        return Plan.of(
            {at: whole_of(f"{on}", variables[at], held) for at, held in self._held[on].items()}
        )

    def _population(self, on: dt.date, sums: dict[str, _Sum], size: int) -> Population:
        for each in sums.values():
            each.party.require(on, "counted")
            if len(each.seen) < size:
                raise MissingFigureError(
                    f"{each.party}",
                    "the file lacks some of the figures to be added up",
                    f"{len(each.seen)} of {size}",
                    f"{on}",
                )
        lacking = [f"{each}" for each in self._register.municipalities(on) if each.key not in sums]
        if lacking:
            raise MissingFigureError(
                f"{on}",
                "the file must hold every municipality",
                *lacking[:5],
                f"{len(lacking)} missing",
            )
        heads = {key: each.heads for key, each in sums.items()}
        return Population(on, heads, self._publication(on), self._table.name, self._register)

    def _publication(self, on: dt.date) -> Publication:
        """By the calendar; the newest figures of a file appeared when it was last updated."""
        by_rule, updated = quarterly_publication(on), self._table.updated
        if updated is None or by_rule.on is None or on != max(self.dates):
            return by_rule
        # The next figures really appear some days before the 15th that the calendar counts
        # from; an update in their month is theirs, even where the file does not hold them.
        following = Quarter.containing(on).next.first_day
        if not on <= updated < following.replace(month=following.month + 1):
            return by_rule
        return Publication(updated, PublicationBasis.STATED)


def _only(table: Table, role: Role) -> int:
    """The place of the one variable of its role."""
    places = [at for at, variable in enumerate(table.variables) if variable.role is role]
    if len(places) != 1:
        names = (variable.name for variable in table.variables)
        raise FileFormatError("file", f"must hold one variable of {role.value}s", *names)
    return places[0]
