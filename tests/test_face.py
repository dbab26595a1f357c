"""The face: one list of names, loaded when used, the same for readers, checkers and programs."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import sundgov

SOURCE = Path(inspect.getfile(sundgov))


def test_every_name_of_the_face_is_found_where_it_is_said_to_live() -> None:
    homes = {name: module for module, names in sundgov._HOMES.items() for name in names}
    assert sorted(homes) == sorted(sundgov.__all__)
    assert len(set(sundgov.__all__)) == len(sundgov.__all__)
    for name, module in homes.items():
        assert getattr(sundgov, name) is getattr(import_module(f"sundgov.{module}"), name)


def test_type_checkers_read_the_same_names() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    seen = {
        (node.module or "").removeprefix("sundgov."): tuple(alias.name for alias in node.names)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
    }
    assert seen == sundgov._HOMES


def test_the_face_lists_itself_and_nothing_else() -> None:
    assert set(sundgov.__all__) <= set(dir(sundgov))
    with pytest.raises(AttributeError, match="module 'sundgov' has no attribute 'invoices'"):
        _ = sundgov.invoices


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import sundgov", {"attrs", "babel", "cattrs", "dateutil", "csv", "fractions"}),
        ("from sundgov import by_heads, kr, population", {"babel", "cattrs", "dateutil", "json"}),
        ("import sundgov.record", {"babel", "cattrs"}),
    ],
)
def test_what_is_not_used_is_not_loaded(code: str, absent: set[str]) -> None:
    probe = f"{code}\nimport sys\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert absent.isdisjoint(run.stdout.split())


def modules() -> list[str]:
    names = [found.name for found in walk_packages(sundgov.__path__, "sundgov.")]
    return [name for name in names if not name.endswith("__main__")]


@pytest.mark.parametrize("name", modules())
def test_everything_public_says_what_it_is(name: str) -> None:
    """Every public class and function has a docstring, its own or that of what it overrides."""
    module = import_module(name)
    assert inspect.getdoc(module)
    for label, value in vars(module).items():
        if label.startswith("_") or getattr(value, "__module__", None) != name:
            continue
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), f"{name}.{label}"
        if inspect.isclass(value):
            for member, held in vars(value).items():
                if not member.startswith("_") and (inspect.isfunction(held)):
                    assert inspect.getdoc(getattr(value, member)), f"{name}.{label}.{member}"


@pytest.mark.parametrize("name", modules())
def test_no_public_signature_is_any(name: str) -> None:
    """The public face promises types: no Any, no bare dict, list or tuple."""
    tree = ast.parse(Path(inspect.getfile(import_module(name))).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            hints = [arg.annotation for arg in node.args.args + node.args.kwonlyargs]
            for hint in [*hints, node.returns]:
                written = ast.unparse(hint) if hint else ""
                assert written not in ("Any", "dict", "list", "tuple"), f"{name}.{node.name}"
