"""A form whose author or carrier slipped: a cell deleted, moved by one, or doubled, in the XML of its tables."""

from __future__ import annotations

from random import Random

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def mutated(random: Random, body: str) -> str | None:
    """`body` with one cell of one of its tables deleted, swapped with its neighbour, or doubled; None without a table."""
    root = etree.fromstring(f"<w:body {_NAMES}>{body}</w:body>")
    rows = [row for row in root.iter(f"{_W}tr") if len(row.findall(f"{_W}tc")) > 1]
    if not rows:
        return None
    row = random.choice(rows)
    cells = row.findall(f"{_W}tc")
    at = random.randrange(len(cells))
    match random.choice(("delete", "shift", "double")):
        case "delete":
            row.remove(cells[at])
        case "shift":
            other = cells[at - 1]
            first, second = sorted((row.index(other), row.index(cells[at])))
            one, two = row[first], row[second]
            row.remove(two)
            row.insert(first, two)
            row.remove(one)
            row.insert(second, one)
        case _:
            row.insert(row.index(cells[at]), etree.fromstring(etree.tostring(cells[at])))
    whole = etree.tostring(root, encoding="unicode")
    return whole[whole.index(">") + 1 : whole.rindex("</")]
