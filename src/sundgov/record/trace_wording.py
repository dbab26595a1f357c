"""The thread of a line in words, Danish or English."""

from __future__ import annotations

from collections.abc import Iterator

from sundgov.governance.decisions import Outcome, TakenDecision
from sundgov.governance.recommendations import Recommendation
from sundgov.governance.words import word
from sundgov.printing import Language
from sundgov.record.trace import Behind, Trace, TracedAuthority

_BEHIND = {
    Behind.AGREEMENT: ("Aftalens hjemmel", "Authority of the agreement"),
    Behind.BUDGET: ("Budgettets hjemmel", "Authority of the budget"),
    Behind.CEILING: ("Rammens hjemmel", "Authority of the ceiling"),
    Behind.RELEASE: ("Frigivelse", "Release"),
    Behind.RESULT: ("Regnskabets hjemmel", "Authority of the result"),
    Behind.REVISION: ("Korrektionens hjemmel", "Authority of the revision"),
}


def worded_thread(trace: Trace, language: Language) -> str:
    """Each decision behind a line, in their order; or that none is stated."""
    lines = [line for found in trace.authorities for line in _authority(found, language)]
    if not trace.authorities:
        lines.append(_either(language, "Hjemmel: ingen oplyst", "Authority: none is stated"))
    return "\n".join(lines)


def _authority(found: TracedAuthority, language: Language) -> Iterator[str]:
    title = _either(language, *_BEHIND[found.behind])
    yield f"{title}: {found.authority.id}"
    taken = found.decision
    if taken is None:
        yield from _unheld(found, language)
        return
    held = f" ({taken.meeting})" if taken.meeting else ""
    when = f"{found.body}, {taken.dated(language)}{held}"
    yield f"  {_either(language, 'Besluttet af', 'Decided by')}: {when}"
    if found.item is not None:
        item = found.item.placed.item
        yield f"  {_either(language, 'Punkt', 'Item')}: {item.named}"
        yield from _recommended(item.recommendation, taken, language)
    for outcome in taken.decision.outcomes:
        yield f"  {_outcome(outcome, language)}"
    if taken.source:
        yield f"  {_either(language, 'Kilde', 'Source')}: {taken.source}"
    for one in found.changed:
        by = f"{one.by.id}, {one.by.dated(language)}"
        points = ", ".join(one.change.points)
        what = word(one.change.kind, language).capitalize()
        told = f" ({_either(language, 'punkt', 'point')} {points})" if points else ""
        yield f"  {what}{told}: {by}"


def _unheld(found: TracedAuthority, language: Language) -> Iterator[str]:
    """What the figure's own paper says of a decision that the record does not hold."""
    stated = found.authority
    yield f"  {stated.worded(language)}"
    if stated.wording:
        yield f"  {stated.wording}"
    if stated.source:
        yield f"  {_either(language, 'Kilde', 'Source')}: {stated.source}"
    yield "  " + _either(
        language, "Beslutningen selv er ikke i registret", "The record does not hold the decision"
    )


def _recommended(
    put: Recommendation | None, taken: TakenDecision, language: Language
) -> Iterator[str]:
    """The points that the outcomes answer; all of them where one answers the whole."""
    answered = {outcome.point for outcome in taken.decision.outcomes}
    for label, point in zip(put.labels, put.points, strict=True) if put else ():
        if "" in answered or label in answered:
            yield f"  {_either(language, 'Indstillet', 'Recommended')} {label}: {point.text}"


def _outcome(outcome: Outcome, language: Language) -> str:
    point = f" {outcome.point}" if outcome.point else ""
    text = f": {outcome.text}" if outcome.text else ""
    return f"{word(outcome.kind, language).capitalize()}{point}{text}"


def _either(language: Language, danish: str, english: str) -> str:
    return danish if language == "da" else english
