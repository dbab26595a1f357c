"""Reading amounts as papers state them: qualifiers, ranges, and what an amount is per."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.amount_text import read_amount
from sundgov.errors import NotExactError, TextError
from sundgov.governance.qualified_amounts import Per, Qualifier
from sundgov.governance.qualified_text import read_qualified
from sundgov.money import Amount, CurrentPrices, kr

HOW = (
    "Write it as 'ca. 1,2 mio. kr.', 'mindst 2 mio. kr.', '2-3 mio. kr.' "
    "or '25 kr. pr. indbygger pr. år'."
)
SEPARATORS = "a point separates thousands and a comma the decimals"
NO_NUMBER = "Write the number in figures, as in '500.000 kr.'."
KNOWN_PER = "Write it as 'pr. indbygger', 'pr. kommune', 'pr. år', 'pr. time' or 'pr. opkald'."


def refusal(text: str) -> str:
    with pytest.raises(TextError) as refused:
        read_qualified(text)
    assert refused.value.got == (text,)
    return f"{refused.value}"


@pytest.mark.parametrize(
    ("text", "qualifier", "amount"),
    [
        ("7 mio. kr.", Qualifier.EXACT, "7 mio. kr."),
        ("kr. 61.250,-", Qualifier.EXACT, "61.250 kr."),
        ("-500 kr.", Qualifier.EXACT, "-500 kr."),
        ("ca. 1,2 mio. kr.", Qualifier.ABOUT, "1,2 mio. kr."),
        ("ca 1,2 mio. kr.", Qualifier.ABOUT, "1,2 mio. kr."),
        ("Ca.1,2 mio. kr.", Qualifier.ABOUT, "1,2 mio. kr."),
        ("ca. kr. 500.000", Qualifier.ABOUT, "500.000 kr."),
        ("cirka 500.000 kr.", Qualifier.ABOUT, "500.000 kr."),
        ("omkring 500.000 kr.", Qualifier.ABOUT, "500.000 kr."),
        ("ca. -1,2 mio. kr.", Qualifier.ABOUT, "-1,2 mio. kr."),
        ("op imod 500.000 kr.", Qualifier.UP_TO, "500.000 kr."),
        ("op mod 500.000 kr.", Qualifier.UP_TO, "500.000 kr."),
        ("op til 500.000 kr.", Qualifier.UP_TO, "500.000 kr."),
        ("maks. 500.000 kr.", Qualifier.UP_TO, "500.000 kr."),
        ("højst 500.000 kr.", Qualifier.UP_TO, "500.000 kr."),
        ("ikke over 500.000 kr.", Qualifier.UP_TO, "500.000 kr."),
        ("mindst 2 mio.", Qualifier.AT_LEAST, "2 mio. kr."),
        ("min. 2 mio. kr.", Qualifier.AT_LEAST, "2 mio. kr."),
        ("lidt over 3 mio. kr.", Qualifier.SLIGHTLY_OVER, "3 mio. kr."),
        ("godt 3 mio. kr.", Qualifier.SLIGHTLY_OVER, "3 mio. kr."),
        ("godt og vel 3 mio. kr.", Qualifier.SLIGHTLY_OVER, "3 mio. kr."),
        ("knap 3 mio. kr.", Qualifier.SLIGHTLY_UNDER, "3 mio. kr."),
        ("lidt under 3 mio. kr.", Qualifier.SLIGHTLY_UNDER, "3 mio. kr."),
        ("over 20.000 kr.", Qualifier.OVER, "20.000 kr."),
        ("mere end 20.000 kr.", Qualifier.OVER, "20.000 kr."),
        ("under 20.000 kr.", Qualifier.UNDER, "20.000 kr."),
        ("mindre end 20.000 kr.", Qualifier.UNDER, "20.000 kr."),
        ("  ca.  1,2\N{NO-BREAK SPACE}mio. kr. ", Qualifier.ABOUT, "1,2 mio. kr."),
    ],
)
def test_qualifiers(text: str, qualifier: Qualifier, amount: str) -> None:
    found = read_qualified(text)
    assert (found.wording, found.qualifier, found.amount) == (text, qualifier, kr(amount))
    assert (found.per, found.upper) == ((), None)


@pytest.mark.parametrize(
    ("text", "amount", "per"),
    [
        ("25 kr. pr. indbygger pr. år", "25", [Per.INHABITANT, Per.YEAR]),
        ("4,80 kr. pr. borger", "4,80", [Per.INHABITANT]),
        ("4,80 kr. pr.borger", "4,80", [Per.INHABITANT]),
        ("4,80 kr./indbygger", "4,80", [Per.INHABITANT]),
        ("7 mio. kr. om året", "7 mio.", [Per.YEAR]),
        ("7 mio. kr. per år", "7 mio.", [Per.YEAR]),
        ("500.000 kr. årligt", "500.000", [Per.YEAR]),
        ("500.000 kr. p.a.", "500.000", [Per.YEAR]),
        ("61.250 kr. halvårligt", "61.250", [Per.HALF_YEAR]),
        ("61.250 kr. pr. halvår", "61.250", [Per.HALF_YEAR]),
        ("61.250 kr. kvartalsvist", "61.250", [Per.QUARTER]),
        ("100 kr. om måneden", "100", [Per.MONTH]),
        ("100 kr. pr. md.", "100", [Per.MONTH]),
        ("100 kr. ugentligt", "100", [Per.WEEK]),
        ("100 kr. pr. døgn", "100", [Per.DAY]),
        ("650 kr. i timen", "650", [Per.HOUR]),
        ("650 kr. / time", "650", [Per.HOUR]),
        ("1,25 kr. pr. minut", "1,25", [Per.MINUTE]),
        ("1,25 kr. pr. min.", "1,25", [Per.MINUTE]),
        ("1,25 kr. i minuttet", "1,25", [Per.MINUTE]),
        ("300 kr. for hver sag", "300", [Per.CASE]),
        ("30 kr. pr. opkald", "30", [Per.CALL]),
        ("30 kr. pr. henvendelse", "30", [Per.ENQUIRY]),
        ("900 kr. pr. forløb", "900", [Per.COURSE]),
        ("900 kr. pr. patient", "900", [Per.PATIENT]),
        ("900 kr. pr. bruger pr. måned", "900", [Per.USER, Per.MONTH]),
        ("900 kr. pr. møde", "900", [Per.MEETING]),
        ("12 kr. pr. stk.", "12", [Per.UNIT]),
        ("50.000 kr. pr. kommune årligt", "50.000", [Per.MUNICIPALITY, Per.YEAR]),
        ("1 mio. kr. om året pr. region", "1 mio.", [Per.YEAR, Per.REGION]),
        ("350.000 kr. (2021 pl) pr. år", "350.000 (2021 pl)", [Per.YEAR]),
        ("350.000 kr. pr. år (2021 pl)", "350.000 (2021 pl)", [Per.YEAR]),
        ("350.000 kr. (2021 pl)", "350.000 (2021 pl)", []),
    ],
)
def test_what_an_amount_is_per(text: str, amount: str, per: list[Per]) -> None:
    found = read_qualified(text)
    assert (found.wording, found.amount, found.per) == (text, read_amount(amount), tuple(per))
    assert found.qualifier is Qualifier.EXACT
    about = read_qualified(f"CA. {text.upper()}")
    assert (about.amount, about.per, about.qualifier) == (found.amount, found.per, Qualifier.ABOUT)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2-3 mio. kr.", "2 mio.", "3 mio."),
        ("2 - 3 mio. kr.", "2 mio.", "3 mio."),
        ("15\N{EN DASH}20 mio. kr.", "15 mio.", "20 mio."),
        ("1,5-2 mio. kr.", "1,5 mio.", "2 mio."),
        ("2 til 3 mio. kr.", "2 mio.", "3 mio."),
        ("mellem 2 og 3 mio. kr.", "2 mio.", "3 mio."),
        ("kr. 2-3 mio.", "2 mio.", "3 mio."),
        ("500 t.kr. - 1 mio. kr.", "500.000", "1 mio."),
        ("500.000-600.000 kr.", "500.000", "600.000"),
        ("950-1.100 kr.", "950", "1.100"),
        ("500-2.000 kr.", "500", "2.000"),
        ("2-3 mio. kr. (2021 pl)", "2 mio. (2021 pl)", "3 mio. (2021 pl)"),
        ("2-3 mio. kr. (2021 pl) om året", "2 mio. (2021 pl)", "3 mio. (2021 pl)"),
        ("2-3 mio. kr. om året (2021 pl)", "2 mio. (2021 pl)", "3 mio. (2021 pl)"),
        ("500 t.kr. - 1 mio. kr. (2021 pl) pr. år", "500.000 (2021 pl)", "1 mio. (2021 pl)"),
    ],
)
def test_ranges(text: str, low: str, high: str) -> None:
    found = read_qualified(text)
    assert (found.amount, found.upper) == (read_amount(low), read_amount(high))
    assert found.qualifier is Qualifier.EXACT
    assert read_qualified(f"ca. {text}").upper == found.upper


@pytest.mark.parametrize(
    ("text", "rule", "hint"),
    [
        ("12.2 mio. kr.", SEPARATORS, "Write it as '12,2 mio. kr.'."),
        ("ca. 1.2 mio. kr. pr. år", SEPARATORS, "Write it as '1,2 mio. kr.'."),
        (
            "ca. 12 000 kr.",
            "thousands are separated by points, not spaces",
            "Write it as '12.000 kr.'.",
        ),
        (
            "7 mio. kr. (2021)",
            "the bracket must state a price level",
            "Write '(2021 pl)' or '(løbende priser 2025)'.",
        ),
        ("7 mio. kr. (1021 pl)", "a year lies between 1900 and 2999", ""),
        ("mindst -5 mio. kr.", "below zero, more may mean less", "Write it without the minus."),
        (
            "mindst 2-3 mio. kr.",
            "a range is stated exactly or about",
            "Write one of its ends.",
        ),
        ("3-2 mio. kr.", "a range goes upwards", ""),
        ("2-2 mio. kr.", "a range goes upwards", ""),
        (
            "500-600.000 kr.",
            "the thousands may be meant of both ends",
            "Write both ends in full, as in '500.000-600.000 kr.'.",
        ),
        ("10 kr. pr. år årligt", "says twice what it is for one of", ""),
        ("en halv million", "names no number", NO_NUMBER),
        ("flere mio. kr.", "names no number", NO_NUMBER),
        (
            "7 mio. kr. i 2024",
            "the year of an amount is not a part of it",
            "State the year beside it.",
        ),
        (
            "7 mio. kr. i 2024 og 2025",
            "the year of an amount is not a part of it",
            "State the year beside it.",
        ),
        ("10 kr. pr. hund", "what it is for one of is not known", KNOWN_PER),
        ("10 kr. pr. 1.000 indbyggere", "what it is for one of is not known", KNOWN_PER),
        ("10 kr./hund", "what it is for one of is not known", KNOWN_PER),
        ("ca. mindst 3 mio. kr.", "cannot be read as a stated amount", HOW),
        ("7 mio. kr. i alt", "cannot be read as a stated amount", HOW),
        ("mindst2 mio. kr.", "cannot be read as a stated amount", HOW),
        ("7. mio.kr.", "cannot be read as a stated amount", HOW),
        ("2 og 3 mio. kr.", "cannot be read as a stated amount", HOW),
        (
            "1e6 kr.",
            "NaN, infinity and exponents are not amounts",
            "Write it as '1.234,50 kr.', '7 mio. kr.', '250 t.kr.' or '350.000 kr. (2021 pl)'.",
        ),
    ],
)
def test_what_is_refused(text: str, rule: str, hint: str) -> None:
    ending = f". {hint}" if hint else ""
    assert refusal(text) == f"amount: {rule} (got {text!r}){ending}"


def test_hostile_texts_are_refused() -> None:
    assert refusal("") == "amount: must not be empty (got '')"
    assert refusal("9" * 201).startswith("amount: is longer than 200 characters")
    assert read_qualified(f"7{' ' * 194}mio. ").amount == kr("7 mio.")
    for hidden in ("\x00", "\n", "\u200b", "\u202e"):
        with pytest.raises(TextError, match="amount: control and invisible characters"):
            read_qualified(f"ca. {hidden}7 kr.")
    wrong: Any = 7
    with pytest.raises(NotExactError, match="amount: must be a text"):
        read_qualified(wrong)


# Laws

ORE = st.integers(0, 10**13)
WORDS = st.sampled_from(
    [
        *(("", Qualifier.EXACT), ("ca. ", Qualifier.ABOUT), ("op til ", Qualifier.UP_TO)),
        *(("mindst ", Qualifier.AT_LEAST), ("godt ", Qualifier.SLIGHTLY_OVER)),
        *(("knap ", Qualifier.SLIGHTLY_UNDER), ("over ", Qualifier.OVER)),
        *(("under ", Qualifier.UNDER),),
    ]
)
PERS = st.lists(
    st.sampled_from(
        [
            *((" pr. år", Per.YEAR), (" pr. kommune", Per.MUNICIPALITY), (" i timen", Per.HOUR)),
            *((" pr. borger", Per.INHABITANT), ("/opkald", Per.CALL), (" månedligt", Per.MONTH)),
        ]
    ),
    max_size=3,
    unique=True,
)


@given(ORE, WORDS, PERS)
def test_what_is_written_reads_back(
    ore: int, word: tuple[str, Qualifier], per: list[tuple[str, Per]]
) -> None:
    amount = Amount(ore, CurrentPrices(2025))
    told = "".join(text for text, _ in per)
    number, bracket = f"{amount}".split(" (")
    for text in (f"{word[0]}{amount}{told}", f"{word[0]}{number}{told} ({bracket}"):
        found = read_qualified(text)
        assert (found.wording, found.amount, found.qualifier) == (text, amount, word[1])
        assert found.per == tuple(meaning for _, meaning in per)


@given(ORE, st.integers(1, 10**13), st.sampled_from(["", "ca. "]))
def test_a_range_reads_as_both_ends(ore: int, width: int, about: str) -> None:
    low, high = Amount(ore), Amount(ore + width)
    text = f"{about}{low} - {high}"
    if low < kr(1000) <= high and low * 1000 < high:
        assert "the thousands may be meant of both ends" in refusal(text)
    else:
        found = read_qualified(text)
        assert (found.amount, found.upper) == (low, high)
        assert found.qualifier is (Qualifier.ABOUT if about else Qualifier.EXACT)


@given(st.text())
def test_any_text_reads_or_is_refused(text: str) -> None:
    with suppress(TextError):
        assert read_qualified(text).wording == text


PIECES = st.sampled_from(
    [
        *("ca.", "mindst", "op til", "lidt over", "knap", "mellem", "og", "til", "-", "pr.", "/"),
        *("7", "500", "600.000", "1,2", "1.2", "-5", "mio.", "t.kr.", "kr.", "kr", "(2021 pl)"),
        *("år", "årligt", "borger", "i timen", "opkald", "(", ")", "(1021 pl)", "2024", ",-"),
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=8), st.sampled_from([" ", ""]))
def test_any_wording_of_known_words_reads_or_is_refused(pieces: list[str], join: str) -> None:
    text = join.join(pieces)
    with suppress(TextError):
        found = read_qualified(text)
        assert found.wording == text
        assert found.upper is None or found.amount < found.upper
