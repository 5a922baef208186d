"""The vocabulary as it is asked: which canonical field a label stands for, in which section."""

from __future__ import annotations

import gc
import re
from functools import cached_property, lru_cache
from pathlib import Path

from parsers.layout.known import Known
from parsers.learning.features import NONE, outside_brackets
from parsers.learning.scoring import Learned, shipped
from parsers.meaning.labels.asking import Asking
from parsers.meaning.labels.folding import clean
from parsers.meaning.labels.matches import Match, of_side
from parsers.meaning.labels.sections import Sections
from parsers.meaning.labels.sides import PARTIES
from parsers.meaning.labels.wordings import Asked, Tables, VocabularyFault, read_files
from parsers.meaning.values.dates import looks_dated
from parsers.meaning.values.ticks import is_unknown, said_yes
from parsers.memory import remembered

__all__ = ["Vocabulary", "VocabularyFault"]

SHIPPED = Path(__file__).resolve().parents[2] / "vocabulary"
PROSE = frozenset(
    (
        "disagreement_summary", "risk_to_subject", "evidence", "desired_outcome", "stage_history", "response_summary",
        "agreed_actions", "outstanding_issues", "panel_decision", "learning", "policy_gap", "good_practice", "resolved",
    )
)  # fmt: skip
# Words of a statement, not a question: "The referral of 2 May was closed: …" begins an answer.
_STATES = re.compile(
    r"^(?!\W*(?:\w{1,3}[.)]\s+)?(?:what|which|who|whose|when|where|why|how|is|are|was|were|has|have|had|did|does|do|can|could|please|any)\b)"
    r".*\b(?:was|were|has|have|had|will|said|says|told|felt|did|not|we|i|he|she|they)\b"
)
# The chance from which examples make a label known before its answer is seen (`likely` judges it once more with the answer).
LIKELY = 0.95
# The chance from which a heading opens the section of its side: its questions still say what they ask.
LIKELY_SIDE = 0.9
_OF_A_SIDE = ("agency", "name")
_MOST_KEPT = 20_000
_LONGEST_LABEL, _LONGEST_LIKELY = 420, 300


class Vocabulary:
    """Folded wordings, and what they ask for. Immutable but for its caches; share one."""

    def __init__(self, tables: Tables, own_folder: Path | None = None) -> None:
        self.tables = tables
        self.own_folder = own_folder
        self.folding = tables.folding
        self.kinds = tables.kinds
        self.groups = tables.groups
        self.lists = tables.lists
        self.profiles = tables.profiles
        self._asking = Asking(tables)
        self._sections = Sections(tables, self._asking, self.match, self._likely_side)
        self.section_of = self._sections.of
        self.section_kind = self._sections.nearest
        self.known = Known(
            self.is_label, self.field_of, self.section_of, self.could_answer, self.asks_prose, self.is_title
        )
        # What a wording knows, on whatever form it stood; other words may be somebody's, which no memory should hold.
        self._labels: set[str] = set()
        self._matches: dict[tuple[str, str | None], Match] = {}

    @cached_property
    def learned(self) -> Learned:
        """What labels that no wording knows most likely ask for."""
        return Learned(*shipped(), self.folding)

    @classmethod
    def load(cls, extra_folder: Path | None = None) -> Vocabulary:
        """The shipped vocabulary, with the wordings of a partnership's own folder added.

        Raises `VocabularyFault` listing every fault with its file and key.
        """
        return _load(extra_folder)

    def __reduce__(self) -> tuple[object, tuple[Path | None]]:
        return _load, (self.own_folder,)

    def is_label(self, words: str) -> bool:
        """True when `words`, as printed, are a label of this vocabulary in some section.

        Words that stand as often in an answer ("Head teacher") count only with a colon or question mark.
        """
        return words in self._labels or (len(words) <= _LONGEST_LABEL and self._is_label(words))

    @remembered
    def _is_label(self, text: str) -> bool:
        stopped = text.rstrip().endswith((":", "?", "*"))
        for words, _ in self.folding.candidates(text, sure=False):
            if not self._asking.words.issuperset(words):
                continue
            key = frozenset(words)
            if key in self.tables.answers and not stopped:
                continue
            if not stopped and (self._asking.is_place(key) or key <= self.tables.fillers):
                continue
            found = self._asking.of(words, None, loosely=stopped)
            if found is not None and found.weak and found.field == "responding_name" and not stopped:
                continue  # "Escalated to manager" tells what was done as often as it asks.
            if found is not None or self._asking.somewhere(key):
                if len(self._labels) > _MOST_KEPT:
                    self._labels.clear()
                self._labels.add(text)
                return True
        return self._divided(text) is not None or (
            stopped and not _STATES.search(text.casefold()) and self.match(text, None) is not None
        )

    @remembered
    def surely_asks(self, text: str) -> str | None:
        """The field that a wording written out in the vocabulary asks for with these words, None for any other words."""
        found, _ = self._by_words(text, None, loosely=False)
        return found.field or found.attribute if found is not None else None

    def field_of(self, label: str) -> str | None:
        """The field that a label asks for by its own words, wherever it stands."""
        found = self.match(label, None)
        return found.field if found is not None else None

    def is_title(self, words: str) -> bool:
        """True when `words` name a form of this field: a title, though they might ask as well."""
        said = f" {' '.join(clean(words).replace('-', ' ').split())} "
        kind = any(f" {one} " in said for one in self.tables.titles.get("documents", ()))
        return kind and any(f" {one} " in said for one in self.tables.titles.get("announces", ()))

    def asks_prose(self, label: str) -> bool:
        """True where `label` may want sentences: also of a label that nobody knows."""
        found = self.match(label, None)
        if found is None:
            return True
        if found.field is None:
            return False
        return found.field in PROSE

    @remembered
    def could_answer(self, label: str, words: str) -> bool:
        """True when `words` are of the kind that `label` asks for."""
        found = self.match(label, None)
        if found is None:
            return True
        kind = self.kinds.get(found.field or "", "text")
        if found.attribute == "date" or kind in ("date", "birth", "date_or_words"):
            return is_unknown(words) or looks_dated(words)
        if kind == "yes_no":
            said = said_yes(words)
            return said.held is not None and said.rest is None
        name = found.field or f"_{found.attribute}"
        return (
            not name.endswith(("_email", "_phone"))
            or is_unknown(words)
            or "@" in words
            or any(one.isdigit() for one in words)
        )

    def match(self, label: str, group: str | None) -> Match | None:
        """What `label` asks for in a section of kind `group`, or None when it is not known.

        What no wording knows is what examples make likely by the label alone: it has its chance.
        """
        found = self._matches.get((label, group))
        if found is None:
            found = self._match(label, group)
            if found is not None and found.chance is None:
                if len(self._matches) > _MOST_KEPT:
                    self._matches.clear()
                self._matches[label, group] = found
        return found

    @remembered
    def _match(self, label: str, group: str | None) -> Match | None:
        if self.folding.concepts.set_apart(clean(label)):
            return self._likely(label)
        divided = self._divided(label)
        if divided is not None:
            inner, rest = divided
            found = self._match(rest, inner)
            if found is not None and found.attribute is None:
                return found
        _, dash, question = clean(label).partition(" - ")
        if dash and question.endswith("?"):
            found = self._match(question, group)  # "Recommendation - what do you want to happen?"
            if found is not None and found.field is not None and not found.field.startswith("other:"):
                return found
        found, settled = self._by_words(label, group, loosely=False)
        if settled:
            return found
        found, settled = self._by_words(label, group, loosely=True)
        return found if settled else self._likely(label)

    def _likely_side(self, heading: str) -> str | None:
        """The side that a heading most likely speaks of, whatever of it is asked beneath."""
        if not self._may_be_likely(heading):
            return None
        found = self.learned.chances(heading, lambda _: 0.0)
        return next(
            (side for side in PARTIES if sum(found.get(f"{side}_{one}", 0.0) for one in _OF_A_SIDE) >= LIKELY_SIDE),
            None,
        )

    def _may_be_likely(self, label: str) -> bool:
        """False for what examples may not settle: a hint alone, a text, and "Agency raising the concern with Agency B"."""
        if len(label) > _LONGEST_LIKELY or not any(letter.isalpha() for letter in outside_brackets(label)):
            return False
        return not self._asking.sides.both(self.folding.fold(clean(label)))

    def _likely(self, label: str) -> Match | None:
        """What examples make so likely that it counts before anybody has seen an answer."""
        if not self._may_be_likely(label):
            return None
        field, chance = self.learned.likely(label, lambda _: 0.0)
        return Match(field, chance=chance) if field != NONE and chance >= LIKELY else None

    def _by_words(self, label: str, group: str | None, *, loosely: bool) -> tuple[Match | None, bool]:
        """What the wordings say of `label`, and whether they settle it: two sides in one label are nobody's."""
        for words, left_out in self.folding.candidates(label):
            found = self._asking.of(words, group, loosely=loosely)
            if found is None:
                continue
            side = self._asking.sides.only(left_out) if left_out else None
            if (
                side is not None
                and (found.field or "").startswith(PARTIES)
                and not (found.field or "").startswith(side)
            ):
                return of_side(
                    side, Asked((found.field or "").partition("_")[2])
                ), True  # "Agency in dispute (raising)"
            if side is not None and side != group:
                # "Name (Agency B)": the hint says whose; where the hint cannot settle it, a person does.
                if found.attribute is not None or group in PARTIES:
                    found = self._asking.of(words, side, loosely=loosely)
                    if found is None or found.attribute is not None:
                        return None, True
                elif found.field is not None and found.field.startswith("other:"):
                    continue
                elif group == "response" and found.field == "response_author":
                    return found, True
            return found, True
        return None, False

    @remembered
    def _divided(self, label: str) -> tuple[str, str] | None:
        """(section kind, rest) of "Agency A: name" or "Referrer - telephone": a heading and a label in one."""
        text = clean(label)
        for mark in (":", " - "):
            head, found, rest = text.partition(mark)
            if found and rest.strip() and len(head) < 60 and len(rest) < 80:
                kind = self.section_of(head)
                if kind in (*PARTIES, "subject") and self._asking.is_plain(self.folding.fold(rest), kind):
                    return kind, rest
        return None


@lru_cache(maxsize=8)
def _load(extra_folder: Path | None) -> Vocabulary:
    # What is made here lives as long as the program: the collector would walk it again and again, and find nothing.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Vocabulary(read_files(SHIPPED, extra_folder), extra_folder)
    finally:
        if collecting:
            gc.enable()
