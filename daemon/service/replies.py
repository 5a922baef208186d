"""Replies: words without a form. Agreement closes, the rest is put before the manager (DESIGN 8)."""

from __future__ import annotations

import re
from datetime import datetime

from daemon.cases.deciding import decide
from daemon.cases.facts import restored
from daemon.cases.values import ReplyReceived
from daemon.service import matching
from daemon.service.forms import tell_unreadable, without_a_form
from daemon.service.office import Office
from daemon.service.opened import Opened
from daemon.service.outcomes import LOGGED, PERSON, Finished
from daemon.service.writing import Writer

# Guesses for the manager, most telling first; none of them moves a case.
_GUESSES = (
    ("that it is the wrong agency", r"wrong (agency|team|service|organisation)|not (us|our (service|team|remit))"),
    ("that it is resolved", r"\b(resolved|sorted|agreed|no longer (in dispute|an issue))\b"),
    ("a holding reply", r"look(ing)? into|get back to you|more time|extension|in progress|will respond|be in touch"),
    ("a withdrawal", r"\bwithdraw"),
    ("that nobody is there", r"on leave|no longer work|left the (organisation|trust|council)"),
)


def handle(office: Office, opened: Opened, writer: Writer, now: datetime) -> Finished:
    """A reply to a case: noted with a guess, or AGREED by the referrer; from anybody else it waits for a person."""
    reference = matching.by_thread_or_reference(office, opened.mail, opened.triage)
    row = office.store.case(reference) if reference else None
    if row is None:
        return without_a_form(office, opened, writer)
    case = restored(row.snapshot)
    if not matching.is_party(case, opened.sender):
        why = f"It speaks of {row.reference}, and its sender is not a party to that case."
        return Finished("held", PERSON, why, f"message {opened.message.id} held: {why}", held=True)
    if opened.authentication.dmarc == "fail":
        why = f"It speaks of {row.reference}, and its sender's address failed the DMARC check."
        return Finished("held", PERSON, why, f"message {opened.message.id} held: {why}", held=True)
    words = opened.mail.new_words
    unread = tell_unreadable(office, opened, writer)
    event = ReplyReceived(
        received=opened.received,
        sender=opened.sender,
        first_line=next((line.strip() for line in words.splitlines() if line.strip()), ""),
        guess=guess(words) + ("" if unread is None else f"; and what came with it could not be read: {unread}"),
        message_id=opened.mail.message_id,
        authenticated=opened.authentication.passed,
        words=words[:4_000],
    )
    rules = office.rules(now, case)
    decision = decide(case, event, rules)
    case_id = writer.record(decision, row.id, rules.protocol)
    assert case_id is not None
    return Finished("reply", LOGGED, decision.why, decision.why, (case_id,))


def guess(words: str) -> str:
    """What a reply seems to say, as a guess for a person."""
    said = words[:4_000].casefold()
    return next((name for name, pattern in _GUESSES if re.search(pattern, said)), "none; please read it")
