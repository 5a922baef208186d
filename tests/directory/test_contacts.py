"""contacts.xlsx as a manager edits it: what is forgiven, and what is a fault with its cell."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from daemon.directory.making import make_contacts
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
