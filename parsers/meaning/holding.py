"""Holding what is answered: one answer to a field, a finding for everything else.

Two different answers to one question stand under neither. A weak answer ("Mobile", "Senior manager") holds only where
no plainer question is answered.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from parsers.labelled import Labelled, Value
from parsers.meaning.labels.matches import Match
from parsers.meaning.labels.vocabulary import PROSE, Vocabulary
from parsers.meaning.values import lists
from parsers.meaning.values.answers import (
    answer,
    contact_parts,
    looks_named,
    misplaced,
    name_and_day,
    people_in,
    several_agencies,
    shown,
)
from parsers.meaning.values.ticks import Answer, is_unknown, said_yes
from parsers.reading import Finding

_STAGE = re.compile(r"(?:stage|level|step|tier)\s+\w+", re.IGNORECASE)
_BODY = re.compile(r"[\w\s,&’'-]{0,60}\bsafeguarding\s+[\w\s’']{0,40}\b(?:board|partnership)", re.IGNORECASE)
_FEW_WORDS = 5
_TICKED_BY_ALL = ("immediate_risk", "family_informed")


class Holding:
    """The answers and findings of one form as they come together. `settle` once all is seen."""

    def __init__(self, vocabulary: Vocabulary, today: date) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.answers: dict[str, Any] = {}
        self.findings: list[Finding] = []
        self._from: dict[str, tuple[str, str]] = {}
        self._where: dict[str, str] = {}
        self._clashed: set[str] = set()
        self._weak: list[tuple[str, Any, Labelled]] = []
        self._parts: dict[str, Labelled] = {}
        self._numbered: dict[str, dict[str, dict[str, Any]]] = {}
        self._unticked: dict[str, Finding] = {}

    def unticked(self) -> list[Finding]:
        """The questions about risk and family whose boxes were all left empty: never taken for a no."""
        return [finding for name, finding in self._unticked.items() if not self.answered(name)]

    def answered(self, name: str) -> bool:
        """True when `name` has an answer, two that disagree, or one that a person must look at."""
        return (
            name in self.answers
            or name in self._clashed
            or any(one.kind == "doubtful" and one.field == name for one in self.findings)
        )

    def asked_by(self, name: str) -> str:
        """The words that asked for the answer under `name`."""
        return self._from.get(name, ("", ""))[0]

    def put(self, name: str, item: Labelled, *, weak: bool = False) -> None:
        """The answer of `item` under `name`, or the finding that it is doubtful or disagrees with an earlier one."""
        kind = self.vocabulary.kinds.get(name, "text")
        said = self._judged(name, answer(kind, item.value, self.today))
        held: Any = said.held
        text = item.value.text if isinstance(held, list) else held
        if isinstance(text, str) and not item.value.options:
            why = misplaced(name, text, self.today) or self._holds_a_question(name, text)
            said = Answer(None, why) if why is not None else said
        if said.doubt is not None:
            value = shown(item.value)
            self.findings.append(
                Finding("doubtful", name, item.label, f"{value} ({said.doubt})" if value else said.doubt, item.where)
            )
            return
        if said.held is None:
            if item.value.options and name in _TICKED_BY_ALL:
                self._unticked[name] = Finding("missing", name, item.label, None, item.where)
            if shown(item.value) and not item.value.empty:
                self.unread(item)
            return
        if said.rest is not None:
            self.findings.append(Finding("unread", name, item.label, said.rest, item.where))
        if name == "resolved" and isinstance(said.held, str) and _STAGE.match(said.held):
            name = "stage_resolved"  # "Resolved at" asks where, not whether.
        if name == "subject_name" and self.vocabulary.folding.fold(str(said.held)) == ("subject",):
            name = "subject_type"  # "Child or adult?" asks what, not who.
        if name == "subject_name" and (both := name_and_day(str(said.held), self.today)) is not None:
            self._weak.append(("subject_dob", both[1], item))
            said = Answer(both[0])
        if name.endswith("_email") and isinstance(said.held, str):
            said = self._email_alone(name, said, item)
        if kind == "requested_by":
            if not is_unknown(str(said.held)):
                self.findings.append(Finding("unread", "panel_requested", item.label, shown(item.value), item.where))
                self.hold("panel_requested", True, item)
            else:
                self.hold("panel_requested", said.held, item)
            return
        if kind in ("history", "actions"):
            self._prose_list(kind, said.held, item)
            return
        if weak:
            self._weak.append((name, said.held, item))
            return
        self.hold(name, said.held, item)

    def _holds_a_question(self, name: str, text: str) -> str | None:
        """Why an answer is doubtful that has a line which is surely a question of a form: two answers may have run together."""
        prose = name in PROSE
        if self.vocabulary.kinds.get(name) == "choice":
            return None
        if prose and _BODY.fullmatch(text):
            return "it is the name of a body"
        first, more, _ = text.partition("\n")
        found = self.vocabulary.match(first, None) if more and name.endswith(("_name", "_agency")) else None
        if found is not None and found.field != name and (found.exact or found.attribute is not None):
            return f"“{first}” in it may be the next question"
        for line in text.split("\n"):
            for mark in (":", "?"):
                head, found, said = line.partition(mark)
                words = len(head.split())
                if not found or not (2 if prose else 0) < words <= 24 or (prose and head[:1].islower()):
                    continue
                if prose and said.strip()[:1].islower():
                    continue  # "Name of child: was disclosed by someone": a sentence goes on.
                asked = self.vocabulary.surely_asks(f"{head}{mark}")
                if asked not in (None, name) and self.vocabulary.is_label(f"{head}{mark}"):
                    return f"“{head}{mark}” in it may be the next question"
        return None

    def _email_alone(self, name: str, said: Answer, item: Labelled) -> Answer:
        """The address in a cell that holds more beside it; what is beside it goes where it belongs."""
        email, phone, rest = contact_parts(str(said.held))
        if email is None or email == str(said.held).strip():
            return said
        if phone:
            self._weak.append((f"{name.removesuffix('_email')}_phone", phone, item))
        if rest:
            self.findings.append(Finding("unread", name, item.label, rest, item.where))
        return Answer(email)

    def _judged(self, name: str, said: Answer) -> Answer:
        """Several ticked options: a list where the field may hold one, words where it may not matter, else a doubt."""
        held = said.held
        if name == "responding_agency" and isinstance(held, str):
            return Answer(several_agencies(held), said.doubt, said.rest)
        if not isinstance(held, list) or name == "responding_agency":
            return said
        if name in ("stage", "subject_type", "stage_resolved", "referring_agency", "threshold_level"):
            return Answer(None, f"several are ticked: {', '.join(held)}")
        return Answer(", ".join(held), said.doubt, said.rest)

    def hold(self, name: str, held: Any, item: Labelled) -> None:
        """`held` under `name`, or a conflict with an earlier answer that says otherwise."""
        value = shown(item.value)
        if name in self._clashed:
            self.findings.append(Finding("conflict", name, item.label, value, item.where))
        elif name not in self.answers:
            self.answers[name] = held
            self._from[name] = (item.label, value)
            self._where[name] = item.where
        elif not same(self.answers[name], held):
            label, earlier = self._from.get(name, (item.label, str(self.answers[name])))
            self._clashed.add(name)
            del self.answers[name]
            self.findings.append(Finding("conflict", name, label, earlier, self._where.get(name)))
            self.findings.append(Finding("conflict", name, item.label, value, item.where))

    def _prose_list(self, kind: str, held: str, item: Labelled) -> None:
        name, role = ("stage_history", "outcome") if kind == "history" else ("agreed_actions", "action")
        if is_unknown(held):
            self.hold(name, held, item)
            return
        if kind == "actions" and len(held.split()) <= _FEW_WORDS and said_yes(held.split(",")[0]).held is not None:
            self.unread(item)  # "Yes, Mr Hill" agrees to something, and names no action.
            return
        lines = [line for line in (held.split("\n") if kind == "actions" else [held]) if line.strip()]
        self.rows(name, [{role: line.strip()} for line in lines], item)

    def rows(self, name: str, rows: list[dict[str, Any]], item: Labelled | None) -> None:
        """Rows added to the list `name`."""
        held = self.answers.get(name)
        if isinstance(held, str):
            self.findings.append(Finding("unread", name, item.label if item else None, held, self._where.get(name)))
            held = None
        new = [row for row in rows if not (isinstance(held, list) and row in held)]
        if new:
            self.answers[name] = [*(held or []), *new]

    def conflicting(self, name: str, item: Labelled) -> None:
        """`item` as one of several that may answer `name` and do not agree; none of them stands under it."""
        self._clashed.add(name)
        self.findings.append(Finding("conflict", name, item.label, shown(item.value), item.where))

    def unread(self, item: Labelled) -> None:
        """`item` as a finding: nobody knows what it answers."""
        value = shown(item.value)
        if value and not (item.value.empty and not item.value.text):
            self.findings.append(
                Finding("unread", None, None if item.unlabelled else item.label or None, value, item.where)
            )
        for doubt in item.value.doubts if not value else ():
            self.findings.append(Finding("doubtful", None, item.label or None, doubt, item.where))

    def name_part(self, field: str, item: Labelled) -> None:
        """A given or a family name, to be joined when both are seen."""
        if item.value.empty and not item.value.doubts:
            return
        if item.value.options:
            self.unread(item)
            return
        earlier = self._parts.get(field)
        if item.value.doubts:
            self.findings.append(
                Finding(
                    "doubtful", "subject_name", item.label, f"{shown(item.value)} ({item.value.doubts[0]})", item.where
                )
            )
        elif earlier is None:
            self._parts[field] = item
        elif not same(earlier.value.text, item.value.text):
            self.findings.append(Finding("conflict", "subject_name", earlier.label, earlier.value.text, earlier.where))
            self.findings.append(Finding("conflict", "subject_name", item.label, item.value.text, item.where))
            del self._parts[field]
            self._clashed.add("subject_name")

    def contact(self, field: str, item: Labelled) -> None:
        """A cell that holds several ways to reach somebody: each under its field, the rest as a finding."""
        side = field.split("_", 1)[0]
        takes_name = field.endswith("_name_contact")
        if item.value.empty and not item.value.doubts:
            return
        if item.value.options or item.value.doubts:
            self.unread(item)
            return
        email, phone, rest = contact_parts(item.value.text)
        for suffix, part in (("email", email), ("phone", phone)):
            if part:
                self._weak.append((f"{side}_{suffix}", part, item))
        lines = rest.split("\n") if rest else []
        if len(lines) == 1 and (takes_name or (not email and not phone and looks_named(rest))):
            self._weak.append((f"{side}_name", rest, item))
        elif len(lines) == 2 and takes_name and looks_named(lines[0]) and not looks_named(lines[1], strictly=True):
            self._weak += [(f"{side}_name", lines[0], item), (f"{side}_role", lines[1], item)]
        elif rest:
            self.findings.append(
                Finding("unread", None, item.label, rest if email or phone else shown(item.value), item.where)
            )

    def row_part(self, item: Labelled, found: Match) -> None:
        """One cell of a numbered row: "Stage 2: outcome", "Child 1 date of birth"."""
        assert found.field is not None and found.place is not None and found.column is not None
        rows = self._numbered.setdefault(found.field, {})
        if item.value.empty and not item.value.doubts:
            return
        cell = Labelled(found.column, item.value, item.where, record=(0, 0))
        role = "outcome" if found.column == "stage" else found.column
        held = lists.held_by(found.field, role, cell, self.today, self.findings)
        if held is None:
            return
        row = rows.setdefault(found.place, {"stage": f"Stage {found.place}"} if found.field == "stage_history" else {})
        if role in row and not same(row[role], held):
            self.unread(item)
            return
        row[role] = held

    def list_rows(self, rows: lists.Rows) -> None:
        """The rows of a table: a list, or the one child of the form."""
        if rows.name == "subjects" and len(rows.rows) == 1:
            place = rows.places[0]
            for field, column, value in lists.subject_fields(rows.rows[0]):
                text = value.isoformat() if isinstance(value, date) else str(value)
                item = Labelled(column, Value(text=text), place)
                if field is None:
                    self.unread(item)
                elif isinstance(value, str) and (why := misplaced(field, value, self.today)) is not None:
                    self.findings.append(Finding("doubtful", field, item.label, f"{value} ({why})", item.where))
                else:
                    self.hold(field, value, item)
            return
        if rows.rows:
            self.rows(rows.name, rows.rows, None)

    def settle(self) -> None:
        """Put together what can be judged only when all is seen: numbered rows, names, weak answers, children."""
        for name, places in self._numbered.items():
            rows = [row for _, row in sorted(places.items()) if row]
            if name == "subjects":
                for row in rows:
                    lists.join_names(row)
            if rows:
                self.list_rows(lists.Rows(name, rows, [f"row {place}" for place in sorted(places) if places[place]]))
        self._join_names()
        for name, held, item in self._weak:
            if not self.answered(name):
                self.hold(name, held, item)
            elif not same(self.answers.get(name), held):
                value = held if isinstance(held, str) else shown(item.value)
                self.findings.append(Finding("unread", None, item.label, value, item.where))
        self._split_people()

    def _join_names(self) -> None:
        if not self._parts:
            return
        given, family = self._parts.get("subject_given"), self._parts.get("subject_family")
        whole = " ".join(part.value.text for part in (given, family) if part is not None)
        item = family or given
        assert item is not None
        if whole.casefold() in str(self.answers.get("subject_name", "")).casefold():
            return  # A full name beside its parts: "Jo Bell" and "Jo" do not disagree.
        self.hold("subject_name", whole, Labelled(item.label, Value(text=whole), item.where))

    def _split_people(self) -> None:
        """Several children in the one cell for the name: a list when each has a date of birth of its own beside it."""
        name = self.answers.get("subject_name")
        if not isinstance(name, str) or "subjects" in self.answers:
            return
        people = people_in(name)
        if len(people) < 2:
            return
        born = [name_and_day(one, self.today) for one in people]
        if "subject_dob" not in self.answers and all(one is not None for one in born):
            self.answers["subjects"] = [{"name": one[0], "dob": one[1]} for one in born if one is not None]
            del self.answers["subject_name"]
            return
        doubtful = next((one for one in self.findings if one.kind == "doubtful" and one.field == "subject_dob"), None)
        dobs = people_in((doubtful.value or "").rsplit(" (", 1)[0]) if doubtful else []
        days = [answer("birth", Value(text=text), self.today).held for text in dobs]
        if doubtful and len(days) == len(people) and all(isinstance(day, date) for day in days):
            self.findings.remove(doubtful)
            self.answers["subjects"] = [{"name": one, "dob": day} for one, day in zip(people, days, strict=True)]
            del self.answers["subject_name"]
        elif not dobs and "subject_dob" not in self.answers:
            self.answers["subjects"] = [{"name": one} for one in people]
            del self.answers["subject_name"]


def same(before: Any, now: Any) -> bool:
    """True when two answers say the same, whatever their capitals and spaces."""
    if isinstance(before, str) and isinstance(now, str):
        return " ".join(before.casefold().split()) == " ".join(now.casefold().split())
    return before == now
