"""Reports of non-delivery as RFC 3464 has them."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, attached, dsn, part, raw, several, within, words


def mails() -> list[Unseen]:
    """All of them."""

    def bounce(name: str, mail: bytes, *who: str) -> Unseen:
        return Unseen(name, mail, frozenset({"bounce"}), False, None, "", frozenset(who))

    ours = "From: safeguarding@partnership.example\nTo: gone@council.example\nSubject: RPDE-2026-0014 notice\nMessage-ID: <n1@partnership.example>\n"
    null = "Return-Path: <>\n"
    return [
        bounce(
            "exchange online",
            dsn(
                "Return-Path: <>\nFrom: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@council.example>\nSubject: Undeliverable: RPDE-2026-0014 notice\nAuto-Submitted: auto-replied",
                "Your message to gone@council.example couldn't be delivered.\n\ngone wasn't found at council.example.\n",
                "Reporting-MTA: dns;LO2P265MB0001.GBRP265.PROD.OUTLOOK.COM\n\nFinal-Recipient: rfc822;gone@council.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound\n",
                ours + "\nwords\n",
            ),
            "gone@council.example",
        ),
        bounce(
            "postfix",
            dsn(
                "Return-Path: <>\nFrom: MAILER-DAEMON@mx.relay.example (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied",
                "This is the mail system at host mx.relay.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<gone@council.example>: host mx.council.example[192.0.2.1] said: 550 5.1.1 User unknown\n",
                "Reporting-MTA: dns; mx.relay.example\n\nFinal-Recipient: rfc822; gone@council.example\nOriginal-Recipient: rfc822;gone@council.example\nAction: failed\nStatus: 5.1.1\n",
                ours,
                "text/rfc822-headers",
            ),
            "gone@council.example",
        ),
        bounce(
            "sendmail",
            dsn(
                "Return-Path: <>\nFrom: Mail Delivery Subsystem <MAILER-DAEMON@sm.example>\nSubject: Returned mail: see transcript for details\nAuto-Submitted: auto-generated (failure)",
                "   ----- The following addresses had permanent fatal errors -----\n<gone@council.example>\n    (reason: 550 5.1.1 User unknown)\n",
                "Reporting-MTA: dns; sm.example\n\nFinal-Recipient: RFC822; gone@council.example\nAction: failed\nStatus: 5.1.1\n",
                ours,
            ),
            "gone@council.example",
        ),
        bounce(
            "google",
            dsn(
                "Return-Path: <>\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\nSubject: Delivery Status Notification (Failure)\nX-Failed-Recipients: gone@charity.example\nAuto-Submitted: auto-replied",
                "** Address not found **\n\nYour message wasn't delivered to gone@charity.example because the address couldn't be found.\n",
                "Reporting-MTA: dns; googlemail.example\n\nFinal-Recipient: rfc822; gone@charity.example\nAction: failed\nStatus: 5.1.1\n",
                ours,
            ),
            "gone@charity.example",
        ),
        bounce(
            "mimecast",
            dsn(
                "Return-Path: <>\nFrom: postmaster@eu-smtp.mimecast.example\nSubject: [Postmaster] Email Delivery Failure",
                "This is a delivery failure notification message indicating that\nan email you addressed to email address :\n-- gone@council.example\n\ncould not be delivered. The problem appears to be :\n-- Recipient email address is possibly incorrect\n",
                "Reporting-MTA: dns; eu-smtp.mimecast.example\n\nFinal-Recipient: RFC822; gone@council.example\nAction: failed\nStatus: 5.1.1\n",
            ),
            "gone@council.example",
        ),
        bounce(
            "proofpoint",
            dsn(
                "Return-Path: <>\nFrom: Mail Delivery Subsystem <MAILER-DAEMON@pphosted.example>\nSubject: Returned mail: Service unavailable",
                "The original message was received at Tue, 24 Nov 2026\n\n   ----- The following addresses had permanent fatal errors -----\n<gone@trust.example>\n",
                "Reporting-MTA: dns; pphosted.example\n\nFinal-Recipient: RFC822; gone@trust.example\nAction: failed\nStatus: 5.0.0\n",
            ),
            "gone@trust.example",
        ),
        bounce(
            "barracuda dsn",
            dsn(
                "Return-Path: <>\nFrom: MAILER-DAEMON@barracuda.council.example\nSubject: Delivery Status Notification (Failure)",
                "Your message could not be delivered.\n",
                "Reporting-MTA: dns; barracuda.council.example\n\nFinal-Recipient: rfc822; gone@council.example\nAction: failed\nStatus: 5.7.1\n",
            ),
            "gone@council.example",
        ),
        bounce(
            "two recipients",
            dsn(
                "Return-Path: <>\nFrom: MAILER-DAEMON@mx.relay.example\nSubject: Undelivered Mail Returned to Sender",
                "<a@x.example>: unknown\n<b@x.example>: ok\n<c@y.example>: full\n",
                "Reporting-MTA: dns; mx.relay.example\n\nFinal-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@x.example\nAction: delivered\nStatus: 2.1.5\n\nFinal-Recipient: rfc822; c@y.example\nAction: failed\nStatus: 5.2.2\n",
                ours,
            ),
            "a@x.example",
            "c@y.example",
        ),
        bounce(
            "german dsn",
            dsn(
                "Return-Path: <>\nFrom: postmaster@amt.example\nSubject: Unzustellbar: RPDE-2026-0014",
                "Fehler bei der Nachrichtenzustellung an folgende Empfänger.\n",
                "Reporting-MTA: dns; amt.example\n\nFinal-Recipient: rfc822;gone@amt.example\nAction: failed\nStatus: 5.1.1\n",
            ),
            "gone@amt.example",
        ),
        bounce(
            "mailbox full",
            dsn(
                "Return-Path: <>\nFrom: Microsoft Outlook <postmaster@council.example>\nSubject: Undeliverable: RPDE-2026-0014 chaser",
                "The recipient's mailbox is full and can't accept messages now.\n",
                "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822;full@council.example\nAction: failed\nStatus: 5.2.2\n",
            ),
            "full@council.example",
        ),
        bounce(
            "report wrapped in mixed by a list gateway",
            several(
                "Return-Path: <>\nFrom: MAILER-DAEMON@mx.relay.example\nSubject: Undelivered Mail Returned to Sender",
                words("[EXTERNAL]\n"),
                within(
                    words("<gone@x.example>: unknown user\n"),
                    part(
                        "message/delivery-status",
                        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; gone@x.example\nAction: failed\nStatus: 5.1.1\n",
                    ),
                    part("text/rfc822-headers", ours),
                    kind="report",
                ),
            ),
            "gone@x.example",
        ),
        bounce(
            "hotmail",
            dsn(
                null + "From: postmaster@hotmail.example\nSubject: Delivery Status Notification (Failure)",
                "This is an automatically generated Delivery Status Notification.\n\nDelivery to the following recipients failed.\n\n       gone@hotmail.example\n",
                "Reporting-MTA: dns;BAY0.hotmail.example\nArrival-Date: Tue, 24 Nov 2026 09:00:00 -0800\n\nFinal-Recipient: rfc822;gone@hotmail.example\nAction: failed\nStatus: 5.5.0\n",
            ),
            "gone@hotmail.example",
        ),
        bounce(
            "exchange 2010 html",
            several(
                null
                + "From: <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@trust.example>\nSubject: Undeliverable: RPDE-2026-0021",
                within(
                    words(
                        "Delivery has failed to these recipients or groups:\n\ngone@trust.example<mailto:gone@trust.example>\nThe e-mail address you entered couldn't be found.\n"
                    ),
                    part("text/html", "<p>x</p>"),
                ),
                part(
                    "message/delivery-status",
                    "Reporting-MTA: dns;ex01.trust.example\n\nFinal-recipient: RFC822;gone@trust.example\nAction: failed\nStatus: 5.1.1\nX-Display-Name: gone@trust.example\n",
                ),
                kind="report",
                more="; report-type=delivery-status",
            ),
            "gone@trust.example",
        ),
        bounce(
            "o365 blocked",
            dsn(
                null
                + "From: Microsoft Outlook <postmaster@x.onmicrosoft.example>\nSubject: Undeliverable: RPDE-2026-0021 chaser",
                "Your message wasn't delivered because the recipient's email provider rejected it.\n",
                "Reporting-MTA: dns;x\n\nFinal-Recipient: rfc822;blocked@council.example\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp;550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy\n",
            ),
            "blocked@council.example",
        ),
        bounce(
            "courier",
            raw(
                null
                + 'From: "Courier mail server at mx" <@mx.example>\nSubject: NOTICE: mail delivery status.\nContent-Type: multipart/report; report-type=delivery-status; boundary=cc',
                "--cc\nContent-Type: text/plain\n\nThis is a delivery status notification from mx.\n\nUNDELIVERABLE MAIL\n\n<gone@x.example>:\n     550 User unknown.\n--cc\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; gone@x.example\nAction: failed\nStatus: 5.0.0\n\n--cc--\n",
            ),
            "gone@x.example",
        ),
        bounce(
            "aws ses",
            dsn(
                null + "From: MAILER-DAEMON@amazonses.example\nSubject: Delivery Status Notification (Failure)",
                "An error occurred while trying to deliver the mail to the following recipients:\ngone@x.example\n",
                "Reporting-MTA: dns; amazonses.example\n\nAction: failed\nFinal-Recipient: rfc822; gone@x.example\nDiagnostic-Code: smtp; 550 5.1.1\nStatus: 5.1.1\n",
            ),
            "gone@x.example",
        ),
        bounce(
            "cisco ironport",
            dsn(
                null
                + "From: Mail Delivery System <MAILER-DAEMON@esa.example>\nSubject: Delivery Status Notification (Failure)",
                "The following message to <gone@trust.example> was undeliverable.\nThe reason for the problem:\n5.1.0 - Unknown address error 550\n",
                "Reporting-MTA: dns; esa.example\n\nFinal-Recipient: rfc822;gone@trust.example\nAction: failed\nStatus: 5.0.0 (permanent failure)\n",
            ),
            "gone@trust.example",
        ),
        bounce(
            "icloud",
            dsn(
                null
                + "From: Mail Delivery System <MAILER-DAEMON@icloud.example>\nSubject: Undelivered Mail Returned to Sender",
                "<gone@icloud.example>: user is over quota\n",
                "Reporting-MTA: dns; icloud.example\n\nFinal-Recipient: rfc822; gone@icloud.example\nOriginal-Recipient: rfc822;gone@icloud.example\nAction: failed\nStatus: 5.2.2\n",
            ),
            "gone@icloud.example",
        ),
        bounce(
            "zimbra",
            dsn(
                null
                + "From: MAILER-DAEMON@zimbra.charity.example (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender",
                "x\n",
                "Reporting-MTA: dns; zimbra\n\nFinal-Recipient: rfc822; gone@charity.example\nAction: failed\nStatus: 5.1.1\n",
            ),
            "gone@charity.example",
        ),
        bounce(
            "french exchange",
            dsn(
                null + "From: postmaster@mairie.example\nSubject: Non remis : RPDE-2026-0021",
                "Échec de la remise aux destinataires suivants\n",
                "Reporting-MTA: dns;m\n\nFinal-Recipient: rfc822;gone@mairie.example\nAction: failed\nStatus: 5.1.1\n",
            ),
            "gone@mairie.example",
        ),
        bounce(
            "utf8 address",
            raw(
                null
                + "From: MAILER-DAEMON@x.example\nSubject: Undelivered Mail Returned to Sender\nContent-Type: multipart/report; report-type=delivery-status; boundary=uu",
                "--uu\nContent-Type: text/plain\n\nfailed\n--uu\nContent-Type: message/global-delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; gone@x.example\nAction: failed\nStatus: 5.6.7\n\n--uu--\n",
            ),
            "gone@x.example",
        ),
        bounce(
            "without report type",
            raw(
                null
                + "From: MAILER-DAEMON@x.example\nSubject: Undeliverable\nContent-Type: multipart/mixed; boundary=vv",
                "--vv\nContent-Type: text/plain\n\nYour message was undeliverable\n--vv\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; gone@x.example\nAction: failed\nStatus: 5.1.1\n\n--vv--\n",
            ),
            "gone@x.example",
        ),
        bounce(
            "dsn with our form returned",
            several(
                null + "From: MAILER-DAEMON@x.example\nSubject: Undelivered Mail Returned to Sender",
                words("failed\n"),
                part(
                    "message/delivery-status",
                    "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; gone@x.example\nAction: failed\nStatus: 5.1.1\n",
                ),
                b"Content-Type: message/rfc822\n\n"
                + several(
                    "From: safeguarding@partnership.example\nSubject: RPDE-2026-0021 notice", words("x"), attached()
                ),
                kind="report",
                more="; report-type=delivery-status",
            ),
            "gone@x.example",
        ),
    ]
