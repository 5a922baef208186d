"""Receipts for reading and delivery, invitations and answers to them."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, dsn, machine, part, raw, several, words


def mails() -> list[Unseen]:
    """All of them."""
    mdn = several(
        "From: Jane Poole <jane.poole@council.example>\nSubject: Read: RPDE-2026-0014 notice, due 9 December 2026\nAuto-Submitted: auto-replied",
        words(
            "Your message\n\n   To: Jane Poole\n   Subject: RPDE-2026-0014 notice\n   Sent: 24 November 2026 09:00\n\nwas read on 24 November 2026 09:10.\n"
        ),
        part(
            "message/disposition-notification",
            "Reporting-UA: council.example; Microsoft Outlook 16.0\nFinal-Recipient: rfc822; jane.poole@council.example\nOriginal-Message-ID: <a@partnership.example>\nDisposition: manual-action/MDN-sent-manually; displayed\n",
        ),
        kind="report",
        more="; report-type=disposition-notification",
    )
    deleted = several(
        "From: Jane Poole <jane.poole@council.example>\nSubject: Not read: RPDE-2026-0014 notice",
        words("Your message was deleted without being read on 24 November 2026.\n"),
        part(
            "message/disposition-notification",
            "Final-Recipient: rfc822; jane.poole@council.example\nOriginal-Message-ID: <a@partnership.example>\nDisposition: automatic-action/MDN-sent-automatically; deleted\n",
        ),
        kind="report",
        more="; report-type=disposition-notification",
    )
    delivered = dsn(
        "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.council.example>\nSubject: Successful Mail Delivery Report\nAuto-Submitted: auto-replied",
        "Your message was successfully delivered to the destination(s) listed below.\n",
        "Reporting-MTA: dns; mx.council.example\n\nFinal-Recipient: rfc822; jane.poole@council.example\nAction: delivered\nStatus: 2.0.0\n",
    )
    ics = "BEGIN:VCALENDAR\nPRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\nVERSION:2.0\nMETHOD:{m}\nBEGIN:VEVENT\nUID:040000008200E00074C5\nDTSTART:20261201T100000Z\nDTEND:20261201T110000Z\nSUMMARY:Panel\nORGANIZER:mailto:safeguarding@partnership.example\nATTENDEE;PARTSTAT=ACCEPTED:mailto:jane.poole@council.example\nEND:VEVENT\nEND:VCALENDAR\n"

    def calendar(subject: str, method: str, text: str) -> bytes:
        return several(
            f"From: Jane Poole <jane.poole@council.example>\nSubject: {subject}",
            words(text),
            part(f"text/calendar; charset=utf-8; method={method}", ics.format(m=method)),
            kind="alternative",
        )

    nobody = frozenset()
    invitation = "BEGIN:VCALENDAR\nMETHOD:{m}\nVERSION:2.0\nBEGIN:VEVENT\nUID:77\nDTSTART:20261203T100000Z\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"
    return [
        Unseen("read receipt", mdn, frozenset({"feedback"}), False, None, "jane.poole@council.example", nobody),
        Unseen("deleted unread", deleted, frozenset({"feedback"}), False, None, "jane.poole@council.example", nobody),
        Unseen("delivered receipt", delivered, frozenset({"feedback"}), False, None, "", nobody),
        machine(
            "read without report",
            "feedback",
            "From: Jane Poole <jane.poole@council.example>\nSubject: Read: RPDE-2026-0014 notice, due 9 December 2026",
            "Your message\n\n   To: Jane Poole\n   Subject: RPDE-2026-0014 notice\n   Sent: Tuesday, November 24, 2026 9:00:00 AM\n\n was read on Tuesday, November 24, 2026 9:10:00 AM.\n",
        ),
        machine(
            "calendar accepted with part",
            "automatic",
            "From: Jane Poole <jane.poole@council.example>\nSubject: Accepted: Panel RPDE-2026-0014\nContent-Type: text/calendar; charset=utf-8; method=REPLY",
            ics.format(m="REPLY"),
        ),
        Unseen(
            "calendar accepted",
            calendar("Accepted: Panel RPDE-2026-0014", "REPLY", ""),
            frozenset({"automatic"}),
            False,
            None,
            "",
            nobody,
        ),
        Unseen(
            "calendar tentative",
            calendar("Tentative: Panel", "REPLY", ""),
            frozenset({"automatic"}),
            False,
            None,
            "",
            nobody,
        ),
        Unseen(
            "calendar invitation",
            calendar("Strategy meeting", "REQUEST", "Teams meeting\n"),
            frozenset({"automatic", "for_a_person"}),
            False,
            None,
            "",
            nobody,
        ),
        machine(
            "calendar declined no part",
            "automatic",
            "From: Jane Poole <jane.poole@council.example>\nSubject: Declined: Panel RPDE-2026-0014 @ Tue 1 Dec 2026",
            "Jane Poole has declined this invitation.\n",
        ),
        machine(
            "google calendar",
            "automatic",
            "From: Google Calendar <calendar-notification@google.example>\nSubject: Notification: Panel @ Tue 1 Dec 2026 10am\nAuto-Submitted: auto-generated",
            "Panel\n",
        ),
        machine(
            "read german",
            "feedback",
            "From: Uwe Kern <uwe@amt.example>\nSubject: Gelesen: RPDE-2026-0021",
            "Ihre Nachricht\n\n  An: Uwe Kern\n  Betreff: RPDE-2026-0021\n\nwurde am Dienstag, 24. November 2026 gelesen.\n",
        ),
        machine(
            "read report empty",
            "feedback",
            "From: Jane <jane@council.example>\nSubject: Read: RPDE-2026-0021 closure",
            "",
        ),
        machine(
            "notes receipt",
            "feedback",
            "From: Sam Birch <sam@borough.example>\nSubject: DELIVERED: RPDE-2026-0021 notice",
            "Your document: RPDE-2026-0021 notice\nwas successfully delivered to: Sam Birch\n",
        ),
        machine(
            "groupwise opened",
            "feedback|automatic",
            "From: Kay Holm <kholm@county.example>\nSubject: Message status - opened",
            "Your message was opened by: Kay Holm on 24/11/26\n",
        ),
        machine(
            "outlook declines",
            "automatic",
            "From: Jane <jane@council.example>\nSubject: Declined: RPDE-2026-0021 panel\nContent-Type: text/calendar; method=REPLY",
            invitation.format(m="REPLY"),
        ),
        Unseen(
            "calendar cancelled",
            several(
                "From: Jane <jane@council.example>\nSubject: Cancelled: Strategy meeting",
                words("\n"),
                part("text/calendar; method=CANCEL", invitation.format(m="CANCEL")),
                kind="alternative",
            ),
            frozenset({"automatic"}),
            False,
        ),
        Unseen(
            "google accepts",
            several(
                "From: Jo <jo@gmail.example>\nSender: Google Calendar <calendar-notification@google.example>\nSubject: Accepted: RPDE-2026-0021 panel @ Thu 3 Dec 2026",
                words("jo@gmail.example has accepted this invitation.\n\nInvitation from Google Calendar\n"),
                part("text/calendar; method=REPLY", invitation.format(m="REPLY")),
                part(
                    "application/invitation",
                    invitation.format(m="REPLY").encode(),
                    'Content-Disposition: attachment; filename="invite.invitation"',
                ),
            ),
            frozenset({"automatic"}),
            False,
        ),
        Unseen(
            "meeting forward notice",
            raw(
                "From: Jane <jane@council.example>\nSubject: Meeting Forward Notification: Panel\nAuto-Submitted: auto-generated",
                "Your meeting was forwarded.\n",
            ),
            frozenset({"automatic"}),
            False,
        ),
        Unseen(
            "exim delivered",
            dsn(
                "Return-Path: <>\nFrom: Mail Delivery System <Mailer-Daemon@h.example>\nSubject: Mail delivered",
                "ok\n",
                "Reporting-MTA: dns; h\n\nFinal-Recipient: rfc822; a@x.example\nAction: relayed\nStatus: 2.0.0\n",
            ),
            frozenset({"feedback"}),
            False,
        ),
    ]
