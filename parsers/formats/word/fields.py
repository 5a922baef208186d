"""Word's fields of the older kind: a stack of them, of which only results are words of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from parsers import raw
from parsers.formats.word.names import OFF, VAL, W, is_on
from parsers.formats.words import is_first_choice, plain

# Names that Word gives by itself.
_GIVEN = re.compile(r"(?:text|check|dropdown|bookmark|kontrollkästchen)\s*\d*", re.IGNORECASE)
_MAIL = re.compile(r"\s*HYPERLINK\s+\"?mailto:([^\"?\s]+)", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """A field that has not ended. `out` and `start` are where its result began."""

    about: etree._Element | None
    instruction: list[str] = field(default_factory=list)
    result: bool = False
    out: list[str] | None = None
    start: int = 0


class Fields:
    """The fields that are open at one place of the text. `hiding` while words are an instruction and no result."""

    def __init__(self, controls: list[raw.Control]) -> None:
        self._controls = controls
        self._open: list[_Open] = []
        self.hiding = 0

    def mark(self, element: etree._Element, out: list[str]) -> None:
        """Begin, separate or end of a field."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._open.append(_Open(element.find(W + "ffData")))
            self.hiding += 1
        elif kind == "separate":
            if self._open and not self._open[-1].result:
                one = self._open[-1]
                one.result, one.out, one.start = True, out, len(out)
                self.hiding -= 1
        elif kind == "end" and self._open:
            one = self._open.pop()
            if not one.result:
                self.hiding -= 1
            if not self.hiding:
                self._ended(one, out)

    def instruct(self, words: str | None) -> None:
        """Words of the instruction of the innermost field."""
        if self._open and not self._open[-1].result:
            self._open[-1].instruction.append(words or "")

    def _ended(self, one: _Open, out: list[str]) -> None:
        about = one.about
        if about is None:
            self._link(one, out)
            return
        for kind in about:
            if kind.tag == W + "checkBox":
                out.append(_box(kind))
            elif kind.tag == W + "ddList":
                if one.out is out:
                    del out[one.start :]  # what Word shows of the choice, which the list states by itself
                text, asks = _choice(kind)
                out.append(self._control(about, text, prompt=asks))
            elif kind.tag == W + "textInput" and one.out is out:
                # A result that goes on over paragraphs stays as it stands.
                text = "".join(out[one.start :])
                given = kind.find(W + "default")
                untouched = given is not None and plain(text).strip() == given.get(VAL, "").strip()
                del out[one.start :]
                out.append(self._control(about, text, prompt=untouched))

    def _control(self, about: etree._Element, text: str, *, prompt: bool = False) -> str:
        if prompt:
            text = f"{raw.PROMPT}{plain(text)}{raw.PROMPT_END}" if plain(text).strip() else ""
        if len(self._controls) >= raw.MOST_CONTROLS:
            return text
        self._controls.append(raw.Control(_title(about)))
        return f"{raw.control_mark(len(self._controls) - 1)}{text}{raw.CONTROL_END}"

    def _link(self, one: _Open, out: list[str]) -> None:
        """The address beside the words of a link that is written as a field."""
        found = _MAIL.match("".join(one.instruction))
        if found and one.out is out and found[1].casefold() not in "".join(out[one.start :]).casefold():
            out.append(f" {found[1]}")


def _box(box: etree._Element) -> str:
    state = box.find(W + "checked")
    if state is None:
        state = box.find(W + "default")
    return raw.TICKED if state is not None and is_on(state) else raw.EMPTY


def _choice(choices: etree._Element) -> tuple[str, bool]:
    """The chosen entry of a list, and whether it only asks for a choice."""
    entries = [one.get(VAL, "") for one in choices.findall(W + "listEntry")]
    result = choices.find(W + "result")
    state = result if result is not None else choices.find(W + "default")
    number = state.get(VAL, "0") if state is not None else "0"
    chosen = int(number) if number.isdigit() and len(number) < 6 else 0
    text = entries[chosen] if chosen < len(entries) else ""
    return text, chosen == 0 and result is None and is_first_choice(text)


def _title(about: etree._Element) -> str | None:
    """What a field's maker called it, or the help that it shows."""
    said: Sequence[etree._Element | None] = (
        about.find(W + "name"),
        about.find(W + "statusText"),
        about.find(W + "helpText"),
    )
    for one in said:
        words = one.get(VAL, "").strip() if one is not None else ""
        if words and words.casefold() not in OFF and not _GIVEN.fullmatch(words):
            return re.sub(r"(?<=[a-z])(?=[A-Z])|_+", " ", words)
    return None
