"""Answers of people who are away, in English: of programs with headers and without, in people's own words."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, machine

AUTO = "Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All"
RE = "In-Reply-To: <n7@partnership.example>\nReferences: <n7@partnership.example>"


def mails() -> list[Unseen]:
    """All of them."""
    return [
        machine(
            "exchange",
            "automatic",
            f"From: Jane Poole <jane.poole@council.example>\nSubject: Automatic reply: RPDE-2026-0014 reminder, due 9 December 2026\n{AUTO}\nX-MS-Exchange-Inbox-Rules-Loop: jane.poole@council.example",
            "I am on annual leave until Monday 30 November. For urgent matters contact Duty on 01234 567890.\n",
            reference="RPDE-2026-0014",
        ),
        machine(
            "exchange without headers",
            "automatic",
            "From: Jane Poole <jane.poole@council.example>\nSubject: Automatic reply: Escalation form received",
            "I am currently out of the office with no access to email.\n",
        ),
        machine(
            "gmail",
            "automatic",
            "From: Tom Ash <tom@charity.example>\nSubject: Out of office Re: Your form has been logged\nPrecedence: bulk\nX-Autoreply: yes\nAuto-Submitted: auto-replied\nIn-Reply-To: <1@partnership.example>",
            "Hi, I'm away until 3rd December.\n",
        ),
        machine(
            "zimbra",
            "automatic",
            "From: Ola Nowak <ola@trust.example>\nSubject: Re: Acknowledgement\nAuto-Submitted: auto-replied (zimbra; vacation)\nPrecedence: bulk",
            "Out until Friday.\n",
        ),
        machine(
            "lotus notes",
            "automatic",
            "From: Sam Birch/Housing/Borough <sam.birch@borough.example>\nSubject: Sam Birch is out of the office (returning 07/12/2026)\nX-Mailer: Lotus Domino Web Server Release 9.0.1",
            'I will be out of the office starting 23/11/2026 and will not return until 07/12/2026.\n\nI will respond to your message when I return.\n\nNote: This is an automated response to your message "RPDE-2026-0014 notice" sent on 24/11/2026 09:10:01. This is the only notification you will receive while this person is away.\n',
        ),
        machine(
            "groupwise",
            "automatic",
            'From: "Kay Holm" <KHolm@county.example>\nSubject: Re: Reminder (Out of office)\nX-Mailer: GroupWise 18.3',
            "I am out of the office. Please contact the MASH team.\n",
        ),
        machine(
            "sieve vacation",
            "automatic",
            "From: lena@nspcc.example\nSubject: Auto: RPDE-2026-0003 chaser\nAuto-Submitted: auto-replied (vacation)\nPrecedence: bulk\nX-Sieve: Pigeonhole Sieve 0.5.19",
            "I'm not here.\n",
        ),
        machine(
            "cpanel autoresponder",
            "automatic",
            "From: enquiries@nursery.example\nSubject: Thank you for contacting Little Oaks Nursery\nX-Autorespond: yes\nPrecedence: auto_reply\nX-Loop: enquiries@nursery.example",
            "Thank you for your email. We aim to answer within two working days.\n",
        ),
        machine(
            "maternity leave",
            "automatic",
            "From: Priya Shah <priya.shah@nhs.example>\nSubject: Maternity Leave Re: RPDE-2026-0014 notice",
            "Thank you for your email. I am now on maternity leave until September 2027. Please redirect your email to safeguarding.team@nhs.example. This mailbox is not monitored.\n",
        ),
        machine(
            "leaver",
            "automatic",
            "From: Mark Dean <mark.dean@police.example>\nSubject: Re: RPDE-2026-0014 reminder",
            "This is an automated message. Mark Dean no longer works for Example Police. Please direct any enquiries to ppu@police.example.\n",
        ),
        machine(
            "leaver with header",
            "automatic",
            f"From: Mark Dean <mark.dean@police.example>\nSubject: I have left the organisation\n{AUTO}",
            "I have now left the Trust. Please email hr@nhs.example.\n",
        ),
        machine(
            "address change by machine",
            "automatic",
            "From: Lucy Ford <lucy@oldcouncil.example>\nSubject: Automatic reply: My email address has changed\nAuto-Submitted: auto-generated",
            "Please note my new address is lucy@newcouncil.example.\n",
        ),
        machine(
            "annual leave subject only",
            "automatic",
            "From: Neil Ward <neil@probation.example>\nSubject: Annual leave: Re: RPDE-2026-0014 overdue",
            "I am on annual leave returning 1 December and will not be checking emails. Your email has not been forwarded.\n",
        ),
        machine(
            "out of office hyphened",
            "automatic",
            "From: Neil Ward <neil@probation.example>\nSubject: Out-of-Office: Escalation",
            "Away.\n",
        ),
        machine(
            "ooo short",
            "automatic",
            "From: Neil Ward <neil@probation.example>\nSubject: OOO: Escalation",
            "Back on the 2nd.\n",
        ),
        machine(
            "i am out of the office",
            "automatic",
            "From: Neil Ward <neil@probation.example>\nSubject: I am out of the office until 2nd December",
            "I am out of the office until 2nd December and will respond on my return.\n",
        ),
        machine(
            "term time",
            "automatic",
            "From: Office <office@school.example>\nSubject: Re: acknowledgement",
            "This is an automatic response. School is closed for half term and reopens on Monday 30 November. For safeguarding concerns ring MASH.\n",
        ),
        machine(
            "html only absence",
            "automatic",
            "From: Rae Low <rae@trust.example>\nSubject: Automatic reply: Notice",
            "",
        ),
        machine(
            "autoreply null return path",
            "automatic",
            "Return-Path: <>\nFrom: Rae Low <rae@trust.example>\nSubject: Re: RPDE-2026-0014 notice",
            "Thanks for your message. I'm at a conference all week, email is sporadic.\n",
        ),
        machine(
            "x-autoreply from",
            "automatic",
            "From: Rae Low <rae@trust.example>\nX-Autoreply-From: rae@trust.example\nSubject: Re: RPDE-2026-0014 notice",
            "Gone fishing.\n",
        ),
        machine(
            "delivered by autorespond",
            "automatic",
            "From: Rae Low <rae@trust.example>\nX-Autogenerated: Reply\nSubject: Re: notice",
            "I check email twice a week.\n",
        ),
        machine(
            "nhs mail",
            "automatic",
            "From: SMITH, Karen (EXAMPLE NHS FOUNDATION TRUST) <karen.smith99@nhs.example>\nSubject: Automatic reply: [EXTERNAL] RPDE-2026-0021 reminder, due 4 December 2026\nX-Auto-Response-Suppress: All\nAuto-Submitted: auto-generated",
            "Thank you for your email. I work Tuesday to Thursday.\n",
            reference="RPDE-2026-0021",
        ),
        machine(
            "part time worker",
            "automatic",
            f"From: Karen Smith <karen@nhs.example>\nSubject: Re: RPDE-2026-0021 reminder\n{RE}",
            "Please note I work part time, Tuesday, Wednesday and Thursday. If you email me outside these hours I will respond when I am next in work. If your matter is urgent please contact the safeguarding duty desk on 01234 555555.\n",
        ),
        machine(
            "rule with no prefix",
            "automatic",
            f"From: Harj Gill <harj@council.example>\nSubject: Re: RPDE-2026-0021 notice\n{RE}",
            "I am away from the office on annual leave, back on Monday 7th December. In my absence please contact Lou Fry (lou@council.example).\n",
        ),
        machine(
            "secondment",
            "automatic",
            "From: Harj Gill <harj@council.example>\nSubject: Automatic reply: RPDE-2026-0021 notice",
            "I have moved to a new role on secondment. Please contact the team inbox.\n",
        ),
        machine(
            "sick",
            "automatic",
            "From: Harj Gill <harj@council.example>\nSubject: Autoreply: unavailable",
            "I am currently off sick. Your email will not be read.\n",
        ),
        machine(
            "strike day",
            "automatic",
            "From: Mx Day <day@university.example>\nSubject: Automatic reply: on strike",
            "I am taking part in industrial action.\n",
        ),
        machine(
            "exim vacation",
            "automatic",
            "From: bob@charity.example\nSubject: On vacation\nAuto-Submitted: auto-replied\nPrecedence: junk",
            "I'm away.\n",
        ),
        machine(
            "icloud",
            "automatic",
            "From: Bea Kay <bea@icloud.example>\nSubject: Re: RPDE-2026-0021 acknowledgement\nX-Apple-Action: VACATION/VACATION",
            "Thanks, back soon.\n",
        ),
        machine(
            "yahoo",
            "automatic",
            "From: Bea Kay <bea@yahoo.example>\nSubject: Yahoo! Auto Response\nX-Autoreply: yes",
            "On holiday until 9th.\n",
        ),
        machine(
            "aol",
            "automatic",
            "From: Bea Kay <bea@aol.example>\nSubject: Away message: Bea Kay",
            "Hello, you've reached my mailbox. I'm not available right now.\n",
        ),
        machine(
            "horde",
            "automatic",
            "From: Jo <jo@parish.example>\nSubject: Vacation Message",
            "I'm away until the end of the month and unable to read your message.\n",
        ),
        machine(
            "imail",
            "automatic",
            "From: Jo <jo@parish.example>\nSubject: Out of Office AutoReply: RPDE-2026-0021",
            "Out.\n",
        ),
        machine(
            "prefixed by gateway",
            "automatic",
            "From: Karen <karen@nhs.example>\nSubject: {External} Automatic reply: RPDE-2026-0021",
            "Away.\n",
        ),
        machine(
            "re automatic reply header",
            "automatic",
            "From: Karen <karen@nhs.example>\nSubject: Re: Automatic reply: RPDE-2026-0021\nAuto-Submitted: auto-replied",
            "Away.\n",
        ),
        machine(
            "redundancy",
            "automatic",
            f"From: Pam Eve <pam@charity.example>\nSubject: Re: RPDE-2026-0021 contacts check\n{RE}",
            "Thank you for your message. I am no longer with Example Charity as my post was made redundant. Please send your enquiry to admin@charity.example who will be able to help.\n",
        ),
        machine(
            "mailbox closed",
            "automatic",
            f"From: MASH Old <mash@oldcouncil.example>\nSubject: Re: RPDE-2026-0021 notice\n{RE}",
            "THIS MAILBOX IS NO LONGER IN USE. Please email mash@newcouncil.example. Your message has not been forwarded.\n",
        ),
        machine(
            "email changed headerless",
            "automatic",
            f"From: Len Orr <len@police.example>\nSubject: Re: RPDE-2026-0021 notice\n{RE}",
            "This email address is no longer monitored. Please update your records and resend your email to len.orr@police2.example.\n",
        ),
        machine(
            "retired",
            "automatic",
            f"From: Len Orr <len@police.example>\nSubject: Re: RPDE-2026-0021\n{RE}",
            "I have now retired from Example Police. For matters relating to child protection please contact the PPU.\n",
        ),
        machine(
            "bereavement",
            "automatic",
            "From: Len Orr <len@police.example>\nSubject: Automatic Reply",
            "I am on compassionate leave.\n",
        ),
        machine(
            "duty team",
            "automatic",
            "From: Duty Team <duty@council.example>\nSubject: Automatic Acknowledgement - Duty Team Inbox",
            "Your email has reached the duty team. We aim to respond within 24 hours.\n",
        ),
        machine(
            "html absence",
            "automatic",
            "From: Karen <karen@nhs.example>\nSubject: Automatic reply: RPDE-2026-0021\nContent-Type: text/html; charset=utf-8",
            "<html><body><p>I am on <b>leave</b></p></body></html>",
        ),
    ]
