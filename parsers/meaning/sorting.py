"""Sorting labelled values: each is taken once, under its field, in a list, or as a finding.

Two different answers to one question stand under neither. What only the context can place ("Name") is placed by its
section, else by the side that the labels before it name; where that is unclear it is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from parsers.labelled import Labelled, Labels, Option, Value
from parsers.meaning.accounts import unaccounted
from parsers.meaning.context import Context
from parsers.meaning.holding import Holding
from parsers.meaning.labels.likely import Likely
from parsers.meaning.labels.matches import Match
from parsers.meaning.labels.neighbours import around
from parsers.meaning.labels.vocabulary import PROSE, Vocabulary
from parsers.meaning.printed import printed
from parsers.meaning.values import lists
from parsers.meaning.values.answers import answer, shown
from parsers.meaning.values.dates import read_day
from parsers.meaning.values.ticks import is_unknown
from parsers.reading import Finding

# Accounts, which nobody gives by ticking a box, whatever else its label may ask for ("Main theme: Practice ☒").
_TOLD = PROSE - {"resolved", "panel_decision"}
_DIFFERENCE = re.compile(r"\b(?:escalat\w+|disagree\w*|challeng\w+|differences?|disputes?|resolution)\b", re.IGNORECASE)
# "For this child", beneath a label, says of what it asks and not what.
_FOR = re.compile(r"(?:for|at|in|on|to|if|as|by|with|about|of|from|yes|no)\b", re.IGNORECASE)
# "Our details" says whose they are in a word that folding leaves out.
_WHOSE = re.compile(
    r"\W*(?:\w{1,3}[.):]\s+)?(our|their)\s+(?:contact\s+)?(?:details|agency|organisation|service|team|information)\W*$",
    re.IGNORECASE,
)
_LONG_TITLE = 6
_WHO = frozenset(
    ("agency", "organisation", "person", "who", "your", "details", "referring", "responding", "about", "service")
)
# What is only likely to ask how a difference ended asks so on a form that has a place for the answer to it.
_AFTERWARDS = frozenset(("agreed_actions", "outstanding_issues"))
_ANSWERING = frozenset(
    ("response_summary", "response_date", "response_author", "resolved", "stage_resolved", "panel_decision")
)
# How many times more doubtful the next of several labels must be than the best, for the best to answer alone.
_AHEAD = 5.0
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
    "merged cell",
    "embedded file",
)


class Sorting:
    """The labelled values of one document, sorted. `asked` are the fields it has a place for, answered or not."""

    def __init__(self, labels: Labels, vocabulary: Vocabulary, today: date, title: str | None) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.held = Holding(vocabulary, today)
        self.asked: set[str] = set()
        self.known: dict[str, Any] = {}
        self.typed = 0
        self._title = title
        self._titles = {words for words in labels.titles[:2] if _names_form(words)}
        self._probable: dict[str, list[tuple[float, Labelled]]] = {}
        self._boxes: dict[str, list[tuple[Option, Labelled]]] = {}
        self._prose: dict[str, list[Labelled]] = {}
        self._placed: dict[int, str] = {}
        self._left: list[tuple[int, Labelled]] = []
        self._likely = Likely(vocabulary, today)
        self._context = Context(vocabulary, labels.items, self.group_of)
        self._items = labels.items
        self._sort(labels.items)
        self._settle()

    def group_of(self, item: Labelled) -> str | None:
        """The kind of section that `item` stands in; the form's own title says nothing about whose section it is."""
        section = item.section
        if section and (section[0] == self._title or self.vocabulary.is_title(section[0]) or _names_all(section)):
            section = section[1:]
        section = tuple(heading for heading in section if heading not in self._titles)
        if section and (whose := _WHOSE.match(section[-1])) is not None:
            return "referring" if whose[1].casefold() == "our" else "responding"
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
        if self.group_of(cells[0]) in ("office", "guidance"):
            for cell in cells:
                self.held.unread(cell)
            return
        titles = list(dict.fromkeys(cell.label for cell in cells))
        name = lists.named(cells, self.vocabulary)
        if name is not None:
            self.asked.add(name)
            rows = lists.rows_of(name, cells, self.vocabulary, self.today)
            self.held.findings += rows.findings
            self.held.list_rows(rows)
            return
        if {title.casefold().strip(" :?") for title in titles} <= _YES_NO_COLUMNS and all(
            cell.row_label for cell in cells
        ):
            self._yes_no_grid(cells)
            return
        rows_filled = {cell.record for cell in cells if not cell.value.empty}
        if len(rows_filled) > 1 and self._agencies(cells):
            return
        for cell in cells:
            at = items.index(cell)
            labels = [f"{cell.row_label}: {cell.label}", f"{cell.label}: {cell.row_label}"] if cell.row_label else []
            found = next(
                (one for one in (self.vocabulary.match(label, None) for label in labels) if one and one.field), None
            )
            if found is None and cell.row_label:
                both = replace(cell, label=f"{cell.row_label} ({cell.label})")
                found = self._likely.match(both, self.group_of(cell), None)
            if found is not None and found.field and found.chance is not None:
                self._probable.setdefault(found.field, []).append((found.chance, cell))
            elif found is not None and found.field and not found.field.startswith("other:"):
                self._matched(cell, found)
            elif len(rows_filled) <= 1 and not cell.row_label:
                self._item(at, cell)
            else:
                self.held.unread(cell)

    def _agencies(self, cells: list[Labelled]) -> bool:
        """Several responding agencies, one to a row: their names are the answer, and the rest is for a person."""
        group = self.group_of(cells[0])
        if group != "responding" or any(cell.row_label for cell in cells):
            return False
        found = {title: self.vocabulary.match(title, group) for title in {cell.label for cell in cells}}
        named = [title for title, one in found.items() if one is not None and one.field == "responding_agency"]
        written = [cell for cell in cells if cell.label in named and not cell.value.empty]
        if len(named) != 1 or any(cell.value.options or cell.value.doubts or not cell.value.text for cell in written):
            return False
        self.asked.add("responding_agency")
        agencies = [" ".join(cell.value.text.split()) for cell in written]
        if agencies:
            self.held.hold("responding_agency", agencies if len(agencies) > 1 else agencies[0], written[0])
        for cell in cells:
            if cell not in written:
                self.held.unread(cell)
        return True

    def _yes_no_grid(self, cells: list[Labelled]) -> None:
        rows: dict[tuple[int, int], list[Labelled]] = {}
        for cell in cells:
            assert cell.record is not None
            rows.setdefault(cell.record, []).append(cell)
        for row in rows.values():
            options = []
            for cell in row:
                if cell.label.casefold().startswith("comment"):
                    self.held.unread(cell)
                    continue
                ticked = any(one.state == "ticked" for one in cell.value.options) or bool(cell.value.text)
                doubtful = any(one.state == "doubtful" for one in cell.value.options)
                options.append(Option(cell.label, "doubtful" if doubtful else "ticked" if ticked else "empty"))
            first = row[0]
            label = first.row_label or ""
            self._item(-1, Labelled(label, Value(options=tuple(options)), first.where, first.section))

    # One labelled value

    def _item(self, at: int, item: Labelled) -> None:
        if not item.value.empty and not item.unlabelled and not item.stray:
            self.typed += 1
        if item.stray:
            self.held.unread(item)
            return
        group = self.group_of(item)
        if item.unlabelled:
            if printed(item.value.text):
                return
            self.typed += self._answers_before(at, item)
            field = self._heading_asks(item) if group not in ("office", "guidance") else None
            if field is not None and not item.value.options and not item.value.doubts:
                self._prose.setdefault(field, []).append(item)
            else:
                self.held.unread(item)
            return
        if group in ("office", "guidance"):
            self.typed -= 0 if item.value.empty else 1
            self.held.unread(item)
            return
        asked = self.vocabulary.match(item.label, group)
        sure = asked is not None and self._hint_agrees(item, asked, group)
        found = self._by_tag(item) or (asked if sure else self._likely.match(item, group, asked))
        if found is None and item.row_label:
            found = self.vocabulary.match(f"{item.row_label} {item.label}", group)
        if found is not None and found.field is None:
            found = self._context.placed(at, item, found)
        if found is None or (found.field == "stage_history" and found.column == "stage"):
            boxed = self._box(item)
            if boxed:
                return
        if found is None:
            asked = [hint.replace("_", " ") for hint in item.hints if not _FOR.match(hint)]
            hints = (self.vocabulary.match(words, group) for hint in asked for words in (f"{item.label}: {hint}", hint))
            found = next((one for one in hints if one is not None and one.field is not None), None)
        if found is None or (item.value.options and found.field in _TOLD and not found.exact):
            self._left.append((at, item))
            return
        if found.field is not None and at >= 0:
            self._placed[at] = found.field
        if found.chance is not None:
            assert found.field is not None
            self._context.saw(item, found.field)
            self._probable.setdefault(found.field, []).append((found.chance, item))
            return
        if group == "response" and found.field == "responding_name" and not found.exact:
            found = replace(found, field="response_author")  # Whose name the response asks for, wrote it.
        self._matched(item, found)

    def _hint_agrees(self, item: Labelled, asked: Match, group: str | None) -> bool:
        """True where what is printed beneath a label asks for the same of the side that the label names."""
        hints = (self.vocabulary.match(hint, group) for hint in item.hints)
        wanted = [one.attribute for one in hints if one is not None and one.attribute is not None]
        return any((asked.field or "").endswith(f"_{attribute}") for attribute in wanted)

    def _answers_before(self, at: int, item: Labelled) -> bool:
        """True for a day that stands behind an empty question for one: somebody has filled the form, however it is read."""
        field = self._placed.get(at - 1)
        if (
            field is None
            or not self._items[at - 1].value.empty
            or self.vocabulary.kinds.get(field) not in ("date", "birth")
        ):
            return False
        return read_day(item.value.text, self.today, born=True) is not None

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
            if heading == self._title or heading in self._titles:
                continue
            found = self.vocabulary.match(heading, None)
            field = found.field if found is not None else None
            if field is None:
                field = self._likely.account(heading, item.value)
            long = field is not None and self.vocabulary.kinds.get(field) in ("text", "history", "actions")
            return field if long and not (found is not None and found.weak) else None
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
            self.held.name_part(field, item)
            return
        if found.place is not None:
            self.asked.add(field)
            self.held.row_part(item, found)
            return
        if field.endswith("_contact"):
            side = field.split("_", 1)[0]
            self.asked |= {f"{side}_phone", f"{side}_email"}
            self.held.contact(field, item)
            return
        self.asked.add("panel_requested" if field == "panel_requested_by" else field)
        # What stands in a header or a text box is mostly printed there; it answers only where nothing else does.
        self.held.put(field, item, weak=found.weak or (field in PROSE and item.where.startswith(_BESIDE)))

    def _other(self, name: str, item: Labelled) -> None:
        """A label that no canonical field takes: for a person, and for telling the event."""
        if item.value.empty and not item.value.doubts:
            return
        if name == "next_stage":
            said = answer("yes_no", item.value, self.today)
            if not isinstance(said.held, bool) and item.value.text and not is_unknown(item.value.text):
                self.known[name] = True
                self.held.put("stage", item, weak=True)
                return
            self.known[name] = said.held
        else:
            self.known.setdefault(name, shown(item.value))
        self.held.findings.append(
            Finding("unread", "reference" if name == "reference" else None, item.label, shown(item.value), item.where)
        )

    # What can be settled only when all is seen

    def _settle(self) -> None:
        for field, items in self._prose.items():
            text = "\n".join(item.value.text for item in items if item.value.text)
            if self.held.answered(field) or not text:
                for item in items:
                    self.held.unread(item)
            else:
                first = items[0]
                self.asked.add(field)
                self.typed += 1
                self.held.put(field, Labelled(first.section[-1], Value(text=text), first.where, first.section))
        for field, boxes in self._boxes.items():
            first = boxes[0][1]
            self.held.put(
                field,
                Labelled(first.section[-1], Value(options=tuple(one for one, _ in boxes)), first.where, first.section),
            )
        for field, found in self._probable.items():
            self._decide(field, found)
        self._settle_left()
        self.held.settle()
        self.held.findings += unaccounted(self._items, self.held.answers, self.held.findings, self.today)

    def _settle_left(self) -> None:
        """Questions that nothing has placed: by those around them, else findings."""
        asked = frozenset(self.asked)
        likely: dict[str, list[tuple[float, Labelled]]] = {}
        for at, item in self._left:
            found = None
            if at >= 0 and not item.value.empty:
                found = self._likely.among(item, self.group_of(item), around(at, self._items, self._placed, asked))
            if found is None or found.field is None or found.chance is None:
                self.held.unread(item)
            else:
                likely.setdefault(found.field, []).append((found.chance, item))
        for field, items in likely.items():
            self._decide(field, items)

    def _decide(self, field: str, found: list[tuple[float, Labelled]]) -> None:
        """What is only likely to answer `field`: the likeliest, where nothing known does and no other is nearly as likely."""
        answered = [one for one in found if not one[1].value.empty]
        self.asked.add(field)
        if not answered:
            return
        if self.held.answered(field) or (field in _AFTERWARDS and not self.asked & _ANSWERING):
            for _, item in answered:
                self.held.unread(item)
            return
        answered.sort(key=lambda one: -one[0])
        chance, best = answered[0]
        for other, item in answered[1:]:
            if 1.0 - other < _AHEAD * (1.0 - chance) and item.value != best.value:
                for _, one in answered:
                    self.held.conflicting(field, one)
                return
        self.held.put(field, best)
        for _, item in answered[1:]:
            if item.value != best.value:
                self.held.unread(item)


def _names_form(heading: str) -> bool:
    """True for one of a document's first headings that tells in a sentence what the whole is about."""
    words = heading.split()
    return len(words) >= _LONG_TITLE and _DIFFERENCE.search(heading) is not None and words[0].casefold() not in _WHO


def _names_all(section: tuple[str, ...]) -> bool:
    """True for an outermost heading that speaks of the difference itself, over headings of its own: the form's title."""
    first = section[0].split()
    return len(section) > 1 and _DIFFERENCE.search(section[0]) is not None and first[0].casefold() not in _WHO
