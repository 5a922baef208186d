"""What a label was found to ask for."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.meaning.labels.wordings import Asked


@dataclass(frozen=True, slots=True)
class Match:
    """What a label asks for: a canonical `field`, or an `attribute` of a side that only the context can name.

    `weak`: only where no plainer question answers the field. `place` and `column`: a numbered row of a list
    ("Stage 2 outcome", "Child 1 date of birth"). A field that begins with `other:` is a known label
    that no field takes. `exact`: a wording of the vocabulary, not words put together.
    `chance`: of what only examples make likely.
    """

    field: str | None = None
    weak: bool = False
    attribute: str | None = None
    place: str | None = None
    column: str | None = None
    exact: bool = False
    chance: float | None = None


def of_side(side: str, attribute: Asked) -> Match:
    """The field of a side's attribute; a field beginning `other:` where no canonical one exists."""
    name = attribute.name
    if name == "date":
        return Match("form_date" if side == "referring" else "response_date", True)
    if name == "other":
        return Match("other:side")
    if name == "manager":
        return Match("referring_manager", attribute.weak) if side == "referring" else Match("responding_name", True)
    return Match(f"{side}_{name}", attribute.weak)
