"""A record's figures in JSON: what lies beside the packaged ones, or all of them where they do not.

The packaged figures are named and not repeated. Populations, too, say only what the record's own
register does not.
"""

from __future__ import annotations

import datetime as dt
from typing import NewType

from attrs import frozen

from sundgov.figures import Figures
from sundgov.indices import IndexStep
from sundgov.parties import Belonging, Parties, Party
from sundgov.populations import Population
from sundgov.publications import Publication

OwnParty = NewType("OwnParty", Party)
"""A party in full, where others are named by their ids."""

_NOBODY = Parties(())


@frozen
class RegisterTable:
    """A register; `packaged` says that it begins with what the packaged one holds."""

    packaged: bool
    parties: tuple[OwnParty, ...] = ()
    belongings: tuple[Belonging, ...] = ()

    @classmethod
    def of(cls, register: Parties, base: Parties) -> RegisterTable:
        """A register by what it holds beyond another."""
        members, belongings = register.members, register.belongings
        packaged = _begins(members, base.members) and _begins(belongings, base.belongings)
        under = base if packaged else _NOBODY
        return cls(
            packaged,
            tuple(map(OwnParty, members[len(under.members) :])),
            belongings[len(under.belongings) :],
        )

    def register(self, base: Parties) -> Parties:
        """The register, laid upon the other where it begins with it."""
        under = base if self.packaged else _NOBODY
        return Parties((*under.members, *self.parties), (*under.belongings, *self.belongings))


@frozen
class PopulationTable:
    """A population; its register is told where it is not that of the figures."""

    reference_date: dt.date
    heads: dict[str, int]
    publication: Publication
    table: str = ""
    register: RegisterTable | None = None
    newer_not_held: dt.date | None = None

    @classmethod
    def of(cls, held: Population, register: Parties, base: Parties) -> PopulationTable:
        """A population among figures with a register."""
        return cls(
            held.reference_date,
            dict(held.heads),
            held.publication,
            held.table,
            None if held.register == register else RegisterTable.of(held.register, base),
            held.newer_not_held,
        )

    def population(self, register: Parties, base: Parties) -> Population:
        """The population among figures with a register."""
        return Population(
            self.reference_date,
            self.heads,
            self.publication,
            self.table,
            self.register.register(base) if self.register else register,
            self.newer_not_held,
        )


@frozen
class FiguresTable:
    """Figures; `packaged` says that populations and steps begin with the packaged ones."""

    packaged: bool
    register: RegisterTable
    populations: tuple[PopulationTable, ...] = ()
    steps: tuple[IndexStep, ...] = ()

    @classmethod
    def of(cls, figures: Figures, base: Figures) -> FiguresTable:
        """Figures by what they hold beyond others."""
        populations, steps = figures.populations, figures.steps
        packaged = _begins(populations, base.populations) and _begins(steps, base.steps)
        under = base if packaged else Figures(_NOBODY)
        return cls(
            packaged,
            RegisterTable.of(figures.register, base.register),
            tuple(
                PopulationTable.of(each, figures.register, base.register)
                for each in populations[len(under.populations) :]
            ),
            steps[len(under.steps) :],
        )

    def figures(self, base: Figures) -> Figures:
        """The figures, laid upon others where they begin with them."""
        under = base if self.packaged else Figures(_NOBODY)
        register = self.register.register(base.register)
        own = (each.population(register, base.register) for each in self.populations)
        return Figures(register, (*under.populations, *own), (*under.steps, *self.steps))


def _begins(held: tuple[object, ...], first: tuple[object, ...]) -> bool:
    return held[: len(first)] == first
