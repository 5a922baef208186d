"""How well labels are understood that no example taught: one file of examples at a time is read by weights learned from the others.

A file holds the labels of one voice, so that what is measured is a form of an agency that nobody has heard before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.learning.features import NONE
from parsers.learning.scoring import Learned, packed
from parsers.learning.training import Example, learn
from parsers.meaning.labels.folding import Folding

_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Tried:
    """What was made of a label that was kept apart: `field` with its chance, where `truth` is asked."""

    label: str
    truth: str
    field: str
    chance: float


def held_out(files: Mapping[str, Sequence[Example]], apart: str, folding: Folding) -> list[Tried]:
    """The labels of the file `apart`, read by what the other files teach, without section and answer."""
    rest = [one for name, examples in files.items() if name != apart for one in examples]
    read = Learned(*packed(learn(rest, folding)), folding)
    return [Tried(label, truth, *read.likely(label, lambda _: 0.0)) for label, truth in files[apart]]


def in_short(tried: Sequence[Tried], sure: float) -> str:
    """How many were right, of the fields' own how many surely, and how many were surely wrong or invented."""
    asked = [one for one in tried if one.truth != NONE]
    others = len(tried) - len(asked)
    right = sum(one.field == one.truth for one in tried)
    surely = sum(one.field == one.truth and one.chance >= sure for one in asked)
    wrong = sum(_wrong(one, sure) for one in asked)
    invented = sum(_wrong(one, sure) for one in tried) - wrong
    return (
        f"{len(tried)} labels, {_share(right, len(tried))} right; "
        f"of {len(asked)} that a field takes {_share(surely, len(asked))} surely right, {_share(wrong, len(asked))} surely wrong; "
        f"of {others} that none takes {_share(invented, others)} surely taken for one"
    )


def by_field(tried: Sequence[Tried], sure: float) -> Iterator[str]:
    """A line for each field, the least understood first, with what its labels were taken for."""
    taken: dict[str, list[Tried]] = {}
    for one in tried:
        taken.setdefault(one.truth, []).append(one)

    def surely(truth: str) -> float:
        return sum(one.field == truth and one.chance >= sure for one in taken[truth]) / len(taken[truth])

    for truth in sorted(taken, key=surely):
        confused = Counter(one.field for one in taken[truth] if one.field != truth)
        for_what = ", ".join(f"{field} {times}" for field, times in confused.most_common() if times >= _OFTEN)
        wrong = sum(_wrong(one, sure) for one in taken[truth])
        yield f"{truth:24} {len(taken[truth]):5} {surely(truth):6.1%} surely, {wrong:3} surely wrong  {for_what}"


def surely_wrong(tried: Sequence[Tried], sure: float) -> Iterator[str]:
    """A line for each label that was surely taken for something else."""
    for one in tried:
        if _wrong(one, sure):
            yield f"{one.truth} → {one.field} {one.chance:.0%}: {one.label}"


def _wrong(one: Tried, sure: float) -> bool:
    return one.field not in (one.truth, NONE) and one.chance >= sure


def _share(some: int, whole: int) -> str:
    return f"{some / whole:.1%}" if whole else "–"
