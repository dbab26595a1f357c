"""The house: imports run downwards only, and only the edge touches a file."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import sundgov

HOME = Path(sundgov.__file__).parent

# From the ground up. A module imports from its own floor or from those below.
FLOORS = [
    {"errors"},
    {"exact", "text", "kinds"},
    {"packaged", "printing", "periods", "findings", "bank_days"},
    {"money", "parties", "authority", "publications"},
    {"amount_text", "populations", "indices"},
    {"figures"},
    {"apportion"},
    {"batch"},
    {"finance"},
    {"governance"},
    {"laws"},
    {"record"},
    {"checks"},
    {"formats"},
    {"testing"},
    {"commands"},
    {"__main__"},
]
# Within finance, in the same way.
FINANCE = [
    {"phrases"},
    {"drivers", "prices", "carry_rules", "results", "party_amounts", "whole_tables", "addresses"},
    {"exit_terms"},
    {"buy_in"},
    {"derivations"},
    {"wording", "keys"},
    {"splits", "tariffs", "terms"},
    {"budgets", "agreements"},
    {"residuals", "transfers", "carried"},
    {"bills"},
    {"proofs", "running_wording"},
    {"year_lines", "carry_wording", "statuses"},
    {"bill_wording"},
    {"billing", "closing", "follow_up"},
    {"running_years", "revisions", "revision_terms", "follow_up_findings", "follow_up_wording"},
    {"carrying", "closing_wording", "histories"},
    {"exit_keys", "invoice_lines"},
    {"exits", "invoices"},
    {"exit_findings", "exit_wording", "invoice_findings", "invoice_wording"},
    {"invoicing"},
]
# Within checks, by folder: those of one floor do not know each other.
CHECKS = [
    {"checking"},
    {"walks"},
    {"mandates", "money"},
    {"actions", "decisions", "meetings", "people", "risks", "times", "words"},
    {"families"},
]
# Two wings on the same ground: neither knows the other.
WINGS = ("finance", "governance")
# An import inside a function may point upwards where two modules belong together.
LATE = {
    ("money", "amount_text"),
    ("finance.keys", "finance.splits"),
    ("finance.bills", "finance.bill_wording"),
    ("finance.bills", "finance.invoicing"),
    ("finance.closing", "finance.closing_wording"),
    ("finance.closing", "finance.invoicing"),
    ("finance.invoice_lines", "finance.invoice_wording"),
    ("finance.invoices", "finance.invoice_findings"),
    ("finance.invoices", "finance.invoice_wording"),
    ("finance.revisions", "finance.closing_wording"),
    ("finance.exits", "finance.exit_findings"),
    ("finance.exits", "finance.exit_wording"),
    ("finance.follow_up", "finance.follow_up_findings"),
    ("finance.follow_up", "finance.follow_up_wording"),
    ("finance.bills", "finance.proofs"),
    ("finance.splits", "finance.proofs"),
    ("record.trace", "record.trace_wording"),
    ("governance.planned_times", "governance.planned_text"),
    ("governance.qualified_amounts", "governance.qualified_text"),
    ("governance.mandate_use", "governance.mandate_wording"),
    ("governance.mandate_rulings", "governance.mandate_wording"),
}

# What reads files by cattrs.
CATTRS = {
    "formats.finance_hooks",
    "formats.governance_in",
    "formats.json_in",
    "formats.json_out",
    "formats.problems",
    "formats.structure",
}


def imports(path: Path) -> set[str]:
    """The sundgov modules that a file imports at run time, without the package's name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in typing_only:
            module = node.module or ""
            if module == "sundgov":
                found |= {
                    alias.name for alias in node.names if (HOME / f"{alias.name}.py").exists()
                }
            elif module.startswith("sundgov."):
                found.add(module.removeprefix("sundgov."))
    return found


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__")


def floor(name: str, floors: list[set[str]]) -> int:
    return next(level for level, rooms in enumerate(floors) if name in rooms)


def modules() -> list[Path]:
    return [path for path in sorted(HOME.rglob("*.py")) if path != HOME / "__init__.py"]


def test_every_module_has_its_floor() -> None:
    tops = {name_of(path).split(".")[0] for path in modules()}
    assert tops == set().union(*FLOORS)
    rooms = {path.stem for path in (HOME / "finance").glob("*.py")} - {"__init__"}
    assert rooms == set().union(*FINANCE)
    folders = {name_of(path).split(".")[1] for path in (HOME / "checks").glob("*/*.py")}
    alone = {path.stem for path in (HOME / "checks").glob("*.py")} - {"__init__"}
    assert folders | alone == set().union(*CHECKS)


def test_imports_run_downwards_only() -> None:
    for path in modules():
        name = name_of(path)
        for target in imports(path):
            if (name, target) in LATE:
                continue
            here, there = name.split(".")[0], target.split(".")[0]
            assert floor(there, FLOORS) <= floor(here, FLOORS), f"{name} imports {target}"
            if here == there == "finance":
                assert floor(target[8:], FINANCE) <= floor(name[8:], FINANCE), f"{name}: {target}"


def test_families_of_checks_share_what_lies_under_them() -> None:
    for path in (HOME / "checks").glob("*/*.py"):
        here = name_of(path).split(".")[1]
        for target in imports(path):
            top, _, inner = target.partition(".")
            there = inner.split(".")[0]
            if top == "checks" and there != here:
                assert floor(there, CHECKS) < floor(here, CHECKS), f"{name_of(path)}: {target}"


def test_neither_wing_imports_the_other() -> None:
    for wing, other in (WINGS, reversed(WINGS)):
        paths = sorted((HOME / wing).glob("*.py"))
        assert len(paths) > 1
        for path in paths:
            assert not any(name.split(".")[0] == other for name in imports(path)), path.name


def test_no_two_modules_import_each_other() -> None:
    graph = {name_of(path): imports(path) for path in modules()}
    for name, targets in graph.items():
        for target in targets:
            both = name in graph.get(target, set())
            assert not both or (name, target) in LATE or (target, name) in LATE, f"{name}, {target}"


def test_apportionment_knows_nothing_of_money_or_parties() -> None:
    for path in (HOME / "apportion").glob("*.py"):
        allowed = {"apportion", "errors", "exact", "kinds", "printing"}
        assert {name.split(".")[0] for name in imports(path)} <= allowed


def test_many_at_once_knows_nothing_of_money_and_only_it_uses_numpy() -> None:
    for path in modules():
        inside = name_of(path).split(".")[0] == "batch"
        if inside:
            allowed = {"batch", "apportion", "errors", "exact", "kinds"}
            assert {name.split(".")[0] for name in imports(path)} <= allowed, path.name
        text = path.read_text(encoding="utf-8")
        assert inside or not re.search(r"^\s*(import|from) numpy", text, re.MULTILINE), path.name


def test_what_checks_a_proof_shares_no_code_with_what_made_it() -> None:
    """The checker and the values it reads know no allocator, also not by way of each other."""
    seen, reading = set(), {"apportion.verify"}
    while reading:
        name = reading.pop()
        seen.add(name)
        found = imports(HOME / f"{name.replace('.', '/')}.py")
        reading |= {target for target in found if target.startswith("apportion")} - seen
    assert seen == {
        "apportion.verify",
        "apportion.verify_cuts",
        "apportion.verify_replays",
        "apportion.biproportional_certificates",
        "apportion.biproportional_verify",
        "apportion.biproportional_wording",
        "apportion.certificates",
        "apportion.certificate_wording",
        "apportion.cut_certificates",
        "apportion.cut_wording",
        "apportion.divisor_rounding",
        "apportion.proof_fields",
        "apportion.replays",
        "apportion.thresholds",
    }


def test_only_the_edge_opens_files_and_nothing_asks_the_clock_or_the_net() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        name = name_of(path)
        if not name.startswith(("formats", "packaged", "__main__")):
            assert not re.search(r"(?<!def )\bopen\(", text), name
            assert "Path(" not in text, name
        for forbidden in (
            "date.today",
            "datetime.now",
            "import socket",
            "urllib",
            "random",
            "float(",
        ):
            assert forbidden not in text.replace("derandomize", ""), f"{name}: {forbidden}"


def test_only_printing_uses_babel_and_only_the_reading_of_files_uses_cattrs() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        assert ("babel." in text) == (path.name == "printing.py"), path.name
        assert ("cattrs" in text) == (name_of(path) in CATTRS), path.name


def test_only_testing_imports_hypothesis() -> None:
    for path in modules():
        found = re.search(r"^\s*(from|import) hypothesis", path.read_text(encoding="utf-8"), re.M)
        assert not found or name_of(path).startswith("testing"), path.name


def test_rooms_are_small() -> None:
    for path in modules():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 480, path.name
