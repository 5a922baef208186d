"""How words look at one place of a document, and the marks that say so."""

from __future__ import annotations

from dataclasses import dataclass

from parsers import raw


@dataclass(frozen=True, slots=True)
class Look:
    """How a style writes words; None where it leaves that to what stands around them. `level` as in `raw.Paragraph`."""

    bold: bool | None = None
    struck: bool | None = None
    marked: bool | None = None
    prompt: bool | None = None
    hidden: bool | None = None
    font: str | None = None
    level: int = 0
    shaded: bool = False


NO_LOOK = Look()


class Dress:
    """How words look at one place, with everything around them counted in."""

    __slots__ = ("hidden", "on", "symbols")

    def __init__(self, on: tuple[bool, ...], symbols: str, *, hidden: bool) -> None:
        self.on, self.symbols, self.hidden = on, symbols, hidden

    def under(self, look: Look) -> Dress:
        own = (look.bold, look.struck, look.marked, look.prompt)
        on = tuple(before if now is None else now for before, now in zip(self.on, own, strict=True))
        symbols = self.symbols
        if look.font is not None:
            symbols = look.font if look.font.casefold().startswith(("wingdings", "webdings")) else ""
        return Dress(on, symbols, hidden=self.hidden if look.hidden is None else look.hidden)

    def struck(self) -> Dress:
        """This, and struck out."""
        return self.under(Look(struck=True))

    def concealed(self) -> Dress:
        """This, and hidden."""
        return self.under(Look(hidden=True))

    def change(self, other: Dress) -> tuple[str, str]:
        """The marks before and after words that are dressed as `other` among words that are dressed as this."""
        before, after = "", ""
        for (opening, closing), here, there in zip(_MARKS, self.on, other.on, strict=True):
            if there and not here:
                before, after = before + opening, closing + after
            elif here and not there:
                before, after = before + closing, opening + after
        return before, after


_MARKS = (
    (raw.BOLD, raw.BOLD_END),
    (raw.STRUCK, raw.STRUCK_END),
    (raw.MARKED, raw.MARKED_END),
    (raw.PROMPT, raw.PROMPT_END),
)
NOTHING = Dress((False, False, False, False), "", hidden=False)


def without_empty(text: str) -> str:
    """`text` without pairs of marks that nothing stands between."""
    if not text.isascii():
        for _ in _MARKS:
            for opening, closing in _MARKS:
                text = text.replace(opening + closing, "")
    return text.strip(" ")
