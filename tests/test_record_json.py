"""A record as JSON, out and in: nothing is lost, the text is stable, every fault has its place."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, fields, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov import kr
from sundgov.errors import FileFormatError, LimitError, NotExactError, SundgovError
from sundgov.figures import Figures, packaged_figures
from sundgov.finance.agreements import Membership
from sundgov.finance.keys import Key, equally
from sundgov.finance.terms import KeyTerms, YearOfUse
from sundgov.formats import dump_record, load, loads, read_record, record_json
from sundgov.governance.actions import Action, ActionEvent, ActionState, ByMeeting
from sundgov.governance.bodies import Person
from sundgov.governance.meetings import Meeting
from sundgov.governance.minutes import Minutes, MinutesEntry
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.statements import Section, StatedAmount
from sundgov.indices import IndexKind, IndexName, IndexStep
from sundgov.money import Amount, CurrentPrices, PriceLevel
from sundgov.parties import Belonging, Parties, Party
from sundgov.periods import Quarter
from sundgov.populations import Population
from sundgov.publications import Publication
from sundgov.record import Ledger, Record
from sundgov.testing.strategies import RECORDED, ledgers, records, stated_ledgers, values
from tests.builders import KPRO, agreement, budget, figures_with, party, units

EXAMPLES = sorted((Path(__file__).parent.parent / "docs" / "examples").rglob("*.toml"))
HELD = packaged_figures()


def told(record: Record) -> dict[str, Any]:
    """What the JSON of a record holds; the record read from it is the same, and its text too."""
    text = dump_record(record)
    read = read_record(text)
    assert read == record
    assert dump_record(read) == text
    found = json.loads(text, parse_float=no_float)
    assert isinstance(found, dict)
    return found


def no_float(text: str) -> object:
    raise AssertionError(f"{text} is read as a float")


def of(**held: Any) -> Record:
    return Record(figures=HELD, **held)


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(FileFormatError) as refused:
        read_record(text)
    return str(refused.value).splitlines()


def written(**tables: object) -> str:
    return json.dumps({"sundgov": 1, **tables})


# -- nothing is lost


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_comes_back(path: Path) -> None:
    told(load(path))


@given(records())
def test_every_record_comes_back(record: Record) -> None:
    told(record)


@pytest.mark.parametrize("name", RECORDED)
@settings(max_examples=15)
@given(st.data())
def test_everything_that_a_record_lists_comes_back(name: str, data: st.DataObject) -> None:
    one = data.draw(values(RECORDED[name]))
    assert told(of(**{name: (one,)})).keys() == {"sundgov", name}


@settings(max_examples=60)
@given(stated_ledgers() | ledgers())
def test_every_ledger_comes_back(ledger: Ledger) -> None:
    told(of(ledgers=(ledger,)))


def test_a_ledger_that_came_back_bills_and_closes_as_before() -> None:
    record = of(ledgers=(KPRO,))
    read = read_record(dump_record(record))
    assert [read.bill(year) for year in read.years] == [KPRO.bill(year) for year in KPRO.years]


def test_an_empty_record_says_only_its_version() -> None:
    assert dump_record(of()) == '{\n  "sundgov": 1\n}\n'


def test_bytes_are_read_as_well() -> None:
    person = Person("aj", "Åse Juhl", "AJ")
    assert "Åse" in dump_record(of(people=(person,)))
    data = dump_record(of(people=(person,))).encode()
    assert read_record(b"\xef\xbb\xbf" + data).people == (person,)


# -- how it looks


def test_fields_stand_in_the_order_they_are_declared_and_empty_ones_not_at_all() -> None:
    meeting = Meeting(
        "kpro-1",
        "kpro",
        "2023-12-08",
        starts=dt.time(8, 30),
        minutes=Minutes((MinutesEntry("3"),)),
    )
    (shown,) = told(of(meetings=(meeting,)))["meetings"]
    assert shown == {
        "id": "kpro-1",
        "body": "kpro",
        "on": "2023-12-08",
        "starts": "08:30:00",
        "venue": "in person",
        "state": "called",
        "minutes": {"entries": [{"item": "3"}]},
    }
    names = [field.name for field in fields(Meeting)]
    assert list(shown) == sorted(shown, key=names.index)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (kr(7), {"kroner": "7.00"}),
        (Amount(-5), {"kroner": "-0.05"}),
        (kr("1.234,50 kr."), {"kroner": "1234.50"}),
        (
            Amount(100, PriceLevel(2024)),
            {"kroner": "1.00", "prices": {"type": "PriceLevel", "year": 2024}},
        ),
        (
            Amount(100, CurrentPrices(2025)),
            {"kroner": "1.00", "prices": {"type": "CurrentPrices", "year": 2025}},
        ),
    ],
)
def test_amounts_are_texts_with_two_decimals(amount: Amount, shown: object) -> None:
    ledger = Ledger(agreement([party("A")], units({"A": 1})), (budget(2025, amount),), HELD)
    (line,) = told(of(ledgers=(ledger,)))["ledgers"][0]["budgets"][0]["lines"]
    assert line["amount"] == shown


def test_what_the_declared_type_does_not_tell_is_named() -> None:
    dues = (PlannedTime.exact("2024-02-01"), ByMeeting(body="kpro"))
    event = ActionEvent(ActionState.DONE, due=ByMeeting("kpro-2"))
    (shown,) = told(of(actions=(Action("a", "Notat", dues=dues, history=(event,)),)))["actions"]
    assert [due["type"] for due in shown["dues"]] == ["PlannedTime", "ByMeeting"]
    assert shown["dues"][1] == {"type": "ByMeeting", "body": "kpro"}
    assert shown["history"] == [
        {"state": "done", "due": {"type": "ByMeeting", "meeting": "kpro-2"}}
    ]


def test_keys_and_periods_are_named_and_numbers_are_exact() -> None:
    key = units({"A": Fraction(1, 3), "B": 2})
    ledger = Ledger(agreement([party("A"), party("B")], key), (budget(2025, kr(1)),), HELD)
    shown = told(of(ledgers=(ledger,)))["ledgers"][0]["agreement"]
    assert shown["key"]["type"] == "UnitTerms"
    assert [each for _, each in shown["key"]["units"]] == ["1/3", "2"]
    assert shown["unit"] == "øre"
    (report,) = told(loads_report())["reports"]
    assert report["period"] == {"type": "Quarter", "year": 2024, "quarter": 1}


def loads_report() -> Record:
    record = loads('[[reports]]\nmandate = "m"\non = 2024-04-01\nperiod = "2024-Q1"')
    assert record.reports[0].period == Quarter(2024, 1)
    return record


def test_an_amount_that_nobody_named_is_left_out() -> None:
    stated = Section("Økonomi", amounts=(StatedAmount(None),))
    entry = MinutesEntry("1", account=(stated,))
    meeting = Meeting("m", "b", "2024-01-01", minutes=Minutes((entry,)))
    (shown,) = told(of(meetings=(meeting,)))["meetings"]
    (section,) = shown["minutes"]["entries"][0]["account"]
    assert section["amounts"] == [{"meaning": "other", "extent": "each year"}]


# -- parties and figures


OWN = Party("egen", "Egen forening", cvr="12345678")
STEP = IndexStep(
    IndexName("KL", "eget", IndexKind.TOTAL), 2024, 2025, Fraction(31, 10), Publication.read("2024")
)
HEADS = Population("2025-03-01", {"741": 3700}, Publication.read("2025-04-01"), "OPT1")


def test_parties_of_the_register_are_named_and_others_told_in_full() -> None:
    samsoe = HELD.register.find("Samsø")
    ledger = Ledger(agreement([samsoe, OWN]), (budget(2025, kr(1)),), HELD)
    members = told(of(ledgers=(ledger,)))["ledgers"][0]["agreement"]["members"]
    assert [member["party"] for member in members] == [
        "samsoe",
        {"id": "egen", "name": "Egen forening", "kind": "other", "cvr": "12345678"},
    ]


def test_what_lies_beside_the_packaged_figures_is_told_once() -> None:
    figures = figures_with(OWN).adding(STEP)
    figures = figures.adding(evolve(HEADS, register=figures.register))
    ledger = Ledger(agreement([OWN]), (budget(2025, kr(1)),), figures)
    shown = told(Record(figures=figures, ledgers=(ledger,)))
    assert shown["figures"] == {
        "packaged": True,
        "register": {
            "packaged": True,
            "parties": [
                {"id": "egen", "name": "Egen forening", "kind": "other", "cvr": "12345678"}
            ],
        },
        "populations": [
            {
                "reference_date": "2025-03-01",
                "heads": {"741": 3700},
                "publication": {"on": "2025-04-01", "basis": "stated"},
                "table": "OPT1",
            }
        ],
        "steps": [
            {
                "index": {"publisher": "KL", "name": "eget", "kind": "total"},
                "from_year": 2024,
                "to_year": 2025,
                "percent": "31/10",
                "publication": {"on": "2024-12-31", "basis": "year"},
            }
        ],
    }
    assert shown["ledgers"][0].keys() == {"agreement", "budgets"}
    assert shown["ledgers"][0]["agreement"]["members"][0]["party"] == "egen"


def back(figures: Figures) -> Figures:
    record = Record(figures=figures)
    told(record)
    return read_record(dump_record(record)).figures


def test_figures_that_do_not_begin_with_the_packaged_ones_are_told_in_full() -> None:
    alone = Figures(Parties((OWN,), (Belonging("egen", "egen", "2020-01-01"),)), (), (STEP,))
    assert back(alone) == alone
    fewer = evolve(HELD, populations=HELD.populations[1:])
    assert back(fewer) == fewer
    turned = evolve(HELD, register=Parties(HELD.register.members[::-1], HELD.register.belongings))
    assert back(turned) == turned
    assert back(turned).register.members[0] == HELD.register.members[-1]
    strangers = evolve(HELD, register=Parties(HELD.register.members))
    assert back(strangers).register.belongings == ()


def test_a_population_keeps_a_register_of_its_own_and_what_was_newer() -> None:
    newer = dt.date(2025, 4, 1)
    figures = figures_with(OWN).adding(evolve(HEADS, newer_not_held=newer))
    assert figures.register != HEADS.register
    held = back(figures).populations[-1]
    assert (held.register, held.newer_not_held) == (HELD.register, newer)


def test_a_ledger_keeps_figures_of_its_own() -> None:
    own = figures_with(OWN)
    ledger = Ledger(agreement([OWN]), (budget(2025, kr(1)),), own)
    shown = told(of(ledgers=(ledger,)))
    assert "figures" not in shown
    assert shown["ledgers"][0]["figures"]["register"]["parties"][0]["id"] == "egen"


def test_other_figures_take_the_place_of_the_packaged_ones() -> None:
    figures = figures_with(OWN)
    text = written(ledgers=json.loads(dump_record(of(ledgers=(KPRO,))))["ledgers"])
    read = read_record(text, figures)
    assert read.figures == figures
    assert read.ledger().figures == figures
    assert read_record(written(), figures).figures == figures


# -- types of the caller's own


@frozen
class ByLot(KeyTerms):
    """A key that no agreement here has."""

    drawn: int

    def key(self, use: YearOfUse) -> Key:
        return equally(use.members)


@frozen(kw_only=True)
class Official(Person):
    """A person with a title of honour."""

    honour: str = ""


def test_types_that_extend_ours_come_back_by_their_names() -> None:
    ledger = Ledger(agreement([party("A")], ByLot(7)), (budget(2025, kr(1)),), HELD)
    people = (Official(id="aj", name="Asta Juhl", honour="R."), Person("bk", "Bo Krag"))
    shown = told(of(ledgers=(ledger,), people=people))
    assert shown["ledgers"][0]["agreement"]["key"] == {"type": "ByLot", "drawn": 7}
    assert shown["people"] == [
        {"type": "Official", "id": "aj", "name": "Asta Juhl", "honour": "R."},
        {"id": "bk", "name": "Bo Krag"},
    ]


# -- what is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "record: is not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("[1]", "record: table: must be a table (got [1])"),
        ("{}", "sundgov: must be 1, the version that is read (got None)"),
        ('{"sundgov": 2}', "sundgov: must be 1, the version that is read (got 2)"),
        ('{"sundgov": true}', "sundgov: must be 1, the version that is read (got True)"),
        ('{"sundgov": "1"}', "sundgov: must be 1, the version that is read (got '1')"),
        ('{"sundgov": NaN}', "record: is not JSON: NaN is no number"),
        (
            '{"sundgov": 1, "sundgov": 1}',
            "record: is not JSON: 'sundgov' stands twice in a table",
        ),
        (b"\xff", "record: must be UTF-8 text (got 'byte 0, in line 1'). Save the file as UTF-8."),
        (
            written(meetngs=[]),
            "record: unknown: 'meetngs' (did you mean 'meetings'?); known: figures, ledgers, "
            + ", ".join(RECORDED),
        ),
        (written(people={}), "record: people: must be a list (got {})"),
        (written(people=[3]), "record: people[0]: must be a table (got 3)"),
        (
            written(people=[{"id": 7, "name": "A"}]),
            "record: people[0].id: must be a text (got 7)",
        ),
        (written(people=[{"id": "a"}]), "record: people[0].name: is required"),
        (
            written(people=[{"id": "a", "name": "A", "nmae": ""}]),
            "record: people[0]: unknown: 'nmae' (did you mean 'name'?);"
            " known: id, name, initials, title, organisation",
        ),
        (
            written(people=[{"id": "a b", "name": "A"}]),
            "record: people[0]: id: holds letters and digits, joined by single hyphens or points"
            " (got 'a b')",
        ),
        (
            written(people=[{"id": "a", "name": "A"}] * 2),
            "record: people: hold an id twice (got 'a')",
        ),
        (
            written(bodies=[{"id": "a", "name": "A", "kind": "cluub"}]),
            "record: bodies[0].kind: must be one of 'political', 'steering group', 'coordination',"
            " 'user group', 'working group', 'administration', 'secretariat', 'project', 'other'"
            " (got 'cluub')",
        ),
        (
            written(meetings=[{"id": "a", "body": "b", "on": "8/12-2023"}]),
            "record: meetings[0].on: a date is written year-month-day (got '8/12-2023')."
            " Write it as '2023-01-01'.",
        ),
        (
            written(meetings=[{"id": "a", "body": "b", "on": "2023-12-08", "starts": "8:30"}]),
            "record: meetings[0].starts: time: is no time of day (got '8:30')."
            " Write it as '08:30:00'.",
        ),
        (
            written(meetings=[{"id": "a", "body": "b", "on": "2023-12-08", "starts": "0830"}]),
            "record: meetings[0].starts: time: is no time of day (got '0830')."
            " Write it as '08:30:00'.",
        ),
        (
            written(targets=[{"id": "a", "name": "A", "goal": 0.5}]),
            "record: targets[0].goal: must be a text (got 0.5)",
        ),
        (
            written(targets=[{"id": "a", "name": "A", "goal": "0,5"}]),
            "record: targets[0].goal: is written as '7' or '1/3' (got '0,5')",
        ),
        (
            written(pool_uses=[{"id": "a", "mandate": "m", "on": "2024-01-01"}]),
            "record: pool_uses[0].amount: is required",
        ),
        (
            written(reports=[{"mandate": "m", "on": "2024-01-01", "period": {"year": 2024}}]),
            "record: reports[0].period: type: is required",
        ),
        (
            written(reports=[{"mandate": "m", "on": "2024-01-01", "period": {"type": "Yaer"}}]),
            "record: reports[0].period: type: must be one of 'Year', 'HalfYear', 'Quarter',"
            " 'Month', 'IsoWeek' (got 'Yaer'). Did you mean 'Year'?",
        ),
        (
            written(actions=[{"id": "a", "text": "x", "dues": [{"wording": "snarest"}]}]),
            "record: actions[0].dues[0]: type: must be a text (got None)",
        ),
        (
            written(actions=[{"id": "a", "text": "x", "dues": [None]}]),
            "record: actions[0].dues[0]: must be a table (got None)",
        ),
        (
            written(figures={"packaged": "yes", "register": {"packaged": True}}),
            "record: figures.packaged: must be true or false (got 'yes')",
        ),
        (
            written(figures={"packaged": True, "register": {"packaged": True, "parties": [{}]}}),
            "record: figures.register.parties[0].id: is required\n"
            "record: figures.register.parties[0].name: is required",
        ),
        (written(figures=[]), "record: figures: must be a table (got [])"),
    ],
)
def test_a_fault_is_refused_with_its_place(text: str | bytes, message: str) -> None:
    assert problems(text) == message.splitlines()


def amount(value: object) -> str:
    use = {"id": "a", "mandate": "m", "on": "2024-01-01", "amount": value}
    return written(pool_uses=[use])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("7 kr.", "pool_uses[0].amount: must be a table (got '7 kr.')"),
        (
            {"kroner": "7"},
            "pool_uses[0].amount: kroner: are written with two decimals (got '7')",
        ),
        ({"kroner": 7}, "pool_uses[0].amount.kroner: must be a text (got 7)"),
        (
            {"kroner": "7.00", "prices": {"type": "PriceLevel", "year": 24}},
            "pool_uses[0].amount.prices: year: a year lies between 1900 and 2999 (got 24)",
        ),
    ],
)
def test_an_amount_is_read_strictly(value: object, message: str) -> None:
    assert problems(amount(value)) == [f"record: {message}"]


def ledger_with(**changes: object) -> str:
    held = json.loads(dump_record(of(ledgers=(KPRO,))))["ledgers"][0]
    held["agreement"] |= changes
    return written(ledgers=[held])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"collector": "Region Nordjylland"},
            "collector: party: is named by its id (got 'Region Nordjylland')."
            " Write 'region-nordjylland'.",
        ),
        ({"collector": 7}, "collector: must be a table (got 7)"),
        ({"unit": "kroner"}, "unit: must be one of 'øre', 'krone', '1.000 kr.' (got 'kroner')."
         " Did you mean 'krone'?"),
        (
            {"key": {"type": "UnitTerms", "units": [["samsoe"]], "counted": "timer"}},
            "key.units[0]: must have 2 members (got ['samsoe'])",
        ),
        (
            {"key": {"type": "UnitTerms", "units": [["samsoe", "x"]], "counted": "timer"}},
            "key.units[0][1]: is written as '7' or '1/3' (got 'x')",
        ),
        ({"payment_days": "30"}, "payment_days: a whole number is an int (got '30')"),
        ({"payment_days": 7.5}, "payment_days: a whole number is an int (got 7.5)"),
    ],
)  # fmt: skip
def test_an_agreement_is_read_strictly(changes: dict[str, object], message: str) -> None:
    assert problems(ledger_with(**changes)) == [f"record: ledgers[0].agreement.{message}"]


def sliced(size: object) -> str:
    slices = [{"name": "alt", "size": size, "key": {"type": "EqualTerms"}}]
    return ledger_with(key={"type": "ComposedTerms", "slices": slices})


def test_the_type_of_a_number_is_told_where_an_amount_may_stand() -> None:
    assert read_record(sliced({"type": "Fraction", "value": "1"})).agreement.key
    place = "record: ledgers[0].agreement.key.slices[0].size"
    assert problems(sliced({"type": "Fraction"})) == [f"{place}.value: is required"]
    assert problems(sliced({"type": "Fraction", "value": "1", "valeu": 1})) == [
        f"{place}: unknown: 'valeu' (did you mean 'value'?); known: value"
    ]
    assert problems(sliced([])) == [f"{place}: must be a table (got [])"]


def test_every_fault_is_told_at_once() -> None:
    text = written(people=[{"id": 1}, {"id": "b", "name": 2}], bodies=3)
    assert problems(text) == [
        "record: bodies: must be a list (got 3)",
        "record: people[0].id: must be a text (got 1)",
        "record: people[0].name: is required",
        "record: people[1].name: must be a text (got 2)",
    ]


def test_the_caller_may_name_the_text() -> None:
    with pytest.raises(FileFormatError) as refused:
        read_record("x", name="referat.json")
    assert str(refused.value).startswith("referat.json: is not JSON: ")


@pytest.mark.parametrize("wrong", [None, 7, {"sundgov": 1}])
def test_what_is_no_text_is_refused(wrong: Any) -> None:
    with pytest.raises(NotExactError, match=r"^text: must be a text or bytes"):
        read_record(wrong)
    with pytest.raises(NotExactError, match=r"^record: must be a Record"):
        dump_record(wrong)
    with pytest.raises(NotExactError, match=r"^figures: must be a Figures"):
        read_record(written(), "2024")  # type: ignore[arg-type]


# -- large, deep and random


def nested(levels: int) -> Section:
    section = Section("x")
    for _ in range(levels):
        section = Section("x", sections=(section,))
    return section


def deep(levels: int) -> Record:
    entry = MinutesEntry("1", account=(nested(levels),))
    return of(meetings=(Meeting("m", "b", "2024-01-01", minutes=Minutes((entry,))),))


def test_a_record_nested_as_deeply_as_is_read_comes_back() -> None:
    told(deep(45))


@pytest.mark.parametrize("levels", [46, 2000])
def test_a_record_nested_more_deeply_is_not_written(levels: int) -> None:
    with pytest.raises(LimitError) as refused:
        dump_record(deep(levels))
    assert str(refused.value) == "record: is nested more than 100 levels deep"


@pytest.mark.parametrize("depth", [100, 100_000])
def test_a_text_nested_more_deeply_is_refused(depth: int) -> None:
    text = f'{{"sundgov": 1, "x": {"[" * depth}{"]" * depth}}}'
    with pytest.raises(LimitError) as refused:
        read_record(text)
    assert str(refused.value) == "record: is nested more than 100 levels deep"


def test_a_text_that_is_too_large_is_neither_read_nor_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = of(people=(Person("aj", "Asta Juhl"),))
    text = dump_record(record)
    size = len(text.encode())
    monkeypatch.setattr(record_json, "LARGEST", size)
    assert read_record(dump_record(record)) == record
    monkeypatch.setattr(record_json, "LARGEST", size - 1)
    with pytest.raises(LimitError, match=r"^record: is larger than 0 MB$"):
        dump_record(record)
    with pytest.raises(LimitError, match=r"^record: is larger than 0 MB$"):
        read_record(text)


def test_a_number_out_of_all_proportion_is_refused() -> None:
    assert problems(f'{{"sundgov": {"1" * 5000}}}')
    assert problems(amount({"kroner": "1" * 5000 + ".00"}))
    assert problems('{"sundgov": 1e999999999}')


def test_a_lone_surrogate_is_refused_and_not_met_later() -> None:
    assert problems('{"sundgov": 1, "people": [{"id": "a", "name": "\\ud800"}]}') == [
        "record: people[0]: name: control and invisible characters are not allowed"
        " (got '\\ud800', 'U+D800')"
    ]
    assert problems('{"sundgov": "\ud800"}') == [
        "record: must be UTF-8 text (got 'byte 13, in line 1'). Save the file as UTF-8."
    ]


def test_many_entries_are_read() -> None:
    people = [{"id": f"p{number}", "name": "N"} for number in range(100_000)]
    assert len(read_record(written(people=people)).people) == 100_000


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value[:3]))
    for key, held in inner:
        yield (*path, key)
        yield from places(held, (*path, key))


def with_junk(value: Any, path: tuple[str | int, ...], junk: object) -> object:
    if not path:
        return junk
    changed: Any = dict(value) if isinstance(value, dict) else list(value)
    changed[path[0]] = with_junk(value[path[0]], path[1:], junk)
    return changed


RICH = [json.loads(dump_record(load(path))) for path in EXAMPLES]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=3,
)


@settings(max_examples=300)
@given(st.data(), st.sampled_from(RICH), JUNK)
def test_junk_anywhere_is_read_or_refused(data: st.DataObject, rich: object, junk: object) -> None:
    path = data.draw(st.sampled_from(sorted(places(rich), key=str)))
    with suppress(SundgovError):
        dump_record(read_record(json.dumps(with_junk(rich, path, junk))))


def test_memberships_keep_their_days() -> None:
    left = Membership(party("A"), dt.date(2020, 1, 1), left=dt.date(2021, 12, 31))
    ledger = Ledger(agreement([left, party("B")]), (budget(2025, kr(1)),), HELD)
    shown = told(of(ledgers=(ledger,)))["ledgers"][0]["agreement"]["members"][0]
    assert shown["left"] == "2021-12-31"
