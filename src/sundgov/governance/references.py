"""How things of the record are named, and how one names another.

An id is given by the keeper of the record and is its own; a label ("3a", "Bilag 9.1") is what a
paper has printed. A reference is the id of another thing and may lead nowhere: that is a finding.
"""

from __future__ import annotations

import re

from attrs import Attribute

from sundgov.errors import TextError
from sundgov.text import plain

_ID = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def is_id(instance: object, attribute: Attribute[str], value: str) -> None:
    """Attrs validator: letters and digits, joined by single hyphens or points.

    >>> from attrs import field, frozen
    >>> @frozen
    ... class Thing:
    ...     id: str = field(validator=is_id)
    >>> Thing("kpro-2023-12-08"), Thing("ID4").id
    (Thing(id='kpro-2023-12-08'), 'ID4')
    >>> Thing("punkt 3")
    Traceback (most recent call last):
    sundgov.errors.TextError: id: holds letters and digits, joined by single hyphens or points \
(got 'punkt 3')
    """
    checked_id(value, attribute.name)


def is_reference(instance: object, attribute: Attribute[str], value: str) -> None:
    """Attrs validator: an id, or the empty text where nothing is referred to."""
    if value != "":
        checked_id(value, attribute.name)


def are_references(
    instance: object, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]
) -> None:
    """Attrs validator: every member is an id."""
    for each in value:
        checked_id(each, attribute.name)


def checked_id(value: object, field: str) -> str:
    """`value` if it is an id; `field` is named where it is not."""
    text = plain(value, field)
    if not _ID.fullmatch(text):
        raise TextError(field, "holds letters and digits, joined by single hyphens or points", text)
    return text


def names_itself(label: str) -> bool:
    """Whether a printed label can be an id as it stands.

    >>> names_itself("B"), names_itself("3 a)")
    (True, False)
    """
    return _ID.fullmatch(label) is not None


def slug(label: str) -> str:
    """A printed label as a part of an id: lower case, hyphens for all that an id cannot hold.

    >>> slug("3 a)"), slug("Eventuelt / Øvrigt")
    ('3-a', 'eventuelt-oevrigt')
    """
    lowered = label.casefold().translate(_LETTERS)
    return "-".join(re.findall(r"[^\W_]+(?:\.[^\W_]+)*", lowered))
