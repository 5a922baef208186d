"""What becomes of our letters: a notice accepted or released starts a clock, one that came back stops it."""

from __future__ import annotations

from dataclasses import replace

from daemon.cases import mornings
from daemon.cases.facts import after_facts
from daemon.cases.rules import Rules, slug, stage_of
from daemon.cases.stages.beginning import clock_fact, notice_letter
from daemon.cases.telling.questions import question
from daemon.cases.values import (
    Case,
    ContactCorrected,
    Decision,
    Fact,
    LetterBounced,
    NoticeAccepted,
    NoticeReleased,
    Responder,
    Wanted,
)


def notice_accepted(case: Case, event: NoticeAccepted, rules: Rules) -> Decision:
    """SMTP took the notice: the party has it, and its clock is fixed on that day (DESIGN 7)."""
    stage = stage_of(case, rules)
    clock = stage.answer_clock
    responder = next((one for one in case.responders if one.name == event.name), None)
    if (
        responder is None
        or responder.notice == "sent"
        or (responder.notice == "had_form" and responder.told == event.day)
    ):
        return Decision(case, why="The notice had been counted already.")
    if responder.notice == "had_form":
        why = (
            f"The mail server has taken the notice to {responder.name}, which had the form itself; its due day stands."
        )
        went = Fact("notice_went", "case-intake", why, {"name": responder.name, "told": event.day.isoformat()})
        return Decision(after_facts(case, (went,)), (went,), why=why)
    sent = replace(responder, notice="sent", provisional=False, told=event.day)
    facts: list[Fact] = []
    if clock is None:
        data = {"name": sent.name, "notice": "sent", "told": event.day.isoformat()}
        facts.append(Fact("clock", "case-intake", f"The notice to {sent.name} has gone.", data))
    else:
        kept = not responder.agency or responder.day_ruled
        start = (responder.counted_from or case.received) if kept else event.day
        counted = rules.after(start, clock.working_days)
        # A day that was kept short under immediate risk stays so.
        short = responder.day_ruled and responder.due is not None and responder.due < counted.on
        if short or (responder.due == counted.on and responder.counted_from == counted.counted_from):
            why = f"The mail server has taken the notice to {sent.name}; its due day stands."
            data = {"name": sent.name, "notice": "sent", "provisional": False, "told": event.day.isoformat()}
            facts.append(Fact("clock", "case-intake", why, data, clock.clause, clock.basis))
        else:
            facts.append(clock_fact(sent.name, sent, counted, clock, had_form=False, what="recounted"))
    settled = [one.id for one in case.questions if one.id in (f"notice-waits:{slug(event.name)}",)]
    if settled:
        facts.append(Fact("settled", "case-intake", "The notice has gone.", {"ids": settled}))
    withdraw = _before(case, sent.name) if any(one.what == "recounted" for one in facts) else ()
    return Decision(after_facts(case, facts), tuple(facts), (), withdraw, f"The notice to {event.name} has gone.")


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
        told=rules.today,
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
        agencies=case.named,
    )
    why = f"The notice to {event.name} was released."
    return Decision(after_facts(case, facts), tuple(facts), (letter,), () if kept else _before(case, event.name), why)


def _before(case: Case, name: str) -> tuple[str, ...]:
    """Beginnings of the keys of prompts that were counted from another day than that on which the notice goes, as in hold
    mode.
    """
    begun = f"{case.reference}/{case.stage}"
    overdue = (f"{begun}/overdue/",) if len(case.responders) == 1 else ()
    return (*(f"{begun}/{what}/{slug(name)}/" for what in ("reminder", "chaser")), *overdue)


def letter_bounced(case: Case, event: LetterBounced, rules: Rules) -> Decision:
    """A letter of ours came back: a notice that bounced stops its clock, a chaser that bounced was not served."""
    stage = stage_of(case, rules)
    responder = next((one for one in case.responders if event.recipient.casefold() in _addresses(one, rules)), None)
    why = f"Our {event.occasion.replace('_', ' ')} to {event.recipient} came back: {event.why}"
    facts: list[Fact] = [Fact("bounced", "the mail system", why, {}, None, "local", event.message_id)]
    if responder is not None and responder.answered is None:
        if event.occasion == "notice" and responder.notice != "had_form":
            data = {"name": responder.name, "notice": "failed", "due": None, "counted_from": None}
            facts.append(Fact("notice_failed", "case-intake", f"{responder.name} has not had the notice.", data))
            ask = f"The notice to {responder.name} came back, so its clock cannot start. Correct contacts.xlsx."
            facts.append(question(_question_id(responder.name), ask, rules, blocks=True))
        elif event.occasion == "chaser":
            data = {"name": responder.name}
            facts.append(Fact("chaser_unserved", "case-intake", "A chaser that bounced was not served.", data))
            ask = f"The chaser to {responder.name} came back. Correct contacts.xlsx or ring them."
            facts.append(question(_question_id(responder.name), ask, rules))
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


def contact_corrected(case: Case, event: ContactCorrected, rules: Rules) -> Decision:
    """The address of a party whose letter came back was corrected: that letter goes again, once, under a key of its own.

    A notice starts the clock anew, for the party has not had it until now; a chaser leaves the due day as it is.
    """
    responder = next((one for one in case.responders if one.name == event.name), None)
    if not awaits_correction(case, event.name) or responder is None or responder.notice != "failed":
        return Decision(case, why=f"Nothing of {case.reference} waits for the address of {event.name}.")
    stage = stage_of(case, rules)
    clock = stage.answer_clock
    mark = f"to-{slug(event.address)}-{rules.today.isoformat()}"
    settled = Fact("settled", "case-intake", "The address was corrected.", {"ids": [_question_id(event.name)]})
    changed = f"contacts.xlsx has a new address for {event.name}"
    if responder.due is not None and clock is not None:
        nth = responder.chasers + 1
        why = f"{changed}: the chaser goes again. The due day stands."
        data = {"name": event.name, "notice": "sent", "address": event.address}
        counted_as = {"name": event.name, "what": "chaser", "nth": nth, "on": rules.today.isoformat()}
        facts = [
            Fact("contact_corrected", "contacts.xlsx", why, data, None, "local"),
            Fact(
                "prompted",
                "case-intake",
                f"Chaser {nth} to {event.name}, again.",
                counted_as,
                clock.clause,
                clock.basis,
            ),
            settled,
        ]
        moved = replace(responder, address=event.address)
        letters = mornings.to_party(case, "chaser", moved, stage, rules, f"{nth}/{mark}", nth)
        return Decision(after_facts(case, facts), tuple(facts), tuple(letters), why=why)
    notice = rules.protocol.telling(stage, "notice")
    if notice is None:
        return Decision(case, why="The protocol sends no notice at this stage.")
    counted = rules.after(rules.today, clock.working_days) if clock else None
    again = replace(
        responder,
        address=event.address,
        notice="queued",
        counted_from=rules.today if counted else None,
        due=counted.on if counted else None,
        provisional=counted is not None,
        told=rules.today,
    )
    why = f"{changed}: the notice goes again, and its clock starts when it has gone."
    data = {"name": event.name, "notice": "queued", "address": event.address}
    facts = [Fact("contact_corrected", "contacts.xlsx", why, data, notice.clause, notice.basis), settled]
    if clock is not None and counted is not None:
        facts.append(clock_fact(event.name, again, counted, clock, had_form=False))
    agency = rules.contacts.find_agency(event.name) if responder.agency else None
    letter = notice_letter(
        case.reference, stage, clock, notice, again, counted, greeting=agency.spoc_name if agency else None
    )
    letter = replace(letter, key=f"{letter.key}/{mark}")
    return Decision(after_facts(case, facts), tuple(facts), (letter,), why=why)


def awaits_correction(case: Case, name: str) -> bool:
    """True while a letter to that party has come back and nobody has put its address right."""
    asked = any(one.id == _question_id(name) for one in case.questions)
    return case.closed is None and asked and any(one.name == name and one.answered is None for one in case.responders)


def _question_id(name: str) -> str:
    return f"bounced:{slug(name)}"


def _addresses(responder: Responder, rules: Rules) -> frozenset[str]:
    """Where the party's letters go: the address that the case knows, and the directory's of today."""
    agency = rules.contacts.find_agency(responder.name) if responder.agency else None
    person = rules.contacts.role(responder.name) if not responder.agency else None
    found = (responder.address, agency.spoc_email if agency else None, person.email if person else None)
    return frozenset(one.casefold() for one in found if one)
