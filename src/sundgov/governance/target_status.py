"""How far a target is reached on a day, against how much of its time is gone (målopfyldelse).

Two shares are laid side by side; nothing is forecast. That a target is behind says that less of
it is reached than of its time is gone, and not that it will be missed.
"""

from __future__ import annotations

import datetime as dt
import enum
from fractions import Fraction

from attrs import field, frozen

from sundgov.governance.dated_events import NO_MEETINGS, MeetingDays, day_of, history_by
from sundgov.governance.qualified_amounts import Qualifier
from sundgov.governance.targets import Direction, Reading, Target
from sundgov.printing import Language, exact_number, language_of
from sundgov.printing import day as printed_day


class Pace(enum.Enum):
    """The share reached against the share of the time gone: ahead (foran), even, behind (bagud)."""

    AHEAD = "ahead"
    EVEN = "even"
    BEHIND = "behind"


_QUALIFIERS = {
    "da": {
        Qualifier.EXACT: "",
        Qualifier.ABOUT: "ca. ",
        Qualifier.UP_TO: "op til ",
        Qualifier.AT_LEAST: "mindst ",
        Qualifier.SLIGHTLY_OVER: "lidt over ",
        Qualifier.SLIGHTLY_UNDER: "lidt under ",
        Qualifier.OVER: "over ",
        Qualifier.UNDER: "under ",
    },
    "en": {each: f"{each.value} " for each in Qualifier} | {Qualifier.EXACT: ""},
}
_PHRASES = {
    "da": {
        "told": "{value} {day}",
        "untold": "ingen måling",
        "stands": "{name}: {told}; målet er {goal}",
        "reached": "Nået: {share} pct",
        "gone": "Tid gået: {share} pct. ({gone} af {whole} dage)",
    },
    "en": {
        "told": "{value} on {day}",
        "untold": "no reading",
        "stands": "{name}: {told}; the goal is {goal}",
        "reached": "Reached: {share} per cent",
        "gone": "Time gone: {share} per cent ({gone} of {whole} days)",
    },
}
_PACES = {
    "da": {Pace.AHEAD: "Foran", Pace.EVEN: "Lige med", Pace.BEHIND: "Bagud"},
    "en": {Pace.AHEAD: "Ahead", Pace.EVEN: "Even", Pace.BEHIND: "Behind"},
}
_LOW = (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.OVER, Qualifier.SLIGHTLY_OVER)
_HIGH = (Qualifier.EXACT, Qualifier.UP_TO, Qualifier.UNDER, Qualifier.SLIGHTLY_UNDER)


@frozen
class TargetStatus:
    """A target on a day: its newest reading by then, and the day of it.

    >>> target = Target("planer", "Oprettede planer", 180000, "planer", since="2023-01-01",
    ...                 due="2023-12-31", readings=(Reading("2023-11-01", 143953),))
    >>> status = target_status(target, dt.date(2023, 11, 21))
    >>> status.share_reached, status.days
    (Fraction(143953, 180000), (305, 365))
    >>> status.pace, status.met
    (<Pace.BEHIND: 'behind'>, False)
    """

    target: Target = field(repr=False)
    on: dt.date
    reading: Reading | None = None
    read_on: dt.date | None = None

    @property
    def share_reached(self) -> Fraction | None:
        """How much of the way from the baseline to the goal is gone; it may lie outside 0 to 1.

        Without a baseline the way begins at nought, where higher is better. None where nothing
        was measured, where lower is better and no baseline is stated, and where the baseline lies
        at the goal or beyond.
        """
        target = self.target
        start = target.baseline
        if start is None and target.direction is Direction.HIGHER:
            start = Fraction(0)
        if self.reading is None or start is None:
            return None
        way = target.goal - start
        ahead = way > 0 if target.direction is Direction.HIGHER else way < 0
        return (self.reading.value - start) / way if ahead else None

    @property
    def days(self) -> tuple[int, int] | None:
        """How many days of the target's time are gone, and how many there are.

        Its first and last day both count, and a day is gone when it is the day of the reading: on
        the first day one is gone, on the last all are. Without a reading, the day asked about
        counts. The last day is the latest that the due time allows. None where either end is not
        known, or the time ends before it begins.
        """
        first, due = self.target.since, self.target.due
        last = None if due is None else due.latest
        if first is None or last is None or last < first:
            return None
        gone = (min(self.read_on or self.on, last) - first).days + 1
        return max(gone, 0), (last - first).days + 1

    @property
    def share_of_time_gone(self) -> Fraction | None:
        """How much of the target's time is gone by the day of the reading, from 0 to 1."""
        return None if self.days is None else Fraction(*self.days)

    @property
    def pace(self) -> Pace | None:
        """The one share against the other; None where either is not known."""
        reached, gone = self.share_reached, self.share_of_time_gone
        if reached is None or gone is None:
            return None
        if reached == gone:
            return Pace.EVEN
        return Pace.AHEAD if reached > gone else Pace.BEHIND

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where the reading does not settle it.

        "Over 20.000" settles a goal of 20.000 and not one of 25.000.
        """
        if self.reading is None:
            return None
        value, told, goal = self.reading.value, self.reading.qualifier, self.target.goal
        if self.target.direction is Direction.HIGHER:
            reached, short = told in _LOW and value >= goal, told in _HIGH and value < goal
        else:
            reached, short = told in _HIGH and value <= goal, told in _LOW and value > goal
        return reached if reached or short else None

    def worded(self, language: Language = "da") -> str:
        """Where it stands, to be read aloud; what is cut from a number is marked, never rounded.

        >>> target = Target("ok22", "Klinikker", 85, "pct.", readings=(Reading("2023-11-01", 79),))
        >>> print(target_status(target, dt.date(2023, 11, 21)).worded())
        Klinikker: 79,0 pct. 1. november 2023; målet er 85,0 pct. Nået: 92,94… pct.
        """
        say = language_of(language)
        said = [_stands(self, say)]
        if self.share_reached is not None:
            share = exact_number(self.share_reached * 100, 2, say)
            said.append(_PHRASES[say]["reached"].format(share=share))
        if self.days is not None:
            share = exact_number(Fraction(*self.days) * 100, 2, say)
            gone, whole = self.days
            said.append(_PHRASES[say]["gone"].format(share=share, gone=gone, whole=whole))
        if self.pace is not None:
            said.append(_PACES[say][self.pace])
        return " ".join(f"{sentence.removesuffix('.')}." for sentence in said)


def target_status(target: Target, on: dt.date, meetings: MeetingDays = NO_MEETINGS) -> TargetStatus:
    """How a target stands on a day, by the newest reading of that day or earlier.

    Of two readings of one day the one written last counts; one whose day is not known does not.
    """
    told = history_by(target.readings, on, meetings).counted
    if not told:
        return TargetStatus(target, on)
    return TargetStatus(target, on, told[-1], day_of(told[-1], meetings))


def _stands(status: TargetStatus, say: Language) -> str:
    target, phrases = status.target, _PHRASES[say]
    goal = target.measured(target.goal, say)
    if target.due is not None:
        exact = target.due.latest if target.due.is_day else None
        goal += f" ({printed_day(exact, say) if exact else target.due.wording})"
    told = phrases["untold"]
    if status.reading is not None and status.read_on is not None:
        value = target.measured(status.reading.value, say)
        qualified = f"{_QUALIFIERS[say][status.reading.qualifier]}{value}"
        told = phrases["told"].format(value=qualified, day=printed_day(status.read_on, say))
    return phrases["stands"].format(name=target.name, told=told, goal=goal)
