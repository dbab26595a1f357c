"""Parties: the 98 municipalities and the regions, found by every name they go by."""

import copy
import datetime as dt
import pickle
import random
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from sundgov.errors import (
    AmbiguousPartyError,
    InvalidValueError,
    NotExactError,
    PartyPeriodError,
    SundgovError,
    TextError,
    UnknownPartyError,
)
from sundgov.parties import Belonging, Parties, Party, PartyKind, by_rank, folded, packaged_parties

REGISTER = packaged_parties()
LAST_OF_2026, FIRST_OF_2027 = dt.date(2026, 12, 31), dt.date(2027, 1, 1)
TODAY = dt.date(2023, 1, 1)
MUNICIPALITIES = REGISTER.municipalities(TODAY)


# The packaged register


def test_the_register_holds_98_municipalities_and_six_regions() -> None:
    kinds = [party.kind for party in REGISTER]
    assert kinds.count(PartyKind.MUNICIPALITY) == len(MUNICIPALITIES) == 98
    assert kinds.count(PartyKind.REGION) == 6
    assert len(REGISTER) == 104


def test_ids_codes_names_and_cvr_numbers_are_all_different() -> None:
    for values in (
        [party.id for party in REGISTER],
        [party.name for party in REGISTER],
        [party.code for party in REGISTER if party.code],
        [party.cvr for party in REGISTER if party.cvr],
    ):
        assert len(set(values)) == len(values) >= 103


@pytest.mark.parametrize("party", REGISTER, ids=lambda party: party.id)
def test_every_cvr_number_passes_modulus_11(party: Party) -> None:
    assert (party.cvr is None) == (party.id == "region-oestdanmark")
    digits = map(int, party.cvr or "")
    assert sum(d * w for d, w in zip(digits, (2, 7, 6, 5, 4, 3, 2, 1), strict=False)) % 11 == 0


@pytest.mark.parametrize("party", REGISTER, ids=lambda party: party.id)
def test_every_party_is_found_by_everything_it_is_called(party: Party) -> None:
    names = [party.name, party.registered_name or party.name, *party.aliases]
    if party.kind is PartyKind.MUNICIPALITY:
        names.append(f"{party.name} Kommune")
    wordings = [party.id, *names, *(name.replace("-", " ") for name in names)]
    if party.code:
        wordings += [party.code, party.code.zfill(4)]
    for wording in wordings:
        for text in (wording, wording.upper(), wording.lower(), f"  {wording} "):
            for form in ("NFC", "NFD", "NFKD"):
                assert REGISTER.find(unicodedata.normalize(form, text)) is party
    assert REGISTER.find(party) is party
    assert party in REGISTER


@pytest.mark.parametrize(
    ("variant", "code"),
    [
        ("Århus", "751"),
        ("Århus Kommune", "751"),
        ("Ålborg", "851"),
        ("Åbenrå", "580"),
        ("Fåborg-Midtfyn", "430"),
        ("Taarnby", "185"),
        ("Høje Taastrup", "169"),
        ("Høje-Tåstrup Kommune", "169"),
        ("Lyngby-Tårbæk", "173"),
        ("Lyngby Taarbæk", "173"),
        ("Nordfyn", "480"),
        ("Nordfyns Kommune", "480"),
        ("Vesthimmerland", "820"),
        ("Vesthimmerlands Kommune", "820"),
        ("Copenhagen", "101"),
        ("Københavns Kommune", "101"),
        ("KØBENHAVN", "101"),
        ("Koebenhavn", "101"),
        ("Bornholms Regionskommune", "400"),
        ("Bornholms Kommune", "400"),
        ("Bornholm", "400"),
        ("Ringkøbing Skjern", "760"),
        ("0741", "741"),
        ("Region Hovedstaden", "1084"),
        ("Syddanmark", "1083"),
    ],
)
def test_known_variants_are_found(variant: str, code: str) -> None:
    assert REGISTER.find(variant).code == code


@pytest.mark.parametrize("wanted", ["01081", "00741", "-", "Ｓamsø"])
def test_a_scrap_is_no_name(wanted: str) -> None:
    with pytest.raises(UnknownPartyError, match=r"^party: no party answers to this name or code"):
        REGISTER.find(wanted)


@pytest.mark.parametrize("party", REGISTER, ids=lambda party: party.id)
def test_a_misspelt_name_is_told_the_right_one_among_at_most_five(party: Party) -> None:
    for cut in range(len(party.name) + 1):
        misspelt = f"{party.name[:cut]}q{party.name[cut:]}"
        with pytest.raises(UnknownPartyError) as refused:
            REGISTER.find(misspelt)
        nearest = refused.value.hint.removeprefix("Nearest: ").removesuffix(".").split(", ")
        assert str(party) in nearest
        assert len(nearest) <= 5


# Regions and dates


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (dt.date(2007, 1, 1), [11, 19, 22, 29, 17]),
        (LAST_OF_2026, [11, 19, 22, 29, 17]),
        (FIRST_OF_2027, [11, 19, 22, 46]),
    ],
)
def test_every_municipality_lies_in_one_region(on: dt.date, counts: list[int]) -> None:
    regions = REGISTER.regions(on)
    members = [REGISTER.municipalities_in(region, on) for region in regions]
    assert [len(inside) for inside in members] == counts
    assert by_rank(party for inside in members for party in inside) == MUNICIPALITIES
    for region, inside in zip(regions, members, strict=True):
        assert inside == by_rank(inside)
        assert {REGISTER.region_of(party, on) for party in inside} == {region}
        assert REGISTER.municipalities_in(region.name.removeprefix("Region "), on) == inside


def test_on_1_january_2027_oestdanmark_takes_over_the_municipalities_of_two_regions() -> None:
    old = [REGISTER.find("Region Hovedstaden"), REGISTER.find("Region Sjælland")]
    new = REGISTER.find("Østdanmark")
    assert [region.successor for region in old] == [new.id] * 2
    assert [
        (region.exists_on(LAST_OF_2026), region.exists_on(FIRST_OF_2027)) for region in old
    ] == [(True, False)] * 2
    assert (new.exists_on(LAST_OF_2026), new.exists_on(FIRST_OF_2027)) == (False, True)
    before = [REGISTER.municipalities_in(region, LAST_OF_2026) for region in old]
    assert by_rank([*before[0], *before[1]]) == REGISTER.municipalities_in(new, FIRST_OF_2027)
    assert (new.code, new.cvr, new.rank) == (None, None, (1, "region-oestdanmark"))


def test_before_the_reform_of_2007_there_were_no_such_parties() -> None:
    assert REGISTER.municipalities(dt.date(2006, 12, 31)) == ()
    assert REGISTER.regions(dt.date(2006, 12, 31)) == ()


@given(st.none() | st.dates(), st.none() | st.dates(), st.dates())
def test_a_party_exists_from_its_first_to_its_last_day(
    first: dt.date | None, last: dt.date | None, on: dt.date
) -> None:
    if first and last and last < first:
        first, last = last, first
    expected = (first or dt.date.min) <= on <= (last or dt.date.max)
    assert Party("x", "X", valid_from=first, valid_to=last).exists_on(on) == expected
    assert Belonging("x", "y", first, last).holds_on(on) == expected


def test_a_municipality_may_move_from_one_region_to_another() -> None:
    east, west = (Party(id_, id_.upper(), PartyKind.REGION) for id_ in ("east", "west"))
    town = Party("town", "Town", PartyKind.MUNICIPALITY)
    moves = (
        Belonging("town", "west", valid_to="2026-12-31"),
        Belonging("town", "east", valid_from="2027-01-01"),
    )
    for order in (moves, moves[::-1]):
        register = Parties((west, town, east), order)
        for on, there, elsewhere in ((LAST_OF_2026, west, east), (FIRST_OF_2027, east, west)):
            assert register.region_of("town", on) == there
            assert register.municipalities_in(there, on) == (town,)
            assert register.municipalities_in(elsewhere, on) == ()


# A user's own parties


OWN = Party("sundhedsstyrelse-2", "Digital Sundhed", PartyKind.STATE, aliases=("SDS",))


def test_a_users_party_stands_beside_the_packaged_ones_and_changes_nothing_else() -> None:
    register = REGISTER.adding(OWN)
    assert len(register) == len(REGISTER) + 1
    for wanted in ("sundhedsstyrelse-2", "digital sundhed", "sds"):
        assert register.find(wanted) is OWN
    assert (OWN.key, OWN.rank, str(OWN)) == (OWN.id, (1, OWN.id), "Digital Sundhed")
    assert (OWN in register, OWN in REGISTER) == (True, False)
    assert register.municipalities_in("Region Midtjylland", TODAY) == REGISTER.municipalities_in(
        "Region Midtjylland", TODAY
    )


def test_a_party_with_a_code_goes_by_it() -> None:
    samsoe = REGISTER.find("Samsø")
    assert (samsoe.key, samsoe.rank, str(samsoe)) == ("741", (0, "0741"), "Samsø (741)")


def test_ranks_go_by_code_as_a_number_and_then_by_id() -> None:
    members = [Party(f"p{code}", "P", code=code) for code in ("1081", "999", "101")]
    ordered = [*reversed(members), Party("a", "A"), Party("b", "B")]
    for seed in range(5):
        shuffled = random.Random(seed).sample(ordered, len(ordered))
        assert by_rank(shuffled) == tuple(ordered)


def test_a_register_answers_alike_in_whatever_order_it_was_filled() -> None:
    for seed in range(3):
        order = random.Random(seed)
        register = Parties(
            tuple(order.sample(REGISTER.members, len(REGISTER))),
            tuple(order.sample(REGISTER.belongings, len(REGISTER.belongings))),
        )
        assert register.municipalities(TODAY) == MUNICIPALITIES
        assert register.regions(TODAY) == REGISTER.regions(TODAY)
        for party in MUNICIPALITIES:
            assert register.find(f"{party.name} kommune") is party
            assert register.region_of(party, TODAY) is REGISTER.region_of(party, TODAY)
        for region in REGISTER.regions(TODAY):
            there = register.municipalities_in(region, TODAY)
            assert there == REGISTER.municipalities_in(region, TODAY)
        with pytest.raises(UnknownPartyError, match="Hørsholm"):
            register.find("Herringsholm")


@pytest.mark.parametrize("value", [OWN, REGISTER, REGISTER.belongings[0]])
def test_parties_are_immutable_hashable_and_travel(value: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        value.members = ()
    for again in (copy.copy(value), pickle.loads(pickle.dumps(value))):
        assert again == value
        assert {again} == {value}


@given(st.text())
def test_folding_is_stable_and_blind_to_case_and_composition(name: str) -> None:
    assert folded(unicodedata.normalize("NFD", name)) == folded(unicodedata.normalize("NFC", name))
    assert folded(f" {name}  ") == folded(name)
    for one, other in (("å", "aa"), ("Æ", "ae"), ("ø", "oe"), ("-", " "), ("B", "b")):
        assert folded(f"x{one}x {name}") == folded(f"x{other}x {name}")


# Refusals

HIDDEN = "control and invisible characters are not allowed"
UNKNOWN = "party: no party answers to this name or code (got {!r})"
ABSENT = "party: is not in the register"
NO_DAY = "is no day of the calendar (got '2025-13-01')"
NUMBER: Any = 741
TWIN = Party("aeroe-havn", "Ærø", code="9999")
BOTH = REGISTER.adding(TWIN)
REFUSALS: list[tuple[Callable[[], object], type[SundgovError], str]] = [
    *(
        (
            lambda text=text: Party(text, "X"),
            TextError,
            f"id: holds a-z, 0-9 and single hyphens only (got '{text}')",
        )
        for text in ("Samsø", "A", "a--b", "-a", "a-", "a b", "a_b", "á")
    ),
    (lambda: Party("", "X"), TextError, "id: must not be empty (got '')"),
    (lambda: Party("x\n", "X"), TextError, f"id: {HIDDEN} (got 'x\\n', 'U+000A')"),
    (lambda: Party("x", ""), TextError, "name: must not be empty (got '')"),
    (lambda: Party("x", "X\x07"), TextError, f"name: {HIDDEN} (got 'X\\x07', 'U+0007')"),
    (lambda: Party("x", "X\u202e"), TextError, f"name: {HIDDEN} (got 'X\\u202e', 'U+202E')"),
    (lambda: Party("x", NUMBER), NotExactError, "name: must be a text (got 741)"),
    *(
        (
            lambda text=text: Party("x", "X", code=text),
            TextError,
            f"code: is three or four digits, without a leading zero (got '{text}')",
        )
        for text in ("1", "12", "12345", "10a", "١٠١", "-101")
    ),
    (lambda: Party("x", "X", code=""), TextError, "code: must not be empty (got '')"),
    (lambda: Party("x", "X", code=NUMBER), NotExactError, "code: must be a text (got 741)"),
    *(
        (
            lambda text=text: Party("x", "X", cvr=text),
            TextError,
            f"cvr: a CVR number is eight digits (got '{text}')",
        )
        for text in ("2379551", "237955150", "23 79 55", "DK237955")
    ),
    (
        lambda: Party("x", "X", registered_name="X\u200b"),
        TextError,
        f"registered_name: {HIDDEN} (got 'X\\u200b', 'U+200B')",
    ),
    (lambda: Party("x", "X", aliases=("Y", "")), TextError, "aliases: must not be empty (got '')"),
    (lambda: Party("x", "X", valid_from="2025-13-01"), TextError, f"valid_from: {NO_DAY}"),
    (lambda: Party("x", "X", valid_to="2025-13-01"), TextError, f"valid_to: {NO_DAY}"),
    (
        lambda: Party("x", "X", valid_from="2025-02-01", valid_to="2025-01-31"),
        InvalidValueError,
        "valid_to: must not lie before valid_from (got '2025-02-01/2025-01-31')",
    ),
    (
        lambda: REGISTER.adding(Party("samsoe", "Min ø")),
        InvalidValueError,
        "parties.id: must be unique (got 'samsoe')",
    ),
    (
        lambda: REGISTER.adding(Party("min-oe", "Min ø", code="741")),
        InvalidValueError,
        "parties.code: must be unique (got '741')",
    ),
    (lambda: REGISTER.find(OWN), UnknownPartyError, f"{ABSENT} (got 'sundhedsstyrelse-2')"),
    (
        lambda: REGISTER.find(evolve(REGISTER.find("Samsø"), name="Min ø")),
        UnknownPartyError,
        f"{ABSENT} (got 'samsoe')",
    ),
    (lambda: REGISTER.find(""), TextError, "party: must not be empty (got '')"),
    (lambda: REGISTER.find("a\x00"), TextError, f"party: {HIDDEN} (got 'a\\x00', 'U+0000')"),
    (lambda: REGISTER.find(NUMBER), NotExactError, "party: must be a text (got 741)"),
    (
        lambda: REGISTER.find("Samsoy"),
        UnknownPartyError,
        f"{UNKNOWN.format('Samsoy')}. Nearest: Samsø (741), Morsø (773), Læsø (825).",
    ),
    (
        lambda: REGISTER.find("Midtjyl"),
        UnknownPartyError,
        f"{UNKNOWN.format('Midtjyl')}. Nearest: Region Midtjylland (1082).",
    ),
    (
        lambda: REGISTER.find("Fyn"),
        UnknownPartyError,
        f"{UNKNOWN.format('Fyn')}. Nearest: Faaborg-Midtfyn (430), Nordfyns (480), Fanø (563).",
    ),
    (lambda: Parties(()).find("Samsø"), UnknownPartyError, UNKNOWN.format("Samsø")),
    (
        lambda: BOTH.find("ÆRØ Kommune"),
        AmbiguousPartyError,
        "party: several parties answer to this name (got 'ÆRØ Kommune'). "
        "Choose one of: Ærø (492), Ærø (9999).",
    ),
    (
        lambda: REGISTER.find("Østdanmark").require(LAST_OF_2026, "billed"),
        PartyPeriodError,
        "Region Østdanmark: does not exist on the day it is billed "
        "(got '2026-12-31', 'valid from 2027-01-01')",
    ),
    (
        lambda: Party("x", "X", valid_to="2025-12-31").require(FIRST_OF_2027, "used"),
        PartyPeriodError,
        "X: does not exist on the day it is used (got '2027-01-01', 'valid from … to 2025-12-31')",
    ),
    (
        lambda: REGISTER.municipalities_in("Region Sjælland", FIRST_OF_2027),
        PartyPeriodError,
        "Region Sjælland: does not exist on the day it is used "
        "(got '2027-01-01', 'valid from 2007-01-01 to 2026-12-31')",
    ),
    (
        lambda: REGISTER.municipalities_in("Samsø", TODAY),
        InvalidValueError,
        "region: must be a region (got 'Samsø')",
    ),
    (
        lambda: REGISTER.region_of("Samsø", dt.date(2006, 12, 31)),
        PartyPeriodError,
        "Samsø: belongs to no region on the day (got '2006-12-31')",
    ),
    (
        lambda: REGISTER.region_of("Region Midtjylland", TODAY),
        PartyPeriodError,
        "Region Midtjylland: belongs to no region on the day (got '2023-01-01')",
    ),
]


@pytest.mark.parametrize(("attempt", "kind", "message"), REFUSALS)
def test_a_refusal_says_what_was_wrong(
    attempt: Callable[[], object], kind: type[SundgovError], message: str
) -> None:
    with pytest.raises(kind) as refused:
        attempt()
    assert (type(refused.value), str(refused.value)) == (kind, message)
