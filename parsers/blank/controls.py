"""Content controls as XML: each with a title for screen readers and a tag that names what it asks for.

The order of a control's properties is that of the schema (ECMA-376, 17.5.2.38), and each has an id of its own.
"""

from __future__ import annotations

from itertools import count
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
NAMES = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="{W15}"'
PROMPTS = {"date": "Click or tap to enter a date.", "choice": "Choose an item."}
PROMPT = "Click or tap here to enter text."
_BOX_FONT = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'


class Controls:
    """Makes controls with ids that do not repeat within one document."""

    def __init__(self) -> None:
        self._ids = count(1_000_001)

    def of(self, kind: str, tag: str, title: str, options: tuple[str, ...] = ()) -> str:
        """The run content of an answer of `kind`: a control, or a row of boxes."""
        match kind:
            case "yesno":
                return self._boxes(tag, title, ("Yes", "No"))
            case "boxes":
                return self._boxes(tag, title, options)
            case "date":
                inner = (
                    '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/>'
                    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
                )
            case "choice":
                items = "".join(
                    f"<w:listItem w:displayText={quoteattr(one)} w:value={quoteattr(one)}/>" for one in options
                )
                inner = f"<w:comboBox>{items}</w:comboBox>"
            case "long" | "lines":
                inner = '<w:text w:multiLine="1"/>'
            case _:
                inner = "<w:text/>"
        return self._control(tag, title, PROMPTS.get(kind, PROMPT), inner)

    def cell(self, tag: str, title: str, about: str) -> str:
        """A whole cell within a rich-text control, for answers of several paragraphs."""
        words = f"<w:p>{_prompt(PROMPT)}</w:p>"
        return (
            f"<w:sdt><w:sdtPr>{self._head(tag, title)}<w:showingPlcHdr/><w:richText/></w:sdtPr>"
            f"<w:sdtContent><w:tc><w:tcPr>{about}</w:tcPr>{words}</w:tc></w:sdtContent></w:sdt>"
        )

    def repeating(self, title: str, tag: str, rows: list[str]) -> str:
        """Rows that Word repeats with its plus sign."""
        inner = "".join(
            f'<w:sdt><w:sdtPr><w:id w:val="{next(self._ids)}"/><w15:repeatingSectionItem/></w:sdtPr>'
            f"<w:sdtContent>{row}</w:sdtContent></w:sdt>"
            for row in rows
        )
        return (
            f"<w:sdt><w:sdtPr>{self._head(tag, title, lock=False)}<w15:repeatingSection/></w:sdtPr>"
            f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        )

    def _head(self, tag: str, title: str, *, lock: bool = True) -> str:
        locked = '<w:lock w:val="sdtLocked"/>' if lock else ""
        return (
            f"<w:alias w:val={quoteattr(title[:64])}/><w:tag w:val={quoteattr(tag)}/>"
            f'<w:id w:val="{next(self._ids)}"/>{locked}'
        )

    def _control(self, tag: str, title: str, prompt: str, kind: str) -> str:
        lock = not tag[-1:].isdigit() and tag.count(".") < 2
        return (
            f"<w:sdt><w:sdtPr>{self._head(tag, title, lock=lock)}<w:showingPlcHdr/>{kind}</w:sdtPr>"
            f"<w:sdtContent>{_prompt(prompt)}</w:sdtContent></w:sdt>"
        )

    def _boxes(self, tag: str, title: str, options: tuple[str, ...]) -> str:
        made, gap = [], " " * 6
        for number, one in enumerate(options, 1):
            made.append(
                f"<w:sdt><w:sdtPr>{self._head(f'{tag}.{number}', f'{one}: {title}')}"
                '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
                '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
                f"<w:sdtContent><w:r><w:rPr>{_BOX_FONT}</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
                f'<w:r><w:t xml:space="preserve"> {escape(one)}{gap if number < len(options) else ""}</w:t></w:r>'
            )
        return "".join(made)


def _prompt(text: str) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/><w:color w:val="6B6B6B"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
