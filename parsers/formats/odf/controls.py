"""What is typed into the controls of an OpenDocument text: content controls, input fields, Word's old fields, form controls."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from parsers import raw
from parsers.formats.odf.names import FIELD, FORM, LO, OFFICE, TEXT, XML_ID
from parsers.formats.words import is_first_choice, iso_day, plain
from parsers.prompts import is_stock

_FORMS = OFFICE + "forms"
# Names and labels that the office program gives by itself say nothing about the question.
_GIVEN = re.compile(
    r"(?:(?:text|check|list|combo|group|option)[ _]?(?:box|button|field)|(?:date|time|numeric|currency|pattern|formatted|label)"
    r"[ _]?field|label|form|control)[ _]?\d*",
    re.IGNORECASE,
)
_TYPED = frozenset(
    FORM + name for name in "text textarea formatted-text number date time combobox file generic-control".split()
)


def form_controls(content: etree._Element) -> dict[str, etree._Element]:
    """The form controls of a document by the id that their place in the text names."""
    found: dict[str, etree._Element] = {}
    for forms in content.iter(_FORMS):
        for element in forms.iter():
            for key in (element.get(XML_ID), element.get(FORM + "id")):
                if key:
                    found.setdefault(key, element)
    return found


class Controls:
    """Writes controls as words between marks and keeps what else is known of each in `made`."""

    def __init__(self, forms: dict[str, etree._Element]) -> None:
        self._forms = forms
        self.made: list[raw.Control] = []

    def input(self, element: etree._Element, text: str) -> str:
        """An input field; its description is what it asks.

        One that ends in a line end reaches over the end of its paragraph: LibreOffice writes Word's control around
        whole tables so, and what it holds may be a label. It is no place for an answer.
        """
        if text.endswith("\n"):
            return text.strip("\n")
        return self._written(text.strip("\n"), element.get(TEXT + "description") or None, prompt=is_stock(plain(text)))

    def drop_down(self, element: etree._Element, text: str) -> str:
        labels = element.findall(TEXT + "label")
        first = bool(labels) and labels[0].get(TEXT + "value") == plain(text).strip()
        return self._written(text, _told(element.get(TEXT + "name")), prompt=first and is_first_choice(plain(text)))

    def content(self, element: etree._Element, text: str) -> str:
        """A content control: a box's state instead of its glyph, a prompt marked as one."""
        if element.get(LO + "checkbox") == "true":
            return _box(text, ticked=element.get(LO + "checked") == "true")
        shown = element.get(LO + "showing-place-holder") == "true"
        day = iso_day(element.get(LO + "current-date")) if element.get(LO + "date") == "true" else None
        title = element.get(LO + "alias") or element.get(LO + "tag") or None
        return self._written(text, title, day=day, prompt=shown or is_stock(plain(text)))

    def legacy(self, element: etree._Element) -> str:
        """A field of Word's older kind; the words of a text field stand after its mark."""
        kind = element.get(FIELD + "type", "").rpartition(".")[2]
        said = [(one.get(FIELD + "name", ""), one.get(FIELD + "value", "")) for one in element.findall(FIELD + "param")]
        about = dict(said)
        if kind == "FORMCHECKBOX":
            return raw.TICKED if about.get("Checkbox_Checked", "false") == "true" else raw.EMPTY
        if kind != "FORMDROPDOWN":
            return ""
        entries = [value for name, value in said if name == "Dropdown_ListEntry"]
        result = about.get("Dropdown_Selected", "")
        chosen = int(result) if result.isdigit() and len(result) < 6 else 0
        text = entries[chosen] if chosen < len(entries) else ""
        if chosen == 0 and is_first_choice(text):
            return f"{raw.PROMPT}{text}{raw.PROMPT_END}"
        return text

    def of_form(self, key: str) -> str:
        """The form control `key` as words: a tick with its label, or what was typed or chosen."""
        element = self._forms.get(key)
        if element is None:
            return ""
        tag = element.tag
        label = _told(element.get(FORM + "label")) or ""
        if tag == FORM + "fixed-text":
            return f"{label} " if label else ""
        if tag == FORM + "checkbox":
            state = element.get(FORM + "current-state") or element.get(FORM + "state") or "unchecked"
            mark = {"checked": raw.TICKED, "unchecked": raw.EMPTY}.get(state, raw.DOUBTFUL)
            return f"{mark} {label} " if label else mark
        if tag == FORM + "radio":
            state = element.get(FORM + "current-selected") or element.get(FORM + "selected")
            mark = raw.TICKED if state == "true" else raw.EMPTY
            return f"{mark} {label} " if label else mark
        title = _told(element.get(FORM + "title")) or _told(element.get(FORM + "name"))
        if tag == FORM + "listbox":
            text = _chosen(element)
            return self._written(text, title, prompt=is_first_choice(text))
        if tag not in _TYPED:
            return ""
        text = element.get(FORM + "current-value")
        text = element.get(FORM + "value", "") if text is None else text
        day = None
        if tag == FORM + "date":
            if re.fullmatch(r"\d{8}", text):
                text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
            day = iso_day(text)
        return self._written(text.replace("\r\n", "\n").replace("\r", "\n"), title, day=day, prompt=is_stock(text))

    def _written(self, text: str, title: str | None, *, prompt: bool, day: date | None = None) -> str:
        if prompt:
            text, day = f"{raw.PROMPT}{plain(text)}{raw.PROMPT_END}" if plain(text).strip() else "", None
        if len(self.made) >= 0xFFF0:
            return text
        self.made.append(raw.Control(title, day))
        return f"{raw.control_mark(len(self.made) - 1)}{text}{raw.CONTROL_END}"


def _box(text: str, *, ticked: bool) -> str:
    glyphs = [one for one in text if one in raw.BOXES]
    mark = raw.TICKED if ticked else raw.EMPTY
    if glyphs and glyphs[0] != mark:
        return raw.DOUBTFUL
    rest = "".join(one for one in text if one not in raw.BOXES)
    return mark + (rest if len(rest.strip()) > 1 else "")


def _chosen(element: etree._Element) -> str:
    options = element.findall(FORM + "option")
    for key in ("current-selected", "selected"):
        chosen = [
            one.get(FORM + "label") or one.get(FORM + "value", "") for one in options if one.get(FORM + key) == "true"
        ]
        if chosen:
            return ", ".join(chosen)
    return ""


def _told(text: str | None) -> str | None:
    said = " ".join((text or "").split())
    return said if said and not _GIVEN.fullmatch(said) else None
