"""The rows of the register as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as a line of the register; `waits` is what the manager is asked, `offered` how to answer."""

    reference: str
    who: str
    raised_by: str
    raised_with: str
    stage: str
    theme: str
    received: date
    due: date | None
    agreed_due: date | None
    status: str
    next_step: str
    next_on: date | None
    last_contact: date
    days_open: int
    closed: date | None
    outcome: str
    immediate_risk: bool
    responded: date | None
    chasers: int
    waits: str
    impact: str = ""
    confirmed_between: date | None = None
    group_decision: str = ""
    offered: str = ""


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter; `when` is the partnership's own time."""

    reference: str
    occasion: str
    to: str
    subject: str
    state: str
    when: datetime
    why: str


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One thing that waits for a person."""

    what: str
    which: str
    since: datetime | None
    why: str
    how: str


@dataclass(frozen=True, slots=True)
class RegisterRows:
    """Everything that one drawing of the workbook shows."""

    partnership: str
    cases: Sequence[CaseLine]
    letters: Sequence[LetterLine]
    needs: Sequence[NeedLine]
