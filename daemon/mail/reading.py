"""The documents of a mail, read: what could not be had, with its reason; what only might be a form, if it is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from daemon.mail.values import Attachment, Mail
from parsers.reading import Reading

ReadDocument = Callable[[Attachment], Reading]


def with_documents_read(mail: Mail, read: ReadDocument) -> tuple[Mail, tuple[Reading, ...]]:
    """The mail with the documents that count, and their readings beside them.

    The same bytes carried twice are one document. A speculative one (a web page, the mail's own words) counts only
    when it is a form; its words stay what they are otherwise.
    """
    documents, readings = [], []
    seen: set[str] = set()
    forms = False
    # Files first: a form that is attached and pasted too is one form, and the file is the better copy.
    for one in sorted(mail.documents, key=lambda each: each.speculative):
        if one.fault is not None:
            documents.append(one)
            readings.append(Reading("unreadable", reason=one.fault[0], why=one.fault[1]))  # type: ignore[arg-type]
            continue
        if one.sha256 in seen or (one.speculative and forms):
            continue
        seen.add(one.sha256)
        reading = read(one)
        if one.speculative and reading.kind != "form":
            continue
        forms = forms or reading.kind == "form"
        documents.append(one)
        readings.append(reading)
    return replace(mail, documents=tuple(documents)), tuple(readings)
