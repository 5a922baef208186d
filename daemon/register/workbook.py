"""The workbook: drawn whole, written beside and swapped in, so that a reader never sees half of it (DESIGN 10).

Open in Excel is *try later*, not an error: the new copy stays beside, and the next beat swaps it in.
"""

from __future__ import annotations

import errno
import os
import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from daemon.register.values import CaseLine, RegisterRows

_DAY, _TIME = "ddd d mmm yyyy", "d mmm yyyy hh:mm"
_MOST_TEXT = 32_767
# Points: one line of text, and the most that a row may be high (Excel, "Specifications and limits").
_LINE, _MOST_HEIGHT = 15.0, 405.0
_UNCLEAN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BUSY = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY)

OPEN = (
    ("Reference", 16),
    ("Child or adult", 11),
    ("Raised by", 26),
    ("Raised with", 26),
    ("Stage", 11),
    ("Theme", 14),
    ("Received", 15),
    ("Policy due", 15),
    ("Status", 20),
    ("Next step, who", 30),
    ("When", 15),
    ("Last contact", 15),
    ("Days open", 8),
)
ALL = (
    ("Reference", 16),
    ("Child or adult", 11),
    ("Raised by", 26),
    ("Raised with", 26),
    ("Stage", 11),
    ("Received", 15),
    ("Policy due", 15),
    ("Agreed due", 15),
    ("Responded", 15),
    ("Chasers", 8),
    ("Immediate risk", 9),
    ("Status", 20),
    ("Closed", 15),
    ("Outcome", 32),
    ("Did it help", 40),
    ("Confirmed between the parties", 15),
    ("Effectiveness group's decision", 40),
)
LETTERS = (("Reference", 16), ("Occasion", 20), ("To", 42), ("Subject", 62), ("State", 11), ("When", 18), ("Why", 40))
NEEDS = (("What", 10), ("Which", 26), ("Since", 18), ("Why", 80), ("What to do", 40))


@dataclass(frozen=True, slots=True)
class Drawn:
    """Whether the new workbook is in its place; `sentence` says why not."""

    swapped: bool
    sentence: str = ""


def draw(rows: RegisterRows, file: Path, now: datetime) -> Drawn:
    """Draw the workbook at `file`; `now` is the partnership's own time."""
    beside = file.with_name(f".{file.stem}.new.xlsx")
    try:
        _write(rows, beside, now)
    except OSError as fault:
        return Drawn(
            False,
            f"The register {file} cannot be written ({fault.strerror}). Check its folder; it is tried again at the next beat.",
        )
    for lock in (file.with_name(f"~${file.name}"), file.with_name(f".~lock.{file.name}#")):
        if lock.exists():
            return Drawn(
                False, f"The register {file.name} is open; close it, and the new one is swapped in at the next beat."
            )
    try:
        beside.replace(file)
    except OSError as fault:
        if fault.errno in _BUSY:
            return Drawn(
                False, f"The register {file.name} is open; close it, and the new one is swapped in at the next beat."
            )
        return Drawn(False, f"The register {file} cannot be replaced ({fault.strerror}). Check its folder.")
    return Drawn(True)


def _write(rows: RegisterRows, file: Path, now: datetime) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    opened = [one for one in rows.cases if one.closed is None]
    _sheet(book, "Open cases", OPEN, (_open_line(one) for one in opened), len(opened), rows.partnership, now, rag=True)
    _sheet(book, "All cases", ALL, (_all_line(one) for one in rows.cases), len(rows.cases), rows.partnership, now)
    letters = ((one.reference, one.occasion, one.to, one.subject, one.state, one.when, one.why) for one in rows.letters)
    _sheet(book, "Letters", LETTERS, letters, len(rows.letters), rows.partnership, now)
    needs = ((one.what, one.which, one.since, one.why, one.how) for one in rows.needs)
    _sheet(book, "Needs attention", NEEDS, needs, len(rows.needs), rows.partnership, now)
    _guide(book, rows.partnership, now)
    with file.open("wb") as out:
        book.save(out)
        out.flush()
        os.fsync(out.fileno())


def _open_line(one: CaseLine) -> Sequence[Any]:
    status = f"URGENT: {one.status}" if one.immediate_risk else one.status
    return (
        one.reference, one.who, one.raised_by, one.raised_with, one.stage, one.theme, one.received, one.agreed_due or one.due,
        status, one.next_step, one.next_on, one.last_contact, one.days_open,
    )  # fmt: skip


def _all_line(one: CaseLine) -> Sequence[Any]:
    return (
        one.reference, one.who, one.raised_by, one.raised_with, one.stage, one.received, one.due, one.agreed_due,
        one.responded, one.chasers, "yes" if one.immediate_risk else "", one.status, one.closed, one.outcome, one.impact,
        one.confirmed_between, one.group_decision,
    )  # fmt: skip


def _sheet(
    book: Any,
    title: str,
    columns: Sequence[tuple[str, int]],
    lines: Iterable[Sequence[Any]],
    count: int,
    partnership: str,
    now: datetime,
    *,
    rag: bool = False,
) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for number, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _on_paper(sheet)
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = f"{partnership}, drawn {now:%d %B %Y %H:%M}", "&P of &N"
    last = get_column_letter(len(columns))
    end = max(count, 1) + 1
    if rag:
        _rag(sheet, end, last)
    sheet.row_dimensions[1].height = 32
    header = []
    for name, _ in columns:
        cell = WriteOnlyCell(sheet, name)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E5F")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        header.append(cell)
    sheet.append(header)
    wrap, left = Alignment(wrap_text=True, vertical="top"), Alignment(horizontal="left", vertical="top")
    widths = [width for _, width in columns]
    for number, line in enumerate(lines, 2):
        if (height := _height(line, widths)) > _LINE:
            sheet.row_dimensions[number].height = height
        sheet.append([_cell(WriteOnlyCell(sheet), value, wrap if isinstance(value, str) else left) for value in line])
    if not count:
        sheet.append([None] * len(columns))
    table: Any = Table(displayName=re.sub(r"\W", "", title.title()), ref=f"A1:{last}{end}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    # A write-only sheet cannot be read back, so the table's columns are named by hand.
    table._initialise_columns()
    for column, (name, _) in zip(table.tableColumns, columns, strict=True):
        assert isinstance(column, TableColumn)
        column.name = name
    with warnings.catch_warnings():
        # openpyxl warns that a write-only sheet needs its columns named by hand, which has just been done.
        warnings.simplefilter("ignore", UserWarning)
        sheet.add_table(table)


def _height(line: Sequence[Any], widths: Sequence[int]) -> float:
    """Points that a row needs so that its longest text stands whole: not every program works that out for itself."""
    lines = 1
    for value, width in zip(line, widths, strict=True):
        if isinstance(value, str) and len(value) > width:
            lines = max(lines, sum(max(1, -(-len(part) // width)) for part in value.splitlines()))
    return min(lines * _LINE, _MOST_HEIGHT)


def _cell(cell: Any, value: Any, alignment: Any) -> Any:
    """One value: dates as dates, numbers as numbers, and text always as text, whatever it begins with."""
    if isinstance(value, str):
        text = _UNCLEAN.sub("", value)
        cell.value = text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 12]} (cut short)"
        cell.data_type = "s"
    else:
        cell.value = value
        if isinstance(value, datetime):
            cell.number_format = _TIME
        elif isinstance(value, date):
            cell.number_format = _DAY
    cell.alignment = alignment
    return cell


def _rag(sheet: Any, end: int, last: str) -> None:
    """Red when overdue, urgent or waiting for the manager; amber within two working days of the due day; else green."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    status = f"A2:{last}{end}".replace("A2", "I2").replace(f"{last}{end}", f"I{end}")
    red, amber, green = (PatternFill("solid", bgColor=colour) for colour in ("F4B6B6", "FBE3A6", "CFE8CF"))
    sheet.conditional_formatting.add(
        status,
        FormulaRule(
            formula=[
                'AND($A2<>"",OR(LEFT($I2,6)="URGENT",$I2="overdue",$I2="needs manager",AND($H2<>"",$H2<TODAY())))'
            ],
            fill=red,
            stopIfTrue=True,
        ),
    )
    sheet.conditional_formatting.add(
        status, FormulaRule(formula=['AND($A2<>"",$H2<>"",NETWORKDAYS(TODAY(),$H2)<=3)'], fill=amber, stopIfTrue=True)
    )
    sheet.conditional_formatting.add(status, FormulaRule(formula=['$A2<>""'], fill=green))


def _on_paper(sheet: Any) -> None:
    """A4 landscape, as wide as the page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _guide(book: Any, partnership: str, now: datetime) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet("How to read this")
    sheet.column_dimensions["A"].width = 110
    _on_paper(sheet)
    lines = (
        (f"The register of {partnership}", True),
        (
            f"Drawn {now:%A %d %B %Y at %H:%M} from the case log. It is a picture: changing it here changes nothing in the log.",
            False,
        ),
        (
            "Open cases: what is going on. Red means overdue, urgent or waiting for you; amber means due within two working days.",
            False,
        ),
        (
            "Policy due is the day that the policy sets; where you agreed a later day, that day is shown, and All cases shows both.",
            False,
        ),
        (
            "A case without a due day stands at a stage for which the policy gives none, or its notice has not gone.",
            False,
        ),
        (
            "Needs attention: messages, letters and cases that no rule could settle. Nothing there is lost; each line says what to do.",
            False,
        ),
        (
            "The child or adult is shown by initials only. `case-intake explain REFERENCE` tells everything about one case, with the clause for every date.",
            False,
        ),
        ("Closed in this log does not mean that a risk has ended.", False),
    )
    for number, (text, heading) in enumerate(lines, 1):
        sheet.row_dimensions[number].height = 24 if heading else _height([text], [100])
        cell = WriteOnlyCell(sheet, text)
        cell.font = Font(bold=heading, size=14 if heading else 11)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([cell])
