"""Words as every reader of word-processor documents leaves them: no invisible characters, boxes as marks, bold settled."""

from __future__ import annotations

import re
from datetime import date

from parsers import raw
from parsers.prompts import is_stock

_BOLD = re.compile(f"{raw.BOLD}[^{raw.BOLD_END}]*{raw.BOLD_END}")
_INVISIBLE = str.maketrans(
    {"\u00ad": None, "\u200b": None, "\ufeff": None, "\u2060": None, "\u00a0": " ", "\u202f": " ", "\u2007": " "}
)
_GLYPHS = str.maketrans(
    {
        **dict.fromkeys("☒☑✓✔✗✘🗹🗷⊠", raw.TICKED),
        **dict.fromkeys("☐□▢❏❑❒🗆🞎", raw.EMPTY),
    }
)


def tidy(pieces: list[str], *, keep_edges: bool = False) -> str:
    """Joined runs without invisible characters; glyphs of boxes as marks; five EN SPACEs of an empty field as nothing."""
    text = "".join(pieces)
    if not text.isascii():
        text = text.translate(_INVISIBLE).translate(_GLYPHS).replace("\u2002", " ")
    return text if keep_edges else text.strip(" ")


def plain(text: str) -> str:
    """`text` without marks."""
    return "".join(one for one in text if not ("\ue000" <= one <= "\ue0ff" or ord(one) >= raw.FIRST_CONTROL))


def paragraph_of(text: str, level: int) -> raw.Paragraph:
    """The paragraph of tidy `text`: bold as a whole, or with marks around its bold words."""
    bold = False
    if raw.BOLD in text:
        bold = not plain(_BOLD.sub("", text)).strip()
        if bold:
            text = text.replace(raw.BOLD, "").replace(raw.BOLD_END, "")
        else:
            text = text.replace(raw.BOLD_END + raw.BOLD, "")
    return raw.Paragraph(text, level, bold)


def has_words(block: raw.Block) -> bool:
    """True unless `block` is an empty paragraph."""
    if isinstance(block, raw.Paragraph):
        return bool(block.text.strip())
    return True


def heading_level(style: str) -> int:
    """How deep a heading of this style stands, 0 for none; a title is above every heading."""
    if style.startswith(("title", "subtitle")):
        return 1
    if not style.startswith("heading"):
        return 0
    number = style.removeprefix("heading").strip()
    return int(number) + 1 if number.isdigit() and len(number) == 1 else 2


def is_first_choice(text: str) -> bool:
    """True for the first entry of a list that only asks for a choice."""
    said = text.strip()
    return not said or is_stock(said) or said.casefold().startswith(("please", "choose", "select", "--"))


def iso_day(text: str | None) -> date | None:
    """The day at the front of an ISO date or time, None where there is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
