"""A form as its maker sees it: sections of questions, some answered; and what a right reading of it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from parsers.meaning.labels.vocabulary import Vocabulary
from tests.forms import fills, wordings
from tests.forms.fills import Fill

TODAY = date(2026, 11, 24)
TITLES = (
    "Resolving Professional Differences: Escalation Form", "Multi-Agency Escalation Notification", "Professional Disagreement Form",
    "Escalation and Resolution of Professional Differences", "Professional Challenge and Escalation Record",
)  # fmt: skip
SIDE_FIELDS = ("agency", "name", "role", "phone", "email", "manager")
SUBJECT = (
    "subject_name",
    "subject_dob",
    "subject_id",
    "subject_address",
    "plan_status",
    "threshold_level",
    "lead_professional",
)
DIFFERENCE = ("form_date", "disagreement_date", "stage", "disagreement_summary", "risk_to_subject", "evidence", "desired_outcome",
              "immediate_risk", "requested_response_date", "family_informed")  # fmt: skip
RESPONSE = ("response_date", "response_author", "response_summary", "resolved", "stage_resolved", "outstanding_issues")
PARTNERSHIP = ("panel_requested", "panel_date", "panel_decision", "learning", "policy_gap", "good_practice")
NEEDED = ("referring_agency", "responding_agency", "subject_name", "disagreement_summary", "desired_outcome")


@dataclass(slots=True)
class Ask:
    """One question; `fill` is None where nobody answered."""

    field: str
    label: str
    kind: str
    fill: Fill | None


@dataclass(slots=True)
class Rows:
    """A table with a heading row: canonical list, (column, label) pairs, and its rows of answers by column."""

    field: str
    columns: tuple[tuple[str, str], ...]
    rows: list[dict[str, Fill]]


@dataclass(slots=True)
class Section:
    group: str
    heading: str
    asks: list[Ask]
    rows: list[Rows] = field(default_factory=list)


@dataclass(slots=True)
class Form:
    """A whole form. `truth` maps canonical fields to the values typed in it."""

    title: str
    sections: list[Section]

    @property
    def truth(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for section in self.sections:
            for ask in section.asks:
                if ask.fill is not None:
                    found[ask.field] = ask.fill.value
            for rows in section.rows:
                if rows.rows:
                    found[rows.field] = [{name: one.value for name, one in row.items()} for row in rows.rows]
        return found


def make(random: Random, *, labels: dict[str, tuple[str, ...]], vocabulary: Vocabulary, plain: bool = True) -> Form:
    """A form whose labels are taken from `labels`; `plain` sections may ask with plain words ("Name")."""
    filled = random.choice((0.75, 0.9, 1.0))
    with_response = random.random() < 0.35
    sections = []
    for group, names in _groups(random, with_response):
        heading = random.choice(wordings.HEADINGS[group])
        plainly = plain and group in wordings.IN_SECTION and random.random() < 0.5
        asks = []
        for name in names:
            attribute = name.partition("_")[2]
            said = wordings.IN_SECTION[group].get(attribute) if plainly else labels.get(name)
            if not said:
                continue
            kind = vocabulary.kinds.get(name, "text")
            fill = fills.of_field(random, name, kind, TODAY) if name in NEEDED or random.random() < filled else None
            asks.append(Ask(name, random.choice(said), kind, fill))
        sections.append(Section(group, heading, asks))
    _distinct(sections)
    if random.random() < 0.4:
        sections[_at(sections, "difference")].rows.append(_history(random))
    if with_response and random.random() < 0.5:
        sections[_at(sections, "response")].rows.append(_actions(random))
    return Form(random.choice(TITLES), sections)


def _groups(random: Random, with_response: bool) -> list[tuple[str, tuple[str, ...]]]:
    def some(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in names if one in NEEDED or random.random() < 0.7)

    groups = [
        ("referring", some(tuple(f"referring_{one}" for one in SIDE_FIELDS))),
        ("responding", some(tuple(f"responding_{one}" for one in SIDE_FIELDS[:5]))),
        ("subject", some(SUBJECT)),
        ("difference", some(DIFFERENCE)),
    ]
    if random.random() < 0.3:
        groups[1], groups[2] = groups[2], groups[1]
    if with_response:
        groups.append(("response", some(RESPONSE)))
        if random.random() < 0.5:
            groups.append(("partnership", some(PARTNERSHIP)))
    return groups


def _distinct(sections: list[Section]) -> None:
    """No label stands twice in one section; forms do not ask the same thing twice in a row."""
    for section in sections:
        seen: set[str] = set()
        section.asks = [one for one in section.asks if not (one.label in seen or seen.add(one.label))]


def _at(sections: list[Section], group: str) -> int:
    return next(at for at, one in enumerate(sections) if one.group == group)


def _history(random: Random) -> Rows:
    columns = random.choice(
        (
            (("stage", "Stage"), ("date", "Date"), ("with", "Discussed with"), ("outcome", "Outcome")),
            (
                ("stage", "Stage of escalation"),
                ("date", "Date of discussion"),
                ("with", "Who with"),
                ("outcome", "Result"),
            ),
        )
    )
    rows = []
    for number in range(1, random.randint(2, 4)):
        when = fills.dated(random, date(2026, 9, 1), TODAY)
        outcome = fills.words(random)
        rows.append({"stage": Fill(f"Stage {number}", f"Stage {number}"), "date": when,
                     "with": (lambda who: Fill(who, who))(fills.person(random)), "outcome": outcome})  # fmt: skip
    return Rows("stage_history", columns, rows)


def _actions(random: Random) -> Rows:
    columns = random.choice(
        (
            (("action", "Agreed action"), ("owner", "By whom"), ("due", "By when")),
            (("action", "Action"), ("owner", "Owner"), ("due", "Due date")),
            (("action", "Action agreed"), ("owner", "Person responsible"), ("due", "Timescale")),
        )
    )
    rows = []
    for _ in range(random.randint(1, 3)):
        who = fills.person(random)
        rows.append(
            {
                "action": fills.words(random),
                "owner": Fill(who, who),
                "due": fills.dated(random, TODAY, date(2027, 2, 1)),
            }
        )
    return Rows("agreed_actions", columns, rows)
