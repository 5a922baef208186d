"""The older formats, .doc and .rtf: made into Word documents by the outside converter, then read like any other.

Without a converter the words of an .rtf are read plainly and those of a .doc through antiword, every value doubtful.
"""

from __future__ import annotations

import io
import re

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.converting import Convert
from parsers.formats.word.document import read_docx
from parsers.formats.word.walker import OpenPart
from parsers.formats.words import says_something

DEEPEST = 1_000
PLAINLY_READ = "read without its layout, because LibreOffice is not installed here or refused the file"
_ENCRYPTED = "The file is protected with a password; please send it without one."


def read_ole(data: bytes, convert: Convert, open_part: OpenPart) -> raw.RawDocument:
    """The raw document in an OLE file: an older .doc. Raises `Unreadable`, a protected one as `encrypted`."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage") or ole.exists("EncryptionInfo"):
                raise Unreadable("encrypted", _ENCRYPTED)
            if not ole.exists("WordDocument"):
                raise Unreadable("unsupported", _other(ole))
            head = ole.openstream("WordDocument").read(32)
            macros = ole.exists("Macros") or ole.exists("_VBA_PROJECT_CUR")
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - see below
        # Broad: olefile raises whatever damaged sectors lead it to (IndexError, struct.error, its own errors).
        raise Unreadable("corrupt", "The file is damaged and cannot be opened; please send it again.") from None
    if len(head) > 11 and head[11] & 1:
        raise Unreadable("encrypted", _ENCRYPTED)
    made = convert(data, "doc")
    if made is None:
        raise Unreadable(
            "unsupported",
            "The file is an older Word document (.doc) that cannot be opened here; please save it as .docx.",
        )
    kind, result = made
    document = read_docx(result, open_part) if kind == "docx" else _docbook(result)
    if macros and "macros" not in document.flags:
        document.flags.append("macros")
    return _with_words(document)


def read_rtf(data: bytes, convert: Convert, open_part: OpenPart) -> raw.RawDocument:
    """The raw document in an .rtf. Raises `Unreadable`."""
    depth = deepest = 0
    for brace in re.finditer(rb"(?<!\\)[{}]", data):
        depth += 1 if brace.group() == b"{" else -1
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            raise Unreadable("too-large", "The document is nested too deeply to be read safely.")
    made = convert(data, "rtf")
    if made is not None and made[0] == "docx":
        return _with_words(read_docx(made[1], open_part))
    try:
        from striprtf.striprtf import rtf_to_text  # pyright: ignore[reportMissingImports]
    except ImportError:
        raise Unreadable(
            "unsupported",
            "The file is a rich text document (.rtf) that cannot be opened here; please save it as .docx.",
        ) from None
    from parsers.formats.text import paragraphs_of

    try:
        words = rtf_to_text(_without_binary(data).decode("latin-1"), errors="replace")
    except (ValueError, LookupError, IndexError, TypeError, AttributeError):
        raise Unreadable("corrupt", "The file is damaged and cannot be opened; please send it as .docx.") from None
    # Cells of a row come out as "label|answer|".
    lines = "\n".join("\t".join(part for part in line.split("|") if part) for line in words.splitlines())
    pictures = len(re.findall(rb"\\pict\b", data))
    return _with_words(raw.RawDocument(list(paragraphs_of(lines)), images=pictures, doubt=PLAINLY_READ))


def _without_binary(data: bytes) -> bytes:
    """`data` without the bytes of pictures and objects that stand in it as they are (`\\binN`)."""
    kept, at = [], 0
    for found in re.finditer(rb"\\bin(\d{0,9}) ?", data):
        if found.start() >= at:
            kept.append(data[at : found.start()])
            at = found.end() + int(found[1] or 0)
    return b"".join([*kept, data[at:]])


def _other(ole: object) -> str:
    exists = ole.exists  # type: ignore[attr-defined]
    if exists("__properties_version1.0"):
        return "The file is an Outlook message, and not a document; please send the form itself as a Word document (.docx)."
    if exists("Workbook") or exists("Book"):
        return "The file is a workbook, and not a Word document; please send the form as a Word document (.docx)."
    if exists("PowerPoint Document"):
        return "The file is a presentation, and not a Word document; please send the form as a Word document (.docx)."
    return "The file is not a Word document; please send the form as one (.docx)."


def _docbook(data: bytes) -> raw.RawDocument:
    """antiword's DocBook: paragraphs, titles and tables, without controls or ticks."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(data, parser)
    blocks: list[raw.Block] = []
    if root is None:
        raise Unreadable("corrupt", "The file is damaged and cannot be opened; please send it again.")
    inside: set[etree._Element] = set()
    for element in root.iter("title", "para", "informaltable", "table"):
        if any(one in inside for one in element.iterancestors()):
            continue
        if element.tag in ("informaltable", "table"):
            inside.add(element)
            rows = [
                [
                    raw.Cell(number, 1, [raw.Paragraph(_words(one)) for one in (entry.findall("para") or [entry])])
                    for number, entry in enumerate(row.iter("entry"))
                ]
                for row in element.iter("row")
            ]
            blocks.append(raw.Table(rows))
        elif _words(element):
            blocks.append(raw.Paragraph(_words(element), 2 if element.tag == "title" else 0))
    return raw.RawDocument(blocks, doubt=PLAINLY_READ)


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(one) for one in element.itertext()).split())


def _with_words(document: raw.RawDocument) -> raw.RawDocument:
    """`document`, unless it is empty: a converter gives an empty document for a damaged file, without saying so."""
    if document.blocks and any(says_something(one) for one in document.blocks):
        return document
    if document.images:
        return document
    raise Unreadable("corrupt", "No text was found in the file: it is empty or damaged. Please send it again as .docx.")
