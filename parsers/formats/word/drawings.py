"""What stands in a Word document beside its own words: text boxes, shapes, embedded files, parts of other formats."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.word.names import ALTERNATE, A, R, W, branch_of
from parsers.formats.words import has_words, says_something, without_marks

if TYPE_CHECKING:
    from parsers.formats.word.walker import Walker

MOST_PARTS = 12
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_TEXT_BOX = W + "txbxContent"
_ACTIVE = "{http://schemas.microsoft.com/office/2006/activeX}"
_KINDS = (
    ("excel", "an Excel workbook"),
    ("powerpoint", "a presentation"),
    ("word", "a Word document"),
    ("acro", "a PDF"),
    ("outlook", "a mail"),
    ("package", "a file of another program"),
)


def read_drawing(walker: Walker, element: etree._Element, out: list[str]) -> None:
    """The words of a drawing, picture or object as asides after its paragraph; a control's words go into the line `out`."""
    words: list[str] = []
    for one in _descended(element):
        if one.tag == _TEXT_BOX:
            blocks = walker.blocks(one)
            if any(has_words(block) for block in blocks):
                walker.beside.append(raw.Aside("text box", blocks))
        elif one.tag == A + "t":
            words.append(without_marks(one.text or ""))
        elif one.tag == _DIAGRAM:
            words += _diagram(walker, one)
        elif one.tag == _OLE:
            _embedded(walker, one)
        elif one.tag == W + "control":
            active_control(walker, one, out)
    said = " ".join(one for one in words if one.strip())
    if said:
        walker.beside.append(raw.Aside("drawing", [raw.Paragraph(said)]))


def _descended(element: etree._Element) -> Iterator[etree._Element]:
    """Every element below, of alternate content one branch; a text box is given whole and not entered."""
    waiting = list(reversed(element))
    while waiting:
        one = waiting.pop()
        if one.tag == ALTERNATE:
            branch = branch_of(one)
            waiting += reversed(branch) if branch is not None else ()
            continue
        yield one
        if one.tag != _TEXT_BOX:
            waiting += reversed(one)


def _diagram(walker: Walker, element: etree._Element) -> list[str]:
    """The words of a SmartArt picture, which stand in a part of their own."""
    _, target = walker.relations.get(element.get(R + "dm", ""), ("", ""))
    tree = walker.package.tree(target) if target and walker.package.has(target) else None
    return [without_marks(one.text or "") for one in tree.iter(A + "t")] if tree is not None else []


def _embedded(walker: Walker, element: etree._Element) -> None:
    """An embedded file: a document is read, anything else is named."""
    _, target = walker.relations.get(element.get(R + "id", ""), ("", ""))
    program = element.get("ProgID", "").casefold()
    if element.get("Type") == "Link" or not target or not walker.package.has(target):
        return
    if not _read_part(walker, target, "embedded document"):
        kind = next((said for word, said in _KINDS if word in program), "a file")
        name = posixpath.basename(target)
        walker.beside.append(
            raw.Aside(raw.UNREAD, [raw.Paragraph(f"The document holds {kind} ({name}), which was not read.")])
        )
        walker.flag("embedded-file")


def alternative_part(walker: Walker, element: etree._Element, found: list[raw.Block]) -> None:
    """`w:altChunk`: a part of another format that Word shows in this place."""
    _, target = walker.relations.get(element.get(R + "id", ""), ("", ""))
    if not target or not walker.package.has(target):
        return
    before = len(walker.beside)
    if _read_part(walker, target, None):
        found += walker.beside[before:]
        del walker.beside[before:]
    else:
        name = posixpath.basename(target)
        said = f"The document takes in a part ({name}), which could not be read."
        found.append(raw.Aside(raw.UNREAD, [raw.Paragraph(said)]))
        walker.flag("embedded-file")


def _read_part(walker: Walker, target: str, where: str | None) -> bool:
    """The document in a part as blocks beside the text; False where it holds none that can be read."""
    walker.parts_opened += 1
    data = walker.package.read(target)
    if data is None or walker.parts_opened > MOST_PARTS:
        return False
    try:
        inner = walker.open_part(data)
    except Unreadable as refusal:
        if refusal.reason == "too-large":
            raise
        return False
    if inner is None or not any(says_something(one) for one in inner.blocks):
        return False
    inner.renumber(len(walker.controls))
    if inner.doubt:
        raw.doubt(inner.blocks, raw.PLAINLY_READ)
    walker.controls += inner.controls[: max(0, raw.MOST_CONTROLS - len(walker.controls))]
    for flag in inner.flags:
        walker.flag(flag)
    walker.beside += [raw.Aside(where, inner.blocks)] if where is not None else inner.blocks
    return True


def active_control(walker: Walker, element: etree._Element, out: list[str]) -> None:
    """An ActiveX control: what its property bag holds as text, else a finding that names it."""
    walker.flag("activex-control")
    _, target = walker.relations.get(element.get(R + "id", ""), ("", ""))
    tree = walker.package.tree(target) if target and walker.package.has(target) else None
    held = {
        one.get(_ACTIVE + "name", "").casefold(): one.get(_ACTIVE + "value", "")
        for one in (tree.iter(_ACTIVE + "ocxPr") if tree is not None else ())
    }
    said = next((without_marks(held[name]).strip() for name in ("value", "text") if held.get(name, "").strip()), "")
    name = re.sub(r"\d+$", "", element.get(W + "name", ""))
    if "caption" in held or name.casefold().startswith(("checkbox", "optionbutton", "togglebutton")):
        mark = (
            raw.TICKED
            if said in ("1", "-1", "true", "True")
            else raw.EMPTY
            if said in ("0", "", "false", "False")
            else raw.DOUBTFUL
        )
        if held:
            out.append(f"{mark} {without_marks(held.get('caption', ''))}".strip())
            return
    if said and len(walker.controls) < raw.MOST_CONTROLS:
        walker.controls.append(raw.Control(None))
        out.append(f"{raw.control_mark(len(walker.controls) - 1)}{said}{raw.CONTROL_END}")
    elif not held:
        walker.beside.append(
            raw.Aside(
                raw.UNREAD,
                [
                    raw.Paragraph(
                        f"The document holds a control ({element.get(W + 'name') or 'without a name'}) whose state cannot be read."
                    )
                ],
            )
        )
