"""Content controls, ticks and old fields: what the document states counts, never what it happens to show."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import parsers
from parsers.reading import Reading
from tests.parsers.packages import changed, with_parts
from tests.parsers.word import cell, control, labelled_row, paragraph, run, table

TODAY = date(2026, 11, 24)
NAME = "Name of child"


def read(*blocks: str, **more: Any) -> Reading:
    return parsers.read(with_parts(*blocks, **more), today=TODAY)


def asked(label: str, answer: str) -> str:
    return table(labelled_row(label, answer))


def doubtful(reading: Reading, field: str) -> bool:
    return field not in reading.answers and any(
        one.field == field and one.kind == "doubtful" for one in reading.findings
    )


# Content controls


def test_rows_in_a_repeating_section_are_one_record_each() -> None:
    heads = "".join(cell(paragraph(run(one))) for one in ("Stage", "Date", "With whom", "Outcome"))
    rows = "".join(
        control("<w:tr>" + "".join(cell(paragraph(control(run(one)))) for one in row) + "</w:tr>", "<w15:repeatingSectionItem/>")
        for row in (("1", "1/2/26", "Jo", "no"), ("2", "3/2/26", "Bo", "no"))
    )  # fmt: skip
    whole = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{heads}</w:tr>{control(rows, '<w15:repeatingSection/>')}</w:tbl>"
    assert read(whole).answers["stage_history"] == [
        {"stage": "1", "date": date(2026, 2, 1), "with": "Jo", "outcome": "no"},
        {"stage": "2", "date": date(2026, 2, 3), "with": "Bo", "outcome": "no"},
    ]


@pytest.mark.parametrize("kind", ["dropDownList", "comboBox"])
def test_the_text_of_a_list_control_is_its_answer_and_its_items_are_none(kind: str) -> None:
    about = f'<w:{kind}><w:listItem w:value="CP"/><w:listItem w:value="CIN"/></w:{kind}>'
    assert read(asked("Plan status", control(run("LAC"), about))).answers["plan_status"] == "LAC"


def test_a_date_control_settles_day_against_month() -> None:
    about = '<w:date w:fullDate="2026-04-03T00:00:00Z"><w:dateFormat w:val="M/d/yyyy"/></w:date>'
    assert read(asked("Date of disagreement", control(run("4/3/2026"), about))).answers["disagreement_date"] == date(2026, 4, 3)  # fmt: skip


def test_a_date_control_that_was_typed_over_is_doubtful() -> None:
    about = '<w:date w:fullDate="2026-04-03T00:00:00Z"/>'
    assert doubtful(read(asked("Date of disagreement", control(run("9 May 2026"), about))), "disagreement_date")


STORE = (
    {
        "customXml/item1.xml": '<f xmlns="urn:f"><name>S. T.</name></f>',
        "customXml/itemProps1.xml": '<ds:datastoreItem ds:itemID="{1}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
    },
    """<w:dataBinding w:prefixMappings="xmlns:n='urn:f'" w:xpath="/n:f[1]/n:name[1]" w:storeItemID="{1}"/>""",
)


def test_a_bound_control_shows_what_its_store_holds() -> None:
    reading = read(asked(NAME, control("", STORE[1])), parts=STORE[0])
    assert reading.answers["subject_name"] == "S. T."


def test_a_bound_control_that_disagrees_with_its_store_is_doubtful() -> None:
    reading = read(asked(NAME, control(run("U. V."), STORE[1])), parts=STORE[0])
    assert doubtful(reading, "subject_name")
    assert any("U. V." in str(one.value) and "S. T." in str(one.value) for one in reading.findings)


def test_words_are_an_answer_when_the_placeholder_is_switched_off() -> None:
    about = '<w:showingPlcHdr w:val="0"/>'
    assert read(asked(NAME, control(run("S. T."), about))).answers["subject_name"] == "S. T."


def test_a_control_around_blocks_that_hold_controls_is_no_answer_of_its_own() -> None:
    inner = paragraph(run("Name of child: ") + control(run("S. T."))) + paragraph(
        run("Role: ") + control(run("Teacher"))
    )
    for about in ("", "<w:group/>", "<w15:repeatingSectionItem/>"):
        assert read(control(inner, about)).answers["subject_name"] == "S. T."


@pytest.mark.parametrize("about", ['<w:lock w:val="sdtContentLocked"/>', '<w:tag w:val="goog_rdk_0"/>'])
def test_a_control_that_nobody_types_in_is_no_answer(about: str) -> None:
    row = cell(paragraph(control(run(NAME), about))) + cell(paragraph(run("S. T.")))
    assert read(table(row)).answers["subject_name"] == "S. T."


def test_a_control_that_cannot_be_deleted_is_answered_like_any_other() -> None:
    assert read(asked(NAME, control(run("S. T."), '<w:lock w:val="sdtLocked"/>'))).answers["subject_name"] == "S. T."


# Ticks


def yes_and_no(yes: str, no: str) -> str:
    return asked("Is the child at immediate risk?", yes + run(" Yes  ") + no + run(" No"))


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    ("font", "ticked", "empty"),
    [
        ("Wingdings", ("F0FE", "F0FC", "F0FD", "F078", "F0FB", "00FE"), ("F0A8", "F06F", "F071", "F072")),
        ("Wingdings 2", ("F052", "F053", "F054", "F050"), ("F0A3",)),
        ("Webdings", ("F061", "F072"), ("F063",)),
    ],
)
def test_symbols_are_ticks_by_their_font(font: str, ticked: tuple[str, ...], empty: tuple[str, ...]) -> None:
    for full in ticked:
        for bare in empty:
            found = read(yes_and_no(symbol(font, full), symbol(font, bare)))
            assert found.answers.get("immediate_risk") is True, (full, bare)


STYLES = '<w:style w:type="character" w:styleId="Box"><w:name w:val="Box"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:style>'  # fmt: skip


@pytest.mark.parametrize(
    "properties", ['<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', '<w:rStyle w:val="Box"/>']
)
@pytest.mark.parametrize("letters", ["þ¨", "\uf0fe\uf0a8", "xo"])
def test_letters_of_a_symbol_font_are_ticks_by_run_or_by_style(properties: str, letters: str) -> None:
    data = with_parts(yes_and_no(run(letters[0], properties), run(letters[1], properties)))
    data = changed(data, "word/styles.xml", "</w:styles>", f"{STYLES}</w:styles>")
    assert parsers.read(data, today=TODAY).answers["immediate_risk"] is True


@pytest.mark.parametrize("properties", ['<w:highlight w:val="yellow"/>', "<w:b/>", '<w:u w:val="single"/>', "<w:bdr/>"])
def test_an_option_that_is_only_marked_is_for_a_person(properties: str) -> None:
    reading = read(asked("Is the child at immediate risk?", run("Yes", properties) + run(" / No")))
    assert doubtful(reading, "immediate_risk")


def test_words_struck_out_by_their_style_are_struck_out() -> None:
    style = '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>'
    data = with_parts(asked("Is the child at immediate risk?", run("Yes / ") + run("No", '<w:rStyle w:val="Gone"/>')))
    data = changed(data, "word/styles.xml", "</w:styles>", f"{style}</w:styles>")
    assert parsers.read(data, today=TODAY).answers["immediate_risk"] is True


# Fields of the older kind


def mark(kind: str, about: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{about}</w:fldChar></w:r>'


def instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def test_the_default_text_of_a_field_is_no_answer_and_other_words_are() -> None:
    def field(words: str) -> str:
        held = '<w:ffData><w:name w:val="Text1"/><w:textInput><w:default w:val="Enter name"/></w:textInput></w:ffData>'
        return mark("begin", held) + instruction(" FORMTEXT ") + mark("separate") + run(words) + mark("end")

    assert "subject_name" not in read(asked(NAME, field("Enter name"))).answers
    assert read(asked(NAME, field("S. T."))).answers["subject_name"] == "S. T."
    assert "subject_name" not in read(asked(NAME, field("\u2002" * 5))).answers


def test_a_result_that_goes_on_over_paragraphs_is_one_answer() -> None:
    first = paragraph(mark("begin", "<w:ffData><w:textInput/></w:ffData>") + instruction(" FORMTEXT ") + mark("separate") + run("First line."))  # fmt: skip
    row = cell(paragraph(run("Evidence"))) + cell(first + paragraph(run("Second line.") + mark("end")))
    said = read(table(row)).answers["evidence"]
    assert said.split() == ["First", "line.", "Second", "line."]


@pytest.mark.parametrize(
    ("result", "answer"),
    [('<w:result w:val="2"/>', "CIN"), ('<w:default w:val="1"/>', "CP"), ("", None), ('<w:result w:val="99"/>', None)],
)
def test_a_drop_down_field_answers_with_the_entry_that_was_chosen(result: str, answer: str | None) -> None:
    entries = "".join(f'<w:listEntry w:val="{one}"/>' for one in ("Please choose", "CP", "CIN"))
    field = mark("begin", f"<w:ffData><w:ddList>{result}{entries}</w:ddList></w:ffData>") + instruction(" FORMDROPDOWN ") + mark("end")  # fmt: skip
    assert read(asked("Plan status", field)).answers.get("plan_status") == answer


def test_what_a_field_reckons_inside_its_instruction_is_no_word_of_the_document() -> None:
    inner = mark("begin") + instruction(" PAGE ") + mark("separate") + run("secret") + mark("end")
    field = mark("begin") + instruction(' IF "1" = ') + inner + instruction(' "yes" ') + mark("separate") + run("S. T.") + mark("end")  # fmt: skip
    reading = read(asked(NAME, field))
    assert reading.answers["subject_name"] == "S. T."
    assert "secret" not in str(reading.as_json())


@pytest.mark.parametrize("words", ["email Jo", "jo.bell@schools.example"])
def test_the_address_of_a_link_stands_beside_its_words_once(words: str) -> None:
    link = f'<w:hyperlink r:id="m1">{run(words)}</w:hyperlink>'
    relations = [("m1", "hyperlink", "mailto:jo.bell@schools.example?subject=x")]
    reading = read(asked("Referrer's email", link), relations=relations)
    assert reading.answers["referring_email"] == "jo.bell@schools.example"
    field = mark("begin") + instruction(' HYPERLINK "mailto:jo.bell@schools.example" ') + mark("separate") + run(words) + mark("end")  # fmt: skip
    assert read(asked("Referrer's email", field)).answers["referring_email"] == "jo.bell@schools.example"


ACTIVE = 'xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"'


def test_an_active_control_says_what_its_property_bag_holds_and_is_named_where_it_has_none() -> None:
    bag = f'<ax:ocx {ACTIVE} ax:persistence="persistPropertyBag"><ax:ocxPr ax:name="Value" ax:value="S. T."/></ax:ocx>'
    held = '<w:r><w:object><w:control r:id="c1" w:name="TextBox1"/></w:object></w:r>'
    relations = [("c1", "control", "activeX/activeX1.xml")]
    reading = read(asked(NAME, held), parts={"word/activeX/activeX1.xml": bag}, relations=relations)
    assert reading.answers["subject_name"] == "S. T."
    assert "activex-control" in reading.flags
    binary = f'<ax:ocx {ACTIVE} ax:persistence="persistStreamInit" r:id="x" xmlns:r="y"/>'
    reading = read(asked(NAME, held), parts={"word/activeX/activeX1.xml": binary}, relations=relations)
    assert any("TextBox1" in str(one.value) for one in reading.findings)
