"""Rulings about a panel: its day, set, moved or cancelled; its case pack; what it decided is in `closing`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from daemon.cases.facts import after_facts
from daemon.cases.panel import PACK_WAITS, invitations, packs, prompts_ended
from daemon.cases.rules import Rules, in_words
from daemon.cases.rulings.making import lead, made, open_only, said_day, settled
from daemon.cases.rulings.values import Refusal
from daemon.cases.values import Case, Decision, Ruled


def panel_on(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*panel on D at T, place, members*: set or moved; each member and each side is invited, from the directory only."""
    open_only(case)
    ruling = ruled.ruling
    assert ruling.day is not None and ruling.at is not None
    if ruling.day < rules.today:
        raise Refusal(f"{said_day(ruling.day)} has passed. Name a day that is still to come, with its year.")
    members = [_member(name, rules) for name in ruling.members]
    if not members and case.panel_on is not None:
        # A panel that only moves keeps its members.
        members = [(str(name), str(address)) for name, address in case.panel.get("members", ())]
    moved = case.panel_on is not None
    panel = {
        "time": f"{ruling.at:%H:%M}",
        "place": ruling.place or (str(case.panel.get("place") or "") if moved else ""),
        "members": [list(one) for one in members],
        "sequence": int(case.panel.get("sequence", -1)) + 1,
    }
    data: dict[str, Any] = {"panel_on": ruling.day.isoformat(), "panel": panel}
    if case.panel_requested is None:
        data["panel_requested"] = rules.today.isoformat()
    whom = in_words([name for name, _ in members]) if members else "no members named"
    verb = "moved to" if moved else "set for"
    where = f", {panel['place']}" if panel["place"] else ""
    why = f"Panel {verb} {said_day(ruling.day)} at {ruling.at:%H:%M}{where}; {whom}."
    facts = [lead(ruled, "panel_set", why, data, rules.protocol.panel_clause, "policy"), *settled(case)]
    after = after_facts(case, facts)
    letters = [*invitations(case, after, ruled.key, rules, ruled.gone), *packs(after, rules, ruled.gone)]
    told = f"{case.reference}: {why}{_flags(case, members, ruling.day, rules)}"
    if any(one.waits == PACK_WAITS for one in letters):
        told += " The case pack waits: say “release case pack” to send it to the members."
    withdraw = (f"{case.reference}/panel/", f"{case.reference}/pack/", prompts_ended(case))
    return made(case, facts, told, letters, withdraw)


def cancel_panel(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*cancel panel*: everybody invited is told; the case stays before the panel until another day is set."""
    open_only(case)
    if case.panel_on is None:
        raise Refusal(f"No panel is set for {case.reference}.")
    panel = {**case.panel, "sequence": int(case.panel.get("sequence", 0)) + 1}
    why = f"The panel of {said_day(case.panel_on)} is cancelled{': ' + ruled.ruling.text if ruled.ruling.text else ''}."
    facts = [lead(ruled, "panel_cancelled", why, {"panel_on": None, "panel": panel})]
    letters = invitations(case, replace(case, panel_on=None, panel=panel), ruled.key, rules, ruled.gone)
    withdraw = (f"{case.reference}/panel/", f"{case.reference}/pack/", prompts_ended(case))
    return made(case, facts, f"{case.reference}: {why}", letters, withdraw)


def release_pack(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*release case pack*: it goes to the members who have not had it, made anew for the day; to one of them by name."""
    open_only(case)
    if case.panel_on is None:
        raise Refusal(f"No panel is set for {case.reference}, so there is nobody to whom a case pack could go.")
    waiting = packs(case, rules, ruled.gone)
    name = ruled.ruling.name
    if name:
        _, address = _member(name, rules)
        waiting = [one for one in waiting if one.to[0].casefold() == address.casefold()]
    if not waiting:
        whom = f" for {name}" if name else ""
        raise Refusal(f"No case pack of {case.reference} waits{whom}: members are named with “panel on …”.")
    why = f"The case pack may go to {in_words([one.addressee for one in waiting])}."
    stood = [{"key": one.key, "state": "held", "why": PACK_WAITS, "occasion": "panel"} for one in waiting]
    fact = lead(ruled, "released", why, {"withdrew": stood}, rules.protocol.panel_clause)
    return made(case, [fact], f"{case.reference}: {why}", [replace(one, waits=None) for one in waiting])


def _member(name: str, rules: Rules) -> tuple[str, str]:
    """(name, address) of a panel member, a role or an agency's SPOC, as the directory has them."""
    person = rules.contacts.person(name) or rules.contacts.role(name)
    if person is not None and person.email:
        return person.name or name, person.email
    agency = rules.contacts.find_agency(name)
    if agency is not None and agency.spoc_email:
        return agency.name, agency.spoc_email
    near = rules.contacts.nearest(name)
    hint = f" Nearest: {in_words([f'“{one}”' for one in near])}." if near else ""
    raise Refusal(
        f"“{name}” is nobody in contacts.xlsx with an address, and invitations go to nobody else.{hint} "
        "Where the place has a comma of its own, put a semicolon between place and members: Town Hall, Room 2; Pat Moss, Hari Shah"
    )


def _flags(case: Case, members: list[tuple[str, str]], day: date, rules: Rules) -> str:
    """What a person convening a panel should see: members of either side, too few agencies, a day off."""
    said = ""
    sides = {case.referring_agency, *case.named}
    agencies: set[str] = set()
    for name, address in members:
        own = {one.name for one in (rules.contacts.agencies_at(address) or rules.contacts.domain_agencies(address))}
        agencies |= own
        if len(own) == 1 and own & sides:
            said += f" Please note: {name} is of {in_words(sorted(own))}, one of the two sides."
    least = rules.protocol.panel_min_agencies
    if least and len(agencies) < least:
        said += f" Please note: the policy wants {least} agencies; these members are of {len(agencies)} that we know."
    off = rules.calendar.why_closed(day)
    return f"{said} Please note: that day is no working day ({off})." if off else said
