"""Text with marks: taking prompts and leaders out, telling words from boxes, and making a `Value` of what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from parsers import raw
from parsers.labelled import Option, Value
from parsers.memory import remembered
from parsers.prompts import is_prompt, without_prompt

_PROMPT = re.compile(f"{raw.PROMPT}([^{raw.PROMPT_END}]*){raw.PROMPT_END}")
_STRUCK = re.compile(f"{raw.STRUCK}[^{raw.STRUCK_END}]*{raw.STRUCK_END}")
_MARKS = re.compile(r"[\ue000-\ue0ff]|[\U000f0000-\U000ffffd]")
_LEADERS = re.compile(r"_{2,}|\.{4,}|…{1,}|-{4,}|^[ \t]*\.{2,}|\.{2,}(?=[ \t]*$)", re.MULTILINE)
_WRITTEN_TWICE = re.compile(r"[^\W_][^\n_.…]{0,200}(?:_{4,}|\.{5,}|…{2,})[^\n\w]*[A-Za-z]{2,}")
_NO_BOLD = {ord(raw.BOLD): None, ord(raw.BOLD_END): None}
_YES_AND_NO = re.compile(r"\W*(\w+)\W*(?:/|\||\bor\b|,|\s{2,})\W*(\w+)\W*", re.IGNORECASE)
_TYPED_BOX = re.compile(r"\[\s*([xX✓✔yY]?)\s*\]|\(\s*([xX✓✔])\s*\)|\([ \t\u00a0]+\)")
_SPACES = re.compile(r"[ \t]+")
_CONTROL = re.compile(f"[{chr(raw.FIRST_CONTROL)}-\U0010ffff]")
_OPTION = re.compile(f"[{raw.BOXES}]")


def plain(text: str) -> str:
    """The words of `text` without any mark; struck-out words are left out, prompts too."""
    if text.isascii():
        return text
    if raw.PROMPT in text:
        text = _PROMPT.sub("", text)
    if raw.STRUCK in text:
        text = _STRUCK.sub("", text)
    return _MARKS.sub("", text)


@remembered
def words_of(text: str) -> str:
    """Plain words with single spaces and no leaders at the edges; lines are kept."""
    said = plain(text)
    if "_" in said or ".." in said or "…" in said or "----" in said:
        said = _LEADERS.sub(" ", said)
    if "\t" in said or "  " in said:
        said = _SPACES.sub(" ", said)
    if "\n" not in said:
        return said.strip()
    lines = [line.strip() for line in said.split("\n")]
    return "\n".join(line for line in lines if line)


def boxed(text: str) -> str:
    """`text` with typed boxes ("[x]", "[ ]") as box marks."""
    if "[" in text or "(" in text:
        return _TYPED_BOX.sub(
            lambda m: raw.TICKED if m.group(1) or m.group(2) else raw.EMPTY,
            text,
        )
    if "■" in text and has_box(text):
        text = text.replace("■", raw.TICKED)  # A box filled in, among boxes that are not.
    return text


def has_box(text: str) -> bool:
    return any(mark in text for mark in raw.BOXES)


def has_control(text: str) -> bool:
    return raw.CONTROL_END in text or raw.PROMPT in text


def value_of(text: str, controls: Sequence[raw.Control]) -> Value:
    """What `text`, standing where an answer belongs, answers."""
    emphasised = raw.BOLD in text
    if emphasised:
        text = text.translate(_NO_BOLD)
    text = boxed(text)
    prompts = [found.strip() for found in _PROMPT.findall(text)]
    day: date | None = None
    doubts: list[str] = []
    for mark in _CONTROL.findall(text):
        number = raw.control_number(mark)
        if number is not None and number < len(controls):
            control = controls[number]
            if control.day is not None:
                day = control.day if day is None else day
            if control.doubt:
                doubts.append(control.doubt)
    if not text.isascii():
        doubts += [why for mark, why in raw.DOUBTS.items() if mark in text]
    options = options_of(text)
    if options:
        return Value(options=options, day=None, doubts=tuple(doubts), prompt="; ".join(prompts) or None)
    if raw.STRUCK in text:
        struck = _struck_options(text)
        if struck is not None:
            return Value(options=struck, doubts=tuple(doubts), prompt="; ".join(prompts) or None)
    said = words_of(text)
    if (raw.MARKED in text or emphasised) and _YES_AND_NO.fullmatch(said):
        doubts.append("one of several words is highlighted, and none is struck out")
    if _WRITTEN_TWICE.search(plain(text)):
        doubts.append("words stand on both sides of a line to write on, so that two answers may have run together")
    lines = said.split("\n")
    if any(is_prompt(line) for line in lines):
        prompts += [line for line in lines if is_prompt(line)]
        said = "\n".join(line for line in lines if not is_prompt(line))
    elif is_prompt(said.replace("\n", " ")):
        prompts, said = [*prompts, said], ""
    else:
        said = without_prompt(said)
    return Value(text=said, day=day, doubts=tuple(doubts), prompt="; ".join(prompts) or None)


def options_of(text: str) -> tuple[Option, ...]:
    """The alternatives of a text with boxes. Whether a box leads or follows its words is decided for the whole text."""
    if not has_box(text):
        return ()
    parts = _OPTION.split(text)
    marks = _OPTION.findall(text)
    leading = not words_of(parts[0])
    labels = parts[1:] if leading else parts[:-1]
    if not leading and words_of(parts[-1]) and len(marks) > 1 and not words_of(parts[0]):
        labels = parts[1:]
    found = []
    for mark, label in zip(marks, labels, strict=False):
        state = "ticked" if mark == raw.TICKED else "empty" if mark == raw.EMPTY else "doubtful"
        said = words_of(label).strip(" \n/|,;:–-")
        found.append(Option(said, state, "its box and its state disagree" if state == "doubtful" else None))
    return tuple(found)


def _struck_options(text: str) -> tuple[Option, ...] | None:
    """Alternatives of which some are struck out: "Yes / ~~No~~". None where struck words are merely deleted ones."""
    whole = text.replace(raw.STRUCK, "").replace(raw.STRUCK_END, "")
    parts = [words_of(part) for part in re.split(r"[/|\n]|\bor\b|\s{2,}", whole)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        halves = words_of(whole).split()
        parts = halves if len(halves) == 2 else parts
    if not 2 <= len(parts) <= 6 or any(len(part) > 40 for part in parts):
        return None
    gone = {words_of(found.group()[1:-1]).casefold() for found in _STRUCK.finditer(text)}
    gone = {piece.strip(" /") for one in gone for piece in re.split(r"[/|\n]", one)}
    states = [part.casefold() in gone for part in parts]
    if all(states) or not any(states):
        return (
            tuple(Option(part, "doubtful", "all alternatives are struck out") for part in parts)
            if all(states)
            else None
        )
    left = [part for part, out in zip(parts, states, strict=True) if not out]
    if len(left) > 1 and len(parts) > 2:
        return tuple(
            Option(part, "empty" if out else "doubtful", None if out else "several alternatives are left")
            for part, out in zip(parts, states, strict=True)
        )
    return tuple(Option(part, "empty" if out else "ticked") for part, out in zip(parts, states, strict=True))


def titles_of(text: str, controls: Sequence[raw.Control]) -> tuple[str, ...]:
    """The titles of the controls in `text`, as hints to what it answers."""
    if raw.CONTROL_END not in text:
        return ()
    found = []
    for mark in _CONTROL.findall(text):
        number = raw.control_number(mark)
        if number is not None and number < len(controls) and controls[number].title:
            found.append(controls[number].title or "")
    return tuple(found)
