"""What a user tests their own rules and records with; the only place that loads Hypothesis.

`law_suite` makes tests of a rule, `hold` tries what is finished, `by_key` makes a rule of a key.
The extra `testing` installs what is needed: `pip install "sundgov[testing]"`.
"""

from sundgov.testing.cases import cases
from sundgov.testing.cases_tiny import tiny_cases
from sundgov.testing.suite import LawBrokenError, LawSuite, hold, law_suite
from sundgov.testing.suite_keys import by_key
from sundgov.testing.suite_trials import Answer, Broken, Raised, Trial, try_law

__all__ = [
    "Answer",
    "Broken",
    "LawBrokenError",
    "LawSuite",
    "Raised",
    "Trial",
    "by_key",
    "cases",
    "hold",
    "law_suite",
    "tiny_cases",
    "try_law",
]
