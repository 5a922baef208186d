"""Words without a form: noted with a guess and put before the manager; and *seen*, which ends the hourly alerts."""

from __future__ import annotations

from daemon.cases.belonging import decides_as, is_party
from daemon.cases.facts import after_facts, contact
from daemon.cases.rules import Rules, slug, stage_of
from daemon.cases.stages import steps
from daemon.cases.telling.questions import question, questions_told
from daemon.cases.telling.whom import manager_told
from daemon.cases.values import Case, Decision, Fact, ReplyReceived, Sender

# Guesses that leave the manager something to decide.
NO_GUESS = "none"
WRONG_AGENCY, RESOLVED = "that it is the wrong agency", "that it is resolved"

# The longest answer to the impact question that is kept; the mail itself is kept whole.
MOST_IMPACT = 1_000


def reply_received(case: Case, event: ReplyReceived, rules: Rules) -> Decision:
    """Words without a form from a party: noted, and put before the manager. Status and clock stay as they are."""
    by = event.sender.address or "an unknown sender"
    facts = (
        contact(event.received, event.message_id),
        Fact("noted", by, f"A reply without a form. {_guessed(event)}", {}, None, "local", event.message_id),
    )
    after = after_facts(case, facts)
    why = f"{by} replied without a form. {_guessed(event)} Nothing was changed."
    ask = _asked_of_manager(case, event, rules)
    nth = slug(event.message_id or rules.now.isoformat())
    what = ("wrong-agency" if event.guess.startswith(WRONG_AGENCY) else "decide") if ask else "reply"
    letter = manager_told(after, stage_of(case, rules), [f"{why} {ask}".strip()], rules, nth, alert=False, what=what)
    return Decision(after, facts, (letter,), why=f"A reply about {case.reference}, put before the manager.")


def _guessed(event: ReplyReceived) -> str:
    if event.guess.startswith(NO_GUESS):
        return f"We have no guess what it means{event.guess.removeprefix(NO_GUESS)}. Please read it."
    return f"Our guess: {event.guess}."


def _asked_of_manager(case: Case, event: ReplyReceived, rules: Rules) -> str:
    """What the manager may rule on such a reply; empty where there is nothing to decide."""
    if case.closed is not None:
        return ""
    who = decides_as(case, event.sender, rules)
    if who is not None and not is_party(case, event.sender):
        words = "panel decided: …" if case.panel_requested or case.panel_on else "close outcome: …"
        return f"They write as {who}. If this is the outcome, say: {words}"
    if event.guess.startswith(WRONG_AGENCY) and set(event.sender.agencies) & {one.name for one in case.waiting_for}:
        return "Please decide: its clock runs on until you say “send to X”, which begins a new day zero, or tell it to answer."
    if event.guess.startswith(RESOLVED) and case.confirmation_asked is not None:
        return "If you take it as agreement, say “close outcome: …”; only the one word AGREED closes by itself."
    return ""


def decides(case: Case, sender: Sender) -> bool:
    """True for the role that decides at this stage (the Isle of Man's Director), by the address that its letters go to."""
    address = (sender.address or "").casefold()
    return any(not one.agency and (one.address or "").casefold() == address for one in case.responders)


def step_reported(case: Case, event: ReplyReceived, rules: Rules) -> Decision:
    """DONE, alone on the first line: the step that was asked for was done. Where none was left it is a reply like another."""
    stage = stage_of(case, rules)
    step = steps.next_step(case, stage)
    if step is None or step.by_response:
        # The last step is shown by the outcome itself, which is still to come.
        return reply_received(case, event, rules)
    by = event.sender.address or step.who
    facts = (contact(event.received, event.message_id), steps.done(step, by, event.received, event.message_id))
    after = after_facts(case, facts)
    following = steps.next_step(after, stage)
    why = f"It is reported that {step.done}." + (f" Next: {following.words}" if following else "")
    nth = slug(event.message_id or rules.now.isoformat())
    letter = manager_told(after, stage, [why], rules, nth, alert=False, what="step")
    return Decision(after, facts, (letter,), why=f"{case.reference}: {step.done}.")


def impact_answered(case: Case, event: ReplyReceived, rules: Rules) -> Decision:
    """The referrer's answer to the one question asked after closure: kept in their words, and told to the manager.

    What it means for anybody is not ours to judge, so a person reads it.
    """
    by = event.sender.address or "the referrer"
    words = " ".join(event.words.split())[:MOST_IMPACT]
    both = f"{case.impact} / {words}" if case.impact else words
    facts = (
        contact(event.received, event.message_id),
        Fact(
            "impact_answered",
            by,
            f"Whether it helped, in the referrer's words: {words}",
            {"impact": both},
            None,
            "local",
            event.message_id,
        ),
    )
    after = after_facts(case, facts)
    why = "The referrer has answered whether things changed for the person. The answer stands in the register (All cases) and below the command that follows. Please read it."
    nth = slug(event.message_id or rules.now.isoformat())
    letter = manager_told(after, stage_of(case, rules), [why], rules, nth, alert=False, what="impact")
    return Decision(after, facts, (letter,), why=f"{case.reference}: the impact question was answered.")


def plain_email(case: Case, event: ReplyReceived, rules: Rules) -> Decision | None:
    """A plain email that the policy itself foresees (Gloucestershire, stage 4): needs the manager, with a proposal to close.

    None where the protocol foresees none, the case stands at another stage, or the words say something else.
    """
    plain = rules.protocol.plain_email
    said = " ".join(event.words.casefold().split())
    if plain is None or case.closed is not None or case.stage != plain.stage:
        return None
    if not any(words.casefold() in said for words in plain.words) or _denied(said):
        return None
    by = event.sender.address or "an unknown sender"
    proposal = f"{by} writes: {plain.meaning} You may close it with “close outcome: …”. ({plain.clause})"
    facts = [
        contact(event.received, event.message_id),
        Fact("told_resolved", by, plain.meaning, {}, plain.clause, "policy", event.message_id),
        question("plain-email", proposal, rules, event.message_id),
    ]
    after = after_facts(case, facts)
    nth = slug(event.message_id or rules.now.isoformat())
    letters = questions_told(case, after, stage_of(case, rules), rules, nth)
    return Decision(after, tuple(facts), tuple(letters), why=f"{case.reference}: {plain.meaning}")


def _denied(said: str) -> bool:
    """True for "not been resolved" and its like, which are a reply for a person like any other."""
    return any(
        words in said
        for words in ("not resolved", "not been resolved", "unresolved", "isn't resolved", "n't been resolved")
    )
