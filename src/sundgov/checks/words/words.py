"""Words: what a paper spells, abbreviates and prints in more ways than one (sproglig ensartethed).

All of it is worth a look and nothing more: every finding is a note.
"""

from __future__ import annotations

from sundgov.checks.checking import Check
from sundgov.checks.words.abbreviations import abbreviation_never_expanded
from sundgov.checks.words.person_spellings import person_spelled_two_ways
from sundgov.checks.words.separators import separators_mixed
from sundgov.checks.words.spellings import name_spelled_two_ways

WORDS: tuple[Check, ...] = (
    name_spelled_two_ways,
    person_spelled_two_ways,
    abbreviation_never_expanded,
    separators_mixed,
)
