"""Governance in TOML: what is refused, with its path; large, deep, hidden and random files."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov.errors import FileFormatError, LimitError, SundgovError
from sundgov.formats import dump_record, load, loads
from sundgov.formats.toml_in import from_tables
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.recommendations import Ask
from tests.test_governance_toml import ACTION, ENTRY, ITEM, MEETING, PAPERS
from tests.toml_files import problems


def refusal(source: str) -> str:
    """The only problem of a file, without the file's name."""
    (problem,) = problems(source)
    return problem.removeprefix("file: ")


# -- words and values


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("chiar = 'AJ'", "meetings[0]: unknown: 'chiar' (did you mean 'chair'?); known: id, body,"),
        (
            "presnt = ['AJ']",
            "meetings[0]: unknown: 'presnt' (did you mean 'present'?); known: id, body,",
        ),
        ("chair = ''", "meetings[0].chair: must not be empty (got '')"),
        ("chair = 7", "meetings[0].chair: must be a text (got 7)"),
        (
            "chair = 'A\\u0007J'",
            "meetings[0].chair: control and invisible characters are not allowed",
        ),
        ("present = [7]", "meetings[0].present[0]: must be a text (got 7)"),
        ("apologies = 7", "meetings[0].apologies: must be a text (got 7)"),
        (
            "state = 'helt'",
            "meetings[0].state: must be one of 'called', 'held', 'cancelled', 'moved' (got 'helt')."
            " Did you mean 'held'?",
        ),
        (
            "starts = '8'",
            "meetings[0].starts: time: is no time of day (got '8'). Write it as '8:00'.",
        ),
        (
            "starts = 'Klokken 14:05'",
            "meetings[0].starts: time: is no time of day (got 'Klokken 14:05')."
            " Write it as '14:05'.",
        ),
        (
            "starts = '24:00'",
            "meetings[0].starts: time: is no time of day (got '24:00'). Write it as '8:30'.",
        ),
        (
            "starts = 8.30",
            'meetings[0].starts: must be a text (got 8.30). Write it in quotes: "8.30".',
        ),
        ("starts = 8", "meetings[0].starts: time: must be a text (got 8)"),
        (
            "last_day = '9. december 2023'",
            "meetings[0].last_day: a date is written year-month-day (got '9. december 2023')."
            " Write it as '2023-12-09'.",
        ),
        (
            "last_day = 'december 2023'",
            "meetings[0].last_day: a date is written year-month-day (got 'december 2023')."
            " Write it as '2023-01-01'.",
        ),
        (
            "last_day = '2023-02-30'",
            "meetings[0].last_day: is no day of the calendar (got '2023-02-30')",
        ),
        (
            "number = 4.5",
            'meetings[0].number: must be a text (got 4.5). Write it in quotes: "4.5".',
        ),
        (
            "title = 2024-02-02",
            'meetings[0].title: must be a text (got 2024-02-02). Write it in quotes: "2024-02-02".',
        ),
        (
            "notice = {days = '7', count = 'calendar days'}",
            "meetings[0].notice.days: must be a whole number (got '7'). Write 7.",
        ),
        (
            "notice = {days = 'syv', count = 'calendar days'}",
            "meetings[0].notice.days: must be a whole number (got 'syv')",
        ),
        (
            "number = -1",
            "meetings[0].number: label: must not be negative (got -1)",
        ),
        ("number = true", "meetings[0].number: label: a whole number is an int (got true)"),
        (
            "last_day = 2023-12-08T08:30:00",
            "meetings[0].last_day: must be a date without a time of day",
        ),
        (
            "last_day = 2023-12-07",
            "meetings[0]: last_day: must not lie before the first (got '2023-12-07', '2023-12-08')",
        ),
        (
            "notice = {days = 7, cuont = 'working days'}",
            "meetings[0].notice: unknown: 'cuont' (did you mean 'count'?); known: days, count,",
        ),
        ("notice = 7", "meetings[0].notice: must be a table (got 7)"),
        ("attendance = {person = 'AJ', presence = 'their'}", "meetings[0].attendance.presence: "),
        ("attendance = [{presence = 'present'}]", "meetings[0].attendance[0].person: is required"),
    ],
)
def test_a_meeting_is_refused_with_its_place(words: str, message: str) -> None:
    words = words.replace("'", '"')
    assert refusal(f"[[meetings]]\n{MEETING}{words}").startswith(message)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("kinds = 'X'", "kinds: must be one of 'B', 'O', 'D' (got 'X')"),
        ("kinds = 'O/X'", "kinds[1]: must be one of 'B', 'O', 'D' (got 'X')"),
        ("kinds = 'OB'", "kinds: must be one of 'B', 'O', 'D' (got 'OB')"),
        (
            "slot = '8:30'",
            "slot: is from one time to another (got '8:30'). Write '8:30-8:35'.",
        ),
        (
            "slot = '8.30 til 8.35'",
            "slot: is from one time to another (got '8.30 til 8.35'). Write '8:30-8:35'.",
        ),
        (
            "slot = 'kl. 9-9:40'",
            "slot: time: is no time of day (got 'kl. 9'). Write it as '9:00'.",
        ),
        ("slot = '8:30-8'", "slot: time: is no time of day (got '8'). Write it as '8:00'."),
        ("slot = '9:00-8:30'", "slot: must not end before it begins (got '09:00', '08:30')"),
        ("slot = {starts = '9.00'}", "slot.ends: is required"),
        ("slot = 8", "slot: must be a table (got 8)"),
        ("minutes = -5", "minutes: must not be negative (got -5)"),
        (
            "recommendation = {points = 'godkender'}",
            "recommendation.points: must be a table (got 'godkender')."
            " Write {text = 'godkender', asks = 'approve'}.",
        ),
        (
            "recommendation = {points = ['drøfter, og godkender']}",
            "recommendation.points[0]: must be a table (got 'drøfter, og godkender')."
            " Write {text = 'drøfter, og godkender', asks = ['approve', 'discuss']}.",
        ),
        (
            "recommendation = 'Planen'",
            "recommendation: must be a table (got 'Planen'). Write {points = {text = 'Planen'}}.",
        ),
        (
            f"recommendation = '{'x' * 60}'",
            f"recommendation: must be a table (got '{'x' * 60}')."
            f" Write {{points = {{text = '{'x' * 60}'}}}}.",
        ),
        (
            f"recommendation = 'godkender {'x' * 60}'",
            f"recommendation: must be a table (got 'godkender {'x' * 60}')."
            " Write {points = {text = '…', asks = 'approve'}}.",
        ),
        (
            "recommendation = ['godkender']",
            "recommendation: must be a table (got ['godkender'])."
            " Write them as its points: {points = […]}.",
        ),
        (
            "recommendation = 7",
            "recommendation: must be a table (got 7)",
        ),
        (
            "recommendation = {points = {text = 'x', asks = 'aprove'}}",
            "recommendation.points.asks: must be one of 'approve', 'decide', 'endorse',"
            " 'take note', 'discuss', 'consider', 'give input', 'exchange' (got 'aprove')."
            " Did you mean 'approve'?",
        ),
        (
            "recommendation = {points = [{text = 'x'}, {text = 'y', asks = [1]}]}",
            "recommendation.points[1].asks[0]: must be a text (got 1)",
        ),
        (
            "items = [{label = 1, title = 'A', items = {label = 2}}]",
            "items[0].items.title: is required",
        ),
        (
            "presentation = {sections = {sections = {heading = 7}}}",
            "presentation.sections.sections.heading: must be a text (got 7)",
        ),
        (
            "presentation = {amounts = {amount = 7.5}}",
            "presentation.amounts.amount: is written as a text or in whole kroner"
            " (got 7.5). Write '7,50 kr.'.",
        ),
        (
            "presentation = {amounts = {amount = 100.000}}",
            "presentation.amounts.amount: is written as a text or in whole kroner"
            " (got 100.000). Write '100.000 kr.'.",
        ),
        (
            "presentation = {amounts = {amount = 1234.567}}",
            "presentation.amounts.amount: is written as a text or in whole kroner"
            " (got 1234.567). Write '7,50 kr.'.",
        ),
        (
            "presentation = {amounts = {amount = {wording = 'x'}}}",
            "presentation.amounts.amount.amount: is required",
        ),
        (
            "presentation = {amounts = {amount = {wording = 'x', amount = 1, per = 'yaer'}}}",
            "presentation.amounts.amount.per: must be one of 'inhabitant', ",
        ),
        (
            "presentation = {figures = {what = 'x', value = '0.5'}}",
            "presentation.figures.value: must be a fraction such as '1/2' or '0,5' (got '0.5')",
        ),
    ],
)
def test_an_item_is_refused_with_its_place(words: str, message: str) -> None:
    told = refusal(f"[[meetings]]\n{ITEM}" + words.replace("'", '"'))
    place = "meetings[0].agenda.items[0]"
    assert told.removeprefix(f"{place}.").removeprefix(f"{place}: ").startswith(message)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("decision = 'ja'", "decision: must be a table (got 'ja')"),
        (
            "decision = {outcome = {kind = 'noted'}, outcomes = []}",
            "decision: outcome: does not go with outcomes",
        ),
        (
            "decision = {outcome = [{kind = 'noted'}]}",
            "decision: outcome: is a single one; several are told as outcomes",
        ),
        ("decision = {outcome = {point = 1}}", "decision.outcome.kind: is required"),
        (
            "decision = {outcome = 'noted'}",
            "decision.outcome: must be a table (got 'noted'). Write {kind = 'noted'}.",
        ),
        ("decision = {outcome = 'ja'}", "decision.outcome: must be a table (got 'ja')"),
        ("decision = {outcomes = [{}]}", "decision.outcomes[0].kind: is required"),
        (
            "decision = {outcoem = {kind = 'noted'}}",
            "decision: unknown: 'outcoem' (did you mean 'outcome'?); known: outcomes, id, text,"
            " changes, effective, under, outcome",
        ),
        (
            "decision = {id = 'punkt 3', outcome = {kind = 'noted'}}",
            "decision: id: holds letters and digits, joined by single hyphens or points",
        ),
    ],
)
def test_a_decision_is_refused_with_its_place(words: str, message: str) -> None:
    told = refusal(f"[[meetings]]\n{ENTRY}" + words.replace("'", '"'))
    assert told.startswith(f"meetings[0].minutes.entries[0].{message}")


@pytest.mark.parametrize(
    ("due", "message"),
    [
        (
            "'uge 49'",
            "due: planned time: does not say which year (got 'uge 49'). Write the year, or"
            " {wording = 'uge 49', near = …} with the paper's own day.",
        ),
        (
            "'snarest'",
            "due: planned time: names no time (got 'snarest')."
            " Name a day or a period, or write {wording = 'snarest'} where there is none.",
        ),
        (
            "'til næste møde'",
            "due: planned time: names a meeting, not a time (got 'til næste møde')."
            " Write {next_meeting_of = …} with the body's id, or {meeting = …} with the meeting's.",
        ),
        (
            "'31/1'",
            "due: planned time: may be a day or another number (got '31/1')."
            " Write '31/1-…' with the year, or {wording = 'den 31/1', near = …} with the paper's"
            " own day.",
        ),
        (
            "'4.12.'",
            "due: planned time: may be a day or another number (got '4.12.')."
            " Write '4.12-…' with the year, or {wording = 'den 4.12', near = …}",
        ),
        ("'primo'", "due: planned time: cannot be read as a time (got 'primo'). Write it as '8."),
        ("7", "due: time: must be a text (got 7)"),
        ("2024-01-01T12:00:00", "due: planned time: must be a date without a time of day"),
        ("{wording = 'uge 99', near = 2024-01-01}", "due: "),
        (
            "{wording = 'uge 5', near = 2024-01-01, latest = 2024-02-04}",
            "due: near: does not go with earliest or latest (got '2024-01-01')",
        ),
        (
            "{wording = 'x', earliest = 2024-02-01, latest = 2024-01-01}",
            "due: planned time: must not end before it begins (got '2024-02-01', '2024-01-01')",
        ),
        ("{wording = 'x', latset = 2024-01-01}", "due: unknown: 'latset' (did you mean 'latest'?)"),
        (
            "{meting = 'm'}",
            "due: unknown: 'meting' (did you mean 'meeting'?); known: meeting, next",
        ),
        ("{}", "due: names a meeting, or a body whose next one it is"),
        ("['2024-01-01']", "actions[0]: due: is a single one; several are told as dues"),
    ],
)
def test_a_due_is_refused_with_its_place(due: str, message: str) -> None:
    told = refusal(f"[[actions]]\n{ACTION}due = " + due.replace("'", '"'))
    assert told.removeprefix("actions[0].").startswith(message)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[bodies]\nid = 'a'", "bodies: must be a list (got {'id': 'a'})"),
        ("bodies = 'a'", "bodies: must be a list (got 'a')"),
        ("[[bodies]]\nid = 'a'\nname = 'A'\nowners = [1]", "bodies[0].owners[0]: must be a text"),
        (
            "[[bodise]]\nid = 'a'",
            "unknown: 'bodise' (did you mean 'bodies'?); known: agreement, agreements, budgets,",
        ),
        (
            "[[reports]]\nmandate = 'm'\non = 2024-01-01\nperiod = '2024-Q5'",
            "reports[0].period: ",
        ),
        ("[[reports]]\nmandate = 'm'\non = 2024-01-01\nperiod = 24", "reports[0].period: "),
        (
            "[[reports]]\nmandate = 'm'\non = 2024-01-01\nperiod = 2024-01-01",
            "reports[0].period: must be a text (got 2024-01-01)",
        ),
        (
            "[[pool_uses]]\nid = 'u'\nmandate = 'm'\non = 2024-01-01\namount = 'mange'",
            "pool_uses[0].amount: ",
        ),
        (
            "[[risk_merges]]\ninto = 'a'\nother = 'b'\nids = {'1' = -2}",
            "risk_merges[0].ids['1']: label: must not be negative (got -2)",
        ),
        ("[[risk_merges]]\ninto = 'a'\nother = 'b'\nids = 3", "risk_merges[0].ids: must be a list"),
        (
            "[[share_tables]]\nid = 't'\ntitle = 'T'\nkey = {by = 'equal'}\nyear = 2024\n"
            "lines = [{label = 'x', cells = {'Atlantis' = 1}}]",
            "share_tables[0].lines[0]: party: no party answers to this name or code",
        ),
        (
            "[[share_tables]]\nid = 't'\ntitle = 'T'\nkey = {by = 'equal'}\nyear = 2024\n"
            "lines = [{label = 'x', cells = {'741' = 1, 'Samsø' = 1}}]",
            "share_tables[0].lines[0]: cells: name a party twice (got 'Samsø')",
        ),
        (
            "[[decisions]]\nbody = 'b'\ntime = 'tidligst i 2024'\ndecision = {}",
            "decisions[0]: time: ",
        ),
        (
            "[[decisions]]\nbody = 'b'\ntime = 'på mødet'\ndecision = {}",
            "decisions[0].time: planned time: names a meeting, not a time (got 'på mødet')."
            " Write its day, or {wording = 'på mødet'} where nobody knows it.",
        ),
    ],
)
def test_other_things_are_refused_with_their_place(source: str, message: str) -> None:
    assert refusal(source.replace("'", '"')).startswith(message.replace('"', "'"))


@pytest.mark.parametrize(
    "due", ["'31/1-2024'", "{wording = 'den 31/1', near = 2023-12-08}", "'4.12-2024'"]
)
def test_what_is_proposed_for_a_day_can_be_read(due: str) -> None:
    (action,) = loads(f"[[actions]]\n{ACTION}due = {due}").actions
    (time,) = action.dues
    assert isinstance(time, PlannedTime)
    assert time.is_day


@pytest.mark.parametrize("wording", ["snarest", "hurtigst muligt", "til næste møde"])
def test_what_is_proposed_for_a_due_can_be_read(wording: str) -> None:
    (action,) = loads(f"[[actions]]\n{ACTION}due = {{wording = {wording!r}}}").actions
    assert [f"{due}" for due in action.dues] == [wording]


def test_the_id_of_a_risk_may_be_a_whole_number() -> None:
    log = '[[risk_logs]]\nid = "r"\nname = "R"\nrisks = [{id = ID, event = "e"}]\n'
    merge = '[[risk_merges]]\ninto = "a"\nother = "b"\nids = {1 = ID}\n'
    listed = '[[risk_merges]]\ninto = "a"\nother = "b"\nids = [{old = 1, new = ID}]\n'
    for source in (log, merge, listed):
        number, text = (loads(source.replace("ID", each)) for each in ("7", '"7"'))
        assert dump_record(number) == dump_record(text)
    told = refusal(log.replace("ID", "7.1"))
    assert told.startswith("risk_logs[0].risks[0].id: must be a text (got 7.1). Write it in quotes")
    assert (
        refusal(log.replace('"r"', "7").replace("ID", "1"))
        == "risk_logs[0].id: must be a text (got 7)"
    )


def test_what_is_proposed_for_a_recommendation_can_be_read() -> None:
    wording = "drøfter og godkender"
    told = refusal(f'[[meetings]]\n{ITEM}recommendation = "{wording}"')
    (meeting,) = loads(
        f"[[meetings]]\n{ITEM}recommendation = {told[told.rindex('{po') : -1]}"
    ).meetings
    put = meeting.items[0].item.recommendation
    assert put is not None
    assert [(point.text, point.asks) for point in put.points] == [
        (wording, (Ask.APPROVE, Ask.DISCUSS))
    ]


def test_risk_ids_may_be_listed_as_well() -> None:
    ids = '[{old = "1", new = "ID1"}]'
    listed = loads(f'[[risk_merges]]\ninto = "a"\nother = "b"\nids = {ids}')
    named = loads('[[risk_merges]]\ninto = "a"\nother = "b"\nids = {1 = "ID1"}')
    assert listed.risk_merges == named.risk_merges


def test_every_fault_is_told_at_once() -> None:
    source = f"[[meetings]]\n{ITEM}kinds = 'X'\nslot = '8'\nlabell = 1\n[[bodies]]\nid = 3"
    assert problems(source.replace("'", '"')) == [
        "file: bodies[0].id: must be a text (got 3)",
        "file: bodies[0].name: is required",
        "file: meetings[0].agenda.items[0].kinds: must be one of 'B', 'O', 'D' (got 'X')",
        "file: meetings[0].agenda.items[0].slot: is from one time to another (got '8')."
        " Write '8:30-8:35'.",
        "file: meetings[0].agenda.items[0]: unknown: 'labell' (did you mean 'label'?);"
        " known: label, title, id, kinds, presenters, slot, minutes, access, recommendation,"
        " presentation, attachments, items, continues, case",
    ]


# -- ids


BODY = '[[bodies]]\nid = "{ID}"\nname = "N"\n'


def test_an_id_that_two_have_is_refused_with_both_places() -> None:
    source = "".join(BODY.replace("{ID}", name) for name in ("a", "b", "a", "a"))
    assert problems(source) == [
        "file: bodies[2].id: two have the same (got 'a'). The other is file: bodies[0].id.",
        "file: bodies[3].id: two have the same (got 'a'). The other is file: bodies[0].id.",
    ]


def test_things_of_different_kinds_may_have_one_id() -> None:
    record = loads(BODY.replace("{ID}", "a") + '[[people]]\nid = "a"\nname = "N"')
    assert (len(record.bodies), len(record.people)) == (1, 1)


def test_an_id_of_two_files_is_refused_with_both(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(BODY.replace("{ID}", "kpro"), encoding="utf-8")
    with pytest.raises(FileFormatError) as refused:
        load(tmp_path)
    assert str(refused.value) == (
        "b.toml: bodies[0].id: two have the same (got 'kpro'). The other is a.toml: bodies[0].id."
    )


def test_the_lists_of_a_folder_are_laid_together(tmp_path: Path) -> None:
    for name in ("b", "a"):
        source = BODY.replace("{ID}", name) + f'[[seats]]\nbody = "{name}"\nperson = "p"\n'
        (tmp_path / f"{name}.toml").write_text(source, encoding="utf-8")
    record = load(tmp_path)
    assert [body.id for body in record.bodies] == ["a", "b"]
    assert [seat.body for seat in record.seats] == ["a", "b"]


# -- large, deep and random


def nested(levels: int) -> str:
    within = "{sections = [" * levels + "{}" + "]}" * levels
    return f"[[meetings]]\n{ITEM}presentation = [{within}]"


def test_sections_are_read_as_deeply_as_any_file() -> None:
    (meeting,) = loads(nested(15)).meetings
    (section,) = meeting.items[0].item.presentation
    assert len(section.walk()) == 16
    with pytest.raises(LimitError, match="file: is nested more than 40 levels deep"):
        loads(nested(30))
    with pytest.raises(LimitError, match="file: is nested more than 40 levels deep"):
        loads(nested(50_000))


def test_many_entries_are_read() -> None:
    people = [{"id": f"p{number}", "name": "N"} for number in range(100_000)]
    assert len(from_tables({"people": people}).people) == 100_000


def test_the_faults_of_many_entries_are_all_told() -> None:
    people = [{"id": "a b", "name": "N"}] * 1000
    with pytest.raises(FileFormatError) as refused:
        from_tables({"people": people})
    assert len(refused.value.problems) == 1000
    assert refused.value.problems[-1].startswith("people[999]: id: ")


RICH = tomllib.loads(PAPERS, parse_float=Decimal)
JUNK: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=5),
        st.decimals(),
        st.dates(),
        st.times(),
        st.datetimes(),
        st.sampled_from(["uge 49", "primo 2024", "ca. 7 kr.", "B/O", "8:30-8:35", float("nan")]),
        st.just(dt.date(2024, 1, 1)),
    ),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.text(max_size=5), inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["wording", "near", "amount", "meeting", "starts", "outcome", "due"]),
            inner,
            max_size=2,
        )
    ),
    max_leaves=3,
)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, held in inner:
        yield (*path, key)
        if isinstance(held, dict | list):
            yield from places(held, (*path, key))


def with_junk(value: Any, path: tuple[str | int, ...], junk: object) -> Any:
    if not path:
        return junk
    changed: Any = dict(value) if isinstance(value, dict) else list(value)
    changed[path[0]] = with_junk(value[path[0]], path[1:], junk)
    return changed


@settings(max_examples=100)
@given(st.sampled_from(list(places(RICH))), JUNK)
def test_junk_anywhere_loads_or_is_refused(path: tuple[str | int, ...], junk: object) -> None:
    with suppress(SundgovError):
        dump_record(from_tables(with_junk(RICH, path, junk)))


def test_a_number_of_many_digits_is_shown_by_its_ends() -> None:
    long = f"1.{'2' * 500}3"
    (told,) = problems(f'[[actions]]\nid = {long}\ntext = "x"\n')
    assert len(told) < 300
    assert "222...3)" in told
