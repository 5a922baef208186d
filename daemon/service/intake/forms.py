"""Forms: each one opens a case, joins the one it belongs to, or is the same form again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from daemon.cases import belonging
from daemon.cases.deciding import decide, opening_decision
from daemon.cases.facts import restored
from daemon.cases.values import Case, Decision, Event, FormAgain, FormFromDecider, FormReceived, Wanted
from daemon.mail import Attachment
from daemon.mail.carriers import cannot_be_opened
from daemon.service.intake import copies, matching
from daemon.service.intake.outcomes import FILED, LOGGED, PERSON, Finished
from daemon.service.office import Office
from daemon.service.opening.known import StoreKnown
from daemon.service.opening.opened import Opened
from daemon.service.outgoing.writing import Writer
from daemon.store.values import CaseRow
from parsers.reading import Reading

# What a referrer is asked for when it is missing; the rest is shown in the findings and nobody is bothered for it.
ASKED_FOR = ("referring_agency", "responding_agency", "disagreement_summary", "subject_name", "immediate_risk")


def handle(office: Office, opened: Opened, writer: Writer, now: datetime) -> Finished:
    """Every form of the mail, each on its own; one mail with two forms makes two cases (issue of carriers)."""
    if office.settings.directory.unlisted_senders == "hold" and not opened.sender.listed:
        why = "A form from a sender who is not in contacts.xlsx; the configuration holds those."
        return Finished("held", PERSON, why, f"message {opened.message.id} held: {why}", held=True)
    known = StoreKnown(office)
    found = [
        (document, reading)
        for document, reading in zip(opened.documents, opened.readings, strict=True)
        if reading.kind == "form"
        and not document.returned
        and not known.own_document(document.sha256, opened.mail.sender)
    ]
    lines, codes, case_ids, seen = [], [], [], set()
    for document, reading in found:
        if document.sha256 in seen:
            continue
        seen.add(document.sha256)
        code, line, case_id = _one(office, opened, document, reading, writer, now, first=not case_ids)
        if code == "held":
            return Finished(
                "held", PERSON, line, f"message {opened.message.id} held: {line}", tuple(case_ids), held=True
            )
        lines.append(line)
        codes.append(code)
        case_ids.append(case_id)
    if not codes:
        why = "Our own document came back; it opens and answers nothing."
        return Finished("ours", FILED, why, f"filed: {why}")
    return Finished(codes[0], LOGGED, " ".join(lines), " ".join(lines), tuple(case_ids))


def _one(
    office: Office,
    opened: Opened,
    document: Attachment,
    reading: Reading,
    writer: Writer,
    now: datetime,
    *,
    first: bool,
) -> tuple[str, str, int]:
    event = replace(_event(office, opened, reading), document=document.sha256)
    if not document.data:
        event = replace(
            event, doubts=(*event.doubts, "The form is too large to be enclosed in a letter; pass it on by hand.")
        )
    enclosed = writer.with_form(document)
    again = office.store.case_of_document(office.mailbox.id, document.sha256)
    suggested = matching.by_thread_or_reference(office, opened.mail, opened.triage) if first else None
    suggested = suggested or _reference_inside(office, reading)
    row = office.store.case(suggested) if suggested else None
    row = matching.where_it_goes_on(office, row, opened.sender)
    if again is not None:
        return _joined(office, again, _again(opened, event, ()), enclosed, now, "duplicate", document)
    if row is not None:
        case = restored(row.snapshot)
        if event.event == "open" and not _same_people(case, event):
            row = None
        elif not _concerned(office, case, opened, now):
            return "held", f"A form that speaks of {row.reference}, from a sender who is not a party to it.", 0
    if row is None:
        row = _by_parties(office, opened, event, now)
    if row is not None:
        case = restored(row.snapshot)
        who = belonging.decides_as(case, opened.sender, office.rules(now, case))
        if who is not None and not belonging.is_party(case, opened.sender):
            return _joined(office, row, FormFromDecider(event, who), enclosed, now, "joined", document)
        if event.event == "open" and belonging.claims_later_stage(case, event.answers, office.rules(now, case)):
            event = replace(event, event="next_stage")
        changed = belonging.differences(case, event.answers)
        if event.event == "open" and event.hold is None and not (case.closed is not None and changed):
            again_event = _again(opened, event, changed)
            return _joined(office, row, again_event, enclosed, now, "joined" if changed else "duplicate", document)
        return _joined(office, row, event, enclosed, now, "joined", document)
    related = _related(office, event)
    if related:
        doubt = f"It may belong together with {related}: raised by the same agency about the same person."
        event = replace(event, doubts=(*event.doubts, doubt))
    reference = writer.next_reference(opened.received.year)
    decision = opening_decision(event, reference, office.rules(now))
    case_id = enclosed.record(decision, None, office.protocol)
    enclosed.change.document(office.mailbox.id, document.sha256, case_id or 0)
    assert case_id is not None
    return "case", f"{reference} logged at {decision.case.stage if decision.case else ''}.", case_id


def _reference_inside(office: Office, reading: Reading) -> str | None:
    """The reference that our own answer form carries in its cell for partnership use."""
    written = "\n".join(one.value or "" for one in reading.findings if one.kind == "unread")
    return StoreKnown(office).find_reference(written)


def _joined(
    office: Office, row: CaseRow, event: Event, writer: Writer, now: datetime, code: str, document: Attachment
) -> tuple[str, str, int]:
    case = restored(row.snapshot)
    rules = office.rules(now, case)
    decision: Decision = decide(case, event, rules)
    writer.record(decision, row.id, rules.protocol)
    assert row.id is not None
    writer.change.document(office.mailbox.id, document.sha256, row.id)
    return code, decision.why, row.id


def _concerned(office: Office, case: Case, opened: Opened, now: datetime) -> bool:
    """True for a party to the case, and for who decides it by its protocol, so long as nothing says that it is not they."""
    if belonging.is_party(case, opened.sender):
        return True
    return opened.authentication.dmarc != "fail" and (
        belonging.decides_as(case, opened.sender, office.rules(now, case)) is not None
    )


def _by_parties(office: Office, opened: Opened, event: FormReceived, now: datetime) -> CaseRow | None:
    """The one open case that the form's own parties and subject point to, when its sender is concerned with it."""
    found = []
    for row in office.store.cases_by_keys(office.mailbox.id, _keys(office, event)):
        case = restored(row.snapshot)
        if case.closed is not None or not _concerned(office, case, opened, now):
            continue
        if event.event == "open" and not belonging.may_be_same(case, event.answers, office.rules(now, case)):
            continue
        if not _same_responder(office, case, event):
            continue
        found.append(row)
    return found[0] if len(found) == 1 else None


def _related(office: Office, event: FormReceived) -> str:
    """References of other cases by the same agency about the same person, for a person to link; "" for none."""
    found = sorted({row.reference for row in office.store.cases_by_keys(office.mailbox.id, _keys(office, event))})
    return ", ".join(found[-3:])


def _keys(office: Office, event: FormReceived) -> tuple[str, ...]:
    agency = office.directory.find_agency(str(event.answers.get("referring_agency") or ""))
    return belonging.keys_of(event.answers, agency.name if agency else event.answers.get("referring_agency"))


def _same_responder(office: Office, case: Case, event: FormReceived) -> bool:
    written = event.answers.get("responding_agency")
    if not isinstance(written, str):
        return True
    agency = office.directory.find_agency(written)
    return (agency.name if agency else written) in case.named or not case.named


def _same_people(case: Case, event: FormReceived) -> bool:
    """False when both forms name somebody and it is not the same person."""
    ours = set(belonging.keys_of(case.answers, "x"))
    theirs = set(belonging.keys_of(event.answers, "x"))
    return not ours or not theirs or bool(ours & theirs)


def _event(office: Office, opened: Opened, reading: Reading) -> FormReceived:
    plain = reading.as_json()
    failed = opened.authentication.dmarc == "fail"
    answers = dict(plain["answers"])
    if reading.stage_id is not None and office.protocol.stage(str(answers.get("stage", ""))) is None:
        # "Stage 3a – senior managers": the reader knows the stage within the words, the protocol only its names.
        answers["stage"] = reading.stage_id
    return FormReceived(
        event=reading.event or "open",
        answers=answers,
        missing=tuple(one.field for one in reading.findings if one.kind == "missing" and one.field in ASKED_FOR),
        received=opened.received,
        received_at=opened.message.internaldate,
        sender=opened.sender,
        recipients=opened.recipients,
        message_id=opened.mail.message_id,
        subject=None,
        acknowledge=opened.triage.acknowledge,
        acknowledge_why=opened.triage.acknowledge_why,
        hold="the sender's address failed its DMARC check" if failed else None,
        tracked_changes="tracked-changes" in reading.flags,
        doubts=_doubts(office, opened),
    )


def _again(opened: Opened, event: FormReceived, differences: tuple[tuple[str, str, str], ...]) -> FormAgain:
    return FormAgain(
        received=opened.received,
        sender=opened.sender,
        message_id=event.message_id,
        acknowledge=event.acknowledge and event.hold is None,
        differences=differences,
        answers=event.answers,
        doubts=event.doubts,
        document=event.document,
    )


def _doubts(office: Office, opened: Opened) -> tuple[str, ...]:
    """What a person must know beside the form itself: files that could not be read, and a Message-ID used twice."""
    reasons = sorted({str(one.reason) for one in opened.readings if one.kind == "unreadable"})
    found = [
        f"Another file in the same mail could not be read ({reason}); it lies with the mail." for reason in reasons
    ]
    found += [f"The mail was not read whole. {one}" for one in opened.mail.limits_hit]
    if copies.same_id(office, opened) is not None:
        found.append("Another mail with the same Message-ID and other contents has come before.")
    return tuple(found)


def without_a_form(office: Office, opened: Opened, writer: Writer) -> Finished:
    """A mail that carries no form we can read: an empty form, an unreadable one, or something for a person."""
    kinds = {one.kind for one in opened.readings}
    if kinds == {"blank-form"} and opened.mail.sender:
        if opened.triage.acknowledge and opened.sender.listed:
            writer.queue(
                _about_document(
                    opened,
                    "missing_answers",
                    f"message/{opened.message.id}",
                    {"fields": [], "blank": True, "stage_label": ""},
                ),
                None,
                None,
                office.protocol,
            )
        why = "A blank form: nothing is filled in, so no case was opened."
        return Finished("blank-form", FILED, why, f"filed: {why}")
    why = tell_unreadable(office, opened, writer) or opened.triage.why
    if why == opened.triage.why and "blank-form" in kinds:
        why = "A blank form beside another document, which is no form that we know; a person must look."
    return Finished("held", PERSON, why, f"message {opened.message.id} held: {why}", held=True)


def tell_unreadable(office: Office, opened: Opened, writer: Writer) -> str | None:
    """Tell the sender how to send again what could not be read; why it could not, or None where all was readable.

    Once for a sender and a thread: whoever cannot send it otherwise must not be told again and again.
    """
    unreadable = next((one for one in opened.readings if one.kind == "unreadable"), None)
    wrapped = cannot_be_opened(opened.mail.encrypted, opened.mail.link if opened.triage.rule == "link" else None)
    if unreadable is None and wrapped is None:
        return None
    reason = unreadable.reason if unreadable else "encrypted"
    why = wrapped or (unreadable.why if unreadable else None) or f"What came could not be read ({reason})."
    if _may_answer(office, opened):
        key = f"unreadable/{_digest(str(opened.mail.sender))}/{_digest(_thread(opened))}"
        wanted = _about_document(opened, "unreadable", key, {"reason": reason, "why": why})
        writer.queue(wanted, None, None, office.protocol)
    return why


def _may_answer(office: Office, opened: Opened) -> bool:
    told = opened.sender.listed or office.settings.directory.unlisted_senders != "hold"
    return opened.triage.acknowledge and told and opened.mail.sender is not None


def _thread(opened: Opened) -> str:
    mail = opened.mail
    return next(
        (one for one in (*mail.references[:1], mail.in_reply_to, mail.message_id) if one),
        f"message {opened.message.id}",
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.casefold().encode()).hexdigest()[:16]


def _about_document(opened: Opened, occasion: str, key: str, details: dict[str, object]) -> Wanted:
    assert opened.mail.sender is not None
    return Wanted(
        key=f"{key}/{occasion}",
        occasion=occasion,
        party="sender",
        to=(opened.mail.sender,),
        addressee="",
        details={**details, "received": opened.received},
        at_once=True,
        in_reply_to=opened.mail.message_id,
        basis="local",
        rank=1,
    )
