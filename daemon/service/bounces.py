"""Bounces: believed only where they name a letter of ours that went to that recipient (issue of trust)."""

from __future__ import annotations

from datetime import datetime

from daemon.cases.deciding import decide
from daemon.cases.facts import restored
from daemon.cases.values import LetterBounced
from daemon.service.office import Office
from daemon.service.opened import Opened
from daemon.service.outcomes import FILED, PERSON, Finished
from daemon.service.writing import Writer
from daemon.store.values import Letter


def handle(office: Office, opened: Opened, writer: Writer, now: datetime) -> Finished:
    """Mark the letter that came back, tell the manager, and stop the clock of a notice that nobody had."""
    letter = _letter(office, opened)
    sent_to = {one.casefold(): one for one in (*letter.to, *letter.cc)} if letter else {}
    believed = [sent_to[one.casefold()] for one in opened.triage.bounced if one.casefold() in sent_to]
    if letter is None or not believed:
        why = "A report of non-delivery that names no letter of ours; nothing was changed."
        return Finished("bounce", FILED, why, f"filed: {why}")
    case_ids: tuple[int, ...] = ()
    why = opened.triage.why
    for recipient in believed:
        case_id = bounced(office, writer, letter, recipient, why, opened.mail.message_id, now)
        case_ids = (case_id,) if case_id is not None else case_ids
    line = f"Our {letter.occasion.replace('_', ' ')} came back: {why}"
    return Finished("bounce", PERSON, line, line, case_ids)


def bounced(
    office: Office,
    writer: Writer,
    letter: Letter,
    recipient: str,
    why: str,
    message_id: str | None,
    now: datetime,
) -> int | None:
    """One recipient of one letter did not get it, by report or by the relay's own refusal; the case's row id."""
    writer.change.bounced(letter.id, recipient, why)
    row = office.store.case_by_id(letter.case_id)
    if row is None:
        return None
    case = restored(row.snapshot)
    rules = office.rules(now, case)
    event = LetterBounced(letter.occasion, letter.key, recipient, why, office.today(now), message_id)
    writer.record(decide(case, event, rules), row.id, rules.protocol)
    return row.id


def _letter(office: Office, opened: Opened) -> Letter | None:
    """The letter of ours that the report is about: by the original Message-ID it quotes, else by its thread."""
    report = opened.mail.report
    named = report.original_ids if report else ()
    for message_id in (*named, opened.mail.in_reply_to, *opened.mail.references):
        letter = office.store.letter_by_message_id(message_id) if message_id else None
        if letter is not None:
            return letter
    return None
