"""Forms that come after the first: corrected, from whoever decides, from somebody else's name, with immediate risk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

import parsers
from tests.builders import DEPUTY, MANAGER, a_mail, a_word_form, at
from tests.desk import Desk, a_desk

ANN, POLICE = "ann@schools.example", "spoc@police.example"
DIRECTOR, CHAIR = "director@board.example", "chair@board.example"
MANX, BOLTON = "RPD-2026-0001", "RPDE-2026-0001"
OURS = "mx.unit.example"


@pytest.fixture
def manx(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path, "isle-of-man") as desk:
        desk.arrives(a_mail(ANN, form=a_word_form("isle-of-man")), "2026-03-04 09:05")
        desk.once("2026-03-04 09:06")
        yield desk


@pytest.fixture
def bolton(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path, mailbox=f'trusted_server = "{OURS}"') as desk:
        desk.arrives(a_mail(ANN, form=a_word_form()), "2026-03-04 09:05")
        desk.once("2026-03-04 09:06")
        yield desk


def explained(desk: Desk, reference: str, now: str) -> dict[str, Any]:
    return desk.run("explain", reference, "--json", "--now", at(now).isoformat()).json


def words_of(letter: Message) -> str:
    part = next(one for one in letter.walk() if one.get_content_type() == "text/plain")
    return part.get_payload(decode=True).decode()  # type: ignore[union-attr]


def last(desk: Desk, words: str) -> Message:
    return next(one for one in reversed(desk.letters) if words in str(one["Subject"]))


def enclosed(letter: Message) -> dict[str, Any]:
    """The answers on the one form that a letter carries."""
    (data,) = [part.get_payload(decode=True) for part in letter.walk() if (part.get_filename() or "").endswith(".docx")]
    assert isinstance(data, bytes)
    return parsers.read(data, today=date(2026, 3, 10)).as_json()["answers"]


def rule(desk: Desk, reference: str, words: str, now: str) -> None:
    ran = desk.run("rule", reference, *words.split(), "--now", at(now).isoformat())
    assert ran.code == 0, ran.out
    desk.once(now)


def test_the_outcome_that_the_chair_fills_in_is_a_proposal_and_closes_nothing(manx: Desk) -> None:
    outcome = a_word_form("isle-of-man", response_summary="A joint visit.", resolved=True, response_author="V. Kelly")
    manx.arrives(a_mail(CHAIR, f"Re: {MANX}", "Attached.", outcome), "2026-03-10 09:05")
    manx.once("2026-03-10 09:06")

    (case,) = manx.cases("2026-03-10 09:10")
    assert (case["status"], case["closed"]) == ("needs_manager", None)
    assert case["waits"] == [
        "The form came back from the Independent Chair with its outcome part filled in. It says resolved. Please read it. "
        "If that is the outcome, say: answered: resolved (the referrer is sent it and asked whether they agree), or close outcome: …"
    ]
    assert manx.run("held", "--json").json == []
    assert manx.letters_to(CHAIR) == [f"{MANX}: received"]
    assert manx.letters_to(ANN) == [f"{MANX}: received, response due Wed 18 Mar 2026"]

    rule(manx, MANX, "answered: resolved", "2026-03-10 10:00")
    assert manx.cases("2026-03-10 10:05")[0]["status"] == "awaiting_confirmation"
    back = enclosed(last(manx, "outcome"))
    assert (back["response_summary"], back["resolved"]) == ("A joint visit.", True)
    assert manx.letters_to(ANN)[1:] == [f"{MANX}: response received", f"{MANX}: outcome"]


@pytest.mark.parametrize("sender", ["nosy@health.example", "chair@elsewhere.example"])
def test_the_same_form_from_anybody_else_is_held(manx: Desk, sender: str) -> None:
    outcome = a_word_form("isle-of-man", response_summary="A joint visit.", resolved=True)
    manx.arrives(a_mail(sender, f"Re: {MANX}", "Attached.", outcome), "2026-03-10 09:05")
    manx.once("2026-03-10 09:06")

    assert len(manx.run("held", "--json").json) == 1
    assert manx.cases("2026-03-10 09:10")[0]["status"] == "awaiting_response"


def test_the_outcome_is_filled_in_on_the_corrected_form(manx: Desk) -> None:
    corrected = a_word_form("isle-of-man", subject_id="LCS 1234")
    manx.arrives(a_mail(ANN, "Corrected", "Sorry.", corrected), "2026-03-05 09:05")
    manx.once("2026-03-05 09:06")
    rule(manx, MANX, "close outcome: joint plan agreed", "2026-03-09 10:00")

    back = enclosed(last(manx, "outcome"))
    assert (back["subject_id"], back["response_summary"]) == ("LCS 1234", "joint plan agreed")
    why = [one["why"] for one in explained(manx, MANX, "2026-03-09 10:05")["events"]]
    assert any("The outcome is filled in on it and not on the earlier form." in one for one in why)
    assert "the later form of 5 March 2026" in "\n".join(why)
    assert "the later form of Thursday 5 March 2026" in " ".join(words_of(last(manx, "outcome")).split())


def test_an_answer_in_the_name_of_an_agency_whose_mail_fails_its_check_moves_nothing(bolton: Desk) -> None:
    answer = a_word_form(response_author="Pat Moss", response_summary="Nothing to do.", resolved=True)
    forged = a_mail(
        POLICE, "Re", "x", answer, In_Reply_To=bolton.message_id("notice"), Authentication_Results=f"{OURS}; dmarc=fail"
    )
    bolton.arrives(forged, "2026-03-10 09:05")
    bolton.once("2026-03-10 09:06")

    (case,) = bolton.cases("2026-03-10 09:10")
    assert case["status"] == "needs_manager"
    assert case["responding_agencies"][0]["status"] == "awaiting_response"
    assert (
        "came in the name of spoc@police.example, and the sender's address failed its DMARC check" in case["waits"][0]
    )
    assert len(bolton.letters_to(POLICE)) == 1


@pytest.mark.parametrize("kind", ["corrected", "next stage", "answer"])
def test_a_later_form_that_says_immediate_risk_alerts_at_once_and_hourly_and_ends_a_hold(
    bolton: Desk, kind: str
) -> None:
    rule(bolton, BOLTON, "hold until 31 March 2026 because both managers are away", "2026-03-05 10:00")
    more: dict[str, Any] = {
        "corrected": {},
        "next stage": {"stage": "Partnership Resolution", "panel_requested": True},
        "answer": {"response_author": "Pat Moss", "response_summary": "We see risk.", "resolved": False},
    }[kind]
    sender = POLICE if kind == "answer" else ANN
    form = a_word_form(immediate_risk=True, **more)
    bolton.arrives(a_mail(sender, BOLTON, "See form.", form), "2026-03-07 22:05")
    bolton.once("2026-03-07 22:06")
    bolton.once("2026-03-07 23:07")

    alerts = [one for one in bolton.letters if str(one["Subject"]).startswith(f"URGENT {BOLTON}")]
    assert [one["To"] for one in alerts] == [f"{MANAGER}, {DEPUTY}"] * 2
    (case,) = bolton.cases("2026-03-07 23:10")
    assert case["immediate_risk"] and case["status"] != "on_hold"
    ran = bolton.run(
        "rule", BOLTON, "hold until 31 March 2026 because", "away", "--now", at("2026-03-08 09:00").isoformat()
    )
    assert "says immediate risk, so it cannot be held" in ran.out
    assert bolton.run("rule", BOLTON, "seen", "--now", at("2026-03-08 09:00").isoformat()).code == 0
    bolton.once("2026-03-08 11:00")
    assert len([one for one in bolton.letters if str(one["Subject"]).startswith("URGENT")]) == 2


def test_the_same_form_with_immediate_risk_again_alerts_no_second_time(tmp_path: Path) -> None:
    form = a_word_form(immediate_risk=True)
    with a_desk(tmp_path) as desk:
        desk.arrives(a_mail(ANN, form=form), "2026-03-04 09:05")
        desk.once("2026-03-04 09:06")
        assert desk.run("rule", BOLTON, "seen", "--now", at("2026-03-04 09:20").isoformat()).code == 0
        desk.arrives(a_mail(ANN, "again", form=form), "2026-03-04 10:05")
        desk.once("2026-03-04 10:06")
        desk.once("2026-03-04 11:30")
        assert len([one for one in desk.letters if str(one["Subject"]).startswith("URGENT")]) == 1


def test_immediate_risk_about_a_closed_case_alerts_hourly_until_seen_too(bolton: Desk) -> None:
    rule(bolton, BOLTON, "withdrawn", "2026-03-05 10:00")
    form = a_word_form(immediate_risk=True, stage="Partnership Resolution", panel_requested=True)
    bolton.arrives(a_mail(ANN, BOLTON, "See form.", form), "2026-03-07 22:05")
    bolton.once("2026-03-07 22:06")
    bolton.once("2026-03-07 23:07")
    assert bolton.run("rule", BOLTON, "seen", "--now", at("2026-03-08 00:01").isoformat()).code == 0
    bolton.once("2026-03-08 02:00")
    assert len([one for one in bolton.letters if str(one["Subject"]).startswith(f"URGENT {BOLTON}")]) == 2


@pytest.mark.parametrize("subject", [f"{MANX}: to the Board", "to the Board"])
def test_a_form_that_claims_a_later_stage_moves_its_case_on(tmp_path: Path, subject: str) -> None:
    with a_desk(tmp_path, "isle-of-man") as desk:
        desk.arrives(a_mail(ANN, form=a_word_form("isle-of-man", stage="Stage 3")), "2026-03-04 09:05")
        desk.once("2026-03-04 09:06")
        assert desk.letters_to(DIRECTOR) == []
        later = a_word_form("isle-of-man", stage="Stage 4", disagreement_summary="The meeting did not resolve it.")
        desk.arrives(a_mail(ANN, subject, "Please see.", later), "2026-03-09 09:05")
        desk.once("2026-03-09 09:06")

        (case,) = desk.cases("2026-03-09 09:10")
        assert (case["reference"], case["stage"], case["due"]) == (MANX, "4", "2026-03-23")
        assert desk.letters_to(DIRECTOR) == [f"{MANX}: notice, response due Mon 23 Mar 2026"]
        assert desk.letters_to(ANN)[1:] == [
            f"{MANX}: received, response due Mon 23 Mar 2026",
            f"{MANX}: now at Stage Four: Isle of Man Safeguarding Board, response due Mon 23 Mar 2026",
        ]


def test_a_later_stage_of_another_disagreement_is_a_case_of_its_own(tmp_path: Path) -> None:
    with a_desk(tmp_path, "isle-of-man") as desk:
        desk.arrives(a_mail(ANN, form=a_word_form("isle-of-man", stage="Stage 3")), "2026-03-04 09:05")
        other = a_word_form("isle-of-man", disagreement_date=date(2026, 3, 5), disagreement_summary="Another matter.")
        desk.arrives(a_mail(ANN, "to the Board", "Please see.", other), "2026-03-09 09:05")
        desk.once("2026-03-09 09:06")
        assert [one["stage"] for one in desk.cases("2026-03-09 09:10")] == ["3", "4"]


def test_a_corrected_form_for_a_closed_case_is_put_before_a_person(bolton: Desk) -> None:
    rule(bolton, BOLTON, "withdrawn", "2026-03-05 10:00")
    bolton.arrives(a_mail(ANN, BOLTON, "Sorry.", a_word_form(subject_id="LCS 1")), "2026-03-06 09:05")
    bolton.once("2026-03-06 09:06")
    (case,) = bolton.cases("2026-03-06 09:10")
    assert (case["status"], case["waits"]) == ("closed", ["A form came for a case that is closed. You may reopen it."])


def test_in_hold_mode_a_ruling_releases_nothing_and_the_command_line_one_letter(tmp_path: Path) -> None:
    with a_desk(tmp_path, letters='mode = "hold"') as desk:
        desk.arrives(a_mail("stranger@elsewhere.example", form=a_word_form()), "2026-03-04 09:05")
        desk.once("2026-03-04 09:06")
        ran = desk.run("rule", BOLTON, "release", "--now", at("2026-03-05 10:00").isoformat())
        assert "is held, as all letters are now" in ran.out
        for day in ("2026-03-05 10:01", "2026-03-13 09:00", "2026-03-20 09:00"):
            desk.once(day)
        assert desk.letters_to(POLICE) == []
        states = {one["occasion"]: (one["id"], one["state"]) for one in desk.run("outbox", "--json").json}
        assert (states["notice"][1], states["chaser"][1]) == ("held", "held"), "everything is decided and shown"

        ran = desk.run("release", str(states["notice"][0]), "--now", at("2026-03-20 10:00").isoformat())
        assert ran.code == 0
        desk.once("2026-03-20 10:01")
        assert desk.letters_to(POLICE) == [f"{BOLTON}: notice, response due Tue 7 Apr 2026"]
        states = {one["occasion"]: one["state"] for one in desk.run("outbox", "--json").json}
        assert (states["chaser"], states["overdue"]) == ("withdrawn", "withdrawn"), "they were counted from another day"
