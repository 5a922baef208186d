"""Whether an automatic letter to the sender can do no harm; asked of every mail, and never yes for a machine."""

from __future__ import annotations

from daemon.mail import machines
from daemon.mail.senders import authenticated
from daemon.mail.triage import wording
from daemon.mail.triage.seen import Seen
from daemon.mail.values import Kind

_A_PERSONS: tuple[Kind, ...] = ("form", "reply", "for_a_person", "unreadable")
# Documents whose sender is told what to do, though no case opens.
_ANSWERED = ("form", "blank-form", "unreadable")


def may_acknowledge(seen: Seen, kind: Kind, rule: str) -> tuple[bool, str]:
    """(True, "") or (False, why not, in a sentence)."""
    mail = seen.mail
    if mail.sender is None:
        return False, mail.sender_why or "The sender is not certain."
    if kind not in _A_PERSONS:
        return False, "The mail was not written by a person to us."
    if rule == "stub":
        return False, "The mail server wrote this in the place of the mail."
    if mail.sender.casefold() in seen.known.own_addresses:
        return False, "The mail came from our own address."
    headers = seen.headers
    doubt = (
        machines.mail_system(headers)
        or machines.automatic(headers)
        or machines.bulk(headers)
        or machines.no_reply(headers)
        or machines.device(headers, mail.subject)
        or wording.automatic(seen)
        or wording.by_its_words(seen)
        or wording.receipt(seen)
        or (None if kind == "form" else wording.doubtful(seen))
    )
    if doubt:
        return False, f"No machine is answered: {doubt}."
    if authenticated(mail, seen.known.trusted_server).dmarc == "fail":
        return False, "The sender's address failed its DMARC check."
    if kind not in ("form", "unreadable") and not seen.new_documents(_ANSWERED):
        return False, "It carries no form to acknowledge; a person reads it."
    return True, ""
