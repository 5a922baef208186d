"""`python -m tests.benchmarks.reading`: what reading a filled form costs, by format.

First the ratio: a 45 kB Word form read in process, beside a floor in the same run, which unzips it, parses its text
with lxml and collects every `w:t`. Then each format in a process of its own: files a second and peak memory, as the service
reads them, children and converter included. The forms are our blank ones, filled; LibreOffice makes the other formats.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

from lxml import etree

import parsers
from parsers.blank.filling import fill
from parsers.formats import open_document
from parsers.limits import read_safely

TODAY = date(2026, 11, 25)
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
FORMATS = ("docx", "odt", "html", "pdf", "rtf", "doc")
FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "html": "html:HTML (StarWriter)"}
ANSWERS = {
    "referring_agency": "Example Schools Trust", "referring_name": "Jo Bell", "referring_role": "Designated Safeguarding Lead",
    "referring_phone": "01204 555 0137", "referring_email": "jo.bell@schools.example", "responding_agency": "Example Police",
    "responding_name": "Kit Patel", "subject_name": "A. B.", "subject_dob": date(2015, 2, 1), "disagreement_date": date(2026, 11, 3),
    "disagreement_summary": "We do not agree that the threshold is met. " * 12, "risk_to_subject": "The child is at home. " * 8,
    "desired_outcome": "A strategy meeting within five working days.", "evidence": "See the chronology of 3 November. " * 6,
}  # fmt: skip


def a_form() -> bytes:
    """A filled form of some 45 kB."""
    return fill("bolton", ANSWERS, at=0)


def floor(data: bytes) -> list[str | None]:
    """Unzip every part, parse the text, collect its words."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return [one.text for one in etree.fromstring(parts["word/document.xml"]).iter(WORDS)]


def _timed(rounds: int, *works: Callable[[], object]) -> list[list[float]]:
    """Milliseconds of CPU of each work in each round, the works in turn, so that all see the same machine."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, found, strict=True):
            begun = time.process_time()
            work()
            times.append((time.process_time() - begun) * 1000)
    return found


def _ratio(rounds: int) -> None:
    data = a_form()
    words = parsers.Vocabulary.load()
    works = (
        lambda: floor(data),
        lambda: open_document(data),
        lambda: parsers.read(data, today=TODAY, vocabulary=words),
    )
    for work in works:
        work()
    times = _timed(rounds, *works)
    base = median(times[0])
    print(f"a Word form of {len(data) / 1000:.0f} kB, {rounds} rounds, ms of CPU")
    print(f"{'':<38}{'min':>8}{'median':>8}{'max':>8}{'× floor':>9}")
    named = ("unzip, parse, collect every w:t", "its words and tables (formats)", "the whole reading")
    for name, one in zip(named, times, strict=True):
        print(f"{name:<38}{min(one):>8.2f}{median(one):>8.2f}{max(one):>8.2f}{median(one) / base:>9.1f}")


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The form in every format that can be made here."""
    source = folder / "form.docx"
    source.write_bytes(a_form())
    yield "docx", source
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice is not installed: only .docx is measured.", file=sys.stderr)
        return
    for kind in FORMATS[1:]:
        command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", FILTERS.get(kind, kind), "--outdir", str(folder), str(source)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        yield kind, folder / f"form.{kind}"


def _alone(file: Path, rounds: int) -> None:
    """In this process: read `file` and print seconds, answers and peaks as JSON."""
    data = file.read_bytes()
    words = parsers.Vocabulary.load()
    times = []
    held = 0
    for _ in range(rounds):
        begun = time.monotonic()
        reading = read_safely(data, today=TODAY, vocabulary=words)
        times.append(time.monotonic() - begun)
        held = len(reading.answers)
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {"times": times, "answers": held, "own": own.ru_maxrss / 1024, "children": children.ru_maxrss / 1024}
        )
    )


def main() -> int:
    """Measure and print; with `--alone FILE` only that file, for the process that measures it."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading")
    asked.add_argument("--rounds", type=int, default=60)
    asked.add_argument("--alone", type=Path)
    said = asked.parse_args()
    if said.alone is not None:
        _alone(said.alone, said.rounds)
        return 0
    _ratio(said.rounds)
    with tempfile.TemporaryDirectory() as name:
        print(
            f"\n{'':<8}{'kB':>6}{'answers':>9}{'min s':>9}{'median':>9}{'max':>9}{'files/s':>9}{'MB':>6}{'MB of child or converter':>26}"
        )
        for kind, file in _files(Path(name)):
            rounds = said.rounds if kind in ("docx", "odt") else 5
            command = [sys.executable, "-m", "tests.benchmarks.reading", "--alone", str(file), "--rounds", str(rounds)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found = json.loads(done.stdout)
            times = found["times"]
            print(
                f".{kind:<7}{file.stat().st_size / 1000:>6.0f}{found['answers']:>9}{min(times):>9.3f}{median(times):>9.3f}{max(times):>9.3f}"
                f"{1 / median(times):>9.1f}{found['own']:>6.0f}{found['children']:>26.0f}"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
