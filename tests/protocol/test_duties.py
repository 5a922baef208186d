"""protocols/DUTIES.md is kept true: every test that it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_test_that_the_table_of_duties_names_is_there() -> None:
    text = (ROOT / "protocols" / "DUTIES.md").read_text(encoding="utf-8")
    stories = set(re.findall(r"`(tests/stories/[\w/-]+)`", text))
    assert [one for one in sorted(stories) if not (ROOT / one / "story.toml").is_file()] == []
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text))
    assert len(named) > 5
    missing = [
        f"{file}::{name}"
        for file, name in sorted(named)
        if name not in {node.name for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)}
    ]  # fmt: skip
    assert missing == []


def test_every_duty_is_shown_by_a_test_or_said_to_be_a_persons() -> None:
    rows = [
        one
        for one in (ROOT / "protocols" / "DUTIES.md").read_text(encoding="utf-8").splitlines()
        if one.startswith("| ")
    ]
    duties = [one for one in rows if not one.startswith("| duty ")]
    assert len(duties) > 40
    assert [one for one in duties if "tests/" not in one and "*by hand*" not in one] == []
