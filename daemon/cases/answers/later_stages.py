"""A case moves on: to its next stage, or to the panel or Chair that an agency asks for."""

from __future__ import annotations

from dataclasses import replace

from daemon.cases.belonging import later_form
from daemon.cases.facts import after_facts, contact, snapshot
from daemon.cases.panel import called_off
from daemon.cases.rules import Rules, in_words, slug, stage_of
from daemon.cases.stages.beginning import Begun, Entry, at_rest, begin, told_roles
from daemon.cases.stages.ran_before import began, not_evidenced, ran_before
from daemon.cases.telling import attention
from daemon.cases.telling.asking import kinds_noted
from daemon.cases.telling.questions import asked_fact, question, questions_told
from daemon.cases.telling.whom import form_acknowledged, manager_told, moved_letters
from daemon.cases.values import Case, Decision, Fact, FormReceived


def next_stage(case: Case, event: FormReceived, rules: Rules) -> Decision:
    """A later stage of a case we hold: its clocks begin anew on the day of this form."""
    stage = rules.protocol.stage(str(event.answers.get("stage") or "")) or rules.protocol.stage(
        stage_of(case, rules).next_stage or ""
    )
    if stage is None or stage.id == case.stage:
        return _put_before_manager(case, event, "A form asks for a later stage, and does not say which.", rules)
    merged = {**case.answers, **event.answers}
    moved = replace(case, stage=stage.id, answers=merged, stage_since=event.received)
    waits = ("the form carries tracked changes",) if event.tracked_changes else ()
    nth = slug(event.message_id or event.received.isoformat())
    off, letters = called_off(case, nth, rules)
    own = began(merged, event.received, stage, rules)
    begun = begin(moved, stage, Entry(event.received, event.recipients, event.message_id, waits, own), rules)
    facts = [
        contact(event.received, event.message_id),
        Fact(
            "stage_moved",
            event.sender.address or "an unknown sender",
            f"The case moves to {stage.label}.",
            {
                "stage": stage.id,
                "on": event.received.isoformat(),
                "responders": snapshot(replace(moved, responders=tuple(begun.responders)))["responders"],
                **later_form(case, event),
            },
            stage.clause,
            "policy",
            event.message_id,
        ),
        *off,
        *not_evidenced(merged, stage, rules, case.stage),
        *ran_before(merged, event.received, stage, rules),
        *begun.facts,
        *(asked_fact(one) for one in begun.questions),
    ]
    after = after_facts(case, facts)
    facts += kinds_noted(after, stage, rules)
    letters += begun.letters
    letters += moved_letters(after, stage, rules, nth)
    letters += form_acknowledged(after, stage, event, rules, facts, "form")
    letters += questions_told(case, after, stage, rules, nth)
    noted, told = attention.named(case, replace(after, answers=merged), stage, rules, event.received, nth)
    day, shown = attention.asked_day(event.answers, after, stage, rules, nth)
    facts += [*noted, *day]
    letters += [*told, *shown]
    withdraw = (f"{case.reference}/{case.stage}/", f"{case.reference}/panel/", f"{case.reference}/pack/")
    return Decision(after, tuple(facts), tuple(letters), withdraw, f"{case.reference} moves to {stage.label}.")


def panel_requested(case: Case, event: FormReceived, rules: Rules) -> Decision:
    """Either agency asks for the top stage (Bolton: Partnership Resolution). The unit convenes; no clock of policy."""
    wanted = stage_of(case, rules)
    stage = rules.protocol.stage(str(event.answers.get("stage") or "")) or rules.protocol.stages[-1]
    facts: list[Fact] = [contact(event.received, event.message_id)]
    put_before = Begun()
    if stage.id != wanted.id:
        # To whom the policy sends it (a Chair) hears with the form; the agencies' own answers stay as they are.
        moved = replace(case, stage=stage.id, stage_since=event.received)
        waits = ("the form carries tracked changes",) if event.tracked_changes else ()
        put_before = told_roles(moved, stage, Entry(event.received, event.recipients, event.message_id, waits), rules)
        facts.append(
            Fact(
                "stage_moved",
                event.sender.address or "an unknown sender",
                f"{stage.label} is asked for.",
                {
                    "stage": stage.id,
                    "on": event.received.isoformat(),
                    "responders": snapshot(replace(case, responders=tuple(map(at_rest, case.responders))))[
                        "responders"
                    ],
                },
                stage.clause,
                "policy",
                event.message_id,
            )
        )
    facts.append(
        Fact(
            "panel_requested",
            event.sender.address or "an unknown sender",
            f"{stage.label} was requested.",
            {"panel_requested": event.received.isoformat(), **later_form(case, event)},
            stage.clause,
            "policy",
            event.message_id,
        )
    )
    facts += [asked_fact(one) for one in put_before.questions]
    after = after_facts(case, facts)
    nth = slug(event.message_id or event.received.isoformat())
    letters = [*put_before.letters, *moved_letters(after, stage, rules, nth)]
    letters += form_acknowledged(after, stage, event, rules, facts, "request")
    whom = in_words([one.party for one in put_before.letters])
    gone = f"the {whom} is sent the form" if put_before.letters else "please convene it"
    why = f"{stage.label} is requested: {gone} ({rules.protocol.panel_clause})."
    letters += questions_told(case, after, stage, rules, f"{nth}/put")
    letters.append(manager_told(after, stage, [why], rules, nth, alert=True, what="panel"))
    withdraw = (f"{case.reference}/{case.stage}/",)
    return Decision(after, tuple(facts), tuple(letters), withdraw, f"{stage.label} requested for {case.reference}.")


def _put_before_manager(case: Case, event: FormReceived, why: str, rules: Rules) -> Decision:
    facts: list[Fact] = [
        contact(event.received, event.message_id),
        question("which-stage", why, rules, event.message_id),
    ]
    after = after_facts(case, facts)
    stage = stage_of(case, rules)
    nth = slug(event.message_id or event.received.isoformat())
    letters = form_acknowledged(after, stage, event, rules, facts, "form")
    letters += questions_told(case, after, stage, rules, nth)
    return Decision(after, tuple(facts), tuple(letters), why=why)
