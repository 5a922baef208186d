"""The sender's own Word form with its outcome section filled in: their layout, their fonts, and every answer as it was.

Which place of a foreign form asks for what is learnt from our own reader: a copy with a word of ours in every empty
place is read, and each word comes back under the field that its place answers. What was written is read again, and
whatever changed an earlier answer, or did not read back, is taken out and stands on a page at the end instead.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree

from parsers import read
from parsers.blank.appending import Row, append_page
from parsers.blank.places import Place, boxes_of, places_of, tick, write
from parsers.faults import Unreadable
from parsers.formats.docx import W14, W
from parsers.formats.package import STRICT, Package
from parsers.meaning.vocabulary import Vocabulary
from parsers.reading import Reading

MOST_PROBES = 24
MOST_ALTERNATIVES = 8


class NotFillable(Exception):
    """A document that cannot be filled in: no Word document (.docx), damaged, signed or with macros. Says which."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The form with its outcome: `placed` are the fields that stand in the form's own places, `appended` the others."""

    data: bytes
    placed: tuple[str, ...]
    appended: tuple[str, ...]


# Cells of one row of a list: place, words, day.
_Cells = tuple[tuple[int, str, date | None], ...]


@dataclass(frozen=True, slots=True)
class _Writing:
    """One thing to write: at a place (by number) or by ticking a box, or rows of a list from row `row` on."""

    field: str
    place: int = -1
    words: str = ""
    day: date | None = None
    box: int = -1
    rows: tuple[_Cells, ...] = ()
    more: tuple[_Cells, ...] = ()


@dataclass(slots=True)
class _Found:
    """Where tokens came back: the places of each field, and of each (list, row, column)."""

    fields: dict[str, list[int]] = field(default_factory=dict)
    rows: dict[str, dict[int, dict[str, int]]] = field(default_factory=dict)

    def take(self, name: str, other: _Found) -> None:
        """What `other` knows of `name`."""
        if name in other.fields:
            self.fields[name] = other.fields[name]
        if name in other.rows:
            self.rows[name] = other.rows[name]

    def places(self) -> set[int]:
        """Every place that answers something."""
        held = {at for numbers in self.fields.values() for at in numbers}
        return held | {at for rows in self.rows.values() for columns in rows.values() for at in columns.values()}


def fill_outcome(
    data: bytes, values: Mapping[str, Any], *, today: date, vocabulary: Vocabulary | None = None, protocol: str | None = None
) -> Filled:  # fmt: skip
    """`data`, a filled .docx of any maker, with the outcome in `values` (canonical fields: words, dates, yes and no, lists).

    Answers that the form holds are never touched: a field that is answered already with other words goes to the page at
    the end, which is in the document's own styles. Every part of the package but the document's text is kept byte for
    byte. `vocabulary` and `protocol` are those that the form was read with. Takes some tenths of a second. Raises
    `NotFillable` for what is no .docx; the caller then encloses our own document (`part_filled_answer_form`).
    """
    return _Filling(data, values, today, vocabulary, protocol).filled()


class _Filling:
    def __init__(
        self, data: bytes, values: Mapping[str, Any], today: date, vocabulary: Vocabulary | None, protocol: str | None
    ) -> None:
        self._data = data
        self._today = today
        self._vocabulary = vocabulary or Vocabulary.load()
        self._protocol = protocol
        self._values = {name: value for name, value in values.items() if value not in (None, "", [])}
        self._main, self._root, self._strict, self._parts = _opened(data)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._members = [(info, package.read(info)) for info in package.infolist()]
            self._comment = package.comment
        self._before = self._read(self._root)
        if self._before.kind == "unreadable":
            raise NotFillable(self._before.why or "The document cannot be read.")

    def filled(self) -> Filled:
        already = {name for name, value in self._values.items() if self._says(self._before, name, value)}
        wanted = {
            name: value for name, value in self._values.items() if name not in already and not self._answered(name)
        }
        writings = self._writings(wanted)
        kept = self._kept(writings)
        placed = {one.field for one in kept}
        rest = {name: value for name, value in self._values.items() if name not in placed | already}
        root = self._with(kept)
        if rest:
            root = self._appended(root, rest)
        written = tuple(name for name in self._values if name in placed | already)
        return Filled(self._packed(root), written, tuple(rest))

    # Learning the places

    def _writings(self, wanted: Mapping[str, Any]) -> list[_Writing]:
        places = places_of(self._root)
        found = self._probe(range(len(places))) if places else _Found()
        writings: list[_Writing] = []
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
                writings.append(_Writing(name, found.fields[name][0], shown(value), day))
        return writings

    def _units(self, places: Sequence[Place], found: _Found) -> list[list[int]]:
        """Places that nothing came back from, to try by themselves: the cells of a row together, the last row first."""
        heard = found.places()
        rows: dict[Any, list[int]] = {}
        for at, place in enumerate(places):
            if at not in heard:
                rows.setdefault(next(place.element.iterancestors(W + "tr"), place.element), []).append(at)
        return list(reversed(list(rows.values())))

    def _probe(self, numbers: Sequence[int] | range) -> _Found:
        """Where words of ours at the places `numbers` come back."""
        root = copy.deepcopy(self._root)
        places = places_of(root)
        for at in numbers:
            write(places[at], _token(at))
        reading = self._read(root)
        found = _Found()
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

    def _rows(self, name: str, rows: Sequence[Mapping[str, Any]], found: _Found) -> list[_Writing]:
        known = found.rows.get(name)
        if not known:
            if name in found.fields:
                return [_Writing(name, found.fields[name][0], "\n".join(_as_line(one) for one in rows))]
            return []
        held = sorted(known)
        columns = {column for columns in known.values() for column in columns}
        if len(columns) == 1 and len(held) == 1:
            at = next(iter(known[held[0]].values()))
            return [_Writing(name, at, "\n".join(_as_line(one) for one in rows))]
        lead = next((one for one in ("action", "stage", "name") if one in columns), next(iter(sorted(columns))))
        cells: list[_Cells] = []
        for number, row in enumerate(rows):
            where = known[held[min(number, len(held) - 1)]]
            line = {key: value for key, value in row.items() if value not in (None, "")}
            lost = {key: value for key, value in line.items() if key not in where}
            if lost and lead in where:
                line[lead] = _as_line({lead: line.get(lead, ""), **lost})
            cells.append(
                tuple(
                    (where[key], shown(value), value if isinstance(value, date) else None)
                    for key, value in line.items()
                    if key in where
                )
            )
        return [_Writing(name, rows=tuple(cells[: len(held)]), more=tuple(cells[len(held) :]))]

    def _ticks(self, name: str, value: Any) -> list[_Writing]:
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
                    return [_Writing(name, box=tried[0])]
                half = tried[len(tried) // 2 :]
                tried = half if self._ticked_says(half, name, value) else tried[: len(tried) // 2]
        return []

    def _ticked_says(self, numbers: Sequence[int], name: str, value: Any) -> bool:
        root = copy.deepcopy(self._root)
        boxes = boxes_of(root)
        for at in sorted(numbers, reverse=True):
            tick(boxes[at])
        return self._says(self._read(root), name, value)

    # Writing, and looking at what was written

    def _with(self, writings: Sequence[_Writing]) -> Any:
        root = copy.deepcopy(self._root)
        places, boxes = places_of(root), boxes_of(root)
        for one in writings:
            if one.box >= 0:
                tick(boxes[one.box])
            elif one.rows:
                _write_rows(places, one)
            else:
                write(places[one.place], one.words, one.day)
        return root

    def _kept(self, writings: list[_Writing]) -> list[_Writing]:
        """Those that stand: read back as they were meant, with every earlier answer as it was."""
        if not writings or self._stand(writings):
            return writings
        kept: list[_Writing] = []
        for one in writings:
            if self._stand([*kept, one]):
                kept.append(one)
        return kept

    def _stand(self, writings: Sequence[_Writing]) -> bool:
        reading = self._read(self._with(writings))
        return self._unchanged(reading) and all(
            self._says(reading, one.field, self._values[one.field]) for one in writings
        )

    def _answered(self, name: str) -> bool:
        return name in self._before.answers or any(
            one.field == name and one.kind in ("doubtful", "conflict") for one in self._before.findings
        )

    def _unchanged(self, reading: Reading) -> bool:
        if any(reading.answers.get(name) != value for name, value in self._before.answers.items()):
            return False
        held = Counter((one.field, one.label, one.value) for one in reading.findings if one.value)
        return not Counter((one.field, one.label, one.value) for one in self._before.findings if one.value) - held

    def _says(self, reading: Reading, name: str, value: Any) -> bool:
        held = reading.answers.get(name)
        if held is None:
            return False
        if isinstance(value, list):
            said = _plain(held)
            return all(_plain(shown(one)) in said for row in value for one in (row.values() if isinstance(row, Mapping) else [row]) if one not in (None, ""))  # fmt: skip
        if isinstance(value, bool) or isinstance(held, bool | date):
            return held == value or (isinstance(held, bool) and _plain(value) in (("yes",) if held else ("no",)))
        return _plain(held) == _plain(shown(value))

    def _appended(self, root: Any, rest: Mapping[str, Any]) -> Any:
        """`root` with a page of what the form has no place for; what it answers already stands in the office's own part."""
        rows = [Row(name, value) for name, value in rest.items()]
        styles = self._parts.read(f"{self._main.rpartition('/')[0]}/styles.xml")
        protocol = self._before.protocol or self._protocol
        anew = [one for one in rows if self._answered(one.field)]
        made = append_page(root, [one for one in rows if one not in anew], anew, styles, protocol)
        if self._unchanged(self._read(made)):
            return made
        return append_page(root, [], rows, styles, protocol)

    # The package

    def _read(self, root: Any) -> Reading:
        return read(
            self._packed(root, light=True), today=self._today, vocabulary=self._vocabulary, protocol=self._protocol
        )

    def _packed(self, root: Any, *, light: bool = False) -> bytes:
        """The package with `root` as its text. `light` is for our own reading: stored, without its pictures."""
        text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self._strict:
            for strict, transitional in STRICT:
                text = text.replace(transitional, strict)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            for info, content in self._members:
                kept = copy.copy(info)
                main = info.filename.replace("\\", "/").lstrip("/").casefold() == self._main.casefold()
                if light:
                    kept.compress_type = zipfile.ZIP_STORED
                    content = b"" if "/media/" in info.filename else content
                new.writestr(kept, text if main else content)
            new.comment = self._comment
        return out.getvalue()


def _opened(data: bytes) -> tuple[str, Any, bool, Package]:
    """The name of the document's part, its tree, whether it is strict, and the package. Raises `NotFillable`."""
    if data[:2] != b"PK":
        raise NotFillable("The form is no Word document of today's format (.docx).")
    try:
        package = Package(data)
        main = package.main_part()
        root = package.tree(main) if main is not None else None
        if main is None or root is None or next(root.iter(W + "body"), None) is None:
            raise NotFillable("The form is no Word document of today's format (.docx).")
        for info in package.names():
            if info.endswith("vbaproject.bin"):
                raise NotFillable("The form holds macros, which are not passed on.")
            if info.startswith("_xmlsignatures/"):
                raise NotFillable("The form is signed; filling it in would break its signature.")
            package.read(info)
        return main, root, package.strict, Package(data)
    except Unreadable as refusal:
        raise NotFillable(str(refusal)) from None


def _write_rows(places: Sequence[Place], writing: _Writing) -> None:
    """Rows of a list at the form's rows, and further rows as twins of its last one."""
    twins = [_twin(places, writing.rows[-1], cells) for cells in writing.more] if writing.rows[-1] else []
    for cells in writing.rows:
        for at, words, day in cells:
            write(places[at], words, day)
    for item, twin in reversed(twins):
        item.addnext(twin)


def _twin(places: Sequence[Place], last: _Cells, cells: _Cells) -> tuple[Any, Any]:
    """The last row of a list, and a copy of it with `cells` written in."""
    item: Any = next(places[last[0][0]].element.iterancestors(W + "tr"))
    above = item.getparent().getparent() if item.getparent().tag == W + "sdtContent" else None
    if above is not None and any("repeatingSectionItem" in str(one.tag) for one in above.find(W + "sdtPr")):
        item = above
    twin = copy.deepcopy(item)
    pairs = dict(zip(item.iter(), twin.iter(), strict=True))
    for at, words, day in cells:
        place = places[at]
        write(Place(place.kind, pairs[place.element]), words, day)
    # Ids are given once in a document.
    for about in twin.iter(W + "sdtPr"):
        for one in about.findall(W + "id"):
            about.remove(one)
    for one in twin.iter(W + "p", W + "tr"):
        for name in (W14 + "paraId", W14 + "textId"):
            one.attrib.pop(name, None)
    return item, twin


def shown(value: Any) -> str:
    """A value in words: "25 November 2026", "Yes", a line for each of a list."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, list):
        return "\n".join(_as_line(one) if isinstance(one, Mapping) else shown(one) for one in value)
    return str(value)


def _as_line(row: Mapping[str, Any]) -> str:
    """A row of a list on one line: "Hold a meeting; by whom: Sam Hill; by when: 4 December 2026"."""
    names = {"owner": "by whom", "due": "by when", "with": "with whom"}
    first, *others = [(key, value) for key, value in row.items() if value not in (None, "")] or [("", "")]
    return "; ".join([shown(first[1]), *(f"{names.get(key, key)}: {shown(value)}" for key, value in others)])


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(_plain(one) for one in value)
    if isinstance(value, Mapping):
        return " ".join(_plain(one) for one in value.values())
    return " ".join(shown(value).split()).casefold()


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
