"""The vocabulary: which canonical field a label stands for, in which section.

Wordings match exactly once folded; nothing is matched by likeness, because "name of receiving agency" and "name of
referring agency" are alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from parsers.layout.known import Known
from parsers.learning.scoring import Learned, shipped
from parsers.meaning.dates import looks_dated
from parsers.meaning.labels import Words, clean
from parsers.meaning.matches import Match, of_side
from parsers.meaning.ticks import is_unknown, said_yes
from parsers.meaning.wordings import Asked, Key, Tables, VocabularyFault, read_files
from parsers.memory import remembered

__all__ = ["Vocabulary", "VocabularyFault"]

SHIPPED = Path(__file__).resolve().parent.parent / "vocabulary"
PARTIES = ("referring", "responding")
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
_MOST_KEPT = 20_000
_LONGEST_LABEL = 420
_PLACES = frozenset(("1", "2", "3", "4", "5", "6", "3a", "3b"))


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
        self.known = Known(
            self.is_label, self.field_of, self.section_of, self.could_answer, self.asks_prose, self.is_title
        )
        self._known_words = self._all_words()
        self._loose = self._without_noise()
        self._phrases: dict[Words, tuple[str, str]] = {}
        self._longest: dict[str, int] = {}
        for first, phrases in tables.phrases.items():
            self._longest[first] = max(len(phrase) for phrase, _, _ in phrases)
            for phrase, side, alone in phrases:
                self._phrases.setdefault(phrase, (side, alone))
        self._labels: dict[str, bool] = {}
        self._matches: dict[tuple[str, str | None], Match | None] = {}
        self._sections: dict[tuple[str, ...], str | None] = {}

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

    # Labels

    def is_label(self, words: str) -> bool:
        """True when `words`, as printed, are a label of this vocabulary in some section.

        Words that stand as often in an answer ("Head teacher") count only with a colon or question mark.
        """
        known = self._labels.get(words)
        if known is None:
            if len(self._labels) > _MOST_KEPT:
                self._labels.clear()
            known = len(words) <= _LONGEST_LABEL and self._is_label(words)
            if known:  # Other words may be somebody's answer, which no cache should hold.
                self._labels[words] = True
        return known

    def _is_label(self, text: str) -> bool:
        stopped = text.rstrip().endswith((":", "?", "*"))
        for words, _ in self.folding.candidates(text, sure=False):
            if not self._known_words.issuperset(words):
                continue
            key = frozenset(words)
            if key in self.tables.answers and not stopped:
                continue
            if not stopped and (self._place_alone(key) or key <= self.tables.fillers):
                continue
            found = self._resolved(words, None, loosely=stopped)
            if found is not None and found.weak and found.field == "responding_name" and not stopped:
                continue  # "Escalated to manager" tells what was done as often as it asks.
            if found is not None or self._somewhere(key):
                return True
        return self._divided(text) is not None or (
            stopped and not _STATES.search(text.casefold()) and self._match(text, None) is not None
        )

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
        """What `label` asks for in a section of kind `group`, or None when it is not known."""
        key = (label, group)
        if key not in self._matches:
            if len(self._matches) > _MOST_KEPT:
                self._matches.clear()
            self._matches[key] = self._match(label, group)
        return self._matches[key]

    def _match(self, label: str, group: str | None) -> Match | None:
        first = self.tables.concepts.first_of(label)
        if first is not None:
            return Match(first)
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
        asked = self.tables.sides.asked(label)
        if asked is not None:
            return of_side(asked[0], Asked(asked[1]))
        plain = self.tables.sides.plain(label)
        if plain is not None:
            return self._plainly(Asked(plain), group)
        found, settled = self._by_words(label, group, loosely=True)
        if settled:
            return found
        field = self.tables.concepts.field_of(label)
        return Match(field) if field is not None else None

    def _by_words(self, label: str, group: str | None, *, loosely: bool) -> tuple[Match | None, bool]:
        """What the wordings say of `label`, and whether they settle it: two sides in one label are nobody's."""
        for words, left_out in self.folding.candidates(label):
            found = self._resolved(words, group, loosely=loosely)
            if found is None:
                continue
            side = self._side_of(left_out) if left_out else None
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
                    found = self._resolved(words, side, loosely=loosely)
                    if found is None or found.attribute is not None:
                        return None, True
                elif found.field is not None and found.field.startswith("other:"):
                    continue
                elif group == "response" and found.field == "response_author":
                    return found, True
            return found, True
        return None, False

    def _divided(self, label: str) -> tuple[str, str] | None:
        """(section kind, rest) of "Agency A: name" or "Referrer - telephone": a heading and a label in one."""
        text = clean(label)
        for mark in (":", " - "):
            head, found, rest = text.partition(mark)
            if found and rest.strip() and len(head) < 60 and len(rest) < 80:
                kind = self.section_of(head)
                if kind in (*PARTIES, "subject") and self._plain(self.folding.fold(rest), kind):
                    return kind, rest
        return None

    def _plain(self, words: Words, group: str) -> bool:
        key = frozenset(words)
        if group == "subject":
            return key in self.tables.within.get(group, {}) or self._asked(key, group) is not None
        return key in self.tables.attributes

    def _resolved(self, words: Words, group: str | None, *, loosely: bool = True) -> Match | None:
        """What folded `words` ask for."""
        key = frozenset(words)
        if group is not None and group.startswith(("history:", "subject:")):
            found = self._column(key, group)
            if found is not None:
                return found
            group = None if group.startswith("history") else "subject"
        asked = self._asked(key, group)
        if asked is not None:
            return Match(asked.name, asked.weak, exact=True)
        found = self._numbered(words)
        if found is not None:
            return found
        found = self._side_and_attribute(words)
        if found is not None:
            return found
        attribute = self._attribute(words)
        if attribute is not None:
            return self._plainly(attribute, group)
        loose = self._loosely(key) if loosely and words[-1] != "by" else None  # "Outcome written by" asks who.
        return Match(loose.name, loose.weak) if loose is not None else None

    def _loosely(self, key: Key) -> Asked | None:
        """What the words ask for without those that questions add at will, where they can ask for one thing only."""
        bare = key - self.tables.noise
        if len(bare) == 1 and bare != key and bare in self.tables.wordings:
            return self.tables.wordings[bare]
        found = self._loose.get(bare) if len(bare) > 1 else None
        return found or self._shaped(key, bare)

    def _shaped(self, key: Key, bare: Key) -> Asked | None:
        """The one field whose shape the words have, None where none or several have it."""
        fits = {shape.field for shape in self.tables.shapes if shape.fits(bare) or shape.fits(key)}
        return Asked(fits.pop()) if len(fits) == 1 else None

    def _without_noise(self) -> dict[Key, Asked]:
        found: dict[Key, Asked] = {}
        unclear: set[Key] = set()
        noise = self.tables.noise
        for key, asked in self.tables.wordings.items():
            bare = key - noise
            if found.setdefault(bare, asked).name != asked.name:
                unclear.add(bare)
        for bare in unclear:
            exact = self.tables.wordings.get(bare)
            if exact is None:
                del found[bare]
            else:
                found[bare] = exact
        return found

    def _asked(self, key: Key, group: str | None) -> Asked | None:
        if group is not None:
            within = self.tables.within.get(group)
            if within is not None:
                found = within.get(key) or within.get(key - self.tables.noise)
                if found is not None:
                    return found
        return self.tables.wordings.get(key)

    def _plainly(self, attribute: Asked, group: str | None) -> Match | None:
        """A plain "Name" or "Telephone" in a section of kind `group`."""
        if group in PARTIES:
            return of_side(group, attribute)
        if group == "response":
            found = of_side("responding", attribute)
            return Match(found.field, True) if found.field and not found.field.startswith("other:") else found
        if group in (None, "form", "difference", "consent"):
            return Match(None, attribute.weak, attribute.name)
        return Match("other:unplaced")

    def _attribute(self, words: Words) -> Asked | None:
        found = self._reduced(frozenset(words))
        if found is not None:
            return found
        rest = [word for word in words if word not in self.tables.fillers]
        if len(rest) == len(words):
            return None
        if not rest:
            return Asked("name") if self._class("people") & set(words) else None
        key = frozenset(rest)
        asked = self.tables.attributes.get(key)
        if asked is not None and asked.name == "agency" and asked.weak and words[-1] in self._class("people"):
            return Asked("name")  # "Trust practitioner" is a person of the trust.
        if key == {"name", "agency"} and self._class("people") & set(words):
            return Asked("name")
        return self._reduced(key)

    def _reduced(self, key: Key) -> Asked | None:
        """The attribute of `key`, also where it says besides that it is an agency's, or that a name is wanted."""
        for spare in ((), ("agency",), ("name",), ("agency", "name")):
            if not key.issuperset(spare) or len(key) == len(spare):
                continue
            found = self.tables.attributes.get(key.difference(spare))
            if found is not None:
                return found
        return None

    def _side(self, words: Words) -> tuple[str, str, Words] | None:
        """(side, what its words alone ask for, the other words) of the longest words of a side in `words`."""
        if "your" in words:
            words = tuple(word for word in words if word != "your")
        best: tuple[str, str, Words] | None = None
        longest = 0
        for at, word in enumerate(words):
            for size in range(min(self._longest.get(word, 0), len(words) - at), longest, -1):
                found = self._phrases.get(words[at : at + size])
                if found is not None:
                    best, longest = (*found, (*words[:at], *words[at + size :])), size
                    break
        return best

    def _side_of(self, words: Words) -> str | None:
        """The one side that `words` name, None for none or both."""
        found = self._side(words)
        if found is None:
            return None
        other = self._side(found[2])
        return found[0] if other is None or other[0] == found[0] else None

    def _side_and_attribute(self, words: Words) -> Match | None:
        found = self._side(words)
        if found is None:
            return None
        side, alone, rest = found
        if alone == "agency" and len(words) - len(rest) > 1 and not {"agency", "party", "sidea", "sideb"} & set(words):
            alone = "nothing"  # "Concern about" may ask what as well as whom.
        rest = tuple("practitioner" if word == "lead_professional" else word for word in rest)
        while rest and (again := self._side(rest)) is not None:
            if again[0] != side:
                return None
            rest = again[2]
        if not rest:
            return of_side(side, Asked(alone)) if alone != "nothing" else None
        person = alone == "agency" and self._person_first(words)
        alone = "name" if person else alone  # "Practitioner in the agency being challenged"
        if alone == "name" and not person and frozenset(rest) <= {"agency"}:
            return of_side(side, Asked("agency"))
        attribute = self._attribute(rest)
        if attribute is None and alone != "nothing" and all(word in self.tables.fillers for word in rest):
            attribute = Asked(alone)
        if person and attribute is not None and attribute.name == "agency":
            attribute = Asked("name")
        if attribute is not None and attribute.name == "date":
            return None  # "Date of the decision you are challenging" is no date of that side.
        return of_side(side, attribute) if attribute is not None else None

    def _person_first(self, words: Words) -> bool:
        """True where a person's word stands before the agency's: who is asked for, not where they work."""
        people = next((at for at, word in enumerate(words) if word in self._class("people")), None)
        agency = next((at for at, word in enumerate(words) if word in ("agency", "sidea", "sideb")), None)
        return people is not None and agency is not None and people < agency

    def _numbered(self, words: Words) -> Match | None:
        """A row of a list that the label numbers: "Stage 2: outcome", "Child 1 date of birth"."""
        places = [word for word in words if word in _PLACES]
        if len(places) != 1 or not {"stage", "step", "subject"} & set(words):
            return None
        rest = [word for word in words if word != places[0]]
        if "subject" in rest:
            columns = self.lists["subjects"].roles
            bare = frozenset(rest)
            role = columns.get(bare) or columns.get(bare - {"subject"}) or ("name" if bare == {"subject"} else None)
            return Match("subjects", place=places[0], column=role) if role else None
        left = frozenset(word for word in rest if word not in ("stage", "step"))
        bare = left - self._class("step")
        columns = self.lists["stage_history"].roles
        role = columns.get(left) or columns.get(bare)
        if role is None and bare <= self._class("step_columns"):
            role = "outcome" if bare else "stage" if not left else "outcome"
        return Match("stage_history", place=places[0], column=role) if role and role != "resolved" else None

    def _column(self, key: Key, group: str) -> Match | None:
        base, _, place = group.partition(":")
        name = "stage_history" if base == "history" else "subjects"
        role = self.lists[name].roles.get(key)
        return Match(name, place=place, column=role) if role and role != "stage" else None

    def _class(self, name: str) -> frozenset[str]:
        return self.tables.classes.get(name, frozenset())

    def _place_alone(self, key: Key) -> bool:
        return len(key) == 2 and bool(key & {"stage", "step", "subject"}) and bool(key & _PLACES)

    def _somewhere(self, key: Key) -> bool:
        """True for words that ask something in some section or table."""
        return any(key in table for table in self.tables.within.values()) or any(
            key in one.roles for one in self.lists.values()
        )

    def _all_words(self) -> frozenset[str]:
        tables = self.tables
        keys = [*tables.wordings, *tables.attributes, *(key for one in tables.within.values() for key in one)]
        keys += [key for one in tables.lists.values() for key in one.roles]
        words = (
            set().union(*keys)
            | tables.fillers
            | _PLACES
            | self._class("step")
            | self._class("step_columns")
            | {"stage", "step", "subject"}
        )
        words |= {word for found in tables.phrases.values() for phrase, _, _ in found for word in phrase}
        words |= {word for shape in tables.shapes for word in shape.allowed}
        return frozenset(words | self.folding.lead)

    # Sections

    def section_kind(self, headings: Sequence[str]) -> str | None:
        """What the nearest heading that says anything says of its section: a side, `subject`, `response`, `office` …"""
        key = tuple(headings)
        if key not in self._sections:
            if len(self._sections) > _MOST_KEPT:
                self._sections.clear()
            kinds = (self.section_of(heading) for heading in reversed(key))
            self._sections[key] = next((kind for kind in kinds if kind is not None), None)
        return self._sections[key]

    @remembered
    def section_of(self, heading: str) -> str | None:
        """The kind of section that one heading opens, None when it says nothing.

        A question opens one only where it asks who: "Who is the disagreement with?" may stand over a name and a number,
        "What would a good outcome look like?" over its answer alone.
        """
        kind = self._section_of(heading) or self._agency_named(heading)
        return None if heading.rstrip().endswith("?") and kind not in (*PARTIES, "subject") else kind

    def _agency_named(self, heading: str) -> str | None:
        """The side of a heading that asks for its agency: "Agency to which concern is escalated"."""
        if heading.rstrip().endswith("?"):
            return None
        found = self.match(heading, None)
        side, _, asked = (found.field or "").partition("_") if found is not None else ("", "", "")
        return side if asked == "agency" and side in PARTIES else None

    def _section_of(self, heading: str) -> str | None:
        for words, left_out in self.folding.candidates(heading):
            kind = self._section(words)
            if kind is not None:
                if left_out and kind in PARTIES and self._side_of(left_out) not in (None, kind):
                    return "mixed"
                return kind
        return None

    def _section(self, words: Words) -> str | None:
        key = frozenset(words)
        if ("only" in key and key & {"use", "lado", "completion", "completed"}) or {"office", "use"} <= key:
            return "office"
        kind = self.tables.sections.get(key)
        if kind is not None:
            return kind
        found = self._numbered(words)
        if found is not None and found.column in ("stage", "outcome", "name"):
            return f"{'history' if found.field == 'stage_history' else 'subject'}:{found.place}"
        completed = bool(key & {"completed", "completion", "filled"})
        sides = tuple(word for word in words if word not in self._class("completing")) if completed else words
        side = self._side(sides) if len(words) <= 14 else None
        if side is not None:
            other = self._side(side[2])
            if other is not None and other[0] != side[0]:
                return "mixed"
            if side[1] == "nothing" and not set(side[2]) & (self._class("people") | {"agency", "detail", "contact"}):
                return None  # "Raising a concern" names a subject, not a side.
            if side[0] == "responding" and key & self._class("answering") and not key & self._class("desiring"):
                return "response"
            return side[0]
        if (
            len(words) <= 8
            and key & {"response", "reply", "outcome"}
            and not key & self._class("desiring")
            and key <= self._known_words
        ):
            asked = self.tables.wordings.get(key)
            return self.groups.get(asked.name, "response") if asked else "response"
        asked = self.tables.wordings.get(key)
        if asked is not None and asked.name in self.groups:
            return self.groups[asked.name]
        if "subject" in key and key - {"subject"} <= {"detail", "name", "about", "family", "identifying", "personal"}:
            return "subject"
        return None


@lru_cache(maxsize=8)
def _load(extra_folder: Path | None) -> Vocabulary:
    return Vocabulary(read_files(SHIPPED, extra_folder), extra_folder)
