"""A form from somebody who decides and is no party: a Chair, or a member of the panel. Put before the manager, never obeyed."""

from __future__ import annotations

from collections.abc import Mapping

from daemon.cases.answers.responses import RESPONSE_FIELDS
from daemon.cases.facts import after_facts, contact
from daemon.cases.rules import Rules, slug, stage_of
from daemon.cases.telling.questions import question, questions_told
from daemon.cases.telling.whom import form_acknowledged
from daemon.cases.values import Case, Decision, Fact, FormFromDecider


def form_from_decider(case: Case, event: FormFromDecider, rules: Rules) -> Decision:
    """What its outcome part says is kept for the outcome letter, and closes nothing: the manager has the words to rule with."""
    form = event.form
    by = form.sender.address or event.who
    as_what = f"the {event.who}" if event.who in rules.protocol.roles else f"a {event.who}"
    given = {name: form.answers[name] for name in RESPONSE_FIELDS if name in form.answers}
    facts = [contact(form.received, form.message_id)]
    if given:
        kept = f"The form came back from {as_what} with its outcome part filled in; it moves nothing until a person has ruled."
        data = {"name": None, "on": form.received.isoformat(), "answers": given}
        facts.append(Fact("response", by, kept, data, None, "local", form.message_id))
    else:
        why = f"A form came from {as_what}; nothing is filled in where the outcome is recorded."
        facts.append(Fact("noted", by, why, {}, None, "local", form.message_id))
    ask = _asked(case, as_what, given)
    facts.append(question(f"decider:{slug(form.message_id or by)}", ask, rules, form.message_id))
    after = after_facts(case, facts)
    letters = form_acknowledged(
        after, stage_of(case, rules), form, rules, facts, "response" if given else "form", known=True
    )
    letters += questions_told(case, after, stage_of(case, rules), rules, slug(form.message_id or rules.now.isoformat()))
    return Decision(
        after, tuple(facts), tuple(letters), why=f"{case.reference}: a form from {as_what}, put before the manager."
    )


def _asked(case: Case, as_what: str, given: Mapping[str, object]) -> str:
    """The proposal, with the words to reply with where the case stands."""
    if not given:
        return f"A form came from {as_what}, and nothing is filled in where the outcome is recorded. Please read it."
    resolved = given.get("resolved")
    says = "resolved" if resolved is True else "not resolved" if resolved is False else ""
    said = f" It says {says}." if says else ""
    came = f"The form came back from {as_what} with its outcome part filled in.{said} Please read it."
    if case.closed is not None:
        return f"{came} The case is closed; to go on with it, say: reopen"
    if case.panel_requested is not None or case.panel_on is not None:
        words = "panel decided: …"
    elif case.waiting_for and not case.waiting_for[0].agency:
        words = f"answered{': ' + says if says else ''} (the referrer is sent it and asked whether they agree), or close outcome: …"
    else:
        words = "close outcome: …"
    return f"{came} If that is the outcome, say: {words}"
