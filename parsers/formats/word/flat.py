"""Word documents that are one XML file: flat OPC, and the WordprocessingML of Word 2003."""

from __future__ import annotations

import base64
import binascii

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.package import Package, parse_xml
from parsers.formats.word.document import read_package
from parsers.formats.word.walker import OpenPart

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_NEW = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_RENAMED = {"vmerge": "vMerge", "hlink": "hyperlink", "r-pr": "rPr"}
_REVISIONS = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/></Relationships>'
)


def read_flat_opc(data: bytes, open_part: OpenPart) -> raw.RawDocument:
    """The raw document in a package written as one XML file. Raises `Unreadable`."""
    parts: dict[str, bytes] = {}
    for part in parse_xml(data).iter(_PKG + "part"):
        name = part.get(_PKG + "name", "")
        held = part.find(_PKG + "xmlData")
        if held is not None and len(held):
            parts[name] = etree.tostring(held[0])
        elif (binary := part.findtext(_PKG + "binaryData")) is not None:
            try:
                parts[name] = base64.b64decode(binary)
            except (binascii.Error, ValueError):
                parts[name] = b""
    return read_package(Package.of_parts(parts), open_part)


def read_word_2003(data: bytes, open_part: OpenPart) -> raw.RawDocument:
    """The raw document in a Word 2003 XML file, whose elements are nearly those of today. Raises `Unreadable`."""
    root = parse_xml(data)
    body = root.find(_OLD + "body")
    if body is None:
        raise Unreadable("unsupported", "The file is an XML document without text; please send the form as .docx.")
    styles = root.find(_OLD + "styles")
    for element in list(root.iter()):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag.startswith(_OLD):
            name = tag[len(_OLD) :]
            element.tag = _NEW + _RENAMED.get(name, name)
        elif tag == _AML + "annotation":
            kind = element.get(_OLD + "type", "")
            element.tag = _NEW + _REVISIONS.get(kind, "commentReference" if kind == "Word.Comment" else "smartTag")
        for key, value in list(element.attrib.items()):
            if str(key).startswith(_OLD):
                del element.attrib[key]
                element.set(_NEW + str(key)[len(_OLD) :], value)
    document = etree.Element(_NEW + "document", nsmap={"w": _NEW[1:-1]})
    document.append(body)
    parts = {
        "_rels/.rels": _RELS % (b"officeDocument", b"word/document.xml"),
        "word/document.xml": etree.tostring(document),
    }
    if styles is not None:
        parts["word/_rels/document.xml.rels"] = _RELS % (b"styles", b"styles.xml")
        parts["word/styles.xml"] = _styles(styles)
    return read_package(Package.of_parts(parts), open_part)


def _styles(styles: etree._Element) -> bytes:
    """The styles as their reader expects them: names by id."""
    found = etree.Element(_NEW + "styles", nsmap={"w": _NEW[1:-1]})
    for style in styles.iter(_NEW + "style"):
        name = style.find(_NEW + "name")
        one = etree.SubElement(found, _NEW + "style")
        one.set(_NEW + "styleId", style.get(_NEW + "styleId", ""))
        etree.SubElement(one, _NEW + "name").set(_NEW + "val", name.get(_NEW + "val", "") if name is not None else "")
    return etree.tostring(found)
