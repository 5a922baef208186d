"""The first set: absences in many languages, ticket systems, receipts, reports of delivery, invitations, lists, people."""

from __future__ import annotations

from tests.mail.unseen.values import (
    Unseen,
    attached,
    dsn,
    form,
    form_mail,
    machine,
    part,
    person,
    raw,
    several,
    within,
    words,
)

AUTO = "Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All"


def absences() -> list[Unseen]:
    """Out-of-office answers, with headers and without."""
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
            "office 365 german",
            "automatic",
            f"From: Anja Weber <anja.weber@amt.example>\nSubject: Automatische Antwort: Eingangsbestätigung\n{AUTO}",
            "Ich bin derzeit nicht im Büro.\n",
        ),
        machine(
            "german without headers",
            "automatic",
            "From: Anja Weber <anja.weber@amt.example>\nSubject: Abwesenheitsnotiz: RPDE-2026-0014",
            "Ich bin bis 1. Dezember abwesend. Ihre Mail wird nicht weitergeleitet.\n",
        ),
        machine(
            "french without headers",
            "automatic",
            "From: Luc Morel <luc@mairie.example>\nSubject: Réponse automatique : Formulaire reçu",
            "Je suis absent jusqu'au 2 décembre.\n",
        ),
        machine(
            "french absence",
            "automatic",
            "From: Luc Morel <luc@mairie.example>\nSubject: Absence du bureau Re: rappel",
            "Je serai de retour le 2 décembre. En cas d'urgence, contactez le standard.\n",
        ),
        machine(
            "spanish without headers",
            "automatic",
            "From: Ana Ruiz <ana@ayto.example>\nSubject: Respuesta automática: recordatorio",
            "Estoy fuera de la oficina.\n",
        ),
        machine(
            "italian without headers",
            "automatic",
            "From: Piero Riva <piero@comune.example>\nSubject: Risposta automatica: sollecito",
            "Sono assente fino al 4 dicembre.\n",
        ),
        machine(
            "dutch without headers",
            "automatic",
            "From: Jan de Boer <jan@gemeente.example>\nSubject: Automatisch antwoord: ontvangstbevestiging",
            "Ik ben afwezig.\n",
        ),
        machine(
            "polish without headers",
            "automatic",
            "From: Ewa Lis <ewa@urzad.example>\nSubject: Odpowiedź automatyczna: przypomnienie",
            "Przebywam na urlopie do 4 grudnia.\n",
        ),
        machine(
            "romanian without headers",
            "automatic",
            "From: Ion Pop <ion@asoc.example>\nSubject: Răspuns automat: RPDE-2026-0014",
            "Sunt în concediu.\n",
        ),
        machine(
            "portuguese without headers",
            "automatic",
            "From: Rui Sá <rui@camara.example>\nSubject: Resposta automática: lembrete",
            "Estou ausente.\n",
        ),
        machine(
            "swedish without headers",
            "automatic",
            "From: Eva Ek <eva@kommun.example>\nSubject: Autosvar: påminnelse",
            "Jag är på semester.\n",
        ),
        machine(
            "danish without headers",
            "automatic",
            "From: Bo Dam <bo@kommune.example>\nSubject: Automatisk svar: påmindelse",
            "Jeg er ikke på kontoret.\n",
        ),
        machine(
            "norwegian out of office",
            "automatic",
            "From: Liv Dal <liv@kommune.example>\nSubject: Fraværsmelding: RPDE-2026-0014",
            "Jeg er bortreist.\n",
        ),
        machine(
            "finnish without headers",
            "automatic",
            "From: Aino Salo <aino@kunta.example>\nSubject: Automaattinen vastaus: muistutus",
            "Olen lomalla.\n",
        ),
        machine(
            "czech without headers",
            "automatic",
            "From: Jana Malá <jana@obec.example>\nSubject: Automatická odpověď: upomínka",
            "Jsem mimo kancelář.\n",
        ),
        machine(
            "hungarian without headers",
            "automatic",
            "From: Nagy Éva <eva@varos.example>\nSubject: Automatikus válasz: emlékeztető",
            "Szabadságon vagyok.\n",
        ),
        machine(
            "turkish without headers",
            "automatic",
            "From: Ayşe Kaya <ayse@vakif.example>\nSubject: Otomatik yanıt: hatırlatma",
            "Ofis dışındayım.\n",
        ),
        machine(
            "russian without headers",
            "automatic",
            "From: Анна Б <anna@fond.example>\nSubject: Автоматический ответ: напоминание",
            "Меня нет на месте.\n",
        ),
        machine(
            "ukrainian without headers",
            "automatic",
            "From: Олена К <olena@fond.example>\nSubject: Автоматична відповідь: нагадування",
            "Я у відпустці.\n",
        ),
        machine(
            "welsh without headers",
            "automatic",
            "From: Siân Rees <sian@cyngor.example>\nSubject: Ateb awtomatig: nodyn atgoffa",
            "Rwyf allan o'r swyddfa tan ddydd Llun. I am out of the office until Monday.\n",
        ),
        machine(
            "greek without headers",
            "automatic",
            "From: Eleni <eleni@ngo.example>\nSubject: Αυτόματη απάντηση: υπενθύμιση",
            "Λείπω από το γραφείο.\n",
        ),
        machine(
            "chinese without headers",
            "automatic",
            "From: Li Wei <li@assoc.example>\nSubject: 自动答复: reminder",
            "我不在办公室。\n",
        ),
        machine(
            "japanese without headers",
            "automatic",
            "From: Sato <sato@assoc.example>\nSubject: 自動応答: reminder",
            "不在にしております。\n",
        ),
        machine(
            "arabic without headers",
            "automatic",
            "From: Huda <huda@assoc.example>\nSubject: رد تلقائي: reminder",
            "أنا خارج المكتب\n",
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
    ]


def tickets() -> list[Unseen]:
    """Helpdesks and portals that answer every mail."""
    return [
        machine(
            "servicenow",
            "automatic",
            "From: IT Service Desk <council@service-now.example>\nSubject: Incident INC0045127 has been opened on your behalf\nAuto-Submitted: auto-generated\nX-ServiceNow-Source: notification\nPrecedence: bulk",
            "Your incident has been logged. Do not reply.\n",
        ),
        machine(
            "zendesk",
            "automatic",
            "From: Trust Support <support@trust.zendesk.example>\nSubject: [Request received] RPDE-2026-0014 notice\nAuto-Submitted: auto-generated\nX-Mailer: Zendesk Mailer\nX-Auto-Response-Suppress: All",
            "##- Please type your reply above this line -##\n\nYour request (4451) has been received and is being reviewed by our support staff.\n",
        ),
        machine(
            "freshdesk no headers",
            "automatic",
            "From: Housing Helpdesk <help@housing.freshdesk.example>\nSubject: Ticket Received - RPDE-2026-0014 reminder",
            "Dear Safeguarding,\n\nWe would like to acknowledge that we have received your request and a ticket has been created with Ticket ID - 88213.\nA support representative will be reviewing your request and will send you a personal response.\n",
        ),
        machine(
            "otrs",
            "automatic",
            "From: Service Desk <desk@county.example>\nSubject: [Ticket#2026112410000034] RE: RPDE-2026-0014 reminder\nX-Mailer: OTRS Mail Service (7.0.31)\nPrecedence: bulk\nAuto-Submitted: auto-replied",
            "Your email has been received and a ticket number was assigned.\n",
        ),
        machine(
            "ticket no headers",
            "automatic",
            "From: Service Desk <desk@county.example>\nSubject: [Ticket#10034] Your request has been received",
            "Thank you for contacting the Service Desk. Your request has been logged with reference 10034. Please do not reply to this email.\n",
        ),
        machine(
            "request tracker",
            "automatic",
            'From: "Safeguarding via RT" <rt@hospital.example>\nSubject: [hospital #55123] AutoReply: RPDE-2026-0014 notice\nRT-Ticket: hospital #55123\nRT-Originator: safeguarding@partnership.example\nManaged-by: RT 5.0.4 (http://www.bestpractical.com/rt/)\nPrecedence: bulk',
            "This message has been automatically generated in response to the creation of a trouble ticket.\n",
        ),
        machine(
            "jira",
            "automatic",
            "From: Customer Services <jira@borough.atlassian.example>\nSubject: CS-3312 RPDE-2026-0014 chaser\nAuto-Submitted: auto-generated\nX-JIRA-FingerPrint: abcdef\nPrecedence: bulk",
            "—-—-—-—\nReply above this line.\n\nJust confirming that we got your request. We're on it.\n",
        ),
        machine(
            "foi acknowledgement",
            "automatic",
            "From: no-reply@borough.example\nSubject: Acknowledgement of your enquiry - Ref 998812",
            "Thank you for your enquiry. This is an automated acknowledgement; we will reply within 10 working days. Please do not reply to this email as the mailbox is not monitored.\n",
        ),
        machine(
            "dynamics portal",
            "automatic",
            "From: Adult Social Care <asc.donotreply@county.example>\nSubject: We have received your contact CRM:0012345",
            "Thank you for contacting Adult Social Care. Your contact has been received and will be looked at. This is an automatically generated email.\n",
        ),
        machine(
            "shared mailbox thanks",
            "automatic",
            "From: MASH <mash@council.example>\nSubject: MASH Inbox Auto-Response",
            "Thank you for your email to the Multi-Agency Safeguarding Hub. This inbox is monitored Monday to Friday 9-5. If a child is at immediate risk ring 999.\n",
        ),
        machine(
            "gp practice",
            "automatic",
            "From: practice.A12345 <practice@nhs.example>\nSubject: Thank you for your email\nX-Auto-Response-Suppress: DR, OOF, AutoReply",
            "This is an automated response to let you know that your email has been received by the Surgery.\n",
        ),
        machine(
            "salesforce",
            "automatic",
            "From: Barnardos Enquiries <enquiries@charity.example>\nSubject: Case 00088123: received [ ref:_00D20abc._5004Ixyz:ref ]\nX-SFDC-LK: 00D200\nX-mail_abuse_inquiries: http://www.salesforce.example/abuse",
            "Your case has been created.\n",
        ),
        machine(
            "police contact",
            "automatic",
            "From: 101 Contact <donotreply@police.example>\nSubject: Your message to Example Police",
            "Thank you for contacting us. This is an automated email, please do not reply. Your reference is CHS-1-26.\n",
        ),
        machine(
            "survey after ticket",
            "automatic|list",
            "From: Service Desk <noreply@desk.example>\nSubject: How did we do? Please rate the support you received\nPrecedence: bulk",
            "Your ticket has been closed.\n",
        ),
        machine(
            "liquidlogic alert",
            "automatic|for_a_person",
            "From: LCS Notifications <no-reply@liquidlogic.example>\nSubject: New task assigned to your work tray",
            "You have 1 new task in your work tray. This email was generated automatically.\n",
        ),
    ]


def receipts() -> list[Unseen]:
    """Read receipts, recalls, challenge-response, notices of systems, invitations."""
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
            "recall",
            "automatic",
            "From: Jane Poole <jane.poole@council.example>\nSubject: Recall: Escalation form",
            'Jane Poole would like to recall the message, "Escalation form".\n',
        ),
        machine(
            "boxbe challenge",
            "automatic",
            "From: Jo <jo@home.example>\nSubject: Re: RPDE-2026-0014 acknowledgement (Action Required)",
            "Jo uses Boxbe to filter mail. Your message will be delivered once you are approved. Click here to confirm that you are not a spammer.\n",
        ),
        machine(
            "tmda challenge",
            "automatic",
            "From: jo-confirm@home.example\nSubject: Please confirm your message\nX-Delivery-Agent: TMDA/1.1.12\nAuto-Submitted: auto-replied",
            "This message was created automatically. To release your pending message for delivery, please reply.\n",
        ),
        machine(
            "quota 365",
            "automatic",
            "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@council.example>\nSubject: Your mailbox is almost full",
            "Please reduce your mailbox size. 47.5 GB of 50 GB.\n",
        ),
        machine(
            "teams digest",
            "automatic",
            "From: Microsoft Teams <noreply@email.teams.microsoft.example>\nSubject: Dan sent a message\nX-Auto-Response-Suppress: All",
            "Hi, your teammates are trying to reach you in Microsoft Teams.\n",
        ),
        machine(
            "sharepoint share",
            "automatic|for_a_person",
            'From: Jane Poole <no-reply@sharepointonline.example>\nSubject: Jane Poole shared "Safeguarding minutes" with you',
            "Jane Poole invited you to view a file. This link only works for the direct recipients of this message. Open\n",
            hold=None,
        ),
        machine(
            "quarantine digest",
            "automatic",
            "From: quarantine@messaging.microsoft.example\nSubject: Microsoft 365 security: You have messages in quarantine",
            "Review these messages.\n",
        ),
        machine(
            "mimecast digest",
            "automatic",
            "From: postmaster@mimecast.partnership.example\nSubject: You have new held messages",
            "You can release all of your held messages and permit or block future emails from the senders, or manage messages individually.\n",
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
            "password expiry",
            "automatic",
            "From: IT Accounts <no-reply@it.council.example>\nSubject: Your password will expire in 5 days",
            "This is an automated message. Change your password.\n",
        ),
        machine(
            "cron",
            "automatic",
            "From: root@app01.council.example (Cron Daemon)\nSubject: Cron <root@app01> /usr/bin/backup\nX-Cron-Env: <SHELL=/bin/sh>\nAuto-Submitted: auto-generated",
            "backup done\n",
        ),
        Unseen(
            "imap stub",
            raw(
                "From: Microsoft Exchange Server <administrator@council.example>\nSubject: Retrieval using the IMAP4 protocol failed for the following message: 4123",
                'The server couldn\'t retrieve the following message:\n\nSubject: "Form"\nFrom: "Ann Bell"\n\nThe message hasn\'t been deleted.\n',
            ),
            frozenset({"automatic", "for_a_person", "unreadable"}),
            False,
            True,
            "",
            nobody,
        ),
        machine(
            "voicemail",
            "automatic|for_a_person",
            "From: Unity Voice <noreply@voicemail.council.example>\nSubject: Voice Mail from 01234 567890 (28 seconds)",
            "You received a voice mail.\n",
        ),
        machine(
            "planner",
            "automatic|for_a_person",
            "From: Microsoft Planner <noreply@planner.office.example>\nSubject: You've got late tasks!",
            "You have 2 late tasks.\n",
        ),
        machine(
            "docusign",
            "automatic|for_a_person",
            "From: Jane via DocuSign <dse@docusign.example>\nSubject: Completed: Terms of reference",
            "Your document has been completed.\n",
        ),
        machine(
            "e-learning",
            "automatic|for_a_person",
            "From: Learning Pool <noreply@learning.example>\nSubject: Course reminder: Safeguarding Level 3 expires soon",
            "Your certificate expires in 30 days. Do not reply to this email.\n",
        ),
    ]


def failures() -> list[Unseen]:
    """Reports of non-delivery and of delay, of many systems."""
    b = frozenset({"bounce"})

    def bounce(name: str, mail: bytes, *who: str) -> Unseen:
        return Unseen(name, mail, b, False, None, "", frozenset(who))

    ours = "From: safeguarding@partnership.example\nTo: gone@council.example\nSubject: RPDE-2026-0014 notice\nMessage-ID: <n1@partnership.example>\n"
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
            "mimecast prose",
            raw(
                "Return-Path: <>\nFrom: postmaster@eu-smtp.mimecast.example\nSubject: [Postmaster] Email Delivery Failure",
                "This is a delivery failure notification message indicating that\nan email you addressed to email address :\n-- gone@council.example\n\ncould not be delivered. The problem appears to be :\n-- Recipient email address is possibly incorrect\n\nAdditional information follows :\n-- 5.4.1 Recipient address rejected: Access denied.\n",
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
            "barracuda",
            raw(
                "Return-Path: <>\nFrom: <MAILER-DAEMON@barracuda.council.example>\nSubject: **Message you sent blocked by our bulk email filter**",
                "Your message to: gone@council.example\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: RPDE-2026-0014 notice\n",
            ),
            "gone@council.example",
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
            "zoho prose",
            raw(
                "Return-Path: <>\nFrom: mailer-daemon@mail.zoho.example\nSubject: Undelivered Mail Returned to Sender",
                "This message was created automatically by mail delivery software.\n A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\ngone@charity.example, ERROR CODE :550 - Requested action not taken: mailbox unavailable\n",
            ),
            "gone@charity.example",
        ),
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
    ]


def lists() -> list[Unseen]:
    """Newsletters and lists, and people's mail that passed through one."""
    return [
        machine(
            "govdelivery",
            "list",
            "From: Department for Education <dfe@public.govdelivery.example>\nSubject: Working together: update\nList-Unsubscribe: <https://x.example/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nPrecedence: bulk",
            "Update\n\nUnsubscribe\n",
        ),
        machine(
            "mailchimp",
            "list",
            "From: Training Hub <news@hub.example>\nSubject: December courses\nList-ID: <123.list-id.mcsv.example>\nList-Unsubscribe: <mailto:u@x.example>\nX-Mailer: MailChimp Mailer - **CID123**",
            "Courses\n",
        ),
        machine(
            "mailman",
            "list",
            "From: Jo <jo@uni.example>\nTo: safeguarding-leads@lists.example\nSubject: [sg-leads] question on thresholds\nList-Id: Safeguarding leads <safeguarding-leads.lists.example>\nList-Post: <mailto:safeguarding-leads@lists.example>\nPrecedence: list",
            "Does anybody have a threshold document?\n",
        ),
        machine(
            "google group",
            "list",
            "From: Jo <jo@uni.example>\nTo: dsl@googlegroups.example\nSubject: DSL network\nList-ID: <dsl.googlegroups.example>\nMailing-list: list dsl@googlegroups.example\nPrecedence: list",
            "Hello all\n",
        ),
        machine(
            "newsletter without list headers",
            "list",
            "From: Safeguarding Bulletin <bulletin@board.example>\nSubject: Safeguarding Bulletin - November 2026\nPrecedence: bulk",
            "Welcome to this month's bulletin.\nTo unsubscribe from this newsletter click here.\n",
        ),
        person(
            "gateway adds unsubscribe",
            "From: Jane Poole <jane.poole@council.example>\nSubject: RE: RPDE-2026-0014 notice\nList-Unsubscribe: <mailto:unsub@gateway.council.example>\nIn-Reply-To: <n1@partnership.example>",
            "Hello,\n\nWe are looking into it and will reply by Friday.\n\nJane\n",
        ),
        form_mail(
            "form with list headers of a gateway",
            "From: Jane Poole <jane.poole@council.example>\nSubject: Escalation form\nList-Unsubscribe: <mailto:unsub@gateway.council.example>\nPrecedence: bulk",
            words("Please find the form.\n"),
            attached(),
            is_=("form",),
            acknowledge=None,
            hold=None,
        ),
        form_mail(
            "form from a scanner",
            "From: scanner@council.example\nSubject: Message from KM_C458\nAuto-Submitted: auto-generated",
            words("Scanned from a Xerox multifunction device.\n"),
            attached(),
            acknowledge=False,
            hold=None,
        ),
        form_mail(
            "form from a case system",
            "From: Liquidlogic <noreply@lcs.example>\nSubject: Escalation raised\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All",
            words("Form attached.\n"),
            attached(),
            acknowledge=False,
            hold=None,
        ),
        form_mail(
            "form in an out-of-office",
            "From: Rae Low <rae@trust.example>\nSubject: Automatic reply: form\nAuto-Submitted: auto-replied",
            words("I am away.\n"),
            attached(),
            acknowledge=False,
            hold=None,
        ),
        person(
            "list footer on a person's mail",
            "From: Jo <jo@uni.example>\nSubject: Question about a form",
            "Hello,\n\nwhich form do I need for an adult?\n\nJo\n\n_______________________________________________\nsg-leads mailing list\nsg-leads@lists.example\nhttps://lists.example/options/sg-leads\n",
        ),
    ]


def people() -> list[Unseen]:
    """People whose words, subjects and clients look like machines."""
    return [
        person(
            "automatic in prose",
            "From: Ann Bell <ann@schools.example>\nSubject: Is there an automatic escalation after ten days?",
            "Hello, I could not find this in the policy. Thanks, Ann\n",
        ),
        person(
            "undeliverable in prose",
            "From: Ann Bell <ann@schools.example>\nSubject: My email to the police was undeliverable",
            "Hi,\n\nI tried to send them the form and it came back. Can you help?\n\nAnn\n",
        ),
        person(
            "forwards a bounce",
            "From: Ann Bell <ann@schools.example>\nSubject: FW: Undeliverable: Escalation",
            "Can you see why this came back to me?\n\n-----Original Message-----\nFrom: Microsoft Outlook\nSent: 24 November 2026 09:00\nTo: Ann Bell\nSubject: Undeliverable: Escalation\n\nDelivery has failed to these recipients or groups:\n\nspoc@police.example\nThe email address you entered couldn't be found.\n",
        ),
        Unseen(
            "forwards a bounce as attachment",
            several(
                "From: Ann Bell <ann@schools.example>\nSubject: FW: Undeliverable: Escalation",
                words("See attached, it bounced.\n"),
                part(
                    "message/rfc822",
                    "Return-Path: <>\nFrom: Microsoft Outlook <postmaster@police.example>\nTo: ann@schools.example\nSubject: Undeliverable: Escalation\nContent-Type: multipart/report; report-type=delivery-status; boundary=q\n\n--q\nContent-Type: text/plain\n\nfailed\n--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; spoc@police.example\nAction: failed\nStatus: 5.1.1\n\n--q--\n",
                ),
            ),
            frozenset({"for_a_person", "reply"}),
            None,
            True,
            "ann@schools.example",
        ),
        person(
            "forwards an out of office",
            "From: Ann Bell <ann@schools.example>\nSubject: FW: Automatic reply: Escalation",
            "This is all I have had back from them. What should I do now?\n\nFrom: Pat Moss <pat@police.example>\nSent: 24 November 2026 09:00\nTo: Ann Bell\nSubject: Automatic reply: Escalation\n\nI am out of the office until 7 December.\n",
        ),
        person(
            "answers an out of office",
            "From: Ann Bell <ann@schools.example>\nSubject: RE: Automatic reply: Escalation\nIn-Reply-To: <ooo@police.example>",
            "Thanks, I will try your deputy. Copying the partnership in.\n\n> I am out of the office until 7 December.\n",
        ),
        person(
            "speaks of leave",
            "From: Pat Moss <pat@police.example>\nSubject: RE: RPDE-2026-0014 reminder",
            "Sorry for the delay, I have been on annual leave. I will look at this today and send you our response.\n\nPat\n",
            reference="RPDE-2026-0014",
        ),
        person(
            "will be out of office",
            "From: Pat Moss <pat@police.example>\nSubject: RE: RPDE-2026-0014 reminder",
            "Hi Mo, just so you know I'm out of the office from Thursday, so could we speak before then? The form is with our DI.\n\nPat\n",
        ),
        person(
            "iphone",
            "From: Pat Moss <pat@police.example>\nSubject: Re: RPDE-2026-0014 chaser",
            "On it\n\nSent from my iPhone\n\n> On 24 Nov 2026, at 09:00, Safeguarding <safeguarding@partnership.example> wrote:\n> \n> This mailbox is not monitored for emergencies.\n",
        ),
        person(
            "outlook for android",
            "From: Pat Moss <pat@police.example>\nSubject: Re: RPDE-2026-0014 chaser",
            "Will do\n\nGet Outlook for Android<https://aka.ms/x>\n________________________________\nFrom: Safeguarding <safeguarding@partnership.example>\nSent: Tuesday, November 24, 2026 9:00:00 AM\nSubject: RPDE-2026-0014 chaser\n\nThis is an automatic message.\n",
        ),
        person(
            "bottom posted",
            "From: Pat Moss <pat@police.example>\nSubject: Re: RPDE-2026-0014 chaser",
            "On 24/11/2026 09:00, Safeguarding wrote:\n> We have no outcome recorded.\n> This is an automatic message, please do not reply\n\nWe replied last Thursday, see our records.\n\nPat\n",
        ),
        person("one word", "From: Ann Bell <ann@schools.example>\nSubject: RE: RPDE-2026-0014 closure", "Agreed\n"),
        person(
            "thanks",
            "From: Ann Bell <ann@schools.example>\nSubject: RE: RPDE-2026-0014 acknowledgement",
            "Thank you for your email.\n\nAnn\n",
        ),
        person(
            "complains of machine",
            "From: Ann Bell <ann@schools.example>\nSubject: Stop sending me automated emails please",
            "Every week I get an automated email from you. Please stop. This is not how we agreed to work.\n",
        ),
        person(
            "delivery failure of a letter",
            "From: Ann Bell <ann@schools.example>\nSubject: Failure to deliver the child protection plan",
            "I write to escalate my concern. The plan has not been delivered. Nobody answers.\n",
        ),
        person(
            "ticket in subject",
            "From: Ann Bell <ann@schools.example>\nSubject: RE: [Ticket#10034] your RPDE-2026-0014",
            "Hi Mo, IT opened a ticket for your letter by mistake. We have it now.\n\nAnn\n",
            reference="RPDE-2026-0014",
        ),
        person(
            "via high importance",
            "From: Ann Bell <ann@schools.example>\nSubject: URGENT please ring\nImportance: high\nX-Priority: 1",
            "Please ring me on 01234 567890 about AB.\n",
        ),
        person(
            "delayed response",
            "From: Ann Bell <ann@schools.example>\nSubject: Delayed response from children's services",
            "We are still waiting for them. What now?\n",
        ),
        person(
            "warning in subject",
            "From: Ann Bell <ann@schools.example>\nSubject: Warning signs were missed",
            "I want to talk this through.\n",
        ),
        person(
            "no longer works here told by a person",
            "From: Pat Moss <pat@police.example>\nSubject: RE: RPDE-2026-0014 notice",
            "Hi, Mark no longer works in our team. I have picked this one up and will come back to you tomorrow.\n\nPat\n",
        ),
        Unseen(
            "two from headers",
            raw("From: Ann Bell <ann@schools.example>\nFrom: Eve <eve@evil.example>\nSubject: Form", "Hello\n"),
            frozenset({"for_a_person", "reply"}),
            False,
            True,
            None,
        ),
        Unseen(
            "two addresses",
            raw("From: Ann Bell <ann@schools.example>, eve@evil.example\nSubject: Form", "Hello\n"),
            frozenset({"for_a_person", "reply"}),
            False,
            True,
            None,
        ),
        Unseen(
            "address in name",
            raw('From: "ann@schools.example" <eve@evil.example>\nSubject: Form', "Hello\n"),
            frozenset({"for_a_person", "reply"}),
            False,
            True,
            None,
        ),
        person(
            "reply-to elsewhere",
            "From: Ann Bell <ann@schools.example>\nReply-To: other@elsewhere.example\nSubject: Question",
            "Which form?\n",
            sender="ann@schools.example",
        ),
        Unseen("no from", raw("Subject: Form", "Hello\n"), frozenset({"for_a_person", "reply"}), False, True, None),
    ]


def carried() -> list[Unseen]:
    """Forms as people send them."""
    import io
    import zipfile

    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("Forms/Escalation form.docx", form())
    inner = several("From: Ann Bell <ann@schools.example>\nSubject: Escalation", words("Form.\n"), attached())
    head = "From: Ann Bell <ann@schools.example>\nSubject: "
    return [
        form_mail(
            "plain form",
            head + "Escalation form",
            words("Please find attached.\n"),
            attached(),
            is_=("form",),
            sender="ann@schools.example",
        ),
        form_mail(
            "reply with form, iphone",
            head + "Re: RPDE-2026-0014 notice",
            words("See attached.\n\nSent from my iPhone\n"),
            attached("image0.docx"),
            words("\n"),
            is_=None,
            reference="RPDE-2026-0014",
        ),
        form_mail(
            "octet-stream",
            head + "Form",
            words("x\n"),
            attached("form", None, "application/octet-stream"),
            is_=("form",),
        ),
        form_mail(
            "wrong suffix", head + "Form", words("x\n"), attached("form.pdf", None, "application/pdf"), is_=("form",)
        ),
        form_mail(
            "says text/plain",
            head + "Form",
            words("x\n"),
            part("text/plain", form(), 'Content-Disposition: attachment; filename="form.docx"'),
            is_=("form",),
        ),
        form_mail(
            "rfc2231 name",
            head + "Form",
            words("x\n"),
            part(
                "application/msword",
                form(),
                "Content-Disposition: attachment; filename*0*=utf-8''Escala%C3%A7;",
                " filename*1*=%C3%A3o%20form.docx",
            ),
            is_=("form",),
        ),
        form_mail(
            "path-like name", head + "Form", words("x\n"), attached("..\\\\..\\\\etc\\\\form.docx"), is_=("form",)
        ),
        form_mail("no name", head + "Form", words("x\n"), part("application/octet-stream", form()), is_=("form",)),
        form_mail(
            "inline disposition",
            head + "Form",
            words("x\n"),
            part(
                "application/octet-stream", form(), 'Content-Disposition: inline; filename="=?utf-8?B?Zm9ybS5kb2N4?="'
            ),
            is_=("form",),
        ),
        form_mail("inside alternative", head + "Form", within(words("x\n"), attached()), is_=("form",)),
        form_mail(
            "inside related",
            head + "Form",
            within(part("text/html", "<p>x</p>"), attached(), kind="related"),
            is_=("form",),
        ),
        form_mail("zip", head + "Form", words("x\n"), attached("forms.zip", box.getvalue(), "application/zip")),
        form_mail(
            "zip as octet-stream without suffix",
            head + "Form",
            words("x\n"),
            attached("forms", box.getvalue(), "application/octet-stream"),
        ),
        form_mail(
            "forwarded inline",
            head + "FW: Escalation",
            words("For you.\n\nFrom: Sue <sue@schools.example>\nSent: Monday\nSubject: Escalation\n\nForm attached\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "forwarded as attachment",
            head + "FW: Escalation",
            words("For you.\n"),
            b"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + inner,
        ),
        form_mail(
            "eml attachment",
            head + "FW: Escalation",
            words("For you.\n"),
            attached("Escalation.eml", inner, "application/octet-stream"),
        ),
        form_mail(
            "form and logo",
            head + "Form",
            within(
                part("text/html", '<p>x<img src="cid:logo@x"></p>'),
                part(
                    "image/png",
                    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x78\0\0\0\x28" + b"0" * 900,
                    "Content-ID: <logo@x>",
                    'Content-Disposition: inline; filename="image001.png"',
                ),
                kind="related",
            ),
            attached(),
            is_=("form", "signature"),
        ),
        form_mail(
            "external banner",
            head + "[EXTERNAL] Escalation form",
            words(
                "CAUTION: This email originated from outside of the organisation. Do not click links.\n\nForm attached.\n"
            ),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "secure tag", head + "[secure] Escalation form", words("Form attached.\n"), attached(), is_=("form",)
        ),
        form_mail("empty words", head, words(""), attached(), is_=("form",)),
        form_mail(
            "automatic in the subject of a form",
            head + "Automatic escalation form - formal stage",
            words("Form attached.\n\nAnn\n"),
            attached(),
            is_=("form",),
        ),
        Unseen(
            "egress",
            raw(
                "From: Ann Bell <ann@schools.example>\nSubject: Secure: Escalation\nX-Egress-Security: yes",
                "You have received a secure message\n\nRead your secure message by clicking https://reader.egress.example/remote.aspx?x=1\n\nThis message has been protected with Egress.\n",
            ),
            frozenset({"unreadable"}),
            None,
            None,
            "ann@schools.example",
        ),
        Unseen(
            "office encryption",
            several(
                "From: Ann Bell <ann@schools.example>\nSubject: Escalation",
                words("Ann Bell (ann@schools.example) has sent you a protected message.\n\nRead the message\n"),
                part(
                    "application/octet-stream", b"abc", 'Content-Disposition: attachment; filename="message_v2.rpmsg"'
                ),
            ),
            frozenset({"unreadable"}),
            None,
            None,
            "ann@schools.example",
        ),
        Unseen(
            "smime",
            raw(
                "From: Ann Bell <ann@schools.example>\nSubject: Escalation\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64",
                "MIAGCSqGSIb3DQEHA6CAMIACAQAxggFA\n",
            ),
            frozenset({"unreadable"}),
            None,
            None,
            "ann@schools.example",
        ),
        Unseen(
            "pgp",
            several(
                "From: Ann Bell <ann@schools.example>\nSubject: Escalation",
                part("application/pgp-encrypted", "Version: 1\n"),
                part("application/octet-stream", "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"),
                kind="encrypted",
            ),
            frozenset({"unreadable"}),
            None,
            None,
            "ann@schools.example",
        ),
        Unseen(
            "onedrive link",
            raw(
                "From: Ann Bell <ann@schools.example>\nSubject: Escalation form",
                "Here is the form:\nhttps://schools-my.sharepoint.com/:w:/g/personal/ann/EabcDEF?e=xyz\n\nAnn\n",
            ),
            frozenset({"unreadable", "for_a_person"}),
            None,
            None,
            "ann@schools.example",
        ),
    ]


def first() -> list[Unseen]:
    """All of the first set."""
    return [*absences(), *tickets(), *receipts(), *failures(), *lists(), *people(), *carried()]
