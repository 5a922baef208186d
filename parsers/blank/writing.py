"""What is to be written into a form: at a place, by ticking a box, or as rows of a list with further rows as twins."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from parsers.blank.places import Place, boxes_of, places_of, tick, write
from parsers.formats.word.names import W14, W

# Cells of one row of a list: place, words, day.
Cells = tuple[tuple[int, str, date | None], ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """One thing to write: at a place (by number) or by ticking a box, or rows of a list from row `row` on."""

    field: str
    place: int = -1
    words: str = ""
    day: date | None = None
    box: int = -1
    rows: tuple[Cells, ...] = ()
    more: tuple[Cells, ...] = ()


def written(root: Any, writings: Sequence[Writing]) -> Any:
    """A copy of the document's tree with everything written in."""
    root = copy.deepcopy(root)
    places, boxes = places_of(root), boxes_of(root)
    for one in writings:
        if one.box >= 0:
            tick(boxes[one.box])
        elif one.rows:
            _write_rows(places, one)
        else:
            write(places[one.place], one.words, one.day)
    return root


def _write_rows(places: Sequence[Place], writing: Writing) -> None:
    """Rows of a list at the form's rows, and further rows as twins of its last one."""
    twins = [_twin(places, writing.rows[-1], cells) for cells in writing.more] if writing.rows[-1] else []
    for cells in writing.rows:
        for at, words, day in cells:
            write(places[at], words, day)
    for item, twin in reversed(twins):
        item.addnext(twin)


def _twin(places: Sequence[Place], last: Cells, cells: Cells) -> tuple[Any, Any]:
    """The last row of a list, and a copy of it with `cells` written in."""
    item: Any = next(places[last[0][0]].element.iterancestors(W + "tr"))
    above = item.getparent().getparent() if item.getparent().tag == W + "sdtContent" else None
    if above is not None and any("repeatingSectionItem" in str(one.tag) for one in above.find(W + "sdtPr")):
        item = above
    twin = copy.deepcopy(item)
    pairs = dict(zip(item.iter(), twin.iter(), strict=True))
    for at, words, day in cells:
        place = places[at]
        write(Place(place.kind, pairs[place.element]), words, day)
    # Ids are given once in a document.
    for about in twin.iter(W + "sdtPr"):
        for one in about.findall(W + "id"):
            about.remove(one)
    for one in twin.iter(W + "p", W + "tr"):
        for name in (W14 + "paraId", W14 + "textId"):
            one.attrib.pop(name, None)
    return item, twin
