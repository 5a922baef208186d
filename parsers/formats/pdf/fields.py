"""The fields of a PDF form as lines of label and value."""

from __future__ import annotations

import re
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.words import boxed, without_marks

MOST_FIELDS = 3_000
# Fewer are a place to sign in a document that is otherwise printed.
FEWEST_FIELDS = 3
_OFF = ("/Off", "", None)
_ALTERNATIVE = re.compile(r"(.+?)[\s_.\-]*\b(yes|no|not known)\s*$", re.IGNORECASE)
_TITLE_LINES = 3


def too_large() -> Unreadable:
    return Unreadable("too-large", "The PDF is longer than any form; please send the form alone.")


def titles_of(reader: PdfReader) -> list[raw.Block]:
    """The first lines of the first page. What else is printed there are the labels, which the fields name again."""
    found: list[raw.Block] = []
    for line in without_marks(reader.pages[0].extract_text() or "").splitlines():
        said = " ".join(line.split())
        if said.endswith((":", "?")) or len(found) == _TITLE_LINES:
            break
        if len(said.split()) > 1:
            found.append(raw.Paragraph(said, level=1))
    return found


def fields_of(reader: PdfReader, document: raw.RawDocument) -> bool:
    """Each field of the form as a line; False where there is no form of fields."""
    fields = reader.get_fields() or {}
    if len(fields) > MOST_FIELDS:
        raise too_large()
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
            add_line(document, split[1], boxes, name)
        else:
            add_line(document, label, _answer(one), name)
    return True


def add_line(document: raw.RawDocument, label: str, value: str, name: str) -> None:
    number = len(document.controls)
    document.controls.append(raw.Control(title=words_of(name)))
    ends = "" if label.endswith((":", "?")) else ":"
    document.blocks.append(raw.Paragraph(f"{label}{ends} {raw.control_mark(number)}{value}{raw.CONTROL_END}"))


def _label(name: str, one: Any) -> str:
    said = " ".join(without_marks(str(one.get("/TU") or "")).split())
    return said.rstrip(": ") or words_of(str(one.get("/T") or name))


def words_of(name: str) -> str:
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
        return ", ".join(text_of(each) for each in value)
    said = text_of(value)
    if one.get("/FT") == "/Ch":
        for each in one.get("/Opt") or one.get("/_States_") or ():
            if isinstance(each, list) and len(each) == 2 and str(each[0]) == said:
                return text_of(each[1])
    return said


def text_of(value: Any) -> str:
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
        found[each] = str(options[int(bare)]) if bare.isdigit() and int(bare) < len(options) else words_of(bare)
    return found
