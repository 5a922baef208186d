"""People who write nearly what machines write, and machines without any header that says so."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, machine, person

THREAD = "In-Reply-To: <n7@partnership.example>\nReferences: <n7@partnership.example>"

# Subject, words.
_PEOPLE = (
    (
        "RE: RPDE-2026-0031 notice",
        "Hi\n\nThanks for sending this over. We have received your form and I have passed it to the service manager, Jo Lee. She will respond to you directly. Is there anything else you need from us?\n\nKaren",
    ),
    (
        "RE: RPDE-2026-0031 notice",
        "Thank you for your email.\n\nI can confirm that we held a strategy meeting on 12 November and the threshold was agreed. I will send the minutes.\n\nPat Moss",
    ),
    (
        "RE: RPDE-2026-0031 reminder",
        "Mo, I'm on leave until Monday but Dee is covering and she has the form. She can be reached on 01234 567890. What time do you need it by on the 4th?",
    ),
    (
        "RE: RPDE-2026-0031 chaser 2",
        "This is the third automated email I have had about this. We answered on 4 November, see attached thread. Please correct your records.",
    ),
    (
        "RE: RPDE-2026-0031 chaser",
        "I no longer work in that team. Please contact Sue Grey who has taken over the case. I have copied her in.",
    ),
    (
        "RE: contacts check",
        "Jo has left the council. Her replacement is Ade Obi, ade@council.example. Please update your list.",
    ),
    (
        "RE: RPDE-2026-0031",
        "Apologies for the delay, I have been off sick. I have now read the form and do not agree that the threshold was met. I'd like to discuss.",
    ),
    (
        "Your request has been refused",
        'Dear partnership\n\nSocial care wrote "your request has been refused" to our school about this child. We want to escalate. What is the next step?\n\nHead teacher',
    ),
    ("Referral received?", "Hi, can you confirm you got my referral on Monday? Thank you."),
    (
        "Case 12345 - escalation",
        "Good morning, in relation to case 12345 the social worker has not visited for six weeks. We wish to escalate at stage 2.",
    ),
    ("Ticket for the conference", "Could I have a second ticket for the safeguarding conference please?"),
    ("RE: RPDE-2026-0031 acknowledgement", "Many thanks for the acknowledgement. I will wait to hear from the police."),
    (
        "RE: RPDE-2026-0031 acknowledgement",
        "Hi Mo\n\nThank you for contacting us. The reference number is noted. I'll be in touch if things change.\n\nKaren Smith",
    ),
    ("Annual leave cover for the panel", "I'm on annual leave that week, can we have the panel on the 14th instead?"),
    (
        "RE: panel on 3 December",
        "I will be out of the office on 3 December so cannot attend the panel. Jo Lee will come in my place. Please send her the papers.",
    ),
    (
        "Out of area placement",
        "The child was moved out of area without telling us. Who is responsible for the plan now?",
    ),
    ("Away from home", "The boy has been away from home three nights this week and nobody has told the school."),
    ("Holiday club concern", "A worker at the holiday club told us something that worries us. Who should we speak to?"),
    (
        "Automatic pupil registration",
        "Our system failed and the child was not registered. The social worker says it is not her concern.",
    ),
    ("Read: and then please ring me", "I need you to read the form I sent last week and ring me."),
    ("Delivered the form by hand", "I delivered the form by hand to your office on Friday. Did it arrive?"),
    ("Delayed discharge dispute", "The hospital and the council do not agree on who pays. Is this for your process?"),
    ("Returned mail", "The letter that we posted to the family came back. Do you have another address?"),
    (
        "RE: [EXTERNAL] RPDE-2026-0031 notice",
        "CAUTION: This email originated from outside of the organisation. Do not click links.\n\nWe have logged this with our complaints team, ref 45678, but we accept it needs an answer from us by the 9th. I'll get back to you.",
    ),
    ("RE: RPDE-2026-0031 notice", "Received with thanks"),
    ("RE: RPDE-2026-0031 notice", "Noted, thank you. We will respond by Friday."),
    (
        "RE: RPDE-2026-0031 notice",
        "Good afternoon,\n\nI have forwarded your email to the team manager who will respond directly.\n\nBusiness Support",
    ),
    (
        "FW: RPDE-2026-0031 notice",
        "Jo, can you pick this up please? I'm on leave from tomorrow. Mo copied for info.\n\nKaren",
    ),
    (
        "RE: RPDE-2026-0031 outcome",
        "We do not consider the matter resolved. The plan does not say who visits at the weekend. If it isn't put right we will go to the next stage.",
    ),
    ("Password for the zip", "The password is the name of our school in small letters and the year."),
    ("Your mailbox", "Is your mailbox monitored at the weekend? We have a worrying case tonight."),
    ("Meeting accepted?", "Did Jo accept the meeting on Thursday? I have not heard."),
    ("Unsubscribe me", "Please take me off your list, I left the board in June."),
    ("Newsletter item", "Could you put our training in the next newsletter? Text below."),
    (
        "Recall of the foster carer",
        "The agency has recalled the foster carer and the child moves tomorrow. Health was not told.",
    ),
    (
        "Challenge to the decision",
        "We challenge the decision of the conference. Please verify that you are the right person to receive this and I will send the form.",
    ),
    (
        "Urgent",
        "If this is urgent do I call 999 or you? A girl of 14 has told her teacher that she will not go home tonight.",
    ),
    (
        "RE: RPDE-2026-0031",
        "Our inbox is monitored daily by the duty worker, so there is no reason that the notice was missed. We answered on the 20th and you should have it. Please check.",
    ),
    ("RE: RPDE-2026-0031", "Bore da,\n\nDiolch am eich e-bost. Nid ydym yn cytuno â'r penderfyniad.\n\nSiân"),
    (
        "RE: RPDE-2026-0031",
        "Dear Mo\n\nI hope you are well. I write further to your email of 20 November. The Trust's position remains that the child did not meet the criteria. I am happy to meet. My PA will be in touch about dates.\n\nYours sincerely\nDr H Shah",
    ),
    ("Quarantine", "Our IT found your mail in quarantine, sorry. We will answer today."),
    ("RE: RPDE-2026-0031", "I'm not available on the 4th but could do the 5th"),
    (
        "RE: RPDE-2026-0031",
        "Please note that I am only in on Tuesdays. I've asked Lou to draft the answer and she'll send it to you by Friday; ring me on 07700 900123 if you need me.",
    ),
    (
        "Enquiry",
        "Thank you for your help on the phone. As discussed, the school would like to know which form to use for an adult with care needs.",
    ),
    ("Request for information", "Please send me the escalation policy and the form."),
    ("RE: RPDE-2026-0031 reminder", "We have received your request and it will be with the service manager tomorrow. I will come back to you by Wednesday.\n\nKit"),
    ("Thank you for your email", "Thank you for your email about the panel. I have shared it with Dr Wynn and we can both do the 3rd. Will there be parking?\n\nMeera"),
    ("Automatic door broken at reception", "The automatic door was broken when I came this morning, and a parent could walk straight in. Please let facilities know."),
    ("Delivery delayed", "The delivery of the chronology from health has been delayed again. I am not happy to wait beyond Monday."),
    ("Ticket 40122 closed without answer", "Family Hub closed our ticket \"Your request has been received\" without doing anything. Who do I escalate to?"),
    ("Meeting accepted but wrong date", "I accepted the invitation for the 26th, but the policy says that the decision is due by the 24th."),
    ("RE: RPDE-2026-0031 notice", "I have left messages for the social worker three times. She has not rung back."),
    ("School closed", "The school is closed for the boy's funeral on Friday. Please move the meeting."),
    ("RE: RPDE-2026-0031 notice", "I acknowledge receipt. The service manager, Lee Holt, will respond."),
    ("mailbox full", "My mailbox was full yesterday so if you sent me anything it will have been rejected. Please send it again."),
    ("Out of office from Friday", "I am out of office from Friday so please could you answer before then whether the form has been logged?"),
    ("Automated response from the court", "The court sent me this and nothing else. What shall we do about the boy?"),
    ("Unsubscribe", "Please unsubscribe Lee Holt, who has left the Trust, and add me in his place."),
    ("RE: RPDE-2026-0031 notice", "Merci pour votre message. Je ne suis pas d'accord avec la décision; je vous appelle demain."),
    ("RE: RPDE-2026-0031 notice", "Danke für Ihre Nachricht. Wir sind mit der Entscheidung nicht einverstanden und melden uns morgen."),
)  # fmt: skip

# Name, kind, From, subject, words.
_MACHINES = (
    ("plain away", "Karen <karen@nhs.example>", "Re: RPDE-2026-0031 notice", "Hello,\n\nI am currently on annual leave and will return on Monday 7 December 2026. I will not have access to my emails during this time.\n\nFor urgent safeguarding queries please contact the team on 01234 555555.\n\nKind regards\nKaren"),
    ("with thanks", "Karen <karen@nhs.example>", "Re: RPDE-2026-0031 notice", "Thank you for your email.\n\nI'm out of the office until Wednesday 2nd December. If your query is urgent please contact sue@nhs.example.\n\nKaren"),
    ("shared box", "Children's Front Door <frontdoor@council.example>", "Re: RPDE-2026-0031 notice", "Thank you for your email to the Children's Front Door.\n\nThis mailbox is monitored Monday to Friday 8.45am - 5pm. If you are worried that a child is at immediate risk of harm, call 999.\n"),
    ("ward", "Ward 7 <ward7@nhs.example>", "Re: RPDE-2026-0031 notice", "You have emailed Ward 7. This email account is checked once a day. For urgent matters ring the ward."),
    ("police", "PPU Admin <ppu.admin@police.example>", "Re: RPDE-2026-0031 notice", "Your email has been received by the Public Protection Unit and will be reviewed by a member of staff as soon as possible. DO NOT use this address to report a crime."),
    ("probation", "PO <po@probation.example>", "Automatic reply: Thank you for your email", "I'm in court all day."),
    ("housing", "Housing <housing@borough.example>", "We've received your email", "Hi there\n\nThanks for getting in touch with Housing. We'll get back to you within 5 working days. You can also find answers on our website."),
    ("charity", "Hello <hello@charity.example>", "Thanks for contacting Example Charity!", "Thanks for contacting us. We will reply within two days."),
    ("solicitor", "Reception <reception@law.example>", "Thank you for your email to Example Law", "We acknowledge receipt of your email. A member of our team will contact you shortly."),
    ("university", "Student Services <help@uni.example>", "Your enquiry (ref 00991) has been received", "We'll be in touch."),
    ("left headerless", "Mark Dean <mark@police.example>", "Re: RPDE-2026-0031 notice", "Mark Dean has left the organisation. Please contact the PPU at ppu@police.example."),
    ("maternity headerless", "Priya <priya@nhs.example>", "Re: RPDE-2026-0031 notice", "Hello, I am currently on maternity leave. Please contact my colleague Lou Fry (lou@nhs.example) in my absence."),
    ("study leave", "Dr X <x@nhs.example>", "Re: RPDE-2026-0031 notice", "I am on study leave and back on 9 December. Please contact my secretary on ext 4455 for anything urgent."),
    ("non-working day", "Jo <jo@council.example>", "Re: RPDE-2026-0031 notice", "Today is my non-working day. I will respond to your email when I return to work on Monday. If it's urgent please call Duty on 01234 555555."),
    ("case number", "Contact Centre <contact@council.example>", "Case reference 101-22334455", "Thank you for contacting Example Council. Your case reference is 101-22334455."),
    ("zammad", "Support <support@it.example>", "RPDE-2026-0031 notice [Ticket#31017]", "Your request (Ticket#31017) has been received and will be reviewed by our support staff."),
    ("snow comment", "IT <it@nhs.example>", "RITM0034567 - comments added", "Comments have been added to your request RITM0034567. Ref:MSG1234567"),
    ("welsh away", "Siân <sian@cyngor.example>", "Re: RPDE-2026-0031 notice", "Rwyf ar wyliau tan 7 Rhagfyr. I am on leave until 7 December. Byddaf yn ateb pan ddychwelaf. I will reply on my return. In an emergency ring 01234 555555."),
    ("german away", "Uwe <uwe@amt.example>", "Re: RPDE-2026-0031", "Vielen Dank für Ihre Nachricht. Ich bin bis zum 7. Dezember nicht im Büro. In dringenden Fällen wenden Sie sich bitte an meine Vertretung."),
    ("french away", "Luc <luc@mairie.example>", "Re: RPDE-2026-0031", "Merci pour votre message. Je suis en congés jusqu'au 7 décembre. En cas d'urgence, contactez le standard."),
    ("polish away", "Ewa <ewa@ops.example>", "Odp: RPDE-2026-0031", "Dziękuję za wiadomość. Jestem na urlopie do 7 grudnia. W sprawach pilnych proszę o kontakt z kierownikiem."),
    ("school closed", "Office <office@sch.example>", "Re: RPDE-2026-0031 notice", "The school office is closed for the Christmas holidays and reopens on 5 January. Emails will not be monitored during this time. In an emergency please contact the local authority."),
    ("non-working day", "Zoe <zoe@sch.example>", "Non-working day Re: RPDE-2026-0031", "Thank you for your email. Monday and Friday are my non-working days. I will respond to your email on my return to work."),
    ("office that gives no advice", "Beech Road Surgery <surgery@nhs.example>", "Beech Road Surgery", "Thank you for your email. This email address is for non urgent queries only and is checked once a day. We cannot give clinical advice by email. Please allow 5 working days."),
    ("retired", "Gwen <gwen@council.example>", "Re: RPDE-2026-0031", "I have now retired from the Trust. For safeguarding matters please email the named nurse team."),
    ("new address of a team", "SPA <spa@nhs.example>", "We've moved", "We have changed our email address. Please resend your email to spa@newtrust.example. This inbox is no longer monitored."),
    ("dutch received", "Sanne <sanne@zorg.example>", "Re: RPDE-2026-0031", "Uw e-mail is ontvangen. Wij streven ernaar binnen 5 werkdagen te reageren."),
    ("french received", "Luc <accueil@mairie.example>", "Re: RPDE-2026-0031", "Nous accusons réception de votre message. Une réponse vous sera apportée dans les meilleurs délais."),
    ("spanish received", "Servicios <info@servicios.example>", "Re: RPDE-2026-0031", "Hemos recibido su mensaje y le responderemos en un plazo de 48 horas."),
    ("italian received", "Ufficio <info@comune.example>", "Re: RPDE-2026-0031", "Abbiamo ricevuto la sua richiesta; le risponderemo al più presto."),
    ("closed for half term", "Office <admin@sch.example>", "St Bride's is closed for half term", "The school is now closed for the half term break and reopens on Monday. Emails will not be checked during this time."),
    ("mailbox closed", "Nurses <nursing@nhs.example>", "Mailbox not in use", "This account has been closed. Please update your records and use spa@nhs.example. Messages sent here are deleted without being read."),
    ("digest of held mail", "Spam Digest <digest@filter.example>", "End User Digest: 3 New Messages", "The emails listed below have been placed in your quarantine. To receive one, click Release."),
    ("jira service desk", "Support <help@housing.atlassian.example>", "DHS-1182 RPDE-2026-0031", "----\nReply above this line.\n\nJust confirming that we got your request. We're on it."),
    ("acknowledged by an office", "Complaints <complaints@council.example>", "Thank you for your contact CRM:0021188", "We acknowledge receipt of your correspondence, which has been passed to the appropriate officer. You will receive a response in line with our standards."),
    ("not on the list", "MailGate <challenge@mailgate.example>", "Action required", "Your message is waiting. Because you are not yet on the approved senders list, please click the link to have it released."),
    ("stars around it", "Beth <beth@housing.example>", "RE: RPDE-2026-0031", "*** AUTO REPLY *** I finish for maternity on Friday. Please send anything for me to Olu."),
    ("a court", "Court <admin@court.example>", "Automated response from Stokemere Family Court", "Thank you for your email, which has been received at the Family Court. We are currently dealing with correspondence received on 9 November."),
    ("sign-in code", "Portal <portal@council.example>", "Your sign-in code", "Your code is 481231. It expires in 10 minutes. If you did not ask for this code you can ignore this email."),
    ("signed by somebody", "DocuSign <dse@docusign.example>", "Completed: Please DocuSign: Agreement", "Your document has been completed. Do not share this email. This email contains a secure link."),
    ("full box headerless", "Jo <jo@home.example>", "Auto: mailbox closed", "This address is not in use."),
)  # fmt: skip


def mails() -> list[Unseen]:
    """All of them."""
    people = [
        person(
            f"{number} {subject}",
            f"From: Karen Smith <karen@council.example>\nSubject: {subject}\n{THREAD if subject.startswith('RE:') else ''}",
            text,
        )
        for number, (subject, text) in enumerate(_PEOPLE)
    ]
    machines = [
        machine(
            name,
            "automatic",
            f"From: {who}\nSubject: {subject}\n{THREAD if subject.startswith(('Re:', 'Odp:')) else ''}",
            text,
        )
        for name, who, subject, text in _MACHINES
    ]
    return [*people, *machines]
