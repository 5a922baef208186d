"""`python -m parsers show FILE…` prints what each file is read as; `check FOLDER` compares with golden readings.

A golden reading is a file `NAME.expected.toml` beside the document NAME: what was read of it when a person last
looked. `check --write` writes them anew, for review with the version control's own comparison.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import parsers
from parsers.learning.features import NONE
from parsers.learning.measuring import by_field, held_out, in_short, surely_wrong
from parsers.learning.scoring import EXAMPLES, WEIGHTS
from parsers.learning.training import read_examples, read_files, write_weights
from parsers.meaning.labels.likely import SURE

SUFFIX = ".expected.toml"
_PERHAPS = 0.4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 0, 1 where a golden reading differs, 64 for a wrong call."""
    parser = argparse.ArgumentParser(prog="python -m parsers", description="Read forms and say what was read.")
    parser.add_argument("--protocol", help="the protocol to prefer where titles do not settle it")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), help="the day of reading (ISO)")  # noqa: DTZ011
    parser.add_argument("--vocabulary", type=Path, help="a folder with a partnership's own wordings")
    commands = parser.add_subparsers(dest="command", required=True)
    show = commands.add_parser("show", help="print what each file is read as")
    show.add_argument("files", nargs="+", type=Path)
    check = commands.add_parser("check", help="compare each document with the golden reading beside it")
    check.add_argument("folder", type=Path)
    check.add_argument("--write", action="store_true", help="write the golden readings anew, for review")
    learn = commands.add_parser(
        "learn", help="learn anew from parsers/learning/examples what unknown labels most likely ask for"
    )
    learn.add_argument(
        "--held-out",
        nargs="*",
        metavar="FILE",
        help="learn nothing for keeps: say how each file of examples, or those named, is read by what the others teach",
    )
    chosen = parser.parse_args(arguments)
    try:
        vocabulary = parsers.Vocabulary.load(chosen.vocabulary)
    except parsers.VocabularyFault as fault:
        print("\n".join(fault.faults), file=sys.stderr)
        return 64
    if chosen.command == "show":
        for file in chosen.files:
            reading = parsers.read(
                file.read_bytes(), today=chosen.today, vocabulary=vocabulary, protocol=chosen.protocol
            )
            _show(file, reading, vocabulary)
        return 0
    if chosen.command == "learn":
        return _learn(vocabulary) if chosen.held_out is None else _hold_out(vocabulary, chosen.held_out)
    return check_folder(chosen.folder, write=chosen.write, vocabulary=vocabulary)


def _learn(vocabulary: parsers.Vocabulary) -> int:
    examples = read_examples(EXAMPLES)
    write_weights(examples, vocabulary.folding, WEIGHTS)
    print(f"{WEIGHTS}: learned from {len(examples)} examples")
    return 0


def _hold_out(vocabulary: parsers.Vocabulary, named: Sequence[str]) -> int:
    files = read_files(EXAMPLES)
    unknown = sorted({*named} - {*files})
    if unknown:
        print(f"no file of examples is named {', '.join(unknown)}; there are {', '.join(files)}", file=sys.stderr)
        return 64
    tried = []
    for name in named or files:
        found = held_out(files, name, vocabulary.folding)
        print(f"{name}: {in_short(found, SURE)}", flush=True)
        tried += found
    print("together:", in_short(tried, SURE), *by_field(tried, SURE), *surely_wrong(tried, SURE), sep="\n")
    return 0


def _show(file: Path, reading: parsers.Reading, vocabulary: parsers.Vocabulary) -> None:
    print(f"{file}: {reading.kind}", *(one for one in (reading.form, reading.event, reading.why) if one), sep=" · ")
    for name, held in reading.answers.items():
        print(f"  {name} = {json.dumps(held, ensure_ascii=False, default=str)}")
    for one in reading.findings:
        said = " · ".join(part for part in (one.field, one.label, one.value, one.where) if part)
        print(f"  {one.kind}: {said}{_perhaps(one, vocabulary)}")


def _perhaps(one: parsers.Finding, vocabulary: parsers.Vocabulary) -> str:
    """What an unread label may have meant, for whoever teaches the vocabulary."""
    if one.kind != "unread" or one.field or not one.label:
        return ""
    field, chance = vocabulary.learned.likely(one.label, lambda _: 0.0)
    return f" (perhaps {field}, {chance:.0%})" if field != NONE and chance >= _PERHAPS else ""


def check_folder(folder: Path, *, write: bool = False, vocabulary: parsers.Vocabulary | None = None) -> int:
    """Compare each document under `folder` with its golden reading, or write those anew. 1 where one differs."""
    different = 0
    for document in documents(folder):
        golden = document.with_name(document.name + SUFFIX)
        held = tomllib.loads(golden.read_text(encoding="utf-8")) if golden.exists() else {}
        about = held.get("read", {})
        reading = parsers.read(
            document.read_bytes(),
            today=about.get("today", date(2026, 11, 24)),
            vocabulary=vocabulary,
            protocol=about.get("protocol"),
        )
        now = {
            "read": {"today": about.get("today", date(2026, 11, 24)), **_without_nothing(about)},
            **as_golden(reading),
        }
        if write:
            golden.write_text(_toml(now), encoding="utf-8")
        elif now != held:
            different += 1
            print(f"{document}:")
            for line in differences(held, now):
                print(f"  {line}")
    return 1 if different else 0


def documents(folder: Path) -> Iterator[Path]:
    """The documents under `folder` that have, or may get, a golden reading."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.endswith((SUFFIX, ".py", ".md", ".pyc")):
            yield file


def as_golden(reading: parsers.Reading) -> dict[str, Any]:
    """A reading as plain values that TOML can hold: nothing where there is nothing."""
    plain = reading.as_json()
    plain["findings"] = [_without_nothing(one) for one in plain["findings"]]
    return _without_nothing(plain)


def differences(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """One line for each key that is not as it was; answers one by one."""
    for key in sorted({*before, *now}):
        old, new = before.get(key), now.get(key)
        if old == new:
            continue
        if key == "answers":
            for name in sorted({*(old or {}), *(new or {})}):
                was, is_now = (old or {}).get(name), (new or {}).get(name)
                if was != is_now:
                    yield f"{name}: {was!r} → {is_now!r}"
        elif key == "findings":
            yield from (f"no longer: {one}" for one in old or [] if one not in (new or []))
            yield from (f"now: {one}" for one in new or [] if one not in (old or []))
        else:
            yield f"{key}: {old!r} → {new!r}"


def _without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], {})}


def _toml(values: dict[str, Any]) -> str:
    """`values` as TOML: top-level plain keys first, then tables, then lists of tables."""
    lines = [
        f"{key} = {_inline(value)}"
        for key, value in values.items()
        if not isinstance(value, dict) and key != "findings"
    ]
    for key, table in values.items():
        if isinstance(table, dict):
            lines += ["", f"[{key}]", *(f"{name} = {_inline(one)}" for name, one in table.items())]
    for finding in values.get("findings", ()):
        lines += ["", "[[findings]]", *(f"{name} = {_inline(one)}" for name, one in finding.items())]
    return "\n".join(lines) + "\n"


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(_inline(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_inline(one)}' for key, one in value.items())} }}"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


if __name__ == "__main__":
    raise SystemExit(main())
