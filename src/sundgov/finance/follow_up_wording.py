"""A follow-up's proofs in words, Danish and English: one line's figures, and the year's."""

from __future__ import annotations

from attrs import frozen

from sundgov.authority import Authority
from sundgov.finance.budgets import LineKind
from sundgov.finance.follow_up import FollowUp, FollowUpLine, Standing
from sundgov.finance.transfers import LineOfYear, Transfer
from sundgov.money import Amount
from sundgov.printing import Language, day, kroner, spaced


@frozen
class _Phrases:
    """The words of one language."""

    remaining: str
    rest: str
    as_of: str
    line: str
    reserve: str
    undisposed: str
    budget: str
    moved_in: str
    moved_out: str
    moved_from: str
    moved_to: str
    revised: str
    held_back: str
    released: str
    committed: str
    spent: str
    expected: str
    unspent: str
    overspent: str
    on_budget: str
    not_told: str
    status: str
    no_status: str
    decided: str
    authority: str
    no_authority: str
    lines: str
    ceiling: str
    ceiling_moved: str
    ceiling_revised: str
    under_ceiling: str


_WORDS: dict[Language, _Phrases] = {
    "da": _Phrases(
        remaining="rest",
        rest="Rest",
        as_of="pr.",
        line="Post",
        reserve="reserve",
        undisposed="ikke disponeret",
        budget="Budget",
        moved_in="Overført ind",
        moved_out="Overført ud",
        moved_from="Overført ind fra",
        moved_to="Overført ud til",
        revised="Korrigeret budget",
        held_back="Betinget og ikke frigivet",
        released="Betinget, men frigivet",
        committed="Disponeret",
        spent="Forbrugt",
        expected="Forventet årsresultat",
        unspent="mindreforbrug",
        overspent="merforbrug",
        on_budget="ingen afvigelse",
        not_told="ikke oplyst",
        status="Status",
        no_status="Status: ingen på dagen; intet er regnet som disponeret eller forbrugt",
        decided="Hjemmel",
        authority="hjemmel",
        no_authority="ingen hjemmel",
        lines="Poster",
        ceiling="Ramme",
        ceiling_moved="Ramme flyttet mellem år",
        ceiling_revised="Korrigeret ramme",
        under_ceiling="Tilbage under rammen",
    ),
    "en": _Phrases(
        remaining="remaining",
        rest="Remaining",
        as_of="on",
        line="Line",
        reserve="reserve",
        undisposed="not disposed of",
        budget="Budget",
        moved_in="Transferred in",
        moved_out="Transferred out",
        moved_from="Transferred in from",
        moved_to="Transferred out to",
        revised="Revised budget",
        held_back="Conditional and not released",
        released="Conditional, but released",
        committed="Committed",
        spent="Spent",
        expected="Expected outturn",
        unspent="unspent",
        overspent="overspent",
        on_budget="no deviation",
        not_told="not told",
        status="Status",
        no_status="Status: none on the day; nothing counts as committed or spent",
        decided="Authority",
        authority="authority",
        no_authority="no authority",
        lines="Lines",
        ceiling="Ceiling",
        ceiling_moved="Ceiling moved between years",
        ceiling_revised="Revised ceiling",
        under_ceiling="Left under the ceiling",
    ),
}


def worded_row(follow_up: FollowUp, line: str, language: Language) -> str:
    """Why a line has left what it has left."""
    say, row = _Words(language), follow_up.row(line)
    lines = [
        f"{row.line.name}: {say.words.remaining} {say.money(row.remaining)}",
        f"  {_heading(follow_up, say)}",
        *_kind(row, say),
        *_budget(row, say),
        *_transfers(follow_up, row, say),
        f"  {say.words.revised}: {say.money(row.revised)}",
        *_condition(follow_up, row, say),
        *_used(row, say),
        *_closing(follow_up, say),
    ]
    return spaced("\n".join(lines))


def worded_follow_up(follow_up: FollowUp, language: Language) -> str:
    """How the whole year stands: the sums, each line's rest, and the ceiling."""
    say, totals = _Words(language), follow_up.totals
    sums = [
        (say.words.budget, totals.budget),
        (say.words.moved_in, totals.transferred_in),
        (say.words.moved_out, -totals.transferred_out),
        (say.words.revised, totals.revised),
        (say.words.held_back, totals.held_back),
    ]
    lines = [
        f"{follow_up.agreement.name}: {say.words.remaining} {say.money(totals.remaining)}",
        f"  {_heading(follow_up, say)}",
        *(f"  {name}: {say.money(amount)}" for name, amount in sums),
        *_used(totals, say),
        f"  {say.words.lines}:",
        *(f"    {row.line.name}: {_left(row, say)}" for row in follow_up.rows),
        *_ceiling(follow_up, say),
        *_closing(follow_up, say),
    ]
    return spaced("\n".join(lines))


class _Words:
    """One language's words, and its way of writing money and days."""

    def __init__(self, language: Language) -> None:
        self.language, self.words = language, _WORDS[language]

    def money(self, amount: Amount) -> str:
        return kroner(amount.ore, self.language)

    def behind(self, authority: Authority | None) -> str:
        """The decision behind a figure, or that there is none."""
        if authority is None:
            return self.words.no_authority
        return f"{self.words.authority}: {authority.worded(self.language)}"


def _heading(follow_up: FollowUp, say: _Words) -> str:
    on = day(follow_up.on, say.language)
    return f"{follow_up.agreement.name}, {follow_up.year}, {say.words.as_of} {on}"


def _kind(row: FollowUpLine, say: _Words) -> list[str]:
    names = {
        LineKind.RESERVE: say.words.reserve,
        LineKind.UNDISPOSED: say.words.undisposed,
    }
    name = names.get(row.line.kind)
    return [f"  {say.words.line}: {name}"] if name else []


def _budget(row: FollowUpLine, say: _Words) -> list[str]:
    """The line's amount, and how it was moved to the year's prices."""
    told = say.money(row.budget) if row.uplift is None else row.uplift.worded(say.language)
    return [f"  {line}" for line in f"{say.words.budget}: {told}".splitlines()]


def _transfers(follow_up: FollowUp, row: FollowUpLine, say: _Words) -> list[str]:
    """Every transfer that counts, where from or where to, and by which decision."""
    here = LineOfYear(follow_up.year, row.line.id)
    return [
        *(
            _transfer(say.words.moved_from, one, one.from_line, one.given, say)
            for one in follow_up.transfers.counted
            if one.to_line == here
        ),
        *(
            _transfer(say.words.moved_to, one, one.to_line, -one.taken, say)
            for one in follow_up.transfers.counted
            if one.from_line == here
        ),
    ]


def _transfer(name: str, transfer: Transfer, other: LineOfYear, moved: Amount, say: _Words) -> str:
    behind = say.behind(transfer.authority)
    return f"  {name} {other}: {say.money(moved)} ({transfer.id}; {behind})"


def _condition(follow_up: FollowUp, row: FollowUpLine, say: _Words) -> list[str]:
    condition = row.line.condition
    if condition is None:
        return []
    if condition.holds_on(follow_up.on):
        return [f"  {say.words.held_back}: {say.money(row.held_back)} ({condition.text})"]
    return [f"  {say.words.released}: {condition.text}; {say.behind(condition.released)}"]


def _used(stands: Standing, say: _Words) -> list[str]:
    words = say.words
    sums = " − ".join(
        say.money(amount)
        for amount in (stands.revised, stands.held_back, stands.committed, stands.spent)
    )
    return [
        f"  {words.committed}: {say.money(stands.committed)}",
        f"  {words.spent}: {say.money(stands.spent)}",
        f"  {words.rest}: {sums} = {say.money(stands.remaining)}",
        f"  {words.expected}: {_expected(stands, say)}",
    ]


def _expected(stands: Standing, say: _Words) -> str:
    if stands.expected is None or stands.deviation is None:
        return say.words.not_told
    if not stands.deviation:
        return f"{say.money(stands.expected)}; {say.words.on_budget}"
    unspent = stands.deviation.ore > 0
    name = say.words.unspent if unspent else say.words.overspent
    return f"{say.money(stands.expected)}; {name} {say.money(abs(stands.deviation))}"


def _left(row: FollowUpLine, say: _Words) -> str:
    """A line's rest, and what is still held back of it."""
    text = f"{say.words.remaining} {say.money(row.remaining)}"
    if not row.held_back:
        return text
    return f"{text} ({say.words.held_back.lower()}: {say.money(row.held_back)})"


def _ceiling(follow_up: FollowUp, say: _Words) -> list[str]:
    ceiling, revised, left = follow_up.ceiling, follow_up.revised_ceiling, follow_up.under_ceiling
    stated = follow_up.budget.ceiling
    if ceiling is None or revised is None or left is None or stated is None:
        return []
    moved, uplift = follow_up.transfers.from_other_years, follow_up.ceiling_uplift
    told = say.money(ceiling) if uplift is None else uplift.worded(say.language)
    amount, *steps = told.splitlines()
    return [
        f"  {say.words.ceiling}: {amount}; {say.behind(stated.authority)}",
        *(f"    {step}" for step in steps),
        *([f"  {say.words.ceiling_moved}: {say.money(moved)}"] if moved else []),
        *([f"  {say.words.ceiling_revised}: {say.money(revised)}"] if moved else []),
        f"  {say.words.under_ceiling}: {say.money(left)}",
    ]


def _closing(follow_up: FollowUp, say: _Words) -> list[str]:
    """Which status the figures come from, and the decision behind the budget."""
    status = follow_up.status
    if status is None:
        told = say.words.no_status
    else:
        source = f" ({status.source})" if status.source else ""
        told = f"{say.words.status}: {day(status.on, say.language)}{source}"
    found = follow_up.budget.authority or follow_up.agreement.authority
    decided = [f"  {say.words.decided}: {found.worded(say.language)}"] if found else []
    return [f"  {told}", *decided]
