"""Rulings and pools in words, with every figure, in Danish and English."""

from __future__ import annotations

from collections.abc import Mapping

from sundgov.governance.mandate_rulings import Ground, Reason, Ruling
from sundgov.governance.mandate_use import PoolStatus
from sundgov.governance.mandates import Mandate, Request
from sundgov.money import Amount, CurrentPrices
from sundgov.periods import CalendarPeriod, HalfYear, Month, Quarter
from sundgov.printing import Language, kroner, language_of
from sundgov.printing import day as printed_day

_VERDICT = {
    "da": ("{who} afgør: {asked}", "Efter mandaterne kan ingen afgøre: {asked}"),
    "en": ("{who} decides: {asked}", "By the mandates nobody can decide: {asked}"),
}
_ASKED = {"da": "{money} den {day}", "en": "{money} on {day}"}
_TOLD: dict[Ground, tuple[str, str]] = {
    Ground.WITHIN_LIMIT: (
        "inden for grænsen på {limit} pr. sag",
        "within the limit of {limit} a request",
    ),
    Ground.WITHIN_POOL: (
        "af puljen på {pool} {period} er {used} brugt; tilbage {left}, bagefter {after}",
        "of the pool of {pool} {period} {used} is used; {left} is left, {after} afterwards",
    ),
    Ground.UNLIMITED: (
        "mandatet sætter ingen grænse for beløbet",
        "the mandate sets no limit to the amount",
    ),
    Ground.SENT_HERE: (
        "afgør, hvad mandaterne sender videre, og er ikke bundet af noget mandat om det",
        "decides what the mandates send up, and is bound by no mandate about it",
    ),
    Ground.ABOVE_LIMIT: (
        "over grænsen på {limit} pr. sag",
        "above the limit of {limit} a request",
    ),
    Ground.POOL_EXHAUSTED: (
        "puljen på {pool} {period} rækker ikke: {used} er brugt; tilbage {left}",
        "the pool of {pool} {period} does not suffice: {used} is used; {left} is left",
    ),
    Ground.DISAGREEMENT: ("der er uenighed", "there is disagreement"),
    Ground.OUTSIDE_SCOPE: (
        "mandatet omfatter ikke {topic}, kun {topics}",
        "the mandate does not cover {topic}, only {topics}",
    ),
    Ground.NOT_IN_FORCE: (
        "mandatet gælder ikke den dag ({times})",
        "the mandate is not in force on that day ({times})",
    ),
    Ground.NO_MANDATE: ("har intet mandat", "has no mandate"),
    Ground.NOT_SAID_WHERE: (
        "det er ikke sagt, hvem der ellers afgør",
        "it is not said who decides instead",
    ),
    Ground.SEVERAL_NAMED: (
        "flere er nævnt til at afgøre i stedet: {bodies}",
        "several are named to decide instead: {bodies}",
    ),
    Ground.CIRCULAR: ("sendes rundt i ring: {ring}", "is sent round in a ring: {ring}"),
    Ground.PERHAPS_IN_FORCE: (
        "mandatets tid er ikke præcis ({times}), og det regnes for at gælde",
        "the time of the mandate is not precise ({times}), and it is taken to be in force",
    ),
    Ground.PARENT_UNKNOWN: (
        "det er en del af mandatet {within}, som ikke kendes",
        "it is a part of the mandate {within}, which is not known",
    ),
}
_STATUS = {
    "da": "{id}: {pool} {period}; den {day} er {used} brugt, tilbage {left}",
    "en": "{id}: {pool} {period}; on {day} {used} is used, {left} is left",
}
_SINCE = {"da": "fra {}", "en": "from {}"}
_UNTIL = {"da": "til og med {}", "en": "until {} included"}
_HALVES = {"da": "i {}. halvår {}", "en": "in half {} of {}"}
_QUARTERS = {"da": "i {}. kvartal {}", "en": "in quarter {} of {}"}
_ALL_TIME = {"da": "i alt", "en": "in all"}


def worded_ruling(ruling: Ruling, language: Language, names: Mapping[str, str]) -> str:
    """Who decides a request, then a line for every reason.

    >>> from sundgov import kr
    >>> from sundgov.governance.mandate_rulings import may_decide
    >>> from sundgov.printing import spaced
    >>> group = Mandate("raaderet", "bg", "Udviklingspuljen", limit=kr("200.000 kr."),
    ...                 escalates_to="sg")
    >>> ruling = may_decide(Request("bg", kr("250.000 kr."), "2024-03-01"), [group])
    >>> print(spaced(ruling.worded("da", {"bg": "Brugergruppen", "sg": "Styregruppen"})))
    Styregruppen afgør: 250.000,00 kr. den 1. marts 2024.
      Brugergruppen, mandat raaderet: over grænsen på 200.000,00 kr. pr. sag.
      Styregruppen: afgør, hvad mandaterne sender videre, og er ikke bundet af noget mandat om det.
    """
    language_of(language)
    request = ruling.request
    asked = _ASKED[language].format(
        money=_money(request.amount, language), day=printed_day(request.on, language)
    )
    verdict = _VERDICT[language][not ruling.decides]
    who = names.get(ruling.decides, ruling.decides)
    lines = [verdict.format(who=who, asked=", ".join(filter(None, (asked, request.text))))]
    lines += [f"  {_reason(each, request, language, names)}" for each in ruling.reasons]
    return "\n".join(f"{line.rstrip('.')}." for line in lines)  # "kr." ends a sentence as well


def _reason(reason: Reason, request: Request, language: Language, names: Mapping[str, str]) -> str:
    """Where a reason stands, and what it says."""
    place = names.get(reason.holder, reason.holder)
    values: dict[str, str] = {
        "bodies": ", ".join(names.get(body, body) for body in reason.bodies),
        "ring": " → ".join(names.get(body, body) for body in reason.bodies),
        "topic": request.topic,
    }
    if reason.mandate is not None:
        place += f", {'mandat' if language == 'da' else 'mandate'} {reason.mandate.id}"
        values |= _mandate(reason.mandate, language)
    if reason.pool is not None:
        values |= _pool(reason.pool, language)
        values["after"] = _money(reason.pool.left - request.amount, language)
    return f"{place}: {_TOLD[reason.ground][language == 'en'].format_map(values)}"


def _mandate(mandate: Mandate, language: Language) -> dict[str, str]:
    """What is told of a mandate."""
    since, until = mandate.since, mandate.until
    times = [_SINCE[language].format(since)] if since else []
    times += [_UNTIL[language].format(until)] if until else []
    return {
        "limit": "" if mandate.limit is None else _money(mandate.limit, language),
        "topics": ", ".join(mandate.topics),
        "times": ", ".join(times),
        "within": mandate.within,
    }


def _pool(status: PoolStatus, language: Language) -> dict[str, str]:
    """What is told of a pool."""
    return {
        "pool": _money(status.pool, language),
        "used": _money(status.used, language),
        "left": _money(status.left, language),
        "period": _period(status.period, language),
    }


def worded_status(status: PoolStatus, language: Language) -> str:
    """A pool on a day, then a line for every use.

    >>> from sundgov import kr
    >>> from sundgov.governance.mandate_use import pool_status
    >>> from sundgov.governance.mandates import PoolUse
    >>> from sundgov.printing import spaced
    >>> pool = Mandate("raaderet", "bg", "Udvikling", pool=kr("500.000 kr."))
    >>> used = PoolUse("t1", "raaderet", kr("120.000 kr."), "2024-03-01", text="Ny visning")
    >>> print(spaced(pool_status(pool, [used], used.on).worded("en")))
    raaderet: DKK 500,000.00 in 2024; on 1 March 2024 DKK 120,000.00 is used, DKK 380,000.00 is left
      1 March 2024: DKK 120,000.00 (Ny visning)
    """
    language_of(language)
    on = printed_day(status.on, language)
    lines = [_STATUS[language].format(id=status.mandate.id, day=on, **_pool(status, language))]
    for use in status.uses:
        why = ", ".join(filter(None, (use.text, use.decision)))
        money = _money(use.amount, language)
        told = f" ({why})" if why else ""
        lines.append(f"  {printed_day(use.on, language)}: {money}{told}")
    return "\n".join(lines)


def _money(amount: Amount, language: Language) -> str:
    """An amount with the prices it is in, where they are stated."""
    prices = amount.prices
    state = str(prices)
    if language == "en" and isinstance(prices, CurrentPrices):
        state = f"current prices {prices.year}"
    return kroner(amount.ore, language) + (f" ({state})" if state else "")


def _period(found: CalendarPeriod | None, language: Language) -> str:
    """The period that a pool is for, as it stands behind the amount."""
    if found is None:
        return _ALL_TIME[language]
    if isinstance(found, HalfYear):
        return _HALVES[language].format(found.half, found.year)
    if isinstance(found, Quarter):
        return _QUARTERS[language].format(found.quarter, found.year)
    name = str(found)
    if isinstance(found, Month):  # its name is what follows the day in a printed date
        name = printed_day(found.first_day, language).split(" ", 1)[1]
    return f"{'i' if language == 'da' else 'in'} {name}"
