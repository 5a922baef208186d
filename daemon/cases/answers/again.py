"""Forms that no stage foresees: the same one again, a corrected one, one for a case that stands elsewhere."""

from __future__ import annotations

from daemon.cases.belonging import later_form
from daemon.cases.facts import after_facts, contact
from daemon.cases.rules import Rules, slug, stage_of
from daemon.cases.telling import attention
from daemon.cases.telling.questions import question
from daemon.cases.telling.whom import form_acknowledged, manager_told
from daemon.cases.values import Case, Decision, Fact, FormAgain, FormReceived, Wanted


def form_again(case: Case, event: FormAgain, acknowledged: FormReceived, rules: Rules) -> Decision:
    """The same document again, or a corrected one: never a second case."""
    stage = stage_of(case, rules)
    by = event.sender.address or "an unknown sender"
    facts: list[Fact] = [contact(event.received, event.message_id)]
    letters: list[Wanted] = []
    if event.differences:
        changed = ", ".join(name for name, _, _ in event.differences)
        later = later_form(case, acknowledged)
        takes = " The outcome is filled in on it and not on the earlier form." if later else ""
        facts.append(
            Fact(
                "corrected",
                by,
                f"A corrected form: {changed} changed.{takes}",
                {"answers": dict(event.answers), "differences": [list(one) for one in event.differences], **later},
                None,
                "local",
                event.message_id,
            )
        )
        after = after_facts(case, facts)
        why = (
            f"A corrected form came for this case; these answers changed: {changed}. Whoever had the earlier form has not "
            "been sent this one. To send it: send to …"
        )
        nth = slug(event.message_id or rules.now.isoformat())
        letters.append(manager_told(after, stage, [why], rules, nth, alert=False, what="corrected"))
        noted, told = attention.named(case, after, stage, rules, event.received, nth)
        facts += noted
        letters += told
        what = "corrected form"
    else:
        facts.append(Fact("duplicate", by, "The same form again; no second case.", {}, None, "local", event.message_id))
        after = after_facts(case, facts)
        what = "duplicate"
    letters += form_acknowledged(after, stage, acknowledged, rules, facts, what)
    return Decision(after, tuple(facts), tuple(letters), why=f"{what.capitalize()} for {case.reference}.")


def not_vouched_for(case: Case, event: FormReceived, rules: Rules) -> Decision:
    """A form for a case we hold, in the name of somebody whose mail failed its check: it moves nothing, a person looks."""
    stage = stage_of(case, rules)
    why = (
        f"A form came in the name of {event.sender.address or 'an unknown sender'}, and {event.hold}. Nothing was done with it "
        "and nobody was answered. Ring them; if it is theirs, say what follows (answered, next stage)."
    )
    facts = [
        contact(event.received, event.message_id),
        question(f"form:{slug(event.message_id or why)}", why, rules, event.message_id),
    ]
    after = after_facts(case, facts)
    nth = slug(event.message_id or event.received.isoformat())
    told = manager_told(after, stage, [why], rules, nth, alert=True)
    return Decision(
        after,
        tuple(facts),
        (told,),
        why=f"{case.reference}: a form that nobody vouches for was put before the manager.",
    )


def unforeseen(case: Case, event: FormReceived, rules: Rules) -> Decision:
    """A form that no rule foresees for this case: noted, acknowledged and put before a person."""
    if case.closed is not None:
        why = "A form came for a case that is closed. You may reopen it."
    else:
        why = "A form came for a case that is open already, and it is neither a response nor a later stage."
    facts: list[Fact] = [
        contact(event.received, event.message_id),
        question(f"form:{slug(event.message_id or why)}", why, rules),
    ]
    after = after_facts(case, facts)
    stage = stage_of(case, rules)
    nth = slug(event.message_id or event.received.isoformat())
    letters = form_acknowledged(after, stage, event, rules, facts, "form")
    letters.append(manager_told(after, stage, [why], rules, nth, alert=True))
    return Decision(after, tuple(facts), tuple(letters), why=why)
