"""The grammar of rulings: one row a command, each with the words that make it and an example to show.

A command is its own line, from its first word to its last: prose that merely contains the words is never a ruling.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from daemon.cases.rulings.days import Direction, day_said, days_meant, time_said
from daemon.cases.rulings.values import Incomplete, ReadDay, Ruling

_BECAUSE = r"\s*[,;:–-]*\s*\bbecause\b(?:\s+of)?\s*[:,]?\s*"
_CLEAN = r"[.!,;\s]*"
_IT = r"(?:\s+(?:it|this|this\s+(?:case|one)|the\s+case|case))?"
# What people write for "because". A comma or a dash says too little where the words behind it begin another thought.
_REASON = re.compile(
    r"(?P<day>.+?)(?:\s+(?:as|since|while|owing\s+to|due\s+to)\s+(?P<text>[A-Za-z].*)|\s*(?:[,;(]|\s[–-]\s)\s*(?P<loose>[A-Za-z].*?)\)?)",
    re.I | re.S,
)
# "The police have not answered" says the contrary, and "once they have answered" nothing of now.
_NEGATED = (
    r"(?:i|we)\b|(?:(?!answered).)*(?:\b(?:no|not|never|nobody|none|neither|cannot|yet|still|if|when|once|until|unless|after"
    r"|whether|before|who|should|must|would|will)\b|n't\b)"
)
# A full stop ends a sentence, but for "Dr. Moss" and "P. Moss".
_IN_A_NAME = r"(?:[^:.]|(?:(?<=\b[a-z])|(?<=\bdr)|(?<=\bmr)|(?<=\bms)|(?<=\bmrs)|(?<=\bprof))\.)"
_ANOTHER_THOUGHT = re.compile(r"(?:and|then|but|or|unless|if|when|please|we|i|at|so)\b", re.I)


@dataclass(frozen=True, slots=True)
class Words:
    """What a command's words are read with."""

    said: str
    today: date
    read_day: ReadDay


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its pattern over the whole line, an example, and how its parts become a ruling.

    `open_ended` commands end in free text, which may run on over wrapped lines; `asks` ones may end in a question mark.
    """

    name: str
    example: str
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str], Words], Ruling | Incomplete | None]
    open_ended: bool = False
    asks: bool = False


def _plain(name: str) -> Callable[[re.Match[str], Words], Ruling | Incomplete | None]:
    def make(found: re.Match[str], words: Words) -> Ruling:
        parts = found.groupdict()
        who = parts.get("name") or parts.get("who")
        return Ruling(name, words.said, name=_tidy(who), text=_tidy(parts.get("text")))

    return make


def _tidy(text: str | None) -> str:
    return (text or "").strip(" \t,;:–-").removesuffix(".").strip()


def _said_something(text: str | None) -> bool:
    return re.search(r"\w", text or "") is not None


def _outcome(name: str, example: str) -> Callable[[re.Match[str], Words], Ruling | Incomplete | None]:
    def make(found: re.Match[str], words: Words) -> Ruling | Incomplete | None:
        text = found["text"]
        if not _said_something(text):
            return Incomplete(words.said, f"Say the outcome after a colon: {example}")
        return Ruling(name, words.said, text=text.strip())

    return make


def _close_bare(_found: re.Match[str], words: Words) -> Incomplete:
    return Incomplete(words.said, "Say the outcome after a colon: close outcome: joint plan agreed")


def _extend_bare(_found: re.Match[str], words: Words) -> Incomplete:
    return Incomplete(words.said, "Name the day itself, and say why: due 3 May because both managers agreed it")


def _hold_bare(_found: re.Match[str], words: Words) -> Incomplete:
    return Incomplete(words.said, "Say until when, and why: hold until 3 May because the school is closed")


def _dated(
    name: str, direction: Direction, *, reason: bool
) -> Callable[[re.Match[str], Words], Ruling | Incomplete | None]:
    def make(found: re.Match[str], words: Words) -> Ruling | Incomplete | None:
        written = found["day"]
        day = day_said(written, words.today, words.read_day, direction)
        text = found.groupdict().get("text")
        if day is None and reason and text is None and (parted := _REASON.fullmatch(written)) is not None:
            day = day_said(parted["day"], words.today, words.read_day, direction)
            loose = parted["loose"]
            text = parted["text"] or (loose if loose and not _ANOTHER_THOUGHT.match(loose) else None)
        if day is None:
            several = days_meant(written, words.today, direction)
            if several:
                either = " or ".join(f"{one:%A} {one.day} {one:%B}" for one in several)
                return Incomplete(
                    words.said,
                    f"“{written.strip()}” may mean {either}. Write the date, such as {several[0].day} {several[0]:%B}.",
                )
            if re.search(r"\d", written) and len(written) < 40:
                why = f"“{written.strip()}” is no day that we can be sure of; write it as 3 May 2027, with its year."
                return Incomplete(words.said, why)
            return None
        if reason and not _said_something(text):
            how = f"{name}{' until' if name == 'hold' else ''} {day.day} {day:%B} because …"
            return Incomplete(words.said, f"Say why, after the word because: {how}")
        return Ruling(name, words.said, day=day, text=_tidy(text))

    return make


def _panel_on(found: re.Match[str], words: Words) -> Ruling | Incomplete | None:
    day = day_said(found["day"], words.today, words.read_day, "future")
    how = "Write it so: panel on 3 June 2027 at 10:00, Town Hall, Pat Moss, Hari Shah"
    if day is None:
        return Incomplete(words.said, f"“{found['day'].strip()}” is no day that we can be sure of. {how}")
    at = time_said(found["time"] or "")
    if at is None:
        return Incomplete(words.said, f"The time of day is missing or unclear. {how}")
    rest = (found["rest"] or "").strip(" .;,")
    place, members = _place_and_members(rest)
    if not place:
        return Incomplete(words.said, f"The place is missing. {how}")
    return Ruling("panel on", words.said, day=day, at=at, place=place, members=members)


def _place_and_members(rest: str) -> tuple[str, tuple[str, ...]]:
    """ "Town Hall, A, B and C" or, where the place has commas of its own, "Town Hall, Room 2; A, B"."""
    labelled = re.fullmatch(
        r"(?:place\s*:?\s*)?(?P<place>.+?)\s*[,;]?\s+(?:with|members?\s*:?)\s+(?P<members>.+)", rest, re.I
    )
    if labelled:
        place, named = labelled["place"], labelled["members"]
    elif ";" in rest:
        place, _, named = rest.partition(";")
    else:
        place, _, named = rest.partition(",")
    members = [one.strip(" .") for one in re.split(r"[,;]|\band\b", named) if one.strip(" .")]
    return place.strip(" ,"), tuple(members)


def _rang(found: re.Match[str], words: Words) -> Ruling:
    return Ruling(
        "rang", words.said, name=_tidy(found["name"] or found["whom"]), text=_tidy(found["text"] or found["what"])
    )


def _step_done(found: re.Match[str], words: Words) -> Ruling:
    parts = found.groupdict()
    number = next((parts[name] for name in ("first", "second") if parts.get(name)), None)
    return Ruling("step done", words.said, number=int(number) if number else None, text=_tidy(parts.get("text")))


def _seen(found: re.Match[str], words: Words) -> Ruling | Incomplete:
    """*seen*, with what was done about it; a second command on the line is not swallowed."""
    text = _tidy(found["text"] or found["dashed"])
    if any(one.pattern.fullmatch(text) for one in COMMANDS if one.name not in ("note", "rang", "answered", "seen")):
        return Incomplete(words.said, "There are two rulings on one line. Write each on a line of its own: seen")
    return Ruling("seen", words.said, text=text)


def _refer(found: re.Match[str], words: Words) -> Ruling:
    return Ruling("refer to", words.said, name=_tidy(found["name"]))


def _agency_is(found: re.Match[str], words: Words) -> Ruling | None:
    name = _tidy(found["name"])
    if not name or re.match(r"not\b|unknown|unclear|unsure", name, re.I):
        return None
    return Ruling("responding agency is", words.said, name=name)


def _merge(found: re.Match[str], words: Words) -> Ruling:
    first = found["first"]
    return Ruling("merge with", words.said, reference=first.upper() if first else None, name=found["reference"].upper())


def _row(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


REFERENCE = r"[A-Za-z]{2,8}-\d{4}-\d{4,}"

COMMANDS: tuple[Command, ...] = (
    Command(
        "close outcome",
        "close outcome: joint plan agreed",
        _row(rf"closed?{_IT}\s*[,;.–-]?\s*(?:with\s+)?(?:the\s+)?outcome\s*[:=–-]\s*(?P<text>.*)"),
        _outcome("close outcome", "close outcome: joint plan agreed"),
        open_ended=True,
    ),
    Command(
        "close outcome",
        "close outcome: joint plan agreed",
        _row(
            rf"close{_IT}(?:\s+now)?{_CLEAN}|close{_IT}\s*[,;–-]?\s*outcome\b.*|close{_IT}\s*:.*|(?:the\s+)?outcome\s*:.*"
        ),
        _close_bare,
    ),
    Command(
        "panel decided",
        "panel decided: the plan stands",
        _row(r"(?:the\s+)?panel(?:\s+(?:has\s+)?decided|(?:'s)?\s+decision(?:\s+is)?)\s*[:–-]\s*(?P<text>.*)"),
        _outcome("panel decided", "panel decided: the plan stands"),
        open_ended=True,
    ),
    Command(
        "panel decided",
        "panel decided: the plan stands",
        _row(r"(?:the\s+)?panel\s+(?:has\s+)?decided\b(?P<text>)[^:?]*"),
        _outcome("panel decided", "panel decided: the plan stands"),
    ),
    Command(
        "answered",
        "answered",
        _row(
            rf"(?:(?:they|it|this)\s+(?:(?:has|have)\s+(?:been\s+|now\s+)?|was\s+)?|(?!{_NEGATED})(?P<who>\S+(?:\s+\S+){{0,5}}?)\s+(?:has|have)\s+(?:now\s+)?)?answered(?:\s*(?:by|:)\s*(?P<name>.+?))??(?:\s*[,;:(–-]\s*(?P<text>(?:not\s+)?resolved|unresolved)\)?)?{_CLEAN}"
        ),
        _plain("answered"),
    ),
    Command(
        "holding reply",
        "holding reply",
        _row(
            rf"(?:(?:this|it|that)(?:\s+is|\s+was|'s)\s+)?(?:(?:just|only)\s+)?(?:a\s+)?holding\s+reply(?:\s+only)?{_CLEAN}"
        ),
        _plain("holding reply"),
    ),
    Command(
        "withdrawn",
        "withdrawn",
        _row(
            rf"(?:(?:it|this|the\s+case|(?:the\s+)?referr(?:er|ing\s+agency))(?:\s+is|\s+was|\s+has(?:\s+been)?|'s)\s+)?withdrawn?(?:\s+by\s+(?:the\s+)?(?P<name>[\w '&-]+?))?{_CLEAN}"
        ),
        _plain("withdrawn"),
    ),
    Command(
        "hold",
        "hold until 3 May because the school is closed",
        _row(
            rf"(?:put{_IT}\s+on\s+)?hold{_IT}\s+(?:until|till|to|through|(?=for\s))\s*(?P<day>.+?)(?:{_BECAUSE}(?P<text>.*))?"
        ),
        _dated("hold", "future", reason=True),
        open_ended=True,
    ),
    Command(
        "hold",
        "hold until 3 May because the school is closed",
        _row(rf"(?:put{_IT}\s+on\s+)?hold{_IT}(?:\s+(?:please|on|now))?{_CLEAN}"),
        _hold_bare,
    ),
    Command(
        "resume",
        "resume",
        _row(
            rf"resume{_IT}(?:\s+(?:now|chasing|letters))?{_CLEAN}|(?:take{_IT}\s+off|end|lift|stop)\s+(?:the\s+)?hold{_CLEAN}"
        ),
        _plain("resume"),
    ),
    Command(
        "due",
        "due 3 May because both managers agreed it",
        _row(
            rf"(?:(?:(?:now|new|agreed)\s+)?due(?:\s+(?:day|date))?(?:\s+(?:is|on|by)|\s*:)?(?:\s+now)?|(?:extend(?:ed)?{_IT}(?:\s+the\s+(?:day|date|deadline))?|extension)\s+(?:to|until|till))\s+(?P<day>.+?)(?:{_BECAUSE}(?P<text>.*))?"
        ),
        _dated("due", "future", reason=True),
        open_ended=True,
    ),
    Command(
        "due",
        "due 3 May because both managers agreed it",
        _row(rf"extend{_IT}(?:\s+(?:the\s+(?:day|date|deadline)|by\b.*))?{_CLEAN}"),
        _extend_bare,
    ),
    Command(
        "received",
        "received 2 March 2027",
        _row(r"(?:(?:the\s+)?form\s+|it\s+)?(?:was\s+)?received(?:\s+(?:on|by\s+us\s+on)|\s*:)?\s+(?P<day>.+)"),
        _dated("received", "past", reason=False),
    ),
    Command(
        "responding agency is",
        "responding agency is Example Police",
        _row(r"(?:the\s+)?responding\s+agenc(?:y|ies)\s*(?:\s+is|\s+are|\s+should\s+be|:)\s+(?P<name>[^?]+)"),
        _agency_is,
    ),
    Command(
        "send to",
        "send to Example Police",
        _row(r"send(?:\s+(?:it|this|the\s+form|the\s+notice))?\s+to\s+(?P<name>[^?]+)"),
        _plain("send to"),
    ),
    Command(
        "ask",
        "ask Example Police: who chairs the meeting?",
        _row(r"ask\s+(?P<text>.+)"),
        _plain("ask"),
        open_ended=True,
        asks=True,
    ),
    Command(
        "chase now",
        "chase now",
        _row(
            rf"chase(?:\s+(?:it|them))?(?:\s+(?:now|again|up))?{_CLEAN}|chase\s+(?!(?:on|up|in|by|at|if|when|tomorrow|next|later|until)\b)(?P<name>[^?]+?)(?:\s+(?:now|again))?{_CLEAN}"
        ),
        _plain("chase now"),
    ),
    Command("stop chasing", "stop chasing", _row(rf"stop\s+chasing(?:\s+them)?{_CLEAN}"), _plain("stop chasing")),
    Command(
        "rang",
        "rang Pat Moss: she will answer on Friday",
        _row(
            r"(?:i\s+)?(?:have\s+)?(?:rang|phoned|telephoned|called|spoke\s+(?:to|with))\s+(?P<name>"
            + _IN_A_NAME
            + r"{1,80}):\s*(?P<text>.+)"
            r"|(?:i\s+)?(?:have\s+)?(?:rang|phoned|telephoned)\s+(?P<whom>(?:(?!,)"
            + _IN_A_NAME
            + r"){1,60}?)(?:,|\s+[–-]|(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bprof)\.)\s+(?P<what>[^:]+)"
        ),
        _rang,
        open_ended=True,
        asks=True,
    ),
    Command(
        "next stage",
        "next stage",
        _row(rf"(?:(?:move|go|escalate){_IT}\s+to\s+(?:the\s+)?)?next\s+stage(?:\s+now)?{_CLEAN}"),
        _plain("next stage"),
    ),
    Command(
        "refer to",
        "refer to Chair",
        _row(rf"(?:refer|move|escalate){_IT}(?:\s+(?:on|up))?\s+to\s+(?:the\s+)?(?P<name>[^?]+)"),
        _refer,
    ),
    Command(
        "panel on",
        "panel on 3 June 2027 at 10:00, Town Hall, Pat Moss, Hari Shah",
        _row(
            r"(?:move\s+(?:the\s+)?panel\s+to|(?:the\s+)?panel(?:\s+meeting)?\s+(?:(?:is|will\s+be|moved|set|fixed|arranged)\s+)?(?:on|to|for)|(?:the\s+)?panel:?(?=\s+\d))\s+(?P<day>.+?)"
            r"(?:\s*,?\s+(?:at|@)\s+(?P<time>noon|midday|\d[\d:.]*\s*(?:am|pm|a\.m\.?|p\.m\.?|hrs|hours)?)(?:\s*(?:[,;]|\bat\b|\bin\b)\s*(?P<rest>.*))?)?"
        ),
        _panel_on,
        open_ended=True,
    ),
    Command(
        "cancel panel",
        "cancel panel",
        _row(
            rf"(?:cancel\s+(?:the\s+)?panel|(?:the\s+)?panel\s+(?:is\s+)?cancelled)(?:{_BECAUSE}(?P<text>.+))?{_CLEAN}"
        ),
        _plain("cancel panel"),
    ),
    Command(
        "merge with",
        "merge with RPDE-2027-0002",
        _row(
            rf"merge(?:\s+(?:it|this(?:\s+(?:case|one))?|the\s+case|(?P<first>{REFERENCE})))?\s+(?:with|into)\s+(?:case\s+)?(?P<reference>{REFERENCE}){_CLEAN}"
        ),
        _merge,
    ),
    Command("reopen", "reopen", _row(rf"re-?open{_IT}(?:\s+now)?{_CLEAN}"), _plain("reopen")),
    Command(
        "seen",
        "seen",
        _row(
            rf"(?:i(?:\s+have|'ve)\s+)?seen(?:\s+(?:it|this|that))?(?:\s*[,.;:]\s+(?P<text>\w.*)|\s+[–-]+\s+(?P<dashed>\w.*)|{_CLEAN})"
        ),
        _seen,
    ),
    Command(
        "release pack",
        "release case pack",
        _row(rf"release\s+(?:the\s+)?(?:case\s+)?packs?(?:\s+(?:to|for)\s+(?P<name>[^?]+?))?{_CLEAN}"),
        _plain("release pack"),
    ),
    Command(
        "release",
        "release",
        _row(rf"release(?:\s+(?:it|(?:the\s+)?(?:notice|letter)s?))?(?:\s+to\s+(?P<name>[^?]+?))?{_CLEAN}"),
        _plain("release"),
    ),
    Command(
        "note",
        "note the strategy meeting is on Friday",
        _row(r"note\s*[:,–-]?\s+(?P<text>\S.*)"),
        _plain("note"),
        True,
        True,
    ),
    Command(
        "step done",
        "step done",
        _row(
            rf"done{_CLEAN}|(?:the\s+)?(?:next\s+)?step(?:\s+(?P<first>\d))?\s+(?:is\s+|was\s+|has\s+been\s+)?done(?:\s*[,:;–-]\s*(?P<text>\w.*))?{_CLEAN}"
        ),
        _step_done,
        open_ended=True,
    ),
    Command(
        "confirmed between",
        "confirmed between the parties",
        _row(
            rf"(?:it\s+(?:is|was)\s+)?confirmed\s+(?:in\s+writing\s+)?between\s+(?:the\s+|both\s+)?(?:parties|agencies|sides)(?:\s+in\s+writing)?(?:\s*[:;–-]\s*(?P<text>\w.*))?{_CLEAN}"
        ),
        _plain("confirmed between"),
        open_ended=True,
    ),
    Command(
        "group decided",
        "effectiveness group decided: no further action",
        _row(
            r"(?:the\s+)?(?:(?:safeguarding\s+)?effectiveness\s+group|SEG|group)\s+(?:has\s+)?decided\s*[:–-]\s*(?P<text>.*)"
        ),
        _outcome("group decided", "effectiveness group decided: no further action"),
        open_ended=True,
    ),
    Command(
        "undo",
        "undo",
        _row(rf"undo(?:\s+(?:it|that|this|(?:(?:the|my)\s+)?last(?:\s+(?:one|ruling))?))?{_CLEAN}"),
        _plain("undo"),
    ),
    Command(
        "status",
        "status?",
        _row(r"(?:what\s+is\s+the\s+|what's\s+the\s+)?status(?:\s+of(?:\s+(?:it|this|this\s+case))?)?\s*[?.!]*"),
        _plain("status"),
        asks=True,
    ),
)

EXAMPLES: tuple[str, ...] = tuple(dict.fromkeys(one.example for one in COMMANDS))
