"""What earlier years add to a bill: returned or collected, party by party (efterregulering)."""

from __future__ import annotations

import datetime as dt
import enum
from abc import ABC, abstractmethod

from attrs import field, frozen

from sundgov.authority import Authority
from sundgov.finance.agreements import Agreement
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.parties import Party
from sundgov.printing import Language


class CarryKind(enum.Enum):
    """What is carried.

    A result (regnskab), an estimate (skøn), what a result differs from its estimate
    (efterregulering af skøn), what of their balance leavers were not settled (saldo efter
    udtrådte), or a correction backwards (revision).
    """

    RESULT = "result"
    ESTIMATE = "estimate"
    TRUE_UP = "true-up"
    LEFT = "left"
    REVISION = "revision"


class CarrySource(ABC):
    """What a carried amount comes from: a closed year, or a year revised."""

    @property
    @abstractmethod
    def agreement(self) -> Agreement:
        """The agreement it is settled under."""

    @property
    @abstractmethod
    def year(self) -> int:
        """The year it comes from."""

    @property
    @abstractmethod
    def on(self) -> dt.date:
        """The first day on which it may be billed."""

    @property
    def authority(self) -> Authority | None:
        """The decision behind it, where one is known."""
        return None

    @abstractmethod
    def explain(self, party: str | Party, language: Language = "da") -> str:
        """How one party's amount came about, to be read aloud."""


@frozen
class Carried:
    """One earlier year's amounts in a later bill; negative is returned, positive collected.

    `steps` holds whole øre, one row an instalment, one figure a party in the order of the bill.
    It is money of its day: never indexed, and not a part of the later year's result. `owed` is
    the same before it was moved to whoever bears it today: by the parties of the earlier year.
    """

    kind: CarryKind
    source: CarrySource = field(repr=False)
    steps: tuple[tuple[int, ...], ...] = field(repr=False)
    owed: PartyAmounts = field(repr=False)

    @property
    def year(self) -> int:
        """The year it comes from."""
        return self.source.year

    @property
    def parts(self) -> tuple[int, ...]:
        """Every party's amount over all instalments, in øre."""
        return tuple(map(sum, zip(*self.steps, strict=True)))
