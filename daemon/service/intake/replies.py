"""Replies: words without a form. A person's rulings are done, agreement closes, the rest is put before the manager."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from daemon.cases import belonging
from daemon.cases.answers.replies import RESOLVED, WRONG_AGENCY
from daemon.cases.deciding import decide, says_agreed
from daemon.cases.facts import after_facts, restored
from daemon.cases.rulings.values import WordsRead
from daemon.cases.values import Case, Decision, Fact, ReplyReceived
from daemon.service.intake import contact_answers, matching
from daemon.service.intake.forms import tell_unreadable, without_a_form
from daemon.service.intake.outcomes import LOGGED, PERSON, Finished
from daemon.service.office import Office
from daemon.service.opening.known import StoreKnown
from daemon.service.opening.opened import Opened
from daemon.service.outgoing.writing import Writer
from daemon.service.rulings import Told, confirm, examples_near, rule_all, words_read
from daemon.store.values import CaseRow, Letter

# An answering machine that no rule of triage knows must not be talked to for ever.
ANSWERS_AN_HOUR = 30

# Guesses for the manager, most telling first; none of them moves a case.
_GUESSES = (
    (WRONG_AGENCY, r"wrong (agency|team|service|organisation)|not (us|our (service|team|remit))"),
    (RESOLVED, r"\b(resolved|sorted|agreed|no longer (in dispute|an issue))\b"),
    ("a holding reply", r"look(ing)? into|get back to you|more time|extension|in progress|will respond|be in touch"),
    ("a withdrawal", r"\bwithdraw"),
    ("that nobody is there", r"on leave|no longer work|left the (organisation|trust|council)"),
)


def handle(office: Office, opened: Opened, writer: Writer, now: datetime) -> Finished:
    """A reply to a case: a ruling, AGREED by the referrer, or words noted with a guess; from anybody else it is held."""
    reference = matching.by_thread_or_reference(office, opened.mail, opened.triage)
    row = office.store.case(reference) if reference else None
    row = matching.where_it_goes_on(office, row, opened.sender)
    if row is None:
        letter = _replied_to(office, opened)
        if letter is not None and letter.occasion == "contacts_check":
            noted = contact_answers.answered(office, opened, writer, letter)
            if noted is not None:
                return noted
        return without_a_form(office, opened, writer)
    case = restored(row.snapshot)
    rules = office.rules(now, case)
    if not (belonging.is_party(case, opened.sender) or belonging.was_told(case, opened.sender, rules)):
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
        answers=letter.occasion if (letter := _replied_to(office, opened)) else None,
    )
    if opened.sender.staff and not says_agreed(event):
        return _ruled(office, opened, writer, row, case, now)
    decision = decide(case, event, rules)
    case_id = writer.record(decision, row.id, rules.protocol)
    assert case_id is not None
    return Finished("reply", LOGGED, decision.why, decision.why, (case_id,))


def _replied_to(office: Office, opened: Opened) -> Letter | None:
    """The letter of ours that the mail replies to."""
    return office.store.letter_by_message_id(opened.mail.in_reply_to) if opened.mail.in_reply_to else None


def guess(words: str) -> str:
    """What a reply seems to say, as a guess for a person."""
    said = words[:4_000].casefold()
    return next((name for name, pattern in _GUESSES if re.search(pattern, said)), "none")


def _ruled(office: Office, opened: Opened, writer: Writer, row: CaseRow, case: Case, now: datetime) -> Finished:
    """Words of manager or deputy about a case: what they ask for is done, and confirmed by return."""
    read = words_read(office, opened.mail.new_words, now)
    if read.courtesy:
        return _noted(office, writer, opened, row, case, "A mail of thanks; nothing was asked for.", now)
    if _copied_in(office, opened):
        return _noted(
            office, writer, opened, row, case, "A mail to others that was copied to us; nothing was done.", now
        )
    if not opened.authentication.passed:
        return _refused(office, opened, writer, row, case, read, now)
    assert row.id is not None
    if not _may_answer(office, opened, now):
        why = "Very many mails of this kind came within an hour, as from a machine; nothing was done and nobody was answered."
        return Finished("held", PERSON, why, f"message {opened.message.id} held: {why}", (row.id,), held=True)
    ambiguous = _two_cases(office, opened, row, read)
    if ambiguous:
        told = [Told(None, refused=[("; ".join(_said(read)), ambiguous)])]
        rows: list[int] = []
    else:
        told, rows = rule_all(
            office, writer, read, row.reference, opened.sender.address or "", opened.mail.message_id, now
        )
    changed = [one.why for about in told for one in about.done]
    line = changed[0] if changed else f"Words about {row.reference} that changed nothing; their sender was told."
    _answer(office, opened, writer, told)
    return Finished("reply", LOGGED, line, line, tuple(dict.fromkeys([row.id, *rows])))


def about_no_case(office: Office, opened: Opened, writer: Writer, now: datetime) -> Finished | None:
    """A ruling by manager or deputy that names no case we hold is answered; None where it is anything else."""
    if not (opened.sender.staff and opened.authentication.passed) or opened.documents or opened.mail.attachments:
        return None
    read = words_read(office, opened.mail.new_words, now)
    if not read.asked or not _may_answer(office, opened, now):
        return None
    told, rows = rule_all(office, writer, read, None, opened.sender.address or "", opened.mail.message_id, now)
    _answer(office, opened, writer, told)
    why = next((one.why for about in told for one in about.done), "A ruling that names no case; its sender was told.")
    return Finished("reply", LOGGED, why, why, tuple(rows))


def _may_answer(office: Office, opened: Opened, now: datetime) -> bool:
    """False where the sender is not certain, or where so many answers went within the hour that a machine must be at work."""
    answered = office.store.letters_queued_since(office.mailbox.id, "ruling", now - timedelta(hours=1))
    return opened.sender.address is not None and answered < ANSWERS_AN_HOUR


def _answer(office: Office, opened: Opened, writer: Writer, told: list[Told]) -> None:
    """Confirm by return: to the sender, and where something changed to whom else of the staff it concerns."""
    address = opened.sender.address or ""
    key = hashlib.sha256((opened.mail.message_id or str(opened.message.id)).encode()).hexdigest()[:12]
    for about in told:
        others = [one for one in office.staff() if one.casefold() != address.casefold()] if about.done else []
        confirm(office, writer, about, (address, *others), f"{key}-{opened.message.id}", opened.mail.message_id)


def _refused(
    office: Office, opened: Opened, writer: Writer, row: CaseRow, case: Case, read: WordsRead, now: datetime
) -> Finished:
    """Nobody vouches for the sender: nothing is done, and the listed address is told how rulings by mail can work."""
    if office.settings.mailbox.trusted_server is None:
        how = (
            "Rulings by email are switched off, because no trusted mail server is configured that says whether a mail is "
            "really yours. IT can name it ([mailbox] trusted_server); until then: case-intake rule "
            f"{row.reference} {next(iter(_said(read)), '…')}"
        )
    else:
        how = (
            f"{opened.authentication.why} So nobody can say that this mail is really yours. Send it from your own work "
            f"account, or ask IT to run: case-intake rule {row.reference} {next(iter(_said(read)), '…')}"
        )
    told = Told(row.reference, refused=[("; ".join(_said(read)), how)])
    if not read.asked:
        told.examples = examples_near(read.unclear)
    answered = _may_answer(office, opened, now)
    if answered:
        _answer(office, opened, writer, [told])
    why = f"Words from {opened.sender.address} about {row.reference} were not acted upon: {opened.authentication.why}"
    finished = _noted(office, writer, opened, row, case, why, now)
    if answered:
        return finished
    return Finished("held", PERSON, why, f"message {opened.message.id} held: {why}", finished.case_ids, held=True)


def _noted(
    office: Office, writer: Writer, opened: Opened, row: CaseRow, case: Case, why: str, now: datetime
) -> Finished:
    fact = Fact("noted", "case-intake", why, {}, None, "local", opened.mail.message_id)
    rules = office.rules(now, case)
    case_id = writer.record(Decision(after_facts(case, [fact]), (fact,), why=why), row.id, rules.protocol)
    assert case_id is not None
    return Finished("reply", LOGGED, why, f"{row.reference}: {why}", (case_id,))


def _said(read: WordsRead) -> list[str]:
    return [*(one.said for one in read.asked), *read.unclear, *read.later]


def _copied_in(office: Office, opened: Opened) -> bool:
    """True when the mail went to others and we merely have a copy: its words are meant for them."""
    own = StoreKnown(office).own_addresses
    to = {one.casefold() for one in opened.mail.to}
    cc = {one.casefold() for one in opened.mail.cc}
    return bool(to) and not to & own and bool(cc & own)


def _two_cases(office: Office, opened: Opened, row: CaseRow, read: WordsRead) -> str | None:
    """A sentence when the thread is about one case and the subject names another, and the words do not say which."""
    if all(one.reference for one in read.asked) and read.asked:
        return None
    named = dict.fromkeys(found.upper() for found in re.findall(r"[A-Za-z]{2,8}-\d{4}-\d{4,}", opened.mail.subject))
    known = [one for one in named if office.store.case(one) is not None]
    if not known or known == [row.reference]:
        return None
    several = " and ".join(dict.fromkeys([row.reference, *known]))
    return f"This mail speaks of {several}. Put the reference before the words: {row.reference} chase now"
