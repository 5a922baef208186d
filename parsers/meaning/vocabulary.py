"""The vocabulary, compiled from data: which canonical field a label stands for, in which section.

Wordings match exactly after normalising; nothing is matched by likeness, because "name of receiving agency" and "name
of referring agency" are alike. A partnership's own folder adds wordings without code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from parsers.meaning.labels import core, normal

_DATA = Path(__file__).resolve().parent.parent / "vocabulary"
PARTIES = ("referring", "responding")


@dataclass(frozen=True, slots=True)
class Profile:
    """A form that belongs to a protocol, known by words of its titles."""

    protocol: str
    form: str
    titles: tuple[str, ...]


@dataclass(slots=True)
class Vocabulary:
    """Compiled wordings. `field_of` is the one question it answers about a label."""

    fields: dict[str, str] = field(default_factory=dict)
    unordered: dict[frozenset[str], str] = field(default_factory=dict)
    attributes: dict[frozenset[str], str] = field(default_factory=dict)
    party_phrases: list[tuple[str, str]] = field(default_factory=list)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    announces: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    profiles: tuple[Profile, ...] = ()
    _known: dict[str, bool] = field(default_factory=dict)
    _found: dict[tuple[str, str | None], str | None] = field(default_factory=dict)

    def is_label(self, words: str) -> bool:
        """True when `words` are a label of this vocabulary, whatever the section."""
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = len(words) <= 320 and self._is_label(words)
            if len(self._known) > 20_000:
                self._known.clear()
        return known

    def _is_label(self, words: str) -> bool:
        wording = core(words)
        if not wording:
            return False
        if self._plain_field(wording) or any(wording in columns for columns in self.columns.values()):
            return True
        party, attribute = self.party_and_attribute(normal(words))
        if party is not None and attribute is not None:
            return True
        return frozenset(wording.split()) in self.attributes and len(wording.split()) <= 3

    def field_of(self, label: str, section: str | None) -> str | None:
        """The canonical field that `label` stands for in a section of that kind, or None."""
        key = (label, section)
        if key not in self._found:
            if len(self._found) > 20_000:
                self._found.clear()
            self._found[key] = self._field_of(core(label), normal(label), section)
        return self._found[key]

    def _plain_field(self, wording: str) -> str | None:
        """The field of a wording, in its own order or, with two words or more, in any."""
        found = self.fields.get(wording)
        if found is None and " " in wording:
            found = self.unordered.get(frozenset(wording.split()))
        return found

    def _field_of(self, wording: str, whole: str, section: str | None) -> str | None:
        if not wording:
            return None
        if section == "subject" and wording in ("name", "full name"):
            return "subject_name"
        if section == "response":
            if wording in ("date", "date completed", "date form completed", "form date", "signed date"):
                return "response_date"
            if wording in ("name", "full name", "completed by", "signed", "print name", "form completed by"):
                return "response_author"
            if wording in ("timescale",):
                return None
        found = self._plain_field(wording)
        if found is not None:
            return found
        party, attribute = self.party_and_attribute(whole)
        if party is not None and attribute is not None:
            return _field(party, attribute)
        plain = self.attributes.get(frozenset(wording.split()))
        if plain is not None and section in PARTIES:
            return _field(section, plain)
        if plain in ("agency", "role", "phone", "email", "manager", "contact") and section in (None, "form"):
            return _field("referring", plain) if wording else None
        if wording in ("date", "date signed") and section in ("referring", None, "form"):
            return "form_date"
        return None

    def party_and_attribute(self, whole: str) -> tuple[str | None, str | None]:
        """("referring", "phone") for "escalating agency contact number"; Nones where a part is not known."""
        padded = f" {whole} "
        for phrase, party in self.party_phrases:
            if f" {phrase} " in padded:
                rest = frozenset(core(padded.replace(f" {phrase} ", " ", 1)).split())
                attribute = self.attributes.get(rest)
                if attribute is None and rest == frozenset():
                    attribute = (
                        "name"
                        if phrase
                        in (
                            "referrer",
                            "completed by",
                            "form completed by",
                            "referred by",
                            "submitted by",
                            "raised by",
                            "escalated by",
                        )
                        else "agency"
                    )
                return party, attribute
        return None, None

    def section_kind(self, headings: tuple[str, ...]) -> str | None:
        """What the nearest heading says about whose section this is: a party, subject, response, office, or None."""
        for heading in reversed(headings):
            kind = self._section_kind(heading)
            if kind is not None:
                return kind
        return None

    def _section_kind(self, heading: str) -> str | None:
        wording = core(heading)
        exact = self.sections.get(wording)
        if exact is not None:
            return exact
        words = set(wording.split())
        if "only" in words and "use" in words:
            return "office"
        if words & {"response", "outcome", "reply"} and not words & {"desired", "expected", "sought", "requested"}:
            return "response"
        party = self._party_in(f" {normal(heading)} ")
        if party is not None:
            return party
        if words & {"subject"} and words & {"details", "information", "about", "family", "siblings", "name"}:
            return "subject"
        return None

    def _party_in(self, padded: str) -> str | None:
        for phrase, party in self.party_phrases:
            if f" {phrase} " in padded and phrase not in ("from", "other", "concerned", "sent to"):
                return party
        return None

    def list_of(self, titles: list[str], heading: str | None) -> str | None:
        """Which repeating list a table with these column titles is, or None."""
        cores = [core(title) for title in titles]
        best, best_count = None, 0
        for name, columns in self.columns.items():
            roles = [columns[one] for one in cores if one in columns]
            if set(self.needs[name]) <= set(roles) and len(roles) >= 2 and len(roles) > best_count:
                best, best_count = name, len(roles)
        if best is None and heading is not None:
            named = self.fields.get(core(heading))
            if named in self.columns and sum(one in self.columns[named] for one in cores) >= 2:
                return named
        return best


def _field(party: str, attribute: str) -> str | None:
    if attribute == "manager":
        return "referring_manager" if party == "referring" else "responding_name"
    return f"{party}_{attribute}"


@lru_cache(maxsize=8)
def load(own_folder: Path | None = None) -> Vocabulary:
    """The shipped vocabulary, with a partnership's own `*.toml` files added. Raises ValueError naming file and key."""
    vocabulary = Vocabulary()
    files = [_DATA / "labels.toml", _DATA / "titles.toml"]
    if own_folder is not None:
        files += sorted(own_folder.glob("*.toml"))
    for file in files:
        try:
            _add(vocabulary, tomllib.loads(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as fault:
            raise ValueError(f"The vocabulary file {file.name} cannot be used: {fault}.") from None
    vocabulary.party_phrases.sort(key=lambda one: -len(one[0]))
    return vocabulary


def _add(vocabulary: Vocabulary, raw: dict[str, Any]) -> None:
    for party, one in raw.get("party", {}).items():
        for words in one["words"]:
            if phrase := normal(words):
                vocabulary.party_phrases.append((phrase, party))
    for attribute, wordings in raw.get("attribute", {}).items():
        for words in wordings:
            vocabulary.attributes.setdefault(frozenset(core(words).split()), attribute)
    for name, wordings in raw.get("field", {}).items():
        for words in wordings:
            vocabulary.fields.setdefault(core(words), name)
            vocabulary.unordered.setdefault(frozenset(core(words).split()), name)
    for name, one in raw.get("list", {}).items():
        columns = vocabulary.columns.setdefault(name, {})
        for role, wordings in one["columns"].items():
            for words in wordings:
                columns.setdefault(core(words), role)
        vocabulary.needs[name] = tuple(one.get("needs", ()))
    for kind, wordings in raw.get("section", {}).items():
        for words in wordings:
            vocabulary.sections.setdefault(core(words), kind)
    vocabulary.announces += tuple(raw.get("announces", ()))
    vocabulary.elsewhere += tuple(raw.get("elsewhere", ()))
    vocabulary.profiles += tuple(
        Profile(one["protocol"], one["form"], tuple(one["titles"])) for one in raw.get("profile", ())
    )
