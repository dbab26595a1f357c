"""Reading planned times: strict, because a wrong guess makes a deadline out of a hope.

A wording is a day or period that it names (`planned_names`), a range of two, or a bound on one:

    [inden | senest ved] udgangen af P     senest P     til og med P      until P ends
    før P     inden D     indtil D                                        until P or D begins or is
    tidligst P     fra P     ikke før P     efter P                       from P on, or after it
    P - P     P til P     mellem P og P     tidligst P, senest P          from one to the other
    inden jul     efter nytår     omkring nytår     efter påske           about a feast

Case does not matter, and a hyphen may be a dash. The year may be missing where a day is given that
it is near to (`planned_years`). What can be read in two ways is refused (`planned_refusals`).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from sundgov.governance.planned_feasts import FEAST, NEW_YEAR, around, read_feast
from sundgov.governance.planned_names import DEN, FOUR, MONTH, THIRD, read_named
from sundgov.governance.planned_refusals import refuse_doubtful
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.planned_years import FIELD, Wording, near_day
from sundgov.periods import Period
from sundgov.text import plain

Ends: TypeAlias = tuple[dt.date | None, dt.date | None]
Rule: TypeAlias = Callable[[re.Match[str], Wording], Ends]

_LONGEST = 120
_ONE_DAY = dt.timedelta(days=1)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_OUTGOING = re.compile(r"\b(året|halvåret|kvartalet|måneden)s udgang\b")
_BRACKET = re.compile(r"\s*\(((?:19|20)[0-9]{2})\)$")


def read_planned_time(text: str, *, near: dt.date | str | None = None) -> PlannedTime:
    """The time that a Danish wording states; raises `TextError` with what to write instead.

    `near` is the day of the paper, or another that a missing year is near to.

    >>> found = read_planned_time("senest uge 10 i 2024")
    >>> found.earliest, found.latest
    (None, datetime.date(2024, 3, 10))
    >>> read_planned_time("mandag d. 04.12.", near="2023-12-08").is_day
    True
    >>> read_planned_time("primo")
    Traceback (most recent call last):
    sundgov.errors.TextError: planned time: cannot be read as a time (got 'primo'). \
Write it as '8. december 2023', 'primo 2024', 'Q1 2024', 'uge 49 2023', \
'inden udgangen af 2023' or 'tidligst i 2024'.
    """
    wording = Wording(text, _normal(text), near_day(near))
    refuse_doubtful(wording)
    earliest, latest = _ends(wording)
    return PlannedTime(text, earliest, latest)


def _normal(text: str) -> str:
    """The wording as the grammar reads it: small letters, plain hyphens, single spaces."""
    plain(text, FIELD)
    if len(text) > _LONGEST:
        raise Wording(text, "").refusal(f"is longer than {_LONGEST} characters")
    lowered = unicodedata.normalize("NFC", text).lower().translate(_DASHES)
    spaced = " ".join(lowered.split()).removesuffix(".")
    return _OUTGOING.sub(r"udgangen af \1", _BRACKET.sub(r" \1", spaced))


def _ends(wording: Wording) -> Ends:
    for pattern, rule in _RULES:
        if match := pattern.fullmatch(wording.normal):
            return rule(match, wording)
    named = _period(wording.normal, wording)
    return named.first_day, named.last_day


def _period(text: str, wording: Wording) -> Period:
    return wording.find(read_named(text, wording))


# Bounds


def _until_it_ends(match: re.Match[str], wording: Wording) -> Ends:
    return None, _period(match["named"], wording).last_day


def _until_it_begins(match: re.Match[str], wording: Wording) -> Ends:
    return None, _period(match["named"], wording).first_day - _ONE_DAY


def _until_the_day(match: re.Match[str], wording: Wording) -> Ends:
    """By a day, which is taken with; of a longer time it is not said which end is meant."""
    named = _period(match["named"], wording)
    if named.days > 1:
        hint = f"Write 'før {match['named']}' or 'inden udgangen af {match['named']}'."
        raise wording.refusal("may mean until the period begins, or until it ends", hint)
    return None, named.last_day


def _from_it_on(match: re.Match[str], wording: Wording) -> Ends:
    return _period(match["named"], wording).first_day, None


def _after_it(match: re.Match[str], wording: Wording) -> Ends:
    return _period(match["named"], wording).last_day + _ONE_DAY, None


# Ranges


def _between(first: str, second: str) -> Rule:
    """A range of two times, as templates over the match; the second may tell the first its year.

    Where "og" or "eller" joins the two, they follow each other.
    """

    def rule(match: re.Match[str], wording: Wording) -> Ends:
        end = _period(match.expand(second), wording)
        begin = _period(match.expand(first), wording.ending(end))
        if end.first_day < begin.first_day or end.last_day < begin.last_day:
            raise wording.refusal("ends before it begins")
        _no_days_left_out(match, begin, end, wording)
        return begin.first_day, end.last_day

    return rule


def _no_days_left_out(match: re.Match[str], begin: Period, end: Period, wording: Wording) -> None:
    joined = match.groupdict().get("join") in (" og ", " eller ")
    listed = joined and not wording.normal.startswith("mellem")
    if listed and end.first_day > begin.last_day + _ONE_DAY:
        raise wording.refusal("names two times with days between them", "Write each by itself.")


# Feasts


def _before_the_feast(match: re.Match[str], wording: Wording) -> Ends:
    return None, read_feast(match["feast"], wording).first_day


def _after_the_feast(match: re.Match[str], wording: Wording) -> Ends:
    return read_feast(match["feast"], wording).last_day, None


def _around_the_new_year(match: re.Match[str], wording: Wording) -> Ends:
    window = around(read_feast(match["feast"], wording))
    return window.first_day, window.last_day


_NAMED = "(?P<named>.+)"
_FROM = "(?:i perioden )?(?:fra |mellem |i )?"
_JOIN = "(?P<join> ?[-/] ?| til (?:og med )?| og | eller )"
_WORD = "(?:[a-zæøå]{3}|q[1-4])"
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (f"(?:inden|før|senest(?: ved| inden)?|indtil|frem til) {FEAST}", _before_the_feast),
        (f"(?:tidligst )?efter {FEAST}", _after_the_feast),
        (f"(?:fra|fra og med|tidligst) {NEW_YEAR}", _after_the_feast),
        (f"(?:omkring |ved )?{NEW_YEAR}", _around_the_new_year),
        (
            "(?:inden|før|indtil|frem til|til og med|senest(?: ved| med| inden)?) "
            f"udgang(?:en)?(?: af)? {_NAMED}",
            _until_it_ends,
        ),
        (f"(?:senest|(?:frem )?til og med|indtil og med|ikke senere end) {_NAMED}", _until_it_ends),
        (
            "tidligst (?P<first>.+?),?(?: og)? senest (?P<second>.+)",
            _between(r"\g<first>", r"\g<second>"),
        ),
        (f"(?:tidligst(?: fra)?|ikke før) {_NAMED}", _from_it_on),
        (f"før {_NAMED}", _until_it_begins),
        (f"(?:inden|indtil|frem til) {_NAMED}", _until_the_day),
        (  # 8.-9. december 2023
            rf"{_FROM}(?P<first>{DEN}[0-9]{{1,2}})\.?{_JOIN}"
            rf"(?P<second>{DEN}[0-9]{{1,2}}\.? ?(?P<month>{MONTH}).*)",
            _between(r"\g<first>. \g<month>", r"\g<second>"),
        ),
        (  # marts-april 2024
            rf"{_FROM}(?P<first>{MONTH}){_JOIN}(?P<second>{MONTH}.*)",
            _between(r"\g<first>", r"\g<second>"),
        ),
        (  # primo-medio april 2024
            rf"{_FROM}(?P<first>{THIRD}){_JOIN}(?P<second>{THIRD} (?P<whole>.+))",
            _between(r"\g<first> \g<whole>", r"\g<second>"),
        ),
        (  # uge 49-50 2023
            rf"{_FROM}uge(?:rne)? ?(?P<first>[0-9]{{1,2}}){_JOIN}(?:uge )?"
            r"(?P<second>[0-9]{1,2}(?![0-9]).*)",
            _between(r"uge \g<first>", r"uge \g<second>"),
        ),
        (  # Q1-Q2 2024
            rf"{_FROM}(?P<first>[qh][1-4]){_JOIN}(?P<second>[qh][1-4].*)",
            _between(r"\g<first>", r"\g<second>"),
        ),
        (  # 1.-2. kvartal 2024
            rf"{_FROM}(?P<first>[0-9])\.{_JOIN}(?P<second>[0-9]\. ?(?P<unit>kvartal|halvår).*)",
            _between(r"\g<first>. \g<unit>", r"\g<second>"),
        ),
        (  # 2024-2025
            rf"{_FROM}(?P<first>{FOUR})(?: ?- ?| til (?:og med )?| og )(?P<second>{FOUR})",
            _between(r"\g<first>", r"\g<second>"),
        ),
        ("mellem (?P<first>.+) og (?P<second>.+)", _between(r"\g<first>", r"\g<second>")),
        (  # 30. november - 1. december 2023; a year alone after a hyphen is the first one's
            rf"{_FROM}(?P<first>.+?)(?: - | til (?:og med )?)(?P<second>(?!{FOUR}$).+)",
            _between(r"\g<first>", r"\g<second>"),
        ),
        (  # november 2023-januar 2024
            rf"{_FROM}(?P<first>.*{_WORD}.*?)-(?P<second>.*{_WORD}.*)",
            _between(r"\g<first>", r"\g<second>"),
        ),
        (
            "(?:med virkning |gældende )?fra(?: og med)? "
            "(?P<named>.+?)(?: og frem(?:over|efter)?)?",
            _from_it_on,
        ),
        (f"efter {_NAMED}", _after_it),
    )
)
