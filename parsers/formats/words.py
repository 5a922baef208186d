"""Words as every reader leaves them: no invisible characters, no marks of strangers, boxes as marks, bold settled."""

from __future__ import annotations

import re
from datetime import date

from parsers import raw
from parsers.prompts import is_stock

_BOLD = re.compile(f"{raw.BOLD}[^{raw.BOLD_END}]*{raw.BOLD_END}")
_BOLD_WITHIN = re.compile(f"(?<=\\w)(?:{raw.BOLD}|{raw.BOLD_END})(?=\\w)")
_MARKS = re.compile("[\ue000-\ue0ff\U000f0000-\U0010ffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Joiners (U+200C, U+200D) stay: some names are written with them. The marks of direction go; order is logical.
_CLEAN = str.maketrans(
    {
        **dict.fromkeys("\u00ad\u200b\ufeff\u2060\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", None),
        **dict.fromkeys("\u00a0\u202f\u2007\u2002", " "),
        "\u2011": "-",
        **dict.fromkeys("☒☑✓✔✗✘🗹🗷⊠", raw.TICKED),
        **dict.fromkeys("☐□▢❏❑❒🗆🞎", raw.EMPTY),
    }
)  # fmt: skip

# Most words hold none of these, and one search costs less than a translation.
_ODD = re.compile(f"[{''.join(map(re.escape, map(chr, _CLEAN)))}]")


def boxed(text: str) -> str:
    """`text` from outside with the glyphs of boxes as marks, and without marks of its own."""
    return text if text.isascii() else without_marks(text).translate(_CLEAN)


def without_marks(text: str) -> str:
    """`text` without characters of the private use areas, which the raw document uses for its marks."""
    return text if text.isascii() else _PRIVATE.sub("", text)


def tidy(pieces: list[str], *, keep_edges: bool = False) -> str:
    """Joined runs without invisible characters; glyphs of boxes as marks; the EN SPACEs of an empty field as spaces."""
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    if not text.isascii() and _ODD.search(text):
        text = text.translate(_CLEAN)
    return text if keep_edges else text.strip(" ")


def plain(text: str) -> str:
    """`text` without marks."""
    return text if text.isascii() else _MARKS.sub("", text)


def paragraph_of(text: str, level: int) -> raw.Paragraph:
    """The paragraph of tidy `text`: bold as a whole, or with marks around its bold words."""
    if raw.BOLD in text:
        if not plain(_BOLD.sub("", text)).strip():
            return raw.Paragraph(text.replace(raw.BOLD, "").replace(raw.BOLD_END, ""), level, bold=True)
        text = without_bold_within(text.replace(raw.BOLD_END + raw.BOLD, ""))
    return raw.Paragraph(text, level)


def without_bold_within(text: str) -> str:
    """`text` without marks of bold where one stands within a word, because it says nothing of where a label ends."""
    if raw.BOLD in text and _BOLD_WITHIN.search(text):
        return text.replace(raw.BOLD, "").replace(raw.BOLD_END, "")
    return text


def has_words(block: raw.Block) -> bool:
    """True unless `block` is an empty paragraph."""
    if isinstance(block, raw.Paragraph):
        return bool(block.text.strip())
    return True


def says_something(block: raw.Block) -> bool:
    """True where somewhere in `block` stands a word or a mark."""
    if isinstance(block, raw.Paragraph):
        return bool(block.text.strip())
    if isinstance(block, raw.Aside):
        return any(says_something(one) for one in block.blocks)
    return any(says_something(one) for row in block.rows for cell in row for one in cell.blocks)


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
