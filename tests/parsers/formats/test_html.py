"""Forms saved as web pages: by Word, by an office program, by a case system that exports them as ".doc"."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import parsers
from parsers import raw
from parsers.faults import Unreadable
from parsers.formats import open_document
from parsers.limits import needs_child, read_safely

TODAY = date(2026, 11, 24)
REST = (
    ("Referring agency", "Example Schools Trust"),
    ("Responding agency", "Example Police"),
    ("Summary of disagreement", "We do not agree."),
    ("Desired outcome", "A meeting."),
)


def page(body: str, head: str = "") -> bytes:
    rows = "".join(f"<tr><td><b>{label}</b></td><td>{answer}</td></tr>" for label, answer in REST)
    return (
        f"<html><head><title>x</title>{head}</head><body><h1>Resolving professional differences: escalation form</h1>"
        f"{body}<table>{rows}</table></body></html>"
    ).encode()


def answers(body: str, head: str = "") -> dict[str, Any]:
    reading = parsers.read(page(body, head), today=TODAY)
    assert reading.kind == "form"
    return reading.answers


def blocks(body: str, head: str = "") -> list[raw.Block]:
    return open_document(f"<html><head>{head}</head><body>{body}</body></html>".encode()).blocks


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>Name of child</td><td>S. T.</td></tr></table>",
        "<table><tr><td><p class=MsoNormal><b>Name of child<o:p></o:p></b></p></td><td><p class=MsoNormal>S.&nbsp;T.<o:p></o:p></p></td></tr></table>",
        "<table><tbody><tr><td colspan=2>About</td></tr><tr><td>Name of\n   child</td><td>S.<span> </span>T.</td></tr></tbody></table>",
        "<p>Name of child: S. T.</p>",
        "<div>Name of child<br>S. T.</div>",
        "<h2>Name of child</h2><p>S. T.</p>",
        "<table><tr><td>Name of child</td><w:Sdt Title='x'><td>S. T.</td></w:Sdt></tr></table>",
        "<form>Name of child: <input type=text name=q1 value='S. T.'></form>",
        "<table><tr><td>Name of child</td><td><textarea>S. T.</textarea></td></tr></table>",
        "<table><tr><td><table><tr><td>Name of child</td><td>S. T.</td></tr></table></td></tr></table>",
        "<dl><dt>Name of child:</dt><dd>S. T.</dd></dl>",
        "<table><tr><th>Name of child</th><th>Date of birth</th></tr><tr><td>S. T.</td><td>1/2/2015</td></tr></table>",
        "<p>Name of child: <ins cite='mailto:a' datetime='2026-01-01'>S. T.</ins><del datetime='2026-01-01'>X. Y.</del></p>",
    ],
)  # fmt: skip
def test_an_answer_is_found_wherever_a_page_puts_it(body: str) -> None:
    found = answers(body)
    assert found.get("subject_name") == "S. T." or found["subjects"][0]["name"] == "S. T."


@pytest.mark.parametrize(
    "answer",
    [
        "☒ Yes ☐ No",
        "<input type=checkbox checked> Yes <input type=checkbox> No",
        "<input type='radio' name=r checked='checked'/>Yes <input type='radio' name=r/>No",
        "<span style='font-family:Wingdings'>þ</span> Yes <span style='font-family:Wingdings'>¨</span> No",
        "Yes / <s>No</s>",
        "Yes / <span style='text-decoration:line-through'>No</span>",
        "Yes / <span class=c4>No</span>",
        "<w:Sdt CheckBox='t' CheckBoxIsChecked='t'>☒</w:Sdt> Yes <w:Sdt CheckBox='t'>☐</w:Sdt> No",
        "<select><option>Please choose</option><option selected>Yes</option><option>No</option></select>",
    ],
)
def test_a_tick_is_read_in_every_dress(answer: str) -> None:
    row = f"<table><tr><td>Is the child at immediate risk?</td><td>{answer}</td></tr></table>"
    assert (
        answers(row, "<style>.c3, td.c4 {color:red; text-decoration: line-through}</style>")["immediate_risk"] is True
    )


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "&nbsp;",
        "<input type=text name=child_name value=''>",
        "<select><option>Please choose</option><option>S. T.</option></select>",
        "<w:Sdt ShowingPlcHdr='t'><span class=MsoPlaceholderText>Any words at all</span></w:Sdt>",
        "<span class=MsoPlaceholderText>Any words at all</span>",
        "<script>document.write('S. T.')</script><style>p {color: red}</style><!-- S. T. -->",
    ],
)
def test_what_nobody_typed_is_never_an_answer(answer: str) -> None:
    reading = parsers.read(page(f"<table><tr><td><b>Name of child</b></td><td>{answer}</td></tr></table>"), today=TODAY)
    assert "subject_name" not in reading.answers
    assert not any(one.value for one in reading.findings)


def test_cells_over_rows_and_columns_stand_once_and_shift_nothing() -> None:
    (table,) = blocks(
        "<table><tr><td rowspan=2>A</td><td colspan=2>B</td><td>C</td></tr><tr><td>D</td><td>E</td><td>F</td></tr></table>"
    )
    assert isinstance(table, raw.Table)
    assert [
        [(one.column, one.span, one.goes_on, "".join(b.text for b in one.blocks if isinstance(b, raw.Paragraph))) for one in row]
        for row in table.rows
    ] == [
        [(0, 1, False, "A"), (1, 2, False, "B"), (3, 1, False, "C")],
        [(0, 1, True, ""), (1, 1, False, "D"), (2, 1, False, "E"), (3, 1, False, "F")],
    ]  # fmt: skip


def test_hidden_words_are_kept_and_doubtful() -> None:
    reading = parsers.read(page("<p>Name of child: <span style='display:none'>S. T.</span></p>"), today=TODAY)
    assert "subject_name" not in reading.answers
    (found,) = [one for one in reading.findings if one.field == "subject_name"]
    assert (found.kind, str(found.value).partition(" (")[0]) == ("doubtful", "S. T.")
    assert "hidden-text" in reading.flags


def test_notes_of_words_own_stand_beside_the_text() -> None:
    made = blocks("<p>Text</p><div style='mso-element:footnote-list'><p>A note</p></div>")
    assert made == [raw.Paragraph("Text"), raw.Aside("footnote", [raw.Paragraph("A note")])]


def test_what_word_writes_into_its_pages_for_itself_is_no_word_of_the_document() -> None:
    made = blocks(
        "<!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]-->"
        "<p class=MsoNormal><![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></p>"
        "<p><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>Name: Jo</p>"
        "<p>Date:<span style='mso-tab-count:1'>&nbsp; </span>1 May 2026</p>"
    )
    assert made == [raw.Paragraph("Name: Jo"), raw.Paragraph("Date:\t1 May 2026")]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_the_coding_is_the_bytes_or_what_the_page_says(coding: str) -> None:
    body = '<meta http-equiv=Content-Type content="text/html; charset=windows-1252">' if coding == "cp1252" else ""
    found = open_document(f"<html>{body}<p>Zoë O’Hara</p></html>".replace("’", "'").encode(coding))
    assert found.blocks == [raw.Paragraph("Zoë O'Hara")]


MHTML = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"; type="text/html"

This document is a Single File Web Page.

--b
Content-Location: file:///C:/form.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="utf-8"

{page}
--b
Content-Location: file:///C:/form_files/header.htm
Content-Transfer-Encoding: 7bit
Content-Type: text/html; charset="us-ascii"

<html><body><p>Our reference 12</p></body></html>
--b
Content-Location: file:///C:/form_files/image001.png
Content-Transfer-Encoding: base64
Content-Type: image/png

iVBORw0KGgo=
--b--
"""


def test_a_single_file_web_page_is_read_with_its_header() -> None:
    data = MHTML.format(page=page("<p>Name of child: S. T.</p>").decode().replace("=", "=3D")).encode()
    reading = parsers.read(data, today=TODAY)
    assert reading.answers["subject_name"] == "S. T."
    assert any(one.value == "Our reference 12" for one in reading.findings)


def test_pages_are_read_in_the_child_as_they_are_here() -> None:
    data = page("<p>Name of child: S. T.</p>")
    assert needs_child(data)
    assert read_safely(data, today=TODAY) == parsers.read(data, today=TODAY)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html><body></body></html>", "corrupt"),
        (b"<html>" + b"<div>" * 100_000 + b"deep", "too-large"),
        (b"<html><body>" + b"<p>x" * 500_000, "too-large"),
        (b"<html><body><table>" + b"<tr><td>" * 210_000, "too-large"),
        (b"<html><body><img src='http://tracker.example/x.png'></body></html>", "image-only"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n", "unsupported"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, reason: str) -> None:
    assert read_safely(data, today=TODAY).reason == reason


def test_thousands_of_broken_comments_cost_no_time() -> None:
    assert parsers.read(page("<!--" * 20_000), today=TODAY).kind in ("form", "document", "unreadable")


def test_marks_of_ours_cannot_come_in_from_a_page() -> None:
    assert blocks(f"<p>{raw.TICKED}a{raw.control_mark(3)}b</p>") == [raw.Paragraph("ab")]


def test_nothing_is_left_out_of_a_deep_page_in_silence() -> None:
    with pytest.raises(Unreadable) as refusal:
        open_document(b"<html><body>" + b"<div>" * 300 + b"Name: Jo" + b"</div>" * 300)
    assert refusal.value.reason == "too-large"
