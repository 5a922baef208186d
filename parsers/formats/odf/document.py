"""An OpenDocument text as a whole: its text, then headers, footers, notes and comments (.odt, .ott, flat .fodt)."""

from __future__ import annotations

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.odf.controls import form_controls
from parsers.formats.odf.names import OFFICE, STYLE
from parsers.formats.odf.styles import Styles
from parsers.formats.odf.walker import Walker
from parsers.formats.package import Package, parse_xml
from parsers.formats.words import has_words


def read_odt(data: bytes) -> raw.RawDocument:
    """The raw document in the bytes of a zipped OpenDocument text. Raises `Unreadable`."""
    package = Package(data)
    manifest = package.read("META-INF/manifest.xml") or b""
    # By its words, because the manifests of old writers carry a DOCTYPE that no reader of ours opens.
    if b"encryption-data" in manifest or package.has("encrypted-package"):
        raise Unreadable("encrypted", "The file is protected with a password; please send it without one.")
    content = package.tree("content.xml")
    if content is None:
        raise Unreadable("corrupt", "The OpenDocument file has no text part; please send it again.")
    document = _read(content, package.tree("styles.xml"))
    names = package.names()
    document.images = sum(name.startswith(("pictures/", "media/")) for name in names)
    if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names):
        document.flags.append("macros")
    return document


def read_flat_odt(data: bytes) -> raw.RawDocument:
    """The raw document in an OpenDocument text that is one XML file. Raises `Unreadable`."""
    root = parse_xml(data)
    document = _read(root, root)
    document.images = sum(1 for _ in root.iter(OFFICE + "binary-data"))
    return document


def _read(content: etree._Element, styles: etree._Element | None) -> raw.RawDocument:
    body = content.find(OFFICE + "body")
    text = body.find(OFFICE + "text") if body is not None else None
    if text is None:
        raise Unreadable(
            "unsupported", "The file is an OpenDocument file without text pages; please send the form as .docx or .odt."
        )
    walker = Walker(Styles(styles, content), form_controls(content))
    blocks = walker.blocks(text)
    if styles is not None:
        walker.styles = Styles(styles, styles)
        for where in ("header", "footer"):
            seen: list[list[raw.Block]] = []
            for page in styles.iter(STYLE + "master-page"):
                for element in page:
                    if not str(element.tag).startswith(STYLE + where) or element.get(STYLE + "display") == "false":
                        continue
                    found = walker.blocks(element)
                    if found not in seen and any(has_words(one) for one in found):
                        seen.append(found)
                        blocks.append(raw.Aside(where, found))
    for where in ("footnote", "endnote", "comment"):
        blocks += [one for one in walker.notes if one.where == where]
    return raw.RawDocument(blocks, walker.controls.made, walker.flags)
