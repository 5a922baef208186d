"""The case pack: what the members of a panel read before it meets, as headings with values, told from the journal.

It holds what the forms say, so it goes to the members alone and only after a person's *release* (DESIGN 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daemon.cases.panel import coming
from daemon.cases.papers.paper import Label, Paper, Part, friendly, said, short_time
from daemon.cases.rules import Rules, in_words, stage_of
from daemon.cases.values import Case, Fact
from daemon.protocol.counting import long_day

# Fields of an answer, in the order in which a reader wants them.
_ANSWER = (
    "resolved", "response_date", "response_author", "response_summary", "stage_resolved", "agreed_actions",
    "outstanding_issues", "learning", "policy_gap", "good_practice",
)  # fmt: skip
# One person's own fields stand where the form has its table of them.
_OF_SUBJECT = frozenset({"subject_name", "subject_dob", "subject_id", "subject_type", "subject_address", "plan_status"})
_ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_WARNING = (
    "Confidential. This pack names people and says what the forms say. It is for the members of the panel, and for nobody "
    "else. Please do not forward it."
)
_COUNTED = ("clock", "recounted", "form_in_time", "form_late")
_STAGES = ("opened", "stage_moved", "readdressed", "panel_requested", "panel_set", "panel_cancelled", "panel_decided", "closed")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the case's journal and the local time at which it was written."""

    at: datetime
    fact: Fact


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter of ours: its local time, what it was, to whom it went, and whether it has gone."""

    at: datetime
    occasion: str
    to: str
    state: str


def case_pack(
    case: Case,
    rules: Rules,
    *,
    partnership: str,
    journal: Sequence[Line],
    letters: Sequence[Sent],
    labels: Sequence[Label],
    forms: Sequence[str],
) -> Paper:
    """The pack as the case stands on `rules.today`. `forms` are the names of the forms that go with it."""
    undone = {one.fact.data.get("key") for one in journal if one.fact.what == "undone"}
    standing = [one for one in journal if one.fact.data.get("ruling") not in undone]
    parts = [
        _panel(case, rules),
        _asked(case, rules),
        _at_a_glance(case, rules),
        *_difference(case, labels),
        _tried(case, rules),
        *_answers(case, standing, labels),
        _history(standing),
        _dates(journal),
        _rulings(journal, undone),
        _letters(letters),
        _enclosed(forms),
    ]
    return Paper(
        case.reference,
        f"Case pack for the panel: {case.reference}",
        partnership,
        rules.today,
        tuple(one for one in parts if one is not None),
        warning=_WARNING,
        foot=f"{case.reference}: case pack. Confidential, for members of the panel only.",
    )


def _panel(case: Case, rules: Rules) -> Part:
    members = in_words(coming(case)) or "none named"
    pairs = [
        ("When", f"{long_day(case.panel_on)} at {case.panel.get('time')}" if case.panel_on else "no day is set"),
        ("Where", str(case.panel.get("place") or "not set")),
        ("Members", members),
    ]
    if rules.protocol.panel_clause:
        pairs.append(("Under", f"{rules.protocol.source}: “{rules.protocol.panel_clause}”"))
    return Part("The panel", pairs=tuple(pairs))


def _asked(case: Case, rules: Rules) -> Part:
    words = [rules.protocol.panel_task] if rules.protocol.panel_task else []
    if rules.protocol.closing.panel_final:
        words.append("The panel's decision is final.")
    pairs = []
    if case.answers.get("desired_outcome"):
        pairs.append(("What the referring agency wants", said(case.answers["desired_outcome"])))
    if case.response.get("outstanding_issues"):
        pairs.append(("What is still outstanding, by the answer", said(case.response["outstanding_issues"])))
    return Part("What the panel is asked", tuple(words), tuple(pairs))


def _at_a_glance(case: Case, rules: Rules) -> Part:
    stage = stage_of(case, rules)
    pairs = [
        ("Reference", case.reference),
        ("Raised by", case.referring_agency or "not named"),
        ("Raised with", in_words(list(case.named)) if case.named else "not named"),
        ("Stage", stage.label),
        ("Received", long_day(case.received)),
    ]
    if case.due:
        pairs.append(("Answer due by the policy", long_day(case.due)))
    if case.agreed_due:
        pairs.append(("Answer due as agreed", long_day(case.agreed_due)))
    for one in case.responders:
        if one.due is None and one.answered is None:
            # The stage gives it no clock; what it answered before stands under its own heading.
            continue
        state = one.status(rules.today, case.agreed_due).replace("_", " ")
        day = f" on {long_day(one.answered)}" if one.answered else ""
        chased = f", {one.chasers} chaser{'s' if one.chasers != 1 else ''} sent" if one.chasers else ""
        pairs.append((one.name, f"{state}{day}{chased}"))
    if case.immediate_risk:
        pairs.append(("Immediate risk", f"the form says so; the alert was {'seen' if case.seen else 'not seen yet'}"))
    return Part("The case", pairs=tuple(pairs))


def _difference(case: Case, labels: Sequence[Label]) -> list[Part]:
    """What the form that raised the difference says, under the headings of the partnership's own form."""
    left = {name: value for name, value in case.answers.items() if value not in (None, "", [])}
    for name in ("stage_history", *_ANSWER):
        left.pop(name, None)
    sections: dict[str, list[tuple[str, str]]] = {}
    for one in labels:
        if one.field in left:
            sections.setdefault(one.heading, []).append((one.label, said(left.pop(one.field))))
        elif one.field == "subjects":
            own = [name for name in left if name in _OF_SUBJECT]
            if own:
                sections[one.heading] = [(friendly(name), said(left.pop(name))) for name in own]
    more = [(friendly(name), said(value)) for name, value in left.items()]
    if more:
        sections["Also on the form"] = more
    return [Part(heading, pairs=tuple(pairs)) for heading, pairs in sections.items()]


def _tried(case: Case, rules: Rules) -> Part | None:
    """What the form says of the stages before this one."""
    rows = []
    for one in case.answers.get("stage_history") or ():
        if isinstance(one, Mapping):
            stage = rules.protocol.stage(str(one.get("stage") or ""))
            name = stage.label if stage else said(one.get("stage"))
            rows.append((name, said(one.get("date")), said(one.get("with")), said(one.get("outcome"))))
    if not rows:
        return None
    return Part(
        "What was tried before, by the form", columns=("Stage", "Day", "With", "Outcome"), rows=tuple(rows), widths=(22, 18, 24, 36)
    )  # fmt: skip


def _answers(case: Case, journal: Iterable[Line], labels: Sequence[Label]) -> list[Part]:
    """What each side answered, as its form says; who has not answered is named."""
    known = {one.field: one.label for one in labels}
    parts, heard = [], set()
    for line in journal:
        fact = line.fact
        given = fact.data.get("answers") if fact.what == "response" else None
        if not isinstance(given, Mapping) or not given:
            continue
        who = fact.data.get("name") or fact.by
        heard.add(who)
        pairs = tuple((known.get(name) or friendly(name), said(given[name])) for name in _ANSWER if name in given)
        parts.append(Part(f"Answer of {who}, received {long_day(line.at.date())}", pairs=pairs))
    silent = [one.name for one in case.waiting_for if one.name not in heard]
    if silent:
        words = f"{in_words(silent)}: no answer is recorded."
        parts.append(Part("Who has not answered", (words,)))
    return parts


def _history(journal: Iterable[Line]) -> Part:
    rows = tuple((short_time(one.at), _why(one.fact), _clause(one.fact)) for one in journal if one.fact.what in _STAGES)
    return Part("How the case went", columns=("When", "What", "Clause"), rows=rows, widths=(20, 48, 32))


def _dates(journal: Iterable[Line]) -> Part | None:
    rows = []
    for one in journal:
        counted = one.fact.data.get("counted") if one.fact.what in _COUNTED else None
        if counted:
            day = date.fromisoformat(str(counted["on"]))
            rows.append((long_day(day), _why(one.fact), _skipped(counted), _clause(one.fact)))
    if not rows:
        return None
    return Part(
        "Dates, and how each was counted",
        columns=("Day", "How it was counted", "Days passed over", "Clause"),
        rows=tuple(rows),
        widths=(18, 36, 22, 24),
    )


def _skipped(counted: Mapping[str, Any]) -> str:
    """The days that were passed over, weekends as a number."""
    days = counted.get("skipped") or ()
    named = [one for one in days if one["why"] not in ("Saturday", "Sunday")]
    weekend = len(days) - len(named)
    said_ = [f"{long_day(date.fromisoformat(one['day']))} ({one['why']})" for one in named]
    if weekend:
        said_.append(f"{weekend} weekend day{'s' if weekend != 1 else ''}")
    return "; ".join(said_) or "none"


def _rulings(journal: Iterable[Line], undone: set[Any]) -> Part | None:
    rows = []
    for one in journal:
        if not one.fact.data.get("command"):
            continue
        taken = " (taken back later)" if one.fact.data.get("ruling") in undone else ""
        rows.append((short_time(one.at), f"{_why(one.fact)}{taken}", one.fact.by))
    if not rows:
        return None
    return Part("Rulings", columns=("When", "What was ruled", "By"), rows=tuple(rows), widths=(20, 50, 30))


def _letters(letters: Iterable[Sent]) -> Part | None:
    together: dict[tuple[str, str, str], list[str]] = {}
    for one in letters:
        together.setdefault((short_time(one.at), one.occasion.replace("_", " "), one.state), []).append(one.to)
    if not together:
        return None
    rows = tuple((when, what, "\n".join(dict.fromkeys(to)), state) for (when, what, state), to in together.items())
    return Part("Letters and prompts", columns=("When", "Letter", "To", "State"), rows=rows, widths=(20, 24, 40, 16))


def _enclosed(forms: Sequence[str]) -> Part:
    if not forms:
        return Part("Enclosed with this pack", ("No form could be enclosed; the business unit holds what came in.",))
    return Part("Enclosed with this pack", ("As they came in, unchanged:", *(f"• {name}" for name in forms)))


def _why(fact: Fact) -> str:
    """The line as the journal has it, its days written out."""

    def day(found: re.Match[str]) -> str:
        try:
            return long_day(date.fromisoformat(found[0]))
        except ValueError:
            return found[0]

    return _ISO.sub(day, fact.why)


def _clause(fact: Fact) -> str:
    if not fact.clause:
        return ""
    return fact.clause if fact.clause == "local practice" or fact.basis == "policy" else f"{fact.clause} (local)"
