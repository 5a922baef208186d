"""A paragraph as labels with their answers: "Name: Jo  Role: teacher", leaders, controls and boxes in a line."""

from __future__ import annotations

import re

from parsers import raw
from parsers.layout.known import Known
from parsers.layout.marked import boxed, has_box, has_control, words_of

_COLON = re.compile(r"(?<!\d):(?!\d|//)|(?<=\d):(?=\s)|(?<=[a-zA-Z)]):")
_LEADER = re.compile(r"_{3,}|\.{4,}|…{2,}")
# Three dots are a leader where words follow them at once and dots close the line; in a sentence they are a pause.
_SHORT_LEADER = re.compile(r"(?<=\s)(?:\.{2,3}|…)(?=[^\s.…])|(?<=[\s:?])(?:\.{3}|…)\s*$")
DASH = re.compile(r"([^\t\n:?]{2,80}?)\s+[–—-]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}[a-z]?|[a-z]|[ivx]{1,4})\s*[.):]?", re.IGNORECASE)
_CLOSED = re.compile(r"(?:\.{2,}|…)\s*$")
_MOST_BEFORE_A_LEADER = 14
_HINT = re.compile(r"[(\[][^()\[\]]*[)\]]|y(?:es)?\s*/\s*n(?:o)?(?:\s*/\s*[\w ]{1,14})?", re.IGNORECASE)
ASKS = re.compile(
    r"(?:\d{1,2}[a-z]?[.)]?\s+)?(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|has|have|had|do|does|did|can|"
    r"could|will|would|should|may|at what|on what|by when|in what|to whom|with whom|for how|since when)\s[^?]{4,120}\?$",
    re.IGNORECASE,
)
# Where an answer has its place: a box, a prompt, a control.
_PLACE = re.compile(f"[{raw.BOXES}{raw.PROMPT}{chr(raw.FIRST_CONTROL)}-\U0010ffff]")
LONGEST_LABEL = 160
LONGEST_QUESTION = 400


def pairs(text: str, known: Known) -> list[tuple[str, str]] | None:
    """(label, answer) pairs of one paragraph, or None when it labels nothing.

    Labels in bold beside answers that are not say it best. Else tabs separate pairs; within a segment a colon, a
    leader, a control or a box ends the label.
    """
    if raw.BOLD in text:
        bold = _by_bold(text, known)
        if bold is not None:
            return bold
    segments = [one for one in text.split("\t") if one.strip()]
    if len(segments) > 1 and _NUMBER.fullmatch(segments[0].strip()):
        segments = segments[1:]
    found: list[tuple[str, str]] = []
    open_label: str | None = None
    line = ""
    for segment in segments:
        inner = _segment(segment, known)
        if inner is not None:
            if open_label is not None:
                found.append((open_label, line))
                open_label = None
            found += inner
            if not words_of(inner[-1][1]) and not has_box(inner[-1][1]) and not has_control(inner[-1][1]):
                open_label, line = found.pop()
        elif open_label is not None and _asks_alone(segment, known):
            found.append((open_label, line))
            open_label, line = words_of(segment), ""
        elif open_label is not None:
            found.append((open_label, segment))
            open_label = None
        elif len(segments) > 1 and (known.is_label(words_of(segment)) or _ends_a_label(segment)):
            open_label, line = words_of(segment), ""
        elif found:
            label, answer = found[-1]
            found[-1] = (label, f"{answer} {segment}".strip())
        else:
            return None
    if open_label is not None:
        found.append((open_label, line))
    return found or None


def _asks_alone(segment: str, known: Known) -> bool:
    """True for a stretch that can only be the next label, so that the one before it has no answer."""
    words = words_of(segment)
    return words.endswith((":", "?")) and not has_box(segment) and not has_control(segment) and known.is_label(words)


def _ends_a_label(segment: str) -> bool:
    """True for a stretch before a tab that ends as labels do, though nobody knows its words."""
    words = words_of(segment)
    short = words[:1].isupper() and len(words.split()) <= _MOST_BEFORE_A_LEADER and not re.search(r"[.;!]\s", words)
    return short and words.endswith((":", "?")) and not has_box(segment) and not has_control(segment)


def _by_bold(text: str, known: Known) -> list[tuple[str, str]] | None:
    """Pairs of a line that begins with a label in bold; bold words within an answer are no labels."""
    if not text.lstrip().startswith(raw.BOLD):
        return None
    found: list[tuple[str, str]] = []
    for stretch in text.split(raw.BOLD)[1:]:
        bold, _, rest = stretch.partition(raw.BOLD_END)
        words = words_of(bold)
        ends = words.endswith((":", "?")) or rest.lstrip(" ").startswith((":", "\t"))
        own = (
            bool(words)
            and not has_control(bold)
            and not has_box(bold)
            and len(words) <= LONGEST_LABEL
            and words[0].isalnum()
        )
        asks = own and known.is_label(words if words.endswith((":", "?")) else f"{words}:")
        if asks or (own and not found and ends) or (own and words.endswith(":") and len(words.split()) <= 8):
            found.append((words, rest.lstrip(" :\t")))
        elif not found:
            return None
        else:
            label, answer = found[-1]
            found[-1] = (label, f"{answer}{bold}{rest}")
    return found


def _segment(segment: str, known: Known) -> list[tuple[str, str]] | None:
    """Pairs within one stretch between tabs."""
    cuts = _cuts(segment, known)
    if not cuts:
        return _without_colon(segment, known)
    found = []
    for position, (start, colon) in enumerate(cuts):
        end = cuts[position + 1][0] if position + 1 < len(cuts) else len(segment)
        found.append((words_of(segment[start:colon]), segment[colon + 1 : end].strip()))
    before = segment[: cuts[0][0]].strip()
    if words_of(before):
        found[0] = (f"{words_of(before)} {found[0][0]}".strip(), found[0][1])
    return found


def _cuts(segment: str, known: Known) -> list[tuple[int, int]]:
    """Where labels begin and end in a segment: (start, colon). The first may be unknown; later ones must be known."""
    cuts: list[tuple[int, int]] = []
    for colon in _COLON.finditer(segment):
        at = colon.start()
        if _inside_control(segment, at) or (cuts and at <= cuts[-1][1]):
            continue
        if not cuts:
            question = segment.find("?", 0, at)
            between = words_of(segment[question + 1 : at])
            if (
                question > 0
                and between
                and not _HINT.fullmatch(between)
                and known.is_label(words_of(segment[: question + 1]))
            ):
                return [(0, question)]  # "What do you seek? Risk: …": what follows a question is its answer.
            at = _whole_label(segment, at, known)
            label = words_of(segment[:at])
            if _may_be_label(label, known):
                cuts.append((0, at))
            else:
                return []
            continue
        answer = cuts[-1][1] + 1
        start = _label_start(segment, answer, at, known)
        if start is None or _within_a_sentence(segment, answer, start):
            continue
        if known.asks_prose(words_of(segment[cuts[-1][0] : answer])) and not _apart(segment, answer, start, at):
            continue
        cuts.append((start, at))
    return cuts


def _whole_label(segment: str, at: int, known: Known) -> int:
    """The colon that ends a label which has one of its own: "The other agency: name: …"."""
    following = _COLON.search(segment, at + 1)
    if following is None:
        return at
    part = words_of(segment[at + 1 : following.start()])
    own = bool(part) and len(part.split()) <= 4 and (part[0].islower() or part[0] == "(")
    return following.start() if own and known.is_label(f"{words_of(segment[: following.start()])}:") else at


def _within_a_sentence(segment: str, answer: int, label: int) -> bool:
    """True when the words before a later label are sentences of an answer, which may say "Date: to be agreed" itself."""
    before = segment[answer:label]
    said = words_of(before)
    if before.endswith(("  ", raw.CONTROL_END, "\n")) or not said:
        return False
    return said.endswith((".", ";", "!", "?", ",")) or len(said.split()) > 8


def _apart(segment: str, answer: int, start: int, colon: int) -> bool:
    """True when a label within a line of prose is surely one: a control stands before or after it, or it says much."""
    before, label = segment[answer:start], words_of(segment[start:colon])
    if before.endswith(("  ", raw.CONTROL_END)) or has_control(segment[colon:]):
        return True
    return len(label.split()) > 2 and not words_of(before)[-1:].isalnum()


def _label_start(segment: str, lower: int, colon: int, known: Known) -> int | None:
    """Where the known label that ends at `colon` begins: the longest run of its last words that is one."""
    # What stands in a control is an answer, so the label begins after the last one that closed.
    lower = max(lower, segment.rfind(raw.CONTROL_END, lower, colon) + 1)
    for leader in _LEADER.finditer(segment, lower, colon):
        lower = leader.end()
    starts = [lower] + [m.end() for m in re.finditer(r"[ \ue021\ue031]+", segment[lower:colon])]
    for start in starts[:12] if len(starts) <= 12 else starts[-12:]:
        begin = start if start == lower else lower + start
        words = words_of(segment[begin:colon])
        initial = len(words) > 1 and words[1] == "."
        if words and len(words) < 60 and words[:1].isupper() and not initial and known.is_label(f"{words}:"):
            return begin
    return None


def _inside_control(segment: str, at: int) -> bool:
    opened = 0
    for mark in segment[:at]:
        if mark == raw.CONTROL_END:
            opened -= 1
        elif mark > "\uf000" and raw.control_number(mark) is not None:
            opened += 1
    return opened > 0


def _may_be_label(label: str, known: Known) -> bool:
    if not label or len(label) > LONGEST_LABEL or "\n" in label:
        return False
    if known.is_label(f"{label}:"):
        return True
    return len(label.split()) <= 12 and not re.search(r"[.;!]\s", label) and not label[0].islower()


def _without_colon(segment: str, known: Known) -> list[tuple[str, str]] | None:
    """Labels ended by a leader, a question mark, a control or a box rather than a colon."""
    marked = boxed(segment)
    place = _PLACE.search(marked)
    if place is not None and place.start() > 0:
        label, answer = marked[: place.start()], marked[place.start() :]
        if has_box(answer) and not has_control(answer):
            # "Immediate risk? Yes ☐ No ☒": the words of the first option stand before its box.
            cut = max(label.rfind("?"), label.rfind(":"), label.rfind("  "))
            if cut >= 0:
                hint = _HINT.match(label[cut + 1 :].lstrip())
                rest = label[cut + 1 :].lstrip()[hint.end() :] if hint else label[cut + 1 :]
                return [(words_of(label[: cut + 1]), rest + answer)]
            return _known_front(label, answer, known)
        if words_of(label):
            return [(words_of(label), answer)]
    question = segment.find("?")
    if 0 < question < len(segment) - 1:
        asked, said = words_of(segment[: question + 1]), words_of(segment[question + 1 :])
        if _HINT.fullmatch(said) and said.startswith("("):
            return None  # "Is the child open to social care? (CIN/CP/LAC)" says how to answer.
        if known.is_label(asked) or (
            ASKS.match(asked) and not re.search(r"[.;!]\s", asked) and said and not said[0].islower()
        ):
            return [(asked, segment[question + 1 :])]
    dash = DASH.match(segment) if known.dashes else None
    if dash is not None and known.is_label(f"{words_of(dash[1])}:"):
        return [(words_of(dash[1]), segment[dash.end() :])]
    several = _between_leaders(segment, known)
    if several:
        return several
    at = _leader(segment, known)
    return [(words_of(segment[:at]), segment[at:])] if at else None


def _between_leaders(segment: str, known: Known) -> list[tuple[str, str]]:
    """Several labels on a line, each with its answer between leaders: "Name …Jo… Date of birth …1/2/2015…"."""
    parts = [part for part in _LEADER.split(segment) if part.strip()]
    labels = [words_of(part) for part in parts[::2]]
    if len(parts) < 4 or len(parts) % 2 or not all(known.is_label(f"{one.rstrip(' :')}:") for one in labels):
        return []
    return [(label, f"____{said}") for label, said in zip(labels, parts[1::2], strict=True)]


def _leader(segment: str, known: Known) -> int | None:
    """Where the leader begins that ends a label."""
    found, short = _LEADER.search(segment), _SHORT_LEADER.search(segment)
    if short is not None and (found is None or short.start() < found.start()):
        found = short
        front = words_of(segment[: found.start()])
        said = front[:1].isupper() and len(front.split()) <= _MOST_BEFORE_A_LEADER and not re.search(r"[.;!?]\s", front)
        if not said or not (_CLOSED.search(segment) or known.is_label(f"{front}:")):
            return None
    return found.start() if found and words_of(segment[: found.start()]) else None


def led(answer: str) -> bool:
    """True for an answer with a leader before it, which only a form prints."""
    said = answer.lstrip()
    return _LEADER.match(said) is not None or (said.startswith(("...", "…")) and _CLOSED.search(said) is not None)


def _known_front(label: str, answer: str, known: Known) -> list[tuple[str, str]] | None:
    words = label.split(" ")
    for cut in range(len(words), 0, -1):
        front = " ".join(words[:cut])
        if known.is_label(words_of(front)):
            return [(words_of(front), " ".join(words[cut:]) + answer)]
    return None
