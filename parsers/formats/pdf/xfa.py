"""The data of an XFA form, whose pages may hold nothing but a request to wait."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pypdf import PdfReader

from parsers import raw
from parsers.formats.pdf.fields import MOST_FIELDS, add_line, text_of, too_large, words_of


def datasets_of(reader: PdfReader, document: raw.RawDocument) -> bool:
    """The data of an XFA form, whose pages hold nothing but a request to wait."""
    root: Any = reader.trailer["/Root"]
    form = root.get_object().get("/AcroForm")
    packets = form.get_object().get("/XFA") if form is not None else None
    packets = packets.get_object() if packets is not None else None
    if not isinstance(packets, list):
        return False
    for name, packet in zip(packets[::2], packets[1::2], strict=False):
        if str(name) == "datasets":
            plain = packet.get_object().get_data()
            break
    else:
        return False
    try:
        tree = etree.fromstring(plain, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        return False
    for one in tree.iter(etree.Element):
        if len(one) == 0 and not str(one.tag).endswith(("}data", "}datasets")):
            add_line(document, words_of(etree.QName(one).localname), text_of(one.text), etree.QName(one).localname)
            if len(document.blocks) > MOST_FIELDS:
                raise too_large()
    return bool(document.blocks)
