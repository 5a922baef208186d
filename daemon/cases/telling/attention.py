"""What the policy wants brought to somebody's attention: put to the manager when a form names it, and at closure.

A person reads it and sends it on ("send to Independent Chair"): no letter quotes a form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from daemon.cases.rules import Rules
from daemon.cases.telling.asking import representatives
from daemon.cases.telling.whom import day_or_none, manager_told
from daemon.cases.values import Case, Fact, Wanted
from daemon.protocol.counting import long_day, plain_day
from daemon.protocol.values import BOARD_REPRESENTATIVE, Attention, Stage


def named(
    before: Case | None, after: Case, stage: Stage, rules: Rules, on: date, nth: str
) -> tuple[list[Fact], list[Wanted]]:
    """The journal line and the letter to the manager where a form now names what the policy wants brought to somebody."""
    found = [
        one
        for one in rules.protocol.attentions
        if one.when == "named" and _filled(one, after) and not (before is not None and _filled(one, before))
    ]
    return _put(found, after, stage, rules, on, nth)


def closed(case: Case, stage: Stage, rules: Rules, on: date, nth: str) -> tuple[list[Fact], list[Wanted]]:
    """The same when the case closes."""
    return _put(
        [one for one in rules.protocol.attentions if one.when == "closed" and _filled(one, case)],
        case,
        stage,
        rules,
        on,
        nth,
    )


def asked_day(
    answers: Mapping[str, Any], case: Case, stage: Stage, rules: Rules, nth: str
) -> tuple[list[Fact], list[Wanted]]:
    """A day that the form itself asks for is shown and not obeyed (DESIGN 7): only a person sets another day.

    The manager is written to where they may set one: the policy gives no day, or says "whichever is less".
    """
    day = day_or_none(answers.get("requested_response_date"))
    if day is None or day == case.due:
        return [], []
    clock = stage.answer_clock
    beside = f"the policy's day is {long_day(case.due)}" if case.due else "the policy gives this stage no day"
    why = f"The form asks for an answer by {long_day(day)}; {beside}. A day typed on a form is not obeyed."
    may_set = clock is None or clock.or_less
    if may_set:
        why += f" To set it, say: due {plain_day(day)} because …"
    fact = Fact("day_asked", "case-intake", why, {"day": day.isoformat()}, None, "local")
    return [fact], [manager_told(case, stage, [why], rules, f"{nth}-day", alert=False, what="day")] if may_set else []


def _filled(one: Attention, case: Case) -> bool:
    return any(_said(case.answers.get(name)) or _said(case.response.get(name)) for name in one.fields)


def _said(value: object) -> bool:
    return value not in (None, "", False, [], "none", "None", "N/A", "n/a", "No", "no")


def _put(
    found: Iterable[Attention], case: Case, stage: Stage, rules: Rules, on: date, nth: str
) -> tuple[list[Fact], list[Wanted]]:
    facts, reasons = [], []
    for one in found:
        why = f"The record names {one.words} ({one.clause}). To send it there, with the form: send to {one.to}"
        if one.to == BOARD_REPRESENTATIVE and not representatives(case, rules):
            why += f". contacts.xlsx names no {BOARD_REPRESENTATIVE} of either agency yet: fill in its column first"
        facts.append(Fact("attention", "case-intake", why, {"id": one.id, "on": on.isoformat()}, one.clause, one.basis))
        reasons.append(f"{why}.")
    letters = [manager_told(case, stage, reasons, rules, nth, alert=False, what="attention")] if reasons else []
    return facts, letters
