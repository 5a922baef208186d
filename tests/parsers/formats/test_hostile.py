"""Files made to hurt: each ends in a named outcome within its limits, and nothing outside is ever asked for."""

from __future__ import annotations

import io
import json
import socket
import threading
import time
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import parsers
from parsers.limits import LONGEST_WAIT, read_safely
from parsers.reading import Reading
from tests.parsers.formats.test_odt import an_odt
from tests.parsers.packages import changed, members, packed, with_parts
from tests.parsers.word import a_document, labelled_row, paragraph, run, table

TODAY = date(2026, 11, 24)
REASONS = {"encrypted", "corrupt", "image-only", "too-large", "unsupported"}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def form() -> bytes:
    return a_document(table(labelled_row("Name of child", run("S. T."))))


def named(reading: Reading) -> bool:
    json.dumps(reading.as_json())
    return reading.kind != "unreadable" or (reading.reason in REASONS and bool(reading.why))


def body(words: str) -> bytes:
    parts = members(form())
    parts["word/document.xml"] = f'<w:document xmlns:w="{W}"><w:body>{words}</w:body></w:document>'.encode()
    return packed(parts)


def filled(name: str, size: int) -> bytes:
    """The form with a member of `size` zeros in it."""
    out = io.BytesIO(form())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package, package.open(name, "w", force_zip64=True) as part:
        for _ in range(size >> 20):
            part.write(bytes(1 << 20))
    return out.getvalue()


def nested(count: int, opening: str, closing: str) -> bytes:
    return body(opening * count + paragraph(run("deep")) + closing * count)


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE w:document [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>'


def declared(doctype: str) -> bytes:
    parts = members(form())
    text = parts["word/document.xml"].decode().partition("?>")
    parts["word/document.xml"] = f"{text[0]}?>{doctype}{text[2]}".encode()
    return packed(parts)


HOSTILE = {
    "a billion laughs": (lambda: declared(ENTITIES), {"corrupt"}),
    "an entity from the disk": (lambda: declared(OUTSIDE), {"corrupt"}),
    "an entity from the net": (lambda: declared(PARAMETER), {"corrupt"}),
    "100,000 controls in one another": (lambda: nested(100_000, "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), {"too-large"}),
    "100,000 tables in one another": (lambda: nested(100_000, "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), {"too-large"}),
    "200 unknown wrappers in one another": (lambda: nested(200, "<w:x>", "</w:x>"), {"too-large"}),
    "100,000 levels without an end": (lambda: body("<w:x>" * 100_000), {"too-large", "corrupt"}),
    "100,000 fields that never end": (lambda: body(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100_000)), {None, "too-large"}),
    "a picture of 300 MB": (lambda: filled("word/media/image1.png", 300), {None}),
    "a header of 100 MB": (lambda: _with_header(100), {"too-large"}),
    "4,001 members": (lambda: packed({**members(form()), **{f"x/{n}": b"" for n in range(4_001)}}), {"too-large"}),
    "an .odt that repeats a cell 10 million times": (lambda: an_odt('<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'), {"too-large", None}),
    "a page of broken comments": (lambda: b"<html><body>" + b"<!--" * 200_000, REASONS | {None}),
    "an .rtf of 100,000 groups": (lambda: b"{\\rtf1" + b"{" * 100_000, {"too-large"}),
    "a PDF whose pages are their own parents": (lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>", REASONS),
    "an OLE file of nothing": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000), REASONS),
}  # fmt: skip


def _with_header(size: int) -> bytes:
    data = with_parts(parts={"word/header1.xml": b""}, relations=[("b1", "header", "header1.xml")])
    parts = {name: content for name, content in members(data).items() if name != "word/header1.xml"}
    out = io.BytesIO(packed(parts))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/header1.xml", "w") as part:
        for _ in range(size):
            part.write(b" " * (1 << 20))
    return out.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_hurt_has_a_named_outcome_in_its_time(name: str) -> None:
    make, reasons = HOSTILE[name]
    data = make()
    begun = time.monotonic()
    reading = read_safely(data, today=TODAY)
    assert time.monotonic() - begun < LONGEST_WAIT + 10
    assert named(reading)
    assert reading.reason in reasons


def test_a_table_of_100_000_cells_is_read_or_refused_by_name() -> None:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc>" * 10 + "</w:tr>"
    reading = read_safely(body("<w:tbl>" + row * 10_000 + "</w:tbl>"), today=TODAY)
    assert reading.reason in (None, "too-large")


def test_a_part_that_lies_about_its_size_is_stopped_by_what_comes_out() -> None:
    data = bytearray(_with_header(80))
    at = data.rindex(b"PK\x01\x02")  # the directory's own word for the size of the last member
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert read_safely(bytes(data), today=TODAY).reason in ("too-large", "corrupt")


def test_nothing_outside_is_asked_for() -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    caller, _ = server.accept()
                except OSError:
                    continue
                asked.append(b"called")
                caller.close()

        listener = threading.Thread(target=listen)
        listener.start()
        try:
            here = f"http://127.0.0.1:{port}/x"
            link = '<w:altChunk r:id="z1"/>' + paragraph(
                '<w:r><w:object><o:OLEObject Type="Link" r:id="z2"/></w:object></w:r>'
            )
            relations = [
                ("z1", "aFChunk", here),
                ("z2", "oleObject", here),
                ("z3", "image", here),
                ("z4", "header", here),
            ]
            page = f'<html><head><link rel=stylesheet href="{here}"></head><body><img src="{here}"><iframe src="{here}"></iframe><table background="{here}"><tr><td>Name of child</td><td>S. T.</td></tr></table></body></html>'
            odt = f'<text:p>Name<draw:frame><draw:image xlink:href="{here}"/></draw:frame></text:p>'
            for data in (
                with_parts(link, relations=relations),
                page.encode(),
                an_odt(odt),
                declared(f'<!DOCTYPE x SYSTEM "{here}">'),
            ):
                assert named(parsers.read(data, today=TODAY))
        finally:
            over.set()
            listener.join()
    assert asked == []  # fmt: skip


SAMPLES = (
    form(),
    an_odt("<text:p>Name of child: S. T.</text:p>"),
    b"<html><body><table><tr><td>Name of child</td><td>S. T.</td></tr></table></body></html>",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SAMPLES), st.floats(0, 1), st.binary(max_size=40), st.booleans())
def test_bytes_that_were_cut_or_changed_have_a_named_outcome(
    data: bytes, where: float, change: bytes, cut: bool
) -> None:
    at = int(len(data) * where)
    broken = data[:at] + change + (b"" if cut else data[at + len(change) :])
    assert named(parsers.read(broken, today=TODAY))


@pytest.mark.parametrize("suffix", ["docx", "odt", "html"])
def test_a_file_is_what_its_bytes_are_whatever_it_is_called(suffix: str) -> None:
    # No reader is ever told a name; this keeps it so.
    reading = parsers.read(SAMPLES[("docx", "odt", "html").index(suffix)], today=TODAY)
    assert reading.kind in ("form", "document")


def test_a_document_with_a_character_that_no_document_may_hold_is_read() -> None:
    data = changed(form(), "word/document.xml", "S. T.", "S.&#xFFFF; T.")
    assert named(parsers.read(data, today=TODAY))
