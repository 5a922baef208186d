"""228 real documents: each has the outcome that the index names, within the limits, and what was typed in forms is somewhere.

A few of the formats that need a child or a conversion; all of them with CASE_INTAKE_WHOLE_CORPUS=1.
"""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from parsers.limits import read_safely
from parsers.reading import Reading

WHOLE = os.environ.get("CASE_INTAKE_WHOLE_CORPUS") == "1"
EACH = 12
TODAY = date(2026, 11, 24)
# Outlook's own formats are carriers, which the mail room opens (tests/mail).
CARRIERS = {"msg", "tnef"}
# Outcomes that the index does not name, each with its reason.
DEVIATIONS = {
    "poi/ExternalEntityInText.docx": "a DOCTYPE is refused by rule (entities), although what stands around it could be read",
    "pandoc/image.rtf": "it holds one picture and no text",
    "oletools/sample_with_lnk_file.doc": "it holds one embedded file, shown as a picture, and no text",
}


def documents(folder: Path) -> Iterator[tuple[dict[str, str], bytes]]:
    others = 0
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as index:
        for row in csv.DictReader(index):
            if row["format"] in CARRIERS:
                continue
            if row["format"] != "docx":
                others += 1
                if not WHOLE and others % EACH:
                    continue
            yield row, (folder / row["file"]).read_bytes()


def outcome(reading: Reading) -> str:
    """A reading in the index's words."""
    if reading.kind == "unreadable":
        return reading.reason or "unreadable"
    said = reading.answers or any(one.value for one in reading.findings)
    return "readable" if said or reading.kind in ("form", "blank-form") else "empty"


def agrees(row: dict[str, str], reading: Reading) -> bool:
    expected, found = set(row["expected"].split("|")), outcome(reading)
    if found in expected:
        return True
    # A text without labels has nothing to find; a file without any text has no honest outcome but a filled form.
    if found == "empty" and ("readable" in expected or "document" in expected):
        return True
    return "empty" in expected and reading.kind != "form"


def test_every_real_document_has_the_outcome_that_the_index_names(shared: Path) -> None:
    seen: Counter[str] = Counter()
    wrong = []
    for row, data in documents(shared / "corpus" / "word"):
        reading = read_safely(data, today=TODAY)
        json.dumps(reading.as_json())
        assert reading.kind != "unreadable" or (reading.reason and reading.why), row["file"]
        seen[outcome(reading)] += 1
        if not agrees(row, reading) and row["file"] not in DEVIATIONS:
            wrong.append((row["file"], row["expected"], outcome(reading), reading.why, row["traits"]))
    assert sum(seen.values()) > (190 if WHOLE else 100)
    assert wrong == []
