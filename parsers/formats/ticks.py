"""Ticks that are letters of a symbol font (WORD_TRAPS, *Ticks*)."""

from __future__ import annotations

from parsers import raw

_WINGDINGS = {
    **dict.fromkeys((0xFE, 0xFC, 0xFD, 0x78, 0xFB), raw.TICKED),
    **dict.fromkeys((0xA8, 0x6F, 0x71, 0x72), raw.EMPTY),
}
_WEBDINGS = {**dict.fromkeys((0x61, 0x72), raw.TICKED), 0x63: raw.EMPTY}
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
    if name == "wingdings":
        return _WINGDINGS.get(code, "")
    if name == "webdings":
        return _WEBDINGS.get(code, "")
    if name in ("symbol", "wingdings 3"):
        return ""
    return chr(code) if 0x20 <= code < 0xE000 else ""


def symbol_text(words: str, font: str) -> str:
    """Letters typed in a symbol font are boxes and ticks, not letters."""
    return "".join(symbol_tick(font, f"{ord(one):X}") or (" " if one.isspace() else "") for one in words)
