"""The last account: each answer on the form stands under a field or in a finding, whatever the rules made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from parsers.labelled import Labelled
from parsers.meaning.printed import printed
from parsers.meaning.values.answers import contact_parts, shown
from parsers.meaning.values.dates import read_day
from parsers.meaning.values.ticks import said_yes
from parsers.reading import Finding


def unaccounted(
    items: Sequence[Labelled], answers: Mapping[str, Any], findings: Iterable[Finding], today: date
) -> list[Finding]:
    """Findings for the answers among `items` that stand in no answer and no finding."""
    held = " \n ".join(_folded(one) for one in (*_texts(answers), *(one.value or "" for one in findings)))
    found: list[Finding] = []
    for item in items:
        text = item.value.text
        if not text or item.value.options or printed(text) or _stands(text, held, today):
            continue
        found.append(Finding("unread", None, item.label or None, shown(item.value), item.where))
    return found


def _stands(text: str, held: str, today: date) -> bool:
    if _folded(text) in held or all(_folded(line) in held for line in text.split("\n")):
        return True
    day = read_day(text, today) or read_day(text, today, born=True)
    if day is not None:
        return day.isoformat() in held
    if len(text.split()) <= 2 and isinstance(said_yes(text).held, bool):
        return True
    email, phone, rest = contact_parts(text)
    parts = [part for part in (email, phone, *rest.split("\n")) if part]
    return bool(email or phone) and all(_folded(part) in held for part in parts)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    else:
        yield value.isoformat() if isinstance(value, date) else str(value)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .,;:")
