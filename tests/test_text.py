"""What a name may hold: nothing that hides, breaks or reverses it."""

from typing import Any

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import NotExactError, TextError
from sundgov.text import is_plain, is_plain_or_empty, plain

# Letters, marks and symbols by their category that nevertheless print as nothing at all.
BLANK = "\u034f\u115f\u1160\u2800\u3164\uffa0"
HIDDEN = st.one_of(
    st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), st.sampled_from(BLANK)
)
SEEN = st.characters(categories=["L", "M", "N", "P", "S", "Zs"], exclude_characters=BLANK)


@frozen
class Named:
    name: str = field(validator=is_plain)
    remark: str = field(default="", validator=is_plain_or_empty)


@given(st.text(SEEN, min_size=1).filter(lambda text: text.strip()))
def test_printable_text_is_kept_as_it_is(text: str) -> None:
    assert plain(text, "name") == text
    assert (Named(text).name, Named(text, text).remark) == (text, text)


@given(st.text(SEEN), HIDDEN, st.text(SEEN))
def test_a_hidden_character_anywhere_is_refused_and_named(
    before: str, hidden: str, after: str
) -> None:
    with pytest.raises(TextError) as refused:
        plain(before + hidden + after, "name")
    assert refused.value.got == (before + hidden + after, f"U+{ord(hidden):04X}")


@pytest.mark.parametrize(
    ("hidden", "shown", "code"),
    [
        ("\x00", "\\x00", "U+0000"),
        ("\x07", "\\x07", "U+0007"),
        ("\t", "\\t", "U+0009"),
        ("\n", "\\n", "U+000A"),
        ("\r", "\\r", "U+000D"),
        ("\x1b", "\\x1b", "U+001B"),
        ("\x7f", "\\x7f", "U+007F"),
        ("\xad", "\\xad", "U+00AD"),
        ("\u200b", "\\u200b", "U+200B"),
        ("\u200d", "\\u200d", "U+200D"),
        ("\u2028", "\\u2028", "U+2028"),
        ("\u2029", "\\u2029", "U+2029"),
        ("\u202e", "\\u202e", "U+202E"),
        ("\u2066", "\\u2066", "U+2066"),
        ("\ufeff", "\\ufeff", "U+FEFF"),
        ("\ue000", "\\ue000", "U+E000"),
        ("\ud800", "\\ud800", "U+D800"),
        ("\uffff", "\\uffff", "U+FFFF"),
        ("\U000e0041", "\\U000e0041", "U+E0041"),
    ],
)
def test_control_bidi_and_zero_width_characters_are_refused_in_readable_words(
    hidden: str, shown: str, code: str
) -> None:
    with pytest.raises(TextError) as refused:
        plain(f"Sam{hidden}sø", "name")
    assert str(refused.value) == (
        f"name: control and invisible characters are not allowed (got 'Sam{shown}sø', '{code}')"
    )


@pytest.mark.parametrize("text", ["", " ", "   ", "\N{NO-BREAK SPACE}", "\N{EM SPACE} "])
def test_a_name_without_a_visible_character_is_refused(text: str) -> None:
    with pytest.raises(TextError) as refused:
        plain(text, "name")
    assert str(refused.value) == f"name: must not be empty (got {text!r})"


@pytest.mark.parametrize(
    ("value", "got"), [(None, "None"), (741, "741"), (b"x", "b'x'"), (["x"], "['x']")]
)
def test_what_is_no_text_is_refused(value: Any, got: str) -> None:
    with pytest.raises(NotExactError) as refused:
        plain(value, "name")
    assert str(refused.value) == f"name: must be a text (got {got})"


def test_a_validated_field_is_named_in_the_refusal() -> None:
    with pytest.raises(TextError, match=r"^name: must not be empty \(got ''\)$"):
        Named("")
    with pytest.raises(TextError, match=r"^remark: control and invisible .*'U\+0007'\)$"):
        Named("Samsø", "\x07")


@pytest.mark.parametrize("value", [None, 0, False])
def test_an_empty_remark_is_the_empty_text_and_nothing_else(value: Any) -> None:
    assert Named("Samsø").remark == ""
    with pytest.raises(NotExactError, match=r"^remark: must be a text"):
        Named("Samsø", value)
