"""From labelled values to a `Reading`: answers under their fields, and everything else in the findings.

Each value is taken once: under its field, in a list, or as a finding. Two different answers to one question stand
under neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from parsers.labelled import Labelled, Labels
from parsers.meaning import values
from parsers.meaning.events import classify
from parsers.meaning.labels import core, normal
from parsers.meaning.lists import rows_of
from parsers.meaning.vocabulary import Vocabulary
from parsers.reading import Finding, Reading

REQUIRED = ("referring_agency", "responding_agency", "disagreement_summary")
_DIFFERENCE = frozenset(
    "disagreement_summary desired_outcome responding_agency risk_to_subject disagreement_date stage stage_history immediate_risk".split()
)
_RESPONSE = frozenset(
    "response_date response_author response_summary resolved agreed_actions outstanding_issues".split()
)


class Sorting:
    """The labelled values of one document being sorted into answers and findings."""

    def __init__(self, labels: Labels, vocabulary: Vocabulary, today: date) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.answers: dict[str, Any] = {}
        self.findings: list[Finding] = []
        self.asked: set[str] = set()
        self.unticked: list[Finding] = []
        self._clashed: set[str] = set()
        self._shown: dict[str, tuple[str, str]] = {}
        self._names: dict[str, str] = {}
        tables = [item for item in labels.items if item.record is not None]
        lists = rows_of(tables, vocabulary)
        for item in labels.items:
            if item.record is not None and item.record[0] in lists:
                continue
            self._item(item)
        for name, rows, unread, fields_asked in lists.values():
            self.asked.add(name)
            self.asked |= fields_asked
            self._list(name, rows, unread)
        self._join_names()

    def unread(self, item: Labelled, text: str | None = None) -> None:
        said = text if text is not None else shown(item)
        if said:
            self.findings.append(Finding("unread", None, item.label or None, said, item.where))

    def _item(self, item: Labelled) -> None:
        section = self.vocabulary.section_kind(item.section)
        if item.unlabelled:
            self.unread(item)
            return
        if section == "office":
            self.unread(item)
            return
        name = self._field(item, section)
        if name is None or name == "ignored":
            self.unread(item)
            return
        self.asked.add(_public(name))
        if (
            item.value.empty
            and not item.value.doubts
            and not any(one.state == "doubtful" for one in item.value.options)
        ):
            if item.value.options and name in values.YES_NO:
                self.unticked.append(Finding("missing", name, item.label, None, item.where))
            return
        if name.endswith("_contact"):
            self._contact(item, name.removesuffix("_contact"))
            return
        if name in ("subject_given", "subject_family"):
            if name in self._names and self._names[name] != item.value.text:
                self._names.pop(name)
                self.findings.append(Finding("conflict", "subject_name", item.label, item.value.text, item.where))
                return
            self._names[name] = item.value.text
            return
        self.put(name, item)

    def _field(self, item: Labelled, section: str | None) -> str | None:
        name = self.vocabulary.field_of(item.label, section)
        if name is None and item.row_label:
            name = self.vocabulary.field_of(f"{item.row_label} {item.label}", section)
        for hint in item.hints if name is None else ():
            name = self.vocabulary.field_of(hint.replace("_", " "), section)
            if name is not None:
                break
        if name is None and section is None:
            wording = core(item.label)
            if wording in ("name", "full name") and not item.section:
                return None
        if name == "agreed_actions" and item.value.options:
            return None
        return name

    def put(self, name: str, item: Labelled) -> None:
        """The answer of `item` under `name`, or the finding that it is doubtful or disagrees with an earlier one."""
        held, doubt = values.answer(name, item.value, self.today)
        if doubt is not None and doubt.startswith("rest:"):
            self.findings.append(Finding("unread", name, item.label, doubt.removeprefix("rest:"), item.where))
            doubt = None
        if doubt is not None or held is None:
            said = shown(item)
            if doubt is not None or said:
                value = f"{said} ({doubt})" if doubt and said else said or doubt
                self.findings.append(Finding("doubtful", name, item.label, value, item.where))
            return
        if name == "responding_agency" and isinstance(held, str):
            held = _several(held)
        if name in ("stage_history", "agreed_actions") and isinstance(held, str):
            held = (
                [{"outcome": held}]
                if name == "stage_history"
                else [{"action": line} for line in held.split("\n") if line.strip()]
            )
        if name in self._clashed:
            self.findings.append(Finding("conflict", name, item.label, shown(item), item.where))
            return
        if name in self.answers:
            if _same(self.answers[name], held):
                return
            self._clash(name, item)
            return
        self.answers[name] = held
        self._shown[name] = (shown(item), item.where)

    def _clash(self, name: str, item: Labelled) -> None:
        earlier, where = self._shown.get(name, ("", ""))
        self._clashed.add(name)
        self.answers.pop(name)
        self.findings.append(Finding("conflict", name, item.label, earlier, where))
        self.findings.append(Finding("conflict", name, item.label, shown(item), item.where))

    def _contact(self, item: Labelled, party: str) -> None:
        email, phone, rest = values.contact_parts(item.value.text)
        for suffix, found in (("email", email), ("phone", phone)):
            if found:
                name = f"{party}_{suffix}"
                if name in self.answers and self.answers[name] != found:
                    self.findings.append(Finding("conflict", name, item.label, found, item.where))
                else:
                    self.answers[name] = found
                    self._shown[name] = (found, item.where)
        if rest:
            if not email and not phone and f"{party}_name" not in self.answers:
                self.findings.append(Finding("unread", None, item.label, rest, item.where))
            else:
                self.findings.append(Finding("unread", f"{party}_contact", item.label, rest, item.where))

    def _list(self, name: str, rows: list[dict[str, Any]], unread: list[Finding]) -> None:
        self.findings += unread
        if not rows:
            return
        if name == "subjects" and len(rows) == 1:
            for key, value in rows[0].items():
                field = {
                    "name": "subject_name",
                    "dob": "subject_dob",
                    "id": "subject_id",
                    "address": "subject_address",
                    "plan": "plan_status",
                }.get(key)
                if field is None or field in self.answers:
                    if field is None or not _same(self.answers[field], value):
                        self.findings.append(Finding("unread", None, key, str(value), "table of children"))
                else:
                    self.answers[field] = value
            return
        earlier = self.answers.get(name)
        self.answers[name] = [*(earlier if isinstance(earlier, list) else []), *rows]

    def _join_names(self) -> None:
        if not self._names:
            return
        whole = " ".join(part for part in (self._names.get("subject_given"), self._names.get("subject_family")) if part)
        if "subject_name" in self.answers and not _same(self.answers["subject_name"], whole):
            self.findings.append(Finding("conflict", "subject_name", "Name", whole, None))
        else:
            self.answers.setdefault("subject_name", whole)


def read_labels(labels: Labels, vocabulary: Vocabulary, today: date, protocol: str | None) -> Reading:
    """What the labelled values of one document mean."""
    sorting = Sorting(labels, vocabulary, today)
    titles = normal(" | ".join((*labels.titles[:12], *(item.label for item in labels.items if item.unlabelled)))[:4000])
    asked = sorting.asked
    announced = any(core(words) in core(titles) or normal(words) in titles for words in vocabulary.announces)
    elsewhere = any(normal(words) in titles for words in vocabulary.elsewhere)
    is_form = len(asked & (_DIFFERENCE | _RESPONSE)) >= 3 or (announced and len(asked) >= 3)
    if elsewhere and not announced:
        is_form = False
    if not is_form:
        return Reading("document", findings=tuple(_as_document(labels)), flags=labels.flags)
    profile = next(
        (one for one in vocabulary.profiles if one.protocol == protocol),
        None,
    )
    titled = next((one for one in vocabulary.profiles if any(words in titles for words in one.titles)), None)
    known = titled or profile
    answers = sorting.answers
    if not answers:
        kind = "blank-form" if not any(one.kind in ("doubtful", "conflict") for one in sorting.findings) else "form"
        if kind == "blank-form":
            return Reading(
                "blank-form",
                known.form if known else "general",
                known.protocol if known else None,
                findings=(),
                flags=labels.flags,
            )
    event = classify(answers, asked, titles)
    findings = list(sorting.findings)
    if event in ("open", "next_stage"):
        held = set(answers) | {one.field for one in findings if one.field and one.kind in ("doubtful", "conflict")}
        findings += [one for one in sorting.unticked if one.field in ("immediate_risk", "family_informed")]
        for name in REQUIRED:
            if name not in held:
                findings.append(Finding("missing", name))
        if not held & {"subject_name", "subject_id", "subjects", "subject_type"}:
            findings.append(Finding("missing", "subject_name"))
    flags = labels.flags
    if not answers and not findings:
        flags = (*flags, "placeholder-only")
    return Reading(
        "form",
        known.form if known else "general",
        known.protocol if known else None,
        event,
        answers,
        tuple(findings),
        flags,
    )


def shown(item: Labelled) -> str:
    """A value as a person would copy it out."""
    value = item.value
    if value.options:
        marks = {"ticked": "☒", "empty": "☐", "doubtful": "?"}
        return " ".join(f"{marks[one.state]} {one.text}".strip() for one in value.options)
    if value.text:
        return value.text
    return value.day.isoformat() if value.day else ""


def _public(name: str) -> str:
    return "subject_name" if name in ("subject_given", "subject_family") else name


def _same(before: Any, now: Any) -> bool:
    if isinstance(before, str) and isinstance(now, str):
        return " ".join(before.casefold().split()) == " ".join(now.casefold().split())
    return before == now


def _several(text: str) -> Any:
    """One agency as written, or a list where a cell names several unmistakably: a line or a semicolon each."""
    parts = [part.strip(" \t•-–") for part in text.replace(";", "\n").split("\n")]
    parts = [part for part in parts if part]
    return parts if len(parts) > 1 and all(len(part) < 80 for part in parts) else text


def _as_document(labels: Labels) -> Sequence[Finding]:
    return [
        Finding("unread", None, item.label or None, shown(item), item.where) for item in labels.items if shown(item)
    ]
