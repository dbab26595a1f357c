"""One log taken over into another: every risk keeps its origin, and no two ids meet (overdragelse).

The ids of both logs are kept apart and mapped. What a risk was called, and what it is called now,
is answered both ways by the logs themselves: the merge is an event of every risk it moves.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import evolve, field, frozen

from sundgov.errors import InvalidValueError
from sundgov.governance.dated_events import NO_MEETINGS, MeetingDays, day_of
from sundgov.governance.fields import day_or_none_on
from sundgov.governance.numbering import by_number
from sundgov.governance.references import checked_id, is_id, is_reference
from sundgov.governance.risk_logs import RiskLog
from sundgov.governance.risks import LogRisk, Risk, RiskEvent, RiskState
from sundgov.kinds import checked, listed, must_all_be
from sundgov.text import is_plain_or_empty


@frozen(field_transformer=checked)
class NewId:
    """What a risk of one log is called in another (nyt nummer)."""

    old: str = field(validator=is_id)
    new: str = field(validator=is_id)


def _ids(value: Mapping[str, str] | Iterable[NewId]) -> tuple[NewId, ...]:
    if isinstance(value, Mapping):
        value = tuple(NewId(old, new) for old, new in value.items())
    found = listed(value, "ids")
    must_all_be(found, "ids", NewId)
    counts = Counter(one.old for one in found)
    doubled = sorted((old for old, count in counts.items() if count > 1), key=by_number)
    if doubled:
        raise InvalidValueError("ids", "give a risk one new id", *doubled)
    return tuple(sorted(found, key=lambda one: by_number(one.old)))


@frozen(field_transformer=checked)
class LogMerge:
    """That the risks of the log `other` are kept in the log `into` from a day on (sammenlægning).

    `ids` says what they are called there: a new id, or the id of a risk that is already there and
    is the same. The others get `prefix` before their id, by default the old log's id and a hyphen.

    >>> merge = LogMerge("forvaltning", "projekt", {"3": "ID6"}, on="2023-12-04")
    >>> merge.new_id("3"), merge.new_id("4")
    ('ID6', 'projekt-4')
    >>> LogMerge("forvaltning", "forvaltning")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: other: must be another log (got 'forvaltning')
    """

    into: str = field(validator=is_id)
    other: str = field(validator=is_id)
    ids: tuple[NewId, ...] = field(default=(), converter=_ids)
    prefix: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    on: dt.date | None = field(
        default=None,
        converter=day_or_none_on,
        kw_only=True,
    )
    meeting: str = field(default="", validator=is_reference, kw_only=True)
    decision: str = field(default="", validator=is_reference, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.into == self.other:
            raise InvalidValueError("other", "must be another log", self.other)
        checked_id(f"{self.prefix}1", "prefix")

    def new_id(self, old: str) -> str:
        """What a risk of the other log is called from now on."""
        return self._stated.get(old) or f"{self.prefix or f'{self.other}-'}{old}"

    @cached_property
    def _stated(self) -> Mapping[str, str]:
        return {one.old: one.new for one in self.ids}


@frozen
class MergedLog:
    """Two logs after one was taken over into the other.

    `log` is the one that goes on, with the risks of both; `left` the other, whose risks say where
    they went. `unknown` are the ids that the merge maps and the other log does not have.
    """

    merge: LogMerge
    log: RiskLog = field(repr=False)
    left: RiskLog = field(repr=False)
    unknown: tuple[str, ...] = ()

    def new_id(self, old: str) -> str | None:
        """What a risk of the log that was left is called now; None where it had none such."""
        return self.log.id_of(LogRisk(self.left.id, old))

    def old_ids(self, new: str) -> tuple[str, ...]:
        """What a risk of the log was called in the one that was left; none for one of its own."""
        origins = self.log.origins(new)
        return tuple(origin.risk for origin in origins if origin.log == self.left.id)


def merge_logs(into: RiskLog, other: RiskLog, merge: LogMerge) -> MergedLog:
    """The risks of one log taken over into another, as `merge` says.

    A risk that is new there comes with all of its history, and is in the log from the day of the
    merge. Levels mean something on their own scale alone: where the two logs have not the same
    one, the risk comes without its ratings, to be rated anew. A risk that is said to be the same
    as one already there adds its mitigations and decisions to that one on the day; how it was
    rated, owned and told until then is read in the log that was left.

    Raises `InvalidValueError` for other logs than the merge names, and where two risks would have
    one id that is not said to be the same risk.

    >>> own = RiskLog("forvaltning", "Forvaltningens risici", (Risk("1", "Support mangler"),))
    >>> project = RiskLog("projekt", "Projektets risici", (Risk("1", "Skemaer"), Risk("2", "Log")))
    >>> merged = merge_logs(own, project, LogMerge("forvaltning", "projekt", {"1": "ID2"}))
    >>> [(risk.id, merged.old_ids(risk.id)) for risk in merged.log.risks]
    [('1', ()), ('ID2', ('1',)), ('projekt-2', ('2',))]
    >>> merged.new_id("2")
    'projekt-2'
    """
    if (into.id, other.id) != (merge.into, merge.other):
        raise InvalidValueError("merge", "is of other logs", merge.into, merge.other)
    moves = tuple((risk, merge.new_id(risk.id)) for risk in other.told)
    _refuse_clashes(into, merge, moves)
    rated = into.scale == other.scale
    same: dict[str, tuple[RiskEvent, ...]] = {}
    new = []
    for risk, name in moves:
        came = LogRisk(other.id, risk.id)
        if into.risk(name) is None:
            new.append(_taken_over(risk if rated else _unrated(risk), name, came, merge))
        else:
            same[name] = (*same.get(name, ()), _said_to_be_the_same(risk, came, merge))
    own = (evolve(risk, history=risk.history + same.get(risk.id, ())) for risk in into.risks)
    left = (_left(risk, merge) for risk in other.risks)
    unknown = tuple(one.old for one in merge.ids if other.risk(one.old) is None)
    return MergedLog(
        merge, evolve(into, risks=(*own, *new)), evolve(other, risks=tuple(left)), unknown
    )


def logs_after(
    logs: Iterable[RiskLog], merges: Iterable[LogMerge], meetings: MeetingDays = NO_MEETINGS
) -> tuple[RiskLog, ...]:
    """Some logs, by id, after all merges among them: each says then how it stood on any day.

    Merges are done in the order of their days, those of no known day last; one that names a log
    that is not there is passed over.

    Raises `InvalidValueError` where two logs have one id, and where `merge_logs` does.

    >>> own, project = RiskLog("forvaltning", "Egen"), RiskLog("projekt", "Dens", (Risk("1", "x"),))
    >>> left = logs_after([project, own], [LogMerge("forvaltning", "projekt")])
    >>> [(log.id, [risk.id for risk in log.risks]) for log in left]
    [('forvaltning', ['projekt-1']), ('projekt', ['1'])]
    """
    given = sorted(logs, key=lambda log: by_number(log.id))
    held = {log.id: log for log in given}
    if len(held) < len(given):
        counts = Counter(log.id for log in given)
        doubled = (name for name, count in counts.items() if count > 1)
        raise InvalidValueError("logs.id", "must be unique", *doubled)
    for merge in sorted(merges, key=lambda merge: _place(merge, meetings)):
        if merge.into in held and merge.other in held:
            merged = merge_logs(held[merge.into], held[merge.other], merge)
            held |= {merge.into: merged.log, merge.other: merged.left}
    return tuple(held.values())


def _place(merge: LogMerge, meetings: MeetingDays) -> tuple[dt.date, str, str]:
    return day_of(merge, meetings) or dt.date.max, merge.into, merge.other


def _refuse_clashes(into: RiskLog, merge: LogMerge, moves: tuple[tuple[Risk, str], ...]) -> None:
    mapped = {one.old for one in merge.ids}
    counts = Counter(name for _, name in moves)
    clashing = {
        name
        for risk, name in moves
        if (risk.id not in mapped if into.risk(name) else counts[name] > 1)
    }
    if clashing:
        raise InvalidValueError(
            "ids",
            "would be those of two risks",
            *sorted(clashing, key=by_number),
            hint="Give another prefix, or map each of the risks on purpose.",
        )


def _event(merge: LogMerge) -> RiskEvent:
    decisions = (merge.decision,) if merge.decision else ()
    return RiskEvent(merge.on, meeting=merge.meeting, decisions=decisions)


def _taken_over(risk: Risk, name: str, came: LogRisk, merge: LogMerge) -> Risk:
    event = evolve(_event(merge), moved_from=came)
    return evolve(risk, id=name, taken_from=came, history=(*risk.history, event))


def _unrated(risk: Risk) -> Risk:
    events = (evolve(event, inherent=None, residual=None) for event in risk.history)
    return evolve(risk, inherent=None, residual=None, history=tuple(events))


def _said_to_be_the_same(risk: Risk, came: LogRisk, merge: LogMerge) -> RiskEvent:
    event = _event(merge)
    mitigations = (*risk.mitigations, *(one for each in risk.history for one in each.mitigations))
    decisions = (*risk.decisions, *(one for each in risk.history for one in each.decisions))
    return evolve(
        event,
        moved_from=came,
        mitigations=mitigations,
        decisions=(*decisions, *event.decisions),
    )


def _left(risk: Risk, merge: LogMerge) -> Risk:
    gone = LogRisk(merge.into, merge.new_id(risk.id))
    event = evolve(_event(merge), state=RiskState.MERGED, moved_to=gone)
    return evolve(risk, history=(*risk.history, event))
