"""A split amount: whole parts that sum, and the proof of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from sundgov.apportion import Branch, CellProof, Certificate, Nested, apportion, round_nested
from sundgov.finance.derivations import Derivation
from sundgov.finance.keys import Key, Proportional
from sundgov.finance.wording import OddUnits, Proof, Step, place_of
from sundgov.kinds import must_be
from sundgov.money import Amount, ExactAmount, Unit
from sundgov.parties import Parties, Party
from sundgov.printing import Language, language_of


@frozen
class SlicePart:
    """A node of a split: a slice or a party within it, its whole amount and what is under it."""

    name: str
    party: Party | None
    exact: ExactAmount
    amount: Amount
    children: tuple[SlicePart, ...] = ()


@frozen
class Split(Mapping[str, Amount]):
    """An amount divided under a key (fordeling): a mapping from party to its part.

    Its keys are official codes (ids for parties without one), in the order of rank; look-up
    takes any code or name. `tree` shows every slice with its whole amount; `explain` gives the
    proof of one part.

    >>> from sundgov import by_heads, kr, population
    >>> parts = by_heads(population("2023-01-01")).split(kr("7 mio. kr."))
    >>> parts["741"] == parts["Samsø"] == kr("4.454,23 kr.")
    True
    >>> print(parts.explain("Samsø", language="en"))  # doctest: +NORMALIZE_WHITESPACE
    Samsø (741): DKK 4,454.23 of DKK 7,000,000.00
      Key: population on 1 January 2023 (FOLK1A, published 15 February 2023 by the
        publisher's calendar)
      Share: 3,775 inhabitants ÷ 5,932,561 inhabitants
      Exact share: DKK 4,454.231486…
      Whole øre: DKK 4,454.23; remainder 0.1486… øre
      Odd øre: 49 left when everyone has the whole øre; they go to the 49 largest remainders.
        This one is number 89 of 98 and gets none.
    """

    amount: Amount
    key: Key
    unit: Unit
    tree: SlicePart = field(repr=False)
    parts: tuple[tuple[Party, Amount], ...] = field(repr=False)
    moved: bool = field(default=False, repr=False)

    @classmethod
    def of(cls, amount: Amount, key: Key, unit: Unit) -> Split:
        """Split `amount` under `key`; `Key.split` is the usual way here."""
        must_be(amount, "amount", Amount)
        whole = amount.units(unit)
        derivation = key.derive(Fraction(abs(amount.ore)), amount.prices)
        if isinstance(key, Proportional):
            tree = _flat(derivation, abs(whole), unit)
        else:
            tree = round_nested(_branch(derivation, unit, abs(whole)))
        root = _signed(derivation, tree, amount, unit)
        return cls(amount, key, unit, root, _totals(root), tree.moved)

    @cached_property
    def _by_id(self) -> dict[str, Amount]:
        return {party.id: amount for party, amount in self.parts}

    @cached_property
    def _register(self) -> Parties:
        return Parties(tuple(party for party, _ in self.parts))

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everyone under the key, in the order of rank."""
        return self._register.members

    def __getitem__(self, party: str | Party) -> Amount:
        return self._by_id[self._register.find(party).id]

    def __iter__(self) -> Iterator[str]:
        return (party.key for party, _ in self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def exact(self, party: str | Party) -> ExactAmount:
        """A party's exact share, before rounding."""
        wanted = self._register.find(party)
        ore = sum((node.exact.ore for node in _leaves(self.tree, wanted)), Fraction(0))
        return ExactAmount(ore, self.amount.prices)

    def weight(self, party: str | Party) -> Fraction | None:
        """The party's measure, where the key is by one driver."""
        wanted = self._register.find(party)
        return self.key.driver.weight(wanted) if isinstance(self.key, Proportional) else None

    def explain(self, party: str | Party, language: Language = "da") -> str:
        """The proof of one part, to be read aloud."""
        return self.proof(party).worded(language_of(language))

    def proof(self, party: str | Party) -> Proof:
        """The proof of one part as values."""
        wanted = self._register.find(party)
        derivation = self.key.derive(Fraction(abs(self.amount.ore)), self.amount.prices)
        steps = tuple(self._steps(derivation, self.tree, wanted, ()))
        return Proof(wanted, self[wanted], self.amount, self.exact(wanted), self.unit, steps)

    def certificate(self, party: str | Party) -> Certificate | CellProof:
        """What a party needs to check its part alone, with `sundgov.apportion.verify` (bevis).

        A `Certificate` under a key by one driver; under a composed or bounded key a `CellProof`
        with every slice from the part up to the amount.

        >>> from sundgov import by_heads, kr, population
        >>> parts = by_heads(population("2023-01-01")).split(kr("7 mio. kr."))
        >>> print(parts.certificate("Samsø").explain("en"))
        Samsø (741): 445,423 of 700,000,000 (in øre)
          700,000,000 × 3,775 ÷ 5,932,561 = 445,423.1486…: whole 445,423, remainder 0.1486…
          Cut-off: 0.4805…; a remainder above it gets one more, one below it none
          The remainder lies below the cut-off: none
        """
        from sundgov.finance.proofs import split_proof

        return split_proof(self, self._register.find(party))

    def _steps(
        self, derivation: Derivation, node: SlicePart, party: Party, path: tuple[str, ...]
    ) -> Iterator[Step]:
        """One step for every place in the tree where the party bears something."""
        for child, part in zip(derivation.children, node.children, strict=True):
            if child.party is None:
                yield from self._steps(child, part, party, (*path, child.name))
            elif child.party.id == party.id:
                odd = None if self.moved else _odd_units(node, part, self.unit)
                yield Step(path, node.amount, derivation, child, part.exact, part.amount, odd)


def _flat(derivation: Derivation, whole: int, unit: Unit) -> Nested:
    """A key with one driver needs no tree: largest remainder over its weights."""
    weights = [leaf.weight or Fraction(0) for leaf in derivation.children]
    ranks = range(len(weights))
    parts = apportion(whole, weights, rank=ranks).parts
    leaves = tuple(
        Nested(Branch(leaf.exact / unit.value), part)
        for leaf, part in zip(derivation.children, parts, strict=True)
    )
    return Nested(Branch(Fraction(whole)), whole, leaves)


def _branch(node: Derivation, unit: Unit, whole: int | None = None) -> Branch:
    children = tuple(_branch(child, unit) for child in node.children)
    group = node.party.id if node.party else None
    return Branch(node.exact / unit.value, children, group, whole, node.name)


def _signed(node: Derivation, rounded: Nested, amount: Amount, unit: Unit) -> SlicePart:
    sign = -1 if amount.ore < 0 else 1
    return SlicePart(
        node.name,
        node.party,
        ExactAmount(node.exact * sign, amount.prices),
        Amount(rounded.part * unit.value * sign, amount.prices),
        tuple(
            _signed(child, part, amount, unit)
            for child, part in zip(node.children, rounded.children, strict=True)
        ),
    )


def _leaves(node: SlicePart, party: Party | None = None) -> Iterator[SlicePart]:
    if node.party is not None and (party is None or node.party.id == party.id):
        yield node
    for child in node.children:
        yield from _leaves(child, party)


def _totals(root: SlicePart) -> tuple[tuple[Party, Amount], ...]:
    sums: dict[str, tuple[Party, Amount]] = {}
    for leaf in _leaves(root):
        assert leaf.party is not None
        known = sums.get(leaf.party.id)
        sums[leaf.party.id] = (leaf.party, known[1] + leaf.amount if known else leaf.amount)
    return tuple(sorted(sums.values(), key=lambda pair: pair[0].rank))


def _odd_units(node: SlicePart, part: SlicePart, unit: Unit) -> OddUnits:
    """How the units left over in a node fell out for one child."""
    rests = [_rest(child.exact.ore, unit) for child in node.children]
    own = _rest(part.exact.ore, unit)
    got = abs(part.amount.ore) // unit.value - int(abs(part.exact.ore) / unit.value)
    left = abs(node.amount.ore) // unit.value - sum(
        int(abs(child.exact.ore) / unit.value) for child in node.children
    )
    return OddUnits(
        left=left,
        rivals=len(rests),
        place=place_of(node.children.index(part), rests),
        equals=sum(rest == own for rest in rests),
        remainder=own,
        got=got,
    )


def _rest(ore: Fraction, unit: Unit) -> Fraction:
    return abs(ore) / unit.value % 1
