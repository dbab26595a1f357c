"""Groups that meet, the people in them, and from when to when (råd, styregruppe, udvalg)."""

from __future__ import annotations

import datetime as dt
import enum

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import natural
from sundgov.governance.fields import time_due, time_since, time_time, time_until
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.references import are_references, is_id, is_reference
from sundgov.kinds import checked
from sundgov.text import is_plain, is_plain_or_empty


class BodyKind(enum.Enum):
    """What a body is; the value is the word used in files.

    A political council or board (politisk udvalg), steering group (styregruppe), coordinating forum
    of administrations (koordineringsforum), user group (brugergruppe), working group
    (arbejdsgruppe), administration (forvaltning), secretariat (sekretariat), project or programme
    (projekt), or another.
    """

    POLITICAL = "political"
    STEERING_GROUP = "steering group"
    COORDINATION = "coordination"
    USER_GROUP = "user group"
    WORKING_GROUP = "working group"
    ADMINISTRATION = "administration"
    SECRETARIAT = "secretariat"
    PROJECT = "project"
    OTHER = "other"


class BodyChange(enum.Enum):
    """What happens to a body: it is opened, renamed, merged into others, closed, or succeeded.

    In Danish: nedsat, omdøbt, sammenlagt, nedlagt, afløst.
    """

    OPENED = "opened"
    RENAMED = "renamed"
    MERGED = "merged"
    CLOSED = "closed"
    SUCCEEDED = "succeeded"

    @property
    def ends(self) -> bool:
        """Whether the body is no more afterwards."""
        return self in (BodyChange.MERGED, BodyChange.CLOSED, BodyChange.SUCCEEDED)


@frozen(field_transformer=checked)
class BodyEvent:
    """A change of a body, when, and by which decision.

    `name` is the new one of a body renamed; `into` the bodies that one merged or succeeded goes on
    in. `time` is the first day of what is new: a body closed on 1 January is no more on that day.
    """

    change: BodyChange
    time: PlannedTime | None = field(converter=time_time)
    name: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    into: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)
    decision: str = field(default="", validator=is_reference, kw_only=True)


def _number(value: int) -> int:
    return natural(value, "number")


@frozen(field_transformer=checked)
class Vacancy:
    """A place in a body that nobody has yet (ubesat plads, udpegning der mangler).

    `title` is what the person is to be ("jurist"), `number` how many are wanted, `on_behalf_of` who
    appoints, `due` by when. It is open until it is filled, `until` the day before.

    >>> wanted = Vacancy(Role.CHAIR, on_behalf_of="kommunerne", until="2022-02-08")
    >>> wanted.may_be_open_on(dt.date(2022, 2, 8)), wanted.may_be_open_on(dt.date(2022, 2, 9))
    (True, False)
    """

    role: Role
    title: str = field(default="", validator=is_plain_or_empty)
    number: int = field(default=1, converter=_number, kw_only=True)
    on_behalf_of: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    due: PlannedTime | None = field(default=None, converter=time_due, kw_only=True)
    until: PlannedTime | None = field(default=None, converter=time_until, kw_only=True)

    def may_be_open_on(self, on: dt.date) -> bool:
        """Whether it may still be open on a day, as far as it is known when it was filled."""
        return self.until is None or not self.until.surely_past(on)


@frozen(field_transformer=checked)
class Body:
    """A group that meets (råd, nævn, styregruppe, brugergruppe).

    `parent` is the body it answers to, `secretariat` the one that serves it, `owners` the parties
    whose body it is (ejerkreds). `recommends_to` is where its recommendations go when it cannot
    decide. `vacancies` are its places without a person.

    >>> closed = BodyEvent(BodyChange.CLOSED, "2024-01-01", decision="flp-2023-11-21-7")
    >>> group = Body("patienter", "Patientbrugergruppen", BodyKind.USER_GROUP, events=(closed,))
    >>> group.may_exist_on(dt.date(2023, 12, 31)), group.may_exist_on(dt.date(2024, 1, 1))
    (True, False)
    """

    id: str = field(validator=is_id)
    name: str = field(validator=is_plain)
    kind: BodyKind = BodyKind.OTHER
    short: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    parent: str = field(default="", validator=is_reference, kw_only=True)
    secretariat: str = field(default="", validator=is_reference, kw_only=True)
    owners: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)
    recommends_to: str = field(default="", validator=is_reference, kw_only=True)
    purpose: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    events: tuple[BodyEvent, ...] = field(default=(), kw_only=True)
    vacancies: tuple[Vacancy, ...] = field(default=(), kw_only=True)

    def may_exist_on(self, on: dt.date) -> bool:
        """Whether it can exist on a day: not surely opened later, not surely ended by then."""
        for event in self.events:
            if event.time is None:
                continue
            if event.change is BodyChange.OPENED and event.time.surely_after(on):
                return False
            if event.change.ends and event.time.latest is not None and event.time.latest <= on:
                return False
        return True

    def name_on(self, on: dt.date) -> str:
        """What it is called on a day, by the renamings that have surely happened.

        >>> renamed = BodyEvent(BodyChange.RENAMED, "2022-01-01", name="Det nye råd")
        >>> Body("raad", "Det gamle råd", events=(renamed,)).name_on(dt.date(2022, 1, 1))
        'Det nye råd'
        """
        by_then = [
            (event.time.latest, event.name)
            for event in self.events
            if event.change is BodyChange.RENAMED
            and event.time is not None
            and event.time.latest is not None
            and event.time.latest <= on
        ]
        return max(by_then)[1] if by_then else self.name

    def __str__(self) -> str:
        return self.short or self.name


@frozen(field_transformer=checked)
class Person:
    """Someone who meets, decides, presents or writes.

    `initials` are what the papers refer to the person by; `organisation` and `title` where and as
    what the person works. A person may be a placeholder for one whose name the record leaves out.

    >>> str(Person("aj", "Asta Juhl", "AJ", title="direktør", organisation="Samsø"))
    'Asta Juhl (AJ)'
    """

    id: str = field(validator=is_id)
    name: str = field(validator=is_plain)
    initials: str = field(default="", validator=is_plain_or_empty)
    title: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    organisation: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.initials})" if self.initials else self.name


class Role(enum.Enum):
    """What a person is in a body (formand, næstformand, medlem, suppleant, observatør, gæst …)."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy chair"
    MEMBER = "member"
    SUBSTITUTE = "substitute"
    OBSERVER = "observer"
    GUEST = "guest"
    SECRETARIAT = "secretariat"


@frozen(field_transformer=checked)
class Seat:
    """A person's place in a body with its dates (plads, udpegning); both ends may be imprecise.

    `on_behalf_of` is the party that appointed the person, or that has the place whoever comes;
    `substitute_for` the person whom a substitute stands in for. `until` is the last day.

    >>> seat = Seat("kosu", "aj", Role.CHAIR, on_behalf_of="samsoe", until="2022-02-09")
    >>> seat.may_hold_on(dt.date(2022, 2, 9)), seat.may_hold_on(dt.date(2022, 2, 10))
    (True, False)
    """

    body: str = field(validator=is_id)
    person: str = field(default="", validator=is_reference)
    role: Role = Role.MEMBER
    on_behalf_of: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    substitute_for: str = field(default="", validator=is_reference, kw_only=True)
    since: PlannedTime | None = field(default=None, converter=time_since, kw_only=True)
    until: PlannedTime | None = field(default=None, converter=time_until, kw_only=True)
    decision: str = field(default="", validator=is_reference, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not self.holder:
            raise InvalidValueError("person", "is required, or on whose behalf the place is held")
        since, until = self.since, self.until
        if since is None or until is None or since.earliest is None or until.latest is None:
            return
        if until.latest < since.earliest:
            raise InvalidValueError(
                "until", "must not lie before since", until.wording, since.wording
            )

    @property
    def holder(self) -> str:
        """Who has the place: the person, or the party where no person is named."""
        return self.person or self.on_behalf_of

    def surely_holds_on(self, on: dt.date) -> bool:
        """Whether the person surely has the place on a day: begun for certain, not yet ending."""
        begun = self.since is None or (self.since.latest is not None and self.since.latest <= on)
        return begun and (
            self.until is None or (self.until.earliest is not None and on <= self.until.earliest)
        )

    def may_hold_on(self, on: dt.date) -> bool:
        """Whether the person may have the place on a day, as far as the dates are known."""
        begun = self.since is None or self.since.earliest is None or self.since.earliest <= on
        return begun and (
            self.until is None or self.until.latest is None or on <= self.until.latest
        )
