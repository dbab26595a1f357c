"""The open risks by likelihood and impact, and what changed between two days (risikomatrix)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.governance.dated_events import NO_MEETINGS, MeetingDays
from sundgov.governance.risk_logs import RiskLog
from sundgov.governance.risk_scales import Assessment, RiskScale
from sundgov.governance.risks import RiskResponse, RiskStanding, RiskState
from sundgov.kinds import must_be

T = TypeVar("T")


@frozen
class RiskCell:
    """One cell of a matrix: its levels, which the scale scores, and the ids of its risks."""

    rating: Assessment
    risks: tuple[str, ...]


@frozen
class RiskMatrix:
    """The open risks of a log on a day, by the one rating or the other (risikomatrix).

    `cells` holds every cell of the scale, lowest likelihood first and within it lowest impact;
    none where the log has no scale. `unrated` are the risks that nobody has rated so, `off_scale`
    those rated otherwise than the scale can.
    """

    on: dt.date
    scale: RiskScale | None = field(repr=False)
    cells: tuple[RiskCell, ...]
    unrated: tuple[str, ...]
    off_scale: tuple[str, ...]

    def risks(self, likelihood: int, impact: int) -> tuple[str, ...]:
        """The ids of the risks at two levels; none where the scale has no such levels."""
        wanted = Assessment(likelihood, impact)
        return next((cell.risks for cell in self.cells if cell.rating == wanted), ())


def risk_matrix(
    log: RiskLog,
    on: dt.date,
    meetings: MeetingDays = NO_MEETINGS,
    *,
    residual: bool = False,
) -> RiskMatrix:
    """Where the open risks of a log lie on a day, by inherent or else by residual rating.

    >>> from sundgov.governance.risks import Risk
    >>> scale = RiskScale(("lav", "høj"), ("lille", "stor"))
    >>> rated = Risk("ID5", "Behovet er ukendt", inherent=Assessment(2, 2))
    >>> log = RiskLog("kpro", "Risikolog", (rated, Risk("ID6", "Support")), scale=scale)
    >>> matrix = risk_matrix(log, dt.date(2023, 12, 8))
    >>> matrix.risks(2, 2), matrix.unrated
    (('ID5',), ('ID6',))
    """
    ratings = {
        standing.risk.id: standing.residual if residual else standing.inherent
        for standing in log.on(on, meetings).open
    }
    scale = log.scale
    by_cell: dict[Assessment, list[str]] = {each: [] for each in scale.ratings()} if scale else {}
    unrated: list[str] = []
    off_scale: list[str] = []
    for name, rating in ratings.items():
        if rating is None:
            unrated.append(name)
        else:
            by_cell.get(rating, off_scale).append(name)
    cells = (RiskCell(rating, tuple(names)) for rating, names in by_cell.items())
    return RiskMatrix(on, scale, tuple(cells), tuple(unrated), tuple(off_scale))


@frozen
class Altered(Generic[T]):
    """Something of a risk that was otherwise before; `risk` is its id."""

    risk: str
    before: T
    after: T


@frozen
class LogChanges:
    """What changed in a log from one day to a later one (ændringer siden sidst).

    `new` are the ids of the risks that came; of the others, what is otherwise than it was.
    """

    earlier: dt.date
    later: dt.date
    new: tuple[str, ...]
    states: tuple[Altered[RiskState | None], ...]
    inherent: tuple[Altered[Assessment | None], ...]
    residual: tuple[Altered[Assessment | None], ...]
    owners: tuple[Altered[str], ...]
    responses: tuple[Altered[RiskResponse | None], ...]

    @property
    def closed(self) -> tuple[str, ...]:
        """The ids of those that are no longer open: closed, occurred, or merged into another."""
        return tuple(each.risk for each in self.states if each.before is RiskState.OPEN)


def changes_between(
    log: RiskLog, earlier: dt.date, later: dt.date, meetings: MeetingDays = NO_MEETINGS
) -> LogChanges:
    """What changed in a log after one day, to the end of another: since the last meeting, say.

    >>> from sundgov.governance.risks import Risk, RiskEvent
    >>> over = RiskEvent("2023-12-08", owner="AJ")
    >>> log = RiskLog("kpro", "Risikolog", (Risk("ID4", "Byggeri", owner="BK", history=(over,)),))
    >>> changes_between(log, dt.date(2023, 9, 1), dt.date(2023, 12, 8)).owners
    (Altered(risk='ID4', before='BK', after='AJ'),)
    """
    must_be(earlier, "earlier", dt.date)
    must_be(later, "later", dt.date)
    if later < earlier:
        raise InvalidValueError("later", "must not lie before earlier", f"{later}", f"{earlier}")
    before = {one.risk.id: one for one in log.on(earlier, meetings).risks}
    after = log.on(later, meetings).risks
    both = tuple((before[one.risk.id], one) for one in after if one.risk.id in before)
    return LogChanges(
        earlier,
        later,
        tuple(one.risk.id for one in after if one.risk.id not in before),
        states=_altered(both, lambda one: one.state),
        inherent=_altered(both, lambda one: one.inherent),
        residual=_altered(both, lambda one: one.residual),
        owners=_altered(both, lambda one: one.owner),
        responses=_altered(both, lambda one: one.response),
    )


def _altered(
    both: Sequence[tuple[RiskStanding, RiskStanding]], read: Callable[[RiskStanding], T]
) -> tuple[Altered[T], ...]:
    return tuple(
        Altered(old.risk.id, read(old), read(new)) for old, new in both if read(old) != read(new)
    )
