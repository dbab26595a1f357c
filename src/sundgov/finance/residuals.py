"""What whole øre leave of exact shares from year to year, and who bears it (afrundingsrest)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from sundgov.errors import BillingError
from sundgov.exact import fraction
from sundgov.finance.agreements import Agreement, YearRounding
from sundgov.parties import Parties, Party


@frozen
class Brought:
    """What earlier years billed a party too little, or with a minus too much, in fractions of øre.

    `bearer` is who bears it in the year: the party itself, the one that succeeded it, or None for
    a party that has left; its residual is closed, and is billed to nobody.
    """

    party: Party
    ore: Fraction
    bearer: Party | None


@frozen
class Residual:
    """How far a party's bills lie behind its exact shares, before and after a year.

    Fractions of øre; positive is billed too little. `opening` is what earlier years left, that of
    the `predecessors` included; `exact` and `billed` are the year's own.

    >>> samsø = Party("samsoe", "Samsø")
    >>> Residual(samsø, Fraction(1, 3), Fraction(10, 3), 4).closing
    Fraction(-1, 3)
    """

    party: Party
    opening: Fraction
    exact: Fraction
    billed: int
    predecessors: tuple[Party, ...] = ()

    @property
    def closing(self) -> Fraction:
        """What the years up to and with this one have billed too little."""
        return self.opening + self.exact - self.billed


def brought_forward(
    agreement: Agreement,
    residuals: Mapping[str, Fraction],
    billed: Sequence[Party],
    register: Parties,
) -> tuple[Brought, ...]:
    """Earlier years' residuals by party id, each with who bears it, in the order of rank.

    Raises `BillingError` for residuals under an agreement that carries none, and for a party
    outside the agreement; `NotExactError` for a float.
    """
    known = {member.party.id: member for member in agreement.members}
    if residuals and agreement.rounding is not YearRounding.RUNNING:
        raise BillingError("residuals", "the agreement rounds every year by itself")
    brought = []
    for name, value in residuals.items():
        ore = fraction(value, "residuals")
        if name not in known:
            raise BillingError("residuals", "name a party outside the agreement", name)
        member = known[name]
        left_before_its_end = (
            member.left is not None
            and member.party.valid_to is not None
            and member.left < member.party.valid_to
        )
        bearer = _bearer(member.party, billed, register, itself=left_before_its_end)
        brought.append(Brought(member.party, ore, bearer))
    return tuple(sorted((one for one in brought if one.ore), key=lambda one: one.party.rank))


def behind(brought: Sequence[Brought], parties: Sequence[Party]) -> tuple[Fraction, ...]:
    """What every party's bills lie behind before the year, in the order of the parties."""
    sums = dict.fromkeys((party.id for party in parties), Fraction(0))
    for one in brought:
        if one.bearer is not None:
            sums[one.bearer.id] += one.ore
    return tuple(sums.values())


def year_residuals(
    brought: Sequence[Brought],
    parties: Sequence[Party],
    exact: Sequence[Fraction],
    billed: Sequence[int],
) -> tuple[Residual, ...]:
    """Every party's residual of a year, from what was brought and the year's own figures."""
    before: dict[str, tuple[Party, ...]] = {party.id: () for party in parties}
    for one in brought:
        if one.bearer is not None and one.bearer.id != one.party.id:
            before[one.bearer.id] += (one.party,)
    rows = zip(parties, behind(brought, parties), exact, billed, strict=True)
    return tuple(
        Residual(party, opening, own, ore, before[party.id]) for party, opening, own, ore in rows
    )


def _bearer(
    party: Party, billed: Sequence[Party], register: Parties, *, itself: bool
) -> Party | None:
    """The party, or the one billed that succeeded it; `itself` if it left while it existed."""
    by_id = {other.id: other for other in billed}
    seen: set[str] = set()
    while party.id not in by_id:
        if itself or party.successor is None or party.id in seen:
            return None
        seen.add(party.id)
        party = register.find(party.successor)
    return by_id[party.id]
