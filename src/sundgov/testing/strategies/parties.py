"""Parties, pools of them and registers: four small islands first, whose figures are packaged."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov.parties import Belonging, Parties, Party, PartyKind, by_rank, packaged_parties
from sundgov.testing.strategies.periods import days
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept, words

ISLANDS = ("Samsø", "Læsø", "Ærø", "Fanø")
_CVR = st.integers(10_000_000, 99_999_999).map(str)


@kept
def islands() -> SearchStrategy[Party]:
    """Four small municipalities of the packaged register.

    >>> from sundgov.testing.strategies import simplest
    >>> print(simplest(islands()))
    Samsø (741)
    """
    return st.sampled_from(ISLANDS).map(lambda name: packaged_parties().find(name))


@kept
def parties() -> SearchStrategy[Party]:
    """Single parties: islands first, then parties of nobody's register, then any packaged one."""
    return st.one_of(islands(), _lettered(), own_parties(), _packaged())


@kept
def _packaged() -> SearchStrategy[Party]:
    return st.deferred(lambda: st.sampled_from(packaged_parties().members))


@kept
def _lettered() -> SearchStrategy[Party]:
    return st.sampled_from("ABCD").map(lambda letter: Party(letter.lower(), letter))


@kept
@st.composite
def own_parties(draw: DrawFn) -> Party:
    """Parties that no register holds, some with a CVR number, dates or a successor.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(own_parties())
    >>> found.id, found.name
    ('part-0', 'Drift')
    """
    ids = st.from_regex("part-[a-z0-9]{1,3}", fullmatch=True)
    first, last = sorted(draw(st.tuples(days(), days())))
    first_day, last_day = draw(
        st.sampled_from([(None, None), (first, None), (None, last), (first, last)])
    )
    return Party(
        draw(ids),
        draw(words()),
        draw(st.sampled_from([PartyKind.OTHER, *PartyKind])),
        cvr=draw(st.none() | _CVR),
        registered_name=draw(st.just("") | words()),
        valid_from=first_day,
        valid_to=last_day,
        successor=draw(st.none() | ids),
        aliases=tuple(draw(st.lists(words(), max_size=1))),
    )


@kept
def pools(
    of: SearchStrategy[Party] | None = None, *, least: int = 1, most: int = 4
) -> SearchStrategy[tuple[Party, ...]]:
    """A few parties that share, in the order of their rank: islands, unless others are told.

    >>> from sundgov.testing.strategies import simplest
    >>> [party.name for party in simplest(pools(), lambda found: len(found) == 2)]
    ['Samsø', 'Læsø']
    """
    found = st.lists(islands() if of is None else of, min_size=least, max_size=most, unique_by=_id)
    return found.map(by_rank)


def _id(party: Party) -> str:
    return party.id


@kept
@st.composite
def registers(draw: DrawFn) -> Parties:
    """Registers of at most four parties; one may belong to another."""
    held = draw(pools(parties(), least=0))
    pairs = st.tuples(st.sampled_from(held), st.sampled_from(held)) if held else st.nothing()
    named = draw(st.lists(pairs, max_size=1)) if held else []
    return Parties(held, tuple(Belonging(one.id, other.id) for one, other in named))


@kept
@st.composite
def _belongings(draw: DrawFn) -> Belonging:
    first, last = sorted(draw(st.tuples(days(), days())))
    begins, ends = draw(st.sampled_from([(None, None), (first, None), (None, last), (first, last)]))
    return Belonging(draw(islands()).id, "region-midtjylland", begins, ends)


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Belonging: lambda _: _belongings(),
    Parties: lambda _: registers(),
    Party: lambda _: parties(),
}

show_briefly(OWN)
