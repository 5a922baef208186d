"""A ruling as values: what a person said, what it asks for, and what was wrong with it (DESIGN 9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

ReadDay = Callable[[str], date | None]


class Refusal(Exception):
    """A ruling that was understood and cannot be done; the message is a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One instruction. `what` is the command's name in the grammar, `said` the words as they were written.

    `reference` is the case that the words themselves name, if any. `text` is an outcome, a reason or a note; `name`
    whom or what it is about, as written. `place` and `members` belong to a panel, `number` to a step.
    """

    what: str
    said: str
    reference: str | None = None
    day: date | None = None
    at: time | None = None
    text: str = ""
    name: str = ""
    place: str = ""
    members: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Words that begin a ruling we know and lack something; `why` says what."""

    said: str
    why: str
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class WordsRead:
    """What the first lines of a mail ask for, in their order; `unclear` are lines among them that ask for nothing we know.

    `later` are lines further down that would be rulings had they stood first; they are named and not acted upon.
    `courtesy` is true when the mail holds nothing but greetings and thanks.
    """

    asked: tuple[Ruling | Incomplete, ...] = ()
    unclear: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    courtesy: bool = False
