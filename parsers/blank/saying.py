"""Values in words, as they are written into forms, and as they are compared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any


def shown(value: Any) -> str:
    """A value in words: "25 November 2026", "Yes", a line for each of a list."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, list):
        return "\n".join(as_line(one) if isinstance(one, Mapping) else shown(one) for one in value)
    return str(value)


def as_line(row: Mapping[str, Any]) -> str:
    """A row of a list on one line: "Hold a meeting; by whom: Sam Hill; by when: 4 December 2026"."""
    names = {"owner": "by whom", "due": "by when", "with": "with whom"}
    first, *others = [(key, value) for key, value in row.items() if value not in (None, "")] or [("", "")]
    return "; ".join([shown(first[1]), *(f"{names.get(key, key)}: {shown(value)}" for key, value in others)])


def plain(value: Any) -> str:
    """A value as it is compared: words in small letters with single spaces."""
    if isinstance(value, list):
        return " ".join(plain(one) for one in value)
    if isinstance(value, Mapping):
        return " ".join(plain(one) for one in value.values())
    return " ".join(shown(value).split()).casefold()
