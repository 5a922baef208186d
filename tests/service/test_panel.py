"""A panel from its day to its decision: invitations that calendars follow, the case pack, the prompts, the outcome."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

import icalendar
import pytest
from docx import Document

import parsers
from tests.builders import MANAGER, a_mail, a_word_form, at
from tests.desk import Desk, a_desk

FIRST = "RPDE-2026-0001"
CHAIR, ANN, POLICE = "director@board.example", "ann@schools.example", "spoc@police.example"
FORM = a_word_form()
CALLED = "panel on 25 March 2026 at 10:00, Town Hall; Robin Teare, Pat Moss"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Before the statutory partners, both sides' forms having come."""
    with a_desk(tmp_path) as desk:
        desk.arrives(a_mail(ANN, form=FORM), "2026-03-04 09:05")
        desk.once("2026-03-04 09:06")
        answer = a_word_form(response_author="Pat Moss", response_summary="Our view stands.", resolved=False)
        desk.arrives(a_mail(POLICE, form=answer, In_Reply_To=desk.message_id("notice")), "2026-03-09 09:05")
        desk.once("2026-03-09 09:06")
        rule(desk, "refer to partners", "2026-03-10 10:00")
        yield desk


def rule(desk: Desk, words: str, now: str) -> str:
    """A ruling at the command line, and the beat that follows it."""
    ran = desk.run("rule", FIRST, *words.split(), "--now", at(now).isoformat())
    assert ran.code == 0, ran.out + ran.err
    desk.once(now)
    return ran.out


def panel_letters(desk: Desk, address: str) -> list[Message]:
    taken = zip(desk.relay.taken, desk.letters, strict=True)
    return [letter for one, letter in taken if address in one.recipients and "panel" in str(letter["Subject"])]


def event_of(letter: Message) -> tuple[str, Any]:
    (part,) = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    calendar: Any = icalendar.Calendar.from_ical(part.get_payload(decode=True))  # type: ignore[arg-type]
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_whoever_convenes_reads_the_case_pack_before_the_members_do(desk: Desk) -> None:
    rule(desk, CALLED, "2026-03-11 10:00")
    folder = desk.folder / "to read"
    assert desk.run("outbox", "--write", str(folder)).code == 0
    names = sorted(one.name.partition(" ")[2] for one in folder.iterdir())
    assert names == [f"{FIRST} panel.eml"] * 2
    kept = message_from_bytes(next(folder.iterdir()).read_bytes())
    assert "case pack.docx" in " ".join(part.get_filename() or "" for part in kept.walk())
    assert not any("case pack" in str(one["Subject"]) for one in desk.letters)


def test_the_confirmation_of_a_panel_carries_the_pack_for_the_staff_alone(tmp_path: Path) -> None:
    with a_desk(tmp_path, mailbox='trusted_server = "mx.unit.example"') as desk:
        desk.arrives(a_mail(ANN, form=FORM), "2026-03-04 09:05")
        desk.once("2026-03-04 09:06")
        passed = {"Authentication_Results": "mx.unit.example; dmarc=pass"}
        words = f"refer to partners\n{CALLED}"
        desk.arrives(a_mail(MANAGER, f"Re: {FIRST}", words, **passed), "2026-03-10 10:00")
        desk.once("2026-03-10 10:01")
        with_pack = [
            one for one in desk.letters if any("case pack" in (part.get_filename() or "") for part in one.walk())
        ]
        assert [(one["To"], str(one["Subject"])) for one in with_pack] == [
            (f"{MANAGER}, deputy@unit.example", f"{FIRST}: your ruling")
        ]
        assert b"the members of the panel have not had it" in with_pack[0].as_bytes().replace(b"\n", b" ").replace(
            b"=  ", b""
        )


def test_a_panel_is_set_moved_and_cancelled_in_the_calendar_of_everybody_invited(desk: Desk) -> None:
    rule(desk, CALLED, "2026-03-11 10:00")
    rule(desk, "panel on 31 March 2026 at 14:00, Town Hall; Robin Teare, Pat Moss", "2026-03-12 10:00")
    rule(desk, "cancel panel", "2026-03-13 10:00")
    letters = panel_letters(desk, CHAIR)
    assert [str(one["Subject"]) for one in letters] == [
        f"{FIRST}: panel on Wed 25 Mar 2026 at 10:00",
        f"{FIRST}: panel moved to Tue 31 Mar 2026 at 14:00",
        f"{FIRST}: panel cancelled, was Tue 31 Mar 2026 at 14:00",
    ]
    methods, events = zip(*(event_of(one) for one in letters), strict=True)
    assert methods == ("REQUEST", "REQUEST", "CANCEL")
    assert len({str(one["UID"]) for one in events}) == 1
    assert [int(one["SEQUENCE"]) for one in events] == [0, 1, 2]
    # The clocks go forward between the two: winter time on the 25th, summer time on the 31st.
    assert [one["DTSTART"].dt.utcoffset().total_seconds() for one in events] == [0, 3600, 3600]
    assert [one["DTSTART"].dt.strftime("%H:%M") for one in events] == ["10:00", "14:00", "14:00"]
    assert {str(one["STATUS"]) for one in events} == {"CONFIRMED", "CANCELLED"}
    assert {str(one["ORGANIZER"]) for one in events} == {"mailto:unit@example.org"}
    assert {str(one["ATTENDEE"]) for one in events} == {f"mailto:{CHAIR}"}
    assert all("A. B." not in one.to_ical().decode() and "Schools" not in one.to_ical().decode() for one in events)
    assert len(panel_letters(desk, ANN)) == len(panel_letters(desk, POLICE)) == 3


def test_a_member_left_out_of_a_moved_panel_is_told_and_a_new_one_is_invited(desk: Desk) -> None:
    rule(desk, "panel on 25 March 2026 at 10:00, Town Hall; Robin Teare", "2026-03-11 10:00")
    rule(desk, "panel on 26 March 2026 at 10:00, Town Hall; Example Health Trust", "2026-03-12 10:00")
    left_out, new = panel_letters(desk, CHAIR)[-1], panel_letters(desk, "spoc@health.example")
    assert event_of(left_out)[0] == "CANCEL"
    assert str(left_out["Subject"]) == f"{FIRST}: panel cancelled, was Wed 25 Mar 2026 at 10:00"
    assert [str(one["Subject"]) for one in new] == [f"{FIRST}: panel on Thu 26 Mar 2026 at 10:00"]


def test_a_panel_that_moves_keeps_the_members_it_had(desk: Desk) -> None:
    rule(desk, CALLED, "2026-03-11 10:00")
    assert "Robin Teare and Pat Moss" in rule(
        desk, "move the panel to 26 March 2026 at 10:00, Town Hall", "2026-03-12 10:00"
    )
    assert "moved" in str(panel_letters(desk, CHAIR)[-1]["Subject"])


def test_a_case_that_is_closed_before_its_panel_calls_it_off_and_undo_brings_it_back(desk: Desk) -> None:
    rule(desk, CALLED, "2026-03-11 10:00")
    rule(desk, "close outcome: joint plan agreed", "2026-03-12 10:00")
    assert event_of(panel_letters(desk, CHAIR)[-1])[0] == "CANCEL"
    rule(desk, "undo", "2026-03-13 10:00")
    method, event = event_of(panel_letters(desk, CHAIR)[-1])
    assert (method, int(event["SEQUENCE"])) == ("REQUEST", 2)
    assert desk.cases("2026-03-13 10:01")[0]["status"] == "panel"


def test_after_the_panels_day_the_manager_is_asked_for_the_decision_every_five_working_days(desk: Desk) -> None:
    rule(desk, CALLED, "2026-03-11 10:00")
    asked = lambda: [one for one in desk.letters_to(MANAGER) if one == f"{FIRST}: what did the panel decide?"]  # noqa: E731
    due = desk.run("due", "--json", "--now", "2026-03-11T10:01:00+00:00").json
    assert ("manager_decision", "2026-03-26") in [(one["what"], one["on"]) for one in due]
    desk.once("2026-03-25 17:00")
    assert asked() == []
    for day in ("2026-03-26", "2026-03-27", "2026-04-02"):
        desk.once(f"{day} 09:00")
    assert len(asked()) == 2
    told = desk.run("explain", FIRST).out
    assert "The panel was to meet on 25 March 2026, and no decision is recorded." in told
    rule(desk, "panel on 15 April 2026 at 10:00, Town Hall", "2026-04-02 10:00")
    desk.once("2026-04-14 09:00")
    assert len(asked()) == 2
    rule(desk, "panel decided: the plan stands", "2026-04-15 12:00")
    desk.once("2026-04-16 09:00")
    assert len(asked()) == 2


def test_a_panel_that_was_asked_for_and_has_no_day_is_not_forgotten(desk: Desk) -> None:
    desk.once("2026-03-17 09:00")
    assert f"{FIRST}: still at Partnership Resolution" in desk.letters_to(MANAGER)


def test_the_case_pack_goes_to_the_members_alone_and_after_release(desk: Desk) -> None:
    said = rule(desk, CALLED, "2026-03-11 10:00")
    assert "waits for your release" in said
    held = [one for one in desk.run("outbox", "--json").json if one["state"] == "held"]
    assert sorted(one["to"][0] for one in held) == [CHAIR, POLICE]
    desk.once("2026-03-12 09:00")
    assert not any("case pack" in str(one["Subject"]) for one in desk.letters)
    rule(desk, "release case pack", "2026-03-13 10:00")
    (letter,) = [one for one in panel_letters(desk, CHAIR) if "case pack" in str(one["Subject"])]
    assert not any("case pack" in str(one["Subject"]) for one in panel_letters(desk, ANN))
    names = [part.get_filename() for part in letter.walk() if part.get_filename()]
    assert names == [f"{FIRST} case pack.docx", f"{FIRST} form 1.docx", f"{FIRST} form 2.docx"]
    pack, first, _ = [part.get_payload(decode=True) for part in letter.walk() if part.get_filename()]
    assert first == FORM
    words = words_of(pack)  # type: ignore[arg-type]
    for expected in (
        "look objectively at the action to date", "A strategy discussion.", "We do not agree about the threshold.",
        "Our view stands.", "Wednesday 25 March 2026 at 10:00", "Stage by Stage, Formal Resolution", "10 working days",
        "From Formal Resolution to Partnership Resolution.", "The case pack may go to Robin Teare and Pat Moss.", "confidential",
    ):  # fmt: skip
        assert expected.casefold() in words.casefold(), expected
    # Our own pack that comes back is no evidence.
    assert parsers.read(pack, today=at("2026-03-13 10:00").date()).kind in ("document", "form")  # type: ignore[arg-type]


def test_a_pack_released_and_undone_before_it_went_waits_again(desk: Desk) -> None:
    rule(desk, CALLED, "2026-03-11 10:00")
    desk.run("rule", FIRST, "release", "case", "pack", "--now", at("2026-03-13 10:00").isoformat())
    desk.run("rule", FIRST, "undo", "--now", at("2026-03-13 10:01").isoformat())
    desk.once("2026-03-13 10:02")
    packs = [one for one in desk.run("outbox", "--json").json if "case pack" in one["subject"]]
    assert {one["state"] for one in packs} == {"held"}


def test_the_panels_decision_goes_back_on_the_senders_own_form_with_the_day_it_met(desk: Desk) -> None:
    rule(desk, CALLED, "2026-03-11 10:00")
    rule(desk, "panel decided: the plan stands", "2026-03-25 16:00")
    assert desk.cases("2026-03-25 16:01")[0]["status"] == "closed"
    assert desk.letters_to(ANN)[-2:] == [f"{FIRST}: outcome", f"{FIRST}: closed in our log"]
    letter = next(one for one in reversed(desk.letters) if one["To"] == ANN and str(one["Subject"]).endswith("outcome"))
    (data,) = [part.get_payload(decode=True) for part in letter.walk() if part.get_filename()]
    answers = parsers.read(data, today=at("2026-03-25 10:00").date(), protocol="bolton").answers  # type: ignore[arg-type]
    assert answers["panel_decision"] == "the plan stands"
    assert str(answers["panel_date"]) == "2026-03-25"
    assert answers["disagreement_summary"] == "We do not agree about the threshold."
    assert event_of(panel_letters(desk, CHAIR)[-1])[0] == "REQUEST"


def words_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_one_pack_can_be_released_by_its_number_and_is_made_anew_for_the_day(desk: Desk) -> None:
    rule(desk, CALLED, "2026-03-11 10:00")
    rule(desk, "note the partners have met", "2026-03-12 09:00")
    (letter,) = [one for one in desk.run("outbox", "--json").json if one["state"] == "held" and one["to"] == [CHAIR]]
    assert desk.run("release", str(letter["id"]), "--now", at("2026-03-13 09:00").isoformat()).code == 0
    desk.once("2026-03-13 09:01")
    (sent,) = [one for one in panel_letters(desk, CHAIR) if "case pack" in str(one["Subject"])]
    pack = next(part.get_payload(decode=True) for part in sent.walk() if part.get_filename())
    assert "the partners have met" in words_of(pack) and "Friday 13 March 2026" in words_of(pack)  # type: ignore[arg-type]
    assert not any("case pack" in str(one["Subject"]) for one in panel_letters(desk, POLICE))


def a_calendars_answer(sender: str, answer: str) -> bytes:
    """What Outlook sends when somebody presses a button on an invitation."""
    lines = (
        "BEGIN:VCALENDAR", "METHOD:REPLY", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0", "BEGIN:VEVENT",
        f"ATTENDEE;PARTSTAT={answer};CN=Somebody:mailto:{sender}", f"UID:{FIRST}-panel@example.org",
        "DTSTART;TZID=GMT Standard Time:20260325T100000", "DTSTAMP:20260312T090000Z", "SEQUENCE:0", "END:VEVENT", "END:VCALENDAR",
    )  # fmt: skip
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "unit@example.org", f"{answer.title()}: {FIRST}: panel"
    mail["Message-ID"] = f"<{answer}.{sender}>"
    mail.set_content("")
    mail.add_alternative("\r\n".join(lines).encode(), maintype="text", subtype="calendar", params={"method": "REPLY"})
    return mail.as_bytes()


def test_whoever_accepts_or_declines_in_their_calendar_is_noted_and_a_refusal_reaches_the_manager(desk: Desk) -> None:
    rule(desk, CALLED, "2026-03-11 10:00")
    before = len(desk.letters)
    desk.arrives(a_calendars_answer(CHAIR, "ACCEPTED"), "2026-03-12 09:00")
    desk.arrives(a_calendars_answer(POLICE, "DECLINED"), "2026-03-12 09:01")
    desk.arrives(a_calendars_answer("stranger@else.example", "ACCEPTED"), "2026-03-12 09:02")
    desk.once("2026-03-12 09:03")
    assert [str(one["Subject"]) for one in desk.letters[before:]] == [f"{FIRST}: a reply to read"]
    told = [
        one["why"]
        for one in desk.run("explain", FIRST, "--json").json["events"]
        if one["what"] == "invitation_answered"
    ]
    assert told == [
        "Robin Teare has accepted the invitation to the panel of Wednesday 25 March 2026.",
        "Pat Moss has declined the invitation to the panel of Wednesday 25 March 2026.",
    ]
    assert "Members: Robin Teare (accepted) and Pat Moss (declined)" in desk.run("rule", FIRST, "status?").out
    assert desk.cases("2026-03-12 09:04")[0]["status"] == "panel"


@pytest.mark.parametrize("words", [CALLED, "release case pack"])
def test_a_letter_that_was_withdrawn_unsent_goes_when_it_is_wanted_again(desk: Desk, words: str) -> None:
    if words != CALLED:
        rule(desk, CALLED, "2026-03-11 09:00")
    for number, said in enumerate((words, "undo", words)):
        ran = desk.run("rule", FIRST, *said.split(), "--now", at(f"2026-03-11 10:0{number}").isoformat())
        assert ran.code == 0, ran.out
    desk.once("2026-03-11 10:05")
    if words == CALLED:
        rule(desk, "release case pack", "2026-03-11 10:10")
    packs = [one["To"] for one in desk.letters if "case pack" in str(one["Subject"])]
    assert sorted(packs) == [CHAIR, POLICE]


def test_a_notice_whose_release_was_taken_back_goes_once_it_is_released_again(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.arrives(a_mail("stranger@elsewhere.example", form=FORM), "2026-03-04 09:05")
        desk.once("2026-03-04 09:06")
        for number, said in enumerate(("release", "undo", "release")):
            assert desk.run("rule", FIRST, said, "--now", at(f"2026-03-05 10:0{number}").isoformat()).code == 0
        desk.once("2026-03-05 10:05")
        assert desk.letters_to(POLICE) == [f"{FIRST}: notice, response due Thu 19 Mar 2026"]
        # What has gone cannot be called back: its clock runs, whatever is said of its release.
        rule(desk, "undo", "2026-03-06 10:00")
        (case,) = desk.cases("2026-03-06 10:05")
        assert (case["status"], case["due"]) == ("awaiting_response", "2026-03-19")
