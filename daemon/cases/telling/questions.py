"""What only a person can settle: a question in the journal, and the line to the manager that puts it."""

from __future__ import annotations

from daemon.cases.rules import Rules
from daemon.cases.telling.whom import manager_told
from daemon.cases.values import Case, Fact, Question, Wanted
from daemon.protocol.values import Stage


def question(question_id: str, why: str, rules: Rules, message_id: str | None = None, *, blocks: bool = False) -> Fact:
    """The journal line of a question of that id; one `blocks`, where no clock can start, is asked again each morning."""
    return asked_fact(Question(question_id, why, rules.today, blocks), message_id)


def asked_fact(question: Question, message_id: str | None = None) -> Fact:
    """The journal line of `question`."""
    data = {
        "id": question.id,
        "why": question.why,
        "asked": question.asked.isoformat(),
        "blocks_clock": question.blocks_clock,
    }
    return Fact("question", "case-intake", question.why, data, None, "local", message_id)


def questions_told(before: Case, after: Case, stage: Stage, rules: Rules, nth: str) -> list[Wanted]:
    """The line to the manager that puts what `after` asks and `before` did not."""
    known = {one.id for one in before.questions}
    new = [one.why for one in after.questions if one.id not in known]
    return [manager_told(after, stage, new, rules, nth, alert=True)] if new else []


def confirmation_asked(why: str, rules: Rules) -> Fact:
    """The journal line by which the referrer is asked to confirm that the difference is resolved; `why` says by what."""
    return Fact(
        "confirmation_asked",
        "case-intake",
        f"{why} the referrer is asked to confirm. Silence never closes.",
        {"confirmation_asked": rules.today.isoformat()},
        rules.protocol.closing.clause,
        rules.protocol.closing.basis,
    )
