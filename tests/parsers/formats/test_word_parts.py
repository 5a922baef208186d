"""Revisions, notes, boxes, parts within parts, and tables that have no simple grid."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

import parsers
from parsers import raw
from parsers.formats import open_document
from parsers.limits import needs_child, read_safely
from parsers.reading import Reading
from tests.parsers.packages import packed, with_parts
from tests.parsers.word import a_document, cell, control, labelled_row, paragraph, run, table

TODAY = date(2026, 11, 24)
NAME = "Name of child"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(*blocks: str, **more: Any) -> Reading:
    return parsers.read(with_parts(*blocks, **more), today=TODAY)


def asked(label: str, answer: str) -> str:
    return table(labelled_row(label, answer))


def said(reading: Reading) -> str:
    return str(reading.as_json())


# Revisions


@pytest.mark.parametrize(
    "answer",
    [
        '<w:ins w:id="1"><w:hyperlink>' + run("S. T.") + "</w:hyperlink></w:ins>",
        '<w:ins w:id="1">' + control(run("S. T.")) + "</w:ins>",
        '<w:moveFrom w:id="1">' + run("U. V.") + '</w:moveFrom><w:moveTo w:id="2">' + run("S. T.") + "</w:moveTo>",
        '<w:ins w:id="1"><w:del w:id="2">' + run("U. V.") + "</w:del></w:ins>" + run("S. T."),
    ],
)
def test_what_was_inserted_or_moved_here_counts_and_is_flagged(answer: str) -> None:
    reading = read(asked(NAME, answer))
    assert reading.answers["subject_name"] == "S. T."
    assert "tracked-changes" in reading.flags


def test_rows_and_cells_deleted_as_a_change_answer_nothing_and_shift_nothing() -> None:
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + labelled_row(NAME, run("U. V.")) + "</w:tr>"
    kept = "<w:tr>" + cell(paragraph(run(NAME))) + cell(paragraph(run("X. Y.")), "<w:cellDel/>") + cell(paragraph(run("S. T."))) + "</w:tr>"  # fmt: skip
    reading = read(f"<w:tbl><w:tblPr/><w:tblGrid/>{gone}{kept}</w:tbl>")
    assert reading.answers["subject_name"] == "S. T."
    assert "U. V." not in said(reading)
    assert "tracked-changes" in reading.flags


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("The plan has ") + "</w:p>"
    row = cell(paragraph(run("Evidence"))) + cell(first + paragraph(run("drifted.")))
    assert read(table(row)).answers["evidence"] == "The plan has drifted."


# Beside the text


def part(root: str, inner: str) -> str:
    return f'<w:{root} xmlns:w="{W}">{inner}</w:{root}>'


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("header", "header1.xml", part("hdr", paragraph(run("Words beside 12")))),
        ("footer", "footer1.xml", part("ftr", paragraph(control(run("Words beside 12"))))),
        ("footnotes", "footnotes.xml", part("footnotes", f'<w:footnote w:id="2">{paragraph(run("Words beside 12"))}</w:footnote>')),
        ("endnotes", "endnotes.xml", part("endnotes", f'<w:endnote w:id="2">{paragraph(run("Words beside 12"))}</w:endnote>')),
        ("comments", "comments.xml", part("comments", f'<w:comment w:id="0" w:author="x">{paragraph(run("Words beside 12"))}</w:comment>')),
    ],
)  # fmt: skip
def test_what_stands_beside_the_text_is_kept_and_is_part_of_no_answer(kind: str, name: str, content: str) -> None:
    noted = run("S. T.") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    reading = read(asked(NAME, noted), parts={f"word/{name}": content}, relations=[("b1", kind, name)])
    assert reading.answers["subject_name"] == "S. T."
    assert "Words beside 12" not in str(reading.answers)
    document = open_document(with_parts(parts={f"word/{name}": content}, relations=[("b1", kind, name)]))
    asides = [one for one in document.blocks if isinstance(one, raw.Aside)]
    assert "Words beside 12" in str(asides)


@pytest.mark.parametrize("kind", ["footnotes", "endnotes", "comments"])
def test_a_note_that_looks_like_a_question_with_its_answer_answers_nothing(kind: str) -> None:
    content = part(kind, f'<w:{kind[:-1]} w:id="2">{paragraph(run("Name of child: U. V."))}</w:{kind[:-1]}>')
    reading = read(asked("Plan status", run("CIN")), parts={f"word/{kind}.xml": content}, relations=[("b1", kind, f"{kind}.xml")])  # fmt: skip
    assert "subject_name" not in reading.answers
    assert "U. V." in said(reading)


def test_headers_that_say_the_same_stand_once() -> None:
    header = part("hdr", paragraph(run("Our reference 12")))
    parts = {"word/header1.xml": header, "word/header2.xml": header}
    relations = [("b1", "header", "header1.xml"), ("b2", "header", "header2.xml")]
    blocks = open_document(with_parts(parts=parts, relations=relations)).blocks
    assert [one.where for one in blocks if isinstance(one, raw.Aside)] == ["header"]


def box(inner: str, requires: str = "wps") -> str:
    drawn = f"<w:drawing><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict>"
    return f'<mc:AlternateContent><mc:Choice Requires="{requires}">{drawn}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'


@pytest.mark.parametrize("requires", ["wps", "unheardof"])
def test_one_branch_of_alternate_content_is_read_once(requires: str) -> None:
    reading = read(paragraph(f"<w:r>{box(paragraph(run('Name of child: S. T.')), requires)}</w:r>"))
    assert reading.answers["subject_name"] == "S. T."
    assert said(reading).count("S. T.") == 1


def test_a_box_within_a_box_is_read_once() -> None:
    inner = paragraph(f"<w:r>{box(paragraph(run('Name of child: S. T.')))}</w:r>")
    reading = read(paragraph(f"<w:r>{box(inner)}</w:r>"))
    assert said(reading).count("S. T.") == 1
    grouped = f"<w:r><w:drawing><wps:wgp>{box(paragraph(run('Name of child: S. T.')))}</wps:wgp></w:drawing></w:r>"
    assert said(read(paragraph(grouped))).count("S. T.") == 1


def test_the_words_of_smart_art_are_kept() -> None:
    drawn = '<w:r><w:drawing><dgm:relIds r:dm="d1"/></w:drawing></w:r>'
    data = '<dgm:dataModel xmlns:dgm="x" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>Escalate now</a:t></dgm:dataModel>'
    reading = read(paragraph(drawn), parts={"word/diagrams/data1.xml": data}, relations=[("d1", "diagramData", "diagrams/data1.xml")])  # fmt: skip
    assert "Escalate now" in said(reading)


@pytest.mark.parametrize(
    "answer",
    [
        "<w:customXml>" + run("S. T.") + "</w:customXml>",
        '<w:dir w:val="rtl">' + run("S. T.") + "</w:dir>",
        '<w:bdo w:val="ltr">' + run("S. T.") + "</w:bdo>",
        "<w:unheardof>" + run("S. T.") + "</w:unheardof>",
        "<w:r><w:ruby><w:rt>" + run("reading") + "</w:rt><w:rubyBase>" + run("S. T.") + "</w:rubyBase></w:ruby></w:r>",
        "<m:oMath><m:r><m:t>S. T.</m:t></m:r></m:oMath>",
        "<w:r><w:t>S.</w:t><w:t xml:space='preserve'> T.</w:t></w:r>",
    ],
)
def test_words_are_read_in_whatever_stands_around_them(answer: str) -> None:
    assert read(asked(NAME, answer)).answers["subject_name"] == "S. T."


def test_hidden_words_are_kept_flagged_and_doubtful() -> None:
    reading = read(asked(NAME, run("S. T.", "<w:vanish/>")))
    assert "subject_name" not in reading.answers
    assert any(one.field == "subject_name" and one.kind == "doubtful" for one in reading.findings)
    assert "hidden-text" in reading.flags


# Parts of other formats

INNER = table(labelled_row(NAME, run("S. T.")), labelled_row("Plan status", run("CIN")))
HTML = "<html><body><table><tr><td>Name of child</td><td>S. T.</td></tr></table></body></html>"
RTF = r"{\rtf1\ansi {\b Name of child:} S. T.\par}"


def a_chunk(name: str, content: bytes | str) -> Reading:
    return read('<w:altChunk r:id="k1"/>', parts={f"word/{name}": content}, relations=[("k1", "aFChunk", name)])


def test_a_document_taken_in_is_read_in_its_place() -> None:
    for name, content in (("afchunk.docx", a_document(INNER, rest=())), ("afchunk.html", HTML), ("afchunk.txt", "Name of child: S. T.")):  # fmt: skip
        assert a_chunk(name, content).answers["subject_name"] == "S. T.", name


def test_rich_text_taken_in_is_read_like_a_file_of_its_own_and_the_child_asks_for_its_conversion() -> None:
    chunk = with_parts('<w:altChunk r:id="k1"/>', parts={"word/afchunk.rtf": RTF}, relations=[("k1", "aFChunk", "afchunk.rtf")])  # fmt: skip
    assert needs_child(chunk)
    reading = read_safely(chunk, today=TODAY)
    assert reading.kind == "form"
    assert "S. T." in said(reading)


def test_controls_of_a_document_taken_in_keep_what_is_known_of_them() -> None:
    about = '<w:date w:fullDate="2026-04-03T00:00:00Z"/>'
    inner = a_document(table(labelled_row("Date of disagreement", control(run("4/3/2026"), about))), rest=())
    outer = table(labelled_row(NAME, control(run("S. T."))))
    reading = read(outer, '<w:altChunk r:id="k1"/>', parts={"word/a.docx": inner}, relations=[("k1", "aFChunk", "a.docx")])  # fmt: skip
    assert (reading.answers["subject_name"], reading.answers["disagreement_date"]) == ("S. T.", date(2026, 4, 3))


def test_documents_are_opened_two_deep_and_named_below_that() -> None:
    def around(inner: bytes) -> bytes:
        parts = {"word/a.docx": inner}
        return with_parts('<w:altChunk r:id="k1"/>', parts=parts, relations=[("k1", "aFChunk", "a.docx")], rest=())

    two = parsers.read(around(around(a_document(INNER))), today=TODAY)
    assert two.answers["subject_name"] == "S. T."
    three = parsers.read(around(around(around(a_document(INNER)))), today=TODAY)
    assert "embedded-file" in three.flags


def an_object(program: str = "Word.Document.12", kind: str = "Embed") -> str:
    return paragraph(f'<w:r><w:object><o:OLEObject Type="{kind}" ProgID="{program}" r:id="e1"/></w:object></w:r>')


def test_an_embedded_word_form_is_read() -> None:
    parts = {"word/embeddings/Microsoft_Word_Document.docx": a_document(INNER, rest=())}
    relations = [("e1", "package", "embeddings/Microsoft_Word_Document.docx")]
    assert read(an_object(), parts=parts, relations=relations).answers["subject_name"] == "S. T."


def test_another_embedded_file_is_named_in_the_findings() -> None:
    parts = {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no real file"}
    relations = [("e1", "oleObject", "embeddings/oleObject1.bin")]
    reading = read(an_object("Excel.Sheet.12"), parts=parts, relations=relations)
    assert "an Excel workbook (oleObject1.bin)" in said(reading)
    assert "embedded-file" in reading.flags


def test_an_object_that_is_a_link_is_never_followed() -> None:
    reading = read(an_object(kind="Link"), relations=[("e1", "oleObject", "file:///etc/passwd")])
    assert reading.kind == "form"
    assert "external-link" in reading.flags


# Tables


def grid(*rows: str) -> list[list[tuple[int, int, bool, str]]]:
    whole = f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
    found = next(one for one in open_document(with_parts(whole)).blocks if isinstance(one, raw.Table))
    return [
        [(one.column, one.span, one.goes_on, "|".join(each.text for each in one.blocks if isinstance(each, raw.Paragraph))) for one in row]
        for row in found.rows
    ]  # fmt: skip


def words(text: str, about: str = "") -> str:
    return cell(paragraph(run(text)), about)


def test_cells_stand_at_their_columns_merged_or_not() -> None:
    first = "<w:tr>" + words("A", '<w:vMerge w:val="restart"/>') + words("B", '<w:gridSpan w:val="2"/>') + "</w:tr>"
    second = "<w:tr>" + cell(paragraph(""), "<w:vMerge/>") + words("C") + words("D") + "</w:tr>"
    short = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + words("E") + "</w:tr>"
    assert grid(first, second, short) == [
        [(0, 1, False, "A"), (1, 2, False, "B")],
        [(0, 1, True, ""), (1, 1, False, "C"), (2, 1, False, "D")],
        [(1, 1, False, "E")],
    ]


def test_cells_merged_in_the_old_way_are_one() -> None:
    row = "<w:tr>" + words("A", '<w:hMerge w:val="restart"/>') + words("", "<w:hMerge/>") + words("B") + "</w:tr>"
    assert grid(row) == [[(0, 2, False, "A"), (2, 1, False, "B")]]


def test_words_that_a_merged_cell_covers_are_a_finding_and_no_answer() -> None:
    first = "<w:tr>" + words(NAME) + words("S. T.", '<w:vMerge w:val="restart"/>') + "</w:tr>"
    second = "<w:tr>" + words("") + words("Plan status: ghost", "<w:vMerge/>") + "</w:tr>"
    reading = read(f"<w:tbl><w:tblPr/><w:tblGrid/>{first}{second}</w:tbl>")
    assert reading.answers["subject_name"] == "S. T."
    assert "plan_status" not in reading.answers
    assert any("ghost" in str(one.value) for one in reading.findings)
    assert "text-in-merged-cell" in reading.flags


@pytest.mark.parametrize("between", ["<w:tab/>", '<w:ptab w:alignment="left"/>', "<w:br/>", "<w:cr/>"])
def test_a_tab_and_a_break_part_a_label_from_its_answer(between: str) -> None:
    line = run("Name of child:") + f"<w:r>{between}</w:r>" + run("S. T.")
    assert read(paragraph(line)).answers["subject_name"] == "S. T."


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("<w:r><w:t>Mary</w:t><w:noBreakHyphen/><w:t>Jane</w:t></w:r>", "Mary-Jane"),
        ("<w:r><w:t>Mary</w:t><w:softHyphen/><w:t>Jane</w:t></w:r>", "MaryJane"),
        (run("Mary\u2011Jane"), "Mary-Jane"),
        (run("Ma\u00adry\u200b\ufeff Jane"), "Mary Jane"),
        (run("Mary\u00a0Jane"), "Mary Jane"),
        (run("\u200fMary\u202c Jane\u200e", "<w:rtl/>"), "Mary Jane"),
        (run("\u0645\u0631\u064a\u0645", "<w:rtl/>"), "\u0645\u0631\u064a\u0645"),
    ],
)
def test_characters_that_nobody_sees_are_gone_and_all_others_stay_in_their_order(typed: str, answer: str) -> None:
    assert read(asked(NAME, typed)).answers["subject_name"] == answer


def test_marks_of_ours_cannot_come_in_from_a_document() -> None:
    inside = f"S.{raw.TICKED}{raw.control_mark(0)} T.{raw.DOUBTFUL}"
    assert read(asked(NAME, run(inside))).answers["subject_name"] == "S. T."
    reading = read(asked(NAME, run("S. T.") + '<w:r><w:sym w:font="Custom" w:char="E000"/></w:r>'))
    assert reading.answers["subject_name"] == "S. T."


# The package


def stored(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def form() -> dict[str, bytes]:
    from tests.parsers.packages import members

    return members(with_parts(asked(NAME, run("S. T."))))


def moved(parts: dict[str, bytes], name: str, *, target: str | None = None) -> dict[str, bytes]:
    """The package with its text in the part `name`."""
    found = {one: content for one, content in parts.items() if one != "word/document.xml"}
    found[name] = parts["word/document.xml"]
    found["_rels/.rels"] = found["_rels/.rels"].replace(b"word/document.xml", (target or name).encode())
    folder, _, last = name.replace("\\", "/").rpartition("/")
    found[f"{folder}/_rels/{last}.rels"] = found.pop("word/_rels/document.xml.rels")
    return found


def utf16(parts: dict[str, bytes]) -> dict[str, bytes]:
    text = parts["word/document.xml"].decode().partition("?>")[2]
    return {**parts, "word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")}


def with_illegal(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {**parts, "word/document.xml": parts["word/document.xml"].replace(b"S. T.", b"S.&#x1;&#11; T.&#x0;")}


def no_types(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in parts.items() if name != "[Content_Types].xml"}


def dangling(parts: dict[str, bytes]) -> dict[str, bytes]:
    made = b'<Relationship Id="z1" Type="x/image" Target="NULL"/><Relationship Id="z2" Type="x/header" Target="gone.xml"/><Relationship Id="z3" Type="x/hyperlink" Target="#_top"/></Relationships>'  # fmt: skip
    name = "word/_rels/document.xml.rels"
    return {**parts, name: parts[name].replace(b"</Relationships>", made)}


@pytest.mark.parametrize(
    "parts",
    [
        moved(form(), "word/document2.xml"),
        moved(form(), "word\\document.xml", target="word/document.xml"),
        moved(form(), "WORD/Document.XML", target="/word/document.xml"),
        utf16(form()),
        {**form(), "word/document.xml": b"\xef\xbb\xbf" + form()["word/document.xml"]},
        with_illegal(form()),
        no_types(form()),
        dangling(form()),
    ],
    ids=[
        "other name",
        "backslashes",
        "other case",
        "UTF-16",
        "byte order mark",
        "illegal references",
        "no types",
        "dangling",
    ],
)
def test_an_odd_package_is_read(parts: dict[str, bytes]) -> None:
    assert parsers.read(stored(parts), today=TODAY).answers["subject_name"] == "S. T."


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_doubled_members_the_last_one_counts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", form()["word/document.xml"].replace(b"S. T.", b"U. V."))
        for name, content in form().items():
            package.writestr(name, content)
    assert parsers.read(out.getvalue(), today=TODAY).answers["subject_name"] == "S. T."


STRICT = (
    (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip


def test_a_strict_package_is_read_whole_with_its_styles_and_headers() -> None:
    header = part("hdr", paragraph(run("Our reference 12")))
    whole = with_parts(
        asked(NAME, run("U. V.", '<w:strike w:val="on"/>') + run("S. T.")),
        parts={"word/header1.xml": header}, relations=[("b1", "header", "header1.xml")],
    )  # fmt: skip
    from tests.parsers.packages import members

    parts = {}
    for name, content in members(whole).items():
        for before, after in STRICT:
            content = content.replace(before, after)
        parts[name] = content
    reading = parsers.read(packed(parts), today=TODAY)
    assert reading.answers["subject_name"] == "S. T."
    assert "Our reference 12" in said(reading)


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_macro_documents_are_read_like_any_other(kind: str) -> None:
    parts = form()
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert plain in parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, kind.encode())
    parts["word/vbaProject.bin"] = b"macro"
    reading = parsers.read(stored(parts), today=TODAY)
    assert reading.answers["subject_name"] == "S. T."
    assert "macros" in reading.flags


def test_an_attached_template_is_a_flag_and_never_fetched() -> None:
    parts = form()
    parts["word/_rels/settings.xml.rels"] = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'  # fmt: skip
    assert "attached-template" in parsers.read(stored(parts), today=TODAY).flags


def test_a_file_that_is_no_document_says_what_it_is() -> None:
    for data, reason, word in (
        (stored({"a.txt": b"x"}), "unsupported", "zip archive"),
        (stored({"xl/workbook.xml": b"<x/>", "_rels/.rels": b"<x/>"}), "unsupported", ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "image-only", "picture"),
    ):
        reading = parsers.read(data, today=TODAY)
        assert reading.reason == reason
        assert word in (reading.why or "")


def test_pictures_and_no_words_are_image_only() -> None:
    parts = form()
    text = parts["word/document.xml"].decode()
    start, end = text.index("<w:body>") + len("<w:body>"), text.index("<w:sectPr")
    parts["word/document.xml"] = (text[:start] + "<w:p/>" + text[end:]).encode()
    parts["word/media/image1.png"] = b"\x89PNG"
    assert parsers.read(stored(parts), today=TODAY).reason == "image-only"
