"""Every text of a paper with its place, in the order of the paper: what checks of words read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from sundgov import printing
from sundgov.checks.checking import place
from sundgov.checks.walks.meeting_walk import at_item
from sundgov.governance.agendas import PlacedItem
from sundgov.governance.decisions import Decision, Outcome
from sundgov.governance.meetings import Meeting
from sundgov.governance.minutes import MinutesEntry
from sundgov.governance.qualified_amounts import QualifiedAmount
from sundgov.governance.recommendations import Option, Point, Recommendation
from sundgov.governance.statements import Section, StatedAmount


@frozen
class PlacedText:
    """A text where it stands."""

    place: str
    text: str


@frozen
class PlacedSection:
    """A section where it stands: in an agenda, or in the minutes of a meeting."""

    place: str
    section: Section
    in_minutes: bool = False


def sections_of(meeting: Meeting) -> Iterator[PlacedSection]:
    """Every section of a meeting's case presentations, options and minutes, those within too."""
    for item in meeting.items:
        for where, section in _walked(item.item.presentation, at_item(meeting, item.id)):
            yield PlacedSection(where, section)
    for at_point, point in points_of(meeting):
        for option in point.options:
            for where, section in _walked(option.presentation, _at_option(at_point, option)):
                yield PlacedSection(where, section)
    for where, entry in entries_of(meeting):
        for inner, section in _walked(entry.account, where):
            yield PlacedSection(inner, section, in_minutes=True)


def points_of(meeting: Meeting) -> Iterator[tuple[str, Point]]:
    """Every point that is put before a meeting, with its place."""
    for item in meeting.items:
        if item.item.recommendation is not None:
            yield from _points(item.item.recommendation, at_item(meeting, item.id))


def entries_of(meeting: Meeting) -> Iterator[tuple[str, MinutesEntry]]:
    """What the minutes say, with the place of each: an item's, or what came up by its order."""
    entries = meeting.minutes.entries if meeting.minutes else ()
    for number, entry in enumerate(entries, 1):
        if entry.item:
            yield place(at_item(meeting, entry.item), "minutes"), entry
        else:
            yield place(meeting.id, f"minutes, entry {number}"), entry


def texts_of(meeting: Meeting) -> tuple[PlacedText, ...]:
    """Every text of a meeting's papers: titles, headings, paragraphs, points, outcomes, amounts."""
    return tuple(PlacedText(where, text) for where, text in _meeting(meeting) if text)


def texts_in(sections: Iterable[Section], where: str) -> tuple[PlacedText, ...]:
    """Every text of some sections that stand at a place."""
    return tuple(PlacedText(inner, text) for inner, text in _sections(sections, where) if text)


_Texts = Iterator[tuple[str, str]]


def _at_option(point: str, option: Option) -> str:
    return place(point, f"option {option.id}")


def _points(recommendation: Recommendation, where: str) -> Iterator[tuple[str, Point]]:
    for label, point in zip(recommendation.labels, recommendation.points, strict=True):
        yield place(where, f"point {label}"), point


def _meeting(meeting: Meeting) -> _Texts:
    yield meeting.id, meeting.title
    for line in meeting.agenda.contents if meeting.agenda else ():
        yield place(meeting.id, f"contents {line.label}".rstrip()), line.title
    for item in meeting.items:
        yield from _item(item, at_item(meeting, item.id))
    for where, entry in entries_of(meeting):
        yield where, entry.title
        yield from _sections(entry.account, where)
        if entry.decision is not None:
            yield from _decision(entry.decision, where)
    for correction in meeting.minutes.corrections if meeting.minutes else ():
        yield place(at_item(meeting, correction.item), "minutes corrected"), correction.text


def _item(placed: PlacedItem, where: str) -> _Texts:
    yield where, placed.item.title
    if placed.item.recommendation is not None:
        for at_point, point in _points(placed.item.recommendation, where):
            yield from _point(point, at_point)
    yield from _sections(placed.item.presentation, where)
    for attachment in placed.item.attachments:
        yield place(where, f"attachment {attachment.label}"), attachment.title


def _point(point: Point, where: str) -> _Texts:
    yield where, point.text
    yield from _amounts(point.amounts, where)
    for option in point.options:
        at = _at_option(where, option)
        yield at, option.title
        yield from ((at, paragraph) for paragraph in option.paragraphs)
        yield from _amounts(option.amounts, at)
        yield from _sections(option.presentation, at)


def _sections(sections: Iterable[Section], where: str) -> _Texts:
    for at, section in _walked(sections, where):
        yield at, section.heading
        yield from ((at, paragraph) for paragraph in section.paragraphs)
        yield from _amounts(section.amounts, at)
        yield from ((at, figure.what) for figure in section.figures)
        yield from ((at, time.what) for time in section.times)
        yield from ((at, cited.title) for cited in section.cites)
        yield from ((at, provision.of) for provision in section.provisions)


def _walked(
    sections: Iterable[Section], where: str, above: str = ""
) -> Iterator[tuple[str, Section]]:
    """Sections and those within them, each by its number in the paper and its heading."""
    for number, section in enumerate(sections, 1):
        path = f"{above}{number}"
        heading = f" ({section.heading})" if section.heading else ""
        yield place(where, f"section {path}{heading}"), section
        yield from _walked(section.sections, where, f"{path}.")


def _decision(decision: Decision, where: str) -> _Texts:
    yield where, decision.text
    for outcome in decision.outcomes:
        yield from _outcome(
            outcome, place(where, f"point {outcome.point}" if outcome.point else "")
        )


def _outcome(outcome: Outcome, where: str) -> _Texts:
    yield where, outcome.text
    yield from ((where, comment) for comment in outcome.comments)
    yield from _amounts(outcome.amounts, where)
    yield from ((where, proviso.text) for proviso in outcome.provisos)
    yield from ((where, dissent.text) for dissent in outcome.dissents)


def _amounts(amounts: Iterable[StatedAmount], where: str) -> _Texts:
    for stated in amounts:
        yield where, _printed(stated.amount) if stated.amount else ""
        yield where, stated.subject


def _printed(amount: QualifiedAmount) -> str:
    """What the paper prints of an amount; a wording that the library gave it is none."""
    own = printing.spaced(str(amount.amount))
    return "" if amount.wording == own else amount.wording
