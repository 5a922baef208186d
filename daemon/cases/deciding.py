"""`decide`: what follows when an event happens to a case. Values in, values out; nothing here touches the outside.

The last arm of `decide` is the important one: what nobody foresaw goes to a person and is never guessed.
"""

from __future__ import annotations

from dataclasses import replace

from daemon.cases import mornings, notices, opening, panel
from daemon.cases.answers import again, agreement, deciders, later_stages, replies, responses, risk
from daemon.cases.belonging import is_referrer
from daemon.cases.facts import after_facts
from daemon.cases.rules import Rules, slug, stage_of
from daemon.cases.rulings.deciding import ruled
from daemon.cases.rulings.making import marked
from daemon.cases.telling.questions import question
from daemon.cases.telling.whom import manager_told
from daemon.cases.values import (
    Case,
    ContactCorrected,
    DayBegan,
    Decision,
    Event,
    Fact,
    FormAgain,
    FormFromDecider,
    FormReceived,
    HourPassed,
    InvitationAnswered,
    LetterBounced,
    NoticeAccepted,
    NoticeReleased,
    ReplyReceived,
    Ruled,
    Status,
    Wanted,
)
from daemon.protocol.counting import plain_day


def opening_decision(event: FormReceived, reference: str, rules: Rules) -> Decision:
    """The decision for a form that belongs to no case we hold; `reference` is the one the new case gets."""
    return _with_letters_told(opening.opened(_foreseen(event, "open", rules), reference, rules))


def _foreseen(event: FormReceived, instead: str, rules: Rules) -> FormReceived:
    """A request for a panel under a policy that has none is a form of the stage that it names (Dudley's last stage)."""
    if event.event == "panel_request" and "panel_request" not in rules.protocol.events:
        return replace(event, event=instead)
    return event


def decide(case: Case, event: Event, rules: Rules) -> Decision:
    """What follows when `event` happens to `case` under `rules`. Changes nothing itself.

    The rules must hold the protocol version that the case opened under. Raises `Refusal` for a ruling that cannot be done.
    """
    if isinstance(event, FormReceived):
        event = _foreseen(event, "next_stage", rules)
    decision = risk.told(case, event, _decided(case, event, rules), rules)
    decision = _with_letters_told(_with_doubts(decision, event, rules))
    return marked(decision, event) if isinstance(event, Ruled) else decision


def _with_doubts(decision: Decision, event: Event, rules: Rules) -> Decision:
    """What else a person must know of a form's mail is asked of the manager, whatever the form did to the case."""
    event = event.form if isinstance(event, FormFromDecider) else event
    if not isinstance(event, (FormReceived, FormAgain)) or not event.doubts or decision.case is None:
        return decision
    facts = [question(f"doubt:{slug(doubt)}", doubt, rules) for doubt in event.doubts]
    after = after_facts(decision.case, facts)
    nth = f"{slug(event.message_id or event.received.isoformat())}/doubt"
    told = manager_told(after, stage_of(after, rules), list(event.doubts), rules, nth, alert=True)
    return replace(decision, case=after, facts=(*decision.facts, *facts), letters=(*decision.letters, told))


def _decided(case: Case, event: Event, rules: Rules) -> Decision:
    closed = case.closed is not None
    alerted = case.immediate_risk and not case.seen and not (closed and not case.questions)
    match event:
        case DayBegan(day, unheard):
            return mornings.day_began(case, day, rules, unheard)
        case HourPassed() if alerted:
            return mornings.hour_passed(case, rules, _alert_number(rules, case))
        case NoticeAccepted():
            return notices.notice_accepted(case, event, rules)
        case NoticeReleased():
            return notices.notice_released(case, event, rules)
        case LetterBounced():
            return notices.letter_bounced(case, event, rules)
        case ContactCorrected():
            return notices.contact_corrected(case, event, rules)
        case InvitationAnswered():
            return panel.invitation_answered(case, event, rules)
        case FormFromDecider():
            return deciders.form_from_decider(case, event, rules)
        case FormReceived(hold=str()):
            return again.not_vouched_for(case, event, rules)
        case FormAgain():
            return again.form_again(case, event, _as_form(event, case), rules)
        case FormReceived(event="response") if not closed:
            if event.answers.get("referrer_agrees") is True and is_referrer(case, event.sender):
                return agreement.agreed(case, event, rules)
            return responses.response_received(case, event, rules)
        case FormReceived(event="next_stage") if not closed:
            return later_stages.next_stage(case, event, rules)
        case FormReceived(event="panel_request") if not closed:
            return later_stages.panel_requested(case, event, rules)
        case FormReceived(event="resolved_notice") if not closed:
            return responses.resolved_notice(case, event, rules)
        case ReplyReceived() if says_agreed(event) and case.status(rules.today) == Status.AWAITING_CONFIRMATION:
            if is_referrer(case, event.sender):
                return agreement.agreed(case, event, rules)
            return replies.reply_received(case, replace(event, guess="agreement, but not from the referrer"), rules)
        case ReplyReceived() if not closed and says(event, "done") and replies.decides(case, event.sender):
            return replies.step_reported(case, event, rules)
        case ReplyReceived() if (
            is_referrer(case, event.sender) and (foreseen := replies.plain_email(case, event, rules)) is not None
        ):
            return foreseen
        case ReplyReceived(answers="impact") if closed and is_referrer(case, event.sender):
            return replies.impact_answered(case, event, rules)
        case ReplyReceived():
            return replies.reply_received(case, event, rules)
        case HourPassed():
            return Decision(case, why="The alert has been seen, or the case is closed.")
        case FormReceived():
            return again.unforeseen(case, event, rules)
        case Ruled():
            return ruled(case, event, rules)


def says_agreed(event: ReplyReceived) -> bool:
    """The word that our letter asks for, alone on the first line of the reply's own words (DESIGN 8)."""
    return says(event, "agreed")


def says(event: ReplyReceived, word: str) -> bool:
    """True where `word` stands alone on the first line of the reply's own words."""
    return event.first_line.strip(" \t.!'\"“”*").casefold() == word


def _alert_number(rules: Rules, case: Case) -> int:
    """How many hours have passed since receipt, so that each alert has a key of its own."""
    return 1 + max(1, int((rules.now - case.received_at).total_seconds() // 3600))


def _as_form(event: FormAgain, case: Case) -> FormReceived:
    return FormReceived(
        event="open",
        answers=event.answers,
        missing=(),
        received=event.received,
        received_at=case.received_at,
        sender=event.sender,
        recipients=frozenset(),
        message_id=event.message_id,
        subject=None,
        acknowledge=event.acknowledge,
        acknowledge_why="a machine sent it",
        document=event.document,
    )


def _with_letters_told(decision: Decision) -> Decision:
    """The journal says which letters were decided, so that `explain` needs no second source."""
    lines = tuple(_letter_fact(one) for one in decision.letters)
    return replace(decision, facts=(*decision.facts, *lines))


def _letter_fact(wanted: Wanted) -> Fact:
    named = wanted.party == "panel member" and wanted.addressee
    whom = f"{wanted.addressee}, {wanted.party}" if named else wanted.party
    why = f"{wanted.what.capitalize()} to {whom}"
    if "completed form" in wanted.attach and (day := wanted.details.get("form_on")) is not None:
        why += f", on the later form of {plain_day(day)}"
    if wanted.waits:
        why += f", waiting for release: {wanted.waits}"
    return Fact(
        "letter", "case-intake", f"{why}.", {"key": wanted.key, "to": list(wanted.to)}, wanted.clause, wanted.basis
    )
