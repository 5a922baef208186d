"""Placing plain labels ("Name", "Telephone") where no section heading says whose they are.

The labels around them tell: after "Responding agency" a plain "Name" is that agency's, before "Date of birth" it is the
child's. Where two sides stand next to each other with nothing between, nobody can tell, and the answer is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from parsers.labelled import Labelled
from parsers.meaning.labels.matches import Match, of_side
from parsers.meaning.labels.vocabulary import Vocabulary
from parsers.meaning.labels.wordings import Asked

_SIDES = ("referring", "responding")
_NEAR = 3


class Context:
    """What the labels before a plain one say about whose it is."""

    def __init__(
        self, vocabulary: Vocabulary, items: Sequence[Labelled], group_of: Callable[[Labelled], str | None]
    ) -> None:
        self._vocabulary = vocabulary
        self._items = items
        self._group_of = group_of
        self._side: str | None = None
        self._unclear = False
        self._bare_agency = False
        self._section: tuple[str, ...] = ()
        # What is answered of those who raise it: asked once more, in a section that says nothing, it is somebody else's.
        self._referring: set[str] = set()
        self._before: str | None = None
        self._row = ""
        self._beside: tuple[str, str] | None = None
        self._beside_in = ""

    def saw(self, item: Labelled, field: str) -> None:
        """A label was placed by its own words or by its section."""
        self._moved(item)
        side = field.split("_", 1)[0]
        if side == "referring" and not item.value.empty:
            self._referring.add(field)
        if side in _SIDES:
            agency = field.endswith("_agency")
            if self._side is not None and side != self._side and item.where == self._row and "row" in item.where:
                self._beside, self._beside_in = (self._side, side), _table(item)
            self._row = item.where
            self._unclear = agency and self._bare_agency and side != self._side
            self._bare_agency = agency
            self._side = side
        elif not field.startswith("other:"):
            self._bare_agency = False
        self._before = field

    def placed(self, at: int, item: Labelled, found: Match) -> Match | None:
        """The field of a plain attribute, or None when the context does not settle it."""
        self._moved(item)
        attribute = found.attribute
        assert attribute is not None
        after = self._field_near(at)
        yours = "your" in item.label.casefold().split()
        # "Name" before "Date of birth" is the child's; before "Child's name" it is somebody else's.
        born = after is not None and after.startswith("subject_") and after not in ("subject_name", "subject_type")
        if attribute == "name" and not yours and born:
            return Match("subject_name", found.weak)
        if attribute == "other":
            words = self._vocabulary.folding.fold(item.label)
            if "address" in words and self._before is not None and self._before.startswith("subject_"):
                return Match("subject_address", True)
            return Match("other:side")
        if self._beside is not None and self._beside_in == _table(item):
            return self._by_column(at, item, attribute, found.weak)
        if attribute == "date":
            # Without a section, or among the words of those who raise it, a lone "Date" is the form's own.
            own = self._group_of(item) in (None, "form") or self._side == "referring"
            return Match("form_date", True) if own else None
        if self._unclear:
            return None
        if self._side is not None:
            self._bare_agency = False
            return of_side(self._side, Asked(attribute, found.weak))
        if attribute in ("phone", "email", "contact", "name_contact") and (self._before or "").startswith("subject"):
            return None  # After a child's name and date of birth, a telephone may be the family's.
        if attribute == "name" and after is None and (self._before or "").startswith("subject_"):
            return None
        meant = of_side("referring", Asked(attribute, found.weak))
        return None if meant.field in self._referring else meant

    def _by_column(self, at: int, item: Labelled, attribute: str, weak: bool) -> Match | None:
        """Where the two sides stand side by side, a label that its row has twice is each side's in turn."""
        assert self._beside is not None
        row = [one for one, other in enumerate(self._items) if other.where == item.where and other.label == item.label]
        if len(row) != 2 or at not in row or attribute == "date":
            return None
        return of_side(self._beside[row.index(at)], Asked(attribute, weak))

    def _moved(self, item: Labelled) -> None:
        if item.section != self._section:
            self._section = item.section
            self._side, self._unclear, self._bare_agency = None, False, False
            self._before, self._beside = None, None

    def _field_near(self, at: int) -> str | None:
        """The field of the next label that has one of its own, within the same section."""
        if at < 0:
            return None
        here = self._items[at]
        for item in self._items[at + 1 : at + 1 + _NEAR]:
            if item.section != here.section or item.unlabelled:
                return None
            found = self._vocabulary.match(item.label, self._group_of(item))
            if found is None:
                continue
            if found.field is None:
                return found.attribute
            if not found.field.startswith("other:"):
                return found.field
        return None


def _table(item: Labelled) -> str:
    """The table that `item` stands in, as its place says ("table 2, row 3" is in "table 2")."""
    return item.where.rpartition(", row")[0]
