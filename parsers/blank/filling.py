"""Filling in a form of ours by the tags of its content controls; fast, because a notice is made for every case.

Only `word/document.xml` is written anew, from a tree that is parsed once; the other members go along as they are.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from lxml import etree

from parsers.blank.definitions import definitions
from parsers.blank.making import answer_bytes, blank_bytes

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DOCUMENT = "word/document.xml"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CHILD = {"subject_name": "name", "subject_dob": "dob", "subject_id": "id", "plan_status": "plan"}


def part_filled_answer_form(
    protocol: str,
    *,
    reference: str,
    referring_agency: str | None,
    responding_agency: str | Sequence[str] | None,
    stage: str | None,
    due: date | None,
    received: date | None = None,
    answers: Mapping[str, Any] | None = None,
) -> bytes:
    """A Word form to answer in: what the case is, as the partnership knows it, and the protocol's own response part.

    It carries the reference, both agencies, the stage and the day by which an answer is asked for, in a part that the
    reader takes as the partnership's own: unfilled, the form is a `blank-form`; filled in, it is a `response` whose
    findings hold the reference. The referrer's words never stand in it (DESIGN 2, promise 5). `stage` is a stage id of
    the protocol. With `answers` (canonical fields of the response) it is our own outcome document, for cases whose
    form was no .docx. Takes some milliseconds. Raises KeyError when the protocol has no form.
    """
    form = definitions(protocol)[0]
    agencies = responding_agency if isinstance(responding_agency, str | None) else "; ".join(responding_agency)
    told = {
        "reference": reference,
        "due": f"{due:%A} {due.day} {due:%B %Y}" if due else "No date is set; please answer without delay",
        "raised_by": referring_agency,
        "raised_with": agencies,
        "at_stage": form.stages.get(stage or "", stage),
        "received": f"{received.day} {received:%B %Y}" if received else None,
    }
    return _filled(
        _prepared(protocol, None), {key: value for key, value in told.items() if value} | _flat(answers or {})
    )


def fill(protocol: str, answers: Mapping[str, Any], *, at: int = 0) -> bytes:
    """Form number `at` of the protocol with canonical `answers` filled in: words, dates, yes and no, lists of rows.

    A list with more rows than the form has gets more rows. Control characters are left out. An answer that the form
    does not ask for is left out. Raises KeyError when the protocol has no form.
    """
    return _filled(_prepared(protocol, at), _flat(answers))


def _flat(answers: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, row in enumerate(value, 1):
                flat |= {f"{name}.{number}.{key}": text for key, text in row.items()}
        elif isinstance(value, list):
            flat[name] = "\n".join(str(one) for one in value)
        elif name in _CHILD:
            flat[f"subjects.1.{_CHILD[name]}"] = value
        else:
            flat[name] = value
    return flat


def _filled(prepared: tuple[Any, list[tuple[str, bytes]]], answers: Mapping[str, Any]) -> bytes:
    pristine, others = prepared
    root = copy.deepcopy(pristine)
    _more_rows(root, answers)
    boxes: dict[str, list[Any]] = {}
    for control in root.iter(_W + "sdt"):
        about = control.find(_W + "sdtPr")
        tagged = about.find(_W + "tag")
        tag = tagged.get(_W + "val", "") if tagged is not None else ""
        if about.find(_W14 + "checkbox") is not None:
            boxes.setdefault(tag.rpartition(".")[0], []).append(control)
        elif tag in answers and about.find(_W15 + "repeatingSection") is None:
            _write(control, about, answers[tag])
    for name, found in boxes.items():
        if name in answers:
            _tick(found, answers[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
        for name, data in others:
            package.writestr(name, data)
        package.writestr(_DOCUMENT, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return out.getvalue()


def _more_rows(root: Any, answers: Mapping[str, Any]) -> None:
    wanted: dict[str, int] = {}
    for key in answers:
        parts = key.split(".")
        if len(parts) == 3 and parts[1].isdigit():
            wanted[parts[0]] = max(wanted.get(parts[0], 0), int(parts[1]))
    for section in [one for one in root.iter(_W + "sdt") if one.find(f"{_W}sdtPr/{_W15}repeatingSection") is not None]:
        name = section.find(f"{_W}sdtPr/{_W}tag").get(_W + "val")
        content = section.find(_W + "sdtContent")
        for number in range(len(content) + 1, wanted.get(name, 0) + 1):
            row = copy.deepcopy(content[-1])
            for at, one in enumerate(row.iter(_W + "id")):
                one.set(_W + "val", str(2_000_000 + number * 100 + at + 100_000 * (len(name) % 10)))
            for tag in row.iter(_W + "tag"):
                list_name, _, column = tag.get(_W + "val").split(".")
                tag.set(_W + "val", f"{list_name}.{number}.{column}")
            for alias in row.iter(_W + "alias"):
                alias.set(_W + "val", f"{alias.get(_W + 'val').rpartition(', row ')[0]}, row {number}")
            content.append(row)


def _tick(boxes: list[Any], value: Any) -> None:
    """Tick the box whose words say `value`; words that no box has are written after the boxes."""
    said = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else str(value).casefold().strip()
    for control in boxes:
        alias = control.find(f"{_W}sdtPr/{_W}alias").get(_W + "val", "")
        if alias.partition(": ")[0].casefold() == said:
            control.find(f"{_W}sdtPr/{_W14}checkbox/{_W14}checked").set(_W14 + "val", "1")
            control.find(f"{_W}sdtContent/{_W}r/{_W}t").text = "☒"
            return
    # None of the boxes says it: whoever fills a form in by hand strikes them and writes it, and so do we.
    parent = boxes[0].getparent()
    for child in list(parent):
        if child.tag in (_W + "sdt", _W + "r"):
            parent.remove(child)
    parent.append(_run(str(value)))


def _write(control: Any, about: Any, value: Any) -> None:
    shown = about.find(_W + "showingPlcHdr")
    if shown is not None:
        about.remove(shown)
    chosen = about.find(_W + "date")
    if isinstance(value, bool):
        value = "Yes" if value else "No"
    if isinstance(value, date):
        if chosen is not None:
            chosen.set(_W + "fullDate", f"{value.isoformat()}T00:00:00Z")
        value = f"{value.day} {value:%B %Y}"
    content = control.find(_W + "sdtContent")
    cell = content.find(_W + "tc")
    if cell is None:
        for child in list(content):
            content.remove(child)
        content.append(_run(str(value)))
        return
    for paragraph in cell.findall(_W + "p"):
        cell.remove(paragraph)
    for line in str(value).split("\n"):
        etree.SubElement(cell, _W + "p").append(_run(line))


def _run(words: str) -> Any:
    run = etree.Element(_W + "r")
    for number, line in enumerate(_ILLEGAL.sub("", words).split("\n")):
        if number:
            etree.SubElement(run, _W + "br")
        text = etree.SubElement(run, _W + "t")
        text.text = line
        text.set(_SPACE, "preserve")
    return run


@lru_cache(maxsize=32)
def _prepared(protocol: str, at: int | None) -> tuple[Any, list[tuple[str, bytes]]]:
    """The parsed document of a blank form (of the form to answer in, without `at`) and the package's other members."""
    blank = answer_bytes(protocol) if at is None else blank_bytes(protocol, at)
    with zipfile.ZipFile(io.BytesIO(blank)) as package:
        others = [(name, package.read(name)) for name in package.namelist() if name != _DOCUMENT]
        return etree.fromstring(package.read(_DOCUMENT)), others
