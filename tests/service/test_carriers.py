"""What carries a form, over a real mailbox: the case, whom we answer, and what waits for a person."""

from __future__ import annotations

import email
import email.policy
from datetime import date
from email.message import EmailMessage

import pytest

from daemon.service.opening import large
from tests.builders import MANAGER, a_mail, a_word_form
from tests.mail.test_carriers import CARRIED, encrypted_zip, mail_with, zipped
from tests.mail.test_notes import CARRIED as NOTES
from tests.world import World

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def beat(world: World, *mails: bytes, day: str = "2026-03-04") -> None:
    for number, raw in enumerate(mails):
        world.arrives(raw, f"{day} 09:0{number}")
    assert world.once(f"{day} 09:30").code == 0


def references(world: World) -> list[str]:
    return [one["reference"] for one in world.cases("2026-03-20 10:00")]


def held(world: World) -> list[dict]:
    return world.run("held", "--json").json


def test_each_carried_form_is_a_case_and_its_sender_is_acknowledged(world: World) -> None:
    mails = ("in a folder that was zipped", "in winmail.dat", "in an opaque signature", "uuencoded in the words")
    saved = ("a message in a message", "an .eml in a message", "a zip in a message")
    ways = [CARRIED[one] for one in mails]
    ways += [
        lambda form, one=one: mail_with(("saved.msg", "application/octet-stream", NOTES[one](form))) for one in saved
    ]
    forms = [a_word_form(subject_name=f"A. {day}", subject_dob=date(2015, 2, day + 1)) for day in range(len(ways))]
    beat(world, *(way(form) for way, form in zip(ways, forms, strict=True)))
    assert len(references(world)) == len(ways)
    assert len([one for one in world.letters_to("ann@schools.example") if "received" in one]) == len(ways)


def test_a_form_typed_into_the_mail_is_a_form(world: World) -> None:
    words = (
        "Escalation form\n\nReferring agency: Example Schools Trust\nName of person completing this form: Ann Bell\n"
        "Responding agency: Example Police\nName of child: A. B.\nDate of birth: 01/02/2015\n"
        "Stage: Formal Resolution\nSummary of disagreement: We do not agree about the threshold.\n"
        "Immediate risk: No\n"
    )
    beat(world, a_mail("ann@schools.example", "Escalation", words))
    (case,) = world.cases("2026-03-04 10:00")
    assert case["responding_agencies"][0]["agency"] == "Example Police"


def test_two_forms_in_one_mail_are_two_cases_each_acknowledged(world: World) -> None:
    first, second = (
        a_word_form(),
        a_word_form(subject_name="C. D.", subject_dob=date(2012, 5, 6), disagreement_summary="Another."),
    )
    beat(world, mail_with(("a.docx", WORD, first), ("b.docx", WORD, second)))
    assert references(world) == ["RPDE-2026-0001", "RPDE-2026-0002"]
    told = [one for one in world.letters_to("ann@schools.example") if "received" in one]
    assert [one.split(":")[0] for one in told] == ["RPDE-2026-0001", "RPDE-2026-0002"]


def test_what_cannot_be_read_is_kept_and_its_sender_told_once(world: World) -> None:
    ways = [
        mail_with(words="Egress: sign in at https://switch.egress.com/ui/x"),
        mail_with(words="My form: https://example.sharepoint.com/:w:/g/abc"),
        mail_with(("form.zip", "application/zip", encrypted_zip())),
    ]
    for number, raw in enumerate(ways):
        headers = f"Subject: Form\nMessage-ID: <first{number}@x>".encode()
        again = f"Subject: Re: Form\nMessage-ID: <second{number}@x>\nReferences: <first{number}@x>".encode()
        world.arrives(raw.replace(b"Subject: Form", headers), "2026-03-04 09:00")
        world.arrives(raw.replace(b"Subject: Form", again), "2026-03-04 09:01")
    assert world.once("2026-03-04 09:30").code == 0

    assert len(held(world)) == 6
    assert len([one for one in world.letters_to("ann@schools.example") if "could not be read" in one]) == 3
    assert len([one for one in world.letters_to(MANAGER) if "waits for you" in one]) == 6
    assert references(world) == []


def test_a_file_that_cannot_be_read_beside_a_form_goes_before_the_manager(world: World) -> None:
    beat(world, mail_with(("form.docx", WORD, a_word_form()), ("more.zip", "application/zip", encrypted_zip())))
    (case,) = world.cases("2026-03-04 10:00")
    assert case["status"] == "needs_manager"
    said = world.run("explain", "RPDE-2026-0001", "--json").json["events"]
    assert any("could not be read (encrypted)" in one["why"] for one in said)


def test_the_same_mail_delivered_twice_with_other_headers_is_a_linked_copy(world: World) -> None:
    raw = a_mail("ann@schools.example", form=a_word_form())
    beat(world, raw, b"Received: from elsewhere.example\n" + raw)
    assert references(world) == ["RPDE-2026-0001"]
    assert len(world.letters_to("ann@schools.example")) == 1


def test_the_same_message_id_with_another_form_is_admitted_and_flagged(world: World) -> None:
    other = a_word_form(subject_name="C. D.", subject_dob=date(2012, 5, 6), disagreement_summary="Another.")
    beat(
        world,
        a_mail("ann@schools.example", form=a_word_form(), message_id="<same@x>"),
        a_mail("ann@schools.example", form=other, message_id="<same@x>"),
    )
    assert references(world) == ["RPDE-2026-0001", "RPDE-2026-0002"]
    said = world.run("explain", "RPDE-2026-0002", "--json").json["events"]
    assert any("same Message-ID" in one["why"] for one in said)


def test_another_difference_about_the_same_child_is_a_case_of_its_own_and_a_possible_link(world: World) -> None:
    later = a_word_form(disagreement_summary="The plan was not followed.", disagreement_date=date(2026, 3, 5))
    beat(world, a_mail("ann@schools.example", form=a_word_form()))
    beat(world, a_mail("ann@schools.example", form=later), day="2026-03-09")
    assert references(world) == ["RPDE-2026-0001", "RPDE-2026-0002"]
    said = world.run("explain", "RPDE-2026-0002", "--json").json["events"]
    assert any("It may belong together with RPDE-2026-0001" in one["why"] for one in said)


def test_a_form_passed_on_by_somebody_else_is_the_same_form(world: World) -> None:
    form = a_word_form()
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "pa@schools.example", "unit@example.org", "FW: Form"
    mail.set_content("For you.")
    mail.add_attachment(email.message_from_bytes(a_mail("ann@schools.example", form=form), policy=email.policy.default))
    beat(world, a_mail("ann@schools.example", form=form), mail.as_bytes())
    assert references(world) == ["RPDE-2026-0001"]
    assert ["received again" in one for one in world.letters_to("pa@schools.example")] == [True]


def test_names_and_subjects_put_nothing_into_our_headers(world: World) -> None:
    raw = mail_with(("x.zip", "application/zip", zipped(**{"f\r\nBcc: evil@e.example\r\n.docx": a_word_form()})))
    raw = raw.replace(b"Subject: Form", b"Subject: =?utf-8?q?Form=0D=0ABcc:_evil=40e=2Eexample?=")
    beat(world, raw)
    assert references(world) == ["RPDE-2026-0001"]
    assert all("evil" not in one for taken in world.relay.taken for one in taken.recipients)
    assert all(letter["Bcc"] is None for letter in world.letters)


def test_a_large_mail_is_a_case_and_one_that_is_too_large_is_told_to_its_sender(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, film = a_word_form(), ("film.mp4", "video/mp4", b"\0\1\2" * (2 << 20))
    beat(world, mail_with(("form.docx", WORD, form), film))
    assert references(world) == ["RPDE-2026-0001"]
    notice = next(one for one in world.letters if "notice" in str(one["Subject"]))
    assert form in [part.get_payload(decode=True) for part in notice.walk()]

    monkeypatch.setattr(large, "MOST_MAIL", 1 << 20)
    world.arrives(mail_with(film, words="Another."), "2026-03-04 10:00")
    world.once("2026-03-04 10:30")
    (one,) = held(world)
    assert "too large" in one["why"]
    assert any("could not be read" in each for each in world.letters_to("ann@schools.example"))
