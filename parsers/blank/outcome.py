"""The sender's own Word form with its outcome section filled in: their layout, their fonts, and every answer as it was.

Which place of a foreign form asks for what is learnt from our own reader: a copy with a word of ours in every empty
place is read, and each word comes back under the field that its place answers. What was written is read again, and
whatever changed an earlier answer, or did not read back, is taken out and stands on a page at the end instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from parsers import read
from parsers.blank.appending import Row, append_page
from parsers.blank.learning import Learning
from parsers.blank.opening import Form, NotFillable
from parsers.blank.saying import plain, shown
from parsers.blank.writing import Writing, written
from parsers.meaning.labels.vocabulary import Vocabulary
from parsers.reading import Reading


@dataclass(frozen=True, slots=True)
class Filled:
    """The form with its outcome: `placed` are the fields that stand in the form's own places, `appended` the others."""

    data: bytes
    placed: tuple[str, ...]
    appended: tuple[str, ...]


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
        self._today = today
        self._vocabulary = vocabulary or Vocabulary.load()
        self._protocol = protocol
        self._values = {name: value for name, value in values.items() if value not in (None, "", [])}
        self._form = Form(data)
        self._root = self._form.root
        self._before = self._read(self._root)
        if self._before.kind == "unreadable":
            raise NotFillable(self._before.why or "The document cannot be read.")

    def filled(self) -> Filled:
        already = {name for name, value in self._values.items() if self._says(self._before, name, value)}
        wanted = {
            name: value for name, value in self._values.items() if name not in already and not self._answered(name)
        }
        writings = Learning(self._root, self._read, self._says).writings(wanted)
        kept = self._kept(writings)
        placed = {one.field for one in kept}
        rest = {name: value for name, value in self._values.items() if name not in placed | already}
        root = written(self._root, kept)
        if rest:
            root = self._appended(root, rest)
        in_place = tuple(name for name in self._values if name in placed | already)
        return Filled(self._form.packed(root), in_place, tuple(rest))

    def _kept(self, writings: list[Writing]) -> list[Writing]:
        """Those that stand: read back as they were meant, with every earlier answer as it was."""
        if not writings or self._stand(writings):
            return writings
        kept: list[Writing] = []
        for one in writings:
            if self._stand([*kept, one]):
                kept.append(one)
        return kept

    def _stand(self, writings: Sequence[Writing]) -> bool:
        reading = self._read(written(self._root, writings))
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
            said = plain(held)
            return all(plain(shown(one)) in said for row in value for one in (row.values() if isinstance(row, Mapping) else [row]) if one not in (None, ""))  # fmt: skip
        if isinstance(value, bool) or isinstance(held, bool | date):
            return held == value or (isinstance(held, bool) and plain(value) in (("yes",) if held else ("no",)))
        return plain(held) == plain(shown(value))

    def _appended(self, root: Any, rest: Mapping[str, Any]) -> Any:
        """`root` with a page of what the form has no place for; what it answers already stands in the office's own part."""
        rows = [Row(name, value) for name, value in rest.items()]
        styles = self._form.styles()
        protocol = self._before.protocol or self._protocol
        anew = [one for one in rows if self._answered(one.field)]
        made = append_page(root, [one for one in rows if one not in anew], anew, styles, protocol)
        if self._unchanged(self._read(made)):
            return made
        return append_page(root, [], rows, styles, protocol)

    def _read(self, root: Any) -> Reading:
        packed = self._form.packed(root, light=True)
        return read(packed, today=self._today, vocabulary=self._vocabulary, protocol=self._protocol)
