"""Label and answer within one cell: on a line, one beneath the other, or a small form of several lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from parsers import raw
from parsers.layout.beginnings import AMBIGUOUS, Above
from parsers.layout.grids.seen import Row, Seen, in_bold_alone, printed_beneath
from parsers.layout.lines import pairs
from parsers.layout.marked import boxed, has_box, has_control, words_of
from parsers.prompts import is_instruction, is_prompt

if TYPE_CHECKING:
    from parsers.layout.document import Walk


UNEVEN = "several labels stand beside it, and which line answers which is unclear"


@dataclass(slots=True)
class SmallForm:
    """A cell that is a form in itself: "Name: Jo ⏎ Tel: 01632 960001", perhaps with a heading on its first line."""

    heading: str | None
    pairs: list[tuple[str, list[str]]]


def row_of_forms(walk: Walk, row: Row, where: str) -> bool:
    """A row whose cells are small forms: one of them beside its heading, or several side by side."""
    cells = [one for one in row if not one.blank]
    forms = [small_form(walk, one) for one in cells]
    if len(cells) == 2 and forms[1] is not None and forms[0] is None and _heads(cells[0]):
        heading = cells[0].words.split("\n")[0]
        if walk.known.asks_prose(heading) and not _stands_over(walk, heading, forms[1], cells[1]):
            return False
        if walk.known.section_of(heading) is None and walk.known.is_label(heading):
            walk.add(heading, "", where)
            _fill(walk, forms[1], where)
        else:
            with walk.within(heading):
                _fill(walk, forms[1], where)
        return True
    if len(cells) < 2 or any(one is None or one.heading is None for one in forms):
        return False
    for one in forms:
        assert one is not None and one.heading is not None
        with walk.within(one.heading):
            _fill(walk, one, where)
    return True


def _heads(one: Seen) -> bool:
    """True for a cell that may stand over a small form beside it: short, and with nothing to fill in."""
    first, *rest = one.words.split("\n")
    in_bold = bool(one.paragraphs) and one.paragraphs[0].bold and len(one.words.split()) <= 60
    return (
        not one.answer_place and len(first.split()) <= 14 and (in_bold or all(printed_beneath(line) for line in rest))
    )


def _stands_over(walk: Walk, heading: str, form: SmallForm, cell: Seen) -> bool:
    """True where lines that look like a small form are one, though what stands beside them may ask for sentences, in
    which "Date: to be agreed" is a line like another."""
    if walk.known.is_label(heading):
        return False
    if walk.known.section_of(heading) is not None or all(
        line.lstrip().startswith(raw.BOLD) or bold for line, bold in _lines(cell)
    ):
        return True
    return len(form.pairs) > 2 and not any(walk.known.asks_prose(label) for label, _ in form.pairs)


def _fill(walk: Walk, form: SmallForm, where: str) -> None:
    for label, answers in form.pairs:
        walk.add(label, "\n".join(answers), where)


def small_form(walk: Walk, one: Seen) -> SmallForm | None:
    """The small form that a cell is: at least two lines with a known label and its answer, hardly another line."""
    if one.known or "\n" not in one.text:
        return None
    heading: str | None = None
    found: list[tuple[str, list[str]]] = []
    answered = loose = 0
    for at, (line, bold) in enumerate(_lines(one)):
        own = pairs(line, walk.known)
        words = words_of(line)
        if own is not None and walk.known.is_label(f"{own[0][0].rstrip(' :')}:"):
            answered += any(words_of(said) or has_box(said) or has_control(said) for _, said in own)
            found += [(label, [said] if said.strip() else []) for label, said in own]
        elif _asks_alone(walk, words, bold=bold, first=not found):
            found.append((words, []))
        elif at == 0 and not has_box(line) and not has_control(line) and len(words.split()) <= 10:
            heading = words
        elif found:
            found[-1][1].append(line)
            loose += 1
        else:
            return None
    if len({label for label, _ in found}) < 2 or not answered or loose * 2 > len(found):
        return None
    return SmallForm(heading, found)


def _asks_alone(walk: Walk, words: str, *, bold: bool, first: bool) -> bool:
    """True for a line of a small form with a label and no answer."""
    if words.endswith(":"):
        return walk.known.is_label(words)
    return bold and walk.known.is_label(f"{words}:") and not (first and walk.known.section_of(words) is not None)


def row_of_own(walk: Walk, row: Row, where: str) -> bool:
    """A row whose cells each hold their label and, beneath it or beside it, their own answer."""
    cells = [one for one in row if not one.blank]
    ways = [holds_own(walk, one) for one in cells]
    own = {way for way in ways if way is not None}
    if len(row) < 2 or len(own) != 1 or not all(way or one.asks for way, one in zip(ways, cells, strict=True)):
        return False
    alone = len(cells) - ways.count(None) == 1
    if alone and not (walk.stacked and len(cells) > 1 and ways[0] == "beneath"):
        return False
    walk.stacked += 1
    for one in row:
        if not one.blank and not inline(walk, one, where):
            _first_asks(walk, one, where)
        walk.nested(one.cell, where)
    return True


def holds_own(walk: Walk, one: Seen) -> Literal["beneath", "beside"] | None:
    """Where a cell with a label has its own answer, whatever stands in the next cell; None where it has none."""
    if one.known or not one.paragraphs:
        return None
    (line, bold), *rest = _lines(one)
    answered = any(has_box(said) or has_control(said) or not is_prompt(words_of(said)) for said, _ in rest)
    if bold and not walk.dress.bold_answers and not all(other for _, other in rest):
        return "beneath" if answered else None
    if has_control(line.split(":", 1)[0]):
        return None
    own = pairs(line, walk.known)
    if own is not None and (words_of(own[-1][1]) or has_box(own[-1][1]) or has_control(own[-1][1])):
        label = own[0][0]
        sure = walk.known.is_label(f"{label}:") or (line.lstrip().startswith(raw.BOLD) and label.endswith(":"))
        return "beside" if sure else None
    words = words_of(line)
    asks = walk.known.is_label(words) and not walk.beginnings.holds_answer(words)
    return "beneath" if asks and answered else None


def _first_asks(walk: Walk, one: Seen, where: str) -> None:
    """A cell among others with labels of their own: its first line asks, whatever its words, and the rest answers."""
    first, *rest = one.text.split("\n")
    if rest or one.known:
        walk.add(words_of(first), "\n".join(rest), where)
    else:
        walk.unlabelled(one.text, where)


def parallel(walk: Walk, one: Seen, other: Seen, where: str) -> bool:
    """Several labels in one cell, a line each, and as many answers in the next."""
    if one.answer_place or "\n" not in one.words or in_bold_alone(one):
        return False
    labels, answers = [words_of(line) for line, _ in _lines(one)], [line for line, _ in _lines(other)]
    if not all(_a_label_of_several(label) for label in labels):
        return False
    asking = [label for label in labels if walk.known.is_label(f"{label.rstrip(' :')}:")]
    asked = {walk.known.field_of(label) or label for label in asking}
    if len(asking) * 2 < len(labels) or len(asked) < len(asking):
        return False
    if len(labels) == len(answers):
        for label, said in zip(labels, answers, strict=True):
            walk.add(label, said, where)
        return True
    if len(asking) < len(labels) or not answers:
        return False
    walk.add(one.words, other.text, where, doubt=UNEVEN)
    return True


def _a_label_of_several(label: str) -> bool:
    short = label[:1].isupper() and len(label.split()) <= 8 and not label.endswith("?")
    return short and not (label.endswith(".") and len(label.split()) > 2) and not is_prompt(label)


def _lines(one: Seen) -> list[tuple[str, bool]]:
    """The lines of a cell with words, and whether each is bold."""
    return [
        (boxed(part), block.bold)
        for block in one.paragraphs
        for part in block.text.split("\n")
        if words_of(part) or has_box(part) or has_control(part)
    ]


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
    if not any(answers for _, answers in found):
        return False
    for label, answers in found:
        walk.add(label, "\n".join(answers), where)
    return True
