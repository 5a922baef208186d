"""How likely each field is meant by a label, by the weights that `training` has learned.

The package carries the weights packed: of each feature a string, in which every two characters are a part and its weight
in tenths. So a file of half a megabyte is there in some milliseconds.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from parsers.learning.features import NONE, features, parts
from parsers.meaning.labels import Folding

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE / "weights.json"
EXAMPLES = HERE / "examples"
_MOST_KEPT = 4_000
_LETTERS = "".join(chr(one) for one in range(33, 127) if chr(one) not in '"\\')
_MIDDLE = len(_LETTERS) // 2
_TENTHS = {letter: (at - _MIDDLE) / 10 for at, letter in enumerate(_LETTERS)}

Weights = Mapping[str, Mapping[str, float]]


class Learned:
    """Scores of labels. Immutable but for its cache."""

    def __init__(self, names: Sequence[str], packed: Mapping[str, str], folding: Folding) -> None:
        self._packed = packed
        self._folding = folding
        letter = dict(zip(names, _LETTERS, strict=False))
        self._parts = {name: [letter[one] for one in parts(name) if one in letter] for name in names if ":" not in name}
        self._scores: dict[str, Mapping[str, float]] = {}

    def likely(self, label: str, before: Callable[[str], float | None]) -> tuple[str, float]:
        """(field, chance) of the likeliest field, or `NONE`; `before` as for `chances`."""
        found = self.chances(label, before)
        best = max(found, key=lambda name: (found[name], name))
        return best, found[best]

    def chances(self, label: str, before: Callable[[str], float | None]) -> dict[str, float]:
        """The chance of each field that can be meant, and of `NONE`.

        `before` says how much for (or, below zero, against) a field speaks beside its label, as a logarithm of odds;
        None where the field cannot be meant. `NONE` always can.
        """
        scores = {NONE: 0.0}
        for name, one in self._of(label).items():
            odds = 0.0 if name == NONE else before(name)
            if odds is not None:
                scores[name] = one + odds
        return as_chances(scores)

    def _of(self, label: str) -> Mapping[str, float]:
        held = self._scores.get(label)
        if held is None:
            by_part = dict.fromkeys(_LETTERS, 0.0)
            for one in features(label, self._folding):
                row = self._packed.get(one, "")
                for part, tenths in zip(row[::2], row[1::2], strict=True):
                    by_part[part] += _TENTHS[tenths]
            held = {name: sum(by_part[part] for part in letters) for name, letters in self._parts.items()}
            if len(self._scores) > _MOST_KEPT:
                self._scores.clear()
            self._scores[label] = held
        return held


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
