"""People whose words, subjects and programs look like a machine's."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, part, person, several, words

RE = "In-Reply-To: <n7@partnership.example>\nReferences: <n7@partnership.example>"


def mails() -> list[Unseen]:
    """All of them."""
    head = "From: Ann Bell <ann@schools.example>\nSubject: "
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
    ]
