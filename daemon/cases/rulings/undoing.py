"""*undo*: the case's last ruling is taken back. The journal keeps both; the case is what the other lines tell.

An undone ruling is not undone twice: a second *undo* takes back the ruling before it, and to have one back it is said
again. Letters that nobody has tried to send are withdrawn, the others are named.
"""

from __future__ import annotations

from dataclasses import replace

from daemon.cases.facts import evolve, snapshot
from daemon.cases.panel import invitations, prompts_ended
from daemon.cases.rules import Rules, slug
from daemon.cases.rulings.making import lead
from daemon.cases.rulings.moving import no_longer
from daemon.cases.rulings.values import Refusal
from daemon.cases.values import Case, Decision, Fact, Recorded, Ruled, Wanted

# Lines about a party under one stage: without the ruling that began the stage they say nothing about the case.
_OF_STAGE = frozenset(
    {"clock", "recounted", "notice_waits", "notice_failed", "chaser_unserved", "prompted", "response", "settled"}
)


def undo(case: Case, ruled: Ruled, rules: Rules) -> Decision:
    """Take back the last ruling of the journal that stands."""
    target = last_ruling(ruled.journal)
    if target is None:
        raise Refusal(f"There is no ruling on {case.reference} to take back.")
    key = str(target.fact.data["ruling"])
    kept = without(ruled.journal, key, ruled.gone)
    if kept is None:
        raise Refusal(f"{case.reference} cannot be told without that ruling; nothing was changed.")
    own = letters_of(ruled.journal, key)
    letters: list[Wanted] = []
    if any(one.startswith(f"{case.reference}/panel/") and one in ruled.gone for one in own):
        # Somebody has the invitation in a calendar: a later one, with a higher number, must put that right.
        kept = replace(kept, panel={**(kept.panel or case.panel), "sequence": int(case.panel["sequence"]) + 1})
        letters = invitations(case, kept, ruled.key, rules, ruled.gone)
    if target.fact.what == "readdressed":
        letters += _asked_as_before(case, kept, ruled, rules, own)
    kept = replace(kept, last_contact=max(kept.last_contact, case.last_contact), alerted_at=case.alerted_at)
    said = target.fact.data.get("said") or target.fact.why
    data = {"case": snapshot(kept), "undoes": target.id, "key": key}
    fact = lead(ruled, "undone", f"Taken back: {said}", data)
    withdraw = (*(one for one in own if one not in ruled.gone), prompts_ended(case))
    why = f"{case.reference}: taken back: {said}"
    return Decision(kept, (fact,), tuple(letters), withdraw, f"{why}. To have it again, send the words again.")


def _asked_as_before(case: Case, kept: Case, ruled: Ruled, rules: Rules, own: list[str]) -> list[Wanted]:
    """Agencies that were told so hear that they are asked after all, or not any more."""

    def told(what: str, name: str) -> bool:
        return any(key in ruled.gone and f"/{what}/{slug(name)}/" in key for key in own)

    back = [
        no_longer(kept, one, ruled.key, rules, again=True) for one in kept.responders if told("readdressed", one.name)
    ]
    off = [no_longer(case, one, ruled.key, rules) for one in case.responders if told("notice", one.name)]
    return [*back, *off]


def letters_of(journal: tuple[Recorded, ...], key: str) -> list[str]:
    """The keys of the letters that the ruling of that key brought."""
    return [
        str(one.fact.data["key"]) for one in journal if one.fact.what == "letter" and one.fact.data.get("ruling") == key
    ]


def last_ruling(journal: tuple[Recorded, ...]) -> Recorded | None:
    """The person's own line of the last ruling that has not been taken back."""
    gone = {one.fact.data.get("key") for one in journal if one.fact.what == "undone"}
    leads = [one for one in journal if one.fact.data.get("command") and one.fact.what != "undone"]
    return next((one for one in reversed(leads) if one.fact.data["ruling"] not in gone), None)


def without(journal: tuple[Recorded, ...], key: str, gone: frozenset[str]) -> Case | None:
    """The case that the journal tells when the ruling of `key`, and those taken back before, are left out.

    A prompt that somebody may have had stays counted, whoever ruled it; so does the clock of a party whose notice was
    released and has gone.
    """
    dropped = {key, *(str(one.fact.data.get("key")) for one in journal if one.fact.what == "undone")}
    released = {str(one.fact.data.get("ruling")) for one in journal if one.fact.data.get("command") == "release"}
    actual: Case | None = None
    kept: Case | None = None
    for line in journal:
        fact = line.fact
        before = actual
        actual = evolve(actual, fact)
        mine = fact.data.get("ruling") in dropped or fact.what == "undone"
        if mine and not (
            _was_had(fact, gone) or (actual is not None and _of_gone_notice(fact, actual, released, gone))
        ):
            continue
        moved = before is not None and kept is not None and before.stage != kept.stage
        if moved and fact.what in _OF_STAGE:
            continue
        kept = evolve(kept, fact)
    return kept


def _was_had(fact: Fact, gone: frozenset[str]) -> bool:
    return fact.what == "prompted" and fact.data.get("letter") in gone


def _of_gone_notice(fact: Fact, case: Case, released: set[str], gone: frozenset[str]) -> bool:
    """True for what a release did to a party whose notice cannot be called back: it has had it, and its clock runs."""
    if fact.data.get("ruling") not in released:
        return False
    begun = f"{case.reference}/{case.stage}/notice/"
    names = [str(fact.data["name"])] if "name" in fact.data else []
    names += [str(one).removeprefix("notice-waits:") for one in fact.data.get("ids", ())]
    return any(key.startswith(f"{begun}{slug(name)}") for name in names for key in gone)
