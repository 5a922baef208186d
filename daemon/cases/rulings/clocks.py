"""Rulings on time: what stops a clock, what stands beside it, and what is silent meanwhile (DESIGN 7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from daemon.cases.facts import after_facts
from daemon.cases.mornings import to_party
from daemon.cases.rules import Rules, in_words, slug, stage_of
from daemon.cases.rulings.making import lead, made, open_only, said_day, settled
from daemon.cases.rulings.values import Refusal
from daemon.cases.stages.beginning import AGENCY, clock_fact
from daemon.cases.stages.ran_before import began
from daemon.cases.telling.questions import confirmation_asked, question
from daemon.cases.telling.whom import outcome_letters, side_letters
from daemon.cases.values import Case, Decision, Fact, Responder, Ruled, Wanted


def answered(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*answered*: that party's clock stops as by a response; when all have answered the referrer is asked to agree."""
    open_only(case)
    one = waited_for(case, ruled.ruling.name, rules)
    stage = stage_of(case, rules)
    said = ruled.ruling.text.casefold()
    resolved = {"resolved": True, "not resolved": False, "unresolved": False}.get(" ".join(said.split()))
    given = {} if resolved is None else {"resolved": resolved}
    data = {"name": one.name, "on": rules.today.isoformat(), "answers": given}
    facts = [
        lead(ruled, "response", f"{one.name} has answered.", data, stage.clause, "policy"),
        *settled(case, f":{slug(one.name)}", also=("whose-response",)),
    ]
    after = after_facts(case, facts)
    done = not after.waiting_for
    if done and resolved is False:
        facts.append(question("not-resolved", f"The answer says not resolved. {stage.unresolved}", rules))
    elif done:
        facts.append(confirmation_asked("Every party has answered;", rules))
    after = after_facts(case, facts)
    details = {
        "agency": one.name,
        "resolved": resolved is True,
        "not_resolved": resolved is False,
        "unclear": resolved is None,
        "all_answered": done,
        "still_waiting": [other.name for other in after.waiting_for],
        "stage_label": stage.label,
        "unresolved": stage.unresolved,
        "between_parties": rules.protocol.closing.between_parties,
        "outstanding": rules.protocol.closing.outstanding,
        "ask_agreed": done and resolved is not False,
    }
    telling = rules.protocol.telling(stage, "response_received")
    letters = side_letters(after, "response_received", telling, rules, details, nth=ruled.key, at_once=True)
    if not one.agency and rules.protocol.telling(stage, "outcome") is not None and _says_an_outcome(after):
        # What who decides has put on the form goes back with it, as when their own answer comes.
        letters += outcome_letters(after, rules, ruled.key)
    begun = f"{case.reference}/{case.stage}"
    ended = [f"{begun}/{occasion}/{slug(one.name)}/" for occasion in ("reminder", "chaser")]
    if done:
        ended.append(f"{begun}/overdue/")
    return made(case, facts, f"{case.reference}: {one.name} has answered.", letters, ended)


def _says_an_outcome(case: Case) -> bool:
    return any(case.response.get(name) for name in ("response_summary", "agreed_actions"))


def waited_for(case: Case, name: str, rules: Rules) -> Responder:
    """The party that `name` means among those still waited for; without a name the only one. Raises `Refusal`."""
    waiting = case.waiting_for
    if not waiting:
        raise Refusal(f"{case.reference} waits for nobody's answer.")
    names = in_words([one.name for one in waiting])
    if name:
        agency = rules.contacts.find_agency(name)
        meant = agency.name.casefold() if agency else name.casefold()
        found = [one for one in waiting if one.name.casefold() == meant]
        if not found:
            raise Refusal(f"“{name}” is nobody that {case.reference} waits for; it waits for {names}.")
        return found[0]
    first, *more = waiting
    if more:
        raise Refusal(f"{case.reference} waits for {names}. Say which: answered by {first.name}")
    return first


def holding_reply(case: Case, ruled: Ruled, _rules: Rules) -> Decision:
    """*holding reply*: noted; the clock goes on."""
    open_only(case)
    fact = lead(ruled, "holding_reply", "A holding reply was noted. It does not stop the clock.", {})
    return made(case, [fact], f"{case.reference}: the holding reply is noted. Status and due day stay as they are.")


def hold(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*hold until D because …*: the letters to both sides are silent through that day; the policy's clock goes on."""
    open_only(case)
    day = ruled.ruling.day
    assert day is not None
    if case.immediate_risk:
        raise Refusal(f"{case.reference} says immediate risk, so it cannot be held. Nothing was changed.")
    if day < rules.today:
        raise Refusal(f"{said_day(day)} has passed. Name a day that is still to come, with its year.")
    why = f"On hold through {said_day(day)}: {ruled.ruling.text}"
    fact = lead(ruled, "held", why, {"hold_until": day.isoformat(), "hold_why": ruled.ruling.text})
    stays = " The policy's due day stays." if case.due else ""
    said = f"{case.reference} is on hold through {said_day(day)}; it ends by itself.{stays}"
    return made(case, [fact], said, (), _silenced(case))


def _silenced(case: Case) -> list[str]:
    begun = f"{case.reference}/{case.stage}"
    return [f"{begun}/{occasion}/" for occasion in ("reminder", "chaser", "overdue")]


def resume(case: Case, ruled: Ruled, _rules: Rules) -> Decision:
    """*resume*: the hold or the stop of chasers ends, and what the manager was asked is taken as: go on."""
    open_only(case)
    asked = settled(case)
    if case.hold_until is None and not case.chasing_stopped and not asked:
        raise Refusal(f"{case.reference} is not on hold; there is nothing to resume.")
    data = {"hold_until": None, "hold_why": None, "chasing_stopped": False}
    facts = [lead(ruled, "resumed", "It goes on.", data), *asked]
    return made(case, facts, f"{case.reference} goes on.")


def due(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*due D because …*: a later day beside the policy's, from which reminders and chasers count.

    Where the policy says "whichever is less" an earlier day is the policy's own; elsewhere the policy's day stands.
    """
    open_only(case)
    day = ruled.ruling.day
    assert day is not None
    if day < rules.today:
        raise Refusal(f"{said_day(day)} has passed. Name a day that is still to come, with its year.")
    clock = stage_of(case, rules).answer_clock
    policy, current = case.due, case.agreed_due or case.due
    if case.immediate_risk and current is not None and day > current:
        raise Refusal(
            f"{case.reference} says immediate risk, and no deadline is lengthened then. It stays {said_day(current)}."
        )
    reason = ruled.ruling.text
    if policy is not None and day < policy:
        if clock is not None and clock.or_less:
            return _sooner(case, ruled, rules)
        if not (clock is not None and clock.basis == "local"):
            raise Refusal(
                f"{said_day(day)} is before the policy's day, {said_day(policy)}, which the agency has to answer. "
                f"A later day can be agreed; an earlier one you may ask for: ask {_first_waiting(case)}: …"
            )
    same = policy is not None and day == policy
    why = f"Due {said_day(day)} as in the policy again: {reason}" if same else f"Due {said_day(day)} agreed: {reason}"
    fact = lead(ruled, "due_agreed", why, {"agreed_due": None if same else day.isoformat()})
    beside = f" The policy's day, {said_day(policy)}, is kept beside it." if policy and not same else ""
    withdraw = _silenced(case)
    return made(
        case, [fact, *settled(case)], f"{case.reference} is due {said_day(day)}, as agreed.{beside}", (), withdraw
    )


def _first_waiting(case: Case) -> str:
    return next((one.name for one in case.waiting_for), "the agency")


def _sooner(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """The policy says "whichever is less": the manager's earlier day is the due day."""
    day, clock = ruled.ruling.day, stage_of(case, rules).answer_clock
    assert day is not None and clock is not None
    why = f"Due {said_day(day)}, the earlier of the rule and the day set: {ruled.ruling.text}"
    facts = [lead(ruled, "due_agreed", why, {"agreed_due": None}, clock.clause, clock.basis)]
    for one in case.waiting_for:
        if one.due is not None and one.due > day:
            data: dict[str, Any] = {"name": one.name, "due": day.isoformat(), "counted": _set_day(one, ruled)}
            line = f"{one.name}: due {day.isoformat()} in place of {one.due.isoformat()}, whichever is less."
            facts.append(Fact("recounted", "case-intake", line, data, clock.clause, clock.basis))
    return made(case, [*facts, *settled(case)], f"{case.reference} is due {said_day(day)}.", (), _silenced(case))


def _set_day(one: Responder, ruled: Ruled) -> dict[str, Any]:
    assert ruled.ruling.day is not None
    start = (one.counted_from or ruled.ruling.day).isoformat()
    return {
        "on": ruled.ruling.day.isoformat(),
        "counted_from": start,
        "working_days": None,
        "skipped": [],
        "provisional": False,
    }


def received(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*received D*: another day zero. Every clock that runs is counted again from it; `explain` shows both."""
    open_only(case)
    day = ruled.ruling.day
    assert day is not None
    if day > rules.today:
        raise Refusal(f"{said_day(day)} is still to come; a form cannot have been received then.")
    if day == case.received:
        raise Refusal(f"{case.reference} was received on {said_day(day)} already.")
    stage = stage_of(case, rules)
    clock = stage.answer_clock
    data = {"received": day.isoformat()}
    if case.stage_since == case.received:
        data["stage_since"] = day.isoformat()
    why = f"Received {said_day(day)}, not {said_day(case.received)}."
    facts = [lead(ruled, "received_changed", why, data)]
    moved = []
    for one in case.waiting_for:
        if clock is None or one.due is None:
            continue
        counted = rules.after(began(case.answers, day, stage, rules) or day, clock.working_days)
        if case.immediate_risk and counted.on > one.due:
            raise Refusal(
                f"{case.reference} says immediate risk, and no deadline is lengthened then: "
                f"it would move from {said_day(one.due)} to {said_day(counted.on)}. Nothing was changed."
            )
        fact = clock_fact(
            one.name,
            replace(one, provisional=False),
            counted,
            clock,
            had_form=one.notice == "had_form",
            what="recounted",
        )
        line = f"{one.name}: due {said_day(counted.on)} in place of {said_day(one.due)}. {fact.why}"
        facts.append(replace(fact, why=line, data={**fact.data, "day_ruled": True}))
        if counted.on != one.due:
            moved.append(f"{one.name}: {said_day(one.due)} → {said_day(counted.on)}")
    dates = f" Counted again: {in_words(moved)}." if moved else " No due day moved."
    return made(case, facts, f"{case.reference} was received on {said_day(day)}.{dates}", (), _silenced(case))


def chase_now(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*chase now*: before the due day a reminder, after it the next chaser, to each party still waited for."""
    open_only(case)
    if case.hold_until is not None and rules.today <= case.hold_until:
        raise Refusal(f"{case.reference} is on hold through {said_day(case.hold_until)}. Say first: resume")
    chosen = (waited_for(case, ruled.ruling.name, rules),) if ruled.ruling.name else case.waiting_for
    reached = [one for one in chosen if one.address and one.notice in ("queued", "sent", "had_form")]
    if not reached:
        names = in_words([one.name for one in chosen]) if chosen else "nobody"
        raise Refusal(f"There is nobody to chase: {case.reference} waits for {names}, and no notice has reached them.")
    stage = stage_of(case, rules)
    facts = [lead(ruled, "chased", f"Chased now: {in_words([one.name for one in reached])}.", {}), *settled(case)]
    letters: list[Wanted] = []
    for one in reached:
        day = case.agreed_due or one.due
        late = day is not None and rules.today > day
        if day is None:
            letters.append(_no_clock(case, one, stage.label, ruled))
            continue
        what, nth = ("chaser", one.chasers + 1) if late else ("reminder", 1)
        written = to_party(case, what, one, stage, rules, f"ruled-{ruled.key}", nth)
        letters += written
        data = {"what": what, "name": one.name, "nth": nth, "on": rules.today.isoformat()}
        data["letter"] = written[0].key if written else ""
        facts.append(Fact("prompted", "case-intake", f"{what.capitalize()} to {one.name}, as ruled.", data))
    stopped = " Chasing stays stopped otherwise." if case.chasing_stopped else ""
    return made(
        case, facts, f"{case.reference}: {in_words([one.name for one in reached])} is written to now.{stopped}", letters
    )


def _no_clock(case: Case, one: Responder, label: str, ruled: Ruled) -> Wanted:
    """The policy gives the stage no day, so there is none to name: a plain question how it stands."""
    return Wanted(
        key=f"{case.reference}/{case.stage}/question/{slug(one.name)}/{ruled.key}",
        occasion="question",
        party=AGENCY if one.agency else one.name,
        to=(one.address or "",),
        addressee=one.name,
        details={
            "words": "We have no outcome recorded. Please tell us what has been agreed, or when you will answer and who is dealing with it.",
            "stage_label": label,
        },
        needs_collect=True,
        basis="local",
        rank=4,
    )


def stop_chasing(case: Case, ruled: Ruled, _rules: Rules) -> Decision:
    """*stop chasing*: no more chasers until *resume*; the due day and the manager's own prompts stay."""
    open_only(case)
    if case.chasing_stopped:
        raise Refusal(f"Chasing has been stopped for {case.reference} already. To go on: resume")
    fact = lead(ruled, "chasing", "No more chasers until resumed.", {"chasing_stopped": True})
    begun = f"{case.reference}/{case.stage}/chaser/"
    return made(
        case,
        [fact, *settled(case)],
        f"{case.reference}: no more chasers go until you say resume. The due day stays.",
        (),
        (begun,),
    )
