"""What kind of section a heading opens: one of the sides, the subject, the response, the office …"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from parsers.meaning.labels.asking import Asking
from parsers.meaning.labels.folding import Words
from parsers.meaning.labels.matches import Match
from parsers.meaning.labels.sides import PARTIES
from parsers.meaning.labels.wordings import Tables
from parsers.memory import remembered

_MOST_KEPT = 5_000
_LONGEST_NAMED, _LONGEST_ANSWERED = 14, 8


class Sections:
    """The kinds of sections, by their headings. `match` says what a heading asks for as a label."""

    def __init__(
        self,
        tables: Tables,
        asking: Asking,
        match: Callable[[str, str | None], Match | None],
        likely_side: Callable[[str], str | None],
    ) -> None:
        self._likely_side = likely_side
        self._tables = tables
        self._asking = asking
        self._match = match
        self._known: dict[str, str] = {}

    def nearest(self, headings: Sequence[str]) -> str | None:
        """What the nearest heading that says anything says of its section: a side, `subject`, `response`, `office` …"""
        kinds = (self.of(heading) for heading in reversed(headings))
        return next((kind for kind in kinds if kind is not None), None)

    @remembered
    def of(self, heading: str) -> str | None:
        """The kind of section that one heading opens, None when it says nothing.

        A question opens one only where it asks who: "Who is the disagreement with?" may stand over a name and a number,
        "What would a good outcome look like?" over its answer alone.
        """
        kind = self._known.get(heading)
        if kind is None:
            kind = self._by_words(heading)
            if kind is None:
                kind = self._agency_named(heading)
            elif len(self._known) < _MOST_KEPT:
                self._known[heading] = kind
        return None if heading.rstrip().endswith("?") and kind not in (*PARTIES, "subject") else kind

    def _agency_named(self, heading: str) -> str | None:
        """The side of a heading that asks for its agency: "Agency to which concern is escalated"."""
        if heading.rstrip().endswith("?"):
            return None
        found = self._match(heading, None)
        if found is None or not found.exact:
            side = self._likely_side(heading)
            if side is not None or found is None or found.chance is not None:
                return side
        side, _, asked = (found.field or "").partition("_")
        return side if asked == "agency" and side in PARTIES else None

    def _by_words(self, heading: str) -> str | None:
        for words, left_out in self._tables.folding.candidates(heading):
            kind = self._named(words)
            if kind is not None:
                if left_out and kind in PARTIES and self._asking.sides.only(left_out) not in (None, kind):
                    return "mixed"
                return kind
        return None

    def _named(self, words: Words) -> str | None:
        key = frozenset(words)
        if ("only" in key and key & {"use", "lado", "completion", "completed"}) or {"office", "use"} <= key:
            return "office"
        kind = self._tables.sections.get(key)
        if kind is not None:
            return kind
        found = self._asking.numbered(words)
        if found is not None and found.column in ("stage", "outcome", "name"):
            return f"{'history' if found.field == 'stage_history' else 'subject'}:{found.place}"
        completed = bool(key & {"completed", "completion", "filled"})
        sides = tuple(word for word in words if word not in self._asking.class_of("completing")) if completed else words
        side = self._asking.sides.of(sides) if len(words) <= _LONGEST_NAMED else None
        if side is not None:
            other = self._asking.sides.of(side[2])
            if other is not None and other[0] != side[0]:
                return "mixed"
            if side[1] == "nothing" and not set(side[2]) & (
                self._asking.class_of("people") | {"agency", "detail", "contact"}
            ):
                return None  # "Raising a concern" names a subject, not a side.
            if (
                side[0] == "responding"
                and key & self._asking.class_of("answering")
                and not key & self._asking.class_of("desiring")
            ):
                return "response"
            return side[0]
        if (
            len(words) <= _LONGEST_ANSWERED
            and key & {"response", "reply", "outcome"}
            and not key & self._asking.class_of("desiring")
            and key <= self._asking.words
        ):
            asked = self._tables.wordings.get(key)
            return self._tables.groups.get(asked.name, "response") if asked else "response"
        asked = self._tables.wordings.get(key)
        if asked is not None and asked.name in self._tables.groups:
            return self._tables.groups[asked.name]
        if "subject" in key and key - {"subject"} <= {"detail", "name", "about", "family", "identifying", "personal"}:
            return "subject"
        return None
