"""The words that our own blank forms print: guidance that nobody typed, and that no finding needs to show."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers import raw
from parsers.layout.marked import has_box, has_control, words_of

_PAGE = re.compile(r"[Pp]age \d* ?of ?\d*")
_SHORTEST_PIECE = 30


def printed(text: str) -> bool:
    """True when `text` is what one of our blank forms prints outside its answers, or a line of it (a PDF cuts lines)."""
    said = " ".join(_PAGE.sub("Page of", " ".join(text.split())).split())
    whole, joined = _printed()
    return said in whole or (len(said) >= _SHORTEST_PIECE and f" {said} " in joined)


def without_guidance(blocks: list[raw.Block]) -> list[raw.Block]:
    """`blocks` without the lines of guidance that our own forms print, in cells too. Nothing in a control is guidance."""
    kept: list[raw.Block] = []
    for block in blocks:
        if isinstance(block, raw.Paragraph):
            text = block.text
            if text and not has_control(text) and not has_box(text) and " ".join(words_of(text).split()) in _guidance():
                continue
        elif isinstance(block, raw.Table):
            for row in block.rows:
                for cell in row:
                    cell.blocks = without_guidance(cell.blocks)
        else:
            block.blocks = without_guidance(block.blocks)
        kept.append(block)
    return kept


@lru_cache(maxsize=1)
def _guidance() -> frozenset[str]:
    from parsers.blank.definitions import all_definitions

    found: set[str] = set()
    for form in all_definitions():
        found |= {form.emergency, *form.intro, form.answer_intro}
        for section in form.sections:
            found |= {section.note} | {field.hint for field in section.fields}
    return frozenset(" ".join(one.split()) for one in found if one)


@lru_cache(maxsize=1)
def _printed() -> tuple[frozenset[str], str]:
    from parsers.blank.definitions import all_definitions

    found: set[str] = set()
    for form in all_definitions():
        found |= {form.title, form.owner, form.emergency, *form.intro, form.answer_title, form.answer_intro}
        found.add(f"{form.version} · Page of")
        for section in form.sections:
            found |= {section.note} | {field.hint for field in section.fields}
    plain = {" ".join(one.split()) for one in found if one}
    return frozenset(plain), " " + " | ".join(sorted(plain)) + " "
