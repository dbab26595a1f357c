"""Why a wording is refused: what can be read in two ways, and what names no time at all.

Two tables of small rules, a pattern with the reason and what to write instead, where {} is the
wording itself. A doubtful wording is refused before it is read; the others say why nothing could
be read.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from sundgov.errors import TextError
from sundgov.governance.planned_years import Wording

DAY_OR_NUMBER = "may be a day or another number"
NO_TIME = "names no time"
A_MEETING = "names a meeting, not a time"

Reason: TypeAlias = tuple[re.Pattern[str], str, str]

_FOUR = "(?:19|20)[0-9]{2}"
_PERIOD = (
    "(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\\.?|q[1-4]|h[12]|kvartal|halvår|"
    "uge ?[0-9]{1,2}|(?:forår|sommer|efterår|vinter)(?:et|en)?|primo|medio|ultimo|starten af|i"
)
_HOW = (
    "Write it as '8. december 2023', 'primo 2024', 'Q1 2024', 'uge 49 2023', "
    "'inden udgangen af 2023' or 'tidligst i 2024'."
)


def _reason(pattern: str, rule: str, hint: str) -> Reason:
    return re.compile(pattern), rule, hint


_DOUBTFUL: tuple[Reason, ...] = (
    _reason(
        r"[0-9]{1,2}(?:/|\. ?)[0-9]{1,2}\.?",
        DAY_OR_NUMBER,
        "Write '{}-…' with the year, or 'den {}'.",
    ),
    _reason(
        r"uge(?:rne)? ?[0-9]{1,2} ?[-/] ?2[0-9]",
        "may be several weeks, or a week of a year in two digits",
        "Write it as 'uge 10 2024' or 'uge 20-24 2024'.",
    ),
    _reason(
        r"(?:.* )?(?:til|indtil|frem til|inden) (?:foråret|sommeren|efteråret|vinteren)\b.*",
        "may mean until the season begins, until it ends, or in it",
        "Write 'før foråret 2024', 'inden udgangen af foråret 2024' or 'foråret 2024'.",
    ),
)
_UNREADABLE: tuple[Reason, ...] = (
    _reason(
        r"(?:.* )?[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}",
        "may be day-month-year or year-month-day",
        "Write the year with four digits, or the date as '10.11.12'.",
    ),
    _reason(
        rf"(?:.* )?{_FOUR}(?: ?- ?[0-9]{{2}}| ?/ ?(?:[0-9]{{2}}|{_FOUR}))",
        "may be two calendar years or a year across the new year",
        "Write '2023-2024' for two calendar years, or the days themselves.",
    ),
    _reason(
        rf".*\bvinter(?:en)? {_FOUR}",
        "a winter lies in two years",
        "Write it as 'vinteren 2023/24'.",
    ),
    _reason(
        rf".*\b(?:nytår|årsskiftet) {_FOUR}",
        "a new year lies between two years",
        "Write it as 'årsskiftet 2023/24'.",
    ),
    _reason(
        r".*\bkl\.? ?[0-9]{1,2}\b.*",
        "a planned time has no time of day",
        "Leave it out.",
    ),
    _reason(
        r".*\bjul\b.*",
        "may be July or Christmas",
        "Write 'juli' or the days.",
    ),
    _reason(
        r".*møde.*",
        A_MEETING,
        "Name the meeting instead, or write its day.",
    ),
    _reason(
        r".*ferie.*",
        "the days of a holiday differ from place to place",
        "Write the weeks or the month.",
    ),
    _reason(
        r"(?:senest |inden |i )?(?:snart|snarest|hurtigst|løbende|på sigt|straks|fremover|asap|"
        r"fremadrettet|indtil videre|senere|nu)(?: muligt)?",
        NO_TIME,
        "Name a day or a period; without one, state the wording alone.",
    ),
    _reason(
        r".*\b(?:næste|sidste|forrige|denne|dette|kommende|indeværende|dags|i dag|i morgen|i går|"
        r"i år|om [0-9]+)\b.*",
        "counts from the day on which it was said",
        "Write the day or the period itself.",
    ),
    _reason(
        r"(?:midt|først|sidst|tidligt|sent|hen|midtvejs)\b.*",
        "is vaguer than a named part of a named period",
        "Write it as 'primo 2024', 'medio 2024' or 'tidligst i 2024'.",
    ),
    _reason(
        r"(?:ved|med) (?:udgang(?:en)?|afslutningen) .*",
        "may be the last day or the weeks before it",
        "Write '31. december 2023', 'ultimo 2023' or 'inden udgangen af 2023'.",
    ),
    _reason(
        r"(?:omkring|cirka|circa|ca\.?) .*",
        "does not say how far around",
        "Write the period that it lies in, as in 'primo marts 2024'.",
    ),
    _reason(
        r"til .*",
        "may mean until then, or at that time",
        "Write 'indtil 1. juni 2020', 'senest 1. juni 2020' or the time alone.",
    ),
    _reason(
        rf".*\b(?:{_PERIOD})[ /-]?'?[0-9]{{2}}",
        "outside a date, a year has four digits",
        "Write it as 'Q1 2024', 'november 2023' or 'uge 10 2024'.",
    ),
)


def refuse_doubtful(wording: Wording) -> None:
    """Raise `TextError` for a wording that can be read in two ways."""
    if reason := _first(_DOUBTFUL, wording):
        raise reason


def unreadable(wording: Wording) -> TextError:
    """Why a wording cannot be read, as well as its own words tell."""
    return _first(_UNREADABLE, wording) or wording.refusal("cannot be read as a time", _HOW)


def _first(reasons: tuple[Reason, ...], wording: Wording) -> TextError | None:
    found = (
        wording.refusal(rule, hint.replace("{}", wording.normal))
        for pattern, rule, hint in reasons
        if pattern.fullmatch(wording.normal)
    )
    return next(found, None)
