"""Inhabitants per municipality on a reference date (folketal)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import field, frozen

from sundgov.errors import InvalidValueError, SundgovError, UnknownPartyError, shown
from sundgov.exact import natural
from sundgov.kinds import checked, must_be, pairs
from sundgov.parties import Parties, Party, PartyKind, packaged_parties
from sundgov.periods import day
from sundgov.printing import Language
from sundgov.printing import day as printed_day
from sundgov.publications import Publication, quarterly_publication
from sundgov.text import is_plain_or_empty


def _reference(value: dt.date | str) -> dt.date:
    return day(value, "reference_date")


def _heads(value: Mapping[str, int] | tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    found = pairs(value, "population")
    for code, _ in found:
        must_be(code, "population", str)
    return tuple(
        sorted((code, natural(heads, f"population[{shown(code)}]")) for code, heads in found)
    )


@frozen(field_transformer=checked)
class Population(Mapping[str, int]):
    """Inhabitants per municipality on a reference date (folketal): a mapping code -> heads.

    `published_on` is the day the figures count as published (None: not known) and `publication`
    says how that is known; `table` names the source. Look-up takes a code or a name.
    `newer_not_held` is set by `population_known_on` alone: the reference date of a later
    population that was published by the day asked about but is not held.

    >>> from sundgov import population
    >>> p = population("2023-01-01")
    >>> p["741"], p["Samsø"], p.published_on
    (3775, 3775, datetime.date(2023, 2, 15))
    """

    reference_date: dt.date = field(converter=_reference)
    heads: tuple[tuple[str, int], ...] = field(converter=_heads, repr=False)
    publication: Publication = field()
    table: str = field(default="", validator=is_plain_or_empty)
    register: Parties = field(factory=packaged_parties, repr=False, eq=False)
    newer_not_held: dt.date | None = field(default=None, eq=False)

    @publication.default
    def _by_rule(self) -> Publication:
        return quarterly_publication(self.reference_date)

    def __attrs_post_init__(self) -> None:
        if self.published_on is not None and self.published_on < self.reference_date:
            raise InvalidValueError(
                "published", "must not lie before the reference date", f"{self.published_on}"
            )
        if not self.heads:
            raise InvalidValueError("population", "must hold at least one municipality")
        for code, _ in self.heads:
            party = self.register.find(code)
            if party.code != code or party.kind is not PartyKind.MUNICIPALITY:
                rule = "is keyed by the official codes of municipalities"
                raise InvalidValueError("population", rule, code)

    @property
    def published_on(self) -> dt.date | None:
        """The day the figures count as published."""
        return self.publication.on

    @cached_property
    def _by_code(self) -> dict[str, int]:
        return dict(self.heads)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """The municipalities, in the order of their codes."""
        return tuple(self.register.find(code) for code, _ in self.heads)

    def __getitem__(self, municipality: str) -> int:
        heads = self._by_code.get(municipality)
        if heads is None:
            party = self.register.find(municipality)
            heads = self._by_code.get(party.key)
            if heads is None:
                raise UnknownPartyError(
                    self.named("en"), "holds no figure for the party", party.name
                )
        return heads

    def __contains__(self, municipality: object) -> bool:
        """Whether a figure is held for a code or name; never raises."""
        try:
            return isinstance(municipality, str) and self[municipality] >= 0
        except SundgovError:
            return False

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self.heads)

    @property
    def total(self) -> int:
        """The inhabitants of all the municipalities held.

        It is never the national total, which also counts Christiansø.

        >>> from sundgov import population
        >>> population("2023-01-01").total
        5932561
        """
        return sum(self._by_code.values())

    def named(self, language: Language = "da") -> str:
        """What the figures are, in words.

        >>> from sundgov import population
        >>> population("2023-01-01").named()
        'folketal 1. januar 2023'
        """
        word = "folketal" if language == "da" else "population on"
        return f"{word} {printed_day(self.reference_date, language)}"
