"""Typed models and exact cost allocation for Danish joint-municipal digital health."""

from sundgov.figures import population, population_known_on
from sundgov.finance.keys import by_heads
from sundgov.money import kr

__all__ = ["by_heads", "kr", "population", "population_known_on"]
