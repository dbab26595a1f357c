"""Who decides a request, by the mandates, and why (hvem afgør sagen).

What a holder may not decide goes up, from body to body, until one may: within its own mandate, or
because mandates send the matter to it and none of its own is about it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from attrs import field, frozen

from sundgov.errors import PriceLevelError
from sundgov.governance.mandate_use import Lineage, PoolStatus, status_of, uses_of
from sundgov.governance.mandates import Consensus, EscalatesOn, Mandate, PoolUse, Request
from sundgov.kinds import checked, must_be
from sundgov.money import Amount
from sundgov.printing import Language, spaced

NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Ground(enum.Enum):
    """Why a body decides or does not, or why nobody does."""

    WITHIN_LIMIT = "within limit"
    WITHIN_POOL = "within pool"
    UNLIMITED = "no limit and no pool"
    SENT_HERE = "sent here, and bound by no mandate"
    ABOVE_LIMIT = "above limit"
    POOL_EXHAUSTED = "pool exhausted"
    DISAGREEMENT = "disagreement"
    OUTSIDE_SCOPE = "outside scope"
    NOT_IN_FORCE = "mandate not in force"
    NO_MANDATE = "no mandate"
    NOT_SAID_WHERE = "not said who decides instead"
    SEVERAL_NAMED = "several named to decide instead"
    CIRCULAR = "sent round in a ring"
    PERHAPS_IN_FORCE = "mandate perhaps not in force"
    PARENT_UNKNOWN = "within an unknown mandate"


# What keeps a holder from deciding, and what that is to those who say when it goes up.
_BARS = {
    Ground.ABOVE_LIMIT: EscalatesOn.AMOUNT,
    Ground.POOL_EXHAUSTED: EscalatesOn.AMOUNT,
    Ground.DISAGREEMENT: EscalatesOn.DISAGREEMENT,
    Ground.OUTSIDE_SCOPE: EscalatesOn.SCOPE,
    Ground.NOT_IN_FORCE: EscalatesOn.SCOPE,
    Ground.NO_MANDATE: EscalatesOn.SCOPE,
}


@frozen(field_transformer=checked)
class Reason:
    """One ground, at one body, with the mandate and the state of the pool that it is about.

    `mandate` is the holder's, or one that it lies within; `bodies` are those that a matter is sent
    to or round.
    """

    ground: Ground
    holder: str
    mandate: Mandate | None = field(default=None, repr=False)
    pool: PoolStatus | None = field(default=None, repr=False)
    bodies: tuple[str, ...] = ()

    @property
    def bars(self) -> bool:
        """Whether it keeps the holder from deciding."""
        return self.ground in _BARS


@frozen(field_transformer=checked)
class Ruling:
    """Who decides a request, and every reason on the way there (afgørelse af kompetencen).

    `decides` is empty where by the mandates nobody can; `mandate` is the one it is decided under,
    None where no mandate binds who decides. `bodies` were asked, the first one first.
    """

    request: Request
    decides: str
    mandate: Mandate | None = field(repr=False)
    reasons: tuple[Reason, ...] = field(repr=False)
    bodies: tuple[str, ...]

    @property
    def escalated(self) -> bool:
        """Whether it is not for the holder who asks."""
        return self.decides != self.request.holder

    def worded(self, language: Language = "da", names: Mapping[str, str] = NO_NAMES) -> str:
        """Who decides, and why, to be read aloud; `names` are those of bodies and persons by id."""
        from sundgov.governance.mandate_wording import worded_ruling

        return worded_ruling(self, language, names)


def may_decide(
    request: Request, mandates: Iterable[Mandate], uses: Iterable[PoolUse] = ()
) -> Ruling:
    """Who decides a request, whatever order mandates and uses are given in.

    A holder decides what one of its mandates allows: the topic, on the day, within the limit and
    what is left of the pool, and so for every mandate that this one lies within. Uses count until
    the day of the request, so the request itself must not be among them. Disagreement is that of
    the body that asks, and is not carried up.

    Raises `PriceLevelError` where a limit, a pool or its uses are in other prices than the request,
    and `InvalidValueError` if two mandates, or two uses, have one id.

    >>> from sundgov import kr
    >>> group = Mandate("raaderet", "brugergruppe", "Udviklingspuljen", pool=kr("500.000 kr."),
    ...                 escalates_to="styregruppe")
    >>> asked = Request("brugergruppe", kr("500.000 kr."), "2024-03-01")
    >>> may_decide(asked, [group]).decides
    'brugergruppe'
    >>> may_decide(Request("brugergruppe", kr("500.001 kr."), "2024-03-01"), [group]).decides
    'styregruppe'
    """
    must_be(request, "request", Request)
    return _Court(request, Lineage(tuple(mandates)), tuple(uses)).ruling()


@frozen
class _Answer:
    """What one body says: that it decides, or what keeps it from it and who is named instead."""

    reasons: tuple[Reason, ...]
    mandate: Mandate | None = None
    named: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        return not _barred(self.reasons)


@frozen
class _Court:
    """One request before all mandates."""

    request: Request
    lineage: Lineage
    uses: tuple[PoolUse, ...]

    @cached_property
    def by_holder(self) -> dict[str, list[Mandate]]:
        found: dict[str, list[Mandate]] = {}
        for one in sorted(self.lineage.mandates, key=lambda one: one.id):
            found.setdefault(one.holder, []).append(one)
        return found

    def ruling(self) -> Ruling:
        """Goes up from the holder until somebody decides or there is no way on."""
        bodies: list[str] = []
        reasons: list[Reason] = []
        body = self.request.holder
        while True:
            answer = self.answer(body, first=not bodies)
            bodies.append(body)
            reasons += answer.reasons
            if answer.decides:
                return Ruling(self.request, body, answer.mandate, tuple(reasons), tuple(bodies))
            if len(answer.named) != 1 or answer.named[0] in bodies:
                reasons.append(_why_no_further(answer.named, bodies))
                return Ruling(self.request, "", None, tuple(reasons), tuple(bodies))
            (body,) = answer.named

    def answer(self, body: str, *, first: bool) -> _Answer:
        """What a body may do with the request; it is the first asked, or was sent it."""
        held = self.by_holder.get(body, [])
        about = [one for one in held if one.covers(self.request.topic)]
        if not about and self._sent_to(body):
            return _Answer((Reason(Ground.SENT_HERE, body),))
        if not held:
            return _Answer((Reason(Ground.NO_MANDATE, body),))
        tried = [(one, tuple(self._judged(one, first=first))) for one in about or held]
        for mandate, reasons in tried:
            if not _barred(reasons):
                return _Answer(reasons, mandate)
        named = {one.escalates_to for one, reasons in tried if _goes_up(one, reasons)} - {""}
        told = (reason for _, reasons in tried for reason in reasons)
        return _Answer(tuple(told), named=tuple(sorted(named)))

    def _sent_to(self, body: str) -> bool:
        """Whether mandates of others send to a body what they do not let their holders decide."""
        return any(
            one.escalates_to == body
            and one.holder != body
            and (one.covers(self.request.topic) or EscalatesOn.SCOPE in one.escalates_on)
            for one in self.lineage.mandates
        )

    def _judged(self, mandate: Mandate, *, first: bool) -> Iterator[Reason]:
        """All for and against a mandate; of one not about the matter, only that it is not."""
        holder, lineage = mandate.holder, (mandate, *self.lineage.above(mandate))
        scope = [reason for one in lineage for reason in self._scope(one, holder)]
        yield from scope
        if _barred(scope):
            return
        disagreed = first and self.request.consensus is Consensus.DISAGREED
        if disagreed and EscalatesOn.DISAGREEMENT in mandate.escalates_on:
            yield Reason(Ground.DISAGREEMENT, holder, mandate)
        for one in lineage:
            yield from self._amounts(one, holder)
        if all(one.limit is None and one.pool is None for one in lineage):
            yield Reason(Ground.UNLIMITED, holder, mandate)
        if lineage[-1].within and lineage[-1].within not in self.lineage.by_id:
            yield Reason(Ground.PARENT_UNKNOWN, holder, lineage[-1])

    def _scope(self, mandate: Mandate, holder: str) -> Iterator[Reason]:
        """Whether a mandate is about the topic, on the day."""
        if not mandate.covers(self.request.topic):
            yield Reason(Ground.OUTSIDE_SCOPE, holder, mandate)
        if not mandate.may_hold_on(self.request.on):
            yield Reason(Ground.NOT_IN_FORCE, holder, mandate)
        elif not mandate.surely_holds_on(self.request.on):
            yield Reason(Ground.PERHAPS_IN_FORCE, holder, mandate)

    def _amounts(self, mandate: Mandate, holder: str) -> Iterator[Reason]:
        """Whether a mandate has room for the amount."""
        asked = self.request.amount
        if mandate.limit is not None:
            _same_prices(asked, mandate.limit, "limit", mandate)
            within = asked <= mandate.limit
            yield Reason(Ground.WITHIN_LIMIT if within else Ground.ABOVE_LIMIT, holder, mandate)
        if mandate.pool is not None:
            _same_prices(asked, mandate.pool, "pool", mandate)
            counted = uses_of(mandate, self.uses, self.lineage)
            pool = status_of(mandate, counted, self.request.on)
            # Nothing is asked of an overdrawn pool by what costs nothing.
            room = not asked or asked <= pool.left
            yield Reason(
                Ground.WITHIN_POOL if room else Ground.POOL_EXHAUSTED, holder, mandate, pool
            )


def _barred(reasons: Iterable[Reason]) -> bool:
    return any(reason.bars for reason in reasons)


def _goes_up(mandate: Mandate, reasons: tuple[Reason, ...]) -> bool:
    """Whether one of the reasons against is one on which the mandate sends the matter up."""
    grounds = {_BARS[reason.ground] for reason in reasons if reason.bars}
    return not grounds.isdisjoint(mandate.escalates_on)


def _why_no_further(named: tuple[str, ...], asked: list[str]) -> Reason:
    """Why a matter ends, undecided, with the last body that was asked."""
    if not named:
        return Reason(Ground.NOT_SAID_WHERE, asked[-1])
    if len(named) > 1:
        return Reason(Ground.SEVERAL_NAMED, asked[-1], bodies=named)
    ring = asked[asked.index(named[0]) :]
    return Reason(Ground.CIRCULAR, asked[-1], bodies=(*ring, named[0]))


def _same_prices(asked: Amount, bound: Amount, kind: str, mandate: Mandate) -> None:
    if asked.prices != bound.prices:
        raise PriceLevelError(
            "request",
            f"must be in the same prices as the {kind} of mandate {mandate.id}",
            spaced(str(asked)),
            spaced(str(bound)),
        )
