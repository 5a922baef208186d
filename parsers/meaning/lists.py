"""Tables that repeat: children, earlier stages, agreed actions, one record a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from parsers.labelled import Labelled
from parsers.meaning.labels import core
from parsers.meaning.vocabulary import Vocabulary
from parsers.reading import Finding

Rows = tuple[str, list[dict[str, Any]], list[Finding], set[str]]


def rows_of(items: Sequence[Labelled], vocabulary: Vocabulary) -> dict[int, Rows]:
    """Table number → (list, its rows, what no column takes, fields it asks for), for tables that are a known list."""
    tables: dict[int, list[Labelled]] = {}
    for item in items:
        assert item.record is not None
        tables.setdefault(item.record[0], []).append(item)
    found: dict[int, Rows] = {}
    for number, cells in tables.items():
        titles = list(dict.fromkeys(cell.label for cell in cells))
        name = vocabulary.list_of(titles, cells[0].section[-1] if cells[0].section else None)
        if name is not None:
            found[number] = (name, *_rows(name, cells, vocabulary), set())
    return found


def _rows(name: str, cells: Sequence[Labelled], vocabulary: Vocabulary) -> tuple[list[dict[str, Any]], list[Finding]]:
    columns = vocabulary.columns[name]
    records: dict[int, dict[str, Any]] = {}
    unread: list[Finding] = []
    for cell in cells:
        assert cell.record is not None
        text = _said(cell)
        if not text:
            continue
        role = columns.get(core(cell.label))
        record = records.setdefault(cell.record[1], {})
        if role is None or role in record:
            unread.append(Finding("unread", None, cell.label, text, cell.where))
        else:
            record[role] = text
    rows = []
    for record in records.values():
        if name == "subjects" and ("given" in record or "family" in record):
            joined = " ".join(part for part in (record.pop("given", ""), record.pop("family", "")) if part)
            record.setdefault("name", joined)
        if record:
            rows.append(record)
    return rows, unread


def _said(cell: Labelled) -> str:
    if cell.value.options:
        return ", ".join(one.text or "ticked" for one in cell.value.options if one.state == "ticked")
    if cell.value.text:
        return cell.value.text
    return cell.value.day.isoformat() if cell.value.day else ""
