"""contacts.xlsx as a manager edits it: what is forgiven, and what is a fault with its cell."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from daemon.directory.making import make_contacts
from daemon.directory.values import Directory, Person
from daemon.directory.workbook import AGENCY_HEADINGS, read_contacts
from daemon.faults import Misconfigured
from tests.builders import DIRECTORY, MANAGER


def a_book(*rows: list[object], headings: tuple[str, ...] = AGENCY_HEADINGS, **cells: object) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Agencies"
    sheet.append(list(headings))
    for row in rows:
        sheet.append(row)
    for cell, value in cells.items():
        sheet[cell] = value
    book.create_sheet("People").append(["Role", "Name", "Email"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


POLICE = ["Example Police", "EP; Police", "police.example", "Pat Moss", "spoc@police.example", None]


def faults(data: bytes) -> str:
    with pytest.raises(Misconfigured) as fault:
        read_contacts(data)
    return "\n".join(fault.value.faults)


def test_what_init_makes_is_read_and_its_example_row_is_not_an_agency() -> None:
    made = read_contacts(make_contacts(("Mo Hale", MANAGER), ("Independent Chair",)))
    assert made.agencies == ()
    assert "Agencies!A2" in made.notes[0]
    again = read_contacts(make_contacts(("Mo Hale", MANAGER), (), DIRECTORY.agencies, DIRECTORY.people))
    assert again.agencies == DIRECTORY.agencies


def test_columns_are_found_by_their_headings_whatever_their_order_and_spelling() -> None:
    headings = ("Deputy e-mail", "AGENCY ", "Aliases", "Domains", "SPOC Name", "SPOC E-mail")
    row = [None, "Example Police", "EP", "police.example", "Pat", "spoc@police.example"]
    (agency,) = read_contacts(a_book(row, headings=headings)).agencies
    assert (agency.name, agency.spoc_email) == ("Example Police", "spoc@police.example")


def test_full_width_letters_stray_spaces_and_hyperlinks_are_forgiven() -> None:
    row = [" Example\u00a0 Police\u200b ", "ＥＰ", "police.example ", "Pat Moss", "mailto:spoc@police.example", None]
    (agency,) = read_contacts(a_book(row)).agencies
    assert (agency.name, agency.aliases, agency.spoc_email) == ("Example Police", ("EP",), "spoc@police.example")


@pytest.mark.parametrize(
    ("row", "cell", "why"),
    [
        (["Other", "police", None, None, None, None], "Agencies!B3", "one name, one agency"),
        (["Example Police", None, None, None, None, None], "Agencies!A3", "listed twice"),
        (["Other", None, "gmail.com", None, None, None], "Agencies!C3", "anybody may write from there"),
        (["Other", None, "gov.uk", None, None, None], "Agencies!C3", "anybody may write from there"),
        (["Other", None, "not a domain", None, None, None], "Agencies!C3", "not a mail domain"),
        (["Other", None, None, None, "a@b.example; c@d.example", None], "Agencies!E3", "not one plain email address"),
        (["Other", None, None, None, "dé@b.example", None], "Agencies!E3", "not one plain email address"),
        (["Other", None, None, None, "=A1", None], "Agencies!E3", "formula"),
        ([None, "x", None, None, None, None], "Agencies!A3", "no name"),
    ],
)
def test_a_fault_names_its_cell(row: list[object], cell: str, why: str) -> None:
    said = faults(a_book(POLICE, row))
    assert cell in said
    assert why in said


def test_merged_cells_and_headings_that_are_missing_or_doubled_are_faults() -> None:
    book = load_workbook(io.BytesIO(a_book(POLICE)))
    book["Agencies"].merge_cells("A2:B2")
    out = io.BytesIO()
    book.save(out)
    assert "Agencies!A2:B2" in faults(out.getvalue())
    assert "SPOC email" in faults(a_book(POLICE, headings=("Agency", "Aliases", "Domains", "SPOC name")))
    assert "more than once" in faults(a_book(POLICE, G1="Agency"))


def test_every_fault_is_named_at_once() -> None:
    said = faults(a_book(["A", None, "x y", None, "nobody", None], ["B", "A", None, None, None, None]))
    assert all(cell in said for cell in ("Agencies!C2", "Agencies!E2", "Agencies!B3"))


def test_likely_names_are_shown_and_never_used() -> None:
    assert "Example Police" in DIRECTORY.nearest("Exampel Polise")
    assert DIRECTORY.find_agency("Exampel Polise") is None


def edited(change: Callable[[Workbook], None], *rows: list[object]) -> bytes:
    """A workbook as Excel would leave it after `change`."""
    book = load_workbook(io.BytesIO(a_book(*(rows or (POLICE,)))))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "written",
    [
        "spoc@police.example",
        " spoc@police.example\u00a0",
        "mailto:spoc@police.example",
        "MAILTO:spoc@police.example",
        "Pat Moss <spoc@police.example>",
        "'Moss, Pat' <spoc@police.example>",
        "<spoc@police.example>",
        "spoc@police.example\n",
    ],
)
def test_an_address_is_read_in_each_dress_that_it_is_pasted_in(written: str) -> None:
    (agency,) = read_contacts(a_book(["Example Police", None, None, None, written, None])).agencies
    assert agency.spoc_email == "spoc@police.example"


def test_a_name_with_an_address_behind_it_gives_the_address_and_words_that_are_one_win_over_an_old_link() -> None:
    def linked(book: Workbook) -> None:
        book["Agencies"]["E2"] = "Pat Moss"
        book["Agencies"]["E2"].hyperlink = "mailto:spoc@police.example?subject=Case"
        book["Agencies"]["E3"].hyperlink = "mailto:left@health.example"

    health = ["Example Health Trust", None, None, None, "spoc@health.example", None]
    found = read_contacts(edited(linked, POLICE, health)).agencies
    assert [one.spoc_email for one in found] == ["spoc@police.example", "spoc@health.example"]


def test_several_addresses_and_domains_may_be_divided_by_commas_too_and_names_may_hold_one() -> None:
    row = [
        "Smith, Jones and Co",
        "Smith, Jones; SJ",
        "a.example, b.example",
        None,
        "x@a.example",
        "y@a.example, Zoe <z@b.example>",
    ]
    (agency,) = read_contacts(a_book(row)).agencies
    assert (agency.aliases, agency.domains) == (("Smith, Jones", "SJ"), ("a.example", "b.example"))
    assert agency.deputy_emails == ("y@a.example", "z@b.example")


def test_two_agencies_may_share_a_domain_and_an_address_and_neither_is_guessed() -> None:
    rows = [["One", None, "shared.example", None, "team@shared.example", None], ["Two", None, "shared.example", None, "team@shared.example", None]]  # fmt: skip
    directory = read_contacts(a_book(*rows))
    assert {one.name for one in directory.domain_agencies("ann@shared.example")} == {"One", "Two"}
    assert {one.name for one in directory.agencies_at("team@shared.example")} == {"One", "Two"}


def test_blank_rows_a_title_above_the_headings_and_a_sheets_name_in_other_letters_are_forgiven() -> None:
    def dressed(book: Workbook) -> None:
        sheet = book["Agencies"]
        sheet.title = "agencies "
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Contacts of the partnership, spring"
        sheet.merge_cells("A1:F1")
        sheet.insert_rows(4, 3)

    (agency,) = read_contacts(edited(dressed)).agencies
    assert agency.name == "Example Police"


def test_an_error_of_excels_and_a_workbook_that_is_locked_are_named() -> None:
    def broken(book: Workbook) -> None:
        book["Agencies"]["D2"] = "#REF!"
        book["Agencies"]["D2"].data_type = "e"

    assert "Agencies!D2: this is an error of Excel's" in faults(edited(broken))
    assert "password" in faults(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "no Excel workbook" in faults(b"Agency,Aliases\nExample Police,EP\n")


def test_the_columns_that_some_policies_ask_for_may_be_missing_and_are_read_where_they_stand() -> None:
    headings = (*AGENCY_HEADINGS, "Kind", "Lead name", "Board representative")
    row = [*POLICE, "School", "Cleo Ward", "rep@police.example"]
    (agency,) = read_contacts(a_book(row, headings=headings)).agencies
    assert (agency.kind, agency.lead, agency.board_representative) == ("School", "Cleo Ward", "rep@police.example")
    (without,) = read_contacts(a_book(POLICE)).agencies
    assert (without.kind, without.lead, without.board_representative) == ("", None, None)
    assert "Agencies!I2" in faults(a_book([*POLICE, None, None, "somebody"], headings=headings))


def test_everybody_who_holds_a_role_is_found_each_address_once() -> None:
    people = tuple(
        Person("Nominated person", name, mail)
        for name, mail in (("A", "a@b.example"), ("B", "b@b.example"), ("A again", "A@B.example"), ("C", ""))
    )
    assert [one.email for one in Directory((), people).holders("nominated Person")] == ["A@B.example", "b@b.example"]


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=6, max_size=6), max_size=4))
def test_whatever_stands_in_the_cells_is_read_or_named_by_its_cell(rows: list[list[object]]) -> None:
    try:
        directory = read_contacts(a_book(*rows))
    except Misconfigured as fault:
        assert all("Agencies!" in one for one in fault.faults)
    else:
        assert all(one.name for one in directory.agencies)
