"""Drain: send what the outbox holds, each letter once, acknowledgements first (DESIGN 11, *Outbox*).

A letter that encloses documents is written here, when it goes; so is one that has waited since an earlier day, so that it
says what is true on the day it goes.

A letter is claimed in a transaction of its own before it is sent and marked after SMTP has taken it; whatever happens
between, the next claim sends the same bytes under the same Message-ID. One bad address never blocks the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from daemon.cases.deciding import decide
from daemon.cases.facts import restored
from daemon.cases.values import NoticeAccepted
from daemon.faults import CaseIntakeError
from daemon.post.smtp import Accepted, Permanent, Relay, Temporary
from daemon.service.office import Office
from daemon.service.outgoing.returned import bounced
from daemon.service.outgoing.writing import Writer
from daemon.store import Change
from daemon.store.values import Letter, MayGo, WaitingLetter

log = logging.getLogger(__name__)

A_TIME = 25
# What Exchange Online takes from one mailbox; the pace also after a relay has asked for a slower one.
A_MINUTE = 30
SLOW_FOR = timedelta(hours=1)
LEASE_SECONDS = 300
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)


def drain(office: Office, relay: Relay, now: datetime, *, answers_only: bool = False) -> int:
    """Send what may go now; how many letters SMTP took. Raises the relay's own fault when it is away.

    `answers_only` sends acknowledgements and alerts, and leaves the rest for later in the same beat.
    """
    sent = 0
    while True:
        limit = min(A_TIME, _room(office, now))
        if limit <= 0:
            return sent
        allowed = office.settings.letters.most_per_hour - office.store.sent_since(
            office.mailbox.id, now - timedelta(hours=1)
        )
        may_go = MayGo(
            now,
            office.today(now),
            answers_only=answers_only,
            only_urgent=allowed <= 0,
            collected_today=_collected_today(office, now),
        )
        written = _write(office, may_go, limit)
        letters = office.store.claim_letters(office.mailbox.id, may_go, limit=limit, lease_seconds=LEASE_SECONDS)
        if not letters and not written:
            return sent
        before = sent
        for position, letter in enumerate(letters):
            try:
                gone, throttled = _send(office, relay, letter, now)
            except CaseIntakeError as fault:
                _give_back(office, letters[position:], str(fault), tried=1)
                raise
            sent += gone
            if throttled:
                _give_back(office, letters[position + 1 :], "the relay asks for a slower pace", tried=0)
                return sent
        if answers_only and sent - before == len(letters) < limit:
            # They were all, and an answer that went leads to no other letter.
            return sent


def _give_back(office: Office, letters: Sequence[Letter], why: str, *, tried: int) -> None:
    """These letters wait as they did; only the first `tried` of them may have reached the relay."""
    with office.store.change() as change:
        for position, letter in enumerate(letters):
            change.give_back(letter.id, why, tried=position < tried)


def _room(office: Office, now: datetime) -> int:
    """How many letters may go now: paced at Exchange Online, and for an hour after a relay asked for it; else no limit."""
    slow = office.store.get("smtp.slow_until")
    if not office.settings.smtp.host.endswith((".office365.com", ".outlook.com")) and (
        slow is None or now >= datetime.fromisoformat(slow)
    ):
        return A_TIME
    return A_MINUTE - office.store.sent_since(office.mailbox.id, now - timedelta(minutes=1))


def _write(office: Office, may_go: MayGo, limit: int) -> int:
    """Write the next letters that may go and have no bytes, or those of an earlier day: they say what is true today, or
    go no more. How many were dealt with."""
    waiting = office.store.letters_to_write(office.mailbox.id, may_go, limit)
    if waiting:
        with office.store.change() as change:
            for one in waiting:
                try:
                    _write_one(office, one, may_go.now)
                except Exception as fault:
                    # Broad: what Word or a template does to one letter cannot be listed, and must not stop the others.
                    log.exception("letter %s could not be written", one.id)
                    if one.written:
                        change.stands(one.id, may_go.today)
                    else:
                        _unwritable(office, change, one, fault, may_go.now)
    return len(waiting)


def _write_one(office: Office, waiting: WaitingLetter, now: datetime) -> None:
    row = office.store.case_by_id(waiting.case_id)
    case = restored(row.snapshot) if row is not None else None
    with office.store.change() as change:
        Writer(office, change, now).restate(waiting, case, office.rules(now, case))


def _unwritable(office: Office, change: Change, letter: WaitingLetter, fault: Exception, now: datetime) -> None:
    """A letter that was never written cannot go: it has failed, and the manager hears of it."""
    change.failed(letter.id, f"it could not be written ({type(fault).__name__})", {})
    told = (
        f"Letter {letter.id} ({letter.subject}) could not be written and was not sent. IT finds why in the service's log; "
        f"`case-intake release {letter.id}` tries it again."
    )
    Writer(office, change, now).alarm(f"letter/{letter.id}/unwritten/{office.today(now)}", [told])


def _collected_today(office: Office, now: datetime) -> bool:
    """Nobody is chased for what may already lie in the mailbox (DESIGN 7)."""
    return office.store.get("mailbox.collected_on") == office.today(now).isoformat()


def _send(office: Office, relay: Relay, letter: Letter, now: datetime) -> tuple[int, bool]:
    """Send one letter and mark it; whether it went (1 or 0), and whether the relay asks for a slower pace."""
    recipients = [one for one in (*letter.to, *letter.cc) if letter.recipients.get(one) != "accepted"]
    results = relay.send(letter.raw, office.settings.smtp.sender, recipients)
    accepted = {one: "accepted" for one, result in results.items() if isinstance(result, Accepted)}
    refused = {one: result for one, result in results.items() if isinstance(result, Permanent)}
    later = {one: result for one, result in results.items() if isinstance(result, Temporary)}
    throttled = any(result.throttled for result in later.values())
    why = "; ".join(f"{one}: {result.code} {result.text}" for one, result in {**refused, **later}.items())
    with office.store.change() as change:
        writer = Writer(office, change, now)
        states = {**letter.recipients, **accepted, **dict.fromkeys(refused, "refused")}
        if later and now - letter.queued_at < GIVE_UP_AFTER:
            change.deferred(letter.id, why, now + (FIRST_WAIT if throttled else _wait(letter.attempts)), states)
        elif "accepted" in states.values():
            change.sent(letter.id, now, states)
        else:
            change.failed(letter.id, why, states)
        if accepted and letter.occasion == "notice":
            _notice_went(office, writer, letter, now)
        given_up = refused if not (later and now - letter.queued_at >= GIVE_UP_AFTER) else {**refused, **later}
        for one, result in given_up.items():
            if not letter.urgent:
                bounced(
                    office, writer, letter, one, f"the mail server refused it: {result.code} {result.text}", None, now
                )
        if office.store.get("smtp.last_sent") != now.isoformat():
            change.set("smtp.last_sent", now.isoformat())
        if throttled:
            change.set("smtp.slow_until", (now + SLOW_FOR).isoformat())
    if accepted:
        office.say(f"{letter.subject} → {', '.join(accepted)}")
    elif why:
        office.say(f"not sent: {letter.subject}: {why}")
    return (1 if accepted else 0), throttled


def _notice_went(office: Office, writer: Writer, letter: Letter, now: datetime) -> None:
    row = office.store.case_by_id(letter.case_id)
    if row is None:
        return
    case = restored(row.snapshot)
    to = {one.casefold() for one in letter.to}
    name = next((one.name for one in case.responders if one.address and one.address.casefold() in to), None)
    if name is None or "/copy/" in letter.key:
        return
    rules = office.rules(now, case)
    writer.record(decide(case, NoticeAccepted(name, office.today(now)), rules), row.id, rules.protocol)


def _wait(attempts: int) -> timedelta:
    """Back-off of one letter that was refused for now: a minute, doubling, at most four hours."""
    return min(FIRST_WAIT * 2 ** max(0, attempts - 1), LONGEST_WAIT)
