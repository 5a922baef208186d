"""From facts to a case: `evolve` applies one, `fold` a whole journal, `snapshot` and `restored` carry a case to and
from the store as JSON values.

A fact that is not in the table below leaves the case as it is: letters queued, notes and links are journal lines that
move nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from daemon.cases.values import Case, Fact, Question, Responder

_DAYS = frozenset(
    [
        "received",
        "stage_since",
        "last_contact",
        "agreed_due",
        "hold_until",
        "confirmation_asked",
        "confirmation_reminded",
        "confirmation_prompted",
        "panel_requested",
        "panel_on",
        "panel_prompted",
        "quiet_prompted",
        "asked_again",
        "impact_asked",
        "closed",
        "counted_from",
        "due",
        "answered",
        "chased_on",
        "reminded_on",
        "told",
        "form_on",
        "confirmed_between",
        "asked",
    ]
)
_INSTANTS = frozenset({"received_at", "alerted_at"})


def evolve(case: Case | None, fact: Fact) -> Case | None:
    """The case after `fact`. Only `opened` makes one; before it every fact leaves None."""
    if fact.what == "opened":
        return restored(fact.data)
    if case is None:
        return None
    change = _CHANGES.get(fact.what)
    return change(case, fact.data) if change else case


def fold(facts: Iterable[Fact]) -> Case | None:
    """The case that a journal tells, from its first line to its last."""
    case: Case | None = None
    for fact in facts:
        case = evolve(case, fact)
    return case


def after_facts(case: Case, facts: Iterable[Fact]) -> Case:
    """The case after `facts`, for a decision that is still being taken."""
    opened = Fact("opened", "", "", snapshot(case))
    after = fold((opened, *facts))
    assert after is not None
    return after


def contact(day: date, message_id: str | None) -> Fact:
    """The journal line that a message about a case came in on `day`."""
    return Fact(
        "contact",
        "case-intake",
        "A message about the case came in.",
        {"last_contact": day.isoformat()},
        message_id=message_id,
    )


def snapshot(case: Case) -> dict[str, Any]:
    """The case as JSON values, whole: `restored` gives the same case back."""
    return {name: _written(getattr(case, name)) for name in _FIELDS}


def restored(values: Mapping[str, Any]) -> Case:
    """A case from its snapshot."""
    read = {name: _read(name, value) for name, value in values.items() if name in _FIELDS}
    read["named"] = tuple(read.get("named") or ())
    read["joined"] = tuple((str(name), str(address)) for name, address in read.get("joined") or ())
    read["responders"] = tuple(Responder(**_all_read(one)) for one in values.get("responders", ()))
    read["questions"] = tuple(Question(**_all_read(one)) for one in values.get("questions", ()))
    return Case(**read)


_FIELDS = tuple(one.name for one in fields(Case))
_RESPONDER_FIELDS = tuple(one.name for one in fields(Responder))
_QUESTION_FIELDS = tuple(one.name for one in fields(Question))


def _written(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Responder():
            return {name: _written(getattr(value, name)) for name in _RESPONDER_FIELDS}
        case Question():
            return {name: _written(getattr(value, name)) for name in _QUESTION_FIELDS}
        case tuple() | list():
            return [_written(inner) for inner in value]
        case Mapping():
            return {key: _written(inner) for key, inner in value.items()}
        case _:
            return value


def _read(name: str, value: Any) -> Any:
    if isinstance(value, str):
        if name in _DAYS:
            return date.fromisoformat(value)
        if name in _INSTANTS:
            return datetime.fromisoformat(value)
    return value


def _all_read(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _read(name, value) for name, value in values.items()}


def _with_responder(case: Case, name: str, **changes: Any) -> Case:
    return replace(
        case, responders=tuple(replace(one, **changes) if one.name == name else one for one in case.responders)
    )


def _clock(case: Case, data: Mapping[str, Any]) -> Case:
    """A party's clock starts, or is counted again from another day; chasers before its due day belong to another count."""
    changes = _all_read(
        {
            key: data[key]
            for key in ("notice", "counted_from", "due", "provisional", "address", "day_ruled", "told")
            if key in data
        }
    )
    one = next((one for one in case.responders if one.name == data["name"]), None)
    if one is not None and one.chased_on and changes.get("due") and changes["due"] >= one.chased_on:
        changes |= {"chasers": 0, "chased_on": None}
    return _with_responder(case, data["name"], **changes)


def _prompted(case: Case, data: Mapping[str, Any]) -> Case:
    day = date.fromisoformat(data["on"])
    match data["what"]:
        case "chaser":
            return _with_responder(case, data["name"], chasers=data["nth"], chased_on=day)
        case "reminder":
            return _with_responder(case, data["name"], reminded_on=day)
        case "quiet":
            return replace(case, quiet_prompted=day)
        case "asked_again":
            return replace(case, asked_again=day)
        case "confirm_reminder":
            return replace(case, confirmation_reminded=day)
        case "confirm_prompt":
            return replace(case, confirmation_prompted=day)
        case "panel_decision" | "panel_day":
            return replace(case, panel_prompted=day)
        case "impact":
            return replace(case, impact_asked=day)
        case _:
            return case


def _chaser_unserved(case: Case, data: Mapping[str, Any]) -> Case:
    """A chaser that bounced is not counted as served."""
    chasers = {one.name: one.chasers for one in case.responders}.get(data["name"], 0)
    return _with_responder(case, data["name"], chasers=max(0, chasers - 1), notice="failed")


def _answered(case: Case, data: Mapping[str, Any]) -> Case:
    case = _with_responder(case, data["name"], answered=date.fromisoformat(data["on"])) if data.get("name") else case
    return replace(case, response={**case.response, **data.get("answers", {})})


def _asked(case: Case, data: Mapping[str, Any]) -> Case:
    question = Question(**_all_read({name: data[name] for name in _QUESTION_FIELDS if name in data}))
    others = tuple(one for one in case.questions if one.id != question.id)
    return replace(case, questions=(*others, question))


def _settled(case: Case, data: Mapping[str, Any]) -> Case:
    gone = set(data["ids"])
    return replace(case, questions=tuple(one for one in case.questions if one.id not in gone))


def _stage_moved(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(
        case,
        stage=data["stage"],
        stage_since=date.fromisoformat(data["on"]),
        responders=tuple(Responder(**_all_read(one)) for one in data["responders"]),
        named=tuple(data.get("named") or case.named),
        questions=(),
        agreed_due=None,
        confirmation_asked=None,
        confirmation_reminded=None,
        confirmation_prompted=None,
        panel_requested=None,
        panel_on=None,
        # A later panel's invitations must have higher numbers than those that are in calendars.
        panel={"sequence": case.panel["sequence"]} if "sequence" in case.panel else {},
        panel_prompted=None,
        quiet_prompted=None,
        chasing_stopped=False,
        steps_done={},
        **_later_form(data),
    )


def _later_form(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _read(name, data[name]) for name in ("form", "form_on") if name in data}


def _readdressed(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(
        case,
        responders=tuple(Responder(**_all_read(one)) for one in data["responders"]),
        named=tuple(data["named"]),
        confirmation_asked=None,
        agreed_due=None,
    )


def _step_done(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(case, steps_done={**case.steps_done, data["step"]: data["on"]})


def _closed(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(case, closed=date.fromisoformat(data["on"]), outcome=data.get("outcome"), questions=())


def _merged(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(_closed(case, data), merged_into=data["merged_into"])


def _merged_from(case: Case, data: Mapping[str, Any]) -> Case:
    """Whoever raised a case that ends in this one is of its referring side from now on, until the merger is taken back."""
    left = {tuple(one) for one in data.get("left", ())}
    joined = (*case.joined, *((str(name), str(address)) for name, address in data.get("joined", ())))
    return replace(case, joined=tuple(one for one in joined if one not in left))


def _reopened(case: Case, _data: Mapping[str, Any]) -> Case:
    return replace(case, closed=None, outcome=None, confirmation_asked=None, merged_into=None, impact_asked=None)


def _due_agreed(case: Case, data: Mapping[str, Any]) -> Case:
    """Another day is agreed: the chasers are counted anew from it."""
    agreed = _read("agreed_due", data["agreed_due"])
    fresh = tuple(replace(one, chasers=0, chased_on=None, reminded_on=None) for one in case.responders)
    return replace(case, agreed_due=agreed, responders=fresh)


def _panel_decided(case: Case, data: Mapping[str, Any]) -> Case:
    """A panel has decided, and the policy does not say that this ends the case."""
    return replace(case, outcome=data["outcome"], panel_requested=None, panel_on=None)


def _undone(_case: Case, data: Mapping[str, Any]) -> Case:
    """The case as its journal tells it without the ruling that was taken back."""
    return restored(data["case"])


def _set(*names: str) -> Callable[[Case, Mapping[str, Any]], Case]:
    """A change that writes the named fields of the case from the fact's own values."""

    def change(case: Case, data: Mapping[str, Any]) -> Case:
        return replace(case, **{name: _read(name, data[name]) for name in names if name in data})

    return change


_CHANGES: dict[str, Callable[[Case, Mapping[str, Any]], Case]] = {
    "clock": _clock,
    "recounted": _clock,
    "notice_waits": _clock,
    "notice_failed": _clock,
    "notice_went": _clock,
    "contact_corrected": _clock,
    "chaser_unserved": _chaser_unserved,
    "prompted": _prompted,
    "response": _answered,
    "question": _asked,
    "settled": _settled,
    "stage_moved": _stage_moved,
    "readdressed": _readdressed,
    "closed": _closed,
    "reopened": _reopened,
    "contact": _set("last_contact"),
    "confirmation_asked": _set("confirmation_asked"),
    "panel_requested": _set("panel_requested", "form", "form_on"),
    "panel_set": _set("panel_on", "panel", "panel_requested"),
    "panel_cancelled": _set("panel_on", "panel"),
    "invitation_answered": _set("panel", "last_contact"),
    "panel_decided": _panel_decided,
    "rang": _set("last_contact"),
    "undone": _undone,
    "urgent": _set("immediate_risk", "seen"),
    "alerted": _set("alerted_at"),
    "seen": _set("seen"),
    "due_agreed": _due_agreed,
    "held": _set("hold_until", "hold_why"),
    "resumed": _set("hold_until", "hold_why", "chasing_stopped"),
    "chasing": _set("chasing_stopped"),
    "received_changed": _set("received", "stage_since"),
    "corrected": _set("answers", "subject", "form", "form_on"),
    "referrer": _set("referrer", "referring_agency"),
    "merged": _merged,
    "merged_from": _merged_from,
    "outcome": _set("outcome"),
    "impact_answered": _set("impact"),
    "step_done": _step_done,
    "confirmed_between": _set("confirmed_between"),
    "group_decided": _set("group_decision"),
}
