"""Words: what is a name with a slip, an abbreviation, a number in two ways, and what is none."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.checks import Check, run
from sundgov.checks.walks.initials import KNOWN
from sundgov.checks.walks.texts import sections_of, texts_of
from sundgov.checks.words.abbreviations import abbreviation_never_expanded
from sundgov.checks.words.nearness import Slip, keys, slip
from sundgov.checks.words.person_spellings import person_spelled_two_ways
from sundgov.checks.words.separators import separators_mixed
from sundgov.checks.words.spellings import name_spelled_two_ways
from sundgov.checks.words.words import WORDS
from sundgov.formats import loads
from sundgov.governance.agendas import AgendaItem
from sundgov.governance.bodies import Body, Person
from sundgov.governance.meetings import MeetingState
from sundgov.governance.statements import Section
from sundgov.record import Record
from sundgov.testing.strategies import records
from tests.check_papers import FIGURES, TODAY, called, told

letters = st.text("abcæø", max_size=7)


def saying(*paragraphs: str) -> AgendaItem:
    return AgendaItem("1", "Punkt", presentation=(Section(paragraphs=paragraphs),))


def excerpts(check: Check, *paragraphs: str, bodies: tuple[Body, ...] = ()) -> list[str]:
    """The pieces of a paper with these paragraphs that a check is about."""
    record = Record(figures=FIGURES, meetings=(called(saying(*paragraphs)),), bodies=bodies)
    return [one.excerpt for one in check(record, FIGURES, TODAY)]


# Slips


@given(letters, letters)
def test_a_slip_is_the_same_from_both_sides_and_shares_a_key(one: str, other: str) -> None:
    found = slip(one, other)
    assert found == slip(other, one)
    assert found is None or keys(one) & keys(other)


@given(letters, letters, st.sampled_from("xyz"))
def test_one_letter_more_is_a_slip_where_it_stands(before: str, after: str, letter: str) -> None:
    assert slip(before + after, before + letter + after) == Slip(len(before), len(after))


@given(letters, letters, st.permutations("xyz"))
def test_one_wrong_and_two_that_changed_places_are_slips(
    before: str, after: str, odd: list[str]
) -> None:
    x, y, z = odd
    assert slip(before + x + after, before + y + after) == Slip(len(before), len(after))
    assert slip(before + x + y + after, before + y + x + after) == Slip(len(before), len(after))
    assert slip(before + x + y + after, before + y + z + after) is None
    assert slip(before + after, before + x + y + after) is None


# Names

COMMON = "Det drives af Systematic, og hos Systematic ved de det."


@pytest.mark.parametrize(
    ("paragraphs", "odd"),
    [
        (("Data i HjerterKomMidt.", "HjerteKomMidt", "HjerteKomMidt"), ["HjerterKomMidt"]),
        (("Data i HjerterKomMidt.", "HjerteKomMidt"), ["HjerteKomMidt"]),  # a tie: the later
        (("MedCom og MedCom siger, at Medcom er klar.",), ["Medcom"]),
        (("TeleKOL, TeleKOL og Telekol.",), ["Telekol"]),
        (("MedCom", "MEDCOM"), []),  # a heading in capitals
        (("HjerteKomMidt", "HjerteKomMidts", "HjerteKomMidtens"), []),
        (("HjerteKomMidtens", "HjerteKomMidtes"), []),
        (("JerteKomMidt", "HjerteKomMidt"), []),  # the first letter makes another name
        ((COMMON, "Det siger Sytematic."), ["Sytematic"]),
        ((COMMON, "Sytematic siger det."), []),  # may be any word: it begins its sentence
        ((COMMON, "Det siger Sytematic.", "Og igen Sytematic."), []),  # both are common
        ((COMMON, "Det siger Sytematic Danmark."), []),  # a name of two words
        ((COMMON, "Det siger Danske Sytematic."), []),
        ((COMMON, "Det siger Sytematic - det lover de."), ["Sytematic"]),
        ((COMMON, "Det siger Sytematic.", "Noget er sytematic."), []),
        ((COMMON, "De er hos Systematics."), []),
        (("Systematic er med.", "Systematic er her.", "Det siger Sytematic."), []),
        (("De er hos NetKomet, hos NetKomet og hos Netcomet.",), ["Netcomet"]),
        ((COMMON, "Se www.sytematic.dk, Sytematic.dk, Sytematic/nyt eller hej@Sytematic."), []),
        (("Det siger Systematic.", "Det siger Sytematic."), []),  # neither is the commoner
        (("De er i Irland, i Irland og i Island.",), []),  # too short to tell
        (("De er hos Netkome, hos Netkome og hos Netcome.",), []),
        (("De er hos Netkomet, hos Netkomet og hos Netcomet.",), ["Netcomet"]),
        (("De er hos Netkomet, hos Netkomet og hos Netkamet.",), ["Netkamet"]),
        (("De er hos Netkomet, hos Netkomet og hos Netkopet.",), []),  # may be its ending
        (("De er hos Netkomet, hos Netkomet og hos Vetkomet.",), []),
        (("Det siger Mortensen, og Mortensen og Martensen er med.",), []),
        ((COMMON, "Det siger Danmark, Sytematic, Norge."), ["Sytematic"]),
        ((COMMON, "Det siger (Sytematic)."), []),
        (("HjerteKomMidt", "HjrteKoemMidt"), []),  # a letter has moved: that is two slips
        (("MedKom", "MeddKom"), ["MeddKom"]),
        (("MeKom", "MekkKom", "KiAp", "Kiap"), []),
        (("MedCom og MedCom bruger medcom.",), []),
    ],
)
def test_a_name_with_a_slip_is_found(paragraphs: tuple[str, ...], odd: list[str]) -> None:
    assert excerpts(name_spelled_two_ways, *paragraphs) == odd


def test_the_commoner_is_proposed() -> None:
    paper = called(saying("HjerteKomMidt", "HjerterKomMidt", "HjerterKomMidt"))
    assert told(name_spelled_two_ways, paper) == [
        "m, item 1, section 1: 'HjerteKomMidt' stands once, and 'HjerterKomMidt' twice. Write"
        " 'HjerterKomMidt', unless they are two names."
    ]


def test_of_two_that_are_as_common_neither_is_proposed() -> None:
    assert told(name_spelled_two_ways, called(saying("HjerteKomMidt", "HjerterKomMidt"))) == [
        "m, item 1, section 1: 'HjerterKomMidt' stands once, and 'HjerteKomMidt' once. Write one of"
        " the two throughout, unless 'HjerterKomMidt' and 'HjerteKomMidt' are two names."
    ]


def test_the_name_that_the_record_has_is_the_right_one() -> None:
    bodies = (Body("hkm", "Styregruppen for HjerteKomMidt"),)
    paper = called(saying("HjerterKomMidt", "HjerterKomMidt", "HjerterKomMidt", "HjerteKomMidt"))
    assert told(name_spelled_two_ways, paper, bodies=bodies) == [
        "m, item 1, section 1: 'HjerterKomMidt' stands 3 times, and 'HjerteKomMidt' once. Write"
        " 'HjerteKomMidt', unless they are two names."
    ]
    paper = called(saying("HjerterKomMidt", "HjerteKomMidt"))
    (line,) = told(name_spelled_two_ways, paper, bodies=bodies)
    assert line.endswith("Write 'HjerteKomMidt', unless they are two names.")
    paper = called(saying("HjerterKomMidt"))
    assert told(name_spelled_two_ways, paper, bodies=bodies) == [
        "m, item 1, section 1: 'HjerterKomMidt' stands once, and the record has 'HjerteKomMidt'."
        " Write 'HjerteKomMidt', unless they are two names."
    ]
    both = (*bodies, Body("hkm2", "HjerterKomMidt"))
    assert told(name_spelled_two_ways, paper, bodies=both) == []
    paper = called(saying("HjerterKomMidt", "HjerteKomMidt"))
    assert told(name_spelled_two_ways, paper, bodies=both) == []


def test_the_name_of_a_party_is_known() -> None:
    assert excerpts(name_spelled_two_ways, "De er fra Skandrborg og andre steder.") == [
        "Skandrborg"
    ]


def test_names_of_people_are_left_to_their_own_check() -> None:
    people = (Person("a", "Asta McDonaldsen"), Person("b", "Bodil McDonnaldsen"))
    paper = called(saying("McDonaldsen, McDonaldsen, McDonnaldsen", "McDonoldsen"))
    assert [line[:31] for line in told(name_spelled_two_ways, paper, people=people)] == []


# People

ASTA = Person("aj", "Asta Juhl", "AJ", organisation="Samsø")


@pytest.mark.parametrize(
    ("paragraph", "named"),
    [
        ("Asta Juul fremlægger.", ["Asta Juul"]),
        ("Det siger Asta Juul", ["Asta Juul"]),
        ("det siger v/Asta Juul, og igen Asta Juul.", ["Asta Juul"]),
        ("Asta-Juul, Asta og Juul.", []),
        ("Asta  Juul", []),
        ("Asta, Juul", []),
        ("Astra Juhl og Asta Jihl.", ["Astra Juhl", "Asta Jihl"]),
        ("Asta Juhl og Astas Juhl.", []),
        ("Asta Juhls oplæg.", []),
        ("Asta Juhlm's oplæg.", ["Asta Juhlm"]),
        ("Asta Muhl og Usta Juhl.", []),
        ("Direktør Asta Juul.", []),
        ("Astaa", []),
    ],
)
def test_a_name_of_a_person_with_a_slip_is_found(paragraph: str, named: list[str]) -> None:
    record = Record(figures=FIGURES, meetings=(called(saying(paragraph)),), people=(ASTA,))
    assert [one.excerpt for one in person_spelled_two_ways(record, FIGURES, TODAY)] == named


def test_a_name_that_two_people_may_have_is_proposed_for_neither() -> None:
    other = Person("al", "Asta Jul")
    paper = called(saying("Asta Juul"))
    assert told(person_spelled_two_ways, paper, people=(ASTA,)) != []
    assert told(person_spelled_two_ways, paper, people=(ASTA, other)) == []


def test_each_of_two_people_is_named_and_in_the_genitive_too() -> None:
    others = (ASTA, Person("b", "Asta Juul"), Person("c", "Asta Juhlm"), Person("d", "Asta"))
    paper = called(saying("Asta Juul, Asta Juuls plan, Asta Juhls svar", "Astar"))
    assert told(person_spelled_two_ways, paper, people=others) == []


def test_short_names_are_told_apart_by_one_letter() -> None:
    people = (Person("bo", "Ib Lau"), Person("c", "Ida"))
    assert told(person_spelled_two_ways, called(saying("Ib Lai", "Idaa")), people=people) == []


def test_one_person_held_twice_is_found() -> None:
    twice = (ASTA, Person("aj2", "Asta Juul", organisation="Samsø"))
    assert told(person_spelled_two_ways, people=twice) == [
        "people, aj2: 'Asta Juul' and 'Asta Juhl' (aj) are both of Samsø and never at one meeting."
        " Keep one of them, unless they are two people, and refer to 'aj'."
    ]


@pytest.mark.parametrize(
    "other",
    [
        Person("aa", "Asta Juul", organisation="Samsø"),
        Person("aj2", "Asta Juul", "AJ", organisation="Samsø"),
    ],
)
def test_initials_that_are_alike_or_missing_tell_nobody_apart(other: Person) -> None:
    assert len(told(person_spelled_two_ways, people=(ASTA, other))) == 1


@pytest.mark.parametrize(
    "other",
    [
        Person("aj2", "Asta Juul", organisation="Odder"),
        Person("aj2", "Asta Juul", "AJU", organisation="Samsø"),
        Person("aj2", "Asta Juhl", organisation="Samsø"),
        Person("aj2", "Asta Holm", organisation="Samsø"),
    ],
)
def test_two_people_may_have_near_names(other: Person) -> None:
    assert told(person_spelled_two_ways, people=(ASTA, other)) == []


def test_two_who_were_at_one_meeting_are_two() -> None:
    other = Person("aj2", "Asta Juul", organisation="Samsø")
    (met,) = loads(
        """
        [[meetings]]
        id = "m"
        body = "b"
        on = 2023-12-08
        attendance = [{person = "AJ"}, {person = "x", presence = "apologies", substitute = "aj2"}]
        """
    ).meetings
    assert told(person_spelled_two_ways, met, people=(ASTA, other)) == []
    for there in (met.attendance[:1], met.attendance[1:]):
        apart = evolve(met, attendance=there)
        assert len(told(person_spelled_two_ways, apart, people=(ASTA, other))) == 1


def test_neither_of_two_without_an_organisation_is_held_twice() -> None:
    people = (Person("a", "Asta Juhl"), Person("b", "Asta Juul"))
    assert told(person_spelled_two_ways, people=people) == []


# Abbreviations


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (("DHRD og DHRD's tal; DHRDs, DHRD-tal og DHRD.",), ["DHRD"]),
        (("PLSP, LPS'er",), ["PLSP", "LPS"]),
        (("DHRD (databasen)",), []),
        (("DHRD (5) er med",), ["DHRD"]),
        (("databasen ( DHRD: Dansk …)",), []),
        (("DHRD, dvs. databasen",), []),
        (("DHRD-tal (tal fra databasen)",), []),
        (("DHRD står for databasen",), []),
        (("DHRD= databasen",), []),
        (("Medical Device Regulations er MDR",), []),
        (("Medical device Regulations er MDR",), ["MDR"]),
        (("Fonden for Almen Praksis, FAP",), []),
        (("FUT-S og K-PRO",), ["FUT", "PRO"]),
        (("OK22, ID4, A4, X1Y",), []),
        (("ABCDEFG er et navn",), []),
        (("II, IV, IX og XXXIX",), []),
        (("PUNKTER TIL DRH",), []),
        (("http://DHRD.dk/DHRD, a@DHRD, B&DHRD og DHRD.dk",), []),
        (("Det er vigtigt. VIGTIG er DHRD, for det er vigtig.",), ["DHRD"]),
    ],
)
def test_an_abbreviation_is_written_out_or_found(
    paragraphs: tuple[str, ...], found: list[str]
) -> None:
    assert excerpts(abbreviation_never_expanded, *paragraphs) == found


@pytest.mark.parametrize("each", KNOWN)
def test_known_abbreviations_need_no_words(each: str) -> None:
    assert excerpts(abbreviation_never_expanded, f"{each} er kendt.") == []


def test_an_abbreviation_is_told_once_where_it_stands_first() -> None:
    record = loads(
        """
        [[meetings]]
        id = "senere"
        body = "b"
        on = 2024-01-01
        title = "Møde om DHRD"

        [[meetings]]
        id = "m"
        body = "b"
        on = 2023-12-08
        title = "Møde om DHRD og KIH"
        minutes = {entries = [{title = "KIH i brug"}]}

        [[cases]]
        id = "hjerte"
        title = "Hjertesag"
        presentation = [{paragraphs = ["KIH og PLSP"]}]
        """
    )
    found = abbreviation_never_expanded(record, FIGURES, TODAY)
    assert [(one.place, one.why.partition(" in the ")[0]) for one in found] == [
        ("m", "'DHRD' stands twice"),
        ("m", "'KIH' stands 3 times"),
        ("case hjerte, section 1", "'PLSP' stands once"),
    ]


def test_what_names_something_is_no_abbreviation() -> None:
    record = loads(
        """
        [[bodies]]
        id = "a"
        name = "Arbejdsgruppen ABA"
        events = [{change = "renamed", name = "Det nye råd for Udvikling"}]

        [[projects]]
        id = "p"
        name = "Projekt PPA"

        [agreement]
        id = "drift"
        name = "Drift af DDA"
        collector = "Samsø"
        vat = "outside scope"
        unit = "øre"
        payment_days = 30
        key = {by = "equal"}
        instalments = [{month = 1, day = 15, share = "1/1"}]
        members = [{who = "Samsø", joined = 2021-01-01}]

        [[meetings]]
        id = "m"
        body = "a"
        on = 2023-12-08
        title = "Møde om ABA, PPA, DDA og DNRU i RS, i RM og NN"
        """
    )
    found = abbreviation_never_expanded(record, FIGURES, TODAY)
    assert [one.excerpt for one in found] == ["NN"]


# Separators


@pytest.mark.parametrize(
    ("paragraphs", "lines"),
    [
        (
            ("12.2 mio. kr. og 1,2 mio. kr.", "12.2 mio. kr. igen og 3.5 pct."),
            [
                "'12.2 mio. kr.' has a decimal point, and '1,2 mio. kr.' has a decimal comma."
                " Write '12,2 mio. kr.'.",
                "'3.5 pct.' has a decimal point, and '1,2 mio. kr.' has a decimal comma."
                " Write '3,5 pct.'.",
            ],
        ),
        (
            ("500.000 kr., 3.5 pct. og 1,2 mio.",),
            [
                "'3.5 pct.' has a decimal point, and '1,2 mio.' has a decimal comma."
                " Write '3,5 pct.'."
            ],
        ),
        (
            ("12.2 mio. og 500.000 kr.",),
            [
                "'12.2 mio.' has a decimal point, and '500.000 kr.' has a point between thousands."
                " Write '12,2 mio.'."
            ],
        ),
        (
            ("500,000 kr. og 500.000 kroner og 7,5 mia. kr.",),
            [
                "'500,000 kr.' has a comma between thousands, and '500.000 kroner' has a point"
                " between thousands. Write '500.000 kr.'."
            ],
        ),
        (
            ("1,234.50 kr. og 1.234,50 kr.",),
            [
                "'1,234.50 kr.' has a decimal point, and '1.234,50 kr.' has a decimal comma."
                " Write '1.234,50 kr.'."
            ],
        ),
        (
            ("12.2\N{NO-BREAK SPACE}mio. og 1,2 mio.",),
            [
                "'12.2 mio.' has a decimal point, and '1,2 mio.' has a decimal comma."
                " Write '12,2 mio.'."
            ],
        ),
        (
            ("12.25 % og 7,5 %",),
            ["'12.25 %' has a decimal point, and '7,5 %' has a decimal comma. Write '12,25 %'."],
        ),
        (("12.2 mio. og 500,000 kr.",), []),  # the English way throughout
        (("12.2 mio. og 1.250 mio. kr.",), []),
        (("12,2 mio. og 500.000 kr.",), []),
        (("12,2 mio. og 1.250 mio. kr.",), []),  # may be a thousand
        (("12,2 mio. og 180.000 planer",), []),
        (("12,2 mio. og 1,234,50 kr. og 1.234,567 kr.",), []),  # nobody's way
        (("12,2 mio. pr. 1.12 kr. 500 og v2.1 mio.",), []),
        (("12,2 mio. og 12.5 krav, 12.5 miojo, 12.5 pctx",), []),
    ],
)
def test_separators_are_mixed_or_not(paragraphs: tuple[str, ...], lines: list[str]) -> None:
    found = told(separators_mixed, called(saying(*paragraphs)))
    assert found == [f"m, item 1, section 1: {line}" for line in lines]


# The texts themselves


def test_every_text_of_a_paper_is_read_where_it_stands() -> None:
    (meeting,) = loads(
        """
        [[meetings]]
        id = "m"
        body = "b"
        on = 2023-12-08
        title = "1"

        [meetings.agenda]
        contents = [{label = 1, title = "2"}, {label = "", title = "3"}]

        [[meetings.agenda.items]]
        label = 1
        title = "4"
        attachments = [{label = "1.1", title = "21"}]
        items = [{label = "a", title = "22"}]

        [[meetings.agenda.items.recommendation.points]]
        text = "5"
        asks = "approve"
        amounts = [
          {amount = "6 kr.", meaning = "cost", subject = "7"},
          {amount = 500, meaning = "cost"},
        ]

        [[meetings.agenda.items.recommendation.points.options]]
        id = "x"
        title = "8"
        paragraphs = ["9"]
        amounts = [{amount = "10 kr.", meaning = "cost"}]
        presentation = [{heading = "10½"}]

        [[meetings.agenda.items.presentation]]
        heading = "11"
        paragraphs = ["12"]
        amounts = [{amount = "13 kr.", meaning = "cost"}, {meaning = "reserve"}]
        figures = [{what = "14", value = 1}]
        times = [{what = "15", time = "2024"}]
        cites = [{label = "1.1", title = "16"}]
        provisions = [{of = "16½"}]
        sections = [{heading = "17"}, {paragraphs = ["18"]}]

        [[meetings.agenda.items.presentation]]
        paragraphs = ["19", "20"]

        [[meetings.minutes.entries]]
        item = 1
        account = [{heading = "23"}]

        [meetings.minutes.entries.decision]
        text = "24"

        [[meetings.minutes.entries.decision.outcomes]]
        kind = "approved"
        point = 1
        text = "25"
        comments = ["26"]
        amounts = [{amount = "27 kr.", meaning = "cost"}]
        provisos = [{text = "28"}]
        dissents = [{by = "Samsø", text = "28½"}]

        [[meetings.minutes.entries.decision.outcomes]]
        kind = "noted"
        text = "29"

        [[meetings.minutes.entries]]
        title = "30"

        [[meetings.minutes.corrections]]
        text = "31"
        item = 1

        [[meetings.minutes.corrections]]
        text = "32"
        """
    ).meetings
    found = [(one.place, one.text.removesuffix(" kr.")) for one in texts_of(meeting)]
    item, minutes = "m, item 1", "m, item 1, minutes"
    halves = {10, 16, 28}
    assert [text for _, text in found] == [
        text
        for number in range(1, 33)
        for text in (f"{number}", *([f"{number}½"] if number in halves else []))
    ]
    assert [place for place, _ in found] == [
        *("m", "m, contents 1", "m, contents", item),
        *[f"{item}, point 1"] * 3,
        *[f"{item}, point 1, option x"] * 3,
        f"{item}, point 1, option x, section 1 (10½)",
        *[f"{item}, section 1 (11)"] * 7,
        *(f"{item}, section 1.1 (17)", f"{item}, section 1.2"),
        *[f"{item}, section 2"] * 2,
        *(f"{item}, attachment 1.1", "m, item a", f"{minutes}, section 1 (23)", minutes),
        *[f"{minutes}, point 1"] * 5,
        *(minutes, "m, minutes, entry 2", "m, item 1, minutes corrected", "m, minutes corrected"),
    ]
    assert [(one.place, one.in_minutes) for one in sections_of(meeting)] == [
        *((f"{item}, section {path}", False) for path in ("1 (11)", "1.1 (17)", "1.2", "2")),
        (f"{item}, point 1, option x, section 1 (10½)", False),
        (f"{minutes}, section 1 (23)", True),
    ]


def test_papers_of_a_meeting_that_was_not_held_are_not_read() -> None:
    paper = called(saying("HjerteKomMidt, HjerterKomMidt, DHRD, 1.2 mio., 1,2 mio., Asta Juul"))
    off = evolve(paper, state=MeetingState.CANCELLED)
    for check in WORDS:
        assert told(check, paper, people=(ASTA,))
        assert told(check, off, people=(ASTA,)) == []


@given(records(most_ledgers=0))
def test_no_record_is_too_much_and_no_order_counts(record: Record) -> None:
    turned = evolve(record, meetings=record.meetings[::-1], people=record.people[::-1])
    assert run(WORDS, record, record.figures, dt.date(2024, 1, 1)) == run(
        WORDS, turned, record.figures, dt.date(2024, 1, 1)
    )
