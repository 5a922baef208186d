"""Is a mail a delivery report, and what does it say? Own reading of RFC 3464 first, then reports in words."""

from __future__ import annotations

import email.message

from daemon.mail.machines import from_a_mail_system
from daemon.mail.mime import decoded
from daemon.mail.phrases.reports import DELAYED, FAILED
from daemon.mail.phrases.systems import SYSTEM_SUBJECT
from daemon.mail.reports import parts, prose, standard
from daemon.mail.senders import addresses_in
from daemon.mail.values import Recipient, Report, Says

_NOT_DELIVERY = ("feedback-report", "disposition-notification", "tlsrpt")


def report_of(message: email.message.Message, content_type: str) -> Report | None:
    """The delivery report that a mail is, or None when it is none.

    A report that a person forwards is an attached message, and that is not entered: the mail is theirs.
    """
    texts = parts.status_texts(message)
    if parts.parameter(message, "report-type") in _NOT_DELIVERY:
        return None
    typed = content_type == "multipart/report"
    wrote = from_a_mail_system(message)
    if (texts and (typed or wrote is not None)) or typed or content_type in parts.STATUS:
        return _standard(message, texts)
    if wrote is None:
        return None
    return _in_words(message)


def _standard(message: email.message.Message, texts: list[str]) -> Report:
    words = parts.words_of(message)
    recipients = standard.recipients_in(texts)
    actions = frozenset(one.action for one in recipients) or standard.actions_in(texts)
    named = bool(recipients) or any("recipient" in text.lower() for text in texts)
    says = _summary(actions) or _said(message, words) or "failed"
    if not named and says != "delivered":
        recipients = standard.recipients_in([words]) or _as_recipients(_named(message, words, last_resort=False), says)
        recipients += _as_recipients(prose.expanded_from(words), says)
    return Report(recipients, parts.returned_ids(message, words), True, says)


def _in_words(message: email.message.Message) -> Report | None:
    words = parts.words_of(message)
    embedded = standard.recipients_in([words])
    says = _summary(frozenset(one.action for one in embedded)) or _said(message, words)
    if says is None:
        return None
    recipients = embedded or standard.recipients_in(parts.nested_status_texts(message))
    recipients = recipients or _as_recipients(_named(message, words, last_resort=True), says)
    recipients += _as_recipients(prose.expanded_from(words), says)
    return Report(recipients, parts.returned_ids(message, words), False, says)


def _named(message: email.message.Message, words: str, *, last_resort: bool) -> tuple[str, ...]:
    ourselves = frozenset(
        one.casefold()
        for name in ("to", "from", "return-path", "delivered-to")
        for one in addresses_in(_values(message, name), 20)
    )
    to = parts.returned_to(message) if last_resort else ()
    return prose.failed_in(message, words if last_resort else _report_only(words), ourselves, to)


def _report_only(words: str) -> str:
    return "\n".join(prose.beginning(words))


def _values(message: email.message.Message, name: str) -> list[str]:
    return [str(one) for one in message.get_all(name, [])][:5]


def _as_recipients(addresses: tuple[str, ...], says: Says) -> tuple[Recipient, ...]:
    return tuple(Recipient(one, says, None, None) for one in addresses)


def _summary(actions: frozenset[str]) -> Says | None:
    if "failed" in actions:
        return "failed"
    if "delayed" in actions:
        return "delayed"
    return "delivered" if actions else None


def _said(message: email.message.Message, words: str) -> Says | None:
    """What subject and first words say; a warning that speaks of a delay has not failed."""
    subject = decoded(str(message.get("subject", ""))[:4_000])[:400]
    said = f"{subject}\n" + "\n".join(prose.beginning(words))[:3_000]
    if SYSTEM_SUBJECT.match(subject):
        return None
    if DELAYED.search(said):
        return "delayed"
    if FAILED.search(said) or message.get("x-failed-recipients"):
        return "failed"
    return None
