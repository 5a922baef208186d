"""Clocks that ran before the form reached us: counted and noted, never refused (DESIGN 8, Isle of Man and Essex).

They belong to the agency that raised the difference, as does the time that an early stage gives the parties, whose
beginning is read here too. Where the form gives no day to count from, that is said and no
day is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from daemon.cases.rules import Rules, in_words
from daemon.cases.stages.beginning import counted_json
from daemon.cases.values import Fact
from daemon.protocol.counting import reason
from daemon.protocol.values import Clock, Stage


def ran_before(answers: Mapping[str, Any], received: date, stage: Stage, rules: Rules) -> Iterator[Fact]:
    """A journal line for each timescale of `stage` that ended with the form: in time, late, or not to be told."""
    for clock in stage.clocks:
        if clock.moves_on and clock is not stage.answer_clock:
            yield _line(clock, answers, received, stage, rules)


def not_evidenced(answers: Mapping[str, Any], stage: Stage, rules: Rules, since: str | None = None) -> Iterator[Fact]:
    """A journal line where a form skips stages that nothing shows to have been tried; it is logged all the same.

    `since` is the stage at which the case stood: what came before it was said when that was logged.
    """
    stages = rules.protocol.stages
    ids = [one.id for one in stages]
    first = ids.index(since) + 1 if since in ids else 0
    skipped = [one.label for one in stages[first : ids.index(stage.id)] if _ended(answers, one, rules) is None]
    if skipped:
        why = f"The form gives no day for {in_words(skipped)}: not evidenced here. It is logged at {stage.label} all the same."
        yield Fact("stages_not_evidenced", "case-intake", why, {"stages": skipped}, stage.clause, "local")


def began(answers: Mapping[str, Any], received: date, stage: Stage, rules: Rules) -> date | None:
    """When the time of `stage` itself began, by the form: never after it came, so that no deadline is lengthened.

    The end of the stage before is what the form's history says, else the day on which that stage's own time ran out.
    Where the clock says so it is that day whatever the history says, and may lie after the form: the stages' times
    are one (Essex, stages 1 and 2). None where the stage's clock runs from the form or from our notice.
    """
    clock = stage.answer_clock
    if clock is None or not clock.moves_on:
        return None
    disagreement = _day(answers.get("disagreement_date"))
    if disagreement is not None and disagreement > received:
        disagreement = None
    if clock.starts == "clock_ended":
        earlier = _earlier(stage, rules)
        before = earlier.answer_clock if earlier else None
        return rules.day_after(disagreement, before.working_days) if disagreement and before else None
    if clock.starts == "disagreement":
        found = disagreement
    else:
        earlier = _earlier(stage, rules)
        before = earlier.answer_clock if earlier else None
        found = _ended(answers, earlier, rules)
        if found is None and disagreement and before and before.starts == "disagreement":
            found = rules.day_after(disagreement, before.working_days)
    return min(found, received) if found else None


def _earlier(stage: Stage, rules: Rules) -> Stage | None:
    stages = rules.protocol.stages
    place = stages.index(stage)
    return stages[place - 1] if place else None


def _ended(answers: Mapping[str, Any], earlier: Stage | None, rules: Rules) -> date | None:
    """The last day that the form's history gives for `earlier`."""
    history = answers.get("stage_history")
    found = [
        day
        for row in (history if isinstance(history, list) else ())
        if isinstance(row, Mapping)
        and earlier is not None
        and (named := rules.protocol.stage(str(row.get("stage") or ""))) is not None
        and named.id == earlier.id
        and (day := _day(row.get("date"))) is not None
    ]
    return max(found, default=None)


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
    ended = _ended(answers, _earlier(stage, rules), rules) if clock.starts == "stage_ended" else None
    day = ended or _day(answers.get("disagreement_date"))
    return day if day is not None and day <= received else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
