"""Rulings that move no clock: notes, calls, questions to an agency, an alert that was seen, steps that were done."""

from __future__ import annotations

from daemon.cases.facts import after_facts
from daemon.cases.rules import Rules, in_words, slug, stage_of
from daemon.cases.rulings.making import lead, made, open_only, said_day
from daemon.cases.rulings.values import Refusal
from daemon.cases.stages import steps
from daemon.cases.telling.asking import remembered_after
from daemon.cases.telling.whom import addresses_of
from daemon.cases.values import Case, Decision, Ruled, Wanted

_MOST_WORDS_OF_A_NAME = 10


def note(case: Case, ruled: Ruled, _rules: Rules) -> Decision:
    """*note …*"""
    return made(case, [lead(ruled, "noted", ruled.ruling.text, {})], f"{case.reference}: noted.")


def rang(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*rang X: …*: a contact, which the register shows as the last one; what the policy asks after one is recalled."""
    why = f"Rang {ruled.ruling.name}: {ruled.ruling.text}"
    fact = lead(ruled, "rang", why, {"last_contact": rules.today.isoformat()})
    said = f"{case.reference}: the call to {ruled.ruling.name} is noted as a contact today."
    return made(case, [fact], f"{said}{remembered_after('rang', stage_of(case, rules))}")


def step_done(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*step done* / *step 2 done*: a step that the policy has somebody do at this stage was done."""
    open_only(case)
    stage = stage_of(case, rules)
    if not stage.steps:
        raise Refusal(f"The policy names no steps at {stage.label}, so there is none to record. To keep words: note …")
    listed = "; ".join(f"{number}: {one.done}" for number, one in enumerate(stage.steps, 1))
    number = ruled.ruling.number
    if number is not None and not 1 <= number <= len(stage.steps):
        raise Refusal(f"{stage.label} has no step {number}. Its steps are {listed}.")
    step = stage.steps[number - 1] if number else steps.next_step(case, stage)
    if step is None or step.id in case.steps_done:
        which = f"That {step.done}" if step else "Every step"
        raise Refusal(f"{which} is recorded already. Its steps are {listed}.")
    one = steps.done(step, ruled.by, rules.today, ruled.message_id, ruled.ruling.text)
    fact = lead(ruled, one.what, one.why, one.data, one.clause, one.basis or "local")
    after = after_facts(case, [fact])
    following = steps.next_step(after, stage)
    goes_on = f" Next: {following.words}" if following else " No step is left."
    return made(case, [fact], f"{case.reference}: it is recorded that {step.done}.{goes_on}")


def confirmed_between(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*confirmed between the parties*: they have confirmed the outcome to each other in writing; a closed case too."""
    if case.confirmed_between is not None:
        raise Refusal(f"That is recorded for {case.reference} already, on {said_day(case.confirmed_between)}.")
    closing = rules.protocol.closing
    said = f" {ruled.ruling.text}" if ruled.ruling.text else ""
    fact = lead(
        ruled,
        "confirmed_between",
        f"The parties have confirmed the outcome to each other in writing.{said}",
        {"confirmed_between": rules.today.isoformat()},
        closing.clause if closing.between_parties else None,
        "policy" if closing.between_parties else "local",
    )
    return made(
        case, [fact], f"{case.reference}: it is recorded that the parties have confirmed the outcome to each other."
    )


def group_decided(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*effectiveness group decided: …*: what the group that reviews each year decided about actions; a closed case too."""
    group = rules.protocol.review_group
    if not group:
        raise Refusal("This policy names no group that decides about actions after the annual review. Use: note …")
    fact = lead(
        ruled,
        "group_decided",
        f"{group} decided: {ruled.ruling.text}",
        {"group_decision": ruled.ruling.text},
        rules.protocol.review_clause,
        "policy",
    )
    return made(case, [fact], f"{case.reference}: the decision of the {group} is recorded.")


def seen(case: Case, ruled: Ruled, _rules: Rules) -> Decision:
    """*seen*: the hourly alerts stop; the risk is theirs to judge."""
    if not case.immediate_risk:
        raise Refusal(f"{case.reference} has no alert about immediate risk, so there is none to have seen.")
    if case.seen:
        raise Refusal(f"The alert about {case.reference} had been seen already; no more are sent.")
    said = f" {ruled.ruling.text}" if ruled.ruling.text else ""
    fact = lead(ruled, "seen", f"The alert about immediate risk was seen.{said}", {"seen": True})
    return made(case, [fact], f"{case.reference}: The alert about immediate risk was seen. The hourly ones stop.")


def ask(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*ask X …*: a question to X's single point of contact in the person's own words."""
    name, addressee, address, words = _whom(case, ruled.ruling.text, rules)
    fact = lead(ruled, "asked", f"Asked {name}: {words}", {"name": name})
    letter = Wanted(
        key=f"{case.reference}/{case.stage}/question/{slug(name)}/{ruled.key}",
        occasion="question",
        party=name,
        to=(address,),
        addressee=addressee,
        details={"words": words, "stage_label": stage_of(case, rules).label},
        at_once=True,
        clause="additional information as requested",
        basis="local",
        rank=3,
    )
    return made(case, [fact], f"{case.reference}: {name} is asked.", [letter])


def _whom(case: Case, text: str, rules: Rules) -> tuple[str, str, str, str]:
    """(name, addressee, address, words): the longest beginning of `text` that the directory or the case knows."""
    words = text.split()
    for count in range(min(_MOST_WORDS_OF_A_NAME, len(words) - 1), 0, -1):
        name = " ".join(words[:count]).strip(" ,:;–-")
        rest = " ".join(words[count:]).strip(" ,:;–-")
        if not rest or ":" in name:
            continue
        found = _known(case, name, rules)
        if found is not None:
            return (*found, rest)
    beginning = text.split(":")[0] if ":" in text else in_words([" ".join(words[:3])])
    near = rules.contacts.nearest(beginning)
    hint = f" Nearest: {in_words([f'“{one}”' for one in near])}." if near else ""
    raise Refusal(
        f"“{beginning.strip()}” is no agency in contacts.xlsx, and questions go to nobody else.{hint} "
        "Write it so: ask Example Police: who chairs the meeting?"
    )


def _known(case: Case, name: str, rules: Rules) -> tuple[str, str, str] | None:
    plain = name.casefold().removeprefix("the ")
    if plain in ("referrer", "referring agency", "responding agency"):
        found = addresses_of("responding agency" if plain.startswith("resp") else "referrer", case, rules)
        return (found[0][0] or plain, found[0][0], found[0][1]) if len(found) == 1 else None
    agency = rules.contacts.find_agency(name)
    if agency is not None and agency.spoc_email:
        return agency.name, agency.spoc_name or agency.name, agency.spoc_email
    person = rules.contacts.role(name)
    return (name, person.name or name, person.email) if person is not None and person.email else None
