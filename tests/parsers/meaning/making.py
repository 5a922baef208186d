"""Labelled values made by hand, short enough to read in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from parsers.labelled import Labelled, Labels, Option, Value
from parsers.meaning.labels.vocabulary import Vocabulary
from parsers.meaning.reading import read_labels
from parsers.reading import Reading

TODAY = date(2026, 11, 24)
TITLE = "Resolving Professional Differences and Escalation (RPDE) form"


def value(answer: str | Value | date | None) -> Value:
    if isinstance(answer, Value):
        return answer
    return Value(day=answer) if isinstance(answer, date) else Value(text=answer or "")


def item(label: str, answer: str | Value | date | None = "", section: str = "", **more: object) -> Labelled:
    where = str(more.pop("where", "table 1"))
    return Labelled(label, value(answer), where, (section,) if section else (), **more)  # type: ignore[arg-type]


def ticked(*options: str) -> Value:
    """Boxes by their words; a star marks the ticked ones: ticked("Yes", "*No")."""
    return Value(
        options=tuple(Option(one.lstrip("*"), "ticked" if one.startswith("*") else "empty") for one in options)
    )


def grid(rows: Sequence[Mapping[str, str | Value | date]], section: str = "", table: int = 1) -> list[Labelled]:
    """A table with a heading row: one dictionary a row."""
    return [
        item(label, answer, section, record=(table, number), where=f"table {table}, row {number + 1}")
        for number, row in enumerate(rows, 1)
        for label, answer in row.items()
    ]


def read(*items: Labelled | list[Labelled], titles: tuple[str, ...] = (TITLE,), protocol: str | None = None) -> Reading:
    flat = [one for part in items for one in (part if isinstance(part, list) else [part])]
    labels = Labels(tuple(flat), titles, (), sum(len(one.value.text.split()) for one in flat) + 10)
    return read_labels(labels, Vocabulary.load(), TODAY, protocol)


def found(reading: Reading, kind: str) -> list[tuple[str | None, str | None]]:
    """(field, value) of the findings of one kind."""
    return [(one.field, one.value) for one in reading.findings if one.kind == kind]
