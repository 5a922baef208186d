"""Labels that no wording knows, read by what they talk about (`vocabulary/concepts.toml`).

A label asks for a field when it has a concept from each of the field's groups, none that speaks against it, and hardly
a word that nobody knows. Where two fields fit equally well, it asks for neither: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parsers.meaning.labels import clean

_WORD = re.compile(r"[a-z0-9à-öø-ÿ]+(?:'[a-z]+)?|/")
_MOST_WORDS = 26
_OPEN = 2


@dataclass(frozen=True, slots=True)
class Ask:
    """What a label must talk about, and must not, to ask for `field`. `first`: before any wording is asked."""

    field: str
    has: tuple[frozenset[str], ...]
    without: frozenset[str]
    open: int
    first: bool


class Concepts:
    """The concepts of the vocabulary, and the fields that they ask for."""

    def __init__(self, files: Iterable[Mapping[str, Any]]) -> None:
        self.asks: list[Ask] = []
        self._single: dict[str, set[str]] = {}
        self._stems: dict[str, list[tuple[str, str]]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._soft: set[str] = set()
        self._foreign: set[str] = set()
        asked: list[Mapping[str, Any]] = []
        for raw in files:
            self._soft.update(raw.get("soft", ()))
            self._foreign.update(raw.get("foreign", ()))
            for name, words in raw.get("concept", {}).items():
                for word in words:
                    self._add(word, name)
            asked += raw.get("ask", ())
        names = {name for raw in files for name in raw.get("concept", {})}
        for one in asked:
            for word in {*(word for group in one["has"] for word in group), *one.get("not", ())} - names:
                self._add(word, word)
            self.asks.append(
                Ask(
                    str(one["field"]),
                    tuple(frozenset(group) for group in one["has"]),
                    frozenset(one.get("not", ())),
                    int(one.get("open", _OPEN)),
                    bool(one.get("first", False)),
                )
            )

    def _add(self, text: str, name: str) -> None:
        words = text.split()
        if len(words) > 1:
            self._phrases.setdefault(words[0], []).append((tuple(words), name))
        elif text.endswith("*"):
            self._stems.setdefault(text[:2], []).append((text[:-1], name))
        else:
            self._single.setdefault(text, set()).add(name)

    def first_of(self, label: str) -> str | None:
        """The field of a label whose meaning no wording may settle: "Child or adult?" asks what, not who."""
        return self._field(clean(" ".join(label.split())), [one for one in self.asks if one.first])

    def field_of(self, label: str) -> str | None:
        """The one field that `label` asks for by what it talks about."""
        for text in _readings(label):
            found = self._field(text, self.asks)
            if found is not None:
                return found
        return None

    def _field(self, text: str, asks: Sequence[Ask]) -> str | None:
        words = _WORD.findall(text.replace("’", "'"))
        if not 0 < len(words) <= _MOST_WORDS:
            return None
        tags = self._tagged(words)
        said: set[str] = set().union(*tags)
        unknown = sum(not tag and _plain(word) not in self._soft for word, tag in zip(words, tags, strict=True))
        best: list[tuple[tuple[int, int], str]] = []
        for ask in asks:
            if unknown > ask.open or said & ask.without or not all(group & said for group in ask.has):
                continue
            wanted = frozenset().union(*ask.has)
            if (said & self._foreign) - wanted:
                continue
            covered = sum(bool(tag & wanted) for tag in tags)
            best.append(((len(ask.has), covered), ask.field))
        if not best:
            return None
        highest = max(rank for rank, _ in best)
        fields = {field for rank, field in best if rank == highest}
        return fields.pop() if len(fields) == 1 else None

    def _tagged(self, words: Sequence[str]) -> list[set[str]]:
        tags: list[set[str]] = [set() for _ in words]
        for at, word in enumerate(words):
            bare = _plain(word)
            for form in (word, bare, bare[:-1] if bare.endswith("s") and len(bare) > 3 else bare):
                tags[at] |= self._single.get(form, set())
            for stem, name in self._stems.get(bare[:2], ()):
                if bare.startswith(stem):
                    tags[at].add(name)
            for phrase, name in self._phrases.get(bare, ()):
                if len(phrase) <= len(words) - at and all(
                    _fits(_plain(said), wanted) for said, wanted in zip(words[at:], phrase, strict=False)
                ):
                    for position in range(at, at + len(phrase)):
                        tags[position].add(name)
        return tags


def _plain(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word.replace("'", "")


def _fits(said: str, wanted: str) -> bool:
    return said == wanted or (wanted.endswith("*") and said.startswith(wanted[:-1]))


def _readings(label: str) -> list[str]:
    """The texts that may be the question in a label: the whole of it, its first line, what a dash or a stop divides."""
    whole = clean(" ".join(label.split()))
    found = [whole]
    lines = [clean(line) for line in label.split("\n") if line.strip()]
    if len(lines) > 1:
        found += [lines[0], *(line for line in lines[1:] if line.endswith("?"))]
    for mark in (". ", "? ", ": ", " - "):
        head, divided, rest = whole.partition(mark)
        if divided and head and rest:
            found += [rest, head] if rest.endswith("?") and mark != "? " else [head]
    bare = re.sub(r"\s*[(\[][^)\]]*[)\]]", " ", whole).strip()
    if bare and bare != whole:
        found.append(bare)
    return list(dict.fromkeys(found))
