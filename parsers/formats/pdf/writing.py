"""What the pages of a PDF have given so far, and what is doubtful about it."""

from __future__ import annotations

from parsers import raw

UNCLEAR = "the columns of this PDF are unclear"
STRUCK = "some words of this PDF are struck out, and which is unclear"
TURNED = "a table of this PDF goes on over a page, which may cut its answers"
LOOSE = "this PDF has questions outside ruled tables, whose answers may be cut or joined"
BROKEN = "a word may be broken over two lines of the PDF"


class Writer:
    def __init__(self) -> None:
        self.blocks: list[raw.Block] = []
        self.doubt: str | None = None
        self.edges: list[float] | None = None  # of the table that the last page ended with
