"""*merge with REF*: one difference that was logged twice goes on as one case; who must hear of it, and who may not.

Whoever raised the case that ends hears in which it goes on, and hears of that one from then on. An agency that was
asked in it and is not asked in the other need not answer any more. Who had never heard of the case that ends is told
nothing, and the parties of the other learn nothing new.
"""

from __future__ import annotations

from datetime import datetime

from daemon.cases.facts import after_facts
from daemon.cases.panel import called_off
from daemon.cases.rules import Rules, stage_of
from daemon.cases.rulings.making import lead, made, open_only, said_day
from daemon.cases.rulings.moving import no_longer
from daemon.cases.rulings.values import Refusal
from daemon.cases.stages.beginning import AGENCY
from daemon.cases.telling import attention
from daemon.cases.telling.whom import side_letters
from daemon.cases.values import Case, Decision, Fact, Recorded, Ruled, Wanted


def merge(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """This case ends in the other, `ruled.other`; letters not sent are withdrawn."""
    open_only(case)
    other = ruled.other
    if other is None:
        raise Refusal(f"There is no case {ruled.ruling.name} to merge with.")
    if other.reference == case.reference:
        raise Refusal(f"{case.reference} cannot be merged with itself. Name the case in which it goes on.")
    if other.closed is not None:
        raise Refusal(f"{other.reference} is closed. Reopen it first, or merge the other way round.")
    goes_on = f"merged with {other.reference}, where it goes on"
    data = {"on": rules.today.isoformat(), "outcome": goes_on, "merged_into": other.reference}
    joins = joining(case, other, ruled)
    facts = [lead(ruled, "merged", f"Merged with {other.reference}, where it goes on.", {**data, "joins": joins})]
    off, letters = called_off(case, ruled.key, rules, ruled.gone)
    facts += off
    after = after_facts(case, facts)
    noted, put = attention.closed(after, stage_of(case, rules), rules, rules.today, ruled.key)
    letters += [*_told(case, other, ruled, rules), *put]
    days = _days(case, other)
    said = f"{case.reference} is closed: {goes_on}.{days}"
    return made(case, [*facts, *noted], said, letters, (f"{case.reference}/",))


def _days(case: Case, other: Case) -> str:
    """What the manager should see of the two due days: the other's goes on, whichever it is."""
    if case.due is None or case.due == other.due:
        return ""
    goes_on = f"{other.reference} is due {said_day(other.due)}" if other.due else f"{other.reference} has no due day"
    return f" It was due {said_day(case.due)}; {goes_on}."


def joining(case: Case, other: Case, ruled: Ruled) -> list[list[str]]:
    """(agency, address) of whoever raised `case` and is to hear of `other` from now on: they know of the first and are no
    side of the second yet.
    """
    if not case.referrer or case.referrer.casefold() not in _heard(ruled.journal, ruled.gone):
        return []
    known = {(other.referrer or "").casefold(), *(address.casefold() for _, address in other.joined)}
    if case.referrer.casefold() in known or case.referring_agency in other.named:
        return []
    return [[case.referring_agency or "", case.referrer]]


def _heard(journal: tuple[Recorded, ...], gone: frozenset[str]) -> set[str]:
    """The addresses to which a letter about the case has gone."""
    return {
        str(address).casefold()
        for one in journal
        if one.fact.what == "letter" and one.fact.data.get("key") in gone
        for address in one.fact.data.get("to", ())
    }


def _told(case: Case, other: Case, ruled: Ruled, rules: Rules) -> list[Wanted]:
    heard = _heard(ruled.journal, ruled.gone)
    details = {
        "stage_label": stage_of(case, rules).label,
        "outcome": None,
        "between_parties": False,
        "outstanding": False,
        "debrief": False,
        "asks": [],
        "merged_into": other.reference,
    }
    letters = side_letters(case, "closure", None, rules, details, nth=ruled.key, at_once=True)
    staying = [
        one
        for one in letters
        if one.to[0].casefold() in heard and (one.party != AGENCY or _asked(one.to[0], case, other))
    ]
    off = [
        no_longer(case, one, ruled.key, rules)
        for one in case.responders
        if one.agency
        and one.answered is None
        and (one.address or "").casefold() in heard
        and one.name not in other.named
    ]
    return [*staying, *off]


def _asked(address: str, case: Case, other: Case) -> bool:
    names = {one.name for one in case.responders if (one.address or "").casefold() == address.casefold()}
    return bool(names & set(other.named))


def received(case: Case, other: Case, ruled: Ruled, now: datetime) -> Decision:
    """What the other case's own journal says of it; immediate risk goes with it, and so does what was answered in it."""
    joins = joining(case, other, ruled)
    data = {"from": case.reference, "joined": joins}
    facts = [Fact("merged_from", ruled.by, f"{case.reference} was merged into this case.", data, None, "local")]
    if case.response and not other.response:
        kept = f"What was answered in {case.reference} is kept here; it moves nothing until a person has ruled."
        answers = {"name": None, "on": now.date().isoformat(), "answers": dict(case.response)}
        facts.append(Fact("response", "case-intake", kept, answers, None, "local"))
    if case.immediate_risk and (not other.immediate_risk or (other.seen and not case.seen)):
        why = f"{case.reference}, merged into this case, says immediate risk."
        alerted = (case.alerted_at or now).isoformat()
        facts.append(Fact("urgent", "case-intake", why, {"immediate_risk": True, "seen": case.seen}))
        facts.append(Fact("alerted", "case-intake", why, {"alerted_at": alerted}))
    return Decision(after_facts(other, facts), tuple(facts), why=facts[0].why)


def taken_back(reference: str, other: Case, joins: list[list[str]], by: str) -> Decision:
    """The merger was undone: whoever had come with it hears of this case no more. Immediate risk stays until it is seen."""
    why = f"{reference} is a case of its own again; its merger was taken back."
    fact = Fact("merged_from", by, why, {"from": reference, "left": joins}, None, "local")
    return Decision(after_facts(other, [fact]), (fact,), why=why)
