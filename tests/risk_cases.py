"""Risk logs for tests: those of the samples with persons made up, and any that may be."""

from __future__ import annotations

import datetime as dt

from attrs import fields
from hypothesis import strategies as st

from sundgov.governance.risk_logs import LogStanding, RiskListing, RiskLog, RiskStatus
from sundgov.governance.risk_scales import Assessment, Band, RiskScale
from sundgov.governance.risks import (
    Mitigation,
    Risk,
    RiskEvent,
    RiskResponse,
    RiskStanding,
    RiskState,
)

BANDS = (Band("grøn", 1), Band("gul", 5), Band("rød", 10))
FIVE = RiskScale(
    ("usandsynlig", "sjælden", "mulig", "sandsynlig", "næsten sikker"),
    ("ubetydelig", "lille", "mærkbar", "alvorlig", "kritisk"),
    bands=BANDS,
)
FLP_MEETING = "flp-2023-11-21"
MARCH, NOVEMBER = dt.date(2023, 3, 29), dt.date(2023, 11, 21)
CARE_PLANS = RiskLog(
    "flp",
    "Risici for forløbsplanerne",
    (
        Risk("1", "Klinikkerne tager ikke planerne i brug", name="Udbredelse"),
        Risk("3", "Løsningen kan ikke bære flere opgaver", name="Teknik"),
        Risk("5", "Leverandørerne har andre opgaver først", name="Prioritering"),
    ),
    body="flp-styregruppe",
    listings=(
        RiskListing(
            ("1", "3", "5"),
            (
                RiskStatus("1", "79 pct. af klinikkerne er med; 340 mangler."),
                RiskStatus("3", "Driften er ustabil, og udgivelserne lægges om."),
                RiskStatus("6", "Tidsplanen skrider hos leverandørerne."),
            ),
            meeting=FLP_MEETING,
            source="Bilag 10.1",
        ),
    ),
)
HANDOVER = dt.date(2023, 12, 4)
KPRO = RiskLog(
    "forvaltning",
    "Forvaltningens risici",
    (
        Risk("ID2", "Data kan afleveres og ikke hentes", raised_on="2023-10-02"),
        Risk(
            "ID4",
            "Retningen er ikke lagt",
            inherent=Assessment(4, 3),
            owner="AJ",
            decisions=("kpro-2023-12-08-5",),
        ),
        Risk("ID5", "Behovet for skemaer er ukendt", inherent=Assessment(3, 4), owner="BK"),
    ),
    scale=FIVE,
)
PROJECT = RiskLog(
    "projekt",
    "Projektets risici",
    (
        Risk("ID2", "Udgivelsen i juni skrider", inherent=Assessment(2, 5), owner="CL"),
        Risk(
            "ID5",
            "Kommunerne siger ikke, hvad de vil have bygget",
            inherent=Assessment(5, 5),
            mitigations=(Mitigation("Workshop i Aalborg"),),
            decisions=("projekt-7",),
            history=(RiskEvent("2023-09-01", residual=Assessment(3, 3), note="Spurgt rundt."),),
        ),
    ),
    scale=FIVE,
)

days = st.dates(dt.date(2022, 1, 1), dt.date(2024, 12, 31))
ratings = st.builds(Assessment, st.integers(0, 6), st.integers(0, 6))
_HELD = ("m1", "m2", "m3")
meeting_days = st.dictionaries(st.sampled_from(_HELD), days)
mitigations = st.builds(Mitigation, st.sampled_from(("a", "b")), done_on=st.none() | days)
events = st.builds(
    RiskEvent,
    st.none() | days,
    meeting=st.sampled_from(("", *_HELD)),
    state=st.none() | st.sampled_from(RiskState),
    inherent=st.none() | ratings,
    residual=st.none() | ratings,
    response=st.none() | st.sampled_from(RiskResponse),
    owner=st.sampled_from(("", "AJ", "BK")),
    mitigations=st.lists(mitigations, max_size=2).map(tuple),
    decisions=st.lists(st.sampled_from(("b1", "b2")), max_size=2).map(tuple),
    note=st.sampled_from(("", "let", "svær")),
)


def risks(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Risk]:
    """Any risk with one of some ids."""
    return st.builds(
        Risk,
        ids,
        st.just("noget sker"),
        inherent=st.none() | ratings,
        residual=st.none() | ratings,
        owner=st.sampled_from(("", "AJ", "BK")),
        raised_on=st.none() | days,
        raised_at=st.sampled_from(("", *_HELD)),
        mitigations=st.lists(mitigations, max_size=2).map(tuple),
        history=st.lists(events, max_size=5).map(tuple),
    )


_NUMBERS = ("1", "2", "9", "10", "ID4")
_LISTINGS = st.builds(
    RiskListing,
    st.lists(st.sampled_from((*_NUMBERS, "77")), max_size=4).map(tuple),
    st.lists(
        st.builds(RiskStatus, st.sampled_from((*_NUMBERS, "77")), st.just("status")), max_size=3
    ).map(tuple),
    on=st.none() | days,
)


def logs(name: str) -> st.SearchStrategy[RiskLog]:
    """Any log with an id."""
    return st.builds(
        RiskLog,
        st.just(name),
        st.just("En log"),
        st.lists(risks(st.sampled_from(_NUMBERS)), max_size=5, unique_by=lambda risk: risk.id).map(
            tuple
        ),
        scale=st.sampled_from((None, FIVE, RiskScale(("lav", "høj"), ("lille", "stor")))),
        listings=st.lists(_LISTINGS, max_size=2).map(tuple),
    )


def seen(standing: RiskStanding) -> tuple[object, ...]:
    """All that a standing tells, under its risk's id: what the risk is told later is left out."""
    told = (each.name for each in fields(RiskStanding) if each.name != "risk")
    return (standing.risk.id, *(getattr(standing, name) for name in told))


def all_seen(standing: LogStanding) -> list[tuple[object, ...]]:
    """What the standings of a log tell."""
    return [seen(one) for one in standing.risks]
