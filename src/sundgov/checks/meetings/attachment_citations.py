"""What the texts of a meeting cite, against the attachments that it has (bilagshenvisninger)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from sundgov.checks.checking import Check, Grade, Spot, check
from sundgov.checks.meetings.meeting_attachments import Attached, attached
from sundgov.checks.walks.meeting_walk import (
    at_item,
    bare,
    meetings,
    nearest,
    sections,
    title_words,
)
from sundgov.checks.walks.texts import texts_of
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.meetings import Meeting
from sundgov.governance.numbering import by_number
from sundgov.governance.statements import Citation
from sundgov.record import Record

_LABEL = r"[0-9]+(?:\.[0-9]+)*[a-z]?(?![\w])"
_CITED = re.compile(
    rf"\bbilag(?:ene)?\s+({_LABEL}(?:\s*(?:,|og|samt|til|-|–)\s*{_LABEL})*)", re.IGNORECASE
)
_RANGE = re.compile(rf"({_LABEL})\s*(?:til|-|–)\s*({_LABEL})")
_UNNUMBERED = re.compile(rf"\bbilag(?:et|ene)?\b(?!\s+{_LABEL})", re.IGNORECASE)


def _citations(record: Record) -> Iterator[tuple[Meeting, str, Citation, tuple[Attached, ...]]]:
    """Every citation in the papers of the meetings that list attachments, with its item's id."""
    for meeting in meetings(record):
        held = attached(meeting)
        for item, section in sections(meeting) if held else ():
            for citation in section.cites:
                yield meeting, item, citation, held


@check("attachment-not-found", Severity.ERROR)
def attachment_not_found(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A text that cites an attachment by a number that the meeting does not have.

    One of another meeting may be cited, by the number and the title that it had there.
    """
    everywhere = {
        (each.number, each.words) for meeting in record.meetings for each in attached(meeting)
    }
    for meeting, item, citation, held in _citations(record):
        number, words = bare(citation.label), title_words(citation.title)
        if number not in {each.number for each in held} and (number, words) not in everywhere:
            yield Spot(
                at_item(meeting, item),
                f"it cites attachment {_printed(citation)}, and the meeting has no such number",
                _meant(citation, item, held),
                _printed(citation),
            )


@check("cites-another-attachment", Severity.WARNING)
def cites_another_attachment(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A text that cites one attachment's number beside another's title."""
    for meeting, item, citation, held in _citations(record):
        words = title_words(citation.title)
        numbered = [each for each in held if each.number == bare(citation.label)]
        titled = [each for each in held if words and each.words == words]
        if numbered and titled and not any(each in titled for each in numbered):
            yield Spot(
                at_item(meeting, item),
                f"it cites attachment {_printed(citation)}, and that is the title of"
                f" {titled[0].number}",
                f"Cite {titled[0].number}, or the title of {numbered[0]}.",
                _printed(citation),
            )


def _printed(citation: Citation) -> str:
    return f"{citation.label} {citation.title!r}" if citation.title else citation.label


def _meant(citation: Citation, item: str, held: Sequence[Attached]) -> str:
    """What to cite instead: the attachment of that title, or the nearest title, or number."""
    words = title_words(citation.title)
    near = nearest(words, (each.words for each in held)) if words else ""
    by_title = [each for each in held if near and each.words == near]
    if by_title:
        return f"Cite {_own_first(by_title, item)}{', which has that title' * (near == words)}."
    last = bare(citation.label).rpartition(".")[2]
    there = [each for each in held if each.placed.id == item and each.number.endswith(f".{last}")]
    if there:
        return f"Cite {there[0]} if that is meant."
    return f"Attach it, or cite one of {', '.join(each.number for each in held)}."


def _own_first(found: Iterable[Attached], item: str) -> Attached:
    return min(found, key=lambda each: each.placed.id != item)


@check("attachment-never-cited", Severity.NOTE, Grade.ON_DEMAND)
def attachment_never_cited(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An attachment that no text of the meeting mentions, by number, title or as the attachment."""
    for meeting in meetings(record):
        cited = {bare(cite.label) for _, section in sections(meeting) for cite in section.cites}
        texts = _texts(meeting)
        written = {item for item, section in sections(meeting) if section.paragraphs}
        cited |= {number for text in texts.values() for number in _numbers(text, meeting)}
        for each in attached(meeting):
            if each.placed.id not in written or each.number in cited:
                continue
            named = any(each.words in title_words(text) for text in texts.values())
            if not named and not _UNNUMBERED.search(texts[each.placed.id]):
                yield Spot(
                    each.where,
                    "no text of the meeting cites it by number or title",
                    f"Cite attachment {each.number} where it is needed, or leave it out.",
                    f"{each}",
                )


def _texts(meeting: Meeting) -> dict[str, str]:
    """What is written of each item, attachments' own titles aside, in one piece."""
    told: dict[str, list[str]] = {}
    for text in texts_of(meeting):
        item, _, within = text.place.partition(", ")[2].partition(", ")
        if not within.startswith("attachment "):
            told.setdefault(item.removeprefix("item "), []).append(text.text)
    return {item: " / ".join(texts) for item, texts in told.items()}


def _numbers(text: str, meeting: Meeting) -> set[str]:
    """The numbers of attachments that a text mentions, those within a range too."""
    found = set()
    for mention in _CITED.finditer(text):
        found |= {bare(label) for label in re.findall(_LABEL, mention[1])}
        for first, last in _RANGE.findall(mention[1]):
            found |= {
                each.number
                for each in attached(meeting)
                if by_number(first) <= by_number(each.number) <= by_number(last)
            }
    return found


CITATIONS: tuple[Check, ...] = (
    attachment_not_found,
    cites_another_attachment,
    attachment_never_cited,
)
"""The checks of citations."""
