"""Who holds a mandate or owns an action: a person, a body, or somebody the record need not know."""

from __future__ import annotations

import re

from sundgov.checks.walks.meeting_walk import nearest
from sundgov.record import Record

_ID = re.compile(r"[^\W_A-Z]+(?:[-.][^\W_A-Z]+)+")


class Actors:
    """The people and bodies of a record, by whatever papers call them."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._ids = {body.id for body in record.bodies} | {person.id for person in record.people}
        self._names = {name for body in record.bodies for name in (body.name, body.short)}

    def meant(self, named: str) -> str:
        """The id that is surely meant by what leads to nobody, or the empty text.

        Only what looks like an id, and is nearly one, is surely meant for somebody of the record:
        any other word may be of somebody outside, and so may initials.
        """
        if named in self._ids | self._names or self._record.register.people(named):
            return ""
        return nearest(named, self._ids) if _ID.fullmatch(named) else ""
