"""Initials that people are named by, and the abbreviations that look like them (initialer)."""

from __future__ import annotations

KNOWN = (
    *("AI", "CE", "CPR", "CVR", "DK", "EAN", "EU", "FN", "GDPR", "GPS", "HR", "ID", "IKT", "ISO"),
    *("IT", "KKR", "KL", "KOL", "NB", "OBS", "OK", "PC", "PDF", "PL", "PS", "QR", "SMS", "TV"),
    *("COVID", "KOMBIT", "KPI", "URL", "USB", "VPN", "WHO"),
)
"""Abbreviations that Danish papers need not write out."""

_INITIALS = 5
"""How many letters initials have at the most."""


def is_initials(named: str) -> bool:
    """Whether somebody is named by initials, and not by a name or a word such as "formanden".

    >>> is_initials("NR"), is_initials("formanden"), is_initials("KL")
    (True, False, False)
    """
    return named.isupper() and len(named) <= _INITIALS and named not in KNOWN
