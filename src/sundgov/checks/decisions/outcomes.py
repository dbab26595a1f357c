"""What became of each point, against what was recommended (indstilling og beslutning)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sundgov.checks.checking import Check, Grade, Spot, check
from sundgov.checks.walks.meeting_walk import bare, is_routine, meetings, nearest
from sundgov.checks.walks.outcome_walk import (
    Became,
    Minuted,
    every_outcome,
    lines_of,
    minuted,
    minuted_at,
)
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.agendas import Access, AgendaItem, ItemKind
from sundgov.governance.decisions import Breadth, OutcomeKind
from sundgov.governance.meetings import Meeting
from sundgov.governance.recommendations import Ask, Point
from sundgov.record import Record

_FITTING = {
    Ask.APPROVE: OutcomeKind.APPROVED,
    Ask.DECIDE: OutcomeKind.APPROVED,
    Ask.ENDORSE: OutcomeKind.ENDORSED,
    Ask.TAKE_NOTE: OutcomeKind.NOTED,
    Ask.DISCUSS: OutcomeKind.DISCUSSED,
    Ask.CONSIDER: OutcomeKind.CONSIDERED,
    Ask.GIVE_INPUT: OutcomeKind.INPUT_GIVEN,
    Ask.EXCHANGE: OutcomeKind.EXCHANGED,
}
_TALKED = (
    OutcomeKind.DISCUSSED,
    OutcomeKind.CONSIDERED,
    OutcomeKind.INPUT_GIVEN,
    OutcomeKind.EXCHANGED,
)
# What cannot be said of one point together.
_FATES = {
    OutcomeKind.APPROVED: "settled",
    OutcomeKind.ENDORSED: "settled",
    OutcomeKind.POSTPONED: "postponed",
    OutcomeKind.REJECTED: "rejected",
    OutcomeKind.WITHDRAWN: "withdrawn",
}
_TALK = frozenset({Ask.DISCUSS, Ask.CONSIDER, Ask.GIVE_INPUT, Ask.EXCHANGE})


@check("point-without-outcome", Severity.WARNING)
def point_without_outcome(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A recommended point of which the minutes do not say what became of it.

    An item that the minutes pass over altogether is told of by another check, and so is one whose
    parts were decided one by one. Of a point that asks for talk, the account of it is the outcome,
    and what became of a closed item may stand in minutes of its own.
    """
    for item in minuted(record):
        if item.parts_decided or item.in_words or item.placed.item.access is Access.CLOSED:
            continue
        for label, point in item.points:
            if item.answering(label) or _talked(item, point):
                continue
            fitting = f", such as {_FITTING[point.asks[0]].value!r}" if point.asks else ""
            yield Spot(
                item.at(label),
                f"{_asked(point.asks)}, and the minutes do not say what became of it",
                f"Write its outcome{fitting}.",
                point.text,
            )


def _talked(item: Minuted, point: Point) -> bool:
    """Whether a point asks for talk alone, and the minutes tell of it, be it "no remarks"."""
    return bool(item.account) and bool(point.asks) and _TALK.issuperset(point.asks)


def _asked(asks: Sequence[Ask]) -> str:
    return f"it asks to {' and '.join(ask.value for ask in asks)}" if asks else "it is recommended"


@check("outcome-of-another-class", Severity.WARNING)
def outcome_of_another_class(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A point that asked for a decision and was noted, or for anything else than it got."""
    for item in minuted(record):
        for label, point in item.points:
            became = item.answering(label)
            if not point.asks or not became or any(_fits(one, point) for one in became):
                continue
            yield Spot(
                item.at(label),
                f"{_asked(point.asks)}, and it was {became[0].worded}",
                f"Write what was asked for if it was done, such as"
                f" {_FITTING[_wanted(point)[0]].value!r}, or put the point forward again.",
                point.text,
            )


def _wanted(point: Point) -> tuple[Ask, ...]:
    """What of its asks a point must get: the decision where it asks for one, else any of them."""
    return tuple(ask for ask in point.asks if ask.decides) or point.asks


def _fits(became: Became, point: Point) -> bool:
    """Whether an outcome gives a point what it asked for.

    Who approves a recommendation does all that it asks, be it to take note. Where no decision is
    asked for, one way of talking about a matter is as good as another, what was noted with comments
    was talked about, and what people told each other may be noted.
    """
    outcome = became.outcome
    if outcome.kind.settles or any(outcome.kind.answers(ask) for ask in _wanted(point)):
        return True
    noted = outcome.kind is OutcomeKind.NOTED
    talked = outcome.kind in _TALKED or (noted and bool(outcome.comments))
    return not point.decides and (talked or (noted and Ask.EXCHANGE in point.asks))


@check("outcome-not-as-recommended", Severity.NOTE, Grade.STRICT)
def outcome_not_as_recommended(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An outcome that goes less or more far than what was recommended."""
    for became in every_outcome(record):
        outcome = became.outcome
        changed = outcome.kind is OutcomeKind.APPROVED_WITH_CHANGES
        if outcome.breadth is Breadth.AS_RECOMMENDED and not changed:
            continue
        breadth = outcome.breadth
        than = "" if breadth is Breadth.AS_RECOMMENDED else f", {breadth.value} than recommended"
        told = outcome.text or outcome.comments
        untold = "" if told else ", and the minutes do not say what was changed"
        yield Spot(
            became.where,
            f"it was {became.worded}{than}{untold}",
            "Tell those who put it forward what was changed."
            if told
            else "Write what was changed, and tell those who put it forward.",
            outcome.text,
        )


@check("outcome-without-recommendation", Severity.NOTE)
def outcome_without_recommendation(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Something approved that nobody put forward, where other things are recommended in writing."""
    for meeting in meetings(record):
        if any(placed.item.recommendation for placed in meeting.items):
            for became, why in _unasked(meeting):
                yield Spot(
                    became.where,
                    f"it was {became.worded}, and {why}",
                    "See that those who were not there are told of it.",
                    became.outcome.text or became.taken.title,
                )


def _unasked(meeting: Meeting) -> Iterator[tuple[Became, str]]:
    """What a meeting settled that no recommendation asks for, and how it came up."""
    for taken in meeting.decisions():
        outcomes = taken.decision.outcomes if not taken.item else ()
        yield from (
            (Became(taken, outcome), "it was not on the agenda")
            for outcome in outcomes
            if outcome.kind.settles
        )
    near = _near_recommendations(meeting)
    for item in minuted_at(meeting):
        if item.points:
            found, why = item.unasked, "no point of the recommendation asks for it"
        elif item.placed.id in near or _announced(item.placed.item):
            continue
        else:
            found, why = item.became, "the item has no recommendation"
        yield from ((one, why) for one in found if one.settles)


def _near_recommendations(meeting: Meeting) -> set[str]:
    """The items that lie under one that has a recommendation, or over it."""
    lines = lines_of(meeting)
    put = {placed.id for placed in meeting.items if placed.item.recommendation}
    under = {item for item, line in lines.items() if not put.isdisjoint(line)}
    return under | {above for item in put for above in lines[item]}


def _announced(item: AgendaItem) -> bool:
    """Whether an item without a recommendation was put forward for decision all the same."""
    told = "godkend" in item.title.casefold() or is_routine(item.title)
    return ItemKind.DECISION in item.kinds or told


@check("outcome-of-unknown-point", Severity.ERROR)
def outcome_of_unknown_point(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An outcome of a point that the recommendation of its item does not have."""
    for item in minuted(record):
        known = {bare(label): label for label, _ in item.points}
        for became in item.became if known else ():
            named = became.outcome.point
            if named and bare(named) not in known:
                labels = ", ".join(known.values())
                near = nearest(named, known.values())
                yield Spot(
                    became.where,
                    f"the recommendation has no point {named}, only {labels}",
                    f"Write {near!r} if that is meant, or leave the point out if nobody"
                    " recommended it."
                    if near
                    else f"Write one of {labels}, or leave the point out if nobody recommended it.",
                    named,
                )


@check("point-answered-twice", Severity.ERROR)
def point_answered_twice(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A point with two outcomes at one meeting that cannot both be.

    What was discussed may be approved as well, and what was approved in part postponed for the
    rest.
    """
    for item in minuted(record):
        for label, point in item.points:
            own = item.own(label)
            fates = {_FATES[one.outcome.kind]: one for one in own if one.outcome.kind in _FATES}
            if len(fates) > 1 and not any(_in_part(one) for one in own):
                told = " and ".join(dict.fromkeys(one.worded for one in fates.values()))
                yield Spot(
                    item.at(label),
                    f"the minutes say that it was {told}",
                    "Keep the outcome that the meeting gave it, or write what part each is of.",
                    point.text,
                )


def _in_part(became: Became) -> bool:
    outcome = became.outcome
    partly = outcome.breadth is not Breadth.AS_RECOMMENDED
    return partly or outcome.kind is OutcomeKind.APPROVED_WITH_CHANGES


@check("vote-against-outcome", Severity.NOTE)
def vote_against_outcome(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A point settled with fewer for it than against it; a tie may be broken by the chair."""
    for became in every_outcome(record):
        vote = became.outcome.vote
        if vote is not None and became.settles and vote.in_favour < vote.against:
            yield Spot(
                became.where,
                f"it was {became.worded}, and {vote.in_favour} voted for it,"
                f" {vote.against} against",
                "Correct the votes, or what became of the point.",
                f"{vote}",
            )


OUTCOMES: tuple[Check, ...] = (
    point_without_outcome,
    outcome_of_another_class,
    outcome_not_as_recommended,
    outcome_without_recommendation,
    outcome_of_unknown_point,
    point_answered_twice,
    vote_against_outcome,
)
"""The checks of outcomes against recommendations."""
