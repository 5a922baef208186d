"""Which of the six events a form is: from the part of it that is filled and from its titles, never from its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from typing import Any

from parsers.meaning.labels.wordings import Profile
from parsers.reading import Event

_RESPONSE = frozenset(
    ("response_summary", "resolved", "agreed_actions", "outstanding_issues", "response_date", "response_author")
)
# What only a response says; who is to respond, what is to be done and what is left open, an opening form may say too.
_ANSWERED = frozenset(("response_summary", "response_date", "resolved"))
_REPLIES = re.compile(r"\b(?:respon[sd]\w*|repl\w+|answer\w*)\b", re.IGNORECASE)
# Words of who has answered, not of who is to.
_GIVEN = re.compile(
    r"\b(?:gave|given|wrote|written|sign\w*|complet\w*|answered|replied|responded|author\w*)\b", re.IGNORECASE
)
_WROTE = re.compile(r"\b(?:author|written|prepared|signed|completed|compiled)\b", re.IGNORECASE)
_OPENING = frozenset(("disagreement_summary", "desired_outcome", "risk_to_subject", "evidence"))


def classify(
    answers: Mapping[str, Any],
    known: Mapping[str, Any],
    titled: Set[str],
    stage: str | None,
    profile: Profile | None,
) -> Event:
    """The event of a form with these `answers`.

    `known` are answers to labels that no canonical field takes (`reference`, `next_stage`), `titled` the events that
    the titles name, `stage` the protocol's id of the stage that the form claims.
    """
    answered = _RESPONSE & set(answers)
    opens = bool(_OPENING & set(answers))
    responds = bool(answered & _ANSWERED) if opens else bool(answered)
    if answers.get("panel_requested") is True:
        return "panel_request"
    if answers.get("referrer_agrees") is True:
        return "response"
    if _reports_resolution(answers, titled):
        return "resolved_notice"
    if known.get("next_stage") is True:
        return "next_stage"
    if responds:
        return "response"
    if "panel_request" in titled or (profile is not None and stage in profile.panel_stages):
        return "panel_request"
    if "next_stage" in titled:
        return "next_stage"
    if known.get("reference") and "stage" in answers and _OPENING & set(answers):
        beyond = profile is None or (stage is not None and stage != profile.first_stage)
        return "next_stage" if beyond else "open"
    if not _OPENING & set(answers) and "stage" in answers and "stage_history" in answers:
        return "next_stage"
    return "open"


def _reports_resolution(answers: Mapping[str, Any], titled: Set[str]) -> bool:
    """True for a notice, sent afterwards, that the parties themselves resolved it."""
    if answers.get("resolved") is False or ("next_stage" in titled and answers.get("resolved") is not True):
        return False
    if "resolved_notice" in titled:
        return bool((_RESPONSE | {"stage_resolved", "disagreement_summary"}) & set(answers))
    return "stage_resolved" in answers and not {"response_author", "response_date"} & set(answers)


def settled(event: Event, answers: Mapping[str, Any], held: Set[str], label_of: Callable[[str], str]) -> dict[str, Any]:
    """`answers`, with the date and the name that a document bears of itself under the fields that its event gives them.

    The date of a letter that only answers is the response's; the date of a notice that a difference was resolved is the
    form's own. `held` are the fields with an answer or a doubt, `label_of` gives the words that asked for a field.
    """
    found = dict(answers)
    if event == "response" and "form_date" in found and "response_date" not in held and not _OPENING & held:
        found["response_date"] = found.pop("form_date")
    elif (
        event == "resolved_notice"
        and "response_date" in found
        and "form_date" not in held
        and not _REPLIES.search(label_of("response_date"))
    ):
        found["form_date"] = found.pop("response_date")
    elif (
        event == "open"
        and "response_author" in found
        and not {"responding_name", "response_summary"} & held
        and not _GIVEN.search(label_of("response_author"))
    ):
        found["responding_name"] = found.pop("response_author")  # Nobody has responded yet: it is who will.
    alone = event == "response" and not (_OPENING | {"response_author"}) & held
    if alone and "referring_name" in found and _WROTE.search(label_of("referring_name")):
        found["response_author"] = found.pop("referring_name")
    if event == "panel_request" and "panel_decision" in found and "desired_outcome" not in held:
        found["desired_outcome"] = found.pop("panel_decision")  # No panel has met: it is the decision that is sought.
    return found
