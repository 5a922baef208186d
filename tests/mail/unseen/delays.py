"""Warnings of delay, complaints, and reports of what others received in a domain's name."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, dsn, machine, part, several, words


def mails() -> list[Unseen]:
    """All of them."""
    null = "Return-Path: <>\n"
    return [
        Unseen(
            "postfix delay",
            dsn(
                "Return-Path: <>\nFrom: MAILER-DAEMON@mx.relay.example (Mail Delivery System)\nSubject: Delayed Mail (still being retried)",
                "####################################################################\n# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n####################################################################\n\nYour message could not be delivered for more than 4 hour(s).\n",
                "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; slow@council.example\nAction: delayed\nStatus: 4.4.1\n",
            ),
            frozenset({"delay"}),
            False,
            None,
            "",
            None,
        ),
        Unseen(
            "exchange delay",
            dsn(
                "Return-Path: <>\nFrom: Microsoft Outlook <postmaster@council.example>\nSubject: Delivery delayed: RPDE-2026-0014 notice",
                "Delivery is delayed to these recipients. We'll keep trying.\n",
                "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822;slow@council.example\nAction: delayed\nStatus: 4.4.7\nWill-Retry-Until: Thu, 26 Nov 2026 09:00:00 +0000\n",
            ),
            frozenset({"delay"}),
            False,
            None,
            "",
            None,
        ),
        machine(
            "exim delay",
            "delay",
            "Return-Path: <>\nAuto-Submitted: auto-replied\nFrom: Mail Delivery System <Mailer-Daemon@host.example>\nSubject: Warning: message 1kXyz-0001 delayed 24 hours",
            "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on host.example.\n\nNo action is required on your part. Delivery attempts will continue for\nsome time.\n\nThe address to which the message has not yet been delivered is:\n\n  slow@council.example\n",
            bounced=None,
        ),
        machine(
            "google delay",
            "delay",
            "Return-Path: <>\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\nSubject: Delivery Status Notification (Delay)\nAuto-Submitted: auto-replied",
            "** Delivery incomplete **\n\nThere was a temporary problem delivering your message to slow@charity.example. Gmail will retry for 46 more hours. You'll be notified if the delivery fails permanently.\n",
            bounced=None,
        ),
        machine(
            "abuse report",
            "feedback",
            'From: abuse@isp.example\nSubject: FW: RPDE-2026-0014 notice\nContent-Type: multipart/report; report-type=feedback-report; boundary="b1"',
            "--b1\nContent-Type: text/plain\n\nThis is an email abuse report for an email message received from IP 192.0.2.9\n--b1\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n\n--b1\nContent-Type: message/rfc822\n\nFrom: safeguarding@partnership.example\nSubject: RPDE-2026-0014 notice\n\nwords\n--b1--\n",
        ),
        machine(
            "dmarc aggregate",
            "feedback",
            'From: noreply-dmarc-support@google.example\nSubject: Report domain: partnership.example Submitter: google.example Report-ID: 12345678901234567890\nContent-Type: multipart/mixed; boundary="b2"',
            '--b2\nContent-Type: text/plain\n\nThis is an aggregate report.\n--b2\nContent-Type: application/gzip; name="google.example!partnership.example!1700000000!1700086399.xml.gz"\nContent-Transfer-Encoding: base64\n\nH4sIAAAAAAAAAwMAAAAAAAAAAAA=\n--b2--\n',
        ),
        machine(
            "dmarc yahoo",
            "feedback",
            "From: dmarc_noreply@yahoo.example\nSubject: Report Domain: partnership.example Submitter: Yahoo Report-ID: <1700000.1>",
            "This is a DMARC aggregate report.\n",
        ),
        machine(
            "dmarc outlook",
            "feedback",
            "From: DMARC Aggregate Report <dmarcreport@microsoft.example>\nSubject: [Preview] Report Domain: partnership.example Submitter: enterprise.protection.outlook.example Report-ID: abc",
            "x\n",
        ),
        machine(
            "tls report",
            "feedback",
            "From: noreply-smtp-tls-reporting@google.example\nSubject: Report Domain: partnership.example Submitter: google.example Report-ID: <2026.11.24T00.00.00Z+partnership.example@google.example>\nContent-Type: multipart/report; report-type=tlsrpt; boundary=tt",
            "--tt\nContent-Type: text/plain\n\nTLS report\n--tt\nContent-Type: application/tlsrpt+gzip\nContent-Transfer-Encoding: base64\n\nH4sI\n--tt--\n",
        ),
        Unseen(
            "arf",
            several(
                "From: staff@hotmail.example\nSubject: complaint about message from 192.0.2.1",
                words("x\n"),
                part("message/feedback-report", "Feedback-Type: abuse\nVersion: 1\n"),
                part("message/rfc822", "From: safeguarding@partnership.example\n\nx"),
                kind="report",
                more="; report-type=feedback-report",
            ),
            frozenset({"feedback"}),
            False,
        ),
        Unseen(
            "sendmail warning",
            dsn(
                null
                + "From: Mail Delivery Subsystem <MAILER-DAEMON@sm.example>\nSubject: Warning: could not send message for past 4 hours",
                "    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n",
                "Reporting-MTA: dns; sm\n\nFinal-Recipient: RFC822; slow@x.example\nAction: delayed\nStatus: 4.4.1\n",
            ),
            frozenset({"delay"}),
            False,
            None,
            "",
            None,
        ),
        machine(
            "qmail delay",
            "delay",
            null + "From: MAILER-DAEMON@qm.example\nSubject: warning: message delayed",
            "Hi. This is the qmail-send program. I have not been able to deliver your message to the following addresses yet. I will keep trying.\n\n<slow@x.example>\n",
            bounced=None,
        ),
        machine(
            "mimecast delay",
            "delay",
            null + "From: postmaster@mimecast.example\nSubject: [Postmaster] Message Delivery Delayed",
            "Your message has not yet been delivered to slow@x.example. We will continue to try for 3 days.\n",
            bounced=None,
        ),
        machine(
            "german delay",
            "delay",
            null + "From: postmaster@amt.example\nSubject: Zustellung verzögert: RPDE-2026-0021",
            "Die Zustellung an slow@amt.example ist verzögert. Es wird weiter versucht.\n",
            bounced=None,
        ),
        machine(
            "o365 delay prose",
            "delay",
            null
            + "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example>\nSubject: Delivery is delayed to slow@x.example",
            "Delivery is delayed to these recipients or groups: slow@x.example. This message hasn't been delivered yet. Delivery will continue to be attempted.\n",
            bounced=None,
        ),
    ]
