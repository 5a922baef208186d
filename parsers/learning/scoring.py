"""How likely each field is meant by a label, by the weights that `training` has learned.

The package carries the weights packed: of each feature a string, in which every two characters are a part and its weight
in tenths. So a file of half a megabyte is there in some milliseconds.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from parsers.learning.features import NONE, features, parts
from parsers.meaning.labels.folding import Folding
from parsers.memory import remembered

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE / "weights.json"
EXAMPLES = HERE / "examples"
_LETTERS = "".join(chr(one) for one in range(33, 127) if chr(one) not in '"\\')
_MIDDLE = len(_LETTERS) // 2
_TENTHS = {letter: at - _MIDDLE for at, letter in enumerate(_LETTERS)}
# The weights of a feature for all fields are one number, in which each field has these bits: adding two such numbers adds
# them for every field at once. What is added to each field at first keeps its sum above 0, so that none borrows from the next.
_BITS = 32
_BIAS = 1 << (_BITS - 1)
# What is so much less likely than the likeliest, as a logarithm of odds, is not worth asking whether it can be meant.
_HOPELESS = 14.0

Weights = Mapping[str, Mapping[str, float]]


class Learned:
    """Scores of labels. Immutable but for its cache."""

    def __init__(self, names: Sequence[str], packed: Mapping[str, str], folding: Folding) -> None:
        self._packed = packed
        self._folding = folding
        letter = dict(zip(names, _LETTERS, strict=False))
        self._fields = [name for name in names if ":" not in name]
        self._of_part = dict.fromkeys(_LETTERS, 0)
        for at, name in enumerate(self._fields):
            for one in parts(name):
                if one in letter:
                    self._of_part[letter[one]] += 1 << (_BITS * at)
        self._bias = sum(_BIAS << (_BITS * at) for at in range(len(self._fields)))
        self._rows: dict[str, int] = {}

    def likely(self, label: str, before: Callable[[str], float | None]) -> tuple[str, float]:
        """(field, chance) of the likeliest field, or `NONE`; `before` as for `chances`."""
        found = self.chances(label, before)
        best = max(found, key=lambda name: (found[name], name))
        return best, found[best]

    def chances(self, label: str, before: Callable[[str], float | None]) -> dict[str, float]:
        """The chance of each field that can be meant, and of `NONE`.

        `before` says how much against a field (at most 0) speaks beside its label, as a logarithm of odds; None where
        the field cannot be meant. `NONE` always can. Fields without any hope are left out.
        """
        scores: dict[str, float] = {}
        least = -math.inf
        for one, name in self.scores(label):
            if one < least:
                break
            odds = 0.0 if name == NONE else before(name)
            if odds is not None:
                scores[name] = one + odds
                least = max(least, one + odds - _HOPELESS)
        scores.setdefault(NONE, least)
        return as_chances(scores)

    def knows(self, field: str) -> bool:
        """True where examples teach `field`."""
        return field in self._fields

    @remembered
    def scores(self, label: str) -> tuple[tuple[float, str], ...]:
        """(score, field) of each field and of `NONE` by the label's words alone, the highest first."""
        whole = self._bias
        for one in features(label, self._folding):
            whole += self._rows.get(one) or self._row(one)
        added = memoryview(whole.to_bytes(len(self._fields) * _BITS // 8, sys.byteorder)).cast("I").tolist()
        if sys.byteorder == "big":
            added.reverse()
        return tuple(sorted(zip(((one - _BIAS) / 10 for one in added), self._fields, strict=True), reverse=True))

    def _row(self, feature: str) -> int:
        """The weights of one feature, 0 for one that examples do not know."""
        told = self._packed.get(feature)
        if told is None:
            return 0
        row = sum(_TENTHS[tenths] * self._of_part[part] for part, tenths in zip(told[::2], told[1::2], strict=True))
        self._rows[feature] = row
        return row


def as_chances(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores, which are logarithms of odds, as chances that make one together."""
    most = max(scores.values())
    raised = {name: math.exp(one - most) for name, one in scores.items()}
    whole = sum(raised.values())
    return {name: one / whole for name, one in raised.items()}


def packed(weights: Weights) -> tuple[list[str], dict[str, str]]:
    """(names of the parts, feature → its parts and weights) of `weights`, without those that tell next to nothing."""
    names = sorted({part for row in weights.values() for part in row})
    letter = dict(zip(names, _LETTERS, strict=False))
    rows: dict[str, str] = {}
    for feature, row in sorted(weights.items()):
        tenths = {part: max(-_MIDDLE, min(_MIDDLE - 1, round(one * 10))) for part, one in sorted(row.items())}
        told = "".join(letter[part] + _LETTERS[_MIDDLE + one] for part, one in tenths.items() if abs(one) > 1)
        if told:
            rows[feature] = told
    return names, rows


@lru_cache(maxsize=1)
def shipped() -> tuple[list[str], dict[str, str]]:
    """What the package carries, as `packed` made it."""
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return held["parts"], held["weights"]
