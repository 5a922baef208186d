"""What was typed, ticked or chosen in the controls of a web page."""

from __future__ import annotations

import re

from lxml import etree

from parsers import raw
from parsers.formats.words import boxed, is_first_choice, iso_day, plain
from parsers.prompts import is_stock

_NO_ANSWER = frozenset({"hidden", "submit", "button", "reset", "image", "file", "password"})
_GIVEN = re.compile(r"(?:(?:text|input|field|ctl|id|control|entry)[\s_.-]*)?[\d_.-]*", re.IGNORECASE)


class Controls:
    """Writes controls as words between marks, and keeps what else is known of each in `made`."""

    def __init__(self, made: list[raw.Control]) -> None:
        self._made = made

    def entry(self, element: etree._Element, tag: str) -> str:
        """The words or the tick of a control of HTML's own."""
        if tag == "button":
            return ""
        if tag == "textarea":
            return self._written("".join(str(one) for one in element.itertext()).strip("\r\n"), element)
        if tag == "select":
            return self._choice(element)
        kind = element.get("type", "text").strip().casefold()
        if kind in _NO_ANSWER:
            return ""
        if kind in ("checkbox", "radio"):
            return f" {raw.TICKED if 'checked' in element.attrib else raw.EMPTY} "
        day = element.get("value") if kind == "date" else None
        return self._written(element.get("value", ""), element, day=day)

    def word_control(self, element: etree._Element, text: str) -> str:
        """A content control of Word in a page: a box's state instead of its glyph, a prompt marked as one."""
        if _on(element, "checkbox"):
            mark = raw.TICKED if _on(element, "checkboxischecked") else raw.EMPTY
            glyphs = [one for one in text if one in raw.BOXES]
            return raw.DOUBTFUL if glyphs and glyphs[0] != mark else mark
        said = plain(text).strip()
        if _on(element, "showingplchdr") or is_stock(said):
            text = f"{raw.PROMPT}{said}{raw.PROMPT_END}" if said else ""
            return self._between(raw.Control(element.get("title") or element.get("sdttag")), text)
        day = iso_day(element.get("calendardate") or element.get("date"))
        return self._between(raw.Control(element.get("title") or element.get("sdttag"), day), text)

    def _choice(self, element: etree._Element) -> str:
        options = list(element.iter("option"))
        chosen = [one for one in options if "selected" in one.attrib]
        said = ", ".join(" ".join("".join(str(each) for each in one.itertext()).split()) for one in chosen)
        if is_first_choice(said):
            said = ""
        return self._written(said, element)

    def _written(self, text: str, element: etree._Element, *, day: str | None = None) -> str:
        said = boxed(text.replace("\r\n", "\n"))
        if is_stock(said):
            said = f"{raw.PROMPT}{said}{raw.PROMPT_END}"
        title = next(
            (
                words
                for name in ("title", "aria-label", "name", "id", "placeholder")
                if (words := " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]+", " ", element.get(name, "")).split()))
                and not _GIVEN.fullmatch(words)
            ),
            None,
        )
        return self._between(raw.Control(title, iso_day(day)), said)

    def _between(self, control: raw.Control, text: str) -> str:
        if len(self._made) >= raw.MOST_CONTROLS:
            return text
        self._made.append(control)
        return f"{raw.control_mark(len(self._made) - 1)}{text}{raw.CONTROL_END}"


def _on(element: etree._Element, name: str) -> bool:
    return element.get(name, "").casefold() in ("t", "true", "1", "on")
