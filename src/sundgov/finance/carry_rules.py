"""Where a closed year's surplus or deficit goes (efterregulering): whose it is, when, and how."""

from __future__ import annotations

import enum
from abc import ABC, abstractmethod
from typing import ClassVar

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import calendar_month, natural
from sundgov.kinds import checked


class CarryBasis(enum.Enum):
    """Whose a surplus or deficit is: as each party paid, or the pool's by the new key."""

    AS_PAID = "as paid"
    NEW_KEY = "new key"


def _in_month(value: int) -> int:
    return calendar_month(value)


def _estimate_month(value: int) -> int:
    return calendar_month(value, "estimate_month")


def _result_month(value: int) -> int:
    return calendar_month(value, "result_month")


class CarryWay(ABC):
    """In which instalments of the later year a result is returned or collected."""

    carries: ClassVar[bool] = True
    takes_estimates: ClassVar[bool] = False

    @property
    @abstractmethod
    def months(self) -> tuple[int, ...]:
        """The months it names: for an estimate first, for the result last; none if it spreads."""


@frozen
class Spread(CarryWay):
    """Over every instalment billed on or after the day the result is known.

    Each party's is laid by its own shares of those instalments; by the agreement's, where it pays
    nothing of the year on any of them.
    """

    @property
    def months(self) -> tuple[int, ...]:
        return ()


@frozen
class InOneInstalment(CarryWay):
    """Wholly in the instalment billed in one month.

    >>> InOneInstalment(13)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: month: is a month of the year, 1 to 12 (got 13)
    """

    month: int = field(converter=_in_month)

    @property
    def months(self) -> tuple[int, ...]:
        return (self.month,)


@frozen
class EstimateThenResult(CarryWay):
    """An estimate in one instalment, and what the result differs from it in a later one."""

    takes_estimates: ClassVar[bool] = True

    estimate_month: int = field(converter=_estimate_month)
    result_month: int = field(converter=_result_month)

    def __attrs_post_init__(self) -> None:
        if self.result_month <= self.estimate_month:
            raise InvalidValueError(
                "result_month",
                "must lie after the estimate's month",
                self.estimate_month,
                self.result_month,
            )

    @property
    def months(self) -> tuple[int, ...]:
        return (self.estimate_month, self.result_month)


@frozen
class AtOnce(CarryWay):
    """By a credit note or an invoice of its own when the year is closed; nothing is carried."""

    carries: ClassVar[bool] = False

    @property
    def months(self) -> tuple[int, ...]:
        return ()


def _years_later(value: int) -> int:
    years = natural(value, "years_later")
    if not years:
        raise InvalidValueError("years_later", "a result is carried to a later year", value)
    return years


_SPREAD: CarryWay = Spread()


@frozen(field_transformer=checked)
class CarryRule:
    """Where a year's result goes: whose it is, how many years later it is billed, and when.

    >>> CarryRule(years_later=0)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: years_later: a result is carried to a later year (got 0)
    """

    basis: CarryBasis = CarryBasis.AS_PAID
    years_later: int = field(default=1, converter=_years_later)
    way: CarryWay = _SPREAD

    def __attrs_post_init__(self) -> None:
        if self.basis is CarryBasis.NEW_KEY and not self.way.carries:
            raise InvalidValueError(
                "basis",
                "what is settled at once is each party's own: no later year's key divides it",
                self.basis.value,
                hint="Settle as paid, or carry the result into a later year.",
            )
