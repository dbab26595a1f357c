"""Abbreviations that nobody writes out (forkortelser)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence, Set

from attrs import evolve, frozen

from sundgov.checks.checking import Grade, Spot, check
from sundgov.checks.walks.initials import KNOWN
from sundgov.checks.walks.meeting_walk import meetings
from sundgov.checks.walks.texts import PlacedText, texts_in, texts_of
from sundgov.checks.words.spellings import times
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.record import Record

_STRESSED = ("ALDRIG", "ALLE", "ALT", "DET", "IKKE", "INGEN", "KUN", "NY", "OG", "SKAL")
_CAPITALS = re.compile(r"(?<![\w&@./])[A-ZÆØÅ]{2,6}(?=(?:['’´]?s)?(?![\w@]|[./]\w))")
_ANY_CAPITALS = re.compile(r"(?<![^\W_])[A-ZÆØÅ]{2,6}(?![^\W_])")
_ROMAN = re.compile("X{0,3}(?:IX|IV|V?I{0,3})")
_EXPLAINED = re.compile(
    r"\(\s*([A-ZÆØÅ]{2,6})(?![^\W_])|"
    r"(?<![^\W_])([A-ZÆØÅ]{2,6})(?:-[^\W\d_]+)?"
    r"(?:\s?\(\s*[^\W\d_]{2}|\s?=|,? dvs\.|,? det vil sige|,? står for)"
)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = {"af", "and", "for", "fra", "i", "med", "of", "og", "om", "på", "the", "til", "ved"}


@frozen
class _Use:
    """An abbreviation in the papers: where it stands first, and how often."""

    place: str
    times: int = 0


@check("abbreviation-never-expanded", Severity.NOTE, Grade.ON_DEMAND)
def abbreviation_never_expanded(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Capitals that no paper of the record writes out, and that name nothing in it."""
    papers = _papers(record)
    named = tuple(_named(record))
    known = {*KNOWN, *_STRESSED, *_capitals(named), *_capitals(_referred(record))}
    known |= {
        word.upper() for text in papers for word in _WORD.findall(text.text) if word.islower()
    }
    uses = {each: use for each, use in _uses(papers).items() if each not in known}
    written = _written_out(uses.keys(), [text.text for text in papers], named)
    for each, use in uses.items():
        if each not in written:
            yield Spot(
                use.place,
                f"{each!r} stands {times(use.times)} in the papers, and nothing says what it is"
                " short for",
                f"Write it out where it stands first, with '({each})' after it.",
                each,
            )


def _papers(record: Record) -> tuple[PlacedText, ...]:
    """The texts of all meetings, oldest first, and of the cases."""
    in_turn = sorted(meetings(record), key=lambda meeting: (meeting.on, meeting.id))
    cases = sorted(record.cases, key=lambda case: case.id)
    return (
        *(text for meeting in in_turn for text in texts_of(meeting)),
        *(text for case in cases for text in texts_in(case.presentation, f"case {case.id}")),
    )


def _named(record: Record) -> Iterator[str]:
    """What the record calls bodies, projects, agreements, organisations and parties."""
    for body in record.bodies:
        yield from (body.name, body.short, *(event.name for event in body.events))
    yield from (project.name for project in record.projects)
    yield from (ledger.agreement.name for ledger in record.ledgers)
    yield from (person.organisation for person in record.people)
    yield from (party.name for party in record.figures.register)


def _referred(record: Record) -> Iterator[str]:
    """What people are called: by initials, or however a paper refers to them."""
    yield from (person.initials for person in record.people)
    for meeting in record.meetings:
        yield from (meeting.chair, meeting.minute_taker)
        yield from (name for one in meeting.attendance for name in (one.person, one.substitute))
        yield from (name for placed in meeting.items for name in placed.item.presenters)


def _capitals(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in _ANY_CAPITALS.findall(text)}


def _uses(papers: Iterable[PlacedText]) -> dict[str, _Use]:
    """Words of two to six capitals, in the order of the papers; no numerals, no shouting."""
    found: dict[str, _Use] = {}
    for text in papers:
        for each in () if text.text.isupper() else _CAPITALS.findall(text.text):
            if not _ROMAN.fullmatch(each):
                use = found.setdefault(each, _Use(text.place))
                found[each] = evolve(use, times=use.times + 1)
    return found


def _written_out(wanted: Set[str], texts: Sequence[str], named: Iterable[str]) -> set[str]:
    """Those that stand in brackets after words, before words in brackets, or for initials."""
    explained = {each for text in texts for pair in _EXPLAINED.findall(text) for each in pair}
    initials = [
        *(_initials(text, only_capitals=True) for text in texts),
        *(_initials(name, only_capitals=False) for name in named),
    ]
    return {each for each in wanted if each in explained or any(each in one for one in initials)}


def _initials(text: str, *, only_capitals: bool) -> str:
    """The first letters of a text's words, without the small words, in capitals.

    Of words that have no capital a stroke is left, if only those with one count.
    """
    words = (word for word in _WORD.findall(text) if word not in _SMALL)
    return "".join(
        word[0].upper() if word[0].isupper() or not only_capitals else "|" for word in words
    )
