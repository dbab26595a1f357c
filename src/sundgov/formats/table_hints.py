"""What to write where a text stands and a table belongs: the table that holds the text."""

from __future__ import annotations

from sundgov.governance.decisions import Outcome, OutcomeKind
from sundgov.governance.recommendations import Ask, Point, Recommendation

_LONGEST = 60
# The verbs of recommendations, as far as each asks for one thing.
_ASKING = {
    "godkend": Ask.APPROVE,
    "beslut": Ask.DECIDE,
    "tiltræd": Ask.ENDORSE,
    "anbefal": Ask.ENDORSE,
    "til efterretning": Ask.TAKE_NOTE,
    "drøft": Ask.DISCUSS,
    "overvej": Ask.CONSIDER,
    "input": Ask.GIVE_INPUT,
    "udveksl": Ask.EXCHANGE,
}
_KINDS = {kind.value for kind in OutcomeKind}


def table_hint(value: object, target: object) -> str:
    """The hint for a value that is no table, where one of `target` belongs; empty without any.

    >>> table_hint("tager status til efterretning", Point)
    "Write {text = 'tager status til efterretning', asks = 'take note'}."
    >>> table_hint("approved", Outcome)
    "Write {kind = 'approved'}."
    """
    if target is Recommendation and isinstance(value, list):
        return "Write them as its points: {points = […]}."
    if not isinstance(value, str):
        return ""
    if target is Recommendation:
        return f"Write {{points = {_point(value)}}}."
    if target is Point:
        return f"Write {_point(value)}."
    return f"Write {{kind = {value!r}}}." if target is Outcome and value in _KINDS else ""


def _point(text: str) -> str:
    """A point of a text, with what its verbs ask for."""
    said = text.casefold()
    asks = list(dict.fromkeys(ask.value for stem, ask in _ASKING.items() if stem in said))
    told = f"{asks[0]!r}" if len(asks) == 1 else f"{asks}"
    shown = f"{text!r}" if len(text) <= _LONGEST else "'…'"
    return f"{{text = {shown}, asks = {told}}}" if asks else f"{{text = {shown}}}"
