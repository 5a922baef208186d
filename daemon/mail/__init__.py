"""Bytes of a mail → what kind of mail, from whom, carrying what. Pure: values in, values out."""

from daemon.mail.opening import open_mail, open_outlook_file
from daemon.mail.reading import with_documents_read
from daemon.mail.senders import authenticated
from daemon.mail.triage import as_json, triage
from daemon.mail.values import Attachment, Authentication, Configured, Known, Mail, NothingKnown, Triage

__all__ = [
    "Attachment",
    "Authentication",
    "Configured",
    "Known",
    "Mail",
    "NothingKnown",
    "Triage",
    "as_json",
    "authenticated",
    "open_mail",
    "open_outlook_file",
    "triage",
    "with_documents_read",
]
