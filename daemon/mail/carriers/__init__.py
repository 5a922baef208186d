"""What carries a document: the part itself, an archive, an Outlook wrapper, a message within; one module a carrier."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from daemon.mail.carriers import archives, encoded, outlook, tnef
from daemon.mail.carriers.wrappers import cannot_be_opened, link_of, wrapper_of
from daemon.mail.kinds import kind_of
from daemon.mail.transfer import from_base64
from daemon.mail.values import Attachment

__all__ = ["cannot_be_opened", "documents_of", "link_of", "wrapper_of"]

MOST_DOCUMENTS = 40
MOST_DEPTH = 6
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".odt", ".ott", ".fodt", ".rtf", ".pdf")
_MESSAGES = (".eml", ".msg")
_TABLES = (".xlsx", ".xls", ".pptx", ".ppt", ".xlsm", ".xlsb", ".ppsx", ".vsdx")
_WEB = (".htm", ".html", ".mht", ".mhtml")
_PLAIN = (".txt", ".xml")
_TEXTS = ("text/html", "text/plain", "application/xhtml+xml", "multipart/related", "application/x-mimearchive")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# How a zip, a PDF, an OLE file and an RTF begin when they stand in base64.
_IN_BASE64 = (b"UEsDB", b"JVBERi", b"0M8R4KGx", b"e1xydG")

OpenMessage = Callable[[bytes], Sequence[Attachment]]


def documents_of(attachments: Sequence[Attachment], limits: list[str], open_message: OpenMessage) -> list[Attachment]:
    """The attachments worth giving to the parsers, with what lies in archives, Outlook wrappers and messages.

    `open_message` gives the attachments of a mail's bytes.
    """
    found: list[Attachment] = []
    for one in _documents(attachments, limits, open_message, 0):
        if len(found) >= MOST_DOCUMENTS:
            limits.append(f"The mail carries more than {MOST_DOCUMENTS} documents; the rest were not read.")
            break
        found.append(one)
    return found


def _documents(
    attachments: Sequence[Attachment], limits: list[str], open_message: OpenMessage, depth: int
) -> Iterator[Attachment]:
    if depth > MOST_DEPTH:
        limits.append(f"Carriers lie in one another more than {MOST_DEPTH} deep; the rest was not opened.")
        return
    for each in attachments:
        one = _unpacked(each)
        name = (one.name or "").lower()
        inner: Sequence[Attachment] | None = None
        if one.fault is not None:
            yield one
        elif one.data[:4] == tnef.SIGNATURE:
            inner = _from_tnef(one)
        elif outlook.is_note(one.data):
            inner = _from_note(one, limits)
        elif (one.unopened and not _is_document(one, name)) or (
            name.endswith(".eml") and one.data and one.type != "message/rfc822"
        ):
            inner = [_within(each, one, "forwarded") for each in open_message(one.data)]
        elif files := encoded.files_in_part(one.data):
            inner = [_inside(written, _type_of(written), data, one, "encoded") for written, data in files]
        elif archives.is_archive(one.data):
            if one.inside == "zip":
                yield _faulty(one, archives.NOT_OPENED)
            else:
                inner = _from_zip(one)
        elif (other := archives.other_archive(one.data)) is not None:
            yield _faulty(
                one, ("unsupported", f"An archive of the kind {other} is not opened; send the form alone, or in a zip.")
            )
        elif _is_document(one, name):
            yield one
        elif _may_be(one, name):
            yield replace(one, speculative=True)
        if inner is not None:
            yield from _documents(inner, limits, open_message, depth + 1)


def _unpacked(one: Attachment) -> Attachment:
    """A document that its sender put into base64 and did not say so, as the document."""
    if not one.data.startswith(_IN_BASE64):
        return one
    return one.with_bytes(from_base64(one.data))


def _inside(
    name: str | None, kind: str, data: bytes, outer: Attachment, inside: str, fault: tuple[str, str] | None = None
) -> Attachment:
    """A file that lay inside `outer`."""
    found = Attachment.of(name, kind, data, inside, kind_of(kind, name, data, inline=False))
    return replace(found, returned=outer.returned, fault=fault, unopened=(name or "").lower().endswith(".eml"))


def _within(one: Attachment, outer: Attachment, inside: str) -> Attachment:
    return replace(one, inside=inside, returned=one.returned or outer.returned)


def _faulty(one: Attachment, fault: tuple[str, str]) -> Attachment:
    return replace(one, fault=fault)


def _from_zip(one: Attachment) -> list[Attachment]:
    return [
        _inside(member.name, _type_of(member.name), member.data, one, "zip", member.fault)
        for member in archives.members(one.data, (*SUFFIXES, *_MESSAGES, *_WEB, ".dat"))
    ]


def _from_tnef(one: Attachment) -> list[Attachment]:
    wrapped = tnef.unwrapped(one.data)
    found = [_inside(name, _type_of(name or ""), data, one, "winmail.dat") for name, data in wrapped.files if data]
    found += [_inside(name, "application/ms-tnef", data, one, "winmail.dat") for name, data in wrapped.messages]
    if wrapped.rtf:
        found.append(replace(_inside(None, "text/rtf", wrapped.rtf, one, "winmail.dat"), speculative=True))
    if wrapped.damaged and not found and not wrapped.body:
        found.append(
            _inside(one.name, one.type, b"", one, "winmail.dat", ("corrupt", "The file winmail.dat is damaged."))
        )
    return found


def _from_note(one: Attachment, limits: list[str]) -> list[Attachment]:
    note = outlook.read_note(one.data)
    if note is None:
        return [_inside(one.name, one.type, b"", one, "msg", ("corrupt", "The Outlook message is damaged."))]
    return attachments_of_note(note, one, limits)


def attachments_of_note(note: outlook.Note, outer: Attachment, limits: list[str]) -> list[Attachment]:
    """What an Outlook message carries, with the messages inside it."""
    found = [_inside(name, kind, data, outer, "msg") for name, kind, data, _ in note.files if data]
    if note.rtf and not note.html:
        found.append(replace(_inside(None, "text/rtf", note.rtf, outer, "msg"), speculative=True))
    for _, inner in note.notes:
        found += attachments_of_note(inner, outer, limits)
    if note.damaged and not found:
        found.append(_inside(outer.name, outer.type, b"", outer, "msg", ("corrupt", note.damaged[0])))
    return found


def _type_of(name: str) -> str:
    return _WORD if name.lower().endswith(".docx") else "application/octet-stream"


def _is_document(one: Attachment, name: str) -> bool:
    if one.data[:4] == b"PK\x03\x04" or one.data[:8] == outlook.OLE or one.data[:5] in (b"%PDF-", b"{\\rtf"):
        return not name.endswith(_TABLES) and "spreadsheet" not in one.type and "presentation" not in one.type
    return bool(one.data) and (name.endswith(SUFFIXES) or one.is_ == "document")


def _may_be(one: Attachment, name: str) -> bool:
    """Text that could be a form saved as a web page, as XML or as plain text: it counts only if it is one."""
    return len(one.data) > 200 and (one.type in _TEXTS or name.endswith((*_WEB, *_PLAIN)))
