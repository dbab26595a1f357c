"""What became of recommendations, and what decisions name: told where it is certain, no further."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import packaged_figures
from sundgov.checks import run
from sundgov.checks.actions.actions import ACTIONS
from sundgov.checks.decisions.decided_amounts import (
    amount_without_period,
    approved_amount_differs,
    approved_without_amount,
)
from sundgov.checks.decisions.decision_references import (
    decided_at_cancelled_meeting,
    outside_decision_unreported,
    unknown_decision,
    unknown_reference,
)
from sundgov.checks.decisions.decisions import DECISIONS
from sundgov.checks.decisions.options import option_not_chosen, option_not_put
from sundgov.checks.decisions.outcomes import (
    outcome_not_as_recommended,
    outcome_of_another_class,
    outcome_of_unknown_point,
    outcome_without_recommendation,
    point_answered_twice,
    point_without_outcome,
)
from sundgov.checks.decisions.postponements import (
    postponed_not_on_agenda,
    postponed_to_cancelled_meeting,
    postponed_to_earlier_meeting,
    postponed_to_nowhere,
    referred_to_nowhere,
)
from sundgov.checks.decisions.provisos import proviso_due_too_late, proviso_overdue
from sundgov.checks.decisions.supersession import (
    amends_superseded,
    changes_later_decision,
    changes_unknown_point,
    superseded_twice,
    supersession_circular,
)
from sundgov.checks.decisions.under_mandates import decided_beyond_mandate, under_anothers_mandate
from sundgov.checks.mandates.mandates import MANDATES
from sundgov.checks.meetings.meeting_references import unknown_meeting
from sundgov.checks.people.bodies import unknown_body
from sundgov.governance.decisions import (
    Change,
    ChangeKind,
    Decision,
    Outcome,
    OutcomeKind,
    OutsideDecision,
)
from sundgov.governance.in_force import in_force
from sundgov.governance.recommendations import Ask
from sundgov.record import Record
from sundgov.testing.strategies import RECORDED, records
from tests.decision_papers import (
    APPROVE,
    approved,
    decision,
    decisions,
    meeting,
    places,
    read,
    said,
    told,
)

FIGURES = packaged_figures()
TODAY = dt.date(2023, 12, 20)
CAME_UP = """
[[meetings.minutes.entries]]
title = "Udbud"
decision = {outcome = {kind = "approved"}}
"""

# -- outcomes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("ask", Ask)
@pytest.mark.parametrize("kind", OutcomeKind)
def test_an_outcome_is_of_the_class_that_was_asked_for(ask: Ask, kind: OutcomeKind) -> None:
    point = f'{{text = "at", asks = "{ask.value}"}}'
    entry = f'decision = {{outcome = {{kind = "{kind.value}", point = 1}}}}'
    found = told(outcome_of_another_class, meeting(point, entry))
    talk = (Ask.DISCUSS, Ask.CONSIDER, Ask.GIVE_INPUT, Ask.EXCHANGE, Ask.TAKE_NOTE)
    talked = ask in talk and kind.answers(Ask.DISCUSS)
    noted = ask is Ask.EXCHANGE and kind is OutcomeKind.NOTED
    assert bool(found) is not (kind.answers(ask) or kind.settles or talked or noted)


def test_a_point_without_words_for_what_it_asks_is_only_missing_its_outcome() -> None:
    assert told(point_without_outcome, meeting('{text = "budgettet"}', "")) == [
        "m, item 1, point 1: it is recommended, and the minutes do not say what became of it."
        " Write its outcome."
    ]
    noted = 'decision = {outcome = {kind = "noted", point = 1}}'
    assert told(outcome_of_another_class, meeting('{text = "budgettet"}', noted)) == []


def test_each_point_without_an_outcome_of_its_own_is_told() -> None:
    three = f"{APPROVE}, {APPROVE}, {APPROVE}"
    assert places(point_without_outcome, meeting(three, approved())) == [
        "m, item 1, point 2",
        "m, item 1, point 3",
    ]


def test_two_entries_of_one_item_answer_together() -> None:
    later = '\n[[meetings.minutes.entries]]\nitem = 1\ndecision = {outcome = {kind = "approved"}}\n'
    assert told(point_without_outcome, meeting(APPROVE, "account = []") + later) == []


def test_an_item_that_was_called_off_with_its_meeting_is_not_read() -> None:
    text = meeting(APPROVE, "").replace("\non =", '\nstate = "cancelled"\non =')
    assert told(point_without_outcome, text) == []
    changed = text + approved(', breadth = "wider"')
    assert told(outcome_not_as_recommended, changed) == []


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        ('kind = "approved with changes"', "it was approved with changes"),
        ('kind = "endorsed", breadth = "wider"', "it was endorsed, wider than recommended"),
    ],
)
def test_what_was_changed_and_not_said(outcome: str, why: str) -> None:
    entry = f"decision = {{outcome = {{{outcome}, point = 1}}}}"
    untold = ", and the minutes do not say what was changed"
    assert told(outcome_not_as_recommended, meeting(APPROVE, entry)) == [
        f"m, item 1, outcome of point 1: {why}{untold}."
        " Write what was changed, and tell those who put it forward."
    ]
    commented = entry.replace("point = 1", 'point = 1, comments = ["Kun ét år"]')
    assert told(outcome_not_as_recommended, meeting(APPROVE, commented)) == [
        f"m, item 1, outcome of point 1: {why}. Tell those who put it forward what was changed."
    ]


def test_what_came_up_at_the_meeting_and_was_approved() -> None:
    assert told(outcome_without_recommendation, meeting(APPROVE, approved()) + CAME_UP) == [
        "m, outcome: it was approved, and it was not on the agenda."
        " See that those who were not there are told of it."
    ]


def test_what_was_approved_on_an_item_for_information() -> None:
    other = """
[[meetings.agenda.items]]
label = 2
title = "Status"

[[meetings.minutes.entries]]
item = 2
decision = {outcome = {kind = "approved"}}
"""
    assert told(outcome_without_recommendation, meeting(APPROVE, approved()) + other) == [
        "m, item 2, outcome: it was approved, and the item has no recommendation."
        " See that those who were not there are told of it."
    ]
    for title in ("Dagsorden", "Referat fra sidst", "Valg af formand", "Mødeplan 2024"):
        text = meeting(APPROVE, approved()) + other.replace("Status", title)
        assert told(outcome_without_recommendation, text) == []


def test_the_nearest_point_is_proposed() -> None:
    labelled = '{text = "godkender", label = "budget"}, {text = "drøfter", label = "status"}'
    entry = 'decision = {outcome = {kind = "approved", point = "budgt"}}'
    assert told(outcome_of_unknown_point, meeting(labelled, entry)) == [
        "m, item 1, outcome of point budgt: the recommendation has no point budgt, only budget,"
        " status. Write 'budget' if that is meant, or leave the point out if nobody recommended it."
    ]


def test_three_fates_of_one_point() -> None:
    fates = ", ".join(f'{{kind = "{kind}", point = 1}}' for kind in ("rejected", "withdrawn"))
    entry = f'decision = {{outcomes = [{{kind = "approved", point = 1}}, {fates}]}}'
    (found,) = told(point_answered_twice, meeting(APPROVE, entry))
    assert "it was approved and rejected and withdrawn" in found


@pytest.mark.parametrize("ask", ["discuss", "consider", "give input", "exchange"])
def test_the_account_of_a_talk_is_its_outcome(ask: str) -> None:
    point = f'{{text = "at", asks = "{ask}"}}'
    account = 'account = [{paragraphs = ["Ingen bemærkninger."]}]'
    assert told(point_without_outcome, meeting(point, account)) == []
    assert len(told(point_without_outcome, meeting(point, ""))) == 1
    both = f'{{text = "at", asks = ["{ask}", "take note"]}}'
    assert len(told(point_without_outcome, meeting(both, account))) == 1
    assert len(told(point_without_outcome, meeting('{text = "at"}', account))) == 1


@pytest.mark.parametrize(
    ("ask", "kind", "another"),
    [("discuss", "noted", 0), ("approve", "noted", 1), ("approve", "discussed", 1)],
)
def test_what_was_noted_with_comments_was_talked_about(ask: str, kind: str, another: int) -> None:
    entry = f'decision = {{outcome = {{kind = "{kind}", point = 1, comments = ["Ja"]}}}}'
    text = meeting(f'{{text = "at", asks = "{ask}"}}', entry)
    assert len(told(outcome_of_another_class, text)) == another


def test_a_point_changed_in_part_may_be_postponed_for_the_rest() -> None:
    kinds = ("approved with changes", "approved", "postponed")
    outcomes = [f'{{kind = "{kind}", point = 1}}' for kind in kinds]
    in_part = f"decision = {{outcomes = [{', '.join(outcomes)}]}}"
    assert told(point_answered_twice, meeting(APPROVE, in_part)) == []
    both = f"decision = {{outcomes = [{', '.join(outcomes[1:])}]}}"
    assert len(told(point_answered_twice, meeting(APPROVE, both))) == 1


def test_an_outcome_of_a_point_above_is_not_one_of_what_lies_under_it() -> None:
    text = """
[[meetings]]
id = "m"
body = "kpro"
on = 2023-12-08

[[meetings.agenda.items]]
label = 1
title = "Kontrakter"
recommendation = {points = [{text = "drøfter", asks = "discuss"}]}
items = [{label = 2, title = "Drift", recommendation = {points = [{text = "godkender"}]}}]

[meetings.minutes]
entries = [{item = 1, decision = {outcome = {kind = "discussed", point = 1}}}, {item = 2}]
"""
    assert places(point_without_outcome, text) == ["m, item 2, point 1"]
    assert told(point_without_outcome, text.replace(", point = 1", "")) == []


def test_findings_show_the_words_they_are_about() -> None:
    record = read(meeting(APPROVE, approved(', breadth = "wider", text = "Også 2025"')) + CAME_UP)
    checks = (outcome_not_as_recommended, outcome_without_recommendation)
    assert {one.excerpt for one in said(checks, record, TODAY)} == {"Også 2025", "Udbud"}
    sums = ', amounts = [{meaning = "pool", subject = "udvikling"}]'
    record = read(meeting(APPROVE, approved(sums)))
    assert [one.excerpt for one in said((approved_without_amount,), record, TODAY)] == ["udvikling"]
    for text, shown in (("", "Budget"), (', text = "Ny visning"', "Ny visning")):
        mandate = 'mandates = [{id = "ma", holder = "kpro", scope = "Alt", until = 2022-12-31}]\n'
        entry = approved(text).replace("{outcome", '{under = "ma", outcome')
        record = read(mandate + meeting(APPROVE, entry))
        assert [one.excerpt for one in said((decided_beyond_mandate,), record, TODAY)] == [shown]


# -- options ---------------------------------------------------------------------------------------

OPTIONS = 'options = [{id = "stor", title = "Stor"}, {id = "lille", title = "Lille"}]'


def test_the_nearest_option_is_proposed() -> None:
    point = f'{{text = "vælger", {OPTIONS}}}'
    assert told(option_not_put, meeting(point, approved(', option = "lill"'))) == [
        "m, item 1, outcome of point 1: option lill was chosen, and the options are stor, lille."
        " Write 'lille' if that is meant."
    ]


def test_an_option_is_one_of_the_point_that_is_answered() -> None:
    two = f'{APPROVE}, {{text = "vælger", {OPTIONS}}}'
    entry = 'decision = {outcome = {kind = "approved", point = %s, option = "lille"}}'
    assert places(option_not_put, meeting(two, entry % 1)) == ["m, item 1, outcome of point 1"]
    assert told(option_not_put, meeting(two, entry % 2)) == []


def test_a_point_that_does_not_say_what_it_asks_may_ask_for_a_choice() -> None:
    text = meeting(f'{{text = "vælger", {OPTIONS}}}', approved())
    assert places(option_not_chosen, text) == ["m, item 1, point 1"]


def test_an_option_of_a_point_that_has_none() -> None:
    assert told(option_not_put, meeting(APPROVE, approved(', option = "lille"'))) == [
        "m, item 1, outcome of point 1: option lille was chosen, and there are no options."
        " Add it to the options of the point."
    ]


def test_the_recommended_way_is_among_the_options() -> None:
    point = f'{{text = "vælger", option = "mellem", {OPTIONS}}}'
    assert places(option_not_put, meeting(point, "")) == ["m, item 1, point 1"]


def test_one_option_is_no_choice() -> None:
    point = '{text = "vælger", options = [{id = "stor", title = "Stor"}]}'
    assert told(option_not_chosen, meeting(point, approved())) == []


# -- sums ------------------------------------------------------------------------------------------


def priced(amount: str, more: str = "") -> str:
    return f'amounts = [{{amount = "{amount}", meaning = "budget", years = [2024]{more}}}]'


@pytest.mark.parametrize(
    ("put", "got", "differs"),
    [
        ("7 mio. kr.", "6 mio. kr.", 1),
        ("ca. 7 mio. kr.", "7,2 mio. kr.", 0),
        ("op til 7 mio. kr.", "6 mio. kr.", 0),
        ("op til 7 mio. kr.", "8 mio. kr.", 1),
        ("7 mio. kr. om året", "6 mio. kr.", 1),
        ("7 mio. kr. (2024 pl)", "6 mio. kr.", 0),
        ("7 mio. kr. (2024 pl)", "6 mio. kr. (2024 pl)", 1),
    ],
)
def test_amounts_differ_however_they_are_read(put: str, got: str, differs: int) -> None:
    point = f'{{text = "godkender", {priced(put)}}}'
    found = told(approved_amount_differs, meeting(point, approved(f", {priced(got)}")))
    assert len(found) == differs


@pytest.mark.parametrize(
    ("mine", "yours", "differs"),
    [
        ("", "", 1),
        ("", ', of = "kpro"', 1),
        (', of = "kpro"', "", 1),
        (', of = "kpro"', ', of = "flp"', 0),
        (', line = "drift"', ', line = "support"', 0),
        (', subject = "Drift"', ', subject = "drift"', 1),
        (', subject = "Drift"', ', subject = "support"', 0),
        (', extent = "together"', "", 0),
    ],
)
def test_only_sums_of_the_same_thing_are_compared(mine: str, yours: str, differs: int) -> None:
    point = f'{{text = "godkender", {priced("7 mio. kr.", mine)}}}'
    text = meeting(point, approved(f", {priced('6 mio. kr.', yours)}"))
    assert len(told(approved_amount_differs, text)) == differs


def test_a_sum_is_held_against_the_point_that_it_answers() -> None:
    points = (f'{{text = "godkender", {priced(f"{each} mio. kr.")}}}' for each in (7, 6))
    seven, six = points
    second = approved(f", {priced('6 mio. kr.')}").replace("point = 1", "point = 2")
    assert told(approved_amount_differs, meeting(f"{seven}, {six}", second)) == []
    assert len(told(approved_amount_differs, meeting(f"{six}, {seven}", second))) == 1
    whole = second.replace(", point = 2", "")
    assert len(told(approved_amount_differs, meeting(seven, whole))) == 1
    assert told(approved_amount_differs, meeting(f"{seven}, {seven}", whole)) == []


def test_a_sum_that_nobody_put_forward_is_held_against_nothing() -> None:
    asked = '{kind = "approved", point = 1}'
    other = f'{{kind = "approved", {priced("6 mio. kr.")}}}'
    text = meeting(
        f'{{text = "godkender", {priced("7 mio. kr.")}}}',
        f"decision = {{outcomes = [{asked}, {other}]}}",
    )
    assert told(approved_amount_differs, text) == []


def test_a_sum_that_is_said_to_be_narrower_may_be_another() -> None:
    point = f'{{text = "godkender", {priced("7 mio. kr.")}}}'
    text = meeting(point, approved(f', breadth = "narrower", {priced("6 mio. kr.")}'))
    assert told(approved_amount_differs, text) == []


def test_a_sum_agrees_with_one_of_those_that_were_put() -> None:
    years = (
        f'{{amount = "{amount} mio. kr.", meaning = "budget", years = [{year}]}}'
        for amount, year in ((7, 2024), (8, 2025))
    )
    both = f'amounts = [{", ".join(years)}, {{meaning = "budget"}}]'
    text = meeting(
        f'{{text = "godkender", {both}}}',
        approved(', amounts = [{amount = "8 mio. kr.", meaning = "budget"}, {meaning = "budget"}]'),
    )
    assert told(approved_amount_differs, text) == []


def test_a_sum_without_amount_is_told_once_for_each_meaning() -> None:
    sums = 'amounts = [{meaning = "reserve"}, {meaning = "reserve"}, {meaning = "pool"}]'
    text = meeting(f'{{text = "afsætter", {sums}}}', approved(f", {sums}"))
    assert told(approved_without_amount, text) == [
        f"m, item 1, outcome of point 1: a sum is decided, {meaning}, and no amount is stated."
        " Write how much it is, or who is to set it and by when."
        for meaning in ("reserve", "pool")
    ]


def test_the_chosen_option_says_how_much() -> None:
    options = (
        'options = [{id = "a", title = "A", amounts = [{amount = "1 kr.", meaning = "reserve"}]},'
        ' {id = "b", title = "B"}]'
    )
    point = f'{{text = "afsætter", amounts = [{{meaning = "reserve"}}], {options}}}'
    assert told(approved_without_amount, meeting(point, approved(', option = "a"'))) == []
    assert len(told(approved_without_amount, meeting(point, approved(', option = "b"')))) == 1
    recommended = point.replace("options =", 'option = "a", options =')
    assert told(approved_without_amount, meeting(recommended, approved())) == []


def test_a_decision_outside_meetings_has_its_sums_alone() -> None:
    text = decisions(
        decision("d", "2023-12-01", 'outcome = {kind = "approved", amounts = [{meaning = "pool"}]}')
    )
    assert places(approved_without_amount, text) == ["decision d"]


POOL = '{amount = "500.000 kr.", meaning = "pool"'


@pytest.mark.parametrize(
    ("sums", "told_of"),
    [
        (f"[{POOL}}}]", 1),
        (f"[{POOL}, years = [2024]}}]", 0),
        (f'[{POOL}, on = "primo 2024"}}]', 0),
        (f'[{POOL}, subject = "hvert år"}}]', 0),
        (f'[{POOL}, subject = "brugergruppen"}}]', 1),
        ('[{amount = "500.000 kr. om året", meaning = "pool"}]', 0),
        ('[{amount = "500.000 kr. pr. måned", meaning = "pool"}]', 0),
        ('[{amount = "500.000 kr. pr. kommune", meaning = "pool"}]', 1),
        ('[{amount = "500.000 kr.", meaning = "reserve"}]', 0),
    ],
)
def test_a_sum_has_a_time_or_needs_none(sums: str, told_of: int) -> None:
    text = meeting(APPROVE, approved(f", amounts = {sums}"), title="Råderet")
    assert len(told(amount_without_period, text)) == told_of


@pytest.mark.parametrize("meaning", ["budget", "ceiling", "collected", "contribution", "pool"])
def test_what_is_for_a_time_says_for_which(meaning: str) -> None:
    sums = f'amounts = [{{amount = "1 kr.", meaning = "{meaning}"}}]'
    text = meeting(APPROVE, approved(f", {sums}"), title="Råderet")
    assert len(told(amount_without_period, text)) == 1
    # What is approved as recommended is the sum that was put.
    put = meeting(f'{{text = "godkender", {sums}}}', approved(), title="Råderet")
    assert len(told(amount_without_period, put)) == 1
    outside = f'outcome = {{kind = "approved", {sums}}}'
    assert len(told(amount_without_period, decisions(decision("d", "2023-12-01", outside)))) == 1


@pytest.mark.parametrize("per", ["year", "half-year", "quarter", "month", "week", "day", "meeting"])
def test_a_sum_for_each_time_has_its_time(per: str) -> None:
    amount = f'{{wording = "puljen", amount = "1 kr.", per = "{per}"}}'
    sums = f', amounts = [{{amount = {amount}, meaning = "pool"}}]'
    assert told(amount_without_period, meeting(APPROVE, approved(sums), title="Råderet")) == []


def test_the_years_of_another_sum_are_its_own() -> None:
    budget = '{amount = "7 mio. kr.", meaning = "budget", years = [2024]}'
    point = f'{{text = "godkender", amounts = [{budget}]}}'
    text = meeting(point, approved(f", amounts = [{POOL}}}]"), title="Råderet")
    assert len(told(amount_without_period, text)) == 1
    presented = f"presentation = [{{amounts = [{POOL}, years = [2024]}}]}}]"
    text = meeting(APPROVE, approved(f", amounts = [{POOL}}}]"), title="Råderet", more=presented)
    assert told(amount_without_period, text) == []


def test_a_decision_says_from_when_it_counts_or_was_changed_since() -> None:
    sums = f', amounts = [{POOL}, of = "pulje"}}]'
    text = meeting(APPROVE, approved(sums), title="Råderet")
    assert len(told(amount_without_period, text)) == 1
    effective = text.replace("decision = {", "decision = {effective = 2024-01-01, ")
    assert told(amount_without_period, effective) == []
    changed = decisions(
        decision("d", "2023-12-15", 'changes = [{kind = "amends", decision = "m-1"}]')
    )
    assert told(amount_without_period, changed + text) == []
    mandate = 'mandates = [{id = "pulje", holder = "bg", scope = "Udvikling"}]\n'
    assert told(amount_without_period, mandate + text) == []


# -- provisos and postponements --------------------------------------------------------------------


def test_the_provisos_of_a_project_are_those_of_others_who_join() -> None:
    text = """
[[projects]]
id = "proeve"
name = "Prøvehandling"
joining = [
    {text = "Evaluering", due = 2024-02-01, needed_by = 2024-01-01},
    {text = "Aftale", needed_by = 2023-12-01},
]
"""
    assert places(proviso_due_too_late, text) == ["project proeve, proviso 1"]
    assert told(proviso_overdue, text) == [
        "project proeve, proviso 2: it was needed by 2023-12-01, and no decision says that it was"
        " met. Name the decision that it was met, or take up what rests on it again."
    ]


def test_a_last_day_alone_is_when_it_is_settled() -> None:
    text = """
[[projects]]
id = "proeve"
name = "Prøvehandling"
joining = [{text = "Evaluering", due = "senest uge 10 i 2024", needed_by = "Q1-2024"},
    {text = "Evaluering", due = "senest uge 10 i 2024", needed_by = "januar 2024"},
    {text = "Evaluering", due = 2024-01-31, needed_by = "januar 2024"}]
"""
    assert places(proviso_due_too_late, text) == ["project proeve, proviso 2"]


def gone(kind: str, to: str = "") -> str:
    return f'decision = {{outcome = {{kind = "{kind}", point = 1{to}}}}}'


def later(id: str = "n", on: str = "2024-02-02", more: str = "") -> str:  # noqa: A002
    return f'\n[[meetings]]\nid = "{id}"\nbody = "kpro"\non = {on}\n{more}\n'


def test_without_a_next_meeting_a_time_will_do() -> None:
    assert told(postponed_to_nowhere, meeting(APPROVE, gone("postponed"))) == [
        "m, item 1, outcome of point 1: it was postponed, and the minutes do not say to when."
        " Write to which meeting it was postponed, or until when."
    ]


def test_a_cancelled_meeting_is_no_next_one() -> None:
    text = meeting(APPROVE, gone("postponed")) + later(more='state = "cancelled"') + later("o")
    (found,) = told(postponed_to_nowhere, text)
    assert found.endswith("such as 'o'.")


def test_what_is_postponed_outside_meetings_or_without_an_agenda_has_no_item() -> None:
    outside = decisions(decision("d", "2023-12-01", 'outcome = {kind = "postponed"}'))
    assert places(postponed_to_nowhere, outside) == ["decision d"]
    unplaced = (
        '[[meetings]]\nid = "m"\nbody = "kpro"\non = 2023-12-08\n[[meetings.minutes.entries]]\n'
        'title = "Udbud"\ndecision = {outcome = {kind = "postponed", to = {meeting = "n"}}}\n'
    )
    agenda = '[[meetings.agenda.items]]\nlabel = 1\ntitle = "Udbud"'
    for title in ("Udbud", "Budget"):
        other = agenda.replace("Udbud", title)
        assert told(postponed_not_on_agenda, unplaced + later(more=other)) == []
    (found,) = told(postponed_to_cancelled_meeting, unplaced + later(more='state = "cancelled"'))
    remedy = " Put it on the agenda of the meeting that takes it up, and write what it continues."
    assert found.endswith(remedy)
    to_nowhere = unplaced.replace(', to = {meeting = "n"}', "")
    assert told(postponed_to_nowhere, to_nowhere + later(more=agenda)) == []
    other = agenda.replace("Udbud", "Budget")
    assert len(told(postponed_to_nowhere, to_nowhere + later(more=other))) == 1


@pytest.mark.parametrize(
    ("words", "fires"),
    [
        ("Udsættes til marts.", False),
        ("Sendes Til udvalget.", False),
        ("Udsættes til senere.", True),
        ("Udsættes til et senere møde.", True),
        ("Indtil videre afventes tilbud.", True),
    ],
)
def test_where_a_point_goes_may_be_said_in_words(words: str, *, fires: bool) -> None:
    for kind, check in (("postponed", postponed_to_nowhere), ("referred", referred_to_nowhere)):
        for said_in in (f', text = "{words}"', f', comments = ["{words}"]'):
            assert bool(told(check, meeting(APPROVE, gone(kind, said_in)))) is fires
        entry = f'decision = {{text = "{words}", outcome = {{kind = "{kind}"}}}}'
        assert bool(told(check, meeting(APPROVE, entry))) is fires


@pytest.mark.parametrize(
    ("title", "taken_up_as", "fires"),
    [
        ("Kørsel", "Kørsel (genoptaget)", False),
        ("Kørsel: model", "Kørsel", False),
        ("Genoptaget – Kørsel", "Kørsel", False),
        ("Budget 2025 - 1. behandling", "Budget 2025: anden behandling", False),
        ("Orientering: Kørsel", "Orientering: Budget", True),
        ("Kørsel: model", "Valg: model", True),
        ("Kørsel", "Ny kørsel", True),
    ],
)
def test_an_item_comes_back_under_a_part_of_its_title(
    title: str, taken_up_as: str, *, fires: bool
) -> None:
    text = meeting(APPROVE, gone("postponed"), title)
    agenda = f'[[meetings.agenda.items]]\nlabel = 1\ntitle = "{taken_up_as}"'
    assert bool(told(postponed_to_nowhere, text + later(more=agenda))) is fires


@pytest.mark.parametrize(
    ("words", "fires"),
    [
        ("Indstillingen blev tiltrådt.", False),
        ("Taget til efterretning.", False),
        ("Punktet udgik.", False),
        ("Godkendelse kræver et flertal.", True),
        ("Formanden fortalte om sagen.", True),
    ],
)
def test_what_became_of_an_item_may_be_said_in_words(words: str, *, fires: bool) -> None:
    for section in (f'heading = "{words}"', f'paragraphs = ["{words}"]'):
        told_in = f"account = [{{{section}}}]"
        assert bool(told(point_without_outcome, meeting(APPROVE, told_in))) is fires
        # Where outcomes are told, the account is no other.
        another = f"{told_in}\n{approved()}"
        assert len(told(point_without_outcome, meeting(f"{APPROVE}, {APPROVE}", another))) == 1


def test_what_is_referred_to_an_earlier_meeting_will_not_be_found_there() -> None:
    text = meeting(APPROVE, gone("referred", ', to = {meeting = "n"}')) + later(on="2023-12-01")
    assert told(postponed_to_earlier_meeting, text) == [
        "m, item 1, outcome of point 1: it was referred to n of 2023-12-01, and the meeting is on"
        " 2023-12-08. Write the later meeting that is meant."
    ]
    over_the_day = text.replace("2023-12-01", "2023-12-01\nlast_day = 2023-12-08")
    assert told(postponed_to_earlier_meeting, over_the_day) == []


def test_what_is_sent_on_outside_meetings_has_no_day_of_its_own() -> None:
    outside = 'outcome = {kind = "referred", to = {meeting = "n"}}'
    text = decisions(decision("d", "2023-12-10", outside)) + later(on="2023-12-01")
    assert told(postponed_to_earlier_meeting, text) == []


def test_what_is_postponed_to_its_own_meeting() -> None:
    text = meeting(APPROVE, gone("postponed", ', to = {meeting = "m"}'))
    assert told(postponed_to_earlier_meeting, text) == [
        "m, item 1, outcome of point 1: it was postponed to the meeting itself, and the meeting is"
        " on 2023-12-08. Write the later meeting that is meant."
    ]
    assert told(postponed_not_on_agenda, text) == []


def test_an_agenda_of_an_earlier_meeting_is_not_asked() -> None:
    agenda = '[[meetings.agenda.items]]\nlabel = 1\ntitle = "Udbud"'
    text = meeting(APPROVE, gone("postponed", ', to = {meeting = "n"}'))
    assert told(postponed_not_on_agenda, text + later(on="2023-12-01", more=agenda)) == []
    assert len(told(postponed_not_on_agenda, text + later(more=agenda))) == 1
    # Taken up later still, it was not forgotten.
    taken_up = later("o", "2024-03-01", agenda.replace("Udbud", "Budget"))
    assert told(postponed_not_on_agenda, text + later(more=agenda) + taken_up) == []


def test_what_goes_nowhere_goes_to_no_meeting_either() -> None:
    checks = (
        postponed_to_earlier_meeting,
        postponed_to_cancelled_meeting,
        postponed_not_on_agenda,
    )
    for to in ("", ', to = {body = "kpro"}', ', to = {meeting = "x"}'):
        for check in checks:
            assert told(check, meeting(APPROVE, gone("postponed", to))) == []


def test_a_meeting_that_is_held_is_not_cancelled_and_the_reverse() -> None:
    text = meeting(APPROVE, gone("postponed", ', to = {meeting = "n"}'))
    agenda = '[[meetings.agenda.items]]\nlabel = 1\ntitle = "Udbud"'
    assert told(postponed_to_cancelled_meeting, text + later(more=agenda)) == []
    off = later(more='state = "cancelled"\n' + agenda)
    assert told(postponed_not_on_agenda, text + off) == []
    assert len(told(postponed_to_cancelled_meeting, text + off)) == 1


def test_an_item_of_another_body_may_say_that_it_goes_on() -> None:
    text = meeting(APPROVE, gone("postponed", ', to = {meeting = "n"}')) + later(
        more='state = "cancelled"'
    )
    other = '[[meetings]]\nid = "o"\nbody = "kosu"\non = 2024-02-09\n[[meetings.agenda.items]]\n'
    other += 'label = 1\ntitle = "Udbud"\n'
    assert len(told(postponed_to_cancelled_meeting, text + other)) == 1
    assert told(postponed_to_cancelled_meeting, text + other + 'continues = "m-1"\n') == []


def test_what_is_referred_and_taken_up_elsewhere() -> None:
    text = meeting(APPROVE, gone("referred"))
    assert len(told(referred_to_nowhere, text)) == 1
    case = text.replace('title = "Budget"', 'title = "Budget"\ncase = "sag"')
    assert len(told(referred_to_nowhere, case)) == 1


def test_meetings_and_bodies_that_outcomes_go_to_are_known() -> None:
    text = meeting(APPROVE, gone("postponed", ', to = {meeting = "mm", body = "kpr"}'))
    assert told(unknown_meeting, text) == [
        "m, item 1, outcome of point 1: it was postponed to mm, and the record has no such"
        " meeting. Write 'm' if that is meant."
    ]
    bodies = 'bodies = [{id = "kpro", name = "Styregruppen"}]\n'
    assert told(unknown_body, bodies + text) == [
        "m, item 1, outcome of point 1: it was postponed to kpr, and the record has no such body."
        " Write 'kpro' if that is meant."
    ]


# -- references ------------------------------------------------------------------------------------

NAMING = """
seats = [{body = "kpro", person = "aj", decision = "x"}]
mandates = [{id = "ma", holder = "kpro", scope = "Drift", granted_by = "x"}]
pool_uses = [{id = "u", mandate = "ma", amount = "1 kr.", on = 2023-03-01, decision = "x"}]
targets = [{id = "t", name = "Planer", goal = 1, adopted_by = "x"}]
projects = [{id = "p", name = "Prøve", decision = "x", joining = [{text = "Aftale", met_by = "x"}]}]
cases = [{id = "c", title = "Sag", route = [{body = "kpro", decision = "x"}]}]

[[bodies]]
id = "kpro"
name = "Styregruppen"
events = [{change = "opened", time = 2020-01-01, decision = "x"}]

[[risk_logs]]
id = "l"
name = "Log"

[[risk_logs.risks]]
id = "1"
event = "Brand"
decisions = ["y", "m-1"]
history = [{on = 2023-01-01, decisions = ["x", "xx"]}]

[[decisions]]
body = "kpro"
time = 2023-12-01

[decisions.decision]
id = "d"
changes = [{kind = "amends", decision = "x"}]
outcome = {kind = "approved", provisos = [{text = "Aftale", met_by = "x"}]}
"""
IN_WRITING = """
[[decisions]]
body = "kpro"
time = "november 2023"
decision = {{outcome = {{kind = "approved"}}}}
{}
"""


def test_every_place_that_names_a_decision() -> None:
    text = NAMING + meeting(APPROVE, approved())
    assert places(unknown_decision, text) == [
        "body kpro",
        "body kpro, seat of aj",
        "mandate ma",
        "mandate ma, use u",
        "target t",
        "project p",
        "project p, proviso 1",
        "case c, step 1",
        "decision d",
        "decision d, proviso 1",
        *3 * ["risk log l, risk 1"],
    ]
    for named in ("x", "xx", "y"):
        text = text.replace(f'"{named}"', '"d"')
    assert told(unknown_decision, text) == []


def test_an_item_on_which_nothing_was_decided() -> None:
    text = 'seats = [{body = "kpro", person = "aj", decision = "m-1"}]\n'
    other = later("kpro-2023-02-02", "2023-02-02")
    assert told(unknown_decision, text + meeting("", "") + other + CAME_UP) == [
        "body kpro, seat of aj: it rests on m-1, where nothing was decided, and the record has no"
        " such decision. Add the decision, or leave its id out."
    ]


def test_what_was_told_somewhere() -> None:
    text = 'reports = [{mandate = "ma", on = 2023-12-01, at = "m-7"}]\n'
    text += IN_WRITING.format('reported = "m-8"') + meeting("", "")
    assert told(unknown_reference, text) == [
        "decision kpro-2023-11-30: it was reported at m-8, and the record has no such meeting, item"
        " or decision. Write 'm-1' if that is meant.",
        "mandate ma, report 2023-12-01: it was given at m-7, and the record has no such meeting,"
        " item or decision. Write 'm-1' if that is meant.",
    ]


def test_a_meeting_that_was_moved_decided_nothing() -> None:
    text = meeting(APPROVE, approved()).replace("\non =", '\nstate = "moved"\non =')
    assert told(decided_at_cancelled_meeting, text) == [
        "m, item 1: a decision was taken, and the meeting was moved."
        " Write that the meeting was held, or where the decision was taken."
    ]
    assert places(decided_at_cancelled_meeting, text + CAME_UP) == ["m, item 1", "m"]


def test_a_decision_in_writing_is_reported_at_the_next_meeting_that_is_held() -> None:
    text = IN_WRITING.format("")
    earlier = later("l", "2023-11-30")
    (found,) = told(outside_decision_unreported, text + earlier + later(more='state = "moved"'))
    assert found == (
        "decision kpro-2023-11-30: it was taken in writing (november 2023), and no meeting was told"
        " of it. Report it, and write where it was reported."
    )


# -- under mandates --------------------------------------------------------------------------------


def under(
    amounts: str = "",
    on: str = "2024-03-01",
    mandate: str = 'limit = "200.000 kr.", pool = "500.000 kr."',
    uses: str = "",
    body: str = "bg",
    more: str = "",
) -> str:
    return f"""
mandates = [{{id = "ma", holder = "bg", scope = "Udvikling", {mandate}}}, {more}]
pool_uses = [{uses}]

[[decisions]]
body = "{body}"
time = {on}
by = "AJ"

[decisions.decision]
id = "d"
under = "ma"
outcome = {{kind = "approved", amounts = [{amounts}]}}
"""


def test_a_sum_above_what_is_left_of_the_pool() -> None:
    used = '{id = "u", mandate = "ma", amount = "400.000 kr.", on = 2024-02-01}'
    text = under('{amount = "150.000 kr."}', uses=used)
    assert told(decided_beyond_mandate, text) == [
        "decision d: the pool of mandate ma is 500.000,00 kr. in 2024, 400.000,00 kr. of it was"
        " used, and 150.000,00 kr. is decided under it."
        " Have whoever granted the mandate decide it, or name the mandate that allows it."
    ]
    assert told(decided_beyond_mandate, text.replace("2024-02-01", "2023-02-01")) == []
    assert told(decided_beyond_mandate, text.replace("2024-02-01", "2024-03-01")) == []
    once = text.replace("pool =", 'period = "once", pool =')
    assert "is 500.000,00 kr., 400.000,00 kr." in told(decided_beyond_mandate, once)[0]


def test_a_limit_of_the_mandate_above() -> None:
    above = '{id = "alt", holder = "kpro", scope = "Alt", limit = "100.000 kr."}'
    text = under('{amount = "150.000 kr."}', mandate='within = "alt"', more=above)
    (found,) = told(decided_beyond_mandate, text)
    assert "the limit of mandate alt, which ma lies within, is 100.000,00 kr. for one" in found


def test_a_day_on_which_the_mandate_is_not_in_force() -> None:
    text = under(mandate='since = 2024-04-01, until = "ultimo 2024"')
    assert told(decided_beyond_mandate, text) == [
        "decision d: it was decided on 2024-03-01, and mandate ma is in force from 2024-04-01 until"
        " ultimo 2024. Have whoever granted the mandate decide it, or name the mandate that allows"
        " it."
    ]
    to_come = under(mandate='limit = "200.000 kr. (2024 pl)", since = "tidligst i 2025"')
    (found,) = told(decided_beyond_mandate, to_come)
    assert "mandate ma is in force from tidligst i 2025. Have" in found
    # Of a month, the last day counts; it may have been decided before.
    text = under(on='"marts 2024"', mandate="until = 2024-03-15")
    assert told(decided_beyond_mandate, text) == []


@pytest.mark.parametrize(
    ("amounts", "beyond"),
    [
        ('{amount = "250.000 kr."}', 1),
        ('{amount = "op til 250.000 kr."}', 1),
        ('{amount = "mindst 250.000 kr.", meaning = "cost"}', 1),
        ('{amount = "over 250.000 kr."}', 1),
        ('{amount = "250.000 kr.", years = [2024, 2025]}', 1),
        ('{amount = "250.000 kr.", meaning = "undisposed"}', 0),
        ('{amount = "250.000 kr.", meaning = "expected"}', 0),
        ('{amount = "250.000 kr.", meaning = "price"}', 0),
        ('{amount = "250.000 kr. om året"}', 1),
        ('{amount = "100.000 kr."}, {amount = "250.000 kr."}', 1),
        ('{amount = "150.000 kr."}, {amount = "150.000 kr."}', 0),
        ('{amount = "under 250.000 kr."}', 0),
        ('{amount = "250.000 kr. pr. kommune"}', 0),
        ('{amount = "250.000 kr.", years = [2024, 2025], extent = "together"}', 0),
        ('{amount = "250.000 kr.", years = [2024], extent = "together"}', 1),
        ('{amount = "-250.000 kr."}', 0),
        ('{amount = "250.000 kr. (2024 pl)"}', 0),
        ('{amount = "250.000 kr.", meaning = "unspent"}', 0),
        ("{}", 0),
    ],
)
def test_only_what_a_decision_surely_costs_counts(amounts: str, beyond: int) -> None:
    text = under(amounts.replace("{}", '{meaning = "cost"}'))
    assert len(told(decided_beyond_mandate, text)) == beyond


def test_what_was_not_approved_costs_nothing() -> None:
    text = under('{amount = "250.000 kr."}').replace('kind = "approved"', 'kind = "rejected"')
    assert told(decided_beyond_mandate, text) == []
    both = text.replace("outcome = {", 'outcomes = [{kind = "approved"}, {') + "]\n"
    assert told(decided_beyond_mandate, both.replace("}\n]", "}]")) == []
    anothers = 'bodies = [{id = "bg", name = "Brugergruppen"}]\n'
    other = under(body="kpro")
    assert len(told(under_anothers_mandate, anothers + other)) == 1
    rejected = other.replace('kind = "approved"', 'kind = "rejected"')
    assert told(under_anothers_mandate, anothers + rejected) == []


def test_what_the_decision_itself_took_may_have_been_taken_before() -> None:
    used = '{id = "u", mandate = "ma", amount = "400.000 kr.", on = 2024-02-01, decision = "d"}'
    text = under('{amount = "150.000 kr."}', uses=used)
    assert told(decided_beyond_mandate, text) == []


def test_it_is_the_mandate_that_is_named_of_which_it_is_told() -> None:
    other = '{id = "a", holder = "bg", scope = "Drift", limit = "1 kr.", escalates_to = "kpro"}'
    text = under('{amount = "250.000 kr."}', more=other)
    (found,) = told(decided_beyond_mandate, text)
    assert "the limit of mandate ma is 200.000,00 kr. for one" in found


def test_of_a_decision_of_some_month_the_sums_are_judged() -> None:
    text = under('{amount = "250.000 kr."}', on='"marts 2024"')
    assert len(told(decided_beyond_mandate, text)) == 1


def test_a_person_may_hold_the_mandate() -> None:
    text = under('{amount = "250.000 kr."}').replace('holder = "bg"', 'holder = "AJ"')
    assert len(told(decided_beyond_mandate, text)) == 1
    assert told(decided_beyond_mandate, text.replace('holder = "AJ"', 'holder = "NN"')) == []
    assert told(under_anothers_mandate, text.replace('holder = "AJ"', 'holder = "NN"')) == []


# -- supersession ----------------------------------------------------------------------------------


def changes(*of: str, kind: str = "supersedes") -> str:
    told_of = ", ".join(f'{{kind = "{kind}", decision = "{each}"}}' for each in of)
    return f"changes = [{told_of}]"


def test_a_decision_that_changes_itself() -> None:
    text = decisions(decision("a", "2023-01-01", changes("a")))
    assert told(supersession_circular, text) == [
        "decision a: a changes a. Keep the change on the latest of them alone."
    ]
    assert told(changes_later_decision, text) == []


def test_a_ring_is_told_once_and_its_steps_nowhere_else() -> None:
    ring = [
        decision("c", "2023-03-01", changes("b")),
        decision("a", "2023-01-01", changes("c")),
        decision("b", "2023-02-01", changes("a")),
    ]
    for lines in (ring, ring[::-1]):
        text = decisions(*lines, decision("d", "2022-01-01", changes("a")))
        assert told(supersession_circular, text) == [
            "decision a: a changes c, c changes b, b changes a."
            " Keep the change on the latest of them alone."
        ]
        assert places(changes_later_decision, text) == ["decision d"]
    pair = [decision("a", "2023-01-01", changes("b")), decision("b", "2023-02-01", changes("a"))]
    assert told(changes_later_decision, decisions(*pair)) == []


def test_items_of_one_meeting_are_taken_in_turn() -> None:
    first = meeting(APPROVE, f'decision = {{{changes("m-2")}, outcome = {{kind = "approved"}}}}')
    second = (
        '\n[[meetings.minutes.entries]]\nitem = 2\ndecision = {outcome = {kind = "approved"}}\n'
    )
    assert told(changes_later_decision, first + second) == [
        "m, item 1: it supersedes m-2 (2023-12-08), and was taken before that (2023-12-08)."
        " Write the change on the later of the two, or correct when they were taken."
    ]
    turned = first.replace("m-2", "m-3") + second.replace(
        "outcome", f"{changes('m-1', kind='amends')}, outcome"
    )
    assert told(changes_later_decision, turned) == []


def test_a_meeting_changes_what_was_decided_outside_it_later() -> None:
    outside = decisions(decision("d", "2024-01-01"))
    first = meeting(APPROVE, f'decision = {{{changes("d")}, outcome = {{kind = "approved"}}}}')
    assert places(changes_later_decision, outside + first) == ["m, item 1"]


def test_two_amendments_are_no_supersession_and_nor_are_two_changes_in_one() -> None:
    first = decision("a", "2023-01-01")
    amended = decision("b", "2023-02-01", changes("a", kind="amends"))
    later_on = decision("c", "2023-03-01", changes("a"))
    for check in (superseded_twice, amends_superseded):
        assert told(check, decisions(first, amended, later_on)) == []
    both = '{kind = "supersedes", decision = "a"}, {kind = "amends", decision = "a"}'
    at_once = decision("b", "2023-02-01", f"changes = [{both}, {both}]")
    for check in (superseded_twice, amends_superseded):
        assert told(check, decisions(first, at_once)) == []


def test_two_decisions_of_one_id_are_no_ring() -> None:
    text = decisions(decision("a", "2023-01-01"), decision("a", "2023-02-01", changes("a")))
    assert told(supersession_circular, text) == []


def test_points_are_named_in_what_is_told() -> None:
    points = 'outcomes = [{kind = "approved", point = 1}, {kind = "approved", point = 2}]'
    first = '{kind = "supersedes", decision = "a", points = [1, 2]}'
    text = decisions(
        decision("a", "2023-01-01", points),
        decision("b", "2023-02-01", changes("a")),
        decision("c", "2023-03-01", f"changes = [{first}]"),
        decision("d", "2023-04-01", f"changes = [{first.replace('supersedes', 'amends')}]"),
    )
    (twice,) = told(superseded_twice, text)
    assert "it supersedes a point 1, 2, and so did b (2023-02-01)" in twice
    (amends,) = told(amends_superseded, text)
    assert "it amends a point 1, 2, which b (2023-02-01) superseded" in amends


def test_a_change_of_a_later_decision_is_not_one_too_many() -> None:
    text = decisions(
        decision("a", "2023-06-01"),
        decision("b", "2023-01-01", changes("a")),
        decision("c", "2023-02-01", changes("a")),
    )
    assert told(superseded_twice, text) == []
    assert len(told(changes_later_decision, text)) == 2


def test_what_is_superseded_by_nothing_settled_is_still_there_to_be_amended() -> None:
    text = decisions(
        decision("a", "2023-01-01"),
        decision("b", "2023-02-01", f'{changes("a")}, outcome = {{kind = "postponed"}}'),
        decision("c", "2023-03-01", changes("a", kind="amends")),
    )
    assert told(amends_superseded, text) == []


def test_a_point_of_the_recommendation_may_be_changed_and_no_other() -> None:
    change = '{kind = "supersedes", decision = "m-1", points = ["1", "2", "3"]}'
    text = decisions(decision("d", "2023-12-15", f"changes = [{change}]"))
    text += meeting(f"{APPROVE}, {APPROVE}", 'decision = {outcome = {kind = "approved"}}')
    assert told(changes_unknown_point, text) == [
        "decision d: it supersedes m-1 point 3, and that has only 1, 2."
        " Write one of 1, 2, or leave the point out for the whole decision."
    ]


ids = st.sampled_from("abcd")
kinds = st.sampled_from([OutcomeKind.APPROVED, OutcomeKind.NOTED])
drawn_changes = st.lists(st.builds(Change, st.sampled_from(ChangeKind), ids), max_size=2).map(tuple)


@st.composite
def registers(draw: st.DrawFn) -> Record:
    """Decisions of four ids, on days that may be the same, each with what it changes."""
    outside = [
        OutsideDecision(
            Decision((Outcome(draw(kinds)),), id=each, changes=draw(drawn_changes)),
            "kpro",
            draw(st.dates(dt.date(2023, 1, 1), dt.date(2023, 1, 4))),
        )
        for each in "abcd"
    ]
    return Record(figures=FIGURES, decisions=tuple(outside))


def without_figures(record: Record) -> dict[str, Any]:
    """What a failing test can print."""
    return {name: getattr(record, name) for name in RECORDED}


@given(records(most_ledgers=0).map(without_figures))
def test_any_record_can_be_read(held: dict[str, Any]) -> None:
    for on in (dt.date.min, dt.date(2024, 1, 1), dt.date.max):
        said((*DECISIONS, *MANDATES, *ACTIONS), Record(figures=FIGURES, **held), on)


@given(registers())
def test_a_register_without_findings_has_nothing_superseded_in_force(record: Record) -> None:
    """What is superseded by something settled is not in force, whatever day it was taken on."""
    today = dt.date(2023, 12, 20)
    checks = (supersession_circular, changes_later_decision, amends_superseded, superseded_twice)
    if run(checks, record, FIGURES, today):
        return
    taken = record.register.decisions
    standing = {one.decision.id: one for one in in_force(taken, today)}
    for each in taken:
        for change in each.decision.changes:
            if each.decision.settled and change.kind is ChangeKind.SUPERSEDES:
                before = record.register.decision(change.decision)
                assert before is not None
                assert before.on <= each.on
                assert change.decision not in standing or before.on == each.on


@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_a_file_changes_nothing(record: Record, chance: random.Random) -> None:
    shuffled = list(record.decisions)
    chance.shuffle(shuffled)
    today = dt.date(2023, 12, 20)
    other = evolve(record, decisions=tuple(shuffled))
    assert said(DECISIONS, record, today) == said(DECISIONS, other, today)


def test_a_sum_said_in_words_is_stated() -> None:
    point = '{text = "en reserve", asks = "approve", amounts = {meaning = "reserve"}}'
    for words, fires in (("Reserven er 5 mio.", False), ("10 pct. af 2024", False), ("2024", True)):
        entry = approved(f', text = "{words}"')
        assert bool(told(approved_without_amount, meeting(point, entry))) is fires
    account = "account = [{amounts = [{amount = 500000, meaning = 'reserve'}]}]\n" + approved()
    assert told(approved_without_amount, meeting(point, account)) == []
