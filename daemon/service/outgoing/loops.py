"""The limit that ends a loop when every header that would show it is gone.

Two machines that answer each other write as fast as mail travels. So the automatic letters that answer one address are
counted by the day:

- 20 answers of any kind;
- 5 that only say that words were not understood, or that put somebody's own words before them: a person soon stops;
- 200 acknowledgements that open a new case and whose mail was written after our last letter to that address, as in a
  conversation. Many forms that were sent at once are no conversation, and all of them are acknowledged.

What is too much is held in the outbox with this reason, and the manager is told once for each address and day: nothing
is lost, and `release` lets it go. Alerts about immediate risk and confirmations of what a ruling changed are not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from daemon.cases.values import Wanted
from daemon.service.office import Office
from daemon.store import Change, Store

MOST = {"answers": 20, "empty": 5, "opening": 200}
MOST_TELLINGS = 20
MOST_TELLINGS_OF_STAFF = 2

_ANSWERS = frozenset(
    {"acknowledgement", "missing_answers", "unreadable", "response_received", "stage_moved", "closure", "outcome", "panel"}
)  # fmt: skip
_KEY = "answers.today"


@dataclass(frozen=True, slots=True)
class Answering:
    """The mail that is being answered: whose it is, and when it came (INTERNALDATE)."""

    sender: str
    arrived: datetime


def class_of(wanted: Wanted, sender: str, *, opens_a_case: bool) -> str | None:
    """Under which of the limits a letter falls, or None when it answers nobody or is an alert."""
    if sender.casefold() not in {one.casefold() for one in wanted.to}:
        return None
    if wanted.occasion == "ruling":
        return None if wanted.details.get("changed") else "empty"
    if wanted.occasion == "manager_decision":
        return "empty"
    if wanted.occasion in _ANSWERS:
        return "opening" if opens_a_case else "answers"
    return None


def too_many(office: Office, change: Change, answering: Answering, name: str, now: datetime) -> str | None:
    """Count one more letter of the class `name` to the sender; why it must be held, or None when it may go."""
    today, one = _of_today(office, now, answering.sender)
    last = one.get("last")
    conversing = last is not None and answering.arrived > datetime.fromisoformat(last)
    if name != "opening" or conversing:
        one[name] = one.get(name, 0) + 1
    one["last"] = now.isoformat()
    _keep(change, today, answering.sender, one)
    if one.get(name, 0) > MOST[name]:
        return f"more than {MOST[name]} automatic letters answered this address today, as when two machines answer each other"
    return None


def told_enough(office: Office, change: Change, sender: str, staff: bool, now: datetime) -> bool:
    """True when the manager has been told often enough today that mail of this sender waits; it is in `held` all the same."""
    today, one = _of_today(office, now, sender)
    one["told"] = one.get("told", 0) + 1
    _keep(change, today, sender, one)
    return one["told"] > (MOST_TELLINGS_OF_STAFF if staff else MOST_TELLINGS)


def limited_today(store: Store) -> int:
    """How many addresses have reached a limit on the last day on which anybody was answered."""
    addresses = dict(store.get(_KEY) or {}).get("addresses", {})
    return sum(1 for one in addresses.values() if any(one.get(name, 0) > most for name, most in MOST.items()))


def _of_today(office: Office, now: datetime, sender: str) -> tuple[dict[str, Any], dict[str, Any]]:
    kept: dict[str, Any] = dict(office.store.get(_KEY) or {})
    day = office.today(now).isoformat()
    if kept.get("day") != day:
        kept = {"day": day, "addresses": {}}
    return kept, dict(kept["addresses"].get(sender.casefold(), {}))


def _keep(change: Change, today: dict[str, Any], sender: str, one: dict[str, Any]) -> None:
    change.set(_KEY, {**today, "addresses": {**today["addresses"], sender.casefold(): one}})
