"""What a label that nothing has placed asks for, judged by the questions around it.

A form asks in an order: agency, name, role, telephone of one side, then of the other; and it seldom asks twice. So
"Contact there" after the receiving agency is that agency's, and what is answered already was not meant again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.labelled import Labelled

# Logarithms of odds: of a question beside one of the same party, of the other, and of what is asked elsewhere.
SAME, OTHER, ASKED = 1.2, -0.6, -2.0
_NEAR = 2
_PARTIES = ("referring", "responding", "subject")
_OF_SUBJECT = frozenset(("plan_status", "threshold_level", "lead_professional"))


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around one question: the parties of its nearest placed neighbours, and what the form asks elsewhere."""

    parties: tuple[str, ...]
    asked: frozenset[str]

    def speaks_for(self, field: str) -> float:
        """How much the neighbours speak for (above zero) or against `field`, as a logarithm of odds."""
        party = party_of(field)
        odds = ASKED if field in self.asked else 0.0
        if party is None:
            return odds
        return odds + sum(SAME if one == party else OTHER for one in self.parties)


def around(at: int, items: Sequence[Labelled], placed: Mapping[int, str], asked: frozenset[str]) -> Around:
    """What stands around the question at `at`, of `items` in reading order; `placed` are the fields of those known."""
    found = [one for step in (-1, 1) if (one := next(_parties(at, step, items, placed), None)) is not None]
    return Around(tuple(found), asked)


def party_of(field: str) -> str | None:
    head = "subject" if field in _OF_SUBJECT else field.partition("_")[0]
    return head if head in _PARTIES else None


def _parties(at: int, step: int, items: Sequence[Labelled], placed: Mapping[int, str]) -> Iterator[str]:
    """The parties that the placed questions on one side ask of, nearest first, within the section."""
    for other in range(at + step, at + step * (_NEAR + 1), step):
        if not 0 <= other < len(items) or items[other].section != items[at].section:
            return
        party = party_of(placed[other]) if other in placed else None
        if party is not None:
            yield party
