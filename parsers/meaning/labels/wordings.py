"""The vocabulary files as plain tables: wordings to fields, words of the sides, columns, headings, profiles.

Every fault names its file and key. A partnership's own folder adds to the shipped files; where both say something
about one wording, the partnership's own word counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from parsers.meaning.labels.concepts import Concepts
from parsers.meaning.labels.folding import Folding, Words

Key = frozenset[str]

_SIDES = frozenset(("sidea", "sideb"))
_PLAIN_FIELDS = frozenset(
    f"{side}_{what}" for side in ("referring", "responding") for what in ("agency", "name", "role", "phone", "email")
)
KINDS = frozenset(
    ("text", "date", "date_or_words", "birth", "yes_no", "resolved", "choice", "history", "actions", "requested_by")
)


class VocabularyFault(ValueError):
    """Faults in vocabulary files, one sentence each, every one with its file and key."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a wording asks for. `weak`: only where no plainer question on the form is answered."""

    name: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A label's words that ask for `field`: one phrase from each of `needs`, and no word outside `allowed`."""

    field: str
    needs: tuple[tuple[Key, ...], ...]
    allowed: Key

    def fits(self, key: Key) -> bool:
        return self.allowed.issuperset(key) and all(any(one <= key for one in group) for group in self.needs)


@dataclass(frozen=True, slots=True)
class Profile:
    """A form that belongs to a protocol. `stages` maps folded words to the protocol's stage ids."""

    protocol: str
    form: str
    titles: tuple[str, ...]
    partnership: tuple[str, ...]
    first_stage: str
    panel_stages: frozenset[str]
    required: tuple[str, ...]
    stages: Mapping[Key, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """One repeating list: its columns' wordings, and the roles of which a table must have one from each group.

    `words` are single words that speak for a role in a heading that is no wording.
    """

    roles: dict[Key, str]
    needs: tuple[frozenset[str], ...]
    alone: tuple[frozenset[str], ...]
    avoid: frozenset[str]
    headings: frozenset[Key]
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Tables:
    """All that the files say, folded and ready to be looked up."""

    folding: Folding
    noise: frozenset[str] = frozenset()
    kinds: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    wordings: dict[Key, Asked] = field(default_factory=dict)
    within: dict[str, dict[Key, Asked]] = field(default_factory=dict)
    attributes: dict[Key, Asked] = field(default_factory=dict)
    phrases: dict[str, list[tuple[Words, str, str]]] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()
    lists: dict[str, Columns] = field(default_factory=dict)
    sections: dict[Key, str] = field(default_factory=dict)
    answers: set[Key] = field(default_factory=set)
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    shapes: list[Shape] = field(default_factory=list)


def read_files(folder: Path, own_folder: Path | None) -> Tables:
    """Read the shipped files in `folder`, then those of `own_folder`. Raises `VocabularyFault` listing every fault."""
    faults: list[str] = []
    shipped = _parsed(sorted(folder.rglob("*.toml")), folder, faults)
    own = _parsed(sorted(own_folder.rglob("*.toml")) if own_folder else [], own_folder or folder, faults)
    if own_folder is not None and not own_folder.is_dir():
        faults.append(f"The vocabulary folder {own_folder} is not there; create it or take it out of the settings.")
    words, talk = shipped.get("words.toml", {}), shipped.get("concepts.toml", {})
    tables = Tables(
        Folding(
            words.get("same", {}),
            words.get("drop", ()),
            words.get("lead", ()),
            words.get("hint", ()),
            words.get("plain_hint", ()),
            Concepts(talk.get("concept", {}), talk.get("apart", ()), talk.get("unless", ())),
        )
    )
    tables.noise = frozenset(word for text in words.get("noise", ()) for word in tables.folding.fold(text))
    sets: dict[str, list[Words]] = {}
    for files in (shipped, own):
        for raw in files.values():
            for name, members in raw.get("set", {}).items():
                folded = (tables.folding.fold(one) for one in members)
                sets.setdefault(name, []).extend(dict.fromkeys(one for one in folded if one))
    _Compiler(tables, sets, faults).compile(shipped, own)
    if faults:
        raise VocabularyFault(faults)
    return tables


def _parsed(files: Iterable[Path], folder: Path, faults: list[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            found[name] = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
            faults.append(f"The vocabulary file {name} cannot be read: {fault}.")
    return found


class _Compiler:
    """Turns parsed files into `Tables`. Wordings written out count before those that a set makes."""

    def __init__(self, tables: Tables, sets: Mapping[str, list[Words]], faults: list[str]) -> None:
        self.tables = tables
        self.sets = sets
        self.faults = faults
        self._keys_of_sets = {name: [frozenset(words) for words in members] for name, members in sets.items()}
        self._made: list[tuple[list[Key], Asked, str]] = []
        self._written: dict[Key, str] = {}

    def compile(self, shipped: Mapping[str, dict[str, Any]], own: Mapping[str, dict[str, Any]]) -> None:
        for files, is_own in ((shipped, False), (own, True)):
            for file, raw in files.items():
                self._file(file, raw, is_own)
        # Thirty thousand keys at every start: each is looked up once.
        wordings, written = self.tables.wordings, self._written
        for keys, asked, place in self._made:
            for key in keys:
                held = wordings.setdefault(key, asked)
                if held is asked:
                    written.setdefault(key, place)
                elif held.name != asked.name and written[key].startswith("<"):
                    self.faults.append(
                        f"{place[1:]} makes “{' '.join(sorted(key))}”, as does {written[key][1:]} for {held.name}."
                    )
        for found in self.tables.phrases.values():
            found.sort(key=lambda one: -len(one[0]))

    def _file(self, file: str, raw: Mapping[str, Any], is_own: bool) -> None:
        tables = self.tables
        for name, one in self._tables_of(raw, "field", file):
            self._field(file, name, one, is_own)
        for name, wordings in self._tables_of(raw, "known", file, list):
            self._wordings(file, f"known.{name}", wordings, Asked(f"other:{name}"), is_own)
        for party, one in self._tables_of(raw, "party", file):
            for alone in ("agency", "name"):
                for text in one.get(alone, ()):
                    for words in self._phrases(text, file, f"party.{party}"):
                        # "Raising concerns" alone asks for nothing: phrases that sets make need an attribute beside.
                        asks = "nothing" if "<" in text else alone
                        if len(words) == 1 and " " in text and words[0] not in _SIDES:
                            if "<" not in text:
                                self.faults.append(
                                    f"{file}: party.{party} has “{text}”, of which only “{words[0]}” has weight."
                                )
                            continue
                        tables.phrases.setdefault(words[0], []).append((words, party, asks))
        if "fillers" in raw:
            tables.fillers |= {word for text in raw["fillers"].get("words", ()) for word in tables.folding.fold(text)}
        for name, one in self._tables_of(raw, "attribute", file):
            for strength in ("wordings", "weak"):
                for text in one.get(strength, ()):
                    key = frozenset(tables.folding.fold(text))
                    tables.attributes.setdefault(key, Asked(name, strength == "weak"))
        for name, one in self._tables_of(raw, "list", file):
            self._list(file, name, one)
        for kind, wordings in self._tables_of(raw, "section", file, list):
            for text in wordings:
                for key in self._keys(text, file, f"section.{kind}"):
                    tables.sections.setdefault(key, kind)
        for name, wordings in self._tables_of(raw, "class", file, list):
            words = {word for text in wordings for word in tables.folding.fold(text)}
            tables.classes[name] = tables.classes.get(name, frozenset()) | words
        for one in raw.get("shape", ()):
            self._shape(file, one)
        for text in raw.get("answers", ()):
            tables.answers.add(frozenset(tables.folding.fold(text)))
        for name in ("announces", "documents", "elsewhere", "never", "resolved_notice", "next_stage", "panel_request"):
            if name in raw:
                tables.titles[name] = (*tables.titles.get(name, ()), *(str(one).casefold() for one in raw[name]))
        if "protocol" in raw:
            self._profile(file, raw)

    def _tables_of(self, raw: Mapping[str, Any], name: str, file: str, kind: type = dict) -> Iterator[tuple[str, Any]]:
        found = raw.get(name, {})
        if not isinstance(found, dict):
            self.faults.append(f"{file}: {name} must be a table.")
            return
        for key, one in found.items():
            if isinstance(one, kind):
                yield key, one
            else:
                self.faults.append(f"{file}: {name}.{key} must be a {'list of wordings' if kind is list else 'table'}.")

    def _field(self, file: str, name: str, one: Mapping[str, Any], is_own: bool) -> None:
        tables = self.tables
        kind = one.get("kind", tables.kinds.get(name))
        if kind not in KINDS:
            self.faults.append(f"{file}: field.{name} has kind “{kind}”; it may be {', '.join(sorted(KINDS))}.")
            return
        tables.kinds[name] = kind
        tables.groups[name] = one.get("group", tables.groups.get(name, "difference"))
        self._wordings(file, f"field.{name}", one.get("wordings", ()), Asked(name), is_own)
        self._wordings(file, f"field.{name}", one.get("weak", ()), Asked(name, True), is_own)
        for group, wordings in one.get("within", {}).items():
            table = tables.within.setdefault(group, {})
            for text in wordings:
                for key in self._keys(text, file, f"field.{name}.within.{group}"):
                    if table.setdefault(key, Asked(name)).name != name:
                        self.faults.append(
                            f"{file}: field.{name}.within.{group} has “{text}”, which {table[key].name} has."
                        )

    def _wordings(self, file: str, place: str, wordings: Iterable[Any], asked: Asked, is_own: bool) -> None:
        for text in wordings:
            if not isinstance(text, str):
                self.faults.append(f"{file}: {place} has {text!r}, which is no text.")
                continue
            if "<" in text and not is_own:
                self._made.append((self._keys(text, file, place), asked, f"<{file}: {place} (“{text}”)"))
                continue
            for key in self._keys(text, file, place):
                held = self.tables.wordings.get(key)
                if held is not None and held.name != asked.name and not is_own:
                    self.faults.append(f"{file}: {place} has “{text}”, which {self._written[key]} has.")
                    continue
                if held is None or is_own:
                    self.tables.wordings[key] = asked
                    self._written[key] = f"{file}: {place}"

    def _keys(self, text: str, file: str, place: str) -> list[Key]:
        """The folded words of a wording, or of every wording that its sets make."""
        if "<" not in text:
            key = frozenset(self.tables.folding.fold(text))
            if not key:
                self.faults.append(f"{file}: {place} has “{text}”, in which no word has weight.")
                return []
            return [key]
        written: list[str] = []
        choices: list[list[Key]] = []
        for part in text.split():
            if not part.startswith("<"):
                written.append(part)
                continue
            name = part.strip("<>")
            if name not in self.sets:
                self.faults.append(f"{file}: {place} has “{text}”, and there is no set “{name}”.")
                return []
            choices.append(self._keys_of_sets[name])
        fixed = frozenset(self.tables.folding.fold(" ".join(written))) if written else frozenset()
        found: Iterable[Key] = (fixed,) if fixed else choices.pop(0)
        for choice in choices:
            found = [one | other for one in found for other in choice]
        return list(dict.fromkeys(found))

    def _phrases(self, text: str, file: str, place: str) -> list[Words]:
        """The folded words of a phrase in their order, or of every phrase that its sets make."""
        if "<" not in text:
            words = self.tables.folding.fold(text)
            return [words] if words else []
        choices: list[list[Words]] = []
        for part in text.split():
            name = part.strip("<>")
            if part.startswith("<") and name not in self.sets:
                self.faults.append(f"{file}: {place} has “{text}”, and there is no set “{name}”.")
                return []
            words = self.tables.folding.fold(part)
            choices.append(self.sets[name] if part.startswith("<") else [words])
        return list({tuple(word for words in parts for word in words): None for parts in product(*choices)})

    def _shape(self, file: str, one: Mapping[str, Any]) -> None:
        fold = self.tables.folding.fold
        name = one.get("field")
        if name not in self.tables.kinds and name not in _PLAIN_FIELDS:
            self.faults.append(f"{file}: a shape is for “{name}”, and there is no such field.")
            return
        needs = tuple(tuple(frozenset(fold(text)) for text in group if fold(text)) for group in one.get("needs", ()))
        words = {word for text in one.get("with", ()) for word in fold(text)}
        words |= {word for group in needs for key in group for word in key}
        self.tables.shapes.append(Shape(str(name), needs, frozenset(words)))

    def _list(self, file: str, name: str, one: Mapping[str, Any]) -> None:
        columns = self.tables.lists.get(name) or Columns({}, (), (), frozenset(), frozenset())
        for role, wordings in one.get("columns", {}).items():
            for text in wordings:
                columns.roles.setdefault(frozenset(self.tables.folding.fold(text)), role)
        headings = {frozenset(self.tables.folding.fold(text)) for text in one.get("heading", ())}
        words = dict(columns.words)
        for role, texts in one.get("words", {}).items():
            words[role] = words.get(role, frozenset()) | {
                word for text in texts for word in self.tables.folding.fold(text)
            }
        self.tables.lists[name] = Columns(
            columns.roles,
            columns.needs or tuple(frozenset(group) for group in one.get("needs", ())),
            columns.alone or tuple(frozenset(group) for group in one.get("alone", ())),
            columns.avoid or frozenset(one.get("avoid", ())),
            columns.headings | headings,
            words,
        )
        if not self.tables.lists[name].needs:
            self.faults.append(f"{file}: list.{name} says no columns that it needs.")

    def _profile(self, file: str, raw: Mapping[str, Any]) -> None:
        missing = [key for key in ("protocol", "form", "titles", "stages") if key not in raw]
        if missing:
            self.faults.append(f"{file}: the profile lacks {', '.join(missing)}.")
            return
        stages = {
            frozenset(self.tables.folding.fold(words)): stage
            for stage, wordings in raw["stages"].items()
            for words in wordings
        }
        self.tables.profiles[raw["protocol"]] = Profile(
            raw["protocol"],
            raw["form"],
            tuple(raw["titles"]),
            tuple(raw.get("partnership", ())),
            str(raw.get("first_stage", "")),
            frozenset(raw.get("panel_stages", ())),
            tuple(raw.get("required", ("referring_agency", "responding_agency", "disagreement_summary"))),
            stages,
        )
