"""What allows a figure, and what a check returns: plain words that print in one line."""

import copy
import datetime as dt
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

from sundgov.authority import Authority
from sundgov.errors import NotExactError, SundgovError, TextError
from sundgov.findings import Finding, Severity

BARE = Authority("kpro-2023-01", "forretningsstyregruppen")
FULL = Authority(
    "kpro-2023-01",
    "forretningsstyregruppen",
    "rammen er 7 mio. kr.",
    "2023-01-17",
    "referat, pkt. 4",
)
FINDING = Finding("over", Severity.WARNING, "budget 2024, linje 3", "7,1 over 7,0", "Sæt ned.")


def test_an_authority_names_its_decision_its_body_and_the_day_where_known() -> None:
    assert str(BARE) == "kpro-2023-01 (forretningsstyregruppen)"
    assert str(FULL) == "kpro-2023-01 (forretningsstyregruppen 2023-01-17)"


def test_an_authority_takes_its_day_as_a_date_or_a_text_or_not_at_all() -> None:
    assert BARE.decided_on is None
    assert FULL.decided_on == dt.date(2023, 1, 17)
    assert Authority("a", "b", decided_on=dt.date(2023, 1, 17)).decided_on == FULL.decided_on
    assert (BARE.wording, BARE.source) == ("", "")
    assert (FULL.wording, FULL.source) == ("rammen er 7 mio. kr.", "referat, pkt. 4")


@pytest.mark.parametrize("severity", Severity)
def test_a_finding_prints_its_severity_rule_place_reason_and_remedy(severity: Severity) -> None:
    finding = Finding("over", severity, "budget 2024", "7,1 over 7,0", "Sæt ned.")
    assert str(finding) == f"{severity.value} over: budget 2024: 7,1 over 7,0. Sæt ned."


def test_the_severities_are_three() -> None:
    assert [severity.value for severity in Severity] == ["error", "warning", "note"]


@pytest.mark.parametrize("value", [BARE, FULL, FINDING])
def test_both_are_immutable_hashable_and_travel(value: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        value.source = "x"
    for again in (copy.copy(value), pickle.loads(pickle.dumps(value))):
        assert again == value
        assert {again} == {value}


HIDDEN = "control and invisible characters are not allowed"
NUMBER: Any = 7
NOON: Any = dt.datetime(2023, 1, 1, 12)
REFUSALS: list[tuple[Callable[[], object], type[SundgovError], str]] = [
    (lambda: Authority("", "b"), TextError, "id: must not be empty (got '')"),
    (lambda: Authority("a\n", "b"), TextError, f"id: {HIDDEN} (got 'a\\n', 'U+000A')"),
    (lambda: Authority("a", " "), TextError, "body: must not be empty (got ' ')"),
    (lambda: Authority("a", NUMBER), NotExactError, "body: must be a text (got 7)"),
    (
        lambda: Authority("a", "b", "x\u202ey"),
        TextError,
        f"wording: {HIDDEN} (got 'x\\u202ey', 'U+202E')",
    ),
    (lambda: Authority("a", "b", " "), TextError, "wording: must not be empty (got ' ')"),
    (
        lambda: Authority("a", "b", source="x\x00"),
        TextError,
        f"source: {HIDDEN} (got 'x\\x00', 'U+0000')",
    ),
    (
        lambda: Authority("a", "b", decided_on="januar 2023"),
        TextError,
        "decided_on: a date is written year-month-day (got 'januar 2023'). "
        "Write it as '2023-01-01'.",
    ),
    (
        lambda: Authority("a", "b", decided_on=NOON),
        NotExactError,
        "decided_on: must be a date without a time of day "
        "(got datetime.datetime(2023, 1, 1, 12, 0))",
    ),
    (
        lambda: Finding("", Severity.NOTE, "p", "w", "r"),
        TextError,
        "code: must not be empty (got '')",
    ),
    (
        lambda: Finding("c", Severity.NOTE, "p\u200b", "w", "r"),
        TextError,
        f"place: {HIDDEN} (got 'p\\u200b', 'U+200B')",
    ),
    (
        lambda: Finding("c", Severity.NOTE, "p", NUMBER, "r"),
        NotExactError,
        "why: must be a text (got 7)",
    ),
    (
        lambda: Finding("c", Severity.NOTE, "p", "w", ""),
        TextError,
        "remedy: must not be empty (got '')",
    ),
]


@pytest.mark.parametrize(("attempt", "kind", "message"), REFUSALS)
def test_a_refusal_says_what_was_wrong(
    attempt: Callable[[], object], kind: type[SundgovError], message: str
) -> None:
    with pytest.raises(kind) as refused:
        attempt()
    assert str(refused.value) == message
