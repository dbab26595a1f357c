"""From plain tables to bodies, meetings, decisions and all that follows, by cattrs.

It is as strict as the rest of a file, with some ease for whoever types: where several may stand,
one may stand by itself; labels may be whole numbers; times and amounts are texts as papers have
them.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from types import GenericAlias, NoneType
from typing import Any, NewType, TypeAlias, cast, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has
from cattrs import Converter
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
)
from cattrs.gen import make_dict_structure_fn, override

from sundgov.errors import InvalidValueError, TextError
from sundgov.formats.file_tables import OF_THE_RECORD, FileTables
from sundgov.formats.governance_tables import (
    DueTable,
    MeetingTable,
    PlannedTable,
    QualifiedTable,
    ShareLineTable,
    SlotTable,
)
from sundgov.formats.structure import Hook, Hooks, Structurer
from sundgov.formats.table_hints import table_hint
from sundgov.formats.values_in import (
    calendar_day,
    clock_time,
    clock_times,
    enum_word,
    exact_amount,
    exact_number,
    hinted,
    label,
    shaped,
    text,
    whole_number,
)
from sundgov.governance.actions import Action, ByMeeting, Due
from sundgov.governance.agendas import ItemKind, Slot
from sundgov.governance.decisions import Decision
from sundgov.governance.meetings import Meeting
from sundgov.governance.planned_refusals import A_MEETING, DAY_OR_NUMBER, NO_TIME
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.planned_years import NO_YEAR
from sundgov.governance.qualified_amounts import QualifiedAmount, qualified
from sundgov.governance.risk_merges import NewId
from sundgov.governance.risks import Risk
from sundgov.money import Amount
from sundgov.periods import CalendarPeriod, period
from sundgov.record.share_tables import ShareLine, ShareTable
from sundgov.text import plain

Target: TypeAlias = type[Any]

# What papers print numbers for, and what refers to it by that number; risks have no other id.
_LABELS = {"label", "number", "point", "points", "item", "items", "away_from", "risk", "risks"}
_NUMBERED = {Risk: {"id"}, NewId: {"old", "new"}}
_Label = NewType("_Label", str)

# The word for the only one of several, and the field that holds them.
_ONLY = {Action: ("due", "dues"), Decision: ("outcome", "outcomes")}


def governance_hooks(structurer: Structurer) -> Hooks:
    """What builds each kind of thing that a file lists beside the agreements."""
    own: dict[object, Hook] = dict.fromkeys(_listed(), _structured)
    return {**own, ShareLine: lambda value, _: _share_line(value, structurer)}


@cache
def _listed() -> tuple[Target, ...]:
    """The kinds of things that are listed, but for those that need to know the parties."""
    hints = get_type_hints(FileTables)
    kinds = (get_args(hints[name])[0] for name in OF_THE_RECORD)
    return tuple(kind for kind in kinds if kind is not ShareTable)


def _structured(value: object, target: Target) -> object:
    return _converter().structure(value, target)


def _share_line(value: object, structurer: Structurer) -> ShareLine:
    """A line of a table of shares, whose cells are told by the names of parties."""
    told = structurer.structure(value, ShareLineTable)
    return ShareLine(told.label, told.whole, structurer.named(told.cells, "cells"), key=told.key)


@cache
def _converter() -> Converter:
    """The converter, made once: no type of governance needs to know who the parties are."""
    made = Converter(forbid_extra_keys=True)
    made.register_structure_hook_factory(has, lambda target: _table_hook(target, made))
    made.register_structure_hook_factory(_is_several, lambda target: _list_hook(target, made))
    made.register_structure_hook_func(
        lambda target: isinstance(target, type) and issubclass(target, enum.Enum),
        lambda value, target: enum_word(value, target),
    )
    plain_hooks: dict[Target, Hook] = {
        str: lambda value, _: text(value),
        int: lambda value, _: whole_number(value),
        Fraction: lambda value, _: exact_number(value),
        Amount: lambda value, _: exact_amount(value),
        dt.date: lambda value, _: calendar_day(value),
        dt.time: lambda value, _: clock_time(value),
        PlannedTime: lambda value, _: _planned_time(value, made),
        QualifiedAmount: lambda value, _: _qualified_amount(value, made),
        Slot: lambda value, _: _slot(value, made),
        CalendarPeriod: lambda value, _: _period(value),
    }
    for target, hook in plain_hooks.items():
        made.register_structure_hook(target, hook)
    made.register_structure_hook_func(_is(_Label), lambda value, _: label(value))
    made.register_structure_hook_func(_is_due, lambda value, _: _due(value, made))
    return made


def _is_several(hint: object) -> bool:
    return get_origin(hint) is tuple


def _is(wanted: object) -> Callable[[object], bool]:
    return lambda target: target is wanted


def _is_due(target: object) -> bool:
    return ByMeeting in get_args(target) and not _is_several(target)


def _table_hook(target: Target, made: Converter) -> Hook:
    """A class is built from a table; where a field holds several, one may stand by itself."""
    entry = MeetingTable if target is Meeting else target
    hints = get_type_hints(entry)
    printed = _LABELS | _NUMBERED.get(target, set())
    overrides: dict[str, Any] = {
        name: override(struct_hook=_field_hook(hint, made, printed=name in printed))
        for name, hint in hints.items()
        if hint is str or _is_several(hint)
    }
    build = make_dict_structure_fn(entry, made, _cattrs_forbid_extra_keys=True, **overrides)
    # There is no null in TOML: what may be None may be left out.
    unsaid = {
        each.name: None
        for each in fields(entry)
        if each.default is NOTHING and NoneType in get_args(hints[each.name])
    }

    def from_fields(value: object, _: Target) -> object:
        table = shaped(value, dict, "table", hint=table_hint(value, target))
        built = build({**unsaid, **table}, entry)
        return built.meeting() if isinstance(built, MeetingTable) else built

    return _or_only(from_fields, *_ONLY[target]) if target in _ONLY else from_fields


def _or_only(from_fields: Hook, word: str, field: str) -> Hook:
    """A table in which the only one of several may be told by a word of its own."""

    def hook(value: object, target: Target) -> object:
        table = dict(shaped(value, dict, "table"))
        only = word in table
        if only and field in table:
            raise InvalidValueError(word, f"does not go with {field}")
        if only and isinstance(table[word], list):
            raise InvalidValueError(word, f"is a single one; several are told as {field}")
        table[field] = table.pop(word) if only else table.get(field, [])
        try:
            return from_fields(table, target)
        except ClassValidationError as faults:
            for fault in faults.exceptions:
                _name_the_word(fault, word, field, renamed=only)
            raise

    return hook


def _name_the_word(fault: BaseException, word: str, field: str, *, renamed: bool) -> None:
    """A fault of a field that was told by its other word has that in its path."""
    if isinstance(fault, ForbiddenExtraKeysError):
        fault.add_note(word)
    notes = getattr(fault, "__notes__", [])
    for at, note in enumerate(notes):
        if renamed and isinstance(note, AttributeValidationNote) and note.name == field:
            notes[at] = AttributeValidationNote(note, word, note.type)


def _field_hook(hint: object, made: Converter, *, printed: bool) -> Hook:
    """How a text, or a field that holds several things, is read; `printed` are labels."""
    if hint is str:
        return lambda value, _: made.structure(value, _Label if printed else str)
    inside = get_args(hint)[0]
    element: Target = cast(Target, _Label) if printed and inside is str else inside
    if element is NewId:
        return lambda value, _: _new_ids(value, made)
    several: Target = cast(Target, GenericAlias(tuple, (element, ...)))

    def hook(value: object, _: Target) -> object:
        found = value
        if element is ItemKind and isinstance(value, str) and "/" in value:
            found = value.split("/")
        if isinstance(found, list):
            return made.structure(found, several)
        return (made.structure(found, element),)

    return hook


def _new_ids(value: object, made: Converter) -> tuple[NewId, ...]:
    """What risks are called in another log: a table of old ids and new, or a list."""
    if isinstance(value, dict):
        named = made.structure(value, dict[str, _Label])
        return tuple(NewId(old, new) for old, new in named.items())
    return made.structure(value, tuple[NewId, ...])


def _list_hook(target: Target, made: Converter) -> Hook:
    build = homogenous_tuple_structure_factory(target, made)
    return lambda value, _: build(shaped(value, list, "list"), target)


def _planned_time(value: object, made: Converter) -> PlannedTime:
    if isinstance(value, dict):
        return made.structure(value, PlannedTable).value()
    if isinstance(value, dt.date):
        return PlannedTime.exact(value)
    return _read_time(plain(value, "time"))


# What a file may have instead of a wording that is refused, by the reason.
_INSTEAD = {
    NO_YEAR: "Write the year, or {{wording = {0!r}, near = …}} with the paper's own day.",
    DAY_OR_NUMBER: "Write '{1}-…' with the year, or {{wording = 'den {1}', near = …}} with the"
    " paper's own day.",
    NO_TIME: "Name a day or a period, or write {{wording = {0!r}}} where there is none.",
    A_MEETING: "Write its day, or {{wording = {0!r}}} where nobody knows it.",
}
_BY_A_MEETING = (
    "Write {next_meeting_of = …} with the body's id, or {meeting = …} with the meeting's."
)


def _read_time(text: str) -> PlannedTime:
    try:
        return PlannedTime.read(text)
    except TextError as error:
        instead = _INSTEAD.get(error.rule)
        raise hinted(error, instead.format(text, text.rstrip("."))) if instead else error from None


def _qualified_amount(value: object, made: Converter) -> QualifiedAmount:
    if isinstance(value, dict):
        return made.structure(value, QualifiedTable).value()
    return qualified(value if isinstance(value, str) else exact_amount(value))


def _slot(value: object, made: Converter) -> Slot:
    if isinstance(value, str):
        return Slot(*clock_times(value))
    return made.structure(value, SlotTable).value()


def _period(value: object) -> CalendarPeriod:
    """A period such as "2023-Q1"; a year may be a number."""
    return period(f"{value}" if isinstance(value, int) else plain(value, "period"))


def _due(value: object, made: Converter) -> Due:
    """By when: what a planned time is written as, or a meeting."""
    if isinstance(value, dict) and "wording" not in value:
        return made.structure(value, DueTable).value()
    try:
        return _planned_time(value, made)
    except TextError as error:
        raise hinted(error, _BY_A_MEETING) if error.rule == A_MEETING else error from None
