"""What is wrong with a file that is no TOML: its line, and what was most likely meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen

from sundgov.errors import FileFormatError, shortened
from sundgov.formats.values_in import day_meant

_PLACE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")
_BY_ITSELF = re.compile(r"""\s*[\w."'-]+\s*=\s*([^\s"'\[{#][^"'\[{#]*?)?\s*(?:#.*)?""")
_CLOCK = re.compile(r"[0-9]{1,2}[.:][0-9]{2}(?: ?[-–] ?[0-9]{1,2}[.:][0-9]{2})?")
_TWICE = re.compile(r"Cannot declare \('(\w+)',\) twice")
_CURVED = "“”„‟‘’»«"
_LONGEST = 200
_AT_THE_END = "(at end of document)"
_STRAIGHT = "The quotes around a text are straight."


@frozen
class _Fault:
    """What the parser says, the line that it means, and the character it stopped at, if known.

    `value` is what follows the equals sign, where the line has a key, a value and no quotes; None
    where it is another line, or longer than anybody types.
    """

    reason: str
    line: str
    at: str

    @property
    def value(self) -> str | None:
        match = _BY_ITSELF.fullmatch(self.line) if len(self.line) <= _LONGEST else None
        return (match[1] or "") if match else None


def toml_fault(name: str, text: str, error: Exception) -> FileFormatError:
    """The refusal of a text that a TOML parser has refused.

    >>> import tomllib
    >>> try:
    ...     tomllib.loads("on = 8/12-2023")
    ... except ValueError as error:
    ...     print(toml_fault("file", "on = 8/12-2023", error))
    file: is not TOML: Expected newline or end of document after a statement \
(at line 1, column 7) (got 'on = 8/12-2023'). Write 2023-12-08.
    """
    fault = _fault(f"{error}", text.replace("\r\n", "\n"))
    if fault is None:  # a number beyond all measure has no place
        return FileFormatError(name, f"is not TOML: {error}")
    hint = next(filter(None, (tell(fault) for tell in _HINTS)), "")
    return FileFormatError(name, f"is not TOML: {fault.reason}", fault.line.strip(), hint=hint)


def _fault(reason: str, text: str) -> _Fault | None:
    lines = text.split("\n")
    if place := _PLACE.search(reason):
        line, column = lines[int(place[1]) - 1], int(place[2])
        return _Fault(reason, line, line[column - 1 : column])
    if not reason.endswith(_AT_THE_END):
        return None
    above = text.count("\n", 0, _left_open(reason, text.rstrip()))
    told = reason.replace(_AT_THE_END, f"(from line {above + 1} to the end of the document)")
    return _Fault(told, lines[above], "")


def _left_open(reason: str, text: str) -> int:
    """Where the text begins that no quote closes: it is the last; else the end of what is there."""
    for quote in ('"""', "'''", "'"):
        if reason.startswith(("Unterminated", f'Expected "{quote}')) and quote in text:
            return text.rindex(quote)
    return len(text)


def _letter_in_a_key(fault: _Fault) -> str:
    in_a_key = "after a key" in fault.reason or fault.reason.startswith("Invalid statement")
    foreign = fault.at.isalpha() and not fault.at.isascii()
    return "A key with æ, ø or å stands in quotes." if in_a_key and foreign else ""


def _equals_sign(fault: _Fault) -> str:
    return "Write = after a key." if "Expected '=' after a key" in fault.reason else ""


def _curved_quotes(fault: _Fault) -> str:
    ends = fault.line.rstrip()[-1:] if "'\\n'" in fault.reason else ""
    return _STRAIGHT if any(each in _CURVED for each in (fault.at, ends) if each) else ""


def _open_text(fault: _Fault) -> str:
    is_open = "'\\n'" in fault.reason or fault.reason.startswith(("Unterminated", 'Expected "'))
    return "A quote is missing after the text." if is_open else ""


def _backslash(fault: _Fault) -> str:
    unescaped = fault.reason.startswith("Unescaped")
    return "Write a backslash twice, or the text in single quotes." if unescaped else ""


def _stated_twice(fault: _Fault) -> str:
    if match := _TWICE.match(fault.reason):
        return f"Where there are several, each begins with [[{match[1]}]]."
    overwritten = fault.reason.startswith("Cannot overwrite")
    return "A key stands once in a table." if overwritten else ""


def _no_value(fault: _Fault) -> str:
    return "A value is missing after the equals sign." if fault.value == "" else ""


def _truth(fault: _Fault) -> str:
    lowered = (fault.value or "").lower()
    return f"Write {lowered}." if lowered in ("true", "false") else ""


def _time_of_day(fault: _Fault) -> str:
    value = fault.value or ""
    return f'Write it in quotes: "{value}".' if _CLOCK.fullmatch(value) else ""


def _day(fault: _Fault) -> str:
    meant = day_meant(fault.value or "")
    return f"Write {meant}." if meant else ""


def _bare_text(fault: _Fault) -> str:
    return f'A text stands in quotes: "{shortened(fault.value)}".' if fault.value else ""


_Hint: TypeAlias = Callable[[_Fault], str]
_HINTS: tuple[_Hint, ...] = (
    *(_letter_in_a_key, _equals_sign, _curved_quotes, _open_text, _backslash, _stated_twice),
    *(_no_value, _truth, _time_of_day, _day, _bare_text),
)
