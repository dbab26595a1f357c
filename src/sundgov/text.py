"""What a name or a remark may hold: printable text, nothing that hides or rewrites it."""

from __future__ import annotations

import unicodedata

from attrs import Attribute

from sundgov.errors import NotExactError, TextError

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")


def plain(value: object, field: str) -> str:
    """`value` as a non-empty text without control, format or private characters.

    Such characters can break a line of CSV, reverse a name on screen or hide a part of it.

    >>> plain("Høje-Taastrup", "name")
    'Høje-Taastrup'
    >>> plain("Samsø\\x07", "name")
    Traceback (most recent call last):
    sundgov.errors.TextError: name: control and invisible characters are not allowed \
(got 'Samsø\\x07', 'U+0007')
    """
    if not isinstance(value, str):
        raise NotExactError(field, "must be a text", value)
    for character in value:
        if character in _BLANK or unicodedata.category(character) in _HIDDEN:
            raise TextError(
                field,
                "control and invisible characters are not allowed",
                value,
                f"U+{ord(character):04X}",
            )
    if not value.strip():
        raise TextError(field, "must not be empty", value)
    return value


def is_plain(instance: object, attribute: Attribute[str], value: object) -> None:
    """Attrs validator: the field holds plain text."""
    plain(value, attribute.name)


def are_plain(
    instance: object, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]
) -> None:
    """Attrs validator: every member is plain text."""
    for each in value:
        plain(each, attribute.name)


def is_plain_or_empty(instance: object, attribute: Attribute[str], value: object) -> None:
    """Attrs validator: the field holds plain text, or the empty text."""
    if value != "":
        plain(value, attribute.name)
