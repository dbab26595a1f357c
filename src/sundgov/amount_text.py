"""Reading Danish amounts: strict, because a wrong guess moves money by a factor of a thousand.

The grammar, with optional parts in brackets:

    [kr.] [-]number [scale] [kr.] [(price level)]

- *number*: `7`, `7000000` or `7.000.000`; a comma begins the decimals (`6,0`, `3.494,16`), and
  `,-` means no øre. A point only ever separates thousands.
- *scale*: `t.kr.` or `tkr.` (thousand), `mio.` (million), `mia.` (thousand million).
- *minus*: a hyphen or U+2212. *space*: ordinary or no-break, or none.
- *price level*: `2021 pl`, `2021-pl`, `pl 2021`, or `løbende priser 2025`.

Anything else is refused with what was read and how to write it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor

from sundgov.errors import TextError
from sundgov.money import UNSTATED, Amount, CurrentPrices, PriceLevel, PriceState

_LONGEST = 6000
_MOST_DIGITS = 4200
_SPACES = str.maketrans(
    {"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{MINUS SIGN}": "-"}
)
_SCALES = {"t": 1_000, "mio": 1_000_000, "mia": 1_000_000_000}

_AMOUNT = re.compile(
    r"""
    (?:kr\.?\ *)?
    (?P<sign>-?)
    (?P<whole>0|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]*)
    (?:,(?P<decimals>[0-9]+|-))?
    (?:\ *(?:(?P<scale>mio|mia)(?:\.|\b)|(?P<thousand>t)(?=\.?\ ?kr)\.?))?
    (?:\ *kr(?:\.|\b))?
    (?:\ *\((?P<prices>[^()]*)\))?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_LEVEL = re.compile(r"(?:([0-9]{4})[ -]?pl|pl[ -]?([0-9]{4}))", re.IGNORECASE)
_CURRENT = re.compile(r"løbende priser ([0-9]{4})", re.IGNORECASE)
_POINT_AS_COMMA = re.compile(r"([0-9]+)\.([0-9]{1,2}|[0-9]{4,})(?![0-9.])")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_COMMAS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?![0-9.,])")
_SPACED = re.compile(r"([0-9]) (?=[0-9]{3})")
_INEXACT = re.compile(r"\b(?:nan|inf(?:inity)?)\b|[0-9]e[+-]?[0-9]", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9][0-9.,]*")

_HOW = "Write it as '1.234,50 kr.', '7 mio. kr.', '250 t.kr.' or '350.000 kr. (2021 pl)'."


def read_amount(text: str) -> Amount:
    """The amount that a Danish text states; raises `TextError` with what to write instead.

    >>> read_amount("6,0 mio. kr."), read_amount("kr. -61.250,-"), read_amount("250 t.kr.")
    (Amount('6.000.000,00 kr.'), Amount('-61.250,00 kr.'), Amount('250.000,00 kr.'))
    >>> read_amount("3.75 mio.")
    Traceback (most recent call last):
    sundgov.errors.TextError: amount: a point separates thousands and a comma the decimals \
(got '3.75 mio.'). Write it as '3,75 mio.'.
    """
    if len(text) > _LONGEST:
        raise TextError("amount", f"is longer than {_LONGEST} characters", text[:40])
    plain = text.translate(_SPACES).strip()
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        raise _refusal(text, plain)
    ore = _ore(match, text)
    return Amount(ore, _prices(match["prices"], text))


def _ore(match: re.Match[str], text: str) -> int:
    decimals = "" if match["decimals"] in (None, "-") else match["decimals"]
    scaled = match["scale"] or match["thousand"]
    digits = match["whole"].replace(".", "") + decimals
    if len(digits) > _MOST_DIGITS:
        raise TextError("amount", f"has more than {_MOST_DIGITS} digits", text[:40])
    units = int(digits) * (_SCALES[scaled.lower()] if scaled else 1)
    ore = Fraction(units * 100, 10 ** len(decimals))
    # Without a scale a third decimal is a comma meant for thousands, whatever its digits.
    if ore.denominator != 1 or (len(decimals) > 2 and not scaled):
        rule = "an amount stops at whole øre"
        raise TextError("amount", rule, text, hint=_whole_ore(ore, match))
    return -ore.numerator if match["sign"] else ore.numerator


def _whole_ore(ore: Fraction, match: re.Match[str]) -> str:
    """What was meant by more decimals than øre: thousands, where that can be read, or less."""
    sign, prices = match["sign"], f" ({match['prices']})" if match["prices"] else ""
    near = sorted({floor(ore), ceil(ore)})
    written = " or ".join(f"'{sign}{_number(number)} kr.{prices}'" for number in near)
    thousands = match.string.replace(",", ".")
    if _AMOUNT.fullmatch(thousands):
        return f"Write '{thousands}' if the comma separates thousands, else {written}."
    return f"Write {written}."


def _number(ore: int) -> str:
    return f"{ore // 100:,}".replace(",", ".") + f",{ore % 100:02d}"


def _prices(stated: str | None, text: str) -> PriceState:
    if stated is None:
        return UNSTATED
    if level := _LEVEL.fullmatch(stated.strip()):
        return PriceLevel(int(level[1] or level[2]))
    if current := _CURRENT.fullmatch(stated.strip()):
        return CurrentPrices(int(current[1]))
    raise TextError(
        "amount",
        "the bracket must state a price level",
        text,
        hint="Write '(2021 pl)' or '(løbende priser 2025)'.",
    )


def _refusal(text: str, plain: str) -> TextError:
    """The refusal that says most about what went wrong."""
    if _INEXACT.search(plain):
        return TextError("amount", "NaN, infinity and exponents are not amounts", text, hint=_HOW)
    if _ENGLISH.search(plain):
        swap = str.maketrans(",.", ".,")
        better = _NUMBER.sub(lambda number: number[0].translate(swap), plain, count=1)
        return _misread(_SEPARATORS, text, better)
    if _POINT_AS_COMMA.search(plain):
        return _misread(_SEPARATORS, text, _POINT_AS_COMMA.sub(r"\1,\2", plain))
    if _COMMAS.search(plain):
        return _misread(
            _SEPARATORS, text, _COMMAS.sub(lambda number: number[0].replace(",", "."), plain)
        )
    if _SPACED.search(plain):
        return _misread(_NO_SPACES, text, _SPACED.sub(r"\g<1>.", plain))
    return TextError("amount", "cannot be read as a Danish amount", text, hint=_HOW)


_SEPARATORS = "a point separates thousands and a comma the decimals"
_NO_SPACES = "thousands are separated by points, not spaces"


def _misread(rule: str, text: str, better: str) -> TextError:
    """A refusal that proposes `better`, if that can be read."""
    match = _AMOUNT.fullmatch(better)
    readable = match is not None and len(match["decimals"] or "") <= 2
    return TextError("amount", rule, text, hint=f"Write it as '{better}'." if readable else _HOW)
