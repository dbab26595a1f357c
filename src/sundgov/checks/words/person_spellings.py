"""Names of people that are spelled in two ways: in a paper, or in the record itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TypeAlias

from sundgov.checks.checking import Grade, Spot, check, place
from sundgov.checks.walks.meeting_walk import meetings
from sundgov.checks.walks.texts import PlacedText, texts_of
from sundgov.checks.words.nearness import keys, slip
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.bodies import Person
from sundgov.record import Record

_WORD = re.compile(r"(?<![\w@.])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w@])")
_LETTERS = 4  # of the longer spelling of a word, at the least

_Name: TypeAlias = tuple[str, ...]
_Shelf: TypeAlias = tuple[_Name, int, str]
_Shelves: TypeAlias = Mapping[_Shelf, tuple[Person, ...]]


@check("person-spelled-two-ways", Severity.NOTE, Grade.STRICT)
def person_spelled_two_ways(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A person's name with one letter more, less or otherwise than the record has it."""
    shelves = _shelved(record.people)
    known = {_words(person.name) for person in record.people}
    lengths = {len(name) for name in known}
    for meeting in meetings(record):
        told: set[str] = set()
        for text in texts_of(meeting):
            for printed in _names(text):
                name = _words(printed)
                meant = _meant(name, shelves) if len(name) in lengths else None
                if meant is not None and not _is_known(name, known) and printed not in told:
                    told.add(printed)
                    yield Spot(
                        text.place,
                        f"{printed!r} is named, and the record has {meant.name!r}",
                        f"Write {meant.name!r}, unless they are two people.",
                        printed,
                    )
    yield from _held_twice(record, shelves)


def _held_twice(record: Record, shelves: _Shelves) -> Iterator[Spot]:
    """Two people of one organisation, a slip apart, who were never at one meeting."""
    together = [
        {name for one in meeting.attendance for name in (one.person, one.substitute) if name}
        for meeting in record.meetings
    ]
    for person in record.people:
        for other in _near(_words(person.name), shelves):
            if other.id < person.id and _may_be_one(person, other, together):
                yield Spot(
                    place("people", person.id),
                    f"{person.name!r} and {other.name!r} ({other.id}) are both of"
                    f" {person.organisation} and never at one meeting",
                    f"Keep one of them, unless they are two people, and refer to {other.id!r}.",
                    person.name,
                )


def _may_be_one(person: Person, other: Person, together: list[set[str]]) -> bool:
    alike = person.organisation == other.organisation != ""
    apart = person.initials and other.initials and person.initials != other.initials
    met = any(
        {person.id, person.initials} & there and {other.id, other.initials} & there
        for there in together
    )
    return alike and not apart and not met


def _words(name: str) -> _Name:
    return tuple(word.casefold() for word in _WORD.findall(name))


def _names(text: PlacedText) -> Iterator[str]:
    """Words with capitals that follow each other, as many as there are."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text.text):
        if not match[0][0].isupper():
            continue
        if run and text.text[run[-1].end() : match.start()] != " ":
            yield text.text[run[0].start() : run[-1].end()]
            run = []
        run.append(match)
    if run:
        yield text.text[run[0].start() : run[-1].end()]


def _shelved(people: Iterable[Person]) -> _Shelves:
    found: dict[_Shelf, tuple[Person, ...]] = {}
    for person in people:
        for shelf in _shelves_of(_words(person.name)):
            found[shelf] = (*found.get(shelf, ()), person)
    return found


def _shelves_of(name: _Name) -> Iterator[_Shelf]:
    """What a name shares with those that one of its words is a slip from."""
    for at, word in enumerate(name):
        rest = (*name[:at], *name[at + 1 :])
        yield from ((rest, at, key) for key in sorted(keys(word)) if rest)


def _meant(name: _Name, shelves: _Shelves) -> Person | None:
    """The one person whose name is a slip away; None where there is none, or several are."""
    near = _near(name, shelves)
    return near[0] if len({_words(person.name) for person in near}) == 1 else None


def _near(name: _Name, shelves: _Shelves) -> list[Person]:
    found = {
        person.id: person
        for shelf in _shelves_of(name)
        for person in shelves.get(shelf, ())
        if _is_slip(name, _words(person.name))
    }
    return [found[id_] for id_ in sorted(found)]


def _is_slip(name: _Name, right: _Name) -> bool:
    """Whether two names of as many words differ by a slip within one of them, no genitive."""
    one, other = next(
        (pair for pair in zip(name, right, strict=True) if pair[0] != pair[1]), ("", "")
    )
    found = slip(one, other)
    genitive = one == f"{other}s"
    long = max(len(one), len(other)) >= _LETTERS
    return found is not None and found.before > 0 and long and not genitive


def _is_known(name: _Name, known: Set[_Name]) -> bool:
    """Whether it is somebody's name, or the genitive of it."""
    return name in known or (*name[:-1], name[-1].removesuffix("s")) in known
