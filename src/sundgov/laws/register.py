"""All laws, in the order in which they are told."""

from __future__ import annotations

from sundgov.errors import InvalidValueError
from sundgov.finance.bills import Bill
from sundgov.finance.closing import Closing
from sundgov.finance.histories import Account
from sundgov.finance.prices import Uplift
from sundgov.laws.bounds import bounds_held, bounds_mirrored
from sundgov.laws.cases import (
    Enlarged,
    Grouped,
    Limited,
    Ranked,
    Reordered,
    Reweighed,
    Scaled,
)
from sundgov.laws.finished import (
    balances_follow,
    carry_conserved,
    figures_in_quota,
    index_round_trip,
    instalments_sum,
    lines_sum,
    surplus_divided,
    used_only_after_published,
)
from sundgov.laws.groups import (
    consistency,
    merging,
    merging_within_one,
    order,
    permutation,
    splitting,
)
from sundgov.laws.growth import house_monotonicity, new_states, population_monotonicity
from sundgov.laws.law import FinishedLaw, Law, RuleLaw
from sundgov.laws.shares import (
    larger_not_less,
    lower_quota,
    scale_freedom,
    sign_symmetry,
    sums,
    upper_quota,
    zero_stays_zero,
)

_RANK = frozenset({"rank"})
_BOUNDS = frozenset({"minimum", "maximum"})

OF_RULES: tuple[RuleLaw, ...] = (
    RuleLaw(
        "sums",
        "summen stemmer",
        "delene giver tilsammen beløbet",
        "the parts sum to the amount",
        sums,
    ),
    RuleLaw(
        "lower_quota",
        "nedre kvote",
        "ingen får mindre end de hele enheder af sin nøjagtige andel",
        "nobody gets less than the whole units of its exact share",
        lower_quota,
    ),
    RuleLaw(
        "upper_quota",
        "øvre kvote",
        "ingen får mere end sin nøjagtige andel rundet op til hele enheder",
        "nobody gets more than its exact share rounded up to whole units",
        upper_quota,
    ),
    RuleLaw(
        "zero_stays_zero",
        "nul forbliver nul",
        "den, der intet vejer, får intet",
        "who weighs nothing gets nothing",
        zero_stays_zero,
    ),
    RuleLaw(
        "larger_not_less",
        "større vægt, ikke mindre andel",
        "den, der vejer mere, får ikke mindre",
        "who weighs more gets no less",
        larger_not_less,
        recipients=2,
    ),
    RuleLaw(
        "sign_symmetry",
        "spejling af fortegn",
        "et negativt beløb giver de samme dele med minus foran",
        "a negative amount gives the same parts with a minus",
        sign_symmetry,
    ),
    RuleLaw(
        "scale_freedom",
        "kun forholdet tæller",
        "vægte, der alle ganges med det samme, giver de samme dele",
        "weights that are all multiplied by the same give the same parts",
        scale_freedom,
        Scaled,
    ),
    RuleLaw(
        "order",
        "rækkefølgen i listen",
        "den rækkefølge, man står i, afgør intet",
        "the order in which recipients are listed decides nothing",
        order,
        Reordered,
        recipients=2,
        without=_RANK,
    ),
    RuleLaw(
        "permutation",
        "ombytning",
        "den, der står et andet sted med sin rang, får det samme",
        "whoever is listed elsewhere, with its rank, gets the same",
        permutation,
        Ranked,
        recipients=2,
        needs=_RANK,
    ),
    RuleLaw(
        "house_monotonicity",
        "monotoni i beløbet",
        "når der er mere at fordele, får ingen mindre",
        "when there is more to divide, nobody gets less",
        house_monotonicity,
        Enlarged,
    ),
    RuleLaw(
        "population_monotonicity",
        "monotoni i vægtene",
        "ingen afgiver en enhed til en, hvis vægt er faldet i forhold til dens egen",
        "nobody gives up a unit to one whose weight shrank beside its own",
        population_monotonicity,
        Reweighed,
        recipients=2,
    ),
    RuleLaw(
        "new_states",
        "nytilkomne",
        "en ny, der har sit eget med, ændrer intet for de andre",
        "a newcomer that brings what it then bears changes nothing for the others",
        new_states,
        recipients=2,
    ),
    RuleLaw(
        "consistency",
        "delgrupper",
        "en gruppe, der deler det, den bærer, efter samme regel, når til det samme",
        "a group that divides what it bears by the same rule comes to the same",
        consistency,
        Grouped,
        recipients=2,
    ),
    RuleLaw(
        "merging",
        "sammenlægning koster intet",
        "to, der lægges sammen, får ikke mindre, end de havde hver for sig",
        "two that merge get no less than they had apart",
        merging,
        recipients=2,
    ),
    RuleLaw(
        "splitting",
        "deling koster intet",
        "en, der deles i to, får ikke mindre, end den havde samlet",
        "one that splits in two gets no less than it had",
        splitting,
        recipients=2,
    ),
    RuleLaw(
        "merging_within_one",
        "højst én enhed ved sammenlægning og deling",
        "sammenlægning eller deling flytter højst én enhed",
        "merging or splitting moves at most one unit",
        merging_within_one,
        recipients=2,
    ),
    RuleLaw(
        "bounds_held",
        "grænserne holdes",
        "ingen får mindre end sit mindste eller mere end sit højeste",
        "nobody gets less than its minimum or more than its maximum",
        bounds_held,
        Limited,
        needs=_BOUNDS,
    ),
    RuleLaw(
        "bounds_mirrored",
        "spejlede grænser",
        "et negativt beløb inden for spejlede grænser giver de samme dele med minus foran",
        "a negative amount within mirrored bounds gives the same parts with a minus",
        bounds_mirrored,
        Limited,
        needs=_BOUNDS,
    ),
)
"""Laws that a rule is tried on."""

OF_FINISHED: tuple[FinishedLaw, ...] = (
    FinishedLaw(
        "lines_sum",
        "posterne stemmer",
        "det, parterne betaler af en post, er posten",
        "what the parties pay of a line is the line",
        lines_sum,
        Bill,
    ),
    FinishedLaw(
        "instalments_sum",
        "raterne giver året",
        "det, en part betaler i raterne, er dens år",
        "what a party pays in the instalments is its year",
        instalments_sum,
        Bill,
    ),
    FinishedLaw(
        "figures_in_quota",
        "inden for kvoten",
        "en part betaler af hver post sin nøjagtige andel rundet ned eller op",
        "of every line a party pays its exact share rounded down or up",
        figures_in_quota,
        Bill,
    ),
    FinishedLaw(
        "carry_conserved",
        "intet går tabt ved overførsel",
        "det, der skyldes fra et tidligere år, lægges på opkrævningen, alt sammen og én gang",
        "what is owed for an earlier year is laid on the bill, all of it and once",
        carry_conserved,
        Bill,
    ),
    FinishedLaw(
        "used_only_after_published",
        "først brugt, når den er offentliggjort",
        "intet tal bruges, før det er offentliggjort",
        "no figure is used before it was published",
        used_only_after_published,
        Bill,
    ),
    FinishedLaw(
        "surplus_divided",
        "overskuddet er fordelt",
        "det, parterne har til gode af et afsluttet år, er dets overskud",
        "what the parties have too good of a closed year is its surplus",
        surplus_divided,
        Closing,
    ),
    FinishedLaw(
        "balances_follow",
        "saldoen følger",
        "en saldo er det, den var, og det, der kom og gik",
        "a balance is what it was, and what came and went",
        balances_follow,
        Account,
    ),
    FinishedLaw(
        "index_round_trip",
        "opregning frem og tilbage",
        "et beløb ført til andre priser og tilbage er sig selv",
        "an amount moved to other prices and back is itself",
        index_round_trip,
        Uplift,
    ),
)
"""Laws of what is finished."""

ALL: tuple[Law, ...] = (*OF_RULES, *OF_FINISHED)
"""Every law."""


def law_named(name: str) -> Law:
    """A law by its name.

    >>> law_named("sums").says_english
    'the parts sum to the amount'
    >>> law_named("fairness")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: law: is none of the laws (got 'fairness'). Laws: sums, \
lower_quota, upper_quota, zero_stays_zero, larger_not_less, sign_symmetry, scale_freedom, order, \
permutation, house_monotonicity, population_monotonicity, new_states, consistency, merging, \
splitting, merging_within_one, bounds_held, bounds_mirrored, lines_sum, instalments_sum, \
figures_in_quota, carry_conserved, used_only_after_published, surplus_divided, balances_follow, \
index_round_trip.
    """
    for each in ALL:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in ALL)
    raise InvalidValueError("law", "is none of the laws", name, hint=f"Laws: {known}.")


def laws_of(value: object) -> tuple[FinishedLaw, ...]:
    """The laws of a finished value; none for what has none.

    >>> from sundgov.laws.examples import small_account
    >>> [each.name for each in laws_of(small_account())]
    ['balances_follow']
    """
    return tuple(each for each in OF_FINISHED if isinstance(value, each.kind))
