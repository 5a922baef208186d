"""The demonstration's story: two partnerships, seven forms, a panel, and three weeks that pass in seconds.

The service is the ordinary one; only its clock is moved on, and its mailbox and relay live in this process.
"""

from __future__ import annotations

import email
import email.message
from collections.abc import Callable
from datetime import UTC, date, datetime
from email.header import decode_header, make_header
from pathlib import Path

from daemon.demo.contents import bolton, legacy, manx, own_tables
from daemon.demo.playing import AGENCIES, BOLTON, DIRECTOR, MANAGER, MANX, PEOPLE, VOUCHED, Stage, beats_of
from daemon.demo.samples import with_controls, with_legacy_fields, with_tables
from daemon.demo.servers import embedded_servers
from daemon.directory.making import make_contacts
from daemon.faults import UnreadableInput


def play(folder: Path, say: Callable[[str], None]) -> None:
    """The whole story, into `folder`: letters/*.eml, register.xlsx, contacts.xlsx."""
    letters_folder = folder / "letters"
    try:
        letters_folder.mkdir(parents=True, exist_ok=True)
        for old in (*letters_folder.glob("*.eml"), folder / "demo.db", folder / "demo.db-wal", folder / "demo.db-shm"):
            old.unlink(missing_ok=True)
        (folder / "contacts.xlsx").write_bytes(make_contacts(("Morgan Hale", MANAGER), (), AGENCIES, PEOPLE))
    except OSError as fault:
        raise UnreadableInput(f"{folder} cannot be written ({fault.strerror}). Name another folder.") from None
    taken: list[email.message.Message] = []

    def on_letter(raw: bytes) -> None:
        letter = email.message_from_bytes(raw)
        taken.append(letter)
        (
            letters_folder / f"{len(taken):02d} {_file_name(str(make_header(decode_header(letter['Subject']))))}.eml"
        ).write_bytes(raw)

    with embedded_servers((BOLTON, MANX), on_letter) as servers, beats_of(folder, servers, say) as beats:
        stage = Stage(folder, servers, beats, taken, say)
        _first_days(stage)
        _answers(stage)
        _overdue_and_closed(stage)
        _panel(stage)
    _count(folder, taken, say)


def _first_days(stage: Stage) -> None:
    say = stage.say
    say("\nWednesday 4 March 2026. Agencies email the forms they always have.")
    morning = _at(2026, 3, 4, 9, 5)
    stage.beat(_at(2026, 3, 4, 9, 0))
    stage.arrives(
        morning, BOLTON, "Asha Lin <asha.lin@brightmet-schools.example>", "RPDE form", "Please find the form attached.",
        with_controls("bolton", bolton("Brightmet Schools Trust", "Children's Social Care", "T. R.", date(2016, 5, 9))),
        recipients=f"{BOLTON}, reviewing@council.example",
    )  # fmt: skip
    stage.arrives(
        morning, BOLTON, "named.nurse@northside-nhs.example", "Escalation", "Form attached, thank you.",
        with_tables("Resolving Professional Differences and Escalation (RPDE)", own_tables("Northside NHS", "CSC")),
    )  # fmt: skip
    stage.arrives(
        morning, BOLTON, "Kit Marlow <kit.marlow@council.example>", "Professional difference", "See form.",
        with_legacy_fields("Escalation of a professional disagreement", legacy("Children's Services", "Northside Hospital")),
    )  # fmt: skip
    stage.arrives(
        morning, MANX, "Breesha Kelly <lead@manannan-schools.example>", "Stage 4 referral", "For the Director, please.",
        with_controls("isle-of-man", manx()),
    )  # fmt: skip
    stage.arrives(
        morning, MANX, "lead@manannan-health.example", "Referral", "For the attention of the Director.",
        with_tables("Resolving Professional Differences Escalation Referral Form", own_tables("Manannan Health", "Manannan Education", stage="Stage 4")),
    )  # fmt: skip
    stage.arrives(
        morning, BOLTON, "someone@webmail.example", "Form", "Hello",
        with_controls("bolton", bolton("Unlisted Nursery", "Children's Social Care", "Z. Z.", date(2019, 1, 1))),
    )  # fmt: skip
    stage.beat(_at(2026, 3, 4, 9, 6))
    stage.arrives(
        _at(2026, 3, 4, 9, 20), BOLTON, "reviewing@council.example", "Automatic reply: notice", "I am out of the office.",
        Auto_Submitted="auto-replied",
    )  # fmt: skip
    stage.beat(_at(2026, 3, 4, 9, 21))
    say("\nThe next mornings. The Director is prompted, the responding agencies are reminded.")
    for day in (5, 11, 12):
        stage.beat(_at(2026, 3, day, 9, 0))


def _answers(stage: Stage) -> None:
    stage.say("\nMonday 16 March. Children's Social Care answers the first form, and the school agrees.")
    stage.arrives(
        _at(2026, 3, 16, 11, 0), BOLTON, "Kit Marlow <reviewing@council.example>", "Re: notice", "Our answer is in section B.",
        with_controls(
            "bolton",
            {
                **bolton("Brightmet Schools Trust", "Children's Social Care", "T. R.", date(2016, 5, 9)),
                "response_author": "Kit Marlow",
                "response_date": date(2026, 3, 16),
                "response_summary": "A strategy meeting has been called for Thursday.",
                "resolved": True,
                "agreed_actions": [{"action": "Strategy meeting", "owner": "Children's Social Care", "due": "19/03/2026"}],
            },
        ),
        In_Reply_To=stage.message_id("RPDE-2026-0001", "notice"),
    )  # fmt: skip
    stage.beat(_at(2026, 3, 16, 11, 1))
    stage.arrives(
        _at(2026, 3, 17, 8, 50), BOLTON, "asha.lin@brightmet-schools.example", "Re: RPDE-2026-0001: response received",
        "AGREED\n\nThank you all.", In_Reply_To=stage.message_id("RPDE-2026-0001", "response received"),
    )  # fmt: skip
    stage.beat(_at(2026, 3, 17, 9, 0))


def _overdue_and_closed(stage: Stage) -> None:
    stage.say("\nThursday 19 March. Ten working days have passed, and two answers are missing.")
    stage.beat(_at(2026, 3, 18, 9, 0))
    stage.beat(_at(2026, 3, 19, 9, 0))
    stage.say("\nFriday 20 March. Answers come: one late, one from the Director.")
    stage.arrives(
        _at(2026, 3, 20, 10, 0), BOLTON, "safeguarding@northside-nhs.example", "Re: RPDE-2026-0003", "Apologies for the delay.",
        with_controls(
            "bolton",
            {
                "responding_agency": "Northside Hospital Trust",
                "response_author": "Joy Adeyemi",
                "response_date": date(2026, 3, 20),
                "response_summary": "We do not agree that the threshold was met.",
                "resolved": False,
            },
        ),
        In_Reply_To=stage.message_id("RPDE-2026-0003", "chaser 1"),
    )  # fmt: skip
    stage.arrives(
        _at(2026, 3, 20, 10, 5), MANX, f"Robin Quayle <{DIRECTOR}>", "Re: RPD-2026-0001", "Outcome attached.",
        with_controls(
            "isle-of-man",
            {
                "response_author": "Robin Quayle",
                "response_date": date(2026, 3, 20),
                "response_summary": "The Independent Chair has spoken with the senior manager; next steps are agreed.",
                "resolved": True,
            },
        ),
        In_Reply_To=stage.message_id("RPD-2026-0001", "notice"),
    )  # fmt: skip
    stage.beat(_at(2026, 3, 20, 10, 6))
    stage.arrives(
        _at(2026, 3, 23, 9, 0), MANX, "Breesha Kelly <lead@manannan-schools.example>", "Re: RPD-2026-0001", "Agreed.\n",
        In_Reply_To=stage.message_id("RPD-2026-0001", "response received"),
    )  # fmt: skip
    stage.beat(_at(2026, 3, 23, 9, 5))


def _panel(stage: Stage) -> None:
    stage.say("\nThe manager rules by replying: the unresolved case goes before a panel, which meets and decides.")
    stage.arrives(
        _at(2026, 3, 23, 10, 0), BOLTON, f"Morgan Hale <{MANAGER}>", "Re: RPDE-2026-0003: needs you",
        "Refer to partners\nPanel on 26 March 2026 at 10:00, Town Hall; Voirrey Teare, Asha Lin\nRelease case pack\n\nMorgan",
        In_Reply_To=stage.message_id("RPDE-2026-0003", "needs you"), Authentication_Results=VOUCHED,
    )  # fmt: skip
    stage.beat(_at(2026, 3, 23, 10, 1), only=BOLTON)
    stage.arrives(
        _at(2026, 3, 26, 15, 0), BOLTON, f"Morgan Hale <{MANAGER}>", "Re: RPDE-2026-0003: your ruling",
        "Panel decided: chronologies are shared before every conference", Authentication_Results=VOUCHED,
    )  # fmt: skip
    stage.beat(_at(2026, 3, 26, 15, 1), only=BOLTON)


def _count(folder: Path, letters: list[email.message.Message], say: Callable[[str], None]) -> None:
    say(f"\n{len(letters)} letters are in {folder / 'letters'}, the register is {folder / 'register.xlsx'}.")


def _at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def _file_name(subject: str) -> str:
    return "".join(one if one.isalnum() or one in " -," else "" for one in subject)[:80].strip()
