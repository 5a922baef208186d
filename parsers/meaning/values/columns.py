"""Which repeating list a table is, and what each of its columns holds.

A column's heading tells by a wording of the vocabulary. Where none has it, single words of it tell together with what
stands beneath: a column of days under "Complete by" is when actions are due. The one column that is left answers what
is left to be said of a list ("What came of it"), where its words are sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.labelled import Value
from parsers.meaning.labels.vocabulary import Vocabulary
from parsers.meaning.values.dates import looks_dated
from parsers.meaning.values.ticks import is_unknown

Keys = list[frozenset[str]]
DAYS = {"subjects": ("dob",), "stage_history": ("date",), "agreed_actions": ("due",)}
# What a row of the list says (DESIGN 6); other columns are for a person. A child's row may say more.
SAID = {
    "stage_history": ("stage", "date", "with", "outcome"),
    "agreed_actions": ("action", "owner", "due"),
}
_TOLD = {"stage_history": "outcome", "agreed_actions": "action"}
_OTHERS = ("referring_", "responding_", "subject_", "form_date", "response_date")
_FEWEST_WORDS = 2
_NUMBERS = frozenset(("no", "number", "#", "ref", "item", "row", ""))


@dataclass(slots=True)
class Column:
    """One column: its heading and what stands beneath it."""

    title: str
    values: list[Value] = field(default_factory=list)

    @property
    def written(self) -> list[str]:
        return [one.text for one in self.values if one.text and not is_unknown(one.text)]

    @property
    def dated(self) -> bool:
        """True when most of what stands in it are days."""
        days = sum(one.day is not None or looks_dated(one.text) for one in self.values)
        return days > 0 and days * 2 >= len([one for one in self.values if not one.empty])

    @property
    def counts(self) -> bool:
        """True for printed numbers of rows."""
        said = [one.text.strip(" .)") for one in self.values if not one.empty]
        return self.title.casefold().strip(" .:") in _NUMBERS and all(one.isdigit() and len(one) < 3 for one in said)

    @property
    def told(self) -> bool:
        """True when it holds more than names and single words."""
        words = [len(one.split()) for one in self.written]
        return bool(words) and sum(words) >= _FEWEST_WORDS * len(words)


def list_of(columns: Sequence[Column], headings: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """Which repeating list a table with these columns is, or None."""
    keys = [_keys(one.title, vocabulary) for one in columns]
    heading = {key for text in headings[-1:] for key in _keys(text, vocabulary)}
    best: tuple[int, str] | None = None
    for name, known in vocabulary.lists.items():
        named = bool(heading & known.headings)
        if any(key & known.avoid for one in keys for key in one[:1]):
            continue
        worded = {role for one in keys if (role := _worded(one, known.roles)) is not None}
        loosely = {role for role in _headed(name, columns, vocabulary).values() if role is not None}
        groups = known.alone if named and known.alone else known.needs
        fits = all(group & worded for group in known.needs) or (named and all(group & worded for group in groups))
        if fits and len(worded) >= (1 if named else 2):
            score = len(worded) * 2 + (3 if named else 0) + (1 if name == "stage_history" and "stage" in worded else 0)
        elif _asks_for_others(columns, vocabulary):
            continue
        elif _plainly(name, loosely, columns) or (name == "agreed_actions" and _by_elimination(loosely, columns)):
            score = len(loosely)
        else:
            continue
        if best is None or score > best[0]:
            best = (score, name)
    return best[1] if best else None


def _asks_for_others(columns: Sequence[Column], vocabulary: Vocabulary) -> bool:
    """True where headings ask plainly for what is no list's: labels in a row over their answers, not columns."""
    found = [vocabulary.match(one.title, None) for one in columns]
    others = [one for one in found if one is not None and (one.field or "").startswith(_OTHERS)]
    return len(others) > 1


def _plainly(name: str, roles: set[str], columns: Sequence[Column]) -> bool:
    """True for a table that no wording makes a list, and whose columns together are one: every column has its role."""
    said = SAID.get(name)
    if said is None or len(roles & set(said)) < 3:
        return False
    return len(roles) >= len([one for one in columns if not one.counts])


def _by_elimination(roles: set[str], columns: Sequence[Column]) -> bool:
    """True for who and by when beside one column that says more than names: what is to be done."""
    left = [one for one in columns if not one.counts]
    return roles == {"owner", "due"} and len(left) == 3 and left[0].told and not left[0].dated


def roles_of(name: str, columns: Sequence[Column], vocabulary: Vocabulary) -> dict[str, str | None]:
    """What each column of the list `name` holds; None for what no column of such a list holds."""
    found = _headed(name, columns, vocabulary)
    held = {role for role in found.values() if role is not None}
    left = [one for one in columns if found[one.title] is None and not one.counts]
    told = _TOLD.get(name)
    if (
        len(left) == 1
        and told is not None
        and told not in held
        and len(held) > 1
        and left[0].told
        and not left[0].dated
    ):
        found[left[0].title] = told
    return found


def _headed(name: str, columns: Sequence[Column], vocabulary: Vocabulary) -> dict[str, str | None]:
    """What each column holds as its own heading tells, by a wording or by single words that what is beneath bears out."""
    known = vocabulary.lists[name]
    found: dict[str, str | None] = {}
    held: set[str] = set()
    for one in columns:
        role = _worded(_keys(one.title, vocabulary), known.roles)
        found[one.title] = None if role in held else role
        held |= {role} if role else set()
    for one in columns:
        if found[one.title] is not None or one.counts:
            continue
        words = set(vocabulary.folding.fold(one.title))
        fitting = [
            (len(words & spoken), -at, role)
            for at, (role, spoken) in enumerate(known.words.items())
            if role not in held and words & spoken and one.dated == (role in DAYS.get(name, ()))
        ]
        if fitting:
            found[one.title] = max(fitting)[2]
            held.add(max(fitting)[2])
    return found


def _worded(keys: Keys, roles: dict[frozenset[str], str]) -> str | None:
    return next((roles[key] for key in keys if key in roles), None)


def _keys(title: str, vocabulary: Vocabulary) -> Keys:
    keys = [frozenset(words) for words, _ in vocabulary.folding.candidates(title)]
    return [*keys, *(bare for key in keys if (bare := key - vocabulary.tables.noise) and bare != key)]
