"""sundgov."""

from sundgov.figures import population
