"""What belongs to which case: by whom and about whom it is (DESIGN 8, *What belongs to which case*).

A reference or a thread only suggests a case; content joins it only from a party to it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from daemon.cases.rules import Rules
from daemon.cases.values import Case, FormReceived, Sender

_COMPARED = ("form_date", "disagreement_date", "disagreement_summary")


def keys_of(answers: Mapping[str, Any], referring: str | None) -> tuple[str, ...]:
    """Digests by which a case is found again: who raised it, about whom. Empty when the form names nobody.

    Digests, because an index of names would be one more place that holds them.
    """
    if not referring:
        return ()
    people: Sequence[Mapping[str, Any]] = answers.get("subjects") or ()
    named = [(answers.get("subject_name"), answers.get("subject_dob"), answers.get("subject_id"))]
    named += [(one.get("name"), one.get("dob"), one.get("id")) for one in people if isinstance(one, Mapping)]
    keys = []
    for name, born, number in named:
        if number:
            keys.append(_digest(referring, "id", str(number)))
        if name and born:
            keys.append(_digest(referring, "born", str(name), str(born)))
        elif name:
            keys.append(_digest(referring, "name", str(name)))
    return tuple(dict.fromkeys(keys))


def _digest(*parts: str) -> str:
    plain = "|".join(re.sub(r"[^0-9a-z]+", " ", part.casefold()).strip() for part in parts)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def is_party(case: Case, sender: Sender) -> bool:
    """True for the two sides, by their own addresses or those listed for their agencies, and for manager and deputy."""
    if sender.staff:
        return True
    if sender.address is None:
        return False
    address = sender.address.casefold()
    own = [case.referrer, case.sender if case.sender_listed else None, *(one.address for one in case.responders)]
    own += [joined for _, joined in case.joined]
    if any(one and one.casefold() == address for one in own):
        return True
    sides = {case.referring_agency, *case.named, *(name for name, _ in case.joined)}
    return bool(sides & set(sender.agencies))


def is_referrer(case: Case, sender: Sender) -> bool:
    """The referrer is their own address, or one that speaks for the referring agency and for no agency that must answer."""
    if sender.address is None:
        return False
    if case.referrer and sender.address.casefold() == case.referrer.casefold():
        return True
    return case.referring_agency in sender.agencies and not set(sender.agencies) & set(case.named)


def decides_as(case: Case, sender: Sender, rules: Rules) -> str | None:
    """The role that the protocol names and `sender` holds, or “panel member” of the case's own; None for anybody else."""
    address = (sender.address or "").casefold()
    for role in rules.protocol.roles:
        if any(one.email.casefold() == address for one in rules.contacts.holders(role)):
            return role
    members = {str(member).casefold() for _, member in case.panel.get("members", ())}
    return "panel member" if address and address in members else None


def later_form(case: Case, form: FormReceived) -> dict[str, Any]:
    """What the journal keeps where a form of the referrer's takes the place of the one before it."""
    whole = form.document is not None and form.answers.get("disagreement_summary")
    if not whole or not (form.sender.staff or is_referrer(case, form.sender)):
        return {}
    return {"form": form.document, "form_on": form.received.isoformat()}


def was_told(case: Case, sender: Sender, rules: Rules) -> bool:
    """True for a role that the protocol's notice goes to at this stage (a Chair): their words belong to the case too."""
    stage = rules.protocol.stage(case.stage)
    notice = rules.protocol.telling(stage, "notice")
    address = (sender.address or "").casefold()
    roles = [one for one in (notice.to if notice is not None else ()) if one in rules.protocol.roles]
    return any(one.email.casefold() == address for role in roles for one in rules.contacts.holders(role))


def same_difference(case: Case, answers: Mapping[str, Any]) -> bool:
    """True when two forms about one person by one agency speak of one difference, not of another later one."""
    for name in _COMPARED:
        before, now = case.answers.get(name), answers.get(name)
        if before and now and _plain(before) == _plain(now):
            return True
    return False


def claims_later_stage(case: Case, answers: Mapping[str, Any], rules: Rules) -> bool:
    """True where a form claims a stage that comes after the one at which the case stands: it moves the case on."""
    claimed = rules.protocol.stage(str(answers.get("stage") or ""))
    ids = [one.id for one in rules.protocol.stages]
    return claimed is not None and case.stage in ids and ids.index(claimed.id) > ids.index(case.stage)


def may_be_same(case: Case, answers: Mapping[str, Any], rules: Rules) -> bool:
    """True when a form by the same agencies about the same person speaks of the difference that the case is about.

    A difference that has come to a later stage is written down anew; only another day of disagreement tells it apart.
    """
    if same_difference(case, answers):
        return True
    before, now = case.answers.get("disagreement_date"), answers.get("disagreement_date")
    return claims_later_stage(case, answers, rules) and (not before or not now or before == now)


def differences(case: Case, answers: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """(field, before, now) for each answer of a corrected form that is not as it was."""
    changed = []
    for name in sorted({*case.answers, *answers}):
        before, now = case.answers.get(name), answers.get(name)
        if before != now and name in answers:
            changed.append((name, "" if before is None else str(before), str(now)))
    return tuple(changed)


def _plain(value: Any) -> str:
    return re.sub(r"\W+", " ", str(value).casefold()).strip()
