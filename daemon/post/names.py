"""The names that each letter's template may use, with examples: the one list behind `check`, the tests and the README.

A name has an example and the least it may be, so that every template is tried with everything and with as little as is
allowed. What stands here is all that a letter can reach: nothing that a form says is among it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Name:
    """A name: an example of it, and the least that it may be where nothing is known."""

    full: Any
    least: Any = None


_DAY, _BEFORE = date(2026, 3, 18), date(2026, 3, 6)
_WHEN = datetime(2026, 3, 4, 9, 5, tzinfo=UTC)
_STAGE = Name("Formal Resolution", "Formal Resolution")
_AGENCIES = Name(["Example Police", "Example Health Trust"], [])

# The attributes of the names that are not plain words.
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "partnership": ("name", "address", "phone", "emergency", "rules_by_mail"),
    "protocol": ("partnership", "source", "form_title", "subject_word"),
    "case": ("reference", "stage", "received", "due", "agreed_due", "referring_agency", "agencies"),
    "loop": ("first", "last", "index"),
}
# What a letter may read of the item that a loop has in hand.
ITEM_ATTRIBUTES = ("why", "said", "changes", "letters")
COMMON: Mapping[str, Name] = {
    "partnership": Name(
        {
            "name": "Example Safeguarding Partnership",
            "address": "unit@example.org",
            "phone": "01632 960 100",
            "emergency": "if somebody is in immediate danger, ring 999.",
            "rules_by_mail": True,
        },
        {
            "name": "Example Safeguarding Partnership",
            "address": "unit@example.org",
            "phone": None,
            "emergency": "if somebody is in immediate danger, ring 999.",
            "rules_by_mail": False,
        },
    ),
    "protocol": Name(
        {
            "partnership": "Example Safeguarding Partnership",
            "source": "Resolving Differences, September 2022",
            "form_title": "Escalation form",
            "subject_word": "child",
        },
        {
            "partnership": "Example Safeguarding Partnership",
            "source": "Resolving Differences, September 2022",
            "form_title": "Escalation form",
            "subject_word": "child",
        },
    ),
    "addressee": Name("Pat Moss", ""),
    "party": Name("referrer", "referrer"),
    "clause": Name("Managing the Process"),
    "basis": Name("policy", "local"),
    "has_form": Name(True, False),
    "ring": Name(["Example Police: Pat Moss, 01632 960 101", "The business unit: 01632 960 100"], []),
}
CASE = Name(
    {
        "reference": "RPDE-2026-0001",
        "stage": "formal",
        "received": date(2026, 3, 4),
        "due": _DAY,
        "agreed_due": None,
        "referring_agency": "Example Schools Trust",
        "agencies": ("Example Police",),
    },
    {
        "reference": "RPDE-2026-0001",
        "stage": "formal",
        "received": date(2026, 3, 4),
        "due": None,
        "agreed_due": None,
        "referring_agency": None,
        "agencies": (),
    },
)
_CLOCK: Mapping[str, Name] = {
    "due_why": Name("10 working days after Wednesday 4 March 2026, not counting the day itself"),
    "clock_clause": Name("Stage by Stage, Formal Resolution"),
    "clock_basis": Name("policy", "local"),
}
# Occasions that are sometimes about no case.
CASELESS = frozenset({"missing_answers", "unreadable", "held", "bounced", "ruling", "brief", "contacts_check", "alarm"})

OCCASIONS: Mapping[str, Mapping[str, Name]] = {
    "acknowledgement": {
        "what": Name("form", "form"),
        "received": Name(date(2026, 3, 4), date(2026, 3, 4)),
        "was_due": Name(None),
        "reference_only": Name(False, True),
        "duplicate": Name(False, False),
        "stage_label": _STAGE,
        "referring_agency": Name("Example Schools Trust"),
        "agencies": _AGENCIES,
        "not_passed_on": Name(["Example Health Trust"], []),
        "passed_on": Name(["Example Police"], []),
        "due": Name(_DAY),
        "provisional": Name(True, False),
        "moves_on": Name(False, False),
        "asks": Name(["The relevant managers should meet to resolve the issue. (4. Process, stage 3a)"], []),
        "pace": Name("Some will need to be resolved immediately, others within 24 hours. (1. Purpose)"),
        "not_done": Name(["We do not decide the difference."], []),
        **_CLOCK,
    },
    "notice": {
        "copy": Name(False, True),
        "stage_label": _STAGE,
        "agency": Name("Example Police", "Example Police"),
        "agencies": _AGENCIES,
        "due": Name(_DAY),
        "late": Name(False, True),
        "had_form": Name(False, False),
        "is_role": Name(False, False),
        "first_step": Name("Please liaise with the Independent Chair."),
        "pace": Name("Some will need to be resolved immediately, others within 24 hours. (1. Purpose)"),
        "because": Name("The record names gaps in policies and procedures. (1. Purpose, Key Principles 9)"),
        **_CLOCK,
    },
    "missing_answers": {
        "fields": Name(["subject_name", "immediate_risk"], ["subject_name"]),
        "blank": Name(False, True),
        "stage_label": Name("Formal Resolution", ""),
        "received": Name(_BEFORE, _BEFORE),
    },
    "unreadable": {
        "reason": Name("encrypted", "corrupt"),
        "why": Name("It is locked with a password.", "It is damaged."),
        "received": Name(_BEFORE, _BEFORE),
    },
    "reminder": {
        "confirm": Name(False, True),
        "moves_on": Name(False, False),
        "unanswered": Name("The problem should be referred to the line manager.", ""),
        "asked": Name(_BEFORE, _BEFORE),
        "between_parties": Name(True, False),
        "agency": Name("Example Police"),
        "due": Name(_DAY),
        "agreed_due": Name(date(2026, 3, 25)),
        "stage_label": Name("Formal Resolution"),
        "nth": Name(1, 1),
        "step": Name("Please liaise with the Independent Chair.", ""),
        "is_role": Name(False, False),
        **_CLOCK,
    },
    "chaser": {
        "agency": Name("Example Police"),
        "due": Name(_DAY, _DAY),
        "agreed_due": Name(date(2026, 3, 25)),
        "stage_label": _STAGE,
        "nth": Name(2, 1),
        "step": Name("Please liaise with the Independent Chair.", ""),
        "is_role": Name(False, True),
        **_CLOCK,
    },
    "overdue": {
        "agency": Name("Example Police", "Example Police"),
        "due": Name(_DAY, _DAY),
        "agreed_due": Name(date(2026, 3, 25)),
        "stage_label": _STAGE,
        "unanswered": Name("Either agency can ask for Partnership Resolution.", ""),
        "moves_on": Name(False, False),
        "is_role": Name(False, True),
    },
    "response_received": {
        "agency": Name("Example Police"),
        "resolved": Name(True, False),
        "not_resolved": Name(False, True),
        "unclear": Name(False, False),
        "all_answered": Name(True, False),
        "still_waiting": Name([], []),
        "stage_label": _STAGE,
        "unresolved": Name("Either agency can ask for Partnership Resolution.", ""),
        "between_parties": Name(True, False),
        "outstanding": Name(True, False),
        "ask_agreed": Name(True, False),
        "is_role": Name(False, False),
    },
    "readdressed": {
        "stage_label": _STAGE,
        "agency": Name("Example Police", "Example Police"),
        "again": Name(True, False),
        "due": Name(_DAY),
    },
    "stage_moved": {
        "stage_label": _STAGE,
        "agencies": _AGENCIES,
        "due": Name(_DAY),
        "next_step": Name("The statutory partners will bring together an independent panel."),
        "moves_on": Name(False, False),
        "asks": Name(["The relevant managers should meet to resolve the issue. (4. Process, stage 3a)"], []),
    },
    "panel": {
        "stage_label": _STAGE,
        "agencies": _AGENCIES,
        "date": Name(_DAY, _DAY),
        "time": Name("10:00", "10:00"),
        "place": Name("Town Hall, room 2", ""),
        "members": Name(["Robin Teare, Independent Chair"], []),
        "sequence": Name(1, 0),
        "change": Name("moved", "cancelled"),
        "cancelled": Name(False, True),
        "pack": Name(False, False),
        "final": Name(True, False),
    },
    "outcome": {
        "stage_label": _STAGE,
        "outcome": Name("joint plan agreed"),
        "decided_by": Name("panel", ""),
        "decided_on": Name(_DAY),
        "final": Name(True, False),
        "own_form": Name(True, False),
        "came_as": Name("a PDF", ""),
        "form_on": Name(_BEFORE),
        "section": Name("outcome of agreed actions", ""),
        "between_parties": Name(True, False),
        "outstanding": Name(True, False),
    },
    "closure": {
        "stage_label": _STAGE,
        "outcome": Name("resolved, agreed by the referrer"),
        "merged_into": Name(None, "RPDE-2026-0002"),
        "between_parties": Name(True, False),
        "outstanding": Name(True, False),
        "debrief": Name(True, False),
        "asks": Name(["If this has shown gaps in policies, reply and say which. (Key Principles 9)"], []),
        "weeks": Name(6),
    },
    "manager_decision": {
        "reasons": Name(["The response says not resolved."], ["The response says not resolved."]),
        "what": Name("decide", "quiet"),
        "stage_label": _STAGE,
        "agencies": _AGENCIES,
        "referring_agency": Name("Example Schools Trust"),
        "due": Name(_DAY),
        "words": Name(["next stage", "hold until 3 May because …"], []),
    },
    "urgent": {
        "nth": Name(2, 1),
        "route": Name("Usual safeguarding processes should be the priority.", ""),
        "referring_agency": Name("Example Schools Trust"),
        "agencies": _AGENCIES,
    },
    "held": {
        "held_id": Name(7, 7),
        "from": Name("ann@schools.example"),
        "received": Name(_WHEN, _WHEN),
        "why": Name("It carries no form.", "It carries no form."),
    },
    "bounced": {
        "recipient": Name("spoc@police.example", "spoc@police.example"),
        "why": Name("550 5.1.1 no such user", "it came back"),
        "occasion_words": Name("notice", "notice"),
        "stage_label": Name("Formal Resolution"),
        "agency": Name("Example Police"),
    },
    "ruling": {
        "heading": Name("your ruling", "ruling"),
        "due": Name(_DAY),
        "done": Name(
            [
                {
                    "why": "RPDE-2026-0001 is closed: joint plan agreed.",
                    "said": "close outcome: joint plan agreed",
                    "changes": ["Status: closed"],
                    "letters": ["Closure to Example Police goes now"],
                }
            ],
            [],
        ),
        "refused": Name([{"said": "undo", "why": "There is no ruling to take back."}], []),
        "not_understood": Name(["clsoe it"], []),
        "further_down": Name(["close"], []),
        "examples": Name(["close outcome: joint plan agreed"], []),
        "undo": Name(True, False),
        "pack": Name(True, False),
        "card": Name(["Status: closed", "Due: Wednesday 18 March 2026"], []),
    },
    "question": {"stage_label": _STAGE, "words": Name("Please send the minutes.", "Please send the minutes.")},
    "brief": {
        "week": Name(date(2026, 3, 16), date(2026, 3, 16)),
        "today": Name(date(2026, 3, 17), date(2026, 3, 16)),
        "open_cases": Name(12, 0),
        "due": Name(["RPDE-2026-0001, Formal Resolution: Example Police answers by Wed 18 Mar 2026"], []),
        "overdue": Name(["RPDE-2026-0002: Example Health Trust, due Mon 9 Mar 2026, 2 chasers"], []),
        "on_us": Name(["RPDE-2026-0003: The response says not resolved."], []),
        "held": Name(["Message 7, since Wed 4 Mar 2026: It carries no form."], []),
        "letters": Name(["Letter 12, RPDE-2026-0004 notice: waits for your release"], []),
        "bounced": Name(["spoc@police.example (Example Police): 550 no such user"], []),
        "quiet": Name(["RPDE-2026-0005: nothing heard since Mon 2 Mar 2026"], []),
        "answers": Name(["RPDE-2026-0006: the impact question was answered"], []),
        "running_out": Name(["Bank holidays are announced through 2027."], []),
        "register": Name("/srv/case-intake/register.xlsx", "/srv/case-intake/register.xlsx"),
        "attached": Name(True, False),
    },
    "contacts_check": {
        "agency": Name("Example Police", "Example Police"),
        "spoc_name": Name("Pat Moss"),
        "spoc_email": Name("spoc@police.example", "spoc@police.example"),
        "spoc_phone": Name("01632 960 101"),
        "deputies": Name(["deputy@police.example"], []),
    },
    "impact": {"stage_label": _STAGE, "weeks": Name(6, 6)},
    "alarm": {"reasons": Name(["The mailbox is away."], ["The mailbox is away."])},
}


def allowed(occasion: str | None) -> frozenset[str]:
    """The names that a letter may use; for a part that letters include (None), those of every letter."""
    if occasion is None:
        own: set[str] = {name for names in OCCASIONS.values() for name in names}
    else:
        own = set(OCCASIONS.get(occasion, {}))
    return frozenset({*COMMON, "case", *own})


def example(occasion: str, *, full: bool) -> dict[str, Any]:
    """A context to try a template with: with everything, or with as little as is allowed."""
    names = {**COMMON, **OCCASIONS[occasion], "case": CASE}
    context = {name: one.full if full else one.least for name, one in names.items()}
    if not full and occasion in CASELESS:
        context["case"] = None
    return context
