"""The referrer agrees, and the case closes: by AGREED, or by the form's tick (DESIGN 8, *What closes*)."""

from __future__ import annotations

from daemon.cases.facts import after_facts, contact
from daemon.cases.panel import called_off
from daemon.cases.rules import Rules, slug, stage_of
from daemon.cases.telling import attention
from daemon.cases.telling.asking import closing_asks
from daemon.cases.telling.whom import side_letters
from daemon.cases.values import Case, Decision, Fact, FormReceived, ReplyReceived, Wanted


def agreed(case: Case, event: ReplyReceived | FormReceived, rules: Rules) -> Decision:
    """The referrer agrees: by the word AGREED alone on the first line, or by the form's tick."""
    closing = rules.protocol.closing
    by = event.sender.address or "the referrer"
    facts = [
        contact(event.received, event.message_id),
        Fact("agreed", by, "The referrer agrees.", {}, closing.clause, closing.basis, event.message_id),
        Fact(
            "closed",
            "case-intake",
            "The responding side says resolved and the referrer agrees.",
            {"on": rules.today.isoformat(), "outcome": "resolved, agreed by the referrer"},
            closing.clause,
            closing.basis,
        ),
    ]
    nth = slug(event.message_id or rules.today.isoformat())
    off, cancelled = called_off(case, nth, rules)
    facts += off
    after = after_facts(case, facts)
    noted, told = attention.closed(after, stage_of(case, rules), rules, rules.today, nth)
    return Decision(
        after,
        (*facts, *noted),
        (*cancelled, *closure_letters(after, rules, nth), *told),
        (f"{case.reference}/",),
        f"The referrer agrees: {case.reference} is closed.",
    )


def closure_letters(case: Case, rules: Rules, nth: str) -> list[Wanted]:
    """Closure is told to both sides, or to whom the protocol says (DESIGN 8)."""
    closing = rules.protocol.closing
    details = {
        "stage_label": stage_of(case, rules).label,
        "between_parties": closing.between_parties,
        "outstanding": closing.outstanding,
        "debrief": closing.debrief,
        "asks": closing_asks(rules),
        "outcome": case.outcome,
        "weeks": rules.protocol.impact_weeks,
    }
    telling = rules.protocol.telling(stage_of(case, rules), "closure")
    return side_letters(case, "closure", telling, rules, details, nth=nth, parties=closing.tell, at_once=True)
