"""Which of several ways was chosen (valg mellem scenarier og modeller)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.checks.walks.meeting_walk import at_item, items, write_instead
from sundgov.checks.walks.outcome_walk import Became, minuted
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.recommendations import Option, Point
from sundgov.record import Record


@check("option-not-put", Severity.ERROR)
def option_not_put(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A way was recommended, or chosen, that is not among those laid before the meeting."""
    for meeting, placed in items(record):
        put = placed.item.recommendation
        for label, point in zip(put.labels, put.points, strict=True) if put else ():
            where = place(at_item(meeting, placed.id), f"point {label}")
            yield from _among(point.option, point.options, where, "is recommended")
    for item in minuted(record):
        for became in item.became if item.points else ():
            answered = item.point(became)
            points = (answered,) if answered else tuple(each for _, each in item.points)
            options = [option for each in points for option in each.options]
            yield from _among(became.outcome.option, options, became.where, "was chosen")


def _among(named: str, options: Sequence[Option], where: str, what: str) -> Iterator[Spot]:
    """A spot where a way is named that is none of some options."""
    known = [option.id for option in options]
    if named and named not in known:
        others = f"the options are {', '.join(known)}" if known else "there are no options"
        yield Spot(
            where,
            f"option {named} {what}, and {others}",
            write_instead(named, known, "Add it to the options of the point."),
            named,
        )


@check("option-not-chosen", Severity.WARNING)
def option_not_chosen(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A point with several ways to choose between was approved, and none is named in it."""
    for item in minuted(record):
        for label, point in item.points:
            became = item.answering(label)
            if len(point.options) < 2 or point.option or not _chooses(point, became):
                continue
            ways = ", ".join(option.id for option in point.options)
            yield Spot(
                item.at(label),
                f"the options are {ways}, and the minutes do not say which was chosen",
                f"Write which, such as option = {point.options[0].id!r}.",
                point.text,
            )


def _chooses(point: Point, became: Sequence[Became]) -> bool:
    """Whether a choice was made, and not said which; to discuss several ways is no choice."""
    talked = point.asks and not point.decides
    settled = any(one.settles for one in became)
    return settled and not talked and not any(one.outcome.option for one in became)


OPTIONS: tuple[Check, ...] = (option_not_put, option_not_chosen)
"""The checks of choices."""
