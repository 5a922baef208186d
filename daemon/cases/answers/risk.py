"""A form that says immediate risk alerts a person at once, whichever form of a case it is (DESIGN 2, promise 6)."""

from __future__ import annotations

from dataclasses import replace

from daemon.cases.facts import after_facts
from daemon.cases.rules import Rules, slug
from daemon.cases.telling.whom import urgent_alert
from daemon.cases.values import Case, Decision, Event, Fact, FormAgain, FormFromDecider, FormReceived

_ASKED_ANEW = ("next_stage", "panel_request")


def told(before: Case, event: Event, decision: Decision, rules: Rules) -> Decision:
    """`decision` with the alert, where `event` is a form that says immediate risk and nobody has been told of it yet.

    A form of a later stage says it anew; the same form again, or an answer on the referrer's own form, does not. A hold
    ends with it, for under immediate risk there is none.
    """
    form = event.form if isinstance(event, FormFromDecider) else event
    if not isinstance(form, (FormReceived, FormAgain)) or form.answers.get("immediate_risk") is not True:
        return decision
    anew = isinstance(form, FormReceived) and form.event in _ASKED_ANEW
    if (before.immediate_risk and not anew) or decision.case is None:
        return decision
    why = "A form about this case says immediate risk."
    by = form.sender.address or "an unknown sender"
    facts = [
        Fact("urgent", by, why, {"immediate_risk": True, "seen": False}, message_id=form.message_id),
        Fact("alerted", "case-intake", why, {"alerted_at": rules.now.isoformat()}),
    ]
    if before.hold_until is not None and before.hold_until >= rules.today:
        ended = "The hold has ended, because a form says immediate risk."
        facts.append(Fact("resumed", "case-intake", ended, {"hold_until": None, "hold_why": None}))
    after = after_facts(decision.case, facts)
    alert = urgent_alert(after, rules, 1)
    alert = replace(alert, key=f"{alert.key}/{slug(form.message_id or rules.now.isoformat())}")
    return replace(decision, case=after, facts=(*decision.facts, *facts), letters=(alert, *decision.letters))
