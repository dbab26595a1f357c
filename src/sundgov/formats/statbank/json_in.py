"""JSON-stat in, of version 1 as the API returns it, or of version 2."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from sundgov.errors import FileFormatError
from sundgov.formats.limits import check_depth, too_deep, utf8
from sundgov.formats.statbank.cells import TABLE_ID, Role, Row, Table, Variable, role_named

_Values: TypeAlias = list[object] | dict[int, object]

_STATED_ID = re.compile(r"[0-9A-ZÆØÅ]{2,20}")
_INDEX = re.compile(r"0|[1-9][0-9]{0,14}")
_LONGEST_NUMBER, _LONGEST_EXPONENT = 30, 6
_MOST_VARIABLES = 30


def json_table(data: bytes) -> Table:
    """A JSON-stat table of version 1 (id and size inside dimension) or 2 (outside)."""
    document = _object(_parsed(utf8("file", data)), "file")
    dataset = _object(document["dataset"], "dataset") if "dataset" in document else document
    dimension = _object(dataset.get("dimension"), "dimension")
    outline = dataset if "id" in dataset else dimension
    roles = _object(outline.get("role", {}), "role")
    variables, codes = [], []
    for name in _ids(outline, dimension):
        entry = _object(dimension[name], name)
        labels = _categories(_object(entry.get("category"), name), name)
        role = _json_role(name, entry.get("label"), roles)
        if role is Role.VALUE and len(labels) != 1:
            raise FileFormatError(name, "must hold one content", *itertools.islice(labels, 5))
        variables.append(Variable(name, role, labels))
        codes.append(tuple(labels))
    sizes = [len(each) for each in codes]
    if outline.get("size") != sizes:
        raise FileFormatError("size", f"must be that of the categories, {sizes}")
    rows = partial(_cells, codes, _values(dataset.get("value"), math.prod(sizes)))
    name = _table_id(dataset.get("extension"), variables)
    return Table(tuple(variables), rows, "value", name, _updated(dataset.get("updated")))


def _parsed(text: str) -> object:
    try:
        document: object = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_constant,
            object_pairs_hook=_distinct,
        )
    except json.JSONDecodeError as error:
        raise FileFormatError(f"line {error.lineno}", f"is not JSON: {error.msg}") from None
    except RecursionError:
        raise too_deep("file") from None
    check_depth("file", document)
    return document


def _decimal(text: str) -> Decimal:
    return Decimal(_measured(text))


def _integer(text: str) -> int:
    return int(_measured(text))


def _measured(text: str) -> str:
    """A number that can be held without effort; a short exponent may stand for a huge one."""
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > _LONGEST_NUMBER or len(exponent) > _LONGEST_EXPONENT:
        raise FileFormatError("file", "holds a number beyond all measure", text)
    return text


def _constant(text: str) -> object:
    raise FileFormatError("file", "holds what is no number", text)


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for name, value in pairs:
        if name in table:
            raise FileFormatError("file", "holds a name twice in one object", name)
        table[name] = value
    return table


def _object(value: object, place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise FileFormatError(place, "must be an object of JSON-stat", type(value).__name__)
    return value


def _list(value: object, place: str) -> list[object]:
    if not isinstance(value, list):
        raise FileFormatError(place, "must be a list of JSON-stat", type(value).__name__)
    return value


def _ids(outline: dict[str, object], dimension: dict[str, object]) -> list[str]:
    ids = _list(outline.get("id"), "id")
    names = [name for name in ids if isinstance(name, str) and name in dimension]
    if len(set(names)) < len(ids):
        raise FileFormatError("id", "must name the dimensions, and none twice", *ids[:5])
    if len(names) > _MOST_VARIABLES:
        raise FileFormatError("id", f"must not name more than {_MOST_VARIABLES}", len(names))
    return names


def _categories(category: dict[str, object], place: str) -> dict[str, str]:
    """The codes of a dimension in the order of its values, each with its text."""
    texts = _object(category.get("label", {}), place)
    # JSON-stat lets a dimension of one category do without an index.
    index = category.get("index", list(texts)[:1])
    codes = _in_order(index, place) if isinstance(index, dict) else _list(index, place)
    labels = {code: f"{texts.get(code, '')}".strip() for code in codes if isinstance(code, str)}
    if not codes or len(labels) < len(codes):
        raise FileFormatError(place, "must hold categories, and none twice", *codes[:5])
    return labels


def _in_order(index: dict[str, object], place: str) -> list[object]:
    by_position = {position: code for code, position in index.items() if type(position) is int}
    if sorted(by_position) != list(range(len(index))):
        raise FileFormatError(place, "must number its categories from 0", *list(index)[:5])
    return [by_position[position] for position in range(len(index))]


def _json_role(name: str, label: object, roles: dict[str, object]) -> Role:
    """By name, by label, or by the role the file gives it."""
    for text in (name, label):
        if isinstance(text, str) and role_named(text) is not Role.OTHER:
            return role_named(text)
    for kind, role in (("time", Role.TIME), ("metric", Role.VALUE)):
        if name in _list(roles.get(kind, []), "role"):
            return role
    return Role.OTHER


def _values(value: object, count: int) -> _Values:
    """Values by their place: a list holds all of them, an object the ones it names."""
    if isinstance(value, dict):
        wrong = [key for key in value if not _INDEX.fullmatch(key) or int(key) >= count]
        if wrong:
            raise FileFormatError("value", f"must be numbered below {count}", *wrong[:5])
        return {int(key): each for key, each in value.items()}
    values = _list(value, "value")
    if len(values) != count:
        raise FileFormatError("value", f"must hold {count} values", len(values))
    return values


def _cells(codes: list[tuple[str, ...]], values: _Values) -> Iterator[Row]:
    if isinstance(values, list):
        for number, cells in enumerate(itertools.product(*codes)):
            yield number, cells, values[number]
        return
    for number, value in values.items():
        named, rest = [], number
        for each in reversed(codes):
            rest, place = divmod(rest, len(each))
            named.append(each[place])
        yield number, named[::-1], value


def _table_id(extension: object, variables: list[Variable]) -> str:
    """The table's name: stated beside the data, or the one content's code."""
    px = extension.get("px") if isinstance(extension, dict) else None
    stated = px.get("tableid") if isinstance(px, dict) else None
    if isinstance(stated, str) and _STATED_ID.fullmatch(stated):
        return stated
    contents = (variable.labels or {} for variable in variables if variable.role is Role.VALUE)
    found = (code for code in itertools.chain(*contents) if TABLE_ID.fullmatch(code))
    return next(found, "")


def _updated(value: object) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(value).date() if isinstance(value, str) else None
    except ValueError:
        return None
