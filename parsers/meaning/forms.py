"""Which form a document is, or none: by its titles and by what it asks for, never by its file name (DOMAIN 2.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from typing import Any

from parsers.labelled import Labels
from parsers.meaning.labels.folding import clean
from parsers.meaning.labels.vocabulary import Vocabulary
from parsers.meaning.labels.wordings import Profile
from parsers.memory import remembered

_DIFFERENCE = frozenset(
    (
        "disagreement_summary",
        "desired_outcome",
        "risk_to_subject",
        "disagreement_date",
        "stage",
        "stage_history",
        "evidence",
        "immediate_risk",
        "requested_response_date",
    )
)
_RESPONSE = frozenset(
    (
        "response_date",
        "response_author",
        "response_summary",
        "resolved",
        "agreed_actions",
        "outstanding_issues",
        "stage_resolved",
    )
)
_RESPONDING = frozenset(
    ("responding_agency", "responding_name", "responding_role", "responding_email", "responding_phone")
)
_PANEL = frozenset(("panel_requested", "panel_date", "panel_decision"))
# What only a form about a difference asks; risk and outcome, a referral asks too.
_ITSELF = frozenset(("disagreement_summary", "disagreement_date", "stage_history", "panel_decision"))
_SPEAKS = re.compile(
    r"\b(?:escalat\w+|disagree\w*|disput\w+|challeng\w+|differ(?:ence|ences|ing) (?:of|between|in|with))\b"
)
_PARTNERSHIP = re.compile(r"\b(safeguarding (?:\w+ ){0,2}(?:partnership|board))\b")
_TITLES_READ = 14
_EVENTS = ("resolved_notice", "next_stage", "panel_request")


class Titles:
    """The words at the head of a document, one plain text, to be asked for phrases."""

    def __init__(self, labels: Labels) -> None:
        # A title typed as a plain paragraph counts; a sentence of guidance ("use the escalation policy.") does not.
        first = [
            item.value.text
            for item in labels.items[:4]
            if item.unlabelled and len(item.value.text) < 90 and not item.value.text.rstrip().endswith((".", ";"))
        ]
        self.text = f" {' | '.join(_plain(one) for one in (*labels.titles[:_TITLES_READ], *first))} "
        self.head = f" {' | '.join(_plain(one) for one in (*labels.titles[:3], *first))} "

    def say(self, phrases: Iterable[str], *, head: bool = False) -> bool:
        """True when one of `phrases` stands in the titles as whole words."""
        text = self.head if head else self.text
        return any(f" {phrase} " in text for phrase in phrases)


@remembered
def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", clean(text)))


def is_form(titles: Titles, asked: Set[str], labels: Labels, vocabulary: Vocabulary) -> bool:
    """True for a form of this field; a look-alike (LADO, MARF, a conference report, a complaint) is none."""
    said = vocabulary.tables.titles
    never = said.get("never", ())
    if titles.say(never) or any(
        _plain(item.label) in never or _plain((item.section or ("",))[-1]) in never for item in labels.items
    ):
        return False
    own = asked & (_DIFFERENCE | _RESPONSE | _RESPONDING | _PANEL)
    announced = titles.say(said.get("announces", ()))
    if titles.say(said.get("elsewhere", ()), head=True) and not titles.say(said.get("announces", ()), head=True):
        return False
    if announced:
        return len(own) >= 2 or (len(own) >= 1 and len(asked) >= 3)
    if asked & _RESPONDING and asked & (_DIFFERENCE | _RESPONSE):
        return len(own) >= 3
    if asked & _ITSELF and (_SPEAKS.search(titles.head) or own & (_RESPONSE | _PANEL)):
        return len(own) >= 3
    return len(own & (_RESPONSE | _PANEL)) >= 3 and bool(own & (_DIFFERENCE | {"resolved", "stage_resolved"}))


def profile_of(titles: Titles, preferred: str | None, vocabulary: Vocabulary) -> Profile | None:
    """The profile that knows the form: by its titles, else the caller's protocol; None for another partnership's."""
    for profile in vocabulary.profiles.values():
        if titles.say(profile.partnership) or (titles.say(profile.titles) and preferred in (None, profile.protocol)):
            return profile
    titled = [one for one in vocabulary.profiles.values() if titles.say(one.titles)]
    if preferred is None:
        return titled[0] if len(titled) == 1 else None
    if _other_partnership(titles):
        return None
    return vocabulary.profiles.get(preferred)


def _other_partnership(titles: Titles) -> bool:
    """True when the titles name a safeguarding partnership or board by a place that no profile knows."""
    for found in _PARTNERSHIP.finditer(titles.text):
        before = titles.text[: found.start()].rsplit("|", 1)[-1].split()
        if before and before[-1] not in ("the", "to", "by", "for", "local", "your", "of", "a", "multi", "agency"):
            return True
    return False


def stage_id(written: Any, profile: Profile | None, vocabulary: Vocabulary) -> str | None:
    """The protocol's id of the stage that the words name ("Stage 3a", "Formal Resolution"), None when it has none."""
    if profile is None or not isinstance(written, str):
        return None
    # "3 B" is a stage, though it looks like a numbering, so the words are folded whole first.
    for words in (
        vocabulary.folding.fold(written),
        *(one for one, _ in vocabulary.folding.candidates(written)),
    ):
        bare = frozenset(word for word in words if word not in ("stage", "step", "level"))
        for key in (frozenset(words), bare):
            if key in profile.stages:
                return profile.stages[key]
        numbers = {
            profile.stages[frozenset((word,))]
            for word in words
            if frozenset((word,)) in profile.stages and word[:1].isdigit()
        }
        if len(numbers) == 1:
            return numbers.pop()
    return None


def titled_events(titles: Titles, vocabulary: Vocabulary) -> frozenset[str]:
    """The events that the titles name."""
    said = vocabulary.tables.titles
    return frozenset(event for event in _EVENTS if titles.say(said.get(event, ())))


def required(event: str, profile: Profile | None, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The canonical fields that a form of this event must answer."""
    if event in ("response", "resolved_notice"):
        return (
            ("response_summary",)
            if event == "response"
            and "resolved" not in answers
            and "agreed_actions" not in answers
            and "referrer_agrees" not in answers
            else ()
        )
    return profile.required if profile else ("referring_agency", "responding_agency", "disagreement_summary")
