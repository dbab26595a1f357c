"""What a check is, and how several of them are run: nothing is global, nothing is changed."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from attrs import field, frozen

from sundgov.figures import Figures
from sundgov.findings import Finding, Severity
from sundgov.kinds import checked, must_be
from sundgov.record import Record
from sundgov.text import is_plain, is_plain_or_empty


class Grade(enum.Enum):
    """Who wants a check: everybody, those who ask for strictness, or those who name it.

    `ALWAYS` is never a matter of taste. `STRICT` asks for what good papers have and many lack.
    `ON_DEMAND` is worth a look now and then.
    """

    ALWAYS = "always"
    STRICT = "strict"
    ON_DEMAND = "on demand"


@frozen(field_transformer=checked)
class Spot:
    """Where a check found something: the place, why, what to do, and the piece of paper."""

    place: str = field(validator=is_plain)
    why: str = field(validator=is_plain)
    remedy: str = field(validator=is_plain)
    excerpt: str = field(default="", validator=is_plain_or_empty)


Search: TypeAlias = Callable[[Record, Figures, dt.date], Iterable[Spot]]


@frozen(field_transformer=checked)
class Check:
    """A rule that papers are held to (kontrol): a function from a record to findings.

    `code` is its public name, and its anchor in the documentation. Called with a record, the
    figures and the day it is read on, it returns what it finds and never raises.
    """

    code: str = field(validator=is_plain)
    severity: Severity
    grade: Grade
    search: Search = field(repr=False)

    def __call__(self, record: Record, figures: Figures, on: dt.date) -> tuple[Finding, ...]:
        must_be(record, "record", Record)
        must_be(figures, "figures", Figures)
        must_be(on, "on", dt.date)
        return tuple(
            Finding(self.code, self.severity, spot.place, spot.why, spot.remedy, spot.excerpt)
            for spot in self.search(record, figures, on)
        )


def check(code: str, severity: Severity, grade: Grade = Grade.ALWAYS) -> Callable[[Search], Check]:
    """Make a function that finds spots a check."""
    return lambda search: Check(code, severity, grade, search)


def run(
    checks: Iterable[Check], record: Record, figures: Figures, on: dt.date
) -> tuple[Finding, ...]:
    """What checks find in a record on a day, sorted by place; each finding once.

    Numbers within places are ordered as numbers: item 2 comes before item 10.
    """
    found = {finding: None for each in checks for finding in each(record, figures, on)}
    return tuple(sorted(found, key=_order))


_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def _order(finding: Finding) -> tuple[tuple[tuple[int, str], ...], int, str, str, str]:
    place = tuple(_pieces(finding.place))
    return place, _GRAVITY[finding.severity], finding.code, finding.why, finding.excerpt


def _pieces(place: str) -> Iterator[tuple[int, str]]:
    """A place in pieces that compare: numbers by value, words by their letters."""
    for piece in re.findall(r"[0-9]{1,18}|[^0-9]+", place):
        yield (int(piece), "") if piece.isdecimal() else (-1, piece)


def place(*parts: str) -> str:
    """A place in the record from its parts, the outermost first; empty ones are left out.

    >>> place("kpro-2023-12-08", "item 3", "")
    'kpro-2023-12-08, item 3'
    """
    return ", ".join(part for part in parts if part)
