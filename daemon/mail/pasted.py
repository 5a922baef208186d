"""A form pasted or typed into the words of a mail, as the lines that the parsers can read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from daemon.mail.words import new_words

MOST = 200_000
FEWEST_LETTERS = 80
FEWEST_LINES = 3
_FORWARDED = re.compile(r"^\s*(fw|fwd|wg|tr|i|rv|doorst|vs|vb)\s*:", re.IGNORECASE)
_BLOCKS = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote")


# lxml reads these from a page, "&#1;" among them, and refuses to write them again; no answer holds them.
_NO_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(55296, 57344), 65534, 65535))


def own_lines(subject: str, words: str, pages: Sequence[str]) -> list[str]:
    """The mail's own words, best first: its tables row by row where it has any, and its plain words.

    What is quoted from earlier letters does not count; in a mail that is forwarded, what is passed on does.
    """
    forwarded = _FORWARDED.match(subject) is not None
    found = [rows_as_lines(page[:MOST]) for page in pages[:3] if "<table" in page[:MOST].casefold()]
    found.append(words)
    mine = [text if forwarded else new_words(text) for text in found]
    return [text[:MOST] for text in mine if len(text) >= FEWEST_LETTERS and text.count("\n") >= FEWEST_LINES]


def _plain(text: str | None) -> str:
    return (text or "").translate(_NO_CONTROLS)


def rows_as_lines(page: str) -> str:
    """A web page as text, each row of a table on one line with tabs between its cells; "" for what is no page."""
    from lxml import etree, html

    try:
        tree: Any = html.fromstring(
            page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
    for skipped in list(tree.iter("script", "style", "head", etree.Comment)):
        skipped.text = None
        for child in list(skipped):
            skipped.remove(child)
    for row in list(tree.iter("tr")):
        cells = [one for one in row if one.tag in ("td", "th")]
        if cells and row.find(".//table") is None:
            for inner in row.iter("p", "br", "div", "li"):
                inner.tail = " " + _plain(inner.tail)
            said = [" ".join(_plain("".join(one.itertext())).split()) for one in cells]
            tail = _plain(row.tail)
            row.clear()
            row.tag, row.text, row.tail = "tr", "\t".join(said), tail
    for block in tree.iter(*_BLOCKS):
        block.tail = "\n" + _plain(block.tail)
    lines = [re.sub(r"[ \r\f\v\u00a0]+", " ", line).strip(" ") for line in "".join(tree.itertext()).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
