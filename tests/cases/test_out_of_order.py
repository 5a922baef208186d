"""Events out of order, and mails that a policy foresees: logged and shown, never refused, never invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from daemon.cases.deciding import decide, opening_decision
from daemon.cases.rulings.values import Ruling
from daemon.cases.rulings.words import read_words
from daemon.cases.values import Case, ReplyReceived, Ruled, Status
from tests.builders import a_form, a_sender, rules


@pytest.mark.parametrize("event", ["response", "resolved_notice", "panel_request"])
def test_an_answer_without_a_case_is_logged_and_starts_no_clock(event: str) -> None:
    form = a_form(event, "spoc@police.example", responding_agency="Police", referring_agency="EST", resolved=True)
    decision = opening_decision(form, "RPDE-2026-0009", rules())

    assert decision.case is not None
    assert decision.case.status(date(2026, 3, 4)) == Status.NEEDS_MANAGER
    assert decision.case.due is None
    assert all(one.waits for one in decision.letters if one.occasion == "notice")
    assert [one.to for one in decision.letters if one.occasion == "acknowledgement"] == [("spoc@police.example",)]


def test_what_a_response_without_a_case_says_is_kept() -> None:
    form = a_form("response", "spoc@police.example", responding_agency="Police", resolved=True)
    case = opening_decision(form, "RPDE-2026-0009", rules()).case
    assert case is not None and case.response == {"resolved": True}
    assert case.waiting_for


@pytest.mark.parametrize(
    ("ended", "what", "due"),
    [("2026-02-27", "form_in_time", "2026-03-06"), ("2026-02-20", "form_late", "2026-02-27")],
)
def test_a_late_stage_four_form_is_noted_and_never_refused(ended: str, what: str, due: str) -> None:
    history = [{"stage": "Stage 3", "date": ended, "with": "their manager", "outcome": "none"}]
    decision = opening_decision(a_form(stage="4", stage_history=history), "RPD-2026-0001", rules("isle-of-man"))

    (line,) = [one for one in decision.facts if one.what in ("form_in_time", "form_late")]
    assert (line.what, line.data["counted"]["on"], line.basis) == (what, due, "policy")
    assert any(one.occasion == "notice" for one in decision.letters)


def test_without_a_day_to_count_from_nothing_is_invented() -> None:
    decision = opening_decision(a_form(stage="4"), "RPD-2026-0001", rules("isle-of-man"))
    assert [one.what for one in decision.facts if one.what.startswith("form_")] == ["form_not_counted"]


@pytest.mark.parametrize(
    ("words", "sender", "proposed"),
    [
        ("This was resolved at stage 4 yesterday.", "ann@schools.example", True),
        ("This has been resolved.", "spoc@police.example", False),
        ("This has not been resolved at stage 4.", "ann@schools.example", False),
        ("We meet on Friday.", "ann@schools.example", False),
    ],
)
def test_gloucestershires_plain_email_is_a_proposal_to_close(words: str, sender: str, proposed: bool) -> None:
    law = rules("gloucestershire")
    case = opening_decision(a_form(stage="4"), "ESC-2026-0001", law).case
    assert case is not None
    reply = ReplyReceived(date(2026, 3, 6), a_sender(sender), words, "none", "<r@x>", words=words)

    after = decide(case, reply, law).case

    assert after is not None and after.closed is None
    assert any(one.id == "plain-email" for one in after.questions) is proposed


@pytest.mark.parametrize("sender", ["ann@schools.example", "spoc@police.example"])
def test_either_agency_may_ask_for_the_panel(sender: str) -> None:
    case = opening_decision(a_form(), "RPDE-2026-0001", rules()).case
    assert case is not None

    decision = decide(case, a_form("panel_request", sender, panel_requested=True), rules())

    assert decision.case is not None
    assert (decision.case.stage, decision.case.status(date(2026, 3, 5))) == ("partnership", Status.PANEL)
    assert any(one.party == "manager" and one.urgent for one in decision.letters)
    assert any(one.occasion == "acknowledgement" and one.to == (sender,) for one in decision.letters)


def opened_case(protocol: str = "bolton", **more: Any) -> Case:
    case = opening_decision(a_form(**more), "X-1", rules(protocol)).case
    assert case is not None
    return case


@pytest.mark.parametrize(
    ("protocol", "here", "words", "asked_again"),
    [
        ("bolton", "Formal Resolution", "refer to partners", False),
        ("gloucestershire", "4", "next stage", False),
        ("dudley", "3b", "next stage", False),
        ("essex", "4", "refer to Chair", False),
        ("dudley", "3a", "next stage", True),
        ("essex", "3", "next stage", True),
        ("essex", "1", "next stage", True),
    ],
)
def test_who_has_answered_is_asked_again_only_where_a_stage_asks_the_agencies(
    protocol: str, here: str, words: str, asked_again: bool
) -> None:
    case = opened_case(protocol, stage=here)
    answer = a_form("response", "spoc@police.example", response_summary="Our view stands.", resolved=False)
    answered = decide(case, answer, rules(protocol)).case
    assert answered is not None and answered.responders[0].answered is not None
    read = read_words(words, date(2026, 3, 9), lambda _: None).asked[0]
    assert isinstance(read, Ruling)
    moved = decide(answered, Ruled(read, "manager", "k"), rules(protocol, "2026-03-09 09:00")).case
    assert moved is not None and moved.stage != case.stage
    (one,) = moved.responders
    today = date(2026, 3, 9)
    assert one.status(today) == ("awaiting_response" if asked_again else "answered")
    assert (one.name in [each.name for each in moved.waiting_for]) is asked_again
