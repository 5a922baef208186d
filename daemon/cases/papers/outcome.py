"""The outcome as a paper of our own: for a side whose form is not ours to send, or whose own form cannot be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from daemon.cases.papers.paper import Label, Paper, Part, friendly, said
from daemon.cases.rules import in_words
from daemon.cases.values import Case
from daemon.protocol.counting import long_day

_DECIDED = ("panel_decision", "panel_date")
_ANSWERED = ("response_summary", "resolved", "outstanding_issues", "response_author", "response_date")


def outcome_paper(
    case: Case,
    answers: Mapping[str, Any],
    told: Mapping[str, Any],
    labels: Iterable[Label],
    *,
    partnership: str,
    today: date,
) -> Paper:
    """What was decided, in the words of the partnership's own form; `told` is what the letter says beside it.

    Nothing that the referrer wrote stands in it.
    """
    known = {one.field: one.label for one in labels}
    about = [
        ("Reference", case.reference),
        ("Raised by", case.referring_agency or "not named"),
        ("Raised with", in_words(list(case.named)) if case.named else "not named"),
        ("At stage", str(told.get("stage_label") or case.stage)),
        ("Received by the partnership", long_day(case.received)),
    ]
    by_panel = "panel_decision" in answers
    order = _DECIDED if by_panel else _ANSWERED
    pairs = [(known.get(name) or friendly(name), said(answers[name])) for name in order if name in answers]
    parts = [Part("About this case", pairs=tuple(about)), Part("The outcome", pairs=tuple(pairs))]
    actions = [one for one in answers.get("agreed_actions") or () if isinstance(one, Mapping)]
    if actions and not by_panel:
        rows = tuple((said(one.get("action")), said(one.get("owner")), said(one.get("due"))) for one in actions)
        parts.append(Part("Agreed actions", columns=("Action", "By whom", "By when"), rows=rows, widths=(50, 25, 25)))
    if told.get("between_parties"):
        also = ", and how any outstanding issues will be pursued" if told.get("outstanding") else ""
        words = f"The policy asks both sides to confirm the outcome to each other in writing{also}. This paper does not replace that."
        parts.append(Part("Between the two sides", (words,)))
    return Paper(
        case.reference,
        f"Outcome: {case.reference}",
        partnership,
        today,
        tuple(parts),
        foot=f"{case.reference}: outcome. Confidential.",
    )
