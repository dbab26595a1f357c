"""Every refusal: what it says, what it may be caught as, and that it survives travelling."""

import copy
import inspect
import pickle
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import errors
from sundgov.errors import FileFormatError, InvalidValueError, SundgovError, UnknownPartyError

BUILT_IN: dict[str, type[Exception]] = {
    "NotExactError": TypeError,
    "InvalidValueError": ValueError,
    "TextError": ValueError,
    "PriceLevelError": TypeError,
    "UnknownPartyError": KeyError,
    "AmbiguousPartyError": KeyError,
    "PartyPeriodError": ValueError,
    "MissingFigureError": LookupError,
    "NotHeldError": LookupError,
    "NotPublishedError": ValueError,
    "AllocationError": ValueError,
    "BillingError": ValueError,
    "LimitError": ValueError,
    "FileFormatError": ValueError,
}
REFUSALS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, SundgovError) and kind is not SundgovError
]


def test_the_table_of_built_ins_names_every_refusal() -> None:
    assert {kind.__name__ for kind in REFUSALS} == set(BUILT_IN)


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_may_be_caught_as_the_nearest_built_in(kind: type[SundgovError]) -> None:
    with pytest.raises(BUILT_IN[kind.__name__], match=r"^share: is wrong \(got 2\)$"):
        raise kind("share", "is wrong", 2)
    nearest = next(base for base in kind.__mro__ if base.__module__ == "builtins")
    assert nearest is BUILT_IN[kind.__name__]


def test_an_ambiguous_name_may_be_caught_as_an_unknown_one() -> None:
    assert issubclass(errors.AmbiguousPartyError, UnknownPartyError)


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_is_documented(kind: type[SundgovError]) -> None:
    assert (kind.__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize(
    ("refusal", "message"),
    [
        (SundgovError("field", "rule"), "field: rule"),
        (SundgovError("field", "rule", 7), "field: rule (got 7)"),
        (SundgovError("field", "rule", 7, "x"), "field: rule (got 7, 'x')"),
        (SundgovError("field", "rule", None), "field: rule (got None)"),
        (SundgovError("field", "rule", hint="Do."), "field: rule. Do."),
        (SundgovError("field", "rule", 7, hint="Do."), "field: rule (got 7). Do."),
        (UnknownPartyError("party", "is unknown", "Å"), "party: is unknown (got 'Å')"),
    ],
)
def test_the_message_gives_the_field_the_rule_the_operands_and_the_hint(
    refusal: SundgovError, message: str
) -> None:
    assert str(refusal) == message


def test_the_operands_stay_available_one_by_one() -> None:
    refusal = InvalidValueError("share", "is wrong", 2, "two", hint="Write '1/2'.")
    parts = (refusal.field, refusal.rule, refusal.got, refusal.hint)
    assert parts == ("share", "is wrong", (2, "two"), "Write '1/2'.")
    assert refusal.args == ("share", "is wrong", 2, "two")


def test_a_refusal_without_operands_or_hint_holds_none() -> None:
    refusal = InvalidValueError("share", "is wrong")
    assert (refusal.got, refusal.hint) == ((), "")


def _pickled(refusal: SundgovError) -> SundgovError:
    again: SundgovError = pickle.loads(pickle.dumps(refusal))
    return again


@pytest.mark.parametrize("travel", [copy.copy, copy.deepcopy, _pickled])
@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_survives_copying_and_pickling(
    kind: type[SundgovError], travel: Callable[[SundgovError], SundgovError]
) -> None:
    refusal = kind("share", "is wrong", 2, "two")
    refusal.hint = "Write '1/2'."
    again = travel(refusal)
    assert type(again) is kind
    assert str(again) == str(refusal) == "share: is wrong (got 2, 'two'). Write '1/2'."
    assert (again.field, again.rule, again.got) == (refusal.field, refusal.rule, refusal.got)


def test_a_file_with_one_fault_says_it_in_one_line() -> None:
    refusal = FileFormatError("plan.toml", "is no TOML", "x = ")
    assert refusal.problems == ("is no TOML",)
    assert str(refusal) == "plan.toml: is no TOML (got 'x = ')"


def test_a_file_with_several_faults_gives_each_its_line() -> None:
    refusal = FileFormatError("plan.toml", "has faults", problems=("a: wrong", "b: missing"))
    assert str(refusal) == "plan.toml: a: wrong\nplan.toml: b: missing"
    assert str(_pickled(refusal)) == str(refusal)


def test_several_files_are_each_named_by_their_faults() -> None:
    refusal = FileFormatError("", "have faults", problems=("a.toml: x: wrong", "b.toml: y: wrong"))
    assert str(refusal) == "a.toml: x: wrong\nb.toml: y: wrong"


def test_a_file_whose_single_fault_is_placed_gives_the_place() -> None:
    refusal = FileFormatError("plan.toml", "has faults", problems=("key.share: wrong",))
    assert str(refusal) == "plan.toml: key.share: wrong"


@pytest.mark.parametrize("length", [0, 1, 77, 78])
def test_an_operand_of_at_most_eighty_characters_is_shown_whole(length: int) -> None:
    assert errors.shown("x" * length) == repr("x" * length)


@pytest.mark.parametrize("length", [79, 80, 5000])
def test_a_longer_operand_is_cut_to_eighty_and_keeps_its_end_mark(length: int) -> None:
    assert errors.shown("x" * length) == "'" + "x" * 75 + "...'"
    assert len(errors.shown("x" * length)) == 80


@given(st.text(max_size=120))
def test_no_operand_can_break_or_rewrite_the_message(text: str) -> None:
    shown = errors.shown(text)
    assert len(shown) <= 80
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & {unicodedata.category(mark) for mark in shown}
