"""Words: what a paper spells, abbreviates and prints in more ways than one (sproglig ensartethed).

All of it is worth a look and nothing more: every finding is a note.
"""

from __future__ import annotations

from sundgov.checks.abbreviations import abbreviation_never_expanded
from sundgov.checks.checking import Check
from sundgov.checks.person_spellings import person_spelled_two_ways
from sundgov.checks.separators import separators_mixed
from sundgov.checks.spellings import name_spelled_two_ways

WORDS: tuple[Check, ...] = (
    name_spelled_two_ways,
    person_spelled_two_ways,
    abbreviation_never_expanded,
    separators_mixed,
)
