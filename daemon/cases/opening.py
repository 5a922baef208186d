"""A form that opens a case: what is logged, who is acknowledged, who is told, and what goes before a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from daemon.cases.answers.responses import RESPONSE_FIELDS
from daemon.cases.facts import fold, snapshot
from daemon.cases.rules import Rules, slug
from daemon.cases.stages.beginning import AGENCY, Entry, begin
from daemon.cases.stages.ran_before import began, not_evidenced, ran_before
from daemon.cases.stages.scope import out_of_scope
from daemon.cases.telling import attention
from daemon.cases.telling.asking import kinds_noted
from daemon.cases.telling.questions import asked_fact
from daemon.cases.telling.whom import acknowledgement, manager_told, urgent_alert
from daemon.cases.values import Case, Decision, Fact, FormReceived, Question, Wanted
from daemon.protocol.values import Stage


def opened(event: FormReceived, reference: str, rules: Rules) -> Decision:
    """The decision for a form that belongs to no case: `reference` is the one it will have."""
    protocol = rules.protocol
    stage, stage_doubt = _stage_of(event, rules)
    referring = _agency_name(event.answers.get("referring_agency"), rules)
    named = _named(event.answers.get("responding_agency"), rules)
    case = Case(
        reference=reference,
        protocol=protocol.id,
        version=protocol.version,
        stage=stage.id,
        received=event.received,
        received_at=event.received_at,
        message_id=event.message_id,
        subject=event.subject,
        sender=event.sender.address,
        sender_listed=event.sender.listed,
        referring_agency=referring,
        referrer=referrer_of(event, referring, rules),
        named=named,
        stage_since=event.received,
        last_contact=event.received,
        answers=event.answers,
        immediate_risk=event.answers.get("immediate_risk") is True,
        form=event.document,
    )
    begun = begin(case, stage, _entry(event, stage, rules), rules)
    asked = _doubts(case, event, stage_doubt, rules)
    if not _may_open(event, stage, rules):
        asked += _out_of_order(event, stage, rules)
    questions = [*begun.questions, *asked]
    case = replace(case, responders=tuple(begun.responders), questions=tuple(questions))

    facts = [
        Fact(
            "opened",
            event.sender.address or "an unknown sender",
            f"A form came in on {event.received.isoformat()} and was logged at {stage.label}.",
            snapshot(case),
            stage.clause,
            "policy",
            event.message_id,
        ),
        *not_evidenced(event.answers, stage, rules),
        *ran_before(event.answers, event.received, stage, rules),
        *begun.facts,
        *(asked_fact(one, event.message_id) for one in asked),
        *_said_already(event),
    ]
    letters = list(begun.letters)
    letters += _acknowledged(case, stage, event, rules, facts)
    if case.immediate_risk:
        letters.append(urgent_alert(case, rules, 1))
        facts.append(
            Fact("alerted", "case-intake", "The form says immediate risk.", {"alerted_at": rules.now.isoformat()})
        )
        case = replace(case, alerted_at=rules.now)
    if case.questions:
        letters.append(manager_told(case, stage, [one.why for one in case.questions], rules, "opened", alert=True))
    case = fold(facts) or case
    facts += kinds_noted(case, stage, rules)
    noted, told = attention.named(None, case, stage, rules, event.received, "opened")
    day, shown = attention.asked_day(event.answers, case, stage, rules, "opened")
    facts += [*noted, *day]
    letters += [*told, *shown]
    return Decision(case, tuple(facts), tuple(letters), why=f"A form that belongs to no case we hold: {reference}.")


def _may_open(event: FormReceived, stage: Stage, rules: Rules) -> bool:
    """True for an opening form, and for one that first reaches us at a stage which the policy sends to somebody (a Chair)."""
    if event.event == "open":
        return True
    notice = rules.protocol.telling(stage, "notice")
    sent = notice is not None and notice.basis == "policy" and AGENCY not in notice.to
    return event.event == "panel_request" and sent and bool(event.answers.get("disagreement_summary"))


_NOT_OPENING = ("response", "resolved_notice", "panel_request")


def _said_already(event: FormReceived) -> list[Fact]:
    """What an answer without a case says, kept for the manager; it answers for nobody until they have ruled."""
    given = {name: event.answers[name] for name in RESPONSE_FIELDS if name in event.answers}
    if event.event not in ("response", "resolved_notice") or not given:
        return []
    by = event.sender.address or "an unknown sender"
    why = "What it says of the outcome is kept; it moves nothing until a person has ruled."
    data = {"name": None, "on": event.received.isoformat(), "answers": given}
    return [Fact("response", by, why, data, None, "local", event.message_id)]


def _entry(event: FormReceived, stage: Stage, rules: Rules) -> Entry:
    waits: list[str] = []
    if event.hold:
        waits.append(event.hold)
    if event.tracked_changes:
        waits.append("the form carries tracked changes")
    if not event.sender.listed:
        waits.append("the sender is not listed in contacts.xlsx")
    if event.event in _NOT_OPENING and not _may_open(event, stage, rules):
        waits.append(f"no case was held when this {event.event.replace('_', ' ')} came")
    own = began(event.answers, event.received, stage, rules)
    return Entry(event.received, event.recipients, event.message_id, tuple(waits), own)


def _stage_of(event: FormReceived, rules: Rules) -> tuple[Stage, str | None]:
    """The stage that the form claims, else the one at which forms reach the mailbox."""
    claimed = event.answers.get("stage")
    if claimed is None and event.event == "resolved_notice":
        claimed = event.answers.get("stage_resolved")
    if isinstance(claimed, str) and claimed.strip():
        stage = rules.protocol.stage(claimed)
        if stage is not None:
            return stage, None
        entry = rules.protocol.stage(rules.protocol.entry_stage)
        assert entry is not None
        return entry, f"The form's words for its stage are not a stage of this protocol; logged at {entry.label}."
    entry = rules.protocol.stage(rules.protocol.entry_stage)
    assert entry is not None
    return entry, None


def _agency_name(written: Any, rules: Rules) -> str | None:
    if not isinstance(written, str) or not written.strip():
        return None
    agency = rules.contacts.find_agency(written)
    return agency.name if agency else written.strip()


def _named(written: Any, rules: Rules) -> tuple[str, ...]:
    """The responding agencies, each by its listed name where the directory knows it, without repeats."""
    parts: list[str] = []
    for one in written if isinstance(written, list) else [written]:
        if isinstance(one, str) and one.strip():
            parts += rules.contacts.split_agencies(one)
    names = [_agency_name(part, rules) for part in parts]
    return tuple(dict.fromkeys(name for name in names if name))


def referrer_of(event: FormReceived, referring: str | None, rules: Rules) -> str | None:
    """The form's sender if at a listed domain of the referring agency, else that agency's SPOC (DESIGN 8)."""
    agency = rules.contacts.find_agency(referring) if referring else None
    address = event.sender.address
    if address and agency is not None and agency.name in event.sender.agencies:
        return address
    if agency is not None and agency.spoc_email:
        return agency.spoc_email
    return None


def _doubts(case: Case, event: FormReceived, stage_doubt: str | None, rules: Rules) -> list[Question]:
    questions: list[Question] = []
    if stage_doubt:
        questions.append(Question("stage", stage_doubt, rules.today))
    pointer = out_of_scope(case, rules)
    if pointer:
        questions.append(Question("scope", pointer, rules.today))
    if event.hold:
        questions.append(Question("sender", f"Nothing was sent about this form: {event.hold}.", rules.today))
    for doubt in event.doubts:
        questions.append(Question(f"doubt:{slug(doubt)}", doubt, rules.today))
    return questions


def _out_of_order(event: FormReceived, stage: Stage, rules: Rules) -> list[Question]:
    """Events for a case that we never had: logged and shown, never refused, never invented (issue of order)."""
    match event.event:
        case "response":
            why = "This is a response, and no case here belongs to it. It was logged so that nothing is lost."
        case "resolved_notice":
            why = "This says that a difference was resolved which was never logged here. You may close it."
        case "panel_request":
            why = f"This asks for {stage.label}, and no case here belongs to it."
        case _:
            why = f"This moves a case to {stage.label}, and no earlier stage of it was logged here."
            return [] if event.event == "next_stage" else [Question("order", why, rules.today)]
    return [Question("order", why, rules.today)]


def _acknowledged(case: Case, stage: Stage, event: FormReceived, rules: Rules, facts: list[Fact]) -> list[Wanted]:
    letters: list[Wanted] = []
    reference_only = not event.sender.listed
    if event.sender.address and event.acknowledge and not event.hold:
        letters.append(acknowledgement(case, stage, event, rules, reference_only=reference_only))
    else:
        why = event.hold or event.acknowledge_why
        facts.append(Fact("acknowledgement_owed", "case-intake", f"No acknowledgement was sent: {why}"))
        letters.append(
            manager_told(case, stage, [f"The form was logged but not acknowledged: {why}"], rules, "owed", alert=False)
        )
    if event.sender.staff and case.referrer and case.referrer != event.sender.address:
        letters.append(acknowledgement(case, stage, event, rules, reference_only=False, to=case.referrer))
    missing = [field for field in event.missing if field]
    if missing and event.sender.listed and event.acknowledge and not event.hold and event.sender.address:
        letters.append(
            Wanted(
                key=f"{case.reference}/{stage.id}/missing-answers",
                occasion="missing_answers",
                party="sender",
                to=(event.sender.address,),
                addressee=case.referring_agency or "",
                details={"fields": missing, "stage_label": stage.label},
                at_once=True,
                in_reply_to=event.message_id,
                basis="local",
                rank=3,
            )
        )
    return letters
