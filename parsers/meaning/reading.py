"""From labelled values to a `Reading`: which form, which event, the answers, and what a person should see."""

from __future__ import annotations

from datetime import date

from parsers.labelled import Labels
from parsers.meaning.events import classify, settled
from parsers.meaning.forms import Titles, is_form, profile_of, required, stage_id, titled_events
from parsers.meaning.labels.folding import clean
from parsers.meaning.labels.vocabulary import Vocabulary
from parsers.meaning.sorting import Sorting
from parsers.meaning.values.answers import shown
from parsers.reading import Finding, Reading

GENERAL = "general"


def read_labels(labels: Labels, vocabulary: Vocabulary, today: date, protocol: str | None = None) -> Reading:
    """What the labelled values of one document mean. `protocol` is preferred where titles do not settle it."""
    titles = Titles(labels)
    sorting = Sorting(labels, vocabulary, today, _form_title(labels, vocabulary))
    if not is_form(titles, sorting.asked, labels, vocabulary):
        return Reading("document", findings=_as_document(labels), flags=labels.flags)
    profile = profile_of(titles, protocol, vocabulary)
    form, belongs = (profile.form, profile.protocol) if profile else (GENERAL, None)
    answers, findings = sorting.held.answers, sorting.held.findings
    in_doubt = any(one.kind in ("doubtful", "conflict") for one in findings)
    if not answers and not in_doubt and not sorting.typed:
        return Reading("blank-form", form, belongs, flags=labels.flags)
    stage = stage_id(answers.get("stage"), profile, vocabulary)
    event = classify(answers, sorting.known, titled_events(titles, vocabulary), stage, profile)
    held = set(answers) | {one.field for one in findings if one.field and one.kind in ("doubtful", "conflict")}
    if event == "next_stage" and answers.get("resolved") is not True and "stage_resolved" in answers:
        # A stage that did not resolve it is behind them; the words stay for a person to see.
        label, written = sorting.held.asked_by("stage_resolved"), str(answers["stage_resolved"])
        answers = {name: held for name, held in answers.items() if name != "stage_resolved"}
        findings.append(Finding("unread", None, label or None, written))
    answers = settled(event, answers, held, sorting.held.asked_by)
    findings += [Finding("missing", name) for name in required(event, profile, answers) if name not in held]
    opening = event in ("open", "next_stage", "panel_request")
    if opening and not held & {"subject_name", "subject_id", "subjects", "subject_type"}:
        findings.append(Finding("missing", "subject_name"))
    findings += sorting.held.unticked() if opening else []
    return Reading("form", form, belongs, event, answers, tuple(findings), labels.flags, stage_id=stage)


def _form_title(labels: Labels, vocabulary: Vocabulary) -> str | None:
    """The document's own title among its headings: it names the form, not a section."""
    if not labels.titles:
        return None
    first = labels.titles[0]
    words = f" {' '.join(clean(first).replace('-', ' ').split())} "
    announced = any(f" {phrase} " in words for phrase in vocabulary.tables.titles.get("announces", ()))
    return first if announced or " form " in words else None


def _as_document(labels: Labels) -> tuple[Finding, ...]:
    return tuple(
        Finding("unread", None, item.label or None, shown(item.value), item.where)
        for item in labels.items
        if shown(item.value) and not item.value.empty
    )
