"""How well forms are read that somebody made by hand, as agencies would, without knowing the reader: `python -m tests.forms.handmade`.

Beside each document stands its key: canonical field → what should be read, with ISO dates. `_typed` has the words as they
were typed, `_unknown` answers that no canonical field covers, `_either` fields that two people would read differently, `_event` the event.
The documents are never changed to suit the reader; a reading that is better than its key mends the key.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import parsers
from parsers.reading import Reading
from tests.forms.measure import Score, judge, plain
from tests.forms.model import TODAY

HERE = Path(__file__).parent / "handmade"


def papers() -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """(name, document, key) of each."""
    for file in sorted(HERE.glob("*.docx")):
        yield file.stem, file.read_bytes(), json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))


def mark(score: Score, name: str, reading: Reading, key: dict[str, Any]) -> list[str]:
    """Count one reading into `score`; the answers beyond the canonical fields that are in no finding."""
    either = key.get("_either", {})
    truth = {name: value for name, value in key.items() if not name.startswith("_") and name not in either}
    typed = {field: key.get("_typed", {}).get(field, value) for field, value in truth.items()}
    typed = {field: value if isinstance(value, str) else str(plain(value)) for field, value in typed.items()}
    before = len(score.invented)
    judge(truth, typed, reading, score, name)
    score.invented[before:] = [one for one in score.invented[before:] if one.split(" ")[1].rstrip(":") not in either]
    said = " ".join(plain(one.value or "") for one in reading.findings)
    said += " ".join(str(plain(one)) for one in reading.answers.values())
    return [f"{name} {words!r}" for words in key.get("_unknown", ()) if plain(words) not in said]


@dataclass(slots=True)
class Marks:
    """How all were read: the score of their fields, answers beyond the canonical fields that were lost, wrong events."""

    score: Score = field(default_factory=Score)
    lost: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)


def marked() -> Marks:
    """The marks of all."""
    vocabulary, found = parsers.Vocabulary.load(), Marks()
    for name, data, key in papers():
        reading = parsers.read(data, today=TODAY, vocabulary=vocabulary)
        found.lost += mark(found.score, name, reading, key)
        if key.get("_event") not in (None, reading.event):
            found.events.append(f"{name} {reading.event} for {key['_event']}")
    return found


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--show", action="store_true", help="print every fault")
    show = said.parse_args().show
    found = marked()
    print(found.score.line())
    print(f"{len(found.lost)} answers beyond the canonical fields lost, {len(found.events)} events wrong")
    for kind in ("wrong", "lost", "invented", "elsewhere") if show else ():
        for one in getattr(found.score, kind):
            print(f"{kind:9} {one}")
    for one in found.events if show else ():
        print(f"event     {one}")


if __name__ == "__main__":
    main()
