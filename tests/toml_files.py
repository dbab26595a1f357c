"""A small TOML file for tests, and what is wrong with a changed one."""

from __future__ import annotations

import pytest

from sundgov.errors import FileFormatError
from sundgov.formats import loads
from sundgov.record import Record

SMALL = """
[agreement]
id = "aftale"
name = "Aftale"
collector = "Region Nordjylland"
vat = "outside scope"
key = {KEY}
instalments = [{month = 1, share = 1}]
members = [{who = ["Samsø", "Læsø", "Region Midtjylland"], joined = 2020-01-01}]
{MORE}

[[budgets]]
year = 2025
lines = [{id = "drift", name = "Drift", amount = "1.000 kr."}]
"""
INDEX = '[agreement.index]\nname = "x"\nchaining = "add"\nbase_level = 2024\n'
HEADS = '{by = "heads", population = "1 January of the year before", pool = "municipalities"}'


def small(key: str = HEADS, more: str = "") -> Record:
    return loads(text(key, more))


def text(key: str = HEADS, more: str = "") -> str:
    return SMALL.replace("{KEY}", key).replace("{MORE}", more)


def problems(source: str | bytes) -> list[str]:
    with pytest.raises(FileFormatError) as refused:
        loads(source)
    return str(refused.value).splitlines()
