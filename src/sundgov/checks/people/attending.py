"""Who was at a meeting, as far as its list of those present tells for certain (fremmøde)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from sundgov.checks.walks.initials import is_initials
from sundgov.governance.bodies import Person, Seat
from sundgov.governance.meetings import Attendance, Meeting
from sundgov.record import Record
from sundgov.record.register import Register


class Attending:
    """The attendance of a meeting, asked about people by whatever the papers call them.

    Somebody may stand in the list under another name than elsewhere. As long as that is possible,
    nobody is said to be missing from it.
    """

    def __init__(self, record: Record, meeting: Meeting) -> None:
        self.meeting = meeting
        self._register: Register = record.register
        self._people_held = bool(record.people)

    def person(self, named: str) -> Person | None:
        """The person whom a name means at the meeting, if there is one."""
        return self._register.person(named, self.meeting)

    def key(self, named: str) -> str:
        """What a person is known by: the id, or the name where the record does not know it."""
        person = self.person(named)
        return person.id if person else named

    def told(self, named: str) -> str:
        """How a finding names a person."""
        person = self.person(named)
        return f"{person}" if person else named

    @cached_property
    def listed(self) -> bool:
        """Whether anybody is listed as present: without that, nothing is known of who was there."""
        return any(each.who_came() for each in self.meeting.attendance)

    @cached_property
    def _named(self) -> tuple[str, ...]:
        """Everybody in the list, present or not, and those who came for others."""
        both = ((each.person, each.substitute) for each in self.meeting.attendance)
        return tuple(name for pair in both for name in pair if name)

    def entries(self, named: str) -> tuple[Attendance, ...]:
        """What the list says of a person by name."""
        key = self.key(named)
        return tuple(each for each in self.meeting.attendance if self.key(each.person) == key)

    def there(self, item: str = "") -> Iterator[str]:
        """Who was there, for an item or at all, each as known."""
        came = (each.who_came(item) for each in self.meeting.attendance)
        return (self.key(name) for name in came if name)

    def away(self, named: str, item: str = "") -> bool:
        """Whether the list says that somebody was not there."""
        return bool(self.entries(named)) and self.key(named) not in self.there(item)

    def replaced(self, named: str, item: str) -> bool:
        """Whether somebody else came instead."""
        return any(each.who_came(item) for each in self.entries(named))

    def unlisted(self, named: str) -> bool:
        """Whether somebody is surely not in the list under any name."""
        in_the_list = {self.key(each) for each in self._named}
        return self.key(named) not in in_the_list and not self._may_be_listed(named)

    def _may_be_listed(self, named: str) -> bool:
        """Whether one in the list whom the record does not know may be the one."""
        person = self.person(named)
        if person is None:
            return self._people_held or any(_may_both_be(named, each) for each in self._named)
        unknown = (each for each in self._named if self.person(each) is None)
        return any(_may_be(each, person) for each in unknown)

    def seats(self, named: str) -> tuple[Seat, ...]:
        """The seats of a person in the body that meets."""
        key = self.key(named)
        return tuple(
            seat
            for seat in self._register.seats_of(self.meeting.body)
            if self.key(seat.person) == key
        )


def _may_both_be(named: str, listed: str) -> bool:
    """Whether two names may be one person's, of whom the record knows nothing.

    Initials are held against initials, and full names against full names: they may go with a title.
    """
    if " " in named and " " in listed:
        return not set(named.casefold().split()).isdisjoint(listed.casefold().split())
    return not (is_initials(named) and is_initials(listed))


def _may_be(named: str, person: Person) -> bool:
    """Whether a name that the record does not know may be a person's: initials always may."""
    words = set(named.casefold().split())
    return len(words) == 1 or not words.isdisjoint(person.name.casefold().split())
