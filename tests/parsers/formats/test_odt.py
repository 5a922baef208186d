"""OpenDocument texts are read as the Word documents they are made from, and what ODF does in its own way is understood."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

import parsers
from parsers import raw
from parsers.faults import Unreadable
from parsers.formats import open_document
from parsers.limits import needs_child, read_safely
from tests.forms import wordings
from tests.forms.measure import Score, judge, plain
from tests.forms.model import TODAY, Form, make
from tests.forms.writing import docx

FORMS = 20
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{short}="{OASIS}:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("form", "form"),
    )
) + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
LOOKS = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="N" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>'
    '<style:style style:name="S" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Label"/>'
)
COMMON = '<style:style style:name="Label" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'


def content(body: str) -> str:
    return f"<office:document-content {NAMES}><office:automatic-styles>{LOOKS}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"


def an_odt(body: str, *, manifest: str = "<manifest/>", master: str = "", whole: str | None = None) -> bytes:
    styles = f"<office:document-styles {NAMES}><office:styles>{COMMON}</office:styles><office:master-styles>{master}</office:master-styles></office:document-styles>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        package.writestr("content.xml", whole or content(body))
        package.writestr("styles.xml", styles)
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def words(body: str) -> list[Any]:
    return [
        (one.text, one.level, one.bold) for one in open_document(an_odt(body)).blocks if isinstance(one, raw.Paragraph)
    ]


def grid(body: str) -> list[list[tuple[int, int, str, bool]]]:
    (table,) = open_document(an_odt(f"<table:table>{body}</table:table>")).blocks
    assert isinstance(table, raw.Table)
    return [
        [(c.column, c.span, "|".join(b.text for b in c.blocks if isinstance(b, raw.Paragraph)), c.goes_on) for c in row]
        for row in table.rows
    ]


def cell(text: str, about: str = "", kind: str = "table-cell") -> str:
    return f"<table:{kind} {about}><text:p>{text}</text:p></table:{kind}>"


def row(*cells: str, about: str = "") -> str:
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


COVERED = "<table:covered-table-cell/>"


def test_headings_bold_and_white_space_are_what_their_styles_and_elements_say() -> None:
    body = (
        '<text:p text:style-name="Title">Form</text:p><text:h text:outline-level="2">Part</text:h>'
        '<text:p text:style-name="P1">Name</text:p><text:p text:style-name="P1">Name: <text:span text:style-name="N">Jo</text:span></text:p>'
        '<text:p>a\n   b<text:s text:c="2"/>c<text:tab/>d<text:line-break/> e</text:p>'
        '<text:p><text:span text:style-name="S">Yes</text:span> / No</text:p>'
    )
    assert words(body) == [
        ("Form", 1, False),
        ("Part", 3, False),
        ("Name", 0, True),
        (f"{raw.BOLD}Name: {raw.BOLD_END}Jo", 0, False),
        ("a b  c\td\ne", 0, False),
        (f"{raw.STRUCK}Yes{raw.STRUCK_END} / No", 0, False),
    ]


def test_a_cell_over_two_columns_and_rows_keeps_every_other_in_its_column() -> None:
    body = row(cell("A", 'table:number-columns-spanned="2" table:number-rows-spanned="2"'), COVERED, cell("B"))
    assert grid(body + row(COVERED, COVERED, cell("C")) + row(cell("D"), cell("E"), cell("F"))) == [
        [(0, 2, "A", False), (2, 1, "B", False)],
        [(0, 2, "", True), (2, 1, "C", False)],
        [(0, 1, "D", False), (1, 1, "E", False), (2, 1, "F", False)],
    ]


def test_covered_cells_that_a_writer_left_out_move_no_answer() -> None:
    body = row(cell("A", 'table:number-rows-spanned="2"'), cell("B")) + row(cell("C"))
    assert grid(body) == [[(0, 1, "A", False), (1, 1, "B", False)], [(0, 1, "", True), (1, 1, "C", False)]]


def test_words_in_a_covered_cell_stand_beside_the_words_of_the_cell_that_covers_it() -> None:
    body = row(cell("A", 'table:number-columns-spanned="2"'), cell("hidden", kind="covered-table-cell"), cell("B"))
    assert grid(body) == [[(0, 2, "A", False), (2, 1, "B", False)]]
    (table,) = open_document(an_odt(f"<table:table>{body}</table:table>")).blocks
    assert isinstance(table, raw.Table)
    assert table.rows[0][0].blocks[1:] == [raw.Aside("merged cell", [raw.Paragraph("hidden")])]


def test_repeated_cells_stand_in_columns_of_their_own_and_without_bound_are_too_large() -> None:
    assert [c[0] for c in grid(row(cell("", 'table:number-columns-repeated="3"'), cell("B")))[0]] == [0, 1, 2, 3]
    flood = row(cell("x", 'table:number-columns-repeated="999999"'), about='table:number-rows-repeated="999999"')
    assert parsers.read(an_odt(f"<table:table>{flood}</table:table>"), today=TODAY).reason == "too-large"


def test_header_rows_are_marked() -> None:
    body = f"<table:table><table:table-header-rows>{row(cell('H'))}</table:table-header-rows>{row(cell('1'))}</table:table>"
    (table,) = open_document(an_odt(body)).blocks
    assert isinstance(table, raw.Table)
    assert (table.header, len(table.rows)) == (1, 2)


def test_deleted_words_are_not_read_and_the_document_says_it_has_changes() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>st<text:change text:change-id="a"/>ays</text:p>'
    )
    document = open_document(an_odt(body))
    assert document.blocks == [raw.Paragraph("stays")]
    assert document.flags == ["tracked-changes"]


def test_deleted_words_that_a_flat_file_keeps_between_marks_are_not_read() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:deletion/></text:changed-region></text:tracked-changes>'
        '<text:p><text:change-start text:change-id="a"/>gone<text:change-end text:change-id="a"/>stays</text:p>'
    )
    assert words(body) == [("stays", 0, False)]


def test_notes_comments_boxes_headers_and_footers_stand_beside_the_text() -> None:
    body = (
        "<text:p>Te<office:annotation><dc:creator>Jo</dc:creator><text:p>why?</text:p></office:annotation>xt"
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note>'
        "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>"
    )
    master = "<style:master-page><style:header><text:p>head</text:p></style:header><style:footer><text:p>foot</text:p></style:footer></style:master-page>"
    document = open_document(an_odt(body, master=master))
    expected = (("text box", "box"), ("header", "head"), ("footer", "foot"), ("footnote", "note"), ("comment", "why?"))
    assert document.blocks == [raw.Paragraph("Text"), *(raw.Aside(a, [raw.Paragraph(b)]) for a, b in expected)]
    assert document.flags == ["comments"]


def control(text: str) -> str:
    return f"{raw.control_mark(0)}{text}{raw.CONTROL_END}"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('<loext:content-control loext:checkbox="true" loext:checked="true">☒</loext:content-control> Yes', f"{raw.TICKED} Yes"),
        ('<loext:content-control loext:checkbox="true">☒</loext:content-control> Yes', f"{raw.DOUBTFUL} Yes"),
        ('<loext:content-control loext:showing-place-holder="true">Name</loext:content-control>', control(f"{raw.PROMPT}Name{raw.PROMPT_END}")),
        ("<text:text-input>Jo</text:text-input>", control("Jo")),
        ('<text:placeholder text:placeholder-type="text">&lt;Name&gt;</text:placeholder>', f"{raw.PROMPT}<Name>{raw.PROMPT_END}"),
        ('<draw:control draw:control="c1"/>', f"{raw.TICKED} Urgent"),
        ('<draw:control draw:control="c2"/>', control("some text")),
        ('<draw:control draw:control="c3"/>', control("Stage 2")),
    ],
)  # fmt: skip
def test_what_is_typed_into_a_control_stands_where_the_control_does(inside: str, text: str) -> None:
    forms = (
        '<office:forms><form:form><form:checkbox form:id="c1" form:label="Urgent" form:current-state="checked"/>'
        '<form:text form:id="c2" form:name="Text Box 1" form:current-value="some text"/><form:listbox form:id="c3">'
        '<form:option form:label="Stage 1"/><form:option form:label="Stage 2" form:current-selected="true"/></form:listbox></form:form></office:forms>'
    )
    assert words(f"{forms}<text:p>{inside}</text:p>") == [(text, 0, False)]


def test_a_date_control_gives_its_own_day() -> None:
    inside = '<loext:content-control loext:date="true" loext:current-date="2026-11-02T00:00:00Z">2/11/26</loext:content-control>'
    (one,) = open_document(an_odt(f"<text:p>{inside}</text:p>")).controls
    assert one.day == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (an_odt("", manifest="<!DOCTYPE m><m><encryption-data/></m>", whole="\x01\x02 not XML"), "encrypted"),
        (an_odt("", whole=f"<!DOCTYPE x>{content('')}"), "corrupt"),
        (an_odt("", whole=content("<text:section>" * 200 + "</text:section>" * 200)), "too-large"),
        (an_odt("", whole=content("").replace("office:text>", "office:spreadsheet>")), "unsupported"),
    ],
    ids=["encrypted", "a DOCTYPE", "deep", "a spreadsheet"],
)
def test_what_cannot_be_opened_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        open_document(data)
    assert refusal.value.reason == reason


def test_a_flat_file_is_read_like_a_zipped_one() -> None:
    flat = content("<text:p>Name</text:p>").replace("document-content", "document").encode()
    assert open_document(flat).blocks == [raw.Paragraph("Name")]


def test_a_small_one_is_read_in_process_and_a_dense_one_in_the_child() -> None:
    assert not needs_child(an_odt("<text:p>Name</text:p>"))
    assert needs_child(an_odt("<text:p/>" * 100_000))
    assert read_safely(an_odt("<text:p/>" * 4_000_000), today=TODAY).reason == "too-large"


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[Form, bytes, bytes]]]:
    """Generated forms, each as the Word document and as the .odt that LibreOffice makes of it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice (LibreOffice) is not installed")
    folder = tmp_path_factory.mktemp("odt")
    vocabulary, labels = parsers.Vocabulary.load(), wordings.known()
    forms: list[tuple[Form, bytes]] = []
    for number in range(FORMS):
        random = Random(f"odt-{number}")
        form = make(random, labels=labels, vocabulary=vocabulary, plain=True)
        data, _ = docx(random, form)
        forms.append((form, data))
        (folder / f"{number}.docx").write_bytes(data)
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "odt"]
    files = [str(folder / f"{number}.docx") for number in range(FORMS)]
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=240)
    yield [(form, data, Path(folder / f"{n}.odt").read_bytes()) for n, (form, data) in enumerate(forms)]


def test_forms_that_libreoffice_saved_are_read_like_the_word_documents_they_were(
    pairs: list[tuple[Form, bytes, bytes]],
) -> None:
    vocabulary = parsers.Vocabulary.load()
    word, odt = Score(), Score()
    wrong: list[str] = []
    lost: list[str] = []
    for number, (form, before, after) in enumerate(pairs):
        typed = {one.field: one.fill.typed for section in form.sections for one in section.asks if one.fill}
        readings = [parsers.read(data, today=TODAY, vocabulary=vocabulary) for data in (before, after)]
        for reading, score in zip(readings, (word, odt), strict=True):
            judge(form.truth, typed, reading, score, str(number))
        for name, value in form.truth.items():
            held = [joined(reading.answers.get(name)) for reading in readings]
            if held[0] == joined(value) != held[1] and readings[1].answers.get(name) is not None:
                wrong.append(f"{number} {name}: {held[1]} for {held[0]}")
            lost += [f"{number} {name}" for name in readings[0].answers if name not in readings[1].answers]
    assert word.typed > 300
    assert wrong == []
    assert len(lost) <= word.typed / 100, lost
    assert odt.leaks == []


def joined(value: Any) -> str:
    """A value without white space: LibreOffice moves the line breaks of a text control out of it."""
    return "".join(str(plain(value)).split())
