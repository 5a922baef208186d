"""The definitions of our blank forms: data in `forms/`, one file a form, read once.

A form is sections in the order of the page. `part` says when a section is filled: `opening` by the side that raises the
difference, `answer` by the side that answers, `after` when the answer is there, `office` by the partnership itself.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FORMS = Path(__file__).resolve().parent / "forms"


@dataclass(frozen=True, slots=True)
class Field:
    """One question: the canonical field it asks for, its label, and how it is answered.

    `kind` is text, lines, long, date, choice (with `options`), boxes (with `options`) or yesno.
    """

    id: str
    label: str
    kind: str
    hint: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its questions, or with a table whose rows repeat (`list` and `columns`: key, label, kind)."""

    heading: str
    part: str
    fields: tuple[Field, ...] = ()
    list: str = ""
    columns: tuple[tuple[str, str, str], ...] = ()
    rows: int = 3
    note: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole form. `stages` maps the protocol's stage ids to the words of the policy."""

    protocol: str
    name: str
    file: str
    title: str
    owner: str
    version: str
    accent: str
    emergency: str
    intro: tuple[str, ...]
    stages: dict[str, str]
    sections: tuple[Section, ...]
    answer_title: str
    answer_intro: str


def known_forms() -> tuple[str, ...]:
    """The protocols that have a form here."""
    return tuple(sorted({one.protocol for one in all_definitions()}))


def definitions(protocol: str) -> tuple[Definition, ...]:
    """The forms of `protocol`, the one that opens a case first. Raises KeyError when it has none."""
    found = tuple(one for one in all_definitions() if one.protocol == protocol)
    if not found:
        raise KeyError(protocol)
    return found


@lru_cache(maxsize=1)
def all_definitions() -> tuple[Definition, ...]:
    """Every form, in the order of protocol and file name."""
    return tuple(_read(file) for file in sorted(_FORMS.glob("*.toml")))


def _read(file: Path) -> Definition:
    about: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    stages = dict(about["stages"])
    return Definition(
        about["protocol"],
        file.stem,
        about["file"],
        about["title"],
        about["owner"],
        about["version"],
        about["accent"],
        about["emergency"],
        tuple(about["intro"]),
        stages,
        tuple(_section(one, stages) for one in about["section"]),
        about["answer"]["title"],
        about["answer"]["intro"],
    )


def _section(one: dict[str, Any], stages: dict[str, str]) -> Section:
    return Section(
        one["heading"],
        one["part"],
        tuple(_field(field, stages) for field in one.get("fields", ())),
        one.get("list", ""),
        tuple((key, label, kind) for key, label, kind in one.get("columns", ())),
        one.get("rows", 3),
        one.get("note", ""),
    )


def _field(one: dict[str, Any], stages: dict[str, str]) -> Field:
    options = tuple(stages.values()) if one.get("options") == "stages" else tuple(one.get("options", ()))
    return Field(one["id"], one["label"], one["kind"], one.get("hint", ""), options)
