"""Reports of non-delivery: believed only for a letter of ours and its own recipient; then the letter goes again once corrected."""

from __future__ import annotations

from dataclasses import replace

from daemon.directory.making import make_contacts
from tests.builders import DIRECTORY, MANAGER, a_mail, a_word_form
from tests.world import World


def opened(world: World) -> None:
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
    assert world.once("2026-03-04 09:06").code == 0


def a_report(
    message_id: str, recipient: str = "spoc@police.example", action: str = "failed", form: bytes = b""
) -> bytes:
    status = "5.1.1" if action == "failed" else "4.4.1"
    return (
        "From: MAILER-DAEMON@relay.example\r\nReturn-Path: <>\r\nTo: unit@example.org\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 no such mailbox\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {message_id}\r\nSubject: x\r\n\r\nwords\r\n--b--\r\n"
    ).encode()


def correct(world: World, address: str) -> None:
    agencies = tuple(
        replace(one, spoc_email=address) if one.name == "Example Police" else one for one in DIRECTORY.agencies
    )
    (world.folder / "contacts.xlsx").write_bytes(make_contacts(("Mo Hale", MANAGER), (), agencies, DIRECTORY.people))


def test_a_notice_that_came_back_goes_again_once_when_the_contact_is_corrected(world: World) -> None:
    opened(world)
    world.arrives(a_report(world.message_id("notice")), "2026-03-04 10:00")
    world.once("2026-03-04 10:01")
    assert world.cases("2026-03-04 10:02")[0]["responding_agencies"][0]["status"] == "not_passed_on"

    correct(world, "new@police.example")
    world.once("2026-03-06 09:00")
    world.once("2026-03-06 09:01")

    assert world.letters_to("new@police.example") == ["RPDE-2026-0001: notice, response due Fri 20 Mar 2026"]
    (case,) = world.cases("2026-03-06 09:02")
    assert case["status"] == "awaiting_response"
    assert case["responding_agencies"] == [
        {"agency": "Example Police", "due": "2026-03-20", "status": "awaiting_response"}
    ]
    attached = [part.get_filename() for part in world.letters[-1].walk() if part.get_filename()]
    assert attached == ["RPDE-2026-0001 answer form.docx", "RPDE-2026-0001 form.docx"]
    why = [one["why"] for one in world.run("explain", "RPDE-2026-0001", "--json").json["events"]]
    assert any("new address for Example Police" in one for one in why)


def test_a_chaser_that_came_back_goes_again_and_its_due_day_stands(world: World) -> None:
    opened(world)
    world.once("2026-03-19 09:00")
    world.arrives(a_report(world.message_id("chaser")), "2026-03-19 10:00")
    world.once("2026-03-19 10:01")

    correct(world, "new@police.example")
    world.once("2026-03-20 09:00")
    world.once("2026-03-20 09:01")

    assert len([one for one in world.letters_to("new@police.example") if "chaser" in one]) == 1
    assert world.cases("2026-03-20 09:02")[0]["responding_agencies"] == [
        {"agency": "Example Police", "due": "2026-03-18", "status": "overdue"}
    ]


def test_a_report_for_somebody_to_whom_that_letter_never_went_changes_nothing(world: World) -> None:
    opened(world)
    world.arrives(a_report(world.message_id("notice"), "ann@schools.example"), "2026-03-04 10:00")
    world.once("2026-03-04 10:01")

    assert world.cases("2026-03-04 10:02")[0]["status"] == "awaiting_response"
    assert [one for one in world.letters_to(MANAGER) if "came back" in one] == []
    assert len(world.dovecot.mails("Case intake/Filed")) == 1


def test_a_late_letter_has_not_come_back(world: World) -> None:
    opened(world)
    world.arrives(a_report(world.message_id("notice"), action="delayed"), "2026-03-04 10:00")
    world.once("2026-03-04 10:01")

    assert world.cases("2026-03-04 10:02")[0]["status"] == "awaiting_response"


def test_a_person_who_forwards_a_report_is_a_person(world: World) -> None:
    opened(world)
    inner = a_report(world.message_id("notice")).decode()
    forwarded = (
        "From: ann@schools.example\r\nTo: unit@example.org\r\nSubject: FW: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="o"\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\nI got this, what should I do?\r\n'
        f"--o\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--o--\r\n"
    )
    world.arrives(forwarded.encode(), "2026-03-04 10:00")
    world.once("2026-03-04 10:01")

    assert world.cases("2026-03-04 10:02")[0]["status"] == "awaiting_response"
    (held,) = world.run("held", "--json").json
    assert held["from"] == "ann@schools.example"


def test_any_other_letter_that_came_back_goes_again_once_to_the_corrected_address(world: World) -> None:
    opened(world)
    assert (
        world.run("rule", "RPDE-2026-0001", "close outcome: agreed with the school", "--now", "2026-03-05T10:00").code
        == 0
    )
    world.once("2026-03-05 10:01")
    gone = [one for one in world.letters if "spoc@police.example" in str(one["To"])]
    gone = [one for one in gone if "outcome" in str(one["Subject"]) or "closed" in str(one["Subject"])]
    assert len(gone) == 2
    for number, one in enumerate(gone):
        world.arrives(a_report(str(one["Message-ID"])), f"2026-03-05 11:0{number}")
    world.once("2026-03-05 11:10")

    correct(world, "new@police.example")
    world.once("2026-03-06 09:00")
    world.once("2026-03-06 09:01")

    assert world.letters_to("new@police.example") == [str(one["Subject"]) for one in gone]
    why = [one["why"] for one in world.run("explain", "RPDE-2026-0001", "--json").json["events"]]
    assert [one for one in why if "goes again" in one] != []


def test_an_automatic_answer_in_a_thread_is_in_the_case_s_story_and_moves_nothing(world: World) -> None:
    opened(world)
    before = world.cases("2026-03-04 10:00")
    world.arrives(
        a_mail(
            "spoc@police.example",
            "Automatic reply: RPDE-2026-0001: notice",
            "I am away until Monday.",
            In_Reply_To=world.message_id("notice"),
            Auto_Submitted="auto-replied",
        ),
        "2026-03-04 10:00",
    )
    letters = len(world.letters)
    world.once("2026-03-04 10:01")

    assert world.cases("2026-03-04 10:02") == before
    assert len(world.letters) == letters
    noted = world.run("explain", "RPDE-2026-0001", "--json").json["events"][-1]
    assert noted["by"] == "spoc@police.example"
    assert noted["why"].endswith("It moves nothing, and stops no clock.")
    assert len(world.dovecot.mails("Case intake/Filed")) == 1
