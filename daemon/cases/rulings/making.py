"""What every ruling's decision is made of: the person's own line in the journal, what it settles, and whom it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from daemon.cases.facts import after_facts
from daemon.cases.rulings.values import Refusal
from daemon.cases.values import Case, Decision, Fact, Ruled, Wanted
from daemon.protocol.counting import long_day
from daemon.protocol.values import Basis

LOCAL = "ruling of the business manager"


def lead(
    ruled: Ruled, what: str, why: str, data: Mapping[str, Any], clause: str | None = None, basis: Basis = "local"
) -> Fact:
    """The one journal line of a ruling that bears the person's name; what follows from it is ours."""
    return Fact(what, ruled.by, why, data, clause or LOCAL, basis, ruled.message_id)


def made(
    case: Case, facts: Iterable[Fact], why: str, letters: Iterable[Wanted] = (), withdraw: Iterable[str] = ()
) -> Decision:
    """The decision of a ruling whose first fact is the person's own line."""
    facts = tuple(facts)
    return Decision(after_facts(case, facts), facts, tuple(letters), tuple(withdraw), why)


def marked(decision: Decision, ruled: Ruled) -> Decision:
    """The decision with each of its journal lines bearing the ruling's key, so that it can be taken back whole."""
    facts = []
    for position, fact in enumerate(decision.facts):
        mark: dict[str, Any] = {"ruling": ruled.key}
        if position == 0:
            mark |= {"command": ruled.ruling.what, "said": ruled.ruling.said}
        facts.append(replace(fact, data={**fact.data, **mark}))
    return replace(decision, facts=tuple(facts))


def settled(case: Case, *names: str, also: Iterable[str] = ()) -> list[Fact]:
    """The person has ruled, so what they were asked is settled; where no clock can start the question stays.

    `also` are beginnings of the ids of questions that this ruling settles all the same.
    """
    beginnings = tuple(also)
    ids = [
        one.id
        for one in case.questions
        if not one.blocks_clock or one.id.startswith(beginnings or ("\0",)) or one.id.endswith(tuple(names) or ("\0",))
    ]
    return [Fact("settled", "case-intake", "A person has ruled.", {"ids": ids}, None, "local")] if ids else []


def open_only(case: Case) -> None:
    """Refuse what only an open case can have."""
    if case.closed is not None:
        raise Refusal(f"{case.reference} was closed on {said_day(case.closed)}. To go on with it, say first: reopen")


def said_day(day: date | None) -> str:
    """ "Wednesday 18 March 2026"."""
    return long_day(day) if day else "no day"
