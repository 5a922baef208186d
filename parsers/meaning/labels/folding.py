"""Folding labels: what is left of "3a) Pupil's Tel. No.* (daytime)" when only its meaning counts (DOMAIN 2.3).

Two labels ask the same when their folded words are the same set. Nothing is matched by likeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from parsers.meaning.labels.concepts import Concepts
from parsers.memory import remembered

Words = tuple[str, ...]

LONGEST = 400
_TRANSLATED = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "‐": "-",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
        "\u200d": None,
    }
)
_ABBREVIATED = re.compile(r"\b[a-z](?:\.\s?[a-z]\b)+\.?")
_ABBREVIATIONS = frozenset(
    (
        "dob",
        "nhs",
        "upn",
        "edd",
        "edc",
        "gp",
        "iro",
        "dsl",
        "lado",
        "eg",
        "ie",
        "nb",
        "cp",
        "cin",
        "lac",
        "id",
        "spoc",
        "aka",
    )
)
_NUMBERING = re.compile(
    r"\s*(?:(?:section|part|question|q|item|box|appendix|field)\s*\.?\s*)?"
    r"(?:[(\[]\s*(?:\d{1,2}[a-z]?|[a-z]|[ivx]{1,4})\s*[)\]]|(?:\d{1,2}(?:\.\d{1,2})*\s?[a-z]?|[a-z]|[ivx]{1,4})\s*[.):\-](?=\s|[a-z]{2}))\s*|"
    r"\s*(?:section|part|question)\s+(?:\d{1,2}|[a-z]|one|two|three|four|five|six)\s+(?=[a-z])|\s*\d{1,2}(?:\.\d{1,2})*\s+(?=[a-z])",
)
_BRACKETED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}")
_CHOICES = re.compile(r"\s*(?:(?:yes|y)\W+(?:no|n)\b|d{1,2}\W?m{1,3}\W?y{2,4}\b|tick\b)")
_CHILDREN = re.compile(r"child\s?[/(]\s?ren\)?")
_WORD = re.compile(r"[a-z0-9à-öø-ÿ]+(?:'[a-z]+)?")
_HEAD = re.compile(r"[?:;]\s|\n|\s-+\s|\.\s+(?=\w)|[?:]$|,\s")
_SIDED = frozenset(
    ("agency", "organisation", "organization", "service", "practitioner", "professional", "party", "worker", "manager")
)
_SIDES = {"a": "sidea", "b": "sideb", "1": "sidea", "2": "sideb", "one": "sidea", "two": "sideb"}
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "first": "first"}
_IRREGULAR = {
    "children": "child",
    "childrens": "child",
    "babies": "baby",
    "people": "people",
    "status": "status",
    "basis": "basis",
    "has": "has",
    "does": "does",
    "this": "this",
    "notes": "note",
}


class Folding:
    """The folding that a vocabulary's `words.toml` describes, and what words talk about (`concepts.toml`). Pure: the same
    label always folds to the same words."""

    def __init__(
        self,
        same: Mapping[str, Iterable[str]],
        drop: Iterable[str],
        lead: Iterable[str],
        hint: Iterable[str],
        plain_hint: Iterable[str],
        concepts: Concepts,
    ) -> None:
        self.concepts = concepts
        self._single: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[Words, Words]]] = {}
        dropped = [text for text in drop if " " not in text]
        self._dropped = frozenset(dropped)
        self.lead = frozenset(one for text in lead for one in _tokens(text))
        self.hint = frozenset(hint) | frozenset(plain_hint)
        self.plain_hint = frozenset(plain_hint)
        for target, wordings in same.items():
            for wording in wordings:
                words = self._weighty(_tokens(wording))
                if words and words != (target,):
                    self._phrases.setdefault(words[0], []).append((words, (target,)))
        for text in drop:
            words = self._weighty(_tokens(text))
            if " " in text and len(words) > 1:
                self._phrases.setdefault(words[0], []).append((words, ()))
        for found in self._phrases.values():
            found.sort(key=lambda one: -len(one[0]))

    @remembered
    def fold(self, text: str) -> Words:
        """The weighty words of `text`, folded, in order. `text` is without numbering."""
        words = self._weighty(_tokens(text.casefold().replace("’", "'")))
        if not words:
            return ()
        for _ in range(3):
            changed = self._replaced(words)
            if changed == words:
                break
            words = changed
        return words

    @remembered
    def candidates(self, label: str, *, sure: bool = True) -> tuple[tuple[Words, Words], ...]:
        """The ways to read a label, the fullest first: (words, words of the hint that was left out).

        A bracketed hint, or an instruction after the first stop, may be left out; so may the verb that a request
        begins with. Where it is not `sure` that the words are a label, what follows a stop may be somebody's answer
        ("Desired outcome: to convene …"), and only what is plainly an instruction or a question is left out.
        """
        text = clean(label)
        if not text or len(text) > LONGEST:
            text = text[:LONGEST] if text else text
            if not text:
                return ()
        found: list[tuple[Words, Words]] = []

        def add(part: str, left_out: str = "") -> None:
            words = self.fold(part)
            if not words:
                return
            out = self.fold(left_out) if left_out else ()
            for one in (words, *self.without_lead(words)):
                if one and all(one != other for other, _ in found):
                    found.append((one, out))

        after = text.partition(":")[2]
        stated = bool(_WORD.search(after)) and not self.fold(after) and not _CHOICES.match(after)
        if len(text) <= 160 and not stated:
            add(text)
        bracketed = "(" in text or "[" in text or "{" in text
        if bracketed:
            inner = " ".join(part for match in _BRACKETED.finditer(text) for part in match.groups() if part)
            bare = _BRACKETED.sub(" ", text)
            bare = re.sub(r"[(\[{].*$", " ", bare, flags=re.DOTALL) if "(" in bare or "[" in bare else bare
            if bare.strip():
                if len(bare) <= 160:
                    add(bare, inner)
                text = bare
        for stop in _HEAD.finditer(text):
            head, rest = text[: stop.start()], text[stop.end() :]
            first = _WORD.search(rest)
            hints = self.hint if sure else self.plain_hint
            if first is None or first.group() in hints or _CHOICES.match(rest) or rest.rstrip().endswith("?"):
                if len(head) <= 160:
                    add(head, "" if first is None else rest)
                if stop.group() != ", ":
                    break
        return tuple(found)

    def without_lead(self, words: Words) -> list[Words]:
        """`words` with fewer and fewer of the verbs that a request begins with: "describe concern" is "concern"."""
        found = []
        for start, word in enumerate(words[:-1], 1):
            if word not in self.lead:
                break
            found.append(words[start:])
        return found

    def _weighty(self, words: Iterable[str]) -> Words:
        return tuple(word for word in words if word not in self._dropped)

    def _replaced(self, words: Words) -> Words:
        made: list[str] = []
        at, end = 0, len(words)
        while at < end:
            word = words[at]
            for phrase, target in self._phrases.get(word, ()):
                size = len(phrase)
                if size <= end - at and words[at : at + size] == phrase:
                    for one in target:
                        if not made or made[-1] != one:
                            made.append(one)
                    at += size
                    break
            else:
                if not made or made[-1] != word:
                    made.append(word)
                at += 1
        return tuple(made)


@remembered
def clean(label: str) -> str:
    """`label` in lower case, its quotes and dashes plain, without numbering, bullets and stars."""
    text = label
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_TRANSLATED)
    text = text.casefold().strip(" \t\n\r*•▪●○■□·-_.:#>|")
    if "." in text:
        text = _ABBREVIATED.sub(_joined, text)
    numbered = _NUMBERING.match(text)
    if numbered and numbered.end() < len(text):
        text = text[numbered.end() :]
    if "child" in text:
        text = _CHILDREN.sub("children", text)
    if "&" in text:
        text = text.replace("&", " and ")
    return text.strip(" \t\n\r*•.")


def _joined(found: re.Match[str]) -> str:
    """ "d.o.b." is a word; "A. N." are somebody's initials."""
    word = re.sub(r"[.\s]", "", found.group())
    return f"{word} " if word in _ABBREVIATIONS else found.group()


def _tokens(text: str) -> list[str]:
    """Single words: possessives and plurals folded, "Agency A" marked as a side."""
    found: list[str] = []
    previous = ""
    for raw in _WORD.findall(text):
        word = raw
        if "'" in word:
            stem, _, tail = word.partition("'")
            word = stem if tail == "s" else word.replace("'", "") if tail in ("t",) else stem
        if word in _SIDES and found and found[-1] in _SIDED:
            found.append(_SIDES[word])
            continue
        if word == "stage" and previous == "this":
            word = "thisstage"
        previous = word
        found.append(_NUMBERS.get(word) or _singular(word))
    return found


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or word[-1] != "s" or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]
