"""What is put before a meeting (indstilling): numbered points, each with what it asks for."""

from __future__ import annotations

import enum

from attrs import field, frozen

from sundgov.governance.references import are_references, is_id, is_reference
from sundgov.governance.statements import Section, StatedAmount
from sundgov.kinds import checked
from sundgov.text import is_plain, is_plain_or_empty


class Ask(enum.Enum):
    """What a point asks the meeting to do; the value is the word used in files.

    Approve (godkende), decide (beslutte), endorse towards those who decide (tiltræde, anbefale),
    take note (tage til efterretning), discuss (drøfte), consider (overveje), give input (give
    input), exchange views or inform each other (udveksle, gensidig orientering).
    """

    APPROVE = "approve"
    DECIDE = "decide"
    ENDORSE = "endorse"
    TAKE_NOTE = "take note"
    DISCUSS = "discuss"
    CONSIDER = "consider"
    GIVE_INPUT = "give input"
    EXCHANGE = "exchange"

    @property
    def decides(self) -> bool:
        """Whether the meeting is asked to settle something."""
        return self in (Ask.APPROVE, Ask.DECIDE, Ask.ENDORSE)


@frozen(field_transformer=checked)
class Option:
    """One of several ways between which a meeting is to choose (scenarie, model).

    `amounts` are what it costs or brings, `presentation` what speaks for and against it, and what
    would follow (fordele, ulemper, konsekvenser), in sections.

    >>> Option("a", "Fælles servicecenter").title
    'Fælles servicecenter'
    """

    id: str = field(validator=is_id)
    title: str = field(validator=is_plain)
    paragraphs: tuple[str, ...] = field(default=(), kw_only=True)
    amounts: tuple[StatedAmount, ...] = field(default=(), kw_only=True)
    presentation: tuple[Section, ...] = field(default=(), kw_only=True)


@frozen(field_transformer=checked)
class Point:
    """One "at …" of a recommendation (indstillingspunkt): what is asked, and of which sums.

    `asks` may be several ("drøfter og godkender"); `label` is its printed letter or number, where
    it has one: otherwise it is called by its place, from 1. `option` is the way that is recommended
    among its `options`; `concerns` names what it is about, or would replace.

    >>> Point("godkender det fremlagte budget", (Ask.DISCUSS, Ask.APPROVE)).decides
    True
    """

    text: str = field(validator=is_plain)
    asks: tuple[Ask, ...] = ()
    label: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    amounts: tuple[StatedAmount, ...] = field(default=(), kw_only=True)
    options: tuple[Option, ...] = field(default=(), kw_only=True)
    option: str = field(default="", validator=is_reference, kw_only=True)
    concerns: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)

    @property
    def decides(self) -> bool:
        """Whether it asks the meeting to settle something."""
        return any(ask.decides for ask in self.asks)


@frozen(field_transformer=checked)
class Recommendation:
    """What is put before the meeting, point by point (indstilling), and by whom.

    >>> plan, talk = Point("godkender planen", (Ask.APPROVE,)), Point("drøfter", label="b")
    >>> put = Recommendation((plan, talk))
    >>> put.labels
    ('1', 'b')
    """

    points: tuple[Point, ...]
    proposer: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    @property
    def labels(self) -> tuple[str, ...]:
        """What each point is called: its printed label, or its number from 1."""
        return tuple(point.label or f"{number}" for number, point in enumerate(self.points, 1))

    def point(self, label: str) -> Point | None:
        """The first point that is called so, or None."""
        named = zip(self.labels, self.points, strict=True)
        return next((point for name, point in named if name == label), None)
