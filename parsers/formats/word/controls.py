"""Content controls: their words between marks, a box's state instead of its glyph, a prompt marked as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from parsers import raw
from parsers.formats.word.names import CONTROL_ABOUT, CONTROL_CONTENT, VAL, W14, W15, W, is_on
from parsers.formats.words import iso_day, plain, tidy
from parsers.prompts import is_stock

if TYPE_CHECKING:
    from parsers.formats.word.walker import Walker

LONGEST_PATH = 500
_BOX, _BOX_STATE, _BOX_VALUE = W14 + "checkbox", W14 + "checked", W14 + "val"
_TITLE, _TAG, _LOCK, _DATE, _DAY, _BOUND, _PROMPT = (
    W + name for name in ("alias", "tag", "lock", "date", "fullDate", "dataBinding", "showingPlcHdr")
)
_LOCKED = frozenset({"contentLocked", "sdtContentLocked"})
# Controls that hold blocks of the document and are no place for an answer themselves.
_WRAPPERS = (
    W + "docPartObj", W + "docPartList", W + "group", W15 + "repeatingSection", W15 + "repeatingSectionItem",
)  # fmt: skip

About = dict[object, etree._Element]


def about_of(control: etree._Element) -> About | None:
    """The properties of a control by their tags; None where it states none, or is no place to type in.

    Words in a control whose content is locked are the form's own; Google's editor wraps words that have comments.
    """
    for one in control:
        if one.tag == CONTROL_ABOUT:
            about: About = {each.tag: each for each in one}
            if _BOX in about:
                return about
            lock, tag = about.get(_LOCK), about.get(_TAG)
            if lock is not None and lock.get(VAL) in _LOCKED:
                return None
            return None if tag is not None and tag.get(VAL, "").startswith("goog_rdk") else about
    return None


def content_of(control: etree._Element) -> etree._Element | None:
    """What stands in a control."""
    for one in control:
        if one.tag == CONTROL_CONTENT:
            return one
    return None


def is_wrapper(about: About) -> bool:
    """True for a control that holds blocks together, and no answer."""
    return any(one in about for one in _WRAPPERS)


def block_control(walker: Walker, element: etree._Element, found: list[raw.Block]) -> None:
    """A control around blocks: one answer of several lines, unless it holds tables, other controls or a gallery."""
    content = content_of(element)
    if content is None:
        return
    inner: list[raw.Block] = []
    walker.descend(content, inner)
    about = about_of(element)
    paragraphs = [one for one in inner if isinstance(one, raw.Paragraph)]
    text = "\n".join(one.text for one in paragraphs)
    if (
        about is None
        or len(paragraphs) != len(inner)
        or not paragraphs
        or is_wrapper(about)
        or (raw.CONTROL_END in text and len(paragraphs) > 1)
    ):
        found += inner
    else:
        found.append(raw.Paragraph(controlled(walker, about, text)))


def inline_control(walker: Walker, element: etree._Element, out: list[str]) -> None:
    """A control in a line."""
    content = content_of(element)
    if content is None:
        return
    pieces: list[str] = []
    walker.inline(content, pieces)
    if walker.fields.hiding:
        return
    text = tidy(pieces, keep_edges=True)
    about = about_of(element)
    out.append(text if about is None else controlled(walker, about, text))


def controlled(walker: Walker, about: About, text: str) -> str:
    """The words of a control between its marks."""
    box = about.get(_BOX)
    if box is not None:
        return _checkbox(box, text)
    said = plain(text).strip()
    control = raw.Control(_value(about, _TITLE) or _value(about, _TAG))
    dated = about.get(_DATE)
    bound = about.get(_BOUND)
    stored = _stored(walker, bound) if bound is not None and dated is None else None
    if stored and stored != said:
        if said:
            control.doubt = f"the document shows “{said}” and holds “{stored}”"
        else:
            text = said = stored
    prompt = about.get(_PROMPT)
    if (prompt is not None and is_on(prompt)) or is_stock(said):
        text = f"{raw.PROMPT}{said}{raw.PROMPT_END}" if said else ""
    elif dated is not None:
        control.day = iso_day(dated.get(_DAY))
    if len(walker.controls) >= raw.MOST_CONTROLS:
        return text
    walker.controls.append(control)
    return f"{raw.control_mark(len(walker.controls) - 1)}{text}{raw.CONTROL_END}"


def _value(about: About, name: str) -> str | None:
    found = about.get(name)
    return found.get(VAL) if found is not None else None


def _checkbox(box: etree._Element, text: str) -> str:
    state = box.find(_BOX_STATE)
    ticked = state is not None and state.get(_BOX_VALUE, "1") not in ("0", "false", "off")
    mark = raw.TICKED if ticked else raw.EMPTY
    if text == mark:
        return mark
    glyphs = [one for one in text if one in raw.BOXES]
    if glyphs and glyphs[0] != mark:
        return raw.DOUBTFUL
    rest = "".join(one for one in text if one not in raw.BOXES)
    return mark + (rest if len(plain(rest).strip()) > 1 else "")


def _stored(walker: Walker, bound: etree._Element) -> str | None:
    """The value that a data-bound control shows in Word: its XML store's, by the binding's own path."""
    if walker.stores is None:
        walker.stores = {}
        for name in walker.package.names():
            if name.startswith("customxml/itemprops"):
                about = walker.package.tree(name)
                if about is not None:
                    number = name.removeprefix("customxml/itemprops")
                    key = next((value for key, value in about.attrib.items() if str(key).endswith("itemID")), "")
                    walker.stores[str(key)] = walker.package.tree(f"customxml/item{number}")
    store = walker.stores.get(bound.get(W + "storeItemID", ""))
    path = bound.get(W + "xpath")
    if store is None or not path or len(path) > LONGEST_PATH:
        return None
    names = dict(re.findall(r"xmlns:(\w+)=['\"]([^'\"]+)['\"]", bound.get(W + "prefixMappings", "")))
    try:
        found: Any = store.xpath(path, namespaces=names or None)
    except etree.XPathError:
        return None
    if isinstance(found, list) and found:
        one = found[0]
        return (one if isinstance(one, str) else "".join(one.itertext())).strip()
    return None
