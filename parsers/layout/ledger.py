"""The ledger: every line of a document is accounted for, as a label, a heading, an answer or print.

The walk decides by rules, and a rule may be wrong: a role ("Named Nurse") that stands where an answer belongs reads like
a label, words in bold like a heading. Whatever the rules are, what somebody may have typed and no answer holds comes out
here as a stray: words with the nearest label and their place, for a person to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers import raw
from parsers.labelled import Labelled
from parsers.layout.dress import Dress, Kind
from parsers.layout.known import Known
from parsers.layout.marked import boxed, has_box, has_control, plain, value_of, words_of
from parsers.memory import remembered
from parsers.prompts import is_prompt

_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"^\(?\d{1,2}[a-z]?[.):]\s+")
_SHORTEST = 2
_MOST_SEARCHED = 400


@dataclass(slots=True)
class _Line:
    """A paragraph in its place. `after_label`: the cell before it in its row, or above it, asks and has no answer."""

    paragraph: raw.Paragraph
    where: str
    cell: bool
    shaded: bool
    beside: str = ""


def strays(
    blocks: Sequence[raw.Block],
    items: Sequence[Labelled],
    titles: Sequence[str],
    known: Known,
    dress: Dress,
    controls: Sequence[raw.Control],
) -> list[Labelled]:
    """What may have been typed in `blocks`, and stands in no value of `items`."""  # fmt: skip
    values: set[str] = set()
    labels: dict[str, bool] = {}
    for item in items:
        for option in item.value.options:
            values.add(_folded(option.text))
        values.update(_folded(line) for line in item.value.text.split("\n"))
        values.add(_folded(item.value.text))
        if item.value.prompt:
            values.update(_folded(part) for part in item.value.prompt.split("; "))
        for label in (item.label, item.row_label):
            for line in (label or "").split("\n"):
                answered = not item.value.empty or bool(item.value.prompt) or item.record is not None
                labels[_folded(line)] = labels.get(_folded(line), False) or answered
            labels.setdefault(_folded(label or ""), not item.value.empty)
    headings = {_folded(title) for title in titles}
    longest = sorted((label for label in labels if len(label) > 1), key=len, reverse=True)
    held = {word for value in values for word in _WORD.findall(value)}
    found: list[Labelled] = []
    near, searched = "", 0
    for line in _lines(blocks):
        text = boxed(line.paragraph.text)
        words = words_of(text)
        said = _folded(words)
        if said in labels or said in headings:
            if not labels.get(said, False) and said not in values and _typed(line, words, known, dress):
                found.append(_stray(line, near, text, controls))
            else:
                near = words[:160]
            continue
        if len(said) < _SHORTEST or said in values or is_prompt(words) or is_prompt(words.replace("\n", " ")):
            continue
        searched += 1
        if searched > _MOST_SEARCHED:
            break
        if not _left(said, longest, held):
            near = next((label for label in longest if said.startswith(label)), near)
            continue
        found.append(_stray(line, near, text, controls))
    return found


def _left(said: str, labels: Sequence[str], held: set[str]) -> bool:
    """True when words of a line are left that stand in no label of the document and in no answer."""
    said = _NUMBERED.sub("", said)
    for label in labels:
        if label in said:
            said = said.replace(label, " ", 1)
    return not held.issuperset(_WORD.findall(said))


def _stray(line: _Line, near: str, text: str, controls: Sequence[raw.Control]) -> Labelled:
    return Labelled(line.beside or near, value_of(text, controls), line.where, stray=True)


def _typed(line: _Line, words: str, known: Known, dress: Dress) -> bool:
    """True for words, read as a label without an answer, that somebody may have typed: they are not dressed as the labels
    are, or stand in a control, or where the answer to a label belongs."""
    if words.endswith((":", "?")) or line.paragraph.heading or line.shaded:
        return False
    if has_control(line.paragraph.text) and not has_box(line.paragraph.text):
        return True
    bold = line.paragraph.bold or line.paragraph.text.lstrip().startswith(raw.BOLD)
    if bold and not dress.bold_answers:
        return False
    dressed = dress.tells(Kind(line.cell, True))
    return dressed or (bool(line.beside) and known.is_label(f"{line.beside.rstrip(' :?')}:"))


@remembered
def _folded(text: str) -> str:
    return " ".join(plain(text).casefold().replace("…", " ").replace("_", " ").strip(" .:?-–*").split())


def _lines(blocks: Sequence[raw.Block], place: str = "", tables: list[int] | None = None) -> Iterator[_Line]:
    count = tables if tables is not None else [0, 0]
    for block in blocks:
        if isinstance(block, raw.Paragraph):
            count[1] += 1
            if block.text.strip():
                yield _Line(block, place or f"paragraph {count[1]}", bool(place), False)
        elif isinstance(block, raw.Table):
            count[0] += 1
            name = f"table {count[0]}"
            for number, row in enumerate(block.rows, 1):
                before = ""
                for cell in row:
                    texts = [one for one in cell.blocks if isinstance(one, raw.Paragraph) and one.text.strip()]
                    for one in texts:
                        yield _Line(one, f"{name}, row {number}", True, cell.shaded, before)
                    yield from _lines(
                        [one for one in cell.blocks if not isinstance(one, raw.Paragraph)],
                        f"{name}, row {number}",
                        count,
                    )
                    said = words_of("\n".join(one.text for one in texts))
                    before = "" if before and said else said if len(said) <= 160 else ""
        else:
            yield from _lines(block.blocks, block.where, count)
