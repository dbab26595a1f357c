"""Moving amounts between price levels by published percentages (P/L-regulering, opregning).

A chain runs through steps of one index and one kind, from the level an amount is in to the
level it is wanted in. It is exact inside and rounded once. A gap, a step of another index or
kind, and a vintage not yet published on the day of use are refused.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fractions import Fraction
from itertools import pairwise

from attrs import Attribute, field, frozen

from sundgov.errors import InvalidValueError, MissingFigureError, PriceLevelError
from sundgov.exact import Exact, calendar_year, share
from sundgov.figures import Figures
from sundgov.finance.phrases import exact_money, rounding
from sundgov.indices import IndexName, IndexStep
from sundgov.kinds import checked, must_be
from sundgov.money import Amount, CurrentPrices, ExactAmount, PriceLevel, Rounding, Unit
from sundgov.periods import day
from sundgov.printing import Language, exact_number, kroner, percent, spaced
from sundgov.publications import Publication, PublicationBasis
from sundgov.text import is_plain


class Chaining(enum.Enum):
    """How the steps of a chain combine: multiplied (the default), or their percentages added."""

    COMPOUND = "compound"
    ADD = "add"


def _share(value: Exact) -> Fraction:
    return share(value, "weight")


@frozen(field_transformer=checked)
class IndexPart:
    """One index within a composite, with its weight (a share of one)."""

    index: IndexName
    weight: Fraction = field(converter=_share)


def _sums_to_one(
    instance: object, attribute: Attribute[tuple[IndexPart, ...]], parts: tuple[IndexPart, ...]
) -> None:
    if sum(part.weight for part in parts) != 1:
        raise InvalidValueError(
            "parts", "the weights must sum to one", *(str(part.weight) for part in parts)
        )
    if len({part.index.kind for part in parts}) > 1:
        kinds = sorted({part.index.kind.value for part in parts})
        raise InvalidValueError("parts", "must be of one kind", *kinds)


@frozen(field_transformer=checked)
class CompositeIndex:
    """An index of named parts with weights that sum to one (sammensat indeks).

    >>> from sundgov.indices import IndexKind
    >>> wages, prices = (IndexName("Økonomistyrelsen", name, IndexKind.TOTAL)
    ...                  for name in ("statsligt lønindeks", "nettoprisindeks"))
    >>> mixed = CompositeIndex("60/40", (IndexPart(wages, Fraction(3, 5)),
    ...                                  IndexPart(prices, Fraction(2, 5))))
    >>> from sundgov.figures import packaged_figures
    >>> str(chain(packaged_figures(), mixed, 2024, 2025).steps[0].percent)
    '123/50'
    """

    name: str = field(validator=is_plain)
    parts: tuple[IndexPart, ...] = field(validator=_sums_to_one)

    def __str__(self) -> str:
        return self.name


@frozen
class CompositeStep(IndexStep):
    """A composite's step: the weighted mean of its parts' steps, published with the last."""

    parts: tuple[tuple[Fraction, IndexStep], ...] = ()

    def named(self, language: Language) -> str:
        word = "sammensat indeks" if language == "da" else "composite index"
        return f"{word} {self.index.name} ({self.index.kind.worded(language)})"

    def worded(self, language: Language = "da") -> str:
        """The mean in words, and on lines of their own the weight and step of every part."""
        mean, weight = (
            ("vægtet gennemsnit", "vægt") if language == "da" else ("weighted mean", "weight")
        )
        lines = [f"{self.move(language)}, {mean}"]
        for part, step in self.parts:
            index = f"{step.index.publisher}, {step.index.name}"
            lines.append(
                f"  {weight} {percent(part * 100, language)}: {index}, {step.worded(language)}"
            )
        return "\n".join(lines)


def _one_series(
    instance: object, attribute: Attribute[tuple[IndexStep, ...]], steps: tuple[IndexStep, ...]
) -> None:
    for before, after in pairwise(steps):
        if before.index.kind is not after.index.kind:
            raise InvalidValueError(
                "steps",
                "a chain is of one kind; mixed kinds count a correction twice",
                str(before),
                str(after),
            )
        if before.index != after.index:
            raise InvalidValueError("steps", "a chain is of one index", str(before), str(after))
        if before.to_year != after.from_year:
            raise InvalidValueError("steps", "a chain has no gap", str(before), str(after))


@frozen(field_transformer=checked)
class Chain:
    """Steps that follow on each other, from one year's prices to a later year's."""

    steps: tuple[IndexStep, ...] = field(validator=_one_series)
    chaining: Chaining = Chaining.COMPOUND

    @property
    def factor(self) -> Fraction:
        """What an amount is multiplied by on the way up.

        >>> from sundgov.indices import IndexKind, IndexName
        >>> general = IndexName("Økonomistyrelsen", "generelt pris- og lønindeks",
        ...                     IndexKind.DEVELOPMENT)
        >>> from sundgov.figures import packaged_figures
        >>> [str(chain(packaged_figures(), general, 2022, 2024, chaining=way).factor)
        ...  for way in Chaining]
        ['533/500', '213/200']
        """
        if self.chaining is Chaining.ADD:
            return 1 + sum((step.percent for step in self.steps), Fraction(0)) / 100
        factor = Fraction(1)
        for step in self.steps:
            factor *= step.factor
        return factor


def worded_steps(
    steps: Sequence[IndexStep], chaining: Chaining, language: Language = "da"
) -> list[str]:
    """Steps of one index in words: the index named once, several steps a line each."""
    if not steps:
        return []
    named = f"{'Indeks' if language == 'da' else 'Index'}: {steps[0].named(language)}"
    told = [line for step in steps for line in step.worded(language).split("\n")]
    if len(steps) == 1:
        return [f"{named}, {told[0]}", *told[1:]]
    if chaining is Chaining.ADD:
        named += ", procenterne lagt sammen" if language == "da" else ", percentages added"
    return [named, *(f"  {line}" for line in told)]


@frozen
class Uplift:
    """An amount moved between price levels: from, to, by which chain, and the exact figure.

    `amount` is the one rounding of `exact`, to `unit` by `rule`; `factor` what was multiplied by
    (the inverse of the chain's on the way down).
    """

    before: Amount
    amount: Amount
    exact: ExactAmount
    chain: Chain
    factor: Fraction
    unit: Unit = Unit.ORE
    rule: Rounding = Rounding.HALF_AWAY

    @property
    def is_rounded(self) -> bool:
        """Whether the amount is not the exact one."""
        return self.exact != self.amount.exact

    def worded(self, language: Language = "da") -> str:
        """The move in words.

        >>> from sundgov import kr
        >>> from sundgov.figures import packaged_figures
        >>> from sundgov.indices import IndexKind
        >>> ffl = IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.TOTAL)
        >>> moved = uplift(kr(100, 2024), 2025, chain(packaged_figures(), ffl, 2024, 2025))
        >>> print(moved.worded("en"))
        DKK 100.00 (2024 pl) × 1.03 = DKK 103.00
        Index: Økonomistyrelsen, generelt pris- og lønindeks (total), from 2024 pl to 2025 pl: \
3.0 per cent, published 6 June 2024
        """
        steps = worded_steps(self.chain.steps, self.chain.chaining, language)
        return "\n".join([self.sum(language), *steps])

    def sum(self, language: Language = "da") -> str:
        """The move as a sum: what was multiplied by what, what came of it, and its rounding.

        >>> from sundgov import kr
        >>> from sundgov.indices import IndexKind
        >>> half = IndexStep(IndexName("KL", "eget", IndexKind.TOTAL), 2024, 2025, Fraction(1, 2))
        >>> print(uplift(kr(101, 2024), 2025, Chain((half,)), unit=Unit.KRONE).sum("en"))
        DKK 101.00 (2024 pl) × 1.005 = DKK 101.505, rounded to whole kroner: DKK 102.00 (halves \
away from zero)
        """
        if not self.is_rounded:
            return spaced(f"{self.factors(language)} = {kroner(self.amount.ore, language)}")
        rounded = rounding(self.amount, self.unit, self.rule, language)
        exact = exact_money(self.exact, language)
        return spaced(f"{self.factors(language)} = {exact}, {rounded}")

    def factors(self, language: Language = "da") -> str:
        """What was multiplied by what: the amount at its level, and the factor.

        >>> from sundgov import kr
        >>> uplift(kr(100, 2024), 2024, Chain(())).factors()
        '100,00 kr. (2024 pl) × 1'
        """
        before = f"{kroner(self.before.ore, language)} ({self.before.prices})"
        return spaced(f"{before} × {exact_number(self.factor, 8, language)}")


def chain(
    figures: Figures,
    index: IndexName | CompositeIndex,
    from_year: int,
    to_year: int,
    *,
    on: dt.date | str | None = None,
    override: str = "",
    chaining: Chaining = Chaining.COMPOUND,
) -> Chain:
    """The chain of an index from one year's prices to another's.

    `on` is the day of use: every step must have been published by then, unless `override`
    gives the reason why one whose publication is unknown may be used. Without `on` nothing is
    billed, and publication is not asked about. From a later year to an earlier one the same
    chain is returned, to be walked downwards.

    Raises `MissingFigureError` naming the gap and `NotPublishedError` naming the vintage.
    """
    must_be(figures, "figures", Figures)
    must_be(index, "index", IndexName, CompositeIndex)
    used = None if on is None else day(on, "on")
    year, end = sorted((calendar_year(from_year), calendar_year(to_year)))
    steps = []
    while year < end:
        step = _composite_step(figures, index, year, end, used, override)
        steps.append(step)
        year = step.to_year
    return Chain(tuple(steps), chaining)


def _composite_step(
    figures: Figures,
    index: IndexName | CompositeIndex,
    year: int,
    end: int,
    on: dt.date | None,
    override: str,
) -> IndexStep:
    """The step of an index from `year`; a composite's is the weighted mean of its parts'."""
    if isinstance(index, IndexName):
        return _step(figures, index, year, end, on, override)
    steps = [_step(figures, part.index, year, end, on, override) for part in index.parts]
    if len({step.to_year for step in steps}) > 1:
        raise InvalidValueError(
            index.name, "the parts must step through the same years", *map(str, steps)
        )
    weights = [part.weight for part in index.parts]
    mean = sum((w * step.percent for w, step in zip(weights, steps, strict=True)), Fraction(0))
    days = [step.publication.on for step in steps]
    latest = (
        Publication(None, PublicationBasis.UNKNOWN)
        if None in days
        else max((step.publication for step in steps), key=lambda p: p.on or dt.date.min)
    )
    name = IndexName("sammensat", index.name, steps[0].index.kind)
    parts = tuple(zip(weights, steps, strict=True))
    return CompositeStep(name, year, steps[0].to_year, mean, latest, parts=parts)


def _step(
    figures: Figures, index: IndexName, year: int, end: int, on: dt.date | None, override: str
) -> IndexStep:
    """The latest vintage of an index's step from `year` that may be used."""
    series = [step for step in figures.steps if step.index == index]
    from_here = [step for step in series if step.from_year == year and step.to_year <= end]
    if not from_here:
        raise _gap(figures, index, series, year)
    known = from_here
    if on is not None:
        known = [step for step in from_here if _usable(step, on, override)]
    if not known:
        first = min(from_here, key=lambda step: step.publication.on or dt.date.max)
        assert on is not None
        first.publication.require(f"{index} {first.from_year}-{first.to_year}", on)
    return max(known, key=lambda step: (step.publication.on or dt.date.min, -step.to_year))


def _usable(step: IndexStep, on: dt.date, override: str) -> bool:
    unknown = step.publication.on is None
    return step.publication.known_by(on) or (unknown and bool(override))


def _gap(
    figures: Figures, index: IndexName, series: Iterable[IndexStep], year: int
) -> MissingFigureError:
    held = sorted(f"{step.from_year}-{step.to_year}" for step in series)
    if held:
        hint = f"Held: {', '.join(held[-8:])}."
    else:
        names = sorted({str(step.index) for step in figures.steps})
        nearest = get_close_matches(str(index), names, n=3, cutoff=0)
        hint = f"Nearest of {len(names)} indices held: {'; '.join(nearest) or 'none'}."
    return MissingFigureError(
        str(index), "no percentage is held from this year's prices onwards", year, hint=hint
    )


def uplift(
    amount: Amount,
    to_year: int,
    by: Chain,
    *,
    unit: Unit = Unit.ORE,
    rule: Rounding = Rounding.HALF_AWAY,
) -> Uplift:
    """Move an amount from its price level to another year's, exact inside, rounded once.

    >>> from sundgov import kr
    >>> from sundgov.figures import packaged_figures
    >>> from sundgov.indices import IndexKind, IndexName
    >>> general = IndexName("Økonomistyrelsen", "generelt pris- og lønindeks",
    ...                     IndexKind.DEVELOPMENT)
    >>> by = chain(packaged_figures(), general, 2021, 2024)
    >>> uplift(kr("350.000 kr. (2021 pl)"), 2024, by).amount
    Amount('389.143,30 kr. (2024 pl)')
    """
    must_be(amount, "amount", Amount)
    must_be(by, "chain", Chain)
    level = amount.prices
    if not isinstance(level, PriceLevel):
        raise PriceLevelError(
            "amount",
            "only an amount at a stated price level can be moved",
            spaced(str(amount)),
            hint="State its level with at(year).",
        )
    years = sorted((level.year, calendar_year(to_year)))
    covered = [by.steps[0].from_year, by.steps[-1].to_year] if by.steps else [years[0]] * 2
    if covered != years:
        raise InvalidValueError("chain", "must run between the two levels", covered, years)
    factor = by.factor if level.year <= to_year else 1 / by.factor
    exact = ExactAmount(amount.ore * factor, PriceLevel(to_year))
    return Uplift(amount, exact.rounded(unit, rule), exact, by, factor, unit, rule)


def current(amount: Amount, year: int) -> Amount:
    """An amount at the level of `year`, as current money of that year: what is billed.

    >>> from sundgov import kr
    >>> current(kr(100, 2025), 2025)
    Amount('100,00 kr. (løbende priser 2025)')
    """
    must_be(amount, "amount", Amount)
    if amount.prices != PriceLevel(year):
        raise PriceLevelError("amount", f"must be at the level of {year}", str(amount.prices))
    return Amount(amount.ore, CurrentPrices(year))
