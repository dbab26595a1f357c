"""What going alone would cost, as a check of what is paid (enkeltstående omkostning).

Those who share a cost stay together only as long as nobody is better off alone, and no few of them
by themselves. Shares in proportion to something else than the cost can break that; so the
comparison is made here, and told rather than refused: a check, not a rule of division.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from sundgov.apportion.cost_sharing_wording import worded_above
from sundgov.errors import InvalidValueError
from sundgov.exact import Exact, fraction
from sundgov.kinds import listed, must_be, pairs
from sundgov.printing import Language, language_of


@frozen
class AboveAlone:
    """One, or several together, that pay more than going alone would cost them.

    `parts` is what each of them pays, in the order of `members`; `alone` what they together would
    pay by themselves.

    >>> above = AboveAlone(("A", "B"), (Fraction(7), Fraction(5)), Fraction(10))
    >>> above.pays, above.excess
    (Fraction(12, 1), Fraction(2, 1))
    >>> print(above.explain("en"))
    A and B pay 12 (7 + 5); alone it would cost 10: 2 too much
    """

    members: tuple[str, ...]
    parts: tuple[Fraction, ...]
    alone: Fraction

    @property
    def pays(self) -> Fraction:
        """What they pay together."""
        return sum(self.parts, Fraction(0))

    @property
    def excess(self) -> Fraction:
        """By how much they pay more than alone; above zero."""
        return self.pays - self.alone

    def explain(self, language: Language = "da") -> str:
        """Who pays what, what it would cost alone, and the difference, in one line."""
        return worded_above(self, language_of(language))

    def __str__(self) -> str:
        return self.explain()


def above_alone(
    parts: Mapping[str, Exact],
    alone: Mapping[str, Exact],
    groups: Mapping[tuple[str, ...], Exact] | None = None,
) -> tuple[AboveAlone, ...]:
    """Who pays more than what going alone would cost, smaller groups first, then by name.

    `parts` is what everyone pays and `alone` what each would pay alone; `groups` holds the cost of
    several going together without the others. Who is named in neither is not tested: the cost
    alone is an estimate, and nobody may have made it. Where nothing is returned for any group there
    is, and `parts` sum to the cost of all, nobody gains by leaving: the parts lie in the *core*
    of the costs (Gillies 1959; Young, Okada and Hashimoto 1979).

    Raises `InvalidValueError` for a name that pays no part, an empty group, and one told twice;
    `NotExactError` for floats.

    >>> parts = {"A": 4, "B": 5, "C": 1}
    >>> above_alone(parts, {"A": 5, "B": 5, "C": 2})
    ()
    >>> (found,) = above_alone(parts, {"A": 5, "B": 5, "C": 2}, {("A", "B"): 8})
    >>> found.members, found.excess
    (('A', 'B'), Fraction(1, 1))
    """
    paid = {name: fraction(part, f"parts[{name}]") for name, part in pairs(parts, "parts")}
    costs: dict[tuple[str, ...], Fraction] = {}
    for name, cost in pairs(alone, "alone"):
        costs[_members((name,), paid, "alone")] = fraction(cost, f"alone[{name}]")
    for group, cost in pairs(groups or {}, "groups"):
        members = _members(listed(group, "groups"), paid, "groups")
        if members in costs:
            raise InvalidValueError("groups", "must not be told twice", members)
        costs[members] = fraction(cost, f"groups[{', '.join(members)}]")
    tested = (
        AboveAlone(members, tuple(paid[name] for name in members), costs[members])
        for members in sorted(costs, key=lambda members: (len(members), members))
    )
    return tuple(one for one in tested if one.excess > 0)


def _members(names: Iterable[str], paid: Mapping[str, Fraction], field: str) -> tuple[str, ...]:
    """The names of a group in order, each once, and all of them among those that pay."""
    members = tuple(names)
    if not members:
        raise InvalidValueError(field, "must not hold an empty group")
    for name in members:
        must_be(name, field, str)
        if name not in paid:
            raise InvalidValueError(field, "must name those that pay a part", name)
    if len(set(members)) < len(members):
        raise InvalidValueError(field, "must not name anyone twice in a group", members)
    return tuple(sorted(members))
