"""Bytes of a mail → what kind of mail, from whom, carrying what. Pure: values in, values out."""

from daemon.mail.opening import open_mail
from daemon.mail.senders import authenticated
from daemon.mail.triage import as_json, triage
from daemon.mail.values import Attachment, Authentication, Known, Mail, NothingKnown, Triage

__all__ = [
    "Attachment",
    "Authentication",
    "Known",
    "Mail",
    "NothingKnown",
    "Triage",
    "as_json",
    "authenticated",
    "open_mail",
    "triage",
]
