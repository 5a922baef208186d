"""contacts.xlsx, read with every fault named by its sheet and cell (DESIGN 5)."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Sequence
from typing import Any

from daemon.directory.values import Agency, Directory, Person, plain_name
from daemon.faults import Misconfigured

AGENCY_HEADINGS = ("Agency", "Aliases", "Domains", "SPOC name", "SPOC email", "Deputy email")
PEOPLE_HEADINGS = ("Role", "Name", "Email")
# Columns that may follow, and that a workbook without them does not need.
AGENCY_MORE = ("SPOC phone", "Kind", "Lead name", "Board representative")
PEOPLE_MORE = ("Phone",)
# How the name of a row begins that `init` put there to show how it is done.
EXAMPLE_ROW = "Example row:"
# Whoever has an address there speaks for nobody: webmail, and endings under which many agencies lie.
_WEBMAIL = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.co.uk outlook.com live.com live.co.uk yahoo.com yahoo.co.uk icloud.com me.com aol.com "
    "btinternet.com sky.com virginmedia.com talktalk.net proton.me protonmail.com gmx.com manx.net".split()
)
_TOO_WIDE = frozenset(
    "uk im com org net co.uk org.uk ac.uk gov.uk sch.uk nhs.uk police.uk ltd.uk plc.uk gov.im gov.scot".split()
)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
# An address with the name before it, as mail programs copy it: "Jo Bloggs <jo@example.org>".
_WITH_NAME = re.compile(r"[^<>@]*<\s*([^<>\s]+)\s*>")
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_DOMAIN = re.compile(r"@?[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
_MOST_ROWS = 5_000


def read_contacts(data: bytes) -> Directory:
    """The directory in a contacts.xlsx. Raises `Misconfigured` with every fault, each naming its cell."""
    from openpyxl import load_workbook

    if data.startswith(_OLD_OR_LOCKED):
        raise Misconfigured(
            "contacts.xlsx is locked with a password or in the format of old Excel. Take the password off and save it as .xlsx."
        )
    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions that Excel adds and that carry no contacts.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, TypeError, AttributeError, SyntaxError):
        raise Misconfigured(
            "contacts.xlsx is damaged or is no Excel workbook. Open it in Excel, save it as .xlsx, or put a copy back."
        ) from None
    faults: list[str] = []
    notes: list[str] = []
    agencies = _agencies(_rows(book, "Agencies", AGENCY_HEADINGS, AGENCY_MORE, faults), faults, notes)
    people = _people(_rows(book, "People", PEOPLE_HEADINGS, PEOPLE_MORE, faults), faults)
    if faults:
        raise Misconfigured(*faults)
    return Directory(tuple(agencies), tuple(people), tuple(notes))


def _rows(
    book: Any, sheet: str, headings: Sequence[str], more: Sequence[str], faults: list[str]
) -> list[tuple[int, list[tuple[str, str]]]]:
    """(row number, [(cell name, text)]) for each row that holds anything, under the expected headings and then `more`,
    columns that may be missing."""
    title = next((one for one in book.sheetnames if _heading(one) == _heading(sheet)), None)
    if title is None and sheet == "People":
        # Who nobody names is missed where a letter needs them, and `check` says so.
        return []
    if title is None:
        faults.append(f"contacts.xlsx has no sheet “{sheet}”; it needs one with the headings {', '.join(headings)}.")
        return []
    rows = list(book[title].iter_rows(max_row=min(book[title].max_row, _MOST_ROWS)))
    start = _heading_row(rows, headings)
    if start is None:
        faults.append(f"contacts.xlsx, sheet “{sheet}” is empty; its first row must hold {', '.join(headings)}.")
        return []
    for merged in book[title].merged_cells.ranges:
        if merged.max_row > start:
            faults.append(
                f"contacts.xlsx, {sheet}!{merged.coord}: these cells are merged, so only the first holds anything. Unmerge them."
            )
    names = [_heading(_text(cell.value)) for cell in rows[start]]
    row_name = f"contacts.xlsx, {sheet}!A{start + 1}"
    faults += [
        f"{row_name}: the heading {heading} stands there more than once."
        for heading in (*headings, *more)
        if names.count(_heading(heading)) > 1
    ]
    missing = [heading for heading in headings if _heading(heading) not in names]
    if missing:
        faults.append(f"{row_name}: the headings {', '.join(missing)} are missing from this row.")
        return []
    columns = [names.index(_heading(one)) if _heading(one) in names else None for one in (*headings, *more)]
    found: list[tuple[int, list[tuple[str, str]]]] = []
    for number, row in enumerate(rows[start + 1 :], start + 2):
        cells = [row[column] if column is not None else None for column in columns]
        texts = [_text_of(cell) if cell is not None else "" for cell in cells]
        if not any(texts):
            continue
        for cell in cells:
            if cell is not None and cell.data_type in _NOT_TEXT:
                faults.append(f"contacts.xlsx, {sheet}!{cell.coordinate}: {_NOT_TEXT[cell.data_type]}")
        named = [
            (f"{sheet}!{cell.coordinate}" if cell is not None else "", text)
            for cell, text in zip(cells, texts, strict=True)
        ]
        found.append((number, named))
    return found


_NOT_TEXT = {
    "f": "this is a formula. Copy it and paste it as a value.",
    "e": "this is an error of Excel's. Type what should stand there.",
}


def _heading_row(rows: Sequence[Sequence[Any]], headings: Sequence[str]) -> int | None:
    """Where the headings stand: the row among the first that holds most of them, so that a title may stand above."""
    wanted = {_heading(one) for one in headings}
    counted = [(len(wanted & {_heading(_text(cell.value)) for cell in row}), -at) for at, row in enumerate(rows[:10])]
    most, at = max(counted, default=(0, 0))
    if most:
        return -at
    return next((at for at, row in enumerate(rows) if any(_text(cell.value) for cell in row)), None)


def _text_of(cell: Any) -> str:
    """The words of a cell; the address behind them where the words are a person's and the link is a mail's."""
    text = _text(cell.value)
    link = getattr(getattr(cell, "hyperlink", None), "target", None) or ""
    if "@" not in text and text and link.casefold().startswith("mailto:"):
        return link[len("mailto:") :].partition("?")[0]
    return text


def _agencies(rows: list[tuple[int, list[tuple[str, str]]]], faults: list[str], notes: list[str]) -> list[Agency]:
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
        (_, kind),
        (_, lead),
        (board_cell, board),
    ) in rows:
        if not name:
            faults.append(f"contacts.xlsx, {name_cell}: the agency has no name.")
            continue
        if name.casefold().startswith(EXAMPLE_ROW.casefold()):
            notes.append(f"contacts.xlsx, {name_cell}: this row shows how it is done and is not read. Delete it.")
            continue
        for cell, one in ((name_cell, name), *((alias_cell, alias) for alias in _list(aliases))):
            key = plain_name(one)
            if names.get(key, name) != name:
                faults.append(f"contacts.xlsx, {cell}: “{one}” already stands for {names[key]}; one name, one agency.")
            names.setdefault(key, name)
        if any(plain_name(one.name) == plain_name(name) for one in agencies):
            faults.append(f"contacts.xlsx, {name_cell}: {name} is listed twice.")
        for domain in _list(domains, commas=True):
            if not _DOMAIN.fullmatch(domain):
                faults.append(f"contacts.xlsx, {domain_cell}: “{domain}” is not a mail domain such as example.nhs.uk.")
            elif domain.lstrip("@").casefold() in _WEBMAIL | _TOO_WIDE:
                faults.append(
                    f"contacts.xlsx, {domain_cell}: “{domain}” is not {name}'s own; anybody may write from there. List its own domain, or none."
                )
        agencies.append(
            Agency(
                name=name,
                aliases=tuple(_list(aliases)),
                domains=tuple(domain.lstrip("@") for domain in _list(domains, commas=True)),
                spoc_name=spoc or None,
                spoc_email=_address(mail, mail_cell, faults),
                deputy_emails=tuple(
                    address for one in _list(deputies, commas=True) if (address := _address(one, deputy_cell, faults))
                ),
                spoc_phone=phone or None,
                kind=kind,
                lead=lead or None,
                board_representative=_address(board, board_cell, faults),
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
    address = re.sub(r"^mailto:", "", text, flags=re.IGNORECASE).strip()
    if (named := _WITH_NAME.fullmatch(address)) is not None:
        address = named[1]
    if not address:
        return None
    if not _ADDRESS.fullmatch(address):
        faults.append(f"contacts.xlsx, {cell}: “{text}” is not one plain email address such as team@example.org.")
        return None
    return address


def _list(text: str, *, commas: bool = False) -> list[str]:
    """The parts of a cell; neither an address nor a domain has a comma, a name may."""
    return [part.strip() for part in re.split(r"[;,\n]" if commas else r"[;\n]", text) if part.strip()]


def _text(value: Any) -> str:
    """A cell as plain text: full-width letters as plain ones, without invisible characters and stray spaces."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    plain = unicodedata.normalize("NFKC", str(value))
    lines = "".join(one for one in plain if one == "\n" or unicodedata.category(one) not in ("Cf", "Cc")).split("\n")
    return "\n".join(line for line in (" ".join(one.split()) for one in lines) if line)


def _heading(text: str) -> str:
    """A heading for comparing: "SPOC e-mail" is "SPOC Email"."""
    return re.sub(r"[^a-z0-9]+", "", text.casefold())
