"""Tables that repeat: children, earlier stages, agreed actions, one record a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parsers.labelled import Labelled
from parsers.meaning.dates import looks_dated, read_day
from parsers.meaning.ticks import is_unknown
from parsers.meaning.values import day_of, shown
from parsers.meaning.vocabulary import Vocabulary
from parsers.reading import Finding

_DAYS = {"subjects": ("dob",), "stage_history": ("date",), "agreed_actions": ("due",)}
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


def list_of(titles: Sequence[str], headings: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """Which repeating list a table with these column titles is, or None."""
    keys = [_keys(title, vocabulary) for title in titles]
    heading = {key for text in headings[-1:] for key in _keys(text, vocabulary)}
    best: tuple[int, str] | None = None
    for name, columns in vocabulary.lists.items():
        roles = [next((columns.roles[key] for key in one if key in columns.roles), None) for one in keys]
        held = {role for role in roles if role is not None}
        named = bool(heading & columns.headings)
        if any(key & columns.avoid for one in keys for key in one[:1]):
            continue
        groups = columns.alone if named and columns.alone else columns.needs
        fits = all(group & held for group in columns.needs) or (named and all(group & held for group in groups))
        if not fits or len(held) < (1 if named else 2):
            continue
        score = len(held) * 2 + (3 if named else 0) + (1 if name == "stage_history" and "stage" in held else 0)
        if best is None or score > best[0]:
            best = (score, name)
    return best[1] if best else None


def _keys(title: str, vocabulary: Vocabulary) -> list[frozenset[str]]:
    keys = [frozenset(words) for words, _ in vocabulary.folding.candidates(title)]
    return [*keys, *(bare for key in keys if (bare := key - vocabulary.tables.noise) and bare != key)]


def rows_of(name: str, cells: Sequence[Labelled], vocabulary: Vocabulary, today: date) -> Rows:
    """The rows that `cells` of one table make."""
    found = Rows(name)
    columns = vocabulary.lists[name].roles
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
        role = next((columns[key] for key in _keys(cell.label, vocabulary) if key in columns), None)
        if role is None or (role in record and not (role == "stage" and record["stage"] == cell.row_label)):
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
    if role not in _DAYS.get(name, ()):
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
