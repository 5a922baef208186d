"""Answers to a case: responses on a form, agreement, other replies, later stages, forms that come again, bounces.

What counts as an answer, and what closes, is DESIGN 8: a filled response part moves a case, the referrer's AGREED closes
it, and any other words are put before the manager with a guess.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from daemon.cases.facts import fold, snapshot
from daemon.cases.rules import Rules, slug
from daemon.cases.stages import Entry, begin, clock_fact, notice_letter
from daemon.cases.telling import acknowledgement, manager_told, side_letters
from daemon.cases.values import (
    AlertSeen,
    Case,
    Decision,
    Fact,
    FormAgain,
    FormReceived,
    LetterBounced,
    NoticeAccepted,
    NoticeReleased,
    Question,
    ReplyReceived,
    Responder,
    Wanted,
)
from daemon.protocol.values import Stage

_RESPONSE_FIELDS = [
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
    facts = [_contact(event.received, event.message_id)]
    letters: list[Wanted] = []
    given = {name: event.answers[name] for name in _RESPONSE_FIELDS if name in event.answers}
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
    }
    if resolved is True and all_answered and responder is not None:
        facts.append(
            Fact(
                "confirmation_asked",
                "case-intake",
                "The response says resolved; the referrer is asked to confirm. Silence never closes.",
                {"confirmation_asked": rules.today.isoformat()},
                rules.protocol.closing.clause,
                rules.protocol.closing.basis,
            )
        )
    elif resolved is False:
        facts.append(question("not-resolved", f"The response says not resolved. {stage.unresolved}", rules))
    elif resolved is not True:
        facts.append(question("resolved-unclear", "The response does not say plainly whether it is resolved.", rules))
    after = after_facts(case, facts)
    telling = rules.protocol.telling(stage, "response_received")
    nth = slug(event.message_id or event.received.isoformat())
    letters += side_letters(after, "response_received", telling, rules, details, nth=nth, at_once=True)
    letters += _form_acknowledged(after, stage, event, rules, facts, "response")
    letters += _questions_told(case, after, stage, rules, nth)
    ended = (f"{case.reference}/{case.stage}/reminder/", f"{case.reference}/{case.stage}/chaser/")
    if all_answered:
        withdraw = (*ended, f"{case.reference}/{case.stage}/overdue/")
    elif responder is not None:
        withdraw = tuple(f"{beginning}{slug(responder.name)}/" for beginning in ended)
    else:
        withdraw = ()
    return Decision(after, tuple(facts), tuple(letters), withdraw, f"A response for {case.reference}.")


def agreed(case: Case, event: ReplyReceived | FormReceived, rules: Rules) -> Decision:
    """The referrer agrees: by the word AGREED alone on the first line, or by the form's tick."""
    closing = rules.protocol.closing
    by = event.sender.address or "the referrer"
    facts = [
        _contact(event.received, event.message_id),
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
    after = after_facts(case, facts)
    return Decision(
        after,
        tuple(facts),
        tuple(closure_letters(after, rules, slug(event.message_id or rules.today.isoformat()))),
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
        "outcome": case.outcome,
    }
    telling = rules.protocol.telling(stage_of(case, rules), "closure")
    return side_letters(case, "closure", telling, rules, details, nth=nth, parties=closing.tell, at_once=True)


def reply_received(case: Case, event: ReplyReceived, rules: Rules) -> Decision:
    """Words without a form from a party: noted, and put before the manager. Status and clock stay as they are."""
    by = event.sender.address or "an unknown sender"
    facts = (
        _contact(event.received, event.message_id),
        Fact("noted", by, f"A reply without a form. Our guess: {event.guess}.", {}, None, "local", event.message_id),
    )
    after = after_facts(case, facts)
    why = f"{by} replied without a form. Our guess: {event.guess}. Nothing was changed."
    nth = slug(event.message_id or rules.now.isoformat())
    letter = manager_told(after, stage_of(case, rules), [why], rules, nth, alert=False, what="reply")
    return Decision(after, facts, (letter,), why=f"A reply about {case.reference}, put before the manager.")


def form_again(case: Case, event: FormAgain, acknowledged: FormReceived, rules: Rules) -> Decision:
    """The same document again, or a corrected one: never a second case."""
    stage = stage_of(case, rules)
    by = event.sender.address or "an unknown sender"
    facts: list[Fact] = [_contact(event.received, event.message_id)]
    letters: list[Wanted] = []
    if event.differences:
        changed = ", ".join(name for name, _, _ in event.differences)
        facts.append(
            Fact(
                "corrected",
                by,
                f"A corrected form: {changed} changed.",
                {"answers": dict(event.answers), "differences": [list(one) for one in event.differences]},
                None,
                "local",
                event.message_id,
            )
        )
        after = after_facts(case, facts)
        why = f"A corrected form came for this case; these answers changed: {changed}."
        nth = slug(event.message_id or rules.now.isoformat())
        letters.append(manager_told(after, stage, [why], rules, nth, alert=False, what="corrected"))
        what = "corrected form"
    else:
        facts.append(Fact("duplicate", by, "The same form again; no second case.", {}, None, "local", event.message_id))
        after = after_facts(case, facts)
        what = "duplicate"
    letters += _form_acknowledged(after, stage, acknowledged, rules, facts, what)
    return Decision(after, tuple(facts), tuple(letters), why=f"{what.capitalize()} for {case.reference}.")


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
    begun = begin(moved, stage, Entry(event.received, event.recipients, event.message_id, waits), rules)
    facts = [
        _contact(event.received, event.message_id),
        Fact(
            "stage_moved",
            event.sender.address or "an unknown sender",
            f"The case moves to {stage.label}.",
            {
                "stage": stage.id,
                "on": event.received.isoformat(),
                "responders": snapshot(replace(moved, responders=tuple(begun.responders)))["responders"],
            },
            stage.clause,
            "policy",
            event.message_id,
        ),
        *begun.facts,
        *(_asked_fact(one) for one in begun.questions),
    ]
    after = after_facts(case, facts)
    details = {"stage_label": stage.label, "due": after.due, "agencies": list(case.named)}
    telling = rules.protocol.telling(stage, "stage_moved")
    nth = slug(event.message_id or event.received.isoformat())
    letters = list(begun.letters)
    letters += side_letters(after, "stage_moved", telling, rules, details, nth=nth, at_once=True)
    letters += _form_acknowledged(after, stage, event, rules, facts, "form")
    letters += _questions_told(case, after, stage, rules, nth)
    withdraw = (f"{case.reference}/{case.stage}/",)
    return Decision(after, tuple(facts), tuple(letters), withdraw, f"{case.reference} moves to {stage.label}.")


def panel_requested(case: Case, event: FormReceived, rules: Rules) -> Decision:
    """Either agency asks for the top stage (Bolton: Partnership Resolution). The unit convenes; no clock of policy."""
    wanted = stage_of(case, rules)
    stage = rules.protocol.stage(str(event.answers.get("stage") or "")) or rules.protocol.stages[-1]
    facts: list[Fact] = [_contact(event.received, event.message_id)]
    if stage.id != wanted.id:
        facts.append(
            Fact(
                "stage_moved",
                event.sender.address or "an unknown sender",
                f"{stage.label} is asked for.",
                {
                    "stage": stage.id,
                    "on": event.received.isoformat(),
                    "responders": [
                        snapshot(replace(case, responders=(replace(one, due=None, counted_from=None),)))["responders"][
                            0
                        ]
                        for one in case.responders
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
            {"panel_requested": event.received.isoformat()},
            stage.clause,
            "policy",
            event.message_id,
        )
    )
    after = after_facts(case, facts)
    nth = slug(event.message_id or event.received.isoformat())
    details = {"stage_label": stage.label, "due": None, "agencies": list(case.named)}
    letters = side_letters(
        after, "stage_moved", rules.protocol.telling(stage, "stage_moved"), rules, details, nth=nth, at_once=True
    )
    letters += _form_acknowledged(after, stage, event, rules, facts, "request")
    why = f"{stage.label} is requested: please convene it ({rules.protocol.panel_clause})."
    letters.append(manager_told(after, stage, [why], rules, nth, alert=True, what="panel"))
    withdraw = (f"{case.reference}/{case.stage}/",)
    return Decision(after, tuple(facts), tuple(letters), withdraw, f"{stage.label} requested for {case.reference}.")


def resolved_notice(case: Case, event: FormReceived, rules: Rules) -> Decision:
    """A notice that the parties resolved it themselves: a proposal to close, decided by the manager."""
    given = {name: event.answers[name] for name in _RESPONSE_FIELDS if name in event.answers}
    facts = [
        _contact(event.received, event.message_id),
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
    letters = _form_acknowledged(after, stage, event, rules, facts, "notice")
    letters += _questions_told(case, after, stage, rules, nth)
    return Decision(after, tuple(facts), tuple(letters), why=f"A resolved notice for {case.reference}.")


def alert_seen(case: Case, event: AlertSeen) -> Decision:
    """Somebody has the alert in hand: the hourly ones stop. The risk is theirs to judge; nothing else changes."""
    why = "The alert about immediate risk was seen."
    facts = (Fact("seen", event.by, why, {"seen": True}, None, "local", event.message_id),)
    return Decision(after_facts(case, facts), facts, withdraw=(), why=f"{case.reference}: {why}")


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
        start = event.day if responder.agency else (responder.counted_from or case.received)
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
    start = responder.counted_from if had_form and responder.counted_from else rules.today
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


def _put_before_manager(case: Case, event: FormReceived, why: str, rules: Rules) -> Decision:
    facts: list[Fact] = [
        _contact(event.received, event.message_id),
        question("which-stage", why, rules, event.message_id),
    ]
    after = after_facts(case, facts)
    stage = stage_of(case, rules)
    nth = slug(event.message_id or event.received.isoformat())
    letters = _form_acknowledged(after, stage, event, rules, facts, "form")
    letters += _questions_told(case, after, stage, rules, nth)
    return Decision(after, tuple(facts), tuple(letters), why=why)


def _form_acknowledged(
    case: Case, stage: Stage, event: FormReceived, rules: Rules, facts: list[Fact], what: str
) -> list[Wanted]:
    if event.sender.address and event.acknowledge and not event.hold:
        return [acknowledgement(case, stage, event, rules, reference_only=not event.sender.listed, what=what)]
    why = event.hold or event.acknowledge_why
    facts.append(Fact("acknowledgement_owed", "case-intake", f"No acknowledgement was sent: {why}"))
    return []


def _questions_told(before: Case, after: Case, stage: Stage, rules: Rules, nth: str) -> list[Wanted]:
    known = {one.id for one in before.questions}
    new = [one.why for one in after.questions if one.id not in known]
    return [manager_told(after, stage, new, rules, nth, alert=True)] if new else []


def question(question_id: str, why: str, rules: Rules, message_id: str | None = None, *, blocks: bool = False) -> Fact:
    return _asked_fact(Question(question_id, why, rules.today, blocks), message_id)


def _asked_fact(question: Question, message_id: str | None = None) -> Fact:
    data = {
        "id": question.id,
        "why": question.why,
        "asked": question.asked.isoformat(),
        "blocks_clock": question.blocks_clock,
    }
    return Fact("question", "case-intake", question.why, data, None, "local", message_id)


def _contact(day: date, message_id: str | None) -> Fact:
    return Fact(
        "contact",
        "case-intake",
        "A message about the case came in.",
        {"last_contact": day.isoformat()},
        message_id=message_id,
    )


def unforeseen(case: Case, event: FormReceived, rules: Rules) -> Decision:
    """A form that no rule foresees for this case: noted, acknowledged and put before a person."""
    if case.closed is not None:
        why = "A form came for a case that is closed. You may reopen it."
    else:
        why = "A form came for a case that is open already, and it is neither a response nor a later stage."
    facts: list[Fact] = [
        _contact(event.received, event.message_id),
        question(f"form:{slug(event.message_id or why)}", why, rules),
    ]
    after = after_facts(case, facts)
    stage = stage_of(case, rules)
    nth = slug(event.message_id or event.received.isoformat())
    letters = _form_acknowledged(after, stage, event, rules, facts, "form")
    letters.append(manager_told(after, stage, [why], rules, nth, alert=True))
    return Decision(after, tuple(facts), tuple(letters), why=why)


def stage_of(case: Case, rules: Rules) -> Stage:
    """The case's own stage, in the protocol version it opened under."""
    stage = rules.protocol.stage(case.stage)
    assert stage is not None, f"{case.reference} stands at a stage that its own protocol version does not have"
    return stage


def after_facts(case: Case, facts: list[Fact] | tuple[Fact, ...]) -> Case:
    opened = Fact("opened", "", "", snapshot(case))
    after = fold((opened, *facts))
    assert after is not None
    return after
