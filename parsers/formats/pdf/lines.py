"""Words of a PDF page as lines, and lines as paragraphs where the next word found no room."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from parsers import raw
from parsers.formats.pdf.drawing import Page, Piece, width

ASKS = re.compile(r"[^a-z\W].{0,80}?(?::|\?)(?:\s|$)")


@dataclass(slots=True)
class Segment:
    """Words of one line without a wide gap between them."""

    x: float
    y: float
    end: float
    text: str
    size: float
    bold: bool


def segments_of(pieces: list[Piece], page: Page) -> list[Segment]:
    """Lines from top to bottom, each cut at its wide gaps."""
    rows: list[list[Piece]] = []
    for one in sorted(pieces, key=lambda one: -one.y):
        if rows and abs(rows[-1][0].y - one.y) < 0.35 * one.size:
            rows[-1].append(one)
        else:
            rows.append([one])
    found = []
    for row in rows:
        row.sort(key=lambda one: one.x)
    starts = Counter(round(one.x) for row in rows for one in row[1:])
    for row in rows:
        parts: list[list[Piece]] = []
        for one in row:
            gap = one.x - parts[-1][-1].end if parts else 0
            if parts and gap < 1.4 * one.size and not (starts[round(one.x)] > 1 and gap > 0.5 * one.size):
                parts[-1].append(one)
            else:
                parts.append([one])
        found.extend(_segment(part, page) for part in parts)
    return found


def _segment(part: list[Piece], page: Page) -> Segment:
    bold = all(one.bold for one in part)
    text = ""
    for at, one in enumerate(part):
        said = one.text
        if not bold and one.bold:
            said = f"{raw.BOLD}{said}{raw.BOLD_END}"
        page.unclear = page.unclear or _partly(one, page)
        if _struck(one, page):
            said = f"{raw.STRUCK}{said}{raw.STRUCK_END}"
        if at and not text.rstrip(raw.BOLD_END + raw.STRUCK_END).endswith(" ") and not one.text.startswith(" "):
            # Words that a typeface change cuts stand close; a gap of a fifth of the type is a space.
            text += " " if one.x - part[at - 1].end > 0.12 * one.size else ""
        text += said
    return Segment(part[0].x, part[0].y, part[-1].end, text, max(one.size for one in part), bold)


def _struck(one: Piece, page: Page) -> bool:
    """A level rule through the words, as wide as they are."""
    return any(
        0.15 * one.size < y - one.y < 0.5 * one.size and abs(left - one.x) < 3 and right <= one.end * 1.06 + 6
        for y, left, right in page.across
    )


def _partly(one: Piece, page: Page) -> bool:
    """A level rule through some of the words only: which, the page does not say."""
    return not _struck(one, page) and any(
        0.15 * one.size < y - one.y < 0.5 * one.size and one.x - 1 <= left < one.end and left < right <= one.end + 6
        for y, left, right in page.across
    )


def joined_lines(segments: list[Segment]) -> list[list[Segment]]:
    """Segments that stand on one line of the page, put together."""
    lines: list[list[Segment]] = []
    for one in segments:
        if lines and abs(lines[-1][0].y - one.y) < 0.35 * one.size:
            lines[-1].append(one)
        else:
            lines.append([one])
    return lines


def flowing(segments: list[Segment], margin: float) -> list[tuple[str, bool, bool]]:
    """Lines joined to paragraphs where the next word found no room: words, all bold, whether a word may be broken."""
    lines = joined_lines(segments)
    found: list[tuple[str, bool, bool]] = []
    before: list[Segment] | None = None
    for line in lines:
        text, bold = "\t".join(one.text for one in line), all(one.bold for one in line)
        goes_on = before is not None and bool(found) and found[-1][1] == bold and _goes_on(before, line, margin)
        if goes_on and ASKS.match(text) and re.search(r"[:?]", found[-1][0]):
            # The rest of the answer above, or the next question: both look like this.
            goes_on = False
        if goes_on and before is not None:
            said, _, broken = found[-1]
            last = before[-1].text
            tight = not last.endswith(" ") and " " not in last.strip()
            mail = tight and "@" in last
            joint = "" if mail or said.endswith((" ", "-", "/")) else " "
            found[-1] = (said + joint + text, bold, broken or (tight and not bold))
        else:
            found.append((text, bold, False))
        before = line
    return [(text.strip(), bold, broken) for text, bold, broken in found]


def _goes_on(before: list[Segment], line: list[Segment], margin: float) -> bool:
    one = before[-1]
    if len(line) > 1 or abs(one.y - line[0].y) > 1.9 * one.size or abs(one.size - line[0].size) > 0.6:
        return False
    if line[0].text.startswith(raw.BOLD):
        return False
    word = re.split(r"\s", line[0].text.strip(), maxsplit=1)[0]
    # How wide this typeface is, the line itself shows.
    usual = width(one.text.strip(), one.size)
    factor = min(max((one.end - one.x) / usual, 0.7), 1.4) if usual else 1.0
    return one.end + width(f" {word}", one.size) * factor * 1.05 > margin - 0.4 * one.size
