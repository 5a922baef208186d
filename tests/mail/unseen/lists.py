"""Mail to many, and persons' mail that only looks like it."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, attached, form_mail, machine, person, words

RE = "In-Reply-To: <n7@partnership.example>\nReferences: <n7@partnership.example>"


def mails() -> list[Unseen]:
    """All of them."""
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
