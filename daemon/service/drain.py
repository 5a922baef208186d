"""Drain: send what the outbox holds, each letter once, acknowledgements first (DESIGN 11, *Outbox*).

A letter is claimed in a transaction of its own before it is sent and marked after SMTP has taken it; whatever happens
between, the next claim sends the same bytes under the same Message-ID. One bad address never blocks the rest.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from daemon.cases.deciding import decide
from daemon.cases.facts import restored
from daemon.cases.values import NoticeAccepted
from daemon.faults import CaseIntakeError
from daemon.post.smtp import Accepted, Permanent, Relay, Temporary
from daemon.service.bounces import bounced
from daemon.service.office import Office
from daemon.service.writing import Writer
from daemon.store.values import Letter

A_TIME = 25
LEASE_SECONDS = 300
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)


def drain(office: Office, relay: Relay, now: datetime) -> int:
    """Send what may go now; how many letters SMTP took. Raises the relay's own fault when it is away."""
    sent = 0
    while True:
        allowed = office.settings.letters.most_per_hour - office.store.sent_since(
            office.mailbox.id, now - timedelta(hours=1)
        )
        letters = office.store.claim_letters(
            office.mailbox.id,
            now,
            limit=A_TIME,
            lease_seconds=LEASE_SECONDS,
            only_urgent=allowed <= 0,
            collected_today=_collected_today(office, now),
        )
        if not letters:
            return sent
        for position, letter in enumerate(letters):
            try:
                sent += _send(office, relay, letter, now)
            except CaseIntakeError as fault:
                with office.store.change() as change:
                    for waiting in letters[position:]:
                        change.give_back(waiting.id, str(fault))
                raise


def _collected_today(office: Office, now: datetime) -> bool:
    """Nobody is chased for what may already lie in the mailbox (DESIGN 7)."""
    return office.store.get("mailbox.collected_on") == office.today(now).isoformat()


def _send(office: Office, relay: Relay, letter: Letter, now: datetime) -> int:
    recipients = [one for one in (*letter.to, *letter.cc) if letter.recipients.get(one) != "accepted"]
    results = relay.send(letter.raw, office.settings.smtp.sender, recipients)
    accepted = {one: "accepted" for one, result in results.items() if isinstance(result, Accepted)}
    refused = {one: result for one, result in results.items() if isinstance(result, Permanent)}
    later = {one: result for one, result in results.items() if isinstance(result, Temporary)}
    why = "; ".join(f"{one}: {result.code} {result.text}" for one, result in {**refused, **later}.items())
    with office.store.change() as change:
        writer = Writer(office, change, now)
        states = {**letter.recipients, **accepted, **dict.fromkeys(refused, "refused")}
        if later and now - letter.queued_at < GIVE_UP_AFTER:
            change.deferred(letter.id, why, now + _wait(letter.attempts), states)
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
        change.set("smtp.last_sent", now.isoformat())
    if accepted:
        office.say(f"{letter.subject} → {', '.join(accepted)}")
    elif why:
        office.say(f"not sent: {letter.subject}: {why}")
    return 1 if accepted else 0


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
