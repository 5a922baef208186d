"""What the policy has done at a stage, step by step: asked for in turn, recorded when somebody says so, shown.

The Isle of Man's fourth stage: the Director liaises with the Chair, who consults the senior manager; the outcome goes back.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from daemon.cases.values import Case, Fact
from daemon.protocol.values import Stage, Step


def next_step(case: Case, stage: Stage) -> Step | None:
    """The first step that nothing shows to have been done; None where all were, or the stage names none."""
    return next((one for one in stage.steps if one.id not in case.steps_done), None)


def done(step: Step, by: str, on: date, message_id: str | None = None, words: str = "") -> Fact:
    """The journal line of a step that `by` says was done; `words` are what they say of it."""
    said = f"{step.done[:1].upper()}{step.done[1:]}.{f' {words}' if words else ''}"
    return Fact("step_done", by, said, {"step": step.id, "on": on.isoformat()}, step.clause, step.basis, message_id)


def shown(case: Case, stage: Stage) -> list[dict[str, Any]]:
    """The steps of `stage` with the day on which each was done, for `explain`."""
    return [
        {"step": one.id, "who": one.who, "words": one.done, "done": case.steps_done.get(one.id), "clause": one.clause}
        for one in stage.steps
    ]


def in_lines(case: Case, stage: Stage) -> list[str]:
    """The same for the card of a case."""
    lines = []
    for one in stage.steps:
        day = case.steps_done.get(one.id)
        when = f"done {date.fromisoformat(day):%-d %B %Y}" if day else "not recorded yet"
        lines.append(f"{one.done[:1].upper()}{one.done[1:]}: {when}")
    return lines
