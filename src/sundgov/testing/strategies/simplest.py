"""The value that a failing test would be left with, asked for by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, Phase, find
from hypothesis import settings as set_to
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
_SEARCH = set_to(
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=2000,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


def simplest(of: SearchStrategy[T], where: Callable[[T], bool] | None = None) -> T:
    """The simplest value of a strategy, of all for which something is true.

    Raises `hypothesis.errors.NoSuchExample` where none is found.

    >>> from sundgov.testing.strategies import amounts
    >>> simplest(amounts()), simplest(amounts(), lambda found: found.ore > 250)
    (Amount('0,00 kr.'), Amount('3,00 kr.'))
    """
    return find(of, where or _any, settings=_SEARCH)


def _any(_: object) -> bool:
    return True
