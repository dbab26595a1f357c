"""Words and ids: a readable one first, and behind it all that a paper may hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

P = ParamSpec("P")
T = TypeVar("T")
_LETTERS = st.characters(
    categories=["L", "N", "P", "S"], exclude_characters="\u034f\u115f\u1160\u2800\u3164\uffa0"
)
_READABLE = ("Drift", "Support", "Udvikling", "Møder")
# What a field is called tells what a reader expects in it.
_FIRST = {
    "by": "styregruppen",
    "cause": "Få hænder",
    "code": "no-budget",
    "counted": "timer",
    "effect": "Dyrere drift",
    "event": "Forsinkelse",
    "heading": "Baggrund",
    "publisher": "KL",
    "reason": "aftalt",
    "remedy": "Ret det.",
    "text": "Aftalt",
    "title": "Budget",
    "unit": "timer",
    "what": "deltagere",
    "why": "intet budget",
    "wording": "snarest",
}
# Fields that hold words; every other text of a record is an id, which is a word as well.
_WORDED = {
    *("category", "comments", "definition", "excerpt", "file", "name"),
    *("note", "override", "paragraphs", "place", "principles", "purpose", "scope", "source"),
    *("subject", "topics", *_FIRST),
}


def kept(make: Callable[P, SearchStrategy[T]]) -> Callable[P, SearchStrategy[T]]:
    """A maker of strategies that makes each of them once: a new one is slow to draw from."""
    return cast("Callable[P, SearchStrategy[T]]", lru_cache(maxsize=1024)(make))


@kept
def words(first: str = "") -> SearchStrategy[str]:
    """Plain texts; the simplest is `first`, where one is told.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(words("Budget")), simplest(words())
    ('Budget', 'Drift')
    """
    readable = (first, *_READABLE) if first else _READABLE
    return st.sampled_from(readable) | st.text(_LETTERS, min_size=1, max_size=8)


@kept
def ids() -> SearchStrategy[str]:
    """Ids of things in a record: letters and digits, joined by hyphens or points.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(ids())
    'a'
    """
    drawn = st.from_regex(r"[a-zæøå0-9]{1,4}([-.][a-z0-9]{1,3})?", fullmatch=True)
    return st.sampled_from("abcd") | drawn


@kept
def said_in(field: str) -> SearchStrategy[str]:
    """What a field of that name may say."""
    return words(_FIRST.get(field, "")) if field in _WORDED else ids()
