"""Places for answers in anybody's Word form: empty cells, content controls, legacy fields, lines and leaders, and boxes.

A place is found in the same order in every copy of one tree, so its number names it in each of them. Writing at a place
keeps the form's look: the paragraph's own style and the font that its mark, its control or its field has.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lxml import etree

from parsers.formats.word.names import W14, W
from parsers.prompts import is_prompt, is_stock

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LEADERS = re.compile(r"[\s_.…\u2002\u00a0\u200b-]*")
_LEADER_END = re.compile(r"(?:_{3,}|\.{4,}|…{2,})\s*$")
_HELD = (W + "drawing", W + "pict", W + "object", W + "sym", W + "tbl", W14 + "checkbox", W + "fldChar", W + "ins")
_EMPTY_GLYPHS, _TICKED_GLYPH = "☐□▢❏❑❒", "☒"
# Schema order of run properties: what stands in a paragraph mark and has no place in a run.
_MARK_ONLY = frozenset(W + one for one in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer may be written. `element` is a cell, a control, a paragraph, or a legacy field's first mark."""

    kind: Literal["cell", "control", "line", "leader", "field"]
    element: Any


@dataclass(frozen=True, slots=True)
class Box:
    """An empty box: the control, the legacy field, the symbol, or the text with the glyph at `at`."""

    kind: Literal["control", "field", "symbol", "glyph"]
    element: Any
    at: int = 0


def places_of(root: Any) -> list[Place]:
    """Every place of a document's tree where nobody has written, in reading order."""
    found: list[Place] = []
    taken: set[Any] = set()
    for element in root.iter(W + "tc", W + "sdt", W + "p", W + "fldChar"):
        if any(above in taken for above in element.iterancestors()):
            continue
        place = _place(element)
        if place is not None:
            found.append(place)
            taken.add(element)
    return found


def _place(element: Any) -> Place | None:
    tag = element.tag
    if tag == W + "tc":
        return Place("cell", element) if not _goes_on(element) and _is_empty(element) else None
    if tag == W + "sdt":
        return Place("control", element) if _is_open_control(element) else None
    if tag == W + "fldChar":
        return Place("field", element) if _is_open_field(element) else None
    if _said(element):
        text = "".join(one.text or "" for one in element.iter(W + "t"))
        return Place("leader", element) if _LEADER_END.search(text) else None
    return Place("line", element) if _follows_words(element) and not _holds_something(element) else None


def _goes_on(cell: Any) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _is_empty(element: Any) -> bool:
    return not _said(element) and not _holds_something(element)


def _holds_something(element: Any) -> bool:
    return next(element.iter(*_HELD), None) is not None


def _said(element: Any) -> str:
    """The words of an element that somebody typed or printed: no prompts of controls, no leaders."""
    words: list[str] = []
    for text in element.iter(W + "t"):
        style = text.getparent().find(f"{W}rPr/{W}rStyle")
        if style is not None and style.get(W + "val", "").replace(" ", "").casefold() == "placeholdertext":
            continue
        if any(
            above.tag == W + "sdt" and above.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
            for above in text.iterancestors()
        ):
            continue
        words.append(text.text or "")
    joined = "".join(words)
    return "" if _LEADERS.fullmatch(joined) or is_stock(joined) else joined


def _is_open_control(control: Any) -> bool:
    about, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
    if about is None or content is None or about.find(W14 + "checkbox") is not None:
        return False
    if any(one.tag in (W + "docPartObj", W + "picture", W + "group") for one in about):
        return False
    if next(content.iter(W + "tbl", W + "tr", W + "sdt"), None) is not None or len(list(content.iter(W + "tc"))) > 1:
        return False
    shown = about.find(W + "showingPlcHdr") is not None
    return (shown or not _said(content)) and next(content.iter(W + "drawing", W + "pict"), None) is None


def _is_open_field(mark: Any) -> bool:
    """True for the first mark of a text form field whose result nobody has changed."""
    if mark.find(f"{W}ffData/{W}textInput") is None:
        return False
    result = _field_result(mark)
    text = "".join(one.text or "" for run in result for one in run.iter(W + "t"))
    return bool(result) and (not text.strip("\u2002 \u00a0") or is_prompt(text))


def _field_result(mark: Any) -> list[Any]:
    """The runs between a field's separator and its end, within the paragraph that it begins in."""
    depth, shown, runs = 0, False, []
    for run in [mark.getparent(), *mark.getparent().itersiblings(W + "r")]:
        for one in run.iter(W + "fldChar"):
            kind = one.get(W + "fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            if kind == "separate" and depth == 1:
                shown = True
            if kind == "end" and depth == 0:
                return runs
        if shown and next(run.iter(W + "fldChar"), None) is None:
            runs.append(run)
    return []


def _follows_words(paragraph: Any) -> bool:
    """True for the first empty paragraph beneath words, or a lone one between a table and words."""
    before = paragraph.getprevious()
    while before is not None and before.tag not in (W + "p", W + "tbl", W + "sdt"):
        before = before.getprevious()
    return before is not None and before.tag == W + "p" and bool(_said(before))


def boxes_of(root: Any) -> list[Box]:
    """Every empty box of a document's tree, in reading order."""
    found: list[Box] = []
    for element in root.iter(W + "sdt", W + "fldChar", W + "sym", W + "t"):
        if element.tag == W + "sdt":
            state = element.find(f"{W}sdtPr/{W14}checkbox")
            if state is not None:
                ticked = state.find(W14 + "checked")
                if ticked is None or ticked.get(W14 + "val", "1") in ("0", "false"):
                    found.append(Box("control", element))
        elif element.tag == W + "fldChar":
            box = element.find(f"{W}ffData/{W}checkBox")
            if box is not None and not _field_ticked(box):
                found.append(Box("field", element))
        elif any(one.find(f"{W}sdtPr/{W14}checkbox") is not None for one in element.iterancestors(W + "sdt")):
            continue
        elif element.tag == W + "sym":
            if element.get(W + "font", "").startswith("Wingdings") and element.get(W + "char", "").upper() in (
                "F06F", "F0A8", "F071", "F072", "6F", "A8", "71", "72",
            ):  # fmt: skip
                found.append(Box("symbol", element))
        else:
            text = element.text or ""
            found += [Box("glyph", element, at) for at, one in enumerate(text) if one in _EMPTY_GLYPHS]
    return found


def _field_ticked(box: Any) -> bool:
    for name in ("checked", "default"):
        state = box.find(W + name)
        if state is not None:
            return state.get(W + "val", "1") not in ("0", "false")
    return False


def tick(box: Box) -> None:
    """Tick a box in the form's own dress."""
    element = box.element
    if box.kind == "control":
        state = element.find(f"{W}sdtPr/{W14}checkbox")
        ticked = state.find(W14 + "checked")
        if ticked is None:
            ticked = etree.Element(W14 + "checked")
            state.insert(0, ticked)
        ticked.set(W14 + "val", "1")
        wanted = state.find(W14 + "checkedState")
        code = wanted.get(W14 + "val", "2612") if wanted is not None else "2612"
        texts = list(element.find(W + "sdtContent").iter(W + "t"))
        if texts:
            texts[0].text = chr(int(code, 16))
        for symbol in element.find(W + "sdtContent").iter(W + "sym"):
            symbol.set(W + "char", f"F0{code[-2:]}" if len(code) < 4 else code)
    elif box.kind == "field":
        state = element.find(f"{W}ffData/{W}checkBox")
        for old in state.findall(W + "checked"):
            state.remove(old)
        etree.SubElement(state, W + "checked").set(W + "val", "1")
    elif box.kind == "symbol":
        element.set(W + "font", "Wingdings")
        element.set(W + "char", "F0FE")
    else:
        text = element.text
        element.text = text[: box.at] + _TICKED_GLYPH + text[box.at + 1 :]


def write(place: Place, words: str, day: date | None = None) -> None:
    """Write `words` at a place; `day` is what a date picker keeps beside its words."""
    match place.kind:
        case "control":
            _into_control(place.element, words, day)
        case "field":
            result = _field_result(place.element)
            _put(result[0], words)
            for run in result[1:]:
                _drop(run)
        case "leader":
            _over_leader(place.element, words)
        case "line":
            _into_paragraph(place.element, words)
        case "cell":
            inner = next((one for one in place.element.iter(W + "sdt") if _is_open_control(one)), None)
            if inner is not None:
                _into_control(inner, words, day)
            else:
                _into_block(place.element, words)


def _into_control(control: Any, words: str, day: date | None) -> None:
    about, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
    # A binding would show the store's old words again when Word opens the form.
    for name in ("showingPlcHdr", "dataBinding"):
        for old in about.findall(W + name):
            about.remove(old)
    picker = about.find(W + "date")
    if picker is not None and day is not None:
        picker.set(W + "fullDate", f"{day.isoformat()}T00:00:00Z")
    properties = about.find(W + "rPr")
    cell = content.find(W + "tc")
    block = cell if cell is not None else content if content.find(W + "p") is not None else None
    if block is not None:
        _into_block(block, words, properties)
        return
    for child in list(content):
        content.remove(child)
    content.append(_run(words, properties))


def _into_block(block: Any, words: str, properties: Any = None) -> None:
    """A paragraph for each line, in the style of the first one."""
    paragraphs = list(block.iter(W + "p"))
    if not paragraphs:
        paragraphs = [etree.SubElement(block, W + "p")]
    first, *others = paragraphs
    for rest in others:
        for run in list(rest.iter(W + "r")):
            _drop(run)
    line, *more = _lines(words)
    _into_paragraph(first, line, properties)
    for line in reversed(more):
        following = copy.deepcopy(first)
        _into_paragraph(following, line, properties)
        first.addnext(following)


def _into_paragraph(paragraph: Any, words: str, properties: Any = None) -> None:
    if properties is None:
        properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is None:
        kept = next((one for one in paragraph.iter(W + "r") if not _is_prompt_run(one)), None)
        properties = kept.find(W + "rPr") if kept is not None else None
    for run in list(paragraph.iter(W + "r")):
        _drop(run)
    paragraph.append(_run(words, properties))


def _drop(run: Any) -> None:
    run.getparent().remove(run)


def _is_prompt_run(run: Any) -> bool:
    style = run.find(f"{W}rPr/{W}rStyle")
    return style is not None and "placeholder" in style.get(W + "val", "").casefold()


def _over_leader(paragraph: Any, words: str) -> None:
    """Write in place of the dots or underscores that end a line."""
    texts = list(paragraph.iter(W + "t"))
    joined = "".join(one.text or "" for one in texts)
    found = _LEADER_END.search(joined)
    left = found.start() if found else len(joined)
    last = texts[-1].getparent()
    for one in texts:
        size = len(one.text or "")
        one.text = (one.text or "")[: max(left, 0)]
        one.set(SPACE, "preserve")
        left -= size
    gap = "" if not found or joined[: found.start()].endswith((" ", "\t")) else " "
    last.addnext(_run(gap + words, last.find(W + "rPr")))


def _run(words: str, properties: Any = None) -> Any:
    run = etree.Element(W + "r")
    if properties is not None:
        kept = copy.deepcopy(properties)
        for one in list(kept):
            prompting = one.tag == W + "rStyle" and "placeholder" in one.get(W + "val", "").casefold()
            if prompting or one.tag in _MARK_ONLY or one.tag == W + "vanish":
                kept.remove(one)
        run.append(kept)
    _put(run, words)
    return run


def _put(run: Any, words: str) -> None:
    for old in list(run):
        if old.tag != W + "rPr":
            run.remove(old)
    for number, line in enumerate(_lines(words)):
        if number:
            etree.SubElement(run, W + "br")
        text = etree.SubElement(run, W + "t")
        text.text = line
        text.set(SPACE, "preserve")


def _lines(words: str) -> Iterator[str]:
    yield from _ILLEGAL.sub("", words).replace("\r\n", "\n").split("\n")
