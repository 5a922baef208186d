"""Papers for people: headings with sentences, pairs and tables, and how a canonical answer is said in words.

What stands in a paper is decided here and in `pack` and `outcome`; `post/paper` makes a Word document of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daemon.protocol.counting import long_day

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What the partnership's own form calls a field, and under which heading it asks for it."""

    heading: str
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the pack with what stands under it: sentences, pairs of label and value, or a table.

    `widths` are the parts of the table's whole width that its columns take.
    """

    heading: str
    words: tuple[str, ...] = ()
    pairs: Pairs = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper whole: the case's reference, its title, whose it is, the day it was made, and its parts in reading order.

    `warning` stands in red under the title, `foot` on every page.
    """

    reference: str
    title: str
    partnership: str
    made_on: date
    parts: tuple[Part, ...]
    warning: str = ""
    foot: str = ""


def said(value: Any) -> str:
    """A canonical answer in words: days written out, yes and no, lists one to a line."""
    match value:
        case None | "":
            return "not given"
        case bool():
            return "Yes" if value else "No"
        case date():
            return long_day(value)
        case Mapping():
            return "; ".join(f"{friendly(str(k))}: {said(v)}" for k, v in value.items() if v not in (None, ""))
        case list() | tuple():
            return "\n".join(said(one) for one in value)
        case str():
            try:
                return long_day(date.fromisoformat(value)) if len(value) == 10 else value
            except ValueError:
                return value
        case _:
            return str(value)


def friendly(name: str) -> str:
    """A canonical field's name as words."""
    words = {"dob": "Date of birth", "id": "NHS or local ID"}
    return words.get(name) or name.replace("_", " ").replace("dob", "date of birth").capitalize()


def short_time(at: datetime) -> str:
    """ "18 Mar 2026, 09:05"."""
    return f"{at.day} {at:%b %Y}, {at:%H:%M}"
