"""What a label that no wording knows most likely asks for, judged together with its section and its answer.

The label's own words are scored by what examples have taught (`parsers/learning`). Fields that its answer
could not answer are out of the question, what its section makes strange needs more, and the likeliest counts only
where little speaks for another.
"""

from __future__ import annotations

from datetime import date

from parsers.labelled import Labelled, Value
from parsers.learning.features import NONE
from parsers.meaning.dates import looks_dated, read_day
from parsers.meaning.matches import Match
from parsers.meaning.ticks import is_unknown, said_yes
from parsers.meaning.values import contact_parts
from parsers.meaning.vocabulary import PROSE, Vocabulary

# The chance from which a label counts as understood. Below it a person decides.
SURE = 0.9
_LONG = 90
_LABELS = 300
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


def likely_match(item: Labelled, group: str | None, vocabulary: Vocabulary, today: date) -> Match | None:
    """The field that `item` most likely answers, None where that is not sure enough. `group` is its kind of section.

    Such an answer is `weak`: it gives way to any label that the vocabulary knows.
    """
    if len(item.label) > _LABELS or not any(letter.isalpha() for letter in item.label):
        return None
    if group is not None and (group in _ELSEWHERE or ":" in group):
        return None
    against = _AGAINST.get(group or "", {})
    kinds, groups = vocabulary.kinds, vocabulary.groups

    def before(name: str) -> float | None:
        if not could_answer(name, kinds.get(name, "text"), item.value, today):
            return None
        return against.get(groups.get(name) or name.split("_", 1)[0], 0.0)

    field, chance = vocabulary.learned.likely(item.label, before)
    return Match(field, True) if field != NONE and chance >= SURE else None


def could_answer(name: str, kind: str, value: Value, today: date) -> bool:
    """True when `value` is of the sort that `name` asks for: a day for a date, sentences for an account."""
    if value.options:
        return kind in _TICKED or name in _CHOSEN
    text = " ".join(value.text.split())
    if is_unknown(text):
        return True
    day = value.day is not None or read_day(text, today, born=kind == "birth") is not None
    if kind in _DAYS:
        return day or looks_dated(text) or kind == "date_or_words"
    if day:
        return kind in ("history", "actions")
    if kind in _TICKED:
        return said_yes(text, resolved=kind == "resolved").held is not None
    email, phone, _ = contact_parts(text)
    if name.endswith("_email") or name.endswith("_phone"):
        return bool(email if name.endswith("_email") else phone or sum(one.isdigit() for one in text) >= 5)
    if (phone or email) and len(text) < _LONG and name != "subject_id":
        return name in PROSE
    if kind in ("history", "actions") or name in PROSE:
        return True
    return len(value.text) <= _LONG or name in ("subject_address", "plan_status", "threshold_level", "family_informed")
