"""Whose name, role, telephone number or email a label asks for, where no wording knows it.

"Agency whose decision you are questioning", "Number for the manager the escalation is sent to": who does something and
to whom it is done tells the side, the first word that can be asked for tells what. Each word of the label becomes one
letter for what it does in the sentence, and the sides are patterns of letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from parsers.meaning.labels import clean

_WORD = re.compile(r"[a-z0-9à-öø-ÿ]+(?:'[a-z]+)?")
_MOST_WORDS = 16
_MOST_STRANGE = 3
_SHORT_WORDS = {"to": "t", "with": "t", "against": "t", "about": "t", "at": "t", "by": "b", "whom": "m", "which": "m", "that": "m",
                "who": "m", "whose": "s", "you": "y", "your": "y", "we": "w", "our": "w", "i": "w", "my": "w", "their": "h", "they": "h",
                "other": "x", "opposite": "x", "second": "x", "another": "x", "being": "g", "from": "f", "of": "o"}  # fmt: skip
# G: raising, E: raised, V: raises, C: contacted, O: agency, P: person, M: manager, R: responding, T: the escalation, D: decision,
# A: referrer, B: recipient, N: name, J: role, L: phone, Z: email, a: authorising.
_ANSWERS = tuple(
    re.compile(text)
    for text in (
        r"R", r"B", r"x[OPM]", r"sD", r"s[^b]{0,3}D[^b]{0,3}[EC]", r"tm", r"t[s]", r"[EC]t", r"g[EC]", r"[OPM]g?[EC](?!b)(?![^b]?b)",
        r"[OPM]m?[yw][^OPM]{0,3}[EGVTC]", r"[yw].{0,4}t$", r"T[^b]{0,2}[EC]?t$", r"Tm?[^b]{0,2}[EC]t", r"OD.{0,4}[yw].{0,2}[GEVT]", r"h",
    )
)  # fmt: skip
_RAISES = tuple(
    re.compile(text)
    for text in (
        r"(?<![gyw])G",
        r"A",
        r"[EC]b",
        r"m[^yw]{0,2}(?:V|E|G)",
        r"^.{0,2}b[OP]",
        r"[yw](?=[OPMNJLZ.a])",
        r"[OPM]V",
        r"[yw]$",
        r"M[^RtsxEC]*a",
    )
)


class Sides:
    """The grammar of sides, made from the vocabulary's words."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self._letters: dict[str, str] = {}
        for verb in said.get("verbs", ()):
            for letter, form in _forms(verb):
                self._letters.setdefault(form, letter)
        for name, letter in (
            ("raising", "G"), ("raised", "E"), ("approached", "C"), ("agency", "O"), ("weak_agency", "O"), ("person", "P"), ("manager", "M"),
            ("role", "J"), ("phone", "L"), ("email", "Z"), ("name", "N"), ("raiser", "A"), ("answering", "R"), ("answerer", "B"),
            ("topic", "T"), ("disputed", "D"), ("endorsing", "a"),
        ):  # fmt: skip
            for word in said.get(name, ()):
                if name in ("approached", "raised") and self._letters.get(word) == "E":
                    continue
                self._letters[word] = letter
        self._letters.update(_SHORT_WORDS)
        self._before = frozenset(said.get("before", ()))
        self._foreign = frozenset(said.get("foreign", ()))

    def asked(self, label: str) -> tuple[str, str] | None:
        """(side, what is asked of it), None where the label names no side, both, or something else."""
        text = _LETTERED.sub(_as_side, clean(" ".join(label.split("\n", 1)[0].split())))
        words = [word[:-2] if word.endswith("'s") else word for word in _WORD.findall(text.replace("’", "'"))]
        if not 1 < len(words) <= _MOST_WORDS or self._foreign & set(words):
            return None
        letters = self._spelt(words)
        strange = sum(
            word not in self._letters and word.rstrip("s") not in self._letters and word not in self._before
            for word in words
        )
        what = self._head(words) if strange <= _MOST_STRANGE else None
        if what is None:
            return None
        answers = any(one.search(letters) for one in _ANSWERS)
        raises = any(one.search(letters) for one in _RAISES)
        if answers == raises:
            side = self._nearer(letters)
            if side is None:
                return None
        else:
            side = "responding" if answers else "referring"
        if what == "manager":
            what = (
                "manager"
                if (side == "referring" and "a" in letters) or (_OWN.search(letters) and side == "referring")
                else "name"
            )
        return side, what

    def plain(self, label: str) -> str | None:
        """What a label asks for that names no side ("Bleep / tel", "Position in school/service")."""
        text = _LETTERED.sub(_as_side, clean(" ".join(label.split("\n", 1)[0].split())))
        words = [word[:-2] if word.endswith("'s") else word for word in _WORD.findall(text.replace("’", "'"))]
        if not 0 < len(words) <= 6 or self._foreign & set(words):
            return None
        letters = self._spelt(words)
        if re.search(r"[^OPMNJLZoy.tb]", letters) or any(
            letter == "." and word not in self._before
            for word, letter in zip(words, (self._letters.get(one, ".") for one in words), strict=True)
        ):
            return None
        what = self._head(words)
        return what if what in ("role", "phone", "email") else None

    def _spelt(self, words: Sequence[str]) -> str:
        found = []
        for at, word in enumerate(words):
            letter = self._letters.get(word) or self._letters.get(word.rstrip("s")) or "."
            before = words[at - 1] if at else ""
            if letter in "VE" and before in ("the", "this", "a", "an", "to", "of", "any"):
                letter = "T"
            found.append(
                ""
                if word
                in ("the", "a", "an", "is", "are", "was", "were", "has", "have", "be", "been", "it", "and", "or")
                else letter
            )
        return "".join(found)

    def _head(self, words: Sequence[str]) -> str | None:
        """What is asked for: the first noun that can be, with nothing unknown before it."""
        for at, word in enumerate(words):
            letter = self._letters.get(word) or self._letters.get(word.rstrip("s")) or "."
            rest = words[at:]
            if letter in "JLZ":
                return {"J": "role", "L": "phone", "Z": "email"}[letter]
            if letter == "N":
                held = [self._letters.get(one) or self._letters.get(one.rstrip("s")) for one in rest]
                for one in held[1:]:
                    if one in ("P", "M", "O"):
                        return {"P": "name", "M": "manager", "O": "agency"}[one]
                    if one in ("J", "L", "Z"):
                        return None
                return "name"
            if letter in "OPM" and words[0] in ("what", "how", "why") and at > 1:
                return None  # "What is the partner being asked to do?"
            if letter == "O":
                following = words[at + 1] if at + 1 < len(words) else ""
                tail = self._letters.get(following, ".")
                return {"J": "role", "L": "phone", "Z": "email", "N": "agency", "P": "name"}.get(tail, "agency")
            if letter in "PM":
                following = [self._letters.get(one, ".") for one in words[at + 1 : at + 3]]
                for one in following[:1]:
                    if one in "JLZ":
                        return {"J": "role", "L": "phone", "Z": "email"}[one]
                return "manager" if letter == "M" else "name"
            if letter in "AB":
                following = [self._letters.get(one, ".") for one in words[at + 1 :]]
                for one in following:
                    if one in "JLZ":
                        return {"J": "role", "L": "phone", "Z": "email"}[one]
                    if one == "M":
                        return "manager"
                    if one == "O":
                        return "agency"
                return "agency" if word.startswith("side") else "name"
            if letter in "EC" and at + 1 < len(words) and words[at + 1] in ("by", "to", "with"):
                following = [self._letters.get(one, ".") for one in words[at + 2 :]]
                return next(({"O": "agency", "M": "manager"}[one] for one in following if one in "OM"), "name")
            if letter not in "RGxEVa" and word not in self._before:
                return None
        return None

    def _nearer(self, letters: str) -> str | None:
        """The side of a label that names both: "Agency raising the concern with …" is nobody's."""
        if re.search(r"(?<![gyw])G[^t]*$", letters) and not re.search(r"R|B|x[OPM]|sD", letters):
            return "referring"
        if re.match(r"[NJLZo.yw]*[OPM]m?[yw]", letters) and not re.search(r"A|(?<![gyw])G", letters):
            return "responding"
        if re.search(r"[OPM]?(?:tm|sD|ts)", letters) and not re.search(r"A|(?<![gyw])G|[EC]b", letters):
            return "responding"
        return None


_LETTERED = re.compile(
    r"\b(agency|organisation|organization|party|service|practitioner|professional|worker|manager) (a|b|1|2|one|two)\b"
)


def _as_side(found: re.Match[str]) -> str:
    return f"{found[1]} side{'a' if found[2] in ('a', '1', 'one') else 'b'}"


_OWN = re.compile(r"^[NoyawPT.]*M|M.*[yw]")


def _forms(verb: str) -> list[tuple[str, str]]:
    stem = verb[:-1] if verb.endswith("e") else verb
    past = f"{stem}ed" if not verb.endswith("y") else f"{verb[:-1]}ied"
    third = f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}s"
    return [("G", f"{stem}ing"), ("E", past), ("V", third), ("V", verb)]
