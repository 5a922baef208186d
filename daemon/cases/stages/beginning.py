"""Beginning a stage: who must answer, from which day each clock runs, and who is told.

The same steps serve a case that opens, one that moves to its next stage, and one that is sent to another agency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from daemon.cases.rules import Rules, in_words, slug
from daemon.cases.values import Case, Fact, Question, Responder, Wanted
from daemon.protocol.counting import reason
from daemon.protocol.values import Clock, Counted, Stage, Telling

AGENCY, REFERRING = "responding agency", "referring agency"


@dataclass(slots=True)
class Begun:
    """What beginning a stage brings: the parties with their clocks, the journal, the letters, and what is unclear."""

    responders: list[Responder] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    letters: list[Wanted] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """How the form that begins the stage reached us: its day, its recipients, and what must make the notice wait.

    `began` is the day on which the stage's time began by the form itself, where it runs from the disagreement or from
    the end of the stage before; None where it runs from this form. `chosen` is true where a person named the agencies,
    and `kept` are those among them whose clocks run already.
    """

    received: date
    recipients: frozenset[str]
    message_id: str | None
    waits: tuple[str, ...] = ()
    began: date | None = None
    chosen: bool = False
    kept: tuple[Responder, ...] = ()


def begin(case: Case, stage: Stage, entry: Entry, rules: Rules) -> Begun:
    """The parties of `stage` with their clocks and notices; `case.named` are the responding agencies.

    Each stage asks anew. Only where somebody else decides (a panel, a Chair) is nobody asked again: there whoever has
    answered has answered. What `entry.kept` names goes on as it is.
    """
    begun = Begun()
    clock = stage.answer_clock
    notice = rules.protocol.telling(stage, "notice")
    if clock is not None and clock.who not in (AGENCY, REFERRING):
        _role_answers(case, stage, clock, notice, entry, rules, begun)
    else:
        _agencies_answer(case, stage, clock, notice, entry, rules, begun)
    return begun


def told_roles(case: Case, stage: Stage, entry: Entry, rules: Rules) -> Begun:
    """What beginning `stage` sends to roles alone, as where the agencies' part in it is done."""
    begun = Begun()
    _tell_roles(case, stage, rules.protocol.telling(stage, "notice"), entry, rules, begun)
    return begun


def _tell_roles(case: Case, stage: Stage, notice: Telling | None, entry: Entry, rules: Rules, begun: Begun) -> None:
    if notice is None:
        return
    for party in notice.to:
        if party != AGENCY:
            _tell_role(case, stage, notice, party, entry, rules, begun)


def _agencies_answer(
    case: Case, stage: Stage, clock: Clock | None, notice: Telling | None, entry: Entry, rules: Rules, begun: Begun
) -> None:
    if not case.named:
        begun.questions.append(
            Question("responding-agency", "The form does not say which agency is to answer.", rules.today, True)
        )
    waits = entry.waits
    if len(case.named) > 1 and not entry.chosen:
        waits = (*waits, "the form names several responding agencies")
    going_on = {one.name: one for one in (*_answered_for_good(case, stage), *entry.kept)}
    for name in case.named:
        if name in going_on:
            begun.responders.append(going_on[name])
            continue
        begun.responders.append(_agency(case, stage, clock, notice, entry, waits, name, rules, begun))
    _tell_roles(case, stage, notice, entry, rules, begun)


def decided_by_others(stage: Stage) -> bool:
    """True for a last stage without a clock: a panel or a Chair settles the difference, and no agency is asked anew."""
    return stage.next_stage is None and stage.answer_clock is None


def _answered_for_good(case: Case, stage: Stage) -> list[Responder]:
    if not decided_by_others(stage):
        return []
    return [at_rest(one) for one in case.responders if one.answered is not None]


def at_rest(one: Responder) -> Responder:
    """A party at a stage that gives it no clock: what ran before does not run on."""
    return replace(one, due=None, counted_from=None, provisional=False, chasers=0, chased_on=None, reminded_on=None)


def _agency(
    case: Case,
    stage: Stage,
    clock: Clock | None,
    notice: Telling | None,
    entry: Entry,
    waits: tuple[str, ...],
    name: str,
    rules: Rules,
    begun: Begun,
) -> Responder:
    agency = rules.contacts.find_agency(name)
    if notice is None or AGENCY not in notice.to:
        # Where the policy sends the responding agency nothing, the parties deal with each other; what runs is at most
        # the time that the policy gives them before the difference moves on.
        return _between_the_parties(clock, entry, name, agency.spoc_email if agency else None, rules, begun)
    if agency is None or not agency.spoc_email:
        why = f"{name} is not in contacts.xlsx, so nothing can be passed on to it."
        if agency is not None:
            why = f"{name} has no SPOC email in contacts.xlsx, so nothing can be passed on to it."
        begun.questions.append(Question(f"no-contact:{slug(name)}", why, rules.today, True))
        return Responder(name, None)
    address = agency.spoc_email
    own = (case.referrer, case.sender)
    if address in own or _speaks_for_both(case, address, rules):
        waits = (*waits, "the same SPOC stands on both sides")
    had_form = any(one.casefold() == address.casefold() for one in entry.recipients)
    if had_form:
        start, provisional, state = entry.received, False, "had_form"
    else:
        start, provisional, state = rules.today, True, "waiting" if waits else "queued"
    counted = _count(clock, start, entry, rules)
    responder = Responder(
        name,
        address,
        notice=state,
        counted_from=counted.counted_from if counted else start,
        due=counted.on if counted else None,
        provisional=provisional,
        told=rules.today,
    )
    if waits:
        begun.questions.append(_waits(name, name, waits, rules, starts=not had_form))
        if not had_form:
            responder, counted = replace(responder, counted_from=None, due=None), None
    if clock is not None and counted is not None and responder.due is not None:
        begun.facts.append(clock_fact(name, responder, counted, clock, had_form=had_form))
    begun.letters.append(
        notice_letter(
            case.reference,
            stage,
            clock,
            notice,
            responder,
            counted,
            greeting=agency.spoc_name,
            message_id=entry.message_id if had_form else None,
            waits=in_words(list(waits)) if waits else None,
            had_form=had_form,
            agencies=case.named,
        )
    )
    return responder


def _waits(name: str, said: str, waits: tuple[str, ...], rules: Rules, *, starts: bool) -> Question:
    """A notice that a person must let go; `starts` where the clock of whoever it is for begins with it."""
    why = f"The notice to {said} waits for your release: {in_words(list(waits))}."
    return Question(f"notice-waits:{slug(name)}", why, rules.today, starts)


def _between_the_parties(
    clock: Clock | None, entry: Entry, name: str, address: str | None, rules: Rules, begun: Begun
) -> Responder:
    counted = _count(clock, entry.received, entry, rules)
    responder = Responder(
        name,
        address,
        notice="had_form",
        counted_from=counted.counted_from if counted else entry.received,
        due=counted.on if counted else None,
        told=rules.today,
    )
    if clock is not None and counted is not None:
        begun.facts.append(clock_fact(name, responder, counted, clock, had_form=False))
    return responder


def _role_answers(
    case: Case, stage: Stage, clock: Clock, notice: Telling | None, entry: Entry, rules: Rules, begun: Begun
) -> None:
    person = rules.contacts.role(clock.who)
    if person is None or not person.email:
        why = f"contacts.xlsx names nobody as {clock.who}, so the form cannot be put before them."
        begun.questions.append(Question(f"no-contact:{slug(clock.who)}", why, rules.today, True))
        begun.responders.append(Responder(clock.who, None, agency=False))
        return
    counted = _count(clock, entry.received, entry, rules)
    waits = entry.waits
    responder = Responder(
        clock.who,
        person.email,
        agency=False,
        notice="waiting" if waits else "queued",
        counted_from=counted.counted_from if counted else entry.received,
        due=counted.on if counted else None,
        told=rules.today,
    )
    if waits:
        begun.questions.append(_waits(clock.who, f"the {clock.who}", waits, rules, starts=True))
    begun.responders.append(responder)
    if counted is not None:
        begun.facts.append(clock_fact(clock.who, responder, counted, clock, had_form=False))
    if notice is not None:
        begun.letters.append(
            notice_letter(
                case.reference,
                stage,
                clock,
                notice,
                responder,
                counted,
                greeting=person.name,
                waits=in_words(list(waits)) if waits else None,
                agencies=case.named,
            )
        )
        for party in notice.to:
            if party != clock.who:
                _tell_role(case, stage, notice, party, entry, rules, begun)


def _tell_role(case: Case, stage: Stage, notice: Telling, party: str, entry: Entry, rules: Rules, begun: Begun) -> None:
    """What the policy sends to a role without a clock: a copy (Dudley's Head of Safeguarding), or, at the last stage, the
    difference itself, which that person is to settle (a Chair).
    """
    person = rules.contacts.role(party)
    if person is None or not person.email:
        why = f"contacts.xlsx names nobody as {party}, who should have had a copy under “{notice.clause}”."
        begun.questions.append(Question(f"no-contact:{slug(party)}", why, rules.today))
        return
    waits = in_words(list(entry.waits)) if entry.waits else None
    decides = stage.next_stage is None
    begun.letters.append(
        Wanted(
            key=f"{case.reference}/{stage.id}/copy/{slug(party)}",
            occasion="notice",
            party=party,
            to=(person.email,),
            addressee=person.name or party,
            details={
                "copy": not decides,
                "is_role": decides,
                "first_step": rules.protocol.panel_task if decides else None,
                "stage_label": stage.label,
                "agencies": list(case.named),
                "due": None,
            },
            # Who is told for information has nothing to answer.
            attach=_attached(
                notice,
                had_form=person.email.casefold() in {one.casefold() for one in entry.recipients},
                answers=decides,
            ),
            at_once=True,
            waits=waits,
            clause=notice.clause,
            basis=notice.basis,
            rank=2,
        )
    )


def notice_letter(
    reference: str,
    stage: Stage,
    clock: Clock | None,
    notice: Telling,
    responder: Responder,
    counted: Counted | None,
    *,
    greeting: str | None,
    message_id: str | None = None,
    waits: str | None = None,
    had_form: bool = False,
    agencies: tuple[str, ...] = (),
) -> Wanted:
    """The notice to the party that must answer, with the due day and why; `agencies` are all with whom it was raised."""
    attach = _attached(notice, had_form=had_form)
    details: dict[str, Any] = {
        "copy": False,
        "stage_label": stage.label,
        "agency": responder.name,
        "agencies": list(agencies) if len(agencies) > 1 or not responder.agency else [],
        "due": counted.on if counted else None,
        "late": counted is not None and responder.told is not None and counted.on < responder.told,
        "due_why": reason(counted) if counted else None,
        "clock_clause": clock.clause if clock else None,
        "clock_basis": clock.basis if clock else None,
        "had_form": had_form,
        "is_role": not responder.agency,
        "first_step": stage.steps[0].words if stage.steps and not responder.agency else None,
        "pace": said_of_pace(stage) if clock is None else None,
    }
    return Wanted(
        key=f"{reference}/{stage.id}/notice/{slug(responder.name)}",
        occasion="notice",
        party=AGENCY if responder.agency else responder.name,
        to=(responder.address,) if responder.address else (),
        addressee=greeting or responder.name,
        details=details,
        attach=attach,
        at_once=True,
        waits=waits,
        in_reply_to=message_id,
        clause=notice.clause,
        basis=notice.basis,
        rank=2,
    )


def _attached(notice: Telling, *, had_form: bool, answers: bool = True) -> tuple[str, ...]:
    """What goes with a notice to somebody who `had_form` from the referrer's own mail, or had not."""
    attach = tuple(one for one in notice.attach if one != "form unless sent" and (answers or one != "answer form"))
    return (*attach, "form") if "form unless sent" in notice.attach and not had_form else attach


def said_of_pace(stage: Stage) -> str | None:
    """What the policy says of haste at `stage`, with its clause."""
    return f"{stage.pace} ({stage.pace_clause})" if stage.pace else None


def clock_fact(
    name: str, responder: Responder, counted: Counted, clock: Clock, *, had_form: bool, what: str = "clock"
) -> Fact:
    """The journal line by which a due day explains itself."""
    began = "had the form itself" if had_form else ("is asked from that day" if responder.agency else "has the form")
    line = f"{name} {began}; due {counted.on.isoformat()}: {reason(counted)}."
    if clock.moves_on:
        line = f"The parties have until {counted.on.isoformat()}: {reason(counted)}. {clock.why}"
    return Fact(
        what,
        "case-intake",
        line,
        {
            "name": name,
            "notice": responder.notice,
            "counted_from": counted.counted_from.isoformat(),
            "due": counted.on.isoformat(),
            "provisional": responder.provisional,
            "told": responder.told.isoformat() if responder.told else None,
            "counted": counted_json(counted),
        },
        clock.clause,
        clock.basis,
    )


def counted_json(counted: Counted) -> Mapping[str, Any]:
    return {
        "on": counted.on.isoformat(),
        "counted_from": counted.counted_from.isoformat(),
        "working_days": counted.working_days,
        "skipped": [{"day": one.day.isoformat(), "why": one.why} for one in counted.skipped],
        "provisional": counted.provisional,
    }


def _count(clock: Clock | None, start: date, entry: Entry, rules: Rules) -> Counted | None:
    if clock is None:
        return None
    return rules.after(entry.began or start, clock.working_days)


def _speaks_for_both(case: Case, address: str, rules: Rules) -> bool:
    referring = rules.contacts.find_agency(case.referring_agency) if case.referring_agency else None
    return bool(referring and referring.spoc_email and referring.spoc_email.casefold() == address.casefold())
