"""What the policy asks of the parties at a stage and at closure: sentences for letters; nobody is chased for them."""

from __future__ import annotations

from daemon.cases.rules import Rules, in_words
from daemon.cases.values import Case, Fact
from daemon.protocol.values import BOARD_REPRESENTATIVE, Ask, Stage


def asked_here(case: Case, stage: Stage, rules: Rules) -> list[str]:
    """What the policy asks of the parties at `stage`, each a sentence with its clause, for a letter."""
    return [
        f"{words} ({one.clause})" for one in stage.asks if not one.ruling for words in _words(one, case, rules) if words
    ]


def kinds_noted(case: Case, stage: Stage, rules: Rules) -> list[Fact]:
    """A journal line for each agency whose kind changes who deals with the stage (Dudley: schools, the self-employed)."""
    return [
        Fact("policy_asks", "case-intake", words, {"kind": one.kind}, one.clause, one.basis)
        for one in stage.asks
        if one.kind
        for words in _words(one, case, rules)
    ]


def remembered_after(ruling: str, stage: Stage) -> str:
    """What the policy asks after a person's ruling of that name (a verbal report is followed up in writing), or nothing."""
    return "".join(f" {one.words} ({one.clause})" for one in stage.asks if one.ruling == ruling)


def _words(one: Ask, case: Case, rules: Rules) -> list[str]:
    if not one.kind:
        return [one.words]
    found = []
    for name in dict.fromkeys((case.referring_agency or "", *case.named)):
        agency = rules.contacts.find_agency(name) if name else None
        if agency is not None and agency.kind.casefold() == one.kind.casefold():
            lead = f" That is {agency.lead}." if agency.lead else ""
            found.append(f"{agency.name} ({one.kind}): {one.words}{lead}")
    return found


def closing_asks(rules: Rules) -> list[str]:
    """What the parties are asked at closure to bring to somebody's attention, each with its clause."""
    return [f"{one.ask} ({one.clause})" for one in rules.protocol.attentions if one.ask]


def representatives(case: Case, rules: Rules) -> list[tuple[str, str]]:
    """(who, address) of the Board representatives of either agency, as contacts.xlsx has them."""
    found = {}
    for name in dict.fromkeys((case.referring_agency or "", *case.named)):
        agency = rules.contacts.find_agency(name) if name else None
        if agency is not None and agency.board_representative:
            found[agency.board_representative.casefold()] = (
                f"{BOARD_REPRESENTATIVE} of {agency.name}",
                agency.board_representative,
            )
    person = rules.contacts.role(BOARD_REPRESENTATIVE)
    if not found and person is not None:
        found[person.email] = (person.name or BOARD_REPRESENTATIVE, person.email)
    return list(found.values())


def said_to(role: str, rules: Rules) -> str:
    """Why the policy wants something brought to `role`, or nothing."""
    return in_words([f"{one.words} ({one.clause})" for one in rules.protocol.attentions if one.to == role])
