"""Triage: a table of small named rules, read from top to bottom; the first that matches names the kind (EXAMPLES 2).

A mail that carries a form is a form whatever its headers say. Whether it may be acknowledged is asked separately, and
never of a machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from daemon.mail.phrases import AUTOMATIC, BOUNCED, DELAYED
from daemon.mail.values import Attachment, Kind, Known, Mail, Triage
from parsers.reading import Reading

_NO_REPLY = re.compile(
    r"^(no-?reply|do-?not-?reply|donotreply|mailer-daemon|postmaster|bounces?|notifications?|noreply.*|mdaemon|nobody)([+.-].*)?@",
    re.IGNORECASE,
)
_DAEMON = re.compile(
    r"^<?(mailer-?daemon|post[._-]?master|mail[._-]?(?:er)?[._-]?daemon|mdaemon|mail[._-]?delivery[._-]?(?:system|subsystem|service|agent)?|"
    r"mail[._-]?system)([+.-].*)?@",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What every rule looks at."""

    mail: Mail
    readings: Sequence[Reading]
    known: Known


@dataclass(frozen=True, slots=True)
class Rule:
    """One judgement: its name, the sentence that a person reads, whether it applies, and the kind it gives."""

    name: str
    why: str
    applies: Callable[[Seen], bool]
    kind: Kind


def _has_form(seen: Seen) -> bool:
    return any(
        reading.kind == "form" and not document.returned and not seen.known.own_document(document.sha256)
        for document, reading in zip(seen.mail.documents, seen.readings, strict=False)
    )


def _failed(seen: Seen) -> bool:
    report = seen.mail.report
    return report is not None and any(one.action == "failed" for one in report.recipients)


def _delayed(seen: Seen) -> bool:
    report = seen.mail.report
    if report is not None:
        return not any(one.action == "failed" for one in report.recipients)
    return _machine_address(seen.mail) and DELAYED.search(f"{seen.mail.subject} {seen.mail.words[:1500]}") is not None


def _looks_bounced(seen: Seen) -> bool:
    mail = seen.mail
    if mail.header("x-failed-recipients"):
        return True
    return _machine_address(mail) and BOUNCED.search(f"{mail.subject} {mail.words[:1500]}") is not None


def _machine_address(mail: Mail) -> bool:
    addresses = (mail.sender or "", mail.return_path or "")
    if any(_DAEMON.match(one) for one in addresses) or mail.return_path in ("<>", ""):
        return True
    return mail.content_type == "multipart/report"


def _feedback(seen: Seen) -> bool:
    return (
        seen.mail.content_type == "multipart/report" and "feedback-report" in seen.mail.header("content-type").lower()
    )


def _list(seen: Seen) -> bool:
    mail = seen.mail
    if any(
        name in mail.headers
        for name in (
            "list-id",
            "list-unsubscribe",
            "list-post",
            "list-help",
            "x-mailing-list",
            "x-mailman-version",
            "mailing-list",
        )
    ):
        return True
    return mail.header("precedence").lower() in ("list",)


def _automatic(seen: Seen) -> bool:
    mail = seen.mail
    submitted = mail.header("auto-submitted").lower().split(";")[0].strip()
    if submitted and submitted != "no":
        return True
    if mail.header("precedence").lower() in ("bulk", "junk", "auto_reply", "auto-reply"):
        return True
    if any(
        name in mail.headers
        for name in (
            "x-autoreply",
            "x-autorespond",
            "x-auto-reply-from",
            "x-autoresponse",
            "x-ms-exchange-inbox-rules-loop",
            "x-mail-autoreply",
            "x-autoreply-from",
            "x-vacation",
        )
    ):
        return True
    if (
        mail.header("x-auto-response-suppress")
        and "x-case-intake" not in mail.headers
        and AUTOMATIC.search(mail.subject)
    ):
        return True
    if "disposition-notification" in mail.header("content-type").lower():
        return True
    return AUTOMATIC.match(mail.subject) is not None


def _ours(seen: Seen) -> bool:
    mail = seen.mail
    if mail.sender and mail.sender.casefold() in seen.known.own_addresses:
        return True
    return bool(mail.message_id and seen.known.own(mail.message_id))


def _calendar(seen: Seen) -> bool:
    return any(one.type == "text/calendar" for one in seen.mail.attachments) and not seen.mail.new_words.strip()


def _stub(seen: Seen) -> bool:
    return seen.mail.subject.casefold().startswith("retrieval using the imap4 protocol failed")


def _is_reply(mail: Mail) -> bool:
    return mail.in_reply_to is not None


def _speaks_of_a_case(seen: Seen) -> bool:
    mail = seen.mail
    if any(seen.known.own(one) for one in (mail.in_reply_to, *mail.references) if one):
        return True
    return seen.known.find_reference(f"{mail.subject}\n{mail.new_words}") is not None


RULES: tuple[Rule, ...] = (
    Rule("stub", "The server could not hand this mail out and put a stub in its place.", _stub, "unreadable"),
    Rule("failed-report", "A report that a letter was not delivered.", _failed, "bounce"),
    Rule("feedback", "A complaint report from a mail provider.", _feedback, "feedback"),
    Rule("form", "It carries a form that we can read.", _has_form, "form"),
    Rule("ours", "Our own letter, come back.", _ours, "automatic"),
    Rule("delayed", "A report that a letter is delayed or was delivered; nothing has failed.", _delayed, "delay"),
    Rule("bounce", "A mail system says that a letter was not delivered.", _looks_bounced, "bounce"),
    Rule("automatic", "Sent by a machine, not a person.", _automatic, "automatic"),
    Rule("list", "Sent to a mailing list.", _list, "list"),
    Rule("calendar", "An invitation or its answer, without words of its own.", _calendar, "automatic"),
    Rule(
        "encrypted",
        "It is encrypted, and cannot be opened here.",
        lambda seen: seen.mail.encrypted is not None,
        "unreadable",
    ),
    Rule(
        "link",
        "It carries a link to a file on a sharing service, and no file; links are never followed.",
        lambda seen: seen.mail.link is not None and not seen.mail.documents and not _is_reply(seen.mail),
        "unreadable",
    ),
    Rule("reply", "It speaks of a case that we hold.", _speaks_of_a_case, "reply"),
    Rule("other", "Nothing here says what it is; a person must look.", lambda _: True, "for_a_person"),
)


def triage(mail: Mail, readings: Sequence[Reading], known: Known) -> Triage:
    """Judge a mail with its documents read; `readings` stand beside `mail.documents`."""
    seen = Seen(mail, readings, known)
    rule = next(rule for rule in RULES if rule.applies(seen))
    acknowledge, why_not = _may_acknowledge(seen, rule)
    reference = known.find_reference(f"{mail.subject}\n{mail.new_words}")
    hold = rule.kind in ("for_a_person", "unreadable") or mail.sender is None or bool(mail.limits_hit)
    return Triage(
        rule.kind,
        rule.name,
        rule.why,
        reference,
        acknowledge,
        why_not,
        hold,
        bounced_of(mail) if rule.kind == "bounce" else (),
    )


def bounced_of(mail: Mail) -> tuple[str, ...]:
    """The addresses that a report says failed; whether they are believed is decided at admit."""
    if mail.report is not None:
        return tuple(dict.fromkeys(one.address for one in mail.report.recipients if one.action == "failed"))
    listed = mail.header("x-failed-recipients")
    return tuple(dict.fromkeys(part.strip() for part in listed.split(",") if "@" in part))


def _may_acknowledge(seen: Seen, rule: Rule) -> tuple[bool, str]:
    """Whether a letter to the sender can do no harm; and why not, in a sentence."""
    mail = seen.mail
    if mail.sender is None:
        return False, mail.sender_why or "The sender is not certain."
    if rule.kind not in ("form", "reply", "for_a_person", "unreadable"):
        return False, rule.why
    if rule.name == "stub":
        return False, rule.why
    if _automatic(seen) or _machine_address(mail):
        return False, "The mail was sent by a machine."
    if _list(seen):
        return False, "The mail came through a mailing list."
    if _NO_REPLY.match(mail.sender):
        return False, "The sender's address takes no mail."
    if mail.sender.casefold() in seen.known.own_addresses:
        return False, "The mail came from our own address."
    if _trusted_failure(seen):
        return False, "The sender's address failed its DMARC check."
    return True, ""


def _trusted_failure(seen: Seen) -> bool:
    from daemon.mail.senders import authenticated

    return authenticated(seen.mail, seen.known.trusted_server).dmarc == "fail"


def as_json(mail: Mail, verdict: Triage, readings: Sequence[Reading]) -> dict[str, Any]:
    """The object of `case-intake read --json` for a mail (DESIGN 6)."""
    forms = {
        document.sha256 for document, reading in zip(mail.documents, readings, strict=False) if reading.kind == "form"
    }
    return {
        "kind": verdict.kind,
        "rule": verdict.rule,
        "why": verdict.why,
        "from": mail.sender,
        "subject": mail.subject,
        "message_id": mail.message_id,
        "reference": verdict.reference,
        "attachments": [_attachment(one, forms) for one in mail.attachments],
        "would_acknowledge": verdict.acknowledge,
        "hold": verdict.hold,
        "bounced": list(verdict.bounced),
        "documents": [
            {**reading.as_json(), "name": document.name, "sha256": document.sha256, "inside": document.inside}
            for document, reading in zip(mail.documents, readings, strict=True)
        ],
    }


def _attachment(one: Attachment, forms: set[str]) -> dict[str, Any]:
    return {
        "name": one.name,
        "type": one.type,
        "sha256": one.sha256,
        "size": one.size,
        "is": "form" if one.sha256 in forms else one.is_,
    }
