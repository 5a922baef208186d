"""Tables that repeat: children, earlier stages, agreed actions, one record a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parsers.labelled import Labelled
from parsers.meaning.labels.vocabulary import Vocabulary
from parsers.meaning.values.answers import day_of, shown
from parsers.meaning.values.columns import DAYS, SAID, Column, list_of, roles_of
from parsers.meaning.values.dates import looks_dated, read_day
from parsers.meaning.values.ticks import is_unknown
from parsers.reading import Finding

_SUBJECT_FIELDS = {
    "name": "subject_name",
    "dob": "subject_dob",
    "id": "subject_id",
    "address": "subject_address",
    "plan": "plan_status",
}


@dataclass(slots=True)
class Rows:
    """The rows of one list, with what no column takes. `places` says where each row stands on the form."""

    name: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def columns_of(cells: Sequence[Labelled]) -> list[Column]:
    """The columns that `cells` of one table make."""
    found: dict[str, Column] = {}
    for cell in cells:
        found.setdefault(cell.label, Column(cell.label)).values.append(cell.value)
    return list(found.values())


def named(cells: Sequence[Labelled], vocabulary: Vocabulary) -> str | None:
    """Which repeating list the table of these cells is, or None."""
    return list_of(columns_of(cells), cells[0].section, vocabulary)


def rows_of(name: str, cells: Sequence[Labelled], vocabulary: Vocabulary, today: date) -> Rows:
    """The rows that `cells` of one table make."""
    found = Rows(name)
    columns = columns_of(cells)
    roles = roles_of(name, columns, vocabulary)
    counts = {one.title for one in columns if one.counts}
    said = SAID.get(name)
    records: dict[tuple[int, int], dict[str, Any]] = {}
    places: dict[tuple[int, int], str] = {}
    for cell in cells:
        assert cell.record is not None
        record = records.setdefault(cell.record, {})
        places.setdefault(cell.record, cell.where)
        if cell.row_label and name == "stage_history" and "stage" not in record:
            record["stage"] = cell.row_label
        if cell.value.empty and not cell.value.doubts:
            continue
        if cell.label in counts:
            continue
        role = roles[cell.label]
        other = said is not None and role not in said
        if role is None or other or (role in record and not (role == "stage" and record["stage"] == cell.row_label)):
            found.findings.append(Finding("unread", None, cell.label, shown(cell.value), cell.where))
            continue
        held = held_by(name, role, cell, today, found.findings)
        if held is not None:
            record[role] = held
    for key, record in records.items():
        if name == "subjects":
            join_names(record)
        if {role for role in record if role not in ("stage",)} or (record and name != "stage_history"):
            found.rows.append(record)
            found.places.append(places[key])
    return found


def held_by(name: str, role: str, cell: Labelled, today: date, findings: list[Finding]) -> Any:
    """What the column `role` of a list holds when `cell` answers it, None for nothing; doubts go to `findings`."""
    value = cell.value
    if value.doubts or any(one.state == "doubtful" for one in value.options):
        findings.append(Finding("doubtful", f"{name}.{role}", cell.label, shown(value), cell.where))
        return None
    if value.options:
        ticked = [one.text or "ticked" for one in value.options if one.state == "ticked"]
        if ticked and value.text:
            findings.append(Finding("unread", f"{name}.{role}", cell.label, value.text, cell.where))
        return ", ".join(ticked) or (value.text or None)
    if role not in DAYS.get(name, ()):
        return value.text or (value.day.isoformat() if value.day else None)
    text = value.text.strip()
    if text and value.day is None and not is_unknown(text) and not looks_dated(text) and role != "dob":
        return text
    said = day_of(value, today, born=role == "dob")
    if said.doubt is not None:
        if role != "dob" and read_day(text, today) is None and len(text.split()) > 4:
            return text
        findings.append(Finding("doubtful", f"{name}.{role}", cell.label, text, cell.where))
        return None
    if said.rest:
        findings.append(Finding("unread", f"{name}.{role}", cell.label, said.rest, cell.where))
    return said.held


def join_names(record: dict[str, Any]) -> None:
    """Given and family names as one name, the given ones first; initials where there is no name."""
    given, family, initials = (record.pop(part, "") for part in ("given", "family", "initials"))
    joined = " ".join(part for part in (given, family) if part)
    if joined:
        record["name"] = record.get("name", joined)
    elif initials and "name" not in record:
        record["name"] = initials
    elif initials:
        record["initials"] = initials


def subject_fields(row: dict[str, Any]) -> Iterable[tuple[str | None, str, Any]]:
    """(canonical field or None, column, value) of the one child that a table names."""
    for role, value in row.items():
        yield _SUBJECT_FIELDS.get(role), role, value
