"""Transfers and statuses: money of its day, moved between lines and years, told on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve

from sundgov import Amount, Authority, CurrentPrices, kr
from sundgov.errors import InvalidValueError, PriceLevelError, TextError
from sundgov.finance.statuses import BudgetStatus, LineStatus, status_on
from sundgov.finance.transfers import LineOfYear, Transfer, money_of, year_transfers
from sundgov.findings import Severity
from tests.builders import budget, in_year

JUNE = dt.date(2024, 6, 1)
BEFORE = budget(2023, kr(100), kr(100))
BUDGET = budget(2024, kr(100), kr(100))


def decided(on: str | None) -> Authority:
    return Authority("st-1", "styregruppen", decided_on=on)


DECIDED = decided("2024-06-01")
TEN = kr(10)


def transfer(
    source: str = "l1 2024",
    target: str = "l2 2024",
    authority: Authority | None = DECIDED,
    name: str = "o1",
    amount: Amount = TEN,
) -> Transfer:
    return Transfer(name, amount, _place(source), _place(target), authority)


def _place(text: str) -> LineOfYear:
    line, year = text.split()
    return LineOfYear(int(year), line)


def codes(*transfers: Transfer) -> list[str]:
    found = year_transfers(BUDGET, transfers, JUNE, [BEFORE]).findings
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        (kr(0), "amount: a transfer is above zero (got '0,00 kr.')"),
        (-kr(5), "amount: a transfer is above zero (got '-5,00 kr.')"),
    ],
)
def test_a_transfer_moves_something(amount: Amount, message: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        transfer(amount=amount)
    assert str(refused.value) == message


def test_a_transfer_goes_somewhere_else() -> None:
    with pytest.raises(InvalidValueError) as refused:
        transfer("l1 2024", "l1 2024")
    message = "to_line: must not be the line it is taken from (got 'l1 2024')"
    assert str(refused.value) == message
    assert transfer("l1 2024", "l1 2025").between_years
    assert not transfer("l1 2024", "l2 2024").between_years


def test_a_transfer_is_money_of_the_year_it_leaves() -> None:
    stated = transfer("l1 2023", "l1 2024", amount=in_year(2023, "10 kr."))
    assert stated.taken == in_year(2023, "10 kr.")
    assert stated.given == in_year(2024, "10 kr.")
    with pytest.raises(PriceLevelError) as refused:
        transfer("l1 2023", "l1 2024", amount=in_year(2024, "10 kr."))
    assert str(refused.value) == (
        "transfer o1: is money of 2023 and is never indexed"
        " (got '10,00 kr. (løbende priser 2024)')."
        " Write the kroner of the day, without a price level."
    )


def test_money_of_a_year_is_unstated_or_already_so() -> None:
    assert money_of(kr(1), 2024, "x") == money_of(in_year(2024, "1 kr."), 2024, "x")
    assert money_of(kr(1), 2024, "x").prices == CurrentPrices(2024)
    with pytest.raises(PriceLevelError, match=r"^x: is money of 2024"):
        money_of(kr(1, 2024), 2024, "x")


@pytest.mark.parametrize("year", [1899, 3000])
def test_a_line_is_of_a_real_year_and_named_plainly(year: int) -> None:
    with pytest.raises(InvalidValueError, match=r"^year: a year lies between 1900 and 2999"):
        LineOfYear(year, "drift")
    with pytest.raises(TextError, match=r"^line: must not be empty"):
        LineOfYear(2024, "")


def test_ids_are_unique() -> None:
    pair = [transfer(name="b"), transfer(name="a"), transfer(name="b"), transfer(name="a")]
    with pytest.raises(InvalidValueError) as refused:
        year_transfers(BUDGET, pair, JUNE)
    assert str(refused.value) == "transfers.id: must be unique (got 'a', 'b')"


@pytest.mark.parametrize(
    ("on", "counts"),
    [("2024-05-31", 1), ("2024-06-01", 1), ("2024-06-02", 0), (None, 1)],
)
def test_a_transfer_counts_from_the_day_it_was_decided(on: str | None, counts: int) -> None:
    one = transfer(authority=decided(on))
    found = year_transfers(BUDGET, [one], JUNE)
    assert (found.counted, found.later) == (((one,), ()) if counts else ((), (one,)))


def test_a_transfer_decided_later_is_not_yet_looked_at() -> None:
    later = transfer(target="ukendt 2024", authority=decided("2024-06-02"))
    assert year_transfers(BUDGET, [later], JUNE).findings == ()


def test_transfers_stand_in_the_order_they_were_decided() -> None:
    early, undated, b, a = (
        transfer(name="z", authority=decided("2024-01-01")),
        transfer(name="y", authority=None),
        transfer(name="b"),
        transfer(name="a"),
    )
    wanted = (undated, early, a, b)
    for given in ([early, undated, b, a], [a, b, undated, early]):
        assert year_transfers(BUDGET, given, JUNE).counted == wanted


def test_transfers_of_other_years_are_left_alone() -> None:
    away = transfer("l1 2022", "l1 2023", authority=None)
    assert year_transfers(BUDGET, [away], JUNE).counted == ()
    assert codes(away) == []


def test_into_and_out_of_a_line() -> None:
    pair = [
        transfer(name="a"),
        transfer(name="b", amount=kr(7)),
        transfer("l2 2024", "l1 2024", name="c", amount=kr(3)),
        transfer("l1 2023", "l1 2024", name="d", amount=kr(4)),
        transfer("l2 2024", "l1 2025", name="e", amount=kr(2), authority=None),
    ]
    found = year_transfers(BUDGET, pair, JUNE)
    assert [found.into(line).ore for line in ("l1", "l2", "l3")] == [700, 1700, 0]
    assert [found.out_of(line).ore for line in ("l1", "l2", "l3")] == [1700, 500, 0]
    assert found.from_other_years == in_year(2024, "4 kr.")
    with_authority = evolve(pair[-1], authority=DECIDED)
    found = year_transfers(BUDGET, [*pair[:-1], with_authority], JUNE)
    assert found.from_other_years == in_year(2024, "2 kr.")


def test_a_transfer_without_authority_counts_and_is_found() -> None:
    found = year_transfers(BUDGET, [transfer(authority=None)], JUNE)
    assert len(found.counted) == 1
    assert [str(finding) for finding in found.findings] == [
        "error transfer-without-authority: transfer o1: no decision allows it, from l1 2024 to"
        " l2 2024. Have it decided, or take it out."
    ]


def test_a_decision_without_a_day_counts_and_is_noted() -> None:
    found = year_transfers(BUDGET, [transfer(authority=decided(None))], JUNE)
    assert len(found.counted) == 1
    assert [str(finding) for finding in found.findings] == [
        "note decision-undated: transfer o1: the day of st-1 is not stated, so it counts on every"
        " day. State the day of the decision."
    ]


@pytest.mark.parametrize("source", ["ukendt 2024", "ukendt 2023"])
def test_a_transfer_from_an_unknown_line_is_not_counted(source: str) -> None:
    found = year_transfers(BUDGET, [transfer(source)], JUNE, [BEFORE])
    assert found.counted == ()
    line, year = source.split()
    assert [str(finding) for finding in found.findings] == [
        f"error transfer-from-unknown-line: transfer o1: the budget of {year} has no line {line},"
        " so it is not counted. Name a line of the budget."
    ]


def test_a_transfer_to_an_unknown_line_of_the_year_is_not_counted() -> None:
    found = year_transfers(BUDGET, [transfer(target="ukendt 2024")], JUNE)
    assert found.counted == ()
    assert [str(finding) for finding in found.findings] == [
        "error transfer-to-unknown-line: transfer o1: the budget of 2024 has no line ukendt,"
        " so it is not counted. Name a line of the budget, or open the line."
    ]


def test_what_leaves_a_year_has_left_whether_it_is_received_or_not() -> None:
    """Seen from the year it leaves it counts; in the year that lacks the line it does not."""
    lost = transfer("l1 2023", "ukendt 2024")
    leaving = year_transfers(BEFORE, [lost], JUNE, [BUDGET])
    arriving = year_transfers(BUDGET, [lost], JUNE, [BEFORE])
    assert leaving.counted == (lost,)
    assert arriving.counted == ()
    assert leaving.findings == arriving.findings
    assert [str(finding) for finding in leaving.findings] == [
        "error transfer-not-received: transfer o1: the budget of 2024 has no line ukendt, so it"
        " is not received. Name a line of the budget, or open the line."
    ]


def test_a_year_without_a_budget_is_not_opened() -> None:
    found = year_transfers(BUDGET, [transfer("l1 2024", "l1 2025")], JUNE, [BEFORE])
    assert len(found.counted) == 1
    assert [str(finding) for finding in found.findings] == [
        "warning transfer-not-opened: transfer o1: 2025 has no budget to receive it in. Open the"
        " year with a budget that has the line."
    ]


def test_where_money_comes_from_is_not_asked_of_a_year_without_a_budget() -> None:
    found = year_transfers(BUDGET, [transfer("hvad 2023", "l1 2024")], JUNE)
    assert len(found.counted) == 1
    assert found.findings == ()


def test_the_highest_version_of_another_year_decides_what_lines_it_has() -> None:
    wider = budget(2023, kr(1), kr(1), kr(1), version=2)
    for others in ([BEFORE, wider], [wider, BEFORE]):
        assert not year_transfers(BUDGET, [transfer("l3 2023")], JUNE, others).findings


def test_this_year_has_the_budget_that_is_followed_and_no_other() -> None:
    wider = budget(2024, kr(1), kr(1), kr(1), version=2)
    found = year_transfers(BUDGET, [transfer(target="l3 2024")], JUNE, [wider]).findings
    assert [finding.code for finding in found] == ["transfer-to-unknown-line"]
    assert found[0].severity is Severity.ERROR


def test_a_status_is_money_of_its_year() -> None:
    told = BudgetStatus(2024, "2024-03-31", (LineStatus("l1", kr(1), kr(2), kr(0)),))
    line = told.line("l1")
    assert line is not None
    assert line.committed == in_year(2024, "1 kr.")
    assert line.spent == in_year(2024, "2 kr.")
    assert line.expected == in_year(2024, "0 kr.")
    assert told.line("l2") is None


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("committed", LineStatus("l1", committed=kr(1, 2024))),
        ("spent", LineStatus("l1", spent=kr(1, 2024))),
        ("expected", LineStatus("l1", expected=kr(1, 2024))),
    ],
)
def test_a_status_at_a_price_level_is_refused(name: str, bad: LineStatus) -> None:
    with pytest.raises(PriceLevelError) as refused:
        BudgetStatus(2024, "2024-03-31", (bad,))
    assert str(refused.value) == (
        f"l1, {name}: is money of 2024 and is never indexed (got '1,00 kr. (2024 pl)')."
        " Write the kroner of the day, without a price level."
    )


def test_a_status_has_a_real_year_and_day() -> None:
    with pytest.raises(InvalidValueError, match=r"^year: a year lies between"):
        BudgetStatus(24, "2024-03-31", ())
    with pytest.raises(TextError, match=r"^on: a date is written year-month-day"):
        BudgetStatus(2024, "31/3-2024", ())


def test_a_status_tells_of_a_line_once() -> None:
    told = tuple(map(LineStatus, ("b", "a", "b", "a", "c")))
    with pytest.raises(InvalidValueError) as refused:
        BudgetStatus(2024, "2024-03-31", told)
    assert str(refused.value) == "lines.line: must be unique (got 'a', 'b')"


def test_the_newest_status_of_the_year_on_the_day_counts() -> None:
    march, may, other = (
        BudgetStatus(year, on, ())
        for year, on in ((2024, "2024-03-31"), (2024, "2024-05-31"), (2023, "2024-04-30"))
    )
    for given in ([march, may, other], [other, may, march]):
        assert status_on(given, 2024, dt.date(2024, 3, 30)) is None
        assert status_on(given, 2024, dt.date(2024, 3, 31)) is march
        assert status_on(given, 2024, dt.date(2024, 5, 30)) is march
        assert status_on(given, 2024, dt.date(2024, 5, 31)) is may


def test_two_statuses_of_one_day_are_refused() -> None:
    pair = [BudgetStatus(2024, "2024-03-31", (), source) for source in ("a", "b")]
    assert status_on(pair, 2024, dt.date(2024, 3, 30)) is None
    with pytest.raises(InvalidValueError) as refused:
        status_on(pair, 2024, dt.date(2024, 3, 31))
    assert str(refused.value) == "statuses: hold a day of a year twice (got '2024-03-31')"
