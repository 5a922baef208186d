"""The words of the sides: "the agency raising the concern" is one side, "who you are challenging" the other (`parties.toml`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from parsers.meaning.labels.folding import Words

PARTIES = ("referring", "responding")


class Side(NamedTuple):
    """A side that words name, what its words alone ask for ("agency", "name" or "nothing"), and the other words."""

    name: str
    alone: str
    rest: Words


class Sides:
    """The phrases of both sides, by their first word."""

    def __init__(self, phrases: Mapping[str, Sequence[tuple[Words, str, str]]]) -> None:
        self._phrases: dict[Words, tuple[str, str]] = {}
        self._longest: dict[str, int] = {}
        for first, found in phrases.items():
            self._longest[first] = max(len(phrase) for phrase, _, _ in found)
            for phrase, side, alone in found:
                self._phrases.setdefault(phrase, (side, alone))

    def of(self, words: Words) -> Side | None:
        """The side of the longest words of a side in `words`."""
        if "your" in words:
            words = tuple(word for word in words if word != "your")
        best: Side | None = None
        longest = 0
        for at, word in enumerate(words):
            for size in range(min(self._longest.get(word, 0), len(words) - at), longest, -1):
                found = self._phrases.get(words[at : at + size])
                if found is not None:
                    best, longest = Side(*found, (*words[:at], *words[at + size :])), size
                    break
        return best

    def both(self, words: Words) -> bool:
        """True where `words` name the one side and the other."""
        found = self.of(words)
        other = self.of(found.rest) if found is not None else None
        return found is not None and other is not None and other.name != found.name

    def only(self, words: Words) -> str | None:
        """The one side that `words` name, None for none or both."""
        found = self.of(words)
        if found is None:
            return None
        other = self.of(found.rest)
        return found.name if other is None or other.name == found.name else None
