"""PDF: fields of a form by name, else the words of its pages as they stand (`pages.py`).

A PDF has no paragraphs and no tables; where its lines do not say for certain which words belong together, the document
carries a doubt.
"""

from __future__ import annotations

import io
import re
from typing import Any

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.pages import blocks_of, lines_of
from parsers.formats.text import boxed, without_marks

MOST_PAGES = 200
MOST_CHARACTERS = 400_000
MOST_FIELDS = 3_000
# Fewer are a place to sign in a document that is otherwise printed.
FEWEST_FIELDS = 3
_OFF = ("/Off", "", None)
_ALTERNATIVE = re.compile(r"(.+?)[\s_.\-]*\b(yes|no|not known)\s*$", re.IGNORECASE)
_TITLE_LINES = 3


def read_pdf(data: bytes) -> raw.RawDocument:
    """The raw document in a PDF. Raises `Unreadable`: `encrypted`, `corrupt`, `image-only` or `too-large`."""
    try:
        return _read(data)
    except (FileNotDecryptedError, DependencyError) as fault:
        raise _encrypted() from fault
    except LimitReachedError as fault:
        raise _too_large() from fault
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as fault:
        raise Unreadable("corrupt", "The PDF is damaged; please send it again, or send the Word document.") from fault


def _encrypted() -> Unreadable:
    return Unreadable("encrypted", "The PDF is locked with a password; please send it without one.")


def _too_large() -> Unreadable:
    return Unreadable("too-large", "The PDF is longer than any form; please send the form alone.")


def _read(data: bytes) -> raw.RawDocument:
    reader = PdfReader(io.BytesIO(data[max(data.find(b"%PDF-"), 0) :]))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted()
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise _too_large()
    if count == 0:
        raise Unreadable("corrupt", "The PDF has no pages; please send it again.")
    document = raw.RawDocument([])
    if _fields(reader, document):
        document.blocks[:0] = _titles(reader)
        return document
    if _datasets(reader, document):
        return document
    pages, total = [], 0
    for page in reader.pages:
        pages.append(lines_of(page))
        total += sum(len(one.text) for one in pages[-1].pieces)
        if total > MOST_CHARACTERS:
            raise _too_large()
    if not total:
        raise Unreadable(
            "image-only", "The PDF holds pictures and no text; please send the form typed, as a Word document (.docx)."
        )
    document.blocks, document.doubt = blocks_of(pages)
    return document


def _titles(reader: PdfReader) -> list[raw.Block]:
    """The first lines of the first page. What else is printed there are the labels, which the fields name again."""
    found: list[raw.Block] = []
    for line in without_marks(reader.pages[0].extract_text() or "").splitlines():
        said = " ".join(line.split())
        if said.endswith((":", "?")) or len(found) == _TITLE_LINES:
            break
        if len(said.split()) > 1:
            found.append(raw.Paragraph(said, level=1))
    return found


def _fields(reader: PdfReader, document: raw.RawDocument) -> bool:
    """Each field of the form as a line; False where there is no form of fields."""
    fields = reader.get_fields() or {}
    if len(fields) > MOST_FIELDS:
        raise _too_large()
    asked = {name: one for name, one in fields.items() if one.get("/FT") in ("/Tx", "/Ch", "/Btn")}
    asked = {name: one for name, one in asked.items() if not (one.get("/FT") == "/Btn" and _flag(one, 17))}
    # A named group that only holds fields is listed beside them.
    if len(asked) < FEWEST_FIELDS:
        return False
    pairs: dict[str, list[str]] = {}
    for name, one in asked.items():
        if one.get("/FT") == "/Btn" and (split := _ALTERNATIVE.match(_label(name, one))):
            pairs.setdefault(split[1].casefold(), []).append(name)
    done: set[str] = set()
    for name, one in asked.items():
        label = _label(name, one)
        split = _ALTERNATIVE.match(label) if one.get("/FT") == "/Btn" else None
        group = pairs.get(split[1].casefold(), []) if split else []
        if name in done:
            continue
        if split and len(group) > 1:
            done.update(group)
            boxes = " ".join(
                f"{raw.TICKED if _ticked(asked[each]) else raw.EMPTY} {(_ALTERNATIVE.match(_label(each, asked[each])) or ['', '', 'Yes'])[2]}"
                for each in group
            )
            _line(document, split[1], boxes, name)
        else:
            _line(document, label, _answer(one), name)
    return True


def _line(document: raw.RawDocument, label: str, value: str, name: str) -> None:
    number = len(document.controls)
    document.controls.append(raw.Control(title=_words(name)))
    ends = "" if label.endswith((":", "?")) else ":"
    document.blocks.append(raw.Paragraph(f"{label}{ends} {raw.control_mark(number)}{value}{raw.CONTROL_END}"))


def _label(name: str, one: Any) -> str:
    said = " ".join(without_marks(str(one.get("/TU") or "")).split())
    return said.rstrip(": ") or _words(str(one.get("/T") or name))


def _words(name: str) -> str:
    """A field's name as words: "form1[0].Child_DateOfBirth[0]" is "Child Date Of Birth"."""
    last = re.sub(r"\[\d+\]", "", without_marks(name)).rpartition(".")[2] or name
    return " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\-.]+", " ", last).split())


def _flag(one: Any, bit: int) -> bool:
    flags = one.get("/Ff", 0)
    return isinstance(flags, int) and bool(flags & (1 << (bit - 1)))


def _answer(one: Any) -> str:
    if one.get("/FT") == "/Btn":
        return _boxes(one)
    value = one.get("/V")
    if isinstance(value, IndirectObject):
        value = value.get_object()
    if isinstance(value, list):
        return ", ".join(_text(each) for each in value)
    said = _text(value)
    if one.get("/FT") == "/Ch":
        for each in one.get("/Opt") or one.get("/_States_") or ():
            if isinstance(each, list) and len(each) == 2 and str(each[0]) == said:
                return _text(each[1])
    return said


def _text(value: Any) -> str:
    if value is None or isinstance(value, DictionaryObject):
        return ""
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return boxed(str(value).replace("\r\n", "\n").replace("\r", "\n").strip())


def _ticked(one: Any) -> bool:
    # The value of the field decides; a box without one is as it looks.
    value = one.get("/V")
    return str(value if value is not None else one.get("/AS") or "/Off") not in _OFF


def _boxes(one: Any) -> str:
    """A check box or a group of radio buttons as ticks."""
    states = [str(each) for each in one.get("/_States_") or () if str(each) != "/Off"]
    chosen = str(one.get("/V") if one.get("/V") is not None else one.get("/AS") or "/Off")
    if not _flag(one, 16) and len(states) <= 1:
        return f"{raw.TICKED if _ticked(one) else raw.EMPTY} Yes"
    if chosen not in _OFF and chosen not in states:
        states.append(chosen)
    names = _names(one, states)
    return " ".join(f"{raw.TICKED if each == chosen else raw.EMPTY} {names[each]}" for each in states)


def _names(one: Any, states: list[str]) -> dict[str, str]:
    """What the states of a group are called; a group may number them and say the words in /Opt."""
    options = one.get("/Opt") or ()
    found = {}
    for each in states:
        bare = each.removeprefix("/")
        found[each] = str(options[int(bare)]) if bare.isdigit() and int(bare) < len(options) else _words(bare)
    return found


def _datasets(reader: PdfReader, document: raw.RawDocument) -> bool:
    """The data of an XFA form, whose pages hold nothing but a request to wait."""
    root: Any = reader.trailer["/Root"]
    form = root.get_object().get("/AcroForm")
    packets = form.get_object().get("/XFA") if form is not None else None
    packets = packets.get_object() if packets is not None else None
    if not isinstance(packets, list):
        return False
    for name, packet in zip(packets[::2], packets[1::2], strict=False):
        if str(name) == "datasets":
            plain = packet.get_object().get_data()
            break
    else:
        return False
    try:
        tree = etree.fromstring(plain, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        return False
    for one in tree.iter(etree.Element):
        if len(one) == 0 and not str(one.tag).endswith(("}data", "}datasets")):
            _line(document, _words(etree.QName(one).localname), _text(one.text), etree.QName(one).localname)
            if len(document.blocks) > MOST_FIELDS:
                raise _too_large()
    return bool(document.blocks)
