"""The words for what papers call things, in Danish and English."""

from __future__ import annotations

from sundgov.governance.decisions import Breadth, ChangeKind, Manner, OutcomeKind
from sundgov.printing import Language

_DANISH: dict[OutcomeKind | Manner | Breadth | ChangeKind, str] = {
    OutcomeKind.APPROVED: "godkendt",
    OutcomeKind.APPROVED_WITH_CHANGES: "godkendt med ændringer",
    OutcomeKind.ENDORSED: "tiltrådt",
    OutcomeKind.NOTED: "taget til efterretning",
    OutcomeKind.DISCUSSED: "drøftet",
    OutcomeKind.CONSIDERED: "overvejet",
    OutcomeKind.INPUT_GIVEN: "input givet",
    OutcomeKind.EXCHANGED: "udvekslet",
    OutcomeKind.POSTPONED: "udsat",
    OutcomeKind.REFERRED: "sendt videre",
    OutcomeKind.REJECTED: "afvist",
    OutcomeKind.WITHDRAWN: "trukket",
    Manner.AT_A_MEETING: "på et møde",
    Manner.IN_WRITING: "i skriftlig behandling",
    Manner.BY_MAIL: "pr. mail",
    Manner.BY_THE_CHAIR: "af formanden",
    Manner.ADMINISTRATIVE: "administrativt",
    Breadth.AS_RECOMMENDED: "som indstillet",
    Breadth.NARROWER: "snævrere end indstillet",
    Breadth.WIDER: "videre end indstillet",
    ChangeKind.SUPERSEDES: "afløst",
    ChangeKind.AMENDS: "ændret",
}
_ENGLISH = {ChangeKind.SUPERSEDES: "superseded", ChangeKind.AMENDS: "amended"}


def word(of: OutcomeKind | Manner | Breadth | ChangeKind, language: Language) -> str:
    """What it is called; a change is told of the decision that is changed.

    >>> word(OutcomeKind.NOTED, "da"), word(ChangeKind.AMENDS, "en")
    ('taget til efterretning', 'amended')
    """
    if language == "da":
        return _DANISH[of]
    return _ENGLISH[of] if isinstance(of, ChangeKind) else of.value
