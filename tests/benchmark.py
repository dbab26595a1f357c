"""Speed, side by side in one run: `python -m tests.benchmark` writes docs/performance.md.

Nothing here is a test and nothing asserts a time. Rivals take turns within one run, so that a
machine that changes its pace changes it for all; medians are written, and their ratios.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from largest_remainder import LargestRemainder

from sundgov import by_heads, kr, population
from sundgov.apportion import apportion
from sundgov.figures import packaged_figures
from sundgov.formats import load

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
EXAMPLE = PAGE.parent / "examples" / "kommunal-pro.toml"

HEADS = [heads for _, heads in population("2023-01-01").heads]
CODES = [code for code, _ in population("2023-01-01").heads]
ORE = 700_000_000


def plain_python(amount: int, weights: list[int]) -> list[int]:
    """Largest remainder as one would write it in a hurry: exact, unchecked, ties by position."""
    total = sum(weights)
    shares = [divmod(amount * weight, total) for weight in weights]
    parts = [whole for whole, _ in shares]
    by_rest = sorted(range(len(shares)), key=lambda index: shares[index][1], reverse=True)
    for index in by_rest[: amount - sum(parts)]:
        parts[index] += 1
    return parts


def in_turns(
    rivals: dict[str, Callable[[], object]], rounds: int, repeats: int
) -> dict[str, float]:
    """The median time of one call in microseconds, rivals taking turns."""
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(rounds):
        for name, call in rivals.items():
            start = time.perf_counter()
            for _ in range(repeats):
                call()
            times[name].append((time.perf_counter() - start) / repeats)
    return {name: statistics.median(taken) * 1e6 for name, taken in times.items()}


def processes(codes: dict[str, str], rounds: int = 21) -> dict[str, float]:
    """The median time of a fresh process in milliseconds, taking turns."""

    def run(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True)

    found = in_turns({name: run(code) for name, code in codes.items()}, rounds, 1)
    return {name: micro / 1000 for name, micro in found.items()}


def one_split() -> list[str]:
    """One amount over the 98 against two rivals."""
    heads: list[float] = [*HEADS]
    rivals: dict[str, Callable[[], object]] = {
        "`sundgov.apportion.apportion`": lambda: apportion(ORE, HEADS, rank=CODES),
        "plain Python (divmod and sort, no checks)": lambda: plain_python(ORE, HEADS),
        "PyPI `largest-remainder` 0.1.0": lambda: LargestRemainder.round(heads, total=ORE),
    }
    taken = in_turns(rivals, 301, 20)
    own = next(iter(taken.values()))
    rows = [f"| {name} | {micro:.1f} | {micro / own:.2f} |" for name, micro in taken.items()]
    return ["| 7 mio. kr. over 98 | µs | ratio |", "| --- | ---: | ---: |", *rows]


def larger_things() -> list[str]:
    """A split with its proof, a year, and the reading of a file."""
    key, amount = by_heads(population("2023-01-01")), kr("7 mio. kr.")
    record = load(EXAMPLE)
    bill = record.bill(2025)
    split = key.split(amount)
    things: dict[str, Callable[[], object]] = {
        "`by_heads(p).split(kr(…))`": lambda: key.split(amount),
        "`split.explain(party)`": lambda: split.explain("Samsø"),
        "Kommunal PRO, `record.bill(2025)`: 4 lines × 98 × 2": lambda: record.bill(2025),
        "`bill.explain(party)`": lambda: bill.explain("Samsø"),
        "`load(kommunal-pro.toml)`": lambda: load(EXAMPLE),
        "the packaged figures, once a process": packaged_figures.__wrapped__,
    }
    taken = in_turns(things, 21, 1)
    rows = [f"| {name} | {micro / 1000:.1f} |" for name, micro in taken.items()]
    return ["| | ms |", "| --- | ---: |", *rows]


def starting_up() -> list[str]:
    """What a fresh process pays to import the library, over bare Python."""
    codes = {
        "bare Python": "pass",
        "`import attrs`": "import attrs",
        "`import sundgov`": "import sundgov",
        "`from sundgov import by_heads, kr, population`": (
            "from sundgov import by_heads, kr, population"
        ),
        "every public name": "from sundgov import *",
    }
    taken = processes(codes)
    bare = taken["bare Python"]
    attrs = taken["`import attrs`"] - bare
    rows = [
        f"| {name} | {milli:.0f} | {milli - bare:.0f} | {(milli - bare) / attrs:.2f} |"
        for name, milli in taken.items()
    ]
    head = "| a fresh process | ms | over bare Python | × `import attrs` |"
    return [head, "| --- | ---: | ---: | ---: |", *rows]


def page() -> str:
    """The whole page."""
    about = f"{platform.python_implementation()} {platform.python_version()}"
    return "\n".join(
        [
            "# Performance",
            "",
            "Written by `python -m tests.benchmark`, everything in one run, rivals taking turns.",
            f"Medians; {about}, {platform.machine()}, one core. Compare the ratios: the absolute",
            "figures are those of the machine, and it may have been busy.",
            "",
            "## One split",
            "",
            *one_split(),
            "",
            "Exact at any size, without NumPy. `apportion` checks every weight and breaks ties by",
            "rank; the plain formulation checks nothing and leaves ties to the order of its input.",
            "",
            "## A year",
            "",
            *larger_things(),
            "",
            "## Starting up",
            "",
            *starting_up(),
            "",
            "A name is loaded when it is used; babel, cattrs, dateutil and the packaged data wait",
            "until something prints, reads a file, shifts a period or asks for a figure.",
            "",
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(PAGE.read_text(encoding="utf-8"))
