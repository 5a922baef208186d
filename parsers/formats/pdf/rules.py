"""The cells that the rules of a PDF page enclose, and the tables that they form."""

from __future__ import annotations

from parsers.formats.pdf.drawing import MOST_RULES, NEAR, Page, Piece

Box = tuple[float, float, float, float]


class Ruled:
    """The cells that the rules of a page enclose."""

    def __init__(self, page: Page) -> None:
        self.down = _joined(page.down)
        starts = [one for one, _, _ in self.down]
        self.across = [
            one for one in _joined(page.across) if sum(one[1] - 4 <= at <= one[2] + 4 for at in starts) >= 2
        ]  # underlines touch no upright rule

    def box(self, x: float, y: float) -> Box | None:
        """The cell around a point: left, lower, right, upper edge."""
        columns = [at for at, low, top in self.down if low - 3 <= y <= top + 3]
        levels = [at for at, left, right in self.across if left - 3 <= x <= right + 3]
        left, right = [one for one in columns if one <= x + 1], [one for one in columns if one > x + 1]
        low, top = [one for one in levels if one <= y], [one for one in levels if one > y]
        return (max(left), max(low), min(right), min(top)) if left and right and low and top else None


def _joined(rules: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Rules that go on one another as one."""
    levels: list[list[tuple[float, float, float]]] = []
    for one in sorted(rules):
        if levels and one[0] - levels[-1][0][0] < 1.2:
            levels[-1].append(one)
        else:
            levels.append([one])
    found: list[tuple[float, float, float]] = []
    for level in levels:
        at = level[0][0]
        begin: float | None = None
        end = 0.0
        for _, first, last in sorted(level, key=lambda one: one[1]):
            if begin is not None and first - end < 3:
                end = max(end, last)
                continue
            if begin is not None:
                found.append((at, begin, end))
            begin, end = first, last
        if begin is not None:
            found.append((at, begin, end))
    return found


def tables_of(cells: dict[Box, list[Piece]], ruled: Ruled) -> list[list[Box]]:
    """Cells that touch, their empty neighbours among them, as tables."""
    boxes = set(cells)
    rights = sorted({round(at) for at, _, _ in ruled.down})
    waiting = list(boxes)
    while waiting and len(boxes) < MOST_RULES:
        left, low, right, top = waiting.pop()
        for x, y in ((left - 4, (low + top) / 2), (right + 4, (low + top) / 2), ((left + right) / 2, low - 4), ((left + right) / 2, top + 4)):  # fmt: skip
            near = ruled.box(x, y) if rights else None
            if near and near not in boxes and near[2] - near[0] > 6 and near[3] - near[1] > 6:
                boxes.add(near)
                waiting.append(near)
    groups: list[list[Box]] = []
    for box in sorted(boxes, key=lambda one: -one[3]):
        touching = [group for group in groups if any(_touch(box, one) for one in group)]
        merged = [box, *(one for group in touching for one in group)]
        groups = [group for group in groups if group not in touching] + [merged]
    return groups


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + NEAR and other[0] <= one[2] + NEAR
        and one[1] <= other[3] + NEAR and other[1] <= one[3] + NEAR
    )  # fmt: skip
