"""What helpdesks, portals, courts and surgeries answer to everybody."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, machine

RE = "In-Reply-To: <n7@partnership.example>\nReferences: <n7@partnership.example>"


def mails() -> list[Unseen]:
    """All of them."""
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
    ]
