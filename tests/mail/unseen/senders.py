"""From lines: whom a mail is from, or that nobody can say."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, person, raw


def mails() -> list[Unseen]:
    """All of them."""
    return [
        person(
            "via high importance",
            "From: Ann Bell <ann@schools.example>\nSubject: URGENT please ring\nImportance: high\nX-Priority: 1",
            "Please ring me on 01234 567890 about AB.\n",
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
