"""What came back: the letter is marked, the case told, and it goes again once the address is corrected (DESIGN 9).

A notice and a chaser move clocks, and what goes again is decided with the case. Any other letter about a case is sent
again as it was wanted, where it still matters, under a key of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from daemon.cases.deciding import decide
from daemon.cases.facts import after_facts, restored
from daemon.cases.notices import awaits_correction
from daemon.cases.rules import slug
from daemon.cases.telling.restating import restated, unpacked
from daemon.cases.values import Case, ContactCorrected, Decision, Fact, LetterBounced, Wanted
from daemon.service.office import Office
from daemon.service.outgoing.writing import Writer
from daemon.store import Change
from daemon.store.values import Letter

WAITING = "bounced.waiting"
LETTERS = "bounced.letters"
# These go again with the clock that they move; alerts are said anew by themselves.
_WITH_THE_CASE = frozenset({"notice", "chaser", "urgent", "held", "bounced", "ruling"})


def bounced(
    office: Office,
    writer: Writer,
    letter: Letter,
    recipient: str,
    why: str,
    message_id: str | None,
    now: datetime,
) -> int | None:
    """One recipient of one letter did not get it, by report or by the relay's own refusal; the case's row id."""
    writer.change.bounced(letter.id, recipient, why)
    if recipient.casefold() in {one.casefold() for one in office.staff()}:
        # No letter about it to the address that is dead, whose report would bring the next one: once a day, to both.
        told = f"Our letters to {recipient} come back ({why}). Correct [directory] manager or contacts.xlsx."
        writer.alarm(f"staff/{office.today(now)}/{slug(recipient)}", [told])
        return letter.case_id
    row = office.store.case_by_id(letter.case_id)
    if row is None:
        _contact_bounced(office, writer, letter, recipient, why)
        return None
    case = restored(row.snapshot)
    rules = office.rules(now, case)
    event = LetterBounced(letter.occasion, letter.key, recipient, why, office.today(now), message_id)
    decision = decide(case, event, rules)
    writer.record(decision, row.id, rules.protocol)
    if decision.case is not None:
        _remember(office, writer.change, decision.case)
    if letter.occasion not in _WITH_THE_CASE:
        _remember_letter(office, writer.change, letter, recipient)
    return row.id


def _contact_bounced(office: Office, writer: Writer, letter: Letter, recipient: str, why: str) -> None:
    """A letter that is about no case came back: that an address is dead is worth knowing all the same."""
    agencies = office.directory.agencies_at(recipient)
    wanted = Wanted(
        key=f"{letter.key}/bounced/{slug(recipient)}",
        occasion="bounced",
        party="manager",
        to=(office.settings.directory.manager,),
        addressee="",
        details={
            "recipient": recipient,
            "why": why,
            "occasion": letter.occasion,
            "agency": ", ".join(one.name for one in agencies) or None,
        },
        urgent=True,
        basis="local",
        rank=1,
    )
    writer.queue(wanted, None, None, office.protocol)


def corrected(office: Office, now: datetime) -> int:
    """Send again what came back, for each party whose address contacts.xlsx gives otherwise now; how many letters."""
    waiting: dict[str, list[str]] = dict(office.store.get(WAITING) or {})
    sent = _letters_again(office, now)
    for reference, names in waiting.items():
        row = office.store.case(reference)
        case = restored(row.snapshot) if row else None
        if row is None or case is None:
            continue
        rules = office.rules(now, case)
        for name in names:
            address = _address_now(office, case, name)
            failed = next((one.address for one in case.responders if one.name == name), None)
            still = awaits_correction(case, name)
            if still and (not address or (failed or "").casefold() == address.casefold()):
                continue
            with office.store.change() as change:
                if still and address:
                    writer = Writer(office, change, now)
                    decision = decide(case, ContactCorrected(name, address), rules)
                    writer.record(decision, row.id, rules.protocol)
                    office.say(f"{reference}: {decision.why}")
                    sent += len(decision.letters)
                _forget(office, change, reference, name)
    return sent


def _remember_letter(office: Office, change: Change, letter: Letter, recipient: str) -> None:
    """Keep whose address it was to which a letter did not go: an agency's or a role's, by the directory of today."""
    agencies = [one.name for one in office.directory.agencies_at(recipient)]
    roles = [one.role for one in office.directory.people if one.email.casefold() == recipient.casefold()]
    whose = {"agency": agencies[0]} if len(agencies) == 1 else {"role": roles[0]} if roles else None
    if whose is not None:
        kept = list(office.store.get(LETTERS) or [])
        change.set(LETTERS, [*kept, {"letter": letter.id, "case": letter.case_id, "to": recipient, **whose}])


def _letters_again(office: Office, now: datetime) -> int:
    """Send again each letter that came back, to the address that contacts.xlsx gives now; how many went."""
    kept: list[dict[str, Any]] = list(office.store.get(LETTERS) or [])
    sent = 0
    for one in kept:
        address = _address_of(office, one)
        if not address or address.casefold() == one["to"].casefold():
            continue
        with office.store.change() as change:
            sent += _again(office, Writer(office, change, now), one, address, now)
            change.set(LETTERS, [each for each in office.store.get(LETTERS) or [] if each != one])
    return sent


def _address_of(office: Office, one: dict[str, Any]) -> str | None:
    if "agency" in one:
        agency = office.directory.find_agency(one["agency"])
        return agency.spoc_email if agency else None
    person = office.directory.role(one["role"])
    return person.email if person else None


def _again(office: Office, writer: Writer, one: dict[str, Any], address: str, now: datetime) -> int:
    row = office.store.case_by_id(one["case"])
    kept = office.store.wanted_of(one["letter"])
    if row is None or kept is None:
        return 0
    case = restored(row.snapshot)
    rules = office.rules(now, case)
    wanted = unpacked(kept["wanted"])
    others = tuple(each for each in wanted.to if each.casefold() != one["to"].casefold())
    if address.casefold() in {each.casefold() for each in others}:
        return 0
    anew = restated(replace(wanted, to=(address,), key=f"{wanted.key}/to-{slug(address)}"), case, rules)
    if anew is None:
        return 0
    said = f"contacts.xlsx has a new address for {one.get('agency') or one['role']}: the {wanted.occasion.replace('_', ' ')} goes again."
    fact = Fact("noted", "contacts.xlsx", said, {}, None, "local")
    decision = Decision(after_facts(case, [fact]), (fact,), (anew,), why=said)
    writer.record(decision, row.id, rules.protocol)
    office.say(f"{row.reference}: {said}")
    return 1


def _address_now(office: Office, case: Case, name: str) -> str | None:
    agency = any(one.name == name and one.agency for one in case.responders)
    if agency:
        found = office.directory.find_agency(name)
        return found.spoc_email if found else None
    person = office.directory.role(name)
    return person.email if person else None


def _remember(office: Office, change: Change, case: Case) -> None:
    """Keep the short list of cases that wait for an address, so that a beat need not look at every case."""
    names = [one.name for one in case.responders if awaits_correction(case, one.name)]
    waiting = dict(office.store.get(WAITING) or {})
    if names and waiting.get(case.reference) != names:
        change.set(WAITING, {**waiting, case.reference: names})


def _forget(office: Office, change: Change, reference: str, name: str) -> None:
    waiting = {key: list(names) for key, names in dict(office.store.get(WAITING) or {}).items()}
    left = [one for one in waiting.pop(reference, []) if one != name]
    change.set(WAITING, {**waiting, reference: left} if left else waiting)
