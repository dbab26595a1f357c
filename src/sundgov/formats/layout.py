"""How results are laid out: a table for people, CSV and JSON for programs.

CSV has commas, points and two decimals, and cells of text that a spreadsheet would take for a
formula are preceded by an apostrophe. JSON has amounts as strings with two decimals, so that no
reader turns them into floats.
"""

from __future__ import annotations

import csv
import enum
import io
import json
from collections.abc import Iterable, Sequence

from sundgov.printing import spaced


class Format(enum.Enum):
    """What a result is written as."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def json_text(value: object) -> str:
    """A value as JSON, Danish letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows under a head; cells of text are to be made harmless first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def harmless(text: str) -> str:
    """A cell of text that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("Samsø")
    ("'=1+1", 'Samsø')
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def table_text(
    title: str,
    head: Sequence[str],
    body: Sequence[Sequence[str]],
    foot: Sequence[str] = (),
    *,
    texts: int,
) -> str:
    """A table for people: the first `texts` columns to the left, figures to the right.

    >>> print(table_text("År", ["Navn", "kr."], [["a", "1"]], ["I alt", "10"], texts=1), end="")
    År
    <BLANKLINE>
    Navn   kr.
    -----  ---
    a        1
    -----  ---
    I alt   10
    """
    rows = [head, *body, *([foot] if foot else [])]
    ruler = ["-" * max(map(len, column)) for column in zip(*rows, strict=True)]
    laid = [head, ruler, *body, *([ruler, foot] if foot else [])]
    return (f"{spaced(title)}\n\n" if title else "") + aligned_text(laid, texts=texts)


def aligned_text(rows: Sequence[Sequence[str]], *, texts: int) -> str:
    """Rows in columns: the first `texts` to the left, figures to the right.

    >>> print(aligned_text([["Drift", "7,50"], ["I alt", "17,50"]], texts=1), end="")
    Drift   7,50
    I alt  17,50
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(f"{spaced(_aligned(row, widths, texts))}\n" for row in rows)


def _aligned(cells: Sequence[str], widths: Sequence[int], texts: int) -> str:
    pairs = enumerate(zip(cells, widths, strict=True))
    return "  ".join(
        cell.ljust(width) if column < texts else cell.rjust(width)
        for column, (cell, width) in pairs
    ).rstrip()
