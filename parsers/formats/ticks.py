"""Ticks that are letters of a symbol font (WORD_TRAPS, *Ticks*)."""

from __future__ import annotations

from lxml import etree

from parsers import raw

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WINGDINGS = {
    **dict.fromkeys((0xFE, 0xFC, 0xFD, 0x78, 0xFB), raw.TICKED),
    **dict.fromkeys((0xA8, 0x6F, 0x71, 0x72), raw.EMPTY),
}
_WINGDINGS_2 = {**dict.fromkeys((0x52, 0x53, 0x54, 0x50, 0x51, 0x4F), raw.TICKED), 0xA3: raw.EMPTY}


def symbol_tick(font: str, char: str) -> str:
    """The mark for a `w:sym`, or the character itself where the font holds no ticks."""
    try:
        code = int(char, 16)
    except ValueError:
        return ""
    name = font.casefold()
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if name == "wingdings 2":
        return _WINGDINGS_2.get(code, "")
    if name.startswith("wingdings"):
        return _WINGDINGS.get(code, "")
    if name == "symbol":
        return ""
    return chr(code) if code >= 0x20 else ""


def wingdings_text(words: str, properties: etree._Element | None) -> str:
    """Letters typed in Wingdings are boxes and ticks, not letters."""
    fonts = properties.find(_W + "rFonts") if properties is not None else None
    name = (fonts.get(_W + "ascii") or fonts.get(_W + "hAnsi") or "") if fonts is not None else ""
    return "".join(symbol_tick(name, f"{ord(one):X}") or (" " if one.isspace() else "") for one in words)
