"""Clocks that ran before the form reached us: counted and noted, never refused (DESIGN 8, Isle of Man and Essex).

They belong to the agency that raised the difference. Where the form gives no day to count from, that is said and no
day is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from daemon.cases.rules import Rules
from daemon.cases.stages import counted_json
from daemon.cases.values import Fact
from daemon.protocol.counting import reason
from daemon.protocol.values import Clock, Stage


def ran_before(answers: Mapping[str, Any], received: date, stage: Stage, rules: Rules) -> Iterator[Fact]:
    """A journal line for each timescale of `stage` that ended with the form: in time, late, or not to be told."""
    for clock in stage.clocks:
        if clock.awaits == "form":
            yield _line(clock, answers, received, stage, rules)


def _line(clock: Clock, answers: Mapping[str, Any], received: date, stage: Stage, rules: Rules) -> Fact:
    start = _began(clock, answers, received, stage, rules)
    if start is None:
        why = (
            f"The form gives no day from which {stage.label} could be counted, so whether it came in time is not known."
        )
        return Fact("form_not_counted", "case-intake", f"{why} {clock.why}", {}, clock.clause, clock.basis)
    counted = rules.after(start, clock.working_days)
    verdict = "in time" if received <= counted.on else "late; it is noted and not refused"
    why = f"{clock.why} Due {counted.on.isoformat()}: {reason(counted)}. The form came {verdict}."
    what = "form_in_time" if received <= counted.on else "form_late"
    return Fact(what, "case-intake", why, {"counted": counted_json(counted)}, clock.clause, clock.basis)


def _began(clock: Clock, answers: Mapping[str, Any], received: date, stage: Stage, rules: Rules) -> date | None:
    """The day on which the earlier stage ended, by the form's own history, else the day of the disagreement."""
    found: list[date] = []
    if clock.starts == "stage_ended":
        ids = [one.id for one in rules.protocol.stages]
        earlier = ids[: ids.index(stage.id)][-1:]
        history = answers.get("stage_history")
        for row in history if isinstance(history, list) else ():
            named = rules.protocol.stage(str(row.get("stage") or "")) if isinstance(row, Mapping) else None
            if named is not None and named.id in earlier and (day := _day(row.get("date"))):
                found.append(day)
    day = max(found, default=None) or _day(answers.get("disagreement_date"))
    return day if day is not None and day <= received else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
