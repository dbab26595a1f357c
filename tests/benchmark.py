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
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from apportionment.methods import compute  # type: ignore[import-untyped]
from attrs import evolve
from iteround import saferound  # type: ignore[import-untyped]
from largest_remainder import LargestRemainder

from sundgov import by_heads, kr, population
from sundgov.apportion import ApportionedTable, apportion, apportion_table
from sundgov.apportion.signposts import SIGNPOSTS
from sundgov.batch import (
    Ints,
    apportion_groups,
    apportion_long,
    apportion_many,
    apportion_scenarios,
)
from sundgov.figures import packaged_figures
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine
from sundgov.formats import load
from sundgov.money import Amount

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
    shares = [ORE * each / sum(HEADS) for each in HEADS]
    rivals: dict[str, Callable[[], object]] = {
        "`sundgov.apportion.apportion`": lambda: apportion(ORE, HEADS, rank=CODES),
        "plain Python (divmod and sort, no checks)": lambda: plain_python(ORE, HEADS),
        "PyPI `largest-remainder` 0.1.0": lambda: LargestRemainder.round(heads, total=ORE),
        "PyPI `iteround` 1.0.4": lambda: saferound(shares, 0),
        "PyPI `apportionment` 1.0": lambda: compute("hamilton", HEADS, ORE, parties=CODES),
    }
    taken = in_turns(rivals, 101, 10)
    own = next(iter(taken.values()))
    rows = [f"| {name} | {micro:.1f} | {micro / own:.2f} |" for name, micro in taken.items()]
    return ["| 7 mio. kr. over 98 | µs | ratio |", "| --- | ---: | ---: |", *rows]


def methods() -> list[str]:
    """Divisor methods at two amounts, and a rival at one small enough for it to end."""
    few, most = 10_000, ORE * 10**9
    calls: dict[str, Callable[[], object]] = {}
    for method in SIGNPOSTS:
        for amount in (ORE, most):
            calls[f"`{method}`, {amount:,} øre"] = partial(
                apportion, amount, HEADS, method=method, rank=CODES
            )
    calls["`webster`, between 1 and 100 million øre each"] = lambda: apportion(
        ORE, HEADS, method="webster", rank=CODES, minimum=10**6, maximum=10**8
    )
    calls[f"PyPI `apportionment` 1.0, `saintelague`, {few:,} øre"] = lambda: compute(
        "saintelague", HEADS, few, parties=CODES
    )
    taken = in_turns(calls, 21, 2)
    rows = [f"| {name} | {micro:,.1f} |" for name, micro in taken.items()]
    return ["| over 98 | µs |", "| --- | ---: |", *rows]


def larger_things() -> list[str]:
    """A split with its proof, a year, and the reading of a file."""
    key, amount = by_heads(population("2023-01-01")), kr("7 mio. kr.")
    record = load(EXAMPLE)
    bill, ledger = record.bill(2025), record.ledgers[0]  # a ledger makes each bill only once
    split = key.split(amount)
    things: dict[str, Callable[[], object]] = {
        "`by_heads(p).split(kr(…))`": lambda: key.split(amount),
        "`split.explain(party)`": lambda: split.explain("Samsø"),
        "Kommunal PRO, `record.bill(2025)`: 4 lines × 98 × 2": lambda: evolve(ledger).bill(2025),
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


def nearest(amounts: Ints | int, weights: Ints) -> Ints:
    """What one writes without a method: every share to the nearest unit, and the sum be it."""
    shares = amounts * weights / weights.sum()
    return np.asarray(np.rint(shares).astype(np.int64))


def many_amounts(amounts: Ints, weights: Ints) -> list[str]:
    """Ten thousand amounts over the 98; plain Python on a tenth of them."""
    some, plain, heads = amounts[::10].tolist(), weights.tolist(), [*map(float, weights)]
    taken = in_turns(
        {
            "`np.rint(a * w / W).astype(np.int64)`, not exact": lambda: nearest(
                amounts[:, None], weights
            ),
            "`apportion_many`": lambda: apportion_many(amounts, weights),
            "`apportion_many`, amounts a million times as large": lambda: apportion_many(
                amounts * 10**6, weights
            ),
            "`apportion_many`, 98 equal weights: ties": lambda: apportion_many(
                amounts, np.ones_like(weights)
            ),
        },
        41,
        1,
    )
    slow = in_turns(
        {
            "`apportion`, one after another": lambda: [apportion(a, plain) for a in some],
            "plain Python (divmod and sort, no checks)": lambda: [
                plain_python(a, plain) for a in some
            ],
            "PyPI `largest-remainder` 0.1.0": lambda: [
                LargestRemainder.round(heads, total=a) for a in some
            ],
        },
        5,
        1,
    )
    taken |= {name: 10 * micro for name, micro in slow.items()}
    return rated("10,000 amounts × 98", taken)


def many_weights(amount: int, weights: Ints) -> list[str]:
    """One amount over a million weights, and other shapes of a million cells."""
    ordered = np.sort(np.arange(len(weights)) % 10_000)
    spread = np.arange(len(weights)) * 7919 % 10_000
    amounts = np.arange(10_000) * 70_001
    keys = weights[:980].reshape(10, 98)
    taken = in_turns(
        {
            "`np.rint(a * w / W).astype(np.int64)`, not exact": lambda: nearest(amount, weights),
            "`apportion_long`": lambda: apportion_long(amount, weights),
            "`apportion_long`, an amount a million times as large": lambda: apportion_long(
                amount * 10**6, weights
            ),
            "`apportion_groups`, 10,000 groups, ordered": lambda: apportion_groups(
                amounts, weights, ordered
            ),
            "`apportion_groups`, 10,000 groups, in any order": lambda: apportion_groups(
                amounts, weights, spread
            ),
            "`apportion_scenarios`, 10 keys × 1,020 amounts × 98": lambda: apportion_scenarios(
                amounts[:1020], keys
            ),
        },
        21,
        1,
    )
    return rated("1,000,000 weights", taken)


def rated(head: str, taken: dict[str, float]) -> list[str]:
    """A table of times, each against the first."""
    first = next(iter(taken.values()))
    rows = [f"| {name} | {us / 1000:.2f} | {us / first:.2f} |" for name, us in taken.items()]
    return [f"| {head} | ms | ratio |", "| --- | ---: | ---: |", *rows]


def beyond_the_result(call: Callable[[], Ints]) -> float:
    """The most memory in use at once beyond the result itself, in megabytes."""
    tracemalloc.start()
    result = call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (most - result.nbytes) / 1e6


def growth(amounts: Ints, heads: Ints) -> list[str]:
    """From a thousand cells to ten million: nanoseconds a cell, and memory."""
    rows = []
    for power in range(3, 8):
        cells = 10**power
        some, weights = np.resize(amounts, max(1, cells // 98)), np.arange(1, cells + 1) % 99_991
        calls: dict[str, Callable[[], Ints]] = {
            "many": lambda some=some: apportion_many(some, heads),  # type: ignore[misc]
            "long": lambda weights=weights: apportion_long(ORE, weights),  # type: ignore[misc]
        }
        taken = in_turns({**calls}, 7, 10 ** max(0, 5 - power))
        figures = [
            f"{taken[name] * 1000 / cells:.1f} | {beyond_the_result(call):.1f}"
            for name, call in calls.items()
        ]
        rows.append(f"| {cells:,} | {' | '.join(figures)} |")
    return [
        "| cells | `apportion_many`, ns a cell | MB beyond the result "
        "| `apportion_long`, ns a cell | MB beyond the result |",
        "| ---: | ---: | ---: | ---: | ---: |",
        *rows,
    ]


def batch() -> list[str]:
    """Many at once, against what NumPy takes to be inexact."""
    # The allocator keeps what it once freed, so that no rival pays for fresh pages and others not.
    np.ones(31 * 2**20, np.uint8)
    random = np.random.default_rng(98)
    amounts, heads = random.integers(10**6, ORE, 10_000), np.array(HEADS)
    weights = random.integers(1, 100_000, 1_000_000)
    missed = int((nearest(amounts[:, None], heads).sum(axis=1) != amounts).sum())
    return [
        *many_amounts(amounts, heads),
        "",
        f"What is not exact misses the amount in {missed:,} of the 10,000.",
        "",
        *many_weights(ORE, weights),
        "",
        *growth(amounts, heads),
    ]


def lines_of(count: int) -> list[int]:
    """Budget lines between nothing and 10 mio. kr."""
    return [(line * 7919) ** 3 % 10**9 for line in range(1, count + 1)]


def table_of(count: int) -> ApportionedTable:
    """So many lines over the 98 by heads, its cells unpacked."""
    table = apportion_table(lines_of(count), HEADS, column_rank=CODES)
    assert table.cells
    return table


def table_growth() -> list[str]:
    """From a thousand cells to a million: nanoseconds a cell, and the most memory at once."""
    rows = []
    for power in range(3, 7):
        count = 10**power // 98

        def call(count: int = count) -> object:
            return table_of(count)

        taken = in_turns({"": call}, 7, 10 ** max(0, 4 - power))[""]
        tracemalloc.start()
        call()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        rows.append(f"| {count * 98:,} | {taken * 1000 / (count * 98):.0f} | {most / 1e6:.1f} |")
    return ["| cells | ns a cell | MB at most |", "| ---: | ---: | ---: |", *rows]


def many_lines(count: int) -> Bill:
    """The example's year with so many lines, over 98 parties and two instalments."""
    bill = load(EXAMPLE).bill(2025)
    prices = bill.budget.lines[0].amount.prices
    lines = tuple(
        BudgetLine(f"l{at:04}", f"Post {at}", Amount(ore, prices))
        for at, ore in enumerate(lines_of(count))
    )
    budget = evolve(bill.budget, lines=lines, ceiling=None)
    return bill_year(bill.agreement, budget, packaged_figures())


def tables() -> list[str]:
    """200 lines over the 98: rows, columns and cells at once, against rows one by one."""
    rows = lines_of(200)
    keys = [[heads + line for heads in HEADS] for line in range(200)]
    taken = in_turns(
        {
            "`apportion_table`, one key": lambda: table_of(200),
            "`apportion_table`, one key, cells not unpacked": lambda: apportion_table(
                rows, HEADS, column_rank=CODES
            ),
            "each row by `apportion`: columns off": lambda: [
                apportion(row, HEADS, rank=CODES) for row in rows
            ],
            "each row in plain Python: columns off": lambda: [
                plain_python(row, HEADS) for row in rows
            ],
            "`apportion_table`, a key for every row": lambda: apportion_table(rows, keys),
        },
        51,
        1,
    )
    alone = zip(*(apportion(row, HEADS, rank=CODES).parts for row in rows), strict=True)
    off = [own - right for own, right in zip(map(sum, alone), table_of(200).columns, strict=True)]
    year = in_turns({"": lambda: many_lines(200)}, 5, 1)[""]
    return [
        *rated("200 lines × 98", taken),
        "",
        f"Rows one by one leave {sum(map(bool, off))} of the 98 columns off, by up to "
        f"{max(map(abs, off))} øre.",
        f"A year's bill of 200 lines × 98 × 2, from its terms to every øre: {year / 1e6:.2f} s.",
        "",
        *table_growth(),
    ]


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
            "## Divisor methods",
            "",
            *methods(),
            "",
            "By jump and step: what a division costs does not grow with the amount. Others give",
            "one unit after another, which for seven million kroner would take an hour.",
            "",
            "## Many at once",
            "",
            *batch(),
            "",
            "Exact at any size, ties by rank: cell by cell what `apportion` gives. Python's",
            "own ways are measured on a tenth of the amounts. Ratios are to what only rounds.",
            "",
            "## Tables",
            "",
            *tables(),
            "",
            "In plain Python. Every row, column and cell comes out; time and memory grow with the",
            "cells.",
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
