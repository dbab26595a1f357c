"""Names of things that one paper spells in two ways (to stavemåder).

A name is a word with a capital inside ("HjerteKomMidt"), or one that stands by itself, within its
sentences, and always with a capital. What an ending may explain, and what may be two names, is
let be.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TypeAlias

from attrs import frozen

from sundgov.checks.checking import Grade, Spot, check
from sundgov.checks.walks.meeting_walk import meetings
from sundgov.checks.walks.texts import PlacedText, texts_of
from sundgov.checks.words.nearness import keys, slip
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.record import Record

_WORD = re.compile(r"(?<![\w@./])[^\W\d_]+(?![\w@]|[./]\w)")
_INNER_CAPITAL = re.compile("[a-zæøå][A-ZÆØÅ]")
_LETTERS, _PLAIN_LETTERS = 6, 8  # at the least, with a capital inside and without
_AFTER = 3  # letters that follow a slip which no ending explains
_FAMILY = "sen"  # Pedersen and Petersen are two families


@frozen
class _Name:
    """A word with a capital as a paper has it: its first place, and how often it stands.

    `is_plain` is whether it is surely a name although no capital stands inside it.
    """

    word: str
    place: str
    times: int
    is_plain: bool


@frozen
class _Sighting:
    """A word with a capital where it stands: within a sentence, beside another such word."""

    place: str
    within: bool
    beside: bool


@check("name-spelled-two-ways", Severity.NOTE, Grade.STRICT)
def name_spelled_two_ways(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A name with one letter more, less or otherwise than it has elsewhere in the papers."""
    people = frozenset(word for person in record.people for word in _WORD.findall(person.name))
    known = _shelved(set(_held(record)) - people)
    for meeting in meetings(record):
        found = _names(texts_of(meeting))
        yield from _two_ways({word: found[word] for word in found if word not in people}, known)


_Shelves: TypeAlias = Mapping[str, Set[str]]


def _shelved(words: Iterable[str]) -> _Shelves:
    """Words by what those have in common that are a slip apart."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for key in keys(word.casefold()):
            found[key].add(word)
    return found


def _near(word: str, shelves: _Shelves) -> set[str]:
    return {other for key in keys(word.casefold()) for other in shelves.get(key, ())} - {word}


def _held(record: Record) -> Iterator[str]:
    """The words of the names that the record itself has for bodies, projects and agreements."""
    named = [
        *(text for body in record.bodies for text in (body.name, body.short)),
        *(event.name for body in record.bodies for event in body.events),
        *(project.name for project in record.projects),
        *(ledger.agreement.name for ledger in record.ledgers),
        *(party.name for party in record.figures.register),
    ]
    return (word for name in named for word in _WORD.findall(name) if _is_capitalised(word))


def _is_capitalised(word: str) -> bool:
    """Whether it begins with a capital, is long enough, and does not go on in capitals alone."""
    return len(word) >= _LETTERS and word[0].isupper() and not word.isupper()


def _names(texts: Iterable[PlacedText]) -> dict[str, _Name]:
    """The words with a capital in a paper, in its order."""
    ordinary: set[str] = set()
    seen: dict[str, list[_Sighting]] = defaultdict(list)
    for text in texts:
        words = list(_WORD.finditer(text.text))
        ordinary |= {match[0] for match in words if match[0].islower()}
        for before, match, after in zip([None, *words], words, [*words[1:], None], strict=False):
            if _is_capitalised(match[0]):
                seen[match[0]].append(_sighting(text, before, match, after))
    return {
        word: _Name(
            word,
            sightings[0].place,
            len(sightings),
            word.casefold() not in ordinary
            and any(one.within for one in sightings)
            and not any(one.beside for one in sightings),
        )
        for word, sightings in seen.items()
    }


_Match: TypeAlias = "re.Match[str] | None"


def _sighting(text: PlacedText, before: _Match, match: re.Match[str], after: _Match) -> _Sighting:
    lead = text.text[: match.start()].rstrip(" ")[-1:]
    neighbours = (
        before[0] if before and text.text[before.end() : match.start()].strip(" -") == "" else "",
        after[0] if after and text.text[match.end() : after.start()].strip(" -") == "" else "",
    )
    beside = any(word[:1].isupper() for word in neighbours)
    return _Sighting(text.place, lead.isalpha() or lead == ",", beside)


def _two_ways(names: Mapping[str, _Name], known: _Shelves) -> Iterator[Spot]:
    """A spelling is wrong beside the record's, else beside a commoner or an earlier one."""
    here = _shelved(names)
    weight = {word: (one.times, -number) for number, (word, one) in enumerate(names.items())}
    for word, name in names.items():
        near = () if _is_held(word, known) else _near(word, here) | _near(word, known)
        for other in sorted(near):
            right, is_known = names.get(other), _is_held(other, known)
            wrong = is_known or weight[word] < weight[other]
            if wrong and _is_one(name, other, is_right=is_known or _is_common(right)):
                yield _spot(name, other, right, is_known=is_known)


def _is_held(word: str, known: _Shelves) -> bool:
    return word in known.get(word.casefold(), ())


def _is_one(name: _Name, other: str, *, is_right: bool) -> bool:
    """Whether a word is a slip of another: nothing that its ending or two names explain.

    A plain name is one if it stands once, and `is_right` is whether the other surely is a name.
    """
    inner = [bool(_INNER_CAPITAL.search(word)) for word in (name.word, other)]
    word, right = name.word.casefold(), other.casefold()
    if word == right:
        return any(inner)
    found = slip(word, right)
    if found is None or not found.before or found.after < _AFTER:
        return False
    long = min(len(word), len(right)) >= _PLAIN_LETTERS and not word.endswith(_FAMILY)
    odd = name.is_plain and name.times == 1 and is_right
    return all(inner) or (long and odd)


def _is_common(name: _Name | None) -> bool:
    return name is not None and name.is_plain and name.times > 1


def _spot(name: _Name, other: str, right: _Name | None, *, is_known: bool) -> Spot:
    here = f"{name.word!r} stands {times(name.times)}"
    there = f"{other!r} {times(right.times)}" if right else f"the record has {other!r}"
    is_tie = right is not None and right.times == name.times and not is_known
    remedy = (
        f"Write one of the two throughout, unless {name.word!r} and {other!r} are two names."
        if is_tie
        else f"Write {other!r}, unless they are two names."
    )
    return Spot(name.place, f"{here}, and {there}", remedy, name.word)


def times(number: int) -> str:
    """How often, in words."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
