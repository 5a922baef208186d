"""How words look on a web page: by their element, its `style`, and the rules that the page states for classes."""

from __future__ import annotations

import re

from lxml import etree

from parsers.formats.dress import NO_LOOK, Look
from parsers.formats.words import heading_level

MOST_RULES = 5_000
MOST_SHEET = 1 << 20
_RULE = re.compile(r"([^{}@;]{1,400})\{([^{}]{0,4000})\}")
_CLASS = re.compile(r"\.([\w-]+)\s*$")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_PLAIN = frozenset({"transparent", "#ffffff", "#fff", "white", "none", "auto", "inherit", "initial", ""})
_ELEMENTS = {
    **dict.fromkeys(("b", "strong", "th"), Look(bold=True)),
    **dict.fromkeys(("s", "strike"), Look(struck=True)),
    **dict.fromkeys(("u", "mark"), Look(marked=True)),
    **{f"h{number}": Look(bold=None, level=number + 1) for number in range(1, 7)},
}


class Sheet:
    """The looks of a page's elements."""

    def __init__(self, root: etree._Element) -> None:
        self._classes: dict[str, str] = {}
        for style in root.iter("style"):
            for names, rules in _RULE.findall(_COMMENT.sub(" ", (style.text or "")[:MOST_SHEET])):
                for name in names.split(","):
                    if (found := _CLASS.search(name)) and len(self._classes) < MOST_RULES:
                        self._classes[found[1]] = f"{self._classes.get(found[1], '')};{rules}"
        self._known: dict[tuple[str, str, str], Look] = {}

    def look(self, element: etree._Element) -> Look:
        """The look of one element by itself."""
        tag = str(element.tag)
        classes, style = element.get("class", ""), element.get("style", "")
        if not classes and not style and tag != "font" and "bgcolor" not in element.attrib:
            return _ELEMENTS.get(tag, NO_LOOK)
        key = (tag, classes, f"{style};background:{element.get('bgcolor', '')};font-family:{element.get('face', '')}")
        if (known := self._known.get(key)) is None:
            rules = ";".join([*(self._classes.get(one, "") for one in classes.split()), key[2]])
            known = self._known[key] = _look(_ELEMENTS.get(tag, NO_LOOK), classes, rules)
        return known


def _look(base: Look, classes: str, rules: str) -> Look:
    bold, struck, marked, hidden, font = base.bold, base.struck, base.marked, None, None
    shaded = False
    for rule in rules.split(";"):
        name, _, value = rule.partition(":")
        name, value = name.strip().casefold(), value.strip().casefold().removesuffix("!important").strip()
        if not value:
            continue
        if name == "font-weight":
            bold = value in ("bold", "bolder") or (value.isdigit() and int(value) >= 600)
        elif name in ("text-decoration", "text-decoration-line"):
            struck = True if "line-through" in value else struck
            marked = True if "underline" in value else marked
        elif name == "display":
            hidden = value == "none" or None
        elif name == "visibility":
            hidden = value == "hidden" or None
        elif name == "mso-hide":
            hidden = value in ("all", "screen") or None
        elif name == "font-family":
            font = value.split(",")[0].strip("'\" ") or font
        elif name in ("background", "background-color"):
            shaded = shaded or value.split()[0] not in _PLAIN
        elif name == "mso-highlight":
            marked = value not in _PLAIN
    said = classes.casefold().split()
    # "MsoTitle", "MsoHeading7"; LibreOffice and others say "title".
    named = [one.removeprefix("mso") for one in said]
    level = base.level or max(
        (heading_level(one) for one in named if one in ("title", "subtitle") or re.fullmatch(r"heading\d", one)),
        default=0,
    )
    prompt = True if {"msoplaceholdertext", "placeholdertext"} & set(said) else None
    return Look(bold, struck, marked, prompt, hidden, font, level, shaded)
