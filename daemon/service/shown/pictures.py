"""What the register shows, drawn from the store: plain rows, so that the workbook knows nothing of cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from daemon.cases.facts import restored
from daemon.cases.mornings import prompts
from daemon.cases.rules import Rules
from daemon.cases.telling.offering import offered
from daemon.cases.values import Case
from daemon.register.values import CaseLine, LetterLine, NeedLine, RegisterRows
from daemon.service.shown.views import rules_maker
from daemon.settings import Settings
from daemon.store import Store

# What to do about a letter that goes no further by itself.
_STUCK = {
    "held": "To let it go: case-intake release {id}",
    "failed": "Correct contacts.xlsx; to try it again: case-intake release {id}",
    "bounced": "Correct contacts.xlsx: it goes again by itself",
}


def register_rows(settings: Settings, store: Store, now: datetime) -> RegisterRows:
    """Everything that the workbook shows at `now`."""
    rules_for = rules_maker(settings, store, now)
    zone = settings.partnership.zone
    today = now.astimezone(zone).date()

    def lines() -> list[CaseLine]:
        return [_line(restored(row.snapshot), rules_for, today) for row in store.cases()]

    needs = [
        NeedLine(
            "Message",
            str(one.id),
            one.internaldate.astimezone(zone).replace(tzinfo=None),
            one.why or "",
            f"Read it in Case intake/Needs a person; to try it again: case-intake retry {one.id}",
        )
        for one in store.held()
    ]
    letters, waiting = [], []
    for one in store.letters():
        line = LetterLine(
            one.reference or "",
            one.occasion.replace("_", " "),
            "; ".join(one.to),
            one.subject,
            "queued" if one.state == "sending" else one.state,
            (one.sent_at or one.not_before).astimezone(zone).replace(tzinfo=None),
            one.why,
        )
        letters.append(line)
        if one.state in _STUCK:
            which = f"{line.reference} {line.occasion}".strip()
            waiting.append(
                NeedLine("Letter", which, line.when, line.why or one.state, _STUCK[one.state].format(id=one.id))
            )
    needs += waiting
    cases = lines()
    needs += [
        NeedLine("Case", one.reference, None, one.waits, one.offered)
        for one in cases
        if one.waits and one.closed is None
    ]
    return RegisterRows(settings.partnership.name, cases, letters, needs)


def _line(case: Case, rules_for: Callable[[Case], Rules], today: date) -> CaseLine:
    rules = rules_for(case)
    upcoming = [one for one in prompts(case, rules) if one.what != "impact" and (one.on >= today or one.what != "due")]
    step = upcoming[0] if upcoming else None
    status = str(case.status(today)).replace("_", " ")
    people = case.answers.get("subjects") or []
    names = [case.answers.get("subject_name")] + [one.get("name") for one in people if isinstance(one, dict)]
    return CaseLine(
        reference=case.reference,
        who=", ".join(dict.fromkeys(initials(str(name)) for name in names if name)),
        raised_by=case.referring_agency or "",
        raised_with="; ".join(case.named),
        stage=case.stage,
        theme="",
        received=case.received,
        due=case.due,
        agreed_due=case.agreed_due,
        status=status,
        next_step=f"{step.what.replace('_', ' ')}: {step.who}" if step else "",
        next_on=step.on if step else None,
        last_contact=case.last_contact,
        days_open=((case.closed or today) - case.received).days,
        closed=case.closed,
        outcome=case.outcome or "",
        immediate_risk=case.immediate_risk,
        responded=max((one.answered for one in case.responders if one.answered), default=None),
        chasers=sum(one.chasers for one in case.responders),
        waits=" ".join(question.why for question in case.questions),
        offered=f"Reply with the reference in the subject, or case-intake rule: {', or '.join(offered(case, 'decide', rules)[:2])}",
        impact=case.impact or "",
        confirmed_between=case.confirmed_between,
        group_decision=case.group_decision or "",
    )


def initials(name: str) -> str:
    """ "Sam Taylor Sample" as "STS": the register names nobody (DESIGN 10)."""
    return "".join(part[0].upper() for part in name.split() if part[:1].isalpha())[:5]
