"""Words of a PDF page as lines, and lines as paragraphs where the next word found no room."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from parsers import raw
from parsers.formats.pdf.drawing import NEAR, Page, Piece, width
from parsers.formats.words import without_bold_within

_SPACE_WIDTH = 0.3
# Words of a line with a wider gap between them are parted by a tab, in parts of the type size.
_SPACE_AT_MOST = 0.45
_INDENT = 0.5
# What a cell's inner margin is wider than the edge that lines are compared with, in points.
_INNER = 1.4
# Of so many lines, one ends at a hyphen of the words' own; where words are parted, more do.
RARE = 8
_SPACES = re.compile(r" {2,}")
_MAIL = re.compile(r"[\w.+'-]+@[\w.-]+\.[a-z]{2,8}")
_PARTED = re.compile(r"[a-z]- [a-z]")
_ENDED = re.compile(r"\.(?:uk|org|com|net|im|eu)")
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


@dataclass(slots=True)
class Habits:
    """How whatever made the PDF breaks its lines: `whole` of them ended where the next word as a whole found no room,
    `hyphens` in a hyphen before a small letter."""

    whole: int = 0
    hyphens: int = 0

    @property
    def hyphenates(self) -> bool:
        """True unless hyphens at line ends are so rare that they must be the words' own."""
        return self.hyphens * RARE > self.whole

    def saw(self, line: Segment, after: Segment, margin: float) -> None:
        """`line` went on in `after`."""
        if not _full(line, after, margin):
            self.whole += 1
            ends = line.text.rstrip(raw.BOLD_END + raw.STRUCK_END)
            self.hyphens += bool(_PARTED.search(f"{ends.strip()} {after.text.strip()}"))


def segments_of(pieces: list[Piece], page: Page, *, spaces_drawn: bool = False) -> list[Segment]:
    """Lines from top to bottom, each cut at its wide gaps; at any gap wider than a space where spaces are drawn."""
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
            if spaces_drawn and parts:
                if gap <= _SPACE_AT_MOST * one.size:
                    if gap < 0.12 * one.size and parts[-1][-1].text[-1:].isalnum() and ASKS.match(one.text):
                        # A tab that moved nothing, before the next question.
                        for both in (parts[-1][-1], one):
                            both.text = raw.doubted(both.text, raw.UNCLEAR)
                    parts[-1].append(one)
                else:
                    parts.append([one])
            elif parts and gap < 1.4 * one.size and not (starts[round(one.x)] > 1 and gap > 0.5 * one.size):
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
        if _partly(one, page):
            said = raw.doubted(said, raw.PARTLY_STRUCK)
        elif _struck(one, page):
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


def flowing(segments: list[Segment], margin: float, habits: Habits) -> list[tuple[str, bool, bool]]:
    """Lines joined to paragraphs where the next word found no room: words, all bold, whether a word may be broken."""
    found: list[tuple[str, bool, bool]] = []
    before: list[Segment] | None = None
    for line in joined_lines(segments):
        text, bold = "\t".join(one.text for one in line), all(one.bold for one in line)
        # The rest of a label in bold, with its answer behind it on the line.
        rest = bool(found) and found[-1][1] and not bold and text.startswith(raw.BOLD)
        near = before is not None and bool(found) and (found[-1][1] == bold or rest)
        goes_on = near and before is not None and _goes_on(before, line, margin)
        struck_on = bool(found) and found[-1][0].endswith(raw.STRUCK_END) and text.startswith(raw.STRUCK)
        unsure = (rest or struck_on) and not goes_on
        if goes_on and _may_ask_anew(found[-1][0], text):
            goes_on, unsure = False, True
            found[-1] = (*found[-1][:2], True)
        # A word that found its line full is cut anywhere, and a line that ends in a hyphen may be cut there.
        cut = before is not None and len(line) == 1 and _cut(before[-1], line[0], margin, habits)
        if goes_on and before is not None:
            habits.saw(before[-1], line[0], margin)
            said, _, broken = found[-1]
            if rest:
                said, text = f"{raw.BOLD}{said}", text.removeprefix(raw.BOLD)
            address = cut and _address(before[-1].text.strip(), text.strip())
            # A space is drawn where it has room; without one there, a word was cut.
            room = margin - _INNER - before[-1].end
            within = cut and (address or room > _SPACE_WIDTH * before[-1].size)
            cut = cut and not address
            joint = "" if within or said.endswith((" ", "-", "/")) else " "
            found[-1] = (said + joint + text, bold, broken or cut)
        else:
            if found and (cut or struck_on):
                found[-1] = (*found[-1][:2], True)
            found.append((text, bold, unsure or cut))
        before = line
    return [(_evened(text), bold, broken) for text, bold, broken in found]


def together(lines: list[list[Segment]], habits: Habits) -> tuple[str, bool]:
    """The lines of one paragraph as its words, and whether all are bold. A line with room for the next word was ended
    by whoever wrote it."""
    said, before = "", None
    margin = max(one.end for line in lines for one in line)
    left = min(line[0].x for line in lines)
    for line in lines:
        text = "\t".join(one.text for one in line)
        if before is None:
            said = text
        elif line[0].x > left + _INDENT * line[0].size:
            said += f"\t{text}"  # a tab that found no room at the end of the line
        elif not _turned(before[-1], line[0]) and not _goes_on(before, line, margin):
            said += f"\n{text}"
        elif _may_ask_anew(said, text):
            said = f"{raw.doubted(said, raw.UNCLEAR)} {raw.doubted(text, raw.UNCLEAR)}"
        else:
            said = _joint(said, before[-1], line[0], margin, habits) + text
        before = line
    return _evened(said), all(one.bold for line in lines for one in line)


def _may_ask_anew(said: str, text: str) -> bool:
    """True where `text` may be the rest of the answer in `said` or the next question: both look like this."""
    return ASKS.match(text) is not None and re.search(r"[:?]", said) is not None


def _turned(before: Segment, after: Segment) -> bool:
    """True where a paragraph goes on over the end of a page."""
    return after.y > before.y


def _joint(said: str, before: Segment, after: Segment, margin: float, habits: Habits) -> str:
    """`said` as the words of the next line follow on it."""
    ends = before.text.rstrip(raw.BOLD_END + raw.STRUCK_END)
    habits.saw(before, after, margin)
    if ends.endswith((" ", "-", "/")) or _address(ends.strip(), after.text.strip()):
        return said
    # A line of one word without the space behind it may be the beginning of a longer one.
    within = " " not in ends.strip() and after.text[:1].islower()
    return f"{raw.doubted(said, raw.BROKEN) if within or _cut(before, after, margin, habits) else said} "


def _address(begun: str, rest: str) -> bool:
    """True for the two halves of a mail address of which the first could not stand alone."""
    return "@" in begun and not _ENDED.search(begun[-4:]) and _MAIL.fullmatch(begun + rest) is not None


def _evened(text: str) -> str:
    """Single spaces, and struck words that a line end or a change of typeface parted as one stretch."""
    text = without_bold_within(text)
    return _SPACES.sub(
        " ", text.replace(f"{raw.STRUCK_END} {raw.STRUCK}", " ").replace(raw.STRUCK_END + raw.STRUCK, "")
    ).strip()


def _cut(one: Segment, after: Segment, margin: float, habits: Habits) -> bool:
    """True for a line that may end within a word.

    No space follows it, and it ends in a hyphen or stroke before a small letter, or not one letter more found room on
    it. Where other lines show that words go to the next line whole, the latter holds only for a word that fills its line.
    """
    said = one.text.rstrip(raw.BOLD_END + raw.STRUCK_END)
    if said.endswith(" ") or not said:
        return False
    if said.endswith(("-", "/")):
        return after.text.lstrip(f" {raw.BOLD}{raw.STRUCK}")[:1].islower() and habits.hyphenates
    return _full(one, after, margin) and (not habits.whole or " " not in said.strip())


def _full(one: Segment, after: Segment, margin: float) -> bool:
    return one.end + width(after.text.strip()[:1], one.size) > margin - NEAR


def _goes_on(before: list[Segment], line: list[Segment], margin: float) -> bool:
    one = before[-1]
    if len(line) > 1 or abs(one.y - line[0].y) > 1.9 * one.size or abs(one.size - line[0].size) > 0.6:
        return False
    if line[0].text.startswith(raw.BOLD) and not one.bold:
        return False
    word = re.split(r"\s", line[0].text.strip(), maxsplit=1)[0]
    # How wide this typeface is, the line itself shows.
    usual = width(one.text.strip(), one.size)
    factor = min(max((one.end - one.x) / usual, 0.7), 1.4) if usual else 1.0
    return one.end + width(f" {word}", one.size) * factor * 1.05 > margin - 0.4 * one.size
