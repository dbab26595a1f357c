"""A printed table of shares: what a cost is for each party, or for one of them (fordelingstabel).

Nothing is billed by such a table. It is kept as the paper has it, beside the key that it says it
follows, and `sundgov.record.recomputed` computes it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import calendar_year
from sundgov.finance.terms import KeyTerms
from sundgov.governance.references import is_id
from sundgov.kinds import checked, must_be, pairs
from sundgov.money import Amount, Unit
from sundgov.parties import Party, by_rank
from sundgov.periods import Year, day
from sundgov.text import is_plain, is_plain_or_empty


def _cells(
    value: Mapping[Party, Amount] | Iterable[tuple[Party, Amount]],
) -> tuple[tuple[Party, Amount], ...]:
    found: dict[str, tuple[Party, Amount]] = {}
    for party, amount in pairs(value, "cells"):
        must_be(party, "cells", Party)
        must_be(amount, f"cells[{party.name}]", Amount)
        if party.id in found:
            raise InvalidValueError("cells", "name a party twice", party.name)
        found[party.id] = party, amount
    return tuple(sorted(found.values(), key=lambda pair: pair[0].rank))


@frozen(field_transformer=checked)
class ShareLine:
    """A line of a printed table: what it is of, the whole amount, and each party's cell.

    `whole` is None where the table does not print it: then nothing tells what the cells should be.
    `key` is the line's own, where it does not follow the table's.

    >>> from sundgov import kr
    >>> from sundgov.parties import packaged_parties
    >>> samsoe = packaged_parties().find("Samsø")
    >>> ShareLine("Drift", kr(350_000), {samsoe: kr(1_000)}).cell(samsoe)
    Amount('1.000,00 kr.')
    """

    label: str = field(validator=is_plain)
    whole: Amount | None
    cells: tuple[tuple[Party, Amount], ...] = field(converter=_cells)
    key: KeyTerms | None = field(default=None, kw_only=True)

    def cell(self, party: Party) -> Amount | None:
        """What is printed for a party, or None."""
        return next((amount for one, amount in self.cells if one.id == party.id), None)


def _used_on(value: dt.date | str | None) -> dt.date | None:
    return None if value is None else day(value, "used_on")


def _year(value: int) -> int:
    return calendar_year(value, "year")


@frozen(field_transformer=checked)
class ShareTable:
    """A table of shares as a paper prints it (fordelingstabel).

    `year` is that of the costs, and `used_on` the day by which the key's figures were published, 1
    January of the year where it is not told. `unit` is what the cells are rounded to. `among` are
    the parties that the key divides among, all municipalities where none are named.
    `total` is the last line, if any: the whole amounts added up, and each party's cells. `source`
    is the paper.

    >>> from sundgov import kr
    >>> from sundgov.finance.terms import HeadTerms, PopulationOn
    >>> line = ShareLine("Drift", kr(350_000), {})
    >>> ShareTable("hkm", "Udgifter", HeadTerms(PopulationOn(1)), 2022, (line,)).on
    datetime.date(2022, 1, 1)
    """

    id: str = field(validator=is_id)
    title: str = field(validator=is_plain)
    key: KeyTerms
    year: int = field(converter=_year)
    lines: tuple[ShareLine, ...] = ()
    total: ShareLine | None = field(default=None, kw_only=True)
    used_on: dt.date | None = field(default=None, converter=_used_on, kw_only=True)
    unit: Unit = field(default=Unit.KRONE, kw_only=True)
    among: tuple[Party, ...] = field(default=(), kw_only=True)
    source: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.total is not None and self.total.key is not None:
            raise InvalidValueError("total", "has no key: it is the sum of the lines", self.id)

    @property
    def on(self) -> dt.date:
        """The day by which the key's figures were published."""
        return self.used_on or Year(self.year).first_day

    @property
    def parties(self) -> tuple[Party, ...]:
        """Those that the table has a cell for, in the order of rank."""
        lines = (*self.lines, *((self.total,) if self.total else ()))
        return by_rank({party.id: party for line in lines for party, _ in line.cells}.values())
