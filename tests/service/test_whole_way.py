"""From a mailed form to closure over a real Dovecot: what the agencies and the manager see."""

from __future__ import annotations

import re
from email.message import Message

import pytest

from tests.builders import DEPUTY, MANAGER, a_mail, a_word_form
from tests.world import World


def words_of(letter: Message) -> str:
    return next(
        part.get_payload(decode=True).decode()
        for part in letter.walk()
        if part.get_content_type() == "text/plain"  # type: ignore[union-attr]
    )


def opened(world: World, **more: str) -> None:
    world.arrives(a_mail("ann@schools.example", form=a_word_form(), **more), "2026-03-04 09:05")
    assert world.once("2026-03-04 09:06").code == 0


def test_a_form_is_logged_acknowledged_and_passed_on(world: World) -> None:
    opened(world)

    (case,) = world.cases("2026-03-04 09:10")
    assert case["reference"] == "RPDE-2026-0001"
    assert case["stage"] == "formal"
    assert case["status"] == "awaiting_response"
    assert case["due"] == "2026-03-18"
    assert case["referring_agency"] == "Example Schools Trust"
    assert case["responding_agencies"] == [
        {"agency": "Example Police", "due": "2026-03-18", "status": "awaiting_response"}
    ]
    assert world.letters_to("ann@schools.example") == ["RPDE-2026-0001: received, response due Wed 18 Mar 2026"]
    assert world.letters_to("spoc@police.example") == ["RPDE-2026-0001: notice, response due Wed 18 Mar 2026"]
    assert len(world.dovecot.mails("Case intake/Logged")) == 1
    assert world.dovecot.mails() == []
    assert len(world.dovecot.mails("Sent")) == 2


def test_the_acknowledgement_begins_with_the_emergency_paragraph_and_quotes_nothing(world: World) -> None:
    opened(world)

    words = words_of(world.letters[0])
    assert words.startswith("This mailbox is not monitored for emergencies. Do not wait for us: ")
    assert "threshold" not in words
    assert "A. B." not in words


def test_the_notice_carries_an_answer_form_and_the_form_itself_when_the_spoc_had_not_been_sent_it(world: World) -> None:
    opened(world)

    names = [part.get_filename() for part in world.letters[1].walk() if part.get_filename()]
    assert names == ["RPDE-2026-0001 answer form.docx", "RPDE-2026-0001 form.docx"]


def test_the_form_is_not_sent_again_to_a_spoc_among_its_own_recipients(world: World) -> None:
    opened(world, to="unit@example.org, spoc@police.example")

    names = [part.get_filename() for part in world.letters[1].walk() if part.get_filename()]
    assert names == ["RPDE-2026-0001 answer form.docx"]


def test_reminders_chasers_and_the_referrers_letter_come_on_their_mornings(world: World) -> None:
    opened(world)
    for day in (11, 12, 17, 18, 19, 20, 26):
        world.once(f"2026-03-{day} 09:00")

    assert world.letters_to("spoc@police.example") == [
        "RPDE-2026-0001: notice, response due Wed 18 Mar 2026",
        "RPDE-2026-0001: reminder, response due Wed 18 Mar 2026",
        "RPDE-2026-0001: reminder, response due Wed 18 Mar 2026",
        "RPDE-2026-0001: chaser 1, response was due Wed 18 Mar 2026",
        "RPDE-2026-0001: chaser 2, response was due Wed 18 Mar 2026",
    ]
    assert world.letters_to("deputy@police.example") == ["RPDE-2026-0001: chaser 2, response was due Wed 18 Mar 2026"]
    assert world.letters_to("ann@schools.example")[-1] == "RPDE-2026-0001: no response by Wed 18 Mar 2026"
    told = [one for one in world.letters_to(MANAGER) if not one.startswith("The week of ")]
    assert told == ["RPDE-2026-0001: overdue, due Wed 18 Mar 2026"] * 2
    assert world.cases("2026-03-26 10:00")[0]["status"] == "overdue"


def test_after_three_weeks_away_only_the_latest_missed_chaser_goes(world: World) -> None:
    opened(world)
    world.once("2026-04-01 09:00")

    chasers = [one for one in world.letters_to("spoc@police.example") if "chaser" in one]
    assert chasers == ["RPDE-2026-0001: chaser 2, response was due Wed 18 Mar 2026"]


def test_a_response_is_told_to_both_sides_and_agreed_closes_the_case(world: World) -> None:
    opened(world)
    answer = a_word_form(response_author="Pat Moss", response_summary="A meeting is called.", resolved=True)
    thread = world.message_id("notice")
    world.arrives(
        a_mail("spoc@police.example", "Re: notice", "Our answer.", answer, In_Reply_To=thread), "2026-03-10 10:00"
    )
    world.once("2026-03-10 10:01")

    assert world.cases("2026-03-10 10:02")[0]["status"] == "awaiting_confirmation"
    assert world.letters_to("ann@schools.example")[-1] == "RPDE-2026-0001: response received"
    assert world.letters_to("spoc@police.example")[-1] == "RPDE-2026-0001: response received"

    thread = world.message_id("response received")
    world.arrives(
        a_mail("ann@schools.example", "Re: RPDE-2026-0001", "AGREED\n\nThank you.", In_Reply_To=thread),
        "2026-03-11 08:00",
    )
    world.once("2026-03-11 09:00")

    (case,) = world.cases("2026-03-11 09:01")
    assert (case["status"], case["closed"]) == ("closed", "2026-03-11")
    assert world.letters_to("ann@schools.example")[-1] == "RPDE-2026-0001: closed in our log"
    assert world.letters_to("spoc@police.example")[-1] == "RPDE-2026-0001: closed in our log"
    assert not any("reminder" in one for one in world.letters_to("spoc@police.example"))


def test_the_answer_form_finds_its_case_without_a_thread_or_a_subject(world: World) -> None:
    opened(world)
    answer = a_word_form(
        reference="RPDE-2026-0001; please answer by 18 March 2026", subject_name=None, subject_dob=None, disagreement_summary=None,
        desired_outcome=None, immediate_risk=None, disagreement_date=None, response_summary="Done.", resolved=True,
    )  # fmt: skip
    world.arrives(a_mail("spoc@police.example", "our answer", "here", answer), "2026-03-10 10:00")
    world.once("2026-03-10 10:01")

    assert [one["status"] for one in world.cases("2026-03-10 10:02")] == ["awaiting_confirmation"]


def test_agreed_from_the_other_side_closes_nothing(world: World) -> None:
    opened(world)
    answer = a_word_form(response_author="Pat Moss", response_summary="A meeting is called.", resolved=True)
    world.arrives(
        a_mail("spoc@police.example", "Re", "x", answer, In_Reply_To=world.message_id("notice")), "2026-03-10 10:00"
    )
    world.once("2026-03-10 10:01")
    world.arrives(a_mail("spoc@police.example", "Re: RPDE-2026-0001", "AGREED"), "2026-03-10 11:00")
    world.once("2026-03-10 11:01")

    assert world.cases("2026-03-10 11:02")[0]["status"] == "awaiting_confirmation"


def test_an_out_of_office_stops_no_clock_and_is_not_answered(world: World) -> None:
    opened(world)
    before = len(world.letters)
    raw = a_mail(
        "spoc@police.example",
        "Automatic reply: RPDE-2026-0001",
        "I am away.",
        In_Reply_To=world.message_id("notice"),
        Auto_Submitted="auto-replied",
    )
    world.arrives(raw, "2026-03-04 09:20")
    world.once("2026-03-04 09:21")

    assert len(world.letters) == before
    assert world.cases("2026-03-04 09:22")[0]["status"] == "awaiting_response"
    assert len(world.dovecot.mails("Case intake/Filed")) == 1


def test_a_bounced_notice_stops_its_clock_and_alerts_the_manager(world: World) -> None:
    opened(world)
    notice = world.message_id("notice")
    report = (
        "From: MAILER-DAEMON@relay.example\r\nTo: unit@example.org\r\nSubject: Undelivered\r\nMessage-ID: <b1@relay.example>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n"
        "Final-Recipient: rfc822; spoc@police.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {notice}\r\nSubject: x\r\n\r\n--b--\r\n"
    )
    world.arrives(report.encode(), "2026-03-04 10:00")
    world.once("2026-03-04 10:01")

    (case,) = world.cases("2026-03-04 10:02")
    assert case["status"] == "needs_manager"
    assert case["responding_agencies"] == [{"agency": "Example Police", "due": None, "status": "not_passed_on"}]
    assert "RPDE-2026-0001: our notice came back" in world.letters_to(MANAGER)
    states = {one["occasion"]: one["state"] for one in world.run("outbox", "--json").json}
    assert states["notice"] == "bounced"


def test_a_forged_bounce_changes_nothing(world: World) -> None:
    opened(world)
    report = (
        "From: MAILER-DAEMON@evil.example\r\nTo: unit@example.org\r\nSubject: Undelivered\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        "Final-Recipient: rfc822; spoc@police.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    )
    world.arrives(report.encode(), "2026-03-04 10:00")
    world.once("2026-03-04 10:01")

    assert world.cases("2026-03-04 10:02")[0]["status"] == "awaiting_response"


def test_an_unlisted_sender_gets_reference_and_date_and_nobody_else_hears(world: World) -> None:
    world.arrives(a_mail("stranger@elsewhere.example", form=a_word_form()), "2026-03-04 09:05")
    world.once("2026-03-04 09:06")

    (letter,) = [one for one in world.letters if one["To"] == "stranger@elsewhere.example"]
    assert "Example Police" not in words_of(letter)
    assert world.letters_to("spoc@police.example") == []
    (case,) = world.cases("2026-03-04 09:10")
    assert case["status"] == "needs_manager"
    assert case["responding_agencies"][0]["status"] == "not_passed_on"


def test_a_released_notice_goes_with_the_due_day_counted_from_its_own_day(world: World) -> None:
    world.arrives(a_mail("stranger@elsewhere.example", form=a_word_form()), "2026-03-04 09:05")
    world.once("2026-03-04 09:06")
    (held,) = [one for one in world.run("outbox", "--json").json if one["state"] == "held"]
    assert world.run("release", str(held["id"]), "--now", "2026-03-05T10:00:00+00:00").code == 0
    world.once("2026-03-05 10:01")

    assert world.letters_to("spoc@police.example") == ["RPDE-2026-0001: notice, response due Thu 19 Mar 2026"]
    (case,) = world.cases("2026-03-05 10:02")
    assert (case["status"], case["due"]) == ("awaiting_response", "2026-03-19")


def test_rubbish_is_held_with_its_bytes_and_the_manager_is_told(world: World) -> None:
    raw = a_mail("somebody@elsewhere.example", "Hello", "What is this about?")
    world.arrives(raw, "2026-03-04 09:05")
    world.once("2026-03-04 09:06")

    (held,) = world.run("held", "--json").json
    assert held["from"] == "somebody@elsewhere.example"
    assert held["rule"] == "other"
    assert world.letters_to(MANAGER) == [f"Message {held['id']} waits for you"]
    assert len(world.dovecot.mails("Case intake/Needs a person")) == 1


def test_another_reply_is_put_before_the_manager_and_changes_nothing(world: World) -> None:
    opened(world)
    thread = world.message_id("notice")
    world.arrives(
        a_mail("spoc@police.example", "Re: notice", "We are looking into it.", In_Reply_To=thread), "2026-03-05 10:00"
    )
    world.once("2026-03-05 10:01")

    assert world.cases("2026-03-05 10:02")[0]["status"] == "awaiting_response"
    assert world.letters_to(MANAGER) == ["RPDE-2026-0001: a reply to read, due Wed 18 Mar 2026"]
    assert "a holding reply" in words_of(world.letters[-1])


def test_a_reply_from_somebody_who_is_no_party_is_held(world: World) -> None:
    opened(world)
    world.arrives(a_mail("nosy@health.example", "Re: RPDE-2026-0001", "Tell me more."), "2026-03-05 10:00")
    world.once("2026-03-05 10:01")

    assert len(world.run("held", "--json").json) == 1


def test_the_same_form_again_is_a_linked_duplicate(world: World) -> None:
    form = a_word_form()
    world.arrives(a_mail("ann@schools.example", form=form), "2026-03-04 09:05")
    world.arrives(a_mail("ann@schools.example", "Again", form=form), "2026-03-04 09:06")
    world.once("2026-03-04 09:07")

    assert len(world.cases("2026-03-04 09:08")) == 1
    assert world.letters_to("ann@schools.example")[-1] == "RPDE-2026-0001: received again, response due Wed 18 Mar 2026"


def test_a_corrected_form_joins_its_case(world: World) -> None:
    opened(world)
    world.arrives(
        a_mail("ann@schools.example", "Corrected", form=a_word_form(subject_id="LCS 1234")), "2026-03-05 09:05"
    )
    world.once("2026-03-05 09:06")

    assert len(world.cases("2026-03-05 09:08")) == 1
    events = world.run("explain", "RPDE-2026-0001", "--json").json["events"]
    assert any(one["what"] == "corrected" and "subject_id" in one["why"] for one in events)


def test_our_own_answer_form_coming_back_empty_opens_nothing(world: World) -> None:
    opened(world)
    notice = next(one for one in world.letters if "notice" in str(one["Subject"]))
    ours = next(
        part.get_payload(decode=True)
        for part in notice.walk()
        if (part.get_filename() or "").endswith("answer form.docx")
    )
    assert isinstance(ours, bytes)
    world.arrives(a_mail("spoc@police.example", "Re: x", "here", ours), "2026-03-05 09:05")
    world.once("2026-03-05 09:06")

    assert len(world.cases("2026-03-05 09:08")) == 1
    assert world.cases("2026-03-05 09:08")[0]["status"] == "awaiting_response"


def test_immediate_risk_alerts_manager_and_deputy_hourly_even_in_hold_mode(world: World) -> None:
    world.configure(letters='mode = "hold"')
    world.arrives(a_mail("ann@schools.example", form=a_word_form(immediate_risk=True)), "2026-03-07 22:05")
    world.once("2026-03-07 22:06")
    world.once("2026-03-07 22:30")
    world.once("2026-03-07 23:07")

    assert [one["To"] for one in world.letters] == [f"{MANAGER}, {DEPUTY}"] * 2
    assert all(str(one["Subject"]).startswith("URGENT RPDE-2026-0001") for one in world.letters)


@pytest.mark.parametrize("way", ["reply", "command", "forged"])
def test_the_hourly_alerts_end_when_somebody_we_trust_says_seen(world: World, way: str) -> None:
    world.configure(mailbox='trusted_server = "mx.unit.example"')
    world.arrives(a_mail("ann@schools.example", form=a_word_form(immediate_risk=True)), "2026-03-07 22:05")
    world.once("2026-03-07 22:06")
    if way == "command":
        assert world.run("rule", "RPDE-2026-0001", "seen", "--now", "2026-03-07T22:30:00+00:00").code == 0
    else:
        verdict = "mx.unit.example; dmarc=pass" if way == "reply" else "evil.example; dmarc=pass"
        thread = world.message_id("URGENT")
        raw = a_mail(MANAGER, "Re: URGENT", "SEEN\n", In_Reply_To=thread, Authentication_Results=verdict)
        world.arrives(raw, "2026-03-07 22:20")
        world.once("2026-03-07 22:21")
    world.once("2026-03-07 23:30")

    alerts = [one for one in world.letters if str(one["Subject"]).startswith("URGENT")]
    assert len(alerts) == (2 if way == "forged" else 1)


def test_hold_mode_decides_everything_and_sends_nothing(world: World) -> None:
    world.configure(letters='mode = "hold"')
    opened(world)

    assert world.letters == []
    assert [one["state"] for one in world.run("outbox", "--json").json] == ["held", "held"]
    assert world.cases("2026-03-04 10:00")[0]["due"] == "2026-03-18"


def test_the_isle_of_man_prompts_the_director_and_tells_the_responding_agency_nothing(manx_world: World) -> None:
    world = manx_world
    world.arrives(a_mail("ann@schools.example", form=a_word_form("isle-of-man")), "2026-05-29 09:05")
    for day in ("2026-05-29 09:10", "2026-06-01 09:00", "2026-06-16 09:00"):
        world.once(day)

    (case,) = world.cases("2026-06-16 10:00")
    assert (case["reference"], case["stage"], case["due"]) == ("RPD-2026-0001", "4", "2026-06-15")
    assert world.letters_to("spoc@police.example") == []
    subjects = world.letters_to("director@board.example")
    assert subjects[0] == "RPD-2026-0001: notice, response due Mon 15 Jun 2026"
    assert subjects[1] == "RPD-2026-0001: reminder, response due Mon 15 Jun 2026"
    assert subjects[-1] == "RPD-2026-0001: chaser 1, response was due Mon 15 Jun 2026"


def test_everything_happens_once_when_the_beat_is_repeated(world: World) -> None:
    opened(world)
    for _ in range(3):
        world.once("2026-03-19 09:00")

    subjects = [str(one["Subject"]) for one in world.letters]
    assert len(subjects) == len(set(zip(subjects, (str(one["To"]) for one in world.letters), strict=True)))


def test_a_new_uidvalidity_brings_nothing_twice(world: World) -> None:
    world.configure(mailbox="poll_seconds = 5")
    opened(world)
    world.dovecot.deliver(world.dovecot.mails("Case intake/Logged")[0])
    world.once("2026-03-04 10:00")
    world.dovecot.renumber()
    world.once("2026-03-05 10:00")

    assert len(world.cases("2026-03-05 10:00")) == 1
    assert len(world.letters) == 2


def test_by_default_nothing_that_lay_there_before_is_touched(world: World) -> None:
    world.configure(mailbox='start = "now"')
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-01 09:05")
    world.once("2026-03-04 09:00")
    assert world.cases("2026-03-04 09:00") == []
    world.dovecot.renumber()
    world.once("2026-03-04 09:02")
    assert world.cases("2026-03-04 09:02") == []
    assert len(world.dovecot.mails()) == 1

    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
    world.once("2026-03-04 09:06")
    assert [one["reference"] for one in world.cases("2026-03-04 09:07")] == ["RPDE-2026-0001"]


@pytest.mark.parametrize("command", ["cases", "due", "held", "outbox", "status"])
def test_every_list_can_be_read_by_a_person_and_by_a_program(world: World, command: str) -> None:
    opened(world)

    assert world.run(command, "--now", "2026-03-04T10:00:00+00:00").out
    assert world.run(command, "--json", "--now", "2026-03-04T10:00:00+00:00").json is not None


def test_explain_tells_every_date_with_its_clause(world: World) -> None:
    opened(world)

    shown = world.run("explain", "RPDE-2026-0001", "--json", "--now", "2026-03-04T10:00:00+00:00").json
    due = next(one for one in shown["deadlines"] if one["what"] == "due")
    assert (due["on"], due["working_days"], due["counted_from"], due["basis"]) == (
        "2026-03-18",
        10,
        "2026-03-04",
        "policy",
    )
    assert re.search(r"10 working days, not counting Wednesday 4 March 2026", due["why"])
