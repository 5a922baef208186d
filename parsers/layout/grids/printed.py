"""Columns that a form prints: the numbers of its questions, and guidance between a label and the place for its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.layout.grids.seen import PART, Row, Seen, printed_beneath

if TYPE_CHECKING:
    from parsers.layout.document import Walk

NUMBERS = frozenset(("no", "no.", "nr", "#", "number", "ref", "item", "q", "q no", "question no", "row", "s/n"))
GUIDANCE = frozenset(
    (
        "guidance", "notes", "note", "help", "guidance notes", "notes for completion", "instructions", "what to include", "prompt", "prompts",
        "explanation", "example", "examples", "hint", "hints", "help text", "what we need",
    )
)  # fmt: skip
_FEWEST = 2


def without_print(walk: Walk, rows: list[Row]) -> list[Row]:
    """`rows` without the columns that nobody fills in; their words are remembered as print."""
    for column in sorted({one.cell.column for row in rows for one in row}):
        cells = [(row, at, one) for row in rows for at, one in enumerate(row) if one.cell.column == column]
        if not (_numbers(cells) if column == 0 else _guides(rows, cells)):
            continue
        for row, _, one in cells:
            if len(row) > 1:
                walk.printed.update(one.words.split("\n"))
                row.remove(one)
    return rows


def _numbers(cells: list[tuple[Row, int, Seen]]) -> bool:
    """True for a first column of numbers, each before a label in its row."""
    said = [one for row, _, one in cells if one.words and len(row) > 1]
    plain = [one for one in said if _title(one) not in NUMBERS]
    counted = all(PART.fullmatch(one.words) and not one.answer_place and not one.holds_more for one in plain)
    follows = all(len(row) > 2 or (len(row) == 2 and row[1].asks) or not one.words for row, _, one in cells)
    return len(plain) >= _FEWEST and counted and follows and any(one.words[:1].isdigit() for one in plain)


def _guides(rows: list[Row], cells: list[tuple[Row, int, Seen]]) -> bool:
    """True for a column between labels and answers that tells how to answer, wherever it says anything."""
    if any(at == 0 or at + 1 >= len(row) for row, at, _ in cells):
        return False
    said = [one for _, _, one in cells if not one.blank]
    titled = bool(said) and said[0] in rows[0] and _title(said[0]) in GUIDANCE
    told = said[1:] if titled else said
    if len(told) < (1 if titled else _FEWEST) or any(one.answer_place or one.holds_more for one in told):
        return False
    if not titled and any(one.known for one in told):
        return False
    if not titled and not all(printed_beneath(one.words.replace("\n", " ")) for one in told):
        return False
    before, after = [row[at - 1] for row, at, _ in cells], [row[at + 1] for row, at, _ in cells]
    labels = sum(one.asks or one.named for one in before if one.words)
    return labels * 2 >= len([one for one in before if one.words]) and any(
        one.words and not one.known and not printed_beneath(one.words) for one in after
    )


def _title(one: Seen) -> str:
    return one.words.casefold().strip(" :*.")
