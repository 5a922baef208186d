"""The words that a manager may rule with now: a few examples for the letter that asks them, fit for where the case stands.

Each is a command of `rulings/grammar`, in which only "…" is to be replaced. They are offers: any other command works too.
"""

from __future__ import annotations

from collections.abc import Iterator

from daemon.cases.rules import Rules, clock_of, slug, stage_of
from daemon.cases.values import Case
from daemon.protocol.counting import plain_day

MOST_OFFERED = 5
_LATER = 10


def offered(case: Case, what: str, rules: Rules) -> list[str]:
    """At most five commands, the likeliest first; `what` is why the manager is told, as `telling.manager_told` has it."""
    if case.closed is not None:
        lines = ["note …", "reopen"]
    else:
        lines = [*_asked(case), *_at_the_panel(case, rules), *_meanwhile(case, what, rules), "note …"]
    return list(dict.fromkeys(lines))[:MOST_OFFERED]


def _asked(case: Case) -> Iterator[str]:
    """What settles the questions that stand open."""
    if case.immediate_risk and not case.seen:
        yield "seen"
    waiting = [one.name for one in case.responders if one.notice == "waiting"]
    if waiting:
        yield "release"
    yield from (f"release to {name}" for name in waiting if len(waiting) > 1)
    ids = [one.id.partition(":")[0] for one in case.questions]
    if any(name in ids for name in ("responding-agency", "no-contact", "notice-waits")):
        yield "responding agency is …"
    for name in ("bounced", "no-contact"):
        yield from (f"rang {one.name}: …" for one in case.responders if f"{name}:{slug(one.name)}" in _ids(case))
    to_answer = "decider" in ids and case.waiting_for and not case.waiting_for[0].agency
    if to_answer or any(name in ids for name in ("whose-response", "resolved-unclear")):
        yield from ("answered: resolved", "answered: not resolved")
    if any(
        name in ids
        for name in ("resolved-notice", "plain-email", "not-resolved", "panel-decided", "resolved-unclear", "decider")
    ):
        yield "close outcome: …"


def _ids(case: Case) -> set[str]:
    return {one.id for one in case.questions}


def _at_the_panel(case: Case, rules: Rules) -> Iterator[str]:
    if case.panel_on is not None:
        yield "panel decided: …"
    if case.panel_requested is not None and (case.panel_on is None or case.panel_on < rules.today):
        yield f"panel on {plain_day(rules.day_after(rules.today, _LATER))} at 10:00, …, …"


def _meanwhile(case: Case, what: str, rules: Rules) -> Iterator[str]:
    if what == "confirm":
        yield "close outcome: …"
    if what == "wrong-agency":
        yield from ("send to …", *(f"ask {one.name}: …" for one in case.waiting_for[:1]))
    if what == "step":
        yield "step done"
    if what == "reply" and case.waiting_for:
        yield from ("answered", "holding reply")
    if what in ("overdue", "quiet") and case.waiting_for and clock_of(case, stage_of(case, rules)) is not None:
        yield from ("chase now", f"rang {case.waiting_for[0].name}: …")
    if stage_of(case, rules).next_stage and case.panel_requested is None:
        yield "next stage"
    if not case.immediate_risk:
        yield f"hold until {plain_day(rules.day_after(rules.today, _LATER))} because …"
    yield "close outcome: …"
