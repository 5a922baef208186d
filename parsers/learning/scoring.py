"""How likely each field is meant by a label, by the weights that `training` has learned."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from parsers.learning.features import NONE, features, parts
from parsers.meaning.labels import Folding

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE / "weights.json"
EXAMPLES = HERE / "examples"
_MOST_KEPT = 4_000


class Learned:
    """Scores of labels. Immutable but for its cache."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]], folding: Folding) -> None:
        self._weights = weights
        self._folding = folding
        known = {part for row in weights.values() for part in row}
        self._parts = {name: parts(name) for name in known if ":" not in name}
        self._scores: dict[str, Mapping[str, float]] = {}

    def likely(self, label: str, before: Callable[[str], float | None]) -> tuple[str, float]:
        """(field, chance) of the likeliest field, or `NONE`.

        `before` says how much for (or, below zero, against) a field speaks beside its label, as a logarithm of odds;
        None where the field cannot be meant. `NONE` always can.
        """
        scores = {NONE: 0.0}
        for name, one in self._of(label).items():
            odds = 0.0 if name == NONE else before(name)
            if odds is not None:
                scores[name] = one + odds
        best = max(scores, key=lambda name: (scores[name], name))
        return best, 1.0 / sum(math.exp(one - scores[best]) for one in scores.values())

    def _of(self, label: str) -> Mapping[str, float]:
        held = self._scores.get(label)
        if held is None:
            by_part: dict[str, float] = {}
            for one in features(label, self._folding):
                for part, weight in self._weights.get(one, {}).items():
                    by_part[part] = by_part.get(part, 0.0) + weight
            held = {name: sum(by_part.get(part, 0.0) for part in names) for name, names in self._parts.items()}
            if len(self._scores) > _MOST_KEPT:
                self._scores.clear()
            self._scores[label] = held
        return held


@lru_cache(maxsize=1)
def shipped_weights() -> Mapping[str, Mapping[str, float]]:
    """The weights that the package carries: feature → part → weight."""
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
