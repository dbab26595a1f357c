"""The facts about the world that ship with the library, as rows of text.

Each file under `sundgov/data` stands beside its provenance (`data/README.md`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a packaged table, each a mapping from column to text.

    >>> next(rows("population"))
    {'reference_date': '2008-01-01', 'code': '101', 'population': '509861'}
    """
    from importlib.resources import files

    text = files("sundgov").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
