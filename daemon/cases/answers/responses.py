"""Responses on a form, and notices that the parties resolved it themselves (DESIGN 8, *What counts as an answer*)."""

from __future__ import annotations

from typing import Any

from daemon.cases.facts import after_facts, contact
from daemon.cases.rules import Rules, slug, stage_of
from daemon.cases.stages import steps
from daemon.cases.telling import attention
from daemon.cases.telling.questions import confirmation_asked, question, questions_told
from daemon.cases.telling.whom import form_acknowledged, outcome_letters, side_letters
from daemon.cases.values import Case, Decision, Fact, FormReceived, Responder, Wanted

RESPONSE_FIELDS = [
    "response_date",
    "response_author",
    "response_summary",
    "resolved",
    "stage_resolved",
    "agreed_actions",
    "outstanding_issues",
    "learning",
    "policy_gap",
    "good_practice",
]


def response_received(case: Case, event: FormReceived, rules: Rules) -> Decision:
    """A form whose response part is filled, for a case we hold."""
    stage = stage_of(case, rules)
    facts = [contact(event.received, event.message_id)]
    letters: list[Wanted] = []
    given = {name: event.answers[name] for name in RESPONSE_FIELDS if name in event.answers}
    responder = _whose(case, event, rules)
    if responder is None and case.waiting_for:
        why = "A response came, and it is not clear which agency it answers for."
        facts.append(question("whose-response", why, rules, event.message_id))
    facts.append(
        Fact(
            "response",
            event.sender.address or "an unknown sender",
            f"The response part of the form is filled{f' for {responder.name}' if responder else ''}.",
            {"name": responder.name if responder else None, "on": event.received.isoformat(), "answers": given},
            stage.clause,
            "policy",
            event.message_id,
        )
    )
    if responder is not None and not responder.agency:
        # The answer itself shows that the last step was done.
        facts += [
            steps.done(one, event.sender.address or responder.name, event.received, event.message_id)
            for one in stage.steps
            if one.by_response and one.id not in case.steps_done
        ]
    after = after_facts(case, facts)
    settled = [one.id for one in case.questions if responder and one.id.endswith(f":{slug(responder.name)}")]
    if settled:
        facts.append(Fact("settled", "case-intake", "The agency has answered.", {"ids": settled}))
    all_answered = not after.waiting_for
    resolved = given.get("resolved")
    details: dict[str, Any] = {
        "agency": responder.name if responder else None,
        "resolved": resolved is True,
        "not_resolved": resolved is False,
        "unclear": resolved not in (True, False),
        "all_answered": all_answered,
        "still_waiting": [one.name for one in after.waiting_for],
        "stage_label": stage.label,
        "unresolved": stage.unresolved,
        "between_parties": rules.protocol.closing.between_parties,
        "outstanding": rules.protocol.closing.outstanding,
        "ask_agreed": resolved is True and all_answered,
        "is_role": responder is not None and not responder.agency,
    }
    if resolved is True and all_answered and responder is not None:
        facts.append(confirmation_asked("The response says resolved;", rules))
    elif resolved is False:
        facts.append(question("not-resolved", f"The response says not resolved. {stage.unresolved}", rules))
    elif resolved is not True:
        facts.append(question("resolved-unclear", "The response does not say plainly whether it is resolved.", rules))
    after = after_facts(case, facts)
    telling = rules.protocol.telling(stage, "response_received")
    nth = slug(event.message_id or event.received.isoformat())
    letters += side_letters(after, "response_received", telling, rules, details, nth=nth, at_once=True)
    if responder is not None and not responder.agency and rules.protocol.telling(stage, "outcome") is not None:
        # Who decides has answered: their outcome goes back on the form that was sent.
        letters += outcome_letters(after, rules, nth)
    letters += form_acknowledged(after, stage, event, rules, facts, "response")
    letters += questions_told(case, after, stage, rules, nth)
    noted, told = attention.named(case, after, stage, rules, event.received, nth)
    facts += noted
    letters += told
    ended = (f"{case.reference}/{case.stage}/reminder/", f"{case.reference}/{case.stage}/chaser/")
    if all_answered:
        withdraw = (*ended, f"{case.reference}/{case.stage}/overdue/")
    elif responder is not None:
        withdraw = tuple(f"{beginning}{slug(responder.name)}/" for beginning in ended)
    else:
        withdraw = ()
    return Decision(after, tuple(facts), tuple(letters), withdraw, f"A response for {case.reference}.")


def resolved_notice(case: Case, event: FormReceived, rules: Rules) -> Decision:
    """A notice that the parties resolved it themselves: a proposal to close, decided by the manager."""
    given = {name: event.answers[name] for name in RESPONSE_FIELDS if name in event.answers}
    facts = [
        contact(event.received, event.message_id),
        Fact(
            "response",
            event.sender.address or "an unknown sender",
            "A notice that the difference was resolved.",
            {"name": None, "on": event.received.isoformat(), "answers": given},
            None,
            "policy",
            event.message_id,
        ),
        question("resolved-notice", "A notice says that this was resolved. You may close it.", rules),
    ]
    after = after_facts(case, facts)
    stage = stage_of(case, rules)
    nth = slug(event.message_id or event.received.isoformat())
    letters = form_acknowledged(after, stage, event, rules, facts, "notice")
    letters += questions_told(case, after, stage, rules, nth)
    noted, told = attention.named(case, after, stage, rules, event.received, nth)
    facts += noted
    letters += told
    return Decision(after, tuple(facts), tuple(letters), why=f"A resolved notice for {case.reference}.")


def _whose(case: Case, event: FormReceived, rules: Rules) -> Responder | None:
    """Which party a response answers for: the sender's own agency, else the only one still waited for."""
    waiting = case.waiting_for or case.responders
    for one in waiting:
        if event.sender.address and one.address and one.address.casefold() == event.sender.address.casefold():
            return one
    speaking = [one for one in waiting if one.name in event.sender.agencies]
    if len(speaking) == 1:
        return speaking[0]
    written = event.answers.get("responding_agency")
    agency = rules.contacts.find_agency(written) if isinstance(written, str) else None
    named = [one for one in waiting if agency is not None and one.name == agency.name]
    if len(named) == 1:
        return named[0]
    return waiting[0] if len(waiting) == 1 else None
