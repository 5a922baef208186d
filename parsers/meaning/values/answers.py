"""From a `Value` to what a canonical field holds: text, days, choices; with a doubt where a person should look."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from parsers.labelled import Value
from parsers.meaning.values.dates import looks_dated, read_day, without_age
from parsers.meaning.values.ticks import Answer, is_unknown, said_yes, ticked_yes

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?<![\w/])(?:\+\d{1,3}[\s-]?(?:\(0\))?|\(0|0)[\d ()./-]{7,17}\d"
    r"(?:\s*(?:ext|extn|extension|x)\.?\s*\d{1,6})?(?![\w@])",
    re.IGNORECASE,
)
_NAMES_OF_PARTS = re.compile(
    r"\b(?:e-?mail(?: address)?|tel(?:ephone)?|telephone number|phone|mobile|mob)\b\s*(?:no|number)?\s*[:.]?(?=\s|$)"
    r"|\b[tem]\s*:",
    re.IGNORECASE,
)
_WITH_DAY = re.compile(
    r"(\D{2,}?)[\s,;(–-]+(?:(?:dob|d\.o\.b\.?|born)\s*:?\s*)?"
    r"(\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\s+\d{4})\s*\)?",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"\d|\b(?:days?|weeks?|months?|hours?|today|tomorrow|tonight|noon|midday|midnight|immediate(?:ly)?|urgent(?:ly)?|asap|soon(?:est)?|once|now|end|before|after|within|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|one|two|three|four|five|six|seven|ten|conference|meeting|term|possible|agreed|earliest|discharge)\b",
    re.IGNORECASE,
)
_STAGED = re.compile(
    r"\d|\b(?:stage|step|level|tier|formal|informal|panel|chair|one|two|three|four|first|second|third|fourth)\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"child|adult|young|unborn|bab(?:y|ies)|infant|toddler|teen|adolescent|pupil|student|learner|patient|resident|tenant|person|people|leaver|carer|parent|woman|man\b|"
    r"boy|girl|mother|minor|client|user|famil|sibling|elder|older|both|other|\d|yp\b|cyp\b|ticked",
    re.IGNORECASE,
)
_LONGEST_STAGE = 5
# More than this beside a telephone number, and it is a whole contact.
_MOST_LETTERS = 40
_BOTH_DATES = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")


_CALLED = re.compile(
    r"\b(?:ext|extn|extension|bleep|pager|mobile|mob|switchboard|tel|phone|ring|call|work|home|via)\b", re.IGNORECASE
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")
# Words that end or make the name of an agency and of no person.
_AGENCY = re.compile(
    r"\b(?:council|nhs|trust|constabulary|school|academy|college|nursery|housing association|social care|mash|hub|family centre|children[’']?s centre"
    r"|health centre|medical centre|surgery|integrated care board|probation service|early help service|hospitals?|(?:health|support|protection|assessment|discharge) team)$|\bcouncil\b.*\bservices?$|\bsocial care\b",
    re.IGNORECASE,
)
_TOLD = frozenset(("disagreement_summary", "risk_to_subject", "desired_outcome", "response_summary", "panel_decision"))
_NEVER_YES = _TOLD | {
    "stage", "stage_resolved", "referring_agency", "referring_name", "referring_role", "referring_manager", "responding_agency", "responding_name",
    "responding_role", "subject_name", "subject_id", "subject_address", "response_author", "threshold_level",
}  # fmt: skip


def answer(kind: str, value: Value, today: date) -> Answer:
    """What a field of `kind` holds when `value` answers it. An `Answer` with nothing held and no doubt: no answer."""
    if value.doubts:
        return Answer(None, value.doubts[0])
    if value.options:
        ticks = kind in ("yes_no", "resolved")
        said = ticked_yes(value, resolved=kind == "resolved") if ticks else _chosen(value)
        beside = value.text.strip()
        return replace(said, rest=beside) if beside and said.held is not None else said
    text = value.text.strip()
    match kind:
        case "date" | "birth" | "date_or_words":
            return day_of(value, today, born=kind == "birth", words=kind == "date_or_words")
        case "yes_no" | "resolved":
            return said_yes(text, resolved=kind == "resolved") if text else Answer()
        case _:
            if not text and value.day is not None:
                return Answer(value.day.isoformat())
            return Answer(text or None)


def misplaced(name: str, text: str, today: date) -> str | None:
    """Why `text` cannot be what `name` asks for: an address where a name belongs, words where a number belongs.

    A form whose answers slipped by one cell is told so, instead of being read wrongly.
    """
    if is_unknown(text):
        return None
    if name == "subject_type" and not _KIND.search(text):
        return "it is neither child nor adult"
    if name == "requested_response_date" and not _TIMED.search(text):
        return "it says no day or time"
    if name.endswith("_email"):
        return None if _EMAIL.search(text) else "it is no email address"
    if name.endswith("_phone"):
        digits = sum(one.isdigit() for one in text)
        letters = sum(one.isalpha() for one in text)
        wordy = digits < 7 and letters > 9 and not _CALLED.search(text)
        return "it is no telephone number" if digits < 3 or wordy or letters > _MOST_LETTERS else None
    plainly = " ".join(text.split()).strip(" .").casefold()
    if name in _NEVER_YES and plainly in ("yes", "no", "y", "n"):
        return "it is a yes or a no"
    if name in _TOLD and (_EMAIL.fullmatch(text.strip()) or _PHONE.fullmatch(text.strip()) or read_day(text, today)):
        return "it is an address, a number or a date"
    if name == "resolved" and re.match(r"(?:stage|step|level)\b", plainly):
        return "it is a stage"
    if name in ("stage", "stage_resolved"):
        words = len(plainly.split())
        wordy = words > 16 or (words > _LONGEST_STAGE and not _STAGED.search(text))
        agency = _AGENCY.search(plainly) is not None and not _STAGED.search(text)
        if wordy or agency or read_day(text, today) is not None:
            return "it is no stage"
    if name.endswith(("_name", "_role", "_agency", "_manager")) or name == "response_author":
        bare = text.strip()
        if name.endswith(("_name", "_manager")) and name != "subject_name" and _AGENCY.search(bare.partition(",")[0]):
            return "it names an agency, not a person"
        if name.endswith("_role") and _AGENCY.search(bare) and not _POST.search(bare):
            return "it names an agency, not a post"
        if name == "subject_name" and (_POSTCODE.search(bare) or re.match(r"\d{1,4}[a-z]?,? [A-Z]", bare)):
            return "it is an address"
        if bare.endswith("?") or len(bare.split()) > 30:
            return "it is a sentence, not a name"
        if _EMAIL.fullmatch(bare) or _PHONE.fullmatch(bare) or read_day(bare, today) is not None:
            return "it is an address, a number or a date"
    return None


_NAMED = re.compile(
    r"(?:(?:mr|mrs|ms|miss|mx|dr|prof|sister|sr|rev|pc|dc|ds|di|dci|cllr|sgt)\.?\s+)?[A-Z][\w’'.-]*(?:\s+(?:de|van|von|der|la|el|al|bin|O’|[A-Z][\w’'.-]*)){0,3}"
    r"(?:\s*\([^()]*\))?",
)
_POST = re.compile(
    r"\b(?:manager|officer|worker|head|teacher|nurse|lead|doctor|director|leader|practitioner|visitor|therapist|consultant|paediatrician|"
    r"co-?ordinator|supervisor|sergeant|constable|inspector|clerk|adviser|advisor|assistant|deputy|principal|midwife|psychologist|social)\b",
    re.IGNORECASE,
)


def looks_named(text: str, *, strictly: bool = False) -> bool:
    """True for words that may be a person's name and are no post. `strictly`: and has more than one word."""
    said = text.strip()
    fits = _NAMED.fullmatch(said[:1].upper() + said[1:]) is not None and not _POST.search(said)
    return fits and not (strictly and len(said.split()) < 2)


def name_and_day(text: str, today: date) -> tuple[str, date] | None:
    """(name, date of birth) of a cell that holds both, "A B, 1/2/2015"; None for any other."""
    found = _WITH_DAY.fullmatch(text.strip())
    day = read_day(found[2], today, born=True) if found else None
    return (found[1].strip(" ,;(-–"), day) if found and day else None


def day_of(value: Value, today: date, *, born: bool = False, words: bool = False) -> Answer:
    """The day that a value says. `words`: an answer without a date in it ("within a week") stands as written."""
    text = value.text.strip()
    if not text:
        return Answer(value.day)
    if is_unknown(text):
        return Answer(text)
    day = read_day(text, today, born=born)
    rest = None
    if day is None and born and (bare := without_age(text)) is not None:
        day, rest = read_day(bare, today, born=True), text
    if day is None and (parts := re.fullmatch(r"([^()]+?)\s*\(([^()]*)\)", text)) and not re.search(r"\d", parts[2]):
        day, rest = read_day(parts[1], today, born=born), text
    if value.day is not None:
        # The control's own date settles day against month; words that were retyped and disagree are for a person.
        if day == value.day or _same_day_american(text, value.day) or (day is None and not re.search(r"\d", text)):
            return Answer(value.day, rest=rest)
        return Answer(None, f"the words say “{text}” and the date control says {value.day.isoformat()}")
    if day is None:
        if words and not looks_dated(text):
            return Answer(text)
        return Answer(None, "it cannot be read as one day")
    return Answer(day, rest=rest)


def _same_day_american(text: str, day: date) -> bool:
    found = _BOTH_DATES.fullmatch(text)
    return found is not None and (int(found[1]), int(found[2]), int(found[3]) % 100) == (
        day.month,
        day.day,
        day.year % 100,
    )


def _chosen(value: Value) -> Answer:
    """The words of the ticked option; several in a list, for the field to judge."""
    doubtful = [one for one in value.options if one.state == "doubtful"]
    if doubtful:
        return Answer(None, doubtful[0].doubt or "a box is not plainly ticked")
    ticked = [one.text or "ticked" for one in value.options if one.state == "ticked"]
    if not ticked:
        return Answer()
    if len(ticked) > 1 and len(ticked) == len(value.options):
        return Answer(None, "every box is ticked")
    return Answer(ticked[0] if len(ticked) == 1 else ticked)


def shown(value: Value) -> str:
    """A value as a person would copy it out."""
    parts: list[str] = []
    if value.options:
        marks = {"ticked": "☒", "empty": "☐", "doubtful": "?"}
        parts.append(" ".join(f"{marks[one.state]} {one.text}".strip() for one in value.options))
    if value.text:
        parts.append(value.text)
    if not parts and value.day:
        parts.append(value.day.isoformat())
    return " ".join(parts)


def contact_parts(text: str) -> tuple[str | None, str | None, str]:
    """(email, phone, what is left) of a cell that holds several ways to reach somebody. Only the first of each counts
    where there are several; the others are left."""
    rest = text
    email = _EMAIL.search(rest)
    if email:
        rest = rest[: email.start()] + "\n" + rest[email.end() :]
    phone = _PHONE.search(rest)
    if phone:
        rest = rest[: phone.start()] + "\n" + rest[phone.end() :]
    rest = _NAMES_OF_PARTS.sub(" ", rest) if email or phone else rest
    lines = (" ".join(line.split()).strip(" ,;:/|-–<>()") for line in rest.split("\n"))
    return (
        (email.group() if email else None),
        (phone.group().strip() if phone else None),
        "\n".join(line for line in lines if line),
    )


def several_agencies(text: str) -> str | list[str]:
    """One agency as written, or a list where a cell names several unmistakably: one a line, or split by semicolons."""
    parts = [part.strip(" \t•●-–*") for part in text.replace(";", "\n").split("\n")]
    parts = [part for part in parts if part]
    if len(parts) < 2 or any(len(part) > 80 or _EMAIL.search(part) or _PHONE.search(part) for part in parts):
        return text
    if any(re.search(r"\d", part) or part[:1].islower() for part in parts):
        return text
    return parts


def people_in(text: str) -> list[str]:
    """The names in a cell that holds several children, one a line or split by semicolons; one name otherwise."""
    parts = [re.sub(r"^\s*(?:\d{1,2}[.)]|[•●*-])\s*", "", part).strip() for part in text.replace(";", "\n").split("\n")]
    return [part for part in parts if part]
