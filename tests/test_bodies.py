"""Bodies, people and seats: what changes over time, with dates that may be imprecise."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, TextError
from sundgov.governance.bodies import (
    Body,
    BodyChange,
    BodyEvent,
    BodyKind,
    Person,
    Role,
    Seat,
    Vacancy,
)
from sundgov.governance.planned_times import PlannedTime

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2026, 12, 31))
SPRING = PlannedTime("foråret 2023", "2023-03-01", "2023-05-31")


def test_a_body_is_there_between_what_opened_and_what_ended_it() -> None:
    opened = BodyEvent(BodyChange.OPENED, "2021-03-01", decision="kosu-2021-02-01-4")
    merged = BodyEvent(BodyChange.MERGED, "2024-01-01", into=("et-nyt",))
    body = Body("gruppe", "Gruppen", BodyKind.WORKING_GROUP, events=(opened, merged))
    days = ["2021-02-28", "2021-03-01", "2023-12-31", "2024-01-01"]
    found = [body.may_exist_on(dt.date.fromisoformat(day)) for day in days]
    assert found == [False, True, True, False]


@pytest.mark.parametrize("change", BodyChange)
def test_only_what_ends_a_body_ends_it(change: BodyChange) -> None:
    body = Body("gruppe", "Gruppen", events=(BodyEvent(change, "2022-01-01"),))
    assert body.may_exist_on(dt.date(2023, 1, 1)) is not change.ends


def test_an_end_of_unknown_day_ends_nothing_for_certain() -> None:
    known = Body("a", "A", events=(BodyEvent(BodyChange.CLOSED, SPRING),))
    assert known.may_exist_on(dt.date(2023, 5, 30))
    assert not known.may_exist_on(dt.date(2023, 5, 31))
    undated = Body("b", "B", events=(BodyEvent(BodyChange.CLOSED, None),))
    assert undated.may_exist_on(dt.date(2099, 1, 1))
    open_end = PlannedTime("tidligst i 2024", "2024-01-01", None)
    late = Body("c", "C", events=(BodyEvent(BodyChange.SUCCEEDED, open_end, into=("d",)),))
    assert late.may_exist_on(dt.date(2099, 1, 1))


def test_a_body_has_the_name_of_the_day() -> None:
    first = BodyEvent(BodyChange.RENAMED, "2021-01-01", name="Andet navn")
    second = BodyEvent(BodyChange.RENAMED, "2022-01-01", name="Tredje navn")
    undated = BodyEvent(BodyChange.RENAMED, None, name="Fjerde navn")
    open_end = BodyEvent(BodyChange.RENAMED, PlannedTime("fra 2024", "2024-01-01"), name="Femte")
    other = BodyEvent(BodyChange.OPENED, "2019-01-01")
    body = Body("x", "Første navn", events=(second, open_end, first, undated, other))
    names = [body.name_on(dt.date(year, 6, 1)) for year in (2020, 2021, 2022, 2030)]
    assert names == ["Første navn", "Andet navn", "Tredje navn", "Tredje navn"]


def test_a_body_is_called_by_its_short_name() -> None:
    assert str(Body("kosu", "Koordinerende udvalg", short="KOSU")) == "KOSU"
    assert str(Body("kosu", "Koordinerende udvalg")) == "Koordinerende udvalg"
    assert str(Person("aj", "Asta Juhl")) == "Asta Juhl"


@given(DAYS, DAYS, DAYS)
def test_whoever_surely_has_a_seat_may_have_it(first: dt.date, last: dt.date, on: dt.date) -> None:
    since, until = sorted((first, last))
    seat = Seat("kosu", "aj", since=since, until=until)
    assert seat.surely_holds_on(on) == seat.may_hold_on(on) == (since <= on <= until)


def test_an_imprecise_end_leaves_days_on_which_nobody_knows() -> None:
    seat = Seat(
        "kosu", "aj", Role.CHAIR, since=SPRING, until=PlannedTime("2024", latest="2024-12-31")
    )
    told = {
        "2023-02-28": (False, False),
        "2023-03-01": (False, True),
        "2023-05-31": (False, True),
        "2024-12-31": (False, True),
        "2025-01-01": (False, False),
    }
    for day, expected in told.items():
        on = dt.date.fromisoformat(day)
        assert (seat.surely_holds_on(on), seat.may_hold_on(on)) == expected, day
    for_ever = Seat("kosu", "aj")
    assert for_ever.surely_holds_on(dt.date(2000, 1, 1))
    sure = Seat("kosu", "aj", until=SPRING)
    assert sure.surely_holds_on(dt.date(2023, 3, 1))
    assert not sure.surely_holds_on(dt.date(2023, 3, 2))
    unknown = Seat("kosu", "aj", since=PlannedTime("løbende"), until=PlannedTime("snart"))
    assert unknown.may_hold_on(dt.date(2000, 1, 1))
    assert not unknown.surely_holds_on(dt.date(2000, 1, 1))


def test_a_seat_does_not_end_before_it_begins() -> None:
    with pytest.raises(InvalidValueError) as refused:
        Seat("kosu", "aj", since="2024-01-01", until="2023-12-31")
    assert str(refused.value) == (
        "until: must not lie before since (got '2023-12-31', '2024-01-01')"
    )
    assert Seat("kosu", "aj", since=SPRING, until="2023-03-01").may_hold_on(dt.date(2023, 3, 1))


def test_a_place_may_be_a_partys_whoever_comes() -> None:
    place = Seat("teknik", on_behalf_of="PLSP")
    assert (place.holder, Seat("teknik", "aj", on_behalf_of="PLSP").holder) == ("PLSP", "aj")
    with pytest.raises(InvalidValueError) as refused:
        Seat("teknik")
    assert str(refused.value) == "person: is required, or on whose behalf the place is held"


def test_what_is_no_id_is_refused() -> None:
    with pytest.raises(TextError, match=r"^id: holds letters and digits, joined by single"):
        Body("to ord", "Navn")
    with pytest.raises(TextError, match=r"^owners: holds letters and digits"):
        Body("id", "Navn", owners=("ja--nej",))
    with pytest.raises(TextError, match=r"^time: a date is written year-month-day"):
        BodyEvent(BodyChange.CLOSED, "primo 2024")
    with pytest.raises(NotExactError, match=r"^kind: must be a BodyKind"):
        Body("id", "Navn", "rådet")  # type: ignore[arg-type]


def test_a_vacancy_is_open_until_it_is_surely_filled() -> None:
    lawyer = Vacancy(Role.MEMBER, "jurist", number=2, due="2022-05-20", until=SPRING)
    days = (dt.date(2022, 1, 1), dt.date(2023, 5, 31), dt.date(2023, 6, 1))
    assert [lawyer.may_be_open_on(day) for day in days] == [True, True, False]
    chair = Vacancy(Role.CHAIR, on_behalf_of="kommunerne")
    assert chair.may_be_open_on(dt.date.max)
    group = Body("gruppe", "Gruppen", vacancies=(chair, lawyer))
    assert [(each.role, each.title, each.number) for each in group.vacancies] == [
        (Role.CHAIR, "", 1),
        (Role.MEMBER, "jurist", 2),
    ]
    with pytest.raises(InvalidValueError, match=r"^number: must not be negative \(got -1\)"):
        Vacancy(Role.MEMBER, number=-1)
