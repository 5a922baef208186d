"""The words of a mail: HTML as text, and the sender's own words without quoted history and signatures."""

from __future__ import annotations

import re
from typing import Any

MOST_HTML = 2 << 20
_STOPS = (
    re.compile(r"^\s*>"),
    re.compile(
        r"^\s*-{2,}\s*(original message|ursprüngliche nachricht|message d'origine|forwarded message)\s*-{2,}",
        re.IGNORECASE,
    ),
    re.compile(r"^\s*_{8,}\s*$"),
    re.compile(r"^\s*(on|le|am|el|op)\b.{4,200}\b(wrote|a écrit|schrieb|escribió|schreef)\s*:\s*$", re.IGNORECASE),
    re.compile(r"^\s*(from|von|de)\s*:\s*\S.{0,200}$", re.IGNORECASE),
    re.compile(r"^-- ?$"),
)
_BANNER = re.compile(r"^\s*\[?(external|caution|warning)\b.{0,300}$", re.IGNORECASE)
_FROM = re.compile(r"^\s*(from|von|de)\s*:", re.IGNORECASE)
_SENT = re.compile(r"^\s*(sent|date|gesendet|envoyé|enviado|to|an|à)\s*:", re.IGNORECASE)


def new_words(text: str) -> str:
    """What the sender wrote now: up to the first quoted line, header block or signature; banners above are skipped."""
    lines = text.replace("\r\n", "\n").split("\n")[:5_000]
    kept: list[str] = []
    for position, line in enumerate(lines):
        line = line[:2_000]
        if not any(one.strip() for one in kept) and _BANNER.match(line) and "external" in line.casefold()[:60]:
            continue
        if _FROM.match(line):
            if any(_SENT.match(other[:200]) for other in lines[position + 1 : position + 4]):
                break
        elif any(stop.match(line) for stop in _STOPS) or (
            position + 1 < len(lines)
            and _STOPS[3].match(f"{line} {lines[position + 1][:200]}".strip())
            and line.strip()
        ):
            break
        kept.append(line)
    return "\n".join(kept).strip()


def from_html(text: str) -> str:
    """The text of an HTML body, paragraphs on lines of their own; at most two mebibytes are read."""
    from lxml import etree, html

    source = text[:MOST_HTML]
    if not source.strip():
        return ""
    try:
        tree: Any = html.fromstring(
            source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
    for skipped in tree.xpath("//script | //style | //head | //comment()"):
        parent = skipped.getparent()
        if parent is not None:
            if skipped.tail:
                previous = skipped.getprevious()
                if previous is not None:
                    previous.tail = (previous.tail or "") + skipped.tail
                else:
                    parent.text = (parent.text or "") + skipped.tail
            parent.remove(skipped)
    for block in tree.iter("p", "div", "br", "tr", "li", "h1", "h2", "h3", "blockquote", "table"):
        block.tail = "\n" + (block.tail or "")
    joined = "".join(tree.itertext())
    lines = [" ".join(line.split()) for line in joined.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
