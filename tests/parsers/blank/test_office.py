"""Our forms, filled and saved again by an office program in every format, read back as they were."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from parsers import read
from parsers.blank.definitions import Field, definitions, known_forms
from parsers.blank.filling import fill
from parsers.reading import Reading

TODAY = date(2026, 11, 25)
OFFICE = shutil.which("soffice")
FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "html": "html:HTML (StarWriter)",
    "odt": "odt",
    "pdf": "pdf",
}
# All five in all formats take minutes: `-m slow`.
QUICK = ("docx", "odt", "pdf")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="soffice (LibreOffice) is not installed")


def answer_to(one: Field, number: int) -> Any:
    if one.kind == "date":
        return date(2026, 3, 1 + number % 28)
    if one.kind == "yesno":
        return number % 2 == 0
    if one.kind in ("choice", "boxes"):
        return one.options[number % len(one.options)]
    if one.kind == "long":
        return f"We do not agree about the visit of week {number}; the school and the police say otherwise, and nobody has seen him."
    suffix = one.id.rpartition("_")[2]
    return {"email": f"sam.hill{number}@moss.example", "phone": f"01204 3377{number:02}"}.get(
        suffix, f"Alder Visit {number}"
    )


@lru_cache(maxsize=8)
def filled(protocol: str) -> bytes:
    """The protocol's first form with every field answered."""
    asked = [one for section in definitions(protocol)[0].sections for one in section.fields]
    return fill(protocol, {one.id: answer_to(one, number) for number, one in enumerate(asked)}, at=0)


Saved = Callable[[str, str], bytes]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """The filled form of a protocol as LibreOffice saves it in a format."""
    folder = tmp_path_factory.mktemp("office")

    def convert(protocol: str, kind: str) -> bytes:
        out = folder / kind
        if not (out / f"{protocol}.{kind}").exists():
            source = folder / f"{protocol}.docx"
            source.write_bytes(filled(protocol))
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = [
                str(OFFICE),
                profile,
                "--headless",
                "--convert-to",
                FILTERS[kind],
                "--outdir",
                str(out),
                str(source),
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=240)
        return (out / f"{protocol}.{kind}").read_bytes()

    return convert


def bare(value: Any) -> str:
    """A value without white space and case: an office program moves line ends about."""
    if isinstance(value, list):
        return "".join(bare(one) for one in value)
    if isinstance(value, dict):
        return "".join(bare(one) for _, one in sorted(value.items()))
    return re.sub(r"\s+", "", str(value)).casefold()


def lost(before: Reading, after: Reading, *, doubts: bool) -> list[str]:
    """The answers that are not the same; with `doubts` one that stands in a finding with its value is no loss."""
    found = "".join(bare(f"{one.value}") for one in after.findings)
    days = bare(" ".join(f"{value.day} {value:%B %Y}" for value in before.answers.values() if isinstance(value, date)))
    wrong = []
    for name, value in before.answers.items():
        held = after.answers.get(name)
        if held is not None and bare(held) == bare(value):
            continue
        shown = f"{value.day} {value:%B %Y}" if isinstance(value, date) else {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value  # fmt: skip
        if not doubts or held is not None or (bare(shown) not in found and bare(shown) not in days):
            wrong.append(f"{name}: {held!r} for {value!r}")
    return wrong


def check(protocol: str, kind: str, saved: Saved) -> None:
    before = read(filled(protocol), today=TODAY, protocol=protocol)
    assert len(before.answers) > 12
    after = read(saved(protocol, kind), today=TODAY, protocol=protocol)
    assert after.kind == "form"
    assert lost(before, after, doubts=kind == "pdf") == []


@pytest.mark.parametrize("kind", QUICK)
def test_a_filled_form_that_an_office_program_saved_again_is_read_as_it_was(kind: str, saved: Saved) -> None:
    check("bolton", kind, saved)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FILTERS)
@pytest.mark.parametrize("protocol", known_forms())
def test_every_form_saved_again_in_every_format_is_read_as_it_was(protocol: str, kind: str, saved: Saved) -> None:
    check(protocol, kind, saved)


def test_a_printed_form_gives_its_answers_in_ruled_cells_for_certain(saved: Saved) -> None:
    before, after = (read(data, today=TODAY, protocol="bolton") for data in (filled("bolton"), saved("bolton", "pdf")))
    assert len(after.answers) > len(before.answers) / 2
