"""The sums that outcomes decide, against those that were recommended (beløb i beslutninger)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from attrs import frozen

from sundgov.checks.checking import Check, Spot, check
from sundgov.checks.money.agreeing import surely_above
from sundgov.checks.walks.outcome_walk import Became, Minuted, changed_later, every_outcome, minuted
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.decisions import Breadth, OutcomeKind
from sundgov.governance.qualified_amounts import Per
from sundgov.governance.recommendations import Point
from sundgov.governance.statements import MoneyMeaning, Section, StatedAmount
from sundgov.record import Record

_OF_A_PERIOD = (
    MoneyMeaning.BUDGET,
    MoneyMeaning.CEILING,
    MoneyMeaning.COLLECTED,
    MoneyMeaning.CONTRIBUTION,
    MoneyMeaning.POOL,
)
_TIMES = frozenset(
    {Per.YEAR, Per.HALF_YEAR, Per.QUARTER, Per.MONTH, Per.WEEK, Per.DAY, Per.MEETING}
)
# Words that tell the time a sum is for, or that it is for no time: engangsbeløb, anlægsbevilling.
_TELLS_TIME = re.compile(
    r"(?:19|20)[0-9]{2}|(?<!\w)(?:halv|for|efter)?år|kvartal|måned|periode|(?<!\w)uge"
    r"|engang|én gang|(?<!\w)i alt|samlet|løbende|anlæg",
    re.IGNORECASE,
)
_TELLS_AMOUNT = re.compile(r"[0-9]\s?(?:t\.?\s?kr|kr|mio|mia|pct|%)", re.IGNORECASE)


@frozen
class _Answer:
    """An outcome with the point that it answers and the item it was taken on, as far as known."""

    became: Became
    point: Point | None = None
    item: Minuted | None = None

    @property
    def sections(self) -> tuple[Section, ...]:
        """What the papers say of it: the case presentation and the account."""
        return (*self.item.placed.item.sections(), *self.item.account) if self.item else ()

    @property
    def words(self) -> tuple[str, ...]:
        """What is decided, in words."""
        outcome, decision = self.became.outcome, self.became.taken.decision
        point = (self.point.text,) if self.point else ()
        return (outcome.text, decision.text, *outcome.comments, *point, self.became.taken.title)

    @property
    def chosen(self) -> tuple[StatedAmount, ...]:
        """What the point states, and the option of it that was chosen, or recommended."""
        if self.point is None:
            return ()
        chosen = self.became.outcome.option or self.point.option
        options = (one for one in self.point.options if one.id == chosen)
        return (*self.point.amounts, *(stated for one in options for stated in one.amounts))

    @property
    def decided(self) -> tuple[StatedAmount, ...]:
        """What is decided: the sums of the outcome, or those of the point where it has none."""
        return self.became.outcome.amounts or self.chosen

    @property
    def told(self) -> tuple[StatedAmount, ...]:
        """Every sum that belongs to it, those of the case presentation and the account too."""
        presented = (stated for section in self.sections for stated in section.amounts)
        return (*self.became.outcome.amounts, *self.chosen, *presented)


def _answers(record: Record) -> Iterator[_Answer]:
    """Every outcome by which something is in force, each with what it answers."""
    known: dict[tuple[str, str], Minuted] = {
        (item.meeting.id, item.placed.id): item for item in minuted(record)
    }
    for became in every_outcome(record):
        if not became.settles:
            continue
        item = known.get((became.taken.meeting, became.taken.item))
        yield _Answer(became, item.point(became), item) if item else _Answer(became)


@check("approved-amount-differs", Severity.WARNING)
def approved_amount_differs(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A sum approved as recommended that is another one than the recommendation states.

    Only where both are sums of the same meaning and time, in the same money, and however both are
    rounded.
    """
    for answer in _answers(record):
        outcome = answer.became.outcome
        changed = outcome.kind is OutcomeKind.APPROVED_WITH_CHANGES
        if changed or outcome.breadth is not Breadth.AS_RECOMMENDED:
            continue
        for stated in outcome.amounts:
            alike = [one for one in answer.chosen if _same_thing(one, stated)]
            if alike and all(_apart(one, stated) for one in alike):
                yield Spot(
                    answer.became.where,
                    f"{stated} is approved ({stated.meaning.value}), and {alike[0]} was"
                    " recommended",
                    "Correct the amount, or write that it was approved with changes.",
                    f"{stated}",
                )


def _same_thing(one: StatedAmount, other: StatedAmount) -> bool:
    """Whether two sums are of the same thing, as far as either says."""
    if one.amount is None or other.amount is None:
        return False
    same_money = one.amount.amount.prices == other.amount.amount.prices
    either = all(
        not mine or not yours or mine == yours
        for mine, yours in (
            (one.of, other.of),
            (one.line, other.line),
            (one.subject.casefold(), other.subject.casefold()),
            (one.years, other.years),
        )
    )
    alike = (one.meaning, one.extent) == (other.meaning, other.extent)
    return same_money and either and alike and _per(one) ^ _per(other) <= {Per.YEAR}


def _per(stated: StatedAmount) -> frozenset[Per]:
    """What a sum is for one of."""
    return frozenset(stated.amount.per if stated.amount else ())


def _apart(one: StatedAmount, other: StatedAmount) -> bool:
    return surely_above(one, other) or surely_above(other, one)


@check("approved-without-amount", Severity.WARNING)
def approved_without_amount(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A sum is decided, and neither the decision nor its papers say how much.

    A decision that a later one has changed may have got its amount there.
    """
    changed = changed_later(record)
    for answer in _answers(record):
        if answer.became.taken.id in changed or any(map(_TELLS_AMOUNT.search, answer.words)):
            continue
        named = {stated.meaning for stated in answer.told if stated.amount is not None}
        for stated in answer.became.outcome.amounts + answer.chosen:
            if stated.meaning not in named:
                named.add(stated.meaning)
                of = f" ({stated.subject})" if stated.subject else ""
                yield Spot(
                    answer.became.where,
                    f"a sum is decided, {stated.meaning.value}{of}, and no amount is stated",
                    "Write how much it is, or who is to set it and by when.",
                    answer.became.outcome.text or stated.subject,
                )


@check("amount-without-period", Severity.WARNING)
def amount_without_period(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A budget, ceiling, collection, contribution or pool approved, and nothing says for when.

    What is for a project, a case or a mandate has its time from there.
    """
    timed = {project.id for project in record.projects} | {case.id for case in record.cases}
    timed |= {mandate.id for mandate in record.mandates}
    changed = changed_later(record)
    for answer in _answers(record):
        for stated in answer.decided:
            if stated.of in timed or answer.became.taken.id in changed or _has_time(stated, answer):
                continue
            yield Spot(
                answer.became.where,
                f"{stated} is decided ({stated.meaning.value}), and nothing says for which year or"
                " period",
                "Write the years it is for, or that it is for all time together.",
                f"{stated}",
            )


def _has_time(stated: StatedAmount, answer: _Answer) -> bool:
    """Whether a sum needs no time, or one is told of it anywhere in the papers of its item."""
    if stated.amount is None or stated.meaning not in _OF_A_PERIOD:
        return True
    kin = [one for one in answer.told if one.meaning is stated.meaning]
    if any(one.years or one.on or _TIMES & _per(one) for one in kin):
        return True
    papers = (text for one in answer.sections for text in (one.heading, *one.paragraphs))
    words = (*answer.words, stated.subject, stated.amount.wording, *papers)
    effective = answer.became.taken.decision.effective
    return effective is not None or any(map(_TELLS_TIME.search, words))


DECIDED_AMOUNTS: tuple[Check, ...] = (
    approved_amount_differs,
    approved_without_amount,
    amount_without_period,
)
"""The checks of sums decided."""
