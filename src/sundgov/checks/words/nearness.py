"""How near two spellings are: one letter too many, one wrong, or two that changed places."""

from __future__ import annotations

from attrs import frozen


@frozen
class Slip:
    """Where two spellings part: how many letters they share before it, and how many after."""

    before: int
    after: int


def slip(one: str, other: str) -> Slip | None:
    """The one slip by which two spellings differ; None where it is none, or more than one.

    >>> slip("Hjerteklynge", "Hjerterklynge")
    Slip(before=6, after=6)
    >>> slip("Karin", "Karni"), slip("Karin", "Karin"), slip("Karin", "Maria")
    (Slip(before=3, after=0), None, None)
    """
    short, long = sorted((one, other), key=len)
    before = _shared(short, long)
    after = min(_shared(short[::-1], long[::-1]), len(short) - before)
    apart = len(long) - before - after
    return Slip(before, after) if apart == 1 or _swapped(short, long, before, apart) else None


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


def _swapped(one: str, other: str, at: int, apart: int) -> bool:
    return apart == 2 and one[at : at + 2] == other[at : at + 2][::-1]


def keys(word: str) -> frozenset[str]:
    """The word with any one letter left out, and whole: two that are a slip apart share a key.

    >>> sorted(keys("abc"))
    ['ab', 'abc', 'ac', 'bc']
    """
    return frozenset({word} | {word[:at] + word[at + 1 :] for at in range(len(word))})
