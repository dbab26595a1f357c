"""What a trial found, in words: the law, the smallest case in kroner, and how to try it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import fields

from sundgov.laws import Division, FinishedLaw, Law
from sundgov.laws.law import Told
from sundgov.printing import Language, exact_number, kroner, language_of, spaced
from sundgov.testing.suite_trials import Answer, Raised, Trial

_PHRASES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "breaks": '{rule} breaks the law "{law}":',
        "raises": '{rule} raises where the law "{law}" is tried:',
        "keeps": '{rule} keeps the law "{law}" in {cases} cases.',
        "never": '{rule} refuses all {refused} cases of the law "{law}": it was not tried.',
        "case": "The smallest case found:",
        "answers": "What the rule answered:",
        "by": "by",
        "sides": "Two sides that should be equal:",
        "others": "and {count} more",
        "again": "Try it again:",
        "none": "(nothing)",
        "more": "more, in the same direction",
        "order": "order then, places from 0",
        "group": "group, places from 0",
        "after": "weights then",
        "scale": "all weights times",
    },
    "da": {
        "breaks": '{rule} bryder loven "{law}":',
        "raises": '{rule} fejler, hvor loven "{law}" afprøves:',
        "keeps": '{rule} holder loven "{law}" i {cases} tilfælde.',
        "never": '{rule} afviser alle {refused} tilfælde af loven "{law}": den er ikke afprøvet.',
        "case": "Det mindste tilfælde, der blev fundet:",
        "answers": "Reglen svarede:",
        "by": "efter",
        "sides": "To sider, der skulle være ens:",
        "others": "og {count} mere",
        "again": "Prøv igen:",
        "amount": "beløb",
        "weights": "vægte",
        "none": "(intet)",
        "more": "mere, i samme retning",
        "order": "rækkefølge derefter, pladser fra 0",
        "group": "gruppe, pladser fra 0",
        "after": "vægte derefter",
        "scale": "alle vægte gange",
        "rank": "rang",
        "minimum": "mindst",
        "maximum": "højst",
    },
}
_SHOWN = 12


def told(trial: Trial, rule: str, language: Language = "en") -> str:
    """What a trial found of a rule, called by name; that it holds, where nothing was.

    >>> from sundgov.laws import ByMethod, law_named
    >>> from sundgov.testing.suite_trials import try_law
    >>> trial = try_law(law_named("new_states"), ByMethod("hamilton"), examples=100)
    >>> print(told(trial, "hamilton"))
    hamilton breaks the law "new states":
      a newcomer that brings what it then bears changes nothing for the others
    The smallest case found:
      amount: DKK 0.02
      weights: 3; 1; 1
    What the rule answered:
      DKK 0.02 by 3; 1; 1: DKK 0.01; 0.01; 0.00
      DKK 0.02 by 3; 1: DKK 0.02; 0.00
    Two sides that should be equal:
      DKK 0.01; 0.01
      DKK 0.02; 0.00
    Try it again:
      new_states(rule, 2, (3, 1, 1))
    """
    phrases = _PHRASES[language_of(language)]
    law, found = trial.law, trial.found
    name = law.title(language)
    if found is None:
        word = "keeps" if trial.cases else "never"
        return phrases[word].format(rule=rule, law=name, cases=trial.cases, refused=trial.refused)
    again = [phrases["again"], f"  {_call(law, found.case)}"]
    case = [phrases["case"], *_case(found.case, language)]
    if isinstance(found, Raised):
        error = f"  {type(found.error).__name__}: {found.error}"
        return "\n".join([phrases["raises"].format(rule=rule, law=name), error, *case, *again])
    lines = [
        *(phrases["breaks"].format(rule=rule, law=name), f"  {law.says(language)}"),
        *case,
        *(phrases["answers"], *(f"  {_answer(each, language)}" for each in found.answers)),
        *_sides(found.left, found.right, language),
    ]
    return "\n".join([*lines, *again])


def told_of_finished(law: FinishedLaw, left: Told, right: Told, language: Language = "en") -> str:
    """That something finished breaks a law, and where the sides differ.

    >>> from sundgov.laws import law_named
    >>> print(told_of_finished(law_named("lines_sum"), (7500, 2002), (7500, 2501)))
    Bill breaks the law "lines sum":
      what the parties pay of a line is the line
    Two sides that should be equal:
      DKK 20.02
      DKK 25.01
    """
    phrases = _PHRASES[language_of(language)]
    pairs = zip(left, right, strict=True)
    apart = [(one, other) for one, other in pairs if one != other]
    sides = _sides([one for one, _ in apart], [other for _, other in apart], language)
    broken = phrases["breaks"].format(rule=law.kind.__name__, law=law.title(language))
    return "\n".join([broken, f"  {law.says(language)}", *sides])


def _sides(left: Sequence[object], right: Sequence[object], language: Language) -> list[str]:
    sides = [f"  {_money(side, language)}" for side in (left, right)]
    return [_PHRASES[language]["sides"], *sides]


def _case(case: Division, language: Language) -> list[str]:
    """A case, a line for each of its fields; those in øre are told in kroner."""
    lines = []
    for each in fields(type(case)):
        value = getattr(case, each.name)
        listed = value if isinstance(value, tuple) else (value,)
        word = _PHRASES[language].get(each.name, each.name)
        figures = _money if each.metadata.get("ore") else _plain
        lines.append(f"  {word}: {figures(listed, language)}")
    return lines


def _answer(answer: Answer, language: Language) -> str:
    amount, by = _money((answer.amount,), language), _PHRASES[language]["by"]
    return f"{amount} {by} {_plain(answer.weights, language)}: {_money(answer.parts, language)}"


def _call(law: Law, case: Division) -> str:
    """The law as a call in Python."""
    return f"{law.name}(rule, {', '.join(map(repr, case.operands))})"


def _plain(values: Sequence[object], language: Language) -> str:
    return _listed([str(value) for value in values], language)


def _money(values: Sequence[object], language: Language) -> str:
    """Øre in kroner, the currency told once; a side that is not in øre as it is."""
    figures = _listed([_figure(value, language) for value in values], language)
    if not values or any(isinstance(value, dt.date) for value in values):
        return figures
    return f"{figures} kr." if language == "da" else f"DKK {figures}"


def _figure(value: object, language: Language) -> str:
    if isinstance(value, int):
        text = spaced(kroner(value, language))
        return text.replace("DKK ", "").removesuffix(" kr.")
    if isinstance(value, Fraction):
        return exact_number(value / 100, 6, language)
    return str(value)


def _listed(figures: Sequence[str], language: Language) -> str:
    """Figures one after the other; of many the first."""
    if len(figures) > _SHOWN:
        more = _PHRASES[language]["others"].format(count=len(figures) - _SHOWN)
        figures = [*figures[:_SHOWN], more]
    return "; ".join(figures) or _PHRASES[language]["none"]
