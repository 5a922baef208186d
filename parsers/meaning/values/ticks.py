"""Yes and no in every dress: words, ticked boxes, struck-out alternatives."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from parsers.labelled import Option, Value

_YES = frozenset(("yes", "y", "true", "✓", "✔", "☑", "☒", "x"))
_NO = frozenset(("no", "n", "false", "✗", "✘"))
_RESOLVED = {
    **dict.fromkeys(
        ("resolved", "fully resolved", "is resolved", "now resolved", "agreed", "resolution reached"), True
    ),
    **dict.fromkeys(("unresolved", "not resolved", "remains unresolved", "not agreed", "it is not resolved"), False),
    "not yet resolved": False,
}
_AGREES = {
    **dict.fromkeys(("agree", "agreed", "i agree", "we agree"), True),
    **dict.fromkeys(("disagree", "do not agree", "not agreed", "i do not agree", "i disagree"), False),
}
_HEDGE = re.compile(
    r"but|part(?:ly|ial|ially)?|mostly|except|however|subject|unless|although|though|pending|if|maybe|possibly|some"
    r"|not|no|yes|nearly|almost|largely|perhaps|unsure|unclear|depending|only"
)
_UNKNOWN = re.compile(
    r"(?:not (?:yet )?known|unknown|don'?t know|do not know|n[/ .]?k\.?|n/?a|n\.a\.?|not applicable|none(?: known)?|nil"
    r"|no information available|(?:information )?not available|t\.?b\.?c\.?|to be confirmed|not stated"
    r"|not recorded|unsure|[-–—]+)\.?",
    re.IGNORECASE,
)


# "X Yes No" and "Yes No X": the mark stands beside the outer word, whichever way the form goes.
_MARKED = re.compile(r"(?:([x✓✔])\W*yes\W+no|yes\W+no\W*[x✓✔])")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a field may hold. `held` is None when nothing certain can be said, `doubt` then says why; `rest` are words
    beside a certain answer, which a person should see too."""

    held: Any = None
    doubt: str | None = None
    rest: str | None = None


def is_unknown(text: str) -> bool:
    """True for "not known", "N/A" and the like: an answer, as it was written."""
    return _UNKNOWN.fullmatch(text.strip()) is not None


def said_yes(text: str, *, resolved: bool = False) -> Answer:
    """Words in answer to a yes/no question. `resolved`: the words themselves count when they are neither."""
    written = " ".join(text.split())
    if is_unknown(written) and not (written.casefold() in ("n", "nil", "none") and not resolved):
        return Answer(written)
    said = unicodedata.normalize("NFKC", written).casefold().strip(" .,;:!()[]")
    whole = _RESOLVED.get(said) if resolved else _AGREES.get(said)
    if whole is not None:
        return Answer(whole)
    if found := _MARKED.fullmatch(said):
        return Answer(found[1] is not None)
    words = re.findall(r"[\w'✓✔☑☒✗✘]+", said)
    if not words:
        return Answer(written if resolved else None, None if resolved else "it is neither yes nor no")
    first, rest = words[0], words[1:]
    if first in _YES or first in _NO:
        yes = first in _YES
        if not rest:
            return Answer(yes)
        opposite = rest[0] in (_NO if yes else _YES)
        if opposite:
            return Answer(None, "it says both yes and no")
        tail = " ".join(rest)
        if resolved and (tail in _RESOLVED or set(rest) <= {"resolved", "fully", "it", "is", "has", "been", "not"}):
            meant = _RESOLVED.get(tail, True) if yes else False
            return Answer(meant) if meant == yes else Answer(written)
        if any(_HEDGE.fullmatch(word) for word in rest[:3]):
            return Answer(written) if resolved else Answer(None, "it is not plainly yes or no")
        return Answer(yes, rest=text.strip())
    if resolved:
        return Answer(written)
    return Answer(None, "it is neither yes nor no")


def ticked_yes(value: Value, *, resolved: bool = False) -> Answer:
    """Boxes or alternatives in answer to a yes/no question. None ticked is no answer."""
    doubtful = [one for one in value.options if one.state == "doubtful"]
    if doubtful:
        return Answer(None, doubtful[0].doubt or "a box is not plainly ticked")
    ticked = [one for one in value.options if one.state == "ticked"]
    if not ticked:
        return Answer()
    if len(ticked) == 1 and len(value.options) == 1:
        meaning = option_yes(ticked[0])
        if meaning is not None or not ticked[0].text:
            return Answer(meaning is not False)
        # One box with words of its own: ticking it says them.
        return Answer(ticked[0].text) if resolved else Answer(None, f"“{ticked[0].text}” is ticked")
    said = {option_yes(one) for one in ticked}
    if len(ticked) == 1:
        only = next(iter(said))
        if only is not None:
            return Answer(only)
        text = ticked[0].text
        if resolved or is_unknown(text):
            return Answer(text)
        return Answer(None, f"“{text}” is ticked")
    return Answer(None, f"these are ticked: {', '.join(one.text or 'a box without words' for one in ticked)}")


def option_yes(option: Option) -> bool | None:
    """True for an option that says yes, False for no, None for anything else."""
    said = re.sub(r"[^a-z/ ]+", " ", option.text.casefold()).strip()
    if said in _RESOLVED:
        return _RESOLVED[said]
    if said in _AGREES:
        return _AGREES[said]
    words = said.split()
    if not words:
        return None
    if words[0] in ("yes", "y", "true"):
        return None if any(_HEDGE.fullmatch(word) for word in words[1:3]) else True
    if words[0] in ("no", "n", "false"):
        return None if len(words) > 1 and words[1] in ("information", "one", "longer") else False
    return None
