"""Reports of non-delivery in the words of one mail system or another."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, raw


def mails() -> list[Unseen]:
    """All of them."""

    def bounce(name: str, mail: bytes, *who: str) -> Unseen:
        return Unseen(name, mail, frozenset({"bounce"}), False, None, "", frozenset(who))

    ours = "From: safeguarding@partnership.example\nTo: gone@council.example\nSubject: RPDE-2026-0014 notice\nMessage-ID: <n1@partnership.example>\n"
    null = "Return-Path: <>\n"
    return [
        bounce(
            "exim",
            raw(
                "Return-Path: <>\nX-Failed-Recipients: gone@council.example\nAuto-Submitted: auto-replied\nFrom: Mail Delivery System <Mailer-Daemon@host.example>\nSubject: Mail delivery failed: returning message to sender",
                f"This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  gone@council.example\n    host mx.council.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<gone@council.example>:\n    550 No such user\n\n------ This is a copy of the message, including all the headers. ------\n\n{ours}\nwords\n",
            ),
            "gone@council.example",
        ),
        bounce(
            "qmail",
            raw(
                "Return-Path: <>\nFrom: MAILER-DAEMON@qm.example\nSubject: failure notice",
                f"Hi. This is the qmail-send program at qm.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<gone@council.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 unknown\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\n{ours}\nwords\n",
            ),
            "gone@council.example",
        ),
        bounce(
            "mimecast prose",
            raw(
                "Return-Path: <>\nFrom: postmaster@eu-smtp.mimecast.example\nSubject: [Postmaster] Email Delivery Failure",
                "This is a delivery failure notification message indicating that\nan email you addressed to email address :\n-- gone@council.example\n\ncould not be delivered. The problem appears to be :\n-- Recipient email address is possibly incorrect\n\nAdditional information follows :\n-- 5.4.1 Recipient address rejected: Access denied.\n",
            ),
            "gone@council.example",
        ),
        bounce(
            "barracuda",
            raw(
                "Return-Path: <>\nFrom: <MAILER-DAEMON@barracuda.council.example>\nSubject: **Message you sent blocked by our bulk email filter**",
                "Your message to: gone@council.example\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: RPDE-2026-0014 notice\n",
            ),
            "gone@council.example",
        ),
        bounce(
            "old exchange ndr",
            raw(
                "Return-Path: <>\nFrom: System Administrator <postmaster@trust.example>\nSubject: Undeliverable: RPDE-2026-0014 notice",
                "Your message\n\n  To:      gone@trust.example\n  Subject: RPDE-2026-0014 notice\n  Sent:    Tue, 24 Nov 2026 09:00:00 -0000\n\ndid not reach the following recipient(s):\n\ngone@trust.example on Tue, 24 Nov 2026 09:00:05 -0000\n    The e-mail account does not exist at the organization this message was sent to.\n",
            ),
            "gone@trust.example",
        ),
        bounce(
            "domino",
            raw(
                "Return-Path: <>\nFrom: Postmaster@borough.example\nSubject: DELIVERY FAILURE: User gone (gone@borough.example) not listed in Domino Directory",
                "Your message\n\n  Subject: RPDE-2026-0014 notice\n\nwas not delivered to:\n\n  gone@borough.example\n\nbecause:\n\n  User gone (gone@borough.example) not listed in Domino Directory\n",
            ),
            "gone@borough.example",
        ),
        bounce(
            "groupwise failed",
            raw(
                "Return-Path: <>\nFrom: <Mailer-Daemon@county.example>\nSubject: Message status - undeliverable",
                "The message that you sent was undeliverable to the following:\n\tgone@county.example (user not found)\n\nPossibly truncated original message follows:\n\nwords\n",
            ),
            "gone@county.example",
        ),
        bounce(
            "messagelabs",
            raw(
                "Return-Path: <>\nFrom: MAILER-DAEMON@messagelabs.example\nSubject: failure notice",
                "This is the mail delivery agent at messagelabs.example.\nI was unable to deliver your message to the following addresses.\n\n<gone@nhs.example>:\n550 5.1.1 mailbox unavailable\n",
            ),
            "gone@nhs.example",
        ),
        bounce(
            "zoho prose",
            raw(
                "Return-Path: <>\nFrom: mailer-daemon@mail.zoho.example\nSubject: Undelivered Mail Returned to Sender",
                "This message was created automatically by mail delivery software.\n A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\ngone@charity.example, ERROR CODE :550 - Requested action not taken: mailbox unavailable\n",
            ),
            "gone@charity.example",
        ),
        bounce(
            "exim rejected later",
            raw(
                null
                + "X-Failed-Recipients: a@x.example, b@x.example\nFrom: Mail Delivery System <Mailer-Daemon@h.example>\nSubject: Mail delivery failed: returning message to sender",
                "This message was created automatically by mail delivery software.\n\n  a@x.example\n    Unrouteable address\n  b@x.example\n    retry timeout exceeded\n",
            ),
            "a@x.example",
            "b@x.example",
        ),
        bounce(
            "sophos",
            raw(
                null + "From: postmaster@sophos.council.example\nSubject: Undeliverable mail",
                "The following message could not be delivered to <gone@council.example>:\n550 5.1.1 recipient rejected\n",
            ),
            "gone@council.example",
        ),
        bounce(
            "fortimail",
            raw(
                null + "From: postmaster@fortimail.example\nSubject: Delivery failure",
                "The message could not be delivered to the following recipient(s):\n\n<gone@school.example>: user unknown\n",
            ),
            "gone@school.example",
        ),
        bounce(
            "trend micro",
            raw(
                null + "From: postmaster@trend.example\nSubject: Mail delivery failed",
                "Sorry, we were unable to deliver your message to the following address.\n\n<gone@borough.example>:\n550: No such user.\n",
            ),
            "gone@borough.example",
        ),
        bounce(
            "yahoo",
            raw(
                null + "From: MAILER-DAEMON@yahoo.example\nSubject: Failure Notice",
                "Sorry, we were unable to deliver your message to the following address.\n\n<gone@yahoo.example>:\n554: delivery error: dd This user doesn't have a yahoo.example account\n\n--- Below this line is a copy of the message.\n\nFrom: x@y.example\n",
            ),
            "gone@yahoo.example",
        ),
        bounce(
            "polish prose",
            raw(
                null + "From: Mail Delivery Subsystem <MAILER-DAEMON@wp.example>\nSubject: Niedostarczona wiadomość",
                "Nie można dostarczyć wiadomości do odbiorcy:\n\n<gone@wp.example>\n",
            ),
            "gone@wp.example",
        ),
    ]
