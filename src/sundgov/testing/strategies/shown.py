"""How a failing case is shown: what differs from the defaults, and what is packaged by its name.

Hypothesis prints every field of a value, which for a population is the whole register. A class
tells it otherwise by a method of its own, `_repr_pretty_`, which is given to the public types
here and used by nothing else in sundgov.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import cast

from attrs import Attribute, AttrsInstance, fields, has
from hypothesis.vendor.pretty import RepresentationPrinter

from sundgov.figures import Figures, packaged_figures
from sundgov.money import Amount
from sundgov.parties import Parties, Party, packaged_parties

_METHOD = "_repr_pretty_"
# Fields that are long among 98 municipalities and short among a few.
_LONG = {"addresses", "figures", "heads", "members", "ore", "parties", "pool"}


def show_briefly(kinds: Iterable[object]) -> None:
    """Have Hypothesis show these classes, and those beside them, by what is told in them.

    >>> from hypothesis.vendor.pretty import pretty
    >>> show_briefly([Amount, Party])
    >>> print(pretty((Amount(100), packaged_parties().find("Samsø"), Party("a", "A"))))
    (Amount('1,00 kr.'), packaged_parties().find('Samsø'), Party(id='a', name='A'))
    """
    for home in sorted({getattr(kind, "__module__", "") for kind in kinds}):
        for held in vars(import_module(home)).values():
            if isinstance(held, type) and has(held) and _METHOD not in vars(held):
                setattr(held, _METHOD, _shown)


def _shown(held: AttrsInstance, printer: RepresentationPrinter, cycle: bool) -> None:  # noqa: FBT001
    """Print a value; what holds itself is not possible among frozen ones, so nothing is a cycle."""
    named = _named(held)
    if named:
        printer.text(named)
        return
    name = type(held).__name__
    with printer.group(1, f"{name}(", ")"):
        for place, field in enumerate(_told(held)):
            if place:
                printer.text(",")
                printer.breakable()
            printer.text(f"{field.alias}=")
            printer.pretty(getattr(held, field.name))


def _named(held: object) -> str:
    """What stands for a value that is packaged, or that has a short form of its own."""
    if isinstance(held, Amount):
        return repr(held)
    if isinstance(held, Party) and held in packaged_parties():
        return f"packaged_parties().find({held.name!r})"
    if isinstance(held, Parties) and held is packaged_parties():
        return "packaged_parties()"
    if isinstance(held, Figures) and held is packaged_figures():
        return "packaged_figures()"
    return ""


def _told(held: AttrsInstance) -> Iterator[Attribute[object]]:
    for field in fields(type(held)):
        shown = field.repr or field.name in _LONG
        if field.init and shown and getattr(held, field.name) != _default(held, field):
            yield field


def _default(held: AttrsInstance, field: Attribute[object]) -> object:
    """What the field holds where nothing is told."""
    factory = getattr(field.default, "factory", None)
    if factory is None:
        return field.default
    make = cast(Callable[..., object], factory)
    return make(held) if getattr(field.default, "takes_self", False) else make()
