"""Who is told of an occasion: parties turned into addresses, and the letters that many decisions share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from daemon.cases.belonging import is_party
from daemon.cases.rules import Contacts, Rules, slug
from daemon.cases.stages.beginning import AGENCY, said_of_pace
from daemon.cases.telling.asking import asked_here
from daemon.cases.telling.offering import offered
from daemon.cases.values import Case, Fact, FormReceived, Wanted
from daemon.protocol.counting import reason
from daemon.protocol.values import Stage, Telling


def acknowledgement(
    case: Case,
    stage: Stage,
    event: FormReceived,
    rules: Rules,
    *,
    reference_only: bool,
    to: str | None = None,
    what: str = "form",
) -> Wanted:
    """The acknowledgement to a form's sender (DESIGN 9): what was understood, never the form's words.

    A form about a case that is answered already recalls the timescale all the same (`was_due`).

    `reference_only` leaves everything but reference and date out, for senders that the directory does not list.
    """
    address = to or event.sender.address or ""
    clock = stage.answer_clock
    telling = rules.protocol.telling(stage, "acknowledgement")
    waiting = [one for one in case.responders if one.answered is None]
    # Who has just answered is not told the day of those who have not.
    due = min((one.due for one in waiting if one.due), default=None) if what != "response" else None
    begins = waiting[0].counted_from if waiting else None
    counted = rules.after(begins, clock.working_days) if clock and due and begins else None
    passed_on = [one.name for one in case.responders if one.notice in ("queued", "sent", "had_form")]
    key = f"{case.reference}/{stage.id}/acknowledgement/{slug(what)}/{slug(event.message_id or address)}"
    return Wanted(
        key=f"{key}/{slug(to)}" if to else key,
        occasion="acknowledgement",
        party="sender",
        to=(address,),
        addressee=case.referring_agency or "",
        details={
            "what": what,
            "received": event.received,
            "was_due": case.due if due is None else None,
            "reference_only": reference_only,
            "stage_label": stage.label,
            "referring_agency": case.referring_agency,
            "agencies": list(case.named),
            "not_passed_on": [
                one.name for one in case.responders if one.name not in passed_on and one.answered is None
            ],
            "passed_on": passed_on,
            "due": due,
            "due_why": reason(counted) if counted and counted.on == due else None,
            "provisional": any(one.provisional for one in waiting),
            "clock_clause": clock.clause if clock else None,
            "clock_basis": clock.basis if clock else None,
            "moves_on": clock is not None and clock.moves_on,
            "asks": asked_here(case, stage, rules) if what == "form" else [],
            "pace": said_of_pace(stage) if clock is None else None,
            "not_done": list(rules.protocol.not_done),
            "duplicate": what == "duplicate",
        },
        at_once=True,
        in_reply_to=event.message_id,
        clause=telling.clause if telling else None,
        basis=telling.basis if telling else "local",
        rank=0,
    )


def manager_told(
    case: Case, stage: Stage | None, reasons: list[str], rules: Rules, nth: str, *, alert: bool, what: str = "decide"
) -> Wanted:
    """A line to the manager: something only they can settle, or that they should know. An alert goes at any hour."""
    return Wanted(
        key=f"{case.reference}/{case.stage}/manager/{slug(what)}/{slug(nth)}",
        occasion="manager_decision",
        party="manager",
        to=(rules.manager,),
        addressee="",
        details={
            "reasons": reasons,
            "stage_label": stage.label if stage else case.stage,
            "agencies": list(case.named),
            "referring_agency": case.referring_agency,
            "due": case.agreed_due or case.due,
            "what": what,
            "words": offered(case, what, rules),
        },
        urgent=alert,
        basis="local",
        rank=1 if alert else 4,
    )


def urgent_alert(case: Case, rules: Rules, nth: int) -> Wanted:
    """Immediate risk: manager and deputy now, at any hour, in hold mode too (DESIGN 2, promise 6)."""
    extra = [person.email for role in rules.protocol.urgent for person in rules.contacts.holders(role)]
    return Wanted(
        key=f"{case.reference}/urgent/{nth}",
        occasion="urgent",
        party="manager",
        to=tuple(dict.fromkeys((*rules.alert_addresses, *(extra if nth == 1 else ())))),
        addressee="",
        details={
            "nth": nth,
            "route": rules.protocol.urgent_route,
            "referring_agency": case.referring_agency,
            "agencies": list(case.named),
        },
        urgent=True,
        clause=rules.protocol.urgent_clause,
        basis="policy" if rules.protocol.urgent_clause else "local",
        rank=0,
    )


def side_letters(
    case: Case,
    occasion: str,
    telling: Telling | None,
    rules: Rules,
    details: Mapping[str, Any],
    *,
    nth: str = "1",
    parties: tuple[str, ...] = ("referrer", AGENCY),
    in_reply_to: str | None = None,
    at_once: bool = False,
) -> list[Wanted]:
    """One letter for each side, each its own: nobody is copied (DESIGN 7).

    Who the sides are comes from the protocol's telling, else `parties`. A side without an address is left out: the
    question that it has none has been put already.
    """
    letters: list[Wanted] = []
    for party in telling.to if telling else parties:
        for position, (addressee, address) in enumerate(addresses_of(party, case, rules)):
            # Who joined with a merged case may be of the same agency as the first referrer.
            also = f"/{slug(address)}" if party == "referrer" and position else ""
            letters.append(
                Wanted(
                    key=f"{case.reference}/{case.stage}/{occasion}/{slug(party)}/{slug(addressee)}/{nth}{also}",
                    occasion=occasion,
                    party=party,
                    to=(address,),
                    addressee=addressee,
                    details=dict(details),
                    attach=telling.attach if telling else (),
                    at_once=at_once,
                    in_reply_to=in_reply_to if party == "referrer" else None,
                    clause=telling.clause if telling else None,
                    basis=telling.basis if telling else "local",
                    rank=3,
                )
            )
    return letters


def moved_letters(case: Case, stage: Stage, rules: Rules, nth: str) -> list[Wanted]:
    """Both sides, or whom the protocol says, hear that the case is at `stage` now, and what follows there."""
    last = stage.id == rules.protocol.stages[-1].id and case.panel_requested is not None
    details = {
        "stage_label": stage.label,
        "due": case.due,
        "agencies": list(case.named),
        "asks": asked_here(case, stage, rules),
        "moves_on": stage.answer_clock is not None and stage.answer_clock.moves_on,
        "next_step": rules.protocol.panel_task if last else "",
    }
    telling = rules.protocol.telling(stage, "stage_moved")
    return side_letters(case, "stage_moved", telling, rules, details, nth=nth, at_once=True)


def outcome_letters(
    case: Case, rules: Rules, nth: str, *, decided_by: str = "", decided_on: date | None = None
) -> list[Wanted]:
    """The written outcome, to both sides or to whom the protocol says, with the form completed (DESIGN 8, 9).

    `decided_by` is "panel" where a panel has decided, and `decided_on` the day on which it met. The sender's own form goes to its sender, and to the other side
    only where the policy sends that side the form; else our own outcome document goes.
    """
    stage = rules.protocol.stage(case.stage)
    telling = rules.protocol.telling(stage, "outcome")
    notice = rules.protocol.telling(stage, "notice")
    by_policy = notice is not None and AGENCY in notice.to and {"form", "form unless sent"} & set(notice.attach)
    closing = rules.protocol.closing
    details = {
        "stage_label": stage.label if stage else case.stage,
        "outcome": case.outcome,
        "decided_by": decided_by,
        "decided_on": decided_on if decided_on and decided_on <= rules.today else None,
        "final": decided_by == "panel" and closing.panel_final,
        "section": rules.protocol.outcome_section,
        "form_on": case.form_on,
        "between_parties": closing.between_parties,
        "outstanding": closing.outstanding,
    }
    parties = tuple(one for one in closing.tell if one not in ("manager", "deputy"))
    letters = side_letters(case, "outcome", telling, rules, details, nth=nth, parties=parties, at_once=True)
    return [
        replace(
            one,
            attach=("completed form",)
            if one.to[0] == case.referrer or (by_policy and one.party == AGENCY)
            else ("outcome document",),
        )
        for one in letters
    ]


def addresses_of(party: str, case: Case, rules: Rules) -> list[tuple[str, str]]:
    """(name, address) of everybody that `party` stands for in this case; empty where the directory has no address.

    An agency whose notice still waits for a person's release does not know of the case, unless it wrote first; so it is
    told nothing else either.
    """
    match party:
        case "referrer" | "sender" | "referring agency":
            raised = [(case.referring_agency or "", case.referrer)] if case.referrer else []
            return [*raised, *case.joined]
        case "responding agency":
            found = []
            wrote = _speaking(case.sender, rules.contacts)
            untold = {one.name for one in case.responders if one.notice == "waiting" and one.answered is None} - wrote
            for name in case.named:
                if name in untold:
                    continue
                agency = rules.contacts.find_agency(name)
                if agency is not None and agency.spoc_email:
                    found.append((agency.name, agency.spoc_email))
            return found
        case "manager":
            return [("", rules.manager)]
        case "deputy":
            return [("", address) for address in rules.alert_addresses[1:]]
        case _:
            person = rules.contacts.role(party)
            return [(person.name or party, person.email)] if person and person.email else []


def _speaking(address: str | None, contacts: Contacts) -> set[str]:
    """The agencies that an address may speak for."""
    if not address:
        return set()
    return {one.name for one in contacts.agencies_at(address) or contacts.domain_agencies(address)}


def whom_to_ring(party: str, case: Case | None, contacts: Contacts, to: Sequence[str] = ()) -> list[str]:
    """Whom the reader of a letter may ring, a line each: the other side's single point of contact, by the directory.

    Manager, deputy and whoever decides (a Director, a Chair) read both sides. Who sits on a panel rings neither, and who
    sent a form (`to`) may be of either. A side that the directory does not know is left out.
    """
    if case is None:
        return []
    asked = [
        _agency_line(one.name, contacts) if one.agency else _role_line(one.name, contacts)
        for one in case.responders[:6]
        if one.name != party
    ]
    referring = [_agency_line(case.referring_agency or "", contacts)]
    match party:
        case "manager" | "deputy":
            lines = [*referring, *asked]
        case "sender" if _of_the_asked(case, to, contacts):
            lines = referring
        case "referrer" | "sender" | "referring agency":
            lines = asked
        case "agency no longer asked" | "panel member":
            lines = []
        case "responding agency":
            lines = referring
        case _:
            lines = [*referring, *asked]
    return [line for line in dict.fromkeys(lines) if line]


def _of_the_asked(case: Case, to: Sequence[str], contacts: Contacts) -> bool:
    speaking = {one.name for address in to for one in contacts.agencies_at(address)}
    addresses = {one.casefold() for one in to}
    return any(one.name in speaking or (one.address or "").casefold() in addresses for one in case.responders)


def _agency_line(name: str, contacts: Contacts) -> str | None:
    agency = contacts.find_agency(name)
    if agency is None or not (agency.spoc_phone or agency.spoc_email):
        return None
    who = f"{agency.spoc_name}, " if agency.spoc_name else ""
    return f"{agency.name}: {who}{agency.spoc_phone or agency.spoc_email}"


def _role_line(name: str, contacts: Contacts) -> str | None:
    person = contacts.role(name)
    if person is None:
        return None
    who = f"{person.name}, " if person.name else ""
    return f"{name}: {who}{person.phone or person.email}"


def day_or_none(value: Any) -> date | None:
    """A date out of a canonical answer, which is ISO text, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def form_acknowledged(
    case: Case, stage: Stage, event: FormReceived, rules: Rules, facts: list[Fact], what: str, *, known: bool = False
) -> list[Wanted]:
    """The acknowledgement to a form's sender, or a journal line in `facts` that says why none went.

    Who is neither a party to the case nor otherwise `known` reads reference and date alone.
    """
    if event.sender.address and event.acknowledge and not event.hold:
        known = known or is_party(case, event.sender)
        return [acknowledgement(case, stage, event, rules, reference_only=not known, what=what)]
    why = event.hold or event.acknowledge_why
    facts.append(Fact("acknowledgement_owed", "case-intake", f"No acknowledgement was sent: {why}"))
    return []
