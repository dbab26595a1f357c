"""Several agreements in a file, several files in a folder: what they make, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import FileFormatError, InvalidValueError, LimitError, NotExactError
from sundgov.figures import Figures, packaged_figures
from sundgov.formats import load, loads
from sundgov.formats.toml_in import LARGEST
from sundgov.record import Record
from tests.builders import EXAMPLE, in_year
from tests.toml_files import problems, text

TERMS = """id = "{ID}"
name = "{ID}"
collector = "Region Nordjylland"
vat = "outside scope"
key = {by = "equal"}
instalments = [{month = 1}]
members = [{who = ["Samsø", "Læsø"], joined = 2020-01-01}]
"""
OF = 'agreement = "{ID}"\n'


def agreements(*ids: str) -> str:
    """Agreements of one file."""
    return "".join("[[agreements]]\n" + TERMS.replace("{ID}", name) for name in ids)


def one(name: str) -> str:
    """The only agreement of a file."""
    return "[agreement]\n" + TERMS.replace("{ID}", name)


def budget(year: int, amount: str = "100 kr.", of: str | None = None) -> str:
    """A year's budget of one line, of an agreement that may be named."""
    line = f'{{id = "drift", name = "Drift", amount = "{amount}"}}'
    named = "" if of is None else OF.replace("{ID}", of)
    return f"[[budgets]]\n{named}year = {year}\nlines = [{line}]\n"


def happened(of: str, year: int) -> str:
    """One entry of every other list."""
    named = OF.replace("{ID}", of)
    place = f'{{year = {year}, line = "drift"}}'
    return (
        f'[[results]]\n{named}year = {year}\nspent = "90 kr."\nknown_on = {year + 1}-03-01\n'
        f'[[estimates]]\n{named}year = {year}\nspent = "95 kr."\nmade_on = {year}-11-01\n'
        f'[[revisions]]\n{named}year = {year}\non = {year + 1}-04-01\nkey = {{by = "equal"}}\n'
        f'[[exits]]\n{named}party = "Læsø"\non = {year}-12-31\n'
        f'[[transfers]]\n{named}id = "t-{of}"\namount = "1 kr."\nfrom_line = {place}\n'
        f"to_line = {place.replace('drift', 'andet')}\n"
        f'authority = {{id = "a", body = "Styregruppen"}}\n'
        f'[[follow_ups]]\n{named}year = {year}\non = {year}-06-30\nlines = [{{line = "drift"}}]\n'
    )


def folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, held in files.items():
        (path / name).write_bytes(held.encode() if isinstance(held, str) else held)
    return path


def faults(path: Path | list[Path]) -> list[str]:
    with pytest.raises(FileFormatError) as refused:
        load(path)
    return f"{refused.value}".splitlines()


# -- several agreements in one file


def test_every_entry_goes_to_the_agreement_that_it_names() -> None:
    """The entries of both stand among each other."""
    record = loads(
        agreements("a", "b")
        + budget(2025, "70 kr.", "b")
        + budget(2024, of="a")
        + happened("a", 2024)
        + budget(2024, of="b")
        + happened("b", 2025)
    )
    assert [ledger.agreement.id for ledger in record.ledgers] == ["a", "b"]
    a, b = record.ledger("a"), record.ledger("b")
    assert (a.years, b.years) == ((2024,), (2024, 2025))
    assert b.bill(2025, carry=())["Samsø"] == in_year(2025, "35 kr.")
    for ledger, year in ((a, 2024), (b, 2025)):
        held = (ledger.results, ledger.estimates, ledger.revisions, ledger.statuses)
        assert [[each.year for each in entries] for entries in held] == [[year]] * 4
        assert [leaving.on.year for leaving in ledger.exits] == [year]
        assert [moved.id for moved in ledger.transfers] == [f"t-{ledger.agreement.id}"]
        assert ledger.figures == record.figures


def test_where_there_is_one_agreement_an_entry_may_name_it_or_not() -> None:
    plain = loads(one("a") + budget(2025))
    assert loads(one("a") + budget(2025, of="a")) == plain
    assert loads(agreements("a") + budget(2025)) == plain
    assert plain.years == (2025,)


def test_an_agreement_may_stand_beside_a_list_of_them() -> None:
    record = loads(one("a") + agreements("b") + budget(2025, of="b"))
    assert [(held.agreement.id, held.years) for held in record.ledgers] == [
        ("a", ()),
        ("b", (2025,)),
    ]


def test_a_file_without_an_agreement_is_a_record_all_the_same() -> None:
    record = loads('[[parties]]\nid = "medcom"\nname = "MedCom"\n')
    assert record.ledgers == ()
    assert record.figures.register.find("MedCom").id == "medcom"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("", ["file: holds no table"]),
        (
            budget(2025) + budget(2026),
            [
                "file: budgets[0].agreement: is required where the file itself holds no agreement",
                "file: budgets[1].agreement: is required where the file itself holds no agreement",
            ],
        ),
        (
            agreements("a", "b") + budget(2025, of="a") + budget(2025),
            [
                "file: budgets[1].agreement: is required where the file itself holds several"
                " agreements"
            ],
        ),
        (
            agreements("a", "b") + budget(2025, of="a") + happened("c", 2025),
            [
                f"file: {name}[0].agreement: is no agreement's id (got 'c'). Held: a, b."
                for name in (
                    "results",
                    "estimates",
                    "revisions",
                    "exits",
                    "transfers",
                    "follow_ups",
                )
            ],
        ),
        (
            budget(2025, of="a"),
            ["file: budgets[0].agreement: is no agreement's id (got 'a'). Held: none."],
        ),
        (
            agreements(*"abcdef") + budget(2025, of="x"),
            ["file: budgets[0].agreement: is no agreement's id (got 'x'). Held: a, b, c, d, e, …."],
        ),
        (
            agreements("a", "b", "a") + one("b"),
            [
                "file: agreements[1].id: two agreements have the same (got 'b')."
                " The other is file: agreement.",
                "file: agreements[2].id: two agreements have the same (got 'a')."
                " The other is file: agreements[0].",
            ],
        ),
        (
            agreements("a", "b")
            + budget(2025, of="a")
            + budget(2025, of="b")
            + budget(2026, "1.5", of="b"),
            [
                "file: budgets[2].lines[0].amount: a point separates thousands and a comma the"
                " decimals (got '1.5'). Write it as '1,5'."
            ],
        ),
        (
            one("a") + budget(2025, of="a").replace('agreement = "a"', "agreement = 7"),
            ["file: budgets[0].agreement: must be a text (got 7)"],
        ),
        (
            one("a") + budget(2025, of="a").replace("agreement", "agrement"),
            [
                "file: budgets[0]: unknown: 'agrement' (did you mean 'agreement'?); known: year,"
                " lines, version, ceiling, authority, note, agreement"
            ],
        ),
        ("budgets = [7]", ["file: budgets[0]: must be a table (got 7)"]),
        ("agreements = 7", ["file: agreements: must be a list (got 7)"]),
        ("agreement = [7]", ["file: agreement: must be a table (got [7])"]),
        (
            agreements("a", "b")
            + budget(2025, of="a") * 2
            + budget(2024, of="b")
            + happened("b", 2025),
            [
                "file: agreement a: budgets: hold a version of a year twice (got 2025, 1)",
                "file: agreement b: statuses: hold a year without a budget (got 2025)",
            ],
        ),
        (
            one("a") + budget(2025) * 2,
            ["file: budgets: hold a version of a year twice (got 2025, 1)"],
        ),
    ],
)
def test_a_file_that_cannot_be_told_apart_is_refused(source: str, lines: list[str]) -> None:
    found = problems(source)
    assert [line[: len(told)] for line, told in zip(found, lines, strict=True)] == lines


# -- several files


def test_a_folder_is_read_as_one_record(tmp_path: Path) -> None:
    """Parties, figures and budgets may stand in other files than the agreement."""
    heads = '[[figures.populations]]\nreference_date = 2025-03-01\nheads = {"741" = 7}\n'
    files = {
        "a.toml": one("a").replace('"Læsø"', '"MedCom"') + budget(2024),
        "b.toml": one("b") + budget(2024) + budget(2025, of="a"),
        "c.toml": '[[parties]]\nid = "medcom"\nname = "MedCom"\n' + heads,
        "d.toml": budget(2025, of="b") + budget(2026, of="a"),
    }
    record = load(folder(tmp_path, files))
    assert [held.agreement.id for held in record.ledgers] == ["a", "b"]
    assert record.ledger("a").years == (2024, 2025, 2026)
    assert record.ledger("b").years == (2024, 2025)
    assert list(record.ledger("a").bill(2025)) == ["741", "medcom"]
    assert record.figures.population("2025-03-01").total == 7
    assert load([tmp_path / name for name in files]) == record
    assert load((f"{tmp_path}",)) == record


@given(st.permutations([("a", 2024), ("b", 2024), ("a", 2025), ("b", 2025)]), st.data())
def test_how_entries_are_spread_over_files_changes_nothing(
    entries: list[tuple[str, int]], data: st.DataObject
) -> None:
    """Whatever file a budget stands in, and in what order, its agreement bills it."""
    whole = loads(agreements("a", "b") + "".join(budget(year, of=name) for name, year in entries))
    assert {held.agreement.id: held.years for held in whole.ledgers} == {
        "a": (2024, 2025),
        "b": (2024, 2025),
    }
    for name, year in entries:
        assert whole.ledger(name).bill(year) == loads(one(name) + budget(year)).bill(year)


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    """And neither hidden ones, nor what ends otherwise, nor what lies in folders below."""
    (tmp_path / "kladder").mkdir()
    (tmp_path / "arkiv.toml").mkdir()
    odd = "æ ø 'å'.toml"
    folder(
        tmp_path,
        {
            odd: one("d"),
            "2.toml": one("b"),
            "10.toml": one("a"),
            "B.toml": one("c"),
            ".skjult.toml": "broken",
            "læs.txt": "broken",
            "x.toml~": "broken",
        },
    )
    folder(tmp_path / "kladder", {"x.toml": "broken"})
    folder(tmp_path / "arkiv.toml", {"x.toml": "broken"})
    assert [held.agreement.id for held in load(tmp_path).ledgers] == ["a", "b", "c", "d"]
    (tmp_path / "0.toml").symlink_to(tmp_path / "kladder" / "y.toml")
    with pytest.raises(FileNotFoundError):
        load(tmp_path)
    folder(tmp_path / "kladder", {"y.toml": one("y")})
    assert load(tmp_path).ledgers[0].agreement.id == "y"


def test_figures_replace_the_packaged_ones_for_every_file(tmp_path: Path) -> None:
    bare = Figures(packaged_figures().register)
    folder(tmp_path, {"a.toml": one("a"), "b.toml": one("b")})
    assert load(tmp_path, bare).figures == bare


def test_what_two_files_say_alike_is_held_once(tmp_path: Path) -> None:
    """So that each of them may be read by itself."""
    own = '[[parties]]\nid = "medcom"\nname = "MedCom"\n'
    heads = '[[figures.populations]]\nreference_date = 2025-03-01\nheads = {"741" = 7}\n'
    same = folder(tmp_path, {"a.toml": own + heads + one("a"), "b.toml": own + heads + one("b")})
    figures = load(same).figures
    assert figures == load(tmp_path / "a.toml").figures
    folder(tmp_path, {"b.toml": own.replace("MedCom", "Medcom") + one("b")})
    assert faults(tmp_path) == ["b.toml: parties: parties.id: must be unique (got 'medcom')"]
    folder(tmp_path, {"b.toml": heads.replace("= 7", "= 8") + one("b")})
    assert faults(tmp_path) == [
        "b.toml: figures: populations: two different figures claim the same date and publication"
        " (got '2025-03-01', 'no publication day')"
    ]
    folder(tmp_path, {"a.toml": own + own})
    assert faults(tmp_path / "a.toml") == [
        "a.toml: parties: parties.id: must be unique (got 'medcom')"
    ]


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {"a.toml": one("x"), "b.toml": one("y") + agreements("z", "x")},
            [
                "b.toml: agreements[1].id: two agreements have the same (got 'x')."
                " The other is a.toml: agreement."
            ],
        ),
        (
            {"a.toml": one("x"), "b.toml": budget(2025)},
            ["b.toml: budgets[0].agreement: is required where the file itself holds no agreement"],
        ),
        (
            {
                "a.toml": one("x") + budget(2025, "1.5"),
                "b.toml": one("y"),
                "c.toml": agreements("z").replace("month = 1", "month = 13"),
            },
            [
                "a.toml: budgets[0].lines[0].amount: a point separates thousands",
                "c.toml: agreements[0].instalments[0]: ",
            ],
        ),
        (
            {"a.toml": b"\xff", "b.toml": "= 7", "c.toml": "", "d.toml": one("x")},
            [
                "a.toml: must be UTF-8 text (got 'byte 0, in line 1'). Save the file as UTF-8.",
                "b.toml: is not TOML: ",
            ],
        ),
        ({"a.toml": one("x"), "b.toml": "# intet endnu"}, ["b.toml: holds no table"]),
        (
            {"a.toml": '[[parties]]\nid = "A"\nname = "A"', "b.toml": "parties = 7"},
            ["a.toml: parties[0]: id: ", "b.toml: parties: must be a list (got 7)"],
        ),
        (
            {
                "a.toml": one("x") + budget(2025),
                "b.toml": one("y") + budget(2025) * 2,
                "c.toml": budget(2025, of="x"),
            },
            [
                "a.toml, c.toml: agreement x: budgets: hold a version of a year twice",
                "b.toml: agreement y: budgets: hold a version of a year twice",
            ],
        ),
    ],
)
def test_every_fault_is_told_by_its_file(
    files: dict[str, str | bytes], lines: list[str], tmp_path: Path
) -> None:
    found = faults(folder(tmp_path, files))
    assert [line[: len(told)] for line, told in zip(found, lines, strict=True)] == lines


def test_one_faulty_file_of_several_is_the_field_of_the_refusal(tmp_path: Path) -> None:
    folder(tmp_path, {"a.toml": one("x"), "b.toml": "= 7", "c.toml": one("y")})
    with pytest.raises(FileFormatError) as refused:
        load(tmp_path)
    assert refused.value.field == "b.toml"
    folder(tmp_path, {"c.toml": "= 7"})
    with pytest.raises(FileFormatError) as refused:
        load(tmp_path)
    assert refused.value.field == ""
    assert [problem.split(":")[0] for problem in refused.value.problems] == ["b.toml", "c.toml"]


def test_files_of_several_folders_are_told_by_their_paths(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        folder(tmp_path / name, {"a.toml": one("same")})
    both = [tmp_path / "x" / "a.toml", tmp_path / "y"]
    assert faults(both) == [
        f"{tmp_path}/y/a.toml: agreement.id: two agreements have the same (got 'same')."
        f" The other is {tmp_path}/x/a.toml: agreement."
    ]
    assert load(both[:1]) == load(both[0])


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    message = f"{tmp_path / 'tom'}: holds no file that ends in .toml"
    assert faults(tmp_path / "tom") == [message]
    folder(tmp_path, {"a.toml": one("a")})
    assert faults([tmp_path, tmp_path / "tom"]) == [message]


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ([], InvalidValueError, "path: must name at least one file"),
        ([EXAMPLE, 7], NotExactError, "path: must be a text or a PathLike (got 7)"),
        (b"x", NotExactError, "path: must be a text or a PathLike (got 120)"),
    ],
)
def test_what_is_no_path_is_refused(
    given: list[Path], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refused:
        load(given)
    assert str(refused.value) == message


def test_the_limits_hold_for_all_files_together(tmp_path: Path) -> None:
    half = LARGEST // 2
    for name in "ab":
        held = one(name).encode()
        folder(tmp_path, {f"{name}.toml": held + b"#" * (half - len(held))})
    assert len(load(tmp_path).ledgers) == 2
    (tmp_path / "c.toml").write_bytes(b"#")
    with pytest.raises(LimitError) as refused:
        load(tmp_path)
    assert str(refused.value) == "c.toml: and the files before it are larger than 4 MB together"
    (tmp_path / "a.toml").write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(LimitError, match=r"^a.toml: is larger than 4 MB$"):
        load(tmp_path)


def test_a_deeply_nested_file_of_a_folder_is_refused_by_its_name(tmp_path: Path) -> None:
    folder(tmp_path, {"a.toml": one("a"), "b.toml": "x = " + "[" * 50 + "]" * 50})
    with pytest.raises(LimitError, match=r"^b.toml: is nested more than 40 levels deep$"):
        load(tmp_path)


def test_the_files_of_one_agreement_load_as_ever(tmp_path: Path) -> None:
    """In a folder of its own a file is the record that it is by itself."""
    folder(tmp_path, {"a.toml": text()})
    assert load(tmp_path) == loads(text())
    assert isinstance(load(tmp_path), Record)
