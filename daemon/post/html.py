"""The HTML that goes beside a letter's text, made from that text, so that office staff edit one file.

Outlook shows HTML with Word's engine: one simple table of 600 pixels, inline styles, no images. The conventions, which
templates/README.md tells: lines that begin with `- ` are a list, or a small table where each is `Label: value`; a line
that ends with a colon before a list is its heading; a paragraph that begins with `! ` is set apart; what stands under
a line `-- ` is the small print.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

_FONT = "font-family:Calibri,Arial,sans-serif;color:#1a1a1a"
_TEXT = f"{_FONT};font-size:11pt;line-height:1.4"
_PARAGRAPH = f"{_TEXT};margin:0 0 12px 0"
_HEADING = f"{_TEXT};margin:0 0 4px 0;font-weight:bold"
_APART = f"{_TEXT};margin:0 0 14px 0;padding:8px 12px;border-left:4px solid #b3261e;background:#fdf1f0"
_SMALL = f"{_FONT};font-size:9pt;line-height:1.35;color:#555555;margin:16px 0 0 0;padding-top:8px;border-top:1px solid #cccccc"
_LABEL = f"{_TEXT};color:#555555;padding:3px 16px 3px 10px;vertical-align:top;white-space:nowrap"
_VALUE = f"{_TEXT};font-weight:bold;padding:3px 10px 3px 0;vertical-align:top"
_LIST = "margin:0 0 12px 0;padding-left:22px"
# The longest label that still is one, and not the beginning of a sentence.
_LONGEST_LABEL = 34


def as_text(words: str) -> str:
    """The letter as plain text: as its template says, without the mark of a paragraph that is set apart."""
    return "\n".join(line.removeprefix("! ") for line in words.split("\n"))


def as_html(words: str) -> str:
    """The letter as simple HTML."""
    out = [
        '<html lang="en-GB"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>'
        '<body style="margin:0;padding:12px;background:#ffffff">'
        '<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" '
        f'style="width:600px;max-width:100%;border-collapse:collapse"><tr><td style="{_TEXT}">'
    ]
    letter, mark, small = words.strip("\n").partition("\n-- \n")
    for block in _blocks(letter):
        out += _shown(block)
    if mark:
        out.append(f'<p style="{_SMALL}">{_lines(small.strip().split(chr(10)))}</p>')
    out.append("</td></tr></table></body></html>")
    return "\n".join(out)


def _blocks(words: str) -> Iterator[list[str]]:
    """Paragraphs, and lists apart from the words before and after them."""
    block: list[str] = []
    for line in [*words.split("\n"), ""]:
        if not line.strip() or (block and line.startswith("- ") != block[-1].startswith("- ")):
            if block:
                yield block
            block = []
        if line.strip():
            block.append(line)


def _shown(block: list[str]) -> list[str]:
    if block[0].startswith("- "):
        items = [line[2:] for line in block]
        if all(_labelled(item) for item in items):
            return [_facts(items)]
        return [f'<ul style="{_LIST}">{"".join(_item(item) for item in items)}</ul>']
    if block[0].startswith("! "):
        return [f'<p style="{_APART}">{_lines([block[0][2:], *block[1:]])}</p>']
    style = _HEADING if len(block) == 1 and block[0].endswith(":") and len(block[0]) < 60 else _PARAGRAPH
    return [f'<p style="{style}">{_lines(block)}</p>']


def _labelled(item: str) -> bool:
    label, colon, value = item.partition(": ")
    return bool(colon and value) and len(label) <= _LONGEST_LABEL


def _facts(items: list[str]) -> str:
    rows = []
    for item in items:
        label, _, value = item.partition(": ")
        rows.append(
            f'<tr><td style="{_LABEL}">{html.escape(label)}</td><td style="{_VALUE}">{html.escape(value)}</td></tr>'
        )
    return (
        '<table role="presentation" cellpadding="4" cellspacing="0" border="0" '
        f'style="border-collapse:collapse;background:#f2f5f7;margin:0 0 14px 0">{"".join(rows)}</table>'
    )


def _item(item: str) -> str:
    return f'<li style="{_TEXT};margin:0 0 4px 0">{html.escape(item)}</li>'


def _lines(lines: list[str]) -> str:
    return "<br>".join(html.escape(line) for line in lines)
