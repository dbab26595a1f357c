"""Who pays, collects, owns and supplies: municipalities, regions and others, with dates.

A party has a stable `id` of its own, apart from any official code, and may have a first and a
last day and a successor. `Parties` is a register of them with look-up; the packaged one holds
the 98 municipalities and the regions, a user's own parties are added beside them.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from attrs import Attribute, field, frozen

from sundgov import packaged
from sundgov.errors import (
    AmbiguousPartyError,
    InvalidValueError,
    PartyPeriodError,
    TextError,
    UnknownPartyError,
)
from sundgov.kinds import as_tuple, checked, must_be
from sundgov.periods import day
from sundgov.text import is_plain, is_plain_or_empty, plain


class PartyKind(enum.Enum):
    """What a party is; the value is the word used in files."""

    MUNICIPALITY = "municipality"
    REGION = "region"
    STATE = "state"
    ASSOCIATION = "association"
    OTHER = "other"


_NO_PARTY = {"411", "0411", "christiansoe", "ertholmene"}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[1-9][0-9]{2,3}")
_CVR = re.compile(r"[0-9]{8}")


def _is_id(instance: object, attribute: Attribute[str], value: str) -> None:
    if not _ID.fullmatch(plain(value, attribute.name)):
        raise TextError(attribute.name, "holds a-z, 0-9 and single hyphens only", value)


def _is_code(instance: object, attribute: Attribute[str | None], value: str | None) -> None:
    if value is not None and not _CODE.fullmatch(plain(value, attribute.name)):
        raise TextError(attribute.name, "is three or four digits, without a leading zero", value)


def _is_cvr(instance: object, attribute: Attribute[str | None], value: str | None) -> None:
    if value is not None and not _CVR.fullmatch(plain(value, attribute.name)):
        raise TextError(attribute.name, "a CVR number is eight digits", value)


def _from(value: dt.date | str | None) -> dt.date | None:
    return None if value is None else day(value, "valid_from")


def _to(value: dt.date | str | None) -> dt.date | None:
    return None if value is None else day(value, "valid_to")


def _in_order(first: dt.date | None, last: dt.date | None) -> None:
    if first and last and last < first:
        raise InvalidValueError("valid_to", "must not lie before valid_from", f"{first}/{last}")


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return as_tuple(value)


def _holds_on(first: dt.date | None, last: dt.date | None, on: dt.date | str) -> bool:
    when = day(on, "on")
    return (first is None or first <= when) and (last is None or when <= last)


@frozen(field_transformer=checked)
class Party:
    """Someone who can pay, collect, own or supply (part).

    `code` is the official number (municipality `101`, region `1081`) or None; `cvr` the number
    in the Central Business Register; `valid_from` and `valid_to` the first and last day the
    party exists, None where open or not known; `successor` the id of the party that takes over.

    >>> Party("digital-sundhed", "Digital Sundhed", PartyKind.STATE).rank
    (1, 'digital-sundhed')
    """

    id: str = field(validator=_is_id)
    name: str = field(validator=is_plain)
    kind: PartyKind = PartyKind.OTHER
    code: str | None = field(default=None, validator=_is_code, kw_only=True)
    cvr: str | None = field(default=None, validator=_is_cvr, kw_only=True)
    registered_name: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    valid_from: dt.date | None = field(default=None, converter=_from, kw_only=True)
    valid_to: dt.date | None = field(default=None, converter=_to, kw_only=True)
    successor: str | None = field(default=None, kw_only=True)
    aliases: tuple[str, ...] = field(default=(), converter=_texts, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.successor is not None:
            plain(self.successor, "successor")
        for alias in self.aliases:
            plain(alias, "aliases")
        _in_order(self.valid_from, self.valid_to)

    @property
    def key(self) -> str:
        """What stands for the party in a mapping: its official code, or else its id."""
        return self.code or self.id

    @property
    def rank(self) -> tuple[int, str]:
        """The order in which equal remainders are served: by code, then by id."""
        return (1, self.id) if self.code is None else (0, self.code.zfill(4))

    def exists_on(self, on: dt.date | str) -> bool:
        """Whether the party exists on a day."""
        return _holds_on(self.valid_from, self.valid_to, on)

    def require(self, on: dt.date | str, purpose: str) -> None:
        """Refuse the party if it does not exist on `on`.

        >>> packaged_parties().find("Region Østdanmark").require(dt.date(2026, 1, 15), "billed")
        Traceback (most recent call last):
        sundgov.errors.PartyPeriodError: Region Østdanmark: does not exist on the day it is \
billed (got '2026-01-15', 'valid from 2027-01-01')
        """
        if not self.exists_on(on):
            span = f"valid from {self.valid_from or '…'}" + (
                f" to {self.valid_to}" if self.valid_to else ""
            )
            raise PartyPeriodError(
                self.name, f"does not exist on the day it is {purpose}", f"{on}", span
            )

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name


@frozen(field_transformer=checked)
class Belonging:
    """A municipality's region from one day to another (both ids; either day may be open)."""

    municipality: str
    region: str
    valid_from: dt.date | None = field(default=None, converter=_from)
    valid_to: dt.date | None = field(default=None, converter=_to)

    def __attrs_post_init__(self) -> None:
        _in_order(self.valid_from, self.valid_to)

    def holds_on(self, on: dt.date | str) -> bool:
        """Whether the municipality belongs to the region on a day."""
        return _holds_on(self.valid_from, self.valid_to, on)


def folded(name: str) -> str:
    """A name as it is compared: without case, "Kommune", hyphens and the two ways to write å.

    >>> folded("Århus Kommune") == folded("aarhus"), folded("Høje Taastrup")
    (True, 'hoeje taastrup')
    """
    text = unicodedata.normalize("NFC", name).casefold()
    text = text.replace("å", "aa").replace("æ", "ae").replace("ø", "oe")
    return " ".join(text.replace("-", " ").split()).removesuffix(" kommune")


def _parties(value: Iterable[Party]) -> tuple[Party, ...]:
    return as_tuple(value)


def _belongings(value: Iterable[Belonging]) -> tuple[Belonging, ...]:
    return as_tuple(value)


@frozen(field_transformer=checked)
class Parties:
    """A register of parties (deltagerregister): look-up by code or name, regions by date.

    >>> register = packaged_parties()
    >>> register.find("0751") is register.find("Århus") is register.find("Aarhus Kommune")
    True
    >>> register.find("Herringsholm")
    Traceback (most recent call last):
    sundgov.errors.UnknownPartyError: party: no party answers to this name or code \
(got 'Herringsholm'). Nearest: Hørsholm (223), Bornholm (400), Herning (657), Hjørring (860).
    """

    members: tuple[Party, ...] = field(repr=False, converter=_parties)
    belongings: tuple[Belonging, ...] = field(default=(), repr=False, converter=_belongings)

    def __attrs_post_init__(self) -> None:
        # An id may look like a code, so the two are unique among each other as well.
        seen: set[str] = set()
        for party in self.members:
            for name, value in (("id", party.id), ("code", party.code)):
                if value in seen:
                    raise InvalidValueError(f"parties.{name}", "must be unique", value)
            seen |= {party.id, party.key}
        for belonging in self.belongings:
            for known in (belonging.municipality, belonging.region):
                if known not in seen:
                    raise UnknownPartyError("belongings", "name a party not in the register", known)

    def __iter__(self) -> Iterator[Party]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)

    def __contains__(self, party: object) -> bool:
        return isinstance(party, Party) and self._by_id.get(party.id) == party

    @cached_property
    def _by_id(self) -> dict[str, Party]:
        return {party.id: party for party in self.members}

    @cached_property
    def _by_code(self) -> dict[str, Party]:
        return {party.code: party for party in self.members if party.code is not None}

    @cached_property
    def _by_name(self) -> dict[str, list[Party]]:
        index: dict[str, list[Party]] = {}
        for party in self.members:
            names = {folded(name) for name in (party.name, party.registered_name, *party.aliases)}
            for name in names - {""}:
                index.setdefault(name, []).append(party)
        return index

    def find(self, wanted: str | Party) -> Party:
        """The one party with this id, code (`101` or `0101`) or name.

        Raises `UnknownPartyError` naming the nearest candidates, or `AmbiguousPartyError`
        naming all that answer. A `Party` is returned if the register holds it.
        """
        if isinstance(wanted, Party):
            if wanted in self:
                return wanted
            raise UnknownPartyError("party", "is not in the register", wanted.id)
        text = plain(wanted, "party").strip()
        found = self._by_id.get(text) or self._by_code.get(text)
        if found is None and len(text) == 4 and text[0] == "0":
            found = self._by_code.get(text[1:])
        return found or self._named(text)

    def _named(self, text: str) -> Party:
        if folded(text) in _NO_PARTY:
            raise UnknownPartyError("party", "Christiansø is state-run and no municipality", text)
        matches = self._by_name.get(folded(text), [])
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise AmbiguousPartyError(
                "party",
                "several parties answer to this name",
                text,
                hint=f"Choose one of: {', '.join(map(str, by_rank(matches)))}.",
            )
        nearest = ", ".join(map(str, self._nearest(text)))
        raise UnknownPartyError(
            "party",
            "no party answers to this name or code",
            text,
            hint=f"Nearest: {nearest}." if nearest else "",
        )

    def _nearest(self, text: str) -> list[Party]:
        from difflib import get_close_matches

        names, wanted = sorted(self._by_name), folded(text)
        if not any(character.isalnum() for character in wanted):
            return []
        if wanted.isdecimal():
            close = get_close_matches(wanted, sorted(self._by_code), n=3, cutoff=0.5)
            return list(by_rank(self._by_code[code] for code in close))
        close = get_close_matches(wanted, names, n=4, cutoff=0.5)
        close += [name for name in names if wanted in name][:4]
        found = {party.id: party for name in close for party in self._by_name[name]}
        return list(by_rank(found.values()))[:5]

    def adding(self, *others: Party) -> Parties:
        """A register that holds `others` as well; an id or code used already is refused."""
        return Parties((*self.members, *others), self.belongings)

    def municipalities(self, on: dt.date | str) -> tuple[Party, ...]:
        """The municipalities that exist on a day, by code.

        >>> len(packaged_parties().municipalities(dt.date(2023, 1, 1)))
        98
        """
        return self._of_kind(PartyKind.MUNICIPALITY, on)

    def regions(self, on: dt.date | str) -> tuple[Party, ...]:
        """The regions that exist on a day: five, and four from 2027-01-01.

        >>> [party.name for party in packaged_parties().regions(dt.date(2027, 1, 1))]
        ['Region Nordjylland', 'Region Midtjylland', 'Region Syddanmark', 'Region Østdanmark']
        """
        return self._of_kind(PartyKind.REGION, on)

    def _of_kind(self, kind: PartyKind, on: dt.date | str) -> tuple[Party, ...]:
        return by_rank(party for party in self if party.kind is kind and party.exists_on(on))

    def region_of(self, municipality: str | Party, on: dt.date | str) -> Party:
        """The region a municipality belongs to on a day.

        >>> [packaged_parties().region_of("Samsø", dt.date(2026, 1, 1)).name,
        ...  packaged_parties().region_of("Sorø", dt.date(2027, 1, 1)).name]
        ['Region Midtjylland', 'Region Østdanmark']
        """
        party = self.find(municipality)
        for belonging in self.belongings:
            if belonging.municipality == party.id and belonging.holds_on(on):
                return self._by_id[belonging.region]
        raise PartyPeriodError(party.name, "belongs to no region on the day", f"{on}")

    def municipalities_in(self, region: str | Party, on: dt.date | str) -> tuple[Party, ...]:
        """The municipalities of a region on a day, by code.

        >>> len(packaged_parties().municipalities_in("Region Midtjylland", dt.date(2023, 1, 1)))
        19
        """
        wanted = self.find(region)
        require_region(wanted).require(on, "used")
        return by_rank(
            self._by_id[belonging.municipality]
            for belonging in self.belongings
            if belonging.region == wanted.id and belonging.holds_on(on)
        )


def require_region(party: Party) -> Party:
    """A party that must be a region."""
    must_be(party, "region", Party)
    if party.kind is not PartyKind.REGION:
        raise InvalidValueError("region", "must be a region", party.name)
    return party


def by_rank(members: Iterable[Party]) -> tuple[Party, ...]:
    """Parties in the order in which ties are broken: by code, then by id."""
    return tuple(sorted(members, key=lambda party: party.rank))


@cache
def packaged_parties() -> Parties:
    """The packaged register: 98 municipalities, five regions, and Region Østdanmark from 2027.

    Christiansø (411) is state-run and in no municipality, so it is not among them.
    """
    members = (
        Party(
            row["id"],
            row["name"],
            PartyKind(row["kind"]),
            code=row["code"] or None,
            cvr=row["cvr"] or None,
            registered_name=row["registered_name"],
            valid_from=row["valid_from"] or None,
            valid_to=row["valid_to"] or None,
            successor=row["successor"] or None,
            aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
        )
        for row in packaged.rows("parties")
    )
    belongings = (
        Belonging(
            row["municipality"], row["region"], row["valid_from"] or None, row["valid_to"] or None
        )
        for row in packaged.rows("region_membership")
    )
    return Parties(tuple(members), tuple(belongings))
