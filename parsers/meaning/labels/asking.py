"""What the folded words of a label ask for, in the order in which it is looked up (README, *Labels*).

Wordings match exactly once folded; nothing is matched by likeness, because "name of receiving agency" and "name of
referring agency" are alike.
"""

from __future__ import annotations

from parsers.meaning.labels.folding import Words
from parsers.meaning.labels.matches import Match, of_side
from parsers.meaning.labels.sides import PARTIES, Sides
from parsers.meaning.labels.wordings import Asked, Key, Tables

PLACES = frozenset(("1", "2", "3", "4", "5", "6", "3a", "3b"))


class Asking:
    """The tables of a vocabulary, asked with folded words."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.sides = Sides(tables.phrases)
        self.words = self._all_words()

    def of(self, words: Words, group: str | None, *, loosely: bool = True) -> Match | None:
        """What folded `words` ask for."""
        key = frozenset(words)
        if group is not None and group.startswith(("history:", "subject:")):
            found = self._column(key, group)
            if found is not None:
                return found
            group = None if group.startswith("history") else "subject"
        asked = self._asked(key, group)
        if asked is not None:
            return Match(asked.name, asked.weak, exact=True)
        found = self.numbered(words)
        if found is not None:
            return found
        found = self._side_and_attribute(words)
        if found is not None:
            return found
        attribute = self._attribute(words)
        if attribute is not None:
            return self._plainly(attribute, group)
        loose = self._loosely(key) if loosely and words[-1] != "by" else None  # "Outcome written by" asks who.
        return Match(loose.name, loose.weak) if loose is not None else None

    def is_plain(self, words: Words, group: str) -> bool:
        key = frozenset(words)
        if group == "subject":
            return key in self._tables.within.get(group, {}) or self._asked(key, group) is not None
        return key in self._tables.attributes

    def _loosely(self, key: Key) -> Asked | None:
        """What the words ask for without those that questions add at will, where they can ask for one thing only."""
        bare = key - self._tables.noise
        if len(bare) == 1 and bare != key and bare in self._tables.wordings:
            return self._tables.wordings[bare]
        return self._shaped(key, bare)

    def _shaped(self, key: Key, bare: Key) -> Asked | None:
        """The one field whose shape the words have, None where none or several have it."""
        fits = {shape.field for shape in self._tables.shapes if shape.fits(bare) or shape.fits(key)}
        return Asked(fits.pop()) if len(fits) == 1 else None

    def _asked(self, key: Key, group: str | None) -> Asked | None:
        if group is not None:
            within = self._tables.within.get(group)
            if within is not None:
                found = within.get(key) or within.get(key - self._tables.noise)
                if found is not None:
                    return found
        return self._tables.wordings.get(key)

    def _plainly(self, attribute: Asked, group: str | None) -> Match | None:
        """A plain "Name" or "Telephone" in a section of kind `group`."""
        if group in PARTIES:
            return of_side(group, attribute)
        if group == "response":
            found = of_side("responding", attribute)
            return Match(found.field, True) if found.field and not found.field.startswith("other:") else found
        if group in (None, "form", "difference", "consent"):
            return Match(None, attribute.weak, attribute.name)
        return Match("other:unplaced")

    def _attribute(self, words: Words) -> Asked | None:
        found = self._reduced(frozenset(words))
        if found is not None:
            return found
        rest = [word for word in words if word not in self._tables.fillers]
        if len(rest) == len(words):
            return None
        if not rest:
            return Asked("name") if self.class_of("people") & set(words) else None
        key = frozenset(rest)
        asked = self._tables.attributes.get(key)
        if asked is not None and asked.name == "agency" and asked.weak and words[-1] in self.class_of("people"):
            return Asked("name")  # "Trust practitioner" is a person of the trust.
        if key == {"name", "agency"} and self.class_of("people") & set(words):
            return Asked("name")
        return self._reduced(key)

    def _reduced(self, key: Key) -> Asked | None:
        """The attribute of `key`, also where it says besides that it is an agency's, or that a name is wanted."""
        for spare in ((), ("agency",), ("name",), ("agency", "name")):
            if not key.issuperset(spare) or len(key) == len(spare):
                continue
            found = self._tables.attributes.get(key.difference(spare))
            if found is not None:
                return found
        return None

    def _side_and_attribute(self, words: Words) -> Match | None:
        found = self.sides.of(words)
        if found is None:
            return None
        side, alone, rest = found
        if alone == "agency" and len(words) - len(rest) > 1 and not {"agency", "party", "sidea", "sideb"} & set(words):
            alone = "nothing"  # "Concern about" may ask what as well as whom.
        rest = tuple("practitioner" if word == "lead_professional" else word for word in rest)
        while rest and (again := self.sides.of(rest)) is not None:
            if again[0] != side:
                return None
            rest = again[2]
        if not rest:
            return of_side(side, Asked(alone)) if alone != "nothing" else None
        person = alone == "agency" and self._person_first(words)
        alone = "name" if person else alone  # "Practitioner in the agency being challenged"
        if alone == "name" and not person and frozenset(rest) <= {"agency"}:
            return of_side(side, Asked("agency"))
        attribute = self._attribute(rest)
        if attribute is None and alone != "nothing" and all(word in self._tables.fillers for word in rest):
            attribute = Asked(alone)
        if person and attribute is not None and attribute.name == "agency":
            attribute = Asked("name")
        if attribute is not None and attribute.name == "date":
            return None  # "Date of the decision you are challenging" is no date of that side.
        return of_side(side, attribute) if attribute is not None else None

    def _person_first(self, words: Words) -> bool:
        """True where a person's word stands before the agency's: who is asked for, not where they work."""
        people = next((at for at, word in enumerate(words) if word in self.class_of("people")), None)
        agency = next((at for at, word in enumerate(words) if word in ("agency", "sidea", "sideb")), None)
        return people is not None and agency is not None and people < agency

    def numbered(self, words: Words) -> Match | None:
        """A row of a list that the label numbers: "Stage 2: outcome", "Child 1 date of birth"."""
        places = [word for word in words if word in PLACES]
        if len(places) != 1 or not {"stage", "step", "subject"} & set(words):
            return None
        rest = [word for word in words if word != places[0]]
        if "subject" in rest:
            columns = self._tables.lists["subjects"].roles
            bare = frozenset(rest)
            role = columns.get(bare) or columns.get(bare - {"subject"}) or ("name" if bare == {"subject"} else None)
            return Match("subjects", place=places[0], column=role) if role else None
        left = frozenset(word for word in rest if word not in ("stage", "step"))
        bare = left - self.class_of("step")
        columns = self._tables.lists["stage_history"].roles
        role = columns.get(left) or columns.get(bare)
        if role is None and bare <= self.class_of("step_columns"):
            role = "outcome" if bare else "stage" if not left else "outcome"
        return Match("stage_history", place=places[0], column=role) if role and role != "resolved" else None

    def _column(self, key: Key, group: str) -> Match | None:
        base, _, place = group.partition(":")
        name = "stage_history" if base == "history" else "subjects"
        role = self._tables.lists[name].roles.get(key)
        return Match(name, place=place, column=role) if role and role != "stage" else None

    def class_of(self, name: str) -> frozenset[str]:
        return self._tables.classes.get(name, frozenset())

    def is_place(self, key: Key) -> bool:
        return len(key) == 2 and bool(key & {"stage", "step", "subject"}) and bool(key & PLACES)

    def somewhere(self, key: Key) -> bool:
        """True for words that ask something in some section or table."""
        return any(key in table for table in self._tables.within.values()) or any(
            key in one.roles for one in self._tables.lists.values()
        )

    def _all_words(self) -> frozenset[str]:
        tables = self._tables
        keys = [*tables.wordings, *tables.attributes, *(key for one in tables.within.values() for key in one)]
        keys += [key for one in tables.lists.values() for key in one.roles]
        words = (
            set().union(*keys)
            | tables.fillers
            | PLACES
            | self.class_of("step")
            | self.class_of("step_columns")
            | {"stage", "step", "subject"}
        )
        words |= {word for found in tables.phrases.values() for phrase, _, _ in found for word in phrase}
        words |= {word for shape in tables.shapes for word in shape.allowed}
        return frozenset(words | self._tables.folding.lead)
