"""Rulings that end a case, and the one that opens it again."""

from __future__ import annotations

from dataclasses import replace

from daemon.cases.answers.agreement import closure_letters
from daemon.cases.facts import after_facts
from daemon.cases.panel import called_off, prompts_ended
from daemon.cases.rules import Rules, stage_of
from daemon.cases.rulings.making import lead, made, open_only, said_day
from daemon.cases.rulings.values import Refusal
from daemon.cases.telling import attention
from daemon.cases.telling.questions import question
from daemon.cases.telling.whom import outcome_letters
from daemon.cases.values import Case, Decision, Fact, Ruled


def close(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*close outcome: …*: the written outcome goes to whom the protocol says, on the form that was sent, and then closure."""
    closing = rules.protocol.closing
    fact = lead(
        ruled,
        "closed",
        f"Closed; outcome: {ruled.ruling.text}",
        {"on": rules.today.isoformat(), "outcome": ruled.ruling.text},
        closing.clause,
        closing.basis,
    )
    return _closed(case, fact, ruled, rules, outcome=ruled.ruling.text)


def withdrawn(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*withdrawn*: closed with that outcome, and told to whom the protocol tells closure."""
    by = f" by {ruled.ruling.name}" if ruled.ruling.name else ""
    closing = rules.protocol.closing
    data = {"on": rules.today.isoformat(), "outcome": f"withdrawn{by}"}
    return _closed(case, lead(ruled, "closed", f"Withdrawn{by}.", data, closing.clause, closing.basis), ruled, rules)


def panel_decided(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*panel decided: …*: final where the protocol says so, else recorded and left to the parties to confirm."""
    outcome = f"panel decided: {ruled.ruling.text}"
    if rules.protocol.closing.panel_final:
        data = {"on": rules.today.isoformat(), "outcome": outcome}
        why = f"The panel decided, which is final: {ruled.ruling.text}"
        fact = lead(ruled, "closed", why, data, rules.protocol.panel_clause, "policy")
        return _closed(case, fact, ruled, rules, outcome=ruled.ruling.text, by="panel")
    open_only(case)
    ask = "The panel has decided. Once the parties have confirmed the outcome to each other, say: close outcome: …"
    facts = [
        lead(
            ruled,
            "panel_decided",
            f"The panel decided: {ruled.ruling.text}",
            {"outcome": outcome},
            rules.protocol.panel_clause,
            "policy",
        ),
        question("panel-decided", ask, rules),
    ]
    off, letters = called_off(case, ruled.key, rules, ruled.gone)
    facts += off
    after = replace(after_facts(case, facts), outcome=ruled.ruling.text)
    letters += outcome_letters(after, rules, ruled.key, decided_by="panel", decided_on=case.panel_on)
    withdraw = (f"{case.reference}/panel/", f"{case.reference}/pack/", prompts_ended(case))
    return made(case, facts, f"{case.reference}: the panel's decision is recorded. {ask}", letters, withdraw)


def _closed(case: Case, fact: Fact, ruled: Ruled, rules: Rules, *, outcome: str = "", by: str = "") -> Decision:
    if case.closed is not None:
        why = f"{case.reference} was closed on {said_day(case.closed)} already ({case.outcome or 'no outcome noted'})."
        raise Refusal(f"{why} To go on with it, say: reopen")
    off, letters = called_off(case, ruled.key, rules, ruled.gone)
    facts = [fact, *off]
    after = after_facts(case, facts)
    if outcome:
        told = replace(after, outcome=outcome)
        letters += outcome_letters(told, rules, ruled.key, decided_by=by, decided_on=case.panel_on if by else None)
    noted, put = attention.closed(after, stage_of(case, rules), rules, rules.today, ruled.key)
    letters += [*closure_letters(after, rules, ruled.key), *put]
    return made(
        case, [*facts, *noted], f"{case.reference} is closed: {after.outcome}.", letters, (f"{case.reference}/",)
    )


def reopen(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*reopen*: the clocks stand where they stood; where every party had answered the manager is asked what follows."""
    if case.closed is None:
        raise Refusal(f"{case.reference} is open; there is nothing to reopen.")
    facts = [lead(ruled, "reopened", f"Reopened; it had been closed on {said_day(case.closed)}.", {})]
    after = after_facts(case, facts)
    if not after.waiting_for:
        ask = "The case was reopened and no agency is being waited for. Say what follows: next stage, panel on …, close outcome: …"
        facts.append(question("reopened", ask, rules))
    return made(case, facts, f"{case.reference} is open again. Neither side has been told of it by us.")
