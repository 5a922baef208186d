"""The panel: who is invited, told of another day or told that it will not meet, and the case pack for its members.

An invitation carries the reference and nothing of the case. Whoever has had one hears of every change: a member left
out of a moved panel, and everybody when the case ends before its day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, time
from typing import Any

from daemon.cases.facts import after_facts
from daemon.cases.rules import Rules, slug, stage_of
from daemon.cases.telling.whom import manager_told, side_letters
from daemon.cases.values import Case, Decision, Fact, InvitationAnswered, Wanted
from daemon.protocol.counting import long_day

PACK_WAITS = "the case pack goes to the panel's members when you release it"


@dataclass(frozen=True, slots=True)
class _Invited:
    party: str
    name: str
    address: str


def invitations(before: Case, after: Case, key: str, rules: Rules, gone: frozenset[str] | None) -> list[Wanted]:
    """What leads from the panel of `before` to that of `after`: an invitation for everybody whom it concerns now, a
    cancellation for whoever was invited and is no more. Nobody gets two.

    `key` names the occasion. `gone` are the keys of the letters that somebody may have had, None where that is not known.
    """
    now = _invited(after, rules) if after.panel_on is not None else {}
    then = _invited(before, rules) if before.panel_on is not None else {}
    letters = [
        _letter(after, one, key, rules, _change(before, after, one, gone) if address in then else "new")
        for address, one in now.items()
    ]
    shown = replace(before, panel={**before.panel, "sequence": int(after.panel.get("sequence", 0))})
    letters += [
        _letter(shown, one, key, rules, "cancelled")
        for address, one in then.items()
        if address not in now and (gone is None or _had(before, "panel", one.address, gone))
    ]
    return letters


def called_off(
    case: Case, key: str, rules: Rules, gone: frozenset[str] | None = None
) -> tuple[list[Fact], list[Wanted]]:
    """A case that ends or moves on before its panel's hour: the journal line and the cancellations, else nothing."""
    if case.panel_on is None or not _to_come(case.panel_on, case.panel.get("time"), rules):
        return [], []
    panel = {**case.panel, "sequence": int(case.panel.get("sequence", 0)) + 1}
    why = f"The panel of {long_day(case.panel_on)} is not needed any more and is called off."
    fact = Fact("panel_cancelled", "case-intake", why, {"panel_on": None, "panel": panel}, None, "local")
    letters = invitations(case, replace(case, panel_on=None, panel=panel), key, rules, gone)
    return [fact], letters


def packs(case: Case, rules: Rules, gone: Iterable[str] = ()) -> list[Wanted]:
    """The case pack for each member of the panel who has not had it; it waits for a person's release (DESIGN 9)."""
    sent = frozenset(gone)
    sequence = int(case.panel.get("sequence", 0))
    return [
        replace(
            _letter(case, _Invited("panel member", name, address), str(sequence), rules, "pack"),
            key=f"{case.reference}/pack/{slug(address)}/{sequence}",
            attach=("case pack", "forms"),
            waits=PACK_WAITS,
            rank=4,
        )
        for name, address in case.panel.get("members", ())
        if not _had(case, "pack", address, sent)
    ]


def invitation_answered(case: Case, event: InvitationAnswered, rules: Rules) -> Decision:
    """Who comes and who does not, as their calendars say; the manager hears of everybody who may not come."""
    one = _invited(case, rules).get(event.address.casefold())
    if case.closed is not None or case.panel_on is None or one is None:
        return Decision(case, why=f"An answer to an invitation of {case.reference} that stands no more.")
    answers = {**case.panel.get("answers", {}), event.address.casefold(): event.answer}
    said = "has answered “tentative” to" if event.answer == "tentative" else f"has {event.answer}"
    why = f"{one.name} {said} the invitation to the panel of {long_day(case.panel_on)}."
    data = {"panel": {**case.panel, "answers": answers}, "last_contact": event.received.isoformat()}
    fact = Fact("invitation_answered", event.address, why, data, None, "local", event.message_id)
    after = after_facts(case, [fact])
    letters = []
    if event.answer != "accepted":
        nth = slug(event.message_id or f"{event.address} {event.received}")
        letters.append(manager_told(after, stage_of(case, rules), [why], rules, nth, alert=False, what="reply"))
    return Decision(after, (fact,), tuple(letters), why=why)


def coming(case: Case) -> list[str]:
    """The panel's members with what their calendars answered, where they did."""
    answers = case.panel.get("answers", {})
    return [
        f"{name} ({answers[address.casefold()]})" if address.casefold() in answers else str(name)
        for name, address in case.panel.get("members", ())
    ]


def prompts_ended(case: Case) -> str:
    """The beginning of the keys of prompts about a panel, which end when somebody rules on it."""
    return f"{case.reference}/{case.stage}/manager/panel-"


def _invited(case: Case, rules: Rules) -> dict[str, _Invited]:
    """By address: the panel's members, then each side that has no member's address itself."""
    found = {
        address.casefold(): _Invited("panel member", name, address) for name, address in case.panel.get("members", ())
    }
    telling = rules.protocol.telling(stage_of(case, rules), "panel")
    for one in side_letters(case, "panel", telling, rules, {}):
        found.setdefault(one.to[0].casefold(), _Invited(one.party, one.addressee, one.to[0]))
    return found


def _change(before: Case, after: Case, one: _Invited, gone: frozenset[str] | None) -> str:
    if gone is not None and not _had(before, "panel", one.address, gone):
        return "new"
    same = (before.panel_on, before.panel.get("time")) == (after.panel_on, after.panel.get("time"))
    return "changed" if same else "moved"


def _had(case: Case, what: str, address: str, gone: Iterable[str]) -> bool:
    return any(key.startswith(f"{case.reference}/{what}/{slug(address)}/") for key in gone)


def _letter(case: Case, one: _Invited, key: str, rules: Rules, change: str) -> Wanted:
    details: dict[str, Any] = {
        "stage_label": stage_of(case, rules).label,
        "change": change,
        "date": case.panel_on,
        "time": case.panel.get("time"),
        "place": case.panel.get("place"),
        "members": [name for name, _ in case.panel.get("members", ())],
        "sequence": int(case.panel.get("sequence", 0)),
        "cancelled": change == "cancelled",
        "pack": change == "pack",
        "final": rules.protocol.closing.panel_final,
    }
    return Wanted(
        key=f"{case.reference}/panel/{slug(one.address)}/{key}",
        occasion="panel",
        party=one.party,
        to=(one.address,),
        addressee=one.name,
        details=details,
        attach=("invitation",),
        at_once=True,
        clause=rules.protocol.panel_clause,
        basis="policy",
        rank=3,
    )


def _to_come(day: date, at: Any, rules: Rules) -> bool:
    """True while the panel has not begun; by UTC, which is never ahead of the partnership's clock."""
    if day != rules.today or not isinstance(at, str):
        return day > rules.today
    return rules.now.astimezone(UTC).time() < time.fromisoformat(at)
