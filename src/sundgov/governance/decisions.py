"""What a meeting settles: an outcome per point, and what it changes of earlier decisions."""

from __future__ import annotations

import datetime as dt
import enum

from attrs import Attribute, field, frozen

from sundgov.authority import Authority
from sundgov.errors import InvalidValueError
from sundgov.governance.fields import time_effective, time_time
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.recommendations import Ask
from sundgov.governance.references import is_id, is_reference
from sundgov.governance.statements import Proviso, StatedAmount
from sundgov.governance.votes import Dissent, Vote
from sundgov.kinds import checked
from sundgov.printing import Language
from sundgov.printing import day as printed_day
from sundgov.text import are_plain, is_plain_or_empty


class OutcomeKind(enum.Enum):
    """What became of a point; the value is the word used in files.

    Approved (godkendt, besluttet), approved with changes (godkendt med ændringer), endorsed
    (tiltrådt, anbefalet), noted (taget til efterretning), discussed (drøftet), considered
    (overvejet), input given (input givet), exchanged (udvekslet), postponed (udsat), referred
    (sendt videre, oversendt), rejected (afvist), withdrawn (trukket, taget af dagsordenen).
    """

    APPROVED = "approved"
    APPROVED_WITH_CHANGES = "approved with changes"
    ENDORSED = "endorsed"
    NOTED = "noted"
    DISCUSSED = "discussed"
    CONSIDERED = "considered"
    INPUT_GIVEN = "input given"
    EXCHANGED = "exchanged"
    POSTPONED = "postponed"
    REFERRED = "referred"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def settles(self) -> bool:
        """Whether something is in force by it: approved, with or without changes, or endorsed."""
        return self in _SETTLES

    def answers(self, ask: Ask) -> bool:
        """Whether it is of the class that was asked for.

        What is postponed, referred, rejected or withdrawn answers everything, and what was approved
        was also discussed and considered.

        >>> OutcomeKind.NOTED.answers(Ask.APPROVE), OutcomeKind.APPROVED.answers(Ask.DISCUSS)
        (False, True)
        """
        return self in _ANSWERS[ask] or self in _ALWAYS


_SETTLES = frozenset(
    {OutcomeKind.APPROVED, OutcomeKind.APPROVED_WITH_CHANGES, OutcomeKind.ENDORSED}
)
_ALWAYS = frozenset(
    {
        OutcomeKind.POSTPONED,
        OutcomeKind.REFERRED,
        OutcomeKind.REJECTED,
        OutcomeKind.WITHDRAWN,
    }
)
_TALKED = frozenset(
    {
        OutcomeKind.DISCUSSED,
        OutcomeKind.CONSIDERED,
        OutcomeKind.INPUT_GIVEN,
        OutcomeKind.EXCHANGED,
    }
)
_ANSWERS: dict[Ask, frozenset[OutcomeKind]] = {
    Ask.APPROVE: _SETTLES,
    Ask.DECIDE: _SETTLES,
    Ask.ENDORSE: _SETTLES,
    Ask.TAKE_NOTE: frozenset({OutcomeKind.NOTED}),
    Ask.DISCUSS: _TALKED | _SETTLES,
    Ask.CONSIDER: _TALKED | _SETTLES,
    Ask.GIVE_INPUT: frozenset({OutcomeKind.INPUT_GIVEN, OutcomeKind.DISCUSSED}),
    Ask.EXCHANGE: frozenset({OutcomeKind.EXCHANGED, OutcomeKind.DISCUSSED}),
}


class Breadth(enum.Enum):
    """How far an outcome goes, against what was recommended (som indstillet, snævrere, videre)."""

    AS_RECOMMENDED = "as recommended"
    NARROWER = "narrower"
    WIDER = "wider"


@frozen(field_transformer=checked)
class Destination:
    """Where a postponed or referred point goes: a meeting, a body, a time, or several of them."""

    meeting: str = field(default="", validator=is_reference)
    body: str = field(default="", validator=is_reference, kw_only=True)
    time: PlannedTime | None = field(default=None, converter=time_time, kw_only=True)

    @property
    def known(self) -> bool:
        """Whether anything is said."""
        return bool(self.meeting or self.body or self.time)


@frozen(field_transformer=checked)
class Outcome:
    """What became of one recommended point, or of something nobody recommended.

    `point` is what the recommendation calls the point (its label, or its number from 1); empty for
    an outcome of the whole item, or of nothing that was put forward. `option` is the way chosen
    among several. `comments` are what the minutes add (bemærkninger). `vote` is the count where it
    was put to the vote, `dissents` are those who did not agree.

    >>> postponed = Outcome(OutcomeKind.POSTPONED, "2", to=Destination("kpro-2024-02-02"))
    >>> postponed.to.known
    True
    """

    kind: OutcomeKind
    point: str = field(default="", validator=is_plain_or_empty)
    text: str = field(default="", validator=is_plain_or_empty)
    breadth: Breadth = field(default=Breadth.AS_RECOMMENDED, kw_only=True)
    to: Destination = field(factory=Destination, kw_only=True)
    option: str = field(default="", validator=is_reference, kw_only=True)
    amounts: tuple[StatedAmount, ...] = field(default=(), kw_only=True)
    provisos: tuple[Proviso, ...] = field(default=(), kw_only=True)
    comments: tuple[str, ...] = field(default=(), validator=are_plain, kw_only=True)
    vote: Vote | None = field(default=None, kw_only=True)
    dissents: tuple[Dissent, ...] = field(default=(), kw_only=True)


class ChangeKind(enum.Enum):
    """What a decision does to an earlier one: takes its place (afløser) or alters it (ændrer)."""

    SUPERSEDES = "supersedes"
    AMENDS = "amends"


@frozen(field_transformer=checked)
class Change:
    """What a decision does to an earlier one: wholly, or in some of its points.

    It stands on the new record alone; what became of the old one is computed.
    """

    kind: ChangeKind
    decision: str = field(validator=is_id)
    points: tuple[str, ...] = ()


@frozen(field_transformer=checked)
class Decision:
    """What was settled on one item (beslutning): its outcomes, and what it changes.

    Its id is that of the item unless it has its own. `effective` is when it begins to count, from
    the day it was taken where it does not say; `under` the mandate that it was taken under.

    >>> Decision((Outcome(OutcomeKind.APPROVED, "1"), Outcome(OutcomeKind.NOTED, "2"))).settled
    ('1',)
    """

    outcomes: tuple[Outcome, ...]
    id: str = field(default="", validator=is_reference, kw_only=True)
    text: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    changes: tuple[Change, ...] = field(default=(), kw_only=True)
    effective: PlannedTime | None = field(default=None, converter=time_effective, kw_only=True)
    under: str = field(default="", validator=is_reference, kw_only=True)

    @property
    def settled(self) -> tuple[str, ...]:
        """The points that are in force by it, by what the outcome calls them ("" is the whole)."""
        return tuple(outcome.point for outcome in self.outcomes if outcome.kind.settles)

    def outcome(self, point: str) -> Outcome | None:
        """What became of a point, or None."""
        return next((outcome for outcome in self.outcomes if outcome.point == point), None)


class Manner(enum.Enum):
    """How a decision is taken outside the meetings that the record holds.

    In writing among the members (skriftlig behandling), by mail (pr. mail), by the chair alone
    (formandsbeslutning), by an administration (administrativt), or at a meeting that the record
    knows no more of.
    """

    AT_A_MEETING = "at a meeting"
    IN_WRITING = "in writing"
    BY_MAIL = "by mail"
    BY_THE_CHAIR = "by the chair"
    ADMINISTRATIVE = "administrative"


def _has_latest(instance: object, attribute: Attribute[PlannedTime], value: PlannedTime) -> None:
    if value.latest is None:
        raise InvalidValueError(
            attribute.name, "must have a latest day, from which it counts", value.wording
        )


@frozen(field_transformer=checked)
class OutsideDecision:
    """A decision taken outside the meetings of the record: by whom, when, how, where reported.

    Papers may give no more than its month; it then counts from the last day that it can have been
    taken on, and a time without such a day is refused.

    >>> given = Decision((Outcome(OutcomeKind.APPROVED, text="50.000 kr."),), id="mail-1")
    >>> str(OutsideDecision(given, "forvaltning", "2023-11-02", Manner.BY_MAIL, by="aj").time)
    '2023-11-02'
    """

    decision: Decision
    body: str = field(validator=is_id)
    time: PlannedTime = field(converter=time_time, validator=_has_latest)
    manner: Manner = Manner.IN_WRITING
    by: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    reason: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    reported: str = field(default="", validator=is_reference, kw_only=True)
    source: str = field(default="", validator=is_plain_or_empty, kw_only=True)


@frozen(field_transformer=checked)
class TakenDecision:
    """A decision where it was taken: by which body, when, at which meeting and item.

    `time` is when it was taken, as far as papers say, and `on` the day from which it counts.
    `meeting` and `item` are empty outside meetings; `item` is the item's id within the meeting, and
    `order` its place among those that the meeting took. `starts` is when the meeting began.
    """

    decision: Decision = field(repr=False)
    id: str
    body: str
    time: PlannedTime = field(converter=time_time, validator=_has_latest)
    meeting: str = field(default="", kw_only=True)
    item: str = field(default="", kw_only=True)
    title: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)
    order: int = field(default=0, kw_only=True)
    starts: dt.time | None = field(default=None, kw_only=True)

    @property
    def sequence(self) -> tuple[dt.date, dt.time, str, int, str]:
        """Where it comes among others: by day, by when the meeting began, by its item's place."""
        return self.on, self.starts or dt.time.min, self.meeting, self.order, self.id

    @property
    def on(self) -> dt.date:
        """The day by which it was surely taken."""
        assert self.time.latest is not None
        return self.time.latest

    @property
    def text(self) -> str:
        """What was settled, in words: its own text, or those of its outcomes."""
        texts = [outcome.text for outcome in self.decision.outcomes if outcome.text]
        return self.decision.text or " ".join(texts)

    def authority(self, body: str = "") -> Authority:
        """What finance knows of it; `body` is the body's name where the id is not enough."""
        on = self.on if self.time.is_day else None
        return Authority(self.id, body or self.body, self.text, on, self.source)

    def dated(self, language: Language = "da") -> str:
        """When it was taken: the day in words, or the papers' own wording."""
        return printed_day(self.on, language) if self.time.is_day else str(self.time)
