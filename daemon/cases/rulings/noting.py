"""Rulings that move no clock: notes, telephone calls, questions to an agency, an alert that was seen."""

from __future__ import annotations

from daemon.cases.rules import Rules, in_words, slug, stage_of
from daemon.cases.rulings.making import lead, made
from daemon.cases.rulings.values import Refusal
from daemon.cases.telling import addresses_of
from daemon.cases.values import Case, Decision, Ruled, Wanted

_MOST_WORDS_OF_A_NAME = 10


def note(case: Case, ruled: Ruled, _rules: Rules) -> Decision:
    """*note …*"""
    return made(case, [lead(ruled, "noted", ruled.ruling.text, {})], f"{case.reference}: noted.")


def rang(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """*rang X: …*: a contact, which the register shows as the last one."""
    why = f"Rang {ruled.ruling.name}: {ruled.ruling.text}"
    fact = lead(ruled, "rang", why, {"last_contact": rules.today.isoformat()})
    return made(case, [fact], f"{case.reference}: the call to {ruled.ruling.name} is noted as a contact today.")


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
