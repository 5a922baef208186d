"""What falls due, and when: one list of prompts serves the sweep, the `due` command and the stored day of next look.

A prompt is a day with a reason. Reminders come before the due day, chasers after it; each morning sends what has
fallen due, once, and after an outage over two chasers only the latest missed one goes (DESIGN 7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from daemon.cases.facts import after_facts
from daemon.cases.rules import Rules, clock_of, slug, stage_of
from daemon.cases.stages.beginning import AGENCY, clock_fact
from daemon.cases.stages.steps import next_step
from daemon.cases.telling.whom import manager_told, side_letters, urgent_alert
from daemon.cases.values import Case, Decision, Fact, Responder, Wanted
from daemon.protocol.counting import first_chaser_under, plain_day, reason, reminder_days
from daemon.protocol.values import Basis, Clock, Stage

What = Literal[
    "reminder", "due", "chaser", "manager_decision", "quiet", "confirm_reminder", "confirm_prompt", "panel_decision", "panel_day", "impact"
]  # fmt: skip

# The manager is asked again for a panel's day, and for its decision, at this distance (local).
_PANEL_EVERY = 5
_LETTERS_STOP_FOR_HOLD = ("reminder", "chaser", "confirm_reminder", "impact")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing that needs somebody on a day: a line of `due`, and a morning's work when the day has come.

    `since` is the day from which it is counted, itself not counted.
    """

    what: What
    who: str
    on: date
    clause: str
    basis: Basis
    why: str
    name: str | None = None
    nth: int = 1
    since: date | None = None


def prompts(case: Case, rules: Rules) -> tuple[Prompt, ...]:
    """What the case will need next, soonest first: for each party its next prompts, then the case's own."""
    if case.closed is not None:
        return tuple(_after_closing(case, rules))
    found: list[Prompt] = []
    stage = stage_of(case, rules)
    clock = clock_of(case, stage)
    followed = [
        one for one in case.waiting_for if (one.due or case.agreed_due) and one.notice in ("queued", "sent", "had_form")
    ]
    # The agency that must move on has one clock, however many agencies it disagrees with.
    for one in followed[:1] if clock is not None and clock.moves_on else followed:
        if clock is not None:
            found += _of_party(case, one, clock, stage, rules)
    found += _questions(case, stage, rules)
    found += _panel(case, rules)
    if case.confirmation_asked is not None and not case.questions:
        found += _confirmation(case, rules)
    elif case.panel_requested is None and not case.questions and not any(one.what == "chaser" for one in found):
        found += _quiet(case, stage, rules)
    if case.hold_until is not None:
        found = [one for one in found if one.on > case.hold_until or one.what not in _LETTERS_STOP_FOR_HOLD]
    return tuple(sorted(found, key=lambda one: one.on))


def next_look(case: Case, rules: Rules) -> date | None:
    """The next day on which the sweep must look at the case, or None when only an event can move it."""
    upcoming = [one.on for one in prompts(case, rules) if one.what != "due"]
    if case.closed is None and case.hold_until is not None:
        upcoming.append(case.hold_until + timedelta(days=1))
    return min(upcoming, default=None)


def _of_party(case: Case, one: Responder, clock: Clock, stage: Stage, rules: Rules) -> Iterator[Prompt]:
    prompting = clock.prompting
    due = case.agreed_due or one.due
    assert due is not None
    start = one.counted_from or case.received
    # Nobody is reminded or chased on the day on which they first hear of the case.
    told = one.told or start
    who = "referrer" if clock.moves_on else one.name
    yield Prompt("due", who, due, clock.clause, clock.basis, clock.why, one.name, since=start)
    for nth, day in enumerate(reminder_days(clock, start, due, rules.calendar), 1):
        if day > max(told, one.reminded_on or told) and rules.today < due:
            why = f"Reminder before the due day, {due.isoformat()}. {_step(case, one, stage)}".strip()
            yield Prompt("reminder", who, day, prompting.clause, prompting.basis, why, one.name, nth, start)
    chasers = 1 if clock.moves_on else prompting.chasers
    if case.chasing_stopped or one.chasers >= chasers:
        return
    nth = one.chasers + 1
    first = rules.day_after(max(due, told), 1)
    day = first if one.chased_on is None else rules.day_after(one.chased_on, prompting.chase_every)
    # After an outage the latest chaser that should have gone is the one that goes.
    while nth < chasers and (later := rules.day_after(day, prompting.chase_every)) <= rules.today:
        day, nth = later, nth + 1
    first_under = first_chaser_under(rules.protocol, stage, clock)
    clause, basis = first_under if nth == 1 else (prompting.clause, prompting.basis)
    why = f"No outcome recorded; due was {due.isoformat()}. {_step(case, one, stage)}".strip()
    yield Prompt("chaser", who, day, clause, basis, why, one.name, nth, start)
    if nth <= prompting.decision_with and not clock.moves_on:
        ask = day
        for _ in range(prompting.decision_with - nth):
            ask = rules.day_after(ask, prompting.chase_every)
        why = f"With chaser {prompting.decision_with} the manager is asked to decide. {stage.unanswered}".strip()
        yield Prompt("manager_decision", "manager", ask, prompting.clause, prompting.basis, why, one.name, nth, start)


def _step(case: Case, one: Responder, stage: Stage) -> str:
    """What the policy has done next at `stage`, where it names steps and `one` is who decides."""
    step = next_step(case, stage)
    return step.words if step is not None and not one.agency else ""


def _asked_step(case: Case, one: Responder, stage: Stage) -> str:
    """The same for a letter, which says how to report it; the last is reported by the outcome itself."""
    step = next_step(case, stage)
    words = _step(case, one, stage)
    report = " Once it has been done, reply with the one word DONE alone on the first line."
    return words + (report if words and step is not None and not step.by_response else "")


def _questions(case: Case, stage: Stage, rules: Rules) -> Iterator[Prompt]:
    for one in case.questions:
        asked = case.asked_again or one.asked
        day = rules.day_after(asked, 1 if one.blocks_clock else stage.quiet_after)
        yield Prompt("manager_decision", "manager", day, stage.quiet_clause, "local", one.why, since=asked)


def _confirmation(case: Case, rules: Rules) -> Iterator[Prompt]:
    closing = rules.protocol.closing
    asked = case.confirmation_asked
    assert asked is not None
    if case.confirmation_reminded is None:
        day = rules.day_after(asked, closing.confirm_reminder)
        why = "The referrer has not said whether they agree."
        yield Prompt("confirm_reminder", "referrer", day, closing.clause, closing.confirm_basis, why, since=asked)
    if case.confirmation_prompted is None:
        day = rules.day_after(asked, closing.confirm_prompt)
        why = "The referrer has still not said whether they agree; silence never closes."
        yield Prompt("confirm_prompt", "manager", day, closing.clause, closing.confirm_basis, why, since=asked)


def _panel(case: Case, rules: Rules) -> Iterator[Prompt]:
    """A panel that was asked for needs a day; one whose day has passed, its decision put on record."""
    asked = case.panel_prompted
    clause = rules.protocol.panel_clause or "local practice"
    if case.panel_on is not None:
        again = asked is not None and asked > case.panel_on
        since, after = (asked, _PANEL_EVERY) if again and asked is not None else (case.panel_on, 1)
        why = f"The panel was to meet on {_said(case.panel_on)}, and no decision is recorded."
        yield Prompt("panel_decision", "manager", rules.day_after(since, after), clause, "local", why, since=since)
    elif case.panel_requested is not None and not case.questions:
        since = max(asked or case.panel_requested, case.panel_requested)
        label = stage_of(case, rules).label
        why = f"{label} was asked for on {_said(case.panel_requested)}; no day is set for a panel, and no outcome is recorded."
        yield Prompt("panel_day", "manager", rules.day_after(since, _PANEL_EVERY), clause, "local", why, since=since)


def _quiet(case: Case, stage: Stage, rules: Rules) -> Iterator[Prompt]:
    """A case that nothing prompts any more is never forgotten: no clock, or every chaser has gone."""
    chased = [one.chased_on for one in case.waiting_for]
    since = max(day for day in (case.last_contact, case.quiet_prompted, *chased) if day is not None)
    day = rules.day_after(since, stage.quiet_after)
    what = "Every chaser has gone" if any(chased) else f"The policy gives {stage.label} no timescale"
    if not any(chased) and any(one.due for one in case.waiting_for):
        what = "Chasing is stopped"
    why = f"{what}, and nothing has been heard for {stage.quiet_after} working days."
    yield Prompt("quiet", "manager", day, stage.quiet_clause, stage.quiet_basis, why, since=since)


def _after_closing(case: Case, rules: Rules) -> Iterator[Prompt]:
    if case.closed is not None and case.impact_asked is None and case.merged_into is None and case.referrer:
        day = rules.day_after(case.closed + timedelta(weeks=rules.protocol.impact_weeks) - timedelta(days=1), 1)
        why = f"{rules.protocol.impact_weeks} weeks after closure: did things change for the person?"
        yield Prompt("impact", "referrer", day, "local practice", "local", why, since=case.closed)


def day_began(case: Case, day: date, rules: Rules, unheard: frozenset[str] = frozenset()) -> Decision:
    """The morning's work on one case: every prompt whose day has come, each once; none to a party that is `unheard`."""
    stage = stage_of(case, rules)
    facts: list[Fact] = []
    letters: list[Wanted] = []
    withdraw: list[str] = []
    if case.hold_until is not None and case.hold_until < day:
        facts.append(Fact("resumed", "case-intake", "The hold has ended.", {"hold_until": None, "hold_why": None}))
        case = after_facts(case, facts)
    fallen = [one for one in prompts(case, rules) if one.on <= day and one.what != "due"]
    if unheard:
        waiting = {one.name for one in fallen if one.name in unheard}
        facts += [again for one in case.responders if one.name in waiting for again in _not_gone(case, one, day, rules)]
        case = after_facts(case, facts)
        fallen = [one for one in fallen if one.name not in unheard]
    again = [one for one in fallen if one.what == "manager_decision" and one.name is None]
    reminders = _latest_per_party([one for one in fallen if one.what == "reminder"])
    for one in reminders:
        _remind(case, one, stage, day, rules, facts, letters)
    for one in fallen:
        match one.what:
            case "chaser":
                _chase(case, one, stage, day, rules, facts, letters, withdraw)
            case "quiet":
                facts.append(_done("quiet", day, one))
                nth = day.isoformat()
                letters.append(manager_told(case, stage, [one.why], rules, nth, alert=False, what="quiet"))
            case "confirm_reminder":
                facts.append(_done(one.what, day, one))
                letters += _confirm_again(case, stage, rules)
            case "confirm_prompt":
                facts.append(_done(one.what, day, one))
                letters.append(manager_told(case, stage, [one.why], rules, "confirm", alert=False, what="confirm"))
            case "panel_decision" | "panel_day":
                facts.append(_done(one.what, day, one))
                what = one.what.replace("_", "-")
                letters.append(manager_told(case, stage, [one.why], rules, day.isoformat(), alert=False, what=what))
            case "impact":
                facts.append(_done(one.what, day, one))
                details = {"stage_label": stage.label, "weeks": rules.protocol.impact_weeks}
                letters += side_letters(case, "impact", None, rules, details, parties=("referrer",))
            case _:
                pass
    if again:
        facts.append(_done("asked_again", day, again[0]))
        reasons = [one.why for one in again]
        letters.append(manager_told(case, stage, reasons, rules, f"again-{day.isoformat()}", alert=False))
    after = after_facts(case, facts)
    return Decision(after, tuple(facts), tuple(letters), tuple(withdraw), f"The morning of {day.isoformat()}.")


def _not_gone(case: Case, one: Responder, day: date, rules: Rules) -> Iterator[Fact]:
    """The notice to `one` still waits to be sent, so its clock has not begun: it is counted again as of `day`."""
    clock = stage_of(case, rules).answer_clock
    if clock is None or one.notice != "queued" or not one.provisional or one.day_ruled:
        return
    counted = rules.after(day, clock.working_days)
    fact = clock_fact(one.name, one, counted, clock, had_form=False, what="recounted")
    yield replace(fact, why=f"The notice to {one.name} has not gone yet, so its clock has not begun. {fact.why}")


def hour_passed(case: Case, rules: Rules, nth: int) -> Decision:
    """Immediate risk, and nobody has answered *seen*: the alert goes again, hourly from the last one."""
    facts = (
        Fact(
            "alerted", "case-intake", f"Alert {nth}: nobody has answered seen.", {"alerted_at": rules.now.isoformat()}
        ),
    )
    return Decision(after_facts(case, facts), facts, (urgent_alert(case, rules, nth),), why="Immediate risk, unseen.")


def _latest_per_party(found: list[Prompt]) -> list[Prompt]:
    latest = {one.name: one for one in sorted(found, key=lambda one: one.on)}
    return list(latest.values())


def _done(what: str, day: date, prompt: Prompt) -> Fact:
    data = {"what": what, "name": prompt.name, "nth": prompt.nth, "on": day.isoformat()}
    return Fact("prompted", "case-intake", prompt.why, data, prompt.clause, prompt.basis)


def _remind(
    case: Case, prompt: Prompt, stage: Stage, day: date, rules: Rules, facts: list[Fact], letters: list[Wanted]
) -> None:
    facts.append(_done("reminder", day, prompt))
    responder = next(one for one in case.responders if one.name == prompt.name)
    clock = clock_of(case, stage)
    if clock is not None and clock.moves_on:
        letters += _to_referrer(case, "reminder", responder, stage, rules, day.isoformat())
        return
    letters += to_party(case, "reminder", responder, stage, rules, day.isoformat(), prompt.nth)


def _chase(
    case: Case,
    prompt: Prompt,
    stage: Stage,
    day: date,
    rules: Rules,
    facts: list[Fact],
    letters: list[Wanted],
    withdraw: list[str],
) -> None:
    responder = next(one for one in case.responders if one.name == prompt.name)
    clock = clock_of(case, stage)
    assert clock is not None
    facts.append(_done("chaser", day, prompt))
    if clock.moves_on:
        letters += _to_referrer(case, "overdue", responder, stage, rules, day.isoformat())
        ended = _said(case.agreed_due or responder.due)
        given = "that was agreed for" if case.agreed_due else "that the policy gives"
        why = f"The time {given} {stage.label} ended on {ended}, and no outcome is recorded. {stage.unresolved}"
        letters.append(manager_told(case, stage, [why], rules, "stage-over", alert=False, what="overdue"))
        return
    withdraw.append(f"{case.reference}/{case.stage}/reminder/{slug(responder.name)}/")
    round_ = _round(case, responder)
    letters += to_party(case, "chaser", responder, stage, rules, f"{prompt.nth}{round_}", prompt.nth)
    # After an outage the first chaser to go may be the second or third: what belongs to the earlier ones goes with it.
    first, ask_with = responder.chasers == 0, clock.prompting.decision_with
    if first:
        details = {
            "agency": responder.name,
            "is_role": not responder.agency,
            "due": case.agreed_due or responder.due,
            "stage_label": stage.label,
            "unanswered": stage.unanswered,
        }
        telling = rules.protocol.telling(stage, "overdue")
        letters += side_letters(
            case, "overdue", telling, rules, details, nth=f"{slug(responder.name)}{round_}", parties=("referrer",)
        )
    deciding = responder.chasers < ask_with <= prompt.nth
    if first or deciding:
        ask = " Please decide what follows." if deciding else ""
        who = responder.name if responder.agency else f"The {responder.name}"
        why = f"{who} has not answered; due was {_said(case.agreed_due or responder.due)}.{ask} {stage.unanswered}"
        letters.append(
            manager_told(
                case, stage, [why], rules, f"{slug(responder.name)}-{prompt.nth}{round_}", alert=False, what="overdue"
            )
        )


def _round(case: Case, one: Responder) -> str:
    """Chasers after another due day are counted anew, so their keys name it."""
    due = case.agreed_due or one.due
    return f"-{due.isoformat()}" if due else ""


def _to_referrer(case: Case, occasion: str, responder: Responder, stage: Stage, rules: Rules, nth: str) -> list[Wanted]:
    """To the agency that raised the difference, under a clock of its own: how long the stage has, or that it is over."""
    clock = clock_of(case, stage)
    assert clock is not None
    counted = rules.after(responder.counted_from, clock.working_days) if responder.counted_from else None
    due = case.agreed_due or responder.due
    details = {
        "agency": responder.name,
        "due": due,
        "agreed_due": case.agreed_due,
        "due_why": reason(counted) if counted and counted.on == due else None,
        "clock_clause": clock.clause,
        "clock_basis": clock.basis,
        "stage_label": stage.label,
        "nth": 1,
        "is_role": False,
        "moves_on": True,
        "unanswered": stage.unresolved,
    }
    letters = side_letters(case, occasion, None, rules, details, nth=nth, parties=("referrer",))
    return [replace(one, needs_collect=True, clause=clock.clause, basis=clock.basis, rank=5) for one in letters]


def to_party(
    case: Case, occasion: str, responder: Responder, stage: Stage, rules: Rules, nth: str, number: int
) -> list[Wanted]:
    """A reminder or chaser to the party that must answer; a second and later chaser goes to its deputies too."""
    agency = rules.contacts.find_agency(responder.name) if responder.agency else None
    person = rules.contacts.role(responder.name) if not responder.agency else None
    address = (agency.spoc_email if agency else person.email if person else None) or responder.address
    if not address:
        return []
    to = (address, *(agency.deputy_emails if agency and occasion == "chaser" and number > 1 else ()))
    clock = clock_of(case, stage)
    due = case.agreed_due or responder.due
    counted = rules.after(responder.counted_from, clock.working_days) if clock and responder.counted_from else None
    telling = rules.protocol.telling(stage, occasion)
    return [
        Wanted(
            key=f"{case.reference}/{case.stage}/{occasion}/{slug(responder.name)}/{nth}",
            occasion=occasion,
            party=AGENCY if responder.agency else responder.name,
            to=tuple(dict.fromkeys(to)),
            addressee=(agency.spoc_name if agency else person.name if person else None) or responder.name,
            details={
                "agency": responder.name,
                "due": due,
                "agreed_due": case.agreed_due,
                "due_why": reason(counted) if counted and counted.on == due else None,
                "clock_clause": clock.clause if clock else None,
                "clock_basis": clock.basis if clock else None,
                "stage_label": stage.label,
                "nth": number,
                "step": _asked_step(case, responder, stage),
                "is_role": not responder.agency,
            },
            attach=telling.attach if telling else (),
            needs_collect=True,
            clause=telling.clause if telling else clock.prompting.clause if clock else None,
            basis=telling.basis if telling else "local",
            rank=5,
        )
    ]


def _confirm_again(case: Case, stage: Stage, rules: Rules) -> list[Wanted]:
    details = {
        "stage_label": stage.label,
        "confirm": True,
        "due": None,
        "asked": case.confirmation_asked,
        "between_parties": rules.protocol.closing.between_parties,
    }
    return side_letters(case, "reminder", None, rules, details, nth="confirm", parties=("referrer",))


def _said(day: date | None) -> str:
    return plain_day(day) if day else "not set"
