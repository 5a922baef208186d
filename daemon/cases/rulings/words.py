"""The first lines of a mail → what they ask for. Only a line that is a command from end to end asks for anything.

Greetings, thanks, bullets and quotation marks are set aside. The first paragraph of anything else ends the reading:
what stands below it is named, so that the person can send it again, and not acted upon.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

from daemon.cases.rulings.grammar import COMMANDS, REFERENCE, Command, Words
from daemon.cases.rulings.values import Incomplete, ReadDay, Ruling, WordsRead

MOST_LINES, MOST_LENGTH, WRAPPED_AT = 60, 2_000, 55
_BULLET = re.compile(r"^(?:[-*•·–—▪◦]|\d{1,2}[.)]|\(?[a-z]\))\s+")
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening)|morning|afternoon)\b(?:\s+[\w'.-]+){0,4}\s*[,!.:–-]*\s*$",
    re.IGNORECASE,
)
_GREETED = re.compile(
    r"^(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening)|morning|afternoon)\b(?:\s+[\w'.-]+){0,3}\s*[,!–-]+\s*(?=\S)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^(?i:ok(?:ay)?|(?:many\s+)?thanks|thank\s+you|cheers|ta|noted|great|understood|fine|yes|fyi|please)\b"
    r"(?:\s+(?i:so\s+much|very\s+much|again|all|team|for\s+(?:this|that|your\s+(?:mail|email|help|letter)|letting\s+(?:me|us)\s+know))"
    r"|\s+[A-Z][\w'-]*){0,3}\s*[.,!–-]*\s*(?:[A-Z][\w'-]*)?\s*[.!]*$"
)
_SIGN_OFF = re.compile(
    r"^(?:(?:with\s+)?(?:kind(?:est)?|best|warm(?:est)?)?\s*(?:regards|wishes)|yours\b.*|sincerely|best|br|kr|sent\s+from\s+my\b.*|get\s+outlook\b.*)\s*[,.!]*"
    r"(?:\s*[A-Z][\w'-]*)?\s*$",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(
    r"(?:\s*[,.;!–-]+\s*|\s+)(?:please|(?:many\s+)?thanks|thank\s+you|cheers)(?:\s+(?:all|team|[A-Z][\w'-]*))?\s*[.!]*$"
)
_AFTER_TEXT = re.compile(
    r"\s*[,.;!–-]+\s*(?:please|(?:many\s+)?[Tt]hanks|[Tt]hank\s+you|[Cc]heers)(?:\s*,?\s*(?:all|team|[A-Z][\w'-]*))?\s*[.!]*$"
)
_ASKING = re.compile(
    r"^(?:(?:please|kindly|pls)\s*[,:]?\s+(?=\S)|(?:can|could|would|will)\s+you\s+(?:please\s+)?(?=[^?]*$))+",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"^(?:(?:re|case|for|on)\s*:?\s+)?(?P<reference>{REFERENCE})\s*[:,–-]*\s*", re.IGNORECASE)
_INSIDE = re.compile(rf"\s*(?:\b(?:case|for|on|of|in)\s+)?\b(?P<reference>{REFERENCE})\b\s*", re.IGNORECASE)


class _Line(str):
    """A line without its dress; `bulleted` is true where it stood as an item of a list, and so begins anew."""

    bulleted = False


def read_words(words: str, today: date, read_day: ReadDay) -> WordsRead:
    """What the first lines of `words`, a mail's own new words, ask for. `read_day` reads a whole date."""
    asked: list[Ruling | Incomplete] = []
    unclear: list[str] = []
    later: list[str] = []
    reference: str | None = None
    ended = False
    for block in _blocks(words):
        held_one = False
        strange: list[str] = []
        position = 0
        while position < len(block):
            line = block[position]
            alone = _LEADING.fullmatch(line)
            if alone:
                reference, held_one = alone["reference"].upper(), True
                position += 1
                continue
            found, used = _one(block, position, today, read_day)
            if found is None:
                strange.append(line)
                position += 1
                continue
            position += used
            if ended:
                later.append(found.said)
                continue
            held_one = True
            asked.append(replace(found, reference=reference) if found.reference is None and reference else found)
        if ended:
            continue
        if not held_one and asked:
            # Prose or a signature below the rulings.
            ended = True
            continue
        unclear += [one for one in strange if not (held_one and _signature(one))]
        ended = not held_one
    return WordsRead(tuple(asked), tuple(unclear[:10]), tuple(later[:10]), courtesy=not (asked or unclear or later))


def _blocks(words: str) -> list[list[_Line]]:
    """Paragraphs of lines that say something, without greetings and thanks, up to a sign-off."""
    blocks: list[list[_Line]] = [[]]
    for raw in words.replace("\r\n", "\n").split("\n")[:MOST_LINES]:
        line = _bare(raw[:MOST_LENGTH])
        if _SIGN_OFF.match(line):
            break
        if _GREETING.match(line) or _COURTESY.match(line):
            continue
        if line:
            kept = _Line(line)
            kept.bulleted = _BULLET.match(" ".join(raw.split())) is not None
            blocks[-1].append(kept)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _bare(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw).replace("\u200b", "").replace("’", "'").replace("‘", "'")
    text = _BULLET.sub("", " ".join(text.split()))
    pairs = (("“", "”"), ('"', '"'), ("'", "'"), ("*", "*"), ("**", "**"), ("_", "_"), ("«", "»"), ("`", "`"))
    for left, right in pairs:
        if len(text) > len(left) + len(right) and text.startswith(left) and text.endswith(right):
            inside = text[len(left) : -len(right)]
            if left not in inside and right not in inside:
                text = inside.strip()
    return _ASKING.sub("", _GREETED.sub("", text))


def _one(block: list[_Line], position: int, today: date, read_day: ReadDay) -> tuple[Ruling | Incomplete | None, int]:
    """The ruling that begins on that line, and how many lines it takes."""
    line = block[position]
    found, command = _parsed(line, today, read_day)
    following = block[position + 1] if position + 1 < len(block) else None
    wants_more = found is None or isinstance(found, Incomplete)
    if (
        wants_more
        and following is not None
        and not following.bulleted
        and _parsed(following, today, read_day)[0] is None
    ):
        joined, joined_by = _parsed(f"{line} {following}", today, read_day)
        if isinstance(joined, Ruling) and joined_by is not None and (joined_by.open_ended or found is not None):
            return _run_on(block, position, 2, f"{line} {following}", joined, joined_by, today, read_day)
    if isinstance(found, Ruling) and command is not None and command.open_ended:
        return _run_on(block, position, 1, line, found, command, today, read_day)
    return found, 1


def _run_on(
    block: list[_Line],
    position: int,
    used: int,
    said: str,
    found: Ruling,
    command: Command,
    today: date,
    read_day: ReadDay,
) -> tuple[Ruling, int]:
    """Free text that a mail program wrapped: the next line goes on where this one was full, or ended in a comma."""
    while position + used < len(block):
        last, line = block[position + used - 1], block[position + used]
        goes_on = len(last) >= WRAPPED_AT or last.endswith(",")
        if not goes_on or line.bulleted or _signature(line) or _parsed(line, today, read_day)[0] is not None:
            break
        longer, by = _parsed(f"{said} {line}", today, read_day)
        if not isinstance(longer, Ruling) or by is not command:
            break
        said, found, used = f"{said} {line}", longer, used + 1
    return found, used


def _parsed(line: str, today: date, read_day: ReadDay) -> tuple[Ruling | Incomplete | None, Command | None]:
    leading = _LEADING.match(line)
    reference = leading["reference"].upper() if leading else None
    rest = _ASKING.sub("", line[leading.end() :]) if leading else line
    found, command = _matched(rest, line, today, read_day)
    if found is None and reference is None:
        head = re.split(r":|\bbecause\b", rest, maxsplit=1)[0]
        inside = list(_INSIDE.finditer(head))
        if len(inside) == 1:
            reference = inside[0]["reference"].upper()
            without = f"{rest[: inside[0].start()]} {rest[inside[0].end() :]}".strip()
            found, command = _matched(re.sub(r"\s+([:?])", r"\1", without), line, today, read_day)
    if found is not None and reference is not None and found.reference is None:
        found = replace(found, reference=reference)
    return found, command


def _matched(text: str, said: str, today: date, read_day: ReadDay) -> tuple[Ruling | Incomplete | None, Command | None]:
    for command in COMMANDS:
        said_text = (_AFTER_TEXT if command.open_ended else _AFTERTHOUGHT).sub("", text).strip()
        if said_text.endswith("?") and not command.asks:
            continue
        match = command.pattern.fullmatch(said_text)
        if match is None:
            continue
        made = command.make(match, Words(said, today, read_day))
        if made is not None:
            return made, command
    return None, None


def _signature(line: str) -> bool:
    """A line such as "Sam Hale" or "Business Manager": a few capitalised words and nothing else."""
    words = line.strip(" ,.").split()
    return 0 < len(words) <= 4 and all(re.fullmatch(r"[A-Z][\w'.-]*|of|and|for|the|&|\|", word) for word in words)
