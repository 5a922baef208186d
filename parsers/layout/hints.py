"""Guidance that a form prints between a label and the place for its answer: beside it, below it, or above the box.

The cell after the label is then no answer, and the one that nothing asks for is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.labelled import Labelled
from parsers.prompts import is_prompt

_LONGEST = 240
_OURS = re.compile(r"\b(?:i|i'm|i've|we|we've|our|my|us|me)\b", re.IGNORECASE)
_GUIDES = re.compile(
    r"(?:please|if|leave|be|use|add|give|include|state|say|tell|write|describe|list|note|explain|enter|only|do not|don.t|your|yours|"
    r"full name|first name|name of|e\.?g|what|how|who|which|when|where|why|is|are|do|does|did|has|have|"
    r"the (?:person|people|agency|organisation|date|day|child|worker|practitioner|professional|name|stage|one) (?:you|who|whose|that|making|in|on|of)|"
    r"day, month)\b|for [a-z]+:",
    re.IGNORECASE,
)
_PLACE = re.compile(r"table (\d+), row (\d+)")


def answered_past_hints(items: Sequence[Labelled]) -> list[Labelled]:
    """`items`, where a label that printed guidance seemed to answer has the answer that stands past it."""
    found: list[Labelled] = []
    at = 0
    while at < len(items):
        item = items[at]
        after = items[at + 1] if at + 1 < len(items) else None
        if after is not None and _hinted(item, after):
            printed = "; ".join(one for one in (item.value.prompt, item.value.text) if one)
            found.append(replace(item, value=replace(after.value, prompt=printed)))
            at += 2
            continue
        found.append(item)
        at += 1
    return found


def _hinted(item: Labelled, after: Labelled) -> bool:
    if item.unlabelled or not after.unlabelled or item.record is not None or item.value.options or item.value.day:
        return False
    if after.value.empty or not _next_to(item.where, after.where):
        return False
    hinted = guides(item.value.text) or (item.value.empty and bool(item.value.prompt))
    return hinted and not guides(after.value.text)


def guides(text: str) -> bool:
    """True for words that may tell how to answer: they ask, or tell somebody what to do, and say nothing of "us"."""
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST:
        return False
    return is_prompt(said) or (_OURS.search(said) is None and (said.endswith("?") or _GUIDES.match(said) is not None))


def _next_to(where: str, after: str) -> bool:
    """In the same row or the next one of a table, or in the box below a paragraph."""
    here, there = _PLACE.fullmatch(where), _PLACE.fullmatch(after)
    if there is None:
        return False
    if here is None:
        return where.startswith("paragraph") and there[2] == "1"
    return here[1] == there[1] and 0 <= int(there[2]) - int(here[2]) <= 1
