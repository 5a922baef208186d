"""contacts.xlsx, made for `init`: headings with notes, the roles that the protocol needs, an example, a guide (DESIGN 5)."""

from __future__ import annotations

import io
from collections.abc import Sequence

from daemon.directory.values import Agency, Person, plain_name
from daemon.directory.workbook import AGENCY_HEADINGS, AGENCY_MORE, EXAMPLE_ROW, PEOPLE_HEADINGS, PEOPLE_MORE

STAFF = ("Business manager", "Deputy manager")
_NOTES = {
    "Agency": "What letters and the register call it.",
    "Aliases": "Other names that forms use, divided by semicolons. One name, one agency.",
    "Domains": "What stands after the @ in its people's addresses, divided by semicolons. Only its own.",
    "SPOC name": "The single point of contact, as letters greet them.",
    "SPOC email": "The one address that notices, reminders and chasers go to.",
    "Deputy email": "Who hears from the second chaser on; divided by semicolons.",
    "Kind": "Only where the policy asks: school, or self-employed.",
    "Lead name": "Who deals with a difference there instead: the head teacher, or the safeguarding lead.",
    "Board representative": "The address of its representative on the Board, to whom general issues go.",
    "Role": "Fill in a name and an address for every role that stands here; letters to an empty one cannot go.",
}


def make_contacts(
    manager: tuple[str, str], roles: Sequence[str], agencies: Sequence[Agency] = (), people: Sequence[Person] = ()
) -> bytes:
    """A contacts.xlsx to edit: headings, the roles that the protocol needs, and a page that says how to fill it in."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Agencies"
    sheet.append([*AGENCY_HEADINGS, *AGENCY_MORE])
    for one in agencies:
        sheet.append(
            [
                one.name,
                "; ".join(one.aliases),
                "; ".join(one.domains),
                one.spoc_name,
                one.spoc_email,
                "; ".join(one.deputy_emails),
                one.spoc_phone,
                one.kind or None,
                one.lead,
                one.board_representative,
            ]
        )
    if not agencies:
        sheet.append(
            [
                f"{EXAMPLE_ROW} Northside Hospital Trust",
                "Northside; NHT",
                "northside.example",
                "Sam Reed",
                "safeguarding@northside.example",
                "deputy@northside.example",
                "01632 960100",
            ]
        )
        for cell in sheet[2]:
            cell.font = Font(italic=True, color="808080")
    listed = book.create_sheet("People")
    listed.append([*PEOPLE_HEADINGS, *PEOPLE_MORE])
    known = {plain_name(one.role): one for one in people}
    for role in (*STAFF, *roles):
        person = known.pop(plain_name(role), None)
        if role == STAFF[0] and person is None:
            listed.append([role, *manager])
        else:
            listed.append([role, person.name, person.email, person.phone] if person else [role])
    for person in known.values():
        listed.append([person.role, person.name, person.email, person.phone])
    guide = book.create_sheet("How to fill this in")
    for line in (
        "Agencies: one row each. The name is what letters and the register say.",
        "Aliases: other names that forms use, divided by semicolons. A form's agency is found by its name or an alias, never by likeness.",
        "Domains: the part of their addresses after the @, divided by semicolons.",
        "SPOC email: the one address that notices, reminders and chasers go to. Letters go to no other address.",
        "Deputy email: who hears from the second chaser on; divided by semicolons.",
        "Kind, Lead name: where a policy has somebody else deal with a stage (Dudley: the head teacher of a school, the safeguarding lead of the self-employed).",
        "Board representative: where a policy refers general issues to the agency's representative on the Board (Essex). These three may stay empty.",
        "SPOC phone, Phone: whom letters name to be rung. They may stay empty; an address is named instead.",
        "A row whose name begins with “Example row:” shows how it is done and is not read. Delete it when you like.",
        "People: panel members may be listed too, each in a row of their own; an invitation goes to nobody who is not listed.",
        "People: fill in every role that is listed. A letter to an empty role cannot go, and `case-intake check` says so.",
        "Save and close: the file is read again when it changes. A fault is mailed to the business manager, and the last good copy is used meanwhile.",
    ):
        guide.append([line])
    guide.column_dimensions["A"].width = 120
    for cell in guide["A"]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for one, widths in ((sheet, (38, 40, 36, 26, 38, 38, 20, 14, 26, 38)), (listed, (44, 30, 40, 20))):
        one.freeze_panes = "A2"
        for column, width in enumerate(widths, 1):
            one.column_dimensions[get_column_letter(column)].width = width
        one.auto_filter.ref = f"A1:{get_column_letter(len(widths))}1"
        one.page_setup.orientation, one.page_setup.fitToWidth, one.page_setup.fitToHeight = "landscape", 1, 0
        one.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        one.print_title_rows = "1:1"
        for cell in one[1]:
            if str(cell.value) in _NOTES:
                cell.comment = Comment(_NOTES[str(cell.value)], "case-intake", width=320, height=110)
            cell.font = Font(bold=True, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor="1F4E5F")
            cell.alignment = Alignment(vertical="center")
    for one, column in ((sheet, "E"), (listed, "C")):
        address = DataValidation(
            type="custom",
            formula1=f'AND(ISNUMBER(FIND("@",{column}2)),ISERROR(FIND(" ",{column}2)),ISERROR(FIND(";",{column}2)))',
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="One address",
            error="One plain email address, such as team@example.org.",
            errorStyle="warning",
        )
        address.add(f"{column}2:{column}2000")
        one.add_data_validation(address)
    kind = DataValidation(type="list", formula1='"school,self-employed"', allow_blank=True, showErrorMessage=False)
    kind.add("H2:H2000")
    sheet.add_data_validation(kind)
    role = DataValidation(
        type="list",
        formula1=f'"{",".join(dict.fromkeys(one for one in (*STAFF, *roles, "Panel member") if "," not in one))[:250]}"',
        allow_blank=True,
        showErrorMessage=False,
    )
    role.add("A2:A2000")
    listed.add_data_validation(role)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
