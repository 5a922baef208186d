"""How well generated forms are read: `python -m tests.forms.measure --forms 500 [--unseen] [--show 20]`."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import parsers
from parsers.reading import Reading
from tests.forms import wordings
from tests.forms.model import TODAY, make
from tests.forms.writing import docx

PROMPTS = (
    "click or tap",
    "click here",
    "click to enter",
    "choose an item",
    "please give as much",
    "please include",
    "separate sheet",
    "block capitals",
)


@dataclass(slots=True)
class Score:
    """Counts over forms: answers under the right field, in a finding, wrong, nowhere; values that nobody typed; prompts read as answers."""

    typed: int = 0
    right: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def line(self) -> str:
        share = self.right / self.typed if self.typed else 0
        return (
            f"{self.typed} answers: {share:.2%} under the right field, {self.found} in findings, {len(self.wrong)} wrong, "
            f"{len(self.lost)} nowhere, {len(self.invented)} invented, {len(self.leaks)} prompts leaked"
        )


def plain(value: Any) -> Any:
    """A value as it is compared: words with single spaces, dates as ISO text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if one not in (None, "")}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return " ".join(str(value).split())


def _asked(name: str, held: Any, value: Any) -> Any:
    """`held` without what a key says nothing of: a child's row may have more columns than the canonical ones."""
    if name != "subjects" or not isinstance(held, list) or not isinstance(value, list) or len(held) != len(value):
        return held
    return [{one: said for one, said in row.items() if one in asked} for row, asked in zip(held, value, strict=True)]


def judge(truth: dict[str, Any], typed: dict[str, str], reading: Reading, score: Score, tag: str) -> None:
    """Compare one reading with what was typed."""
    findings = " ␟ ".join(plain(one.value or "") for one in reading.findings).casefold()
    for name, value in truth.items():
        score.typed += 1
        held = reading.answers.get(name)
        if held is not None and plain(_asked(name, held, value)) == plain(value):
            score.right += 1
        elif held is not None:
            score.wrong.append(f"{tag} {name}: {plain(held)!r} for {plain(value)!r}")
        elif (
            any(one.field == name for one in reading.findings if one.kind in ("doubtful", "conflict", "unread"))
            or plain(typed.get(name, "¬")).casefold() in findings
        ):
            score.found += 1
            score.elsewhere.append(f"{tag} {name}: {typed.get(name)!r}")
        else:
            held_by = [
                other for other, said in reading.answers.items() if plain(typed.get(name, "¬")) in str(plain(said))
            ]
            score.lost.append(f"{tag} {name}: {plain(value)!r} (in {held_by})")
    for name, held in reading.answers.items():
        if name not in truth:
            score.invented.append(f"{tag} {name}: {plain(held)!r}")
        if any(prompt in str(plain(held)).casefold() for prompt in PROMPTS):
            score.leaks.append(f"{tag} {name}: {plain(held)!r}")


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--forms", type=int, default=300)
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--unseen", action="store_true", help="labels that the vocabulary's makers never saw")
    said.add_argument("--wordings", type=Path, metavar="FILE", help="labels of a TOML file: field = [labels]")
    said.add_argument("--show", type=int, default=0, metavar="N", help="print the first N of each kind of fault")
    asked = said.parse_args()
    vocabulary = parsers.Vocabulary.load()
    labels = (
        wordings.unseen() if asked.unseen else wordings.read(asked.wordings) if asked.wordings else wordings.known()
    )
    whole, by_layout = Score(), Counter[str]()
    for number in range(asked.forms):
        random = Random(f"{asked.seed}-{number}")
        form = make(random, labels=labels, vocabulary=vocabulary, plain=True)
        data, used = docx(random, form)
        reading = parsers.read(data, today=TODAY, vocabulary=vocabulary)
        typed = {one.field: one.fill.typed for section in form.sections for one in section.asks if one.fill}
        before = len(whole.wrong) + len(whole.lost) + len(whole.invented)
        judge(form.truth, typed, reading, whole, f"[{number} {'+'.join(dict.fromkeys(used))}]")
        if reading.kind != "form":
            by_layout[f"not a form: {reading.kind}"] += 1
        if len(whole.wrong) + len(whole.lost) + len(whole.invented) > before:
            by_layout.update(dict.fromkeys(used, 1))
    print(whole.line())
    print(dict(by_layout))
    for name in ("wrong", "lost", "invented", "leaks", "elsewhere"):
        for one in getattr(whole, name)[: asked.show]:
            print(f"{name:9} {one}")


if __name__ == "__main__":
    main()
