"""The table: small named rules, read from top to bottom; the first that matches names the kind (EXAMPLES 2).

A mail that carries a form is a form whatever its headers say, unless it lies in a letter of ours that came back.
Whether its sender may be acknowledged is asked separately, and the answer is never yes for a machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from daemon.mail import machines
from daemon.mail.phrases import subjects, systems
from daemon.mail.senders import authenticated
from daemon.mail.triage import answering, wording
from daemon.mail.triage.seen import Seen
from daemon.mail.values import Kind, Known, Mail, Triage
from parsers.reading import Reading

# The name that RFC 7489 (7.2.1.1) and RFC 8460 (5.1) give to an aggregate report.
_AGGREGATE_NAME = re.compile(
    r"^[^!\s]{1,255}![^!\s]{1,255}!\d{6,12}!\d{6,12}(?:![^!\s]{0,60})?\.(?:xml|json|zip|gz)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One judgement: its name, what it means, the kind it gives, and the question that it asks.

    `applies` gives the evidence as half a sentence ("" where there is nothing to add), or None.
    """

    name: str
    why: str
    kind: Kind
    applies: Callable[[Seen], str | None]


def _stub(seen: Seen) -> str | None:
    words = systems.STUB_WORDS.match(seen.mail.new_words)
    return "" if systems.STUB.match(seen.mail.subject) or (words and machines.mail_system(seen.headers)) else None


def _ours(seen: Seen) -> str | None:
    mail = seen.mail
    if mail.message_id and seen.known.own(mail.message_id):
        return "it bears the Message-ID of a letter of ours"
    return None


def _report_of_ours(seen: Seen) -> str | None:
    report = seen.mail.report
    if report is None or report.says != "failed":
        return None
    mail = seen.mail
    named = [one for one in (*report.original_ids, mail.in_reply_to, *mail.references) if one]
    return "it names a letter of ours" if any(seen.known.own(one) for one in named) else None


def _form(seen: Seen) -> str | None:
    return "" if seen.new_forms(returned=False) else None


def _failed(seen: Seen) -> str | None:
    report = seen.mail.report
    return _reporter(seen) if report is not None and report.says == "failed" else None


def _delayed(seen: Seen) -> str | None:
    report = seen.mail.report
    return _reporter(seen) if report is not None and report.says == "delayed" else None


def _reporter(seen: Seen) -> str:
    report = seen.mail.report
    if report is not None and report.standard:
        return "it is a delivery report"
    return machines.mail_system(seen.headers) or machines.no_reply(seen.headers) or ""


def _receipt(seen: Seen) -> str | None:
    mail = seen.mail
    if mail.report is not None and mail.report.says == "delivered":
        return "it says that a letter was delivered or passed on"
    if _own_part(mail, "message/disposition-notification"):
        return "it is a receipt for reading (RFC 8098)"
    return wording.receipt(seen)


def _feedback(seen: Seen) -> str | None:
    mail = seen.mail
    if _own_part(mail, "message/feedback-report") or "feedback-report" in mail.header("content-type").lower():
        return "it is a complaint report (RFC 5965)"
    if systems.AGGREGATE.match(mail.subject[:400]) or any(
        _AGGREGATE_NAME.search(one.name or "") for one in mail.attachments
    ):
        return "it is a report of what others received in this domain's name (RFC 7489, RFC 8460)"
    if mail.content_type == "multipart/report" and mail.report is None:
        return "its content type is multipart/report"
    return None


def _own_part(mail: Mail, kind: str) -> bool:
    if any(one.type == kind and one.inside == "attached" for one in mail.attachments):
        return True
    return (
        mail.content_type in (kind, "multipart/report")
        and kind.partition("/")[2] in mail.header("content-type").lower()
    )


def _own_address(seen: Seen) -> str | None:
    mail = seen.mail
    if mail.sender and mail.sender.casefold() in seen.known.own_addresses:
        return "it is from this mailbox's own address"
    return "it carries the mark of a case-intake service" if mail.header("x-case-intake") else None


def _automatic(seen: Seen) -> str | None:
    return (
        machines.automatic(seen.headers)
        or wording.automatic(seen)
        or (None if machines.bulk(seen.headers) else machines.certainly_a_mail_system(seen.headers))
    )


def _list(seen: Seen) -> str | None:
    mail = seen.mail
    if (found := wording.to_many(seen)) is not None:
        return found
    if machines.only_a_gateways_marks(seen.headers) and not systems.NEWSLETTER.search(mail.words[:20_000]):
        # Gateways of large bodies write such headers into what their people send.
        answers = mail.in_reply_to or subjects.ANSWERS_OR_FORWARDS.match(mail.subject[:400])
        if _speaks_of_a_case(seen) is not None or (answers and not seen.headers("precedence")):
            return None
    return machines.bulk(seen.headers)


def _encrypted(seen: Seen) -> str | None:
    return f"it is {seen.mail.encrypted}" if seen.mail.encrypted is not None else None


def _link(seen: Seen) -> str | None:
    mail = seen.mail
    if mail.link is None or mail.documents or mail.in_reply_to is not None:
        return None
    return f"it links to {mail.link}; links are never followed"


def _unreadable(seen: Seen) -> str | None:
    refused = [one for one in seen.readings if one.reason in ("encrypted", "too-large")]
    return f"its file is {refused[0].reason}" if refused else None


def _not_whole(seen: Seen) -> str | None:
    return seen.mail.limits_hit[0].rstrip(".") if seen.mail.limits_hit else None


def _other(seen: Seen) -> str:
    refused = next((one.reason for one in seen.readings if one.kind == "unreadable"), None)
    return f"what it carries could not be read ({refused})" if refused else ""


def _speaks_of_a_case(seen: Seen) -> str | None:
    mail = seen.mail
    if any(seen.known.own(one) for one in (mail.in_reply_to, *mail.references) if one):
        return "it answers a letter of ours"
    if seen.known.find_reference(f"{mail.subject}\n{mail.new_words}") is not None:
        return "it names a reference of ours"
    return None


RULES: tuple[Rule, ...] = (
    Rule("stub", "The mail server could not hand this mail out and put a stub in its place; look in the mailbox itself", "unreadable", _stub),
    Rule("ours", "Our own letter, come back", "automatic", _ours),
    Rule("our-letter-failed", "A letter of ours was not delivered", "bounce", _report_of_ours),
    Rule("form", "It carries a form that we can read", "form", _form),
    Rule("failed", "A mail system says that a letter was not delivered", "bounce", _failed),
    Rule("delayed", "A mail system says that a letter is late; nothing has failed", "delay", _delayed),
    Rule("feedback", "A report written by a machine", "feedback", _feedback),
    Rule("receipt", "A receipt; nobody has answered", "feedback", _receipt),
    Rule("own-address", "A letter of this service, come back", "automatic", _own_address),
    Rule("automatic", "Sent by a machine, not a person", "automatic", _automatic),
    Rule("list", "Sent to a mailing list, or to many at once", "list", _list),
    Rule("calendar", "A calendar's own mail", "automatic", wording.calendar),
    Rule("encrypted", "It is encrypted, and cannot be opened here", "unreadable", _encrypted),
    Rule("link", "It points to a file kept elsewhere, and carries none", "unreadable", _link),
    Rule("reply", "It speaks of a case that we hold", "reply", _speaks_of_a_case),
    Rule("unreadable", "What it carries cannot be read here", "unreadable", _unreadable),
    Rule("from-no-one", "Sent by a machine, not a person", "automatic", wording.from_no_one),
    Rule("not-whole", "It could not be opened whole", "for_a_person", _not_whole),
    Rule("other", "Nothing here says what it is; a person must look", "for_a_person", _other),
)  # fmt: skip


def triage(mail: Mail, readings: Sequence[Reading], known: Known) -> Triage:
    """Judge a mail with its documents read; `readings` stand beside `mail.documents`."""
    seen = Seen(mail, readings, known)
    rule, evidence = next((rule, found) for rule in RULES if (found := rule.applies(seen)) is not None)
    acknowledge, why_not = answering.may_acknowledge(seen, rule.kind, rule.name)
    return Triage(
        kind=rule.kind,
        rule=rule.name,
        why=f"{rule.why}: {evidence}." if evidence else f"{rule.why}.",
        reference=known.find_reference(f"{mail.subject}\n{mail.new_words}"),
        acknowledge=acknowledge,
        acknowledge_why=why_not,
        hold=_holds(seen, rule.kind),
        bounced=reported(mail, rule.kind),
    )


def _holds(seen: Seen, kind: Kind) -> bool:
    """Whether a person must look: what nobody can answer, what was not read whole, and a report with a new form in it."""
    if kind in ("bounce", "delay", "feedback"):
        return bool(seen.mail.limits_hit) or (kind == "bounce" and seen.new_forms(returned=True))
    if kind in ("form", "reply") and authenticated(seen.mail, seen.known.trusted_server).dmarc == "fail":
        return True
    return kind in ("for_a_person", "unreadable") or seen.mail.sender is None or bool(seen.mail.limits_hit)


def reported(mail: Mail, kind: Kind) -> tuple[str, ...]:
    """The addresses that a report names: as failed in a bounce, as late in a delay. Belief is decided at admit."""
    if mail.report is None or kind not in ("bounce", "delay"):
        return ()
    return mail.report.addresses("failed" if kind == "bounce" else "delayed")
