"""What mail systems report, standard or in their own words: who, what, and which letter of ours."""

from __future__ import annotations

import pytest

from daemon.mail import NothingKnown, Triage, open_mail, triage

ORIGINAL = "<letter@unit.example>"


def judged(raw: str) -> Triage:
    return triage(open_mail(raw.replace("\n", "\r\n").encode()), (), NothingKnown())


def standard(status: str, returned: str = f"Message-ID: {ORIGINAL}\nTo: a@b.example\nSubject: x\n") -> str:
    return (
        "From: MAILER-DAEMON@relay.example\nTo: unit@x.example\nSubject: Undelivered Mail\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nThe mail system.\n\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\n{status}\n"
        f"--b\nContent-Type: message/rfc822\n\n{returned}\nwords\n\n--b--\n"
    )


@pytest.mark.parametrize(
    ("status", "kind", "bounced"),
    [
        ("Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n", "bounce", ("a@b.example",)),
        (
            "Original-Recipient: rfc822;old@b.example\nFinal-Recipient: rfc822;<a@b.example>\nAction: failed\n",
            "bounce",
            ("old@b.example", "a@b.example"),
        ),
        ("Final-Recipient: rfc822; a@b.example\nAction: delayed\nStatus: 4.4.1\n", "delay", ("a@b.example",)),
        ("Final-Recipient: rfc822; a@b.example\nAction: delivered\nStatus: 2.0.0\n", "feedback", ()),
        ("Final-Recipient: rfc822; a@b.example\nAction: relayed\n", "feedback", ()),
        ("Final-Recipient: rfc822; a@b.example\nAction: expanded\n", "feedback", ()),
        ("Final-Recipient: rfc822; a@b.example\nStatus: 5.1.1\n", "bounce", ("a@b.example",)),
        (
            "Final-Recipient: rfc822; a@b.example\nAction: failed\n\nFinal-Recipient: rfc822; c@d.example\nAction: delayed\n",
            "bounce",
            ("a@b.example",),
        ),
        (
            "Final-Recipient: rfc822; a@b.example\nAction: failed\nFinal-Recipient: rfc822; c@d.example\nAction: failed\n",
            "bounce",
            ("a@b.example", "c@d.example"),
        ),
        (
            "Final-Recipient : rfc/822;a@b.example\nAction : failed (bad mailbox)\nBROKEN LINE\n",
            "bounce",
            ("a@b.example",),
        ),
        ("Final-Recipient: rfc822; =?utf-8?q?x?=@b.example\nAction: failed\n", "bounce", ()),
        ("Final-Recipient: x400; /CN=Ann/\nAction: failed\n", "bounce", ()),
    ],
)
def test_each_recipient_of_a_standard_report_is_read(status: str, kind: str, bounced: tuple[str, ...]) -> None:
    verdict = judged(standard(status))
    assert (verdict.kind, verdict.bounced, verdict.acknowledge) == (kind, bounced, False)


def words(text: str, **headers: str) -> str:
    given = {"From": "Mail Delivery System <MAILER-DAEMON@relay.example>", "To": "unit@x.example", **headers}
    return "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in given.items()) + f"\n{text}\n"


RETURNED = f"Received: from x by y; Wed, 4 Mar 2026\nFrom: unit@x.example\nTo: other@z.example\nMessage-ID: {ORIGINAL}\nSubject: x\n"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("failure notice", f"Hi. This is the qmail-send program at relay.example.\n\n<a@b.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n{RETURNED}"),
        ("Mail delivery failed: returning message to sender", f"A message that you sent could not be delivered to one or more of its recipients.\nThe following address(es) failed:\n\n  a@b.example\n    550 no such user\n\n------ This is a copy of the message ------\n\n{RETURNED}"),
        ("Undeliverable: x", f"Your message did not reach some or all of the intended recipients.\n\n      Subject: x\n\nThe following recipient(s) could not be reached:\n\n      a@b.example on 4/3/2026 10:00\n            Recipient not found\n\n{RETURNED}"),
        ("Returned mail: User unknown", f"   ----- The following addresses had permanent fatal errors -----\n<a@b.example>\n\n   ----- Transcript of session follows -----\n550 <a@b.example>... User unknown\n\n   ----- Original message follows -----\n\n{RETURNED}"),
        ("Delivery Status Notification (Failure)", f"Delivery to the following recipient failed permanently:\n\n     a@b.example\n\nTechnical details of permanent failure:\n550 5.1.1\n\n----- Original message -----\n\n{RETURNED}"),
        ("Undeliverable message", f"------- Failure Reasons  --------\n\nUser  not listed in public Name & Address Book\na@b.example\n\n------- Returned Message --------\n{RETURNED}"),
        ("Failure Notice", f"Sorry, we were unable to deliver your message to the following address.\n\n<a@b.example>:\nRemote host said: 550 5.1.1\n\n--- Below this line is a copy of the message.\n\n{RETURNED}"),
        ("Undeliverable: x", "Delivery has failed to these recipients or groups:\n\na@b.example<mailto:a@b.example>\nThe email address wasn't found.\n"),
        ("Unzustellbar: x", "Fehler bei der Nachrichtenzustellung an folgende Empfänger:\n\na@b.example\nDie Nachricht konnte nicht zugestellt werden.\n"),
        ("Mail Failure", "An error occurred while trying to deliver the mail to the following recipients:\na@b.example\n\nAction: failed\nFinal-Recipient: rfc822; a@b.example\n"),
    ],
)  # fmt: skip
def test_reports_in_other_words_name_who_failed_and_nobody_of_the_returned_letter(subject: str, text: str) -> None:
    raw = words(text, Subject=subject)
    verdict = judged(raw)
    assert (verdict.kind, verdict.bounced) == ("bounce", ("a@b.example",))
    report = open_mail(raw.encode()).report
    assert report is not None
    assert not report.standard
    assert (ORIGINAL in report.original_ids) == (RETURNED in text)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("=?utf-8?B?w4ljaGVjIGRlIHJlbWlzZQ==?=", "Bonjour.\n\na@b.example\nL'adresse est introuvable.\n"),
        ("x", "La remise du message à ces destinataires ou groupes a échoué :\n\na@b.example\n"),
        ("x", "No se puede entregar este mensaje a los siguientes destinatarios:\n\na@b.example\n"),
        ("x", "Il messaggio non è stato recapitato ai seguenti destinatari:\n\n<a@b.example>: casella inesistente\n"),
        ("x", "Het bericht kan niet worden bezorgd bij:\n\na@b.example\n"),
        ("x", "Wiadomość nie mogła zostać dostarczona do odbiorców:\n\na@b.example\n"),
        ("x", "Beskeden kunne ikke leveres til disse modtagere:\n\na@b.example\n"),
        ("x", "Zprávu nelze doručit těmto příjemcům:\n\na@b.example\n"),
        ("x", "Az üzenetet nem sikerült kézbesíteni a következő címzetteknek:\n\na@b.example\n"),
        ("x", "Не удалось доставить сообщение следующим получателям:\n\na@b.example\n"),
    ],
)
def test_a_failure_is_told_in_other_languages_too(subject: str, text: str) -> None:
    verdict = judged(words(text, Subject=subject, Content_Type="text/plain; charset=utf-8"))
    assert (verdict.kind, verdict.bounced) == ("bounce", ("a@b.example",))


@pytest.mark.parametrize(
    "text",
    [
        "Die Zustellung an folgende Empfänger hat sich verzögert",
        "Se ha retrasado la entrega",
        "Doručení se zpožďuje: zpoždění",
    ],
)
def test_a_delay_in_another_language_is_no_failure(text: str) -> None:
    verdict = judged(words(f"{text}:\n\na@b.example\n", Subject="x", Content_Type="text/plain; charset=utf-8"))
    assert verdict.kind == "delay"


@pytest.mark.parametrize("sender", ['"Courier mail server at relay.example" <@relay.example>', "<@relay.example>"])
def test_a_sender_without_a_name_before_the_sign_is_a_mail_system(sender: str) -> None:
    raw = words(
        "UNDELIVERABLE MAIL\n\n<a@b.example>:\n    550 User unknown.\n",
        From=sender,
        Subject="NOTICE: mail delivery status.",
    )
    verdict = judged(raw)
    assert (verdict.kind, verdict.bounced) == ("bounce", ("a@b.example",))


def test_the_letter_is_found_by_its_headers_alone_or_inside_an_attached_original() -> None:
    status = "Final-Recipient: rfc822; a@b.example\nAction: failed\n"
    for raw in (
        standard(status),
        standard(status).replace("message/rfc822", "text/rfc822-headers"),
        standard(status, f"Subject: FW\nContent-Type: message/rfc822\n\nMessage-ID: {ORIGINAL}\nSubject: x\n"),
    ):
        report = open_mail(raw.encode()).report
        assert report is not None
        assert ORIGINAL in report.original_ids


def test_a_person_is_no_mail_system_whatever_they_quote() -> None:
    text = "This could not be delivered:\n\n<a@b.example>: user unknown"
    assert judged(words(text, From="ann@b.example", Subject="Undeliverable?")).kind == "for_a_person"
    inner = standard("Final-Recipient: rfc822; a@b.example\nAction: failed\n")
    forwarded = (
        "From: ann@b.example\nSubject: FW: Undelivered Mail\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n"
        f"--o\nContent-Type: text/plain\n\nWhat now?\n\n--o\nContent-Type: message/rfc822\n\n{inner}\n--o--\n"
    )
    verdict = judged(forwarded)
    assert (verdict.kind, verdict.bounced) == ("for_a_person", ())
