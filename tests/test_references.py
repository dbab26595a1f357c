"""Ids, references and labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import NotExactError, TextError
from sundgov.governance.references import checked_id, slug


@pytest.mark.parametrize("good", ["kpro-2023-12-08-3", "ID4", "9.1", "samsø", "1", "Å"])
def test_an_id_is_letters_and_digits_joined(good: str) -> None:
    assert checked_id(good, "id") == good


@pytest.mark.parametrize("bad", ["punkt 3", "-a", "a-", "a--b", "a_b", "a/b", "../a", "a\u200bb"])
def test_anything_else_is_none(bad: str) -> None:
    with pytest.raises(TextError, match=r"^item: "):
        checked_id(bad, "item")


def test_an_id_is_a_text() -> None:
    with pytest.raises(NotExactError, match=r"^id: must be a text \(got 3\)"):
        checked_id(3, "id")


@given(st.text(max_size=20))
def test_the_slug_of_a_label_is_an_id_or_empty(label: str) -> None:
    made = slug(label)
    assert made == "" or checked_id(made, "id") == made
    assert slug(made) == made


def test_danish_letters_and_signs_in_a_label() -> None:
    assert [slug(label) for label in ("3a", "3 a)", "Ad 9.1", "Åben", "—")] == [
        "3a",
        "3-a",
        "ad-9.1",
        "aaben",
        "",
    ]
