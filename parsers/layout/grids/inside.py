"""Label and answer within one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers import raw
from parsers.layout.beginnings import AMBIGUOUS, Above
from parsers.layout.grids.seen import Seen
from parsers.layout.lines import pairs
from parsers.layout.marked import boxed, has_box, has_control, words_of
from parsers.prompts import is_instruction

if TYPE_CHECKING:
    from parsers.layout.document import Walk


def inline(walk: Walk, one: Seen, where: str) -> bool:
    """Label and answer in one cell: on one line, or the label first and the answer on the lines beneath."""
    if _question_in_bold(walk, one, where):
        return True
    lines = [
        (boxed(part), block.bold)
        for block in one.cell.blocks
        if isinstance(block, raw.Paragraph) and block.text.strip()
        for part in block.text.split("\n")
    ]
    if not lines:
        return False
    found: list[tuple[str, list[str]]] = []
    doubtful: set[str] = set()
    for line, bold in lines:
        words = words_of(line)
        asks = bool(words) and not has_control(line) and not has_box(line) and walk.known.is_label(words)
        if (
            asks
            and not walk.beginnings.holds_answer(words)
            and (not found or walk.beginnings.may_ask(line, words, bold=bold, cell=True))
        ):
            found.append((words, []))
            continue
        inner = pairs(line, walk.known)
        if inner and found:
            above = Above(found[-1][0], begun=bool(found[-1][1]))
            verdict = walk.beginnings.of_pairs(line, inner, above, bold=bold, cell=True)
            if verdict == "doubtful":
                doubtful.add(found[-1][0])
            if verdict == "label":
                found += [(label, [answer] if answer.strip() else []) for label, answer in inner]
                continue
            inner = None
        if inner and (walk.known.is_label(inner[0][0]) or (not found and len(lines) == 1) or has_control(line)):
            found += [(label, [answer] if answer.strip() else []) for label, answer in inner]
        elif found:
            found[-1][1].append(line)
        else:
            return False
    if len(found) == 1 and not found[0][1]:
        return False
    for label, answers in found:
        walk.add(label, "\n".join(answers), where, doubt=AMBIGUOUS if label in doubtful else None)
    return True


def _question_in_bold(walk: Walk, one: Seen, where: str) -> bool:
    """Questions in bold with their answers in plain type beneath, in one cell: the type tells them apart."""
    paragraphs = [block for block in one.cell.blocks if isinstance(block, raw.Paragraph) and block.text.strip()]
    asking = [
        block.bold and (words_of(block.text).endswith((":", "?")) or walk.known.is_label(words_of(block.text)))
        for block in paragraphs
    ]
    asking[:1] = [bool(paragraphs) and paragraphs[0].bold and not walk.dress.bold_answers]
    if len(paragraphs) < 2 or not asking[0] or all(block.bold for block in paragraphs):
        return False
    found: list[tuple[str, list[str]]] = []
    for block, asks in zip(paragraphs, asking, strict=True):
        if asks:
            found.append((words_of(block.text), []))
        elif not found[-1][1] and is_instruction(words_of(block.text)):
            continue
        else:
            found[-1][1].append(block.text)
    for label, answers in found:
        walk.add(label, "\n".join(answers), where)
    return True
