"""The record: everything that one file or register holds, side by side."""

from __future__ import annotations

from difflib import get_close_matches
from types import NoneType

from attrs import frozen

from sundgov.errors import InvalidValueError, NotHeldError
from sundgov.figures import Figures
from sundgov.kinds import checked, must_be
from sundgov.record.ledger import Ledger
from sundgov.record.only import OnlyLedger


@frozen(kw_only=True, field_transformer=checked)
class Record(OnlyLedger):
    """Agreements with what became of them, and the figures that all of it is read by.

    Where there is one agreement the record answers as its ledger does: `record.bill(2025)`.

    >>> from sundgov.figures import packaged_figures
    >>> Record(figures=packaged_figures()).ledgers
    ()
    """

    figures: Figures
    ledgers: tuple[Ledger, ...] = ()

    def __attrs_post_init__(self) -> None:
        seen: set[str] = set()
        for held in self._ids():
            if held in seen:
                raise InvalidValueError("ledgers", "hold an agreement twice", held)
            seen.add(held)

    def ledger(self, agreement: str | None = None) -> Ledger:
        """The ledger of the agreement with this id; without one, the only ledger held.

        Raises `NotHeldError` where no agreement has the id, or none is named and there is not
        exactly one.
        """
        must_be(agreement, "agreement", str, NoneType)
        if agreement is None:
            return self._only()
        for held in self.ledgers:
            if held.agreement.id == agreement:
                return held
        near = ", ".join(get_close_matches(agreement, self._ids(), n=3, cutoff=0)) or "none"
        raise NotHeldError("agreement", "is not held", agreement, hint=f"Nearest: {near}.")

    def _only(self) -> Ledger:
        if len(self.ledgers) == 1:
            return self.ledgers[0]
        if not self.ledgers:
            raise NotHeldError("agreement", "the record holds none")
        held = ", ".join(self._ids())
        raise NotHeldError("agreement", "must be named: several are held", hint=f"Held: {held}.")

    def _ids(self) -> tuple[str, ...]:
        return tuple(held.agreement.id for held in self.ledgers)
