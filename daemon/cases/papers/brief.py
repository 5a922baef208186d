"""The Monday page to the manager, as sentences: what is due, late, waiting on us, quiet or running out (DESIGN 10).

One page: a list that grows too long ends with how many more there are, which the register shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from daemon.cases.mornings import Prompt, prompts
from daemon.cases.rules import Rules, stage_of
from daemon.cases.values import Case, Responder
from daemon.protocol.calendars import Calendar
from daemon.protocol.values import Protocol

MOST_LINES = 12
# From October on, the year that follows should have been announced (DESIGN 7).
_WARN_FROM_MONTH = 10
_REVIEW_NEAR = timedelta(days=92)


@dataclass(slots=True)
class Week:
    """What the brief says of the cases, a line each."""

    open_cases: int = 0
    due: list[str] = field(default_factory=list)
    overdue: list[str] = field(default_factory=list)
    on_us: list[str] = field(default_factory=list)
    quiet: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


def week_of(cases: Iterable[Case], rules_for: Callable[[Case], Rules], monday: date, last: date | None) -> Week:
    """The week that begins on `monday`, over every case; `last` is the day of the brief before this one."""
    week = Week()
    dated: list[tuple[date, str]] = []
    late: list[tuple[date, str]] = []
    for case in cases:
        if case.impact and (last is None or case.last_contact >= last):
            week.answers.append(f"{case.reference}: the referrer has answered; see All cases in the register.")
        if case.closed is not None:
            continue
        week.open_cases += 1
        rules = rules_for(case)
        _one(case, rules, monday, week, dated, late)
    week.due = [line for _, line in sorted(dated)]
    week.overdue = [line for _, line in sorted(late)]
    return week


def _one(
    case: Case, rules: Rules, monday: date, week: Week, dated: list[tuple[date, str]], late: list[tuple[date, str]]
) -> None:
    label = stage_of(case, rules).label
    upcoming = prompts(case, rules)
    for one in case.waiting_for:
        due = case.agreed_due or one.due
        if due is None or one.status(rules.today, case.agreed_due) == "not_passed_on":
            continue
        if due < rules.today:
            late.append(
                (due, f"{case.reference}, {label}: {one.name}, due {said(due)}{_chased(one)}{_next(upcoming, one)}")
            )
        elif due < monday + timedelta(days=7):
            dated.append((due, f"{case.reference}, {label}: {one.name}, by {said(due)}{_next(upcoming, one)}"))
    if case.panel_on is not None and monday <= case.panel_on < monday + timedelta(days=7):
        dated.append((case.panel_on, f"{case.reference}, {label}: panel on {said(case.panel_on)}"))
    if case.immediate_risk and not case.seen:
        week.on_us.append(f"{case.reference}: the alert about immediate risk has not been answered SEEN.")
    week.on_us += [f"{case.reference}: {question.why}" for question in case.questions]
    if case.panel_requested is not None and case.panel_on is None:
        week.on_us.append(
            f"{case.reference}: {label} was requested on {said(case.panel_requested)}; no day is set yet."
        )
    if case.confirmation_prompted is not None:
        week.on_us.append(f"{case.reference}: the referrer has not said whether they agree; you may rule.")
    if stage_of(case, rules).answer_clock is None and not case.questions and case.confirmation_asked is None:
        quiet_from = rules.day_after(case.last_contact, stage_of(case, rules).quiet_after)
        if quiet_from <= rules.today:
            week.quiet.append(f"{case.reference}, {label}: nothing heard since {said(case.last_contact)}.")


def _chased(one: Responder) -> str:
    if not one.chasers or one.chased_on is None:
        return ""
    return f", chaser {one.chasers} went {said(one.chased_on)}"


def _next(upcoming: tuple[Prompt, ...], one: Responder) -> str:
    step = next((prompt for prompt in upcoming if prompt.name == one.name and prompt.what != "due"), None)
    return f"; next: {step.what.replace('_', ' ')} on {said(step.on)}" if step else ""


def running_out(protocol: Protocol, calendar: Calendar, today: date) -> list[str]:
    """Holiday lists and review dates that have run out or soon will."""
    lines = []
    if calendar.announced_through < today.year or (
        today.month >= _WARN_FROM_MONTH and calendar.announced_through < today.year + 1
    ):
        first = calendar.announced_through + 1
        lines.append(
            f"Bank holidays ({calendar.name.replace('-', ' ')}) are listed through {calendar.announced_through}; days counted "
            f"into {first} are provisional until protocols/calendars has the announced list."
        )
    review = protocol.review_date
    if review is not None and review < today:
        lines.append(
            f"The policy “{protocol.source}” was to be reviewed by {review:%B %Y}. Is a newer one in force? Then the protocol's file must follow it."
        )
    elif review is not None and review - today <= _REVIEW_NEAR:
        lines.append(f"The policy “{protocol.source}” is to be reviewed by {review:%B %Y}.")
    return lines


def shortened(lines: list[str], most: int = MOST_LINES) -> list[str]:
    """The first lines, and how many more there are."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"and {len(lines) - most + 1} more, in the register"]


def said(day: date) -> str:
    """ "Wed 18 Mar"."""
    return f"{day:%a} {day.day} {day:%b}"
