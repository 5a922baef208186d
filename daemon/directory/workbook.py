"""contacts.xlsx: read with every fault named by its cell, and made for `init` (DESIGN 5)."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from typing import Any

from daemon.directory.values import Agency, Directory, Person, plain_name
from daemon.faults import Misconfigured

AGENCY_HEADINGS = ("Agency", "Aliases", "Domains", "SPOC name", "SPOC email", "Deputy email")
PEOPLE_HEADINGS = ("Role", "Name", "Email")
# Columns that may follow, and that a workbook without them does not need.
AGENCY_MORE, PEOPLE_MORE = ("SPOC phone",), ("Phone",)
STAFF = ("Business manager", "Deputy manager")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
_DOMAIN = re.compile(r"@?[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
_MOST_ROWS = 5_000


def read_contacts(data: bytes) -> Directory:
    """The directory in a contacts.xlsx. Raises `Misconfigured` with every fault, each naming its cell."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions that Excel adds and that carry no contacts.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, TypeError, AttributeError, SyntaxError):
        raise Misconfigured(
            "contacts.xlsx is damaged or is no Excel workbook. Open it in Excel, save it as .xlsx, or put a copy back."
        ) from None
    faults: list[str] = []
    agencies = _agencies(_rows(book, "Agencies", AGENCY_HEADINGS, AGENCY_MORE, faults), faults)
    people = _people(_rows(book, "People", PEOPLE_HEADINGS, PEOPLE_MORE, faults), faults)
    if faults:
        raise Misconfigured(*faults)
    return Directory(tuple(agencies), tuple(people))


def _rows(
    book: Any, sheet: str, headings: Sequence[str], more: Sequence[str], faults: list[str]
) -> list[tuple[int, list[tuple[str, str]]]]:
    """(row number, [(cell name, text)]) for each row that holds anything, under the expected headings and then `more`,
    columns that may be missing."""
    if sheet not in book.sheetnames and sheet == "People":
        # Who nobody names is missed where a letter needs them, and `check` says so.
        return []
    if sheet not in book.sheetnames:
        faults.append(f"contacts.xlsx has no sheet “{sheet}”; it needs one with the headings {', '.join(headings)}.")
        return []
    found: list[tuple[int, list[tuple[str, str]]]] = []
    columns: list[int | None] | None = None
    for number, row in enumerate(book[sheet].iter_rows(max_row=min(book[sheet].max_row, _MOST_ROWS)), 1):
        texts = [_text(cell.value) for cell in row]
        if columns is None:
            names = [text.casefold() for text in texts]
            if not any(names):
                continue
            missing = [heading for heading in headings if heading.casefold() not in names]
            if missing:
                faults.append(
                    f"contacts.xlsx, {sheet}!A{number}: the headings {', '.join(missing)} are missing from this row."
                )
                return []
            columns = [
                names.index(heading.casefold()) if heading.casefold() in names else None
                for heading in (*headings, *more)
            ]
        elif any(texts[column] for column in columns if column is not None):
            found.append(
                (
                    number,
                    [
                        (f"{sheet}!{row[column].coordinate}", texts[column]) if column is not None else ("", "")
                        for column in columns
                    ],
                )
            )
    if columns is None:
        faults.append(f"contacts.xlsx, sheet “{sheet}” is empty; its first row must hold {', '.join(headings)}.")
    return found


def _agencies(rows: list[tuple[int, list[tuple[str, str]]]], faults: list[str]) -> list[Agency]:
    agencies: list[Agency] = []
    names: dict[str, str] = {}
    for _, (
        (name_cell, name),
        (alias_cell, aliases),
        (domain_cell, domains),
        (_, spoc),
        (mail_cell, mail),
        (deputy_cell, deputies),
        (_, phone),
    ) in rows:
        if not name:
            faults.append(f"contacts.xlsx, {name_cell}: the agency has no name.")
            continue
        for cell, one in ((name_cell, name), *((alias_cell, alias) for alias in _list(aliases))):
            key = plain_name(one)
            if names.get(key, name) != name:
                faults.append(f"contacts.xlsx, {cell}: “{one}” already stands for {names[key]}; one name, one agency.")
            names.setdefault(key, name)
        if any(plain_name(one.name) == plain_name(name) for one in agencies):
            faults.append(f"contacts.xlsx, {name_cell}: {name} is listed twice.")
        for domain in _list(domains):
            if not _DOMAIN.fullmatch(domain):
                faults.append(f"contacts.xlsx, {domain_cell}: “{domain}” is not a mail domain such as example.nhs.uk.")
        agencies.append(
            Agency(
                name=name,
                aliases=tuple(_list(aliases)),
                domains=tuple(domain.lstrip("@") for domain in _list(domains)),
                spoc_name=spoc or None,
                spoc_email=_address(mail, mail_cell, faults),
                deputy_emails=tuple(
                    address for one in _list(deputies) if (address := _address(one, deputy_cell, faults))
                ),
                spoc_phone=phone or None,
            )
        )
    return agencies


def _people(rows: list[tuple[int, list[tuple[str, str]]]], faults: list[str]) -> list[Person]:
    people = []
    for _, ((role_cell, role), (_, name), (mail_cell, mail), (_, phone)) in rows:
        if not role:
            faults.append(f"contacts.xlsx, {role_cell}: the person has no role.")
            continue
        people.append(Person(role, name, _address(mail, mail_cell, faults) or "", phone or None))
    return people


def _address(text: str, cell: str, faults: list[str]) -> str | None:
    address = text.removeprefix("mailto:").strip()
    if not address:
        return None
    if not _ADDRESS.fullmatch(address):
        faults.append(f"contacts.xlsx, {cell}: “{text}” is not one plain email address such as team@example.org.")
        return None
    return address


def _list(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def _text(value: Any) -> str:
    return " ".join(str(value).replace("\u00a0", " ").split(" ")).strip() if value is not None else ""


def make_contacts(
    manager: tuple[str, str], roles: Sequence[str], agencies: Sequence[Agency] = (), people: Sequence[Person] = ()
) -> bytes:
    """A contacts.xlsx to edit: headings, the roles that the protocol needs, and a page that says how to fill it in."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

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
            ]
        )
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
        "SPOC phone, Phone: whom letters name to be rung. They may stay empty; an address is named instead.",
        "People: fill in every role that is listed. A letter to an empty role cannot go, and `case-intake check` says so.",
        "Save and close: the file is read again when it changes. A fault is mailed to the business manager, and the last good copy is used meanwhile.",
    ):
        guide.append([line])
    guide.column_dimensions["A"].width = 120
    for cell in guide["A"]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for one, widths in ((sheet, (38, 40, 36, 26, 38, 38, 20)), (listed, (44, 30, 40, 20))):
        one.freeze_panes = "A2"
        for column, width in enumerate(widths, 1):
            one.column_dimensions[get_column_letter(column)].width = width
        for cell in one[1]:
            cell.font = Font(bold=True, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor="1F4E5F")
            cell.alignment = Alignment(vertical="center")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
