"""Which of the six events a form is: from the part of it that is filled, never from its name (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parsers.reading import Event

_RESPONSE = ("response_summary", "resolved", "agreed_actions", "outstanding_issues", "response_date", "response_author")
_OPENING = ("disagreement_summary", "desired_outcome", "risk_to_subject", "evidence")


def classify(answers: Mapping[str, Any], asked: set[str], titles: str) -> Event:
    """The event of a form with these `answers`; `asked` are the fields it has a place for."""
    answered = sum(name in answers for name in _RESPONSE)
    opens = any(name in answers for name in _OPENING)
    if answers.get("referrer_agrees") is True:
        return "response"
    if answers.get("panel_requested") is True:
        return "panel_request"
    if "stage_resolved" in answers or (answers.get("resolved") is True and "resolved at stage" in titles):
        return "resolved_notice"
    if "response_summary" in answers or "resolved" in answers or answered >= 2:
        return "response"
    if answered and not opens:
        return "response"
    history = answers.get("stage_history")
    if isinstance(history, list) and len(history) >= 2 and "stage" in answers and not asked & {"response_summary"}:
        return "open"
    return "open"
