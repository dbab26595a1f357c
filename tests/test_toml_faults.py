"""A file that is no TOML: which line it is, and what was most likely meant."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import SundgovError
from sundgov.formats.toml_in import loads

STATEMENT = "Expected newline or end of document after a statement"
OPEN = "Unterminated string (from line 2 to the end of the document)"
QUOTE = "A quote is missing after the text."
STRAIGHT = "The quotes around a text are straight."


def refused(source: str | bytes) -> str:
    with pytest.raises(SundgovError) as caught:
        loads(source)
    return f"{caught.value}".removeprefix("file: is not TOML: ")


@pytest.mark.parametrize(
    ("line", "reason", "hint"),
    [
        ("on = 8-12-2023", f"{STATEMENT} (at line 2, column 7)", "Write 2023-12-08."),
        ("on = 8/12-2023", f"{STATEMENT} (at line 2, column 7)", "Write 2023-12-08."),
        ("on = 08.12.2023  # fredag", f"{STATEMENT} (at line 2, column 7)", "Write 2023-12-08."),
        ("on = 8. december 2023", f"{STATEMENT} (at line 2, column 7)", "Write 2023-12-08."),
        ("on = 2023-13-05", f"{STATEMENT} (at line 2, column 10)", '"2023-13-05"'),
        ("due = primo 2024", "Invalid value (at line 2, column 7)", '"primo 2024"'),
        ("starts = 9:00", f"{STATEMENT} (at line 2, column 11)", 'in quotes: "9:00".'),
        ("slot = 8.30-8.35", f"{STATEMENT} (at line 2, column 12)", 'in quotes: "8.30-8.35".'),
        ("limit = 100.000 kr.", f"{STATEMENT} (at line 2, column 17)", '"100.000 kr.".'),
        ("title = Budget", "Invalid value (at line 2, column 9)", 'stands in quotes: "Budget".'),
        ("done = True", "Invalid value (at line 2, column 8)", "Write true."),
        (
            "id = ",
            "Invalid value (at line 2, column 6)",
            "A value is missing after the equals sign.",
        ),
        ("id = “st-1”", "Invalid value (at line 2, column 6)", STRAIGHT),
        ('id = "st-1”', "Illegal character '\\n' (at line 2, column 12)", STRAIGHT),
        ("due = {wording = ”nu”}", "Invalid value (at line 2, column 18)", STRAIGHT),
        ('id = "st-1', "Illegal character '\\n' (at line 2, column 11)", QUOTE),
        (r'file = "c:\d"', "Unescaped '\\' in a string (at line 2, column 13)", "backslash twice"),
        ('id: "st-1"', "Expected '=' after a key in a key/value pair", "Write = after a key."),
        ("units = {Samsø = 1}", "Expected '=' after a key in a key/value pair", "æ, ø or å stands"),
        ("æra = 1", "Invalid statement (at line 2, column 1)", "æ, ø or å stands in quotes."),
        (
            "a = 1",
            "Cannot overwrite a value (at line 2, column 6)",
            "A key stands once in a table.",
        ),
    ],
)
def test_the_line_is_shown_with_what_was_meant(line: str, reason: str, hint: str) -> None:
    told = refused(f"a = 0\n{line}\nb = 1\n")
    assert told.startswith(reason)
    assert f"(got {line.strip()!r})" in told or "\\" in line
    assert hint in told.rpartition("). ")[2]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[[meetings]", "Expected ']]' at the end of an array declaration (at line 2, column 11)"),
        ("a = {b = 1", "Unclosed inline table (at line 2, column 11)"),
        ('a = "x" y', f"{STATEMENT} (at line 2, column 9)"),
        ('a = "”x”" y', f"{STATEMENT} (at line 2, column 11)"),
        ("= 1", "Invalid statement (at line 2, column 1)"),
    ],
)
def test_where_nothing_can_be_guessed_the_line_is_all(line: str, reason: str) -> None:
    told = refused(f"c = 0\n{line}\n")
    assert told.startswith(reason)
    assert told.endswith("')")


def test_a_long_line_is_shortened_and_not_guessed_at() -> None:
    assert refused("a = 1 " + "9" * 194).endswith('9".')
    assert refused("a = 1 " + "9" * 195).endswith("9...')")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("[agreement]\nid = ", "Invalid value (from line 2 to the end of the document)"),
        ("a = [1,\n\n", "Invalid value (from line 1 to the end of the document)"),
        ("a = 'x\nb = 1", 'Expected "\'" (from line 1 to the end of the document)'),
        ("a = '''x\nb = 1\n", "Expected \"'''\" (from line 1 to the end of the document)"),
        (
            'c = 0\na = """x\nb = 1\n',
            "Unterminated string (from line 2 to the end of the document)",
        ),
        ('c = 0\r\na = "x', OPEN),
    ],
)
def test_what_is_left_open_has_the_line_where_it_begins(source: str, reason: str) -> None:
    told = refused(source)
    assert told.startswith(reason)
    begun = "id =" if "id" in source else next(x for x in source.splitlines() if x[:1] == "a")
    assert f"(got {begun!r})" in told
    assert told.endswith(QUOTE) == ("[" not in source)


def test_a_table_of_which_there_are_several_is_written_so() -> None:
    assert refused('[meetings]\nid = "a"\n[meetings]\n') == (
        "Cannot declare ('meetings',) twice (at line 3, column 10) (got '[meetings]')."
        " Where there are several, each begins with [[meetings]]."
    )


def test_a_file_in_another_encoding_has_its_line() -> None:
    assert refused("a = 1\nb = 'æ'".encode("latin-1")) == (
        "file: must be UTF-8 text (got 'byte 11, in line 2'). Save the file as UTF-8."
    )


def test_a_number_beyond_all_measure_has_no_place() -> None:
    assert "(got" not in refused("a = " + "9" * 5000)


@given(st.text(alphabet="ab 12.-:/,\"'{}[]=#\\\n\r“”æ", max_size=30))
def test_every_fault_is_told(value: str) -> None:
    with suppress(SundgovError):
        loads(f"a = {value}")
    with suppress(SundgovError):
        loads(value)
