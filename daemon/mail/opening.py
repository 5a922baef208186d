"""Bytes → `Mail`: a mail or an Outlook message taken apart, with every document that it carries.

No bytes make this raise. What is too much of anything is left out, and `limits_hit` says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from daemon.mail import carriers
from daemon.mail.carriers import encoded, outlook
from daemon.mail.kinds import kind_of
from daemon.mail.mime import Content, clean_name, decoded, take_apart
from daemon.mail.pasted import own_lines
from daemon.mail.reports import report_of
from daemon.mail.senders import addresses_in, one_sender
from daemon.mail.values import Attachment, Mail
from daemon.mail.words import from_html, new_words

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,990}>")
MOST_LINKED = 200_000


def open_mail(raw: bytes) -> Mail:
    """Open a mail. Whatever the bytes are, this has an answer."""
    limits: list[str] = []
    # A mail saved to a file may begin with a mark of order, or with empty lines; no header does.
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if raw[:8] == outlook.OLE:
        # A mail server hands out mails; where one hands out Outlook's own file, nobody vouches for what it says.
        limits.append("An Outlook file stands where a mail should be.")
        content, found = _from_note(raw, limits)
        content.headers.pop("from", None)
    else:
        content, found = take_apart(raw, limits), []
    return _mail(content, found, limits)


def open_outlook_file(data: bytes) -> Mail:
    """Open a .msg that a person has saved, as the mail that it was."""
    limits: list[str] = []
    content, found = _from_note(data, limits)
    return _mail(content, found, limits)


def _mail(content: Content, found: list[Attachment], limits: list[str]) -> Mail:
    headers = content.headers
    plain, files = _written_in(content.bodies)
    pages = [text for kind, text in content.bodies if kind == "text/html"]
    other = [text for kind, text in content.bodies if kind not in ("text/plain", "text/html")]
    words = plain.strip() or "\n".join(from_html(text) for text in pages).strip() or "\n".join(other).strip()
    if not words and any(page.strip() for page in pages) and not content.attachments:
        limits.append("The words of this mail could not be made out.")
    sender, sender_why = one_sender(headers.get("from", ()))
    report = report_of(content.message, content.content_type)
    attachments = content.attachments
    subject = decoded(_first(headers, "subject"))
    found += [*files, *_written_in(content.inner_bodies)[1]]
    if report is not None:
        attachments = [replace(one, returned=True) for one in attachments]
        found = [replace(one, returned=True) for one in found]
    documents = carriers.documents_of([*attachments, *found], limits, attachments_within(limits))
    if report is None:
        # They count only if they are a form.
        documents += [
            replace(Attachment.of(None, "text/plain", text.encode("utf-8", "replace"), "words"), speculative=True)
            for text in (*own_lines(subject, words, pages), *_passed_on(content))
        ]
    return Mail(
        headers=headers,
        sender=sender,
        sender_why=sender_why,
        to=addresses_in(headers.get("to", ())),
        cc=addresses_in(headers.get("cc", ())),
        subject=subject,
        message_id=next(iter(_ids(_first(headers, "message-id"))), None),
        in_reply_to=next(iter(_ids(_first(headers, "in-reply-to"))), None),
        references=tuple(_ids(_first(headers, "references"))[-100:]),
        return_path=_first(headers, "return-path").strip() or None,
        content_type=content.content_type,
        words=words,
        new_words=new_words(words),
        attachments=tuple(attachments),
        documents=tuple(documents),
        report=report,
        encrypted=carriers.wrapper_of(content.content_type, attachments, words),
        limits_hit=tuple(dict.fromkeys(limits)),
        link=carriers.link_of("\n".join((new_words(words), *pages))[:MOST_LINKED]),
    )


def attachments_within(limits: list[str]) -> carriers.OpenMessage:
    """What opens a mail that lies in another file: its attachments, and the files written into its words."""

    def opened(raw: bytes) -> Sequence[Attachment]:
        content = take_apart(raw, limits)
        return [*content.attachments, *_written_in([*content.bodies, *content.inner_bodies])[1]]

    return opened


def _written_in(bodies: Sequence[tuple[str, str]]) -> tuple[str, list[Attachment]]:
    """The plain words without the files that are written into them; those files, and what pages link to in themselves."""
    words, files = encoded.files_in("\n".join(text for kind, text in bodies if kind == "text/plain").strip())
    found = [Attachment.of(clean_name(name), "application/octet-stream", data, "encoded") for name, data in files]
    linked = [one for kind, text in bodies if kind == "text/html" for one in encoded.files_in_page(text)]
    return words, found + [Attachment.of(None, kind, data, "encoded") for kind, data in linked]


def _passed_on(content: Content) -> list[str]:
    """The words of the messages within, where a form may be typed."""
    plain = "\n".join(text for kind, text in content.inner_bodies if kind == "text/plain")
    pages = [text for kind, text in content.inner_bodies if kind == "text/html"]
    return own_lines("Fwd:", plain, pages) if content.inner_bodies else []


def _from_note(raw: bytes, limits: list[str]) -> tuple[Content, list[Attachment]]:
    """An Outlook message as the mail that it was, and what lies in the messages within it."""
    note = outlook.read_note(raw) if outlook.is_note(raw) else None
    if note is None:
        limits.append("It is an Outlook file, and no message in it can be read.")
        return take_apart(b"", []), []
    limits += note.damaged
    content = take_apart(note.headers.encode("utf-8", "replace").strip() + b"\n\n", limits)
    headers = dict(content.headers)
    for name in ("content-type", "content-transfer-encoding"):
        headers.pop(name, None)
    known = {
        "from": f"<{note.sender}>" if note.sender else "",
        "subject": note.subject,
        "to": note.to,
        "cc": note.cc,
        "message-id": note.message_id,
        "in-reply-to": note.in_reply_to,
        "references": note.references,
    }
    for name, value in known.items():
        if name not in headers and value:
            headers[name] = (" ".join(value.split()),)
    bodies = [("text/plain", note.words)] if note.words.strip() else []
    if note.html:
        bodies.append(("text/html", note.html.decode("utf-8", "replace")))
    attachments = [
        Attachment.of(clean_name(name) if name else None, kind, data, is_=kind_of(kind, name, data, inline=hidden))
        for name, kind, data, hidden in note.files
        if data
    ]
    attachments += [
        Attachment.of(clean_name(name) if name else None, "message/rfc822", b"", is_="message")
        for name, _ in note.notes
    ]
    outer = Attachment.of(None, "application/vnd.ms-outlook", b"")
    within = [one for _, inner in note.notes for one in carriers.attachments_of_note(inner, outer, limits)]
    if note.rtf and not note.html:
        within.append(replace(Attachment.of(None, "text/rtf", note.rtf, "words"), speculative=True))
    return Content(headers, "application/vnd.ms-outlook", content.message, bodies, attachments), within


def _first(headers: dict[str, tuple[str, ...]], name: str) -> str:
    return headers[name][0] if headers.get(name) else ""


def _ids(text: str) -> list[str]:
    return _MESSAGE_ID.findall(text)
