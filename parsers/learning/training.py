"""Learning from the examples: a softmax over the fields whose weights are shared between fields that have a part in common.

Plain stochastic gradient descent with AdaGrad steps, in a fixed order of shuffling: the same examples give the same weights.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from parsers.learning.features import features, parts
from parsers.learning.scoring import as_chances, packed
from parsers.meaning.labels.folding import Folding

Example = tuple[str, str]
Weights = dict[str, dict[str, float]]

_ROUNDS = 10
_STEP = 0.2
_DECAY = 3e-4
# The sum of squares that steps begin with, and the slope below which a field learns nothing.
_FIRST, _LEAST = 1e-2, 1e-4


def read_files(folder: Path) -> dict[str, list[Example]]:
    """The examples of each file in `folder`, under its name without suffix: (label, field)."""
    return {
        file.stem: [
            (label, name)
            for name, labels in tomllib.loads(file.read_text(encoding="utf-8")).items()
            for label in labels
        ]
        for file in sorted(folder.glob("*.toml"))
    }


def read_examples(folder: Path) -> list[Example]:
    """(label, field) of every example file in `folder`; "none" is the field of labels that no field takes."""
    return [one for examples in read_files(folder).values() for one in examples]


def learn(examples: Sequence[Example], folding: Folding, seed: int = 7) -> Weights:
    """Feature → part → weight."""
    fields = sorted({field for _, field in examples})
    names = sorted({part for field in fields for part in parts(field)})
    place = {part: at for at, part in enumerate(names)}
    of = {field: [place[part] for part in parts(field)] for field in fields}
    seen = _told(examples, folding)
    weights: dict[str, list[float]] = {}
    steps: dict[str, list[float]] = {}
    for one in dict.fromkeys(one for found, _ in seen for one in found):
        weights[one], steps[one] = [0.0] * len(names), [_FIRST] * len(names)
    random = Random(seed)  # noqa: S311 - an order of shuffling, nothing secret
    order = list(range(len(seen)))
    for _ in range(_ROUNDS):
        random.shuffle(order)
        for at in order:
            found, truth = seen[at]
            rows = [weights[one] for one in found]
            slopes: dict[int, float] = {}
            for field, chance in _chances(rows, of).items():
                slope = chance - (field == truth)
                if abs(slope) > _LEAST:
                    for part in of[field]:
                        slopes[part] = slopes.get(part, 0.0) + slope
            for row, past in zip(rows, (steps[one] for one in found), strict=True):
                for part, slope in slopes.items():
                    pull = slope + _DECAY * row[part]
                    past[part] += pull * pull
                    row[part] -= _STEP * pull / math.sqrt(past[part])
    return {one: {names[at]: weight for at, weight in enumerate(row) if weight} for one, row in weights.items()}


def _told(examples: Sequence[Example], folding: Folding) -> list[tuple[tuple[str, ...], str]]:
    """What each example tells: its features that another example has too. One that stands alone teaches only itself."""
    all_of = [(features(label, folding), field) for label, field in examples]
    counted = Counter(one for found, _ in all_of for one in found)
    return [(tuple(one for one in found if counted[one] > 1), field) for found, field in all_of]


def _chances(rows: Sequence[Sequence[float]], of: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """The chance of each field by the weights of what a label tells; all alike where it tells nothing."""
    by_part = [sum(column) for column in zip(*rows, strict=True)]
    return as_chances({field: sum(by_part[at] for at in places) if rows else 0.0 for field, places in of.items()})


def write_weights(examples: Sequence[Example], folding: Folding, file: Path) -> None:
    """Learn from all examples and write what the package carries, with the digest of what it was learned from."""
    names, rows = packed(learn(examples, folding))
    made = {"examples": digest(examples), "parts": names, "weights": rows}
    file.write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def digest(examples: Sequence[Example]) -> str:
    """By which weights and the examples that they were learned from are known to belong together."""
    text = "\n".join(f"{field}\t{label}" for label, field in sorted(examples))
    return hashlib.sha256(text.encode()).hexdigest()
