"""A million random cases: `python -m tests.soak [--cases N] [--seed S] [--processes P]`.

Every method, largest remainder mostly, between bounds and without, is held to a second way to it
in fractions (`tests/apportion_oracle.py`): ties, zero weights, rational weights, amounts to 10^18
and beyond, 1 to 10^4 recipients. Where NumPy is there, so is `sundgov.batch`. It ends with exit
code 1 and the smallest case that went wrong, if one does. The same seed gives the same cases,
however many processes share them.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from importlib.util import find_spec
from itertools import accumulate, repeat
from random import Random
from typing import NamedTuple

from sundgov.apportion import apportion
from tests.apportion_oracle import ALL, BOUNDED, Case, Exact, division, fault

CHUNK = 2_000
WITH_BATCH = find_spec("numpy") is not None
LEAST_UNITS = 80
"""So many units at most are given one by one."""

Judge = Callable[[Case], str | None]


class Chunk(NamedTuple):
    """What came of some cases: how many of which kind, and those that went wrong, with why."""

    counts: Counter[str]
    wrong: list[tuple[Case, str]]


# -- cases


def size(random: Random) -> int:
    """How many recipients: mostly few, at times thousands."""
    (most,) = random.choices((6, 30, 150, 1_000, 10_000), (7_300, 2_000, 660, 36, 4))
    return random.randint(1, most)


def some_weights(random: Random, count: int) -> tuple[Exact, ...]:
    """Small, equal, large, rational or of very different size, with zeros among them."""
    kinds: tuple[Callable[[], Exact], ...] = (
        lambda: random.randint(0, 6),
        lambda: random.randint(0, 1),
        lambda: random.randint(0, 1_000),
        lambda: random.randint(0, 700_000),
        lambda: random.randint(0, 10**18),
        lambda: 10 ** random.randint(0, 30),
        lambda: random.choice((0, 1, random.randint(10**17, 10**30))),
        lambda: Fraction(random.randint(0, 40), random.randint(1, 12)),
        lambda: Fraction(random.randint(0, 10**6), 1_000),
    )
    one = random.choice(kinds)
    weights = tuple(one() for _ in range(count))
    return weights if any(weights) else (1,) * count


def some_amount(random: Random, weights: Sequence[Exact]) -> int:
    """Small, or of any size, or such that shares are whole or just not."""
    total = int(sum(weights))
    near = total * random.randint(0, 9) // random.choice((1, 1, 2, 3, 4)) + random.randint(-1, 1)
    amount = random.choice(
        (
            random.randint(0, 30),
            random.randint(0, 1_000),
            random.randint(0, 10**9),
            random.randint(0, 10**18),
            random.randint(10**18, 10**36),
            near,
        )
    )
    return -amount if random.random() < 0.3 else amount


def some_bounds(random: Random, case: Case) -> Case:
    """Bounds of any sign, and an amount between their sums: at times at one of them."""
    wide = random.choice((2, 8, 8, 10**6, 10**18))
    below = random.choice((0, 0, wide))
    lows = tuple(random.randint(-below, wide // 2) for _ in case.weights)
    highs = tuple(low + random.randint(0, wide) for low in lows)
    least, most = sum(lows), sum(highs)
    amount = random.choice((least, most, min(max(0, least), most), *[None] * 12))
    if amount is None:
        amount = random.randint(least, min(most, least + random.choice((20, wide**2))))
    return case._replace(amount=amount, lows=lows, highs=highs)


def some_case(random: Random) -> Case:
    """A case of any method, mostly of largest remainder."""
    method = "largest-remainder" if random.random() < 0.6 else random.choice(ALL)
    count = min(size(random), 12) if method == "quota" else size(random)
    weights = some_weights(random, count)
    ranks = tuple(range(count))
    if random.random() < 0.5:
        ranks = tuple(random.sample(ranks, count))
    amount = some_amount(random, weights)
    if method == "quota":
        amount %= 100
    case = Case(method, amount, weights, ranks)
    return some_bounds(random, case) if method in BOUNDED and random.random() < 0.25 else case


# -- judgement


def judge(case: Case) -> str | None:
    """What is wrong with what `apportion` makes of a case, if anything is."""
    try:
        result = apportion(
            case.amount,
            case.weights,
            method=case.method,
            minimum=case.lows,
            maximum=case.highs,
            rank=case.ranks,
        )
    except Exception as error:  # whatever it is, it is a case to be told
        return f"{type(error).__name__}: {error}"
    if case.method in BOUNDED and (found := fault(case, result.parts, result.ties)):
        return f"{found} (got {result.parts}, ties {result.ties})"
    if _told_at_once(case) and result.parts != (told := division(case)):
        return f"got {result.parts}, by the oracle {told}"
    return None


def _told_at_once(case: Case) -> bool:
    """Whether the oracle need not go through too many units."""
    if case.lows is None and case.method not in BOUNDED[1:]:
        return True
    upright = case.turned if case.is_mirror else case
    return upright.amount - sum(upright.ends[0]) <= LEAST_UNITS and len(case.weights) <= 20


def for_batch(case: Case) -> bool:
    """Whether it is one of those that `sundgov.batch` divides: whole weights and no bounds."""
    plain = case.method == "largest-remainder" and case.lows is None
    return plain and len(whole(case)) == len(case.weights)


def whole(case: Case) -> list[int]:
    """The weights that are ints."""
    return [weight for weight in case.weights if isinstance(weight, int)]


def judge_many(case: Case) -> str | None:
    """What is wrong with three amounts and two keys at a time, if anything is."""
    from sundgov.batch import apportion_long, apportion_many, apportion_scenarios

    amounts = [case.amount, case.amount + 1, -case.amount]
    other = case._replace(weights=case.weights[::-1])
    told = [
        [list(division(each._replace(amount=amount))) for amount in amounts]
        for each in (case, other)
    ]
    keys = [whole(case), whole(other)]
    got: dict[str, tuple[object, object]] = {
        "many": (apportion_many(amounts, keys[0], rank=case.ranks).tolist(), told[0]),
        "long": (apportion_long(case.amount, keys[0], rank=case.ranks).tolist(), told[0][0]),
        "scenarios": (apportion_scenarios(amounts, keys, rank=case.ranks).tolist(), told),
    }
    for name, (made, right) in got.items():
        if made != right:
            return f"batch, {name}: got {made}, by the oracle {right}"
    return None


def wrong_in_groups(cases: Sequence[Case]) -> Iterator[tuple[Case, str]]:
    """Which of some cases come out otherwise when all are divided at once as groups."""
    from sundgov.batch import apportion_groups

    if not cases:
        return
    ends = list(accumulate(len(case.weights) for case in cases))
    parts = apportion_groups(
        [case.amount for case in cases],
        [weight for case in cases for weight in whole(case)],
        [number for number, case in enumerate(cases) for _ in case.weights],
        rank=[rank for case in cases for rank in case.ranks],
    ).tolist()
    for case, end in zip(cases, ends, strict=True):
        made = tuple(parts[end - len(case.weights) : end])
        alone = apportion(case.amount, case.weights, rank=case.ranks).parts
        if made != alone:
            yield case, f"batch, groups: got {made}, alone {alone}"


def run_chunk(seed: int, number: int, count: int) -> Chunk:
    """Some cases by number: the same ones every time."""
    random = Random(f"{seed}/{number}")
    cases = [some_case(random) for _ in range(count)]
    counts = Counter(kind(case) for case in cases)
    wrong = [(case, why) for case in cases if (why := judge(case))]
    if WITH_BATCH:
        known = {id(case) for case, _ in wrong}
        mine = [case for case in cases if for_batch(case) and id(case) not in known]
        counts["batch, groups"] = len(mine)
        wrong += wrong_in_groups(mine)
        some = [case for case in mine if len(case.weights) <= 150 and random.random() < 0.1]
        counts["batch, many"] = len(some)
        wrong += [(case, why) for case in some if (why := judge_many(case))]
    return Chunk(counts, wrong)


def kind(case: Case) -> str:
    return case.method if case.lows is None else f"{case.method}, bounded"


# -- the smallest case


def weight_of(case: Case) -> tuple[int, int, int, Exact]:
    """How hard a case is to read: its recipients, the length of the call, ranks, and numbers."""
    placed = case.ranks == tuple(range(len(case.ranks)))
    return len(case.weights), len(shown(case)), not placed, abs(case.amount) + sum(case.weights)


def smaller(case: Case) -> Iterator[Case]:
    """Cases with one recipient less, or with a number that is easier to read."""
    for index in range(len(case.weights)) if len(case.weights) > 1 else ():
        cut = [
            None if each is None else each[:index] + each[index + 1 :]
            for each in (case.weights, case.ranks, case.lows, case.highs)
        ]
        yield Case(case.method, case.amount, *cut)  # type: ignore[arg-type]
    for amount in (0, 1, case.amount // 2, case.amount // 10, case.amount - 1, -case.amount):
        yield case._replace(amount=amount)
    for index, weight in enumerate(case.weights):
        for less in (0, 1, int(weight), int(weight) // 2, int(weight) - 1):
            weights = (*case.weights[:index], less, *case.weights[index + 1 :])
            yield case._replace(weights=weights)
    yield case._replace(ranks=tuple(range(len(case.ranks))))


def has_meaning(case: Case) -> bool:
    if min(case.weights) < 0 or not any(case.weights):
        return False
    return case.lows is None or sum(case.lows) <= case.amount <= sum(case.highs or ())


def smallest(case: Case, judged: Judge) -> Case:
    """The case made as small as it stays wrong."""
    while True:
        found = (each for each in smaller(case) if weight_of(each) < weight_of(case))
        less = next((each for each in found if has_meaning(each) and judged(each)), None)
        if less is None:
            return case
        case = less


def shown(case: Case) -> str:
    """The call that goes wrong."""
    bounds = f", minimum={case.lows}, maximum={case.highs}" if case.lows is not None else ""
    weights = ", ".join(str(weight) for weight in case.weights)
    return (
        f"apportion({case.amount}, [{weights}], method={case.method!r}{bounds}, rank={case.ranks})"
    )


def told(wrong: Sequence[tuple[Case, str]]) -> str:
    """The smallest of the cases that went wrong, and why."""
    case, why = min(wrong, key=lambda each: weight_of(each[0]))
    judged = judge_many if why.startswith("batch") else judge
    if judged(case):
        case = smallest(case, judged)
        why = judged(case) or why
    return f"{len(wrong)} went wrong; the smallest:\n{shown(case)}\n{why}\n"


# -- the command


def chunks(cases: int, seed: int, processes: int) -> Iterable[Chunk]:
    numbers = range(-(-cases // CHUNK))
    counts = [min(CHUNK, cases - number * CHUNK) for number in numbers]
    if processes == 1:
        yield from map(run_chunk, repeat(seed), numbers, counts)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(run_chunk, repeat(seed), numbers, counts)


def main(words: Sequence[str]) -> int:
    """Run it, tell how it goes, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args(words)
    counts: Counter[str] = Counter()
    wrong: list[tuple[Case, str]] = []
    done, start = 0, time.monotonic()
    for chunk in chunks(asked.cases, asked.seed, asked.processes):
        counts += chunk.counts
        wrong += chunk.wrong
        done = min(done + CHUNK, asked.cases)
        if wrong or done % (10 * CHUNK) == 0 or done == asked.cases:
            taken = time.monotonic() - start
            sys.stdout.write(f"{done} of {asked.cases} cases, {len(wrong)} wrong, {taken:.0f} s\n")
            sys.stdout.flush()
        if wrong:
            break
    for name, count in sorted(counts.items()):
        sys.stdout.write(f"{count:9} {name}\n")
    if not WITH_BATCH:
        sys.stdout.write("sundgov.batch was left out: it needs NumPy\n")
    sys.stdout.write(told(wrong) if wrong else f"seed {asked.seed}: no difference\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
