"""What a table of several axes is asked for: its axes, groups of their members, what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import whole
from sundgov.kinds import checked, listed, pairs

Place: TypeAlias = tuple[str, ...]
"""A member of every axis, or what subtotals are by: one name for each."""


def _members(value: Iterable[str]) -> tuple[str, ...]:
    members = listed(value, "members")
    if not members:
        raise InvalidValueError("members", "must not be empty")
    if len(set(members)) != len(members):
        raise InvalidValueError("members", "must differ from each other", members)
    return members


@frozen(field_transformer=checked)
class Axis:
    """A direction of a table (led): what it goes through, and its members in order of rank.

    >>> Axis("half-year", ["January", "July"]).members
    ('January', 'July')
    """

    name: str
    members: tuple[str, ...] = field(converter=_members)


def _groups(value: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return pairs(value, "groups")


@frozen(field_transformer=checked)
class Grouping:
    """Groups of an axis's members (gruppering): regions of municipalities, heads of accounts.

    `groups` tells for every member of the axis which group it is in.

    >>> Grouping("region", "municipality", {"Samsø": "Midtjylland"}).of("Samsø")
    'Midtjylland'
    """

    name: str
    axis: str
    groups: tuple[tuple[str, str], ...] = field(converter=_groups)

    def of(self, member: str) -> str:
        """The group of a member.

        Raises `InvalidValueError` for a member in no group.
        """
        found = dict(self.groups).get(member)
        if found is None:
            raise InvalidValueError(f"groups of {self.name}", "must hold every member", member)
        return found


def _by(value: Iterable[str]) -> tuple[str, ...]:
    by = listed(value, "by")
    if len(set(by)) != len(by):
        raise InvalidValueError("by", "must name each only once", by)
    return by


def _told(value: Mapping[Place, int]) -> tuple[tuple[Place, int], ...]:
    told = pairs(value, "told")
    return tuple((listed(place, "told"), whole(total, "told")) for place, total in told)


@frozen(field_transformer=checked)
class Subtotals:
    """Subtotals that are shown (mellemsummer): one for each combination of what they are `by`.

    They are by axes or groupings, and summed over everything else; by nothing is the grand
    total. `told` says what some of them must become; the others are their floor or ceiling.

    >>> Subtotals(["line", "region"]).told
    ()
    >>> str(Subtotals(["line"], {("drift",): 7})), str(Subtotals([]))
    ('line', 'the total')
    """

    by: tuple[str, ...] = field(converter=_by)
    told: tuple[tuple[Place, int], ...] = field(factory=dict, converter=_told)

    def __str__(self) -> str:
        return " × ".join(self.by) or "the total"
