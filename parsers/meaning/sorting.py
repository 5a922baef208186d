"""Sorting labelled values: each is taken once, under its field, in a list, or as a finding.

Two different answers to one question stand under neither. What only the context can place ("Name") is placed by its
section, else by the side that the labels before it name; where that is unclear it is a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from parsers.labelled import Labelled, Labels, Option, Value
from parsers.meaning import lists
from parsers.meaning.context import Context
from parsers.meaning.printed import printed
from parsers.meaning.ticks import Answer, is_unknown
from parsers.meaning.values import answer, contact_parts, people_in, several_agencies, shown
from parsers.meaning.vocabulary import Match, Vocabulary
from parsers.reading import Finding

_YES_NO_COLUMNS = frozenset(
    (
        "yes",
        "no",
        "y",
        "n",
        "n/a",
        "na",
        "partly",
        "partially",
        "not known",
        "unknown",
        "unsure",
        "don't know",
        "comment",
        "comments",
    )
)
_BESIDE = (
    "header",
    "footer",
    "comment",
    "note",
    "footnote",
    "endnote",
    "text box",
    "drawing",
    "hidden",
    "ole",
    "altchunk",
)


class Sorting:
    """The labelled values of one document, sorted. `asked` are the fields it has a place for, answered or not."""

    def __init__(self, labels: Labels, vocabulary: Vocabulary, today: date, title: str | None) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.answers: dict[str, Any] = {}
        self.findings: list[Finding] = []
        self.asked: set[str] = set()
        self.known: dict[str, Any] = {}
        self.typed = 0
        self._title = title
        self._from: dict[str, tuple[str, str]] = {}
        self._where: dict[str, str] = {}
        self._clashed: set[str] = set()
        self._weak: list[tuple[str, Any, Labelled]] = []
        self._parts: dict[str, Labelled] = {}
        self._numbered: dict[str, dict[str, dict[str, Any]]] = {}
        self._boxes: dict[str, list[tuple[Option, Labelled]]] = {}
        self._prose: dict[str, list[Labelled]] = {}
        self._context = Context(vocabulary, labels.items, self.group_of)
        self._sort(labels.items)
        self._settle()

    def group_of(self, item: Labelled) -> str | None:
        """The kind of section that `item` stands in; the form's own title says nothing about whose section it is."""
        section = item.section
        if section and section[0] == self._title:
            section = section[1:]
        return self.vocabulary.section_kind(section) if section else None

    def _sort(self, items: Sequence[Labelled]) -> None:
        tables: dict[int, list[Labelled]] = {}
        for item in items:
            if item.record is not None:
                tables.setdefault(item.record[0], []).append(item)
        done: set[int] = set()
        for at, item in enumerate(items):
            if item.record is None:
                self._item(at, item)
            elif item.record[0] not in done:
                done.add(item.record[0])
                self._table(tables[item.record[0]], items)

    # Tables with a heading row

    def _table(self, cells: list[Labelled], items: Sequence[Labelled]) -> None:
        if self.group_of(cells[0]) == "office":
            for cell in cells:
                self._unread(cell)
            return
        titles = list(dict.fromkeys(cell.label for cell in cells))
        name = lists.list_of(titles, cells[0].section, self.vocabulary)
        if name is not None:
            self.asked.add(name)
            rows = lists.rows_of(name, cells, self.vocabulary, self.today)
            self.findings += rows.findings
            self._list(rows)
            return
        if {title.casefold().strip(" :?") for title in titles} <= _YES_NO_COLUMNS and all(
            cell.row_label for cell in cells
        ):
            self._yes_no_grid(cells)
            return
        rows_filled = {cell.record for cell in cells if not cell.value.empty}
        for cell in cells:
            at = items.index(cell)
            labels = [f"{cell.row_label}: {cell.label}", f"{cell.label}: {cell.row_label}"] if cell.row_label else []
            found = next(
                (one for one in (self.vocabulary.match(label, None) for label in labels) if one and one.field), None
            )
            if found is not None and found.field and not found.field.startswith("other:"):
                self._matched(cell, found)
            elif len(rows_filled) <= 1 and not cell.row_label:
                self._item(at, cell)
            else:
                self._unread(cell)

    def _yes_no_grid(self, cells: list[Labelled]) -> None:
        rows: dict[tuple[int, int], list[Labelled]] = {}
        for cell in cells:
            assert cell.record is not None
            rows.setdefault(cell.record, []).append(cell)
        for row in rows.values():
            options = []
            for cell in row:
                if cell.label.casefold().startswith("comment"):
                    self._unread(cell)
                    continue
                ticked = any(one.state == "ticked" for one in cell.value.options) or bool(cell.value.text)
                doubtful = any(one.state == "doubtful" for one in cell.value.options)
                options.append(Option(cell.label, "doubtful" if doubtful else "ticked" if ticked else "empty"))
            first = row[0]
            label = first.row_label or ""
            self._item(-1, Labelled(label, Value(options=tuple(options)), first.where, first.section))

    # One labelled value

    def _item(self, at: int, item: Labelled) -> None:
        if not item.value.empty and not item.unlabelled:
            self.typed += 1
        group = self.group_of(item)
        if item.unlabelled:
            if printed(item.value.text):
                return
            field = self._heading_asks(item)
            if field is not None and not item.value.options:
                self._prose.setdefault(field, []).append(item)
            else:
                self._unread(item)
            return
        if group == "office":
            self.typed -= 0 if item.value.empty else 1
            self._unread(item)
            return
        found = self._by_tag(item) or self.vocabulary.match(item.label, group)
        if found is None and item.row_label:
            found = self.vocabulary.match(f"{item.row_label} {item.label}", group)
        if found is not None and found.field is None:
            found = self._context.placed(at, item, found)
        if found is None or (found.field == "stage_history" and found.column == "stage"):
            boxed = self._box(item)
            if boxed:
                return
        if found is None:
            hints = (self.vocabulary.match(hint.replace("_", " "), group) for hint in item.hints)
            found = next((one for one in hints if one is not None and one.field is not None), None)
        if found is None:
            self._unread(item)
            return
        self._matched(item, found)

    def _by_tag(self, item: Labelled) -> Match | None:
        """A control tagged with a canonical field's own name is that field, whatever its label says."""
        for hint in item.hints:
            if "_" in hint and (hint in self.vocabulary.kinds or hint.startswith(("referring_", "responding_"))):
                return Match(hint)
        return None

    def _heading_asks(self, item: Labelled) -> str | None:
        """The long-text field that the heading above free text asks for. Words beside the text answer no heading."""
        if item.where.startswith(_BESIDE):
            return None
        for heading in reversed(item.section):
            if heading == self._title:
                continue
            found = self.vocabulary.match(heading, None)
            field = found.field if found is not None else None
            long = field is not None and self.vocabulary.kinds.get(field) in ("text", "history", "actions")
            return field if long and found is not None and not found.weak else None
        return None

    def _box(self, item: Labelled) -> bool:
        """A lone box whose label is one of the answers to the heading above: "Stage: Informal ☐, Formal ☒"."""
        options = item.value.options
        if len(options) != 1 or options[0].text or item.value.text or not item.section:
            return False
        found = self.vocabulary.match(item.section[-1], None)
        if (
            found is None
            or found.field is None
            or self.vocabulary.kinds.get(found.field, "text") not in ("choice", "yes_no", "resolved")
        ):
            return False
        self.asked.add(found.field)
        one = Option(item.label.strip(" :"), options[0].state, options[0].doubt)
        self._boxes.setdefault(found.field, []).append((one, item))
        return True

    def _matched(self, item: Labelled, found: Match) -> None:
        field = found.field
        assert field is not None
        self._context.saw(item, field)
        if field.startswith("other:"):
            self._other(field.removeprefix("other:"), item)
            return
        if field in ("subject_given", "subject_family"):
            self.asked.add("subject_name")
            self._part(field, item)
            return
        if found.place is not None:
            self.asked.add(field)
            self._row_part(item, found)
            return
        if field.endswith("_contact"):
            self._contact(field, item)
            return
        self.asked.add("panel_requested" if field == "panel_requested_by" else field)
        self.put(field, item, weak=found.weak)

    def _other(self, name: str, item: Labelled) -> None:
        """A label that no canonical field takes: for a person, and for telling the event."""
        if item.value.empty and not item.value.doubts:
            return
        if name == "next_stage":
            said = answer("yes_no", item.value, self.today)
            self.known[name] = (
                said.held if isinstance(said.held, bool) else bool(item.value.text) and not is_unknown(item.value.text)
            )
        else:
            self.known.setdefault(name, shown(item.value))
        self.findings.append(
            Finding("unread", "reference" if name == "reference" else None, item.label, shown(item.value), item.where)
        )

    def put(self, name: str, item: Labelled, *, weak: bool = False) -> None:
        """The answer of `item` under `name`, or the finding that it is doubtful or disagrees with an earlier one."""
        kind = self.vocabulary.kinds.get(name, "text")
        said = self._judged(name, answer(kind, item.value, self.today))
        if said.doubt is not None:
            value = shown(item.value)
            self.findings.append(
                Finding("doubtful", name, item.label, f"{value} ({said.doubt})" if value else said.doubt, item.where)
            )
            return
        if said.held is None:
            if shown(item.value) and not item.value.empty:
                self._unread(item)
            return
        if said.rest is not None:
            self.findings.append(Finding("unread", name, item.label, said.rest, item.where))
        if name == "subject_name" and self.vocabulary.folding.fold(str(said.held).casefold()) == ("subject",):
            name = "subject_type"  # "Child or adult?" asks what, not who.
        if kind == "requested_by":
            if not is_unknown(str(said.held)):
                self.findings.append(Finding("unread", "panel_requested", item.label, shown(item.value), item.where))
                self._hold("panel_requested", True, item)
            else:
                self._hold("panel_requested", said.held, item)
            return
        if kind in ("history", "actions"):
            self._prose_list(kind, said.held, item)
            return
        if weak:
            self._weak.append((name, said.held, item))
            return
        self._hold(name, said.held, item)

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

    def _hold(self, name: str, held: Any, item: Labelled) -> None:
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
            self._hold(name, held, item)
            return
        lines = [line for line in (held.split("\n") if kind == "actions" else [held]) if line.strip()]
        self._rows(name, [{role: line.strip()} for line in lines], item)

    def _rows(self, name: str, rows: list[dict[str, Any]], item: Labelled | None) -> None:
        held = self.answers.get(name)
        if isinstance(held, str):
            self.findings.append(Finding("unread", name, item.label if item else None, held, self._where.get(name)))
            held = None
        new = [row for row in rows if not (isinstance(held, list) and row in held)]
        if new:
            self.answers[name] = [*(held or []), *new]

    def _unread(self, item: Labelled) -> None:
        value = shown(item.value)
        if value and not (item.value.empty and not item.value.text):
            self.findings.append(
                Finding("unread", None, None if item.unlabelled else item.label or None, value, item.where)
            )
        for doubt in item.value.doubts if not value else ():
            self.findings.append(Finding("doubtful", None, item.label or None, doubt, item.where))

    # Names, contacts, lists

    def _part(self, field: str, item: Labelled) -> None:
        if item.value.empty and not item.value.doubts:
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

    def _contact(self, field: str, item: Labelled) -> None:
        side = field.split("_", 1)[0]
        takes_name = field.endswith("_name_contact")
        self.asked |= {f"{side}_phone", f"{side}_email", *((f"{side}_name",) if takes_name else ())}
        if item.value.empty and not item.value.doubts:
            return
        if item.value.options or item.value.doubts:
            self._unread(item)
            return
        email, phone, rest = contact_parts(item.value.text)
        for suffix, part in (("email", email), ("phone", phone)):
            if part:
                self._weak.append((f"{side}_{suffix}", part, item))
        if rest and takes_name and "\n" not in rest:
            self._weak.append((f"{side}_name", rest, item))
        elif rest:
            self.findings.append(
                Finding("unread", None, item.label, rest if email or phone else shown(item.value), item.where)
            )

    def _row_part(self, item: Labelled, found: Match) -> None:
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
            self._unread(item)
            return
        row[role] = held

    def _list(self, rows: lists.Rows) -> None:
        if rows.name == "subjects" and len(rows.rows) == 1:
            place = rows.places[0]
            for field, column, value in lists.subject_fields(rows.rows[0]):
                text = value.isoformat() if isinstance(value, date) else str(value)
                item = Labelled(column, Value(text=text), place)
                if field is None:
                    self._unread(item)
                else:
                    self._hold(field, value, item)
            return
        if rows.rows:
            self._rows(rows.name, rows.rows, None)

    # What can be settled only when all is seen

    def _settle(self) -> None:
        for field, items in self._prose.items():
            text = "\n".join(item.value.text for item in items if item.value.text)
            if field in self.answers or field in self._clashed or not text:
                for item in items:
                    self._unread(item)
            else:
                first = items[0]
                self.asked.add(field)
                self.typed += 1
                self.put(field, Labelled(first.section[-1], Value(text=text), first.where, first.section))
        for field, boxes in self._boxes.items():
            first = boxes[0][1]
            self.put(
                field,
                Labelled(first.section[-1], Value(options=tuple(one for one, _ in boxes)), first.where, first.section),
            )
        for name, places in self._numbered.items():
            rows = [row for _, row in sorted(places.items()) if row]
            if name == "subjects":
                for row in rows:
                    lists.join_names(row)
            if rows:
                self._list(lists.Rows(name, rows, [first_place(places)] * len(rows)))
        self._join_names()
        for name, held, item in self._weak:
            if name not in self.answers and name not in self._clashed:
                self._hold(name, held, item)
            elif name in self._clashed or not same(self.answers[name], held):
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
        self._hold("subject_name", whole, Labelled(item.label, Value(text=whole), item.where))

    def _split_people(self) -> None:
        """Several children in the one cell for the name: a list when each has a date of birth of its own beside it."""
        name = self.answers.get("subject_name")
        if not isinstance(name, str) or "subjects" in self.answers:
            return
        people = people_in(name)
        if len(people) < 2:
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


def first_place(places: dict[str, Any]) -> str:
    """Where a person finds the first of some numbered rows."""
    return f"row {min(places)}"


def same(before: Any, now: Any) -> bool:
    """True when two answers say the same, whatever their capitals and spaces."""
    if isinstance(before, str) and isinstance(now, str):
        return " ".join(before.casefold().split()) == " ".join(now.casefold().split())
    return before == now
