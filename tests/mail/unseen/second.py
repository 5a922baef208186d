"""The second set, written after the rules had met the first: the same trades, other systems, other words."""

from __future__ import annotations

import io
import zipfile

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

RE = "In-Reply-To: <n7@partnership.example>\nReferences: <n7@partnership.example>"


def absences() -> list[Unseen]:
    """Absences in people's own words, sent by rules and by programs without headers."""
    return [
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
            "french full",
            "automatic",
            "From: Anne Roux <anne@ville.example>\nSubject: Je suis absente du bureau jusqu'au 4 décembre",
            "Bonjour, je suis absente. Pour toute urgence, merci de contacter Mme Petit. Cordialement\n",
        ),
        machine(
            "german full",
            "automatic",
            "From: Uwe Kern <uwe@amt.example>\nSubject: Uwe Kern ist außer Haus.",
            "Ich kehre zurück am 07.12.2026. Ich werde Ihre Nachricht nach meiner Rückkehr beantworten. Hinweis: Dies ist eine automatische Antwort auf Ihre Nachricht.\n",
        ),
        machine(
            "dutch full",
            "automatic",
            "From: Piet Smit <piet@gem.example>\nSubject: Afwezig tot 7 december: RPDE-2026-0021",
            "Ik ben met verlof tot 7 december. Voor dringende zaken kunt u contact opnemen met mijn collega.\n",
        ),
        machine(
            "spanish full",
            "automatic",
            "From: Luz Gil <luz@ayto.example>\nSubject: Fuera de la oficina: RPDE-2026-0021",
            "Estaré fuera de la oficina hasta el 7 de diciembre. Para asuntos urgentes contacte con mi compañera.\n",
        ),
        machine(
            "italian full",
            "automatic",
            "From: Gia Neri <gia@asl.example>\nSubject: Fuori sede Re: promemoria",
            "Sono fuori ufficio, rientro il 7 dicembre. Per urgenze rivolgersi alla segreteria.\n",
        ),
        machine(
            "polish full",
            "automatic",
            "From: Adam Kot <adam@ops.example>\nSubject: Nieobecność w biurze",
            "Jestem na urlopie do 7 grudnia. W pilnych sprawach proszę o kontakt z sekretariatem.\n",
        ),
        machine(
            "slovak",
            "automatic",
            "From: Ján Malý <jan@obec.example>\nSubject: Automatická odpoveď: pripomienka",
            "Nie som v kancelárii.\n",
        ),
        machine(
            "bulgarian",
            "automatic",
            "From: Ива <iva@fond.example>\nSubject: Автоматичен отговор: напомняне",
            "Няма ме.\n",
        ),
        machine(
            "lithuanian",
            "automatic",
            "From: Rūta <ruta@fondas.example>\nSubject: Automatinis atsakymas: priminimas",
            "Manęs nėra.\n",
        ),
        machine(
            "latvian",
            "automatic",
            "From: Ilze <ilze@fonds.example>\nSubject: Automātiskā atbilde: atgādinājums",
            "Neesmu birojā.\n",
        ),
        machine(
            "croatian",
            "automatic",
            "From: Iva <iva@udruga.example>\nSubject: Automatski odgovor: podsjetnik",
            "Nisam u uredu.\n",
        ),
        machine(
            "icelandic",
            "automatic",
            "From: Jón <jon@felag.example>\nSubject: Sjálfvirkt svar: áminning",
            "Ég er ekki við.\n",
        ),
        machine(
            "hebrew", "automatic", "From: Noa <noa@ngo.example>\nSubject: תשובה אוטומטית: תזכורת", "אני מחוץ למשרד\n"
        ),
        machine(
            "korean", "automatic", "From: Kim <kim@assoc.example>\nSubject: 자동 회신: reminder", "부재중입니다.\n"
        ),
        machine(
            "traditional chinese",
            "automatic",
            "From: Chan <chan@assoc.example>\nSubject: 自動回覆: reminder",
            "我不在辦公室。\n",
        ),
        machine(
            "vietnamese",
            "automatic",
            "From: Lan <lan@assoc.example>\nSubject: Trả lời tự động: reminder",
            "Tôi đang vắng mặt.\n",
        ),
        machine(
            "persian",
            "automatic",
            "From: Sara <sara@assoc.example>\nSubject: پاسخ خودکار: reminder",
            "من در دفتر نیستم\n",
        ),
        machine(
            "hindi",
            "automatic",
            "From: Asha <asha@assoc.example>\nSubject: स्वचालित उत्तर: reminder",
            "मैं कार्यालय में नहीं हूँ।\n",
        ),
        machine(
            "irish",
            "automatic",
            "From: Aoife <aoife@comhairle.example>\nSubject: Freagra uathoibríoch: meabhrúchán",
            "Táim as oifig.\n",
        ),
        machine(
            "bilingual welsh",
            "automatic",
            "From: Siân <sian@cyngor.example>\nSubject: Ymateb Awtomatig / Automatic Reply: RPDE-2026-0021",
            "Diolch am eich e-bost.\n",
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


def systems() -> list[Unseen]:
    """Helpdesks, portals, receipts and notices."""
    ics = "BEGIN:VCALENDAR\nMETHOD:{m}\nVERSION:2.0\nBEGIN:VEVENT\nUID:77\nDTSTART:20261203T100000Z\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"
    return [
        machine(
            "halo",
            "automatic",
            "From: ICT Support <ict@borough.haloitsm.example>\nSubject: Ticket 0099123 - RPDE-2026-0021 reminder",
            "Hi,\n\nThank you for logging a ticket with ICT. Your ticket number is 0099123. An agent will be in touch soon.\n",
        ),
        machine(
            "spiceworks",
            "automatic",
            "From: Help Desk <help@school.on.spiceworks.example>\nSubject: [Ticket #88] RPDE-2026-0021 notice",
            "Ticket #88 has been created for you. You can add comments by replying to this email.\n",
        ),
        machine(
            "hornbill",
            "automatic",
            "From: Service Manager <service@council.hornbill.example>\nSubject: Your Request IN00012345 Has Been Logged",
            "Your request has been logged under reference IN00012345.\n",
        ),
        machine(
            "osticket",
            "automatic",
            "From: Support <support@charity.example>\nSubject: RPDE-2026-0021 notice [#771122]\nX-Auto-Response-Suppress: DR, RN, OOF, AutoReply",
            "Dear Safeguarding,\n\nA request for support has been created and assigned #771122. A representative will follow-up with you as soon as possible.\n",
        ),
        machine(
            "helpscout",
            "automatic",
            "From: Charity Support <hello@charity.helpscout.example>\nSubject: Re: RPDE-2026-0021 notice\nX-HelpScout-Message: 1\nAuto-Submitted: auto-replied",
            "Thanks for getting in touch!\n",
        ),
        machine(
            "intercom",
            "automatic",
            "From: Charity <hello@charity.example>\nSubject: Re: RPDE-2026-0021 notice",
            "Hi there, thanks for reaching out! We've received your message and will get back to you within one working day.\n",
        ),
        machine(
            "hmcts",
            "automatic",
            "From: Family Court <family@court.example>\nSubject: HMCTS - your email has been received",
            "Thank you for your email. Please do not send duplicate emails as this will delay our response. Emails are dealt with in date order.\n",
        ),
        machine(
            "cqc",
            "automatic",
            "From: Enquiries <enquiries@regulator.example>\nSubject: Thank you for your email - ENQ1-123456",
            "We have received your enquiry. This is an automated response. Our reference is ENQ1-123456.\n",
        ),
        machine(
            "ofsted",
            "automatic",
            "From: Enquiries <enquiries@inspectorate.example>\nSubject: Enquiry received CAS-918273-X",
            "Thank you for contacting us. We aim to reply within 5 working days.\n",
        ),
        machine(
            "crm headerless",
            "automatic",
            f"From: First Contact <firstcontact@council.example>\nSubject: Re: RPDE-2026-0021 notice\n{RE}",
            "Thank you for contacting First Contact. Your email is important to us and will be answered within 3 working days. If a child is in immediate danger call 999.\n",
        ),
        machine(
            "school autoresponder",
            "automatic",
            f"From: St Example's Primary <office@stexample.sch.example>\nSubject: Re: RPDE-2026-0021 notice\n{RE}",
            "Thank you for emailing St Example's. Emails are monitored between 8.30am and 3.30pm during term time only. You will receive a response within 48 hours.\n",
        ),
        machine(
            "gp autoresponder",
            "automatic",
            f"From: The Surgery <p81000@nhs.example>\nSubject: Re: RPDE-2026-0021 notice\n{RE}",
            "PLEASE DO NOT REPLY. This is an automatic response to confirm receipt. This inbox is checked once daily.\n",
        ),
        machine(
            "mimecast hold notice",
            "automatic|for_a_person",
            "From: postmaster@council.example\nSubject: Message held - awaiting review\nAuto-Submitted: auto-generated",
            "A message has been held.\n",
        ),
        machine(
            "power automate",
            "automatic|for_a_person",
            "From: Power Automate <flow-noreply@microsoft.example>\nSubject: Your flow has failed",
            "Fix the issue by updating your connection.\n",
        ),
        machine(
            "onedrive notice",
            "automatic|for_a_person",
            "From: OneDrive <no-reply@onedrive.example>\nSubject: Heads up: many files were deleted",
            "Review files.\n",
        ),
        machine(
            "viva",
            "automatic|list|for_a_person",
            "From: Microsoft Viva <viva-noreply@microsoft.example>\nSubject: Your daily briefing",
            "Good morning. Unsubscribe\n",
        ),
        machine(
            "teams missed",
            "automatic|for_a_person",
            "From: Jane in Teams <noreply@email.teams.example>\nSubject: You have missed activity from Jane",
            "Reply in Teams\n",
        ),
        machine(
            "yammer",
            "automatic|list|for_a_person",
            "From: Viva Engage <notifications@yammer.example>\nSubject: Announcement: Black History Month\nList-Unsubscribe: <https://x.example>",
            "x\n",
        ),
        machine(
            "eventbrite",
            "automatic|list|for_a_person",
            "From: Training Hub via Eventbrite <noreply@event.eventbrite.example>\nSubject: Reminder: Safeguarding conference is tomorrow\nList-Unsubscribe: <https://x.example>",
            "x\n",
        ),
        machine(
            "surveymonkey",
            "automatic|list|for_a_person",
            "From: Board Survey via SurveyMonkey <member@surveymonkeyuser.example>\nSubject: Please complete our survey\nList-Unsubscribe: <https://x.example>",
            "x\n",
        ),
        machine(
            "parking fine",
            "automatic|for_a_person",
            "From: Parking <donotreply@borough.example>\nSubject: Payment receipt",
            "Thank you for your payment.\n",
        ),
        machine(
            "sms gateway",
            "automatic|for_a_person",
            "From: sms-gateway@council.example\nSubject: Delivery receipt for SMS 44771\nAuto-Submitted: auto-generated",
            "Delivered\n",
        ),
        machine(
            "monitoring",
            "automatic|for_a_person",
            "From: Nagios <nagios@mon.council.example>\nSubject: ** PROBLEM Service Alert: mail/IMAP is CRITICAL **\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All",
            "CRITICAL\n",
        ),
        machine(
            "voicemail teams",
            "automatic|for_a_person",
            "From: Skype <noreply@skype.voicemail.example>\nSubject: Voicemail (14 seconds) from 01234",
            "Voicemail\n",
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
            "recall failure",
            "automatic",
            "From: Jane <jane@council.example>\nSubject: Message Recall Failure: Escalation",
            "Your attempt to recall the message could not be completed.\n",
        ),
        machine(
            "spamarrest",
            "automatic",
            "From: Jo Lee <jo@home.example>\nSubject: Re: RPDE-2026-0021 acknowledgement (verification)",
            "I'm protecting myself from receiving junk mail. Please click the link below to complete the verification process. You have to do this only once.\n",
        ),
        machine(
            "earthlink",
            "automatic",
            "From: jo@isp.example\nSubject: RE: RPDE-2026-0021 acknowledgement",
            "I apologize for this automatic reply to your email. To control spam, I now allow incoming messages only from senders I have approved beforehand. If you would like to be added to my list of approved senders, please fill out the short request form.\n",
        ),
        machine(
            "quota exchange",
            "automatic",
            "From: Microsoft Outlook <no-reply@council.example>\nSubject: Your mailbox is full",
            "You can't send or receive messages.\n",
        ),
        machine(
            "password",
            "automatic|for_a_person",
            "From: Self Service <selfservice@council.example>\nSubject: Action required: your network password expires in 3 days",
            "This email was sent from an unmonitored account.\n",
        ),
        machine(
            "outlook declines",
            "automatic",
            "From: Jane <jane@council.example>\nSubject: Declined: RPDE-2026-0021 panel\nContent-Type: text/calendar; method=REPLY",
            ics.format(m="REPLY"),
        ),
        Unseen(
            "calendar cancelled",
            several(
                "From: Jane <jane@council.example>\nSubject: Cancelled: Strategy meeting",
                words("\n"),
                part("text/calendar; method=CANCEL", ics.format(m="CANCEL")),
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
                part("text/calendar; method=REPLY", ics.format(m="REPLY")),
                part(
                    "application/ics",
                    ics.format(m="REPLY").encode(),
                    'Content-Disposition: attachment; filename="invite.ics"',
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


def failures() -> list[Unseen]:
    """Bounces in more dresses."""

    def bounce(name: str, mail: bytes, *who: str) -> Unseen:
        return Unseen(name, mail, frozenset({"bounce"}), False, None, "", frozenset(who))

    null = "Return-Path: <>\n"
    return [
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
            "aws ses",
            dsn(
                null + "From: MAILER-DAEMON@amazonses.example\nSubject: Delivery Status Notification (Failure)",
                "An error occurred while trying to deliver the mail to the following recipients:\ngone@x.example\n",
                "Reporting-MTA: dns; amazonses.example\n\nAction: failed\nFinal-Recipient: rfc822; gone@x.example\nDiagnostic-Code: smtp; 550 5.1.1\nStatus: 5.1.1\n",
            ),
            "gone@x.example",
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
            "polish prose",
            raw(
                null + "From: Mail Delivery Subsystem <MAILER-DAEMON@wp.example>\nSubject: Niedostarczona wiadomość",
                "Nie można dostarczyć wiadomości do odbiorcy:\n\n<gone@wp.example>\n",
            ),
            "gone@wp.example",
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


def people() -> list[Unseen]:
    """People."""
    head = "From: Ann Bell <ann@schools.example>\nSubject: "
    return [
        person(
            "subject undeliverable report asks",
            head + "Undeliverable - can you help?",
            "Hi Mo, my form keeps coming back. Could you ring me?\n\nAnn\n",
        ),
        person("out of hours question", head + "Out of hours contact", "Which number do we ring at the weekend?\n"),
        person(
            "automatic enrolment",
            head + "Automatic stage move?",
            "Does the case go to stage 3 automatically after 5 days?\n",
        ),
        person(
            "delivery of services",
            head + "Delivery failure by the commissioned service",
            "The provider has failed to deliver the care plan and the council will not act.\n",
        ),
        person(
            "receipt wanted",
            head + "Confirmation of receipt please",
            "Could you confirm that you have received my form from Monday? I have had nothing back.\n",
        ),
        person(
            "thank you for your email",
            head + "RE: RPDE-2026-0021 reminder",
            "Dear Mo,\n\nThank you for your email. We have now met with the school and agreed the plan. The form will follow tomorrow.\n\nKind regards\nAnn\n",
            reference="RPDE-2026-0021",
        ),
        person(
            "received by person",
            head + "RE: RPDE-2026-0021 notice",
            "Received, thanks. Will get back to you by Friday.\n\nAnn Bell\nDesignated Safeguarding Lead\nPlease note I work Monday to Wednesday\n",
        ),
        person(
            "signature with leave",
            head + "RE: RPDE-2026-0021 notice",
            "We do not accept that this was our decision. The meeting was chaired by health.\n\nAnn\n\n-- \nAnn Bell\nI am on annual leave 20-31 December\n",
        ),
        person(
            "maternity cover",
            head + "RE: RPDE-2026-0021 notice",
            "Hello, I am covering for Jo who is on maternity leave. I've read the case and we disagree with the threshold decision. Who do I speak to?\n\nAnn\n",
        ),
        person(
            "new job",
            head + "RE: contacts check",
            "Please take Mark off your list, he has left the council. I am the new SPOC, ann@schools.example.\n",
        ),
        person(
            "forwarded ticket",
            head + "FW: Your request INC001 has been logged",
            "IT say the mailbox is fixed, please resend anything since Friday.\n\nFrom: IT Service Desk\nSent: 24 November 2026\nTo: Ann Bell\nSubject: Your request INC001 has been logged\n\nYour request has been logged.\n",
        ),
        person(
            "forwarded newsletter",
            head + "FW: Board bulletin November",
            "Is this the new procedure? Page 3 contradicts the policy.\n\n-----Original Message-----\nFrom: Board <news@board.example>\nSubject: Board bulletin\n\nUnsubscribe here\n",
        ),
        person(
            "calendar words",
            head + "Accepted: your proposal for a panel",
            "We accept your proposal and will send two members. Names to follow.\n",
        ),
        person(
            "invitation with words",
            head + "Invitation: professionals meeting",
            "Would you like to attend on Thursday at 2pm? We would value the partnership's view.\n",
        ),
        person(
            "cancelled words",
            head + "Cancelled: Thursday's professionals meeting",
            "Social care have pulled out again. We want to escalate to the next stage. How?\n",
        ),
        person(
            "disclaimer",
            head + "Query",
            "Hello, who chairs the panel?\n\nAnn\n\nThis email has been scanned by the Symantec Email Security service. This email was sent automatically encrypted by TLS. If you have received this message in error please notify the sender. Please do not reply to this email if you are not the intended recipient.\n",
        ),
        person("very short", head + "Re: RPDE-2026-0021 closure", "ok\n"),
        person("emoji", head + "Re: RPDE-2026-0021 closure", "👍\n"),
        person("empty reply", head + "RE: RPDE-2026-0021 closure", ""),
        person(
            "inline answers",
            head + "RE: RPDE-2026-0021 chaser",
            "See my answers in red below.\n\n> We have no outcome recorded.\nWe answered on the 19th.\n> Whom should we ring?\nPat Moss.\n",
        ),
        person(
            "samsung",
            head + "Re: RPDE-2026-0021 chaser",
            "Not ours, it's adult services\n\n\nSent from my Galaxy\n\n-------- Original message --------\nFrom: Safeguarding <safeguarding@partnership.example>\nDate: 24/11/2026 09:00 (GMT+00:00)\nTo: ann@schools.example\nSubject: RPDE-2026-0021 chaser\n\nThis is an automatic message.\n",
        ),
        person(
            "blackberry",
            head + "Re: RPDE-2026-0021 chaser",
            "Will chase\nSent from my BlackBerry - the most secure mobile device\nFrom: safeguarding@partnership.example\nSent: 24 November 2026 09:00\nSubject: RPDE-2026-0021 chaser\n",
        ),
        person(
            "office person says auto",
            head + "RE: auto-reply",
            "Hi, you got an auto-reply from my old account, ignore it. I am working this week and will respond to the form.\n\nAnn\n",
        ),
        person(
            "on behalf",
            "From: Ann Bell <ann@schools.example>\nSender: PA <pa@schools.example>\nSubject: Ann's response",
            "Ann asked me to say she disagrees.\n",
            sender="ann@schools.example",
        ),
        person(
            "postmaster person",
            "From: Rob Ito <postmaster@council.example>\nSubject: DMARC for your domain",
            "Hi, I look after mail at the council. Your letters fail DMARC here, could your IT ring me? I'm in all week.\n\nRob\n",
        ),
        Unseen(
            "lookalike name",
            raw('From: "Ann Bell ann@schools.example" <x@evil.example>\nSubject: Form', "Hello\n"),
            frozenset({"for_a_person", "reply"}),
            False,
            True,
            None,
        ),
        Unseen(
            "encoded comma",
            raw("From: =?utf-8?q?ann=40schools=2Eexample=2C?= <x@evil.example>\nSubject: Form", "Hello\n"),
            frozenset({"for_a_person", "reply"}),
            False,
            True,
            None,
        ),
        Unseen(
            "group from",
            raw("From: undisclosed: ;\nSubject: Form", "Hello\n"),
            frozenset({"for_a_person", "reply"}),
            False,
            True,
            None,
        ),
        Unseen(
            "from with newline trick",
            raw("From: Ann <ann@schools.example>\n <x@evil.example>\nSubject: Form", "Hello\n"),
            frozenset({"for_a_person", "reply"}),
            False,
            True,
            None,
        ),
    ]


def carried() -> list[Unseen]:
    """Forms once more, oddly packed."""
    head = "From: Ann Bell <ann@schools.example>\nSubject: "
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("__MACOSX/._form.docx", b"\0" * 20)
        archive.writestr("form.docx", form())
        archive.writestr("readme.txt", "hello")
    eml = several("From: Sue <sue@schools.example>\nSubject: Escalation", words("Form.\n"), attached())
    nested = several(
        "From: Jo <jo@schools.example>\nSubject: FW: Escalation",
        words("fw\n"),
        b"Content-Type: message/rfc822\n\n" + eml,
    )
    import binascii

    def uu(data: bytes, name: str) -> str:
        return (
            f"begin 644 {name}\n"
            + "".join(binascii.b2a_uu(data[i : i + 45]).decode() for i in range(0, len(data), 45))
            + "`\nend\n"
        )

    return [
        form_mail(
            "auto in gateway subject",
            head + "**EXTERNAL** Escalation form",
            words("Attached.\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "zip with mac folder",
            head + "Form",
            words("x\n"),
            attached("Archive.zip", box.getvalue(), "application/x-zip-compressed"),
        ),
        form_mail(
            "eml within forwarded",
            head + "FW: FW: Escalation",
            words("fyi\n"),
            b"Content-Type: message/rfc822\n\n" + nested,
        ),
        form_mail(
            "rfc822 in base64",
            head + "FW: Escalation",
            words("fyi\n"),
            part("message/rfc822", eml, "Content-Disposition: attachment"),
        ),
        Unseen(
            "uuencoded",
            raw(head + "Form", "The form:\n\n" + uu(form(), "form.docx") + "\nAnn\n"),
            frozenset({"form"}),
            True,
            False,
        ),
        form_mail(
            "duplicate names",
            head + "Forms",
            words("x\n"),
            attached("form.docx"),
            attached("form.docx", b"%PDF-1.4 nothing", "application/pdf"),
            is_=("form", "document"),
            hold=None,
        ),
        form_mail(
            "damaged base64",
            head + "Form",
            words("x\n"),
            attached().replace(b"\n\n", b"\n\n!!@@\n", 1),
            hold=None,
            acknowledge=None,
        ),
        form_mail(
            "base64 without breaks",
            head + "Form",
            words("x\n"),
            part("application/octet-stream", form()).replace(b"base64\n\n", b"BASE64\n\n", 1),
            is_=("form",),
        ),
        form_mail(
            "transfer encoding with spaces",
            head + "Form",
            words("x\n"),
            attached().replace(b"Encoding: base64", b"Encoding:   base64  ; x"),
            hold=None,
        ),
        form_mail(
            "mixed in signed",
            head + "Form",
            within(words("x\n"), attached(), kind="mixed"),
            part("application/pkcs7-signature", b"sig", 'Content-Disposition: attachment; filename="smime.p7s"'),
            hold=None,
        ),
        form_mail(
            "html only with form",
            head + "Form",
            part("text/html; charset=windows-1252", "<p>Form attached</p>"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "digest",
            head + "Digest",
            within(b"\n" + eml, b"\n" + several("From: x@y.example\nSubject: other", words("x\n")), kind="digest"),
        ),
        form_mail(
            "unknown charset",
            head + "Form",
            part("text/plain; charset=x-mac-klingon", "x\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "nhs secure prefix",
            head + "[SECURE] RPDE form - OFFICIAL SENSITIVE",
            words("OFFICIAL-SENSITIVE\n\nForm attached.\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "speaks of leave with form",
            head + "Form before I go on leave",
            words(
                "I am on annual leave from tomorrow so please contact my deputy Sue. If urgent ring 01234 567890. I will be back on Monday.\n"
            ),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "thank you with form",
            head + "RE: RPDE-2026-0021 notice",
            words("Thank you for your email. We have received your request, our answer is in the form.\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "read subject with form",
            head + "Read: escalation form",
            words("Please read the form.\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "two pictures",
            head + "Form",
            words("x\n"),
            attached(),
            part(
                "image/jpeg",
                b"\xff\xd8\xff\xe0" + b"p" * 150_000,
                'Content-Disposition: attachment; filename="IMG_2041.JPG"',
            ),
            is_=("form", "image"),
        ),
        Unseen(
            "nhs egress",
            raw(
                "From: Ann Bell <ann@nhs.example>\nSubject: [secure] Escalation",
                "You have been sent a secure email from NHSmail. Open the attachment to read it. https://securemail.nhs.net/x\n",
            ),
            frozenset({"unreadable"}),
        ),
        Unseen(
            "mimecast secure",
            raw(
                "From: Ann Bell <ann@council.example>\nSubject: Escalation",
                "Ann Bell has sent you a secure message. You have received a secure message via Mimecast Secure Messaging.\n",
            ),
            frozenset({"unreadable"}),
        ),
        Unseen(
            "wetransfer",
            raw("From: Ann Bell <ann@schools.example>\nSubject: Form", "Too big to mail: https://we.tl/t-abcdef\n"),
            frozenset({"unreadable", "for_a_person"}),
        ),
        Unseen(
            "password zip",
            several(head + "Form", words("Password to follow.\n"), attached("form.zip", _locked(), "application/zip")),
            frozenset({"unreadable"}),
            None,
            True,
        ),
    ]


def _locked() -> bytes:
    """A zip whose one file says that it is protected by a password."""
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("form.docx", b"x" * 400)
    data = bytearray(box.getvalue())
    data[6] |= 1
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1
    return bytes(data)


def second() -> list[Unseen]:
    """All of the second set."""
    return [*absences(), *systems(), *failures(), *people(), *carried()]
