"""Populations from StatBank's files: CSV of the API, the website's matrix, and JSON-stat.

A file is read as Statistics Denmark hands it out, in Danish, English or codes, and only where
its meaning is beyond doubt: every municipality of the register once, and nothing added up that
is not known to be the whole. The country, regions, provinces and Christiansø are set aside.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from sundgov.errors import (
    FileFormatError,
    InvalidValueError,
    MissingFigureError,
    SundgovError,
)
from sundgov.exact import FIRST_YEAR, LAST_YEAR
from sundgov.figures import (
    Population,
    Publication,
    PublicationBasis,
    quarterly_publication,
)
from sundgov.formats.statbank_tables import Category, Role, Table, Variable, read_table
from sundgov.parties import Parties, Party, PartyKind, folded, packaged_parties
from sundgov.periods import Quarter, day

_Figure: TypeAlias = tuple[int, Sequence[str], object, dt.date, Party]
"""A row for a municipality: its number, cells and value, its date and the municipality."""

_MISSING = frozenset({"..", ".", ""})
_COUNT = re.compile(r"[0-9]{1,12}")
_DIGITS = 12
_TIME = re.compile(r"([0-9]{4})(?:[KQ]([1-4])|M(0[1-9]|1[0-2]))?")
_LONGEST_NAME = 200
_DATES_LISTED = 12
_NO_MUNICIPALITY = "holds no municipality, only the country, regions, provinces or Christiansø"

_ASIDE_CODES = frozenset(
    {"000", "411", "0411"}
    | {f"{region:03}" for region in range(81, 86)}
    | {f"{region}" for region in range(1081, 1086)}
    | {f"{province:02}" for province in range(1, 12)}
)
_ASIDE_NAMES = frozenset({"hele landet", "all denmark", folded("Christiansø")})
_ASIDE_KINDS = ("region ", "landsdel ", "province ")

_TOTALS = frozenset({"i alt", "ialt", "tot", "total", folded("begge køn"), "both sexes"})
_WHOLES = frozenset(
    folded(whole)
    for whole in (
        *("alder", "age", "køn", "kønnet", "sex", "gender", "mænd og kvinder", "men and women"),
        *("civilstand", "marital status", "statsborgerskab", "citizenship", "herkomst"),
        *("personer", "persons", "befolkning", "befolkningen", "population"),
    )
)
_MEN = frozenset(map(folded, ("mænd", "mand", "men", "male", "males", "m", "1")))
_WOMEN = frozenset(("kvinder", "kvinde", "women", "female", "females", "k", "2"))
_AGE = re.compile(r"([0-9]{1,3})(?: \1)?( år| years?)?", re.IGNORECASE)
_OLDEST = 125


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


# --- areas -----------------------------------------------------------------------------------


class _Areas:
    """Whom the areas of a file stand for, by a register."""

    def __init__(self, register: Parties) -> None:
        self._register = register
        self._names: set[str] = set()
        for party in register:
            code = party.code or party.id
            self._names |= {party.id, code, f"0{code}"}
            names = (party.name, party.registered_name, *party.aliases)
            self._names |= {folded(name) for name in names}
        self._names.discard("")

    def known(self, category: Category) -> bool:
        """Whether this is an area at all."""
        return _set_aside(category) or any(map(self._party, (category.code, category.label)))

    def municipality(self, category: Category, place: str) -> Party | None:
        """The municipality, or None for another area of Denmark; what is unknown is refused."""
        if _set_aside(category):
            return None
        if len(f"{category}") > _LONGEST_NAME:
            raise FileFormatError(place, "holds a name too long for an area", f"{category}")
        party = self._of(category, place)
        if party.kind is PartyKind.REGION:
            return None
        if party.kind is not PartyKind.MUNICIPALITY:
            raise FileFormatError(place, "must name a municipality", party.name)
        return party

    def _of(self, category: Category, place: str) -> Party:
        by_code, by_name = self._party(category.code), self._party(category.label)
        if by_code and by_name and by_code != by_name:
            raise FileFormatError(place, "code and name are two areas", f"{category}")
        party = by_code or by_name
        if party is not None:
            return party
        try:
            return self._register.find(f"{category}")
        except SundgovError as error:
            raise type(error)(place, error.rule, *error.got, hint=error.hint) from None

    def _party(self, text: str) -> Party | None:
        """The party that answers, if one does.

        A register that finds nothing searches for near names; over the texts of a whole file
        that takes too long, so only names it knows are looked up.
        """
        if text not in self._names and folded(text) not in self._names:
            return None
        try:
            return self._register.find(text)
        except SundgovError:
            return None


def _set_aside(category: Category) -> bool:
    """The country, regions, provinces and Christiansø, by code or by name."""
    names = (folded(category.code), folded(category.label))
    return (
        category.code in _ASIDE_CODES
        or not _ASIDE_NAMES.isdisjoint(names)
        or any(name.startswith(_ASIDE_KINDS) for name in names)
    )


# --- times -----------------------------------------------------------------------------------


def _date(text: str) -> dt.date | None:
    """The first day of a quarter, month or year as StatBank writes them.

    >>> str(_date("2020K2")), str(_date("2020M02")), str(_date("2020")), _date("2020U07")
    ('2020-04-01', '2020-02-01', '2020-01-01', None)
    """
    match = _TIME.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    return dt.date(int(match[1]), 3 * int(match[2]) - 2 if match[2] else int(match[3] or 1), 1)


def _time(category: Category) -> dt.date | None:
    """The date of a code, or else of its text; None where they differ."""
    by_code, by_text = _date(category.code), _date(category.label)
    if by_code and by_text and by_code != by_text:
        return None
    return by_code or by_text


# --- breakdowns ------------------------------------------------------------------------------


def _whole(place: str, variable: Variable, cells: set[str]) -> frozenset[str]:
    """The categories of a breakdown that make up its whole: its total, or all of its parts."""
    categories = {cell: variable.category(cell) for cell in sorted(cells)}
    totals = [cell for cell, category in categories.items() if _is_total(variable, category)]
    held = [f"{category}" for category in islice(categories.values(), 5)]
    if len(totals) > 1:
        raise FileFormatError(place, f"{variable.name} holds several totals", *totals[:5])
    if totals:
        return frozenset(totals)
    parts = [(_sex(variable, each), _age(variable, each)) for each in categories.values()]
    sexes, ages = [sex for sex, _ in parts], [age for _, age in parts]
    if sorted(sexes) == ["men", "women"] or sorted(ages) == list(range(_OLDEST + 1)):
        return frozenset(cells)
    raise FileFormatError(
        place,
        f"{variable.name} is broken down without its total, so it cannot be known to be whole",
        *held,
        f"{len(categories)} held",
    )


def _is_total(variable: Variable, category: Category) -> bool:
    return any(_names_total(variable, folded(each)) for each in (category.code, category.label))


def _names_total(variable: Variable, text: str) -> bool:
    """Whether a text is "Total", or that of a whole ("Alder i alt"); "Mænd i alt" is a part."""
    if text in _TOTALS:
        return True
    whole = text.removesuffix(" i alt").removesuffix(" total").removesuffix(",")
    return whole != text and (whole in _WHOLES or whole == folded(variable.name))


def _sex(variable: Variable, category: Category) -> str:
    """Which of the two; a bare 1 or 2 says so only of a variable that is named as sex."""
    texts = {folded(text) for text in (category.code, category.label) if text}
    if texts <= {"1", "2"} and variable.role is not Role.SEX:
        return ""
    return "men" if texts <= _MEN else "women" if texts <= _WOMEN else ""


def _age(variable: Variable, category: Category) -> int:
    """Which single year of age, or -1; a bare number says so only of a variable named as age."""
    match = _AGE.fullmatch(f"{category}")
    if match is None or not (match[2] or variable.role is Role.AGE):
        return -1
    return int(match[1])


# --- the reading -----------------------------------------------------------------------------


@frozen
class _Plan:
    """Which figures of a date count: the categories taken, each with its place among them all."""

    taken: tuple[tuple[int, dict[str, int]], ...]
    size: int

    @classmethod
    def of(cls, wholes: Mapping[int, frozenset[str]]) -> _Plan:
        """A plan that takes every combination of the categories of these variables."""
        taken, size = [], 1
        for at, cells in wholes.items():
            taken.append((at, {cell: size * place for place, cell in enumerate(cells)}))
            size *= len(cells)
        return cls(tuple(taken), size)

    def place(self, cells: Sequence[str]) -> int:
        """The place of a figure among those taken, or -1."""
        place = 0
        for at, places in self.taken:
            found = places.get(cells[at])
            if found is None:
                return -1
            place += found
        return place


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
        self._register = packaged_parties() if register is None else register
        self._areas = _Areas(self._register)
        self._table = _recognised(read_table(data, columns), self._areas)
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
            each.heads += _heads(value, self._place(number), party)
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
        on = _time(self._table.variables[self._time_at].category(cell))
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

    def _plan(self, on: dt.date) -> _Plan:
        if on not in self._held:
            raise FileFormatError(f"{on}", _NO_MUNICIPALITY)
        variables = self._table.variables
        return _Plan.of(
            {at: _whole(f"{on}", variables[at], held) for at, held in self._held[on].items()}
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


def _recognised(table: Table, areas: _Areas) -> Table:
    """The table with the roles of unlabelled variables, told by what most of their cells are."""
    if all(variable.role is not Role.UNLABELLED for variable in table.variables):
        return table
    held: list[set[str]] = [set() for _ in table.variables]
    for _, cells, _ in table.rows():
        for seen, cell in zip(held, cells, strict=True):
            seen.add(cell)
    variables = (
        evolve(variable, role=_role_of(list(map(variable.category, cells)), areas))
        for variable, cells in zip(table.variables, held, strict=True)
    )
    return evolve(table, variables=tuple(variables))


def _role_of(categories: list[Category], areas: _Areas) -> Role:
    if 2 * sum(map(areas.known, categories)) > len(categories):
        return Role.AREA
    dated = sum(_time(category) is not None for category in categories)
    return Role.TIME if 2 * dated > len(categories) else Role.OTHER


def _heads(value: object, place: str, party: Party) -> int:
    """A value as inhabitants: whole, not negative, and there."""
    if value is None or (isinstance(value, str) and value in _MISSING):
        raise MissingFigureError(f"{party}", "the file has no figure for it", place)
    if isinstance(value, str) and _COUNT.fullmatch(value):
        return int(value)
    if isinstance(value, Decimal) and value.adjusted() < _DIGITS and value == int(value):
        value = int(value)
    if type(value) is int and 0 <= value < 10**_DIGITS:
        return value
    raise FileFormatError(place, "inhabitants are a whole number", f"{party}", value)
