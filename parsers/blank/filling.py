"""Filling in a form of ours by the tags of its content controls; fast, because a notice is made for every case.

Only `word/document.xml` is written anew; the other members of the package go along as they are packed.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from lxml import etree

from parsers.blank.making import make_blank

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DOCUMENT = "word/document.xml"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def part_filled_answer_form(
    protocol: str,
    *,
    reference: str,
    referring_agency: str | None,
    responding_agency: str | None,
    stage: str | None,
    due: date | None,
) -> bytes:
    """The protocol's form to answer in, with reference, agencies, stage and due day filled in and nothing else.

    The referrer's words never stand in it (DESIGN 2, promise 5). Raises KeyError when the protocol has no form.
    """
    told = f"{reference}; please answer by {due.day} {due:%B %Y}" if due else reference
    answers = {
        "reference": told,
        "referring_agency": referring_agency,
        "responding_agency": responding_agency,
        "stage": stage,
    }
    return _filled(protocol, {key: value for key, value in answers.items() if value})


def fill(protocol: str, answers: Mapping[str, Any]) -> bytes:
    """The protocol's blank form with canonical `answers` filled in: text, dates, true and false, lists of rows."""
    flat: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, row in enumerate(value, 1):
                flat |= {f"{name}.{number}.{key}": text for key, text in row.items()}
        else:
            flat[name] = value
    return _filled(protocol, flat)


def _filled(protocol: str, answers: Mapping[str, Any]) -> bytes:
    prepared, others = _prepared(protocol)
    root = copy.deepcopy(prepared)
    for control in root.iter(_W + "sdt"):
        about = control.find(_W + "sdtPr")
        tag = about.find(_W + "tag").get(_W + "val", "")
        box = about.find(_W14 + "checkbox")
        if box is not None:
            name, _, side = tag.rpartition(".")
            if isinstance(answers.get(name), bool) and (side == "yes") == answers[name]:
                box.find(_W14 + "checked").set(_W14 + "val", "1")
                control.find(f"{_W}sdtContent/{_W}r/{_W}t").text = "☒"
        elif tag in answers:
            _write(control, about, answers[tag])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
        for name, data in others:
            package.writestr(name, data)
        package.writestr(_DOCUMENT, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return out.getvalue()


def _write(control: Any, about: Any, value: Any) -> None:
    shown = about.find(_W + "showingPlcHdr")
    if shown is not None:
        about.remove(shown)
    chosen = about.find(_W + "date")
    if isinstance(value, date):
        if chosen is not None:
            chosen.set(_W + "fullDate", f"{value.isoformat()}T00:00:00Z")
        value = f"{value:%d/%m/%Y}"
    content = control.find(_W + "sdtContent")
    for child in list(content):
        content.remove(child)
    run = etree.SubElement(content, _W + "r")
    for number, line in enumerate(_ILLEGAL.sub("", str(value)).split("\n")):
        if number:
            etree.SubElement(run, _W + "br")
        text = etree.SubElement(run, _W + "t")
        text.text = line
        text.set(_SPACE, "preserve")


@lru_cache(maxsize=16)
def _prepared(protocol: str) -> tuple[Any, list[tuple[str, bytes]]]:
    blank = make_blank(protocol)[0].data
    with zipfile.ZipFile(io.BytesIO(blank)) as package:
        others = [(name, package.read(name)) for name in package.namelist() if name != _DOCUMENT]
        return etree.fromstring(package.read(_DOCUMENT)), [
            (name, data) for name, data in others if "thumbnail" not in name and "customXml" not in name
        ]
