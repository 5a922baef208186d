"""Machines of every kind over a real mailbox: none is answered, none moves a case, and all of it is filed where a person sees it."""

from __future__ import annotations

from collections import Counter

import pytest

from daemon.store import Store
from tests.builders import DEPUTY, MANAGER, a_mail, a_word_form
from tests.mail.unseen import every
from tests.mail.unseen.values import attached, several, words
from tests.world import World

ANSWERS = (
    ("Automatic reply: {}", "I am on leave until Monday."),
    ("Re: {}", "This is an automated message. Your email has been received."),
    ("Re: {}", "I am on annual leave until 7 December. For anything urgent contact the duty desk on 01632 960100."),
    (
        "Request 4431 received: {}",
        "Your request has been logged under number 4431. We aim to reply within 10 working days.",
    ),
    ("Re: {}", "This mailbox is no longer monitored. Please resend your message to duty@police.example."),
    ("Re: {}", "Noted."),
)


def test_no_machine_is_answered_and_each_of_its_mails_is_filed(world: World) -> None:
    machines = [one for one in every() if one.acknowledge is False and "form" not in one.kind]
    assert len(machines) > 250
    for one in machines:
        world.arrives(one.raw, "2026-11-25 08:00")
    assert world.once("2026-11-25 09:00").code == 0
    assert {to for letter in world.relay.taken for to in letter.recipients} <= {MANAGER, DEPUTY}
    assert world.dovecot.mails() == []
    filed = Counter({name: len(world.dovecot.mails(f"Case intake/{name}")) for name in ("Filed", "Needs a person")})
    assert sum(filed.values()) == len(machines)
    with Store.open(f"sqlite:///{world.folder / 'case-intake.db'}") as store:
        assert list(store.cases()) == []
        assert {one.state for one in store.messages()} <= {"handled", "held"}


@pytest.mark.parametrize("carries", ["nothing", "what we sent"])
def test_a_contact_whose_mailbox_answers_our_notice_hears_nothing_more(world: World, carries: str) -> None:
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-11-25 08:00")
    assert world.once("2026-11-25 08:05").code == 0
    (before,) = world.cases("2026-11-25 08:06")
    notice = next(one for one in world.letters if "notice" in str(one["Subject"]))
    enclosed = [(str(one.get_filename()), one.get_payload(decode=True)) for one in notice.walk() if one.get_filename()]
    assert len(enclosed) == 2
    files = [attached(name, data) for name, data in enclosed] if carries == "what we sent" else []
    sent = len(world.letters)
    for number, (subject, text) in enumerate(ANSWERS):
        head = (
            f"From: {notice['To']}\nTo: unit@example.org\nSubject: {subject.format(notice['Subject'])}\n"
            f"Message-ID: <{number}@police.example>\nIn-Reply-To: {notice['Message-ID']}\nReferences: {notice['Message-ID']}"
        )
        world.arrives(several(head, words(text), *files), f"2026-11-25 09:0{number}")
    assert world.once("2026-11-25 09:30").code == 0
    assert {str(one["To"]) for one in world.letters[sent:]} <= {MANAGER, f"{MANAGER}, {DEPUTY}"}
    (after,) = world.cases("2026-11-25 09:31")
    assert after == before


def test_whoever_sent_a_form_may_send_it_again_and_is_answered(world: World) -> None:
    form = a_word_form()
    for number in range(2):
        world.arrives(a_mail("ann@schools.example", form=form), f"2026-11-25 08:0{number}")
        assert world.once(f"2026-11-25 08:0{number}").code == 0
    assert len(world.cases("2026-11-25 09:00")) == 1
    assert [one.partition(":")[2][:15] for one in world.letters_to("ann@schools.example")] == [
        " received, resp",
        " received again",
    ]
