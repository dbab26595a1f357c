"""Every example in a docstring runs and prints what it says, in the package as installed."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from tests.test_face import modules


@pytest.mark.parametrize("name", modules())
def test_the_examples_of_a_module_are_true(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [test for name in modules() for test in finder.find(import_module(name))]
    assert sum(len(test.examples) for test in found) > 150
