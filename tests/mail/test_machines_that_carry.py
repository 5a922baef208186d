"""Machines that send a document, bulk mail without its headers, and people who only sound like either."""

from __future__ import annotations

from datetime import date

import pytest

import parsers
from daemon.mail import NothingKnown, Triage, open_mail, triage, with_documents_read
from tests.mail.unseen.values import attached, raw, several, words

ANN = "From: Ann Ash <ann@council.example>\nSubject: "


def judged(mail: bytes, known: NothingKnown | None = None) -> Triage:
    opened, readings = with_documents_read(
        open_mail(mail), lambda one: parsers.read(one.data, today=date(2026, 11, 24))
    )
    return triage(opened, readings, known or NothingKnown())


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Ticket #4431 created: form",
            "Your ticket has been created. This is an automated message, please do not reply.",
        ),
        ("Your request 88123 has been logged", "We will respond within 5 working days."),
        ("RITM0042310", "We have received your request. Your ticket number is 42310. Please allow 3 working days."),
        (
            "Re: notice",
            "Thank you for contacting us. Your email has been received. A member of our team will be in touch.",
        ),
    ],
)
def test_a_helpdesk_that_sends_a_form_back_opens_a_case_and_is_not_answered(subject: str, text: str) -> None:
    verdict = judged(several(ANN + subject, words(text), attached()))
    assert (verdict.kind, verdict.acknowledge) == ("form", False)
    assert verdict.acknowledge_why.startswith("No machine is answered: ")


@pytest.mark.parametrize(
    "text",
    [
        "I am on leave from tomorrow so please contact my deputy. I will be back on Monday.",
        "Thank you for your email. Please find attached our form. Please do not reply to this address.",
        "We have received your letter. Our form is attached. I will ring on Monday.",
    ],
)
def test_a_person_with_a_form_is_answered_whatever_they_say_of_themselves(text: str) -> None:
    verdict = judged(several(ANN + "Escalation form", words(text), attached()))
    assert (verdict.kind, verdict.acknowledge) == ("form", True)


def test_an_answer_with_a_leaflet_that_cannot_be_read_is_not_answered() -> None:
    leaflet = attached("leaflet.pdf", b"%PDF-1.4 of pictures", "application/pdf")
    away = "I am on annual leave until 7 December. For anything urgent contact the duty desk on 01632 960100.\n"
    verdict = judged(several(ANN + "Re: notice", words(away), leaflet))
    assert (verdict.acknowledge, verdict.hold) == (False, True)
    scan = judged(several(ANN + "Re: notice", words("Our form, scanned. The school is closed tomorrow.\n"), leaflet))
    assert (scan.acknowledge, scan.hold) == (True, True)


class Sent(NothingKnown):
    """A store in which every document is one that we sent."""

    def own_document(self, sha256: str, sender: str | None) -> bool:
        return bool(sha256 and sender)


@pytest.mark.parametrize("text", ["Noted.", "Thank you, received.", "See attached."])
def test_whoever_sends_our_own_form_back_gets_no_answer(text: str) -> None:
    verdict = judged(several(ANN + "Re: RPDE-2026-0001: notice", words(text), attached()), Sent())
    assert (verdict.kind, verdict.acknowledge) == ("reply", False)


@pytest.mark.parametrize(
    "text",
    [
        "In this issue: exclusions guidance.\n\nYou are receiving this because you subscribed. Unsubscribe here.",
        "Four places left. Book now and save 20%.\n\nDon't want emails like this? Update your preferences.",
        "You have 3 late tasks. Read it in your browser.\n\nUnsubscribe | Privacy statement",
    ],
)
def test_what_goes_to_many_is_a_list_without_the_headers_of_one(text: str) -> None:
    verdict = judged(raw(ANN + "November round-up", text))
    assert (verdict.kind, verdict.acknowledge) == ("list", False)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Newsletter", "Could you put a line about the policy in your next newsletter? You can find out more from Jo."),
        ("SPOC list", "Please unsubscribe me from the reminders; I have moved to fostering."),
        (
            "Fwd: Round-up",
            "Have you seen this? You are receiving this because I think it matters. Unsubscribe is at the end.",
        ),
    ],
)
def test_a_person_who_speaks_of_a_newsletter_is_a_person(subject: str, text: str) -> None:
    assert judged(raw(ANN + subject, text)).kind == "for_a_person"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "RE: RPDE-2026-0004: reminder",
            "We have received your request and it will be with the manager tomorrow. I will come back to you.",
        ),
        (
            "Thank you for your email",
            "Thank you for your email about the panel. I have shared it and we can both do the 3rd.",
        ),
        ("Thank you for your message", "Thank you for your message. Will there be parking?"),
    ],
)
def test_somebody_who_writes_of_themselves_or_asks_is_no_helpdesk(subject: str, text: str) -> None:
    assert judged(raw(ANN + subject, text)).kind in ("for_a_person", "reply")


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for emailing the practice. Please allow up to 3 working days. We cannot give advice by email.",
        "We have received your message. Due to the high volume of mail, please do not chase.",
        "Uw e-mail is ontvangen. Wij reageren binnen 5 werkdagen.",
        "Nous accusons réception de votre message. Une réponse suivra dans les meilleurs délais.",
        "Hemos recibido su mensaje y responderemos en un plazo de 48 horas.",
        "Ihre Nachricht ist bei uns eingegangen. Wir antworten innerhalb von zwei Werktagen.",
        "I only work Mondays. Please contact the duty desk on 01632 960100.",
    ],
)
def test_what_an_office_writes_to_everybody_is_a_machines(text: str) -> None:
    verdict = judged(raw(ANN + "Re: notice", text))
    assert (verdict.kind, verdict.acknowledge) == ("automatic", False)


def test_an_address_that_takes_no_mail_and_thanks_for_one_is_a_machine() -> None:
    robot = "From: MyCouncil <donotreply@council.example>\nSubject: "
    thanks = judged(raw(robot + "Confirmation FS-771", "Thank you for submitting this form. Your reference is FS-771."))
    assert (thanks.kind, thanks.rule) == ("automatic", "from-no-one")
    # What somebody wrote into a form on a web page comes from such an address too.
    concern = judged(
        raw(robot + "New message from the website", "Name: Jo Lee\nMessage: nobody has rung about the boy.")
    )
    assert (concern.kind, concern.hold, concern.acknowledge) == ("for_a_person", True, False)


@pytest.mark.parametrize(
    "name",
    [
        "securedoc_20261124T100211.html",
        "SecureMessageAtt.html",
        "message_zdm.html",
        "Encrypted_Message.htm",
        "secure-email-88.html",
    ],
)
def test_the_page_of_a_secure_portal_is_a_mail_that_cannot_be_opened(name: str) -> None:
    page = attached(name, b"<html><form action='https://portal.example/reader'></form></html>", "text/html")
    verdict = judged(several(ANN + "Form", words("Open the attachment to read it.\n"), page))
    assert (verdict.kind, verdict.rule) == ("unreadable", "encrypted")


@pytest.mark.parametrize(
    ("sender", "subject"),
    [
        ("Konica C360 <scanner-2@council.example>", "Message from KM_C360"),
        ("mfd.floor3@trust.example", "Form"),
        ("<office-copier@school.example>", "Form"),
        ("Office <office@school.example>", "Scan from a Xerox WorkCentre"),
        ("Office <office@school.example>", 'Message from "RNP583879BB12"'),
        ("Office <office@school.example>", "Scanned image from MX-3071"),
    ],
)
def test_a_copier_is_not_answered_and_what_it_sent_is_a_form_all_the_same(sender: str, subject: str) -> None:
    verdict = judged(several(f"From: {sender}\nSubject: {subject}", words("\n"), attached()))
    assert (verdict.kind, verdict.acknowledge) == ("form", False)


@pytest.mark.parametrize(
    ("sender", "subject"),
    [
        ("Ann Sharp <ann.sharp@council.example>", "Message from Jo"),
        ("Jo Scanlon <scanlon@trust.example>", "Scan from 20 weeks"),
        ("Lee Sharpe <sharpe@school.example>", "Form"),
    ],
)
def test_a_person_with_the_name_of_a_copier_is_answered(sender: str, subject: str) -> None:
    assert judged(several(f"From: {sender}\nSubject: {subject}", words("Our form.\n"), attached())).acknowledge
