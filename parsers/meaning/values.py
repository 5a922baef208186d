"""From a `Value` to what a canonical field holds: text, days, yes and no; with a doubt where a person should look."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from parsers.labelled import Value
from parsers.meaning.dates import read_day

DAYS = frozenset("subject_dob form_date disagreement_date requested_response_date response_date panel_date".split())
YES_NO = frozenset("immediate_risk family_informed resolved panel_requested referrer_agrees".split())
_YES = frozenset("yes y true agreed agree ticked".split())
_NO = frozenset("no n false not disagree".split())
_UNKNOWN = re.compile(
    r"^(not known|unknown|n/?a|n\.a\.?|not applicable|none|nil|no information available|tbc|not stated|not yet known|-)\.?$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?:\+44\s?\(?0?\)?|\(?0)\s?[\d ()./-]{7,16}\d(?:\s*(?:ext|x)\.?\s*\d{1,6})?")


def is_unknown(text: str) -> bool:
    """True for "not known", "N/A" and the like: an answer, as it was written."""
    return _UNKNOWN.match(text.strip()) is not None


def answer(name: str, value: Value, today: date) -> tuple[Any, str | None]:
    """(what the field holds, why it is doubtful). The first is None when nothing certain can be said."""
    if value.doubts:
        return None, value.doubts[0]
    if value.options:
        return _from_options(name, value)
    text = value.text.strip()
    if name in DAYS:
        return _day(name, value, text, today)
    if name in YES_NO:
        return _yes_no(name, text)
    return (text or None), None


def _day(name: str, value: Value, text: str, today: date) -> tuple[Any, str | None]:
    born = name == "subject_dob"
    if not text and value.day is not None:
        return value.day, None
    if is_unknown(text):
        return text, None
    bare = re.sub(r"^(dob|d\.o\.b\.?|edd|edc|due|date)\s*[:.]?\s*", "", text, flags=re.IGNORECASE)
    day = read_day(bare, today, born=born)
    if value.day is not None:
        # The control's own date settles day against month; words that were retyped and disagree are for a person.
        american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", bare)
        if day == value.day or (
            american
            and (int(american[1]), int(american[2]), int(american[3]))
            == (value.day.month, value.day.day, value.day.year)
        ):
            return value.day, None
        if day is None and not re.search(r"\d", text):
            return value.day, None
        return None, f"the words say “{text}” and the date control says {value.day.isoformat()}"
    if day is None:
        if name == "requested_response_date" and not re.search(r"\d{1,2}[/.\-]\d", text):
            return text, None
        return None, "it cannot be read as one day"
    return day, None


def _yes_no(name: str, text: str) -> tuple[Any, str | None]:
    if is_unknown(text):
        return text, None
    first, _, rest = re.sub(r"[\s,.;:–—-]+", " ", text.casefold()).strip().partition(" ")
    if first in _YES or first in _NO:
        if rest and rest.split()[0] in ("no", "yes", "/"):
            return None, "it says both yes and no"
        said = first in _YES
        if name == "resolved" and rest.startswith("resolved"):
            return (said if first != "not" else False), None
        if rest and first in ("not", "agreed", "agree", "ticked", "true", "false", "disagree"):
            return (text, None) if name == "resolved" else (None, "it is not plainly yes or no")
        return said, (f"rest:{text}" if rest else None)
    if name == "resolved":
        if first in ("resolved",) and not rest:
            return True, None
        if first in ("unresolved",) and not rest:
            return False, None
        return (text or None), None
    return None, "it is not plainly yes or no"


def _from_options(name: str, value: Value) -> tuple[Any, str | None]:
    doubtful = [one for one in value.options if one.state == "doubtful"]
    ticked = [one for one in value.options if one.state == "ticked"]
    if doubtful:
        return None, doubtful[0].doubt or "a box is not plainly ticked"
    if not ticked:
        return None, None
    labels = [one.text for one in ticked]
    if name in YES_NO:
        if len(value.options) == 1 and not labels[0]:
            return True, None
        said = {_option_yes(label) for label in labels}
        if len(said) == 1 and None not in said:
            return said.pop(), None
        if name == "resolved" and len(labels) == 1:
            return labels[0], None
        if len(labels) == 1 and len(value.options) == 1:
            return True, None
        return None, f"these are ticked: {', '.join(label or 'a box without words' for label in labels)}"
    if len(labels) == 1:
        return (labels[0] or "ticked"), None
    if name in ("responding_agency", "evidence", "theme"):
        return labels, None
    if len(ticked) == len(value.options):
        return None, "every box is ticked"
    return ", ".join(labels), None if name not in (
        "stage",
        "subject_type",
    ) else f"several are ticked: {', '.join(labels)}"


def _option_yes(label: str) -> bool | None:
    word = re.sub(r"[^a-z ]+", " ", label.casefold()).split()
    if not word:
        return None
    if word[0] in _YES or word == ["resolved"]:
        return True
    if word[0] in _NO or word in (["unresolved"], ["not", "resolved"]):
        return False
    return None


def contact_parts(text: str) -> tuple[str | None, str | None, str]:
    """(email, phone, what is left) of a cell that holds several ways to reach somebody."""
    email = _EMAIL.search(text)
    phone = _PHONE.search(text)
    rest = text
    for found in (email, phone):
        if found:
            rest = rest.replace(found.group(), " ")
    rest = re.sub(r"\b(e-?mail|tel(ephone)?|phone|mobile|mob|t|e|m)\b\s*[:.]?", " ", rest, flags=re.IGNORECASE)
    rest = " ".join(rest.split()).strip(" ,;:/|-")
    return (email.group() if email else None), (phone.group().strip() if phone else None), rest
