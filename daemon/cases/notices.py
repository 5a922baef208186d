"""What becomes of our letters: a notice accepted or released starts a clock, one that came back stops it."""

from __future__ import annotations

from dataclasses import replace

from daemon.cases.facts import after_facts
from daemon.cases.questions import question
from daemon.cases.rules import Rules, slug, stage_of
from daemon.cases.stages import clock_fact, notice_letter
from daemon.cases.values import Case, Decision, Fact, LetterBounced, NoticeAccepted, NoticeReleased, Wanted


def notice_accepted(case: Case, event: NoticeAccepted, rules: Rules) -> Decision:
    """SMTP took the notice: the party has it, and its clock is fixed on that day (DESIGN 7)."""
    stage = stage_of(case, rules)
    clock = stage.answer_clock
    responder = next((one for one in case.responders if one.name == event.name), None)
    if responder is None or responder.notice in ("sent", "had_form"):
        return Decision(case, why="The notice had been counted already.")
    sent = replace(responder, notice="sent", provisional=False)
    facts: list[Fact] = []
    if clock is None:
        data = {"name": sent.name, "notice": "sent"}
        facts.append(Fact("clock", "case-intake", f"The notice to {sent.name} has gone.", data))
    else:
        kept = not responder.agency or responder.day_ruled
        start = (responder.counted_from or case.received) if kept else event.day
        counted = rules.after(start, clock.working_days)
        if responder.due == counted.on and responder.counted_from == counted.counted_from:
            why = f"The mail server has taken the notice to {sent.name}; its due day stands."
            data = {"name": sent.name, "notice": "sent", "provisional": False}
            facts.append(Fact("clock", "case-intake", why, data, clock.clause, clock.basis))
        else:
            facts.append(clock_fact(sent.name, sent, counted, clock, had_form=False, what="recounted"))
    settled = [one.id for one in case.questions if one.id in (f"notice-waits:{slug(event.name)}",)]
    if settled:
        facts.append(Fact("settled", "case-intake", "The notice has gone.", {"ids": settled}))
    return Decision(after_facts(case, facts), tuple(facts), why=f"The notice to {event.name} has gone.")


def notice_released(case: Case, event: NoticeReleased, rules: Rules) -> Decision:
    """A person allows the notice: it is written anew for today, and its clock is provisional until it has gone."""
    stage = stage_of(case, rules)
    clock, notice = stage.answer_clock, rules.protocol.telling(stage, "notice")
    responder = next((one for one in case.responders if one.name == event.name), None)
    if responder is None or notice is None or responder.answered is not None:
        return Decision(case, why="There is nobody to whom this notice could go.")
    agency = rules.contacts.find_agency(responder.name) if responder.agency else None
    had_form = responder.notice == "had_form"
    kept = had_form or responder.day_ruled
    start = responder.counted_from if kept and responder.counted_from else rules.today
    counted = rules.after(start, clock.working_days) if clock else None
    allowed = replace(
        responder,
        address=agency.spoc_email if agency else responder.address,
        notice="had_form" if had_form else "queued",
        counted_from=start,
        due=counted.on if counted else None,
        provisional=not had_form,
    )
    facts = [
        Fact("released", event.by, f"The notice to {event.name} may go.", {}, notice.clause, notice.basis),
        Fact("settled", event.by, "The notice was released.", {"ids": [f"notice-waits:{slug(event.name)}"]}),
    ]
    if clock is not None and counted is not None:
        facts.append(clock_fact(event.name, allowed, counted, clock, had_form=had_form))
    letter = notice_letter(
        case.reference,
        stage,
        clock,
        notice,
        allowed,
        counted,
        greeting=agency.spoc_name if agency else None,
        had_form=had_form,
    )
    return Decision(after_facts(case, facts), tuple(facts), (letter,), why=f"The notice to {event.name} was released.")


def letter_bounced(case: Case, event: LetterBounced, rules: Rules) -> Decision:
    """A letter of ours came back: a notice that bounced stops its clock, a chaser that bounced was not served."""
    stage = stage_of(case, rules)
    responder = next(
        (one for one in case.responders if one.address and one.address.casefold() == event.recipient.casefold()), None
    )
    why = f"Our {event.occasion.replace('_', ' ')} to {event.recipient} came back: {event.why}"
    facts: list[Fact] = [Fact("bounced", "the mail system", why, {}, None, "local", event.message_id)]
    if responder is not None and responder.answered is None:
        if event.occasion == "notice" and responder.notice != "had_form":
            data = {"name": responder.name, "notice": "failed", "due": None, "counted_from": None}
            facts.append(Fact("notice_failed", "case-intake", f"{responder.name} has not had the notice.", data))
            ask = f"The notice to {responder.name} came back, so its clock cannot start. Correct contacts.xlsx."
            facts.append(question(f"bounced:{slug(responder.name)}", ask, rules, blocks=True))
        elif event.occasion == "chaser":
            data = {"name": responder.name}
            facts.append(Fact("chaser_unserved", "case-intake", "A chaser that bounced was not served.", data))
            ask = f"The chaser to {responder.name} came back. Correct contacts.xlsx or ring them."
            facts.append(question(f"bounced:{slug(responder.name)}", ask, rules))
    after = after_facts(case, facts)
    letter = Wanted(
        key=f"{event.key}/bounced/{slug(event.recipient)}",
        occasion="bounced",
        party="manager",
        to=(rules.manager,),
        addressee="",
        details={
            "recipient": event.recipient,
            "why": event.why,
            "occasion": event.occasion,
            "stage_label": stage.label,
        },
        urgent=True,
        basis="local",
        rank=1,
    )
    return Decision(after, tuple(facts), (letter,), why=why)
