"""Whether a line that begins like a label is one, or a line of the answer that it stands in.

"Risk: further injury" asks on one form and answers on another. The look of the document's other labels tells first,
then how much the words say, then what the question above waits for; where nothing tells, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from parsers import raw
from parsers.layout.dress import Dress, Kind
from parsers.layout.known import Known
from parsers.layout.lines import LONGEST_LABEL, led, pairs
from parsers.layout.marked import has_box, has_control, words_of
from parsers.prompts import is_prompt

Verdict = Literal["label", "answer", "doubtful"]
AMBIGUOUS = "a line of it begins with a word that may be the next label"

_SPEAKS = frozenset(
    (
        "the our my a an we i he she they it his her their this that these those there mum dad mother father no yes not"
        " but and so because since when if although however also then now"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Above:
    """The question that waits above a line: its words, whether lines of an answer stand beneath it already, and whether
    it is a heading that opens a section, whose questions may follow."""

    label: str
    begun: bool = False
    opens: bool = False


class Beginnings:
    """The judgement for one document, whose labels are dressed as `dress` says."""

    def __init__(self, known: Known, dress: Dress) -> None:
        self.known = known
        self.dress = dress

    def of_pairs(
        self, text: str, own: Sequence[tuple[str, str]], above: Above, *, bold: bool = False, cell: bool = False
    ) -> Verdict:
        """Whether `text`, which reads as the pairs `own`, is those pairs or a line of the answer to `above`."""
        head, said = own[0]
        kind = Kind(cell, not words_of(said) and not has_box(said) and not has_control(said))
        weight = _without_article(head)
        if re.search(r"[a-z%)]{3}[.;!]\s+\S", head):
            return "answer"  # A sentence stands before the word that asks: "The family moved in June. Date: …"
        if led(said):
            return "label"
        known = self.known.is_label(f"{head}:")
        if text.lstrip().startswith(raw.BOLD) and not self.dress.bold_answers:
            return "label"
        if (has_box(said) or has_control(said)) and (known or len(weight) > 1):
            return "label"
        short = bool(above.label) and not self.known.asks_prose(above.label)
        if known and short and self.known.could_answer(head, words_of(said)):
            return "label"
        opens = above.opens and not above.begun
        if self.dress.tells(kind) and not (opens and self.dress.look(kind) is None):
            return "label" if self.dress.fits(text, bold=bold, kind=kind) else "answer"
        if any(len(_without_article(label)) > 1 and self.known.is_label(f"{label}:") for label, _ in own[1:]):
            return "label"
        if known:
            if len(weight) > 1 and (self.dress.usual(kind) or short or above.opens or not words_of(said)[:1].islower()):
                return "label"
            return "answer" if len(weight) > 1 else self._lone(head, words_of(said), above)
        return self._unknown(head, above, kind)

    def _lone(self, head: str, said: str, above: Above) -> Verdict:
        """A single word that asks somewhere ("Risk:", "The outcome:")."""
        if (
            (len(head.split()) > 1 and not above.opens)
            or self.dress.repeats(head, self.known.field_of)
            or not self.known.could_answer(head, said)
        ):
            return "answer"
        if said[:1].islower():
            return "answer"
        return "label" if above.opens and not above.begun else "doubtful"

    def _unknown(self, head: str, above: Above, kind: Kind) -> Verdict:
        """Words that nobody knows before a colon."""
        words = head.split()
        shaped = bool(words) and words[0][:1].isupper() and words[0].casefold() not in _SPEAKS and len(words) <= 14
        if not shaped or re.search(r"[.;!]\s", head):
            return "answer"
        if above.opens and not above.begun and len(words) > 1:
            return "label"
        if not self.dress.usual(kind):
            return "answer"
        if not self.known.asks_prose(above.label):
            return "label"
        if len(words) < 3:
            return "answer" if above.begun or not self.dress.usual(kind) else "doubtful"
        return "doubtful" if above.begun else "label"

    def holds_answer(self, words: str) -> bool:
        """True for "Role: DSL": a label with its own answer on the line, though all its words might ask together."""
        head, colon, said = words.partition(":")
        said = said.strip()
        if (
            not colon
            or not any(one.isalnum() for one in said)
            or is_prompt(said)
            or "/" in said
            or len(head) > LONGEST_LABEL
        ):
            return False
        if said[0].islower() or (said.endswith("?") and "." not in said):
            return False
        return self.known.is_label(f"{head}:") and not said.startswith(("(", "["))

    def may_ask(self, text: str, label: str, *, bold: bool, cell: bool) -> bool:
        """True when a line that is a label from end to end is dressed as this document's labels are."""
        dressed = self.dress.fits(text, bold=bold, kind=Kind(cell, True))
        dressed = dressed or (len(label.split()) > 2 and not self.dress.tells(Kind(cell, True)))
        return dressed and not self.dress.repeats(label, self.known.field_of)

    def of_paragraphs(self, paragraphs: Sequence[raw.Paragraph], above: Above, *, cell: bool = True) -> Verdict:
        """Whether the words of a cell begin with a label of their own, or answer `above`."""
        if not paragraphs:
            return "answer"
        first = paragraphs[0]
        line = first.text.split("\n", 1)[0]
        words = words_of(line)
        if not words or len(words) > 4 * LONGEST_LABEL:
            return "answer"
        plain = not has_control(line) and not has_box(line)
        if plain and len(words) <= LONGEST_LABEL:
            beneath = len(paragraphs) > 1 and not paragraphs[-1].bold
            if first.bold and beneath and not self.dress.bold_answers:
                return "label"
            if self.known.is_label(words) and not self.holds_answer(words):
                return "label" if self.may_ask(line, words, bold=first.bold, cell=cell) else "answer"
        own = pairs(line, self.known)
        if own is None or (not plain and has_control(line.split(":", 1)[0])):
            return "answer"
        return self.of_pairs(line, own, above, bold=first.bold, cell=cell)


def _without_article(label: str) -> list[str]:
    words = label.strip(" :?").split()
    return words[1:] if words and words[0].casefold() in ("the", "our", "my", "a") else words
