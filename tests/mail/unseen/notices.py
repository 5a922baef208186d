"""Notices of systems about themselves: quarantines, quotas, recalls, challenges, digests, codes."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, machine, raw

RE = "In-Reply-To: <n7@partnership.example>\nReferences: <n7@partnership.example>"


def mails() -> list[Unseen]:
    """All of them."""
    nobody = frozenset()
    return [
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
    ]
