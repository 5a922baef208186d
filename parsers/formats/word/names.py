"""The names of Word's XML that several of its readers use."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

VAL = W + "val"
PARAGRAPH, RUN, TABLE, ROW, CELL = W + "p", W + "r", W + "tbl", W + "tr", W + "tc"
CONTROL, CONTROL_ABOUT, CONTROL_CONTENT = W + "sdt", W + "sdtPr", W + "sdtContent"
ALTERNATE = MC + "AlternateContent"

OFF = frozenset({"0", "false", "off", "none"})
INSERTED = frozenset({W + "ins", W + "moveTo"})
DELETED = frozenset({W + "del", W + "moveFrom"})
# What holds no words of the document. Everything else is entered, whatever it is called.
SKIPPED = DELETED | frozenset(
    W + name
    for name in (
        "pPr rPr sdtPr sdtEndPr tblPr tblGrid tblPrEx trPr tcPr sectPr delText delInstrText fldData proofErr "
        "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd commentReference footnoteReference endnoteReference "
        "lastRenderedPageBreak rubyPr rt annotationRef footnoteRef endnoteRef separator continuationSeparator "
        "customXmlPr smartTagPr dirPr".split()
    )
)
_KNOWN = frozenset({"wps", "wpg", "wpc", "w14", "w15", "w16", "wp14", "a14", "cx", "am3d"})


def is_on(mark: etree._Element) -> bool:
    """Whether a property that may be switched off is on."""
    return mark.get(VAL, "1") not in OFF


def branch_of(alternate: etree._Element) -> etree._Element | None:
    """One branch of alternate content, once: the choice whose namespaces are known, else the fallback."""
    fallback = None
    for one in alternate:
        if one.tag == MC + "Fallback":
            fallback = one
        elif one.tag == MC + "Choice":
            required = one.get("Requires", "").split()
            if required and _KNOWN.issuperset(required):
                return one
    return fallback
