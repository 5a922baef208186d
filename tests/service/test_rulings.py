"""The manager rules by replying: real mails by IMAP, real confirmations by SMTP, the same words at the command line."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders import DEPUTY, MANAGER, a_mail, a_word_form
from tests.desk import Desk, a_desk
from tests.world import ROOT, World

PASSED = "mx.unit.example; spf=pass; dmarc=pass header.from=unit.example"
FIRST = "RPDE-2026-0001"


def words_of(letter: Message) -> str:
    return next(
        part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in letter.walk()
        if part.get_content_type() == "text/plain"
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def opened(desk: Desk) -> World:
    """A case on its first day, its notice gone, due on 18 March."""
    return with_a_case(desk)


def with_a_case(world: World) -> World:
    world.configure(mailbox='trusted_server = "mx.unit.example"')
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
    assert world.once("2026-03-04 09:06").code == 0
    return world


def ruled(world: World, words: str, when: str = "2026-03-10 10:00", sender: str = MANAGER, **headers: str) -> str:
    """The manager writes `words` with the reference in the subject; the confirmation's own words."""
    headers.setdefault("Authentication_Results", PASSED)
    subject = headers.pop("subject", f"Re: {FIRST}: notice")
    before = len(world.letters)
    world.arrives(a_mail(sender, subject, words, **headers), when)
    world.once(when.replace(":00", ":01"))
    told = [one for one in world.letters[before:] if str(one["Auto-Submitted"]) and "ruling" in _kind(one)]
    return words_of(told[-1]) if told else ""


def _kind(letter: Message) -> str:
    subject = str(letter["Subject"])
    return "ruling" if any(one in subject for one in ("your ruling", "nothing was changed", "as it stands")) else ""


def the_case(world: World, when: str = "2026-03-10 10:05") -> dict:
    return next(one for one in world.cases(when) if one["reference"] == FIRST)


def events(world: World) -> list[dict]:
    return world.run("explain", FIRST, "--json", "--now", "2026-03-30T10:00:00+00:00").json["events"]


def test_the_manager_closes_by_reply_and_both_sides_are_told(world: World) -> None:
    opened = with_a_case(world)
    said = ruled(opened, "Hi team,\n\nClose outcome: joint plan agreed\n\nThanks, Mo")

    assert (the_case(opened)["status"], the_case(opened)["closed"]) == ("closed", "2026-03-10")
    assert "Outcome: joint plan agreed (was none)" in said
    assert "UNDO" in said
    assert opened.letters_to("spoc@police.example")[-1] == f"{FIRST}: closed in our log"
    assert opened.letters_to("ann@schools.example")[-1] == f"{FIRST}: closed in our log"
    (line,) = [one for one in events(opened) if one["by"] == MANAGER]
    assert (line["what"], line["why"]) == ("closed", "Closed; outcome: joint plan agreed")


def test_undo_takes_back_the_last_ruling_and_the_journal_keeps_both(opened: World) -> None:
    ruled(opened, "close outcome: joint plan agreed")
    said = ruled(opened, "undo", "2026-03-11 10:00")

    case = the_case(opened, "2026-03-11 10:05")
    assert (case["status"], case["closed"], case["due"]) == ("awaiting_response", None, "2026-03-18")
    assert "Gone already, and not to be called back: RPDE-2026-0001: closed in our log → spoc@police.example" in said
    closed = next(one for one in events(opened) if one["what"] == "closed")
    undone = next(one for one in events(opened) if one["what"] == "undone")
    assert undone["undoes"] == closed["id"]
    assert "no ruling" in ruled(opened, "undo", "2026-03-11 11:00").replace("There is ", "")


def test_a_ruling_counts_only_where_our_own_server_vouches_for_the_sender(world: World) -> None:
    opened = with_a_case(world)
    said = ruled(opened, "close outcome: x", Authentication_Results="evil.example; dmarc=pass")
    assert "case-intake rule RPDE-2026-0001 close outcome: x" in said
    assert the_case(opened)["status"] == "awaiting_response"


def test_without_a_trusted_server_rulings_by_mail_are_refused_and_the_answer_says_how(opened: World) -> None:
    opened.configure()
    assert "trusted_server" in ruled(opened, "close outcome: x")
    assert the_case(opened)["status"] == "awaiting_response"


def test_a_failed_check_is_held_for_a_person(opened: World) -> None:
    ruled(opened, "close outcome: x", Authentication_Results="mx.unit.example; dmarc=fail")
    assert "DMARC" in opened.run("held", "--json").json[0]["why"]
    assert the_case(opened)["status"] == "awaiting_response"


@pytest.mark.parametrize("sender", ["spoc@police.example", "ann@schools.example"])
def test_an_agency_that_writes_close_rules_nothing(opened: World, sender: str) -> None:
    ruled(opened, "Close outcome: resolved", sender=sender)
    assert the_case(opened)["status"] == "awaiting_response"


def test_an_out_of_office_of_the_manager_rules_nothing(opened: World) -> None:
    said = ruled(opened, "close outcome: away", Auto_Submitted="auto-replied", subject=f"Automatic reply: {FIRST}")
    assert said == ""
    assert the_case(opened)["status"] == "awaiting_response"


def test_unclear_words_change_nothing_and_get_the_nearest_examples(opened: World) -> None:
    said = ruled(opened, "Can you put it on hold till the school is open?")
    assert "Not understood, and nothing was changed" in said
    assert "hold until 3 May because" in said
    assert the_case(opened)["status"] == "awaiting_response"


def test_thanks_are_not_answered(opened: World) -> None:
    before = len(opened.letters)
    assert ruled(opened, "Thanks, Mo") == ""
    assert len(opened.letters) == before


def test_several_rulings_in_one_mail_each_stand_alone(opened: World) -> None:
    said = ruled(
        opened, "- rang Pat Moss: she is back on Monday\n- dew 3 May\n- hold until 12 March 2026 because of leave"
    )
    assert "- “dew 3 May”" in said
    assert the_case(opened)["status"] == "on_hold"
    assert [one["what"] for one in events(opened) if one["by"] == MANAGER] == ["rang", "held"]


def test_a_hold_silences_both_sides_through_its_day_and_ends_by_itself(opened: World) -> None:
    ruled(opened, "hold until 20 March 2026 because both schools are closed")
    before = len(opened.letters)
    for day in ("11", "12", "17", "18", "19", "20"):
        opened.once(f"2026-03-{day} 09:00")
    assert [one["To"] for one in opened.letters[before:] if "manager" not in str(one["To"])] == []
    opened.once("2026-03-23 09:00")
    assert opened.letters_to("spoc@police.example")[-1].startswith(f"{FIRST}: chaser")
    assert the_case(opened, "2026-03-23 09:05")["status"] == "overdue"
    assert the_case(opened, "2026-03-23 09:05")["due"] == "2026-03-18"


def test_an_agreed_day_stands_beside_the_policys_and_moves_the_chasers(opened: World) -> None:
    ruled(opened, "due 27 March 2026 because both managers agreed it")
    case = the_case(opened)
    assert (case["due"], case["agreed_due"]) == ("2026-03-18", "2026-03-27")
    opened.once("2026-03-19 09:00")
    assert not any("chaser" in one for one in opened.letters_to("spoc@police.example"))
    opened.once("2026-03-30 09:00")
    assert opened.letters_to("spoc@police.example")[-1].startswith(f"{FIRST}: chaser 1")


CANNOT_BE_DONE = [
    ("hold until 3 March 2026 because x", "has passed"),
    ("due 3 March 2026 because x", "has passed"),
    ("due 16 March 2026 because x", "before the policy's day"),
    ("hold until 3 May 2026", "Say why"),
    ("received 11 March 2026", "still to come"),
    ("responding agency is Example Polise", "“Example Police”"),
    ("panel on 3 June 2026 at 10:00, Town Hall, Jo Nobody", "is nobody in contacts.xlsx"),
    ("merge with RPDE-2026-0099", "no case RPDE-2026-0099"),
    ("reopen", "is open"),
    ("resume", "not on hold"),
    ("seen", "no alert"),
    ("release", "No notice"),
    ("close", "Say the outcome"),
    ("due 31/02/2026 because x", "no day that we can be sure of"),
]


def test_what_cannot_be_done_is_refused_with_a_sentence(opened: World) -> None:
    before = the_case(opened)
    for words, why in CANNOT_BE_DONE:
        ran = opened.run("rule", FIRST, *words.split(), "--now", "2026-03-10T10:00:00+00:00")
        assert why in ran.out, words
        assert ran.code == 65, words
        assert the_case(opened) == before, words


def test_received_counts_every_clock_again_and_explain_shows_both(opened: World) -> None:
    said = ruled(opened, "received 2 March 2026")
    assert "Wednesday 18 March 2026 → Monday 16 March 2026" in said
    case = the_case(opened)
    assert (case["received"], case["due"]) == ("2026-03-02", "2026-03-16")
    shown = opened.run("explain", FIRST, "--json", "--now", "2026-03-10T11:00:00+00:00").json
    assert {"2026-03-18", "2026-03-16"} <= {one["on"] for one in shown["deadlines"] if one["what"] == "due"}


def test_readdressing_begins_a_new_day_zero_and_sends_the_notice(opened: World) -> None:
    ruled(opened, "The responding agency is Example Health Trust")
    case = the_case(opened)
    assert case["responding_agencies"] == [
        {"agency": "Example Health Trust", "due": "2026-03-24", "status": "awaiting_response"}
    ]
    assert opened.letters_to("spoc@health.example") == [f"{FIRST}: notice, response due Tue 24 Mar 2026"]
    names = [part.get_filename() for part in opened.letters[-2].walk() if part.get_filename()]
    names += [part.get_filename() for part in opened.letters[-1].walk() if part.get_filename()]
    assert f"{FIRST} form.docx" in names
    said = ruled(opened, "undo", "2026-03-10 11:00")
    assert "notice" in said
    assert the_case(opened, "2026-03-10 11:05")["responding_agencies"][0]["agency"] == "Example Police"
    assert opened.letters_to("spoc@health.example")[1:] == [f"{FIRST}: no longer yours to answer"]
    assert opened.letters_to("spoc@police.example")[1:] == [
        f"{FIRST}: no longer yours to answer",
        f"{FIRST}: yours to answer after all, response due Wed 18 Mar 2026",
    ]


def test_explain_names_each_line_and_the_line_that_an_undo_takes_back(opened: World) -> None:
    opened.run("rule", FIRST, "note", "rang", "--now", "2026-03-10T10:00:00+00:00")
    opened.run("rule", FIRST, "undo", "--now", "2026-04-10T10:00:00+00:00")
    shown = opened.run("explain", FIRST, "--json", "--now", "2026-04-10T10:00:00+00:00").json["events"]
    undone = next(one for one in shown if one["what"] == "undone")
    (line,) = [one for one in opened.run("explain", FIRST).out.split("\n") if "takes back line" in one]
    assert line.split()[:3] == [str(undone["id"]), "2026-04-10", "11:00"]
    assert f"takes back line {undone['undoes']})" in line


def test_answered_stops_the_clock_and_asks_the_referrer(opened: World) -> None:
    ruled(opened, "answered")
    case = the_case(opened)
    assert case["responding_agencies"][0]["status"] == "answered"
    assert case["status"] == "awaiting_confirmation"
    opened.once("2026-03-19 09:00")
    assert not any("chaser" in one for one in opened.letters_to("spoc@police.example"))


def test_a_holding_reply_is_only_noted(opened: World) -> None:
    ruled(opened, "Holding reply")
    assert (the_case(opened)["status"], the_case(opened)["due"]) == ("awaiting_response", "2026-03-18")


def test_withdrawn_closes_with_that_outcome(opened: World) -> None:
    said = ruled(opened, "Withdrawn.")
    assert "Outcome: withdrawn" in said
    assert the_case(opened)["status"] == "closed"


def test_referred_to_the_partners_the_panel_is_set_moved_and_decides_finally(opened: World) -> None:
    ruled(opened, "refer to partners")
    assert (the_case(opened)["stage"], the_case(opened)["status"]) == ("partnership", "panel")
    said = ruled(opened, "panel on 25 March 2026 at 10:00, Town Hall, Robin Teare, Pat Moss", "2026-03-10 11:00")
    assert "Wednesday 25 March 2026 at 10:00, Town Hall" in said
    assert "one of the two sides" in said or "Pat Moss" in said
    assert f"{FIRST}: panel on Wed 25 Mar 2026 at 10:00" in opened.letters_to("director@board.example")
    ruled(opened, "panel on 26 March 2026 at 2pm, Town Hall, Robin Teare", "2026-03-10 12:00")
    assert opened.letters_to("director@board.example")[-1] == f"{FIRST}: panel moved to Thu 26 Mar 2026 at 14:00"
    ruled(opened, "panel decided: the plan stands", "2026-03-26 16:00")
    assert the_case(opened, "2026-03-26 16:05")["status"] == "closed"


def test_chase_now_reminds_before_the_due_day_and_chases_after_it(opened: World) -> None:
    ruled(opened, "chase now")
    assert opened.letters_to("spoc@police.example")[-1].startswith(f"{FIRST}: reminder")
    opened.once("2026-03-19 09:00")
    ruled(opened, "Chase Example Police now", "2026-03-20 10:00")
    assert opened.letters_to("spoc@police.example")[-1].startswith(f"{FIRST}: chaser 2")


def test_a_question_goes_to_the_spoc_in_the_managers_own_words(opened: World) -> None:
    ruled(opened, "Ask Police: who chairs the meeting?")
    letter = next(one for one in reversed(opened.letters) if one["To"] == "spoc@police.example")
    assert "who chairs the meeting?" in words_of(letter)


def test_status_is_answered_on_a_card_and_changes_nothing(opened: World) -> None:
    before = events(opened)
    said = ruled(opened, "status?")
    assert "Policy's due day: Wednesday 18 March 2026" in said
    assert len(events(opened)) == len(before)


def test_the_deputy_may_rule_and_the_manager_hears_of_it(opened: World) -> None:
    ruled(opened, "stop chasing", sender=DEPUTY)
    told = [one for one in opened.letters if "your ruling" in str(one["Subject"])]
    assert {DEPUTY, MANAGER} <= {address.strip() for address in str(told[-1]["To"]).split(",")}
    opened.once("2026-03-19 09:00")
    assert not any("chaser" in one for one in opened.letters_to("spoc@police.example"))


def test_a_mail_that_names_no_case_is_answered_and_one_that_asks_nothing_is_held(opened: World) -> None:
    assert "No case is named" in ruled(opened, "close outcome: x", subject="a case")
    ruled(opened, "Brief please?", "2026-03-10 11:00", subject="brief")
    assert [one["subject"] for one in opened.run("held", "--json").json] == ["brief"]


def test_two_cases_in_one_mail_and_a_merge(opened: World) -> None:
    second = a_word_form(subject_name="C. D.", subject_dob=None, disagreement_summary="Another matter.")
    opened.arrives(a_mail("ann@schools.example", form=second), "2026-03-05 09:05")
    opened.once("2026-03-05 09:06")
    ruled(opened, "RPDE-2026-0002: note seen by both\nRPDE-2026-0001 merge with RPDE-2026-0002")
    by_reference = {one["reference"]: one["status"] for one in opened.cases("2026-03-10 10:05")}
    assert by_reference == {"RPDE-2026-0001": "closed", "RPDE-2026-0002": "awaiting_response"}
    other = opened.run("explain", "RPDE-2026-0002", "--json", "--now", "2026-03-10T11:00:00+00:00").json["events"]
    assert [one["what"] for one in other if one["by"] == MANAGER] == ["noted", "merged_from"]


def test_a_mail_copied_to_us_is_meant_for_others(opened: World) -> None:
    ruled(opened, "Chase now", to="spoc@police.example", Cc="unit@example.org")
    assert not any("reminder" in one for one in opened.letters_to("spoc@police.example"))


def test_immediate_risk_lengthens_nothing(desk: Desk) -> None:
    world = desk
    world.configure(mailbox='trusted_server = "mx.unit.example"')
    world.arrives(a_mail("ann@schools.example", form=a_word_form(immediate_risk=True)), "2026-03-04 09:05")
    world.once("2026-03-04 09:06")
    for words in ("hold until 3 May 2026 because x", "due 3 May 2026 because x", "received 4 March 2026"):
        ran = world.run("rule", FIRST, *words.split(), "--now", "2026-03-05T10:00:00+00:00")
        assert ran.code == 65, ran.out
    assert "seen" in ruled(world, "SEEN", "2026-03-05 10:00")
    world.run("rule", FIRST, "send", "to", "Health", "--now", "2026-03-05T11:00:00+00:00")
    assert world.cases("2026-03-05 12:00")[0]["due"] == "2026-03-18"
    world.once("2026-03-06 09:00")
    assert world.cases("2026-03-06 12:00")[0]["due"] == "2026-03-18"
    assert world.letters_to("spoc@health.example") == [f"{FIRST}: notice, response due Wed 18 Mar 2026"]
    notice = next(one for one in reversed(world.letters) if one["To"] == "spoc@health.example")
    assert "Why this day: as before: under immediate risk another agency gets no later day" in words_of(notice)


def test_in_hold_mode_a_close_that_is_undone_leaves_the_notice_waiting_as_it_was(desk: Desk) -> None:
    world = desk
    world.configure(mailbox='trusted_server = "mx.unit.example"', letters='mode = "hold"')
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
    world.once("2026-03-04 09:06")
    for words in ("close outcome: a mistake", "undo"):
        assert world.run("rule", FIRST, *words.split(), "--now", "2026-03-05T10:00:00+00:00").code == 0
    states = {one["occasion"]: one["state"] for one in world.run("outbox", "--json").json}
    assert states == {"acknowledgement": "held", "notice": "held", "outcome": "withdrawn", "closure": "withdrawn"}


def test_faults_of_the_contacts_are_mailed_once_for_each_version_and_the_last_good_copy_is_used(world: World) -> None:
    opened = with_a_case(world)
    file = opened.folder / "contacts.xlsx"
    book = load_workbook(file)
    book["Agencies"]["E3"] = "spoc at police"
    book.save(file)
    for minute in ("10", "20"):
        opened.once(f"2026-03-04 09:{minute}")
    told = [words_of(one) for one in opened.letters if "something needs attention" in str(one["Subject"])]
    assert len(told) == 1
    assert "Agencies!E3" in told[0]
    opened.arrives(
        a_mail("ann@schools.example", form=a_word_form(subject_name="C. D.", subject_dob=None)), "2026-03-04 09:30"
    )
    opened.once("2026-03-04 09:31")
    assert len(opened.letters_to("spoc@police.example")) == 2


def test_check_shows_which_open_cases_an_edited_protocol_would_move(opened: World) -> None:
    own = opened.folder / "own" / "protocols"
    own.mkdir(parents=True)
    text = (ROOT / "protocols" / "bolton.toml").read_text(encoding="utf-8")
    (own / "bolton.toml").write_text(text.replace("working_days = 10", "working_days = 15"), encoding="utf-8")
    opened.configure(partnership=f'own_files = "{own.parent}"')
    assert "RPDE-2026-0001, Example Police: due Wed 18 Mar 2026 → Wed 25 Mar 2026" in opened.run("check").out
    assert the_case(opened)["due"] == "2026-03-18"


OUTLOOK = "\n\nMo Hale\nBusiness Manager\n\n________________________________\nFrom: Unit <unit@example.org>\nSent: 09 March 2026 09:00\nTo: Mo Hale\nSubject: RPDE-2026-0001: overdue\n\nClose outcome: quoted\n"
GMAIL = "\n\nOn Mon, 9 Mar 2026 at 09:00, Unit <unit@example.org> wrote:\n\n> You may rule by replying with one of these:\n> - close outcome: quoted\n"
PHONE = (
    "\n\nSent from my iPhone\n\n> On 9 Mar 2026, at 09:00, Unit <unit@example.org> wrote:\n>\n> close outcome: quoted\n"
)
DISCLAIMER = "\n\nKind regards,\nMo\n\n-- \nThis email is confidential. If it was sent to you in error, close it and note that.\n"


@pytest.mark.parametrize("tail", [OUTLOOK, GMAIL, PHONE, DISCLAIMER], ids=["outlook", "gmail", "phone", "disclaimer"])
def test_the_thread_and_the_signature_below_a_ruling_rule_nothing(opened: World, tail: str) -> None:
    said = ruled(opened, f"Hi team,\n\nPlease hold until Friday 20 March because the school is closed.{tail}")
    assert the_case(opened)["status"] == "on_hold"
    assert "On hold through: Friday 20 March 2026 (was none)" in said
    assert "UNDO" in said
    assert [one["what"] for one in events(opened) if one["by"] == MANAGER] == ["held"]
