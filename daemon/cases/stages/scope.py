"""What a policy sends elsewhere: a suspicion for a person, never a refusal (DESIGN 8, *Out of scope*)."""

from __future__ import annotations

import re

from daemon.cases.rules import Rules
from daemon.cases.values import Case

_SAID_IN = ("disagreement_summary", "desired_outcome", "evidence", "risk_to_subject")


def out_of_scope(case: Case, rules: Rules) -> str | None:
    """A sentence with the policy's own pointer when the form looks like a matter that the policy excludes, else None.

    The words of an exclusion count only as whole words in what the form says about the difference; two names of one
    agency are one agency.
    """
    said = " ".join(str(case.answers[name]) for name in _SAID_IN if case.answers.get(name)).casefold()
    same = bool(case.referring_agency) and case.referring_agency in case.named
    for exclusion in rules.protocol.exclusions:
        if exclusion.same_agency and same:
            return f"Both sides are {case.referring_agency}. {exclusion.pointer} ({exclusion.clause})"
        found = next((words for words in exclusion.words if _says(said, words.casefold())), None)
        if found:
            return f"The form speaks of “{found}”. {exclusion.pointer} ({exclusion.clause})"
    return None


def _says(text: str, words: str) -> bool:
    return words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
