"""What a label talks about: the words, stems and phrases that mean one thing (`vocabulary/concepts.toml`).

Concepts ask for nothing by themselves. They are what the learned reader sees beside the words (`parsers/learning`), so that
an example with "harm" also teaches what "danger" asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_WORD = re.compile(r"[a-z0-9à-öø-ÿ]+(?:'[a-z]+)?|/")
_MOST_WORDS = 40


class Concepts:
    """The concepts of the vocabulary. `apart` are those that, said together, mean what their folded words do not tell."""

    def __init__(
        self, said: Mapping[str, Iterable[str]], apart: Iterable[Sequence[str]], unless: Iterable[str]
    ) -> None:
        self._single: dict[str, list[str]] = {}
        self._stems: dict[str, list[tuple[str, str]]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._apart = tuple(frozenset(one) for one in apart)
        self._unless = frozenset(unless)
        # Each of `apart` needs a word of its rarest concept: most labels have none of them.
        rarest = {min(one, key=lambda name: len(list(said[name]))) for one in self._apart if one}
        fronts = sorted({text.strip("*").split()[0] for name in rarest for text in said[name]})
        self._may_set_apart = re.compile("|".join(map(re.escape, fronts)) or r"(?!)").search
        for name, texts in said.items():
            for text in texts:
                words = tuple(text.split())
                if len(words) > 1:
                    self._phrases.setdefault(words[0], []).append((words, name))
                elif text.endswith("*"):
                    self._stems.setdefault(text[:2], []).append((text[:-1], name))
                else:
                    self._single.setdefault(text, []).append(name)

    def within(self, text: str) -> frozenset[str]:
        """The concepts in `text`, which is lower case with plain quotes."""
        written = _WORD.findall(text)[:_MOST_WORDS]
        words = [_plain(word) for word in written]
        found: set[str] = set()
        for at, word in enumerate(words):
            found.update(self._single.get(word, ()))
            if word != written[at]:
                found.update(self._single.get(written[at], ()))
            if len(word) > 3 and word[-1] == "s":
                found.update(self._single.get(word[:-1], ()))
            for stem, name in self._stems.get(word[:2], ()):
                if word.startswith(stem):
                    found.add(name)
            for phrase, name in self._phrases.get(word, ()):
                if name not in found and _stands(phrase, words, at):
                    found.add(name)
        return frozenset(found)

    def set_apart(self, text: str) -> bool:
        """True for "Child or adult?", which asks what and not who: no wording may settle it."""
        if not self._may_set_apart(text):
            return False
        found = self.within(text)
        return any(one <= found for one in self._apart) and not self._unless & found


def _plain(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word.replace("'", "")


def _stands(phrase: Sequence[str], words: Sequence[str], at: int) -> bool:
    if len(phrase) > len(words) - at:
        return False
    return all(
        said == wanted or (wanted[-1] == "*" and said.startswith(wanted[:-1]))
        for said, wanted in zip(words[at:], phrase, strict=False)
    )
