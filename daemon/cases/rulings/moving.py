"""Rulings that move a case: to another agency, to a later stage."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from daemon.cases.facts import after_facts, snapshot
from daemon.cases.notices import notice_released
from daemon.cases.panel import called_off
from daemon.cases.rules import Rules, in_words, slug, stage_of
from daemon.cases.rulings.making import lead, made, open_only, said_day, settled
from daemon.cases.rulings.values import Refusal
from daemon.cases.stages.beginning import AGENCY, Begun, Entry, begin
from daemon.cases.stages.ran_before import began
from daemon.cases.telling.asking import kinds_noted, representatives, said_to
from daemon.cases.telling.questions import asked_fact
from daemon.cases.telling.whom import moved_letters
from daemon.cases.values import Case, Decision, Fact, NoticeReleased, Responder, Ruled, Wanted
from daemon.protocol.values import BOARD_REPRESENTATIVE, Stage

SAME_DAY = "as before: under immediate risk another agency gets no later day than the first had"


def readdress(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*responding agency is X* / *send to X*: a new day zero for X, shown beside the old; X must be in the directory."""
    stage = stage_of(case, rules)
    if ruled.ruling.what == "send to":
        told = _brought_to_attention(case, ruled, stage, rules)
        if told is not None:
            return told
    open_only(case)
    clock = stage.answer_clock
    notice = rules.protocol.telling(stage, "notice")
    sends_itself = notice is not None and AGENCY in notice.to and (clock is None or clock.who == AGENCY)
    if ruled.ruling.what == "send to":
        role = _role_meant(ruled.ruling.name, rules)
        person = rules.contacts.role(role)
        if rules.contacts.find_agency(ruled.ruling.name) is None and person is not None and person.email:
            return _copy_to(case, ruled, person.name or role, person.email, stage)
    names = _listed(ruled.ruling.name, rules)
    if not sends_itself and ruled.ruling.what == "send to":
        return _send_copies(case, ruled, names, stage, rules)
    if names == case.named and all(one.notice not in ("none", "failed") for one in case.responders):
        raise Refusal(f"{case.reference} is addressed to {in_words(list(names))} already.")
    moved = replace(case, named=names)
    old = {one.name: one.due for one in case.responders}
    data: dict[str, Any] = {"named": list(names), "was": list(case.named)}
    gone = ("responding-agency", "no-contact:", "bounced:", "notice-waits:", "whose-response")
    was = in_words(list(case.named)) if case.named else "nobody"
    why = f"The responding agency is {in_words(list(names))}; it had been {was}."
    if clock is not None and clock.who != AGENCY:
        data["responders"] = snapshot(case)["responders"]
        facts = [lead(ruled, "readdressed", why, data), *settled(case, also=gone[:1])]
        return made(case, facts, f"{case.reference}: {why}")
    kept = [one for one in case.responders if one.name in names and one.notice not in ("none", "waiting", "failed")]
    entry = Entry(rules.today, frozenset(), ruled.message_id, chosen=True, kept=tuple(kept))
    begun = begin(moved, stage, entry, rules)
    _not_later(case, begun)
    data["responders"] = snapshot(replace(moved, responders=tuple(begun.responders)))["responders"]
    beside = [f"{name} was due {said_day(day)}" for name, day in old.items() if day and name not in names]
    going_on = [one.name for one in kept]
    anew = [name for name in names if name not in going_on]
    if beside:
        why += f" {in_words(beside)}."
    if anew and old:
        why += f" For {in_words(anew)} counting begins anew on {said_day(rules.today)}."
    if going_on:
        why += f" For {in_words(going_on)} the clock goes on as it was."
    facts = [lead(ruled, "readdressed", why, data, stage.clause), *settled(case, also=gone), *begun.facts]
    facts += [asked_fact(one) for one in begun.questions]
    told = [one for one in case.responders if one.notice in ("sent", "had_form") and one.name not in names]
    relieved = [no_longer(case, one, ruled.key, rules) for one in told if sends_itself and one.answered is None]
    begun_here = f"{case.reference}/{case.stage}"
    withdraw = [f"{begun_here}/{what}/" for what in ("overdue", "readdressed")]
    withdraw += [
        f"{begun_here}/{what}/{slug(one.name)}"
        for one in case.responders
        if one not in kept
        for what in ("notice", "reminder", "chaser")
    ]
    return made(case, facts, f"{case.reference}: {why}", [*relieved, *_anew(begun, ruled)], withdraw)


def no_longer(case: Case, one: Responder, key: str, rules: Rules, *, again: bool = False) -> Wanted:
    """To an agency that was asked and is not any more: it must not go on working at it; `again` takes that letter back."""
    stage = stage_of(case, rules)
    agency = rules.contacts.find_agency(one.name)
    address = agency.spoc_email if agency and agency.spoc_email else one.address
    return Wanted(
        key=f"{case.reference}/{case.stage}/readdressed/{slug(one.name)}/{key}",
        occasion="readdressed",
        party=AGENCY if again else "agency no longer asked",
        to=(address,) if address else (),
        addressee=(agency.spoc_name if agency else None) or one.name,
        details={
            "stage_label": stage.label,
            "agency": one.name,
            "again": again,
            "due": (case.agreed_due or one.due) if again else None,
        },
        at_once=True,
        clause="ruling of the business manager",
        basis="local",
        rank=3,
    )


def _not_later(case: Case, begun: Begun) -> None:
    """Under immediate risk another agency gets no later day than the first one had."""
    if not case.immediate_risk or case.due is None:
        return
    for position, one in enumerate(begun.responders):
        if one.due is not None and one.due > case.due:
            begun.responders[position] = replace(one, due=case.due, day_ruled=True)
            begun.letters = [
                replace(letter, details={**letter.details, "due": case.due, "due_why": SAME_DAY})
                if letter.details.get("agency") == one.name
                else letter
                for letter in begun.letters
            ]
            begun.facts = [
                replace(
                    fact,
                    why=f"{one.name}: due {said_day(case.due)}, as before: under immediate risk no deadline is lengthened.",
                    data={**fact.data, "due": case.due.isoformat(), "counted": None},
                )
                if fact.data.get("name") == one.name
                else fact
                for fact in begun.facts
            ]


def _role_meant(name: str, rules: Rules) -> str:
    """The one role of the protocol whose words hold those of `name` ("Chair"); else `name` itself."""
    wanted = set(re.findall(r"\w+", name.casefold())) - {"the", "of"}
    found = [one for one in rules.protocol.roles if wanted and wanted <= set(re.findall(r"\w+", one.casefold()))]
    return found[0] if len(found) == 1 else name


def _listed(written: str, rules: Rules) -> tuple[str, ...]:
    names = []
    for part in rules.contacts.split_agencies(written):
        agency = rules.contacts.find_agency(part)
        if agency is None:
            near = rules.contacts.nearest(part)
            hint = f" Nearest: {in_words([f'“{one}”' for one in near])}." if near else ""
            raise Refusal(
                f"“{part}” is no agency in contacts.xlsx, and letters go to nobody else.{hint} Add it there, or use its listed name."
            )
        names.append(agency.name)
    if not names:
        raise Refusal("Say which agency: responding agency is …")
    return tuple(dict.fromkeys(names))


def _anew(begun: Begun, ruled: Ruled) -> list[Wanted]:
    """The letters under keys of this ruling: an agency that comes back into a case is written to again."""
    return [replace(one, key=f"{one.key}/{ruled.key}") for one in begun.letters]


def _send_copies(case: Case, ruled: Ruled, names: tuple[str, ...], stage: Stage, rules: Rules) -> Decision:
    """The policy itself sends the responding agency nothing; the person rules that this one is told."""
    letters = []
    for name in names:
        agency = rules.contacts.find_agency(name)
        if agency is None or not agency.spoc_email:
            raise Refusal(f"{name} has no SPOC email in contacts.xlsx, so nothing can be sent to it.")
        letters.append(_copy(case, ruled, agency.spoc_name or name, agency.spoc_email, stage, name))
    fact = lead(ruled, "sent_on", f"To be told: {in_words(list(names))}.", {"names": list(names)})
    return made(case, [fact], f"{case.reference}: {in_words(list(names))} is told, with the form.", letters)


def _brought_to_attention(case: Case, ruled: Ruled, stage: Stage, rules: Rules) -> Decision | None:
    """To whom the policy wants gaps and general issues brought, in a closed case too; None where it is somebody else."""
    wanted = _role_meant(ruled.ruling.name, rules).casefold().removeprefix("the ").removesuffix("s")
    role = next((one.to for one in rules.protocol.attentions if one.to.casefold() == wanted), None)
    if role is None or (role != BOARD_REPRESENTATIVE and case.closed is None and not _named_for(role, case, rules)):
        return None
    people = representatives(case, rules) if role == BOARD_REPRESENTATIVE else []
    person = rules.contacts.role(role) if role != BOARD_REPRESENTATIVE else None
    if person is not None and person.email:
        people = [(person.name or role, person.email)]
    if not people:
        raise Refusal(f"contacts.xlsx names no {role} with an address. Add one there, and say it again.")
    because = f"the record names {said_to(role, rules)}."
    fact = lead(ruled, "sent_on", f"To be told: {in_words([name for name, _ in people])}.", {"names": [role]})
    letters = [_copy(case, ruled, name, address, stage, name, because) for name, address in people]
    lacking = _without_representative(case, rules) if role == BOARD_REPRESENTATIVE else ""
    said = f"{case.reference}: {in_words([name for name, _ in people])} is told, with the form.{lacking}"
    return made(case, [fact], said, letters)


def _without_representative(case: Case, rules: Rules) -> str:
    names = [
        name
        for name in (case.referring_agency, *case.named)
        if name and (agency := rules.contacts.find_agency(name)) is not None and not agency.board_representative
    ]
    return f" contacts.xlsx lists no {BOARD_REPRESENTATIVE} of {in_words(names)}." if names else ""


def _named_for(role: str, case: Case, rules: Rules) -> bool:
    return any(
        one.to == role and any(case.answers.get(name) or case.response.get(name) for name in one.fields)
        for one in rules.protocol.attentions
    )


def _copy_to(case: Case, ruled: Ruled, name: str, address: str, stage: Stage) -> Decision:
    fact = lead(ruled, "sent_on", f"To be told: {ruled.ruling.name}.", {"names": [ruled.ruling.name]})
    letter = _copy(case, ruled, name, address, stage, ruled.ruling.name)
    return made(case, [fact], f"{case.reference}: {ruled.ruling.name} is told, with the form.", [letter])


def _copy(
    case: Case, ruled: Ruled, addressee: str, address: str, stage: Stage, name: str, because: str | None = None
) -> Wanted:
    return Wanted(
        key=f"{case.reference}/{stage.id}/copy/{slug(name)}/{ruled.key}",
        occasion="notice",
        party=name,
        to=(address,),
        addressee=addressee,
        details={
            "copy": True,
            "stage_label": stage.label,
            "agencies": list(case.named),
            "due": None,
            "because": because or "the business manager has ruled it.",
        },
        attach=("form",),
        at_once=True,
        clause="ruling of the business manager",
        basis="local",
        rank=2,
    )


def release(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*release*: the notices that wait for a person go; each clock is counted from the day its notice has gone."""
    open_only(case)
    waits = {one.id.removeprefix("notice-waits:") for one in case.questions if one.id.startswith("notice-waits:")}
    chosen = [one for one in case.responders if one.notice == "waiting" or slug(one.name) in waits]
    if ruled.ruling.name:
        agency = rules.contacts.find_agency(ruled.ruling.name)
        meant = (agency.name if agency else ruled.ruling.name).casefold()
        chosen = [one for one in chosen if one.name.casefold() == meant]
    if not chosen:
        pack = " To send the case pack, say: release case pack" if case.panel_on and case.panel.get("members") else ""
        raise Refusal(f"No notice of {case.reference} waits for your release.{pack}")
    why = f"The notice to {in_words([one.name for one in chosen])} may go."
    facts = [lead(ruled, "released", why, {})]
    letters: list[Wanted] = []
    withdraw: list[str] = []
    for one in chosen:
        step = notice_released(after_facts(case, facts), NoticeReleased(one.name, "case-intake"), rules)
        facts += step.facts
        letters += step.letters
        withdraw += step.withdraw
    return made(case, facts, f"{case.reference}: {why}", letters, withdraw)


def next_stage(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*next stage*: the one that the protocol names after this."""
    open_only(case)
    here = stage_of(case, rules)
    stage = rules.protocol.stage(here.next_stage) if here.next_stage else None
    if stage is None:
        raise Refusal(f"{here.label} is the last stage. {here.unresolved}".strip())
    return _to_stage(case, stage, ruled, rules)


def refer(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*refer to Chair* / *partners*: the stage whose own names in the protocol hold those words."""
    open_only(case)
    wanted = set(re.findall(r"\w+", ruled.ruling.name.casefold())) - {"the", "of", "safeguarding", "statutory"}
    stages = rules.protocol.stages
    place = [one.id for one in stages].index(case.stage)
    found = [
        one
        for one in stages[place:]
        if wanted
        and any(wanted <= set(re.findall(r"\w+", name.casefold())) for name in (one.id, one.label, *one.aliases))
    ]
    if any(one.id == case.stage for one in found):
        raise Refusal(f"{case.reference} is before {stage_of(case, rules).label} already.")
    if found:
        return _to_stage(case, found[0], ruled, rules)
    role = next(
        (one for one in rules.protocol.roles if wanted and wanted <= set(re.findall(r"\w+", one.casefold()))), None
    )
    if role is not None:
        fact = lead(
            ruled, "referred", f"Referred to the {role}.", {"role": role}, rules.protocol.panel_clause, "policy"
        )
        said = f"{case.reference}: it is recorded that the {role} has it. To send them the form: send to {role}"
        return made(case, [fact, *settled(case)], said)
    names = in_words([one.label for one in stages[place + 1 :]]) if stages[place + 1 :] else "none"
    raise Refusal(
        f"This protocol has no stage “{ruled.ruling.name}” after {stage_of(case, rules).label}; it has: {names}."
    )


def _to_stage(case: Case, stage: Stage, ruled: Ruled, rules: Rules) -> Decision:
    moved = replace(case, stage=stage.id, stage_since=rules.today)
    clock = stage.answer_clock
    own = began(case.answers, rules.today, stage, rules) if clock and clock.starts == "clock_ended" else None
    begun = begin(moved, stage, Entry(rules.today, frozenset(), ruled.message_id, began=own), rules)
    data = {
        "stage": stage.id,
        "on": rules.today.isoformat(),
        "responders": snapshot(replace(moved, responders=tuple(begun.responders)))["responders"],
    }
    here = stage_of(case, rules).label
    off, cancelled = called_off(case, ruled.key, rules, ruled.gone)
    facts = [
        lead(ruled, "stage_moved", f"From {here} to {stage.label}.", data, stage.clause, "policy"),
        *off,
        *begun.facts,
    ]
    facts += [asked_fact(one) for one in begun.questions]
    if stage.id == rules.protocol.stages[-1].id and "panel_request" in rules.protocol.events:
        why = f"{stage.label}: to be convened."
        asked = {"panel_requested": rules.today.isoformat()}
        facts.append(Fact("panel_requested", "case-intake", why, asked, rules.protocol.panel_clause, "policy"))
    after = after_facts(case, facts)
    facts += kinds_noted(after, stage, rules)
    letters = [*cancelled, *_anew(begun, ruled), *moved_letters(after, stage, rules, ruled.key)]
    said = f"{case.reference} is at {stage.label} now."
    withdraw = (f"{case.reference}/{case.stage}/", f"{case.reference}/panel/", f"{case.reference}/pack/")
    return made(case, facts, said, letters, withdraw)
