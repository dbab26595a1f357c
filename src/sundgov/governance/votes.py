"""How a meeting was divided over a point; where the minutes say nothing, it agreed (afstemning)."""

from __future__ import annotations

from attrs import field, frozen

from sundgov.exact import natural
from sundgov.kinds import checked
from sundgov.text import are_plain, is_plain_or_empty


def _in_favour(value: int) -> int:
    return natural(value, "in_favour")


def _against(value: int) -> int:
    return natural(value, "against")


def _abstained(value: int) -> int:
    return natural(value, "abstained")


@frozen(field_transformer=checked)
class Vote:
    """How many voted for a point, how many against, and how many did neither (stemmetal).

    >>> f"{Vote(6, 2)}", f"{Vote(6, 2, 1)}"
    ('6-2', '6-2-1')
    """

    in_favour: int = field(converter=_in_favour)
    against: int = field(converter=_against)
    abstained: int = field(default=0, converter=_abstained)

    def __str__(self) -> str:
        counts = (self.in_favour, self.against, *((self.abstained,) if self.abstained else ()))
        return "-".join(f"{count}" for count in counts)


@frozen(field_transformer=checked)
class Dissent:
    """Those who did not agree, and what they had written down (mindretal, særstandpunkt).

    `by` are persons, bodies or parties, as the paper names them.
    """

    by: tuple[str, ...] = field(validator=are_plain)
    text: str = field(default="", validator=is_plain_or_empty)
