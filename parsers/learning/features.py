"""What the learner sees of a label, and what the fields have in common."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from parsers.meaning.labels.folding import Folding, clean

NONE = "none"
_MOST_WORDS = 40
# Letters by which words of one family, and a misspelt one, are known for kin.
_BEGINNING = 4
_BRACKETS = re.compile(r"[()\[\]{}]")
_STEM = re.compile(r"[a-z0-9]+")
_DATES = ("subject_dob", "form_date", "disagreement_date", "requested_response_date", "response_date", "panel_date")
_PROSE = (
    "disagreement_summary", "risk_to_subject", "evidence", "desired_outcome", "stage_history", "response_summary",
    "agreed_actions", "outstanding_issues", "panel_decision", "learning", "policy_gap", "good_practice",
)  # fmt: skip
_ASKED = ("immediate_risk", "family_informed", "resolved", "panel_requested")
_GROUPS = {
    "difference": (
        "disagreement_date", "disagreement_summary", "risk_to_subject", "evidence", "desired_outcome", "immediate_risk",
        "requested_response_date", "stage", "stage_history", "family_informed", "form_date",
    ),
    "response": (
        "response_date", "response_author", "response_summary", "resolved", "stage_resolved", "agreed_actions", "outstanding_issues",
    ),
    "partnership": ("panel_requested", "panel_date", "panel_decision", "learning", "policy_gap", "good_practice"),
}  # fmt: skip


@lru_cache(maxsize=256)
def parts(field: str) -> tuple[str, ...]:
    """The field itself, and what it shares with others: its side or group, and what is asked of it.

    Weights of a part are learned from the examples of every field that has it, so that "telephone" and "receiving",
    each seen often, make "receiving telephone" known.
    """
    if field == NONE:
        return (NONE,)
    found = [field]
    head, _, tail = field.partition("_")
    if head in ("referring", "responding", "subject"):
        found += [f"of:{head}", f"asks:{tail}"]
    elif field in ("plan_status", "threshold_level", "lead_professional"):
        found.append("of:subject")
    for group, names in _GROUPS.items():
        if field in names:
            found.append(f"of:{group}")
    if field in _DATES:
        found.append("asks:day")
    if field in _PROSE:
        found.append("asks:prose")
    if field in _ASKED:
        found.append("asks:yes_no")
    if field in ("stage", "stage_resolved"):
        found.append("asks:stage")
    if field in ("response_author", "lead_professional"):
        found.append("asks:name")
    return tuple(found)


def features(label: str, folding: Folding) -> tuple[str, ...]:
    """What stands in `label`: its words as they are, folded and by how they begin, neighbours, the first and the last, and
    what it talks about; each once.

    What a bracket holds counts by its words alone, apart from those outside it.
    """
    text = clean(label)
    outside, inside = _apart(text)
    plain = [_stem(word) for word in _STEM.findall(outside)][:_MOST_WORDS]
    folded = folding.fold(outside)[:_MOST_WORDS]
    found = dict.fromkeys(f"={word}" for word in folded)
    found.update(dict.fromkeys(f"~{word}" for word in plain))
    found.update(dict.fromkeys(f"'{word[:_BEGINNING]}" for word in plain if len(word) >= _BEGINNING))
    found.update(dict.fromkeys(f"={a} {b}" for a, b in pairwise(folded)))
    found.update(dict.fromkeys(f"~{a} {b}" for a, b in pairwise(plain)))
    found.update(dict.fromkeys(f"({word}" for word in folding.fold(inside)[:_MOST_WORDS]))
    if plain:
        found[f"^{plain[0]}"] = None
        found[f"${plain[-1]}"] = None
    if folded:
        found[f"<{folded[0]}"] = None
        found[f">{folded[-1]}"] = None
    found.update(dict.fromkeys(f"#{one}" for one in sorted(folding.concepts.within(text))))
    found["?" if label.rstrip().endswith("?") else "."] = None
    return tuple(found)


def outside_brackets(label: str) -> str:
    """The words of `label` that no bracket holds: a hint alone asks for nothing."""
    return _apart(clean(label))[0]


def _apart(text: str) -> tuple[str, str]:
    """The words outside brackets, and those inside them."""
    outside, inside, depth, at = [], [], 0, 0
    for mark in _BRACKETS.finditer(text):
        (inside if depth else outside).append(text[at : mark.start()])
        depth = max(0, depth + (1 if mark.group() in "([{" else -1))
        at = mark.end()
    (inside if depth else outside).append(text[at:])
    return " ".join(outside), " ".join(inside)


def _stem(word: str) -> str:
    """A word in the singular. Other endings stay: who is challenging is not who is challenged."""
    for ending, left in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if len(word) > len(ending) + 2 and word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            return word[: -len(ending)] + left
    return word
