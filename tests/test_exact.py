"""The border for numbers: exact ones pass unchanged, everything else is refused."""

import decimal
import enum
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import exact
from sundgov.errors import InvalidValueError, NotExactError

_HINT = "Write it as an int, Fraction(1, 3) or Decimal('0.1')."


class FloatSubclass(float):
    """What numpy.float64 is."""


class NumpyLike:
    """What numpy.int64 is: looks and converts like a number, and is none."""

    def __int__(self) -> int:
        return 7

    def __index__(self) -> int:
        return 7

    def __float__(self) -> float:
        return 7.0

    def __eq__(self, other: object) -> bool:
        return other == 7

    def __hash__(self) -> int:
        return hash(7)

    def __repr__(self) -> str:
        return "int64(7)"


class Colour(enum.IntEnum):
    RED = 7


NO_NUMBER: list[tuple[Any, str]] = [
    (7.0, "7.0"),
    (0.1, "0.1"),
    (float("nan"), "nan"),
    (float("-inf"), "-inf"),
    (FloatSubclass(7), "7.0"),
    (True, "True"),
    (False, "False"),
    (None, "None"),
    ("7", "'7'"),
    (b"7", "b'7'"),
    (7j, "7j"),
    ([7], "[7]"),
    (NumpyLike(), "int64(7)"),
]
AS_WHOLE: list[Callable[[Any, str], object]] = [exact.whole, exact.natural, exact.calendar_year]
AS_FRACTION: list[Callable[[Any, str], object]] = [
    exact.fraction,
    exact.positive_fraction,
    exact.share,
]


@pytest.mark.parametrize(
    ("value", "got"), [*NO_NUMBER, (Decimal(7), "Decimal('7')"), (Fraction(7), "Fraction(7, 1)")]
)
@pytest.mark.parametrize("read", AS_WHOLE)
def test_what_is_no_int_is_no_whole_number(
    read: Callable[[Any, str], object], value: Any, got: str
) -> None:
    with pytest.raises(NotExactError) as refused:
        read(value, "heads")
    assert str(refused.value) == f"heads: a whole number is an int (got {got})"


@pytest.mark.parametrize(("value", "got"), NO_NUMBER)
@pytest.mark.parametrize("read", AS_FRACTION)
def test_what_is_not_exact_is_no_fraction(
    read: Callable[[Any, str], object], value: Any, got: str
) -> None:
    with pytest.raises(NotExactError) as refused:
        read(value, "weight")
    assert str(refused.value) == (
        f"weight: a number must be exact, never a float or bool (got {got}). {_HINT}"
    )


@pytest.mark.parametrize("text", ["NaN", "sNaN", "-NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("read", AS_FRACTION)
def test_a_decimal_must_be_finite(read: Callable[[Any, str], object], text: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        read(Decimal(text), "weight")
    assert str(refused.value) == f"weight: a number must be finite (got Decimal('{text}'))"


@pytest.mark.parametrize("text", ["1e1001", "-1e1001", "9.9e-1001", "1e999999999", "1e-999999999"])
@pytest.mark.parametrize("read", AS_FRACTION)
def test_a_short_text_of_an_endless_number_is_refused_at_once(
    read: Callable[[Any, str], object], text: str
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        read(Decimal(text), "weight")
    assert str(refused.value) == (
        f"weight: a number lies within ten to the ±1000 (got {Decimal(text)!r})"
    )


def test_a_decimal_of_a_thousand_digits_is_kept() -> None:
    for exponent in (1000, -1000):
        assert exact.fraction(Decimal(f"7e{exponent}"), "n") == 7 * Fraction(10) ** exponent


REFUSED_SIZES: list[tuple[Callable[[], object], str]] = [
    (lambda: exact.natural(-1, "heads"), "heads: must not be negative (got -1)"),
    (lambda: exact.positive_fraction(0, "w"), "w: must be above zero (got 0)"),
    (
        lambda: exact.positive_fraction(Fraction(-1, 9), "w"),
        "w: must be above zero (got -1/9)",
    ),
    (lambda: exact.share(0, "s"), "s: a share lies above 0 and at most at 1 (got 0)"),
    (lambda: exact.share(-1, "s"), "s: a share lies above 0 and at most at 1 (got -1)"),
    (
        lambda: exact.share(Decimal("1.01"), "s"),
        "s: a share lies above 0 and at most at 1 (got Decimal('1.01'))",
    ),
    (lambda: exact.calendar_year(1899), "year: a year lies between 1900 and 2999 (got 1899)"),
    (lambda: exact.calendar_year(3000, "y"), "y: a year lies between 1900 and 2999 (got 3000)"),
]


@pytest.mark.parametrize(("attempt", "message"), REFUSED_SIZES)
def test_a_number_outside_its_bounds_is_refused(
    attempt: Callable[[], object], message: str
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        attempt()
    assert str(refused.value) == message


def test_the_bounds_themselves_are_inside() -> None:
    assert exact.natural(0, "heads") == 0
    assert exact.share(1, "share") == 1
    assert exact.positive_fraction(Fraction(1, 10**30), "weight") == Fraction(1, 10**30)
    assert exact.share(Fraction(1, 10**30), "share") == Fraction(1, 10**30)
    assert (exact.calendar_year(1900), exact.calendar_year(2999)) == (1900, 2999)


@given(st.integers())
def test_an_int_of_any_size_is_kept(number: int) -> None:
    assert exact.whole(number, "n") == exact.fraction(number, "n") == number
    assert exact.natural(abs(number), "n") == abs(number)


def test_a_subclass_of_int_becomes_a_plain_int() -> None:
    assert [type(exact.whole(Colour.RED, "n")), exact.whole(Colour.RED, "n")] == [int, 7]


@given(st.fractions())
def test_a_fraction_is_kept(number: Fraction) -> None:
    assert exact.fraction(number, "n") == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=8))
def test_a_decimal_is_kept_to_its_last_digit_whatever_the_context(number: Decimal) -> None:
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    expected = (-1) ** sign * int("".join(map(str, digits))) * Fraction(10) ** exponent
    with decimal.localcontext(decimal.Context(prec=1)):
        assert exact.fraction(number, "n") == expected


@given(st.fractions(min_value=0, max_value=1).filter(bool))
def test_every_share_of_a_whole_is_kept(number: Fraction) -> None:
    assert exact.share(number, "s") == number
