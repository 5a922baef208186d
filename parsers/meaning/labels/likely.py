"""What a label that no wording knows most likely asks for, judged together with its section and its answer.

The label's own words are scored by what examples have taught (`parsers/learning`). Fields that its answer
could not answer are out of the question, what its section makes strange needs more, and the likeliest counts only
where little speaks for another.
"""

from __future__ import annotations

from datetime import date

from parsers.labelled import Labelled, Value
from parsers.learning.features import NONE
from parsers.meaning.labels.matches import Match
from parsers.meaning.labels.neighbours import Around
from parsers.meaning.labels.vocabulary import PROSE, Vocabulary
from parsers.meaning.values.answers import contact_parts
from parsers.meaning.values.dates import looks_dated, read_day
from parsers.meaning.values.ticks import is_unknown, said_yes

# The chance from which a label counts as understood; below it a person decides. What the words of a side or a shape say
# (`Vocabulary.match`) is overruled from the higher one on, what a wording says never.
SURE, SURER = 0.9, 0.97
# The chance from which a label counts as understood when the questions around it have spoken too.
SURE_AMONG = 0.75
# Where the words of a side or a shape say what examples give so little for, and so much for another, a person decides.
_LITTLE, _MUCH = 0.02, 0.6
_LONG = 90
_LABELS = 300
# What was done, by whom and when, takes more than a name.
_LISTS, _LEAST_TOLD = ("history", "actions"), 40
_SHORTEST_NUMBER = 4
_LONG_TOO = frozenset(("subject_address", "plan_status", "threshold_level"))
_DAYS = ("date", "birth", "date_or_words")
_TICKED = ("yes_no", "resolved")
_CHOSEN = frozenset(("stage", "stage_resolved", "subject_type", "plan_status", "threshold_level"))
# Sections whose labels ask for nothing of ours: the household, the office.
_ELSEWHERE = frozenset(("other", "office"))
# How much a section of one kind speaks against what stands in another, as a logarithm of odds.
_STRANGE, _UNUSUAL = -3.0, -1.5
_AGAINST: dict[str, dict[str, float]] = {
    "referring": {"responding": _STRANGE, "response": _STRANGE, "panel": _STRANGE, "learning": _STRANGE},
    "responding": {"referring": _STRANGE, "difference": _UNUSUAL, "subject": _UNUSUAL, "form": _UNUSUAL},
    "subject": {"referring": _STRANGE, "responding": _STRANGE, "response": _STRANGE, "panel": _STRANGE},
    "difference": {"response": _UNUSUAL, "panel": _UNUSUAL, "learning": _UNUSUAL},
    "response": {"referring": _STRANGE, "difference": _STRANGE, "subject": _STRANGE, "form": _STRANGE},
    "panel": {"referring": _STRANGE, "difference": _STRANGE, "subject": _STRANGE, "form": _UNUSUAL},
    "learning": {"referring": _STRANGE, "difference": _UNUSUAL, "subject": _STRANGE, "form": _UNUSUAL},
}


class Likely:
    """Judges the labels of one reading. `asked` is what the vocabulary found, None where it knows nothing."""

    def __init__(self, vocabulary: Vocabulary, today: date) -> None:
        self._learned = vocabulary.learned
        self._kinds = vocabulary.kinds
        self._groups = vocabulary.groups
        self._today = today

    def match(self, item: Labelled, group: str | None, asked: Match | None) -> Match | None:
        """`asked`, or the field that `item` most likely answers where that is surer. `group` is its kind of section.

        None where examples speak plainly against what sides or shapes have put together, without being sure of another:
        then a person decides. What was judged likely has its chance: it gives way to anything that the vocabulary knows.
        """
        if asked is not None and asked.chance is not None:
            asked = None  # Judged by the label alone; the answer tells more.
        if asked is not None and (asked.exact or asked.place is not None):
            return asked
        if len(item.value.options) == 1 and not item.value.options[0].text:
            return asked  # A lone box is ticked as an answer to the heading above as often as to its own words.
        if group is not None and (group in _ELSEWHERE or ":" in group):
            return asked
        found = self._chances(item.label, item.value, group)
        if not found:
            return asked
        field = max(found, key=lambda name: (found[name], name))
        chance = found[field]
        if asked is None or (asked.field or "").startswith("other:"):
            return Match(field, chance=chance) if field != NONE and chance >= SURE else asked
        if field == asked.field:
            return asked
        if _opposite(field, asked.field):
            return None if chance >= SURER else asked  # Whose telephone it is, nobody guesses.
        if field != NONE and chance >= SURER:
            return Match(field, chance=chance)
        if asked.field is None or field == NONE or chance < _MUCH or found.get(asked.field, 0.0) >= _LITTLE:
            return asked
        fits = Fit(item.value, self._today).answers(asked.field, self._kinds.get(asked.field, "text"))
        return None if fits and self._learned.knows(asked.field) else asked

    def account(self, heading: str, value: Value) -> str | None:
        """The account (of the difference, of the risk …) that a heading which no wording knows asks for, else None."""
        found = self._chances(heading, value, None)
        return next((name for name, chance in found.items() if name in PROSE and chance >= SURER), None)

    def among(self, item: Labelled, group: str | None, around: Around) -> Match | None:
        """The field that `item` most likely answers as `around` speaks too, where that is sure."""
        if group is not None and (group in _ELSEWHERE or ":" in group):
            return None
        found = self._chances(item.label, item.value, group, around)
        if not found:
            return None
        field = max(found, key=lambda name: (found[name], name))
        return Match(field, chance=found[field]) if field != NONE and found[field] >= SURE_AMONG else None

    def _chances(self, label: str, value: Value, group: str | None, around: Around | None = None) -> dict[str, float]:
        """The chance of each field that `value` could answer; empty where `label` is no words to judge by."""
        if len(label) > _LABELS or not any(letter.isalpha() for letter in label):
            return {}
        against = _AGAINST.get(group or "", {})
        fits = Fit(value, self._today)

        def before(name: str) -> float | None:
            if not fits.answers(name, self._kinds.get(name, "text")):
                return None
            odds = against.get(self._groups.get(name) or name.split("_", 1)[0], 0.0)
            return odds + around.speaks_for(name) if around is not None else odds

        return self._learned.chances(label, before)


def _opposite(field: str, asked: str | None) -> bool:
    """True where one reader says that a label asks of one side, and the other that it asks of the other."""
    sides = {field.partition("_")[0], (asked or "").partition("_")[0]}
    return sides == {"referring", "responding"}


class Fit:
    """Which fields a value could answer: a day for a date, sentences for an account."""

    def __init__(self, value: Value, today: date) -> None:
        text = " ".join(value.text.split())
        self._ticked = bool(value.options)
        self._anything = not self._ticked and is_unknown(text)
        self._day = value.day is not None or read_day(text, today) is not None
        self._dated = self._day or looks_dated(text)
        self._born = self._day or self._dated or read_day(text, today, born=True) is not None
        self._yes = said_yes(text).held is not None
        self._resolved = said_yes(text, resolved=True).held is not None
        email, phone, _ = contact_parts(text)
        self._email, self._phone = email is not None, phone is not None
        self._digits = sum(one.isdigit() for one in text)
        self._long = len(text) > _LONG
        self._told = self._dated or len(text) > _LEAST_TOLD

    def answers(self, name: str, kind: str) -> bool:
        """True when the value is of the sort that `name`, a field of that kind, asks for."""
        if self._ticked:
            return kind in _TICKED or name in _CHOSEN
        if self._anything:
            return True
        if kind in _DAYS:
            return kind == "date_or_words" or (self._born if kind == "birth" else self._dated)
        if kind in _LISTS:
            return self._told and not self._yes
        if kind in _TICKED:
            return self._resolved if kind == "resolved" else self._yes
        account = name in PROSE and not self._yes
        if self._day:
            return False
        if name.endswith("_email"):
            return self._email
        if name.endswith("_phone"):
            return self._phone or self._digits >= _SHORTEST_NUMBER
        if (self._phone or self._email) and not self._long and name != "subject_id":
            return account
        return account or not self._long or name in _LONG_TOO
