"""Reading amounts as papers state them: a qualifier, a number or a range, and what it is per.

The grammar, with optional parts in brackets:

    [qualifier] amount [per ...] [(price level)]
    [qualifier] number-amount [per ...]             2-3 mio. kr., mellem 2 og 3 mio. kr.

- *amount* is read by `sundgov.amount_text`, as strictly as ever: a point separates thousands.
- *qualifier*: ca., op imod, op til, maks., mindst, min., lidt over, godt, knap, over, under.
- *per*: pr. indbygger, pr. kommune, pr. år, om året, årligt, i timen, pr. opkald, and the like.

Anything else is refused with what was read and how to write it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from sundgov.amount_text import read_amount
from sundgov.errors import InvalidValueError, TextError
from sundgov.governance.qualified_amounts import Per, QualifiedAmount, Qualifier
from sundgov.money import Amount
from sundgov.text import plain

T = TypeVar("T")

_FIELD = "amount"
_THOUSAND = Amount(100_000)
_LONGEST = 200
_QUALIFIERS: dict[Qualifier, tuple[str, ...]] = {
    Qualifier.ABOUT: (r"ca\.?", "cirka", "circa", "omkring", "omtrent"),
    Qualifier.UP_TO: (
        *("op imod", "op mod", "op til", "indtil", r"maks\.?", r"max\.?", "maksimalt"),
        *("højst", "højest", "ikke over", "ikke mere end"),
    ),
    Qualifier.AT_LEAST: ("mindst", r"min\.?", "minimum", "ikke under", "ikke mindre end"),
    Qualifier.SLIGHTLY_OVER: ("lidt over", "lidt mere end", "godt og vel", "godt"),
    Qualifier.SLIGHTLY_UNDER: ("knap", "knapt", "lidt under", "næsten"),
    Qualifier.OVER: ("over", "mere end"),
    Qualifier.UNDER: ("under", "mindre end"),
}
_UNITS: dict[Per, tuple[str, ...]] = {
    Per.INHABITANT: ("indbygger", "borger"),
    Per.PATIENT: ("patient",),
    Per.USER: ("bruger",),
    Per.MUNICIPALITY: ("kommune",),
    Per.REGION: ("region",),
    Per.YEAR: ("år",),
    Per.HALF_YEAR: ("halvår",),
    Per.QUARTER: ("kvartal",),
    Per.MONTH: ("måned", r"md\.?"),
    Per.WEEK: ("uge",),
    Per.DAY: ("dag", "døgn"),
    Per.HOUR: ("time",),
    Per.MINUTE: ("minut", r"min\.?"),
    Per.CASE: ("sag",),
    Per.CALL: ("opkald",),
    Per.ENQUIRY: ("henvendelse",),
    Per.COURSE: ("forløb",),
    Per.MEETING: ("møde",),
    Per.UNIT: ("enhed", r"stk\.?", "styk"),
}
_TIMES: dict[Per, tuple[str, ...]] = {
    Per.YEAR: ("om året", "årligt", "årlig", r"p\.a\.?"),
    Per.HALF_YEAR: ("halvårligt", "halvårlig"),
    Per.QUARTER: ("i kvartalet", "kvartalsvist", "kvartalsvis"),
    Per.MONTH: ("om måneden", "i måneden", "månedligt", "månedlig"),
    Per.WEEK: ("om ugen", "i ugen", "ugentligt", "ugentlig"),
    Per.DAY: ("om dagen", "i døgnet", "dagligt", "daglig"),
    Per.HOUR: ("i timen",),
    Per.MINUTE: ("i minuttet",),
}


_HOW = (
    "Write it as 'ca. 1,2 mio. kr.', 'mindst 2 mio. kr.', '2-3 mio. kr.' "
    "or '25 kr. pr. indbygger pr. år'."
)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(words)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_QUALIFIED = tuple(
    (_pattern(rf"(?:{_any(words)})(?: |(?<=\.))(?P<rest>.*)"), qualifier)
    for qualifier, words in _QUALIFIERS.items()
)
_PER = (
    *(
        (_pattern(rf"(?P<rest>.+?)(?: (?:pr\.? ?|per |for hver )| ?/ ?)(?:{_any(names)})"), per)
        for per, names in _UNITS.items()
    ),
    *((_pattern(rf"(?P<rest>.+?) (?:{_any(words)})"), per) for per, words in _TIMES.items()),
)
_BRACKET = re.compile(r"(?P<rest>.+?) ?(?P<bracket>\([^()]*\))")
_NUMBER = "[0-9][0-9.]*(?:,[0-9]+)?"
_LOW, _HIGH = (
    rf"(?P<low>(?:kr\.? ?)?{_NUMBER})(?P<own>[^0-9]*?)",
    rf"(?P<high>{_NUMBER})(?P<tail>.*)",
)
_RANGE = (
    _pattern(rf"{_LOW}(?: ?[-\u2010-\u2014] ?| til ){_HIGH}"),
    _pattern(rf"mellem {_LOW} og {_HIGH}"),
)
_REASONS = (
    (
        _pattern("[^0-9]*"),
        "names no number",
        "Write the number in figures, as in '500.000 kr.'.",
    ),
    (
        _pattern(r".* i (?:19|20)[0-9]{2}(?: .*)?"),
        "the year of an amount is not a part of it",
        "State the year beside it.",
    ),
    (
        _pattern(r".*(?:\b(?:pr|per|for hver)\b|/).*"),
        "what it is for one of is not known",
        "Write it as 'pr. indbygger', 'pr. kommune', 'pr. år', 'pr. time' or 'pr. opkald'.",
    ),
)


def read_qualified(text: str) -> QualifiedAmount:
    """The amount that a Danish wording states; raises `TextError` with what to write instead.

    >>> read_qualified("25 kr. pr. indbygger pr. år").per
    (<Per.INHABITANT: 'inhabitant'>, <Per.YEAR: 'year'>)
    >>> read_qualified("15-20 mio. kr.").upper, read_qualified("knap 3 mio. kr.").qualifier
    (Amount('20.000.000,00 kr.'), <Qualifier.SLIGHTLY_UNDER: 'slightly under'>)
    >>> read_qualified("ca. 1.2 mio. kr.")
    Traceback (most recent call last):
    sundgov.errors.TextError: amount: a point separates thousands and a comma the decimals \
(got 'ca. 1.2 mio. kr.'). Write it as '1,2 mio. kr.'.
    """
    stated, bracket = _without_bracket(_normal(text))
    stated, per = _without_per(stated)
    stated, before_per = _without_bracket(stated)
    stated, qualifier = _without_qualifier(stated)
    amount, upper = _ends(stated, f"{before_per} {bracket}", text)
    if amount.ore < 0 and qualifier not in (Qualifier.EXACT, Qualifier.ABOUT):
        raise _refusal("below zero, more may mean less", text, "Write it without the minus.")
    if upper is not None and qualifier not in (Qualifier.EXACT, Qualifier.ABOUT):
        raise _refusal("a range is stated exactly or about", text, "Write one of its ends.")
    if len(set(per)) < len(per):
        raise _refusal("says twice what it is for one of", text)
    return QualifiedAmount(text, amount, qualifier, per, upper)


def _normal(text: str) -> str:
    plain(text, _FIELD)
    if len(text) > _LONGEST:
        raise _refusal(f"is longer than {_LONGEST} characters", text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def _without_bracket(stated: str) -> tuple[str, str]:
    """The price level may stand before what the amount is per, or after it."""
    match = _BRACKET.fullmatch(stated)
    return (match["rest"], match["bracket"]) if match else (stated, "")


def _without_per(stated: str) -> tuple[str, tuple[Per, ...]]:
    found: list[Per] = []
    while (taken := _first(_PER, stated)) is not None:
        stated, per = taken
        found.insert(0, per)
    return stated, tuple(found)


def _without_qualifier(stated: str) -> tuple[str, Qualifier]:
    return _first(_QUALIFIED, stated) or (stated, Qualifier.EXACT)


def _first(table: Iterable[tuple[re.Pattern[str], T]], stated: str) -> tuple[str, T] | None:
    """What a table's first matching pattern leaves of a text, and what it means."""
    for pattern, meaning in table:
        if match := pattern.fullmatch(stated):
            return match["rest"], meaning
    return None


def _ends(stated: str, bracket: str, text: str) -> tuple[Amount, Amount | None]:
    found = (match for pattern in _RANGE if (match := pattern.fullmatch(stated)))
    match = next(found, None)
    if match is None:
        return _amount(f"{stated} {bracket}", text), None
    own = match["own"].strip() or match["tail"]
    low = _amount(f"{match['low']}{own} {bracket}", text)
    high = _amount(f"{match['high']}{match['tail']} {bracket}", text)
    if high <= low:
        raise _refusal("a range goes upwards", text)
    if low.ore * 1000 < high.ore and low < _THOUSAND <= high:
        hint = "Write both ends in full, as in '500.000-600.000 kr.'."
        raise _refusal("the thousands may be meant of both ends", text, hint)
    return low, high


def _amount(stated: str, text: str) -> Amount:
    """The number by the grammar of amounts; its refusal is told of the whole wording."""
    try:
        return read_amount(stated)
    except TextError as error:
        if not error.rule.startswith("cannot"):
            raise _refusal(error.rule, text, error.hint) from None
    except InvalidValueError as error:  # a price level before there were any
        raise _refusal(error.rule, text) from None
    reasons = (
        _refusal(rule, text, hint) for pattern, rule, hint in _REASONS if pattern.fullmatch(text)
    )
    raise next(reasons, _refusal("cannot be read as a stated amount", text, _HOW))


def _refusal(rule: str, text: str, hint: str = "") -> TextError:
    return TextError(_FIELD, rule, text, hint=hint)
