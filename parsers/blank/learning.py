"""Which place of a foreign form asks for what, learnt from our own reader.

A copy with a word of ours in every empty place is read, and each word comes back under the field that its place answers.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parsers.blank.places import Place, boxes_of, places_of, tick, write
from parsers.blank.saying import as_line, shown
from parsers.blank.writing import Cells, Writing
from parsers.formats.word.names import W
from parsers.reading import Reading

MOST_PROBES = 24
MOST_ALTERNATIVES = 8


@dataclass(slots=True)
class Found:
    """Where tokens came back: the places of each field, and of each (list, row, column)."""

    fields: dict[str, list[int]] = field(default_factory=dict)
    rows: dict[str, dict[int, dict[str, int]]] = field(default_factory=dict)

    def take(self, name: str, other: Found) -> None:
        """What `other` knows of `name`."""
        if name in other.fields:
            self.fields[name] = other.fields[name]
        if name in other.rows:
            self.rows[name] = other.rows[name]

    def places(self) -> set[int]:
        """Every place that answers something."""
        held = {at for numbers in self.fields.values() for at in numbers}
        return held | {at for rows in self.rows.values() for columns in rows.values() for at in columns.values()}


class Learning:
    """Tries places of the tree `root`. `read` reads a tree; `says` is whether a reading answers a field with a value."""

    def __init__(self, root: Any, read: Callable[[Any], Reading], says: Callable[[Reading, str, Any], bool]) -> None:
        self._root, self._read, self._says = root, read, says

    def writings(self, wanted: Mapping[str, Any]) -> list[Writing]:
        places = places_of(self._root)
        found = self._probe(range(len(places))) if places else Found()
        writings: list[Writing] = []
        for name, value in wanted.items():
            if name not in found.fields and name not in found.rows:
                writings += self._ticks(name, value)
        open_ = set(wanted) - {one.field for one in writings} - set(found.fields) - set(found.rows)
        for unit in self._units(places, found)[:MOST_PROBES]:
            if not open_:
                break
            alone = self._probe(unit)
            for name in open_ & (set(alone.fields) | set(alone.rows)):
                found.take(name, alone)
                open_.discard(name)
        ticked = {one.field for one in writings}
        for name, value in wanted.items():
            if name in ticked:
                continue
            if isinstance(value, list) and value and isinstance(value[0], Mapping):
                writings += self._rows(name, value, found)
            elif name in found.fields:
                day = value if isinstance(value, date) else None
                writings.append(Writing(name, found.fields[name][0], shown(value), day))
        return writings

    def _units(self, places: Sequence[Place], found: Found) -> list[list[int]]:
        """Places that nothing came back from, to try by themselves: the cells of a row together, the last row first."""
        heard = found.places()
        rows: dict[Any, list[int]] = {}
        for at, place in enumerate(places):
            if at not in heard:
                rows.setdefault(next(place.element.iterancestors(W + "tr"), place.element), []).append(at)
        return list(reversed(list(rows.values())))

    def _probe(self, numbers: Sequence[int] | range) -> Found:
        """Where words of ours at the places `numbers` come back."""
        root = copy.deepcopy(self._root)
        places = places_of(root)
        for at in numbers:
            write(places[at], _token(at))
        reading = self._read(root)
        found = Found()
        for name, value in reading.answers.items():
            if isinstance(value, list):
                for number, row in enumerate(value):
                    if isinstance(row, Mapping):
                        for column, said in row.items():
                            for at in _tokens(said, numbers)[:1]:
                                found.rows.setdefault(name, {}).setdefault(number, {})[column] = at
            elif tokens := _tokens(value, numbers):
                found.fields[name] = tokens
        for one in reading.findings:
            if one.kind in ("doubtful", "conflict") and one.field and "." not in one.field:
                tokens = _tokens(one.value, numbers)
                if tokens:
                    found.fields.setdefault(one.field, []).extend(tokens)
        return found

    def _rows(self, name: str, rows: Sequence[Mapping[str, Any]], found: Found) -> list[Writing]:
        known = found.rows.get(name)
        if not known:
            if name in found.fields:
                return [Writing(name, found.fields[name][0], "\n".join(as_line(one) for one in rows))]
            return []
        held = sorted(known)
        columns = {column for columns in known.values() for column in columns}
        if len(columns) == 1 and len(held) == 1:
            at = next(iter(known[held[0]].values()))
            return [Writing(name, at, "\n".join(as_line(one) for one in rows))]
        lead = next((one for one in ("action", "stage", "name") if one in columns), next(iter(sorted(columns))))
        cells: list[Cells] = []
        for number, row in enumerate(rows):
            where = known[held[min(number, len(held) - 1)]]
            line = {key: value for key, value in row.items() if value not in (None, "")}
            lost = {key: value for key, value in line.items() if key not in where}
            if lost and lead in where:
                line[lead] = as_line({lead: line.get(lead, ""), **lost})
            cells.append(
                tuple(
                    (where[key], shown(value), value if isinstance(value, date) else None)
                    for key, value in line.items()
                    if key in where
                )
            )
        return [Writing(name, rows=tuple(cells[: len(held)]), more=tuple(cells[len(held) :]))]

    def _ticks(self, name: str, value: Any) -> list[Writing]:
        """The box that says `value`: the first, second … box of every question is ticked in a copy, then of half of them."""
        if not isinstance(value, bool | str):
            return []
        groups: dict[Any, list[int]] = {}
        for at, box in enumerate(boxes_of(self._root)):
            asked = next(box.element.iterancestors(W + "tr"), None)
            asked = next(box.element.iterancestors(W + "p"), box.element) if asked is None else asked
            groups.setdefault(asked, []).append(at)
        for position in range(min(MOST_ALTERNATIVES, max(map(len, groups.values()), default=0))):
            tried = [boxes[position] for boxes in groups.values() if len(boxes) > position]
            while tried and self._ticked_says(tried, name, value):
                if len(tried) == 1:
                    return [Writing(name, box=tried[0])]
                half = tried[len(tried) // 2 :]
                tried = half if self._ticked_says(half, name, value) else tried[: len(tried) // 2]
        return []

    def _ticked_says(self, numbers: Sequence[int], name: str, value: Any) -> bool:
        root = copy.deepcopy(self._root)
        boxes = boxes_of(root)
        for at in sorted(numbers, reverse=True):
            tick(boxes[at])
        return self._says(self._read(root), name, value)


def _token(number: int) -> str:
    """A word that nobody writes, of letters only, for place `number`."""
    return "Qz" + "".join(chr(ord("a") + number // 26**power % 26) for power in (2, 1, 0)) + "xq"


def _tokens(value: Any, numbers: Sequence[int] | range) -> list[int]:
    """The places whose words stand in a value, in their order there."""
    if not isinstance(value, str) or "Qz" not in value:
        return []
    found = []
    for piece in value.split("Qz")[1:]:
        if len(piece) >= 5 and piece[3:5] == "xq":
            number = 0
            for letter in piece[:3]:
                number = number * 26 + ord(letter) - ord("a")
            if number in numbers:
                found.append(number)
    return found
